//! Cases that the calendar opens: `every` of `[open]`.
//!
//! For each process with a schedule one row says when it opens next, and one deadline stands for it in due order,
//! under [`SCHEDULE`] instead of a case. Both change together; a rule set that changes, adds or drops a schedule is
//! planned by [`super::Event::Planned`]. However long nobody looked, one case opens: what was missed is left out and
//! said to be.

use serde::{Deserialize, Serialize};

use super::Fate;
use super::cases::{Beginning, Opened};
use super::draft::Draft;
use super::memory::{self, Rows};
use crate::rules::{Process, Rules, Values};
use crate::time::{Instant, series};
use chrono::Days;

/// Stands where a deadline names its case.
pub const SCHEDULE: &str = "*";
/// How far ahead a schedule that gives way to days off is looked for.
const AHEAD_DAYS: u64 = 800;
/// What was moved by a day off may lie this far behind its own date.
const BEHIND_DAYS: u64 = 8;

/// When a process opens next, and the schedule by which that was worked out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Planned {
    every: String,
    next: Instant,
}

/// The schedule of a process as text; it changes when the rule does.
fn written(process: &Process) -> Option<String> {
    let open = &process.open;
    Some(format!("{} ({})", open.every.as_ref()?, open.holiday))
}

fn row_of(rows: &dyn Rows, process: &str) -> Option<Planned> {
    serde_json::from_slice(&rows.get(&memory::key(["p", process]))?).ok()
}

fn deadline(process: &str, at: Instant) -> Vec<u8> {
    memory::key(["d", &memory::stamp(at), SCHEDULE, &format!("open/{process}")])
}

/// Whether memory holds other schedules than the rules: then they are to be planned.
pub fn is_unplanned(rules: &Rules, rows: &dyn Rows) -> bool {
    let planned = |process: &Process| row_of(rows, &process.name).map(|row| row.every);
    rules.processes.values().any(|process| planned(process) != written(process))
        || known(rows).iter().any(|name| !rules.processes.contains_key(name))
}

/// The processes for which there is a row.
fn known(rows: &dyn Rows) -> Vec<String> {
    let mut names = Vec::new();
    rows.scan(&memory::prefix(["p"]), &mut |key, _| {
        names.extend(memory::parts(key).last().map(|name| (*name).to_owned()));
        true
    });
    names
}

impl Draft<'_> {
    /// Makes the rows those of the rules.
    pub(super) fn plan_schedules(&mut self) {
        let rules = self.world.rules;
        let mut names = known(self.world.rows);
        names
            .extend(rules.processes.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
        for name in names {
            let old = row_of(self.world.rows, &name);
            let wanted = rules.processes.get(&name).and_then(|process| written(process));
            if old.as_ref().map(|row| &row.every) != wanted.as_ref() {
                self.plan(&name, old);
            }
        }
    }

    /// Puts the next time in place of the old one; nothing where the process has no schedule.
    fn plan(&mut self, name: &str, old: Option<Planned>) {
        if let Some(old) = old {
            self.rows.insert(deadline(name, old.next), None);
            self.rows.insert(memory::key(["p", name]), None);
        }
        let Some(process) = self.world.rules.processes.get(name).cloned() else { return };
        let Some(every) = written(&process) else { return };
        match self.next_opening(&process) {
            Ok(next) => {
                self.why(None, format!("'{name}' opens next at {}", self.told(next)));
                self.put(deadline(name, next), Vec::new());
                self.put_json(memory::key(["p", name]), &Planned { every, next });
            }
            Err(error) => self.alarm(format!("'{name}' has no next time: {error}")),
        }
    }

    /// The first time after now, days off heeded.
    fn next_opening(&self, process: &Process) -> Result<Instant, String> {
        let every = process.open.every.as_ref().ok_or("it has no schedule")?;
        let calendar = self.calendar(None, false);
        let today = calendar.zone.local(self.now).date();
        let from = today.checked_sub_days(Days::new(BEHIND_DAYS)).unwrap_or(today);
        let until = today.checked_add_days(Days::new(AHEAD_DAYS)).unwrap_or(today);
        let times = series(every, from, until, &calendar, process.open.holiday)?;
        let times = times.iter().filter_map(|time| time.takes_place()).map(|at| calendar.zone.instant(at));
        times.filter(|at| *at > self.now).min().ok_or_else(|| format!("'{every}' does not come"))
    }

    /// A schedule fell due.
    pub(super) fn schedule_due(&mut self, key: &str, due: Instant) {
        let name = key.strip_prefix("open/").unwrap_or(key);
        let Some(row) = row_of(self.world.rows, name).filter(|row| row.next == due && due <= self.now) else {
            self.fate = Fate::Ignored(format!("'{key}' was dealt with already"));
            return;
        };
        self.plan(name, Some(row));
        let Some(process) = self.world.rules.processes.get(name).filter(|p| p.open.every.is_some()).cloned()
        else {
            self.fate = Fate::Ignored(format!("'{name}' has no schedule any more"));
            return;
        };
        let late = (self.now - due).num_minutes();
        if late >= 1 {
            self.why(None, format!("'{name}' opens {late} minutes late; what else was missed is left out"));
        }
        let beginning = Beginning {
            process,
            parent: None,
            opener: None,
            title: String::new(),
            fields: Values::new(),
            origin: None,
        };
        match self.open(beginning) {
            Opened::Case(_) => {}
            Opened::Refused(reason) => {
                self.fate = Fate::Ignored(format!("'{name}' is not opened: {reason}"));
            }
        }
    }
}
