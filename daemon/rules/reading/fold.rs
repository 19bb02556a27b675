//! What a text is compared as: case, width, the forms of characters and the colours of emoji folded.
//!
//! Promises: the same text, the same bytes; [`Flat`] knows for each of them where it came from. Never does: judge what
//! the text says.

use std::collections::BTreeMap;

use crate::mail;
use crate::rules::speech::Speech;

/// Case, width, the forms of characters and the colours of emoji folded.
pub(in crate::rules) fn flat(text: &str) -> String {
    Flat::new(text).text
}

/// The same with the given forms of characters, for the lists that [`Speech`] is made of.
pub(in crate::rules) fn folded(text: &str, variants: &BTreeMap<char, char>) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out, |c| variants.get(&c).copied().unwrap_or(c), |_, _| {});
    out
}

fn fold_into(text: &str, out: &mut String, same: impl Fn(char) -> char, mut added: impl FnMut(usize, usize)) {
    let mut buffer = [0; 4];
    let mut before = '\0';
    let mut chars = text.char_indices().peekable();
    while let Some((n, c)) = chars.next() {
        match c {
            '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' => {
                continue;
            }
            // A hyphen between spaces, or two of them, is a dash.
            '-' if before == '-'
                || chars.peek().is_some_and(|(_, next)| {
                    *next == '-' || before.is_whitespace() && next.is_whitespace()
                }) =>
            {
                out.push('—');
            }
            // An ellipsis becomes full stops in NFKC; it ends a clause.
            '…' => out.push(c),
            '‘' | '’' => out.push('\''),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c if let Some(c) = mail::fold_common(c) => out.push(same(c.to_ascii_lowercase())),
            c => {
                for c in mail::fold(c.encode_utf8(&mut buffer)).chars().flat_map(char::to_lowercase) {
                    out.push(same(c));
                }
            }
        }
        before = c;
        added(n, out.len());
    }
}

/// A folded text that knows where each of its bytes came from.
pub(in crate::rules) struct Flat<'t> {
    /// Folded, lower case.
    pub(in crate::rules) text: String,
    original: &'t str,
}

impl<'t> Flat<'t> {
    pub(in crate::rules) fn new(original: &'t str) -> Self {
        // Of ASCII only hyphens and capitals have another form.
        if original.is_ascii() && !original.contains('-') {
            return Self { text: original.to_ascii_lowercase(), original };
        }
        let mut text = String::with_capacity(original.len());
        fold_into(original, &mut text, |c| Speech::shipped().variant(c), |_, _| {});
        Self { text, original }
    }

    /// Where the byte of the folded text stands in the original. Folds once more: few ask.
    pub(in crate::rules) fn original(&self, at: usize) -> usize {
        let mut from = self.original.len();
        let mut text = String::with_capacity(self.text.len());
        fold_into(
            self.original,
            &mut text,
            |c| Speech::shipped().variant(c),
            |n, end| {
                if end > at {
                    from = from.min(n);
                }
            },
        );
        from
    }
}
