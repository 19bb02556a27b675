//! Plays a scenario on an empty memory and holds what leaves against what the story lists.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use mail_parser::MessageParser;
use serde::Serialize;

use super::{Expected, File, Line, Scenario, What};
use crate::address::Address;
use crate::calendar::{Busy, When};
use crate::compose;
use crate::directory::PersonId;
use crate::fault::{Fault, Faults, offer};
use crate::mail;
use crate::rules::Value;
use crate::time::Instant;
use crate::turn::{Entry, Later, Pen, Record, Setting, Sheet, due, fallen, next_deadline, outbox, turn_with};
use crate::workflow::busy::WEEKS;
use crate::workflow::memory::{self, Changes};
use crate::workflow::{
    Act, Case, CaseId, Event, Fate, Incoming, InvitePlan, Kept, Occasion, Outcome as Fared, Over, Why,
    is_unplanned,
};

/// Deadlines handled between two lines of a story, at most: more is a process that runs in circles.
const DEADLINES_MAX: u32 = 100_000;

/// What a scenario came to.
#[derive(Debug)]
pub struct Played {
    /// Everything that happened, in order of time.
    pub timeline: Vec<Outcome>,
    /// Every letter that left.
    pub letters: Vec<Letter>,
    /// Where the story and what happened differ.
    pub faults: Faults,
    /// Memory at the end.
    pub rows: BTreeMap<Vec<u8>, Vec<u8>>,
}

/// One thing that happened.
#[derive(Debug, Clone, Serialize)]
pub struct Outcome {
    /// When.
    pub at: Instant,
    /// `mail` (somebody wrote, pressed or bounced), `operator`, `deadline`, `letter`, `why`, `alarm`.
    pub kind: &'static str,
    /// The case, if it is about one.
    pub case: Option<String>,
    /// One line.
    pub text: String,
    /// Of a `letter`: which of [`Played::letters`].
    #[serde(skip)]
    pub letter: Option<usize>,
}

impl Played {
    /// All cases as they stand at the end, by id.
    pub fn cases(&self) -> Vec<Case> {
        let head = self.rows.range(memory::prefix(["c"])..).take_while(|(key, _)| key.starts_with(b"c\0"));
        let mut ids: Vec<&str> = head.filter_map(|(key, _)| memory::parts(key).get(1).copied()).collect();
        ids.dedup();
        ids.iter()
            .filter_map(|id| memory::load(&self.rows, &CaseId((*id).to_owned())).ok().flatten())
            .collect()
    }
}

/// A letter that left, to one reader.
#[derive(Debug, Clone)]
pub struct Letter {
    /// When.
    pub at: Instant,
    /// Its id.
    pub id: String,
    /// Name of its template.
    pub name: String,
    /// As in a story: `reminder`, `invite`, `cancel` …
    pub occasion: Option<String>,
    /// Its reader.
    pub to: PersonId,
    /// Where it went.
    pub address: Address,
    /// Its subject.
    pub subject: String,
    /// Its bytes, the same for all its readers.
    pub bytes: Arc<[u8]>,
    /// What its calendar object was written from, if one goes along.
    pub invite: Option<InvitePlan>,
}

/// Plays a scenario to its last line.
pub fn play(scenario: &Scenario, setting: &Setting) -> Played {
    let mut player = Player::new(scenario, setting, None);
    scenario.lines.iter().for_each(|line| player.line(line));
    player.end()
}

/// The same, with letters that are written while the story goes on: each [`Sheet`] goes to `helper` as soon as it is known,
/// for somebody else to write. What nobody has written when it is needed is written then.
pub fn play_with<'a>(
    scenario: &'a Scenario,
    setting: &'a Setting,
    helper: impl Fn(Arc<Sheet<'a>>) + 'a,
) -> Played {
    let mut player = Player::new(scenario, setting, Some(Box::new(helper)));
    for line in &scenario.lines {
        player.line(line);
        if player.unwritable {
            break;
        }
    }
    player.read_all();
    // A letter that cannot be written undoes its decision, and what has been played since.
    if player.unwritable { play(scenario, setting) } else { player.end() }
}
/// Whether a scenario comes out as it is told: [`play`] without a fault, but played no further than to the first minute
/// that differs.
pub fn holds(scenario: &Scenario, setting: &Setting) -> bool {
    let mut player = Player::new(scenario, setting, None);
    let lists = scenario.lines.iter().any(|line| matches!(line.what, What::Letter(_)));
    // How many of the letters that left and of those that are told have been compared.
    let mut compared = (0, 0);
    for line in &scenario.lines {
        player.line(line);
        let as_told = !lists || player.agrees(&mut compared, scenario.zone.instant(line.at));
        if !as_told || !player.played.faults.0.is_empty() {
            return false;
        }
    }
    player.compare();
    player.played.faults.0.is_empty() && super::known::check(scenario, setting).0.is_empty()
}

struct Player<'a> {
    scenario: &'a Scenario,
    setting: &'a Setting,
    /// Who writes the letters where the story does not wait for them, and the sheets that were not read yet.
    aside: Option<Aside<'a>>,
    /// A letter that others wrote cannot be written.
    unwritable: bool,
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    kept: Kept,
    now: Instant,
    played: Played,
    expected: Vec<(Instant, Expected, crate::document::Span)>,
    /// Deliveries that no server has accepted yet.
    waiting: Vec<(String, Address)>,
    /// People whose server does not answer.
    unreachable: Vec<String>,
    down: bool,
    count: u32,
    /// How the last event of the story was taken, and why.
    last: (Fate, Vec<Why>),
}

/// Letters that are written beside the story.
struct Aside<'a> {
    later: Later<'a>,
    helper: Box<dyn Fn(Arc<Sheet<'a>>) + 'a>,
    /// All of them, in order.
    sheets: Vec<Arc<Sheet<'a>>>,
    /// Letters that left and were not read yet, by their readers.
    unread: BTreeMap<PersonId, Vec<Unread<'a>>>,
}

/// Where a letter is that was not read yet.
struct Unread<'a> {
    sheet: Arc<Sheet<'a>>,
    /// Which one of that sheet.
    number: usize,
    /// In [`Played::letters`].
    letter: usize,
    /// In [`Played::timeline`].
    outcome: usize,
}

impl<'a> Player<'a> {
    fn new(
        scenario: &'a Scenario,
        setting: &'a Setting,
        helper: Option<Box<dyn Fn(Arc<Sheet<'a>>) + 'a>>,
    ) -> Self {
        let aside = helper.map(|helper| Aside {
            later: Later::new(setting),
            helper,
            sheets: Vec::new(),
            unread: BTreeMap::new(),
        });
        let mut player = Self {
            scenario,
            setting,
            aside,
            unwritable: false,
            rows: BTreeMap::new(),
            kept: Kept::default(),
            now: scenario.lines.first().map_or_else(Instant::default, |l| scenario.zone.instant(l.at)),
            played: Played {
                timeline: Vec::new(),
                letters: Vec::new(),
                faults: Faults::default(),
                rows: BTreeMap::new(),
            },
            expected: Vec::new(),
            waiting: Vec::new(),
            unreachable: Vec::new(),
            down: false,
            count: 0,
            last: (Fate::Acted, Vec::new()),
        };
        if is_unplanned(&setting.rules, &player.rows) {
            player.turn(&Event::Planned);
        }
        player
    }

    fn line(&mut self, line: &Line) {
        let at = self.scenario.zone.instant(line.at);
        self.advance(at);
        self.now = self.now.max(at);
        match &line.what {
            What::Passes => {}
            What::Letter(expected) => self.expected.push((at, expected.clone(), line.span.clone())),
            What::Down(down) => {
                self.down = *down;
                if !down {
                    self.catch_up();
                }
            }
            What::Server { to, up } => self.server(to, *up),
            What::Writes { from, subject, text, files } => {
                let to = self.setting.identity.address.to_string();
                let raw = self.mail(from, &to, subject, text, files, "");
                self.receive(line, raw);
            }
            What::Replies { from, letter, text, files, owner, case, all } => {
                self.read(owner.as_ref().unwrap_or(from), |l| l.name == *letter);
                match self.reply((from, owner), (letter, case), text, files, *all) {
                    Some(raw) => self.receive(line, raw),
                    None => self.fault(
                        line,
                        format!("no letter '{letter}' went to {}", owner.as_ref().unwrap_or(from)),
                    ),
                }
            }
            What::Proposes { from, span, meet } => {
                self.read(from, |l| l.invite.is_some());
                match self.propose(from, *span, meet) {
                    Some(raw) => self.receive(line, raw),
                    None => self.fault(line, format!("no invitation '{meet}' went to {from}")),
                }
            }
            What::Presses { from, meet, .. } | What::Sends { from, meet, .. } => {
                let owner =
                    if let What::Presses { owner: Some(owner), .. } = &line.what { owner } else { from };
                self.read(owner, |l| l.invite.is_some());
                match self.press(&line.what) {
                    Some(raw) => self.receive(line, raw),
                    None => self.fault(line, format!("no invitation '{meet}' went to {from}")),
                }
            }
            What::Bounces { letter, to } => {
                self.read(to, |l| l.name == *letter);
                match self.bounce(letter, to) {
                    Some(raw) => self.receive(line, raw),
                    None => self.fault(line, format!("no letter '{letter}' went to {to}")),
                }
            }
            What::Away { from, letter } => {
                self.read(from, |l| l.name == *letter);
                match self.away(from, letter) {
                    Some(raw) => self.receive(line, raw),
                    None => self.fault(line, format!("no letter '{letter}' went to {from}")),
                }
            }
            What::Busy { person, spans } => self.look(line, person, spans),
            What::OperatorAnswers { case, person, text } => {
                let (case, person) = (CaseId(case.clone()), person.as_str().into());
                self.operate(line, Act::Answer { case, person, text: text.clone() });
            }
            What::OperatorOpens { process, about, person, text } => {
                let (about, person) = (about.clone().map(CaseId), person.as_str().into());
                let act = Act::Open { process: process.clone(), about, person, text: text.clone() };
                self.operate(line, act);
            }
            What::OperatorCancels(case) => {
                let case = CaseId(case.clone());
                self.operate(line, Act::Cancel { case, reason: "by the story".into() });
            }
            What::OperatorReleases(case) => {
                self.operate(line, Act::Release { case: CaseId(case.clone()) });
            }
            What::State { case, state } => match self.case(case) {
                None => self.fault(line, format!("there is no case {case}")),
                Some(found) if found.held.is_some() => {
                    self.fault(line, format!("{case} is held: {}", found.held.unwrap_or_default()));
                }
                Some(found) if found.state != *state => {
                    self.fault(line, format!("{case} is in '{}'", found.state));
                }
                Some(_) => {}
            },
            What::Field { case, field, value } => {
                let Some(found) = self.case(case) else {
                    return self.fault(line, format!("there is no case {case}"));
                };
                match found.fields.get(field).map(text_of) {
                    None => {
                        let known: Vec<&str> = found.fields.keys().map(String::as_str).collect();
                        let known = offer(field, known);
                        self.fault(line, format!("{case} keeps no field '{field}': {known}"));
                    }
                    Some(found) if found != *value => {
                        self.fault(line, format!("'{field}' of {case} is {found}"))
                    }
                    Some(_) => {}
                }
            }
            What::Why(words) => {
                if !self.last.1.iter().any(|why| why.text.contains(words.as_str())) {
                    let why: Vec<&str> = self.last.1.iter().map(|w| w.text.as_str()).collect();
                    self.fault(line, format!("no reason says so; the reasons are: {}", why.join(" | ")));
                }
            }
            What::Reads { person, letter, words } => {
                self.read(person, |l| l.name == *letter);
                let text = self.sent(letter, person).and_then(|l| {
                    let parsed = MessageParser::default().parse(&*l.bytes)?;
                    Some(format!("{}\n{}", l.subject, parsed.body_text(0)?))
                });
                match text {
                    None => self.fault(line, format!("no letter '{letter}' went to {person}")),
                    Some(text) if !text.contains(words.as_str()) => {
                        self.fault(line, format!("the letter says: {text}"));
                    }
                    Some(_) => {}
                }
            }
            What::Rings { letter, person, before } => {
                let plan = self.sent(letter, person).and_then(|l| l.invite.as_ref());
                match plan.map(|plan| plan.invite.alarms.clone()) {
                    None => {
                        self.fault(line, format!("no letter '{letter}' with an invitation went to {person}"))
                    }
                    Some(alarms) if alarms != *before => {
                        self.fault(line, format!("it rings so many minutes before: {alarms:?}"));
                    }
                    Some(_) => {}
                }
            }
            What::Lasts { letter, person, length } => {
                let plan = self.sent(letter, person).and_then(|l| l.invite.as_ref());
                let found = plan.map(|plan| match &plan.invite.when {
                    When::Once { start, end, .. } => (*end - *start).num_minutes(),
                    When::Series(series) => series.length_minutes.into(),
                    When::AllDay { .. } => chrono::TimeDelta::days(1).num_minutes(),
                });
                match found {
                    None => {
                        self.fault(line, format!("no letter '{letter}' with an invitation went to {person}"))
                    }
                    Some(found) if found != *length => self.fault(line, format!("it takes {found} minutes")),
                    Some(_) => {}
                }
            }
            What::Fate(fate, words) => {
                let (found, reason) = match &self.last.0 {
                    Fate::Acted => ("acted", ""),
                    Fate::Ignored(reason) => ("ignored", reason.as_str()),
                    Fate::Quarantined(reason) => ("quarantined", reason.as_str()),
                };
                if found != fate || !reason.contains(words.as_str()) {
                    self.fault(line, format!("it was {found}: {reason}"));
                }
            }
        }
    }

    fn fault(&mut self, line: &Line, found: String) {
        let remedy =
            "the line or the process is wrong: what happened stands in the timeline, its reasons with --why";
        self.played.faults.push(self.scenario.source.fault(line.span.clone(), found, remedy));
    }

    fn case(&self, id: &str) -> Option<Case> {
        memory::load(&self.rows, &CaseId(id.to_owned())).ok().flatten()
    }

    /// Deadlines up to and including that instant, each at its own time.
    fn advance(&mut self, to: Instant) {
        while let Some(at) = next_deadline(&self.rows).filter(|at| *at <= to && !self.down) {
            self.now = self.now.max(at);
            self.catch_up();
            if self.count > DEADLINES_MAX {
                return;
            }
        }
    }

    fn catch_up(&mut self) {
        for event in fallen(due(&self.rows, self.now, usize::MAX), self.now) {
            self.count += 1;
            let keys: Vec<(CaseId, String)> = match &event {
                Event::Deadline { case, key, .. } => vec![(case.clone(), key.clone())],
                Event::Deadlines(all) => {
                    all.iter().map(|(case, key, _)| (case.clone(), key.clone())).collect()
                }
                _ => Vec::new(),
            };
            for (case, key) in keys {
                self.note("deadline", Some(case.clone()), format!("{case} {key}"));
            }
            self.turn(&event);
        }
    }

    fn receive(&mut self, line: &Line, raw: Vec<u8>) {
        let identity = &self.setting.identity;
        let own = mail::OwnMail {
            addresses: std::iter::once(&identity.address).chain(&identity.aliases).cloned().collect(),
            host: identity.host.clone(),
        };
        self.note("mail", None, told(&line.what));
        let incoming = Incoming {
            key: format!("story/{}", self.played.timeline.len()),
            received: self.now,
            message: mail::parse(&raw, &own).map_err(|q| q.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        let entry = self.turn(&Event::Message(Box::new(incoming)));
        match &entry.fate {
            Fate::Ignored(reason) => self.note("why", None, format!("ignored: {reason}")),
            Fate::Quarantined(reason) => self.note("why", None, format!("quarantined: {reason}")),
            _ => {}
        }
        self.last = (entry.fate, entry.why);
    }

    fn operate(&mut self, line: &Line, act: Act) {
        self.note("operator", None, told(&line.what));
        let entry = self.turn(&Event::Operator { who: "operator".into(), act });
        self.last = (entry.fate, entry.why);
    }

    /// What a look into somebody's own calendar finds.
    fn look(&mut self, line: &Line, person: &str, spans: &[(chrono::NaiveDateTime, chrono::NaiveDateTime)]) {
        let zone = self.scenario.zone.clone();
        let from = zone.instant(zone.local(self.now).date().and_time(chrono::NaiveTime::MIN));
        let spans = spans.iter().map(|(start, end)| (zone.instant(*start), zone.instant(*end))).collect();
        let busy = Busy::of(spans, from, from + chrono::Duration::weeks(WEEKS));
        self.note("calendar", None, told(&line.what));
        let entry = self.turn(&Event::Busy { person: person.into(), busy });
        if let Fate::Ignored(why) = &entry.fate {
            self.fault(line, why.clone());
        }
        self.last = (entry.fate, entry.why);
    }

    fn turn(&mut self, event: &Event) -> Entry {
        let memory = Over { rows: &self.rows, kept: &self.kept };
        let pen: &dyn Pen = match &self.aside {
            Some(aside) => &aside.later,
            None => &self.setting.composer,
        };
        let Record { entry, rows, cases, letters, .. } =
            turn_with(pen, self.setting, &memory, event, self.now, Changes::new());
        self.kept.learn(&rows, &cases);
        for why in &entry.why {
            self.note("why", why.case.clone(), why.text.clone());
        }
        for alarm in &entry.alarms {
            self.note("alarm", None, alarm.clone());
        }
        for (key, value) in rows {
            match value {
                Some(value) => self.rows.insert(key, value),
                None => self.rows.remove(&key),
            };
        }
        self.send(&letters);
        entry
    }

    /// Letters leave, and their servers take them unless the story says otherwise.
    fn send(&mut self, letters: &[compose::Letter]) {
        let sheets = self.sheets();
        for (n, letter) in letters.iter().enumerate() {
            let bytes: Arc<[u8]> = letter.bytes.as_slice().into();
            // All its deliveries say the same of it.
            let first = letter.to.first().and_then(|(_, to)| outbox::delivery(&self.rows, &letter.id, to));
            let Some(delivery) = first else { continue };
            for (person, address) in &letter.to {
                let occasion = match delivery.occasion {
                    Occasion::Ask | Occasion::Notice | Occasion::Reply => None,
                    Occasion::Reminder => Some("reminder"),
                    Occasion::Also => Some("also"),
                    Occasion::Correction => Some("correction"),
                    Occasion::Invite if letter.invite.as_ref().is_some_and(|plan| plan.cancel) => {
                        Some("cancel")
                    }
                    Occasion::Invite => Some("invite"),
                };
                let sent = Letter {
                    at: self.now,
                    id: letter.id.clone(),
                    name: delivery.name.clone(),
                    occasion: occasion.map(str::to_owned),
                    to: person.clone(),
                    address: address.clone(),
                    subject: letter.subject.clone(),
                    bytes: bytes.clone(),
                    invite: letter.invite.clone(),
                };
                let what = sent.occasion.as_ref().map_or_else(String::new, |o| format!(" ({o})"));
                let text = format!("{}{what} to {person}: {}", sent.name, sent.subject);
                self.note("letter", delivery.case.clone(), text);
                if let Some(outcome) = self.played.timeline.last_mut() {
                    outcome.letter = Some(self.played.letters.len());
                }
                if let (Some(aside), Some((sheet, number))) = (&mut self.aside, sheets.get(n)) {
                    aside.unread.entry(person.clone()).or_default().push(Unread {
                        sheet: sheet.clone(),
                        number: *number,
                        letter: self.played.letters.len(),
                        outcome: self.played.timeline.len() - 1,
                    });
                }
                self.played.letters.push(sent);
                self.waiting.push((letter.id.clone(), address.clone()));
            }
        }
        self.deliver();
    }

    /// Hands on what the last turn left to be written: of each of its letters the sheet and its number there.
    fn sheets(&mut self) -> Vec<(Arc<Sheet<'a>>, usize)> {
        let Some(aside) = &mut self.aside else { return Vec::new() };
        let mut out = Vec::new();
        for (sheet, letters) in aside.later.take() {
            out.extend((0..letters).map(|number| (sheet.clone(), number)));
            aside.sheets.push(sheet.clone());
            (aside.helper)(sheet);
        }
        out
    }

    /// Looks at those letters to somebody that were written beside the story.
    fn read(&mut self, to: &str, which: impl Fn(&Letter) -> bool) {
        let Some(unread) = self.aside.as_mut().and_then(|aside| aside.unread.get_mut(to)) else { return };
        let fits = |unread: &mut Unread<'a>| which(&self.played.letters[unread.letter]);
        let found: Vec<Unread<'a>> = unread.extract_if(.., fits).collect();
        for found in found {
            let Some((subject, bytes)) = found.sheet.letter(found.number) else {
                self.unwritable = true;
                continue;
            };
            self.played.timeline[found.outcome].text.push_str(&subject);
            let letter = &mut self.played.letters[found.letter];
            (letter.subject, letter.bytes) = (subject, bytes);
        }
    }

    /// Looks at all of them, and gives memory what it lacks of them.
    fn read_all(&mut self) {
        let Some(aside) = &self.aside else { return };
        let readers: Vec<PersonId> = aside.unread.keys().cloned().collect();
        for sheet in &aside.sheets {
            match sheet.rows(&self.rows) {
                Some(rows) => {
                    self.rows.extend(rows.into_iter().filter_map(|(key, value)| Some((key, value?))))
                }
                None => self.unwritable = true,
            }
        }
        readers.iter().for_each(|reader| self.read(reader.as_str(), |_| true));
    }

    fn deliver(&mut self) {
        let (wait, go): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.waiting).into_iter().partition(|(_, to)| {
                let person = self.setting.directory.owner(to).map(|p| p.id.to_string());
                person.is_some_and(|p| self.unreachable.contains(&p))
            });
        self.waiting = wait;
        for (letter, to) in go {
            // A letter that was withdrawn in the meantime does not go out.
            if self.rows.contains_key(&memory::key(["x", &letter, &to.to_string()])) {
                self.turn(&Event::Delivery { letter, to, outcome: Fared::Accepted });
            }
        }
    }

    fn server(&mut self, to: &str, up: bool) {
        if up {
            self.unreachable.retain(|p| p != to);
            self.deliver();
        } else {
            self.unreachable.push(to.to_owned());
        }
    }

    fn note(&mut self, kind: &'static str, case: Option<CaseId>, text: String) {
        self.played.timeline.push(Outcome {
            at: self.now,
            kind,
            case: case.map(|c| c.0),
            text,
            letter: None,
        });
    }

    // ── mails as people's programs write them ────────────────────────────────────────────────────────────────

    fn address(&self, who: &str) -> String {
        self.setting.directory.person(&who.into()).map_or_else(|| who.to_owned(), |p| p.address().to_string())
    }

    fn sent(&self, name: &str, to: &str) -> Option<&Letter> {
        self.played.letters.iter().rev().find(|l| l.name == name && l.to.as_str() == to)
    }

    fn mail(
        &self,
        from: &str,
        to: &str,
        subject: &str,
        text: &str,
        files: &[File],
        headers: &str,
    ) -> Vec<u8> {
        let from = self.address(from);
        let id = format!("story-{}@mail.test", self.played.timeline.len());
        let date = self.now.to_rfc2822();
        let mut out = format!(
            "From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: {date}\r\nMessage-ID: <{id}>\r\n{headers}MIME-Version: 1.0\r\n"
        );
        let body = text.replace('\n', "\r\n");
        if files.is_empty() {
            let _ = write!(out, "Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
        } else {
            out.push_str("Content-Type: multipart/mixed; boundary=\"story\"\r\n\r\n");
            let _ = write!(out, "--story\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n");
            for file in files {
                let (name, held) = (&file.name, file.content().replace('\n', "\r\n"));
                let _ = write!(
                    out,
                    "--story\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; \
                     filename=\"{name}\"\r\n\r\n{held}\r\n"
                );
            }
            out.push_str("--story--\r\n");
        }
        out.into_bytes()
    }

    fn reply(
        &self,
        (from, owner): (&str, &Option<String>),
        (letter, case): (&str, &Option<String>),
        text: &str,
        files: &[File],
        all: bool,
    ) -> Option<Vec<u8>> {
        let to = owner.as_deref().unwrap_or(from);
        let about = |l: &&Letter| case.as_ref().is_none_or(|case| l.subject.contains(&format!("[{case}]")));
        let mut sent = self.played.letters.iter().rev().filter(|l| l.name == letter && l.to.as_str() == to);
        let letter = sent.find(about)?;
        let parsed = MessageParser::default().parse(&*letter.bytes)?;
        let mut to = parsed.reply_to().or(parsed.from())?.first()?.address()?.to_owned();
        let others = parsed.to().filter(|_| all).into_iter().flat_map(|to| to.iter());
        for other in others.filter_map(|to| to.address()) {
            let _ = write!(to, ", {other}");
        }
        let headers = format!("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", parsed.message_id()?);
        let quoted: String = parsed.body_text(0)?.lines().map(|l| format!("> {l}\n")).collect();
        let text = format!("{text}\n\nOn {} beadle wrote:\n{quoted}", letter.at.format("%Y-%m-%d %H:%M"));
        Some(self.mail(from, &to, &format!("Re: {}", parsed.subject()?), &text, files, &headers))
    }

    fn press(&self, what: &What) -> Option<Vec<u8>> {
        let mailto = |who: &str| {
            let known = self.setting.directory.person(&who.into()).map(|p| p.address().to_string());
            format!("\"mailto:{}\"", known.unwrap_or_else(|| who.to_owned()))
        };
        let of = |on: &Option<chrono::NaiveDateTime>| {
            let at = on.map(|on| self.scenario.zone.instant(on).format("%Y%m%dT%H%M%SZ"));
            at.map_or_else(String::new, |at| format!("RECURRENCE-ID:{at}\r\n"))
        };
        match what {
            What::Presses { from, status, meet, first, on, owner } => {
                let passed_on = owner.as_ref().map(|owner| format!(";DELEGATED-FROM={}", mailto(owner)));
                let status = format!("{status}{}", passed_on.unwrap_or_default());
                let owner = owner.as_ref().unwrap_or(from);
                self.calendar_answer((from, owner), ("REPLY", &status, &of(on)), meet, *first)
            }
            What::Sends { from, to, meet, on } => {
                let status = format!("DELEGATED;DELEGATED-TO={}", mailto(to));
                self.calendar_answer((from, from), ("REPLY", &status, &of(on)), meet, false)
            }
            _ => None,
        }
    }

    fn propose(
        &self,
        from: &str,
        (start, end): (chrono::NaiveDateTime, chrono::NaiveDateTime),
        meet: &str,
    ) -> Option<Vec<u8>> {
        let at = |local| self.scenario.zone.instant(local).format("%Y%m%dT%H%M%SZ");
        let times = format!("DTSTART:{}\r\nDTEND:{}\r\n", at(start), at(end));
        self.calendar_answer((from, from), ("COUNTER", "TENTATIVE", &times), meet, false)
    }

    /// What a calendar program sends about the newest (or first) invitation of that name: who, and to whom it went.
    fn calendar_answer(
        &self,
        (from, owner): (&str, &str),
        (method, status, times): (&str, &str, &str),
        meet: &str,
        first: bool,
    ) -> Option<Vec<u8>> {
        let asks = |l: &&Letter| l.invite.as_ref().is_some_and(|plan| !plan.refuses && !plan.cancel);
        let letters = self.played.letters.iter().filter(|l| l.to.as_str() == owner).filter(asks);
        // An ask's own letter may carry the invitation of another name; nothing else tells them apart here.
        let mut invites: Vec<&Letter> = letters.filter(|l| l.name == meet || l.occasion.is_none()).collect();
        if !first {
            invites.reverse();
        }
        let (plan, calendar) = invites.iter().find_map(|l| {
            let parsed = MessageParser::default().parse(&*l.bytes)?;
            let part = parsed.parts.iter().find(|p| {
                mail_parser::MimeHeaders::content_type(*p).is_some_and(|t| t.subtype() == Some("calendar"))
            })?;
            l.invite.as_ref().zip(part.text_contents().map(str::to_owned))
        })?;
        // A message about one occurrence is answered for that one.
        let own = match (&plan.invite.when, plan.instance) {
            (When::Series(_), Some(on)) if times.is_empty() => {
                let at = self.scenario.zone.instant(on).format("%Y%m%dT%H%M%SZ");
                format!("RECURRENCE-ID:{at}\r\n")
            }
            _ => String::new(),
        };
        let value = |name: &str| {
            let unfolded = calendar.replace("\r\n ", "").replace("\n ", "");
            unfolded
                .lines()
                .find_map(|l| l.strip_prefix(name)?.strip_prefix(':').map(|v| v.trim().to_owned()))
        };
        let (uid, sequence) = (value("UID")?, value("SEQUENCE").unwrap_or_else(|| "0".into()));
        let (address, organizer) = (self.address(from), &self.setting.identity.address);
        let stamp = self.now.format("%Y%m%dT%H%M%SZ");
        let object = format!(
            "BEGIN:VCALENDAR\r\nPRODID:-//story//EN\r\nVERSION:2.0\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
             SEQUENCE:{sequence}\r\nDTSTAMP:{stamp}\r\nORGANIZER:mailto:{organizer}\r\n\
             {own}{times}ATTENDEE;PARTSTAT={status}:mailto:{address}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let id = format!("story-{}@mail.test", self.played.timeline.len());
        Some(
            format!(
                "From: {address}\r\nTo: {organizer}\r\nSubject: {status}\r\nDate: {}\r\nMessage-ID: <{id}>\r\n\
                 MIME-Version: 1.0\r\nContent-Type: text/calendar; method={method}; charset=utf-8\r\n\r\n{object}",
                self.now.to_rfc2822()
            )
            .into_bytes(),
        )
    }

    fn bounce(&self, letter: &str, to: &str) -> Option<Vec<u8>> {
        let letter = self.sent(letter, to)?;
        let parsed = MessageParser::default().parse(&*letter.bytes)?;
        let (own, address) = (&self.setting.identity.address, &letter.address);
        let id = format!("story-{}@mail.test", self.played.timeline.len());
        Some(
            format!(
                "From: MAILER-DAEMON@mail.test\r\nTo: {own}\r\nSubject: Undelivered Mail Returned to Sender\r\n\
                 Date: {}\r\nMessage-ID: <{id}>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n\
                 Content-Type: multipart/report; report-type=delivery-status; boundary=\"b\"\r\n\r\n\
                 --b\r\nContent-Type: text/plain\r\n\r\nUser unknown.\r\n\
                 --b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.test\r\n\r\n\
                 Final-Recipient: rfc822; {address}\r\nAction: failed\r\nStatus: 5.1.1\r\n\
                 Diagnostic-Code: smtp; 550 5.1.1 no such user\r\n\r\n\
                 --b\r\nContent-Type: text/rfc822-headers\r\n\r\nMessage-ID: <{}>\r\nTo: {address}\r\n\r\n--b--\r\n",
                self.now.to_rfc2822(),
                parsed.message_id()?
            )
            .into_bytes(),
        )
    }

    fn away(&self, from: &str, letter: &str) -> Option<Vec<u8>> {
        let letter = self.sent(letter, from)?;
        let parsed = MessageParser::default().parse(&*letter.bytes)?;
        let id = parsed.message_id()?;
        let headers =
            format!("Auto-Submitted: auto-replied\r\nIn-Reply-To: <{id}>\r\nReferences: <{id}>\r\n");
        let to = parsed.reply_to().or(parsed.from())?.first()?.address()?.to_owned();
        Some(self.mail(from, &to, "自动回复: 不在办公室", "我不在办公室。", &[], &headers))
    }

    /// What it came to.
    fn end(mut self) -> Played {
        self.compare();
        let (mut played, scenario) = (self.played, self.scenario);
        // A name that nothing bears explains what its line lacks.
        let unknown = super::known::check(scenario, self.setting);
        let line = |span: Range<usize>| scenario.source.place(span.start).0;
        let lines: Vec<usize> = unknown.0.iter().map(|fault| line(fault.span())).collect();
        played.faults.0.retain(|fault| !lines.contains(&line(fault.span())));
        played.faults.extend(unknown);
        played.faults.0.sort_by_key(|fault| fault.span().start);
        played.rows = self.rows;
        played
    }

    // ── comparison ───────────────────────────────────────────────────────────────────────────────────────────

    /// Whether what left before that minute, from where was compared last, is what the story says.
    fn agrees(&self, compared: &mut (usize, usize), before: Instant) -> bool {
        let (letters, told) = (&self.played.letters[compared.0..], &self.expected[compared.1..]);
        let letters: Vec<&Letter> = letters.iter().take_while(|l| minute(l.at) < minute(before)).collect();
        let told: Vec<_> = told.iter().take_while(|(at, ..)| minute(*at) < minute(before)).collect();
        *compared = (compared.0 + letters.len(), compared.1 + told.len());
        let mut left: Vec<_> =
            letters.iter().map(|l| (minute(l.at), &*l.name, l.occasion.as_deref(), l.to.as_str())).collect();
        let mut wanted: Vec<_> = told
            .iter()
            .flat_map(|(at, letter, _)| {
                let occasion = letter.occasion.as_deref();
                letter.to.iter().map(move |to| (minute(*at), &*letter.name, occasion, to.as_str()))
            })
            .collect();
        left.sort_unstable();
        wanted.sort_unstable();
        left == wanted
    }

    fn compare(&mut self) {
        // A story that lists no letter at all only tells what people do, and what leaves is for its reader to see.
        if self.expected.is_empty() {
            return;
        }
        type Key = (i64, String, Option<String>);
        let mut left: BTreeMap<Key, Vec<String>> = BTreeMap::new();
        for letter in &self.played.letters {
            let key = (minute(letter.at), letter.name.clone(), letter.occasion.clone());
            left.entry(key).or_default().push(letter.to.to_string());
        }
        left.values_mut().for_each(|readers| readers.sort());
        let mut faults: Vec<Fault> = Vec::new();
        let source = &self.scenario.source;
        let mut wanted: BTreeMap<Key, (Vec<String>, crate::document::Span)> = BTreeMap::new();
        for (at, expected, span) in &self.expected {
            let key = (minute(*at), expected.name.clone(), expected.occasion.clone());
            let entry = wanted.entry(key).or_insert_with(|| (Vec::new(), span.clone()));
            entry.0.extend(expected.to.clone());
            entry.0.sort();
        }
        for (key, (readers, span)) in &wanted {
            match left.remove(key) {
                Some(found) if found == *readers => {}
                Some(found) => faults.push(source.fault(
                    span.clone(),
                    format!("this letter goes to {}", found.join(", ")),
                    "the story must list all its readers",
                )),
                None => {
                    let near = self.played.letters.iter().filter(|l| l.name == key.1);
                    let near = near.min_by_key(|l| (minute(l.at) - key.0).abs());
                    let remedy = near.map_or("none of that name leaves at all".to_owned(), |l| {
                        let local = self.scenario.zone.local(l.at).format("%Y-%m-%d %H:%M");
                        let kind = l.occasion.as_ref().map_or_else(String::new, |o| format!(" ({o})"));
                        format!("the nearest of that name: {local} → {}{kind} to {}", l.name, l.to)
                    });
                    faults.push(source.fault(span.clone(), "no such letter leaves at that minute", remedy));
                }
            }
        }
        for ((at, name, occasion), readers) in left {
            let at = chrono::DateTime::from_timestamp(at * 60, 0).unwrap_or_default();
            let local = self.scenario.zone.local(at);
            let occasion = occasion.map_or_else(String::new, |o| format!(" ({o})"));
            let place = self.scenario.lines.iter().rev().find(|l| l.at <= local);
            let span = place.map_or(0..0, |l| l.span.clone());
            let line =
                format!("{} → {name}{occasion} to {}", local.format("%Y-%m-%d %H:%M"), readers.join(", "));
            faults.push(source.fault(
                span,
                format!("a letter leaves that the story does not list: {line}"),
                "if it ought to leave, put that line in at its time",
            ));
        }
        faults.sort_by_key(|f| f.span().start);
        self.played.faults.0.extend(faults);
    }
}

fn minute(at: Instant) -> i64 {
    at.timestamp().div_euclid(60)
}

/// What somebody does, on one line and with all of its words.
fn told(what: &What) -> String {
    let with = |text: &str, files: &[File]| {
        let lines = text.lines().map(str::trim_end).map(|line| format!("\n  {line}"));
        lines.chain(files.iter().map(|file| format!("\n  [file {}]", file.name))).collect::<String>()
    };
    match what {
        What::Writes { from, subject, text, files } => {
            format!("{from} writes: {subject}{}", with(text, files))
        }
        What::Replies { from, letter, text, files, owner, case, all } => {
            let everybody = if *all { "everybody on " } else { "" };
            let of = case.as_ref().map_or_else(String::new, |case| format!(" of {case}"));
            let whose = owner.as_ref().map_or_else(String::new, |owner| format!("{owner}'s "));
            let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
            format!(
                "{from} replies to {everybody}{whose}{letter}{of}: {}{}",
                first.trim_end(),
                with(rest, files)
            )
        }
        What::Sends { from, to, meet, on } => {
            let on = on.map_or_else(String::new, |on| format!(" on {}", on.format("%Y-%m-%d %H:%M")));
            format!("{from} sends {to} to {meet}{on}")
        }
        What::Presses { from, status, meet, on, owner, .. } => {
            let on = on.map_or_else(String::new, |on| format!(" on {}", on.format("%Y-%m-%d %H:%M")));
            let whose = owner.as_ref().map_or_else(String::new, |owner| format!("{owner}'s "));
            let does = match *status {
                "ACCEPTED" => "accepts",
                "DECLINED" => "declines",
                _ => "may come to",
            };
            format!("{from} {does} {whose}{meet}{on}")
        }
        What::Proposes { from, span: (start, end), meet } => {
            let (start, end) = (start.format("%Y-%m-%d %H:%M"), end.format("%H:%M"));
            format!("{from} proposes {start}-{end} for {meet}")
        }
        What::Busy { person, spans } => {
            let span = |(start, end): &(chrono::NaiveDateTime, chrono::NaiveDateTime)| {
                format!("{}-{}", start.format("%Y-%m-%d %H:%M"), end.format("%H:%M"))
            };
            let spans: Vec<String> = spans.iter().map(span).collect();
            format!(
                "{person} is busy: {}",
                if spans.is_empty() { "never".to_owned() } else { spans.join(", ") }
            )
        }
        What::Bounces { letter, to } => format!("the letter {letter} to {to} bounces"),
        What::Away { from, letter } => format!("{from} is away, answering {letter}"),
        What::OperatorAnswers { case, person, text } => {
            format!("operator answers {case} as {person}:{}", with(text, &[]))
        }
        What::OperatorOpens { process, about, person, text } => {
            let about = about.as_ref().map_or_else(String::new, |about| format!(" on {about}"));
            format!("operator opens {process}{about} as {person}:{}", with(text, &[]))
        }
        What::OperatorCancels(case) => format!("operator cancels {case}"),
        What::OperatorReleases(case) => format!("operator releases {case}"),
        _ => String::new(),
    }
}

/// A value as a story writes it.
fn text_of(value: &Value) -> String {
    match value {
        Value::Null => "nothing".into(),
        Value::Bool(b) => b.to_string(),
        Value::Int(i) => i.to_string(),
        Value::Number(n) => n.to_string(),
        Value::Text(text) => text.clone(),
        Value::Day(day) => day.to_string(),
        Value::At(at) => at.to_rfc3339(),
        Value::Span(start, end, _) => format!("{} to {}", start.to_rfc3339(), end.to_rfc3339()),
        Value::Minutes(minutes) => format!("{minutes}m"),
        Value::Person(id) => id.to_string(),
        Value::List(items) => items.iter().map(text_of).collect::<Vec<_>>().join(", "),
        Value::Row(row) => {
            row.iter().map(|(n, v)| format!("{n}={}", text_of(v))).collect::<Vec<_>>().join(" ")
        }
        Value::File { name, .. } => name.clone(),
    }
}
