//! What the server answered, and what that means for a letter.

use std::fmt;
use std::time::Duration;

use lettre::transport::smtp::response::Response;
use tokio::time::error::Elapsed;

use super::wire::Heard;
use super::{Error, Step};
use crate::door::{Outcome, Trouble, one_line};

/// How many characters of an answer go into an outcome.
const TEXT_CHARACTERS_MAX: usize = 500;

/// An answer of the server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Reply {
    pub(super) code: u16,
    pub(super) lines: Vec<String>,
}

impl Reply {
    pub(super) fn is_positive(&self) -> bool {
        (200..300).contains(&self.code)
    }

    pub(super) fn text(&self) -> String {
        one_line(&self.lines.join(" "), TEXT_CHARACTERS_MAX)
    }

    pub(super) fn refused_by(&self, host: &str, step: Step) -> Error {
        Error::Refused { host: host.to_owned(), step, code: self.code, text: self.text() }
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.text())
    }
}

/// The session is over.
pub(super) enum Broken {
    Silence { step: Step, limit: Duration },
    Session { step: Step, reason: String },
}

impl Broken {
    pub(super) fn at(self, host: &str) -> Error {
        let host = host.to_owned();
        match self {
            Broken::Silence { step, limit } => Error::Silence { host, step, seconds: limit.as_secs() },
            Broken::Session { step, reason } => Error::Broken { host, step, reason },
        }
    }
}

/// What lettre made of an answer: a value, or a refusal (4xx, 5xx).
pub(super) enum Answered<T> {
    Value(T),
    Refusal(Reply),
}

impl Answered<Response> {
    pub(super) fn reply(self, heard: &Heard) -> Reply {
        match self {
            Answered::Value(response) => Reply { code: response.code().into(), lines: heard.lines() },
            Answered::Refusal(reply) => reply,
        }
    }
}

pub(super) type Attempt<T> = Result<Result<T, lettre::transport::smtp::Error>, Elapsed>;

pub(super) fn judge<T>(
    result: Attempt<T>,
    heard: &Heard,
    step: Step,
    limit: Duration,
) -> Result<Answered<T>, Broken> {
    match result {
        Err(_) => Err(Broken::Silence { step, limit }),
        Ok(Ok(value)) => Ok(Answered::Value(value)),
        Ok(Err(error)) => match error.status() {
            Some(code) => Ok(Answered::Refusal(Reply { code: code.into(), lines: heard.lines() })),
            None => Err(Broken::Session { step, reason: one_line(&error.to_string(), TEXT_CHARACTERS_MAX) }),
        },
    }
}

fn later(trouble: Trouble, reason: &str) -> Outcome {
    Outcome::Later { trouble, reason: reason.to_owned() }
}

/// A refusal of the recipient or of the letter.
pub(super) fn judge_letter(reply: &Reply) -> Outcome {
    match reply.code {
        500.. => Outcome::Refused { code: reply.code, text: reply.text() },
        _ => later(Trouble::Recipient, &reply.to_string()),
    }
}

/// A refusal of the recipient. Some refusals at this step are about us: not logged in, or not allowed to send to
/// others at all, which every recipient would meet.
pub(super) fn judge_recipient(reply: &Reply) -> Outcome {
    if wants_login(reply) || (reply.code >= 500 && reply.text().to_ascii_lowercase().contains("relay")) {
        later(Trouble::Credentials, &reply.to_string())
    } else {
        judge_letter(reply)
    }
}

/// A refusal of our envelope sender. It is the same for every letter, so a permanent one is an error of our set-up,
/// not of a recipient: the letters wait until the operator has mended it. Only the size is the letter's own (552, and
/// 5.2.3 or 5.3.4 of RFC 3463).
pub(super) fn judge_sender(reply: &Reply) -> Outcome {
    let of_size = reply.code == 552
        || reply.lines.first().is_some_and(|line| line.starts_with("5.3.4") || line.starts_with("5.2.3"));
    match reply.code {
        500.. if of_size => judge_letter(reply),
        500.. if wants_login(reply) => later(Trouble::Credentials, &reply.to_string()),
        500.. => later(Trouble::Sender, &reply.to_string()),
        _ => later(Trouble::Recipient, &reply.to_string()),
    }
}

/// RFC 4954, section 6, and the servers that say it with 550 and words.
fn wants_login(reply: &Reply) -> bool {
    matches!(reply.code, 530 | 534 | 535 | 538)
        || (reply.code >= 500 && reply.text().to_ascii_lowercase().contains("authentication required"))
}
