//! Case, event, effect: the deterministic core.
//!
//! [`decide`] takes a [`World`] (rules, directory, calendars, keys, and memory as [`Rows`]), an [`Event`] and `now`,
//! and returns a [`Decision`]: the rows that change, the letters and documents that follow, and why. It is pure and
//! total: the same input gives the same decision on every machine, what does not fit changes nothing and says why,
//! an expression that fails at run time holds its case and tells the operator. It never fails and never panics.
//!
//! Reading order: this file (the values), `memory` (how a case lies in rows), `reach` (which names an expression
//! sees), `people` (who is meant), `draft` (the working set of one decision), then the verbs: `intake` (a message), `unnamed`, `correct`, `proposals`,
//! `dates` (a person's calendar), `cases` (open, enter a state, end), `steps`, `asks`, `meets`, `attendance` (what is
//! answered to an invitation), `delivery`, `fold`, `operator`.

mod answering;
mod asks;
mod attendance;
mod begun;
mod belongs;
pub mod busy;
mod called;
mod cases;
mod correct;
mod dates;
mod decide;
mod delivery;
mod draft;
mod dues;
mod entitled;
mod fold;
mod follow;
mod forms;
mod given;
mod intake;
mod kept;
mod meets;
pub mod memory;
mod meta;
mod newcomers;
mod offers;
mod opening;
mod operator;
mod overrun;
mod people;
mod proposals;
mod reach;
mod replies;
mod rungs;
mod saying;
mod schedule;
mod seats;
mod shared;
mod slots;
mod steps;
mod stranded;
pub mod sweep;
#[cfg(test)]
mod tests;
pub mod token;
mod unnamed;

pub use cases::CALLED_OFF;
pub use dates::{Asked, Dated, Link, address, dates, link, whose};
pub use decide::{decide, hold};
pub use kept::{Kept, Over};
pub use memory::Rows;
pub use schedule::{SCHEDULE, is_unplanned};
pub use shared::Shared;
pub use stranded::stranded;

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::address::Address;
use crate::calendar::{Busy, Invite, PartStat};
use crate::directory::{Directory, PersonId};
use crate::mail::Message;
use crate::rules::{Rules, Values};
use crate::time::{Holidays, Instant};

/// Children opened, states entered and cases touched in one decision, at most: a rule set that needs more is
/// running in circles.
pub const STEPS_MAX: u32 = 2_000;
/// States entered one after the other within one case and decision, at most.
pub const ENTRIES_MAX: u32 = 16;
/// Seats of one ask, at most.
pub const SEATS_MAX: usize = 500;
/// Letters one case may send within a day, at most; beyond it the case is held and the operator told.
pub const LETTERS_PER_DAY_MAX: u32 = 2_000;
/// Other cases shown to an expression (`cases.NAME`), newest first.
pub const OTHERS_MAX: usize = 200;
/// A letter accepted by the far server this much later than composed moves the clock of its question.
pub const GRACE_MINUTES: i64 = 10;
/// Deadlines handled in one decision, at most.
pub const DEADLINES_MAX: usize = 64;
/// Questions folded into one letter, at most.
pub const FOLD_MAX: usize = 30;
/// After an outage, silence takes effect only this many working minutes after the folded reminder.
pub const FRESH_WINDOW_MINUTES: i64 = 120;

/// The id of a case: `P-2026-0012`, `P-2026-0012-T03`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseId(pub String);

impl fmt::Display for CaseId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything a decision may look at, frozen.
pub struct World<'a> {
    /// The process files.
    pub rules: &'a Rules,
    /// Who is who.
    pub directory: &'a Directory,
    /// Public holidays.
    pub holidays: &'a Arc<Holidays>,
    /// Who we are.
    pub identity: &'a Identity,
    /// What the letters print of their facts.
    pub printed: &'a Printed,
    /// Memory as ordered rows.
    pub rows: &'a dyn Rows,
}

/// What the templates read of the facts, by folder (a process, or [`SYSTEM`]) and letter. Of a letter that is not
/// listed all is read. Facts that nobody reads are not worked out: a list of all tasks costs more than the letter that
/// does not print it.
pub type Printed = BTreeMap<(String, String), crate::rules::Reads>;

/// Every letter may read everything.
pub static ALL_PRINTED: Printed = BTreeMap::new();

/// The folder of the letters that no process has.
pub const SYSTEM: &str = "system";

/// Who we are: addresses, and the keys of the reply tokens.
#[derive(Clone)]
pub struct Identity {
    /// The mailbox that reads the answers: From, ORGANIZER and the stem of Reply-To.
    pub address: Address,
    /// Further addresses that are ours.
    pub aliases: Vec<Address>,
    /// The host part of our Message-IDs and UIDs.
    pub host: String,
    /// Name shown beside the address, by language.
    pub names: BTreeMap<crate::directory::Lang, String>,
    /// The server delivers `local+detail`; otherwise only the short code in the fence line is carried.
    pub plus: bool,
    /// HMAC keys, the newest first; the others still verify.
    pub keys: Vec<Vec<u8>>,
    /// Refusals and questions back to one address within a day, at most (promise 7).
    pub refusals_per_day: u32,
    /// Whose Authentication-Results are believed; none: nobody's.
    pub authserv_id: Option<String>,
    /// Octets of the files that one letter carries, at most; what is larger is in the archive.
    pub attachments_max: u64,
    /// The folder of the archive, as letters name it; none: nothing is archived.
    pub archive: Option<String>,
    /// What stands before the secret in the links to people's dates; none: dates are not served.
    pub calendar: Option<String>,
}

impl fmt::Debug for Identity {
    /// Without the keys.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity").field("address", &self.address).field("keys", &self.keys.len()).finish()
    }
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Event {
    /// A message came in.
    Message(Box<Incoming>),
    /// A deadline fell due.
    Deadline {
        /// Whose.
        case: CaseId,
        /// Which: as in [`Case::deadlines`].
        key: String,
        /// When it was due.
        due: Instant,
    },
    /// Several deadlines fell due at once: handled together, so that what one person is asked goes in one mail.
    Deadlines(Vec<(CaseId, String, Instant)>),
    /// A letter's fate became known.
    Delivery {
        /// Which letter.
        letter: String,
        /// To whom.
        to: Address,
        /// What became of it.
        outcome: Outcome,
    },
    /// Another rule set is in force: what it opens by the calendar is to be planned.
    Planned,
    /// A look into somebody's own calendar found when they are busy.
    Busy {
        /// Whose.
        person: PersonId,
        /// When.
        busy: Busy,
    },
    /// Rows may be needed no longer.
    Sweep {
        /// Where to look from: a key.
        from: String,
    },
    /// An operator did something.
    Operator {
        /// Who, as the socket's peer.
        who: String,
        /// What.
        act: Act,
    },
}

/// A message with where it came from.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Incoming {
    /// `account/mailbox/uidvalidity/uid`, or the unique name in a Maildir.
    pub key: String,
    /// When our server received it (INTERNALDATE), not what its sender claims.
    pub received: Instant,
    /// The message, or why it cannot be read.
    pub message: Result<Message, String>,
    /// Larger than the limit: only its header was fetched.
    pub truncated: bool,
    /// Octets.
    pub size: u64,
    /// Hex SHA-256 of the raw bytes in the spool, when they were kept.
    pub spooled: Option<String>,
}

/// What became of a letter to one recipient.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// The far server took it, at this instant.
    Accepted,
    /// It never will: what the server said, or that five days are over.
    Refused(String),
    /// A bounce came back.
    Bounced(String),
    /// Not yet: it is tried again. Nothing changes for the case.
    Later(String),
}

/// What an operator may do to a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Act {
    /// Answer in somebody's place.
    Answer {
        /// The case.
        case: CaseId,
        /// In whose place.
        person: PersonId,
        /// The answer and what belongs to it, as that person would write it.
        text: String,
    },
    /// Open a case in somebody's place, whoever else may.
    Open {
        /// The process.
        process: String,
        /// The case it is about.
        about: Option<CaseId>,
        /// In whose place.
        person: PersonId,
        /// What that person would write: the subject behind the tag in the first line.
        text: String,
    },
    /// End a case without an outcome.
    Cancel {
        /// The case.
        case: CaseId,
        /// Why.
        reason: String,
    },
    /// Let a held case go on: what it was held at is tried again.
    Release {
        /// The case.
        case: CaseId,
    },
    /// Send nothing until further notice.
    Hold,
    /// Send again.
    Resume,
    /// Make, change or take back the link by which somebody's dates are read.
    Calendar {
        /// Whose.
        person: PersonId,
        /// What is done with it.
        how: Subscribe,
    },
    /// Try waiting letters now: one, or all.
    Retry {
        /// The letter; none for all.
        letter: Option<String>,
    },
}

/// What is done with the link to somebody's dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Subscribe {
    /// It is made if there is none.
    Show,
    /// Another takes its place.
    Renew,
    /// It leads nowhere any more.
    Off,
}

/// One run of a process.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Its id, never used again.
    pub id: CaseId,
    /// Its process.
    pub process: String,
    /// The case it is about.
    pub parent: Option<CaseId>,
    /// Counts the decisions that changed it; part of every letter id.
    pub version: u64,
    /// When it was opened.
    pub opened: Instant,
    /// By whom; a child opened by its parent has the parent's opener.
    pub opener: Option<PersonId>,
    /// What stands in subjects behind the id, in the company's language.
    pub title: String,
    /// The same in other languages, where it is another one there.
    #[serde(default)]
    pub titles: BTreeMap<String, String>,
    /// Where it stands.
    pub state: String,
    /// Since when.
    pub entered: Instant,
    /// Set when it is over.
    pub ended: Option<Instant>,
    /// How often each state was entered.
    pub rounds: BTreeMap<String, u32>,
    /// Rounds in a row without an answer, by ask.
    pub missed: BTreeMap<String, u32>,
    /// Why it is held: an expression failed, a letter budget ran out.
    pub held: Option<String>,
    /// Children opened so far, by process: the number of the last one.
    pub children: BTreeMap<String, u32>,
    /// Letters sent on a day, for the budget.
    pub letters: (chrono::NaiveDate, u32),
    /// What opened it: Message-ID, for the thread.
    pub origin: Option<String>,
    /// Forms of the opening, `keep`, and what `set` wrote.
    pub fields: Shared<Values>,
    /// What was last given to each ask or say: its form's values with `by` and `at`, or `answer` and `comment`.
    pub given: BTreeMap<String, Shared<Values>>,
    /// Asks by key (`state.ask`, with `@instance` under a meeting), open ones and the last round of closed ones.
    pub asks: BTreeMap<String, Shared<OpenAsk>>,
    /// Meetings by key (`state.meet`).
    pub meets: BTreeMap<String, Shared<OpenMeet>>,
    /// Timers by key (`state.timer`).
    pub timers: BTreeMap<String, Instant>,
    /// Everybody who was ever asked or told: who may read it by mail.
    pub readers: Vec<PersonId>,
}

/// One round of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenAsk {
    /// The scope it stands in: a state, `always`, or `state.meet` under a meeting.
    pub scope: String,
    /// Its name.
    pub name: String,
    /// The meeting's instance it hangs under: start, end.
    pub instance: Option<(Instant, Instant)>,
    /// Rounds that tick on the clock go by that of the people asked: their zone, where it is not the company's.
    #[serde(default)]
    pub zone: Option<String>,
    /// Counts the rounds.
    pub round: u32,
    /// When this round began.
    pub started: Instant,
    /// When the round ended.
    pub closed: Option<Instant>,
    /// The start of the next round (`every`).
    pub next_round: Option<Instant>,
    /// Who is asked.
    pub seats: Vec<OpenSeat>,
}

/// One seat of a question.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenSeat {
    /// Whoever may fill it, the one asked first in front.
    pub people: Vec<PersonId>,
    /// Not its turn yet (`in-turn`).
    pub waiting: bool,
    /// When its clock started: letters composed, moved to the acceptance by the far server.
    pub start: Instant,
    /// When it is due.
    pub due: Instant,
    /// Letters sent, by person.
    pub letters: BTreeMap<PersonId, AskedBy>,
    /// Rungs of the ladder that have fired.
    pub fired: usize,
    /// When something is to be done next.
    pub wake: Option<Instant>,
    /// Rungs that fire again: index → next time.
    pub repeats: BTreeMap<usize, Instant>,
    /// A rung moved out of order, after an outage: index, time.
    pub postponed: Option<(usize, Instant)>,
    /// Whoever the seat was last extended to.
    pub last: PersonId,
    /// What was answered.
    pub answer: Option<Given>,
    /// The values of the form that was given.
    #[serde(default)]
    pub values: Values,
    /// The ladder's end was reached without an answer.
    pub silent: bool,
    /// The letter came back, or was refused: its clock stands still.
    pub undeliverable: bool,
    /// Leave does not stop its clock: it decides for others, or was asked while its person was away.
    #[serde(default)]
    pub despite_leave: bool,
    /// Fields that came with answers which were not whole yet: they need not be sent again.
    #[serde(default)]
    pub partial: Values,
}

/// A letter of a question to one person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct AskedBy {
    /// The first letter's id.
    pub letter: String,
    /// When it was composed.
    pub composed: Instant,
    /// When the far server took it.
    pub accepted: Option<Instant>,
    /// It came back, or was refused.
    #[serde(default)]
    pub returned: bool,
}

/// An answer, with who gave it and how that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// Name of the answer; the ask's name for a form.
    pub answer: String,
    /// By whom; none when silence or the operator decided.
    pub by: Option<PersonId>,
    /// When our server received it.
    pub at: Instant,
    /// The comment.
    pub comment: Option<String>,
    /// How it is known.
    pub evidence: Evidence,
}

/// What proves who sent a message. The order is that of the levels.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Evidence {
    /// Nobody spoke: the meaning of silence.
    Silence,
    /// From a stranger, or not provable.
    None,
    /// A calendar answer from a known address.
    Calendar,
    /// From a known address of that person.
    Address,
    /// From a known address of that person, with the personal token of that question.
    Token,
    /// The same, and our own server vouches for the address' domain (RFC 8601).
    Domain,
    /// An operator, named.
    Operator(String),
}

/// A meeting, a series, or an entry on a due date.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OpenMeet {
    /// The scope it stands in.
    pub scope: String,
    /// Its name.
    pub name: String,
    /// The invitation as last sent, with who comes.
    pub invite: Invite,
    /// DTSTAMP of the last answer of each attendee.
    pub stamps: BTreeMap<String, Instant>,
    /// Comments that came with answers.
    pub comments: BTreeMap<String, String>,
    /// The next instance: start, end.
    pub next: Option<(Instant, Instant)>,
    /// The time it was moved to, where it follows no field that could have been set.
    #[serde(default)]
    pub moved: Option<(Instant, Instant)>,
    /// From where a time was looked for at which everybody is free, and the one that was found.
    #[serde(default)]
    pub slot: Option<(Instant, Instant)>,
    /// The revision from which on an answer to the whole counts: the last with a new time. None where it was not noted:
    /// the newest.
    #[serde(default)]
    pub since: Option<u32>,
    /// The same of single occurrences that were moved.
    #[serde(default)]
    pub asked: BTreeMap<chrono::NaiveDateTime, u32>,
    /// Another time that somebody has proposed and that waits for a word.
    #[serde(default)]
    pub proposed: Option<Proposed>,
    /// Who has asked for the invitation once more, and when last.
    #[serde(default)]
    pub refreshed: BTreeMap<String, Instant>,
    /// Instances of a series that somebody moved.
    #[serde(default)]
    pub instances: Vec<crate::calendar::Moved>,
    /// Timers of the next instance that are still to fire.
    pub timers: BTreeMap<String, Instant>,
    /// When people are next told what a holiday did to the series.
    #[serde(default)]
    pub notice: Option<Instant>,
    /// What the case was called when the invitation was last sent. None where it was not noted.
    #[serde(default)]
    pub titled: Option<String>,
}

/// Another time for a meeting, as somebody's calendar program proposed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposed {
    /// Who proposes it.
    pub by: PersonId,
    /// The address it is known by in the invitation.
    pub address: String,
    /// For this occurrence of a series, by its planned start.
    pub original: Option<chrono::NaiveDateTime>,
    /// From when.
    pub start: Instant,
    /// Until when.
    pub end: Instant,
    /// The question that asks about it.
    pub key: String,
    /// Its round.
    pub round: u32,
}

/// What a decision changes and causes.
#[derive(Debug, Clone, Default)]
pub struct Decision {
    /// Absolute puts and deletes, in key order.
    pub rows: BTreeMap<Vec<u8>, Option<Vec<u8>>>,
    /// Letters to compose.
    pub letters: Vec<LetterPlan>,
    /// Documents for the archive.
    pub documents: Vec<Document>,
    /// Letters not to send any more.
    pub withdrawn: Vec<String>,
    /// Why, one sentence each, for people who know the rules.
    pub why: Vec<Why>,
    /// Cases that changed, as they are now.
    pub cases: Vec<Arc<Case>>,
    /// What an operator must know.
    pub alarms: Vec<String>,
    /// How the event was taken.
    pub fate: Fate,
}

/// How an event was taken: every message has exactly one fate (promise 2).
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// Something changed or was answered.
    #[default]
    Acted,
    /// Nothing was to be done, for this reason.
    Ignored(String),
    /// It was set aside, for this reason.
    Quarantined(String),
}

/// One reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Why {
    /// The case it is about.
    pub case: Option<CaseId>,
    /// The sentence.
    pub text: String,
}

/// A letter to compose.
#[derive(Debug, Clone)]
pub struct LetterPlan {
    /// Hash of case, version, effect and readers.
    pub id: String,
    /// The case; none for an answer to a message that belongs to none.
    pub case: Option<CaseId>,
    /// Folder of its template: a process, or none for the sentences of the core (`system`).
    pub process: Option<String>,
    /// Name of its template.
    pub name: String,
    /// Why it is sent now.
    pub occasion: Occasion,
    /// Who reads it.
    pub to: Vec<PersonId>,
    /// An individual question.
    pub ask: Option<AskLetter>,
    /// What the template may say: names in reach, as values.
    pub facts: Values,
    /// The message it answers, for In-Reply-To: Message-ID and subject.
    pub in_reply_to: Option<(String, String)>,
    /// What the case is called in languages other than the company's, where that differs.
    pub titles: BTreeMap<String, String>,
    /// A calendar object that goes with it.
    pub invite: Option<InvitePlan>,
    /// Documents that go along, with the files that were given with them.
    pub enclosed: Vec<Document>,
    /// The questions that are folded into it, each with its own token: one mail for one person.
    pub parts: Vec<LetterPlan>,
}

/// Why a letter is sent now. The name is what templates see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Occasion {
    /// A question, for the first time.
    Ask,
    /// The same question again.
    Reminder,
    /// The question goes to somebody else as well.
    Also,
    /// A due time moved.
    Correction,
    /// Something is told.
    Notice,
    /// The answer to a message.
    Reply,
    /// A calendar object.
    Invite,
}

/// What an individual question carries.
#[derive(Debug, Clone, PartialEq)]
pub struct AskLetter {
    /// Key of the ask in its case.
    pub key: String,
    /// 128 bits, base32: the detail of Reply-To.
    pub token: String,
    /// The short code of the fence line.
    pub code: String,
    /// The answers the token may give.
    pub grants: Vec<String>,
    /// Until when it counts.
    pub expires: Instant,
    /// Names of the answers offered; empty for a form.
    pub answers: Vec<String>,
    /// Names of the forms to fill.
    pub forms: Vec<String>,
    /// Fields still missing: of an ask that fills, or of a form of which a part has come.
    pub missing: Vec<String>,
    /// Fields that have come already, with answers that were not whole.
    pub came: Vec<String>,
    /// The first letter of the same question to the same person: what comes later joins its thread.
    pub first: Option<String>,
    /// When it is due; none where nothing waits for the answer.
    pub due: Option<Instant>,
    /// What silence does, in order of time, from now on.
    pub silence: Vec<Silence>,
}

/// One rung in words a letter can print.
#[derive(Debug, Clone, PartialEq)]
pub struct Silence {
    /// When it takes effect.
    pub at: Instant,
    /// What it does.
    pub does: SilenceDoes,
}

/// What a rung does.
#[derive(Debug, Clone, PartialEq)]
pub enum SilenceDoes {
    /// The letter once more.
    Remind,
    /// These people are asked as well.
    Also(Vec<PersonId>),
    /// Counts as this answer.
    Answer(String),
    /// Listed as missing.
    Nothing,
    /// The case goes to this state.
    Go(String),
    /// These people are told.
    Tell(Vec<PersonId>),
}

/// A calendar object that goes with a letter.
#[derive(Debug, Clone, PartialEq)]
pub struct InvitePlan {
    /// What it says.
    pub invite: Invite,
    /// It is called off.
    pub cancel: bool,
    /// A series that ends with what has been held: an update, and nothing to answer.
    pub ended: bool,
    /// Only these addresses (a CANCEL to somebody who was removed).
    pub only: Option<Vec<String>>,
    /// What it said before, of an update: its letter tells what has changed.
    pub before: Option<Box<Invite>>,
    /// Only this occurrence of a series, by its planned start.
    pub instance: Option<chrono::NaiveDateTime>,
    /// Its readers were not invited before: nothing has changed for them.
    pub first: bool,
    /// Another time that was proposed is not taken (DECLINECOUNTER); it goes along with the letter that says so.
    pub refuses: bool,
    /// Addresses of those whose calendars could not be looked into when the time was chosen.
    pub unseen: Vec<String>,
}

impl InvitePlan {
    /// An invitation or its update.
    pub fn new(invite: Invite) -> Self {
        let (cancel, ended, first, refuses) = (false, false, false, false);
        let unseen = Vec::new();
        Self { invite, cancel, ended, only: None, instance: None, first, refuses, before: None, unseen }
    }
}

/// A document for the archive.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The case.
    pub case: CaseId,
    /// The process of the case.
    pub process: String,
    /// Name of the ask, say or form it comes from.
    pub name: String,
    /// Hash of case, version and name: the same document is the same file.
    pub id: String,
    /// Title of the case.
    pub title: String,
    /// When.
    pub at: Instant,
    /// What was given: all of it, in a plain list.
    pub values: Values,
    /// What else its template prints: what a letter of the case may say.
    #[serde(default)]
    pub facts: Values,
}

/// The name under which [`Printed`] has what the template of a document prints.
pub fn document_letter(name: &str) -> String {
    format!("{name}.document")
}

/// Who comes, as one word for templates and `beadle case`.
pub fn partstat_word(status: &PartStat) -> &'static str {
    match status {
        PartStat::Accepted => "accepted",
        PartStat::Declined => "declined",
        PartStat::Tentative => "tentative",
        PartStat::Delegated => "delegated",
        PartStat::NeedsAction => "needs-action",
    }
}
