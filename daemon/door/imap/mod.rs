//! IMAP: mail in, and done mail out of the way (RFC 3501, with IDLE, MOVE, UIDPLUS and ID where a server has them).
//!
//! A [`Session`] is one logged-in connection with one folder selected. Its owner keeps the [`Cursor`], asks
//! [`Session::fetch_after`] for what lies behind it, commits, moves the cursor, and lets [`Session::wait`] tell when to
//! look again. Nothing is remembered here between sessions, and `\Seen` plays no part: people read that mailbox too.
//!
//! Promises: every command's tagged status is checked, and the end of the stream is an error, never an empty answer;
//! every step ends within a limit; what was listed is handed over, or reported as gone or unreadable, so that the
//! caller's counts agree; no message of an error or of the log holds anything of a mail. After an error other than
//! [`Error::Refused`] the connection is not used again: open another.
//!
//! Of async-imap it uses the reader and parser of responses only, because its own commands take a refusal or a lost
//! connection for an empty success (chatmail/core#5009 lost mail that way). Never asked for: ENVELOPE and
//! BODYSTRUCTURE, which not every server's answer survives parsing.

mod done;
mod fetch;
mod newest;
mod open;
mod session;
mod talk;
#[cfg(test)]
mod tests;
mod wire;

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};

pub use self::session::Session;
use super::host::{self, SecretSource};
use super::tls::{self, Security, Trust};
use super::{Fetched, Trouble};

/// The longest time between two looks at a mailbox: servers and firewalls drop an IDLE of 29 minutes (RFC 2177).
pub const POLL_MAX: Duration = Duration::from_secs(25 * 60);
/// A look at the mailbox once a minute, where nothing else is configured.
pub const POLL_DEFAULT: Duration = Duration::from_secs(60);
/// How long a server may stay silent in the middle of a step, where nothing else is configured.
pub const STEP_TIMEOUT_DEFAULT: Duration = Duration::from_secs(60);

/// One mailbox, and how to get to it.
#[derive(Debug, Clone)]
pub struct Account {
    /// The server's name or address; its certificate must carry it.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// Whom to believe.
    pub trust: Trust,
    /// The user name.
    pub user: String,
    /// How to log in.
    pub login: Login,
    /// The folder to read, as people write it.
    pub folder: String,
    /// The folder for done mail; `None` leaves mail where it is.
    pub done_folder: Option<String>,
    /// Of a larger mail only the header section is fetched; in bytes.
    pub size_max: u64,
    /// The time between two looks at the mailbox, with IDLE or without; at most [`POLL_MAX`].
    pub poll: Duration,
    /// How long the server may stay silent in the middle of a step.
    pub step_timeout: Duration,
}

/// How to log in.
#[derive(Debug, Clone)]
pub enum Login {
    /// With a password (AUTHENTICATE PLAIN, else LOGIN).
    Password(SecretSource),
    /// With an OAuth 2 bearer token, fetched anew for each login (AUTHENTICATE XOAUTH2).
    XOAuth2(SecretSource),
}

impl Login {
    fn source(&self) -> &SecretSource {
        match self {
            Login::Password(source) | Login::XOAuth2(source) => source,
        }
    }
}

/// How far a folder was worked through: all UIDs up to and including `uid`, under this UIDVALIDITY.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cursor {
    /// The numbering the UID belongs to.
    pub uidvalidity: u32,
    /// The last UID that was handled; 0 before the first.
    pub uid: u32,
}

/// What the server said of the selected folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct State {
    /// The numbering of its mails.
    pub uidvalidity: u32,
    /// The UID the next mail will get, as stated when the folder was selected; 163.com does not state it.
    pub uidnext: Option<u32>,
    /// How many mails it holds.
    pub exists: u32,
}

/// One mail of the folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mail {
    /// Its UID, under the session's UIDVALIDITY.
    pub uid: u32,
    /// When the server took it (INTERNALDATE), if it says so readably.
    pub received: Option<DateTime<Utc>>,
    /// Its size in bytes as listed.
    pub size: u64,
    /// Its content.
    pub content: Fetched,
}

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Woken {
    /// The server announced something.
    News,
    /// It is time to look, announced or not.
    Time,
    /// The wait was cancelled.
    Cancelled,
}

/// A mail that is done and may go to the folder for done mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// Its UID.
    pub uid: u32,
    /// Its Message-ID with the angle brackets, if it has one: keeps a repeat from making a second copy on servers
    /// without MOVE.
    pub message_id: Option<String>,
}

/// What a session was doing, for messages and for counting failures on the same mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Name resolution and TCP.
    Connect,
    /// The TLS handshake.
    Tls,
    /// The server's greeting.
    Greeting,
    /// STARTTLS.
    StartTls,
    /// What the server can.
    Capability,
    /// The login.
    Login,
    /// Saying who we are.
    Id,
    /// Selecting the folder.
    Select,
    /// Asking for news.
    Look,
    /// Listing UIDs and sizes.
    List,
    /// Fetching the mail of this UID (and, in one command, small ones behind it).
    Fetch(u32),
    /// Waiting.
    Idle,
    /// Searching.
    Search,
    /// Making a folder.
    Create,
    /// Moving mail to another folder.
    Move,
    /// Putting a mail into a folder.
    Append,
    /// The end.
    Logout,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Connect => "connect",
            Step::Tls => "TLS handshake",
            Step::Greeting => "greeting",
            Step::StartTls => "STARTTLS",
            Step::Capability => "CAPABILITY",
            Step::Login => "login",
            Step::Id => "ID",
            Step::Select => "select the folder",
            Step::Look => "look for news",
            Step::List => "list the folder",
            Step::Fetch(uid) => return write!(f, "fetch UID {uid}"),
            Step::Idle => "IDLE",
            Step::Search => "search",
            Step::Create => "make a folder",
            Step::Move => "move done mail",
            Step::Append => "append a mail",
            Step::Logout => "logout",
        })
    }
}

/// What went wrong. No variant holds anything of a mail.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection.
    #[error("connect to {host}:{port}: {reason}")]
    Unreachable {
        /// The host dialled.
        host: String,
        /// The port dialled.
        port: u16,
        /// Why not.
        reason: String,
    },
    /// No acceptable TLS.
    #[error(transparent)]
    Tls(#[from] tls::Error),
    /// This connection must not carry a login.
    #[error("{0}")]
    Insecure(String),
    /// The password or token could not be read.
    #[error(transparent)]
    Secret(#[from] host::Error),
    /// The server does not accept the user with this password or token.
    #[error("login refused: {0}")]
    Auth(String),
    /// The server refused a command; the session is still good.
    #[error("{step}: the server refuses: {text}")]
    Refused {
        /// Which.
        step: Step,
        /// The server's words.
        text: String,
    },
    /// The connection is gone.
    #[error("{step}: connection lost: {reason}")]
    Lost {
        /// In the middle of what.
        step: Step,
        /// What was seen of it.
        reason: String,
    },
    /// The server was silent, or slow, for too long.
    #[error("{step}: no answer within {within:?}")]
    Timeout {
        /// To what.
        step: Step,
        /// The limit that passed.
        within: Duration,
    },
    /// The server said something that is no IMAP, or too much of it.
    #[error("{step}: {reason}")]
    Protocol {
        /// In answer to what.
        step: Step,
        /// What is wrong with it.
        reason: String,
    },
    /// The folder's mails have other UIDs than before: the caller starts again at UID 0 and recognises what it knows
    /// by Message-ID and content, not by UID.
    #[error("the folder was renumbered (UIDVALIDITY {was}, now {now})")]
    Renumbered {
        /// The UIDVALIDITY the cursor belongs to.
        was: u32,
        /// That of the folder; the same where the server hands out lower UIDs without saying so.
        now: u32,
    },
}

impl Error {
    /// Which kind of trouble this is, in the words all doors share.
    pub fn trouble(&self) -> Trouble {
        match self {
            Error::Unreachable { .. } => Trouble::Unreachable,
            Error::Tls(tls::Error::Broken(_)) => Trouble::Session,
            Error::Tls(_) | Error::Insecure(_) => Trouble::Security,
            Error::Secret(_) | Error::Auth(_) => Trouble::Credentials,
            Error::Timeout { .. } => Trouble::Silence,
            Error::Refused { .. }
            | Error::Lost { .. }
            | Error::Protocol { .. }
            | Error::Renumbered { .. } => Trouble::Session,
        }
    }

    /// The UID whose fetch failed: when it is the same one again and again, the caller fetches one by one
    /// (`max = 1`), and in the end quarantines that UID and goes on behind it.
    pub fn uid(&self) -> Option<u32> {
        match self {
            Error::Refused { step: Step::Fetch(uid), .. }
            | Error::Lost { step: Step::Fetch(uid), .. }
            | Error::Timeout { step: Step::Fetch(uid), .. }
            | Error::Protocol { step: Step::Fetch(uid), .. } => Some(*uid),
            _ => None,
        }
    }
}
