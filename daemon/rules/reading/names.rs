//! Whose words are read: the sender's own names, as prefixes and as signatures of an answer.
//!
//! `王强：同意` says nothing where 王强 is somebody else, and approves where it is the sender; `同意 王强 7月15日` is
//! signed and dated, where a mere date could put it off.
//!
//! Promises: a name counts as a whole only. Never does: know whether a name is true: that is the directory's.

use std::sync::LazyLock;

use regex::Regex;

use super::fold::flat;
use crate::rules::speech::{ends_word, unspaced};

/// Most names of one person that are looked for.
const NAMES_MAX: usize = 16;

/// A day at the end of a text: `2024-07-15`, `7月15日`, `15 july 2024`, `july 15, 2024`, with a time of day or without.
static DAY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?:(?P<year>\d{4}\s?[-/.年]\s?\d{1,2}\s?[-/.月]\s?\d{1,2}日?|\d{1,2}[-/.]\d{1,2}[-/.]\d{4}|\d{1,2}(?:st|nd|rd|th)? \p{L}{3,9}\.?,? \d{4}",
        r"|\p{L}{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4})|\d{1,2}\s?[-/.月]\s?\d{1,2}[日号]?)(?:\s+\d{1,2}:\d{2})?$",
    ))
    .expect("a constant")
});

/// The names by which the sender of the words is known: none, where nobody knows.
#[derive(Debug, Clone, Default)]
pub struct Names {
    /// Folded.
    whole: Vec<String>,
    /// `tb`, as people sign.
    initials: Vec<String>,
}

impl Names {
    /// From names as they are written; of a name of several words (`Tom Baker`) the first and the last call as well.
    pub fn new<'n>(names: impl IntoIterator<Item = &'n str>) -> Self {
        let mut all = Self::default();
        for name in names.into_iter().take(NAMES_MAX) {
            let name = flat(name.trim());
            let words: Vec<&str> = name.split_whitespace().collect();
            if let [first, .., last] = words.as_slice() {
                all.whole.extend([(*first).to_owned(), (*last).to_owned()]);
                all.initials.push(words.iter().filter_map(|w| w.chars().next()).collect());
            }
            if name.chars().nth(1).is_some() {
                all.whole.push(name);
            }
        }
        all.whole.retain(|name| name.chars().nth(1).is_some());
        // The longest first: `tom baker` before `tom`.
        all.whole.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        all.whole.dedup();
        all
    }

    pub(super) fn is_known(&self) -> bool {
        !self.whole.is_empty()
    }

    /// `日期：2024-07-15`: a folded line that is a day and what it is called.
    pub(super) fn dates(line: &str) -> bool {
        ends_with_day(line).is_some_and(|(front, _)| {
            let front = front.trim();
            front.is_empty()
                || front.strip_suffix(':').is_some_and(|key| key.chars().all(char::is_alphabetic))
        })
    }

    /// `approved, 15 july 2024`, `批准 2024-07-15`: nothing but a day with its year, as one dates what one signs.
    pub(super) fn signs_off(text: &str) -> bool {
        let text = text.trim_start_matches(leading_off);
        let text = text.strip_prefix("on ").unwrap_or(text);
        ends_with_day(text).is_some_and(|(front, year)| year && front.is_empty())
    }

    /// The folded text is one of them.
    pub(super) fn has(&self, text: &str) -> bool {
        self.whole.iter().any(|name| name == text)
    }

    /// The folded text begins with one: its length.
    pub(super) fn begins(&self, text: &str) -> Option<usize> {
        let begins = |n: &&String| text.starts_with(n.as_str()) && ends_word(n, &text[n.len()..]);
        let name = self.whole.iter().find(begins)?;
        Some(name.len())
    }

    /// The folded text without the name, and perhaps the day, that it ends with.
    pub(super) fn unsigned<'t>(&self, text: &'t str) -> &'t str {
        if let Some((before, true)) = ends_with_day(text)
            && before.trim_end().ends_with(['。', '.', '!'])
        {
            return self.unsigned_name(before);
        }
        self.unsigned_name(text)
    }

    fn unsigned_name<'t>(&self, text: &'t str) -> &'t str {
        if let Some((before, _)) = ends_with_day(text)
            && let Some(before) = self.ends_with_name(before)
        {
            return before;
        }
        let Some(before) = self.ends_with_name(text) else { return text };
        // `2024-07-15 王强`: without the year, or in a sentence, it may be a day that the answer sets.
        let day = ends_with_day(before).filter(|(front, year)| *year && front.trim_end().ends_with(stop));
        day.map_or(before, |(front, _)| front)
    }

    fn ends_with_name<'t>(&self, text: &'t str) -> Option<&'t str> {
        let text = text.trim_end_matches(trailing);
        self.whole.iter().chain(&self.initials).find_map(|name| {
            let before = text.strip_suffix(name.as_str())?;
            let apart = before.chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            apart.then(|| before.trim_end_matches(leading_up))
        })
    }
}

/// Before the day, and whether it names its year.
fn ends_with_day(text: &str) -> Option<(&str, bool)> {
    let text = text.trim_end_matches(trailing);
    // Every day does; most texts do not.
    if !text.ends_with(|c: char| c.is_numeric() || matches!(c, '日' | '号')) {
        return None;
    }
    let day = DAY.captures(text)?;
    let front = &text[..day.get(0)?.start()];
    let apart = front.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric());
    apart.then(|| (front, day.name("year").is_some()))
}

fn trailing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '.' | '。' | '!' | ')' | ']' | ',')
}

fn leading_up(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | '[' | '—' | '-' | '/' | '~' | '@')
}

fn leading_off(c: char) -> bool {
    leading_up(c) || matches!(c, ',' | '。' | '.' | '!')
}

fn stop(c: char) -> bool {
    matches!(c, '。' | '.' | '!' | ',' | '(' | ';' | '—') || unspaced(c) && !c.is_alphanumeric()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_is_cut_and_a_day_that_the_answer_sets_is_not() {
        let names = Names::new(["王强", "Tom Baker"]);
        for (text, cut) in [
            (" 王强 7月15日", ""),
            ("。王强 2024年7月15日", "。"),
            (" (王强 2024.7.15)", ""),
            (" — tom baker, 15 july 2024", ""),
            (". tb 7/15", "."),
            ("。2024-07-15 王强", "。"),
            ("?王强", "?"),
            (" 7月15日", " 7月15日"),
            (", 15 july 2024", ", 15 july 2024"),
            ("。2024-07-15", "。"),
            ("。8月1日", "。8月1日"),
            (" 到7月15日 王强", " 到7月15日"),
            (" 由李王强", " 由李王强"),
            (" tom?", " tom?"),
        ] {
            assert_eq!(names.unsigned(text), cut, "{text}");
        }
        assert_eq!(Names::default().unsigned(" 王强"), " 王强");
        assert!(names.begins("tommy: ok").is_none() && names.begins("王强同意") == Some("王强".len()));
    }
}
