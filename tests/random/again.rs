//! A story about one process, which comes back to where a way was seldom gone.
//!
//! Chance alone stands seldom before what lies months behind an opening, or needs two rare things in a row. So such a
//! story opens nothing but its process, those it is about and those its forms name, and keeps the moment in which a case
//! came into a state: memory is a value, and so a moment may be lived through again. Again and again it takes the way
//! that was least gone and least tried, goes back to a moment before it, and lets something else happen there: nobody does
//! anything, everybody says the same, or whatever comes. It never touches memory itself: the same events, answered and
//! checked as in every other story.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;

use beadle::rules::outline::{Arrow, Spot};
use beadle::rules::{Kind, Process};
use beadle::turn::next_deadline;
use beadle::workflow::memory;
use beadle::workflow::{Act, Case, CaseId, Event};

use super::people::opens_by_mail;
use super::{ARROWS, Moment, SETTING, Story, Way};

/// Moments that are kept for each way into a state.
const KEPT_MAX: usize = 5;
/// Steps of one try, and events: of somebody who acts, who opens, and where nobody does.
const TRY_EVENTS_MAX: u64 = 50;
const OPENING_STEPS_MAX: usize = 12;
const PATIENCE_EVENTS_MAX: u64 = 300;
/// Of a hundred tries, those after which all deadlines are compared with the cases: it takes longer than a try.
const AGREES_PERCENT: u64 = 10;
/// What may fall due for the case itself in one try: longer than any ladder, shorter than reminders without end.
const OWN_MAX: usize = 40;
/// Events of a piece in which anything may happen.
const FREE_EVENTS: u64 = 40;
/// Of a hundred pieces, those in which anything may happen, and of these those that begin with the story.
const FREE_PERCENT: u64 = 10;
const AFRESH_PERCENT: u64 = 30;
/// A way of a process that the story is not about is tried as if it had been gone so many times as often.
const ASIDE: u64 = 2;
/// A way that the run has gone often enough is tried as if it had been gone so many times as often.
const REST: u64 = 4;
/// Of a hundred tries, those that do as was done when the way was gone before; and those before which all else is done with.
const KNOWN_PERCENT: u64 = 65;
const ALONE_PERCENT: u64 = 80;

/// What a story about one process keeps.
pub(crate) struct Again {
    process: String,
    /// Whatever may be opened: the process, and all that it needs.
    pub(crate) family: BTreeSet<String>,
    /// Ways that other stories have gone often enough.
    often: Arc<BTreeSet<Way>>,
    kept: BTreeMap<Way, Vec<Kept>>,
    /// Since the last look: which case came where.
    pub(crate) arrived: Vec<(CaseId, Way)>,
    /// How often each way was tried.
    aimed: BTreeMap<Way, u64>,
    /// What led there before.
    known: BTreeMap<Way, Manner>,
    /// How often nothing but reminders came of waiting in a state.
    vain: BTreeMap<(String, String), usize>,
}

/// One try: which way is sought, and from which moment.
struct Aim {
    way: Way,
    into: Way,
    moment: Rc<Moment>,
    case: CaseId,
}

/// A moment in which a case had just come into a state.
struct Kept {
    moment: Rc<Moment>,
    case: CaseId,
    used: u64,
    /// Where it has led.
    led: BTreeSet<Way>,
}

/// What people do about a case while a way out of its state is sought.
#[derive(Clone, Debug)]
enum Manner {
    /// Nothing.
    Wait,
    /// One and the same kind of move, whoever is asked; which one, when it is known.
    Same(Option<String>),
    /// Anything.
    Mix,
}

impl Again {
    pub(crate) fn new(process: &str, often: Arc<BTreeSet<Way>>) -> Self {
        let mut family = BTreeSet::new();
        let mut more = vec![process.to_owned()];
        while let Some(name) = more.pop() {
            let Some(process) = SETTING.rules.processes.get(&name) else { continue };
            if family.insert(name) {
                more.extend(process.about.clone());
                more.extend(named(process));
            }
        }
        Self {
            process: process.to_owned(),
            family,
            often,
            kept: BTreeMap::new(),
            arrived: Vec::new(),
            aimed: BTreeMap::new(),
            known: BTreeMap::new(),
            vain: BTreeMap::new(),
        }
    }

    /// The moment of this aim has led there.
    fn leads(&mut self, aim: &Aim, way: Way) {
        let kept = self.kept.get_mut(&aim.into).into_iter().flatten();
        for kept in kept.filter(|kept| Rc::ptr_eq(&kept.moment, &aim.moment)) {
            kept.led.insert(way.clone());
        }
    }

    /// The moments in which a case stood where this way begins, or where a case may be opened that begins so.
    fn before(&self, name: &str, arrow: &Arrow) -> impl Iterator<Item = (&Way, usize, &Kept)> {
        let process = &SETTING.rules.processes[name];
        let of = match (&arrow.from, &process.about) {
            (Spot::Start, Some(about)) => about.clone(),
            _ => name.to_owned(),
        };
        let fits = move |way: &Way| match &arrow.from {
            Spot::State(state) => way.2 == *state,
            Spot::Start | Spot::Always => !SETTING.rules.processes[&way.0].states[&way.2].end,
        };
        let kept = self.kept.iter().filter(move |(way, _)| way.0 == of && fits(way));
        kept.flat_map(|(way, all)| all.iter().enumerate().map(move |(n, kept)| (way, n, kept)))
    }
}

/// Processes whose cases a form names.
fn named(process: &Process) -> impl Iterator<Item = String> {
    let fields = process.forms.values().flat_map(|form| &form.fields);
    fields.filter_map(|field| match &field.kind {
        Kind::Case(process) => Some(process.clone()),
        _ => None,
    })
}

impl Story {
    /// Plays so many events about one process.
    pub(crate) fn goes_again(&mut self, events: u64) {
        let begin = self.here.clone();
        while self.count < events {
            match self.aim().filter(|_| !self.dice.percent(FREE_PERCENT)) {
                Some(aim) => {
                    self.back_to(&aim.moment, &format!("{:?}", aim.way));
                    match aim.way.1 {
                        Spot::Start => self.opens(&aim),
                        _ => self.tries(&aim),
                    }
                }
                None => {
                    let again = self.again.as_ref().unwrap();
                    let all: Vec<Rc<Moment>> =
                        again.kept.values().flatten().map(|kept| kept.moment.clone()).collect();
                    let afresh = self.dice.percent(AFRESH_PERCENT);
                    match self.dice.pick(&all).filter(|_| !afresh).cloned() {
                        Some(moment) => self.back_to(&moment, "whatever comes"),
                        None => self.back_to(&begin, "the beginning"),
                    }
                    let before = self.count;
                    while self.count - before < FREE_EVENTS {
                        self.step();
                        self.keeps();
                    }
                }
            }
            if self.dice.percent(AGREES_PERCENT) {
                self.agrees();
            }
        }
    }

    fn back_to(&mut self, moment: &Moment, why: &str) {
        self.here = moment.clone();
        self.tells(format!("── back to {}: {why}", self.here.now));
    }

    /// The way that was least gone and tried of those that begin where a moment was kept, and the least used of these;
    /// often one that was the right one before.
    fn aim(&mut self) -> Option<Aim> {
        let again = self.again.as_mut().unwrap();
        let mut best: Option<(u64, Way, &Arrow)> = None;
        for name in &again.family {
            let process = &SETTING.rules.processes[name];
            let weight = if *name == again.process { 1 } else { ASIDE };
            for arrow in &ARROWS[name] {
                let way = (name.clone(), arrow.from.clone(), arrow.to.clone());
                let aimed = again.aimed.get(&way).copied().unwrap_or(0);
                // A way that often fails is sought again the sooner.
                let rest = if again.often.contains(&way) { REST } else { 1 };
                let gone = (8 * self.seen.taken(process, arrow) + aimed + 1) * weight * rest;
                let is_less = best.as_ref().is_none_or(|(least, ..)| gone < *least);
                if is_less && again.before(name, arrow).next().is_some() {
                    best = Some((gone, way, arrow));
                }
            }
        }
        let (_, way, arrow) = best?;
        let known = self.dice.percent(KNOWN_PERCENT);
        let least = again
            .before(&way.0, arrow)
            .min_by_key(|(_, _, kept)| (known && !kept.led.contains(&way), kept.used));
        let (into, n) = least.map(|(into, n, _)| (into.clone(), n))?;
        *again.aimed.entry(way.clone()).or_default() += 1;
        let kept = &mut again.kept.get_mut(&into)?[n];
        kept.used += 1;
        Some(Aim { way, moment: kept.moment.clone(), case: kept.case.clone(), into })
    }

    /// Opens cases until one begins; where no mail opens any, what it is about is opened or goes on.
    fn opens(&mut self, aim: &Aim) {
        let mut process = &SETTING.rules.processes[&aim.way.0];
        while !opens_by_mail(process) {
            match process.about.as_ref() {
                Some(above) if self.dice.percent(50) => process = &SETTING.rules.processes[above],
                _ => break,
            }
        }
        let kind = format!("open {}", process.name);
        for _ in 0..OPENING_STEPS_MAX {
            let Some(case) = memory::load(&self.here.rows, &aim.case).unwrap() else { return };
            let (cases, mut all) = (self.cases(), Vec::new());
            self.openings(Some(&case).filter(|_| process.about.is_some()), &cases, &mut all);
            match all.iter().any(|(known, _)| *known == kind) {
                true => self.one_of(&kind, &all),
                false => self.does_the_same(&case, &mut None),
            }
            if self.keeps().iter().any(|(_, way)| *way == aim.way) {
                return self.again.as_mut().unwrap().leads(aim, aim.way.clone());
            }
        }
    }

    /// Lets things happen until the case leaves its state.
    fn tries(&mut self, aim: &Aim) {
        let known = self.again.as_ref().and_then(|again| again.known.get(&aim.way)).cloned();
        let again = self.again.as_mut().unwrap();
        let state = (aim.way.0.clone(), aim.into.2.clone());
        let vain = again.vain.get(&state).copied().unwrap_or(0);
        let mut manner = match known.filter(|_| self.dice.percent(KNOWN_PERCENT)) {
            Some(manner) => manner,
            None if self.dice.below(3 + 4 * vain) == 0 => Manner::Wait,
            None => [Manner::Same(None), Manner::Mix][self.dice.below(2)].clone(),
        };
        let waits = matches!(manner, Manner::Wait);
        self.tells(format!("── {manner:?} (in vain so far: {vain})"));
        let most = if waits { PATIENCE_EVENTS_MAX } else { TRY_EVENTS_MAX };
        if waits && self.dice.percent(ALONE_PERCENT) {
            self.is_alone(&aim.case);
        }
        // Some are quick to answer, some let the first deadlines pass.
        let idle = if waits { 0 } else { [0, 0, 1, 3][self.dice.below(4)] };
        let (before, mut own) = (self.count, 0);
        for step in 0..most {
            let case = memory::load(&self.here.rows, &aim.case).unwrap();
            let Some(case) = case.filter(|case| case.held.is_none()) else { return };
            let next = next_deadline(&self.here.rows);
            own += usize::from(case.deadlines().iter().map(|(at, _)| *at).min() == next);
            if self.count - before > most || own > OWN_MAX || next.is_none() {
                let again = self.again.as_mut().unwrap();
                *again.vain.entry(state).or_default() += usize::from(waits);
                return;
            }
            match &mut manner {
                _ if step < idle => self.waits(),
                Manner::Wait => self.waits(),
                Manner::Same(kind) => self.does_the_same(&case, kind),
                Manner::Mix if self.dice.percent(15) => self.somebody_acts(),
                Manner::Mix if self.dice.percent(25) => self.waits(),
                Manner::Mix => self.does_the_same(&case, &mut None),
            }
            let arrived = self.keeps();
            if let Some((_, way)) = arrived.iter().find(|(case, _)| *case == aim.case) {
                // What is live in every state leads on from any.
                let from = if aim.way.1 == Spot::Always { &aim.way.1 } else { &way.1 };
                let gone = (way.0.clone(), from.clone(), way.2.clone());
                let again = self.again.as_mut().unwrap();
                again.leads(aim, gone.clone());
                again.known.insert(gone, manner);
                return;
            }
        }
    }

    /// All other cases are called off, but those it is about or that are about it.
    fn is_alone(&mut self, id: &CaseId) {
        let line = self.line(id);
        for other in self.cases() {
            let is_kin = line.contains(&other.id) || self.line(&other.id).contains(id);
            if !is_kin {
                let act = Act::Cancel { case: other.id, reason: "over".into() };
                self.event("operator", Event::Operator { who: "operator".into(), act });
            }
        }
        self.keeps();
    }

    /// A case and those that it is about.
    fn line(&self, id: &CaseId) -> Vec<CaseId> {
        let mut line = vec![id.clone()];
        while let Some(case) = memory::load(&self.here.rows, line.last().unwrap()).unwrap() {
            let Some(above) = case.parent else { break };
            line.push(above);
        }
        line
    }

    /// Time passes until something is due.
    fn waits(&mut self) {
        if let Some(at) = next_deadline(&self.here.rows) {
            self.forward(at.max(self.here.now));
            self.deadlines();
        }
    }

    /// Somebody does what was done about this case before; where that cannot be done, time passes.
    fn does_the_same(&mut self, case: &Case, same: &mut Option<String>) {
        let all = self.moves_about(case);
        if same.is_none() {
            *same = self.seldom(&all);
        }
        match same {
            Some(kind) if all.iter().any(|(known, _)| known == kind) => {
                self.here.deeds += 1;
                let kind = kind.clone();
                self.one_of(&kind, &all);
            }
            _ => self.waits(),
        }
    }

    /// Keeps the moment for each case that has come somewhere, and says which these are and how.
    fn keeps(&mut self) -> Vec<(CaseId, Way)> {
        let again = self.again.as_mut().unwrap();
        let arrived = std::mem::take(&mut again.arrived);
        if arrived.is_empty() {
            return arrived;
        }
        let moment = Rc::new(self.here.clone());
        for (case, way) in &arrived {
            let there = memory::load(&moment.rows, case).unwrap().is_some_and(|case| case.state == way.2);
            let state = &SETTING.rules.processes[&way.0].states[&way.2];
            if !there || !again.family.contains(&way.0) || (state.end && state.says.is_empty()) {
                continue;
            }
            let kept = again.kept.entry(way.clone()).or_default();
            let new = Kept { moment: moment.clone(), case: case.clone(), used: 0, led: BTreeSet::new() };
            if kept.len() < KEPT_MAX {
                kept.push(new);
            } else {
                let at = self.dice.below(KEPT_MAX);
                kept[at] = new;
            }
        }
        arrived
    }
}
