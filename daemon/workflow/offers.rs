//! What somebody may say in a case now, and what a mail says of it: answers to open questions, sayings, cases that may be
//! opened from here, answers to questions of the cases below.
//!
//! Promises: what is cheap to find out is found out first, and what is not only where the mail may mean it; the outcome
//! is the same. Never does: act on it.

use std::sync::Arc;

use super::asks::ask_of;
use super::called::is_word;
use super::cases::state_of;
use super::draft::Draft;
use super::intake::Speech;
use super::memory;
use super::reach::Local;
use super::{Case, CaseId};
use crate::directory::PersonId;
use crate::rules::reading::{Reading, read, says_none_of};
use crate::rules::{Base, Process, Reads, Say, Wants, Who};

/// What one word may mean in a case.
#[derive(Debug, Clone)]
pub(super) enum Offer {
    /// An answer to an open ask: its key.
    Answer(String),
    /// The form of an open ask: its key.
    Form(String),
    /// A say: its scope and name.
    Say(String, String),
    /// A process opened from within this case's thread.
    Open(String),
}

impl Draft<'_> {
    /// What this person may say in this case now, by name. Answers first: they win over says of the same name.
    pub(super) fn offers(&self, case: &Case, person: &PersonId) -> Vec<(String, Offer)> {
        let mut out = self.own_offers(case, person, None);
        self.opened_from(case, person, None, &mut out, &|offer| offer);
        out
    }

    /// The same of one name: what this person may mean by it in this case now.
    pub(super) fn offers_called(&self, name: &str, case: &Case, person: &PersonId) -> Vec<(String, Offer)> {
        let mut out = self.own_offers(case, person, Some(name));
        self.opened_from(case, person, Some(name), &mut out, &|offer| offer);
        out
    }

    /// The words of the case itself: answers to its questions, and its sayings.
    fn own_offers(&self, case: &Case, person: &PersonId, only: Option<&str>) -> Vec<(String, Offer)> {
        let mut out: Vec<(String, Offer)> = Vec::new();
        let Some(process) = self.process_of(case) else { return out };
        for (name, offer) in asked_of(process, case, person) {
            if only.is_none_or(|only| only == name) {
                out.push((name.to_owned(), offer));
            }
        }
        self.sayings(process, case, person, only, &mut out, &|offer| offer);
        out
    }

    /// The text is a word of that answer.
    pub(super) fn is_called(&self, answer: &str, text: &str) -> bool {
        self.world.rules.answers.get(answer).is_some_and(|a| is_word(&a.words, text))
    }

    /// What this person may say here, and what the mail says of it. Whether this person may open from here what others may
    /// is found out only where the mail may mean it: it takes longer than the rest of an answer.
    pub(super) fn heard(&self, case: &Case, speech: &Speech<'_>) -> (Vec<(String, Offer)>, Reading) {
        let rules = self.world.rules;
        let by = self.names_of(&speech.person);
        let read_with = |offers: &[(String, Offer)]| {
            let names: Vec<&str> = offers.iter().map(|(name, _)| name.as_str()).collect();
            read(speech.words, &by, &names, rules)
        };
        if case.children.is_empty() {
            let own = self.own_offers(case, &speech.person, None);
            let commands = rules.processes.values().filter(|other| self.opens_on(other, &case.id).is_some());
            let commands: Vec<&str> = commands.filter_map(|other| other.open.command.as_deref()).collect();
            let called = |tag: &str| commands.iter().any(|name| self.is_called(name, tag));
            let reading = read_with(&own);
            if matches!(reading, Reading::Said(_))
                && !speech.tag.is_some_and(called)
                && says_none_of(speech.words, &commands, rules)
            {
                return (own, reading);
            }
        }
        let offers = self.offers(case, &speech.person);
        let reading = read_with(&offers);
        (offers, reading)
    }

    /// Adds what may be said besides answering: names that are not among them yet.
    fn sayings(
        &self,
        process: &Process,
        case: &Case,
        person: &PersonId,
        only: Option<&str>,
        out: &mut Vec<(String, Offer)>,
        as_offer: &dyn Fn(Offer) -> Offer,
    ) {
        for scope in [case.state.as_str(), "always"] {
            if scope == "always" && case.ended.is_some() {
                continue;
            }
            let Some(state) = state_of(process, scope) else { continue };
            for say in state.says.values() {
                if wants(out, only, &say.name) && self.may_say(case, say, person) {
                    out.push((say.name.clone(), as_offer(Offer::Say(scope.to_owned(), say.name.clone()))));
                }
            }
        }
    }

    /// Adds what this person may open from here, and what waits in the cases below.
    fn opened_from(
        &self,
        case: &Case,
        person: &PersonId,
        only: Option<&str>,
        out: &mut Vec<(String, Offer)>,
        as_offer: &dyn Fn(Offer) -> Offer,
    ) {
        for other in self.world.rules.processes.values() {
            let Some(command) = other.open.command.as_ref().filter(|c| wants(out, only, c)) else { continue };
            let parent = self.opens_on(other, &case.id);
            if parent.is_some() && self.may_open(other, parent.as_ref(), person) {
                out.push((command.clone(), as_offer(Offer::Open(other.name.clone()))));
            }
        }
        // One mail may answer for several children, each line naming its own (`T03 确认`).
        for of in case.children.keys() {
            for child in self.children_of(&case.id, of) {
                let Some(child) = self.seen_by(&child, person) else { continue };
                let Some(process) = self.process_of(&child) else { continue };
                for (name, _) in asked_of(process, &child, person) {
                    if wants(out, only, name) {
                        out.push((name.to_owned(), Offer::Open(String::new())));
                    }
                }
                let below = |_| Offer::Open(String::new());
                self.sayings(process, &child, person, only, out, &below);
                self.opened_from(&child, person, only, out, &below);
            }
        }
    }

    /// A case that is not over with its questions, if one of them waits for this person or a process lets say something
    /// whoever is asked; else without, for a project of many tasks is looked at with all of them.
    fn seen_by(&self, id: &CaseId, person: &PersonId) -> Option<Arc<Case>> {
        let glance = self.looked_at(id, &Reads::default()).filter(|case| case.ended.is_none())?;
        let asks = |who: &Who| who.0.iter().any(|seat| matches!(seat.base, Base::Asked));
        let by_ask = self.process_of(&glance).is_some_and(|process| {
            let mut says = process.states.values().chain([&process.always]).flat_map(|s| s.says.values());
            says.any(|say| asks(&say.by))
        });
        let mut waits = by_ask;
        self.world.rows.scan(&memory::prefix(["q", person.as_str(), &id.0]), &mut |_, _| {
            waits = true;
            false
        });
        if waits { self.case(id) } else { Some(glance) }
    }

    pub(super) fn may_say(&self, case: &Case, say: &Say, person: &PersonId) -> bool {
        if let Some(until) = &say.until
            && self
                .instant(case, &Local::default(), until, case.entered, None)
                .is_ok_and(|end| end < self.now)
        {
            return false;
        }
        self.is_one_of(case, &Local::of(person), &say.by, person).unwrap_or(false)
    }

    /// Members, readers, whoever may say something, and their heads; the cheap to find out first.
    pub(super) fn may_read(&self, case: &Case, person: &PersonId) -> bool {
        self.is_reader(case, person)
            || !self.own_offers(case, person, None).is_empty()
            || !self.offers(case, person).is_empty()
    }

    pub(super) fn is_reader(&self, case: &Case, person: &PersonId) -> bool {
        let directory = self.world.directory;
        case.readers.iter().chain(&case.opener).any(|p| p == person || directory.head_of(p) == Some(person))
    }
}

/// A word of that name is looked for, and not offered yet.
fn wants(offers: &[(String, Offer)], only: Option<&str>, name: &str) -> bool {
    only.is_none_or(|only| only == name) && offers.iter().all(|(known, _)| known != name)
}

/// The answers and forms that a case's open questions want of a person, by name.
pub(super) fn asked_of<'p>(process: &'p Process, case: &Case, person: &PersonId) -> Vec<(&'p str, Offer)> {
    let mut out: Vec<(&str, Offer)> = Vec::new();
    for (key, open) in &case.asks {
        let mine = open.closed.is_none()
            && open.seats.iter().any(|s| s.answer.is_none() && !s.waiting && s.people.contains(person));
        let Some(ask) = ask_of(process, &open.scope, &open.name).filter(|_| mine) else { continue };
        match &ask.wants {
            Wants::Answers(answers) => {
                out.extend(answers.iter().map(|a| (a.as_str(), Offer::Answer(key.clone()))));
            }
            Wants::Form(_) | Wants::Fill(_) => out.push((ask.name.as_str(), Offer::Form(key.clone()))),
        }
    }
    out
}
