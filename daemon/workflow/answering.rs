//! An answer to a question: by a named word or by a form, whole or with gaps that are asked for again.

use super::asks::ask_of;
use super::called::is_word;
use super::draft::Draft;
use super::intake::{Speech, shortfall_word};
use super::opening::{list_of, missing_now, sent_back};
use super::reach::Local;
use super::{Case, CaseId, Given};
use crate::directory::PersonId;
use crate::rules::reading::{Reading, Spoken, read};
use crate::rules::{Ask, Form, Stake, Value, Values, Wants};

impl Draft<'_> {
    /// An answer to an open question, if its evidence and its comment are enough.
    pub(super) fn answer(&mut self, id: &CaseId, key: &str, spoken: &Spoken, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(ask) = ask_of(process, &open.scope, &open.name) else { return };
        if ask.about.is_some() {
            return self.say_to_children(id, None, spoken, speech);
        }
        let Some(word) = self.world.rules.answers.get(&spoken.name) else { return };
        if let Some(why) = self.shortfall(id, key, ask, Some(word), speech) {
            self.why(Some(id), shortfall_word(why));
            return self.ask_back(id, Some(key.to_owned()), why, speech, &[]);
        }
        if word.stake == Stake::Approval && self.requesters(&case, ask).contains(&speech.person) {
            self.why(Some(id), "nobody approves their own request");
            return self.ignore("nobody approves their own request");
        }
        let said = |text: &String| Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        let mut comment = spoken.comment.as_ref().and_then(said);
        if !word.comment.is_empty() && comment.is_none() {
            self.why(Some(id), format!("'{}' needs a comment", spoken.name));
            let mut facts = self.facts(&case, &Local::of(&speech.person), None, "comment-missing");
            facts.insert("answer".into(), Value::Text(spoken.name.clone()));
            return self.ask_again(id, key, "comment-missing", facts, speech);
        }
        // What stands behind the word belongs to it: `到位 已准备回滚方案`.
        comment = comment.or_else(|| said(&spoken.text));
        let seats = own_seats(open, &speech.person);
        if seats.len() > 1 {
            self.why(
                Some(id),
                format!("{} holds {} seats: counted for each", self.label(&speech.person), seats.len()),
            );
        }
        let given = Given {
            answer: spoken.name.clone(),
            by: Some(speech.person.clone()),
            at: speech.received,
            comment,
            evidence: speech.evidence.clone(),
        };
        let stake = word.stake;
        let before = self.letters().len();
        self.give(id, key, &seats, given, Values::new());
        let told = self.letters()[before..].iter().any(|l| l.to.contains(&speech.person));
        if stake == Stake::Approval || (stake == Stake::Consent && !told) {
            let mut facts = Values::new();
            facts.insert("answer".into(), Value::Text(spoken.name.clone()));
            facts.insert("ask".into(), Value::Text(key.to_owned()));
            self.echo(id, "echo", speech, facts);
        }
    }

    /// A form given to a question.
    pub(super) fn give_form(
        &mut self,
        id: &CaseId,
        key: &str,
        ask: &Ask,
        text: Option<&str>,
        speech: &Speech<'_>,
    ) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(open) = case.asks.get(key) else { return };
        let names = match &ask.wants {
            Wants::Form(form) => vec![form.clone()],
            Wants::Fill(forms) => forms.clone(),
            Wants::Answers(_) => return,
        };
        if let Some(why) = self.shortfall(id, key, ask, None, speech) {
            self.why(Some(id), shortfall_word(why));
            return self.ask_back(id, Some(key.to_owned()), why, speech, &[]);
        }
        let forms: Vec<&Form> = names.iter().filter_map(|f| process.forms.get(f)).collect();
        let mut filled = self.filled(&forms, speech, text, "");
        let given = Given {
            answer: ask.name.clone(),
            by: Some(speech.person.clone()),
            at: speech.received,
            comment: None,
            evidence: speech.evidence.clone(),
        };
        let seats = own_seats(open, &speech.person);
        self.why(
            Some(id),
            format!("'{key}' by {}: read {}", self.label(&speech.person), list_of(&filled.values)),
        );
        if matches!(ask.wants, Wants::Fill(_)) {
            if filled.wrong.is_empty() && filled.values.values().all(Value::is_null) {
                return self.ask_back(id, Some(key.to_owned()), "unclear", speech, &[]);
            }
            let mut known = Values::clone(&case.fields);
            known.extend(filled.values.clone());
            self.forbid(&case, &Local::of(&speech.person), &forms, &known, &mut filled);
            for wrong in &filled.wrong {
                filled.values.remove(&wrong.field);
            }
            let wrong = !filled.wrong.is_empty();
            let facts = self.form_facts(process, &names, &filled.values.clone(), &filled, &[]);
            self.fill(id, key, &seats, std::mem::take(&mut filled.values), given);
            if wrong {
                self.ask_again(id, key, "incomplete", facts, speech);
            }
            return;
        }
        // What came before need not come again.
        let before = seats.first().map(|i| open.seats[*i].partial.clone()).unwrap_or_default();
        let own: Values = before.into_iter().chain(filled.values.clone()).collect();
        let values = self.with_defaults(&case, &forms, own.clone());
        self.forbid(&case, &Local::of(&speech.person), &forms, &values, &mut filled);
        let missing = missing_now(&forms, &values);
        if !missing.is_empty() || !filled.wrong.is_empty() {
            self.why(Some(id), sent_back(&missing, &filled.wrong));
            let facts = self.form_facts(process, &names, &values, &filled, &missing);
            let kept = own.into_iter().filter(|(name, _)| filled.wrong.iter().all(|w| w.field != *name));
            self.note_partial(id, key, &seats, &kept.collect());
            return self.ask_again(id, key, "incomplete", facts, speech);
        }
        let before = self.letters().len();
        self.give(id, key, &seats, given, values);
        if !self.letters()[before..].iter().any(|l| l.to.contains(&speech.person)) {
            let facts = [
                ("answer".to_owned(), self.in_a_word(&ask.name)),
                ("ask".to_owned(), Value::Text(key.to_owned())),
            ];
            self.echo(id, "echo", speech, facts.into());
        }
    }

    /// An answer as letters show it: a form that was given has no word for it.
    pub(super) fn in_a_word(&self, answer: &str) -> Value {
        let known = self.world.rules.answers.contains_key(answer);
        if known { Value::Text(answer.to_owned()) } else { Value::Null }
    }

    /// What a message gives of the fields that a case still lacks.
    pub(super) fn still_missing(&self, case: &Case, forms: &[String], speech: &Speech<'_>) -> Values {
        let Some(process) = self.process_of(case) else { return Values::new() };
        let forms: Vec<&Form> = forms.iter().filter_map(|f| process.forms.get(f)).collect();
        let mut values = self.filled(&forms, speech, None, "").values;
        values.retain(|name, value| !value.is_null() && case.fields.get(name).is_none_or(Value::is_null));
        values
    }

    /// The reason somebody gives for an answer: behind its label, behind the word itself, or all they say.
    pub(super) fn reason(&self, answer: &str, speech: &Speech<'_>) -> Option<String> {
        let rules = self.world.rules;
        if let Reading::Said(said) = read(speech.words, &self.names_of(&speech.person), &[answer], rules)
            && let Some(comment) = said.into_iter().find_map(|s| s.comment)
        {
            return Some(comment);
        }
        let own = speech.words.own.trim();
        let label = own
            .find([':', '：'])
            .filter(|at| rules.answers.get(answer).is_some_and(|a| is_word(&a.comment, own[..*at].trim())));
        let text = label.map_or(own, |at| own[at..].trim_start_matches([':', '：'])).trim();
        (!text.is_empty()).then(|| text.to_owned())
    }

    pub(super) fn with_defaults(&self, case: &Case, forms: &[&Form], mut values: Values) -> Values {
        for field in forms.iter().flat_map(|f| &f.fields) {
            let given = values.get(&field.name).is_some_and(|v| !v.is_null());
            if !given
                && let Some(default) = &field.default
                && let Ok(value) = self.value(case, &Local::default(), default)
            {
                values.insert(field.name.clone(), value);
            }
            values.entry(field.name.clone()).or_insert(Value::Null);
        }
        values
    }
}

pub(super) fn own_seats(open: &super::OpenAsk, person: &PersonId) -> Vec<usize> {
    (0..open.seats.len())
        .filter(|i| {
            let seat = &open.seats[*i];
            seat.answer.is_none() && !seat.waiting && seat.people.contains(person)
        })
        .collect()
}
