//! The office: a small company whose mail runs over the rig's servers, and the real daemon that works for it.
//!
//! [`Office::open`] starts a [`Rig`], writes a configuration, and leaves the rest to the test: [`Office::start`] runs
//! the built `beadle run`, [`Office::beadle`] any other of its commands, [`Office::write`] posts a mail through Exim as
//! a person would, [`Letter::reply`] answers one as mail programs do: to its Reply-To, in its thread, above a quote.
//!
//! The process files and templates are the shipped ones.
#![allow(dead_code, unreachable_pub)] // each test program uses its own part of the office

mod noon;

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use beadle::service::clock::Clock;
use beadle::time::Zone;
use lettre::message::header::ContentType;
use mail_parser::{MessageParser, MimeHeaders as _};
use rustix::process::{Pid, Signal, kill_process};

use crate::rig::{self, Rig};

/// The daemon's own address.
pub const BEADLE: &str = "beadle@rig.test";

/// Far more than anything here takes, even on a busy machine, and far less than anybody waits for a test.
pub const SOON: Duration = Duration::from_secs(60);

/// How often something that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(25);

/// The company, its servers and its folder.
pub struct Office {
    pub rig: Rig,
    /// Where it is about noon.
    pub zone: Zone,
    root: PathBuf,
}

impl Office {
    /// Servers started, configuration written, nothing running yet. `more` is added to the configuration.
    pub fn open(more: &str) -> Office {
        let rig = Rig::start();
        let root = rig.scratch().join("office");
        fs::create_dir_all(&root).expect("a folder of the rig");
        let office = Office { zone: noon::noon(), rig, root };
        let directory = include_str!("directory.toml").replace("@ZONE@", office.zone.name());
        office.file("directory.toml", &directory);
        office.file("password", rig::PASSWORD);
        office.configure(more);
        office
    }

    /// Writes the configuration anew, with `more` at its end.
    pub fn configure(&self, more: &str) {
        let ports = self.rig.ports();
        let (host, imap, smtp) = (rig::HOST, ports.imap_tls, ports.smtp_starttls);
        let (ca, project) = (self.rig.ca().display().to_string(), env!("CARGO_MANIFEST_DIR"));
        let text = format!(
            r#"
[identity]
address = "{BEADLE}"
name    = {{ zh = "小助手", en = "Beadle" }}
[paths]
rules     = "{project}/rules"
templates = "{project}/templates"
directory = "directory.toml"
holidays  = []
state     = "state"
[[mailbox]]
kind     = "imap"
host     = "{host}"
port     = {imap}
tls      = "implicit"
ca       = "{ca}"
user     = "{BEADLE}"
password = {{ file = "password" }}
poll     = "5s"
[outgoing]
kind     = "smtp"
host     = "{host}"
port     = {smtp}
tls      = "starttls"
ca       = "{ca}"
user     = "{BEADLE}"
password = {{ file = "password" }}
{more}
"#
        );
        self.file("beadle.toml", &text);
    }

    /// A file in the office's folder.
    pub fn file(&self, name: &str, text: &str) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder of the rig");
        fs::write(&path, text).expect("a file of the rig");
        // Passwords among them; the daemon warns of one that others may read.
        fs::set_permissions(path, fs::Permissions::from_mode(0o600)).expect("a mode");
    }

    /// The office's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The daemon's memory.
    pub fn store(&self) -> PathBuf {
        beadle::check::store_folder(&self.root.join("state"))
    }

    /// The configuration.
    pub fn config(&self) -> PathBuf {
        self.root.join("beadle.toml")
    }

    /// Starts the daemon; it may not be ready yet.
    pub fn start(&self) -> Daemon<'_> {
        self.start_with(&[])
    }

    /// Starts the daemon with something in its environment.
    pub fn start_with(&self, environment: &[(&str, &str)]) -> Daemon<'_> {
        let log = fs::File::options().create(true).append(true).open(self.root.join("log"));
        let log = log.expect("a file of the rig");
        let mut command = Command::new(env!("CARGO_BIN_EXE_beadle"));
        command
            .arg("run")
            .arg("--config")
            .arg(self.config())
            .env("NO_COLOR", "1")
            .envs(environment.iter().copied());
        command.stdin(Stdio::null()).stdout(log.try_clone().expect("a file can be shared")).stderr(log);
        Daemon { office: self, child: self.rig.spawn(&mut command) }
    }

    /// Starts the daemon and waits until it answers its operator.
    pub fn ready(&self) -> Daemon<'_> {
        let daemon = self.start();
        self.answers();
        // Mail from now on is not taken for what lay in the mailbox before.
        self.until("the end of the mailbox is noted", || self.log().contains("first start"));
        daemon
    }

    /// Waits until the daemon answers its operator. Before, a command would open the store itself, and the daemon that
    /// starts in this moment would find it taken.
    pub fn answers(&self) {
        let socket = self.root.join("state/beadle.sock");
        self.until("the daemon answers", || UnixStream::connect(&socket).is_ok());
    }

    /// Runs `beadle ARGUMENTS --config FILE` to its end.
    pub fn beadle(&self, arguments: &[&str]) -> Told {
        let mut command = Command::new(env!("CARGO_BIN_EXE_beadle"));
        command.args(arguments).arg("--config").arg(self.config()).stdin(Stdio::null());
        let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Told { code: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
    }

    /// The same, for a command that must succeed and prints JSON, one value a line.
    pub fn json(&self, arguments: &[&str]) -> Vec<serde_json::Value> {
        let told = self.beadle(&[arguments, &["--json"]].concat());
        assert_eq!(told.code, Some(0), "{arguments:?}: {}{}", told.err, self.log());
        let value = |line: &str| serde_json::from_str(line).unwrap_or_else(|e| panic!("{line}: {e}"));
        told.out.lines().map(value).collect()
    }

    /// What the daemon logged.
    pub fn log(&self) -> String {
        fs::read_to_string(self.root.join("log")).unwrap_or_default()
    }

    /// Posts a mail to the daemon through Exim.
    pub fn write(&self, from: &str, subject: &str, words: &str) {
        self.send(&mail(from, subject, words, None));
    }

    /// Posts a mail as it is, for example a [`Letter::reply`].
    pub fn send(&self, mail: &lettre::Message) {
        let from = mail.envelope().from().expect("it has a sender").to_string();
        let to = mail.envelope().to().first().expect("it has a reader").to_string();
        self.rig.post(&from, &to, mail.formatted());
    }

    /// Everything that somebody has got, oldest first.
    pub fn letters(&self, address: &str) -> Vec<Letter> {
        self.rig.mailbox(address).iter().map(|mail| Letter::read(&mail.raw)).collect()
    }

    /// The first letter to somebody that `wanted` says yes to, waited for.
    pub fn letter(&self, address: &str, what: &str, wanted: impl Fn(&Letter) -> bool) -> Letter {
        let end = Instant::now() + SOON;
        loop {
            let letters = self.letters(address);
            if let Some(letter) = letters.iter().find(|letter| wanted(letter)) {
                return letter.clone();
            }
            if Instant::now() > end {
                let got: Vec<String> =
                    letters.iter().map(|l| format!("  {}\n{}", l.subject, l.text)).collect();
                panic!("{address} got no {what}, but\n{}\n{}", got.join("\n"), self.log());
            }
            std::thread::sleep(LOOK);
        }
    }

    /// Waits for something to become true.
    pub fn until(&self, what: &str, mut is: impl FnMut() -> bool) {
        let end = Instant::now() + SOON;
        while !is() {
            assert!(Instant::now() < end, "not within {SOON:?}: {what}\n{}", self.log());
            std::thread::sleep(LOOK);
        }
    }

    /// The local date so many days from now.
    pub fn day(&self, days: i64) -> chrono::NaiveDate {
        self.zone.local(Clock::system().now() + chrono::Duration::days(days)).date()
    }
}

/// What a command said.
#[derive(Debug)]
pub struct Told {
    /// Its exit code; none if a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// The running daemon; dropping it kills it.
pub struct Daemon<'o> {
    office: &'o Office,
    child: Child,
}

impl Daemon<'_> {
    /// kill -9, at once.
    pub fn kill(mut self) {
        self.child.kill().expect("the daemon can be killed");
        self.child.wait().expect("it is ours");
    }

    /// SIGTERM; gives how it ended.
    pub fn end(mut self) -> ExitStatus {
        kill_process(Pid::from_child(&self.child), Signal::TERM).expect("it is ours");
        self.wait()
    }

    /// Waits until it ends by itself.
    pub fn wait(&mut self) -> ExitStatus {
        let end = Instant::now() + SOON;
        loop {
            if let Some(status) = self.child.try_wait().expect("it is ours") {
                return status;
            }
            assert!(Instant::now() < end, "the daemon does not end\n{}", self.office.log());
            std::thread::sleep(LOOK);
        }
    }

    /// It has not ended by itself.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().expect("it is ours").is_none()
    }
}

impl Drop for Daemon<'_> {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        self.office.rig.ended(&self.child);
        if std::thread::panicking() {
            eprintln!("== the daemon's log\n{}", self.office.log());
        }
    }
}

/// A letter as its reader has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Letter {
    pub to: String,
    pub subject: String,
    /// The case it is about; empty for none.
    pub case: String,
    /// Without angle brackets.
    pub message_id: String,
    pub reply_to: String,
    pub text: String,
    pub html: String,
    /// The calendar object, if it brings one, with its lines unfolded.
    pub calendar: Option<String>,
    pub raw: Vec<u8>,
}

impl Letter {
    /// Reads a letter.
    ///
    /// # Panics
    /// When it lacks something that every letter of beadle's has.
    pub fn read(raw: &[u8]) -> Letter {
        let message = MessageParser::new().parse(raw).expect("a letter is a mail");
        let shown = String::from_utf8_lossy(raw);
        let address = |list: Option<&mail_parser::Address<'_>>| {
            let address = list.and_then(|list| list.first()).and_then(|a| a.address());
            address.unwrap_or_else(|| panic!("no address in\n{shown}")).to_owned()
        };
        let calendar = message.parts.iter().find(|part| {
            part.content_type().is_some_and(|t| t.ctype() == "text" && t.subtype() == Some("calendar"))
        });
        let calendar = calendar.map(|part| {
            let text = part.text_contents().expect("a calendar object is text");
            text.replace("\r\n", "\n").replace("\n ", "")
        });
        Letter {
            to: address(message.to()),
            subject: message.subject().expect("a subject").to_owned(),
            case: message.header_raw("Beadle-Case").unwrap_or_default().trim().to_owned(),
            message_id: message.message_id().expect("a Message-ID").to_owned(),
            reply_to: address(message.reply_to().or(message.from())),
            text: message.body_text(0).expect("a text part").replace("\r\n", "\n"),
            html: message.body_html(0).expect("an HTML part").into_owned(),
            calendar,
            raw: raw.to_vec(),
        }
    }

    /// It carries a personal token, so it asks something of its reader.
    pub fn asks(&self) -> bool {
        self.reply_to != BEADLE
    }

    /// What its calendar object is: `REQUEST`, `CANCEL`.
    pub fn method(&self) -> Option<&str> {
        property(self.calendar.as_deref()?, "METHOD")
    }

    /// The value of a property of the event in its calendar object.
    pub fn event(&self, name: &str) -> Option<&str> {
        // Behind the time zone, which has properties of the same names.
        property(self.calendar.as_deref()?.split_once("BEGIN:VEVENT\n")?.1, name)
    }

    /// An answer as mail programs write it: to the Reply-To, in the thread, the words above the quote.
    pub fn reply(&self, words: &str) -> lettre::Message {
        mail(&self.to, &format!("回复：{}", self.subject), words, Some(self))
    }
}

/// The value of the first property of that name.
fn property<'t>(text: &'t str, wanted: &str) -> Option<&'t str> {
    let lines = text.lines().filter_map(|line| line.split_once(':'));
    lines.filter(|(name, _)| name.split(';').next() == Some(wanted)).map(|(_, value)| value).next()
}

/// A mail to the daemon.
pub fn mail(from: &str, subject: &str, words: &str, answered: Option<&Letter>) -> lettre::Message {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let id = format!("<{}.{}@desk.rig.test>", COUNT.fetch_add(1, Ordering::Relaxed), std::process::id());
    let to = answered.map_or(BEADLE, |letter| letter.reply_to.as_str());
    let mut builder = lettre::Message::builder()
        .from(from.parse().expect("an address"))
        .to(to.parse().expect("an address"))
        .subject(subject)
        .message_id(Some(id));
    let mut body = words.to_owned();
    if let Some(letter) = answered {
        let id = format!("<{}>", letter.message_id);
        builder = builder.in_reply_to(id.clone()).references(id);
        let quoted: Vec<String> = letter.text.lines().map(|line| format!("> {line}")).collect();
        body += &format!("\n\n在 2026年11月20日，小助手 <{BEADLE}> 写道：\n{}\n", quoted.join("\n"));
    }
    builder.header(ContentType::TEXT_PLAIN).body(body).expect("a mail")
}
