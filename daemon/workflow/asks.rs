//! Questions: their seats, their clocks, what silence does, and what answers do.
//!
//! Times are counted for each seat from its letter: composed first, moved to the acceptance by the far server when
//! that comes late. A seat holds one wake-up time; when it comes, every rung that is due fires in order.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveTime, TimeDelta};

use super::cases::state_of;
use super::draft::{Draft, system_letter};
use super::intake::Speech;
use super::proposals::PROPOSAL;
use super::reach::{Local, round};
use super::steps::around_letters;
use super::{
    AskLetter, AskedBy, Case, CaseId, Evidence, FRESH_WINDOW_MINUTES, Given, LetterPlan, Occasion, OpenAsk,
    OpenSeat, SEATS_MAX, Silence, SilenceDoes, token,
};
use crate::directory::PersonId;
use crate::rules::{Ask, Clock, Level, Need, Process, Reaction, Rung, Stake, Trigger, Value, Values, Wants};
use crate::time::{Instant, Phrase, Zone};

/// How long a rung that applies silence waits for the far server to accept the letter before it looks again.
const DELIVERY_CHECK_MINUTES: i64 = 30;
/// A wake-up later than this was slept through: reminders are folded and silence waits for a fresh window.
const LATE_MINUTES: i64 = 60;

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
    fn is_delivered(&self) -> bool {
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
    fn of(open: &'a OpenAsk) -> Self {
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
        let Some(state) = state_of(&process, scope) else { return };
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
        let Some(state) = state_of(&process, scope) else { return };
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
            let Some(ask) = ask_of(&process, &open.scope, &open.name) else { continue };
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
    fn await_zones(&mut self, id: &CaseId, scope: &str, ask: &Ask) {
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
        self.change(id, |case| case.asks.insert(key, open));
    }

    fn next_tick(&mut self, case: &Case, ask: &Ask, zone: Option<&str>) -> Option<Instant> {
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
        self.change(id, |case| case.asks.insert(key.clone(), open));
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
        let ask = ask_of(&process, &open.scope, &open.name)?;
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

    /// The earliest of the dues, counted from `start`.
    pub(super) fn due(
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
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else { return };
        let Some(seat) = open.seats.get(index) else { return };
        let people = only.map_or_else(|| seat.people.clone(), <[PersonId]>::to_vec);
        for person in people {
            let local = self.seat_local(open, key, seat, Some(&person));
            let mut facts = self.facts(&case, &local, Some(&case.process), &ask.name);
            if let Some(about) = &ask.about
                && let Ok(value) = self.value(&case, &local, about)
            {
                facts.insert("about".into(), value);
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
            let silence = self.silence(&case, &local, &process, ask, seat);
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
                enclosed: if first.is_none() { self.enclosed(id, &ask.attach) } else { Vec::new() },
                parts: Vec::new(),
            };
            self.letter(plan);
            let now = self.now;
            let asked = AskedBy { letter, composed: now, accepted: None, returned: false };
            self.note_seat(id, key, index, |seat| {
                seat.letters.entry(person.clone()).or_insert(asked);
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

    /// What was asked for besides comes, after the question is over: the reason of an answer that a calendar gave, or
    /// fields that are still missing. False when this is neither.
    pub(super) fn take_later(&mut self, id: &CaseId, key: &str, ask: &Ask, speech: &Speech<'_>) -> bool {
        let Some(case) = self.case(id) else { return false };
        let Some(open) = case.asks.get(key) else { return false };
        let given = match &ask.wants {
            Wants::Form(_) => return false,
            Wants::Answers(_) => {
                let owes = |seat: &OpenSeat| self.owes_reason(seat.answer.as_ref(), &speech.person);
                let Some(index) = open.seats.iter().position(owes) else { return false };
                let name = open.seats[index].answer.as_ref().map(|a| a.answer.clone()).unwrap_or_default();
                let Some(reason) = self.reason(&name, speech) else {
                    self.ask_reason(id, key, &speech.person, &name);
                    return true;
                };
                self.why(Some(id), format!("'{key}': the reason of '{name}' came later"));
                self.with_seat(id, key, index, |seat| {
                    if let Some(answer) = &mut seat.answer {
                        answer.comment = Some(reason.clone());
                    }
                });
                [("comment".to_owned(), Value::Text(reason))].into()
            }
            Wants::Fill(forms) => {
                let news = self.still_missing(&case, forms, speech);
                if case.ended.is_some() || news.is_empty() {
                    return false;
                }
                let names: Vec<&str> = news.keys().map(String::as_str).collect();
                self.why(Some(id), format!("'{key}': came later: {}", names.join(", ")));
                self.change(id, |case| case.fields.extend(news.clone()));
                let by = ("by".to_owned(), Value::Person(speech.person.clone()));
                news.into_iter().chain([by, ("at".to_owned(), Value::At(speech.received))]).collect()
            }
        };
        self.change(id, |case| case.given.entry(ask.name.clone()).or_default().extend::<Values>(given));
        let local =
            Local { by: Some(speech.person.clone()), meeting: open.instance, ..Local::of(&speech.person) };
        let before = self.letters().len();
        for reaction in ask.on.iter().filter(|r| r.on == Trigger::Later) {
            if !self.is_stopped(id) {
                self.run(id, &reaction.steps, &local);
            }
        }
        if !self.letters()[before..].iter().any(|l| l.to.contains(&speech.person)) {
            self.echo(id, "echo", speech, Values::new());
        }
        true
    }

    /// That person's calendar gave an answer that needs its reason.
    fn owes_reason(&self, given: Option<&Given>, person: &PersonId) -> bool {
        given.is_some_and(|given| {
            given.by.as_ref() == Some(person)
                && given.evidence == Evidence::Calendar
                && given.comment.is_none()
                && self.world.rules.answers.get(&given.answer).is_some_and(|a| !a.comment.is_empty())
        })
    }

    /// Asks for the reason of an answer that a calendar gave without one. The answer holds meanwhile.
    pub(super) fn ask_reason(&mut self, id: &CaseId, key: &str, person: &PersonId, answer: &str) {
        let seats =
            self.case(id).and_then(|case| Some(case.asks.get(key)?.seats.clone())).unwrap_or_default();
        if seats.iter().any(|seat| self.owes_reason(seat.answer.as_ref(), person)) {
            let extra = [("answer".to_owned(), Value::Text(answer.to_owned()))];
            self.ask_besides(id, key, person, "say-why", extra.into());
        }
    }

    /// Which fields of an open question have come with answers that were not whole, and which are still missing.
    pub(super) fn progress_of(&self, case: &Case, ask: &Ask, seat: &OpenSeat) -> (Vec<String>, Vec<String>) {
        let came: Vec<String> = seat.partial.keys().cloned().collect();
        let missing = match &ask.wants {
            Wants::Fill(forms) => self.missing(case, forms, true),
            Wants::Form(form) if !came.is_empty() => {
                let process = self.process_of(case);
                let fields = process.iter().filter_map(|p| p.forms.get(form)).flat_map(|f| &f.fields);
                fields
                    .filter(|f| f.need == Need::Now && f.default.is_none() && !came.contains(&f.name))
                    .map(|f| f.name.clone())
                    .collect()
            }
            _ => Vec::new(),
        };
        (came, missing)
    }

    /// What silence does from now on, for the letter.
    fn silence(
        &self,
        case: &Case,
        local: &Local,
        process: &Process,
        ask: &Ask,
        seat: &OpenSeat,
    ) -> Vec<Silence> {
        let mut out = Vec::new();
        for rung in &ask.silence {
            let Ok(at) = self.rung_at(case, local, process, rung, seat) else { continue };
            if at < self.now {
                continue;
            }
            let mut put = |does| out.push(Silence { at, does });
            if let Some(answer) = &rung.answer {
                put(SilenceDoes::Answer(answer.clone()));
            }
            if rung.nothing {
                put(SilenceDoes::Nothing);
            }
            if let Some(arm) = rung.step.go.first() {
                put(SilenceDoes::Go(arm.go.clone()));
            }
            let also: Vec<PersonId> =
                rung.also.iter().filter_map(|w| self.people(case, local, w).ok()).flatten().collect();
            if !also.is_empty() {
                put(SilenceDoes::Also(also));
            }
            let told: Vec<PersonId> = rung
                .step
                .tell
                .iter()
                .filter_map(|(_, w)| self.people(case, local, w).ok())
                .flatten()
                .collect();
            if !told.is_empty() {
                put(SilenceDoes::Tell(told));
            }
            if rung.remind && rung.answer.is_none() && rung.also.is_empty() {
                put(SilenceDoes::Remind);
            }
        }
        out
    }

    /// When a rung takes effect: reminders wait for working hours, effects for the next working day's 10:00.
    fn rung_at(
        &self,
        case: &Case,
        local: &Local,
        process: &Process,
        rung: &Rung,
        seat: &OpenSeat,
    ) -> Result<Instant, String> {
        // Silence binds nobody who is on leave.
        let local = &Local { despite_leave: seat.despite_leave && rung.answer.is_none(), ..local.clone() };
        let at = self.instant(case, local, &rung.at, seat.start, Some(seat.due))?;
        Ok(self.in_hours(case, local, process, rung, at))
    }

    fn in_hours(&self, case: &Case, local: &Local, process: &Process, rung: &Rung, at: Instant) -> Instant {
        if process.clock == Clock::Always {
            return at;
        }
        let calendar = self.case_calendar(case, local);
        if is_reminder(rung) { calendar.next_open(at) } else { calendar.effect_at(at) }
    }

    /// Sets a seat's wake-up time to its next rung.
    pub(super) fn reschedule(&mut self, id: &CaseId, key: &str, index: usize) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else { return };
        let Some(seat) = open.seats.get(index) else { return };
        let local = self.seat_local(open, key, seat, None);
        let mut wake = seat.postponed.map(|(_, at)| at);
        let postponed = seat.postponed.map(|(rung, _)| rung);
        let next = (seat.fired..ask.silence.len()).find(|i| Some(*i) != postponed);
        if let Some(rung) = next.and_then(|i| ask.silence.get(i)) {
            match self.rung_at(&case, &local, &process, rung, seat) {
                Ok(at) => wake = Some(wake.map_or(at, |w| w.min(at))),
                Err(error) => return self.hold(id, error),
            }
        }
        for at in seat.repeats.values() {
            wake = Some(wake.map_or(*at, |w| w.min(*at)));
        }
        self.note_seat(id, key, index, |seat| seat.wake = wake);
    }

    /// Something of an ask fell due: its next round, or rungs of its seats.
    pub(super) fn ask_due(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else {
            self.change(id, |case| case.asks.remove(key));
            return self.why(Some(id), format!("ask '{key}' is no longer in the process"));
        };
        if open.closed.is_some() {
            if open.next_round.is_some_and(|at| at <= self.now) {
                self.change(id, |case| case.asks.get_mut(key).map(|a| a.next_round = None));
                self.start_round(id, &open.scope, ask, Which::of(&open), open.round + 1);
                if ticks(ask) && open.zone.is_none() && self.scope_lives(id, &open.scope) {
                    self.await_zones(id, &open.scope, ask);
                }
            }
            return;
        }
        let mut due: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for index in 0..open.seats.len() {
            for rung in self.due_rungs(id, key, index, &case, &process, ask) {
                due.entry(rung).or_default().push(index);
            }
        }
        for (rung, seats) in due {
            let live = self.case(id).and_then(|c| c.asks.get(key).cloned());
            let Some(live) = live.filter(|a| a.closed.is_none() && a.round == open.round) else { return };
            let seats: Vec<usize> = seats.into_iter().filter(|i| live.seats[*i].is_open()).collect();
            if !seats.is_empty() {
                self.fire(id, key, ask, rung, &seats);
            }
            if !self.scope_lives(id, &open.scope) {
                return;
            }
        }
        self.settle_round(id, key, ask);
    }

    /// Rungs of a seat that are due, with reminders folded and silence put off after an outage.
    fn due_rungs(
        &mut self,
        id: &CaseId,
        key: &str,
        index: usize,
        case: &Case,
        process: &Process,
        ask: &Ask,
    ) -> Vec<usize> {
        let Some(open) = case.asks.get(key) else { return Vec::new() };
        let Some(seat) = open.seats.get(index).filter(|s| s.is_open()) else { return Vec::new() };
        let local = self.seat_local(open, key, seat, None);
        let mut due: Vec<(usize, Instant)> = Vec::new();
        if let Some((rung, at)) = seat.postponed.filter(|(_, at)| *at <= self.now) {
            due.push((rung, at));
        }
        let put_off = seat.postponed.map(|(rung, _)| rung);
        for (rung, definition) in ask.silence.iter().enumerate().skip(seat.fired) {
            if Some(rung) == put_off {
                continue;
            }
            match self.rung_at(case, &local, process, definition, seat) {
                Ok(at) if at <= self.now => due.push((rung, at)),
                Ok(_) => break,
                Err(error) => {
                    self.hold(id, error);
                    return Vec::new();
                }
            }
        }
        // What came again and again gives way to the rung behind it.
        let behind = due.iter().filter(|(r, _)| ask.silence[*r].when.is_none()).map(|(r, _)| *r).max();
        let again = seat.repeats.iter().filter(|(rung, _)| behind.is_none_or(|b| **rung >= b));
        due.extend(again.filter(|(_, at)| **at <= self.now).map(|(rung, at)| (*rung, *at)));
        if due.is_empty() {
            return Vec::new();
        }
        due.sort_unstable();
        let delivered = seat.is_delivered();
        // A reminder of something that was asked only after its time is none.
        let asked = seat.letters.values().map(|letter| letter.composed).min();
        let comes =
            |(r, at): &&(usize, Instant)| is_reminder(&ask.silence[*r]) && asked.is_none_or(|a| *at > a);
        let reminders: Vec<usize> = due.iter().filter(comes).map(|(r, _)| *r).collect();
        let slept = due.iter().any(|(_, at)| self.now - *at > chrono::Duration::minutes(LATE_MINUTES));
        let mut out = Vec::new();
        let mut postponed = None;
        for (rung, at) in &due {
            let definition = &ask.silence[*rung];
            if is_reminder(definition) && Some(rung) != reminders.last() {
                self.why(Some(id), format!("a reminder of '{key}' has had its time"));
                // What comes again and again still does.
                match self.again(case, &local, process, definition, seat.due) {
                    Ok(repeat) => self.mark_fired(id, key, index, *rung, repeat),
                    Err(error) => {
                        self.hold(id, error);
                        return Vec::new();
                    }
                }
                continue;
            }
            if applies_silence(definition) && !delivered {
                let again = self.now + chrono::Duration::minutes(DELIVERY_CHECK_MINUTES);
                self.why(
                    Some(id),
                    format!("'{key}': silence does not count, the letter has not been accepted yet"),
                );
                postponed = Some((*rung, again));
                break;
            }
            let reminded_now = slept && !reminders.is_empty() && process.clock == Clock::Office;
            if applies_silence(definition) && reminded_now && put_off != Some(*rung) {
                let again = self.case_calendar(case, &local).add_work_time(self.now, FRESH_WINDOW_MINUTES);
                let (at, from) = (self.told(*at), self.told(again));
                let text = "passed unattended; silence counts from";
                self.why(Some(id), format!("'{key}': due {at} {text} {from}, after the reminder"));
                postponed = Some((*rung, again));
                break;
            }
            out.push(*rung);
        }
        if let Some(put_off) = postponed {
            self.with_seat(id, key, index, |seat| seat.postponed = Some(put_off));
        } else {
            self.with_seat(id, key, index, |seat| {
                seat.postponed = seat.postponed.filter(|(rung, _)| !out.contains(rung));
            });
        }
        out
    }

    fn mark_fired(&mut self, id: &CaseId, key: &str, index: usize, rung: usize, repeat: Option<Instant>) {
        self.with_seat(id, key, index, |seat| {
            seat.fired = seat.fired.max(rung + 1);
            match repeat {
                Some(at) => seat.repeats.insert(rung, at),
                None => seat.repeats.remove(&rung),
            };
        });
    }

    /// When a rung comes next, if it comes again and again.
    fn again(
        &self,
        case: &Case,
        local: &Local,
        process: &Process,
        rung: &Rung,
        due: Instant,
    ) -> Result<Option<Instant>, String> {
        let Some(every) = &rung.every else { return Ok(None) };
        let calendar = self.case_calendar(case, local);
        let next = every.next_after(self.now, &calendar, &|p| self.moment(case, local, p, Some(due)))?;
        Ok(Some(self.in_hours(case, local, process, rung, next)))
    }

    /// One rung, for the seats it is due for.
    fn fire(&mut self, id: &CaseId, key: &str, ask: &Ask, rung: usize, seats: &[usize]) {
        let definition = &ask.silence[rung];
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let mut fit = Vec::new();
        for index in seats {
            let seat = &open.seats[*index];
            let local = self.seat_local(&open, key, seat, None);
            let repeat = match self.again(&case, &local, &process, definition, seat.due) {
                Ok(repeat) => repeat,
                Err(error) => return self.hold(id, error),
            };
            self.mark_fired(id, key, *index, rung, repeat);
            if self.holds(&case, &local, definition.when.as_ref()) {
                fit.push(*index);
                self.with_seat(id, key, *index, |seat| seat.repeats.retain(|earlier, _| *earlier >= rung));
            }
        }
        if fit.is_empty() {
            return;
        }
        self.why(Some(id), format!("'{key}': silence until {}", definition.at));
        for index in &fit {
            if definition.remind {
                self.ask_seat(id, key, *index, Occasion::Reminder, None);
            }
            let extended = self.extend_seat(id, key, *index, &definition.also);
            // Up and up until a human answers: at the top, whoever was asked last is asked again.
            if !extended && !definition.also.is_empty() && definition.every.is_some() && !definition.remind {
                let last = self.case(id).and_then(|c| Some(c.asks.get(key)?.seats.get(*index)?.last.clone()));
                if let Some(last) = last {
                    self.ask_seat(id, key, *index, Occasion::Reminder, Some(&[last]));
                }
            }
        }
        self.fire_steps(id, key, &open, definition, &fit);
        if let Some(answer) = &definition.answer {
            for index in &fit {
                let given = Given {
                    answer: answer.clone(),
                    by: None,
                    at: self.now,
                    comment: None,
                    evidence: Evidence::Silence,
                };
                self.give(id, key, &[*index], given, Values::new());
                if !self.scope_lives(id, &open.scope) {
                    return;
                }
            }
        }
        if definition.nothing {
            for index in &fit {
                self.with_seat(id, key, *index, |seat| seat.silent = true);
            }
        }
    }

    /// The step of a rung: readers of all its seats get one letter, `missing` lists who has not answered.
    fn fire_steps(&mut self, id: &CaseId, key: &str, open: &OpenAsk, definition: &Rung, seats: &[usize]) {
        let firsts: Vec<PersonId> =
            seats.iter().filter_map(|i| open.seats[*i].people.first().cloned()).collect();
        let missing = Value::List(firsts.iter().cloned().map(Value::Person).collect());
        let seat =
            seats.first().map_or_else(Local::default, |i| self.seat_local(open, key, &open.seats[*i], None));
        let (before, after) = around_letters(&definition.step);
        self.perform(id, &before, &seat);
        for (letter, who) in &definition.step.tell {
            let mut readers = Vec::new();
            for index in seats {
                let Some(case) = self.case(id) else { return };
                let local = self.seat_local(open, key, &open.seats[*index], None);
                match self.people(&case, &local, who) {
                    Ok(people) => readers
                        .extend(people.into_iter().filter(|p| !readers.contains(p)).collect::<Vec<_>>()),
                    Err(error) => return self.hold(id, error),
                }
            }
            let due = seats.first().map_or(Value::Null, |i| Value::At(open.seats[*i].due));
            let local = Local { meeting: open.instance, ..Local::default() };
            let local = local.with("missing", missing.clone()).with("due_at", due);
            self.tell(id, letter, readers, &local, &definition.step.attach);
        }
        self.perform(id, &after, &seat);
    }

    /// True when somebody new may fill the seat from now on.
    fn extend_seat(&mut self, id: &CaseId, key: &str, index: usize, also: &[crate::rules::Who]) -> bool {
        let mut extended = false;
        for who in also {
            let Some(case) = self.case(id) else { return extended };
            let Some(open) = case.asks.get(key) else { return extended };
            let seat = &open.seats[index];
            let local = self.seat_local(open, key, seat, None);
            let people = match self.people(&case, &local, who) {
                Ok(people) => people,
                Err(error) => {
                    self.hold(id, error);
                    return extended;
                }
            };
            let process = self.process_of(&case);
            let ask = process.as_ref().and_then(|p| ask_of(p, &open.scope, &open.name));
            let own = ask.map(|ask| self.requesters(&case, ask)).unwrap_or_default();
            let new: Vec<PersonId> =
                people.into_iter().filter(|p| !seat.people.contains(p) && !own.contains(p)).collect();
            let Some(last) = new.last().cloned() else { continue };
            // Whoever has decided in another seat has decided in this one as well (spec row 14).
            let decided = open.seats.iter().filter_map(|s| s.answer.clone());
            let decided = decided.into_iter().find(|a| a.by.as_ref().is_some_and(|by| new.contains(by)));
            self.with_seat(id, key, index, |seat| {
                seat.people.extend(new.clone());
                seat.last = last;
            });
            match decided {
                Some(given) => self.give(id, key, &[index], given, Values::new()),
                None => self.ask_seat(id, key, index, Occasion::Also, Some(&new)),
            }
            extended = true;
        }
        extended
    }

    /// A deputy may fill the seat from now on, outside the ladder (an out-of-office, a bounce).
    pub(super) fn extend_to(&mut self, id: &CaseId, key: &str, index: usize, person: PersonId) {
        let known =
            self.case(id).and_then(|c| Some(c.asks.get(key)?.seats.get(index)?.people.contains(&person)));
        if known == Some(false) {
            self.with_seat(id, key, index, |seat| {
                seat.people.push(person.clone());
                seat.last = person.clone();
                seat.undeliverable = false;
            });
            self.ask_seat(id, key, index, Occasion::Also, Some(&[person]));
            self.reschedule(id, key, index);
        }
    }

    /// Takes an answer for seats of an open ask and runs what waits for it.
    pub(super) fn give(&mut self, id: &CaseId, key: &str, seats: &[usize], given: Given, mut values: Values) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name).cloned() else { return };
        let by = given.by.as_ref().map_or_else(|| "silence".to_owned(), |p| self.label(p));
        self.why(Some(id), format!("'{key}': '{}' by {by} ({:?})", given.answer, given.evidence));
        let mut who = None;
        for index in seats {
            let Some(seat) = open.seats.get(*index) else { continue };
            who = who.or_else(|| seat.people.first().cloned());
            for letter in seat.letters.values().filter(|l| l.accepted.is_none()) {
                self.withdraw(letter.letter.clone());
            }
            let (given, values) = (given.clone(), values.clone());
            self.with_seat(id, key, *index, |seat| {
                seat.answer = Some(given);
                seat.values = values;
                seat.postponed = None;
                seat.partial.clear();
            });
        }
        if ask.proposed.is_some()
            && let Some(proposal) = case.given.get(&ask.name)
        {
            // What it was asked about stays known.
            let known = PROPOSAL.iter().filter_map(|n| Some(((*n).to_owned(), proposal.get(*n)?.clone())));
            values.extend(known.collect::<Values>());
        }
        values.insert("by".into(), given.by.clone().map_or(Value::Null, Value::Person));
        values.insert("at".into(), Value::At(given.at));
        values.insert("answer".into(), Value::Text(given.answer.clone()));
        values.insert("comment".into(), given.comment.clone().map_or(Value::Null, Value::Text));
        self.change(id, |case| case.given.insert(ask.name.clone(), values));
        let local = Local {
            who,
            by: given.by.clone(),
            meeting: open.instance,
            ask: Some(key.to_owned()),
            ..Local::default()
        };
        let here = Standing::of(&case);
        let trigger = match &ask.wants {
            Wants::Answers(_) => Trigger::Answer(Level::Each, given.answer.clone()),
            Wants::Form(_) => Trigger::Given,
            Wants::Fill(_) => Trigger::Filled,
        };
        self.react(id, &open.scope, &ask, &trigger, &local);
        if !self.lasts(id, &here) {
            return;
        }
        let Some(now_open) = self.case(id).and_then(|c| c.asks.get(key).cloned()) else { return };
        let said =
            now_open.seats.iter().filter(|s| s.answer.as_ref().is_some_and(|a| a.answer == given.answer));
        let said = said.count();
        let mut levels = vec![Level::Any];
        // One person in two seats may take it past the count.
        let before = said.saturating_sub(seats.len());
        levels.extend((before + 1..=said).filter_map(|n| Some(Level::Count(u32::try_from(n).ok()?))));
        if said == now_open.seats.len() {
            levels.push(Level::All);
        }
        for level in levels {
            self.react(id, &open.scope, &ask, &Trigger::Answer(level, given.answer.clone()), &local);
            if !self.lasts(id, &here) {
                return;
            }
        }
        self.settle_round(id, key, &ask);
    }

    fn next_in_turn(&mut self, id: &CaseId, key: &str) {
        let Some(open) = self.case(id).and_then(|c| c.asks.get(key).cloned()) else { return };
        if open.closed.is_some() || open.seats.iter().any(OpenSeat::is_open) {
            return;
        }
        let Some(index) = open.seats.iter().position(|s| s.waiting) else { return };
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else { return };
        let local = self.seat_local(&open, key, &open.seats[index], None);
        match self.due(&case, &local, ask, self.now) {
            Ok(due) => {
                let now = self.now;
                self.with_seat(id, key, index, |seat| {
                    (seat.waiting, seat.start, seat.due) = (false, now, due);
                });
                if !ask.quiet {
                    self.ask_first(id, key, index);
                }
                self.reschedule(id, key, index);
            }
            Err(error) => self.hold(id, error),
        }
    }

    /// After answers and rungs: wake-up times, and the end of the round when nobody is left to wait for.
    pub(super) fn settle_round(&mut self, id: &CaseId, key: &str, ask: &Ask) {
        self.next_in_turn(id, key);
        let Some(open) = self.case(id).and_then(|c| c.asks.get(key).cloned()) else { return };
        if open.closed.is_some() {
            return;
        }
        for index in 0..open.seats.len() {
            if open.seats[index].is_open() {
                // A repeated question is over with its last rung: the next round asks again.
                let over = ask.every.is_some() && open.seats[index].fired >= ask.silence.len();
                if over && open.seats[index].postponed.is_none() && open.seats[index].due <= self.now {
                    self.with_seat(id, key, index, |seat| seat.silent = true);
                } else {
                    self.reschedule(id, key, index);
                }
            }
        }
        let Some(open) = self.case(id).and_then(|c| c.asks.get(key).cloned()) else { return };
        let waiting = open.seats.iter().any(|s| s.is_open() || s.waiting || s.undeliverable);
        if !waiting {
            self.close_round(id, key);
        }
    }

    /// The round is over.
    fn close_round(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name).cloned() else { return };
        let answered = open.seats.iter().any(|s| s.answer.is_some());
        let asked = !open.seats.is_empty();
        let now = self.now;
        self.change(id, |case| {
            let missed = case.missed.entry(key.to_owned()).or_insert(0);
            *missed = if answered || !asked { 0 } else { *missed + 1 };
            if let Some(ask) = case.asks.get_mut(key) {
                ask.closed = Some(now);
            }
        });
        let here = Standing::of(&case);
        let local = Local { meeting: open.instance, ask: Some(key.to_owned()), ..Local::default() };
        if asked {
            if !answered {
                self.react(id, &open.scope, &ask, &Trigger::Silent, &local);
            }
            if self.lasts(id, &here) {
                self.react(id, &open.scope, &ask, &Trigger::Closed, &local);
            }
        }
        if !self.lasts(id, &here) {
            return;
        }
        if let Some(every) = &ask.every {
            let Some(case) = self.case(id) else { return };
            let Some(mut next) = self.next_tick(&case, &ask, open.zone.as_deref()) else { return };
            // An answer is due again after the interval, and asked for as long before as there is time for it.
            if !every.is_calendar() && asked {
                match self.due(&case, &local, &ask, now) {
                    Ok(due) => next -= (due - now).max(TimeDelta::zero()),
                    Err(error) => return self.hold(id, error),
                }
            }
            if next > now {
                self.change(id, |case| case.asks.get_mut(key).map(|a| a.next_round = Some(next)));
            } else {
                self.start_round(id, &open.scope, &ask, Which::of(&open), open.round + 1);
            }
        }
    }

    /// It still stands there. A case that was held before goes on with what people say; one that this decision has
    /// held does not.
    fn lasts(&self, id: &CaseId, here: &Standing) -> bool {
        let stands = |c: &Case| c.state == here.0 && round(c, &c.state) == here.1;
        !self.is_stopped(id) && self.case(id).is_some_and(|case| stands(&case))
    }

    /// Runs the reactions of an ask to a trigger, while its scope is alive.
    fn react(&mut self, id: &CaseId, scope: &str, ask: &Ask, trigger: &Trigger, local: &Local) {
        let waiting: Vec<&Reaction> = ask.on.iter().filter(|r| r.on == *trigger).collect();
        for reaction in waiting {
            if self.scope_lives(id, scope) {
                self.run(id, &reaction.steps, local);
            }
        }
    }

    /// What was given by filling forms of the case: fields set, the question closed when nothing is missing.
    pub(super) fn fill(&mut self, id: &CaseId, key: &str, seats: &[usize], values: Values, given: Given) {
        self.change(id, |case| {
            for (name, value) in values.iter().filter(|(_, v)| !v.is_null()) {
                case.fields.insert(name.clone(), value.clone());
            }
        });
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else { return };
        let Wants::Fill(forms) = &ask.wants else { return };
        let missing = self.missing(&case, forms, false);
        if missing.is_empty() {
            self.give(id, key, seats, given, values);
        } else {
            self.note_partial(id, key, seats, &values);
            self.why(Some(id), format!("'{key}': still missing {}", missing.join(", ")));
        }
    }

    /// Keeps what came with an answer that is not whole yet.
    pub(super) fn note_partial(&mut self, id: &CaseId, key: &str, seats: &[usize], values: &Values) {
        for index in seats {
            self.with_seat(id, key, *index, |seat| {
                let given = values.iter().filter(|(_, v)| !v.is_null());
                seat.partial.extend(given.map(|(n, v)| (n.clone(), v.clone())));
            });
        }
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
        let people = self.world.rules.footing(&process).moves_with(names);
        let open: Vec<String> =
            case.asks.iter().filter(|(_, a)| a.closed.is_none()).map(|(key, _)| key.clone()).collect();
        for key in open {
            let Some(case) = self.case(id) else { return };
            let Some(open) = case.asks.get(&key) else { continue };
            let Some(ask) = ask_of(&process, &open.scope, &open.name) else { continue };
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

    /// After a due time moved, rungs that would lie in the past have had their time. Where that would be all of
    /// them, the last reminder and what decides are still to come: a question never stands without an end.
    pub(super) fn skip_past(&mut self, id: &CaseId, key: &str, index: usize) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask) = ask_of(&process, &open.scope, &open.name) else { return };
        let seat = &open.seats[index];
        let local = self.seat_local(open, key, seat, None);
        let past = ask
            .silence
            .iter()
            .take_while(|rung| {
                self.rung_at(&case, &local, &process, rung, seat).is_ok_and(|at| at <= self.now)
            })
            .count();
        let last = ask.silence.iter().rposition(is_reminder).unwrap_or(ask.silence.len().saturating_sub(1));
        let fired = if past < ask.silence.len() || ask.every.is_some() { past } else { last };
        self.with_seat(id, key, index, |seat| seat.fired = fired);
    }

    /// The case stands in that scope, and nothing in this decision has stopped it.
    fn scope_lives(&self, id: &CaseId, scope: &str) -> bool {
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

/// Where a case stands: it has left when it comes to the same state again, too.
struct Standing(String, u32);

impl Standing {
    fn of(case: &Case) -> Self {
        Self(case.state.clone(), round(case, &case.state))
    }
}

/// The rung only reminds: it may come early in the day and is folded with others.
fn is_reminder(rung: &Rung) -> bool {
    rung.remind && rung.answer.is_none() && !rung.nothing && rung.also.is_empty() && rung.step.is_empty()
}

/// The rung makes something of silence: it needs a letter that arrived.
fn applies_silence(rung: &Rung) -> bool {
    rung.answer.is_some() || !rung.step.go.is_empty() || !rung.step.set.is_empty()
}
