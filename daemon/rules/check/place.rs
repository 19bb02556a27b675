//! Where something of a process stands in its file: found again by its keys, through `like` too.

use std::ops::Range;

use crate::document::{At, Kind, Table, Value};
use crate::fault::{Fault, Faults, Source};
use crate::rules::parse::Files;

/// The keys that lead to something in the file of a process.
#[derive(Debug, Clone)]
pub(super) struct Place {
    process: String,
    keys: Vec<Key>,
}

#[derive(Debug, Clone)]
enum Key {
    Name(String),
    /// A key that may be left out: `on.each.X` and `on.X` are the same.
    Maybe(String),
    /// Of a list; the whole where one entry is written without a list.
    Index(usize),
}

impl Place {
    pub(super) fn of(process: &str) -> Self {
        Self { process: process.to_owned(), keys: Vec::new() }
    }

    pub(super) fn key(&self, name: &str) -> Self {
        self.and(Key::Name(name.to_owned()))
    }

    pub(super) fn maybe(&self, name: &str) -> Self {
        self.and(Key::Maybe(name.to_owned()))
    }

    pub(super) fn index(&self, index: usize) -> Self {
        self.and(Key::Index(index))
    }

    fn and(&self, key: Key) -> Self {
        let mut place = self.clone();
        place.keys.push(key);
        place
    }
}

/// Something found on the way to a place.
struct Found<'a> {
    value: &'a Value,
    /// Where its key stands.
    key: Range<usize>,
}

/// The trees of all files.
pub(super) struct Places {
    files: Files,
}

/// Where no other name is there to be offered.
fn or_take_it_out(remedy: impl Into<String>) -> String {
    match remedy.into() {
        none if none.is_empty() => "take it out".to_owned(),
        remedy => remedy,
    }
}

impl Places {
    pub(super) fn new(sources: &[Source]) -> Self {
        // What is wrong with the texts themselves has been said when they were parsed.
        Self { files: Files::read(sources, &mut Faults::default()) }
    }

    /// A fault at a value: at the longest part of its keys that is written in the file.
    pub(super) fn fault(&self, place: &Place, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        let remedy = or_take_it_out(remedy);
        match self.find(place) {
            Some(at) => at.value.source().fault(at.value.span(), found, remedy),
            None => self.nowhere(place, found, remedy),
        }
    }

    /// A fault at the key of a value.
    pub(super) fn fault_at_key(
        &self,
        place: &Place,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Fault {
        let remedy = or_take_it_out(remedy);
        match self.find(place) {
            Some(at) => at.value.source().fault(at.key, found, remedy),
            None => self.nowhere(place, found, remedy),
        }
    }

    /// A fault at a part of a string.
    pub(super) fn fault_within(
        &self,
        place: &Place,
        range: Range<usize>,
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Fault {
        let remedy = or_take_it_out(remedy);
        match self.find(place).map(|at| at.value) {
            Some(value) => match &value.kind {
                Kind::String(text) => {
                    let text = At::new(value.source(), value.span(), text.clone());
                    value.source().fault(text.within(range), found, remedy)
                }
                _ => value.source().fault(value.span(), found, remedy),
            },
            None => self.nowhere(place, found, remedy),
        }
    }

    /// A fault in the vocabulary, wherever the word is written.
    pub(super) fn fault_in_answers(
        &self,
        keys: &[&str],
        found: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Fault {
        let remedy = or_take_it_out(remedy);
        let written = |table: &&Table| match (keys, table.get("answer").map(|words| &words.kind)) {
            (["answer", name, ..], Some(Kind::Table(words))) => words.has(name),
            _ => false,
        };
        let Some(root) = self.files.answers().find(written).or_else(|| self.files.answers().next()) else {
            return Source::new("answers.toml", "").fault(0..0, found, remedy);
        };
        let mut best: Option<&Value> = None;
        for key in keys {
            let next = match best.map(|value| &value.kind) {
                None => root.get(key),
                Some(Kind::Table(table)) => table.get(key),
                Some(_) => None,
            };
            let Some(next) = next else { break };
            best = Some(next);
        }
        let span = best.map_or(0..0, Value::span);
        root.source().fault(span, found, remedy)
    }

    fn nowhere(&self, place: &Place, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        match self.files.tree(&place.process) {
            Some(root) => root.source().fault(0..0, found, remedy),
            None => Source::new(&place.process, "").fault(0..0, found, remedy),
        }
    }

    /// Whether all of the keys are written.
    pub(super) fn is_written(&self, place: &Place) -> bool {
        self.walk(place).1
    }

    fn find(&self, place: &Place) -> Option<Found<'_>> {
        self.walk(place).0
    }

    /// The longest part of the keys that is written, and whether it is all of them.
    fn walk(&self, place: &Place) -> (Option<Found<'_>>, bool) {
        let mut file = place.process.as_str();
        let mut best: Option<Found<'_>> = None;
        for key in &place.keys {
            let table = match (best.as_ref().map(|found| &found.value.kind), key) {
                (None, _) => self.files.tree(file),
                (Some(Kind::Table(table)), Key::Name(_) | Key::Maybe(_)) => Some(table),
                (Some(kind), Key::Index(index)) => {
                    let entries = match kind {
                        Kind::List(entries) => Some(entries),
                        // A say and a timer write one step into themselves and several under `steps`.
                        Kind::Table(table) => match table.get("steps").map(|steps| &steps.kind) {
                            Some(Kind::List(entries)) => Some(entries),
                            _ => None,
                        },
                        _ => None,
                    };
                    if let Some(entry) = entries.and_then(|entries| entries.get(*index)) {
                        best = Some(Found { value: entry, key: entry.span() });
                    }
                    continue;
                }
                (Some(_), _) => None,
            };
            let (Some(mut table), Key::Name(name) | Key::Maybe(name)) = (table, key) else {
                return (best, false);
            };
            while !table.has(name) {
                let Some(Kind::String(path)) = table.get("like").map(|like| &like.kind) else { break };
                let Some((next_file, next)) = self.files.like(file, path) else { break };
                (file, table) = (next_file, next);
            }
            match table.entries().find(|entry| entry.key.as_str() == name) {
                Some(entry) => best = Some(Found { value: &entry.value, key: entry.key.span() }),
                None if matches!(key, Key::Maybe(_)) => {}
                None => return (best, false),
            }
        }
        (best, true)
    }
}
