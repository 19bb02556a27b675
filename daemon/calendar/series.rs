//! The occurrences of a series of ours.

use super::zone::{Clock, WEEK};
use super::{Ends, Moved, Refused, Series, When};
use crate::time::{self, Instant};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use std::collections::BTreeSet;

/// Occurrences in one series: ten years of weekly meetings, or two of daily ones.
pub const OCCURRENCES_MAX: usize = 520;

/// Weeks a series may run over; the tz database has rules for as long as that.
const WEEKS_MAX: u64 = 530;

/// Minutes one occurrence may last: a week, after which the next begins.
pub(super) const LENGTH_MAX: u32 = 7 * 24 * 60;

/// Years in which a date is believed to be meant.
pub(super) const YEARS: std::ops::RangeInclusive<i32> = 1971..=2199;

/// One meeting of a series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Occurrence {
    /// Its planned start, which is its name, by the clock of the series' zone.
    pub original: NaiveDateTime,
    /// When it begins, moved or not.
    pub start: Instant,
    /// When it is over.
    pub end: Instant,
}

/// What a new time means for the answers that were given to the old one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// It is another meeting: nobody has answered it.
    Whole,
    /// The same meeting, but for some of its occurrences; they bear their planned starts.
    Some {
        /// At another time.
        moved: Vec<NaiveDateTime>,
        /// Not any more.
        dropped: Vec<NaiveDateTime>,
        /// There are others besides, or the series begins or ends elsewhere.
        more: bool,
    },
}

impl Change {
    /// One occurrence and nothing else: which, and whether it is dropped.
    pub fn only_one(&self) -> Option<(NaiveDateTime, bool)> {
        match self {
            Self::Some { moved, dropped, more: false } => match (moved.as_slice(), dropped.as_slice()) {
                ([one], []) => Some((*one, false)),
                ([], [one]) => Some((*one, true)),
                _ => None,
            },
            _ => None,
        }
    }
}

impl When {
    /// What differs in `new`. A series on the same days at the same hour is the same series, whenever it ends.
    pub fn change(&self, new: &When) -> Change {
        let nothing = Change::Some { moved: Vec::new(), dropped: Vec::new(), more: false };
        match (self, new) {
            _ if self == new => nothing,
            (When::Series(old), When::Series(new)) => old.change(new).unwrap_or(Change::Whole),
            _ => Change::Whole,
        }
    }
}

impl Series {
    fn change(&self, new: &Series) -> Option<Change> {
        let days = |series: &Series| {
            series.weekdays.iter().map(|day| day.number_from_monday()).collect::<BTreeSet<_>>()
        };
        let pattern = |s: &Series| (s.start_local.time(), s.length_minutes, s.zone.clone(), days(s));
        if pattern(self) != pattern(new) {
            return None;
        }
        let (before, after) = (self.occurrences().ok()?, new.occurrences().ok()?);
        let was = |one: &Occurrence| before.iter().find(|b| b.original == one.original);
        let moved = after.iter().filter(|one| was(one).is_some_and(|was| was.start != one.start));
        let dropped = before.iter().map(|one| one.original).filter(|original| new.exdates.contains(original));
        let more = (self.start_local, self.ends) != (new.start_local, new.ends)
            || after.iter().any(|one| was(one).is_none());
        Some(Change::Some {
            moved: moved.map(|one| one.original).collect(),
            dropped: dropped.collect(),
            more,
        })
    }

    /// The series of these dates: their weekdays every week, without the weeks and days that are not among them.
    ///
    /// Skipped dates at both ends are dropped, so that the first occurrence is one that takes place. Refused when none
    /// takes place, or when they are not all at one time of the day. Dates that are not weekly by nature (the 15th of
    /// each month) come out right, but with an exception for almost every week.
    pub fn of(dates: &[time::Occurrence], length_minutes: u32, zone: &str) -> Result<Series, Refused> {
        let first = dates.iter().position(|date| !date.skipped);
        let last = dates.iter().rposition(|date| !date.skipped);
        let (Some(first), Some(last)) = (first, last) else {
            return Err(Refused::when("no occurrence of the series takes place"));
        };
        let dates = &dates[first..=last];
        let start_local = dates[0].original;
        if let Some(odd) = dates.iter().find(|date| date.original.time() != start_local.time()) {
            return Err(Refused::when(format!(
                "the series is at {}, but also on {}",
                start_local.time(),
                odd.original
            )));
        }
        let clock = Clock::of(zone)?;
        let mut series = Series {
            start_local,
            length_minutes,
            zone: zone.to_owned(),
            weekdays: WEEK
                .into_iter()
                .filter(|day| dates.iter().any(|d| d.original.weekday() == *day))
                .collect(),
            ends: Ends::Until(clock.instant(dates[dates.len() - 1].original)),
            exdates: Vec::new(),
            moved: dates
                .iter()
                .filter_map(|date| Some(Moved { original: date.original, start: date.moved_to? }))
                .filter(|moved| dates.iter().any(|date| date.original == moved.original && !date.skipped))
                .collect(),
        };
        let standing: BTreeSet<_> =
            dates.iter().filter(|date| !date.skipped).map(|date| date.original).collect();
        series.exdates =
            series.planned(&clock)?.into_iter().filter(|date| !standing.contains(date)).collect();
        Ok(series)
    }

    /// The meetings that take place, in the order of their planned starts; the excluded ones are left out.
    ///
    /// Refused when the series contradicts itself: see [`super::write`].
    pub fn occurrences(&self) -> Result<Vec<Occurrence>, Refused> {
        let clock = Clock::of(&self.zone)?;
        let planned = self.planned(&clock)?;
        for exdate in &self.exdates {
            if !planned.contains(exdate) {
                return Err(Refused::when(format!("{exdate} is excluded from the series but not in it")));
            }
        }
        for (n, moved) in self.moved.iter().enumerate() {
            let original = moved.original;
            if !planned.contains(&original) || self.exdates.contains(&original) {
                return Err(Refused::when(format!("{original} is moved but not in the series")));
            }
            if self.moved[..n].iter().any(|m| m.original == original) {
                return Err(Refused::when(format!("{original} is moved twice")));
            }
        }
        let kept = planned.into_iter().filter(|original| !self.exdates.contains(original));
        Ok(kept.map(|original| self.occurrence(&clock, original)).collect())
    }

    /// The same series, ended with its last occurrence that has begun at `now`; none when none has. What was moved
    /// ahead of `now` is struck from it.
    pub fn begun(&self, now: Instant) -> Option<Series> {
        let clock = Clock::of(&self.zone).ok()?;
        let (past, ahead): (Vec<_>, Vec<_>) =
            self.occurrences().ok()?.into_iter().partition(|one| one.start <= now);
        let last = past.iter().map(|one| one.original).max()?;
        let struck = ahead.iter().map(|one| one.original).filter(|original| *original < last);
        let mut exdates: Vec<_> =
            self.exdates.iter().copied().filter(|date| *date < last).chain(struck).collect();
        exdates.sort_unstable();
        let moved = self.moved.iter().copied();
        Some(Series {
            ends: Ends::Until(clock.instant(last)),
            moved: moved.filter(|one| past.iter().any(|p| p.original == one.original)).collect(),
            exdates,
            ..self.clone()
        })
    }

    /// The name of the occurrence a response is about: by its planned start, or failing that by its start now.
    pub fn named(&self, instance: Instant) -> Option<NaiveDateTime> {
        let clock = Clock::of(&self.zone).ok()?;
        let planned = self.planned(&clock).ok()?;
        let by_plan = planned.iter().find(|original| clock.instant(**original) == instance);
        let by_start =
            || planned.iter().find(|original| self.occurrence(&clock, **original).start == instance);
        by_plan.or_else(by_start).copied()
    }

    /// The name of the occurrence that is planned for a day, or failing that takes place on it; none where two are.
    pub fn on(&self, date: NaiveDate) -> Option<NaiveDateTime> {
        let clock = Clock::of(&self.zone).ok()?;
        let planned = self.planned(&clock).ok()?;
        let only = |found: Vec<NaiveDateTime>| (found.len() == 1).then(|| found[0]);
        let by_plan: Vec<_> = planned.iter().copied().filter(|original| original.date() == date).collect();
        if !by_plan.is_empty() {
            return only(by_plan);
        }
        only(self.moved.iter().filter(|one| one.start.date() == date).map(|one| one.original).collect())
    }

    pub(super) fn length(&self) -> TimeDelta {
        TimeDelta::minutes(self.length_minutes.into())
    }

    pub(super) fn occurrence(&self, clock: &Clock, original: NaiveDateTime) -> Occurrence {
        let moved = self.moved.iter().find(|m| m.original == original);
        let start = clock.instant(moved.map_or(original, |m| m.start));
        Occurrence { original, start, end: start + self.length() }
    }

    /// Every start the rule gives, the excluded ones too.
    pub(super) fn planned(&self, clock: &Clock) -> Result<Vec<NaiveDateTime>, Refused> {
        if !self.weekdays.contains(&self.start_local.weekday()) {
            return Err(Refused::when(format!(
                "the series starts on a {}, which is none of its days",
                self.start_local.weekday()
            )));
        }
        let moved = self.moved.iter().map(|moved| moved.start);
        let mut given = moved.chain([self.start_local]);
        if let Some(odd) = given.find(|start| !YEARS.contains(&start.year()) || start.nanosecond() != 0) {
            return Err(Refused::when(format!("{odd} cannot be meant")));
        }
        if self.length_minutes > LENGTH_MAX {
            return Err(Refused::when(format!(
                "an occurrence of {} minutes cannot be meant",
                self.length_minutes
            )));
        }
        let mut starts = Vec::new();
        for day in 0..WEEKS_MAX * 7 {
            let Some(start) = self.start_local.checked_add_days(Days::new(day)) else { break };
            let over = match self.ends {
                // No zone is two days off: what lies further ahead of the end need not be looked up.
                Ends::Until(until) => {
                    start.and_utc() + TimeDelta::days(2) > until && clock.instant(start) > until
                }
                Ends::Count(count) => starts.len() >= count as usize,
            };
            if over {
                return if starts.is_empty() {
                    Err(Refused::when("the series ends before it starts"))
                } else {
                    Ok(starts)
                };
            }
            if self.weekdays.contains(&start.weekday()) {
                if starts.len() == OCCURRENCES_MAX {
                    return Err(Refused::when(format!(
                        "the series has more than {OCCURRENCES_MAX} occurrences"
                    )));
                }
                starts.push(start);
            }
        }
        Err(Refused::when(format!("the series runs over more than {WEEKS_MAX} weeks")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Weekday;

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    fn series() -> Series {
        Series {
            start_local: local("2026-10-07T10:00:00"),
            length_minutes: 15,
            zone: "Europe/Berlin".to_owned(),
            weekdays: vec![Weekday::Wed],
            ends: Ends::Count(5),
            exdates: vec![local("2026-10-14T10:00:00")],
            moved: vec![Moved {
                original: local("2026-10-28T10:00:00"),
                start: local("2026-10-29T09:00:00"),
            }],
        }
    }

    fn starts(series: &Series) -> Vec<String> {
        series.occurrences().unwrap().iter().map(|o| o.start.format("%m-%d %H:%M").to_string()).collect()
    }

    #[test]
    fn a_series_keeps_its_wall_clock_over_a_change_of_the_clocks() {
        // 10:00 in Berlin is 8:00 UTC until 25 October, 9:00 from then on; the excluded one counts.
        assert_eq!(starts(&series()), ["10-07 08:00", "10-21 08:00", "10-29 08:00", "11-04 09:00"]);
    }

    #[test]
    fn the_last_instant_may_itself_be_a_start() {
        let until = |text: &str| Series { ends: Ends::Until(text.parse().unwrap()), ..series() };
        assert_eq!(starts(&until("2026-11-04T09:00:00Z")).len(), 4);
        assert_eq!(starts(&until("2026-11-04T08:59:59Z")).len(), 3);
    }

    #[test]
    fn an_occurrence_is_known_by_its_planned_start_and_by_its_start_now() {
        let named = |text: &str| series().named(text.parse().unwrap()).map(|name| name.to_string());
        assert_eq!(named("2026-10-28T09:00:00Z").as_deref(), Some("2026-10-28 10:00:00"));
        assert_eq!(named("2026-10-29T08:00:00Z").as_deref(), Some("2026-10-28 10:00:00"));
        assert_eq!(named("2026-10-29T09:00:00Z"), None);
    }

    #[test]
    fn what_has_begun_of_a_series_stays() {
        let begun = |text: &str| series().begun(text.parse().unwrap()).map(|series| starts(&series));
        assert_eq!(begun("2026-10-07T07:59:00Z"), None);
        assert_eq!(begun("2026-10-07T08:00:00Z").unwrap(), ["10-07 08:00"]);
        assert_eq!(begun("2026-10-21T09:00:00Z").unwrap(), ["10-07 08:00", "10-21 08:00"]);
        // Moved to the 29th: on the 28th it still lies ahead.
        assert_eq!(begun("2026-10-28T12:00:00Z").unwrap(), ["10-07 08:00", "10-21 08:00"]);
        assert_eq!(begun("2026-10-29T08:00:00Z").unwrap(), ["10-07 08:00", "10-21 08:00", "10-29 08:00"]);
        // One moved behind the next is struck when that one was held first.
        let moved = Moved { original: local("2026-10-07T10:00:00"), start: local("2026-10-22T10:00:00") };
        let late = Series { moved: vec![moved], ..series() };
        let ended = late.begun("2026-10-21T09:00:00Z".parse().unwrap()).unwrap();
        assert_eq!(starts(&ended), ["10-21 08:00"]);
        assert_eq!(ended.exdates, [local("2026-10-07T10:00:00"), local("2026-10-14T10:00:00")]);
    }

    #[test]
    fn a_series_that_contradicts_itself_is_refused() {
        let refused = |change: &dyn Fn(&mut Series)| {
            let mut one = series();
            change(&mut one);
            one.occurrences().unwrap_err().to_string()
        };
        type Change = dyn Fn(&mut Series);
        let cases: [(&Change, &str); 12] = [
            (&|s| s.weekdays = vec![Weekday::Fri], "starts on a Wed"),
            (&|s| s.weekdays.clear(), "starts on a Wed"),
            (&|s| s.ends = Ends::Count(0), "ends before it starts"),
            (&|s| s.ends = Ends::Until("2026-10-07T07:59:59Z".parse().unwrap()), "ends before it starts"),
            (&|s| s.ends = Ends::Count(u32::MAX), "more than"),
            (&|s| s.exdates.push(local("2026-10-15T10:00:00")), "excluded from the series but not in it"),
            (&|s| s.exdates.push(local("2026-10-28T10:00:00")), "moved but not in the series"),
            (&|s| s.moved.push(s.moved[0]), "moved twice"),
            (&|s| s.moved[0].start = NaiveDateTime::MAX, "cannot be meant"),
            (&|s| s.start_local = local("2026-10-07T10:00:00.5"), "cannot be meant"),
            (&|s| s.length_minutes = u32::MAX, "minutes cannot be meant"),
            (&|s| s.zone = "Europe/Berlni".to_owned(), "did you mean 'Europe/Berlin'?"),
        ];
        for (change, reason) in cases {
            let found = refused(change);
            assert!(found.contains(reason), "'{found}' does not say '{reason}'");
        }
    }

    #[test]
    fn one_occurrence_that_moves_or_goes_leaves_the_others_as_they_are() {
        let old = series();
        let change = |change: &dyn Fn(&mut Series)| {
            let mut new = old.clone();
            change(&mut new);
            When::Series(old.clone()).change(&When::Series(new))
        };
        let some = |moved: &[&str], dropped: &[&str], more| Change::Some {
            moved: moved.iter().map(|one| local(one)).collect(),
            dropped: dropped.iter().map(|one| local(one)).collect(),
            more,
        };
        assert_eq!(change(&|_| {}), some(&[], &[], false));
        let elsewhere = change(&|s| s.moved[0].start = local("2026-10-30T09:00:00"));
        assert_eq!(elsewhere, some(&["2026-10-28T10:00:00"], &[], false));
        assert_eq!(elsewhere.only_one(), Some((local("2026-10-28T10:00:00"), false)));
        let back = change(&|s| s.moved.clear());
        assert_eq!(back, some(&["2026-10-28T10:00:00"], &[], false));
        let struck = change(&|s| s.exdates.push(local("2026-11-04T10:00:00")));
        assert_eq!(struck.only_one(), Some((local("2026-11-04T10:00:00"), true)));
        let again = change(&|s| s.exdates.clear());
        assert_eq!((again.clone(), again.only_one()), (some(&[], &[], true), None));
        assert_eq!(change(&|s| s.ends = Ends::Count(6)), some(&[], &[], true));
        assert_eq!(change(&|s| s.length_minutes = 30), Change::Whole);
        assert_eq!(change(&|s| s.start_local = local("2026-10-07T11:00:00")), Change::Whole);
        assert_eq!(
            When::Series(old).change(&When::AllDay { date: local("2026-10-07T11:00:00").date() }),
            Change::Whole
        );
    }

    #[test]
    fn planned_dates_become_a_weekly_rule_with_exceptions() {
        let date = |original: &str, moved_to: Option<&str>, skipped| time::Occurrence {
            original: local(original),
            moved_to: moved_to.map(local),
            skipped,
        };
        let dates = [
            date("2026-09-30T10:00:00", None, true),
            date("2026-10-07T10:00:00", Some("2026-10-09T10:00:00"), false),
            date("2026-10-14T10:00:00", None, true),
            date("2026-10-28T10:00:00", None, false),
            date("2026-11-04T10:00:00", None, true),
        ];
        let series = Series::of(&dates, 15, "Asia/Shanghai").unwrap();
        assert_eq!(series.start_local, local("2026-10-07T10:00:00"));
        assert_eq!(series.exdates, [local("2026-10-14T10:00:00"), local("2026-10-21T10:00:00")]);
        assert_eq!(starts(&series), ["10-09 02:00", "10-28 02:00"]);
        assert!(Series::of(&dates[..1], 15, "Asia/Shanghai").is_err());
    }
}
