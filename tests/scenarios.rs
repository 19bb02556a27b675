//! Every story in `tests/scenarios/` and of every procedure in `rules/examples/` runs in virtual time and states the whole set of letters that leave.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use beadle::directory::{Lang, PersonId};
use beadle::fault::Source;
use beadle::scenario::{Outcome, Played, Scenario, play, play_with, read};
use beadle::turn::{Setting, Sheet};

fn stories() -> BTreeMap<String, Source> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenarios");
    let entries = std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    let paths = entries.map(|e| e.unwrap().path()).filter(|p| p.extension().is_some_and(|x| x == "story"));
    paths
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            (name.clone(), Source::new(format!("tests/scenarios/{name}"), text))
        })
        .collect()
}

/// Plays one story; the text of what differs, if anything does.
fn differs(setting: &Setting, source: &Source) -> Option<String> {
    let scenario = match read(source) {
        Ok(scenario) => scenario,
        Err(faults) => return Some(faults.to_string()),
    };
    let played = play(&scenario, setting);
    // What a story leaves open goes on by its own rules: a start over it is refused by nothing.
    let stranded = beadle::workflow::stranded(&setting.rules, &setting.directory, &played.rows);
    if !stranded.is_empty() {
        return Some(format!("{}: {}", source.path(), stranded.join("; ")));
    }
    // An operator reads reasons by the clock on the wall.
    let foreign = |o: &&Outcome| matches!(o.kind, "why" | "alarm") && o.text.contains(" UTC");
    if let Some(foreign) = played.timeline.iter().find(foreign) {
        return Some(format!("{}: an instant that nobody's clock shows: {}", source.path(), foreign.text));
    }
    if played.faults.is_empty() {
        return None;
    }
    let zone = &scenario.zone;
    let lines: Vec<String> = played
        .timeline
        .iter()
        .map(|o| format!("  {} {:6} {}", zone.local(o.at).format("%m-%d %H:%M"), o.kind, o.text))
        .collect();
    Some(format!("{}\n{}", lines.join("\n"), played.faults))
}

#[test]
fn every_story_comes_out_as_told() {
    let setting = setting::setting();
    let only = std::env::var("STORY").ok();
    let wanted = |name: &String| only.as_ref().is_none_or(|only| name.contains(only.as_str()));
    let wrong: Vec<String> =
        stories().into_iter().filter(|(n, _)| wanted(n)).filter_map(|(_, s)| differs(&setting, &s)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

/// What a reader of the page copies comes out as the page says.
#[test]
fn the_story_of_the_manual_comes_out_as_told() {
    let page =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/README.md")).unwrap();
    let story = page.split("```\n").find(|block| block.contains("\nzone: ")).unwrap();
    assert!(story.contains("→"), "it lists letters");
    assert_eq!(differs(&setting::setting(), &Source::new("tests/README.md", story)), None);
}

/// Plays a story with letters written beside it: by nobody before they are needed, and by another thread at once.
fn agrees(setting: &Setting, scenario: &Scenario) -> bool {
    let told = |played: &Played| {
        let faults: Vec<String> = played.faults.0.iter().map(ToString::to_string).collect();
        format!("{:?}{:?}{faults:?}", played.timeline, played.letters)
    };
    let plain = play(scenario, setting);
    let late = play_with(scenario, setting, drop);
    let beside = std::thread::scope(|scope| {
        let (give, take) = std::sync::mpsc::channel::<Arc<Sheet<'_>>>();
        scope.spawn(move || take.iter().for_each(|sheet| sheet.write()));
        play_with(scenario, setting, move |sheet| give.send(sheet).unwrap())
    });
    [late, beside].iter().all(|other| told(other) == told(&plain) && other.rows == plain.rows)
}

#[test]
fn a_story_is_the_same_whoever_writes_its_letters_and_when() {
    let setting = setting::setting();
    for (name, source) in stories().into_iter().step_by(4) {
        assert!(agrees(&setting, &read(&source).unwrap()), "{name}");
    }
}

/// A letter that cannot be written undoes its decision, also where that is found later.
#[test]
fn a_story_in_which_a_letter_cannot_be_written_is_the_same_whoever_finds_out() {
    let story = read(&stories()["r2.1-task-list.story"]).unwrap();
    let mut setting = setting::setting();
    let people: Vec<PersonId> = setting.directory.people.keys().cloned().collect();
    let mut held = 0;
    for person in people {
        let own = std::mem::replace(
            &mut setting.directory.people.get_mut(&person).unwrap().language,
            Lang::new("xx"),
        );
        held += usize::from(play(&story, &setting).timeline.iter().any(|outcome| outcome.kind == "alarm"));
        assert!(agrees(&setting, &story), "{person}");
        setting.directory.people.get_mut(&person).unwrap().language = own;
    }
    assert!(held > 0, "everybody's letters can be written");
}

#[test]
fn every_story_lists_the_letters_that_leave() {
    for (name, source) in stories() {
        assert!(source.text().contains("→ "), "{name} lists nothing");
    }
}

/// The demo's story lists no letters; but whoever answers in it must have something to answer.
#[test]
fn everybody_in_the_demos_story_has_the_letter_he_answers() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/demo/tour.story"));
    let story = read(&Source::new("tests/demo/tour.story", text.unwrap())).unwrap();
    let played = play(&story, &setting::setting());
    let missing: Vec<String> =
        played.faults.0.iter().map(ToString::to_string).filter(|fault| fault.contains(": no ")).collect();
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn every_example_tells_stories_that_come_out() {
    let only = std::env::var("STORY").ok();
    for example in setting::examples() {
        if only.as_ref().is_some_and(|only| !example.name.contains(only.as_str())) {
            continue;
        }
        assert!(!example.stories.is_empty(), "{} has no story", example.name);
        let setting = example.setting();
        let wrong: Vec<String> =
            example.stories.iter().filter_map(|story| differs(&setting, story)).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}

/// Of a newcomer's four talks, each told of alone.
#[test]
fn a_letter_about_a_meeting_tells_what_came_after_that_one() {
    let story = stories().remove("o5-feedback.story").unwrap();
    let played = play(&read(&story).unwrap(), &setting::setting());
    let talks: Vec<String> = played
        .letters
        .iter()
        .filter(|letter| letter.name == "talk")
        .map(|letter| {
            let mail = mail_parser::MessageParser::default().parse(&letter.bytes).unwrap();
            mail.body_text(0).unwrap().into_owned()
        })
        .collect();
    assert_eq!(talks.len(), 4);
    assert!(
        talks[0].contains("词汇表") && talks[1..].iter().all(|talk| !talk.contains("词汇表")),
        "{talks:?}"
    );
    let rows = |talk: &String| talk.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(talks.iter().map(rows).collect::<Vec<_>>(), [2, 2, 2, 2]);
}

#[test]
fn every_example_is_sound() {
    for example in setting::examples() {
        let mut sources = setting::rule_sources();
        sources.extend(example.rules.iter().cloned());
        let setting = example.setting();
        let faults =
            beadle::rules::prove(&sources, &setting.directory, &|_, _, _| true).err().unwrap_or_default();
        assert!(faults.is_empty(), "{faults}");
    }
}
