//! TOML as one tree in which every key and value knows its place.
//!
//! The readers of `beadle.toml`, `directory.toml` and the process files take what they know out of a [`Table`] and
//! [`Table::finish`] it: whatever nobody asked for is an unknown key, with a near match offered. A wrong type, a
//! missing key or an unknown key is pushed to [`Faults`] and the reading goes on, so that one run shows all of them.
//!
//! `a.b = 1`, `[a]` with `b = 1` below it, and `a = { b = 1 }` are the same tree. One table written both as dotted
//! keys and under headers is refused, because TOML parsers disagree about it. Entries come in the order of the file.
//! Nothing here opens a file.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::ops::Range;

use chrono::NaiveDate;
use toml::Spanned;
use toml::de::{DeTable, DeValue};
use toml::value::Datetime;

use crate::fault::{Fault, Faults, Source, near, offer};

/// A byte range of a text.
pub type Span = Range<usize>;

/// Something read, with the place it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct At<T> {
    /// What was read.
    pub value: T,
    source: Source,
    span: Span,
}

/// A string and its place, quotes included.
pub type Text = At<String>;

impl<T> At<T> {
    /// A value that stands at `span` of `source`.
    pub fn new(source: &Source, span: Span, value: T) -> Self {
        Self { value, source: source.clone(), span }
    }

    /// The text it was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Where it stands.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// A fault at its place.
    pub fn fault(&self, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        self.source.fault(self.span(), found, remedy)
    }

    /// Another value at the same place.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> At<U> {
        At { value: change(self.value), source: self.source, span: self.span }
    }
}

impl Text {
    /// The string.
    pub fn as_str(&self) -> &str {
        &self.value
    }

    /// The place of a byte range of the string, for a caret inside an expression. Where escapes make the written
    /// string differ from the read one, the whole string.
    pub fn within(&self, range: Span) -> Span {
        let written = self.source.text().get(self.span()).unwrap_or("");
        match written.find(self.value.as_str()) {
            Some(start) if range.end <= self.value.len() => {
                let start = self.span.start + start;
                start + range.start..start + range.end
            }
            _ => self.span(),
        }
    }

    /// The meaning of this word among the allowed ones; a fault with the near or all words otherwise.
    pub fn choice<T: Clone>(&self, of: &[(&str, T)], faults: &mut Faults) -> Option<T> {
        if let Some((_, meaning)) = of.iter().find(|(word, _)| *word == self.value) {
            return Some(meaning.clone());
        }
        let remedy = offer(&self.value, of.iter().map(|(word, _)| *word).collect::<Vec<_>>());
        faults.push(self.fault(format!("'{}' is not one of the words allowed here", self.value), remedy));
        None
    }
}

/// A value, its place, and the keys that lead to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    source: Source,
    span: Span,
    path: String,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `"…"`
    String(String),
    /// `12`
    Integer(i64),
    /// `1.5`
    Float(f64),
    /// `true`
    Boolean(bool),
    /// `2026-07-15`, `17:00:00`, or both, with or without an offset.
    Datetime(Datetime),
    /// `[…]` and `[[…]]`
    List(Vec<Value>),
    /// `{…}`, `[…]`, dotted keys
    Table(Table),
}

impl Kind {
    fn word(&self) -> &'static str {
        match self {
            Kind::String(_) => "a string",
            Kind::Integer(_) => "an integer",
            Kind::Float(_) => "a float",
            Kind::Boolean(_) => "a boolean",
            Kind::Datetime(_) => "a date or time",
            Kind::List(_) => "a list",
            Kind::Table(_) => "a table",
        }
    }
}

impl Value {
    /// The text it was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Where it stands. A table under a header stands at its header, one made of dotted keys at its first key.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// The keys that lead here, joined with dots; the entries of a list have the path of the list.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A fault at its place.
    pub fn fault(&self, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        self.source.fault(self.span(), found, remedy)
    }

    /// The fault of a value of the wrong type; `wanted` is the right one with its article.
    pub fn wrong(&self, wanted: &str) -> Fault {
        self.fault(format!("'{}' holds {}", self.path, self.kind.word()), format!("write {wanted}"))
    }

    /// Whether both hold the same, wherever they stand.
    pub fn says_the_same(&self, other: &Value) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::List(ours), Kind::List(theirs)) => {
                ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| a.says_the_same(b))
            }
            (Kind::Table(ours), Kind::Table(theirs)) => {
                let same = |entry: &Entry| {
                    theirs.get(entry.key.as_str()).is_some_and(|value| entry.value.says_the_same(value))
                };
                ours.entries.len() == theirs.entries.len() && ours.entries().all(same)
            }
            (ours, theirs) => ours == theirs,
        }
    }

    /// The string, or a fault.
    pub fn string(self, faults: &mut Faults) -> Option<Text> {
        self.pick("a string", faults, |kind| match kind {
            Kind::String(text) => Ok(text),
            other => Err(other),
        })
    }

    /// The integer, or a fault.
    pub fn integer(self, faults: &mut Faults) -> Option<At<i64>> {
        self.pick("an integer", faults, |kind| match kind {
            Kind::Integer(number) => Ok(number),
            other => Err(other),
        })
    }

    /// The number, whole or not, or a fault.
    pub fn float(self, faults: &mut Faults) -> Option<At<f64>> {
        self.pick("a number", faults, |kind| match kind {
            Kind::Float(number) => Ok(number),
            Kind::Integer(number) => Ok(number as f64),
            other => Err(other),
        })
    }

    /// The boolean, or a fault.
    pub fn boolean(self, faults: &mut Faults) -> Option<At<bool>> {
        self.pick("true or false", faults, |kind| match kind {
            Kind::Boolean(yes) => Ok(yes),
            other => Err(other),
        })
    }

    /// A calendar date, written bare or as a string (`2026-07-15` or `"2026-07-15"`), or a fault.
    pub fn date(self, faults: &mut Faults) -> Option<At<NaiveDate>> {
        self.pick("a date such as 2026-07-15", faults, |kind| match kind {
            Kind::Datetime(Datetime { date: Some(date), time: None, offset: None }) => {
                NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into()).ok_or(kind)
            }
            Kind::String(ref text) => text.parse().map_err(|_| kind),
            other => Err(other),
        })
    }

    /// The entries of the list, or a fault.
    pub fn list(self, faults: &mut Faults) -> Option<Vec<Value>> {
        self.pick("a list", faults, |kind| match kind {
            Kind::List(entries) => Ok(entries),
            other => Err(other),
        })
        .map(|list| list.value)
    }

    /// The table, or a fault.
    pub fn table(self, faults: &mut Faults) -> Option<Table> {
        self.pick("a table", faults, |kind| match kind {
            Kind::Table(table) => Ok(table),
            other => Err(other),
        })
        .map(|table| table.value)
    }

    /// One string, or the strings of a list; entries of another type are faults and left out.
    pub fn string_or_list(self, faults: &mut Faults) -> Vec<Text> {
        match self.kind {
            Kind::List(entries) => entries.into_iter().filter_map(|entry| entry.string(faults)).collect(),
            Kind::String(_) => self.string(faults).into_iter().collect(),
            _ => {
                faults.push(self.wrong("a string or a list of strings"));
                Vec::new()
            }
        }
    }

    /// One table, or the tables of a list; entries of another type are faults and left out.
    pub fn table_or_list(self, faults: &mut Faults) -> Vec<Table> {
        match self.kind {
            Kind::List(entries) => entries.into_iter().filter_map(|entry| entry.table(faults)).collect(),
            Kind::Table(_) => self.table(faults).into_iter().collect(),
            _ => {
                faults.push(self.wrong("a table or a list of tables"));
                Vec::new()
            }
        }
    }

    fn pick<T>(
        self,
        wanted: &str,
        faults: &mut Faults,
        of: impl FnOnce(Kind) -> Result<T, Kind>,
    ) -> Option<At<T>> {
        let Value { kind, source, span, path } = self;
        match of(kind) {
            Ok(value) => Some(At { value, source, span }),
            Err(kind) => {
                faults.push(Value { kind, source, span, path }.wrong(wanted));
                None
            }
        }
    }
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key, with the place where it is first written.
    pub key: Text,
    /// The value.
    pub value: Value,
}

/// A table that remembers which of its keys were asked for.
#[derive(Debug, Clone, PartialEq)]
#[must_use = "a table is finished, so that unknown keys are found"]
pub struct Table {
    source: Source,
    span: Span,
    path: String,
    entries: Vec<Entry>,
    /// Boxed, for tables are handed about by value.
    keys: Box<Keys>,
}

/// What is known of a table's keys.
#[derive(Debug, Clone, Default, PartialEq)]
struct Keys {
    asked: BTreeSet<String>,
    /// All it may have, where its reader has said so.
    allowed: Option<Vec<&'static str>>,
}

impl Table {
    /// Says which keys it may have, so that all of them are offered for an unknown one. Its reader asks for no other.
    pub fn allowing(mut self, keys: Vec<&'static str>) -> Self {
        self.keys.allowed = Some(keys);
        self
    }

    /// The text it was read from.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Where it stands: its header, its braces, or its first dotted key; for a whole file its start.
    pub fn span(&self) -> Span {
        self.span.clone()
    }

    /// The keys that lead here, joined with dots; empty for a whole file.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// A fault at its place.
    pub fn fault(&self, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        self.source.fault(self.span(), found, remedy)
    }

    /// The entries not taken yet, in the order of the file. Looking at them does not take them.
    pub fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter()
    }

    /// Whether the key is there and not taken yet.
    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    /// The value of a key not taken yet. Looking at it does not take it.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.entries.iter().find(|entry| entry.key.value == key).map(|entry| &entry.value)
    }

    /// Takes a key out, if it is there. Asking makes the key known to [`Table::finish`].
    pub fn take(&mut self, key: &str) -> Option<Entry> {
        debug_assert!(
            self.keys.allowed.as_ref().is_none_or(|keys| keys.contains(&key)),
            "the reader of '{}' asks for '{key}', which is not in its list of keys",
            self.path
        );
        self.keys.asked.insert(key.to_owned());
        let index = self.entries.iter().position(|entry| entry.key.value == key)?;
        Some(self.entries.remove(index))
    }

    /// Takes all that is left, in the order of the file: for tables whose keys are names given by the writer.
    pub fn take_rest(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Takes a key out; a fault if it is missing.
    pub fn expect(&mut self, key: &str, wanted: &str, faults: &mut Faults) -> Option<Value> {
        let entry = self.take(key);
        if entry.is_none() && !self.is_misspelt(key) {
            faults.push(self.missing(key, wanted));
        }
        entry.map(|entry| entry.value)
    }

    /// A key that is not there, and an unknown one that looks like it is: [`Table::finish`] shows that one.
    pub fn is_misspelt(&self, key: &str) -> bool {
        let Some(allowed) = &self.keys.allowed else { return false };
        let unknown =
            self.entries.iter().map(|entry| entry.key.as_str()).filter(|name| !allowed.contains(name));
        unknown.into_iter().any(|name| near(name, allowed.iter().copied()) == Some(key))
    }

    /// The fault of a missing key; `wanted` says what its value is.
    pub fn missing(&self, key: &str, wanted: &str) -> Fault {
        let found = if self.path.is_empty() {
            format!("'{key}' is missing")
        } else {
            format!("'{key}' is missing in '{}'", self.path)
        };
        self.fault(found, format!("add '{key}', {wanted}"))
    }

    /// A string; faults if it is missing or something else.
    pub fn expect_string(&mut self, key: &str, faults: &mut Faults) -> Option<Text> {
        self.expect(key, "a string", faults)?.string(faults)
    }

    /// A string, if the key is there; a fault if it is something else.
    pub fn optional_string(&mut self, key: &str, faults: &mut Faults) -> Option<Text> {
        self.take(key)?.value.string(faults)
    }

    /// An integer; faults if it is missing or something else.
    pub fn expect_integer(&mut self, key: &str, faults: &mut Faults) -> Option<At<i64>> {
        self.expect(key, "an integer", faults)?.integer(faults)
    }

    /// An integer, if the key is there; a fault if it is something else.
    pub fn optional_integer(&mut self, key: &str, faults: &mut Faults) -> Option<At<i64>> {
        self.take(key)?.value.integer(faults)
    }

    /// A boolean, if the key is there; a fault if it is something else.
    pub fn optional_boolean(&mut self, key: &str, faults: &mut Faults) -> Option<At<bool>> {
        self.take(key)?.value.boolean(faults)
    }

    /// A date, if the key is there; a fault if it is something else.
    pub fn optional_date(&mut self, key: &str, faults: &mut Faults) -> Option<At<NaiveDate>> {
        self.take(key)?.value.date(faults)
    }

    /// A table; faults if it is missing or something else.
    pub fn expect_table(&mut self, key: &str, faults: &mut Faults) -> Option<Table> {
        self.expect(key, "a table", faults)?.table(faults)
    }

    /// A table, if the key is there; a fault if it is something else.
    pub fn optional_table(&mut self, key: &str, faults: &mut Faults) -> Option<Table> {
        self.take(key)?.value.table(faults)
    }

    /// A list, if the key is there; a fault if it is something else.
    pub fn optional_list(&mut self, key: &str, faults: &mut Faults) -> Option<Vec<Value>> {
        self.take(key)?.value.list(faults)
    }

    /// One string or a list of strings; empty if the key is not there.
    pub fn string_or_list(&mut self, key: &str, faults: &mut Faults) -> Vec<Text> {
        self.take(key).map(|entry| entry.value.string_or_list(faults)).unwrap_or_default()
    }

    /// One string or a list of at least one; faults if it is missing, empty or something else.
    pub fn expect_string_or_list(&mut self, key: &str, faults: &mut Faults) -> Vec<Text> {
        let Some(value) = self.expect(key, "a string or a list of strings", faults) else {
            return Vec::new();
        };
        if matches!(&value.kind, Kind::List(entries) if entries.is_empty()) {
            faults.push(value.fault(format!("'{}' is empty", value.path), "write at least one string"));
        }
        value.string_or_list(faults)
    }

    /// One table or a list of tables (`[[key]]`); empty if the key is not there.
    pub fn table_or_list(&mut self, key: &str, faults: &mut Faults) -> Vec<Table> {
        self.take(key).map(|entry| entry.value.table_or_list(faults)).unwrap_or_default()
    }

    /// Ends the reading: every key that was neither asked for nor taken is a fault.
    pub fn finish(self, faults: &mut Faults) {
        let known: Vec<&str> = match &self.keys.allowed {
            Some(keys) => keys.clone(),
            None => self.keys.asked.iter().map(String::as_str).collect(),
        };
        for entry in &self.entries {
            let key = &entry.key;
            if self.keys.allowed.as_ref().is_some_and(|keys| keys.contains(&key.as_str())) {
                let found = format!("'{}' does not go with what else stands here", key.value);
                faults.push(key.fault(found, "write one or the other"));
                continue;
            }
            let found = if self.path.is_empty() {
                format!("unknown key '{}'", key.value)
            } else {
                format!("unknown key '{}' in '{}'", key.value, self.path)
            };
            let remedy = offer(&key.value, known.iter().copied());
            faults.push(key.fault(found, if remedy.is_empty() { "take it out".to_owned() } else { remedy }));
        }
    }
}

/// A whole TOML file.
pub struct Document;

impl Document {
    /// Reads a text into one tree. Every syntax error of the text is a fault.
    pub fn parse(source: &Source) -> Result<Table, Faults> {
        let (tree, errors) = DeTable::parse_recoverable(source.text());
        let mut faults = Faults::default();
        for error in errors {
            let end = source.text().len();
            let span = error.span().unwrap_or(end..end);
            // The parser's message does not say what to do.
            let remedies = [
                // Words of other alphabets are common as keys here.
                ("invalid unquoted key", "put the key in quotes"),
                ("must be quoted", "put the text in quotes: \"…\""),
                ("duplicate key", "write it once; a [header] stands once in a file, too"),
                ("unclosed", "close it, in the same line"),
                ("invalid basic string", "close the quotes, in the same line"),
                ("newlines are unsupported", "write all of it in one line"),
                ("invalid table header", "write the name in brackets: [state.review]"),
            ];
            if let Some(wide) = wide_sign(source.text(), span.start) {
                faults.push(source.fault(span, format!("not TOML: {}", error.message()), wide));
                continue;
            }
            let known = remedies.iter().find(|(message, _)| error.message().contains(message));
            let remedy = known.map_or("write key = value, or a [header]", |(_, remedy)| remedy);
            faults.push(source.fault(span, format!("not TOML: {}", error.message()), remedy));
        }
        if !faults.is_empty() {
            faults.0.sort_by_key(|fault| fault.span().start);
            return Err(faults);
        }
        let mut planter = Planter { source, faults };
        let root = planter.table(tree.into_inner(), 0..0, String::new());
        planter.faults.or(root)
    }
}

/// A sign of Chinese input in the line of a syntax error, where a narrow one is meant: outside of quotes.
fn wide_sign(text: &str, at: usize) -> Option<String> {
    const SIGNS: [(char, &str); 13] = [
        ('，', ","),
        ('、', ","),
        ('“', "\""),
        ('”', "\""),
        ('＂', "\""),
        ('‘', "'"),
        ('’', "'"),
        ('＝', "="),
        ('【', "["),
        ('】', "]"),
        ('｛', "{"),
        ('｝', "}"),
        ('＃', "#"),
    ];
    let at = (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at))?;
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    let line = text[start..].lines().next()?;
    let mut quoted = None;
    for c in line.chars() {
        match quoted {
            Some(quote) if c == quote => quoted = None,
            Some(_) => {}
            None if matches!(c, '"' | '\'') => quoted = Some(c),
            None if c == '#' => return None,
            None => {
                if let Some((wide, narrow)) = SIGNS.iter().find(|(wide, _)| *wide == c) {
                    return Some(format!("write '{narrow}' instead of '{wide}'"));
                }
            }
        }
    }
    None
}

/// Turns the parser's tree into ours.
struct Planter<'a> {
    source: &'a Source,
    faults: Faults,
}

impl Planter<'_> {
    fn table(&mut self, table: DeTable<'_>, span: Span, path: String) -> Table {
        // The parser orders by key; the file's order is the order of the keys' places.
        let mut order = BTreeMap::new();
        for (key, value) in table {
            order.insert(key.span().start, (key, value));
        }
        let mut entries = Vec::new();
        for (key, value) in order.into_values() {
            let (key_span, name) = (key.span(), key.into_inner().into_owned());
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            self.refuse_two_ways(&key_span, &value, &path);
            let value = self.value(value, path);
            entries.push(Entry { key: At::new(self.source, key_span, name), value });
        }
        Table { source: self.source.clone(), span, path, entries, keys: Box::default() }
    }

    fn value(&mut self, value: Spanned<DeValue<'_>>, path: String) -> Value {
        let span = value.span();
        let kind = match value.into_inner() {
            DeValue::String(text) => Kind::String(text.into_owned()),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Kind::Integer(number),
                Err(_) => {
                    let found = format!("'{path}' is too large a number");
                    self.faults.push(self.source.fault(span.clone(), found, "integers have 64 bits"));
                    Kind::Integer(0)
                }
            },
            DeValue::Float(number) => match number.as_str().parse() {
                Ok(number) => Kind::Float(number),
                Err(_) => {
                    let found = format!("'{path}' is not a number");
                    self.faults.push(self.source.fault(span.clone(), found, "write a decimal number"));
                    Kind::Float(0.0)
                }
            },
            DeValue::Boolean(yes) => Kind::Boolean(yes),
            DeValue::Datetime(at) => Kind::Datetime(at),
            DeValue::Array(entries) => {
                Kind::List(entries.into_iter().map(|entry| self.value(entry, path.clone())).collect())
            }
            DeValue::Table(table) => Kind::Table(self.table(table, span.clone(), path.clone())),
        };
        Value { kind, source: self.source.clone(), span, path }
    }

    /// A table that nobody opened (neither a header nor braces of its own) has the place of its first key. Its
    /// entries all come from dotted keys or all from longer headers; both at once is what parsers disagree about.
    fn refuse_two_ways(&mut self, key: &Span, value: &Spanned<DeValue<'_>>, path: &str) {
        let DeValue::Table(table) = value.get_ref() else { return };
        if value.span() != *key {
            return;
        }
        let header = table.keys().find(|key| self.in_header(key.span().start));
        let dotted = table.keys().find(|key| !self.in_header(key.span().start));
        if let (Some(header), Some(_)) = (header, dotted) {
            self.faults.push(self.source.fault(
                header.span(),
                format!("'{path}' is written both as dotted keys and as a [header]"),
                "write all of it one way",
            ));
        }
    }

    fn in_header(&self, offset: usize) -> bool {
        let before = self.source.text().get(..offset).unwrap_or("");
        before.rsplit('\n').next().unwrap_or("").trim_start().starts_with('[')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(text: &str) -> Source {
        Source::new("a.toml", text)
    }

    fn root(text: &str) -> Table {
        Document::parse(&source(text)).unwrap()
    }

    fn faults(text: &str, read: impl FnOnce(&mut Table, &mut Faults)) -> String {
        let (mut table, mut faults) = (root(text), Faults::default());
        read(&mut table, &mut faults);
        table.finish(&mut faults);
        faults.to_string()
    }

    #[test]
    fn one_reading_shows_every_fault() {
        let text = "title = 3\nowner = \"x\"\nprot = 25\n[more]\nlist = [\"a\", 1]\n";
        let shown = faults(text, |table, faults| {
            table.optional_string("title", faults);
            table.expect_string("owner", faults);
            table.expect_integer("port", faults);
            let mut more = table.expect_table("more", faults).unwrap();
            assert_eq!(more.string_or_list("list", faults).len(), 1);
            more.expect_string("name", faults);
            more.finish(faults);
        });
        assert_eq!(
            shown,
            "a.toml:1:9: 'title' holds an integer; write a string\n\
             a.toml:1:1: 'port' is missing; add 'port', an integer\n\
             a.toml:5:14: 'more.list' holds an integer; write a string\n\
             a.toml:4:1: 'name' is missing in 'more'; add 'name', a string\n\
             a.toml:3:1: unknown key 'prot'; did you mean 'port'?"
        );
    }

    #[test]
    fn dotted_inline_and_header_are_the_same_tree() {
        for text in ["a.b.c = \"x\"", "[a.b]\nc = \"x\"", "a = { b = { c = \"x\" } }", "[a]\nb.c = \"x\""] {
            let mut faults = Faults::default();
            let mut table = root(text);
            let mut a = table.expect_table("a", &mut faults).unwrap();
            let mut b = a.expect_table("b", &mut faults).unwrap();
            assert_eq!(b.path(), "a.b");
            assert_eq!(b.expect_string("c", &mut faults).unwrap().as_str(), "x");
            assert!(faults.is_empty());
        }
    }

    #[test]
    fn entries_come_in_the_order_of_the_file() {
        let table = root("z = 1\nb = 2\na.x = 3\n[m]\n[c]\n[m.k]\n");
        let keys: Vec<_> = table.entries().map(|entry| entry.key.as_str()).collect();
        assert_eq!(keys, ["z", "b", "a", "m", "c"]);
    }

    #[test]
    fn all_syntax_errors_are_shown() {
        let shown = Document::parse(&source("a = \nb = 1\nb = 2\n[c\n")).unwrap_err().to_string();
        let places: Vec<_> = shown.lines().map(|line| line.split(' ').next().unwrap()).collect();
        assert_eq!(places, ["a.toml:1:5:", "a.toml:3:1:", "a.toml:4:3:"]);
    }

    #[test]
    fn a_bare_key_of_other_letters_is_told_to_be_quoted() {
        let shown = Document::parse(&source("标题 = 1\n")).unwrap_err().to_string();
        assert!(shown.starts_with("a.toml:1:1: not TOML: invalid unquoted key"), "{shown}");
        assert!(shown.ends_with("; put the key in quotes"), "{shown}");
    }

    #[test]
    fn a_table_written_two_ways_is_refused() {
        for text in ["[s]\non.a = 1\n[s.on.b]\nc = 1\n", "[s.on.b]\nc = 1\n[s]\non.a = 1\n"] {
            let shown = Document::parse(&source(text)).unwrap_err().to_string();
            assert!(shown.contains("'s.on' is written both as dotted keys and as a [header]"), "{shown}");
        }
        assert!(Document::parse(&source("[s]\na = 1\n[s.on.b]\nc = 1\n[s.on.d]\ne = 1\n")).is_ok());
    }

    #[test]
    fn a_caret_points_into_a_string() {
        let mut faults = Faults::default();
        let mut table = root("when = \"任务 + 1\"\nother = \"a\\tb\"\n");
        let when = table.expect_string("when", &mut faults).unwrap();
        let plus = when.as_str().find('+').unwrap();
        assert_eq!(&table.source().text()[when.within(plus..plus + 1)], "+");
        let other = table.expect_string("other", &mut faults).unwrap();
        assert_eq!(other.within(1..2), other.span());
    }

    #[test]
    fn a_choice_offers_what_is_near() {
        let mut faults = Faults::default();
        let word = root("kind = \"maildri\"").expect_string("kind", &mut faults).unwrap();
        assert_eq!(word.choice(&[("imap", 1), ("maildir", 2)], &mut faults), None);
        assert_eq!(
            faults.to_string(),
            "a.toml:1:8: 'maildri' is not one of the words allowed here; did you mean 'maildir'?"
        );
    }

    #[test]
    fn dates_may_be_bare_or_strings() {
        let mut faults = Faults::default();
        let mut table =
            root("a = 2026-07-15\nb = \"2026-07-15\"\nc = 2026-07-15T10:00:00Z\nd = \"2026-02-30\"\n");
        let day = NaiveDate::from_ymd_opt(2026, 7, 15);
        assert_eq!(table.optional_date("a", &mut faults).map(|at| at.value), day);
        assert_eq!(table.optional_date("b", &mut faults).map(|at| at.value), day);
        assert_eq!(table.optional_date("c", &mut faults), None);
        assert_eq!(table.optional_date("d", &mut faults), None);
        assert_eq!(faults.0.len(), 2);
    }

    #[test]
    fn deep_nesting_is_a_fault_not_an_overflow() {
        let deep = 100_000;
        for text in [
            format!("a = {}", "[".repeat(deep)),
            format!("a = {}", "{b=".repeat(deep)),
            format!("a = {}{}", "[".repeat(deep), "]".repeat(deep)),
            format!("{}a = 1", "a.".repeat(deep)),
            format!("[{}a]\n", "a.".repeat(deep)),
        ] {
            assert!(Document::parse(&source(&text)).is_err());
        }
    }

    #[test]
    fn damaged_texts_never_panic() {
        let text = "a = 1\n[b.c]\nd = [1, { e.f = \"g\" }]\n[[h]]\ni = 2026-01-01\n[[h]]\n[h.j]\nk = \"\"\"l\n\"\"\"\n";
        for at in 0..text.len() {
            for junk in
                ["", "[", "]", "[[", "\n[a]\n", "\n[h]\n", "\n[b.c.d]\n", "\"", ".", "=", "\n[[b.c]]\n"]
            {
                let damaged = format!("{}{junk}{}", &text[..at], &text[at..]);
                let cut = format!("{junk}{}", &text[at..]);
                for text in [damaged, cut] {
                    if let Ok(table) = Document::parse(&source(&text)) {
                        assert!(table.entries().count() <= text.len());
                    }
                }
            }
        }
    }
}
