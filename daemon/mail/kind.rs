//! Whether a person wrote it: our own letters, bounces, receipts, automatic answers, list copies.
//!
//! Order matters: a bounce is looked for before an auto-reply, because Postfix bounces carry
//! `Auto-Submitted: auto-replied`. `X-Auto-Response-Suppress` on an incoming mail is no sign: Exchange puts it on mail
//! that people write.

use std::sync::LazyLock;

use mail_parser::Message as Parsed;
use regex::Regex;

use super::header::Headers;
use super::{Address, AutoReason, Kind, OwnMail, Subject, bounce};

static AWAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?ix)^\s*(?: 自动回复 | 自動回覆 | 自动答复 | 自动应答 | 假期自动回复 | 外出自动回复 | automatic \s reply | auto(?:matic)?[-\s]?(?:reply|response|antwort)
        | autoreply | out \s of \s (?:the \s)? office | on \s vacation | vacation \s (?:reply|response|auto) | abwesen | réponse \s automatique | respuesta \s automática
        | odpowiedź \s automatyczna | risposta \s automatica | 不在办公室 | ooo \s* :)",
    )
    .expect("a constant")
});
static ROBOT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(?:no-?reply|do-?not-?reply|noreply|mailer-daemon|auto-?reply|notifications?)(?:[-+._].*)?$",
    )
    .expect("a constant")
});

/// The kind, and what made it that kind.
pub(super) fn of(
    headers: &Headers,
    parsed: &Parsed<'_>,
    from: Option<&Address>,
    subject: &Subject,
    own_words: &str,
    own: &OwnMail,
) -> (Kind, String) {
    let report = headers.text("content-type").unwrap_or_default().to_lowercase();
    if report.starts_with("multipart/report") && report.contains("disposition-notification") {
        return (Kind::Receipt, "a disposition notification".into());
    }
    if let Some((bounce, because)) = bounce::read(headers, parsed, from, own_words) {
        return (Kind::Bounce(bounce), because);
    }
    if let Some(from) = from.filter(|f| own.addresses.iter().any(|a| *a == f.without_detail() || a == *f)) {
        return (Kind::Own, format!("from {from}"));
    }
    if headers.has("beadle-letter") && headers.has("beadle-case") {
        return (Kind::Own, "Beadle-Letter".into());
    }
    let away = AWAY.is_match(&subject.raw) || AWAY.is_match(&subject.rest);
    if let Some(value) = headers.token("auto-submitted").filter(|v| v != "no") {
        let reason = match value.as_str() {
            _ if away => AutoReason::OutOfOffice,
            "auto-replied" => AutoReason::OutOfOffice,
            "auto-generated" => AutoReason::Generated,
            _ => AutoReason::Reply,
        };
        return (Kind::Auto(reason), format!("Auto-Submitted: {value}"));
    }
    let told =
        ["x-autoreply", "x-autorespond", "x-auto-reply", "x-autoresponder", "x-autoresponse", "x-vacation"];
    if let Some(name) = told.iter().find(|n| headers.has(n)) {
        let no = headers.token(name).is_some_and(|v| v == "no");
        if !no {
            return (Kind::Auto(AutoReason::OutOfOffice), (*name).to_owned());
        }
    }
    if headers.has("x-ms-exchange-inbox-rules-loop") && away {
        return (Kind::Auto(AutoReason::OutOfOffice), "X-MS-Exchange-Inbox-Rules-Loop".into());
    }
    let precedence = headers.token("precedence").unwrap_or_default();
    if precedence == "auto_reply" || precedence == "auto-reply" {
        return (Kind::Auto(AutoReason::OutOfOffice), format!("Precedence: {precedence}"));
    }
    if away && subject.tag.as_deref().is_none_or(|t| AWAY.is_match(t)) {
        return (Kind::Auto(AutoReason::OutOfOffice), format!("subject '{}'", subject.raw));
    }
    if headers.has("list-id") || headers.has("list-post") || precedence == "list" {
        return (Kind::List, "List-Id".into());
    }
    if precedence == "bulk" || precedence == "junk" || headers.has("list-unsubscribe") {
        return (
            Kind::Auto(AutoReason::Bulk),
            if precedence.is_empty() {
                "List-Unsubscribe".into()
            } else {
                format!("Precedence: {precedence}")
            },
        );
    }
    if from.is_some_and(|f| ROBOT.is_match(f.local())) {
        return (Kind::Auto(AutoReason::Generated), "the sender takes no answer".into());
    }
    (Kind::Person, "no sign of a program".into())
}
