//! `beadle run`: the daemon, from its configuration to its end.

use std::io::IsTerminal as _;
use std::path::Path;

use chrono::NaiveDate;
use tokio_util::sync::CancellationToken;

use super::exit::{Done, Exit};
use super::reach::{Place, patiently, runtime};
use crate::check::{self, keys};
use crate::config::{self, LogFormat};
use crate::door::host;
use crate::service::clock::Clock;
use crate::service::{self, Daemon, Reload, Reloaded, desk};
use crate::store::{Options, Store};
use crate::workflow::Act;

pub(super) fn run(config: &Path, since: Option<NaiveDate>) -> Done {
    let place = Place::of(config)?;
    log(place.config.log);
    let runtime = runtime()?;
    runtime.block_on(async {
        let end = until_told()?;
        let clock = Clock::system();
        let daemon = ready(place, clock, since).await?;
        service::run(daemon, end).await.map_err(failed)
    })
}

pub(super) fn failed(error: service::Error) -> Exit {
    Exit::new(error.exit_code(), error)
}

/// Everything read, proved and opened: what the daemon runs on.
pub(super) async fn ready(place: Place, clock: Clock, since: Option<NaiveDate>) -> Result<Daemon, Exit> {
    // Proved before anything is written: a bad configuration leaves no trace.
    let loaded = check::load(&place.path, &[], Vec::new(), clock.now())?;
    for warning in &loaded.warnings {
        tracing::warn!("{}", warning.0);
    }
    host::make_folder(&place.state, 0o700)?;
    let folder = check::store_folder(&place.state);
    let open = || patiently(|| Ok(Store::open(&folder, &Options::default())?));
    // The lock of the store comes first: two daemons must not both turn the key ring.
    let (mut store, mut opened) = open()?;
    let ring = keys::ready(&place.config.keys, &place.state, clock.now()).await?;
    if store.sending_paused() {
        // After a restore nothing is sent until an operator says so; from here on a row of memory keeps that.
        let setting = check::setting(&place.config, ring.clone())?;
        let reader = store.reader();
        let held =
            desk::alone(store, setting, clock.clone(), rustix::process::getuid().as_raw(), Act::Hold).await;
        held.map_err(|failure| Exit::new(failure.exit, failure))?;
        reader.resume_sending()?;
        drop(reader);
        tracing::warn!("the store was restored: nothing is sent until `beadle resume`");
        (store, opened) = open()?;
    }
    let mut setting = loaded.setting;
    setting.identity.keys = ring;
    Ok(Daemon {
        reload: reload(&place, clock.clone()),
        config: loaded.config,
        setting,
        store,
        opened,
        clock,
        socket: Some(place.socket),
        state: place.state,
        since,
        observer: None,
        notify: true,
    })
}

/// Reads and proves everything again. What only a start can change is said, not done.
fn reload(place: &Place, clock: Clock) -> Reload {
    let (path, state) = (place.path.clone(), place.state.clone());
    let handle = tokio::runtime::Handle::current();
    Box::new(move |running| {
        let again = || -> Result<Reloaded, check::Failure> {
            let change = running.change(&check::configuration(&path)?);
            let ring = handle.block_on(keys::ready(&change.config.keys, &state, clock.now()))?;
            let setting = check::setting(&change.config, ring)?;
            Ok(Reloaded { setting, change })
        };
        again().map_err(|failure| Exit::from(failure).to_string())
    })
}

/// Cancelled by SIGTERM, by Ctrl-C, and when the terminal goes away.
pub(super) fn until_told() -> Result<CancellationToken, Exit> {
    use tokio::signal::unix::{SignalKind, signal};
    let end = CancellationToken::new();
    for kind in [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()] {
        let mut told = signal(kind).map_err(|error| Exit::new(74, format!("listen for signals: {error}")))?;
        let end = end.clone();
        tokio::spawn(async move {
            told.recv().await;
            end.cancel();
        });
    }
    Ok(end)
}

/// Sends the operator's log to standard error; journald adds the time itself.
pub(super) fn log(log: config::Log) {
    let level = match log.level {
        config::Level::Error => "error",
        config::Level::Warn => "warn",
        config::Level::Info => "info",
        config::Level::Debug => "debug",
        config::Level::Trace => "trace",
    };
    // Other people's crates speak up only when something is wrong: some of them log whole mails.
    let filter = tracing_subscriber::EnvFilter::new(format!("warn,beadle={level}"));
    // Colours are for eyes: none in a file, in the journal, or where NO_COLOR is set.
    let colours =
        std::io::stderr().is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
    let builder = tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_env_filter(filter)
        .with_target(false)
        .with_ansi(colours);
    let in_journal = std::env::var_os("JOURNAL_STREAM").is_some();
    let set = match log.format {
        LogFormat::Json => builder.json().try_init(),
        LogFormat::Text if in_journal => builder.without_time().try_init(),
        LogFormat::Text => builder.try_init(),
    };
    // Only a second call in one process finds a log in place, and one log is enough.
    drop(set);
}
