//! Days of the week that give way to days off, within their week: `Friday 17:00, rolled back`.
//!
//! On a day off it is the last workday before it in the same week (from Monday to Sunday), rolled forward the first
//! one after it; a week that has none leaves it out. Two days that give way to the same one tick once.

use super::phrase::Roll;
use super::work::{clock, full_name, shift_days};
use super::{Weekdays, WorkCalendar};
use chrono::{Datelike, NaiveDate, NaiveTime};
use std::fmt;

/// The days, their time of day, and the side to which they give way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rolled {
    /// Which days of the week.
    pub days: Weekdays,
    /// When on that day, in the calendar's zone.
    pub time: NaiveTime,
    /// Where to; never [`Roll::Stay`].
    pub roll: Roll,
}

impl Rolled {
    /// Whether it ticks on a date.
    pub(super) fn ticks_on(&self, date: NaiveDate, calendar: &WorkCalendar) -> bool {
        if !calendar.is_workday(date) {
            return false;
        }
        let monday = shift_days(date, -i64::from(date.weekday().num_days_from_monday()));
        let week = (0..7).map(|n| shift_days(monday, n));
        week.filter(|day| self.days.contains(day.weekday())).any(|day| {
            // Every day between is off, and the date is not.
            let mut between = match self.roll {
                Roll::Forward => day.iter_days().take_while(|d| *d < date).collect::<Vec<_>>(),
                Roll::Back | Roll::Stay => date.iter_days().skip(1).take_while(|d| *d <= day).collect(),
            }
            .into_iter();
            let reached = match self.roll {
                Roll::Stay => day == date,
                Roll::Back => date <= day,
                Roll::Forward => date >= day,
            };
            reached && between.all(|d| !calendar.is_workday(d))
        })
    }
}

impl fmt::Display for Rolled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.days.single() {
            Some(day) => f.write_str(full_name(day))?,
            None => write!(f, "{}", self.days)?,
        }
        write!(f, " {}{}", clock(self.time), self.roll.words())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)] // all of it is tests

    use crate::fault::Source;
    use crate::time::{Holidays, Instant, Phrase, WorkCalendar, Zone};

    /// 2026: 1 to 8 October are off, and Saturday the 10th is worked.
    fn china() -> WorkCalendar {
        let days = include_str!("../../rules/holidays/china-2026.toml");
        let holidays = Holidays::read(&[Source::new("china-2026.toml", days)]).unwrap();
        WorkCalendar::new(Zone::parse("Asia/Shanghai").unwrap(), holidays)
    }

    fn next(text: &str, after: &str) -> String {
        let calendar = china();
        let at = chrono::NaiveDateTime::parse_from_str(after, "%Y-%m-%d %H:%M").unwrap();
        let after: Instant = calendar.zone.instant(at);
        let next = Phrase::parse(text).unwrap().next_after(after, &calendar, &|_| None).unwrap();
        calendar.zone.local(next).format("%a %Y-%m-%d %H:%M").to_string()
    }

    #[test]
    fn a_day_off_gives_way_within_its_week() {
        for (text, after, expected) in [
            ("Friday 17:00, rolled back", "2026-09-14 09:00", "Fri 2026-09-18 17:00"),
            ("Friday 17:00, rolled back", "2026-09-21 09:00", "Thu 2026-09-24 17:00"),
            ("Thursday 16:00, rolled back", "2026-09-28 09:00", "Wed 2026-09-30 16:00"),
            ("Friday 17:00, rolled back", "2026-09-28 09:00", "Wed 2026-09-30 17:00"),
            ("Thu,Fri 17:00, rolled back", "2026-09-30 17:00", "Thu 2026-10-08 17:00"),
            // The week of 5 October: Monday to Wednesday are off.
            ("Monday 10:00, rolled forward", "2026-09-28 10:00", "Thu 2026-10-08 10:00"),
            // A worked Saturday is a workday of its week, and Sunday gives way to it.
            ("Sunday 12:00, rolled back", "2026-10-08 09:00", "Sat 2026-10-10 12:00"),
            ("Saturday 12:00, rolled forward", "2026-10-08 09:00", "Sat 2026-10-10 12:00"),
            // In the week of 16 February nobody works: it is left out, and neither side of it ticks twice.
            ("Thursday 16:00, rolled back", "2026-02-12 16:00", "Thu 2026-02-26 16:00"),
            ("Monday 10:00, rolled forward", "2026-02-09 10:00", "Tue 2026-02-24 10:00"),
        ] {
            assert_eq!(next(text, after), expected, "{text} after {after}");
        }
    }

    #[test]
    fn it_is_written_as_it_is_read() {
        for (text, canonical) in [
            ("friday 17:00 , rolled back", "Friday 17:00, rolled back"),
            ("Mon,Thu 9:00, rolled forward", "Mon,Thu 09:00, rolled forward"),
        ] {
            assert_eq!(Phrase::parse(text).unwrap().to_string(), canonical);
        }
        for (text, part) in [
            ("24h, rolled back", "no day of the week"),
            ("workday 17:00, rolled back", "no day of the week"),
            ("Friday 17:00, rolled", "rolled back"),
        ] {
            let said = Phrase::parse(text).unwrap_err();
            assert!(said.contains(part), "{text}: {said}");
        }
    }
}
