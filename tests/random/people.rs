//! What people do: they answer what is open, say what may be said, press invitations, write nonsense.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use beadle::directory::PersonId;
use beadle::rules::{Base, Choices, Field, Form, From, Kind, Process, Rows, State, Value, Wants, Who};
use beadle::workflow::memory;
use beadle::workflow::{Act, Case, CaseId, Event, OpenAsk, Outcome};
use chrono::{NaiveDate, TimeDelta};

use super::story::digest_of;
use super::{Sent, Story};

/// Cases a story keeps open, at most: beyond it nobody opens another.
const OPEN_MAX: usize = 20;
/// And of one process: what lives for months must not keep the others out.
const OPEN_EACH_MAX: usize = 2;
/// Of these, the newest that get nonsense, bounce, are pressed or answered by a machine.
const RECENT_MAX: usize = 80;

/// Whoever is meant by name stands so many times among those who may speak.
const MEANT: usize = 12;

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

/// The bounds of a field of numbers.
fn within(field: &Field, n: f64) -> bool {
    let bound = |value: &Option<Value>| value.as_ref().and_then(number_of);
    bound(&field.min).is_none_or(|min| n >= min) && bound(&field.max).is_none_or(|max| n <= max)
}

fn number_of(value: &Value) -> Option<f64> {
    match value {
        Value::Int(i) => i32::try_from(*i).ok().map(f64::from),
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

/// What a person could do now.
#[derive(Clone)]
pub(crate) enum Move {
    /// Answers a question: case, key, answer or form.
    Answer(CaseId, String, String),
    /// Says something unasked: case, scope, name.
    Say(CaseId, String, String),
    /// Opens a case: process, the case it is about.
    Open(String, Option<CaseId>),
    /// Presses a button on the newest invitation: case, which.
    Press(CaseId, &'static str),
}

impl Story {
    // ── people ───────────────────────────────────────────────────────────────────────────────────────────────

    pub(crate) fn somebody_acts(&mut self) {
        self.here.deeds += 1;
        let minutes = [0, 1, 3, 11][self.dice.below(4)];
        self.forward(self.here.now + TimeDelta::minutes(minutes));
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

    pub(crate) fn cases(&self) -> Vec<Case> {
        let mut ids = Vec::new();
        for key in self.here.rows.range(memory::prefix(["o"])..).map(|(key, _)| key) {
            match memory::parts(key).as_slice() {
                ["o", .., id] => ids.push(CaseId((*id).to_owned())),
                _ => break,
            }
        }
        ids.iter().map(|id| memory::load(&self.here.rows, id).unwrap().unwrap()).collect()
    }

    /// Everything somebody could do, and does what was done least.
    fn moves(&mut self) {
        let cases = self.cases();
        let mut all = Vec::new();
        for case in &cases {
            // Some cases nobody attends to, in some everybody agrees: both lead where chance would hardly.
            let mood = digest_of(case.id.0.as_bytes(), self.seed) % 10;
            if mood < 3 && self.dice.percent(95) {
                continue;
            }
            self.answers(case, if mood < 6 { 1 } else { usize::MAX }, &mut all);
            // Where everybody agrees nobody calls anything off either: what comes months later is seen.
            if mood >= 6 || self.dice.percent(3) {
                self.sayings(case, &mut all);
            }
            self.openings(Some(case), &cases, &mut all);
        }
        // What has ended may have something to say as well: a few of the newest.
        if let Some(sent) = self.here.sent.iter().rev().find_map(|s| s.case.clone())
            && let Some(case) = memory::load(&self.here.rows, &sent).unwrap().filter(|c| c.ended.is_some())
        {
            self.sayings(&case, &mut all);
        }
        self.openings(None, &cases, &mut all);
        let Some(kind) = self.seldom(&all) else { return };
        self.one_of(&kind, &all);
    }

    /// All that a person could do about this case, which may be over.
    pub(crate) fn moves_about(&self, case: &Case) -> Vec<(String, Move)> {
        let (cases, mut all) = (self.cases(), Vec::new());
        self.sayings(case, &mut all);
        if case.ended.is_some() {
            return all;
        }
        self.answers(case, usize::MAX, &mut all);
        self.openings(Some(case), &cases, &mut all);
        if self.invitations(Some(&case.id)).next().is_some() {
            for status in ["ACCEPTED", "DECLINED"] {
                all.push((
                    format!("{} {} {status}", case.process, case.state),
                    Move::Press(case.id.clone(), status),
                ));
            }
        }
        all
    }

    /// What may be answered, of each question at most so many of its answers.
    fn answers(&self, case: &Case, most: usize, all: &mut Vec<(String, Move)>) {
        let process = &self.setting.rules.processes[&case.process];
        for (key, ask) in case.asks.iter().filter(|(_, a)| a.closed.is_none()) {
            for answer in self.wanted(process, ask).into_iter().take(most) {
                let name = key.split('@').next().unwrap_or_default();
                let kind = format!("{} {name} {answer}", process.name);
                all.push((kind, Move::Answer(case.id.clone(), key.clone(), answer)));
            }
        }
    }

    /// What may be said unasked.
    fn sayings(&self, case: &Case, all: &mut Vec<(String, Move)>) {
        let process = &self.setting.rules.processes[&case.process];
        let always = case.ended.is_none().then_some("always");
        for scope in [case.state.as_str()].into_iter().chain(always) {
            for say in self.scope(process, scope).into_iter().flat_map(|s| s.says.keys()) {
                let kind = format!("{} {scope} {say}", process.name);
                all.push((kind, Move::Say(case.id.clone(), scope.to_owned(), say.clone())));
            }
        }
    }

    /// What may be opened: about a case, or of its own.
    pub(crate) fn openings(&self, about: Option<&Case>, cases: &[Case], all: &mut Vec<(String, Move)>) {
        for process in self.setting.rules.processes.values() {
            let is_open = |case: &&Case| case.process == process.name && case.held.is_none();
            let is_room = cases.len() < OPEN_MAX && cases.iter().filter(is_open).count() < OPEN_EACH_MAX;
            let meant = process.about.as_ref() == about.map(|case| &case.process);
            let ours = self.again.as_ref().is_none_or(|again| again.family.contains(&process.name));
            if is_room && meant && ours && opens_by_mail(process) {
                let about = about.map(|case| case.id.clone());
                all.push((format!("open {}", process.name), Move::Open(process.name.clone(), about)));
            }
        }
    }

    /// A kind of these moves: mostly what was done least.
    pub(crate) fn seldom(&mut self, all: &[(String, Move)]) -> Option<String> {
        let kinds: BTreeSet<&String> = all.iter().map(|(kind, _)| kind).collect();
        let kinds: Vec<&String> = kinds.into_iter().collect();
        let least = kinds.iter().min_by_key(|kind| self.tried.get(**kind).copied().unwrap_or(0));
        match self.dice.percent(60) {
            true => least.map(|kind| (**kind).clone()),
            false => self.dice.pick(&kinds).map(|kind| (**kind).clone()),
        }
    }

    /// Does one of the moves of a kind.
    pub(crate) fn one_of(&mut self, kind: &str, all: &[(String, Move)]) {
        *self.tried.entry(kind.to_owned()).or_default() += 1;
        let of_kind: Vec<&Move> = all.iter().filter(|(k, _)| k == kind).map(|(_, m)| m).collect();
        let Some(chosen) = self.dice.pick(&of_kind).map(|chosen| (*chosen).clone()) else { return };
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

    /// The days that stand in a case and in those above.
    fn days_of(&self, id: &CaseId) -> Vec<NaiveDate> {
        let (mut days, mut above) = (Vec::new(), Some(id.clone()));
        while let Some(case) = above.and_then(|id| memory::load(&self.here.rows, &id).unwrap()) {
            days.extend(case.fields.values().filter_map(|value| match value {
                Value::Day(day) => Some(*day),
                _ => None,
            }));
            above = case.parent.clone();
        }
        days
    }

    fn does(&mut self, what: &Move) {
        self.days = match what {
            Move::Answer(id, ..) | Move::Say(id, ..) | Move::Open(_, Some(id)) => self.days_of(id),
            Move::Open(_, None) | Move::Press(..) => Vec::new(),
        };
        match what {
            Move::Press(id, status) => {
                let invites: Vec<Sent> = self.invitations(Some(id)).cloned().collect();
                let Some(letter) = self.dice.pick(&invites).cloned() else { return };
                self.press(&letter, status);
            }
            Move::Answer(id, key, answer) => {
                let case = memory::load(&self.here.rows, id).unwrap().unwrap();
                let process = self.setting.rules.processes[&case.process].clone();
                let seats = case.asks[key].seats.iter().filter(|s| s.is_open());
                let people: Vec<PersonId> = seats.flat_map(|s| s.people.clone()).collect();
                let Some(person) = self.dice.pick(&people).cloned() else { return };
                let letter = self.here.sent.iter().rev().find(|s| {
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
                    whole.and_then(|w| self.here.sent.iter().find(|s| s.id == w && s.to == person).cloned());
                if let Some(whole) = whole {
                    self.seen.whole_replies += 1;
                    let mut sections = format!("{id} {text}");
                    let others: Vec<CaseId> = self
                        .here
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
                let case = memory::load(&self.here.rows, id).unwrap().unwrap();
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
                let person = self.somebody(Some(&case), &say.by);
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
                let case = about.as_ref().and_then(|id| memory::load(&self.here.rows, id).unwrap());
                let person = self.somebody(case.as_ref(), &process.open.by);
                let about = about.as_ref().map_or_else(String::new, |id| format!("[{id}] "));
                let to = self.beadle();
                self.mail(&person, &to, &format!("{about}【{tag}】事情"), &text, &files, "");
            }
        }
    }

    /// Mostly somebody whom `by` could mean: of a role or group, of a field of this case or of those above, the opener.
    fn somebody(&mut self, case: Option<&Case>, by: &Who) -> PersonId {
        let directory = &self.setting.directory;
        let mut likely: Vec<PersonId> = Vec::new();
        for seat in &by.0 {
            let named = match &seat.base {
                Base::Role(role) => directory.roles.get(role),
                Base::Group(group) => directory.groups.get(group),
                _ => None,
            };
            likely.extend(named.into_iter().flatten().cloned());
        }
        let opener = case.and_then(|case| case.opener.clone());
        likely.extend(opener.filter(|_| by.to_string().contains("opener")));
        likely = likely.iter().cycle().take(likely.len() * MEANT).cloned().collect();
        let by = by.to_string();
        let mut above = case.cloned();
        likely.extend(case.and_then(|case| case.opener.clone()));
        while let Some(case) = above {
            for (name, value) in &case.fields {
                let people = value.people();
                if by.split([' ', ',', '.', '[', ']', '\'', '"']).any(|word| word == name) {
                    likely.extend(people.iter().cycle().take(people.len().min(1) * MEANT).cloned());
                }
                likely.extend(people);
            }
            likely.extend(case.opener.clone());
            above = case.parent.as_ref().and_then(|id| memory::load(&self.here.rows, id).unwrap());
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
        let local = zone.local(self.here.now);
        let day = |days: usize| local.date() + TimeDelta::days(i64::try_from(days).unwrap());
        match &field.kind {
            Kind::Text => format!("事情{}", self.dice.below(100)),
            Kind::Number => {
                let bounds = [&field.min, &field.max].into_iter().flatten().filter_map(number_of);
                let some: Vec<f64> = [1.0, 2.5, 4.0, 12.5, 3_000.0, 80_000.0]
                    .into_iter()
                    .filter(|n| within(field, *n))
                    .chain(bounds)
                    .collect();
                // Much changes who decides: the most that may be is as likely as all else together.
                let most = some.iter().copied().reduce(f64::max);
                let any = self.dice.pick(&some).copied();
                let chosen = if self.dice.percent(50) { most } else { any };
                chosen.map_or_else(String::new, |n| n.to_string())
            }
            Kind::Percent => format!("{}%", self.dice.below(101)),
            // About a day that the case knows: just before it, or some days more. Else often so near that everything is
            // hurried, mostly weeks, now and then a year: what a case may wait for.
            Kind::Date if !self.days.is_empty() && self.dice.percent(40) => {
                let near = TimeDelta::days(i64::try_from(self.dice.below(16)).unwrap() - 3);
                let days = self.days.clone();
                self.dice.pick(&days).map_or_else(String::new, |day| (*day + near).to_string())
            }
            Kind::Date => {
                let days = match self.dice.below(20) {
                    0 => 300,
                    1..5 => 61 + self.dice.below(40),
                    5..10 => self.dice.below(5),
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
            // Mostly a case that there is, now and then the first of its process or none.
            Kind::Case(process) => {
                let cases = self.cases().into_iter().filter(|case| case.process == *process);
                let ids: Vec<String> = cases.map(|case| case.id.0).collect();
                let code = self.setting.rules.processes.get(process).map_or("X", |p| p.code.as_str());
                match self.dice.pick(&ids).filter(|_| !self.dice.percent(20)) {
                    Some(id) => id.clone(),
                    None => format!("{code}-2024-000{}", 1 + self.dice.below(3)),
                }
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
        let old = self.here.sent.len().saturating_sub(RECENT_MAX);
        let at = old + self.dice.below(self.here.sent.len() - old);
        self.here.sent.get(at).cloned()
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

    /// The newest invitations, of all cases or of one.
    fn invitations(&self, of: Option<&CaseId>) -> impl Iterator<Item = &Sent> {
        let newest = self.here.sent.iter().rev().take(RECENT_MAX);
        newest.filter(move |s| s.invite.is_some() && (of.is_none() || s.case.as_ref() == of))
    }

    fn presses(&mut self) {
        let invites: Vec<Sent> = self.invitations(None).cloned().collect();
        let Some(letter) = self.dice.pick(&invites).cloned() else { return };
        let status = ["ACCEPTED", "ACCEPTED", "DECLINED", "TENTATIVE"][self.dice.below(4)];
        self.press(&letter, status);
    }

    fn press(&mut self, letter: &Sent, status: &str) {
        let Some((uid, sequence)) = letter.invite.clone() else { return };
        let from = self.setting.directory.person(&letter.to).unwrap().address().to_string();
        let (to, stamp) = (self.beadle(), self.here.now.format("%Y%m%dT%H%M%SZ"));
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

    pub(crate) fn late_letters(&mut self) {
        for (letter, person) in std::mem::take(&mut self.here.late) {
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
}

pub(crate) fn opens_by_mail(process: &Process) -> bool {
    !process.open.subject.is_empty()
}

fn definition<'p>(process: &'p Process, ask: &OpenAsk) -> Option<&'p beadle::rules::Ask> {
    let state = |name: &str| if name == "always" { Some(&process.always) } else { process.states.get(name) };
    match ask.scope.split_once('.') {
        None => state(&ask.scope)?.asks.get(&ask.name),
        Some((name, meet)) => state(name)?.meets.get(meet)?.asks.get(&ask.name),
    }
}
