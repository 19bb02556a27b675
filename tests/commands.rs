//! The operator's commands, against a running daemon and without one.

#![allow(clippy::unwrap_used)] // all of it is tests

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::time::{Duration, Instant};

use rustix::process::{Pid, Signal, kill_process};

/// A company in a folder: the demo's, as its story left it.
struct Company {
    _folder: tempfile::TempDir,
    dir: PathBuf,
}

impl Company {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path().join("demo");
        let told = beadle(&["demo", "--once", "--dir", dir.to_str().unwrap()]);
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        Self { _folder: folder, dir }
    }

    fn ask(&self, arguments: &[&str]) -> Output {
        let config = self.dir.join("beadle.toml");
        beadle(&[arguments, &["--config", config.to_str().unwrap()]].concat())
    }

    fn good(&self, arguments: &[&str]) -> String {
        let output = self.ask(arguments);
        let (out, err) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        assert!(output.status.success(), "{arguments:?}: {:?}\n{out}\n{err}", output.status);
        out.into_owned()
    }

    /// How a command fails: its code, and what it says.
    fn bad(&self, arguments: &[&str]) -> (i32, String) {
        let output = self.ask(arguments);
        (output.status.code().unwrap(), String::from_utf8_lossy(&output.stderr).into_owned())
    }

    fn start(&self) -> Running {
        let config = self.dir.join("beadle.toml");
        let child = Command::new(env!("CARGO_BIN_EXE_beadle")).arg("run").arg("--config").arg(config).spawn();
        let running = Running(child.unwrap());
        let until = Instant::now() + Duration::from_secs(30);
        while !self.dir.join("state/beadle.sock").exists() {
            assert!(Instant::now() < until, "the daemon does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        running
    }
}

/// A daemon; ended with SIGTERM, as systemd would.
struct Running(Child);

impl Running {
    fn end(mut self) {
        kill_process(Pid::from_child(&self.0), Signal::TERM).unwrap();
        assert!(self.0.wait().unwrap().success(), "SIGTERM does not end it cleanly");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn beadle(arguments: &[&str]) -> Output {
    let run = Command::new(env!("CARGO_BIN_EXE_beadle")).args(arguments).output();
    run.unwrap_or_else(|error| panic!("{}: {error}", env!("CARGO_BIN_EXE_beadle")))
}

fn write(path: &Path, from: &str, to: &str) {
    let text = std::fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{} lacks {from}", path.display());
    std::fs::write(path, text.replace(from, to)).unwrap();
}

#[test]
fn questions_and_acts_are_the_same_with_a_daemon_and_without_one() {
    let company = Company::new();
    let questions: [&[&str]; 6] = [
        &["cases", "--all", "--json"],
        &["case", "DLY-2026-0002", "--json"],
        &["deadlines", "--json"],
        &["outbox", "--json"],
        &["quarantine", "--json"],
        &["journal", "--json"],
    ];
    // A daemon that does nothing in between: its clock is behind the story's.
    write(&company.dir.join("beadle.toml"), "[log]", "[trial]\nhold = true\n\n[log]");
    let alone: Vec<String> = questions.iter().map(|question| company.good(question)).collect();
    assert!(alone[1].contains("\"review\"") && alone[2].contains("DLY-2026-0002"), "{alone:#?}");
    let daemon = company.start();
    let asked: Vec<String> = questions.iter().map(|question| company.good(question)).collect();
    assert_eq!(asked, alone);

    assert!(company.good(&["status"]).contains("nothing is sent"));
    let said = company.good(&["answer", "DLY-2026-0002", "--as", "liu", "同意"]);
    assert!(said.contains("approve"), "{said}");
    daemon.end();
    let said = company.good(&["cancel", "DLY-2026-0002", "--reason", "asked on the phone"]);
    assert!(said.contains("done"), "{said}");
    let journal = company.good(&["journal", "--case", "DLY-2026-0002"]);
    assert!(journal.contains("asked on the phone") && journal.contains("operator"), "{journal}");
    assert_eq!(company.bad(&["cancel", "DLY-9999"]), (65, "beadle: there is no case DLY-9999\n".to_owned()));
    assert_eq!(company.bad(&["reload"]).0, 69);
    // What changes nothing says so, and what would have been right.
    let (code, said) = company.bad(&["retry", "abc"]);
    assert!(code == 65 && said.contains("no letter abc waits"), "{said}");
    let (code, said) = company.bad(&["answer", "P-2026-0001", "--as", "li", "有空再说"]);
    assert!(code == 65 && said.contains("nothing that P-2026-0001 asks li is answered by it"), "{said}");
    let lost = beadle(&["status", "--config", company.dir.join("none.toml").to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&lost.stderr).contains("name yours with --config FILE"), "{lost:?}");
}

#[test]
fn the_manual_page_tells_files_environment_and_exit_codes_alone_and_among_those_of_the_commands() {
    let folder = tempfile::tempdir().unwrap();
    let page = String::from_utf8(beadle(&["man"]).stdout).unwrap();
    for section in [".SH FILES", ".SH ENVIRONMENT", ".SH \"EXIT STATUS\"", ".SH EXAMPLES"] {
        assert!(page.contains(section), "{section} is not in\n{page}");
    }
    assert!(beadle(&["man", "--dir", folder.path().join("man1").to_str().unwrap()]).status.success());
    let written = std::fs::read_to_string(folder.path().join("man1/beadle.1")).unwrap();
    assert_eq!(written.trim_end(), page.trim_end());
    assert!(folder.path().join("man1/beadle-check.1").exists());
}

/// What curl says of a URL: the status and the body.
fn curl(arguments: &[&str]) -> (String, String) {
    let ran = Command::new("curl").args(["-sS", "-m", "10", "-w", "\n%{http_code}"]).args(arguments).output();
    let ran = ran.unwrap_or_else(|error| panic!("curl: {error}; tests/install.sh installs it"));
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let text = String::from_utf8(ran.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    (status.to_owned(), body.to_owned())
}

#[test]
fn a_persons_dates_are_served_by_a_link_that_can_be_changed_and_taken_back() {
    let company = Company::new();
    let (code, said) = company.bad(&["calendar", "li"]);
    assert!(code == 78 && said.contains("set `url` in [calendar]"), "{said}");
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let served = format!(
        "[calendar]\nurl = \"http://127.0.0.1:{port}/dates/\"\nlisten = \"127.0.0.1:{port}\"\n\n[log]"
    );
    write(&company.dir.join("beadle.toml"), "[log]", &served);
    write(&company.dir.join("beadle.toml"), "[log]", "[trial]\nhold = true\n\n[log]");
    let link = company.good(&["calendar", "li"]).trim().to_owned();
    let secret = link.strip_prefix(&format!("http://127.0.0.1:{port}/dates/")).unwrap();
    let secret = secret.strip_suffix(".ics").unwrap();
    assert_eq!(secret.len(), 32, "{link}");
    let daemon = company.start();
    assert_eq!(company.good(&["calendar", "li"]).trim(), link, "it stays");
    let (status, text) = curl(&[&link]);
    assert!(status == "200" && text.starts_with("BEGIN:VCALENDAR\r\n"), "{status}\n{text}");
    assert!(text.contains("BEGIN:VEVENT") && text.contains("METHOD:PUBLISH\r\n"), "{text}");
    let (_, head) = curl(&["-I", &link]);
    let head = head.to_lowercase();
    let tag = head.lines().find_map(|line| line.strip_prefix("etag: ")).unwrap();
    assert_eq!(curl(&["-H", &format!("If-None-Match: {tag}"), &link]), ("304".to_owned(), String::new()));
    assert!(head.contains("content-type: text/calendar; charset=utf-8\r\n"), "{head}");
    // Somebody else has another one; what is nearly right is as wrong as anything.
    let other = company.good(&["calendar", "zhang"]).trim().to_owned();
    assert_ne!(other, link);
    let wrong = [
        link.replace(secret, &secret[1..]),
        link.replace(".ics", ""),
        link.replace(secret, ""),
        link.replace(secret, "li"),
    ];
    for url in wrong {
        assert_eq!(curl(&[&url]), ("404".to_owned(), String::new()), "{url}");
    }
    let renewed = company.good(&["calendar", "li", "--renew"]).trim().to_owned();
    assert_eq!((curl(&[&link]).0.as_str(), curl(&[&renewed]).0.as_str()), ("404", "200"));
    assert!(company.good(&["calendar", "li", "--off"]).contains("can be read by no link"));
    assert_eq!((curl(&[&renewed]).0.as_str(), curl(&[&other]).0.as_str()), ("404", "200"));
    // Whoever has left reads nothing more.
    let leaves = company.good(&["calendar", "wu"]).trim().to_owned();
    assert_eq!(curl(&[&leaves]).0, "200");
    write(&company.dir.join("directory.toml"), "[people.wu]", "[people.wu]\nactive = false\n#");
    company.good(&["reload"]);
    assert_eq!(curl(&[&leaves]), ("404".to_owned(), String::new()));
    let journal = company.good(&["journal", "--json"]);
    for link in [link.as_str(), &renewed, &other, &leaves] {
        let secret = link.rsplit('/').next().unwrap().trim_end_matches(".ics");
        assert!(!journal.contains(secret), "the journal has a link");
    }
    daemon.end();
}

#[test]
fn rules_that_would_strand_an_open_case_are_refused_with_its_name() {
    let company = Company::new();
    let case = company.good(&["case", "DLY-2026-0002", "--json"]);
    assert!(case.contains("\"review\""), "{case}");
    let rules = company.dir.join("rules/delay-request.toml");
    let refused = |daemon: &str| {
        let (code, said) = company.bad(&["check"]);
        assert!(code == 78 && said.contains("case DLY-2026-0002 is in state 'review'"), "{daemon}: {said}");
    };
    write(&rules, "review", "looking");
    refused("without a daemon");
    write(&rules, "looking", "review");
    assert!(company.good(&["check"]).contains("good"));
    let daemon = company.start();
    write(&rules, "review", "looking");
    refused("with one");
    let (code, said) = company.bad(&["reload"]);
    assert!(code == 78 && said.contains("DLY-2026-0002"), "{said}");
    assert_eq!(company.good(&["case", "DLY-2026-0002", "--json"]), case, "the old rules hold");
    daemon.end();
    assert!(company.bad(&["run"]).1.contains("DLY-2026-0002"));
}

#[test]
fn a_bad_file_stops_a_reload_and_a_start_but_not_the_daemon() {
    let company = Company::new();
    let directory = company.dir.join("directory.toml");
    let daemon = company.start();
    assert!(company.good(&["reload"]).contains("processes"));
    write(&directory, "head       = \"lin\"", "head       = \"lim\"");
    let (code, said) = company.bad(&["reload"]);
    assert!(
        code == 78 && said.contains("directory.toml:") && said.contains("there is no person 'lim'"),
        "{said}"
    );
    assert!(company.good(&["status"]).contains("runs since"));
    daemon.end();
    for command in ["check", "run"] {
        let (code, said) = company.bad(&[command]);
        assert!(code == 78 && said.contains("there is no person 'lim'"), "{command}: {said}");
    }
    let faults = company.ask(&["check", "--json"]);
    let first = String::from_utf8(faults.stdout).unwrap().lines().next().unwrap().to_owned();
    let fault: serde_json::Value = serde_json::from_str(&first).unwrap();
    assert!(fault["line"].is_u64() && fault["remedy"].as_str().unwrap().contains("did you mean"), "{fault}");
}

#[test]
fn a_reload_takes_over_what_needs_no_start_and_names_the_rest() {
    let company = Company::new();
    let config = company.dir.join("beadle.toml");
    let daemon = company.start();
    assert!(!company.good(&["status"]).contains("nothing is sent"));
    write(&config, "[log]\nlevel = \"error\"", "[trial]\nhold = true\n\n[log]\nlevel = \"warn\"");
    let said = company.good(&["reload"]);
    assert!(said.contains("in force now: trial.hold"), "{said}");
    assert!(said.contains("takes effect at the next start: log"), "{said}");
    assert!(company.good(&["status"]).contains("nothing is sent"), "{}", company.good(&["status"]));
    write(&config, "hold = true", "hold = false");
    assert!(company.good(&["reload"]).contains("in force now: trial.hold"));
    assert!(!company.good(&["status"]).contains("nothing is sent"));
    let told: serde_json::Value = serde_json::from_str(&company.good(&["reload", "--json"])).unwrap();
    assert_eq!(
        (&told["changed"], &told["at_next_start"]),
        (&serde_json::json!([]), &serde_json::json!(["log"]))
    );
    daemon.end();
}

#[test]
fn verify_finds_damage_with_a_daemon_and_without_one() {
    let company = Company::new();
    let good: serde_json::Value = serde_json::from_str(&company.good(&["verify", "--json"])).unwrap();
    assert!(good["records"].as_u64().unwrap() > 10, "{good}");
    let daemon = company.start();
    assert!(company.good(&["verify"]).starts_with("good"));
    // One bit of an old record, far from the end.
    let mut segments: Vec<PathBuf> = std::fs::read_dir(company.dir.join("state/store/journal"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    segments.sort();
    let mut bytes = std::fs::read(&segments[0]).unwrap();
    bytes[1_000] ^= 1;
    let file = std::fs::OpenOptions::new().write(true).open(&segments[0]).unwrap();
    std::os::unix::fs::FileExt::write_all_at(&file, &bytes[1_000..1_001], 1_000).unwrap();
    let (code, said) = company.bad(&["verify"]);
    assert!(code == 65 && said.contains(".log, byte"), "{code}: {said}");
    daemon.end();
    let (code, said) = company.bad(&["verify"]);
    assert!(code == 65 && said.contains(".log, byte"), "{code}: {said}");
}

#[test]
fn a_backup_of_a_running_daemon_is_restored_with_its_keys_and_sends_nothing() {
    let company = Company::new();
    let (backup, state) = (company.dir.join("backup"), company.dir.join("state"));
    let keys = std::fs::read(state.join("keys")).unwrap();
    let daemon = company.start();
    company.good(&["backup", backup.to_str().unwrap()]);
    assert!(company.good(&["verify"]).starts_with("good"));
    daemon.end();
    let before = company.good(&["cases", "--all", "--json"]);
    let export = company.good(&["export"]);

    assert_eq!(company.bad(&["restore", backup.to_str().unwrap()]).0, 65, "over a store that is there");
    std::fs::remove_dir_all(&state).unwrap();
    assert_eq!(company.bad(&["status"]).0, 69);
    company.good(&["restore", backup.to_str().unwrap()]);
    assert_eq!(company.good(&["cases", "--all", "--json"]), before);
    assert_eq!(std::fs::read(state.join("keys")).unwrap(), keys);
    let daemon = company.start();
    assert!(company.good(&["status"]).contains("SENDING"), "{}", company.good(&["status"]));
    company.good(&["resume"]);
    assert!(!company.good(&["status"]).contains("SENDING"));
    daemon.end();

    std::fs::remove_dir_all(state.join("store")).unwrap();
    let file = company.dir.join("all.jsonl");
    std::fs::write(&file, export).unwrap();
    company.good(&["import", file.to_str().unwrap()]);
    assert_eq!(company.good(&["cases", "--all", "--json"]), before);
    assert!(company.good(&["rebuild"]).contains("made again"));
}

#[test]
fn what_a_mail_would_do_is_told_and_not_done() {
    let company = Company::new();
    let mail = company.dir.join("mail.eml");
    let text = "From: zhao@qiming.example\r\nTo: beadle@qiming.example\r\nSubject: [P-2026-0001-T01] [Delay request]\r\n\
                Message-ID: <one@qiming.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
                Until: 2026-12-16\r\nReason: the test system is late\r\nPlan: one week later\r\n";
    std::fs::write(&mail, text).unwrap();
    let before = company.good(&["journal", "--json"]);
    let at = "2026-12-01T10:00:00+08:00";
    let alone = company.good(&["explain", mail.to_str().unwrap(), "--at", at]);
    for words in ["zhao", "by its tag", "new_due = 2026-12-16", "letter to liu@", "letter to zhang@"] {
        assert!(alone.contains(words), "'{words}' is not in\n{alone}");
    }
    let daemon = company.start();
    assert_eq!(company.good(&["explain", mail.to_str().unwrap(), "--at", at]), alone);
    daemon.end();
    assert_eq!(company.good(&["journal", "--json"]), before);
}

#[test]
fn what_a_mail_proves_is_told_and_the_setting_that_its_server_wants() {
    let company = Company::new();
    let write = |name: &str, head: &str| {
        let path = company.dir.join(name);
        let text = format!(
            "{head}From: zhao@qiming.example\r\nTo: <beadle@qiming.example>\r\nSubject: hello\r\nMessage-ID: <{name}@x>\r\n\r\nhello\r\n"
        );
        std::fs::write(&path, text).unwrap();
        path
    };
    let plain = write("plain.eml", "");
    let told = company.good(&["evidence", plain.to_str().unwrap()]);
    assert!(told.contains("zhao") && told.contains("proves    A1"), "{told}");
    let json = company.good(&["evidence", plain.to_str().unwrap(), "--json"]);
    assert!(json.contains("\"level\":\"A1\""), "{json}");
    let pass = "Authentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example\r\n";
    let stamped = write("stamped.eml", pass);
    let told = company.good(&["evidence", stamped.to_str().unwrap()]);
    assert!(told.contains("no authserv_id is set"), "{told}");
    let dressed = write(
        "dressed.eml",
        "Authentication-Results: mx.a.example; none\r\nAuthentication-Results: mx.b.example; none\r\nSender: desk@qiming.example\r\nReply-To: x@evil.example\r\n",
    );
    let told = company.good(&["evidence", dressed.to_str().unwrap()]);
    for words in [
        "sent by desk@qiming.example in the name of zhao@",
        "wants answers at x@evil.example",
        "2 Authentication-Results",
    ] {
        assert!(told.contains(words), "'{words}' is not in\n{told}");
    }
    let named = company.dir.join("named.eml");
    let text = "From: \"zhao@qiming.example\" <x@evil.example>\r\nSubject: [P-2026-0001] and P-2026-0002\r\n\r\nhello\r\n";
    std::fs::write(&named, text).unwrap();
    let told = company.good(&["evidence", named.to_str().unwrap()]);
    for words in ["calls itself zhao@qiming.example", "P-2026-0001, P-2026-0002", "proves    A0"] {
        assert!(told.contains(words), "'{words}' is not in\n{told}");
    }
    let told = company.good(&["doctor", stamped.to_str().unwrap()]);
    assert!(told.contains("Set authserv_id = \"mx.qiming.example\""), "{told}");
    let told = company.good(&["doctor", plain.to_str().unwrap()]);
    assert!(told.contains("writes no Authentication-Results"), "{told}");
    // Without names it looks into the mailboxes of the configuration.
    assert!(company.good(&["doctor", "--json"]).contains("\"mails\""));
}

#[test]
fn a_wrong_command_line_ends_with_64_and_help_with_0() {
    for (arguments, code) in [
        (vec!["dance"], 64),
        (vec!["case"], 64),
        (vec!["graph", "nothing-like-it"], 64),
        (vec!["explain", "/nonexistent.eml"], 66),
        (vec!["status", "--config", "/nonexistent.toml"], 78),
        (vec!["--help"], 0),
        (vec!["answer", "--help"], 0),
        (vec!["graph", "task"], 0),
        (vec!["preview", "task/confirm"], 0),
        (vec!["schema"], 0),
        (vec!["completions", "bash"], 0),
        (vec!["man"], 0),
    ] {
        let output = beadle(&arguments);
        assert_eq!(
            output.status.code(),
            Some(code),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
