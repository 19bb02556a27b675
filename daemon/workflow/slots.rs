//! A time at which everybody who is invited is free (`free`).
//!
//! Free is who works then, by their own zone, hours, holidays and leave, and is asked to come to nothing else that this
//! program holds: what people have in their calendars besides is theirs. What was found once stays: a slot is looked for
//! again only when the time it was looked for from has changed.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::memory;
use super::reach::Local;
use super::{Case, CaseId, OpenMeet};
use crate::calendar::{Invite, PartStat, When};
use crate::directory::PersonId;
use crate::rules::{Clock, Meet};
use crate::time::{Instant, free};

/// Meetings of one person that are looked at; whoever has more is busy anyhow.
const MEETINGS_MAX: usize = 500;

/// From where a slot was looked for, and where it begins.
pub(super) type Slot = (Instant, Instant);

impl Draft<'_> {
    /// A single meeting where its people are free; any other, and one that somebody moved, as it is.
    pub(super) fn seek(
        &mut self,
        case: &Case,
        (key, meet): (&str, &Meet),
        old: Option<&OpenMeet>,
        people: &[PersonId],
        when: When,
    ) -> Result<(When, Option<Slot>), String> {
        let known = old.and_then(|old| old.slot);
        let (Some(last), When::Once { start, end, zone }) = (&meet.free, &when) else {
            return Ok((when, None));
        };
        if old.is_some_and(|old| old.moved.is_some() || old.invite.when == when) {
            return Ok((when, known));
        }
        let (sought, length) = (*start, *end - *start);
        let at = |start| When::Once { start, end: start + length, zone: zone.clone() };
        if let Some((_, found)) = known.filter(|(from, _)| *from == sought) {
            return Ok((at(found), known));
        }
        let until = self.instant(case, &Local::default(), last, sought, None)?;
        let always = self.process_of(case).is_some_and(|p| p.clock == Clock::Always);
        let everybody: Vec<_> = people.iter().map(|person| self.calendar(Some(person), always)).collect();
        let from = sought.max(self.now);
        let taken = self.taken(people, (&case.id, key), (from, until));
        let found = free(&everybody, &taken, (from, until), length);
        match found {
            Some(found) if found == sought => {}
            Some(found) => {
                let at = self.told(found);
                self.why(Some(&case.id), format!("meet '{key}': everybody is free at {at}"));
            }
            None => {
                self.why(Some(&case.id), format!("meet '{key}': there is no time at which everybody is free"))
            }
        }
        // Without such a time the first that is in everybody's hours, else the rule's own: people will say what suits them.
        let found = found.or_else(|| free(&everybody, &[], (from, until), length)).unwrap_or(sought);
        Ok((at(found), Some((sought, found))))
    }

    /// What these people are asked to come to in that time, by all cases, without what they have declined.
    fn taken(
        &self,
        people: &[PersonId],
        own: (&CaseId, &str),
        (from, until): (Instant, Instant),
    ) -> Vec<(Instant, Instant)> {
        let known = people.iter().filter_map(|id| self.world.directory.person(id));
        let addresses: BTreeSet<String> = known.map(|person| person.address().to_string()).collect();
        // What this decision changes is not in the rows yet.
        let mut cases: BTreeSet<CaseId> = self.touched().into_iter().collect();
        for address in &addresses {
            let mut left = MEETINGS_MAX;
            self.world.rows.scan(&memory::prefix(["a", address]), &mut |row, value| {
                if value == memory::ENTRY {
                    return true;
                }
                cases.extend(memory::parts(row).get(2).map(|id| CaseId((*id).to_owned())));
                left -= 1;
                left > 0
            });
        }
        let mut taken = Vec::new();
        for id in cases {
            let Some(case) = self.case(&id) else { continue };
            let others = case.meets.iter().filter(|(key, _)| (&id, key.as_str()) != own);
            for open in others.map(|(_, open)| open) {
                let comes = |invite: &Invite| {
                    let mut all = invite.attendees.iter();
                    let stays = [PartStat::Declined, PartStat::Delegated];
                    all.any(|a| addresses.contains(&a.address) && !stays.contains(&a.partstat))
                };
                if open.invite.busy && comes(&open.invite) {
                    taken.extend(spans(&open.invite).into_iter().filter(|(a, b)| *a < until && from < *b));
                }
            }
        }
        taken
    }
}

/// When it takes place; a day as a whole blocks nobody.
fn spans(invite: &Invite) -> Vec<(Instant, Instant)> {
    match &invite.when {
        When::Once { start, end, .. } => vec![(*start, *end)],
        When::Series(series) => {
            let all = series.occurrences().unwrap_or_default();
            all.iter().map(|one| (one.start, one.end)).collect()
        }
        When::AllDay { .. } => Vec::new(),
    }
}
