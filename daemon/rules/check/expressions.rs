//! Expressions and time phrases use only names in reach, and mean what their place needs.

use super::Set;
use super::reach::{Reach, Shape, Slip};
use super::walk::Purpose;
use crate::fault::Faults;
use crate::time::{Amount, Base, Phrase};

/// Every name, member and function is known; a condition is yes or no.
pub(super) fn expressions_resolve(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.expressions) {
        let (expression, purpose) = site.what;
        let (shape, slips) = Reach::new(set, site.scope).expression(expression);
        let sound = slips.is_empty();
        for Slip { at, found, remedy } in slips {
            faults.push(match at {
                Some(range) => set.places.fault_within(&site.place, range, found, remedy),
                None => set.fault(&site.place, found, remedy),
            });
        }
        if sound && purpose == Purpose::Condition && !shape.may_be_condition() {
            let found = format!("a condition is wanted here, and this is {}", shape.word());
            faults.push(set.fault(&site.place, found, "compare it with something"));
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
