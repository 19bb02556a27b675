//! The card that people have below an answer without any mark: name, office, company, telephone.
//!
//! Cut too much, and an answer is lost; so a card stands below other text, behind a blank line or a rule, is short, and
//! has in it what sentences have not: the name of the sender or a name alone on its first line, and behind it an
//! office, an address, a number to call. The closing words above it ("Best regards") go with it; thanks do not.
//!
//! Promises: depends on its arguments only. Never does: take a line for a card that gives a field of a form.

use std::sync::LazyLock;

use regex::Regex;

use super::pattern::Pattern;
use super::{Mailbox, charset};

/// Most lines of a card, without the blank ones.
const LINES_MAX: usize = 12;
/// Widest line of a card, in characters.
const WIDTH_MAX: usize = 80;
/// The widest name, in characters.
const NAME_MAX: usize = 24;
/// Signs of a line that rules a card off.
const RULE_MIN: usize = 5;

/// How to reach somebody.
static CONTACT: LazyLock<Regex> = LazyLock::new(|| {
    const LABEL: &str = concat!(
        r"(?:电话|手机|移动电话|座机|直线|分机|总机|传真|邮箱|邮件|电邮|电子邮件|地址|公司地址|网址|官网|网站|邮编|微信|企业微信|qq|联系电话|联系方式|",
        r"電話|手機|傳真|郵箱|電郵|地址|網址|郵編|tel|telephone|phone|mobile|mob|cell|office|direct|fax|e-?mail|mail|add|addr|address|web|website|wechat|url|[tmfpe])",
    );
    // `手机 Mobile：`, `Tel/Fax:`
    Regex::new(&format!(
        "{}{LABEL}(?:\\s*/?\\s*{LABEL})?{}",
        r"(?i)^\W*",
        concat!(
            r"\s*(?:[:：|+]|\.:?\s*[+\d(])",
            r"|^\W*\+?\d[\d\s()-]{6,18}\d\W*$|^(?:\W*(?:mailto:|https?://|www\.)\S+)+\W*$|^\W*[\w.+-]+@[\w-]+\.[\w.-]+\W*$|\|\s*(?:\+?\d[\d\s-]{6,18}\d|[tmfpe]\s*:)",
        )
    ))
    .expect("a constant")
});

/// Where somebody works, and as what.
static OFFICE: LazyLock<Pattern> = LazyLock::new(|| {
    const WORDS: &str = "公司|集团|科技|研究院|事业部|中心|部|处|科|总监|经理|主任|总裁|工程师|主管|专员|助理|顾问|邮箱|首席|研究所|大学|学院|银行|医院|ltd|inc|co|gmbh|llc|group|dep|director|manager|engineer|officer|head|vp|ceo|cto|cfo|president|assistant|analyst|lead|architect|procurement|finance|sales|marketing|purchasing|operations|research|services|university|institute";
    Pattern::new(
        WORDS,
        concat!(
            r"(?i)公司|集团|科技|研究院|事业部|中心|部\b|部$|部门|部 |部\||处$|科$|总监|经理|主任|总裁|总经理|部长|工程师|主管|专员|助理|顾问|邮箱|首席|研究所|大学|学院|银行|医院|",
            r"\b(?:ltd|inc|co|corp|corporation|company|gmbh|llc|group|department|dept|director|manager|engineer|officer|head|vp|ceo|cto|cfo|coo|president|assistant|",
            r"consultant|analyst|lead|architect|procurement|finance|sales|marketing|purchasing|engineering|operations|research|services|university|institute)\b",
        ),
    )
});

/// `入职日期：…`: a field, if it is none of how to reach somebody.
static FIELD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^\W*[\w \t]{1,24}[:：]\s*\S").expect("a constant"));

/// What a letter closes with before its writer's name.
static CLOSING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?i)^(?:(?:祝好|祝\s*商祺|[顺順][祝颂頌]\s*商祺|此致(?:\s*敬[礼禮])?|敬[礼禮]|敬上|best|(?:with )?(?:best|kind|kindest|warm|many)? ?regards|",
        r"(?:many )?thanks,? (?:and|&) (?:best |kind )?regards|cheers|yours|(?:with )?best wishes|(?:yours )?(?:sincerely|faithfully)|mit freundlichen gr(?:ü|ue)(?:ß|ss)en|cordialement|br)[\s,.!/~]*)+$",
    ))
    .expect("a constant")
});

/// A picture that a program or a gateway left as its name.
fn is_picture(line: &str) -> bool {
    line.starts_with("[cid:") && line.ends_with(']')
}

fn is_closing(line: &str) -> bool {
    line.chars().count() <= NAME_MAX * 2 && CLOSING.is_match(&charset::fold(line.trim()))
}

/// Whose card it may be.
pub(super) struct Owner<'a> {
    name: &'a str,
    /// The words of the address before its `@`, in lower case: `li.ming@` writes as Ming Li.
    words: Vec<String>,
}

impl<'a> Owner<'a> {
    pub(super) fn of(sender: Option<&'a Mailbox>) -> Self {
        let local = sender.map_or("", |s| s.address.local()).to_lowercase();
        let words = local.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        Self {
            name: sender.and_then(|s| s.name.as_deref()).unwrap_or_default().trim(),
            words: words.map(str::to_owned).collect(),
        }
    }

    /// The line begins with the name.
    fn begins(&self, line: &str) -> bool {
        let name = line.split(['|', '｜', '/', ',', '(', '（']).next().unwrap_or(line);
        !self.name.is_empty() && line.starts_with(self.name) || self.is_all(name)
    }

    /// The line is the name.
    fn is_all(&self, line: &str) -> bool {
        let line = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.' | '-'));
        let known = |word: &str| self.words.contains(&word.to_lowercase());
        let spelt = line.chars().nth(1).is_some() && line.split_whitespace().all(known);
        !line.is_empty() && (line == self.name || spelt)
    }
}

/// The line at which the card begins.
pub(super) fn begins(lines: &[&str], owner: &Owner<'_>) -> Option<usize> {
    let mut at = card(lines, owner).or_else(|| signed(lines, owner))?;
    at = signed(&lines[..at], owner).unwrap_or(at);
    let first = lines.iter().position(|l| !l.trim().is_empty())?;
    // As long as something stands above the closing.
    while let Some(above) = lines[..at].iter().rposition(|l| !l.trim().is_empty()) {
        if above == first || !is_closing(lines[above]) {
            break;
        }
        at = above;
    }
    Some(at)
}

/// Nothing but a card: closing words and the sender's name, with how to reach them or with nothing more.
pub(super) fn is_all(lines: &[&str], owner: &Owner<'_>) -> bool {
    let mut spoken = lines.iter().map(|l| l.trim()).filter(|l| !l.is_empty() && !is_picture(l));
    let first = spoken.find(|l| !is_closing(l));
    let Some(first) = first else { return lines.iter().any(|l| is_closing(l)) };
    // What has an office only may as well tell what that office says.
    let closed = lines.iter().find(|l| !l.trim().is_empty()).is_some_and(|l| is_closing(l));
    // A name alone answers who.
    closed && owner.is_all(first) && spoken.next().is_none()
        || owner.begins(first)
            && fits(lines, owner, false, false)
            && lines.iter().any(|l| CONTACT.is_match(&charset::fold(l)))
}

/// The sender's name at the end, with closing words above it.
fn signed(lines: &[&str], owner: &Owner<'_>) -> Option<usize> {
    let last = lines.iter().rposition(|l| !l.trim().is_empty())?;
    let above = lines[..last].iter().rfind(|l| !l.trim().is_empty())?;
    (owner.is_all(lines[last].trim()) && is_closing(above)).then_some(last)
}

fn card(lines: &[&str], owner: &Owner<'_>) -> Option<usize> {
    let spoken = |n: &usize| lines[*n].contains(char::is_alphanumeric);
    let first = (0..lines.len()).find(spoken)?;
    let end = (0..lines.len()).rfind(spoken)? + 1;
    let mut near = 0;
    let mut found = None;
    for at in (first + 1..end).rev() {
        let line = lines[at].trim();
        if is_rule(line) || is_short_rule(line) && is_first(&lines[at + 1..end], owner) {
            let boxed = lines[end..].iter().any(|l| is_rule(l.trim()));
            return fits(&lines[at + 1..end], owner, boxed, false).then_some(at).or(found);
        }
        if line.is_empty() {
            continue;
        }
        near += 1;
        if near > LINES_MAX {
            break;
        }
        // The lowest that fits: what stands above it is an answer as likely as more of it, unless it is the name.
        let named = || found.is_none() || owner.is_all(line);
        let closed = lines[..at].iter().rfind(|l| !l.trim().is_empty()).is_some_and(|l| is_closing(l));
        let apart = closed || lines[at - 1].trim().is_empty();
        if apart && named() && fits(&lines[at..end], owner, false, closed) {
            found = Some(at);
        }
    }
    found
}

fn is_rule(line: &str) -> bool {
    line.chars().count() >= RULE_MIN
        && line.chars().all(|c| matches!(c, '-' | '—' | '–' | '─' | '=' | '*' | '_' | '~' | '·' | '.'))
}

/// `---`: rules a card off only where the sender's name stands below it.
fn is_short_rule(line: &str) -> bool {
    line.len() >= 2 && line.chars().all(|c| matches!(c, '-' | '_' | '—' | '–'))
}

fn is_first(lines: &[&str], owner: &Owner<'_>) -> bool {
    lines.iter().map(|l| l.trim()).find(|l| !l.is_empty()).is_some_and(|first| owner.begins(first))
}

/// Whether these lines are a card: in a box of rules, or below closing words, less tells one.
fn fits(lines: &[&str], owner: &Owner<'_>, boxed: bool, closed: bool) -> bool {
    let bare = |l: &&'_ str| !l.is_empty() && !is_picture(l);
    let lines: Vec<&str> =
        lines.iter().map(|l| l.trim_matches(|c: char| c.is_whitespace() || c == '*')).filter(bare).collect();
    let Some((first, rest)) = lines.split_first() else { return false };
    let short = lines.len() <= LINES_MAX && lines.iter().all(|l| l.chars().count() <= WIDTH_MAX);
    let asks = lines.iter().any(|l| l.ends_with(['?', '？']));
    let field = rest
        .iter()
        .any(|l| l.contains([':', '：']) && FIELD.is_match(l) && !CONTACT.is_match(&charset::fold(l)));
    if !short || asks || field || !is_named(first) {
        return false;
    }
    let reached = rest.iter().any(|l| CONTACT.is_match(&charset::fold(l)));
    // Name and office may stand on one line.
    let office = lines.iter().any(|l| OFFICE.is_match(l));
    let own = owner.begins(first);
    let told = boxed || own || closed;
    boxed && !rest.is_empty()
        || reached && (told || is_strangers(first, rest))
        || told && office && !rest.is_empty()
}

/// Less is known of a card below nothing that closes, under a name that the sender's address does not show: it begins
/// as names do, has more to reach somebody by than a link, and no sentence.
fn is_strangers(first: &str, rest: &[&str]) -> bool {
    let name = first.split(['|', '｜', '/', ',', '(', '（', '-', '\t']).next().unwrap_or(first).trim();
    let short = |word: &str| word.chars().count() <= 4;
    let begins = |word: &str| word.starts_with(|c: char| c.is_uppercase() || !c.is_alphabetic());
    let han =
        |word: &str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase());
    let named = if han(name) {
        name.split_whitespace().next().is_some_and(short)
    } else {
        name.split_whitespace().all(begins)
    };
    let reached = rest.iter().map(|l| charset::fold(l)).any(|l| CONTACT.is_match(&l) && !LINK.is_match(&l));
    (named || OFFICE.is_match(first))
        && (reached || OFFICE.is_match(&rest.join("\n")))
        && !rest.iter().any(|l| is_sentence(l))
}

/// A link and nothing more.
static LINK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"(?i)^\W*(?:https?://|www\.)\S+\W*$").expect("a constant"));

/// Tells something: it ends as sentences do, or goes on with one.
fn is_sentence(line: &str) -> bool {
    const WORDS_MIN: usize = 5;
    let words = || {
        line.split_whitespace()
            .filter(|w| w.chars().all(|c| c.is_lowercase() || c.is_ascii_punctuation()))
            .count()
    };
    !CONTACT.is_match(&charset::fold(line))
        && (line.ends_with(['。', '！', '；', ';']) || words() >= WORDS_MIN)
}

/// Could be a name, with an office behind it: short, and no sentence.
fn is_named(line: &str) -> bool {
    let name = line.split(['|', '｜', '/', ' ', '\t']).next().unwrap_or(line);
    name.chars().count() <= NAME_MAX
        && !line.ends_with([',', '.'])
        && line.chars().count() <= NAME_MAX * 2
        && line.contains(char::is_alphabetic)
        && !line.contains(['。', '！', '!', '，', '；', ';', '：', ':'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_office_is_passed_over_for_want_of_its_words() {
        crate::mail::pattern::tests::has_its_words(&OFFICE);
    }

    fn cut<'t>(text: &'t str, name: &str) -> &'t str {
        let lines: Vec<&str> = text.split('\n').collect();
        let sender =
            Mailbox { name: Some(name.to_owned()), address: "li.ming@corp.example.invalid".parse().unwrap() };
        let at = begins(&lines, &Owner::of(Some(&sender))).unwrap_or(lines.len());
        let end: usize = lines[..at].iter().map(|l| l.len() + 1).sum();
        text[..end.saturating_sub(1).min(text.len())].trim_end()
    }

    #[test]
    fn a_mail_may_be_a_card_and_nothing_more() {
        let sender =
            Mailbox { name: Some("王强".into()), address: "wang@corp.example.invalid".parse().unwrap() };
        let whole = |text: &str| is_all(&text.split('\n').collect::<Vec<_>>(), &Owner::of(Some(&sender)));
        assert!(whole("祝好") && whole("此致\n敬礼\n\n王强") && whole("王强\n采购部\n电话：021-55556666"));
        assert!(
            !whole("王强\n采购部同意")
                && !whole("同意\n\n王强")
                && !whole("Tom\nTel: +86 21 5555")
                && !whole("王强")
                && !whole("")
        );
    }

    #[test]
    fn a_card_is_cut_and_an_answer_is_not() {
        for (card, name) in [
            ("王强\n采购部 | 启明科技", "王强"),
            ("王强\n启明科技有限公司\n地址：北京市海淀区1号\n邮编：100080", "Wang"),
            ("Tom Baker\nProcurement\nQiming Ltd. - Nothing is impossible", "Tom Baker"),
            ("Tom Baker | Director\nT: +86 21 5555 6666", ""),
            ("————————\n王强\n手机：13800138000\n————————", ""),
            ("=====================\nTom Baker\nVP Engineering\n=====================", ""),
            ("Best regards,\n\nTom Baker\nHead of Operations", "Tom Baker"),
            ("Kind regards\nMing Li\nIT Services", "李明"),
            ("此致\n敬礼\n\n王强\n启明大学", "王强"),
            ("---\n王强\n研究所", "王强"),
            ("Best regards,\nMing", "李明"),
            ("顺颂商祺！\n王强\n——————————\n王强\n电话：021-55556666", "王强"),
            ("王强（Wang Qiang）\n经理 Manager\n手机 Mobile：+86 138 0013 8000", "王强"),
            ("—\nMing Li\nQiming Ltd.", "李明"),
            ("Kind regards\n\nMing LI\nBuyer\n\nQiming GmbH\nPhone +49 89 123456", "李明"),
            ("[cid:image001.png@01DA]\n王强\n手机：13800138000", "Wang"),
            ("*王强*\n*启明科技 质量部*", "王强"),
            ("***********\n王强  研发部\n电话：021-55556666\n***********", ""),
        ] {
            assert_eq!(cut(&format!("同意\n\n{card}"), name), "同意", "{card}");
        }
        for kept in [
            "同意",
            "同意\n\n仅限下面这份\nhttps://docs.example/1",
            "同意\n\n注意\n邮箱 | a@b.example\n下周一之前不要付款。",
            "Sure.\n\nOur guide (\nhttps://docs.example/guide)\nalso works great on a virtual machine with very\nlittle change.",
            "同意\n\n王强",
            "新人如下：\n\n张三\n电话：13800138000\n入职日期：2024-07-15",
            "王强\n采购部",
            "张总：\n\n请联系供应商。\n电话：13800138000",
            "收到\n\n同意\n谢谢",
            "见下\n\n-----\n同意",
            "您好，\n\n同意\n\n谢谢",
            "同意\n\n谢谢\n\n王强",
            "见下\n\n---\n拒绝\n采购部",
            "Best regards",
            "同意\n\nBest\nTom",
            "That's true!\n\nRegards,\n\ne.",
        ] {
            assert_eq!(cut(kept, "王强"), kept, "{kept}");
        }
        let signed = "Hi Anna,\n\nApprove.\n\nBest regards\n\nTom Baker | Director\nT: +86 21 5555 6666";
        assert_eq!(cut(signed, "Tom Baker"), "Hi Anna,\n\nApprove.");
    }
}
