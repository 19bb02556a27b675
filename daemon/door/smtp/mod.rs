//! Letters out by SMTP submission (RFC 5321, 6409, 8314).
//!
//! A [`Connection`] belongs to one worker and is driven step by step with lettre's commands, each step with a time
//! limit of its own. Once a step was not answered, or a future was dropped before its end, the connection is closed
//! and never used again: the next answer on it would be read as the answer to something else. So lettre's pool is not
//! used, and its own timeout (which covers connecting only) is not relied upon.
//!
//! It promises to keep apart what is certain and what is not: [`Outcome::Later`] only where the final dot was not sent
//! or was answered with a refusal, [`Outcome::Unknown`] where it was sent and no answer came. One letter, one
//! recipient, one envelope. Nothing but the greeting is spoken without TLS, except to this machine itself.
//!
//! [`Submission`] keeps a connection for a worker: opens it when needed, reuses it while it is fresh.

mod answer;
mod connect;
mod connection;
mod envelope;
mod wire;

#[cfg(test)]
mod tests;

use std::fmt;
use std::io;
use std::time::Duration;

use super::host::{self, SecretSource};
use super::tls::{self, Security, Trust};
use super::{Outcome, Trouble};

pub use connection::Connection;

/// A server that takes our letters.
#[derive(Debug, Clone)]
pub struct Relay {
    /// Its name (or address), as its certificate states it.
    pub host: String,
    /// 465 for implicit TLS, 587 for STARTTLS.
    pub port: u16,
    /// How the connection is protected. [`Security::Plain`] is refused for anything but this machine.
    pub security: Security,
    /// Whom we believe; not used with [`Security::Plain`].
    pub trust: Option<Trust>,
    /// How we log in; `None` where the server knows us without.
    pub login: Option<Login>,
    /// The name we greet with; the name of this machine, or its address, if not set.
    pub hello: Option<String>,
    /// How long each step may take.
    pub patience: Patience,
}

/// How we log in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Login {
    /// The user name.
    pub user: String,
    /// Where the password or token comes from; asked at every login.
    pub secret: SecretSource,
    /// What the secret is.
    pub proof: Proof,
}

/// What the secret of a login is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Proof {
    /// A password: AUTH PLAIN, or LOGIN where that is all the server offers.
    Password,
    /// An OAuth 2 access token: AUTH XOAUTH2.
    Token,
}

/// How long the steps may take; the defaults are those of RFC 5321, section 4.5.3.2, where it names one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Patience {
    /// Name resolution, each connection attempt, the TLS handshake.
    pub connect: Duration,
    /// The greeting, EHLO, STARTTLS, AUTH, MAIL, RCPT, RSET.
    pub command: Duration,
    /// The answer to DATA.
    pub data_start: Duration,
    /// Each block of a letter.
    pub data_block: Duration,
    /// The answer to the final dot. Too short a time makes duplicates.
    pub data_end: Duration,
    /// QUIT, which nothing depends on.
    pub quit: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(30),
            command: Duration::from_secs(300),
            data_start: Duration::from_secs(120),
            data_block: Duration::from_secs(180),
            data_end: Duration::from_secs(600),
            quit: Duration::from_secs(5),
        }
    }
}

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The name does not resolve, or nobody listens.
    #[error("connect to {host}:{port}: {source}")]
    Unreachable {
        /// The server.
        host: String,
        /// Its port.
        port: u16,
        /// Why.
        source: io::Error,
    },
    /// A plain connection to another machine.
    #[error("{0} is not this machine, and without TLS anyone on the way could read and forge; use TLS")]
    NotLoopback(String),
    /// The server does not offer STARTTLS, or someone on the way took the offer out.
    #[error("{0} offers no STARTTLS; nothing is sent without it (does the server expect TLS on port 465?)")]
    NoStartTls(String),
    /// More than the answer to STARTTLS came before TLS began; someone on the way may have put it there.
    #[error("{0} sent text between STARTTLS and TLS; nothing is sent")]
    Injected(String),
    /// No acceptable TLS.
    #[error("{host}: {source}")]
    Tls {
        /// The server.
        host: String,
        /// Why.
        source: tls::Error,
    },
    /// TLS is asked for, but nobody to believe is given.
    #[error("{0}: TLS without a list of CAs to believe")]
    NoTrust(String),
    /// The password or token is not to be had.
    #[error(transparent)]
    Secret(#[from] host::Error),
    /// The server does not accept our login.
    #[error("{host} refuses the login of {user}: {code} {text}")]
    Login {
        /// The server.
        host: String,
        /// The user.
        user: String,
        /// Its reply code.
        code: u16,
        /// Its words.
        text: String,
    },
    /// The server offers no way to log in that we know and that fits the secret.
    #[error("{host} offers no login with {wanted}; it offers: {offered}")]
    NoMechanism {
        /// The server.
        host: String,
        /// What would fit.
        wanted: &'static str,
        /// Its offer.
        offered: String,
    },
    /// The server does not want to talk now.
    #[error("{host} answered {step} with {code} {text}")]
    Refused {
        /// The server.
        host: String,
        /// At which step.
        step: Step,
        /// Its reply code.
        code: u16,
        /// Its words.
        text: String,
    },
    /// A step was not answered in time.
    #[error("{host} did not answer {step} within {seconds} s")]
    Silence {
        /// The server.
        host: String,
        /// Which step.
        step: Step,
        /// The limit.
        seconds: u64,
    },
    /// The connection ended, or the answer was none.
    #[error("{host} broke off at {step}: {reason}")]
    Broken {
        /// The server.
        host: String,
        /// At which step.
        step: Step,
        /// How.
        reason: String,
    },
}

impl Error {
    /// What kind of trouble it is.
    pub fn trouble(&self) -> Trouble {
        match self {
            Error::Unreachable { .. } => Trouble::Unreachable,
            // A connection that ends during the handshake is trouble of the network, not of trust.
            Error::Tls { source: tls::Error::Broken(_), .. } => Trouble::Session,
            Error::NotLoopback(_)
            | Error::NoStartTls(_)
            | Error::Injected(_)
            | Error::NoTrust(_)
            | Error::Tls { .. } => Trouble::Security,
            Error::Secret(_) | Error::Login { .. } | Error::NoMechanism { .. } => Trouble::Credentials,
            Error::Silence { .. } => Trouble::Silence,
            Error::Refused { .. } | Error::Broken { .. } => Trouble::Session,
        }
    }
}

impl From<Error> for Outcome {
    fn from(error: Error) -> Self {
        Outcome::Later { trouble: error.trouble(), reason: error.to_string() }
    }
}

/// A step of the conversation, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Its greeting and the answer to ours.
    Greeting,
    /// The upgrade to TLS.
    StartTls,
    /// The login.
    Login,
    /// Our envelope sender.
    Mail,
    /// The recipient.
    Recipient,
    /// The permission to send the letter.
    Data,
    /// The letter itself.
    Letter,
    /// Starting over after a refusal.
    Reset,
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Step::Greeting => "the greeting",
            Step::StartTls => "STARTTLS",
            Step::Login => "AUTH",
            Step::Mail => "MAIL",
            Step::Recipient => "RCPT",
            Step::Data => "DATA",
            Step::Letter => "the letter",
            Step::Reset => "RSET",
        })
    }
}

/// A connection kept for one worker: opened when a letter is to go, reused while it is fresh.
#[derive(Debug)]
pub struct Submission {
    relay: Relay,
    connection: Option<Connection>,
}

impl Submission {
    /// Nothing is opened yet.
    pub fn new(relay: Relay) -> Self {
        Self { relay, connection: None }
    }

    /// Sends one letter to one recipient. A connection that was used before and turns out to be dead is replaced by a
    /// new one once, where it is certain that the letter did not go.
    pub async fn send(&mut self, from: &str, to: &str, bytes: &[u8]) -> Outcome {
        let fresh = match &self.connection {
            Some(connection) if connection.is_usable() => false,
            _ => {
                if let Err(error) = self.open().await {
                    return error.into();
                }
                true
            }
        };
        match self.over_connection(from, to, bytes).await {
            Outcome::Later { trouble: Trouble::Session, .. } if !fresh => {
                if let Err(error) = self.open().await {
                    return error.into();
                }
                self.over_connection(from, to, bytes).await
            }
            outcome => outcome,
        }
    }

    /// Says good-bye, if there is anyone to say it to.
    pub async fn quit(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.quit().await;
        }
    }

    async fn open(&mut self) -> Result<(), Error> {
        self.quit().await;
        self.connection = Some(Connection::open(&self.relay).await?);
        Ok(())
    }

    async fn over_connection(&mut self, from: &str, to: &str, bytes: &[u8]) -> Outcome {
        let Some(mut connection) = self.connection.take() else {
            return Outcome::Later { trouble: Trouble::Session, reason: "no connection".to_owned() };
        };
        let outcome = connection.send(from, to, bytes).await;
        if connection.is_usable() {
            self.connection = Some(connection);
        } else {
            connection.quit().await;
        }
        outcome
    }
}
