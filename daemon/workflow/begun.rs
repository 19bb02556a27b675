//! What was begun and sent back: a case that somebody wanted to open, or something said in one, of which needed lines were
//! missing. The reply may bring those alone; what came before need not come again.
//!
//! Kept by its writer and where it was said (the case, or the process and subject of one that is not there yet), the
//! last of each, for [`BEGUN_DAYS`]. Only a reply is completed: a new mail begins anew.

use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::intake::Speech;
use super::memory::{self, ROW_MAX};
use super::{CaseId, Evidence};
use crate::directory::PersonId;
use crate::rules::filling::Filled;
use crate::rules::reading::Spoken;
use crate::rules::{Form, Value, Values};

/// Days for which what was begun can be completed.
pub(super) const BEGUN_DAYS: i64 = 14;
/// Octets of what is kept, at most; what is longer has to come again whole.
const BEGUN_MAX: usize = 64 * 1024;

/// Where something was begun.
#[derive(Debug, Clone, Copy)]
pub(super) struct Begun<'a> {
    /// The case it was said in, or which the case to be opened is about.
    pub(super) case: Option<&'a CaseId>,
    /// The process to be opened, or of the case.
    pub(super) process: &'a str,
    /// The say, by its scope and name; none: a case was to be opened.
    pub(super) say: Option<(&'a str, &'a str)>,
}

#[derive(Serialize, Deserialize)]
struct Row {
    process: String,
    say: Option<(String, String)>,
    values: Values,
}

fn prefix(person: &PersonId, begun: Begun<'_>, subject: &str) -> Vec<u8> {
    let place = match begun.case {
        Some(case) => memory::hash(&[case.0.as_bytes()]),
        None => memory::hash(&[begun.process.as_bytes(), crate::mail::fold(subject).trim().as_bytes()]),
    };
    memory::prefix(["begun", person.as_str(), &place])
}

impl Draft<'_> {
    /// Adds what came before to a form that is read from a reply. What comes now wins.
    pub(super) fn complete(&self, begun: Begun<'_>, speech: &Speech<'_>, filled: &mut Filled) {
        if !speech.reply {
            return;
        }
        let same = |row: &Row| {
            row.process == begun.process
                && row.say.as_ref().map(|(scope, name)| (scope.as_str(), name.as_str())) == begun.say
        };
        let Some(row) = self.begun_row(begun, speech).filter(same) else { return };
        for (name, value) in row.values {
            let wrong = filled.wrong.iter().any(|wrong| wrong.field == name);
            if !wrong && filled.values.get(&name).is_none_or(Value::is_null) {
                filled.values.insert(name, value);
            }
        }
    }

    /// Keeps what was read of something that is sent back.
    pub(super) fn keep_begun(&mut self, begun: Begun<'_>, speech: &Speech<'_>, filled: &Filled) {
        if matches!(speech.evidence, Evidence::Operator(_)) {
            return;
        }
        self.forget_begun(begun, speech);
        let could_be_read = |name: &str| filled.wrong.iter().all(|wrong| wrong.field != name);
        let values = filled.values.iter().filter(|(name, value)| !value.is_null() && could_be_read(name));
        let row = Row {
            process: begun.process.to_owned(),
            say: begun.say.map(|(scope, name)| (scope.to_owned(), name.to_owned())),
            values: values.map(|(name, value)| (name.clone(), value.clone())).collect(),
        };
        let Ok(text) = serde_json::to_vec(&row) else { return };
        if row.values.is_empty() && row.say.is_none() || text.len() > BEGUN_MAX {
            return;
        }
        let stamp = memory::stamp(self.now);
        let prefix = prefix(&speech.person, begun, speech.subject);
        for (i, chunk) in text.chunks(ROW_MAX - stamp.len() - 1).enumerate() {
            let value = [stamp.as_bytes(), b" ", chunk].concat();
            self.put(place(&prefix, i), value);
        }
    }

    /// It is done, or something else was begun there.
    pub(super) fn forget_begun(&mut self, begun: Begun<'_>, speech: &Speech<'_>) {
        let prefix = prefix(&speech.person, begun, speech.subject);
        for i in 0.. {
            let key = place(&prefix, i);
            if self.row(&key).is_none() {
                return;
            }
            self.rows.insert(key, None);
        }
    }

    fn begun_row(&self, begun: Begun<'_>, speech: &Speech<'_>) -> Option<Row> {
        let prefix = prefix(&speech.person, begun, speech.subject);
        let mut text = Vec::new();
        for i in 0.. {
            let Some(value) = self.row(&place(&prefix, i)) else { break };
            let behind = value.iter().position(|octet| *octet == b' ')? + 1;
            text.extend_from_slice(&value[behind..]);
        }
        serde_json::from_slice(&text).ok()
    }

    /// A reply within a case that only brings what was missing of something begun there. False when it is none.
    pub(super) fn take_missing(&mut self, id: &CaseId, speech: &Speech<'_>) -> bool {
        let Some(process) = self.case(id).and_then(|case| self.process_of(&case)) else { return false };
        let here = Begun { case: Some(id), process: &process.name, say: None };
        let Some(row) = self.begun_row(here, speech).filter(|_| speech.reply) else { return false };
        let rules = self.world.rules;
        let Some(of) = rules.processes.get(&row.process).cloned() else { return false };
        let names: Vec<&String> = match &row.say {
            None => of.open.forms.iter().collect(),
            Some((scope, name)) => {
                let say = super::cases::state_of(&of, scope).and_then(|state| state.says.get(name));
                say.and_then(|say| say.form.as_ref()).into_iter().collect()
            }
        };
        let forms: Vec<&Form> = names.into_iter().filter_map(|name| of.forms.get(name)).collect();
        if self.filled(&forms, speech, None, "").labelled.is_empty() {
            return false;
        }
        self.why(Some(id), "it brings what was missing of what was begun");
        match row.say {
            None => self.open_by_speech(&of, Some(id.clone()), speech),
            Some((_, name)) => {
                let Some(case) = self.case(id) else { return false };
                let offers = self.offers(&case, &speech.person);
                let spoken = Spoken::new(&name, &speech.words.own, "");
                self.say_word(id, &offers, &spoken, speech);
            }
        }
        true
    }
}

fn place(prefix: &[u8], chunk: usize) -> Vec<u8> {
    [prefix, format!("{chunk:04}").as_bytes()].concat()
}
