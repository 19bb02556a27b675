//! Reads phrases, and says what is wrong with one and what would be right.

use chrono::NaiveTime;

use super::{Amount, Base, ELAPSED_DAYS_MAX, MonthDay, Phrase, Roll, Unit};
use crate::fault;
use crate::time::work::{clock, clock_time};
use crate::time::{Rolled, Rule, WORKDAYS_MAX, Weekdays};

impl Roll {
    fn parse(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "rolled back" => Ok(Self::Back),
            "rolled forward" => Ok(Self::Forward),
            other => Err(format!("'{other}' is not understood; write 'rolled back' or 'rolled forward'")),
        }
    }
}

impl Phrase {
    /// Reads a phrase. The error says what is wrong and what would be right.
    pub fn parse(text: &str) -> Result<Phrase, String> {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return Err(
                "a time is missing; write for example '24h', '1 workday' or 'Wednesday 10:00'".to_owned()
            );
        }
        if let Some(ticks) = text.strip_suffix(", workdays").or_else(|| text.strip_suffix(",workdays")) {
            return Ok(Phrase::OnWorkdays(Box::new(Self::ticking(ticks)?)));
        }
        if Rule::is_meant(&text) {
            return ruled(&text);
        }
        if let Some((day, rest)) = text.split_once(" of month") {
            return monthly(day, rest.trim_start());
        }
        if let Some((week, roll)) = text.rsplit_once(',')
            && roll.trim_start().to_ascii_lowercase().starts_with("rolled")
        {
            let roll = Roll::parse(roll)?;
            return match Self::parse(week)? {
                Phrase::Weekly(days, time) => Ok(Phrase::Rolled(Rolled { days, time, roll })),
                other => Err(format!(
                    "'{other}' is no day of the week; write for example 'Friday 17:00, rolled back'"
                )),
            };
        }
        let (head, at) = match text.rsplit_once(',') {
            Some((head, tail)) => match clock_or_fault(tail.trim())? {
                Some(time) => (head.trim_end(), Some(time)),
                None => (text.as_str(), None),
            },
            None => (text.as_str(), None),
        };
        match at {
            Some(_) => point(head, at),
            None => match head.rsplit_once(' ') {
                Some((day, time)) if time.contains(':') => match clock_or_fault(time)? {
                    Some(time) => on_days(day, time),
                    None => point(head, None),
                },
                _ => match clock_or_fault(head)? {
                    Some(time) => Ok(Phrase::Clock(time)),
                    None => point(head, None),
                },
            },
        }
    }

    /// A phrase that ticks on the clock, so that some of its days can be left out.
    fn ticking(text: &str) -> Result<Phrase, String> {
        match Self::parse(text)? {
            phrase if !phrase.is_calendar() => Err(format!(
                "'{phrase}' has no days to choose from; write for example 'Mon,Thu 09:00, workdays'"
            )),
            Phrase::Workday(_) | Phrase::NextWorkday(_) | Phrase::OnWorkdays(_) => {
                Err("'workdays' is said already".to_owned())
            }
            phrase => Ok(phrase),
        }
    }
}

const UNITS: &str = "'30m', '24h', '2d', '4 work hours' or '1 workday'";

/// A clock time, no clock time at all, or a fault where one was plainly meant.
fn clock_or_fault(text: &str) -> Result<Option<NaiveTime>, String> {
    match clock_time(text) {
        Some(time) => Ok(Some(time)),
        None if !text.contains(' ') && text.contains(':') => {
            Err(format!("'{text}' is not a time of day; write it from '00:00' to '23:59'"))
        }
        None => Ok(None),
    }
}

fn monthly(day: &str, rest: &str) -> Result<Phrase, String> {
    let remedy = "write 'day 5 of month 12:00', 'last day of month 12:00' or 'last workday of month 17:00'";
    let day = day.to_ascii_lowercase();
    let day = match day.as_str() {
        "last workday" => MonthDay::LastWorkday,
        "last day" => MonthDay::Last,
        other => match other.strip_prefix("day ").and_then(|n| n.parse().ok()) {
            Some(n @ 1..=31) => MonthDay::Nth(n),
            _ => return Err(format!("'{day}' is not a day of the month; {remedy}")),
        },
    };
    let (time, roll) = match rest.split_once(',') {
        None => (rest, Roll::Stay),
        Some((time, roll)) => (time, Roll::parse(roll)?),
    };
    match clock_or_fault(time.trim())? {
        Some(time) => Ok(Phrase::Monthly(day, time, roll)),
        None => Err(format!("a time of day is missing; {remedy}")),
    }
}

/// `FREQ=WEEKLY;BYDAY=MO 10:00`
fn ruled(text: &str) -> Result<Phrase, String> {
    let (rule, time) = text.rsplit_once(' ').unwrap_or((text, ""));
    let time = match time {
        "" => None,
        time => clock_or_fault(time)?,
    };
    let time = time.ok_or_else(|| format!("a time of day is missing; write '{text} 10:00'"))?;
    Ok(Phrase::Rule(Box::new(Rule::parse(rule)?), time))
}

fn on_days(day: &str, time: NaiveTime) -> Result<Phrase, String> {
    match day.to_ascii_lowercase().as_str() {
        "workday" | "every workday" => Ok(Phrase::Workday(time)),
        "day" | "every day" | "daily" => Ok(Phrase::Daily(time)),
        "next workday" => Ok(Phrase::NextWorkday(time)),
        lower => {
            let days = lower.strip_prefix("every ").unwrap_or(lower);
            Weekdays::parse(days)
                .map(|days| Phrase::Weekly(days, time))
                .map_err(|_| not_a_day(day, &clock(time)))
        }
    }
}

fn not_a_day(day: &str, time: &str) -> String {
    let side = ["after", "before"].into_iter().find(|side| day.to_ascii_lowercase().ends_with(side));
    if let Some(side) = side {
        return format!(
            "'{side}' counts from a field, and '{time}' is none; write for example '30m {side} due'"
        );
    }
    if is_word(day, "at") {
        return format!("'at' is not needed; write '{time}'");
    }
    if day.contains(" after ") || day.contains(" before ") || day.starts_with(|c: char| c.is_ascii_digit()) {
        return format!("a clock time follows a comma here; write '{day}, {time}'");
    }
    format!("'{day}' is not a day; write 'Wednesday {time}', 'workday {time}' or 'next workday {time}'")
}

fn point(text: &str, clock: Option<NaiveTime>) -> Result<Phrase, String> {
    let point = |amount, before, base| Phrase::Point { amount, before, base, clock };
    let words: Vec<&str> = text.split(' ').collect();
    if let Some(i) = words.iter().position(|word| is_word(word, "before") || is_word(word, "after")) {
        let before = is_word(words[i], "before");
        let (amount, base) = (words[..i].join(" "), words[i + 1..].join(" "));
        let side = words[i].to_ascii_lowercase();
        if amount.is_empty() || base.is_empty() {
            return Err(format!("'{text}' is half a phrase; write for example '30m {side} due'"));
        }
        if is_word(&base, "now") {
            return Err(format!("'{side} now' is not needed; write '{amount}'"));
        }
        let amount = Amount::read(&amount)?;
        return Ok(point(Some(amount), before, Base::Field(field(&base)?)));
    }
    if is_word(text, "now") {
        return Ok(point(None, false, Base::Start));
    }
    match Amount::read(text)? {
        Amount::Field(path) => Ok(point(None, false, Base::Field(path))),
        amount => Ok(point(Some(amount), false, Base::Start)),
    }
}

fn is_word(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

impl Amount {
    fn read(text: &str) -> Result<Amount, String> {
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return field(text).map(Amount::Field);
        }
        let lower = text.to_ascii_lowercase();
        let digits = lower.find(|c: char| !c.is_ascii_digit()).unwrap_or(lower.len());
        let unit = lower[digits..].trim();
        let n: u32 = lower[..digits].parse().map_err(|_| too_long(text))?;
        if unit.is_empty() {
            return Err(format!("'{text}' of what; write {UNITS}"));
        }
        if unit.contains(|c: char| c.is_ascii_digit()) && !unit.starts_with('.') {
            let amount = Self::compound(&lower).ok_or_else(|| {
                format!("'{text}' is more than one amount; name each unit once, the larger first: '1h30m'")
            })?;
            return Self::within_limits(text, amount);
        }
        let amount = match unit {
            "workday" | "workdays" | "work day" | "work days" | "working day" | "working days" => {
                Amount::Workdays(n)
            }
            _ => match unit.strip_prefix("work ").or_else(|| unit.strip_prefix("working ")) {
                Some(unit) => match Unit::named(unit) {
                    Some(unit @ (Unit::Minute | Unit::Hour)) => Amount::WorkTime(n, unit),
                    _ => return Err(format!("'{unit}' is not counted in working time; write {UNITS}")),
                },
                None => match Unit::named(unit) {
                    Some(unit) => Amount::Elapsed(n, unit),
                    None => return Err(unknown_unit(text, unit)),
                },
            },
        };
        Self::within_limits(text, amount)
    }

    /// `1h30m`: in the smallest unit it names.
    fn compound(text: &str) -> Option<Amount> {
        let (mut seconds, mut smallest, mut rest) = (0i64, Unit::Week, text);
        while !rest.is_empty() {
            let digits = rest.find(|c: char| !c.is_ascii_digit()).filter(|n| *n > 0)?;
            let (number, tail) = rest.split_at(digits);
            let tail = tail.trim_start();
            let letters = tail.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(tail.len());
            let (unit, tail) = tail.split_at(letters);
            let unit = Unit::named(unit)?;
            // Each unit once, the larger first: `30m1h` is more likely a slip.
            if !(seconds == 0 || unit < smallest) {
                return None;
            }
            seconds = number.parse::<i64>().ok()?.checked_mul(unit.seconds())?.checked_add(seconds)?;
            smallest = unit;
            rest = tail.trim_start();
        }
        Some(Amount::Elapsed(u32::try_from(seconds / smallest.seconds()).ok()?, smallest))
    }

    fn within_limits(text: &str, amount: Amount) -> Result<Amount, String> {
        let (n, most) = match amount {
            Amount::Elapsed(n, unit) | Amount::WorkTime(n, unit) => {
                (i64::from(n), ELAPSED_DAYS_MAX * Unit::Day.seconds() / unit.seconds())
            }
            Amount::Workdays(n) => (i64::from(n), WORKDAYS_MAX.into()),
            Amount::Field(_) => return Ok(amount),
        };
        match n {
            0 => Err(format!("'{text}' is no time at all; write 'now', or {UNITS}")),
            n if n > most => Err(too_long(text)),
            _ => Ok(amount),
        }
    }
}

fn too_long(text: &str) -> String {
    format!("'{text}' is longer than ten years; write {UNITS}")
}

fn unknown_unit(text: &str, unit: &str) -> String {
    if unit.starts_with('.') {
        return format!("'{text}' has a fraction; write whole numbers, such as '90m' for an hour and a half");
    }
    let known = ["seconds", "minutes", "hours", "days", "weeks", "workdays", "work hours", "work minutes"];
    match fault::near(unit, known) {
        Some(near) => format!("'{unit}' is not a unit of time; did you mean '{near}'?"),
        None => format!("'{unit}' is not a unit of time; write {UNITS}"),
    }
}

/// A field path: names joined by points.
fn field(text: &str) -> Result<String, String> {
    let name = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && part.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
    };
    let lower = text.to_ascii_lowercase();
    if Weekdays::parse(&lower).is_ok()
        || matches!(lower.as_str(), "workday" | "day" | "next workday" | "daily")
    {
        let field =
            if lower == "day" { "; a field cannot be called so, name it for example 'move_day'" } else { "" };
        return Err(format!("'{text}' lacks a time of day; write '{text} 10:00'{field}"));
    }
    if let Some(rest) = lower.strip_prefix("in ") {
        return Err(format!("'{text}' is not a time; write '{rest}'"));
    }
    const RESERVED: [&str; 9] =
        ["now", "before", "after", "next", "last", "workdays", "days", "hours", "minutes"];
    if text.split('.').all(name) && !RESERVED.contains(&lower.as_str()) {
        return Ok(text.to_owned());
    }
    Err(format!(
        "'{text}' is neither an amount of time, a clock time nor a field; \
         write for example '24h', '1 workday', 'next workday 18:00', 'Wednesday 10:00' or 'task.due'"
    ))
}
