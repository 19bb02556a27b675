//! `beadle evidence`: what a mail proves about its sender, step by step, as the daemon would weigh it. `beadle doctor`: what
//! the last mails say of the receiving server, and the setting that follows.
//!
//! Nothing of a mail is believed here that the daemon would not believe; nothing changes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::company::{self, Company};
use super::exit::{Done, Exit};
use super::page::Page;
use super::reach::{self, Place};
use crate::config::{Config, Incoming};
use crate::mail::{self, Authenticated, Kind, Message, OwnMail};
use crate::service::{self, clock::Clock};
use crate::time::Instant;
use crate::workflow::memory;
use crate::workflow::token::{self, Worthless};
use crate::workflow::{Identity, Rows};

/// Mails looked at, at most, the newest first.
const MAILS_MAX: usize = 500;
/// Of ten mails from colleagues so many must bear one id before it is proposed.
const SHARE: usize = 8;

/// What one mail proves.
#[derive(Debug, Default)]
struct Proof {
    /// A0 to A3.
    level: u8,
    /// What told so, one line each.
    lines: Vec<(&'static str, String)>,
}

pub(super) fn run(path: &Path, wanted: &super::Company, as_json: bool) -> Done {
    let company = company::of(wanted)?;
    let raw = super::explain::read(path)?;
    let now = Clock::system().now();
    let weigh = |rows: &dyn Rows| weigh(&company, rows, &raw, now);
    let proof = match company.path.as_ref().map(|path| Place::of(path)) {
        Some(Ok(place)) => place.memory(weigh)?,
        _ => weigh(&BTreeMap::new()),
    };
    let mut page = Page::new();
    if as_json {
        let lines: serde_json::Map<String, Value> =
            proof.lines.iter().map(|(head, text)| ((*head).to_owned(), json!(text))).collect();
        page.line(json!({ "level": format!("A{}", proof.level), "because": lines }))?;
        return page.end();
    }
    for (head, text) in &proof.lines {
        page.line(format!("{head:<10}{text}"))?;
    }
    let means = [
        "nothing: whoever wrote it is not known",
        "a known address: enough for facts and receipts",
        "a known address with the personal token of its question: enough to decide",
        "the same, and our own server vouches for the domain",
    ];
    page.line(format!("{:<10}A{}, {}", "proves", proof.level, means[usize::from(proof.level.min(3))]))?;
    page.end()
}

fn own(identity: &Identity) -> OwnMail {
    OwnMail {
        addresses: std::iter::once(&identity.address).chain(&identity.aliases).cloned().collect(),
        host: identity.host.clone(),
    }
}

fn weigh(company: &Company, rows: &dyn Rows, raw: &[u8], now: Instant) -> Proof {
    let identity = &company.setting.identity;
    let mut proof = Proof::default();
    let message = match mail::parse(raw, &own(identity)) {
        Ok(message) => message,
        Err(quarantine) => {
            proof.lines.push(("mail", format!("cannot be read: {quarantine}")));
            return proof;
        }
    };
    let kind = serde_json::to_value(&message.kind).unwrap_or_default();
    let kind = kind.as_str().map_or_else(|| kind.to_string(), ToOwned::to_owned);
    proof.lines.push(("kind", format!("{kind} ({})", message.because)));
    for flaw in &message.flaws {
        proof.lines.push(("odd", flaw.text.clone()));
    }
    let Some(from) = message.sole_from() else {
        proof.lines.push((
            "address",
            "there is not exactly one From: nobody can be said to have sent it".to_owned(),
        ));
        return proof;
    };
    let finding = mail::authenticated(&message.auth_results, identity.authserv_id.as_deref(), from);
    let (vouched, text) = match finding {
        Authenticated::Pass(how) => (true, format!("vouched for: {how}")),
        Authenticated::Fail(how) => {
            proof.lines.push(("domain", format!("denied: {how}; the mail is set aside")));
            return proof;
        }
        Authenticated::Neutral(why) => (false, format!("says nothing: {why}")),
    };
    let person = company.setting.directory.by_address(from);
    proof.lines.push((
        "address",
        person.map_or(format!("{from} is not in the directory"), |p| {
            format!("{from} is {} ({})", p.name, p.id)
        }),
    ));
    let mut own_token = false;
    let mut carried = token::carried(&message, identity).peekable();
    if carried.peek().is_none() {
        proof.lines.push((
            "token",
            "none: neither a personal reply address nor the code of a fence line".to_owned(),
        ));
    }
    for text in carried {
        let row = rows.get(&memory::key(["t", &token::normal(&text)]));
        let told = match row.map(|row| token::check(identity, &row, &text, now)) {
            None => "unknown here: made elsewhere, or its question is long over".to_owned(),
            Some(Err(Worthless::Unproven)) => "made with none of our keys".to_owned(),
            Some(Err(Worthless::Expired(row))) => format!("of {}, expired {}", row.person, row.expires),
            Some(Ok(row)) => {
                let mine = person.is_some_and(|p| p.id == row.person);
                own_token |= mine;
                let whose = if mine { "the sender's own" } else { "somebody else's: it proves nothing" };
                format!(
                    "for '{}' of {}, round {}, answers {}, until {}: {whose}",
                    row.key,
                    row.case,
                    row.round,
                    if row.answers.is_empty() { "a form".to_owned() } else { row.answers.join(", ") },
                    row.expires
                )
            }
        };
        proof.lines.push(("token", told));
    }
    proof.lines.push(("domain", text));
    proof.level = match (person.is_some(), own_token, vouched) {
        (false, ..) => 0,
        (true, false, _) => 1,
        (true, true, false) => 2,
        (true, true, true) => 3,
    };
    proof
}

// ── doctor ───────────────────────────────────────────────────────────────────────────────────────────────────

/// What the last mails from colleagues have above all other Authentication-Results.
#[derive(Debug, Default)]
struct Seen {
    mails: usize,
    colleagues: usize,
    /// authserv-id → mails on which it stands topmost.
    ids: BTreeMap<String, usize>,
    /// Vouched for, denied, silent, each by the topmost header taken at its word.
    verdicts: [usize; 3],
    /// Mails that came to an address with a detail.
    details: usize,
}

pub(super) fn doctor(wanted: &super::Company, mails: &[PathBuf], as_json: bool) -> Done {
    let company = company::of(wanted)?;
    let mut messages: Vec<Message> = Vec::new();
    let read_by_daemon = match (mails.is_empty(), &company.path) {
        (true, Some(path)) => maildirs(&Place::of(path)?.config),
        _ => Vec::new(),
    };
    for path in mails.iter().chain(&read_by_daemon) {
        let raws = if path.is_dir() { folder(path)? } else { vec![super::explain::read(path)?] };
        let own = own(&company.setting.identity);
        messages.extend(raws.iter().filter_map(|raw| mail::parse(raw, &own).ok()));
    }
    let mut unread = Vec::new();
    if let (true, Some(path)) = (mails.is_empty(), &company.path) {
        unread = over_imap(&Place::of(path)?.config, &own(&company.setting.identity), &mut messages)?;
    }
    messages.truncate(MAILS_MAX);
    let seen = look(&company, &messages);
    let identity = &company.setting.identity;
    let mut advice = advice(&seen, identity);
    advice.extend(unread);
    let mut page = Page::new();
    if as_json {
        page.line(json!({
            "mails": seen.mails, "colleagues": seen.colleagues, "authserv_ids": seen.ids,
            "pass": seen.verdicts[0], "fail": seen.verdicts[1], "neutral": seen.verdicts[2],
            "authserv_id": identity.authserv_id, "advice": advice,
        }))?;
        return page.end();
    }
    page.line(format!("{} mails, {} from people of the directory", seen.mails, seen.colleagues))?;
    for (id, count) in &seen.ids {
        page.line(format!("{count:>5} bear the Authentication-Results of {id} on top"))?;
    }
    page.line(format!(
        "{:>5} vouched for, {} denied, {} say nothing about their domain",
        seen.verdicts[0], seen.verdicts[1], seen.verdicts[2]
    ))?;
    for line in advice {
        page.line(format!("- {line}"))?;
    }
    page.end()
}

/// The mailboxes on this machine that the daemon reads.
fn maildirs(config: &Config) -> Vec<PathBuf> {
    let paths = config.mailboxes.iter().filter_map(|mailbox| match &mailbox.door {
        Incoming::Maildir(maildir) => Some([Some(&maildir.path), maildir.done.as_ref()]),
        Incoming::Imap(_) => None,
    });
    paths.flatten().flatten().map(PathBuf::from).collect()
}

/// Adds the newest mails of the mailboxes that the daemon reads over IMAP; which of those cannot be read, and why.
fn over_imap(config: &Config, own: &OwnMail, messages: &mut Vec<Message>) -> Result<Vec<String>, Exit> {
    let runtime = reach::runtime()?;
    let mut unread = Vec::new();
    for mailbox in &config.mailboxes {
        let Incoming::Imap(imap) = &mailbox.door else { continue };
        let look = service::newest(imap, MAILS_MAX as u32, |raw, headers_only| {
            let read = if headers_only { mail::parse_headers(raw, own) } else { mail::parse(raw, own) };
            messages.extend(read);
        });
        if let Err(why) = runtime.block_on(look) {
            unread.push(format!("The mailbox {} on {} was not read: {why}.", imap.user, imap.server.host));
        }
    }
    Ok(unread)
}

/// The newest files of a folder, or of the `cur` and `new` of a Maildir.
fn folder(path: &Path) -> Result<Vec<Vec<u8>>, Exit> {
    let mut files = Vec::new();
    for below in ["", "cur", "new"] {
        let Ok(entries) = std::fs::read_dir(path.join(below)) else { continue };
        for entry in entries.flatten() {
            let changed =
                entry.metadata().ok().filter(std::fs::Metadata::is_file).and_then(|m| m.modified().ok());
            files.extend(changed.map(|at| (at, entry.path())));
        }
    }
    files.sort();
    files.iter().rev().take(MAILS_MAX).map(|(_, path)| super::explain::read(path)).collect()
}

fn look(company: &Company, messages: &[Message]) -> Seen {
    let mut seen = Seen { mails: messages.len(), ..Seen::default() };
    for message in messages {
        let Some(from) = message.sole_from().filter(|_| matches!(message.kind, Kind::Person | Kind::List))
        else {
            continue;
        };
        if company.setting.directory.by_address(from).is_none() {
            continue;
        }
        seen.colleagues += 1;
        let ours = &company.setting.identity.address;
        let to = message.to.iter().map(|m| &m.address).chain(&message.envelope_to);
        seen.details +=
            usize::from(to.into_iter().any(|a| a.detail().is_some() && a.without_detail() == *ours));
        let id = message.auth_results.first().and_then(|r| mail::authserv_id(r));
        let verdict = match mail::authenticated(&message.auth_results, id.as_deref(), from) {
            Authenticated::Pass(_) => 0,
            Authenticated::Fail(_) => 1,
            Authenticated::Neutral(_) => 2,
        };
        seen.verdicts[verdict] += 1;
        if let Some(id) = id {
            *seen.ids.entry(id).or_default() += 1;
        }
    }
    seen
}

fn advice(seen: &Seen, identity: &Identity) -> Vec<String> {
    let mut out = Vec::new();
    if seen.colleagues == 0 {
        out.push("No mail of a colleague was looked at: name mails as files, or a Maildir, where the daemon's own mailboxes have none.".to_owned());
        return out;
    }
    let most = seen.ids.iter().max_by_key(|(_, count)| **count);
    match (most, &identity.authserv_id) {
        (Some((id, _)), Some(set)) if id.eq_ignore_ascii_case(set) => {
            out.push(format!("authserv_id = \"{set}\" is what the server writes."));
        }
        (Some((id, count)), set) if count * 10 >= seen.colleagues * SHARE => {
            let now = set.as_ref().map_or("it is not set".to_owned(), |s| format!("it is \"{s}\" now"));
            out.push(format!(
                "Set authserv_id = \"{id}\" in [identity] ({now}), if that is your own receiving server and it removes such headers from mail that comes in."
            ));
        }
        (Some(_), _) => out.push(
            "Different servers stand on top: a header that anybody can put there proves nothing. Leave authserv_id unset until your own server writes the topmost one.".to_owned(),
        ),
        (None, Some(set)) => out.push(format!(
            "authserv_id = \"{set}\" is set, and no mail bears any Authentication-Results: questions with proof = \"domain\" cannot be answered."
        )),
        (None, None) => out.push(
            "The receiving server writes no Authentication-Results. The personal token is what proves an answer; do not write proof = \"domain\".".to_owned(),
        ),
    }
    if seen.verdicts[1] > 0 {
        out.push(format!(
            "{} mails of colleagues fail: with that authserv_id they are set aside. See whether they are forged or pass through a list or another provider.",
            seen.verdicts[1]
        ));
    }
    if identity.plus && seen.details == 0 {
        out.push("No answer came to an address with a detail (beadle+…): if your server refuses such addresses, set plus = false; the code of the fence line proves the same.".to_owned());
    }
    out
}
