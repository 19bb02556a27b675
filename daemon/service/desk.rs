//! An operator's requests: questions about memory, and acts.
//!
//! A [`Query`] reads memory and gives any number of JSON values; the same function answers over the socket of a
//! running daemon and over a store that nobody runs. An act becomes an event and goes through the one writer like
//! everything else, journaled with who did it. Nothing is written here by another way.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::{mpsc, watch};

use super::clock::Clock;
use super::writer::{Receipt, Refused, View, Writer};
use super::{Reload, Reloaded};
use crate::config::{Change, Config, Trial};
use crate::directory::PersonId;
use crate::door::host;
use crate::door::socket::{Failure, Lines, Peer};
use crate::store::{self, Reader, Store};
use crate::time::Instant;
use crate::turn::{self, Entry, Setting, outbox};
use crate::workflow::memory::{self, Changes, key, parts, prefix};
use crate::workflow::{Act, Case, CaseId, Event, Fate, Rows};

/// Values that wait for a client to read them.
const WAITING_MAX: usize = 256;
/// Values one query gives, at most.
const VALUES_MAX: usize = 200_000;
/// The key ring in the state folder.
pub const KEYS: &str = "keys";
/// Who is who on this machine (passwd(5)).
const NAME_FILE: &str = "/etc/passwd";

/// What an operator may ask or do: a JSON object with one member.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Request {
    /// A question.
    Query(Query),
    /// An act that becomes an event.
    Act(Act),
    /// Read and check the configuration again.
    Reload {},
}

/// A question about memory.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Query {
    /// How things stand: one value.
    Status,
    /// Cases, the newest first within each process.
    Cases {
        /// Those that are over, too.
        #[serde(default)]
        all: bool,
        /// Of this process only.
        #[serde(default)]
        process: Option<String>,
    },
    /// One case: one value.
    Case {
        /// Its id.
        id: CaseId,
    },
    /// Deadlines, the next first.
    Deadlines,
    /// Letters that wait.
    Outbox,
    /// Messages set aside.
    Quarantine,
    /// What happened, in order.
    Journal {
        /// From this number on.
        #[serde(default)]
        from: u64,
        /// Only what changed this case.
        #[serde(default)]
        case: Option<CaseId>,
    },
    /// Copies the store and the key ring into an empty or missing folder: one value.
    Backup {
        /// The folder, as the daemon sees it.
        dir: PathBuf,
    },
    /// Reads everything and finds damage: one value.
    Verify,
    /// The whole store as lines of text.
    Export,
    /// One row of memory, for `explain`: null or base64.
    Row {
        /// Its key.
        key: String,
    },
    /// Rows of memory, for `explain`: key and base64.
    Rows {
        /// What their keys begin with.
        prefix: String,
    },
}

/// Where a query looks.
pub struct Memory<'a> {
    /// Rows as the core sees them.
    pub rows: &'a dyn Rows,
    /// The journal, and the counters.
    pub reader: &'a Reader,
    /// What is held back.
    pub trial: &'a Trial,
    /// The state folder.
    pub state: &'a Path,
    /// Now.
    pub now: Instant,
}

/// What requests are answered from.
pub struct Desk {
    /// The configuration in force.
    config: watch::Sender<Arc<Config>>,
    writer: Writer,
    clock: Clock,
    state: PathBuf,
    reload: Reload,
    started: Instant,
}

impl Desk {
    pub(super) fn new(
        config: watch::Sender<Arc<Config>>,
        writer: Writer,
        clock: Clock,
        state: PathBuf,
        reload: Reload,
    ) -> Self {
        let started = clock.now();
        Self { config, writer, clock, state, reload, started }
    }
}

/// Answers one request of a client of the socket.
pub async fn answer(desk: Arc<Desk>, peer: Peer, request: Value, lines: Lines) -> Result<(), Failure> {
    let request: Request = serde_json::from_value(request)
        .map_err(|error| Failure { exit: 64, message: format!("not a request: {error}") })?;
    match request {
        Request::Query(query) => desk.tell(query, &lines).await,
        Request::Act(act) => {
            let who = named(peer.uid, Path::new(NAME_FILE));
            desk.act(who, act, &lines).await
        }
        Request::Reload {} => desk.reload(peer, &lines).await,
    }
}

impl Desk {
    /// Reads where blocking is allowed, and writes as fast as the client reads.
    async fn tell(self: &Arc<Self>, query: Query, lines: &Lines) -> Result<(), Failure> {
        let (out, mut values) = mpsc::channel(WAITING_MAX);
        let desk = Arc::clone(self);
        let reading = tokio::task::spawn_blocking(move || {
            let nothing = Changes::new();
            let view = View::of(desk.writer.reader(), &nothing);
            let config = desk.config.borrow().clone();
            let memory = Memory {
                rows: &view,
                reader: desk.writer.reader(),
                trial: &config.trial,
                state: &desk.state,
                now: desk.clock.now(),
            };
            let result = query.ask(&memory, &mut |value| {
                let value = if query == Query::Status { desk.running(value) } else { value };
                out.blocking_send(value).is_ok()
            });
            view.failure()
                .map_or(result, |error| Err(Failure { exit: error.exit_code(), message: error.to_string() }))
        });
        while let Some(value) = values.recv().await {
            if lines.line(value).await.is_err() {
                break;
            }
        }
        drop(values);
        reading.await.unwrap_or_else(|error| Err(Failure { exit: 70, message: error.to_string() }))
    }

    /// What only a running daemon knows of its status.
    fn running(&self, mut status: Value) -> Value {
        let counts = self.writer.counts();
        status["running"] = json!({
            "since": self.started, "pid": std::process::id(), "state": self.state,
            "events": counts.events.load(Ordering::Relaxed),
            "messages": counts.messages.load(Ordering::Relaxed),
            "letters": counts.letters.load(Ordering::Relaxed),
            "mailboxes": self.config.borrow().mailboxes.iter().map(|mailbox| &mailbox.name).collect::<Vec<_>>(),
        });
        status
    }

    async fn act(&self, who: String, act: Act, lines: &Lines) -> Result<(), Failure> {
        if act == Act::Resume {
            resume(self.writer.reader())?;
        }
        let receipt =
            self.writer.event(Event::Operator { who, act }, Changes::new()).await.map_err(refused)?;
        // The act is done; a client that is gone does not undo it.
        let _ = lines.line(told(&receipt)?).await;
        Ok(())
    }

    async fn reload(self: &Arc<Self>, peer: Peer, lines: &Lines) -> Result<(), Failure> {
        let desk = Arc::clone(self);
        let running = self.config.borrow().clone();
        let reading = tokio::task::spawn_blocking(move || (desk.reload)(&running));
        let read = reading.await.map_err(|error| Failure { exit: 70, message: error.to_string() })?;
        let Reloaded { setting, change } = read.map_err(|message| Failure { exit: 78, message })?;
        let (processes, digest) = (setting.rules.processes.len(), setting.rules.digest.clone());
        let rules = setting.rules.clone();
        self.writer.setting(setting).await.map_err(refused)?;
        let unplanned = self.writer.read(move |rows| crate::workflow::is_unplanned(&rules, rows)).await;
        if unplanned.map_err(refused)? {
            self.writer.event(Event::Planned, Changes::new()).await.map_err(refused)?;
        }
        let Change { config, live, later } = change;
        self.config.send_replace(Arc::new(config));
        tracing::info!(uid = peer.uid, processes, rules = digest, changed = ?live, "the configuration was read again");
        if !later.is_empty() {
            tracing::warn!("takes effect at the next start: {}", later.join(", "));
        }
        let told =
            json!({ "processes": processes, "rules": digest, "changed": live, "at_next_start": later });
        let _ = lines.line(told).await;
        Ok(())
    }
}

/// Does one act on a store that no daemon runs, through a writer of its own; the value says what it came to.
pub async fn alone(
    store: Store,
    setting: Setting,
    clock: Clock,
    uid: u32,
    act: Act,
) -> Result<Value, Failure> {
    if act == Act::Resume {
        resume(&store.reader())?;
    }
    let last = super::last_entry(&store);
    let failed = |message: String| Failure { exit: 74, message };
    let (writer, thread) =
        Writer::start(store, setting, clock, last, None).map_err(|error| failed(error.to_string()))?;
    let who = named(uid, Path::new(NAME_FILE));
    let receipt = writer.event(Event::Operator { who, act }, Changes::new()).await;
    drop(writer);
    let ended = tokio::task::spawn_blocking(move || thread.join()).await;
    if !matches!(ended, Ok(Ok(_))) {
        return Err(Failure { exit: 70, message: "the writer panicked".to_owned() });
    }
    told(&receipt.map_err(refused)?)
}

/// After a restore sending is paused by a mark of the store as well; it goes with the operator's word.
fn resume(reader: &Reader) -> Result<(), Failure> {
    let resumed = reader.resume_sending();
    resumed.map(drop).map_err(|error| Failure { exit: error.exit_code(), message: error.to_string() })
}

fn refused(refused: Refused) -> Failure {
    let exit = match &refused {
        Refused::Store(error) => error.exit_code(),
        Refused::Stranded(_) => 78,
        Refused::Ended => 75,
    };
    Failure { exit, message: refused.to_string() }
}

/// What an act came to; an act that changed nothing is a failure with the reason.
fn told(receipt: &Receipt) -> Result<Value, Failure> {
    let refusal = match &receipt.fate {
        Fate::Acted => None,
        Fate::Ignored(reason) | Fate::Quarantined(reason) => Some(reason),
    };
    match refusal {
        Some(reason) => Err(Failure { exit: 65, message: reason.clone() }),
        None => Ok(json!({
            "cases": receipt.cases, "letters": receipt.letters, "why": receipt.why, "alarms": receipt.alarms,
        })),
    }
}

/// The user's name of this machine, or the number.
fn named(uid: u32, file: &Path) -> String {
    let text = host::read_source(file);
    let name = text.ok().and_then(|text| {
        text.text().lines().find_map(|line| {
            let mut fields = line.split(':');
            let (name, id) = (fields.next()?, fields.nth(1)?);
            (id.parse() == Ok(uid)).then(|| name.to_owned())
        })
    });
    name.unwrap_or_else(|| format!("uid {uid}"))
}

// ──────── questions ────────

impl Query {
    /// Gives every value of the answer to `out`, until that returns false.
    pub fn ask(&self, memory: &Memory<'_>, out: &mut dyn FnMut(Value) -> bool) -> Result<(), Failure> {
        let mut left = if *self == Self::Export { usize::MAX } else { VALUES_MAX };
        let mut out = |value: Value| {
            left = left.saturating_sub(1);
            out(value) && left > 0
        };
        let rows = memory.rows;
        match self {
            Self::Status => {
                out(status(memory)?);
            }
            Self::Cases { all, process } => cases(rows, *all, process.as_deref(), &mut out)?,
            Self::Case { id } => {
                let case = load(rows, id)?;
                out(json!(
                    case.ok_or_else(|| Failure { exit: 65, message: format!("there is no case {id}") })?
                ));
            }
            Self::Deadlines => {
                for (at, id, name) in turn::due(rows, chrono::DateTime::<chrono::Utc>::MAX_UTC, VALUES_MAX) {
                    if !out(deadline(rows, at, &id, &name)?) {
                        break;
                    }
                }
            }
            Self::Outbox => give(outbox::all(rows, VALUES_MAX), &mut out),
            Self::Quarantine => give(outbox::quarantined(rows, VALUES_MAX), &mut out),
            Self::Journal { from, case } => journal(memory.reader, *from, case.as_ref(), &mut out)?,
            Self::Backup { dir } => {
                out(backup(memory, dir)?);
            }
            Self::Verify => {
                let found = memory.reader.verify().map_err(broken)?;
                out(
                    json!({ "records": found.records, "snapshots": found.snapshots, "spool": found.spool_files }),
                );
            }
            Self::Export => {
                let mut lines = Export { line: Vec::new(), out: &mut out };
                memory.reader.export(&mut lines).map_err(broken)?;
            }
            Self::Row { key } => {
                out(json!(rows.get(key.as_bytes()).map(|value| STANDARD.encode(value))));
            }
            Self::Rows { prefix } => rows.scan(prefix.as_bytes(), &mut |key, value| {
                out(json!([String::from_utf8_lossy(key), STANDARD.encode(value)]))
            }),
        }
        Ok(())
    }
}

fn broken(error: store::Error) -> Failure {
    Failure { exit: error.exit_code(), message: error.to_string() }
}

/// The store, and beside it the keys: without them nobody's answer to a letter that is out would count.
fn backup(memory: &Memory<'_>, dir: &Path) -> Result<Value, Failure> {
    let copied = memory.reader.backup(dir).map_err(broken)?;
    let keys = memory.state.join(KEYS);
    if keys.exists() {
        let copy = host::read_source(&keys)
            .and_then(|text| host::write_durably(dir.join(KEYS), text.text().as_bytes(), 0o600));
        copy.map_err(|error| Failure { exit: 74, message: error.to_string() })?;
    }
    let damaged: Vec<String> = copied.damaged.iter().map(ToString::to_string).collect();
    Ok(json!({
        "records": copied.records, "rows": copied.rows, "spool": copied.spool_files, "damaged": damaged,
    }))
}

/// Text that is written by and by, given line by line.
struct Export<'a> {
    line: Vec<u8>,
    out: &'a mut dyn FnMut(Value) -> bool,
}

impl std::io::Write for Export<'_> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        for part in bytes.split_inclusive(|byte| *byte == b'\n') {
            self.line.extend_from_slice(part);
            if self.line.ends_with(b"\n") {
                let line = std::mem::take(&mut self.line);
                let text = String::from_utf8_lossy(&line).trim_end().to_owned();
                if !(self.out)(Value::String(text)) {
                    return Err(std::io::ErrorKind::BrokenPipe.into());
                }
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Gives values until whoever asked has had enough.
fn give<T: Serialize>(values: Vec<T>, out: &mut dyn FnMut(Value) -> bool) {
    for value in values {
        if !out(json!(value)) {
            break;
        }
    }
}

fn load(rows: &dyn Rows, id: &CaseId) -> Result<Option<Case>, Failure> {
    memory::load(rows, id).map_err(|message| Failure { exit: 65, message })
}

/// Ids of open cases, the newest first within each process.
fn open(rows: &dyn Rows, process: Option<&str>) -> Vec<(String, CaseId)> {
    let mut out = Vec::new();
    let from = process.map_or_else(|| prefix(["o"]), |process| prefix(["o", process]));
    rows.scan(&from, &mut |key, _| {
        if let ["o", process, _, id] = parts(key).as_slice() {
            out.push(((*process).to_owned(), CaseId((*id).to_owned())));
        }
        true
    });
    out
}

/// Ids of all cases, by id.
fn every(rows: &dyn Rows) -> Vec<CaseId> {
    let mut out: Vec<CaseId> = Vec::new();
    rows.scan(&prefix(["c"]), &mut |key, _| {
        if let ["c", id, ..] = parts(key).as_slice()
            && out.last().is_none_or(|last| last.0 != *id)
        {
            out.push(CaseId((*id).to_owned()));
        }
        true
    });
    out
}

fn cases(
    rows: &dyn Rows,
    all: bool,
    process: Option<&str>,
    out: &mut dyn FnMut(Value) -> bool,
) -> Result<(), Failure> {
    let ids = if all { every(rows) } else { open(rows, process).into_iter().map(|(_, id)| id).collect() };
    for id in ids {
        let Some(case) = load(rows, &id)? else { continue };
        if process.is_some_and(|process| process != case.process) {
            continue;
        }
        let next = case.deadlines().into_iter().map(|(at, _)| at).min();
        let mut waits: Vec<&PersonId> = case
            .asks
            .values()
            .filter(|ask| ask.closed.is_none())
            .flat_map(|ask| ask.seats.iter().filter(|seat| seat.answer.is_none()).map(|seat| &seat.last))
            .collect();
        waits.sort();
        waits.dedup();
        let row = json!({
            "id": case.id, "process": case.process, "state": case.state, "title": case.title,
            "opened": case.opened, "ended": case.ended, "held": case.held, "next": next, "waits": waits,
        });
        if !out(row) {
            break;
        }
    }
    Ok(())
}

/// A deadline with what it belongs to: `at` is when something is done next, `due` when the answer is.
fn deadline(rows: &dyn Rows, at: Instant, id: &CaseId, name: &str) -> Result<Value, Failure> {
    let case = load(rows, id)?;
    let ask = name.strip_prefix("ask/").and_then(|key| case.as_ref()?.asks.get(key));
    let seats =
        || ask.iter().flat_map(|ask| ask.seats.iter()).filter(|seat| seat.answer.is_none() && !seat.silent);
    let who: Vec<&PersonId> = seats().flat_map(|seat| &seat.people).collect();
    let due = seats().map(|seat| seat.due).min();
    Ok(json!({
        "at": at, "case": id, "what": name, "due": due, "who": who,
        "title": case.as_ref().map(|case| &case.title), "state": case.as_ref().map(|case| &case.state),
    }))
}

fn status(memory: &Memory<'_>) -> Result<Value, Failure> {
    let rows = memory.rows;
    let open = open(rows, None);
    let mut by_process: BTreeMap<&str, u64> = BTreeMap::new();
    for (process, _) in &open {
        *by_process.entry(process).or_default() += 1;
    }
    let held: Vec<Value> = memory::held(rows)
        .into_iter()
        .map(|(case, reason)| json!({ "case": case, "reason": reason }))
        .collect();
    let waiting = outbox::all(rows, VALUES_MAX);
    let failing = waiting.iter().filter(|delivery| delivery.tries > 0).count();
    let overdue = turn::due(rows, memory.now, VALUES_MAX).len();
    let only_to: Vec<String> = memory.trial.only_to.iter().map(ToString::to_string).collect();
    Ok(json!({
        "version": env!("CARGO_PKG_VERSION"),
        "now": memory.now,
        "records": memory.reader.seq(),
        "open": by_process,
        "held": held,
        "waiting": waiting.len(),
        "failing": failing,
        "quarantine": outbox::quarantined(rows, VALUES_MAX).len(),
        "next": turn::next_deadline(rows),
        "overdue": overdue,
        "sending": {
            "held": outbox::is_held(rows), "trial": memory.trial.hold, "only_to": only_to,
            "restored": memory.reader.sending_paused(),
        },
    }))
}

fn journal(
    reader: &Reader,
    from: u64,
    case: Option<&CaseId>,
    out: &mut dyn FnMut(Value) -> bool,
) -> Result<(), Failure> {
    for record in reader.journal(from) {
        let record =
            record.map_err(|error| Failure { exit: error.exit_code(), message: error.to_string() })?;
        // Records that only move a cursor have no text.
        let Ok(entry) = serde_json::from_slice::<Entry>(&record.body) else { continue };
        if case.is_some_and(|case| !entry.cases.contains(case)) {
            continue;
        }
        if !out(json!({ "number": record.seq, "entry": entry })) {
            break;
        }
    }
    Ok(())
}

/// The key of a row as a query names it.
pub fn row_key<const N: usize>(names: [&str; N]) -> String {
    String::from_utf8_lossy(&key(names)).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_back_as_written() {
        let requests = [
            Request::Query(Query::Status),
            Request::Query(Query::Cases { all: true, process: Some("leave".into()) }),
            Request::Query(Query::Journal { from: 7, case: None }),
            Request::Act(Act::Hold),
            Request::Act(Act::Answer { case: CaseId("L-1".into()), person: "li".into(), text: "yes".into() }),
            Request::Reload {},
        ];
        for request in requests {
            let text = serde_json::to_value(&request).unwrap();
            assert_eq!(serde_json::from_value::<Request>(text.clone()).unwrap(), request, "{text}");
        }
        assert!(serde_json::from_value::<Request>(json!({ "do": "dance" })).is_err());
    }

    #[test]
    fn an_operator_is_named_as_the_machine_names_the_user() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "root:x:0:0:root:/root:/bin/sh\nann:x:1000:1000::/home/ann:/bin/sh\n")
            .unwrap();
        assert_eq!(named(1000, file.path()), "ann");
        assert_eq!(named(4242, file.path()), "uid 4242");
    }

    #[test]
    fn a_store_without_a_daemon_answers_every_query() {
        let dir = tempfile::tempdir().unwrap();
        let (mut store, _) = Store::open(dir.path(), &crate::store::Options::default()).unwrap();
        let at = chrono::DateTime::from_timestamp(1_790_000_040, 0).unwrap(); // a full minute
        let rows = vec![(key(["d", &memory::stamp(at), "L-2026-0001", "timer/x"]), Some(Vec::new()))];
        store.commit(vec![(b"".to_vec(), rows)]).unwrap();
        let (reader, nothing) = (store.reader(), Changes::new());
        let view = View::of(&reader, &nothing);
        let trial = Trial::default();
        let memory = Memory { rows: &view, reader: &reader, trial: &trial, state: dir.path(), now: at };
        let ask = |query: Query| {
            let mut out = Vec::new();
            query
                .ask(&memory, &mut |value| {
                    out.push(value);
                    true
                })
                .map(|()| out)
        };
        let status = ask(Query::Status).unwrap();
        assert_eq!((&status[0]["records"], &status[0]["overdue"]), (&json!(1), &json!(1)));
        assert_eq!(ask(Query::Deadlines).unwrap()[0]["case"], "L-2026-0001");
        for query in [Query::Outbox, Query::Quarantine, Query::Journal { from: 0, case: None }] {
            assert_eq!(ask(query).unwrap(), Vec::<Value>::new());
        }
        assert_eq!(ask(Query::Cases { all: true, process: None }).unwrap(), Vec::<Value>::new());
        assert_eq!(ask(Query::Case { id: CaseId("L-9".into()) }).unwrap_err().exit, 65);
        assert_eq!(ask(Query::Row { key: "none".into() }).unwrap(), [Value::Null]);
        let rows = ask(Query::Rows { prefix: row_key(["d", ""]) }).unwrap();
        assert_eq!(rows.len(), 1);
    }
}
