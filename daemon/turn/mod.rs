//! One event, one record: decide plus compose, and nothing else.
//!
//! The daemon, `explain`, `simulate` and the tests all call [`turn`]. A [`Record`] holds absolute puts and deletes;
//! applying them in order is the only way state changes, live and on replay, and replay never decides again. Letters
//! are finished bytes inside the record, so that what is committed is what is sent.

mod later;
pub mod outbox;

pub use later::{Later, Sheet};

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::compose::{Composer, Letter};
use crate::directory::Directory;
use crate::rules::Rules;
use crate::time::{Holidays, Instant};
use crate::workflow::memory::{self, Changes};
use crate::workflow::{
    Act, Case, CaseId, DEADLINES_MAX, Decision, Document, Event, Fate, Identity, LetterPlan, Rows, Why,
    World, decide, hold,
};

/// Letters larger than this go to the spool; the record only names them.
pub const LETTER_ROWS_MAX: usize = 64 * 1024;
/// Characters of a message's own words that the journal keeps.
const JOURNAL_WORDS_MAX: usize = 2_000;
const MINUTE_MS: i64 = 60_000;
/// A deadline that is dealt with so much later was slept through: the watchdog restarts a daemon that is so late.
pub const SLEPT_MINUTES: i64 = 5;

/// What one event changes and causes, ready to be committed.
#[derive(Debug, Clone)]
pub struct Record {
    /// The journal's text of it.
    pub entry: Entry,
    /// Absolute puts and deletes.
    pub rows: Changes,
    /// Cases that changed, as they are now.
    pub cases: Vec<Arc<Case>>,
    /// Letters that leave because of it.
    pub letters: Vec<Letter>,
    /// Documents for the archive, those included that were too large for a letter.
    pub documents: Vec<Document>,
    /// Bytes that must lie in the spool before the record is written: hash, bytes.
    pub spool: Vec<(String, Vec<u8>)>,
}

/// One line of the journal.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Entry {
    /// When it was decided.
    pub at: Instant,
    /// What happened.
    pub event: Happened,
    /// How it was taken.
    pub fate: Fate,
    /// Why, in order.
    pub why: Vec<Why>,
    /// Cases that changed.
    pub cases: Vec<CaseId>,
    /// Letters that leave: id, readers, subject.
    pub letters: Vec<(String, Vec<String>, String)>,
    /// What an operator must know.
    pub alarms: Vec<String>,
    /// SHA-256 of the rule set that decided.
    pub rules: String,
}

/// An event as the journal keeps it: a message is named and its own words kept, not its bytes.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Happened {
    /// A message.
    Message {
        /// Where it came from.
        key: String,
        /// Its sender.
        from: String,
        /// Its subject.
        subject: String,
        /// Its Message-ID.
        message_id: String,
        /// SHA-256 of its bytes.
        hash: String,
        /// The beginning of the sender's own words.
        words: String,
        /// When our server received it.
        received: Instant,
    },
    /// Anything else, whole.
    Event(Box<Event>),
}

/// A whole checked configuration: everything a turn needs besides memory.
#[derive(Debug)]
pub struct Setting {
    /// The process files.
    pub rules: Rules,
    /// Who is who.
    pub directory: Directory,
    /// Public holidays.
    pub holidays: Arc<Holidays>,
    /// Who we are.
    pub identity: Identity,
    /// The templates.
    pub composer: Composer,
}

impl Setting {
    /// The world as decisions see it, over this memory.
    pub fn world<'a>(&'a self, rows: &'a dyn Rows) -> World<'a> {
        World {
            rules: &self.rules,
            directory: &self.directory,
            holidays: &self.holidays,
            identity: &self.identity,
            printed: self.composer.printed(),
            rows,
        }
    }
}

/// Writes what a decision says is to be written.
pub trait Pen {
    /// The letters of a plan.
    ///
    /// # Errors
    /// A sentence that names the template.
    fn letters(&self, world: &World<'_>, plan: &Arc<LetterPlan>, now: Instant)
    -> Result<Vec<Letter>, String>;

    /// The rows of a document for the archive and of the files that were given with it.
    ///
    /// # Errors
    /// A sentence that names the template.
    fn document(
        &self,
        world: &World<'_>,
        document: &Document,
        now: Instant,
        rows: &mut Changes,
    ) -> Result<(), String>;
}

impl Pen for Composer {
    fn letters(
        &self,
        world: &World<'_>,
        plan: &Arc<LetterPlan>,
        now: Instant,
    ) -> Result<Vec<Letter>, String> {
        Composer::letters(self, world, plan, now)
    }

    fn document(
        &self,
        world: &World<'_>,
        document: &Document,
        _: Instant,
        rows: &mut Changes,
    ) -> Result<(), String> {
        let (name, text) = Composer::document(self, world, document)?;
        outbox::file(&name, &text, rows);
        for file in self.given(document) {
            outbox::given_file(&file.filed, &file.hash, rows);
        }
        Ok(())
    }
}

/// Decides an event and composes what follows. `extra` are rows of the one who brought it: a mailbox cursor.
pub fn turn(setting: &Setting, rows: &dyn Rows, event: &Event, now: Instant, extra: Changes) -> Record {
    turn_with(&setting.composer, setting, rows, event, now, extra)
}

/// The same, written by another hand than the composer's.
pub fn turn_with(
    pen: &dyn Pen,
    setting: &Setting,
    rows: &dyn Rows,
    event: &Event,
    now: Instant,
    extra: Changes,
) -> Record {
    let world = &setting.world(rows);
    let decision = decide(world, event, now);
    let record = finish(world, pen, event, now, &extra, decision);
    record.unwrap_or_else(|(case, error)| {
        // A letter that cannot be composed: nothing of the decision holds, its case is held and the operator told.
        let mut decision = case.map_or_else(Decision::default, |case| hold(world, &case, &error, now));
        decision.alarms.push(error.clone());
        decision.fate = Fate::Quarantined(error);
        finish(world, pen, event, now, &extra, decision).unwrap_or_else(|(_, error)| Record {
            entry: entry(
                world,
                event,
                now,
                &Decision { fate: Fate::Quarantined(error), ..Decision::default() },
                &[],
            ),
            rows: extra,
            cases: Vec::new(),
            letters: Vec::new(),
            documents: Vec::new(),
            spool: Vec::new(),
        })
    })
}

fn finish(
    world: &World<'_>,
    pen: &dyn Pen,
    event: &Event,
    now: Instant,
    extra: &Changes,
    mut decision: Decision,
) -> Result<Record, (Option<CaseId>, String)> {
    let mut letters = Vec::new();
    let mut rows = std::mem::take(&mut decision.rows);
    let mut spool = Vec::new();
    let mut documents = std::mem::take(&mut decision.documents);
    for plan in std::mem::take(&mut decision.letters) {
        let plan = Arc::new(plan);
        let written = pen.letters(world, &plan, now);
        for letter in written.map_err(|error| (plan.case.clone(), error))? {
            for document in &letter.filed {
                if !documents.contains(document) {
                    documents.push(document.clone());
                }
            }
            outbox::enqueue(&letter, &plan, now, &mut rows, &mut spool);
            letters.push(letter);
        }
    }
    for document in &documents {
        let filed = pen.document(world, document, now, &mut rows);
        filed.map_err(|error| (Some(document.case.clone()), error))?;
    }
    for letter in &decision.withdrawn {
        outbox::withdraw(world.rows, letter, &mut rows);
    }
    match event {
        Event::Delivery { letter, to, outcome } => {
            outbox::outcome(world.rows, letter, to, outcome, now, &mut rows)
        }
        Event::Operator { act: Act::Hold, .. } => outbox::hold(true, &mut rows),
        Event::Operator { act: Act::Resume, .. } => outbox::hold(false, &mut rows),
        Event::Operator { act: Act::Retry { letter }, .. } => {
            let waits = outbox::retry(world.rows, letter.as_deref(), now, &mut rows);
            if let (false, Some(letter)) = (waits, letter) {
                decision.fate =
                    Fate::Ignored(format!("no letter {letter} waits; `beadle outbox` lists those that do"));
            }
        }
        _ => {}
    }
    if let (Fate::Quarantined(reason), Event::Message(incoming)) = (&decision.fate, event) {
        outbox::quarantine(incoming, reason, now, &mut rows);
    }
    rows.extend(extra.clone());
    let entry = entry(world, event, now, &decision, &letters);
    Ok(Record { entry, rows, cases: decision.cases, letters, documents, spool })
}

fn entry(world: &World<'_>, event: &Event, now: Instant, decision: &Decision, letters: &[Letter]) -> Entry {
    Entry {
        at: now,
        event: happened(event),
        fate: decision.fate.clone(),
        why: decision.why.clone(),
        cases: decision.cases.iter().map(|case| case.id.clone()).collect(),
        letters: letters
            .iter()
            .map(|l| (l.id.clone(), l.to.iter().map(|(_, a)| a.to_string()).collect(), l.subject.clone()))
            .collect(),
        alarms: decision.alarms.clone(),
        rules: world.rules.digest.clone(),
    }
}

fn happened(event: &Event) -> Happened {
    let Event::Message(incoming) = event else { return Happened::Event(Box::new(event.clone())) };
    let message = incoming.message.as_ref().ok();
    Happened::Message {
        key: incoming.key.clone(),
        from: message.and_then(|m| m.sole_from()).map(ToString::to_string).unwrap_or_default(),
        subject: message.map(|m| m.subject.raw.clone()).unwrap_or_default(),
        message_id: message.and_then(|m| m.message_id.clone()).unwrap_or_default(),
        hash: message.map(|m| m.hash.clone()).unwrap_or_default(),
        words: message.map(|m| m.words.own.chars().take(JOURNAL_WORDS_MAX).collect()).unwrap_or_default(),
        received: incoming.received,
    }
}

/// A deadline: when, whose, which.
pub type Due = (Instant, CaseId, String);

/// The full minute, its own or the next, that a deadline shares with others.
fn minute(due: Instant) -> Instant {
    let into = due.timestamp_millis().rem_euclid(MINUTE_MS);
    if into == 0 { due } else { due + chrono::Duration::milliseconds(MINUTE_MS - into) }
}

/// When the first of these deadlines, in order of time, are dealt with: one that is alone in its minute at its very time,
/// several of one minute together with the last of them, and no later than the full minute. So which questions share a
/// letter depends on their times alone, whenever somebody looks.
pub fn falls(ordered: impl IntoIterator<Item = Instant>) -> Option<Instant> {
    let mut ordered = ordered.into_iter();
    let first = ordered.next()?;
    let others = ordered.take(DEADLINES_MAX).take_while(|due| minute(*due) == minute(first));
    let (count, last) = others.fold((1, first), |(count, _), due| (count + 1, due));
    Some(if count > DEADLINES_MAX { minute(first) } else { last })
}

/// Deadlines to be dealt with by `now`, the oldest first, at most so many.
pub fn due(rows: &dyn Rows, now: Instant, most: usize) -> Vec<Due> {
    let mut out = Vec::new();
    // Of the minute that is not over: all that are known.
    let mut unripe: Vec<Due> = Vec::new();
    rows.scan(&memory::prefix(["d"]), &mut |key, _| {
        let Some(deadline) = memory::read_deadline(key) else { return true };
        if minute(deadline.0) <= now {
            out.push(deadline);
            return out.len() < most;
        }
        let together = deadline.0 <= now || unripe.first().is_some_and(|d| minute(d.0) == minute(deadline.0));
        if together {
            unripe.push(deadline);
        }
        together && unripe.len() <= DEADLINES_MAX
    });
    let ripe = falls(unripe.iter().map(|due| due.0)).is_some_and(|at| at <= now);
    if ripe && out.len() + unripe.len() <= most {
        out.append(&mut unripe);
    }
    out
}

/// Deadlines found due, in order of time, as events: those of one minute together, and all together that were slept
/// through, for after an outage one person gets one reminder. More than [`DEADLINES_MAX`] make several events.
pub fn fallen(found: Vec<Due>, now: Instant) -> Vec<Event> {
    let moment = |due: &Due| Some(minute(due.0)).filter(|at| (now - *at).num_minutes() < SLEPT_MINUTES);
    let event = |some: &[(Instant, CaseId, String)]| match some {
        [(due, case, key)] => Event::Deadline { case: case.clone(), key: key.clone(), due: *due },
        several => Event::Deadlines(
            several.iter().map(|(due, case, key)| (case.clone(), key.clone(), *due)).collect(),
        ),
    };
    let moments = found.chunk_by(|one, next| moment(one) == moment(next));
    moments.flat_map(|together| together.chunks(DEADLINES_MAX)).map(event).collect()
}

/// Leaves the last minute out where a look found as many deadlines as it may: there may be more of that minute, and they
/// belong together. A minute that alone has as many is dealt with piece by piece.
pub fn whole(mut found: Vec<Due>, most: usize) -> Vec<Due> {
    let last = found.last().map(|due| minute(due.0));
    if found.len() >= most && found.first().map(|due| minute(due.0)) != last {
        found.retain(|due| Some(minute(due.0)) != last);
    }
    found
}

/// When the next deadline is to be dealt with.
pub fn next_deadline(rows: &dyn Rows) -> Option<Instant> {
    let mut first = Vec::new();
    rows.scan(&memory::prefix(["d"]), &mut |key, _| {
        first.extend(memory::read_deadline(key).map(|due| due.0));
        let of_one_minute = first.first().map(|at| minute(*at)) == first.last().map(|at| minute(*at));
        first.len() <= DEADLINES_MAX && of_one_minute
    });
    falls(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        format!("2024-07-01T{text}Z").parse().expect("a time")
    }

    /// A company's deadlines of a quarter of an hour, some of one minute.
    fn deadlines() -> Changes {
        let times =
            ["09:00:00", "09:00:01", "09:00:20.500", "09:00:59.999", "09:01:00", "09:01:00.001", "09:14:30"];
        let key = |(n, time): (usize, &&str)| {
            memory::key(["d", &memory::stamp(at(time)), &format!("L-{n}"), "ask/a.b"])
        };
        times.iter().enumerate().map(|found| (key(found), Some(Vec::new()))).collect()
    }

    /// What is handed in by somebody who looks at these times, and deals with at most so many at a look.
    fn handed_in(looks: &[Instant], most: usize) -> Vec<String> {
        let mut rows: std::collections::BTreeMap<Vec<u8>, Vec<u8>> =
            deadlines().into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let mut events = Vec::new();
        for now in looks {
            loop {
                let found = whole(due(&rows, *now, most), most);
                if found.is_empty() {
                    break;
                }
                for (due, case, key) in &found {
                    rows.remove(&memory::key(["d", &memory::stamp(*due), &case.0, key]));
                }
                events
                    .extend(fallen(found, *now).iter().map(|e| serde_json::to_string(e).expect("an event")));
            }
        }
        events
    }

    #[test]
    fn what_is_dealt_with_together_depends_on_the_deadlines_and_not_on_who_looks_when() {
        let minutes: Vec<Instant> = (0..20).map(|n| at("09:00:00") + chrono::Duration::minutes(n)).collect();
        let once = handed_in(&minutes, 100);
        assert_eq!(once.len(), 4, "09:00, 09:01, 09:02 and 09:15: {once:#?}");
        let every_second: Vec<Instant> =
            (0..1_200).map(|second| at("09:00:00") + chrono::Duration::seconds(second)).collect();
        assert_eq!(handed_in(&every_second, 100), once);
        let unevenly = ["09:00:00", "09:00:42", "09:01:13", "09:01:59.999", "09:04:30", "09:17:00"].map(at);
        assert_eq!(handed_in(&unevenly, 100), once);
        assert_eq!(handed_in(&unevenly, 5), once, "also where a look finds more than it may take");
    }

    #[test]
    fn no_deadline_is_dealt_with_before_its_time_and_what_was_slept_through_is_one() {
        assert_eq!(handed_in(&[at("08:59:59.999")], 100).len(), 0);
        assert_eq!(handed_in(&[at("09:00:59.999")], 100).len(), 1, "the first alone");
        assert_eq!(handed_in(&[at("09:06:59")], 100).len(), 2, "five minutes ago and more, and 09:02");
        assert_eq!(handed_in(&[at("09:30:00")], 100).len(), 1, "all of them");
    }

    #[test]
    fn a_deadline_is_dealt_with_at_its_time_and_those_of_its_minute_with_the_last_of_them() {
        let of = |times: &[&str]| falls(times.iter().map(|time| at(time)));
        for (times, expected) in [
            (&["10:00:00"][..], "10:00:00"),
            (&["10:00:23.400"], "10:00:23.400"),
            (&["10:00:00", "10:00:01"], "10:00:00"),
            (&["10:00:01", "10:00:07", "10:01:30"], "10:00:07"),
            (&["10:00:01", "10:01:00", "10:01:00.001"], "10:01:00"),
        ] {
            assert_eq!(of(times), Some(at(expected)), "{times:?}");
        }
        assert_eq!(of(&[]), None);
        let many = |count| falls(std::iter::repeat_n(at("10:00:01"), count));
        assert_eq!(many(DEADLINES_MAX), Some(at("10:00:01")));
        assert_eq!(many(DEADLINES_MAX + 1), Some(at("10:01:00")), "more than one decision takes");
    }

    #[test]
    fn whoever_sleeps_until_the_next_deadline_finds_it_due_and_nobody_finds_it_sooner() {
        let mut rows: std::collections::BTreeMap<Vec<u8>, Vec<u8>> =
            deadlines().into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        for n in 0..200 {
            let time = at("09:20:00") + chrono::Duration::milliseconds(n * 400 + 1);
            rows.insert(memory::key(["d", &memory::stamp(time), &format!("M-{n}"), "timer/x"]), Vec::new());
        }
        let mut looks = Vec::new();
        while let Some(next) = next_deadline(&rows) {
            assert!(due(&rows, next - chrono::Duration::milliseconds(1), 1_000).is_empty(), "before {next}");
            let found = due(&rows, next, 1_000);
            assert!(!found.is_empty(), "{next}");
            for (due, case, key) in &found {
                assert!(*due <= next && next - *due < chrono::Duration::minutes(1), "{due} at {next}");
                rows.remove(&memory::key(["d", &memory::stamp(*due), &case.0, key]));
            }
            looks.push(next.format("%H:%M:%S%.3f").to_string());
        }
        let expected =
            ["09:00:00.000", "09:01:00.000", "09:01:00.001", "09:14:30.000", "09:21:00.000", "09:21:19.601"];
        assert_eq!(looks, expected);
    }
}
