//! What is kept no longer: rows whose time is over are found and deleted, a few at a time.
//!
//! | rows | what needs them | kept |
//! |---|---|---|
//! | `g` folded letters, `t` tokens, `l` letters, `m` threads, `v` invitations, `u` one-per values | an answer to a case: what it answers, and that it comes too late | while the case is open and [`LATE_DAYS`] after |
//! | `k` messages seen | a mail that its door brings again: a folder that is read anew, a copy delivered twice | [`SEEN_DAYS`] |
//! | `r` refusals sent | the day's budget | [`REFUSALS_DAYS`] |
//! | `begun` what was begun | a reply that brings what was missing | [`BEGUN_DAYS`](super::begun::BEGUN_DAYS) |
//! | `busy` busy times of people | a time to meet that is looked for within hours | [`BUSY_DAYS`] |
//!
//! Cases, their journal and their numbers are kept. Which rows go is decided here and recorded like any other change;
//! replay only repeats it.

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use super::begun::BEGUN_DAYS;
use super::busy::BusyRow;
use super::draft::Draft;
use super::fold::FoldRow;
use super::memory::{self, LetterRow, TokenRow};
use super::{CaseId, Fate, Rows};
use crate::time::Instant;

/// Days after the end of a case in which an answer to it is still told that it comes too late. Retries and bounces of
/// its last letters end within days.
pub const LATE_DAYS: i64 = 90;
/// Days for which a message is recognised when it comes again. A folder that was numbered anew is read again from no
/// earlier day.
pub const SEEN_DAYS: i64 = 400;
/// Days for which refusals are remembered: the day itself, and the next in case a clock was set back.
pub const REFUSALS_DAYS: i64 = 2;
/// Days for which busy times are kept that nobody finds any more.
pub const BUSY_DAYS: i64 = 2;
/// Rows looked at in one turn.
pub const LOOK_MAX: usize = 1_000;
/// Rows deleted in one turn.
pub const SWEEP_MAX: usize = 256;

/// The kinds of rows that are swept, in key order.
const KINDS: [&str; 10] = ["begun", "busy", "g", "k", "l", "m", "r", "t", "u", "v"];

/// What a look came to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Keys of rows whose time is over.
    pub over: Vec<Vec<u8>>,
    /// Where the next look goes on; none when all were looked at.
    pub next: Option<Vec<u8>>,
}

/// Looks at the next rows from a key on; an empty one begins with the first.
pub fn look(rows: &dyn Rows, from: &[u8], now: Instant) -> Look {
    let mut ends = Ends { rows, known: BTreeMap::new() };
    let mut out = Look::default();
    let mut left = LOOK_MAX;
    for kind in KINDS {
        let prefix = memory::prefix([kind]);
        // Kinds before the place were looked at; those behind it are whole.
        if prefix.as_slice() < from && !from.starts_with(&prefix) {
            continue;
        }
        let begin = if from.starts_with(&prefix) { from } else { prefix.as_slice() };
        rows.scan_from(&prefix, begin, &mut |key, value| {
            if left == 0 || out.over.len() == SWEEP_MAX {
                out.next = Some(key.to_vec());
                return false;
            }
            left -= 1;
            if is_over(&mut ends, key, value, now) {
                out.over.push(key.to_vec());
            }
            true
        });
        if out.next.is_some() {
            break;
        }
    }
    out
}

fn is_over(ends: &mut Ends<'_>, key: &[u8], value: &[u8], now: Instant) -> bool {
    let text = || std::str::from_utf8(value).unwrap_or_default();
    let before = |days| now - TimeDelta::days(days);
    let id = match memory::parts(key).as_slice() {
        ["k", _] => {
            let seen = text().parse().ok().and_then(chrono::DateTime::from_timestamp_millis);
            return seen.is_some_and(|seen| seen < before(SEEN_DAYS));
        }
        ["begun", ..] => {
            let at = text().split(' ').next().and_then(|at| at.parse().ok());
            let at = at.and_then(chrono::DateTime::from_timestamp_millis);
            return at.is_some_and(|at| at < before(BEGUN_DAYS));
        }
        ["busy", _] => {
            let row = serde_json::from_slice::<BusyRow>(value);
            return row.is_ok_and(|row| row.at < before(BUSY_DAYS));
        }
        ["r", day, ..] => {
            let day = NaiveDate::parse_from_str(day, "%Y%m%d");
            return day.is_ok_and(|day| day < before(REFUSALS_DAYS).date_naive());
        }
        // A folded letter goes with the last of the cases it asks about, and its token when that is over.
        ["g", _] => {
            let parts = serde_json::from_slice::<FoldRow>(value).map(|fold| fold.parts).unwrap_or_default();
            let mut cases = parts.iter().map(|(_, row)| ends.of(&row.case));
            return cases.all(|end| end.is_some_and(|end| end < before(LATE_DAYS)));
        }
        ["t", _] if serde_json::from_slice::<TokenRow>(value).is_ok_and(|row| row.key.is_empty()) => {
            let row = serde_json::from_slice::<TokenRow>(value);
            return row.is_ok_and(|row| row.expires < before(LATE_DAYS));
        }
        ["t", _] => serde_json::from_slice::<TokenRow>(value).ok().map(|row| row.case),
        ["l", _] => serde_json::from_slice::<LetterRow>(value).ok().map(|row| row.case),
        ["v", _] => serde_json::from_slice::<(CaseId, String)>(value).ok().map(|(case, _)| case),
        ["m" | "u", ..] => Some(CaseId(text().to_owned())),
        _ => None,
    };
    id.is_some_and(|id| ends.of(&id).is_some_and(|end| end < before(LATE_DAYS)))
}

/// When cases ended, looked up once each.
struct Ends<'a> {
    rows: &'a dyn Rows,
    known: BTreeMap<CaseId, Option<Instant>>,
}

impl Ends<'_> {
    fn of(&mut self, id: &CaseId) -> Option<Instant> {
        let rows = self.rows;
        let found = || memory::glance(rows, id).ok().flatten().and_then(|case| case.ended);
        *self.known.entry(id.clone()).or_insert_with(found)
    }
}

impl Draft<'_> {
    /// Deletes what a look from that place finds now.
    pub(super) fn sweep(&mut self, from: &str) {
        let found = look(self.world.rows, from.as_bytes(), self.now);
        if found.over.is_empty() {
            return self.fate = Fate::Ignored("nothing is over".into());
        }
        self.why(None, format!("{} rows are needed no longer", found.over.len()));
        self.rows.extend(found.over.into_iter().map(|key| (key, None)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::Case;

    type Store = BTreeMap<Vec<u8>, Vec<u8>>;

    fn at(day: i64) -> Instant {
        chrono::DateTime::from_timestamp(1_790_000_000 + day * 86_400, 0).unwrap()
    }

    fn case(id: &str, ended: Option<Instant>) -> Case {
        serde_json::from_value(serde_json::json!({
            "id": id, "process": "leave", "parent": null, "version": 3, "opened": at(0), "opener": null,
            "title": "", "state": "review", "entered": at(0), "ended": ended, "rounds": {}, "missed": {},
            "held": null, "children": {}, "letters": ["2026-09-21", 0], "origin": null, "fields": {},
            "given": {}, "asks": {}, "meets": {}, "timers": {}, "readers": [],
        }))
        .unwrap()
    }

    /// A case with a row of each kind that leads to it.
    fn store(ended: Option<Instant>) -> Store {
        let case = case("L-1", ended);
        let mut rows = memory::rows_of(&case);
        let json = |value| serde_json::to_vec(&value).unwrap();
        let token = serde_json::json!({ "case": "L-1", "key": "a.b", "round": 1, "person": "li" });
        rows.insert(memory::key(["t", "aaaa"]), json(token.clone()));
        rows.insert(memory::key(["l", "bbbb"]), json(token));
        rows.insert(memory::key(["m", "cccc"]), b"L-1".to_vec());
        rows.insert(memory::key(["u", "leave", "dddd"]), b"L-1".to_vec());
        rows.insert(memory::key(["v", "eeee"]), json(serde_json::json!(["L-1", "a.b"])));
        rows.insert(memory::key(["k", "ffff"]), memory::stamp(at(0)).into_bytes());
        rows.insert(memory::key(["r", "20260921", "li@x.test"]), b"2".to_vec());
        rows.insert(memory::key(["r", "20260921", "li@x.test", "0000"]), Vec::new());
        rows
    }

    fn over(rows: &Store, day: i64) -> String {
        let kinds = look(rows, b"", at(day)).over.into_iter().map(|key| char::from(key[0]));
        kinds.collect()
    }

    #[test]
    fn what_answers_to_a_case_need_stays_while_it_is_open_and_some_time_after() {
        assert_eq!(over(&store(None), 399), "rr");
        assert_eq!(over(&store(Some(at(10))), 10 + LATE_DAYS), "rr");
        assert_eq!(over(&store(Some(at(10))), 10 + LATE_DAYS + 1), "lmrrtuv");
        assert_eq!(over(&store(None), 5_000), "krr", "an open case is never forgotten");
    }

    #[test]
    fn a_message_is_known_again_for_as_long_as_its_door_can_bring_it() {
        assert_eq!(over(&store(None), SEEN_DAYS), "rr");
        assert_eq!(over(&store(None), SEEN_DAYS + 1), "krr");
    }

    #[test]
    fn refusals_are_forgotten_after_the_next_day() {
        assert_eq!(over(&store(None), 2), "");
        assert_eq!(over(&store(None), 3), "rr");
    }

    #[test]
    fn looks_are_small_and_go_on_where_the_last_one_ended() {
        let mut rows = store(None);
        for n in 0..3 * LOOK_MAX {
            let seen = at(if n % 3 == 0 { 0 } else { 500 });
            rows.insert(memory::key(["k", &format!("{n:06}")]), memory::stamp(seen).into_bytes());
        }
        let (mut from, mut looks, mut found) = (Vec::new(), 0, 0);
        loop {
            let look = look(&rows, &from, at(SEEN_DAYS + 1));
            assert!(look.over.len() <= SWEEP_MAX);
            found += look.over.len();
            looks += 1;
            for key in look.over {
                rows.remove(&key);
            }
            match look.next {
                Some(next) => from = next,
                None => break,
            }
        }
        assert_eq!(found, LOOK_MAX + 1 + 2);
        assert!((3..=6).contains(&looks), "{looks}");
        assert_eq!(look(&rows, b"", at(SEEN_DAYS + 1)).over, Vec::<Vec<u8>>::new());
    }
}
