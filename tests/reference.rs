//! `rules/README.md`, `rules/schema.json` and the parser name the same keys.
//!
//! `BLESS=1 cargo test --test reference` writes the tables of the reference and the schema again from the table of
//! keys (`daemon/rules/keys.rs`).

#![allow(clippy::unwrap_used)] // all of it is tests

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use beadle::fault::Source;
use beadle::rules;
use beadle::rules::keys::{Need, Part, reference};
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn read(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap()
}

fn blessed() -> bool {
    std::env::var_os("BLESS").is_some()
}

/// The mark before the table of a part.
fn mark(part: Part) -> String {
    format!("<!-- keys: {} -->", part.name())
}

/// The page with every marked table made anew, and the parts that have a mark.
fn written(page: &str) -> (String, BTreeSet<Part>) {
    let mut out = String::new();
    let mut parts = BTreeSet::new();
    let mut lines = page.lines().peekable();
    while let Some(line) = lines.next() {
        out.push_str(line);
        out.push('\n');
        if let Some(part) = Part::ALL.into_iter().find(|part| mark(*part) == line) {
            assert!(parts.insert(part), "{line} stands twice");
            while lines.next_if(|line| line.starts_with('|')).is_some() {}
            out.push_str(&reference(part));
        }
    }
    (out, parts)
}

#[test]
fn the_reference_names_every_key_with_its_type_its_default_and_its_meaning_and_no_other() {
    let page = read("rules/README.md");
    let (right, parts) = written(&page);
    if blessed() {
        fs::write(root().join("rules/README.md"), &right).unwrap();
        return;
    }
    let missing: Vec<&str> =
        Part::ALL.iter().filter(|part| !parts.contains(part)).map(|p| p.name()).collect();
    assert!(missing.is_empty(), "rules/README.md has no table of the keys of {missing:?}");
    for (is, should) in page.lines().zip(right.lines()) {
        assert_eq!(is, should, "rules/README.md differs from daemon/rules/keys.rs; BLESS=1 writes it again");
    }
    assert_eq!(page.lines().count(), right.lines().count(), "rows are missing; BLESS=1 writes them");
    // A table of keys without a mark would be held to nothing.
    assert_eq!(page.matches("| key |").count(), Part::ALL.len());
}

#[test]
fn every_link_of_the_reference_leads_to_a_heading() {
    let page = read("rules/README.md");
    let anchor = |heading: &str| -> String {
        let kept = heading.trim_start_matches('#').trim().to_lowercase();
        let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        kept.collect::<String>().replace(' ', "-")
    };
    let headings: BTreeSet<String> = page.lines().filter(|line| line.starts_with('#')).map(anchor).collect();
    for link in page.split("](#").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(headings.contains(link), "no heading '{link}' among {headings:?}");
    }
}

#[test]
fn every_key_says_what_it_means() {
    for part in Part::ALL {
        let names: BTreeSet<&str> = part.names().into_iter().collect();
        assert_eq!(names.len(), part.names().len(), "a key of '{}' stands twice", part.name());
        for key in part.keys() {
            assert!(!key.meaning.is_empty() && !key.meaning.contains(['|', '\n']), "{}", key.name);
            if let Need::Unless(others) = key.need {
                assert!(others.iter().all(|other| part.key(other).is_some()), "{}", key.name);
            }
        }
    }
}

/// The keys that the parser asks for, read from its source: asking for one that is not in the table fails while it
/// runs, so what is left to be shown is that it asks for all of them.
#[test]
fn the_parser_asks_for_every_key() {
    let mut text = read("daemon/rules/parse.rs");
    text.push_str(&read("daemon/rules/speech.rs"));
    for entry in fs::read_dir(root().join("daemon/rules/parse")).unwrap() {
        text.push_str(&fs::read_to_string(entry.unwrap().path()).unwrap());
    }
    for part in Part::ALL {
        for key in part.own_keys() {
            assert!(text.contains(&format!("\"{}\"", key.name)), "the parser never asks for '{}'", key.name);
        }
    }
}

#[test]
fn the_schema_is_the_one_of_the_keys() {
    if blessed() {
        fs::write(root().join("rules/schema.json"), rules::schema::text()).unwrap();
        return;
    }
    let same = read("rules/schema.json") == rules::schema::text();
    assert!(same, "rules/schema.json differs from daemon/rules/keys.rs; BLESS=1 writes it again");
}

fn validator() -> jsonschema::Validator {
    jsonschema::draft7::options().build(&rules::schema::schema()).unwrap()
}

/// A TOML text as JSON; days and times as text, as editors see them.
fn json(text: &str) -> Value {
    fn value(of: &toml::Value) -> Value {
        match of {
            toml::Value::String(text) => Value::from(text.as_str()),
            toml::Value::Integer(number) => Value::from(*number),
            toml::Value::Float(number) => Value::from(*number),
            toml::Value::Boolean(yes) => Value::from(*yes),
            toml::Value::Datetime(at) => Value::from(at.to_string()),
            toml::Value::Array(list) => Value::Array(list.iter().map(value).collect()),
            toml::Value::Table(table) => {
                Value::Object(table.iter().map(|(key, of)| (key.clone(), value(of))).collect())
            }
        }
    }
    value(&toml::Value::Table(toml::from_str(text).unwrap()))
}

/// The process files of a folder, with their texts.
fn files(folder: &str) -> Vec<(String, String)> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(root().join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "toml"));
    paths.sort();
    assert!(!paths.is_empty());
    let name = |path: &PathBuf| path.file_name().unwrap().to_str().unwrap().to_owned();
    paths.iter().map(|path| (name(path), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn the_schema_takes_every_sound_file() {
    jsonschema::draft7::meta::validate(&rules::schema::schema()).unwrap();
    let validator = validator();
    let examples = fs::read_dir(root().join("rules/examples")).unwrap().map(|entry| entry.unwrap().path());
    let examples = examples.filter(|path| path.is_dir()).map(|path| path.to_str().unwrap().to_owned());
    for folder in ["rules", "tests/faults/base"].map(str::to_owned).into_iter().chain(examples) {
        for (name, text) in files(&folder) {
            let found: Vec<String> = validator
                .iter_errors(&json(&text))
                .map(|error| format!("{}: {error}", error.instance_path()))
                .collect();
            assert!(found.is_empty(), "{folder}/{name}: {found:#?}");
        }
    }
}

/// Each file with one key misspelt: the schema refuses it, and so does the parser.
#[test]
fn the_schema_refuses_misspelt_keys_and_wrong_types_as_the_parser_does() {
    let validator = validator();
    let mut refused = 0;
    let all = files("tests/faults/base");
    for (i, (name, text)) in all.iter().enumerate() {
        for (line, start) in lines(text) {
            let Some(at) = line.find('=') else { continue };
            let changes =
                [format!("{}zz {}", line[..at].trim_end(), &line[at..]), format!("{}= [[7]]", &line[..at])];
            for changed in changes.iter().filter(|_| !line.trim_start().starts_with(['{', '['])) {
                let text = format!("{}{changed}{}", &text[..start], &text[start + line.len()..]);
                if toml::from_str::<toml::Table>(&text).is_err() || validator.is_valid(&json(&text)) {
                    continue;
                }
                refused += 1;
                let sources: Vec<Source> = all
                    .iter()
                    .enumerate()
                    .map(|(n, (name, was))| Source::new(name, if n == i { &text } else { was }))
                    .collect();
                assert!(
                    rules::parse(&sources).is_err(),
                    "{name}: the parser takes what the schema refuses: {changed}"
                );
            }
        }
    }
    assert!(refused > 100, "{refused}");
}

/// The lines of a text with where they begin.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (line.trim_end_matches('\n'), start)
    })
}
