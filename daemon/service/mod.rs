//! The loops: where meaning, memory and doors meet.
//!
//! [`run`] starts them and ends when told to, or when one of them cannot go on. One verb, one caller: only `turn`
//! decides, only the writer commits, only the courier sends.
//!
//! | loop | does |
//! |---|---|
//! | `intake` | mailboxes → events; a message is done only when its effects are committed |
//! | `sweeper` | rows that are needed no longer → events |
//! | `ticker` | deadlines that fell due → events |
//! | `writer` | events → records on disk |
//! | `courier` | letters that wait → doors → events |
//! | `archivist` | documents that wait → files |
//! | `desk` | an operator's requests |
//! | `surveyor` | people's own calendars → events: when they are busy, where that is switched on |
//! | `publisher` | people's dates → calendar programs, where that is switched on |

mod archivist;
pub mod clock;
mod courier;
pub mod desk;
mod intake;
mod newest;
mod publisher;
mod surveyor;
mod sweeper;
mod ticker;
mod watch;
pub mod writer;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::config::{Change, Config, Outgoing};
use crate::store::{self, Opened, Store};
use crate::time::Zone;
use crate::turn::{Entry, SLEPT_MINUTES, Setting, outbox};
use crate::workflow::Event;
use crate::workflow::memory::Changes;
pub use newest::newest;
pub use surveyor::look;

use clock::Clock;
use watch::Pulse;
use writer::{Observer, Refused, Writer};

/// How long the loops may take to end once they are told to.
const END_WITHIN: Duration = Duration::from_secs(20);
/// Letters that wait are counted to this number for the line in the log.
const LETTERS_COUNTED: usize = 10_000;
/// The ticker is believed to be stuck when it completed no look for this long.
const STUCK_AFTER: Duration = Duration::from_secs(120);

/// Everything the daemon runs on.
pub struct Daemon {
    /// What the operator set.
    pub config: Config,
    /// The checked rules, directory, templates and keys.
    pub setting: Setting,
    /// The open store.
    pub store: Store,
    /// What opening it found.
    pub opened: Opened,
    /// What time it is.
    pub clock: Clock,
    /// The state folder.
    pub state: PathBuf,
    /// Where operators connect.
    pub socket: Option<PathBuf>,
    /// On the very first start, mail from this day on is taken.
    pub since: Option<NaiveDate>,
    /// Reads and checks everything again.
    pub reload: Reload,
    /// Told of every record once it is on disk.
    pub observer: Option<Observer>,
    /// Talks to systemd (`sd_notify`).
    pub notify: bool,
}

/// Reads and checks the whole configuration again, beside the one that is in force; the error is for the operator.
pub type Reload = Box<dyn Fn(&Config) -> Result<Reloaded, String> + Send + Sync>;

/// A configuration that was read again.
pub struct Reloaded {
    /// What turns are decided with from now on.
    pub setting: Setting,
    /// What of `beadle.toml` is in force from now on, and what has to wait for a start.
    pub change: Change,
}

/// The configuration in force. Doors keep to what they were opened with.
type Live = tokio::sync::watch::Receiver<Arc<Config>>;

/// Why the daemon ended by itself.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The store failed.
    #[error("{0}")]
    Store(Arc<store::Error>),
    /// The open cases do not fit the process files.
    #[error("{0}")]
    Stranded(String),
    /// Something of this machine: a thread, a socket, a folder.
    #[error("{what}: {source}")]
    Host {
        /// What was being done.
        what: &'static str,
        /// Why it failed.
        source: std::io::Error,
    },
    /// A loop ended though nobody told it to: our bug.
    #[error("{0}")]
    Bug(String),
}

impl Error {
    /// The exit code (`sysexits.h`).
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Store(error) => error.exit_code(),
            Self::Stranded(_) => 78,
            Self::Host { .. } => 74,
            Self::Bug(_) => 70,
        }
    }
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Store(error) => Self::Store(error),
            Refused::Stranded(why) => Self::Stranded(why),
            Refused::Ended => Self::Bug("the writer ended".into()),
        }
    }
}

/// Runs until `end`. Once it returns `Ok`, everything acknowledged is on disk and the store is closed.
pub async fn run(daemon: Daemon, end: CancellationToken) -> Result<(), Error> {
    let Daemon { config, setting, store, opened, clock, state, socket, since, reload, observer, notify } =
        daemon;
    report(&opened);
    let last = last_entry(&store);
    let stranded = crate::workflow::stranded(
        &setting.rules,
        &setting.directory,
        &writer::View::of(&store.reader(), &[].into()),
    );
    if !stranded.is_empty() {
        return Err(Error::Stranded(stranded.join("\n")));
    }
    let unplanned =
        crate::workflow::is_unplanned(&setting.rules, &writer::View::of(&store.reader(), &[].into()));
    let zone = setting.directory.company.zone.clone();
    let started = Writer::start(store, setting, clock.clone(), last, observer);
    let (writer, thread) = started.map_err(|source| Error::Host { what: "start the writer", source })?;
    if unplanned {
        writer.event(Event::Planned, Changes::new()).await?;
    }
    let pulse = Pulse::default();
    let inner = end.child_token();
    let mut loops: JoinSet<Result<(), Error>> = JoinSet::new();
    let config = Arc::new(config);
    let (change, live) = tokio::sync::watch::channel(config.clone());
    {
        let (writer, clock, pulse, end) = (writer.clone(), clock.clone(), pulse.clone(), inner.clone());
        loops.spawn(async move { ticker::run(writer, clock, pulse, end).await.map_err(Error::from) });
    }
    {
        let (writer, clock, end) = (writer.clone(), clock.clone(), inner.clone());
        loops.spawn(async move { sweeper::run(writer, clock, end).await.map_err(Error::from) });
    }
    for index in 0..config.mailboxes.len() {
        let box_ = intake::Mailbox {
            config: config.clone(),
            live: live.clone(),
            index,
            writer: writer.clone(),
            clock: clock.clone(),
            since,
            end: inner.clone(),
        };
        loops.spawn(async move { box_.run().await.map_err(Error::from) });
    }
    {
        let courier =
            courier::Courier::new(config.clone(), live, writer.clone(), clock.clone(), inner.clone());
        loops.spawn(async move { courier.run().await.map_err(Error::from) });
    }
    if let Some(folder) = config.paths.archive.clone() {
        let (writer, end) = (writer.clone(), inner.clone());
        loops.spawn(async move { archivist::run(writer, folder.into(), end).await.map_err(Error::from) });
    }
    if let Some(path) = socket {
        let desk = desk::Desk::new(change, writer.clone(), clock.clone(), state.clone(), reload);
        let listener = crate::door::socket::Listener::bind(&path).map_err(|error| Error::Host {
            what: "open the control socket",
            source: std::io::Error::other(error),
        })?;
        let end = inner.clone();
        loops.spawn(async move {
            let desk = Arc::new(desk);
            let answer = move |peer, request, lines| desk::answer(desk.clone(), peer, request, lines);
            listener.serve(end, answer).await;
            Ok(())
        });
    }
    if let Some(calendar) = &config.calendar {
        let bound = crate::door::http::Listener::bind(calendar.listen).await;
        let listener =
            bound.map_err(|source| Error::Host { what: "listen for calendar programs", source })?;
        let (writer, clock, end) = (writer.clone(), clock.clone(), inner.clone());
        loops.spawn(async move {
            publisher::run(listener, writer, clock, end).await;
            Ok(())
        });
    }
    if config.freebusy.is_some() {
        let (config, writer, clock, end) = (config.clone(), writer.clone(), clock.clone(), inner.clone());
        loops.spawn(async move { surveyor::run(config, writer, clock, end).await.map_err(Error::from) });
    }
    if notify {
        let (end, pulse, clock, writer) = (inner.clone(), pulse.clone(), clock.clone(), writer.clone());
        loops.spawn(async move { feed_watchdog(end, pulse, clock, writer).await });
    }
    say_up(&config, &zone, &writer).await?;
    let result = wait(&mut loops, &end).await;
    inner.cancel();
    let ended = tokio::time::timeout(END_WITHIN, async { while loops.join_next().await.is_some() {} }).await;
    if ended.is_err() {
        tracing::warn!("some loops did not end within {} s and are dropped", END_WITHIN.as_secs());
        loops.shutdown().await;
    }
    drop(writer);
    let writer_end = tokio::task::spawn_blocking(move || thread.join()).await;
    match (result, writer_end) {
        (_, Ok(Ok(Some(error)))) => Err(Error::Store(error)),
        (_, Ok(Err(_)) | Err(_)) => Err(Error::Bug("the writer panicked".into())),
        (Ok(()), _) => {
            tracing::info!("stopped as told; everything acknowledged is on disk");
            Ok(())
        }
        (result, _) => result,
    }
}

/// One line for the operator: what runs, between which doors, and what it found to do.
async fn say_up(config: &Config, zone: &Zone, writer: &Writer) -> Result<(), Error> {
    let found = |rows: &dyn crate::workflow::Rows| {
        (outbox::all(rows, LETTERS_COUNTED).len(), crate::turn::next_deadline(rows))
    };
    let (waiting, next) = writer.read(found).await?;
    let mailboxes: Vec<&str> = config.mailboxes.iter().map(|mailbox| mailbox.name.as_str()).collect();
    let out = match &config.outgoing {
        Outgoing::Smtp(smtp) => smtp.server.host.clone(),
        Outgoing::Sendmail { command } => command.join(" "),
        Outgoing::Maildir { root } => root.clone(),
    };
    let next = next.map_or_else(|| "none".to_owned(), |at| zone.told(at));
    tracing::info!(
        "beadle {} is up: mail from {}, letters out by {out}; {waiting} letters wait, next deadline {next}",
        env!("CARGO_PKG_VERSION"),
        mailboxes.join(", "),
    );
    Ok(())
}

/// Until told to end, or until a loop ends by itself.
async fn wait(loops: &mut JoinSet<Result<(), Error>>, end: &CancellationToken) -> Result<(), Error> {
    tokio::select! {
        () = end.cancelled() => Ok(()),
        first = loops.join_next() => match first {
            Some(Ok(Ok(()))) if end.is_cancelled() => Ok(()),
            Some(Ok(Ok(()))) | None => Err(Error::Bug("a loop ended by itself".into())),
            Some(Ok(Err(error))) => Err(error),
            Some(Err(error)) => Err(Error::Bug(format!("a loop panicked: {error}"))),
        },
    }
}

fn report(opened: &Opened) {
    if let Some(why) = &opened.rebuilt {
        tracing::warn!(replayed = opened.replayed, "the working state was rebuilt from the journal: {why}");
    }
    if opened.torn_bytes > 0 {
        tracing::warn!(
            bytes = opened.torn_bytes,
            "an unfinished write at the end of the journal was cut off"
        );
    }
}

/// The time of the newest record, so that time never goes backwards.
fn last_entry(store: &Store) -> Option<crate::time::Instant> {
    let from = store.seq().saturating_sub(RECORDS_LOOKED_AT);
    let records = store.journal(from).filter_map(Result::ok);
    records.filter_map(|r| serde_json::from_slice::<Entry>(&r.body).ok()).map(|e| e.at).max()
}

/// Records looked at for the newest time: those that only move a cursor carry none.
const RECORDS_LOOKED_AT: u64 = 1_000;

/// Tells systemd that the daemon is ready, and then that deadlines are still being looked at and none is overdue.
async fn feed_watchdog(
    end: CancellationToken,
    pulse: Pulse,
    clock: Clock,
    writer: Writer,
) -> Result<(), Error> {
    let tell = |state: &[sd_notify::NotifyState<'_>]| {
        if let Err(error) = sd_notify::notify(state) {
            tracing::debug!(%error, "systemd does not listen");
        }
    };
    tell(&[sd_notify::NotifyState::Ready]);
    let every = sd_notify::watchdog_enabled().map_or(Duration::from_secs(30), |limit| limit / 3);
    loop {
        tokio::select! {
            () = end.cancelled() => break,
            () = tokio::time::sleep(every) => {}
        }
        let now = clock.now();
        let overdue = writer
            .read(move |rows| crate::turn::due(rows, now - chrono::Duration::minutes(SLEPT_MINUTES), 1).len())
            .await?;
        if pulse.age() < STUCK_AFTER && overdue == 0 {
            tell(&[sd_notify::NotifyState::Watchdog]);
        } else {
            tracing::error!("deadlines are not being looked at; the watchdog is not fed");
        }
    }
    tell(&[sd_notify::NotifyState::Stopping]);
    Ok(())
}
