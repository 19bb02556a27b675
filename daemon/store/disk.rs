//! The few things this room does to files, behind one seam.
//!
//! [`Os`] is what runs. The tests put a disk there that fails, stops or loses what was not flushed at the n-th
//! call. Reading is done directly: a crash changes what is on disk, not how it is read.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, FileExt, OpenOptionsExt};
use std::path::Path;

/// A disk that can be written.
pub(super) trait Disk: Send + Sync {
    /// A new empty file, or an old one emptied; readable by its owner only.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>>;
    /// An existing file, to be overwritten in place.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>>;
    /// A new name for a file, replacing what had that name; durable after [`Disk::sync_dir`].
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file; durable after [`Disk::sync_dir`].
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Makes the names in a folder durable.
    fn sync_dir(&self, path: &Path) -> io::Result<()>;
    /// Changes when the machine starts anew; `None` where that cannot be told.
    fn boot(&self) -> Option<String>;
}

/// Under `ProcSubset=pid` the kernel's file cannot be seen; then the unit says it (`%b`).
const BOOT_ID: &str = "BEADLE_BOOT_ID";

/// A file open for writing.
pub(super) trait Writing: Send {
    /// Writes all bytes at an offset, or fails after any part of them.
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()>;
    /// Cuts or extends the file.
    fn set_len(&mut self, len: u64) -> io::Result<()>;
    /// Returns when the content, and the length, are on disk.
    fn sync(&mut self) -> io::Result<()>;
}

/// The operating system.
#[derive(Debug)]
pub(super) struct Os;

impl Disk for Os {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        let file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(path)?;
        Ok(Box::new(file))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        Ok(Box::new(OpenOptions::new().write(true).open(path)?))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    fn boot(&self) -> Option<String> {
        let told = || std::env::var(BOOT_ID).ok();
        let id = std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok().or_else(told)?;
        // The kernel writes it with dashes, systemd without.
        Some(id.trim().replace('-', "")).filter(|id| !id.is_empty())
    }
}

impl Writing for File {
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        self.write_all_at(bytes, offset)
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        File::set_len(self, len)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }
}

/// Makes a folder, and those above it, for its owner only; their names are durable once this returns.
pub(super) fn make_dir(disk: &dyn Disk, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = folder_of(path);
    make_dir(disk, parent)?;
    DirBuilder::new().mode(0o700).create(path)?;
    disk.sync_dir(parent)
}

/// The folder a path is in; `.` for a bare name.
pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A whole small file under its name or not at all: written beside it, flushed, renamed.
pub(super) fn put_file(disk: &dyn Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let unfinished = path.with_extension("tmp");
    let mut file = disk.create(&unfinished)?;
    file.write_at(bytes, 0)?;
    file.sync()?;
    disk.rename(&unfinished, path)?;
    disk.sync_dir(folder_of(path))
}
