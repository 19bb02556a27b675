//! The store and its one writer: opening it after whatever happened, and committing groups.

use std::fs::File;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::thread::JoinHandle;

use super::disk::{Disk, Os, make_dir, put_file};
use super::journal::{self, Run, Segment, Tail, Writer};
use super::reader::{Reader, Records, Scan};
use super::spool::Spool;
use super::view::{Batch, Mark, View};
use super::{
    Counters, Entry, Error, KEY_BYTES_MAX, Opened, Options, RECORD_BYTES_MAX, Row, VALUE_BYTES_MAX, doing,
    failed, frame, lock, snapshot,
};

/// The version of the layout of the folder.
const FORMAT: u32 = 1;

/// What `DIR/format` begins with.
const FORMAT_WORDS: &str = "beadle store ";

/// Rows applied at once while the view is brought up to date; bounds the memory that takes.
pub(super) const REPLAY_ROWS: usize = 4096;

/// The store, in the hands of its one writer.
pub struct Store {
    writer: Writer,
    shared: Arc<Shared>,
    /// The snapshot being taken in the background.
    keeper: Option<JoinHandle<()>>,
    /// How much the journal has grown since the last snapshot was begun.
    since_bytes: u64,
}

/// What the writer and the readers have in common.
pub(super) struct Shared {
    pub(super) dir: PathBuf,
    pub(super) disk: Arc<dyn Disk>,
    pub(super) options: Options,
    pub(super) view: View,
    pub(super) spool: Spool,
    pub(super) poison: Arc<Poison>,
    pub(super) counts: Counts,
    /// The size of the newest snapshot.
    pub(super) snapshot_bytes: AtomicU64,
    /// Held while a snapshot or a backup is made: one at a time.
    pub(super) keeping: Mutex<()>,
    /// How many readings of the journal are under way; its segments stay until there are none.
    pub(super) pins: Mutex<usize>,
    /// The store ends: a snapshot in the background gives up.
    pub(super) ending: AtomicBool,
    /// Let go last, when everything above is closed.
    _lock: File,
}

/// The first failure after which nothing is known of what the disk has.
#[derive(Default)]
pub(super) struct Poison(OnceLock<(String, bool)>);

impl Poison {
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.0.get() {
            None => Ok(()),
            Some((cause, full)) => Err(Error::Poisoned { cause: cause.clone(), full: *full }),
        }
    }

    /// Passes a result on, and remembers its failure.
    pub(super) fn watch<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(e) = &result {
            self.0.get_or_init(|| (e.to_string(), matches!(e, Error::Full { .. })));
        }
        result
    }
}

/// [`Counters`], as they are counted.
#[derive(Default)]
pub(super) struct Counts {
    fsyncs: AtomicU64,
    bytes: AtomicU64,
    groups: AtomicU64,
    records: AtomicU64,
    rows: AtomicU64,
    pub(super) snapshots: AtomicU64,
    pub(super) snapshots_failed: AtomicU64,
}

impl Counts {
    pub(super) fn read(&self) -> Counters {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counters {
            fsyncs: of(&self.fsyncs),
            bytes: of(&self.bytes),
            groups: of(&self.groups),
            records: of(&self.records),
            rows: of(&self.rows),
            snapshots: of(&self.snapshots),
            snapshots_failed: of(&self.snapshots_failed),
        }
    }
}

impl Store {
    /// Opens the store in a folder, making both if there is nothing; brings the view up to date with the journal.
    ///
    /// Errors: [`Error::Locked`] while another process has it; [`Error::Corrupt`] when flushed bytes are damaged
    /// or files of the store are missing; [`Error::TooNew`]; [`Error::Full`], [`Error::Io`].
    pub fn open(dir: &Path, options: &Options) -> Result<(Self, Opened), Error> {
        Self::open_on(dir, options, Arc::new(Os))
    }

    pub(super) fn open_on(
        dir: &Path,
        options: &Options,
        disk: Arc<dyn Disk>,
    ) -> Result<(Self, Opened), Error> {
        make_dir(&*disk, dir).map_err(|e| failed(doing("make", dir), e))?;
        let lock = lock::take(dir)?;
        let mut opened = Opened { fresh: ensure_made(dir, &*disk)?, ..Opened::default() };
        sweep(dir, &*disk)?;
        let segments = journal::segments(&dir.join("journal"))?;
        let Some(last) = segments.last() else {
            return Err(missing(&dir.join("journal"), "the journal has no segment"));
        };
        let tail = Tail::find(last)?;
        let snapshots = snapshot::list(dir)?;
        if let Some((seq, path)) = snapshots.last()
            && *seq > tail.seq
        {
            let what = format!("the journal ends with record {}, before this snapshot", tail.seq);
            return Err(missing(path, &what));
        }
        opened.torn_bytes = tail.torn_bytes();
        let place = Place { dir, disk: &disk, options, segments: &segments, tail: &tail };
        let view = place.bring_up(&snapshots, &mut opened)?;
        let writer = Writer::resume(Arc::clone(&disk), &dir.join("journal"), &tail, options)?;
        view.believe()?;
        let poison = Arc::new(Poison::default());
        let shared = Shared {
            dir: dir.to_owned(),
            spool: Spool::open(&dir.join("spool"), &disk, &poison)?,
            disk,
            options: options.clone(),
            view,
            poison,
            counts: Counts::default(),
            snapshot_bytes: AtomicU64::new(snapshots.last().map_or(0, |(_, path)| bytes_of(path))),
            keeping: Mutex::default(),
            pins: Mutex::default(),
            ending: AtomicBool::new(false),
            _lock: lock,
        };
        let covered = snapshots.last().map_or(0, |(seq, _)| *seq);
        let since_bytes = segments.iter().filter(|s| s.first > covered).map(|s| bytes_of(&s.path)).sum();
        let mut store = Self { writer, since_bytes, shared: Arc::new(shared), keeper: None };
        store.keep_if_due();
        Ok((store, opened))
    }

    /// Commits a group: the body and the rows of each turn, in order. Gives the numbers they got.
    ///
    /// Once this returns every record is on disk and its rows are visible to every reader, the whole group at
    /// once. After an error other than [`Error::RowTooLarge`], [`Error::RecordTooLarge`] and [`Error::BadKey`]
    /// (nothing happened) the store takes no further commit.
    pub fn commit(&mut self, group: Vec<(Vec<u8>, Vec<Row>)>) -> Result<Range<u64>, Error> {
        self.shared.poison.check()?;
        group.iter().try_for_each(check_record)?;
        if group.is_empty() {
            let next = self.shared.mark().seq + 1;
            return Ok(next..next);
        }
        let poison = Arc::clone(&self.shared.poison);
        let bytes_before = self.shared.counts.bytes.load(Ordering::Relaxed);
        let numbers = poison.watch(self.write(group))?;
        self.since_bytes += self.shared.counts.bytes.load(Ordering::Relaxed) - bytes_before;
        self.keep_if_due();
        Ok(numbers)
    }

    fn write(&mut self, group: Vec<(Vec<u8>, Vec<Row>)>) -> Result<Range<u64>, Error> {
        let appended = self.writer.append(&group)?;
        let counts = &self.shared.counts;
        counts.fsyncs.fetch_add(1, Ordering::Relaxed);
        counts.groups.fetch_add(1, Ordering::Relaxed);
        counts.bytes.fetch_add(appended.bytes, Ordering::Relaxed);
        counts.records.fetch_add(group.len() as u64, Ordering::Relaxed);
        let mut batch = Batch::default();
        for (_, rows) in group {
            counts.rows.fetch_add(rows.len() as u64, Ordering::Relaxed);
            batch.add_rows(rows);
        }
        let mark = Mark { seq: appended.next - 1, check: appended.check };
        self.shared.view.apply(batch, Some(mark))?;
        Ok(appended.first..appended.next)
    }

    /// Begins a snapshot in the background when it is time and none is under way.
    fn keep_if_due(&mut self) {
        let every = self.shared.options.snapshot_every_bytes;
        let due = every.max(self.shared.snapshot_bytes.load(Ordering::Relaxed));
        if every == 0 || self.since_bytes < due || self.keeper.as_ref().is_some_and(|k| !k.is_finished()) {
            return;
        }
        let shared = Arc::clone(&self.shared);
        let work = move || {
            if snapshot::take(&shared).is_err() {
                shared.counts.snapshots_failed.fetch_add(1, Ordering::Relaxed);
            }
        };
        self.keeper = std::thread::Builder::new().name("store-snapshot".to_owned()).spawn(work).ok();
        self.since_bytes = 0;
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.shared.view.get(key)
    }

    /// All entries whose key begins with `prefix`, in order of their keys.
    pub fn scan(&self, prefix: &[u8]) -> Scan {
        self.reader().scan(prefix)
    }

    /// Up to `limit` entries with `from <= key < to`, in order of their keys, as of one moment.
    pub fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Entry>, Error> {
        self.reader().range(from, to, limit)
    }

    /// The number of the last record committed; 0 when there is none.
    pub fn seq(&self) -> u64 {
        self.shared.mark().seq
    }

    /// The records from a number on (or from the oldest held, if that is later) to the last committed now.
    pub fn journal(&self, from: u64) -> Records {
        self.reader().journal(from)
    }

    /// The folder of large bytes.
    pub fn spool(&self) -> &Spool {
        &self.shared.spool
    }

    /// A handle for other threads; cheap to clone. The store stays owned by this process until the store and all
    /// its readers are dropped.
    pub fn reader(&self) -> Reader {
        Reader::new(Arc::clone(&self.shared))
    }

    /// What has been done since opening.
    pub fn counters(&self) -> Counters {
        self.shared.counts.read()
    }

    /// Ends a snapshot under way and closes the store, if no reader is left. Dropping it does the same.
    pub fn close(self) {
        drop(self);
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.shared.ending.store(true, Ordering::Relaxed);
        if let Some(keeper) = self.keeper.take() {
            // A snapshot that panicked has left nothing but an unfinished file, which the next start removes.
            drop(keeper.join());
        }
    }
}

impl Shared {
    /// The last record committed.
    pub(super) fn mark(&self) -> Mark {
        self.view.at()
    }
}

/// Holds one record to the limits, before anything is written.
fn check_record((body, rows): &(Vec<u8>, Vec<Row>)) -> Result<(), Error> {
    let bytes = frame::payload_bytes(body, rows);
    if bytes > RECORD_BYTES_MAX {
        return Err(Error::RecordTooLarge { bytes });
    }
    for (key, value) in rows {
        let readable = || key.escape_ascii().to_string();
        if key.first().is_none_or(|&byte| byte == 0) {
            return Err(Error::BadKey { key: readable() });
        }
        if key.len() > KEY_BYTES_MAX {
            return Err(Error::RowTooLarge { key: readable(), bytes: key.len(), limit: KEY_BYTES_MAX });
        }
        let bytes = value.as_ref().map_or(0, Vec::len);
        if bytes > VALUE_BYTES_MAX {
            return Err(Error::RowTooLarge { key: readable(), bytes, limit: VALUE_BYTES_MAX });
        }
    }
    Ok(())
}

/// What the view is brought up to.
struct Place<'a> {
    dir: &'a Path,
    disk: &'a Arc<dyn Disk>,
    options: &'a Options,
    segments: &'a [Segment],
    tail: &'a Tail,
}

impl Place<'_> {
    /// A view that holds every record of the journal.
    fn bring_up(&self, snapshots: &[(u64, PathBuf)], opened: &mut Opened) -> Result<View, Error> {
        if opened.fresh {
            let view = View::create(self.dir, self.disk, self.options)?;
            view.apply(Batch::default(), Some(Mark::default()))?;
            return Ok(view);
        }
        let reason = match View::open(self.dir, self.disk, self.options)? {
            Err(reason) => reason,
            Ok(view) => match self.judge(&view)? {
                Err(reason) => reason,
                Ok(mark) => {
                    opened.replayed = self.replay(mark, |batch, mark| view.apply(batch, Some(mark)))?;
                    return Ok(view);
                }
            },
        };
        let (view, replayed) = self.make_again(snapshots)?;
        opened.replayed = replayed;
        opened.rebuilt = Some(reason);
        Ok(view)
    }

    /// Where a view goes on from; `Err(reason)` inside when it has to be made again.
    fn judge(&self, view: &View) -> Result<Result<Mark, String>, Error> {
        let mark = match view.mark() {
            Ok(Some(mark)) => mark,
            Ok(None) => return Ok(Err("the view was never finished".to_owned())),
            Err(Error::View { what }) => return Ok(Err(format!("the view cannot be read ({what})"))),
            Err(e) => return Err(e),
        };
        let last = self.tail.seq;
        if mark.seq > last && self.tail.torn.is_some() {
            // Its rows were applied after the flush: what looks like an unfinished write was a finished one.
            return Err(self.tail.decay(mark.seq));
        }
        if mark.seq > last {
            return Ok(Err(format!("the view is at record {}, but the journal ends with {last}", mark.seq)));
        }
        if mark.seq + 1 < self.segments[0].first {
            return Ok(Err(format!("the view is at record {}, too far behind the journal", mark.seq)));
        }
        if self.check_behind(mark)? != mark.check {
            return Ok(Err(format!("the view has another record {} than the journal", mark.seq)));
        }
        Ok(Ok(mark))
    }

    /// The check of the record a mark names, as the journal has it.
    fn check_behind(&self, mark: Mark) -> Result<u32, Error> {
        if mark.seq == self.tail.seq {
            return Ok(self.tail.check);
        }
        let mut run = Run::open(&self.dir.join("journal"), mark.seq + 1, self.tail.seq)?;
        Ok(run.step()?.map_or(self.tail.check, |(head, _)| head.prev))
    }

    /// A new view, from the newest sound snapshot and the journal behind it. The old one is removed only when both
    /// have been read through.
    fn make_again(&self, snapshots: &[(u64, PathBuf)]) -> Result<(View, u64), Error> {
        let (base, snapshot) = self.base(snapshots)?;
        self.replay(base, |_, _| Ok(()))?;
        let view = View::create(self.dir, self.disk, self.options)?;
        if let Some(path) = snapshot {
            snapshot::load(path, |batch| view.apply(batch, None))?;
        }
        view.apply(Batch::default(), Some(base))?;
        let replayed = self.replay(base, |batch, mark| view.apply(batch, Some(mark)))?;
        Ok((view, replayed))
    }

    /// What a new view begins with: the newest sound snapshot that the journal goes on from, or nothing if the
    /// journal is whole.
    fn base<'a>(&self, snapshots: &'a [(u64, PathBuf)]) -> Result<(Mark, Option<&'a Path>), Error> {
        let first = self.segments[0].first;
        let mut damage = None;
        for (seq, path) in snapshots.iter().rev().filter(|(seq, _)| seq + 1 >= first) {
            match snapshot::verify(path) {
                Ok(info) if info.mark.seq == *seq && self.check_behind(info.mark)? == info.mark.check => {
                    return Ok((info.mark, Some(path)));
                }
                Ok(_) => damage = Some(missing(path, "this snapshot belongs to another journal")),
                Err(e @ Error::Corrupt { .. }) => damage = Some(e),
                Err(e) => return Err(e),
            }
        }
        if first == 1 {
            return Ok((Mark::default(), None));
        }
        let nothing =
            || missing(&self.segments[0].path, "no snapshot stands before the oldest segment of the journal");
        Err(damage.unwrap_or_else(nothing))
    }

    /// Gives the changes of every record behind a mark, in batches. Returns the number of records.
    fn replay(
        &self,
        from: Mark,
        mut apply: impl FnMut(Batch, Mark) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut run = Run::open(&self.dir.join("journal"), from.seq + 1, self.tail.seq)?;
        let (mut batch, mut rows, mut mark) = (Batch::default(), 0, from);
        while let Some((head, payload)) = run.step()? {
            for row in frame::parts(payload).into_iter().flat_map(|(_, rows)| rows) {
                let Some((key, value)) = row else { return Err(run.unreadable(head.seq)) };
                batch.add(key, value);
                rows += 1;
            }
            mark = Mark { seq: head.seq, check: head.check };
            if rows >= REPLAY_ROWS {
                apply(std::mem::take(&mut batch), mark)?;
                rows = 0;
            }
        }
        apply(batch, mark)?;
        Ok(mark.seq - from.seq)
    }
}

/// Makes the store in a folder that has none; `true` if it did.
fn ensure_made(dir: &Path, disk: &dyn Disk) -> Result<bool, Error> {
    let path = dir.join("format");
    let making = |e| failed(doing("make", dir), e);
    match std::fs::read_to_string(&path) {
        Ok(text) => {
            check_format(&path, &text)?;
            return Ok(false);
        }
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
        Err(e) => return Err(failed(doing("read", &path), e)),
    }
    for part in ["journal", "snapshots"] {
        make_dir(disk, &dir.join(part)).map_err(making)?;
    }
    refuse_remains(dir)?;
    journal::create_segment(disk, &dir.join("journal"), 1, 0)?;
    write_format(dir, disk)?;
    Ok(true)
}

/// Says that the store in a folder is whole. Everything else in it must be on disk before.
pub(super) fn write_format(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    let path = dir.join("format");
    put_file(disk, &path, format!("{FORMAT_WORDS}{FORMAT}\n").as_bytes())
        .map_err(|e| failed(doing("write", &path), e))
}

fn check_format(path: &Path, text: &str) -> Result<(), Error> {
    match text.strip_prefix(FORMAT_WORDS).and_then(|version| version.trim_end().parse::<u32>().ok()) {
        Some(FORMAT) => Ok(()),
        Some(found) if found > FORMAT => Err(Error::TooNew { file: path.to_owned(), found, known: FORMAT }),
        _ => Err(missing(path, "this is not the format of a store")),
    }
}

/// Without `format` a folder may hold only what an interrupted making leaves: never records, snapshots or rows.
fn refuse_remains(dir: &Path) -> Result<(), Error> {
    let segments = journal::segments(&dir.join("journal"))?;
    let empty = match segments.as_slice() {
        [] => true,
        [only] => only.first == 1 && Tail::find(only).is_ok_and(|tail| tail.seq == 0 && tail.torn.is_none()),
        _ => false,
    };
    if empty && snapshot::list(dir)?.is_empty() && !dir.join("view").exists() {
        return Ok(());
    }
    let what = "the folder holds parts of a store, but not the file that says the store is whole";
    Err(missing(&dir.join("format"), what))
}

/// Removes files that an earlier process had not finished.
fn sweep(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    for part in ["journal", "snapshots"] {
        let part = dir.join(part);
        make_dir(disk, &part).map_err(|e| failed(doing("make", &part), e))?;
        for entry in std::fs::read_dir(&part).map_err(|e| failed(doing("list", &part), e))? {
            let path = entry.map_err(|e| failed(doing("list", &part), e))?.path();
            if path.extension().is_some_and(|e| e == "tmp") {
                disk.remove(&path).map_err(|e| failed(doing("remove", &path), e))?;
            }
        }
        // Names that an earlier process saw may not be on disk yet.
        disk.sync_dir(&part).map_err(|e| failed(doing("flush", &part), e))?;
    }
    disk.sync_dir(dir).map_err(|e| failed(doing("flush", dir), e))
}

fn bytes_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}

/// Parts of the store that are not there or do not belong together.
pub(super) fn missing(file: &Path, what: &str) -> Error {
    Error::Corrupt {
        file: file.to_owned(),
        offset: 0,
        what: what.to_owned(),
        remedy: "put the missing files back, or restore the newest backup into an empty folder".to_owned(),
    }
}
