//! The working set of one decision: cases as they will be, letters, documents, reasons.
//!
//! Nothing in here is kept if the decision fails: [`Draft::finish`] alone turns it into a [`Decision`]. A case is
//! read from the rows once and changed in place; what it was before is remembered, and the difference is what the
//! decision changes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use super::memory::{self, Changes, LetterRow, TokenRow};
use super::{
    AskLetter, Case, CaseId, Decision, Document, Fate, LETTERS_PER_DAY_MAX, LetterPlan, Occasion, STEPS_MAX,
    Why, World,
};
use crate::directory::PersonId;
use crate::rules::{Process, Reads, Value, Values};
use crate::time::Instant;

pub(super) struct Draft<'w> {
    pub(super) world: &'w World<'w>,
    pub(super) now: Instant,
    before: RefCell<BTreeMap<CaseId, Option<Arc<Case>>>>,
    cases: BTreeMap<CaseId, Arc<Case>>,
    pub(super) rows: Changes,
    letters: Vec<LetterPlan>,
    documents: Vec<Document>,
    withdrawn: Vec<String>,
    why: Vec<Why>,
    alarms: Vec<String>,
    pub(super) fate: Fate,
    steps: u32,
    /// States entered in this decision, by case.
    entries: BTreeMap<CaseId, u32>,
    /// Cases that this decision came to an end in: nothing more is done there.
    stopped: BTreeSet<CaseId>,
    /// Depth of `derive` within `derive`.
    pub(super) depth: Cell<u32>,
    /// What was worked out already.
    pub(super) known: Known,
    /// Cases of which only fields and states were looked at: read without their asks and meetings.
    glances: RefCell<BTreeMap<CaseId, Option<Arc<Case>>>>,
    /// Counts what was changed that an expression can read.
    changes: u64,
    /// How many of these changes everything has followed.
    pub(super) followed: u64,
    /// A field that names another case is being followed: what that case names stays an id.
    pub(super) following: Cell<bool>,
    /// An expression has asked for somebody's working time: by whose a day ends, and days of work are counted.
    pub(super) timed: Cell<bool>,
}

/// What a decision has worked out and would work out again from the same cases: thrown away when one changes in
/// something that an expression can read.
#[derive(Debug, Default)]
pub(super) struct Known {
    derived: RefCell<BTreeMap<CaseId, BTreeMap<String, Derived>>>,
    children: RefCell<Vec<Children>>,
    may_open: RefCell<BTreeMap<Opening, bool>>,
}

/// The children of a case, by process, as far as they were read.
#[derive(Debug)]
struct Children {
    of: CaseId,
    reads: Reads,
    records: Rc<Value>,
}

/// What is derived under a name, if anything can be, and whether it goes by somebody's working time.
pub(super) type Derived = (Option<Value>, bool);

/// A process, the case it would be about, and who would open it.
type Opening = (String, Option<CaseId>, PersonId);

impl Known {
    pub(super) fn derived(&self, case: &CaseId, name: &str) -> Option<Derived> {
        self.derived.borrow().get(case)?.get(name).cloned()
    }

    pub(super) fn note_derived(&self, case: &CaseId, name: &str, derived: Derived) {
        self.derived.borrow_mut().entry(case.clone()).or_default().insert(name.to_owned(), derived);
    }

    /// The children of a case as an expression reads them, as `find` finds them: whoever is asked about some of them
    /// looks through all.
    pub(super) fn children(
        &self,
        of: &CaseId,
        reads: &Reads,
        find: impl FnOnce() -> Option<Rc<Value>>,
    ) -> Option<Rc<Value>> {
        let same = |known: &&Children| known.of == *of && known.reads == *reads;
        if let Some(known) = self.children.borrow().iter().find(same) {
            return Some(known.records.clone());
        }
        let records = find()?;
        let known = Children { of: of.clone(), reads: reads.clone(), records: records.clone() };
        self.children.borrow_mut().push(known);
        Some(records)
    }

    /// Whether a person may open a process on a case, as `find` finds it.
    pub(super) fn may_open(
        &self,
        process: &str,
        parent: Option<&CaseId>,
        person: &PersonId,
        find: impl FnOnce() -> bool,
    ) -> bool {
        let key = (process.to_owned(), parent.cloned(), person.clone());
        if let Some(known) = self.may_open.borrow().get(&key) {
            return *known;
        }
        let found = find();
        self.may_open.borrow_mut().insert(key, found);
        found
    }

    fn forget(&mut self) {
        self.derived.get_mut().clear();
        self.children.get_mut().clear();
        self.may_open.get_mut().clear();
    }
}

impl<'w> Draft<'w> {
    pub(super) fn new(world: &'w World<'w>, now: Instant) -> Self {
        Self {
            world,
            now,
            before: RefCell::default(),
            cases: BTreeMap::new(),
            rows: Changes::new(),
            letters: Vec::new(),
            documents: Vec::new(),
            withdrawn: Vec::new(),
            why: Vec::new(),
            alarms: Vec::new(),
            fate: Fate::Acted,
            steps: 0,
            entries: BTreeMap::new(),
            stopped: BTreeSet::new(),
            depth: Cell::new(0),
            known: Known::default(),
            glances: RefCell::default(),
            changes: 0,
            followed: 0,
            following: Cell::new(false),
            timed: Cell::new(false),
        }
    }

    /// A case as it stands in this decision.
    pub(super) fn case(&self, id: &CaseId) -> Option<Arc<Case>> {
        if let Some(case) = self.cases.get(id) {
            return Some(case.clone());
        }
        if let Some(case) = self.before.borrow().get(id) {
            return case.clone();
        }
        let case = memory::whole(self.world.rows, id).unwrap_or(None);
        self.before.borrow_mut().insert(id.clone(), case.clone());
        case
    }

    /// The case as it stands in this decision, without its asks and meetings where it was not read before: enough for
    /// everything an expression can read of another case.
    pub(super) fn glance(&self, id: &CaseId) -> Option<Arc<Case>> {
        if let Some(case) = self.cases.get(id) {
            return Some(case.clone());
        }
        if let Some(case) = self.before.borrow().get(id) {
            return case.clone();
        }
        if let Some(case) = self.glances.borrow().get(id) {
            return case.clone();
        }
        let case = memory::glance(self.world.rows, id).unwrap_or(None);
        self.glances.borrow_mut().insert(id.clone(), case.clone());
        case
    }

    /// It is the case as it stands now, not a copy from before a change.
    pub(super) fn is_current(&self, case: &Case) -> bool {
        let same = |known: &Arc<Case>| std::ptr::eq(known.as_ref(), case);
        match self.cases.get(&case.id) {
            Some(known) => same(known),
            None => match self.before.borrow().get(&case.id) {
                Some(known) => known.as_ref().is_some_and(same),
                None => self.glances.borrow().get(&case.id).and_then(Option::as_ref).is_some_and(same),
            },
        }
    }

    /// The same case, to be changed. The closure's value is handed back; nothing happens to a case that is unknown.
    pub(super) fn change<T>(&mut self, id: &CaseId, change: impl FnOnce(&mut Case) -> T) -> Option<T> {
        self.known.forget();
        self.changes += 1;
        self.note(id, change)
    }

    /// As [`Draft::change`], for what no expression can read: letters, invitations, timers, the readers.
    pub(super) fn note<T>(&mut self, id: &CaseId, change: impl FnOnce(&mut Case) -> T) -> Option<T> {
        if !self.cases.contains_key(id) {
            let case = self.case(id)?;
            self.cases.insert(id.clone(), case);
        }
        self.cases.get_mut(id).map(|case| change(Arc::make_mut(case)))
    }

    /// The fields of a case that was there before differ from what they were.
    pub(super) fn has_new_fields(&self, id: &CaseId) -> bool {
        let before = self.before.borrow();
        let Some(Some(before)) = before.get(id) else { return false };
        self.cases.get(id).is_some_and(|case| case.fields != before.fields)
    }

    /// How much was changed so far that an expression can read.
    pub(super) fn changes(&self) -> u64 {
        self.changes
    }

    /// Names of a case that this decision has touched under which something else stands than before; of a new case
    /// all that a case can have.
    pub(super) fn moved(&self, id: &CaseId) -> BTreeSet<String> {
        let before = self.before.borrow();
        let (Some(case), Some(before)) = (self.cases.get(id), before.get(id)) else { return BTreeSet::new() };
        let mut names = BTreeSet::new();
        let Some(old) = before else {
            const HEADS: [&str; 8] =
                ["state", "entered", "round", "ended", "opener", "title", "children", "cases"];
            names.extend(case.fields.keys().chain(case.given.keys()).cloned());
            names.extend(HEADS.map(str::to_owned));
            return names;
        };
        unlike(&old.fields, &case.fields, &mut names);
        unlike(&old.given, &case.given, &mut names);
        let heads = [
            ("state", old.state != case.state),
            ("entered", old.entered != case.entered),
            ("round", old.rounds != case.rounds),
            ("ended", old.ended != case.ended),
            ("opener", old.opener != case.opener),
            ("title", old.title != case.title),
            ("cases", old.ended != case.ended),
        ];
        names.extend(heads.into_iter().filter(|(_, moved)| *moved).map(|(name, _)| name.to_owned()));
        names
    }

    /// A case that did not exist before.
    pub(super) fn insert(&mut self, case: Case) {
        self.known.forget();
        self.changes += 1;
        self.before.borrow_mut().insert(case.id.clone(), None);
        self.cases.insert(case.id.clone(), Arc::new(case));
    }

    /// The process of a case, if the rule set still has it.
    pub(super) fn process_of(&self, case: &Case) -> Option<&'w Arc<Process>> {
        self.world.rules.processes.get(&case.process)
    }

    /// A row of memory as it stands in this decision.
    pub(super) fn row(&self, key: &[u8]) -> Option<Vec<u8>> {
        match self.rows.get(key) {
            Some(changed) => changed.clone(),
            None => self.world.rows.get(key),
        }
    }

    pub(super) fn put(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.rows.insert(key, Some(value));
    }

    /// Cases under a prefix of an index whose last part is the case id, with those of this decision.
    pub(super) fn index(&self, prefix: &[u8], most: usize) -> Vec<CaseId> {
        let mut out = Vec::new();
        self.world.rows.scan(prefix, &mut |key, _| {
            if let Some(id) = memory::parts(key).last() {
                out.push(CaseId((*id).to_owned()));
            }
            out.len() < most
        });
        out
    }

    /// Cases touched so far, by id.
    pub(super) fn touched(&self) -> Vec<CaseId> {
        self.cases.keys().cloned().collect()
    }

    /// An instant for the operator who reads a reason: the company's time, and its offset.
    pub(super) fn told(&self, at: Instant) -> String {
        self.world.directory.company.zone.told(at)
    }

    pub(super) fn why(&mut self, case: Option<&CaseId>, text: impl Into<String>) {
        self.why.push(Why { case: case.cloned(), text: text.into() });
    }

    pub(super) fn alarm(&mut self, text: impl Into<String>) {
        self.alarms.push(text.into());
    }

    /// Counts one step; false when the decision runs in circles.
    pub(super) fn step(&mut self) -> bool {
        self.steps += 1;
        self.steps <= STEPS_MAX
    }

    /// Counts an entry into a state: how many this case has made in this decision.
    pub(super) fn enters(&mut self, id: &CaseId) -> u32 {
        let entries = self.entries.entry(id.clone()).or_insert(0);
        *entries += 1;
        *entries
    }

    /// This decision has held the case: what it was about to do there ends. A case that was held before goes on with
    /// what people say; only its deadlines stand still.
    pub(super) fn is_stopped(&self, id: &CaseId) -> bool {
        self.stopped.contains(id)
    }

    /// Holds a case: its deadlines stop, and the operator is told why.
    pub(super) fn hold(&mut self, id: &CaseId, reason: impl Into<String>) {
        let reason = reason.into();
        self.stopped.insert(id.clone());
        if self.case(id).is_some_and(|case| case.held.is_some()) {
            return;
        }
        self.why(Some(id), format!("held: {reason}"));
        self.alarm(format!("case {id} is held: {reason}"));
        self.change(id, |case| case.held = Some(reason));
    }

    /// An id for an effect of this decision: the same on every run.
    pub(super) fn effect_id(&self, case: Option<&CaseId>, what: &str) -> String {
        let version = case.and_then(|id| self.case(id)).map_or(0, |c| c.version);
        let case = case.map_or("", |c| c.0.as_str());
        let at = memory::stamp(self.now);
        let n = (self.letters.len() + self.documents.len()).to_string();
        let version = version.to_string();
        let parts = [case, &version, &at, &n, what].map(str::as_bytes);
        memory::hash(&parts)[..20].to_owned()
    }

    /// A letter to send. Readers are remembered, the letter is tied to its question, the day's budget is counted.
    pub(super) fn letter(&mut self, mut plan: LetterPlan) {
        plan.to.retain(|p| self.world.directory.person(p).is_some_and(|p| p.active));
        if plan.to.is_empty() {
            self.why(plan.case.as_ref(), format!("letter '{}' has no reader", plan.name));
            return;
        }
        if let Some(id) = plan.case.clone() {
            plan.titles = self.case(&id).map(|case| case.titles.clone()).unwrap_or_default();
            let today = self.now.date_naive();
            let count = u32::try_from(plan.to.len()).unwrap_or(u32::MAX);
            let sent = self.note(&id, |case| {
                if case.letters.0 != today {
                    case.letters = (today, 0);
                }
                case.letters.1 = case.letters.1.saturating_add(count);
                for person in &plan.to {
                    if !case.readers.contains(person) {
                        case.readers.push(person.clone());
                    }
                }
                case.letters.1
            });
            if sent.is_some_and(|sent| sent > LETTERS_PER_DAY_MAX) {
                self.hold(&id, format!("more than {LETTERS_PER_DAY_MAX} letters in one day"));
                return;
            }
            let person = (plan.to.len() == 1).then(|| plan.to[0].clone());
            let (key, round) = match &plan.ask {
                Some(ask) => (ask.key.clone(), self.round_of(&id, &ask.key)),
                None => (String::new(), 0),
            };
            let row = LetterRow {
                case: id.clone(),
                key: key.clone(),
                round,
                person: person.clone(),
                invited: None,
            };
            self.put_json(memory::key(["l", &plan.id]), &row);
            self.tie_invite(&plan);
            if let (Some(ask), Some(person)) = (&plan.ask, person) {
                let (answers, expires) = (ask.grants.clone(), ask.expires);
                let row = TokenRow { case: id.clone(), key, round, person, answers, expires };
                self.put_json(memory::key(["t", &super::token::normal(&ask.token)]), &row);
                self.put_json(memory::key(["t", &super::token::normal(&ask.code)]), &row);
            }
        }
        let names: Vec<&str> = plan.to.iter().map(PersonId::as_str).collect();
        let why =
            format!("letter '{}' ({}) to {}", plan.name, occasion_word(plan.occasion), names.join(", "));
        self.why(plan.case.clone().as_ref(), why);
        self.letters.push(plan);
    }

    /// Letters planned so far, for what comes later in the same decision to join or drop.
    pub(super) fn letters(&mut self) -> &mut Vec<LetterPlan> {
        &mut self.letters
    }

    pub(super) fn document(&mut self, document: Document) {
        self.documents.push(document);
    }

    /// The same document, where this decision has it already.
    pub(super) fn known_document(&self, like: &Document) -> Option<Document> {
        let known = self.letters.iter().flat_map(|letter| &letter.enclosed).chain(&self.documents);
        let same = |d: &&Document| d.case == like.case && d.name == like.name && d.values == like.values;
        known.into_iter().find(same).cloned()
    }

    pub(super) fn is_withdrawn(&self, letter: &str) -> bool {
        self.withdrawn.iter().any(|w| w == letter)
    }

    pub(super) fn withdraw(&mut self, letter: String) {
        self.withdrawn.push(letter);
    }

    fn round_of(&self, id: &CaseId, key: &str) -> u32 {
        self.case(id).and_then(|c| c.asks.get(key).map(|a| a.round)).unwrap_or(0)
    }

    pub(super) fn put_json(&mut self, key: Vec<u8>, value: &impl serde::Serialize) {
        let text = serde_json::to_vec(value).expect("rows have string keys");
        self.put(key, text);
    }

    /// The decision. Letters that are withdrawn in the same breath are not even composed.
    pub(super) fn finish(mut self) -> Decision {
        let mut rows = std::mem::take(&mut self.rows);
        let before = self.before.into_inner();
        let mut cases = Vec::new();
        for (id, mut case) in self.cases {
            let old = before.get(&id).and_then(Option::as_deref);
            if old == Some(case.as_ref()) {
                continue;
            }
            Arc::make_mut(&mut case).version += 1;
            memory::difference(self.world.rows, old, &case, &mut rows);
            cases.push(case);
        }
        let withdrawn = std::mem::take(&mut self.withdrawn);
        self.letters.retain(|l| !withdrawn.contains(&l.id));
        Decision {
            rows,
            letters: self.letters,
            documents: self.documents,
            withdrawn,
            why: self.why,
            cases,
            alarms: self.alarms,
            fate: self.fate,
        }
    }
}

/// Keys that hold something else in one than in the other.
fn unlike<T: PartialEq>(old: &BTreeMap<String, T>, new: &BTreeMap<String, T>, names: &mut BTreeSet<String>) {
    let gone = old.keys().filter(|name| !new.contains_key(*name));
    let other = new.iter().filter(|(name, value)| old.get(*name) != Some(value)).map(|(name, _)| name);
    names.extend(gone.chain(other).cloned());
}

fn occasion_word(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Ask => "ask",
        Occasion::Reminder => "reminder",
        Occasion::Also => "also",
        Occasion::Correction => "correction",
        Occasion::Notice => "notice",
        Occasion::Reply => "reply",
        Occasion::Invite => "invite",
    }
}

/// A letter of the core itself (`system`), about a message or a case.
pub(super) fn system_letter(
    draft: &Draft<'_>,
    case: Option<&CaseId>,
    name: &str,
    to: PersonId,
    facts: Values,
    ask: Option<AskLetter>,
) -> LetterPlan {
    LetterPlan {
        id: draft.effect_id(case, name),
        case: case.cloned(),
        process: None,
        name: name.to_owned(),
        occasion: Occasion::Reply,
        to: vec![to],
        ask,
        facts,
        in_reply_to: None,
        titles: [].into(),
        invite: None,
        enclosed: Vec::new(),
        parts: Vec::new(),
    }
}
