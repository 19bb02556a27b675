//! Bounces: delivery status notifications (RFC 3464), and the old-style ones that only say so in words.
//!
//! Of 629 collected bounces 288 have no delivery-status part, so the sender, the subject and the text count too.

use std::sync::LazyLock;

use mail_parser::{Message as Parsed, MimeHeaders, PartType};
use regex::Regex;

use super::header::{self, Headers};
use super::{Action, Address, Bounce, Undelivered};

/// Recipients kept of one bounce.
const RECIPIENTS_MAX: usize = 200;
/// Characters kept of what a server said.
const DIAGNOSTIC_MAX: usize = 300;

static SENDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:mailer-daemon|postmaster|mail-?daemon|mailerdaemon|bounce[sd]?|mdaemon|mailsys|pmdf|smtp|uucp|root)(?:[-+=._].*)?$|^(?:mailer-daemon|postmaster).*")
        .expect("a constant")
});
static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix) undeliver(?:ed|able) | delivery \s+ (?:status \s+ notification|fail|has \s+ failed|problem|report|error|delayed|unsuccessful)
        | returned \s+ (?:mail|e-?mail|to \s+ sender) | mail \s+ delivery \s+ (?:fail|system|subsystem|error|problem)
        | failure \s+ notice | delivery \s+ notification | non[-\s]?deliver | mail (?:\s+ could)? \s+ not \s+ (?:be \s+)? deliver
        | message \s+ (?:not|could \s+ not \s+ be) \s+ delivered | mail \s+ (?:error|failure) | cannot \s+ be \s+ delivered | unzustellbar
        | 退信 | 系统退信 | 邮件(?:发送|投递)失败 | 无法(?:投递|送达) | 未(?:送达|能送达) | 投递失败 | 寄送失敗",
    )
    .expect("a constant")
});
static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9._%+=/-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+").expect("a constant")
});
static STATUS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([245]\.\d{1,3}\.\d{1,3})\b").expect("a constant"));
static DELAYED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bdelayed\b|still (?:trying|being retried)|will (?:be )?(?:keep trying|retr)|warning message only|not yet been delivered|延迟")
        .expect("a constant")
});
static ORIGINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^\s*>?\s*(?:X-OQ-MSGID|Message-ID):\s*<([^<>\s]{3,500})>").expect("a constant")
});

/// What a bounce says, if the mail is one; and what made it one.
pub(super) fn read(
    headers: &Headers,
    parsed: &Parsed<'_>,
    from: Option<&Address>,
    own: &str,
) -> Option<(Bounce, String)> {
    let (kind, report) = content_type(headers);
    let status = status_part(parsed);
    let sender = from.is_some_and(|a| SENDER.is_match(a.local()))
        || headers.all("return-path").next().is_some_and(|v| v.trim_ascii() == b"<>");
    let subject = headers.text("subject").unwrap_or_default();
    let told = SUBJECT.is_match(&subject);
    let is_report = kind == "multipart/report" && report.as_deref() == Some("delivery-status");
    let failed_recipients = headers.has("x-failed-recipients");
    let because = match &status {
        Some(_) => "a delivery status part".to_owned(),
        None if is_report => "multipart/report of delivery status".to_owned(),
        None if failed_recipients => "X-Failed-Recipients".to_owned(),
        None if sender && told => format!("sender and subject '{subject}'"),
        None => return None,
    };
    let mut bounce = Bounce { original_message_id: original(parsed, own), ..Bounce::default() };
    if let Some(text) = status {
        recipients(&text, &mut bounce);
    }
    if bounce.recipients.is_empty() {
        for value in headers.all("x-failed-recipients") {
            let (found, _) = header::mailboxes(value);
            bounce.recipients.extend(found.into_iter().map(|m| failed(Some(m.address), own)));
        }
    }
    if bounce.recipients.is_empty() {
        let ours =
            headers.all("to").flat_map(|v| header::mailboxes(v).0).map(|m| m.address).collect::<Vec<_>>();
        let named = ADDRESS.find_iter(own).filter_map(|m| m.as_str().parse::<Address>().ok());
        let mut named = named.filter(|a| !ours.contains(a) && Some(a) != from && !SENDER.is_match(a.local()));
        if let Some(address) = named.next() {
            bounce.recipients.push(failed(Some(address), own));
        }
    }
    let delayed = DELAYED.is_match(&subject) || (bounce.recipients.is_empty() && DELAYED.is_match(own));
    bounce.permanent = bounce.recipients.iter().any(|r| r.action == Action::Failed)
        || (bounce.recipients.is_empty() && !delayed);
    if delayed && !bounce.recipients.iter().any(|r| r.status.as_deref().is_some_and(|s| s.starts_with('5'))) {
        bounce.recipients.iter_mut().for_each(|r| r.action = Action::Delayed);
        bounce.permanent = false;
    }
    Some((bounce, because))
}

fn failed(address: Option<Address>, text: &str) -> Undelivered {
    let status = STATUS.captures(text).map(|c| c[1].to_owned());
    let action =
        if status.as_deref().is_some_and(|s| s.starts_with('4')) { Action::Delayed } else { Action::Failed };
    let line = text.lines().find(|l| STATUS.is_match(l) || l.contains("550")).unwrap_or("");
    Undelivered { address, action, status, diagnostic: line.trim().chars().take(DIAGNOSTIC_MAX).collect() }
}

/// The groups of a delivery-status part behind the first (RFC 3464, section 2.3).
fn recipients(text: &str, bounce: &mut Bounce) {
    let normal = text.replace("\r\n", "\n");
    for group in normal.split("\n\n").filter(|g| !g.trim().is_empty()).take(RECIPIENTS_MAX) {
        let fields = Headers::read(group.trim_start().as_bytes());
        let address = ["final-recipient", "original-recipient"].iter().find_map(|name| {
            let value = fields.text(name)?;
            let address = value.split_once(';').map_or(value.as_str(), |(_, a)| a).trim().to_owned();
            address.trim_matches(['<', '>']).parse::<Address>().ok()
        });
        let status = fields.text("status").and_then(|s| STATUS.captures(&s).map(|c| c[1].to_owned()));
        let action = match fields.token("action").as_deref() {
            Some("delayed") => Action::Delayed,
            Some("delivered") => Action::Delivered,
            Some("relayed") => Action::Relayed,
            Some("expanded") => Action::Expanded,
            Some("failed") => Action::Failed,
            _ if address.is_none() && status.is_none() => continue,
            _ => Action::Failed,
        };
        let diagnostic =
            fields.text("diagnostic-code").unwrap_or_default().chars().take(DIAGNOSTIC_MAX).collect();
        bounce.recipients.push(Undelivered { address, action, status, diagnostic });
    }
}

fn status_part(parsed: &Parsed<'_>) -> Option<String> {
    let part = parsed.parts.iter().find(|part| {
        part.content_type().is_some_and(|t| {
            t.ctype().eq_ignore_ascii_case("message")
                && t.subtype().is_some_and(|s| s.to_ascii_lowercase().contains("delivery-status"))
        })
    })?;
    Some(String::from_utf8_lossy(part.contents()).into_owned())
}

/// Message-ID of the mail that came back: in the returned part, or quoted in the text.
fn original(parsed: &Parsed<'_>, own: &str) -> Option<String> {
    for part in &parsed.parts {
        if let PartType::Message(inner) = &part.body
            && let Some(id) = Headers::read(&inner.raw_message).all("message-id").flat_map(header::ids).next()
        {
            return Some(id);
        }
        let headers = part.content_type().is_some_and(|t| {
            t.subtype()
                .is_some_and(|s| s.eq_ignore_ascii_case("rfc822-headers") || s.eq_ignore_ascii_case("rfc822"))
        });
        if headers
            && let Some(id) = Headers::read(part.contents()).all("message-id").flat_map(header::ids).next()
        {
            return Some(id);
        }
    }
    ORIGINAL.captures_iter(own).last().map(|c| c[1].to_owned())
}

fn content_type(headers: &Headers) -> (String, Option<String>) {
    let text = headers.text("content-type").unwrap_or_default().to_lowercase();
    let kind = text.split(';').next().unwrap_or_default().trim().to_owned();
    let report = text
        .split(';')
        .find_map(|p| Some(p.trim().strip_prefix("report-type=")?.trim_matches('"').to_owned()));
    (kind, report)
}
