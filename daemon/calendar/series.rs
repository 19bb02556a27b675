//! The occurrences of a series of ours.

use super::zone::Clock;
use super::{Ends, Instant, Refused, Series};
use chrono::{Datelike, Days, NaiveDateTime, TimeDelta};

/// Occurrences in one series: ten years of weekly meetings, or two of daily ones.
pub const OCCURRENCES_MAX: usize = 520;

/// Weeks a series may run over; the tz database has rules for as long as that.
const WEEKS_MAX: u64 = 530;

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

impl Series {
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

    /// The name of the occurrence a response is about: by its planned start, or failing that by its start now.
    pub fn named(&self, instance: Instant) -> Option<NaiveDateTime> {
        let clock = Clock::of(&self.zone).ok()?;
        let planned = self.planned(&clock).ok()?;
        let by_plan = planned.iter().find(|original| clock.instant(**original) == instance);
        let by_start =
            || planned.iter().find(|original| self.occurrence(&clock, **original).start == instance);
        by_plan.or_else(by_start).copied()
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
        let mut starts = Vec::new();
        for day in 0..WEEKS_MAX * 7 {
            let Some(start) = self.start_local.checked_add_days(Days::new(day)) else { break };
            let over = match self.ends {
                Ends::Until(until) => clock.instant(start) > until,
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
