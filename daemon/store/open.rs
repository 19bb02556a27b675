//! The store and its one writer: opening it after whatever happened, and committing groups.

use std::ops::Range;
use std::path::Path;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread::JoinHandle;

use super::disk::{Disk, Os, make_dir};
use super::journal::{self, Tail, Writer};
use super::poison::Poison;
use super::raise::Place;
use super::reader::{Reader, Records, Scan};
use super::shared::{Counts, Shared};
use super::spool::Spool;
use super::view::Batch;
use super::view::Mark;
use super::{
    Counters, Entry, Error, Opened, Options, Row, doing, failed, format, frame, lock, missing, snapshot,
};

/// The store, in the hands of its one writer.
pub struct Store {
    writer: Writer,
    shared: Arc<Shared>,
    /// The snapshot being taken in the background.
    keeper: Option<JoinHandle<()>>,
    /// How much the journal has grown since the last snapshot was begun.
    since_bytes: u64,
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
        let mut opened = Opened { fresh: format::ensure_made(dir, &*disk)?, ..Opened::default() };
        format::sweep(dir, &*disk)?;
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
    /// Once this returns every record is on disk and its rows are visible to every reader. After an error other than [`Error::RowTooLarge`], [`Error::RecordTooLarge`] and [`Error::BadKey`]
    /// (nothing happened) the store takes no further commit.
    pub fn commit(&mut self, group: Vec<(Vec<u8>, Vec<Row>)>) -> Result<Range<u64>, Error> {
        self.shared.poison.check()?;
        group.iter().try_for_each(frame::check_record)?;
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
            if let Err(error) = snapshot::take(&shared) {
                // The journal is longer than it need be, and that is all; the next one is tried after as much again.
                tracing::warn!(%error, "a snapshot of the store could not be taken");
                shared.counts.snapshots_failed.fetch_add(1, Ordering::Relaxed);
            }
        };
        self.keeper = std::thread::Builder::new().name("store-snapshot".to_owned()).spawn(work).ok();
        self.since_bytes = 0;
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
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

fn bytes_of(path: &Path) -> u64 {
    std::fs::metadata(path).map_or(0, |m| m.len())
}
