//! Every key of the language, once: its name, what it holds, its default and what it means.
//!
//! The parser reads each table against its [`Part`] (asking for a key that is not listed here is refused in tests),
//! the tables of `rules/README.md` are these rows, and `schema` makes the JSON Schema of them. A new key is one row
//! here and its reading in `parse`; `BLESS=1 cargo test --test reference` writes README and schema again.
//! Nothing here reads or judges a file.

use Holds::{
    Alarms, Arms, Bound, Code, Each, Expression, Flag, Form, Forms, Languages, Length, Lent, Listed, Name,
    Names, Of, OneOf, Openings, Reactions, Rungs, Sets, Steps, Tells, Text, Time, Times, Values, Who, Words,
};
use Need::{Always, Default, Unless};

/// A table of the language: what may stand in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// A process file.
    Process,
    /// `[open]`
    Open,
    /// One field of a form.
    Field,
    /// `[state.NAME]`
    State,
    /// `[always]`
    Scope,
    /// What is done.
    Step,
    /// `{ when, go }`
    Arm,
    /// `open.PROCESS`
    Opening,
    /// `ask.NAME`
    Ask,
    /// `calendar` of an ask.
    Calendar,
    /// An entry of `silence`.
    Rung,
    /// `say.NAME`
    Say,
    /// `meet.NAME`
    Meet,
    /// `on` of a meet.
    Meeting,
    /// `at.NAME`
    Timer,
    /// A file of shared asks.
    Shared,
    /// `answers.toml`
    Vocabulary,
    /// `[answer.NAME]`
    Answer,
    /// `[meta.NAME]`
    Meta,
    /// What is known of a language.
    Language,
}

/// One key.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// As written.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it may be left out.
    pub need: Need,
    /// One or two sentences, in Markdown, without a bar.
    pub meaning: &'static str,
}

/// Whether a key may be left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// It may not.
    Always,
    /// It may where one of these stands.
    Unless(&'static [&'static str]),
    /// It may, and this holds without it.
    Default(&'static str),
}

/// What a key holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// One name, of a process, a state, an answer …
    Name,
    /// One name or a list.
    Names,
    /// One to five capitals.
    Code,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A time.
    Time,
    /// One time or a list.
    Times,
    /// A length of time in whole minutes.
    Length,
    /// CEL.
    Expression,
    /// People, one or a list.
    Who,
    /// Words by language.
    Words,
    /// Words of one language.
    Listed,
    /// Any text.
    Text,
    /// One text by language.
    Languages,
    /// NAME = expression.
    Values,
    /// FIELD = processes.
    Lent,
    /// A table of this kind.
    Table(Part),
    /// NAME = a table of this kind.
    Each(Part),
    /// NAME = a form.
    Forms,
    /// The name of a form, or a form.
    Form,
    /// A state, a step or a list of steps.
    Steps,
    /// A state, or a list of `{ when, go }`.
    Arms,
    /// FIELD = expression, PROCESS.FIELD = expression.
    Sets,
    /// LETTER = who.
    Tells,
    /// A process, or PROCESS = `{ each, with }`.
    Openings,
    /// A list of rungs.
    Rungs,
    /// What answers or children set off: NAME or LEVEL.NAME = steps.
    Reactions,
    /// Lengths of time, or an expression for them.
    Alarms,
    /// A value of the field's own type.
    Bound,
    /// What a choice or a row consists of.
    Of,
}

impl Holds {
    /// The word of the reference.
    pub fn word(self) -> String {
        match self {
            Name => "name".into(),
            Names => "names".into(),
            Code => "one to five capitals".into(),
            OneOf(words) => words.iter().map(|word| format!("`\"{word}\"`")).collect::<Vec<_>>().join(", "),
            Flag => "`true`, `false`".into(),
            Time => "time".into(),
            Times => "time, or list".into(),
            Length => "`\"15m\"`".into(),
            Expression => "expression".into(),
            Who => "who".into(),
            Words => "words".into(),
            Listed => "list".into(),
            Text => "text".into(),
            Languages => "text by language".into(),
            Values => "name = expression".into(),
            Lent => "field = names".into(),
            Holds::Table(part) => format!("[{}](#{})", part.name(), part.anchor()),
            Each(part) => format!("NAME = [{}](#{})", part.name(), part.anchor()),
            Forms => "NAME = form".into(),
            Form => "name, or a form".into(),
            Steps => "steps".into(),
            Arms => "state, or list of `{ when, go }`".into(),
            Sets => "FIELD = expression".into(),
            Tells => "LETTER = who".into(),
            Openings => "process, or PROCESS = [opening](#opening-a-child)".into(),
            Rungs => "list of [rungs](#rungs)".into(),
            Reactions => "reaction = steps".into(),
            Alarms => "list of `\"24h\"`, or expression".into(),
            Bound => "as the field".into(),
            Of => "words, names or columns".into(),
        }
    }
}

impl Need {
    /// The word of the reference.
    pub fn word(self) -> String {
        match self {
            Always => "**needed**".into(),
            Unless(others) => {
                let others: Vec<String> = others.iter().map(|key| format!("`{key}`")).collect();
                format!("**needed** without {}", others.join(" or "))
            }
            Default(text) => text.into(),
        }
    }
}

const fn key(name: &'static str, holds: Holds, need: Need, meaning: &'static str) -> Key {
    Key { name, holds, need, meaning }
}

impl Part {
    /// All of them, in the order of the reference.
    pub const ALL: [Part; 20] = [
        Part::Process,
        Part::Open,
        Part::Field,
        Part::State,
        Part::Scope,
        Part::Step,
        Part::Opening,
        Part::Arm,
        Part::Ask,
        Part::Calendar,
        Part::Rung,
        Part::Say,
        Part::Meet,
        Part::Meeting,
        Part::Timer,
        Part::Shared,
        Part::Vocabulary,
        Part::Answer,
        Part::Meta,
        Part::Language,
    ];

    /// Its word, as the reference and the schema call it.
    pub fn name(self) -> &'static str {
        match self {
            Part::Process => "process",
            Part::Open => "open",
            Part::Field => "field",
            Part::State => "state",
            Part::Scope => "always",
            Part::Step => "step",
            Part::Opening => "opening",
            Part::Arm => "arm",
            Part::Ask => "ask",
            Part::Calendar => "calendar",
            Part::Rung => "rung",
            Part::Say => "say",
            Part::Meet => "meet",
            Part::Meeting => "meeting",
            Part::Timer => "timer",
            Part::Shared => "shared",
            Part::Vocabulary => "vocabulary",
            Part::Answer => "answer",
            Part::Meta => "meta",
            Part::Language => "language",
        }
    }

    /// The heading of the reference under which it stands.
    fn anchor(self) -> &'static str {
        match self {
            Part::Process => "a-process",
            Part::Open => "opening-open",
            Part::Field => "forms-formname",
            Part::State | Part::Scope => "states-statename",
            Part::Step | Part::Arm => "steps",
            Part::Opening => "opening-a-child",
            Part::Ask => "questions-askname",
            Part::Calendar => "answers-by-calendar",
            Part::Rung => "rungs",
            Part::Say => "said-unasked-sayname",
            Part::Meet | Part::Meeting => "meetings-meetname",
            Part::Timer => "timers-atname",
            Part::Shared => "shared-asks",
            Part::Vocabulary | Part::Answer | Part::Meta => "words-answerstoml",
            Part::Language => "languages-reading-zhtoml-reading-entoml",
        }
    }

    /// The keys of its own.
    pub fn own_keys(self) -> &'static [Key] {
        match self {
            Part::Process => PROCESS,
            Part::Open => OPEN,
            Part::Field => FIELD,
            Part::State => STATE,
            Part::Scope => SCOPE,
            Part::Step => STEP,
            Part::Opening => OPENING,
            Part::Arm => ARM,
            Part::Ask => ASK,
            Part::Calendar => CALENDAR,
            Part::Rung => RUNG,
            Part::Say => SAY,
            Part::Meet => MEET,
            Part::Meeting => MEETING,
            Part::Timer => TIMER,
            Part::Shared => SHARED,
            Part::Vocabulary => VOCABULARY,
            Part::Answer => ANSWER,
            Part::Meta => META,
            Part::Language => LANGUAGE,
        }
    }

    /// Its own keys, and those of a step or a state where it has them too.
    pub fn keys(self) -> impl Iterator<Item = &'static Key> {
        let scope: &[Key] = if self == Part::State { SCOPE } else { &[] };
        let step: &[Key] = match self {
            Part::State | Part::Scope | Part::Rung | Part::Say | Part::Timer => STEP,
            _ => &[],
        };
        // What a part says itself wins: `when` of a rung is the rung's own.
        let own = self.own_keys();
        let more = scope.iter().chain(step).filter(|key| own.iter().all(|mine| mine.name != key.name));
        own.iter().chain(more)
    }

    /// The names of its keys.
    pub fn names(self) -> Vec<&'static str> {
        self.keys().map(|key| key.name).collect()
    }

    /// A key by its name.
    pub fn key(self, name: &str) -> Option<&'static Key> {
        self.keys().find(|key| key.name == name)
    }
}

const PROCESS: &[Key] = &[
    key("process", Name, Always, "its name, the same as the file's"),
    key("code", Code, Always, "the beginning of its case ids: `code = \"DLY\"` makes `DLY-2026-0042`"),
    key(
        "about",
        Name,
        Default("about none"),
        "the process whose case this one is opened on; the fields of that case, and of those above it, are in reach: `task.due`, `project.manager`",
    ),
    key("title", Languages, Always, "what people call it: `{ zh = \"请假\", en = \"Leave\" }`"),
    key(
        "hours",
        OneOf(&["office", "always"]),
        Default("`\"office\"`"),
        "`always` is 24 × 7; in `office` hours silence takes effect in working time only",
    ),
    key("open", Holds::Table(Part::Open), Always, "how a case begins"),
    key("form", Forms, Default("no forms"), "what a message must tell"),
    key(
        "keep",
        Values,
        Default("nothing"),
        "worked out once, when the case opens, each after those it names; `set` may change it later: `late = \"task.due - opened < duration('48h')\"`",
    ),
    key(
        "derive",
        Values,
        Default("nothing"),
        "always up to date: `members = \"[sponsor, manager] + others\"`",
    ),
    key("lend", Lent, Default("nobody"), "who else may set a field of this case: `due = [\"extension\"]`"),
    key("state", Each(Part::State), Always, "where a case stands; it is in exactly one"),
    key(
        "always",
        Holds::Table(Part::Scope),
        Default("nothing"),
        "as a state, live in every state that is not an end; its own step runs once, when the case opens",
    ),
    key(
        "answer",
        Each(Part::Answer),
        Default("none"),
        "words for what `answers.toml` has no name for; what several processes need stands there",
    ),
];

const OPEN: &[Key] = &[
    key(
        "subject",
        Words,
        Default("only another process opens it"),
        "tags in the subject that open it: `【请假】`",
    ),
    key(
        "command",
        Name,
        Default("none"),
        "the answer word that opens it from inside the thread of the case it is about",
    ),
    key(
        "by",
        Who,
        Unless(&["every"]),
        "who may: people, `\"anyone\"` in the directory, or `\"process.NAME\"`. An operator may always (`beadle open`)",
    ),
    key(
        "every",
        Time,
        Default("nothing opens it by itself"),
        "opens a case by the calendar, with the defaults of its forms and nobody as `opener`: `\"Monday 09:00\"`, `\"day 25 of month 09:00, rolled back\"`",
    ),
    key(
        "holiday",
        OneOf(&["keep", "skip", "same week, else skip"]),
        Default("`\"keep\"`"),
        "what a day off does to such an opening",
    ),
    key("form", Names, Default("none"), "forms to fill; their fields become fields of the case"),
    key(
        "title",
        Values,
        Default(
            "the text from the subject, else the title of the case it is about, else what stands behind the tag, else its first text",
        ),
        "what stands behind a case's id in subjects and lists, by language: `{ zh = \"'请假：' + opener.name\", en = \"'Leave: ' + opener.name\" }`; the company's language counts",
    ),
    key(
        "one-per",
        Expression,
        Default("any number"),
        "no second one while one with the same value is open: `one-per = \"task.id\"`",
    ),
    key(
        "refuse",
        Values,
        Default("nothing"),
        "where an expression holds, no case is opened and the letter of that name goes back: `not-later = \"new_due <= task.due\"`",
    ),
    key("go", Arms, Always, "the state it starts in; the last of a list has no `when`"),
    key(
        "shown-to",
        Who,
        Default("nobody: it is met with silence"),
        "who sees a message that would open it from somebody who is not in the directory",
    ),
];

const FIELD: &[Key] = &[
    key(
        "type",
        OneOf(&[
            "text",
            "number",
            "percent",
            "date",
            "date-time",
            "span",
            "duration",
            "person",
            "people",
            "choice",
            "rows",
            "file",
            "case",
        ]),
        Always,
        "what kind of value, see below",
    ),
    key("label", Words, Default("none"), "what introduces it in a mail: `延至：2026-07-15`"),
    key(
        "need",
        OneOf(&["now", "later", "wish", "no"]),
        Default("`\"now\"`"),
        "now: the message comes back without it; later: asked back and waited for; wish: asked back once, by a letter of its own where nothing else is missing, and never waited for; no: optional",
    ),
    key(
        "default",
        Expression,
        Default("none"),
        "the value when it is not given; a field with a default is never missing",
    ),
    key(
        "from",
        OneOf(&["body", "subject", "body or file"]),
        Default("`\"body\"`"),
        "a labelled line or table cell; the subject behind the tag, unless a labelled line says otherwise; the whole text or an attachment",
    ),
    key("of", Of, Default("none"), "needed for `choice`, `rows` and `case`, see below"),
    key("min", Bound, Default("no bound"), "the smallest allowed: a number, `\"30m\"` or a day"),
    key("max", Bound, Default("no bound"), "the largest allowed"),
    key(
        "check",
        Expression,
        Default("none"),
        "must hold, or the field comes back: `check = \"to > from\"`; waits until all fields of the form that it reads are given; a column's for each row of the table",
    ),
];

const STATE: &[Key] = &[key("end", Flag, Default("`false`"), "the case is over here")];

const SCOPE: &[Key] = &[
    key("ask", Each(Part::Ask), Default("none"), "questions: `[state.NAME.ask.NAME]`"),
    key("say", Each(Part::Say), Default("none"), "what people may say unasked: `[state.NAME.say.NAME]`"),
    key("meet", Each(Part::Meet), Default("none"), "meetings: `[state.NAME.meet.NAME]`"),
    key("at", Each(Part::Timer), Default("none"), "timers: `[state.NAME.at.NAME]`"),
    key(
        "on",
        Reactions,
        Default("none"),
        "`on.set.FIELD`: another process has set a field it was lent; `on.PROCESS.each.STATE`, `on.PROCESS.any.STATE`, `on.PROCESS.all.STATE`, `on.PROCESS.3.STATE`: every time one of its children comes to a state, one has, all have, so many have. The state `end` is any end: `on.task.all.end = \"done\"`",
    ),
];

const STEP: &[Key] = &[
    key("when", Expression, Default("yes"), "only then"),
    key(
        "set",
        Sets,
        Default("nothing"),
        "`set.FIELD`, or a field that another case lends: `set.PROCESS.FIELD` of a case above, `set.NAME.FIELD` of the one that a field `NAME` of type `case` gives: `set.task.due = \"new_due\"`; one after the other as they are written",
    ),
    key(
        "move",
        Names,
        Default("nothing"),
        "meets of the state or of `always` that take the time which was [proposed](#questions-askname) for them, or which the form of this `say` tells in a `date-time` or `span`: their field is set, everybody invited gets the update. Of a series one instance is moved, by such a `say` only: that of the week of the new time, else the next",
    ),
    key(
        "over",
        Names,
        Default("nothing"),
        "meets of the state or of `always` that ended later than planned, when the form of this `say` tells in a `date-time`: what is counted from `meeting.end` follows, and whoever was asked by then gets a correction",
    ),
    key("open", Openings, Default("nothing"), "opens a case about this one, see [below](#opening-a-child)"),
    key("tell", Tells, Default("nobody"), "sends the letter of that name: `tell.refused = \"opener\"`"),
    key(
        "archive",
        Names,
        Default("nothing"),
        "asks, says or forms of `open` whose content goes to the archive, with the files that were given",
    ),
    key(
        "attach",
        Names,
        Default("nothing"),
        "asks, says or forms of `open` whose document goes along with the letters of `tell`, with the files that were given. What is too large for a letter goes to the archive, and the letter says where",
    ),
    key("go", Arms, Default("stays"), "goes to a state; of a list, the first whose `when` holds"),
];

const ARM: &[Key] =
    &[key("when", Expression, Default("yes"), "only then"), key("go", Name, Always, "the state")];

const OPENING: &[Key] = &[
    key(
        "each",
        Expression,
        Default("one case"),
        "one case for each row of a table, its fields taken from the row",
    ),
    key("with", Values, Default("nothing"), "fields of the new case"),
];

const ASK: &[Key] = &[
    key(
        "who",
        Who,
        Unless(&["like"]),
        "each entry is one seat: one person, or a group whose first answer speaks. `\"each members\"` gives everyone a seat. A person in two seats answers once. `who` follows its fields while the question is open",
    ),
    key(
        "answers",
        Names,
        Unless(&["form", "fill", "like"]),
        "one of these words is wanted; they stand in `answers.toml` or in `[answer.NAME]` of the file",
    ),
    key("form", Form, Unless(&["answers", "fill", "like"]), "or this form is wanted"),
    key(
        "fill",
        Names,
        Unless(&["answers", "form", "like"]),
        "or what these forms of `open` still lack; not asked at all if nothing does. What comes when the round is over is still taken",
    ),
    key(
        "due",
        Times,
        Unless(&["like"]),
        "by when, counted from when that person's letter was delivered; of a list the earliest. Where it is over before it is asked, two working hours from then",
    ),
    key(
        "silence",
        Rungs,
        Unless(&["every", "like"]),
        "what happens when nobody answers, in order of time; see [below](#rungs)",
    ),
    key("on", Reactions, Default("nothing"), "what answers do, see below"),
    key(
        "every",
        Time,
        Default("once"),
        "asks again and again. A calendar time (`\"workday 16:30\"`) ticks on the clock of each person asked; an interval begins again at the answer or at the round's end: after it the next answer is due, and the question comes before that by `due`",
    ),
    key(
        "quiet",
        Flag,
        Default("`false`"),
        "expected without being asked: the first letter is the first rung",
    ),
    key(
        "proof",
        OneOf(&["address", "token", "domain"]),
        Default("`\"token\"` for approvals, else `\"address\"`"),
        "what proves who answers: a known address; and the personal letter it answers; and a domain that one's own receiving server vouches for (`authserv_id`). Less than a token decides nothing for others",
    ),
    key("in-turn", Flag, Default("`false`"), "one seat after the other"),
    key(
        "calendar",
        Holds::Table(Part::Calendar),
        Default("by mail only"),
        "pressing accept or decline on an invitation counts as an answer; never as an approval. One that needs a comment counts at once, and its reason is asked for by mail",
    ),
    key(
        "proposed",
        Name,
        Default("asked on entry"),
        "a meet: asked only when somebody proposes another time for it in the calendar, with `NAME.proposer`, `NAME.start`, `NAME.end`, `NAME.off` (who of the invited does not work then) and `NAME.reason` in reach. A later proposal takes the place of an earlier one",
    ),
    key(
        "about",
        Expression,
        Default("the case"),
        "what each person is asked about, a list of cases; whose list is empty is not asked",
    ),
    key(
        "bounce",
        Steps,
        Default("whoever silence would bring in is asked at once, else the case is held"),
        "what happens when the letter cannot be delivered",
    ),
    key("archive", Flag, Default("`false`"), "what is given goes to the archive"),
    key(
        "attach",
        Names,
        Default("nothing"),
        "asks, says or forms of `open` whose document goes along with the first letter to each person asked, with the files that were given: as in a [step](#steps)",
    ),
    key(
        "like",
        Name,
        Default("none"),
        "takes the keys of another ask: `\"common.ask.minutes\"`, `\"state.working.ask.delivery\"`. Keys beside it win, reactions answer by answer",
    ),
];

const CALENDAR: &[Key] = &[
    key("to", Name, Always, "the meet whose invitation it is"),
    key("accepted", Name, Default("nothing"), "the answer that accept means; tentative means nothing yet"),
    key("declined", Name, Default("nothing"), "the answer that decline means"),
];

const RUNG: &[Key] = &[
    key(
        "at",
        Time,
        Always,
        "from when the person's letter was delivered; `due` is the question's own: `\"30m before due\"`",
    ),
    key("when", Expression, Default("yes"), "only then"),
    key(
        "every",
        Time,
        Default("once"),
        "again and again from then on, until the next rung comes. What comes more often than once a day needs a rung behind it",
    ),
    key("remind", OneOf(&["who"]), Default("nobody"), "the same letter once more to the silent"),
    key(
        "also",
        Who,
        Default("nobody"),
        "these may answer in the same seat from now on: `\"who.deputy\"`, `\"last.superior\"` (the superior of whoever was added last)",
    ),
    key("answer", Name, Default("none"), "silence counts as this answer; never as an approval"),
    key("nothing", Flag, Default("`false`"), "the round is over without an answer"),
];

const SAY: &[Key] = &[
    key("by", Who, Always, "who may"),
    key("form", Form, Default("none"), "what it must tell"),
    key(
        "fill",
        Names,
        Default("none"),
        "or what it corrects: fields of these forms of `open`. Those that are given replace what the case has, the others stay; what `refuse` would not have opened is refused. It may do no more than that",
    ),
    key("until", Time, Default("as long as the state"), "how long after the state was entered"),
    key(
        "receipt",
        Expression,
        Default("yes"),
        "whether whoever says it gets a receipt, if nothing else is told to them: not where a digest soon shows what they said, `receipt = \"project.state != 'running'\"`. What binds, and a correction, always gets one",
    ),
    key(
        "steps",
        Steps,
        Default("the step beside it"),
        "several steps instead of one: the first whose `when` holds",
    ),
];

const MEET: &[Key] = &[
    key(
        "at",
        Time,
        Unless(&["every"]),
        "start of a single meeting, or a field (a span brings its own end); of a series, `at.NAME` are its timers",
    ),
    key("every", Time, Unless(&["at"]), "or a series: `\"Wednesday 10:00\"`"),
    key("until", Time, Default("as long as the state"), "last moment of a series"),
    key(
        "free",
        Time,
        Default("at `at`, whoever can come"),
        "looks for the first time, from `at` on and over by then, at which everybody is free: at work in their own zone, not on leave, in no other meeting of a case, and not busy by a calendar of their own where the directory names one. If there is none, neither meetings nor calendars count; if there is none even so, it is at `at`",
    ),
    key(
        "unless",
        Time,
        Default("at `at`"),
        "a field of type span or date-time: once it has a time behind the opening of the case the meeting is then, and follows it; so a correction moves a meeting whose time was found",
    ),
    key("length", Length, Default("a span's own; none where `busy = false`"), "how long"),
    key("who", Who, Always, "who is invited"),
    key(
        "holiday",
        OneOf(&["keep", "skip", "same week, else skip"]),
        Default("`\"keep\"`"),
        "what a day off does to an instance",
    ),
    key(
        "notice",
        Time,
        Default("nobody is told"),
        "when people hear that a day off moved or cost an instance, by `on.moved` and `on.skipped`: `\"Monday 09:00\"` of its week, or the working day before",
    ),
    key(
        "busy",
        Flag,
        Default("`true`"),
        "`false` is an entry on the day that blocks no time, such as a deadline; for one person it stands at the end of that person's own day, and whoever has `deadlines = false` in the directory is spared it",
    ),
    key("alarms", Alarms, Default("none"), "how long before it rings"),
    key(
        "ask",
        Each(Part::Ask),
        Default("none"),
        "questions after or about each instance: `meet.NAME.ask.NAME`",
    ),
    key("on", Holds::Table(Part::Meeting), Default("nothing"), "what it sets off"),
];

const MEETING: &[Key] = &[
    key("ended", Steps, Default("nothing"), "an instance is over"),
    key("moved", Steps, Default("nothing"), "a day off moves an instance"),
    key("skipped", Steps, Default("nothing"), "a day off costs an instance"),
    key(
        "accepted",
        Steps,
        Default("nothing"),
        "somebody presses accept; it is `by`. Of a series, for all of it",
    ),
    key("declined", Steps, Default("nothing"), "somebody presses decline; it is `by`"),
    key("all-accepted", Steps, Default("nothing"), "everybody who is invited has accepted"),
    key("answered", Steps, Default("nothing"), "everybody who is invited has accepted or declined"),
];

const TIMER: &[Key] = &[
    key(
        "at",
        Time,
        Unless(&["every"]),
        "counted from entering the state, or from the start of the meeting; follows the fields it is counted from, and comes again where it came for an earlier day",
    ),
    key(
        "every",
        Time,
        Default("once"),
        "again and again: by the company's clock (`\"workday 17:00\"`) or after each interval (`\"30m\"`); not under a meet, where each instance has its own",
    ),
    key(
        "until",
        Time,
        Default("as long as the state"),
        "the last moment of what comes again, counted from entering the state",
    ),
    key(
        "steps",
        Steps,
        Default("the step beside it"),
        "several steps instead of one: the first whose `when` holds",
    ),
];

const SHARED: &[Key] = &[key(
    "ask",
    Each(Part::Ask),
    Always,
    "asks that others take with `like = \"FILE.ask.NAME\"`; there `case` is the case that takes them: `case.sponsor`",
)];

const VOCABULARY: &[Key] = &[
    key("answer", Each(Part::Answer), Default("none"), "something people may say"),
    key(
        "meta",
        Each(Part::Meta),
        Default("none"),
        "understood everywhere: `help`, `status`, `withdraw`, `correct`, and where dates are served `calendar`, `new-calendar`",
    ),
];

const ANSWER: &[Key] = &[
    key(
        "words",
        Words,
        Always,
        "how it is said. In `answers.toml` all but the first of a language give way where a question offers another answer that begins alike: whoever writes one of them is asked back",
    ),
    key(
        "weak",
        Words,
        Default("none"),
        "how it may be said only where nothing but a receipt is at stake: `好的`, `OK`; a refusal anywhere, if it stands alone or before its reason: `不行`, `No`",
    ),
    key("comment", Words, Default("needs none"), "the answer needs a comment; its labels"),
    key(
        "stake",
        OneOf(&["fact", "consent", "approval"]),
        Always,
        "states something; binds the one who says it; decides for others. An approval is never one's own, never silence, never a calendar's, and needs the personal letter",
    ),
    key(
        "entire",
        Flag,
        Default("`false`"),
        "the fact is told of the whole and of now: beside half, a later time or a doubt it is asked back",
    ),
];

const META: &[Key] = &[key("words", Words, Always, "how it is said")];

const LANGUAGE: &[Key] = &[
    key("language", Text, Always, "its code: `zh`"),
    key(
        "yes",
        Listed,
        Default("none"),
        "yes, but not the word that was asked for: asked back where something is at stake",
    ),
    key("negation", Listed, Default("none"), "takes a word back; before a refusal it says the same"),
    key("agreeing", Listed, Default("none"), "a negation that agrees: `没问题`"),
    key("seeming", Listed, Default("none"), "holds one of these signs and means nothing by it: `是否`"),
    key("condition", Listed, Default("none"), "makes what is said depend on something"),
    key("order", Listed, Default("none"), "on something that comes first: beside a verdict and below it"),
    key("hint", Listed, Default("none"), "may do so on the line of a verdict: limits, parts"),
    key("time", Listed, Default("none"), "the same, but not where another matter is gone on to: days"),
    key("contrast", Listed, Default("none"), "at the start of a clause takes back what was said before"),
    key("exception", Listed, Default("none"), "of those the ones that make a refusal depend on something"),
    key("deferral", Listed, Default("none"), "puts a refusal off"),
    key("question", Listed, Default("none"), "asks"),
    key("report", Listed, Default("none"), "tells what somebody else said"),
    key("others", Listed, Default("none"), "somebody else"),
    key("polite", Listed, Default("none"), "courtesy: changes nothing"),
    key(
        "request",
        Listed,
        Default("none"),
        "of those the ones that ask for something: beside a day, a limit or a part they are none",
    ),
    key("aside", Listed, Default("none"), "goes on to another matter: `另外`, `ps`"),
    key("none", Listed, Default("none"), "a comment that says nothing: `无`"),
    key("greeting", Listed, Default("none"), "before a name, or alone"),
    key("greets", Listed, Default("none"), "behind a name"),
    key("title", Listed, Default("none"), "ends the name of somebody who is called: `王总`"),
    key("office", Listed, Default("none"), "the same behind a surname alone"),
    key("familiar", Listed, Default("none"), "before a surname alone"),
    key("opener", Listed, Default("none"), "may stand before the word: `我`, `hereby`"),
    key("label", Listed, Default("none"), "a label under which a verdict is given: `意见`"),
    key("mine", Listed, Default("none"), "before such a label"),
    key("every", Listed, Default("none"), "all at once; decides nothing for others"),
    key("object", Listed, Default("none"), "what is decided about, if it is what was asked"),
    key("particle", Listed, Default("none"), "behind the word"),
    key("choice", Listed, Default("none"), "between two words to choose from"),
    key("own", Listed, Default("none"), "the one who writes: `我`, `I'll`"),
    key(
        "handing",
        Listed,
        Default("none"),
        "gives the matter to somebody else: what is received so is not confirmed",
    ),
    key("causing", Listed, Default("none"), "before somebody who is to do it: `让`, `ask`"),
    key("doing", Listed, Default("none"), "behind somebody who is to do it: `处理`, `will handle`"),
    key("common", Listed, Default("none"), "begins as a surname does and is none: `马上`"),
    key("goes_on", Listed, Default("none"), "goes on behind a word with what else is said: `and`"),
    key(
        "remark",
        Listed,
        Default("none"),
        "what a remark beside an approval is made of to its last word: anything else there is asked back",
    ),
    key("reason", Listed, Default("none"), "opens a clause that says why: `因为`"),
    key(
        "promise",
        Listed,
        Default("none"),
        "what is made of what somebody promises behind a receipt: `马上办`, `I'll start today`",
    ),
    key(
        "taking",
        Listed,
        Default("none"),
        "words of answers behind which, in a script without spaces, their object may stand: `请修改` in `请修改标题`",
    ),
    key("whom", Listed, Default("none"), "before somebody whom it is about: `replied to Tom`"),
    key(
        "partial",
        Listed,
        Default("none"),
        "beside a fact that is `entire`: a part only, not yet, or in doubt",
    ),
    key("signer", Listed, Default("none"), "a label before the name of the one who answers: `审批人`"),
    key("endings", Listed, Default("none"), "regular endings with which a verb says the same"),
    key("forms", Listed, Default("none"), "endings with which it is mentioned"),
    key("reversing", Listed, Default("none"), "beginnings that make it its opposite"),
    key("surname", Text, Default("none"), "surnames, character by character"),
    key(
        "variants",
        Text,
        Default("none"),
        "pairs of characters: another form, and the one that the lists are written in. Those of the shipped files count",
    ),
];

/// A table of the reference: the rows of a part's own keys.
pub fn reference(part: Part) -> String {
    let mut out = String::from("| key | holds | default | meaning |\n|---|---|---|---|\n");
    for key in part.own_keys() {
        let row =
            format!("| `{}` | {} | {} | {} |\n", key.name, key.holds.word(), key.need.word(), key.meaning);
        out.push_str(&row);
    }
    out
}
