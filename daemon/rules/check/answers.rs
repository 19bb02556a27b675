//! Answers: known, told apart, with an effect, and none of them an approval that nobody gave.

use std::collections::{BTreeMap, BTreeSet};

use super::Set;
use super::place::Place;
use super::walk::{Site, Walk};
use crate::directory::Lang;
use crate::fault::{Faults, offer};
use crate::rules::clash::gives_way;
use crate::rules::{Answer, Ask, Base, Level, Meet, Proof, Say, Stake, State, Trigger, Wants};

/// Every answer, say and command has its words.
pub(super) fn answers_exist(set: &Set<'_>, faults: &mut Faults) {
    let known = |name: &str| set.rules.answers.contains_key(name);
    let remedy = |name: &str| {
        let names: Vec<&str> = set.rules.answers.keys().map(String::as_str).collect();
        match crate::fault::near(name, names.iter().copied()) {
            Some(_) => offer(name, names),
            None => format!("add [answer.{name}] here, or to answers.toml if others say it too"),
        }
    };
    for walk in &set.walks {
        for site in &walk.asks {
            let Wants::Answers(answers) = &site.what.wants else { continue };
            for (i, answer) in answers.iter().enumerate().filter(|(_, answer)| !known(answer)) {
                let found = format!("there are no words for the answer '{answer}'");
                faults.push(set.fault(&site.place.key("answers").index(i), found, remedy(answer)));
            }
        }
        for site in walk.says.iter().filter(|site| !known(&site.what.name)) {
            let name = &site.what.name;
            let found = format!("there are no words to say '{name}'");
            faults.push(set.places.fault_at_key(&site.place, found, remedy(name)));
        }
        if let Some(command) = walk.process.open.command.as_deref().filter(|command| !known(command)) {
            let found = format!("there are no words for the command '{command}'");
            faults.push(set.fault(&walk.place.key("open").key("command"), found, remedy(command)));
        }
    }
}

/// Words that a process file brings with it are some that somebody is asked for, may say, or opens a case with.
pub(super) fn answers_are_wanted(set: &Set<'_>, faults: &mut Faults) {
    let mut wanted: BTreeSet<&str> = BTreeSet::new();
    for walk in &set.walks {
        for site in &walk.asks {
            wanted.insert(&site.what.name);
            wanted.extend(answers(site.what).iter().map(String::as_str));
        }
        wanted.extend(walk.says.iter().map(|site| site.what.name.as_str()));
        wanted.extend(walk.process.open.command.as_deref());
    }
    let own = set.rules.answers.values().filter(|answer| !answer.common);
    for answer in own.filter(|answer| !wanted.contains(answer.name.as_str())) {
        let found = format!("nobody is asked for '{}', and nobody may say it", answer.name);
        let remedy = "name it in the 'answers' of an ask or as a say, or take it out";
        faults.push(set.places.fault_in_answers(&["answer", answer.name.as_str()], found, remedy));
    }
}

/// What a reaction, a rung or a calendar takes for an answer is one that the ask asks for.
pub(super) fn answers_are_among_those_asked_for(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let ask = site.what;
            if answers(ask).iter().any(|answer| !set.rules.answers.contains_key(answer)) {
                continue;
            }
            let among: Vec<&str> = answers(ask).iter().map(String::as_str).collect();
            let mut look = |answer: &str, place| {
                if among.contains(&answer) {
                    return;
                }
                let remedy = match &ask.wants {
                    Wants::Answers(_) => offer(answer, among.clone()),
                    Wants::Form(_) => "an ask for a form has on.given, on.closed and on.silent".to_owned(),
                    Wants::Fill(_) => {
                        "an ask that fills gaps has on.filled, on.closed and on.silent".to_owned()
                    }
                };
                faults.push(set.fault(&place, format!("'{}' does not ask for '{answer}'", ask.name), remedy));
            };
            for (i, rung) in ask.silence.iter().enumerate() {
                if let Some(answer) = &rung.answer {
                    look(answer, site.place.key("silence").index(i).key("answer"));
                }
            }
            if let Some(calendar) = &ask.calendar {
                let place = site.place.key("calendar");
                for (key, answer) in [("accepted", &calendar.accepted), ("declined", &calendar.declined)] {
                    if let Some(answer) = answer {
                        look(answer, place.key(key));
                    }
                }
            }
            for reaction in &ask.on {
                let place = site.place.key("on");
                match &reaction.on {
                    Trigger::Answer(Level::Each, answer) => look(answer, place.maybe("each").key(answer)),
                    Trigger::Answer(Level::Any, answer) => look(answer, place.key("any").key(answer)),
                    Trigger::Answer(Level::All, answer) => look(answer, place.key("all").key(answer)),
                    Trigger::Answer(Level::Count(count), answer) => {
                        look(answer, place.key(&count.to_string()).key(answer));
                    }
                    _ => {}
                }
            }
            for reaction in &ask.on {
                let place = site.place.key("on");
                match &reaction.on {
                    Trigger::Given if matches!(ask.wants, Wants::Answers(_)) => faults.push(set.fault(
                        &place.key("given"),
                        format!("'{}' asks for answers, not for a form", ask.name),
                        "write on.ANSWER",
                    )),
                    Trigger::Filled if !matches!(ask.wants, Wants::Fill(_)) => faults.push(set.fault(
                        &place.key("filled"),
                        format!("'{}' fills no gaps", ask.name),
                        "write on.given, or 'fill' instead of 'form'",
                    )),
                    _ => {}
                }
            }
        }
    }
}

/// Every answer does something, or is taken in when the round is over, or is about other cases.
pub(super) fn answers_have_an_effect(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let ask = site.what;
            // A misspelt one, here or there, has been shown already.
            let misspelt = answers(ask).iter().any(|answer| !set.rules.answers.contains_key(answer))
                || has(ask, |on| matches!(on, Trigger::Answer(_, name) if !answers(ask).contains(name)));
            let noted = misspelt || ask.about.is_some() || has(ask, |on| *on == Trigger::Closed);
            for (i, answer) in answers(ask).iter().enumerate() {
                if !noted && !has(ask, |on| matches!(on, Trigger::Answer(_, name) if name == answer)) {
                    faults.push(set.fault(
                        &site.place.key("answers").index(i),
                        format!("the answer '{answer}' has no effect"),
                        format!("add on.{answer}, or on.closed for all of them"),
                    ));
                }
            }
            let given = has(ask, |on| matches!(on, Trigger::Given | Trigger::Closed));
            let form = matches!(ask.wants, Wants::Form(_));
            if form && !given && !is_read_elsewhere(set, site) {
                faults.push(set.places.fault_at_key(
                    &site.place,
                    format!("what '{}' is given has no effect", ask.name),
                    "add on.given",
                ));
            }
        }
    }
}

/// What an ask was given is read by an expression of its process.
fn is_read_elsewhere(set: &Set<'_>, site: &Site<'_, &Ask>) -> bool {
    let walk = set.walks.iter().find(|walk| walk.process.name == site.scope.process.name);
    let start = format!("{}.", site.what.name);
    walk.is_some_and(|walk| {
        walk.expressions.iter().any(|site| site.what.0.text().contains(&start))
            || walk.phrases.iter().any(|site| site.what.paths().iter().any(|path| path.starts_with(&start)))
    })
}

/// With `all`, every mixture of answers leads somewhere: at most one answer has nothing that a single seat sets off.
pub(super) fn outcomes_are_covered(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let ask = site.what;
            let level = |level: Level, answer: &str| {
                has(ask, |on| matches!(on, Trigger::Answer(l, name) if *l == level && name == answer))
            };
            let answers = answers(ask);
            if has(ask, |on| *on == Trigger::Closed)
                || !answers.iter().any(|answer| level(Level::All, answer))
            {
                continue;
            }
            let alone: Vec<&String> = answers
                .iter()
                .filter(|answer| !level(Level::Any, answer) && !level(Level::Each, answer))
                .collect();
            if alone.len() > 1 {
                let names: Vec<&str> = alone.iter().map(|answer| answer.as_str()).collect();
                faults.push(set.fault(
                    &site.place.key("on").key("all"),
                    format!("nothing happens when some say {}", names.join(" and some ")),
                    "let one of them be on.any, or add on.closed",
                ));
            }
        }
    }
}

/// Where so many must say one thing, they may never be so many: the other answers lead on as well, or the end of the
/// round does.
pub(super) fn counts_may_be_missed(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let ask = site.what;
            let counted = ask.on.iter().find_map(|reaction| match &reaction.on {
                Trigger::Answer(Level::Count(count), answer) => Some((*count, answer)),
                _ => None,
            });
            let Some((count, answer)) = counted.filter(|_| !has(ask, |on| *on == Trigger::Closed)) else {
                continue;
            };
            let stuck: Vec<&str> = answers(ask)
                .iter()
                .filter(|name| !has(ask, |on| matches!(on, Trigger::Answer(_, of) if of == *name)))
                .map(String::as_str)
                .collect();
            let alone = answers(ask).len() == 1 || !stuck.is_empty();
            if alone {
                faults.push(set.fault(
                    &site.place.key("on").key(&count.to_string()),
                    format!("nothing happens when fewer than {count} say '{answer}'"),
                    "add on.closed: it comes when all have answered",
                ));
            }
        }
    }
}

/// An answer that nobody asks for, beside an ask for a form whose name it nearly has: it was meant to call that form.
/// Words that no process of this set uses are no fault.
pub(super) fn words_of_forms_are_spelt_right(set: &Set<'_>, faults: &mut Faults) {
    let mut used: BTreeSet<&str> = BTreeSet::new();
    let mut wordless: BTreeSet<&str> = BTreeSet::new();
    for walk in &set.walks {
        used.extend(walk.process.open.command.as_deref());
        used.extend(walk.says.iter().map(|site| site.what.name.as_str()));
        for site in &walk.asks {
            used.extend(answers(site.what).iter().map(String::as_str));
            let name = site.what.name.as_str();
            match matches!(site.what.wants, Wants::Form(_)) {
                true if set.rules.answers.contains_key(name) => drop(used.insert(name)),
                true => drop(wordless.insert(name)),
                false => {}
            }
        }
    }
    for answer in set.rules.answers.keys().filter(|name| !used.contains(name.as_str())) {
        if let Some(meant) = crate::fault::near(answer, wordless.iter().copied()) {
            let found = format!("nobody asks for '{answer}'");
            let keys = ["answer", answer.as_str()];
            faults.push(set.places.fault_in_answers(&keys, found, format!("did you mean '{meant}'?")));
        }
    }
}

/// No answer leads away by two reactions at once: what the first of them leaves, the other never sees.
pub(super) fn outcomes_exclude_one_another(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            for answer in answers(site.what) {
                let goes = |level: Level| {
                    site.what.on.iter().any(|reaction| {
                        reaction.on == Trigger::Answer(level, answer.clone())
                            && reaction.steps.iter().any(|step| {
                                step.go.iter().any(|arm| arm.when.is_none()) && step.when.is_none()
                            })
                    })
                };
                let places = [(Level::Each, "each"), (Level::Any, "any"), (Level::All, "all")];
                let leading: Vec<&str> =
                    places.iter().filter(|(level, _)| goes(*level)).map(|(_, word)| *word).collect();
                if let [first, .., last] = leading.as_slice() {
                    let found = format!("on.{first}.{answer} leads away before on.{last}.{answer} can");
                    let place = site.place.key("on").key(last).key(answer);
                    faults.push(set.places.fault_at_key(&place, found, "let only one of them 'go'"));
                }
            }
        }
    }
}

/// What a collecting question asks about are cases that hear its answers.
pub(super) fn what_is_collected_is_heard(set: &Set<'_>, faults: &mut Faults) {
    use super::reach::Reach;
    use super::shape::Shape;
    for walk in &set.walks {
        for site in &walk.asks {
            let Some(about) = &site.what.about else { continue };
            let (shape, slips) = Reach::new(set, site.scope).expression(about);
            let Shape::List(inner) = shape else { continue };
            let Shape::Case(process, _) = *inner else { continue };
            if !slips.is_empty() {
                continue;
            }
            let states = || process.states.values().chain([&process.always]);
            for (i, answer) in answers(site.what).iter().enumerate() {
                if !states().any(|state| state.says.contains_key(answer)) {
                    let says: Vec<&str> =
                        states().flat_map(|state| state.says.keys()).map(String::as_str).collect();
                    let found =
                        format!("'{}' does not hear '{answer}': it has no say of that name", process.name);
                    let remedy = match crate::fault::near(answer, says.iter().copied()) {
                        Some(_) => offer(answer, says),
                        None => format!("add [always.say.{answer}] to '{}'", process.name),
                    };
                    faults.push(set.fault(&site.place.key("answers").index(i), found, remedy));
                }
            }
        }
    }
}

/// Two answers of one ask have no word in common, and none begins with a word of the other, weak ones apart.
pub(super) fn words_differ(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let asked: Vec<_> =
                answers(site.what).iter().filter_map(|name| set.rules.answers.get(name)).collect();
            for (i, one) in asked.iter().enumerate() {
                for other in &asked[i + 1..] {
                    if one.name == other.name {
                        continue;
                    }
                    let languages: BTreeSet<&Lang> = one.words.keys().chain(other.words.keys()).collect();
                    let clash = languages.into_iter().find_map(|language| {
                        let words = |answer: &Answer, beside: &Answer| -> Vec<(String, bool)> {
                            let all = [(&answer.words, false), (&answer.weak, true)];
                            let all = all.into_iter().flat_map(|(labels, weak)| {
                                labels.get(language).into_iter().flatten().map(move |word| (word, weak))
                            });
                            let all = all.filter(|(word, _)| !gives_way(answer, language, word, beside));
                            all.map(|(word, weak)| (word.trim().to_lowercase(), weak)).collect()
                        };
                        // Of two weak words the longer one counts: `no problem` is no `no`.
                        let alike = |our: &(String, bool), their: &(String, bool)| {
                            our.0 == their.0
                                || !(our.1 && their.1)
                                    && (our.0.starts_with(&their.0) || their.0.starts_with(&our.0))
                        };
                        let (ours, theirs) = (words(one, other), words(other, one));
                        ours.iter().find_map(|our| {
                            let their = theirs.iter().find(|their| alike(our, their))?;
                            Some((our.0.clone(), their.0.clone()))
                        })
                    });
                    if let Some((our, their)) = clash {
                        faults.push(set.fault(
                            &site.place.key("answers"),
                            format!(
                                "'{our}' ({}) and '{their}' ({}) cannot be told apart at the start of a line",
                                one.name, other.name
                            ),
                            "give one of them another word: in answers.toml, or in [answer.NAME] of this file",
                        ));
                    }
                }
            }
        }
    }
}

/// What may be said in one state at the same time has no word in common.
pub(super) fn words_of_a_state_differ(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let always = said_in(walk, &walk.process.always);
        let above =
            |other: &&Walk<'_>| set.above(other.process).iter().any(|above| above.name == walk.process.name);
        let commands =
            set.walks.iter().filter(above).filter_map(|other| other.process.open.command.as_deref());
        let commands: Vec<(&str, Place)> = commands.map(|command| (command, walk.place.clone())).collect();
        for state in walk.process.states.values() {
            let mut words: BTreeMap<String, &str> = BTreeMap::new();
            let own = said_in(walk, state);
            for (name, place) in commands.iter().chain(&always).chain(&own) {
                let Some(answer) = set.rules.answers.get(*name) else { continue };
                let spoken =
                    answer.words.iter().flat_map(|(lang, words)| words.iter().map(move |w| (lang, w)));
                for (language, spelt) in spoken {
                    let word = spelt.to_lowercase();
                    let yields = |other: &str| {
                        let other = set.rules.answers.get(other);
                        other.is_some_and(|other| {
                            gives_way(answer, language, spelt, other)
                                || gives_way(other, language, spelt, answer)
                        })
                    };
                    match words.get(word.as_str()) {
                        Some(other) if other != name && yields(other) => {}
                        Some(other) if other != name => {
                            let found = format!("'{word}' would mean '{other}' and '{name}' at once");
                            let remedy = "give one of them another word: in answers.toml, or in [answer.NAME] of this file";
                            faults.push(set.places.fault_at_key(place, found, remedy));
                        }
                        _ => {
                            words.insert(word, *name);
                        }
                    }
                }
            }
        }
    }
}

/// The names of what may be said in a state, with their places.
fn said_in<'w>(walk: &'w Walk<'_>, state: &State) -> Vec<(&'w str, Place)> {
    let here = |of: Option<&State>| of.is_some_and(|of| std::ptr::eq(of, state));
    let mut names = Vec::new();
    for site in walk.asks.iter().filter(|site| here(site.scope.state)) {
        match &site.what.wants {
            Wants::Answers(answers) => {
                let place = site.place.key("answers");
                names.extend(answers.iter().map(|answer| (answer.as_str(), place.clone())));
            }
            Wants::Form(_) | Wants::Fill(_) => names.push((site.what.name.as_str(), site.place.clone())),
        }
    }
    let says = walk.says.iter().filter(|site| here(site.scope.state));
    names.extend(says.map(|site| (site.what.name.as_str(), site.place.clone())));
    names
}

/// A word that is understood everywhere is never read as an answer, unless that is what it calls.
pub(super) fn words_are_not_taken(set: &Set<'_>, faults: &mut Faults) {
    for answer in set.rules.answers.values() {
        for (language, words) in &answer.words {
            for word in words {
                let taken = set.rules.meta.values().find(|meta| {
                    let mut theirs = meta.words.values().flatten();
                    meta.name != answer.name
                        && theirs.any(|their| their.to_lowercase() == word.to_lowercase())
                });
                if let Some(meta) = taken {
                    faults.push(set.places.fault_in_answers(
                        &["answer", &answer.name, "words", language.as_str()],
                        format!("'{word}' is understood everywhere as '{}'", meta.name),
                        "choose another word",
                    ));
                }
            }
        }
    }
}

/// An approval comes from a person who is asked for it: never from silence, never from a calendar, and not from the
/// opener alone.
pub(super) fn approvals_stay_with_people(set: &Set<'_>, faults: &mut Faults) {
    let approval =
        |name: &str| set.rules.answers.get(name).is_some_and(|answer| answer.stake == Stake::Approval);
    for walk in &set.walks {
        for site in &walk.asks {
            let ask = site.what;
            for (i, rung) in ask.silence.iter().enumerate() {
                if let Some(answer) = rung.answer.as_deref().filter(|answer| approval(answer)) {
                    faults.push(set.fault(
                        &site.place.key("silence").index(i).key("answer"),
                        format!("silence would count as '{answer}', and that decides for others"),
                        "go to a state of its own, or ask somebody else with 'also'",
                    ));
                }
            }
            if let Some(calendar) = &ask.calendar {
                for (key, answer) in [("accepted", &calendar.accepted), ("declined", &calendar.declined)] {
                    if let Some(answer) = answer.as_deref().filter(|answer| approval(answer)) {
                        faults.push(set.fault(
                            &site.place.key("calendar").key(key),
                            format!("a calendar would say '{answer}', and that decides for others"),
                            "calendars answer by themselves; let this be answered by mail",
                        ));
                    }
                }
            }
            if ask.proof == Some(Proof::Address)
                && let Some(answer) = answers(ask).iter().find(|answer| approval(answer))
            {
                faults.push(set.fault(
                    &site.place.key("proof"),
                    format!("anybody can write an address into a mail, and '{answer}' decides for others"),
                    "write \"token\" or \"domain\", or leave it out",
                ));
            }
            let opener = Base::Path(vec!["opener".to_owned()]);
            let seats = &ask.who.0;
            let alone = !seats.is_empty()
                && seats.iter().all(|seat| seat.base == opener && seat.attributes.is_empty());
            if alone && let Some(answer) = answers(ask).iter().find(|answer| approval(answer)) {
                faults.push(set.fault(
                    &site.place.key("who"),
                    format!(
                        "nobody may say '{answer}' to a request of one's own, and only the opener is asked"
                    ),
                    "ask somebody else",
                ));
            }
        }
    }
}

/// Whoever binds themselves or corrects what others go by hears that it was taken.
pub(super) fn what_binds_has_a_receipt(set: &Set<'_>, faults: &mut Faults) {
    let binds = |name: &str| set.rules.answers.get(name).is_some_and(|answer| answer.stake != Stake::Fact);
    for site in set.walks.iter().flat_map(|walk| &walk.says).filter(|site| site.what.receipt.is_some()) {
        let name = site.what.name.as_str();
        if binds(name) || !site.what.fill.is_empty() {
            faults.push(set.fault(
                &site.place.key("receipt"),
                format!("'{name}' binds whoever says it, and they must hear that it was taken"),
                "take it out",
            ));
        }
    }
}

/// What still comes when a question is over may be told and kept; it leads nowhere, for the case may have gone on.
pub(super) fn what_comes_later_moves_nothing(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in walk.asks.iter() {
            let ask = site.what;
            let place = site.place.key("on").key("later");
            for reaction in ask.on.iter().filter(|r| r.on == Trigger::Later) {
                let reasoned =
                    |name: &String| set.rules.answers.get(name).is_some_and(|a| !a.comment.is_empty());
                let pressed = ask.calendar.iter().flat_map(|c| [&c.accepted, &c.declined]).flatten();
                if !matches!(ask.wants, Wants::Fill(_)) && !pressed.into_iter().any(reasoned) {
                    faults.push(set.fault(
                        &place,
                        format!("nothing comes to '{}' later", ask.name),
                        "only an ask that fills, or a calendar answer that needs a comment, has on.later",
                    ));
                }
                if reaction.steps.iter().any(|step| !step.go.is_empty()) {
                    faults.push(set.fault(
                        &place,
                        "the case may have left this state by then",
                        "take 'go' out: tell somebody, or set a field",
                    ));
                }
            }
        }
    }
}

/// The calendar entry whose pressing is an answer is a meet that lives while the ask does.
pub(super) fn calendars_lead_to_meets(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.asks {
            let Some(calendar) = &site.what.calendar else { continue };
            let here = site.scope.state.iter().flat_map(|state| state.meets.keys());
            let known: Vec<&str> = here.chain(walk.process.always.meets.keys()).map(String::as_str).collect();
            if calendar.accepted.is_none() && calendar.declined.is_none() {
                let found = "pressing accept or decline would mean nothing";
                let remedy = "add accepted = \"ANSWER\", or take 'calendar' out";
                faults.push(set.places.fault_at_key(&site.place.key("calendar"), found, remedy));
            }
            if !known.contains(&calendar.to.as_str()) {
                faults.push(set.fault(
                    &site.place.key("calendar").key("to"),
                    format!("there is no meet '{}' here", calendar.to),
                    if known.is_empty() {
                        "take 'calendar' out".to_owned()
                    } else {
                        offer(&calendar.to, known)
                    },
                ));
            }
        }
    }
}

/// What is moved is a meeting that lives there, to a time that is asked about or said; and a question about a proposed
/// time asks for a single one.
pub(super) fn proposals_lead_to_meets(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let always = &walk.process.always.meets;
        let no_meet = |name: &str, place: &Place, state: Option<&State>, said: bool| {
            let here = state.iter().flat_map(|state| state.meets.values()).chain(always.values());
            let known: Vec<&Meet> = here.collect();
            match known.iter().find(|meet| meet.name == name) {
                Some(meet) if meet.every.is_some() && !said => Some(set.fault(
                    place,
                    format!("'{name}' is a series, and no single time can be proposed for it"),
                    "name a meet with 'at', or let somebody move an instance: a say whose form has a date-time",
                )),
                Some(_) => None,
                None => {
                    let names: Vec<&str> = known.iter().map(|meet| meet.name.as_str()).collect();
                    Some(set.fault(place, format!("there is no meet '{name}' here"), offer(name, names)))
                }
            }
        };
        for site in &walk.asks {
            let Some(name) = &site.what.proposed else { continue };
            faults.0.extend(no_meet(name, &site.place.key("proposed"), site.scope.state, false));
        }
        for site in &walk.steps {
            for (i, name) in site.what.over.iter().enumerate() {
                let place = site.place.key("over").index(i);
                let scopes = || site.scope.state.into_iter().chain([&walk.process.always]);
                let mut says = scopes().flat_map(|state| state.says.values());
                let told = says.any(|say| {
                    say.steps.iter().any(|step| step.over.contains(name))
                        && say.time_field(walk.process).is_some()
                });
                faults.0.extend(no_meet(name, &place, site.scope.state, true));
                if !told {
                    faults.push(set.fault(
                        &place,
                        format!("nobody tells when '{name}' ended"),
                        "write it in a say whose form has a date-time",
                    ));
                }
            }
            for (i, name) in site.what.moves.iter().enumerate() {
                let place = site.place.key("move").index(i);
                let scopes = || site.scope.state.into_iter().chain([&walk.process.always]);
                let moves = |say: &&Say| say.steps.iter().any(|step| step.moves.contains(name));
                let mut says = scopes().flat_map(|state| state.says.values()).filter(moves);
                let said = says.any(|say| say.time_field(walk.process).is_some());
                faults.0.extend(no_meet(name, &place, site.scope.state, said));
                let mut asks = scopes().flat_map(|state| state.asks.values());
                if !said && !asks.any(|ask| ask.proposed.as_deref() == Some(name.as_str())) {
                    faults.push(set.fault(
                        &place,
                        format!("nobody is asked about another time for '{name}'"),
                        format!(
                            "add an ask with proposed = \"{name}\", or a date-time to the form of the say"
                        ),
                    ));
                }
            }
        }
    }
}

fn answers(ask: &Ask) -> &[String] {
    match &ask.wants {
        Wants::Answers(answers) => answers,
        Wants::Form(_) | Wants::Fill(_) => &[],
    }
}

fn has(ask: &Ask, is: impl Fn(&Trigger) -> bool) -> bool {
    ask.on.iter().any(|reaction| is(&reaction.on))
}

/// Of what demands a domain, where nothing vouches for any (`authserv_id` is not set): no answer would ever count.
pub(super) fn domains_are_vouched_for(set: &Set<'_>, faults: &mut Faults) {
    for site in set.walks.iter().flat_map(|walk| &walk.asks) {
        if site.what.proof == Some(Proof::Domain) {
            let found = format!("nobody can answer '{}': nothing vouches for a domain here", site.what.name);
            let remedy = "set `authserv_id` in [identity] (`beadle doctor` proposes it), or ask for a token";
            faults.push(set.fault(&site.place.key("proof"), found, remedy));
        }
    }
}
