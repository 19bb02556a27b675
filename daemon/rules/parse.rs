//! Texts of `rules/` → [`Rules`], or every fault of them at once.
//!
//! Four kinds of file, told apart by what is in them: `answers.toml` (the vocabulary), a language (it has the key
//! `language`), a process file (`process`), and a shared file (asks that others take with `like`, named after the file).
//! The reference of all keys is `rules/README.md`.
//!
//! Reading goes on after a fault, so that one run shows all of them, and `check` is told which files are not whole. What needs more than one place to be judged
//! (a state that does not exist, a role nobody has) is left to `check`. Nothing here opens a file.

mod answers;
mod form;
mod state;
mod step;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use sha2::{Digest, Sha256};

use super::keys::Part;
use super::speech::Speech;
use super::{Clock, Expression, Form, Labels, Open, Process, Rules, Seat, Who};
use crate::directory::Lang;
use crate::document::{Document, Entry, Kind, Table, Text, Value};
use crate::fault::{Faults, Source, offer};
use crate::time::{Phrase, Policy};

/// The file that holds the vocabulary.
pub const ANSWERS: &str = "answers.toml";

/// Reads all files of a set. Faults come in the order of the files and of their lines.
pub fn parse(sources: &[Source]) -> Result<Rules, Faults> {
    let Parsed { rules, faults, .. } = read(sources);
    faults.or(rules)
}

/// What could be read of a set.
pub(super) struct Parsed {
    /// Without what could not be read.
    pub(super) rules: Rules,
    pub(super) faults: Faults,
    /// Files of which something is missing here, by their names without the ending.
    pub(super) torn: BTreeSet<String>,
}

/// Reads what can be read of all files, so that the rest can be judged, too.
pub(super) fn read(sources: &[Source]) -> Parsed {
    let mut faults = Faults::default();
    let mut torn = BTreeSet::new();
    let mut rules = Rules { digest: digest(sources), ..Rules::default() };
    let files = Files::read(sources, &mut faults);
    if let Some(table) = files.answers.clone() {
        answers::read(table, &mut rules, &mut faults);
    }
    for table in files.processes.values() {
        if let Some(Kind::Table(own)) = table.get("answer").map(|own| &own.kind) {
            answers::own(own.clone(), &mut rules, &mut faults);
        }
    }
    rules.speech = Speech::with(files.languages.clone(), &mut faults);
    for name in files.shared.keys() {
        Reader::new(&files, name, &mut faults).shared();
    }
    for name in files.processes.keys() {
        let before = faults.0.len();
        if let Some(process) = Reader::new(&files, name, &mut faults).process() {
            rules.processes.insert(name.clone(), Arc::new(process));
        }
        // Also by a fault in what it takes over from another file.
        if faults.0.len() > before {
            torn.insert(name.clone());
        }
    }
    torn.extend(faults.0.iter().map(|fault| stem(fault.source()).to_owned()));
    tidy(&mut faults, sources);
    Parsed { rules, faults, torn }
}

/// SHA-256 over names and texts, in the order of the names; where the folder lies does not matter.
fn digest(sources: &[Source]) -> String {
    let mut named: Vec<(&str, &str)> = sources.iter().map(|s| (file_name(s), s.text())).collect();
    named.sort_unstable();
    let mut hash = Sha256::new();
    for part in named.iter().flat_map(|(name, text)| [name, text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// In the order of the files and lines, each once: what several asks take over is read several times.
pub(super) fn tidy(faults: &mut Faults, sources: &[Source]) {
    let order = |source: &Source| sources.iter().position(|s| s.path() == source.path());
    faults.0.sort_by_key(|fault| (order(fault.source()), fault.span().start));
    faults.0.dedup();
}

fn file_name(source: &Source) -> &str {
    source.path().rsplit(['/', '\\']).next().unwrap_or_default()
}

/// The file's name without its ending.
pub(super) fn stem(source: &Source) -> &str {
    let name = file_name(source);
    name.strip_suffix(".toml").unwrap_or(name)
}

/// All files as trees, untouched, so that `like` can look into them.
pub(super) struct Files {
    answers: Option<Table>,
    /// What is known of languages.
    languages: Vec<Table>,
    /// By file name without its ending.
    shared: BTreeMap<String, Table>,
    /// By name of the process.
    processes: BTreeMap<String, Table>,
    /// Their names in the order of the files.
    order: Vec<String>,
}

impl Files {
    pub(super) fn read(sources: &[Source], faults: &mut Faults) -> Self {
        let mut files = Files {
            answers: None,
            languages: Vec::new(),
            shared: BTreeMap::new(),
            processes: BTreeMap::new(),
            order: Vec::new(),
        };
        for source in sources {
            match Document::parse(source) {
                Ok(table) => files.sort_in(source, table, faults),
                Err(found) => faults.extend(found),
            }
        }
        files
    }

    fn sort_in(&mut self, source: &Source, table: Table, faults: &mut Faults) {
        if file_name(source) == ANSWERS {
            self.answers = Some(table);
            return;
        }
        if table.has("language") {
            self.languages.push(table);
            return;
        }
        let Some(name) = table.get("process") else {
            if table.has("ask") {
                self.shared.insert(stem(source).to_owned(), table);
            } else {
                faults.push(table.fault(
                    "neither a process nor a file of shared asks",
                    format!("begin with process = \"{}\", or take the file out of the folder", stem(source)),
                ));
            }
            return;
        };
        let Some(name) = name.clone().string(faults) else { return };
        if name.as_str() != stem(source) {
            faults.push(name.fault(
                format!("the process is called '{}' and its file '{}'", name.as_str(), file_name(source)),
                "give both the same name",
            ));
        }
        if self.processes.contains_key(name.as_str()) {
            faults.push(name.fault(
                format!("there is a process '{}' already", name.as_str()),
                "a name stands for one process",
            ));
            return;
        }
        self.order.push(name.value.clone());
        self.processes.insert(name.value, table);
    }

    /// The tree of a process or a shared file.
    pub(super) fn tree(&self, name: &str) -> Option<&Table> {
        self.processes.get(name).or_else(|| self.shared.get(name))
    }

    /// The trees that may hold words: the vocabulary's, and those of the processes in the order of the files, so that
    /// what was added later gives way.
    pub(super) fn answers(&self) -> impl Iterator<Item = &Table> {
        self.answers.iter().chain(self.order.iter().filter_map(|name| self.processes.get(name)))
    }

    /// What `like` in a file means: the file, and the table in it.
    pub(super) fn like(&self, file: &str, path: &str) -> Option<(&str, &Table)> {
        let (first, rest) = path.split_once('.')?;
        let (file, path) = if matches!(first, "state" | "always") { (file, path) } else { (first, rest) };
        let file = self.processes.keys().chain(self.shared.keys()).find(|name| *name == file)?;
        let keys = path.split('.');
        let mut table = self.tree(file)?;
        for key in keys {
            match &table.get(key)?.kind {
                Kind::Table(inner) => table = inner,
                _ => return None,
            }
        }
        Some((file, table))
    }
}

/// Reads one file.
struct Reader<'a> {
    files: &'a Files,
    file: &'a str,
    faults: &'a mut Faults,
    /// The forms read so far, inline ones too, with the place of each.
    forms: BTreeMap<String, (Form, Text)>,
}

impl<'a> Reader<'a> {
    fn new(files: &'a Files, file: &'a str, faults: &'a mut Faults) -> Self {
        Self { files, file, faults, forms: BTreeMap::new() }
    }

    /// Reads the shared asks for their faults; what they are is read again where they are taken.
    fn shared(mut self) {
        let Some(root) = self.files.tree(self.file).cloned() else { return };
        let mut root = root.allowing(Part::Shared.names());
        if let Some(asks) = root.optional_table("ask", self.faults) {
            self.asks(asks);
        }
        root.finish(self.faults);
    }

    fn process(mut self) -> Option<Process> {
        let mut root = self.files.tree(self.file)?.clone().allowing(Part::Process.names());
        let source = root.source().clone();
        root.take("process");
        // Read with the vocabulary already.
        root.optional_table("answer", self.faults);
        let code = root.expect_string("code", self.faults).and_then(|code| self.code(code));
        let about = root.optional_string("about", self.faults).map(|about| about.value);
        let title = root.expect("title", "a table such as { zh = \"…\", en = \"…\" }", self.faults);
        let title = title.map(|title| self.title(title)).unwrap_or_default();
        let clock = root.optional_string("hours", self.faults).and_then(|word| {
            word.choice(&[("office", Clock::Office), ("always", Clock::Always)], self.faults)
        });
        let forms = root.optional_table("form", self.faults);
        for entry in forms.map(|mut forms| forms.take_rest()).unwrap_or_default() {
            self.named_form(entry);
        }
        let open = root.expect_table("open", self.faults).map(|open| self.open(open));
        let keep = root.optional_table("keep", self.faults).map(|t| self.expressions(t)).unwrap_or_default();
        let keep = in_order_of_need(keep);
        let derive =
            root.optional_table("derive", self.faults).map(|t| self.expressions(t)).unwrap_or_default();
        let lend = root.optional_table("lend", self.faults).map(|t| self.lend(t)).unwrap_or_default();
        let mut states = BTreeMap::new();
        let entries = root.expect_table("state", self.faults).map(|mut t| t.take_rest()).unwrap_or_default();
        for Entry { key, value } in entries {
            if let Some(table) = value.table(self.faults) {
                let state = self.state(key.value, table);
                states.insert(state.name.clone(), state);
            }
        }
        let always =
            root.optional_table("always", self.faults).map(|table| self.always(table)).unwrap_or_default();
        root.finish(self.faults);
        Some(Process {
            name: self.file.to_owned(),
            code: code?,
            about,
            title,
            clock: clock.unwrap_or(Clock::Office),
            open: open?,
            forms: self.forms.into_iter().map(|(name, (form, _))| (name, form)).collect(),
            keep,
            derive,
            lend,
            states,
            always,
            path: source.path().to_owned(),
        })
    }

    fn code(&mut self, code: Text) -> Option<String> {
        let fits = (1..=5).contains(&code.value.len()) && code.value.chars().all(|c| c.is_ascii_uppercase());
        if !fits {
            self.faults.push(code.fault(
                format!("'{}' cannot begin a case id", code.value),
                "write one to five capital letters",
            ));
        }
        fits.then_some(code.value)
    }

    fn title(&mut self, title: Value) -> BTreeMap<Lang, String> {
        let mut titles = BTreeMap::new();
        for Entry { key, value } in title.table(self.faults).map(|mut t| t.take_rest()).unwrap_or_default() {
            if let Some(text) = value.string(self.faults) {
                titles.insert(Lang::new(key.value), text.value);
            }
        }
        titles
    }

    fn open(&mut self, table: Table) -> Open {
        let mut table = table.allowing(Part::Open.names());
        let subject = table.take("subject").map(|entry| self.labels(entry.value)).unwrap_or_default();
        let command = table.optional_string("command", self.faults).map(|command| command.value);
        let every = table.take("every");
        let by_itself = every.is_some();
        let every = every.and_then(|entry| self.calendar_time(entry.value));
        let by = match table.take("by") {
            Some(entry) => self.who(entry.value),
            None if by_itself || table.is_misspelt("by") => Who::default(),
            None => {
                self.faults.push(table.missing("by", "who may open a case"));
                Who::default()
            }
        };
        let holiday = table.optional_string("holiday", self.faults);
        let holiday = holiday.and_then(|word| self.holiday(&word)).unwrap_or(Policy::Keep);
        let forms = table.string_or_list("form", self.faults).into_iter().map(|form| form.value).collect();
        let title = table.optional_table("title", self.faults);
        let title = title.map(|title| self.expressions(title)).unwrap_or_default();
        let one_per = table.take("one-per").and_then(|entry| self.expression(entry.value));
        let refuse = table.optional_table("refuse", self.faults);
        let refuse = refuse.map(|refuse| self.expressions(refuse)).unwrap_or_default();
        let go = table.expect("go", "the state a case starts in", self.faults);
        let go = go.map(|go| self.arms(go)).unwrap_or_default();
        let unverified = table.take("shown-to").map(|entry| self.who(entry.value));
        table.finish(self.faults);
        Open { subject, command, by, forms, title, one_per, refuse, go, every, holiday, unverified }
    }

    fn lend(&mut self, mut table: Table) -> BTreeMap<String, Vec<String>> {
        let mut lend = BTreeMap::new();
        for Entry { key, value } in table.take_rest() {
            let to = value.string_or_list(self.faults).into_iter().map(|name| name.value).collect();
            lend.insert(key.value, to);
        }
        lend
    }

    /// `{ zh = ["…"], en = "…" }`
    fn labels(&mut self, value: Value) -> Labels {
        labels(value, self.faults)
    }

    /// Name → expression, in the order of the file.
    fn expressions(&mut self, mut table: Table) -> Vec<(String, Expression)> {
        let mut all = Vec::new();
        for Entry { key, value } in table.take_rest() {
            if let Some(expression) = self.expression(value) {
                all.push((key.value, expression));
            }
        }
        all
    }

    /// A CEL expression; a bare number, `true` or `false` stands for itself.
    fn expression(&mut self, value: Value) -> Option<Expression> {
        let text = match value.kind {
            Kind::Integer(number) => return Expression::compile(&number.to_string()).ok(),
            Kind::Float(number) => return Expression::compile(&format!("{number:?}")).ok(),
            Kind::Boolean(yes) => return Expression::compile(&yes.to_string()).ok(),
            Kind::String(_) => value.string(self.faults)?,
            _ => {
                self.faults.push(value.wrong("an expression as a string"));
                return None;
            }
        };
        self.compile(&text)
    }

    fn compile(&mut self, text: &Text) -> Option<Expression> {
        match Expression::compile(text.as_str()) {
            Ok(expression) => Some(expression),
            Err(_) => {
                self.faults.push(not_an_expression(text));
                None
            }
        }
    }

    fn phrase(&mut self, value: Value) -> Option<Phrase> {
        let text = value.string(self.faults)?;
        self.phrase_of(&text)
    }

    fn phrase_of(&mut self, text: &Text) -> Option<Phrase> {
        match Phrase::parse(text.as_str()) {
            Ok(phrase) => Some(phrase),
            Err(why) => {
                self.faults.push(text.fault(format!("'{}' is no time", text.as_str()), why));
                None
            }
        }
    }

    /// A time that comes by itself: `Wednesday 10:00`, not an interval.
    fn calendar_time(&mut self, value: Value) -> Option<Phrase> {
        let (source, span) = (value.source().clone(), value.span());
        let phrase = self.phrase(value)?;
        if !phrase.is_calendar() {
            self.faults.push(source.fault(
                span,
                format!("'{phrase}' is not a time of the calendar"),
                "write for example 'Monday 09:00' or 'day 5 of month 09:00'",
            ));
            return None;
        }
        Some(phrase)
    }

    fn who(&mut self, value: Value) -> Who {
        if matches!(&value.kind, Kind::List(entries) if entries.is_empty()) {
            self.faults.push(value.fault(format!("'{}' is empty", value.path()), "name at least one"));
        }
        Who(value.string_or_list(self.faults).iter().filter_map(|text| self.seat(text)).collect())
    }

    fn seat(&mut self, text: &Text) -> Option<Seat> {
        match Who::parse_entry(text.as_str()) {
            Ok(seat) => Some(seat),
            Err(why) => {
                self.faults.push(text.fault(format!("'{}' is nobody", text.as_str()), why));
                None
            }
        }
    }
}

fn labels(value: Value, faults: &mut Faults) -> Labels {
    let mut labels = Labels::new();
    for Entry { key, value } in value.table(faults).map(|mut t| t.take_rest()).unwrap_or_default() {
        let words = value.string_or_list(faults).into_iter().map(|word| word.value).collect();
        labels.insert(Lang::new(key.value), words);
    }
    labels
}

/// What others need comes before them, whatever the order in the file: a table has none. What needs itself, by
/// whatever way, stays where it is.
fn in_order_of_need(mut waiting: Vec<(String, Expression)>) -> Vec<(String, Expression)> {
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let free = |(name, value): &(String, Expression)| {
            value.names().all(|need| need == name || waiting.iter().all(|(other, _)| other != need))
        };
        let next = waiting.iter().position(free).unwrap_or(0);
        ordered.push(waiting.remove(next));
    }
    ordered
}

const EXPRESSIONS: &str = "expressions are CEL, such as amount > 500 && role.cto != opener";

/// The first thing CEL has against a text, at its place in the string.
fn not_an_expression(text: &Text) -> crate::fault::Fault {
    use super::expression::{DEPTH_MAX, TEXT_MAX};
    if Expression::is_too_large(text.as_str()) {
        let found = "this expression is too long, or too deep";
        let remedy = format!("{TEXT_MAX} octets and {DEPTH_MAX} brackets within one another at most");
        return text.fault(found, remedy);
    }
    if text.as_str().trim().is_empty() {
        return text
            .fault("this is empty", "write an expression; of no text it is \"''\", of nothing \"null\"");
    }
    let errors = cel::Program::compile(text.as_str()).err().map(|e| e.errors).unwrap_or_default();
    let Some(error) = errors.first() else { return text.fault("this is no expression", EXPRESSIONS) };
    let (line, column) =
        (usize::try_from(error.pos.0).unwrap_or(0), usize::try_from(error.pos.1).unwrap_or(0));
    let before: usize = text.as_str().split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text.as_str()[before.min(text.as_str().len())..];
    let at = before + rest.char_indices().nth(column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    let message = error.msg.trim_start_matches("Syntax error: ");
    let message = message.split(" expecting {").next().unwrap_or(message);
    text.source().fault(text.within(at..at), format!("this is no expression: {message}"), EXPRESSIONS)
}

/// The first word of a list of known ones that is near, for a name that does not exist.
pub(super) fn known<'b>(name: &str, names: impl Iterator<Item = &'b String>) -> String {
    offer(name, names.map(String::as_str).collect::<Vec<_>>())
}
