//! What the writer, the readers and a snapshot in the background have in common.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use super::disk::Disk;
use super::lock::Lock;
use super::poison::Poison;
use super::spool::Spool;
use super::view::{Mark, View};
use super::{Counters, Options};

/// What the writer and the readers have in common.
pub(super) struct Shared {
    pub(super) dir: PathBuf,
    pub(super) disk: Arc<dyn Disk>,
    pub(super) options: Options,
    pub(super) view: View,
    pub(super) spool: Spool,
    pub(super) poison: Arc<Poison>,
    pub(super) counts: Counts,
    /// The size of the newest snapshot.
    pub(super) snapshot_bytes: AtomicU64,
    /// Held while a snapshot or a backup is made: one at a time.
    pub(super) keeping: Mutex<()>,
    /// How many readings of the journal are under way; its segments stay until there are none.
    pub(super) pins: Mutex<usize>,
    /// The store ends: a snapshot in the background gives up.
    pub(super) ending: AtomicBool,
    /// Let go last, when everything above is closed.
    pub(super) _lock: Lock,
}

impl Shared {
    /// The last record committed.
    pub(super) fn mark(&self) -> Mark {
        self.view.at()
    }
}

/// [`Counters`], as they are counted.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) fsyncs: AtomicU64,
    pub(super) bytes: AtomicU64,
    pub(super) groups: AtomicU64,
    pub(super) records: AtomicU64,
    pub(super) rows: AtomicU64,
    pub(super) snapshots: AtomicU64,
    pub(super) snapshots_failed: AtomicU64,
}

impl Counts {
    pub(super) fn read(&self) -> Counters {
        let of = |count: &AtomicU64| count.load(Ordering::Relaxed);
        Counters {
            fsyncs: of(&self.fsyncs),
            bytes: of(&self.bytes),
            groups: of(&self.groups),
            records: of(&self.records),
            rows: of(&self.rows),
            snapshots: of(&self.snapshots),
            snapshots_failed: of(&self.snapshots_failed),
        }
    }
}

/// Keeps the segments of the journal where they are.
pub(super) struct Pin(Arc<Shared>);

impl Pin {
    pub(super) fn new(shared: &Arc<Shared>) -> Self {
        *pins(shared) += 1;
        Self(Arc::clone(shared))
    }
}

impl Drop for Pin {
    fn drop(&mut self) {
        *pins(&self.0) -= 1;
    }
}

fn pins(shared: &Shared) -> MutexGuard<'_, usize> {
    shared.pins.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}
