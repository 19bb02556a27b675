//! The systemd unit: nothing to complain about, and a sandbox that scores 1.5 or better.
//!
//! `systemd-analyze` must be installed (`tests/install.sh` does so as root). `verify` wants the program to exist, so the
//! unit is looked at with the path of the program just built. What systemd hands a service and hears from it is tried
//! here without a systemd: the state folder, a credential, readiness, the watchdog and the stop.

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

/// A daemon as the unit starts it, and the socket on which it talks to systemd.
struct Service {
    dir: tempfile::TempDir,
    child: std::process::Child,
    heard: std::os::unix::net::UnixDatagram,
}

impl Service {
    /// With a watchdog of this many microseconds.
    fn start(watchdog: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let at = |name: &str| dir.path().join(name);
        for folder in ["state", "credentials", "mail/tmp", "mail/new", "mail/cur"] {
            std::fs::create_dir_all(at(folder)).unwrap();
        }
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        for folder in ["rules", "templates"] {
            std::os::unix::fs::symlink(root.join(folder), at(folder)).unwrap();
        }
        std::fs::copy(root.join("tests/fixtures/directory.toml"), at("directory.toml")).unwrap();
        std::fs::write(at("credentials/ring"), "0123456789abcdef".repeat(4)).unwrap();
        let config = "[identity]\naddress = 'beadle@qiming.example'\n[[mailbox]]\nkind = 'maildir'\npath = 'mail'\n\
                      [outgoing]\nkind = 'maildir'\nroot = 'out'\n[keys]\nring = { credential = 'ring' }\n";
        std::fs::write(at("beadle.toml"), config).unwrap();
        let heard = std::os::unix::net::UnixDatagram::bind(at("notify")).unwrap();
        heard.set_read_timeout(Some(std::time::Duration::from_secs(60))).unwrap();
        let child = Command::new(env!("CARGO_BIN_EXE_beadle"))
            .args(["run", "--config"])
            .arg(at("beadle.toml"))
            .env("NOTIFY_SOCKET", at("notify"))
            .env("STATE_DIRECTORY", at("state"))
            .env("CREDENTIALS_DIRECTORY", at("credentials"))
            .env("WATCHDOG_USEC", watchdog)
            .env_remove("WATCHDOG_PID")
            .spawn()
            .unwrap();
        Self { dir, child, heard }
    }

    /// The next message that has this in it.
    fn hears(&self, what: &str) {
        let mut bytes = [0; 4096];
        loop {
            let size = self.heard.recv(&mut bytes).unwrap_or_else(|error| panic!("no {what}: {error}"));
            if String::from_utf8_lossy(&bytes[..size]).lines().any(|line| line == what) {
                return;
            }
        }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn systemd_hears_when_it_is_ready_that_it_lives_and_when_it_stops() {
    let mut service = Service::start("600000");
    service.hears("READY=1");
    assert!(service.dir.path().join("state/store/journal").is_dir(), "the state lies where systemd says");
    assert!(!service.dir.path().join("state/keys").exists(), "the ring is the credential");
    service.hears("WATCHDOG=1");
    service.hears("WATCHDOG=1");
    let pid = rustix::process::Pid::from_child(&service.child);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).unwrap();
    service.hears("STOPPING=1");
    assert_eq!(service.child.wait().unwrap().code(), Some(0));
}

#[test]
fn a_start_that_fails_is_never_called_ready() {
    let mut service = Service::start("600000");
    service.hears("READY=1");
    service.child.kill().unwrap();
    service.child.wait().unwrap();
    std::fs::remove_file(service.dir.path().join("credentials/ring")).unwrap();
    while service.heard.set_nonblocking(true).is_ok() && service.heard.recv(&mut [0; 4096]).is_ok() {}
    let again = Command::new(env!("CARGO_BIN_EXE_beadle"))
        .args(["run", "--config"])
        .arg(service.dir.path().join("beadle.toml"))
        .env("NOTIFY_SOCKET", service.dir.path().join("notify"))
        .env("STATE_DIRECTORY", service.dir.path().join("state"))
        .env("CREDENTIALS_DIRECTORY", service.dir.path().join("credentials"))
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(again.status.code() == Some(78) && said.contains("secret from credential ring"), "{said}");
    assert!(service.heard.recv(&mut [0; 4096]).is_err(), "it says nothing to systemd");
}
