//! Expressions and time phrases use only names in reach, and mean what their place needs.

use super::Set;
use super::reach::{Reach, case_fields};
use super::shape::Shape;
use super::typing::{Slip, literal};
use super::walk::{Purpose, Scope, Site};
use crate::fault::{Faults, near, offer};
use crate::rules::{Expression, Field, Kind};
use crate::time::{Amount, Base, Phrase};

/// Every name, member and function is known; a condition is yes or no.
pub(super) fn expressions_resolve(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.expressions) {
        let (expression, _) = site.what;
        let (shape, slips) = Reach::new(set, site.scope).expression(expression);
        let sound = slips.is_empty();
        for Slip { at, found, remedy } in slips {
            faults.push(match at {
                Some(range) => set.places.fault_within(&site.place, range, found, remedy),
                None => set.fault(&site.place, found, remedy),
            });
        }
        if !sound {
            continue;
        }
        if let Some((found, remedy)) = unfit(set, site, &shape) {
            faults.push(set.fault(&site.place, found, remedy));
        }
    }
}

/// Why a value is of no use where it stands, and the remedy.
fn unfit(
    set: &Set<'_>,
    site: &Site<'_, (&Expression, Purpose<'_>)>,
    shape: &Shape<'_>,
) -> Option<(String, String)> {
    let (expression, purpose) = site.what;
    match purpose {
        Purpose::Value => None,
        Purpose::Condition | Purpose::Flag => (!shape.may_be_condition()).then(|| {
            let found = format!("a condition is wanted here, and this is {}", shape.word());
            (found, "compare it with something".to_owned())
        }),
        Purpose::List => (!matches!(shape, Shape::Any | Shape::Null | Shape::List(_))).then(|| {
            let found = format!("a list is wanted here, and this is {}", shape.word());
            (found, "name a field of rows, or write [a, b]".to_owned())
        }),
        Purpose::Cases => match shape {
            Shape::Any | Shape::Null => None,
            Shape::List(of) if matches!(of.as_ref(), Shape::Any | Shape::Null | Shape::Case(..)) => None,
            _ => {
                let found = format!("a list of cases is wanted here, and this is {}", shape.listed());
                let remedy = "name children.PROCESS or cases.PROCESS; what rows say, the letter can show: {% for row in rows %}";
                Some((found, remedy.to_owned()))
            }
        },
        Purpose::Default(field) => misfit(set, field, expression, shape),
        Purpose::With(process, field) => {
            let field = case_fields(set.process(process)?).find(|known| known.name == field)?;
            misfit(set, field, expression, shape)
        }
        Purpose::Set(target) => {
            let own = site.scope.process;
            let owner = match target.of.as_deref() {
                Some(of) if *of != own.name => set.owner(own, of)?,
                _ => own,
            };
            if let Some(field) = case_fields(owner).find(|known| known.name == target.field) {
                return misfit(set, field, expression, shape);
            }
            let (_, kept) = owner.keep.iter().find(|(name, _)| *name == target.field)?;
            let scope = Scope { process: owner, spoken: true, ..Scope::of(owner) };
            let (was, _) = Reach::new(set, scope).expression(kept);
            (!was.may_equal(shape)).then(|| {
                let found =
                    format!("'{}' begins as {}, and this is {}", target.field, was.word(), shape.word());
                (found, "let both be of one kind".to_owned())
            })
        }
    }
}

/// Why a field cannot hold a value, and the remedy.
fn misfit(
    set: &Set<'_>,
    field: &Field,
    expression: &Expression,
    shape: &Shape<'_>,
) -> Option<(String, String)> {
    if !shape.fits(&field.kind) {
        let found = format!(
            "'{}' is a field of type {}, and this is {}",
            field.name,
            field.kind.word(),
            shape.word()
        );
        let remedy = match (&field.kind, shape) {
            (Kind::Duration, _) => "write a length of time as duration('2h')".to_owned(),
            _ => format!("give it what a field of type {} holds", field.kind.word()),
        };
        return Some((found, remedy));
    }
    let text = literal(expression)?;
    if let Kind::Choice(choices) = &field.kind {
        let known = set.choices(choices)?;
        if !known.iter().any(|known| known == text) {
            let known = known.iter().map(String::as_str).collect::<Vec<_>>();
            return Some((
                format!("'{text}' is none of the choices of '{}'", field.name),
                offer(text, known),
            ));
        }
    }
    None
}

/// What an expression may cost: comprehensions within comprehensions, and parts in all.
const NESTED_MAX: usize = 2;
const PARTS_MAX: usize = 400;

/// The work an expression makes is bounded: each comprehension goes through a list, and one inside another goes
/// through its list again for every element.
pub(super) fn expressions_cost_little(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.expressions) {
        let (nested, parts) = site.what.0.cost();
        if nested > NESTED_MAX {
            let found = format!("lists are gone through {nested} times within one another");
            let remedy =
                format!("{NESTED_MAX} times at most; give a part of it a line of its own in [derive]");
            faults.push(set.fault(&site.place, found, remedy));
        } else if parts > PARTS_MAX {
            let found = format!("this expression has {parts} parts");
            let remedy = format!("{PARTS_MAX} at most; give a part of it a line of its own in [derive]");
            faults.push(set.fault(&site.place, found, remedy));
        }
    }
}

/// What may be open once only is told by something that stays the same, not by a case whose fields change.
pub(super) fn one_per_stays_the_same(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let Some(one_per) = &walk.process.open.one_per else { continue };
        let scope =
            walk.expressions.iter().find(|site| std::ptr::eq(site.what.0, one_per)).map(|site| site.scope);
        let Some(scope) = scope else { continue };
        if let (Shape::Case(..), _) = Reach::new(set, scope).expression(one_per) {
            let place = walk.place.key("open").key("one-per");
            let found =
                format!("'{}' is a whole case, and is another as soon as a field changes", one_per.text());
            faults.push(set.fault(&place, found, format!("write {}.id", one_per.text())));
        }
    }
}

/// The fields of a time phrase are times and lengths of time in reach.
pub(super) fn phrases_resolve(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.phrases) {
        let Phrase::Point { amount, base, .. } = site.what else { continue };
        let reach = Reach::new(set, site.scope);
        let own = format!("{}.", site.scope.process.name);
        let shape = |path: &str| {
            if path == "due" && site.scope.rung {
                return Ok(Shape::Time);
            }
            // In its own file a process may be named too: `task.due`.
            reach.path(path.strip_prefix(&own).unwrap_or(path).split('.'))
        };
        let mut look = |path: &str, fits: &dyn Fn(&Shape<'_>) -> bool, wanted: &str| match shape(path) {
            Ok(shape) if fits(&shape) => {}
            Ok(shape) => {
                let found = format!("'{path}' is {}, and {wanted} is needed", shape.word());
                faults.push(set.fault(&site.place, found, "name another field"));
            }
            // A time of a rung is mostly counted from the question's own.
            Err((found, _)) if site.scope.rung && near(path, ["due"]).is_some() => {
                faults.push(set.fault(&site.place, found, "did you mean 'due'?"));
            }
            Err((found, remedy)) => faults.push(set.fault(&site.place, found, remedy)),
        };
        let length = |shape: &Shape<'_>| matches!(shape, Shape::Length | Shape::Any);
        let time = |shape: &Shape<'_>| matches!(shape, Shape::Time | Shape::Span | Shape::Any);
        if let Some(Amount::Field(path)) = amount {
            look(path, &length, "a length of time");
        }
        match (base, amount) {
            (Base::Field(path), Some(_)) => look(path, &time, "a time"),
            (Base::Field(path), None) => look(path, &|shape| time(shape) || length(shape), "a time"),
            (Base::Start, _) => {}
        }
    }
}
