//! Copies of the store and checks of it: backup, restore, verify, rebuild.
//!
//! A backup is a store without its view, with sending paused: one fresh snapshot, the journal up to a record that
//! was committed when the copy began, and the spool. It is made while the writer goes on.
//! `format` is written last into whatever is made here, so that half a copy never opens; and `sending-paused`
//! first, so that a copy never sends what the original has sent.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::disk::{Disk, Os, make_dir, put_file};
use super::format::{PAUSED, ensure_format, write_format};
use super::journal::{self, Run, Tail, Walk};
use super::poison::Poison;
use super::raise::Place;
use super::shared::Shared;
use super::snapshot;
use super::spool::{Hash, Spool};
use super::view::View;
use super::{Error, Opened, Options, Reader, Store, doing, failed, lock, missing};

/// What a backup, a restore, an export or an import carried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copied {
    /// The record the copy is as of.
    pub seq: u64,
    /// Records of the journal in it.
    pub records: u64,
    /// Rows in its snapshot.
    pub rows: u64,
    /// Files of the spool.
    pub spool_files: u64,
    /// Files of the spool that were damaged and are not in the copy.
    pub damaged: Vec<Hash>,
}

/// What was found sound.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    /// Records of the journal read, all checks matching.
    pub records: u64,
    /// Snapshots read.
    pub snapshots: u64,
    /// Rows of the view that equal what snapshot and journal say; 0 when that was not compared.
    pub rows: u64,
    /// Files of the spool that have the content they are named for.
    pub spool_files: u64,
}

impl Store {
    /// Reads everything and compares the view, row by row, with what the newest snapshot and the journal say.
    /// Needs room for a second view while it runs. The first damage is the error.
    pub fn verify(&self) -> Result<Verified, Error> {
        let mut verified = self.reader().verify()?;
        let shared = self.shared();
        let root = shared.dir.join("verifying");
        let compared = compare_view(shared, &root);
        let removed = std::fs::remove_dir_all(&root);
        verified.rows = compared?;
        removed.map_err(|e| failed(doing("remove", &root), e))?;
        Ok(verified)
    }

    /// Makes the view of a store that nobody has open again, from the newest snapshot and the journal. Bytes of
    /// an unfinished write at the end of the journal are cut off even when the old view was past them.
    pub fn rebuild(dir: &Path, options: &Options) -> Result<Opened, Error> {
        ensure_format(dir)?;
        {
            let _lock = lock::take(dir)?;
            View::give_up(dir, &(Arc::new(Os) as Arc<dyn Disk>))?;
        }
        Ok(Self::open(dir, options)?.1)
    }

    /// Makes a store in an empty or missing folder from a backup; sending is paused in it.
    pub fn restore(backup: &Path, dir: &Path) -> Result<Copied, Error> {
        ensure_format(backup)?;
        // A backup has no lock; the folder of a running store has, and must not be copied under its owner.
        let _source = if backup.join("lock").exists() { Some(lock::take(backup)?) } else { None };
        let disk: Arc<dyn Disk> = Arc::new(Os);
        begin_copy(dir, &*disk)?;
        let _lock = lock::take(dir)?;
        let mut copied = Copied::default();
        copy_journal(backup, dir, last_of(backup)?.seq, &*disk)?;
        for (number, path) in snapshot::list(backup)? {
            copied.rows = snapshot::verify(&path)?.rows;
            let bytes = std::fs::metadata(&path).map_err(|e| failed(doing("read", &path), e))?.len();
            copy_bytes(&path, &journal::name(&dir.join("snapshots"), number, "snap"), bytes, &*disk)?;
        }
        let spool = Spool::at(&backup.join("spool"), &disk, &Arc::new(Poison::default()));
        copy_spool(&spool, dir, &disk, &mut copied)?;
        end_copy(dir, &disk, copied)
    }

    /// Nothing may be sent yet: the store was restored or imported, and the original may have sent the same.
    pub fn sending_paused(&self) -> bool {
        self.reader().sending_paused()
    }

    /// Sending may begin; durable once this returns. `false` when it was not paused.
    pub fn resume_sending(&self) -> Result<bool, Error> {
        self.reader().resume_sending()
    }
}

impl Reader {
    /// Copies the store into an empty or missing folder while the writer goes on. Once this returns the copy is
    /// on disk and was read back.
    pub fn backup(&self, dir: &Path) -> Result<Copied, Error> {
        let shared = self.shared();
        // No snapshot, hence no removal of segments, and no collection of the spool meanwhile.
        let _keeping = shared.keeping.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let _spool = shared.spool.hold();
        begin_copy(dir, &*shared.disk)?;
        let taken = snapshot::take_held(shared)?;
        let mut copied = Copied { rows: taken.rows, ..Copied::default() };
        let to = journal::name(&dir.join("snapshots"), taken.seq, "snap");
        copy_bytes(&taken.path, &to, taken.bytes, &*shared.disk)?;
        // The journal before the spool: what its records name was put before they were committed.
        copy_journal(&shared.dir, dir, shared.mark().seq, &*shared.disk)?;
        copy_spool(&shared.spool, dir, &shared.disk, &mut copied)?;
        end_copy(dir, &shared.disk, copied)
    }

    /// Reads every record, snapshot and file of the spool while the writer goes on. The first damage is the
    /// error. See [`Store::verify`] for the view.
    pub fn verify(&self) -> Result<Verified, Error> {
        let shared = self.shared();
        let _keeping = shared.keeping.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let _spool = shared.spool.hold();
        let mut verified =
            Verified { records: count_records(&shared.dir, shared.mark().seq)?, ..Verified::default() };
        for (seq, path) in snapshot::list(&shared.dir)? {
            if snapshot::verify(&path)?.mark.seq != seq {
                return Err(missing(&path, "the snapshot is of another record than its name says"));
            }
            verified.snapshots += 1;
        }
        for hash in shared.spool.hashes()? {
            verified.spool_files += u64::from(shared.spool.get(&hash)?.is_some());
        }
        Ok(verified)
    }

    /// See [`Store::sending_paused`].
    pub fn sending_paused(&self) -> bool {
        self.shared().dir.join(PAUSED).exists()
    }

    /// See [`Store::resume_sending`].
    pub fn resume_sending(&self) -> Result<bool, Error> {
        let shared = self.shared();
        let path = shared.dir.join(PAUSED);
        let resuming = |e| failed(doing("remove", &path), e);
        match shared.disk.remove(&path) {
            Ok(()) => {}
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(e) => return Err(resuming(e)),
        }
        shared.disk.sync_dir(&shared.dir).map_err(resuming)?;
        Ok(true)
    }
}

/// Compares the view with a second one, made in `root` from the newest snapshot and the journal.
fn compare_view(shared: &Arc<Shared>, root: &Path) -> Result<u64, Error> {
    make_dir(&*shared.disk, root).map_err(|e| failed(doing("make", root), e))?;
    let segments = journal::segments(&shared.dir.join("journal"))?;
    let tail = last_of(&shared.dir)?;
    let place = Place {
        dir: &shared.dir,
        disk: &shared.disk,
        options: &shared.options,
        segments: &segments,
        tail: &tail,
    };
    let (fresh, _) = place.make_again(root, &snapshot::list(&shared.dir)?)?;
    let mut rows = 0;
    let mut from = Vec::new();
    loop {
        /// Entries compared at once.
        const PAGE: usize = 256;
        let (is, ought) = (shared.view.page(&from, None, PAGE)?, fresh.page(&from, None, PAGE)?);
        if let Some(at) = (0..is.len().max(ought.len())).find(|&at| is.get(at) != ought.get(at)) {
            let key = is.get(at).into_iter().chain(ought.get(at)).map(|(key, _)| key).min();
            let key = key.map(|key| key.escape_ascii().to_string()).unwrap_or_default();
            return Err(Error::Corrupt {
                file: shared.dir.join("view"),
                offset: 0,
                what: format!("the row {key} is not what the journal says"),
                remedy: "make the view again: beadle rebuild".to_owned(),
            });
        }
        rows += is.len() as u64;
        let Some((last, _)) = is.last() else { return Ok(rows) };
        from.clone_from(last);
        from.push(0);
    }
}

/// Takes an empty or missing folder and pauses sending in it.
pub(super) fn begin_copy(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    let making = |e| failed(doing("make", dir), e);
    make_dir(disk, dir).map_err(making)?;
    if std::fs::read_dir(dir).map_err(making)?.next().is_some() {
        return Err(Error::NotEmpty {
            dir: dir.to_owned(),
            remedy: "name an empty or a new folder".to_owned(),
        });
    }
    let why = "restored or imported; what the original has sent may be in the outbox still\n";
    put_file(disk, &dir.join(PAUSED), why.as_bytes()).map_err(making)?;
    for part in ["journal", "snapshots", "spool"] {
        make_dir(disk, &dir.join(part)).map_err(making)?;
    }
    Ok(())
}

/// Reads the copy back and calls it whole.
pub(super) fn end_copy(dir: &Path, disk: &Arc<dyn Disk>, mut copied: Copied) -> Result<Copied, Error> {
    for part in ["journal", "snapshots"] {
        let part = dir.join(part);
        disk.sync_dir(&part).map_err(|e| failed(doing("flush", &part), e))?;
    }
    let tail = last_of(dir)?;
    copied.seq = tail.seq;
    copied.records = count_records(dir, tail.seq)?;
    for (_, path) in snapshot::list(dir)? {
        snapshot::verify(&path)?;
    }
    write_format(dir, &**disk)?;
    Ok(copied)
}

/// Where the journal of a folder ends.
fn last_of(dir: &Path) -> Result<Tail, Error> {
    let journal = dir.join("journal");
    let segments = journal::segments(&journal)?;
    Tail::find(segments.last().ok_or_else(|| missing(&journal, "the journal has no segment"))?)
}

/// Reads every record held, up to `until`.
fn count_records(dir: &Path, until: u64) -> Result<u64, Error> {
    let mut run = Run::open(&dir.join("journal"), 1, until)?;
    let mut records = 0;
    while run.step()?.is_some() {
        records += 1;
    }
    Ok(records)
}

/// Copies the segments up to record `until`, without what stands behind it.
fn copy_journal(from: &Path, to: &Path, until: u64, disk: &dyn Disk) -> Result<(), Error> {
    for segment in journal::segments(&from.join("journal"))? {
        if segment.first <= until + 1 {
            let to = journal::name(&to.join("journal"), segment.first, "log");
            copy_bytes(&segment.path, &to, Walk::open(&segment)?.extent(until)?, disk)?;
        }
    }
    Ok(())
}

fn copy_spool(from: &Spool, to: &Path, disk: &Arc<dyn Disk>, copied: &mut Copied) -> Result<(), Error> {
    let spool = Spool::open(&to.join("spool"), disk, &Arc::new(Poison::default()))?;
    for hash in from.hashes()? {
        match from.get(&hash) {
            Ok(Some(bytes)) => {
                spool.put(&bytes)?;
                copied.spool_files += 1;
            }
            Ok(None) => {}
            Err(Error::Corrupt { .. }) => copied.damaged.push(hash),
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// Copies the beginning of a file; it is on disk once this returns, its name after the folder is flushed.
fn copy_bytes(from: &Path, to: &Path, bytes: u64, disk: &dyn Disk) -> Result<(), Error> {
    let copying = |e| failed(format!("copy {} to {}", from.display(), to.display()), e);
    let mut reading = File::open(from).map_err(copying)?;
    let mut file = disk.create(to).map_err(copying)?;
    let mut block = vec![0; 1 << 20];
    let mut at = 0;
    while at < bytes {
        let part = usize::try_from(bytes - at).unwrap_or(block.len()).min(block.len());
        reading.read_exact(&mut block[..part]).map_err(copying)?;
        file.write_at(&block[..part], at).map_err(copying)?;
        at += part as u64;
    }
    file.sync().map_err(copying)
}
