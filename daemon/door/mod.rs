//! Thin adapters to one protocol each: how mail comes in, how it leaves, how an operator speaks to the daemon, and
//! the only place where files of the configuration are opened.
//!
//! A door knows nothing of cases or rules. It never decides, never sends a letter again, and its errors never carry
//! the content of a mail. What is common to several doors stands here.

pub mod freebusy;
pub mod host;
pub mod http;
pub mod imap;
pub mod maildir;
pub mod sendmail;
pub mod smtp;
pub mod socket;
pub mod tls;

/// The largest mail that is read whole; of a larger one only the header section is read, and its sender is told.
pub const MAIL_BYTES_MAX: u64 = 25 * 1024 * 1024;

/// The largest header section that is read of a mail that is too large, and the largest answer kept of a server.
pub const HEADERS_BYTES_MAX: u64 = 256 * 1024;

/// A mail as it was taken from a mailbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fetched {
    /// All of it, byte for byte.
    Whole(Vec<u8>),
    /// It is larger than [`MAIL_BYTES_MAX`]: its header section (at most [`HEADERS_BYTES_MAX`] bytes) and its size.
    HeadersOnly {
        /// The header section with the empty line that ends it, if that was reached.
        headers: Vec<u8>,
        /// The size of the whole mail in bytes, as the mailbox states it.
        size: u64,
    },
    /// It was there when the mailbox was listed and is not there any more.
    Gone,
    /// The mailbox lists it and does not give it. Worth another try on a new connection, and quarantine in the end.
    Unreadable {
        /// The mailbox's words.
        reason: String,
    },
}

/// What became of handing one letter to one recipient's server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The other side took responsibility for it.
    Accepted {
        /// Its answer, for the journal.
        response: String,
    },
    /// A permanent refusal: the same letter would be refused again.
    Refused {
        /// The SMTP reply code; for a local refusal the code that an SMTP server would use (RFC 5321, section 4.2.3).
        code: u16,
        /// The words of the refusal.
        text: String,
    },
    /// Not delivered for sure; worth another try.
    Later {
        /// What kind of trouble it is, so that the operator is told loudly about those that time does not heal.
        trouble: Trouble,
        /// The words of it.
        reason: String,
    },
    /// The letter was handed over whole and no answer came: it may have been accepted. A repeat must carry the same
    /// Message-ID and the same bytes.
    Unknown {
        /// What happened instead of an answer.
        reason: String,
    },
}

/// Why a delivery has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Trouble {
    /// A temporary refusal of this letter or this recipient (greylisting, a full mailbox); others may well go.
    Recipient,
    /// Our own envelope sender is refused: no letter will go until the operator acts.
    Sender,
    /// The server does not accept our user name, password or token, or these could not be read.
    Credentials,
    /// No acceptable TLS: certificate not trusted, no STARTTLS offered, or a plain connection to another machine.
    Security,
    /// No connection: name not resolved, refused, no route.
    Unreachable,
    /// A step was not answered in time.
    Silence,
    /// The session ended or was refused as a whole: 421, end of stream, an answer that is none.
    Session,
    /// Our own machine: disk full, program missing, folder not writable.
    Host,
}

impl Trouble {
    /// Whether the next letter on the same door would meet the same trouble, so that trying it is pointless for now.
    pub fn concerns_all(self) -> bool {
        self != Trouble::Recipient
    }

    /// Whether waiting alone cannot heal it: someone has to act.
    pub fn needs_operator(self) -> bool {
        matches!(self, Trouble::Sender | Trouble::Credentials | Trouble::Security | Trouble::Host)
    }

    /// The word for status lines and the journal.
    pub fn word(self) -> &'static str {
        match self {
            Trouble::Recipient => "recipient",
            Trouble::Sender => "sender",
            Trouble::Credentials => "credentials",
            Trouble::Security => "security",
            Trouble::Unreachable => "unreachable",
            Trouble::Silence => "silence",
            Trouble::Session => "session",
            Trouble::Host => "host",
        }
    }
}

/// Text of another program, made fit for one line of a log: control characters become spaces, at most `max`
/// characters are kept.
pub(crate) fn one_line(text: &str, max: usize) -> String {
    let mut line = String::new();
    for word in text.split(|c: char| c.is_control() || c.is_whitespace()).filter(|w| !w.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    match line.char_indices().nth(max) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_text_becomes_one_bounded_line() {
        assert_eq!(one_line("5.7.1 no\r\n\tway \u{7}here", 100), "5.7.1 no way here");
        assert_eq!(one_line("收到收到收到", 4), "收到收到…");
    }
}
