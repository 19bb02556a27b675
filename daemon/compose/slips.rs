//! Slips of the pen in templates that no sample letter shows: a branch that is not taken is never written, a name in
//! quotes is only a text to the engine, and a file that nobody sends lies there for ever.
//!
//! Faults: an option of a filter or function that it does not have, a process, field or ask in quotes that is not
//! there, a word that what it is compared with can never be, a member that what was given cannot have (in an `if` the
//! engine takes it for nothing). Doubts: files that nothing uses. Only what is certain is told: a name of a loop is one
//! of its list, or may be anything.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::Composer;
use super::facts::{RECORD, asks, given, members, states};
use super::load::{FRAMES, PARTS, SYSTEM, all, each_step};
use super::question::occasion;
use crate::directory::Directory;
use crate::fault::{Fault, Faults, Source, near, offer};
use crate::rules::{Ask, Choices, Field, Kind, Process, Rows, Rules, Wants};
use crate::workflow::Occasion;

/// Our own filters and functions with options, all of them needed.
const CALLS: [(&str, &[&str]); 6] = [
    ("choice", &["of"]),
    ("hint", &["process", "field"]),
    ("label", &["process", "field"]),
    ("tag", &["process"]),
    ("title", &["process"]),
    ("what", &["process", "ask"]),
];

/// What stands in a template's code.
#[derive(Debug, Clone, PartialEq)]
enum Token<'t> {
    /// A name, with its members: `task.due`.
    Name(&'t str),
    Quoted(&'t str),
    Sign(&'t str),
}

type Placed<'t> = (Token<'t>, Range<usize>);

/// Everything that is certainly wrong in a template's code.
pub(super) fn faults(composer: &Composer, rules: &Rules, directory: &Directory) -> Faults {
    let mut faults = Faults::default();
    // The front matter has sources of its own, of the same text.
    for (name, source) in composer.sources.iter().filter(|(name, _)| !name.contains('#')) {
        let folder = name.split('/').next().unwrap_or_default();
        let process = rules.processes.get(folder).map(AsRef::as_ref);
        let look = Look { rules, directory, process, source };
        let codes = codes(source.text());
        let locals: BTreeSet<&str> = codes.iter().flat_map(|code| locals(code)).collect();
        for code in &codes {
            look.calls(code, &mut faults);
            look.comparisons(code, &locals, &mut faults);
        }
        look.members(&codes, &locals, &mut faults);
    }
    faults
}

/// Files that nothing uses.
pub(super) fn doubts(composer: &Composer, rules: &Rules) -> Vec<Fault> {
    let mut out = Vec::new();
    let mut sent: BTreeMap<String, BTreeSet<(String, String)>> = BTreeMap::new();
    for (folder, letter, purpose) in all(rules) {
        sent.entry(folder).or_default().insert((letter, purpose.to_string()));
    }
    for ((folder, letter, purpose), languages) in &composer.letters {
        let known = sent.get(folder);
        let is_sent = known
            .into_iter()
            .flatten()
            .any(|(name, of)| name == letter && purpose.is_none_or(|purpose| *of == purpose.to_string()));
        for template in languages.values().filter(|_| !is_sent) {
            let of = if folder == SYSTEM { "the core" } else { folder };
            let kind = purpose.map_or_else(|| "letter".to_owned(), |purpose| purpose.to_string());
            let found = format!("nothing of {of} sends the {kind} '{letter}'");
            let names = known.into_iter().flatten().map(|(name, _)| name.as_str());
            let names: BTreeSet<&str> = names.filter(|name| name != letter).collect();
            out.push(template.source.fault(0..0, found, near_or(letter, names)));
        }
    }
    for name in composer.document_names.keys() {
        let (folder, file) = name.split_once('/').unwrap_or((name, ""));
        let document = file.split('.').next().unwrap_or(file);
        let known = rules.processes.get(folder).map(|process| documents(process)).unwrap_or_default();
        if let Some(source) = composer.sources.get(name).filter(|_| !known.contains(document)) {
            let found = format!("no document '{document}' of {folder} is archived or sent along");
            let remedy = near_or(document, known.iter().map(String::as_str).collect());
            out.push(source.fault(0..0, found, remedy));
        }
    }
    for (name, source) in &composer.sources {
        let Some(file) = name.strip_prefix(PARTS).and_then(|rest| rest.strip_prefix('/')) else { continue };
        let is_frame = file.split('.').next().is_some_and(|part| FRAMES.contains(&part));
        if !is_frame && !composer.sources.values().any(|other| other.text().contains(name.as_str())) {
            out.push(source.fault(0..0, "no letter includes this part", "take the file out"));
        }
    }
    out
}

fn near_or(word: &str, names: BTreeSet<&str>) -> String {
    near(word, names).map_or_else(|| "take the file out".to_owned(), |near| format!("did you mean '{near}'?"))
}

/// The documents of a process that are archived or go along with a letter.
fn documents(process: &Process) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for state in states(process) {
        each_step(state, &mut |step| out.extend(step.archive.iter().chain(&step.attach).cloned()));
        out.extend(asks(state).flat_map(|ask| ask.attach.iter().cloned()));
    }
    out
}

/// One file.
struct Look<'a> {
    rules: &'a Rules,
    directory: &'a Directory,
    /// The process whose letter it is; none for the core's own and for parts.
    process: Option<&'a Process>,
    source: &'a Source,
}

impl Look<'_> {
    /// Every call of ours: its options, and what they name.
    fn calls(&self, code: &[Placed<'_>], faults: &mut Faults) {
        for (n, (token, span)) in code.iter().enumerate() {
            let Token::Name(call) = token else { continue };
            let Some((_, wanted)) = CALLS.iter().find(|(name, _)| name == call) else { continue };
            let is_filter = n > 0 && code[n - 1].0 == Token::Sign("|");
            if is_filter != (*call == "choice") || code.get(n + 1).map(|t| &t.0) != Some(&Token::Sign("(")) {
                continue;
            }
            let given = options(&code[n + 2..]);
            for (name, place, _) in given.iter().filter(|(name, ..)| !wanted.contains(name)) {
                let found = format!("'{call}' has no option '{name}'");
                faults.push(self.source.fault(place.clone(), found, offer(name, wanted.iter().copied())));
            }
            let unknown = given.iter().any(|(name, ..)| !wanted.contains(name));
            let lacks = wanted.iter().find(|name| !given.iter().any(|(known, ..)| known == *name));
            if let Some(name) = lacks.filter(|_| !unknown) {
                let found = format!("'{call}' needs '{name}'");
                faults.push(self.source.fault(span.clone(), found, format!("write {call}({name}=…)")));
            }
            let value = |of: &str| {
                let named = given.iter().find(|(name, ..)| *name == of);
                named.and_then(|(_, _, value)| value.clone())
            };
            match *call {
                "choice" => self.choice(value("of"), faults),
                _ => self.named(value("process"), value("field"), value("ask"), faults),
            }
        }
    }

    /// `of="PROCESS.FIELD"`.
    fn choice(&self, of: Option<(&str, Range<usize>)>, faults: &mut Faults) {
        let Some((of, span)) = of else { return };
        let Some((process, field)) = of.split_once('.') else {
            return faults.push(self.source.fault(
                span,
                "a choice is named with its process",
                "write of=\"PROCESS.FIELD\"",
            ));
        };
        let within = |start: usize, len: usize| span.start + start..span.start + start + len;
        let process = (process, within(0, process.len()));
        let at = within(of.len() - field.len(), field.len());
        let Some(known) = self.known(process, faults) else { return };
        let is_choice = |found: &&Field| matches!(found.kind, Kind::Choice(_));
        if fields(known).filter(is_choice).any(|found| found.name == field) {
            return;
        }
        let found = match fields(known).find(|found| found.name == field) {
            Some(other) => format!("'{field}' of '{}' is no choice, but a {}", known.name, other.kind.word()),
            None => format!("'{}' has no choice '{field}'", known.name),
        };
        let names: BTreeSet<&str> =
            fields(known).filter(is_choice).map(|found| found.name.as_str()).collect();
        faults.push(self.source.fault(at, found, offer_or(field, names, "leave the filter out")));
    }

    fn known(&self, (name, span): (&str, Range<usize>), faults: &mut Faults) -> Option<&Process> {
        let known = self.rules.processes.get(name).map(AsRef::as_ref);
        if known.is_none() {
            let names: Vec<&str> = self.rules.processes.keys().map(String::as_str).collect();
            faults.push(self.source.fault(span, format!("there is no process '{name}'"), offer(name, names)));
        }
        known
    }

    /// A process, and a field or an ask of it.
    fn named(
        &self,
        process: Option<(&str, Range<usize>)>,
        field: Option<(&str, Range<usize>)>,
        ask: Option<(&str, Range<usize>)>,
        faults: &mut Faults,
    ) {
        let Some(known) = process.and_then(|process| self.known(process, faults)) else { return };
        if let Some((field, span)) = field
            && !fields(known).any(|found| found.name == field)
        {
            let names: BTreeSet<&str> = fields(known).map(|found| found.name.as_str()).collect();
            faults.push(self.source.fault(
                span,
                format!("'{}' has no field '{field}'", known.name),
                offer(field, names),
            ));
        }
        if let Some((ask, span)) = ask {
            let names: BTreeSet<&str> = states(known).flat_map(asks).map(|ask| ask.name.as_str()).collect();
            // It may be called with its state.
            let last = ask.rsplit('.').next().unwrap_or(ask);
            if !names.contains(last) {
                let found = format!("'{}' has no ask '{ask}'", known.name);
                faults.push(self.source.fault(span, found, offer(last, names)));
            }
        }
    }

    /// Members of what an ask or a say was given, of the lists of answers, of cases and of rows, and of meetings.
    fn members(&self, codes: &[Vec<Placed<'_>>], locals: &BTreeSet<&str>, faults: &mut Faults) {
        let Some(process) = self.process else { return };
        let known = Known::of(self.rules, process);
        // What the names of loops are, each of one list; a name with two lists may be either.
        let mut loops: BTreeMap<&str, Option<&BTreeSet<String>>> = BTreeMap::new();
        for code in codes {
            let tokens: Vec<&Token<'_>> = code.iter().map(|(token, _)| token).collect();
            let (names, list) = match tokens.as_slice() {
                [Token::Name("for"), Token::Name(name), Token::Name("in"), Token::Name(list)] => {
                    (vec![*name], known.lists.get(*list))
                }
                _ => (self::locals(code), None),
            };
            for name in names {
                let one = loops.entry(name).or_insert(list);
                *one = one.filter(|one| Some(*one) == list);
            }
        }
        for (token, span) in codes.iter().flatten() {
            let Token::Name(path) = token else { continue };
            let Some((root, rest)) = path.split_once('.') else { continue };
            let member = rest.split('.').next().unwrap_or(rest);
            let of =
                if locals.contains(root) { loops.get(root).copied().flatten() } else { known.rows.get(root) };
            let Some(of) = of.filter(|of| {
                !of.contains(member)
                    && !member.is_empty()
                    && !member.starts_with(|c: char| c.is_ascii_digit())
            }) else {
                continue;
            };
            let at = span.start + root.len() + 1;
            let found = format!("'{root}' has no '{member}'");
            let names: Vec<&str> = of.iter().map(String::as_str).collect();
            faults.push(self.source.fault(at..at + member.len(), found, offer(member, names)));
        }
    }

    /// A name compared with a word that it can never be.
    fn comparisons(&self, code: &[Placed<'_>], locals: &BTreeSet<&str>, faults: &mut Faults) {
        for three in code.windows(3) {
            let (name, word, span) = match three {
                [(Token::Name(name), _), (Token::Sign("==" | "!="), _), (Token::Quoted(word), span)]
                | [(Token::Quoted(word), span), (Token::Sign("==" | "!="), _), (Token::Name(name), _)] => {
                    (*name, *word, span)
                }
                _ => continue,
            };
            let is_local = locals.contains(name.split('.').next().unwrap_or(name));
            let Some(words) = self.words(name).filter(|_| !is_local) else { continue };
            if !words.contains(word) {
                let found = format!("'{name}' is never '{word}'");
                let names: Vec<&str> = words.iter().map(String::as_str).collect();
                faults.push(self.source.fault(span.clone(), found, offer(word, names)));
            }
        }
    }

    /// Every word that a name can be, where that is known.
    fn words(&self, name: &str) -> Option<BTreeSet<String>> {
        let path: Vec<&str> = name.split('.').collect();
        if path == ["letter", "occasion"] {
            return Some(OCCASIONS.iter().map(|of| occasion(*of).to_owned()).collect());
        }
        let process = self.process?;
        let named = |name: &str| -> Vec<&Ask> {
            states(process).flat_map(asks).filter(|ask| ask.name.replace('-', "_") == name).collect()
        };
        match path[..] {
            ["state"] => Some(process.states.keys().cloned().collect()),
            [ask, "answer"] => {
                let mut words = BTreeSet::new();
                for ask in named(ask) {
                    match &ask.wants {
                        Wants::Answers(answers) => words.extend(answers.iter().cloned()),
                        Wants::Form(_) | Wants::Fill(_) => return None,
                    }
                }
                (!words.is_empty()).then_some(words)
            }
            [field] => {
                let own = process.open.forms.iter().filter_map(|form| process.forms.get(form));
                self.choices(own.flat_map(|form| &form.fields).filter(|found| found.name == field))
            }
            [of, field] => {
                match self.rules.processes.get(of).filter(|above| process.about.as_ref() == Some(&above.name))
                {
                    Some(above) if field == "state" => Some(above.states.keys().cloned().collect()),
                    Some(above) => self.choices(fields(above).filter(|found| found.name == field)),
                    None => {
                        let forms = named(of).into_iter().filter_map(|ask| match &ask.wants {
                            Wants::Form(form) => process.forms.get(form),
                            Wants::Answers(_) | Wants::Fill(_) => None,
                        });
                        self.choices(forms.flat_map(|form| &form.fields).filter(|found| found.name == field))
                    }
                }
            }
            _ => None,
        }
    }

    /// The words of choices; none where one of the fields is no choice.
    fn choices<'f>(&self, fields: impl Iterator<Item = &'f Field>) -> Option<BTreeSet<String>> {
        let mut words = BTreeSet::new();
        for field in fields {
            match &field.kind {
                Kind::Choice(Choices::Named(named)) => words.extend(named.keys().cloned()),
                Kind::Choice(Choices::Listed(list)) => {
                    words.extend(self.directory.lists.get(list)?.iter().cloned())
                }
                _ => return None,
            }
        }
        (!words.is_empty()).then_some(words)
    }
}

/// The members of what a letter of a process may name, as templates write them.
struct Known {
    rows: BTreeMap<String, BTreeSet<String>>,
    lists: BTreeMap<String, BTreeSet<String>>,
}

impl Known {
    fn of(rules: &Rules, process: &Process) -> Self {
        let under = |name: &str| name.replace('-', "_");
        let mut rows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut lists: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let asks: BTreeSet<&str> = states(process).flat_map(asks).map(|ask| ask.name.as_str()).collect();
        for (name, fields) in given(process) {
            let fields: BTreeSet<String> = fields.iter().map(|field| under(field)).collect();
            if asks.contains(name.as_str()) {
                let beside = ["who", "due"].map(str::to_owned);
                lists.insert(
                    format!("answers.{}", under(&name)),
                    fields.iter().cloned().chain(beside).collect(),
                );
            }
            rows.insert(under(&name), fields);
        }
        rows.insert("answers".to_owned(), asks.iter().map(|name| under(name)).collect());
        let meets = states(process).flat_map(|state| state.meets.keys());
        rows.insert("meets".to_owned(), meets.map(|name| under(name)).collect());
        // What is given to an ask of another case is no part of its record, and may be there all the same.
        let record = |of: &Process| -> BTreeSet<String> {
            let own = RECORD.map(str::to_owned).into_iter().chain(members(of));
            own.chain(given(of).into_keys()).map(|name| under(&name)).collect()
        };
        let all = rules.processes.values().map(AsRef::as_ref);
        let children = all.filter(|of: &&Process| of.about.as_deref() == Some(process.name.as_str()));
        let children: Vec<&Process> = children.collect();
        rows.insert("children".to_owned(), children.iter().map(|child| under(&child.name)).collect());
        lists
            .extend(children.iter().map(|child| (format!("children.{}", under(&child.name)), record(child))));
        let mut about = process.about.as_ref();
        for _ in 0..rules.processes.len() {
            let Some(above) = about.and_then(|name| rules.processes.get(name)) else { break };
            rows.insert(under(&above.name), record(above));
            about = above.about.as_ref();
        }
        let opening = process.open.forms.iter().filter_map(|form| process.forms.get(form));
        for field in opening.flat_map(|form| &form.fields) {
            match &field.kind {
                Kind::Rows(Rows::Columns(columns)) => {
                    lists.insert(under(&field.name), columns.iter().map(|(name, _)| under(name)).collect());
                }
                Kind::Rows(Rows::Form(of, form)) => {
                    let form = rules.processes.get(of).and_then(|of| of.forms.get(form));
                    let fields = form.into_iter().flat_map(|form| &form.fields);
                    lists.insert(under(&field.name), fields.map(|field| under(&field.name)).collect());
                }
                Kind::Case(of) => {
                    rows.extend(rules.processes.get(of).map(|of| (under(&field.name), record(of))));
                }
                _ => {}
            }
        }
        Self { rows, lists }
    }
}

/// What `letter.occasion` can be.
const OCCASIONS: [Occasion; 7] = [
    Occasion::Ask,
    Occasion::Reminder,
    Occasion::Also,
    Occasion::Correction,
    Occasion::Notice,
    Occasion::Reply,
    Occasion::Invite,
];

fn offer_or(word: &str, names: BTreeSet<&str>, otherwise: &str) -> String {
    let offered = offer(word, names);
    if offered.is_empty() { otherwise.to_owned() } else { offered }
}

fn fields(process: &Process) -> impl Iterator<Item = &Field> {
    process.forms.values().flat_map(|form| &form.fields)
}

/// The options of a call up to its closing parenthesis: name, place, and the value where it stands in quotes.
type Given<'t> = (&'t str, Range<usize>, Option<(&'t str, Range<usize>)>);

fn options<'t>(code: &[Placed<'t>]) -> Vec<Given<'t>> {
    let (mut out, mut depth) = (Vec::new(), 0);
    for (n, (token, span)) in code.iter().enumerate() {
        match token {
            Token::Sign("(" | "[") => depth += 1,
            Token::Sign(")") if depth == 0 => break,
            Token::Sign(")" | "]") => depth -= 1,
            Token::Name(name) if depth == 0 && code.get(n + 1).is_some_and(|t| t.0 == Token::Sign("=")) => {
                let value = match (code.get(n + 2), code.get(n + 3).map(|t| &t.0)) {
                    (Some((Token::Quoted(value), at)), Some(Token::Sign("," | ")"))) => {
                        Some((*value, at.clone()))
                    }
                    _ => None,
                };
                out.push((*name, span.clone(), value));
            }
            _ => {}
        }
    }
    out
}

/// The names that a loop or a `set` brings with it.
fn locals<'t>(code: &[Placed<'t>]) -> Vec<&'t str> {
    let mut names = code.iter().map(|(token, _)| token);
    let begins = |token: &Token<'_>| matches!(token, Token::Name("for" | "set" | "set_global"));
    if !names.next().is_some_and(begins) {
        return Vec::new();
    }
    let till = names.take_while(|token| !matches!(token, Token::Name("in") | Token::Sign("=")));
    till.filter_map(|token| if let Token::Name(name) = token { Some(*name) } else { None }).collect()
}

/// The code of a template, one list of tokens for each pair of braces. A quoted text's place is that between its marks.
fn codes(text: &str) -> Vec<Vec<Placed<'_>>> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('{').map(|found| at + found) {
        at = open + 1;
        let close = match text[at..].chars().next() {
            Some('{') => "}}",
            Some('%') => "%}",
            Some('#') => {
                at = text[at..].find("#}").map_or(text.len(), |end| at + end);
                continue;
            }
            _ => continue,
        };
        let (tokens, end) = tokens(text, at + 1, close);
        out.push(tokens);
        at = end;
    }
    out
}

fn tokens<'t>(text: &'t str, from: usize, close: &str) -> (Vec<Placed<'t>>, usize) {
    let mut out = Vec::new();
    let mut at = from;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if rest.starts_with(close) {
            return (out, at);
        } else if matches!(first, '"' | '\'' | '`') {
            let end = rest[1..].find(first).map_or(rest.len(), |end| end + 1);
            out.push((Token::Quoted(&rest[1..end]), at + 1..at + end));
            (end + 1).min(rest.len())
        } else if first.is_alphanumeric() || first == '_' {
            let end =
                rest.find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).unwrap_or(rest.len());
            out.push((Token::Name(&rest[..end]), at..at + end));
            end
        } else {
            let two = rest.get(..2).filter(|two| matches!(*two, "==" | "!=" | "<=" | ">="));
            let sign = two.unwrap_or(&rest[..first.len_utf8()]);
            if !first.is_whitespace() {
                out.push((Token::Sign(sign), at..at + sign.len()));
            }
            sign.len()
        };
        at += length;
    }
    (out, at)
}
