//! The view: sled, holding the rows as of one record of the journal.
//!
//! It is never the last copy of anything. Everything here guards against what sled 0.34.7 is known to do (see
//! the room's header); whatever goes wrong with it ends in making it again.
//!
//! The file `view.trust` says whether the view may be believed: `clean` after an orderly end, with everything
//! flushed; `open BOOT` while a process has it (after a kill the page cache still has all that sled wrote, so it
//! is believed as long as the machine has not started anew); anything else, or nothing, means it is made again.
//! `opening` stands there while sled opens, so that an opening that kills or hangs the process is not tried twice.

use std::collections::BTreeMap;
use std::fs::File;
use std::ops::Bound;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};
use std::time::Duration;

use super::disk::Disk;
use super::frame::{u32_at, u64_at};
use super::{Entry, Error, Options, Row, doing, failed};

/// The store's own row: the number and the check of the last record applied.
const MARK: &[u8] = &[0];

/// And the number of the last record of which a row may be there, put before the first of them.
const BEGUN: &[u8] = &[0, 1];

/// The first key a caller can have.
const FIRST: &[u8] = &[1];

/// How often sled writes its buffers and clears up; the view need not be on disk, so this only bounds the replay.
const FLUSH_EVERY_MS: u64 = 500;

/// How often, and after which pauses, sled's own lock is tried: 5 s in all.
const LOCK_TRIES: u32 = 500;
const LOCK_PAUSE: Duration = Duration::from_millis(10);

/// A record of the journal: its number and its check.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) seq: u64,
    pub(super) check: u32,
}

/// The rows.
pub(super) struct View {
    db: Option<sled::Db>,
    /// Held for writing while a group is applied, so that what is read within [`View::still`] is all of a group or nothing.
    gate: RwLock<()>,
    /// The record it is at; changed within the gate.
    at: Mutex<Mark>,
    dir: PathBuf,
    trust: Trust,
    /// A call failed: what is in it is not believed again.
    broken: AtomicBool,
}

/// A batch of changes that becomes visible at once, in order of their keys: neighbours lie in the same leaf.
#[derive(Default)]
pub(super) struct Batch {
    changes: BTreeMap<sled::IVec, Option<sled::IVec>>,
}

impl Batch {
    /// Adds a change. Of several changes of one key the last counts.
    pub(super) fn add(&mut self, key: impl Into<sled::IVec>, value: Option<impl Into<sled::IVec>>) {
        self.changes.insert(key.into(), value.map(Into::into));
    }

    /// Adds a record's changes.
    pub(super) fn add_rows(&mut self, rows: Vec<Row>) {
        for (key, value) in rows {
            self.add(key, value);
        }
    }
}

impl View {
    /// Opens what is there, if it may be believed; `Err(reason)` inside when it has to be made again.
    pub(super) fn open(
        root: &Path,
        disk: &Arc<dyn Disk>,
        options: &Options,
    ) -> Result<Result<Self, String>, Error> {
        let trust = Trust { path: root.join("view.trust"), disk: Arc::clone(disk) };
        let dir = root.join("view");
        if !dir.join("db").exists() {
            return Ok(Err("the view is missing".to_owned()));
        }
        if let Err(reason) = trust.read() {
            return Ok(Err(reason));
        }
        trust.opening()?;
        remove_unfinished(&dir)?;
        Ok(open_sled(&dir, options)?.map(|db| Self::with(db, dir, trust)))
    }

    /// An empty one, in the place of whatever is there.
    pub(super) fn create(root: &Path, disk: &Arc<dyn Disk>, options: &Options) -> Result<Self, Error> {
        let trust = Trust { path: root.join("view.trust"), disk: Arc::clone(disk) };
        trust.opening()?;
        let dir = root.join("view");
        match std::fs::remove_dir_all(&dir) {
            Err(e) if e.kind() != std::io::ErrorKind::NotFound => {
                return Err(failed(doing("remove", &dir), e));
            }
            _ => {}
        }
        super::disk::make_dir(&**disk, &dir).map_err(|e| failed(doing("make", &dir), e))?;
        match open_sled(&dir, options)? {
            Ok(db) => Ok(Self::with(db, dir, trust)),
            Err(what) => Err(Error::View { what }),
        }
    }

    /// Says that the next start makes it again; durable once this returns.
    pub(super) fn give_up(root: &Path, disk: &Arc<dyn Disk>) -> Result<(), Error> {
        Trust { path: root.join("view.trust"), disk: Arc::clone(disk) }.write("rebuild\n")
    }

    fn with(db: sled::Db, dir: PathBuf, trust: Trust) -> Self {
        let broken = AtomicBool::new(false);
        Self { db: Some(db), gate: RwLock::default(), at: Mutex::default(), dir, trust, broken }
    }

    fn db(&self) -> &sled::Db {
        self.db.as_ref().expect("taken only when the view is dropped")
    }

    /// It holds what its mark says: from now on it is believed after a kill.
    pub(super) fn believe(&self) -> Result<(), Error> {
        self.trust.opened()
    }

    /// The record it was at when it was opened; `None` when it was never finished.
    pub(super) fn mark(&self) -> Result<Option<Mark>, Error> {
        let Some(bytes) = self.guarded(|db| db.get(MARK))? else { return Ok(None) };
        if bytes.len() != 12 {
            return Ok(None);
        }
        Ok(Some(Mark { seq: u64_at(&bytes, 0), check: u32_at(&bytes, 8) }))
    }

    /// The last record that was begun to be applied: that of [`View::mark`], or a later one after a kill in between.
    pub(super) fn begun(&self) -> Result<u64, Error> {
        let bytes = self.guarded(|db| db.get(BEGUN))?;
        Ok(bytes.filter(|bytes| bytes.len() == 8).map_or(0, |bytes| u64_at(&bytes, 0)))
    }

    /// Applies a batch, and then the mark if there is one. Row by row, not as a batch of sled's, which lets nobody read
    /// meanwhile and goes about in no order. A kill in between leaves the mark of the record before, and what is put and
    /// deleted again from the journal is the same.
    pub(super) fn apply(&self, batch: Batch, mark: Option<Mark>) -> Result<(), Error> {
        let rows = batch.changes.len();
        let _alone = self.gate.write().unwrap_or_else(|poisoned| poisoned.into_inner());
        self.guarded(|db| {
            if let Some(mark) = mark {
                db.insert(BEGUN, &mark.seq.to_le_bytes())?;
            }
            for (key, value) in batch.changes {
                match value {
                    Some(value) => db.insert(key, value)?,
                    None => db.remove(key)?,
                };
            }
            if let Some(mark) = mark {
                let mut bytes = [0; 12];
                bytes[0..8].copy_from_slice(&mark.seq.to_le_bytes());
                bytes[8..12].copy_from_slice(&mark.check.to_le_bytes());
                db.insert(MARK, &bytes)?;
            }
            Ok(())
        })?;
        free(rows);
        if let Some(mark) = mark {
            *self.at.lock().unwrap_or_else(|poisoned| poisoned.into_inner()) = mark;
        }
        Ok(())
    }

    /// The record applied last. Within [`View::still`] it is the record the rows are as of.
    pub(super) fn at(&self) -> Mark {
        *self.at.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Runs a read during which no group is applied.
    pub(super) fn still<T>(&self, read: impl FnOnce() -> T) -> T {
        let _shared = self.gate.read().unwrap_or_else(|poisoned| poisoned.into_inner());
        read()
    }

    /// One value. For reads that belong together use it within [`View::still`].
    pub(super) fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        if key < FIRST {
            return Ok(None);
        }
        Ok(self.guarded(|db| db.get(key))?.map(|value| value.to_vec()))
    }

    /// Up to `limit` entries from a key on, in order, before another key if one is given.
    pub(super) fn page(&self, from: &[u8], to: Option<&[u8]>, limit: usize) -> Result<Vec<Entry>, Error> {
        let from = from.max(FIRST);
        if to.is_some_and(|to| to <= from) {
            return Ok(Vec::new());
        }
        let to = to.map_or(Bound::Unbounded, Bound::Excluded);
        self.guarded(|db| {
            db.range::<&[u8], _>((Bound::Included(from), to))
                .take(limit)
                .map(|entry| entry.map(|(key, value)| (key.to_vec(), value.to_vec())))
                .collect()
        })
    }

    /// A sled call; after a failed one the view is not believed at the next start.
    fn guarded<T>(&self, call: impl FnOnce(&sled::Db) -> sled::Result<T>) -> Result<T, Error> {
        call(self.db()).map_err(|e| {
            self.broken.store(true, Ordering::Relaxed);
            self.trust.withdraw();
            of_sled(e)
        })
    }
}

impl Drop for View {
    /// The orderly end: sled writes all it has, the kernel puts it on disk, and only then is it called clean.
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.trust.withdraw();
        }
        if std::thread::panicking() || self.broken.load(Ordering::Relaxed) {
            return;
        }
        let flushed = self.db.take().is_some_and(|db| db.flush().is_ok());
        if flushed && sync_files(&self.dir).is_ok() {
            self.trust.clean();
        }
    }
}

/// Frees what sled replaced while it applied that many rows. It leaves that to crossbeam-epoch, which frees at most
/// 512 objects on every 128th call of sled, however many a call has replaced: with large batches more is left each
/// time, and memory grows without end (seen: 1.4 GB while a million rows were loaded).
fn free(rows: usize) {
    /// Rows whose remains one flush surely frees: it takes 512 objects, a row leaves two or three.
    const ROWS_A_FLUSH: usize = 64;
    for _ in 0..=rows / ROWS_A_FLUSH {
        crossbeam_epoch::pin().flush();
    }
}

/// Opens sled; `Err(reason)` inside when it cannot and has to be made again. A full or failing disk is an error:
/// making it again would fail as well.
fn open_sled(dir: &Path, options: &Options) -> Result<Result<sled::Db, String>, Error> {
    // Nothing but these two settings: sled does not flush its own settings file, and a lost unusual segment size
    // would make the folder unreadable.
    let config = sled::Config::new()
        .path(dir)
        .cache_capacity(options.cache_bytes)
        .flush_every_ms(Some(FLUSH_EVERY_MS));
    let mut tries = 0;
    let outcome = loop {
        let outcome = catch_unwind(AssertUnwindSafe(|| config.open()));
        // We own the store, so nobody else can mean to hold sled's lock: a child process that has not yet begun its
        // own program, or a thread of sled that is still ending, lets go in a moment.
        let held = matches!(&outcome, Ok(Err(sled::Error::Io(e))) if e.to_string().contains("acquire lock"));
        if !held || tries == LOCK_TRIES {
            break outcome;
        }
        tries += 1;
        std::thread::sleep(LOCK_PAUSE);
    };
    match outcome {
        Ok(Ok(db)) => Ok(Ok(db)),
        Ok(Err(sled::Error::Io(e))) => Err(failed(doing("open", dir), e)),
        Ok(Err(e)) => Ok(Err(format!("the view does not open ({e})"))),
        Err(_) => Ok(Err("opening the view panicked".to_owned())),
    }
}

fn of_sled(error: sled::Error) -> Error {
    match error {
        sled::Error::Io(e) if e.kind() == std::io::ErrorKind::StorageFull => failed("write the view", e),
        e => Error::View { what: e.to_string() },
    }
}

/// Removes snapshots that sled had not finished: it would take one for the newest and refuse to open for ever
/// (sled issue 1527).
fn remove_unfinished(dir: &Path) -> Result<(), Error> {
    let listing = |e| failed(doing("list", dir), e);
    for entry in std::fs::read_dir(dir).map_err(listing)? {
        let path = entry.map_err(listing)?.path();
        if path.extension().is_some_and(|e| e == "generating") {
            std::fs::remove_file(&path).map_err(|e| failed(doing("remove", &path), e))?;
        }
    }
    Ok(())
}

fn sync_files(dir: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() { sync_files(&path)? } else { File::open(path)?.sync_all()? }
    }
    File::open(dir)?.sync_all()
}

/// The file that says whether the view may be believed.
struct Trust {
    path: PathBuf,
    disk: Arc<dyn Disk>,
}

impl Trust {
    fn read(&self) -> Result<(), String> {
        let text = std::fs::read_to_string(&self.path).unwrap_or_default();
        match text.trim_end().split_once(' ') {
            None if text == "clean\n" => Ok(()),
            Some(("open", boot)) if self.disk.boot().as_deref() == Some(boot) => Ok(()),
            Some(("open", _)) => Err("the machine stopped without closing the store".to_owned()),
            _ if text == "rebuild\n" => Err("it was asked for".to_owned()),
            _ if text == "opening\n" => Err("the last start did not finish".to_owned()),
            _ => Err("nothing says that the view can be believed".to_owned()),
        }
    }

    fn opening(&self) -> Result<(), Error> {
        self.write("opening\n")
    }

    fn opened(&self) -> Result<(), Error> {
        // Where it cannot be told whether the machine started anew, a kill is treated like a power cut.
        self.write(&self.disk.boot().map_or_else(|| "opening\n".to_owned(), |boot| format!("open {boot}\n")))
    }

    fn write(&self, text: &str) -> Result<(), Error> {
        super::disk::put_file(&*self.disk, &self.path, text.as_bytes())
            .map_err(|e| failed(doing("write", &self.path), e))
    }

    /// Best effort: if it fails, the view stays believed after a kill at most, and its mark is compared anyway.
    fn clean(&self) {
        drop(self.write("clean\n"));
    }

    /// Best effort: the caller is already failing.
    fn withdraw(&self) {
        drop(std::fs::remove_file(&self.path));
    }
}
