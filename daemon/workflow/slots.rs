//! A time at which everybody who is invited is free (`free`).
//!
//! Free is who works then, by their own zone, hours, holidays and leave, is asked to come to nothing else that this
//! program holds, and is not busy by a calendar of their own where the directory names one. What such a calendar says is
//! not waited for: whoever's is not known counts as free, and the invitation says so. What was found once stays: a slot
//! is looked for again only when the time it was looked for from has changed.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::meets::given_time;
use super::memory;
use super::reach::Local;
use super::{Case, CaseId, OpenMeet};
use crate::calendar::{Attendee, Busy, Invite, PartStat, When};
use crate::directory::PersonId;
use crate::rules::{Clock, Meet};
use crate::time::{Instant, free};

/// Meetings of one person that are looked at; whoever has more is busy anyhow.
const MEETINGS_MAX: usize = 500;

/// From where a slot was looked for, and where it begins.
pub(super) type Slot = (Instant, Instant);

/// What came of a search.
pub(super) struct Sought {
    /// When the meeting takes place.
    pub(super) when: When,
    /// The slot, where one was looked for.
    pub(super) slot: Option<Slot>,
    /// Addresses of those whose own calendars are not known for that time; of a search just now.
    pub(super) unseen: Vec<String>,
}

impl Draft<'_> {
    /// A single meeting where its people are free; any other, and one that somebody moved, as it is.
    pub(super) fn seek(
        &mut self,
        case: &Case,
        (key, meet): (&str, &Meet),
        old: Option<&OpenMeet>,
        people: &[PersonId],
        when: When,
    ) -> Result<Sought, String> {
        let known = old.and_then(|old| old.slot);
        let stays = |when, slot| Ok(Sought { when, slot, unseen: Vec::new() });
        let (Some(last), When::Once { start, end, zone }) = (&meet.free, &when) else {
            return stays(when, None);
        };
        // Nobody looks for another time than the one that somebody gave.
        if given_time(case, meet).is_some()
            || old.is_some_and(|old| old.moved.is_some() || old.invite.when == when)
        {
            return stays(when, known);
        }
        let (sought, length) = (*start, *end - *start);
        let at = |start| When::Once { start, end: start + length, zone: zone.clone() };
        if let Some((_, found)) = known.filter(|(from, _)| *from == sought) {
            return stays(at(found), known);
        }
        let until = self.instant(case, &Local::default(), last, sought, None)?;
        let always = self.process_of(case).is_some_and(|p| p.clock == Clock::Always);
        let everybody: Vec<_> = people.iter().map(|person| self.calendar(Some(person), always)).collect();
        let from = sought.max(self.now);
        let mut taken = self.taken(people, (&case.id, key), (from, until));
        // In their calendars stands this meeting itself, at its old time.
        let own = old.map(|old| spans(&old.invite)).unwrap_or_default();
        let calendars: Vec<_> =
            people.iter().filter_map(|person| Some((person, self.busy_of(person)?))).collect();
        for busy in calendars.iter().filter_map(|(_, busy)| busy.as_ref()) {
            let others = busy.spans().flat_map(|span| without(span, &own));
            taken.extend(others.filter(|(a, b)| *a < until && from < *b));
        }
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
        let knows = |busy: &Option<Busy>| busy.as_ref().is_some_and(|b| b.knows((found, found + length)));
        let unknown: Vec<&PersonId> =
            calendars.iter().filter(|(_, busy)| !knows(busy)).map(|(person, _)| *person).collect();
        for person in &unknown {
            let who = self.label(person);
            self.why(Some(&case.id), format!("meet '{key}': when {who} is busy is not known"));
        }
        let address = |id: &&PersonId| Some(self.world.directory.person(id)?.address().to_string());
        let unseen = unknown.iter().filter_map(address).collect();
        Ok(Sought { when: at(found), slot: Some((sought, found)), unseen })
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
                if open.invite.busy {
                    taken.extend(held(&open.invite, &addresses, (from, until)));
                }
            }
        }
        taken
    }
}

/// What is left of a time beside these.
fn without(span: (Instant, Instant), own: &[(Instant, Instant)]) -> Vec<(Instant, Instant)> {
    own.iter().fold(vec![span], |left, (from, until)| {
        let beside = left.into_iter().flat_map(|(a, b)| [(a, b.min(*from)), (a.max(*until), b)]);
        beside.filter(|(a, b)| a < b).collect()
    })
}

/// When, in that time, somebody of these is asked to come to it. Of a series each occurrence has answers of its own.
fn held(invite: &Invite, addresses: &BTreeSet<String>, (from, until): Slot) -> Vec<Slot> {
    let stays = [PartStat::Declined, PartStat::Delegated];
    let comes =
        |all: &[Attendee]| all.iter().any(|a| addresses.contains(&a.address) && !stays.contains(&a.partstat));
    let within = |(start, end): &Slot| *start < until && from < *end;
    if let (When::Series(series), false) = (&invite.when, invite.apart.is_empty()) {
        let all = series.occurrences().unwrap_or_default().into_iter();
        let all = all.filter(|one| within(&(one.start, one.end)) && comes(&invite.coming(one.original)));
        return all.map(|one| (one.start, one.end)).collect();
    }
    let all = if comes(&invite.attendees) { spans(invite) } else { Vec::new() };
    all.into_iter().filter(within).collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Apart, Ends, Party, Role, Series};

    #[test]
    fn of_a_series_each_occurrence_is_held_by_who_comes_to_it() {
        let (li, sun) = ("li@qiming.example", "sun@qiming.example");
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let attendee = |address: &str, partstat| Attendee {
            name: String::new(),
            address: address.to_owned(),
            partstat,
            role: Role::Required,
            rsvp: true,
            delegated_to: None,
            delegated_from: None,
        };
        let mut invite = Invite {
            uid: "x".into(),
            sequence: 0,
            summary: "x".into(),
            description: String::new(),
            location: None,
            url: None,
            organizer: Party { name: String::new(), address: "beadle@qiming.example".into() },
            attendees: vec![attendee(li, PartStat::Accepted), attendee(sun, PartStat::Declined)],
            when: When::Series(Series {
                start_local: "2024-07-03T10:00:00".parse().unwrap(),
                length_minutes: 30,
                zone: "UTC".into(),
                weekdays: vec![chrono::Weekday::Wed],
                ends: Ends::Count(4),
                exdates: Vec::new(),
                moved: Vec::new(),
            }),
            busy: true,
            alarms: Vec::new(),
            stamp: at("2024-07-01T00:00:00Z"),
            language: None,
            apart: Vec::new(),
        };
        let days = |invite: &Invite, who: &str| -> Vec<String> {
            let window = (at("2024-07-04T00:00:00Z"), at("2024-08-01T00:00:00Z"));
            let found = held(invite, &[who.to_owned()].into(), window);
            found.iter().map(|(start, _)| start.format("%d").to_string()).collect()
        };
        assert_eq!(
            (days(&invite, li), days(&invite, sun)),
            (["10", "17", "24"].map(str::to_owned).into(), vec![])
        );
        for (day, address, partstat) in
            [("2024-07-10", li, PartStat::Declined), ("2024-07-17", sun, PartStat::Accepted)]
        {
            invite.set_apart(Apart {
                original: format!("{day}T10:00:00").parse().unwrap(),
                onward: false,
                address: address.to_owned(),
                partstat,
                stand_in: None,
            });
        }
        assert_eq!(days(&invite, li), ["17", "24"]);
        assert_eq!(days(&invite, sun), ["17"]);
    }
}
