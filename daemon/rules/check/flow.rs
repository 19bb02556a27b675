//! What leads where: every step with what set it off, the ways between states, and what is known when one is come to.
//!
//! From this follow the rules about time: that no circle runs by itself, in one process or through several, that no
//! state waits for ever, and that a time phrase or a condition reckons only with what has been given on every way to it.

use std::collections::{BTreeMap, BTreeSet};

use super::Set;
use super::given::{lacks, not_given};
use super::reach::case_fields;
use super::typing::literal;
use super::walk::{Purpose, Walk};
use crate::fault::Faults;
use crate::rules::{Ask, Level, Need, Process, Reaction, Say, State, Step, Trigger, Wants};
use crate::time::{Base, Phrase};

/// What set a step off.
#[derive(Clone, Copy)]
enum Cause<'a> {
    /// The state was entered.
    Entry,
    /// Somebody answered, or a round ended.
    Answer(&'a Ask, &'a Reaction),
    /// Somebody said something.
    Say(&'a Say),
    /// Another case did something.
    Event,
    /// It was time, or a letter came back.
    Time,
}

/// A step with what set it off.
struct Act<'a> {
    cause: Cause<'a>,
    step: &'a Step,
    /// Names that are not null here: steps before it in its list would have been done else.
    there: BTreeSet<&'a str>,
}

/// Every step of a state, or of `always`.
fn steps(state: &State) -> Vec<Act<'_>> {
    let mut all = vec![Act { cause: Cause::Entry, step: &state.entry, there: BTreeSet::new() }];
    let meets = state.meets.values();
    for ask in state.asks.values().chain(meets.clone().flat_map(|meet| meet.asks.values())) {
        for reaction in &ask.on {
            list(&mut all, Cause::Answer(ask, reaction), &reaction.steps);
        }
        for rung in &ask.silence {
            let there = rung.when.as_ref().map(|when| when.given_if(true)).unwrap_or_default();
            all.push(Act { cause: Cause::Time, step: &rung.step, there });
        }
        list(&mut all, Cause::Time, &ask.bounce);
    }
    for reaction in meets.clone().flat_map(|meet| &meet.on) {
        list(&mut all, Cause::Time, &reaction.steps);
    }
    for timer in state.timers.values().chain(meets.flat_map(|meet| meet.timers.values())) {
        list(&mut all, Cause::Time, &timer.steps);
    }
    for say in state.says.values() {
        list(&mut all, Cause::Say(say), &say.steps);
    }
    for reaction in &state.on {
        list(&mut all, Cause::Event, &reaction.steps);
    }
    all
}

/// Of a list of steps the first that holds is done.
fn list<'a>(all: &mut Vec<Act<'a>>, cause: Cause<'a>, steps: &'a [Step]) {
    let mut passed: BTreeSet<&str> = BTreeSet::new();
    for step in steps {
        let mut there = passed.clone();
        if let Some(when) = &step.when {
            there.extend(when.given_if(true));
            passed.extend(when.given_if(false));
        }
        all.push(Act { cause, step, there });
    }
}

/// Where targets lead, each with what is not null when it is chosen.
fn targets(go: &[crate::rules::Arm]) -> Vec<(&str, BTreeSet<&str>)> {
    let mut passed: BTreeSet<&str> = BTreeSet::new();
    let mut all = Vec::new();
    for arm in go {
        let mut there = passed.clone();
        if let Some(when) = &arm.when {
            there.extend(when.given_if(true));
            passed.extend(when.given_if(false));
        }
        all.push((arm.go.as_str(), there));
    }
    all
}

/// Places of the whole set between which a case, or one case and another, goes by itself.
type Node<'a> = (&'a str, &'a str);

/// Where entering a state leads at once, through its own steps and those they set off in other cases.
struct Instant<'s, 'a> {
    set: &'s Set<'a>,
    seen: BTreeSet<(*const Step, Node<'a>)>,
    to: BTreeSet<Node<'a>>,
}

impl<'a> Instant<'_, 'a> {
    fn from(set: &Set<'a>, process: &'a Process, state: &'a State) -> BTreeSet<Node<'a>> {
        let mut instant = Instant { set, seen: BTreeSet::new(), to: BTreeSet::new() };
        instant.enter(process, state);
        instant.to
    }

    fn enter(&mut self, process: &'a Process, state: &'a State) {
        self.step(process, state, &state.entry);
        // What is missing of a form may be nothing, and what children have come to they may have come to before.
        for ask in state.asks.values().filter(|ask| matches!(ask.wants, Wants::Fill(_))) {
            for reaction in ask.on.iter().filter(|reaction| reaction.on == Trigger::Filled) {
                reaction.steps.iter().for_each(|step| self.step(process, state, step));
            }
        }
        for reaction in &state.on {
            if let Trigger::Children(child, Level::Any | Level::All, _) = &reaction.on
                && !state.entry.open.iter().any(|opening| opening.process == *child)
            {
                reaction.steps.iter().for_each(|step| self.step(process, state, step));
            }
        }
        // The case above sees it.
        let Some(above) = process.about.as_deref().and_then(|name| self.set.process(name)) else { return };
        for of in above.states.values().chain([&above.always]) {
            for reaction in &of.on {
                let ours = matches!(&reaction.on, Trigger::Children(child, _, to)
                    if *child == process.name && (*to == state.name || (to == "end" && state.end)));
                if ours {
                    reaction.steps.iter().for_each(|step| self.step(above, of, step));
                }
            }
        }
    }

    fn step(&mut self, process: &'a Process, state: &'a State, step: &'a Step) {
        if !self.seen.insert((step, (&process.name, &state.name))) {
            return;
        }
        for arm in &step.go {
            if let Some(to) = process.states.get(&arm.go) {
                self.to.insert((&process.name, &to.name));
            }
        }
        for child in step.open.iter().filter_map(|opening| self.set.process(&opening.process)) {
            self.step(child, &child.always, &child.always.entry);
            let starts = child.open.go.iter().filter_map(|arm| child.states.get(&arm.go));
            self.to.extend(starts.map(|to| (child.name.as_str(), to.name.as_str())));
        }
        for (target, _) in &step.set {
            let Some(owner) = target.of.as_deref().and_then(|of| self.set.owner(process, of)) else {
                continue;
            };
            for of in owner.states.values().chain([&owner.always]) {
                for reaction in of.on.iter().filter(|on| on.on == Trigger::Set(target.field.clone())) {
                    reaction.steps.iter().for_each(|step| self.step(owner, of, step));
                }
            }
        }
    }
}

/// No case, and no cases through one another, run in a circle without a person or a time between.
pub(super) fn nothing_runs_in_circles(set: &Set<'_>, faults: &mut Faults) {
    let mut ways: BTreeMap<Node<'_>, BTreeSet<Node<'_>>> = BTreeMap::new();
    for walk in &set.walks {
        for state in walk.process.states.values() {
            ways.insert((&walk.process.name, &state.name), Instant::from(set, walk.process, state));
        }
    }
    let mut told: BTreeSet<Node<'_>> = BTreeSet::new();
    for start in ways.keys().copied().collect::<Vec<_>>() {
        let Some(circle) =
            circle(&ways, start).filter(|circle| circle.iter().all(|node| !told.contains(node)))
        else {
            continue;
        };
        told.extend(&circle);
        // It is told at the one that stands first in its file.
        let place = |(process, state): &Node<'_>| {
            let walk = set.walks.iter().find(|walk| walk.process.name == *process)?;
            let go = walk.state_place(state).key("go");
            Some(if set.places.is_written(&go) { go } else { walk.state_place(state) })
        };
        let mut places: Vec<_> =
            circle.iter().enumerate().filter_map(|(i, n)| Some((i, place(n)?))).collect();
        places.sort_by_key(|(_, place)| {
            let fault = set.fault(place, "", "");
            (fault.source().path().to_owned(), fault.span().start)
        });
        let Some((first, place)) = places.into_iter().next() else { continue };
        let (process, state) = circle[first];
        let name = |(of, state): &Node<'_>| match *of == process {
            true => (*state).to_owned(),
            false => format!("{of}.{state}"),
        };
        let around = circle.iter().cycle().skip(first + 1).take(circle.len() - 1);
        let through = match around.map(name).collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => none,
            others => format!(" through {others}"),
        };
        let found = format!("'{state}' comes back to itself{through} without a person or a time between");
        faults.push(set.places.fault_at_key(&place, found, "let one of them wait for an answer or a time"));
    }
}

/// The shortest way from a node back to itself, beginning with it.
fn circle<'a>(ways: &BTreeMap<Node<'a>, BTreeSet<Node<'a>>>, start: Node<'a>) -> Option<Vec<Node<'a>>> {
    let mut from: BTreeMap<Node<'a>, Node<'a>> = BTreeMap::new();
    let mut next = std::collections::VecDeque::from([start]);
    while let Some(node) = next.pop_front() {
        for to in ways.get(&node)? {
            if *to == start {
                let mut back = vec![node];
                while let Some(before) = back.last().filter(|last| **last != start).and_then(|n| from.get(n))
                {
                    back.push(*before);
                }
                back.reverse();
                return Some(back);
            }
            if !from.contains_key(to) {
                from.insert(*to, node);
                next.push_back(*to);
            }
        }
    }
    None
}

/// A state that is no end has something that comes by itself: an ask, a time, a meeting, children that come to
/// something. Where people may only speak, a case would wait for ever.
pub(super) fn states_have_a_deadline(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let leads = |state: &State| {
            steps(state)
                .iter()
                .any(|act| matches!(act.cause, Cause::Time | Cause::Answer(..)) && !act.step.go.is_empty())
        };
        if leads(&walk.process.always) {
            continue;
        }
        for state in walk.process.states.values().filter(|state| !state.end) {
            let waits = !state.says.is_empty() || !state.on.is_empty();
            let comes = !state.asks.is_empty()
                || !state.timers.is_empty()
                || !state.meets.is_empty()
                || !state.entry.go.is_empty()
                || state.on.iter().any(|on| matches!(on.on, Trigger::Children(..)));
            if waits && !comes {
                faults.push(set.places.fault_at_key(
                    &walk.state_place(&state.name),
                    format!("if nobody says anything, a case stays in '{}' for ever", state.name),
                    "add an ask with a meaning of silence, or a timer: [state.NAME.at.NAME]",
                ));
            }
        }
    }
}

/// What is certainly there in each state: fields, and what asks and says were given.
struct Known<'a> {
    /// By state; `always` has what is there from the beginning.
    by_state: BTreeMap<&'a str, BTreeSet<&'a str>>,
    beginning: BTreeSet<&'a str>,
    /// What may be missing: only this is looked at.
    doubtful: BTreeSet<&'a str>,
}

impl<'a> Known<'a> {
    fn of(walk: &Walk<'a>) -> Self {
        let process = walk.process;
        let fields = || case_fields(process);
        let sure = |field: &&crate::rules::Field| field.need == Need::Now || field.default.is_some();
        let mut beginning: BTreeSet<&str> = fields().filter(sure).map(|field| field.name.as_str()).collect();
        let kept = process.keep.iter().filter(|(_, value)| value.text().trim() != "null");
        beginning.extend(kept.map(|(name, _)| name.as_str()));
        let mut doubtful: BTreeSet<&str> =
            fields().filter(|field| !sure(field)).map(|field| field.name.as_str()).collect();
        doubtful.extend(process.keep.iter().map(|(name, _)| name.as_str()));
        doubtful.extend(walk.asks.iter().map(|site| site.what.name.as_str()));
        doubtful.extend(walk.says.iter().map(|site| site.what.name.as_str()));
        // A case that would lack it is not opened.
        beginning.extend(process.open.refuse.iter().flat_map(|(_, when)| when.given_if(false)));
        // From, to, and what going there has given.
        let mut ways: Vec<(Option<&str>, &str, BTreeSet<&str>)> = Vec::new();
        let mut lead = |from: Option<&'a str>, act: &Act<'a>| {
            for (to, mut there) in targets(&act.step.go) {
                there.extend(act.there.iter().copied().chain(given(process, act.cause, act.step)));
                ways.push((from, to, there));
            }
        };
        for state in process.states.values() {
            steps(state).iter().for_each(|act| lead(Some(&state.name), act));
            if !state.end {
                steps(&process.always).iter().for_each(|act| lead(Some(&state.name), act));
            }
        }
        ways.extend(targets(&process.open.go).into_iter().map(|(to, there)| (None, to, there)));
        // What a state sets on entry is there for everything in it.
        for (_, to, there) in &mut ways {
            let entry = process.states.get(*to).map(|state| &state.entry);
            there.extend(entry.filter(|step| step.when.is_none()).map(own_sets).into_iter().flatten());
        }
        let all: BTreeSet<&str> = beginning.iter().chain(&doubtful).copied().collect();
        let mut by_state: BTreeMap<&str, BTreeSet<&str>> =
            process.states.keys().map(|state| (state.as_str(), all.clone())).collect();
        // What is known only ever becomes less, so this ends.
        loop {
            let mut changed = false;
            for (from, to, given) in &ways {
                let before = from.and_then(|from| by_state.get(from)).unwrap_or(&beginning);
                let there: BTreeSet<&str> = before.union(given).copied().collect();
                let Some(known) = by_state.get_mut(to) else { continue };
                let less: BTreeSet<&str> = known.intersection(&there).copied().collect();
                changed |= less.len() < known.len();
                *known = less;
            }
            if !changed {
                return Self { by_state, beginning, doubtful };
            }
        }
    }
}

/// The fields of this case that a step gives a value.
fn own_sets(step: &Step) -> impl Iterator<Item = &str> {
    let own = step.set.iter().filter(|(target, value)| target.of.is_none() && value.text().trim() != "null");
    own.map(|(target, _)| target.field.as_str())
}

/// What a step, and what set it off, has given.
fn given<'a>(process: &'a Process, cause: Cause<'a>, step: &'a Step) -> BTreeSet<&'a str> {
    let mut given: BTreeSet<&str> = own_sets(step).collect();
    match cause {
        Cause::Say(say) => drop(given.insert(&say.name)),
        Cause::Answer(ask, reaction) => match (&reaction.on, &ask.wants) {
            (Trigger::Filled, Wants::Fill(forms)) => {
                let forms = forms.iter().filter_map(|form| process.forms.get(form));
                let fields = forms.flat_map(|form| &form.fields).filter(|field| field.need == Need::Later);
                given.extend(fields.map(|field| field.name.as_str()));
            }
            (Trigger::Given | Trigger::Answer(..), _) => drop(given.insert(&ask.name)),
            _ => {}
        },
        Cause::Entry | Cause::Event | Cause::Time => {}
    }
    given
}

/// What a state's own asks, says and steps may still give while it lasts, or those of `always`.
fn may_come<'a>(process: &'a Process, state: &'a State) -> BTreeSet<&'a str> {
    let mut all = BTreeSet::new();
    for of in [state, &process.always] {
        for act in steps(of) {
            all.extend(given(process, act.cause, act.step));
        }
        let asks = of.asks.values().chain(of.meets.values().flat_map(|meet| meet.asks.values()));
        for ask in asks {
            all.insert(ask.name.as_str());
            if let Wants::Fill(forms) = &ask.wants {
                // A form that is not the case's own has been shown already.
                let own = forms.iter().all(|form| process.open.forms.contains(form));
                let forms = if own { forms } else { &process.open.forms };
                let fields =
                    forms.iter().filter_map(|form| process.forms.get(form)).flat_map(|form| &form.fields);
                all.extend(fields.map(|field| field.name.as_str()));
            }
        }
        all.extend(of.says.keys().map(String::as_str));
        let lent = of.on.iter().filter_map(|reaction| match &reaction.on {
            Trigger::Set(field) => Some(field.as_str()),
            _ => None,
        });
        all.extend(lent);
    }
    all.extend(process.lend.keys().map(String::as_str));
    all
}

/// A time phrase names only what has been given on every way to its state; a meeting may wait for what comes there.
pub(super) fn times_are_known(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        if set.is_torn(walk.process)
            || walk.arms.iter().any(|arm| !walk.process.states.contains_key(&arm.what.go))
        {
            continue;
        }
        let known = Known::of(walk);
        for site in &walk.phrases {
            let Phrase::Point { amount, base, .. } = site.what else { continue };
            let Some(state) = site.scope.state else { continue };
            let is_always = std::ptr::eq(state, &walk.process.always);
            let there = match is_always {
                true => &known.beginning,
                false => known.by_state.get(state.name.as_str()).unwrap_or(&known.beginning),
            };
            // `at`, `until` and `free` of a meeting follow their fields; everything else holds the case without them.
            let follows = walk.meets.iter().any(|meet| {
                let at = [&meet.what.at, &meet.what.until, &meet.what.every, &meet.what.free];
                at.into_iter().flatten().any(|phrase| std::ptr::eq(phrase, site.what))
            });
            let later = if follows { may_come(walk.process, state) } else { BTreeSet::new() };
            let amount = match amount {
                Some(crate::time::Amount::Field(path)) => Some(path),
                _ => None,
            };
            let base = match base {
                Base::Field(path) => Some(path),
                Base::Start => None,
            };
            for path in amount.into_iter().chain(base) {
                let own = format!("{}.", walk.process.name);
                let path = path.strip_prefix(&own).unwrap_or(path);
                let root = path.split('.').next().unwrap_or_default();
                let own_due = root == "due" && site.scope.rung;
                if own_due || !known.doubtful.contains(root) || there.contains(root) || later.contains(root) {
                    continue;
                }
                let (found, remedy) = match case_fields(walk.process).any(|field| field.name == root) {
                    true => (
                        format!("'{root}' may not be given yet when this is reckoned"),
                        "let on.filled of an ask lead here, give the field a default, or need it now"
                            .to_owned(),
                    ),
                    false => (
                        format!("not every way to this state has gone through '{root}'"),
                        format!(
                            "keep the time in [keep] and set it on each way, or let only '{root}' lead here"
                        ),
                    ),
                };
                faults.push(set.fault(&site.place, found, remedy));
            }
        }
    }
}

/// A condition of a state reckons only with what is there on every way to it: `now + slack > due` without a slack holds
/// the case. What another condition of the state asks for first is taken to be there.
pub(super) fn conditions_know_what_they_reckon_with(set: &Set<'_>, faults: &mut Faults) {
    for walk in set.walks.iter().filter(|walk| !set.is_torn(walk.process)) {
        let known = Known::of(walk);
        let conditions = || walk.expressions.iter().filter(|site| matches!(site.what.1, Purpose::Condition));
        for site in conditions() {
            let Some(state) = site.scope.state else { continue };
            let there = known.by_state.get(state.name.as_str()).unwrap_or(&known.beginning);
            let mut asked: BTreeSet<&str> = BTreeSet::new();
            for other in conditions().filter(|other| other.scope.state.is_some_and(|s| s.name == state.name))
            {
                asked.extend(other.what.0.given_if(true));
                asked.extend(other.what.0.given_if(false));
            }
            let absent = |field: &str| !there.contains(field) && !asked.contains(field);
            if let Some((field, by)) = lacks(walk.process, site.what.0, &absent, &mut BTreeSet::new()) {
                faults.push(not_given(set, &site.place, field, by));
            }
        }
    }
}

/// Conditions on how often something was tried leave a way for afterwards.
pub(super) fn rounds_have_a_fallback(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let counts = |when: Option<&crate::rules::Expression>| {
            when.is_some_and(|when| {
                let text = when.text();
                let part = |c: char| c.is_ascii_alphanumeric() || c == '_';
                ["round", "missed"].iter().any(|word| {
                    text.match_indices(word).any(|(at, _)| {
                        !text[..at].ends_with(part) && !text[at + word.len()..].starts_with(part)
                    })
                })
            })
        };
        for site in &walk.steps {
            let go = &site.what.go;
            let open_end = !go.is_empty() && go.iter().all(|arm| arm.when.is_some());
            if let Some(first) = go.iter().position(|arm| counts(arm.when.as_ref())).filter(|_| open_end) {
                faults.push(set.fault(
                    &site.place.key("go").index(first).key("when"),
                    "when this does not hold any more, nothing happens",
                    "end the list with { go = \"STATE\" } without a 'when'",
                ));
            }
        }
        for site in &walk.reactions {
            let steps = &site.what.steps;
            let leads = steps.iter().any(|step| !step.go.is_empty());
            let open_end = leads && steps.iter().all(|step| step.when.is_some());
            if let Some(first) = steps.iter().position(|step| counts(step.when.as_ref())).filter(|_| open_end)
            {
                faults.push(set.fault(
                    &site.place.index(first).key("when"),
                    "when this does not hold any more, nothing happens",
                    "end the list with a step without a 'when'",
                ));
            }
        }
    }
}

/// Of a list of targets or steps the first that holds counts: behind one without a condition none is ever reached.
pub(super) fn every_choice_is_reached(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let open = (walk.place.key("open").key("go"), &walk.process.open.go);
        let steps = walk.steps.iter().map(|site| (site.place.key("go"), &site.what.go));
        for (place, go) in steps.chain([open]) {
            let free =
                go.iter().position(|arm| arm.when.as_ref().is_none_or(|when| when.text().trim() == "true"));
            if let Some(free) = free.filter(|free| free + 1 < go.len()) {
                faults.push(set.fault(
                    &place.index(free + 1),
                    "this is never reached: the one before has no condition",
                    "put the one without 'when' last",
                ));
            }
        }
        let lists = walk.reactions.iter().map(|site| (site.place.clone(), &site.what.steps));
        let says = walk.says.iter().map(|site| (site.place.clone(), &site.what.steps));
        let timers = walk.timers.iter().map(|site| (site.place.clone(), &site.what.steps));
        for (place, steps) in lists.chain(says).chain(timers) {
            let free = steps.iter().position(|step| step.when.is_none());
            if let Some(free) = free.filter(|free| free + 1 < steps.len()) {
                faults.push(set.fault(
                    &place.index(free + 1),
                    "this is never reached: the one before has no condition",
                    "put the one without 'when' last",
                ));
            }
        }
    }
}

/// What is waited for does something when it comes.
pub(super) fn steps_do_something(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let idle = |steps: &[Step]| steps.iter().all(Step::is_empty);
        let remedy = "add what it does: set, open, tell, archive or go";
        for site in walk.timers.iter().filter(|site| idle(&site.what.steps)) {
            let found = format!("when the time of '{}' has come, nothing happens", site.what.name);
            faults.push(set.places.fault_at_key(&site.place, found, remedy));
        }
        for site in walk
            .says
            .iter()
            .filter(|site| site.what.form.is_none() && site.what.fill.is_empty() && idle(&site.what.steps))
        {
            let found = format!("when '{}' is said, nothing happens", site.what.name);
            faults.push(set.places.fault_at_key(&site.place, found, remedy));
        }
        for site in walk.reactions.iter().filter(|site| idle(&site.what.steps)) {
            faults.push(set.places.fault_at_key(&site.place, "nothing happens here", remedy));
        }
        for site in &walk.asks {
            for (i, rung) in site.what.silence.iter().enumerate() {
                let acts = rung.remind || !rung.also.is_empty() || rung.answer.is_some() || rung.nothing;
                if !acts && rung.step.is_empty() {
                    let found = format!("at '{}' nothing happens", rung.at);
                    let remedy = "add what is done: remind, also, answer, nothing, tell or go";
                    faults.push(set.fault(&site.place.key("silence").index(i), found, remedy));
                }
            }
        }
        let states = walk.process.states.values().map(|state| (walk.state_place(&state.name), state));
        for (place, state) in states.chain([(walk.place.key("always"), &walk.process.always)]) {
            if state.entry.when.is_some() && state.entry.is_empty() {
                let found = "a condition of nothing";
                faults.push(set.places.fault_at_key(&place.key("when"), found, remedy));
            }
            if state.end && !state.entry.go.is_empty() {
                let found = format!("'{}' is an end and goes on", state.name);
                faults.push(set.fault(&place.key("go"), found, "take out 'end', or 'go'"));
            }
        }
    }
}

/// `keep` and `derive` do not need themselves.
pub(super) fn values_do_not_need_themselves(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = walk.process;
        let named: BTreeMap<&str, &crate::rules::Expression> =
            process.keep.iter().chain(&process.derive).map(|(name, value)| (name.as_str(), value)).collect();
        let needs = |value: &crate::rules::Expression| -> Vec<&str> {
            value.names().filter_map(|root| named.get_key_value(root).map(|(name, _)| *name)).collect()
        };
        for (key, list) in [("keep", &process.keep), ("derive", &process.derive)] {
            for (name, value) in list {
                let place = walk.place.key(key).key(name);
                let mut seen: BTreeSet<&str> = BTreeSet::new();
                let mut next = needs(value);
                while let Some(other) = next.pop() {
                    if seen.insert(other) {
                        next.extend(named.get(other).into_iter().flat_map(|value| needs(value)));
                    }
                }
                if seen.contains(name.as_str()) {
                    let found = format!("'{name}' would be worked out from itself");
                    faults.push(set.fault(&place, found, "let it depend on fields only"));
                }
            }
        }
    }
}

/// The bounds of a field leave something between them, and its default within.
pub(super) fn bounds_leave_something(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for form in walk.process.forms.values() {
            let place = walk.form_place(&form.name, &set.places);
            for field in &form.fields {
                let place = place.key(&field.name);
                if let (Some(min), Some(max)) = (&field.min, &field.max)
                    && number(min).zip(number(max)).is_some_and(|(min, max)| min > max)
                {
                    let found = format!("nothing is at least 'min' and at most 'max' of '{}'", field.name);
                    faults.push(set.fault(&place.key("max"), found, "exchange them"));
                }
                let default = field.default.as_ref().filter(|value| literal(value).is_none());
                let default = default.and_then(|value| value.text().trim().parse::<f64>().ok());
                let outside = default.is_some_and(|default| {
                    field.min.as_ref().and_then(number).is_some_and(|min| default < min)
                        || field.max.as_ref().and_then(number).is_some_and(|max| default > max)
                });
                if outside {
                    let found = format!("the default of '{}' is not between 'min' and 'max'", field.name);
                    faults.push(set.fault(&place.key("default"), found, "name a value that may be given"));
                }
            }
        }
    }
}

fn number(value: &crate::rules::Value) -> Option<f64> {
    use crate::rules::Value;
    use chrono::Datelike;
    match value {
        Value::Int(n) | Value::Minutes(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        Value::Day(day) => Some(f64::from(day.num_days_from_ce())),
        _ => None,
    }
}
