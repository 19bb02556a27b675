//! Who may decide, and for whom: nobody decides for others about what they asked for themselves (spec row 14).
//!
//! A request is that of whoever handed in what the question shows (`attach`); that of a case is its opener's. A case that
//! another case opened is a part of it and nobody's request: there only what was handed in counts.

use super::Case;
use super::draft::Draft;
use crate::directory::PersonId;
use crate::rules::{Ask, Base, Value};

impl Draft<'_> {
    /// Those whose request a question decides on, where it decides for others; else nobody.
    pub(super) fn requesters(&self, case: &Case, ask: &Ask) -> Vec<PersonId> {
        if !self.is_approval(ask) {
            return Vec::new();
        }
        let by = |name: &String| match case.given.get(name)?.get("by")? {
            Value::Person(person) => Some(person.clone()),
            _ => None,
        };
        let mut out: Vec<PersonId> = ask.attach.iter().filter_map(by).collect();
        let part = self
            .process_of(case)
            .is_some_and(|p| p.open.by.0.iter().all(|seat| matches!(seat.base, Base::Process(_))));
        if !part || out.is_empty() {
            out.extend(case.opener.clone());
        }
        out
    }

    /// A seat of somebody who would decide on what is their own goes to the deputy, else to the superior.
    pub(super) fn entitled(
        &mut self,
        case: &Case,
        ask: &Ask,
        seats: Vec<Vec<PersonId>>,
    ) -> Vec<Vec<PersonId>> {
        if !self.is_approval(ask) {
            return seats;
        }
        let own = self.requesters(case, ask);
        let mut out: Vec<Vec<PersonId>> = Vec::new();
        for mut people in seats {
            if let Some(one) = people.iter().find(|p| own.contains(p)).cloned() {
                people.retain(|p| !own.contains(p));
                if people.is_empty() {
                    let directory = self.world.directory;
                    let others = directory.deputy_of(&one).into_iter().chain(directory.superior_of(&one));
                    people.extend(others.filter(|other| !own.contains(other)).take(1).cloned());
                    let goes = people.first().map_or("nobody".to_owned(), |p| self.label(p));
                    let one = self.label(&one);
                    self.why(
                        Some(&case.id),
                        format!("{one} cannot decide on their own request: it goes to {goes}"),
                    );
                }
            }
            if !people.is_empty() && !out.contains(&people) {
                out.push(people);
            }
        }
        out
    }
}
