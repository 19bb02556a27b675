//! Commands and their answers: one tag, one status, one time limit each.
//!
//! Bytes are written here and not by async-imap, so that a password is in no log of its, and so that one loop serves
//! literals, AUTHENTICATE and APPEND alike.

use std::collections::{BTreeSet, VecDeque};
use std::io;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use async_imap::Client;
use async_imap::imap_proto::{Capability, MailboxDatum, Outcome, Response, ResponseCode, Status};
use futures_util::FutureExt;
use tokio::io::AsyncWriteExt;
use tokio::time::timeout;

use super::wire::{Limit, Stream, Wire};
use super::{Error, Step};
use crate::door::one_line;

/// What an answer without mail in it may weigh: a CAPABILITY line, a few dozen announcements.
pub(super) const ANSWER_BYTES_MAX: u64 = 256 * 1024;
/// The slowest transfer that is waited for, bytes a second.
const SLOWEST: u64 = 8 * 1024;
/// A command as a whole may take this many times what one silence may last.
const PATIENCE: u32 = 4;
/// How much of a server's words is kept.
const TEXT_CHARS_MAX: usize = 300;

/// A command, split where the server must agree before more is sent (literals, AUTHENTICATE).
#[derive(Default)]
pub(super) struct Line {
    done: VecDeque<Vec<u8>>,
    current: Vec<u8>,
}

impl Line {
    pub(super) fn new(text: impl AsRef<[u8]>) -> Self {
        Self { done: VecDeque::new(), current: text.as_ref().to_vec() }
    }

    /// More of the command, as it stands.
    pub(super) fn text(mut self, text: impl AsRef<[u8]>) -> Self {
        self.current.extend_from_slice(text.as_ref());
        self
    }

    /// An argument of any bytes: quoted where that is safe, a literal otherwise (RFC 3501, section 4.3).
    pub(super) fn string(self, value: &str) -> Self {
        if !value.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return self.text(" ").literal(value.as_bytes());
        }
        self.text(format!(" \"{}\"", value.replace('\\', "\\\\").replace('"', "\\\"")))
    }

    /// A mailbox name as people write it (RFC 3501, section 5.1.3).
    pub(super) fn folder(self, name: &str) -> Self {
        self.string(&utf7_imap::encode_utf7_imap(name.to_owned()))
    }

    /// A literal.
    pub(super) fn literal(self, bytes: &[u8]) -> Self {
        let line = self.text(format!("{{{}}}", bytes.len()));
        line.then(bytes)
    }

    /// The end of this line; what follows is sent when the server asks for it.
    pub(super) fn then(mut self, bytes: impl AsRef<[u8]>) -> Self {
        self.current.extend_from_slice(b"\r\n");
        self.done.push_back(std::mem::take(&mut self.current));
        self.current = bytes.as_ref().to_vec();
        self
    }

    fn chunks(self) -> VecDeque<Vec<u8>> {
        self.then([]).done
    }
}

/// What the server said of the folder since it was last selected, and of itself.
#[derive(Debug, Default)]
pub(super) struct Heard {
    pub(super) uidvalidity: Option<u32>,
    pub(super) uidnext: Option<u32>,
    pub(super) exists: u32,
    /// Something came in since this was last reset.
    pub(super) news: bool,
    /// In upper case; empty before the server named any.
    pub(super) capabilities: BTreeSet<String>,
    bye: Option<String>,
}

/// What a response means for the command under way.
enum Said {
    /// The server wants the rest of it.
    GoOn,
    /// Its tagged status.
    Done(Result<(), Error>),
    /// Nothing: data, or an announcement.
    Aside,
}

/// One connection.
#[derive(Debug)]
pub(super) struct Talk {
    client: Client<Wire>,
    tags: u64,
    /// A command is under way: its answer, or the rest of it, has not been read.
    busy: bool,
    silence: Duration,
    pub(super) heard: Heard,
}

impl Talk {
    pub(super) fn new(stream: Box<dyn Stream>, silence: Duration) -> Self {
        Self {
            client: Client::new(Wire::new(stream)),
            tags: 0,
            busy: false,
            silence,
            heard: Heard::default(),
        }
    }

    /// The stream again, with what the server said too early thrown away (it was not protected).
    pub(super) fn into_stream(self) -> Box<dyn Stream> {
        self.client.into_inner().into_stream()
    }

    /// The greeting. PREAUTH is refused: nobody logged us in (and it is how STARTTLS is stripped).
    pub(super) async fn greeting(&mut self) -> Result<(), Error> {
        let step = Step::Greeting;
        self.allow(ANSWER_BYTES_MAX, Some(self.silence));
        let mut result =
            Err(Error::Protocol { step, reason: "not the greeting of an IMAP server".to_owned() });
        self.read(step, "", |response| {
            if let Response::Data { status: status @ (Status::Ok | Status::Bye), outcome } = response {
                result = verdict(step, status, outcome);
            }
        })
        .await?;
        result
    }

    /// Sends one command and reads to its tagged status; `on` sees every response before it. A `NO` or `BAD` is
    /// [`Error::Refused`] with the connection still good. `bytes` is the weight of the mail that goes either way.
    pub(super) async fn command(
        &mut self,
        step: Step,
        line: Line,
        bytes: u64,
        on: impl FnMut(&Response<'_>),
    ) -> Result<(), Error> {
        let within = self.silence * PATIENCE + Duration::from_secs(bytes / SLOWEST);
        let tag = self.begin(step)?;
        self.allow(bytes.saturating_add(ANSWER_BYTES_MAX), Some(self.silence));
        match timeout(within, self.exchange(step, &tag, line, on)).await {
            Ok(result) => result,
            Err(_) => Err(Error::Timeout { step, within }),
        }
    }

    /// A command whose answer has nothing of interest but its status.
    pub(super) async fn simple(&mut self, step: Step, line: Line) -> Result<(), Error> {
        self.command(step, line, 0, |_| ()).await
    }

    async fn exchange(
        &mut self,
        step: Step,
        tag: &str,
        line: Line,
        mut on: impl FnMut(&Response<'_>),
    ) -> Result<(), Error> {
        let mut chunks = line.chunks();
        let first = chunks.pop_front().unwrap_or_default();
        self.send(step, &[tag.as_bytes(), b" ", &first].concat()).await?;
        loop {
            match self.read(step, tag, &mut on).await? {
                Said::GoOn => {
                    // An unasked-for continuation is nothing to answer.
                    if let Some(chunk) = chunks.pop_front() {
                        self.send(step, &chunk).await?;
                    }
                }
                Said::Done(result) => return result,
                Said::Aside => {}
            }
        }
    }

    /// Starts IDLE (RFC 2177). `None`: the server refuses it. From here on [`Talk::listen`], then [`Talk::idle_end`].
    pub(super) async fn idle_begin(&mut self) -> Result<Option<String>, Error> {
        let step = Step::Idle;
        let tag = self.begin(step)?;
        self.allow(ANSWER_BYTES_MAX, Some(self.silence));
        let within = self.silence * PATIENCE;
        let asked = async {
            self.send(step, format!("{tag} IDLE\r\n").as_bytes()).await?;
            loop {
                match self.read(step, &tag, |_| ()).await? {
                    Said::GoOn => return Ok(true),
                    Said::Done(_) => return Ok(false),
                    Said::Aside => {}
                }
            }
        };
        match timeout(within, asked).await {
            Ok(Ok(true)) => Ok(Some(tag)),
            Ok(Ok(false)) => Ok(None),
            Ok(Err(error)) => Err(error),
            Err(_) => Err(Error::Timeout { step, within }),
        }
    }

    /// The next thing said during IDLE; `false` when the server ended IDLE by itself. May be dropped at any point.
    pub(super) async fn listen(&mut self, tag: &str) -> Result<bool, Error> {
        // Announcements come as they come; the caller ends the wait.
        self.allow(ANSWER_BYTES_MAX, None);
        Ok(!matches!(self.read(Step::Idle, tag, |_| ()).await?, Said::Done(_)))
    }

    /// Ends IDLE and reads to its tagged status.
    pub(super) async fn idle_end(&mut self, tag: &str) -> Result<(), Error> {
        let step = Step::Idle;
        self.allow(ANSWER_BYTES_MAX, Some(self.silence));
        let within = self.silence * PATIENCE;
        let ended = async {
            self.send(step, b"DONE\r\n").await?;
            loop {
                if let Said::Done(result) = self.read(step, tag, |_| ()).await? {
                    return result;
                }
            }
        };
        timeout(within, ended).await.map_err(|_| Error::Timeout { step, within })?
    }

    /// A new tag, if the connection is in order.
    fn begin(&mut self, step: Step) -> Result<String, Error> {
        if self.busy {
            // What would be read now is the answer to the command that was cut short.
            let reason = "an earlier command was not finished".to_owned();
            return Err(Error::Lost { step, reason });
        }
        self.busy = true;
        self.tags += 1;
        Ok(format!("b{}", self.tags))
    }

    fn allow(&mut self, bytes: u64, silence: Option<Duration>) {
        self.client.get_mut().allow(bytes, silence);
    }

    async fn send(&mut self, step: Step, bytes: &[u8]) -> Result<(), Error> {
        let wire = self.client.get_mut();
        let sent = async {
            wire.write_all(bytes).await?;
            wire.flush().await
        };
        sent.await.map_err(|error| self.failed(step, &error))
    }

    /// The next response: noted, shown to `on` unless it ends or continues the command, and what it means for it.
    async fn read(&mut self, step: Step, tag: &str, on: impl FnOnce(&Response<'_>)) -> Result<Said, Error> {
        // imap-proto 0.17 panics on INTERNALDATE NIL and on a code with no space behind it; that must cost the
        // connection and no more.
        let response = match AssertUnwindSafe(self.client.read_response()).catch_unwind().await {
            Ok(Ok(Some(response))) => response,
            Ok(Ok(None)) => return Err(self.failed(step, &io::ErrorKind::UnexpectedEof.into())),
            Ok(Err(error)) => return Err(self.failed(step, &error)),
            Err(_) => {
                return Err(Error::Protocol {
                    step,
                    reason: "the server's answer breaks the parser".to_owned(),
                });
            }
        };
        self.heard.note(response.parsed());
        Ok(match response.parsed() {
            Response::Continue(_) => Said::GoOn,
            Response::Done { tag: answered, status, outcome } if answered.0 == tag => {
                self.busy = false;
                Said::Done(verdict(step, status, outcome))
            }
            other => {
                on(other);
                Said::Aside
            }
        })
    }

    fn failed(&self, step: Step, error: &io::Error) -> Error {
        if let Some(limit) = error.get_ref().and_then(|inner| inner.downcast_ref::<Limit>()) {
            return match *limit {
                Limit::Silence(within) => Error::Timeout { step, within },
                Limit::Amount => {
                    Error::Protocol { step, reason: "the server sends more than was asked for".to_owned() }
                }
            };
        }
        // async-imap's parse errors are of this kind, and their text is the whole buffer, mail and all.
        if error.kind() == io::ErrorKind::Other {
            return Error::Protocol { step, reason: "the server's answer cannot be understood".to_owned() };
        }
        let reason = match (&self.heard.bye, error.kind()) {
            (Some(bye), _) => format!("the server says goodbye: {bye}"),
            (None, io::ErrorKind::UnexpectedEof) => "the server closed the connection".to_owned(),
            (None, _) => one_line(&error.to_string(), TEXT_CHARS_MAX),
        };
        Error::Lost { step, reason }
    }
}

fn verdict(step: Step, status: &Status, outcome: &Outcome<'_>) -> Result<(), Error> {
    match status {
        Status::Ok => Ok(()),
        _ => Err(Error::Refused { step, text: words(outcome) }),
    }
}

fn words(outcome: &Outcome<'_>) -> String {
    let text = one_line(outcome.information.as_deref().unwrap_or_default(), TEXT_CHARS_MAX);
    if text.is_empty() { "without a word".to_owned() } else { text }
}

impl Heard {
    /// Forgets the folder, not the server.
    pub(super) fn leave(&mut self) {
        let capabilities = std::mem::take(&mut self.capabilities);
        *self = Heard { capabilities, bye: self.bye.take(), ..Heard::default() };
    }

    pub(super) fn can(&self, capability: &str) -> bool {
        self.capabilities.contains(capability)
    }

    fn note(&mut self, response: &Response<'_>) {
        match response {
            Response::MailboxData(MailboxDatum::Exists(count)) => {
                // Some servers repeat the number with every answer; that is no news.
                self.news |= self.exists != *count;
                self.exists = *count;
            }
            Response::Expunge(_) => self.exists = self.exists.saturating_sub(1),
            Response::Capabilities(capabilities) => self.note_capabilities(capabilities),
            Response::Data { status, outcome } => {
                if *status == Status::Bye {
                    self.bye = Some(words(outcome));
                }
                self.note_code(outcome.code.as_ref());
            }
            Response::Done { outcome, .. } => self.note_code(outcome.code.as_ref()),
            _ => {}
        }
    }

    fn note_code(&mut self, code: Option<&ResponseCode<'_>>) {
        match code {
            Some(ResponseCode::UidValidity(value)) => self.uidvalidity = Some(*value),
            Some(ResponseCode::UidNext(value)) => self.uidnext = Some(*value),
            Some(ResponseCode::Capabilities(capabilities)) => self.note_capabilities(capabilities),
            _ => {}
        }
    }

    fn note_capabilities(&mut self, capabilities: &[Capability<'_>]) {
        self.capabilities = capabilities
            .iter()
            .map(|capability| match capability {
                Capability::Imap4rev1 => "IMAP4REV1".to_owned(),
                Capability::Auth(name) => format!("AUTH={}", name.to_ascii_uppercase()),
                Capability::Atom(name) => name.to_ascii_uppercase(),
            })
            .collect();
    }
}
