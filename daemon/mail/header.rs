//! The header block, read from the bytes: every field in order, mended before it is taken apart.
//!
//! Own reading instead of mail-parser's, because that returns the last of duplicate headers (a way to spoof),
//! turns raw 8-bit headers into U+FFFD and breaks characters that a sender cut between two encoded words. Its
//! address grammar is used, on a text in which encoded words are placeholders, so that no decoded comma or angle
//! bracket can become structure.

use std::sync::LazyLock;

use chrono::{DateTime, Utc};
use mail_parser::parsers::MessageStream;
use mail_parser::{DateTime as ParsedDate, HeaderValue};
use regex::bytes::Regex as BytesRegex;

use super::{Address, MAILBOXES_MAX, Mailbox, charset, transfer};

/// Placeholders of encoded words in a structured header: private use characters around a number.
const OPEN: char = '\u{e000}';
const CLOSE: char = '\u{e001}';

static ENCODED_WORD: LazyLock<BytesRegex> = LazyLock::new(|| {
    BytesRegex::new(r"(?-u)=\?([A-Za-z0-9_.:+-]+)(?:\*[A-Za-z0-9-]*)?\?([bBqQ])\?([^?\r\n]*)\?=")
        .expect("a constant")
});

static ANGLED: LazyLock<BytesRegex> =
    LazyLock::new(|| BytesRegex::new(r"(?-u)<([^<>]{1,998})>").expect("a constant"));

/// The fields of a header block in their order.
#[derive(Debug, Default)]
pub(super) struct Headers {
    /// Name in lower case, raw value unfolded.
    fields: Vec<(String, Vec<u8>)>,
    /// Offset of the body behind the empty line.
    pub(super) body: usize,
}

impl Headers {
    /// Reads up to the first empty line. A line that is neither field nor continuation ends the block, as it does
    /// for mail programs.
    pub(super) fn read(raw: &[u8]) -> Self {
        Self::read_those(raw, |_| true)
    }

    /// The same with only the fields of that name, in lower case.
    pub(super) fn read_only(raw: &[u8], wanted: &str) -> Self {
        Self::read_those(raw, |name| name.eq_ignore_ascii_case(wanted.as_bytes()))
    }

    fn read_those(raw: &[u8], wanted: impl Fn(&[u8]) -> bool) -> Self {
        let mut headers = Self::default();
        // The field above is one of them, so that its continuation lines are its own.
        let mut kept = false;
        let mut at = 0;
        while at < raw.len() {
            let end = raw[at..].iter().position(|&b| b == b'\n').map_or(raw.len(), |n| at + n + 1);
            let line = trim_end(&raw[at..end]);
            if line.is_empty() {
                headers.body = end;
                return headers;
            }
            if line[0] == b' ' || line[0] == b'\t' {
                if let Some((_, value)) = headers.fields.last_mut().filter(|_| kept) {
                    value.extend_from_slice(line);
                }
            } else if let Some((name, value)) = field(line) {
                kept = wanted(name);
                if kept {
                    let name = String::from_utf8_lossy(name).to_ascii_lowercase();
                    headers.fields.push((name, value.to_vec()));
                }
            } else {
                headers.body = at;
                return headers;
            }
            at = end;
        }
        headers.body = raw.len();
        headers
    }

    pub(super) fn is_empty(&self) -> bool {
        self.fields.is_empty()
    }

    /// Raw values of a field, topmost first; the name in lower case.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.fields.iter().filter(move |(n, _)| n == name).map(|(_, v)| v.as_slice())
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    /// The topmost value, decoded and trimmed.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        self.all(name).next().map(text)
    }

    /// The topmost value in lower case without comments: `auto-replied` of `Auto-Replied (vacation)`.
    pub(super) fn token(&self, name: &str) -> Option<String> {
        self.tokens(name).next()
    }

    /// All of them, topmost first.
    pub(super) fn tokens<'a>(&'a self, name: &'a str) -> impl Iterator<Item = String> + 'a {
        let bare = |t: String| t.split(['(', ';']).next().unwrap_or_default().trim().to_lowercase();
        self.all(name).map(text).map(bare)
    }
}

fn trim_end(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|b| !matches!(b, b'\r' | b'\n')).map_or(0, |n| n + 1);
    &line[..end]
}

fn field(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let colon = line.iter().position(|&b| b == b':')?;
    let name = line[..colon].trim_ascii_end();
    // Printable ASCII without space (RFC 5322 section 2.2).
    if name.is_empty() || !name.iter().all(|b| (33..=126).contains(b)) {
        return None;
    }
    Some((name, line[colon + 1..].trim_ascii()))
}

enum Piece {
    Plain(String),
    Words(String),
}

/// Takes a raw value apart into plain text and decoded encoded words. White space between encoded words goes
/// (RFC 2047 section 6.2); neighbours of one charset are joined as bytes before they are decoded.
fn pieces(value: &[u8]) -> Vec<Piece> {
    if !value.contains(&b'?') {
        return vec![Piece::Plain(charset::decode(value, None).0)];
    }
    let mut out = Vec::new();
    let mut pending: Vec<(String, Vec<u8>)> = Vec::new();
    let mut at = 0;
    for found in ENCODED_WORD.captures_iter(value) {
        let (Some(whole), Some(label), Some(how), Some(body)) =
            (found.get(0), found.get(1), found.get(2), found.get(3))
        else {
            continue;
        };
        let between = &value[at..whole.start()];
        if pending.is_empty() || !between.trim_ascii().is_empty() {
            flush(&mut pending, &mut out);
            out.push(Piece::Plain(charset::decode(between, None).0));
        }
        let label = String::from_utf8_lossy(label.as_bytes()).to_ascii_lowercase();
        let bytes = match how.as_bytes() {
            b"b" | b"B" => transfer::base64(body.as_bytes()),
            _ => transfer::q(body.as_bytes()),
        };
        match pending.last_mut() {
            Some((same, all)) if *same == label => all.extend_from_slice(&bytes),
            _ => pending.push((label, bytes)),
        }
        at = whole.end();
    }
    flush(&mut pending, &mut out);
    out.push(Piece::Plain(charset::decode(&value[at..], None).0));
    out
}

fn flush(pending: &mut Vec<(String, Vec<u8>)>, out: &mut Vec<Piece>) {
    if !pending.is_empty() {
        let text = pending.drain(..).map(|(label, bytes)| charset::decode(&bytes, Some(&label)).0).collect();
        out.push(Piece::Words(text));
    }
}

/// An unstructured value: decoded, control characters as spaces, trimmed.
pub(super) fn text(value: &[u8]) -> String {
    let mut out = String::new();
    for piece in pieces(value) {
        match piece {
            Piece::Plain(text) | Piece::Words(text) => out.push_str(&text),
        }
    }
    plain(&out)
}

/// Control characters become spaces, so that no decoded line break reaches a log, a table or a header of ours.
pub(super) fn plain(text: &str) -> String {
    if !text.contains(char::is_control) {
        return charset::nfc(text.trim()).into_owned();
    }
    let spaced: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    charset::nfc(spaced.trim()).into_owned()
}

/// The mailboxes of an address header, and what could not be read.
pub(super) fn mailboxes(value: &[u8]) -> (Vec<Mailbox>, Vec<String>) {
    let mut words = Vec::new();
    let mut structure = String::new();
    for piece in pieces(value) {
        match piece {
            Piece::Plain(text) => structure.extend(text.chars().filter(|c| !matches!(*c, OPEN | CLOSE))),
            Piece::Words(text) => {
                structure.push_str(&format!("{OPEN}{}{CLOSE}", words.len()));
                words.push(text);
            }
        }
    }
    structure.push('\n');
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    let HeaderValue::Address(parsed) = MessageStream::new(structure.as_bytes()).parse_address() else {
        if !structure.trim().is_empty() {
            faults.push(format!("'{}' is no address", shown(&structure, &words)));
        }
        return (found, faults);
    };
    for entry in parsed.iter().take(MAILBOXES_MAX) {
        let name = entry.name().map(|n| plain(&filled(n, &words))).filter(|n| !n.is_empty());
        match entry.address().map(Address::parse) {
            Some(Ok(address)) => found.push(Mailbox { name, address }),
            Some(Err(fault)) => {
                let address = filled(entry.address().unwrap_or_default(), &words);
                faults.push(format!("'{}' {fault}", address.escape_debug()));
            }
            None => faults.push(format!("'{}' is no address", name.unwrap_or_default().escape_debug())),
        }
    }
    (found, faults)
}

fn shown(structure: &str, words: &[String]) -> String {
    filled(structure.trim(), words).escape_debug().to_string()
}

/// Puts the decoded words back for their placeholders.
fn filled(text: &str, words: &[String]) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(OPEN) {
        out.push_str(&rest[..at]);
        rest = &rest[at + OPEN.len_utf8()..];
        let Some(end) = rest.find(CLOSE) else { break };
        if let Some(word) = rest[..end].parse::<usize>().ok().and_then(|n| words.get(n)) {
            out.push_str(word);
        }
        rest = &rest[end + CLOSE.len_utf8()..];
    }
    out.push_str(rest);
    out
}

/// The message ids of a value, without angle brackets and without the white space of folding.
pub(super) fn ids(value: &[u8]) -> Vec<String> {
    let clean = |bytes: &[u8]| -> String {
        String::from_utf8_lossy(bytes).chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
    };
    let angled: Vec<String> =
        ANGLED.captures_iter(value).filter_map(|c| c.get(1)).map(|m| clean(m.as_bytes())).collect();
    if !angled.is_empty() {
        return angled.into_iter().filter(|id| !id.is_empty()).collect();
    }
    // Some programs leave the brackets out.
    let bare = value.trim_ascii();
    if bare.contains(&b'@') && !bare.iter().any(u8::is_ascii_whitespace) {
        vec![clean(bare)]
    } else {
        Vec::new()
    }
}

/// A date of RFC 5322 section 3.3; none when it is not on the calendar.
pub(super) fn date(value: &[u8]) -> Option<DateTime<Utc>> {
    let text = String::from_utf8_lossy(value);
    let parsed = ParsedDate::parse_rfc822(text.trim()).filter(ParsedDate::is_valid)?;
    DateTime::from_timestamp(parsed.to_timestamp(), 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gbk(text: &str) -> Vec<u8> {
        encoding_rs::GB18030.encode(text).0.into_owned()
    }

    #[test]
    fn fields_are_unfolded_and_kept_in_order() {
        let raw = b"A: 1\r\nb :2\r\n 3\r\nA: 4\r\n\r\nbody";
        let headers = Headers::read(raw);
        assert_eq!(headers.all("a").collect::<Vec<_>>(), [b"1", b"4"]);
        assert_eq!(headers.text("b").unwrap(), "2 3");
        assert_eq!(&raw[headers.body..], b"body");
        let cut = Headers::read(b"A: 1\nthis is no field\nB: 2\n\n");
        assert!(!cut.has("b"));
        assert_eq!(cut.body, 5);
    }

    #[test]
    fn a_character_cut_between_encoded_words_is_whole_again() {
        let value = b"=?gb18030?B?u9i4tKO6ob7I1bPMyLfI?= =?GB18030?B?z6G/?= x";
        assert_eq!(text(value), "回复：【日程确认】 x");
    }

    #[test]
    fn raw_chinese_in_headers_is_read() {
        assert_eq!(text(&gbk("回复: 请假")), "回复: 请假");
        let (boxes, faults) = mailboxes(&[&gbk("\"张三\""), b" <zhang@corp.example>".as_slice()].concat());
        assert_eq!(boxes[0].name.as_deref(), Some("张三"));
        assert!(faults.is_empty());
    }

    #[test]
    fn a_decoded_name_cannot_become_structure() {
        // The encoded word says: boss@corp.example>, <
        let (boxes, _) = mailboxes(b"=?utf-8?Q?boss=40corp=2Eexample=3E=2C_=3C?= <mallory@far.example>");
        assert_eq!(boxes.len(), 1);
        assert_eq!(boxes[0].address.to_string(), "mallory@far.example");
        assert_eq!(boxes[0].name.as_deref(), Some("boss@corp.example>, <"));
    }

    #[test]
    fn lists_groups_and_quoted_names_are_read() {
        let (boxes, faults) = mailboxes(
            b"\"Zhang, San\" <zs@x.example>, li@x.example, Team: a@x.example, b@x.example;, \"=?utf-8?B?546L?=\" <w@x.example>",
        );
        assert!(faults.is_empty(), "{faults:?}");
        let shown: Vec<String> = boxes.iter().map(|b| b.address.to_string()).collect();
        assert_eq!(shown, ["zs@x.example", "li@x.example", "a@x.example", "b@x.example", "w@x.example"]);
        assert_eq!(boxes[0].name.as_deref(), Some("Zhang, San"));
        assert_eq!(boxes[4].name.as_deref(), Some("王"));
    }

    #[test]
    fn an_address_that_is_none_is_a_fault() {
        let (boxes, faults) = mailboxes(b"MAILER-DAEMON (Mail Delivery System)");
        assert!(boxes.is_empty());
        assert_eq!(faults.len(), 1);
        assert_eq!(mailboxes(b""), (Vec::new(), Vec::new()));
    }

    #[test]
    fn ids_are_read_with_and_without_brackets() {
        assert_eq!(ids(b"<a@x> (comment) <b@\t y>,<c@z>"), ["a@x", "b@y", "c@z"]);
        assert_eq!(ids(b"a@x"), ["a@x"]);
        assert!(ids(b"your mail of Monday").is_empty());
    }

    #[test]
    fn a_date_off_the_calendar_is_none() {
        assert_eq!(
            date(b"Tue, 5 Mar 2024 14:30:02 +0800").unwrap().to_rfc3339(),
            "2024-03-05T06:30:02+00:00"
        );
        assert!(date(b"Tue, 35 Mar 2024 14:30:02 +0800").is_none());
        assert!(date(b"yesterday").is_none());
    }
}
