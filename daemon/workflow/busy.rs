//! When people are busy by their own calendars, as a look-up of the door found it.
//!
//! It comes in as an event and is kept with the time at which it was true; what is older than [`STALE_HOURS`] is not
//! known any more. Whoever looks for a time goes by what is known then and waits for nothing. One row for each person.

use chrono::TimeDelta;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::{Fate, Rows, memory};
use crate::calendar::Busy;
use crate::directory::PersonId;
use crate::time::Instant;

/// How many weeks ahead it is looked.
pub const WEEKS: i64 = 6;
/// What was found so long ago is not known any more.
pub const STALE_HOURS: i64 = 6;
/// What has not changed is noted anew after so long, so that it does not grow stale; sooner it would fill the journal.
pub const RENEW_HOURS: i64 = 2;

/// What was found last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct BusyRow {
    /// When.
    pub(super) at: Instant,
    /// What.
    pub(super) busy: Busy,
}

fn key(person: &PersonId) -> Vec<u8> {
    memory::key(["busy", person.as_str()])
}

fn found(rows: &dyn Rows, person: &PersonId) -> Option<BusyRow> {
    serde_json::from_slice(&rows.get(&key(person))?).ok()
}

/// Whether a look-up has found what memory should be told: something new, or the same as so long ago that it would soon
/// be stale.
pub fn is_news(rows: &dyn Rows, person: &PersonId, busy: &Busy, now: Instant) -> bool {
    found(rows, person)
        .is_none_or(|row| row.busy != *busy || now - row.at >= TimeDelta::hours(RENEW_HOURS) || row.at > now)
}

impl Draft<'_> {
    /// Notes it.
    pub(super) fn take_busy(&mut self, person: &PersonId, busy: &Busy) {
        let known = self.world.directory.person(person).filter(|person| person.active);
        if known.is_none_or(|person| person.freebusy.is_none()) {
            return self.fate = Fate::Ignored(format!("nobody looks into the calendar of '{person}'"));
        }
        self.put_json(key(person), &BusyRow { at: self.now, busy: busy.clone() });
        let (until, times) = (self.told(busy.until), busy.spans.len());
        self.why(None, format!("{}: {times} busy times are known until {until}", self.label(person)));
    }

    /// When this person is busy, where a calendar of theirs is looked into; none where what was found is stale.
    pub(super) fn busy_of(&self, person: &PersonId) -> Option<Option<Busy>> {
        self.world.directory.person(person)?.freebusy.as_ref()?;
        let row = found(self.world.rows, person);
        Some(row.filter(|row| self.now - row.at < TimeDelta::hours(STALE_HOURS)).map(|row| row.busy))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn memory_is_told_what_is_new_and_what_would_soon_be_stale() {
        let at = |hour: i64| chrono::DateTime::from_timestamp(1_790_000_000 + 3_600 * hour, 0).unwrap();
        let busy = |spans: &[(u32, u32)]| Busy { from: at(0), until: at(1_000), spans: spans.to_vec() };
        let li = PersonId::from("li");
        let mut rows: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
        assert!(is_news(&rows, &li, &busy(&[]), at(0)));
        let row = BusyRow { at: at(10), busy: busy(&[(60, 30)]) };
        rows.insert(key(&li), serde_json::to_vec(&row).unwrap());
        assert!(!is_news(&rows, &li, &busy(&[(60, 30)]), at(11)));
        assert!(is_news(&rows, &li, &busy(&[(60, 31)]), at(11)));
        assert!(is_news(&rows, &li, &busy(&[(60, 30)]), at(10 + RENEW_HOURS)));
        assert!(is_news(&rows, &li, &busy(&[(60, 30)]), at(9)), "a clock that was set back");
        assert!(is_news(&rows, &PersonId::from("wang"), &busy(&[(60, 30)]), at(11)));
        // A row that nobody can read is none.
        rows.insert(key(&li), b"{".to_vec());
        assert!(is_news(&rows, &li, &busy(&[(60, 30)]), at(11)));
    }
}
