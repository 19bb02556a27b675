//! One owner at a time: an flock on `DIR/lock`, which the kernel lets go when its process ends, however it ends.
//!
//! The lock file is never removed: removing it would let two owners hold two files of the same name.

use std::fs::{File, OpenOptions};
use std::io::Read;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;

use super::{Error, doing, failed};

/// Takes the lock and writes our process id into it; held until the returned file is dropped.
pub(super) fn take(dir: &Path) -> Result<File, Error> {
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
    Ok(file)
}
