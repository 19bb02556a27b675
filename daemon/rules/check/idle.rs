//! What is written and can do nothing: a time that has always passed, a condition that is always the same, a count that
//! is never reached, a key of a series on a meeting that is none.
//!
//! None of it breaks a case, and all of it is a slip of the pen: whoever wrote it believes that it does something.

use std::collections::BTreeMap;

use super::Set;
use super::place::Place;
use super::reach::Reach;
use super::walk::Purpose;
use crate::fault::Faults;
use crate::rules::{Arm, Base as Whom, Choices, Expression, Kind, Level, Seat, Step, Trigger};
use crate::time::{Amount, Base, Phrase, Policy, Unit};

/// What is counted backwards from the beginning lies in the past; what ends before it begins never comes; between two
/// answers there is time to answer.
pub(super) fn times_lie_ahead(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.phrases {
            if let Phrase::Point { before: true, base: Base::Field(path), .. } = site.what
                && matches!(path.as_str(), "opened" | "entered" | "now")
            {
                let found = format!("'{}' has always passed", site.what);
                faults.push(set.fault(&site.place, found, "count from something that is still to come"));
            }
        }
        for site in walk.timers.iter().filter(|site| site.what.again) {
            let lengths = site.what.until.as_ref().and_then(elapsed).zip(elapsed(&site.what.at));
            if lengths.is_some_and(|(until, every)| until < every) {
                let found = format!("'{}' is over before it comes for the first time", site.what.name);
                faults.push(set.fault(&site.place.key("until"), found, "let it last longer than 'every'"));
            }
        }
        for site in &walk.asks {
            let Some(every) = site.what.every.as_ref().and_then(elapsed) else { continue };
            let due = site.what.due.iter().map(elapsed).collect::<Option<Vec<u64>>>();
            if due.and_then(|due| due.into_iter().min()).is_some_and(|due| due > every) {
                let found = format!("'{}' comes again before it is due", site.what.name);
                faults.push(set.fault(
                    &site.place.key("every"),
                    found,
                    "let 'every' be as long as 'due' or longer",
                ));
            }
        }
    }
}

/// Seconds that go by literally, counted from the beginning.
fn elapsed(phrase: &Phrase) -> Option<u64> {
    let Phrase::Point {
        amount: Some(Amount::Elapsed(count, unit)),
        before: false,
        base: Base::Start,
        clock: None,
    } = phrase
    else {
        return None;
    };
    let unit = match unit {
        Unit::Second => 1,
        Unit::Minute => 60,
        Unit::Hour => 3_600,
        Unit::Day => 86_400,
        Unit::Week => 604_800,
    };
    Some(u64::from(*count) * unit)
}

/// A condition reads something, and differs from the one before it that was not met.
pub(super) fn conditions_can_differ(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.expressions {
            let (expression, purpose) = site.what;
            let arms_say_so = expression.text().trim() == "true";
            let reads_nothing = expression.names().next().is_none();
            let is_sound = || Reach::new(set, site.scope).expression(expression).1.is_empty();
            if matches!(purpose, Purpose::Condition) && !arms_say_so && reads_nothing && is_sound() {
                let found = "this condition reads nothing, so it is always the same";
                faults.push(set.fault(&site.place, found, "name a field"));
            }
        }
        for (name, refuse) in walk.process.open.refuse.iter().filter(|(_, when)| when.text().trim() == "true")
        {
            let found = format!("'{}' always holds, so no case is ever opened", refuse.text());
            let place = walk.place.key("open").key("refuse").key(name);
            faults.push(set.fault(&place, found, "name a field"));
        }
        let arms = |arms: &'_ [Arm]| arms.iter().map(|arm| arm.when.as_ref().map(text)).collect::<Vec<_>>();
        let lists = walk.steps.iter().map(|site| (site.place.key("go"), arms(&site.what.go)));
        let open = (walk.place.key("open").key("go"), arms(&walk.process.open.go));
        let steps = |place: &Place, steps: &[Step]| {
            (place.clone(), steps.iter().map(|step| step.when.as_ref().map(text)).collect::<Vec<_>>())
        };
        let reactions = walk.reactions.iter().map(|site| steps(&site.place, &site.what.steps));
        let says = walk.says.iter().map(|site| steps(&site.place.key("steps"), &site.what.steps));
        let timers = walk.timers.iter().map(|site| steps(&site.place.key("steps"), &site.what.steps));
        for (place, conditions) in lists.chain([open]).chain(reactions).chain(says).chain(timers) {
            let again = (1..conditions.len())
                .find(|i| conditions[*i].is_some() && conditions[..*i].contains(&conditions[*i]));
            if let Some(again) = again {
                let found = "this is never reached: one before has the same condition";
                faults.push(set.fault(&place.index(again).key("when"), found, "write another condition"));
            }
        }
    }
}

fn text(expression: &Expression) -> String {
    expression.text().split_whitespace().collect()
}

/// So many answers can come; taking turns needs several; whoever is silent is asked already.
pub(super) fn seats_suffice(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.asks) {
        let ask = site.what;
        let single = ask.who.0.iter().all(|seat| !seat.each);
        if ask.in_turn && single && ask.who.0.len() == 1 {
            let found = "one seat is asked, so nobody takes turns";
            let place = site.place.key("in-turn");
            faults.push(set.places.fault_at_key(&place, found, "write 'each' before a list of people"));
        }
        for reaction in &ask.on {
            if let Trigger::Answer(Level::Count(count), answer) = &reaction.on
                && single
                && usize::try_from(*count).is_ok_and(|count| count > ask.who.0.len())
            {
                let found = format!("{count} answers never come: 'who' has {} seats", ask.who.0.len());
                let place = site.place.key("on").key(&count.to_string()).key(answer);
                faults.push(set.places.fault_at_key(&place, found, "ask more people, or wait for fewer"));
            }
        }
        for (i, rung) in ask.silence.iter().enumerate() {
            for (j, also) in rung.also.iter().enumerate() {
                if matches!(also.0.as_slice(), [Seat { base: Whom::Seat, attributes, .. }] if attributes.is_empty())
                {
                    let place = site.place.key("silence").index(i).key("also").index(j);
                    let found = "'who' is asked already";
                    faults.push(set.fault(&place, found, "write remind = \"who\", or somebody else"));
                }
            }
        }
    }
}

/// What a day off does is a matter of series, and of one in which it does something.
pub(super) fn holidays_touch_a_series(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.meets) {
        let meet = site.what;
        let hears = |trigger: &Trigger| meet.on.iter().any(|reaction| reaction.on == *trigger);
        let key = |name: &str| site.place.key(name);
        if meet.every.is_none() {
            for name in ["holiday", "notice"].into_iter().filter(|name| set.places.is_written(&key(name))) {
                let found = "only a series meets days off";
                faults.push(set.places.fault_at_key(
                    &key(name),
                    found,
                    "take it out, or write 'every' instead of 'at'",
                ));
            }
            continue;
        }
        let never = [
            (
                Trigger::Moved,
                "moved",
                meet.holiday == Policy::SameWeekElseSkip,
                "holiday = \"same week, else skip\"",
            ),
            (Trigger::Skipped, "skipped", meet.holiday != Policy::Keep, "holiday = \"skip\""),
        ];
        for (trigger, name, comes, remedy) in never {
            if hears(&trigger) && !comes {
                let found = format!("a day off never has an instance {name} here");
                let place = key("on").key(name);
                faults.push(set.places.fault_at_key(&place, found, format!("add {remedy}")));
            }
        }
        if meet.notice.is_some() && !hears(&Trigger::Moved) && !hears(&Trigger::Skipped) {
            let found = "nobody hears of it: there is no on.moved and no on.skipped";
            faults.push(set.places.fault_at_key(&key("notice"), found, "add one of them"));
        }
    }
}

/// What somebody writes means one field, and one choice.
pub(super) fn labels_and_choices_differ(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for form in walk.process.forms.values() {
            let place = walk.form_place(&form.name, &set.places);
            let mut labels: BTreeMap<(String, String), &str> = BTreeMap::new();
            for field in &form.fields {
                let place = place.key(&field.name);
                for (language, words) in &field.labels {
                    for word in words {
                        let label = (language.to_string(), word.trim().to_lowercase());
                        if let Some(other) =
                            labels.insert(label, &field.name).filter(|other| *other != field.name)
                        {
                            let found = format!("'{word}' introduces '{other}' already");
                            let place = place.key("label").key(language.as_str());
                            faults.push(set.fault(&place, found, "give one of them another label"));
                        }
                    }
                }
                let Kind::Choice(Choices::Named(choices)) = &field.kind else { continue };
                let mut known: BTreeMap<String, &str> = BTreeMap::new();
                for (name, words) in choices {
                    for word in words {
                        let other = known.insert(word.trim().to_lowercase(), name);
                        if let Some(other) = other.filter(|other| other != name) {
                            let found = format!("'{word}' means '{other}' already");
                            let place = place.key("of").key(name);
                            faults.push(set.fault(&place, found, "give one of them another word"));
                        }
                    }
                }
            }
        }
    }
}

/// A name can be written where it is named: in a story, a picture, a file of letters, behind `on.PROCESS.all`.
pub(super) fn names_can_be_written(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let states = walk.process.states.keys().map(|name| (name, walk.state_place(name)));
        let asks = walk.asks.iter().map(|site| (&site.what.name, site.place.clone()));
        let says = walk.says.iter().map(|site| (&site.what.name, site.place.clone()));
        let meets = walk.meets.iter().map(|site| (&site.what.name, site.place.clone()));
        let timers = walk.timers.iter().map(|site| (&site.what.name, site.place.clone()));
        let letters = walk.steps.iter().flat_map(|site| {
            site.what.tell.iter().map(|(letter, _)| (letter, site.place.key("tell").key(letter)))
        });
        for (name, place) in states.chain(asks).chain(says).chain(meets).chain(timers).chain(letters) {
            let odd = |c: char| c.is_whitespace() || matches!(c, '.' | '/' | '\\' | ':' | '@' | ',');
            if name.contains(odd) {
                let found = format!("'{name}' cannot be named elsewhere");
                faults.push(set.places.fault_at_key(&place, found, "letters, digits, '-' and '_' only"));
            }
        }
        if walk.process.states.contains_key("end") {
            let found = "'end' stands for every state that is an end: on.PROCESS.all.end";
            faults.push(set.places.fault_at_key(&walk.state_place("end"), found, "name the state otherwise"));
        }
    }
}
