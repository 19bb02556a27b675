//! The journal's segments: appending a group durably, reading from a number on, finding the end after a crash.
//!
//! A segment is a file named by the number of its first record. It begins with a header of [`SEGMENT_HEADER`]
//! bytes (magic, format version, the check of the record before, the first number, a check of the header), then
//! come frames (see `frame.rs`), then, in the segment being written, zeros written ahead.
//!
//! Promises: a segment gets its name only when its header is on disk; it is cut to its frames before the next one
//! is made; a group is one write and one flush and never spans two segments.
//!
//! What ends a segment is told apart like this. Nothing but zeros to the end of the file: the end. Anything else
//! that is no whole frame, in the last segment, with no frame behind it whose group began later: an unfinished
//! write, which nobody was told of, and which is cut off. Everything else is decay: the start stops with its place.

use std::collections::VecDeque;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::{Disk, Writing};
use super::frame::{self, HEADER, Head, u32_at, u64_at};
use super::{Error, Options, RECORD_BYTES_MAX, Row, doing, failed};

const MAGIC: &[u8; 8] = b"BEADLEJ\n";

/// The version of segments and frames written here.
pub(super) const VERSION: u32 = 1;

/// Bytes before the first frame of a segment.
const SEGMENT_HEADER: u64 = 32;

/// What a person can do about decay: nothing here can tell what the lost bytes were.
pub(super) const DECAY: &str =
    "bytes that had been flushed are damaged: check the disk, then restore the newest backup";

/// The encoding buffer is given back above this size, so that one huge group does not hold memory for ever.
const BUFFER_BYTES_KEPT: usize = 4 << 20;

/// One file of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Segment {
    pub(super) first: u64,
    pub(super) path: PathBuf,
}

/// The segments of a journal folder, in order. Files of other names are not ours and are left alone.
pub(super) fn segments(dir: &Path) -> Result<Vec<Segment>, Error> {
    Ok(numbered(dir, "log")?.into_iter().map(|(first, path)| Segment { first, path }).collect())
}

/// The files `<20 digits>.<extension>` of a folder, by number.
pub(super) fn numbered(dir: &Path, extension: &str) -> Result<Vec<(u64, PathBuf)>, Error> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(|e| failed(doing("list", dir), e))? {
        let path = entry.map_err(|e| failed(doing("list", dir), e))?.path();
        let stem = path.file_stem().and_then(|s| s.to_str()).filter(|s| s.len() == 20);
        if path.extension().is_some_and(|e| e == extension)
            && let Some(number) = stem.and_then(|s| s.parse().ok())
        {
            found.push((number, path));
        }
    }
    found.sort();
    Ok(found)
}

/// The name of a numbered file.
pub(super) fn name(dir: &Path, number: u64, extension: &str) -> PathBuf {
    dir.join(format!("{number:020}.{extension}"))
}

/// Makes the segment that begins with record `first`, after a record whose check is `prev`.
pub(super) fn create_segment(disk: &dyn Disk, dir: &Path, first: u64, prev: u32) -> Result<PathBuf, Error> {
    let mut header = [0; SEGMENT_HEADER as usize];
    header[0..8].copy_from_slice(MAGIC);
    header[8..12].copy_from_slice(&VERSION.to_le_bytes());
    header[12..16].copy_from_slice(&prev.to_le_bytes());
    header[16..24].copy_from_slice(&first.to_le_bytes());
    let check = crc32fast::hash(&header[0..24]);
    header[24..28].copy_from_slice(&check.to_le_bytes());
    let path = name(dir, first, "log");
    super::disk::put_file(disk, &path, &header).map_err(|e| failed(doing("make", &path), e))?;
    Ok(path)
}

/// What stands at a place of a segment.
pub(super) enum Step {
    /// A whole frame; its payload is in [`Walk::payload`].
    Frame(Head),
    /// Nothing but zeros, or nothing, from here on.
    End,
    /// No whole frame. `whole`: a frame that is sound in itself but does not belong here.
    Bad { what: String, whole: bool },
}

/// A walk over the frames of one segment.
pub(super) struct Walk {
    file: BufReader<File>,
    path: PathBuf,
    /// Where the next frame begins, and the number and the `prev` it must have.
    at: u64,
    seq: u64,
    prev: u32,
    len: u64,
    payload: Vec<u8>,
}

impl Walk {
    /// Opens a segment and checks its header.
    pub(super) fn open(segment: &Segment) -> Result<Self, Error> {
        let path = &segment.path;
        let reading = |e| failed(doing("read", path), e);
        let file = File::open(path).map_err(reading)?;
        let len = file.metadata().map_err(reading)?.len();
        let mut file = BufReader::with_capacity(128 << 10, file);
        let corrupt = |what: &str| corrupt(path, 0, what.to_owned());
        let mut header = [0; SEGMENT_HEADER as usize];
        if len < SEGMENT_HEADER {
            return Err(corrupt("the header of the segment is missing"));
        }
        file.read_exact(&mut header).map_err(reading)?;
        if &header[0..8] != MAGIC {
            return Err(corrupt("this is no journal segment"));
        }
        let found = u32_at(&header, 8);
        if found > VERSION {
            return Err(Error::TooNew { file: path.clone(), found, known: VERSION });
        }
        if u32_at(&header, 24) != crc32fast::hash(&header[0..24]) || u64_at(&header, 16) != segment.first {
            return Err(corrupt("the header of the segment is damaged"));
        }
        Ok(Self {
            file,
            path: path.clone(),
            at: SEGMENT_HEADER,
            seq: segment.first,
            prev: u32_at(&header, 12),
            len,
            payload: Vec::new(),
        })
    }

    /// The payload of the frame found last.
    pub(super) fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// Reads up to a record, which must be there, and gives the bytes up to behind it.
    pub(super) fn extent(&mut self, until: u64) -> Result<u64, Error> {
        while self.seq <= until {
            match self.step()? {
                Step::Frame(_) => {}
                Step::End => break,
                Step::Bad { what, .. } => return Err(self.decay(what)),
            }
        }
        Ok(self.at)
    }

    /// Goes on to the next frame. After anything but a frame the walk is over.
    pub(super) fn step(&mut self) -> Result<Step, Error> {
        let left = self.len - self.at;
        if left < HEADER as u64 {
            return Ok(if self.rest_is_zero(&[])? { Step::End } else { bad("an unfinished record") });
        }
        let mut header = [0; HEADER];
        self.read(&mut header)?;
        let head = Head::read(&header);
        if header == [0; HEADER] {
            return Ok(if self.rest_is_zero(&header)? {
                Step::End
            } else {
                bad("zeros where a record should be")
            });
        }
        if u64::from(head.length) > left - HEADER as u64 || head.length as usize > RECORD_BYTES_MAX {
            return Ok(bad("an unfinished or damaged record"));
        }
        let mut payload = std::mem::take(&mut self.payload);
        payload.resize(head.length as usize, 0);
        self.read(&mut payload)?;
        self.payload = payload;
        if !head.fits(&self.payload) {
            return Ok(bad("a record whose check does not match"));
        }
        if head.seq != self.seq {
            let what = format!("record {} where {} should be", head.seq, self.seq);
            return Ok(Step::Bad { what, whole: true });
        }
        if head.prev != self.prev {
            return Ok(Step::Bad { what: "a record of another history".to_owned(), whole: true });
        }
        self.at += HEADER as u64 + u64::from(head.length);
        self.seq += 1;
        self.prev = head.check;
        Ok(Step::Frame(head))
    }

    fn read(&mut self, into: &mut [u8]) -> Result<(), Error> {
        self.file.read_exact(into).map_err(|e| failed(doing("read", &self.path), e))
    }

    fn rest_is_zero(&mut self, seen: &[u8]) -> Result<bool, Error> {
        let mut left = self.len - self.at - seen.len() as u64;
        let mut block = [0; 4096];
        while left > 0 {
            let part = left.min(block.len() as u64) as usize;
            self.read(&mut block[..part])?;
            if block[..part].iter().any(|&b| b != 0) {
                return Ok(false);
            }
            left -= part as u64;
        }
        Ok(true)
    }

    /// The first frame behind the bad place whose group began behind it too: its number. There can be one only
    /// if the group of the bad place had been flushed.
    fn later_group(&mut self) -> Result<Option<u64>, Error> {
        let reading = |e| failed(doing("read", &self.path), e);
        self.file.seek(SeekFrom::Start(self.at)).map_err(reading)?;
        let mut rest = Vec::new();
        self.file.read_to_end(&mut rest).map_err(reading)?;
        for at in 1..rest.len().saturating_sub(HEADER) {
            let header = rest[at..at + HEADER].try_into().expect("a slice of that length");
            let head = Head::read(header);
            let behind = head.seq.saturating_sub(self.seq);
            let plausible = behind > u64::from(head.back) && behind <= (rest.len() / HEADER) as u64;
            let payload = at + HEADER..at + HEADER + head.length as usize;
            if plausible && rest.get(payload).is_some_and(|payload| head.fits(payload)) {
                return Ok(Some(head.seq));
            }
        }
        Ok(None)
    }

    fn decay(&self, what: String) -> Error {
        corrupt(&self.path, self.at, format!("at record {}: {what}", self.seq))
    }
}

fn bad(what: &str) -> Step {
    Step::Bad { what: what.to_owned(), whole: false }
}

fn corrupt(path: &Path, offset: u64, what: String) -> Error {
    Error::Corrupt { file: path.to_owned(), offset, what, remedy: DECAY.to_owned() }
}

/// Where the journal ends.
#[derive(Debug)]
pub(super) struct Tail {
    segment: PathBuf,
    /// Behind the last whole frame.
    offset: u64,
    /// Where the group of the last frame begins.
    group_at: u64,
    file_bytes: u64,
    /// The last record, or the one before the first if there is none.
    pub(super) seq: u64,
    /// Its check.
    pub(super) check: u32,
    /// There are bytes of an unfinished write behind it.
    pub(super) torn: Option<String>,
}

impl Tail {
    /// Reads the last segment to its end.
    ///
    /// Errors: [`Error::Corrupt`] when flushed bytes are damaged, [`Error::TooNew`], [`Error::Io`].
    pub(super) fn find(last: &Segment) -> Result<Self, Error> {
        let mut walk = Walk::open(last)?;
        let mut group_at = walk.at;
        let torn = loop {
            let at = walk.at;
            match walk.step()? {
                Step::Frame(head) if head.back == 0 => group_at = at,
                Step::Frame(_) => {}
                Step::End => break None,
                Step::Bad { what, whole: true } => return Err(walk.decay(what)),
                Step::Bad { what, whole: false } => match walk.later_group()? {
                    None => break Some(what),
                    Some(seq) => {
                        return Err(walk.decay(format!("{what}, though record {seq} stands behind it")));
                    }
                },
            }
        };
        Ok(Self {
            segment: walk.path,
            offset: walk.at,
            group_at,
            file_bytes: walk.len,
            seq: walk.seq - 1,
            check: walk.prev,
            torn,
        })
    }

    /// How many bytes are cut off when writing goes on.
    pub(super) fn torn_bytes(&self) -> u64 {
        if self.torn.is_some() { self.file_bytes - self.offset } else { 0 }
    }

    /// The unfinished write, seen from someone who knows that record `seq` had been flushed.
    pub(super) fn decay(&self, seq: u64) -> Error {
        let what = self.torn.as_deref().unwrap_or("the end of the journal");
        Error::Corrupt {
            file: self.segment.clone(),
            offset: self.offset,
            what: format!("at record {}: {what}, though record {seq} had been flushed", self.seq + 1),
            remedy: format!("{DECAY}, or go on without what follows this place: beadle rebuild"),
        }
    }
}

/// What an append did.
pub(super) struct Appended {
    /// The number of the first record.
    pub(super) first: u64,
    /// The number after the last.
    pub(super) next: u64,
    /// The check of the last.
    pub(super) check: u32,
    /// Framed bytes, without zeros.
    pub(super) bytes: u64,
}

/// The end of the journal, open for appending. After an error it must not be used again.
pub(super) struct Writer {
    disk: Arc<dyn Disk>,
    dir: PathBuf,
    file: Box<dyn Writing>,
    path: PathBuf,
    offset: u64,
    filled: u64,
    next: u64,
    check: u32,
    segment_bytes: u64,
    fill_bytes: u64,
    buffer: Vec<u8>,
}

impl Writer {
    /// Goes on at the end that was found. Once this returns the unfinished write is gone and the last group is on
    /// disk: it is written again first, because after a failed flush the page cache may show what the disk never
    /// took.
    pub(super) fn resume(
        disk: Arc<dyn Disk>,
        dir: &Path,
        tail: &Tail,
        options: &Options,
    ) -> Result<Self, Error> {
        let path = tail.segment.clone();
        let doing = |e| failed(doing("go on with", &path), e);
        let mut group = vec![0; (tail.offset - tail.group_at) as usize];
        let mut reading = File::open(&path).map_err(doing)?;
        reading.seek(SeekFrom::Start(tail.group_at)).map_err(doing)?;
        reading.read_exact(&mut group).map_err(doing)?;
        let mut file = disk.open(&path).map_err(doing)?;
        if tail.torn.is_some() {
            file.set_len(tail.offset).map_err(doing)?;
        }
        file.write_at(&group, tail.group_at).map_err(doing)?;
        file.sync().map_err(doing)?;
        disk.sync_dir(dir).map_err(doing)?;
        Ok(Self {
            disk,
            dir: dir.to_owned(),
            file,
            path,
            offset: tail.offset,
            filled: if tail.torn.is_some() { tail.offset } else { tail.file_bytes },
            next: tail.seq + 1,
            check: tail.check,
            segment_bytes: options.segment_bytes,
            fill_bytes: options.fill_bytes.max(1),
            buffer: Vec::new(),
        })
    }

    /// The number the next record gets.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    /// The check of the last record.
    pub(super) fn check(&self) -> u32 {
        self.check
    }

    /// Appends a group; it is on disk once this returns.
    pub(super) fn append(&mut self, group: &[(Vec<u8>, Vec<Row>)]) -> Result<Appended, Error> {
        if self.offset >= self.segment_bytes {
            self.roll()?;
        }
        let first = self.next;
        let mut check = self.check;
        self.buffer.clear();
        for (back, (body, rows)) in (0..).zip(group) {
            check = frame::write(&mut self.buffer, first + u64::from(back), back, check, body, rows);
        }
        let bytes = self.buffer.len() as u64;
        let end = self.offset + bytes;
        if end > self.filled {
            let filled = end.next_multiple_of(self.fill_bytes);
            self.buffer.resize((filled - self.offset) as usize, 0);
            self.filled = filled;
        }
        let appending = |e| failed(doing("append to", &self.path), e);
        self.file.write_at(&self.buffer, self.offset).map_err(appending)?;
        self.file.sync().map_err(appending)?;
        self.offset = end;
        self.next += group.len() as u64;
        self.check = check;
        self.buffer.clear();
        self.buffer.shrink_to(BUFFER_BYTES_KEPT);
        Ok(Appended { first, next: self.next, check, bytes })
    }

    /// Closes the segment, without its zeros, and begins the next.
    fn roll(&mut self) -> Result<(), Error> {
        let closing = |e| failed(doing("close", &self.path), e);
        self.file.set_len(self.offset).map_err(closing)?;
        self.file.sync().map_err(closing)?;
        let path = create_segment(&*self.disk, &self.dir, self.next, self.check)?;
        self.file = self.disk.open(&path).map_err(|e| failed(doing("open", &path), e))?;
        self.path = path;
        self.offset = SEGMENT_HEADER;
        self.filled = SEGMENT_HEADER;
        Ok(())
    }
}

/// Reads records from one number up to and including another, over segments, checking that none is missing.
pub(super) struct Run {
    segments: VecDeque<Segment>,
    walk: Option<Walk>,
    from: u64,
    until: u64,
}

impl Run {
    /// From record `from`, or the oldest held if that is later, to record `until`, which must have been flushed.
    pub(super) fn open(dir: &Path, from: u64, until: u64) -> Result<Self, Error> {
        let mut segments: VecDeque<Segment> = segments(dir)?.into();
        while segments.get(1).is_some_and(|second| second.first <= from) {
            segments.pop_front();
        }
        Ok(Self { segments, walk: None, from, until })
    }

    /// The next record, its payload borrowed until the one after it.
    pub(super) fn step(&mut self) -> Result<Option<(Head, &[u8])>, Error> {
        loop {
            if self.walk.is_none() {
                match self.segments.pop_front() {
                    Some(segment) if segment.first <= self.until => self.walk = Some(Walk::open(&segment)?),
                    _ => return Ok(None),
                }
            }
            let walk = self.walk.as_mut().expect("opened above");
            if walk.seq > self.until {
                return Ok(None);
            }
            match walk.step()? {
                Step::Frame(head) if head.seq < self.from => {}
                Step::Frame(head) => {
                    let walk = self.walk.as_ref().expect("stepped above");
                    return Ok(Some((head, walk.payload())));
                }
                Step::Bad { what, .. } => return Err(walk.decay(what)),
                Step::End => self.next_segment()?,
            }
        }
    }

    /// A record whose check matches but whose payload is not one.
    pub(super) fn unreadable(&self, seq: u64) -> Error {
        match &self.walk {
            Some(walk) => corrupt(&walk.path, walk.at, format!("record {seq} cannot be read")),
            None => corrupt(Path::new("journal"), 0, format!("record {seq} cannot be read")),
        }
    }

    /// Moves to the segment behind the one that ended, which must begin with the record due next.
    fn next_segment(&mut self) -> Result<(), Error> {
        let Some(ended) = self.walk.take() else { return Ok(()) };
        let lost = || ended.decay(format!("the journal ends before record {}", self.until));
        let segment = self.segments.pop_front().ok_or_else(lost)?;
        let walk = Walk::open(&segment)?;
        if walk.seq != ended.seq || walk.prev != ended.prev {
            return Err(corrupt(
                &segment.path,
                0,
                format!(
                    "the segment begins with record {}, but record {} should come next",
                    walk.seq, ended.seq
                ),
            ));
        }
        self.walk = Some(walk);
        Ok(())
    }
}
