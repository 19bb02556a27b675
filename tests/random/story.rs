//! One story: memory, the clock, the core stepped event by event, and what must be true after each.
//!
//! It steps the core itself (`decide`, in some stories the whole `turn` with its letters) over rows in memory. Whatever
//! happens is checked here; what people do stands in `people`, which way a story goes in `again`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use beadle::directory::PersonId;
use beadle::mail;
use beadle::rules::Clock;
use beadle::rules::outline::Spot;
use beadle::time::Instant;
use beadle::turn::{due, fallen, next_deadline, turn};
use beadle::workflow::memory::{self, Changes};
use beadle::workflow::{
    Act, CaseId, Decision, Event, Fate, Incoming, LetterPlan, Occasion, Outcome, decide, is_unplanned,
};
use chrono::TimeDelta;

use super::{Sent, Story, Way, number};

/// Letters about one case that one person may get on one day, besides what people's own deeds of that day cause.
/// A process that goes by literal time may write every few minutes until somebody answers.
const LETTERS_A_DAY_MAX: usize = 20;
const LETTERS_A_DAY_ALWAYS_MAX: usize = 300;
/// What each deed of that day may cause on top.
const LETTERS_A_DEED_MAX: usize = 4;
/// Deadlines that follow from deadlines at the same instant: one after the other, at most.
const CIRCLES_MAX: usize = 50;
/// Letters that may still be answered: a folded one counts with its parts.
const SENT_MAX: usize = 600;
/// Lines of what happened last that a failure shows.
const TOLD_MAX: usize = 400;
/// How long nobody does anything at the end of a story, so that every ladder comes to its end.
const QUIET_DAYS: i64 = 40;
/// One of so many steps of time is a season of so many days, in which at most so many things happen.
const SEASON_EVERY: usize = 300;
const SEASON_DAYS: i64 = 100;
const SEASON_EVENTS_MAX: u64 = 1_000;
/// Deadlines looked after in those days, at most.
const QUIET_DEADLINES_MAX: u64 = 3_000;

impl Story {
    /// Plays so many events, and then weeks in which nobody does anything.
    pub(crate) fn play(&mut self, events: u64) {
        if is_unplanned(&self.setting.rules, &self.here.rows) {
            self.event("planned", Event::Planned);
        }
        if self.again.is_some() {
            self.goes_again(events);
        }
        while self.count < events {
            self.step();
        }
        self.ends();
    }

    /// Somebody does something, or time passes.
    pub(crate) fn step(&mut self) {
        match self.dice.percent(self.talk) {
            true => self.somebody_acts(),
            false => self.time_passes(),
        }
    }

    // ── time ─────────────────────────────────────────────────────────────────────────────────────────────────

    /// Nobody does much for a season: what waits for months comes into its own.
    fn a_season_passes(&mut self) {
        let end = self.here.now + TimeDelta::days(SEASON_DAYS);
        let before = self.count;
        while let Some(at) = next_deadline(&self.here.rows).filter(|at| *at <= end) {
            self.forward(at.max(self.here.now));
            self.deadlines();
            if self.dice.percent(30) {
                self.somebody_acts();
            }
            if self.count - before > SEASON_EVENTS_MAX {
                return;
            }
        }
    }

    fn time_passes(&mut self) {
        // A story about one process waits where it seeks something.
        if self.again.is_none() && self.dice.below(SEASON_EVERY) == 0 {
            return self.a_season_passes();
        }
        let minutes = match self.dice.below(20) {
            0 => 60 * 24,
            1..4 => 240,
            4..9 => 30,
            _ => 0,
        };
        match next_deadline(&self.here.rows) {
            // Mostly up to the next deadline, so that every one of them is seen at its own time.
            Some(at) if minutes == 0 || at <= self.here.now + TimeDelta::minutes(minutes) => {
                self.forward(at.max(self.here.now));
                self.deadlines();
            }
            Some(_) => self.forward(self.here.now + TimeDelta::minutes(minutes)),
            None => {
                self.forward(self.here.now + TimeDelta::minutes(minutes.max(30)));
                self.somebody_acts();
            }
        }
    }

    pub(crate) fn forward(&mut self, to: Instant) {
        self.here.now = to;
        let zone = &self.setting.directory.company.zone;
        let day = zone.local(self.here.now).date();
        if day != self.here.day {
            self.here.day = day;
            self.here.letters.clear();
            self.here.deeds = 0;
        }
    }

    pub(crate) fn deadlines(&mut self) {
        for _ in 0..CIRCLES_MAX {
            let all = due(&self.here.rows, self.here.now, usize::MAX);
            if all.is_empty() {
                return;
            }
            // The ticker hands in whole looks, in which letters are folded; what it finds may also be one at a time.
            if self.dice.percent(25) {
                for (at, case, key) in all {
                    self.event("deadline", Event::Deadline { case, key, due: at });
                }
                continue;
            }
            for event in fallen(all, self.here.now) {
                let what = if matches!(event, Event::Deadlines(_)) { "deadlines" } else { "deadline" };
                self.event(what, event);
            }
        }
        panic!("deadlines at {} beget deadlines of the same time", self.here.now);
    }
    // ── mail and events ──────────────────────────────────────────────────────────────────────────────────────

    pub(crate) fn mail(
        &mut self,
        from: &PersonId,
        to: &str,
        subject: &str,
        text: &str,
        files: &[String],
        headers: &str,
    ) {
        let from = self.setting.directory.person(from).unwrap().address();
        let id = format!("r{}@mail.test", self.count);
        let mut out = format!(
            "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {}\r\nMessage-ID: <{id}>\r\n{headers}MIME-Version: 1.0\r\n",
            self.here.now.to_rfc2822()
        );
        let body = text.replace('\n', "\r\n");
        if files.is_empty() {
            let _ = write!(out, "Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
        } else {
            let _ = write!(
                out,
                "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
            );
            for file in files {
                let _ = write!(
                    out,
                    "--x\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=\"{file}\"\r\n\r\n{file}\r\n"
                );
            }
            out.push_str("--x--\r\n");
        }
        self.receive("mail", out.into_bytes());
    }

    pub(crate) fn receive(&mut self, what: &'static str, raw: Vec<u8>) {
        let identity = &self.setting.identity;
        let own = mail::OwnMail { addresses: vec![identity.address.clone()], host: identity.host.clone() };
        let incoming = Incoming {
            key: format!("random/{}", self.count),
            received: self.here.now,
            message: mail::parse(&raw, &own).map_err(|q| q.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        self.event(what, Event::Message(Box::new(incoming)));
    }

    pub(crate) fn event(&mut self, what: &'static str, event: Event) {
        self.count += 1;
        *self.seen.events.entry(what).or_default() += 1;
        let decision = decide(&self.setting.world(&self.here.rows), &event, self.here.now);
        if self.count.is_multiple_of(64) {
            let again = decide(&self.setting.world(&self.here.rows), &event, self.here.now);
            assert_eq!(decision.rows, again.rows, "the same event, the same memory, another decision");
            assert_eq!(format!("{:?}", decision.letters), format!("{:?}", again.letters));
        }
        if self.whole {
            let record = turn(self.setting, &self.here.rows, &event, self.here.now, Changes::new());
            assert!(
                !matches!(&record.entry.fate, Fate::Quarantined(_))
                    || matches!(&decision.fate, Fate::Quarantined(_)),
                "a letter could not be written: {:?}",
                record.entry.fate
            );
        }
        self.digest = digest(self.digest, &decision);
        if what != "accepted" {
            self.tells(format!("{} {what} {}", self.here.now, shown(&event)));
        }
        for why in &decision.why {
            self.tells(format!("      {} {}", why.case.as_ref().map_or("", |id| &id.0), why.text));
        }
        self.watch(&decision);
        for (key, value) in &decision.rows {
            match value {
                Some(value) => self.here.rows.insert(key.clone(), value.clone()),
                None => self.here.rows.remove(key),
            };
        }
        for case in &decision.cases {
            // What is kept of a case until the next decision is what its rows say.
            assert_eq!(memory::load(&self.here.rows, &case.id).as_ref(), Ok(&Some(case.as_ref().clone())));
            self.stands(&case.id);
        }
        for letter in &decision.letters {
            self.leaves(letter);
        }
    }

    pub(crate) fn tells(&mut self, line: String) {
        self.here.told.push_back(line);
        if self.here.told.len() > TOLD_MAX && number("BEADLE_STORY").is_none() {
            self.here.told.pop_front();
        }
    }

    /// A case that changed can go on: it has ended, or somebody is waited for, or an operator knows.
    fn stands(&mut self, id: &CaseId) {
        let case = memory::load(&self.here.rows, id).unwrap().unwrap();
        if let Some(why) = &case.held {
            // Whom no letter reaches and who has nobody above him holds a case for an operator; nothing else may.
            let excused = why.contains("cannot reach") || why.contains("has nobody to ask");
            assert!(excused, "{id} is held: {why}");
            *self.seen.held.entry(case.process.clone()).or_default() += 1;
        }
        let over = case.ended.is_some() || case.held.is_some();
        let goes_on = || !case.deadlines().is_empty() || self.has_open_children(id);
        assert!(over || goes_on(), "{id} hangs in '{}'", case.state);
    }

    /// It waits for cases of its own, each of which must go on by itself.
    fn has_open_children(&self, id: &CaseId) -> bool {
        let below = memory::prefix(["h", &id.0]);
        let children = self.here.rows.range(below.clone()..).take_while(|(key, _)| key.starts_with(&below));
        children.into_iter().any(|(_, state)| state == b"open")
    }

    /// Counts what a decision did: the reasons say it.
    fn watch(&mut self, decision: &Decision) {
        let process = |id: &CaseId, rows: &BTreeMap<Vec<u8>, Vec<u8>>| {
            let changed = decision.rows.get(&memory::key(["c", &id.0, "head", "0000"])).cloned().flatten();
            let head = changed.or_else(|| rows.get(&memory::key(["c", &id.0, "head", "0000"])).cloned());
            let head: Option<serde_json::Value> = head.and_then(|h| serde_json::from_slice(&h).ok());
            head.and_then(|h| Some(h.get("process")?.as_str()?.to_owned())).unwrap_or_default()
        };
        for why in &decision.why {
            let Some(id) = &why.case else { continue };
            let quoted: Vec<&str> = why.text.split('\'').collect();
            if let [_, from, " → ", to, ..] = quoted.as_slice() {
                let name = process(id, &self.here.rows);
                self.goes(id, (name, Spot::State((*from).to_owned()), (*to).to_owned()));
            } else if let ["starts in ", to, ..] = quoted.as_slice() {
                let name = process(id, &self.here.rows);
                self.goes(id, (name, Spot::Start, (*to).to_owned()));
                self.seen.cases += 1;
            } else if let [_, key, rest, ..] = quoted.as_slice()
                && (rest.starts_with(": silence until") || why.text.contains("' by "))
            {
                let key = key.split('@').next().unwrap_or_default();
                let what = match rest.strip_prefix(": silence until ") {
                    Some(at) => format!("{key} silent {at}"),
                    None => format!("{key} {}", quoted.get(3).unwrap_or(&"")),
                };
                let name = process(id, &self.here.rows);
                *self.seen.done.entry((name, what)).or_default() += 1;
            }
        }
    }

    fn goes(&mut self, id: &CaseId, way: Way) {
        if let Some(again) = &mut self.again {
            again.arrived.push((id.clone(), way.clone()));
        }
        *self.seen.taken.entry(way).or_default() += 1;
    }

    /// A letter goes out: most servers take it at once.
    fn leaves(&mut self, plan: &LetterPlan) {
        for to in &plan.to {
            self.seen.letters += 1;
            // One that holds several is about the case of each.
            let about: BTreeSet<&CaseId> =
                plan.parts.iter().chain([plan]).filter_map(|p| p.case.as_ref()).collect();
            for case in about {
                self.counts(case, to);
            }
            self.seen.folded += u64::from(!plan.parts.is_empty());
            for part in plan.parts.iter().chain([plan]) {
                let invite = part.invite.as_ref().filter(|i| !i.cancel);
                self.here.sent.push_back(Sent {
                    id: part.id.clone(),
                    case: part.case.clone(),
                    to: to.clone(),
                    token: part.ask.as_ref().map(|ask| ask.token.clone()),
                    invite: invite.map(|i| (i.invite.uid.clone(), i.invite.sequence)),
                    within: (part.id != plan.id).then(|| plan.id.clone()),
                });
            }
            while self.here.sent.len() > SENT_MAX {
                self.here.sent.pop_front();
            }
            if plan.occasion == Occasion::Ask || plan.occasion == Occasion::Also {
                if self.dice.percent(3) {
                    self.here.late.push((plan.id.clone(), to.clone()));
                } else {
                    let to = self.setting.directory.person(to).unwrap().address().clone();
                    self.event(
                        "accepted",
                        Event::Delivery { letter: plan.id.clone(), to, outcome: Outcome::Accepted },
                    );
                }
            }
        }
    }

    /// Letters about one case to one person have a bound.
    fn counts(&mut self, case: &CaseId, to: &PersonId) {
        let count = self.here.letters.entry((to.clone(), case.clone())).or_default();
        *count += 1;
        let code = case.0.rsplit('-').next().unwrap_or_default();
        let always = self.setting.rules.processes.values().any(|p| {
            p.clock == Clock::Always
                && (case.0.starts_with(&format!("{}-", p.code)) || code.starts_with(&p.code))
        });
        let most = if always { LETTERS_A_DAY_ALWAYS_MAX } else { LETTERS_A_DAY_MAX };
        let most = most + LETTERS_A_DEED_MAX * self.here.deeds;
        let excess = count.saturating_sub(LETTERS_A_DEED_MAX * self.here.deeds);
        let known = self.seen.most_letters.entry(always).or_default();
        if excess > known.0 {
            *known = (excess, case.0.clone());
        }
        assert!(
            *count <= most,
            "{count} letters about {case} to {to} on {}, whose bound is {most}",
            self.here.day
        );
    }

    /// Everybody comes back, and then nobody does anything for weeks.
    fn ends(&mut self) {
        self.late_letters();
        let end = self.here.now + TimeDelta::days(QUIET_DAYS);
        let (before, always) =
            (self.count, self.setting.rules.processes.values().filter(|p| p.clock == Clock::Always));
        let always: BTreeSet<&String> = always.map(|p| &p.name).collect();
        // A process that goes by the minute is called off: nobody waits for weeks for it.
        for case in self.cases().iter().filter(|case| always.contains(&case.process)) {
            let act = Act::Cancel { case: case.id.clone(), reason: "over".into() };
            self.event("operator", Event::Operator { who: "operator".into(), act });
        }
        while let Some(at) = next_deadline(&self.here.rows).filter(|at| *at <= end) {
            self.forward(at.max(self.here.now));
            self.deadlines();
            if self.count - before > QUIET_DEADLINES_MAX {
                break;
            }
        }
        self.agrees();
    }

    /// The deadlines that lie in memory are those of the cases.
    pub(crate) fn agrees(&self) {
        let mut stored = BTreeSet::new();
        let mut wanted = BTreeSet::new();
        for key in self.here.rows.keys() {
            match memory::parts(key).as_slice() {
                // What opens by the calendar belongs to no case.
                ["d", _, "*", ..] => {}
                ["d", ..] => drop(stored.insert(memory::read_deadline(key).unwrap())),
                ["c", id, "head", "0000"] => {
                    let id = CaseId((*id).to_owned());
                    let case = memory::load(&self.here.rows, &id).unwrap().unwrap();
                    wanted.extend(case.deadlines().into_iter().map(|(at, key)| (at, id.clone(), key)));
                }
                _ => {}
            }
        }
        let whole =
            |(at, id, key): &(Instant, CaseId, String)| (at.timestamp_millis(), id.clone(), key.clone());
        let (stored, wanted): (BTreeSet<_>, BTreeSet<_>) =
            (stored.iter().map(whole).collect(), wanted.iter().map(whole).collect());
        assert_eq!(stored, wanted, "stored deadlines and those of the cases");
    }
}

/// An event as one line.
fn shown(event: &Event) -> String {
    match event {
        Event::Message(incoming) => match &incoming.message {
            Ok(message) => format!(
                "{} | {} | {}",
                message.sole_from().map(ToString::to_string).unwrap_or_default(),
                message.subject.raw,
                message.words.own.replace('\n', " / ")
            ),
            Err(reason) => reason.clone(),
        },
        Event::Deadline { case, key, .. } => format!("{case} {key}"),
        Event::Deadlines(all) => {
            all.iter().map(|(case, key, _)| format!("{case} {key}")).collect::<Vec<_>>().join(" | ")
        }
        Event::Delivery { letter, to, outcome } => format!("{letter} {to} {outcome:?}"),
        Event::Operator { act, .. } => format!("{act:?}"),
        Event::Planned => "the calendar is planned".to_owned(),
        Event::Busy { person, busy } => format!("{person} is busy at {} times", busy.spans.len()),
        Event::Sweep { from } => format!("sweep from {from:?}"),
    }
}

/// FNV-1a over what a decision changes and sends: the same on every run and machine, or something is not pure.
fn digest(start: u64, decision: &Decision) -> u64 {
    let mut hash = start;
    let mut eat = |bytes: &[u8]| hash = digest_of(bytes, hash);
    for (key, value) in &decision.rows {
        eat(key);
        value.iter().for_each(|value| eat(value));
    }
    for letter in &decision.letters {
        eat(letter.id.as_bytes());
        eat(letter.name.as_bytes());
    }
    decision.why.iter().for_each(|why| eat(why.text.as_bytes()));
    hash
}

pub(crate) fn digest_of(bytes: &[u8], start: u64) -> u64 {
    let begin = start ^ 0xcbf2_9ce4_8422_2325;
    bytes.iter().fold(begin, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}
