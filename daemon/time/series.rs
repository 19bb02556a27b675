//! The dates of a recurring meeting, with the days nobody works treated.
//!
//! A series is a calendar phrase (`Wednesday 10:00`) between two dates. Its occurrences are local times: the zone is
//! applied late, by whoever needs an instant, so that a series keeps its wall clock over daylight saving changes.

use super::{Phrase, WorkCalendar};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The most occurrences of one series: ten years of weeks. What lies beyond is left out.
pub const OCCURRENCES_MAX: usize = 520;

/// What happens to an occurrence on a day nobody works.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Policy {
    /// `keep`: it takes place all the same.
    Keep,
    /// `skip`: it is left out.
    Skip,
    /// `same week, else skip`: on the next workday of the same week (Monday to Sunday), if there is one that is not
    /// already an occurrence; else it is left out.
    #[default]
    SameWeekElseSkip,
}

impl Policy {
    const WORDS: [(&'static str, Policy); 3] =
        [("keep", Policy::Keep), ("skip", Policy::Skip), ("same week, else skip", Policy::SameWeekElseSkip)];

    /// Reads `keep`, `skip` or `same week, else skip`.
    pub fn parse(text: &str) -> Result<Self, String> {
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
        Self::WORDS.iter().find(|(name, _)| *name == words).map(|(_, policy)| *policy).ok_or_else(|| {
            format!("'{text}' says nothing about holidays; write 'same week, else skip', 'skip' or 'keep'")
        })
    }
}

impl fmt::Display for Policy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Policy::Keep => "keep",
            Policy::Skip => "skip",
            Policy::SameWeekElseSkip => "same week, else skip",
        })
    }
}

impl TryFrom<String> for Policy {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl From<Policy> for String {
    fn from(policy: Policy) -> String {
        policy.to_string()
    }
}

/// One date of a series, in the calendar's local time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Occurrence {
    /// When the rule says; the RECURRENCE-ID of the occurrence.
    pub original: NaiveDateTime,
    /// Where it was moved to.
    pub moved_to: Option<NaiveDateTime>,
    /// Left out; an EXDATE.
    pub skipped: bool,
}

impl Occurrence {
    /// When it takes place, if it does.
    pub fn takes_place(&self) -> Option<NaiveDateTime> {
        (!self.skipped).then(|| self.moved_to.unwrap_or(self.original))
    }
}

/// The occurrences of `phrase` from `from` to `until`, both included, in order of their original date; at most
/// [`OCCURRENCES_MAX`]. An occurrence may be moved past `until`, within its week.
///
/// An error where the phrase is not one that ticks on the clock.
pub fn series(
    phrase: &Phrase,
    from: NaiveDate,
    until: NaiveDate,
    calendar: &WorkCalendar,
    policy: Policy,
) -> Result<Vec<Occurrence>, String> {
    let time = phrase
        .clock()
        .ok_or_else(|| format!("'{phrase}' is no series; write for example 'Wednesday 10:00'"))?;
    Ok(from
        .iter_days()
        .take_while(|date| *date <= until)
        .filter(|date| phrase.ticks_on(*date, calendar))
        .take(OCCURRENCES_MAX)
        .map(|date| treated(phrase, date, time, calendar, policy))
        .collect())
}

fn treated(
    phrase: &Phrase,
    date: NaiveDate,
    time: NaiveTime,
    calendar: &WorkCalendar,
    policy: Policy,
) -> Occurrence {
    let kept = Occurrence { original: date.and_time(time), moved_to: None, skipped: false };
    if calendar.is_workday(date) {
        return kept;
    }
    let moved = |to: Option<NaiveDate>| Occurrence {
        moved_to: to.map(|to| to.and_time(time)),
        skipped: to.is_none(),
        ..kept
    };
    match policy {
        Policy::Keep => kept,
        Policy::Skip => moved(None),
        Policy::SameWeekElseSkip => moved(
            (1..7)
                .filter_map(|n| date.checked_add_days(Days::new(n)))
                .take_while(|to| to.iso_week() == date.iso_week())
                .find(|to| calendar.is_workday(*to))
                .filter(|to| !phrase.ticks_on(*to, calendar)),
        ),
    }
}
