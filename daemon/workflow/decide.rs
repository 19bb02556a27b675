//! One event in, one decision out.

use std::sync::Arc;

use super::draft::Draft;
use super::schedule::SCHEDULE;
use super::{Case, CaseId, Decision, Event, Fate, World};
use crate::time::Instant;

/// Passes in which cases follow fields that other cases changed, at most.
const SETTLE_MAX: usize = 8;

/// What an event changes and causes. Pure and total: see the head of the room.
pub fn decide(world: &World<'_>, event: &Event, now: Instant) -> Decision {
    let mut draft = Draft::new(world, now);
    match event {
        Event::Message(incoming) => draft.message(incoming),
        Event::Deadline { case, key, due } => draft.deadline(case, key, *due),
        Event::Deadlines(all) => draft.deadlines(all),
        Event::Delivery { letter, to, outcome } => draft.delivery(letter, to, outcome),
        Event::Planned => draft.plan_schedules(),
        Event::Operator { who, act } => draft.operator(who, act),
        Event::Busy { person, busy } => draft.take_busy(person, busy),
        Event::Sweep { from } => draft.sweep(from),
    }
    draft.settle();
    draft.settle_proposals();
    draft.join_invites();
    draft.fold();
    draft.finish()
}

impl Draft<'_> {
    /// Meetings, questions and timers follow their fields until nothing changes any more.
    fn settle(&mut self) {
        for _ in 0..SETTLE_MAX {
            if self.followed == self.changes() {
                return;
            }
            self.followed = self.changes();
            let before: Vec<_> = self.touched().iter().map(|id| self.case(id)).collect();
            self.follow_all();
            let after: Vec<_> = self.touched().iter().map(|id| self.case(id)).collect();
            // A case that was not touched is the same copy; only others need a look inside.
            let same = |(old, new): (&Option<Arc<Case>>, &Option<Arc<Case>>)| match (old, new) {
                (Some(old), Some(new)) => Arc::ptr_eq(old, new) || old == new,
                (None, None) => true,
                _ => false,
            };
            if before.len() == after.len() && before.iter().zip(&after).all(same) {
                self.followed = self.changes();
                return;
            }
        }
    }

    /// One after the other, as if each were alone; only the letters are seen together.
    fn deadlines(&mut self, all: &[(CaseId, String, Instant)]) {
        let mut acted = false;
        for (case, key, due) in all {
            self.fate = Fate::Acted;
            self.deadline(case, key, *due);
            acted |= self.fate == Fate::Acted;
            self.settle();
        }
        if acted {
            self.fate = Fate::Acted;
        }
    }

    fn deadline(&mut self, case: &CaseId, key: &str, due: Instant) {
        if case.0 == SCHEDULE {
            return self.schedule_due(key, due);
        }
        let Some(found) = self.case(case) else {
            self.fate = Fate::Ignored(format!("case {case} is unknown"));
            return;
        };
        let Some((at, _)) = found.deadlines().into_iter().find(|(at, k)| k == key && *at <= self.now) else {
            self.fate = Fate::Ignored(format!("deadline '{key}' of {case} was dealt with already"));
            return;
        };
        let late = (self.now - due).num_minutes();
        if late >= 1 {
            let at = self.told(at);
            self.why(Some(case), format!("deadline '{key}' of {at} comes {late} minutes late"));
        }
        match key.split_once('/') {
            Some(("ask", key)) => self.ask_due(case, key),
            Some(("meet", key)) => self.meet_due(case, key),
            Some(("timer", key)) => self.timer_due(case, key),
            _ => self.fate = Fate::Ignored(format!("'{key}' is no deadline")),
        }
    }
}

/// A decision that does nothing but hold a case: what an event would have caused could not be carried out.
pub fn hold(world: &World<'_>, case: &CaseId, reason: &str, now: Instant) -> Decision {
    let mut draft = Draft::new(world, now);
    draft.hold(case, reason);
    draft.finish()
}
