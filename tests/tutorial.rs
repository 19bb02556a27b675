//! `rules/TUTORIAL.md` stays true: its files are written, its commands run, and what it shows is what they print.
//!
//! A block marked `file=PATH` is a file; a block of `console` has commands behind `$`, each with what is printed
//! below it. A line `…` stands for any lines, for what is long or of the day.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::fs;
use std::path::Path;
use std::process::Command;

/// A fenced block: what stands behind the fence, and its lines.
struct Block<'t> {
    info: &'t str,
    lines: Vec<&'t str>,
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let lines = lines.by_ref().take_while(|line| *line != "```").collect();
            blocks.push(Block { info, lines });
        }
    }
    blocks
}

/// What a command prints, on both of its outputs, without blanks at the ends of lines.
fn printed(folder: &Path, command: &str) -> Vec<String> {
    let words: Vec<&str> = command.strip_prefix("beadle ").unwrap().split(' ').collect();
    let output = Command::new(env!("CARGO_BIN_EXE_beadle")).args(words).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8(text).unwrap();
    text.trim_end().lines().map(|line| line.trim_end().to_owned()).collect()
}

/// Whether the lines are those expected, `…` standing for any number of them.
fn fits(lines: &[String], expected: &[&str]) -> bool {
    match expected {
        [] => lines.is_empty(),
        ["…", rest @ ..] => (0..=lines.len()).any(|skipped| fits(&lines[skipped..], rest)),
        [first, rest @ ..] => lines.first().is_some_and(|line| line == first) && fits(&lines[1..], rest),
    }
}

#[test]
fn what_the_tutorial_shows_is_what_one_sees() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/TUTORIAL.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (mut files, mut commands) = (0, 0);
    for block in blocks(&page) {
        if let Some(path) = block.info.split_once("file=").map(|(_, path)| folder.path().join(path)) {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, block.lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
            files += 1;
        }
        if block.info == "console" {
            for shown in block.lines.join("\n").split("$ ").skip(1) {
                let mut lines = shown.trim_end().lines();
                let command = lines.next().unwrap();
                let expected: Vec<&str> = lines.collect();
                let printed = printed(folder.path(), command);
                assert!(fits(&printed, &expected), "{command} prints\n{}", printed.join("\n"));
                commands += 1;
            }
        }
    }
    assert!(files >= 10 && commands >= 5, "{files} files, {commands} commands");
}

#[test]
fn dots_stand_for_any_lines_and_nothing_else_does() {
    let lines: Vec<String> = ["a", "b", "c"].map(str::to_owned).into();
    assert!(fits(&lines, &["a", "…", "c"]) && fits(&lines, &["a", "b", "c", "…"]) && fits(&lines, &["…"]));
    assert!(!fits(&lines, &["a", "c"]) && !fits(&lines, &["a", "b"]) && !fits(&lines, &["…", "d"]));
}
