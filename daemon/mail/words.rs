//! The sender's own words: the text above quote and signature.
//!
//! One direction of error is worse than the other: a quoted "approve" taken for the sender's would decide
//! something. So everything from the first sign of a quote down is cut; what stands unmarked between or below
//! lines marked with `>` is own only when nothing stands above, and flagged.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::Pattern;
use super::quote::{self, Boundary, Line, Sign};
use super::{Address, Mailbox, TEXT_MAX, Words, card, charset, fence};

/// Most lines looked at.
const LINES_MAX: usize = 20_000;
/// Longest line that can be the mark of a mail program, in characters.
const MARK_MAX: usize = 80;
/// From this many columns on a quoted line may have been wrapped onto the next, unmarked.
const WRAP_MIN: usize = 60;

/// Most readers whose names are looked for in an attribution.
const READERS_MAX: usize = 20;

/// Most lines of a signature drawn as a table.
const CARD_MAX: usize = 8;

/// "Sent from my …", alone on its line.
static SENT_FROM: LazyLock<Pattern> = LazyLock::new(|| {
    const WORDS: &str = "sent|send|verzonden|envoy|enviado|inviato|skickat|wys|п|П|hetetty|odesl|iphone|发自|發自|发送自|發送自|由|从|從|通过|用我的|来自|yahoo mail|outlook|get |から送信|보냄|签名|signature";
    Pattern::new(
        WORDS,
        concat!(
            r"(?i)^[\s*_(\[【<\-—]*(?:",
            r"(?:sent|send|verzonden|gesendet|envoyé|enviado|inviato|sendt|skickat|wysłane|wysłano|отправлено|lähetetty|odesláno|iphone)\b.*\b(?:from|with|via|by|vanaf|met|von|à partir de|de|depuis|desde|da|do meu|dal|fra|från|min|z|с|из|ze?|using)\b.+",
            r"|(?:von|vanaf|fra|från)\b.+\b(?:gesendet|verzonden|sendt|skickat)\.?",
            r"|diese nachricht wurde von .+ gesendet\.?",
            r"|(?:发自|發自|發送自|发送自|由|从|從|通过)(?:我的|my)?.*(?:iphone|ipad|mac|手机|手機|邮箱|郵箱|邮件|郵件|大师|大師|客户端|android|华为|荣耀|小米|红米|vivo|oppo|huawei|outlook|foxmail|微信|钉钉|飞书|移动版|傳送|发送)(?:手机版|移动版|电脑版|网页版|客户端|app)?",
            r"|发自我的.+",
            r"|(?:发自|发送自)\s*[a-z]{3,20}",
            r"|(?:发自|发送自)\s*(?:iphone 版 ?|ipad 版 ?)?outlook\b.{0,60}",
            r"|(?:由|从|從|用)我的.{1,20}(?:发送|发出|寄出|傳送|發送)(?:[,，。].{0,30})?",
            r"|来自\s*[a-z]{3,20}\s*邮件|yahoo mail: .+",
            r"|来自\s*outlook for \w+",
            r"|来自钉钉.{0,12}邮箱",
            r"|来自(?:我的)?.*(?:iphone|ipad|手机|邮箱|邮箱大师|qq邮箱|客户端|outlook|foxmail|企业微信|钉钉|飞书)(?:手机版|移动版|电脑版|网页版|客户端|app)?",
            r"|(?:获取|取得|下载|下載)\s*(?:适用于|適用於)?\s*(?:android|ios|iphone)\s*(?:版|的)?\s*(?:的)?\s*outlook",
            r"|get \w{3,20} for (?:android|ios|iphone|ipad|mac|windows|desktop)\b.{0,40}",
            r"|(?:获取|取得|下载|get|download|télécharger|descargar|hol dir|laden sie)\s*outlook\s*(?:for|pour|para|für|适用于)?.*",
            r"|(?:iPhone|iPad|スマートフォン|Yahoo!メール)から送信.*",
            r"|나의 .+에서 보냄",
            r"|发送自 .{0,30}(?:应用|邮件)",
            r"|签名由.{0,20}定制",
            r"|signature is customized by .+",
            r"|sent from .+",
            r")[\s*_)\]】>。.!]*$",
        ),
    )
});

/// "Sent from my desk, is much easier": a sentence.
static GOES_ON: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^sent from [^,]+,\s*(?:is|was|are|were|which)\b").expect("a constant"));

/// A line that only divides.
static DIVIDER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^[\s\-—–―_=*#~+.·ᐧ|]*$").expect("a constant"));

/// The banner a gateway puts above mail from outside.
static BANNER: LazyLock<Pattern> = LazyLock::new(|| {
    const WORDS: &str = "caution|warning|external|注意|警告|提示|外来邮件|外部邮件|often|收到来自|banner|outside|unknown|邮件可能";
    Pattern::new(
        WORDS,
        concat!(
            r"(?i)^[\s*\[【⚠!(]*(?:",
            r"(?:caution|warning|external(?: e-?mail| sender)?|注意|警告|提示|外部邮件|外来邮件)\b?[\s\]】:!*]*(?:.{0,80}(?:outside|external|originated|do not click|外部|外来|公司以外|不在.{0,6}(?:组织|公司|单位)|谨慎|谨防|钓鱼).*)?",
            r"|-+\s*external (?:sender|e-?mail)\s*-*",
            // Outlook, above the first mails of somebody.
            r"|(?:some people who received this message |you )(?:don['’]t|do not) often get e-?mail from .+",
            r"|(?:您|你)?(?:通常不会|不会经常|不经常|不常|很少)收到来自.{1,120}邮件.*",
            // Proofpoint's, between its marks; Tencent's.
            r"|\w{6,24}banner(?:start|end)\s*",
            r"|this is an? (?:external|outside) (?:e-?mail|message)\b.{0,120}",
            r"|this (?:message|e-?mail) (?:is from|came from|was sent from|is|originated)\b.{0,24}\b(?:external|outside|unknown)\b.{0,120}",
            r"|(?:该|此|本)邮件可能(?:存在|含有|包含|来自).{0,12}(?:恶意|风险|外部|可疑|钓鱼).*",
            r")$",
        ),
    )
});

/// What such a banner goes on with on its next line.
static BANNER_MORE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^[\s*]*(?:please )?(?:do not|don't|never|exercise caution|be cautious|请勿|请谨慎|請勿|请注意|请不要).{0,120}(?:click|links?|attachment|open|reply|链接|連結|附件|点击|點擊)")
        .expect("a constant")
});

/// The notice that a company's gateway puts below everything its people write.
static DISCLAIMER: LazyLock<Pattern> = LazyLock::new(|| {
    const WORDS: &str = "件|声明|聲明|提示|提醒|registered|confidential|disclaimer|legal|privacy|privileged|intended|information|content|received|environment|before|打印|邮|郵|scanned|checked|virus|protected|翻译|translated|回执|receipt|病毒";
    Pattern::new(
        WORDS,
        concat!(
            r"(?i)^[\s*_#>\[【(]*(?:",
            r"(?:本|此|该|這|这封)(?:电子)?(?:[邮郵]|信)件(?:及|和|（|\(|中|所|内|的|可能|为|包含|含有|是|仅|，|,).{0,60}(?:保密|机密|機密|秘密|仅供|仅限|指定|收件人|授权|法律)",
            r"|(?:保密|免责|免責|法律|重要)(?:声明|聲明|提示|提醒)\s*[:\]】）)]",
            r"|(?:特别)?(?:声明|聲明)\s*:\s*(?:本|此|该|這|这封)(?:电子)?[邮郵]件",
            r"|[\w .,&]{2,60}\bregistered (?:in|office)\b.{0,120}(?:no\.?|number|office)\s*:?\s*\w",
            r"|(?:confidentiality|disclaimer|legal|privacy)\s*(?:notice|note|statement|disclaimer)?\s*:",
            r"|this (?:e-?mail|message|communication|electronic)\b.{0,120}\b(?:confidential|privileged|intended (?:only|solely|for))",
            r"|the (?:information|content)s? (?:contained |transmitted )?(?:in|with) this (?:e-?mail|message|communication)\b",
            r"|if you (?:are not the intended recipient|have received this (?:e-?mail|message|communication) (?:in error|by mistake))",
            r"|notice\s*:.{0,160}\b(?:confidential|privileged|intended)\b",
            r"|please consider the environment before printing",
            r"|(?:think|save paper).{0,40}before (?:you )?print",
            r"|(?:请)?(?:考虑|为了|支持|倡导|践行).{0,8}(?:环境|环保|地球|绿色).{0,24}打印",
            r"|(?:本|此|该)?(?:电子)?[邮郵]件?已?(?:经过?|由|通过|被).{0,24}(?:杀毒|防病毒|病毒检|病毒扫描|安全检测|安全扫描|网关检测|网关扫描|网关检查|反病毒).{0,60}$",
            r"|(?:this (?:e-?mail|message) (?:has been|was|is)|(?:e-?mail )?scanned).{0,30}\b(?:scanned|checked|virus-free|protected)\b",
            r"|(?:以上内容|本邮件|本文|此邮件|译文|翻译)?由.{0,20}翻译(?:提供|生成|支持|引擎)?[\s)）\]】。]*$",
            r"|translated (?:with|by|using) .{2,80}$",
            r"|(?:发件人|寄件人|对方)?(?:请求|要求|需要|已请求)(?:阅读|已读|送达|您发送)?(?:已读)?回执[\s)）\]】。]*$",
            r"|(?:the )?sender (?:has )?requested a read receipt",
            r"|(?:请)?(?:保护|爱护|珍惜|节约)(?:环境|地球|森林|纸张).{0,24}打印",
            r"|(?:virus-free\b|(?:不含|没有|未发现)病毒).{0,20}www\.",
            r")",
        ),
    )
});

/// What stands above such a notice, alone on its line.
static NOTICE: LazyLock<Pattern> = LazyLock::new(|| {
    Pattern::new(
        "disclaimer|notice|声明|聲明|提示",
        r"(?i)^\W*(?:(?:e-?mail |legal |confidentiality |important )?(?:disclaimer|notice)|(?:保密|免责|免責|法律|重要)?(?:声明|聲明|提示))\W*$",
    )
});

/// The footer of a mailing list.
static LIST_FOOTER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^.{0,80}\bmailing list\b|^.{0,80}邮件列表").expect("a constant"));

/// Cuts the own words out of a text that nobody in particular wrote to nobody.
#[cfg(test)]
pub(super) fn cut(text: &str, sender: Option<&Mailbox>) -> Words {
    cut_of(text, sender, &[])
}

/// Cuts the own words out of a text. `sender` is the writer: Foxmail puts the
/// address as signature above a quote, and a card begins with the name.
/// `readers` are those it was written to: where a gateway put all on one line, the name of the one whose mail is quoted
/// tells where the own words end.
pub(super) fn cut_of(text: &str, sender: Option<&Mailbox>, readers: &[Mailbox]) -> Words {
    let text = normal(text);
    let mut lines: Vec<Line<'_>> = text.split('\n').take(LINES_MAX).map(Line::new).collect();
    let fence = fence::find(&text);
    let mut words = Words::default();
    let fenced = fence.as_ref().map(|f| place(&text, f.at));
    if let Some(found) = fence {
        words.fence = found.code;
        words.fence_case = found.case;
    }
    let mut quoted = quote::first(&lines);
    if let Some(quote) = quoted.as_mut().filter(|q| q.sign == Sign::Attribution && q.column == 0) {
        quote.column = named_inside(lines[quote.line].raw, readers).unwrap_or(0);
    }
    let boundary = match (quoted, fenced) {
        (Some(q), Some((line, column))) if (q.line, q.column) <= (line, column) => Some(q),
        (_, Some((line, column))) => {
            let marked = lines.get(line).is_some_and(|l| l.depth > 0);
            let sign = if marked { Sign::Mark } else { Sign::Separator };
            Some(Boundary { line, column, after: line + 1, sign })
        }
        (q, None) => q,
    };
    let Some(boundary) = boundary else {
        let all = lines.iter().map(|l| l.raw).collect::<Vec<_>>();
        return finish(words, &all, None);
    };
    words.quoted = true;
    let below = below(&lines, boundary);
    let rest = lines.split_off(boundary.line);
    let mut above: Vec<&str> = lines.iter().map(|l| l.raw).collect();
    above.push(&rest[0].raw[..boundary.column]);
    drop_wrapped_name(&mut above, &rest[0]);
    if boundary.sign == Sign::Block {
        above.truncate(quote::heading(&above, rest[0].raw));
    }
    let mut words = finish(words, &above, sender);
    words.inline = !below.is_empty();
    if words.own.is_empty() && words.inline {
        let inline: Vec<&str> = below.iter().map(String::as_str).collect();
        let kept = finish(words, &inline, None);
        return Words { inline: !kept.own.is_empty(), ..kept };
    }
    let below: Vec<&str> = below.iter().map(String::as_str).collect();
    let below = &below[..signature(&below).unwrap_or(below.len())];
    words.below = below.join("\n").trim().to_owned();
    words.inline = !words.below.is_empty();
    words
}

/// The code and the case of the fence in a text.
pub(super) fn fence_of(text: &str) -> (Option<String>, Option<String>) {
    fence::find(&normal(text)).map_or((None, None), |found| (found.code, found.case))
}

/// NFC, LF, entities decoded, no-break and zero-width characters made plain, bounded.
fn normal(text: &str) -> String {
    let mut end = text.len().min(TEXT_MAX);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let decoded = charset::entities(&text[..end]);
    let composed = charset::nfc(&decoded);
    let mut out = String::with_capacity(composed.len());
    let mut rest = &*composed;
    // What needs no look goes over in one piece.
    while let Some(at) = rest.bytes().position(|b| !matches!(b, b' '..=b'~' | b'\n' | b'\t')) {
        out.push_str(&rest[..at]);
        let mut chars = rest[at..].chars();
        let c = chars.next().unwrap_or('\n');
        rest = chars.as_str();
        match c {
            '\r' => {
                if !rest.starts_with('\n') {
                    out.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' | '\u{85}' => out.push('\n'),
            '\u{a0}' | '\u{2007}' | '\u{202f}' => out.push(' '),
            '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{ad}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out.push_str(rest);
    out
}

/// Line and column of a byte offset.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..at];
    let line = before.matches('\n').count();
    (line, at - before.rfind('\n').map_or(0, |n| n + 1))
}

/// `同意 张三 <z@x.example> 于 … 写道：`: behind own words on its line an attribution that opens with a name begins where
/// the name of a reader does. A name that nobody knows may as well be a word of the sender's: then all of it is quote.
fn named_inside(line: &str, readers: &[Mailbox]) -> Option<usize> {
    let quoted = |c: char| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '\'');
    let (before, address) = line.split_once('<')?;
    // Where the date stands behind the address, and not in front of the name.
    let behind = address.split_once('>')?.1.trim_start();
    let date = ["于", "於", "在", "写于"].iter().find_map(|word| behind.strip_prefix(word))?;
    if !date.trim_start().starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let before = before.trim_end_matches(quoted);
    let names = readers.iter().take(READERS_MAX).filter_map(|m| m.name.as_deref());
    let fronts = names.filter_map(|name| before.strip_suffix(name));
    // The longest name: 小明 ends with it, and 王 小明 does.
    let front = fronts.filter(|f| f.is_empty() || f.ends_with(quoted)).min_by_key(|f| f.len())?;
    Some(front.trim_end_matches(quoted).len())
}

/// Gmail wraps between the name and `<address> 於 … 寫道：`: the name on the line above belongs to the quote.
fn drop_wrapped_name(above: &mut Vec<&str>, first: &Line<'_>) {
    if !first.raw.trim_start().starts_with('<') {
        return;
    }
    let Some(n) = above.iter().rposition(|l| !l.trim().is_empty()) else { return };
    let name = above[n].trim();
    let is_name = name.chars().count() <= 40 && !name.ends_with(['。', '.', '!', '！', '?', '？', ',', '，']);
    if n + 2 == above.len() && is_name && n > 0 && above[n - 1].trim().is_empty() {
        above.truncate(n);
    }
}

/// Unmarked lines between and below marked ones; empty unless the quote is marked line by line.
fn below(lines: &[Line<'_>], boundary: Boundary) -> Vec<String> {
    let rest = &lines[boundary.after.min(lines.len())..];
    let marked = match boundary.sign {
        Sign::Mark => true,
        // An attribution counts as marked when the very next text is.
        Sign::Attribution => rest.iter().find(|l| !l.is_blank() || l.depth > 0).is_some_and(|l| l.depth > 0),
        Sign::Block | Sign::Separator => false,
    };
    if !marked {
        return Vec::new();
    }
    let mut out: Vec<String> = Vec::new();
    let mut n = 0;
    while n < rest.len() {
        let line = &rest[n];
        if line.depth > 0 {
            n += 1;
            continue;
        }
        if line.is_blank() {
            if out.last().is_some_and(|l| !l.is_empty()) {
                out.push(String::new());
            }
            n += 1;
            continue;
        }
        // Another header of a quote: what follows it unmarked is quoted.
        if let Some(next) = quote::first(&rest[n..n + 1])
            .or_else(|| quote::first(&rest[n..rest.len().min(n + 8)]).filter(|b| b.line == 0))
        {
            let behind = &rest[n + next.after.max(1)..];
            let goes_on = behind.iter().find(|l| !l.is_blank() || l.depth > 0).is_some_and(|l| l.depth > 0);
            if !goes_on {
                break;
            }
            n += next.after.max(1);
            continue;
        }
        // A quoted line that was too long, wrapped without its mark.
        let glued = n > 0 && rest[n - 1].depth > 0 && !rest[n - 1].is_blank();
        let caught = rest.get(n + 1).is_some_and(|l| l.depth > 0);
        if glued && (caught && !rest[n + 1].is_blank() || columns(rest[n - 1].raw) >= WRAP_MIN) {
            n += 1;
            continue;
        }
        out.push(line.raw.to_owned());
        n += 1;
    }
    while out.last().is_some_and(String::is_empty) {
        out.pop();
    }
    out
}

/// Width on a screen with fixed columns: ideographs take two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if ('\u{1100}'..='\u{ffe6}').contains(&c) { 2 } else { 1 }).sum()
}

/// Cuts banner, signature and dividers off, and fills the words.
fn finish(mut words: Words, lines: &[&str], sender: Option<&Mailbox>) -> Words {
    let mut lines = lines.to_vec();
    let above = banner(&lines);
    lines.drain(..above);
    let at = signature(&lines);
    let mut signature: Vec<&str> = Vec::new();
    if let Some(at) = at {
        signature = lines.split_off(at);
    }
    trim_end(&mut lines, sender);
    // Only an answer: a new request ends with the person it is about as often as with its sender.
    if words.quoted {
        let owner = card::Owner::of(sender);
        if let Some(at) = card::begins(&lines, &owner) {
            signature.splice(..0, lines.split_off(at));
            trim_end(&mut lines, sender);
        }
        if card::is_all(&lines, &owner) {
            signature.splice(..0, lines.drain(..));
        }
    }
    words.own = lines.iter().map(|l| l.trim_end()).collect::<Vec<_>>().join("\n");
    words.signature = signature.join("\n").trim().to_owned();
    words.lines = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    words
}

/// How many lines stand above the own ones: blank ones and the banner of a gateway.
fn banner(lines: &[&str]) -> usize {
    let spoken = |n: &usize| lines[*n..].iter().any(|l| !l.trim().is_empty());
    // A line that seemed to go on with the banner was all that the sender said.
    Some(banner_end(lines, true)).filter(spoken).unwrap_or_else(|| banner_end(lines, false))
}

/// Where the banner ends, if its lines may be wrapped or not.
fn banner_end(lines: &[&str], wraps: bool) -> usize {
    let (mut inside, mut seen) = (false, false);
    // A banner may be wrapped: the line above was full, and its sentence had not ended.
    let mut open = false;
    for (n, line) in lines.iter().enumerate() {
        let text = charset::fold(line);
        let begins = BANNER.is_match(&text);
        // Below a banner a rule parts it from what was written.
        if line.trim().is_empty() || seen && DIVIDER.is_match(line) {
            (inside, open) = (false, false);
            continue;
        }
        if !(begins || open || inside && BANNER_MORE.is_match(&text)) {
            return n;
        }
        (inside, seen) = (true, true);
        open = wraps
            && columns(line) >= WRAP_MIN
            && !text.trim_end().ends_with(['.', '。', '!', ']', '】', ')', '*', '>']);
    }
    lines.len()
}

/// The line at which the signature begins.
fn signature(lines: &[&str]) -> Option<usize> {
    (0..lines.len()).find(|&n| {
        let line = lines[n].trim();
        if line == "--" {
            // `--` alone: with its space the agreed mark (RFC 3676 section 4.3), without it the same in practice.
            return true;
        }
        let sent = |line: &str| SENT_FROM.is_match(line) && !GOES_ON.is_match(line);
        let folded = charset::fold(line);
        if line.chars().count() <= MARK_MAX && sent(&folded) {
            // Below other text a program's mark; as first line only when nothing follows.
            return n > 0 || lines[n + 1..].iter().all(|l| DIVIDER.is_match(l));
        }
        if is_card(line) && lines[n + 1..].iter().take(CARD_MAX).any(|l| l.trim() == "|") {
            return true;
        }
        if may_disclaim(line) && DISCLAIMER.is_match(&folded) {
            return true;
        }
        let next = || lines[n + 1..].iter().map(|l| l.trim()).find(|l| !l.is_empty());
        if NOTICE.is_match(line) && next().is_some_and(|l| DISCLAIMER.is_match(&charset::fold(l))) {
            return true;
        }
        let footer = line.len() >= 2 && line.chars().all(|c| c == '_');
        footer && lines.get(n + 1).is_some_and(|next| LIST_FOOTER.is_match(next))
    })
}

/// The empty first row of the table in which NetEase's Mail Master shows name and address.
fn is_card(line: &str) -> bool {
    line.matches('|').count() >= 2 && line.chars().all(|c| c == '|' || c.is_whitespace())
}

/// Cheap: what every such notice has in its first words.
fn may_disclaim(line: &str) -> bool {
    /// Shorter ones are somebody's remark.
    const NOTICE_MIN: usize = 12;
    line.len() >= NOTICE_MIN
        && (line.contains(['件', '声', '聲', '提'])
            || line.as_bytes().iter().any(|b| b.is_ascii_alphabetic()))
}

/// Drops dividers at the end, and the sender's bare address that Foxmail puts above a quote.
fn trim_end(lines: &mut Vec<&str>, sender: Option<&Mailbox>) {
    while let Some(last) = lines.last() {
        let is_sender = sender.is_some_and(|s| Address::parse(last).is_ok_and(|a| a == s.address));
        if DIVIDER.is_match(last) || is_sender {
            lines.pop();
        } else {
            break;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::pattern::tests::has_its_words;

    fn own(text: &str) -> String {
        cut(text, None).own
    }

    #[test]
    fn no_mark_is_passed_over_for_want_of_its_words() {
        for pattern in [&SENT_FROM, &BANNER, &DISCLAIMER, &NOTICE] {
            has_its_words(pattern);
        }
    }

    #[test]
    fn a_name_that_is_known_ends_the_own_words_before_a_flattened_attribution() {
        let reader =
            |name: &str| Mailbox { name: Some(name.to_owned()), address: "z@x.example".parse().unwrap() };
        let readers = [reader("小明"), reader("王 小明"), reader("Li, Wei")];
        for (text, own) in [
            ("同意 小明 <z@x.example> 于2024年5月28日周二 08:48写道： 拒绝", "同意"),
            ("不 同意 王 小明 <z@x.example> 于2024年5月28日周二 08:48写道： 拒绝", "不 同意"),
            ("同意，谢谢 \"Li, Wei\" <z@x.example> 在 2024-05-28 08:48 写道： 拒绝", "同意，谢谢"),
            // One that nobody knows may be a word of the sender's: nothing is own.
            ("同意 不行 <z@x.example> 于2024年5月28日周二 08:48写道： 拒绝", ""),
            ("小明 <z@x.example> 于2024年5月28日周二 08:48写道：\n拒绝", ""),
            ("On Tue, May 28, 2024 at 8:48 AM 小明 <z@x.example> wrote:\n> no", ""),
            ("在 2024年5月28日，上午8:48，小明 <z@x.example> 写道：\n拒绝", ""),
        ] {
            assert_eq!(cut_of(text, None, &readers).own, own, "{text}");
        }
    }

    #[test]
    fn every_shape_of_a_quote_is_cut() {
        for quote in [
            "------------------&nbsp;原始邮件&nbsp;------------------\n发件人: \"X\" <a@x.example&gt;;",
            "------------------ Original ------------------\nFrom: \"X\"<a@x.example&gt;;",
            "----邮件原文----发件人：\"部\" <a@x.example>收件人：\"X\" <c@x.example>发送时间：2026-04-09 13:23:25主题：y",
            "-----邮件原件-----\n发件人: X <a@x.example>",
            "________________________________________\n发件人: X <x@x.example>\n发送时间: 2021年9月13日 12:00\n收件人: A; B\n主题: y",
            "发件人： X\n发送时间： 2023-04-17 16:07\n收件人： y\n主题： z\n拒绝",
            "发 件 人：X <a@x.example>\n日　期：2024年\n收　件　人：y\nb@x.example\n主　题：z\n拒绝",
            "在 2023-05-04 15:39:57，\"Y\" <a@163.example> 写道：\n\n拒绝",
            "At 2023-04-29 01:06:03, \"X\" <a@x.example> wrote:\n拒绝",
            "---- 回复的原邮件 ----\n| 发件人 | X |\n| 日期 | 2024年 |",
            "| 发件人 | X<a@x.example> |\n| 日期 | 2024年3月5日 |\n| 收件人 | Y |\n| 主题 | z |\n拒绝",
            "> 在 2020年6月29日，下午5:45，Name <a@x.example> 写道：\n> \n> 拒绝",
            "名 <a@x.example> 于2024年5月28日周二 08:48写道：\n> 拒绝",
            "名 <a@x.example> 於 2023年6月15日 週四 下午3:38寫道：\n\n拒绝",
            "名字\n<a@x.example> 於 2023年6月15日 週四 下午3:38寫道：\n\n拒绝",
            "名 (<a@x.example>) 在 2019年7月2日星期二 下午05:48:53 [GMT+8] 寫道：\n 拒绝",
            "在 2002-02-19 22:09:00 you wrote：\n拒绝",
            "On Mon, Feb 1, 2016 at 6:32 PM, Jeff <a@x.example>\nwrote:\n\n拒绝",
            "From: X [mailto:a@x.example]\nSent: Monday\nTo: y\nSubject: z\n\n拒绝",
            "Begin forwarded message:\n拒绝",
            "—— 请在此线上方回复 / Reply above this line · P-2026-0012 · k7m2-9q4x ——\n拒绝",
        ] {
            let words = cut(&format!("我看过了。\n\n{quote}"), None);
            assert_eq!(words.own, "我看过了。", "{quote}");
            assert!(words.quoted, "{quote}");
            assert_eq!(words.below, "", "{quote}");
        }
    }

    #[test]
    fn a_separator_on_the_line_of_the_answer_leaves_the_answer() {
        assert_eq!(own(&format!("同意{}----原始邮件---\n发件人:x", " ".repeat(86))), "同意");
        assert_eq!(own("同意 在 2024-03-05 09:00:00，\"X\" <a@x.example> 写道： 拒绝"), "同意");
        assert_eq!(own("同意 发件人：X 发送时间：2024 收件人：Y 主题：z"), "同意");
    }

    #[test]
    fn sentences_that_look_like_attributions_stay() {
        for text in [
            "On Tuesday I will be out.\nPlease wait.",
            "As you wrote:\nthis is fine",
            "On your host you can run:\n\n    telnet\n\nThis should work.",
            "日期: 2024-03-01\n主题: 采购",
            "他在会上写道：好",
            "申请人: 张三\n日期: 2024-03-01\n事由: 采购",
            "From: 2024-07-01\nTo: 2024-07-05\nDate: 2024-06-20\nSubject: leave",
        ] {
            assert_eq!(own(text), text);
        }
    }

    #[test]
    fn signatures_of_programs_are_cut() {
        for mark in [
            "-- \n张三\n部门",
            "--\nJohn",
            "发自我的iPhone",
            "发自我的 iPhone",
            "從我的 iPhone 傳送",
            "从我的华为手机发送",
            "发自网易邮箱大师",
            "发自我的小米手机",
            "来自我的华为手机",
            "Sent from my iPhone",
            "Sent from Outlook for iOS",
            "Get Outlook for iOS",
            "获取 Outlook for iOS",
            "Von meinem iPhone gesendet",
            "Envoyé de mon iPhone",
            "Sendt fra min iPad",
        ] {
            let words = cut(&format!("好的\n\n{mark}\n"), None);
            assert_eq!(words.own, "好的", "{mark}");
            assert_eq!(words.signature, mark, "{mark}");
        }
        for kept in [
            "来自客户的反馈如下",
            "我从手机上看不到",
            "通过邮件发我",
            "从邮箱里找到的附件",
            "a -- b",
            "The parcel sent from the warehouse is late",
        ] {
            assert_eq!(own(&format!("1\n{kept}\n2")), format!("1\n{kept}\n2"));
        }
    }

    #[test]
    fn the_notice_of_a_gateway_is_no_word_of_the_sender() {
        for notice in [
            "本邮件及其附件含有机密信息，仅供指定收件人使用，请勿转发。",
            "此邮件（包括附件）可能含有保密信息，如您不是收件人，请勿使用。",
            "保密声明：本邮件内容不得外传",
            "免责声明：以上内容不代表公司意见",
            "This e-mail and any attachments are confidential and intended solely for the addressee.",
            "CONFIDENTIALITY NOTICE: do not forward this without permission.",
            "DISCLAIMER: not a contract unless signed.",
            "The information contained in this message may be privileged.",
            "If you have received this email in error please delete it.",
            "Please consider the environment before printing this e-mail.",
        ] {
            let words = cut(&format!("同意\n\n王强\n\n{notice}\n如有疑问请勿回复。"), None);
            assert_eq!(words.own, "同意\n\n王强", "{notice}");
        }
        for kept in
            ["本邮件是会议纪要，请查收", "This message is for Li, please forward it", "重要提示请看附件"]
        {
            assert_eq!(own(kept), kept);
        }
    }

    #[test]
    fn answers_below_and_between_marked_lines_are_flagged() {
        let words =
            cut("On 1 Feb 2016, Jeff <a@x.example> wrote:\n> Shall we?\n\nyes\n\n> And then?\n\nno\n", None);
        assert_eq!((words.own.as_str(), words.inline), ("yes\n\nno", true));
        let words = cut("see below\n\n> Shall we?\n\nyes", None);
        assert_eq!((words.own.as_str(), words.inline, words.below.as_str()), ("see below", true, "yes"));
        let words = cut("ok\n\n> Shall we?\n", None);
        assert_eq!((words.own.as_str(), words.inline), ("ok", false));
    }

    #[test]
    fn a_wrapped_quoted_line_is_no_answer() {
        let words = cut(
            "> please answer with one of the words that follow here, that is:\napprove\n> or reject\n",
            None,
        );
        assert_eq!((words.own.as_str(), words.inline), ("", false));
    }

    #[test]
    fn lines_are_trimmed_and_not_empty() {
        let words = cut("  a  \r\n\r\n\u{a0}b\u{200b}\r\n", None);
        assert_eq!(words.lines, ["a", "b"]);
        assert_eq!(words.own, "  a\n\n b");
    }
}
