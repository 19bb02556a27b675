//! Words about the conversation itself, that belong to no process: status, help, taking an answer back.

use super::called::is_word;
use super::draft::Draft;
use super::intake::Speech;
use super::memory;
use super::offers::Offer;
use super::reach::Local;
use super::{Case, CaseId, Subscribe};
use crate::directory::PersonId;
use crate::rules::reading::Spoken;
use crate::rules::{Value, Values};

/// The word of `[meta]` that replaces one's own answer, and the say that corrects a case.
pub(super) const CORRECT: &str = "correct";
pub(super) const WITHDRAW: &str = "withdraw";
/// Cases listed in an answer to "status", at most.
pub(super) const STATUS_MAX: usize = 20;

impl Draft<'_> {
    /// `帮助`, `状态`, `撤回`, `更正` as the first line or the tag, or as the bare subject of a mail without words; and
    /// what stands behind it.
    pub(super) fn meta_word(&self, speech: &Speech<'_>) -> Option<(String, String)> {
        let meta = &self.world.rules.meta;
        let line = speech.words.lines.first().map(String::as_str).unwrap_or("");
        let own = |text: &str| meta.values().find(|a| is_word(&a.words, text)).map(|a| a.name.clone());
        let all = || speech.words.own.clone();
        let below = || all().split_once(line).map(|(_, rest)| rest.to_owned()).unwrap_or_default();
        if let Some(name) = own(line.trim_end_matches(['.', '。', '!', '！', ':', '：'])) {
            return Some((name, below()));
        }
        if let Some(name) = speech.tag.and_then(own) {
            return Some((name, all()));
        }
        if speech.words.lines.is_empty() && !speech.reply {
            return own(speech.subject).map(|name| (name, String::new()));
        }
        // What is corrected may stand on the line of the word itself.
        let word = meta.get(CORRECT)?;
        let behind = word.words.values().flatten().find_map(|w| behind_word(line, w))?;
        Some((word.name.clone(), format!("{behind}{}", below())))
    }

    pub(super) fn meta(&mut self, name: &str, rest: &str, speech: &Speech<'_>, case: Option<CaseId>) {
        match name {
            CORRECT => match case {
                Some(id) => self.correct(&id, name, rest, speech),
                None => self.answer_once(speech, None, "correctable", Values::new()),
            },
            WITHDRAW => match case {
                Some(id) => self.take_back(&id, speech),
                None => self.answer_once(speech, None, "nothing-to-withdraw", Values::new()),
            },
            "status" => self.status(speech, case),
            "calendar" => self.tell_dates(speech, Subscribe::Show),
            "new-calendar" => self.tell_dates(speech, Subscribe::Renew),
            _ => self.help(speech, case),
        }
    }

    /// Takes back one's own answer while its question is open, else calls the case's own `withdraw`.
    fn take_back(&mut self, id: &CaseId, speech: &Speech<'_>) {
        let Some(case) = self.case(id) else { return };
        if let Some((key, seats)) = self.own_answers(&case, speech).into_iter().next() {
            self.why(Some(id), format!("'{key}': {} takes the answer back", self.label(&speech.person)));
            for index in seats {
                self.with_seat(id, &key, index, |seat| seat.answer = None);
                self.reschedule(id, &key, index);
            }
            return self.ask_back(id, Some(key), "withdrawn", speech, &[]);
        }
        let offers = self.offers(&case, &speech.person);
        let says = offers.iter().any(|(name, offer)| name == "withdraw" && matches!(offer, Offer::Say(..)));
        if says {
            let spoken = Spoken::new(
                "withdraw",
                &speech.words.own,
                speech.words.lines.first().map_or("", String::as_str),
            );
            return self.say_word(id, &offers, &spoken, speech);
        }
        self.answer_once(speech, Some(id), "nothing-to-withdraw", Values::new());
    }

    /// What waits for this person, and where the case stands.
    fn status(&mut self, speech: &Speech<'_>, case: Option<CaseId>) {
        let mut rows = Vec::new();
        self.world.rows.scan(&memory::prefix(["q", speech.person.as_str()]), &mut |key, value| {
            if let ["q", _, case, ask] = memory::parts(key).as_slice() {
                let due = std::str::from_utf8(value).ok().and_then(|v| v.parse().ok());
                let due = due.and_then(chrono::DateTime::from_timestamp_millis);
                rows.push(((*case).to_owned(), (*ask).to_owned(), due));
            }
            rows.len() < STATUS_MAX
        });
        let waiting = rows
            .into_iter()
            .filter_map(|(case, ask, due)| {
                let case = self.case(&CaseId(case))?;
                let Value::Row(mut row) = case_row(&case) else { return None };
                row.insert("ask".into(), Value::Text(ask));
                row.insert("due".into(), due.map_or(Value::Null, Value::At));
                Some(Value::Row(row))
            })
            .collect();
        let mut facts = Values::new();
        let named = case.and_then(|id| self.case(&id)).filter(|case| self.may_read(case, &speech.person));
        if let Some(case) = &named {
            facts = self.facts(case, &Local::default(), None, "status");
            let open = case.asks.iter().filter(|(_, a)| a.closed.is_none()).flat_map(|(key, a)| {
                a.seats.iter().filter(|s| s.is_open()).map(move |s| {
                    Value::Row(
                        [
                            ("ask".to_owned(), Value::Text(key.clone())),
                            (
                                "who".to_owned(),
                                Value::List(s.people.iter().cloned().map(Value::Person).collect()),
                            ),
                            ("due".to_owned(), Value::At(s.due)),
                        ]
                        .into(),
                    )
                })
            });
            facts.insert("open".into(), Value::List(open.collect()));
        }
        facts.insert("waiting".into(), Value::List(waiting));
        self.answer_from(speech, named.map(|c| c.id.clone()).as_ref(), None, "status", facts);
    }

    /// What is understood: tags, and within a case the words that person may say.
    fn help(&mut self, speech: &Speech<'_>, case: Option<CaseId>) {
        let facts = self.understood(&speech.person, case.as_ref());
        self.answer_from(speech, case.as_ref(), None, "help", facts);
    }

    pub(super) fn understood(&self, person: &PersonId, case: Option<&CaseId>) -> Values {
        let mut facts = Values::new();
        let rules = self.world.rules;
        let opens = rules.processes.values().filter(|p| !p.open.subject.is_empty());
        let tags = opens.map(|p| Value::Row([("process".to_owned(), Value::Text(p.name.clone()))].into()));
        facts.insert("tags".into(), Value::List(tags.collect()));
        let case = case.and_then(|id| self.case(id));
        let words = case.iter().flat_map(|case| self.offers(case, person)).map(|(name, _)| Value::Text(name));
        facts.insert("words".into(), Value::List(words.collect()));
        facts.insert("calendar".into(), Value::Bool(self.world.identity.calendar.is_some()));
        facts
    }
}

pub(super) fn case_row(case: &Case) -> Value {
    Value::Row(
        [
            ("id".to_owned(), Value::Text(case.id.0.clone())),
            ("title".to_owned(), Value::Text(case.title.clone())),
            ("state".to_owned(), Value::Text(case.state.clone())),
            ("process".to_owned(), Value::Text(case.process.clone())),
        ]
        .into(),
    )
}

/// What stands behind a word at the start of a line, in any case and width, where no longer word goes on.
fn behind_word<'t>(line: &'t str, word: &str) -> Option<&'t str> {
    let end = line.char_indices().nth(word.chars().count()).map(|(at, _)| at)?;
    let same = crate::mail::fold(&line[..end]).to_lowercase() == crate::mail::fold(word).to_lowercase();
    let over =
        line[end..].starts_with(|c: char| c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '、'));
    (same && over).then(|| line[end..].trim_start_matches([' ', ':', '：', ',', '，', '、', '\t', '　']))
}
