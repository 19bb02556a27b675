//! A meeting that overran: whoever was there says when it really ended, and what is counted from its end follows.
//!
//! The time in the calendar stays as it was: what is over is not invited to anew. An end before the planned one changes
//! nothing, for the plan is what everybody was told. Promises that whoever has a letter with the old time gets a
//! correction, and that nothing is asked twice.

use super::asks::ask_of;
use super::cases::state_of;
use super::draft::Draft;
use super::{CaseId, Occasion, OpenMeet};
use crate::rules::{Ask, Value};
use crate::time::Instant;

impl Draft<'_> {
    /// The instance of the meeting that is under way, or else the last one that was, ended when somebody says.
    pub(super) fn overrun(&mut self, id: &CaseId, name: &str) {
        let Some(case) = self.case(id) else { return };
        let Some((key, open)) = case.meets.iter().find(|(_, open)| open.name == name) else {
            return self.why(Some(id), format!("there is no meeting '{name}' that could have ended"));
        };
        let Some(ended) = self.told_end(id, open) else {
            return self.why(Some(id), format!("no end of '{name}' was told"));
        };
        let later = |(start, end): (Instant, Instant)| start < ended && end < ended;
        // Under way: its end is still to come, and waits for the time that was told.
        if let Some((start, _)) = open.next.filter(|next| next.0 <= self.now && later(*next)) {
            self.why(Some(id), format!("'{key}' ends at {}", self.told(ended)));
            self.change(id, |case| {
                case.meets.get_mut(key).map(|meet| meet.next.replace((start, ended)));
            });
            return;
        }
        let scope = format!("{}.{name}", open.scope);
        let under = case.asks.iter().filter(|(_, ask)| ask.scope == scope && ask.closed.is_none());
        let last = under.clone().filter_map(|(_, ask)| ask.instance).max();
        let Some((start, _)) = last.filter(|instance| later(*instance)) else {
            return self
                .why(Some(id), format!("nothing waits for an end of '{key}' at {}", self.told(ended)));
        };
        self.why(Some(id), format!("'{key}' ended at {}", self.told(ended)));
        let keys: Vec<String> =
            under.filter(|(_, ask)| ask.instance == last).map(|(key, _)| key.clone()).collect();
        for ask_key in keys {
            self.change(id, |case| {
                case.asks.get_mut(&ask_key).map(|ask| ask.instance.replace((start, ended)));
            });
            self.count_anew(id, &ask_key);
        }
    }

    /// The end that the latest of the sayings which are for it tells.
    fn told_end(&self, id: &CaseId, open: &OpenMeet) -> Option<Instant> {
        let case = self.case(id)?;
        let process = self.process_of(&case)?;
        let says = [open.scope.as_str(), "always"]
            .into_iter()
            .filter_map(|scope| state_of(process, scope))
            .flat_map(|state| state.says.values());
        let told = says.filter(|say| say.steps.iter().any(|step| step.over.contains(&open.name))).filter_map(
            |say| {
                let given = case.given.get(&say.name)?;
                match (given.get("at"), given.get(say.time_field(process)?)) {
                    (Some(Value::At(said)), Some(Value::At(ended))) => Some((*said, *ended)),
                    _ => None,
                }
            },
        );
        told.max().map(|(_, ended)| ended)
    }

    /// The seats of a question whose time has moved: their clocks, and a correction to those whom it has reached.
    fn count_anew(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask): Option<&Ask> = ask_of(process, &open.scope, &open.name) else { return };
        for (index, seat) in open.seats.iter().enumerate().filter(|(_, seat)| seat.is_open()) {
            let local = self.seat_local(open, key, seat, None);
            match self.due(&case, &local, ask, seat.start) {
                Ok(due) if due != seat.due => {
                    self.with_seat(id, key, index, |seat| {
                        (seat.due, seat.fired) = (due, 0);
                        seat.repeats.clear();
                    });
                    self.skip_past(id, key, index);
                    self.reschedule(id, key, index);
                    let reached: Vec<_> = seat.letters.keys().cloned().collect();
                    self.ask_seat(id, key, index, Occasion::Correction, Some(&reached));
                }
                Ok(_) => {}
                Err(error) => return self.hold(id, error),
            }
        }
    }
}
