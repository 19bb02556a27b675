//! Process files as values: what a process is, as data.
//!
//! A [`Process`] is one file of `rules/`, parsed and checked; [`Rules`] is the whole set with the answer words of
//! `answers.toml`. Everything here is a plain value: `parse` makes it from texts and collects faults, `check` proves
//! a set sound, `expression` evaluates CEL, `reading` and `filling` read answers and forms from a message.
//! Nothing here decides: that is `workflow`.
//!
//! Names (of processes, states, asks, fields, letters, answers) are strings of the rule files; the code knows none
//! of them.

mod check;
mod clash;
pub mod expression;
pub mod filling;
mod footing;
pub mod keys;
pub mod outline;
mod parse;
pub mod reading;
mod reads;
pub mod schema;
mod speech;
mod value;
mod who;

pub use check::{Letters, prove, unvouched};
pub use expression::Expression;
pub use footing::Footing;
pub use parse::{ANSWERS, parse};
pub use reads::Reads;
pub use speech::Speech;
pub use value::{Value, Values};
pub use who::{Attribute, Base, Seat, Who};

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use crate::directory::Lang;
use crate::time::{Phrase, Policy};

/// Words by language, the first of each list being the one that is printed.
pub type Labels = BTreeMap<Lang, Vec<String>>;

/// A checked set of process files.
#[derive(Debug, Clone, Default)]
pub struct Rules {
    /// By name of the process.
    pub processes: BTreeMap<String, Arc<Process>>,
    /// The vocabulary of `answers.toml`: what people may say, by name.
    pub answers: BTreeMap<String, Answer>,
    /// What is understood everywhere, whatever the process (`[meta.NAME]` of `answers.toml`).
    pub meta: BTreeMap<String, Answer>,
    /// SHA-256 (hex) over all texts of the set; stands in every record that it decided.
    pub digest: String,
    /// What is known of each language (`reading-zh.toml`): greetings, negations, conditions.
    pub speech: Arc<Speech>,
    /// The words of `answers`, folded for the reader once.
    lexicon: OnceLock<Arc<reading::Lexicon>>,
    /// What the people of each process' questions hang on, found once.
    footings: OnceLock<Arc<BTreeMap<String, Footing>>>,
}

/// One word people may say, with all its spellings (`answers.toml`).
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// Name used by process files.
    pub name: String,
    /// Spellings by language.
    pub words: Labels,
    /// Spellings that count only where the question asks for a fact or a receipt (`好的`, `OK`), never at stake.
    pub weak: Labels,
    /// Labels of the comment that this answer requires; empty when it needs none.
    pub comment: Labels,
    /// What depends on it.
    pub stake: Stake,
    /// It is told of the whole and of now: `ready in ten minutes`, `完成了 80%` are asked back.
    pub entire: bool,
    /// It stands in `answers.toml`, for every process, and not in the file of the one that needs it.
    pub common: bool,
}

/// What depends on an answer (`stake` in `answers.toml`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stake {
    /// States a fact: in place, a progress line.
    Fact,
    /// Binds the one who says it: confirm, decline.
    Consent,
    /// Decides for others: never one's own, never from a calendar answer, never from silence, and only with the
    /// personal token from the person's own address.
    Approval,
}

/// Which clock a process goes by (`hours`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// Silence takes effect in working hours only.
    Office,
    /// Literal times, 24 × 7.
    Always,
}

/// One process: a definition, one file in `rules/`.
#[derive(Debug, Clone)]
pub struct Process {
    /// `process`: its name, equal to the file's.
    pub name: String,
    /// `code`: one to five capital letters, the first part of a case id.
    pub code: String,
    /// `about`: the process whose case this one is opened on; its fields are in reach under that name.
    pub about: Option<String>,
    /// `title`, by language.
    pub title: BTreeMap<Lang, String>,
    /// `hours`.
    pub clock: Clock,
    /// How a case begins.
    pub open: Open,
    /// Forms by name. An inline form of an ask or a say stands here under the name `ask` or `say`'s own name.
    pub forms: BTreeMap<String, Form>,
    /// Worked out once, when the case opens, in file order. Also settable by `set`.
    pub keep: Vec<(String, Expression)>,
    /// Always up to date, in file order.
    pub derive: Vec<(String, Expression)>,
    /// Field → processes that may set it from outside.
    pub lend: BTreeMap<String, Vec<String>>,
    /// By name.
    pub states: BTreeMap<String, State>,
    /// Live in every state that is not an end.
    pub always: State,
    /// The path of its file, for messages.
    pub path: String,
}

/// How a case begins.
#[derive(Debug, Clone)]
pub struct Open {
    /// Tags that open it, by language.
    pub subject: Labels,
    /// The answer word (of `answers.toml`) that opens it from within the thread of the case it is about.
    pub command: Option<String>,
    /// Who may.
    pub by: Who,
    /// Forms to fill, in order.
    pub forms: Vec<String>,
    /// What stands in subjects and lists behind a case's id, by language; the company's own counts.
    pub title: Vec<(String, Expression)>,
    /// Value that may have one open case only, such as `task`.
    pub one_per: Option<Expression>,
    /// Name of the sentence sent back → condition.
    pub refuse: Vec<(String, Expression)>,
    /// First match is the start state.
    pub go: Vec<Arm>,
    /// Opens by the calendar, without anybody's mail.
    pub every: Option<Phrase>,
    /// What a day off does to such an opening (`holiday`).
    pub holiday: Policy,
    /// `shown_to`: who is shown a message that would open this, from a sender who is not in the directory.
    /// Without it, silence.
    pub unverified: Option<Who>,
}

/// One possible target; a list means first match.
#[derive(Debug, Clone)]
pub struct Arm {
    /// Missing means yes.
    pub when: Option<Expression>,
    /// Name of the state.
    pub go: String,
}

/// What a message must tell.
#[derive(Debug, Clone, PartialEq)]
pub struct Form {
    /// Its name.
    pub name: String,
    /// In file order.
    pub fields: Vec<Field>,
}

/// One field of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Its name.
    pub name: String,
    /// What kind of value.
    pub kind: Kind,
    /// Words that introduce it in a mail.
    pub labels: Labels,
    /// How urgently it is needed.
    pub need: Need,
    /// Value when it is not given.
    pub default: Option<Expression>,
    /// Where it may be read from.
    pub from: From,
    /// Smallest allowed value (number, percent, duration in minutes, …).
    pub min: Option<Value>,
    /// Largest allowed value.
    pub max: Option<Value>,
    /// A condition over the form's values, false when they are wrong (`check`).
    pub check: Option<Expression>,
}

/// The kind of value a field takes.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// Free text, several lines.
    Text,
    /// A decimal number.
    Number,
    /// 0 to 100.
    Percent,
    /// A day: as a due time, the end of its working day.
    Date,
    /// An instant.
    DateTime,
    /// From … to.
    Span,
    /// Minutes.
    Duration,
    /// One person of the directory.
    Person,
    /// Several.
    People,
    /// One of named choices with their words; `Listed` takes them from a list of the directory.
    Choice(Choices),
    /// A table; each row is read by another form (`task.row`) or by a list of kinds (`person, text`).
    Rows(Rows),
    /// An attachment.
    File,
    /// Another case, of this process: its id.
    Case(String),
}

impl Kind {
    /// Its word behind `type`.
    pub fn word(&self) -> &'static str {
        match self {
            Kind::Text => "text",
            Kind::Number => "number",
            Kind::Percent => "percent",
            Kind::Date => "date",
            Kind::DateTime => "date-time",
            Kind::Span => "span",
            Kind::Duration => "duration",
            Kind::Person => "person",
            Kind::People => "people",
            Kind::Choice(_) => "choice",
            Kind::Rows(_) => "rows",
            Kind::File => "file",
            Kind::Case(_) => "case",
        }
    }
}

/// Where the choices come from.
#[derive(Debug, Clone, PartialEq)]
pub enum Choices {
    /// Name → words.
    Named(BTreeMap<String, Vec<String>>),
    /// `directory.NAME`: a list of the directory.
    Listed(String),
}

/// What a row consists of.
#[derive(Debug, Clone, PartialEq)]
pub enum Rows {
    /// The form of another process: process, form.
    Form(String, String),
    /// Columns named after their kind, in order (`person, text`).
    Columns(Vec<(String, Kind)>),
}

/// How urgently a field is needed (`need`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// The message is sent back without it.
    Now,
    /// Asked back and waited for.
    Later,
    /// Asked back once.
    Wish,
    /// Optional.
    No,
}

/// Where a field is read from (`from`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum From {
    /// A labelled line or table cell.
    Body,
    /// The subject behind the tag (a labelled line wins).
    Subject,
    /// The whole own text, or an attachment.
    BodyOrFile,
}

/// A state, or `always`.
#[derive(Debug, Clone, Default)]
pub struct State {
    /// Its name; `always` for the part that is always live.
    pub name: String,
    /// The case is over here.
    pub end: bool,
    /// Run on entry.
    pub entry: Step,
    /// By name.
    pub asks: BTreeMap<String, Ask>,
    /// By name.
    pub says: BTreeMap<String, Say>,
    /// By name.
    pub meets: BTreeMap<String, Meet>,
    /// By name.
    pub timers: BTreeMap<String, Timer>,
    /// `on.set.FIELD`, `on.PROCESS.all.STATE`.
    pub on: Vec<Reaction>,
}

/// What is done, in this order: set, move, over, open, tell, archive, go. The same verbs everywhere.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// Missing means yes.
    pub when: Option<Expression>,
    /// Target → value.
    pub set: Vec<(Target, Expression)>,
    /// Letter → who.
    pub tell: Vec<(String, Who)>,
    /// Meets to move to the time that was proposed (`move`).
    pub moves: Vec<String>,
    /// Meets that ended later than planned (`over`).
    pub over: Vec<String>,
    /// Children to open.
    pub open: Vec<Opening>,
    /// Asks, says or forms whose document goes to the archive.
    pub archive: Vec<String>,
    /// Asks, says or forms whose document goes along with the letters told here.
    pub attach: Vec<String>,
    /// First match.
    pub go: Vec<Arm>,
}

impl Step {
    /// Nothing is done.
    pub fn is_empty(&self) -> bool {
        self.set.is_empty()
            && self.moves.is_empty()
            && self.over.is_empty()
            && self.tell.is_empty()
            && self.open.is_empty()
            && self.archive.is_empty()
            && self.go.is_empty()
    }
}

/// A field of this case, or of the case it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The process of the other case (`task` in `set.task.due`).
    pub of: Option<String>,
    /// The field.
    pub field: String,
}

/// A child to open.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Which process.
    pub process: String,
    /// One child for each element, its fields taken from the element.
    pub each: Option<Expression>,
    /// Field → value, besides.
    pub with: Vec<(String, Expression)>,
}

/// A question with a due time and a meaning of silence.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Its name, and that of its letter.
    pub name: String,
    /// Seats.
    pub who: Who,
    /// What is asked for.
    pub wants: Wants,
    /// The earliest counts.
    pub due: Vec<Phrase>,
    /// The ladder, in order of time.
    pub silence: Vec<Rung>,
    /// What answers do.
    pub on: Vec<Reaction>,
    /// One seat after the other.
    pub in_turn: bool,
    /// A new round again and again: an interval restarts at the answer, a calendar phrase ticks on time.
    pub every: Option<Phrase>,
    /// Expected without being asked: the first letter is the first rung.
    pub quiet: bool,
    /// Answers given by pressing accept or decline.
    pub calendar: Option<CalendarAnswers>,
    /// Asked only when somebody proposes another time for this meet.
    pub proposed: Option<String>,
    /// What each seat is asked about; a seat with an empty list is not asked.
    pub about: Option<Expression>,
    /// Whether that list has anything, where this can be told from less than its items.
    pub about_any: Option<Expression>,
    /// What happens when the letter cannot be delivered.
    pub bounce: Vec<Step>,
    /// Asks, says or forms whose document goes along with the first letter to each person.
    pub attach: Vec<String>,
    /// What proves who answers; without it the token for an approval, else the address.
    pub proof: Option<Proof>,
}

/// What an answer must bring with it (`proof`), each more than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proof {
    /// A known address of that person.
    Address,
    /// And the personal token of that question.
    Token,
    /// And our own server vouches for the address' domain.
    Domain,
}

/// What an ask wants.
#[derive(Debug, Clone)]
pub enum Wants {
    /// One of named answers.
    Answers(Vec<String>),
    /// A form, by its name in [`Process::forms`].
    Form(String),
    /// The missing fields of the case's own forms.
    Fill(Vec<String>),
}

/// `calendar = { to = MEET, accepted = ANSWER, declined = ANSWER }`.
#[derive(Debug, Clone)]
pub struct CalendarAnswers {
    /// The meet whose invitation it is.
    pub to: String,
    /// Answer for ACCEPTED.
    pub accepted: Option<String>,
    /// Answer for DECLINED.
    pub declined: Option<String>,
}

/// One line of what silence does.
#[derive(Debug, Clone)]
pub struct Rung {
    /// When.
    pub at: Phrase,
    /// Missing means yes.
    pub when: Option<Expression>,
    /// Again and again from then on.
    pub every: Option<Phrase>,
    /// The same letter once more, to the silent (`who`).
    pub remind: bool,
    /// Others who may fill the seat from now on.
    pub also: Vec<Who>,
    /// Taken as this answer.
    pub answer: Option<String>,
    /// The round is over without an answer.
    pub nothing: bool,
    /// Steps, as everywhere.
    pub step: Step,
}

/// What people may say unasked.
#[derive(Debug, Clone)]
pub struct Say {
    /// Its name: the answer word of `answers.toml` that calls it.
    pub name: String,
    /// Who may.
    pub by: Who,
    /// What it must tell.
    pub form: Option<String>,
    /// Or forms of the case whose fields it corrects: what is given replaces what the case has.
    pub fill: Vec<String>,
    /// How long after the state was entered.
    pub until: Option<Phrase>,
    /// Whether whoever says it gets a receipt, if nothing else is told to them.
    pub receipt: Option<Expression>,
    /// First match.
    pub steps: Vec<Step>,
}

impl Say {
    /// The field of its form that tells a time, where one does: what a `move` or an `over` of its steps goes by.
    pub fn time_field<'p>(&self, process: &'p Process) -> Option<&'p str> {
        let form = process.forms.get(self.form.as_ref()?)?;
        let times = |field: &&Field| matches!(field.kind, Kind::DateTime | Kind::Span);
        form.fields.iter().find(times).map(|field| field.name.as_str())
    }
}

/// A meeting or a series.
#[derive(Debug, Clone)]
pub struct Meet {
    /// Its name.
    pub name: String,
    /// Start of a single meeting: a phrase, or a field of type span, date or date-time.
    pub at: Option<Phrase>,
    /// A series.
    pub every: Option<Phrase>,
    /// Last moment of a series.
    pub until: Option<Phrase>,
    /// Everybody must be free, and it over by then; `at` is the first time that is looked at.
    pub free: Option<Phrase>,
    /// A field of type span or date-time: once it has a time behind the opening of the case, the meeting is then.
    pub unless: Option<Phrase>,
    /// Minutes; a span field brings its own.
    pub length_minutes: Option<i64>,
    /// Who is invited.
    pub who: Who,
    /// What a public holiday does to an instance (`holiday`); without the key, nothing.
    pub holiday: Policy,
    /// When people hear that a holiday moved or cost an instance: a time of its week.
    pub notice: Option<Phrase>,
    /// Blocks the time.
    pub busy: bool,
    /// Minutes before, as a list of durations (`['48h', '4h']`).
    pub alarms: Option<Expression>,
    /// `on.ended`, `on.moved`, `on.skipped`.
    pub on: Vec<Reaction>,
    /// Once for each instance.
    pub asks: BTreeMap<String, Ask>,
    /// Once for each instance.
    pub timers: BTreeMap<String, Timer>,
}

/// A timer in its scope.
#[derive(Debug, Clone)]
pub struct Timer {
    /// Its name.
    pub name: String,
    /// When.
    pub at: Phrase,
    /// Again at every tick of `at`, as long as its scope lives (`every` instead of `at`).
    pub again: bool,
    /// The last moment of what comes again.
    pub until: Option<Phrase>,
    /// First match.
    pub steps: Vec<Step>,
}

/// What happens on something.
#[derive(Debug, Clone)]
pub struct Reaction {
    /// On what.
    pub on: Trigger,
    /// First match.
    pub steps: Vec<Step>,
}

/// What a reaction waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trigger {
    /// `on.X`, `on.each.X`, `on.any.X`, `on.all.X`, `on.2.X` of an ask.
    Answer(Level, String),
    /// The form was given.
    Given,
    /// Nothing of the forms is missing any more.
    Filled,
    /// The round is over: all answered, or due.
    Closed,
    /// The `nothing` rung was reached.
    Silent,
    /// Something that was asked for besides came after all: the reason of a calendar answer, a field that is no
    /// longer waited for. The state may have been left by then.
    Later,
    /// A meeting has ended.
    Ended,
    /// A holiday moves an instance: at the time of its notice.
    Moved,
    /// A holiday costs an instance: at the time of its notice.
    Skipped,
    /// `on.accepted` of a meet: somebody presses accept.
    Accepted,
    /// `on.declined` of a meet: somebody presses decline.
    Declined,
    /// `on.all-accepted` of a meet: everybody who is invited has accepted.
    AllAccepted,
    /// `on.answered` of a meet: everybody who is invited has accepted or declined.
    Answered,
    /// `on.set.FIELD`: another case set a field of this one.
    Set(String),
    /// `on.PROCESS.LEVEL.STATE`: children; the state `end` means any end.
    Children(String, Level, String),
}

/// Of several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Level {
    /// Every time one does.
    Each,
    /// At least one has; looked at on entry too.
    Any,
    /// All have; looked at on entry too.
    All,
    /// So many have: `on.2.approve` of an ask.
    Count(u32),
}
