//! Ladders of silence: in order of time, and the last rung decides.

use std::cmp::Ordering;

use super::Set;
use super::states::ways;
use super::walk::Site;
use crate::fault::Faults;
use crate::rules::{Ask, Rung, Trigger};
use crate::time::{Amount, Base, Phrase, Unit};

/// What silence means is written, and the last rung decides it or goes on asking. An ask that comes again by itself
/// (`every`) needs neither.
pub(super) fn silence_has_a_meaning(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.asks) {
        let ask = site.what;
        let decided = ask.silence.iter().any(|rung| decides(rung) && rung.when.is_none());
        if ask.every.is_some() || decided {
            continue;
        }
        let Some((last, rung)) = ask.silence.iter().enumerate().next_back() else {
            faults.push(set.places.fault_at_key(
                &site.place,
                format!("silence means nothing to '{}'", ask.name),
                "add 'silence', a list of what is done when nobody answers",
            ));
            continue;
        };
        let place = site.place.key("silence").index(last);
        if !(decides(rung) || rung.every.is_some()) {
            faults.push(set.fault(
                &place,
                format!("after the last rung of '{}' nothing ever happens", ask.name),
                "let it 'go' on, take it as an 'answer', end in nothing = true, or come again with 'every'",
            ));
        } else if rung.when.is_some() {
            faults.push(set.fault(
                &place,
                format!(
                    "when its condition does not hold, nothing ever happens after the last rung of '{}'",
                    ask.name
                ),
                "add a last rung without 'when'",
            ));
        }
    }
}

/// What comes again and again more often than once a day ends: a rung behind it decides. Nobody stands between two
/// of its letters, so that without an end they would never stop.
pub(super) fn ladders_end(set: &Set<'_>, faults: &mut Faults) {
    // An ask that comes again by itself ends each round with its last rung.
    let once = |site: &&Site<'_, &Ask>| site.what.every.is_none();
    for site in set.walks.iter().flat_map(|walk| &walk.asks).filter(once) {
        let silence = &site.what.silence;
        for (i, rung) in silence.iter().enumerate() {
            let Some(every) = rung.every.as_ref().filter(|every| !is_daily(every)) else { continue };
            if !silence[i + 1..].iter().any(|later| later.when.is_none() && (decides(later) || slower(later)))
            {
                faults.push(set.fault(
                    &site.place.key("silence").index(i).key("every"),
                    format!("nobody answering, '{}' comes every {every} without end", site.what.name),
                    "add a rung behind it that decides, or that comes once a day at most",
                ));
            }
        }
    }
}

/// What tells somebody something by a timer every few minutes has an end (`until`): a state may last for days, when
/// whoever ought to leave it is away.
pub(super) fn timers_end(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.timers) {
        let timer = site.what;
        let tells = timer.steps.iter().any(|step| !step.tell.is_empty());
        if timer.again && tells && timer.until.is_none() && is_hasty(&timer.at) {
            let found = format!("'{}' tells people something every {} without end", timer.name, timer.at);
            faults.push(set.fault(
                &site.place.key("every"),
                found,
                "add 'until', or let it come every 10 minutes at most",
            ));
        }
    }
}

/// What comes more often, and tells something, needs an end.
const HASTY_S: i64 = 600;

/// Again before ten minutes are over.
fn is_hasty(every: &Phrase) -> bool {
    match every {
        Phrase::Point { amount: Some(Amount::Elapsed(n, unit) | Amount::WorkTime(n, unit)), .. } => {
            i64::from(*n) * unit.seconds() < HASTY_S
        }
        _ => false,
    }
}

/// It takes over, and comes no more often than daily itself.
fn slower(rung: &Rung) -> bool {
    rung.every.as_ref().is_some_and(is_daily)
}

/// At most once a day. A length that a field holds may be anything.
fn is_daily(every: &Phrase) -> bool {
    match every {
        Phrase::Point { amount: Some(amount), before: false, .. } => match amount {
            Amount::Elapsed(n, unit) => i64::from(*n) * unit.seconds() >= Unit::Day.seconds(),
            Amount::Workdays(n) => *n >= 1,
            Amount::WorkTime(..) | Amount::Field(_) => false,
        },
        Phrase::Point { .. } => false,
        _ => true,
    }
}

/// Rungs stand in the order in which they come, as far as that is certain.
pub(super) fn rungs_are_in_order(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.asks) {
        let offsets: Vec<Option<Offset>> =
            site.what.silence.iter().map(|rung| Offset::of(&rung.at, &site.what.due)).collect();
        for (i, later) in offsets.iter().enumerate() {
            let mut before = offsets[..i].iter().zip(&site.what.silence);
            let passed = before.find(|(earlier, _)| {
                let order = earlier.as_ref().zip(later.as_ref()).and_then(|(e, l)| e.compare(l));
                order == Some(Ordering::Greater)
            });
            if let Some((_, rung)) = passed {
                faults.push(set.fault(
                    &site.place.key("silence").index(i).key("at"),
                    format!("'{}' comes before '{}'", site.what.silence[i].at, rung.at),
                    "write the rungs in order of time",
                ));
            }
        }
    }
}

/// Behind a rung that decides without a condition nothing is reached any more.
pub(super) fn nothing_comes_after_the_end(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.asks) {
        let silence = &site.what.silence;
        let Some(end) = silence.iter().position(|rung| decides(rung) && rung.when.is_none()) else {
            continue;
        };
        if end + 1 < silence.len() {
            faults.push(set.fault(
                &site.place.key("silence").index(end + 1),
                format!("the rung before has decided already ('{}')", silence[end].at),
                "take this one out, or put it before",
            ));
        }
    }
}

/// Whoever is reminded or asked as well has time to answer: the question is not over at the same moment.
pub(super) fn rungs_have_their_time(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.asks) {
        for (i, pair) in site.what.silence.windows(2).enumerate() {
            let [rung, next] = pair else { continue };
            let asks = rung.remind || !rung.also.is_empty();
            let over = next.when.is_none() && decides(next);
            if asks && over && rung.every.is_none() && rung.at == next.at {
                faults.push(set.fault(
                    &site.place.key("silence").index(i).key("at"),
                    format!(
                        "whoever is asked at '{}' cannot answer: the next rung decides at the same time",
                        rung.at
                    ),
                    "let this one come before, or the next one later",
                ));
            }
        }
    }
}

/// Where a round can end in nothing, something else still leads out of the state.
pub(super) fn nothing_leads_on(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let ask = site.what;
            // What is asked only now and then is not what a state waits for.
            let nothing = ask.silence.iter().position(|rung| rung.nothing);
            let Some(nothing) = nothing.filter(|_| ask.proposed.is_none()) else { continue };
            let Some(state) = site.scope.state.filter(|state| walk.process.states.contains_key(&state.name))
            else {
                continue;
            };
            let goes_on =
                ask.every.is_some() || goes(ask, |on| matches!(on, Trigger::Silent | Trigger::Closed));
            let others = walk.arms.iter().any(|arm| {
                arm.scope
                    .state
                    .is_some_and(|of| std::ptr::eq(of, state) || std::ptr::eq(of, &walk.process.always))
                    && !arm.scope.ask.is_some_and(|of| std::ptr::eq(of, ask))
            });
            if !goes_on && !others && ways(walk).contains_key(state.name.as_str()) {
                faults.push(set.fault(
                    &site.place.key("silence").index(nothing),
                    format!(
                        "when '{}' ends in nothing, the case stays in '{}' for ever",
                        ask.name, state.name
                    ),
                    "add on.silent, or let the rung 'go' on",
                ));
            }
        }
    }
}

fn goes(ask: &Ask, is: impl Fn(&Trigger) -> bool) -> bool {
    ask.on.iter().any(|reaction| is(&reaction.on) && reaction.steps.iter().any(|step| !step.go.is_empty()))
}

fn decides(rung: &Rung) -> bool {
    rung.nothing || rung.answer.is_some() || rung.step.go.iter().any(|arm| arm.when.is_none())
}

/// How far a rung is from the start of the ask and from its due time, as far as that can be told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Offset {
    from_start: Option<By>,
    from_due: Option<By>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Seconds(i64),
    WorkMinutes(i64),
    Workdays(i64),
}

impl By {
    fn of(amount: Option<&Amount>, sign: i64) -> Option<Self> {
        Some(match amount {
            None => By::Seconds(0),
            Some(Amount::Elapsed(n, unit)) => By::Seconds(sign * i64::from(*n) * unit.seconds()),
            Some(Amount::WorkTime(n, unit)) => By::WorkMinutes(sign * i64::from(*n) * unit.seconds() / 60),
            Some(Amount::Workdays(n)) => By::Workdays(sign * i64::from(*n)),
            Some(Amount::Field(_)) => return None,
        })
    }

    fn amount(self) -> i64 {
        match self {
            By::Seconds(n) | By::WorkMinutes(n) | By::Workdays(n) => n,
        }
    }

    /// Elapsed time and workdays do not add up; nothing adds to anything.
    fn plus(self, other: By) -> Option<Self> {
        match (self, other) {
            (By::Seconds(a), By::Seconds(b)) => Some(By::Seconds(a + b)),
            (By::WorkMinutes(a), By::WorkMinutes(b)) => Some(By::WorkMinutes(a + b)),
            (By::Workdays(a), By::Workdays(b)) => Some(By::Workdays(a + b)),
            (by, other) if other.amount() == 0 => Some(by),
            _ => None,
        }
    }

    /// Elapsed time is compared with elapsed time, workdays with workdays; else only the sides of one moment are.
    fn compare(self, other: By) -> Option<Ordering> {
        let (ours, theirs) = (self.amount(), other.amount());
        if std::mem::discriminant(&self) == std::mem::discriminant(&other) {
            return Some(ours.cmp(&theirs));
        }
        (ours.signum() != theirs.signum()).then(|| ours.signum().cmp(&theirs.signum()))
    }
}

impl Offset {
    fn of(phrase: &Phrase, due: &[Phrase]) -> Option<Self> {
        let Phrase::Point { amount, before, base, clock: None } = phrase else { return None };
        let by = By::of(amount.as_ref(), if *before { -1 } else { 1 })?;
        match base {
            Base::Start => Some(Self { from_start: Some(by), from_due: None }),
            Base::Field(path) if path == "due" => {
                let due = match due {
                    [Phrase::Point { amount, before: false, base: Base::Start, clock: None }] => {
                        By::of(amount.as_ref(), 1)
                    }
                    _ => None,
                };
                Some(Self { from_start: due.and_then(|due| due.plus(by)), from_due: Some(by) })
            }
            Base::Field(_) => None,
        }
    }

    fn compare(&self, other: &Self) -> Option<Ordering> {
        let by_due = self.from_due.zip(other.from_due);
        let by_start = self.from_start.zip(other.from_start);
        by_due.or(by_start).and_then(|(ours, theirs)| ours.compare(theirs))
    }
}
