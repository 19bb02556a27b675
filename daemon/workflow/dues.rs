//! By when a question is to be answered, and what of its ladder was over before it was asked.
//!
//! A question may be asked when its time is over: minutes of a meeting that was before the case, a task that is
//! confirmed after its day. Whoever is asked then still has a window to answer in, and the letter says which; nobody is
//! told the same thing twice in one minute. Nothing here sends or changes anything.

use super::draft::Draft;
use super::reach::Local;
use super::{Case, FRESH_WINDOW_MINUTES, Instant};
use crate::rules::{Ask, Rung, Step};

impl Draft<'_> {
    /// By when the question is to be answered whose clock starts at `start`: as the process says, and where that was
    /// over by then, within a fresh window. What is expected without being asked keeps its day.
    pub(super) fn due(
        &self,
        case: &Case,
        local: &Local,
        ask: &Ask,
        start: Instant,
    ) -> Result<Instant, String> {
        let due = self.due_by(case, local, ask, start)?;
        if due > start || ask.quiet {
            return Ok(due);
        }
        Ok(self.case_calendar(case, local).add_work_time(start, FRESH_WINDOW_MINUTES))
    }

    /// The earliest of the dues of the process, counted from `start`, which may be before it.
    pub(super) fn due_by(
        &self,
        case: &Case,
        local: &Local,
        ask: &Ask,
        start: Instant,
    ) -> Result<Instant, String> {
        let mut earliest: Option<Instant> = None;
        for phrase in &ask.due {
            let at = self.instant(case, local, phrase, start, None)?;
            earliest = Some(earliest.map_or(at, |e| e.min(at)));
        }
        earliest.ok_or_else(|| format!("'{}' has no due time", ask.name))
    }
}

/// Of rungs that are due in one look: whether all that this one does is to remind and to tell, and a later one does so
/// as well.
pub(super) fn is_said_again(ladder: &[Rung], rung: usize, due: &[(usize, Instant)]) -> bool {
    let says = &ladder[rung];
    let only_tells = Step { tell: Vec::new(), ..says.step.clone() }.is_empty();
    let only_says = only_tells && says.answer.is_none() && !says.nothing && says.also.is_empty();
    only_says
        && due.iter().filter(|(later, _)| *later > rung).map(|(later, _)| &ladder[*later]).any(|later| {
            let told = |name: &String| later.step.tell.iter().any(|(other, _)| other == name);
            later.when.is_none()
                && (later.remind || !says.remind)
                && says.step.tell.iter().all(|(name, _)| told(name))
        })
}
