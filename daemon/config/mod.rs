//! What the operator set: `beadle.toml` as plain values.
//!
//! [`Config::read`] finds every fault of the file in one reading. No secret is ever in the file: passwords and tokens
//! are named by where they come from ([`SecretSource`]), and a secret written into the file by mistake is blotted out
//! before anything looks at it, so that no message can show it. Paths are strings, resolved against the folder of the
//! file; nothing here opens one. `systemd/beadle.toml.example` explains every key.

mod amount;
mod read;
#[cfg(test)]
mod tests;

use core::net::SocketAddr;
use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use chrono::NaiveDate;

use crate::address::Address;
use crate::url::Url;

/// Everything of `beadle.toml`.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    /// As whom beadle writes.
    pub identity: Identity,
    /// Where its files are.
    pub paths: Paths,
    /// Where mail comes in; at least one, each with a name of its own.
    pub mailboxes: Vec<Mailbox>,
    /// Where letters go out.
    pub outgoing: Outgoing,
    /// What is held back while beadle is tried out.
    pub trial: Trial,
    /// How much is too much.
    pub limits: Limits,
    /// What signs reply tokens.
    pub keys: Keys,
    /// Where calendar programs read people's dates; `None`: nowhere.
    pub calendar: Option<Calendar>,
    /// How people's own calendars are asked when they are free; `None`: they are not.
    pub freebusy: Option<FreeBusy>,
    /// The control socket; `None`: `beadle.sock` in the state folder.
    pub socket: Option<String>,
    /// What the operator reads.
    pub log: Log,
}

impl Config {
    /// Whether no door leads out of this machine: only then may a clock run fast.
    pub fn is_local(&self) -> bool {
        let maildir = |mailbox: &Mailbox| matches!(mailbox.door, Incoming::Maildir(_));
        let inside = self.mailboxes.iter().all(maildir) && self.freebusy.is_none();
        inside && matches!(self.outgoing, Outgoing::Maildir { .. })
    }
}

/// What a second reading of the file changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// What is in force from now on: the old values where only a start can change them.
    pub config: Config,
    /// Keys that take effect at once.
    pub live: Vec<&'static str>,
    /// Keys that take effect at the next start.
    pub later: Vec<&'static str>,
}

impl Config {
    /// Takes over from a second reading what can change while the daemon runs, and names the rest: connections, the
    /// store and the socket are opened at the start, and an address stands in letters that are out.
    pub fn change(&self, new: &Config) -> Change {
        let mut change = Change { config: self.clone(), live: Vec::new(), later: Vec::new() };
        macro_rules! at_once {
            ($($name:literal: $($path:ident).+;)+) => {$(
                if self.$($path).+ != new.$($path).+ {
                    change.config.$($path).+.clone_from(&new.$($path).+);
                    change.live.push($name);
                }
            )+};
        }
        macro_rules! at_a_start {
            ($($name:literal: $($path:ident).+;)+) => {$(
                if self.$($path).+ != new.$($path).+ {
                    change.later.push($name);
                }
            )+};
        }
        at_once! {
            "identity.name": identity.name;
            "identity.names": identity.names;
            "identity.aliases": identity.aliases;
            "identity.plus": identity.plus;
            "identity.authserv_id": identity.authserv_id;
            "paths.rules": paths.rules;
            "paths.templates": paths.templates;
            "paths.directory": paths.directory;
            "paths.holidays": paths.holidays;
            "trial.only_to": trial.only_to;
            "trial.hold": trial.hold;
            "limits": limits;
            "keys": keys;
        }
        at_a_start! {
            "identity.address": identity.address;
            "identity.host": identity.host;
            "paths.state": paths.state;
            "paths.archive": paths.archive;
            "mailbox": mailboxes;
            "outgoing": outgoing;
            "calendar": calendar;
            "freebusy": freebusy;
            "socket": socket;
            "log": log;
        }
        change
    }
}

/// As whom beadle writes.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity {
    /// From, and ORGANIZER of invites.
    pub address: Address,
    /// The server delivers `beadle+anything@…` to the same mailbox, so that Reply-To may carry a token.
    pub plus: bool,
    /// Further addresses that are beadle's own.
    pub aliases: Vec<Address>,
    /// The right side of Message-IDs.
    pub host: String,
    /// The display name where none is set for a language.
    pub name: String,
    /// Display names by code of language.
    pub names: BTreeMap<String, String>,
    /// Whose Authentication-Results are believed (RFC 8601, section 2.5): the id of one's own receiving server.
    pub authserv_id: Option<String>,
}

impl Identity {
    /// The display name in a language.
    pub fn name_in(&self, language: &str) -> &str {
        self.names.get(language).unwrap_or(&self.name)
    }

    /// Whether an address is beadle's own, with or without a detail.
    pub fn is_own(&self, address: &Address) -> bool {
        let bare = address.without_detail();
        [&self.address].into_iter().chain(&self.aliases).any(|own| *own == *address || *own == bare)
    }
}

/// Where the files are; absolute if the folder of the configuration is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    /// Folder of process files.
    pub rules: String,
    /// Folder of templates.
    pub templates: String,
    /// `directory.toml`.
    pub directory: String,
    /// Holiday files and folders of them; a later one wins for the days it names. Empty: every year is ordinary.
    pub holidays: Vec<String>,
    /// Folder of the journal and the store; `None`: systemd's `$STATE_DIRECTORY`.
    pub state: Option<String>,
    /// Folder of archived documents and mails; `None`: nothing is archived.
    pub archive: Option<String>,
}

/// One place where mail comes in.
#[derive(Debug, Clone, PartialEq)]
pub struct Mailbox {
    /// Its name in the store, in messages and in the log: changing it makes it another mailbox.
    pub name: String,
    /// The way in.
    pub door: Incoming,
}

/// How mail comes in.
#[derive(Debug, Clone, PartialEq)]
pub enum Incoming {
    /// From an IMAP server.
    Imap(Imap),
    /// From a Maildir on this machine.
    Maildir(Maildir),
}

/// A mailbox on an IMAP server.
#[derive(Debug, Clone, PartialEq)]
pub struct Imap {
    /// Which server.
    pub server: Server,
    /// Login name.
    pub user: String,
    /// What proves it.
    pub login: Login,
    /// The folder that is read.
    pub folder: String,
    /// Where done mail is moved; `None`: it stays.
    pub done: Option<String>,
    /// How often the folder is looked at beside IDLE.
    pub poll: Duration,
    /// How often IDLE is renewed (RFC 2177: at least every 29 minutes).
    pub renew: Duration,
    /// On the very first start mail from this day on is taken; `None`: only new mail.
    pub since: Option<NaiveDate>,
}

/// A Maildir that mail is delivered to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Maildir {
    /// Its folder.
    pub path: String,
    /// The Maildir that done mail is moved to; `None`: it stays, as seen.
    pub done: Option<String>,
    /// How often it is looked at.
    pub poll: Duration,
}

/// A server that is talked to over TCP.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Server {
    /// Name or address.
    pub host: String,
    /// TCP port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: Security,
    /// PEM file of a CA to believe besides the system's.
    pub ca: Option<String>,
    /// Bound on connecting, TLS included.
    pub connect_timeout: Duration,
    /// Bound on each command.
    pub step_timeout: Duration,
}

/// How a connection is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte.
    Implicit,
    /// STARTTLS, required.
    StartTls,
    /// None: the reader allows it to this machine only.
    Plain,
}

/// What proves a login.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Login {
    /// A password.
    Password(SecretSource),
    /// An OAuth access token (XOAUTH2).
    OAuth(SecretSource),
}

/// Where a secret comes from; asked again at every login.
#[derive(Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// The content of a file.
    File(String),
    /// The standard output of a program: the program and its arguments.
    Command(Vec<String>),
    /// A systemd credential (`LoadCredential=`).
    Credential(String),
}

impl fmt::Debug for SecretSource {
    /// The arguments of a command may be secret themselves and are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretSource::File(path) => write!(f, "File({path})"),
            SecretSource::Command(words) => {
                write!(f, "Command({} …)", words.first().map_or("", String::as_str))
            }
            SecretSource::Credential(name) => write!(f, "Credential({name})"),
        }
    }
}

/// How letters go out.
#[derive(Debug, Clone, PartialEq)]
pub enum Outgoing {
    /// To a submission server.
    Smtp(Smtp),
    /// To a program on its standard input, one run for each recipient.
    Sendmail {
        /// The program and its arguments; `-f FROM -- TO` is added.
        command: Vec<String>,
    },
    /// To Maildirs on this machine, one for each address.
    Maildir {
        /// The folder that holds them: `ROOT/<address>/`.
        root: String,
    },
}

/// A submission server.
#[derive(Debug, Clone, PartialEq)]
pub struct Smtp {
    /// Which server.
    pub server: Server,
    /// Login name and what proves it; `None`: no login.
    pub login: Option<(String, Login)>,
    /// Connections kept at once.
    pub workers: usize,
    /// Bound on the server's answer to a whole letter (RFC 5321, section 4.5.3.2.6: ten minutes).
    pub data_timeout: Duration,
}

/// What is held back while beadle is tried out.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Trial {
    /// Letters go to these only; empty: to everybody.
    pub only_to: Vec<Address>,
    /// Nothing is sent.
    pub hold: bool,
}

/// How much is too much.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Octets of one message; of a larger one only the header is read.
    pub message_size: u64,
    /// Letters in one thread on one day.
    pub letters_per_thread: u32,
    /// Letters to one address on one day.
    pub letters_per_person: u32,
    /// Refusals and questions back to one sender on one day.
    pub refusals_per_sender: u32,
    /// Octets of the files that one letter carries; what is larger stays in the archive. A third is added on the way.
    pub attachments: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            message_size: 25 * 1024 * 1024,
            letters_per_thread: 200,
            letters_per_person: 100,
            refusals_per_sender: 5,
            attachments: 10 * 1024 * 1024,
        }
    }
}

/// What signs reply tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keys {
    /// Where the key ring is; `None`: a file in the state folder, made on the first start.
    pub ring: Option<SecretSource>,
    /// How often a new key is made; `None`: never by beadle.
    pub rotate: Option<Duration>,
    /// How long tokens of a retired key still count.
    pub keep: Duration,
}

/// Where calendar programs read people's dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// The address and port that are listened on, for HTTP without TLS.
    pub listen: SocketAddr,
    /// What stands before the secret in the links that people are given: a proxy's URL, without a slash at its end.
    pub url: String,
}

/// How people's own calendars are asked when they are free. Whose is where stands in the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeBusy {
    /// How often.
    pub every: Duration,
    /// Bound on one look-up as a whole.
    pub timeout: Duration,
    /// The servers that want a login, or are signed by a CA of their own.
    pub servers: Vec<FreeBusyServer>,
}

impl FreeBusy {
    /// The server that a URL belongs to, if it is set up.
    pub fn server(&self, url: &Url) -> Option<&FreeBusyServer> {
        self.servers.iter().find(|server| server.url.same_origin(url))
    }
}

/// A server of calendars.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FreeBusyServer {
    /// Scheme, host and port: what a login is sent to, and nothing else.
    pub url: Url,
    /// Login name and what proves it; the name is empty with a token (RFC 6750). `None`: no login.
    pub login: Option<(String, Login)>,
    /// PEM file of a CA to believe besides the system's.
    pub ca: Option<String>,
}

/// What the operator reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Log {
    /// Its form.
    pub format: LogFormat,
    /// From which weight on.
    pub level: Level,
}

/// The form of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// The weight of a line of the log.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// What needs the operator.
    Error,
    /// What will soon.
    Warn,
    /// What happened.
    Info,
    /// How.
    Debug,
    /// Everything.
    Trace,
}
