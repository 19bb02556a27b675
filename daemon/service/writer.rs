//! The one writer: takes events in order, turns each against the store plus the pending changes of its group, commits
//! the group with one fsync, and only then acknowledges.
//!
//! It owns the store and the setting and runs on a thread of its own. A failing disk ends it: every later job is
//! refused, nothing acknowledged is lost, and the daemon exits.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Bound;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use tokio::sync::{mpsc, oneshot, watch};

use super::clock::Clock;
use crate::store::{self, Reader, Store};
use crate::time::Instant;
use crate::turn::{Record, Setting, turn};
use crate::workflow::memory::Changes;
use crate::workflow::{Event, Fate, Rows};

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
    Setting(Box<Setting>),
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
        let reader = store.reader();
        let desk = Desk { store, setting, clock, last, observer, announce, counts: counts.clone() };
        let thread = std::thread::Builder::new().name("writer".into()).spawn(move || desk.run(queue))?;
        Ok((Self { jobs, reader, committed, counts }, thread))
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
        self.job(Work::Setting(Box::new(setting))).await?.await.unwrap_or(Err(Refused::Ended))
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
            let view = View { reader: &reader, pending: &Changes::new(), failed: RefCell::new(None) };
            let value = read(&view);
            match view.failed.into_inner() {
                Some(error) => Err(Refused::Store(Arc::new(error))),
                None => Ok(value),
            }
        });
        task.await.unwrap_or(Err(Refused::Ended))
    }
}

/// Rows of the store with the changes of the running group on top. A store that cannot be read is remembered, so
/// that nothing decided on half a view is committed.
pub struct View<'a> {
    reader: &'a Reader,
    pending: &'a Changes,
    failed: RefCell<Option<store::Error>>,
}

impl<'a> View<'a> {
    /// The store as it stands.
    pub fn of(reader: &'a Reader, pending: &'a Changes) -> Self {
        Self { reader, pending, failed: RefCell::new(None) }
    }

    /// Why it could not be read, if it could not.
    pub fn failure(self) -> Option<store::Error> {
        self.failed.into_inner()
    }
}

impl Rows for View<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        if let Some(pending) = self.pending.get(key) {
            return pending.clone();
        }
        self.reader.get(key).unwrap_or_else(|error| {
            self.failed.replace(Some(error));
            None
        })
    }

    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        let range = (Bound::Included(prefix.to_vec()), Bound::Unbounded);
        let mut pending = self.pending.range(range).take_while(|(key, _)| key.starts_with(prefix)).peekable();
        for entry in self.reader.scan(prefix) {
            let (key, value) = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.failed.replace(Some(error));
                    return;
                }
            };
            while let Some((new, value)) = pending.next_if(|(new, _)| *new < &key) {
                if let Some(value) = value
                    && !visit(new, value)
                {
                    return;
                }
            }
            let go_on = match pending.next_if(|(new, _)| **new == key) {
                Some((_, Some(value))) => visit(&key, value),
                Some((_, None)) => true,
                None => visit(&key, &value),
            };
            if !go_on {
                return;
            }
        }
        for (key, value) in pending {
            if let Some(value) = value
                && !visit(key, value)
            {
                return;
            }
        }
    }
}

struct Desk {
    store: Store,
    setting: Setting,
    clock: Clock,
    last: Option<Instant>,
    observer: Option<Observer>,
    announce: watch::Sender<u64>,
    counts: Arc<Counts>,
}

/// One job whose effects are decided and not yet on disk.
type Open = (oneshot::Sender<Result<Receipt, Refused>>, Receipt, Option<Record>);

impl Desk {
    /// Until nobody holds a handle any more, or the disk fails.
    fn run(mut self, mut queue: mpsc::Receiver<Job>) -> Option<Arc<store::Error>> {
        let reader = self.store.reader();
        while let Some(first) = queue.blocking_recv() {
            let mut jobs = vec![first];
            while jobs.len() < GROUP_MAX
                && let Ok(next) = queue.try_recv()
            {
                jobs.push(next);
            }
            if let Err(error) = self.group(&reader, jobs) {
                tracing::error!(%error, "the store cannot commit; the daemon stops taking mail");
                return Some(error);
            }
        }
        None
    }

    fn group(&mut self, reader: &Reader, jobs: Vec<Job>) -> Result<(), Arc<store::Error>> {
        let mut pending = Changes::new();
        let mut open: Vec<Open> = Vec::new();
        let mut group = Vec::new();
        let mut spool: Vec<Vec<u8>> = Vec::new();
        for job in jobs {
            match job.work {
                Work::Setting(setting) => {
                    let view = View::of(reader, &pending);
                    let stranded = crate::workflow::stranded(&setting.rules, &setting.directory, &view);
                    let receipt = receipt(Fate::Acted);
                    if stranded.is_empty() {
                        self.setting = *setting;
                        let _ = job.done.send(Ok(receipt));
                    } else {
                        let _ = job.done.send(Err(Refused::Stranded(stranded.join("; "))));
                    }
                }
                Work::Rows(rows) => {
                    pending.extend(rows.clone());
                    group.push((Vec::new(), rows.into_iter().collect()));
                    open.push((job.done, receipt(Fate::Acted), None));
                }
                Work::Event(event, extra) => {
                    let now = self.now();
                    let view = View::of(reader, &pending);
                    let record = turn(&self.setting, &view, &event, now, extra);
                    if let Some(error) = view.failure() {
                        return Err(refuse(open, job.done, error));
                    }
                    self.count(&event, &record);
                    for alarm in &record.entry.alarms {
                        tracing::warn!("{alarm}");
                    }
                    let body = serde_json::to_vec(&record.entry).expect("a journal entry has string keys");
                    pending.extend(record.rows.clone());
                    group.push((body, record.rows.clone().into_iter().collect()));
                    spool.extend(record.spool.iter().map(|(_, bytes)| bytes.clone()));
                    open.push((job.done, receipt_of(&record), Some(record)));
                }
            }
        }
        let result = self.commit(&spool, group);
        match result {
            Err(error) => {
                let error = Arc::new(error);
                for (done, ..) in open {
                    let _ = done.send(Err(Refused::Store(error.clone())));
                }
                Err(error)
            }
            Ok(seq) => {
                for (done, receipt, record) in open {
                    if let (Some(observer), Some(record)) = (&self.observer, &record) {
                        observer(record);
                    }
                    let _ = done.send(Ok(receipt));
                }
                self.announce.send_replace(seq);
                Ok(())
            }
        }
    }

    /// Large bytes first, then the records that name them.
    fn commit(
        &mut self,
        spool: &[Vec<u8>],
        group: Vec<(Vec<u8>, Vec<store::Row>)>,
    ) -> Result<u64, store::Error> {
        if !spool.is_empty() {
            let bytes: Vec<&[u8]> = spool.iter().map(Vec::as_slice).collect();
            self.store.spool().put_all(&bytes)?;
        }
        if group.is_empty() {
            return Ok(self.store.seq());
        }
        Ok(self.store.commit(group)?.end)
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

fn refuse(
    open: Vec<Open>,
    last: oneshot::Sender<Result<Receipt, Refused>>,
    error: store::Error,
) -> Arc<store::Error> {
    let error = Arc::new(error);
    for done in open.into_iter().map(|(done, ..)| done).chain([last]) {
        let _ = done.send(Err(Refused::Store(error.clone())));
    }
    error
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
