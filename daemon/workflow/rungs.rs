//! The clock of a question: reminders, escalations and what silence means, each a rung with a time. A seat holds one
//! wake-up time; when it comes, every rung that is due fires in order.

use std::collections::BTreeMap;

use super::asks::{Which, ask_of, ticks};
use super::draft::Draft;
use super::dues::is_said_again;
use super::reach::Local;
use super::steps::around_letters;
use super::{
    Case, CaseId, Evidence, FRESH_WINDOW_MINUTES, Given, Occasion, OpenAsk, OpenSeat, Silence, SilenceDoes,
};
use crate::directory::PersonId;
use crate::rules::{Ask, Clock, Process, Rung, Value, Values};
use crate::time::Instant;

/// How long a rung that applies silence waits for the far server to accept the letter before it looks again.
const DELIVERY_CHECK_MINUTES: i64 = 30;
/// A reminder that had to wait for working hours gives way to one that follows it within this time.
const APART_MINUTES: i64 = 120;
/// A wake-up later than this was slept through: reminders are folded and silence waits for a fresh window.
const LATE_MINUTES: i64 = 60;

impl Draft<'_> {
    /// What silence does from now on, for the letter.
    pub(super) fn silence(
        &self,
        case: &Case,
        local: &Local,
        process: &Process,
        ask: &Ask,
        seat: &OpenSeat,
    ) -> Vec<Silence> {
        let mut out = Vec::new();
        for (index, rung) in ask.silence.iter().enumerate() {
            let Ok(at) = self.rung_at(case, local, process, rung, seat) else { continue };
            if at < self.now || self.gives_way((case, local), process, ask, index, seat) {
                continue;
            }
            // What would not be done as things stand is not announced.
            if rung
                .when
                .as_ref()
                .is_some_and(|when| self.value(case, local, when).is_ok_and(|v| !v.is_true()))
            {
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

    /// A reminder that had to wait for working hours, and another one that follows at once: two within an hour of the
    /// morning say the same.
    fn gives_way(
        &self,
        (case, local): (&Case, &Local),
        process: &Process,
        ask: &Ask,
        rung: usize,
        seat: &OpenSeat,
    ) -> bool {
        let [this, next, ..] = &ask.silence[rung..] else { return false };
        let plain = is_reminder(this) && is_reminder(next) && next.when.is_none();
        let Some(meant) =
            plain.then(|| self.instant(case, local, &this.at, seat.start, Some(seat.due)).ok()).flatten()
        else {
            return false;
        };
        let at = |rung| self.rung_at(case, local, process, rung, seat);
        let (Ok(this), Ok(next)) = (at(this), at(next)) else { return false };
        this > meant && this < next && next - this < chrono::Duration::minutes(APART_MINUTES)
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
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        let Some(seat) = open.seats.get(index) else { return };
        let local = self.seat_local(open, key, seat, None);
        let mut wake = seat.postponed.map(|(_, at)| at);
        let postponed = seat.postponed.map(|(rung, _)| rung);
        let next = (seat.fired..ask.silence.len()).find(|i| Some(*i) != postponed);
        if let Some(rung) = next.and_then(|i| ask.silence.get(i)) {
            match self.rung_at(&case, &local, process, rung, seat) {
                Ok(at) => wake = Some(wake.map_or(at, |w| w.min(at))),
                Err(error) => return self.hold(id, error),
            }
        }
        for at in seat.repeats.values() {
            wake = Some(wake.map_or(*at, |w| w.min(*at)));
        }
        if seat.wake == wake {
            return;
        }
        // Changed in place, for nobody looks at it any more: a question has many seats.
        drop(case);
        self.note_seat(id, key, index, |seat| seat.wake = wake);
    }

    /// Something of an ask fell due: its next round, or rungs of its seats.
    pub(super) fn ask_due(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key).cloned() else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else {
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
            for rung in self.due_rungs(id, key, index, &case, process, ask) {
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
            let passed = is_reminder(definition)
                && (Some(rung) != reminders.last()
                    || self.gives_way((case, &local), process, ask, *rung, seat));
            if passed || is_said_again(&ask.silence, *rung, &due) {
                let what = if is_reminder(definition) { "a reminder" } else { "a rung" };
                self.why(Some(id), format!("{what} of '{key}' has had its time"));
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
            let repeat = match self.again(&case, &local, process, definition, seat.due) {
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

    /// The step of a rung: readers of all its seats get one letter, `missing` lists who has not answered. Whom the rung
    /// reminds and who would be told of nobody else has that in the reminder.
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
            let alone = |p: &PersonId| seats.iter().all(|i| open.seats[*i].people.contains(p));
            readers.retain(|p| !(definition.remind && alone(p)));
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

    /// After a due time moved, rungs that would lie in the past have had their time. Where that would be all of
    /// them, the last reminder and what decides are still to come: a question never stands without an end.
    pub(super) fn skip_past(&mut self, id: &CaseId, key: &str, index: usize) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        let seat = &open.seats[index];
        let local = self.seat_local(open, key, seat, None);
        let past = ask
            .silence
            .iter()
            .take_while(|rung| {
                self.rung_at(&case, &local, process, rung, seat).is_ok_and(|at| at <= self.now)
            })
            .count();
        let last = ask.silence.iter().rposition(is_reminder).unwrap_or(ask.silence.len().saturating_sub(1));
        let fired = if past < ask.silence.len() || ask.every.is_some() { past } else { last };
        self.with_seat(id, key, index, |seat| seat.fired = fired);
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
