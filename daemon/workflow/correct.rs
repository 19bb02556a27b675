//! Correcting: one's own answer while its question is open, and the fields of a case by a `say` that fills.
//!
//! Whoever corrects an answer no longer means the old one: words that cannot be taken open the question again, as if it
//! had been withdrawn. Fields that would have been refused at the opening are refused, and change nothing. An answer whose
//! round is over has taken effect and is not undone: one letter says so, and who or what can still change the matter.

use super::asks::ask_of;
use super::draft::{Draft, system_letter};
use super::intake::Speech;
use super::offers::Offer;
use super::opening::{list_of, sent_back};
use super::reach::Local;
use super::{AskLetter, Case, CaseId, Evidence, Fate, Given, Occasion, OpenAsk};
use crate::directory::PersonId;
use crate::mail::Words;
use crate::rules::filling::{Filled, Wrong};
use crate::rules::reading::{Reading, Spoken, read};
use crate::rules::{Form, From, Process, Say, Value, Values, Wants};

/// Name of the letter that says that an answer has taken effect.
const OVER: &str = "taken-effect";

/// What somebody has answered to a question.
fn given_by<'a>(open: &'a OpenAsk, person: &PersonId) -> Option<&'a Given> {
    open.seats.iter().filter_map(|seat| seat.answer.as_ref()).find(|given| given.by.as_ref() == Some(person))
}

impl Draft<'_> {
    /// `更正` and what is right: one's own answer while its question is open, else the case's own say of that name,
    /// else whatever else may be said now.
    pub(super) fn correct(&mut self, id: &CaseId, name: &str, rest: &str, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let own = self.own_answers(&case, speech).into_iter().next();
        let offers = self.offers(&case, &speech.person);
        let says = offers.iter().any(|(n, offer)| n == name && matches!(offer, Offer::Say(..)));
        let lines: Vec<String> =
            rest.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let over = if own.is_none() { self.own_over(&case, speech) } else { None };
        if lines.is_empty() {
            return match over.filter(|_| !says) {
                Some(key) => self.tell_over(id, &key, speech),
                None => self.ask_what_to_correct(id, own, speech),
            };
        }
        let words = Words { own: rest.to_owned(), lines, ..speech.words.clone() };
        let said = Speech { words: &words, tag: None, subject: "", ..speech.clone() };
        if let Some((key, seats)) = own
            && self.replace_answer(id, &key, &seats, &said)
        {
            return;
        }
        if says {
            let spoken = Spoken::new(name, rest, words.lines.first().map_or("", String::as_str));
            return self.say_word(id, &offers, &spoken, &said);
        }
        // Words that mean something else now are taken as that: `更正 进度 80%`.
        let names: Vec<&str> = offers.iter().map(|(name, _)| name.as_str()).collect();
        let asked = offers.iter().any(|(_, offer)| matches!(offer, Offer::Form(_)));
        let of_this = speech.token.as_ref().is_some_and(|token| Some(&token.key) == over.as_ref());
        if let Some(key) = over.filter(|_| of_this || !asked)
            && !matches!(
                read(&words, &self.names_of(&speech.person), &names, self.world.rules),
                Reading::Said(_)
            )
        {
            return self.tell_over(id, &key, speech);
        }
        let before = self.letters().len();
        self.speak_in(id, &said);
        if matches!(self.fate, Fate::Ignored(_)) && self.letters().len() == before {
            self.fate = Fate::Acted;
            self.ask_what_to_correct(id, None, speech);
        }
    }

    /// The question whose letter is answered, else the last one, of those that are over and that this person has
    /// answered. Not one for gaps: what comes later is still taken there.
    fn own_over(&self, case: &Case, speech: &Speech<'_>) -> Option<String> {
        let process = self.process_of(case)?;
        let of_token = speech.token.as_ref().filter(|t| t.case == case.id).map(|t| t.key.as_str());
        let over = case.asks.iter().filter(|(key, open)| {
            let fills = ask_of(process, &open.scope, &open.name)
                .is_some_and(|ask| matches!(ask.wants, Wants::Fill(_)));
            let over = open.closed.is_some() || case.ended.is_some();
            over && !fills && of_token.is_none_or(|of| of == key.as_str())
        });
        let own = over.filter_map(|(key, open)| Some((given_by(open, &speech.person)?.at, key)));
        own.max().map(|(_, key)| key.clone())
    }

    /// Why what was answered cannot be corrected any more, and what can be done: who may correct the fields of the case,
    /// and what this person may say now.
    fn tell_over(&mut self, id: &CaseId, key: &str, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let Some(given) = case.asks.get(key).and_then(|open| given_by(open, &speech.person)) else { return };
        let scopes = process.states.get(&case.state).into_iter().chain(Some(&process.always));
        let fills = scopes.flat_map(|s| s.says.values()).find(|say| !say.fill.is_empty());
        let who = fills.filter(|_| case.ended.is_none()).and_then(|say| {
            let people = self.people(&case, &Local::of(&speech.person), &say.by).ok()?;
            Some(people.into_iter().filter(|p| *p != speech.person).map(Value::Person).collect())
        });
        let offers = self.offers(&case, &speech.person);
        let says = offers.iter().filter(|(_, offer)| matches!(offer, Offer::Say(..)));
        let words: Vec<Value> = says.map(|(name, _)| Value::Text(name.clone())).collect();
        let mut facts = self.facts(&case, &Local::of(&speech.person), None, OVER);
        facts.extend([
            ("ask".to_owned(), Value::Text(key.to_owned())),
            ("answer".to_owned(), self.in_a_word(&given.answer)),
            ("answered_at".to_owned(), Value::At(given.at)),
            ("correctors".to_owned(), Value::List(who.unwrap_or_default())),
            ("words".to_owned(), Value::List(words)),
        ]);
        self.why(Some(id), format!("'{key}' is over: what was answered has taken effect"));
        self.answer_once(speech, Some(id), OVER, facts);
    }

    /// Questions that are still open and that this person has answered, with the seats.
    pub(super) fn own_answers(&self, case: &Case, speech: &Speech<'_>) -> Vec<(String, Vec<usize>)> {
        if case.ended.is_some() {
            return Vec::new();
        }
        let of_token = speech.token.as_ref().filter(|t| t.case == case.id).map(|t| t.key.as_str());
        let mut out: Vec<(String, Vec<usize>)> = case
            .asks
            .iter()
            .filter(|(_, open)| open.closed.is_none())
            .map(|(key, open)| {
                let mine = |i: &usize| {
                    let answer = open.seats[*i].answer.as_ref();
                    answer.is_some_and(|a| a.by.as_ref() == Some(&speech.person))
                };
                (key.clone(), (0..open.seats.len()).filter(mine).collect::<Vec<_>>())
            })
            .filter(|(_, seats)| !seats.is_empty())
            .collect();
        // The question whose letter is answered comes first.
        out.sort_by_key(|(key, _)| Some(key.as_str()) != of_token);
        out
    }

    /// Puts another answer in the place of one's own. False when the words are no answer at all: the old one stands.
    fn replace_answer(&mut self, id: &CaseId, key: &str, seats: &[usize], speech: &Speech<'_>) -> bool {
        let old: Vec<Option<Given>> = self.case(id).map_or_else(Vec::new, |case| {
            let open = case.asks.get(key);
            seats.iter().map(|i| open.and_then(|o| o.seats.get(*i)?.answer.clone())).collect()
        });
        let round = self.case(id).and_then(|case| case.asks.get(key).map(|o| o.round));
        for index in seats {
            self.with_seat(id, key, *index, |seat| seat.answer = None);
        }
        let (before, fate) = (self.letters().len(), self.fate.clone());
        self.why(Some(id), format!("'{key}': {} corrects the answer", self.label(&speech.person)));
        self.speak_in(id, speech);
        let now = self.case(id).and_then(|case| case.asks.get(key).cloned());
        let Some(now) = now.filter(|open| Some(open.round) == round && open.closed.is_none()) else {
            return true;
        };
        let taken = seats.iter().all(|i| now.seats.get(*i).is_some_and(|s| s.answer.is_some()));
        if taken || self.letters().len() > before {
            for index in seats.iter().filter(|_| !taken) {
                self.reschedule(id, key, *index);
            }
            return true;
        }
        for (index, answer) in seats.iter().zip(old) {
            self.with_seat(id, key, *index, |seat| seat.answer = answer);
        }
        self.fate = fate;
        false
    }

    /// The word alone: what could be corrected, and how.
    fn ask_what_to_correct(&mut self, id: &CaseId, own: Option<(String, Vec<usize>)>, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let mut facts = self.facts(&case, &Local::of(&speech.person), None, "correctable");
        let mut ask = None;
        if let Some((key, seats)) = own {
            let given = seats.first().and_then(|i| case.asks.get(&key)?.seats.get(*i)?.answer.clone());
            facts.insert("answer".into(), given.map_or(Value::Null, |g| Value::Text(g.answer)));
            let letter = self.ask_letter(id, &key, &speech.person);
            ask = letter.map(|l| AskLetter { answers: Vec::new(), forms: Vec::new(), due: None, ..l });
        }
        if let Some(process) = self.process_of(&case) {
            let may = |say: &&Say| !say.fill.is_empty() && self.may_say(&case, say, &speech.person);
            let scopes = process.states.get(&case.state).into_iter().chain(Some(&process.always));
            let fill = scopes.flat_map(|s| s.says.values()).find(may).map(|say| say.fill.clone());
            if let Some(forms) = fill.filter(|_| case.ended.is_none()) {
                let mut rows = self.form_facts(process, &forms, &case.fields, &Filled::default(), &[]);
                if let Some(Value::List(mut fields)) = rows.remove("form") {
                    // What has no label was worked out: nobody can write it.
                    let all = forms.iter().filter_map(|f| process.forms.get(f)).flat_map(|f| &f.fields);
                    let worked_out: Vec<Value> =
                        all.filter(|f| f.labels.is_empty()).map(|f| Value::Text(f.name.clone())).collect();
                    fields.retain(|row| {
                        !matches!(row, Value::Row(row) if row.get("field").is_some_and(|f| worked_out.contains(f)))
                    });
                    facts.insert("fields".to_owned(), Value::List(fields));
                }
            }
        }
        if !self.may_answer(speech.person.as_str(), &format!("correctable {id}")) {
            return self.ignore("'correctable' was answered today already");
        }
        if matches!(speech.evidence, Evidence::Operator(_)) {
            return self.ignore("nothing was said");
        }
        let mut letter = system_letter(self, Some(id), "correctable", speech.person.clone(), facts, ask);
        letter.occasion = Occasion::Reply;
        letter.in_reply_to.clone_from(&speech.reply_to);
        self.letter(letter);
    }

    /// A `say` that fills: fields of the case's own forms that are given replace what it has, the others stay.
    pub(super) fn refill(
        &mut self,
        id: &CaseId,
        process: &Process,
        say: &Say,
        spoken: &Spoken,
        speech: &Speech<'_>,
    ) {
        let Some(case) = self.case(id) else { return };
        let forms: Vec<&Form> = say.fill.iter().filter_map(|f| process.forms.get(f)).collect();
        let mut filled = self.filled(&forms, speech, Some(&spoken.text), "");
        let field = |name: &str| forms.iter().flat_map(|f| &f.fields).find(|f| f.name == name);
        // A name that a subject gave is changed behind its label alone: a greeting, or a label that is no field's, is none.
        let is_meant = |name: &String| {
            filled.labelled.contains(name) || field(name).is_none_or(|f| f.from != From::Subject)
        };
        filled.values.retain(|name, value| !value.is_null() && is_meant(name));
        self.why(
            Some(id),
            format!("'{}' by {}: read {}", say.name, self.label(&speech.person), list_of(&filled.values)),
        );
        if filled.values.is_empty() && filled.wrong.is_empty() {
            // The answer to a question's own letter is about what was answered there.
            return match self.own_over(&case, speech).filter(|_| speech.token.is_some()) {
                Some(key) => self.tell_over(id, &key, speech),
                None => self.ask_what_to_correct(id, None, speech),
            };
        }
        let mut right = (*case).clone();
        right.fields.extend(filled.values.clone());
        let before = filled.wrong.len();
        self.forbid(&right, &Local::of(&speech.person), &forms, &right.fields, &mut filled);
        // What was right when the case opened is not asked for again: only what was given, and what depends on it.
        let given: Vec<&String> = filled.values.keys().collect();
        let concerns = |wrong: &Wrong| {
            let check = field(&wrong.field).and_then(|f| f.check.as_ref());
            given.contains(&&wrong.field)
                || check.is_some_and(|check| check.names().any(|name| given.iter().any(|g| *g == name)))
        };
        let found = filled.wrong.split_off(before);
        let found: Vec<Wrong> = found.into_iter().filter(concerns).collect();
        filled.wrong.extend(found);
        if !filled.wrong.is_empty() {
            self.why(Some(id), sent_back(&[], &filled.wrong));
            let facts = self.form_facts(process, &say.fill, &filled.values, &filled, &[]);
            return self.answer_once(speech, Some(id), "incomplete", facts);
        }
        for (name, condition) in &process.open.refuse {
            match self.value(&right, &Local::of(&speech.person), condition) {
                Ok(value) if value.is_true() => return self.refuse(process, &right, name, speech),
                Ok(_) => {}
                Err(error) => return self.hold(id, error),
            }
        }
        self.take_fields(id, process, &case, filled.values.clone());
        let mut given: Values =
            forms.iter().flat_map(|f| &f.fields).map(|f| (f.name.clone(), Value::Null)).collect();
        given.extend(filled.values);
        given.insert("by".into(), Value::Person(speech.person.clone()));
        given.insert("at".into(), Value::At(speech.received));
        given.insert("text".into(), Value::Text(spoken.text.clone()));
        given.insert("comment".into(), spoken.comment.clone().map_or(Value::Null, Value::Text));
        self.change(id, |case| case.given.insert(say.name.clone(), given.into()));
        let local = Local { by: Some(speech.person.clone()), ..Local::of(&speech.person) };
        let before = self.letters().len();
        self.run(id, &say.steps, &local);
        self.close_filled(id, speech);
        if !self.letters()[before..].iter().any(|l| l.to.contains(&speech.person)) {
            self.echo(id, "echo", speech, [("answer".to_owned(), Value::Text(say.name.clone()))].into());
        }
    }

    /// The fields, and the title where it was one of them.
    fn take_fields(&mut self, id: &CaseId, process: &Process, case: &Case, fields: Values) {
        let named = (case.title.clone(), case.titles.clone()) == self.titles(process, case);
        self.change(id, |case| case.fields.extend(fields));
        if let Some(right) = self.case(id).filter(|_| named) {
            let titles = self.titles(process, &right);
            self.change(id, |case| (case.title, case.titles) = titles);
        }
    }

    /// Questions for gaps that were closed on the way.
    fn close_filled(&mut self, id: &CaseId, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        for (key, open) in case.asks.iter().filter(|(_, open)| open.closed.is_none()) {
            let Some(ask) = ask_of(process, &open.scope, &open.name) else { continue };
            let Wants::Fill(forms) = &ask.wants else { continue };
            if !self.missing(&case, forms, false).is_empty() {
                continue;
            }
            let seats: Vec<usize> =
                (0..open.seats.len()).filter(|i| open.seats[*i].answer.is_none()).collect();
            let given = Given {
                answer: ask.name.clone(),
                by: Some(speech.person.clone()),
                at: speech.received,
                comment: None,
                evidence: speech.evidence.clone(),
            };
            self.give(id, key, &seats, given, Values::new());
        }
    }
}
