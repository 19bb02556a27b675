//! Working time of one person or company, and how to count in it.
//!
//! A [`WorkCalendar`] says when its people work: a zone, office hours, holidays with their make-up days, leave, or
//! always (24×7: nothing waits for office hours). Both ends of the office hours count as open, so that a deadline
//! at the closing minute still takes effect in it.
//!
//! Every function is total. A search for the next working day ends after [`SEARCH_DAYS_MAX`]; counting ends after
//! [`WORKDAYS_MAX`]. The clock of a step is the wall clock of the zone, so that a workday over a daylight saving
//! change still ends at the same time of day.

use super::{Holidays, Instant, Zone};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// The most working days counted in one step, about ten years; more counts as this many.
pub const WORKDAYS_MAX: i32 = 2_600;

/// How far the next working day is looked for. Leave longer than this is not heeded: somebody who is away for over
/// two years is no longer the one whose days count.
const SEARCH_DAYS_MAX: u64 = 800;

/// A set of days of the week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Weekdays(u8);

impl Weekdays {
    /// Monday to Friday.
    pub const OFFICE: Weekdays = Weekdays(0b001_1111);
    /// All seven.
    pub const ALL: Weekdays = Weekdays(0b111_1111);

    /// One day.
    pub fn one(day: Weekday) -> Self {
        Self(1 << day.num_days_from_monday())
    }

    /// `Mon-Fri`, `Mon,Wed`, `Wednesday`, `周一至周五`; names in full or short, in any case.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut set = 0;
        for part in text.split([',', '，', '、']) {
            let ends: Vec<&str> = part.split(['-', '–', '~', '～', '至', '到']).map(str::trim).collect();
            let (first, last) = match ends[..] {
                [one] => (weekday(one)?, weekday(one)?),
                [first, last] => (weekday(first)?, weekday(last)?),
                _ => return Err(format!("'{part}' is not a range of weekdays; write 'Mon-Fri'")),
            };
            let mut day = first;
            set |= Self::one(day).0;
            while day != last {
                day = day.succ();
                set |= Self::one(day).0;
            }
        }
        Ok(Self(set))
    }

    /// Whether a day of the week is in the set.
    pub fn contains(self, day: Weekday) -> bool {
        self.0 & Self::one(day).0 != 0
    }

    /// The only day of the set, if it is one.
    pub fn single(self) -> Option<Weekday> {
        let mut days = self.iter();
        days.next().filter(|_| days.next().is_none())
    }

    fn iter(self) -> impl Iterator<Item = Weekday> {
        (0..7u8).filter_map(|n| Weekday::try_from(n).ok()).filter(move |day| self.contains(*day))
    }
}

fn weekday(text: &str) -> Result<Weekday, String> {
    weekday_named(text).ok_or_else(|| format!("'{text}' is not a day of the week; write 'Mon' or 'Monday'"))
}

/// `Wed`, `wednesday`, `周三`, `星期三`, `礼拜三`.
pub(super) fn weekday_named(text: &str) -> Option<Weekday> {
    const CHINESE: [(char, Weekday); 8] = [
        ('一', Weekday::Mon),
        ('二', Weekday::Tue),
        ('三', Weekday::Wed),
        ('四', Weekday::Thu),
        ('五', Weekday::Fri),
        ('六', Weekday::Sat),
        ('日', Weekday::Sun),
        ('天', Weekday::Sun),
    ];
    let stem = ["周", "星期", "礼拜"].iter().find_map(|prefix| text.strip_prefix(prefix));
    if let Some(stem) = stem {
        return CHINESE.iter().find(|(c, _)| stem.chars().eq([*c])).map(|(_, day)| *day);
    }
    text.parse().ok()
}

impl fmt::Display for Weekdays {
    /// `Mon-Fri`, `Mon,Wed`, `Mon-Sun`: a run of three or more days as a range.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let days: Vec<Weekday> = self.iter().collect();
        let mut i = 0;
        while i < days.len() {
            let run = days[i..]
                .iter()
                .enumerate()
                .take_while(|(k, day)| {
                    day.num_days_from_monday() as usize == days[i].num_days_from_monday() as usize + k
                })
                .count();
            if i > 0 {
                f.write_str(",")?;
            }
            if run >= 3 {
                write!(f, "{}-{}", days[i], days[i + run - 1])?;
                i += run;
            } else {
                write!(f, "{}", days[i])?;
                i += 1;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Weekdays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Weekdays({self})")
    }
}

impl TryFrom<String> for Weekdays {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Weekdays> for String {
    fn from(days: Weekdays) -> String {
        days.to_string()
    }
}

/// Office hours: the same on each of its days.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Hours {
    from: NaiveTime,
    to: NaiveTime,
    days: Weekdays,
    effect: NaiveTime,
}

impl Hours {
    /// Hours from `from` to `to` on `days`. What falls due outside them takes effect at 10:00, or as near to that
    /// as the hours allow.
    pub fn new(from: NaiveTime, to: NaiveTime, days: Weekdays) -> Result<Self, String> {
        if from >= to {
            return Err(format!(
                "office hours from {} to {} do not end after they begin; write 'Mon-Fri 09:00-18:00'",
                clock(from),
                clock(to)
            ));
        }
        if days.0 == 0 {
            return Err("office hours have no day; write 'Mon-Fri 09:00-18:00'".to_owned());
        }
        Ok(Self { from, to, days, effect: hm(10, 0).clamp(from, to) })
    }

    /// The same hours, where what falls due outside them takes effect at `effect`.
    pub fn effect(self, effect: NaiveTime) -> Result<Self, String> {
        if effect < self.from || effect > self.to {
            return Err(format!("{} is outside the office hours {self}", clock(effect)));
        }
        Ok(Self { effect, ..self })
    }

    /// `Mon-Fri 09:00-18:00`; without days Monday to Friday; perhaps with `, effect 09:30`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if let Some((hours, effect)) = text.rsplit_once(", effect ") {
            let remedy =
                || format!("'{effect}' is not a time of day; write 'Mon-Fri 09:00-18:00, effect 10:00'");
            return Self::parse(hours)?.effect(clock_time(effect).ok_or_else(remedy)?);
        }
        let (days, range) = match text.rsplit_once(char::is_whitespace) {
            Some((days, range)) => (Weekdays::parse(days.trim())?, range),
            None => (Weekdays::OFFICE, text),
        };
        let ends = range.split_once(['-', '–']).and_then(|(a, b)| Some((clock_time(a)?, clock_time(b)?)));
        let (from, to) = ends
            .ok_or_else(|| format!("'{range}' is not a range of clock times; write 'Mon-Fri 09:00-18:00'"))?;
        Self::new(from, to, days)
    }

    /// When the office opens.
    pub fn from(&self) -> NaiveTime {
        self.from
    }

    /// When it closes; a date without a time means this.
    pub fn to(&self) -> NaiveTime {
        self.to
    }

    /// The days it opens in an ordinary week.
    pub fn days(&self) -> Weekdays {
        self.days
    }
}

impl Default for Hours {
    /// Monday to Friday, 09:00 to 18:00.
    fn default() -> Self {
        Self { from: hm(9, 0), to: hm(18, 0), days: Weekdays::OFFICE, effect: hm(10, 0) }
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}-{}", self.days, clock(self.from), clock(self.to))?;
        let usual = hm(10, 0).clamp(self.from, self.to);
        if self.effect == usual { Ok(()) } else { write!(f, ", effect {}", clock(self.effect)) }
    }
}

impl TryFrom<String> for Hours {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Hours> for String {
    fn from(hours: Hours) -> String {
        hours.to_string()
    }
}

pub(super) fn hm(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or(NaiveTime::MIN)
}

/// `09:00`, or with seconds where there are any.
pub(super) fn clock(time: NaiveTime) -> String {
    time.format(if time.second() == 0 { "%H:%M" } else { "%H:%M:%S" }).to_string()
}

/// Strictly `H:MM` or `HH:MM`, as files write it.
pub(super) fn clock_time(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.trim().split_once(':')?;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !(1..=2).contains(&hour.len()) || minute.len() != 2 || !digits(hour) || !digits(minute) {
        return None;
    }
    NaiveTime::from_hms_opt(hour.parse().ok()?, minute.parse().ok()?, 0)
}

/// One person's or company's working time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkCalendar {
    /// Whose wall clock counts.
    pub zone: Zone,
    /// Office hours.
    pub hours: Hours,
    /// Days off and make-up days.
    pub holidays: Arc<Holidays>,
    /// Away, each from the first to the last day, both included.
    pub leave: Vec<(NaiveDate, NaiveDate)>,
    /// 24×7: every moment is open, every day a workday, every count is literal.
    pub always: bool,
}

impl WorkCalendar {
    /// Ordinary office hours in a zone.
    pub fn new(zone: Zone, holidays: impl Into<Arc<Holidays>>) -> Self {
        Self { zone, hours: Hours::default(), holidays: holidays.into(), leave: Vec::new(), always: false }
    }

    /// The same people, on duty around the clock.
    pub fn around_the_clock(&self) -> Self {
        Self { always: true, ..self.clone() }
    }

    /// Whether people work on that date: leave first, then holidays and make-up days, then the ordinary week.
    pub fn is_workday(&self, date: NaiveDate) -> bool {
        self.always || (!self.on_leave(date) && self.office_opens(date))
    }

    /// Whether an instant is inside working time, both ends included.
    pub fn is_open(&self, at: Instant) -> bool {
        if self.always {
            return true;
        }
        let date = self.zone.local(at).date();
        let (open, close) = self.bounds(date);
        self.is_workday(date) && open <= at && at <= close
    }

    /// Whether the holidays of that date's year are published; if not, what is computed for it is a guess.
    pub fn known(&self, date: NaiveDate) -> bool {
        self.always || self.holidays.known(date)
    }

    /// The first workday after a date.
    pub fn next_workday(&self, date: NaiveDate) -> NaiveDate {
        self.nearest(date, |date, n| date.checked_add_days(Days::new(n)))
    }

    /// The last workday before a date.
    pub fn previous_workday(&self, date: NaiveDate) -> NaiveDate {
        self.nearest(date, |date, n| date.checked_sub_days(Days::new(n)))
    }

    /// The instant itself when it is open, else the next opening.
    pub fn next_open(&self, at: Instant) -> Instant {
        if self.is_open(at) {
            return at;
        }
        self.bounds(self.day_to_open(at)).0
    }

    /// The instant itself when it is open, else the closing before it.
    pub fn previous_open(&self, at: Instant) -> Instant {
        if self.is_open(at) {
            return at;
        }
        let date = self.zone.local(at).date();
        let (_, close) = self.bounds(date);
        let date = if self.is_workday(date) && at > close { date } else { self.previous_workday(date) };
        self.bounds(date).1
    }

    /// When something that falls due at `at` takes effect: then, if that is working time; else at the effect time
    /// (10:00) of the next working time's day. Never earlier than `at`, never outside working time.
    pub fn effect_at(&self, at: Instant) -> Instant {
        if self.is_open(at) {
            return at;
        }
        let date = self.day_to_open(at);
        let (open, close) = self.bounds(date);
        self.zone.instant(date.and_time(self.hours.effect)).clamp(open, close)
    }

    /// `minutes` of working time after `at`; before it where they are negative.
    pub fn add_work_time(&self, at: Instant, minutes: i64) -> Instant {
        let amount = TimeDelta::try_minutes(minutes).unwrap_or(TimeDelta::zero());
        if self.always {
            return at.checked_add_signed(amount).unwrap_or(at);
        }
        if minutes < 0 { self.back(at, -amount) } else { self.forward(at, amount) }
    }

    /// The `n`th workday from an instant, at the same clock time: Friday 15:00 plus 1 is Monday 15:00. The start is
    /// first moved into working time (forward, or back where `n` is negative), so that it is never less than `n`
    /// whole workdays: Saturday plus 1 is Tuesday's opening.
    pub fn add_workdays(&self, at: Instant, n: i32) -> Instant {
        if self.always {
            let local = self.zone.local(at);
            return self.zone.instant(shift_days(local.date(), n.into()).and_time(local.time()));
        }
        let start = self.zone.local(if n < 0 { self.previous_open(at) } else { self.next_open(at) });
        let date = self.nth_workday(start.date(), n);
        let (open, close) = self.bounds(date);
        self.zone.instant(date.and_time(start.time())).clamp(open, close)
    }

    /// The `n`th workday from a date, which itself is day 0 whether people work on it or not.
    pub fn nth_workday(&self, date: NaiveDate, n: i32) -> NaiveDate {
        let n = n.clamp(-WORKDAYS_MAX, WORKDAYS_MAX);
        let step = if n < 0 { Self::previous_workday } else { Self::next_workday };
        (0..n.abs()).fold(date, |date, _| step(self, date))
    }

    /// The end of the working day of a date, whether people work on it or not.
    pub fn end_of_day(&self, date: NaiveDate) -> Instant {
        self.bounds(date).1
    }

    /// Whole minutes of working time between two instants; negative where `b` is before `a`. Looks no further than
    /// [`WORKDAYS_MAX`] workdays.
    pub fn work_minutes_between(&self, a: Instant, b: Instant) -> i64 {
        if b < a {
            return -self.work_minutes_between(b, a);
        }
        if self.always {
            return (b - a).num_minutes();
        }
        let mut total = TimeDelta::zero();
        let mut at = self.next_open(a);
        for _ in 0..WORKDAYS_MAX {
            if at >= b {
                break;
            }
            let date = self.zone.local(at).date();
            let (_, close) = self.bounds(date);
            total += b.min(close) - at;
            at = self.bounds(self.next_workday(date)).0;
        }
        total.num_minutes()
    }

    fn on_leave(&self, date: NaiveDate) -> bool {
        self.leave.iter().any(|(first, last)| *first <= date && date <= *last)
    }

    fn office_opens(&self, date: NaiveDate) -> bool {
        match self.holidays.off(date) {
            Some(off) => !off,
            None => self.hours.days.contains(date.weekday()),
        }
    }

    /// Opening and closing on a date, whether people work on it or not.
    fn bounds(&self, date: NaiveDate) -> (Instant, Instant) {
        let at = |time| self.zone.instant(NaiveDateTime::new(date, time));
        let open = at(self.hours.from);
        // An opening inside a daylight saving gap moves forward by it, past a closing soon after.
        (open, at(self.hours.to).max(open))
    }

    /// The date itself while its opening is still to come, else the next workday. For instants that are not open.
    fn day_to_open(&self, at: Instant) -> NaiveDate {
        let date = self.zone.local(at).date();
        if self.is_workday(date) && at < self.bounds(date).0 { date } else { self.next_workday(date) }
    }

    fn nearest(&self, from: NaiveDate, step: impl Fn(NaiveDate, u64) -> Option<NaiveDate>) -> NaiveDate {
        let days = || (1..=SEARCH_DAYS_MAX).filter_map(|n| step(from, n));
        days()
            .find(|date| self.is_workday(*date))
            .or_else(|| days().find(|date| self.office_opens(*date)))
            .or_else(|| step(from, 1))
            .unwrap_or(from)
    }

    fn forward(&self, at: Instant, mut left: TimeDelta) -> Instant {
        let mut at = self.next_open(at);
        for _ in 0..WORKDAYS_MAX {
            let date = self.zone.local(at).date();
            let today = self.bounds(date).1 - at;
            if left <= today {
                return at + left;
            }
            left -= today;
            at = self.bounds(self.next_workday(date)).0;
        }
        at
    }

    fn back(&self, at: Instant, mut left: TimeDelta) -> Instant {
        let mut at = self.previous_open(at);
        for _ in 0..WORKDAYS_MAX {
            let date = self.zone.local(at).date();
            let today = at - self.bounds(date).0;
            if left <= today {
                return at - left;
            }
            left -= today;
            at = self.bounds(self.previous_workday(date)).1;
        }
        at
    }
}

/// `n` days later, at the end of the calendar where it ends.
pub(super) fn shift_days(date: NaiveDate, n: i64) -> NaiveDate {
    let days = Days::new(n.unsigned_abs());
    if n < 0 {
        date.checked_sub_days(days).unwrap_or(NaiveDate::MIN)
    } else {
        date.checked_add_days(days).unwrap_or(NaiveDate::MAX)
    }
}

/// `Wednesday`.
pub(super) fn full_name(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{at, calendar, day, shown, zone};
    use super::*;
    use proptest::prelude::*;

    fn workdays(calendar: &WorkCalendar, from: &str, n: i32) -> String {
        shown(calendar, calendar.add_workdays(at(calendar, from), n))
    }

    fn work_time(calendar: &WorkCalendar, from: &str, minutes: i64) -> String {
        shown(calendar, calendar.add_work_time(at(calendar, from), minutes))
    }

    #[test]
    fn a_workday_later_is_the_same_clock_time_on_the_next_workday() {
        let china = calendar();
        let cases = [
            ("2024-07-12 15:00", 1, "Mon 2024-07-15 15:00"),
            ("2024-07-15 09:00", 1, "Tue 2024-07-16 09:00"),
            ("2024-07-12 18:00", 1, "Mon 2024-07-15 18:00"),
            ("2024-07-15 15:00", 5, "Mon 2024-07-22 15:00"),
            // Out of hours the first working day has not begun yet.
            ("2024-07-12 20:00", 1, "Tue 2024-07-16 09:00"),
            ("2024-07-13 11:00", 1, "Tue 2024-07-16 09:00"),
            ("2024-07-15 07:00", 1, "Tue 2024-07-16 09:00"),
            // Saturday 14 September made up for a holiday, then three days off.
            ("2024-09-13 15:00", 1, "Sat 2024-09-14 15:00"),
            ("2024-09-14 15:00", 1, "Wed 2024-09-18 15:00"),
            ("2024-09-30 15:00", 1, "Tue 2024-10-08 15:00"),
            // Back.
            ("2024-07-15 15:00", -1, "Fri 2024-07-12 15:00"),
            ("2024-07-15 18:00", -1, "Fri 2024-07-12 18:00"),
            ("2024-07-13 11:00", -1, "Thu 2024-07-11 18:00"),
            ("2024-10-08 10:00", -2, "Sun 2024-09-29 10:00"),
            // No step only moves into working time.
            ("2024-07-13 11:00", 0, "Mon 2024-07-15 09:00"),
            ("2024-07-15 11:00", 0, "Mon 2024-07-15 11:00"),
        ];
        for (from, n, expected) in cases {
            assert_eq!(workdays(&china, from, n), expected, "{from} {n:+}");
        }
    }

    #[test]
    fn dates_are_counted_from_day_zero_even_if_nobody_works_on_it() {
        let china = calendar();
        assert_eq!(china.nth_workday(day("2024-07-12"), 3), day("2024-07-17"));
        assert_eq!(china.nth_workday(day("2024-07-13"), 3), day("2024-07-17"));
        assert_eq!(china.nth_workday(day("2024-07-13"), -1), day("2024-07-12"));
    }

    #[test]
    fn work_time_stops_at_closing_and_goes_on_at_opening() {
        let china = calendar();
        let cases = [
            ("2024-07-15 10:00", 240, "Mon 2024-07-15 14:00"),
            ("2024-07-12 17:00", 240, "Mon 2024-07-15 12:00"),
            ("2024-07-12 14:00", 240, "Fri 2024-07-12 18:00"),
            ("2024-07-12 18:00", 1, "Mon 2024-07-15 09:01"),
            ("2024-07-13 11:00", 30, "Mon 2024-07-15 09:30"),
            ("2024-07-15 10:00", 9 * 60 * 5, "Mon 2024-07-22 10:00"),
            ("2024-07-15 10:00", -120, "Fri 2024-07-12 17:00"),
            ("2024-07-13 11:00", -60, "Fri 2024-07-12 17:00"),
            ("2024-07-13 11:00", 0, "Mon 2024-07-15 09:00"),
        ];
        for (from, minutes, expected) in cases {
            assert_eq!(work_time(&china, from, minutes), expected, "{from} {minutes:+}");
        }
        let between = |a, b| china.work_minutes_between(at(&china, a), at(&china, b));
        assert_eq!(between("2024-07-12 17:00", "2024-07-15 12:00"), 240);
        assert_eq!(between("2024-07-15 12:00", "2024-07-12 17:00"), -240);
        assert_eq!(between("2024-07-13 00:00", "2024-07-14 23:00"), 0);
    }

    #[test]
    fn what_falls_due_at_night_takes_effect_at_ten_on_the_next_working_day() {
        let china = calendar();
        let cases = [
            ("2024-07-15 09:30", "Mon 2024-07-15 09:30"),
            ("2024-07-15 18:00", "Mon 2024-07-15 18:00"),
            ("2024-07-15 18:01", "Tue 2024-07-16 10:00"),
            ("2024-07-15 07:00", "Mon 2024-07-15 10:00"),
            ("2024-07-12 22:00", "Mon 2024-07-15 10:00"),
            ("2024-10-01 11:00", "Tue 2024-10-08 10:00"),
        ];
        for (due, expected) in cases {
            assert_eq!(shown(&china, china.effect_at(at(&china, due))), expected, "{due}");
        }
        let always = china.around_the_clock();
        assert_eq!(shown(&china, always.effect_at(at(&china, "2024-10-01 03:00"))), "Tue 2024-10-01 03:00");
    }

    #[test]
    fn around_the_clock_everything_is_literal() {
        let always = calendar().around_the_clock();
        assert_eq!(workdays(&always, "2024-09-30 23:15", 1), "Tue 2024-10-01 23:15");
        assert_eq!(work_time(&always, "2024-09-30 23:00", 240), "Tue 2024-10-01 03:00");
        assert!(always.is_workday(day("2024-10-01")) && always.known(day("2050-01-01")));
        let (a, b) = (at(&always, "2024-09-30 23:00"), at(&always, "2024-10-01 03:00"));
        assert_eq!(always.work_minutes_between(a, b), 240);
    }

    #[test]
    fn leave_is_not_working_time_unless_it_never_ends() {
        let mut person = calendar();
        person.leave = vec![(day("2024-07-15"), day("2024-07-19"))];
        assert_eq!(workdays(&person, "2024-07-12 15:00", 1), "Mon 2024-07-22 15:00");
        assert!(!person.is_open(at(&person, "2024-07-16 10:00")));
        person.leave = vec![(day("2024-07-15"), day("9999-12-31"))];
        assert_eq!(workdays(&person, "2024-07-12 15:00", 1), "Mon 2024-07-15 15:00");
    }

    #[test]
    fn a_workday_keeps_its_clock_over_daylight_saving() {
        let berlin = WorkCalendar::new(zone("Europe/Berlin"), Holidays::none());
        let friday = at(&berlin, "2024-03-29 15:00");
        let monday = berlin.add_workdays(friday, 1);
        assert_eq!(shown(&berlin, monday), "Mon 2024-04-01 15:00");
        assert_eq!((monday - friday).num_hours(), 71);
        assert_eq!(berlin.work_minutes_between(friday, monday), 9 * 60);
    }

    #[test]
    fn hours_inside_a_daylight_saving_gap_do_not_turn_round() {
        let hours = Hours::new(hm(2, 30), hm(3, 0), Weekdays::ALL).unwrap();
        let night = WorkCalendar { hours, ..WorkCalendar::new(zone("Europe/Berlin"), Holidays::none()) };
        let eve = at(&night, "2024-03-30 02:45");
        assert_eq!(shown(&night, night.add_workdays(eve, 1)), "Sun 2024-03-31 03:30");
        assert_eq!(shown(&night, night.add_work_time(eve, 30)), "Mon 2024-04-01 02:45");
    }

    #[test]
    fn extreme_instants_and_counts_end() {
        for calendar in [calendar(), calendar().around_the_clock()] {
            for at in [Instant::MIN_UTC, Instant::MAX_UTC, "2024-07-15T00:00:00Z".parse().unwrap()] {
                for n in [i32::MIN, -1, 0, 1, i32::MAX] {
                    calendar.add_workdays(at, n);
                }
                for minutes in [i64::MIN, -1, 0, 1, i64::MAX] {
                    calendar.add_work_time(at, minutes);
                }
                calendar.effect_at(at);
                calendar.previous_open(at);
                calendar.end_of_day(calendar.zone.local(at).date());
            }
            calendar.work_minutes_between(Instant::MIN_UTC, Instant::MAX_UTC);
        }
    }

    #[test]
    fn the_2027_schedule_is_not_known_before_it_is_published() {
        assert!(calendar().known(day("2026-12-26")));
        assert!(!calendar().known(day("2026-12-31")));
        assert!(!calendar().known(day("2027-01-01")));
    }

    #[test]
    fn hours_and_weekdays_are_read_as_people_write_them() {
        let cases = [
            ("Mon-Fri 09:00-18:00", "Mon-Fri 09:00-18:00"),
            ("09:30-17:30", "Mon-Fri 09:30-17:30"),
            ("周一至周六 8:00-12:00", "Mon-Sat 08:00-12:00"),
            ("Sun-Thu 09:00–17:00", "Mon-Thu,Sun 09:00-17:00"),
            ("09:00-18:00, effect 9:30", "Mon-Fri 09:00-18:00, effect 09:30"),
            ("09:00-18:00, effect 10:00", "Mon-Fri 09:00-18:00"),
            ("monday,Wed 09:00-17:00", "Mon,Wed 09:00-17:00"),
        ];
        for (text, canonical) in cases {
            let hours = Hours::parse(text).unwrap();
            assert_eq!(hours.to_string(), canonical);
            assert_eq!(Hours::parse(canonical).unwrap(), hours);
        }
        for text in [
            "",
            "Mon-Fri",
            "Mon-Fri 18:00-09:00",
            "Mon-Fri 9-18",
            "Foo 09:00-18:00",
            "Mon-Fri 09:00-24:00",
            "09:00-18:00, effect late",
        ] {
            let fault = Hours::parse(text).unwrap_err();
            assert!(fault.contains("write '"), "{fault}");
        }
        assert_eq!(Hours::parse("14:00-18:00").unwrap().effect, hm(14, 0));
        assert!(Hours::default().effect(hm(8, 0)).is_err());
    }

    const ZONES: [&str; 5] =
        ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"];

    prop_compose! {
        fn calendars()(
            zone_at in 0..ZONES.len(),
            from in 6u32..13,
            length in 1u32..10,
            week in 1u8..128,
            days in prop::collection::btree_map(0u64..7_000, any::<bool>(), 0..60),
            leave in (0u64..7_000, 0u64..30),
        ) -> WorkCalendar {
            let start = day("2021-01-01");
            let list = days.iter().map(|(n, off)| {
                let date = start + Days::new(*n);
                format!("  {{ date = {date}, isOffDay = {off} }},\n")
            });
            let text = format!("days = [\n{}]", list.collect::<String>());
            let holidays = Holidays::read(&[crate::fault::Source::new("own.toml", text)]).unwrap();
            let first = start + Days::new(leave.0);
            WorkCalendar {
                hours: Hours::new(hm(from, 15), hm(from + length, 45), Weekdays(week)).unwrap(),
                leave: vec![(first, first + Days::new(leave.1))],
                ..WorkCalendar::new(zone(ZONES[zone_at]), holidays)
            }
        }
    }

    fn instants() -> impl Strategy<Value = Instant> {
        (1_609_459_200i64..2_208_988_800).prop_map(|s| Instant::from_timestamp(s / 60 * 60, 0).unwrap())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn nothing_lands_outside_working_hours(c in calendars(), at in instants(), n in -40i32..40) {
            prop_assert!(c.is_open(c.add_workdays(at, n)));
            prop_assert!(c.is_open(c.add_work_time(at, i64::from(n) * 97)));
            prop_assert!(c.is_open(c.effect_at(at)));
            prop_assert!(c.is_open(c.next_open(at)) && c.next_open(at) >= at);
            prop_assert!(c.is_open(c.previous_open(at)) && c.previous_open(at) <= at);
            prop_assert!(c.effect_at(at) >= c.next_open(at));
        }

        #[test]
        fn workdays_there_and_back_are_nothing(c in calendars(), at in instants(), n in -40i32..40) {
            let start = c.next_open(at);
            prop_assert_eq!(c.add_workdays(c.add_workdays(start, n), -n), start);
        }

        #[test]
        fn workdays_add_up(c in calendars(), at in instants(), a in 0i32..20, b in 0i32..20) {
            prop_assert_eq!(c.add_workdays(c.add_workdays(at, a), b), c.add_workdays(at, a + b));
        }

        #[test]
        fn later_starts_and_longer_counts_never_end_earlier(
            c in calendars(), at in instants(), later in 0i64..20_000, n in -20i32..20,
        ) {
            let then = at + TimeDelta::minutes(later);
            prop_assert!(c.add_workdays(at, n) <= c.add_workdays(then, n));
            prop_assert!(c.add_workdays(at, n) < c.add_workdays(at, n + 1));
            prop_assert!(c.add_work_time(at, later) <= c.add_work_time(then, later));
        }

        #[test]
        fn working_minutes_are_the_measure_of_work_time(c in calendars(), at in instants(), n in 0i64..20_000) {
            prop_assert_eq!(c.work_minutes_between(at, c.add_work_time(at, n)), n);
            prop_assert_eq!(c.work_minutes_between(c.add_work_time(at, -n), at), n);
        }
    }
}
