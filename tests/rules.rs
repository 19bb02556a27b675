//! The shipped process files are sound, and every kind of fault in a process file is shown at its place.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::fs;
use std::path::{Path, PathBuf};

use beadle::directory::{Directory, Lang};
use beadle::fault::{Faults, Source};
use beadle::rules;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// The TOML files of a folder, by name.
fn sources(folder: &Path) -> Vec<Source> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    let source = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_str().unwrap();
        Source::new(format!("rules/{name}"), fs::read_to_string(path).unwrap())
    };
    paths.iter().map(source).collect()
}

#[test]
fn the_shipped_files_are_read_without_a_fault() {
    let rules = rules::parse(&sources(&root().join("rules"))).unwrap_or_else(|faults| panic!("{faults}"));
    let names: Vec<&str> = rules.processes.keys().map(String::as_str).collect();
    assert_eq!(names, ["delay-request", "handover", "help", "incident", "project", "task"]);
}

fn directory() -> Directory {
    let path = root().join("tests/fixtures/directory.toml");
    Directory::read(&Source::new("directory.toml", fs::read_to_string(path).unwrap())).unwrap()
}

/// What is wrong with a set whose letters are all there.
fn check(sources: &[Source]) -> Faults {
    match rules::parse(sources) {
        Ok(set) => rules::check(&set, sources, &directory(), &|_, _, _| true),
        Err(faults) => faults,
    }
}

#[test]
fn the_shipped_files_are_sound() {
    let faults = check(&sources(&root().join("rules")));
    assert!(faults.is_empty(), "{faults}");
}

/// One case of `tests/faults/*.txt`.
struct Case {
    title: String,
    file: String,
    out: String,
    into: String,
    faults: String,
}

fn cases(text: &str) -> Vec<Case> {
    let lines = |block: &str, mark: char| -> String {
        let of_mark = block.lines().filter_map(|line| line.strip_prefix(mark));
        of_mark.collect::<Vec<_>>().join("\n")
    };
    let blocks = text.split("\n== ").skip(1);
    blocks
        .map(|block| {
            let (title, rest) = block.split_once('\n').unwrap();
            let (file, rest) = rest.split_once('\n').unwrap();
            Case {
                title: title.to_owned(),
                file: format!("rules/{file}"),
                out: lines(rest, '-'),
                into: lines(rest, '+'),
                faults: lines(rest, '>').lines().map(|line| line.trim_start()).collect::<Vec<_>>().join("\n"),
            }
        })
        .collect()
}

/// The base set with the change of a case made.
fn changed(case: &Case) -> Vec<Source> {
    let mut set = sources(&root().join("tests/faults/base"));
    let file = set.iter_mut().find(|source| source.path() == case.file).unwrap();
    let text = match case.out.as_str() {
        "" => format!("{}{}\n", file.text(), case.into),
        out => {
            assert_eq!(file.text().matches(out).count(), 1, "{}: once in the base: {out}", case.title);
            file.text().replace(out, &case.into)
        }
    };
    *file = Source::new(case.file.as_str(), text);
    set
}

#[test]
fn the_set_that_the_cases_change_is_sound() {
    let faults = check(&sources(&root().join("tests/faults/base")));
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_fault_is_shown_at_its_place_and_nothing_else() {
    let mut wrong = String::new();
    for file in ["reading.txt", "whole.txt"] {
        let text = fs::read_to_string(root().join("tests/faults").join(file)).unwrap();
        for case in cases(&text) {
            let found = check(&changed(&case)).to_string();
            if found != case.faults || found.is_empty() {
                let found: String = found.lines().map(|line| format!("> {line}\n")).collect();
                wrong.push_str(&format!("== {}\n{found}\n", case.title));
            }
        }
    }
    assert!(wrong.is_empty(), "found instead of what stands in tests/faults:\n{wrong}");
}

#[test]
fn a_letter_that_is_missing_is_shown_where_it_is_sent() {
    let set = sources(&root().join("tests/faults/base"));
    let rules = rules::parse(&set).unwrap();
    let written = |process: &str, letter: &str, language: &Lang| {
        !matches!((process, letter, language.as_str()), ("item", "moved", "en") | ("extra", "verdict", _))
    };
    let found = rules::check(&rules, &set, &directory(), &written).to_string();
    assert_eq!(
        found,
        "rules/extra.toml:16:18: there is no letter 'verdict' of 'extra' in en, zh; write its template\n\
         rules/item.toml:25:18: there is no letter 'moved' of 'item' in en; write its template"
    );
}
