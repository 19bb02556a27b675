//! The names in a story that nobody and nothing bears: people, letters, meetings, states, fields. A story is written by
//! hand, and a misspelt name would otherwise only show as a letter that does not leave.

use std::collections::BTreeSet;

use super::{Scenario, What};
use crate::compose::{Composer, Purpose};
use crate::fault::{Faults, offer};
use crate::rules::State;
use crate::turn::Setting;

/// Names that a company's setting has.
struct Known<'s> {
    people: BTreeSet<&'s str>,
    letters: BTreeSet<String>,
    meets: BTreeSet<&'s str>,
    states: BTreeSet<&'s str>,
}

impl<'s> Known<'s> {
    fn of(setting: &'s Setting) -> Self {
        let processes = || setting.rules.processes.values();
        let states = || processes().flat_map(|p| p.states.values().chain([&p.always]));
        let ended = processes().flat_map(|p| p.states.keys().map(String::as_str));
        let invites =
            Composer::names(&setting.rules).into_iter().filter(|(.., purpose)| *purpose == Purpose::Invite);
        let meets: BTreeSet<&str> =
            states().flat_map(|state: &State| state.meets.keys().map(String::as_str)).collect();
        let letters = Composer::names(&setting.rules).into_iter().map(|(_, letter, _)| letter);
        Self {
            people: setting.directory.people.keys().map(|id| id.as_str()).collect(),
            letters: letters.chain(invites.map(|(_, letter, _)| letter)).collect(),
            meets,
            states: ended.chain([crate::workflow::CALLED_OFF]).collect(),
        }
    }

    fn person(&self, name: &str) -> Option<(String, String)> {
        // Somebody else is called by an address.
        let known = name.contains('@') || self.people.contains(name);
        (!known).then(|| (format!("nobody is called '{name}'"), offer(name, self.people.iter().copied())))
    }

    fn letter(&self, name: &str) -> Option<(String, String)> {
        let known = self.letters.contains(name) || self.meets.contains(name);
        let near = || offer(name, self.letters.iter().map(String::as_str));
        (!known).then(|| (format!("there is no letter '{name}'"), near()))
    }

    fn meet(&self, name: &str) -> Option<(String, String)> {
        (!self.meets.contains(name))
            .then(|| (format!("there is no meeting '{name}'"), offer(name, self.meets.iter().copied())))
    }
}

/// One fault for each name that is not known, on its line.
pub(super) fn check(scenario: &Scenario, setting: &Setting) -> Faults {
    let known = Known::of(setting);
    let mut faults = Faults::default();
    for line in &scenario.lines {
        let (people, letter, other): (Vec<&str>, Option<&str>, Option<(String, String)>) = match &line.what {
            What::Writes { from, .. } => (vec![from], None, None),
            What::Replies { from, letter, owner, .. } => {
                (std::iter::once(from).chain(owner).map(String::as_str).collect(), Some(letter), None)
            }
            What::Proposes { from, meet, .. } => (vec![from], None, known.meet(meet)),
            What::Presses { from, meet, owner, .. } => {
                let people = std::iter::once(from).chain(owner).map(String::as_str);
                (people.collect(), None, known.meet(meet))
            }
            What::Sends { from, to, meet, .. } => {
                let people = [from, to].into_iter().map(String::as_str);
                (people.filter(|who| !who.contains('@')).collect(), None, known.meet(meet))
            }
            What::Bounces { letter, to } => (vec![to], Some(letter), None),
            What::Away { from, letter } => (vec![from], Some(letter), None),
            What::Server { to, .. } => (vec![to], None, None),
            What::OperatorAnswers { person, .. } | What::OperatorOpens { person, .. } => {
                (vec![person], None, None)
            }
            What::Letter(expected) => {
                (expected.to.iter().map(String::as_str).collect(), Some(&expected.name), None)
            }
            What::Reads { person, letter, .. } | What::Rings { person, letter, .. } => {
                (vec![person], Some(letter), None)
            }
            What::State { state, .. } if !known.states.contains(state.as_str()) => {
                let near = offer(state, known.states.iter().copied());
                (Vec::new(), None, Some((format!("no process has a state '{state}'"), near)))
            }
            _ => continue,
        };
        let people = people.into_iter().filter_map(|name| Some((name, known.person(name)?)));
        let letters = letter.into_iter().filter_map(|name| Some((name, known.letter(name)?)));
        let text = scenario.source.text().get(line.span.clone()).unwrap_or("");
        for (name, (found, remedy)) in people.chain(letters) {
            let at = text
                .find(name)
                .map_or(line.span.clone(), |at| line.span.start + at..line.span.start + at + name.len());
            faults.push(scenario.source.fault(at, found, remedy));
        }
        if let Some((found, remedy)) = other {
            faults.push(scenario.source.fault(line.span.clone(), found, remedy));
        }
    }
    faults
}
