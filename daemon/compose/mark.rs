//! Marks: values that are written out late, for the reader.
//!
//! A template sees a person, an instant or a label as a short text between two noncharacters (U+FDD0 … U+FDD1,
//! which no text may hold, so that nobody can write one into a mail). Filters change the kind of a mark; only when a
//! letter is rendered does it become `张伟` or `Mon 15 Jul 2024, 18:00 CEST`. So facts are converted once for all
//! readers, and equal values stay equal in conditions.

/// Begins a mark.
pub(super) const OPEN: char = '\u{fdd0}';
/// Ends a mark.
pub(super) const CLOSE: char = '\u{fdd1}';
/// A value that is not given.
const MISSING: char = 'x';

/// Kinds of marks, the first letter inside.
pub(super) mod kind {
    pub(crate) const PERSON: char = 'p';
    pub(crate) const EMAIL: char = 'e';
    /// The department of a person.
    pub(crate) const DEPARTMENT: char = 'a';
    /// Milliseconds since 1970: day and time.
    pub(crate) const WHEN: char = 't';
    /// The day of an instant.
    pub(crate) const WHEN_DAY: char = 'T';
    /// The clock time of an instant.
    pub(crate) const WHEN_CLOCK: char = 'h';
    /// A day.
    pub(crate) const DAY: char = 'd';
    /// The end of a working day.
    pub(crate) const DAY_END: char = 'D';
    /// Start, end, text.
    pub(crate) const SPAN: char = 's';
    pub(crate) const MINUTES: char = 'm';
    /// Process, field.
    pub(crate) const LABEL: char = 'l';
    pub(crate) const TITLE: char = 'n';
    /// An answer of the vocabulary.
    pub(crate) const WORD: char = 'w';
    /// Label of an answer's comment.
    pub(crate) const COMMENT: char = 'c';
    /// Process, field, value.
    pub(crate) const CHOICE: char = 'o';
    /// Process, ask: what is asked.
    pub(crate) const WHAT: char = 'q';
    /// An attendee's answer.
    pub(crate) const STATUS: char = 'v';
    /// Process, form, field: how its value is written.
    pub(crate) const HINT: char = 'i';
    /// Tag that opens a process.
    pub(crate) const TAG: char = 'g';
    /// `true` or `false` in words.
    pub(crate) const BOOL: char = 'b';
    /// Between the items of a list; the last one.
    pub(crate) const BETWEEN: char = ',';
    pub(crate) const LAST: char = '&';
}

/// Between the parts of a mark.
pub(super) const PART: char = '\u{fdd2}';

/// A mark.
pub(super) fn mark(kind: char, parts: &[&str]) -> String {
    let mut out = String::with_capacity(16);
    out.push(OPEN);
    out.push(kind);
    for (i, part) in parts.iter().enumerate() {
        if i > 0 {
            out.push(PART);
        }
        out.push_str(part);
    }
    out.push(CLOSE);
    out
}

/// The kind and the content of a text that is one mark and nothing else.
pub(super) fn read(text: &str) -> Option<(char, &str)> {
    let inner = text.strip_prefix(OPEN)?.strip_suffix(CLOSE)?;
    let kind = inner.chars().next()?;
    (!inner.contains(OPEN)).then(|| (kind, &inner[kind.len_utf8()..]))
}

/// Text as people may write it into a letter: no noncharacters, no control characters but line feed and tab.
pub(super) fn clean(text: &str) -> String {
    let bad = |c: char| {
        ('\u{fdd0}'..='\u{fdef}').contains(&c) || (c.is_control() && c != '\n' && c != '\t') || is_bidi(c)
    };
    let text =
        if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n") } else { text.to_owned() };
    if text.chars().any(bad) { text.chars().filter(|c| !bad(*c)).collect() } else { text }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Marks of direction that make text read differently from what it says.
fn is_bidi(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Escapes plain texts: subjects, file names. Nothing is changed; a missing value is marked.
pub(super) fn escape_none(text: &str, out: &mut String) {
    if text.is_empty() {
        return out.extend([OPEN, MISSING, CLOSE]);
    }
    out.push_str(text);
}

/// Escapes Markdown that becomes a letter: every punctuation mark, so that nothing in it is one of Markdown's; line
/// breaks are hard ones, so that no new block begins. Marks pass.
pub(super) fn escape_markdown(text: &str, out: &mut String) {
    if text.is_empty() {
        return out.extend([OPEN, MISSING, CLOSE]);
    }
    let mut inside = false;
    for c in text.chars() {
        match c {
            OPEN => inside = true,
            CLOSE => inside = false,
            _ if !inside && (c.is_ascii_punctuation() || c == '\n') => out.push('\\'),
            _ => {}
        }
        out.push(c);
    }
}

/// Escapes documents, which people read as they are: only what would change the meaning. Marks pass.
pub(super) fn escape_document(text: &str, out: &mut String) {
    if text.is_empty() {
        return out.extend([OPEN, MISSING, CLOSE]);
    }
    let mut inside = false;
    let mut start = true;
    for c in text.chars() {
        match c {
            OPEN => inside = true,
            CLOSE => inside = false,
            _ if inside => {}
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '|' => out.push('\\'),
            '#' | '-' | '+' | '=' | '~' if start => out.push('\\'),
            _ => {}
        }
        start = c == '\n' || (start && c.is_whitespace());
        out.push(c);
    }
}

/// How resolved marks are escaped.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Escape {
    None,
    Markdown,
    Document,
}

/// Writes every mark out.
pub(super) fn resolve(
    text: &str,
    escape: Escape,
    missing: &str,
    word: &dyn Fn(char, &[&str]) -> String,
) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut rest = text;
    while let Some(open) = rest.find(OPEN) {
        out.push_str(&rest[..open]);
        let after = &rest[open + OPEN.len_utf8()..];
        let close = after.find(CLOSE).unwrap_or(after.len());
        let inner = &after[..close];
        let kind = inner.chars().next().unwrap_or(MISSING);
        let written = if kind == MISSING {
            missing.to_owned()
        } else {
            let parts: Vec<&str> = inner[kind.len_utf8()..].split(PART).collect();
            word(kind, &parts)
        };
        let written = if written.is_empty() { missing } else { &written };
        // 请 Anna 答复: a Latin name stands apart from the Chinese around it.
        let next = after.get(close + CLOSE.len_utf8()..).and_then(|rest| rest.chars().next());
        let apart = |latin: Option<char>, other: Option<char>| {
            kind == self::kind::PERSON
                && latin.is_some_and(|c| c.is_ascii_alphanumeric())
                && other.is_some_and(is_han)
        };
        if apart(written.chars().next(), out.chars().next_back()) {
            out.push(' ');
        }
        let behind = apart(written.chars().next_back(), next);
        match escape {
            Escape::None => escape_none(written, &mut out),
            Escape::Markdown => escape_markdown(written, &mut out),
            Escape::Document => escape_document(written, &mut out),
        }
        if behind {
            out.push(' ');
        }
        rest = after.get(close + CLOSE.len_utf8()..).unwrap_or("");
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        escape_markdown(text, &mut out);
        out
    }

    #[test]
    fn punctuation_and_line_breaks_are_escaped_and_marks_are_not() {
        assert_eq!(escaped("a*b\n# c"), "a\\*b\\\n\\# c");
        let when = mark(kind::WHEN, &["-1"]);
        assert_eq!(escaped(&format!("*{when}*")), format!("\\*{when}\\*"));
    }

    #[test]
    fn a_mark_cannot_be_written_by_anybody() {
        let forged = format!("a{}b", mark(kind::EMAIL, &["zhang"]));
        assert_eq!(clean(&forged), "aezhangb");
        assert_eq!(clean("a\r\nb\u{0}\u{202e}c"), "a\nbc");
    }

    #[test]
    fn a_missing_value_is_said() {
        let mut out = String::new();
        escape_none("", &mut out);
        assert_eq!(resolve(&out, Escape::None, "(missing)", &|_, _| String::new()), "(missing)");
    }
}
