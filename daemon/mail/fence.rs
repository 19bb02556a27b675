//! The fence line: what we write above our text, so that everything from it down is known to be ours, with the
//! short code that ties an answer to its question when mail programs drop every other trace.

use std::sync::LazyLock;

use regex::Regex;

use super::charset;

/// Squeezed text that may stand between the words of the fence and its code: the other language, the case id,
/// separators. More means the code is not of this fence.
const REACH_MAX: usize = 160;

/// The words of the fence in each language, squeezed. None has its first character again further on, so whoever looks for
/// them starts anew wherever they end.
const MARKS: [&str; 2] = ["请在此线上方回复", "replyabovethisline"];

static MARK: LazyLock<Regex> = LazyLock::new(|| Regex::new(&MARKS.join("|")).expect("a constant"));

static LETTERS: LazyLock<[Vec<char>; 2]> = LazyLock::new(|| MARKS.map(|mark| mark.chars().collect()));

static CODE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?:^|[^a-z0-9])([a-z]{1,5}-[0-9]{4}-[0-9]{2,6}(?:-[a-z]{1,5}[0-9]{1,4})*)[^a-z0-9]+([a-z0-9]{4}-[a-z0-9]{4})(?:[^a-z0-9]|$)")
        .expect("a constant")
});

/// The fence line for a letter of `case` with the short `code` (`k7m2-9q4x`). `lang` picks which language comes
/// first; both are there, for the reader may not be the one it was written to, unless `only` that one is read.
pub fn fence(case: &str, code: &str, lang: &str, only: bool) -> String {
    let (first, second) = if lang.starts_with("zh") {
        ("请在此线上方回复", "Reply above this line")
    } else {
        ("Reply above this line", "请在此线上方回复")
    };
    let words = if only { first.to_owned() } else { format!("{first} / {second}") };
    format!("—— {words} · {case} · {code} ——")
}

/// A fence that was found.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Found {
    /// Byte offset in the text at which the fence begins, dashes and quote marks included.
    pub(super) at: usize,
    pub(super) case: Option<String>,
    pub(super) code: Option<String>,
}

/// Finds the first fence, however it was wrapped, quoted or flattened: white space and quote marks do not count,
/// nor do width and case.
pub(super) fn find(text: &str) -> Option<Found> {
    if !is_marked(text) {
        return None;
    }
    // Few mails get here.
    let mut squeezed = String::with_capacity(text.len());
    squeeze(text, &mut squeezed, |_, _| {});
    let mark = MARK.find(&squeezed)?;
    // Where each byte came from.
    let (mut again, mut at) = (String::with_capacity(squeezed.len()), text.len());
    squeeze(text, &mut again, |from, end| at = if end <= mark.start() { text.len() } else { at.min(from) });
    let mut end = mark.end() + REACH_MAX;
    end = end.min(squeezed.len());
    while !squeezed.is_char_boundary(end) {
        end -= 1;
    }
    let codes = CODE.captures(&squeezed[mark.end()..end]);
    let capture = |n| codes.as_ref().and_then(|c| c.get(n)).map(|m| m.as_str().to_owned());
    Some(Found { at: line_start(text, at), case: capture(1).map(|c| c.to_uppercase()), code: capture(2) })
}

/// The words of the fence stand in the text, squeezed: without squeezing it.
fn is_marked(text: &str) -> bool {
    let marks: &[Vec<char>; 2] = &LETTERS;
    // How much of each has been seen.
    let mut seen = [0; 2];
    let mut rest = text;
    loop {
        if seen == [0; 2] {
            // Nothing else of ASCII begins one.
            let may_begin = |b: u8| !b.is_ascii() || matches!(b, b'r' | b'R');
            rest = &rest[rest.bytes().position(may_begin).unwrap_or(rest.len())..];
        }
        let mut chars = rest.chars();
        let Some(c) = chars.next() else { return false };
        rest = chars.as_str();
        if is_squeezed(c) {
            continue;
        }
        let mut goes_on = |c: char| {
            marks.iter().zip(&mut seen).any(|(mark, seen)| {
                *seen = if mark[*seen] == c { *seen + 1 } else { usize::from(mark[0] == c) };
                *seen == mark.len()
            })
        };
        let ends = match charset::fold_common(c) {
            Some(c) => goes_on(c.to_ascii_lowercase()),
            None => charset::fold(c.encode_utf8(&mut [0; 4])).to_lowercase().chars().any(goes_on),
        };
        if ends {
            return true;
        }
    }
}

/// White space and what marks a quote.
fn is_squeezed(c: char) -> bool {
    c.is_whitespace() || matches!(c, '>' | '|' | '*' | '\u{200b}' | '\u{feff}')
}

/// The text without white space and quote marks, in one width and case. `added` is told the offset of each character
/// that is kept, and where what came of it ends.
fn squeeze(text: &str, out: &mut String, mut added: impl FnMut(usize, usize)) {
    let mut fold = [0u8; 4];
    for (at, c) in text.char_indices() {
        if is_squeezed(c) {
            continue;
        }
        match charset::fold_common(c) {
            Some(c) => out.push(dash(c.to_ascii_lowercase())),
            None => {
                let folded = charset::fold(c.encode_utf8(&mut fold)).to_lowercase();
                out.extend(folded.chars().map(dash));
            }
        }
        added(at, out.len());
    }
}

/// Some programs turn hyphens into their typographic kin.
fn dash(c: char) -> char {
    if matches!(c, '\u{2010}'..='\u{2013}' | '\u{2212}') { '-' } else { c }
}

/// Back from the words of the fence over its dashes, quote marks and a line break of re-wrapping; but not over
/// other text on the same line, which is the sender's.
fn line_start(text: &str, at: usize) -> usize {
    text[..at]
        .trim_end_matches(|c: char| {
            c.is_whitespace() || matches!(c, '>' | '|' | '*' | '-' | '—' | '–' | '─' | '/')
        })
        .len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_shape_is_fixed() {
        assert_eq!(
            fence("P-2026-0012", "k7m2-9q4x", "zh", false),
            "—— 请在此线上方回复 / Reply above this line · P-2026-0012 · k7m2-9q4x ——"
        );
        assert_eq!(
            fence("P-2026-0012", "k7m2-9q4x", "en", true),
            "—— Reply above this line · P-2026-0012 · k7m2-9q4x ——"
        );
    }

    #[test]
    fn a_fence_is_found_however_it_was_mangled() {
        for mangled in [
            "好\n—— 请在此线上方回复 / Reply above this line · P-2026-0012 · k7m2-9q4x ——\ntext",
            "好\n> —— 请在此线上方回复 / Reply above this line · P-2026-0012 · k7m2-9q4x ——",
            "好\n>> —— 请在此线上方回复 / Reply above\n>> this line · P-2026-0012 · k7m2-\n>> 9q4x ——",
            "好 —— 请在此线上方回复 / Reply above this line · P-2026-0012 · k7m2-9q4x —— 您好 text on the same line",
            "好\n-- 请在此线上方回复 / reply above this line ・ P‑2026‑0012 ・ K7M2–9Q4X --",
            "好\n　　――\n 请在此线上方回复/Replyabovethisline·P-2026-0012·k7m2-9q4x",
            "好\n| —— Reply above this line / 请在此线上方回复 · P-2026-0012 · k7m2-9q4x —— |",
        ] {
            let found = find(mangled).unwrap_or_else(|| panic!("{mangled}"));
            assert_eq!(found.code.as_deref(), Some("k7m2-9q4x"), "{mangled}");
            assert_eq!(found.case.as_deref(), Some("P-2026-0012"), "{mangled}");
            assert_eq!(mangled[..found.at].trim_end_matches(['―', '　', '\n']), "好", "{mangled}");
        }
    }

    #[test]
    fn a_fence_without_its_code_still_fences() {
        let found = find("ok\n> Reply above this line").unwrap();
        assert_eq!((found.at, found.code), (2, None));
        assert_eq!(find("please reply above the line"), None);
    }

    proptest! {
        #[test]
        fn the_words_are_seen_without_squeezing_where_they_are_with_it(
            pieces in proptest::collection::vec(
                proptest::sample::select(vec![
                    "r", "Ｒ", "reply", "eply", " above", "ＡBOVE", "this", "lin", "e", "请", "在此线", "上方回复", " ", "\n> ", "x", "①", "㏚",
                ]),
                0..14,
            ),
            known in proptest::sample::select(vec!["", "Reply\n> above this line", "请在此 线上方回复", "ｒeply above this line"]),
        ) {
            let text = pieces.concat() + known;
            let mut squeezed = String::new();
            squeeze(&text, &mut squeezed, |_, _| {});
            prop_assert_eq!(is_marked(&text), MARK.is_match(&squeezed), "{:?}", text);
        }

        #[test]
        fn every_fence_is_found_again(
            case in "[A-Z]{1,5}-20[0-9]{2}-[0-9]{4,6}(-T[0-9]{2,3})?",
            code in "[a-z0-9]{4}-[a-z0-9]{4}",
            lang in "zh|en",
            only in proptest::bool::ANY,
            mark in "|> |>> |&gt; ",
            width in 8usize..60,
        ) {
            let line = fence(&case, &code, &lang, only);
            let chars: Vec<char> = line.chars().collect();
            let wrapped: String = chars.chunks(width).map(|l| format!("{mark}{}\n", l.iter().collect::<String>())).collect();
            let text = charset::entities(&wrapped).into_owned();
            let found = find(&text).unwrap();
            prop_assert_eq!(found.at, 0);
            prop_assert_eq!(found.code.unwrap(), code);
            prop_assert_eq!(found.case.unwrap(), case);
        }
    }
}
