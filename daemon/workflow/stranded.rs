//! Which open cases a changed rule set would strand: what they stand in, wait for or hold is not there any more.
//!
//! A case lives for weeks and its rules may change meanwhile; it goes on by the new ones. Where they have no place for
//! what it is in the middle of, it could never go on, so such a set is refused: by `check` before it is put in place,
//! by a start and by a reload. A case whose end is behind it is looked at by nobody. Nothing here changes a row.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::asks::ask_of;
use super::cases::state_of;
use super::memory::{Rows, TokenRow, glance, hash, load, parts, prefix};
use super::{Case, CaseId, OpenSeat};
use crate::directory::Directory;
use crate::rules::{Ask, Choices, Field, Form, Kind, Process, Rules, Value, Values, Wants};

/// Open cases that a rule set would strand. One sentence each: what stands in the way, with the case's id; one for
/// each thing that is missing.
pub fn stranded(rules: &Rules, directory: &Directory, rows: &dyn Rows) -> Vec<String> {
    let mut open = Vec::new();
    rows.scan(&prefix(["o"]), &mut |key, _| {
        open.extend(parts(key).last().map(|id| CaseId((*id).to_owned())));
        true
    });
    let offers = Offers::read(rows);
    let mut out = Vec::new();
    // Cases about one other stand together: it is read once for all of them.
    let mut parent: Option<Arc<Case>> = None;
    for id in open {
        match load(rows, &id) {
            Err(error) => out.push(error),
            Ok(None) => {}
            Ok(Some(case)) => match rules.processes.get(&case.process) {
                None => out
                    .push(format!("case {id} is open, and there is no process '{}' any more", case.process)),
                Some(process) => {
                    parent = parent.filter(|known| case.parent.as_ref() == Some(&known.id));
                    if let (None, Some(id)) = (&parent, &case.parent) {
                        parent = glance(rows, id).ok().flatten();
                    }
                    let look = Look { process, directory, case: &case, offers: &offers };
                    out.extend(
                        look.all(parent.as_deref()).into_iter().map(|lack| format!("case {id} {lack}")),
                    );
                }
            },
        }
    }
    out
}

/// One case against the process it would go on by.
struct Look<'a> {
    process: &'a Process,
    directory: &'a Directory,
    case: &'a Case,
    offers: &'a Offers,
}

/// Which answers the letters of a round offered. There are as many rounds as letters and few different lists of answers,
/// so each list is held once.
#[derive(Default)]
struct Offers {
    lists: Vec<BTreeSet<String>>,
    /// The list of a round, by the hash of its case, key and number.
    rounds: HashMap<String, usize>,
}

impl Offers {
    fn read(rows: &dyn Rows) -> Self {
        let mut offers = Self::default();
        rows.scan(&prefix(["t"]), &mut |_, value| {
            if let Ok(row) = serde_json::from_slice::<TokenRow>(value) {
                let round = Self::round(&row.case, &row.key, row.round);
                let mut list: BTreeSet<String> = row.answers.into_iter().collect();
                list.extend(
                    offers.rounds.get(&round).into_iter().flat_map(|n| offers.lists[*n].iter().cloned()),
                );
                let known = offers.lists.iter().position(|l| *l == list);
                let place = known.unwrap_or_else(|| {
                    offers.lists.push(list);
                    offers.lists.len() - 1
                });
                offers.rounds.insert(round, place);
            }
            true
        });
        offers
    }

    fn round(case: &CaseId, key: &str, round: u32) -> String {
        hash(&[case.0.as_bytes(), key.as_bytes(), &round.to_be_bytes()])
    }

    fn of(&self, case: &CaseId, key: &str, round: u32) -> impl Iterator<Item = &String> {
        let place = self.rounds.get(&Self::round(case, key, round));
        place.into_iter().flat_map(|n| &self.lists[*n])
    }
}

impl Look<'_> {
    fn all(&self, parent: Option<&Case>) -> Vec<String> {
        let (case, process) = (self.case, self.process);
        if !case.state.is_empty() && !process.states.contains_key(&case.state) {
            // Whatever else is gone went with its state.
            return vec![format!("is in state '{}', which '{}' does not have", case.state, process.name)];
        }
        if process.states.get(&case.state).is_some_and(|state| state.end) {
            // It did not end when it came there, and nothing is looked at in an end.
            return vec![format!("is open in '{}', which is an end of '{}' now", case.state, process.name)];
        }
        let mut out = Vec::new();
        match (parent, &process.about) {
            (Some(parent), Some(about)) if parent.process != *about => out.push(format!(
                "is about {}, a case of '{}', and '{}' is about '{about}' now",
                parent.id, parent.process, process.name
            )),
            (Some(parent), None) => {
                out.push(format!("is about {}, and '{}' is about nothing now", parent.id, process.name));
            }
            _ => {}
        }
        out.extend(self.questions());
        out.extend(self.meetings());
        out.extend(self.values());
        out
    }

    /// What lives in its state or in `always`.
    fn is_live(&self, scope: &str) -> bool {
        let state = scope.split('.').next().unwrap_or_default();
        state == "always" || state == self.case.state
    }

    fn questions(&self) -> Vec<String> {
        let mut out = Vec::new();
        let asks = self.case.asks.iter();
        let open = asks.filter(|(_, open)| open.closed.is_none() && self.is_live(&open.scope));
        for (key, open) in open {
            let Some(ask) = ask_of(self.process, &open.scope, &open.name) else {
                out.push(format!(
                    "waits for '{}' in '{}', which is not asked there any more",
                    open.name, open.scope
                ));
                continue;
            };
            let given = open.seats.iter().filter_map(|seat| seat.answer.as_ref());
            let gone = given.map(|given| given.answer.as_str()).find(|answer| !is_asked_for(ask, answer));
            if let Some(answer) = gone {
                out.push(format!(
                    "was answered '{answer}' to '{}', which does not ask for that any more",
                    open.name
                ));
            }
            if ask.every.is_none() && open.seats.iter().any(|seat| is_past_the_ladder(ask, seat)) {
                out.push(format!(
                    "waits for '{}', of whose ladder every rung that is left has passed: silence would never end",
                    open.name
                ));
            }
            // Somebody has a letter in his hands that offers it.
            let waited_for = open.seats.iter().any(|seat| seat.answer.is_none() && !seat.letters.is_empty());
            let mut offered = self.offers.of(&self.case.id, key, open.round);
            let dropped = offered.find(|answer| !takes(ask, answer));
            if let Some(answer) = dropped.filter(|_| waited_for) {
                out.push(format!(
                    "has offered '{answer}' for '{}', which does not take that any more",
                    open.name
                ));
            }
        }
        out
    }

    fn meetings(&self) -> Vec<String> {
        let mut out = Vec::new();
        for open in self.case.meets.values().filter(|open| self.is_live(&open.scope)) {
            if !state_of(self.process, &open.scope).is_some_and(|state| state.meets.contains_key(&open.name))
            {
                out.push(format!(
                    "has called the meeting '{}', which is not in '{}' any more and would never be called off",
                    open.name, open.scope
                ));
            }
        }
        for key in self.case.timers.keys() {
            let Some((scope, name)) = key.rsplit_once('.').filter(|(scope, _)| self.is_live(scope)) else {
                continue;
            };
            let known = state_of(self.process, scope).is_some_and(|state| state.timers.contains_key(name));
            if !scope.contains('.') && !known {
                out.push(format!("waits for the time of '{name}' in '{scope}', which is not there any more"));
            }
        }
        out
    }

    /// Its fields, and what its asks and says were given.
    fn values(&self) -> Vec<String> {
        let process = self.process;
        let own: Vec<&Form> = process.open.forms.iter().filter_map(|form| process.forms.get(form)).collect();
        let mut out = self.of_forms("", &self.case.fields, &own);
        for (name, value) in &self.case.fields {
            let known = own.iter().any(|form| form.fields.iter().any(|field| field.name == *name))
                || process.keep.iter().chain(&process.derive).any(|(kept, _)| kept == name);
            if !known && !value.is_null() {
                out.push(format!("holds '{name}', a field that '{}' does not have any more", process.name));
            }
        }
        for (name, values) in &self.case.given {
            if let Some(form) = self.form_of(name) {
                out.extend(self.of_forms(&format!("{name}."), values, &[form]));
            }
        }
        out
    }

    /// The form of an ask or say, where all of that name have the same.
    fn form_of(&self, name: &str) -> Option<&Form> {
        let states = self.process.states.values().chain([&self.process.always]);
        let mut forms = states.flat_map(|state| {
            let asks = state.asks.values().chain(state.meets.values().flat_map(|meet| meet.asks.values()));
            let asked = asks.filter(|ask| ask.name == name).filter_map(|ask| match &ask.wants {
                Wants::Form(form) => Some(form),
                Wants::Answers(_) | Wants::Fill(_) => None,
            });
            asked.chain(state.says.get(name).and_then(|say| say.form.as_ref())).collect::<Vec<_>>()
        });
        let first = forms.next()?;
        forms.all(|other| other == first).then(|| self.process.forms.get(first)).flatten()
    }

    fn of_forms(&self, before: &str, values: &Values, forms: &[&Form]) -> Vec<String> {
        let mut out = Vec::new();
        for field in forms.iter().flat_map(|form| &form.fields) {
            let Some(value) = values.get(&field.name) else { continue };
            let name = format!("{before}{}", field.name);
            if !holds(&field.kind, value) {
                out.push(format!("holds '{name}', which is of type {} now", field.kind.word()));
            } else if let Some(word) = self.unknown_choice(field, value) {
                out.push(format!("holds '{name}' = '{word}', which is no choice any more"));
            }
        }
        out
    }

    fn unknown_choice<'v>(&self, field: &Field, value: &'v Value) -> Option<&'v str> {
        let (Kind::Choice(choices), Value::Text(word)) = (&field.kind, value) else { return None };
        let known = match choices {
            Choices::Named(named) => named.contains_key(word),
            Choices::Listed(list) => self.directory.lists.get(list).is_some_and(|words| words.contains(word)),
        };
        (!known).then_some(word.as_str())
    }
}

/// Whether a field of this kind can hold it; nothing is held by any.
fn holds(kind: &Kind, value: &Value) -> bool {
    matches!(
        (kind, value),
        (_, Value::Null)
            | (Kind::Text | Kind::Choice(_) | Kind::Case(_), Value::Text(_))
            | (Kind::Number | Kind::Percent, Value::Int(_) | Value::Number(_))
            | (Kind::Date, Value::Day(_) | Value::At(_))
            | (Kind::DateTime, Value::At(_))
            | (Kind::Span, Value::Span(..))
            | (Kind::Duration, Value::Minutes(_) | Value::Int(_))
            | (Kind::Person, Value::Person(_))
            | (Kind::People, Value::Person(_) | Value::List(_))
            | (Kind::Rows(_), Value::List(_))
            | (Kind::File, Value::File { .. })
    )
}

fn is_asked_for(ask: &Ask, answer: &str) -> bool {
    match &ask.wants {
        Wants::Answers(answers) => answers.iter().any(|known| known == answer),
        // What a form was given is no word.
        Wants::Form(_) | Wants::Fill(_) => true,
    }
}

/// Somebody is waited for, and no rung is left that would ever come.
fn is_past_the_ladder(ask: &Ask, seat: &OpenSeat) -> bool {
    let waits = seat.answer.is_none() && !seat.silent && !seat.waiting && !seat.undeliverable;
    let again = |rung: &usize| ask.silence.get(*rung).is_some_and(|rung| rung.every.is_some());
    waits && seat.fired >= ask.silence.len() && seat.postponed.is_none() && !seat.repeats.keys().any(again)
}

/// A letter that offers the answer is still answered by it.
fn takes(ask: &Ask, answer: &str) -> bool {
    matches!(&ask.wants, Wants::Answers(answers) if answers.iter().any(|known| known == answer))
}
