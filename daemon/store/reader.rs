//! Reading, from any thread, while the writer commits.

use std::sync::Arc;

use super::journal::Run;
use super::shared::{Pin, Shared};
use super::snapshot::{self, Taken};
use super::view::View;
use super::{Counters, Entry, Error, Record, Spool, frame};

/// Entries a [`Scan`] reads at once, as of one moment: a letter or a case is read whole.
const PAGE_ENTRIES: usize = 256;
/// Entries one reads first to whom moments are nothing ([`Reader::ahead`]): many scans end with what they find first. Each
/// further page is [`PAGE_GROWTH`] times as large.
const FIRST_PAGE: usize = 4;
const PAGE_GROWTH: usize = 8;

/// A handle on the store for reading. Cheap to clone and to send.
#[derive(Clone)]
pub struct Reader {
    shared: Arc<Shared>,
    /// Pages are read while a group is being applied.
    ahead: bool,
}

impl Reader {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { shared, ahead: false }
    }

    /// A reader for whoever knows all changes of the group that is being committed, and lays them over what is read here:
    /// its scans do not wait until that group is applied, and may show any part of it.
    pub fn ahead(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), ahead: true }
    }

    pub(super) fn shared(&self) -> &Arc<Shared> {
        &self.shared
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.shared.view.get(key)
    }

    /// All entries whose key begins with `prefix`, in order of their keys. Pages of entries are read as the scan
    /// goes on, each as of one moment; for a whole as of one moment see [`Reader::together`].
    pub fn scan(&self, prefix: &[u8]) -> Scan {
        self.scan_from(prefix, prefix)
    }

    /// The same from a key on.
    pub fn scan_from(&self, prefix: &[u8], from: &[u8]) -> Scan {
        Scan {
            shared: Arc::clone(&self.shared),
            ahead: self.ahead,
            from: from.max(prefix).to_vec(),
            to: behind(prefix),
            page: Vec::new().into_iter(),
            entries: if self.ahead { FIRST_PAGE } else { PAGE_ENTRIES },
            over: false,
        }
    }

    /// Up to `limit` entries with `from <= key < to`, in order of their keys, as of one moment.
    pub fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Entry>, Error> {
        self.together(|rows| rows.range(from, to, limit))
    }

    /// Several reads as of one moment: no group is committed between them. The writer waits as long, so this is
    /// for a few rows, and `read` must not touch the store in another way.
    pub fn together<T>(&self, read: impl FnOnce(&Rows<'_>) -> T) -> T {
        let view = &self.shared.view;
        view.still(|| read(&Rows { view, seq: self.shared.mark().seq }))
    }

    /// The number of the last record committed; 0 when there is none.
    pub fn seq(&self) -> u64 {
        self.shared.mark().seq
    }

    /// The records from a number on (or from the oldest held, if that is later) to the last committed now. While
    /// it is held no segment is removed.
    pub fn journal(&self, from: u64) -> Records {
        let pin = Pin::new(&self.shared);
        let run = Run::open(&self.shared.dir.join("journal"), from, self.shared.mark().seq);
        Records { run: Some(run), _pin: pin }
    }

    /// Takes a snapshot while the writer goes on; see the room's header. Returns the newest one if nothing was
    /// committed since.
    pub fn snapshot(&self) -> Result<Taken, Error> {
        snapshot::take(&self.shared)
    }

    /// The folder of large bytes.
    pub fn spool(&self) -> &Spool {
        &self.shared.spool
    }

    /// What has been done since opening.
    pub fn counters(&self) -> Counters {
        self.shared.counts.read()
    }
}

/// The rows as of one moment, inside [`Reader::together`].
pub struct Rows<'a> {
    view: &'a View,
    seq: u64,
}

impl Rows<'_> {
    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> Result<Option<Vec<u8>>, Error> {
        self.view.get(key)
    }

    /// Up to `limit` entries with `from <= key < to`, in order.
    pub fn range(&self, from: &[u8], to: &[u8], limit: usize) -> Result<Vec<Entry>, Error> {
        self.view.page(from, Some(to), limit)
    }

    /// Up to `limit` entries whose key begins with `prefix`, in order.
    pub fn prefix(&self, prefix: &[u8], limit: usize) -> Result<Vec<Entry>, Error> {
        self.view.page(prefix, behind(prefix).as_deref(), limit)
    }

    /// The record these rows are as of.
    pub fn seq(&self) -> u64 {
        self.seq
    }
}

/// Entries in order; see [`Reader::scan`]. After an error it is over.
pub struct Scan {
    shared: Arc<Shared>,
    ahead: bool,
    from: Vec<u8>,
    to: Option<Vec<u8>>,
    page: std::vec::IntoIter<Entry>,
    /// How many the next page has at most.
    entries: usize,
    over: bool,
}

impl Iterator for Scan {
    type Item = Result<Entry, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        if let Some(entry) = self.page.next() {
            return Some(Ok(entry));
        }
        if self.over {
            return None;
        }
        let view = &self.shared.view;
        let limit = self.entries;
        self.entries = (limit * PAGE_GROWTH).min(PAGE_ENTRIES);
        let page = || view.page(&self.from, self.to.as_deref(), limit);
        match if self.ahead { page() } else { view.still(page) } {
            Err(e) => {
                self.over = true;
                Some(Err(e))
            }
            Ok(page) => {
                self.over = page.len() < limit;
                if let Some((last, _)) = page.last() {
                    self.from.clone_from(last);
                    self.from.push(0);
                }
                self.page = page.into_iter();
                self.page.next().map(Ok)
            }
        }
    }
}

/// The first key behind all that begin with a prefix; `None` when there is none.
fn behind(prefix: &[u8]) -> Option<Vec<u8>> {
    let last = prefix.iter().rposition(|&byte| byte != 0xff)?;
    let mut behind = prefix[..=last].to_vec();
    behind[last] += 1;
    Some(behind)
}

/// Records in order; see [`Reader::journal`]. After an error it is over.
pub struct Records {
    _pin: Pin,
    run: Option<Result<Run, Error>>,
}

impl Iterator for Records {
    type Item = Result<Record, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let step = match self.run.take()? {
            Err(e) => Err(e),
            Ok(mut run) => match run.step() {
                Err(e) => Err(e),
                Ok(None) => return None,
                Ok(Some((head, payload))) => match frame::record(head.seq, payload) {
                    None => Err(run.unreadable(head.seq)),
                    Some(record) => {
                        self.run = Some(Ok(run));
                        Ok(record)
                    }
                },
            },
        };
        Some(step)
    }
}
