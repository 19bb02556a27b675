//! From bytes to text, when the label may lie: decoding, Unicode normal forms, HTML entities.
//!
//! Measured lies: `gb2312` means gb18030; UTF-8 labelled Big5 or latin1; raw 8-bit GBK without any label.
//! So bytes that are strictly valid UTF-8 with enough in them to be no accident are UTF-8 whatever the label
//! says; then the label is tried; then Chinese; then a guess from statistics.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};
use icu_normalizer::ComposingNormalizerBorrowed;

/// Bytes shown to the statistics; more changes no guess.
const SAMPLE_MAX: usize = 64 * 1024;

/// NFKC: `［］【】：０-９` and their kin become what a program compares. `【】` have no narrow form and stay.
pub fn fold(text: &str) -> Cow<'_, str> {
    if is_folded(text) {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfkc().normalize(text)
    }
}

/// NFC: what people typed, in the one form that compares.
pub fn nfc(text: &str) -> Cow<'_, str> {
    if text.is_ascii() || text.chars().all(|c| fold_common(c).is_some()) {
        Cow::Borrowed(text)
    } else {
        ComposingNormalizerBorrowed::new_nfc().normalize(text)
    }
}

/// What NFKC makes of the characters that nearly all mail consists of, without its tables; none: ask the tables. All of
/// them are themselves in NFC, and none is put together with what stands before it.
pub fn fold_common(c: char) -> Option<char> {
    match c {
        '\0'..='\u{7f}' | '\u{4e00}'..='\u{9fff}' => Some(c),
        '、' | '。' | '《'..='】' | '—' | '·' | '‘'..='’' | '“'..='”' => Some(c),
        '\u{a0}' | '\u{3000}' => Some(' '),
        '！'..='～' => char::from_u32(u32::from(c) - 0xfee0),
        _ => None,
    }
}

/// Cheap: it is in NFKC, as most lines are. False: perhaps.
fn is_folded(text: &str) -> bool {
    text.is_ascii() || text.chars().all(|c| fold_common(c) == Some(c))
}

/// A folded text that knows where each of its bytes came from.
pub(super) struct Folded<'a> {
    /// NFKC character by character (so without composition across characters).
    pub(super) text: Cow<'a, str>,
    /// For each byte and the end; empty where the text is the original.
    from: Vec<u32>,
}

impl<'a> Folded<'a> {
    pub(super) fn new(original: &'a str) -> Self {
        if is_folded(original) {
            return Self { text: Cow::Borrowed(original), from: Vec::new() };
        }
        let mut text = String::with_capacity(original.len());
        let mut from = Vec::with_capacity(original.len() + 1);
        for (at, c) in original.char_indices() {
            match fold_common(c) {
                Some(c) => text.push(c),
                None => text.push_str(&fold(c.encode_utf8(&mut [0; 4]))),
            }
            from.resize(text.len(), at as u32);
        }
        from.push(original.len() as u32);
        Self { text: Cow::Owned(text), from }
    }

    /// The byte offset in the original of a byte offset in the folded text.
    pub(super) fn original(&self, at: usize) -> usize {
        let at = at.min(self.text.len());
        self.from.get(at).map_or(at, |n| *n as usize)
    }
}

/// Text of labelled bytes, and whether the label was wrong or nothing fitted.
pub(super) fn decode(bytes: &[u8], label: Option<&str>) -> (String, bool) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text.into_owned(), broken);
    }
    let named = label.map(|l| l.trim().trim_matches(['"', '\''])).filter(|l| !l.is_empty());
    let encoding = named.and_then(encoding_of);
    // ISO-2022-JP, HZ and UTF-16 are written in ASCII bytes, so only a label can tell.
    let in_ascii = encoding.is_some_and(|e| !e.is_ascii_compatible() || e == encoding_rs::ISO_2022_JP);
    if !in_ascii
        && let Ok(text) = std::str::from_utf8(bytes)
        && (text.is_ascii() || encoding.is_none_or(|e| e == UTF_8) || surely_utf8(text, encoding))
    {
        let lied = !text.is_ascii() && named.is_some() && encoding.is_some_and(|e| e != UTF_8);
        return (text.to_owned(), lied);
    }
    if let Some(encoding) = encoding.filter(|e| *e != UTF_8) {
        let (text, broken) = encoding.decode_without_bom_handling(bytes);
        if !broken || in_ascii {
            return (text.into_owned(), broken);
        }
    }
    (guess(bytes), true)
}

/// The encoding of a label. The Chinese labels all mean gb18030, the superset.
fn encoding_of(label: &str) -> Option<&'static Encoding> {
    let lower = label.to_ascii_lowercase();
    match lower.as_str() {
        "utf8" | "utf-8" | "unicode-1-1-utf-8" => Some(UTF_8),
        // Says nothing when there are 8-bit bytes.
        "us-ascii" | "ascii" | "7bit" | "8bit" | "unknown-8bit" | "default" | "binary" => None,
        "cp936" | "ms936" | "gb_2312" | "euc-cn" | "gb2312" | "gbk" | "gb18030" | "x-gbk" => Some(GB18030),
        "utf-16" => Some(if cfg!(target_endian = "big") { UTF_16BE } else { UTF_16LE }),
        _ => Encoding::for_label_no_replacement(lower.as_bytes()),
    }
}

/// Valid UTF-8 that legacy text would hardly be by accident: characters of three bytes or more for the labels of
/// two-byte charsets (two-byte sequences are often GBK: 通 is also U+0368), anything for single-byte ones.
fn surely_utf8(text: &str, label: Option<&'static Encoding>) -> bool {
    if label.is_some_and(Encoding::is_single_byte) {
        return true;
    }
    let wide = text.chars().filter(|c| c.len_utf8() >= 3).count();
    let narrow = text.chars().filter(|c| c.len_utf8() == 2).count();
    wide >= 2 && narrow * 4 <= wide
}

/// Text of unlabelled bytes that are not UTF-8: Chinese when it reads as common Chinese, else by statistics.
fn guess(bytes: &[u8]) -> String {
    let (chinese, broken) = GB18030.decode_without_bom_handling(bytes);
    if !broken && is_common_chinese(bytes) {
        return chinese.into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(SAMPLE_MAX)], true);
    let encoding = detector.guess(Some(b"cn"), Utf8Detection::Allow);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// Nine of ten two-byte characters lie in the rows of GB 2312 that hold punctuation and the 3,755 common characters.
fn is_common_chinese(bytes: &[u8]) -> bool {
    let (mut common, mut all, mut i) = (0usize, 0usize, 0);
    while i < bytes.len() {
        if bytes[i] < 0x80 {
            i += 1;
            continue;
        }
        all += 1;
        let lead = bytes[i];
        if (0xb0..=0xd7).contains(&lead) || (0xa1..=0xa3).contains(&lead) {
            common += 1;
        }
        i += 2;
    }
    all > 0 && common * 10 >= all * 9
}

/// Decodes the HTML entities that mail programs leave in plain text (`&nbsp;`, `&gt;` of QQ webmail), and the
/// numeric ones.
pub(super) fn entities(text: &str) -> Cow<'_, str> {
    /// Longest entity looked at.
    const ENTITY_MAX: usize = 10;
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = rest.bytes().take(ENTITY_MAX).position(|b| b == b';');
        match end.and_then(|end| entity(&rest[1..end]).map(|c| (c, end))) {
            Some((c, end)) => {
                out.push(c);
                rest = &rest[end + 1..];
            }
            None => {
                out.push('&');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    Cow::Owned(out)
}

fn entity(name: &str) -> Option<char> {
    Some(match name {
        "nbsp" | "ensp" | "emsp" => ' ',
        "gt" => '>',
        "lt" => '<',
        "amp" => '&',
        "quot" => '"',
        "apos" => '\'',
        "middot" => '·',
        "mdash" => '—',
        "ndash" => '–',
        "hellip" => '…',
        "ldquo" => '“',
        "rdquo" => '”',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            return char::from_u32(code)
                .filter(|c| !c.is_control())
                .map(|c| if c == '\u{a0}' { ' ' } else { c });
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_short_way_to_fold_is_the_long_one() {
        let mut known = 0;
        for c in '\0'..=char::MAX {
            let Some(short) = fold_common(c) else { continue };
            known += 1;
            // Beside a letter and a combining mark, for these are what characters are put together with.
            for text in [c.to_string(), format!("e{c}"), format!("{c}\u{301}")] {
                let long = ComposingNormalizerBorrowed::new_nfkc().normalize(&text);
                let shortened = text.replace(c, &short.to_string());
                let again = ComposingNormalizerBorrowed::new_nfkc().normalize(&shortened);
                assert_eq!(long, again, "{text:?}");
                let composed = ComposingNormalizerBorrowed::new_nfc().normalize(&text);
                assert!(text.ends_with('\u{301}') || composed == text, "{text:?}");
            }
        }
        assert!(known > 20_000);
        assert_eq!(fold("ｅ\u{301}"), "é");
        assert_eq!(nfc("e\u{301}，"), "é，");
    }

    #[test]
    fn gb2312_means_gb18030() {
        let (bytes, _, _) = GB18030.encode("镕基 𠀀 朱");
        assert_eq!(decode(&bytes, Some("gb2312")), ("镕基 𠀀 朱".to_owned(), false));
    }

    #[test]
    fn utf8_under_another_label_is_utf8() {
        assert_eq!(decode("您好！".as_bytes(), Some("Big5")), ("您好！".to_owned(), true));
        assert_eq!(decode("déjà".as_bytes(), Some("iso-8859-1")), ("déjà".to_owned(), true));
    }

    #[test]
    fn gbk_that_happens_to_be_utf8_is_gbk() {
        // 通通 in GBK is CD A8 CD A8, valid UTF-8 for two combining letters.
        let (bytes, _, _) = GB18030.encode("通通");
        assert!(std::str::from_utf8(&bytes).is_ok());
        assert_eq!(decode(&bytes, Some("gbk")).0, "通通");
    }

    #[test]
    fn unlabelled_chinese_is_read() {
        let (bytes, _, _) = GB18030.encode("同意");
        assert_eq!(decode(&bytes, None), ("同意".to_owned(), true));
        assert_eq!(decode(&bytes, Some("utf-8")).0, "同意");
        assert_eq!(decode(&bytes, Some("us-ascii")).0, "同意");
    }

    #[test]
    fn a_folded_text_knows_its_origin() {
        let folded = Folded::new("【a】：１２");
        assert_eq!(folded.text, "【a】:12");
        let colon = folded.text.find(':').unwrap();
        assert_eq!(&"【a】：１２"[folded.original(colon)..], "：１２");
        assert_eq!(folded.original(folded.text.len()), "【a】：１２".len());
    }

    #[test]
    fn entities_left_in_plain_text_are_decoded() {
        assert_eq!(
            entities("a&nbsp;b &lt;c&gt; &#8212; &#x4F60; &unknown; & &#0; 1&2;"),
            "a b <c> — 你 &unknown; & &#0; 1&2;"
        );
    }
}
