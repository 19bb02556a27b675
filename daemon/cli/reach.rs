//! How a command reaches memory: through the socket of the daemon that runs, or, when none does, by opening the store
//! itself for as long as the command takes.

use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::Value;

use super::exit::{Done, Exit};
use crate::check::{self, keys};
use crate::config::Config;
use crate::door::socket;
use crate::service::clock::Clock;
use crate::service::desk::{self, Memory, Query, Request};
use crate::service::writer::View;
use crate::store::{Options, Store};
use crate::workflow::memory::Changes;
use crate::workflow::{Act, Rows};

/// How long the daemon may be silent: `verify` and `backup` read the whole store before they say a word.
const PATIENCE: Duration = Duration::from_secs(3_600);

/// A command holds the store for a moment, and a daemon that starts opens its socket a moment later: whoever finds it
/// held waits this long.
const HELD_WITHIN: Duration = Duration::from_secs(10);
/// How often it is looked again.
const LOOK: Duration = Duration::from_millis(50);

/// Where a configuration keeps its memory.
pub(super) struct Place {
    pub(super) path: PathBuf,
    pub(super) config: Config,
    pub(super) state: PathBuf,
    pub(super) socket: PathBuf,
}

/// The configuration; where there is none, how to name another.
fn configuration(path: &Path) -> Result<Config, Exit> {
    check::configuration(path).map_err(|failure| match path.exists() {
        true => failure.into(),
        false => Exit::new(
            failure.exit_code(),
            format!("{failure}; name yours with --config FILE, a demo's with --config demo/beadle.toml"),
        ),
    })
}

impl Place {
    pub(super) fn of(path: &Path) -> Result<Self, Exit> {
        let config = configuration(path)?;
        let state = check::state_folder(&config, path)?;
        let socket = check::socket(&config, &state);
        Ok(Self { path: path.to_owned(), config, state, socket })
    }

    /// Asks; every value of the answer goes to `each`.
    pub(super) fn ask(&self, query: Query, mut each: impl FnMut(Value) -> Done) -> Done {
        let mut done = Ok(());
        let mut take = |value: Value| {
            if done.is_ok() {
                done = each(value);
            }
            done.is_ok()
        };
        let asked = patiently(|| match self.call(&Request::Query(query.clone()), &mut take) {
            Err(socket::Error::NoDaemon(_)) => self.ask_store(&query, &mut take),
            answered => Ok(answered?),
        });
        asked?;
        done
    }

    /// Does something; the value says what it came to.
    pub(super) fn act(&self, act: Act) -> Result<Value, Exit> {
        let mut told = Value::Null;
        patiently(|| {
            let answered = self.call(&Request::Act(act.clone()), &mut |value| {
                told = value;
                true
            });
            match answered {
                Err(socket::Error::NoDaemon(_)) => self.act_alone(act.clone()),
                answered => {
                    answered?;
                    Ok(told.take())
                }
            }
        })
    }

    /// Only a running daemon can be told to read its configuration again.
    pub(super) fn reload(&self) -> Result<Value, Exit> {
        let mut told = Value::Null;
        self.call(&Request::Reload {}, &mut |value| {
            told = value;
            true
        })?;
        Ok(told)
    }

    fn call(&self, request: &Request, take: &mut dyn FnMut(Value) -> bool) -> Result<(), socket::Error> {
        let request = serde_json::to_value(request).expect("requests have string keys");
        socket::call(&self.socket, &request, Some(PATIENCE), |value| {
            take(value);
        })
    }

    /// The store, for as long as it is held; no daemon may start meanwhile.
    pub(super) fn open(&self) -> Result<Store, Exit> {
        let folder = check::store_folder(&self.state);
        if !folder.join("format").exists() {
            let message =
                format!("{}: no daemon runs, and none ever has: there is no store", folder.display());
            return Err(Exit::new(69, message));
        }
        Ok(Store::open(&folder, &Options::default())?.0)
    }

    fn ask_store(&self, query: &Query, take: &mut dyn FnMut(Value) -> bool) -> Done {
        let store = self.open()?;
        let (reader, nothing) = (store.reader(), Changes::new());
        let view = View::of(&reader, &nothing);
        let memory = Memory {
            rows: &view,
            reader: &reader,
            trial: &self.config.trial,
            state: &self.state,
            now: Clock::system().now(),
        };
        query.ask(&memory, take).map_err(|failure| Exit::new(failure.exit, failure))?;
        view.failure().map_or(Ok(()), |error| Err(error.into()))
    }

    fn act_alone(&self, act: Act) -> Result<Value, Exit> {
        let runtime = runtime()?;
        let store = self.open()?;
        let keys = runtime.block_on(keys::present(&self.config.keys, &self.state));
        let setting = check::setting(&self.config, keys)?;
        let uid = rustix::process::getuid().as_raw();
        let told = runtime.block_on(desk::alone(store, setting, Clock::system(), uid, act));
        told.map_err(|failure| Exit::new(failure.exit, failure))
    }

    /// Memory as it is, for looking only; none when nothing was ever kept.
    pub(super) fn memory<T>(&self, look: impl FnOnce(&dyn Rows) -> T) -> Result<T, Exit> {
        let remote = Remote { place: self, failed: RefCell::new(None) };
        let probe = self.call(&Request::Query(Query::Row { key: "?".to_owned() }), &mut |_| true);
        match probe {
            Ok(()) => {
                let value = look(&remote);
                remote.failed.into_inner().map_or(Ok(value), Err)
            }
            Err(socket::Error::NoDaemon(_)) if !check::store_folder(&self.state).join("format").exists() => {
                Ok(look(&std::collections::BTreeMap::new()))
            }
            Err(socket::Error::NoDaemon(_)) => {
                let store = self.open()?;
                let (reader, nothing) = (store.reader(), Changes::new());
                let view = View::of(&reader, &nothing);
                let value = look(&view);
                view.failure().map_or(Ok(value), |error| Err(error.into()))
            }
            Err(error) => Err(error.into()),
        }
    }
}

/// Tries again for a while when somebody else has the store; nothing was done before it was open.
pub(super) fn patiently<T>(mut attempt: impl FnMut() -> Result<T, Exit>) -> Result<T, Exit> {
    let since = std::time::Instant::now();
    loop {
        match attempt() {
            Err(exit) if exit.held && since.elapsed() < HELD_WITHIN => std::thread::sleep(LOOK),
            done => return done,
        }
    }
}

/// A runtime for what cannot be done without one.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime, Exit> {
    let built = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    built.map_err(|error| Exit::new(74, format!("start the runtime: {error}")))
}

/// The daemon's memory, row by row over its socket.
struct Remote<'a> {
    place: &'a Place,
    failed: RefCell<Option<Exit>>,
}

impl Remote<'_> {
    fn ask(&self, query: Query, take: &mut dyn FnMut(Value)) {
        let called = self.place.call(&Request::Query(query), &mut |value| {
            take(value);
            true
        });
        if let Err(error) = called {
            self.failed.replace(Some(error.into()));
        }
    }
}

fn bytes(value: &Value) -> Option<Vec<u8>> {
    STANDARD.decode(value.as_str()?).ok()
}

impl Rows for Remote<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        let mut found = None;
        let key = String::from_utf8_lossy(key).into_owned();
        self.ask(Query::Row { key }, &mut |value| found = bytes(&value));
        found
    }

    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        let mut go_on = true;
        let prefix = String::from_utf8_lossy(prefix).into_owned();
        self.ask(Query::Rows { prefix }, &mut |value| {
            if let (true, Some(key), Some(value)) = (go_on, value[0].as_str(), bytes(&value[1])) {
                go_on = visit(key.as_bytes(), &value);
            }
        });
    }
}
