//! What a language needs beside its templates: how it writes times, lists and lengths (`words.LANG.toml`).
//!
//! Everything here is data of one file for each language, so that a language is added without Rust.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use serde::Deserialize;

/// The words of one language, as `words.LANG.toml` writes them.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    /// Printed where a value is not given.
    pub(super) missing: String,
    /// Between a label and its value.
    pub(super) colon: String,
    pub(super) yes: String,
    pub(super) no: String,
    pub(super) time: Time,
    pub(super) list: Joined,
    pub(super) length: Length,
    pub(super) subject: Subjects,
    /// What an attendee said, by iCalendar's word.
    pub(super) status: BTreeMap<String, String>,
    /// How a value of each kind is written in a form.
    pub(super) kind: BTreeMap<String, String>,
    /// What stands beside the values of a document that are no fields: `by`, `at`, `answer` …
    pub(super) document: BTreeMap<String, String>,
    /// Names of zones, where the abbreviation says too little.
    #[serde(default)]
    pub(super) zone: BTreeMap<String, String>,
}

/// How times are written. `{year} {month} {month2} {monthname} {date} {date2} {weekday}`, `{hour} {minute}`,
/// `{zone}`; `{day}` and `{clock}` stand for the formats of that name.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Time {
    /// Monday first.
    pub(super) weekdays: Vec<String>,
    pub(super) months: Vec<String>,
    pub(super) day: String,
    pub(super) clock: String,
    /// In the company's own zone.
    pub(super) when: String,
    /// In any other zone.
    pub(super) elsewhere: String,
    /// Two times of one day; `{end}` is the later clock time.
    pub(super) span: String,
    /// The same in any other zone.
    pub(super) span_elsewhere: String,
    /// Appended when the holidays of that year are not published.
    pub(super) unpublished: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Joined {
    pub(super) between: String,
    pub(super) last: String,
}

/// For one, for several.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Length {
    pub(super) day: [String; 2],
    pub(super) hour: [String; 2],
    pub(super) minute: [String; 2],
    pub(super) between: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Subjects {
    /// An individual question: `{subject} {due}`.
    pub(super) ask: String,
    /// What stands for a subject where the template says only `what`: `{what} {title}`.
    pub(super) one: String,
    /// Before the subject of a meeting that is called off.
    pub(super) cancelled: String,
    /// Before the subject of a series of which one occurrence is called off.
    pub(super) dropped: String,
    /// Before the subject of a series that ends.
    pub(super) ended: String,
}

/// Puts values for `{name}`; a name that is not known stays as it is.
pub(super) fn put(format: &str, value: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::with_capacity(format.len() + 16);
    let mut rest = format;
    while let Some(open) = rest.find('{') {
        out.push_str(&rest[..open]);
        let after = &rest[open + 1..];
        let Some(close) = after.find('}') else {
            out.push_str(&rest[open..]);
            return out;
        };
        match value(&after[..close]) {
            Some(value) => out.push_str(&value),
            None => out.push_str(&rest[open..open + close + 2]),
        }
        rest = &after[close + 1..];
    }
    out.push_str(rest);
    out
}

impl Words {
    pub(super) fn day(&self, date: NaiveDate) -> String {
        put(&self.time.day, &|name| {
            Some(match name {
                "year" => date.year().to_string(),
                "month" => date.month().to_string(),
                "month2" => format!("{:02}", date.month()),
                "monthname" => self.time.months.get(date.month0() as usize)?.clone(),
                "date" => date.day().to_string(),
                "date2" => format!("{:02}", date.day()),
                "weekday" => self.time.weekdays.get(date.weekday().num_days_from_monday() as usize)?.clone(),
                _ => return None,
            })
        })
    }

    pub(super) fn clock(&self, local: NaiveDateTime) -> String {
        put(&self.time.clock, &|name| match name {
            "hour" => Some(format!("{:02}", local.hour())),
            "minute" => Some(format!("{:02}", local.minute())),
            _ => None,
        })
    }

    /// `zone` is how the zone is called; `away` when it is not the company's.
    pub(super) fn when(&self, local: NaiveDateTime, zone: &str, away: bool) -> String {
        let format = if away { &self.time.elsewhere } else { &self.time.when };
        self.timed(format, local, local, zone)
    }

    pub(super) fn span(&self, start: NaiveDateTime, end: NaiveDateTime, zone: &str, away: bool) -> String {
        if start.date() == end.date() {
            let format = if away { &self.time.span_elsewhere } else { &self.time.span };
            return self.timed(format, start, end, zone);
        }
        format!("{} – {}", self.when(start, zone, away), self.when(end, zone, away))
    }

    fn timed(&self, format: &str, at: NaiveDateTime, end: NaiveDateTime, zone: &str) -> String {
        put(format, &|name| match name {
            "day" => Some(self.day(at.date())),
            "clock" => Some(self.clock(at)),
            "end" => Some(self.clock(end)),
            "zone" => Some(zone.to_owned()),
            _ => None,
        })
    }

    /// `2 小时 30 分钟`. A day is 24 hours.
    pub(super) fn length(&self, minutes: i64) -> String {
        let units = [(1440, &self.length.day), (60, &self.length.hour), (1, &self.length.minute)];
        let mut rest = minutes.abs();
        let mut parts = Vec::new();
        for (size, [one, many]) in units {
            let count = rest / size;
            rest %= size;
            if count > 0 || (size == 1 && parts.is_empty()) {
                let word = if count == 1 { one } else { many };
                parts.push(put(word, &|_| Some(count.to_string())));
            }
        }
        parts.join(&self.length.between)
    }

    pub(super) fn join(&self, items: &[String]) -> String {
        match items {
            [] => String::new(),
            [one] => one.clone(),
            [first @ .., last] => format!("{}{}{last}", first.join(&self.list.between), self.list.last),
        }
    }
}
