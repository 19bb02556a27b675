//! Time phrases of process files: `24h`, `1 workday before task.due`, `next workday 18:00`, `Wednesday 10:00`.
//!
//! A [`Phrase`] is parsed once, when a file is read, and resolved against the instant its clock started, a work
//! calendar and the fields it names. Its grammar (`X` an amount, `P` a field, `T` a clock time such as `09:00`):
//!
//! ```text
//! 90s  30m  24h  2d  1w  1h30m          elapsed time, literally
//! 4 work hours  30 work minutes         working time
//! 1 workday  3 workdays                 the same clock time on the nth workday
//! now                                   when the clock started
//! P                                     a time field; or a duration field, from when the clock started
//! X before P    X after P               X may also be a duration field
//! …, T                                  on the day so computed, at T; workdays are then counted by dates
//! T                                     that day's T, or the next day's when it is past
//! next workday T                        the first workday after today
//! Wednesday T   Mon,Thu T   Mon-Fri T   every such day of the week
//! workday T     day T                   every workday; every day
//! day 5 of month T    last day of month T    last workday of month T      [, rolled back | , rolled forward]
//! ```
//!
//! The last four lines tick on the clock ([`Phrase::is_calendar`]); so do `T` and `next workday T`. The others are
//! intervals. Nothing here waits for office hours: [`WorkCalendar::effect_at`] does.

use super::work::{clock, clock_time, shift_days};
use super::{Instant, Lookup, Moment, WORKDAYS_MAX, Weekdays, WorkCalendar};
use crate::fault;
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest elapsed amount a phrase may name: ten years. A longer one is a slip of the pen.
pub const ELAPSED_DAYS_MAX: i64 = 3_660;

/// How far ahead the next day of a calendar phrase is looked for.
const SEARCH_DAYS_MAX: i64 = 800;

/// A parsed time phrase; see the head of this file.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Phrase {
    /// One point in time: a base, moved by an amount, and perhaps taken to a clock time of the day it falls on.
    Point {
        /// How far from the base; none is the base itself.
        amount: Option<Amount>,
        /// Before the base instead of after it.
        before: bool,
        /// What it is counted from.
        base: Base,
        /// Taken to this clock time of that day.
        clock: Option<NaiveTime>,
    },
    /// `17:00`
    Clock(NaiveTime),
    /// `next workday 18:00`
    NextWorkday(NaiveTime),
    /// `Wednesday 10:00`
    Weekly(Weekdays, NaiveTime),
    /// `workday 16:30`
    Workday(NaiveTime),
    /// `day 08:00`
    Daily(NaiveTime),
    /// `day 5 of month 12:00, rolled back`
    Monthly(MonthDay, NaiveTime, Roll),
}

/// What a [`Phrase::Point`] is counted from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// When the clock of this thing started.
    Start,
    /// A field.
    Field(String),
}

/// How much time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Amount {
    /// Literally so long.
    Elapsed(u32, Unit),
    /// So many minutes or hours of working time.
    WorkTime(u32, Unit),
    /// So many workdays.
    Workdays(u32),
    /// As long as a duration field says.
    Field(String),
}

/// Units of [`Amount`]; working time knows only minutes and hours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// `s`
    Second,
    /// `m`
    Minute,
    /// `h`
    Hour,
    /// `d`: 24 hours
    Day,
    /// `w`: 7 × 24 hours
    Week,
}

/// Which day of each month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MonthDay {
    /// The nth, or the last where the month is shorter.
    Nth(u32),
    /// The last.
    Last,
    /// The last on which people work.
    LastWorkday,
}

/// What becomes of a day of the month on which nobody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// It stays.
    Stay,
    /// To the workday before.
    Back,
    /// To the workday after.
    Forward,
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
        if let Some((day, rest)) = text.split_once(" of month") {
            return monthly(day, rest.trim_start());
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

    /// The fields it refers to: `task.due`, `meeting.end`, `due`, `pace`.
    pub fn paths(&self) -> Vec<&str> {
        let Phrase::Point { amount, base, .. } = self else { return Vec::new() };
        let amount = match amount {
            Some(Amount::Field(path)) => Some(path.as_str()),
            _ => None,
        };
        let base = match base {
            Base::Field(path) => Some(path.as_str()),
            Base::Start => None,
        };
        amount.into_iter().chain(base).collect()
    }

    /// Whether it ticks on the clock (`Wednesday 10:00`, `workday 16:30`, `17:00`), as opposed to an interval or a
    /// point that depends on when things happened.
    pub fn is_calendar(&self) -> bool {
        !matches!(self, Phrase::Point { .. })
    }

    /// The instant meant, where the clock started at `anchor`. A calendar phrase gives its first tick at or after
    /// the anchor; a date field means the end of its working day.
    ///
    /// The error names the field that is missing or of the wrong kind.
    pub fn resolve(
        &self,
        anchor: Instant,
        calendar: &WorkCalendar,
        lookup: &dyn Fn(&str) -> Option<Lookup>,
    ) -> Result<Instant, String> {
        match self {
            Phrase::Point { amount, before, base, clock } => {
                let point = Counted { anchor, calendar, lookup };
                point.resolve(amount.as_ref(), *before, base, *clock)
            }
            _ => self.tick(calendar, anchor, |at| at >= anchor),
        }
    }

    /// The next time of something that recurs, strictly after `after`: the next tick of a calendar phrase, or one
    /// interval later.
    pub fn next_after(
        &self,
        after: Instant,
        calendar: &WorkCalendar,
        lookup: &dyn Fn(&str) -> Option<Lookup>,
    ) -> Result<Instant, String> {
        if self.is_calendar() {
            return self.tick(calendar, after, |at| at > after);
        }
        if let Phrase::Point { base: Base::Field(path), amount, .. } = self
            && (amount.is_some() || !matches!(lookup(path), Some(Lookup::Minutes(_)) | None))
        {
            return Err(format!(
                "'{self}' happens once; an interval such as '24h' or a duration field recurs"
            ));
        }
        let next = self.resolve(after, calendar, lookup)?;
        if next > after { Ok(next) } else { Err(format!("'{self}' is no time at all; it must be longer")) }
    }

    /// The clock time of a calendar phrase.
    pub(super) fn clock(&self) -> Option<NaiveTime> {
        match self {
            Phrase::Point { .. } => None,
            Phrase::Clock(time)
            | Phrase::NextWorkday(time)
            | Phrase::Weekly(_, time)
            | Phrase::Workday(time)
            | Phrase::Daily(time)
            | Phrase::Monthly(_, time, _) => Some(*time),
        }
    }

    /// Whether a calendar phrase ticks on a date.
    pub(super) fn ticks_on(&self, date: NaiveDate, calendar: &WorkCalendar) -> bool {
        match self {
            Phrase::Point { .. } => false,
            Phrase::Clock(_) | Phrase::Daily(_) => true,
            Phrase::NextWorkday(_) | Phrase::Workday(_) => calendar.is_workday(date),
            Phrase::Weekly(days, _) => days.contains(date.weekday()),
            // A rolled day may leave its month by some days, on either side.
            Phrase::Monthly(day, _, roll) => [-31, 0, 31]
                .iter()
                .filter_map(|n| {
                    month_day(shift_days(date.with_day(15).unwrap_or(date), *n), *day, *roll, calendar)
                })
                .any(|found| found == date),
        }
    }

    fn tick(
        &self,
        calendar: &WorkCalendar,
        from: Instant,
        counts: impl Fn(Instant) -> bool,
    ) -> Result<Instant, String> {
        let time = self.clock().unwrap_or_default();
        let today = calendar.zone.local(from).date();
        // `next workday` is never today.
        let first = i64::from(matches!(self, Phrase::NextWorkday(_)));
        (first..SEARCH_DAYS_MAX)
            .map(|n| shift_days(today, n))
            .filter(|date| self.ticks_on(*date, calendar))
            .map(|date| calendar.zone.instant(date.and_time(time)))
            .find(|at| counts(*at))
            .ok_or_else(|| format!("'{self}' does not come within {SEARCH_DAYS_MAX} days"))
    }
}

/// The things a point is counted with.
struct Counted<'a> {
    anchor: Instant,
    calendar: &'a WorkCalendar,
    lookup: &'a dyn Fn(&str) -> Option<Lookup>,
}

impl Counted<'_> {
    fn resolve(
        &self,
        amount: Option<&Amount>,
        before: bool,
        base: &Base,
        clock: Option<NaiveTime>,
    ) -> Result<Instant, String> {
        let base = self.base(base, amount.is_some())?;
        let sign = if before { -1 } else { 1 };
        let Some(clock) = clock else {
            return self.shifted(base.instant(self.calendar), amount, sign);
        };
        let date = match amount {
            Some(Amount::Workdays(n)) => {
                self.calendar.nth_workday(base.date(&self.calendar.zone), sign * workdays(*n))
            }
            _ => {
                let at = self.shifted(base.instant(self.calendar), amount, sign)?;
                self.calendar.zone.local(at).date()
            }
        };
        Ok(self.calendar.zone.instant(date.and_time(clock)))
    }

    fn base(&self, base: &Base, counted_from: bool) -> Result<Moment, String> {
        let Base::Field(path) = base else { return Ok(Moment::At(self.anchor)) };
        match self.value(path)? {
            Lookup::Moment(moment) => Ok(moment),
            Lookup::Minutes(_) if counted_from => {
                Err(format!("'{path}' is a duration, and what it is counted from must be a time"))
            }
            Lookup::Minutes(minutes) => Ok(Moment::At(add_minutes(self.anchor, minutes)?)),
        }
    }

    fn shifted(&self, at: Instant, amount: Option<&Amount>, sign: i32) -> Result<Instant, String> {
        match amount {
            None => Ok(at),
            Some(Amount::Elapsed(n, unit)) => {
                let seconds = i64::from(sign) * i64::from(*n) * unit.seconds();
                at.checked_add_signed(TimeDelta::seconds(seconds)).ok_or_else(beyond)
            }
            Some(Amount::WorkTime(n, unit)) => {
                let minutes = i64::from(sign) * i64::from(*n) * unit.seconds() / 60;
                Ok(self.calendar.add_work_time(at, minutes))
            }
            Some(Amount::Workdays(n)) => Ok(self.calendar.add_workdays(at, sign * workdays(*n))),
            Some(Amount::Field(path)) => match self.value(path)? {
                Lookup::Minutes(minutes) => {
                    add_minutes(at, minutes.checked_mul(sign.into()).ok_or_else(beyond)?)
                }
                Lookup::Moment(_) => Err(format!("'{path}' is a time, and a duration is needed there")),
            },
        }
    }

    fn value(&self, path: &str) -> Result<Lookup, String> {
        (self.lookup)(path).ok_or_else(|| format!("'{path}' has no value"))
    }
}

fn add_minutes(at: Instant, minutes: i64) -> Result<Instant, String> {
    TimeDelta::try_minutes(minutes).and_then(|amount| at.checked_add_signed(amount)).ok_or_else(beyond)
}

fn beyond() -> String {
    "the time lies beyond the calendar".to_owned()
}

fn workdays(n: u32) -> i32 {
    i32::try_from(n).unwrap_or(WORKDAYS_MAX)
}

/// The day that a month's rule gives in the month of `within`.
fn month_day(within: NaiveDate, day: MonthDay, roll: Roll, calendar: &WorkCalendar) -> Option<NaiveDate> {
    let first = within.with_day(1)?;
    let last = first.checked_add_months(chrono::Months::new(1))?.pred_opt()?;
    let date = match day {
        MonthDay::Nth(n) => first.with_day(n).unwrap_or(last),
        MonthDay::Last => last,
        MonthDay::LastWorkday => calendar.previous_workday(last.succ_opt()?),
    };
    Some(match roll {
        Roll::Back if !calendar.is_workday(date) => calendar.previous_workday(date),
        Roll::Forward if !calendar.is_workday(date) => calendar.next_workday(date),
        _ => date,
    })
}

impl Unit {
    fn seconds(self) -> i64 {
        match self {
            Unit::Second => 1,
            Unit::Minute => 60,
            Unit::Hour => 3_600,
            Unit::Day => 86_400,
            Unit::Week => 604_800,
        }
    }

    fn letter(self) -> char {
        match self {
            Unit::Second => 's',
            Unit::Minute => 'm',
            Unit::Hour => 'h',
            Unit::Day => 'd',
            Unit::Week => 'w',
        }
    }

    fn named(word: &str) -> Option<Unit> {
        Some(match word {
            "s" | "sec" | "secs" | "second" | "seconds" => Unit::Second,
            "m" | "min" | "mins" | "minute" | "minutes" => Unit::Minute,
            "h" | "hr" | "hrs" | "hour" | "hours" => Unit::Hour,
            "d" | "day" | "days" => Unit::Day,
            "w" | "week" | "weeks" => Unit::Week,
            _ => return None,
        })
    }
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

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
        Some((time, roll)) => match roll.trim().to_ascii_lowercase().as_str() {
            "rolled back" => (time, Roll::Back),
            "rolled forward" => (time, Roll::Forward),
            other => {
                return Err(format!("'{other}' is not understood; write 'rolled back' or 'rolled forward'"));
            }
        },
    };
    match clock_or_fault(time.trim())? {
        Some(time) => Ok(Phrase::Monthly(day, time, roll)),
        None => Err(format!("a time of day is missing; {remedy}")),
    }
}

fn on_days(day: &str, time: NaiveTime) -> Result<Phrase, String> {
    match day.to_ascii_lowercase().as_str() {
        "workday" | "every workday" => Ok(Phrase::Workday(time)),
        "day" | "every day" | "daily" => Ok(Phrase::Daily(time)),
        "next workday" => Ok(Phrase::NextWorkday(time)),
        lower => {
            let days = lower.strip_prefix("every ").unwrap_or(lower);
            Weekdays::parse(days).map(|days| Phrase::Weekly(days, time)).map_err(|_| {
                let time = clock(time);
                if day.contains(" after ") || day.contains(" before ") || Amounted::read(day).is_ok() {
                    format!("a clock time follows a comma here; write '{day}, {time}'")
                } else {
                    format!("'{day}' is not a day; write 'Wednesday {time}', 'workday {time}' or 'next workday {time}'")
                }
            })
        }
    }
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
        let amount = Amounted::read(&amount)?;
        return Ok(point(Some(amount), before, Base::Field(field(&base)?)));
    }
    if is_word(text, "now") {
        return Ok(point(None, false, Base::Start));
    }
    match Amounted::read(text)? {
        Amount::Field(path) => Ok(point(None, false, Base::Field(path))),
        amount => Ok(point(Some(amount), false, Base::Start)),
    }
}

fn is_word(text: &str, word: &str) -> bool {
    text.eq_ignore_ascii_case(word)
}

/// Reads amounts.
struct Amounted;

impl Amounted {
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
                    None => Self::compound(&lower).ok_or_else(|| unknown_unit(text, unit))?,
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
        return Err(format!("'{text}' lacks a time of day; write '{text} 10:00'"));
    }
    if let Some(time) = lower.strip_prefix("at ").and_then(clock_time) {
        return Err(format!("'{text}' is not a time; write '{}'", clock(time)));
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

// ── writing ──────────────────────────────────────────────────────────────────────────────────────────────────

impl fmt::Display for Phrase {
    /// The canonical text; it parses to the same phrase.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Phrase::Point { amount, before, base, clock: time } => {
                let side = if *before { "before" } else { "after" };
                match (amount, base) {
                    (None, Base::Start) => f.write_str("now")?,
                    (Some(amount), Base::Start) => write!(f, "{amount}")?,
                    (None, Base::Field(path)) => f.write_str(path)?,
                    (Some(amount), Base::Field(path)) => write!(f, "{amount} {side} {path}")?,
                }
                time.map_or(Ok(()), |time| write!(f, ", {}", clock(time)))
            }
            Phrase::Clock(time) => f.write_str(&clock(*time)),
            Phrase::NextWorkday(time) => write!(f, "next workday {}", clock(*time)),
            Phrase::Workday(time) => write!(f, "workday {}", clock(*time)),
            Phrase::Daily(time) => write!(f, "day {}", clock(*time)),
            Phrase::Weekly(days, time) => match days.single() {
                Some(day) => write!(f, "{} {}", super::work::full_name(day), clock(*time)),
                None => write!(f, "{days} {}", clock(*time)),
            },
            Phrase::Monthly(day, time, roll) => {
                match day {
                    MonthDay::Nth(n) => write!(f, "day {n}")?,
                    MonthDay::Last => f.write_str("last day")?,
                    MonthDay::LastWorkday => f.write_str("last workday")?,
                }
                write!(f, " of month {}", clock(*time))?;
                f.write_str(match roll {
                    Roll::Stay => "",
                    Roll::Back => ", rolled back",
                    Roll::Forward => ", rolled forward",
                })
            }
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: &u32| if *n == 1 { "" } else { "s" };
        match self {
            Amount::Elapsed(n, unit) => write!(f, "{n}{}", unit.letter()),
            Amount::WorkTime(n, Unit::Hour) => write!(f, "{n} work hour{}", plural(n)),
            Amount::WorkTime(n, _) => write!(f, "{n} work minute{}", plural(n)),
            Amount::Workdays(n) => write!(f, "{n} workday{}", plural(n)),
            Amount::Field(path) => f.write_str(path),
        }
    }
}

impl TryFrom<String> for Phrase {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl std::str::FromStr for Phrase {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }
}

impl From<Phrase> for String {
    fn from(phrase: Phrase) -> String {
        phrase.to_string()
    }
}
