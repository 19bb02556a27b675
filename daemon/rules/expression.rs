//! Expressions of process files: CEL, evaluated over the values in reach.
//!
//! An expression is compiled once, when its file is read. It reads values through a [`Scope`] and nothing else: no
//! clock (`now` is a value), no I/O. Two kinds of evaluation keep types whole: a plain path such as `task.due`
//! hands the value through unchanged (a day stays a day); everything else goes through CEL, where a day is the
//! instant its working day ends, a length of time is a duration, and a person is a record of the directory that is
//! looked up as far as it is asked for and equals itself. `function` has what goes beyond CEL.
//! The crate has no type checker: `check` walks the tree ([`Expression::program`]).

mod function;

pub use function::FUNCTIONS;

use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use cel::common::ast::{EntryExpr, Expr, IdedExpr, LiteralValue, operators};
use cel::common::types::{self, CelDuration, CelList, CelMap, CelMapKey, CelTimestamp, Type};
use cel::common::value::Val;
use function::{Held, Lazy, Record};

use super::reads::{self, Reads, Sought};
use super::{Value, Values};
use crate::directory::PersonId;
use crate::time::{Instant, WorkCalendar};
use chrono::NaiveDate;

/// Standard functions and macros, built once: building them costs more than most evaluations.
static ENVIRONMENT: LazyLock<Arc<cel::Env>> = LazyLock::new(|| Arc::new(function::environment()));

/// The longest text taken for an expression, in octets.
pub const TEXT_MAX: usize = 2_000;
/// Brackets within one another, at most: the parser goes down with them.
pub const DEPTH_MAX: usize = 40;

/// How deep the parser would go: brackets, signs in a row and choices; those in texts count too.
fn depth(text: &str) -> usize {
    let (mut open, mut signs, mut choices, mut deepest) = (0_usize, 0, 0, 0);
    for c in text.chars() {
        signs = if matches!(c, '!' | '-') { signs + 1 } else { 0 };
        match c {
            '(' | '[' | '{' => open += 1,
            ')' | ']' | '}' => open = open.saturating_sub(1),
            '?' => choices += 1,
            _ => {}
        }
        deepest = deepest.max(open + signs).max(choices);
    }
    deepest
}

/// A compiled expression.
#[derive(Clone)]
pub struct Expression {
    text: String,
    program: Arc<cel::Program>,
    /// What is evaluated: the program with operators of ours.
    own: Arc<IdedExpr>,
    path: Option<Vec<String>>,
    reads: Reads,
    /// It picks its value out of what is in reach: from where, and what it reads to find it.
    picks: Option<(Vec<String>, Reads)>,
    /// Of a list it looks at some items only.
    sought: Option<Sought>,
    /// It names a member that people have, or any member by its text.
    opens: bool,
    /// It asks for somebody's head, superior or deputy.
    climbs: bool,
    /// It counts days.
    dated: bool,
}

/// What an expression may read.
pub struct Scope<'a> {
    /// A name in reach. The second argument says what is read of it, so that a costly collection (`cases.NAME`,
    /// `children.NAME`) is built only as far as it is read.
    pub value: &'a dyn Fn(&str, &Reads) -> Option<Rc<Value>>,
    /// A person as a record (`name`, `head`, `deputy`, `department` …).
    pub person: &'a dyn Fn(&PersonId) -> Values,
    /// The working time by which a day ends as a due time, and days of work are counted.
    pub calendar: &'a dyn Fn() -> WorkCalendar,
}

impl Expression {
    /// The parser is not asked about such a text.
    pub fn is_too_large(text: &str) -> bool {
        text.len() > TEXT_MAX || depth(text) > DEPTH_MAX
    }

    /// Compiles a text. The error is CEL's own, with its caret.
    pub fn compile(text: &str) -> Result<Self, String> {
        if Self::is_too_large(text) {
            return Err(format!(
                "more than {TEXT_MAX} octets, or than {DEPTH_MAX} brackets within one another"
            ));
        }
        let program = ENVIRONMENT.compile(text).map_err(|e| e.to_string())?;
        let path = reads::path_of(&program.expression().expr);
        let (mut reads, place) = reads::of_expression(program.expression());
        let picks = place.map(|place| (place, reads.clone()));
        picks.iter().for_each(|(place, _)| reads.add(place, true));
        let sought = reads::sought(program.expression());
        let opens = opens_people(program.expression());
        let own = Arc::new(function::ours(program.expression()));
        let climbs = [".head", ".superior", ".deputy"].iter().any(|member| text.contains(member));
        let dated = function::is_dated(&own);
        let (text, program) = (text.to_owned(), Arc::new(program));
        Ok(Self { text, program, own, path, reads, picks, sought, opens, climbs, dated })
    }

    /// Whether the list it makes has an item: an expression that reads no more of the items than their choice does.
    /// None for what may be no list.
    pub fn any(&self) -> Option<Self> {
        let Expr::Comprehension(made) = &self.program.expression().expr else { return None };
        let is_list = matches!(made.accu_init.expr, Expr::List(_));
        is_list.then(|| Self::compile(&format!("({}).size() > 0", self.text)).ok())?
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The compiled program, for the checker.
    pub fn program(&self) -> &cel::Program {
        &self.program
    }

    /// The names it reads.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.reads.named().map(|(name, _)| name)
    }

    /// The names it reads, with what it reads of each.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// Names that are certainly not null where this condition holds, or where it does not: those it compares with
    /// null.
    pub fn given_if(&self, holds: bool) -> BTreeSet<&str> {
        let mut names = BTreeSet::new();
        given_if(&self.program.expression().expr, holds, &mut names);
        names
    }

    /// Names that must hold something, for nothing can be reckoned without it: operands and what functions of times
    /// and numbers take, where the expression itself does not ask first.
    pub fn needs(&self) -> BTreeSet<&str> {
        let mut needed = BTreeSet::new();
        needs(self.program.expression(), &BTreeSet::new(), &mut needed);
        needed
    }

    /// How deep comprehensions lie within one another, and how many parts there are in all.
    pub fn cost(&self) -> (usize, usize) {
        cost(self.program.expression())
    }

    /// The segments, when the expression is a plain path.
    pub fn path(&self) -> Option<&[String]> {
        self.path.as_deref()
    }

    /// The value, or why there is none. Never panics.
    pub fn value(&self, scope: &Scope<'_>) -> Result<Value, String> {
        match &self.path {
            Some(path) => follow(path, scope),
            None => self.evaluated(scope, &self.reads),
        }
    }

    /// The value as far as `wanted` reads of it; of a list, of each of its items. There may be more.
    pub fn value_for(&self, scope: &Scope<'_>, wanted: &Reads) -> Result<Value, String> {
        match &self.picks {
            Some((place, way)) if self.path.is_none() && !wanted.is_whole() => {
                let mut reads = way.clone();
                reads.add_at(place, wanted);
                self.evaluated(scope, &reads)
            }
            _ => self.value(scope),
        }
    }

    fn evaluated(&self, scope: &Scope<'_>, reads: &Reads) -> Result<Value, String> {
        let mut values: Vec<(&str, &Reads, Rc<Value>)> = Vec::new();
        for (root, reads) in reads.named() {
            values.extend((scope.value)(root, reads).map(|value| (root, reads, value)));
        }
        let people = if self.opens {
            People::among(values.iter().map(|(.., value)| value.as_ref()), scope, self.climbs)
        } else {
            People(BTreeMap::new())
        };
        let people = Arc::new(people);
        let calendar = LazyCell::new(|| (scope.calendar)());
        let mut context = cel::Context::with_env(ENVIRONMENT.clone());
        for (root, reads, value) in &values {
            let day_end = |day| calendar.end_of_day(day);
            let value =
                match self.sought.as_ref().and_then(|sought| Some((sought, sought.list.split_first()?))) {
                    Some((sought, (first, path))) if first == root => {
                        let wanted = values
                            .iter()
                            .find(|(name, ..)| *name == sought.name)
                            .map(|(.., value)| value.as_ref());
                        let may_be =
                            |item: &Value| wanted.is_none_or(|wanted| !differs(item, &sought.member, wanted));
                        to_cel_among(value, reads, &people, &day_end, path, &may_be)
                    }
                    _ => to_cel(value, reads, &people, &day_end),
                };
            context.add_variable_as_val(*root, value);
        }
        if self.dated {
            function::add_dated(&mut context, &calendar);
        }
        let value =
            cel::Value::resolve_val(&self.own, &context).map_err(|e| format!("{e} in: {}", self.text))?;
        from_cel(value.as_ref()).map_err(|e| format!("{e} in: {}", self.text))
    }

    /// A condition: the value must be yes or no.
    pub fn is_true(&self, scope: &Scope<'_>) -> Result<bool, String> {
        match self.value(scope)? {
            Value::Bool(yes) => Ok(yes),
            other => Err(format!("{} is {other:?}, not true or false", self.text)),
        }
    }
}

/// The value at a plain path such as `task.due`, or why there is none.
pub fn follow(path: &[String], scope: &Scope<'_>) -> Result<Value, String> {
    let whole = || path.join(".");
    let (root, members) = path.split_first().map_or(("", path), |(root, members)| (root.as_str(), members));
    let mut reads = Reads::default();
    reads.add(members, true);
    let found = (scope.value)(root, &reads).ok_or_else(|| format!("nothing is called '{}' here", whole()))?;
    let mut value = Rc::unwrap_or_clone(found);
    for segment in members {
        let mut row = match value {
            Value::Row(row) => row,
            Value::Person(id) => (scope.person)(&id),
            Value::Span(start, end, text) => [
                ("start".to_owned(), Value::At(start)),
                ("end".to_owned(), Value::At(end)),
                ("text".to_owned(), Value::Text(text)),
            ]
            .into(),
            Value::Null => return Ok(Value::Null),
            other => return Err(format!("{other:?} has no '{segment}', in: {}", whole())),
        };
        value = row.remove(segment).ok_or_else(|| format!("there is no '{segment}' in: {}", whole()))?;
    }
    Ok(value)
}

impl fmt::Debug for Expression {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.text)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

fn given_if<'e>(expr: &'e Expr, holds: bool, names: &mut BTreeSet<&'e str>) {
    let Expr::Call(call) = expr else { return };
    let is_null = |expr: &Expr| matches!(expr, Expr::Literal(LiteralValue::Null));
    match (call.func_name.as_str(), call.args.as_slice(), holds) {
        (operators::LOGICAL_NOT, [inner], _) => given_if(&inner.expr, !holds, names),
        (operators::LOGICAL_AND, parts, true) | (operators::LOGICAL_OR, parts, false) => {
            parts.iter().for_each(|part| given_if(&part.expr, holds, names));
        }
        (operators::EQUALS, [left, right], false) | (operators::NOT_EQUALS, [left, right], true) => {
            match (&left.expr, &right.expr) {
                (Expr::Ident(name), other) | (other, Expr::Ident(name)) if is_null(other) => {
                    names.insert(name);
                }
                _ => {}
            }
        }
        _ => {}
    }
}

/// What `Expression::needs` finds in a part where these names are certainly there.
fn needs<'e>(expr: &'e IdedExpr, there: &BTreeSet<&'e str>, needed: &mut BTreeSet<&'e str>) {
    let Expr::Call(call) = &expr.expr else {
        return match &expr.expr {
            Expr::Select(select) => needs(&select.operand, there, needed),
            Expr::List(list) => list.elements.iter().for_each(|part| needs(part, there, needed)),
            Expr::Comprehension(c) => needs(&c.iter_range, there, needed),
            _ => {}
        };
    };
    let with = |condition: &'e IdedExpr, holds: bool, there: &BTreeSet<&'e str>| {
        let mut more = there.clone();
        given_if(&condition.expr, holds, &mut more);
        more
    };
    match (call.func_name.as_str(), call.args.as_slice()) {
        (operators::CONDITIONAL, [condition, yes, no]) => {
            needs(condition, there, needed);
            needs(yes, &with(condition, true, there), needed);
            return needs(no, &with(condition, false, there), needed);
        }
        (operator @ (operators::LOGICAL_AND | operators::LOGICAL_OR), parts) => {
            let mut there = there.clone();
            for part in parts {
                needs(part, &there, needed);
                there = with(part, operator == operators::LOGICAL_AND, &there);
            }
            return;
        }
        _ => {}
    }
    let reckons = matches!(
        call.func_name.as_str(),
        operators::SUBSTRACT
            | operators::MULTIPLY
            | operators::DIVIDE
            | operators::MODULO
            | operators::NEGATE
    ) || matches!(
        call.func_name.as_str(),
        "days" | "workdays" | "week" | "duration" | "timestamp" | "int" | "double"
    );
    // A sum may be one of lists, to which nothing adds nothing; beside a literal it is one of numbers or texts.
    let adds = call.func_name == operators::ADD
        && call.args.iter().any(|arg| matches!(arg.expr, Expr::Literal(_)) || is_reckoned(&arg.expr));
    for part in call.target.as_deref().into_iter().chain(&call.args) {
        match &part.expr {
            Expr::Ident(name) if (reckons || adds) && !there.contains(name.as_str()) => {
                needed.insert(name);
            }
            _ => needs(part, there, needed),
        }
    }
}

/// What comes out is a number or a time: it was reckoned, or is a time that every case has.
fn is_reckoned(expr: &Expr) -> bool {
    let is_time = |name: &str| matches!(name, "now" | "opened" | "entered");
    matches!(expr, Expr::Ident(name) if is_time(name))
        || matches!(expr, Expr::Call(call) if matches!(
        call.func_name.as_str(),
        operators::SUBSTRACT | operators::MULTIPLY | operators::DIVIDE | operators::MODULO
    ) || matches!(call.func_name.as_str(), "days" | "duration" | "workdays" | "week" | "size" | "sum"))
}

fn cost(expr: &IdedExpr) -> (usize, usize) {
    let all = |parts: &mut dyn Iterator<Item = &IdedExpr>| {
        parts.map(cost).fold((0, 1), |(nested, sum), (deep, parts)| (nested.max(deep), sum + parts))
    };
    match &expr.expr {
        Expr::Select(select) => all(&mut std::iter::once(select.operand.as_ref())),
        Expr::Call(call) => all(&mut call.target.as_deref().into_iter().chain(&call.args)),
        Expr::Comprehension(c) => {
            let inside: [&IdedExpr; 4] = [&c.accu_init, &c.loop_cond, &c.loop_step, &c.result];
            let (deep, parts) = all(&mut inside.into_iter());
            let (range, more) = cost(&c.iter_range);
            (range.max(deep + 1), parts + more)
        }
        Expr::List(list) => all(&mut list.elements.iter()),
        Expr::Map(map) => all(&mut map.entries.iter().flat_map(|entry| entry_parts(&entry.expr))),
        Expr::Struct(s) => all(&mut s.entries.iter().flat_map(|entry| entry_parts(&entry.expr))),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => (0, 1),
    }
}

fn entry_parts(entry: &EntryExpr) -> Vec<&IdedExpr> {
    match entry {
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
        EntryExpr::StructField(field) => vec![&field.value],
    }
}

/// Members that only people have need no look at the rest; a person's record is small, so that doubt builds it.
fn opens_people(expr: &IdedExpr) -> bool {
    const MEMBERS: [&str; 7] = ["id", "name", "email", "department", "head", "superior", "deputy"];
    match &expr.expr {
        Expr::Select(select) => MEMBERS.contains(&select.field.as_str()) || opens_people(&select.operand),
        Expr::Call(call) => {
            call.func_name.contains("[_]")
                || call.func_name.contains("?.")
                || call.target.as_deref().into_iter().chain(&call.args).any(opens_people)
        }
        Expr::Comprehension(c) => {
            [&c.iter_range, &c.accu_init, &c.loop_cond, &c.loop_step, &c.result].into_iter().any(opens_people)
        }
        Expr::List(list) => list.elements.iter().any(opens_people),
        Expr::Map(_) | Expr::Struct(_) => true,
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => false,
    }
}

/// The people an expression can see: their records, and as far as it climbs those of whoever stands above them.
#[derive(Debug)]
struct People(BTreeMap<PersonId, Values>);

impl People {
    fn among<'v>(values: impl Iterator<Item = &'v Value>, scope: &Scope<'_>, climbs: bool) -> Self {
        let mut known = BTreeMap::new();
        let mut next: Vec<PersonId> = Vec::new();
        values.for_each(|value| seen(value, &mut next));
        while let Some(id) = next.pop() {
            if known.contains_key(&id) {
                continue;
            }
            let record = (scope.person)(&id);
            if climbs {
                record.values().for_each(|value| seen(value, &mut next));
            }
            known.insert(id, record);
        }
        Self(known)
    }
}

/// Everybody in a value.
fn seen(value: &Value, people: &mut Vec<PersonId>) {
    match value {
        Value::Person(id) => people.push(id.clone()),
        Value::List(items) => items.iter().for_each(|item| seen(item, people)),
        Value::Row(row) => row.values().for_each(|item| seen(item, people)),
        _ => {}
    }
}

/// Somebody of the directory; two are the same when their ids are.
#[derive(Debug, Clone)]
struct Somebody {
    id: PersonId,
    people: Arc<People>,
}

impl PartialEq for Somebody {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

static PERSON: Type = Type::new_unspecified_type("person");

impl Record for Somebody {
    const TYPE: &'static Type = &PERSON;

    fn member(&self, name: &str) -> Option<Box<dyn Val>> {
        match self.people.0.get(&self.id)?.get(name)? {
            Value::Person(other) => {
                Some(Box::new(Lazy(Somebody { id: other.clone(), people: self.people.clone() })))
            }
            Value::Text(text) => Some(Box::new(types::CelString::from(text.clone()))),
            _ => Some(Box::new(types::CelNull)),
        }
    }
}

/// The member of an item is certainly something else.
fn differs(item: &Value, member: &str, wanted: &Value) -> bool {
    let Value::Row(row) = item else { return false };
    match (row.get(member), wanted) {
        (Some(Value::Person(one)), Value::Person(other)) => one != other,
        (Some(Value::Text(one)), Value::Text(other)) => one != other,
        _ => false,
    }
}

/// As [`to_cel`], of the list at a path only these items.
fn to_cel_among<'v>(
    value: &'v Value,
    reads: &Reads,
    people: &Arc<People>,
    calendar: &dyn Fn(NaiveDate) -> Instant,
    path: &[String],
    may_be: &dyn Fn(&Value) -> bool,
) -> Box<dyn Val + 'v> {
    match (value, path) {
        (Value::List(items), []) => {
            let items = items.iter().filter(|item| may_be(item));
            let items: Vec<_> = items.map(|item| to_cel(item, reads, people, calendar)).collect();
            Box::new(CelList::from(items))
        }
        (Value::Row(row), [first, rest @ ..]) => map(row.iter().filter_map(|(name, value)| {
            let reads = reads.member(name)?;
            let value = match name == first {
                true => to_cel_among(value, reads, people, calendar, rest, may_be),
                false => to_cel(value, reads, people, calendar),
            };
            Some((name.as_str(), value))
        })),
        _ => to_cel(value, reads, people, calendar),
    }
}

/// As much of a value as is read.
fn to_cel<'v>(
    value: &'v Value,
    reads: &Reads,
    people: &Arc<People>,
    calendar: &dyn Fn(NaiveDate) -> Instant,
) -> Box<dyn Val + 'v> {
    let text = |text: &'v str| types::CelString::from(text);
    match value {
        Value::Null => Box::new(types::CelNull),
        Value::Bool(b) => Box::new(types::CelBool::from(*b)),
        Value::Int(i) => Box::new(types::CelInt::from(*i)),
        Value::Number(n) => Box::new(types::CelDouble::from(*n)),
        Value::Text(t) => Box::new(text(t)),
        Value::Day(day) => Box::new(CelTimestamp::from(calendar(*day).fixed_offset())),
        Value::At(at) => Box::new(CelTimestamp::from(at.fixed_offset())),
        Value::Span(start, end, beside) => map([
            ("start", Box::new(CelTimestamp::from(start.fixed_offset())) as Box<dyn Val + 'v>),
            ("end", Box::new(CelTimestamp::from(end.fixed_offset()))),
            ("text", Box::new(text(beside))),
        ]),
        Value::Minutes(m) => Box::new(CelDuration::from(chrono::Duration::minutes(*m))),
        Value::Person(id) => Box::new(Lazy(Somebody { id: id.clone(), people: people.clone() })),
        Value::List(items) => {
            let items: Vec<Box<dyn Val + 'v>> =
                items.iter().map(|item| to_cel(item, reads, people, calendar)).collect();
            Box::new(CelList::from(items))
        }
        Value::Row(row) => map(row.iter().filter_map(|(name, value)| {
            Some((name.as_str(), to_cel(value, reads.member(name)?, people, calendar)))
        })),
        Value::File { name, size, hash } => map([
            ("name", Box::new(text(name)) as Box<dyn Val + 'v>),
            ("size", Box::new(types::CelInt::from(i64::try_from(*size).unwrap_or(i64::MAX)))),
            ("hash", Box::new(text(hash))),
        ]),
    }
}

fn map<'v>(members: impl IntoIterator<Item = (&'v str, Box<dyn Val + 'v>)>) -> Box<dyn Val + 'v> {
    let map: HashMap<CelMapKey<'v>, Box<dyn Val + 'v>> =
        members.into_iter().map(|(name, value)| (CelMapKey::from(name), value)).collect();
    Box::new(Held(Arc::new(CelMap::from(map))))
}

fn from_cel(value: &dyn Val) -> Result<Value, String> {
    if let Some(Lazy(somebody)) = value.downcast_ref::<Lazy<Somebody>>() {
        return Ok(Value::Person(somebody.id.clone()));
    }
    if let Some(list) = value.downcast_ref::<CelList<'_>>() {
        return Ok(Value::List(
            list.inner().iter().map(|item| from_cel(item.as_ref())).collect::<Result<_, _>>()?,
        ));
    }
    if let Some(map) = value.downcast_ref::<CelMap<'_>>() {
        let mut row = Values::new();
        for (key, value) in map.inner() {
            let Ok(cel::Value::String(key)) = cel::Value::try_from(key.inner()) else {
                return Err("a record needs names as keys".into());
            };
            row.insert(key.to_string(), from_cel(value.as_ref())?);
        }
        return Ok(record(row));
    }
    Ok(match cel::Value::try_from(value).map_err(|e| e.to_string())? {
        cel::Value::Null => Value::Null,
        cel::Value::Bool(b) => Value::Bool(b),
        cel::Value::Int(i) => Value::Int(i),
        cel::Value::UInt(u) => Value::Int(i64::try_from(u).map_err(|_| "a number is too large".to_owned())?),
        cel::Value::Float(f) => Value::Number(f),
        cel::Value::String(s) => Value::Text(s.to_string()),
        cel::Value::Timestamp(at) => Value::At(at.to_utc()),
        cel::Value::Duration(d) => Value::Minutes(d.num_minutes()),
        other => return Err(format!("{other:?} is no value a field can hold")),
    })
}

/// A record that has the members of a span or of a file is one.
fn record(row: Values) -> Value {
    if let (Some(Value::At(start)), Some(Value::At(end)), Some(Value::Text(text)), 3) =
        (row.get("start"), row.get("end"), row.get("text"), row.len())
    {
        return Value::Span(*start, *end, text.clone());
    }
    if let (Some(Value::Text(name)), Some(Value::Int(size)), Some(Value::Text(hash)), 3) =
        (row.get("name"), row.get("size"), row.get("hash"), row.len())
    {
        let size = u64::try_from(*size).unwrap_or(0);
        return Value::File { name: name.clone(), size, hash: hash.clone() };
    }
    Value::Row(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn value(text: &str) -> Result<Value, String> {
        let lookup = |name: &str, reads: &Reads| {
            let person = |id: &str| Value::Person(PersonId::from(id));
            Some(Rc::new(match name {
                "amount" => Value::Int(7000),
                "opened" => Value::At(Utc.with_ymd_and_hms(2024, 7, 1, 1, 0, 0).single()?),
                "due" => Value::Day(NaiveDate::from_ymd_opt(2024, 7, 2)?),
                "who" => person("li"),
                "sponsor" => person("wang"),
                "others" => Value::List(vec![person("li")]),
                "missing" => Value::Null,
                "children" => {
                    let read: Vec<&str> = reads.named().map(|(name, _)| name).collect();
                    assert_eq!(read, ["item"], "only what is read is built");
                    let item = |owner: &str| Value::Row([("owner".to_owned(), person(owner))].into());
                    Value::Row([("item".to_owned(), Value::List(vec![item("li"), item("wang")]))].into())
                }
                _ => return None,
            }))
        };
        let person = |id: &PersonId| {
            [
                ("name".to_owned(), Value::Text(format!("{id}!"))),
                ("head".to_owned(), Value::Person(if id.as_str() == "wang" { "lin" } else { "wang" }.into())),
            ]
            .into()
        };
        let calendar = || {
            WorkCalendar::new(
                crate::time::Zone::parse("Asia/Shanghai").unwrap(),
                crate::time::Holidays::none(),
            )
        };
        let scope = Scope { value: &lookup, person: &person, calendar: &calendar };
        Expression::compile(text)?.value(&scope)
    }

    #[test]
    fn of_what_is_only_picked_out_no_more_is_asked_for_than_is_wanted() {
        let picked = |text: &str, wanted: &Reads| {
            let asked = std::cell::RefCell::new(Vec::new());
            let value = |name: &str, reads: &Reads| {
                asked.borrow_mut().push(format!("{name} {reads:?}"));
                Some(Rc::new(if name == "who" { Value::Int(1) } else { Value::List(Vec::new()) }))
            };
            let scope = Scope { value: &value, person: &|_| Values::new(), calendar: &|| unreachable!() };
            let found = Expression::compile(text).unwrap().value_for(&scope, wanted);
            assert_eq!(found, Ok(Value::List(Vec::new())), "{text}");
            asked.into_inner()
        };
        let wanted = Reads::only(["id"]);
        let read = Reads::only(["id", "owner"]);
        let who = format!("who {:?}", Reads::all());
        assert_eq!(
            picked("items.filter(t, t.owner == who)", &wanted),
            [format!("items {read:?}"), who.clone()]
        );
        // What is made of the items may be anything.
        assert_eq!(picked("items.map(t, t.owner)", &wanted), [format!("items {:?}", Reads::only(["owner"]))]);
        let all = picked("items.filter(t, t.owner == who)", Reads::all());
        assert!(all[0].contains("whole: true") && all[1] == who, "{all:?}");
    }

    #[test]
    fn a_day_counts_as_the_end_of_its_working_day() {
        assert_eq!(value("due - opened < duration('48h')"), Ok(Value::Bool(true)));
        assert_eq!(value("due - opened"), Ok(Value::Minutes(33 * 60)));
    }

    #[test]
    fn a_plain_path_keeps_the_kind_of_its_value() {
        assert_eq!(value("due"), Ok(Value::Day(NaiveDate::from_ymd_opt(2024, 7, 2).unwrap())));
        assert_eq!(value("who.head"), Ok(Value::Person("wang".into())));
    }

    #[test]
    fn people_compare_and_come_back_as_people() {
        assert_eq!(
            value("children.item.filter(t, t.owner == who).size() == 1 && who.name == 'li!'"),
            Ok(Value::Bool(true))
        );
        assert_eq!(value("[sponsor] + others").unwrap().people(), ["wang".into(), "li".into()]);
        assert_eq!(value("amount > 5000 ? sponsor : who"), Ok(Value::Person("wang".into())));
    }

    #[test]
    fn a_record_is_one_however_it_came() {
        let item = "children.item[0]";
        for text in [
            format!("{item} == {{'owner': who}} && {{'owner': who}} == {item} && {item} != children.item[1]"),
            format!("{item} in children.item && 'owner' in {item} && has({item}.owner)"),
            format!("[{item}].map(i, i)[0].owner == who && {{'one': {item}}}.one.owner == who"),
            format!("{item}.size() == 1 && {item}.all(name, name == 'owner') && type({item}) == type({{}})"),
        ] {
            assert_eq!(value(&text), Ok(Value::Bool(true)), "{text}");
        }
        let owner = Value::Row([("owner".to_owned(), Value::Person("li".into()))].into());
        assert_eq!(value("children.item.filter(i, i.owner == who)"), Ok(Value::List(vec![owner])));
    }

    #[test]
    fn of_a_list_that_is_filtered_for_somebody_only_that_persons_items_are_looked_at() {
        let row = |owner: Value| {
            Value::Row([("owner".to_owned(), owner), ("late".to_owned(), Value::Bool(true))].into())
        };
        let person = |id: &str| Value::Person(PersonId::from(id));
        let rows = vec![row(person("li")), row(person("wang")), row(Value::Null), row(person("li"))];
        let items = |name: &str, _: &Reads| match name {
            "items" => Some(Rc::new(Value::List(rows.clone()))),
            "who" => Some(Rc::new(person("li"))),
            _ => Some(Rc::new(Value::Null)),
        };
        let scope = Scope { value: &items, person: &|_| Values::new(), calendar: &|| unreachable!() };
        for (text, expected) in [
            (
                "items.filter(i, i.owner == who && i.late)",
                Value::List(vec![rows[0].clone(), rows[3].clone()]),
            ),
            ("items.filter(i, i.late && i.owner == nobody)", Value::List(vec![rows[2].clone()])),
            ("items.filter(i, i.owner == who).size() + items.size()", Value::Int(6)),
        ] {
            assert_eq!(Expression::compile(text).unwrap().value(&scope), Ok(expected), "{text}");
        }
    }

    #[test]
    fn somebody_above_is_a_person_like_any_other() {
        assert_eq!(value("[who.head, sponsor.head]").unwrap().people(), ["wang".into(), "lin".into()]);
        assert_eq!(value("who.head == sponsor && sponsor.head.name == 'lin!'"), Ok(Value::Bool(true)));
        assert_eq!(value("sponsor.head in [who.head.head]"), Ok(Value::Bool(true)));
    }

    #[test]
    fn whole_and_decimal_numbers_meet() {
        assert_eq!(value("amount * 1.5 + 1"), Ok(Value::Number(10_501.0)));
        assert_eq!(value("2 * 0.5 < amount && amount / 2 == 3500"), Ok(Value::Bool(true)));
        assert_eq!(
            value("[1, 2].map(n, n * 2.5 + 1)"),
            Ok(Value::List(vec![Value::Number(3.5), Value::Number(6.0)]))
        );
        assert!(value("amount + 'x'").unwrap_err().contains("amount + 'x'"));
    }

    #[test]
    fn what_was_not_given_is_neither_more_nor_less() {
        assert_eq!(value("missing > 1 || missing <= 1"), Ok(Value::Bool(false)));
        assert_eq!(value("missing == null"), Ok(Value::Bool(true)));
    }

    #[test]
    fn a_list_that_was_not_given_is_empty() {
        assert_eq!(value("[sponsor] + missing").unwrap().people(), ["wang".into()]);
        assert_eq!(value("missing + [sponsor]").unwrap().people(), ["wang".into()]);
        assert_eq!(value("size(missing) + missing.size() + sum(missing)"), Ok(Value::Int(0)));
        assert_eq!(value("missing.map(m, m)"), Ok(Value::List(Vec::new())));
        assert_eq!(value("missing.exists(m, m == who) || who in missing"), Ok(Value::Bool(false)));
        assert_eq!(value("missing == null && others != null"), Ok(Value::Bool(true)));
    }

    #[test]
    fn nothing_is_each_member_of_what_was_not_given() {
        assert_eq!(value("missing.answer == 'pass'"), Ok(Value::Bool(false)));
        assert_eq!(value("missing.by.head == null && size(missing.rows) == 0"), Ok(Value::Bool(true)));
        assert_eq!(value("[missing, sponsor].filter(p, p.name != null).size()"), Ok(Value::Int(1)));
        assert_eq!(value("others.exists(o, missing.owner == o)"), Ok(Value::Bool(false)));
        assert!(value("sponsor.nmae == 'x'").is_err() && value("amount.day == 1").is_err());
    }

    #[test]
    fn lists_are_summed() {
        assert_eq!(value("sum([1, 2.5, missing])"), Ok(Value::Number(3.5)));
        assert_eq!(value("sum(others.map(o, 1)) + sum([])"), Ok(Value::Int(1)));
        assert_eq!(value("sum([duration('1h'), duration('30m')])"), Ok(Value::Minutes(90)));
    }

    #[test]
    fn days_of_work_and_weeks_are_counted() {
        assert_eq!(value("workdays(opened, opened + duration('168h'))"), Ok(Value::Int(6)));
        assert_eq!(value("workdays(due, opened)"), Ok(Value::Int(0)));
        assert_eq!(value("opened + days(7) - opened"), Ok(Value::Minutes(7 * 24 * 60)));
        assert!(value("days('x')").is_err());
        assert_eq!(value("week(opened + duration('168h')) - week(opened)"), Ok(Value::Int(1)));
        // Monday to Sunday are one week, over the turn of the year too.
        assert_eq!(
            value("week(timestamp('2024-12-30T01:00:00Z')) == week(timestamp('2025-01-05T15:00:00Z'))"),
            Ok(Value::Bool(true))
        );
    }

    #[test]
    fn what_fails_says_where() {
        assert!(value("nothing.here > 1").unwrap_err().contains("nothing.here > 1"));
        assert!(value("amount +").is_err());
        assert!(value("missing + 1").unwrap_err().contains("missing + 1"));
    }
}
