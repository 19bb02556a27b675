//! One event, one record: decide plus compose, and nothing else.
//!
//! The daemon, `explain`, `simulate` and the tests all call [`turn`]. A [`Record`] holds absolute puts and deletes;
//! applying them in order is the only way state changes, live and on replay, and replay never decides again. Letters
//! are finished bytes inside the record, so that what is committed is what is sent.

pub mod outbox;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::compose::{Composer, Letter};
use crate::directory::Directory;
use crate::rules::Rules;
use crate::time::{Holidays, Instant};
use crate::workflow::memory::{self, Changes};
use crate::workflow::{
    Act, CaseId, DEADLINES_MAX, Decision, Document, Event, Fate, Identity, Rows, Why, World, decide, hold,
};

/// Letters larger than this go to the spool; the record only names them.
pub const LETTER_ROWS_MAX: usize = 64 * 1024;
/// Characters of a message's own words that the journal keeps.
const JOURNAL_WORDS_MAX: usize = 2_000;

/// What one event changes and causes, ready to be committed.
#[derive(Debug, Clone)]
pub struct Record {
    /// The journal's text of it.
    pub entry: Entry,
    /// Absolute puts and deletes.
    pub rows: Changes,
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

/// Decides an event and composes what follows. `extra` are rows of the one who brought it: a mailbox cursor.
pub fn turn(setting: &Setting, rows: &dyn Rows, event: &Event, now: Instant, extra: Changes) -> Record {
    let (world, composer) = (&setting.world(rows), &setting.composer);
    let decision = decide(world, event, now);
    let record = finish(world, composer, event, now, &extra, decision);
    record.unwrap_or_else(|(case, error)| {
        // A letter that cannot be composed: nothing of the decision holds, its case is held and the operator told.
        let mut decision = case.map_or_else(Decision::default, |case| hold(world, &case, &error, now));
        decision.alarms.push(error.clone());
        decision.fate = Fate::Quarantined(error);
        finish(world, composer, event, now, &extra, decision).unwrap_or_else(|(_, error)| Record {
            entry: entry(
                world,
                event,
                now,
                &Decision { fate: Fate::Quarantined(error), ..Decision::default() },
                &[],
            ),
            rows: extra,
            letters: Vec::new(),
            documents: Vec::new(),
            spool: Vec::new(),
        })
    })
}

fn finish(
    world: &World<'_>,
    composer: &Composer,
    event: &Event,
    now: Instant,
    extra: &Changes,
    mut decision: Decision,
) -> Result<Record, (Option<CaseId>, String)> {
    let mut letters = Vec::new();
    let mut rows = std::mem::take(&mut decision.rows);
    let mut spool = Vec::new();
    let mut documents = std::mem::take(&mut decision.documents);
    for plan in &decision.letters {
        let composed = composer.letters(world, plan, now);
        for letter in composed.map_err(|error| (plan.case.clone(), error))? {
            for document in &letter.filed {
                if !documents.contains(document) {
                    documents.push(document.clone());
                }
            }
            outbox::enqueue(&letter, plan, now, &mut rows, &mut spool);
            letters.push(letter);
        }
    }
    for document in &documents {
        let composed = composer.document(world, document);
        let (name, text) = composed.map_err(|error| (Some(document.case.clone()), error))?;
        outbox::file(&name, &text, &mut rows);
        for file in composer.given(document) {
            outbox::given_file(&file.filed, &file.hash, &mut rows);
        }
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
            outbox::retry(world.rows, letter.as_deref(), now, &mut rows);
        }
        _ => {}
    }
    if let (Fate::Quarantined(reason), Event::Message(incoming)) = (&decision.fate, event) {
        outbox::quarantine(incoming, reason, now, &mut rows);
    }
    rows.extend(extra.clone());
    let entry = entry(world, event, now, &decision, &letters);
    Ok(Record { entry, rows, letters, documents, spool })
}

fn entry(world: &World<'_>, event: &Event, now: Instant, decision: &Decision, letters: &[Letter]) -> Entry {
    Entry {
        at: now,
        event: happened(event),
        fate: decision.fate.clone(),
        why: decision.why.clone(),
        cases: decision.cases.clone(),
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

/// Deadlines due at or before `now`, the oldest first, at most so many.
pub fn due(rows: &dyn Rows, now: Instant, most: usize) -> Vec<(Instant, CaseId, String)> {
    let mut out = Vec::new();
    rows.scan(&memory::prefix(["d"]), &mut |key, _| match memory::read_deadline(key) {
        Some(deadline) if deadline.0 <= now => {
            out.push(deadline);
            out.len() < most
        }
        Some(_) => false,
        None => true,
    });
    out
}

/// Deadlines found due, as events: together where there are several.
pub fn fallen(found: Vec<(Instant, CaseId, String)>) -> Vec<Event> {
    let event = |some: &[(Instant, CaseId, String)]| match some {
        [(due, case, key)] => Event::Deadline { case: case.clone(), key: key.clone(), due: *due },
        several => Event::Deadlines(
            several.iter().map(|(due, case, key)| (case.clone(), key.clone(), *due)).collect(),
        ),
    };
    found.chunks(DEADLINES_MAX).map(event).collect()
}

/// The next deadline, due or not.
pub fn next_deadline(rows: &dyn Rows) -> Option<Instant> {
    let mut next = None;
    rows.scan(&memory::prefix(["d"]), &mut |key, _| {
        next = memory::read_deadline(key).map(|(at, ..)| at);
        next.is_none()
    });
    next
}
