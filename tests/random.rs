//! Whatever people do, and whenever: nothing breaks, hangs or floods, and every way through every process is gone.
//!
//! Random people of the example company answer what is open, say what may be said, press invitations, let letters
//! bounce, write nonsense, and let time pass, over all shipped processes at once. A story looks at memory to see what
//! could happen next, and mostly does what it has done least: that is how every transition is reached. It steps the
//! core itself (`decide`, and in some stories the whole `turn` with its letters) over rows in memory.
//!
//! `BEADLE_EVENTS=1000000 cargo test --release --test random` plays a million events; without it a smaller share.
//! `BEADLE_SEED` chooses other stories. A failure names its story: `BEADLE_STORY=n` plays that one alone.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{LazyLock, Mutex};

use beadle::directory::PersonId;
use beadle::mail;
use beadle::rules::outline::Spot;
use beadle::rules::{Choices, Clock, Field, Form, From, Kind, Process, Rows, State, Value, Wants};
use beadle::time::Instant;
use beadle::turn::{Setting, due, fallen, next_deadline, turn};
use beadle::workflow::memory::{self, Changes};
use beadle::workflow::{
    Act, Case, CaseId, Decision, Event, Fate, Incoming, LetterPlan, Occasion, OpenAsk, Outcome, decide,
    is_unplanned,
};
use chrono::{DateTime, NaiveDate, TimeDelta};

/// Events of a run that nobody sized: a few stories.
const EVENTS: u64 = 8_000;
/// From so many on every transition must have been taken often enough.
const EVENTS_FOR_ALL: u64 = 500_000;
/// Events of one story: long enough for a project from its first mail to its end.
const STORY: u64 = 2_500;
/// How often every transition must be taken in a run of a million.
const TAKEN_MIN: u64 = 100;
/// Letters about one case that one person may get on one day, besides what people's own deeds of that day cause.
/// A process that goes by literal time may write every few minutes until somebody answers.
const LETTERS_A_DAY_MAX: usize = 20;
const LETTERS_A_DAY_ALWAYS_MAX: usize = 300;
/// What each deed of that day may cause on top.
const LETTERS_A_DEED_MAX: usize = 4;
/// Cases a story keeps open, at most: beyond it nobody opens another.
const OPEN_MAX: usize = 20;
/// And of one process: what lives for months must not keep the others out.
const OPEN_EACH_MAX: usize = 2;
/// Deadlines that follow from deadlines at the same instant: one after the other, at most.
const CIRCLES_MAX: usize = 50;
/// Letters that may still be answered: a folded one counts with its parts.
const SENT_MAX: usize = 600;
/// Of these, the newest that get nonsense, bounce, are pressed or answered by a machine.
const RECENT_MAX: usize = 80;
/// Lines of what happened last that a failure shows.
const TOLD_MAX: usize = 400;
/// How long nobody does anything at the end of a story, so that every ladder comes to its end.
const QUIET_DAYS: i64 = 40;
/// One of so many steps of time is a season of so many days, in which at most so many things happen.
const SEASON_EVERY: usize = 300;
const SEASON_DAYS: i64 = 100;
const SEASON_EVENTS_MAX: u64 = 1_000;
/// Deadlines looked after in those days, at most.
const QUIET_DEADLINES_MAX: u64 = 3_000;

/// Words that nobody offered.
const NOISE: [&str; 12] = [
    "进度 50% 说明：一半",
    "T01 进度 20%\nT02 确认",
    "全部确认",
    "降频 2h 原因：等待机房",
    "图标 | 李娜 | 2024-07-19 | 低\n坏行 | 无人",
    "会议纪要：照常。",
    "可以，但要到17号",
    "",
    "不确认 不批准 ，，，【】[]：：| | |",
    "\u{202e}撤\u{0}回\u{feff} %s {{ x }} <b>",
    "撤回",
    "状态",
];

/// The shipped processes, and those of `rules/examples/` on top of them.
static SETTING: LazyLock<Setting> = LazyLock::new(|| {
    let (mut rules, mut templates) = (setting::rule_sources(), setting::template_sources());
    for example in setting::examples() {
        rules.extend(example.rules);
        templates.extend(example.templates);
    }
    setting::setting_of(&rules, &templates)
});

/// Numbers that look random and are the same on every machine (splitmix64).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % n.max(1) as u64).unwrap()
    }

    fn percent(&mut self, p: u64) -> bool {
        self.next() % 100 < p
    }

    fn pick<'a, T>(&mut self, all: &'a [T]) -> Option<&'a T> {
        if all.is_empty() { None } else { Some(&all[self.below(all.len())]) }
    }
}

/// The bounds of a field of numbers.
fn within(field: &Field, n: f64) -> bool {
    let bound = |value: &Option<Value>| match value {
        Some(Value::Int(i)) => i32::try_from(*i).ok().map(f64::from),
        Some(Value::Number(n)) => Some(*n),
        _ => None,
    };
    bound(&field.min).is_none_or(|min| n >= min) && bound(&field.max).is_none_or(|max| n <= max)
}

/// A letter that left, as far as somebody may answer it.
#[derive(Clone)]
struct Sent {
    id: String,
    case: Option<CaseId>,
    to: PersonId,
    token: Option<String>,
    invite: Option<(String, u32)>,
    /// The letter it was folded into.
    within: Option<String>,
}

/// What a person could do now.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Move {
    /// Answers a question: case, key, answer or form.
    Answer(CaseId, String, String),
    /// Says something unasked: case, scope, name.
    Say(CaseId, String, String),
    /// Opens a case: process, the case it is about.
    Open(String, Option<CaseId>),
}

/// What a run has seen.
#[derive(Default)]
struct Seen {
    events: BTreeMap<&'static str, u64>,
    /// Transitions by process, from, to.
    taken: BTreeMap<(String, Spot, String), u64>,
    /// Rungs, answers and sayings by process and what.
    done: BTreeMap<(String, String), u64>,
    most_letters: BTreeMap<bool, (usize, String)>,
    letters: u64,
    /// Letters that hold several.
    folded: u64,
    /// Replies to such a letter as a whole.
    whole_replies: u64,
    cases: u64,
    held: BTreeMap<String, u64>,
}

impl Seen {
    fn add(&mut self, other: Self) {
        other.events.into_iter().for_each(|(k, n)| *self.events.entry(k).or_default() += n);
        other.taken.into_iter().for_each(|(k, n)| *self.taken.entry(k).or_default() += n);
        other.done.into_iter().for_each(|(k, n)| *self.done.entry(k).or_default() += n);
        other.held.into_iter().for_each(|(k, n)| *self.held.entry(k).or_default() += n);
        for (always, most) in other.most_letters {
            let known = self.most_letters.entry(always).or_default();
            *known = known.clone().max(most);
        }
        self.letters += other.letters;
        self.folded += other.folded;
        self.whole_replies += other.whole_replies;
        self.cases += other.cases;
    }
}

/// One story: memory, what left, what is done how often.
struct Story {
    setting: &'static Setting,
    seed: u64,
    dice: Dice,
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    now: Instant,
    sent: VecDeque<Sent>,
    late: Vec<(String, PersonId)>,
    /// Moves of this kind so far.
    tried: BTreeMap<String, u64>,
    /// Letters of the day by person and case.
    day: NaiveDate,
    letters: BTreeMap<(PersonId, CaseId), usize>,
    deeds: usize,
    count: u64,
    /// Composes every letter as well.
    whole: bool,
    /// Of a hundred steps, those in which somebody does something.
    talk: u64,
    digest: u64,
    /// What happened last, for whoever looks into a failure.
    told: VecDeque<String>,
    seen: Seen,
}

impl Story {
    fn new(seed: u64, number: u64) -> Self {
        let mut dice = Dice(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let now = DateTime::from_timestamp(1_719_795_600, 0).unwrap(); // 2024-07-01 09:00 in Shanghai
        let talk = [12, 35, 60, 85][dice.below(4)];
        let whole = number.is_multiple_of(16);
        Self {
            setting: &SETTING,
            seed: seed ^ number,
            dice,
            rows: BTreeMap::new(),
            now,
            sent: VecDeque::new(),
            late: Vec::new(),
            tried: BTreeMap::new(),
            day: now.date_naive(),
            letters: BTreeMap::new(),
            deeds: 0,
            count: 0,
            whole,
            talk,
            digest: 0,
            told: VecDeque::new(),
            seen: Seen::default(),
        }
    }

    fn play(&mut self, events: u64) {
        if is_unplanned(&self.setting.rules, &self.rows) {
            self.event("planned", Event::Planned);
        }
        while self.count < events {
            if self.dice.percent(self.talk) {
                self.somebody_acts();
            } else {
                self.time_passes();
            }
        }
        self.ends();
    }

    // ── time ─────────────────────────────────────────────────────────────────────────────────────────────────

    /// Nobody does much for a season: what waits for months comes into its own.
    fn a_season_passes(&mut self) {
        let end = self.now + TimeDelta::days(SEASON_DAYS);
        let before = self.count;
        while let Some(at) = next_deadline(&self.rows).filter(|at| *at <= end) {
            self.forward(at.max(self.now));
            self.deadlines();
            if self.dice.percent(30) {
                self.somebody_acts();
            }
            if self.count - before > SEASON_EVENTS_MAX {
                return;
            }
        }
    }

    fn time_passes(&mut self) {
        if self.dice.below(SEASON_EVERY) == 0 {
            return self.a_season_passes();
        }
        let minutes = match self.dice.below(20) {
            0 => 60 * 24,
            1..4 => 240,
            4..9 => 30,
            _ => 0,
        };
        match next_deadline(&self.rows) {
            // Mostly up to the next deadline, so that every one of them is seen at its own time.
            Some(at) if minutes == 0 || at <= self.now + TimeDelta::minutes(minutes) => {
                self.forward(at.max(self.now));
                self.deadlines();
            }
            Some(_) => self.forward(self.now + TimeDelta::minutes(minutes)),
            None => {
                self.forward(self.now + TimeDelta::minutes(minutes.max(30)));
                self.somebody_acts();
            }
        }
    }

    fn forward(&mut self, to: Instant) {
        self.now = to;
        let zone = &self.setting.directory.company.zone;
        let day = zone.local(self.now).date();
        if day != self.day {
            self.day = day;
            self.letters.clear();
            self.deeds = 0;
        }
    }

    fn deadlines(&mut self) {
        for _ in 0..CIRCLES_MAX {
            let all = due(&self.rows, self.now, usize::MAX);
            if all.is_empty() {
                return;
            }
            // The ticker hands in whole looks, in which letters are folded; what it finds may also be one at a time.
            if self.dice.percent(25) {
                for (at, case, key) in all {
                    self.event("deadline", Event::Deadline { case, key, due: at });
                }
                continue;
            }
            for event in fallen(all, self.now) {
                let what = if matches!(event, Event::Deadlines(_)) { "deadlines" } else { "deadline" };
                self.event(what, event);
            }
        }
        panic!("deadlines at {} beget deadlines of the same time", self.now);
    }

    // ── people ───────────────────────────────────────────────────────────────────────────────────────────────

    fn somebody_acts(&mut self) {
        self.deeds += 1;
        let minutes = [0, 1, 3, 11][self.dice.below(4)];
        self.forward(self.now + TimeDelta::minutes(minutes));
        self.deadlines();
        match self.dice.below(100) {
            0..74 => self.moves(),
            74..80 => self.presses(),
            80..84 => self.bounces(),
            84..86 => self.is_away(),
            86..94 => self.noise(),
            94 => self.late_letters(),
            95..98 => self.operates(),
            _ => self.writes_without_token(),
        }
    }

    fn cases(&self) -> Vec<Case> {
        let mut ids = Vec::new();
        for key in self.rows.range(memory::prefix(["o"])..).map(|(key, _)| key) {
            match memory::parts(key).as_slice() {
                ["o", .., id] => ids.push(CaseId((*id).to_owned())),
                _ => break,
            }
        }
        ids.iter().map(|id| memory::load(&self.rows, id).unwrap().unwrap()).collect()
    }

    /// Everything somebody could do, and does what was done least.
    fn moves(&mut self) {
        let cases = self.cases();
        let is_room = |process: &Process| {
            let same =
                cases.iter().filter(|case| case.process == process.name && case.held.is_none()).count();
            cases.len() < OPEN_MAX && same < OPEN_EACH_MAX
        };
        let mut all: Vec<(String, Move)> = Vec::new();
        for case in &cases {
            let process = &self.setting.rules.processes[&case.process];
            // Some cases nobody attends to, in some everybody agrees: both lead where chance would hardly.
            let mood = digest_of(case.id.0.as_bytes(), self.seed) % 10;
            if mood < 3 && self.dice.percent(95) {
                continue;
            }
            for (key, ask) in case.asks.iter().filter(|(_, a)| a.closed.is_none()) {
                let wanted = self.wanted(process, ask);
                let most = if mood < 6 { 1 } else { wanted.len() };
                for answer in wanted.into_iter().take(most) {
                    let kind = format!("{} {key} {answer}", process.name);
                    let kind = format!("{} {answer}", kind.split('@').next().unwrap_or_default());
                    all.push((kind, Move::Answer(case.id.clone(), key.clone(), answer)));
                }
            }
            // Where everybody agrees nobody calls anything off either: what comes months later is seen.
            let content = mood < 6 && self.dice.percent(97);
            for scope in [case.state.as_str(), "always"].into_iter().filter(|_| !content) {
                for say in self.scope(process, scope).into_iter().flat_map(|s| s.says.keys()) {
                    let kind = format!("{} {scope} {say}", process.name);
                    all.push((kind, Move::Say(case.id.clone(), scope.to_owned(), say.clone())));
                }
            }
            let about = self.setting.rules.processes.values();
            let about = about.filter(|p| p.about.as_ref() == Some(&case.process) && opens_by_mail(p));
            for other in about.filter(|p| is_room(p)) {
                let kind = format!("open {}", other.name);
                all.push((kind, Move::Open(other.name.clone(), Some(case.id.clone()))));
            }
        }
        // What has ended may have something to say as well: a few of the newest.
        if let Some(sent) = self.sent.iter().rev().find_map(|s| s.case.clone())
            && let Some(case) = memory::load(&self.rows, &sent).unwrap().filter(|c| c.ended.is_some())
        {
            let process = &self.setting.rules.processes[&case.process];
            for say in process.states.get(&case.state).into_iter().flat_map(|s| s.says.keys()) {
                let kind = format!("{} {} {say}", process.name, case.state);
                all.push((kind, Move::Say(case.id.clone(), case.state.clone(), say.clone())));
            }
        }
        let first = self.setting.rules.processes.values();
        for process in first.filter(|p| p.about.is_none() && opens_by_mail(p) && is_room(p)) {
            all.push((format!("open {}", process.name), Move::Open(process.name.clone(), None)));
        }
        let kinds: BTreeSet<&String> = all.iter().map(|(kind, _)| kind).collect();
        let kinds: Vec<&String> = kinds.into_iter().collect();
        let least = kinds.iter().min_by_key(|kind| self.tried.get(**kind).copied().unwrap_or(0));
        let kind = match self.dice.percent(60) {
            true => least.map(|kind| (**kind).clone()),
            false => self.dice.pick(&kinds).map(|kind| (**kind).clone()),
        };
        let Some(kind) = kind else { return };
        *self.tried.entry(kind.clone()).or_default() += 1;
        let of_kind: Vec<Move> = all.iter().filter(|(k, _)| *k == kind).map(|(_, m)| m.clone()).collect();
        let Some(chosen) = self.dice.pick(&of_kind).cloned() else { return };
        self.does(&chosen);
    }

    fn wanted(&self, process: &Process, ask: &OpenAsk) -> Vec<String> {
        let Some(definition) = definition(process, ask) else { return Vec::new() };
        match &definition.wants {
            Wants::Answers(answers) => answers.clone(),
            Wants::Form(form) => vec![form.clone()],
            Wants::Fill(_) => vec!["fill".to_owned()],
        }
    }

    fn scope<'p>(&self, process: &'p Process, scope: &str) -> Option<&'p State> {
        if scope == "always" { Some(&process.always) } else { process.states.get(scope) }
    }

    fn does(&mut self, what: &Move) {
        match what {
            Move::Answer(id, key, answer) => {
                let case = memory::load(&self.rows, id).unwrap().unwrap();
                let process = self.setting.rules.processes[&case.process].clone();
                let seats = case.asks[key].seats.iter().filter(|s| s.is_open());
                let people: Vec<PersonId> = seats.flat_map(|s| s.people.clone()).collect();
                let Some(person) = self.dice.pick(&people).cloned() else { return };
                let letter = self.sent.iter().rev().find(|s| {
                    s.to == person
                        && s.case.as_ref() == Some(id)
                        && (s.token.is_some() || case.asks[key].round > 0)
                });
                let letter = letter.cloned();
                let form = match &definition(&process, &case.asks[key]).unwrap().wants {
                    Wants::Answers(_) => None,
                    Wants::Form(form) => process.forms.get(form).cloned(),
                    Wants::Fill(forms) => {
                        let fields = forms.iter().filter_map(|f| process.forms.get(f));
                        let fields = fields.flat_map(|f| f.fields.clone()).collect();
                        Some(Form { name: answer.clone(), fields })
                    }
                };
                let (mut text, files) = match form {
                    Some(form) => self.form(&form),
                    None => (self.answer(answer), Vec::new()),
                };
                // An answer word may have a form behind it: the say of that name of the process or of its children.
                let says = self.setting.rules.processes.values().flat_map(|p| {
                    p.states
                        .values()
                        .chain([&p.always])
                        .filter_map(|s| Some((p.clone(), s.says.get(answer)?.form.clone()?)))
                });
                if let Some(form) = says.filter_map(|(p, form)| p.forms.get(&form).cloned()).next_back() {
                    text = format!("{text}\n{}", self.form(&form).0);
                }
                // A letter that held it among others is answered by the question's own link, or as a whole: by section.
                let whole = letter.as_ref().and_then(|l| l.within.clone()).filter(|_| self.dice.percent(50));
                let whole =
                    whole.and_then(|w| self.sent.iter().find(|s| s.id == w && s.to == person).cloned());
                if let Some(whole) = whole {
                    self.seen.whole_replies += 1;
                    let mut sections = format!("{id} {text}");
                    let others: Vec<CaseId> = self
                        .sent
                        .iter()
                        .filter(|s| {
                            s.within.as_ref() == Some(&whole.id)
                                && s.to == person
                                && s.case.as_ref() != Some(id)
                        })
                        .filter_map(|s| s.case.clone())
                        .collect();
                    if let Some(other) = self.dice.pick(&others).cloned() {
                        let _ = write!(sections, "\n\n{other} {}", self.answer(answer));
                    }
                    let (_, to, headers) = self.answering(&whole);
                    return self.mail(&person, &to, "Re: x", &sections, &files, &headers);
                }
                let (subject, to, headers) = match &letter {
                    Some(letter) => self.answering(letter),
                    None => (format!("[{id}] Re"), self.beadle(), String::new()),
                };
                self.mail(&person, &to, &subject, &text, &files, &headers);
            }
            Move::Say(id, scope, name) => {
                let case = memory::load(&self.rows, id).unwrap().unwrap();
                let process = self.setting.rules.processes[&case.process].clone();
                let Some(say) = self.scope(&process, scope).and_then(|s| s.says.get(name)).cloned() else {
                    return;
                };
                let form = say.form.as_ref().and_then(|form| process.forms.get(form)).cloned();
                let word = self.answer(name);
                // What corrects fills some of the fields of the opening anew.
                let fill = say.fill.iter().filter_map(|form| process.forms.get(form));
                let fill: Vec<Field> = fill.flat_map(|form| form.fields.clone()).collect();
                let form =
                    form.or_else(|| (!fill.is_empty()).then(|| Form { name: name.clone(), fields: fill }));
                let (text, files) = match form {
                    Some(form) => self.form(&form),
                    None => (String::new(), Vec::new()),
                };
                let person = self.somebody(&case, &say.by.to_string());
                let to = self.beadle();
                if self.dice.percent(50) {
                    self.mail(&person, &to, &format!("Re: [{id}] x"), &format!("{word}\n{text}"), &files, "");
                } else {
                    let word = word.lines().next().unwrap_or_default().to_owned();
                    self.mail(&person, &to, &format!("[{id}] 【{word}】"), &text, &files, "");
                }
            }
            Move::Open(name, about) => {
                let process = self.setting.rules.processes[name].clone();
                let forms = process.open.forms.iter().filter_map(|form| process.forms.get(form));
                let fields: Vec<Field> = forms.flat_map(|form| form.fields.clone()).collect();
                let (text, files) = self.form(&Form { name: name.clone(), fields });
                let tags: Vec<String> = process.open.subject.values().flatten().cloned().collect();
                let tag = self.dice.pick(&tags).cloned().unwrap_or_default();
                let case = about.as_ref().and_then(|id| memory::load(&self.rows, id).unwrap());
                let by = process.open.by.to_string();
                let person = match &case {
                    Some(case) => self.somebody(case, &by),
                    None => self.anybody(),
                };
                let about = about.as_ref().map_or_else(String::new, |id| format!("[{id}] "));
                let to = self.beadle();
                self.mail(&person, &to, &format!("{about}【{tag}】事情"), &text, &files, "");
            }
        }
    }

    /// Mostly somebody whom `by` could mean: a field of this case or of those above, the opener, a reader.
    fn somebody(&mut self, case: &Case, by: &str) -> PersonId {
        let mut likely: Vec<PersonId> = case.opener.clone().into_iter().collect();
        let mut above = Some(case.clone());
        while let Some(case) = above {
            for (name, value) in &case.fields {
                let people = value.people();
                if by.split([' ', ',', '.', '[', ']', '\'', '"']).any(|word| word == name) {
                    likely.extend(people.iter().cycle().take(people.len().min(1) * 12).cloned());
                }
                likely.extend(people);
            }
            likely.extend(case.opener.clone());
            above = case.parent.as_ref().and_then(|id| memory::load(&self.rows, id).unwrap());
        }
        match self.dice.percent(92) {
            true => self.dice.pick(&likely).cloned().unwrap_or_else(|| self.anybody()),
            false => self.anybody(),
        }
    }

    fn anybody(&mut self) -> PersonId {
        let all: Vec<PersonId> = self.setting.directory.active().map(|p| p.id.clone()).collect();
        self.dice.pick(&all).cloned().unwrap()
    }

    fn answer(&mut self, name: &str) -> String {
        let Some(answer) = self.setting.rules.answers.get(name) else { return name.to_owned() };
        let words: Vec<String> = answer.words.values().flatten().cloned().collect();
        let word = self.dice.pick(&words).cloned().unwrap_or_default();
        let label = answer.comment.values().flatten().next();
        match label.filter(|_| !self.dice.percent(8)) {
            Some(label) => format!("{word}\n{label}：因为这样更好"),
            None => word,
        }
    }

    /// The lines of a form; now and then one is missing or wrong.
    fn form(&mut self, form: &Form) -> (String, Vec<String>) {
        let (mut text, mut files) = (String::new(), Vec::new());
        for field in &form.fields {
            let optional = field.default.is_some() || !matches!(field.need, beadle::rules::Need::Now);
            if self.dice.percent(if optional { 30 } else { 4 }) {
                continue;
            }
            if matches!(field.kind, Kind::File) {
                files.push("报告.pdf".to_owned());
                continue;
            }
            let value = match self.dice.percent(3) {
                true => "没有这个".to_owned(),
                false => self.value(field),
            };
            let labels: Vec<String> = field.labels.values().flatten().cloned().collect();
            match self.dice.pick(&labels) {
                Some(_) if matches!(field.kind, Kind::Rows(_)) => {
                    let _ = writeln!(text, "{value}");
                }
                Some(label) => {
                    let _ = writeln!(text, "{label}：{value}");
                }
                None => {
                    let _ = writeln!(text, "{value}");
                }
            }
            if field.from == From::BodyOrFile && self.dice.percent(20) {
                files.push("纪要.docx".to_owned());
            }
        }
        (text, files)
    }

    fn value(&mut self, field: &Field) -> String {
        let zone = self.setting.directory.company.zone.clone();
        let local = zone.local(self.now);
        let day = |days: usize| local.date() + TimeDelta::days(i64::try_from(days).unwrap());
        match &field.kind {
            Kind::Text => format!("事情{}", self.dice.below(100)),
            Kind::Number => {
                let allowed = |n: &&str| within(field, n.parse().expect("a number"));
                let some: Vec<&str> =
                    ["1", "2.5", "4", "12.5", "3000", "80000"].into_iter().filter(allowed).collect();
                self.dice.pick(&some).map_or_else(String::new, |n| (*n).to_owned())
            }
            Kind::Percent => format!("{}%", self.dice.below(101)),
            // Mostly days, now and then a year: the range of what a case may wait for.
            Kind::Date => {
                let days = match self.dice.below(20) {
                    0 => 300,
                    1..5 => 61 + self.dice.below(40),
                    _ => 1 + self.dice.below(30),
                };
                day(days).to_string()
            }
            Kind::DateTime => format!("{} 1{}:30", day(self.dice.below(3)), self.dice.below(9)),
            Kind::Span => format!(
                "{} 1{}:00-2{}:00 线上",
                day(self.dice.below(4)),
                self.dice.below(9),
                self.dice.below(4)
            ),
            // A number that may be somebody's, of the first case of the process or of none.
            Kind::Case(process) => {
                let code = self.setting.rules.processes.get(process).map_or("X", |p| p.code.as_str());
                format!("{code}-2024-000{}", 1 + self.dice.below(3))
            }
            Kind::Duration => ["30m", "45m", "1h", "2h", "8h"][self.dice.below(5)].to_owned(),
            Kind::Person => self.name(),
            Kind::People => {
                let n = 1 + self.dice.below(3);
                (0..n).map(|_| self.name()).collect::<Vec<_>>().join("、")
            }
            Kind::Choice(Choices::Named(names)) => {
                let words: Vec<String> =
                    names.iter().flat_map(|(name, words)| words.first().or(Some(name)).cloned()).collect();
                self.dice.pick(&words).cloned().unwrap_or_default()
            }
            Kind::Choice(Choices::Listed(list)) => {
                let words = self.setting.directory.lists.get(list).cloned().unwrap_or_default();
                self.dice.pick(&words).cloned().unwrap_or_default()
            }
            Kind::Rows(rows) => {
                let columns: Vec<Field> = match rows {
                    Rows::Form(process, form) => {
                        self.setting.rules.processes[process].forms[form].fields.clone()
                    }
                    Rows::Columns(columns) => {
                        let column = |(name, kind): &(String, Kind)| Field {
                            name: name.clone(),
                            kind: kind.clone(),
                            ..field.clone()
                        };
                        columns.iter().map(column).collect()
                    }
                };
                let n = 1 + self.dice.below(3);
                let rows: Vec<String> = (0..n)
                    .map(|_| {
                        let cells: Vec<String> = columns.iter().map(|column| self.value(column)).collect();
                        cells.join(" | ")
                    })
                    .collect();
                rows.join("\n")
            }
            Kind::File => String::new(),
        }
    }

    fn name(&mut self) -> String {
        let person = self.anybody();
        self.setting.directory.person(&person).unwrap().name.clone()
    }

    fn beadle(&self) -> String {
        self.setting.identity.address.to_string()
    }

    /// Subject, recipient and headers of an answer to a letter.
    fn answering(&self, letter: &Sent) -> (String, String, String) {
        let identity = &self.setting.identity;
        let case = letter.case.as_ref().map_or_else(String::new, |c| c.0.clone());
        let about = letter.case.as_ref().map_or("none".to_owned(), |c| c.0.to_lowercase());
        let message = format!("{}.{about}@{}", letter.id, identity.host);
        let to = match &letter.token {
            Some(token) => identity.address.with_detail(token).unwrap().to_string(),
            None => identity.address.to_string(),
        };
        let headers = format!("In-Reply-To: <{message}>\r\nReferences: <{message}>\r\n");
        (format!("Re: [{case}] x"), to, headers)
    }

    fn recent(&mut self) -> Option<Sent> {
        let old = self.sent.len().saturating_sub(RECENT_MAX);
        let at = old + self.dice.below(self.sent.len() - old);
        self.sent.get(at).cloned()
    }

    fn noise(&mut self) {
        let Some(letter) = self.recent() else { return };
        let text = *self.dice.pick(&NOISE).unwrap();
        let person = if self.dice.percent(70) { letter.to.clone() } else { self.anybody() };
        let (subject, to, headers) = self.answering(&letter);
        self.mail(&person, &to, &subject, text, &[], &headers);
    }

    fn writes_without_token(&mut self) {
        let Some(letter) = self.recent() else { return };
        let words: Vec<String> =
            self.setting.rules.answers.keys().chain(self.setting.rules.meta.keys()).cloned().collect();
        let word = self.dice.pick(&words).cloned().unwrap_or_default();
        let text = self.answer(&word);
        let case = letter.case.map_or_else(String::new, |c| c.0);
        let (person, to) = (self.anybody(), self.beadle());
        self.mail(
            &person,
            &to,
            &format!("[{case}] {}", text.lines().next().unwrap_or_default()),
            &text,
            &[],
            "",
        );
    }

    fn presses(&mut self) {
        let newest = self.sent.iter().rev().take(RECENT_MAX);
        let invites: Vec<Sent> = newest.filter(|s| s.invite.is_some()).cloned().collect();
        let Some(letter) = self.dice.pick(&invites).cloned() else { return };
        let (uid, sequence) = letter.invite.clone().unwrap();
        let status = ["ACCEPTED", "ACCEPTED", "DECLINED", "TENTATIVE"][self.dice.below(4)];
        let from = self.setting.directory.person(&letter.to).unwrap().address().to_string();
        let (to, stamp) = (self.beadle(), self.now.format("%Y%m%dT%H%M%SZ"));
        let object = format!(
            "BEGIN:VCALENDAR\r\nPRODID:-//story//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
             SEQUENCE:{sequence}\r\nDTSTAMP:{stamp}\r\nORGANIZER:mailto:{to}\r\n\
             ATTENDEE;PARTSTAT={status}:mailto:{from}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let raw = format!(
            "From: {from}\r\nTo: {to}\r\nSubject: {status}\r\nMessage-ID: <r{}@mail.test>\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\n{object}",
            self.count
        );
        self.receive("press", raw.into_bytes());
    }

    fn bounces(&mut self) {
        let Some(letter) = self.recent() else { return };
        if self.dice.percent(40) {
            let to = self.setting.directory.person(&letter.to).unwrap().address().clone();
            return self.event(
                "refused",
                Event::Delivery { letter: letter.id, to, outcome: Outcome::Refused("550 no".into()) },
            );
        }
        let (_, _, headers) = self.answering(&letter);
        let id = headers.split(['<', '>']).nth(1).unwrap_or_default().to_owned();
        let (own, address) = (self.beadle(), self.setting.directory.person(&letter.to).unwrap().address());
        let raw = format!(
            "From: MAILER-DAEMON@mail.test\r\nTo: {own}\r\nSubject: Undelivered Mail Returned to Sender\r\n\
             Message-ID: <r{}@mail.test>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
             Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
             --b\r\nContent-Type: text/plain\r\n\r\nUser unknown.\r\n\
             --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.test\r\n\r\n\
             Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
             Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
             --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{id}>\r\nTo: {address}\r\n\r\n--b--\r\n",
            self.count
        );
        self.receive("bounce", raw.into_bytes());
    }

    fn is_away(&mut self) {
        let Some(letter) = self.recent() else { return };
        let (subject, to, headers) = self.answering(&letter);
        let headers = format!("Auto-Submitted: auto-replied\r\n{headers}");
        let person = letter.to.clone();
        self.mail(&person, &to, &format!("自动回复: {subject}"), "我不在办公室。", &[], &headers);
    }

    fn late_letters(&mut self) {
        for (letter, person) in std::mem::take(&mut self.late) {
            let to = self.setting.directory.person(&person).unwrap().address().clone();
            self.event("accepted late", Event::Delivery { letter, to, outcome: Outcome::Accepted });
        }
    }

    fn operates(&mut self) {
        let mut cases = self.cases();
        // Mostly an operator looks after what is held: it would keep everybody else of its process waiting.
        if cases.iter().any(|case| case.held.is_some()) && self.dice.percent(90) {
            cases.retain(|case| case.held.is_some());
        }
        let Some(case) = self.dice.pick(&cases).map(|case| case.id.clone()) else { return };
        let act = match self.dice.below(4) {
            0 => Act::Cancel { case, reason: "enough".into() },
            1 | 2 => Act::Release { case },
            _ => {
                let names: Vec<String> = self.setting.rules.answers.keys().cloned().collect();
                let name = self.dice.pick(&names).cloned().unwrap();
                let (person, text) = (self.anybody(), self.answer(&name));
                Act::Answer { case, person, text }
            }
        };
        self.event("operator", Event::Operator { who: "operator".into(), act });
    }

    // ── mail and events ──────────────────────────────────────────────────────────────────────────────────────

    fn mail(
        &mut self,
        from: &PersonId,
        to: &str,
        subject: &str,
        text: &str,
        files: &[String],
        headers: &str,
    ) {
        let from = self.setting.directory.person(from).unwrap().address();
        let id = format!("r{}@mail.test", self.count);
        let mut out = format!(
            "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {}\r\nMessage-ID: <{id}>\r\n{headers}MIME-Version: 1.0\r\n",
            self.now.to_rfc2822()
        );
        let body = text.replace('\n', "\r\n");
        if files.is_empty() {
            let _ = write!(out, "Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
        } else {
            let _ = write!(
                out,
                "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
            );
            for file in files {
                let _ = write!(
                    out,
                    "--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{file}\"\r\n\r\n{file}\r\n"
                );
            }
            out.push_str("--x--\r\n");
        }
        self.receive("mail", out.into_bytes());
    }

    fn receive(&mut self, what: &'static str, raw: Vec<u8>) {
        let identity = &self.setting.identity;
        let own = mail::OwnMail { addresses: vec![identity.address.clone()], host: identity.host.clone() };
        let incoming = Incoming {
            key: format!("random/{}", self.count),
            received: self.now,
            message: mail::parse(&raw, &own).map_err(|q| q.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        self.event(what, Event::Message(Box::new(incoming)));
    }

    fn event(&mut self, what: &'static str, event: Event) {
        self.count += 1;
        *self.seen.events.entry(what).or_default() += 1;
        let decision = decide(&self.setting.world(&self.rows), &event, self.now);
        if self.count.is_multiple_of(64) {
            let again = decide(&self.setting.world(&self.rows), &event, self.now);
            assert_eq!(decision.rows, again.rows, "the same event, the same memory, another decision");
            assert_eq!(format!("{:?}", decision.letters), format!("{:?}", again.letters));
        }
        if self.whole {
            let record = turn(self.setting, &self.rows, &event, self.now, Changes::new());
            assert!(
                !matches!(&record.entry.fate, Fate::Quarantined(_))
                    || matches!(&decision.fate, Fate::Quarantined(_)),
                "a letter could not be written: {:?}",
                record.entry.fate
            );
        }
        self.digest = digest(self.digest, &decision);
        if what != "accepted" {
            self.tells(format!("{} {what} {}", self.now, shown(&event)));
        }
        for why in &decision.why {
            self.tells(format!("      {} {}", why.case.as_ref().map_or("", |id| &id.0), why.text));
        }
        self.watch(&decision);
        for (key, value) in &decision.rows {
            match value {
                Some(value) => self.rows.insert(key.clone(), value.clone()),
                None => self.rows.remove(key),
            };
        }
        for id in &decision.cases {
            self.stands(id);
        }
        for letter in &decision.letters {
            self.leaves(letter);
        }
    }

    fn tells(&mut self, line: String) {
        self.told.push_back(line);
        if self.told.len() > TOLD_MAX && number("BEADLE_STORY").is_none() {
            self.told.pop_front();
        }
    }

    /// A case that changed can go on: it has ended, or somebody is waited for, or an operator knows.
    fn stands(&mut self, id: &CaseId) {
        let case = memory::load(&self.rows, id).unwrap().unwrap();
        if let Some(why) = &case.held {
            // Whom no letter reaches and who has nobody above him holds a case for an operator; nothing else may.
            let excused = why.contains("cannot reach") || why.contains("has nobody to ask");
            assert!(excused, "{id} is held: {why}");
            *self.seen.held.entry(case.process.clone()).or_default() += 1;
        }
        let over = case.ended.is_some() || case.held.is_some();
        let goes_on = || !case.deadlines().is_empty() || self.has_open_children(id);
        assert!(over || goes_on(), "{id} hangs in '{}'", case.state);
    }

    /// It waits for cases of its own, each of which must go on by itself.
    fn has_open_children(&self, id: &CaseId) -> bool {
        let below = memory::prefix(["h", &id.0]);
        let children = self.rows.range(below.clone()..).take_while(|(key, _)| key.starts_with(&below));
        children.into_iter().any(|(_, state)| state == b"open")
    }

    /// Counts what a decision did: the reasons say it.
    fn watch(&mut self, decision: &Decision) {
        let process = |id: &CaseId, rows: &BTreeMap<Vec<u8>, Vec<u8>>| {
            let changed = decision.rows.get(&memory::key(["c", &id.0, "head", "0000"])).cloned().flatten();
            let head = changed.or_else(|| rows.get(&memory::key(["c", &id.0, "head", "0000"])).cloned());
            let head: Option<serde_json::Value> = head.and_then(|h| serde_json::from_slice(&h).ok());
            head.and_then(|h| Some(h.get("process")?.as_str()?.to_owned())).unwrap_or_default()
        };
        for why in &decision.why {
            let Some(id) = &why.case else { continue };
            let quoted: Vec<&str> = why.text.split('\'').collect();
            if let [_, from, " → ", to, ..] = quoted.as_slice() {
                let name = process(id, &self.rows);
                *self
                    .seen
                    .taken
                    .entry((name, Spot::State((*from).to_owned()), (*to).to_owned()))
                    .or_default() += 1;
            } else if let ["starts in ", to, ..] = quoted.as_slice() {
                let name = process(id, &self.rows);
                *self.seen.taken.entry((name, Spot::Start, (*to).to_owned())).or_default() += 1;
                self.seen.cases += 1;
            } else if let [_, key, rest, ..] = quoted.as_slice()
                && (rest.starts_with(": silence until") || why.text.contains("' by "))
            {
                let key = key.split('@').next().unwrap_or_default();
                let what = match rest.strip_prefix(": silence until ") {
                    Some(at) => format!("{key} silent {at}"),
                    None => format!("{key} {}", quoted.get(3).unwrap_or(&"")),
                };
                let name = process(id, &self.rows);
                *self.seen.done.entry((name, what)).or_default() += 1;
            }
        }
    }

    /// A letter goes out: most servers take it at once.
    fn leaves(&mut self, plan: &LetterPlan) {
        for to in &plan.to {
            self.seen.letters += 1;
            // One that holds several is about the case of each.
            let about: BTreeSet<&CaseId> =
                plan.parts.iter().chain([plan]).filter_map(|p| p.case.as_ref()).collect();
            for case in about {
                self.counts(case, to);
            }
            self.seen.folded += u64::from(!plan.parts.is_empty());
            for part in plan.parts.iter().chain([plan]) {
                let invite = part.invite.as_ref().filter(|i| !i.cancel);
                self.sent.push_back(Sent {
                    id: part.id.clone(),
                    case: part.case.clone(),
                    to: to.clone(),
                    token: part.ask.as_ref().map(|ask| ask.token.clone()),
                    invite: invite.map(|i| (i.invite.uid.clone(), i.invite.sequence)),
                    within: (part.id != plan.id).then(|| plan.id.clone()),
                });
            }
            while self.sent.len() > SENT_MAX {
                self.sent.pop_front();
            }
            if plan.occasion == Occasion::Ask || plan.occasion == Occasion::Also {
                if self.dice.percent(3) {
                    self.late.push((plan.id.clone(), to.clone()));
                } else {
                    let to = self.setting.directory.person(to).unwrap().address().clone();
                    self.event(
                        "accepted",
                        Event::Delivery { letter: plan.id.clone(), to, outcome: Outcome::Accepted },
                    );
                }
            }
        }
    }

    /// Letters about one case to one person have a bound.
    fn counts(&mut self, case: &CaseId, to: &PersonId) {
        let count = self.letters.entry((to.clone(), case.clone())).or_default();
        *count += 1;
        let code = case.0.rsplit('-').next().unwrap_or_default();
        let always = self.setting.rules.processes.values().any(|p| {
            p.clock == Clock::Always
                && (case.0.starts_with(&format!("{}-", p.code)) || code.starts_with(&p.code))
        });
        let most = if always { LETTERS_A_DAY_ALWAYS_MAX } else { LETTERS_A_DAY_MAX };
        let most = most + LETTERS_A_DEED_MAX * self.deeds;
        let excess = count.saturating_sub(LETTERS_A_DEED_MAX * self.deeds);
        let known = self.seen.most_letters.entry(always).or_default();
        if excess > known.0 {
            *known = (excess, case.0.clone());
        }
        assert!(
            *count <= most,
            "{count} letters about {case} to {to} on {}, whose bound is {most}",
            self.day
        );
    }

    /// Everybody comes back, and then nobody does anything for weeks.
    fn ends(&mut self) {
        self.late_letters();
        let end = self.now + TimeDelta::days(QUIET_DAYS);
        let (before, always) =
            (self.count, self.setting.rules.processes.values().filter(|p| p.clock == Clock::Always));
        let always: BTreeSet<&String> = always.map(|p| &p.name).collect();
        // A process that goes by the minute is called off: nobody waits for weeks for it.
        for case in self.cases().iter().filter(|case| always.contains(&case.process)) {
            let act = Act::Cancel { case: case.id.clone(), reason: "over".into() };
            self.event("operator", Event::Operator { who: "operator".into(), act });
        }
        while let Some(at) = next_deadline(&self.rows).filter(|at| *at <= end) {
            self.forward(at.max(self.now));
            self.deadlines();
            if self.count - before > QUIET_DEADLINES_MAX {
                break;
            }
        }
        let mut stored = BTreeSet::new();
        let mut wanted = BTreeSet::new();
        for key in self.rows.keys() {
            match memory::parts(key).as_slice() {
                // What opens by the calendar belongs to no case.
                ["d", _, "*", ..] => {}
                ["d", ..] => drop(stored.insert(memory::read_deadline(key).unwrap())),
                ["c", id, "head", "0000"] => {
                    let id = CaseId((*id).to_owned());
                    let case = memory::load(&self.rows, &id).unwrap().unwrap();
                    wanted.extend(case.deadlines().into_iter().map(|(at, key)| (at, id.clone(), key)));
                }
                _ => {}
            }
        }
        let whole =
            |(at, id, key): &(Instant, CaseId, String)| (at.timestamp_millis(), id.clone(), key.clone());
        let (stored, wanted): (BTreeSet<_>, BTreeSet<_>) =
            (stored.iter().map(whole).collect(), wanted.iter().map(whole).collect());
        assert_eq!(stored, wanted, "stored deadlines and those of the cases");
    }
}

fn opens_by_mail(process: &Process) -> bool {
    !process.open.subject.is_empty()
}

fn definition<'p>(process: &'p Process, ask: &OpenAsk) -> Option<&'p beadle::rules::Ask> {
    let state = |name: &str| if name == "always" { Some(&process.always) } else { process.states.get(name) };
    match ask.scope.split_once('.') {
        None => state(&ask.scope)?.asks.get(&ask.name),
        Some((name, meet)) => state(name)?.meets.get(meet)?.asks.get(&ask.name),
    }
}

/// An event as one line.
fn shown(event: &Event) -> String {
    match event {
        Event::Message(incoming) => match &incoming.message {
            Ok(message) => format!(
                "{} | {} | {}",
                message.sole_from().map(ToString::to_string).unwrap_or_default(),
                message.subject.raw,
                message.words.own.replace('\n', " / ")
            ),
            Err(reason) => reason.clone(),
        },
        Event::Deadline { case, key, .. } => format!("{case} {key}"),
        Event::Deadlines(all) => {
            all.iter().map(|(case, key, _)| format!("{case} {key}")).collect::<Vec<_>>().join(" | ")
        }
        Event::Delivery { letter, to, outcome } => format!("{letter} {to} {outcome:?}"),
        Event::Operator { act, .. } => format!("{act:?}"),
        Event::Planned => "the calendar is planned".to_owned(),
        Event::Sweep { from } => format!("sweep from {from:?}"),
    }
}

/// FNV-1a over what a decision changes and sends: the same on every run and machine, or something is not pure.
fn digest(start: u64, decision: &Decision) -> u64 {
    let mut hash = start;
    let mut eat = |bytes: &[u8]| hash = digest_of(bytes, hash);
    for (key, value) in &decision.rows {
        eat(key);
        value.iter().for_each(|value| eat(value));
    }
    for letter in &decision.letters {
        eat(letter.id.as_bytes());
        eat(letter.name.as_bytes());
    }
    decision.why.iter().for_each(|why| eat(why.text.as_bytes()));
    hash
}

fn digest_of(bytes: &[u8], start: u64) -> u64 {
    let begin = start ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(begin, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

fn story(seed: u64, n: u64) -> (u64, Seen) {
    let mut story = Story::new(seed, n);
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| story.play(STORY)));
    if let Err(panic) = played {
        let case = std::env::var("BEADLE_CASE").unwrap_or_default();
        story.told.iter().filter(|line| line.contains(&case)).for_each(|line| eprintln!("{line}"));
        eprintln!("story {n} of seed {seed} failed after {} events, at {}", story.count, story.now);
        std::panic::resume_unwind(panic);
    }
    (story.digest, story.seen)
}

#[test]
fn whatever_people_do_nothing_breaks_hangs_or_floods() {
    let seed = number("BEADLE_SEED").unwrap_or(20_261_122);
    let wanted = number("BEADLE_EVENTS").unwrap_or(EVENTS);
    let only = number("BEADLE_STORY");
    let (next, events) = (AtomicU64::new(only.unwrap_or(0)), AtomicU64::new(0));
    let all = Mutex::new((Seen::default(), BTreeMap::new()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let threads = if only.is_some() { 1 } else { threads };
    let begun = std::time::Instant::now();
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                while events.load(Ordering::Relaxed) < wanted {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let (digest, seen) = story(seed, n);
                    events.fetch_add(seen.events.values().sum(), Ordering::Relaxed);
                    let mut all = all.lock().unwrap();
                    all.0.add(seen);
                    all.1.insert(n, digest);
                    if only.is_some() {
                        return;
                    }
                }
            });
        }
    });
    let (seen, digests) = all.into_inner().unwrap();
    let took = begun.elapsed();
    // The first story once more: what it decided and sent is the same to the last byte.
    if let Some((n, digest)) = digests.first_key_value() {
        assert_eq!(story(seed, *n).0, *digest, "story {n} came out otherwise the second time");
    }
    let total: u64 = seen.events.values().sum();
    println!(
        "{total} events in {} stories, {} cases, {} letters ({} hold several, {} replies to such a one), {took:.1?}",
        digests.len(),
        seen.cases,
        seen.letters,
        seen.folded,
        seen.whole_replies
    );
    println!("events: {:?}", seen.events);
    println!("most letters about one case to one person on one day, deeds aside: {:?}", seen.most_letters);
    println!("held because nobody is reached: {:?}", seen.held);
    let mut rare = Vec::new();
    for process in SETTING.rules.processes.values() {
        for arrow in process.outline().arrows {
            let of = |from: &Spot| {
                seen.taken.get(&(process.name.clone(), from.clone(), arrow.to.clone())).copied().unwrap_or(0)
            };
            let taken = match arrow.from {
                // What is live in every state leads on from any of them.
                Spot::Always => {
                    let states = process.states.values().filter(|s| !s.end);
                    states.map(|s| of(&Spot::State(s.name.clone()))).sum()
                }
                ref from => of(from),
            };
            let line = format!(
                "{} {:?} → {}: {taken}  ({})",
                process.name,
                arrow.from,
                arrow.to,
                arrow.labels.join("; ")
            );
            println!("  {line}");
            if taken < TAKEN_MIN * total / 1_000_000 || taken == 0 {
                rare.push(line);
            }
        }
    }
    for ((process, what), times) in &seen.done {
        println!("    {process} {what}: {times}");
    }
    assert!(total < EVENTS_FOR_ALL || rare.is_empty(), "hardly taken:\n{}", rare.join("\n"));
}
