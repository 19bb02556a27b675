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
//!
//! Reading order: this file (the values, and what they mean), `reading` (text to phrase), `writing` (and back).

mod reading;
#[cfg(test)]
mod tests;
mod writing;

use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::work::shift_days;
use super::{Instant, Lookup, Moment, Rolled, Rule, WORKDAYS_MAX, Weekdays, WorkCalendar};

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
    /// How many seconds one is.
    pub fn seconds(self) -> i64 {
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
