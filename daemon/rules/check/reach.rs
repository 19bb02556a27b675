//! Which names an expression, a time phrase or a `who` may use, and what kind of thing each holds.
//!
//! Promises: a name in reach here is one that the core gives at run time, at that place and of that kind; whatever is
//! not in reach comes with what is. Never does: look into an expression, which is `typing`'s.

use std::cell::Cell;
use std::collections::BTreeMap;

use super::Set;
use super::shape::{Shape, Whole};
use super::walk::Scope;
use crate::fault::{near, offer};
use crate::rules::{Expression, Field, Kind, Process, Rows, Wants};

/// `derive` within `derive`, looked into so far.
const DEPTH_MAX: u32 = 8;

/// Names that mean the same in every process. A field cannot have one of them.
pub(super) const BUILT_IN: [&str; 21] = [
    "answers",
    "now",
    "opened",
    "entered",
    "opener",
    "id",
    "title",
    "state",
    "ended",
    "round",
    "missed",
    "who",
    "last",
    "by",
    "case",
    "children",
    "cases",
    "meeting",
    "role",
    "group",
    "directory",
];

/// What is in reach at one place.
pub(super) struct Reach<'s, 'a> {
    pub(super) set: &'s Set<'a>,
    scope: Scope<'a>,
    depth: Cell<u32>,
}

impl<'s, 'a> Reach<'s, 'a> {
    pub(super) fn new(set: &'s Set<'a>, scope: Scope<'a>) -> Self {
        Self { set, scope, depth: Cell::new(0) }
    }

    /// The kind of what a path such as `task.due` leads to.
    pub(super) fn path<'p>(
        &self,
        path: impl IntoIterator<Item = &'p str>,
    ) -> Result<Shape<'a>, (String, String)> {
        let mut path = path.into_iter();
        let root = path.next().unwrap_or_default();
        let mut shape = self.name(root).ok_or_else(|| self.unknown(root))?;
        let mut so_far = root.to_owned();
        for name in path {
            shape = self.member(&shape, name, &so_far)?;
            so_far = format!("{so_far}.{name}");
        }
        Ok(shape)
    }

    /// What is wrong with a name that is not in reach.
    pub(super) fn unknown(&self, name: &str) -> (String, String) {
        let scope = &self.scope;
        let why = match name {
            "who" | "last" if !scope.seat => Some("only an ask and a say mean a person"),
            "missed" if scope.ask.is_none() => Some("only an ask knows it"),
            "by" if !scope.spoken => Some("nobody has said anything here"),
            "meeting" if scope.meet.is_none() => Some("only what hangs under a meet knows it"),
            _ => None,
        };
        match why {
            Some(why) => (format!("'{name}' means nothing here: {why}"), "name a field".to_owned()),
            None => {
                let names = self.names();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let remedy = match near(name, names.iter().copied()) {
                    Some(_) => offer(name, names),
                    None => "name a field, a keep, a derive, an ask or a say of this process".to_owned(),
                };
                (format!("nothing is called '{name}' here"), remedy)
            }
        }
    }

    fn names(&self) -> Vec<String> {
        let process = self.scope.process;
        let fields = case_fields(process).map(|field| field.name.clone());
        let kept = process.keep.iter().chain(&process.derive).map(|(name, _)| name.clone());
        let above = self.set.above(process).into_iter().map(|above| above.name.clone());
        let built_in = BUILT_IN.iter().map(|name| (*name).to_owned());
        fields.chain(kept).chain(self.given_names(process)).chain(above).chain(built_in).collect()
    }

    fn given_names(&self, process: &Process) -> Vec<String> {
        let walk = self.set.walks.iter().find(|walk| walk.process.name == process.name);
        let asks = walk.iter().flat_map(|walk| &walk.asks).map(|site| site.what.name.clone());
        let says = walk.iter().flat_map(|walk| &walk.says).map(|site| site.what.name.clone());
        asks.chain(says).map(|name| name.replace('-', "_")).collect()
    }

    /// A word that something in this process can be: a choice, a state, an answer.
    pub(super) fn is_word(&self, name: &str) -> bool {
        let process = self.scope.process;
        let choices =
            process.forms.values().flat_map(|form| &form.fields).filter_map(|field| match &field.kind {
                Kind::Choice(choices) => self.set.choices(choices),
                _ => None,
            });
        process.states.contains_key(name)
            || self.set.rules.answers.contains_key(name)
            || choices.flatten().any(|word| word == name)
    }

    /// What a name holds, if it is in reach.
    pub(super) fn name(&self, name: &str) -> Option<Shape<'a>> {
        let scope = &self.scope;
        if let Some(field) = scope.form.and_then(|form| form.fields.iter().find(|field| field.name == name)) {
            return Some(self.field(field));
        }
        Some(match name {
            "who" | "last" if scope.seat => Shape::Person,
            "missed" if scope.ask.is_some() => Shape::Whole,
            "by" if scope.spoken => Shape::Person,
            "meeting" if scope.meet.is_some() => {
                Shape::Row(["start", "end", "planned"].map(|name| (name.to_owned(), Shape::Time)).into())
            }
            "who" | "last" | "missed" | "by" | "meeting" => return None,
            "now" => Shape::Time,
            "case" => Shape::Case(scope.process, Whole::Named),
            "children" => Shape::Children,
            "answers" => Shape::Row(self.answers()),
            "cases" => Shape::Cases,
            "role" => Shape::Roles,
            "group" => Shape::Groups,
            "directory" => Shape::Directory,
            _ => {
                let of = |name: &str| self.of_case(scope.process, name, Whole::Named);
                // In an expression a hyphen is written `_`.
                return of(name).or_else(|| of(&name.replace('_', "-")));
            }
        })
    }

    /// A member of a case.
    fn of_case(&self, process: &'a Process, name: &str, whole: Whole) -> Option<Shape<'a>> {
        match name {
            "id" | "title" => return Some(Shape::Text),
            "state" => return Some(Shape::Words(process.states.keys().cloned().collect())),
            "ended" => return Some(Shape::Bool),
            "opened" => return Some(Shape::Time),
            "opener" => return Some(Shape::Person),
            "entered" if whole == Whole::Named => return Some(Shape::Time),
            "round" if whole == Whole::Named => return Some(Shape::Whole),
            _ => {}
        }
        if let Some(field) = case_fields(process).find(|field| field.name == name) {
            return Some(self.field(field));
        }
        if let Some((_, value)) = process.keep.iter().find(|(kept, _)| kept == name) {
            // What is kept may be set to something else later; `null` says nothing about it.
            return Some(match self.deeper(process, value) {
                Shape::Null => Shape::Any,
                shape => shape,
            });
        }
        if let Some((_, value)) = process.derive.iter().find(|(derived, _)| derived == name) {
            return Some(self.deeper(process, value));
        }
        if whole == Whole::Values {
            return None;
        }
        let above = self.set.above(process).into_iter().find(|above| above.name == name);
        let above = above.map(|above| Shape::Case(above, Whole::Named));
        above
            .or_else(|| self.given(process, name))
            .or_else(|| self.set.is_torn(process).then_some(Shape::Any))
    }

    /// The kind of a keep or derive of any process; what is wrong in it is said at its own place.
    fn deeper(&self, process: &'a Process, value: &Expression) -> Shape<'a> {
        if self.depth.get() >= DEPTH_MAX {
            return Shape::Any;
        }
        let scope = Scope { spoken: true, ..Scope::of(process) };
        let reach = Reach { set: self.set, scope, depth: Cell::new(self.depth.get() + 1) };
        reach.expression(value).0
    }

    /// What was given to an ask or with a say, over all asks and says of that name.
    fn given(&self, process: &'a Process, name: &str) -> Option<Shape<'a>> {
        let walk = self.set.walks.iter().find(|walk| walk.process.name == process.name)?;
        let asks = walk.asks.iter().map(|site| site.what).filter(|ask| ask.name == name);
        let says = walk.says.iter().map(|site| site.what).filter(|say| say.name == name);
        let answers: Vec<String> = asks
            .clone()
            .flat_map(|ask| match &ask.wants {
                Wants::Answers(answers) => answers.clone(),
                Wants::Form(_) | Wants::Fill(_) => Vec::new(),
            })
            .collect();
        let answer = if answers.is_empty() { Shape::Text } else { Shape::Words(answers) };
        let forms: Vec<Option<&String>> = asks
            .map(|ask| match &ask.wants {
                Wants::Form(form) => Some(form),
                Wants::Answers(_) | Wants::Fill(_) => None,
            })
            .chain(says.clone().map(|say| say.form.as_ref()))
            .chain(says.flat_map(|say| say.fill.iter().map(Some)))
            .collect();
        if forms.is_empty() {
            return None;
        }
        let mut row: BTreeMap<String, Shape<'a>> = [
            ("by".to_owned(), Shape::Person),
            ("at".to_owned(), Shape::Time),
            ("answer".to_owned(), answer),
            ("comment".to_owned(), Shape::Text),
            ("text".to_owned(), Shape::Text),
        ]
        .into();
        if walk.asks.iter().any(|site| site.what.name == name && site.what.proposed.is_some()) {
            let proposal = [
                ("proposer", Shape::Person),
                ("off", Shape::List(Box::new(Shape::Person))),
                ("start", Shape::Time),
                ("end", Shape::Time),
                ("reason", Shape::Text),
            ];
            row.extend(proposal.map(|(name, shape)| (name.to_owned(), shape)));
        }
        for form in forms.into_iter().flatten().filter_map(|form| process.forms.get(form)) {
            row.extend(form.fields.iter().map(|field| (field.name.clone(), self.field(field))));
        }
        Some(Shape::Row(row))
    }

    /// Who answered what to each ask of the process, with the values of its form.
    fn answers(&self) -> BTreeMap<String, Shape<'a>> {
        let process = self.scope.process;
        let walk = self.set.walks.iter().find(|walk| walk.process.name == process.name);
        let row = |name: &str| {
            let mut row = match self.given(process, name) {
                Some(Shape::Row(row)) => row,
                _ => BTreeMap::new(),
            };
            row.extend([("who".to_owned(), Shape::Person), ("due".to_owned(), Shape::Time)]);
            Shape::List(Box::new(Shape::Row(row)))
        };
        let asks = walk.iter().flat_map(|walk| &walk.asks).map(|site| &site.what.name);
        asks.map(|name| (name.replace('-', "_"), row(name))).collect()
    }

    fn field(&self, field: &'a Field) -> Shape<'a> {
        self.kind(&field.kind)
    }

    fn kind(&self, kind: &'a Kind) -> Shape<'a> {
        match kind {
            Kind::Text => Shape::Text,
            Kind::Number => Shape::Number,
            Kind::Percent => Shape::Whole,
            Kind::Date | Kind::DateTime => Shape::Time,
            Kind::Span => Shape::Span,
            Kind::Duration => Shape::Length,
            Kind::Person => Shape::Person,
            Kind::People => Shape::List(Box::new(Shape::Person)),
            Kind::Choice(choices) => match self.set.choices(choices) {
                Some(words) => Shape::Words(words),
                None => Shape::Text,
            },
            Kind::Rows(rows) => Shape::List(Box::new(Shape::Row(self.row(rows)))),
            Kind::Case(process) => match self.set.process(process) {
                Some(process) => Shape::Case(process, Whole::Values),
                None => Shape::Any,
            },
            Kind::File => Shape::Row(
                [("name", Shape::Text), ("size", Shape::Whole), ("hash", Shape::Text)]
                    .map(|(name, shape)| (name.to_owned(), shape))
                    .into(),
            ),
        }
    }

    fn row(&self, rows: &'a Rows) -> BTreeMap<String, Shape<'a>> {
        match rows {
            Rows::Columns(columns) => {
                columns.iter().map(|(name, kind)| (name.clone(), self.kind(kind))).collect()
            }
            Rows::Form(process, form) => {
                let form = self.set.process(process).and_then(|process| process.forms.get(form));
                let fields = form.iter().flat_map(|form| &form.fields);
                fields.map(|field| (field.name.clone(), self.field(field))).collect()
            }
        }
    }

    /// A member of something, or what is wrong with asking for it.
    pub(super) fn member(
        &self,
        of: &Shape<'a>,
        name: &str,
        written: &str,
    ) -> Result<Shape<'a>, (String, String)> {
        let wrong = |known: Vec<&str>| Err((format!("'{written}' has no '{name}'"), offer(name, known)));
        match of {
            Shape::Any | Shape::Null => Ok(Shape::Any),
            Shape::Person => match name {
                "id" | "name" | "email" | "department" => Ok(Shape::Text),
                "head" | "superior" | "deputy" => Ok(Shape::Person),
                _ => wrong(vec!["id", "name", "email", "department", "head", "superior", "deputy"]),
            },
            Shape::Span => match name {
                "start" | "end" => Ok(Shape::Time),
                "text" => Ok(Shape::Text),
                _ => wrong(vec!["start", "end", "text"]),
            },
            Shape::Row(row) => match row.get(name) {
                Some(shape) => Ok(shape.clone()),
                None => wrong(row.keys().map(String::as_str).collect()),
            },
            Shape::Case(process, whole) => self.of_case(process, name, *whole).map_or_else(
                || {
                    let fields = case_fields(process).map(|field| field.name.as_str());
                    let kept = process.keep.iter().chain(&process.derive).map(|(name, _)| name.as_str());
                    let common = ["id", "title", "state", "ended", "opened", "opener"];
                    wrong(fields.chain(kept).chain(common).collect())
                },
                Ok,
            ),
            Shape::Children | Shape::Cases => match self.set.process_in_expression(name) {
                Some(process) => Ok(Shape::List(Box::new(Shape::Case(process, Whole::Values)))),
                None => Err(self.no_process(name)),
            },
            Shape::Roles if self.set.directory.roles.contains_key(name) => Ok(Shape::Person),
            Shape::Roles => Err((
                format!("the directory has no role '{name}'"),
                offer_or_add(name, "roles", self.set.directory.roles.keys().map(String::as_str)),
            )),
            Shape::Groups if self.set.directory.groups.contains_key(name) => {
                Ok(Shape::List(Box::new(Shape::Person)))
            }
            Shape::Groups => Err((
                format!("the directory has no group '{name}'"),
                offer_or_add(name, "groups", self.set.directory.groups.keys().map(String::as_str)),
            )),
            Shape::Directory => self.listed(name),
            Shape::Bool
            | Shape::Number
            | Shape::Whole
            | Shape::Text
            | Shape::Words(_)
            | Shape::Time
            | Shape::Length
            | Shape::List(_) => {
                Err((format!("'{written}' is {} and has no '{name}'", of.word()), "name it alone".to_owned()))
            }
        }
    }

    fn no_process(&self, name: &str) -> (String, String) {
        let names: Vec<&str> = self.set.rules.processes.keys().map(String::as_str).collect();
        (format!("there is no process '{name}'"), offer(name, names))
    }

    /// A list or table of the directory.
    fn listed(&self, name: &str) -> Result<Shape<'a>, (String, String)> {
        let directory = self.set.directory;
        if directory.lists.contains_key(name) {
            return Ok(Shape::List(Box::new(Shape::Text)));
        }
        if let Some(table) = directory.tables.get(name) {
            let people = || Shape::List(Box::new(Shape::Person));
            return Ok(Shape::Row(table.keys().map(|word| (word.clone(), people())).collect()));
        }
        let known =
            directory.lists.keys().chain(directory.tables.keys()).map(String::as_str).collect::<Vec<_>>();
        Err((format!("the directory has no list or table '{name}'"), offer(name, known)))
    }
}

/// The fields a case has from the forms it is opened with.
pub(super) fn case_fields(process: &Process) -> impl Iterator<Item = &Field> {
    process.open.forms.iter().filter_map(|form| process.forms.get(form)).flat_map(|form| &form.fields)
}

/// A name of the directory that is near, or those there are and where one is added.
pub(super) fn offer_or_add<'n>(name: &str, section: &str, known: impl Iterator<Item = &'n str>) -> String {
    let known: Vec<&str> = known.collect();
    match near(name, known.iter().copied()) {
        Some(near) => format!("did you mean '{near}'?"),
        None => {
            let known = offer(name, known);
            let add = format!("add '{name}' to [{section}] of the directory");
            if known.is_empty() { add } else { format!("{add}; {known}") }
        }
    }
}
