//! Questions: their rounds, their seats, and the letters that ask. Their clock is `rungs`, what answers do is `given`.
//!
//! Times are counted for each seat from its letter: composed first, moved to the acceptance by the far server when
//! that comes late.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeDelta};

use super::cases::state_of;
use super::draft::{Draft, system_letter};
use super::reach::Local;
use super::{AskLetter, AskedBy, Case, CaseId, LetterPlan, Occasion, OpenAsk, OpenSeat, SEATS_MAX, token};
use crate::directory::PersonId;
use crate::rules::{Ask, Need, Process, Stake, Trigger, Value, Values, Wants};
use crate::time::{Instant, Phrase, Zone};

impl OpenAsk {
    /// When something is to be done next.
    pub fn next(&self) -> Option<Instant> {
        if self.closed.is_some() {
            return self.next_round;
        }
        let seats = self.seats.iter().filter(|s| s.is_open());
        seats.filter_map(|s| s.wake).chain(self.next_round).min()
    }
}

impl OpenSeat {
    /// Nobody has answered, and silence has not been applied.
    pub fn is_open(&self) -> bool {
        self.answer.is_none() && !self.silent && !self.undeliverable && !self.waiting
    }

    /// Some letter of it was taken by the far server, or none was sent.
    pub(super) fn is_delivered(&self) -> bool {
        self.letters.is_empty() || self.letters.values().any(|l| l.accepted.is_some())
    }
}

/// The definition of an open ask.
pub(super) fn ask_of<'p>(process: &'p Process, scope: &str, name: &str) -> Option<&'p Ask> {
    match scope.split_once('.') {
        None => state_of(process, scope)?.asks.get(name),
        Some((state, meet)) => state_of(process, state)?.meets.get(meet)?.asks.get(name),
    }
}

/// Which of the questions that an ask puts side by side: of one instance of a meeting, or of the people of one zone.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Which<'a> {
    pub(super) instance: Option<(Instant, Instant)>,
    /// IANA name; none for the company's own.
    pub(super) zone: Option<&'a str>,
}

impl<'a> Which<'a> {
    pub(super) fn of(open: &'a OpenAsk) -> Self {
        Self { instance: open.instance, zone: open.zone.as_deref() }
    }

    pub(super) fn at(instance: (Instant, Instant)) -> Self {
        Self { instance: Some(instance), zone: None }
    }
}

/// The key of an ask in its case.
pub(super) fn ask_key(scope: &str, name: &str, which: Which<'_>) -> String {
    match (which.instance, which.zone) {
        (None, None) => format!("{scope}.{name}"),
        (Some((start, _)), _) => format!("{scope}.{name}@{}", start.format("%Y%m%dT%H%MZ")),
        (None, Some(zone)) => format!("{scope}.{name}@{zone}"),
    }
}

/// It ticks on the clock on the wall: on that of each person asked.
pub(super) fn ticks(ask: &Ask) -> bool {
    ask.every.as_ref().is_some_and(Phrase::is_calendar)
}

impl Draft<'_> {
    /// Starts the asks of a scope that has just begun.
    pub(super) fn start_asks(&mut self, id: &CaseId, scope: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(state) = state_of(process, scope) else { return };
        for ask in state.asks.values() {
            if !self.scope_lives(id, scope) {
                return;
            }
            if ask.proposed.is_some() {
                // Only when somebody proposes a time.
                continue;
            }
            self.begin_ask(id, scope, ask);
        }
    }

    /// An ask of a scope that was entered: asked now, or when its time comes.
    fn begin_ask(&mut self, id: &CaseId, scope: &str, ask: &Ask) {
        if ticks(ask) {
            self.await_round(id, scope, ask, None);
            self.await_zones(id, scope, ask);
        } else {
            self.start_round(id, scope, ask, Which::default(), 1);
        }
    }

    /// Starts the asks of a scope that have not been asked since it was entered.
    pub(super) fn start_missing_asks(&mut self, id: &CaseId, scope: &str, since: Instant) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(state) = state_of(process, scope) else { return };
        for ask in state.asks.values() {
            if !self.scope_lives(id, scope) {
                return;
            }
            let key = ask_key(scope, &ask.name, Which::default());
            // Where nobody was to be asked, nobody has been.
            let asked = |a: &OpenAsk| !a.seats.is_empty() || ask.every.is_some() || ask.about.is_some();
            let begun = case.asks.get(&key).is_some_and(|a| a.started >= since && asked(a));
            let filled =
                matches!(&ask.wants, Wants::Fill(forms) if self.missing(&case, forms, false).is_empty());
            if begun || filled {
                continue;
            }
            self.begin_ask(id, scope, ask);
        }
    }

    /// Asks anew whom no letter reached.
    pub(super) fn ask_unreached(&mut self, id: &CaseId) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        for (key, open) in case.asks.iter().filter(|(_, a)| a.closed.is_none()) {
            let Some(ask) = ask_of(process, &open.scope, &open.name) else { continue };
            for (index, seat) in open.seats.iter().enumerate().filter(|(_, s)| s.undeliverable) {
                let local = self.seat_local(open, key, seat, None);
                match self.due(&case, &local, ask, self.now) {
                    Ok(due) => {
                        let now = self.now;
                        self.with_seat(id, key, index, |seat| {
                            (seat.start, seat.due, seat.fired) = (now, due, 0);
                            (seat.undeliverable, seat.postponed) = (false, None);
                            seat.letters.clear();
                            seat.repeats.clear();
                        });
                        self.ask_seat(id, key, index, Occasion::Ask, None);
                        self.reschedule(id, key, index);
                    }
                    Err(error) => return self.hold(id, error),
                }
            }
        }
    }

    /// A question that ticks on the clock has rounds of its own for the people of each zone. Whoever comes later from
    /// a zone that is new is noticed at the next tick.
    pub(super) fn await_zones(&mut self, id: &CaseId, scope: &str, ask: &Ask) {
        let Some(case) = self.case(id) else { return };
        let seats = match self.seats(&case, &Local::default(), &ask.who) {
            Ok(seats) => seats,
            Err(error) => return self.hold(id, error),
        };
        let zones: BTreeSet<String> = seats.iter().filter_map(|people| self.zone_of(people)).collect();
        for zone in zones {
            let known = self.case(id).is_none_or(|case| {
                case.asks.contains_key(&ask_key(
                    scope,
                    &ask.name,
                    Which { instance: None, zone: Some(&zone) },
                ))
            });
            if !known {
                self.await_round(id, scope, ask, Some(zone));
            }
        }
    }

    /// The zone of whoever is asked first in a seat, where it is not the company's.
    pub(super) fn zone_of(&self, people: &[PersonId]) -> Option<String> {
        let directory = self.world.directory;
        let zone = directory.person(people.first()?)?.zone.name();
        (zone != directory.company.zone.name()).then(|| zone.to_owned())
    }

    /// An ask whose first round is still to come.
    fn await_round(&mut self, id: &CaseId, scope: &str, ask: &Ask, zone: Option<String>) {
        let Some(case) = self.case(id) else { return };
        let next = self.next_tick(&case, ask, zone.as_deref());
        let key = ask_key(scope, &ask.name, Which { instance: None, zone: zone.as_deref() });
        let open = OpenAsk {
            scope: scope.to_owned(),
            name: ask.name.clone(),
            instance: None,
            zone,
            round: 0,
            started: self.now,
            closed: Some(self.now),
            next_round: next,
            seats: Vec::new(),
        };
        self.change(id, |case| case.asks.insert(key, open.into()));
    }

    pub(super) fn next_tick(&mut self, case: &Case, ask: &Ask, zone: Option<&str>) -> Option<Instant> {
        let every = ask.every.as_ref()?;
        let local = Local::default();
        let mut calendar = self.case_calendar(case, &local);
        if let Some(zone) = zone.and_then(|zone| Zone::parse(zone).ok()) {
            calendar.zone = zone;
        }
        match every.next_after(self.now, &calendar, &|path| self.moment(case, &local, path, None)) {
            Ok(at) => Some(at),
            Err(error) => {
                self.hold(&case.id, error);
                None
            }
        }
    }

    /// Begins a round: seats, clocks, letters.
    pub(super) fn start_round(&mut self, id: &CaseId, scope: &str, ask: &Ask, which: Which<'_>, round: u32) {
        let Which { instance, zone } = which;
        let key = ask_key(scope, &ask.name, which);
        let Some(case) = self.case(id) else { return };
        let whole =
            |wishes| matches!(&ask.wants, Wants::Fill(f) if self.missing(&case, f, wishes).is_empty());
        if whole(true) {
            self.why(Some(id), format!("'{key}' is not asked: nothing is missing"));
            return self.react(id, scope, ask, &Trigger::Filled, &Local::default());
        }
        // Only what would be nice to have is missing: it is asked for once, and nothing waits for it.
        let wished = whole(false);
        let local = Local { meeting: instance, ask: Some(key.clone()), ..Local::default() };
        let seats = match self.seats(&case, &local, &ask.who) {
            Ok(seats) => self.entitled(&case, ask, seats),
            Err(error) => return self.hold(id, error),
        };
        let mut seats = seats;
        if ticks(ask) {
            seats.retain(|people| self.zone_of(people).as_deref() == zone);
            if seats.is_empty() && zone.is_some() {
                self.change(id, |case| case.asks.remove(&key));
                return self.why(Some(id), format!("'{key}': nobody is asked there any more"));
            }
        }
        let mut open = OpenAsk {
            scope: scope.to_owned(),
            name: ask.name.clone(),
            zone: zone.map(str::to_owned),
            instance,
            round,
            started: self.now,
            closed: wished.then_some(self.now),
            next_round: None,
            seats: Vec::new(),
        };
        for people in seats.into_iter().take(SEATS_MAX) {
            let local = Local { who: people.first().cloned(), ..local.clone() };
            if self.is_off(&case, &local, ask) || self.is_about_nothing(&case, &local, ask) {
                continue;
            }
            let waiting = ask.in_turn && !open.seats.is_empty();
            match self.seat(&case, &local, ask, people, waiting) {
                Ok(seat) => open.seats.push(seat),
                Err(error) => return self.hold(id, error),
            }
        }
        let nobody = open.seats.is_empty();
        self.change(id, |case| case.asks.insert(key.clone(), open.into()));
        if wished {
            self.wish(id, &key);
            return self.react(id, scope, ask, &Trigger::Filled, &local);
        }
        if nobody {
            if ask.every.is_none() && ask.about.is_none() && is_waited_for(ask) {
                return self.hold(id, format!("'{}' has nobody to ask: {}", ask.name, ask.who));
            }
            self.why(Some(id), format!("'{key}': nobody is to be asked this time"));
            return self.close_round(id, &key);
        }
        let case = self.case(id).unwrap_or(case);
        let Some(open) = case.asks.get(&key) else { return };
        for index in 0..open.seats.len() {
            if !open.seats[index].waiting && !ask.quiet {
                self.ask_first(id, &key, index);
            }
            self.reschedule(id, &key, index);
        }
    }

    /// The question goes to a seat for the first time; to a stand-in at once where all of it are on leave (spec row 16).
    pub(super) fn ask_first(&mut self, id: &CaseId, key: &str, index: usize) {
        self.ask_seat(id, key, index, Occasion::Ask, None);
        let Some(case) = self.case(id) else { return };
        let Some(seat) = case.asks.get(key).and_then(|open| open.seats.get(index)) else { return };
        let directory = self.world.directory;
        let Some(first) =
            seat.people.first().filter(|_| seat.people.iter().all(|p| directory.is_away(p, self.now)))
        else {
            return;
        };
        match self.stand_in(&case, key, seat, first) {
            Some(other) => {
                let (first, label) = (self.label(first), self.label(&other));
                self.why(Some(id), format!("{first} is on leave: {label} is asked as well"));
                self.extend_to(id, key, index, other);
            }
            None => {
                let first = self.label(first);
                self.why(Some(id), format!("{first} is on leave, and nobody stands in"));
            }
        }
    }

    /// Who is asked where somebody cannot be: the deputy, else whoever the ladder would bring in, who must be there,
    /// not in the seat already, and no approver of their own request.
    pub(super) fn stand_in(
        &self,
        case: &Case,
        key: &str,
        seat: &OpenSeat,
        absent: &PersonId,
    ) -> Option<PersonId> {
        let open = case.asks.get(key)?;
        let process = self.process_of(case)?;
        let ask = ask_of(process, &open.scope, &open.name)?;
        let local = self.seat_local(open, key, seat, None);
        let ladder = ask.silence.iter().flat_map(|rung| &rung.also);
        let ladder = ladder.filter_map(|who| self.people(case, &local, who).ok()).flatten();
        let directory = self.world.directory;
        let own = self.requesters(case, ask);
        directory.deputy_of(absent).cloned().into_iter().chain(ladder).find(|other| {
            directory.person(other).is_some_and(|p| p.active)
                && !directory.is_away(other, self.now)
                && !seat.people.contains(other)
                && !own.contains(other)
        })
    }

    pub(super) fn seat(
        &self,
        case: &Case,
        local: &Local,
        ask: &Ask,
        people: Vec<PersonId>,
        waiting: bool,
    ) -> Result<OpenSeat, String> {
        let last = people.first().cloned().ok_or("a seat needs somebody")?;
        let despite_leave = self.is_approval(ask) || self.world.directory.is_away(&last, self.now);
        let due = self.due(case, &Local { despite_leave, ..local.clone() }, ask, self.now)?;
        Ok(OpenSeat {
            people,
            waiting,
            start: self.now,
            due,
            letters: BTreeMap::new(),
            fired: 0,
            wake: None,
            repeats: BTreeMap::new(),
            postponed: None,
            last,
            answer: None,
            silent: false,
            undeliverable: false,
            despite_leave,
            partial: Values::new(),
            values: Values::new(),
        })
    }

    /// One of its answers decides for others.
    pub(super) fn is_approval(&self, ask: &Ask) -> bool {
        let Wants::Answers(answers) = &ask.wants else { return false };
        answers.iter().any(|a| self.world.rules.answers.get(a).is_some_and(|a| a.stake == Stake::Approval))
    }

    /// A round that ticks on the calendar leaves out whoever's own calendar has no such tick today: on leave, or in
    /// a part-time week (spec row 6).
    pub(super) fn is_off(&self, case: &Case, local: &Local, ask: &Ask) -> bool {
        let Some(every) = ask.every.as_ref().filter(|e| e.is_calendar()) else { return false };
        let calendar = self.case_calendar(case, local);
        let today = calendar.zone.local(self.now).date();
        let before = calendar.zone.instant(today.and_time(NaiveTime::MIN)) - TimeDelta::seconds(1);
        every
            .next_after(before, &calendar, &|path| self.moment(case, local, path, None))
            .is_ok_and(|at| calendar.zone.local(at).date() != today)
    }

    pub(super) fn is_about_nothing(&mut self, case: &Case, local: &Local, ask: &Ask) -> bool {
        let found = match (&ask.about_any, &ask.about) {
            (Some(any), _) => self.value(case, local, any).map(|any| any.is_true()),
            (None, Some(about)) => self.value(case, local, about).map(|value| match value {
                Value::List(items) => !items.is_empty(),
                value => !value.is_null(),
            }),
            (None, None) => Ok(true),
        };
        match found {
            Ok(any) => !any,
            Err(error) => {
                self.hold(&case.id, error);
                true
            }
        }
    }

    /// Fields of the case's own forms that are still missing. `wishes` asks for those that would be nice, too.
    pub(super) fn missing(&self, case: &Case, forms: &[String], wishes: bool) -> Vec<String> {
        let Some(process) = self.process_of(case) else { return Vec::new() };
        let fields = forms.iter().filter_map(|f| process.forms.get(f)).flat_map(|f| &f.fields);
        fields
            .filter(|f| matches!(f.need, Need::Now | Need::Later) || (wishes && f.need == Need::Wish))
            .filter(|f| case.fields.get(&f.name).is_none_or(Value::is_null))
            .map(|f| f.name.clone())
            .collect()
    }

    /// Sends the question to one seat: to everybody in it, or to those just added.
    pub(super) fn ask_seat(
        &mut self,
        id: &CaseId,
        key: &str,
        index: usize,
        occasion: Occasion,
        only: Option<&[PersonId]>,
    ) {
        let seated =
            self.case(id).and_then(|case| Some(case.asks.get(key)?.seats.get(index)?.people.clone()));
        let Some(seated) = seated else { return };
        for person in only.map_or(seated, <[PersonId]>::to_vec) {
            let Some(case) = self.case(id) else { return };
            let Some(process) = self.process_of(&case) else { return };
            let Some(open) = case.asks.get(key) else { return };
            let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
            let Some(seat) = open.seats.get(index) else { return };
            let local = self.seat_local(open, key, seat, Some(&person));
            let mut facts = self.facts(&case, &local, Some(&case.process), &ask.name);
            facts.extend(self.about(&case, &local, ask).map(|about| ("about".to_owned(), about)));
            if self.asked_at_once((id, key, open), index, &person, &facts) {
                continue;
            }
            let (answers, forms) = match &ask.wants {
                Wants::Answers(answers) => (answers.clone(), Vec::new()),
                Wants::Form(form) => (Vec::new(), vec![form.clone()]),
                Wants::Fill(forms) => (Vec::new(), forms.clone()),
            };
            let (came, missing) = self.progress_of(&case, ask, seat);
            let expires = token::expiry(self.now, seat.due);
            let round = open.round;
            let bound = token::Bound { case: id, key, round, person: &person, answers: &answers, expires };
            let (token, code) = token::mint(self.world.identity, bound);
            let silence = self.silence(&case, &local, process, ask, seat);
            let letter = self.effect_id(Some(id), &format!("{key} {person}"));
            let first = first_letter(seat, &person);
            let plan = LetterPlan {
                id: letter.clone(),
                case: Some(id.clone()),
                process: Some(case.process.clone()),
                name: ask.name.clone(),
                occasion,
                to: vec![person.clone()],
                ask: Some(AskLetter {
                    key: key.to_owned(),
                    token,
                    code,
                    grants: answers.clone(),
                    expires,
                    answers,
                    forms,
                    missing,
                    came,
                    first: first.clone(),
                    due: Some(seat.due),
                    silence,
                }),
                facts,
                in_reply_to: None,
                titles: [].into(),
                invite: None,
                enclosed: if first.is_none() { self.enclosed(id, &ask.attach, &local) } else { Vec::new() },
                parts: Vec::new(),
            };
            // Changed in place, for nobody looks at it any more.
            drop(case);
            self.letter(plan);
            let now = self.now;
            let asked = AskedBy { letter, composed: now, accepted: None, returned: false };
            self.note_seat(id, key, index, |seat| {
                seat.letters.entry(person).or_insert(asked);
            });
        }
    }

    /// Asks once for what would be nice to have: nobody waits for it, and it may come at any time.
    fn wish(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(open) = case.asks.get(key) else { return };
        self.why(Some(id), format!("'{key}': nothing needed is missing, the rest is asked for once"));
        for person in open.seats.iter().filter_map(|seat| seat.people.first()) {
            self.ask_besides(id, key, person, "wishes", Values::new());
        }
    }

    /// A letter of the core that asks for something nobody waits for: what comes is taken whenever it comes
    /// ([`Draft::take_later`]).
    pub(super) fn ask_besides(
        &mut self,
        id: &CaseId,
        key: &str,
        person: &PersonId,
        name: &str,
        extra: Values,
    ) {
        let Some(case) = self.case(id) else { return };
        let Some(ask) = self.ask_letter(id, key, person) else { return };
        let ask = AskLetter { answers: Vec::new(), due: None, ..ask };
        let mut facts = self.facts(&case, &Local::of(person), None, name);
        facts.extend(extra);
        let mut letter = system_letter(self, Some(id), name, person.clone(), facts, Some(ask));
        letter.occasion = Occasion::Ask;
        self.letter(letter);
    }

    /// Ends the asks of a scope that is left: letters that still wait are withdrawn.
    pub(super) fn close_asks(&mut self, id: &CaseId, scope: &str) {
        let Some(case) = self.case(id) else { return };
        let below = format!("{scope}.");
        let open: Vec<String> = case
            .asks
            .iter()
            .filter(|(_, a)| a.scope == scope || a.scope.starts_with(&below))
            .filter(|(_, a)| a.closed.is_none() || a.next_round.is_some())
            .map(|(key, _)| key.clone())
            .collect();
        for key in open {
            let waiting: Vec<String> = case.asks[&key]
                .seats
                .iter()
                .flat_map(|s| s.letters.values())
                .filter(|l| l.accepted.is_none())
                .map(|l| l.letter.clone())
                .collect();
            for letter in waiting {
                self.withdraw(letter);
            }
            let now = self.now;
            self.change(id, |case| {
                if let Some(ask) = case.asks.get_mut(&key) {
                    ask.closed = Some(ask.closed.unwrap_or(now));
                    ask.next_round = None;
                }
            });
        }
    }

    /// Questions follow their fields: a due time that moved, people who came or went.
    pub(super) fn follow_asks(&mut self, id: &CaseId, names: &BTreeSet<&str>) {
        let Some(case) = self.case(id) else { return };
        if self.is_stopped(id) {
            return;
        }
        let Some(process) = self.process_of(&case) else { return };
        let people = self.world.rules.footing(process).moves_with(names);
        let open: Vec<String> =
            case.asks.iter().filter(|(_, a)| a.closed.is_none()).map(|(key, _)| key.clone()).collect();
        for key in open {
            let Some(case) = self.case(id) else { return };
            let Some(open) = case.asks.get(&key) else { continue };
            let Some(ask) = ask_of(process, &open.scope, &open.name) else { continue };
            let refers = ask.due.iter().any(|phrase| !phrase.paths().is_empty());
            let mut moved = false;
            for index in 0..open.seats.len() {
                let seat = &open.seats[index];
                if !refers || seat.answer.is_some() || seat.waiting {
                    continue;
                }
                let local = self.seat_local(open, &key, seat, None);
                match self.due(&case, &local, ask, seat.start) {
                    Ok(due) if due != seat.due => {
                        self.why(Some(id), format!("'{key}' is now due {}", self.told(due)));
                        self.with_seat(id, &key, index, |seat| {
                            seat.due = due;
                            seat.fired = 0;
                            seat.repeats.clear();
                            seat.silent = false;
                        });
                        self.skip_past(id, &key, index);
                        self.reschedule(id, &key, index);
                        moved = true;
                    }
                    Ok(_) => {}
                    Err(error) => return self.hold(id, error),
                }
            }
            // A due time that has moved into the past may end a round.
            if moved {
                self.settle_round(id, &key, ask);
            }
            if people {
                self.follow_people(id, &key);
            }
        }
        self.ask_newcomers(id);
    }

    /// The case stands in that scope, and nothing in this decision has stopped it.
    pub(super) fn scope_lives(&self, id: &CaseId, scope: &str) -> bool {
        let Some(case) = self.case(id) else { return false };
        let state = scope.split('.').next().unwrap_or(scope);
        !self.is_stopped(id) && case.ended.is_none() && (state == "always" || state == case.state)
    }

    /// What is in reach of a seat.
    pub(super) fn seat_local(
        &self,
        open: &OpenAsk,
        key: &str,
        seat: &OpenSeat,
        who: Option<&PersonId>,
    ) -> Local {
        let mut local = Local {
            who: who.or(seat.people.first()).cloned(),
            last: Some(seat.last.clone()),
            meeting: open.instance,
            despite_leave: seat.despite_leave,
            ask: Some(key.to_owned()),
            ..Local::default()
        };
        // A round that is due without an answer counts among the missed ones while its own rungs look.
        if seat.answer.is_none() && seat.due <= self.now {
            local.overdue = true;
        }
        local
    }

    /// As [`Draft::with_seat`], for what no expression can read: its letters, when it wakes.
    pub(super) fn note_seat(
        &mut self,
        id: &CaseId,
        key: &str,
        index: usize,
        note: impl FnOnce(&mut OpenSeat),
    ) {
        self.note(id, |case| {
            if let Some(seat) = case.asks.get_mut(key).and_then(|a| a.seats.get_mut(index)) {
                note(seat);
            }
        });
    }

    pub(super) fn with_seat(
        &mut self,
        id: &CaseId,
        key: &str,
        index: usize,
        change: impl FnOnce(&mut OpenSeat),
    ) {
        self.change(id, |case| {
            if let Some(seat) = case.asks.get_mut(key).and_then(|a| a.seats.get_mut(index)) {
                change(seat);
            }
        });
    }
}

/// The first letter of a question to somebody, for those that come after it.
pub(super) fn first_letter(seat: &OpenSeat, person: &PersonId) -> Option<String> {
    seat.letters.get(person).map(|asked| asked.letter.clone())
}

/// The case goes on by it. A question that only informs others may find nobody to ask.
fn is_waited_for(ask: &Ask) -> bool {
    let reactions = ask.on.iter().flat_map(|reaction| &reaction.steps);
    reactions.chain(ask.silence.iter().map(|rung| &rung.step)).any(|step| !step.go.is_empty())
}
