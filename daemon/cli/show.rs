//! Values as a person reads them.

use super::page::minute;
use crate::rules::Value;
use crate::time::Zone;

/// A field's value on one line.
pub(super) fn value(zone: &Zone, value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Bool(yes) => yes.to_string(),
        Value::Int(number) => number.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Text(text) => text.lines().collect::<Vec<_>>().join(" ⏎ "),
        Value::Day(day) => day.to_string(),
        Value::At(at) => minute(zone, *at),
        Value::Span(start, end, place) => {
            let end = zone.local(*end).format("%H:%M");
            format!("{} to {end} {place}", minute(zone, *start)).trim_end().to_owned()
        }
        Value::Minutes(minutes) => format!("{minutes} min"),
        Value::Person(person) => person.to_string(),
        Value::List(items) => items.iter().map(|item| self::value(zone, item)).collect::<Vec<_>>().join(", "),
        Value::Row(row) => {
            let cells: Vec<String> = row
                .iter()
                .filter(|(_, cell)| !cell.is_null())
                .map(|(name, cell)| format!("{name} {}", self::value(zone, cell)))
                .collect();
            format!("({})", cells.join(", "))
        }
        Value::File { name, size, .. } => format!("{name} ({size} bytes)"),
    }
}
