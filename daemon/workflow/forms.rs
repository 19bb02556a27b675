//! What a form wants of its values beyond what a text can tell: conditions (`check`), and other cases.

use super::draft::Draft;
use super::memory;
use super::reach::Local;
use super::{Case, CaseId, OTHERS_MAX};
use crate::directory::PersonId;
use crate::rules::filling::{Filled, Wrong};
use crate::rules::{Field, Form, Kind, Rows, Value, Values};
use crate::time::Instant;

/// Why a value is wrong whose field's own condition does not hold.
pub(super) const NOT_ALLOWED: &str = "not-allowed";

impl Draft<'_> {
    /// What was given but is not allowed by its field's own condition (`check`) is as wrong as what cannot be read. A
    /// condition that reads a field that was not given waits for it.
    pub(super) fn forbid(
        &self,
        case: &Case,
        local: &Local,
        forms: &[&Form],
        values: &Values,
        filled: &mut Filled,
    ) {
        let fields = || forms.iter().flat_map(|f| &f.fields);
        let lacks =
            |name: &str| fields().any(|f| f.name == name) && values.get(name).is_none_or(Value::is_null);
        let local = Local {
            by: local.by.clone().or_else(|| local.who.clone()),
            given: values.clone(),
            ..local.clone()
        };
        for field in fields() {
            self.forbid_rows(case, &local, field, values, filled);
            let Some(check) = &field.check else { continue };
            let known = filled.wrong.iter().any(|w| w.field == field.name);
            if known || lacks(&field.name) || check.names().any(lacks) {
                continue;
            }
            if !matches!(self.value(case, &local, check), Ok(Value::Bool(true))) {
                let found = values.get(&field.name).map(|v| self.shown(v)).unwrap_or_default();
                let field = field.name.clone();
                filled.wrong.push(Wrong { field, found, why: NOT_ALLOWED.to_owned() });
            }
        }
    }

    /// The conditions of a table's columns hold for each of its rows. A condition of another process's form that reads
    /// more than its own columns waits for the case that the row opens.
    fn forbid_rows(&self, case: &Case, local: &Local, field: &Field, values: &Values, filled: &mut Filled) {
        let Kind::Rows(Rows::Form(process, form)) = &field.kind else { return };
        let Some(Value::List(rows)) = values.get(&field.name) else { return };
        let Some(form) = self.world.rules.processes.get(process).and_then(|p| p.forms.get(form)) else {
            return;
        };
        if filled.wrong.iter().any(|w| w.field == field.name) {
            return;
        }
        let own = *process == case.process;
        let is_column = |name: &str| form.fields.iter().any(|f| f.name == name);
        for row in rows {
            let Value::Row(row) = row else { continue };
            let lacks = |name: &str| is_column(name) && row.get(name).is_none_or(Value::is_null);
            let mut given = values.clone();
            given.extend(row.clone());
            let local = Local { given, ..local.clone() };
            for column in &form.fields {
                let Some(check) = &column.check else { continue };
                if lacks(&column.name) || check.names().any(lacks) {
                    continue;
                }
                let held = self.value(case, &local, check);
                let foreign = !own && held.is_err() && !check.names().all(is_column);
                if !foreign && !matches!(held, Ok(Value::Bool(true))) {
                    // Which row, by its first column, and what of it.
                    let first = form.fields.first().filter(|first| first.name != column.name);
                    let cells = first.into_iter().chain([column]).filter_map(|f| row.get(&f.name));
                    let cells: Vec<String> = cells.map(|v| self.shown(v)).collect();
                    let why = NOT_ALLOWED.to_owned();
                    filled.wrong.push(Wrong { field: field.name.clone(), found: cells.join(" | "), why });
                    break;
                }
            }
        }
    }

    /// What was written for another case becomes its id: a number, the last part of one, or a title, of a case that
    /// this person may read. Whoever may not is told no more than somebody who mistypes it.
    pub(super) fn find_cases(&self, forms: &[&Form], person: &PersonId, filled: &mut Filled) {
        for field in forms.iter().flat_map(|form| &form.fields) {
            let (Kind::Case(process), Some(Value::Text(text))) =
                (&field.kind, filled.values.get(&field.name))
            else {
                continue;
            };
            let text = text.clone();
            match self.find_case_of(process, &text, person) {
                Ok(id) => drop(filled.values.insert(field.name.clone(), Value::Text(id.0))),
                Err(why) => {
                    filled.values.remove(&field.name);
                    let why = why.to_owned();
                    filled.wrong.push(Wrong { field: field.name.clone(), found: text, why });
                }
            }
        }
    }

    fn find_case_of(&self, process: &str, text: &str, person: &PersonId) -> Result<CaseId, &'static str> {
        let number = text.trim().trim_matches(['[', ']']).to_ascii_uppercase();
        let readable =
            |id: &CaseId| self.case(id).filter(|case| case.process == process && self.may_read(case, person));
        let exact = CaseId(number.clone());
        if readable(&exact).is_some() {
            return Ok(exact);
        }
        let open = self.index(&memory::prefix(["o", process]), OTHERS_MAX);
        let open: Vec<_> = open.into_iter().filter_map(|id| readable(&id)).collect();
        let title = text.trim().to_lowercase();
        let ends = |case: &Case| case.id.0.ends_with(&format!("-{number}"));
        let named = |case: &Case| {
            let mut titles = case.titles.values().chain([&case.title]);
            !title.is_empty() && titles.any(|known| known.to_lowercase() == title)
        };
        let fit: Vec<&CaseId> =
            open.iter().filter(|case| ends(case) || named(case)).map(|case| &case.id).collect();
        match fit.as_slice() {
            [one] => Ok((*one).clone()),
            [] => Err("not-a-case"),
            _ => Err("ambiguous-case"),
        }
    }

    /// A value in plain words, to be repeated to whoever gave it.
    fn shown(&self, value: &Value) -> String {
        let zone = &self.world.directory.company.zone;
        let at = |at: &Instant| zone.local(*at).format("%Y-%m-%d %H:%M").to_string();
        match value {
            Value::Text(text) => text.clone(),
            Value::Int(n) => n.to_string(),
            Value::Number(n) => n.to_string(),
            Value::Day(day) => day.to_string(),
            Value::At(instant) => at(instant),
            Value::Span(start, end, _) => format!("{} - {}", at(start), at(end)),
            Value::Minutes(minutes) => format!("{minutes}m"),
            Value::Person(id) => match self.world.directory.person(id) {
                Some(person) => person.name.to_string(),
                None => id.to_string(),
            },
            Value::List(items) => items.iter().map(|v| self.shown(v)).collect::<Vec<_>>().join(", "),
            Value::Row(row) => row.values().map(|v| self.shown(v)).collect::<Vec<_>>().join(" "),
            Value::File { name, .. } => name.clone(),
            Value::Null | Value::Bool(_) => String::new(),
        }
    }
}
