//! The dates of a recurring meeting, with the days nobody works treated.
//!
//! A series is a calendar phrase (`Wednesday 10:00`) between two dates. Its occurrences are local times: the zone is
//! applied late, by whoever needs an instant, so that a series keeps its wall clock over daylight saving changes.

use super::work::shift_days;
use super::{Instant, Phrase, WorkCalendar};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, Weekday};
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
    let mut found: Vec<Occurrence> = Vec::new();
    let dates = from.iter_days().take_while(|date| *date <= until);
    for date in dates.filter(|date| phrase.ticks_on(*date, calendar)).take(OCCURRENCES_MAX) {
        let taken = found.last().and_then(|last| last.moved_to).map(|to| to.date());
        let free = |to: &NaiveDate| !phrase.ticks_on(*to, calendar) && taken != Some(*to);
        found.push(treated(date.and_time(time), calendar, policy, free));
    }
    Ok(found)
}

/// When people hear of something about `date`: at that time of its week (`Monday 09:00`), no later than the date
/// itself, and on the workday before where that is a day off.
///
/// An error where the phrase is not one weekday with a time.
pub fn notice(phrase: &Phrase, date: NaiveDate, calendar: &WorkCalendar) -> Result<Instant, String> {
    let Phrase::Weekly(days, time) = phrase else { return Err(no_notice(phrase)) };
    let day = days.single().ok_or_else(|| no_notice(phrase))?;
    let from_monday = |day: Weekday| i64::from(day.num_days_from_monday());
    let on = shift_days(date, from_monday(day) - from_monday(date.weekday())).min(date);
    let on = if calendar.is_workday(on) { on } else { calendar.previous_workday(on) };
    Ok(calendar.zone.instant(on.and_time(*time)))
}

fn no_notice(phrase: &Phrase) -> String {
    format!("'{phrase}' is no day of the week with a time; write for example 'Monday 09:00'")
}

/// `free`: no other occurrence is on that date.
fn treated(
    original: NaiveDateTime,
    calendar: &WorkCalendar,
    policy: Policy,
    free: impl Fn(&NaiveDate) -> bool,
) -> Occurrence {
    let date = original.date();
    let kept = Occurrence { original, moved_to: None, skipped: false };
    let moved = |to: Option<NaiveDate>| Occurrence {
        moved_to: to.map(|to| to.and_time(original.time())),
        skipped: to.is_none(),
        ..kept
    };
    match policy {
        _ if calendar.is_workday(date) => kept,
        Policy::Keep => kept,
        Policy::Skip => moved(None),
        Policy::SameWeekElseSkip => moved(
            (1..7)
                .filter_map(|n| date.checked_add_days(Days::new(n)))
                .take_while(|to| to.iso_week() == date.iso_week())
                .find(|to| calendar.is_workday(*to))
                .filter(free),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::super::example::{calendar, day};
    use super::*;
    use proptest::prelude::*;

    fn dates(text: &str, from: &str, until: &str, policy: &str) -> Vec<String> {
        let phrase = Phrase::parse(text).unwrap();
        let policy = Policy::parse(policy).unwrap();
        let found = series(&phrase, day(from), day(until), &calendar(), policy).unwrap();
        found
            .iter()
            .map(|occurrence| {
                let original = occurrence.original.format("%a %m-%d %H:%M");
                match (occurrence.moved_to, occurrence.skipped) {
                    (None, false) => original.to_string(),
                    (None, true) => format!("{original} skipped"),
                    (Some(to), _) => format!("{original} moved to {}", to.format("%a %m-%d %H:%M")),
                }
            })
            .collect()
    }

    #[test]
    fn a_holiday_moves_to_the_next_workday_of_its_week() {
        // Mid-autumn 2024: off from Sunday 15 to Tuesday 17 September.
        assert_eq!(
            dates("Tuesday 10:00", "2024-09-09", "2024-09-30", "same week, else skip"),
            ["Tue 09-10 10:00", "Tue 09-17 10:00 moved to Wed 09-18 10:00", "Tue 09-24 10:00"]
        );
    }

    #[test]
    fn a_week_without_a_later_workday_is_skipped() {
        // Off from Tuesday 1 to Monday 7 October 2024; Sunday 29 September is worked.
        assert_eq!(
            dates("Wednesday 10:00", "2024-09-23", "2024-10-13", "same week, else skip"),
            ["Wed 09-25 10:00", "Wed 10-02 10:00 skipped", "Wed 10-09 10:00"]
        );
        // A make-up Sunday belongs to the week before: Saturday 28 moves to it.
        assert_eq!(
            dates("Saturday 10:00", "2024-09-28", "2024-09-28", "same week, else skip"),
            ["Sat 09-28 10:00 moved to Sun 09-29 10:00"]
        );
    }

    #[test]
    fn it_does_not_move_onto_another_occurrence() {
        assert_eq!(
            dates("Tue,Wed 10:00", "2024-09-16", "2024-09-20", "same week, else skip"),
            ["Tue 09-17 10:00 skipped", "Wed 09-18 10:00"]
        );
        // Spring festival: only the make-up Sunday is worked, and two would move there.
        assert_eq!(
            dates("Tue,Thu 14:00", "2024-02-12", "2024-02-18", "same week, else skip"),
            ["Tue 02-13 14:00 moved to Sun 02-18 14:00", "Thu 02-15 14:00 skipped"]
        );
    }

    #[test]
    fn the_other_policies_skip_or_keep() {
        assert_eq!(dates("Wednesday 10:00", "2024-10-01", "2024-10-07", "skip"), ["Wed 10-02 10:00 skipped"]);
        assert_eq!(dates("Wednesday 10:00", "2024-10-01", "2024-10-07", "keep"), ["Wed 10-02 10:00"]);
        assert_eq!(dates("workday 16:30", "2024-09-30", "2024-10-08", "skip").len(), 2);
        assert!(Policy::parse("move").unwrap_err().contains("write 'same week, else skip'"));
    }

    #[test]
    fn a_notice_comes_on_its_day_of_the_week_or_the_workday_before() {
        let at = |text: &str, date: &str| {
            let calendar = calendar();
            let found = notice(&Phrase::parse(text).unwrap(), day(date), &calendar);
            found.map(|at| calendar.zone.local(at).format("%a %m-%d %H:%M").to_string())
        };
        assert_eq!(at("Monday 09:00", "2024-05-01").unwrap(), "Mon 04-29 09:00");
        assert_eq!(at("Monday 09:00", "2024-04-29").unwrap(), "Mon 04-29 09:00");
        // Monday 7 October 2024 is a day off; the last workday before is Monday 30 September.
        assert_eq!(at("Monday 09:00", "2024-10-09").unwrap(), "Mon 09-30 09:00");
        // Never later than the date itself.
        assert_eq!(at("Friday 09:00", "2024-04-24").unwrap(), "Wed 04-24 09:00");
        assert!(at("24h", "2024-04-24").unwrap_err().contains("write for example 'Monday 09:00'"));
        assert!(at("Mon,Tue 09:00", "2024-04-24").is_err());
    }

    #[test]
    fn a_phrase_that_does_not_tick_is_no_series() {
        let phrase = Phrase::parse("24h").unwrap();
        let found = series(&phrase, day("2024-01-01"), day("2024-12-31"), &calendar(), Policy::Keep);
        assert_eq!(found.unwrap_err(), "'24h' is no series; write for example 'Wednesday 10:00'");
    }

    #[test]
    fn an_endless_series_ends_and_a_turned_round_one_is_empty() {
        let phrase = Phrase::parse("Wednesday 10:00").unwrap();
        let found = series(&phrase, day("2024-01-01"), NaiveDate::MAX, &calendar(), Policy::Keep).unwrap();
        assert_eq!(found.len(), OCCURRENCES_MAX);
        assert!(
            series(&phrase, day("2024-02-01"), day("2024-01-01"), &calendar(), Policy::Keep)
                .unwrap()
                .is_empty()
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..Default::default() })]

        #[test]
        fn a_series_is_in_order_without_doubles_and_only_on_workdays(
            text in prop::sample::select(vec!["Mon 09:00", "Wednesday 10:00", "Tue,Thu 14:00", "Fri,Sat 10:00", "Mon-Sun 08:00"]),
            from in 0u64..900,
            length in 0u64..200,
        ) {
            let phrase = Phrase::parse(text).unwrap();
            let from = day("2024-01-01") + Days::new(from);
            let china = calendar();
            let found = series(&phrase, from, from + Days::new(length), &china, Policy::SameWeekElseSkip).unwrap();
            prop_assert!(found.windows(2).all(|two| two[0].original < two[1].original));
            let held: Vec<NaiveDateTime> = found.iter().filter_map(Occurrence::takes_place).collect();
            prop_assert!(held.windows(2).all(|two| two[0] < two[1]), "{:?}", held);
            prop_assert!(held.iter().all(|at| china.is_workday(at.date())));
            prop_assert!(found.iter().all(|o| o.moved_to.is_none_or(|to| to.iso_week() == o.original.iso_week())));
        }
    }
}
