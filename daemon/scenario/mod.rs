//! Scenarios: dated stories of mails in and letters out, run in virtual time through the real turns.
//!
//! A scenario is a text that a process owner can read; `tests/README.md` documents its format, `read` parses it,
//! `known` looks for names that nothing bears, and `run` plays it on an empty memory: the clock jumps from deadline to deadline, every letter is accepted by its
//! server at once unless the story says otherwise, and what leaves is held against what the story says leaves. A
//! letter that the story does not list is a failure, and so is one that it lists and that does not leave.

mod known;
mod read;
mod run;

pub use read::read;
pub use run::{Letter, Outcome, Played, holds, play, play_with};

use chrono::NaiveDateTime;

use crate::document::Span;
use crate::fault::Source;
use crate::time::Zone;

/// A parsed scenario.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Where it was read from.
    pub source: Source,
    /// What it shows: its first comment line.
    pub title: String,
    /// Zone of the times in it.
    pub zone: Zone,
    /// Events and expectations, in the order of the text.
    pub lines: Vec<Line>,
}

/// One line of the story.
#[derive(Debug, Clone)]
pub struct Line {
    /// Its time, or that of the line above.
    pub at: NaiveDateTime,
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub what: What,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// What the story says is in it.
    pub text: String,
}

impl File {
    /// What is in it: its name, where the story says nothing.
    pub fn content(&self) -> &str {
        if self.text.is_empty() { &self.name } else { &self.text }
    }
}

/// What a line says.
#[derive(Debug, Clone, PartialEq)]
pub enum What {
    /// `li writes: 【请假】 …` with the text below it.
    Writes {
        /// A person's id or an address.
        from: String,
        /// The subject.
        subject: String,
        /// The text.
        text: String,
        /// Files that are attached.
        files: Vec<File>,
    },
    /// `wang replies to verdict: 批准`: to the newest letter of that name that went to wang.
    Replies {
        /// A person's id or an address.
        from: String,
        /// Name of the letter.
        letter: String,
        /// The text above the quote.
        text: String,
        /// Files that are attached.
        files: Vec<File>,
        /// Whose letter is answered, when it is not the writer's own (`replies to wang's verdict`).
        owner: Option<String>,
        /// Which case it is about, where several have sent such a letter (`replies to verdict of DLY-2024-0002`).
        case: Option<String>,
        /// Its other readers get the answer as well (`replies to everybody on task-list`).
        all: bool,
    },
    /// `li accepts call`: presses accept, decline or tentative on the newest invitation of that name.
    Presses {
        /// A person's id.
        from: String,
        /// PARTSTAT in capitals.
        status: &'static str,
        /// Name of the meet.
        meet: String,
        /// The first invitation of that name instead (`li accepts the first meeting`): an answer that comes too late.
        first: bool,
        /// Of a series only the occurrence that was planned for then (`li declines call on 2024-07-10 10:00`).
        on: Option<chrono::NaiveDateTime>,
        /// Whose invitation it is, when it was passed on (`chen accepts li's call`).
        owner: Option<String>,
    },
    /// `li sends chen to call`: answers the newest invitation with a stand-in.
    Sends {
        /// A person's id.
        from: String,
        /// A person's id, or an address.
        to: String,
        /// Name of the meet.
        meet: String,
        /// As above.
        on: Option<chrono::NaiveDateTime>,
    },
    /// `li proposes 2024-07-03 15:00-16:00 for call`: another time for the newest invitation of that name.
    Proposes {
        /// A person's id.
        from: String,
        /// From when to when, in the story's zone.
        span: (chrono::NaiveDateTime, chrono::NaiveDateTime),
        /// Name of the meet.
        meet: String,
    },
    /// `li is busy: 2024-07-03 15:00-16:00, …`: a look into a calendar that the directory names found so, for six weeks.
    Busy {
        /// A person's id.
        person: String,
        /// From when to when, in the story's zone.
        spans: Vec<(chrono::NaiveDateTime, chrono::NaiveDateTime)>,
    },
    /// `the letter verdict to wang bounces`
    Bounces {
        /// Name of the letter.
        letter: String,
        /// A person's id.
        to: String,
    },
    /// `wang is away`: an out-of-office answers the newest letter to wang.
    Away {
        /// A person's id.
        from: String,
        /// Name of the letter.
        letter: String,
    },
    /// `letters to wang wait` / `letters to wang go out`: a mail server that does not answer.
    Server {
        /// A person's id.
        to: String,
        /// It answers.
        up: bool,
    },
    /// `beadle is down` / `beadle is up`: deadlines wait.
    Down(bool),
    /// `operator answers CASE as wang: 批准`
    OperatorAnswers {
        /// The case.
        case: String,
        /// In whose place.
        person: String,
        /// The words.
        text: String,
    },
    /// `operator opens PROCESS as wang: SUBJECT` with the text below it; `operator opens PROCESS on CASE as wang: …`
    OperatorOpens {
        /// The process.
        process: String,
        /// The case it is about.
        about: Option<String>,
        /// In whose place.
        person: String,
        /// The words.
        text: String,
    },
    /// `operator cancels CASE`
    OperatorCancels(String),
    /// `operator releases CASE`
    OperatorReleases(String),
    /// `→ verdict (reminder) to wang, zhao`
    Letter(Expected),
    /// `= DLY-2024-0001 is in review`
    State {
        /// The case.
        case: String,
        /// The state.
        state: String,
    },
    /// `= DLY-2024-0001 has due 2024-07-18`
    Field {
        /// The case.
        case: String,
        /// The field.
        field: String,
        /// Its value as text.
        value: String,
    },
    /// `= why: some words`: a reason of the event above contains them.
    Why(String),
    /// `= ignored: …` / `= quarantined: …`: how the event above was taken; the reason contains the words.
    Fate(String, String),
    /// `= li reads in granted: some words`: the newest letter of that name to li contains them.
    Reads {
        /// A person's id.
        person: String,
        /// Name of the letter.
        letter: String,
        /// What its subject or text contains.
        words: String,
    },
    /// `= ready lasts for li: 2h`: the newest letter of that name to li carries an invitation that takes so long.
    Lasts {
        /// Name of the letter.
        letter: String,
        /// A person's id.
        person: String,
        /// How long, in minutes.
        length: i64,
    },
    /// `= confirm rings for li: 48h, 4h before`: the newest letter of that name to li carries an invitation that rings
    /// so long before.
    Rings {
        /// Name of the letter.
        letter: String,
        /// A person's id.
        person: String,
        /// How long before, in minutes, as the invitation has them.
        before: Vec<i64>,
    },
    /// `time passes`
    Passes,
}

/// A letter that must leave.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expected {
    /// Name of its template.
    pub name: String,
    /// Occasion where it is not the ordinary one: `reminder`, `also`, `correction`, `invite`, `cancel`.
    pub occasion: Option<String>,
    /// Ids of its readers, sorted.
    pub to: Vec<String>,
}
