//! One owner at a time: an flock on `DIR/lock`, which the kernel lets go when its process ends, however it ends.
//!
//! The lock file is never removed: removing it would let two owners hold two files of the same name.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use super::{Error, doing, failed};

/// The lock, held until it is dropped.
pub(super) struct Lock(File);

impl Drop for Lock {
    /// Lets go at once: closing alone would not, while a child process is being started that has the file open
    /// until it runs its own program.
    fn drop(&mut self) {
        let _ = rustix::fs::flock(&self.0, rustix::fs::FlockOperation::Unlock);
    }
}

/// Takes the lock and writes our process id into it.
pub(super) fn take(dir: &Path) -> Result<Lock, Error> {
    let path = dir.join("lock");
    let mut file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .map_err(|e| failed(doing("open", &path), e))?;
    match rustix::fs::flock(&file, rustix::fs::FlockOperation::NonBlockingLockExclusive) {
        Ok(()) => {}
        Err(rustix::io::Errno::WOULDBLOCK) => {
            let mut text = String::new();
            let pid = file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
            return Err(Error::Locked { dir: dir.to_owned(), pid });
        }
        Err(e) => return Err(failed(doing("lock", &path), e.into())),
    }
    // Told for the person who finds the lock held; nothing depends on it, so a full disk does not stop us here.
    let told =
        file.set_len(0).and_then(|()| file.write_all_at(format!("{}\n", std::process::id()).as_bytes(), 0));
    drop(told);
    Ok(Lock(file))
}
