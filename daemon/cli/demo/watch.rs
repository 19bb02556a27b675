//! What the demo sees of the daemon: every record once it is on disk. It prints letters as they leave, and knows when
//! nothing more is going on, so that the clock may be put forward.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::place;
use crate::directory::Directory;
use crate::door::maildir;
use crate::service::Daemon;
use crate::service::writer::Observer;
use crate::store;
use crate::time::{Instant, Zone};
use crate::turn::outbox::Delivery;
use crate::turn::{Entry, Happened, Record, falls};
use crate::workflow::memory::{parts, prefix, read_deadline};
use crate::workflow::{Event, Occasion, Outcome};

/// What a letter with a calendar object says of that part.
const CALENDAR: &[u8] = b"text/calendar";

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
    /// Message-IDs of what was taken from the mailbox.
    taken: BTreeSet<String>,
    /// Records so far: something goes on while this grows.
    records: u64,
    /// The time of the newest record.
    last: Option<Instant>,
    /// Letters that have not left yet: why, the name of the template, the subject.
    composed: BTreeMap<String, (Occasion, String, String)>,
    /// The newest letter by name of its template and address: its id.
    letters: BTreeMap<(String, String), String>,
    /// Letters with a calendar object.
    invites: BTreeSet<String>,
    /// The letter whose head was printed last.
    printed: Option<String>,
}

impl Watch {
    /// As the store stands before the daemon runs; the journal tells what left and what was taken, so that a demo
    /// that was killed knows it, too.
    pub(super) fn new(dir: &Path, daemon: &Daemon) -> Result<Self, store::Error> {
        let reader = daemon.store.reader();
        let mut seen = Seen::default();
        for record in reader.journal(1) {
            let record = record?;
            let rows = record.rows.iter().map(|(key, value)| (key.as_slice(), value.as_deref()));
            // Records that only change rows carry no entry.
            let entry = serde_json::from_slice::<Entry>(&record.body).ok();
            seen.note(entry.as_ref(), rows);
        }
        (seen.deadlines, seen.waiting) = Default::default();
        for entry in ["d", "w", "x"].iter().flat_map(|kind| reader.scan(&prefix([kind]))) {
            let (key, value) = entry?;
            seen.put(&key, Some(&value));
        }
        Ok(Self {
            mail: place::mail(dir),
            zone: daemon.setting.directory.company.zone.clone(),
            directory: daemon.setting.directory.clone(),
            seen: Mutex::new(seen),
        })
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
        seen.note(
            Some(&record.entry),
            record.rows.iter().map(|(key, value)| (key.as_slice(), value.as_deref())),
        );
        for letter in &record.letters {
            if letter.bytes.windows(CALENDAR.len()).any(|window| window.eq_ignore_ascii_case(CALENDAR)) {
                seen.invites.insert(letter.id.clone());
            }
        }
        let at = self.zone.local(record.entry.at).format("%m-%d %H:%M");
        match &record.entry.event {
            Happened::Message { .. } => seen.printed = None,
            Happened::Event(event) => {
                if let Event::Delivery { letter, to, outcome: Outcome::Accepted } = event.as_ref() {
                    let (occasion, name, subject) = seen.composed.get(letter).cloned().unwrap_or((
                        Occasion::Notice,
                        String::new(),
                        String::new(),
                    ));
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
                        super::say(format_args!("{at}  {what} '{name}'  {subject}"));
                        seen.printed = Some(letter.clone());
                    }
                    super::say(format_args!("             → {who:<6} {}", path.display()));
                }
            }
        }
        for alarm in &record.entry.alarms {
            super::say(format_args!("{at}  attention: {alarm}"));
        }
    }

    /// Whether a message of that id was taken, whenever that was.
    pub(super) fn has_taken(&self, message_id: &str) -> bool {
        self.seen().taken.contains(message_id)
    }

    /// Records so far.
    pub(super) fn records(&self) -> u64 {
        self.seen().records
    }

    /// The time of the newest record.
    pub(super) fn last(&self) -> Option<Instant> {
        self.seen().last
    }

    /// Nothing waits to be sent, and no deadline is due.
    pub(super) fn is_quiet(&self, now: Instant) -> bool {
        let seen = self.seen();
        seen.waiting.is_empty() && seen.next_deadline().is_none_or(|at| at > now)
    }

    pub(super) fn next_deadline(&self) -> Option<Instant> {
        self.seen().next_deadline()
    }

    /// The newest letter of that name to that address: its id.
    pub(super) fn letter(&self, name: &str, address: String) -> Option<String> {
        self.seen().letters.get(&(name.to_owned(), address)).cloned()
    }
}

impl Seen {
    fn next_deadline(&self) -> Option<Instant> {
        falls(self.deadlines.iter().map(|(at, _)| *at))
    }

    /// What one record brought.
    fn note<'a>(&mut self, entry: Option<&Entry>, rows: impl Iterator<Item = (&'a [u8], Option<&'a [u8]>)>) {
        self.records += 1;
        let mut names = BTreeMap::new();
        for (row, value) in rows {
            if let Some(delivery) = self.put(row, value) {
                names.insert((delivery.letter, delivery.to.to_string()), delivery.name);
            }
        }
        let Some(entry) = entry else { return };
        self.last = self.last.max(Some(entry.at));
        if let Happened::Message { message_id, .. } = &entry.event {
            self.taken.insert(message_id.clone());
        }
        for (letter, readers, _) in &entry.letters {
            for reader in readers {
                if let Some(name) = names.get(&(letter.clone(), reader.clone())) {
                    self.letters.insert((name.clone(), reader.clone()), letter.clone());
                }
            }
        }
    }

    /// A row as it stands from now on; a letter that waits is returned.
    fn put(&mut self, row: &[u8], value: Option<&[u8]>) -> Option<Delivery> {
        match parts(row).first() {
            Some(&"d") => {
                let (at, ..) = read_deadline(row)?;
                match value {
                    Some(_) => self.deadlines.insert((at, row.to_vec())),
                    None => self.deadlines.remove(&(at, row.to_vec())),
                };
                None
            }
            Some(&"w") => {
                match value {
                    Some(_) => self.waiting.insert(row.to_vec()),
                    None => self.waiting.remove(row),
                };
                None
            }
            Some(&"x") => {
                let delivery: Delivery = serde_json::from_slice(value?).ok()?;
                let known = (delivery.occasion, delivery.name.clone(), delivery.subject.clone());
                self.composed.insert(delivery.letter.clone(), known);
                Some(delivery)
            }
            _ => None,
        }
    }
}
