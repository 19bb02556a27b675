//! What an answer does to its question: it fills a seat, the next in turn is asked, the round is settled and closed,
//! and the process reacts.

use chrono::TimeDelta;

use super::asks::{Which, ask_of};
use super::draft::Draft;
use super::intake::Speech;
use super::proposals::PROPOSAL;
use super::reach::{Local, round};
use super::{Case, CaseId, Evidence, Given, OpenSeat};
use crate::directory::PersonId;
use crate::rules::{Ask, Level, Need, Reaction, Trigger, Value, Values, Wants};

impl Draft<'_> {
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

    /// Takes an answer for seats of an open ask and runs what waits for it.
    pub(super) fn give(&mut self, id: &CaseId, key: &str, seats: &[usize], given: Given, mut values: Values) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
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
        self.change(id, |case| case.given.insert(ask.name.clone(), values.into()));
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
        self.react(id, &open.scope, ask, &trigger, &local);
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
            self.react(id, &open.scope, ask, &Trigger::Answer(level, given.answer.clone()), &local);
            if !self.lasts(id, &here) {
                return;
            }
        }
        self.settle_round(id, key, ask);
    }

    fn next_in_turn(&mut self, id: &CaseId, key: &str) {
        let Some(open) = self.case(id).and_then(|c| c.asks.get(key).cloned()) else { return };
        if open.closed.is_some() || open.seats.iter().any(OpenSeat::is_open) {
            return;
        }
        let Some(index) = open.seats.iter().position(|s| s.waiting) else { return };
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
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
    pub(super) fn close_round(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
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
                self.react(id, &open.scope, ask, &Trigger::Silent, &local);
            }
            if self.lasts(id, &here) {
                self.react(id, &open.scope, ask, &Trigger::Closed, &local);
            }
        }
        if !self.lasts(id, &here) {
            return;
        }
        if let Some(every) = &ask.every {
            let Some(case) = self.case(id) else { return };
            let Some(mut next) = self.next_tick(&case, ask, open.zone.as_deref()) else { return };
            // An answer is due again after the interval, and asked for as long before as there is time for it.
            if !every.is_calendar() && asked {
                match self.due_by(&case, &local, ask, now) {
                    Ok(due) => next -= (due - now).max(TimeDelta::zero()),
                    Err(error) => return self.hold(id, error),
                }
            }
            if next > now {
                self.change(id, |case| case.asks.get_mut(key).map(|a| a.next_round = Some(next)));
            } else {
                self.start_round(id, &open.scope, ask, Which::of(&open), open.round + 1);
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
    pub(super) fn react(&mut self, id: &CaseId, scope: &str, ask: &Ask, trigger: &Trigger, local: &Local) {
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
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
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
}

/// Where a case stands: it has left when it comes to the same state again, too.
struct Standing(String, u32);

impl Standing {
    fn of(case: &Case) -> Self {
        Self(case.state.clone(), round(case, &case.state))
    }
}
