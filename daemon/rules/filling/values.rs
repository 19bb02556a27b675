//! Values: one text read as what its field holds.
//!
//! Promises: a text is read as a whole, or as what stands before its explanation; two people, two days or two numbers
//! in one are no value. Never does: look where a value stands.

use super::number::{number, percent};
use super::{Reader, Wrong, short};
use crate::directory::{NotFound, PersonId};
use crate::rules::reading::flat;
use crate::rules::{Choices, Field, Kind, Value};
use crate::time::{Moment, read};

impl Reader<'_> {
    /// The value of a field, within its bounds.
    pub(super) fn field(&self, field: &Field, text: &str) -> Result<Value, Wrong> {
        let wrong =
            |found: String, why: &str| Wrong { field: field.name.clone(), found, why: why.to_owned() };
        let value = self.value(&field.kind, text).map_err(|(found, why)| wrong(short(&found), why))?;
        let low = field.min.as_ref().is_some_and(|min| less(&value, min));
        let high = field.max.as_ref().is_some_and(|max| less(max, &value));
        if low || high { Err(wrong(short(text), "out-of-range")) } else { Ok(value) }
    }

    fn value(&self, kind: &Kind, text: &str) -> Result<Value, (String, &'static str)> {
        let text = text.trim();
        let tried = |read: &dyn Fn(&str) -> Option<Value>, why| {
            attempts(text).iter().find_map(|t| read(t)).ok_or_else(|| (text.to_owned(), why))
        };
        let today = || self.zone.local(self.now).date();
        match kind {
            Kind::Text => Ok(Value::Text(text.to_owned())),
            Kind::Number => tried(&|t| number(t).map(Value::Number), "not-a-number"),
            Kind::Percent => {
                let percent = attempts(text).iter().find_map(|t| percent(t));
                let percent = percent.ok_or_else(|| (text.to_owned(), "not-a-percent"))?;
                if (0.0..=100.0).contains(&percent) {
                    // 0 to 100: the cast is exact.
                    return Ok(Value::Int(percent.round() as i64));
                }
                Err((text.to_owned(), "out-of-range"))
            }
            Kind::Date => tried(
                &|t| {
                    let timed =
                        || read::date_time(t, self.now, self.zone).map(|at| self.zone.local(at).date());
                    read::date(t, today()).or_else(timed).map(Value::Day)
                },
                "not-a-date",
            ),
            Kind::DateTime => tried(
                &|t| {
                    read::moment(t, self.now, self.zone).map(|moment| match moment {
                        Moment::At(at) => Value::At(at),
                        Moment::Day(day) => Value::Day(day),
                    })
                },
                "not-a-time",
            ),
            Kind::Span => {
                let line = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                read::span(&line, self.now, self.zone)
                    .map(|(span, beside)| Value::Span(span.start, span.end, beside))
                    .ok_or_else(|| (text.to_owned(), "not-a-span"))
            }
            Kind::Duration => tried(
                &|t| {
                    let minutes = read::duration(t)?.num_minutes();
                    (minutes > 0).then_some(Value::Minutes(minutes))
                },
                "not-a-duration",
            ),
            Kind::Person => self.person(text).map(Value::Person),
            Kind::People => self.people(text),
            Kind::Choice(choices) => tried(&|t| self.choice(choices, t), "not-a-choice"),
            // Rows are read line by line, files by what is attached.
            // Which case is meant is for whoever knows them.
            Kind::Rows(_) | Kind::File | Kind::Case(_) => Ok(Value::Text(text.to_owned())),
        }
    }

    /// One person; a department means its head.
    fn person(&self, text: &str) -> Result<PersonId, (String, &'static str)> {
        let first = text.lines().next().unwrap_or("").trim();
        let not_found = match self.directory.find(first) {
            Ok(person) => return Ok(person),
            Err(not_found) => not_found,
        };
        let wanted = flat(first);
        let mut departments = self.directory.departments.values();
        let named =
            departments.find(|d| flat(&d.id) == wanted || d.names.values().any(|n| flat(n) == wanted));
        match named {
            Some(department) => Ok(department.head.clone()),
            None => Err(self.nobody(&not_found)),
        }
    }

    /// What was written and who is near, and whether it might be several.
    fn nobody(&self, not_found: &NotFound) -> (String, &'static str) {
        let near = |id: &PersonId| self.directory.person(id).map(|p| p.name.clone());
        let names: Vec<String> = not_found.candidates.iter().filter_map(near).collect();
        // Somebody near is a guess of ours; several who are called so are a question to the sender.
        let wanted = flat(&not_found.text);
        let called = |id: &&PersonId| {
            let Some(person) = self.directory.person(id) else { return false };
            let names = person.names.values().chain(&person.nicknames).chain([&person.name]);
            let locals = person.all_addresses().map(|a| flat(a.local()));
            let wanted = wanted.trim_matches(['@', ' ']);
            names.map(|n| flat(n)).chain(locals).chain([flat(id.as_str())]).any(|n| n.starts_with(wanted))
        };
        let several = not_found.candidates.iter().filter(called).count() > 1;
        let why = if several { "ambiguous-person" } else { "not-a-person" };
        let found = if names.is_empty() {
            not_found.text.clone()
        } else {
            format!("{} ({}?)", not_found.text, names.join(", "))
        };
        (found, why)
    }

    fn people(&self, text: &str) -> Result<Value, (String, &'static str)> {
        let mut people: Vec<PersonId> = Vec::new();
        if let Ok(one) = self.person(text) {
            return Ok(Value::List(vec![Value::Person(one)]));
        }
        let parts = text
            .split(['、', '，', ',', ';', '；', '/', '\n', '&', '+'])
            .flat_map(|p| p.split(" and "))
            .flat_map(|p| p.split(" 和 "));
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            let found: Result<Vec<PersonId>, _> = match self.person(part) {
                Ok(one) => Ok(vec![one]),
                // 张三 李四, 张三和李四
                Err(wrong) => {
                    let split: Result<Vec<PersonId>, _> = part
                        .split([' ', '和', '与'])
                        .filter(|p| !p.is_empty())
                        .map(|p| self.person(p))
                        .collect();
                    split.map_err(|_| wrong)
                }
            };
            for person in found? {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        if people.is_empty() {
            return Err((text.to_owned(), "not-a-person"));
        }
        Ok(Value::List(people.into_iter().map(Value::Person).collect()))
    }

    fn choice(&self, choices: &Choices, text: &str) -> Option<Value> {
        let wanted = flat(text).trim_end_matches(['。', '.', '!']).trim().to_owned();
        let name = match choices {
            Choices::Named(named) => named
                .iter()
                .find(|(name, words)| flat(name) == wanted || words.iter().any(|w| flat(w) == wanted))
                .map(|(name, _)| name.clone()),
            Choices::Listed(list) => {
                let names = self.directory.lists.get(list)?;
                let words = self.directory.words.get(list);
                let said = |name: &String| words.and_then(|words| words.get(name)).into_iter().flatten();
                let is = |name: &&String| flat(name) == wanted || said(name).any(|w| flat(w) == wanted);
                names.iter().find(is).cloned()
            }
        };
        name.map(Value::Text)
    }

    /// The value a text begins with, and what is left of it.
    pub(super) fn leading(&self, field: &Field, text: &str) -> Option<(Result<Value, Wrong>, String)> {
        let text = text.trim();
        let mut ends: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| {
                c.is_whitespace()
                    || matches!(c, ',' | '，' | '。' | ';' | '；' | '、' | '%' | '％' | '(' | '（')
            })
            .map(|(n, c)| if matches!(c, '%' | '％') { n + c.len_utf8() } else { n })
            .collect();
        ends.push(text.len());
        ends.sort_unstable();
        // The longest beginning that can be read: `7月18日 14:00` rather than `7月18日`.
        ends.iter().rev().filter(|end| **end > 0).find_map(|end| {
            let piece = text[..*end].trim();
            let read = match &field.kind {
                // A name is a word or two, never found inside a sentence.
                Kind::People if piece.chars().count() > 40 => return None,
                kind => self.value(kind, piece),
            };
            let exact = match (&field.kind, &read) {
                (Kind::Percent, Err((_, why))) => *why == "out-of-range",
                (_, read) => read.is_ok(),
            };
            // The whole piece was read, not only what stands before its first comma.
            (exact && !piece.contains(['，', ',', '\n', '。'])
                || exact && *end == text.len() && attempts(piece).len() == 1)
                .then(|| (self.field(field, piece), text[*end..].to_owned()))
        })
    }
}

/// The text as one line, its first line, and that without what is explained behind it.
fn attempts(text: &str) -> Vec<String> {
    let one: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = vec![one.trim_end_matches(['。', '.', ';', '；']).to_owned()];
    let first = text.lines().next().unwrap_or("").trim();
    let cut = first.find(['(', '（', '，', ',', '。', ';', '；']).unwrap_or(first.len());
    let rest = &first[cut..];
    // A second number behind the comma may be the one that is meant.
    if !rest.contains(char::is_numeric) && !rest.contains(['或', '至', '~']) {
        out.push(first.to_owned());
        out.push(first[..cut].trim().to_owned());
    }
    out.retain(|t| !t.is_empty());
    out.dedup();
    out
}

fn less(a: &Value, b: &Value) -> bool {
    let amount = |v: &Value| match v {
        Value::Int(n) | Value::Minutes(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        _ => None,
    };
    match (a, b) {
        (Value::Day(a), Value::Day(b)) => a < b,
        _ => amount(a).zip(amount(b)).is_some_and(|(a, b)| a < b),
    }
}
