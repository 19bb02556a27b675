//! A person's dates: meetings, entries on due dates, and questions that wait; and the link by which a calendar
//! program reads them all.
//!
//! The link ends with a secret: 160 bits of an HMAC under the newest key, made when the person first asks for it and kept
//! in a row, so that it outlives the key. A new one takes the place of the old one, which then leads nowhere. Who holds
//! it may read and nothing else; it proves nothing and answers nothing.
//!
//! Promises: a secret is compared with every person's, each in constant time. Never does: say a secret in a reason, so
//! that the journal and the log have none.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta};
use serde::{Deserialize, Serialize};
use subtle::ConstantTimeEq;

use super::draft::Draft;
use super::intake::Speech;
use super::memory::{self, Rows};
use super::{CaseId, Evidence, InvitePlan, LetterPlan, Subscribe, World, token};
use crate::calendar::PartStat;
use crate::directory::PersonId;
use crate::rules::Value;
use crate::time::Instant;

/// Meetings and entries of one person, and as many questions; whoever has more sees the first by id.
const DATES_MAX: usize = 500;

/// One date of a person.
#[derive(Debug, Clone)]
pub enum Dated {
    /// A meeting or an entry: the letter that would bring its invitation now, to this person alone.
    Meet(Box<LetterPlan>),
    /// A question that waits for this person.
    Ask(Asked),
}

/// A question that waits, and that the person was sent: what is only expected has its due date in the calendar anyhow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// Its case.
    pub case: CaseId,
    /// The process of the case.
    pub process: String,
    /// Its key in the case.
    pub key: String,
    /// What the case is called in the person's language.
    pub title: String,
    /// Its round.
    pub round: u32,
    /// When its clock started.
    pub since: Instant,
    /// When the answer is due.
    pub due: Instant,
}

/// What a person reads the dates by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    /// The end of the link; none once it was taken back.
    pub secret: Option<String>,
    /// Counts the secrets.
    pub number: u32,
    /// Since when.
    pub since: Instant,
}

fn link_key(person: &PersonId) -> Vec<u8> {
    memory::key(["e", person.as_str()])
}

/// The link of a person, if one was ever asked for.
pub fn link(rows: &dyn Rows, person: &PersonId) -> Option<Link> {
    serde_json::from_slice(&rows.get(&link_key(person))?).ok()
}

/// Whose dates a secret reads. Every link is looked at whatever was found before.
pub fn whose(rows: &dyn Rows, secret: &str) -> Option<PersonId> {
    let mut found = None;
    rows.scan(&memory::prefix(["e"]), &mut |key, value| {
        let link: Option<Link> = serde_json::from_slice(value).ok();
        if let (["e", person], Some(own)) = (memory::parts(key).as_slice(), link.and_then(|link| link.secret))
            && bool::from(own.as_bytes().ct_eq(secret.as_bytes()))
        {
            found = Some(PersonId::new(*person));
        }
        true
    });
    found
}

/// All dates of a person, in order of their cases: what was declined is none.
pub fn dates(world: &World<'_>, person: &PersonId, now: Instant) -> Vec<Dated> {
    let draft = Draft::new(world, now);
    let mut out = draft.meetings_of(person);
    out.extend(draft.asked_of_person(person).into_iter().map(Dated::Ask));
    out
}

impl Draft<'_> {
    fn meetings_of(&self, person: &PersonId) -> Vec<Dated> {
        let Some(known) = self.world.directory.person(person) else { return Vec::new() };
        let mut keys: BTreeSet<(CaseId, String)> = BTreeSet::new();
        for address in known.all_addresses().map(ToString::to_string) {
            self.world.rows.scan(&memory::prefix(["a", &address]), &mut |row, _| {
                if let ["a", _, case, key] = memory::parts(row).as_slice() {
                    keys.insert((CaseId((*case).to_owned()), (*key).to_owned()));
                }
                keys.len() < DATES_MAX
            });
        }
        let own = |address: &str| known.all_addresses().any(|own| own.to_string() == address);
        let meeting = |(id, key): (CaseId, String)| {
            let case = self.case(&id)?;
            let open = case.meets.get(&key)?;
            let attendee = open.invite.attendees.iter().find(|a| own(&a.address))?;
            if matches!(attendee.partstat, PartStat::Declined | PartStat::Delegated) {
                return None;
            }
            let plan = InvitePlan::new(open.invite.clone());
            Some(Dated::Meet(Box::new(self.invitation(&case, &open.name, plan, vec![person.clone()]))))
        };
        keys.into_iter().filter_map(meeting).collect()
    }

    fn asked_of_person(&self, person: &PersonId) -> Vec<Asked> {
        let mut keys: Vec<(CaseId, String)> = Vec::new();
        self.world.rows.scan(&memory::prefix(["q", person.as_str()]), &mut |row, _| {
            if let ["q", _, case, key] = memory::parts(row).as_slice() {
                keys.push((CaseId((*case).to_owned()), (*key).to_owned()));
            }
            keys.len() < DATES_MAX
        });
        let language = self.world.directory.person(person).map(|person| person.language.as_str());
        let asked = |(id, key): (CaseId, String)| {
            let case = self.case(&id)?;
            let open = case.asks.get(&key)?;
            let seat = open.seats.iter().find(|seat| seat.is_open() && seat.letters.contains_key(person))?;
            let own = language.and_then(|language| case.titles.get(language));
            Some(Asked {
                process: case.process.clone(),
                title: own.unwrap_or(&case.title).clone(),
                round: open.round,
                since: seat.start,
                due: seat.due,
                case: id,
                key,
            })
        };
        keys.into_iter().filter_map(asked).collect()
    }

    /// Makes, keeps, changes or takes back the link of a person; what it is now. Without a key nothing is made: anybody
    /// could make the same.
    pub(super) fn subscribe(&mut self, person: &PersonId, how: Subscribe) -> Option<String> {
        let old = self
            .row(&link_key(person))
            .and_then(|row| serde_json::from_slice::<Link>(&row).ok())
            .unwrap_or(Link { secret: None, number: 0, since: DateTime::UNIX_EPOCH });
        let secret = match how {
            Subscribe::Show if old.secret.is_some() => return old.secret,
            Subscribe::Off if old.secret.is_none() => return None,
            Subscribe::Off => {
                self.why(None, format!("the dates of {} can be read no longer", self.label(person)));
                None
            }
            Subscribe::Show | Subscribe::Renew => {
                let secret = token::link(self.world.identity, person, old.number + 1, self.now)?;
                self.why(None, format!("{} gets a link to read the own dates by", self.label(person)));
                Some(secret)
            }
        };
        let link = Link { secret: secret.clone(), number: old.number + 1, since: self.now };
        self.put_json(link_key(person), &link);
        secret
    }

    /// Tells its sender the link to the own dates, by a letter to the address that is known: whoever wrote in that name
    /// learns nothing. By an address alone a link is replaced once a day, so that he cannot keep the subscription broken
    /// either.
    pub(super) fn tell_dates(&mut self, speech: &Speech<'_>, how: Subscribe) {
        let now = self.now;
        let young = |link: &Link| link.secret.is_some() && now - link.since < TimeDelta::days(1);
        let replaced = how == Subscribe::Renew
            && speech.evidence < Evidence::Token
            && link(self.world.rows, &speech.person).is_some_and(|link| link.number > 1 && young(&link));
        if replaced {
            self.why(
                None,
                "the link was replaced less than a day ago, and an address alone asks for it: it stays",
            );
        }
        let how = if replaced { Subscribe::Show } else { how };
        let base = self.world.identity.calendar.clone();
        let secret = base.as_ref().and_then(|_| self.subscribe(&speech.person, how));
        let link = base.zip(secret).map(|(base, secret)| Value::Text(address(&base, &secret)));
        let facts = [
            ("link".to_owned(), link.unwrap_or(Value::Null)),
            ("renewed".to_owned(), Value::Bool(how == Subscribe::Renew)),
        ];
        self.answer_from(speech, None, None, "calendar", facts.into());
    }
}

/// The whole link: what stands before it, a slash and the secret.
pub fn address(base: &str, secret: &str) -> String {
    format!("{}/{secret}.ics", base.trim_end_matches('/'))
}
