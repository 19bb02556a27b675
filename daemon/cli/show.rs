//! Values as a person reads them.

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
        Value::At(at) => zone.told(*at),
        Value::Span(start, end, place) => {
            let (from, end) = (zone.local(*start).format("%Y-%m-%d %H:%M"), zone.told(*end));
            let end = end.strip_prefix(&zone.local(*start).format("%Y-%m-%d ").to_string()).unwrap_or(&end);
            format!("{from} to {end} {place}").trim_end().to_owned()
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
