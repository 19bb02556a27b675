//! What is open in the cases below one whose fields changed follows them, where its times are counted from there.
//! Looks at direct children only, and never starts or ends anything.

use super::CaseId;
use super::draft::Draft;
use crate::rules::{Ask, Process};
use crate::time::Phrase;

impl Draft<'_> {
    /// What is open in the cases below follows the fields of this one, where it counts from them.
    pub(super) fn follow_below(&mut self, id: &CaseId) {
        if !self.has_new_fields(id) {
            return;
        }
        let Some(case) = self.case(id) else { return };
        let rules = self.world.rules;
        let below = rules.processes.values().filter(|process| {
            process.about.as_ref() == Some(&case.process) && counts_from(process, &case.process)
        });
        for process in below {
            for child in self.children_of(id, &process.name) {
                if self.case(&child).is_some_and(|child| child.ended.is_none()) {
                    self.follow_meets(&child);
                    self.follow_asks(&child);
                    self.follow_timers(&child);
                }
            }
        }
    }
}

/// Some time of a process is counted from a field of the process of that name.
fn counts_from(process: &Process, above: &str) -> bool {
    let of = |phrase: &Phrase| {
        phrase.paths().iter().any(|path| path.split_once('.').is_some_and(|(first, _)| first == above))
    };
    let asked = |ask: &Ask| ask.due.iter().any(of);
    process.states.values().chain([&process.always]).any(|state| {
        state.asks.values().any(asked)
            || state.timers.values().any(|timer| of(&timer.at))
            || state.meets.values().any(|meet| {
                meet.at.iter().chain(&meet.until).any(of)
                    || meet.asks.values().any(asked)
                    || meet.timers.values().any(|timer| of(&timer.at))
            })
    })
}
