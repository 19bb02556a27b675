//! The folder: making a new one, knowing an old one, and never taking the one for the other.

use std::io;
use std::path::Path;

use super::disk::{Disk, make_dir, put_file};
use super::journal::{self, Tail};
use super::{Error, doing, failed, missing, snapshot};

/// The version of the layout of the folder.
const FORMAT: u32 = 1;

/// What `DIR/format` begins with.
const FORMAT_WORDS: &str = "beadle store ";

/// The file that says that nothing may be sent yet.
pub(super) const PAUSED: &str = "sending-paused";

/// Makes the store in a folder that has none; `true` if it did.
pub(super) fn ensure_made(dir: &Path, disk: &dyn Disk) -> Result<bool, Error> {
    if !dir.join("format").exists() {
        make(dir, disk)?;
        return Ok(true);
    }
    ensure_format(dir)?;
    Ok(false)
}

fn make(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    let making = |e| failed(doing("make", dir), e);
    for part in ["journal", "snapshots"] {
        make_dir(disk, &dir.join(part)).map_err(making)?;
    }
    refuse_remains(dir)?;
    journal::create_segment(disk, &dir.join("journal"), 1, 0)?;
    write_format(dir, disk)
}

/// Says that the store in a folder is whole. Everything else in it must be on disk before.
pub(super) fn write_format(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    let path = dir.join("format");
    put_file(disk, &path, format!("{FORMAT_WORDS}{FORMAT}\n").as_bytes())
        .map_err(|e| failed(doing("write", &path), e))
}

/// There is a whole store in a folder, of a format known here.
pub(super) fn ensure_format(dir: &Path) -> Result<(), Error> {
    let path = dir.join("format");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(e) if e.kind() == io::ErrorKind::NotFound => {
            return Err(missing(&path, "there is no whole store here"));
        }
        Err(e) if e.kind() == io::ErrorKind::InvalidData => String::new(),
        Err(e) => return Err(failed(doing("read", &path), e)),
    };
    match text.strip_prefix(FORMAT_WORDS).and_then(|version| version.trim_end().parse::<u32>().ok()) {
        Some(FORMAT) => Ok(()),
        Some(found) if found > FORMAT => Err(Error::TooNew { file: path, found, known: FORMAT }),
        _ => Err(missing(&path, "this is not the format of a store")),
    }
}

/// Without `format` a folder may hold only what an interrupted making leaves: never records, snapshots or rows,
/// nor what an interrupted restore or import leaves.
fn refuse_remains(dir: &Path) -> Result<(), Error> {
    let segments = journal::segments(&dir.join("journal"))?;
    let empty = match segments.as_slice() {
        [] => true,
        [only] => only.first == 1 && Tail::find(only).is_ok_and(|tail| tail.seq == 0 && tail.torn.is_none()),
        _ => false,
    };
    let copying = dir.join(PAUSED).exists();
    if empty && snapshot::list(dir)?.is_empty() && !dir.join("view").exists() && !copying {
        return Ok(());
    }
    let what = "the folder holds parts of a store, but not the file that says the store is whole";
    Err(missing(&dir.join("format"), what))
}

/// Removes files that an earlier process had not finished.
pub(super) fn sweep(dir: &Path, disk: &dyn Disk) -> Result<(), Error> {
    for part in ["journal", "snapshots"] {
        let part = dir.join(part);
        make_dir(disk, &part).map_err(|e| failed(doing("make", &part), e))?;
        for entry in std::fs::read_dir(&part).map_err(|e| failed(doing("list", &part), e))? {
            let path = entry.map_err(|e| failed(doing("list", &part), e))?.path();
            if path.extension().is_some_and(|e| e == "tmp") {
                disk.remove(&path).map_err(|e| failed(doing("remove", &path), e))?;
            }
        }
    }
    // The second view of a verification that was killed.
    match std::fs::remove_dir_all(dir.join("verifying")) {
        Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(failed(doing("sweep", dir), e)),
        _ => {}
    }
    // Names in it that an earlier process saw may not be on disk yet.
    disk.sync_dir(dir).map_err(|e| failed(doing("flush", dir), e))
}
