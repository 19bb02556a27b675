//! Snapshots: all rows as of one record, in one file outside the view.
//!
//! A snapshot is taken while the writer goes on: the rows are read page by page, each page as of some moment, and
//! then the records that were committed meanwhile are written behind them. Records hold absolute puts and
//! deletes, so reading the file from its beginning to its end gives the rows exactly as of its last record. It
//! needs nothing else to be read.
//!
//! ```text
//! header   magic, format version
//! blocks   u32 length, u32 check, rows (as in a frame); each check covers the check before it
//! trailer  u32 0xffff_ffff, u32 check, u64 seq, u32 check of that record, u32 0, u64 rows
//! ```
//!
//! Promise: a file called `*.snap` was written, flushed and read back from the disk, and every check matched.
//! Two of them are kept, and a segment of the journal goes only when both cover it.

use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::disk::Writing;
use super::frame::{self, u32_at, u64_at};
use super::journal::{self, Run};
use super::shared::{Pin, Shared};
use super::view::{Batch, Mark};
use super::{Error, REPLAY_ROWS, doing, failed};

const MAGIC: &[u8; 8] = b"BEADLES\n";
const VERSION: u32 = 1;
const HEADER: usize = 16;
const TRAILER: usize = 24;
const TRAILER_LENGTH: u32 = u32::MAX;

/// A block is closed once it has this size, and never becomes twice as large: no row is that large.
const BLOCK_BYTES: usize = 256 << 10;

/// Rows read from the view at once; the writer waits that long at most.
const PAGE_ROWS: usize = 256;

/// Snapshots kept; see the header.
const KEPT: usize = 2;

/// A snapshot that was taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// The record it is as of.
    pub seq: u64,
    /// Rows in it; one that changed meanwhile counts more than once.
    pub rows: u64,
    /// Its size.
    pub bytes: u64,
    /// Where it is.
    pub path: PathBuf,
}

/// What a sound snapshot says of itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Info {
    pub(super) mark: Mark,
    pub(super) rows: u64,
}

/// The snapshots of a store, oldest first.
pub(super) fn list(dir: &Path) -> Result<Vec<(u64, PathBuf)>, Error> {
    journal::numbered(&dir.join("snapshots"), "snap")
}

/// Takes one and removes what it makes superfluous.
pub(super) fn take(shared: &Arc<Shared>) -> Result<Taken, Error> {
    let _alone = shared.keeping.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    take_held(shared)
}

/// The same, for who holds [`Shared::keeping`] already.
pub(super) fn take_held(shared: &Arc<Shared>) -> Result<Taken, Error> {
    let dir = shared.dir.join("snapshots");
    if let Some((seq, path)) = list(&shared.dir)?.pop()
        && seq == shared.mark().seq
        && let Ok(info) = verify(&path)
    {
        let bytes = std::fs::metadata(&path).map_err(|e| failed(doing("read", &path), e))?.len();
        return Ok(Taken { seq, rows: info.rows, bytes, path });
    }
    let unfinished = dir.join("unfinished.tmp");
    let taken = write(shared, &dir, &unfinished);
    if taken.is_err() {
        // Best effort: the next start removes it too.
        drop(shared.disk.remove(&unfinished));
    }
    let taken = taken?;
    shared.counts.snapshots.fetch_add(1, Ordering::Relaxed);
    shared.snapshot_bytes.store(taken.bytes, Ordering::Relaxed);
    prune(shared)?;
    Ok(taken)
}

fn write(shared: &Arc<Shared>, dir: &Path, unfinished: &Path) -> Result<Taken, Error> {
    let writing = |e| failed(doing("write", unfinished), e);
    let mut writer = Writer::create(shared.disk.create(unfinished).map_err(writing)?).map_err(writing)?;
    let begun = shared.mark();
    let mut from = Vec::new();
    loop {
        let page = shared.view.still(|| shared.view.page(&from, None, PAGE_ROWS))?;
        for (key, value) in &page {
            writer.put(key, Some(value)).map_err(writing)?;
        }
        if shared.ending.load(Ordering::Relaxed) {
            return Err(failed(
                "take a snapshot",
                io::Error::new(io::ErrorKind::Interrupted, "the store is closing"),
            ));
        }
        let Some((last, _)) = page.last() else { break };
        from.clone_from(last);
        from.push(0);
    }
    let mark = shared.mark();
    let _pin = Pin::new(shared);
    let mut run = Run::open(&shared.dir.join("journal"), begun.seq + 1, mark.seq)?;
    while let Some((head, payload)) = run.step()? {
        for row in frame::parts(payload).into_iter().flat_map(|(_, rows)| rows) {
            let Some((key, value)) = row else { return Err(run.unreadable(head.seq)) };
            writer.put(key, value).map_err(writing)?;
        }
    }
    let (rows, bytes) = writer.finish(mark).map_err(writing)?;
    check_written(unfinished, mark, rows)?;
    let path = journal::name(dir, mark.seq, "snap");
    shared.disk.rename(unfinished, &path).map_err(|e| failed(doing("name", &path), e))?;
    shared.disk.sync_dir(dir).map_err(|e| failed(doing("flush", dir), e))?;
    Ok(Taken { seq: mark.seq, rows, bytes, path })
}

/// Reads it back, from the disk rather than from the kernel's memory where that can be had.
fn check_written(path: &Path, mark: Mark, rows: u64) -> Result<(), Error> {
    if let Ok(file) = File::open(path) {
        // Advice only: without it the check still covers everything but the disk itself.
        let _ = rustix::fs::fadvise(&file, 0, None, rustix::fs::Advice::DontNeed);
    }
    let info = verify(path)?;
    if info == (Info { mark, rows }) {
        Ok(())
    } else {
        Err(damaged(path, 0, "the trailer is not what was written"))
    }
}

/// Removes older snapshots, and the segments that the kept ones cover; each removal is on disk before the next,
/// so that the journal never has a gap.
fn prune(shared: &Arc<Shared>) -> Result<(), Error> {
    let snapshots = list(&shared.dir)?;
    let (old, kept) = snapshots.split_at(snapshots.len().saturating_sub(KEPT));
    for (_, path) in old {
        remove(shared, path)?;
    }
    // Held through the removal: a reading that begins meanwhile finds the segments that are left.
    let pins = shared.pins.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
    if shared.options.keep_segments || kept.len() < KEPT || *pins > 0 {
        return Ok(());
    }
    let covered = kept[0].0;
    let segments = journal::segments(&shared.dir.join("journal"))?;
    for pair in segments.windows(2) {
        if pair[1].first > covered + 1 {
            break;
        }
        remove(shared, &pair[0].path)?;
    }
    Ok(())
}

fn remove(shared: &Arc<Shared>, path: &Path) -> Result<(), Error> {
    let removing = |e| failed(doing("remove", path), e);
    shared.disk.remove(path).map_err(removing)?;
    shared.disk.sync_dir(super::disk::folder_of(path)).map_err(removing)
}

/// Writes a snapshot's file.
pub(super) struct Writer {
    file: Box<dyn Writing>,
    at: u64,
    block: Vec<u8>,
    check: u32,
    rows: u64,
}

impl Writer {
    pub(super) fn create(mut file: Box<dyn Writing>) -> io::Result<Self> {
        let mut header = [0; HEADER];
        header[0..8].copy_from_slice(MAGIC);
        header[8..12].copy_from_slice(&VERSION.to_le_bytes());
        file.write_at(&header, 0)?;
        Ok(Self { file, at: HEADER as u64, block: vec![0; 8], check: 0, rows: 0 })
    }

    pub(super) fn put(&mut self, key: &[u8], value: Option<&[u8]>) -> io::Result<()> {
        frame::put_row(&mut self.block, key, value);
        self.rows += 1;
        if self.block.len() >= BLOCK_BYTES { self.end_block() } else { Ok(()) }
    }

    fn end_block(&mut self) -> io::Result<()> {
        let length = u32::try_from(self.block.len() - 8).expect("a block is less than twice BLOCK_BYTES");
        self.write_block(length)
    }

    fn write_block(&mut self, length: u32) -> io::Result<()> {
        self.check = check_of(self.check, length, &self.block[8..]);
        self.block[0..4].copy_from_slice(&length.to_le_bytes());
        self.block[4..8].copy_from_slice(&self.check.to_le_bytes());
        self.file.write_at(&self.block, self.at)?;
        self.at += self.block.len() as u64;
        self.block.truncate(8);
        Ok(())
    }

    /// Writes the trailer and flushes: rows and bytes.
    pub(super) fn finish(&mut self, mark: Mark) -> io::Result<(u64, u64)> {
        if self.block.len() > 8 {
            self.end_block()?;
        }
        self.block.extend_from_slice(&mark.seq.to_le_bytes());
        self.block.extend_from_slice(&mark.check.to_le_bytes());
        self.block.extend_from_slice(&0_u32.to_le_bytes());
        self.block.extend_from_slice(&self.rows.to_le_bytes());
        self.write_block(TRAILER_LENGTH)?;
        self.file.sync()?;
        Ok((self.rows, self.at))
    }
}

fn check_of(prev: u32, length: u32, payload: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(&prev.to_le_bytes());
    crc.update(&length.to_le_bytes());
    crc.update(payload);
    crc.finalize()
}

/// Reads a snapshot through: every check must match, up to the end of the file.
pub(super) fn verify(path: &Path) -> Result<Info, Error> {
    each(path, |_, _| Ok(()))
}

/// Gives the rows of a snapshot as batches.
pub(super) fn load(path: &Path, mut apply: impl FnMut(Batch) -> Result<(), Error>) -> Result<Info, Error> {
    let (mut batch, mut rows) = (Batch::default(), 0);
    let info = each(path, |key, value| {
        batch.add(key, value);
        rows += 1;
        if rows % REPLAY_ROWS == 0 { apply(std::mem::take(&mut batch)) } else { Ok(()) }
    })?;
    apply(batch)?;
    Ok(info)
}

/// Gives each row of a snapshot, in the order that makes the last of a key count.
pub(super) fn each(
    path: &Path,
    mut row: impl FnMut(&[u8], Option<&[u8]>) -> Result<(), Error>,
) -> Result<Info, Error> {
    let reading = |e| failed(doing("read", path), e);
    let file = File::open(path).map_err(reading)?;
    let len = file.metadata().map_err(reading)?.len();
    let mut file = BufReader::with_capacity(128 << 10, file);
    let mut header = [0; HEADER];
    if len < HEADER as u64 {
        return Err(damaged(path, 0, "the header is missing"));
    }
    file.read_exact(&mut header).map_err(reading)?;
    if &header[0..8] != MAGIC {
        return Err(damaged(path, 0, "this is no snapshot"));
    }
    let found = u32_at(&header, 8);
    if found > VERSION {
        return Err(Error::TooNew { file: path.to_owned(), found, known: VERSION });
    }
    let (mut at, mut check, mut rows, mut block) = (HEADER as u64, 0, 0, Vec::new());
    loop {
        let mut head = [0; 8];
        if len - at < 8 {
            return Err(damaged(path, at, "the end is missing"));
        }
        file.read_exact(&mut head).map_err(reading)?;
        let length = u32_at(&head, 0);
        let bytes = if length == TRAILER_LENGTH { TRAILER } else { length as usize };
        if bytes >= 2 * BLOCK_BYTES || bytes as u64 > len - at - 8 {
            return Err(damaged(path, at, "a block is unfinished or damaged"));
        }
        block.resize(bytes, 0);
        file.read_exact(&mut block).map_err(reading)?;
        check = check_of(check, length, &block);
        if check != u32_at(&head, 4) {
            return Err(damaged(path, at, "a block whose check does not match"));
        }
        if length == TRAILER_LENGTH {
            let info = Info { mark: Mark { seq: u64_at(&block, 0), check: u32_at(&block, 8) }, rows };
            let whole = u64_at(&block, 16) == rows && at + 8 + bytes as u64 == len;
            return if whole { Ok(info) } else { Err(damaged(path, at, "the trailer does not fit")) };
        }
        let mut left = &block[..];
        while !left.is_empty() {
            let (key, value) =
                frame::take_row(&mut left).ok_or_else(|| damaged(path, at, "a row cannot be read"))?;
            row(key, value)?;
            rows += 1;
        }
        at += 8 + bytes as u64;
    }
}

fn damaged(path: &Path, offset: u64, what: &str) -> Error {
    Error::Corrupt {
        file: path.to_owned(),
        offset,
        what: what.to_owned(),
        remedy: "check the disk; if an older snapshot or the whole journal is there, remove this file and start again"
            .to_owned(),
    }
}
