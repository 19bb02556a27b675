//! What people answer to an invitation with their calendar programs (RFC 5546, sections 3.2.3, 3.2.6 and 3.2.2.3).
//!
//! An answer says who comes: to the whole, to one occurrence of a series, or to one and all later ones; each is kept
//! beside the others, and a stale one changes nothing. Somebody may send somebody else, whom the directory must know. What it means
//! beyond that is the process's: a question may take it for its answer, a reaction may follow. It never approves
//! anything, and it is not told to the other guests.

use chrono::{NaiveDateTime, TimeDelta};

use super::asks::ask_of;
use super::draft::{Draft, system_letter};
use super::meets::{meet_of, uid_key};
use super::memory::{self, Invited};
use super::reach::Local;
use super::{CaseId, Evidence, Given, InvitePlan, LetterPlan, OpenMeet};
use crate::address::Address;
use crate::calendar::{
    Apart, Attendee, Doubt, Freshness, Invite, PartStat, ReplyMethod, Response, Role, Series, Voice, When,
    freshness,
};
use crate::directory::PersonId;
use crate::rules::{Stake, Trigger, Value, Values, Wants};
use crate::time::{Instant, Zone};

/// Nobody is sent the same invitation twice within so many hours, whatever a program asks for.
const REFRESH_HOURS: i64 = 1;

/// Addresses that a reason names.
const NAMED_MAX: usize = 3;

/// An answer without a PARTSTAT, or with one that no meeting knows.
const NO_WORD: &str = "it says neither yes nor no; nothing changes";

const ONES_OWN: &str = "an entry on a due date is one person's: nobody can be sent instead";

/// Answers to single occurrences that are kept of one series.
const APART_MAX: usize = 2_000;

/// What an answer is about, and whose it is.
struct Said<'a> {
    person: &'a PersonId,
    /// As invited.
    address: String,
    status: PartStat,
    /// Whom the person sends.
    to: Option<String>,
    /// One occurrence of a series, by its planned start.
    original: Option<NaiveDateTime>,
    /// And all later ones.
    onward: bool,
}

impl OpenMeet {
    /// Who comes: of a series, to the occurrence that is next or has just ended.
    pub(super) fn coming(&self) -> Vec<Attendee> {
        let original = match (&self.invite.when, self.next) {
            (When::Series(series), Some((start, _))) => {
                let all = series.occurrences().unwrap_or_default();
                all.iter().find(|one| one.start == start).map(|one| one.original)
            }
            _ => None,
        };
        original.map_or_else(|| self.invite.attendees.clone(), |original| self.invite.coming(original))
    }
}

impl Draft<'_> {
    /// What a calendar program sent. The error says why nothing came of it.
    pub(super) fn calendar_answer(
        &mut self,
        person: &PersonId,
        from: &str,
        at: Instant,
        response: &Response,
    ) -> Result<(), String> {
        let row = self.row(&uid_key(&response.uid));
        foreign(response.method, row.is_some())?;
        let row = row.ok_or("no invitation of ours has this UID")?;
        let (id, key): (CaseId, String) = serde_json::from_slice(&row).map_err(|e| e.to_string())?;
        let case = self.case(&id).ok_or("its case is gone")?;
        let Some(open) = case.meets.get(&key).cloned() else {
            return Err(format!("the meeting of {id} is over"));
        };
        let original = occurrence(&open, response)?;
        let here = (&id, key.as_str(), &*open);
        let Some(address) = self.attendee_address(person, from, &open, original) else {
            return self.stand_in_answers(here, person, (from, at), (response, original));
        };
        let voice = self.own_voice(person, from, &address, response)?;
        match response.method {
            ReplyMethod::Reply => {}
            ReplyMethod::Refresh => return self.refresh(&id, &key, &open, (person, &address)),
            _ => return self.proposal(&id, &key, (person, &address), original, response),
        }
        let status = voice.map_or(response.partstat, |voice| voice.partstat).ok_or(NO_WORD)?;
        let to = voice.map_or_else(|| response.delegated_to.clone(), |v| v.delegated_to.clone());
        let onward = original.is_some() && response.doubts.contains(&Doubt::ThisAndFuture);
        let said = Said { person, address, status, to, original, onward };
        self.answered(here, &said, voice, response, at)
    }

    fn answered(
        &mut self,
        (id, key, open): (&CaseId, &str, &OpenMeet),
        said: &Said<'_>,
        voice: Option<&Voice>,
        response: &Response,
        at: Instant,
    ) -> Result<(), String> {
        let Said { person, address, status, original, .. } = said;
        let (status, original) = (*status, *original);
        let slot = original.map_or_else(|| address.clone(), |original| format!("{address} {original}"));
        let floor = open.floor(original);
        if let Freshness::Stale(reason) = freshness(floor, open.stamps.get(&slot).copied(), response) {
            return Err(reason);
        }
        if let Some(reason) = overtaken(open, response) {
            return Err(reason);
        }
        if status == PartStat::Delegated {
            if !open.invite.busy {
                return self.cannot_be_sent(id, said);
            }
            self.may_send(open, said)?;
        }
        if original.is_some() && open.invite.apart.len() >= APART_MAX {
            return Err(format!("more than {APART_MAX} answers to single occurrences"));
        }
        let comment = voice.and_then(|v| v.comment.clone()).or_else(|| response.comment.clone());
        // A clock that runs ahead must not shut out later answers.
        let stamp = response.stamp.map(|stamp| stamp.min(at));
        let of = original.map_or_else(String::new, |original| format!(" of {original}"));
        self.why(Some(id), format!("{}: {status} to '{key}'{of}", self.label(person)));
        let whole = original.is_none() || (said.onward && self.is_all_that_is_left(open, original));
        let before = open.invite.attendees.iter().find(|a| a.address == *address).map(|a| a.partstat);
        // Whom somebody sends is invited when the meeting follows.
        self.change(id, |case| {
            let Some(meet) = case.meets.get_mut(key) else { return };
            note_answer(&mut meet.invite, said, whole, |at| {
                response.sequence.is_none_or(|n| n >= open.floor(at))
            });
            if let Some(stamp) = stamp {
                meet.stamps.insert(slot, stamp);
            }
            if let Some(comment) = comment.clone() {
                meet.comments.insert(address.clone(), comment);
            }
        });
        if original.is_some_and(|_| !whole) {
            self.stand_in_of_one((id, key, open), said);
            return Ok(());
        }
        self.answer_by_calendar(id, person, &open.name, status, comment, at);
        if status == PartStat::Delegated {
            self.tell_of_stand_in(id, said, open);
        }
        if before != Some(status) {
            self.react_to_attendance(id, key, person, status);
        }
        Ok(())
    }

    /// Nothing of the series lies ahead before this occurrence.
    fn is_all_that_is_left(&self, open: &OpenMeet, original: Option<NaiveDateTime>) -> bool {
        let When::Series(series) = &open.invite.when else { return true };
        let all = series.occurrences().unwrap_or_default();
        !all.iter().any(|one| one.end > self.now && Some(one.original) < original)
    }

    /// Somebody may send a colleague, but not in a circle, and not to a day that is theirs alone.
    fn may_send(&mut self, open: &OpenMeet, said: &Said<'_>) -> Result<(), String> {
        if !open.invite.busy {
            return Err(ONES_OWN.to_owned());
        }
        let Some(to) = &said.to else { return Ok(()) };
        if to.parse::<Address>().is_ok_and(|to| self.world.identity.address == to) {
            return Err("beadle itself goes to no meeting".to_owned());
        }
        let Some(person) = self.stand_in_of(to) else { return Ok(()) };
        let mut next = Some(person);
        let mut people = vec![said.person.clone()];
        while let Some(person) = next {
            if people.contains(&person) {
                return Err(format!("{to} would come for {}: that goes round in a circle", said.address));
            }
            let address = self.world.directory.person(&person).map(|p| p.address().to_string());
            let attendee = open.invite.attendees.iter().find(|a| Some(&a.address) == address.as_ref());
            next = attendee.and_then(|a| self.stand_in_of(a.delegated_to.as_ref()?));
            people.push(person);
        }
        Ok(())
    }

    /// A due date is passed on to somebody: it stays where it is, and the one who did so is told how what is behind it
    /// can be, once a day.
    fn cannot_be_sent(&mut self, id: &CaseId, said: &Said<'_>) -> Result<(), String> {
        let Some(case) = self.case(id) else { return Err(ONES_OWN.to_owned()) };
        if !self.may_answer(said.person.as_str(), &format!("not-handed-on {}", id.0)) {
            return Err(ONES_OWN.to_owned());
        }
        self.why(Some(id), format!("{}: {ONES_OWN}", self.label(said.person)));
        let to = said.to.as_ref();
        let stand_in = to.and_then(|to| self.stand_in_of(to)).map_or(Value::Null, Value::Person);
        let words = self.offers(&case, said.person).into_iter().map(|(name, _)| Value::Text(name));
        let mut facts = self.facts(&case, &Local::of(said.person), None, "not-handed-on");
        facts.insert("words".into(), Value::List(words.collect()));
        facts.insert("stand_in".into(), stand_in);
        facts.insert("address".into(), to.cloned().map_or(Value::Null, Value::Text));
        let letter = system_letter(self, Some(id), "not-handed-on", said.person.clone(), facts, None);
        self.letter(letter);
        Ok(())
    }

    /// The line in which the sender speaks; none in an answer in words alone. Aliases that we do not know are believed,
    /// somebody else's address is not.
    fn own_voice<'r>(
        &self,
        person: &PersonId,
        from: &str,
        address: &str,
        response: &'r Response,
    ) -> Result<Option<&'r Voice>, String> {
        let mut own = vec![from.to_owned(), address.to_owned()];
        let known = self.world.directory.person(person);
        own.extend(known.into_iter().flat_map(|known| known.all_addresses()).map(ToString::to_string));
        match (response.voices_of(&own).as_slice(), response.voices.as_slice()) {
            (_, []) => Ok(None),
            ([first, rest @ ..], _) if rest.iter().all(|voice| voice.partstat == first.partstat) => {
                Ok(Some(first))
            }
            ([_, ..], _) => Err(format!("it names {address} twice, with two answers")),
            ([], [only]) if only.address.as_ref().is_none_or(|other| self.is_nobodys(other)) => {
                Ok(Some(only))
            }
            ([], all) => {
                let named: Vec<&str> =
                    all.iter().filter_map(|voice| voice.address.as_deref()).take(NAMED_MAX).collect();
                Err(format!("it is not the sender's answer: it names {}", named.join(", ")))
            }
        }
    }

    /// An address that the directory does not know.
    fn is_nobodys(&self, address: &str) -> bool {
        address.parse().is_ok_and(|address| self.world.directory.by_address(&address).is_none())
    }

    /// Whoever of the directory an address is, if they are still with the company.
    fn stand_in_of(&self, address: &str) -> Option<PersonId> {
        let found = self.world.directory.by_address(&address.parse().ok()?)?;
        found.active.then(|| found.id.clone())
    }

    /// Whoever invited is told who is sent, and the one who sends when nobody could be invited.
    fn tell_of_stand_in(&mut self, id: &CaseId, said: &Said<'_>, open: &OpenMeet) {
        let Some(case) = self.case(id) else { return };
        let stand_in = said.to.as_ref().and_then(|to| self.stand_in_of(to));
        let mut readers: Vec<PersonId> = case.opener.iter().cloned().collect();
        readers.retain(|reader| stand_in.is_none() || reader != said.person);
        if stand_in.is_none() && !readers.contains(said.person) {
            readers.push(said.person.clone());
        }
        let start = match (&open.invite.when, said.original) {
            (When::Series(series), Some(original)) => starts(series, original),
            (When::Once { start, .. }, _) => Some(*start),
            _ => None,
        };
        for reader in readers {
            let mut facts = self.facts(&case, &Local::default(), None, "stand-in");
            facts.insert("by".into(), Value::Person(said.person.clone()));
            facts.insert("stand_in".into(), stand_in.clone().map_or(Value::Null, Value::Person));
            facts.insert("address".into(), said.to.clone().map_or(Value::Null, Value::Text));
            facts.insert("start".into(), start.map_or(Value::Null, Value::At));
            let letter = system_letter(self, Some(id), "stand-in", reader, facts, None);
            self.letter(letter);
        }
    }

    /// A stand-in for one occurrence is invited to that one, and told when it is over with it.
    fn stand_in_of_one(&mut self, (id, key, open): (&CaseId, &str, &OpenMeet), said: &Said<'_>) {
        let Some(original) = said.original else { return };
        let before = open.invite.apart_of(&said.address, original).and_then(|one| one.stand_in.clone());
        let after = said.to.clone().filter(|_| said.status == PartStat::Delegated);
        if before == after {
            return;
        }
        let Some(now) = self.case(id).and_then(|case| case.meets.get(key).cloned()) else { return };
        let invited = |address: &String| open.invite.attendees.iter().any(|a| a.address == *address);
        if let Some(gone) = before.filter(|address| !invited(address)) {
            let invite = Invite { sequence: now.invite.sequence + 1, stamp: self.now, ..now.invite.clone() };
            let sequence = invite.sequence;
            self.note(id, |case| case.meets.get_mut(key).map(|meet| meet.invite.sequence = sequence));
            let reader = self.stand_in_of(&gone);
            let plan = InvitePlan {
                cancel: true,
                only: Some(vec![gone]),
                instance: Some(original),
                ..InvitePlan::new(invite)
            };
            self.send_invite_to(id, &open.name, plan, reader.into_iter().collect());
        }
        if let Some(to) = &after {
            self.tell_of_stand_in(id, said, open);
            if let Some(person) = self.stand_in_of(to).filter(|_| !invited(to)) {
                let invite = Invite { stamp: self.now, ..now.invite.clone() };
                let plan = InvitePlan { instance: Some(original), first: true, ..InvitePlan::new(invite) };
                self.send_invite_to(id, &open.name, plan, vec![person]);
            }
        }
    }

    /// Somebody who was not invited answers for somebody who was (RFC 5546, section 3.2.2.3): the invitation was passed on.
    fn stand_in_answers(
        &mut self,
        here: (&CaseId, &str, &OpenMeet),
        person: &PersonId,
        (from, at): (&str, Instant),
        (response, original): (&Response, Option<NaiveDateTime>),
    ) -> Result<(), String> {
        let (id, key, open) = here;
        let uninvited = || "the sender was not invited".to_owned();
        let known = self.world.directory.person(person).ok_or_else(uninvited)?;
        let mut own: Vec<String> = known.all_addresses().map(|a| a.to_string().to_lowercase()).collect();
        own.push(from.to_lowercase());
        let is_own =
            |address: &Option<String>| address.as_ref().is_some_and(|a| own.contains(&a.to_lowercase()));
        let voice = response.voices.iter().find(|voice| is_own(&voice.address)).ok_or_else(uninvited)?;
        let others = response.voices.iter().filter(|voice| is_own(&voice.delegated_to));
        let mut named = voice.delegated_from.iter().chain(others.filter_map(|voice| voice.address.as_ref()));
        let sender = named.find_map(|address| {
            let sender = self.stand_in_of(address)?;
            let address = self.attendee_address(&sender, address, open, original)?;
            Some((sender, address))
        });
        let (sender, address) = sender.ok_or_else(uninvited)?;
        if response.method != ReplyMethod::Reply {
            return Err(uninvited());
        }
        let main = known.address().to_string();
        let delegator = match original {
            Some(original) => open.invite.coming(original),
            None => open.invite.attendees.clone(),
        };
        let delegator = delegator.into_iter().find(|a| a.address == address).ok_or_else(uninvited)?;
        let silent = delegator.partstat == PartStat::NeedsAction
            || (delegator.partstat == PartStat::Delegated && delegator.delegated_to.is_none());
        if !silent {
            return Err(format!(
                "{address} has answered ({}) and has not named the sender",
                delegator.partstat
            ));
        }
        let status = voice.partstat.ok_or(NO_WORD)?;
        let sent = Said {
            person: &sender,
            address,
            status: PartStat::Delegated,
            to: Some(main.clone()),
            original,
            onward: false,
        };
        self.may_send(open, &sent)?;
        if let Freshness::Stale(reason) = freshness(open.floor(original), None, response) {
            return Err(reason);
        }
        let of = self.label(&sender);
        self.why(Some(id), format!("{}: {status} to '{key}' for {of}", self.label(person)));
        let name = known.name.clone();
        let comment = voice.comment.clone().or_else(|| response.comment.clone());
        let stamp = response.stamp.map(|stamp| stamp.min(at));
        // Whom somebody sends is invited when the meeting follows.
        self.change(id, |case| {
            let Some(meet) = case.meets.get_mut(key) else { return };
            note_answer(&mut meet.invite, &sent, original.is_none(), |_| true);
            match original {
                Some(original) => meet.invite.set_apart(Apart {
                    original,
                    onward: false,
                    address: main.clone(),
                    partstat: status,
                    stand_in: None,
                }),
                // In time for the invitation to follow: whoever has answered is not asked again.
                None => meet.invite.attendees.push(Attendee {
                    name,
                    address: main.clone(),
                    partstat: status,
                    role: Role::Required,
                    rsvp: true,
                    delegated_to: None,
                    delegated_from: Some(sent.address.clone()),
                }),
            }
            if let Some(stamp) = stamp {
                let slot = original.map_or_else(|| main.clone(), |original| format!("{main} {original}"));
                meet.stamps.insert(slot, stamp);
            }
            if let Some(comment) = comment {
                meet.comments.insert(main.clone(), comment);
            }
        });
        self.tell_of_stand_in(id, &sent, open);
        if original.is_none() {
            self.react_to_attendance(id, key, person, status);
        }
        Ok(())
    }

    /// The letter brings this invitation: what is answered to the letter in words can be answered to that.
    pub(super) fn tie_invite(&mut self, letter: &LetterPlan) {
        let Some(plan) = &letter.invite else { return };
        let row = memory::key(["l", &letter.id]);
        let Some(mut tied) =
            self.row(&row).and_then(|row| serde_json::from_slice::<memory::LetterRow>(&row).ok())
        else {
            return;
        };
        tied.invited = Some(Invited {
            uid: plan.invite.uid.clone(),
            sequence: plan.invite.sequence,
            original: plan.instance,
        });
        self.put_json(row, &tied);
    }

    /// An answer in words alone: Outlook and Google put it into the subject, and a relay may have lost the object that
    /// went with it. It counts for the invitation that it replies to.
    pub(super) fn spoken_answer(
        &mut self,
        (person, from): (&PersonId, &str),
        at: Instant,
        status: PartStat,
        invited: &Invited,
        comment: Option<String>,
    ) -> Result<(), String> {
        let instance = invited.original.and_then(|original| {
            let (id, key): (CaseId, String) =
                serde_json::from_slice(&self.row(&uid_key(&invited.uid))?).ok()?;
            let case = self.case(&id)?;
            match &case.meets.get(&key)?.invite.when {
                When::Series(series) => Zone::parse(&series.zone).ok().map(|zone| zone.instant(original)),
                _ => None,
            }
        });
        let response = Response {
            method: ReplyMethod::Reply,
            uid: invited.uid.clone(),
            sequence: Some(invited.sequence),
            stamp: None,
            organizer: None,
            attendee: Some(from.to_owned()),
            partstat: Some(status),
            comment,
            delegated_to: None,
            instance,
            start: None,
            proposed: None,
            voices: Vec::new(),
            doubts: Vec::new(),
        };
        self.calendar_answer(person, from, at, &response)
    }

    /// Somebody's program has lost the invitation and asks for it (REFRESH, RFC 5546, section 3.2.6): it goes to that
    /// person alone, as it stands, and not again before an hour is over.
    fn refresh(
        &mut self,
        id: &CaseId,
        key: &str,
        open: &OpenMeet,
        who: (&PersonId, &str),
    ) -> Result<(), String> {
        let (person, address) = who;
        let over = match &open.invite.when {
            When::Once { end, .. } => *end <= self.now,
            _ => false,
        };
        if over {
            return Err(format!("the meeting of {id} is over"));
        }
        let again = open.refreshed.get(address).map(|last| *last + TimeDelta::hours(REFRESH_HOURS));
        if again.is_some_and(|again| self.now < again) {
            return Err(format!("{address} was sent this invitation less than {REFRESH_HOURS} h ago"));
        }
        self.why(Some(id), format!("{} asks for '{key}' again", self.label(person)));
        let now = self.now;
        self.note(id, |case| {
            case.meets.get_mut(key).map(|meet| meet.refreshed.insert(address.to_owned(), now))
        });
        let plan = InvitePlan::new(Invite { stamp: now, ..open.invite.clone() });
        self.send_invite_to(id, &open.name, plan, vec![person.clone()]);
        Ok(())
    }

    /// Somebody's answer to a whole meeting has changed: what waits for it.
    fn react_to_attendance(&mut self, id: &CaseId, key: &str, person: &PersonId, status: PartStat) {
        let Some(case) = self.case(id) else { return };
        let Some(open) = case.meets.get(key) else { return };
        let Some(meet) = self.process_of(&case).and_then(|p| meet_of(p, open)) else { return };
        // Whoever sends somebody else has nothing more to say.
        let speaks = |a: &&Attendee| a.partstat != PartStat::Delegated || a.delegated_to.is_none();
        let said = |wanted: &[PartStat]| {
            open.invite.attendees.iter().filter(speaks).all(|a| wanted.contains(&a.partstat))
        };
        let mut happened = match status {
            PartStat::Accepted => vec![Trigger::Accepted],
            PartStat::Declined => vec![Trigger::Declined],
            _ => return,
        };
        if said(&[PartStat::Accepted]) {
            happened.push(Trigger::AllAccepted);
        }
        if said(&[PartStat::Accepted, PartStat::Declined]) {
            happened.push(Trigger::Answered);
        }
        let local = Local { by: Some(person.clone()), meeting: open.next, ..Local::of(person) };
        for trigger in happened {
            for reaction in meet.on.iter().filter(|r| r.on == trigger) {
                if self.has_meet(id, key) {
                    self.run(id, &reaction.steps, &local);
                }
            }
        }
    }

    /// An attendee's address as invited: people answer from their aliases.
    fn attendee_address(
        &self,
        person: &PersonId,
        from: &str,
        open: &OpenMeet,
        original: Option<NaiveDateTime>,
    ) -> Option<String> {
        let known = self.world.directory.person(person)?;
        let all: Vec<String> = known
            .all_addresses()
            .map(ToString::to_string)
            .chain([from.to_owned()])
            .map(|a| a.to_lowercase())
            .collect();
        let coming = original.map(|original| open.invite.coming(original));
        let mut attendees = coming.as_ref().unwrap_or(&open.invite.attendees).iter().map(|a| &a.address);
        attendees.find(|a| all.contains(&a.to_lowercase())).cloned()
    }

    fn answer_by_calendar(
        &mut self,
        id: &CaseId,
        person: &PersonId,
        meet: &str,
        status: PartStat,
        comment: Option<String>,
        at: Instant,
    ) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        for (key, open) in case.asks.iter().filter(|(_, a)| a.closed.is_none()) {
            let Some(ask) = ask_of(process, &open.scope, &open.name) else { continue };
            let Some(calendar) = ask.calendar.as_ref().filter(|c| c.to == meet) else { continue };
            let answer = match status {
                PartStat::Accepted => calendar.accepted.clone(),
                PartStat::Declined => calendar.declined.clone(),
                _ => None,
            };
            let Some(answer) = answer else { continue };
            let approval = self.world.rules.answers.get(&answer).is_some_and(|a| a.stake == Stake::Approval);
            if approval || !matches!(ask.wants, Wants::Answers(_)) {
                continue;
            }
            let seats: Vec<usize> = (0..open.seats.len())
                .filter(|i| open.seats[*i].is_open() && open.seats[*i].people.contains(person))
                .collect();
            if !seats.is_empty() {
                let given = Given {
                    answer: answer.clone(),
                    by: Some(person.clone()),
                    at,
                    comment: comment.clone(),
                    evidence: Evidence::Calendar,
                };
                self.give(id, key, &seats, given, Values::new());
                self.ask_reason(id, key, person, &answer);
            }
        }
    }
}

/// What nobody but an organizer sends, and we go to no meetings.
fn foreign(method: ReplyMethod, ours: bool) -> Result<(), String> {
    let only = |what: &str| Err(format!("only the organizer of a meeting {what}; nothing changes"));
    match method {
        ReplyMethod::Reply | ReplyMethod::Counter | ReplyMethod::Refresh => Ok(()),
        ReplyMethod::Request if ours => only("changes it"),
        ReplyMethod::Request => {
            Err("an invitation of somebody else's: beadle goes to no meetings".to_owned())
        }
        ReplyMethod::Add if ours => only("adds to it"),
        ReplyMethod::Add => Err("it adds to a meeting of somebody else's".to_owned()),
        ReplyMethod::Cancel if ours => only("calls it off"),
        ReplyMethod::Cancel => Err("a meeting of somebody else's is called off".to_owned()),
        ReplyMethod::DeclineCounter => only("refuses another time"),
        ReplyMethod::Publish => {
            Err("a calendar entry for information: it asks and answers nothing".to_owned())
        }
    }
}

/// The occurrence that a response names, by its planned start; none means the whole.
fn occurrence(open: &OpenMeet, response: &Response) -> Result<Option<NaiveDateTime>, String> {
    match (&open.invite.when, response.instance) {
        (When::Series(series), Some(at)) => {
            if response.doubts.contains(&Doubt::DayOnly) {
                let day = at.date_naive();
                return series
                    .on(day)
                    .map(Some)
                    .ok_or_else(|| format!("there is no occurrence on {day} in the series"));
            }
            // Without a zone some programs mean UTC, and others the wall clock of the meeting.
            let by_wall = || {
                let zone = Zone::parse(&series.zone).ok()?;
                series.named(zone.instant(at.naive_utc()))
            };
            let floating = response.doubts.contains(&Doubt::FloatingTime);
            let named = series.named(at).or_else(|| by_wall().filter(|_| floating));
            named.map(Some).ok_or_else(|| format!("there is no occurrence of {at} in the series"))
        }
        // Some programs name the only one there is.
        _ => Ok(None),
    }
}

/// Without a revision the time that an answer names tells which one it is about: another one than now, and no later
/// stamp to speak for it, was before.
fn overtaken(open: &OpenMeet, response: &Response) -> Option<String> {
    let When::Once { start, .. } = &open.invite.when else { return None };
    let named = response.start.filter(|named| named != start && response.sequence.is_none())?;
    let later = response.stamp.is_some_and(|stamp| stamp >= open.invite.stamp);
    (!later).then(|| format!("answers a time that has changed since: it names {named}, and no revision"))
}

fn starts(series: &Series, original: NaiveDateTime) -> Option<Instant> {
    let all = series.occurrences().ok()?;
    all.iter().find(|one| one.original == original).map(|one| one.start)
}

/// Puts an answer into the invitation. `counts`: the answer speaks of that occurrence as it is now.
fn note_answer(
    invite: &mut Invite,
    said: &Said<'_>,
    whole: bool,
    counts: impl Fn(Option<NaiveDateTime>) -> bool,
) {
    let stand_in = said.to.clone().filter(|_| said.status == PartStat::Delegated);
    if let (Some(original), false) = (said.original, whole) {
        return invite.set_apart(Apart {
            original,
            onward: said.onward,
            address: said.address.clone(),
            partstat: said.status,
            stand_in,
        });
    }
    for attendee in invite.attendees.iter_mut().filter(|a| a.address == said.address) {
        attendee.partstat = said.status;
        attendee.delegated_to.clone_from(&stand_in);
    }
    // Occurrences that wait for an answer have it with this one; what was said of one of them stays.
    invite.apart.retain(|one| {
        let waits = one.address == said.address && one.partstat == PartStat::NeedsAction;
        !waits || !counts(Some(one.original))
    });
}
