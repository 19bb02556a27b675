//! One conversation: login, and letters one after the other.

use std::fmt;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Auth, Data, Mail, Quit, Rcpt, Rset};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::{Instant, timeout};

use super::answer::{Answered, Broken, Reply, judge, judge_letter, judge_recipient, judge_sender};
use super::connect::{ask_for_tls, dial, encrypt, hello};
use super::envelope::{Envelope, Offer};
use super::wire::{Heard, Stream, Wire};
use super::{Error, Patience, Proof, Relay, Step};
use crate::door::host::Secret;
use crate::door::tls::Security;
use crate::door::{Outcome, Trouble};

/// How much of a letter is written before the time limit starts anew.
const BLOCK_BYTES: usize = 64 * 1024;
/// How long a connection may stand idle and still be trusted; servers hang up after a minute at the earliest.
const IDLE_MAX: Duration = Duration::from_secs(20);
/// How many letters one connection carries: many servers count them, and answer 421 from the hundredth on.
const LETTERS_MAX: usize = 90;
/// One open, authenticated connection.
pub struct Connection {
    host: String,
    /// `None` once the connection is of no use.
    smtp: Option<AsyncSmtpConnection>,
    heard: Heard,
    offer: Offer,
    patience: Patience,
    /// A transaction is under way. It stays so if the future of it is dropped.
    busy: bool,
    carried: usize,
    last_used: Instant,
}

impl fmt::Debug for Connection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Connection")
            .field("host", &self.host)
            .field("carried", &self.carried)
            .finish_non_exhaustive()
    }
}

impl Connection {
    /// Connects, brings TLS up, greets and logs in.
    pub async fn open(relay: &Relay) -> Result<Self, Error> {
        let tcp = dial(relay).await?;
        let hello = hello(relay, &tcp);
        match relay.security {
            Security::Plain => Self::over(Wire::new(tcp), relay, &hello).await,
            Security::Implicit => {
                let stream = encrypt(relay, tcp).await?;
                Self::over(Wire::new(stream), relay, &hello).await
            }
            Security::StartTls => {
                let tcp = ask_for_tls(tcp, relay, &hello).await?;
                let stream = encrypt(relay, tcp).await?;
                Self::over(Wire::greeted(stream), relay, &hello).await
            }
        }
    }

    /// Whether another letter may be sent over it: nothing went wrong, it was not idle for long, and it has not
    /// carried too many.
    pub fn is_usable(&self) -> bool {
        self.smtp.is_some() && !self.busy && self.carried < LETTERS_MAX && self.last_used.elapsed() < IDLE_MAX
    }

    /// Sends one letter to one recipient; an empty `from` is the null sender. The server gets exactly `bytes`, which
    /// must have CRLF line ends only; others are refused here. If the future is dropped, the
    /// connection is of no use any more and the letter's fate is unknown.
    pub async fn send(&mut self, from: &str, to: &str, bytes: &[u8]) -> Outcome {
        if self.smtp.is_none() || self.busy {
            self.smtp = None;
            return broken_off("the connection is closed");
        }
        let envelope = match Envelope::new(from, to, bytes, &self.offer) {
            Ok(envelope) => envelope,
            Err(refusal) => return refusal,
        };
        self.busy = true;
        let outcome = match self.transact(envelope, bytes).await {
            Ok(Ended { outcome, clean: true }) => outcome,
            Ok(Ended { outcome, clean: false }) => {
                // Start over for the next letter; whether that works changes nothing for this one.
                let reset = self.command(Step::Reset, self.patience.command, Rset).await;
                if !reset.is_ok_and(|reply| reply.is_positive()) {
                    self.smtp = None;
                }
                outcome
            }
            Err(outcome) => {
                self.smtp = None;
                outcome
            }
        };
        self.busy = false;
        self.carried += 1;
        self.last_used = Instant::now();
        outcome
    }

    /// Says good-bye, without waiting long for the answer.
    pub async fn quit(mut self) {
        let limit = self.patience.quit;
        if let Some(smtp) = self.smtp.as_mut().filter(|_| !self.busy) {
            let _ = timeout(limit, smtp.command(Quit)).await;
        }
    }

    /// Greets and logs in over a stream that is as safe as it is going to be.
    pub(super) async fn over<S: Stream>(
        wire: Wire<S>,
        relay: &Relay,
        hello: &ClientId,
    ) -> Result<Self, Error> {
        Self::greet(wire, relay, hello).await?.log_in(relay).await
    }

    async fn greet<S: Stream>(wire: Wire<S>, relay: &Relay, hello: &ClientId) -> Result<Self, Error> {
        let heard = wire.heard.clone();
        let limit = relay.patience.command;
        let connected = timeout(limit, AsyncSmtpConnection::connect_with_transport(Box::new(wire), hello));
        let smtp = match judge(connected.await, &heard, Step::Greeting, limit) {
            Ok(Answered::Value(smtp)) => smtp,
            Ok(Answered::Refusal(reply)) => return Err(reply.refused_by(&relay.host, Step::Greeting)),
            Err(broken) => return Err(broken.at(&relay.host)),
        };
        let offer = Offer::read(&heard.lines());
        Ok(Self {
            host: relay.host.clone(),
            smtp: Some(smtp),
            heard,
            offer,
            patience: relay.patience,
            busy: false,
            carried: 0,
            last_used: Instant::now(),
        })
    }

    async fn log_in(mut self, relay: &Relay) -> Result<Self, Error> {
        let Some(login) = &relay.login else { return Ok(self) };
        let mechanism = self.offer.mechanism(login.proof).ok_or_else(|| Error::NoMechanism {
            host: self.host.clone(),
            wanted: match login.proof {
                Proof::Password => "a password (PLAIN, LOGIN)",
                Proof::Token => "a token (XOAUTH2)",
            },
            offered: match self.offer.mechanisms.iter().map(String::as_str).collect::<Vec<_>>().join(" ") {
                none if none.is_empty() => "none".to_owned(),
                some => some,
            },
        })?;
        let secret = login.secret.fetch().await?;
        let reply = self
            .authenticate(mechanism, &login.user, &secret)
            .await
            .map_err(|broken| broken.at(&self.host))?;
        match reply.code {
            200..300 => Ok(self),
            // 535 and its like; a server that answers 4xx has trouble of its own (RFC 4954, section 6).
            500.. => Err(Error::Login {
                host: self.host.clone(),
                user: login.user.clone(),
                code: reply.code,
                text: reply.text(),
            }),
            _ => Err(reply.refused_by(&relay.host, Step::Login)),
        }
    }

    async fn authenticate(
        &mut self,
        mechanism: Mechanism,
        user: &str,
        secret: &Secret,
    ) -> Result<Reply, Broken> {
        let limit = self.patience.command;
        let credentials = Credentials::new(user.to_owned(), secret.expose().to_owned());
        let first = Auth::new(mechanism, credentials, None)
            .map_err(|error| Broken::Session { step: Step::Login, reason: error.to_string() })?;
        let reply = self.command(Step::Login, limit, first).await?;
        match mechanism {
            Mechanism::Login => {
                // User name, then password, whatever the prompts say: servers word them in many ways.
                let mut reply = reply;
                for answer in [user, secret.expose()] {
                    if reply.code != 334 {
                        break;
                    }
                    reply = self.command(Step::Login, limit, Coded(answer)).await?;
                }
                Ok(reply)
            }
            Mechanism::Xoauth2 if reply.code == 334 => {
                // The reason comes as a challenge; an empty answer to it brings the refusal proper.
                let reason = reply.lines.first().and_then(|line| STANDARD.decode(line.trim()).ok());
                let mut refusal = self.command(Step::Login, limit, Coded("")).await?;
                if let Some(reason) = reason {
                    refusal.lines.push(String::from_utf8_lossy(&reason).into_owned());
                }
                Ok(refusal)
            }
            _ => Ok(reply),
        }
    }

    /// One transaction. `Err` where the session is over.
    async fn transact(&mut self, envelope: Envelope, bytes: &[u8]) -> Result<Ended, Outcome> {
        let command = self.patience.command;
        let mail = Mail::new(envelope.from, envelope.parameters);
        let reply = self.step(Step::Mail, command, mail).await?;
        if !reply.is_positive() {
            return Ok(Ended { outcome: judge_sender(&reply), clean: false });
        }
        let reply = self.step(Step::Recipient, command, Rcpt::new(envelope.to, Vec::new())).await?;
        if !reply.is_positive() {
            return Ok(Ended { outcome: judge_recipient(&reply), clean: false });
        }
        let reply = self.step(Step::Data, self.patience.data_start, Data).await?;
        match reply.code {
            354 => {}
            400.. => return Ok(Ended { outcome: judge_letter(&reply), clean: false }),
            // Neither permission nor refusal: whether it now expects a letter or a command is anyone's guess.
            _ => return Err(broken_off(&format!("{} answered DATA with {}", self.host, reply))),
        }
        let reply = self.write_letter(bytes).await?;
        match reply.code {
            421 => Err(broken_off(&format!("{} answered the letter with {reply}", self.host))),
            200..300 => Ok(Ended { outcome: Outcome::Accepted { response: reply.to_string() }, clean: true }),
            400.. => Ok(Ended { outcome: judge_letter(&reply), clean: true }),
            _ => Err(Outcome::Unknown { reason: format!("{} answered the letter with {reply}", self.host) }),
        }
    }

    /// A command before the letter: whatever goes wrong here, the letter did not go.
    async fn step(
        &mut self,
        step: Step,
        limit: Duration,
        command: impl fmt::Display,
    ) -> Result<Reply, Outcome> {
        match self.command(step, limit, command).await {
            Ok(reply) if reply.code == 421 => Err(reply.refused_by(&self.host, step).into()),
            Ok(reply) => Ok(reply),
            Err(broken) => Err(broken.at(&self.host).into()),
        }
    }

    /// The letter and the final dot. The time limit starts anew with every block that went out.
    async fn write_letter(&mut self, bytes: &[u8]) -> Result<Reply, Outcome> {
        let Some(smtp) = self.smtp.as_mut() else {
            return Err(broken_off("the connection is closed"));
        };
        // lettre ends the letter with CRLF, dot, CRLF; its own last CRLF would be an empty line too many.
        let bytes = bytes.strip_suffix(b"\r\n").unwrap_or(bytes);
        let blocks = AtomicUsize::new(0);
        let whole = AtomicBool::new(false);
        let mut rest = bytes.chunks(BLOCK_BYTES);
        let parts = std::iter::from_fn(|| {
            blocks.fetch_add(1, Ordering::Relaxed);
            let next = rest.next();
            // Asked for more after the last block: everything before the final dot is written, and that is next.
            whole.store(next.is_none(), Ordering::Relaxed);
            next
        });
        let mut writing = pin!(smtp.message_iter(parts));
        let mut seen = 0;
        let (result, limit) = loop {
            let limit =
                if whole.load(Ordering::Relaxed) { self.patience.data_end } else { self.patience.data_block };
            let result = timeout(limit, &mut writing).await;
            let now = blocks.load(Ordering::Relaxed);
            if result.is_ok() || now == seen {
                break (result, limit);
            }
            seen = now;
        };
        match judge(result, &self.heard, Step::Letter, limit) {
            Ok(answered) => Ok(answered.reply(&self.heard)),
            Err(broken) if whole.load(Ordering::Relaxed) => {
                Err(Outcome::Unknown { reason: broken.at(&self.host).to_string() })
            }
            Err(broken) => Err(broken.at(&self.host).into()),
        }
    }

    async fn command(
        &mut self,
        step: Step,
        limit: Duration,
        command: impl fmt::Display,
    ) -> Result<Reply, Broken> {
        let Some(smtp) = self.smtp.as_mut() else {
            return Err(Broken::Session { step, reason: "the connection is closed".to_owned() });
        };
        let result = timeout(limit, smtp.command(command)).await;
        Ok(judge(result, &self.heard, step, limit)?.reply(&self.heard))
    }
}

fn broken_off(reason: &str) -> Outcome {
    Outcome::Later { trouble: Trouble::Session, reason: reason.to_owned() }
}

/// How a transaction ended, and whether the server is ready for the next one without RSET.
struct Ended {
    outcome: Outcome,
    clean: bool,
}

/// A line of an AUTH dialogue.
struct Coded<'a>(&'a str);

impl fmt::Display for Coded<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\r\n", STANDARD.encode(self.0))
    }
}
