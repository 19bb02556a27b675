//! A case's life: opened, in one state after the other, over.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::draft::Draft;
use super::memory;
use super::reach::Local;
use super::steps::{coerce, reactions};
use super::{Case, CaseId, ENTRIES_MAX, Shared};
use crate::directory::{Lang, PersonId};
use crate::rules::{Base, From, Kind, Level, Process, Timer, Trigger, Value, Values};
use crate::time::{Instant, Zone};

/// The state of a case that ended because the one above it did, or because an operator cancelled it.
pub const CALLED_OFF: &str = "called-off";

/// What opening a case came to.
pub(super) enum Opened {
    /// Its id.
    Case(CaseId),
    /// The name of the sentence sent back (`refuse.NAME`), or of one of the core's own.
    Refused(String),
}

/// A case to be opened.
pub(super) struct Beginning {
    pub(super) process: Arc<Process>,
    pub(super) parent: Option<CaseId>,
    pub(super) opener: Option<PersonId>,
    pub(super) title: String,
    pub(super) fields: Values,
    pub(super) origin: Option<String>,
}

impl Draft<'_> {
    /// The case as it would be, without an id: for defaults, conditions and what is missing.
    pub(super) fn tentative(&self, beginning: &Beginning) -> Case {
        let process = &beginning.process;
        let mut case = Case {
            id: CaseId(String::new()),
            process: process.name.clone(),
            parent: beginning.parent.clone(),
            version: 0,
            opened: self.now,
            opener: beginning.opener.clone(),
            title: beginning.title.clone(),
            titles: [].into(),
            state: String::new(),
            entered: self.now,
            ended: None,
            rounds: [].into(),
            missed: [].into(),
            held: None,
            children: [].into(),
            letters: (self.now.date_naive(), 0),
            origin: beginning.origin.clone(),
            fields: Shared::default(),
            given: [].into(),
            asks: [].into(),
            meets: [].into(),
            timers: [].into(),
            readers: beginning.opener.clone().into_iter().collect(),
        };
        let forms = process.open.forms.iter().filter_map(|name| process.forms.get(name));
        for field in forms.flat_map(|form| &form.fields) {
            let given = beginning.fields.get(&field.name).filter(|v| !v.is_null()).cloned();
            let value = given.or_else(|| {
                let value = self.value(&case, &Local::default(), field.default.as_ref()?).ok()?;
                let zone: Zone = self.case_calendar(&case, &Local::default()).zone;
                Some(coerce(process, &field.name, value, |at| zone.local(at).date()))
            });
            case.fields.insert(field.name.clone(), value.unwrap_or(Value::Null));
        }
        case
    }

    /// Why a case must not be opened now: the name of a sentence, or what failed.
    pub(super) fn refusal(&self, process: &Process, case: &Case) -> Result<Option<String>, String> {
        for (name, condition) in &process.open.refuse {
            if self.value(case, &Local::default(), condition)?.is_true() {
                return Ok(Some(name.clone()));
            }
        }
        let open = self.only_one(process, case).and_then(|key| self.row(&key));
        let open = open.map(|id| CaseId(String::from_utf8_lossy(&id).into_owned()));
        let taken = open.and_then(|id| self.case(&id)).is_some_and(|other| other.ended.is_none());
        Ok(taken.then(|| "one-open-already".to_owned()))
    }

    /// The row that says which case is the one open for its `one-per`.
    fn only_one(&self, process: &Process, case: &Case) -> Option<Vec<u8>> {
        let value = self.value(case, &Local::default(), process.open.one_per.as_ref()?).ok()?;
        let text = serde_json::to_vec(&value).unwrap_or_default();
        Some(memory::key(["u", &process.name, &memory::hash(&[&text])]))
    }

    /// Opens a case, if its process's own conditions allow it.
    pub(super) fn open(&mut self, beginning: Beginning) -> Opened {
        let process = beginning.process.clone();
        let mut case = self.tentative(&beginning);
        match self.refusal(&process, &case) {
            Ok(None) => {}
            Ok(Some(name)) => return Opened::Refused(name),
            Err(error) => {
                self.alarm(format!("'{}' could not be opened: {error}", process.name));
                return Opened::Refused("failed".into());
            }
        }
        let one = self.only_one(&process, &case);
        let Some(id) = self.number(&process, &case) else {
            return Opened::Refused("failed".into());
        };
        case.id = id.clone();
        if case.title.trim().is_empty() {
            (case.title, case.titles) = self.titles(&process, &case);
        }
        if let Some(key) = one {
            self.put(key, id.0.clone().into_bytes());
        }
        if let Some(origin) = &case.origin {
            self.put(memory::key(["m", &memory::hash(&[origin.as_bytes()])]), id.0.clone().into_bytes());
        }
        self.insert(case);
        self.why(Some(&id), format!("opened by process '{}'", process.name));
        for (name, expression) in &process.keep {
            let Some(case) = self.case(&id) else { break };
            match self.value(&case, &Local::default(), expression) {
                Ok(value) => {
                    self.change(&id, |case| case.fields.insert(name.clone(), value));
                }
                Err(error) => {
                    self.hold(&id, error);
                    return Opened::Case(id);
                }
            }
        }
        self.start(&id);
        Opened::Case(id)
    }

    /// What a case is called: in the company's language, and in those of the directory where that is something else.
    pub(super) fn titles(&self, process: &Process, case: &Case) -> (String, BTreeMap<String, String>) {
        let company = &self.world.directory.company.language;
        let title = self.title_in(process, case, company);
        let others = self.world.directory.languages().into_iter().filter(|lang| lang != company);
        let others = others.map(|lang| (lang.to_string(), self.title_in(process, case, &lang)));
        let others = others.filter(|(_, other)| *other != title).collect();
        (title, others)
    }

    fn title_in(&self, process: &Process, case: &Case, language: &Lang) -> String {
        let own = process.open.title.iter().find(|(lang, _)| lang == language.as_str());
        let own = own.or(process.open.title.first()).map(|(_, title)| title);
        let said = own.and_then(|title| self.value(case, &Local::default(), title).ok());
        if let Some(title) = said.as_ref().and_then(Value::as_text).filter(|t| !t.trim().is_empty()) {
            return first_line(title);
        }
        let about = case.parent.as_ref().and_then(|id| self.case(id));
        let about = about.map(|about| about.titles.get(language.as_str()).unwrap_or(&about.title).clone());
        title_of(process, &case.fields, about, language)
    }

    /// Enters the first start state that fits.
    pub(super) fn start(&mut self, id: &CaseId) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else { return };
        let arms = &process.open.go;
        match arms.iter().find(|arm| self.holds(&case, &Local::default(), arm.when.as_ref())) {
            Some(arm) => self.go(id, &arm.go),
            None => self.hold(id, "no start state fits"),
        }
    }

    /// Opens a child of a case.
    pub(super) fn open_child(
        &mut self,
        parent: &CaseId,
        process: &str,
        fields: Values,
        opener: Option<PersonId>,
    ) -> Opened {
        let Some(process) = self.world.rules.processes.get(process).cloned() else {
            return Opened::Refused(format!("there is no process '{process}'"));
        };
        self.open(Beginning {
            process,
            parent: Some(parent.clone()),
            opener,
            title: String::new(),
            fields,
            origin: None,
        })
    }

    /// The next id: within the parent for a process that only its parent opens, within the year otherwise.
    fn number(&mut self, process: &Process, case: &Case) -> Option<CaseId> {
        let from_parent = process.open.by.0.iter().any(|seat| matches!(seat.base, Base::Process(_)));
        if let (true, Some(parent)) = (from_parent, &case.parent) {
            let number = self.note(parent, |parent| {
                let number = parent.children.entry(process.name.clone()).or_insert(0);
                *number += 1;
                *number
            })?;
            return Some(CaseId(format!("{parent}-{}{number:02}", process.code)));
        }
        if let Some(parent) = &case.parent {
            self.note(parent, |parent| *parent.children.entry(process.name.clone()).or_insert(0) += 1);
        }
        let zone = &self.world.directory.company.zone;
        let year = zone.local(self.now).date().format("%Y").to_string();
        let key = memory::key(["n", &process.code, &year]);
        let last: u32 = self.row(&key).and_then(|v| String::from_utf8(v).ok()?.parse().ok()).unwrap_or(0);
        self.put(key, (last + 1).to_string().into_bytes());
        Some(CaseId(format!("{}-{year}-{:04}", process.code, last + 1)))
    }

    /// Leaves the state and enters another.
    pub(super) fn go(&mut self, id: &CaseId, state: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(process) = self.process_of(&case) else {
            return self.hold(id, format!("there is no process '{}' any more", case.process));
        };
        let Some(next) = process.states.get(state) else {
            return self.hold(id, format!("process '{}' has no state '{state}'", process.name));
        };
        if !self.step() || self.enters(id) > ENTRIES_MAX {
            return self.hold(id, format!("the process runs in circles at '{state}'"));
        }
        if self.is_stopped(id) {
            return;
        }
        let first = case.state.is_empty();
        let reopened = case.ended.is_some();
        if !first {
            self.leave(id, &case.state);
        }
        self.why(
            Some(id),
            if first { format!("starts in '{state}'") } else { format!("'{}' → '{state}'", case.state) },
        );
        let now = self.now;
        self.change(id, |case| {
            case.state = state.to_owned();
            case.entered = now;
            case.ended = None;
            *case.rounds.entry(state.to_owned()).or_insert(0) += 1;
        });
        if next.end {
            self.over(id);
        } else if first || reopened {
            self.perform(id, &process.always.entry, &Local::default());
            self.start_scope(id, "always");
        }
        self.perform(id, &next.entry, &Local::default());
        if self.stands_in(id, state) {
            if !next.end {
                self.start_scope(id, state);
            }
            self.look_at_children(id);
            self.tell_parent(id, state);
        }
    }

    /// A case that was held goes on: what its state has not begun yet begins, and whom no letter reached is asked
    /// anew, for somebody has mended the address.
    pub(super) fn resume(&mut self, id: &CaseId) {
        let Some(case) = self.case(id).filter(|case| case.ended.is_none()) else { return };
        if case.state.is_empty() {
            return self.start(id);
        }
        for scope in ["always", case.state.as_str()] {
            let since = if scope == "always" { case.opened } else { case.entered };
            self.start_meets(id, scope);
            self.start_missing_asks(id, scope, since);
            self.start_missing_timers(id, scope, since);
        }
        self.ask_unreached(id);
    }

    /// Timers that are still to come and are not kept, because the case was held before they began.
    fn start_missing_timers(&mut self, id: &CaseId, scope: &str, since: Instant) {
        let Some(case) = self.case(id) else { return };
        let Some(state) = self.process_of(&case).and_then(|p| state_of(p, scope)) else { return };
        for (name, timer) in &state.timers {
            let key = format!("{scope}.{name}");
            if timer.again && !case.timers.contains_key(&key) {
                self.set_timer(id, &case, &key, timer);
                continue;
            }
            match self.instant(&case, &Local::default(), &timer.at, since, None) {
                Ok(at) if at > self.now && !case.timers.contains_key(&key) => {
                    self.change(id, |case| case.timers.insert(key, at));
                }
                Ok(_) => {}
                Err(error) => self.hold(id, error),
            }
        }
    }

    /// Timers follow the fields they are counted from. One that has fired comes again where its time is now still to
    /// come: what was said about the old day was not about the new one.
    pub(super) fn follow_timers(&mut self, id: &CaseId) {
        let Some(case) = self.case(id).filter(|case| case.ended.is_none()) else {
            return;
        };
        if self.is_stopped(id) || case.state.is_empty() {
            return;
        }
        let Some(process) = self.process_of(&case) else { return };
        for (scope, since) in [("always", case.opened), (case.state.as_str(), case.entered)] {
            for (name, timer) in state_of(process, scope).into_iter().flat_map(|state| &state.timers) {
                let key = format!("{scope}.{name}");
                let kept = case.timers.get(&key).copied();
                if timer.again {
                    let until = timer.until.as_ref().is_some_and(|until| !until.paths().is_empty());
                    if until && kept.is_none() {
                        self.set_timer(id, &case, &key, timer);
                    }
                    continue;
                }
                if timer.at.paths().is_empty() {
                    continue;
                }
                match self.instant(&case, &Local::default(), &timer.at, since, None) {
                    Ok(at) if Some(at) != kept && (kept.is_some() || at > self.now) => {
                        self.why(Some(id), format!("timer '{key}' is now due {}", self.told(at)));
                        self.note(id, |case| case.timers.insert(key, at));
                    }
                    Ok(_) => {}
                    Err(error) => return self.hold(id, error),
                }
            }
        }
    }

    pub(super) fn stands_in(&self, id: &CaseId, state: &str) -> bool {
        !self.is_stopped(id) && self.case(id).is_some_and(|case| case.state == state)
    }

    fn start_scope(&mut self, id: &CaseId, scope: &str) {
        self.start_meets(id, scope);
        self.start_asks(id, scope);
        self.start_timers(id, scope);
    }

    fn start_timers(&mut self, id: &CaseId, scope: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(state) = self.process_of(&case).and_then(|p| state_of(p, scope)) else { return };
        for (name, timer) in &state.timers {
            self.set_timer(id, &case, &format!("{scope}.{name}"), timer);
        }
    }

    fn set_timer(&mut self, id: &CaseId, case: &Case, key: &str, timer: &Timer) {
        let local = Local::default();
        let at = if timer.again {
            let calendar = self.case_calendar(case, &local);
            timer.at.next_after(self.now, &calendar, &|path| self.moment(case, &local, path, None))
        } else {
            self.instant(case, &local, &timer.at, self.now, None)
        };
        let last = timer.until.as_ref().map(|until| self.instant(case, &local, until, case.entered, None));
        let last = match last.transpose() {
            Ok(last) => last,
            Err(error) => return self.hold(id, error),
        };
        match at {
            Ok(at) if last.is_some_and(|last| at > last) => {}
            Ok(at) => {
                self.note(id, |case| case.timers.insert(key.to_owned(), at));
            }
            Err(error) => self.hold(id, error),
        }
    }

    /// A timer fell due.
    pub(super) fn timer_due(&mut self, id: &CaseId, key: &str) {
        let Some(case) = self.case(id) else { return };
        self.note(id, |case| case.timers.remove(key));
        let Some((scope, name)) = key.rsplit_once('.') else { return };
        let Some(timer) = self.process_of(&case).and_then(|p| state_of(p, scope)?.timers.get(name)) else {
            return self.why(Some(id), format!("timer '{key}' is no longer in the process"));
        };
        if timer.again {
            self.set_timer(id, &case, key, timer);
        }
        self.run(id, &timer.steps, &Local::default());
    }

    /// What lives in a state ends with it.
    fn leave(&mut self, id: &CaseId, state: &str) {
        self.close_asks(id, state);
        self.cancel_meets(id, state);
        let prefix = format!("{state}.");
        self.note(id, |case| case.timers.retain(|key, _| !key.starts_with(&prefix)));
    }

    /// The case is over: what is always live ends, its open children are called off.
    fn over(&mut self, id: &CaseId) {
        self.leave(id, "always");
        let now = self.now;
        self.change(id, |case| case.ended = Some(now));
        let Some(case) = self.case(id) else { return };
        for process in case.children.keys() {
            for child in self.children_of(id, process) {
                self.call_off(&child, &format!("{id} is over"));
            }
        }
    }

    /// Ends a case without an outcome of its own.
    pub(super) fn call_off(&mut self, id: &CaseId, reason: &str) {
        let Some(case) = self.case(id) else { return };
        if case.ended.is_some() {
            return;
        }
        self.why(Some(id), format!("called off: {reason}"));
        let asked = self.open_people(&case);
        self.leave(id, &case.state);
        let now = self.now;
        self.change(id, |case| {
            case.state = CALLED_OFF.to_owned();
            case.entered = now;
            case.held = None;
        });
        self.over(id);
        if !asked.is_empty() {
            let Some(case) = self.case(id) else { return };
            let facts = self.facts(&case, &Local::default(), None, "called-off");
            for person in asked {
                let mut letter =
                    super::draft::system_letter(self, Some(id), "called-off", person, facts.clone(), None);
                letter.occasion = super::Occasion::Notice;
                self.letter(letter);
            }
        }
        self.tell_parent(id, CALLED_OFF);
    }

    /// Whoever had a letter of a question that is still open.
    fn open_people(&self, case: &Case) -> Vec<PersonId> {
        let open = case.asks.values().filter(|ask| ask.closed.is_none());
        let mut out: Vec<PersonId> = Vec::new();
        for person in
            open.flat_map(|ask| &ask.seats).filter(|s| s.answer.is_none()).flat_map(|s| s.letters.keys())
        {
            if !out.contains(person) {
                out.push(person.clone());
            }
        }
        out
    }

    /// Fires the parent's reactions to a child that entered a state.
    fn tell_parent(&mut self, id: &CaseId, state: &str) {
        let Some(case) = self.case(id) else { return };
        let Some(parent) = case.parent.clone().and_then(|p| self.case(&p)) else { return };
        if parent.ended.is_some() {
            return;
        }
        let Some(process) = self.process_of(&parent) else { return };
        let by = Local { by: case.opener.clone(), ..Local::default() };
        for reaction in reactions(process, &parent) {
            let Trigger::Children(of, level, wanted) = &reaction.on else { continue };
            let hit = *of == case.process && (wanted == state || (wanted == "end" && case.ended.is_some()));
            let hit = hit
                && match level {
                    Level::Each | Level::Any => true,
                    Level::All => self.all_children(&parent.id, of, wanted),
                    Level::Count(count) => self.count_children(&parent.id, of, wanted) == *count,
                };
            if hit {
                self.run(&parent.id, &reaction.steps, &by);
            }
        }
    }

    /// Levels of children are looked at when a state is entered, too.
    fn look_at_children(&mut self, id: &CaseId) {
        let Some(case) = self.case(id) else { return };
        let Some(state) = self.process_of(&case).and_then(|p| p.states.get(&case.state)) else {
            return;
        };
        for reaction in &state.on {
            let Trigger::Children(of, level, wanted) = &reaction.on else { continue };
            let hit = match level {
                Level::Each => false,
                Level::All => self.all_children(id, of, wanted),
                Level::Any => self.count_children(id, of, wanted) > 0,
                Level::Count(count) => self.count_children(id, of, wanted) >= *count,
            };
            if hit && self.stands_in(id, &case.state) {
                self.run(id, &reaction.steps, &Local::default());
            }
        }
    }

    fn all_children(&self, id: &CaseId, process: &str, state: &str) -> bool {
        let children = self.children_of(id, process);
        !children.is_empty() && children.iter().all(|child| self.child_is(child, state))
    }

    fn count_children(&self, id: &CaseId, process: &str, state: &str) -> u32 {
        let children = self.children_of(id, process);
        let count = children.iter().filter(|child| self.child_is(child, state)).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    fn child_is(&self, id: &CaseId, state: &str) -> bool {
        self.case(id).is_some_and(|c| c.state == state || (state == "end" && c.ended.is_some()))
    }
}

/// A state of a process, or the part that is always live.
pub(super) fn state_of<'p>(process: &'p Process, scope: &str) -> Option<&'p crate::rules::State> {
    if scope == "always" { Some(&process.always) } else { process.states.get(scope) }
}

/// What stands in subjects: the field read from the subject, else the title of the case it is about, else the first
/// text, else the process's own title.
fn title_of(process: &Process, fields: &Values, about: Option<String>, language: &Lang) -> String {
    let forms = process.open.forms.iter().filter_map(|n| process.forms.get(n));
    let texts: Vec<_> = forms
        .flat_map(|form| &form.fields)
        .filter(|field| matches!(field.kind, Kind::Text))
        .filter_map(|field| Some((field.from, fields.get(&field.name)?.as_text()?)))
        .collect();
    let own = texts.iter().find(|(from, _)| *from == From::Subject).map(|(_, text)| (*text).to_owned());
    let text = own.or(about).or_else(|| texts.first().map(|(_, text)| (*text).to_owned()));
    let text = text.unwrap_or_else(|| {
        let title = process.title.get(language).or_else(|| process.title.values().next());
        title.cloned().unwrap_or_default()
    });
    first_line(&text)
}

pub(super) fn first_line(text: &str) -> String {
    text.trim().lines().next().unwrap_or("").chars().take(80).collect()
}
