//! The store as JSON Lines, out and in: for other programs, and for other versions of this one.
//!
//! ```text
//! {"export":{"version":1,"seq":42}}
//! {"row":["key","value"]}                              null for a deletion; the last row of a key counts
//! {"record":{"seq":1,"body":"…","rows":[["key","value"]]}}
//! {"spool":{"hash":"…","bytes":"…"}}
//! {"end":{"rows":1,"records":1,"spool_files":1}}
//! ```
//!
//! Bytes that are not UTF-8 are written `{"base64":"…"}`. An import is of all or of nothing: `format` is written
//! only when the last line has been taken over and read back.

use std::io::{BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::archive::{begin_copy, end_copy};
use super::disk::{Disk, Os};
use super::frame::{check_record, check_row};
use super::journal::{self, Tail, Writer};
use super::poison::Poison;
use super::spool::Spool;
use super::view::Mark;
use super::{Copied, Error, Options, Reader, Row, Store, doing, failed, lock, snapshot};

/// The version of the export.
const EXPORT_VERSION: u32 = 1;

/// The longest line of an export: a large attachment in base64 fits.
const LINE_BYTES_MAX: u64 = 256 << 20;

/// Records imported with one flush.
const IMPORT_GROUP: usize = 1024;

impl Store {
    /// Makes a store in an empty or missing folder from an export; sending is paused in it.
    ///
    /// Errors: [`Error::Import`] names the line that cannot be used.
    pub fn import(input: &mut dyn BufRead, dir: &Path) -> Result<Copied, Error> {
        let disk: Arc<dyn Disk> = Arc::new(Os);
        begin_copy(dir, &*disk)?;
        let _lock = lock::take(dir)?;
        let copied = Import::begin(dir, &disk)?.read(input)?;
        end_copy(dir, &disk, copied)
    }
}

impl Reader {
    /// Writes the store as JSON Lines while the writer goes on: a head, the rows as of one record, the records of
    /// the journal up to it, the spool, and a foot that tells a whole export from a cut one. The last row of a key
    /// counts.
    pub fn export(&self, out: &mut dyn Write) -> Result<Copied, Error> {
        let shared = self.shared();
        let _keeping = shared.keeping.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let _spool = shared.spool.hold();
        let taken = snapshot::take_held(shared)?;
        let mut copied = Copied { seq: taken.seq, ..Copied::default() };
        write_line(out, &Line::Export { version: EXPORT_VERSION, seq: taken.seq })?;
        let info = snapshot::each(&taken.path, |key, value| {
            write_line(out, &Line::Row(Text::of(key), value.map(Text::of)))
        })?;
        copied.rows = info.rows;
        for record in self.journal(1) {
            let record = record?;
            if record.seq > taken.seq {
                break;
            }
            let rows = record.rows.iter().map(|(k, v)| (Text::of(k), v.as_deref().map(Text::of))).collect();
            write_line(out, &Line::Record { seq: record.seq, body: Text::of(&record.body), rows })?;
            copied.records += 1;
        }
        for hash in shared.spool.hashes()? {
            match shared.spool.get(&hash) {
                Ok(Some(bytes)) => {
                    write_line(out, &Line::Spool { hash: hash.to_string(), bytes: Text::of(&bytes) })?;
                    copied.spool_files += 1;
                }
                Ok(None) => {}
                Err(Error::Corrupt { .. }) => copied.damaged.push(hash),
                Err(e) => return Err(e),
            }
        }
        let Copied { rows, records, spool_files, .. } = copied;
        write_line(out, &Line::End { rows, records, spool_files })?;
        out.flush().map_err(|e| failed("write the export", e))?;
        Ok(copied)
    }
}

/// One line of an export.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// The first: its version, and the record the rows are as of.
    Export { version: u32, seq: u64 },
    /// A row; `null` deletes it.
    Row(Text, Option<Text>),
    /// A record of the journal.
    Record { seq: u64, body: Text, rows: Vec<(Text, Option<Text>)> },
    /// Large bytes.
    Spool { hash: String, bytes: Text },
    /// The last: how many there were of each.
    End { rows: u64, records: u64, spool_files: u64 },
}

/// Bytes in JSON: a string if they are text, else in base64.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Text {
    Plain(String),
    Coded { base64: String },
}

impl Text {
    fn of(bytes: &[u8]) -> Self {
        match std::str::from_utf8(bytes) {
            Ok(text) => Self::Plain(text.to_owned()),
            Err(_) => Self::Coded { base64: STANDARD.encode(bytes) },
        }
    }

    fn bytes(self) -> Result<Vec<u8>, String> {
        match self {
            Self::Plain(text) => Ok(text.into_bytes()),
            Self::Coded { base64 } => STANDARD.decode(base64).map_err(|e| e.to_string()),
        }
    }
}

fn row_of((key, value): (Text, Option<Text>)) -> Result<Row, String> {
    Ok((key.bytes()?, value.map(Text::bytes).transpose()?))
}

fn write_line(out: &mut dyn Write, line: &Line) -> Result<(), Error> {
    let mut text = serde_json::to_vec(line).map_err(|e| failed("write the export", e.into()))?;
    text.push(b'\n');
    out.write_all(&text).map_err(|e| failed("write the export", e))
}

/// An import under way.
struct Import<'a> {
    dir: &'a Path,
    disk: &'a Arc<dyn Disk>,
    snapshot: snapshot::Writer,
    spool: Spool,
    journal: Option<Writer>,
    group: Vec<(Vec<u8>, Vec<Row>)>,
    copied: Copied,
}

/// What is wrong with a line, or what went wrong with the disk while it was taken over.
enum Trouble {
    Line(String),
    Disk(Error),
}

impl From<Error> for Trouble {
    fn from(error: Error) -> Self {
        Self::Disk(error)
    }
}

impl From<String> for Trouble {
    fn from(what: String) -> Self {
        Self::Line(what)
    }
}

impl<'a> Import<'a> {
    fn begin(dir: &'a Path, disk: &'a Arc<dyn Disk>) -> Result<Self, Error> {
        let unfinished = unfinished(dir);
        let writing = |e| failed(doing("write", &unfinished), e);
        let snapshot =
            snapshot::Writer::create(disk.create(&unfinished).map_err(writing)?).map_err(writing)?;
        let spool = Spool::open(&dir.join("spool"), disk, &Arc::new(Poison::default()))?;
        Ok(Self { dir, disk, snapshot, spool, journal: None, group: Vec::new(), copied: Copied::default() })
    }

    fn read(mut self, input: &mut dyn BufRead) -> Result<Copied, Error> {
        let mut bytes = Vec::new();
        let mut number = 0;
        loop {
            number += 1;
            let of_line = |what: String| Error::Import { line: number, what };
            bytes.clear();
            let read = Read::take(&mut *input, LINE_BYTES_MAX).read_until(b'\n', &mut bytes);
            read.map_err(|e| failed("read the export", e))?;
            if bytes.last() != Some(&b'\n') {
                return Err(of_line("the export is cut off here".to_owned()));
            }
            let line = serde_json::from_slice(&bytes).map_err(|e| of_line(e.to_string()))?;
            match self.take(line, number == 1) {
                Ok(false) => {}
                Ok(true) => return Ok(self.copied),
                Err(Trouble::Line(what)) => return Err(of_line(what)),
                Err(Trouble::Disk(e)) => return Err(e),
            }
        }
    }

    /// Takes one line over; `true` after the last.
    fn take(&mut self, line: Line, first: bool) -> Result<bool, Trouble> {
        if first != matches!(line, Line::Export { .. }) {
            return Err("an export begins with one line `export`".to_owned().into());
        }
        match line {
            Line::Export { version, .. } if version > EXPORT_VERSION => {
                return Err(format!("version {version}, this program knows up to {EXPORT_VERSION}").into());
            }
            Line::Export { seq, .. } => self.copied.seq = seq,
            Line::Row(key, value) => self.take_row(row_of((key, value))?)?,
            Line::Record { seq, body, rows } => {
                let rows = rows.into_iter().map(row_of).collect::<Result<_, _>>()?;
                self.take_record(seq, (body.bytes()?, rows))?;
            }
            Line::Spool { hash, bytes } => {
                if self.spool.put(&bytes.bytes()?)?.to_string() != hash {
                    return Err("the bytes do not match their hash".to_owned().into());
                }
                self.copied.spool_files += 1;
            }
            Line::End { rows, records, spool_files } => {
                let here = &self.copied;
                if (rows, records, spool_files) != (here.rows, here.records, here.spool_files) {
                    return Err("there were more or fewer lines than the last one says".to_owned().into());
                }
                self.finish()?;
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn take_row(&mut self, row: Row) -> Result<(), Trouble> {
        check_row(&row).map_err(|e| e.to_string())?;
        self.copied.rows += 1;
        let put = self.snapshot.put(&row.0, row.1.as_deref());
        Ok(put.map_err(|e| failed(doing("write", &unfinished(self.dir)), e))?)
    }

    fn take_record(&mut self, seq: u64, record: (Vec<u8>, Vec<Row>)) -> Result<(), Trouble> {
        check_record(&record).map_err(|e| e.to_string())?;
        if seq == 0 || seq > self.copied.seq {
            return Err(
                format!("record {seq} does not belong into an export up to {}", self.copied.seq).into()
            );
        }
        let due = self.journal(seq)?.next() + self.group.len() as u64;
        if seq != due {
            return Err(format!("record {seq} stands where {due} should be").into());
        }
        self.group.push(record);
        self.copied.records += 1;
        if self.group.len() >= IMPORT_GROUP { Ok(self.append()?) } else { Ok(()) }
    }

    /// The journal, which begins with record `first` if it does not exist yet.
    fn journal(&mut self, first: u64) -> Result<&mut Writer, Error> {
        if self.journal.is_none() {
            let dir = self.dir.join("journal");
            let path = journal::create_segment(&**self.disk, &dir, first, 0)?;
            let tail = Tail::find(&journal::Segment { first, path })?;
            self.journal = Some(Writer::resume(Arc::clone(self.disk), &dir, &tail, &Options::default())?);
        }
        Ok(self.journal.as_mut().expect("made above"))
    }

    fn append(&mut self) -> Result<(), Error> {
        let group = std::mem::take(&mut self.group);
        if let (Some(journal), false) = (&mut self.journal, group.is_empty()) {
            journal.append(&group)?;
        }
        Ok(())
    }

    fn finish(&mut self) -> Result<(), Trouble> {
        self.append()?;
        let seq = self.copied.seq;
        let journal = self.journal(seq + 1)?;
        let mark = Mark { seq: journal.next() - 1, check: journal.check() };
        if mark.seq != seq {
            return Err(format!("the records end with {}, the rows are as of {seq}", mark.seq).into());
        }
        let from = unfinished(self.dir);
        let to = journal::name(&self.dir.join("snapshots"), seq, "snap");
        let finishing = |e| failed(doing("write", &to), e);
        self.snapshot.finish(mark).map_err(finishing)?;
        self.disk.rename(&from, &to).map_err(finishing)?;
        Ok(())
    }
}

fn unfinished(dir: &Path) -> PathBuf {
    dir.join("snapshots").join("unfinished.tmp")
}
