//! What a template folder of an earlier release does not have yet: words of a language, and the core's own files.
//!
//! A release may bring a new fixed phrase or a new letter of the core. Whoever keeps a folder of their own lacks it
//! after the upgrade, and a daemon that would not start for that is worth less than one that says it in the words it
//! came with. So what is missing in a language that is inside the program is taken from there, and told as a doubt
//! with the line or the file to add; in any other language it is a fault.
//!
//! Promises: what is in the folder always wins. Never does: stand in for a letter of a process; that belongs to its
//! rules.

use std::collections::BTreeSet;

use serde::Deserialize as _;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::load::{FRAMES, PARTS, SYSTEM};
use super::words::Words;
use crate::directory::Lang;
use crate::fault::{Fault, Faults, Source};
use crate::shipped;

/// Where the templates lie inside the program.
const INSIDE: &str = "templates/";
/// The words that show what a language needs, where its own are not inside the program.
const EXAMPLE: &str = "words.en.toml";
/// The only table whose keys nobody needs: names of zones.
const FREE: &str = "zone";

/// The words of a file, those it lacks put in. None where it cannot be read.
pub(super) fn words(
    source: &Source,
    lang: &str,
    faults: &mut Faults,
    doubts: &mut Vec<Fault>,
) -> Option<Words> {
    let unread = |error: &toml::de::Error| {
        let remedy = "see templates/README.md for the words of a language";
        source.fault(error.span().unwrap_or(0..0), error.message(), remedy)
    };
    let mut own = DeTable::parse(source.text()).map_err(|error| faults.push(unread(&error))).ok()?;
    let file = format!("words.{lang}.toml");
    let inside = shipped::text(&format!("{INSIDE}{file}"));
    let example = inside.or_else(|| shipped::text(&format!("{INSIDE}{EXAMPLE}"))).unwrap_or_default();
    if let Ok(whole) = DeTable::parse(example) {
        let mut gap = |key: &str, line: String, table: Option<(&str, std::ops::Range<usize>)>| {
            let within = table.as_ref().map(|(name, _)| format!(" in [{name}]")).unwrap_or_default();
            let found = format!("there is no '{key}'{within}");
            let span = table.map_or(0..0, |(_, span)| span);
            if inside.is_some() {
                let remedy = format!("add it; until then this version's is used: {line}");
                doubts.push(source.fault(span, found, remedy));
            } else {
                faults.push(source.fault(span, found, format!("add it, as in {EXAMPLE}: {line}")));
            }
        };
        fill(own.get_mut(), whole.get_ref(), example, None, &mut gap);
    }
    Words::deserialize(toml::Deserializer::from(own)).map_err(|error| faults.push(unread(&error))).ok()
}

/// A key, its line as it would be written, and the table it belongs to with its place.
type Gap<'g> = dyn FnMut(&str, String, Option<(&str, std::ops::Range<usize>)>) + 'g;

/// Puts what only the whole table has into the other one; `text` is what the whole one was read from.
fn fill<'i>(
    own: &mut DeTable<'i>,
    whole: &DeTable<'i>,
    text: &str,
    table: Option<(&str, std::ops::Range<usize>)>,
    gap: &mut Gap<'_>,
) {
    for (key, value) in whole {
        let name: &str = key.get_ref();
        if table.is_none() && name == FREE {
            continue;
        }
        match (own.get_mut(name), value.get_ref()) {
            (Some(mine), DeValue::Table(inner)) => {
                let span = mine.span();
                if let DeValue::Table(mine) = mine.get_mut() {
                    fill(mine, inner, text, Some((name, span)), gap);
                }
            }
            (Some(_), _) => {}
            (None, DeValue::Table(inner)) => {
                let mut empty = DeTable::new();
                fill(&mut empty, inner, text, Some((name, 0..0)), gap);
                own.insert(key.clone(), Spanned::new(value.span(), DeValue::Table(empty)));
            }
            (None, _) => {
                let line = format!("{} = {}", &text[key.span()], &text[value.span()]);
                gap(name, line, table.clone());
                own.insert(key.clone(), value.clone());
            }
        }
    }
}

/// The core's files that are inside the program and neither here nor in any language that is not spoken.
pub(super) fn files(sources: &[Source], languages: &BTreeSet<Lang>, doubts: &mut Vec<Fault>) -> Vec<Source> {
    let here: BTreeSet<&str> = sources.iter().map(|source| short(source.path())).collect();
    let spoken = |file: &str| {
        let mut parts = file.rsplit('.').skip(1);
        parts.next().is_some_and(|lang| languages.iter().any(|spoken| spoken.as_str() == lang))
    };
    let mut absent: Vec<(&str, Source)> = shipped::below(INSIDE)
        .map(|(path, text)| (short(path), Source::new(path, text)))
        .filter(|(name, _)| !here.contains(name))
        .filter(|(name, _)| match name.split_once('/') {
            Some((folder, file)) => (folder == SYSTEM || folder == PARTS) && spoken(file),
            None => !name.starts_with("words.") || spoken(name),
        })
        .collect();
    let mut out: Vec<Source> = Vec::new();
    // A part that is taken may include another one.
    loop {
        let needed = |name: &str| match name.split_once('/') {
            Some((PARTS, file)) => {
                let is_frame = file.split('.').next().is_some_and(|frame| FRAMES.contains(&frame));
                is_frame || sources.iter().chain(&out).any(|source| source.text().contains(name))
            }
            _ => true,
        };
        let (taken, left): (Vec<_>, Vec<_>) = absent.into_iter().partition(|(name, _)| needed(name));
        absent = left;
        if taken.is_empty() {
            return out;
        }
        for (name, source) in taken {
            let remedy =
                "copy it from this version's templates; until then what is inside the program is used";
            doubts.push(Source::new(format!("{INSIDE}{name}"), "").fault(
                0..0,
                "there is no such file",
                remedy,
            ));
            out.push(source);
        }
    }
}

/// What counts of a path: folder and file of a letter, the file alone of what stands beside the folders.
fn short(path: &str) -> &str {
    let mut cuts = path.rmatch_indices('/').map(|(at, _)| at + 1);
    let file = cuts.next().unwrap_or(0);
    if path.ends_with(".md") { cuts.next().map_or(path, |folder| &path[folder..]) } else { &path[file..] }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is read of a text in a language: the words as they are seen, faults, doubts.
    fn read(lang: &str, text: &str) -> (Option<String>, String, Vec<String>) {
        let (mut faults, mut doubts) = (Faults::default(), Vec::new());
        let source = Source::new(format!("templates/words.{lang}.toml"), text);
        let words = words(&source, lang, &mut faults, &mut doubts).map(|words| format!("{words:?}"));
        (words, faults.to_string(), doubts.iter().map(ToString::to_string).collect())
    }

    /// A file inside the program without one of its lines; the key on it, and its table.
    fn without_each(text: &str) -> Vec<(String, String, String, String)> {
        let (mut out, mut table) = (Vec::new(), String::new());
        for line in text.lines() {
            if let Some(name) = line.strip_prefix('[') {
                table = name.split(']').next().unwrap().to_owned();
            } else if let Some((key, value)) = line.split_once('=').filter(|_| !line.starts_with('#')) {
                let rest = text.replacen(&format!("{line}\n"), "", 1);
                out.push((table.clone(), key.trim().to_owned(), value.trim().to_owned(), rest));
            }
        }
        out
    }

    #[test]
    fn each_word_that_is_missing_is_taken_from_the_program_and_told() {
        let mut keys = 0;
        for lang in ["zh", "en"] {
            let text = shipped::text(&format!("templates/words.{lang}.toml")).unwrap();
            let whole = read(lang, text);
            assert_eq!((whole.1.as_str(), whole.2.len()), ("", 0));
            for (table, key, value, rest) in without_each(text) {
                let (words, faults, doubts) = read(lang, &rest);
                assert_eq!(faults, "", "{table}.{key}");
                if table == FREE {
                    assert!(words.is_some() && doubts.is_empty(), "{doubts:?}");
                    continue;
                }
                assert_eq!(words, whole.0, "{table}.{key}");
                let within = if table.is_empty() { String::new() } else { format!(" in [{table}]") };
                let value = value.split("  #").next().unwrap().trim_end();
                let wanted = format!(
                    "there is no '{key}'{within}; add it; until then this version's is used: {key} = {value}"
                );
                assert!(doubts.len() == 1 && doubts[0].ends_with(&wanted), "{doubts:?}\n{wanted}");
                keys += 1;
            }
            // A whole table.
            let cut = text.find("[subject]").unwrap()..text.find("[status]").unwrap();
            let (words, faults, doubts) = read(lang, &format!("{}{}", &text[..cut.start], &text[cut.end..]));
            assert_eq!((words, faults.as_str(), doubts.len()), (whole.0, "", 5));
        }
        assert!(keys > 80, "{keys}");
    }

    #[test]
    fn of_a_language_that_is_not_in_the_program_each_word_must_be_there() {
        let text = shipped::text("templates/words.en.toml").unwrap();
        assert_eq!(read("fr", text).1, "");
        for (table, key, value, rest) in without_each(text).into_iter().filter(|(t, ..)| t != FREE) {
            let (_, faults, doubts) = read("fr", &rest);
            let value = value.split("  #").next().unwrap().trim_end();
            let wanted = format!("add it, as in words.en.toml: {key} = {value}");
            assert!(faults.ends_with(&wanted) && faults.lines().count() == 1, "{table}.{key}: {faults}");
            assert!(doubts.is_empty());
        }
    }

    #[test]
    fn what_is_misspelt_or_of_a_wrong_type_stays_a_fault() {
        let text = shipped::text("templates/words.en.toml").unwrap();
        for (right, wrong, fault) in [
            ("dropped   =", "droped    =", "32:1: unknown field `droped`"),
            ("yes     = \"yes\"", "yes     = 1", "4:11: invalid type"),
            ("[subject]", "[subjects]", "unknown field `subjects`"),
            ("[list]", "[list", "unclosed table"),
        ] {
            assert!(text.contains(right));
            let (words, faults, _) = read("en", &text.replace(right, wrong));
            assert!(words.is_none() && faults.contains(fault), "{wrong}: {faults}");
        }
    }
}
