//! What kind of thing a value is, as far as the checker can tell, and which kinds go together.
//!
//! Promises: where the kind is not certain it is [`Shape::Any`], and goes with everything. Knows no names.

use std::collections::BTreeMap;

use crate::rules::{Kind, Process};

/// What kind of thing something is, as far as that is certain.
#[derive(Debug, Clone)]
pub(super) enum Shape<'a> {
    Any,
    Null,
    Bool,
    /// With a fraction: what a field of type number holds.
    Number,
    /// Without one: a percentage, a count, `3`.
    Whole,
    Text,
    /// One of these words.
    Words(Vec<String>),
    /// A day or an instant.
    Time,
    /// A length of time.
    Length,
    Span,
    Person,
    List(Box<Shape<'a>>),
    /// A record with these members.
    Row(BTreeMap<String, Shape<'a>>),
    /// A case; `whole` where only its own values are carried, not what asks and says were given.
    Case(&'a Process, Whole),
    Children,
    Cases,
    Roles,
    Groups,
    Directory,
}

/// How much of a case is carried.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whole {
    Named,
    Values,
}

impl Shape<'_> {
    /// For a fault: `'due' is …`.
    pub(super) fn word(&self) -> &'static str {
        match self {
            Shape::Any => "something",
            Shape::Null => "nothing",
            Shape::Bool => "yes or no",
            Shape::Number => "a number",
            Shape::Whole => "a whole number",
            Shape::Text | Shape::Words(_) => "a text",
            Shape::Time => "a time",
            Shape::Length => "a length of time",
            Shape::Span => "a span of time",
            Shape::Person => "a person",
            Shape::List(_) => "a list",
            Shape::Row(_) | Shape::Directory | Shape::Roles | Shape::Groups => "a record",
            Shape::Case(..) => "a case",
            Shape::Children | Shape::Cases => "cases by process",
        }
    }

    /// The same, with what a list is of: `a list of records`.
    pub(super) fn listed(&self) -> String {
        match self {
            Shape::List(of) => format!("a list of {}", plural(of)),
            _ => self.word().to_owned(),
        }
    }

    pub(super) fn may_be_condition(&self) -> bool {
        matches!(self, Shape::Any | Shape::Bool)
    }

    pub(super) fn may_be_truth(&self) -> bool {
        self.is_open() || matches!(self, Shape::Bool)
    }

    pub(super) fn is_open(&self) -> bool {
        matches!(self, Shape::Any | Shape::Null)
    }

    pub(super) fn is_text(&self) -> bool {
        matches!(self, Shape::Any | Shape::Null | Shape::Text | Shape::Words(_))
    }

    pub(super) fn is_number(&self) -> bool {
        matches!(self, Shape::Any | Shape::Null | Shape::Number | Shape::Whole)
    }

    /// Whether two values can be equal at all.
    pub(super) fn may_equal(&self, other: &Shape<'_>) -> bool {
        if self.is_open() || other.is_open() {
            return true;
        }
        match (self, other) {
            (Shape::Words(ours), Shape::Words(theirs)) => ours.iter().any(|word| theirs.contains(word)),
            (Shape::List(ours), Shape::List(theirs)) => ours.may_equal(theirs),
            // A span is a record with a start, an end and a text.
            (Shape::Row(_) | Shape::Span, Shape::Row(_) | Shape::Span) => true,
            _ => {
                (self.is_text() && other.is_text())
                    || (self.is_number() && other.is_number())
                    || std::mem::discriminant(self) == std::mem::discriminant(other)
            }
        }
    }

    /// Whether a field of this kind can hold it; what the core turns into it by itself counts.
    pub(super) fn fits(&self, kind: &Kind) -> bool {
        if self.is_open() {
            return true;
        }
        match kind {
            Kind::Text | Kind::Choice(_) => self.is_text(),
            Kind::Number | Kind::Percent => self.is_number(),
            Kind::Date | Kind::DateTime => matches!(self, Shape::Time),
            Kind::Span => matches!(self, Shape::Span),
            Kind::Duration => matches!(self, Shape::Length | Shape::Whole),
            Kind::Person => matches!(self, Shape::Person),
            Kind::People => self.may_be_people(),
            Kind::Rows(_) => matches!(self, Shape::List(_)),
            Kind::File => matches!(self, Shape::Row(_)),
            Kind::Case(_) => matches!(self, Shape::Case(..)) || self.is_text(),
        }
    }

    /// One or several people.
    pub(super) fn may_be_people(&self) -> bool {
        match self {
            Shape::Any | Shape::Null | Shape::Person => true,
            Shape::List(inner) => match inner.as_ref() {
                Shape::Row(row) => row.values().any(|member| matches!(member, Shape::Person | Shape::Any)),
                inner => inner.may_be_people(),
            },
            _ => false,
        }
    }
}

pub(super) fn either<'a>(one: Shape<'a>, other: Shape<'a>) -> Shape<'a> {
    match (one, other) {
        (Shape::Null, shape) | (shape, Shape::Null) => shape,
        (Shape::List(one), Shape::List(other)) => Shape::List(Box::new(either(*one, *other))),
        (Shape::Words(mut one), Shape::Words(other)) => {
            one.extend(other);
            Shape::Words(one)
        }
        (one, other) if std::mem::discriminant(&one) == std::mem::discriminant(&other) => match one {
            Shape::Row(_) | Shape::Case(..) => Shape::Any,
            one => one,
        },
        _ => Shape::Any,
    }
}

pub(super) fn compare_with(left: &Shape<'_>, right: &Shape<'_>) -> &'static str {
    let is = |fits: fn(&Shape<'_>) -> bool| fits(left) || fits(right);
    if is(|shape| matches!(shape, Shape::Person)) && is(|shape| shape.is_text()) {
        "compare the person's id, such as who.id == 'li'"
    } else if is(|shape| matches!(shape, Shape::Time)) && is(|shape| shape.is_text()) {
        "write the other one as timestamp('2026-07-15T18:00:00+08:00'), or name a field"
    } else if is(|shape| matches!(shape, Shape::Length)) && is(|shape| shape.is_text() || shape.is_number()) {
        "write a length of time as duration('48h')"
    } else if is(|shape| matches!(shape, Shape::Span)) && is(|shape| matches!(shape, Shape::Time)) {
        "compare its start or its end"
    } else if is(|shape| matches!(shape, Shape::List(_))) {
        "write 'in' to look into a list, or list.size() to count it"
    } else {
        "compare what is of one kind"
    }
}

pub(super) fn plural(shape: &Shape<'_>) -> &'static str {
    match shape {
        Shape::Bool => "yes and no",
        Shape::Number | Shape::Whole => "numbers",
        Shape::Text | Shape::Words(_) => "texts",
        Shape::Time => "times",
        Shape::Length => "lengths of time",
        Shape::Person => "people",
        Shape::Case(..) => "cases",
        Shape::Row(_) => "rows",
        _ => "others",
    }
}
