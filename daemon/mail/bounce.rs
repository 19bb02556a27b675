//! Bounces: delivery status notifications (RFC 3464), and those that are none but mean it.
//!
//! Of 629 bounces collected from 80 kinds of servers 288 have no delivery-status part, and 25 of those claim
//! multipart/report all the same. So: status parts first, then the marks of the sender together with the words
//! of subject and text. Looked for before automatic answers, for Postfix writes `Auto-Submitted: auto-replied`
//! on its bounces.

use std::cell::LazyCell;
use std::sync::LazyLock;

use regex::Regex;

use super::header::{self, Headers};
use super::{Action, Address, Bounce, OwnMail, ReturnPath, Undelivered};

/// Most recipients kept of one bounce.
const RECIPIENTS_MAX: usize = 200;
/// Longest diagnostic kept, in characters.
const DIAGNOSTIC_MAX: usize = 500;
/// How much of the text is searched for words and addresses, in bytes; the copy of our own mail comes after.
const TEXT_MAX: usize = 64 * 1024;

/// What the walk over the parts found for us.
#[derive(Debug, Default)]
pub(super) struct Report {
    /// `report-type` of multipart/report, lower case.
    pub(super) report_type: Option<String>,
    /// Texts of message/delivery-status parts.
    pub(super) statuses: Vec<String>,
    /// A message/disposition-notification part was found.
    pub(super) disposition: bool,
    /// Texts of those parts.
    pub(super) dispositions: String,
    /// A message/feedback-report part was found.
    pub(super) feedback: bool,
    /// Ids of an enclosed message: what it calls itself, and what relays called it before.
    pub(super) original_ids: Vec<String>,
    /// To of an enclosed message.
    pub(super) original_to: Vec<Address>,
    /// Text of parts that may hold a copy of the original.
    pub(super) enclosed: String,
}

/// What is asked about one mail.
pub(super) struct Question<'a> {
    pub(super) headers: &'a Headers,
    pub(super) report: &'a Report,
    pub(super) return_path: Option<&'a ReturnPath>,
    /// Decoded subject.
    pub(super) subject: &'a str,
    /// The whole text, not only the own words.
    pub(super) text: &'a str,
    pub(super) own: &'a OwnMail,
}

static SENDER: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)mailer[- ]?daemon|\bpostmaster|mail ?delivery|mail ?daemon|maildelivery|mdaemon|mailsubsystem|postoffice|mail system|\bmda@|post_?master|mail administrator|^\s*<?mailer@|delivery subsystem|internet mail delivery|mail router|系统退信|退信|^mail-?gateway|microsoft ?exchange|^\s*double-bounce|system anti-?spam|mailsweeper|bounce@")
        .expect("a constant")
});

static SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)undeliver|non-?deliver|not delivered|deliver(?:y|ing|ability)[\s:-]*(?:status|fail|error|report|problem|notif|delay|incomplete|unsuccess|has failed|impossible)",
        r"|(?:failed|failure|error|problem)s?\W+(?:\w+\W+){0,3}deliver|mail (?:system )?(?:delivery )?(?:error|failure|failed|failed to)|failure notice|failure delivery|failure to deliver|delivery has failed",
        r"|returned (?:mail|e-?mail|message|to sender)|returning (?:message|mail)|message (?:status|delayed|not deliver|deliver|you sent)|unable to deliver|could not (?:be )?(?:deliver|send)|couldn't be delivered|can'?t send mail|cannot be delivered|can ?not send",
        r"|mail(?:er)?[- ]?daemon|unzustellbar|zurückgeschickt|rejected|not sent|nondelivery|no such|user unknown|warning: (?:could not|message)|mensaje no entregado|non remis|mancata consegna|delivery notification|email delivery failure|mail could not|mail status report|mail delivery|failed mail|processing error|permanent(?:ly)? (?:fail|error)|spam mail warning|bounce|undeliverable",
        r"|系统退信|退信|投递失败|无法投递|无法传递|无法送达|无法递送|未能投递|未能送达|未送达|发送失败|送达失败|传递状态|传递失败|传递已?延迟|投递状态|投递延迟|被拒收|拒收通知|郵件無法|無法傳遞|傳遞狀態|傳遞已?延遲|傳送失敗|配信不能|送信できません|送信エラー|メールエラー|недоставлен|не доставлено",
    ))
    .expect("a constant")
});

static TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:could|can|was|were|has|have|had|did)(?: ?not|n't| not been| not be)\s+(?:be\s+|been\s+)?(?:deliver|sent|receiv|reach)|(?:un|not )able to (?:deliver|relay|send)|error .{0,20}(?:attempting|trying) to deliver|delivery (?:to|of|for|attempt).*(?:fail|error|impossible|delayed)|failed (?:to deliver|recipient|address|permanently)|undeliver|not delivered|cannot (?:be )?deliver|could not deliver",
        r"|user unknown|unknown user|no such (?:user|recipient|mailbox|address|person|local)|mailbox (?:is )?(?:full|unavailable|not found|does not|over|disabled|quota)|(?:recipient|address|user|mailbox|account|destination|host|domain)s?\b.*(?:reject|not (?:found|exist|listed|known|recogni)|does(?:n't| not) exist|invalid|unknown|full|disabled|inactive|over quota|exceed)|over ?quota|quota exceeded|returned (?:to|below)|message (?:was )?(?:not|rejected|bounced|returned)|permanent (?:fatal )?(?:error|fail)|fatal error|delivery (?:status|report|fail|has|of .*postponed)|postponed due to|mail has been returned|encountered an error|host (?:unknown|not found)|diagnostic[- ]code|final-recipient|\b5\.[0-7]\.[0-9]{1,3}\b|\b(?:4[25]|55)[0-4][ -]|delivery attempts?",
        r"|未能送达|无法送达|没有送达|未能将.{0,12}传递|无法将.{0,12}(?:传递|送达|投递)|传递失败|传递到|尚未传递|投递成功|發送失敗|時失敗|无法投递|投递失败|退回|退信|不存在|被拒|无法发送|邮箱已满|无法将您的邮件|配信できません|送信できません|届けることができません|存在しません|あて先",
        r"|konnte nicht (?:zugestellt|übermittelt)|nicht zugestellt|n'a pas pu être|no se (?:ha )?pudo|non è stato possibile|не может быть доставлен|не удалось доставить|не существует|недоступен",
    ))
    .expect("a constant")
});

/// "Still trying": delayed, not given up.
static DELAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:delayed|will (?:be )?(?:retr|continue)|will keep trying|still trying|not yet been delivered|temporarily deferred|message is still|warning only|advisory-only|postponed|continue to try|do not need to resend|delivery attempts will continue|will retry|delivery incomplete|temporary problem delivering)\b|暂未送达|延迟|延遲|继续尝试|繼續嘗試")
        .expect("a constant")
});

static GIVEN_UP: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)permanent|giving up|given up|failed|5\.\d\.\d|\b55\d\b|returned|undeliverable")
        .expect("a constant")
});

/// Told for later: no sign that it was given up.
static PROMISED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:if|when) (?:the |it |your )?.{0,24}fails permanently").expect("a constant")
});

static STATUS: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\b([245]\.\d{1,3}\.\d{1,3})\b").expect("a constant"));

static ADDRESS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*")
        .expect("a constant")
});

static MESSAGE_ID: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^[\s>]*(?:original-)?message-id\s*:\s*<([^<>\s]{1,998})>").expect("a constant")
});

/// Where the copy of our mail begins in a bounce that is plain text.
static COPY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?im)^\W*(?:-{2,}.*(?:below this line|this is a copy|original message|the (?:header|body|text)|message (?:header|text|body)|returned message|unsent message|undelivered)|received:\s|return-path:|message text follows|the (?:first|following) .*lines|your (?:original )?message (?:reads|follows)|original message follows|old message:|-+ ?returned mail)")
        .expect("a constant")
});

/// The diagnostic lines of servers: a code, or words of refusal.
static REASON: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b[45]\d\d[ -]|\b[45]\.\d{1,3}\.\d{1,3}\b|user unknown|unknown user|no such|does not exist|不存在|full|quota|reject|denied|not found|已满|被拒")
        .expect("a constant")
});

/// The bounce this mail is, with what told so.
pub(super) fn tell(q: &Question<'_>) -> Option<(Bounce, String)> {
    if !q.report.statuses.is_empty() {
        let mut bounce = of_statuses(q.report);
        let counts = bounce.recipients.iter().any(|r| r.address.is_some() || r.status.is_some());
        if counts || q.report.report_type.as_deref() == Some("delivery-status") || is_told(q).is_some() {
            if bounce.recipients.is_empty() {
                bounce.recipients = of_text(q);
            }
            name_the_only_one(&mut bounce, q);
            return Some((finished(bounce, q), "a delivery-status part".to_owned()));
        }
    }
    let because = is_told(q)?;
    let mut bounce = Bounce { recipients: of_text(q), ..Bounce::default() };
    name_the_only_one(&mut bounce, q);
    Some((finished(bounce, q), because))
}

/// A bounce that names nobody speaks of the one to whom the enclosed mail was addressed.
fn name_the_only_one(bounce: &mut Bounce, q: &Question<'_>) {
    if let ([only], [to]) = (bounce.recipients.as_mut_slice(), q.report.original_to.as_slice())
        && only.address.is_none()
    {
        only.address = Some(to.clone());
    }
}

fn finished(mut bounce: Bounce, q: &Question<'_>) -> Bounce {
    bounce.original_message_id = original(q);
    bounce.permanent = bounce.recipients.iter().any(|r| r.action == Action::Failed);
    bounce
}

/// The marks of a bounce without status part.
fn is_told(q: &Question<'_>) -> Option<String> {
    if q.report.feedback || q.report.disposition && !is_refusal(q) {
        return None;
    }
    if q.headers.has("x-failed-recipients") {
        return Some("X-Failed-Recipients".to_owned());
    }
    // A warning about the mailbox itself is about no letter.
    if QUOTA.is_match(q.subject) {
        return None;
    }
    let subject = SUBJECT.is_match(q.subject);
    let said = LazyCell::new(|| TEXT.is_match(head(q.text)));
    if q.report.report_type.as_deref() == Some("delivery-status") && (subject || *said) {
        return Some("multipart/report of delivery status".to_owned());
    }
    let from = q.headers.text("from").unwrap_or_default();
    let sender = SENDER.is_match(&from) || from.trim() == "<>";
    let null = matches!(q.return_path, Some(ReturnPath::Null));
    // A person who answers a bounce quotes all of it, but has an address of his own and a reply prefix.
    if sender && (subject || *said) {
        return Some(format!("the sender '{}' and what it says", from.escape_debug()));
    }
    if (null || q.headers.has("x-mailer-daemon")) && subject && *said {
        return Some("an empty Return-Path and what it says".to_owned());
    }
    let enclosed = LazyCell::new(|| !q.report.original_ids.is_empty() || COPY.is_match(head(q.text)));
    if (null || NOBODY.is_match(&from)) && *said && *enclosed {
        return Some("what it says and encloses, and that nobody reads answers to it".to_owned());
    }
    if FAILED_AT_END.is_match(q.subject) && *said {
        return Some("how the subject ends".to_owned());
    }
    let replied = q.headers.has("in-reply-to") && super::Subject::parse(q.subject).is_reply();
    if subject && !replied && STRONG.is_match(q.subject) && *said && *enclosed {
        return Some("the subject and the enclosed copy".to_owned());
    }
    None
}

/// Dovecot refuses with a disposition notification: the mail was deleted by a program, for a reason.
fn is_refusal(q: &Question<'_>) -> bool {
    let dispositions = q.report.dispositions.to_lowercase();
    dispositions.contains("automatic-action")
        && dispositions.contains("deleted")
        && TEXT.is_match(head(q.text))
}

static QUOTA: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*your mailbox (?:is|has|will)\b|^\W*(?:您|你)的(?:邮箱|信箱|郵箱)(?:空间|容量|空間)?.{0,8}(?:将|快|满|不足|用完|超)")
        .expect("a constant")
});

static NOBODY: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:no[-_.]?reply|do[-_.]?not[-_.]?reply)\b").expect("a constant"));

static FAILED_AT_END: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)[(:]\s*delivery failed\)?\s*$").expect("a constant"));

/// Subjects that no person writes.
static STRONG: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^(?:undeliver|failure notice|returned mail|mail delivery (?:fail|error|system|problem)|delivery (?:status|fail|notif|report)|mail system error|message delivery|系统退信|退信|non-?deliver|nondelivery|undelivered mail|warning: could not|mail could not)")
        .expect("a constant")
});

fn head(text: &str) -> &str {
    let mut end = text.len().min(TEXT_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Recipients of status parts: groups of fields between empty lines; the first group is about the message.
fn of_statuses(report: &Report) -> Bounce {
    let mut bounce = Bounce::default();
    for status in &report.statuses {
        for group in groups(status) {
            let field = |name: &str| group.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str());
            let action = field("action").map(str::to_lowercase);
            let code = field("status").and_then(|s| STATUS.captures(s)).map(|c| c[1].to_owned());
            let who = ["final-recipient", "original-recipient", "x-actual-recipient"]
                .iter()
                .filter_map(|n| field(n))
                .find_map(typed_address);
            if who.is_none() && action.is_none() && code.is_none() {
                continue;
            }
            let diagnostic = field("diagnostic-code").map(untyped).unwrap_or_default();
            let code = code.or_else(|| STATUS.captures(&diagnostic).map(|c| c[1].to_owned()));
            let known = who.is_some() && bounce.recipients.iter().any(|r: &Undelivered| r.address == who);
            if bounce.recipients.len() < RECIPIENTS_MAX && !known {
                bounce.recipients.push(Undelivered {
                    address: who,
                    action: action_of(action.as_deref(), code.as_deref()),
                    status: code,
                    diagnostic: short(&diagnostic),
                });
            }
        }
    }
    bounce
}

fn action_of(action: Option<&str>, status: Option<&str>) -> Action {
    let word = action.unwrap_or_default();
    let word = word.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    match word {
        "failed" | "failure" => Action::Failed,
        "delayed" => Action::Delayed,
        "delivered" => Action::Delivered,
        "relayed" => Action::Relayed,
        "expanded" => Action::Expanded,
        _ => match status.and_then(|s| s.chars().next()) {
            Some('2') => Action::Delivered,
            Some('4') => Action::Delayed,
            _ => Action::Failed,
        },
    }
}

/// Fields grouped by empty lines, folded values joined.
fn groups(text: &str) -> Vec<Vec<(String, String)>> {
    let mut out = vec![Vec::new()];
    for line in text.lines() {
        let last = out.len() - 1;
        if line.trim().is_empty() {
            if !out[last].is_empty() {
                out.push(Vec::new());
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = out[last].last_mut() {
                let value: &mut String = value;
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            out[last].push((name.trim().to_lowercase(), value.trim().to_owned()));
        }
    }
    out
}

/// The address of `rfc822; a@b`.
fn typed_address(value: &str) -> Option<Address> {
    let bare = untyped(value);
    Address::parse(&bare).ok().or_else(|| ADDRESS.find(&bare).and_then(|m| Address::parse(m.as_str()).ok()))
}

fn untyped(value: &str) -> String {
    match value.split_once(';') {
        Some((kind, rest)) if kind.trim().chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)) => {
            rest.trim()
        }
        _ => value.trim(),
    }
    .to_owned()
}

fn short(text: &str) -> String {
    header::plain(text)
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(DIAGNOSTIC_MAX)
        .collect()
}

/// Recipients out of the text: addresses above the copy of our mail, except ours and the bounce's own.
fn of_text(q: &Question<'_>) -> Vec<Undelivered> {
    let all = head(q.text);
    let text = COPY.find(all).map_or(all, |m| &all[..m.start()]);
    let from =
        q.headers.all("from").flat_map(|v| header::mailboxes(v).0).map(|m| m.address).collect::<Vec<_>>();
    let is_ours = |a: &Address| q.own.addresses.iter().any(|o| *o == a.without_detail()) || from.contains(a);
    let mut who: Vec<Address> = Vec::new();
    let ids: Vec<String> = MESSAGE_ID.captures_iter(all).map(|c| c[1].to_lowercase()).collect();
    let is_id = |a: &Address| ids.contains(&a.to_string().to_lowercase());
    let failed = q.headers.all("x-failed-recipients").map(|v| String::from_utf8_lossy(v).into_owned());
    for source in failed.chain([text.to_owned()]) {
        for found in ADDRESS.find_iter(&source) {
            let bare = found.as_str().trim_matches(['.', '\'', '=', '`', '*']);
            if let Ok(address) = Address::parse(bare)
                && address.domain().contains('.')
                && !is_ours(&address)
                && !is_id(&address)
                && !is_program(&address)
                && !who.contains(&address)
                && who.len() < RECIPIENTS_MAX
            {
                who.push(address);
            }
        }
        if !who.is_empty() {
            break;
        }
    }
    let reason =
        text.lines().find(|l| REASON.is_match(l)).or_else(|| text.lines().find(|l| TEXT.is_match(l)));
    let diagnostic = short(reason.unwrap_or_default());
    let status = STATUS.captures(text).map(|c| c[1].to_owned());
    let given_up = || GIVEN_UP.is_match(&PROMISED.replace_all(text, ""));
    let delayed = DELAY.is_match(text) && !given_up()
        || status.as_deref().is_some_and(|s| s.starts_with('4') && DELAY.is_match(text));
    let action = if delayed { Action::Delayed } else { Action::Failed };
    if who.is_empty() {
        return vec![Undelivered { address: None, action, status, diagnostic }];
    }
    who.into_iter()
        .map(|a| Undelivered {
            address: Some(a),
            action,
            status: status.clone(),
            diagnostic: diagnostic.clone(),
        })
        .collect()
}

/// An address of the mail system, not of a recipient.
fn is_program(address: &Address) -> bool {
    let local = address.local().to_lowercase();
    local.starts_with("mailer-daemon")
        || local.starts_with("postmaster")
        || local.starts_with("mailer_daemon")
}

/// Ours if one of the ids found is, for relays replace ids; else the first.
fn original(q: &Question<'_>) -> Option<String> {
    let in_text = |text: &str| MESSAGE_ID.captures_iter(text).map(|c| c[1].to_owned()).collect::<Vec<_>>();
    let mut ids = q.report.original_ids.clone();
    let texts = q.report.statuses.iter().chain([&q.report.dispositions, &q.report.enclosed]);
    ids.extend(texts.flat_map(|t| in_text(t)));
    ids.extend(in_text(head(q.text)));
    ids.extend(q.headers.all("in-reply-to").flat_map(header::ids));
    ids.extend(q.headers.all("references").flat_map(header::ids).last());
    let host = q.own.host.to_lowercase();
    let is_ours =
        |id: &String| !host.is_empty() && id.rsplit_once('@').is_some_and(|(_, h)| h.to_lowercase() == host);
    ids.iter().find(|id| is_ours(id)).or(ids.first()).cloned()
}
