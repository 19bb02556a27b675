//! What a field can hold.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::directory::PersonId;
use crate::time::Instant;

/// Fields by name.
pub type Values = BTreeMap<String, Value>;

/// One value of a form, a field or an expression.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Value {
    /// Not given.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A whole number; also percent.
    Int(i64),
    /// A decimal number.
    Number(f64),
    /// Text, LF line ends.
    Text(String),
    /// A day.
    Day(NaiveDate),
    /// An instant.
    At(Instant),
    /// From, to, and the text written beside it (a place, a link).
    Span(Instant, Instant, String),
    /// A length of time in minutes.
    Minutes(i64),
    /// A person of the directory.
    Person(PersonId),
    /// Several values; several people.
    List(Vec<Value>),
    /// A row of a table, or any record.
    Row(Values),
    /// An attachment: its name, its size in octets, the SHA-256 (hex) of its bytes in the spool.
    File {
        /// File name as sent.
        name: String,
        /// Octets.
        size: u64,
        /// Hex SHA-256.
        hash: String,
    },
}

impl Value {
    /// Nothing was given.
    pub fn is_null(&self) -> bool {
        matches!(self, Value::Null)
    }

    /// The text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The people in it: one person, or all people of a list, in order, each once; the first person column of rows.
    pub fn people(&self) -> Vec<PersonId> {
        let mut out = Vec::new();
        self.collect_people(&mut out);
        out
    }

    fn collect_people(&self, out: &mut Vec<PersonId>) {
        match self {
            Value::Person(id) if !out.contains(id) => out.push(id.clone()),
            Value::List(items) => items.iter().for_each(|item| item.collect_people(out)),
            Value::Row(row) => {
                if let Some(person) = row.values().find(|v| matches!(v, Value::Person(_))) {
                    person.collect_people(out);
                }
            }
            _ => {}
        }
    }

    /// A bool that counts as yes.
    pub fn is_true(&self) -> bool {
        matches!(self, Value::Bool(true))
    }
}
