//! Sample data: what a preview shows, and what every template is tried with before it is ever needed.
//!
//! Each letter is written twice: with everything given, and with everything missing that may be missing. What fails
//! then would have stopped a case; so it stops the start instead.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use chrono::Duration;

use super::facts::{archived, asks, given, states};
use super::load::{SYSTEM, all, each_step};
use super::remedy::fault;
use super::{Composer, Purpose};
use crate::calendar::{Attendee, Invite, PartStat, Party, Role, When};
use crate::directory::{Directory, Lang, Person, PersonId};
use crate::fault::{Faults, Source};
use crate::rules::expression::Scope;
use crate::rules::{
    Ask, Choices, Field, Kind, Need, Process, Reads, Rows, Rules, State, Step, Value, Values, Wants,
};
use crate::time::{Amount, Base, Holidays, Instant, Phrase, WorkCalendar};
use crate::workflow::{
    ALL_PRINTED, AskLetter, CaseId, Document, Identity, InvitePlan, LetterPlan, Occasion, Silence,
    SilenceDoes, World,
};

/// Makes sample data.
pub(super) struct Sampler<'a> {
    pub(super) rules: &'a Rules,
    pub(super) directory: &'a Directory,
    pub(super) now: Instant,
    /// The language that texts are in.
    pub(super) lang: Lang,
    /// Nothing is given that may be missing.
    pub(super) sparse: bool,
}

/// Tries every letter with sample data, in every language of the directory, and every document; of all that one of so many
/// equal shares, for one hand each. One after the other they find all in the same order as one hand.
pub(super) fn try_share(
    composer: &Composer,
    rules: &Rules,
    directory: &Directory,
    (share, of): (usize, usize),
) -> Faults {
    let holidays = Arc::new(Holidays::none());
    let identity = identity();
    let rows: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    let world = World {
        rules,
        directory,
        holidays: &holidays,
        identity: &identity,
        printed: &ALL_PRINTED,
        rows: &rows,
    };
    let now = Instant::from_timestamp(1_721_008_800, 0).expect("a constant within the years of chrono");
    let mut faults = Faults::default();
    let letters = all(rules);
    let languages = directory.languages();
    let every: Vec<_> = languages.iter().flat_map(|lang| letters.iter().map(move |l| (lang, l))).collect();
    let (start, end) = (every.len() * share / of, every.len() * (share + 1) / of);
    // Of each process once: all its letters say the same, and it is most of the work.
    let mut known: BTreeMap<(&str, bool), Values> = BTreeMap::new();
    for (lang, (folder, letter, purpose)) in &every[start..end] {
        let Some(reader) = directory.active().find(|p| p.language == **lang) else { continue };
        let mut seen: Option<String> = None;
        for sparse in [false, true] {
            let sampler = Sampler { rules, directory, now, lang: (*lang).clone(), sparse };
            let facts = process_of(rules, folder).map(|process| {
                let facts = known.entry((&process.name, sparse)).or_insert_with(|| {
                    let lang = directory.company.language.clone();
                    Sampler { rules, directory, now, lang, sparse }.facts(process)
                });
                facts.clone()
            });
            let plan = plan(&sampler, (folder, letter, *purpose), &reader.id, facts.unwrap_or_default());
            let Err(trouble) = composer.draft(&world, &plan, now) else { continue };
            let found = match &trouble.error {
                Some(error) => fault(&|name| composer.source(name), error),
                None => {
                    let template = composer.find(folder, letter, *purpose, lang);
                    let source = template.map_or_else(
                        || Source::new(format!("templates/{folder}/{letter}.{lang}.md"), ""),
                        |t| t.source.clone(),
                    );
                    source.fault(0..0, trouble.text.clone(), "")
                }
            };
            if seen.as_ref() != Some(&found.to_string()) {
                seen = Some(found.to_string());
                faults.push(found);
            }
        }
    }
    if share + 1 == of {
        faults.extend(try_documents(composer, &world, now));
    }
    faults
}

/// Tries every template of a document with what its form or question is given.
fn try_documents(composer: &Composer, world: &World<'_>, now: Instant) -> Faults {
    let mut faults = Faults::default();
    for template in composer.document_names.keys() {
        let Some((folder, file)) = template.split_once('/') else { continue };
        let name = file.split('.').next().unwrap_or(file);
        let Some(process) = world.rules.processes.get(folder) else { continue };
        for sparse in [false, true] {
            let lang = world.directory.company.language.clone();
            let sampler = Sampler { rules: world.rules, directory: world.directory, now, lang, sparse };
            let document = Document {
                case: CaseId(sampler.id(process, 0)),
                process: folder.to_owned(),
                name: name.to_owned(),
                id: "sample".to_owned(),
                title: "…".to_owned(),
                at: now,
                values: sampler.archived(process, name),
                facts: sampler.facts(process),
            };
            if let Err(trouble) = composer.written(world, &document)
                && let Some(error) = &trouble.error
            {
                let found = fault(&|name| composer.source(name), error);
                if !faults.0.contains(&found) {
                    faults.push(found);
                }
            }
        }
    }
    faults
}

/// Somebody to be, without keys.
fn identity() -> Identity {
    Identity {
        address: "beadle@example.org".parse().expect("a constant"),
        aliases: Vec::new(),
        host: "example.org".to_owned(),
        names: BTreeMap::<Lang, String>::new(),
        plus: true,
        keys: vec![vec![0; 32]],
        refusals_per_day: 1,
        authserv_id: None,
        attachments_max: 0,
        archive: None,
        calendar: None,
    }
}

/// The process of a letter; of one of the core any.
pub(super) fn process_of<'r>(rules: &'r Rules, folder: &str) -> Option<&'r Process> {
    rules.processes.get(folder).or_else(|| rules.processes.values().next()).map(AsRef::as_ref)
}

/// A letter of a process, or of the core, as a plan; `facts` are those of its process.
pub(super) fn plan(
    sampler: &Sampler<'_>,
    (folder, letter, purpose): (&str, &str, Purpose),
    reader: &PersonId,
    mut facts: Values,
) -> LetterPlan {
    let process = process_of(sampler.rules, folder);
    let asked = process.and_then(|p| find_ask(p, letter));
    facts.insert("who".into(), Value::Person(reader.clone()));
    let mut ask = None;
    let mut occasion = Occasion::Notice;
    if folder == SYSTEM {
        occasion = Occasion::Reply;
        sampler.system(letter, process, &mut facts);
        let of_ask = matches!(letter, "unclear" | "comment-missing" | "incomplete" | "say-why" | "wishes");
        if of_ask && let Some((scope, found)) = process.and_then(|p| first_ask(p)) {
            ask = process.map(|p| sampler.ask(p, &scope, found));
        }
    } else if let (Purpose::Ask, Some((scope, found)), Some(process)) = (purpose, asked, process) {
        occasion = Occasion::Ask;
        ask = Some(sampler.ask(process, &scope, found));
        if let Some(about) = &found.about {
            facts.insert("about".into(), sampler.children(process, about.text()));
        }
    } else if purpose == Purpose::Invite {
        occasion = Occasion::Invite;
    }
    LetterPlan {
        id: "sample".into(),
        case: process.map(|process| CaseId(sampler.id(process, 0))),
        process: (folder != SYSTEM).then(|| folder.to_owned()),
        name: letter.to_owned(),
        occasion,
        to: vec![reader.clone()],
        ask,
        facts,
        in_reply_to: (folder == SYSTEM).then(|| ("sample@example.org".to_owned(), "Re: …".to_owned())),
        titles: [].into(),
        invite: (purpose == Purpose::Invite).then(|| sampler.invite(reader)),
        enclosed: Vec::new(),
        parts: Vec::new(),
    }
}

fn find_ask<'p>(process: &'p Process, name: &str) -> Option<(String, &'p Ask)> {
    scoped(process).find(|(_, ask)| ask.name == name)
}

fn first_ask(process: &Process) -> Option<(String, &Ask)> {
    scoped(process).next()
}

fn scoped(process: &Process) -> impl Iterator<Item = (String, &Ask)> {
    states(process).flat_map(|state| {
        let own = state.asks.values().map(|ask| (state.name.clone(), ask));
        let below = state
            .meets
            .values()
            .flat_map(|meet| meet.asks.values().map(|ask| (format!("{}.{}", state.name, meet.name), ask)));
        own.chain(below)
    })
}

impl Sampler<'_> {
    fn person(&self, n: usize) -> PersonId {
        let people: Vec<&Person> = self.directory.active().collect();
        people.get(n % people.len().max(1)).map_or_else(|| PersonId::new("nobody"), |p| p.id.clone())
    }

    /// Everything a letter of a case may say.
    pub(super) fn facts(&self, process: &Process) -> Values {
        let mut facts = self.record(process);
        facts.insert("now".into(), Value::At(self.now));
        facts.insert("entered".into(), Value::At(self.now));
        facts.insert("round".into(), Value::Int(1));
        facts.insert("by".into(), Value::Person(self.person(1)));
        facts.insert("process".into(), Value::Text(process.name.clone()));
        let (start, end) = (self.now - Duration::hours(3), self.now - Duration::hours(2));
        let meeting = [("start", start), ("end", end), ("planned", start)];
        let meeting = meeting.map(|(name, at)| (name.to_owned(), Value::At(at)));
        facts.insert("meeting".into(), Value::Row(meeting.into()));
        if !self.sparse {
            for (name, fields) in given(process) {
                let mut row: Values = fields.iter().map(|f| (f.clone(), self.named(process, f))).collect();
                row.insert("by".into(), Value::Person(self.person(1)));
                row.insert("at".into(), Value::At(self.now));
                row.insert("answer".into(), self.answer(process, &name));
                facts.insert(name, Value::Row(row));
            }
            facts.insert("missing".into(), Value::List(vec![Value::Person(self.person(2))]));
            facts.insert("due_at".into(), Value::At(self.now));
            facts.insert("children".into(), Value::Row(self.all_children(process)));
            facts.insert("answers".into(), Value::Row(self.answers(process)));
            facts.insert("meets".into(), Value::Row(self.meets(process)));
        }
        let mut above = process.about.as_ref().and_then(|name| self.rules.processes.get(name));
        for _ in 0..self.rules.processes.len() {
            let Some(process) = above else { break };
            facts.insert(process.name.clone(), Value::Row(self.record(process)));
            above = process.about.as_ref().and_then(|name| self.rules.processes.get(name));
        }
        facts
    }

    /// The id of a case of this process, as it would be: that of the case it is about comes first. `n` tells several
    /// apart.
    fn id(&self, process: &Process, n: u32) -> String {
        let above = process.about.as_ref().and_then(|name| self.rules.processes.get(name));
        match above.filter(|above| above.name != process.name) {
            Some(above) => format!("{}-{}{:02}", self.id(above, 0), process.code, n + 1),
            None => {
                let year = self.directory.company.zone.local(self.now).format("%Y");
                format!("{}-{year}-{:04}", process.code, n + 12)
            }
        }
    }

    fn title(&self, process: &Process) -> Value {
        let own = process.title.get(&self.lang).or_else(|| process.title.values().next());
        Value::Text(own.cloned().unwrap_or_default())
    }

    /// What somebody has answered to an ask of this name: the first that it takes, else nothing.
    fn answer(&self, process: &Process, name: &str) -> Value {
        let mut named = states(process).flat_map(asks).filter(|ask| ask.name == name);
        let answers = named.find_map(|ask| match &ask.wants {
            Wants::Answers(answers) => answers.first(),
            Wants::Form(_) | Wants::Fill(_) => None,
        });
        answers.cloned().map_or(Value::Null, Value::Text)
    }

    /// A case as a record.
    fn record(&self, process: &Process) -> Values {
        let mut row = Values::new();
        row.insert("id".into(), Value::Text(self.id(process, 0)));
        row.insert("title".into(), self.title(process));
        row.insert("state".into(), Value::Text(process.states.keys().next().cloned().unwrap_or_default()));
        row.insert("ended".into(), Value::Bool(false));
        row.insert("opened".into(), Value::At(self.now - Duration::days(2)));
        row.insert("opener".into(), Value::Person(self.person(0)));
        let opening = process.open.forms.iter().filter_map(|form| process.forms.get(form));
        for field in opening.flat_map(|form| &form.fields) {
            let left_out = self.sparse && field.need != Need::Now && field.default.is_none();
            row.insert(field.name.clone(), if left_out { Value::Null } else { self.field(field) });
        }
        for (name, expression) in &process.keep {
            let value = self.evaluated(&row, process, expression);
            let later = if is_empty(&value) { self.set_later(&row, process, name) } else { None };
            row.insert(name.clone(), later.unwrap_or(value));
        }
        for (name, expression) in &process.derive {
            let value = self.evaluated(&row, process, expression);
            row.insert(name.clone(), value);
        }
        row
    }

    /// What begins empty is shown as some step sets it later, from what is given by then.
    fn set_later(&self, row: &Values, process: &Process, name: &str) -> Option<Value> {
        if self.sparse {
            return None;
        }
        let mut known = row.clone();
        for (ask, fields) in given(process) {
            let fields: Values = fields.iter().map(|f| (f.clone(), self.named(process, f))).collect();
            known.entry(ask).or_insert(Value::Row(fields));
        }
        known.entry(name.to_owned()).or_insert(Value::List(Vec::new()));
        let sets = states(process).flat_map(steps).flat_map(|step| &step.set);
        let own = sets.filter(|(target, _)| target.of.is_none() && target.field == name);
        let mut values = own.map(|(_, expression)| self.evaluated(&known, process, expression));
        values.find(|value| !is_empty(value))
    }

    /// What an expression would be over the sample; nothing where that cannot be told.
    fn evaluated(&self, row: &Values, process: &Process, expression: &crate::rules::Expression) -> Value {
        let holder = |name: &str| {
            self.directory.roles.get(name).and_then(|r| r.first()).cloned().map_or(Value::Null, Value::Person)
        };
        let people = |ids: &[PersonId]| Value::List(ids.iter().cloned().map(Value::Person).collect());
        let value = |name: &str, reads: &Reads| -> Option<Value> {
            if let Some(value) = row.get(name) {
                return Some(value.clone());
            }
            let each = |value: &dyn Fn(&str) -> Value| {
                Some(Value::Row(reads.named().map(|(m, _)| (m.to_owned(), value(m))).collect()))
            };
            match name {
                "now" => Some(Value::At(self.now)),
                "role" => each(&holder),
                "group" => each(&|g| self.directory.groups.get(g).map_or(Value::Null, |ids| people(ids))),
                "children" | "cases" => each(&|_| Value::List(Vec::new())),
                "directory" => each(&|n| match (self.directory.lists.get(n), self.directory.tables.get(n)) {
                    (Some(list), _) => Value::List(list.iter().cloned().map(Value::Text).collect()),
                    (None, Some(table)) => {
                        Value::Row(table.iter().map(|(word, ids)| (word.clone(), people(ids))).collect())
                    }
                    _ => Value::Null,
                }),
                _ => {
                    let above = self.rules.processes.get(name)?;
                    let related = process.about.as_deref() == Some(name);
                    related.then(|| Value::Row(self.record(above)))
                }
            }
        };
        let person = |id: &PersonId| {
            let name = self.directory.person(id).map(|p| p.name.clone()).unwrap_or_default();
            let other = || Value::Person(self.person(3));
            [
                ("id".to_owned(), Value::Text(id.to_string())),
                ("name".to_owned(), Value::Text(name)),
                ("head".to_owned(), other()),
                ("superior".to_owned(), other()),
                ("deputy".to_owned(), other()),
            ]
            .into()
        };
        let calendar = || WorkCalendar::new(self.directory.company.zone.clone(), Holidays::none());
        let value = |name: &str, reads: &Reads| value(name, reads).map(Rc::new);
        let scope = Scope { value: &value, person: &person, calendar: &calendar };
        expression.value(&scope).unwrap_or(Value::Null)
    }

    fn named(&self, process: &Process, field: &str) -> Value {
        let mut fields = process.forms.values().flat_map(|form| &form.fields);
        match (fields.find(|f| f.name == field), field) {
            (Some(field), _) => self.field(field),
            (None, "comment" | "text") => Value::Text("…".into()),
            (None, "proposer") => Value::Person(self.person(3)),
            (None, "start") => Value::At(self.now + Duration::hours(26)),
            (None, "end") => Value::At(self.now + Duration::hours(27)),
            (None, "reason") => Value::Text("…".into()),
            (None, "off") => Value::List(vec![Value::Person(self.person(2))]),
            _ => Value::Null,
        }
    }

    fn field(&self, field: &Field) -> Value {
        let value = match &field.kind {
            Kind::Text => {
                let own = field.labels.get(&self.lang).or_else(|| field.labels.values().next());
                let label = own.and_then(|words| words.first());
                Value::Text(format!("{} …", label.map_or("", String::as_str)))
            }
            kind => self.of_kind(kind),
        };
        within(value, field)
    }

    fn of_kind(&self, kind: &Kind) -> Value {
        match kind {
            Kind::Text => Value::Text("…".into()),
            Kind::Number => Value::Number(12.0),
            Kind::Percent => Value::Int(40),
            Kind::Date => Value::Day((self.now + Duration::days(7)).date_naive()),
            Kind::DateTime => Value::At(self.now + Duration::hours(26)),
            Kind::Span => {
                let start = self.now + Duration::hours(26);
                Value::Span(start, start + Duration::hours(1), "3F".into())
            }
            Kind::Duration => Value::Minutes(90),
            Kind::Person => Value::Person(self.person(2)),
            Kind::People => Value::List(vec![Value::Person(self.person(2)), Value::Person(self.person(3))]),
            Kind::Choice(Choices::Named(choices)) => {
                choices.keys().next().cloned().map_or(Value::Null, Value::Text)
            }
            Kind::Choice(Choices::Listed(list)) => {
                let first = self.directory.lists.get(list).and_then(|words| words.first());
                first.cloned().map_or(Value::Null, Value::Text)
            }
            Kind::Rows(Rows::Form(process, form)) => {
                let fields = self.rules.processes.get(process).and_then(|p| p.forms.get(form));
                let row = fields.into_iter().flat_map(|f| &f.fields).map(|f| (f.name.clone(), self.field(f)));
                Value::List(vec![Value::Row(row.collect())])
            }
            Kind::Rows(Rows::Columns(columns)) => {
                let row = columns.iter().map(|(name, kind)| (name.clone(), self.of_kind(kind)));
                Value::List(vec![Value::Row(row.collect())])
            }
            Kind::File => Value::File { name: "report.pdf".into(), size: 1, hash: String::new() },
            Kind::Case(process) => self
                .rules
                .processes
                .get(process)
                .map_or(Value::Null, |process| Value::Row(self.referred(process))),
        }
    }

    /// A case that a field names: as a record, but for what it works out or refers to in turn, so that it ends.
    fn referred(&self, process: &Process) -> Values {
        let opening = process.open.forms.iter().filter_map(|form| process.forms.get(form));
        let plain =
            opening.flat_map(|form| &form.fields).filter(|field| !matches!(field.kind, Kind::Case(_)));
        let mut row: Values = plain.map(|field| (field.name.clone(), self.field(field))).collect();
        row.insert("id".into(), Value::Text(self.id(process, 0)));
        row.insert("title".into(), self.title(process));
        row.insert("state".into(), Value::Text(process.states.keys().next().cloned().unwrap_or_default()));
        row
    }

    fn child(&self, process: &Process, n: u32) -> Value {
        let mut row = self.record(process);
        row.insert("id".into(), Value::Text(self.id(process, n)));
        Value::Row(row)
    }

    fn all_children(&self, process: &Process) -> Values {
        let below =
            self.rules.processes.values().filter(|p| p.about.as_deref() == Some(process.name.as_str()));
        below.map(|p| (p.name.clone(), Value::List(vec![self.child(p, 0), self.child(p, 1)]))).collect()
    }

    /// Children of the process that a text names.
    fn children(&self, process: &Process, text: &str) -> Value {
        let all = self.all_children(process);
        let named = all.into_iter().find(|(name, _)| text.contains(&name.replace('-', "_")));
        named.map_or_else(|| Value::List(vec![Value::Row(self.record(process))]), |(_, list)| list)
    }

    /// What the archive gets under a name: a form's fields, what was given, all answers.
    fn archived(&self, process: &Process, name: &str) -> Values {
        let value = |field: &String| if self.sparse { Value::Null } else { self.named(process, field) };
        let mut values: Values =
            archived(process, name).into_iter().map(|field| (field.clone(), value(&field))).collect();
        if let Some(answers) = self.answers(process).remove(name) {
            values.insert("answers".into(), answers);
        }
        values
    }

    fn answers(&self, process: &Process) -> Values {
        let all = states(process).flat_map(asks);
        all.map(|ask| {
            let answer = match &ask.wants {
                Wants::Answers(answers) => answers.first().cloned().unwrap_or_default(),
                Wants::Form(_) | Wants::Fill(_) => ask.name.clone(),
            };
            let form = match &ask.wants {
                Wants::Form(form) => process.forms.get(form),
                Wants::Answers(_) | Wants::Fill(_) => None,
            };
            let row = |answer: Value| {
                let fields = form.iter().flat_map(|form| &form.fields);
                let value = |field| if answer.is_null() { Value::Null } else { self.field(field) };
                let mut row: Values = fields.map(|field| (field.name.clone(), value(field))).collect();
                row.extend([
                    ("who".to_owned(), Value::Person(self.person(1))),
                    ("by".to_owned(), Value::Person(self.person(1))),
                    ("answer".to_owned(), answer.clone()),
                    ("comment".to_owned(), Value::Null),
                    ("at".to_owned(), Value::Null),
                    ("due".to_owned(), Value::At(self.now)),
                ]);
                Value::Row(row)
            };
            (ask.name.clone(), Value::List(vec![row(Value::Text(answer)), row(Value::Null)]))
        })
        .collect()
    }

    fn meets(&self, process: &Process) -> Values {
        let names = states(process).flat_map(|state| state.meets.keys());
        names
            .map(|name| {
                let coming = ["accepted", "needs-action"].iter().map(|status| {
                    Value::Row(
                        [
                            ("name".to_owned(), Value::Text("…".into())),
                            ("status".to_owned(), Value::Text((*status).to_owned())),
                            ("comment".to_owned(), Value::Null),
                        ]
                        .into(),
                    )
                });
                let row: Values = [
                    ("summary".to_owned(), Value::Text(name.clone())),
                    ("start".to_owned(), Value::At(self.now)),
                    ("end".to_owned(), Value::At(self.now)),
                    ("attendees".to_owned(), Value::List(coming.collect())),
                ]
                .into();
                (name.clone(), Value::Row(row))
            })
            .collect()
    }

    fn ask(&self, process: &Process, scope: &str, ask: &Ask) -> AskLetter {
        let (answers, forms) = match &ask.wants {
            Wants::Answers(answers) => (answers.clone(), Vec::new()),
            Wants::Form(form) => (Vec::new(), vec![form.clone()]),
            Wants::Fill(forms) => (Vec::new(), forms.clone()),
        };
        let fields = forms.iter().filter_map(|f| process.forms.get(f)).flat_map(|f| &f.fields);
        let missing = fields.filter(|f| matches!(f.need, Need::Later | Need::Wish)).map(|f| f.name.clone());
        let missing: Vec<String> =
            if matches!(ask.wants, Wants::Fill(_)) { missing.collect() } else { Vec::new() };
        let due = ask
            .due
            .iter()
            .map(|due| self.time(due, self.now))
            .min()
            .unwrap_or(self.now + Duration::hours(24));
        let mut silence = Vec::new();
        for rung in &ask.silence {
            let at = self.time(&rung.at, due);
            let mut put = |does| silence.push(Silence { at, does });
            if let Some(answer) = &rung.answer {
                put(SilenceDoes::Answer(answer.clone()));
            }
            if rung.nothing {
                put(SilenceDoes::Nothing);
            }
            if let Some(arm) = rung.step.go.first() {
                put(SilenceDoes::Go(arm.go.clone()));
            }
            if !rung.also.is_empty() {
                put(SilenceDoes::Also(vec![self.person(3)]));
            }
            if !rung.step.tell.is_empty() {
                put(SilenceDoes::Tell(vec![self.person(4)]));
            }
            if rung.remind && rung.also.is_empty() && rung.answer.is_none() {
                put(SilenceDoes::Remind);
            }
        }
        AskLetter {
            key: format!("{scope}.{}", ask.name),
            token: "k7m29q4xk7m29q4xk7m29q4xka".into(),
            code: "k7m2-9q4x".into(),
            grants: Vec::new(),
            expires: due,
            answers,
            forms,
            missing,
            came: Vec::new(),
            first: None,
            due: Some(due),
            silence,
        }
    }

    /// When a time phrase is, as nearly as a sample needs: a workday is a day, a field lies a week ahead.
    fn time(&self, phrase: &Phrase, due: Instant) -> Instant {
        let week = self.now + Duration::days(7);
        let Phrase::Point { amount, before, base, .. } = phrase else {
            return self.now + Duration::hours(24);
        };
        let base = match base {
            Base::Start => self.now,
            Base::Field(name) if name == "due" && due != self.now => due,
            Base::Field(_) => week,
        };
        let by = match amount {
            None | Some(Amount::Field(_)) => Duration::zero(),
            Some(Amount::Workdays(days)) => Duration::days(i64::from(*days)),
            Some(Amount::Elapsed(n, unit) | Amount::WorkTime(n, unit)) => {
                Duration::seconds(i64::from(*n) * unit.seconds())
            }
        };
        if *before { base - by } else { base + by }
    }

    /// What the core's own letters say besides.
    fn system(&self, letter: &str, process: Option<&Process>, facts: &mut Values) {
        let mut put = |name: &str, value: Value| facts.insert(name.to_owned(), value);
        let text = |text: &str| Value::Text(text.to_owned());
        let case = |n: u32| {
            let Some(process) = process else { return Value::Null };
            let mut row = self.record(process);
            row.insert("id".into(), Value::Text(self.id(process, n)));
            row.insert("process".into(), Value::Text(process.name.clone()));
            row.insert(
                "ask".into(),
                first_ask(process).map_or(Value::Null, |(s, a)| Value::Text(format!("{s}.{}", a.name))),
            );
            row.insert("due".into(), Value::At(self.now));
            row.insert("who".into(), Value::List(vec![Value::Person(self.person(1))]));
            Value::Row(row)
        };
        let answer = self.rules.answers.keys().next().cloned().map_or(Value::Null, Value::Text);
        let nothing = self.sparse;
        let or_null = |value: Value| if nothing { Value::Null } else { value };
        match letter {
            "may-not-open" => {
                put("by", text("role.manager"));
            }
            "refused" => {
                put("reason", text("one-open-already"));
            }
            "which-case" | "which-item" => {
                put(
                    "candidates",
                    if nothing { Value::List(Vec::new()) } else { Value::List(vec![case(0), case(1)]) },
                );
                put("line", or_null(text("…")));
                put("about", process.map_or(Value::Null, |p| Value::Text(p.name.clone())));
                put("named", Value::Bool(!nothing));
            }
            "no-such-item" => {
                put("line", text("…"));
                put(
                    "whose",
                    Value::List(if nothing { Vec::new() } else { vec![Value::Person(self.person(1))] }),
                );
            }
            "comment-missing" | "say-why" | "run-out" => {
                put("answer", answer);
            }
            "echo" | "too-late" => {
                put("answer", or_null(answer));
                put(
                    "ask",
                    or_null(
                        process
                            .and_then(first_ask)
                            .map_or(Value::Null, |(s, a)| Value::Text(format!("{s}.{}", a.name))),
                    ),
                );
                put("answered_at", or_null(Value::At(self.now)));
                put("answered_by", or_null(Value::Person(self.person(1))));
                put("again", Value::Bool(!nothing));
            }
            "unclear" => {
                put("why", text("unclear"));
            }
            "status" => {
                put("waiting", if nothing { Value::List(Vec::new()) } else { Value::List(vec![case(0)]) });
                put("open", or_null(Value::List(vec![case(0)])));
            }
            "calendar" => {
                put("link", or_null(text("https://calendar.example.org/….ics")));
                put("renewed", Value::Bool(!nothing));
            }
            "help" | "not-understood" => {
                let tags = self.rules.processes.values().filter(|p| !p.open.subject.is_empty());
                let tags =
                    tags.map(|p| Value::Row([("process".to_owned(), Value::Text(p.name.clone()))].into()));
                put("tags", Value::List(tags.collect()));
                put("words", Value::List(if nothing { Vec::new() } else { vec![answer] }));
                put("calendar", Value::Bool(!nothing));
            }
            "unverified" => {
                put("sender", text("somebody@example.net"));
                put("subject", text("…"));
                put("text", or_null(text("…\n…")));
            }
            "strange-address" => {
                put("sender", text("somebody@example.net"));
                put("subject", text("…"));
            }
            "echoes" => {
                let noted = |n: u32, answer: Value| {
                    let id = process.map_or(Value::Null, |process| Value::Text(self.id(process, n)));
                    let row = [("id", id), ("title", text("…")), ("answer", answer)];
                    Value::Row(row.map(|(name, value)| (name.to_owned(), value)).into())
                };
                put("noted", Value::List(vec![noted(0, Value::Null), noted(1, or_null(answer))]));
            }
            "taken-effect" => {
                put("answer", answer.clone());
                put("answered_at", Value::At(self.now));
                put(
                    "correctors",
                    Value::List(if nothing { Vec::new() } else { vec![Value::Person(self.person(1))] }),
                );
                put("words", Value::List(if nothing { Vec::new() } else { vec![answer] }));
                put("calendar", Value::Bool(!nothing));
            }
            "several" => {
                put("count", Value::Int(2));
            }
            "proposal" => {
                put(
                    "off",
                    Value::List(if nothing { Vec::new() } else { vec![Value::Person(self.person(1))] }),
                );
                put("start", Value::At(self.now));
                put("end", Value::At(self.now + Duration::hours(1)));
                put("comment", or_null(text("…")));
            }
            "not-moved" => {
                put("start", Value::At(self.now));
                put("stands", if nothing { Value::Null } else { Value::At(self.now + Duration::hours(26)) });
                put("why", text(if nothing { "past" } else { "kept" }));
            }
            "not-handed-on" => {
                put("words", Value::List(if nothing { Vec::new() } else { vec![answer] }));
                put("stand_in", if nothing { Value::Null } else { Value::Person(self.person(1)) });
                put("address", or_null(text("somebody@example.net")));
            }
            "stand-in" => {
                put("stand_in", if nothing { Value::Null } else { Value::Person(self.person(1)) });
                put("address", or_null(text("somebody@example.net")));
                put("start", if nothing { Value::Null } else { Value::At(self.now) });
            }
            "incomplete" | "correctable" | "half-filled" => {
                let rows = process.into_iter().flat_map(|process| {
                    let forms = process.forms.values();
                    forms.flat_map(move |form| form.fields.iter().map(move |field| (process, form, field)))
                });
                let rows = rows.take(4).enumerate().map(|(n, (process, form, field))| {
                    let wrong = n == 1 && !nothing;
                    Value::Row(
                        [
                            ("process".to_owned(), Value::Text(process.name.clone())),
                            ("form".to_owned(), Value::Text(form.name.clone())),
                            ("field".to_owned(), Value::Text(field.name.clone())),
                            ("value".to_owned(), if n == 0 { Value::Null } else { self.field(field) }),
                            ("needed".to_owned(), Value::Bool(true)),
                            ("missing".to_owned(), Value::Bool(n == 0)),
                            ("found".to_owned(), if wrong { text("?") } else { Value::Null }),
                            ("problem".to_owned(), if wrong { text("…") } else { Value::Null }),
                        ]
                        .into(),
                    )
                });
                let rows = Value::List(rows.collect());
                if letter == "incomplete" {
                    put("form", rows);
                } else {
                    put("fields", or_null(rows));
                    put("answer", or_null(answer));
                    put("start", Value::At(self.now));
                }
            }
            _ => {}
        }
    }

    fn invite(&self, reader: &PersonId) -> InvitePlan {
        let zone = self.directory.company.zone.name().to_owned();
        let attendees = self.directory.person(reader).map(|p| Attendee {
            name: p.name.clone(),
            address: p.address().to_string(),
            partstat: PartStat::NeedsAction,
            role: Role::Required,
            rsvp: true,
            delegated_to: None,
            delegated_from: None,
        });
        let start = self.now + Duration::hours(26);
        InvitePlan::new(Invite {
            uid: "sample@example.org".into(),
            sequence: 0,
            summary: String::new(),
            description: String::new(),
            location: (!self.sparse).then(|| "3F".to_owned()),
            url: None,
            organizer: Party { name: "beadle".into(), address: "beadle@example.org".into() },
            attendees: attendees.into_iter().collect(),
            when: When::Once { start, end: start + Duration::hours(1), zone },
            busy: true,
            alarms: Vec::new(),
            stamp: self.now,
            language: None,
            apart: Vec::new(),
        })
    }
}

/// A number or length within the bounds of its field.
fn within(value: Value, field: &Field) -> Value {
    let bound = |bound: &Option<Value>| bound.as_ref().and_then(amount);
    let Some(own) = amount(&value) else { return value };
    match (bound(&field.min), bound(&field.max)) {
        (Some(min), _) if own < min => field.min.clone().unwrap_or(value),
        (_, Some(max)) if own > max => field.max.clone().unwrap_or(value),
        _ => value,
    }
}

fn amount(value: &Value) -> Option<f64> {
    match value {
        Value::Int(n) | Value::Minutes(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        _ => None,
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || matches!(value, Value::List(items) if items.is_empty())
}

/// Every step that may be done in a state.
fn steps(state: &State) -> Vec<&Step> {
    let mut out = Vec::new();
    each_step(state, &mut |step| out.push(step));
    out
}
