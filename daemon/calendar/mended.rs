//! Lines that programs and relays spoil, as they were meant (RFC 5545, section 3.1).
//!
//! What a strict reader trips over and a person would not: line ends of the old Macintosh, blanks behind a line, and a
//! colon in a parameter that nobody put into quotes (`CN=设计: 李娜`, `SENT-BY=mailto:…`, `TZID=GMT+08:00`). Nothing else
//! is touched, and what is in order is handed on as it is.

use std::borrow::Cow;

/// Their value is a calendar user: what stands before the last `:mailto:` are parameters.
const PERSONS: [&str; 2] = ["ATTENDEE", "ORGANIZER"];

/// Their value is a time, which holds no colon.
const TIMES: [&str; 4] = ["RECURRENCE-ID", "DTSTART", "DTEND", "DTSTAMP"];

/// The text, mended where it needs to be.
pub(super) fn mended(text: &str) -> Cow<'_, str> {
    if !text.contains('\n') && text.contains('\r') {
        return Cow::Owned(mended(&text.replace('\r', "\n")).into_owned());
    }
    let mut out = String::new();
    let mut untouched = 0;
    let mut at = 0;
    while at < text.len() {
        let end = logical_end(text, at);
        if let Some(line) = mended_line(&text[at..end]) {
            out.push_str(&text[untouched..at]);
            out.push_str(&line);
            out.push_str("\r\n");
            untouched = end;
        }
        at = end;
    }
    if untouched == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[untouched..]);
    Cow::Owned(out)
}

/// Where the line that begins at `at` is over, its continuations with it.
fn logical_end(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        end = text[end..].find('\n').map_or(text.len(), |n| end + n + 1);
        if !text[end..].starts_with([' ', '\t']) {
            return end;
        }
    }
}

/// A line with its continuations, in one; none where there is nothing to mend.
fn mended_line(folded: &str) -> Option<String> {
    let bare = folded.trim_end_matches(['\r', '\n']);
    let kept = bare.trim_end_matches([' ', '\t']);
    let name = kept.split([';', ':', ' ', '\t', '\r', '\n']).next()?;
    let is = |names: &[&str]| names.iter().any(|one| one.eq_ignore_ascii_case(name));
    let (person, time) = (is(&PERSONS), is(&TIMES));
    if !person && !time {
        // A blank that ends a text is nothing, but for a line in pieces it is not worth the copy.
        return (kept.len() < bare.len() && !kept.contains('\n')).then(|| kept.to_owned());
    }
    let mut line = String::with_capacity(kept.len());
    for (n, piece) in kept.split('\n').enumerate() {
        let piece = piece.trim_end_matches('\r');
        line.push_str(if n == 0 { piece } else { piece.get(1..).unwrap_or_default() });
    }
    let value = if person { value_of(&line.to_ascii_lowercase())? } else { line.rfind(':')? };
    let parameters = line.get(name.len()..value)?;
    let colon = |text: &str| outside_quotes(text).any(|(_, c)| c == ':');
    if !colon(parameters) {
        return (kept.len() < bare.len()).then_some(line);
    }
    let mut out = name.to_owned();
    let mut rest = parameters;
    while let Some(parameter) = rest.strip_prefix(';') {
        let end = outside_quotes(parameter).find(|(_, c)| *c == ';').map_or(parameter.len(), |(at, _)| at);
        let (parameter, after) = parameter.split_at(end);
        match parameter.split_once('=').filter(|(_, value)| colon(value)) {
            Some((key, value)) => out.push_str(&format!(";{key}=\"{}\"", value.replace('"', "'"))),
            None => out.push_str(&format!(";{parameter}")),
        }
        rest = after;
    }
    Some(out + &line[value..])
}

/// Where the address of a person begins; some programs write its scheme twice.
fn value_of(line: &str) -> Option<usize> {
    const SCHEME: &str = ":mailto";
    let mut at = line.rfind(":mailto:")?;
    while line[..at].ends_with(SCHEME) {
        at -= SCHEME.len();
    }
    Some(at)
}

fn outside_quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut inside = false;
    text.char_indices().filter(move |(_, c)| {
        inside ^= *c == '"';
        !inside
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_spoilt_is_mended_and_the_rest_is_left() {
        for (bad, good) in [
            ("BEGIN:VEVENT\rEND:VEVENT\r", "BEGIN:VEVENT\nEND:VEVENT\n"),
            ("BEGIN:VEVENT \t\r\nUID:x\r\n", "BEGIN:VEVENT\r\nUID:x\r\n"),
            (
                "A:1\nATTENDEE;CN=设计: 李娜;PARTSTAT=ACCEPTED:MAILTO:li@x.test\nB:2\n",
                "A:1\nATTENDEE;CN=\"设计: 李娜\";PARTSTAT=ACCEPTED:MAILTO:li@x.test\r\nB:2\n",
            ),
            (
                "ATTENDEE;SENT-BY=mailto:d@x.test;CN=\"a;b:c\":mail\r\n to:li@x.test\r\n",
                "ATTENDEE;SENT-BY=\"mailto:d@x.test\";CN=\"a;b:c\":mailto:li@x.test\r\n",
            ),
            (
                "RECURRENCE-ID;TZID=GMT+08:00:20240710T100000\r\n",
                "RECURRENCE-ID;TZID=\"GMT+08:00\":20240710T100000\r\n",
            ),
        ] {
            assert_eq!(mended(bad), good);
        }
        for good in [
            "",
            "\r\n",
            "ATTENDEE;CN=\"a: b\":mailto:li@x.test\r\n",
            "ATTENDEE:mailto:li@x.test\n",
            "ATTENDEE;CN=a:mailto:MAILTO:li@x.test\n",
            "DTSTART:20240710T100000Z\n",
            "SUMMARY:a: b \r\n c\r\n",
            "no line at all",
        ] {
            assert!(matches!(mended(good), Cow::Borrowed(same) if same == good), "{good}");
        }
    }
}
