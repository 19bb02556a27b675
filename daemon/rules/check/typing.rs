//! The kind of an expression, from the kinds of its names: walks the tree and says what does not go together.
//!
//! Promises: every slip has its place in the text and a remedy; of one wrong part only one thing is said. Never does:
//! work out a value.

use std::collections::BTreeMap;

use cel::common::ast::operators;
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue};

use super::reach::Reach;
use super::shape::{Shape, compare_with, either, plural};
use crate::fault::{near, offer};
use crate::rules::Expression;
use crate::rules::expression;

/// Something wrong in an expression: where in its text, what, and the remedy.
pub(super) struct Slip {
    pub(super) at: Option<std::ops::Range<usize>>,
    pub(super) found: String,
    pub(super) remedy: String,
}

/// The functions of the expression language.
const FUNCTIONS: [&str; 30] = [
    "bool",
    "bytes",
    "contains",
    "double",
    "duration",
    "dyn",
    "endsWith",
    "getDate",
    "getDayOfMonth",
    "getDayOfWeek",
    "getDayOfYear",
    "getFullYear",
    "getHours",
    "getMilliseconds",
    "getMinutes",
    "getMonth",
    "getSeconds",
    "int",
    "matches",
    "size",
    "startsWith",
    "string",
    "timestamp",
    "type",
    "uint",
    "has",
    "all",
    "exists",
    "map",
    "filter",
];

impl<'a> Reach<'_, 'a> {
    /// The kind of an expression, and what is wrong in it.
    pub(super) fn expression(&self, expression: &Expression) -> (Shape<'a>, Vec<Slip>) {
        let mut reader = Reader { reach: self, expression, bound: Vec::new(), slips: Vec::new() };
        let shape = reader.shape(expression.program().expression());
        (shape, reader.slips)
    }
}

/// Reads one expression.
struct Reader<'r, 's, 'a> {
    reach: &'r Reach<'s, 'a>,
    expression: &'r Expression,
    /// Variables of `filter`, `map` …, the innermost last.
    bound: Vec<(String, Shape<'a>)>,
    slips: Vec<Slip>,
}

impl<'a> Reader<'_, '_, 'a> {
    fn shape(&mut self, expr: &IdedExpr) -> Shape<'a> {
        match &expr.expr {
            Expr::Ident(name) => self.ident(expr, name),
            Expr::Select(select) => {
                let of = self.shape(&select.operand);
                let written = written(&select.operand.expr).unwrap_or_else(|| of.word().to_owned());
                match self.reach.member(&of, &select.field, &written) {
                    Ok(_) if select.test => Shape::Bool,
                    Ok(shape) => shape,
                    Err(slip) => self.slip(&select.operand, &select.field, slip),
                }
            }
            Expr::Call(call) => self.call(expr, call),
            Expr::Comprehension(comprehension) => self.comprehension(comprehension),
            Expr::List(list) => {
                let mut inner = None;
                for element in &list.elements {
                    let shape = self.shape(element);
                    inner = Some(inner.map_or(shape.clone(), |inner| either(inner, shape)));
                }
                Shape::List(Box::new(inner.unwrap_or(Shape::Any)))
            }
            Expr::Map(map) => {
                let mut row = Some(BTreeMap::new());
                for entry in &map.entries {
                    match &entry.expr {
                        EntryExpr::MapEntry(entry) => {
                            self.shape(&entry.key);
                            let value = self.shape(&entry.value);
                            match (text_of(&entry.key), row.as_mut()) {
                                (Some(key), Some(row)) => drop(row.insert(key.to_owned(), value)),
                                _ => row = None,
                            }
                        }
                        EntryExpr::StructField(field) => {
                            self.shape(&field.value);
                            row = None;
                        }
                    }
                }
                row.map_or(Shape::Any, Shape::Row)
            }
            Expr::Literal(literal) => match literal {
                LiteralValue::Boolean(_) => Shape::Bool,
                LiteralValue::Int(_) | LiteralValue::UInt(_) => Shape::Whole,
                LiteralValue::Double(_) => Shape::Number,
                LiteralValue::String(_) => Shape::Text,
                LiteralValue::Null => Shape::Null,
                LiteralValue::Bytes(_) => Shape::Any,
            },
            Expr::Struct(_) | Expr::Unspecified => Shape::Any,
        }
    }

    fn ident(&mut self, expr: &IdedExpr, name: &str) -> Shape<'a> {
        if let Some((_, shape)) = self.bound.iter().rev().find(|(bound, _)| bound == name) {
            return shape.clone();
        }
        match self.reach.name(name) {
            Some(shape) => shape,
            None => {
                let (found, remedy) = self.reach.unknown(name);
                let remedy = if self.reach.is_word(name) {
                    format!("a word stands in quotes: '{name}'")
                } else {
                    remedy
                };
                self.slip(expr, name, (found, remedy))
            }
        }
    }

    fn call(&mut self, expr: &IdedExpr, call: &CallExpr) -> Shape<'a> {
        let target = call.target.as_ref().map(|target| self.shape(target));
        let args: Vec<Shape<'a>> = call.args.iter().map(|arg| self.shape(arg)).collect();
        match (call.func_name.as_str(), args.as_slice()) {
            (operators::CONDITIONAL, [condition, yes, no]) => {
                self.wants(&call.args[0], condition, Shape::may_be_truth, "yes or no");
                either(yes.clone(), no.clone())
            }
            (operators::LOGICAL_AND | operators::LOGICAL_OR | operators::LOGICAL_NOT, all) => {
                for (arg, shape) in call.args.iter().zip(all) {
                    self.wants(arg, shape, Shape::may_be_truth, "yes or no");
                }
                Shape::Bool
            }
            (operators::EQUALS | operators::NOT_EQUALS, [left, right]) => {
                self.comparable(&call.args, left, right, false);
                Shape::Bool
            }
            (
                operators::GREATER | operators::GREATER_EQUALS | operators::LESS | operators::LESS_EQUALS,
                [left, right],
            ) => {
                self.comparable(&call.args, left, right, true);
                Shape::Bool
            }
            (operators::IN, [element, list]) => {
                self.contained(&call.args, element, list);
                Shape::Bool
            }
            (operators::INDEX, [of, index]) => self.indexed(&call.args, of, index),
            (operators::NEGATE, [of]) => {
                self.wants(&call.args[0], of, Shape::is_number, "a number");
                of.clone()
            }
            (
                operator @ (operators::ADD
                | operators::SUBSTRACT
                | operators::MULTIPLY
                | operators::DIVIDE
                | operators::MODULO),
                [left, right],
            ) => self.reckoned(operator, &call.args, left, right),
            (name, _) if !name.chars().next().is_some_and(|c| c.is_ascii_alphabetic()) => Shape::Any,
            (name, _) => self.function(name, expr, call, target.as_ref(), &args),
        }
    }

    /// Both sides can be equal, or one before the other.
    fn comparable(&mut self, args: &[IdedExpr], left: &Shape<'a>, right: &Shape<'a>, ordered: bool) {
        for (one, word, other) in [(left, &args[1], right), (right, &args[0], left)] {
            if let (Shape::Words(known), Some(text)) = (one, text_of(word))
                && other.is_text()
                && !known.iter().any(|known| known == text)
            {
                let found = format!("'{text}' is none of the words this can be");
                return self.wrong(
                    word,
                    found,
                    offer(text, known.iter().map(String::as_str).collect::<Vec<_>>()),
                );
            }
        }
        if !left.may_equal(right) {
            let found = format!("{} is compared with {}", left.word(), right.word());
            return self.wrong(&args[1], found, compare_with(left, right));
        }
        if ordered {
            for (arg, shape) in args.iter().zip([left, right]) {
                let fits = shape.is_text()
                    || shape.is_number()
                    || matches!(shape, Shape::Time | Shape::Length | Shape::Bool);
                if !fits {
                    let found = format!("{} is neither before nor behind another", shape.word());
                    let remedy = if matches!(shape, Shape::Span) {
                        "compare its start or its end, such as meeting.start"
                    } else {
                        "compare with == or !="
                    };
                    return self.wrong(arg, found, remedy);
                }
            }
        }
    }

    /// `element in list`
    fn contained(&mut self, args: &[IdedExpr], element: &Shape<'a>, list: &Shape<'a>) {
        match list {
            Shape::List(inner) => {
                if let (Shape::Words(known), Expr::List(words)) = (element, &args[1].expr) {
                    let strange = words.elements.iter().find_map(|word| {
                        let text = text_of(word)?;
                        (!known.iter().any(|known| known == text)).then_some((word, text))
                    });
                    if let Some((word, text)) = strange {
                        let found = format!("'{text}' is none of the words this can be");
                        let known = known.iter().map(String::as_str).collect::<Vec<_>>();
                        return self.wrong(word, found, offer(text, known));
                    }
                }
                if !element.may_equal(inner) {
                    let found = format!("a list of {} never holds {}", plural(inner), element.word());
                    self.wrong(&args[0], found, "compare what is of one kind");
                }
            }
            Shape::Any | Shape::Null | Shape::Row(_) | Shape::Directory | Shape::Roles | Shape::Groups => {}
            other => {
                let found = format!("'in' looks into a list, and this is {}", other.word());
                self.wrong(&args[1], found, "write ==, or a list such as [a, b]");
            }
        }
    }

    /// `of[index]`
    fn indexed(&mut self, args: &[IdedExpr], of: &Shape<'a>, index: &Shape<'a>) -> Shape<'a> {
        match of {
            Shape::List(inner) => {
                let whole = |shape: &Shape<'_>| matches!(shape, Shape::Any | Shape::Null | Shape::Whole);
                self.wants(&args[1], index, whole, "a whole number, from 0");
                inner.as_ref().clone()
            }
            Shape::Row(row) => {
                self.wants(&args[1], index, Shape::is_text, "a name");
                if let Some(shape) = text_of(&args[1]).and_then(|key| row.get(key)) {
                    return shape.clone();
                }
                if let (Shape::Words(words), Expr::Map(_)) = (index, &args[0].expr) {
                    let without: Vec<&str> =
                        words.iter().map(String::as_str).filter(|word| !row.contains_key(*word)).collect();
                    if !without.is_empty() {
                        let found = format!("nothing stands here for {}", without.join(", "));
                        self.wrong(&args[1], found, "give each word a value");
                    }
                }
                let mut members = row.values().cloned();
                let first = members.next().unwrap_or(Shape::Any);
                members.fold(first, either)
            }
            Shape::Any | Shape::Null | Shape::Case(..) | Shape::Directory | Shape::Roles | Shape::Groups => {
                Shape::Any
            }
            Shape::Children | Shape::Cases | Shape::Person | Shape::Span => Shape::Any,
            other => {
                let found = format!("{} has no entries", other.word());
                self.wrong(&args[0], found, "only a list and a record have");
                Shape::Any
            }
        }
    }

    /// `+ - * / %`
    fn reckoned(
        &mut self,
        operator: &str,
        args: &[IdedExpr],
        left: &Shape<'a>,
        right: &Shape<'a>,
    ) -> Shape<'a> {
        let divides = matches!(operator, operators::DIVIDE | operators::MODULO);
        if divides && matches!(args[1].expr, Expr::Literal(LiteralValue::Int(ref n)) if *n.inner() == 0) {
            self.wrong(&args[1], "nothing can be divided by 0", "name another number");
        }
        match (left, right) {
            (Shape::Whole, Shape::Whole) => return Shape::Whole,
            (Shape::Number | Shape::Whole, Shape::Number | Shape::Whole) => return Shape::Number,
            _ => {}
        }
        let sum = match operator {
            operators::ADD => match (left, right) {
                (Shape::List(ours), Shape::List(theirs)) => {
                    Some(Shape::List(Box::new(either(*ours.clone(), *theirs.clone()))))
                }
                (Shape::List(_), open) | (open, Shape::List(_)) if open.is_open() => {
                    Some(Shape::List(Box::new(Shape::Any)))
                }
                (Shape::Time, Shape::Length) | (Shape::Length, Shape::Time) => Some(Shape::Time),
                (Shape::Length, Shape::Length) => Some(Shape::Length),
                (ours, theirs) if ours.is_open() || theirs.is_open() => Some(Shape::Any),
                (ours, theirs) if ours.is_text() && theirs.is_text() => Some(Shape::Text),
                _ => None,
            },
            operators::SUBSTRACT => match (left, right) {
                (Shape::Time, Shape::Time) | (Shape::Length, Shape::Length) => Some(Shape::Length),
                (Shape::Time, Shape::Length) => Some(Shape::Time),
                (ours, theirs) if ours.is_open() || theirs.is_open() => Some(Shape::Any),
                _ => None,
            },
            _ => (left.is_open() || right.is_open()).then_some(Shape::Any),
        };
        if let Some(sum) = sum {
            return sum;
        }
        let sign = match operator {
            operators::ADD => "+",
            operators::SUBSTRACT => "-",
            operators::MULTIPLY => "*",
            operators::DIVIDE => "/",
            _ => "%",
        };
        let found = format!("{} {sign} {} means nothing", left.word(), right.word());
        let remedy = match (left, right) {
            (Shape::List(_), _) if sign == "+" => "put it into brackets: list + [x]".to_owned(),
            (Shape::Time, other) | (other, Shape::Time) if other.is_number() => {
                "write a length of time as duration('24h')".to_owned()
            }
            (text, _) if text.is_text() && sign == "+" => "turn it into a text with string(…)".to_owned(),
            _ => "reckon with what is of one kind".to_owned(),
        };
        self.wrong(&args[1], found, remedy);
        Shape::Any
    }

    /// A call of a function by its name.
    fn function(
        &mut self,
        name: &str,
        expr: &IdedExpr,
        call: &CallExpr,
        target: Option<&Shape<'a>>,
        args: &[Shape<'a>],
    ) -> Shape<'a> {
        if !FUNCTIONS.contains(&name) && !expression::FUNCTIONS.contains(&name) {
            let slip = (format!("there is no function '{name}'"), functions_near(name));
            return self.slip(expr, name, slip);
        }
        // What is looked at: the target and the arguments, in this order.
        let mut given: Vec<(&IdedExpr, &Shape<'a>)> = Vec::new();
        given.extend(call.target.as_deref().zip(target));
        given.extend(call.args.iter().zip(args));
        let (count, usage) = match name {
            "has" => (0, "has(a.b)"),
            "all" | "exists" | "map" | "filter" => (0, "list.filter(x, x > 1)"),
            "startsWith" | "endsWith" | "contains" | "matches" => (2, "text.startsWith('t')"),
            "size" => (1, "list.size()"),
            "sum" => (1, "sum(items.map(i, i.price))"),
            "days" => (1, "days(90)"),
            "workdays" => (2, "workdays(from, to)"),
            "week" => (1, "week(now)"),
            get if get.starts_with("get") => (1, "due.getHours()"),
            _ => (1, "duration('48h')"),
        };
        if given.len() != count {
            let slip = (format!("'{name}' is not used like this"), format!("write it as in {usage}"));
            return self.slip(expr, name, slip);
        }
        match name {
            "startsWith" | "endsWith" | "contains" | "matches" => {
                for (arg, shape) in given {
                    self.wants(arg, shape, Shape::is_text, "a text");
                }
                if let ("matches", Some(text)) = (name, text_of(&call.args[call.args.len() - 1]))
                    && regex::Regex::new(text).is_err()
                {
                    self.wrong(
                        &call.args[call.args.len() - 1],
                        "this is no regular expression",
                        "a dot, a bracket or a plus that stands for itself has \\ before it",
                    );
                }
                Shape::Bool
            }
            "size" => {
                let sized =
                    |shape: &Shape<'_>| shape.is_text() || matches!(shape, Shape::List(_) | Shape::Row(_));
                self.wants(given[0].0, given[0].1, sized, "a list or a text");
                Shape::Whole
            }
            "duration" | "timestamp" => {
                self.wants(given[0].0, given[0].1, Shape::is_text, "a text");
                if let Some(text) = text_of(given[0].0) {
                    let (sound, remedy) = match name {
                        "duration" => {
                            (is_duration(text), "write hours and minutes, such as '48h' or '1h30m'")
                        }
                        _ => (
                            chrono::DateTime::parse_from_rfc3339(text).is_ok(),
                            "write it as in '2026-07-15T18:00:00+08:00'",
                        ),
                    };
                    if !sound {
                        let what = if name == "duration" { "length of time" } else { "instant" };
                        self.wrong(given[0].0, format!("'{text}' is no {what}"), remedy);
                    }
                }
                if name == "duration" { Shape::Length } else { Shape::Time }
            }
            "sum" => {
                let list = |shape: &Shape<'_>| {
                    shape.is_open()
                        || matches!(shape, Shape::List(inner) if inner.is_number() || matches!(**inner, Shape::Length))
                };
                self.wants(given[0].0, given[0].1, list, "a list of numbers or of lengths of time");
                match given[0].1 {
                    Shape::List(inner) => inner.as_ref().clone(),
                    _ => Shape::Any,
                }
            }
            "days" => {
                let number = |shape: &Shape<'_>| shape.is_open() || shape.is_number();
                self.wants(given[0].0, given[0].1, number, "a number of days");
                Shape::Length
            }
            "workdays" | "week" => {
                for (arg, shape) in given {
                    let time = |shape: &Shape<'_>| shape.is_open() || matches!(shape, Shape::Time);
                    self.wants(arg, shape, time, "a time");
                }
                Shape::Whole
            }
            "int" | "uint" => Shape::Whole,
            "double" => Shape::Number,
            "string" | "type" => Shape::Text,
            "bool" => Shape::Bool,
            get if get.starts_with("get") => {
                let clock = matches!(get, "getHours" | "getMinutes" | "getSeconds" | "getMilliseconds");
                let timed = |shape: &Shape<'_>| match shape {
                    Shape::Any | Shape::Null | Shape::Time => true,
                    Shape::Length => clock,
                    _ => false,
                };
                self.wants(given[0].0, given[0].1, timed, "a time");
                Shape::Whole
            }
            _ => Shape::Any,
        }
    }

    /// Notes a slip where something is not of the kind that is wanted.
    fn wants(&mut self, at: &IdedExpr, shape: &Shape<'a>, fits: impl Fn(&Shape<'a>) -> bool, wanted: &str) {
        if !fits(shape) {
            let found = format!("{wanted} is wanted here, and this is {}", shape.word());
            let remedy = match (wanted, shape) {
                ("yes or no", _) => "compare it with something",
                ("a list or a text", Shape::Person) => "one person is no list",
                _ => "name another field",
            };
            self.wrong(at, found, remedy);
        }
    }

    /// Notes a slip at a part of the expression.
    fn wrong(&mut self, at: &IdedExpr, found: impl Into<String>, remedy: impl Into<String>) {
        let text = self.expression.text();
        let info = self.expression.program().source_info();
        let mut bounds: Option<(u32, u32)> = None;
        each_part(at, &mut |part| {
            if let Some((start, stop)) = info.offset_for(part.id) {
                bounds = Some(bounds.map_or((start, stop), |(a, b)| (a.min(start), b.max(stop))));
            }
        });
        // CEL counts characters, and the last one is in.
        let byte = |n: u32| text.char_indices().nth(n as usize).map_or(text.len(), |(at, _)| at);
        let range = bounds.map(|(start, stop)| byte(start)..byte(stop.saturating_add(1)));
        self.slips.push(Slip { at: range, found: found.into(), remedy: remedy.into() });
    }

    /// `all`, `exists`, `exists_one`, `map`, `filter`, as the parser has unfolded them.
    fn comprehension(&mut self, c: &ComprehensionExpr) -> Shape<'a> {
        let range = self.shape(&c.iter_range);
        let element = match &range {
            Shape::List(inner) => inner.as_ref().clone(),
            Shape::Row(_) => Shape::Text,
            _ => Shape::Any,
        };
        let accumulated = self.shape(&c.accu_init);
        self.bound.push((c.iter_var.clone(), element.clone()));
        self.bound.extend(c.iter_var2.clone().map(|second| (second, Shape::Any)));
        self.bound.push((c.accu_var.clone(), Shape::Any));
        self.shape(&c.loop_cond);
        let step = self.last_step(&c.loop_step);
        self.shape(&c.result);
        self.bound.truncate(self.bound.len() - 2 - usize::from(c.iter_var2.is_some()));
        match accumulated {
            Shape::List(_) => step,
            Shape::Bool | Shape::Number | Shape::Whole => Shape::Bool,
            _ => Shape::Any,
        }
    }

    /// A `filter` or `map` adds a list of one to what it has; that list tells what it will hold.
    fn last_step(&mut self, step: &IdedExpr) -> Shape<'a> {
        if let Expr::Call(call) = &step.expr {
            match (call.func_name.as_str(), call.args.as_slice()) {
                (operators::ADD, [have, added]) => {
                    self.shape(have);
                    return self.shape(added);
                }
                (operators::CONDITIONAL, [condition, yes, no]) => {
                    self.shape(condition);
                    self.shape(no);
                    return self.last_step(yes);
                }
                _ => {}
            }
        }
        self.shape(step);
        Shape::Any
    }

    /// Notes a slip at a word of the text, at or behind a part of the expression.
    fn slip(&mut self, at: &IdedExpr, word: &str, (found, remedy): (String, String)) -> Shape<'a> {
        let text = self.expression.text();
        let from = self.expression.program().source_info().offset_for(at.id).map_or(0, |(start, _)| start);
        let from = text.char_indices().nth(from as usize).map_or(0, |(at, _)| at);
        let at = find_word(text, word, from).or_else(|| find_word(text, word, 0));
        self.slips.push(Slip { at: at.map(|at| at..at + word.len()), found, remedy });
        Shape::Any
    }
}

fn functions_near(name: &str) -> String {
    // What people know from elsewhere and CEL says otherwise.
    match name {
        "min" => return "the least of a list: list.filter(a, list.all(b, a <= b))[0]".to_owned(),
        "max" => return "the greatest of a list: list.filter(a, list.all(b, a >= b))[0]".to_owned(),
        "count" | "len" | "length" => {
            return "size(list) counts; those for which something holds: size(list.filter(a, …))".to_owned();
        }
        _ => {}
    }
    let known = || FUNCTIONS.into_iter().chain(expression::FUNCTIONS);
    match near(name, known()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => format!("the functions are {}", known().collect::<Vec<_>>().join(", ")),
    }
}

/// Where a word stands whole, not as a part of a longer one.
fn find_word(text: &str, word: &str, from: usize) -> Option<usize> {
    let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let rest = text.get(from..)?;
    rest.match_indices(word).map(|(at, _)| from + at).find(|at| {
        !text[..*at].chars().next_back().is_some_and(part)
            && !text[at + word.len()..].chars().next().is_some_and(part)
    })
}

/// A path as written.
fn written(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Ident(name) => Some(name.clone()),
        Expr::Select(select) => Some(format!("{}.{}", written(&select.operand.expr)?, select.field)),
        _ => None,
    }
}

/// The text of a literal.
fn text_of(expr: &IdedExpr) -> Option<&str> {
    match &expr.expr {
        Expr::Literal(LiteralValue::String(text)) => Some(text.inner()),
        _ => None,
    }
}

/// The text of an expression that is nothing but a literal.
pub(super) fn literal(expression: &Expression) -> Option<&str> {
    text_of(expression.program().expression())
}

/// Visits a part and all below it.
fn each_part(expr: &IdedExpr, visit: &mut impl FnMut(&IdedExpr)) {
    visit(expr);
    match &expr.expr {
        Expr::Select(select) => each_part(&select.operand, visit),
        Expr::Call(call) => {
            call.target.iter().for_each(|target| each_part(target, visit));
            call.args.iter().for_each(|arg| each_part(arg, visit));
        }
        Expr::List(list) => list.elements.iter().for_each(|element| each_part(element, visit)),
        Expr::Comprehension(c) => each_part(&c.iter_range, visit),
        _ => {}
    }
}

/// What `duration` reads: numbers with h, m, s, ms, us or ns, with a sign before them.
fn is_duration(text: &str) -> bool {
    let mut rest = text.strip_prefix(['-', '+']).unwrap_or(text);
    if rest == "0" {
        return true;
    }
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        if rest[..digits].parse::<f64>().is_err() {
            return false;
        }
        rest = &rest[digits..];
        let Some(unit) = ["ms", "us", "µs", "ns", "h", "m", "s"].iter().find(|unit| rest.starts_with(**unit))
        else {
            return false;
        };
        rest = &rest[unit.len()..];
    }
    !text.is_empty()
}
