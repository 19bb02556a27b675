//! What is open follows what this decision has changed: in the case itself, in those below it where their times are
//! counted from there, and in those above it whose questions go to people found by a look below.
//! Looks at direct children only, and never starts or ends a state.

use std::collections::BTreeSet;

use super::CaseId;
use super::draft::Draft;
use crate::rules::{Ask, Process};
use crate::time::Phrase;

impl Draft<'_> {
    /// One pass over everything that was touched.
    pub(super) fn follow_all(&mut self) {
        let touched = self.touched();
        let names: BTreeSet<String> = touched.iter().flat_map(|id| self.moved(id)).collect();
        let moved: BTreeSet<&str> = names.iter().map(String::as_str).collect();
        for id in &touched {
            self.follow_meets(id);
            self.follow_asks(id, &moved);
            self.follow_timers(id);
            self.follow_below(id, &moved);
        }
        for id in self.seated_from(&touched, &moved) {
            self.follow_asks(&id, &moved);
        }
    }

    /// Cases above these, not among them, whose questions go to other people than before, it may be.
    fn seated_from(&self, touched: &[CaseId], moved: &BTreeSet<&str>) -> BTreeSet<CaseId> {
        let rules = self.world.rules;
        let looks = |process: &Process| {
            let footing = rules.footing(process);
            footing.looks_below() && footing.moves_with(moved)
        };
        let parents = touched.iter().filter_map(|id| {
            let case = self.case(id)?;
            let about = self.process_of(&case)?.about.clone()?;
            looks(rules.processes.get(&about)?).then(|| case.parent.clone())?
        });
        parents.filter(|id| !touched.contains(id)).collect()
    }

    /// What is open in the cases below follows the fields of this one, where it counts from them.
    fn follow_below(&mut self, id: &CaseId, moved: &BTreeSet<&str>) {
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
                    self.follow_asks(&child, moved);
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
