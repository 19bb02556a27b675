//! Another time that somebody proposes with a calendar program (COUNTER, RFC 5546, section 3.2.7).
//!
//! It changes nothing by itself. A meeting is moved by a step (`move`): to the time that was proposed, or to the one that
//! whoever may say so has said; of a series, one instance. Whoever proposed is told when the time stays, and the letter that says so
//! tells the program too (DECLINECOUNTER, section 3.2.8). Where the process has a question for it (`proposed`), that is asked, and a step that
//! moves the meeting (`move`) takes the time that was proposed; for an entry on a due date, whoever proposed it is
//! shown how to ask for a later date; anything else is shown to whoever opened the case.

use chrono::{Datelike, NaiveDateTime, TimeDelta};

use super::asks::{Which, ask_key};
use super::cases::state_of;
use super::draft::{Draft, system_letter};
use super::reach::Local;
use super::{Case, CaseId, InvitePlan, Occasion, OpenMeet, Proposed};
use crate::calendar::{Freshness, Invite, Moved, Response, Series, When, freshness};
use crate::directory::PersonId;
use crate::rules::filling::Filled;
use crate::rules::{Ask, Kind, Meet, Need, Process, Value, Values};
use crate::time::{Instant, Zone};

/// What a question about a proposed time knows of it, besides what is answered.
pub(super) const PROPOSAL: [&str; 5] = ["proposer", "start", "end", "off", "reason"];

impl Draft<'_> {
    /// Somebody proposes another time, for the whole or for one occurrence. The error says why nothing came of it.
    pub(super) fn proposal(
        &mut self,
        id: &CaseId,
        key: &str,
        (person, address): (&PersonId, &str),
        original: Option<NaiveDateTime>,
        response: &Response,
    ) -> Result<(), String> {
        let (start, end) = response.proposed.ok_or("the COUNTER proposes no time")?;
        let case = self.case(id).ok_or("its case is gone")?;
        let open = case.meets.get(key).ok_or("the meeting is over")?;
        if let Freshness::Stale(reason) = freshness(open.floor(original), None, response) {
            return Err(reason);
        }
        if self.time_of(open, original) == Some((start, end)) {
            return Err("the time that is proposed is the one that stands".into());
        }
        let mut proposed = Proposed {
            by: person.clone(),
            address: address.to_owned(),
            original,
            start,
            end,
            key: String::new(),
            round: 0,
        };
        if start <= self.now {
            let told = self.told(start);
            self.why(Some(id), format!("{} proposes {told} for '{key}', which is over", self.label(person)));
            self.refuse_time(id, open, &proposed, "past");
            return Ok(());
        }
        self.why(Some(id), format!("{} proposes {} for '{key}'", self.label(person), self.told(start)));
        let comment = response.comment.clone().map_or(Value::Null, Value::Text);
        if let Some((scope, ask)) = self.asked_of_proposals(&case, open) {
            if let Some(before) = open.proposed.as_ref().filter(|before| before.by != proposed.by) {
                self.refuse_time(id, open, before, "overtaken");
            }
            let off = self.off_work(&case, open, (start, end));
            (proposed.key, proposed.round) =
                self.ask_of_proposal(id, &scope, &ask, person, (start, end), [off, comment]);
            self.note(id, |case| case.meets.get_mut(key).map(|open| open.proposed = Some(proposed)));
            return Ok(());
        }
        if !open.invite.busy {
            if self.draft_of_request(&case, person, start) {
                return Ok(());
            }
            return Err("an entry on a due date is not moved by a calendar program".into());
        }
        let Some(opener) = case.opener.clone() else { return Err("nobody to show the proposal to".into()) };
        let off = self.off_work(&case, open, (start, end));
        let mut facts = self.facts(&case, &Local::default(), None, "proposal");
        facts.insert("by".into(), Value::Person(person.clone()));
        facts.insert("start".into(), Value::At(start));
        facts.insert("end".into(), Value::At(end));
        facts.insert("off".into(), off);
        facts.insert("comment".into(), comment);
        let letter = system_letter(self, Some(id), "proposal", opener, facts, None);
        self.letter(letter);
        Ok(())
    }

    /// Who of the invited does not work at that time: on leave, on a holiday, or outside of the hours of their zone.
    fn off_work(&self, case: &Case, open: &OpenMeet, (start, end): (Instant, Instant)) -> Value {
        let last = (end - TimeDelta::minutes(1)).max(start);
        let directory = self.world.directory;
        let people = open.invite.attendees.iter();
        let people = people.filter_map(|one| directory.by_address(&one.address.parse().ok()?));
        let off = people.filter(|person| {
            let calendar = self.case_calendar(case, &Local::of(&person.id));
            !calendar.is_open(start) || !calendar.is_open(last)
        });
        Value::List(off.map(|person| Value::Person(person.id.clone())).collect())
    }

    /// The question that the process has for proposals to this meeting.
    fn asked_of_proposals(&self, case: &Case, open: &OpenMeet) -> Option<(String, Ask)> {
        let process = self.process_of(case)?;
        [case.state.as_str(), "always"].into_iter().find_map(|scope| {
            let mut asks = state_of(process, scope)?.asks.values();
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
        [off, reason]: [Value; 2],
    ) -> (String, u32) {
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
            .zip([Value::Person(person.clone()), Value::At(start), Value::At(end), off, reason])
            .collect();
        self.change(id, |case| case.given.insert(ask.name.clone(), given.into()));
        self.start_round(id, scope, ask, Which::default(), round);
        (key, round)
    }

    /// When the meeting, or one occurrence of it, stands now.
    fn time_of(&self, open: &OpenMeet, original: Option<NaiveDateTime>) -> Option<(Instant, Instant)> {
        match &open.invite.when {
            When::Once { start, end, .. } => Some((*start, *end)),
            When::Series(series) => {
                let all = series.occurrences().ok()?;
                let one = all.iter().find(|one| Some(one.original) == original)?;
                Some((one.start, one.end))
            }
            When::AllDay { .. } => None,
        }
    }

    /// What becomes of the times that were proposed: once nobody is asked about one any more, the meeting has moved
    /// there, or whoever proposed it is told that it has not.
    pub(super) fn settle_proposals(&mut self) {
        for id in self.touched() {
            let Some(case) = self.case(&id) else { continue };
            for (key, open) in &case.meets {
                let Some(proposed) = &open.proposed else { continue };
                let asked = case.asks.get(&proposed.key).filter(|ask| ask.round == proposed.round);
                if asked.is_some_and(|ask| ask.closed.is_none()) {
                    continue;
                }
                self.note(&id, |case| case.meets.get_mut(key).map(|open| open.proposed = None));
                let stands = match (&open.invite.when, proposed.original) {
                    // Which one was meant was left to us.
                    (When::Series(series), None) => {
                        let all = series.occurrences().unwrap_or_default();
                        all.iter().find(|one| one.start == proposed.start).map(|one| (one.start, one.end))
                    }
                    _ => self.time_of(open, proposed.original),
                };
                if stands.map(|(start, _)| start) != Some(proposed.start) {
                    self.refuse_time(&id, open, proposed, "kept");
                }
            }
        }
    }

    /// Tells whoever proposed another time that it is not taken, in words and in the terms of calendar programs: with
    /// the letter that the process has for it, else with one of the core. `why`: `past`, `overtaken` or `kept`.
    fn refuse_time(&mut self, id: &CaseId, open: &OpenMeet, proposed: &Proposed, why: &str) {
        let invite = Invite { stamp: self.now, ..open.invite.clone() };
        let plan = InvitePlan {
            only: Some(vec![proposed.address.clone()]),
            instance: proposed.original,
            refuses: true,
            ..InvitePlan::new(invite)
        };
        self.why(Some(id), format!("the time that {} proposed is not taken", self.label(&proposed.by)));
        if why == "kept" {
            let said = self.letters().iter().position(|letter| {
                letter.case.as_ref() == Some(id)
                    && letter.occasion == Occasion::Notice
                    && letter.invite.is_none()
                    && letter.to.contains(&proposed.by)
            });
            if let Some(at) = said {
                let mut own = self.letters()[at].clone();
                if own.to.len() > 1 {
                    self.letters()[at].to.retain(|person| *person != proposed.by);
                    own.id = self.effect_id(Some(id), &format!("{} {}", own.name, proposed.by));
                    own.to = vec![proposed.by.clone()];
                } else {
                    self.letters().remove(at);
                }
                own.invite = Some(plan);
                self.letters().push(own);
                return;
            }
        }
        let Some(case) = self.case(id) else { return };
        let stands = self.time_of(open, proposed.original).map(|(start, _)| start);
        let mut facts = self.facts(&case, &Local::default(), None, "not-moved");
        facts.insert("start".into(), Value::At(proposed.start));
        facts.insert("stands".into(), stands.map_or(Value::Null, Value::At));
        facts.insert("why".into(), Value::Text(why.to_owned()));
        let mut letter = system_letter(self, Some(id), "not-moved", proposed.by.clone(), facts, None);
        letter.invite = Some(plan);
        self.letter(letter);
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

    /// Moves one instance of a series that is still to come: the one that is meant, else that of the week of the new time, else the
    /// next one.
    fn move_instance(
        &mut self,
        id: &CaseId,
        key: &str,
        series: &Series,
        start: Instant,
        meant: Option<NaiveDateTime>,
    ) {
        let (Ok(zone), Ok(all)) = (Zone::parse(&series.zone), series.occurrences()) else { return };
        let to = zone.local(start);
        let ahead: Vec<_> = all.into_iter().filter(|one| one.start > self.now).collect();
        let of_week = ahead.iter().find(|one| one.original.date().iso_week() == to.date().iso_week());
        let meant = ahead.iter().find(|one| Some(one.original) == meant);
        let Some(one) = meant.or(of_week).or(ahead.iter().min_by_key(|one| one.start)) else {
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
        let Some((start, end)) = self.new_time(&case, process, open) else {
            return self.why(Some(id), format!("no time was proposed for '{name}'"));
        };
        if start <= self.now {
            return self.why(Some(id), format!("the time proposed for '{name}' is over"));
        }
        if let When::Series(series) = &open.invite.when {
            let meant = open.proposed.as_ref().filter(|proposed| proposed.start == start);
            return self.move_instance(id, key, series, start, meant.and_then(|proposed| proposed.original));
        }
        let meet = state_of(process, &open.scope).and_then(|state| state.meets.get(name));
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
    let at = meet.unless.as_ref().or(meet.at.as_ref())?;
    let text = at.to_string();
    (at.paths() == [text.as_str()] && !text.contains('.')).then_some(text)
}
