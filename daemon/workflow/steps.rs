//! The verbs of a process file: set, open, tell, archive, go. The same on entry, in a reaction, on a rung.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::cases::{Beginning, Opened};
use super::draft::Draft;
use super::reach::Local;
use super::{Case, CaseId, Document, LetterPlan, Occasion, SYSTEM, document_letter, partstat_word};
use crate::directory::PersonId;
use crate::rules::{
    Ask, Expression, Kind, Opening, Process, Reaction, Reads, State, Step, Target, Trigger, Value, Values,
};
use crate::time::Instant;

impl Draft<'_> {
    /// Runs the first step whose condition holds. True when one did.
    pub(super) fn run(&mut self, id: &CaseId, steps: &[Step], local: &Local) -> bool {
        for step in steps {
            let Some(case) = self.case(id) else { return false };
            if self.holds(&case, local, step.when.as_ref()) {
                self.perform(id, step, local);
                return true;
            }
        }
        false
    }

    /// One step, its condition already known to hold.
    pub(super) fn perform(&mut self, id: &CaseId, step: &Step, local: &Local) {
        if !self.step() {
            return self.hold(id, "the process runs in circles");
        }
        for (target, expression) in &step.set {
            let Some(case) = self.case(id) else { return };
            match self.value(&case, local, expression) {
                Ok(value) => self.set(id, target, value),
                Err(error) => return self.hold(id, error),
            }
        }
        for meet in &step.moves {
            self.move_meet(id, meet);
        }
        for meet in &step.over {
            self.overrun(id, meet);
        }
        for opening in &step.open {
            self.open_children(id, opening, local);
        }
        for (letter, who) in &step.tell {
            let Some(case) = self.case(id) else { return };
            match self.people(&case, local, who) {
                Ok(people) => self.tell(id, letter, people, local, &step.attach),
                Err(error) => return self.hold(id, error),
            }
        }
        for name in &step.archive {
            self.archive(id, name, local);
        }
        for arm in &step.go {
            let Some(case) = self.case(id) else { return };
            if self.holds(&case, local, arm.when.as_ref()) {
                return self.go(id, &arm.go);
            }
        }
    }

    /// Sets a field, of this case, of the one above or of one that a field of this case names, and fires what waits
    /// for it there. A case that is over is left as it is.
    fn set(&mut self, id: &CaseId, target: &Target, value: Value) {
        let Some(case) = self.case(id) else { return };
        let owner = match &target.of {
            Some(process) if *process != case.process => match self.lending(&case, process) {
                Some(owner) => owner,
                None => {
                    return self
                        .hold(id, format!("there is no case of '{process}' to set '{}' in", target.field));
                }
            },
            _ => id.clone(),
        };
        let Some(owning) = self.case(&owner) else { return };
        if owner != *id && owning.ended.is_some() {
            return self
                .why(Some(id), format!("{owner} is over, so '{}' stays there as it is", target.field));
        }
        let Some(process) = self.process_of(&owning) else { return };
        let value = coerce(process, &target.field, value, |at| {
            self.case_calendar(&owning, &Local::default()).zone.local(at).date()
        });
        self.why(Some(&owner), format!("'{}' is set", target.field));
        self.change(&owner, |case| case.fields.insert(target.field.clone(), value));
        if owner == *id {
            return;
        }
        if !process.lend.get(&target.field).is_some_and(|to| to.contains(&case.process)) {
            return self.hold(id, format!("'{}' of {owner} is not lent to '{}'", target.field, case.process));
        }
        let by = Local { by: case.opener.clone(), ..Local::default() };
        for reaction in reactions(process, &owning) {
            if reaction.on == Trigger::Set(target.field.clone()) {
                self.run(&owner, &reaction.steps, &by);
            }
        }
    }

    /// The case whose field `set.OF.FIELD` sets: the one above of that process, or the one that a field names.
    fn lending(&self, case: &Case, of: &str) -> Option<CaseId> {
        self.above(case, of).or_else(|| {
            let process = self.process_of(case)?;
            let Some(Value::Text(named)) = case.fields.get(of) else { return None };
            super::reach::of_case(process, of).map(|_| CaseId(named.clone()))
        })
    }

    /// The case of that process on the chain of parents.
    pub(super) fn above(&self, case: &Case, process: &str) -> Option<CaseId> {
        let mut parent = case.parent.clone();
        while let Some(id) = parent {
            let above = self.glance(&id)?;
            if above.process == process {
                return Some(id);
            }
            parent = above.parent.clone();
        }
        None
    }

    /// A notice, with these documents.
    pub(super) fn tell(
        &mut self,
        id: &CaseId,
        letter: &str,
        to: Vec<PersonId>,
        local: &Local,
        attach: &[String],
    ) {
        let Some(case) = self.case(id) else { return };
        let facts = self.facts(&case, local, Some(&case.process), letter);
        let plan = LetterPlan {
            id: self.effect_id(Some(id), letter),
            case: Some(id.clone()),
            process: Some(case.process.clone()),
            name: letter.to_owned(),
            occasion: Occasion::Notice,
            to,
            ask: None,
            facts,
            in_reply_to: None,
            titles: [].into(),
            invite: None,
            enclosed: self.enclosed(id, attach, local),
            parts: Vec::new(),
        };
        self.letter(plan);
    }

    /// The first step that fits would open a case that must not be opened now: its process, the case as it would be,
    /// and the name of the sentence to send back. Tables, which open many, are not looked at.
    pub(super) fn refused_within(
        &mut self,
        id: &CaseId,
        steps: &[Step],
        local: &Local,
    ) -> Option<(Arc<Process>, Case, String)> {
        let case = self.case(id)?;
        let step = steps.iter().find(|step| self.holds(&case, local, step.when.as_ref()))?;
        for opening in step.open.iter().filter(|opening| opening.each.is_none()) {
            let process = self.world.rules.processes.get(&opening.process)?.clone();
            let value = |(field, expression): &(String, Expression)| {
                Some((field.clone(), self.value(&case, local, expression).ok()?))
            };
            let tentative = self.tentative(&Beginning {
                process: process.clone(),
                parent: Some(id.clone()),
                opener: local.by.clone().or_else(|| case.opener.clone()),
                title: String::new(),
                fields: opening.with.iter().filter_map(value).collect(),
                origin: None,
            });
            if let Ok(Some(reason)) = self.refusal(&process, &tentative) {
                return Some((process, tentative, reason));
            }
        }
        None
    }

    fn open_children(&mut self, id: &CaseId, opening: &Opening, local: &Local) {
        let Some(case) = self.case(id) else { return };
        let mut common = Values::new();
        for (field, expression) in &opening.with {
            match self.value(&case, local, expression) {
                Ok(value) => common.insert(field.clone(), value),
                Err(error) => return self.hold(id, error),
            };
        }
        let rows = match &opening.each {
            None => vec![Values::new()],
            Some(each) => match self.value(&case, local, each) {
                Ok(Value::List(items)) => items
                    .into_iter()
                    .filter_map(|item| if let Value::Row(row) = item { Some(row) } else { None })
                    .collect(),
                Ok(other) => return self.hold(id, format!("{} is no table: {other:?}", each.text())),
                Err(error) => return self.hold(id, error),
            },
        };
        for row in rows {
            let fields: Values = common.clone().into_iter().chain(row).collect();
            let opener = local.by.clone().or_else(|| case.opener.clone());
            match self.open_child(id, &opening.process, fields, opener) {
                Opened::Case(_) => {}
                Opened::Refused(reason) => {
                    self.why(Some(id), format!("no '{}' was opened: {reason}", opening.process));
                    self.alarm(format!("case {id} could not open '{}': {reason}", opening.process));
                }
            }
        }
    }

    fn archive(&mut self, id: &CaseId, name: &str, local: &Local) {
        if let Some(document) = self.document_of(id, name, local) {
            self.why(Some(id), format!("'{name}' goes to the archive"));
            self.document(document);
        }
    }

    /// The documents of those names, for a letter; not those that nothing has been given to.
    pub(super) fn enclosed(&self, id: &CaseId, names: &[String], local: &Local) -> Vec<Document> {
        let given = |document: &Document| {
            document.values.iter().any(|(name, value)| name != "answers" && !value.is_null())
                || self.case(id).is_some_and(|case| case.given.contains_key(&document.name))
        };
        names.iter().filter_map(|name| self.document_of(id, name, local)).filter(given).collect()
    }

    /// A document: what was last given under that name, a form of the case, or all answers to an ask. The same content
    /// is the same document within a decision, so that a letter and the archive have one file of it.
    fn document_of(&self, id: &CaseId, name: &str, local: &Local) -> Option<Document> {
        let case = self.case(id)?;
        let process = self.process_of(&case)?;
        let mut values = Values::new();
        if let Some(form) = process.forms.get(name) {
            for field in &form.fields {
                values
                    .insert(field.name.clone(), case.fields.get(&field.name).cloned().unwrap_or(Value::Null));
            }
        }
        if let Some(given) = case.given.get(name) {
            values.extend(Values::clone(given));
        }
        if let Some(answers) = self.answers_of(&case, name, None) {
            values.insert("answers".into(), answers);
        }
        // Without a template it is a plain list of what was given, and the rest need not be worked out.
        let template = document_letter(name);
        let printed = self.world.printed.contains_key(&(case.process.clone(), template.clone()));
        let facts = printed.then(|| self.facts(&case, local, Some(&case.process), &template));
        let document = Document {
            case: id.clone(),
            process: case.process.clone(),
            name: name.to_owned(),
            id: self.effect_id(Some(id), name),
            title: case.title.clone(),
            at: self.now,
            values,
            facts: facts.unwrap_or_default(),
        };
        Some(self.known_document(&document).unwrap_or(document))
    }

    /// What a letter may say: the case's names in reach, the cases above, its children, answers and meetings, as far as
    /// its template prints them. `folder` is the process whose letter it is; none for those of the core.
    pub(super) fn facts(&self, case: &Case, local: &Local, folder: Option<&str>, letter: &str) -> Values {
        let reads = self.read_by(folder, letter);
        let mut facts = self.printed(case, local, reads, true);
        for name in ["now", "entered", "round", "who", "by", "meeting"] {
            if let Some(value) = self.name(case, local, name, Reads::all()) {
                facts.insert(name.into(), value);
            }
        }
        for (name, given) in &case.given {
            // What was given under the name of a field stands in its place.
            if printed_member(reads, name).is_some() || facts.contains_key(name) {
                facts.insert(name.clone(), Value::Row(Values::clone(given)));
            }
        }
        facts.extend(local.given.clone());
        let mut above = case.parent.as_ref().and_then(|id| self.looked_at(id, &Reads::default()));
        while let Some(parent) = above {
            if let Some(reads) = printed_member(reads, &parent.process) {
                let record = self.printed(&parent, &Local::default(), reads, false);
                facts.insert(parent.process.clone(), Value::Row(record));
            }
            above = parent.parent.as_ref().and_then(|id| self.looked_at(id, &Reads::default()));
        }
        facts.insert("process".into(), Value::Text(case.process.clone()));
        if reads.member("answers").is_some() {
            let asks: BTreeSet<&str> = case.asks.values().map(|ask| ask.name.as_str()).collect();
            let answers = asks
                .iter()
                .filter_map(|name| Some(((*name).to_owned(), self.answers_of(case, name, local.meeting)?)));
            facts.insert("answers".into(), Value::Row(answers.collect()));
        }
        if let Some(reads) = reads.member("children") {
            let children = case.children.keys().filter_map(|process| {
                let reads = printed_member(reads, process)?;
                let ids = self.children_of(&case.id, process);
                let records = ids.iter().filter_map(|id| {
                    let child = self.looked_at(id, reads)?;
                    Some(Value::Row(self.printed(&child, &Local::default(), reads, false)))
                });
                Some((process.clone(), Value::List(records.collect())))
            });
            facts.insert("children".into(), Value::Row(children.collect()));
        }
        if reads.member("meets").is_none() {
            return facts;
        }
        let meets = case.meets.values().map(|meet| {
            let coming = meet.coming();
            let coming = coming.iter().map(|a| {
                Value::Row(
                    [
                        ("name".to_owned(), Value::Text(a.name.clone())),
                        ("status".to_owned(), Value::Text(partstat_word(&a.partstat).to_owned())),
                        (
                            "comment".to_owned(),
                            meet.comments.get(&a.address).cloned().map_or(Value::Null, Value::Text),
                        ),
                    ]
                    .into(),
                )
            });
            let at = |t: Option<Instant>| t.map_or(Value::Null, Value::At);
            let row = [
                ("summary".to_owned(), Value::Text(meet.invite.summary.clone())),
                ("start".to_owned(), at(meet.next.map(|n| n.0))),
                ("end".to_owned(), at(meet.next.map(|n| n.1))),
                ("attendees".to_owned(), Value::List(coming.collect())),
            ];
            (meet.name.clone(), Value::Row(row.into()))
        });
        facts.insert("meets".into(), Value::Row(meets.collect()));
        facts
    }

    /// The same for an expression: nobody where nothing was asked; a hyphen is written `_`.
    pub(super) fn answers_to(&self, case: &Case, name: &str) -> Value {
        let hyphened = name.replace('_', "-");
        let found = self.answers_of(case, name, None).or_else(|| self.answers_of(case, &hyphened, None));
        found.unwrap_or_else(|| Value::List(Vec::new()))
    }

    /// What a letter reads of its facts.
    fn read_by(&self, folder: Option<&str>, letter: &str) -> &Reads {
        let key = (folder.unwrap_or(SYSTEM).to_owned(), letter.to_owned());
        self.world.printed.get(&key).unwrap_or(Reads::all())
    }

    /// What a question is about, as far as its letter prints it. Each is referred to by its id.
    pub(super) fn about(&self, case: &Case, local: &Local, ask: &Ask) -> Option<Value> {
        let printed = self.read_by(Some(&case.process), &ask.name);
        let mut wanted = printed.member("about").cloned().unwrap_or_default();
        wanted.add(&["id".to_owned()], true);
        self.value_for(case, local, ask.about.as_ref()?, &wanted).ok()
    }

    /// A record with what is printed of it; `fields` puts all plain fields in, for forms that a letter fills in.
    fn printed(&self, case: &Case, local: &Local, reads: &Reads, fields: bool) -> Values {
        let derive = self.process_of(case).map_or(&[][..], |process| &process.derive);
        let plain = |name: &str| fields && !derive.iter().any(|(derived, _)| derived == name);
        let names = self.record_names(case).into_iter();
        names
            .filter(|name| printed_member(reads, name).is_some() || plain(name))
            .filter_map(|name| Some((name.to_owned(), self.name(case, local, name, Reads::all())?)))
            .collect()
    }

    /// Who answered what to an ask: rows of `who`, `answer`, `comment`, `at`; null where nothing was answered. What is
    /// said of a meeting is about what was asked after that one, where it was asked after several.
    fn answers_of(&self, case: &Case, name: &str, meeting: Option<(Instant, Instant)>) -> Option<Value> {
        let mut asks: Vec<_> = case.asks.values().filter(|ask| ask.name == name).collect();
        if asks.is_empty() {
            return None;
        }
        if meeting.is_some() && asks.iter().any(|ask| ask.instance == meeting) {
            asks.retain(|ask| ask.instance == meeting);
        }
        let rows = asks.iter().flat_map(|ask| &ask.seats).map(|seat| {
            let answer = seat.answer.as_ref();
            let who = answer.and_then(|a| a.by.clone()).or_else(|| seat.people.first().cloned());
            let text = |t: Option<&String>| t.cloned().map_or(Value::Null, Value::Text);
            let by = answer.and_then(|a| a.by.clone()).map_or(Value::Null, Value::Person);
            let mut row = seat.values.clone();
            row.extend([
                ("who".to_owned(), who.map_or(Value::Null, Value::Person)),
                ("by".to_owned(), by),
                ("answer".to_owned(), text(answer.map(|a| &a.answer))),
                ("comment".to_owned(), text(answer.and_then(|a| a.comment.as_ref()))),
                ("at".to_owned(), answer.map_or(Value::Null, |a| Value::At(a.at))),
                ("due".to_owned(), Value::At(seat.due)),
            ]);
            Value::Row(row)
        });
        Some(Value::List(rows.collect()))
    }
}

/// What is printed of a member: templates write a hyphen as an underscore.
fn printed_member<'r>(reads: &'r Reads, name: &str) -> Option<&'r Reads> {
    let hyphened = || name.contains('-').then(|| reads.member(&name.replace('-', "_"))).flatten();
    reads.member(name).or_else(hyphened)
}

/// What a step does before its letters are written, and what it does after them.
pub(super) fn around_letters(step: &Step) -> (Step, Step) {
    let rest = Step { when: None, tell: Vec::new(), ..step.clone() };
    let before = Step { archive: Vec::new(), go: Vec::new(), ..rest.clone() };
    (before, Step { set: Vec::new(), moves: Vec::new(), over: Vec::new(), open: Vec::new(), ..rest })
}

/// The reactions of a case's state and of `always`.
pub(super) fn reactions<'p>(process: &'p Process, case: &Case) -> impl Iterator<Item = &'p Reaction> {
    let state = process.states.get(&case.state);
    let always = Some(&process.always).filter(|_| case.ended.is_none());
    state.into_iter().chain(always).flat_map(|state: &State| &state.on)
}

/// A value as its field wants it: an instant becomes a day, one person a list, a whole number a length of time.
pub(super) fn coerce(
    process: &Process,
    field: &str,
    value: Value,
    day: impl Fn(Instant) -> chrono::NaiveDate,
) -> Value {
    let kind = process.forms.values().flat_map(|f| &f.fields).find(|f| f.name == field).map(|f| &f.kind);
    match (kind, value) {
        (Some(Kind::Date), Value::At(at)) => Value::Day(day(at)),
        (Some(Kind::People), Value::Person(id)) => Value::List(vec![Value::Person(id)]),
        (Some(Kind::People), Value::List(items)) => {
            Value::List(items.into_iter().filter(|v| !v.is_null()).collect())
        }
        (Some(Kind::Duration), Value::Int(minutes)) => Value::Minutes(minutes),
        // Another case is kept by its id.
        (Some(Kind::Case(_)), Value::Row(row)) => row.get("id").cloned().unwrap_or(Value::Null),
        // What people write is read with a fraction, and an expression does not reckon with both at once.
        (Some(Kind::Number), Value::Int(number)) => Value::Number(number as f64),
        (_, value) => value,
    }
}
