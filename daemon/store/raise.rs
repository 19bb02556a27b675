//! Bringing the view up to the end of the journal: by replaying the tail, or by making it again.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::disk::Disk;
use super::journal::{Run, Segment, Tail};
use super::view::{Batch, Mark, View};
use super::{Error, Opened, Options, REPLAY_ROWS, frame, missing, snapshot};

/// What the view is brought up to.
pub(super) struct Place<'a> {
    pub(super) dir: &'a Path,
    pub(super) disk: &'a Arc<dyn Disk>,
    pub(super) options: &'a Options,
    pub(super) segments: &'a [Segment],
    pub(super) tail: &'a Tail,
}

impl Place<'_> {
    /// A view that holds every record of the journal.
    pub(super) fn bring_up(&self, snapshots: &[(u64, PathBuf)], opened: &mut Opened) -> Result<View, Error> {
        if opened.fresh {
            let view = View::create(self.dir, self.disk, self.options)?;
            view.apply(Batch::default(), Some(Mark::default()))?;
            return Ok(view);
        }
        let reason = match View::open(self.dir, self.disk, self.options)? {
            Err(reason) => reason,
            Ok(view) => match self.judge(&view)? {
                Err(reason) => reason,
                Ok(mark) => {
                    opened.replayed = self.replay(mark, |batch, mark| view.apply(batch, Some(mark)))?;
                    return Ok(view);
                }
            },
        };
        let (view, replayed) = self.make_again(self.dir, snapshots)?;
        opened.replayed = replayed;
        opened.rebuilt = Some(reason);
        Ok(view)
    }

    /// Where a view goes on from; `Err(reason)` inside when it has to be made again.
    fn judge(&self, view: &View) -> Result<Result<Mark, String>, Error> {
        let (mark, begun) = match view.mark().and_then(|mark| Ok((mark, view.begun()?))) {
            Ok((Some(mark), begun)) => (mark, begun.max(mark.seq)),
            Ok((None, _)) => return Ok(Err("the view was never finished".to_owned())),
            Err(Error::View { what }) => return Ok(Err(format!("the view cannot be read ({what})"))),
            Err(e) => return Err(e),
        };
        let last = self.tail.seq;
        if begun > last && self.tail.torn.is_some() {
            // Its rows were applied after the flush: what looks like an unfinished write was a finished one.
            return Err(self.tail.decay(begun));
        }
        if begun > last {
            return Ok(Err(format!("the view is at record {begun}, but the journal ends with {last}")));
        }
        if mark.seq + 1 < self.segments[0].first {
            return Ok(Err(format!("the view is at record {}, too far behind the journal", mark.seq)));
        }
        if self.check_behind(mark)? != mark.check {
            return Ok(Err(format!("the view has another record {} than the journal", mark.seq)));
        }
        Ok(Ok(mark))
    }

    /// The check of the record a mark names, as the journal has it.
    fn check_behind(&self, mark: Mark) -> Result<u32, Error> {
        if mark.seq == self.tail.seq {
            return Ok(self.tail.check);
        }
        let mut run = Run::open(&self.dir.join("journal"), mark.seq + 1, self.tail.seq)?;
        Ok(run.step()?.map_or(self.tail.check, |(head, _)| head.prev))
    }

    /// A new view in `root`, from the newest sound snapshot and the journal behind it. An old one there is removed
    /// only when both have been read through. Also gives the number of records applied.
    pub(super) fn make_again(&self, root: &Path, snapshots: &[(u64, PathBuf)]) -> Result<(View, u64), Error> {
        let (base, snapshot) = self.base(snapshots)?;
        self.replay(base, |_, _| Ok(()))?;
        let view = View::create(root, self.disk, self.options)?;
        if let Some(path) = snapshot {
            snapshot::load(path, |batch| view.apply(batch, None))?;
        }
        view.apply(Batch::default(), Some(base))?;
        let replayed = self.replay(base, |batch, mark| view.apply(batch, Some(mark)))?;
        Ok((view, replayed))
    }

    /// What a new view begins with: the newest sound snapshot that the journal goes on from, or nothing if the
    /// journal is whole.
    fn base<'a>(&self, snapshots: &'a [(u64, PathBuf)]) -> Result<(Mark, Option<&'a Path>), Error> {
        let first = self.segments[0].first;
        let mut damage = None;
        for (seq, path) in snapshots.iter().rev().filter(|(seq, _)| seq + 1 >= first) {
            match snapshot::verify(path) {
                Ok(info) if info.mark.seq == *seq && self.check_behind(info.mark)? == info.mark.check => {
                    return Ok((info.mark, Some(path)));
                }
                Ok(_) => damage = Some(missing(path, "this snapshot belongs to another journal")),
                Err(e @ Error::Corrupt { .. }) => damage = Some(e),
                Err(e) => return Err(e),
            }
        }
        if first == 1 {
            return Ok((Mark::default(), None));
        }
        let nothing =
            || missing(&self.segments[0].path, "no snapshot stands before the oldest segment of the journal");
        Err(damage.unwrap_or_else(nothing))
    }

    /// Gives the changes of every record behind a mark, in batches. Returns the number of records.
    fn replay(
        &self,
        from: Mark,
        mut apply: impl FnMut(Batch, Mark) -> Result<(), Error>,
    ) -> Result<u64, Error> {
        let mut run = Run::open(&self.dir.join("journal"), from.seq + 1, self.tail.seq)?;
        let (mut batch, mut rows, mut mark) = (Batch::default(), 0, from);
        while let Some((head, payload)) = run.step()? {
            for row in frame::parts(payload).into_iter().flat_map(|(_, rows)| rows) {
                let Some((key, value)) = row else { return Err(run.unreadable(head.seq)) };
                batch.add(key, value);
                rows += 1;
            }
            mark = Mark { seq: head.seq, check: head.check };
            if rows >= REPLAY_ROWS {
                apply(std::mem::take(&mut batch), mark)?;
                rows = 0;
            }
        }
        apply(batch, mark)?;
        Ok(mark.seq - from.seq)
    }
}
