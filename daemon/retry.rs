//! When to try again after outside trouble: the steps of a growing pause, and the moment to give up.
//!
//! Pure arithmetic on instants that come in; the same for a letter, a mailbox and anything else that may be down
//! for a while. There is no jitter: the same history gives the same time, so that a replay agrees with the run.

use crate::time::Instant;
use chrono::TimeDelta;

/// Pauses after the first, second, third … failed attempt; the last one repeats. Minutes.
pub const PAUSES_MIN: [i64; 6] = [1, 2, 5, 15, 30, 60];

/// After this many days from the first attempt nothing is tried again (RFC 5321, section 4.5.4.1: at least 4–5 days).
pub const GIVEN_UP_AFTER_DAYS: i64 = 5;

/// The next attempt after `tries` failed ones, or `None` when the time is up.
///
/// `first` is the instant of the first attempt, `last` that of the latest. A clock that jumped back between the two
/// counts as no time passed, so that a jump never makes an attempt earlier than the first.
pub fn next_attempt(first: Instant, tries: u32, last: Instant) -> Option<Instant> {
    let last = last.max(first);
    let Some(done) = (tries as usize).checked_sub(1) else {
        return Some(last);
    };
    let pause = PAUSES_MIN[done.min(PAUSES_MIN.len() - 1)];
    let next = last.checked_add_signed(TimeDelta::minutes(pause))?;
    let end = first.checked_add_signed(TimeDelta::days(GIVEN_UP_AFTER_DAYS))?;
    (next <= end).then_some(next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    #[test]
    fn pauses_grow_to_an_hour_and_stay_there() {
        let first = at("2024-07-01T09:00:00Z");
        let mut last = first;
        let mut clock = Vec::new();
        for tries in 1..=8 {
            last = next_attempt(first, tries, last).unwrap();
            clock.push(last.format("%H:%M").to_string());
        }
        assert_eq!(clock, ["09:01", "09:03", "09:08", "09:23", "09:53", "10:53", "11:53", "12:53"]);
    }

    #[test]
    fn five_days_after_the_first_attempt_it_is_given_up() {
        let first = at("2024-07-01T09:00:00Z");
        let (mut last, mut tries) = (first, 1);
        while let Some(next) = next_attempt(first, tries, last) {
            assert!(next > last);
            last = next;
            tries += 1;
        }
        assert_eq!(last, at("2024-07-06T08:53:00Z"));
        assert_eq!(tries, 5 + 120, "five short pauses, then one attempt an hour");
    }

    #[test]
    fn the_end_itself_is_still_tried() {
        let first = at("2024-07-01T09:00:00Z");
        assert_eq!(next_attempt(first, 50, at("2024-07-06T08:00:00Z")), Some(at("2024-07-06T09:00:00Z")));
        assert_eq!(next_attempt(first, 50, at("2024-07-06T08:00:01Z")), None);
    }

    #[test]
    fn never_tried_means_at_once_and_a_clock_that_went_back_costs_nothing() {
        let first = at("2024-07-01T09:00:00Z");
        assert_eq!(next_attempt(first, 0, first), Some(first));
        assert_eq!(next_attempt(first, 1, at("2024-06-30T09:00:00Z")), Some(at("2024-07-01T09:01:00Z")));
    }
}
