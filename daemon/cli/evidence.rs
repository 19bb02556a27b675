//! `beadle evidence`: what a mail proves about its sender, step by step, as the daemon would weigh it. `beadle doctor`: what
//! the last mails say of the receiving server, and the setting that follows.
//!
//! Nothing of a mail is believed here that the daemon would not believe; nothing changes.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::company::{self, Company};
use super::exit::{Done, Exit};
use super::page::Page;
use super::reach::{self, Place};
use crate::config::{Config, Incoming};
use crate::mail::{self, Address, Authenticated, AutoReason, Kind, Message, OwnMail};
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
        // A list, for there may be several of a kind.
        let lines: Vec<Value> =
            proof.lines.iter().map(|(head, text)| json!({ "about": head, "told": text })).collect();
        page.line(json!({ "level": format!("A{}", proof.level), "because": lines }))?;
        return page.end();
    }
    for (head, text) in &proof.lines {
        page.line(format!("{head:<10}{text}"))?;
    }
    let means = [
        "nothing: nobody we know is shown to have written it",
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

/// What kind of mail it is, and what follows from that.
fn kind(message: &Message) -> String {
    let what = match &message.kind {
        Kind::Person => "a person's".to_owned(),
        Kind::List => "a copy from a mailing list; its words may be a person's".to_owned(),
        Kind::Own => "our own letter, come back: nothing in it is read".to_owned(),
        Kind::Receipt => "a read receipt: never an answer".to_owned(),
        Kind::Auto(AutoReason::OutOfOffice) => "automatic, somebody is away: never an answer".to_owned(),
        Kind::Auto(AutoReason::Reply) => "an automatic reply: never an answer".to_owned(),
        Kind::Auto(AutoReason::Generated) => "made by a program: never an answer".to_owned(),
        Kind::Auto(AutoReason::Bulk) => "mass mail: never an answer".to_owned(),
        Kind::Bounce(bounce) => {
            let of: Vec<String> = bounce
                .recipients
                .iter()
                .filter_map(|r| r.address.as_ref())
                .map(ToString::to_string)
                .collect();
            let of = if of.is_empty() { "somebody it does not name".to_owned() } else { of.join(", ") };
            let will = if bounce.permanent { "will not get it" } else { "has not got it yet" };
            format!("a bounce: {of} {will}")
        }
    };
    format!("{what} ({})", message.because)
}

/// What stands beside From and looks as if it told who wrote the mail.
fn beside_from(message: &Message, from: &Address) -> Vec<(&'static str, String)> {
    let mut out = Vec::new();
    let name = message.from.first().and_then(|m| m.name.as_deref()).unwrap_or_default();
    let claims = name.split(|c: char| c.is_whitespace() || "<>()\"'[],;".contains(c));
    if let Some(other) = claims.filter_map(|word| Address::parse(word).ok()).find(|a| a != from) {
        out.push(("name", format!("calls itself {other}, and is {from}: a name proves nothing")));
    }
    if let Some(sender) = message.sender.as_ref().filter(|s| s.address != *from) {
        out.push(("sender", format!("sent by {} in the name of {from}: only From counts", sender.address)));
    }
    for mailbox in message.reply_to.iter().filter(|m| m.address != *from) {
        out.push((
            "reply-to",
            format!(
                "wants answers at {}: ours go to the address in the directory, and nowhere else",
                mailbox.address
            ),
        ));
    }
    if let [_, below @ ..] = message.auth_results.as_slice()
        && !below.is_empty()
    {
        out.push((
            "results",
            format!(
                "{} Authentication-Results: only the topmost is looked at, for a sender can write all others",
                below.len() + 1
            ),
        ));
    }
    out
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
    proof.lines.push(("kind", kind(&message)));
    for flaw in &message.flaws {
        proof.lines.push(("odd", flaw.text.clone()));
    }
    // Of these nobody's words are read.
    if matches!(message.kind, Kind::Own | Kind::Bounce(_) | Kind::Receipt) {
        return proof;
    }
    let Some(from) = message.sole_from() else {
        let said: Vec<String> = message.from.iter().map(|m| m.address.to_string()).collect();
        let said = if said.is_empty() { "none can be read".to_owned() } else { said.join(", ") };
        proof.lines.push((
            "address",
            format!("From is not one address that every program reads alike ({said}): nobody can be said to have sent it; the mail is set aside"),
        ));
        return proof;
    };
    proof.lines.extend(beside_from(&message, from));
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
    let ids = message.subject.case_refs.iter().chain(&message.words.fence_case);
    let named: BTreeSet<&str> = ids.map(String::as_str).collect();
    if !named.is_empty() {
        let named = Vec::from_iter(named).join(", ");
        proof.lines.push(("case", format!("{named}, by its subject or the line it quotes: that shows where it belongs, and proves nothing")));
    }
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
    /// Mails of which the topmost says nothing about the domain, and one below would vouch for it, by authserv-id.
    hidden: BTreeMap<String, usize>,
    /// Mails that answer letters of ours.
    replies: usize,
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
    // What could not be looked at explains why nothing was seen.
    let blind = seen.mails == 0 && !unread.is_empty();
    let mut advice = if blind { Vec::new() } else { advice(&seen, identity) };
    advice.extend(unread);
    let calendars = match (mails.is_empty(), &company.path) {
        (true, Some(path)) => super::calendars::found(path, &company.setting)?,
        _ => Vec::new(),
    };
    let mut page = Page::new();
    if as_json {
        page.line(json!({
            "mails": seen.mails, "colleagues": seen.colleagues, "authserv_ids": seen.ids,
            "pass": seen.verdicts[0], "fail": seen.verdicts[1], "neutral": seen.verdicts[2],
            "authserv_id": identity.authserv_id, "advice": advice,
            "calendars": calendars.into_iter().map(|(_, value)| value).collect::<Vec<_>>(),
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
    for line in advice.into_iter().chain(calendars.into_iter().map(|(line, _)| line)) {
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
            let why = why.trim_end_matches('.');
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
        let host = &company.setting.identity.host;
        let of_ours = |id: &str| id.rsplit_once('@').is_some_and(|(_, h)| h.eq_ignore_ascii_case(host));
        seen.replies += usize::from(message.answered_ids().any(of_ours));
        let id = message.auth_results.first().and_then(|r| mail::authserv_id(r));
        let verdict = match mail::authenticated(&message.auth_results, id.as_deref(), from) {
            Authenticated::Pass(_) => 0,
            Authenticated::Fail(_) => 1,
            Authenticated::Neutral(_) => 2,
        };
        seen.verdicts[verdict] += 1;
        if verdict == 2 {
            let below = message.auth_results.iter().skip(1).find_map(|result| {
                let id = mail::authserv_id(result)?;
                let told = mail::authenticated(std::slice::from_ref(result), Some(&id), from);
                matches!(told, Authenticated::Pass(_)).then_some(id)
            });
            below.into_iter().for_each(|id| *seen.hidden.entry(id).or_default() += 1);
        }
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
    let hidden = seen
        .hidden
        .iter()
        .max_by_key(|(_, count)| **count)
        .filter(|(_, count)| **count * 2 > seen.colleagues);
    match (most, &identity.authserv_id) {
        (Some((id, _)), _) if let Some((below, _)) = hidden => out.push(format!(
            "{id} stands on top and says nothing about the domain; {below} below it does, and is not looked at, for a sender can write what stands there. Have the last of your servers write the finding, or pass it on in its own header."
        )),
        (Some((id, _)), Some(set)) if id.eq_ignore_ascii_case(set) => {
            out.push(format!("authserv_id = \"{set}\" is what the server writes."));
        }
        (Some((id, count)), set) if count * 10 >= seen.colleagues * SHARE => {
            let now = set.as_ref().map_or("it is not set".to_owned(), |s| format!("it is \"{s}\" now"));
            out.push(format!(
                "Set authserv_id = \"{id}\" in [identity] ({now}), if that is your own receiving server and it removes such headers from mail that comes in."
            ));
        }
        (Some(_), _) => {
            let ids: Vec<&str> = seen.ids.keys().map(String::as_str).collect();
            out.push(format!(
                "Different servers stand on top ({}), and one authserv_id can be set. If they are all yours, give them one id; else one of them is a header that anybody can put there: leave authserv_id unset until your own server writes the topmost one.",
                ids.join(", ")
            ));
        }
        (None, Some(set)) => out.push(format!(
            "authserv_id = \"{set}\" is set, and no mail bears any Authentication-Results: questions with proof = \"domain\" cannot be answered."
        )),
        (None, None) => out.push(
            "The receiving server writes no Authentication-Results. The personal token is what proves an answer; do not write proof = \"domain\".".to_owned(),
        ),
    }
    if seen.verdicts[1] > 0 {
        out.push(format!(
            "Of the mails of colleagues {} fail: with that authserv_id they are set aside. See whether they are forged or pass through a list or another provider.",
            seen.verdicts[1]
        ));
    }
    if identity.plus && seen.replies > 0 && seen.details == 0 {
        out.push("Our letters were answered, and no answer came to an address with a detail (beadle+…): if your server refuses such addresses, set plus = false; the code of the fence line proves the same.".to_owned());
    }
    out
}
