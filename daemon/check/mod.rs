//! The check of a whole configuration: from the path of `beadle.toml` to a [`Setting`] that a daemon may run on.
//!
//! [`load`] reads every file through the host door, collects every fault of every file, and gives either a whole
//! setting or all that is wrong with it: a bad rule, template, directory or configuration stops a start or a reload,
//! never a run (promise 10). What is doubtful but no fault comes as a [`Warning`]. The key ring of reply tokens is in
//! `keys`; nothing else here writes a file.

pub mod keys;

use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::compose::Composer;
use crate::config::{self, Config, Incoming, Login, Outgoing};
use crate::directory::{Directory, Lang};
use crate::door::{host, tls};
use crate::fault::{Faults, Source};
use crate::rules::{self, Rules};
use crate::time::{Holidays, Instant, Zone};
use crate::turn::Setting;
use crate::workflow::Identity;

/// A configuration without a fault.
#[derive(Debug)]
pub struct Loaded {
    /// What the operator set.
    pub config: Config,
    /// Everything a turn needs besides memory.
    pub setting: Setting,
    /// What is doubtful.
    pub warnings: Vec<Warning>,
}

/// Something doubtful that stops nothing: one sentence without a full stop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning(pub String);

/// Why there is no setting.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Files that people write are wrong.
    #[error("{0}")]
    Faults(Faults),
    /// A file cannot be read or written.
    #[error("{0}")]
    Host(#[from] host::Error),
    /// Nobody said where the journal and the store are.
    #[error("{path}: no state folder; set `state` in [paths], or let systemd do it (StateDirectory=beadle)")]
    NoState {
        /// The configuration.
        path: String,
    },
    /// A CA file of a server cannot be used.
    #[error(
        "{0}; set `ca` to a PEM file of the authority that signed the server's certificate, or take it out"
    )]
    Ca(tls::Error),
    /// The key ring of reply tokens cannot be used.
    #[error("the key ring {0}")]
    Keys(String),
}

impl Failure {
    /// How a process that ends because of this should exit (sysexits): 74 I/O, 77 permission, 78 configuration.
    pub fn exit_code(&self) -> u8 {
        let kind = match self {
            Self::Host(host::Error::Read { source, .. } | host::Error::Write { source, .. }) => source.kind(),
            _ => return 78,
        };
        match kind {
            std::io::ErrorKind::PermissionDenied => 77,
            // A path that leads nowhere, or to a folder, is a mistake of the configuration and not of the disk.
            std::io::ErrorKind::NotFound | std::io::ErrorKind::InvalidInput => 78,
            _ => 74,
        }
    }
}

impl From<Faults> for Failure {
    fn from(faults: Faults) -> Self {
        Self::Faults(faults)
    }
}

/// Reads and proves everything that `path` names, with the folders of processes that are not active yet. `keys` sign the reply tokens, the newest first; whoever only wants
/// to know whether all is well passes none. `now` is for warnings about what will soon be missing.
pub fn load(path: &Path, with: &[PathBuf], keys: Vec<Vec<u8>>, now: Instant) -> Result<Loaded, Failure> {
    let config = configuration(path)?;
    authorities(&config)?;
    let mut files = Files::read(&config)?;
    for folder in with {
        files.add(folder)?;
    }
    let setting = proved(&config, &files, keys)?;
    keys::look(&config.keys, state_folder(&config, path).ok().as_deref())?;
    let warnings = warnings(&config, &setting, now);
    Ok(Loaded { config, setting, warnings })
}

/// Reads `beadle.toml` alone.
pub fn configuration(path: &Path) -> Result<Config, Failure> {
    let source = host::read_source(path)?;
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_string_lossy(),
        _ => ".".into(),
    };
    Ok(Config::read(&source, &folder)?)
}

/// Reads and proves the files that a configuration names.
pub fn setting(config: &Config, keys: Vec<Vec<u8>>) -> Result<Setting, Failure> {
    authorities(config)?;
    proved(config, &Files::read(config)?, keys)
}

/// The files proved, with what only a configuration says.
fn proved(config: &Config, files: &Files, keys: Vec<Vec<u8>>) -> Result<Setting, Failure> {
    let setting = files.prove(config, keys)?;
    if config.identity.authserv_id.is_none() {
        rules::unvouched(&setting.rules, &files.rules, &setting.directory).or(())?;
    }
    Ok(setting)
}

/// A CA file that is none would otherwise be found at the first connection, and keep all mail waiting.
fn authorities(config: &Config) -> Result<(), Failure> {
    let mut files: Vec<&str> = Vec::new();
    for mailbox in &config.mailboxes {
        if let Incoming::Imap(imap) = &mailbox.door {
            files.extend(imap.server.ca.as_deref());
        }
    }
    if let Outgoing::Smtp(smtp) = &config.outgoing {
        files.extend(smtp.server.ca.as_deref());
    }
    files.extend(config.freebusy.iter().flat_map(|f| &f.servers).filter_map(|server| server.ca.as_deref()));
    for file in files {
        tls::Trust::new(Some(Path::new(file))).map_err(Failure::Ca)?;
    }
    Ok(())
}

/// The texts of a whole configuration besides `beadle.toml`.
#[derive(Debug)]
pub struct Files {
    /// Process files, `answers.toml` and what they share.
    pub rules: Vec<Source>,
    /// `directory.toml`.
    pub directory: Source,
    /// Public holidays, the later the stronger.
    pub holidays: Vec<Source>,
    /// Templates.
    pub templates: Vec<Source>,
}

impl Files {
    fn read(config: &Config) -> Result<Self, host::Error> {
        let mut holidays = Vec::new();
        for path in config.paths.holidays.iter().map(Path::new) {
            if path.is_dir() {
                holidays.extend(host::read_tree(path, &["json", "toml"])?);
            } else {
                holidays.push(host::read_source(path)?);
            }
        }
        Ok(Self {
            rules: host::read_sources(&config.paths.rules, "toml")?,
            directory: host::read_source(&config.paths.directory)?,
            holidays,
            templates: templates(&config.paths.templates)?,
        })
    }

    /// Adds a folder with process files and, below `templates`, their letters.
    pub fn add(&mut self, folder: &Path) -> Result<(), host::Error> {
        self.rules.extend(host::read_sources(folder, "toml")?);
        let letters = folder.join("templates");
        if letters.is_dir() {
            self.templates.extend(templates(&letters.to_string_lossy())?);
        }
        Ok(())
    }

    /// Proves the files sound together. Every fault of every file is collected; what can only be judged once the
    /// parts are sound is judged then.
    pub fn prove(&self, config: &Config, keys: Vec<Vec<u8>>) -> Result<Setting, Faults> {
        let mut faults = Faults::default();
        let mut keep = |found: Faults| faults.extend(found);
        let directory = Directory::read(&self.directory).map_err(&mut keep).ok();
        let holidays = if config.paths.holidays.is_empty() {
            Some(Holidays::none())
        } else {
            Holidays::read(&self.holidays).map_err(&mut keep).ok()
        };
        // Rules are judged against a directory, so without one only what they say alone is.
        let Some(directory) = directory else {
            faults.extend(rules::parse(&self.rules).err().unwrap_or_default());
            return Err(faults);
        };
        // The composer proves that every letter is there, so the rules' own look at that is left to it.
        let rules = match rules::prove(&self.rules, &directory, &|_, _, _| true) {
            Ok(rules) => rules,
            // Letters of rules that are only half read would be said to be nobody's.
            Err(found) => {
                faults.extend(found);
                match rules::parse(&self.rules) {
                    Ok(rules) => rules,
                    Err(_) => return Err(faults),
                }
            }
        };
        let Some(holidays) = holidays else { return Err(faults) };
        let composer = match composer(&self.templates, &rules, &directory) {
            Ok(composer) => composer,
            Err(found) => {
                faults.extend(found);
                return Err(faults);
            }
        };
        let identity = identity(config, &directory, keys);
        faults.or(Setting { rules, directory, holidays: Arc::new(holidays), identity, composer })
    }
}

/// Cores that try letters, at most.
const TRIED_BY_MAX: usize = 4;

/// [`Composer::new`] on as many cores as there are: most of a start goes into trying every letter.
fn composer(templates: &[Source], rules: &Rules, directory: &Directory) -> Result<Composer, Faults> {
    let composer = Composer::read(templates, rules, directory)?;
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get).min(TRIED_BY_MAX);
    let mut faults = Faults::default();
    std::thread::scope(|scope| {
        let share = |share| composer.tried(rules, directory, (share, cores));
        let others: Vec<_> = (1..cores).map(|n| scope.spawn(move || share(n))).collect();
        faults.extend(share(0));
        for other in others {
            faults.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
    });
    faults.or(composer)
}

/// Everything in the folder of templates but its manual.
fn templates(folder: &str) -> Result<Vec<Source>, host::Error> {
    let mut sources = host::read_tree(folder, &["md", "html", "toml"])?;
    sources.retain(|source| !Path::new(source.path()).ends_with("README.md"));
    Ok(sources)
}

fn identity(config: &Config, directory: &Directory, keys: Vec<Vec<u8>>) -> Identity {
    let own = &config.identity;
    let name = |lang: Lang| {
        let name = own.name_in(lang.as_str()).to_owned();
        (lang, name)
    };
    Identity {
        address: own.address.clone(),
        aliases: own.aliases.clone(),
        host: own.host.clone(),
        names: directory.languages().into_iter().map(name).collect(),
        plus: own.plus,
        keys,
        refusals_per_day: config.limits.refusals_per_sender,
        authserv_id: own.authserv_id.clone(),
        attachments_max: config.limits.attachments,
        archive: config.paths.archive.clone(),
        calendar: config.calendar.as_ref().map(|calendar| calendar.url.clone()),
    }
}

/// How many days before the end of the known holidays the operator is told.
const HOLIDAYS_WARNING_DAYS: i64 = 60;

fn warnings(config: &Config, setting: &Setting, now: Instant) -> Vec<Warning> {
    let mut out: Vec<Warning> =
        secrets(config).iter().filter_map(|source| secret(source).warning()).map(Warning).collect();
    out.extend(setting.composer.doubts().iter().map(|doubt| Warning(doubt.to_string())));
    out.extend(unannounced(&setting.holidays, &setting.directory.company.zone, now).map(Warning));
    out.extend(clocks(&setting.directory, now, Path::new(ZONEINFO)).map(Warning));
    if let Some(calendar) = config.calendar.as_ref().filter(|calendar| !calendar.listen.ip().is_loopback()) {
        out.push(Warning(format!(
            "calendars are served on {} without TLS: see that only your reverse proxy reaches it",
            calendar.listen
        )));
    }
    out.extend(calendars(config, &setting.directory).map(Warning));
    if config.trial.hold {
        out.push(Warning("nothing is sent: `hold` is set in [trial]".to_owned()));
    }
    if !config.trial.only_to.is_empty() {
        let to: Vec<String> = config.trial.only_to.iter().map(ToString::to_string).collect();
        out.push(Warning(format!("letters go to {} only: `only_to` is set in [trial]", to.join(", "))));
    }
    out
}

/// Calendars that are named and not asked, and logins that nobody's calendar needs.
fn calendars(config: &Config, directory: &Directory) -> Option<String> {
    let named: Vec<_> = directory.active().filter_map(|p| Some((&p.id, &p.freebusy.as_ref()?.url))).collect();
    match (&config.freebusy, named.first()) {
        // A trial on this machine alone asks nobody.
        (None, Some((person, _))) if !config.is_local() => Some(format!(
            "nobody's calendar is looked into, though the directory names one for {person}: add [freebusy] to switch it on"
        )),
        (Some(_), None) => {
            Some("[freebusy] is switched on, and the directory names nobody's calendar".to_owned())
        }
        (Some(freebusy), _) => freebusy.servers.iter().find_map(|server| {
            let idle = !named.iter().any(|(_, url)| server.url.same_origin(url));
            idle.then(|| {
                format!("no calendar in the directory is on {}, which [freebusy] names", server.url.as_str())
            })
        }),
        (None, _) => None,
    }
}

/// A year whose holidays nobody has announced is not a year without any: whoever runs this hears of it in time.
fn unannounced(holidays: &Holidays, zone: &Zone, now: Instant) -> Option<String> {
    let day = |days| zone.local(now + chrono::Duration::days(days)).date();
    let year = [0, HOLIDAYS_WARNING_DAYS].map(day).into_iter().find_map(|day| holidays.unannounced(day))?;
    Some(format!(
        "no holidays are known for {year}: every Monday to Friday of it counts as a working day; add a file to `holidays`"
    ))
}

/// Where the machine keeps its own zone data, if it has any.
const ZONEINFO: &str = "/usr/share/zoneinfo";
/// How many years ahead the clocks are compared.
const CLOCKS_YEARS: i64 = 10;

/// Zones of people whose clocks this machine changes at other times than this program does: one of the two is out of date.
fn clocks(directory: &Directory, now: Instant, zoneinfo: &Path) -> impl Iterator<Item = String> {
    let people = directory.active().map(|person| person.zone.clone());
    let zones: BTreeSet<Zone> = people.chain([directory.company.zone.clone()]).collect();
    let span = (now, now + chrono::Duration::days(366 * CLOCKS_YEARS));
    zones.into_iter().filter_map(move |zone| {
        let table = std::fs::read(zoneinfo.join(zone.name())).ok()?;
        let day = zone.differs_from(&table, span)?.format("%Y-%m-%d");
        Some(format!(
            "from {day} on the clocks in {zone} are not the same by this machine's zone data and by this program's: bring the older of the two up to date (tzdata, or beadle)"
        ))
    })
}

fn secrets(config: &Config) -> Vec<&config::SecretSource> {
    let mut out: Vec<&config::SecretSource> = Vec::new();
    for mailbox in &config.mailboxes {
        if let Incoming::Imap(imap) = &mailbox.door {
            out.push(source_of(&imap.login));
        }
    }
    if let Outgoing::Smtp(smtp) = &config.outgoing
        && let Some((_, login)) = &smtp.login
    {
        out.push(source_of(login));
    }
    let servers = config.freebusy.iter().flat_map(|freebusy| &freebusy.servers);
    out.extend(servers.filter_map(|server| Some(source_of(&server.login.as_ref()?.1))));
    out.extend(&config.keys.ring);
    out
}

fn source_of(login: &Login) -> &config::SecretSource {
    match login {
        Login::Password(source) | Login::OAuth(source) => source,
    }
}

/// Where a secret comes from, as the host door asks for it.
pub fn secret(source: &config::SecretSource) -> host::SecretSource {
    match source {
        config::SecretSource::File(path) => host::SecretSource::File(PathBuf::from(path)),
        config::SecretSource::Command(words) => host::SecretSource::Command(words.clone()),
        config::SecretSource::Credential(name) => host::SecretSource::Credential(name.clone()),
    }
}

/// The folder of the journal and the store: what the configuration says, else what systemd gave the unit.
pub fn state_folder(config: &Config, path: &Path) -> Result<PathBuf, Failure> {
    if let Some(state) = &config.paths.state {
        return Ok(PathBuf::from(state));
    }
    // Several folders are joined by colons (systemd.exec(5)); the first is ours.
    let given = std::env::var("STATE_DIRECTORY").unwrap_or_default();
    match given.split(':').next() {
        Some(first) if !first.is_empty() => Ok(PathBuf::from(first)),
        _ => Err(Failure::NoState { path: path.display().to_string() }),
    }
}

/// The store, in the state folder beside the key ring and the socket.
pub fn store_folder(state: &Path) -> PathBuf {
    state.join("store")
}

/// The control socket.
pub fn socket(config: &Config, state: &Path) -> PathBuf {
    config.socket.as_ref().map_or_else(|| state.join("beadle.sock"), PathBuf::from)
}

#[cfg(test)]
mod tests;
