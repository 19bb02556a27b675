//! The one writer: takes events in order, turns each against the store plus the changes that are not in it yet, commits
//! them in groups with one fsync each, and only then acknowledges.
//!
//! It owns the store and the setting and runs on two threads of its own: while one group is on its way to the disk,
//! the next one is decided on top of it. At most one is under way, and one that was decided on top of a group that
//! failed is refused with it. A failing disk ends the writer: every later job is refused, nothing acknowledged is lost,
//! and the daemon exits.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot, watch};

use super::clock::Clock;
use crate::store::{self, Reader, Store};
use crate::time::Instant;
use crate::turn::{Record, Setting, turn};
use crate::workflow::memory::Changes;
use crate::workflow::{Event, Fate, Kept, Over, Rows};

/// Events committed with one fsync, at most: enough that the fsync is not what limits, few enough that nobody waits
/// for more than a fraction of a second.
pub const GROUP_MAX: usize = 256;
/// Jobs that may wait for the writer.
pub const QUEUE_MAX: usize = 1_024;

/// Why a job was not carried out.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Refused {
    /// The writer has ended: the daemon is stopping, or its disk failed.
    #[error("the writer has ended")]
    Ended,
    /// The store could not commit; nothing of the group happened.
    #[error("{0}")]
    Store(Arc<store::Error>),
    /// The new setting does not fit the open cases.
    #[error("{0}")]
    Stranded(String),
}

/// What an event came to, once it is on disk.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// How it was taken.
    pub fate: Fate,
    /// The reasons, as sentences.
    pub why: Vec<String>,
    /// Cases that changed.
    pub cases: usize,
    /// Letters that leave.
    pub letters: usize,
    /// What an operator must know.
    pub alarms: Vec<String>,
}

enum Work {
    Event(Box<Event>, Changes),
    Rows(Changes),
    Setting(Arc<Setting>),
}

struct Job {
    work: Work,
    done: oneshot::Sender<Result<Receipt, Refused>>,
}

/// What the writer has done; read by `status` and the benchmark.
#[derive(Debug, Default)]
pub struct Counts {
    /// Events committed.
    pub events: AtomicU64,
    /// Messages that changed a case.
    pub changed: AtomicU64,
    /// Messages taken.
    pub messages: AtomicU64,
    /// Letters that leave.
    pub letters: AtomicU64,
}

/// A handle to the writer; cheap to clone.
#[derive(Clone)]
pub struct Writer {
    jobs: mpsc::Sender<Job>,
    reader: Reader,
    committed: watch::Receiver<u64>,
    setting: watch::Receiver<Arc<Setting>>,
    counts: Arc<Counts>,
}

/// Told of every record once it is on disk.
pub type Observer = Box<dyn Fn(&Record) + Send>;

impl Writer {
    /// Starts the writer's thread. `last` is the time of the newest record: time never goes backwards.
    pub fn start(
        store: Store,
        setting: Setting,
        clock: Clock,
        last: Option<Instant>,
        observer: Option<Observer>,
    ) -> std::io::Result<(Self, std::thread::JoinHandle<Option<Arc<store::Error>>>)> {
        let (jobs, queue) = mpsc::channel(QUEUE_MAX);
        let (announce, committed) = watch::channel(0);
        let counts = Arc::new(Counts::default());
        let setting = Arc::new(setting);
        let (in_force, shown) = watch::channel(setting.clone());
        let reader = store.reader();
        let observed = observer.is_some();
        let scribe = Scribe::start(store, observer, announce)?;
        let desk = Desk {
            reader: reader.ahead(),
            setting,
            in_force,
            clock,
            last,
            counts: counts.clone(),
            scribe,
            kept: Kept::default(),
            observed,
        };
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || desk.run(queue))?;
        Ok((Self { jobs, reader, committed, setting: shown, counts }, thread))
    }

    /// Hands in an event; resolves once it is on disk.
    pub async fn event(&self, event: Event, extra: Changes) -> Result<Receipt, Refused> {
        self.submit(event, extra).await?.await.unwrap_or(Err(Refused::Ended))
    }

    /// Hands in an event and returns as soon as it is in the queue; what is returned resolves once it is on disk.
    pub async fn submit(
        &self,
        event: Event,
        extra: Changes,
    ) -> Result<oneshot::Receiver<Result<Receipt, Refused>>, Refused> {
        self.job(Work::Event(Box::new(event), extra)).await
    }

    /// Changes rows that are no business of the core: a cursor, a document that was written.
    pub async fn rows(&self, rows: Changes) -> Result<Receipt, Refused> {
        self.job(Work::Rows(rows)).await?.await.unwrap_or(Err(Refused::Ended))
    }

    /// Puts a new setting in place, if it strands no open case.
    pub async fn setting(&self, setting: Setting) -> Result<Receipt, Refused> {
        self.job(Work::Setting(Arc::new(setting))).await?.await.unwrap_or(Err(Refused::Ended))
    }

    async fn job(&self, work: Work) -> Result<oneshot::Receiver<Result<Receipt, Refused>>, Refused> {
        let (done, receipt) = oneshot::channel();
        self.jobs.send(Job { work, done }).await.map_err(|_| Refused::Ended)?;
        Ok(receipt)
    }

    /// Changes whenever a group was committed. A wake-up carries no data, so a lost one costs only time.
    pub fn committed(&self) -> watch::Receiver<u64> {
        self.committed.clone()
    }

    /// What turns are decided with now.
    pub fn setting_in_force(&self) -> Arc<Setting> {
        self.setting.borrow().clone()
    }

    /// What has been done since the start.
    pub fn counts(&self) -> &Counts {
        &self.counts
    }

    /// The store's reader.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Reads rows where blocking is allowed.
    pub async fn read<T: Send + 'static>(
        &self,
        read: impl FnOnce(&dyn Rows) -> T + Send + 'static,
    ) -> Result<T, Refused> {
        let reader = self.reader.clone();
        let task = tokio::task::spawn_blocking(move || {
            let nothing = Changes::new();
            let view = View::of(&reader, &nothing);
            let value = read(&view);
            match view.failed.into_inner() {
                Some(error) => Err(Refused::Store(Arc::new(error))),
                None => Ok(value),
            }
        });
        task.await.unwrap_or(Err(Refused::Ended))
    }
}

/// Rows of the store with changes on top that are not in it yet: those of the group that is being written, and over
/// them those of the group that is being decided. A store that cannot be read is remembered, so that nothing decided on
/// half a view is committed.
pub struct View<'a> {
    reader: &'a Reader,
    written: Option<&'a Changes>,
    pending: &'a Changes,
    failed: RefCell<Option<store::Error>>,
}

impl<'a> View<'a> {
    /// The store as it stands, with these changes.
    pub fn of(reader: &'a Reader, pending: &'a Changes) -> Self {
        Self { reader, written: None, pending, failed: RefCell::new(None) }
    }

    /// Why it could not be read, if it could not.
    pub fn failure(self) -> Option<store::Error> {
        self.failed.into_inner()
    }
}

/// Changes under a prefix from a key on, in key order.
fn under<'c>(
    changes: &'c Changes,
    prefix: &'c [u8],
    from: &'c [u8],
) -> impl Iterator<Item = (&'c Vec<u8>, &'c Option<Vec<u8>>)> + use<'c> {
    let range = (Bound::Included(from.max(prefix)), Bound::Unbounded);
    changes.range::<[u8], _>(range).take_while(move |(key, _)| key.starts_with(prefix))
}

impl Rows for View<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let changed = self.pending.get(key).or_else(|| self.written?.get(key));
        if let Some(changed) = changed {
            return changed.clone();
        }
        self.reader.get(key).unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            None
        })
    }

    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        self.scan_from(prefix, prefix, visit);
    }

    fn scan_from(&self, prefix: &[u8], from: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        let mut changed: BTreeMap<&Vec<u8>, &Option<Vec<u8>>> =
            self.written.into_iter().flat_map(|written| under(written, prefix, from)).collect();
        changed.extend(under(self.pending, prefix, from));
        let mut changed = changed.into_iter().peekable();
        for entry in self.reader.scan_from(prefix, from) {
            let (key, value) = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.failed.replace(Some(error));
                    return;
                }
            };
            while let Some((new, value)) = changed.next_if(|(new, _)| **new < key) {
                if let Some(value) = value
                    && !visit(new, value)
                {
                    return;
                }
            }
            let go_on = match changed.next_if(|(new, _)| **new == key) {
                Some((_, Some(value))) => visit(&key, value),
                Some((_, None)) => true,
                None => visit(&key, &value),
            };
            if !go_on {
                return;
            }
        }
        for (key, value) in changed {
            if let Some(value) = value
                && !visit(key, value)
            {
                return;
            }
        }
    }
}

/// Decides: takes jobs in order and turns them into groups.
struct Desk {
    /// Beside the group that is being written, whose changes lie over what it reads.
    reader: Reader,
    setting: Arc<Setting>,
    in_force: watch::Sender<Arc<Setting>>,
    clock: Clock,
    last: Option<Instant>,
    counts: Arc<Counts>,
    scribe: Scribe,
    /// As of the newest decision.
    kept: Kept,
    /// Somebody wants to see records once they are on disk; else their letters are not kept so long.
    observed: bool,
}

/// One job whose effects are decided and not yet on disk.
type Open = (oneshot::Sender<Result<Receipt, Refused>>, Receipt, Option<Record>);

/// Decided and not yet on disk.
#[derive(Default)]
struct Group {
    records: Vec<(Vec<u8>, Vec<store::Row>)>,
    open: Vec<Open>,
    spool: Vec<Vec<u8>>,
}

impl Group {
    fn refuse(self, error: &Arc<store::Error>) {
        for (done, ..) in self.open {
            let _ = done.send(Err(Refused::Store(error.clone())));
        }
    }
}

/// The thread that writes: one group at a time, while the next one is being decided.
struct Scribe {
    /// Without a buffer: handing a group over waits until the one before it is on disk.
    groups: std::sync::mpsc::SyncSender<Group>,
    thread: std::thread::JoinHandle<Option<Arc<store::Error>>>,
}

impl Scribe {
    fn start(
        store: Store,
        observer: Option<Observer>,
        announce: watch::Sender<u64>,
    ) -> std::io::Result<Self> {
        let (groups, queue) = std::sync::mpsc::sync_channel(0);
        let write = move || write_groups(store, &queue, observer.as_ref(), &announce);
        let thread = std::thread::Builder::new().name("scribe".into()).spawn(write)?;
        Ok(Self { groups, thread })
    }

    /// Why it ended; a panic goes on in this thread.
    fn end(self) -> Option<Arc<store::Error>> {
        drop(self.groups);
        self.thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
    }
}

/// Commits groups and acknowledges them, until there are no more or one fails.
fn write_groups(
    mut store: Store,
    queue: &std::sync::mpsc::Receiver<Group>,
    observer: Option<&Observer>,
    announce: &watch::Sender<u64>,
) -> Option<Arc<store::Error>> {
    while let Ok(mut group) = queue.recv() {
        let records = std::mem::take(&mut group.records);
        match commit(&mut store, &group.spool, records) {
            Err(error) => {
                let error = Arc::new(error);
                group.refuse(&error);
                return Some(error);
            }
            Ok(seq) => {
                for (done, receipt, record) in group.open {
                    if let (Some(observer), Some(record)) = (observer, &record) {
                        observer(record);
                    }
                    let _ = done.send(Ok(receipt));
                }
                announce.send_replace(seq);
            }
        }
    }
    None
}

/// Large bytes first, then the records that name them.
fn commit(
    store: &mut Store,
    spool: &[Vec<u8>],
    records: Vec<(Vec<u8>, Vec<store::Row>)>,
) -> Result<u64, store::Error> {
    if !spool.is_empty() {
        let bytes: Vec<&[u8]> = spool.iter().map(Vec::as_slice).collect();
        store.spool().put_all(&bytes)?;
    }
    Ok(store.commit(records)?.end)
}

impl Desk {
    /// Until nobody holds a handle any more, or the disk fails.
    fn run(mut self, mut queue: mpsc::Receiver<Job>) -> Option<Arc<store::Error>> {
        // What the group before has changed: it may still be on its way to the disk while this one is decided.
        let mut written = Changes::new();
        let mut failed = None;
        while let Some(first) = queue.blocking_recv() {
            let mut jobs = vec![first];
            while jobs.len() < GROUP_MAX
                && let Ok(next) = queue.try_recv()
            {
                jobs.push(next);
            }
            let (group, pending) = match self.group(&written, jobs) {
                Ok(decided) => decided,
                Err(error) => {
                    failed = Some(error);
                    break;
                }
            };
            if group.records.is_empty() {
                continue;
            }
            if let Err(unsent) = self.scribe.groups.send(group) {
                // Decided on top of a group that never came to be: nothing of it holds either.
                failed = self.scribe.end();
                if let Some(error) = &failed {
                    unsent.0.refuse(error);
                    tracing::error!(%error, "the store cannot commit; the daemon stops taking mail");
                }
                return failed;
            }
            written = pending;
        }
        let ended = self.scribe.end();
        let failed = ended.or(failed);
        if let Some(error) = &failed {
            tracing::error!(%error, "the store cannot commit; the daemon stops taking mail");
        }
        failed
    }

    /// Decides jobs one after the other: what is to be written, and what it changes.
    fn group(&mut self, written: &Changes, jobs: Vec<Job>) -> Result<(Group, Changes), Arc<store::Error>> {
        let reader = self.reader.clone();
        let mut pending = Changes::new();
        let mut group = Group::default();
        for job in jobs {
            let view = View { written: Some(written), ..View::of(&reader, &pending) };
            match job.work {
                Work::Setting(setting) => {
                    let stranded = crate::workflow::stranded(&setting.rules, &setting.directory, &view);
                    if stranded.is_empty() {
                        self.in_force.send_replace(setting.clone());
                        self.setting = setting;
                        let _ = job.done.send(Ok(receipt(Fate::Acted)));
                    } else {
                        let _ = job.done.send(Err(Refused::Stranded(stranded.join("; "))));
                    }
                }
                Work::Rows(rows) => {
                    drop(view);
                    self.kept.forget(&rows);
                    pending.extend(rows.clone());
                    group.records.push((Vec::new(), rows.into_iter().collect()));
                    group.open.push((job.done, receipt(Fate::Acted), None));
                }
                Work::Event(event, extra) => {
                    let now = self.now();
                    let memory = Over { rows: &view, kept: &self.kept };
                    let mut record = turn(&self.setting, &memory, &event, now, extra);
                    if let Some(error) = view.failure() {
                        let error = Arc::new(error);
                        let _ = job.done.send(Err(Refused::Store(error.clone())));
                        group.refuse(&error);
                        return Err(error);
                    }
                    self.count(&event, &record);
                    for alarm in &record.entry.alarms {
                        tracing::warn!("{alarm}");
                    }
                    let body = serde_json::to_vec(&record.entry).expect("a journal entry has string keys");
                    let rows =
                        if self.observed { record.rows.clone() } else { std::mem::take(&mut record.rows) };
                    self.kept.learn(&rows, &record.cases);
                    pending.extend(rows.clone());
                    group.records.push((body, rows.into_iter().collect()));
                    group.spool.extend(std::mem::take(&mut record.spool).into_iter().map(|(_, bytes)| bytes));
                    let receipt = receipt_of(&record);
                    group.open.push((job.done, receipt, self.observed.then_some(record)));
                }
            }
        }
        Ok((group, pending))
    }

    /// The clock, never behind the newest record.
    fn now(&mut self) -> Instant {
        let now = self.clock.now();
        let now = self.last.map_or(now, |last| last.max(now));
        self.last = Some(now);
        now
    }

    fn count(&self, event: &Event, record: &Record) {
        self.counts.events.fetch_add(1, Ordering::Relaxed);
        self.counts.letters.fetch_add(record.letters.len() as u64, Ordering::Relaxed);
        if matches!(event, Event::Message(_)) {
            self.counts.messages.fetch_add(1, Ordering::Relaxed);
            if !record.entry.cases.is_empty() {
                self.counts.changed.fetch_add(1, Ordering::Relaxed);
            }
        }
    }
}

fn receipt(fate: Fate) -> Receipt {
    Receipt { fate, why: Vec::new(), cases: 0, letters: 0, alarms: Vec::new() }
}

fn receipt_of(record: &Record) -> Receipt {
    let cases: BTreeSet<_> = record.entry.cases.iter().collect();
    Receipt {
        fate: record.entry.fate.clone(),
        why: record.entry.why.iter().map(|w| w.text.clone()).collect(),
        cases: cases.len(),
        letters: record.letters.len(),
        alarms: record.entry.alarms.clone(),
    }
}
