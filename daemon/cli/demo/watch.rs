//! What the demo sees of the daemon: every record once it is on disk. It prints letters as they leave, and knows when
//! nothing more is going on, so that the clock may be put forward.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::place::{self, Progress};
use crate::directory::Directory;
use crate::door::maildir;
use crate::service::Daemon;
use crate::service::writer::Observer;
use crate::time::{Instant, Zone};
use crate::turn::outbox::Delivery;
use crate::turn::{Happened, Record};
use crate::workflow::memory::{key, parts, prefix, read_deadline};
use crate::workflow::{Event, Occasion, Outcome};

/// What a letter with a calendar object says of that part.
const CALENDAR: &[u8] = b"text/calendar";

/// The name under which a letter is remembered.
pub(super) fn by(name: &str, person: &str) -> String {
    format!("{name} {person}")
}

pub(super) struct Watch {
    mail: PathBuf,
    zone: Zone,
    directory: Directory,
    seen: Mutex<Seen>,
}

#[derive(Default)]
struct Seen {
    deadlines: BTreeSet<(Instant, Vec<u8>)>,
    waiting: BTreeSet<Vec<u8>>,
    messages: u64,
    /// Letters that have not left yet.
    composed: BTreeMap<String, (Occasion, String)>,
    letters: BTreeMap<String, String>,
    /// Letters with a calendar object.
    invites: BTreeSet<String>,
    /// The letter whose head was printed last.
    printed: Option<String>,
}

impl Watch {
    /// As the store stands before the daemon runs.
    pub(super) fn new(dir: &Path, daemon: &Daemon, progress: &Progress) -> Self {
        let reader = daemon.store.reader();
        let mut seen = Seen { letters: progress.letters.clone(), ..Seen::default() };
        for entry in ["d", "w", "x"].iter().flat_map(|kind| reader.scan(&prefix([kind]))).flatten() {
            seen.put(&entry.0, Some(&entry.1));
        }
        Self {
            mail: place::mail(dir),
            zone: daemon.setting.directory.company.zone.clone(),
            directory: daemon.setting.directory.clone(),
            seen: Mutex::new(seen),
        }
    }

    pub(super) fn observer(self: &Arc<Self>) -> Observer {
        let watch = Arc::clone(self);
        Box::new(move |record| watch.see(record))
    }

    fn seen(&self) -> MutexGuard<'_, Seen> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn see(&self, record: &Record) {
        let mut seen = self.seen();
        for (key, value) in &record.rows {
            seen.put(key, value.as_deref());
        }
        for letter in &record.letters {
            if letter.bytes.windows(CALENDAR.len()).any(|window| window.eq_ignore_ascii_case(CALENDAR)) {
                seen.invites.insert(letter.id.clone());
            }
            for (person, address) in &letter.to {
                let row = record.rows.get(&key(["x", &letter.id, &address.to_string()]));
                let delivery = row.and_then(|row| serde_json::from_slice::<Delivery>(row.as_deref()?).ok());
                if let Some(delivery) = delivery {
                    seen.letters.insert(by(&delivery.name, person.as_str()), letter.id.clone());
                }
            }
        }
        let at = self.zone.local(record.entry.at).format("%m-%d %H:%M");
        match &record.entry.event {
            Happened::Message { .. } => {
                seen.messages += 1;
                seen.printed = None;
            }
            Happened::Event(event) => {
                if let Event::Delivery { letter, to, outcome: Outcome::Accepted } = event.as_ref() {
                    let (occasion, subject) =
                        seen.composed.get(letter).cloned().unwrap_or((Occasion::Notice, String::new()));
                    let what = match seen.invites.contains(letter) {
                        true if occasion == Occasion::Invite => "invite",
                        true => "letter with an invite",
                        false => "letter",
                    };
                    let who = self.directory.owner(to).map_or_else(|| to.to_string(), |p| p.id.to_string());
                    let folder = maildir::folder_name(&to.to_string()).unwrap_or_default();
                    let path = self.mail.join(folder).join("new").join(format!("{letter}.beadle"));
                    // One head for a letter to several.
                    if seen.printed.as_ref() != Some(letter) {
                        println!("{at}  {what}  {subject}");
                        seen.printed = Some(letter.clone());
                    }
                    println!("             → {who:<6} {}", path.display());
                }
            }
        }
        for alarm in &record.entry.alarms {
            println!("{at}  attention: {alarm}");
        }
    }

    /// Messages taken since the start.
    pub(super) fn messages(&self) -> u64 {
        self.seen().messages
    }

    /// Nothing waits to be sent, and no deadline is due.
    pub(super) fn is_quiet(&self, now: Instant) -> bool {
        let seen = self.seen();
        seen.waiting.is_empty() && seen.deadlines.first().is_none_or(|(at, _)| *at > now)
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.seen().deadlines.first().map(|(at, _)| *at)
    }

    /// The newest letters, by name and reader.
    pub(super) fn letters(&self) -> BTreeMap<String, String> {
        self.seen().letters.clone()
    }
}

impl Seen {
    fn put(&mut self, row: &[u8], value: Option<&[u8]>) {
        match parts(row).first() {
            Some(&"d") => {
                let Some((at, ..)) = read_deadline(row) else { return };
                match value {
                    Some(_) => self.deadlines.insert((at, row.to_vec())),
                    None => self.deadlines.remove(&(at, row.to_vec())),
                };
            }
            Some(&"w") => {
                match value {
                    Some(_) => self.waiting.insert(row.to_vec()),
                    None => self.waiting.remove(row),
                };
            }
            Some(&"x") => {
                if let Some(delivery) = value.and_then(|text| serde_json::from_slice::<Delivery>(text).ok()) {
                    self.composed.insert(delivery.letter, (delivery.occasion, delivery.subject));
                }
            }
            _ => {}
        }
    }
}
