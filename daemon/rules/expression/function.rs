//! What expressions can do beside CEL: functions of ours, and operators that people need not think about.
//!
//! CEL adds, subtracts and compares whole and decimal numbers only among themselves, and fails where something was not
//! given. Here `price * 2` works whatever kind of number the price is, and what was not given is neither more nor
//! less than anything, a list that was not given is an empty one where it is looked through, counted or added, and
//! nothing is each member of what was not given (`law.answer` before anybody answered).
//! [`ours`] gives those operators of a compiled expression other names, under which
//! [`environment`] has functions that let the two kinds meet.
//!
//! | function | what |
//! |---|---|
//! | `sum(list)` | of numbers, or of lengths of time; 0 of an empty list |
//! | `days(n)` | so many days of 24 hours: `now + days(90)` |
//! | `workdays(from, to)` | how many days of work lie from one day to another, both counted |
//! | `week(time)` | the number of its week, counted without a gap over the years: whose turn it is |

use std::sync::Arc;

use cel::common::ast::{CallExpr, EntryExpr, Expr, IdedEntryExpr, IdedExpr, LiteralValue, operators};
use cel::common::traits::{Comparer, Container, Indexer, Iterable, Sizer, Zeroer};
use cel::common::types::{CelBool, CelDouble, CelDuration, CelInt, CelList, CelMap, CelNull, DYN_TYPE, Type};
use cel::common::value::{Builtin, BuiltinRef, CowVal, Val};
use cel::{Context, ExecutionError};
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, TimeDelta};

use crate::time::WorkCalendar;

/// The functions besides CEL's own.
pub const FUNCTIONS: [&str; 4] = ["sum", "days", "workdays", "week"];

/// The operators that get a meaning of ours, with the names under which it is found.
const OPERATORS: [(&str, &str); 9] = [
    (operators::ADD, "@add"),
    (operators::SUBSTRACT, "@subtract"),
    (operators::MULTIPLY, "@multiply"),
    (operators::DIVIDE, "@divide"),
    (operators::MODULO, "@modulo"),
    (operators::LESS, "@less"),
    (operators::LESS_EQUALS, "@less-or-equal"),
    (operators::GREATER, "@greater"),
    (operators::GREATER_EQUALS, "@greater-or-equal"),
];

/// The function under which something is taken for a list.
const LISTED: &str = "@listed";

/// The function that takes a member of something that need not be there.
const MEMBER: &str = "@member";

/// Standard functions and macros with ours.
pub(super) fn environment() -> cel::Env {
    let mut env = cel::Env::stdlib();
    let functions: [cel::common::functions::Function; 9] =
        [add, subtract, multiply, divide, modulo, less, less_or_equal, greater, greater_or_equal];
    for ((_, name), function) in OPERATORS.iter().zip(functions) {
        env.add_overload(name, name, vec![DYN_TYPE, DYN_TYPE], function).expect("the name is ours alone");
    }
    env.add_overload(LISTED, LISTED, vec![DYN_TYPE], listed).expect("the name is ours alone");
    env.add_overload(MEMBER, MEMBER, vec![DYN_TYPE, DYN_TYPE], member).expect("the name is ours alone");
    env.add_overload("sum", "sum_dyn", vec![DYN_TYPE], sum).expect("CEL has no such function");
    env.add_overload("days", "days_dyn", vec![DYN_TYPE], days).expect("CEL has no such function");
    env
}

/// Functions that go by a calendar, for one evaluation.
pub(super) fn add_dated(context: &mut Context<'_, '_>, calendar: &WorkCalendar) {
    let work = Arc::new(calendar.clone());
    let week = work.clone();
    let counted = move |from: DateTime<FixedOffset>, to: DateTime<FixedOffset>| workdays(&work, from, to);
    let numbered = move |at: DateTime<FixedOffset>| week_number(week.zone.local(at.to_utc()).date());
    context.add_function("workdays", counted).expect("CEL has no such function");
    context.add_function("week", numbered).expect("CEL has no such function");
}

/// Days of work from one day to another, both counted; the longest span that is counted is ten years.
fn workdays(calendar: &WorkCalendar, from: DateTime<FixedOffset>, to: DateTime<FixedOffset>) -> i64 {
    let day = |at: DateTime<FixedOffset>| calendar.zone.local(at.to_utc()).date();
    let days = day(from).iter_days().take(DAYS_MAX).take_while(|date| *date <= day(to));
    i64::try_from(days.filter(|date| calendar.is_workday(*date)).count()).unwrap_or(i64::MAX)
}

/// Ten years: a longer span is a slip of the pen.
const DAYS_MAX: usize = 3_660;

/// Weeks begin on Monday; the first Monday of our era is the first day there is.
fn week_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce() - 1).div_euclid(7)
}

/// The same expression with operators of ours.
pub(super) fn ours(expression: &IdedExpr) -> IdedExpr {
    let mut own = expression.clone();
    rename(&mut own, &mut Vec::new());
    own
}

/// `items`: variables of comprehensions that are certainly there, the innermost last: items of what was given. Their
/// members are taken as CEL does, which is faster where there are many.
fn rename(expression: &mut IdedExpr, items: &mut Vec<String>) {
    match &mut expression.expr {
        Expr::Call(call) => {
            // What a comprehension adds to its list is CEL's own affair.
            let accumulates = matches!(call.args.first().map(|arg| &arg.expr), Some(Expr::Ident(name)) if name.starts_with('@'));
            let operator = OPERATORS.iter().find(|(name, _)| *name == call.func_name);
            if let (Some((_, name)), false, 2) = (operator, accumulates, call.args.len()) {
                call.func_name = (*name).to_owned();
            }
            call.target.iter_mut().for_each(|target| rename(target, items));
            call.args.iter_mut().for_each(|arg| rename(arg, items));
            match (call.func_name.as_str(), call.target.as_deref_mut(), call.args.as_mut_slice()) {
                ("size", Some(list), [])
                | ("size" | "sum", None, [list])
                | (operators::IN, None, [_, list]) => {
                    as_list(list);
                }
                _ => {}
            }
        }
        Expr::Select(select) => {
            let is_there = matches!(&select.operand.expr, Expr::Ident(name) if items.contains(name));
            rename(&mut select.operand, items);
            if !is_there && !select.test {
                as_member(expression);
            }
        }
        Expr::Comprehension(c) => {
            rename(&mut c.iter_range, items);
            rename(&mut c.accu_init, items);
            // An item of `[a, b]` may be nothing.
            let given = !holds_a_list(&c.iter_range);
            let before = items.len();
            items.extend(Some(c.iter_var.clone()).filter(|_| given));
            [&mut c.loop_cond, &mut c.loop_step, &mut c.result]
                .into_iter()
                .for_each(|part| rename(part, items));
            items.truncate(before);
            as_list(&mut c.iter_range);
        }
        Expr::List(list) => list.elements.iter_mut().for_each(|element| rename(element, items)),
        Expr::Map(map) => map.entries.iter_mut().for_each(|entry| rename_entry(entry, items)),
        Expr::Struct(of) => of.entries.iter_mut().for_each(|entry| rename_entry(entry, items)),
        Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => {}
    }
}

/// A list is written in it.
fn holds_a_list(expression: &IdedExpr) -> bool {
    match &expression.expr {
        Expr::List(list) => !list.elements.is_empty(),
        Expr::Call(call) => call.target.as_deref().into_iter().chain(&call.args).any(holds_a_list),
        Expr::Comprehension(c) => holds_a_list(&c.iter_range),
        _ => false,
    }
}

/// `a.b` as a call that gives nothing where `a` is nothing.
fn as_member(part: &mut IdedExpr) {
    let own = IdedExpr { id: part.id, expr: Expr::Unspecified };
    let Expr::Select(select) = std::mem::replace(part, own).expr else { return };
    let name = IdedExpr { id: part.id, expr: Expr::Literal(LiteralValue::String(select.field.into())) };
    let args = vec![*select.operand, name];
    part.expr = Expr::Call(CallExpr { func_name: MEMBER.to_owned(), target: None, args });
}

/// A part that has to be a list: an empty one where it was not given.
fn as_list(part: &mut IdedExpr) {
    let own = IdedExpr { id: part.id, expr: Expr::Unspecified };
    let list = std::mem::replace(part, own);
    part.expr = Expr::Call(CallExpr { func_name: LISTED.to_owned(), target: None, args: vec![list] });
}

fn rename_entry(entry: &mut IdedEntryExpr, items: &mut Vec<String>) {
    match &mut entry.expr {
        EntryExpr::MapEntry(entry) => {
            rename(&mut entry.key, items);
            rename(&mut entry.value, items);
        }
        EntryExpr::StructField(field) => rename(&mut field.value, items),
    }
}

/// Whether an expression calls one of the functions that go by a calendar.
pub(super) fn is_dated(expression: &IdedExpr) -> bool {
    match &expression.expr {
        Expr::Call(call) => {
            matches!(call.func_name.as_str(), "workdays" | "week")
                || call.target.iter().any(|target| is_dated(target))
                || call.args.iter().any(is_dated)
        }
        Expr::Select(select) => is_dated(&select.operand),
        Expr::Comprehension(c) => {
            [&c.iter_range, &c.accu_init, &c.loop_cond, &c.loop_step, &c.result].into_iter().any(is_dated)
        }
        Expr::List(list) => list.elements.iter().any(is_dated),
        Expr::Map(map) => map.entries.iter().any(|entry| match &entry.expr {
            EntryExpr::MapEntry(entry) => is_dated(&entry.key) || is_dated(&entry.value),
            EntryExpr::StructField(field) => is_dated(&field.value),
        }),
        Expr::Struct(_) | Expr::Ident(_) | Expr::Literal(_) | Expr::Unspecified => false,
    }
}

// ── operators ────────────────────────────────────────────────────────────────────────────────────────────────

type Args<'b, 'v> = Vec<CowVal<'b, 'v>>;
type Out<'b, 'v> = Result<CowVal<'b, 'v>, ExecutionError>;

/// Both operands, of one kind of number where they are two.
fn met<'b, 'v>(args: Args<'b, 'v>) -> Result<(CowVal<'b, 'v>, CowVal<'b, 'v>), ExecutionError> {
    let mut args = args.into_iter();
    let (Some(left), Some(right)) = (args.next(), args.next()) else {
        return Err(ExecutionError::missing_argument_or_target());
    };
    let decimal = |value: &CowVal<'b, 'v>| value.downcast_ref::<CelDouble>().is_some();
    // Numbers of an office are exact as decimals far beyond what anybody spends.
    let whole = |value: &CowVal<'b, 'v>| value.downcast_ref::<CelInt>().map(|n| *n.inner() as f64);
    Ok(match (whole(&left), whole(&right)) {
        (Some(number), None) if decimal(&right) => (CowVal::owned(CelDouble::from(number)), right),
        (None, Some(number)) if decimal(&left) => (left, CowVal::owned(CelDouble::from(number))),
        _ => (left, right),
    })
}

fn cannot(what: &str, left: &CowVal<'_, '_>, right: &CowVal<'_, '_>) -> ExecutionError {
    let kinds = format!("{} and {} do not go together", left.get_type().name(), right.get_type().name());
    ExecutionError::function_error(what, kinds)
}

fn is_nothing(value: &CowVal<'_, '_>) -> bool {
    value.downcast_ref::<CelNull>().is_some()
}

/// What is looked through or counted: a list that was not given is an empty one.
fn listed<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let list = args.into_iter().next().ok_or_else(ExecutionError::missing_argument_or_target)?;
    Ok(if is_nothing(&list) { CowVal::owned(CelList::from(Vec::new())) } else { list })
}

/// A member; nothing of what was not given.
fn member<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let mut args = args.into_iter();
    let (Some(of), Some(name)) = (args.next(), args.next()) else {
        return Err(ExecutionError::missing_argument_or_target());
    };
    if is_nothing(&of) {
        return Ok(of);
    }
    let kind = of.get_type().name().to_owned();
    let none = || ExecutionError::function_error(".", format!("{kind} has no members"));
    match of {
        CowVal::Borrowed(of) => of.as_indexer().ok_or_else(none)?.get(name.as_ref()),
        CowVal::Owned(of) => of.into_indexer().ok_or_else(none)?.steal(name.as_ref()).map(CowVal::Owned),
    }
}

fn add<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let (left, right) = met(args)?;
    // To a list, what was not given adds nothing.
    for (one, other) in [(&left, &right), (&right, &left)] {
        if is_nothing(one) && other.downcast_ref::<CelList>().is_some() {
            return Ok(CowVal::Owned(other.clone_as_boxed()));
        }
    }
    let of = left.as_adder().ok_or_else(|| cannot("+", &left, &right))?;
    Ok(CowVal::Owned(of.add(right.as_ref())?.into_owned()))
}

fn subtract<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let (left, right) = met(args)?;
    let of = left.as_subtractor().ok_or_else(|| cannot("-", &left, &right))?;
    Ok(CowVal::Owned(of.sub(right.as_ref())?.into_owned()))
}

fn multiply<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let (left, right) = met(args)?;
    let of = left.as_multiplier().ok_or_else(|| cannot("*", &left, &right))?;
    Ok(CowVal::Owned(of.mul(right.as_ref())?.into_owned()))
}

fn divide<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let (left, right) = met(args)?;
    let of = left.as_divider().ok_or_else(|| cannot("/", &left, &right))?;
    Ok(CowVal::Owned(of.div(right.as_ref())?.into_owned()))
}

fn modulo<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let (left, right) = met(args)?;
    let of = left.as_modder().ok_or_else(|| cannot("%", &left, &right))?;
    Ok(CowVal::Owned(of.modulo(right.as_ref())?.into_owned()))
}

/// What was not given is neither more nor less than anything.
fn compared<'b, 'v>(args: Args<'b, 'v>, what: &str, is: fn(std::cmp::Ordering) -> bool) -> Out<'b, 'v> {
    let (left, right) = met(args)?;
    if is_nothing(&left) || is_nothing(&right) {
        return Ok(CowVal::owned(CelBool::from(false)));
    }
    let of: &dyn Comparer = left.as_comparer().ok_or_else(|| cannot(what, &left, &right))?;
    let order = of.compare(right.as_ref()).map_err(|_| cannot(what, &left, &right))?;
    Ok(CowVal::owned(CelBool::from(is(order))))
}

fn less<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    compared(args, "<", std::cmp::Ordering::is_lt)
}

fn less_or_equal<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    compared(args, "<=", std::cmp::Ordering::is_le)
}

fn greater<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    compared(args, ">", std::cmp::Ordering::is_gt)
}

fn greater_or_equal<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    compared(args, ">=", std::cmp::Ordering::is_ge)
}

/// So many days; a fraction of one is rounded to minutes. Ten years at most: more is a slip of the pen.
fn days<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let number = args.first().and_then(|n| {
        let decimal = n.downcast_ref::<CelDouble>().map(|n| *n.inner());
        decimal.or_else(|| n.downcast_ref::<CelInt>().map(|n| *n.inner() as f64))
    });
    match number.filter(|days| days.abs() <= DAYS_MAX as f64) {
        // Within ten years the minutes are exact.
        Some(days) => {
            Ok(CowVal::owned(CelDuration::from(TimeDelta::minutes((days * 1_440.0).round() as i64))))
        }
        None => Err(ExecutionError::function_error("days", "a number of days within ten years is wanted")),
    }
}

/// What was not given adds nothing.
fn sum<'b, 'v>(args: Args<'b, 'v>) -> Out<'b, 'v> {
    let list = args.first().ok_or_else(ExecutionError::missing_argument_or_target)?;
    let Some(list) = list.downcast_ref::<CelList>() else {
        return Err(ExecutionError::function_error("sum", "a list is wanted"));
    };
    let mut total: Option<CowVal<'b, 'v>> = None;
    for item in list.inner().iter().filter(|item| item.downcast_ref::<CelNull>().is_none()) {
        let item = CowVal::Owned(item.clone_as_boxed());
        total = Some(match total {
            None => item,
            Some(total) => add(vec![total, item])?,
        });
    }
    Ok(total.unwrap_or_else(|| CowVal::owned(CelInt::from(0))))
}

// ── records ─────────────────────────────────────────────────────────────────────────────────────────────────

/// A record that is shared: a comprehension copies each item that it looks at.
#[derive(Debug, Clone)]
pub(super) struct Held<'v>(pub(super) Arc<CelMap<'v>>);

impl<'v> Val for Held<'v> {
    fn get_type(&self) -> &Type {
        self.0.get_type()
    }

    fn cel_type() -> &'static Type {
        CelMap::cel_type()
    }

    fn as_container(&self) -> Option<&dyn Container> {
        self.0.as_container()
    }

    fn as_indexer<'b, 'w>(&'b self) -> Option<&'b (dyn Indexer + 'w)>
    where
        Self: 'w,
    {
        self.0.as_indexer()
    }

    fn into_indexer<'w>(self: Box<Self>) -> Option<Box<dyn Indexer + 'w>>
    where
        Self: 'w,
    {
        Some(Box::new(Arc::unwrap_or_clone(self.0)))
    }

    fn as_iterable<'b, 'w>(&'b self) -> Option<&'b (dyn Iterable + 'w)>
    where
        Self: 'w,
    {
        self.0.as_iterable()
    }

    fn as_sizer(&self) -> Option<&dyn Sizer> {
        self.0.as_sizer()
    }

    fn as_zeroer(&self) -> Option<&dyn Zeroer> {
        self.0.as_zeroer()
    }

    fn equals(&self, other: &dyn Val) -> bool {
        self.0.equals(other)
    }

    fn clone_as_boxed<'w>(&self) -> Box<dyn Val + 'w>
    where
        Self: 'w,
    {
        Box::new(self.clone())
    }

    fn as_builtin<'b, 'w>(&'b self) -> BuiltinRef<'b, 'w>
    where
        Self: 'w,
    {
        self.0.as_builtin()
    }

    fn into_builtin<'w>(self: Box<Self>) -> Option<Builtin<'w>>
    where
        Self: 'w,
    {
        Some(Builtin::Map(Arc::unwrap_or_clone(self.0)))
    }
}

// ── people ───────────────────────────────────────────────────────────────────────────────────────────────────

/// A record whose members are found when they are asked for: somebody's head has a head.
pub(super) trait Record: std::fmt::Debug + Send + Sync + PartialEq + Clone + 'static {
    const TYPE: &'static Type;
    fn member(&self, name: &str) -> Option<Box<dyn Val>>;
}

/// A [`Record`] as CEL sees it.
#[derive(Debug, Clone)]
pub(super) struct Lazy<R>(pub(super) R);

impl<R: Record> Val for Lazy<R> {
    fn get_type(&self) -> &Type {
        R::TYPE
    }

    fn cel_type() -> &'static Type {
        R::TYPE
    }

    fn as_indexer<'b, 'v>(&'b self) -> Option<&'b (dyn Indexer + 'v)>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn into_indexer<'v>(self: Box<Self>) -> Option<Box<dyn Indexer + 'v>>
    where
        Self: 'v,
    {
        Some(self)
    }

    fn equals(&self, other: &dyn Val) -> bool {
        other.downcast_ref::<Self>().is_some_and(|other| other.0 == self.0)
    }

    fn clone_as_boxed<'v>(&self) -> Box<dyn Val + 'v>
    where
        Self: 'v,
    {
        Box::new(self.clone())
    }

    fn as_any(&self) -> Option<&dyn std::any::Any> {
        Some(self)
    }
}

impl<R: Record> cel::common::value::StaticVal for Lazy<R> {}

impl<R: Record> Indexer for Lazy<R> {
    fn get<'b, 'v>(&'b self, key: &dyn Val) -> Result<CowVal<'b, 'v>, ExecutionError>
    where
        Self: 'v,
    {
        let name = key.downcast_ref::<cel::common::types::CelString>().map_or("", |name| name.inner());
        self.0.member(name).map(CowVal::Owned).ok_or_else(|| ExecutionError::no_such_key(name))
    }

    fn steal<'v>(self: Box<Self>, key: &dyn Val) -> Result<Box<dyn Val + 'v>, ExecutionError>
    where
        Self: 'v,
    {
        self.get(key).map(CowVal::into_owned)
    }
}
