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
        r"(?i)^\s*(?:(?:\[[^\]]{0,20}\]|【[^】]{0,12}】)\s*)?[\[【(]?\s*(?:",
        r"(?:假期|休假中?|外出|出差|离开|请假|系统|邮件)?\s?自动回复|自動回覆|自動回復|自動回應|自动答复|自动应答|假期自动回复|自動応答|自動返信|不在通知",
        r"|automatic reply|automated reply|automatic response|auto[- ]?reply|auto[- ]?response|autoresponder|out of (?:the )?office|ooo|vacation reply|away from (?:the )?office",
        r"|abwesenheitsnotiz|automatische antwort|réponse automatique|absence du bureau|respuesta automática|resposta automática|risposta automatica|fuori sede|autosvar|automatisk svar|automatiskt svar|automatisch antwoord|automatische reactie|afwezig|automatyczna odpowiedź|odpowiedź automatyczna|автоответ|автоматический ответ|automaattinen vastaus|automatická odpověď|자동 회신|부재중|automatikus válasz|otomatik yanıt|automatické? odpoveď|răspuns automat|автоматична відповідь|αυτόματη απάντηση|samodejni odgovor|automatski odgovor|tự động trả lời|trả lời tự động|ตอบกลับอัตโนมัติ",
        r")(?:[- ]?(?:auto[- ]?reply|auto[- ]?response|reply|response|message|notification|notice|assistant|(?:from|until|till)\b.{0,80}))?\s*(?:[\]】):(.!]|[-–—]\s|re\b|$)",
        // Notes: "AUTO: Li Ming is out of the office (returning …)".
        r"|^\s*(?:auto|自动)\s*:.{0,80}(?:out of (?:the )?office|不在办公室|休假|出差)",
    ))
    .expect("a constant")
});

/// As some programs begin: people do so as well, so it counts only above a note of absence.
static VACATION_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:on )?(?:vacation|annual leave|away)\s*(?::|re\b|-|$)").expect("a constant")
});

/// Exchange in Chinese. People head their requests so as well: it counts beside a header of such programs only.
static ABSENCE_SUBJECT: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\s*(?:外出|不在办公室|休假)\s*:").expect("a constant"));

/// A mail program takes a mail back, or tells whether that came off. Nobody writes so by hand.
static RECALL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\bwould like to recall the message\b|^\s*your message recall (?:succeeded|failed)|^.{0,60}(?:将|要|希望)(?:撤回|召回)(?:邮件|此邮件|消息|訊息|郵件)|^\s*(?:您的|你的)?(?:邮件|消息|郵件|訊息).{0,60}(?:已|未能?)(?:成功)?(?:被)?(?:撤回|召回)|^.{0,200}\b(?:was (?:successfully )?|could not be )recalled\b|möchte die nachricht .{0,200} zurückrufen|souhaite rappeler le message")
        .expect("a constant")
});
static RECALL_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:recall\s*:|message recall (?:success|failure|report)|(?:撤回|召回|邮件撤回|郵件撤回)\S{0,6}\s*:|rückruf\s*:|rappel\s*:)")
        .expect("a constant")
});

/// A filter asks whether the sender is a person.
static CHALLENGE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:verify|confirm|prove) that you are (?:a |an )?(?:real|human|person|live|not a)|requires that you verify|message (?:you sent )?(?:is|has been) (?:held|waiting|quarantined).{0,80}(?:confirm|verif|click)|(?:请|点击).{0,12}(?:确认|验证)您?(?:是|为)真(?:人|实)")
        .expect("a constant")
});

/// A mail that says of itself that a program answered.
static AUTO_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)这是(?:来自)?.{0,12}自动回复|此邮件为.{0,8}自动(?:回复|发送|生成)|本邮件(?:由|为).{0,8}自动(?:回复|发送|发出|生成)|系统自动回复|this is an? (?:automat(?:ed|ic)|auto)[- ]?(?:ally )?(?:generated )?(?:reply|response|answer|message)|this (?:message|e-?mail) (?:was|is|has been) (?:sent |generated )?automatically|dies ist eine automatisch|ceci est une réponse automatique")
        .expect("a constant")
});

static AWAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)out of (?:the )?office|vacation|\bon (?:\w+ )?leave\b|holiday|\babsen|\baway\b|urlaub|nicht im (?:büro|haus)|congé|vacaciones|ausente|fuori sede|in ferie|afwezig|semester|отпуск|休假|年假|请假|假期|放假|出差|外出|不在办公室|不在公司|离开办公室|不在席|休暇|부재")
        .expect("a constant")
});

static RECEIPT_SUBJECT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(?:已读|已讀|未读|未讀|阅读回执|閱讀回條|已读回执|邮件已读|邮件回执|回执|read receipt|return receipt|disposition notification|read\s*:|not read\s*:|lu\s*:|non lu\s*:|gelesen\s*:|ungelesen\s*:|leído\s*:|letto\s*:|lida?\s*:|gelezen\s*:|開封済み|прочитано)")
        .expect("a constant")
});

static RECEIPT_TEXT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)已(?:[于在].{0,60})?(?:被)?(?:对方|收件人)?(?:阅读|查看|读取|打开|未读而被?删除|未经阅读)|未(?:经)?(?:阅)?读.{0,4}删除|was (?:read|displayed|opened|deleted)|has been (?:read|displayed|opened)|wurde (?:am )?.{0,40}(?:gelesen|angezeigt)|(?:a été|n'a pas été) lu\b|fue leído|è stato letto|foi lida|is gelezen|was received by\s*:|return receipt")
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
        .or_else(|| absent_by_words(message))
        .or_else(|| away_by_subject(message, q))
        .or_else(|| challenge(message))
        .map(|because| (if is_away(message) { AutoReason::OutOfOffice } else { AutoReason::Reply }, because))
        .or_else(|| generated(message, q))
        .or_else(|| recall(message).map(|because| (AutoReason::Generated, because)))
}

/// `Vacation: …` above words of absence, and no verdict is given by being away.
fn away_by_subject(message: &Message, q: &Question<'_>) -> Option<String> {
    let raw = charset::fold(&message.subject.raw);
    let marked = || q.headers.token("x-auto-response-suppress").is_some();
    let subject = VACATION_SUBJECT.is_match(&raw) || ABSENCE_SUBJECT.is_match(&raw) && marked();
    let text = greeting(message);
    let said = &text[COURTESY.find(text).map_or(0, |m| m.end())..];
    (subject && !message.words.quoted && ABSENT.is_match(said))
        .then(|| "subject and text of an absence".to_owned())
}

fn challenge(message: &Message) -> Option<String> {
    CHALLENGE.find(greeting(message)).map(|m| format!("it asks for a proof: '{}'", m.as_str()))
}

fn recall(message: &Message) -> Option<String> {
    let subject = RECALL_SUBJECT.is_match(&charset::fold(&message.subject.raw));
    (subject && RECALL.is_match(greeting(message))).then(|| "a mail program takes a mail back".to_owned())
}

/// Headers of automatic answers.
fn answer_by_header(q: &Question<'_>) -> Option<String> {
    let headers = q.headers;
    let auto_submitted = headers.tokens("auto-submitted").find(|v| v.starts_with("auto-replied"));
    if let Some(value) = auto_submitted {
        return Some(format!("Auto-Submitted: {value}"));
    }
    // Not X-MS-Exchange-Inbox-Rules-Loop: rules put it on people's mail that they pass on.
    const ANSWERS: [&str; 14] = [
        "x-autoreply",
        "x-auto-reply",
        "x-autoreply-from",
        "x-auto-reply-from",
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
    AUTO_TEXT.find(greeting(message)).map(|m| format!("it says '{}'", m.as_str()))
}

/// What stands above the news in an absence note: a greeting, thanks for the mail.
static COURTESY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:\s|[,.!，。！:：]|(?:您好|你好|大家好|尊敬的.{0,10}[，：:]|hi\b|hello\b|dear\b[^\n,]{0,30}|good day)|please note that\b",
        r"|thank(?:s| you)(?: very much)? for (?:your|the) (?:e-?mail|message|mail|note)|(?:感谢|谢谢)(?:您|你)?的?(?:来信|邮件|来件)|(?:您|你)的?(?:来信|邮件)(?:我)?已(?:经)?收到)*",
    ))
    .expect("a constant")
});

/// How such a note begins.
static ABSENT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:i am|i'm|i’m|i will be|i shall be)(?: currently| presently| now)? (?:out of (?:the |my )?office|on (?:\w+ )?(?:leave|vacation|holiday|holidays)|on a business trip|on business travel|away\b|travell?ing)",
        r"|^(?:我|本人)?(?:目前|现在|现|正在|正|近期|最近|将|已|这几天|今天|[\d月日年/.、至到-]|[一-龥]?于)*在?(?:外地|国外|海外)?(?:休假|休年假|年假|度假|休产假|休病假|出差|外出|不在办公室|离开办公室|请假)",
    ))
    .expect("a constant")
});

/// What it promises or advises.
static MEANWHILE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)(?:limited|no|without|intermittent|restricted) (?:internet |e-?mail )?access|will (?:reply|respond|answer|get back|return your)|(?:up)?on my return|when i(?:'m| am| get| come)? (?:return|back)|for (?:any )?(?:urgent|immediate)|(?:is|are|in) urgent",
        r"|(?:无法|不能|不便)(?:及时)?(?:地)?(?:查看|回复|处理|收发|查收|接收)|(?:尽快|再)(?:与|跟|和)?(?:您|你)?(?:联系|回复|答复|给您)|急.{0,8}(?:请|可).{0,8}(?:联系|致电|拨打|电话|找)",
    ))
    .expect("a constant")
});

/// An absence note without any mark: it begins with the news that nobody is there and goes on with what is to be done
/// meanwhile, asks nothing, and quotes nothing, as programs do. A person who is away answers above a quote.
fn absent_by_words(message: &Message) -> Option<String> {
    if message.words.quoted {
        return None;
    }
    let text = greeting(message);
    let said = &text[COURTESY.find(text).map_or(0, |m| m.end())..];
    let news = ABSENT.find(said)?;
    let meanwhile = MEANWHILE.find(&said[news.end()..])?;
    let asks = said.contains(['?', '？']);
    (!asks).then(|| format!("it begins '{}' and says '{}'", news.as_str(), meanwhile.as_str()))
}

fn is_away(message: &Message) -> bool {
    AWAY.is_match(&message.subject.raw)
        || AWAY.is_match(greeting(message))
        || is_vacation_word(&message.subject.raw)
}

/// Subjects whose programs answer for absence only.
fn is_vacation_word(subject: &str) -> bool {
    let lower = charset::fold(subject).to_lowercase();
    [
        "automatic reply",
        "自动回复",
        "自动答复",
        "自動回覆",
        "自動回復",
        "abwesenheit",
        "automatische antwort",
        "réponse automatique",
        "respuesta automática",
        "resposta automática",
        "risposta automatica",
        "autosvar",
        "automatiskt svar",
        "automatisk svar",
        "automatisch antwoord",
        "odpowiedź automatyczna",
        "automaattinen vastaus",
        "automatická odpověď",
        "automatikus válasz",
        "otomatik yanıt",
        "автоматический ответ",
        "自動応答",
        "자동 회신",
        "ooo:",
    ]
    .iter()
    .any(|w| lower.contains(w))
}

fn greeting(message: &Message) -> &str {
    let own = message.words.own.as_str();
    own.char_indices().nth(GREETING_MAX).map_or(own, |(end, _)| &own[..end])
}

/// Made by a program, but not as an answer; and mass mail.
fn generated(message: &Message, q: &Question<'_>) -> Option<(AutoReason, String)> {
    let headers = q.headers;
    if let Some(value) = headers.tokens("auto-submitted").find(|v| !v.is_empty() && v != "no") {
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
    // Servers of lists from before List-Id (RFC 2919): ezmlm and fml, and what they say of themselves.
    const SERVERS: [&str; 4] = ["mailing-list", "x-mailing-list", "x-mlserver", "x-ml-name"];
    let server = || SERVERS.iter().find(|name| q.headers.has(name)).map(|name| (*name).to_owned());
    precedence.map(|_| "Precedence: list".to_owned()).or_else(server)
}
