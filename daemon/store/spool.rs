//! Large bytes by their SHA-256: attachments, documents, letters too large for a record.
//!
//! Promises: once [`Spool::put`] returns, the bytes and their name are on disk, so a record committed after it may
//! name them; the same bytes are kept once; what is read back is checked against its name. Never: a file under its
//! final name that is not whole, or a file removed that was put since the collection before the last.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use sha2::{Digest, Sha256};

use super::disk::{Disk, folder_of, make_dir};
use super::poison::Poison;
use super::{Error, doing, failed};

/// The SHA-256 of some bytes; shown and parsed as 64 hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(pub [u8; 32]);

impl Hash {
    /// The hash of these bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Hash {
    type Err = NotAHash;

    fn from_str(text: &str) -> Result<Self, NotAHash> {
        if text.len() != 64 || !text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f')) {
            return Err(NotAHash);
        }
        let mut hash = [0; 32];
        for (byte, digits) in hash.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            let digits = std::str::from_utf8(digits).map_err(|_| NotAHash)?;
            *byte = u8::from_str_radix(digits, 16).map_err(|_| NotAHash)?;
        }
        Ok(Self(hash))
    }
}

/// The text is not 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not 64 lower-case hexadecimal digits")]
pub struct NotAHash;

/// What a collection removed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Collected {
    /// Files removed.
    pub files: u64,
    /// Bytes they had.
    pub bytes: u64,
}

/// What was put lately and may not have been named by a record yet.
#[derive(Default)]
struct Recent {
    now: BTreeSet<Hash>,
    before: BTreeSet<Hash>,
}

/// The folder of large bytes. Several threads may use it at once.
pub struct Spool {
    dir: PathBuf,
    disk: Arc<dyn Disk>,
    poison: Arc<Poison>,
    recent: Mutex<Recent>,
    /// Held through a collection, and by whoever copies the spool.
    collecting: Mutex<()>,
    unfinished: AtomicU64,
}

impl Spool {
    /// Opens the folder; what an earlier process did not finish is removed.
    pub(super) fn open(dir: &Path, disk: &Arc<dyn Disk>, poison: &Arc<Poison>) -> Result<Self, Error> {
        let making = |e| failed(doing("make", dir), e);
        make_dir(&**disk, dir).map_err(making)?;
        // Folders an earlier process made in it may not be on disk yet.
        disk.sync_dir(dir).map_err(making)?;
        for path in list(dir)? {
            if path.extension().is_some_and(|e| e == "tmp") {
                disk.remove(&path).map_err(|e| failed(doing("remove", &path), e))?;
            }
        }
        Ok(Self::at(dir, disk, poison))
    }

    /// The folder as it is, touching nothing: to read what is not ours to change.
    pub(super) fn at(dir: &Path, disk: &Arc<dyn Disk>, poison: &Arc<Poison>) -> Self {
        Self {
            dir: dir.to_owned(),
            disk: Arc::clone(disk),
            poison: Arc::clone(poison),
            recent: Mutex::default(),
            collecting: Mutex::default(),
            unfinished: AtomicU64::new(0),
        }
    }

    /// Keeps these bytes. Once this returns they and their name are on disk.
    pub fn put(&self, bytes: &[u8]) -> Result<Hash, Error> {
        Ok(self.put_all(&[bytes])?.remove(0))
    }

    /// Keeps several, in order, and flushes each folder they go to once. After an error neither the spool nor the
    /// store takes anything more: what a failed flush left on disk is known again only after the next start.
    pub fn put_all(&self, all: &[&[u8]]) -> Result<Vec<Hash>, Error> {
        self.poison.check()?;
        let hashes: Vec<Hash> = all.iter().map(|bytes| Hash::of(bytes)).collect();
        self.poison.watch(self.keep(&hashes, all))?;
        Ok(hashes)
    }

    fn keep(&self, hashes: &[Hash], all: &[&[u8]]) -> Result<(), Error> {
        let folders: BTreeSet<PathBuf> =
            hashes.iter().map(|hash| folder_of(&self.path(hash)).to_owned()).collect();
        {
            // Locked, so that no other put finds a folder that is made but not yet on disk.
            let mut recent = self.recent();
            // Before anything is looked for: from here on no collection removes them.
            recent.now.extend(hashes);
            for folder in &folders {
                make_dir(&*self.disk, folder).map_err(|e| failed(doing("make", folder), e))?;
            }
        }
        for (hash, bytes) in hashes.iter().zip(all) {
            let path = self.path(hash);
            if !path.exists() {
                self.write(&path, bytes)?;
            }
        }
        // Also for those that were there: whoever put them may have died before flushing the folder.
        for folder in &folders {
            self.disk.sync_dir(folder).map_err(|e| failed(doing("flush", folder), e))?;
        }
        Ok(())
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let number = self.unfinished.fetch_add(1, Ordering::Relaxed);
        let unfinished = self.dir.join(format!("{number}.tmp"));
        let written = (|| {
            let mut file = self.disk.create(&unfinished)?;
            file.write_at(bytes, 0)?;
            file.sync()?;
            self.disk.rename(&unfinished, path)
        })();
        written.map_err(|e| failed(doing("write", path), e))
    }

    /// The bytes of this hash; `None` if they are not here.
    ///
    /// Errors: [`Error::Corrupt`] when the file no longer has the bytes it was named for.
    pub fn get(&self, hash: &Hash) -> Result<Option<Vec<u8>>, Error> {
        let path = self.path(hash);
        let bytes = match std::fs::read(&path) {
            Ok(bytes) => bytes,
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(failed(doing("read", &path), e)),
        };
        if Hash::of(&bytes) == *hash {
            return Ok(Some(bytes));
        }
        Err(Error::Corrupt {
            file: path,
            offset: 0,
            what: "the content does not match the name".to_owned(),
            remedy: "check the disk, then put the file back from a backup".to_owned(),
        })
    }

    /// Everything kept here, in order.
    pub fn hashes(&self) -> Result<Vec<Hash>, Error> {
        let mut hashes = Vec::new();
        if !self.dir.exists() {
            return Ok(hashes);
        }
        for folder in list(&self.dir)? {
            if folder.is_dir() {
                let names = list(&folder)?;
                hashes
                    .extend(names.iter().filter_map(|path| path.file_name()?.to_str()?.parse::<Hash>().ok()));
            }
        }
        hashes.sort();
        Ok(hashes)
    }

    /// Removes what is not in `live`, except what was put since the collection before the last: its record may
    /// not be committed yet. Leave as much time between two collections as a record may take from put to commit.
    pub fn collect(&self, live: &BTreeSet<Hash>) -> Result<Collected, Error> {
        let _alone = self.hold();
        let mut collected = Collected::default();
        for hash in self.hashes()? {
            let recent = self.recent();
            if live.contains(&hash) || recent.now.contains(&hash) || recent.before.contains(&hash) {
                continue;
            }
            let path = self.path(&hash);
            let bytes = std::fs::metadata(&path).map_or(0, |m| m.len());
            self.disk.remove(&path).map_err(|e| failed(doing("remove", &path), e))?;
            collected.files += 1;
            collected.bytes += bytes;
        }
        let mut recent = self.recent();
        recent.before = std::mem::take(&mut recent.now);
        Ok(collected)
    }

    /// Keeps collections away while the result is held.
    pub(super) fn hold(&self) -> MutexGuard<'_, ()> {
        self.collecting.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn recent(&self) -> MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Where the bytes of this hash are; one of 256 folders, so that no folder grows large.
    pub(super) fn path(&self, hash: &Hash) -> PathBuf {
        let name = hash.to_string();
        self.dir.join(&name[..2]).join(name)
    }
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let listing = |e| failed(doing("list", dir), e);
    std::fs::read_dir(dir).map_err(listing)?.map(|entry| Ok(entry.map_err(listing)?.path())).collect()
}
