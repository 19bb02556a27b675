//! The plan of the house, held to: floors, purity, and that the code knows no process.
//!
//! `daemon/ARCHITECTURE.md` draws the floors. A room uses strictly lower floors only; below the line nothing touches a
//! clock, a file, the network, the environment or randomness. Tests inside the rooms are free.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::fs;
use std::path::{Path, PathBuf};

/// Every room and its floor, in tenths: on floor 0, `fault` is what the others stand on, and `retry` counts `time`.
const FLOORS: [(&str, u32); 20] = [
    ("fault", 0),
    ("shipped", 0),
    ("address", 1),
    ("document", 1),
    ("time", 1),
    ("url", 1),
    ("retry", 2),
    ("mail", 10),
    ("calendar", 10),
    ("directory", 10),
    ("config", 10),
    ("rules", 20),
    ("workflow", 30),
    ("compose", 40),
    ("turn", 50),
    ("scenario", 60),
    ("store", 60),
    ("door", 60),
    ("check", 70),
    ("service", 70),
];
/// The room above all others.
const TOP: &str = "cli";
/// Rooms above the line.
const IMPURE: [&str; 5] = ["store", "door", "check", "service", "cli"];
/// What no room below the line names.
const OUTSIDE: [&str; 16] = [
    "std::fs",
    "std::net",
    "std::env",
    "std::process",
    "std::thread",
    "std::os",
    "std::io",
    "tokio",
    "rustix",
    "sled",
    "SystemTime::now",
    "Instant::now",
    "Utc::now",
    "Local::now",
    "Timestamp::now",
    "rand::",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("daemon")
}

/// Every file of the source, with its path below `daemon/`.
fn files() -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                out.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.sort();
    assert!(out.len() > 100, "the source is not where it was");
    out
}

/// The room a file belongs to; none for `lib.rs`, `main.rs` and `build.rs`, which name rooms and do nothing.
fn room(file: &str) -> Option<&str> {
    let first = file.split('/').next().unwrap();
    let room = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main", "build"].contains(&room)).then_some(room)
}

fn floor(room: &str) -> Option<u32> {
    if room == TOP {
        Some(80)
    } else {
        FLOORS.iter().find(|(name, _)| *name == room).map(|(_, floor)| *floor)
    }
}

/// A file of tests only: what `#[cfg(test)] mod NAME;` stands before in its room.
fn is_test_file(file: &str, all: &[(String, String)]) -> bool {
    let path = Path::new(file);
    let Some(name) = path.file_stem().and_then(|stem| stem.to_str()) else { return false };
    let parent = path.parent().unwrap().to_str().unwrap();
    let homes = [format!("{parent}/mod.rs"), format!("{parent}.rs"), "lib.rs".to_owned()];
    let marks = [format!("mod {name};"), format!("pub mod {name};"), format!("pub(crate) mod {name};")];
    let own = all.iter().filter(|(home, _)| homes.contains(home)).any(|(_, text)| {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        lines.windows(2).any(|pair| pair[0] == "#[cfg(test)]" && marks.iter().any(|mark| pair[1] == mark))
    });
    // What belongs to a module of tests lies in its folder.
    own || (!parent.is_empty() && parent.contains('/') && is_test_file(&format!("{parent}.rs"), all))
}

/// The code of a file: without comments, and without what stands under `#[cfg(test)]`.
fn code(text: &str) -> String {
    let mut out = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.trim() == "#[cfg(test)]" {
            skip_item(&mut lines);
            continue;
        }
        let bare = line.trim_start();
        if bare.starts_with("//") {
            continue;
        }
        // A comment behind code; `://` is an address inside a string.
        let end = line.match_indices("//").find(|(at, _)| *at == 0 || line.as_bytes()[at - 1] != b':');
        out.push_str(end.map_or(line, |(at, _)| &line[..at]));
        out.push('\n');
    }
    out
}

/// Skips the item behind an attribute: to the brace at its own depth, or to its semicolon.
fn skip_item<'a>(lines: &mut impl Iterator<Item = &'a str>) {
    let Some(first) = lines.next() else { return };
    let indent = first.len() - first.trim_start().len();
    let is_over = |line: &str| line.trim_end().ends_with(';') || line.trim_end().ends_with("{}");
    if first.trim_start().starts_with("#[") {
        return skip_item(lines);
    }
    if !first.contains('{') && is_over(first) || first.trim_end().ends_with(['}', ';']) {
        return;
    }
    let close = format!("{:indent$}}}", "");
    for line in lines {
        if line == close || line == format!("{close};") {
            return;
        }
    }
}

/// Rooms that a text names: `crate::ROOM`, `use crate::{ROOM, …}`, and `super::…` that climbs out of the room.
fn rooms_named(file: &str, code: &str) -> Vec<String> {
    let mut out = Vec::new();
    let flat: String = code.split_whitespace().collect::<Vec<_>>().join(" ");
    for (at, _) in flat.match_indices("crate::") {
        let rest = &flat[at + "crate::".len()..];
        match rest.strip_prefix('{') {
            Some(group) => out.extend(top_names(group)),
            None => out.push(first_name(rest)),
        }
    }
    // How many `super` lead from this file to the crate: one from a room's own file, one more for each folder.
    let depth = file.split('/').count() - usize::from(file.ends_with("/mod.rs"));
    let climb = "super::".repeat(depth);
    for (at, _) in flat.match_indices(&climb) {
        let begins = !flat[..at].ends_with("super::");
        let rest = &flat[at + climb.len()..];
        if begins && !rest.starts_with("super::") && depth > 0 {
            out.push(first_name(rest));
        }
    }
    out.retain(|name| !name.is_empty());
    out
}

fn first_name(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

/// The first names of a `{a::b, c::{d, e}}` group.
fn top_names(group: &str) -> Vec<String> {
    let (mut out, mut depth, mut start) = (Vec::new(), 0, 0);
    for (at, c) in group.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                out.push(first_name(group[start..at].trim()));
                return out;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                out.push(first_name(group[start..at].trim()));
                start = at + 1;
            }
            _ => {}
        }
    }
    out
}

#[test]
fn every_room_has_a_floor() {
    for (file, _) in files() {
        if let Some(room) = room(&file) {
            assert!(floor(room).is_some(), "daemon/{file}: the room '{room}' has no floor");
        }
    }
}

#[test]
fn a_room_uses_strictly_lower_floors_only() {
    let all = files();
    let mut wrong = Vec::new();
    let mut uses = 0;
    for (file, text) in &all {
        let Some(own) = room(file).filter(|_| !is_test_file(file, &all)) else { continue };
        for name in rooms_named(file, &code(text)) {
            let Some(other) = floor(&name) else { continue };
            uses += 1;
            if name != own && other >= floor(own).unwrap() {
                wrong.push(format!(
                    "daemon/{file} (floor {}) uses '{name}' (floor {other})",
                    floor(own).unwrap()
                ));
            }
        }
    }
    assert!(uses > 200, "only {uses} uses of rooms were seen: this test no longer reads the code");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn below_the_line_nothing_touches_the_world() {
    let all = files();
    let mut wrong = Vec::new();
    for (file, text) in &all {
        let Some(own) = room(file).filter(|_| !is_test_file(file, &all)) else { continue };
        if IMPURE.contains(&own) {
            continue;
        }
        for (number, line) in code(text).lines().enumerate() {
            let named = OUTSIDE.iter().filter(|word| line.contains(*word));
            wrong.extend(
                named.map(|word| format!("daemon/{file}, code line {}: '{word}' in: {line}", number + 1)),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_one_file_asks_the_machine_what_time_it_is() {
    let asks = ["SystemTime::now", "Utc::now", "Local::now", "Timestamp::now", "Zoned::now"];
    for (file, text) in files() {
        let asked = code(&text).lines().any(|line| asks.iter().any(|ask| line.contains(ask)));
        assert_eq!(asked, file == "service/clock.rs", "daemon/{file}");
    }
}

#[test]
fn the_code_knows_no_process() {
    // Built from halves: the names must not stand in this file's own neighbourhood as one word either.
    let names: Vec<String> =
        [("delay", "request"), ("delay-", "request"), ("delay ", "request"), ("delay_", "request")]
            .iter()
            .map(|(a, b)| format!("{a}{b}"))
            .chain(["incident", "kickoff", "standup", "retro", "延期", "紧急"].map(str::to_owned))
            .collect();
    let mut wrong = Vec::new();
    let mut look = |name: &str, text: &str| {
        for (number, line) in text.lines().enumerate() {
            let line = line.to_lowercase();
            if names.iter().any(|name| line.contains(name.as_str())) {
                wrong.push(format!("daemon/{name}:{}: {}", number + 1, line.trim()));
            }
        }
    };
    for (file, text) in files() {
        look(&file, &text);
    }
    look("ARCHITECTURE.md", &fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_file_says_what_it_is_and_none_is_unfinished() {
    for (file, text) in files() {
        assert!(text.starts_with("//!"), "daemon/{file} does not open with //!");
        for mark in [" TODO", "FIXME", "XXX:", "dbg!", "todo!(", "unimplemented!("] {
            let found = text.lines().position(|line| line.contains(mark));
            assert!(found.is_none(), "daemon/{file}:{}: {mark}", found.unwrap() + 1);
        }
    }
}

#[test]
fn this_test_reads_code_as_rust_does() {
    let text = "//! Head.\nuse crate::{mail::Message, rules::{self, Rules}, time};\n// std::fs in a comment\n\
                fn a() { crate::door::open() } // std::env\nconst U: &str = \"https://x\";\n\
                #[cfg(test)]\nmod tests {\n    use std::fs;\n    fn b() {\n    }\n}\nfn c() {}\n\
                #[cfg(test)]\nmod other;\nfn d() {}\n";
    let code = code(text);
    assert!(!code.contains("std::fs") && !code.contains("std::env"), "{code}");
    assert!(code.contains("https://x") && code.contains("fn c()") && code.contains("fn d()"), "{code}");
    assert_eq!(rooms_named("turn/mod.rs", &code), ["mail", "rules", "time", "door"]);
    assert_eq!(rooms_named("rules/check/walk.rs", "use super::super::super::time::Zone;"), ["time"]);
    assert_eq!(rooms_named("rules/check/walk.rs", "use super::super::value;"), Vec::<String>::new());
}

/// Rooms that read rows which another one writes.
const READERS: [(&str, &str); 7] = [
    ("scenario", "c"),
    ("scenario", "x"),
    ("service", "c"),
    ("service", "d"),
    ("service", "o"),
    ("turn", "d"),
    ("cli", "t"),
];

/// Rows that have two lines of a table: the bytes of a letter, and the places in them.
const LINED: &str = "b";

/// The first parts of keys that a text names: `key(["c", …` and `prefix(["c"`, on one line or more.
fn prefixes(code: &str) -> Vec<String> {
    let calls = ["key([", "prefix(["]
        .into_iter()
        .flat_map(|call| code.match_indices(call).map(move |(at, _)| at + call.len()));
    let first = |at: usize| {
        code[at..].trim_start().strip_prefix('"')?.split_once('"').map(|(name, _)| name.to_owned())
    };
    calls.filter_map(first).collect()
}

#[test]
fn every_kind_of_row_has_a_letter_of_its_own_and_one_room_that_writes_it() {
    let all = files();
    let mut owners: std::collections::BTreeMap<String, String> = std::collections::BTreeMap::new();
    let mut wrong = Vec::new();
    for (file, text) in &all {
        for line in text.lines().filter_map(|line| line.strip_prefix("//! | `")) {
            let Some((letter, _)) = line.split_once(" ␀ ") else { continue };
            match owners.insert(letter.to_owned(), file.clone()) {
                Some(other) if other != *file || letter != LINED => {
                    wrong.push(format!("daemon/{file}: rows `{letter}` are those of daemon/{other} already"));
                }
                _ => {}
            }
        }
    }
    let mut used = std::collections::BTreeSet::new();
    for (file, text) in all.iter().filter(|(file, _)| !is_test_file(file, &all)) {
        let room = room(file).unwrap_or_default();
        for letter in prefixes(&code(text)) {
            match owners.get(&letter) {
                None => wrong.push(format!("daemon/{file}: no table says what rows `{letter}` are")),
                Some(owner)
                    if self::room(owner) != Some(room) && !READERS.contains(&(room, letter.as_str())) =>
                {
                    wrong.push(format!("daemon/{file}: rows `{letter}` are those of '{owner}'"));
                }
                Some(_) => {}
            }
            used.insert(letter);
        }
    }
    for letter in owners.keys().filter(|letter| !used.contains(*letter)) {
        wrong.push(format!("rows `{letter}` stand in a table, and nobody writes or reads them"));
    }
    assert!(used.len() > 20, "the keys are not written as they were: {used:?}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
