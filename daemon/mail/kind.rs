//! What kind of mail: our own, a bounce, a receipt, an automatic answer, a list's copy, a person's.
//!
//! In that order. A loop is broken on both sides: we mark our mail, and here we do not answer marked mail. What
//! looks automatic only by its words counts as a person's, unless it says of itself that it is automatic: an
//! answer thrown away is worse than one question too many. `X-Auto-Response-Suppress` is no sign, for Exchange
//! puts it on people's mail.

use std::sync::LazyLock;

use regex::Regex;

use super::bounce::{self, Question};
use super::{AutoReason, Kind, Message, OwnMail, Subject, charset};

/// How much of the own words is looked at, in characters.
const GREETING_MAX: usize = 800;

/// Subjects that automatic answers begin with. What follows is a colon or nothing, for people ask for absence and
/// write about automatic answers too.
static AUTO_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^\s*(?:\[[^\]]{0,20}\]\s*|【外部邮件】\s*)?(?:",
        r"自动回复|自動回覆|自動回復|自動回應|自动答复|自动应答|假期自动回复|自動応答|自動返信|不在通知",
        r"|automatic reply|automated reply|automatic response|auto[- ]?reply|auto[- ]?response|autoresponder|out of (?:the )?office|ooo\s*:|vacation reply|away from (?:the )?office",
        r"|abwesenheitsnotiz|automatische antwort|réponse automatique|absence du bureau|respuesta automática|resposta automática|risposta automatica|fuori sede|autosvar|automatisk svar|automatiskt svar|automatisch antwoord|automatische reactie|afwezig|automatyczna odpowiedź|odpowiedź automatyczna|автоответ|автоматический ответ|automaattinen vastaus|automatická odpověď|자동 회신|부재중",
        r")(?:[- ]?(?:auto[- ]?reply|auto[- ]?response|reply|response|message|notification|notice|assistant|from\b.{0,80}))?\s*(?:[\]】:(.!]|[-–—]\s|re\b|$)",
    ))
    .expect("a constant")
});

/// A mail that says of itself that a program answered.
static AUTO_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)这是(?:来自)?.{0,12}自动回复|此邮件为.{0,8}自动(?:回复|发送|生成)|本邮件(?:由|为).{0,8}自动(?:回复|发送|发出|生成)|系统自动回复|this is an? (?:automat(?:ed|ic)|auto)[- ]?(?:ally )?(?:generated )?(?:reply|response|answer|message)|this (?:message|e-?mail) (?:was|is|has been) (?:sent |generated )?automatically|dies ist eine automatisch|ceci est une réponse automatique")
        .expect("a constant")
});

static AWAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)out of (?:the )?office|vacation|\bon leave\b|holiday|\babsen|\baway\b|urlaub|nicht im (?:büro|haus)|congé|vacaciones|ausente|fuori sede|in ferie|afwezig|semester|отпуск|休假|年假|请假|假期|出差|外出|不在办公室|不在公司|离开办公室|不在席|休暇|부재")
        .expect("a constant")
});

static RECEIPT_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:已读|已讀|阅读回执|閱讀回條|已读回执|回执|read receipt|return receipt|disposition notification|read\s*:|not read\s*:|lu\s*:|gelesen\s*:|прочитано)")
        .expect("a constant")
});

static RECEIPT_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)已(?:被)?(?:阅读|查看|读取|打开)|was (?:read|displayed|opened|deleted)|has been (?:read|displayed|opened)|wurde (?:gelesen|angezeigt)|return receipt")
        .expect("a constant")
});

/// Local parts that no person reads.
static NO_REPLY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:(?:do[-_.]?)?no?t?[-_.]?reply|noreply.*|no-reply.*|donotreply.*|mailer[-_]daemon|auto-?reply|autoresponder|bounces?|vacation)$")
        .expect("a constant")
});

/// The kind and what told so.
pub(super) fn tell(message: &Message, q: &Question<'_>) -> (Kind, String) {
    if let Some(because) = own(message, q.own) {
        return (Kind::Own, because);
    }
    if let Some((bounce, because)) = bounce::tell(q) {
        return (Kind::Bounce(bounce), because);
    }
    if let Some(because) = receipt(message, q) {
        return (Kind::Receipt, because);
    }
    if let Some((reason, because)) = automatic(message, q) {
        return (Kind::Auto(reason), because);
    }
    if let Some(because) = list(message, q) {
        return (Kind::List, because);
    }
    (Kind::Person, "nothing says otherwise".to_owned())
}

fn own(message: &Message, own: &OwnMail) -> Option<String> {
    if message.letter.is_some() {
        return Some("Beadle-Letter".to_owned());
    }
    let ours = message
        .from
        .iter()
        .find(|m| own.addresses.iter().any(|a| *a == m.address.without_detail() || *a == m.address));
    ours.map(|m| format!("From is our address {}", m.address))
}

fn receipt(message: &Message, q: &Question<'_>) -> Option<String> {
    if q.report.disposition || q.report.report_type.as_deref() == Some("disposition-notification") {
        return Some("a disposition notification".to_owned());
    }
    let subject = RECEIPT_SUBJECT.is_match(&charset::fold(&message.subject.raw));
    (subject && RECEIPT_TEXT.is_match(q.text)).then(|| "subject and text of a receipt".to_owned())
}

fn automatic(message: &Message, q: &Question<'_>) -> Option<(AutoReason, String)> {
    if q.report.feedback {
        return Some((AutoReason::Generated, "a feedback report".to_owned()));
    }
    answer_by_header(q)
        .or_else(|| answer_by_subject(&message.subject))
        .or_else(|| answer_by_words(message))
        .map(|because| (if is_away(message) { AutoReason::OutOfOffice } else { AutoReason::Reply }, because))
        .or_else(|| generated(message, q))
}

/// Headers of automatic answers.
fn answer_by_header(q: &Question<'_>) -> Option<String> {
    let headers = q.headers;
    let auto_submitted = headers.token("auto-submitted").filter(|v| v.starts_with("auto-replied"));
    if let Some(value) = auto_submitted {
        return Some(format!("Auto-Submitted: {value}"));
    }
    // Not X-MS-Exchange-Inbox-Rules-Loop: rules put it on people's mail that they pass on.
    const ANSWERS: [&str; 13] = [
        "x-autoreply",
        "x-auto-reply",
        "x-autoreply-from",
        "x-autorespond",
        "x-autoresponder",
        "x-autoresponse",
        "x-auto-response",
        "x-mail-autoreply",
        "x-mail-autoreplied",
        "x-vacation",
        "x-vacation-reply",
        "x-amazon-auto-reply",
        "x-autoreply-domain",
    ];
    let is_no = |v: &str| matches!(v, "no" | "false" | "0");
    if let Some(name) = ANSWERS.iter().find(|n| headers.token(n).is_some_and(|v| !is_no(&v))) {
        return Some((*name).to_owned());
    }
    let value = |name: &str, words: &[&str]| {
        headers.token(name).filter(|v| words.iter().any(|w| v.contains(w))).map(|v| format!("{name}: {v}"))
    };
    value("precedence", &["auto_reply", "auto-reply", "autoreply"])
        .or_else(|| value("x-precedence", &["auto_reply", "auto-reply"]))
        .or_else(|| value("preference", &["auto_reply"]))
        .or_else(|| value("x-autogenerated", &["reply", "forward", "group"]))
        .or_else(|| value("x-post-messageclass", &["autoresponder"]))
        .or_else(|| {
            headers.text("x-post-messageclass").filter(|v| v.to_lowercase().contains("autoresponder"))
        })
        .or_else(|| value("x-ms-exchange-generated-message-source", &["mailbox rules agent"]))
        .or_else(|| value("delivered-to", &["autoresponder"]))
        .or_else(|| value("x-mailer", &["vacation", "autorespond"]))
        .or_else(|| value("return-path", &["autoreply@"]))
}

/// The subject begins as automatic answers do; a person who answers one has a reply prefix before it.
fn answer_by_subject(subject: &Subject) -> Option<String> {
    let folded = charset::fold(&subject.raw);
    AUTO_SUBJECT.find(&folded).map(|m| format!("the subject begins with '{}'", m.as_str().trim()))
}

fn answer_by_words(message: &Message) -> Option<String> {
    AUTO_TEXT.find(&greeting(message)).map(|m| format!("it says '{}'", m.as_str()))
}

fn is_away(message: &Message) -> bool {
    AWAY.is_match(&message.subject.raw)
        || AWAY.is_match(&greeting(message))
        || is_vacation_word(&message.subject.raw)
}

/// Subjects whose programs answer for absence only.
fn is_vacation_word(subject: &str) -> bool {
    let lower = charset::fold(subject).to_lowercase();
    ["automatic reply", "自动回复", "自動回覆", "abwesenheit", "automatische antwort", "réponse automatique"]
        .iter()
        .any(|w| lower.trim_start().starts_with(w))
}

fn greeting(message: &Message) -> String {
    message.words.own.chars().take(GREETING_MAX).collect()
}

/// Made by a program, but not as an answer; and mass mail.
fn generated(message: &Message, q: &Question<'_>) -> Option<(AutoReason, String)> {
    let headers = q.headers;
    if let Some(value) = headers.token("auto-submitted").filter(|v| !v.is_empty() && v != "no") {
        return Some((AutoReason::Generated, format!("Auto-Submitted: {value}")));
    }
    if let Some(value) = headers
        .token("x-auto-generated")
        .or_else(|| headers.token("x-fc-machinegenerated"))
        .filter(|v| v != "false" && v != "no")
    {
        return Some((AutoReason::Generated, format!("a mark of generated mail: {value}")));
    }
    if let Some(value) = headers.token("precedence").filter(|v| matches!(v.as_str(), "bulk" | "junk"))
        && message.list_id.is_none()
    {
        return Some((AutoReason::Bulk, format!("Precedence: {value}")));
    }
    if headers.has("list-unsubscribe")
        && (headers.has("feedback-id") || headers.has("x-campaign") || headers.has("list-unsubscribe-post"))
        && !headers.has("list-post")
    {
        return Some((AutoReason::Bulk, "List-Unsubscribe of mass mail".to_owned()));
    }
    let nobody = message.from.iter().find(|m| NO_REPLY.is_match(m.address.local()));
    nobody.map(|m| (AutoReason::Generated, format!("nobody reads {}", m.address)))
}

fn list(message: &Message, q: &Question<'_>) -> Option<String> {
    if let Some(id) = &message.list_id {
        return Some(format!("List-Id: {id}"));
    }
    let precedence = q.headers.token("precedence").filter(|v| v == "list");
    precedence.map(|_| "Precedence: list".to_owned())
}
