//! The first time at which several people can meet.

use super::{Instant, WorkCalendar};
use chrono::TimeDelta;

/// A slot that gives way to something begins on such a minute of the wall clock of the first calendar.
const GRID_MINUTES: i64 = 30;

/// Tries before a search ends without a slot: every one of them passes over a night, a day off or a meeting.
const TRIES_MAX: usize = 2_000;

/// The first start, at `from` or later, of `length` within one working day of everybody's that touches nothing of
/// `taken` and is over by `until`; `from` itself where that is free. None where there is no such time, or nobody to ask.
///
/// A calendar that is always open has no day to stay within. `taken` may be in any order and overlap.
pub fn free(
    everybody: &[WorkCalendar],
    taken: &[(Instant, Instant)],
    (from, until): (Instant, Instant),
    length: TimeDelta,
) -> Option<Instant> {
    let first = everybody.first()?;
    let mut at = from;
    for _ in 0..TRIES_MAX {
        let end = at.checked_add_signed(length).filter(|end| *end <= until)?;
        let later = everybody
            .iter()
            .filter_map(|calendar| not_before(calendar, (at, end)))
            .chain(taken.iter().filter(|(start, over)| *start < end && at < *over).map(|(_, over)| *over));
        match later.max() {
            None => return Some(at),
            Some(later) => at = on_the_grid(first, later.max(at)),
        }
    }
    None
}

/// When one person's next chance comes, where this span does not lie within one of their working days.
fn not_before(calendar: &WorkCalendar, (at, end): (Instant, Instant)) -> Option<Instant> {
    if calendar.always {
        return None;
    }
    let open = calendar.next_open(at);
    if open > at {
        return Some(open);
    }
    let close = calendar.end_of_day(calendar.zone.local(at).date());
    // Both ends of a day count as open, so that the next opening is looked for behind its end.
    (end > close).then(|| calendar.next_open(close + TimeDelta::seconds(1)))
}

fn on_the_grid(calendar: &WorkCalendar, at: Instant) -> Instant {
    let grid = GRID_MINUTES * 60;
    let over = (at.timestamp() + i64::from(calendar.zone.offset_s(at))).rem_euclid(grid);
    let up = if over == 0 { 0 } else { grid - over };
    at.checked_add_signed(TimeDelta::seconds(up)).unwrap_or(at)
}

#[cfg(test)]
mod tests {
    use super::super::example::{at, calendar, day, shown, zone};
    use super::super::{Holidays, Hours};
    use super::*;
    use proptest::prelude::*;

    fn berlin() -> WorkCalendar {
        WorkCalendar::new(zone("Europe/Berlin"), Holidays::none())
    }

    fn found(everybody: &[WorkCalendar], taken: &[(&str, &str)], from: &str, until: &str) -> String {
        let china = calendar();
        let taken: Vec<_> = taken.iter().map(|(a, b)| (at(&china, a), at(&china, b))).collect();
        let window = (at(&china, from), at(&china, until));
        free(everybody, &taken, window, TimeDelta::minutes(60))
            .map_or_else(|| "none".to_owned(), |at| shown(&china, at))
    }

    #[test]
    fn what_is_free_stays_and_what_is_taken_gives_way() {
        let one = [calendar()];
        assert_eq!(found(&one, &[], "2024-07-10 14:00", "2024-07-12 18:00"), "Wed 2024-07-10 14:00");
        assert_eq!(found(&one, &[], "2024-07-10 14:10", "2024-07-12 18:00"), "Wed 2024-07-10 14:10");
        let taken = [("2024-07-10 14:30", "2024-07-10 14:45"), ("2024-07-10 15:30", "2024-07-10 16:00")];
        assert_eq!(found(&one, &taken, "2024-07-10 14:00", "2024-07-12 18:00"), "Wed 2024-07-10 16:00");
        // What ends or begins at that very minute is no hindrance.
        let beside = [("2024-07-10 13:00", "2024-07-10 14:00"), ("2024-07-10 15:00", "2024-07-10 18:00")];
        assert_eq!(found(&one, &beside, "2024-07-10 14:00", "2024-07-12 18:00"), "Wed 2024-07-10 14:00");
        // A quarter past is no time to begin.
        let odd = [("2024-07-10 13:50", "2024-07-10 14:15")];
        assert_eq!(found(&one, &odd, "2024-07-10 14:00", "2024-07-12 18:00"), "Wed 2024-07-10 14:30");
        // Not into the evening, nor over a holiday.
        assert_eq!(found(&one, &[], "2024-07-10 17:30", "2024-07-12 18:00"), "Thu 2024-07-11 09:00");
        assert_eq!(found(&one, &[], "2024-09-30 17:30", "2024-10-12 18:00"), "Tue 2024-10-08 09:00");
    }

    #[test]
    fn people_far_apart_meet_where_their_days_overlap() {
        let both = [calendar(), berlin()];
        // 15:00 in Shanghai is 09:00 in Berlin in summer, 16:00 in winter.
        assert_eq!(found(&both, &[], "2024-07-10 10:00", "2024-07-12 18:00"), "Wed 2024-07-10 15:00");
        assert_eq!(found(&both, &[], "2024-12-10 10:00", "2024-12-12 18:00"), "Tue 2024-12-10 16:00");
        let away = WorkCalendar { leave: vec![(day("2024-07-10"), day("2024-07-11"))], ..berlin() };
        assert_eq!(
            found(&[calendar(), away], &[], "2024-07-10 10:00", "2024-07-12 18:00"),
            "Fri 2024-07-12 15:00"
        );
        let york = WorkCalendar::new(zone("America/New_York"), Holidays::none());
        assert_eq!(found(&[calendar(), york], &[], "2024-07-10 10:00", "2024-09-12 18:00"), "none");
        let nobody: [WorkCalendar; 0] = [];
        assert_eq!(found(&nobody, &[], "2024-07-10 10:00", "2024-07-12 18:00"), "none");
    }

    #[test]
    fn it_is_over_in_time_or_not_at_all() {
        let one = [calendar()];
        assert_eq!(found(&one, &[], "2024-07-10 17:00", "2024-07-10 18:00"), "Wed 2024-07-10 17:00");
        assert_eq!(found(&one, &[], "2024-07-10 17:00", "2024-07-10 17:59"), "none");
        let short = WorkCalendar { hours: Hours::parse("Mon-Fri 09:00-09:30").unwrap(), ..calendar() };
        assert_eq!(found(&[short], &[], "2024-07-10 09:00", "2026-07-10 18:00"), "none");
        let always = [calendar().around_the_clock()];
        assert_eq!(found(&always, &[], "2024-07-13 23:30", "2024-07-14 18:00"), "Sat 2024-07-13 23:30");
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

        /// Quarter by quarter there is nothing earlier that would do, save between two points of the grid.
        #[test]
        fn nothing_on_the_grid_before_it_is_free(
            start in 0i64..2_000,
            taken in prop::collection::vec((0i64..2_000, 1i64..20), 0..12),
            minutes in prop::sample::select(vec![15i64, 30, 60, 90, 240]),
            leave in 0u64..40,
        ) {
            let china = calendar();
            let origin = at(&china, "2024-09-20 00:00");
            let quarter = |n: i64| origin + TimeDelta::minutes(15 * n);
            let away = day("2024-09-20") + chrono::Days::new(leave);
            let everybody = [china.clone(), WorkCalendar { leave: vec![(away, away)], ..berlin() }];
            let taken: Vec<_> = taken.iter().map(|(from, n)| (quarter(*from), quarter(from + n))).collect();
            let (from, length) = (quarter(start), TimeDelta::minutes(minutes));
            let until = from + TimeDelta::days(6);
            let does = |at: Instant| {
                let end = at + length;
                let open = |c: &WorkCalendar| {
                    c.is_open(at) && c.is_open(end) && c.zone.local(at).date() == c.zone.local(end).date()
                };
                everybody.iter().all(open) && taken.iter().all(|(a, b)| end <= *a || *b <= at) && end <= until
            };
            let found = free(&everybody, &taken, (from, until), length);
            if let Some(at) = found {
                prop_assert!(at >= from && does(at), "{at}");
            }
            let grid = (0..6 * 48).map(|n| on_the_grid(&china, from) + TimeDelta::minutes(GRID_MINUTES * n));
            let earliest = std::iter::once(from).chain(grid).find(|at| does(*at));
            prop_assert_eq!(found, earliest);
        }
    }
}
