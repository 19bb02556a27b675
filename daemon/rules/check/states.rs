//! States: each can be reached, each can be left, and none hangs.

use std::collections::{BTreeMap, BTreeSet};

use super::Set;
use super::walk::Walk;
use crate::fault::{Faults, offer};
use crate::rules::{Kind, State};

/// `go` names a state.
pub(super) fn targets_exist(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.arms) {
        let states = &site.scope.process.states;
        if !states.contains_key(&site.what.go) {
            let remedy = offer(&site.what.go, states.keys().map(String::as_str).collect::<Vec<_>>());
            faults.push(set.fault(&site.place, format!("there is no state '{}'", site.what.go), remedy));
        }
    }
}

/// One arm of `open.go` has no condition, so that every case has a state.
pub(super) fn a_case_starts_somewhere(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let go = &walk.process.open.go;
        if !go.is_empty() && go.iter().all(|arm| arm.when.is_some()) {
            faults.push(set.fault(
                &walk.place.key("open").key("go"),
                "no case can start when none of the conditions holds",
                "end with an arm that has no 'when'",
            ));
        }
    }
}

/// Every state can be reached from the opening.
pub(super) fn states_are_reached(set: &Set<'_>, faults: &mut Faults) {
    for walk in set.walks.iter().filter(|walk| leads_to_states(walk)) {
        let reached = reached(walk);
        for state in walk.process.states.keys().filter(|state| !reached.contains(state.as_str())) {
            faults.push(set.places.fault_at_key(
                &walk.state_place(state),
                format!("no case ever comes to the state '{state}'"),
                "lead to it with 'go', or take it out",
            ));
        }
    }
}

/// From every state that is reached a way leads to an end.
pub(super) fn an_end_is_reached(set: &Set<'_>, faults: &mut Faults) {
    for walk in set.walks.iter().filter(|walk| leads_to_states(walk)) {
        let ways = ways(walk);
        let mut ending: BTreeSet<&str> =
            walk.process.states.values().filter(|state| state.end).map(|state| state.name.as_str()).collect();
        if ending.is_empty() {
            let place = walk.place.key("state");
            faults.push(set.places.fault_at_key(&place, "no state is an end", "write end = true in one"));
            continue;
        }
        loop {
            let more: Vec<&str> = ways
                .iter()
                .filter(|(from, to)| !ending.contains(*from) && to.iter().any(|to| ending.contains(to)))
                .map(|(from, _)| *from)
                .collect();
            if more.is_empty() {
                break;
            }
            ending.extend(more);
        }
        let hangs = |state: &&str| !ending.contains(state) && !is_empty(&walk.process.states[*state]);
        for state in reached(walk).into_iter().filter(hangs) {
            faults.push(set.places.fault_at_key(
                &walk.state_place(state),
                format!("from the state '{state}' no way leads to an end"),
                "let an answer, a rung or a timer go on",
            ));
        }
    }
}

/// A state that is not an end has a question, a time, a meeting or a reaction of its own, or goes on at once.
pub(super) fn states_wait_for_something(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for state in walk.process.states.values().filter(|state| is_empty(state)) {
            faults.push(set.places.fault_at_key(
                &walk.state_place(&state.name),
                format!("nothing is asked or timed in the state '{}', and it is no end", state.name),
                "write end = true, or what it waits for",
            ));
        }
    }
}

fn is_empty(state: &State) -> bool {
    let waits = state.asks.values().any(|ask| ask.proposed.is_none())
        || !state.says.is_empty()
        || !state.meets.is_empty()
        || !state.timers.is_empty()
        || !state.on.is_empty()
        || !state.entry.go.is_empty();
    !state.end && !waits
}

/// An end has no asks, meets or timers: nothing would ever end them.
pub(super) fn nothing_waits_in_an_end(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for state in walk.process.states.values().filter(|state| state.end) {
            let place = walk.state_place(&state.name);
            let asks = state.asks.keys().map(|name| ("ask", name));
            let meets = state.meets.keys().map(|name| ("meet", name));
            let timers = state.timers.keys().map(|name| ("at", name));
            for (kind, name) in asks.chain(meets).chain(timers) {
                faults.push(set.places.fault_at_key(
                    &place.key(kind).key(name),
                    format!("the case is over in '{}', and '{kind}.{name}' would go on for ever", state.name),
                    "put it into a state that is no end",
                ));
            }
        }
    }
}

/// A meeting that blocks people's time says for how long; a series always does. A span brings its own length.
pub(super) fn meets_have_a_length(set: &Set<'_>, faults: &mut Faults) {
    use super::reach::Reach;
    use super::shape::Shape;
    use crate::time::{Base, Phrase};
    for walk in &set.walks {
        for site in &walk.meets {
            let meet = site.what;
            let spans = match &meet.at {
                Some(Phrase::Point { amount: None, base: Base::Field(path), clock: None, .. }) => !matches!(
                    Reach::new(set, site.scope).path(path.split('.')),
                    Ok(Shape::Time | Shape::Length)
                ),
                _ => false,
            };
            if meet.length_minutes.is_none() && meet.busy && !spans {
                faults.push(set.places.fault_at_key(
                    &site.place,
                    format!("the meet '{}' does not say how long it is", meet.name),
                    "add 'length', such as \"30m\", or busy = false",
                ));
            }
            let looks = match () {
                _ if meet.free.is_none() => None,
                () if meet.every.is_some() => Some(("a series keeps its hour", "take 'free' out")),
                () if !meet.busy => Some(("an entry takes nobody's time", "take out 'free' or busy = false")),
                () if meet.length_minutes.is_none() => Some((
                    "somebody says when this meeting is",
                    "take 'free' out, or add 'length', such as \"60m\"",
                )),
                () => None,
            };
            if let Some((found, remedy)) = looks {
                faults.push(set.places.fault_at_key(&site.place.key("free"), found, remedy));
            }
            if let Some(unless) = &meet.unless {
                let key = site.place.key("unless");
                let text = unless.to_string();
                let mut fields = walk.process.forms.values().flat_map(|form| &form.fields);
                if !fields.any(|f| f.name == text && matches!(f.kind, Kind::Span | Kind::DateTime)) {
                    let found = format!("'{text}' is no field of this process with a time in it");
                    let remedy = "name a field of type span or date-time, or take it out";
                    faults.push(set.places.fault_at_key(&key, found, remedy));
                } else if meet.every.is_some() {
                    faults.push(set.places.fault_at_key(
                        &key,
                        "a series keeps its hour",
                        "take 'unless' out",
                    ));
                }
            }
            if meet.until.is_some() && meet.every.is_none() {
                faults.push(set.places.fault_at_key(
                    &site.place.key("until"),
                    "only a series has an 'until'",
                    "take it out, or write 'every' instead of 'at'",
                ));
            }
        }
    }
}

/// Every target is there; else it cannot be told which states are reached.
fn leads_to_states(walk: &Walk<'_>) -> bool {
    walk.arms.iter().all(|site| walk.process.states.contains_key(&site.what.go))
}

/// Where a case can go from each state, by the state's own steps or by those of `always`.
pub(super) fn ways<'a>(walk: &Walk<'a>) -> BTreeMap<&'a str, BTreeSet<&'a str>> {
    let states = &walk.process.states;
    let mut ways: BTreeMap<&str, BTreeSet<&str>> =
        states.keys().map(|state| (state.as_str(), BTreeSet::new())).collect();
    for site in &walk.arms {
        let Some(from) = site.scope.state else { continue };
        match ways.get_mut(from.name.as_str()).filter(|_| !is_always(walk, from)) {
            Some(to) => {
                to.insert(site.what.go.as_str());
            }
            None => {
                for state in states.values().filter(|state| !state.end) {
                    ways.entry(state.name.as_str()).or_default().insert(site.what.go.as_str());
                }
            }
        }
    }
    ways
}

/// `always` is no state of the file's, though one of them may have that name.
fn is_always(walk: &Walk<'_>, state: &State) -> bool {
    std::ptr::eq(&walk.process.always, state)
}

fn reached<'a>(walk: &Walk<'a>) -> BTreeSet<&'a str> {
    let ways = ways(walk);
    let mut reached = BTreeSet::new();
    let mut next: Vec<&str> = walk.process.open.go.iter().map(|arm| arm.go.as_str()).collect();
    while let Some(state) = next.pop() {
        if ways.contains_key(state) && reached.insert(state) {
            next.extend(&ways[state]);
        }
    }
    reached
}
