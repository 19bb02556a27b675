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
//! Wednesday T   Mon,Thu T   Mon-Fri T   every such day of the week            [, rolled back | , rolled forward]
//! workday T     day T                   every workday; every day
//! day 5 of month T    last day of month T    last workday of month T      [, rolled back | , rolled forward]
//! FREQ=MONTHLY;BYDAY=2TU T              a recurrence rule of RFC 5545, see [`super::Rule`]
//! Monday T, workdays                    any of these, but on workdays only
//! ```
//!
//! The lines from `T` on tick on the clock ([`Phrase::is_calendar`]); so do `T` and `next workday T`. The others are
//! intervals. Nothing here waits for office hours: [`WorkCalendar::effect_at`] does.

use super::work::{clock, clock_time, shift_days};
use super::{Instant, Lookup, Moment, Rolled, Rule, WORKDAYS_MAX, Weekdays, WorkCalendar};
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
    /// `Friday 17:00, rolled back`
    Rolled(Rolled),
    /// `workday 16:30`
    Workday(NaiveTime),
    /// `day 08:00`
    Daily(NaiveTime),
    /// `day 5 of month 12:00, rolled back`
    Monthly(MonthDay, NaiveTime, Roll),
    /// `FREQ=MONTHLY;BYDAY=2TU 10:00`
    Rule(Box<Rule>, NaiveTime),
    /// `Mon,Thu 09:00, workdays`: one that ticks on the clock, on workdays only.
    OnWorkdays(Box<Phrase>),
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

/// What becomes of a day of the month, or of the week, on which nobody works.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Roll {
    /// It stays.
    Stay,
    /// To the workday before.
    Back,
    /// To the workday after.
    Forward,
}

impl Roll {
    fn parse(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_lowercase().as_str() {
            "rolled back" => Ok(Self::Back),
            "rolled forward" => Ok(Self::Forward),
            other => Err(format!("'{other}' is not understood; write 'rolled back' or 'rolled forward'")),
        }
    }

    /// As it stands behind a time.
    pub(super) fn words(self) -> &'static str {
        match self {
            Roll::Stay => "",
            Roll::Back => ", rolled back",
            Roll::Forward => ", rolled forward",
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
            | Phrase::Monthly(_, time, _)
            | Phrase::Rule(_, time) => Some(*time),
            Phrase::Rolled(rolled) => Some(rolled.time),
            Phrase::OnWorkdays(ticks) => ticks.clock(),
        }
    }

    /// Whether a calendar phrase ticks on a date.
    pub(super) fn ticks_on(&self, date: NaiveDate, calendar: &WorkCalendar) -> bool {
        match self {
            Phrase::Point { .. } => false,
            Phrase::Clock(_) | Phrase::Daily(_) => true,
            Phrase::NextWorkday(_) | Phrase::Workday(_) => calendar.is_workday(date),
            Phrase::Weekly(days, _) => days.contains(date.weekday()),
            Phrase::Rolled(rolled) => rolled.ticks_on(date, calendar),
            Phrase::Rule(rule, _) => rule.is_on(date),
            Phrase::OnWorkdays(ticks) => calendar.is_workday(date) && ticks.ticks_on(date, calendar),
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
            Phrase::Rolled(rolled) => write!(f, "{rolled}"),
            Phrase::Rule(rule, time) => write!(f, "{rule} {}", clock(*time)),
            Phrase::OnWorkdays(ticks) => write!(f, "{ticks}, workdays"),
            Phrase::Monthly(day, time, roll) => {
                match day {
                    MonthDay::Nth(n) => write!(f, "day {n}")?,
                    MonthDay::Last => f.write_str("last day")?,
                    MonthDay::LastWorkday => f.write_str("last workday")?,
                }
                write!(f, " of month {}{}", clock(*time), roll.words())
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

#[cfg(test)]
mod tests {
    use super::super::example::{at, calendar, day, shown, zone};
    use super::super::{Holidays, Zone};
    use super::*;
    use proptest::prelude::*;

    fn phrase(text: &str) -> Phrase {
        Phrase::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    /// The fields of the examples, on the wall clock of Shanghai.
    fn fields(path: &str) -> Option<Lookup> {
        let moment = |text| Some(Lookup::Moment(Moment::At(at(&calendar(), text))));
        match path {
            "due" => moment("2024-07-16 15:00"),
            "meeting.end" => moment("2024-07-15 11:00"),
            "live.at" => moment("2024-07-12 20:30"),
            "task.due" => Some(Lookup::Moment(Moment::Day(day("2024-07-15")))),
            "pace" => Some(Lookup::Minutes(30)),
            _ => None,
        }
    }

    fn resolved(text: &str, anchor: &str) -> String {
        let china = calendar();
        match phrase(text).resolve(at(&china, anchor), &china, &fields) {
            Ok(at) => shown(&china, at),
            Err(fault) => fault,
        }
    }

    #[test]
    fn phrases_of_the_process_files_mean_what_they_say() {
        // Monday 15 July 2024 is an ordinary working day.
        let cases = [
            ("24h", "Tue 2024-07-16 10:00"),
            ("30m", "Mon 2024-07-15 10:30"),
            ("2d", "Wed 2024-07-17 10:00"),
            ("90s", "Mon 2024-07-15 10:01"),
            ("1h30m", "Mon 2024-07-15 11:30"),
            ("4 work hours", "Mon 2024-07-15 14:00"),
            ("1 workday", "Tue 2024-07-16 10:00"),
            ("2 workdays", "Wed 2024-07-17 10:00"),
            ("next workday 18:00", "Tue 2024-07-16 18:00"),
            ("17:00", "Mon 2024-07-15 17:00"),
            ("10:00", "Mon 2024-07-15 10:00"),
            ("09:00", "Tue 2024-07-16 09:00"),
            ("now", "Mon 2024-07-15 10:00"),
            ("now, 14:00", "Mon 2024-07-15 14:00"),
            ("due", "Tue 2024-07-16 15:00"),
            ("task.due", "Mon 2024-07-15 18:00"),
            ("task.due, 09:00", "Mon 2024-07-15 09:00"),
            ("pace", "Mon 2024-07-15 10:30"),
            ("5m before due", "Tue 2024-07-16 14:55"),
            ("2h after meeting.end", "Mon 2024-07-15 13:00"),
            ("pace after meeting.end", "Mon 2024-07-15 11:30"),
            ("pace before due", "Tue 2024-07-16 14:30"),
            ("1 workday before task.due", "Fri 2024-07-12 18:00"),
            ("48h before task.due", "Sat 2024-07-13 18:00"),
            ("1 workday after due", "Wed 2024-07-17 15:00"),
            ("5 workdays after due", "Tue 2024-07-23 15:00"),
            ("4 work hours before due", "Tue 2024-07-16 11:00"),
            // Live on Friday evening: the day of going live is day 0.
            ("2 workdays after live.at, 14:00", "Tue 2024-07-16 14:00"),
            ("3 workdays after live.at, 18:00", "Wed 2024-07-17 18:00"),
            ("2d after task.due, 08:00", "Wed 2024-07-17 08:00"),
            ("Wednesday 10:00", "Wed 2024-07-17 10:00"),
            ("Mon 09:00", "Mon 2024-07-22 09:00"),
            ("Mon 10:00", "Mon 2024-07-15 10:00"),
            ("workday 16:30", "Mon 2024-07-15 16:30"),
            ("day 08:00", "Tue 2024-07-16 08:00"),
            ("Tue,Fri 08:00", "Tue 2024-07-16 08:00"),
            ("last workday of month 17:00", "Wed 2024-07-31 17:00"),
            ("last day of month 12:00", "Wed 2024-07-31 12:00"),
            ("day 5 of month 12:00", "Mon 2024-08-05 12:00"),
            ("day 31 of month 12:00", "Wed 2024-07-31 12:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(resolved(text, "2024-07-15 10:00"), expected, "{text}");
        }
    }

    #[test]
    fn holidays_and_make_up_days_are_heeded_where_workdays_are_meant() {
        let cases = [
            ("next workday 18:00", "2024-09-30 17:00", "Tue 2024-10-08 18:00"),
            ("next workday 10:00", "2024-09-13 17:00", "Sat 2024-09-14 10:00"),
            ("workday 16:30", "2024-09-30 16:31", "Tue 2024-10-08 16:30"),
            ("Wednesday 10:00", "2024-09-30 17:00", "Wed 2024-10-02 10:00"),
            ("2 workdays after live.at, 14:00", "2024-09-30 17:00", "Tue 2024-07-16 14:00"),
            ("day 5 of month 12:00, rolled back", "2024-09-30 17:00", "Mon 2024-09-30 12:00"),
            ("day 5 of month 12:00, rolled forward", "2024-09-30 17:00", "Tue 2024-10-08 12:00"),
            ("last workday of month 17:00", "2024-08-31 17:00", "Mon 2024-09-30 17:00"),
        ];
        for (text, anchor, expected) in cases {
            if text.ends_with("back") {
                // 5 October is in the holiday: back to 30 September, which is over by then; so November.
                assert_eq!(resolved(text, anchor), "Tue 2024-11-05 12:00");
                assert_eq!(resolved(text, "2024-09-30 11:00"), expected);
            } else {
                assert_eq!(resolved(text, anchor), expected, "{text}");
            }
        }
    }

    #[test]
    fn around_the_clock_a_workday_is_a_day() {
        let always = calendar().around_the_clock();
        for (text, expected) in [
            ("1 workday", "Tue 2024-10-01 23:00"),
            ("4 work hours", "Tue 2024-10-01 03:00"),
            ("next workday 18:00", "Tue 2024-10-01 18:00"),
            ("workday 22:00", "Tue 2024-10-01 22:00"),
        ] {
            let at = phrase(text).resolve(at(&always, "2024-09-30 23:00"), &always, &fields).unwrap();
            assert_eq!(shown(&always, at), expected, "{text}");
        }
    }

    #[test]
    fn a_missing_or_wrong_field_is_named() {
        let cases = [
            ("meeting.start", "'meeting.start' has no value"),
            ("1h after pace", "'pace' is a duration, and what it is counted from must be a time"),
            ("due before task.due", "'due' is a time, and a duration is needed there"),
        ];
        for (text, expected) in cases {
            assert_eq!(resolved(text, "2024-07-15 10:00"), expected);
        }
    }

    #[test]
    fn what_recurs_comes_again_later() {
        let china = calendar();
        let cases = [
            ("24h", "Sat 2024-07-13 16:30"),
            ("1 workday", "Mon 2024-07-15 16:30"),
            ("pace", "Fri 2024-07-12 17:00"),
            ("workday 16:30", "Mon 2024-07-15 16:30"),
            ("Friday 16:30", "Fri 2024-07-19 16:30"),
            ("17:00", "Fri 2024-07-12 17:00"),
            ("next workday 09:00", "Mon 2024-07-15 09:00"),
        ];
        for (text, expected) in cases {
            let next = phrase(text).next_after(at(&china, "2024-07-12 16:30"), &china, &fields);
            assert_eq!(next.map(|at| shown(&china, at)), Ok(expected.to_owned()), "{text}");
        }
        let fails = |text: &str| {
            phrase(text).next_after(at(&china, "2024-07-12 16:30"), &china, &fields).unwrap_err()
        };
        assert!(fails("task.due").contains("happens once"));
        assert!(fails("1h after meeting.end").contains("happens once"));
        assert!(fails("now").contains("no time at all"));
        assert!(fails("nothing").contains("'nothing' has no value"));
    }

    #[test]
    fn fields_and_kinds_are_told() {
        assert_eq!(phrase("5m before task.due").paths(), ["task.due"]);
        assert_eq!(phrase("pace after meeting.end, 14:00").paths(), ["pace", "meeting.end"]);
        assert!(phrase("24h").paths().is_empty());
        for text in ["Wednesday 10:00", "workday 16:30", "day 08:00", "17:00", "last day of month 17:00"] {
            assert!(phrase(text).is_calendar(), "{text}");
        }
        for text in ["24h", "1 workday", "pace", "task.due", "now", "2 workdays after live.at, 14:00"] {
            assert!(!phrase(text).is_calendar(), "{text}");
        }
    }

    #[test]
    fn other_spellings_have_one_canonical_text() {
        let cases = [
            ("24 hours", "24h"),
            ("1  Day", "1d"),
            ("90 min", "90m"),
            ("1h 30m", "90m"),
            ("1 day 2 hours", "26h"),
            ("4 working hours", "4 work hours"),
            ("1 work hour", "1 work hour"),
            ("3 working days", "3 workdays"),
            ("1 workdays", "1 workday"),
            ("Wed 9:00", "Wednesday 09:00"),
            ("every wednesday 10:00", "Wednesday 10:00"),
            ("Mon–Fri 10:00", "Mon-Fri 10:00"),
            ("every workday 16:30", "workday 16:30"),
            ("daily 8:00", "day 08:00"),
            ("Next Workday 18:00", "next workday 18:00"),
            ("2 workdays after live.at ,14:00", "2 workdays after live.at, 14:00"),
            ("Last workday of month 17:00", "last workday of month 17:00"),
            ("day 5 of month 12:00 , rolled back", "day 5 of month 12:00, rolled back"),
        ];
        for (text, canonical) in cases {
            assert_eq!(phrase(text).to_string(), canonical);
        }
    }

    #[test]
    fn what_is_wrong_is_said_with_what_would_be_right() {
        let cases = [
            ("", "a time is missing; write for example '24h', '1 workday' or 'Wednesday 10:00'"),
            ("30", "'30' of what; write '30m', '24h', '2d', '4 work hours' or '1 workday'"),
            ("3 wrkdays", "'wrkdays' is not a unit of time; did you mean 'workdays'?"),
            (
                "3 fortnights",
                "'fortnights' is not a unit of time; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
            ),
            ("1.5h", "'1.5h' has a fraction; write whole numbers, such as '90m' for an hour and a half"),
            (
                "0m",
                "'0m' is no time at all; write 'now', or '30m', '24h', '2d', '4 work hours' or '1 workday'",
            ),
            (
                "99999999d",
                "'99999999d' is longer than ten years; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
            ),
            (
                "9999999999999h",
                "'9999999999999h' is longer than ten years; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
            ),
            (
                "2 work days 3h",
                "'2 work days 3h' is more than one amount; name each unit once, the larger first: '1h30m'",
            ),
            (
                "3 work weeks",
                "'weeks' is not counted in working time; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
            ),
            ("30m1h", "'30m1h' is more than one amount; name each unit once, the larger first: '1h30m'"),
            ("25:00", "'25:00' is not a time of day; write it from '00:00' to '23:59'"),
            ("9:5", "'9:5' is not a time of day; write it from '00:00' to '23:59'"),
            ("24:00", "'24:00' is not a time of day; write it from '00:00' to '23:59'"),
            ("Wednesday", "'Wednesday' lacks a time of day; write 'Wednesday 10:00'"),
            ("workday", "'workday' lacks a time of day; write 'workday 10:00'"),
            (
                "1 workday before day",
                "'day' lacks a time of day; write 'day 10:00'; a field cannot be called so, name it for example 'move_day'",
            ),
            ("Wednesday, 10:00", "'Wednesday' lacks a time of day; write 'Wednesday 10:00'"),
            (
                "Wensday 10:00",
                "'Wensday' is not a day; write 'Wednesday 10:00', 'workday 10:00' or 'next workday 10:00'",
            ),
            (
                "2 workdays after live.at 14:00",
                "a clock time follows a comma here; write '2 workdays after live.at, 14:00'",
            ),
            ("2 workdays 14:00", "a clock time follows a comma here; write '2 workdays, 14:00'"),
            ("at 17:00", "'at' is not needed; write '17:00'"),
            ("in 2h", "'in 2h' is not a time; write '2h'"),
            ("2h before", "'2h before' is half a phrase; write for example '30m before due'"),
            ("before due", "'before due' is half a phrase; write for example '30m before due'"),
            ("2h after now", "'after now' is not needed; write '2h'"),
            (
                "2h after 17:00",
                "'after' counts from a field, and '17:00' is none; write for example '30m after due'",
            ),
            (
                "day 32 of month 12:00",
                "'day 32' is not a day of the month; write 'day 5 of month 12:00', 'last day of month 12:00' or 'last workday of month 17:00'",
            ),
            (
                "day 5 of month",
                "a time of day is missing; write 'day 5 of month 12:00', 'last day of month 12:00' or 'last workday of month 17:00'",
            ),
            (
                "day 5 of month 12:00, back",
                "'back' is not understood; write 'rolled back' or 'rolled forward'",
            ),
            (
                "任务截止",
                "'任务截止' is neither an amount of time, a clock time nor a field; write for example '24h', '1 workday', 'next workday 18:00', 'Wednesday 10:00' or 'task.due'",
            ),
        ];
        for (text, expected) in cases {
            assert_eq!(Phrase::parse(text).unwrap_err(), expected, "{text:?}");
        }
    }

    #[test]
    fn every_tick_is_later_than_the_one_before_also_over_daylight_saving() {
        for name in ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"] {
            let calendar = super::super::WorkCalendar::new(zone(name), Holidays::none());
            for text in ["Sunday 02:30", "day 02:30", "workday 09:00", "day 31 of month 01:15", "17:00"] {
                let phrase = phrase(text);
                let mut at = at(&calendar, "2024-01-01 00:00");
                for _ in 0..60 {
                    let next = phrase.next_after(at, &calendar, &fields).unwrap();
                    assert!(next > at, "{name} {text}");
                    assert!(phrase.ticks_on(calendar.zone.local(next).date(), &calendar), "{name} {text}");
                    at = next;
                }
            }
        }
    }

    fn phrases() -> impl Strategy<Value = Phrase> {
        let time = (0u32..24, 0u32..60).prop_map(|(h, m)| NaiveTime::from_hms_opt(h, m, 0).unwrap());
        let path = prop::sample::select(vec!["due", "task.due", "meeting.end", "live.at", "x-y.z_1"]);
        let unit = prop::sample::select(vec![Unit::Second, Unit::Minute, Unit::Hour, Unit::Day, Unit::Week]);
        let work_unit = prop::sample::select(vec![Unit::Minute, Unit::Hour]);
        let amount = prop_oneof![
            (1u32..500, unit).prop_map(|(n, unit)| Amount::Elapsed(n, unit)),
            (1u32..500, work_unit).prop_map(|(n, unit)| Amount::WorkTime(n, unit)),
            (1u32..500).prop_map(Amount::Workdays),
            Just(Amount::Field("pace".to_owned())),
        ];
        let base = prop_oneof![Just(Base::Start), path.prop_map(|path| Base::Field(path.to_owned()))];
        let point = (prop::option::of(amount), any::<bool>(), base, prop::option::of(time.clone()));
        let month_day = prop_oneof![
            (1u32..32).prop_map(MonthDay::Nth),
            Just(MonthDay::Last),
            Just(MonthDay::LastWorkday)
        ];
        let roll = prop::sample::select(vec![Roll::Stay, Roll::Back, Roll::Forward]);
        let week = prop::sample::subsequence(vec!["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], 1..8);
        prop_oneof![
            4 => point.prop_filter_map("only what can be written", |(amount, before, base, clock)| {
                let written = match (&amount, &base) {
                    (Some(Amount::Field(_)), Base::Start) => return None,
                    (Some(_), Base::Field(_)) => before,
                    _ => false,
                };
                Some(Phrase::Point { amount, before: written, base, clock })
            }),
            1 => time.clone().prop_map(Phrase::Clock),
            1 => time.clone().prop_map(Phrase::NextWorkday),
            1 => time.clone().prop_map(Phrase::Workday),
            1 => time.clone().prop_map(Phrase::Daily),
            1 => (week, time.clone())
                .prop_map(|(days, time)| Phrase::Weekly(Weekdays::parse(&days.join(",")).unwrap(), time)),
            1 => (month_day, time.clone(), roll).prop_map(|(day, time, roll)| Phrase::Monthly(day, time, roll)),
            1 => time.clone().prop_map(|time| {
                Phrase::Rule(Box::new(Rule::parse("FREQ=MONTHLY;BYDAY=2TU,-1FR").unwrap()), time)
            }),
            1 => time.prop_map(|time| Phrase::OnWorkdays(Box::new(Phrase::Daily(time)))),
        ]
    }

    #[test]
    fn rules_of_calendars_and_days_of_work_tick_on_the_clock() {
        let calendar = calendar();
        let next = |text: &str, from: &str| {
            let phrase = phrase(text);
            assert!(phrase.is_calendar(), "{text}");
            shown(&calendar, phrase.next_after(at(&calendar, from), &calendar, &|_| None).unwrap())
        };
        assert_eq!(next("FREQ=MONTHLY;BYDAY=2TU 10:00", "2024-07-01 09:00"), "Tue 2024-07-09 10:00");
        assert_eq!(next("FREQ=MONTHLY;BYDAY=2TU 10:00", "2024-07-09 10:00"), "Tue 2024-08-13 10:00");
        // 1 to 7 October are days off.
        assert_eq!(next("Mon,Thu 09:00, workdays", "2024-09-30 10:00"), "Thu 2024-10-10 09:00");
        assert!(Phrase::parse("2h, workdays").unwrap_err().contains("no days to choose from"));
        assert!(Phrase::parse("workday 09:00, workdays").unwrap_err().contains("said already"));
        assert!(Phrase::parse("FREQ=WEEKLY;BYDAY=MO").unwrap_err().contains("time of day"));
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn the_canonical_text_means_the_same_phrase(phrase in phrases()) {
            prop_assert_eq!(Phrase::parse(&phrase.to_string()), Ok(phrase.clone()));
            let json = serde_json::to_string(&phrase).unwrap();
            prop_assert_eq!(serde_json::from_str::<Phrase>(&json).unwrap(), phrase);
        }

        #[test]
        fn any_text_is_a_phrase_or_a_sentence(text in "[ a-zA-Z0-9:,.前截止-]{0,30}|\\PC{0,20}") {
            if let Err(fault) = Phrase::parse(&text) {
                prop_assert!(!fault.is_empty());
            }
        }

        #[test]
        fn resolving_is_total(phrase in phrases(), at in any::<i64>(), always in any::<bool>()) {
            let calendar = WorkCalendar { always, ..WorkCalendar::new(Zone::parse("Europe/Berlin").unwrap(), Holidays::none()) };
            let edge = Instant::from_timestamp(at, 0).unwrap_or(Instant::MAX_UTC);
            for at in [edge, Instant::from_timestamp(at.rem_euclid(4_000_000_000), 0).unwrap()] {
                let _ = phrase.resolve(at, &calendar, &fields);
                if let Ok(next) = phrase.next_after(at, &calendar, &fields) {
                    prop_assert!(next > at);
                }
            }
        }
    }
}
