//! The shipped process files are sound, and every kind of fault in a process file is shown at its place.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::fs;
use std::path::{Path, PathBuf};

use beadle::directory::{Directory, Lang, PersonId};
use beadle::fault::{Faults, Source};
use beadle::rules::expression::Scope;
use beadle::rules::{self, Ask, Expression, Reads, Trigger, Value, Values};
use beadle::time::{Holidays, WorkCalendar, Zone};

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
    assert_eq!(
        names,
        [
            "change",
            "customer",
            "delay-request",
            "handover",
            "help",
            "incident",
            "measure",
            "monthly",
            "onboarding",
            "postmortem",
            "project",
            "reporting",
            "setup",
            "task",
            "weekly",
        ]
    );
}

fn directory() -> Directory {
    let path = root().join("tests/fixtures/directory.toml");
    // A department in which nobody works.
    let text = fs::read_to_string(path)
        .unwrap()
        .replace("[roles]\n", "[departments.archive]\nname = 'Archive'\nhead = 'wang'\n\n[roles]\n");
    Directory::read(&Source::new("directory.toml", text)).unwrap()
}

/// What is wrong with a set whose letters are all there.
fn check(sources: &[Source]) -> Faults {
    rules::prove(sources, &directory(), &|_, _, _| true).err().unwrap_or_default()
}

#[test]
fn the_shipped_files_are_sound() {
    let faults = check(&sources(&root().join("rules")));
    assert!(faults.is_empty(), "{faults}");
}

/// One case of `tests/faults/*.txt`.
struct Case {
    title: String,
    /// File, what is taken out, what is put in.
    changes: Vec<(String, String, String)>,
    faults: String,
}

/// A line with a file's name says which file the lines behind it change.
fn cases(text: &str) -> Vec<Case> {
    let blocks = text.split("\n== ").skip(1);
    blocks
        .map(|block| {
            let (title, rest) = block.split_once('\n').unwrap();
            let (mut changes, mut faults) = (Vec::new(), Vec::new());
            let mut file = String::new();
            let mut last = ' ';
            for line in rest.lines() {
                let mark = line.chars().next().unwrap_or(' ');
                match mark {
                    '-' | '+' => {
                        // A change begins with what is taken out, or where nothing was before it.
                        if changes.is_empty() || (mark == '-' && last != '-') || !matches!(last, '-' | '+') {
                            changes.push((file.clone(), String::new(), String::new()));
                        }
                        let (_, out, into) = changes.last_mut().unwrap();
                        let text = if mark == '-' { out } else { into };
                        text.push_str(&line[1..]);
                        text.push('\n');
                    }
                    '>' => faults.push(line[1..].trim_start()),
                    _ if line.ends_with(".toml") => file = format!("rules/{line}"),
                    _ => {}
                }
                last = mark;
            }
            for (_, out, into) in &mut changes {
                for text in [out, into] {
                    text.truncate(text.len().saturating_sub(1));
                }
            }
            Case { title: title.to_owned(), changes, faults: faults.join("\n") }
        })
        .collect()
}

/// The base set with the changes of a case made.
fn changed(case: &Case) -> Vec<Source> {
    let mut set = sources(&root().join("tests/faults/base"));
    for (path, out, into) in &case.changes {
        let file = set.iter_mut().find(|source| source.path() == path).unwrap();
        let text = match out.as_str() {
            "" => format!("{}{into}\n", file.text()),
            out => {
                assert_eq!(file.text().matches(out).count(), 1, "{}: once in the base: {out}", case.title);
                file.text().replace(out, into)
            }
        };
        *file = Source::new(path, text);
    }
    set
}

#[test]
fn the_set_that_the_cases_change_is_sound() {
    let faults = check(&sources(&root().join("tests/faults/base")));
    assert!(faults.is_empty(), "{faults}");
}

#[test]
fn every_fault_is_shown_at_its_place_and_nothing_else() {
    let (mut wrong, mut count) = (String::new(), 0);
    for file in ["reading.txt", "whole.txt", "meaning.txt"] {
        let text = fs::read_to_string(root().join("tests/faults").join(file)).unwrap();
        for case in cases(&text) {
            let faults = check(&changed(&case));
            // A fault without a remedy is none that a person can mend.
            if faults.0.iter().any(|fault| fault.remedy().is_empty()) {
                wrong.push_str(&format!(
                    "== {}: no remedy
",
                    case.title
                ));
            }
            let found = faults.to_string();
            if found != case.faults || found.is_empty() {
                let found: String = found.lines().map(|line| format!("> {line}\n")).collect();
                wrong.push_str(&format!("== {}\n{found}\n", case.title));
            }
            count += 1;
        }
    }
    assert!(wrong.is_empty(), "found instead of what stands in tests/faults:\n{wrong}");
    assert!(count >= 150, "{count}");
}

#[test]
fn what_is_sound_is_not_refused() {
    let text = fs::read_to_string(root().join("tests/faults/sound.txt")).unwrap();
    let all = cases(&text);
    for case in &all {
        assert_eq!(check(&changed(case)).to_string(), "", "{}", case.title);
    }
    assert!(!all.is_empty());
}

#[test]
fn a_letter_that_is_missing_is_shown_where_it_is_sent() {
    let set = sources(&root().join("tests/faults/base"));
    let written = |process: &str, letter: &str, language: &Lang| {
        !matches!((process, letter, language.as_str()), ("item", "moved", "en") | ("extra", "verdict", _))
    };
    let found = rules::prove(&set, &directory(), &written).unwrap_err().to_string();
    assert_eq!(
        found,
        "rules/extra.toml:16:18: there is no letter 'verdict' of 'extra' in en, zh; write its template\n\
         rules/item.toml:25:18: there is no letter 'moved' of 'item' in en; write its template"
    );
}

/// The value of an expression of a shipped process where these names are in reach.
fn value(text: &str, names: &[(&str, Value)]) -> Result<Value, String> {
    let value = |name: &str, _: &Reads| {
        names.iter().find(|(known, _)| *known == name).map(|(_, value)| std::rc::Rc::new(value.clone()))
    };
    let person = |id: &PersonId| -> Values { [("name".to_owned(), Value::Text(id.to_string()))].into() };
    let calendar = || WorkCalendar::new(Zone::parse("Asia/Shanghai").unwrap(), Holidays::none());
    Expression::compile(text).unwrap().value(&Scope { value: &value, person: &person, calendar: &calendar })
}

fn at(text: &str) -> Value {
    Value::At(text.parse().unwrap())
}

fn row(members: &[(&str, Value)]) -> Value {
    Value::Row(members.iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect())
}

#[test]
fn an_outage_lasts_from_its_beginning_or_else_from_its_report() {
    let rules = rules::parse(&sources(&root().join("rules"))).unwrap();
    let form = &rules.processes["incident"].forms["solution"];
    let lasted = form.fields.iter().find(|field| field.name == "lasted").unwrap().default.clone().unwrap();
    let (opened, now) = (("opened", at("2024-07-01T01:00:00Z")), ("now", at("2024-07-01T03:00:00Z")));
    let known = ("occurred", at("2024-07-01T00:30:00Z"));
    assert_eq!(value(lasted.text(), &[opened.clone(), now.clone(), known]), Ok(Value::Minutes(150)));
    assert_eq!(value(lasted.text(), &[opened, now, ("occurred", Value::Null)]), Ok(Value::Minutes(120)));
}

#[test]
fn the_same_class_reported_within_half_an_hour_is_a_twin() {
    let rules = rules::parse(&sources(&root().join("rules"))).unwrap();
    let incident = &rules.processes["incident"];
    let twins = &incident.keep.iter().find(|(name, _)| name == "twins").unwrap().1;
    let when = incident.open.go[0].when.as_ref().unwrap();
    assert_eq!(when.text(), "size(twins) > 0");
    let other = |class: &str, ended: bool, opened: &str| {
        let state = ("state", Value::Text("fighting".into()));
        let told = ["id", "what", "opener", "occurred", "scope", "measures", "level", "lead"];
        let told = told.map(|name| (name, Value::Null));
        let known = [
            ("class", Value::Text(class.into())),
            ("ended", Value::Bool(ended)),
            ("opened", at(opened)),
            state,
        ];
        row(&[&known[..], &told[..]].concat())
    };
    let is_twin = |others: Vec<Value>| {
        let cases = row(&[("incident", Value::List(others))]);
        let class = ("class", Value::Text("website".into()));
        let twin = when.text().replace("twins", twins.text());
        value(&twin, &[("cases", cases), class, ("opened", at("2024-07-01T01:00:00Z"))])
    };
    assert_eq!(is_twin(vec![]), Ok(Value::Bool(false)));
    assert_eq!(is_twin(vec![other("website", false, "2024-07-01T00:40:00Z")]), Ok(Value::Bool(true)));
    assert_eq!(is_twin(vec![other("website", false, "2024-07-01T00:20:00Z")]), Ok(Value::Bool(false)));
    assert_eq!(is_twin(vec![other("payment", false, "2024-07-01T00:40:00Z")]), Ok(Value::Bool(false)));
    assert_eq!(is_twin(vec![other("website", true, "2024-07-01T00:40:00Z")]), Ok(Value::Bool(false)));
}

#[test]
fn members_are_those_named_so_far_and_owners_those_with_an_open_task() {
    let rules = rules::parse(&sources(&root().join("rules"))).unwrap();
    let derive = |name: &str| {
        rules.processes["project"].derive.iter().find(|(known, _)| known == name).unwrap().1.text().to_owned()
    };
    let person = |id: &str| Value::Person(id.into());
    let named = [
        ("opener", person("sun")),
        ("sponsor", person("zhang")),
        ("manager", person("liu")),
        ("develops", Value::Null),
        ("designs", Value::Null),
        ("market", person("zhang")),
        ("others", Value::List(vec![person("li")])),
    ];
    let members = value(&derive("members"), &named).unwrap().people();
    assert_eq!(members, ["sun".into(), "zhang".into(), "liu".into(), "li".into()]);
    let task = |owner: &str, ended: bool| row(&[("owner", person(owner)), ("ended", Value::Bool(ended))]);
    let tasks = Value::List(vec![task("chen", false), task("tom", true), task("chen", false)]);
    let owners = value(&derive("owners"), &[("children", row(&[("task", tasks)]))]).unwrap().people();
    assert_eq!(owners, ["chen".into()]);
}

#[test]
fn a_task_of_high_priority_rings_three_times() {
    let rules = rules::parse(&sources(&root().join("rules"))).unwrap();
    let alarms = rules.processes["task"].always.meets["deadline"].alarms.clone().unwrap();
    let text = |texts: &[&str]| Value::List(texts.iter().map(|text| Value::Text((*text).into())).collect());
    assert_eq!(
        value(alarms.text(), &[("priority", Value::Text("high".into()))]),
        Ok(text(&["48h", "24h", "4h"]))
    );
    assert_eq!(value(alarms.text(), &[("priority", Value::Text("low".into()))]), Ok(text(&["9h"])));
}

#[test]
fn what_is_taken_over_keeps_what_is_not_written_beside_it() {
    let rules = rules::parse(&sources(&root().join("rules"))).unwrap();
    let project = &rules.processes["project"];
    let after_kickoff = &project.states["kickoff"].meets["kickoff"].asks["minutes"];
    let after_standup = &project.states["running"].meets["standup"].asks["minutes"];
    assert_eq!(after_kickoff.due[0].to_string(), "2h after meeting.end");
    assert_eq!(after_kickoff.who.to_string(), "case.notes_by");
    assert_eq!(after_standup.due[0].to_string(), "next workday 18:00");
    assert_eq!(after_standup.who.to_string(), "manager");
    assert_eq!(after_standup.silence.len(), 3);
    let given = |ask: &Ask| {
        let reaction = ask.on.iter().find(|reaction| reaction.on == Trigger::Given).unwrap();
        (
            reaction.steps[0].archive.clone(),
            reaction.steps[0].go.iter().map(|arm| arm.go.clone()).collect::<Vec<_>>(),
        )
    };
    assert_eq!(given(after_kickoff), (vec!["minutes".to_owned()], vec!["planning".to_owned()]));
    assert_eq!(given(after_standup), (vec!["minutes".to_owned()], vec![]));
    let task = &rules.processes["task"];
    let again = &task.states["rework"].asks["delivery"];
    assert_eq!(again.due[0].to_string(), "2 workdays");
    assert!(again.quiet);
    assert_eq!(given(again), (vec![], vec!["delivered".to_owned()]));
}

#[test]
fn the_digest_follows_the_texts_and_not_the_folder() {
    let set = sources(&root().join("rules"));
    let moved: Vec<Source> = set
        .iter()
        .rev()
        .map(|source| Source::new(source.path().replace("rules/", "/etc/beadle/rules/"), source.text()))
        .collect();
    let mut changed = set.clone();
    changed[0] = Source::new(set[0].path(), format!("{}\n", set[0].text()));
    let digest = |set: &[Source]| rules::parse(set).unwrap().digest;
    assert_eq!(digest(&set), digest(&moved));
    assert_ne!(digest(&set), digest(&changed));
    assert_eq!(digest(&set).len(), 64);
}

#[test]
fn damaged_files_are_faults_and_never_a_panic() {
    let base = sources(&root().join("tests/faults/base"));
    for (i, source) in base.iter().enumerate() {
        for (cut, _) in source.text().char_indices().step_by(17) {
            for junk in ["", "\"", "[", "= 3\n", "\n[state.x]\n", "{}"] {
                let mut set = base.clone();
                let text = format!(
                    "{}{junk}{}",
                    &source.text()[..cut],
                    source.text()[cut..].trim_start_matches(|c| c != '\n')
                );
                set[i] = Source::new(source.path(), text);
                check(&set);
            }
        }
    }
}
