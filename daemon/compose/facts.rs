//! Facts as templates see them: which names are in reach of which letter, and each value as Tera's.
//!
//! A name that is declared and not given is there as nothing, so that a letter says 【缺】 instead of failing; what
//! is given to an ask or a say has all fields of its form. Only the facts a template uses are converted.

use std::collections::{BTreeMap, BTreeSet};

use tera::value::Key;
use tera::{Map, Value};

use super::mark::{clean, kind, mark};
use crate::rules::{self, Process, Reads, Rules, State, Values, Wants};

/// Names every letter of a case may use.
const COMMON: [&str; 16] = [
    "id", "title", "state", "ended", "opened", "opener", "now", "entered", "round", "who", "by", "meeting",
    "process", "about", "bounced", "due_at",
];
/// Names of a record of a case.
pub(super) const RECORD: [&str; 6] = ["id", "title", "state", "ended", "opened", "opener"];
/// What stands beside the fields of anything that was given.
const GIVEN: [&str; 5] = ["by", "at", "answer", "comment", "text"];

/// A name a template uses.
#[derive(Debug, Clone)]
pub(super) struct Variable {
    /// As the template writes it.
    pub(super) name: String,
    /// As the facts have it: hyphens are underscores in templates.
    pub(super) key: String,
    /// What it is without a value; the members of a map are the least it has.
    pub(super) default: Value,
    /// Members that each item has at least, of the lists below it by name; by the empty name, of the list it is.
    pub(super) items: BTreeMap<String, Value>,
}

impl Variable {
    pub(super) fn plain(key: &str) -> Self {
        Self { name: underscored(key), key: key.to_owned(), default: absent(), items: BTreeMap::new() }
    }

    fn map(key: &str, default: Value) -> Self {
        Self { default, ..Self::plain(key) }
    }

    /// The same with no more members than are read.
    pub(super) fn narrowed(&self, reads: &Reads) -> Self {
        let least = |least: &Value, reads: &Reads| match least.as_map().filter(|_| !reads.is_whole()) {
            Some(map) => {
                let read =
                    map.iter().filter(|(key, _)| key.as_str().is_some_and(|k| reads.member(k).is_some()));
                Value::from(read.map(|(key, value)| (key.clone(), value.clone())).collect::<Map>())
            }
            None => least.clone(),
        };
        let items = self.items.iter().filter_map(|(list, record)| {
            let reads = if list.is_empty() { reads } else { reads.member(list)? };
            Some((list.clone(), least(record, reads)))
        });
        let (name, key) = (self.name.clone(), self.key.clone());
        Self { name, key, default: least(&self.default, reads), items: items.collect() }
    }

    /// The value for a template.
    pub(super) fn value(&self, facts: &Values) -> Value {
        let Some(given) = facts.get(&self.key) else { return self.default.clone() };
        if let (Some(record), rules::Value::List(items)) = (self.items.get(""), given) {
            return Value::from(items.iter().map(|item| over(record, item)).collect::<Vec<_>>());
        }
        let (Some(default), rules::Value::Row(row)) = (self.default.as_map(), given) else {
            return if given.is_null() { self.default.clone() } else { value(given) };
        };
        let mut out = default.clone();
        for (key, given) in row {
            let name = underscored(key);
            let converted = match (self.items.get(&name), given) {
                (Some(record), rules::Value::List(items)) => {
                    Value::from(items.iter().map(|item| over(record, item)).collect::<Vec<_>>())
                }
                _ => value(given),
            };
            out.insert(Key::from(name), converted);
        }
        Value::from(out)
    }
}

/// A row over the members it has at least.
fn over(least: &Value, row: &rules::Value) -> Value {
    let (Some(least), rules::Value::Row(row)) = (least.as_map(), row) else { return value(row) };
    let mut out = least.clone();
    for (key, given) in row {
        out.insert(Key::from(underscored(key)), value(given));
    }
    Value::from(out)
}

/// One value.
pub(super) fn value(given: &rules::Value) -> Value {
    use rules::Value as V;
    match given {
        V::Null => absent(),
        V::Bool(yes) => Value::from(*yes),
        V::Int(number) => Value::from(*number),
        V::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => Value::from(*number as i64),
        V::Number(number) => Value::from(*number),
        V::Text(text) => Value::from(clean(text).trim().to_owned()),
        V::Day(day) => Value::from(mark(kind::DAY, &[&day.to_string()])),
        V::At(at) => Value::from(at_mark(*at)),
        V::Span(start, end, text) => {
            let (start, end) = (start.timestamp_millis().to_string(), end.timestamp_millis().to_string());
            Value::from(mark(kind::SPAN, &[&start, &end, clean(text).trim()]))
        }
        V::Minutes(minutes) => Value::from(mark(kind::MINUTES, &[&minutes.to_string()])),
        V::Person(id) => Value::from(mark(kind::PERSON, &[id.as_str()])),
        V::List(items) => Value::from(items.iter().map(value).collect::<Vec<_>>()),
        V::Row(row) => map(row.iter().map(|(key, given)| (underscored(key), value(given)))),
        V::File { name, .. } => Value::from(clean(name)),
    }
}

/// What is not given: false in a condition, printed as missing. (Nothing at all would print as nothing.)
pub(super) fn absent() -> Value {
    Value::from("")
}

pub(super) fn at_mark(at: crate::time::Instant) -> String {
    mark(kind::WHEN, &[&at.timestamp_millis().to_string()])
}

pub(super) fn map(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::from(entries.into_iter().map(|(key, value)| (Key::from(key), value)).collect::<Map>())
}

fn nothing<'a>(names: impl IntoIterator<Item = &'a str>) -> Value {
    map(names.into_iter().map(|name| (underscored(name), absent())))
}

fn underscored(key: &str) -> String {
    key.replace('-', "_")
}

/// Which names are in reach of a letter.
pub(super) struct Reach {
    processes: BTreeMap<String, BTreeMap<String, Variable>>,
}

impl Reach {
    pub(super) fn new(rules: &Rules) -> Self {
        let of = |process: &Process| reach(rules, process);
        Self {
            processes: rules.processes.iter().map(|(name, process)| (name.clone(), of(process))).collect(),
        }
    }

    /// By the name a template writes. Letters of the core, which go with any case or none, have the common ones.
    pub(super) fn of(&self, process: &str) -> BTreeMap<String, Variable> {
        let common = || COMMON.iter().map(|name| ((*name).to_owned(), Variable::plain(name))).collect();
        self.processes.get(process).cloned().unwrap_or_else(common)
    }
}

fn reach(rules: &Rules, process: &Process) -> BTreeMap<String, Variable> {
    let mut out: BTreeMap<String, Variable> = BTreeMap::new();
    let mut put = |variable: Variable| {
        out.insert(variable.name.clone(), variable);
    };
    for name in COMMON.iter().chain(&["missing", "reason"]) {
        put(Variable::plain(name));
    }
    put(Variable::map("meeting", nothing(["start", "end", "planned"])));
    for name in members(process) {
        put(Variable::plain(&name));
    }
    let opening = process.open.forms.iter().filter_map(|form| process.forms.get(form));
    for field in opening.flat_map(|form| &form.fields) {
        if let rules::Kind::Case(of) = &field.kind
            && let Some(of) = rules.processes.get(of)
        {
            put(Variable::map(&field.name, record(of)));
        }
    }
    for (name, fields) in given(process) {
        put(Variable::map(&name, nothing(fields.iter().map(String::as_str))));
    }
    let children: Vec<&Process> = rules
        .processes
        .values()
        .filter(|p| p.about.as_deref() == Some(process.name.as_str()))
        .map(AsRef::as_ref)
        .collect();
    let empty = |names: &mut dyn Iterator<Item = &str>| {
        map(names.map(|name| (underscored(name), Value::from(Vec::<Value>::new()))))
    };
    let records = children.iter().map(|p| (underscored(&p.name), record(p))).collect();
    let all = children.iter().flat_map(|p| members(p)).collect::<BTreeSet<_>>();
    let any = nothing(RECORD.into_iter().chain(all.iter().map(String::as_str)));
    put(Variable { items: [(String::new(), any)].into(), ..Variable::plain("about") });
    let lists = empty(&mut children.iter().map(|p| p.name.as_str()));
    put(Variable { items: records, ..Variable::map("children", lists) });
    let asks: BTreeSet<&str> = states(process).flat_map(asks).map(|ask| ask.name.as_str()).collect();
    put(Variable::map("answers", empty(&mut asks.into_iter())));
    let meets = states(process).flat_map(|s| s.meets.keys());
    let meets = meets.map(|name| {
        let mut row = nothing(["summary", "start", "end"]).into_map().unwrap_or_default();
        row.insert(Key::from("attendees".to_owned()), Value::from(Vec::<Value>::new()));
        (underscored(name), Value::from(row))
    });
    put(Variable::map("meets", map(meets)));
    let mut about = process.about.as_ref();
    for _ in 0..rules.processes.len() {
        let Some(above) = about.and_then(|name| rules.processes.get(name)) else { break };
        put(Variable::map(&above.name, record(above)));
        about = above.about.as_ref();
    }
    out
}

/// The members of a case as a record.
fn record(process: &Process) -> Value {
    let members = members(process);
    nothing(RECORD.into_iter().chain(members.iter().map(String::as_str)))
}

/// Fields of the forms that open it, what is kept and derived, and whatever else may be set.
pub(super) fn members(process: &Process) -> BTreeSet<String> {
    let opening = process.open.forms.iter().filter_map(|form| process.forms.get(form));
    let fields = opening.flat_map(|form| &form.fields).map(|field| field.name.clone());
    let kept = process.keep.iter().chain(&process.derive).map(|(name, _)| name.clone());
    let filled = states(process).flat_map(asks).flat_map(|ask| match &ask.wants {
        Wants::Fill(forms) => forms.clone(),
        _ => Vec::new(),
    });
    let filled = filled.filter_map(|form| process.forms.get(&form)).flat_map(|form| &form.fields);
    fields.chain(kept).chain(filled.map(|field| field.name.clone())).collect()
}

/// Asks and says with the fields they are given.
pub(super) fn given(process: &Process) -> BTreeMap<String, Vec<String>> {
    let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut put = |name: &str, form: Option<&String>| {
        let entry =
            out.entry(name.to_owned()).or_insert_with(|| GIVEN.iter().map(|n| (*n).to_owned()).collect());
        let fields = form.and_then(|form| process.forms.get(form)).into_iter().flat_map(|form| &form.fields);
        entry.extend(fields.map(|field| field.name.clone()));
    };
    let mut proposals = Vec::new();
    for state in states(process) {
        for ask in asks(state) {
            match &ask.wants {
                Wants::Form(form) => put(&ask.name, Some(form)),
                Wants::Answers(_) | Wants::Fill(_) => put(&ask.name, None),
            }
            if ask.proposed.is_some() {
                proposals.push(ask.name.clone());
            }
        }
        for say in state.says.values() {
            put(&say.name, say.form.as_ref());
            say.fill.iter().for_each(|form| put(&say.name, Some(form)));
        }
    }
    for name in proposals {
        let fields = out.entry(name).or_default();
        fields.extend(["proposer", "start", "end", "off", "reason"].map(str::to_owned));
    }
    out
}

/// What a document is given: the fields of the form of its name, and what an ask or say of that name is given.
pub(super) fn archived(process: &Process, name: &str) -> BTreeSet<String> {
    let form = process.forms.get(name).into_iter().flat_map(|form| &form.fields);
    let given = given(process).remove(name).unwrap_or_default();
    form.map(|field| field.name.clone()).chain(given).collect()
}

pub(super) fn states(process: &Process) -> impl Iterator<Item = &State> {
    process.states.values().chain([&process.always])
}

pub(super) fn asks(state: &State) -> impl Iterator<Item = &rules::Ask> {
    state.asks.values().chain(state.meets.values().flat_map(|meet| meet.asks.values()))
}
