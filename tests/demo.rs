//! The README's first command: the demo's story through the real daemon, on Maildirs.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Output, Stdio};

use rustix::process::{Pid, Signal, kill_process};

fn beadle(arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_beadle")).args(arguments).output();
    run.unwrap_or_else(|error| panic!("{}: {error}", env!("CARGO_BIN_EXE_beadle")))
}

fn good(output: &Output) -> String {
    let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{:?}\n{out}\n{err}", output.status);
    out.into_owned()
}

fn tell(dir: &Path) -> String {
    good(&beadle(&["demo", "--once", "--dir", dir.to_str().unwrap()]))
}

/// Every letter that lies in a Maildir: address and file, with its text.
fn letters(dir: &Path) -> Vec<(String, PathBuf)> {
    let mut out = Vec::new();
    for folder in std::fs::read_dir(dir.join("mail")).unwrap().flatten() {
        for part in ["new", "cur"] {
            for file in std::fs::read_dir(folder.path().join(part)).unwrap().flatten() {
                out.push((folder.file_name().into_string().unwrap(), file.path()));
            }
        }
    }
    out.retain(|(address, _)| !address.starts_with("beadle@"));
    out.sort();
    out
}

/// The subjects that one person got, of letters with and without an invitation.
fn subjects(dir: &Path, address: &str) -> (Vec<String>, Vec<String>) {
    let of_address = letters(dir).into_iter().filter(|(to, _)| to == address);
    let read = of_address.map(|(_, path)| std::fs::read(path).unwrap());
    let (invites, letters): (Vec<_>, Vec<_>) =
        read.partition(|bytes| String::from_utf8_lossy(bytes).contains("text/calendar"));
    let subject = |bytes: Vec<u8>| {
        mail_parser::MessageParser::default().parse(&bytes).unwrap().subject().unwrap().to_owned()
    };
    (letters.into_iter().map(subject).collect(), invites.into_iter().map(subject).collect())
}

fn has(subjects: &[String], words: &str) -> bool {
    subjects.iter().any(|subject| subject.contains(words))
}

#[test]
fn the_story_ends_in_peoples_mailboxes_and_goes_on_with_their_answers() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    let said = tell(&dir);
    let (_, invites) = subjects(&dir, "zhao@qiming.example");
    for meeting in ["启动会", "站会", "复盘会"] {
        assert!(has(&invites, meeting), "{meeting} is not among {invites:#?}");
    }
    for manager in ["liu@qiming.example", "zhang@qiming.example"] {
        let (letters, _) = subjects(&dir, manager);
        assert!(has(&letters, "[DLY-2026-0001]"), "{letters:#?}");
    }
    assert!(has(&subjects(&dir, "zhao@qiming.example").0, "[DLY-2026-0001]"));
    assert!(has(&subjects(&dir, "chen@qiming.example").0, "[E-2026-0001]"));
    // What is printed names every file.
    for (_, path) in letters(&dir) {
        assert!(
            said.contains(path.file_name().unwrap().to_str().unwrap()),
            "{} is not named",
            path.display()
        );
    }

    let (dir_text, config) = (dir.to_str().unwrap(), dir.join("beadle.toml"));
    let open = || good(&beadle(&["cases", "--json", "--config", config.to_str().unwrap()]));
    assert!(open().contains("DLY-2026-0002"));
    for who in ["liu", "zhang"] {
        good(&beadle(&["reply", "--dir", dir_text, "--as", who, "同意"]));
    }
    good(&beadle(&["reply", "--dir", dir_text, "--as", "zhao", "--accept"]));
    as_an_older_build_left_it(&dir);
    tell(&dir);
    assert!(!open().contains("DLY-2026-0002"), "{}", open());
    let case = |id| good(&beadle(&["case", id, "--config", config.to_str().unwrap()]));
    assert!(case("DLY-2026-0002").contains("granted"), "{}", case("DLY-2026-0002"));
    assert!(case("P-2026-0001").contains("zhao@qiming.example accepted"), "{}", case("P-2026-0001"));
}

/// A folder of which nothing is known, with words that lack one, and a file that the program has otherwise.
fn as_an_older_build_left_it(dir: &Path) {
    std::fs::remove_file(dir.join("state/laid.json")).unwrap();
    let words = dir.join("templates/words.zh.toml");
    let text = std::fs::read_to_string(&words).unwrap();
    let without: Vec<&str> = text.lines().filter(|line| !line.starts_with("dropped")).collect();
    assert!(without.len() < text.lines().count());
    std::fs::write(&words, without.join("\n")).unwrap();
    let told = beadle(&["check", "--config", dir.join("beadle.toml").to_str().unwrap()]);
    let warned = String::from_utf8_lossy(&told.stderr);
    assert!(told.status.success() && warned.contains("there is no 'dropped' in [subject]"), "{warned}");
}

#[test]
fn a_folder_whose_files_are_not_good_says_how_to_begin_anew() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    std::fs::create_dir_all(dir.join("rules")).unwrap();
    std::fs::write(dir.join("rules/task.toml"), "process = 1").unwrap();
    let told = beadle(&["demo", "--once", "--dir", dir.to_str().unwrap()]);
    let said = String::from_utf8_lossy(&told.stderr);
    assert_eq!(told.status.code(), Some(78), "{said}");
    assert!(said.contains("1 file of an older version, or changed by you: rules/task.toml"), "{said}");
    assert!(said.trim_end().ends_with("begin a new demo in another folder with --dir"), "{said}");
    assert_eq!(std::fs::read_to_string(dir.join("rules/task.toml")).unwrap(), "process = 1");
}

/// Starts the demo and sends it a signal once it has said so many lines.
fn interrupt(dir: &Path, signal: Signal, lines: usize) -> ExitStatus {
    let mut running = Command::new(env!("CARGO_BIN_EXE_beadle"))
        .args(["demo", "--once", "--dir", dir.to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut said = BufReader::new(running.stdout.take().unwrap()).lines();
    assert_eq!(said.by_ref().take(lines).count(), lines, "the story was over before {lines} more lines");
    kill_process(Pid::from_child(&running), signal).unwrap();
    said.for_each(drop);
    running.wait().unwrap()
}

#[test]
fn a_story_that_is_interrupted_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let (whole, broken, killed) =
        (folder.path().join("whole"), folder.path().join("broken"), folder.path().join("killed"));
    tell(&whole);
    for (signal, lines) in
        [(Signal::INT, 1), (Signal::INT, 20), (Signal::TERM, 30), (Signal::INT, 45), (Signal::HUP, 60)]
    {
        let ended = interrupt(&broken, signal, lines);
        assert!(ended.success(), "{signal:?} after {lines} lines did not end it cleanly: {ended:?}");
    }
    for lines in [3, 25, 35, 50, 65] {
        assert!(!interrupt(&killed, Signal::KILL, lines).success());
    }
    let seen = |dir: &Path| -> Vec<String> {
        let addresses: BTreeSet<String> = letters(dir).into_iter().map(|(address, _)| address).collect();
        let of = |address: &String| {
            let (letters, invites) = subjects(dir, address);
            letters
                .into_iter()
                .chain(invites)
                .map(|subject| format!("{address}: {subject}"))
                .collect::<Vec<_>>()
        };
        let mut all: Vec<String> = addresses.iter().flat_map(of).collect();
        all.sort();
        all
    };
    for dir in [broken, killed] {
        tell(&dir);
        compare(&seen(&whole), &seen(&dir));
    }
}

/// The same letters, or which of them differ.
fn compare(whole: &[String], broken: &[String]) {
    let lost: Vec<_> = whole.iter().filter(|letter| !broken.contains(letter)).collect();
    let more: Vec<_> = broken.iter().filter(|letter| !whole.contains(letter)).collect();
    assert!(whole == broken, "{} and {} letters; lost {lost:#?}, more {more:#?}", whole.len(), broken.len());
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("notes.txt"), "mine").unwrap();
    let told = beadle(&["demo", "--once", "--dir", folder.path().to_str().unwrap()]);
    assert_eq!(told.status.code(), Some(64));
    assert!(String::from_utf8_lossy(&told.stderr).contains("'notes.txt'"), "{told:?}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is laid out");
}

#[test]
fn the_demo_speaks_to_no_server() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("demo");
    tell(&dir);
    let config = dir.join("beadle.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    let text = text.replace(
        "kind = \"maildir\"\nroot = \"mail\"",
        "kind = \"smtp\"\nhost = \"localhost\"\ntls = \"none\"",
    );
    std::fs::write(&config, text).unwrap();
    let refused = beadle(&["demo", "--once", "--speed", "60", "--dir", dir.to_str().unwrap()]);
    assert_eq!(refused.status.code(), Some(78), "{}", String::from_utf8_lossy(&refused.stderr));
}
