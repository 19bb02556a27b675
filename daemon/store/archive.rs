//! Copies of the store and checks of it: backup, restore, export, import, verify, rebuild.
//!
//! A backup is a store without its view, with sending paused: one fresh snapshot, the journal up to a record that
//! was committed when the copy began, and the spool. An export is the same as JSON Lines, for other programs and
//! other versions. Both are made while the writer goes on. `format` is written last into whatever is made here, so
//! that half a copy never opens; and `sending-paused` first, so that a copy never sends what the original has sent.

use std::fs::File;
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

use super::disk::{Disk, Os, make_dir, put_file};
use super::journal::{self, Run, Tail, Walk, Writer};
use super::open::{Place, Poison, Shared, check_record, check_row, ensure_format, missing, write_format};
use super::snapshot;
use super::spool::{Hash, Spool};
use super::view::{Mark, View};
use super::{Error, Opened, Options, Reader, Row, Store, doing, failed, lock};

/// The file that says that nothing may be sent yet.
const PAUSED: &str = "sending-paused";

/// The version of the export.
const EXPORT_VERSION: u32 = 1;

/// The longest line of an export: a large attachment in base64 fits.
const LINE_BYTES_MAX: u64 = 256 << 20;

/// Records imported with one flush.
const IMPORT_GROUP: usize = 1024;

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
        std::fs::remove_dir_all(&root).map_err(|e| failed(doing("remove", &root), e))?;
        verified.rows = compared?;
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
fn begin_copy(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
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
fn end_copy(dir: &Path, disk: &Arc<dyn Disk>, mut copied: Copied) -> Result<Copied, Error> {
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
