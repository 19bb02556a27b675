//! Which names an expression, a time phrase or a template sees, and what they hold.
//!
//! | name | what |
//! |---|---|
//! | `now opened entered opener id title state ended round missed` | of the case and the moment |
//! | `who last by` | the person of the seat, whoever the seat was last extended to, whoever spoke |
//! | a field, `keep` or `derive` | of this case; a field that is not given is null |
//! | an ask or a say | what was last given to it, with `by` and `at` |
//! | `case` | this case as a record; the name of the process it is `about`: that case |
//! | `children.PROCESS`, `cases.PROCESS` | its children; the open cases of a process, newest first |
//! | `answers.ASK` | who answered what to the last round of an ask, with the values of its form |
//! | `meeting` | `start` and `end` of the instance an ask or timer hangs under |
//! | `role.NAME`, `group.NAME`, `directory.NAME` | of the directory |

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::draft::Draft;
use super::memory;
use super::{Case, CaseId, OTHERS_MAX};
use crate::directory::PersonId;
use crate::rules::expression::{Scope, follow};
use crate::rules::{Clock, Expression, Kind, Process, Reads, Value, Values};
use crate::time::{Instant, Lookup, Moment, Phrase, WorkCalendar};

/// `derive` within `derive`, at most.
const DERIVE_DEPTH_MAX: u32 = 16;

/// What is in reach besides the case: of the seat, the event, the instance.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Local {
    pub(super) who: Option<PersonId>,
    pub(super) last: Option<PersonId>,
    pub(super) by: Option<PersonId>,
    /// The state whose `round` is meant, when it is not the case's own.
    pub(super) round: Option<u32>,
    /// Key of the ask whose `missed` is meant.
    pub(super) ask: Option<String>,
    /// The round in question is due without an answer: it counts among the missed ones.
    pub(super) overdue: bool,
    /// The instance: start, end.
    pub(super) meeting: Option<(Instant, Instant)>,
    /// When the instance was to start before a holiday moved it.
    pub(super) planned: Option<Instant>,
    /// Times are counted as if `who` were not on leave.
    pub(super) despite_leave: bool,
    /// Names that win over everything else: what has just been given, fields of a row.
    pub(super) given: BTreeMap<String, Value>,
}

impl Local {
    pub(super) fn of(who: &PersonId) -> Self {
        Self { who: Some(who.clone()), ..Self::default() }
    }

    pub(super) fn with(mut self, name: &str, value: Value) -> Self {
        self.given.insert(name.to_owned(), value);
        self
    }
}

impl Draft<'_> {
    /// The value of an expression in a case.
    pub(super) fn value(&self, case: &Case, local: &Local, expression: &Expression) -> Result<Value, String> {
        self.scoped(case, local, |scope| expression.value(scope))
    }

    /// The same as far as `wanted` reads of it.
    pub(super) fn value_for(
        &self,
        case: &Case,
        local: &Local,
        expression: &Expression,
        wanted: &Reads,
    ) -> Result<Value, String> {
        self.scoped(case, local, |scope| expression.value_for(scope, wanted))
    }

    /// The value at a plain path.
    pub(super) fn path(&self, case: &Case, local: &Local, path: &[String]) -> Result<Value, String> {
        self.scoped(case, local, |scope| follow(path, scope))
    }

    fn scoped<T>(&self, case: &Case, local: &Local, read: impl FnOnce(&Scope<'_>) -> T) -> T {
        let value = |name: &str, reads: &Reads| {
            let find = || self.name(case, local, name, reads).map(Rc::new);
            // Within a case that is followed, what names another case stays an id.
            let common = name == "children" && !local.given.contains_key(name) && !self.following.get();
            if common { self.known.children(&case.id, reads, find) } else { find() }
        };
        let person = |id: &PersonId| self.person_record(id);
        let calendar = || {
            self.timed.set(true);
            self.case_calendar(case, local)
        };
        read(&Scope { value: &value, person: &person, calendar: &calendar })
    }

    /// A condition; a missing one holds. What fails holds the case.
    pub(super) fn holds(&mut self, case: &Case, local: &Local, when: Option<&Expression>) -> bool {
        let Some(when) = when else { return true };
        match self.value(case, local, when) {
            Ok(value) => value.is_true(),
            Err(error) => {
                self.hold(&case.id, error);
                false
            }
        }
    }

    /// What a name holds.
    pub(super) fn name(&self, case: &Case, local: &Local, name: &str, reads: &Reads) -> Option<Value> {
        if let Some(value) = local.given.get(name) {
            return Some(self.followed(case, name, value, reads));
        }
        let person = |p: &Option<PersonId>| p.clone().map_or(Value::Null, Value::Person);
        let each = |value: &dyn Fn(&str, &Reads) -> Option<Value>| {
            let read = |(name, reads): (&str, &Reads)| Some((name.to_owned(), value(name, reads)?));
            Value::Row(reads.named().filter_map(read).collect())
        };
        Some(match name {
            "now" => Value::At(self.now),
            "opened" => Value::At(case.opened),
            "entered" => Value::At(case.entered),
            "opener" => person(&case.opener),
            "id" => Value::Text(case.id.0.clone()),
            "title" => Value::Text(case.title.clone()),
            "state" => Value::Text(case.state.clone()),
            "ended" => Value::Bool(case.ended.is_some()),
            "round" => Value::Int(i64::from(local.round.unwrap_or_else(|| round(case, &case.state)))),
            "missed" => Value::Int({
                let before = local.ask.as_ref().map_or(0, |key| i64::from(missed(case, key)));
                before + i64::from(local.overdue)
            }),
            "who" => person(&local.who),
            "last" => person(&local.last),
            "by" => person(&local.by),
            "case" => self.record(case, local, reads),
            "meeting" => local.meeting.map_or(Value::Null, |(start, end)| {
                let planned = local.planned.unwrap_or(start);
                let times = [("start", start), ("end", end), ("planned", planned)];
                Value::Row(times.map(|(name, at)| (name.to_owned(), Value::At(at))).into())
            }),
            "answers" => each(&|ask, _| Some(self.answers_to(case, ask))),
            "children" => each(&|process, reads| Some(self.children(case, process, reads))),
            "cases" => each(&|process, reads| Some(self.others(case, process, reads))),
            "role" => each(&|name, _| Some(self.role(name))),
            "group" => each(&|name, _| Some(self.group(name))),
            "directory" => each(&|name, _| self.listed(name)),
            _ => return self.own_name(case, local, name, reads),
        })
    }

    fn own_name(&self, case: &Case, local: &Local, name: &str, reads: &Reads) -> Option<Value> {
        if let Some(value) = case.fields.get(name) {
            return Some(self.followed(case, name, value, reads));
        }
        let process = self.process_of(case)?;
        if let Some((_, derived)) = process.derive.iter().find(|(n, _)| n == name) {
            return self.derived(case, local, process, name, derived);
        }
        if let Some(given) = case.given.get(name) {
            let follow = |(name, value): (&String, &Value)| {
                let reads = reads.member(name).unwrap_or(Reads::all());
                (name.clone(), self.followed(case, name, value, reads))
            };
            return Some(Value::Row(given.iter().map(follow).collect()));
        }
        if process.about.as_deref() == Some(name) {
            let parent = self.looked_at(case.parent.as_ref()?, reads)?;
            return Some(self.record(&parent, &Local::default(), reads));
        }
        // The case further up: `project.manager` in a case about a task of the project.
        if self.is_above(process, name)
            && let Some(parent) = case.parent.as_ref().and_then(|id| self.looked_at(id, reads))
        {
            return self.own_name(&parent, &Local::default(), name, reads);
        }
        if is_declared(process, name) {
            return Some(Value::Null);
        }
        // In an expression a hyphen is written `_`.
        let hyphened = name.replace('_', "-");
        if hyphened == name { None } else { self.own_name(case, local, &hyphened, reads) }
    }

    /// A derived name. Within one decision it is worked out again only after something changed that it may read, and for
    /// each person by whose working time it goes.
    fn derived(
        &self,
        case: &Case,
        local: &Local,
        process: &Process,
        name: &str,
        expression: &Expression,
    ) -> Option<Value> {
        let anywhere = *local == Local::default()
            || (local.given.is_empty() && !process.derive.iter().any(|(_, e)| reads_the_moment(e)));
        let known = anywhere && self.is_current(case);
        let by_company = local.who.is_none();
        if known
            && let Some((value, timed)) = self.known.derived(&case.id, name)
            && (by_company || !timed)
        {
            self.timed.set(self.timed.get() || timed);
            return value;
        }
        if self.depth.get() >= DERIVE_DEPTH_MAX {
            return None;
        }
        let before = self.timed.replace(false);
        self.depth.set(self.depth.get() + 1);
        let value = self.value(case, local, expression).ok();
        self.depth.set(self.depth.get() - 1);
        let timed = self.timed.replace(before);
        self.timed.set(before || timed);
        if known && (by_company || !timed) {
            self.known.note_derived(&case.id, name, (value.clone(), timed));
        }
        value
    }

    /// The value of a field of that name; of one that names another case that case, as it is now.
    fn followed(&self, case: &Case, name: &str, value: &Value, reads: &Reads) -> Value {
        let (Value::Text(id), false) = (value, self.following.get()) else { return value.clone() };
        let of = self.process_of(case).and_then(|process| of_case(process, name));
        let Some(of) = of else { return value.clone() };
        let Some(case) = self.looked_at(&CaseId(id.clone()), reads).filter(|case| case.process == of) else {
            return value.clone();
        };
        self.following.set(true);
        let record = self.record(&case, &Local::default(), reads);
        self.following.set(false);
        record
    }

    /// `name` is a process somewhere on the chain of `about`.
    fn is_above(&self, process: &Process, name: &str) -> bool {
        let mut about = process.about.as_ref();
        for _ in 0..self.world.rules.processes.len() {
            let Some(next) = about.and_then(|a| self.world.rules.processes.get(a)) else { return false };
            if next.name == name {
                return true;
            }
            about = next.about.as_ref();
        }
        false
    }

    /// A case as a record: the members that are read; of a whole one all its fields and what is derived.
    pub(super) fn record(&self, case: &Case, local: &Local, reads: &Reads) -> Value {
        let member = |name: &str, of: &Reads| Some((name.to_owned(), self.name(case, local, name, of)?));
        Value::Row(if reads.is_whole() {
            self.record_names(case).iter().filter_map(|name| member(name, Reads::all())).collect()
        } else {
            reads.named().filter_map(|(name, of)| member(name, of)).collect()
        })
    }

    /// The members a whole record has.
    pub(super) fn record_names<'n>(&'n self, case: &'n Case) -> BTreeSet<&'n str> {
        let common = ["id", "title", "state", "ended", "opened", "opener"];
        let process = self.process_of(case).into_iter();
        let derived = process.flat_map(|p| p.derive.iter().map(|(name, _)| name.as_str()));
        common.into_iter().chain(case.fields.keys().map(String::as_str)).chain(derived).collect()
    }

    /// Ids of a case's children of one process, in order of their ids; those opened in this decision too.
    pub(super) fn children_of(&self, id: &CaseId, process: &str) -> Vec<CaseId> {
        let mut ids: BTreeSet<CaseId> =
            self.index(&memory::prefix(["h", &id.0, process]), usize::MAX).into_iter().collect();
        for touched in self.touched() {
            if let Some(case) = self.case(&touched)
                && case.parent.as_ref() == Some(id)
                && case.process == process
            {
                ids.insert(touched);
            }
        }
        ids.into_iter().collect()
    }

    fn children(&self, case: &Case, process: &str, reads: &Reads) -> Value {
        let process = self.process_named(process);
        let ids = self.children_of(&case.id, &process);
        Value::List(ids.iter().filter_map(|id| self.record_of(id, reads)).collect())
    }

    fn others(&self, case: &Case, process: &str, reads: &Reads) -> Value {
        let process = self.process_named(process);
        let ids = self.index(&memory::prefix(["o", &process]), OTHERS_MAX + 1);
        let others = ids.iter().filter(|id| **id != case.id).take(OTHERS_MAX);
        Value::List(others.filter_map(|id| self.record_of(id, reads)).collect())
    }

    /// Expressions cannot write a hyphen in a name: `cases.parts_order` means the process `parts-order`.
    fn process_named(&self, name: &str) -> String {
        let hyphened = name.replace('_', "-");
        if self.world.rules.processes.contains_key(name) { name.to_owned() } else { hyphened }
    }

    fn record_of(&self, id: &CaseId, reads: &Reads) -> Option<Value> {
        let case = self.looked_at(id, reads)?;
        Some(self.record(&case, &Local::default(), reads))
    }

    /// Another case, with as much of it as these reads and what it derives may look into.
    pub(super) fn looked_at(&self, id: &CaseId, reads: &Reads) -> Option<Arc<Case>> {
        const ASKS: [&str; 2] = ["answers", "case"];
        let case = self.glance(id)?;
        let named = reads.named().any(|(name, _)| ASKS.contains(&name));
        let derived = |process: &Process| {
            process.derive.iter().any(|(_, e)| ASKS.iter().any(|name| e.reads().member(name).is_some()))
        };
        if named || self.process_of(&case).is_some_and(|p| derived(p)) { self.case(id) } else { Some(case) }
    }

    fn role(&self, name: &str) -> Value {
        self.world.directory.in_charge(name, self.now).cloned().map_or(Value::Null, Value::Person)
    }

    fn group(&self, name: &str) -> Value {
        let people = self.world.directory.groups.get(name).cloned().unwrap_or_default();
        Value::List(people.into_iter().map(Value::Person).collect())
    }

    fn listed(&self, name: &str) -> Option<Value> {
        let directory = self.world.directory;
        if let Some(list) = directory.lists.get(name) {
            return Some(Value::List(list.iter().cloned().map(Value::Text).collect()));
        }
        let table = directory.tables.get(name)?;
        let people = |ids: &Vec<PersonId>| Value::List(ids.iter().cloned().map(Value::Person).collect());
        Some(Value::Row(table.iter().map(|(word, ids)| (word.clone(), people(ids))).collect()))
    }

    fn person_record(&self, id: &PersonId) -> Values {
        let directory = self.world.directory;
        let other = |p: Option<&PersonId>| p.cloned().map_or(Value::Null, Value::Person);
        let mut row = Values::new();
        let Some(person) = directory.person(id) else { return row };
        row.insert("id".into(), Value::Text(id.to_string()));
        row.insert("name".into(), Value::Text(person.name.clone()));
        row.insert("email".into(), Value::Text(person.address().to_string()));
        row.insert("department".into(), person.department.clone().map_or(Value::Null, Value::Text));
        row.insert("head".into(), other(directory.head_of(id)));
        row.insert("superior".into(), other(directory.superior_of(id)));
        row.insert("deputy".into(), other(directory.deputy_of(id)));
        row
    }

    /// The working time a case goes by: the person's of the seat, else the company's; literal for a process with
    /// `hours = "always"`.
    pub(super) fn case_calendar(&self, case: &Case, local: &Local) -> WorkCalendar {
        let always = self.process_of(case).is_some_and(|p| p.clock == Clock::Always);
        let mut calendar = self.calendar(local.who.as_ref(), always);
        if local.despite_leave {
            calendar.leave.clear();
        }
        calendar
    }

    /// The working time of a person, or of the company.
    pub(super) fn calendar(&self, person: Option<&PersonId>, always: bool) -> WorkCalendar {
        let directory = self.world.directory;
        let person = person.and_then(|id| directory.person(id));
        let zone = person.map_or(&directory.company.zone, |p| &p.zone).clone();
        let mut calendar = WorkCalendar::new(zone, self.world.holidays.clone());
        calendar.hours = person.map_or(&directory.company.hours, |p| directory.hours_of(p)).clone();
        if let Some(person) = person {
            calendar.leave.clone_from(&person.leave);
        }
        calendar.always = always;
        calendar
    }

    /// The instant a time phrase means, its clock having started at `anchor`.
    pub(super) fn instant(
        &self,
        case: &Case,
        local: &Local,
        phrase: &Phrase,
        anchor: Instant,
        due: Option<Instant>,
    ) -> Result<Instant, String> {
        let calendar = self.case_calendar(case, local);
        phrase.resolve(anchor, &calendar, &|path| self.moment(case, local, path, due))
    }

    /// A path of a time phrase: a field, the ask's own `due`, the end of a meeting.
    pub(super) fn moment(
        &self,
        case: &Case,
        local: &Local,
        path: &str,
        due: Option<Instant>,
    ) -> Option<Lookup> {
        if path == "due"
            && let Some(due) = due
        {
            return Some(Lookup::Moment(Moment::At(due)));
        }
        // A path may start with the case's own process: `task.due` in the file of the task itself.
        let own = path.strip_prefix(case.process.as_str()).and_then(|rest| rest.strip_prefix('.'));
        let path: Vec<String> = own.unwrap_or(path).split('.').map(str::to_owned).collect();
        match self.path(case, local, &path).ok()? {
            Value::Day(day) => Some(Lookup::Moment(Moment::Day(day))),
            Value::At(at) => Some(Lookup::Moment(Moment::At(at))),
            Value::Span(start, ..) => Some(Lookup::Moment(Moment::At(start))),
            Value::Minutes(minutes) => Some(Lookup::Minutes(minutes)),
            _ => None,
        }
    }
}

/// It reads what differs from seat to seat and from event to event.
fn reads_the_moment(expression: &Expression) -> bool {
    const NAMES: [&str; 7] = ["who", "last", "by", "round", "missed", "meeting", "case"];
    NAMES.iter().any(|name| expression.reads().member(name).is_some())
}

/// The process whose cases a field of this name means.
pub(super) fn of_case<'p>(process: &'p Process, name: &str) -> Option<&'p str> {
    let mut fields = process.forms.values().flat_map(|form| &form.fields);
    fields.find_map(|field| match &field.kind {
        Kind::Case(of) if field.name == name => Some(of.as_str()),
        _ => None,
    })
}

/// How often a state was entered.
pub(super) fn round(case: &Case, state: &str) -> u32 {
    case.rounds.get(state).copied().unwrap_or(0)
}

fn missed(case: &Case, ask: &str) -> u32 {
    case.missed.get(ask).copied().unwrap_or(0)
}

/// The process has a field, or an ask or say that can be given something, of that name.
fn is_declared(process: &Process, name: &str) -> bool {
    process.forms.values().any(|form| form.fields.iter().any(|f| f.name == name))
        || process.keep.iter().any(|(n, _)| n == name)
        || listens(process, name)
}

/// Somewhere in a process there is a question or a saying of that name.
pub(super) fn listens(process: &Process, name: &str) -> bool {
    process.states.values().chain([&process.always]).any(|state| {
        state.asks.contains_key(name)
            || state.says.contains_key(name)
            || state.meets.values().any(|meet| meet.asks.contains_key(name))
    })
}
