//! The seats of an open question follow the fields they come from: somebody new is asked, somebody who is named no
//! longer is asked no more. An answer that was given stays. Where one is asked after the other, they take their turns
//! in the order in which they are named now. Whoever is in several is asked in one letter.

use std::collections::BTreeSet;

use super::asks::{ask_of, ticks};
use super::draft::Draft;
use super::reach::Local;
use super::{AskedBy, CaseId, OpenAsk, OpenSeat};
use crate::directory::PersonId;
use crate::rules::{Base, Values};

impl Draft<'_> {
    /// Whoever is named now gets a seat, and whoever is named no longer loses one that is not answered.
    pub(super) fn follow_people(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        // Whoever is in charge of a role today is no reason to ask somebody else.
        let named = ask.who.0.iter().all(|seat| matches!(seat.base, Base::Path(_)));
        if !named && ask.who.0.iter().all(|seat| !seat.each) {
            return;
        }
        let local = Local { meeting: open.instance, ask: Some(key.to_owned()), ..Local::default() };
        let Ok(wanted) = self.seats(&case, &local, &ask.who) else { return };
        let mut wanted = self.entitled(&case, ask, wanted);
        if ticks(ask) {
            wanted.retain(|people| self.zone_of(people) == open.zone);
        }
        let seated: BTreeSet<&PersonId> = open.seats.iter().filter_map(|s| s.people.first()).collect();
        for people in &wanted {
            if people.first().is_some_and(|p| !seated.contains(p)) {
                let local = Local { who: people.first().cloned(), ..local.clone() };
                if self.is_off(&case, &local, ask) || self.is_about_nothing(&case, &local, ask) {
                    continue;
                }
                match self.seat(&case, &local, ask, people.clone(), ask.in_turn) {
                    Ok(seat) => {
                        let index = self.change(id, |case| {
                            let seats = &mut case.asks.get_mut(key)?.seats;
                            seats.push(seat);
                            Some(seats.len() - 1)
                        });
                        if let Some(Some(index)) = index.filter(|_| !ask.in_turn) {
                            if !ask.quiet {
                                self.ask_first(id, key, index);
                            }
                            self.reschedule(id, key, index);
                        }
                    }
                    Err(error) => return self.hold(id, error),
                }
            }
        }
        let firsts: Vec<PersonId> = wanted.iter().filter_map(|p| p.first().cloned()).collect();
        let stays = |s: &OpenSeat| s.answer.is_some() || s.people.first().is_some_and(|p| firsts.contains(p));
        let place = |s: &OpenSeat| (s.waiting, firsts.iter().position(|p| s.people.first() == Some(p)));
        if let Some(before) = self.case(id).and_then(|case| Some(case.asks.get(key)?.seats.clone())) {
            let mut now = before.clone();
            now.retain(stays);
            // One after the other in the order in which they are named now.
            if ask.in_turn {
                now.sort_by_key(place);
            }
            if now != before {
                self.change(id, |case| case.asks.get_mut(key).map(|open| open.seats = now));
            }
        }
        self.settle_round(id, key, ask);
    }

    /// Whoever is in several seats of a question has one letter for all of them: true where this decision has written it
    /// already, for another seat and about the same. It is noted for this one too, for its clock counts from it.
    pub(super) fn asked_at_once(
        &mut self,
        (id, key, open): (&CaseId, &str, &OpenAsk),
        index: usize,
        person: &PersonId,
        facts: &Values,
    ) -> bool {
        let other = |(i, s): (usize, &OpenSeat)| i != index && s.people.contains(person);
        if !open.seats.iter().enumerate().any(other) {
            return false;
        }
        let same = self.letters().iter().find(|plan| {
            plan.case.as_ref() == Some(id)
                && plan.to.as_slice() == std::slice::from_ref(person)
                && plan.ask.as_ref().is_some_and(|ask| ask.key == key)
                && plan.facts == *facts
        });
        let letter = same.map(|plan| plan.id.clone());
        let letter =
            letter.filter(|letter| self.letter_row(letter).is_some_and(|row| row.round == open.round));
        let Some(letter) = letter else { return false };
        self.why(Some(id), format!("'{key}': {} is asked once for several seats", self.label(person)));
        let asked = AskedBy { letter, composed: self.now, accepted: None, returned: false };
        self.note_seat(id, key, index, |seat| {
            seat.letters.entry(person.clone()).or_insert(asked);
        });
        true
    }
}
