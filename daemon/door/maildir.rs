//! Maildir folders: letters out of the daemon, and mail into it.
//!
//! Out: [`deliver`] and [`deliver_many`] write a letter to `ROOT/<address>/new/`. Once they return `Accepted` the
//! letter survives a power cut. The name of the file follows from the letter's id, so that a repeat of the same letter
//! replaces it or finds it, and never stands beside it. The bytes stay as they are, CRLF included. An address that could
//! lead out of ROOT is refused.
//!
//! In: a [`Mailbox`] lists `new/` and `cur/` in order of arrival, each message once; it reads what it listed and, when
//! the caller has committed, moves it to `cur/` or to a folder for done mail. Flags are left as they are. A folder is
//! listed again only after it has changed, so an idle poll costs two `stat` calls.
//!
//! Everything here blocks; call it where blocking is allowed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rustix::fs::{OFlags, RenameFlags};

use super::{Fetched, HEADERS_BYTES_MAX, MAIL_BYTES_MAX, Outcome, Trouble, host};

/// How often a mailbox is asked whether it changed, where nothing else wakes the daemon.
pub const POLL: Duration = Duration::from_millis(200);
/// A folder is listed once more after this time even if it seems unchanged: network file systems lie about times.
const LIST_AGAIN: Duration = Duration::from_secs(60);
/// The clock of a file system ticks every few milliseconds. Two changes within one tick leave the same time behind, so
/// a folder counts as settled only when its time is still the same after this long.
const SETTLE: Duration = Duration::from_millis(20);
/// From this many letters on one `syncfs` is cheaper than an `fsync` of each (measured on ext4: 12,000 letters a
/// second instead of 2,700).
const SYNC_WHOLE_FROM: usize = 4;
/// The longest name of a file on Linux, less the room for `:2,` and some flags.
const NAME_BYTES_MAX: usize = 230;
/// How many messages of the same name may stand in the folder for done mail.
const NAMESAKES_MAX: u32 = 1000;

/// What went wrong with a folder or a message in it.
#[derive(Debug, thiserror::Error)]
#[error("{act} {}: {source}", path.display())]
pub struct Error {
    act: &'static str,
    path: PathBuf,
    /// Why.
    source: io::Error,
}

impl Error {
    /// The kind of the error below, for the choice of an exit code.
    pub fn kind(&self) -> io::ErrorKind {
        self.source.kind()
    }
}

fn failed(act: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
    move |source| Error { act, path: path.to_owned(), source }
}

// ──────── out ────────

/// One letter to one recipient.
#[derive(Debug, Clone, Copy)]
pub struct Letter<'a> {
    /// The address of the recipient; its lower-case form names the folder.
    pub to: &'a str,
    /// The id of the letter: letters, digits, `-` and `_`.
    pub id: &'a str,
    /// The finished bytes.
    pub bytes: &'a [u8],
}

/// Delivers one letter to `root/<to>/new/`; see [`deliver_many`].
pub fn deliver(root: &Path, to: &str, bytes: &[u8], id: &str) -> Outcome {
    deliver_many(root, &[Letter { to, id, bytes }]).pop().expect("one outcome for each letter")
}

/// Delivers letters as one group, with one sync for the contents and one for the names. The outcomes stand in the order
/// of the letters; `Accepted` carries the path of the file. Folders that are missing are made.
pub fn deliver_many(root: &Path, letters: &[Letter<'_>]) -> Vec<Outcome> {
    let mut outcomes: Vec<Option<Outcome>> = vec![None; letters.len()];
    // Opened before anything is written: a syncfs reports the write errors since its descriptor was opened.
    let disk = match make_root(root, letters.len() >= SYNC_WHOLE_FROM) {
        Ok(disk) => disk,
        Err(error) => return vec![disk_trouble(&error); letters.len()],
    };

    let mut folders: BTreeMap<String, Result<Folder, Error>> = BTreeMap::new();
    let mut drafts = Vec::new();
    for (index, letter) in letters.iter().enumerate() {
        let name = match names(letter) {
            Ok((address, name)) => {
                let folder = folders
                    .entry(address.clone())
                    .or_insert_with(|| Folder::open(&root.join(&address), disk.as_ref()));
                match folder {
                    Ok(folder) => folder.draft(index, &name, letter.bytes),
                    Err(error) => Err(disk_trouble(error)),
                }
            }
            Err(refusal) => Err(refusal),
        };
        match name {
            Ok(draft) => drafts.push(draft),
            Err(outcome) => outcomes[index] = Some(outcome),
        }
    }

    let group_synced = sync_group(disk.as_ref(), root);
    for draft in &drafts {
        let renamed = match (&group_synced, draft.on_disk) {
            (Err(error), false) => Err(disk_trouble(error)),
            _ => draft.publish(),
        };
        outcomes[draft.index] = Some(renamed.err().unwrap_or_else(|| draft.accepted()));
    }
    // The names. A letter whose name is not durable is not delivered; the repeat replaces it.
    let names_synced = sync_group(disk.as_ref(), root);
    for folder in folders.values().flatten() {
        let synced = match &names_synced {
            Err(error) if folder.with_group => Err(disk_trouble(error)),
            Ok(()) if folder.with_group => Ok(()),
            _ => host::sync_folder(&folder.new)
                .map_err(failed("sync", &folder.new))
                .map_err(|e| disk_trouble(&e)),
        };
        if let Err(outcome) = synced {
            for draft in drafts.iter().filter(|d| d.target.starts_with(&folder.new)) {
                outcomes[draft.index] = Some(outcome.clone());
            }
        }
    }
    outcomes.into_iter().map(|o| o.expect("every letter was refused, drafted or found")).collect()
}

/// Puts a mail into a Maildir as a delivery agent would, and returns its path: for samples and answers of the demo.
/// Once this returns the mail survives a power cut. `id` must be new: the same id replaces the mail.
pub fn post(maildir: &Path, id: &str, bytes: &[u8]) -> Result<PathBuf, Error> {
    let refused =
        || Error { act: "post to", path: maildir.to_owned(), source: io::Error::other("not an id") };
    let name = file_name(id).ok_or_else(refused)?;
    make_maildir(maildir)?;
    let (draft, target) = (maildir.join("tmp").join(&name), maildir.join("new").join(&name));
    host::write_file(&draft, bytes, 0o600).map_err(failed("write", &draft))?;
    fs::rename(&draft, &target).map_err(failed("rename to", &target))?;
    host::sync_folder(&maildir.join("new")).map_err(failed("sync", maildir))?;
    Ok(target)
}

/// The folder of an address and the name of the file, or the refusal.
fn names(letter: &Letter<'_>) -> Result<(String, String), Outcome> {
    let refused = |code, text: &str| Outcome::Refused { code, text: text.to_owned() };
    let address = folder_name(letter.to).ok_or_else(|| refused(553, "this address cannot name a folder"))?;
    let name = file_name(letter.id).ok_or_else(|| refused(554, "this letter has no proper id"))?;
    Ok((address, name))
}

/// The folder of an address: lower case, and nothing that means something to a path or to a Maildir.
pub fn folder_name(address: &str) -> Option<String> {
    let name = address.to_lowercase();
    let (local, domain) = name.rsplit_once('@')?;
    let proper = |c: char| c.is_alphanumeric() || "!#$%&'*+-=?^_`{|}~.@".contains(c);
    let good = !local.is_empty()
        && !domain.is_empty()
        && !name.starts_with(['.', '-'])
        && name.len() <= NAME_BYTES_MAX
        && name.chars().all(proper);
    good.then_some(name)
}

fn file_name(id: &str) -> Option<String> {
    let proper = |b: u8| b.is_ascii_alphanumeric() || b == b'-' || b == b'_';
    (!id.is_empty() && id.len() < NAME_BYTES_MAX && id.bytes().all(proper)).then(|| format!("{id}.beadle"))
}

fn make_root(root: &Path, group: bool) -> Result<Option<File>, Error> {
    host::make_folder(root, 0o700).map_err(io::Error::other).map_err(failed("make", root))?;
    group.then(|| File::open(root).map_err(failed("open", root))).transpose()
}

fn make_maildir(path: &Path) -> Result<(), Error> {
    for part in ["tmp", "new", "cur"] {
        let part = path.join(part);
        host::make_folder(&part, 0o700).map_err(io::Error::other).map_err(failed("make", &part))?;
    }
    Ok(())
}

fn sync_group(disk: Option<&File>, root: &Path) -> Result<(), Error> {
    disk.map_or(Ok(()), |disk| rustix::fs::syncfs(disk).map_err(|e| failed("sync", root)(e.into())))
}

fn disk_trouble(error: &Error) -> Outcome {
    Outcome::Later { trouble: Trouble::Host, reason: error.to_string() }
}

/// The Maildir of one recipient during one group.
struct Folder {
    tmp: PathBuf,
    new: PathBuf,
    cur: PathBuf,
    /// The names in `cur/` without flags: what the recipient's program has already taken over.
    taken: BTreeSet<Vec<u8>>,
    /// It lies on the file system that the group's sync covers.
    with_group: bool,
}

/// A letter written but not yet visible, or one that was found to be there.
struct Draft {
    index: usize,
    tmp: PathBuf,
    target: PathBuf,
    /// Already durable (or already delivered), whatever becomes of the group's sync.
    on_disk: bool,
    found: bool,
}

impl Folder {
    fn open(path: &Path, disk: Option<&File>) -> Result<Self, Error> {
        make_maildir(path)?;
        let (tmp, new, cur) = (path.join("tmp"), path.join("new"), path.join("cur"));
        let mut taken = BTreeSet::new();
        for entry in fs::read_dir(&cur).map_err(failed("list", &cur))? {
            let name = entry.map_err(failed("list", &cur))?.file_name();
            taken.insert(unique(&name).as_bytes().to_vec());
        }
        let device = |file: io::Result<fs::Metadata>| file.map(|m| m.dev());
        let with_group = match disk {
            Some(disk) => {
                device(disk.metadata()).map_err(failed("stat", path))?
                    == device(fs::metadata(&new)).map_err(failed("stat", &new))?
            }
            None => false,
        };
        Ok(Self { tmp, new, cur, taken, with_group })
    }

    fn draft(&self, index: usize, name: &str, bytes: &[u8]) -> Result<Draft, Outcome> {
        let (tmp, target) = (self.tmp.join(name), self.new.join(name));
        if self.taken.contains(name.as_bytes()) {
            let target = self.cur.join(name);
            return Ok(Draft { index, tmp, target, on_disk: true, found: true });
        }
        let written =
            if self.with_group { write_unsynced(&tmp, bytes) } else { host::write_file(&tmp, bytes, 0o600) };
        match written {
            Ok(()) => Ok(Draft { index, tmp, target, on_disk: !self.with_group, found: false }),
            Err(source) => {
                let _ = fs::remove_file(&tmp); // give back what a full disk can use
                Err(disk_trouble(&failed("write", &tmp)(source)))
            }
        }
    }
}

impl Draft {
    fn publish(&self) -> Result<(), Outcome> {
        if self.found {
            return Ok(());
        }
        match fs::rename(&self.tmp, &self.target) {
            // The same letter twice in one group: the first of the two has it there already.
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.target.exists() => Ok(()),
            renamed => renamed.map_err(failed("rename to", &self.target)).map_err(|e| disk_trouble(&e)),
        }
    }

    fn accepted(&self) -> Outcome {
        Outcome::Accepted { response: self.target.display().to_string() }
    }
}

fn write_unsynced(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(0o600)
        .custom_flags(OFlags::NOFOLLOW.bits() as i32)
        .open(path)?;
    io::Write::write_all(&mut file, bytes)
}

// ──────── in ────────

/// A Maildir that is read.
#[derive(Debug)]
pub struct Mailbox {
    new: Watch,
    cur: Watch,
    /// Where done mail goes; `cur/` of this Maildir if not set elsewhere.
    done: PathBuf,
    /// The keys of everything listed so far that is still in the folders.
    listed: HashSet<String>,
    waiting: VecDeque<Arrival>,
    shelf: Shelf,
}

/// One message of a [`Mailbox`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    order: (i64, u32),
    key: String,
    path: PathBuf,
}

impl Arrival {
    /// The key of the message in this mailbox, the same for as long as the message exists: the unique part of its name
    /// (what stands before `:2,`). Names that no delivery agent makes, such as those of files copied in by hand, are
    /// not unique; they carry the time of the file besides.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Where it was when it was listed.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Mailbox {
    /// Opens an existing Maildir; one that lacks `new/` or `cur/` is an error, for a wrong path must be noticed.
    /// `done` is the Maildir that done mail is moved to; it is made if missing and must be on the same file system.
    pub fn open(path: &Path, done: Option<&Path>) -> Result<Self, Error> {
        for part in ["new", "cur"] {
            let part = path.join(part);
            fs::read_dir(&part).map_err(failed("open", &part))?;
        }
        if let Some(done) = done {
            make_maildir(done)?;
        }
        Ok(Self {
            new: Watch::of(path.join("new")),
            cur: Watch::of(path.join("cur")),
            done: done.unwrap_or(path).join("cur"),
            listed: HashSet::new(),
            waiting: VecDeque::new(),
            shelf: Shelf::default(),
        })
    }

    /// Makes the Maildir if it is not there, and opens it.
    pub fn create(path: &Path, done: Option<&Path>) -> Result<Self, Error> {
        make_maildir(path)?;
        Self::open(path, done)
    }

    /// Up to `max` messages that were not handed out before, oldest first. The folders are listed only if nothing is
    /// left of the last listing and one of them has changed. On the first call this is every message there is, done
    /// ones in `cur/` included: the caller knows the keys it has done.
    pub fn arrivals(&mut self, max: usize) -> Result<Vec<Arrival>, Error> {
        if self.waiting.is_empty() {
            // `new` first: a message that another program moves to `cur` meanwhile is then seen at least once.
            let mut found = Vec::new();
            self.new.list(&mut self.listed, &mut found)?;
            self.cur.list(&mut self.listed, &mut found)?;
            found.sort_by(|a, b| (a.order, &a.key).cmp(&(b.order, &b.key)));
            self.waiting = found.into();
        }
        let count = max.min(self.waiting.len());
        Ok(self.waiting.drain(..count).collect())
    }

    /// The keys of all messages that are there now, done ones too.
    pub fn keys(&self) -> Result<HashSet<String>, Error> {
        let mut keys = HashSet::new();
        for folder in [&self.new.path, &self.cur.path] {
            Watch::of(folder.clone()).list(&mut keys, &mut Vec::new())?;
        }
        Ok(keys)
    }

    /// Reads a message. It is looked for in `cur/` if another program moved it there since it was listed.
    pub fn read(&mut self, arrival: &Arrival) -> Result<Fetched, Error> {
        match self.locate(arrival)? {
            Some((path, file)) => read_message(file).map_err(failed("read", &path)),
            None => Ok(Fetched::Gone),
        }
    }

    /// Moves messages whose effects are committed out of the way. A message that is gone is done as well. Nothing is
    /// synced: a move lost in a power cut only brings back a message whose key is known.
    pub fn finish(&mut self, arrivals: &[Arrival]) -> Result<(), Error> {
        let unseen = self.cur.changed()?;
        for arrival in arrivals {
            if let Some((path, _)) = self.locate(arrival)? {
                if path.parent() != Some(self.done.as_path()) {
                    move_without_loss(&path, &self.done)?;
                }
                if self.done != self.cur.path {
                    self.listed.remove(&arrival.key);
                }
            }
        }
        if !unseen {
            self.cur.note()?; // our own moves are no news
        }
        Ok(())
    }

    /// Hands the message out again at the next [`Mailbox::arrivals`], after trouble that may pass.
    pub fn put_back(&mut self, arrival: Arrival) {
        self.waiting.push_front(arrival);
    }

    fn locate(&mut self, arrival: &Arrival) -> Result<Option<(PathBuf, File)>, Error> {
        if let Some(file) = open_message(&arrival.path)? {
            return Ok(Some((arrival.path.clone(), file)));
        }
        let name = unique(arrival.path.file_name().unwrap_or_default());
        for _ in 0..2 {
            if let Some(path) = self.shelf.paths.get(name.as_bytes())
                && let Some(file) = open_message(path)?
            {
                return Ok(Some((path.clone(), file)));
            }
            if !self.shelf.refresh(&self.cur)? {
                break;
            }
        }
        Ok(None)
    }
}

/// Where the messages of `cur/` are by the unique part of their names. Filled only when a message is not where it was
/// listed, and then once for all: a mail program that opens the mailbox moves every message at a time.
#[derive(Debug, Default)]
struct Shelf {
    time: Option<(i64, i64)>,
    paths: HashMap<Vec<u8>, PathBuf>,
}

impl Shelf {
    /// Lists the folder again if it changed; whether it did.
    fn refresh(&mut self, cur: &Watch) -> Result<bool, Error> {
        let time = Some(cur.time()?);
        if self.time == time {
            return Ok(false);
        }
        self.paths.clear();
        for entry in fs::read_dir(&cur.path).map_err(failed("list", &cur.path))? {
            let entry = entry.map_err(failed("list", &cur.path))?;
            self.paths.insert(unique(&entry.file_name()).as_bytes().to_vec(), entry.path());
        }
        self.time = time;
        Ok(true)
    }
}

/// One folder, and what is known of its last change.
#[derive(Debug)]
struct Watch {
    path: PathBuf,
    /// The folder's time when it was last listed, and when that was.
    listed: Option<((i64, i64), Instant)>,
    settled: bool,
}

impl Watch {
    fn of(path: PathBuf) -> Self {
        Self { path, listed: None, settled: false }
    }

    fn time(&self) -> Result<(i64, i64), Error> {
        let folder = fs::metadata(&self.path).map_err(failed("stat", &self.path))?;
        Ok((folder.mtime(), folder.mtime_nsec()))
    }

    fn changed(&self) -> Result<bool, Error> {
        let Some((time, at)) = self.listed else { return Ok(true) };
        let age = at.elapsed();
        Ok(self.time()? != time || (!self.settled && age >= SETTLE) || age >= LIST_AGAIN)
    }

    /// Takes the folder as it is now for known.
    fn note(&mut self) -> Result<(), Error> {
        if let Some((_, at)) = self.listed {
            self.listed = Some((self.time()?, at));
        }
        Ok(())
    }

    /// Adds what is new to `found`, if the folder changed.
    fn list(&mut self, known: &mut HashSet<String>, found: &mut Vec<Arrival>) -> Result<(), Error> {
        if !self.changed()? {
            return Ok(());
        }
        let time = self.time()?; // before the listing: a change during it is then news
        let mut still_written = false;
        for entry in fs::read_dir(&self.path).map_err(failed("list", &self.path))? {
            let entry = entry.map_err(failed("list", &self.path))?;
            let name = entry.file_name();
            let file = entry.file_type().map_err(failed("stat", &self.path))?;
            // Names with a dot first are not messages (Maildir); neither are links, pipes and folders.
            if name.as_bytes().starts_with(b".") || !file.is_file() {
                continue;
            }
            match arrival(entry.path(), &name) {
                Ok(Some(arrival)) if known.insert(arrival.key.clone()) => found.push(arrival),
                Ok(Some(_)) => {}
                Ok(None) => still_written = true,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {} // moved or deleted meanwhile
                Err(error) => return Err(failed("stat", &entry.path())(error)),
            }
        }
        self.settled =
            !still_written && self.listed.is_some_and(|(last, at)| last == time && at.elapsed() >= SETTLE);
        self.listed = Some((time, Instant::now()));
        Ok(())
    }
}

/// The part of a message's name that never changes.
fn unique(name: &OsStr) -> &OsStr {
    let bytes = name.as_bytes();
    OsStr::from_bytes(bytes.split(|b| *b == b':').next().unwrap_or(bytes))
}

/// What a name in the folder stands for; `None` for an empty file that was copied in by hand, for its bytes are still
/// to come.
fn arrival(path: PathBuf, name: &OsStr) -> io::Result<Option<Arrival>> {
    let name = unique(name);
    let key = name.to_str().map_or_else(|| name.as_bytes().escape_ascii().to_string(), str::to_owned);
    if let Some(order) = delivery_time(&key) {
        return Ok(Some(Arrival { order, key, path }));
    }
    let file = fs::symlink_metadata(&path)?;
    if file.len() == 0 {
        return Ok(None);
    }
    let nanoseconds = u32::try_from(file.mtime_nsec()).unwrap_or(0);
    let key = format!("{key}@{}.{nanoseconds:09}", file.mtime());
    Ok(Some(Arrival { order: (file.mtime(), nanoseconds / 1000), key, path }))
}

/// Seconds and microseconds out of `1763800000.M123456P77.host`, the form every delivery agent uses.
fn delivery_time(name: &str) -> Option<(i64, u32)> {
    let mut parts = name.split('.');
    let seconds = parts.next().filter(|s| s.len() >= 9 && s.bytes().all(|b| b.is_ascii_digit()))?;
    let delivery = parts.next()?;
    parts.next()?;
    let digits = delivery.split_once('M').map_or("", |(_, rest)| rest);
    let end = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
    Some((seconds.parse().ok()?, digits[..end].parse().unwrap_or(0)))
}

fn open_message(path: &Path) -> Result<Option<File>, Error> {
    // A message may have been exchanged for a link or a pipe since it was listed; neither is followed or waited for.
    let opened = OpenOptions::new()
        .read(true)
        .custom_flags((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits() as i32)
        .open(path);
    match opened {
        Ok(file) => Ok(Some(file)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed("open", path)(error)),
    }
}

fn read_message(mut file: File) -> io::Result<Fetched> {
    let data = file.metadata()?;
    if !data.is_file() {
        return Ok(Fetched::Gone);
    }
    let size = data.len();
    if size <= MAIL_BYTES_MAX {
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        (&mut file).take(MAIL_BYTES_MAX).read_to_end(&mut bytes)?;
        return Ok(Fetched::Whole(bytes));
    }
    let mut headers = Vec::new();
    file.take(HEADERS_BYTES_MAX).read_to_end(&mut headers)?;
    headers.truncate(header_section(&headers));
    Ok(Fetched::HeadersOnly { headers, size })
}

/// The length of the header section with its empty line.
fn header_section(bytes: &[u8]) -> usize {
    let ends = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n').map(|(i, _)| i + 1);
    ends.into_iter()
        .find_map(|end| match &bytes[end..] {
            [b'\n', ..] => Some(end + 1),
            [b'\r', b'\n', ..] => Some(end + 2),
            _ => None,
        })
        .unwrap_or(bytes.len())
}

/// Moves a message into a `cur/`, never over another one.
fn move_without_loss(path: &Path, cur: &Path) -> Result<(), Error> {
    let name = path.file_name().unwrap_or_default();
    let unique = unique(name).as_bytes();
    let info = match &name.as_bytes()[unique.len()..] {
        [] => b":2,".as_slice(),
        info => info,
    };
    for namesake in 0..NAMESAKES_MAX {
        let mut target = unique.to_vec();
        if namesake > 0 {
            target.extend(format!(".{namesake}").bytes());
        }
        target.extend(info);
        let target = cur.join(OsStr::from_bytes(&target));
        match rename_without_loss(path, &target) {
            Ok(()) => return Ok(()),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.exists() => return Ok(()),
            Err(error) => return Err(failed("move to", &target)(error)),
        }
    }
    Err(failed("move", path)(io::Error::other("too many messages of this name")))
}

fn rename_without_loss(from: &Path, to: &Path) -> io::Result<()> {
    use rustix::fs::CWD;
    match rustix::fs::renameat_with(CWD, from, CWD, to, RenameFlags::NOREPLACE) {
        // Some network file systems do not know the flag; a link makes the same promise there.
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS) => {
            fs::hard_link(from, to)?;
            fs::remove_file(from)
        }
        result => Ok(result?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> =
            fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    fn keys(arrivals: &[Arrival]) -> Vec<&str> {
        arrivals.iter().map(Arrival::key).collect()
    }

    fn drop_in(maildir: &Path, name: &str, bytes: &[u8]) {
        fs::write(maildir.join(name), bytes).unwrap();
    }

    #[test]
    fn a_letter_lands_in_new_of_its_address() {
        let root = tempfile::tempdir().unwrap();
        let outcome = deliver(root.path(), "Li.Wei@Example.com", b"Subject: x\r\n\r\nhello\r\n", "a1b2");
        let path = root.path().join("li.wei@example.com/new/a1b2.beadle");
        assert_eq!(outcome, Outcome::Accepted { response: path.display().to_string() });
        assert_eq!(fs::read(path).unwrap(), b"Subject: x\r\n\r\nhello\r\n");
        assert_eq!(names(&root.path().join("li.wei@example.com/tmp")), [""; 0]);
    }

    #[test]
    fn a_repeat_replaces_the_letter_or_finds_it_where_its_reader_put_it() {
        let root = tempfile::tempdir().unwrap();
        let folder = root.path().join("a@b.test");
        for _ in 0..2 {
            assert!(matches!(deliver(root.path(), "a@b.test", b"x", "id"), Outcome::Accepted { .. }));
            assert_eq!(names(&folder.join("new")), ["id.beadle"]);
        }
        fs::rename(folder.join("new/id.beadle"), folder.join("cur/id.beadle:2,RS")).unwrap();
        assert!(matches!(deliver(root.path(), "a@b.test", b"x", "id"), Outcome::Accepted { .. }));
        assert_eq!(names(&folder.join("new")), [""; 0]);
        assert_eq!(names(&folder.join("cur")), ["id.beadle:2,RS"]);
    }

    #[test]
    fn a_group_is_delivered_like_its_single_letters() {
        let root = tempfile::tempdir().unwrap();
        let ids: Vec<String> = (0..10).map(|i| format!("id{i}")).collect();
        let mut letters: Vec<Letter<'_>> = ids
            .iter()
            .enumerate()
            .map(|(i, id)| Letter {
                to: ["a@b.test", "B@b.test", "../../etc@b.test"][i % 3],
                id,
                bytes: b"hello",
            })
            .collect();
        letters.push(letters[0]);
        for _ in 0..2 {
            let outcomes = deliver_many(root.path(), &letters);
            for (letter, outcome) in letters.iter().zip(&outcomes) {
                match letter.to {
                    "../../etc@b.test" => assert!(matches!(outcome, Outcome::Refused { code: 553, .. })),
                    _ => assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}"),
                }
            }
            let new = names(&root.path().join("a@b.test/new"));
            assert_eq!(new, ["id0.beadle", "id3.beadle", "id6.beadle", "id9.beadle"]);
            assert_eq!(names(&root.path().join("b@b.test/new")).len(), 3);
            assert_eq!(names(root.path()), ["a@b.test", "b@b.test"]);
        }
    }

    #[test]
    fn hostile_addresses_name_no_folder() {
        for address in [
            "",
            "@",
            "a@",
            "@b",
            "nobody",
            "../x@b",
            "a/b@c",
            "a@b/../../c",
            ".hidden@b",
            "-rf@b",
            "a b@c",
            "a@b\0",
            "a@b\n",
            "a\\b@c",
            "a:2,S@b",
            "\"a\"@b",
            "a@\u{202e}b",
            "<a@b>",
        ] {
            assert_eq!(folder_name(address), None, "{address:?}");
        }
        assert_eq!(folder_name(&format!("{}@b.test", "a".repeat(250))), None);
        assert_eq!(folder_name("a..b@c").as_deref(), Some("a..b@c"));
        assert_eq!(folder_name("Zhāng+p7@Example.测试").as_deref(), Some("zhāng+p7@example.测试"));
        for id in ["", ".", "..", "a/b", "a:2", "a.b"] {
            assert_eq!(file_name(id), None, "{id:?}");
        }
    }

    #[test]
    fn trouble_with_one_folder_leaves_the_others_alone() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a@b.test"), "a file where a folder should be").unwrap();
        let letter = |to, id| Letter { to, id, bytes: b"x" };
        let letters = [
            letter("a@b.test", "1"),
            letter("c@b.test", "2"),
            letter("a@b.test", "3"),
            letter("d@b.test", "4"),
        ];
        let outcomes = deliver_many(root.path(), &letters);
        let later = |o: &Outcome| matches!(o, Outcome::Later { trouble: Trouble::Host, .. });
        assert_eq!(outcomes.iter().map(later).collect::<Vec<_>>(), [true, false, true, false]);
    }

    #[test]
    fn a_link_planted_in_tmp_is_not_followed() {
        let root = tempfile::tempdir().unwrap();
        deliver(root.path(), "a@b.test", b"x", "first");
        let victim = root.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        std::os::unix::fs::symlink(&victim, root.path().join("a@b.test/tmp/id.beadle")).unwrap();
        assert!(matches!(deliver(root.path(), "a@b.test", b"x", "id"), Outcome::Later { .. }));
        assert_eq!(fs::read(&victim).unwrap(), b"mine");
    }

    #[test]
    fn arrivals_come_oldest_first_and_once() {
        let dir = tempfile::tempdir().unwrap();
        let mut mailbox = Mailbox::create(dir.path(), None).unwrap();
        for name in [
            "new/1763800009.M000001P1.host",
            "cur/1763800001.M900000P1.host:2,S",
            "new/1763800001.M000002P1.host,S=12",
            "new/.hidden",
            "tmp/1763800000.M1P1.host",
        ] {
            drop_in(dir.path(), name, b"x");
        }
        std::os::unix::fs::symlink("/etc/passwd", dir.path().join("new/1763800000.M1P2.host")).unwrap();
        let first = mailbox.arrivals(2).unwrap();
        assert_eq!(keys(&first), ["1763800001.M000002P1.host,S=12", "1763800001.M900000P1.host"]);
        assert_eq!(keys(&mailbox.arrivals(2).unwrap()), ["1763800009.M000001P1.host"]);
        assert_eq!(mailbox.arrivals(2).unwrap(), []);
        drop_in(dir.path(), "new/1763800000.M000000P1.host", b"x");
        assert_eq!(keys(&mailbox.arrivals(2).unwrap()), ["1763800000.M000000P1.host"]);
        let again = Mailbox::open(dir.path(), None).unwrap().arrivals(10).unwrap();
        assert_eq!(again.len(), 4);
    }

    #[test]
    fn a_change_within_one_tick_of_the_folders_clock_is_found() {
        let dir = tempfile::tempdir().unwrap();
        let mut mailbox = Mailbox::create(dir.path(), None).unwrap();
        let mut found = 0;
        for i in 0..200 {
            drop_in(dir.path(), &format!("new/1763800000.M{i}P1.host"), b"x");
            found += mailbox.arrivals(1000).unwrap().len();
        }
        std::thread::sleep(SETTLE * 2);
        found += mailbox.arrivals(1000).unwrap().len();
        assert_eq!(found, 200);
        mailbox.arrivals(1).unwrap();
        assert!(!mailbox.new.changed().unwrap(), "a quiet folder is not listed again");
    }

    #[test]
    fn done_mail_moves_to_cur_with_its_flags_and_is_no_news() {
        let dir = tempfile::tempdir().unwrap();
        let mut mailbox = Mailbox::create(dir.path(), None).unwrap();
        drop_in(dir.path(), "new/1763800001.M1P1.host", b"one");
        drop_in(dir.path(), "cur/1763800002.M1P1.host:2,FS", b"two");
        let arrivals = mailbox.arrivals(10).unwrap();
        assert_eq!(mailbox.read(&arrivals[0]).unwrap(), Fetched::Whole(b"one".to_vec()));
        mailbox.finish(&arrivals).unwrap();
        assert_eq!(names(&dir.path().join("cur")), ["1763800001.M1P1.host:2,", "1763800002.M1P1.host:2,FS"]);
        assert_eq!(names(&dir.path().join("new")), [""; 0]);
        assert_eq!(mailbox.arrivals(10).unwrap(), []);
        let again = Mailbox::open(dir.path(), None).unwrap().arrivals(10).unwrap();
        assert_eq!(keys(&again), keys(&arrivals), "a key outlives the move");
    }

    #[test]
    fn done_mail_can_leave_for_another_folder() {
        let dir = tempfile::tempdir().unwrap();
        let done = dir.path().join(".Done");
        let mut mailbox = Mailbox::create(dir.path(), Some(&done)).unwrap();
        for text in ["one", "two"] {
            drop_in(dir.path(), "new/mail.eml", text.as_bytes());
            let arrivals = mailbox.arrivals(10).unwrap();
            assert_eq!(arrivals.len(), 1, "a second file of the same name is another mail");
            assert_eq!(mailbox.read(&arrivals[0]).unwrap(), Fetched::Whole(text.as_bytes().to_vec()));
            mailbox.finish(&arrivals).unwrap();
        }
        assert_eq!(names(&done.join("cur")), ["mail.eml.1:2,", "mail.eml:2,"]);
        assert_eq!(names(&dir.path().join("cur")), [""; 0]);
    }

    #[test]
    fn a_message_that_its_reader_moved_or_deleted_is_found_or_gone() {
        let dir = tempfile::tempdir().unwrap();
        let mut mailbox = Mailbox::create(dir.path(), None).unwrap();
        drop_in(dir.path(), "new/1763800001.M1P1.host", b"one");
        drop_in(dir.path(), "new/1763800002.M1P1.host", b"two");
        let arrivals = mailbox.arrivals(10).unwrap();
        fs::rename(
            dir.path().join("new/1763800001.M1P1.host"),
            dir.path().join("cur/1763800001.M1P1.host:2,S"),
        )
        .unwrap();
        fs::remove_file(dir.path().join("new/1763800002.M1P1.host")).unwrap();
        assert_eq!(mailbox.read(&arrivals[0]).unwrap(), Fetched::Whole(b"one".to_vec()));
        assert_eq!(mailbox.read(&arrivals[1]).unwrap(), Fetched::Gone);
        mailbox.finish(&arrivals).unwrap();
        std::thread::sleep(SETTLE * 2);
        assert_eq!(mailbox.arrivals(10).unwrap(), [], "moved is not arrived");
        mailbox.put_back(arrivals[0].clone());
        assert_eq!(mailbox.arrivals(10).unwrap(), arrivals[..1]);
    }

    #[test]
    fn a_file_copied_in_by_hand_is_awaited_until_it_has_content() {
        let dir = tempfile::tempdir().unwrap();
        let mut mailbox = Mailbox::create(dir.path(), None).unwrap();
        drop_in(dir.path(), "new/mail.eml", b"");
        for _ in 0..3 {
            assert_eq!(mailbox.arrivals(1).unwrap(), []);
            std::thread::sleep(SETTLE * 2);
        }
        drop_in(dir.path(), "new/mail.eml", b"Subject: x\n\nhello\n");
        assert_eq!(mailbox.arrivals(1).unwrap().len(), 1);
    }

    #[test]
    fn of_a_mail_that_is_too_large_only_the_headers_are_read() {
        let dir = tempfile::tempdir().unwrap();
        let mut mailbox = Mailbox::create(dir.path(), None).unwrap();
        let path = dir.path().join("new/1763800001.M1P1.host");
        fs::write(&path, "Subject: large\r\nFrom: a@b.test\r\n\r\nbody").unwrap();
        OpenOptions::new().write(true).open(&path).unwrap().set_len(MAIL_BYTES_MAX + 1).unwrap();
        let arrivals = mailbox.arrivals(1).unwrap();
        let headers = b"Subject: large\r\nFrom: a@b.test\r\n\r\n".to_vec();
        assert_eq!(
            mailbox.read(&arrivals[0]).unwrap(),
            Fetched::HeadersOnly { headers, size: MAIL_BYTES_MAX + 1 }
        );
    }

    #[test]
    fn a_folder_that_is_no_maildir_is_an_error() {
        let dir = tempfile::tempdir().unwrap();
        let error = Mailbox::open(&dir.path().join("nowhere"), None).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::NotFound);
        assert!(error.to_string().contains("nowhere/new"), "{error}");
    }

    #[test]
    fn what_is_posted_arrives() {
        let dir = tempfile::tempdir().unwrap();
        let maildir = dir.path().join("in");
        let path = post(&maildir, "answer-1", b"Subject: x\n\nyes\n").unwrap();
        assert!(path.starts_with(maildir.join("new")));
        assert_eq!(Mailbox::open(&maildir, None).unwrap().arrivals(10).unwrap().len(), 1);
        assert!(post(&maildir, "../x", b"").is_err());
    }
}
