//! Letters that wait → doors → what became of them, as events.
//!
//! Delivery is at-least-once with one honest window: the server accepted, we crashed before noting it; the repeat has
//! the same Message-ID and the same bytes. Retries follow `retry`; a permanent refusal, or the end of five days, is an
//! event that the case sees. Nothing here decides whether a letter should go: one that was withdrawn is no longer in
//! the outbox.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use super::Live;
use super::clock::Clock;
use super::writer::{Refused, Writer};
use crate::address::Address;
use crate::config::{self, Config, Outgoing};
use crate::door::smtp::{Login, Patience, Proof, Relay, Submission};
use crate::door::tls::{self, Trust};
use crate::door::{Outcome as Sent, Trouble, host, maildir, sendmail};
use crate::retry;
use crate::store::Hash;
use crate::turn::outbox;
use crate::workflow::memory::Changes;
use crate::workflow::{Event, Outcome};

/// Deliveries taken from the outbox at a time; their letters are in memory.
const BATCH_MAX: usize = 256;
/// Octets of letters in memory at once on their way into Maildirs: with what people attached, a batch may be large.
const HELD_MAX: usize = 16 * 1024 * 1024;
/// The outbox is looked at again after this long even if nothing was committed.
const NAP_MAX: Duration = Duration::from_secs(30);

/// One letter to one recipient.
type Key = (String, Address);

/// The courier.
#[derive(Clone)]
pub(super) struct Courier {
    config: Arc<Config>,
    live: Live,
    writer: Writer,
    clock: Clock,
    end: CancellationToken,
    /// Being sent right now.
    under_way: Arc<Mutex<HashSet<Key>>>,
    /// A delivery was finished.
    finished: Arc<Notify>,
}

impl Courier {
    pub(super) fn new(
        config: Arc<Config>,
        live: Live,
        writer: Writer,
        clock: Clock,
        end: CancellationToken,
    ) -> Self {
        Self { config, live, writer, clock, end, under_way: Arc::default(), finished: Arc::default() }
    }

    /// Until the end.
    pub(super) async fn run(self) -> Result<(), Refused> {
        match self.config.outgoing.clone() {
            Outgoing::Maildir { root } => self.post(root.into()).await,
            Outgoing::Sendmail { command } => {
                let doors = vec![Door::Sendmail { command, from: self.from() }];
                self.dispatch(doors).await
            }
            Outgoing::Smtp(smtp) => {
                let from = self.from();
                let door = || Door::Smtp { smtp: smtp.clone(), from: from.clone() };
                let doors = std::iter::repeat_with(door).take(smtp.workers.max(1)).collect();
                self.dispatch(doors).await
            }
        }
    }

    fn from(&self) -> String {
        self.config.identity.address.to_string()
    }

    /// What may go now, without what is under way or outside the trial.
    async fn ready(&self) -> Result<(Vec<Key>, Option<crate::time::Instant>), Refused> {
        let now = self.clock.now();
        let under_way = self.under_way.clone();
        let trial = self.live.borrow().trial.clone();
        if trial.hold {
            return Ok((Vec::new(), None));
        }
        let only: BTreeSet<Address> = trial.only_to.into_iter().collect();
        let look = move |rows: &dyn crate::workflow::Rows| {
            if outbox::is_held(rows) {
                return (Vec::new(), None);
            }
            let under_way = under_way.lock().unwrap_or_else(PoisonError::into_inner);
            let skip = |letter: &str, to: &Address| {
                (!only.is_empty() && !only.contains(to))
                    || under_way.contains(&(letter.to_owned(), to.clone()))
            };
            outbox::ready(rows, now, BATCH_MAX, &skip)
        };
        self.writer.read(look).await
    }

    /// Waits until something may have changed.
    async fn nap(
        &self,
        committed: &mut tokio::sync::watch::Receiver<u64>,
        live: &mut Live,
        later: Option<crate::time::Instant>,
    ) {
        let nap = later.map_or(NAP_MAX, |at| self.clock.until(at).min(NAP_MAX)).max(Duration::from_millis(1));
        tokio::select! {
            () = self.end.cancelled() => {}
            () = tokio::time::sleep(nap) => {}
            _ = committed.changed() => {}
            _ = live.changed() => {}
            () = self.finished.notified() => {}
        }
    }

    // ── Maildir: whole batches, one sync ─────────────────────────────────────────────────────────────────────

    async fn post(self, root: PathBuf) -> Result<(), Refused> {
        let (mut committed, mut live) = (self.writer.committed(), self.live.clone());
        // What became of one batch is written down while the next one is delivered.
        let mut noting: Option<tokio::task::JoinHandle<Result<(), Refused>>> = None;
        while !self.end.is_cancelled() {
            committed.mark_unchanged();
            live.mark_unchanged();
            let (batch, later) = self.ready().await?;
            if batch.is_empty() {
                match noting.take() {
                    Some(task) => task.await.unwrap_or(Err(Refused::Ended))?,
                    None => self.nap(&mut committed, &mut live, later).await,
                }
                continue;
            }
            self.under_way().extend(batch.iter().cloned());
            let (reader, root, keys) = (self.writer.reader().clone(), root.clone(), batch.clone());
            let sent = tokio::task::spawn_blocking(move || deliver(&reader, &root, &keys)).await;
            let outcomes = sent.unwrap_or_else(|_| batch.iter().map(|_| missing()).collect());
            let mut receipts = Vec::new();
            for ((letter, to), sent) in batch.iter().cloned().zip(outcomes) {
                receipts.push(self.note(letter, to, sent).await?);
            }
            if let Some(task) = noting.take() {
                task.await.unwrap_or(Err(Refused::Ended))?;
            }
            let courier = self.clone();
            noting = Some(tokio::spawn(async move {
                for receipt in receipts {
                    receipt.await.unwrap_or(Err(Refused::Ended))?;
                }
                let mut under_way = courier.under_way();
                batch.iter().for_each(|key| {
                    under_way.remove(key);
                });
                Ok(())
            }));
        }
        match noting {
            Some(task) => task.await.unwrap_or(Err(Refused::Ended)),
            None => Ok(()),
        }
    }

    fn under_way(&self) -> MutexGuard<'_, HashSet<Key>> {
        self.under_way.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn note(
        &self,
        letter: String,
        to: Address,
        sent: Sent,
    ) -> Result<tokio::sync::oneshot::Receiver<Result<super::writer::Receipt, Refused>>, Refused> {
        let outcome = self.outcome(&letter, &to, sent).await?;
        self.writer.submit(Event::Delivery { letter, to, outcome }, Changes::new()).await
    }

    /// What the door said, as the case sees it. Trouble that lasted for five days is a refusal.
    async fn outcome(&self, letter: &str, to: &Address, sent: Sent) -> Result<Outcome, Refused> {
        let reason = match sent {
            Sent::Accepted { .. } => return Ok(Outcome::Accepted),
            Sent::Refused { code, text } => return Ok(Outcome::Refused(format!("{code} {text}"))),
            Sent::Unknown { reason } => format!("no answer after the letter was handed over: {reason}"),
            Sent::Later { trouble, reason } => {
                if trouble.needs_operator() {
                    tracing::error!(trouble = trouble.word(), "letters cannot leave: {reason}");
                }
                format!("{}: {reason}", trouble.word())
            }
        };
        let (id, address, now) = (letter.to_owned(), to.clone(), self.clock.now());
        let again = self.writer.read(move |rows| {
            let delivery = outbox::delivery(rows, &id, &address)?;
            retry::next_attempt(delivery.composed, delivery.tries + 1, now)
        });
        Ok(match again.await? {
            Some(_) => Outcome::Later(reason),
            None => Outcome::Refused(format!("given up after five days: {reason}")),
        })
    }

    // ── one door per worker ──────────────────────────────────────────────────────────────────────────────────

    async fn dispatch(self, doors: Vec<Door>) -> Result<(), Refused> {
        let courier = Arc::new(self);
        let (give, take) = mpsc::channel::<Key>(doors.len());
        let take = Arc::new(tokio::sync::Mutex::new(take));
        let mut workers = tokio::task::JoinSet::new();
        for door in doors {
            let (courier, take) = (courier.clone(), take.clone());
            workers.spawn(async move { courier.work(door, take).await });
        }
        let (mut committed, mut live) = (courier.writer.committed(), courier.live.clone());
        let mut result = Ok(());
        'all: while !courier.end.is_cancelled() {
            committed.mark_unchanged();
            live.mark_unchanged();
            let (batch, later) = courier.ready().await?;
            if batch.is_empty() {
                tokio::select! {
                    () = courier.nap(&mut committed, &mut live, later) => {}
                    Some(Ok(Err(error))) = workers.join_next() => { result = Err(error); break }
                }
                continue;
            }
            for key in batch {
                courier.under_way().insert(key.clone());
                tokio::select! {
                    () = courier.end.cancelled() => break 'all,
                    sent = give.send(key) => if sent.is_err() { break 'all },
                    Some(Ok(Err(error))) = workers.join_next() => { result = Err(error); break 'all }
                }
            }
        }
        drop(give);
        while let Some(done) = workers.join_next().await {
            if let Ok(Err(error)) = done {
                result = Err(error);
            }
        }
        result
    }

    async fn work(
        &self,
        mut door: Door,
        take: Arc<tokio::sync::Mutex<mpsc::Receiver<Key>>>,
    ) -> Result<(), Refused> {
        let mut open = door.open();
        loop {
            let next = async { take.lock().await.recv().await };
            let key = tokio::select! {
                () = self.end.cancelled() => break,
                key = next => match key { Some(key) => key, None => break },
            };
            let (letter, to) = key.clone();
            let reader = self.writer.reader().clone();
            let id = letter.clone();
            let address = to.clone();
            let bytes = self.writer.read(move |rows| {
                outbox::delivery(rows, &id, &address)?;
                Some(whole(rows, &reader, &id))
            });
            // A letter that was withdrawn in the meantime is not sent.
            if let Some(bytes) = bytes.await? {
                let sent = match bytes {
                    Some(bytes) => open.send(&mut door, &to, &bytes).await,
                    None => missing(),
                };
                let receipt = self.note(letter, to, sent).await?;
                receipt.await.unwrap_or(Err(Refused::Ended))?;
            }
            self.under_way().remove(&key);
            self.finished.notify_one();
        }
        open.close().await;
        Ok(())
    }
}

/// Delivers a batch into Maildirs, where blocking is allowed. The bytes of a letter to several are read once, and no more
/// are held at a time than [`HELD_MAX`] and one letter.
fn deliver(reader: &crate::store::Reader, root: &Path, keys: &[Key]) -> Vec<Sent> {
    let none = Changes::new();
    let view = super::writer::View::of(reader, &none);
    let mut sent = Vec::with_capacity(keys.len());
    while sent.len() < keys.len() {
        let rest = &keys[sent.len()..];
        let mut bytes: BTreeMap<&str, Option<Vec<u8>>> = BTreeMap::new();
        let (mut held, mut some) = (0, 0);
        while some < rest.len() && held < HELD_MAX {
            bytes.entry(&rest[some].0).or_insert_with(|| {
                let bytes = whole(&view, reader, &rest[some].0);
                held += bytes.as_ref().map_or(0, Vec::len);
                bytes
            });
            some += 1;
        }
        sent.extend(deliver_these(root, &rest[..some], &bytes));
    }
    sent
}

fn deliver_these(root: &Path, keys: &[Key], bytes: &BTreeMap<&str, Option<Vec<u8>>>) -> Vec<Sent> {
    let addresses: Vec<String> = keys.iter().map(|(_, to)| to.to_string()).collect();
    let bytes_of = |letter: &str| bytes.get(letter).and_then(Option::as_deref);
    let letters: Vec<maildir::Letter<'_>> = keys
        .iter()
        .zip(&addresses)
        .filter_map(|((id, _), to)| Some(maildir::Letter { to, id, bytes: bytes_of(id)? }))
        .collect();
    let mut outcomes = maildir::deliver_many(root, &letters).into_iter();
    let outcome = |id: &str| bytes_of(id).and_then(|_| outcomes.next());
    keys.iter().map(|(id, _)| id.as_str()).map(outcome).map(|o| o.unwrap_or_else(missing)).collect()
}

/// The letter's bytes, from its rows and the spool; none when they are not there.
fn whole(rows: &dyn crate::workflow::Rows, reader: &crate::store::Reader, letter: &str) -> Option<Vec<u8>> {
    outbox::bytes(rows, letter, |hash| reader.spool().get(&hash.parse::<Hash>().ok()?).ok().flatten())
}

fn missing() -> Sent {
    Sent::Later { trouble: Trouble::Host, reason: "its bytes cannot be read".into() }
}

/// A way out, as configured.
enum Door {
    Sendmail { command: Vec<String>, from: String },
    Smtp { smtp: config::Smtp, from: String },
}

/// A way out, with its connection.
enum OpenDoor {
    Sendmail,
    Smtp(Box<Submission>),
    /// It cannot even be tried: a CA file that cannot be read.
    Broken(String),
}

impl Door {
    fn open(&self) -> OpenDoor {
        match self {
            Self::Sendmail { .. } => OpenDoor::Sendmail,
            Self::Smtp { smtp, .. } => match relay(smtp) {
                Ok(relay) => OpenDoor::Smtp(Box::new(Submission::new(relay))),
                Err(error) => OpenDoor::Broken(error),
            },
        }
    }
}

impl OpenDoor {
    async fn send(&mut self, door: &mut Door, to: &Address, bytes: &[u8]) -> Sent {
        match (self, door) {
            (Self::Smtp(submission), Door::Smtp { from, .. }) => {
                submission.send(from, &to.to_string(), bytes).await
            }
            (_, Door::Sendmail { command, from }) => {
                sendmail::deliver(command, from, &to.to_string(), bytes).await
            }
            (Self::Broken(reason), _) => Sent::Later { trouble: Trouble::Security, reason: reason.clone() },
            (Self::Sendmail, _) => missing(),
        }
    }

    async fn close(self) {
        if let Self::Smtp(mut submission) = self {
            submission.quit().await;
        }
    }
}

fn relay(smtp: &config::Smtp) -> Result<Relay, String> {
    let server = &smtp.server;
    let trust = Trust::new(server.ca.as_deref().map(std::path::Path::new)).map_err(|e| e.to_string())?;
    let login = smtp.login.as_ref().map(|(user, login)| {
        let (proof, secret) = match login {
            config::Login::Password(secret) => (Proof::Password, secret),
            config::Login::OAuth(secret) => (Proof::Token, secret),
        };
        Login { user: user.clone(), secret: secret_source(secret), proof }
    });
    let patience = Patience {
        connect: server.connect_timeout,
        command: server.step_timeout,
        data_end: smtp.data_timeout,
        ..Patience::default()
    };
    Ok(Relay {
        host: server.host.clone(),
        port: server.port,
        security: security(server.tls),
        trust: Some(trust),
        login,
        hello: None,
        patience,
    })
}

/// The configuration's words in the door's.
pub(super) fn security(tls: config::Security) -> tls::Security {
    match tls {
        config::Security::Implicit => tls::Security::Implicit,
        config::Security::StartTls => tls::Security::StartTls,
        config::Security::Plain => tls::Security::Plain,
    }
}

/// The configuration's words in the door's.
pub(super) fn secret_source(source: &config::SecretSource) -> host::SecretSource {
    match source {
        config::SecretSource::File(path) => host::SecretSource::File(path.into()),
        config::SecretSource::Command(words) => host::SecretSource::Command(words.clone()),
        config::SecretSource::Credential(name) => host::SecretSource::Credential(name.clone()),
    }
}
