//! Letters and words exist in every language in which people are written to.

use std::collections::BTreeSet;

use super::Set;
use super::place::Place;
use super::reach::Reach;
use super::walk::Scope;
use crate::directory::Lang;
use crate::fault::{Faults, offer};
use crate::rules::{Labels, Wants};

/// Every `tell`, every ask and every refusal has its letter, in each language of the directory.
pub(super) fn letters_exist(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let process = &walk.process.name;
        let mut look = |letter: &str, place: &Place| {
            let languages = set.directory.languages();
            let missing: Vec<&str> = languages
                .iter()
                .filter(|language| !(set.letters)(process, letter, language))
                .map(|language| language.as_str())
                .collect();
            if !missing.is_empty() {
                let found = format!("there is no letter '{letter}' of '{process}' in {}", missing.join(", "));
                faults.push(set.places.fault_at_key(place, found, "write its template"));
            }
        };
        for (letter, _) in &walk.process.open.refuse {
            look(letter, &walk.place.key("open").key("refuse").key(letter));
        }
        for site in &walk.steps {
            for (letter, _) in &site.what.tell {
                look(letter, &site.place.key("tell").key(letter));
            }
        }
        for site in &walk.asks {
            let ask = site.what;
            if !ask.quiet || ask.silence.iter().any(|rung| rung.remind || !rung.also.is_empty()) {
                look(&ask.name, &site.place);
            }
        }
    }
}

/// A notice does not have the name of a question: the question's own letter has it.
pub(super) fn notices_are_no_questions(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        for site in &walk.steps {
            for (letter, _) in &site.what.tell {
                if walk.asks.iter().any(|ask| ask.what.name == *letter) {
                    let found = format!("'{letter}' is the letter of the ask of that name");
                    let place = site.place.key("tell").key(letter);
                    faults.push(set.places.fault_at_key(&place, found, "name this letter otherwise"));
                }
            }
        }
    }
}

/// What a case is called is a text, and written in each language of the directory.
pub(super) fn titles_are_texts(set: &Set<'_>, faults: &mut Faults) {
    for walk in &set.walks {
        let place = walk.place.key("open").key("title");
        let titles = &walk.process.open.title;
        for (language, title) in titles {
            let scope = Scope { spoken: true, ..Scope::of(walk.process) };
            let (shape, slips) = Reach::new(set, scope).expression(title);
            if slips.is_empty() && !shape.is_text() {
                let found = format!("a text is wanted here, and this is {}", shape.word());
                faults.push(set.fault(&place.key(language), found, "turn it into a text with string(…)"));
            }
        }
        let lacks = |language: &&Lang| titles.iter().all(|(written, _)| written != language.as_str());
        let languages = set.directory.languages();
        if let Some(language) = languages.iter().find(lacks).filter(|_| !titles.is_empty()) {
            let found = format!("a case of '{}' is not called anything in '{language}'", walk.process.name);
            faults.push(set.places.fault_at_key(&place, found, "add it"));
        }
    }
}

/// Titles, labels and answers have words in each language of the directory.
pub(super) fn words_exist_in_each_language(set: &Set<'_>, faults: &mut Faults) {
    let languages = set.directory.languages();
    let missing = |labels: &Labels| -> Vec<String> {
        let without = languages.iter().filter(|language| labels.get(*language).is_none_or(Vec::is_empty));
        without.map(|language| format!("'{language}'")).collect()
    };
    for walk in &set.walks {
        let process = walk.process;
        let title: Labels =
            process.title.iter().map(|(lang, title)| (lang.clone(), vec![title.clone()])).collect();
        let without = missing(&title);
        if !without.is_empty() {
            let found = format!("'{}' has no title in {}", process.name, without.join(", "));
            faults.push(set.fault(&walk.place.key("title"), found, "add it"));
        }
        if !process.open.subject.is_empty() {
            let without = missing(&process.open.subject);
            if !without.is_empty() {
                let found = format!("nothing opens '{}' in {}", process.name, without.join(", "));
                faults.push(set.fault(
                    &walk.place.key("open").key("subject"),
                    found,
                    "add a word for the subject",
                ));
            }
        }
        for form in process.forms.values() {
            let place = walk.form_place(&form.name, &set.places);
            for field in form.fields.iter().filter(|field| !field.labels.is_empty()) {
                let without = missing(&field.labels);
                if !without.is_empty() {
                    let found = format!("'{}' has no label in {}", field.name, without.join(", "));
                    faults.push(set.fault(&place.key(&field.name).key("label"), found, "add one"));
                }
            }
        }
    }
    let commands = set.walks.iter().filter_map(|walk| walk.process.open.command.as_ref());
    let commands: Vec<&String> = commands.collect();
    let asked: Vec<&String> = set
        .walks
        .iter()
        .flat_map(|walk| &walk.asks)
        .filter_map(|site| match &site.what.wants {
            Wants::Answers(answers) => Some(answers),
            Wants::Form(_) | Wants::Fill(_) => None,
        })
        .flatten()
        .collect();
    let said: Vec<&String> =
        set.walks.iter().flat_map(|walk| &walk.says).map(|site| &site.what.name).collect();
    for answer in set.rules.answers.values() {
        let used = [&asked, &said, &commands].iter().any(|names| names.contains(&&answer.name));
        for (key, labels) in [("words", &answer.words), ("comment", &answer.comment)] {
            let without = missing(labels);
            if used && !without.is_empty() && (key == "words" || !labels.is_empty()) {
                let found = format!("'{}' has no {key} in {}", answer.name, without.join(", "));
                faults.push(set.places.fault_in_answers(&["answer", &answer.name, key], found, "add them"));
            }
        }
    }
}

/// A language that a label has is one of the directory, or one in which its process has a title: another one is a
/// slip of the pen, and its words would never be read.
pub(super) fn languages_are_known(set: &Set<'_>, faults: &mut Faults) {
    let spoken = set.directory.languages();
    let known = |more: &[&Lang]| -> Vec<String> {
        let all: BTreeSet<&Lang> = spoken.iter().chain(more.iter().copied()).collect();
        all.into_iter().map(ToString::to_string).collect()
    };
    let strange = |labels: &Labels, known: &[String]| -> Vec<(String, String)> {
        let strange = labels.keys().filter(|language| !known.iter().any(|known| known == language.as_str()));
        let told = |language: &Lang| {
            let remedy = offer(language.as_str(), known.iter().map(String::as_str).collect::<Vec<_>>());
            (language.to_string(), remedy)
        };
        strange.map(told).collect()
    };
    let mut titles: BTreeSet<&Lang> = BTreeSet::new();
    for walk in &set.walks {
        let process = walk.process;
        titles.extend(process.title.keys());
        let known = known(&process.title.keys().collect::<Vec<_>>());
        let mut look = |labels: &Labels, place: &Place| {
            for (language, remedy) in strange(labels, &known) {
                let found = format!("nobody's language is '{language}'");
                faults.push(set.places.fault_at_key(&place.key(&language), found, remedy));
            }
        };
        look(&process.open.subject, &walk.place.key("open").key("subject"));
        for form in process.forms.values() {
            let place = walk.form_place(&form.name, &set.places);
            for field in &form.fields {
                look(&field.labels, &place.key(&field.name).key("label"));
            }
        }
    }
    let known = known(&titles.into_iter().collect::<Vec<_>>());
    for (table, answers) in [("answer", &set.rules.answers), ("meta", &set.rules.meta)] {
        for answer in answers.values() {
            for (key, labels) in
                [("words", &answer.words), ("weak", &answer.weak), ("comment", &answer.comment)]
            {
                for (language, remedy) in strange(labels, &known) {
                    let found = format!("nobody's language is '{language}'");
                    let keys = [table, answer.name.as_str(), key, language.as_str()];
                    faults.push(set.places.fault_in_answers(&keys, found, remedy));
                }
            }
        }
    }
}
