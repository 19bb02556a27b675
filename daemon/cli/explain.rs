//! `beadle explain`: what a mail would do, and why. The mail goes through the same parser and the same turn as in the
//! daemon, over what the daemon (or its store, or nobody) remembers; what comes out is printed and thrown away.

use std::path::Path;

use serde_json::{Value, json};

use super::company::{self, Company};
use super::exit::{Done, Exit};
use super::page::{Page, indented};
use super::reach::Place;
use crate::calendar::{self, Response};
use crate::mail::{self, AutoReason, Kind, Message, OwnMail};
use crate::service::clock::Clock;
use crate::time::Instant;
use crate::turn::{Record, turn};
use crate::workflow::memory::{self, Changes};
use crate::workflow::{Case, Event, Fate, Incoming, Rows, token};

pub(super) fn run(path: &Path, wanted: &super::Company, at: Option<&str>, as_json: bool) -> Done {
    let company = company::of(wanted)?;
    let at = match at {
        Some(text) => text.parse::<Instant>().map_err(|error| {
            Exit::usage(format!("--at {text}: no time such as 2026-11-22T09:00:00+08:00 ({error})"))
        })?,
        None => Clock::system().now(),
    };
    let raw = read(path)?;
    let tell = |memory: &dyn Rows| {
        let told = Told::new(&company, memory, &raw, at);
        if as_json { told.json().to_string() } else { told.text().trim_end().to_owned() }
    };
    // The demo's company has no memory. Of a real one whatever its daemon or its store remembers counts.
    let text = match company.path.as_ref().map(|path| Place::of(path)) {
        Some(Ok(place)) => place.memory(tell)?,
        _ => tell(&std::collections::BTreeMap::new()),
    };
    let mut page = Page::new();
    page.line(text)?;
    page.end()
}

pub(super) fn read(path: &Path) -> Result<Vec<u8>, Exit> {
    use std::io::Read as _;
    let mut raw = Vec::new();
    let limit = crate::door::MAIL_BYTES_MAX;
    let result = match path.to_str() {
        Some("-") => std::io::stdin().lock().take(limit).read_to_end(&mut raw),
        _ => std::fs::File::open(path).and_then(|file| file.take(limit).read_to_end(&mut raw)),
    };
    result.map_err(|error| Exit::new(66, format!("read {}: {error}", path.display())))?;
    Ok(raw)
}

/// What a mail would do.
struct Told<'a> {
    company: &'a Company,
    memory: &'a dyn Rows,
    message: Result<Message, String>,
    record: Record,
}

impl<'a> Told<'a> {
    fn new(company: &'a Company, memory: &'a dyn Rows, raw: &[u8], at: Instant) -> Self {
        let identity = &company.setting.identity;
        let own = OwnMail {
            addresses: std::iter::once(&identity.address).chain(&identity.aliases).cloned().collect(),
            host: identity.host.clone(),
        };
        let message = mail::parse(raw, &own).map_err(|quarantine| quarantine.reason);
        let incoming = Incoming {
            key: "explain".to_owned(),
            received: at,
            message: message.clone(),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        let event = Event::Message(Box::new(incoming));
        let record = turn(&company.setting, memory, &event, at, Changes::new());
        Self { company, memory, message, record }
    }

    /// Who sent it, as far as the address tells.
    fn sender(&self) -> String {
        let Ok(message) = &self.message else { return "unknown: the mail cannot be read".to_owned() };
        let Some(from) = message.sole_from() else {
            return "nobody: not exactly one From address".to_owned();
        };
        match self.company.setting.directory.owner(from) {
            Some(person) if person.active => {
                format!("{} ({}), by the known address {from}", person.name, person.id)
            }
            Some(person) => format!("{} ({}), who has left, by the address {from}", person.name, person.id),
            None => format!("not in the directory: {from}"),
        }
    }

    /// What besides the address it brings: the detail of a reply address of ours, or the code of a fence line.
    fn token(&self) -> Option<String> {
        let message = self.message.as_ref().ok()?;
        let identity = &self.company.setting.identity;
        let mut to =
            message.to.iter().chain(&message.cc).map(|mailbox| &mailbox.address).chain(&message.envelope_to);
        let detail = to.find(|to| to.detail().is_some() && to.without_detail() == identity.address);
        match (detail, &message.words.fence) {
            (Some(to), _) => {
                let whose = self.whose(to.detail().unwrap_or_default());
                Some(format!("the reply address {to}: {whose}"))
            }
            (None, Some(code)) => Some(format!("the code {code} of a fence line: {}", self.whose(code))),
            (None, None) => None,
        }
    }

    /// Whose question a token belongs to, as memory has it.
    fn whose(&self, token: &str) -> String {
        let row = self.memory.get(&memory::key(["t", &token::normal(token)]));
        let row: Option<memory::TokenRow> = row.and_then(|row| serde_json::from_slice(&row).ok());
        let Some(row) = row else { return "no question here has it".to_owned() };
        let case = memory::load(self.memory, &row.case).ok().flatten();
        let open = case.as_ref().and_then(|case| case.asks.get(&row.key)).is_some_and(|ask| {
            ask.round == row.round
                && ask.closed.is_none()
                && ask.seats.iter().any(|seat| seat.is_open() && seat.people.contains(&row.person))
        });
        let stands = if open { "open" } else { "no longer open" };
        let key = row.key.split('@').next().unwrap_or(&row.key);
        format!("the question {key} of {} to {}, {stands}", row.case, row.person)
    }

    /// What its calendar parts say, one line each.
    fn calendars(&self) -> Vec<String> {
        let Ok(message) = &self.message else { return Vec::new() };
        let parts = message.calendars.iter().map(|part| calendar::read(&part.text, part.method.as_deref()));
        let lines = parts.flat_map(|read| match read {
            Err(reason) => vec![format!("cannot be read: {reason}")],
            Ok(responses) => responses.iter().map(answered).collect(),
        });
        lines.collect()
    }

    fn fate(&self) -> String {
        match &self.record.entry.fate {
            Fate::Acted => "acted on".to_owned(),
            Fate::Ignored(reason) => format!("ignored: {reason}"),
            Fate::Quarantined(reason) => format!("set aside: {reason}"),
        }
    }

    /// Each case that would change: before and after.
    fn cases(&self) -> Vec<(Option<Case>, Case)> {
        let after = Overlay { under: self.memory, over: &self.record.rows };
        let mut ids = self.record.entry.cases.clone();
        ids.sort();
        ids.dedup();
        let load = |rows: &dyn Rows, id| memory::load(rows, id).ok().flatten();
        ids.iter().filter_map(|id| Some((load(self.memory, id), load(&after, id)?))).collect()
    }

    fn letters(&self) -> Vec<(String, String, String)> {
        let letters = self.record.letters.iter().map(|letter| {
            let to: Vec<String> = letter.to.iter().map(|(_, address)| address.to_string()).collect();
            (to.join(", "), letter.subject.clone(), body(&letter.bytes))
        });
        letters.collect()
    }

    fn json(&self) -> Value {
        let message = self.message.as_ref().ok();
        let cases: Vec<Value> = self
            .cases()
            .iter()
            .map(|(before, after)| {
                json!({
                    "case": after.id, "process": after.process, "title": after.title,
                    "from": before.as_ref().map(|case| &case.state), "to": after.state,
                    "fields": after.fields, "given": after.given,
                })
            })
            .collect();
        let letters: Vec<Value> = self
            .letters()
            .into_iter()
            .map(|(to, subject, text)| json!({ "to": to, "subject": subject, "text": text }))
            .collect();
        json!({
            "sender": self.sender(), "token": self.token(),
            "subject": message.map(|m| &m.subject.raw), "kind": message.map(|m| &m.kind),
            "because": message.map(|m| &m.because), "words": message.map(|m| &m.words.own),
            "odd": message.map(|m| m.flaws.iter().map(|flaw| &flaw.text).collect::<Vec<_>>()),
            "calendar": self.calendars(),
            "fate": self.record.entry.fate,
            "why": self.record.entry.why.iter().map(|why| &why.text).collect::<Vec<_>>(),
            "cases": cases, "letters": letters, "alarms": self.record.entry.alarms,
        })
    }

    fn text(&self) -> String {
        let zone = &self.company.setting.directory.company.zone;
        let mut out = String::new();
        let mut put = |head: &str, text: &str| out.push_str(&format!("{head:<10}{text}\n"));
        put("sender", &self.sender());
        put("proof", &self.token().unwrap_or_else(|| "no personal reply address and no code".to_owned()));
        if let Ok(message) = &self.message {
            put("subject", &message.subject.raw);
            let kind = kind(&message.kind);
            let because =
                if message.because.is_empty() { String::new() } else { format!(" ({})", message.because) };
            put("kind", &format!("{kind}{because}"));
            for flaw in &message.flaws {
                put("odd", &flaw.text);
            }
        }
        for line in self.calendars() {
            put("calendar", &line);
        }
        put("comes in", &zone.told(self.record.entry.at));
        put("is", &self.fate());
        if let Ok(message) = &self.message {
            let own = indented(&message.words.own, 4);
            let own = if own.trim().is_empty() { "    (none)" } else { &own };
            out.push_str(&format!("\nown words\n{own}\n"));
        }
        let sentences = |out: &mut String, head: &str, lines: &[String]| {
            if !lines.is_empty() {
                out.push_str(&format!("\n{head}\n"));
                lines.iter().for_each(|line| out.push_str(&format!("    {line}\n")));
            }
        };
        let why: Vec<String> = self.record.entry.why.iter().map(|why| why.text.clone()).collect();
        sentences(&mut out, "why", &why);
        sentences(&mut out, "the operator is told", &self.record.entry.alarms);
        for (before, after) in self.cases() {
            let from = before.as_ref().map_or("new", |case| case.state.as_str());
            out.push_str(&format!("\ncase {} ({}), {from} → {}\n", after.id, after.process, after.state));
            for (name, value) in &after.fields {
                if !value.is_null() && before.as_ref().and_then(|case| case.fields.get(name)) != Some(value) {
                    out.push_str(&format!("    {name} = {}\n", super::show::value(zone, value)));
                }
            }
        }
        for (to, subject, text) in self.letters() {
            out.push_str(&format!("\nletter to {to}\n    {subject}\n\n{}\n", indented(&text, 4)));
        }
        out
    }
}

/// What kind of mail it is, in words.
fn kind(kind: &Kind) -> String {
    match kind {
        Kind::Person => "a person's".to_owned(),
        Kind::Auto(AutoReason::OutOfOffice) => "automatic, somebody is away".to_owned(),
        Kind::Auto(AutoReason::Reply) => "an automatic answer".to_owned(),
        Kind::Auto(AutoReason::Generated) => "made by a program".to_owned(),
        Kind::Auto(AutoReason::Bulk) => "bulk mail".to_owned(),
        Kind::Bounce(bounce) if bounce.permanent => "a letter that came back".to_owned(),
        Kind::Bounce(_) => "a letter that is delayed".to_owned(),
        Kind::Receipt => "a read receipt".to_owned(),
        Kind::List => "a mailing list's copy".to_owned(),
        Kind::Own => "our own letter".to_owned(),
    }
}

/// A calendar answer on one line.
fn answered(response: &Response) -> String {
    let who = response.attendee.as_deref().map_or_else(String::new, |who| format!(" of {who}"));
    let says = response.partstat.map_or_else(String::new, |partstat| format!(": {partstat}"));
    let revision = response.sequence.map_or_else(String::new, |sequence| format!(", revision {sequence}"));
    format!("{:?}{who}{says}, to {}{revision}", response.method, response.uid)
}

/// The text part of a letter.
fn body(bytes: &[u8]) -> String {
    let parsed = mail_parser::MessageParser::default().parse(bytes);
    parsed.and_then(|message| message.body_text(0).map(|text| text.replace("\r\n", "\n"))).unwrap_or_default()
}

/// Rows with changes on top.
struct Overlay<'a> {
    under: &'a dyn Rows,
    over: &'a Changes,
}

impl Rows for Overlay<'_> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        self.over.get(key).cloned().unwrap_or_else(|| self.under.get(key))
    }

    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        let mut all = std::collections::BTreeMap::new();
        self.under.scan(prefix, &mut |key, value| {
            all.insert(key.to_vec(), value.to_vec());
            true
        });
        for (key, value) in self.over.range(prefix.to_vec()..).take_while(|(key, _)| key.starts_with(prefix))
        {
            match value {
                Some(value) => all.insert(key.clone(), value.clone()),
                None => all.remove(key),
            };
        }
        all.iter().all(|(key, value)| visit(key, value));
    }
}
