//! Every number of every shipped rule file, and of every example, is changed in turn, one up and one down, and some
//! story notices: of the shipped ones any, of an example its own.
//!
//! A number is what a text says with digits, a time of day, or a day of the week, in a value or an expression; not the
//! digits of a name (`day5`, `P0`), of a word for people or of a comment. It is changed in the text by its smallest
//! step; a change that `beadle check` refuses is none, but each number has one that it takes. The stories in which the file's process has cases are played
//! until one differs. A number that none notices is shown with its file and line: a story is missing, or the number
//! says nothing and does not belong there. An ordinary run changes every third number, which third follows from the
//! texts; `ALL=1` changes all. Those of the examples are few, and all changed always.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};
use std::time::{Duration, Instant};

use beadle::fault::Source;
use beadle::rules::{Rules, prove};
use beadle::scenario::{Scenario, holds, play, read};
use beadle::turn::Setting;
use regex::Regex;
use setting::Example;

/// What people read, and comments: digits there are words.
static PROSE: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r##"\b(?:zh|en)\s*=\s*(?:\[[^\]]*\]|"[^'"+][^"+]*")|#[^\n]*"##).unwrap());
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[0-9]+:[0-9]{2}|[0-9]+|[A-Z][a-z]+day|\b(?:Mon|Tue|Wed|Thu|Fri)\b").unwrap()
});
const DAYS: [&str; 5] = ["Mon", "Tue", "Wed", "Thu", "Fri"];

/// A time that is looked for begins on a half hour: its smallest step.
const SLOT_MINUTES: u32 = 30;

/// The numbers of a text of rules: where each stands.
fn numbers(text: &str) -> Vec<Range<usize>> {
    let prose: Vec<Range<usize>> = PROSE.find_iter(text).map(|found| found.range()).collect();
    let is_name = |at: usize| {
        let mut before = text[..at].chars().rev();
        match before.next() {
            // `1h30m`
            Some('h' | 'd' | 'm') => !before.next().is_some_and(|c| c.is_ascii_digit()),
            Some(c) => c.is_alphanumeric() || c == '_',
            None => false,
        }
    };
    let found = NUMBER.find_iter(text).map(|found| found.range());
    found.filter(|at| !is_name(at.start) && !prose.iter().any(|p| p.contains(&at.start))).collect()
}

/// A number one step up and one step down, where there is such a one.
fn steps(line: &str, number: &str) -> Vec<String> {
    if let Some((hour, minute)) = number.split_once(':') {
        let step = if line.trim_start().starts_with("free ") { SLOT_MINUTES } else { 1 };
        let minutes = hour.parse::<u32>().unwrap() * 60 + minute.parse::<u32>().unwrap();
        let time = |minutes: u32| format!("{:02}:{:02}", minutes / 60, minutes % 60);
        return vec![time(minutes + step), time(minutes - step)];
    }
    if let Some(day) = DAYS.iter().position(|day| number.starts_with(day)) {
        let long = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
        let names = if number.len() > 3 { long } else { DAYS };
        let near = [Some(day + 1), day.checked_sub(1)];
        return near
            .into_iter()
            .flatten()
            .filter_map(|day| names.get(day))
            .map(|&name| name.to_owned())
            .collect();
    }
    let number: u32 = number.parse().unwrap();
    [Some(number + 1), number.checked_sub(1)].into_iter().flatten().map(|number| number.to_string()).collect()
}

/// Files with the stories that are told over them.
struct Set {
    rules: Vec<Source>,
    stories: Vec<Told>,
    /// The files whose numbers are changed: the last so many.
    own: usize,
    setting: Box<dyn Fn() -> Setting + Sync>,
}

/// A story as it is told.
struct Told {
    story: Scenario,
    /// How often each question, timer and meeting of a process fell due: `ask/offered.confirm`.
    due: BTreeMap<String, BTreeMap<String, usize>>,
    took: Duration,
}

impl Set {
    /// The shipped files.
    fn shipped() -> Self {
        let rules = setting::rule_sources();
        let texts = setting::sources("tests/scenarios", &["story"]);
        Self::read(rules.len(), rules, &texts, Box::new(setting::setting))
    }

    /// The shipped files with those of an example.
    fn of(example: Example) -> Self {
        let mut rules = setting::rule_sources();
        rules.extend(example.rules.iter().cloned());
        let (own, texts) = (example.rules.len(), example.stories.clone());
        Self::read(own, rules, &texts, Box::new(move || example.setting()))
    }

    fn read(own: usize, rules: Vec<Source>, texts: &[Source], new: Box<dyn Fn() -> Setting + Sync>) -> Self {
        let setting = new();
        let told = |text: &Source| {
            let story = read(text).unwrap_or_else(|faults| panic!("{faults}"));
            let begun = Instant::now();
            let played = play(&story, &setting);
            assert!(played.faults.is_empty(), "{}", played.faults);
            let took = begun.elapsed();
            let mut due: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
            let processes: BTreeMap<String, String> =
                played.cases().into_iter().map(|case| (case.id.to_string(), case.process)).collect();
            due.extend(processes.values().map(|process| (process.clone(), BTreeMap::new())));
            for outcome in played.timeline.iter().filter(|outcome| outcome.kind == "deadline") {
                let process = outcome.case.as_ref().and_then(|case| processes.get(case));
                let key = outcome.text.split_whitespace().last().unwrap().split('@').next().unwrap();
                if let Some(process) = process {
                    *due.get_mut(process).unwrap().entry(key.to_owned()).or_default() += 1;
                }
            }
            Told { story, due, took }
        };
        let mut stories = each(texts, || (), |(), text| told(text));
        stories.sort_by_key(|told| told.took);
        Self { rules, stories, own, setting: new }
    }

    /// The files whose numbers are changed.
    fn own(&self) -> impl Iterator<Item = (usize, &Source)> {
        self.rules.iter().enumerate().skip(self.rules.len() - self.own)
    }

    /// What no story notices of these steps of numbers, and how many changes that were. Of a number whose every step
    /// `check` refuses, its likes in its table are changed with it; a number of which it takes none even so is told, too.
    fn unnoticed(&self, numbers: &[Vec<Change>]) -> (Vec<String>, usize) {
        let begun = Instant::now();
        let single: Vec<Change> = numbers.concat();
        let (mut found, mut plays) = self.notice(&single);
        let (mut at, mut joint) = (0, Vec::new());
        for steps in numbers {
            if found[at..at + steps.len()].iter().all(Option::is_none) {
                joint
                    .push(steps.iter().map(|step| step.together(&self.rules[step.file])).collect::<Vec<_>>());
            }
            at += steps.len();
        }
        let jointly = joint.concat();
        let (more, again) = self.notice(&jointly);
        plays += again;
        let (mut at, mut missed) = (0, Vec::new());
        for steps in &joint {
            if more[at..at + steps.len()].iter().all(Option::is_none) {
                missed.push(format!("{} (check takes no change of it)", told(self, &steps[0])));
            }
            at += steps.len();
        }
        found.extend(more);
        let changes: Vec<Change> = single.into_iter().chain(jointly).collect();
        let unseen = changes.iter().zip(&found).filter(|(_, found)| **found == Some(false));
        missed.extend(unseen.map(|(change, _)| told(self, change)));
        let tried = found.iter().flatten().count();
        println!("{} numbers, {tried} changes, {plays} plays, {:.0?}", numbers.len(), begun.elapsed());
        (missed, tried)
    }

    /// Of each change that `check` takes, whether a story notices it; how many plays that took.
    fn notice(&self, changes: &[Change]) -> (Vec<Option<bool>>, usize) {
        // The story that noticed a number last is tried first with those of the same table.
        let last: Mutex<BTreeMap<(usize, &str), usize>> = Mutex::default();
        let plays = AtomicUsize::new(0);
        let found = each(changes, &self.setting, |setting: &mut Setting, change| {
            setting.rules = self.with(change, setting)?;
            let header = header(self.rules[change.file].text(), change.at.start);
            let place = (change.file, header);
            let mut order = self.order(change.file, header);
            if let Some(last) = last.lock().unwrap().get(&place) {
                order.retain(|story| story != last);
                order.insert(0, *last);
            }
            let noticed = order.into_iter().find(|&story| {
                plays.fetch_add(1, Ordering::Relaxed);
                !holds(&self.stories[story].story, setting)
            });
            match noticed {
                Some(story) => drop(last.lock().unwrap().insert(place, story)),
                None => eprintln!("no story notices {}", told(self, change)),
            }
            Some(noticed.is_some())
        });
        (found, plays.into_inner())
    }

    /// The stories, those first in which most fell due of what the number stands in, then those with a case of its
    /// process; of those alike the short ones.
    fn order(&self, file: usize, header: &str) -> Vec<usize> {
        let process = stem(self.rules[file].path());
        let parts: Vec<&str> = header.trim_matches(['[', ']']).split('.').collect();
        let last = parts.last().unwrap();
        let within = match parts.as_slice() {
            ["state", state, ..] => format!("/{state}."),
            _ => "/".to_owned(),
        };
        let rank = |told: &Told| match told.due.get(process) {
            None => (2, 0),
            Some(due) => {
                let of_it =
                    |key: &str| key.contains(&within) && key.split(['/', '.']).any(|part| part == *last);
                let times: usize = due.iter().filter(|(key, _)| of_it(key)).map(|(_, times)| times).sum();
                (usize::from(times == 0), usize::MAX - times.min(3))
            }
        };
        let mut order: Vec<usize> = (0..self.stories.len()).collect();
        order.sort_by_key(|&story| rank(&self.stories[story]));
        order
    }

    /// The set with a number changed, if `check` takes it.
    fn with(&self, change: &Change, setting: &Setting) -> Option<Rules> {
        let mut rules = self.rules.clone();
        let source = &self.rules[change.file];
        let mut text = source.text().to_owned();
        let mut places = vec![change.at.clone()];
        places.extend(change.with.iter().cloned());
        places.sort_by_key(|at| std::cmp::Reverse(at.start));
        places.into_iter().for_each(|at| text.replace_range(at, &change.to));
        rules[change.file] = Source::new(source.path(), text);
        prove(&rules, &setting.directory, &|_, _, _| true).ok()
    }
}

fn stem(path: &str) -> &str {
    path.rsplit('/').next().unwrap().trim_end_matches(".toml")
}

/// One number as another.
#[derive(Clone)]
struct Change {
    file: usize,
    at: Range<usize>,
    to: String,
    /// Where its table says the same number besides, which is changed with it.
    with: Vec<Range<usize>>,
}

impl Change {
    /// The steps of every number of a file, in order.
    fn all(file: usize, source: &Source) -> Vec<Vec<Self>> {
        let text = source.text();
        let step = |at: &Range<usize>, to| Self { file, at: at.clone(), to, with: Vec::new() };
        numbers(text)
            .into_iter()
            .map(|at| {
                let steps = steps(line_at(source, at.start), &text[at.clone()]);
                steps.into_iter().map(|to| step(&at, to)).collect()
            })
            .collect()
    }

    /// The same of the whole table at once: rungs of one time stay in their order.
    fn together(&self, source: &Source) -> Self {
        let (text, number) = (source.text(), &source.text()[self.at.clone()]);
        // A table is known by where it begins, for a header says nothing of the file's other tables of that name.
        let table = |at: usize| text[..at].rfind("\n[");
        let like = |at: &Range<usize>| {
            *at != self.at && text[at.clone()] == *number && table(at.start) == table(self.at.start)
        };
        Self { with: numbers(text).into_iter().filter(like).collect(), ..self.clone() }
    }
}

fn told(set: &Set, change: &Change) -> String {
    let source = &set.rules[change.file];
    let (line, _) = source.place(change.at.start);
    let text = source.text().lines().nth(line - 1).unwrap().trim();
    format!("{}:{line}: {} as {}: {text}", source.path(), &source.text()[change.at.clone()], change.to)
}

fn line_at(source: &Source, at: usize) -> &str {
    source.text().lines().nth(source.place(at).0 - 1).unwrap()
}

/// The table in which a place of a file stands: its `[header]`.
fn header(text: &str, at: usize) -> &str {
    text[..at]
        .lines()
        .rev()
        .find(|line| line.starts_with('['))
        .map_or("", |line| line.split('#').next().unwrap().trim())
}

/// What was done with each, in order, by as many threads as the machine has; each thread has something of its own.
fn each<T: Sync, S, R: Send>(
    items: &[T],
    own: impl Fn() -> S + Sync,
    work: impl Fn(&mut S, &T) -> R + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let threads = std::thread::available_parallelism().map_or(4, usize::from);
    let mut done: Vec<(usize, R)> = std::thread::scope(|scope| {
        let run = || {
            let mut own = own();
            let mut done = Vec::new();
            while let Some((i, item)) = {
                let i = next.fetch_add(1, Ordering::Relaxed);
                items.get(i).map(|item| (i, item))
            } {
                done.push((i, work(&mut own, item)));
            }
            done
        };
        let running: Vec<_> = (0..threads).map(|_| scope.spawn(run)).collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    done.sort_by_key(|(i, _)| *i);
    done.into_iter().map(|(_, result)| result).collect()
}

#[test]
fn every_number_is_noticed_by_a_story() {
    // Only of files whose path has one of these in it.
    let only = std::env::var("RULES").ok();
    let wanted =
        |path: &str| only.as_ref().is_none_or(|only| only.split(',').any(|part| path.contains(part)));
    let set = Set::shipped();
    let all = std::env::var_os("ALL").is_some();
    let digest = setting::setting().rules.digest;
    let third = usize::from_str_radix(&digest[..4], 16).unwrap() % 3;
    let mut numbers = Vec::new();
    for (file, source) in set.own() {
        // What the reader of answers knows of a language are words.
        if !source.text().contains("\nlanguage ") && wanted(source.path()) {
            numbers.extend(Change::all(file, source));
        }
    }
    let count = numbers.len();
    let numbers: Vec<_> = numbers
        .into_iter()
        .enumerate()
        .filter(|(i, _)| all || i % 3 == third)
        .map(|(_, steps)| steps)
        .collect();
    println!("{} of {count} numbers", numbers.len());
    let (missed, tried) = set.unnoticed(&numbers);
    let list = missed.join("\n");
    assert!(missed.is_empty(), "{} of {tried} changes are noticed by no story:\n{list}", missed.len());
    assert!(tried > 100 || only.is_some(), "{tried}");
}

#[test]
fn every_number_of_the_examples_is_noticed_by_their_stories() {
    let (mut tried, mut missed) = (0, Vec::new());
    for example in setting::examples() {
        let set = Set::of(example);
        let numbers: Vec<_> = set.own().flat_map(|(file, source)| Change::all(file, source)).collect();
        let (unseen, changes) = set.unnoticed(&numbers);
        tried += changes;
        missed.extend(unseen);
    }
    let list = missed.join("\n");
    assert!(missed.is_empty(), "{} of {tried} changes are noticed by no story:\n{list}", missed.len());
    assert!(tried > 100, "{tried}");
}

#[test]
fn a_number_is_found_where_it_means_something() {
    let text = "due = \"1h30m\" # 2 hours\nat = 'day5.x, 14:05'\nzh = [\"3\"]\nlevel = ['P0']\nevery = \"Wednesday 9\"\non.2.x = 'y'";
    let found: Vec<&str> = numbers(text).into_iter().map(|at| &text[at]).collect();
    assert_eq!(found, ["1", "30", "14:05", "Wednesday", "9", "2"]);
    assert_eq!(steps("", "14:00"), ["14:01", "13:59"]);
    assert_eq!(steps("free = \"18:00\"", "18:00"), ["18:30", "17:30"]);
    assert_eq!(steps("", "Friday"), ["Thursday"]);
    assert_eq!(steps("", "0"), ["1"]);
}
