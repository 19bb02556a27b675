//! The shipped process files are sound, and every kind of fault in a process file is shown at its place.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::fs;
use std::path::{Path, PathBuf};

use beadle::fault::Source;
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
