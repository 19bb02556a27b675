//! Working time, holidays, zones, and time as people say it.
//!
//! Everything here is arithmetic on values that come in: no clock, no file, no environment. Zone rules come from the
//! tz database compiled into the program, so that the same record replays to the same instant on any machine.
//!
//! * [`Zone`]: wall clock to instant and back, safe over daylight saving changes.
//! * [`Holidays`]: published days off and make-up working days, and which years are published at all.
//! * [`WorkCalendar`]: one person's or company's working time, and how to count in it.
//! * [`Phrase`]: `24h`, `1 workday before task.due`, `Wednesday 10:00` as process files write them.
//! * [`series()`]: the dates of a recurring meeting, with its holidays treated.
//! * [`free()`]: the first time at which several people can meet.
//! * [`read`]: dates, times, spans and durations as people write them in mail.

mod free;
mod holidays;
mod phrase;
pub mod read;
mod rolled;
mod rule;
mod series;
mod work;
mod zone;

pub use free::free;
pub use holidays::Holidays;
pub use phrase::{Amount, Base, ELAPSED_DAYS_MAX, MonthDay, Phrase, Roll, Unit};
pub use rolled::Rolled;
pub use rule::Rule;
pub use series::{OCCURRENCES_MAX, Occurrence, Policy, notice, series};
pub use work::{Hours, WORKDAYS_MAX, Weekdays, WorkCalendar};
pub use zone::Zone;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A point on the world's one clock.
pub type Instant = chrono::DateTime<chrono::Utc>;

/// What a time field holds: an instant, or a date that somebody wrote without a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Moment {
    /// Written with a clock time. RFC 3339 in serde.
    At(Instant),
    /// A date alone; as a deadline it means the end of that working day, inclusive. `2024-07-15` in serde.
    Day(NaiveDate),
}

impl Moment {
    /// The instant this means as a deadline: a date is over at the end of its working day.
    pub fn instant(&self, calendar: &WorkCalendar) -> Instant {
        match self {
            Moment::At(at) => *at,
            Moment::Day(date) => calendar.end_of_day(*date),
        }
    }

    /// The date it falls on in a zone.
    pub fn date(&self, zone: &Zone) -> NaiveDate {
        match self {
            Moment::At(at) => zone.local(*at).date(),
            Moment::Day(date) => *date,
        }
    }
}

/// From one instant to another; `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// When it begins.
    pub start: Instant,
    /// When it is over.
    pub end: Instant,
}

/// What a field named in a [`Phrase`] holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// A date or date-time field.
    Moment(Moment),
    /// A duration field, in minutes.
    Minutes(i64),
}

#[cfg(test)]
pub(crate) mod example {
    //! What tests of this and other rooms count with: Shanghai, office hours, the published holidays.

    use super::*;
    use crate::fault::Source;

    /// Office hours in Shanghai with the holidays of 2024 to 2026.
    pub(crate) fn calendar() -> WorkCalendar {
        let files = [
            Source::new("china-2024.toml", include_str!("../../rules/holidays/china-2024.toml")),
            Source::new("china-2025.toml", include_str!("../../rules/holidays/china-2025.toml")),
            Source::new("china-2026.toml", include_str!("../../rules/holidays/china-2026.toml")),
        ];
        WorkCalendar::new(zone("Asia/Shanghai"), Holidays::read(&files).unwrap())
    }

    pub(crate) fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    pub(crate) fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// `2024-07-15 10:00` on the calendar's wall clock.
    pub(crate) fn at(calendar: &WorkCalendar, text: &str) -> Instant {
        calendar.zone.instant(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap())
    }

    /// The same way back, with the day of the week: `Mon 2024-07-15 10:00`.
    pub(crate) fn shown(calendar: &WorkCalendar, at: Instant) -> String {
        calendar.zone.local(at).format("%a %Y-%m-%d %H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_stored_as_the_text_a_person_would_write() {
        let day = Moment::Day(NaiveDate::from_ymd_opt(2024, 7, 15).unwrap());
        assert_eq!(serde_json::to_string(&day).unwrap(), "\"2024-07-15\"");
        assert_eq!(serde_json::from_str::<Moment>("\"2024-07-15\"").unwrap(), day);
        let at = Moment::At("2024-07-15T10:00:00Z".parse().unwrap());
        assert_eq!(serde_json::to_string(&at).unwrap(), "\"2024-07-15T10:00:00Z\"");
        assert_eq!(serde_json::from_str::<Moment>("\"2024-07-15T10:00:00Z\"").unwrap(), at);
    }

    #[test]
    fn a_date_as_a_deadline_lasts_to_the_end_of_its_working_day() {
        let calendar = WorkCalendar::new(Zone::parse("Asia/Shanghai").unwrap(), Holidays::none());
        let day = Moment::Day(NaiveDate::from_ymd_opt(2024, 7, 15).unwrap());
        assert_eq!(day.instant(&calendar), "2024-07-15T18:00:00+08:00".parse::<Instant>().unwrap());
    }
}
