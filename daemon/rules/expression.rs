//! Expressions of process files: CEL, evaluated over the values in reach.
//!
//! An expression is compiled once, when its file is read. It reads values through a [`Scope`] and nothing else: no
//! clock (`now` is a value), no I/O. Two kinds of evaluation keep types whole: a plain path such as `task.due`
//! hands the value through unchanged (a day stays a day); everything else goes through CEL, where a day is the
//! instant its working day ends, a length of time is a duration and a person is a record of the directory.
//! The crate has no type checker: `check` walks the tree ([`Expression::program`]).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::{Arc, LazyLock};

use cel::common::ast::{EntryExpr, Expr, IdedExpr};
use cel::objects::{Key, Map};
use chrono::NaiveDate;

use super::{Value, Values};
use crate::directory::PersonId;

/// Standard functions and macros, built once: building them costs more than most evaluations.
static ENVIRONMENT: LazyLock<Arc<cel::Env>> = LazyLock::new(|| Arc::new(cel::Env::stdlib()));

/// A compiled expression.
#[derive(Clone)]
pub struct Expression {
    text: String,
    program: Arc<cel::Program>,
    path: Option<Vec<String>>,
    roots: BTreeMap<String, BTreeSet<String>>,
}

/// What an expression may read.
pub struct Scope<'a> {
    /// A name in reach. The second argument lists the members asked of it, so that a costly collection
    /// (`cases.NAME`, `children.NAME`) is built only as far as it is read.
    pub value: &'a dyn Fn(&str, &BTreeSet<String>) -> Option<Value>,
    /// A person as a record (`name`, `head`, `deputy`, `department` …).
    pub person: &'a dyn Fn(&PersonId) -> Values,
    /// The instant at which a day ends as a due time.
    pub day_end: &'a dyn Fn(NaiveDate) -> crate::time::Instant,
}

impl Expression {
    /// Compiles a text. The error is CEL's own, with its caret.
    pub fn compile(text: &str) -> Result<Self, String> {
        let program = ENVIRONMENT.compile(text).map_err(|e| e.to_string())?;
        let path = path_of(&program.expression().expr);
        let mut roots = BTreeMap::new();
        collect(program.expression(), &mut roots);
        Ok(Self { text: text.to_owned(), program: Arc::new(program), path, roots })
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The compiled program, for the checker.
    pub fn program(&self) -> &cel::Program {
        &self.program
    }

    /// The segments, when the expression is a plain path.
    pub fn path(&self) -> Option<&[String]> {
        self.path.as_deref()
    }

    /// The value, or why there is none. Never panics.
    pub fn value(&self, scope: &Scope<'_>) -> Result<Value, String> {
        if let Some(path) = &self.path {
            return follow(path, scope);
        }
        let mut context = cel::Context::with_env(ENVIRONMENT.clone());
        for (root, members) in &self.roots {
            if let Some(value) = (scope.value)(root, members) {
                context.add_variable_from_value(root.as_str(), to_cel(&value, scope));
            }
        }
        let value = self.program.execute(&context).map_err(|e| format!("{e} in: {}", self.text))?;
        from_cel(&value).map_err(|e| format!("{e} in: {}", self.text))
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
    let members: BTreeSet<String> = path.get(1).cloned().into_iter().collect();
    let root = path.first().map_or("", String::as_str);
    let mut value =
        (scope.value)(root, &members).ok_or_else(|| format!("nothing is called '{}' here", whole()))?;
    for segment in &path[1..] {
        let row = match value {
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
        value =
            row.get(segment).cloned().ok_or_else(|| format!("there is no '{segment}' in: {}", whole()))?;
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

fn path_of(expr: &Expr) -> Option<Vec<String>> {
    match expr {
        Expr::Ident(name) => Some(vec![name.clone()]),
        Expr::Select(select) if !select.test => {
            let mut path = path_of(&select.operand.expr)?;
            path.push(select.field.clone());
            Some(path)
        }
        _ => None,
    }
}

/// Root names with the members asked of them. Variables of comprehensions are among them; nothing in reach has
/// their names, or it is shadowed.
fn collect(expr: &IdedExpr, roots: &mut BTreeMap<String, BTreeSet<String>>) {
    match &expr.expr {
        Expr::Ident(name) => {
            roots.entry(name.clone()).or_default();
        }
        Expr::Select(select) => {
            if let Expr::Ident(root) = &select.operand.expr {
                roots.entry(root.clone()).or_default().insert(select.field.clone());
            } else {
                collect(&select.operand, roots);
            }
        }
        Expr::Call(call) => {
            if let Some(target) = &call.target {
                collect(target, roots);
            }
            call.args.iter().for_each(|a| collect(a, roots));
        }
        Expr::Comprehension(c) => {
            for part in [&c.iter_range, &c.accu_init, &c.loop_cond, &c.loop_step, &c.result] {
                collect(part, roots);
            }
        }
        Expr::List(list) => list.elements.iter().for_each(|e| collect(e, roots)),
        Expr::Map(map) => map.entries.iter().for_each(|e| collect_entry(&e.expr, roots)),
        Expr::Struct(s) => s.entries.iter().for_each(|e| collect_entry(&e.expr, roots)),
        Expr::Literal(_) | Expr::Unspecified => {}
    }
}

fn collect_entry(entry: &EntryExpr, roots: &mut BTreeMap<String, BTreeSet<String>>) {
    match entry {
        EntryExpr::MapEntry(e) => {
            collect(&e.key, roots);
            collect(&e.value, roots);
        }
        EntryExpr::StructField(e) => collect(&e.value, roots),
    }
}

/// The member under which a person's record carries its id, so that it can be told from other records.
const PERSON: &str = "person";

fn to_cel(value: &Value, scope: &Scope<'_>) -> cel::Value {
    match value {
        Value::Null => cel::Value::Null,
        Value::Bool(b) => cel::Value::Bool(*b),
        Value::Int(i) => cel::Value::Int(*i),
        Value::Number(n) => cel::Value::Float(*n),
        Value::Text(t) => cel::Value::String(Arc::new(t.clone())),
        Value::Day(day) => cel::Value::Timestamp((scope.day_end)(*day).fixed_offset()),
        Value::At(at) => cel::Value::Timestamp(at.fixed_offset()),
        Value::Span(start, end, text) => map([
            ("start", cel::Value::Timestamp(start.fixed_offset())),
            ("end", cel::Value::Timestamp(end.fixed_offset())),
            ("text", cel::Value::String(Arc::new(text.clone()))),
        ]),
        Value::Minutes(m) => cel::Value::Duration(chrono::Duration::minutes(*m)),
        Value::Person(id) => {
            let record = (scope.person)(id);
            let members = record.iter().map(|(name, value)| {
                // People in a person's record stay ids: heads have heads.
                let value = match value {
                    Value::Person(other) => cel::Value::String(Arc::new(other.to_string())),
                    value => to_cel(value, scope),
                };
                (name.as_str(), value)
            });
            map(members.chain([(PERSON, cel::Value::String(Arc::new(id.to_string())))]))
        }
        Value::List(items) => {
            cel::Value::List(Arc::new(items.iter().map(|item| to_cel(item, scope)).collect()))
        }
        Value::Row(row) => map(row.iter().map(|(name, value)| (name.as_str(), to_cel(value, scope)))),
        Value::File { name, size, hash } => map([
            ("name", cel::Value::String(Arc::new(name.clone()))),
            ("size", cel::Value::Int(i64::try_from(*size).unwrap_or(i64::MAX))),
            ("hash", cel::Value::String(Arc::new(hash.clone()))),
        ]),
    }
}

fn map<'a>(members: impl IntoIterator<Item = (&'a str, cel::Value)>) -> cel::Value {
    let map = members.into_iter().map(|(k, v)| (Key::String(Arc::new(k.to_owned())), v)).collect();
    cel::Value::Map(Map { map: Arc::new(map) })
}

fn from_cel(value: &cel::Value) -> Result<Value, String> {
    Ok(match value {
        cel::Value::Null => Value::Null,
        cel::Value::Bool(b) => Value::Bool(*b),
        cel::Value::Int(i) => Value::Int(*i),
        cel::Value::UInt(u) => Value::Int(i64::try_from(*u).map_err(|_| "a number is too large".to_owned())?),
        cel::Value::Float(f) => Value::Number(*f),
        cel::Value::String(s) => Value::Text(s.to_string()),
        cel::Value::Timestamp(at) => Value::At(at.to_utc()),
        cel::Value::Duration(d) => Value::Minutes(d.num_minutes()),
        cel::Value::List(items) => Value::List(items.iter().map(from_cel).collect::<Result<_, _>>()?),
        cel::Value::Map(map) => {
            let text = |name: &str| match map.map.get(&Key::String(Arc::new(name.to_owned()))) {
                Some(cel::Value::String(s)) => Some(s.to_string()),
                _ => None,
            };
            if let Some(id) = text(PERSON) {
                return Ok(Value::Person(PersonId::from(id.as_str())));
            }
            let mut row = Values::new();
            for (key, value) in map.map.iter() {
                let Key::String(key) = key else { return Err("a record needs names as keys".into()) };
                row.insert(key.to_string(), from_cel(value)?);
            }
            if let (Some(Value::At(start)), Some(Value::At(end)), Some(Value::Text(text)), 3) =
                (row.get("start"), row.get("end"), row.get("text"), row.len())
            {
                return Ok(Value::Span(*start, *end, text.clone()));
            }
            if let (Some(Value::Text(name)), Some(Value::Int(size)), Some(Value::Text(hash)), 3) =
                (row.get("name"), row.get("size"), row.get("hash"), row.len())
            {
                let size = u64::try_from(*size).unwrap_or(0);
                return Ok(Value::File { name: name.clone(), size, hash: hash.clone() });
            }
            Value::Row(row)
        }
        other => return Err(format!("{other:?} is no value a field can hold")),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{TimeZone, Utc};

    fn value(text: &str) -> Result<Value, String> {
        let lookup = |name: &str, members: &BTreeSet<String>| {
            let person = |id: &str| Value::Person(PersonId::from(id));
            Some(match name {
                "amount" => Value::Int(7000),
                "opened" => Value::At(Utc.with_ymd_and_hms(2024, 7, 1, 1, 0, 0).single()?),
                "due" => Value::Day(NaiveDate::from_ymd_opt(2024, 7, 2)?),
                "who" => person("li"),
                "sponsor" => person("wang"),
                "others" => Value::List(vec![person("li")]),
                "missing" => Value::Null,
                "children" => {
                    assert_eq!(members.iter().collect::<Vec<_>>(), ["item"], "only what is read is built");
                    let item = |owner: &str| Value::Row([("owner".to_owned(), person(owner))].into());
                    Value::Row([("item".to_owned(), Value::List(vec![item("li"), item("wang")]))].into())
                }
                _ => return None,
            })
        };
        let person = |id: &PersonId| {
            [
                ("name".to_owned(), Value::Text(format!("{id}!"))),
                ("head".to_owned(), Value::Person("wang".into())),
            ]
            .into()
        };
        let day_end = |day: NaiveDate| {
            day.and_hms_opt(10, 0, 0).expect("ten o'clock exists").and_utc() // 18:00 in Shanghai
        };
        let scope = Scope { value: &lookup, person: &person, day_end: &day_end };
        Expression::compile(text)?.value(&scope)
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
    fn what_fails_says_where() {
        assert!(value("nothing.here > 1").unwrap_err().contains("nothing.here > 1"));
        assert!(value("amount +").is_err());
        assert!(value("missing > 1").unwrap_err().contains("missing > 1"));
    }
}
