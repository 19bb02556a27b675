//! The shipped templates: every letter of every process can be written in every language, and reads well.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use beadle::compose::{Composer, Letter, Shown};
use beadle::directory::Directory;
use beadle::fault::Source;
use beadle::rules::{self, Ask, Rules, Value, Wants};
use beadle::time::Holidays;
use beadle::workflow::{ALL_PRINTED, Identity, World};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// All files below a folder, by path.
fn sources(folder: &str, ending: &[&str]) -> Vec<Source> {
    let mut out = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if ending.iter().any(|e| path.to_str().unwrap().ends_with(e)) {
                let shown = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                out.push(Source::new(shown, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.sort_by(|a, b| a.path().cmp(b.path()));
    out
}

fn rules() -> Rules {
    let files: Vec<Source> =
        sources("rules", &[".toml"]).into_iter().filter(|s| s.path().matches('/').count() == 1).collect();
    rules::parse(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

fn directory() -> Directory {
    Directory::read(&sources("tests/fixtures", &["directory.toml"])[0]).unwrap()
}

fn composer() -> Composer {
    let files = sources("templates", &[".md", ".toml", ".html"]);
    Composer::new(&files, &rules(), &directory()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// With `BEADLE_SHOW=DIR` the pages of all letters are left in a folder, to be looked at in a browser.
#[test]
fn every_letter_can_be_written_in_every_language_and_no_file_is_left_over() {
    let doubts: Vec<String> = composer().doubts().iter().map(ToString::to_string).collect();
    assert_eq!(doubts, [""; 0]);
    let all = written();
    assert!(!all.is_empty());
    let Some(folder) = std::env::var_os("BEADLE_SHOW").map(PathBuf::from) else { return };
    fs::create_dir_all(&folder).unwrap();
    for (name, shown, _) in &all {
        fs::write(folder.join(format!("{}.html", name.replace(['/', ' '], "-"))), &shown.html).unwrap();
        fs::write(folder.join(format!("{}.txt", name.replace(['/', ' '], "-"))), &shown.text).unwrap();
    }
}

/// Somebody to write as.
fn identity() -> Identity {
    Identity {
        address: "desk@qiming.example".parse().unwrap(),
        aliases: Vec::new(),
        host: "qiming.example".into(),
        names: [("zh".into(), "沟通助手".to_owned()), ("en".into(), "Beadle".to_owned())].into(),
        plus: true,
        keys: vec![vec![1; 32]],
        refusals_per_day: 5,
        authserv_id: None,
        attachments_max: 10 * 1024 * 1024,
        archive: None,
        calendar: None,
    }
}

/// Every letter with sample data, to a reader of each language: its name, how it reads, its bytes.
fn written() -> Vec<(String, Shown, Letter)> {
    let (rules, directory, composer) = (rules(), directory(), composer());
    let (identity, holidays) = (identity(), Arc::new(Holidays::none()));
    let rows: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    let world = World {
        rules: &rules,
        directory: &directory,
        holidays: &holidays,
        identity: &identity,
        printed: &ALL_PRINTED,
        rows: &rows,
    };
    let now = "2026-07-15T02:00:00Z".parse().unwrap();
    let mut out = Vec::new();
    for (folder, name, purpose) in Composer::names(&rules) {
        for reader in ["liu", "anna"] {
            let letter = (folder.as_str(), name.as_str(), purpose);
            let plan = Composer::sample(&rules, &directory, letter, &reader.into(), now);
            let shown = composer.show(&world, &plan, now).unwrap().remove(0);
            let sent = composer.letters(&world, &plan, now).unwrap().remove(0);
            out.push((format!("{folder}/{name} ({purpose}) to {reader}"), shown, sent));
        }
    }
    out
}

#[test]
fn a_preview_is_of_a_case_of_its_own_process_in_its_readers_language() {
    let (rules, directory) = (rules(), directory());
    let now = "2026-07-15T02:00:00Z".parse().unwrap();
    let mut answered = 0;
    for (folder, name, purpose) in Composer::names(&rules) {
        let Some(process) = rules.processes.get(&folder) else { continue };
        let sample = |reader: &str| {
            Composer::sample(&rules, &directory, (&folder, &name, purpose), &reader.into(), now)
        };
        let plan = sample("anna");
        let mut ids: Vec<String> = plan.case.as_ref().unwrap().0.split('-').map(str::to_owned).collect();
        ids.drain(1..3);
        let mut codes = vec![process.code.clone()];
        let mut about = &process.about;
        while let Some(above) = about.as_ref().map(|name| &rules.processes[name]) {
            codes.insert(0, above.code.clone());
            about = &above.about;
        }
        let stripped: Vec<&str> =
            ids.iter().map(|id| id.trim_end_matches(|c: char| c.is_ascii_digit())).collect();
        assert_eq!(stripped, codes, "{folder}/{name}");
        // Its own texts begin with their label in the reader's language.
        let opening = process.open.forms.iter().flat_map(|form| &process.forms[form].fields);
        for field in opening.filter(|field| field.kind.word() == "text") {
            for (reader, lang) in [("anna", "en"), ("liu", "zh")] {
                let Some(label) = field.labels.get(lang).and_then(|words| words.first()) else { continue };
                assert_eq!(
                    sample(reader).facts[&field.name],
                    Value::Text(format!("{label} …")),
                    "{folder}/{name}"
                );
            }
        }
        let states = process.states.values().chain([&process.always]);
        for ask in states.flat_map(|state| state.asks.values()) {
            if let (Wants::Answers(answers), Some(Value::Row(row))) = (&ask.wants, plan.facts.get(&ask.name))
            {
                let Value::Text(answer) = &row["answer"] else { panic!("{folder}/{}: {:?}", ask.name, row) };
                let every = |other: &Ask| other.name == ask.name;
                let all = process.states.values().chain([&process.always]).flat_map(|s| s.asks.values());
                let known = all
                    .filter(|other| every(other))
                    .any(|other| matches!(&other.wants, Wants::Answers(answers) if answers.contains(answer)));
                assert!(known || answers.contains(answer), "{folder}/{}: {answer}", ask.name);
                answered += 1;
            }
        }
        if let Some(ask) = &plan.ask {
            assert!(ask.due.is_some_and(|due| due >= now), "{folder}/{name}: {:?}", ask.due);
        }
    }
    assert!(answered > 20, "{answered}");
}

#[test]
fn no_markup_is_left_in_the_text_and_no_line_begins_like_a_quote_or_an_answer() {
    let rules = rules();
    let verdicts: Vec<&String> = rules.answers.values().flat_map(|a| a.words.values()).flatten().collect();
    for (name, shown, _) in written() {
        assert!(
            !shown.text.contains("**") && !shown.text.contains("](") && !shown.text.contains('\\'),
            "{name}\n{}",
            shown.text
        );
        for line in shown.text.lines() {
            assert!(!line.starts_with('>'), "{name}: {line}");
            assert!(!verdicts.iter().any(|word| line.trim() == **word), "{name}: {line}");
        }
    }
}

#[test]
fn no_table_is_shown_without_a_row_where_a_later_step_fills_it() {
    let all = written();
    for letter in ["incident/crew", "incident/in-place"] {
        for (name, shown, _) in all.iter().filter(|(name, ..)| name.starts_with(&format!("{letter} "))) {
            let lines: Vec<&str> = shown.text.lines().collect();
            let head = lines
                .iter()
                .position(|line| line.starts_with("Who | What") || line.starts_with("成员 | 负责"));
            let row = head.and_then(|head| lines.get(head + 1)).is_some_and(|row| row.contains(" | "));
            assert!(row, "{name}\n{}", shown.text);
        }
    }
}

#[test]
fn whoever_is_asked_reads_by_when_and_how_to_answer_and_what_silence_means() {
    for (name, shown, sent) in written().into_iter().filter(|(name, ..)| name.contains("(ask)")) {
        let all = |words: [&str; 3]| words.iter().all(|word| shown.text.contains(word));
        assert!(
            all(["前答复", "怎么答复", "若不答复"])
                || all(["answer by", "How to answer", "Without an answer"]),
            "{name}\n{}",
            shown.text
        );
        assert!(shown.text.starts_with("—— "), "{name}: the fence comes first");
        assert!(String::from_utf8_lossy(&sent.bytes).contains("Reply-To: desk+"), "{name}");
    }
}

/// What a telephone shows first: what is asked, by when, how to answer, and what silence means; facts and forms below.
#[test]
fn what_is_asked_by_when_how_and_what_silence_means_come_before_everything_else() {
    for (name, shown, _) in written().into_iter().filter(|(name, ..)| name.contains("(ask)")) {
        let zh = shown.text.contains("若不答复");
        let silent = if zh { "若不答复" } else { "Without an answer" };
        let (first, rest) = shown.text.split_once(silent).unwrap();
        let till = first.chars().count() + rest.lines().next().unwrap().chars().count();
        assert!(till < if zh { 450 } else { 950 }, "{name}: {till} characters\n{}", shown.text);
    }
}

#[test]
fn texts_are_short_enough_to_be_read_in_ten_seconds() {
    for (name, shown, _) in written() {
        let characters = shown.text.chars().count();
        assert!(characters < 1_600, "{name} has {characters} characters\n{}", shown.text);
        assert!(shown.subject.chars().count() < 120, "{name}: {}", shown.subject);
    }
}

#[test]
fn every_letter_is_read_back_as_it_was_written() {
    for (name, shown, sent) in written() {
        let parsed = mail_parser::MessageParser::default().parse(&sent.bytes).unwrap();
        assert_eq!(parsed.body_text(0).unwrap().replace("\r\n", "\n"), shown.text, "{name}");
        assert_eq!(parsed.subject().unwrap(), shown.subject, "{name}");
        assert_eq!(parsed.message_id().unwrap(), sent.message_id, "{name}");
        let longest = sent.bytes.split(|b| *b == b'\n').map(<[u8]>::len).max().unwrap();
        assert!(longest < 998 && sent.bytes.is_ascii(), "{name}: a line of {longest} octets");
    }
}

#[test]
fn the_manual_names_every_letter_of_the_core() {
    let manual = fs::read_to_string(root().join("templates/README.md")).unwrap();
    for (folder, name, _) in Composer::names(&rules()) {
        assert!(folder != "system" || manual.contains(&format!("`{name}`")), "{name}");
    }
}
