//! A fact that is told of the whole and of now: is it?
//!
//! `ready in ten minutes`, `完成了 80%`, `It's resolved for half of the users`, `replied to Tom, not the customer`: each
//! begins with the word that was asked for, and none of these says it.
//!
//! Promises: a time of day or a day by the calendar limits nothing (`已解决 14:30`). Never does: judge a fact that goes on
//! with a text of its own, as a progress line does.

use super::Reader;
use super::clause::{clauses, ends_clause};
use crate::rules::speech::Sign;

impl Reader<'_, '_> {
    /// Nothing in the sentence behind the word says that it holds for a part, later, perhaps, or not.
    pub(super) fn whole(&self, front: &str, free: &str) -> Result<(), &'static str> {
        let speech = self.speech;
        // `I came back`: no word of the answer is itself a negation, or all of it is one.
        let spoken = front.rsplit(ends_clause).next().unwrap_or("");
        let told = format!("{spoken}{}", clauses(free).next().unwrap_or(""));
        let word = self.vocabulary.mentions(spoken).pop();
        let denies = word.is_some_and(|m| speech.is_negated(&spoken[m.range]));
        if !denies && speech.signs(&told).is_negated() {
            return Err("negated");
        }
        let start = free.len() - free.trim_start_matches([' ', ',', ':', '!']).len();
        let sentence = free[start..].split(['。', '.', '!', '\n']).next().unwrap_or("");
        for clause in clauses(sentence) {
            let signs = speech.signs(clause);
            if signs.is_negated() {
                return Err("negated");
            }
            if signs.any(&[Sign::Partial, Sign::Condition]) {
                return Err("conditional");
            }
        }
        let first = free.find(ends_clause).map_or(free, |end| if end < start { free } else { &free[..end] });
        if counts(first) { Err("conditional") } else { Ok(()) }
    }
}

/// A number that is no time of day, day, or number of a case.
fn counts(clause: &str) -> bool {
    let mut at = 0;
    while let Some(digit) = clause[at..].find(|c: char| c.is_ascii_digit()) {
        let begin = at + digit;
        let length =
            clause[begin..].len() - clause[begin..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let end = begin + length;
        let behind = clause[end..].trim_start();
        let timed = |text: &str| text.starts_with([':', '/', '-', '月', '日', '号', '点', '时', '年']);
        let dated = timed(behind) || clause[..begin].ends_with([':', '/', '-', '.']);
        let named = clause[..begin].ends_with(|c: char| c.is_ascii_alphabetic());
        let at_noon =
            clause[..begin].trim_end().rsplit(' ').next().is_some_and(|w| matches!(w, "at" | "on" | "since"));
        if !(dated || named || at_noon) {
            return true;
        }
        at = end;
    }
    false
}
