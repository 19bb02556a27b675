//! Forms: what a message must tell.

use chrono::NaiveDate;

use super::Reader;
use crate::document::{At, Entry, Kind as Written, Table, Text, Value as Node};
use crate::rules::keys::Part;
use crate::rules::{Choices, Field, Form, From, Kind, Need, Rows, Value};
use crate::time::{Amount, Base, Phrase, Unit};

/// Names that CEL keeps for itself.
const CEL_WORDS: [&str; 21] = [
    "true",
    "false",
    "null",
    "in",
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

const TYPES: [(&str, Type); 13] = [
    ("text", Type::Text),
    ("number", Type::Number),
    ("percent", Type::Percent),
    ("date", Type::Date),
    ("date-time", Type::DateTime),
    ("span", Type::Span),
    ("duration", Type::Duration),
    ("person", Type::Person),
    ("people", Type::People),
    ("choice", Type::Choice),
    ("rows", Type::Rows),
    ("file", Type::File),
    ("case", Type::Case),
];

/// The word behind `type`, before `of` is known.
#[derive(Clone, Copy, PartialEq)]
enum Type {
    Text,
    Number,
    Percent,
    Date,
    DateTime,
    Span,
    Duration,
    Person,
    People,
    Choice,
    Rows,
    File,
    Case,
}

impl Reader<'_> {
    /// `[form.NAME]`
    pub(super) fn named_form(&mut self, Entry { key, value }: Entry) {
        if let Some(table) = value.table(self.faults) {
            self.register(key, table);
        }
    }

    /// `form = "NAME"`, or the form itself, which then has the name of the ask or say.
    pub(super) fn form_or_name(&mut self, name: &Text, value: Node) -> Option<String> {
        match value.kind {
            Written::Table(_) => {
                let table = value.table(self.faults)?;
                self.register(name.clone(), table);
                Some(name.value.clone())
            }
            Written::String(_) => Some(value.string(self.faults)?.value),
            _ => {
                self.faults.push(value.wrong("the name of a form, or the form itself as a table of fields"));
                None
            }
        }
    }

    fn register(&mut self, name: Text, table: Table) {
        let form = self.form(name.value.clone(), table);
        match self.forms.get(name.as_str()) {
            Some((other, place)) if *other != form => {
                let (line, _) = place.source().place(place.span().start);
                self.faults.push(name.fault(
                    format!("'{}' is another form than the one of that name in line {line}", name.as_str()),
                    "make both the same, or name one otherwise",
                ));
            }
            Some(_) => {}
            None => {
                self.forms.insert(name.value.clone(), (form, name));
            }
        }
    }

    fn form(&mut self, name: String, mut table: Table) -> Form {
        let mut fields = Vec::new();
        for Entry { key, value } in table.take_rest() {
            self.name_of_value(&key);
            let Some(table) = value.table(self.faults) else { continue };
            let mut table = table.allowing(Part::Field.names());
            if let Some(field) = self.field(key.value, &mut table) {
                fields.push(field);
            }
            table.finish(self.faults);
        }
        Form { name, fields }
    }

    /// A name that expressions use.
    pub(super) fn name_of_value(&mut self, key: &Text) {
        let name = key.as_str();
        let plain = name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
            && name.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_');
        if !plain {
            let remedy = format!("letters, digits and _ only, such as '{}'", name.replace(['-', ' '], "_"));
            self.faults.push(key.fault(format!("expressions cannot name '{name}'"), remedy));
        } else if CEL_WORDS.contains(&name) {
            self.faults.push(
                key.fault(format!("'{name}' is a word of the expression language"), "name it otherwise"),
            );
        }
    }

    fn field(&mut self, name: String, table: &mut Table) -> Option<Field> {
        let kind = table.expect_string("type", self.faults).and_then(|word| word.choice(&TYPES, self.faults));
        let of = table.take("of").map(|entry| entry.value);
        let labels = table.take("label").map(|entry| self.labels(entry.value)).unwrap_or_default();
        let needs = [("now", Need::Now), ("later", Need::Later), ("wish", Need::Wish), ("no", Need::No)];
        let need =
            table.optional_string("need", self.faults).and_then(|word| word.choice(&needs, self.faults));
        let places = [("body", From::Body), ("subject", From::Subject), ("body or file", From::BodyOrFile)];
        let from =
            table.optional_string("from", self.faults).and_then(|word| word.choice(&places, self.faults));
        let default = table.take("default").and_then(|entry| self.expression(entry.value));
        let check = table.take("check").and_then(|entry| self.expression(entry.value));
        let (min, max) = (table.take("min"), table.take("max"));
        let kind = kind?;
        let min = min.and_then(|entry| self.bound(kind, entry.value));
        let max = max.and_then(|entry| self.bound(kind, entry.value));
        let kind = self.kind(kind, of, table)?;
        Some(Field {
            name,
            kind,
            labels,
            need: need.unwrap_or(Need::Now),
            default,
            from: from.unwrap_or(From::Body),
            min,
            max,
            check,
        })
    }

    fn kind(&mut self, kind: Type, of: Option<Node>, table: &Table) -> Option<Kind> {
        if let Some(of) = &of
            && !matches!(kind, Type::Choice | Type::Rows | Type::Case)
        {
            self.faults.push(of.fault("'of' is for choices, rows and cases", "take it out"));
        }
        Some(match kind {
            Type::Text => Kind::Text,
            Type::Number => Kind::Number,
            Type::Percent => Kind::Percent,
            Type::Date => Kind::Date,
            Type::DateTime => Kind::DateTime,
            Type::Span => Kind::Span,
            Type::Duration => Kind::Duration,
            Type::Person => Kind::Person,
            Type::People => Kind::People,
            Type::File => Kind::File,
            Type::Choice | Type::Rows | Type::Case => {
                let Some(of) = of else {
                    let wanted = match kind {
                        Type::Choice => "the choices",
                        Type::Case => "the process whose cases are meant",
                        _ => "what a row consists of",
                    };
                    if !table.is_misspelt("of") {
                        self.faults.push(table.missing("of", wanted));
                    }
                    return None;
                };
                match kind {
                    Type::Choice => Kind::Choice(self.choices(of)?),
                    Type::Case => Kind::Case(of.string(self.faults)?.value),
                    _ => Kind::Rows(self.rows(of)?),
                }
            }
        })
    }

    /// `["a", "b"]`, `{ a = ["words"], b = ["words"] }` or `"directory.LIST"`.
    fn choices(&mut self, of: Node) -> Option<Choices> {
        match of.kind {
            Written::String(ref text) => match text.strip_prefix("directory.") {
                Some(list) => Some(Choices::Listed(list.to_owned())),
                None => {
                    self.faults.push(of.fault(
                        format!("'{text}' names no choices"),
                        "write a list of words, or \"directory.NAME\" for a list of the directory",
                    ));
                    None
                }
            },
            Written::List(_) => {
                let words = of.list(self.faults)?.into_iter().filter_map(|word| word.string(self.faults));
                Some(Choices::Named(words.map(|word| (word.value.clone(), vec![word.value])).collect()))
            }
            _ => {
                let mut named = std::collections::BTreeMap::new();
                for Entry { key, value } in of.table(self.faults)?.take_rest() {
                    let words =
                        value.string_or_list(self.faults).into_iter().map(|word| word.value).collect();
                    named.insert(key.value, words);
                }
                Some(Choices::Named(named))
            }
        }
    }

    /// `"PROCESS.FORM"`, `"FORM"` of this file, or the kinds of the columns: `"person, text"`.
    fn rows(&mut self, of: Node) -> Option<Rows> {
        let text = of.string(self.faults)?;
        if let Some((process, form)) = text.as_str().split_once('.') {
            return Some(Rows::Form(process.trim().to_owned(), form.trim().to_owned()));
        }
        let kinds = ["text", "number", "percent", "date", "date-time", "duration", "person", "people"];
        if !text.as_str().contains(',') && !kinds.contains(&text.as_str().trim()) {
            // A form of this same file.
            return Some(Rows::Form(self.file.to_owned(), text.as_str().trim().to_owned()));
        }
        let mut columns: Vec<(String, Kind)> = Vec::new();
        for word in text.as_str().split(',').map(str::trim) {
            let kind = match word {
                "text" => Kind::Text,
                "number" => Kind::Number,
                "percent" => Kind::Percent,
                "date" => Kind::Date,
                "date-time" => Kind::DateTime,
                "duration" => Kind::Duration,
                "person" => Kind::Person,
                "people" => Kind::People,
                _ => {
                    self.faults.push(text.fault(
                        format!("'{word}' is no kind of column"),
                        "write kinds such as \"person, text\", or the name of a form",
                    ));
                    return None;
                }
            };
            if columns.iter().any(|(name, _)| name == word) {
                self.faults.push(text.fault(
                    format!("two columns would be called '{word}'"),
                    "write the row as a form of a process and take \"PROCESS.FORM\"",
                ));
                return None;
            }
            columns.push((word.to_owned(), kind));
        }
        Some(Rows::Columns(columns))
    }

    /// `min` and `max`, written as the kind of the field is.
    fn bound(&mut self, kind: Type, value: Node) -> Option<Value> {
        match kind {
            Type::Number | Type::Percent => match value.kind {
                Written::Integer(number) => Some(Value::Int(number)),
                _ => value.float(self.faults).map(|number| Value::Number(number.value)),
            },
            Type::Duration => self.minutes(value).map(Value::Minutes),
            Type::Date => value.date(self.faults).map(|day: At<NaiveDate>| Value::Day(day.value)),
            _ => {
                self.faults.push(value.fault(
                    "'min' and 'max' are for numbers, percents, durations and dates",
                    "write a condition as 'check'",
                ));
                None
            }
        }
    }

    /// A length of time such as `"15m"`, in minutes.
    pub(super) fn minutes(&mut self, value: Node) -> Option<i64> {
        let text = value.string(self.faults)?;
        let minutes = match Phrase::parse(text.as_str()) {
            Ok(Phrase::Point {
                amount: Some(Amount::Elapsed(n, unit)),
                before: false,
                base: Base::Start,
                clock: None,
            }) => {
                let n = i64::from(n);
                match unit {
                    Unit::Second => (n % 60 == 0).then_some(n / 60),
                    Unit::Minute => Some(n),
                    Unit::Hour => Some(n * 60),
                    Unit::Day => Some(n * 60 * 24),
                    Unit::Week => Some(n * 60 * 24 * 7),
                }
            }
            _ => None,
        };
        if minutes.is_none_or(|minutes| minutes == 0) {
            self.faults.push(text.fault(
                format!("'{}' is no length of time", text.as_str()),
                "write whole minutes, such as \"15m\", \"2h\" or \"1h30m\"",
            ));
            return None;
        }
        minutes
    }
}
