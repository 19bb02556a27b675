//! The systemd unit: nothing to complain about, and a sandbox that scores 1.5 or better.
//!
//! `systemd-analyze` must be installed (`tests/install.sh` does so as root). `verify` wants the program to exist, so the
//! unit is looked at with the path of the program just built.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn unit() -> (tempfile::TempDir, PathBuf) {
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("systemd/beadle.service");
    let text = std::fs::read_to_string(shipped).unwrap();
    assert!(text.contains("/usr/bin/beadle run"), "the unit starts another program");
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("beadle.service");
    std::fs::write(&path, text.replace("/usr/bin/beadle", env!("CARGO_BIN_EXE_beadle"))).unwrap();
    (dir, path)
}

fn analyze(arguments: &[&str], unit: &Path) -> Output {
    let run = Command::new("systemd-analyze").args(arguments).arg(unit).output();
    run.unwrap_or_else(|error| panic!("systemd-analyze: {error}; run tests/install.sh as root"))
}

#[test]
fn systemd_finds_nothing_to_say_about_the_unit() {
    let (_dir, unit) = unit();
    let found = analyze(&["verify"], &unit);
    // Its exit code alone says little: an unknown key is printed and forgiven.
    let said = [found.stdout, found.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    assert_eq!(said, ["", ""]);
    assert!(found.status.success());
}

#[test]
fn the_sandbox_scores_as_the_manual_says() {
    let (_dir, unit) = unit();
    let found = analyze(&["security", "--offline=yes", "--threshold=15"], &unit);
    let text = String::from_utf8_lossy(&found.stdout).into_owned();
    let verdict = text.lines().rev().find(|line| line.contains("Overall exposure level")).unwrap_or(&text);
    assert!(found.status.success(), "{verdict}");
}

#[test]
fn what_a_restart_cannot_heal_does_not_restart() {
    let text = std::fs::read_to_string(unit().1).unwrap();
    assert!(text.lines().any(|line| line == "RestartPreventExitStatus=64 65 77 78"), "{text}");
}

#[test]
fn what_passes_is_tried_again_for_ever() {
    let text = std::fs::read_to_string(unit().1).unwrap();
    for line in ["Restart=on-failure", "StartLimitIntervalSec=0"] {
        assert!(text.lines().any(|found| found == line), "{line} is not in {text}");
    }
}

/// The sandbox hides the kernel's file that tells one start of the machine from another; without it each kill would
/// cost the working state.
#[test]
fn the_unit_says_which_start_of_the_machine_it_is() {
    let text = std::fs::read_to_string(unit().1).unwrap();
    let hidden = text.lines().any(|line| line == "ProcSubset=pid");
    assert!(!hidden || text.lines().any(|line| line == "Environment=BEADLE_BOOT_ID=%b"), "{text}");
}
