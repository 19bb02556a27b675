//! Meetings and entries on due dates: bound to their fields while their scope lives.
//!
//! A change of time or place sends an update with a higher SEQUENCE to everybody; whoever comes later gets the
//! invitation as it stands, whoever is removed a CANCEL, and nobody else a mail; one occurrence that moves or is
//! dropped is a message about that occurrence alone, and asks about nothing else. Leaving the scope sends CANCEL; one
//! UID for life (RFC 5546, sections 2.1.4 and 3.2). What people answer is in `attendance`. The words of an invitation (summary, description) come from the template that
//! bears the meet's name, so they stay empty here. What hangs under a meet happens once for each of its instances:
//! its timers around the instance, its asks at the end.

use std::collections::BTreeMap;

use chrono::{NaiveDateTime, NaiveTime};

use super::asks::{Which, ask_of};
use super::cases::state_of;
use super::draft::Draft;
use super::memory;
use super::reach::{Local, round};
use super::slots::Sought;
use super::{Case, CaseId, InvitePlan, LetterPlan, Occasion, OpenMeet};
use crate::calendar::{Apart, Attendee, Change, Invite, Moved, PartStat, Party, Role, Series, When};
use crate::directory::{Person, PersonId};
use crate::rules::{Meet, Process, Trigger, Value};
use crate::time::{Instant, Lookup, Zone, notice, series};

/// Length of a meeting that does not say.
const LENGTH_MINUTES: i64 = 60;
/// Length of an entry on a due date, which blocks nobody.
const ENTRY_MINUTES: i64 = 15;
/// A series without an end is invited to for this many weeks.
const SERIES_WEEKS: i64 = 52;

impl OpenMeet {
    fn floors(&self) -> Floors {
        Floors { whole: self.since.unwrap_or(self.invite.sequence), occurrences: self.asked.clone() }
    }

    /// The revision from which on an answer to the whole, or to one occurrence, counts.
    pub(super) fn floor(&self, original: Option<NaiveDateTime>) -> u32 {
        let floors = self.floors();
        original.and_then(|at| floors.occurrences.get(&at).copied()).unwrap_or(floors.whole)
    }

    /// When something is to be done next: a timer of the instance, its end, or a notice of a holiday.
    pub fn deadline(&self) -> Option<Instant> {
        let end = self.next.map(|(_, end)| end);
        self.timers.values().copied().chain(end).chain(self.notice).min()
    }
}

/// A row that leads from a UID to its meet: the case and the key within it. Some programs change its case.
pub(super) fn uid_key(uid: &str) -> Vec<u8> {
    memory::key(["v", &uid.to_ascii_lowercase()])
}

impl Draft<'_> {
    pub(super) fn start_meets(&mut self, id: &CaseId, scope: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(state) = self.process_of(&case).and_then(|p| state_of(p, scope)) else { return };
        for meet in state.meets.values() {
            self.follow_meet(id, scope, meet);
        }
    }

    /// Meetings follow their fields.
    pub(super) fn follow_meets(&mut self, id: &CaseId) {
        let Some(case) = self.case(id) else { return };
        if case.ended.is_some() || self.is_stopped(id) {
            return;
        }
        let Some(process) = self.process_of(&case) else { return };
        for scope in [case.state.as_str(), "always"] {
            let Some(state) = state_of(process, scope) else { continue };
            for meet in state.meets.values() {
                self.follow_meet(id, scope, meet);
            }
        }
    }

    /// Invites, updates or leaves alone, as the fields say now.
    fn follow_meet(&mut self, id: &CaseId, scope: &str, meet: &Meet) {
        let Some(case) = self.case(id) else { return };
        let key = format!("{scope}.{}", meet.name);
        let old = case.meets.get(&key).cloned();
        let when = match self.when(&case, meet, old.as_deref()) {
            Ok(Some(when)) => when,
            Ok(None) => return,
            Err(error) => return self.hold(id, error),
        };
        let mut people = match self.people(&case, &Local::default(), &meet.who) {
            Ok(people) => people,
            Err(error) => return self.hold(id, error),
        };
        if !meet.busy {
            let directory = self.world.directory;
            people.retain(|id| directory.person(id).is_none_or(|person| person.deadlines));
            if people.is_empty() {
                // Nobody wants to see it, or not any more.
                return self.take_out(id, &key, old.as_deref());
            }
        }
        let sought = match self.seek(&case, (&key, meet), old.as_deref(), &people, when) {
            Ok(found) => found,
            Err(error) => return self.hold(id, error),
        };
        if old.as_ref().is_some_and(|old| old.slot != sought.slot) {
            let slot = sought.slot;
            self.note(id, |case| case.meets.get_mut(&key).map(|meet| meet.slot = slot));
        }
        let attendees = self.attendees(&people, old.as_ref().map(|m| &m.invite));
        if attendees.is_empty() {
            return self.why(Some(id), format!("meet '{key}' has nobody to invite"));
        }
        let alarms = self.alarms(&case, meet);
        let place = self.place(&case, meet);
        let Some(old) = old else {
            return self.invite(id, scope, meet, sought, attendees, alarms);
        };
        let Sought { when, unseen, .. } = sought;
        // Who comes later is not invited to what is over.
        if old.invite.when == when && matches!(&when, When::Once { end, .. } if *end <= self.now) {
            return;
        }
        // A new time without a place is at the old one.
        let location = place.or_else(|| old.invite.location.clone());
        let lacks = |all: &[Attendee], one: &Attendee| !all.iter().any(|other| other.address == one.address);
        let added: Vec<Attendee> =
            attendees.iter().filter(|a| lacks(&old.invite.attendees, a)).cloned().collect();
        let removed: Vec<Attendee> =
            old.invite.attendees.iter().filter(|a| lacks(&attendees, a)).cloned().collect();
        let same_time = old.invite.when == when;
        // A case that has another name has it in calendars, too.
        let same_name = old.titled.as_ref().is_none_or(|title| *title == case.title);
        let same_rest = same_name && old.invite.location == location && old.invite.alarms == alarms;
        if same_time && same_rest && added.is_empty() && removed.is_empty() {
            return;
        }
        let change = old.invite.when.change(&when);
        // Who comes later is invited to what stands: nothing changes for the others (RFC 5546, section 2.1.4).
        let raise = u32::from(!(same_time && same_rest && removed.is_empty()));
        let mut invite = Invite {
            sequence: old.invite.sequence + raise,
            stamp: self.now,
            attendees,
            location,
            alarms,
            when,
            ..old.invite.clone()
        };
        let mut since = old.floors();
        let asked = asks_anew(&mut invite, &change, &mut since);
        self.why(Some(id), format!("meet '{key}' changes: update {}", invite.sequence));
        let before = Some(Box::new(old.invite.clone()));
        if !removed.is_empty() {
            let sequence = invite.sequence;
            let apart = Vec::new();
            let leaving =
                Invite { attendees: removed.clone(), sequence, stamp: self.now, apart, ..old.invite.clone() };
            self.dismiss(id, &meet.name, leaving, true);
        }
        invite.apart.retain(|one| !removed.iter().any(|gone| gone.address == one.address));
        let plan = InvitePlan { unseen, ..InvitePlan::new(invite.clone()) };
        if same_time && same_rest {
            if !added.is_empty() {
                let to = self.known(&added);
                self.send_invite_to(id, &meet.name, InvitePlan { first: true, ..plan }, to);
            }
        } else if let (true, true, true, Some((original, cancel))) =
            (same_rest, added.is_empty(), removed.is_empty(), change.only_one())
        {
            self.send_invite(id, &meet.name, InvitePlan { instance: Some(original), cancel, ..plan });
        } else {
            self.send_invite(id, &meet.name, InvitePlan { before, ..plan });
        }
        let title = case.title.clone();
        self.note(id, |case| {
            if let Some(open) = case.meets.get_mut(&key) {
                (open.invite, open.titled) = (invite, Some(title));
                (open.since, open.asked) = (Some(since.whole), since.occurrences);
            }
        });
        self.plan_instance(id, &key, meet, asked);
    }

    fn invite(
        &mut self,
        id: &CaseId,
        scope: &str,
        meet: &Meet,
        Sought { when, slot, unseen }: Sought,
        attendees: Vec<Attendee>,
        alarms: Vec<i64>,
    ) {
        let Some(case) = self.case(id) else { return };
        let key = format!("{scope}.{}", meet.name);
        let identity = self.world.identity;
        let entered = round(&case, scope).max(1).to_string();
        let host = &identity.host;
        let parts = [id.0.as_bytes(), key.as_bytes(), entered.as_bytes(), host.as_bytes()];
        let mut uid = format!("{}@{host}", memory::hash(&parts));
        if self.row(&uid_key(&uid)).is_some() {
            // That one was called off, and a program may take it for the end of this one.
            let anew = memory::hash(&[uid.as_bytes(), memory::stamp(self.now).as_bytes()]);
            uid = format!("{anew}@{host}");
        }
        let language = &self.world.directory.company.language;
        let invite = Invite {
            uid: uid.clone(),
            sequence: 0,
            summary: String::new(),
            description: String::new(),
            location: self.place(&case, meet),
            url: None,
            organizer: Party {
                name: identity.names.get(language).cloned().unwrap_or_else(|| "beadle".into()),
                address: identity.address.to_string(),
            },
            attendees,
            when,
            busy: meet.busy,
            alarms,
            stamp: self.now,
            language: None, // known once a letter's words are
            apart: Vec::new(),
        };
        self.put_json(uid_key(&uid), &(id.clone(), key.clone()));
        self.why(Some(id), format!("meet '{key}': invitation to {} people", invite.attendees.len()));
        let plan = InvitePlan { unseen, ..InvitePlan::new(invite.clone()) };
        self.send_invite(id, &meet.name, plan);
        let open = OpenMeet {
            scope: scope.to_owned(),
            name: meet.name.clone(),
            invite,
            stamps: BTreeMap::new(),
            comments: BTreeMap::new(),
            next: None,
            moved: None,
            slot,
            since: Some(0),
            asked: BTreeMap::new(),
            proposed: None,
            refreshed: BTreeMap::new(),
            instances: Vec::new(),
            timers: BTreeMap::new(),
            notice: None,
            titled: Some(case.title.clone()),
        };
        self.note(id, |case| case.meets.insert(key.clone(), open.into()));
        self.plan_instance(id, &key, meet, true);
    }

    /// An entry that nobody is to have any longer.
    fn take_out(&mut self, id: &CaseId, key: &str, old: Option<&OpenMeet>) {
        let Some(old) = old else { return };
        self.why(Some(id), format!("meet '{key}' is wanted by nobody"));
        let invite = Invite { sequence: old.invite.sequence + 1, stamp: self.now, ..old.invite.clone() };
        self.dismiss(id, &old.name, invite, false);
        self.note(id, |case| case.meets.remove(key));
    }

    /// One letter to all attendees. Where a question of this decision can be answered by this invitation, its letter
    /// will carry it instead ([`Draft::join_invites`]).
    fn send_invite(&mut self, id: &CaseId, name: &str, plan: InvitePlan) {
        let to = match (&plan.only, plan.instance) {
            (None, Some(original)) => self.known(&plan.invite.coming(original)),
            _ => self.known(&plan.invite.attendees),
        };
        self.send_invite_to(id, name, plan, to);
    }

    fn known(&self, attendees: &[Attendee]) -> Vec<PersonId> {
        let directory = self.world.directory;
        let known = |a: &Attendee| Some(directory.by_address(&a.address.parse().ok()?)?.id.clone());
        attendees.iter().filter_map(known).collect()
    }

    pub(super) fn send_invite_to(&mut self, id: &CaseId, name: &str, plan: InvitePlan, to: Vec<PersonId>) {
        let Some(case) = self.case(id) else { return };
        let letter_id = self.effect_id(Some(id), &format!("{name} {}", plan.invite.sequence));
        let letter = LetterPlan { id: letter_id, ..self.invitation(&case, name, plan, to) };
        self.letter(letter);
    }

    /// The letter that brings a calendar object; it has no id yet.
    pub(super) fn invitation(
        &self,
        case: &Case,
        name: &str,
        plan: InvitePlan,
        to: Vec<PersonId>,
    ) -> LetterPlan {
        LetterPlan {
            id: String::new(),
            case: Some(case.id.clone()),
            process: Some(case.process.clone()),
            name: name.to_owned(),
            occasion: Occasion::Invite,
            to,
            ask: None,
            facts: self.facts(case, &Local::default(), Some(&case.process), name),
            in_reply_to: None,
            titles: [].into(),
            invite: Some(plan),
            enclosed: Vec::new(),
            parts: Vec::new(),
        }
    }

    /// An individual question that a calendar answer can settle carries the invitation itself: one mail, not two.
    pub(super) fn join_invites(&mut self) {
        let rules = self.world.rules;
        let letters = std::mem::take(self.letters());
        let (mut invites, mut others): (Vec<LetterPlan>, Vec<LetterPlan>) =
            letters.into_iter().partition(|l| {
                l.occasion == Occasion::Invite && l.invite.as_ref().is_some_and(|i| !i.cancel && !i.ended)
            });
        for letter in &mut others {
            let (Some(ask), Some(process)) = (&letter.ask, &letter.process) else { continue };
            if letter.occasion != Occasion::Ask {
                continue;
            }
            let (scope, name) =
                ask.key.split('@').next().and_then(|k| k.rsplit_once('.')).unwrap_or_default();
            let wanted = rules.processes.get(process).and_then(|p| ask_of(p, scope, name)?.calendar.as_ref());
            let Some(wanted) = wanted else { continue };
            for invite in invites.iter_mut().filter(|i| i.case == letter.case && i.name == wanted.to) {
                if let Some(at) = invite.to.iter().position(|p| letter.to.contains(p)) {
                    invite.to.remove(at);
                    letter.invite.clone_from(&invite.invite);
                }
            }
            self.tie_invite(letter);
        }
        invites.retain(|letter| !letter.to.is_empty());
        *self.letters() = others;
        self.letters().extend(invites);
    }

    fn attendees(&self, people: &[PersonId], old: Option<&Invite>) -> Vec<Attendee> {
        let directory = self.world.directory;
        let attendee = |person: &Person, delegator: Option<&Attendee>| {
            let address = person.address().to_string();
            let old = old.and_then(|i| i.attendees.iter().find(|a| a.address == address));
            Attendee {
                name: person.name.clone(),
                address,
                partstat: old.map_or(PartStat::NeedsAction, |a| a.partstat),
                role: Role::Required,
                rsvp: true,
                delegated_to: old.and_then(|a| a.delegated_to.clone()),
                delegated_from: delegator.map(|a| a.address.clone()),
            }
        };
        let mut all: Vec<Attendee> = people
            .iter()
            .filter_map(|id| directory.person(id))
            .map(|person| attendee(person, None))
            .collect();
        // Whom they send, and whom those send.
        let mut n = 0;
        while n < all.len() {
            let to = all[n].delegated_to.as_ref().and_then(|to| directory.by_address(&to.parse().ok()?));
            if let Some(person) = to.filter(|person| person.active) {
                let stand_in = attendee(person, Some(&all[n]));
                match all.iter_mut().find(|one| one.address == stand_in.address) {
                    Some(known) => known.delegated_from = stand_in.delegated_from,
                    None => all.push(stand_in),
                }
            }
            n += 1;
        }
        all
    }

    fn alarms(&self, case: &Case, meet: &Meet) -> Vec<i64> {
        let value = meet.alarms.as_ref().and_then(|alarms| self.value(case, &Local::default(), alarms).ok());
        let Some(Value::List(items)) = value else { return Vec::new() };
        let minutes = |v: &Value| match v {
            Value::Minutes(minutes) => Some(*minutes),
            Value::Text(text) => crate::time::read::duration(text).map(|d| d.num_minutes()),
            _ => None,
        };
        items.iter().filter_map(minutes).collect()
    }

    /// The place written beside a time span: `启动会: 2024-06-20 14:00-15:00 线上 …`.
    fn place(&self, case: &Case, meet: &Meet) -> Option<String> {
        let given = meet.unless.as_ref().filter(|_| given_time(case, meet).is_some());
        let path = given.or(meet.at.as_ref())?.to_string();
        let path: Vec<String> = path.split('.').map(str::to_owned).collect();
        match self.path(case, &Local::default(), &path).ok()? {
            Value::Span(_, _, text) if !text.trim().is_empty() => Some(text),
            _ => None,
        }
    }

    /// Whose day it is: an entry for one person ends that person's day, as the letter says; all else is the company's.
    fn reader_of(&self, case: &Case, meet: &Meet) -> Local {
        let people = if meet.busy {
            Vec::new()
        } else {
            self.people(case, &Local::default(), &meet.who).unwrap_or_default()
        };
        match people.as_slice() {
            [one] => Local { despite_leave: true, ..Local::of(one) },
            _ => Local::default(),
        }
    }

    /// When it takes place; none while its fields are not known.
    fn when(&self, case: &Case, meet: &Meet, old: Option<&OpenMeet>) -> Result<Option<When>, String> {
        let local = self.reader_of(case, meet);
        let calendar = self.case_calendar(case, &local);
        let zone = calendar.zone.name().to_owned();
        if let Some(every) = &meet.every {
            return self.series(case, meet, every, old);
        }
        if let Some((start, end)) = given_time(case, meet) {
            return Ok(Some(When::Once { start, end, zone }));
        }
        if let Some((start, end)) = old.and_then(|old| old.moved) {
            return Ok(Some(When::Once { start, end, zone }));
        }
        let Some(at) = &meet.at else { return Err(format!("meet '{}' has no time", meet.name)) };
        let length = meet.length_minutes.unwrap_or(if meet.busy { LENGTH_MINUTES } else { ENTRY_MINUTES });
        let text = at.to_string();
        if at.paths() == [text.as_str()] {
            let own =
                text.strip_prefix(case.process.as_str()).and_then(|t| t.strip_prefix('.')).unwrap_or(&text);
            let path: Vec<String> = own.split('.').map(str::to_owned).collect();
            match self.path(case, &local, &path)? {
                Value::Null => return Ok(None),
                Value::Span(start, end, _) => return Ok(Some(When::Once { start, end, zone })),
                _ => {}
            }
        } else if at
            .paths()
            .iter()
            .any(|path| !matches!(self.moment(case, &local, path, None), Some(Lookup::Moment(_))))
        {
            return Ok(None);
        }
        if at.paths().is_empty()
            && let Some(old) = old
        {
            // `at = "now"` was now when it was first invited to.
            return Ok(Some(old.invite.when.clone()));
        }
        let start = self.instant(case, &local, at, self.now, None)?;
        Ok(Some(When::Once { start, end: start + chrono::Duration::minutes(length), zone }))
    }

    fn series(
        &self,
        case: &Case,
        meet: &Meet,
        every: &crate::time::Phrase,
        old: Option<&OpenMeet>,
    ) -> Result<Option<When>, String> {
        let local = Local::default();
        let calendar = self.case_calendar(case, &local);
        let zone = calendar.zone.clone();
        let begun = old.map_or(self.now, |old| match &old.invite.when {
            When::Series(series) => zone.instant(series.start_local) - chrono::Duration::minutes(1),
            _ => self.now,
        });
        let first = every.next_after(begun, &calendar, &|_| None)?;
        let last = match &meet.until {
            None => first + chrono::Duration::weeks(SERIES_WEEKS),
            Some(until) => {
                let unknown = until.paths().iter().any(|p| self.moment(case, &local, p, None).is_none());
                if unknown {
                    first + chrono::Duration::weeks(SERIES_WEEKS)
                } else {
                    self.instant(case, &local, until, self.now, None)?.max(first)
                }
            }
        };
        let (from, until) = (zone.local(first).date(), zone.local(last).date());
        let occurrences = series(every, from, until, &calendar, meet.holiday)?;
        if occurrences.iter().all(|date| date.skipped) {
            // All of it falls on days off: there is no meeting.
            return Ok(None);
        }
        let length = u32::try_from(meet.length_minutes.unwrap_or(LENGTH_MINUTES)).unwrap_or(60);
        let trouble = |error| format!("meet '{}': {error}", meet.name);
        let mut series = Series::of(&occurrences, length, zone.name()).map_err(trouble)?;
        if let Some(old) = old.filter(|old| !old.instances.is_empty()) {
            let takes_place = series.occurrences().map_err(trouble)?;
            for one in old.instances.iter().filter(|i| takes_place.iter().any(|o| o.original == i.original)) {
                series.moved.retain(|moved| moved.original != one.original);
                series.moved.push(*one);
            }
            series.moved.sort_by_key(|moved| moved.original);
        }
        Ok(Some(When::Series(series)))
    }

    /// The next instance, with its timers. `new_time`: nobody has dealt with that time yet.
    fn plan_instance(&mut self, id: &CaseId, key: &str, meet: &Meet, new_time: bool) {
        let Some(case) = self.case(id) else { return };
        let after = self.now;
        let Some(open) = case.meets.get(key) else { return };
        let next = match &open.invite.when {
            // One that was over before anybody wrote of it ends now: what hangs under its end must not wait for ever.
            When::Once { start, end, .. } => Some((*start, *end)).filter(|(_, end)| new_time || *end > after),
            When::Series(series) => match series.occurrences() {
                Ok(all) => all.iter().map(|o| (o.start, o.end)).filter(|(_, end)| *end > after).min(),
                Err(error) => return self.hold(id, format!("meet '{key}': {error}")),
            },
            When::AllDay { .. } => None,
        };
        let mut timers = BTreeMap::new();
        if let Some((start, end)) = next {
            let local = Local { meeting: Some((start, end)), ..Local::default() };
            let zone = self.case_calendar(&case, &local).zone;
            let morning = start_of_day(&zone, start);
            for (name, timer) in &meet.timers {
                match self.instant(&case, &local, &timer.at, morning, None) {
                    Ok(at) if at > self.now => {
                        timers.insert(name.clone(), at);
                    }
                    Ok(_) => {}
                    Err(error) => return self.hold(id, error),
                }
            }
        }
        let notice = match self.notices(&case, open, meet) {
            Ok(notices) => notices.into_iter().map(|n| n.at).filter(|at| *at > self.now).min(),
            Err(error) => return self.hold(id, error),
        };
        // Without asks, timers or reactions nothing happens at its end: no deadline is kept for it.
        let silent = meet.asks.is_empty() && meet.on.is_empty() && timers.is_empty();
        self.change(id, |case| {
            if let Some(open) = case.meets.get_mut(key) {
                open.next = next.filter(|_| !silent || matches!(open.invite.when, When::Series(_)));
                open.timers = timers;
                open.notice = notice;
            }
        });
    }

    /// What holidays do to the instances of a series, with when people are told.
    fn notices(&self, case: &Case, open: &OpenMeet, meet: &Meet) -> Result<Vec<Notice>, String> {
        let (Some(phrase), When::Series(series)) = (&meet.notice, &open.invite.when) else {
            return Ok(Vec::new());
        };
        let calendar = self.case_calendar(case, &Local::default());
        let length = chrono::Duration::minutes(series.length_minutes.into());
        // What a person moved was said when it was moved.
        let by_hand = |moved: &&Moved| open.instances.iter().any(|one| one.original == moved.original);
        let moved = series.moved.iter().filter(|m| !by_hand(m)).map(|m| (m.original, Some(m.start)));
        let skipped = series.exdates.iter().map(|original| (*original, None));
        moved
            .chain(skipped)
            .map(|(original, to)| {
                let planned = calendar.zone.instant(original);
                let start = to.map_or(planned, |to| calendar.zone.instant(to));
                let at = notice(phrase, original.date(), &calendar)?;
                let on = if to.is_some() { Trigger::Moved } else { Trigger::Skipped };
                Ok(Notice { at, on, planned, instance: (start, start + length) })
            })
            .collect()
    }

    /// Tells of what a holiday did, unless that is past already.
    fn give_notice(&mut self, id: &CaseId, key: &str, open: &OpenMeet, meet: &Meet) {
        let (Some(due), Some(case)) = (open.notice.filter(|at| *at <= self.now), self.case(id)) else {
            return;
        };
        let notices = match self.notices(&case, open, meet) {
            Ok(notices) => notices,
            Err(error) => return self.hold(id, error),
        };
        let now = self.now;
        let next = notices.iter().map(|n| n.at).filter(|at| *at > now).min();
        self.change(id, |case| case.meets.get_mut(key).map(|meet| meet.notice = next));
        for notice in
            notices.iter().filter(|n| n.at >= due && n.at <= now && n.planned.max(n.instance.0) > now)
        {
            let local =
                Local { meeting: Some(notice.instance), planned: Some(notice.planned), ..Local::default() };
            for reaction in meet.on.iter().filter(|r| r.on == notice.on) {
                if self.has_meet(id, key) {
                    self.run(id, &reaction.steps, &local);
                }
            }
        }
    }

    /// A timer of an instance, or its end.
    pub(super) fn meet_due(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.meets.get(key).cloned() else { return };
        let Some(meet) = meet_of(process, &open) else {
            self.note(id, |case| case.meets.remove(key));
            return self.why(Some(id), format!("meet '{key}' is no longer in the process"));
        };
        let local = Local { meeting: open.next, ..Local::default() };
        let now = self.now;
        for name in open.timers.iter().filter(|(_, at)| **at <= now).map(|(name, _)| name) {
            self.note(id, |case| case.meets.get_mut(key).map(|m| m.timers.remove(name)));
            if let Some(timer) = meet.timers.get(name) {
                self.run(id, &timer.steps, &local);
            }
            if !self.has_meet(id, key) {
                return;
            }
        }
        self.give_notice(id, key, &open, meet);
        let Some(instance) = open.next.filter(|(_, end)| *end <= self.now && self.has_meet(id, key)) else {
            return;
        };
        self.why(Some(id), format!("meet '{key}' has ended"));
        let scope = format!("{}.{}", open.scope, open.name);
        for ask in meet.asks.values() {
            self.start_round(id, &scope, ask, Which::at(instance), 1);
        }
        for reaction in meet.on.iter().filter(|r| r.on == Trigger::Ended) {
            if self.has_meet(id, key) {
                self.run(id, &reaction.steps, &local);
            }
        }
        if self.has_meet(id, key) {
            self.plan_instance(id, key, meet, false);
        }
    }

    pub(super) fn has_meet(&self, id: &CaseId, key: &str) -> bool {
        !self.is_stopped(id) && self.case(id).is_some_and(|case| case.meets.contains_key(key))
    }

    /// Calls off what a scope invited to, unless it is over already.
    pub(super) fn cancel_meets(&mut self, id: &CaseId, scope: &str) {
        let Some(case) = self.case(id) else { return };
        let open: Vec<String> =
            case.meets.iter().filter(|(_, m)| m.scope == scope).map(|(key, _)| key.clone()).collect();
        for key in open {
            let meet = &case.meets[&key];
            let lies_ahead = match &meet.invite.when {
                When::Once { end, .. } => *end > self.now,
                When::Series(_) => meet.next.is_some(),
                When::AllDay { date } => *date >= self.now.date_naive(),
            };
            if lies_ahead {
                let invite =
                    Invite { sequence: meet.invite.sequence + 1, stamp: self.now, ..meet.invite.clone() };
                self.why(Some(id), format!("meet '{key}' is called off"));
                self.dismiss(id, &meet.name, invite, false);
            }
            self.note(id, |case| case.meets.remove(&key));
        }
    }

    /// Takes a meeting out of the calendars of its attendees; `some`: others still come.
    ///
    /// A series of which something was held is not called off: CANCEL takes what is past along in every client, and
    /// none of the large ones understands RANGE=THISANDFUTURE. It is ended by an update instead, whose rule stops
    /// with the last instance held (RFC 5546, section 3.2.2.1), for those who are dismissed alone where others go on.
    fn dismiss(&mut self, id: &CaseId, name: &str, invite: Invite, some: bool) {
        let held = match &invite.when {
            When::Series(series) => series.begun(self.now),
            _ => None,
        };
        let plan = match held {
            Some(series) => {
                let mut invite = Invite { when: When::Series(series), ..invite };
                invite.attendees.iter_mut().for_each(|a| a.rsvp = false);
                InvitePlan { ended: true, ..InvitePlan::new(invite) }
            }
            None => {
                let only = some.then(|| invite.attendees.iter().map(|a| a.address.clone()).collect());
                InvitePlan { cancel: true, only, ..InvitePlan::new(invite) }
            }
        };
        self.send_invite(id, name, plan);
    }
}

/// What a holiday does to one instance of a series.
struct Notice {
    /// When people are told.
    at: Instant,
    /// Moved or skipped.
    on: Trigger,
    /// When it was to start.
    planned: Instant,
    /// When it is now; as planned where it is skipped.
    instance: (Instant, Instant),
}

/// From which revision on an answer counts.
struct Floors {
    /// To the whole.
    whole: u32,
    /// To single occurrences that were moved since.
    occurrences: BTreeMap<NaiveDateTime, u32>,
}

/// Takes back the answers that a new time makes void, and says whether that is all of them.
fn asks_anew(invite: &mut Invite, change: &Change, since: &mut Floors) -> bool {
    let Change::Some { moved, dropped, .. } = change else {
        // Whoever sends somebody else still does (RFC 5546, section 3.2.2.3).
        let own = |a: &&mut Attendee| a.partstat != PartStat::Delegated || a.delegated_to.is_none();
        invite.attendees.iter_mut().filter(own).for_each(|a| a.partstat = PartStat::NeedsAction);
        invite.apart.clear();
        *since = Floors { whole: invite.sequence, occurrences: BTreeMap::new() };
        return true;
    };
    invite
        .apart
        .retain(|one| one.onward || !moved.contains(&one.original) && !dropped.contains(&one.original));
    since.occurrences.retain(|original, _| !dropped.contains(original));
    for original in moved {
        let addresses: Vec<String> = invite.attendees.iter().map(|a| a.address.clone()).collect();
        for address in addresses {
            let (original, partstat) = (*original, PartStat::NeedsAction);
            invite.set_apart(Apart { original, onward: false, address, partstat, stand_in: None });
        }
        since.occurrences.insert(*original, invite.sequence);
    }
    false
}

/// The time that somebody gave where else one is found (`unless`); none that was over when the case began.
pub(super) fn given_time(case: &Case, meet: &Meet) -> Option<(Instant, Instant)> {
    let (start, end) = match case.fields.get(&meet.unless.as_ref()?.to_string())? {
        Value::Span(start, end, _) => (*start, *end),
        Value::At(start) => {
            let minutes = meet.length_minutes.unwrap_or(LENGTH_MINUTES);
            (*start, *start + chrono::Duration::minutes(minutes))
        }
        _ => return None,
    };
    (start > case.opened).then_some((start, end))
}

pub(super) fn meet_of<'p>(process: &'p Process, open: &OpenMeet) -> Option<&'p Meet> {
    state_of(process, &open.scope)?.meets.get(&open.name)
}

fn start_of_day(zone: &Zone, at: Instant) -> Instant {
    zone.instant(NaiveDateTime::new(zone.local(at).date(), NaiveTime::MIN))
}
