//! The grammar of incoming subjects: `*reply-prefix [case-ref] [tag] [free text]`.
//!
//! Read on the NFKC form, so that `［］：０-９` count as `[]:0-9`; `rest` is cut from the original. Between the
//! prefixes a list may have put its name in brackets and a gateway its `[EXTERNAL]`; neither is the tag. Where one id
//! stands every other counts, wherever it is: which is meant is not for the grammar to say.

use std::sync::LazyLock;

use regex::Regex;

use super::Subject;
use super::charset::Folded;

/// Longest text before a colon that is still a tag, in characters.
const TAG_MAX: usize = 40;
/// Most ids kept of one subject.
const CASES_MAX: usize = 20;

static PREFIX: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"(?i)^(re|fwd|fw|aw|wg|sv|vs|vb|antw|antwort|rv|res|enc|tr|rif|odp|pd|回复|回覆|答复|答覆|转发|轉寄|轉發|返信|转)\s*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3}|\*\d{1,3}|\d{1,2})?\s*:\s*",
    )
    .expect("a constant")
});

static CASE_ANYWHERE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)[\[【]\s*([A-Z]{1,5}-[0-9]{4}-[0-9]{2,6}(?:-[A-Z]{1,5}[0-9]{1,4})*)\s*[\]】]")
        .expect("a constant")
});

static CASE_BARE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^([A-Z]{1,5}-[0-9]{4}-[0-9]{4,6}(?:-[A-Z]{1,5}[0-9]{1,4})*)(?:\s*[:,;/&+、和与及]|\s|$)")
        .expect("a constant")
});

/// An id wherever it stands; what follows it is looked at beside.
static IDS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)(?:^|[^a-z0-9-])([a-z]{1,5}-[0-9]{4}-[0-9]{2,6}(?:-[a-z]{1,5}[0-9]{1,4})*)")
        .expect("a constant")
});

/// What mail gateways put into subjects.
static MARKING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)^\s*(ext|extern|external|external email|外部|外部邮件|spam|\*+spam\*+|垃圾邮件|suspicious)\s*:?\s*$")
        .expect("a constant")
});

impl Subject {
    /// Takes a decoded subject apart.
    pub fn parse(raw: &str) -> Self {
        let folded = Folded::new(raw);
        let text = &*folded.text;
        let mut subject = Self { raw: raw.trim().to_owned(), ..Self::default() };
        let (mut at, mut before_case) = (0, None);
        // Where the tag's bracket ended; the tag is given up when a reply prefix follows, for a list put it there.
        loop {
            at += text[at..].len() - text[at..].trim_start().len();
            let rest = &text[at..];
            if let Some(found) = PREFIX.captures(rest) {
                subject.prefixes.push(found[1].to_lowercase());
                subject.tag = None;
                at += found[0].len();
            } else if let Some((inside, length)) = bracket(rest) {
                if let Some(case) = only_ids(inside) {
                    if !subject.case_refs.is_empty() {
                        break;
                    }
                    subject.case_refs.push(case);
                    // What stood in brackets before our id was a list's name, or, in a new mail without another tag,
                    // what its sender wants of the case whose id was copied with its brackets.
                    before_case = subject.tag.take().filter(|_| subject.prefixes.is_empty());
                } else if !MARKING.is_match(inside) {
                    if subject.tag.is_some() {
                        break;
                    }
                    subject.tag = Some(inside.trim().to_owned()).filter(|t| !t.is_empty());
                }
                at += length;
            } else if let (true, Some(case)) = (subject.case_refs.is_empty(), CASE_BARE.captures(rest)) {
                subject.case_refs.push(case[1].to_owned());
                at += case[0].len();
            } else {
                break;
            }
        }
        if subject.tag.is_none()
            && let Some((tag, length)) = before_colon(&text[at..])
        {
            subject.tag = Some(tag.to_owned());
            at += length;
        }
        subject.tag = subject.tag.or(before_case);
        if subject.case_refs.is_empty() && text.contains(['[', '【']) {
            subject.case_refs.extend(CASE_ANYWHERE.captures(text).map(|c| c[1].to_uppercase()));
        }
        if !subject.case_refs.is_empty() {
            for id in ids(text) {
                if subject.case_refs.len() < CASES_MAX && !subject.case_refs.contains(&id) {
                    subject.case_refs.push(id);
                }
            }
        }
        subject.rest = raw[folded.original(at)..].trim().to_owned();
        subject
    }

    /// At least one reply or forward prefix stands before it.
    pub fn is_reply(&self) -> bool {
        !self.prefixes.is_empty()
    }
}

/// The ids in a text, in capitals and in their order.
fn ids(text: &str) -> impl Iterator<Item = String> {
    let found = IDS.captures_iter(text).filter_map(|found| found.get(1));
    let whole =
        found.filter(|id| !text[id.end()..].starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-'));
    whole.map(|id| id.as_str().to_uppercase())
}

/// The first id of a text of nothing but ids: `P-2026-0012`, `P-2026-0012, P-2026-0013`.
fn only_ids(text: &str) -> Option<String> {
    let mut words = text
        .split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .filter(|word| !word.is_empty() && !word.eq_ignore_ascii_case("and"))
        .map(|word| ids(word).next().filter(|id| id.len() == word.len()));
    let first = words.next()??;
    words.all(|word| word.is_some()).then_some(first)
}

/// The text inside a bracket that opens here, and the length with its brackets.
fn bracket(text: &str) -> Option<(&str, usize)> {
    let close = match text.chars().next()? {
        '[' => ']',
        '【' => '】',
        '〔' => '〕',
        '「' => '」',
        _ => return None,
    };
    let open = text.chars().next()?.len_utf8();
    let end = text.find(close)?;
    Some((&text[open..end], end + close.len_utf8()))
}

/// A tag without brackets, with a colon after it: short, and no time or address.
fn before_colon(text: &str) -> Option<(&str, usize)> {
    let colon = text.find(':')?;
    let tag = text[..colon].trim();
    let fits = !tag.is_empty()
        && tag.chars().count() <= TAG_MAX
        && tag.chars().any(char::is_alphabetic)
        && !tag.ends_with(|c: char| c.is_ascii_digit())
        && !tag.contains(['@', ',', '。', '!', '?', '/'])
        && !text[colon + 1..].starts_with("//");
    fits.then_some((tag, colon + 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn parts(raw: &str) -> (Vec<String>, Option<String>, Option<String>, String) {
        let s = Subject::parse(raw);
        (s.prefixes, s.case_refs.into_iter().next(), s.tag, s.rest)
    }

    fn expect(raw: &str, prefixes: &[&str], case: Option<&str>, tag: Option<&str>, rest: &str) {
        let wanted = (
            prefixes.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>(),
            case.map(str::to_owned),
            tag.map(str::to_owned),
            rest.to_owned(),
        );
        assert_eq!(parts(raw), wanted, "{raw}");
    }

    #[test]
    fn chains_of_prefixes_in_every_dress_are_read() {
        expect(
            "Re：Re: 答复: 回复：[P-2026-0012-T03] 批办: UI — 截止",
            &["re", "re", "答复", "回复"],
            Some("P-2026-0012-T03"),
            Some("批办"),
            "UI — 截止",
        );
        expect(
            "Re[2]: AW: SV: Fwd: FW: 转发： hello",
            &["re", "aw", "sv", "fwd", "fw", "转发"],
            None,
            None,
            "hello",
        );
        expect("回复［３］：［Ｐ－２０２６－００１２］ 采购", &["回复"], Some("P-2026-0012"), None, "采购");
        expect("RE : x", &["re"], None, None, "x");
    }

    #[test]
    fn a_tag_stands_in_any_bracket_or_before_a_colon() {
        expect("【采购申请】显示器，３台", &[], None, Some("采购申请"), "显示器，３台");
        expect("[Leave request] two days", &[], None, Some("Leave request"), "two days");
        expect("［请假］ 两天", &[], None, Some("请假"), "两天");
        expect("采购申请：显示器", &[], None, Some("采购申请"), "显示器");
        expect("Leave request: two days", &[], None, Some("Leave request"), "two days");
        expect("[P-2026-0012] 【采购】x", &[], Some("P-2026-0012"), Some("采购"), "x");
    }

    #[test]
    fn what_gateways_and_lists_add_is_no_tag() {
        expect("[EXTERNAL] Re: [team] Re: 【请假】x", &["re", "re"], None, Some("请假"), "x");
        expect("[team] [P-2026-0012] 采购: x", &[], Some("P-2026-0012"), Some("采购"), "x");
        expect("【外部邮件】回复：[p-2026-0012] x", &["回复"], Some("P-2026-0012"), None, "x");
    }

    #[test]
    fn times_and_links_are_no_tags() {
        expect("15:00 meeting", &[], None, None, "15:00 meeting");
        expect("see https://x.example/", &[], None, None, "see https://x.example/");
        expect("Restart", &[], None, None, "Restart");
        expect("", &[], None, None, "");
        expect("re", &[], None, None, "re");
        expect("[unclosed", &[], None, None, "[unclosed");
    }

    #[test]
    fn a_case_is_found_where_people_leave_it() {
        expect("about [P-2026-0012-T03]", &[], Some("P-2026-0012-T03"), None, "about [P-2026-0012-T03]");
        expect("P-2026-0012 采购: x", &[], Some("P-2026-0012"), Some("采购"), "x");
        expect("【采购】[P-2026-0012-T03] x", &[], Some("P-2026-0012-T03"), Some("采购"), "x");
        expect("Re: [team] [P-2026-0012] x", &["re"], Some("P-2026-0012"), None, "x");
        expect("UTF-8 is fine", &[], None, None, "UTF-8 is fine");
    }

    #[test]
    fn every_case_that_is_named_beside_one_is_kept() {
        for (raw, ids) in [
            ("Re: [P-2026-0012] Fwd: [P-2026-0013] x", &["P-2026-0012", "P-2026-0013"][..]),
            ("[P-2026-0012, P-2026-0013] x", &["P-2026-0012", "P-2026-0013"]),
            ("【P-2026-0012 和 p-2026-0013】x", &["P-2026-0012", "P-2026-0013"]),
            ("P-2026-0012、P-2026-0013: x", &["P-2026-0012", "P-2026-0013"]),
            ("P-2026-0012/P-2026-0013-T03 x", &["P-2026-0012", "P-2026-0013-T03"]),
            ("同意 [P-2026-0012] 和 P-2026-0013", &["P-2026-0012", "P-2026-0013"]),
            ("[P-2026-0012] [P-2026-0012] x", &["P-2026-0012"]),
            ("[P-2026-0012] x-P-2026-0013 P-2026-00134567", &["P-2026-0012"]),
            ("see P-2026-0012", &[]),
        ] {
            assert_eq!(Subject::parse(raw).case_refs, ids, "{raw}");
        }
        expect("[and, 和] x", &[], None, Some("and, 和"), "x");
    }

    proptest! {
        #[test]
        fn no_subject_panics(raw in "\\PC{0,60}") {
            let subject = Subject::parse(&raw);
            prop_assert!(raw.contains(&subject.rest));
        }

        #[test]
        fn prefixes_never_change_what_follows(
            chain in proptest::collection::vec("(Re|RE|Fwd|回复|答复|转发|AW|SV)(\\[[0-9]\\])?[:：] ?", 0..6),
            body in "(\\[P-2026-0012\\] )?(【请假】|\\[Leave\\])?[a-z ]{0,10}",
        ) {
            let bare = Subject::parse(&body);
            let full = Subject::parse(&format!("{}{body}", chain.concat()));
            prop_assert_eq!(full.prefixes.len(), chain.len() + bare.prefixes.len());
            prop_assert_eq!((full.case_refs, full.tag, full.rest), (bare.case_refs, bare.tag, bare.rest));
        }
    }
}
