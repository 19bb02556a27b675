//! Opening a case by a mail: who may, on which other case it stands, what its forms must hold, and what is sent back
//! when something is missing.

use std::sync::Arc;

use super::begun::Begun;
use super::called::is_word;
use super::cases::{self, Beginning, Opened};
use super::draft::Draft;
use super::forms::NOT_ALLOWED;
use super::intake::Speech;
use super::memory;
use super::reach::Local;
use super::{Case, CaseId, Evidence};
use crate::directory::PersonId;
use crate::rules::filling::{Filled, Reader, Sheet, Wrong, fill};
use crate::rules::{Base, Form, Need, Process, Value, Values};

impl Draft<'_> {
    /// The case, or one above it, that a process is about.
    pub(super) fn opens_on(&self, process: &Process, id: &CaseId) -> Option<CaseId> {
        let about = process.about.as_ref()?;
        let case = self.glance(id)?;
        if case.process == *about { Some(id.clone()) } else { self.above(&case, about) }
    }

    /// No case is named: the only one on which this person may open it, else the list of candidates.
    pub(super) fn open_on_found(&mut self, process: &Arc<Process>, about: &str, speech: &Speech<'_>) {
        let candidates: Vec<CaseId> = self
            .index(&memory::prefix(["o", about]), super::OTHERS_MAX)
            .into_iter()
            .filter(|id| self.may_open(process, Some(id), &speech.person))
            .collect();
        // The subject or the words may name one of them in full.
        let said = format!("{}\n{}", speech.subject, speech.words.own).to_lowercase();
        let named: Vec<&CaseId> = candidates
            .iter()
            .filter(|id| {
                let title = self.case(id).map(|c| c.title.to_lowercase()).unwrap_or_default();
                said.contains(&id.0.to_lowercase()) || (!title.is_empty() && said.contains(&title))
            })
            .collect();
        match (candidates.as_slice(), named.as_slice()) {
            (_, [one]) => self.open_by_speech(process, Some((*one).clone()), speech),
            ([one], []) => self.open_by_speech(process, Some(one.clone()), speech),
            _ => {
                let said = [
                    ("process", Value::Text(process.name.clone())),
                    ("about", Value::Text(about.to_owned())),
                    ("line", Value::Null),
                ];
                self.ask_which(speech, None, "which-case", said, &candidates);
            }
        }
    }

    pub(super) fn may_open(
        &self,
        process: &Arc<Process>,
        parent: Option<&CaseId>,
        person: &PersonId,
    ) -> bool {
        self.known.may_open(&process.name, parent, person, || {
            let case = self.tentative(&Beginning {
                process: process.clone(),
                parent: parent.cloned(),
                opener: Some(person.clone()),
                title: String::new(),
                fields: Values::new(),
                origin: None,
            });
            self.is_one_of(&case, &Local::default(), &process.open.by, person).unwrap_or(false)
        })
    }

    /// What stands behind the tag of a subject is what the case is called, where nothing else says it.
    fn subject_title(&self, process: &Process, speech: &Speech<'_>) -> String {
        let forms = process.open.forms.iter().filter_map(|form| process.forms.get(form));
        let read = forms.flat_map(|form| &form.fields).any(|field| field.from == crate::rules::From::Subject);
        let says = read || !process.open.title.is_empty() || process.about.is_some() || speech.tag.is_none();
        if says { String::new() } else { cases::first_line(speech.subject) }
    }

    /// Opens a case from what somebody wrote.
    pub(super) fn open_by_speech(
        &mut self,
        process: &Arc<Process>,
        parent: Option<CaseId>,
        speech: &Speech<'_>,
    ) {
        let by_operator = matches!(speech.evidence, Evidence::Operator(_));
        let closed = process.open.by.0.iter().all(|s| matches!(s.base, Base::Process(_)));
        if !by_operator && (closed || !self.may_open(process, parent.as_ref(), &speech.person)) {
            let mut facts = Values::new();
            facts.insert("process".into(), Value::Text(process.name.clone()));
            facts.insert("by".into(), Value::Text(process.open.by.to_string()));
            self.why(None, format!("{} may not open '{}'", self.label(&speech.person), process.name));
            return self.answer_once(speech, None, "may-not-open", facts);
        }
        let forms: Vec<&Form> = process.open.forms.iter().filter_map(|f| process.forms.get(f)).collect();
        let above = parent.clone();
        let begun = Begun { case: above.as_ref(), process: &process.name, say: None };
        let mut filled = self.filled(&forms, speech, None, speech.subject);
        self.complete(begun, speech, &mut filled);
        let mut beginning = Beginning {
            process: process.clone(),
            parent,
            opener: Some(speech.person.clone()),
            title: self.subject_title(process, speech),
            fields: filled.values.clone(),
            origin: speech.reply_to.as_ref().map(|(id, _)| id.clone()),
        };
        let tentative = self.tentative(&beginning);
        self.forbid(&tentative, &Local::of(&speech.person), &forms, &tentative.fields, &mut filled);
        self.why(None, format!("'{}' by its tag; read {}", process.name, list_of(&filled.values)));
        let missing: Vec<String> = forms
            .iter()
            .flat_map(|f| &f.fields)
            .filter(|f| f.need == Need::Now && tentative.fields.get(&f.name).is_none_or(Value::is_null))
            .map(|f| f.name.clone())
            .collect();
        // What is needed later is asked back later: a wrong value of it holds nothing up, and is not kept. What need
        // not be given at all comes back only where it could be read and is not allowed.
        let need = |name: &str| forms.iter().flat_map(|f| &f.fields).find(|f| f.name == name).map(|f| f.need);
        let holds_up = |wrong: &Wrong| match need(&wrong.field) {
            Some(Need::Now) => true,
            Some(Need::No) => wrong.why == NOT_ALLOWED,
            _ => false,
        };
        for wrong in filled.wrong.iter().filter(|wrong| wrong.why == NOT_ALLOWED) {
            beginning.fields.remove(&wrong.field);
        }
        if !missing.is_empty() || filled.wrong.iter().any(holds_up) {
            let facts = self.form_facts(process, &process.open.forms, &tentative.fields, &filled, &missing);
            self.why(None, sent_back(&missing, &filled.wrong));
            self.keep_begun(begun, speech, &filled);
            return self.answer_once(speech, beginning.parent.as_ref(), "incomplete", facts);
        }
        match self.open(beginning) {
            Opened::Case(id) => {
                self.forget_begun(begun, speech);
                if speech.reply_to.is_some() && !self.writes_to(&speech.person) {
                    self.echo(&id, "opened", speech, Values::new());
                }
            }
            Opened::Refused(reason) => {
                self.keep_begun(begun, speech, &filled);
                self.refuse(process, &tentative, &reason, speech);
            }
        }
    }

    /// One letter to whoever wanted it, with the process's own sentence where it has one.
    pub(super) fn refuse(&mut self, process: &Process, tentative: &Case, reason: &str, speech: &Speech<'_>) {
        self.why(None, format!("'{}' is refused: {reason}", process.name));
        let own = process.open.refuse.iter().any(|(name, _)| name == reason);
        let letter = if own { reason } else { "refused" };
        let folder = own.then(|| process.name.clone());
        let mut facts = self.facts(tentative, &Local::default(), folder.as_deref(), letter);
        facts.insert("process".into(), Value::Text(process.name.clone()));
        facts.insert("reason".into(), Value::Text(reason.to_owned()));
        self.answer_from(speech, tentative.parent.as_ref(), folder, letter, facts);
    }

    /// The fields of forms as rows, for a prefilled form in a letter.
    pub(super) fn form_facts(
        &self,
        process: &Process,
        forms: &[String],
        values: &Values,
        filled: &Filled,
        missing: &[String],
    ) -> Values {
        let mut rows = Vec::new();
        for name in forms {
            for field in process.forms.get(name).into_iter().flat_map(|f| &f.fields) {
                let wrong = filled.wrong.iter().find(|w| w.field == field.name);
                let text = |t: Option<String>| t.map_or(Value::Null, Value::Text);
                rows.push(Value::Row(
                    [
                        ("process".to_owned(), Value::Text(process.name.clone())),
                        ("form".to_owned(), Value::Text(name.clone())),
                        ("field".to_owned(), Value::Text(field.name.clone())),
                        ("value".to_owned(), values.get(&field.name).cloned().unwrap_or(Value::Null)),
                        ("needed".to_owned(), Value::Bool(field.need == Need::Now)),
                        ("missing".to_owned(), Value::Bool(missing.contains(&field.name))),
                        ("found".to_owned(), text(wrong.map(|w| w.found.clone()))),
                        ("problem".to_owned(), text(wrong.map(|w| w.why.clone()))),
                    ]
                    .into(),
                ));
            }
        }
        [("process".to_owned(), Value::Text(process.name.clone())), ("form".to_owned(), Value::List(rows))]
            .into()
    }

    pub(super) fn filled(
        &self,
        forms: &[&Form],
        speech: &Speech<'_>,
        text: Option<&str>,
        subject: &str,
    ) -> Filled {
        let directory = self.world.directory;
        let zone = directory.person(&speech.person).map_or(&directory.company.zone, |p| &p.zone);
        let sheet = Sheet {
            words: speech.words,
            tables: speech.tables,
            attachments: speech.attachments,
            subject,
            text,
        };
        let reader = Reader { rules: self.world.rules, directory, now: speech.received, zone };
        let mut filled = fill(forms, &sheet, &reader);
        self.find_cases(forms, &speech.person, &mut filled);
        filled
    }

    /// A process whose tag this is.
    pub(super) fn opened_by_tag(&self, tag: &str) -> Option<Arc<Process>> {
        let processes = self.world.rules.processes.values();
        processes.into_iter().find(|p| is_word(&p.open.subject, tag)).cloned()
    }
}

pub(super) fn missing_now(forms: &[&Form], values: &Values) -> Vec<String> {
    let fields = forms.iter().flat_map(|f| &f.fields).filter(|f| f.need == Need::Now);
    fields.filter(|f| values.get(&f.name).is_none_or(Value::is_null)).map(|f| f.name.clone()).collect()
}

pub(super) fn list_of(values: &Values) -> String {
    let given: Vec<&str> = values.iter().filter(|(_, v)| !v.is_null()).map(|(n, _)| n.as_str()).collect();
    if given.is_empty() { "no field".to_owned() } else { given.join(", ") }
}

/// Why a form comes back, for the log: what is missing, and what was read and is not what is wanted.
pub(super) fn sent_back(missing: &[String], wrong: &[Wrong]) -> String {
    let mut why: Vec<String> = missing.iter().map(|field| format!("'{field}' is missing")).collect();
    why.extend(wrong.iter().map(|wrong| format!("'{}' of '{}' is {}", wrong.found, wrong.field, wrong.why)));
    format!("sent back: {}", why.join("; "))
}
