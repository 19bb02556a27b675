//! What survives a crash: a journal that is the truth, and a view that can be made again from it.
//!
//! This room knows rows (bytes under ordered keys) and records (one turn each: the journal's text of it and the
//! rows it puts or deletes). It knows nothing of cases, mail or time, and never asks a clock.
//!
//! ```text
//! DIR/format            the version of this layout, written last when a store is made
//! DIR/lock              flock: one owner at a time; holds its process id
//! DIR/journal/*.log     the truth: every record once, in order, in segments named by their first number
//! DIR/snapshots/*.snap  all rows as of one record, each read back and checked before it got its name
//! DIR/view/             sled: the rows as they are now; a materialised view of the journal
//! DIR/view.trust        whether the view may be believed at the next start
//! DIR/spool/ab/abcd…    large bytes by their SHA-256
//! DIR/sending-paused    present after a restore or an import, until someone resumes sending
//! ```
//!
//! # What is true once a call returns
//!
//! * [`Store::open`] `Ok`: this process alone owns the folder. The rows equal every record of the journal
//!   applied in order, the journal ends at its last whole record, that record is on disk, and what had to be done
//!   to get there stands in [`Opened`]. `Err`: nothing that could be the last copy of anything was changed.
//!   An existing store that cannot be read is an error, never an empty store.
//! * [`Store::commit`] `Ok`: every record of the group is on disk (one write, one fdatasync) and its rows are
//!   visible to every reader: within one page of a scan and within [`Reader::together`] all of the group at once.
//!   `Err(RowTooLarge | RecordTooLarge | BadKey)`: nothing happened, the store goes on. Any other `Err`: the group
//!   may or may not be there after the next start, whole records from its beginning at most; this store takes no
//!   further commit, and the process should end ([`Error::exit_code`]) and start again.
//! * [`Spool::put`] `Ok`: the bytes and their name are on disk; only then may a record name them.
//! * [`Reader::snapshot`] `Ok`: a file from which every row can be made again has been written, flushed, read
//!   back, checked and renamed into place. Journal segments go only when two such files cover them.
//! * [`Store::close`], or dropping the store and its last reader: the view is flushed and will be believed at the
//!   next start even after a power cut. Without it (kill -9) it is believed while the machine stays up; after a
//!   reboot it is made again from the newest snapshot and the journal.
//!
//! # Why sled is not the truth
//!
//! sled 0.34.7 never fsyncs (its issue 1077), so a power cut may lose or tear anything it holds; and a kill while
//! it writes a snapshot of its own leaves a folder that does not open (issues 1527, 1533). So: our own lock
//! first; unfinished `*.generating` files are removed before it opens; a panic or an error while it opens means
//! it is made again; it holds the number of the last applied record, and the frame check of that record, put after
//! the rows of its group, and both are compared with the journal (after a kill in between the group is applied once
//! more, and the same rows come of it); one writer; rows of at most 4 KiB (larger leaves would become files that
//! sled never flushes); its cache is small ([`Options::cache_bytes`]); and what it leaves to be freed is freed after
//! each group, for it would pile up faster than sled gets rid of it.
//!
//! # Never
//!
//! Nothing here decides, sends, parses a body or waits for a network; nothing is retried after a failed fsync
//! (the kernel may have dropped the pages and called them clean). All calls block: the owner runs them on a
//! thread of its own.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

mod archive;
mod disk;
mod export;
mod format;
mod frame;
mod journal;
mod lock;
mod open;
mod poison;
mod raise;
mod rate;
mod reader;
mod shared;
mod snapshot;
mod spool;
mod view;

#[cfg(test)]
mod crash;
#[cfg(test)]
mod shaky;
#[cfg(test)]
mod tests;

pub use archive::{Copied, Verified};
pub use open::Store;
pub use rate::disk_rate;
pub use reader::{Reader, Records, Rows, Scan};
pub use snapshot::Taken;
pub use spool::{Collected, Hash, Spool};

/// One change of the rows: a key, and the value it gets; `None` deletes it. Absolute: applying it twice is the
/// same as once.
///
/// Keys have 1 to [`KEY_BYTES_MAX`] bytes and do not begin with a zero byte (that one is the store's own); values
/// have at most [`VALUE_BYTES_MAX`].
pub type Row = (Vec<u8>, Option<Vec<u8>>);

/// A key and its value, as read.
pub type Entry = (Vec<u8>, Vec<u8>);

/// The longest key. Keys are made of ids and instants; anything longer should be hashed.
pub const KEY_BYTES_MAX: usize = 1024;

/// The longest value: sled moves leaves of large values into files that it never flushes (seen from 8,000 bytes).
pub const VALUE_BYTES_MAX: usize = 4096;

/// The largest record, framed. Large bytes belong into the [`Spool`]; this is the bound of what one frame of the
/// journal makes a reader hold in memory.
pub const RECORD_BYTES_MAX: usize = 64 << 20;

/// Rows applied at once while the view is brought up to date; bounds the memory that takes.
const REPLAY_ROWS: usize = 4096;

/// One turn, as the journal has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its number, given at commit; the first is 1 and there are no gaps.
    pub seq: u64,
    /// What the caller wrote about the turn; JSON, but nothing here depends on it.
    pub body: Vec<u8>,
    /// The changes it made.
    pub rows: Vec<Row>,
}

/// How a store is kept. The defaults suit a company of a few thousand people on a small machine.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Memory the view may use for pages; the process needs about 80 MiB more.
    pub cache_bytes: u64,
    /// A segment of the journal is closed once it has this size.
    pub segment_bytes: u64,
    /// Zeros are written ahead of the journal in steps of this size, so that a flush overwrites blocks the file
    /// already has and need not change the file system's own records (a third faster); a full disk also shows
    /// that much earlier.
    pub fill_bytes: u64,
    /// A snapshot is taken, on a thread of the store's own, when the journal has grown by this much since the
    /// last one (or by the size of the last one, if that is more, so that the cost stays in proportion). 0: only
    /// when asked.
    pub snapshot_every_bytes: u64,
    /// Keep the segments that two snapshots cover, as the audit trail.
    pub keep_segments: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            cache_bytes: 12 << 20,
            segment_bytes: 32 << 20,
            fill_bytes: 1 << 20,
            snapshot_every_bytes: 128 << 20,
            keep_segments: false,
        }
    }
}

/// What opening found and did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Opened {
    /// The store was made just now; it is empty.
    pub fresh: bool,
    /// How many records of the journal were applied to bring the view up to date.
    pub replayed: u64,
    /// The view was made again from the newest snapshot and the journal, and why.
    pub rebuilt: Option<String>,
    /// Bytes of an unfinished write that were cut off behind the last whole record. Nobody was told that they
    /// are safe.
    pub torn_bytes: u64,
}

/// What the store has done since it was opened.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counters {
    /// Flushes of the journal.
    pub fsyncs: u64,
    /// Bytes of records, framed, without the zeros written ahead.
    pub bytes: u64,
    /// Groups committed.
    pub groups: u64,
    /// Records committed.
    pub records: u64,
    /// Rows put or deleted.
    pub rows: u64,
    /// Snapshots taken.
    pub snapshots: u64,
    /// Snapshots that the store began by itself and could not finish; the next is tried after as much again.
    pub snapshots_failed: u64,
}

/// Why the store did not do it.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process owns the store.
    #[error("{} is in use by {}", dir.display(), Owner(*pid))]
    Locked {
        /// The folder of the store.
        dir: PathBuf,
        /// The process that owns it, if it could be read.
        pid: Option<u32>,
    },
    /// Bytes on disk are not what was written there.
    #[error("{}, byte {offset}: {what}; {remedy}", file.display())]
    Corrupt {
        /// The file.
        file: PathBuf,
        /// Where in it.
        offset: u64,
        /// What was found.
        what: String,
        /// What a person can do.
        remedy: String,
    },
    /// The disk or the quota is full.
    #[error("{what}: the disk is full; free some space and start again")]
    Full {
        /// What was being done.
        what: String,
    },
    /// The disk, or what is between it and us, failed.
    #[error("{what}: {source}")]
    Io {
        /// What was being done.
        what: String,
        /// The system's own words.
        source: io::Error,
    },
    /// An earlier commit failed; what is on disk is known again only after the next start.
    #[error("the store takes no more commits since one failed ({cause})")]
    Poisoned {
        /// The failure, in words.
        cause: String,
        /// That failure was a full disk.
        full: bool,
    },
    /// The view failed while in use. The journal is not touched; the next start makes the view again.
    #[error("the view failed: {what}; the next start makes it again from the journal")]
    View {
        /// sled's own words.
        what: String,
    },
    /// The store was written by a newer version of this program.
    #[error("{} has format {found}, this program knows up to {known}; start the version that wrote it, or a newer one", file.display())]
    TooNew {
        /// The file that says so.
        file: PathBuf,
        /// The version found.
        found: u32,
        /// The newest version known here.
        known: u32,
    },
    /// A row is larger than the view can hold safely; the caller splits it.
    #[error("the row {key} has {bytes} bytes, at most {limit} fit; split it")]
    RowTooLarge {
        /// The key, readable.
        key: String,
        /// Its size or that of its value, whichever is too large.
        bytes: usize,
        /// The limit it is over.
        limit: usize,
    },
    /// A record is larger than a frame may be; large bytes belong into the spool.
    #[error("a record has {bytes} bytes, at most {RECORD_BYTES_MAX} fit; put large bytes into the spool")]
    RecordTooLarge {
        /// Its size, framed.
        bytes: usize,
    },
    /// A key is empty or begins with a zero byte, which is the store's own.
    #[error("the key {key} is empty or begins with a zero byte")]
    BadKey {
        /// The key, readable.
        key: String,
    },
    /// A line of an export cannot be used.
    #[error("line {line} of the export: {what}")]
    Import {
        /// Its number, from 1.
        line: u64,
        /// What is wrong with it.
        what: String,
    },
    /// There is something where nothing may be.
    #[error("{} is not empty; {remedy}", dir.display())]
    NotEmpty {
        /// The folder.
        dir: PathBuf,
        /// What a person can do.
        remedy: String,
    },
}

impl Error {
    /// How a process that ends because of this should exit (sysexits): 65 a person must look at the store, 70
    /// our bug, 74 the disk failed, 75 trying again may help, 78 the wrong program for this store.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Corrupt { .. } | Self::Import { .. } | Self::NotEmpty { .. } => 65,
            Self::RowTooLarge { .. } | Self::RecordTooLarge { .. } | Self::BadKey { .. } => 70,
            Self::Io { .. } | Self::Poisoned { full: false, .. } => 74,
            Self::Locked { .. }
            | Self::Full { .. }
            | Self::View { .. }
            | Self::Poisoned { full: true, .. } => 75,
            Self::TooNew { .. } => 78,
        }
    }
}

struct Owner(Option<u32>);

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(pid) => write!(f, "process {pid}"),
            None => f.write_str("another process"),
        }
    }
}

/// A failed system call as an [`Error`], told apart by whether the disk is full.
fn failed(what: impl fmt::Display, source: io::Error) -> Error {
    let what = what.to_string();
    match source.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Error::Full { what },
        _ => Error::Io { what, source },
    }
}

/// The phrase for what was being done to a file.
fn doing(verb: &str, path: &Path) -> String {
    format!("{verb} {}", path.display())
}

/// Parts of the store that are not there or do not belong together.
fn missing(file: &Path, what: &str) -> Error {
    Error::Corrupt {
        file: file.to_owned(),
        offset: 0,
        what: what.to_owned(),
        remedy: "put the missing files back, or restore the newest backup into an empty folder".to_owned(),
    }
}
