//! Another time that somebody proposes with a calendar program (COUNTER, RFC 5546, section 3.2.7).
//!
//! It changes nothing by itself. A meeting is moved by a step (`move`): to the time that was proposed, or to the one that
//! whoever may say so has said; of a series, one instance. Where the process has a question for it (`proposed`), that is asked, and a step that
//! moves the meeting (`move`) takes the time that was proposed; for an entry on a due date, whoever proposed it is
//! shown how to ask for a later date; anything else is shown to whoever opened the case.

use chrono::{Datelike, TimeDelta};

use super::asks::{Which, ask_key};
use super::cases::state_of;
use super::draft::{Draft, system_letter};
use super::reach::Local;
use super::{Case, CaseId, OpenMeet};
use crate::calendar::{Freshness, Moved, ReplyMethod, Response, Series, When, freshness};
use crate::directory::PersonId;
use crate::rules::filling::Filled;
use crate::rules::{Ask, Kind, Meet, Need, Process, Value, Values};
use crate::time::{Instant, Zone};

/// What a question about a proposed time knows of it, besides what is answered.
pub(super) const PROPOSAL: [&str; 4] = ["proposer", "start", "end", "reason"];

impl Draft<'_> {
    /// A calendar message that is no answer. The error says why nothing came of it.
    pub(super) fn proposal(
        &mut self,
        id: &CaseId,
        key: &str,
        person: &PersonId,
        response: &Response,
    ) -> Result<(), String> {
        let (ReplyMethod::Counter, Some((start, end))) = (response.method, response.proposed) else {
            return Err(format!("a calendar message of the kind {:?} changes nothing here", response.method));
        };
        let case = self.case(id).ok_or("its case is gone")?;
        let open = case.meets.get(key).ok_or("the meeting is over")?;
        if let Freshness::Stale(reason) = freshness(open.invite.sequence, None, response) {
            return Err(reason);
        }
        if start <= self.now {
            return Err("the proposed time is over".into());
        }
        self.why(Some(id), format!("{} proposes {} for '{key}'", self.label(person), self.told(start)));
        let comment = response.comment.clone().map_or(Value::Null, Value::Text);
        if let Some((scope, ask)) = self.asked_of_proposals(&case, open) {
            self.ask_of_proposal(id, &scope, &ask, person, (start, end), comment);
            return Ok(());
        }
        if !open.invite.busy && self.draft_of_request(&case, person, start) {
            return Ok(());
        }
        let Some(opener) = case.opener.clone() else { return Err("nobody to show the proposal to".into()) };
        let mut facts = self.facts(&case, &Local::default(), None, "proposal");
        facts.insert("by".into(), Value::Person(person.clone()));
        facts.insert("start".into(), Value::At(start));
        facts.insert("end".into(), Value::At(end));
        facts.insert("comment".into(), comment);
        let letter = system_letter(self, Some(id), "proposal", opener, facts, None);
        self.letter(letter);
        Ok(())
    }

    /// The question that the process has for proposals to this meeting.
    fn asked_of_proposals(&self, case: &Case, open: &OpenMeet) -> Option<(String, Ask)> {
        let process = self.process_of(case)?;
        [case.state.as_str(), "always"].into_iter().find_map(|scope| {
            let mut asks = state_of(&process, scope)?.asks.values();
            let ask = asks.find(|ask| ask.proposed.as_deref() == Some(open.name.as_str()))?;
            Some((scope.to_owned(), ask.clone()))
        })
    }

    /// A new proposal takes the place of the one before: letters about that one are not answered any more.
    fn ask_of_proposal(
        &mut self,
        id: &CaseId,
        scope: &str,
        ask: &Ask,
        person: &PersonId,
        (start, end): (Instant, Instant),
        reason: Value,
    ) {
        let key = ask_key(scope, &ask.name, Which::default());
        let before = self.case(id).and_then(|case| case.asks.get(&key).cloned());
        let round = before.as_ref().map_or(0, |open| open.round) + 1;
        let letters = before.iter().flat_map(|open| &open.seats).flat_map(|seat| seat.letters.values());
        for letter in letters.filter(|l| l.accepted.is_none()).map(|l| l.letter.clone()).collect::<Vec<_>>() {
            self.withdraw(letter);
        }
        let given: Values = PROPOSAL
            .map(str::to_owned)
            .into_iter()
            .zip([Value::Person(person.clone()), Value::At(start), Value::At(end), reason])
            .collect();
        self.change(id, |case| case.given.insert(ask.name.clone(), given));
        self.start_round(id, scope, ask, Which::default(), round);
    }

    /// An entry on a due date cannot be moved by pressing a button, but that is a way to say what one needs: a process
    /// that is opened by a word within this case, and that asks for a day, is shown half filled in.
    fn draft_of_request(&mut self, case: &Case, person: &PersonId, start: Instant) -> bool {
        let rules = self.world.rules;
        let day = self.case_calendar(case, &Local::of(person)).zone.local(start).date();
        for process in rules.processes.values() {
            let Some(command) = &process.open.command else { continue };
            let about = process.about.as_deref() == Some(case.process.as_str());
            let forms = process.open.forms.iter().filter_map(|form| process.forms.get(form));
            let field = forms.flat_map(|f| &f.fields).find(|f| f.need == Need::Now && f.kind == Kind::Date);
            let Some(field) = field.filter(|_| about && self.may_open(process, Some(&case.id), person))
            else {
                continue;
            };
            let values: Values = [(field.name.clone(), Value::Day(day))].into();
            let rows = self.form_facts(process, &process.open.forms, &values, &Filled::default(), &[]);
            let mut facts = self.facts(case, &Local::of(person), None, "half-filled");
            facts.insert("answer".into(), Value::Text(command.clone()));
            facts.insert("start".into(), Value::At(start));
            facts.extend(rows.get("form").map(|rows| ("fields".to_owned(), rows.clone())));
            let letter = system_letter(self, Some(&case.id), "half-filled", person.clone(), facts, None);
            self.letter(letter);
            return true;
        }
        false
    }

    /// The time that was proposed for a meeting, or said by whoever may move it: whichever came last.
    fn new_time(&self, case: &Case, process: &Process, open: &OpenMeet) -> Option<(Instant, Instant)> {
        let length = self.instance_of(open).map_or(TimeDelta::zero(), |(start, end)| end - start);
        let mut found: Option<(Option<Instant>, (Instant, Instant))> = None;
        let mut take = |given: &Values, time: Option<(Instant, Instant)>| {
            let at = if let Some(Value::At(at)) = given.get("at") { Some(*at) } else { None };
            if let Some(time) = time.filter(|_| found.is_none_or(|(before, _)| before <= at)) {
                found = Some((at, time));
            }
        };
        if let Some(given) =
            self.asked_of_proposals(case, open).and_then(|(_, ask)| case.given.get(&ask.name))
            && let (Some(Value::At(start)), Some(Value::At(end))) = (given.get("start"), given.get("end"))
        {
            take(given, Some((*start, *end)));
        }
        for scope in [case.state.as_str(), "always"] {
            let says = state_of(process, scope).into_iter().flat_map(|state| state.says.values());
            for say in says.filter(|say| say.steps.iter().any(|step| step.moves.contains(&open.name))) {
                let Some(given) = case.given.get(&say.name) else { continue };
                let time = say.time_field(process).and_then(|field| match given.get(field)? {
                    Value::At(start) => Some((*start, *start + length)),
                    Value::Span(start, end, _) => Some((*start, *end)),
                    _ => None,
                });
                take(given, time);
            }
        }
        found.map(|(_, time)| time)
    }

    fn instance_of(&self, open: &OpenMeet) -> Option<(Instant, Instant)> {
        match &open.invite.when {
            When::Once { start, end, .. } => Some((*start, *end)),
            _ => open.next,
        }
    }

    /// Moves one instance of a series that is still to come: that of the week of the new time, else the next one.
    fn move_instance(&mut self, id: &CaseId, key: &str, series: &Series, start: Instant) {
        let (Ok(zone), Ok(all)) = (Zone::parse(&series.zone), series.occurrences()) else { return };
        let to = zone.local(start);
        let ahead: Vec<_> = all.into_iter().filter(|one| one.start > self.now).collect();
        let of_week = ahead.iter().find(|one| one.original.date().iso_week() == to.date().iso_week());
        let Some(one) = of_week.or(ahead.iter().min_by_key(|one| one.start)) else {
            return self.why(Some(id), format!("nothing of '{key}' is still to come"));
        };
        let moved = Moved { original: one.original, start: to };
        let from = one.original.format("%Y-%m-%d %H:%M");
        self.why(Some(id), format!("'{key}' of {from} moves to {}", self.told(start)));
        self.change(id, |case| {
            if let Some(open) = case.meets.get_mut(key) {
                open.instances.retain(|other| other.original != moved.original);
                open.instances.push(moved);
            }
        });
    }

    /// Moves a meeting to the time that was proposed or said last: its field where it follows one, else the meeting
    /// itself; of a series one instance.
    pub(super) fn move_meet(&mut self, id: &CaseId, name: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some((key, open)) = case.meets.iter().find(|(_, open)| open.name == name) else {
            return self.why(Some(id), format!("there is no meeting '{name}' to move"));
        };
        let Some((start, end)) = self.new_time(&case, &process, open) else {
            return self.why(Some(id), format!("no time was proposed for '{name}'"));
        };
        if start <= self.now {
            return self.why(Some(id), format!("the time proposed for '{name}' is over"));
        }
        if let When::Series(series) = &open.invite.when {
            return self.move_instance(id, key, series, start);
        }
        let meet = state_of(&process, &open.scope).and_then(|state| state.meets.get(name));
        let field = meet.and_then(field_of);
        let kind = process.forms.values().flat_map(|f| &f.fields).find(|f| Some(&f.name) == field.as_ref());
        self.why(Some(id), format!("meet '{key}' moves to {}", self.told(start)));
        match (field, kind.map(|f| &f.kind)) {
            (Some(field), Some(Kind::Span)) => {
                let place = match case.fields.get(&field) {
                    Some(Value::Span(_, _, place)) => place.clone(),
                    _ => String::new(),
                };
                self.change(id, |case| case.fields.insert(field, Value::Span(start, end, place)));
            }
            (Some(field), Some(Kind::DateTime)) => {
                self.change(id, |case| case.fields.insert(field, Value::At(start)));
            }
            _ => {
                self.change(id, |case| case.meets.get_mut(key).map(|meet| meet.moved = Some((start, end))));
            }
        }
    }
}

/// The field of its own case that a meeting follows.
fn field_of(meet: &Meet) -> Option<String> {
    let at = meet.at.as_ref()?;
    let text = at.to_string();
    (at.paths() == [text.as_str()] && !text.contains('.')).then_some(text)
}
