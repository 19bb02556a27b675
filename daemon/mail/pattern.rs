//! A regular expression that is asked only where its words stand.
//!
//! Most of ours know a word boundary, and on a line with one Chinese character such an expression leaves its fast
//! automaton for one that is fifty times slower. So each names the words of which whatever it takes has one at least; they
//! are looked for in one pass, and few lines have any.
//!
//! Promises: takes what its expression takes, no more and no less: [`tests::has_its_words`] plays it. Never does: know
//! what it is asked for.

use std::sync::LazyLock;

use aho_corasick::AhoCorasick;
use regex::{Match, Regex};

/// An expression and its words.
pub(super) struct Pattern {
    words: AhoCorasick,
    /// Made when one of them stands somewhere: for most it never does.
    regex: LazyLock<Regex, Box<dyn FnOnce() -> Regex + Send>>,
}

impl Pattern {
    /// `words`, with `|` between them and in any case of ASCII: every text that `pattern` takes has one of them.
    pub(super) fn new(words: &str, pattern: &'static str) -> Self {
        // Regardless of case these are an s and a k.
        let words = words.split('|').chain(["\u{17f}", "\u{212a}"]);
        Self {
            words: AhoCorasick::builder().ascii_case_insensitive(true).build(words).expect("a constant"),
            regex: LazyLock::new(Box::new(|| Regex::new(pattern).expect("a constant"))),
        }
    }

    pub(super) fn is_match(&self, text: &str) -> bool {
        self.words.is_match(text) && self.regex.is_match(text)
    }

    pub(super) fn find<'t>(&self, text: &'t str) -> Option<Match<'t>> {
        if self.words.is_match(text) { self.regex.find(text) } else { None }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use proptest::strategy::{Strategy, ValueTree};
    use proptest::test_runner::TestRunner;

    /// Many texts that the pattern takes have one of its words: each that the list lacks is shown.
    pub(in crate::mail) fn has_its_words(pattern: &Pattern) {
        const TEXTS: usize = 5_000;
        // Texts are made of what stands between the edges.
        let mut bare = pattern.regex.as_str().replace(r"\b", "").replace("[^", "\0").replace(['^', '$'], "");
        bare = bare.replace('\0', "[^");
        let strategy = proptest::string::string_regex(&bare).unwrap();
        let mut runner = TestRunner::deterministic();
        let mut taken = 0;
        for _ in 0..TEXTS {
            let text = strategy.new_tree(&mut runner).unwrap().current();
            if pattern.regex.is_match(&text) {
                taken += 1;
                assert!(pattern.words.is_match(&text), "no word in {text:?}");
            }
        }
        assert!(taken > TEXTS / 10, "{taken}");
    }
}
