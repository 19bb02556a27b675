//! Conditions that a form sets on its values (`check`).

use super::Case;
use super::draft::Draft;
use super::reach::Local;
use crate::rules::filling::{Filled, Wrong};
use crate::rules::{Form, Value, Values};
use crate::time::Instant;

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
            let Some(check) = &field.check else { continue };
            let known = filled.wrong.iter().any(|w| w.field == field.name);
            if known || lacks(&field.name) || check.names().any(lacks) {
                continue;
            }
            if !matches!(self.value(case, &local, check), Ok(Value::Bool(true))) {
                let found = values.get(&field.name).map(|v| self.shown(v)).unwrap_or_default();
                let field = field.name.clone();
                filled.wrong.push(Wrong { field, found, why: "not-allowed".to_owned() });
            }
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
            Value::Person(id) => self.label(id),
            Value::List(items) => items.iter().map(|v| self.shown(v)).collect::<Vec<_>>().join(", "),
            Value::Row(row) => row.values().map(|v| self.shown(v)).collect::<Vec<_>>().join(" "),
            Value::File { name, .. } => name.clone(),
            Value::Null | Value::Bool(_) => String::new(),
        }
    }
}
