//! Mailboxes → events.
//!
//! A message is done only when its effects are committed: the cursor of an IMAP folder moves in the same record as
//! what the message changed, and a file of a Maildir is moved afterwards. An outage of any length is caught up
//! without a window. On the very first start beadle begins at the end of an IMAP folder, and takes of a Maildir what
//! no program has seen yet (`new/`).
//!
//! | key | value |
//! |---|---|
//! | `j ␀ mailbox` | where to go on in it: a [`Place`] of an IMAP folder; of a Maildir, that its first look is done |
//! | `s ␀ mailbox ␀ file` | a file of a Maildir that is done with, as long as it is there |

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{NaiveDate, TimeZone as _};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;

use super::Live;
use super::clock::Clock;
use super::courier::{secret_source, security};
use super::writer::{Receipt, Refused, Writer};
use crate::config::{self, Config};
use crate::door::imap::{Account, Cursor, Done, Error as ImapError, Login, Session, Woken};
use crate::door::maildir::{self, Arrival};
use crate::door::tls::Trust;
use crate::door::{Fetched, MAIL_BYTES_MAX};
use crate::mail::{self, Message, OwnMail};
use crate::store::Reader;
use crate::time::Instant;
use crate::workflow::memory::{Changes, key, prefix};
use crate::workflow::{Event, Incoming, sweep};

/// Messages taken from a mailbox at a time: three such batches are in memory, one being read, one decided, one written.
const BATCH_MAX: usize = 32;
/// Messages taken from an IMAP folder at a time: they are held in memory whole.
const FETCH_MAX: usize = 50;
/// Messages of a Maildir that are gone are forgotten this often.
const SWEEP_EVERY: Duration = Duration::from_secs(24 * 3_600);
/// Waits between attempts to reach a server.
const AGAIN: [u64; 6] = [1, 5, 15, 60, 120, 300];
/// A message that cannot be fetched this often is set aside.
const TRIES_MAX: u32 = 3;

/// One mailbox, taken in until the end.
pub(super) struct Mailbox {
    pub(super) config: Arc<Config>,
    pub(super) live: Live,
    pub(super) index: usize,
    pub(super) writer: Writer,
    pub(super) clock: Clock,
    pub(super) since: Option<NaiveDate>,
    pub(super) end: CancellationToken,
}

/// How far an IMAP folder has been taken in; a row of memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    uidvalidity: u32,
    uid: u32,
    /// Where the first start began.
    #[serde(default)]
    begun: Option<Begun>,
    /// Since the server numbered the folder anew: up to this UID lies what lay there then.
    #[serde(default)]
    renumbered: Option<u32>,
}

impl Place {
    /// Whether a mail is one that the first start left alone: a new numbering brings those again, too.
    fn leaves(&self, uid: u32, received: Option<Instant>) -> bool {
        let (Some(Begun::At(begun)), Some(received)) = (self.begun, received) else { return false };
        self.renumbered.is_some_and(|last| uid <= last) && received < begun
    }
}

/// Where a first start began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Begun {
    /// At the end of the folder: what came before then is left alone.
    At(Instant),
    /// At the mail of that day, by the server's calendar.
    Day(NaiveDate),
}

impl Begun {
    /// The day from which the server lists what came since.
    fn day(self) -> NaiveDate {
        match self {
            // The server's calendar may be a day behind.
            Self::At(at) => at.date_naive().pred_opt().unwrap_or(NaiveDate::MIN),
            Self::Day(day) => day,
        }
    }
}

/// A message as it comes from a door.
struct Raw {
    key: String,
    received: Instant,
    content: Result<(Vec<u8>, Option<u64>), String>,
    /// Rows that note it as taken.
    noted: Changes,
}

impl Mailbox {
    pub(super) async fn run(self) -> Result<(), Refused> {
        match self.config.mailboxes[self.index].door.clone() {
            config::Incoming::Maildir(door) => self.maildir(door).await,
            config::Incoming::Imap(door) => self.imap(door).await,
        }
    }

    fn name(&self) -> &str {
        &self.config.mailboxes[self.index].name
    }

    /// Hands messages to the writer in order; resolves once all are on disk.
    async fn take(&self, raws: Vec<Raw>) -> Result<(), Refused> {
        let (own, reader) = (own(&self.live.borrow()), self.writer.reader().clone());
        // Reading the bytes is the costly part, and the order is kept.
        let parsed = tokio::task::spawn_blocking(move || {
            raws.into_iter().map(|raw| incoming(raw, &own, &reader)).collect::<Vec<_>>()
        });
        self.hand_in(parsed.await.map_err(|_| Refused::Ended)?).await
    }

    /// The same with messages that are read already.
    async fn hand_in(&self, messages: Vec<(Incoming, Changes)>) -> Result<(), Refused> {
        all(self.submit(messages).await?).await
    }

    /// Hands messages to the writer in order; what is returned resolves once they are on disk.
    async fn submit(
        &self,
        #[allow(unused_mut, reason = "only the fault changes it")] mut messages: Vec<(Incoming, Changes)>,
    ) -> Result<Vec<Awaited>, Refused> {
        #[cfg(feature = "fault-injection")]
        if std::env::var("BEADLE_FAULT").is_ok_and(|fault| fault == "ack-before-commit") {
            // The fault that tests/kill.rs must notice: messages are noted as taken before their effects are on disk.
            let noted = messages.iter_mut().flat_map(|(_, noted)| std::mem::take(noted)).collect();
            self.writer.rows(noted).await?;
        }
        let mut receipts = Vec::new();
        for (incoming, noted) in messages {
            receipts.push(self.writer.submit(Event::Message(Box::new(incoming)), noted).await?);
        }
        Ok(receipts)
    }

    // ── Maildir ──────────────────────────────────────────────────────────────────────────────────────────────

    async fn maildir(self, door: config::Maildir) -> Result<(), Refused> {
        let mut failures = 0;
        while !self.end.is_cancelled() {
            match self.read_maildir(&door).await {
                Ok(()) => return Ok(()),
                Err(Trouble::Writer(refused)) => return Err(refused),
                Err(Trouble::Door(reason)) => {
                    tracing::error!(mailbox = self.name(), "{reason}");
                    self.wait_again(&mut failures).await;
                }
            }
        }
        Ok(())
    }

    async fn read_maildir(&self, door: &config::Maildir) -> Result<(), Trouble> {
        let path = Path::new(&door.path).to_owned();
        let done = door.done.clone().map(std::path::PathBuf::from);
        let folder = path.clone();
        let open = tokio::task::spawn_blocking(move || maildir::Mailbox::open(&path, done.as_deref()));
        let mut mailbox = Some(open.await.map_err(bug)?.map_err(trouble)?);
        let first = self.first_maildir(&folder, &mut mailbox).await?;
        if first {
            tracing::info!(
                mailbox = self.name(),
                "first start: what stands in cur/ is left alone, new/ is taken"
            );
        }
        let Some(mailbox) = mailbox else { return Err(Trouble::Door("the mailbox is gone".into())) };
        let mailbox = Arc::new(Mutex::new(mailbox));
        let mut under_way = None;
        let read = self.read_batches(door, &mailbox, &mut under_way).await;
        // Whatever ends the reading: nobody reads on while a batch is still being moved.
        read.and(ended(under_way).await)
    }

    /// Batch after batch until the end: while one is written, the next one is decided and the one after it read.
    async fn read_batches(
        &self,
        door: &config::Maildir,
        mailbox: &Arc<Mutex<maildir::Mailbox>>,
        under_way: &mut Option<Task>,
    ) -> Result<(), Trouble> {
        let mut next: Option<tokio::task::JoinHandle<Listed>> = None;
        let mut swept: Option<std::time::Instant> = None;
        while !self.end.is_cancelled() {
            if swept.is_none_or(|at| at.elapsed() >= SWEEP_EVERY) {
                self.sweep(mailbox.clone()).await?;
                swept = Some(std::time::Instant::now());
            }
            let batch = next.take().unwrap_or_else(|| self.list(mailbox.clone()));
            let Batch { messages, arrivals } = batch.await.map_err(bug)?.map_err(trouble)?;
            if arrivals.is_empty() {
                ended(under_way.take()).await?;
                tokio::select! {
                    () = self.end.cancelled() => {}
                    () = tokio::time::sleep(door.poll) => {}
                }
                continue;
            }
            next = Some(self.list(mailbox.clone()));
            let receipts = self.submit(messages).await.map_err(Trouble::Writer)?;
            let mailbox = mailbox.clone();
            let finish = async move {
                all(receipts).await.map_err(Trouble::Writer)?;
                let finish = tokio::task::spawn_blocking(move || lock(&mailbox).finish(&arrivals));
                finish.await.map_err(bug)?.map_err(trouble)
            };
            ended(under_way.replace(tokio::spawn(finish))).await?;
        }
        Ok(())
    }

    /// Forgets messages that are there no more: as long as a file is there its row says that it was taken. One that
    /// comes back, with a power cut or from a backup, is recognised by its Message-ID and content.
    async fn sweep(&self, mailbox: Arc<Mutex<maildir::Mailbox>>) -> Result<(), Trouble> {
        let there = tokio::task::spawn_blocking(move || lock(&mailbox).keys());
        let there = there.await.map_err(bug)?.map_err(trouble)?;
        let prefix = prefix(["s", self.name()]);
        let gone = self.writer.read(move |rows| {
            let mut gone: Vec<Vec<u8>> = Vec::new();
            rows.scan(&prefix, &mut |row, _| {
                let key = String::from_utf8_lossy(&row[prefix.len()..]);
                if !there.contains(key.as_ref()) {
                    gone.push(row.to_vec());
                }
                true
            });
            gone
        });
        for rows in gone.await.map_err(Trouble::Writer)?.chunks(BATCH_MAX) {
            let rows = rows.iter().map(|row| (row.clone(), None)).collect();
            self.writer.rows(rows).await.map_err(Trouble::Writer)?;
        }
        Ok(())
    }

    /// On the very first start messages in `cur/` are noted as taken, so that they stay alone for ever.
    async fn first_maildir(
        &self,
        folder: &Path,
        mailbox: &mut Option<maildir::Mailbox>,
    ) -> Result<bool, Trouble> {
        let row = key(["j", self.name()]);
        let known = row.clone();
        let first =
            self.writer.read(move |rows| rows.get(&known).is_none()).await.map_err(Trouble::Writer)?;
        if !first {
            return Ok(false);
        }
        let Some(mut open) = mailbox.take() else { return Ok(false) };
        let (cur, name) = (folder.join("cur"), self.name().to_owned());
        let look = tokio::task::spawn_blocking(move || {
            let mut old = Changes::new();
            let mut fresh = Vec::new();
            loop {
                let arrivals = open.arrivals(BATCH_MAX)?;
                if arrivals.is_empty() {
                    break;
                }
                for arrival in arrivals {
                    if arrival.path().parent() == Some(cur.as_path()) {
                        old.insert(key(["s", &name, arrival.key()]), Some(Vec::new()));
                    } else {
                        fresh.push(arrival);
                    }
                }
            }
            fresh.into_iter().rev().for_each(|arrival| open.put_back(arrival));
            Ok::<_, maildir::Error>((open, old))
        });
        let (open, mut rows) = look.await.map_err(bug)?.map_err(trouble)?;
        *mailbox = Some(open);
        rows.insert(row, Some(b"{}".to_vec()));
        self.writer.rows(rows).await.map_err(Trouble::Writer)?;
        Ok(true)
    }

    /// Lists and reads the next messages where blocking is allowed. Those noted as taken are left out; where one of
    /// them still lies in `new/` the daemon ended before it could be moved, and it is moved now.
    fn list(&self, mailbox: Arc<Mutex<maildir::Mailbox>>) -> tokio::task::JoinHandle<Listed> {
        let (reader, name, clock) =
            (self.writer.reader().clone(), self.name().to_owned(), self.clock.clone());
        let own = own(&self.live.borrow());
        tokio::task::spawn_blocking(move || {
            let mut mailbox = lock(&mailbox);
            let mut arrivals = mailbox.arrivals(BATCH_MAX)?;
            let is_known = |a: &Arrival| matches!(reader.get(&key(["s", &name, a.key()])), Ok(Some(_)));
            let is_new = |a: &Arrival| a.path().parent().is_some_and(|folder| folder.ends_with("new"));
            arrivals.retain(|a| is_new(a) || !is_known(a));
            let mut messages = Vec::new();
            for arrival in arrivals.iter().filter(|a| !is_known(a)) {
                let fetched = mailbox.read(arrival)?;
                let raw = raw(&name, arrival, fetched, clock.now());
                messages.extend(raw.map(|raw| incoming(raw, &own, &reader)));
            }
            Ok(Batch { messages, arrivals })
        })
    }

    // ── IMAP ─────────────────────────────────────────────────────────────────────────────────────────────────

    async fn imap(self, door: config::Imap) -> Result<(), Refused> {
        let mut failures = 0;
        let mut stuck: BTreeMap<u32, u32> = BTreeMap::new();
        while !self.end.is_cancelled() {
            match self.read_imap(&door, &mut failures, &mut stuck).await {
                Ok(()) => return Ok(()),
                Err(Trouble::Writer(refused)) => return Err(refused),
                Err(Trouble::Door(reason)) => {
                    tracing::warn!(mailbox = self.name(), "{reason}");
                    self.wait_again(&mut failures).await;
                }
            }
        }
        Ok(())
    }

    async fn read_imap(
        &self,
        door: &config::Imap,
        failures: &mut usize,
        stuck: &mut BTreeMap<u32, u32>,
    ) -> Result<(), Trouble> {
        let account = account(door)?;
        let mut session = Session::open(&account).await.map_err(|error| imap_trouble(&error))?;
        let mut place = self.place(&mut session, door).await?;
        *failures = 0;
        while !self.end.is_cancelled() {
            let most = if stuck.is_empty() { FETCH_MAX } else { 1 };
            let cursor = Cursor { uidvalidity: place.uidvalidity, uid: place.uid };
            let mails = match session.fetch_after(cursor, most).await {
                Ok(mails) => mails,
                Err(error) => {
                    if let Some(uid) = error.uid() {
                        let tries = stuck.entry(uid).or_insert(0);
                        *tries += 1;
                        if *tries >= TRIES_MAX {
                            self.set_aside(place, uid, &error.to_string()).await?;
                            stuck.remove(&uid);
                        }
                    }
                    return Err(imap_trouble(&error));
                }
            };
            if mails.is_empty() {
                match session.wait(&self.end).await.map_err(|error| imap_trouble(&error))? {
                    Woken::Cancelled => break,
                    Woken::News | Woken::Time => continue,
                }
            }
            let mut raws = Vec::new();
            let mut done = Vec::new();
            for mail in mails {
                place.uid = mail.uid;
                stuck.remove(&mail.uid);
                let mut noted = Changes::new();
                noted.insert(key(["j", self.name()]), Some(json(&place)));
                let name = format!("{}/{}/{}/{}", door.user, door.folder, place.uidvalidity, mail.uid);
                if place.leaves(mail.uid, mail.received) {
                    self.writer.rows(noted).await.map_err(Trouble::Writer)?;
                    continue;
                }
                let content = match mail.content {
                    Fetched::Whole(bytes) => Ok((bytes, None)),
                    Fetched::HeadersOnly { headers, size } => Ok((headers, Some(size))),
                    Fetched::Unreadable { reason } => Err(reason),
                    Fetched::Gone => {
                        self.writer.rows(noted).await.map_err(Trouble::Writer)?;
                        continue;
                    }
                };
                let message_id = content.as_ref().ok().and_then(|(bytes, _)| message_id(bytes));
                done.push(Done { uid: mail.uid, message_id });
                let received = mail.received.unwrap_or_else(|| self.clock.now());
                raws.push(Raw { key: name, received, content, noted });
            }
            self.take(raws).await.map_err(Trouble::Writer)?;
            if account.done_folder.is_some() && !done.is_empty() {
                session.move_done(place.uidvalidity, &done).await.map_err(|error| imap_trouble(&error))?;
            }
        }
        let _ = session.logout().await;
        Ok(())
    }

    /// Where to go on: the stored place, or on the very first start the end of the folder (or the day asked for).
    async fn place(&self, session: &mut Session, door: &config::Imap) -> Result<Place, Trouble> {
        let row = key(["j", self.name()]);
        let known = row.clone();
        let stored = self.writer.read(move |rows| rows.get(&known)).await.map_err(Trouble::Writer)?;
        let stored: Option<Place> = stored.and_then(|text| serde_json::from_slice(&text).ok());
        let now = session.state().uidvalidity;
        let place = match stored {
            Some(place) if place.uidvalidity == now => return Ok(place),
            // The server numbered the folder anew: it is looked at again as far back as what is known is recognised by
            // its Message-ID and content.
            Some(before) => {
                let known = (self.clock.now() - chrono::TimeDelta::days(sweep::SEEN_DAYS - 1)).date_naive();
                let day = before.begun.map_or(known, |begun| begun.day().max(known));
                tracing::warn!(
                    mailbox = self.name(),
                    "UIDVALIDITY changed: the folder is read again from {day} on"
                );
                let cursor = session.since(day).await.map_err(|error| imap_trouble(&error))?;
                let last = session.end().await.map_err(|error| imap_trouble(&error))?.uid;
                Place {
                    uidvalidity: cursor.uidvalidity,
                    uid: cursor.uid,
                    begun: before.begun,
                    renumbered: Some(last),
                }
            }
            None => {
                let since = self.since.or(door.since);
                let begun = since.map_or_else(|| Begun::At(self.clock.now()), Begun::Day);
                let cursor = match since {
                    Some(day) => session.since(day).await,
                    None => session.end().await,
                };
                let cursor = cursor.map_err(|error| imap_trouble(&error))?;
                tracing::info!(
                    mailbox = self.name(),
                    uid = cursor.uid,
                    "first start: mail up to this UID is left alone"
                );
                Place {
                    uidvalidity: cursor.uidvalidity,
                    uid: cursor.uid,
                    begun: Some(begun),
                    renumbered: None,
                }
            }
        };
        self.writer.rows([(row, Some(json(&place)))].into()).await.map_err(Trouble::Writer)?;
        Ok(place)
    }

    /// A message the server lists and does not give, time after time.
    async fn set_aside(&self, place: Place, uid: u32, reason: &str) -> Result<(), Trouble> {
        let place = Place { uid, ..place };
        let name = format!("{}/{}/{uid}", self.name(), place.uidvalidity);
        let noted = [(key(["j", self.name()]), Some(json(&place)))].into();
        let raw = Raw { key: name, received: self.clock.now(), content: Err(reason.to_owned()), noted };
        self.take(vec![raw]).await.map_err(Trouble::Writer)
    }

    async fn wait_again(&self, failures: &mut usize) {
        let seconds = AGAIN[(*failures).min(AGAIN.len() - 1)];
        *failures += 1;
        tokio::select! {
            () = self.end.cancelled() => {}
            () = tokio::time::sleep(Duration::from_secs(seconds)) => {}
        }
    }
}

/// Messages of a Maildir, read, and what they are there.
struct Batch {
    messages: Vec<(Incoming, Changes)>,
    arrivals: Vec<Arrival>,
}

/// Resolves once a message is on disk.
type Awaited = tokio::sync::oneshot::Receiver<Result<Receipt, Refused>>;

/// All of them are on disk.
async fn all(receipts: Vec<Awaited>) -> Result<(), Refused> {
    for receipt in receipts {
        receipt.await.unwrap_or(Err(Refused::Ended))?;
    }
    Ok(())
}

/// A batch on its way to the disk, and then out of the way.
type Task = tokio::task::JoinHandle<Result<(), Trouble>>;

/// The batch is done, if there was one.
async fn ended(task: Option<Task>) -> Result<(), Trouble> {
    match task {
        Some(task) => task.await.map_err(bug)?,
        None => Ok(()),
    }
}

/// A batch that was made where blocking is allowed.
type Listed = Result<Batch, maildir::Error>;

/// Nothing is half done when a listing panics: what was listed and not handed in is listed again after a restart.
fn lock(mailbox: &Mutex<maildir::Mailbox>) -> MutexGuard<'_, maildir::Mailbox> {
    mailbox.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What stops a mailbox: its own door, tried again, or the writer, which ends the daemon.
pub(super) enum Trouble {
    Writer(Refused),
    Door(String),
}

fn trouble(error: maildir::Error) -> Trouble {
    Trouble::Door(error.to_string())
}

pub(super) fn imap_trouble(error: &ImapError) -> Trouble {
    Trouble::Door(format!("{}: {error}", error.trouble().word()))
}

fn bug(error: tokio::task::JoinError) -> Trouble {
    Trouble::Door(format!("a task failed: {error}"))
}

fn json(place: &Place) -> Vec<u8> {
    serde_json::to_vec(place).expect("two numbers")
}

fn own(config: &Config) -> OwnMail {
    let identity = &config.identity;
    OwnMail {
        addresses: std::iter::once(&identity.address).chain(&identity.aliases).cloned().collect(),
        host: identity.host.clone(),
    }
}

pub(super) fn account(door: &config::Imap) -> Result<Account, Trouble> {
    let server = &door.server;
    let trust = Trust::new(server.ca.as_deref().map(Path::new)).map_err(|e| Trouble::Door(e.to_string()))?;
    let login = match &door.login {
        config::Login::Password(secret) => Login::Password(secret_source(secret)),
        config::Login::OAuth(secret) => Login::XOAuth2(secret_source(secret)),
    };
    Ok(Account {
        host: server.host.clone(),
        port: server.port,
        security: security(server.tls),
        trust,
        user: door.user.clone(),
        login,
        folder: door.folder.clone(),
        done_folder: door.done.clone(),
        size_max: MAIL_BYTES_MAX,
        poll: door.poll.min(door.renew),
        step_timeout: server.step_timeout,
    })
}

/// The name of a Maildir file begins with the second of its delivery; that is when our server received it.
fn raw(name: &str, arrival: &Arrival, fetched: Fetched, now: Instant) -> Option<Raw> {
    let seconds = arrival.key().split('.').next().and_then(|s| s.parse::<i64>().ok());
    let received = seconds.and_then(|s| chrono::Utc.timestamp_opt(s, 0).single()).filter(|at| *at <= now);
    let content = match fetched {
        Fetched::Whole(bytes) => Ok((bytes, None)),
        Fetched::HeadersOnly { headers, size } => Ok((headers, Some(size))),
        Fetched::Unreadable { reason } => Err(reason),
        Fetched::Gone => return None,
    };
    let noted = [(key(["s", name, arrival.key()]), Some(Vec::new()))].into();
    Some(Raw { key: format!("{name}/{}", arrival.key()), received: received.unwrap_or(now), content, noted })
}

/// Bytes → the value the core decides on. Bytes that somebody may want to see again go to the spool first.
fn incoming(raw: Raw, own: &OwnMail, reader: &Reader) -> (Incoming, Changes) {
    let Raw { key, received, content, noted } = raw;
    let (bytes, larger) = match content {
        Ok(content) => content,
        Err(reason) => {
            let message = Err(reason);
            return (Incoming { key, received, message, truncated: false, size: 0, spooled: None }, noted);
        }
    };
    let parsed = match larger {
        None => mail::parse(&bytes, own),
        Some(_) => mail::parse_headers(&bytes, own),
    };
    let message = parsed.map_err(|quarantine| quarantine.reason);
    let keep = match &message {
        Ok(message) => !message.attachments.is_empty(),
        Err(_) => true,
    };
    let spooled = if keep { spool(&bytes, message.as_ref().ok(), reader) } else { None };
    let size = larger.unwrap_or(bytes.len() as u64);
    (Incoming { key, received, message, truncated: larger.is_some(), size, spooled }, noted)
}

/// A mail and each of its attachments, so that a case can name them by their hash. The hash of the mail.
fn spool(bytes: &[u8], message: Option<&Message>, reader: &Reader) -> Option<String> {
    let files = message.into_iter().flat_map(|m| &m.attachments);
    let files: Vec<Vec<u8>> = files.filter_map(|file| mail::attachment(bytes, file.part)).collect();
    let all: Vec<&[u8]> = std::iter::once(bytes).chain(files.iter().map(Vec::as_slice)).collect();
    let hashes = reader.spool().put_all(&all).ok()?;
    hashes.first().map(ToString::to_string)
}

/// The Message-ID, for moving done mail by it.
fn message_id(bytes: &[u8]) -> Option<String> {
    let headers = mail_parser::MessageParser::new().parse_headers(bytes)?;
    headers.message_id().map(str::to_owned)
}
