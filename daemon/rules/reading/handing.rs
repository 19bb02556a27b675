//! Does somebody who says "received" give the matter to somebody else?
//!
//! `收到，我转给小王了`, `好的，小王会处理`, `Confirmed, Tom will take over.`: what a mere receipt gives binds the one who
//! sends it, and none of these does.
//!
//! Promises: the sender's own name is not somebody else. Never does: read an answer.

use super::clause::ends_clause;
use super::fold::flat;
use super::{REMARK_MAX, Reader};
use crate::rules::speech::{Sign, Speech, unspaced};

/// Longest clause that is looked at, in characters.
const CLAUSE_MAX: usize = 3 * REMARK_MAX;

/// Characters that may stand between the word that asks and the one who is asked.
const NEAR_MAX: usize = 4;

impl Reader<'_, '_> {
    /// Somebody else is to do it. The text as written: names of scripts with capitals begin with one.
    pub(super) fn hands_over(&self, text: &str) -> bool {
        let parts =
            |c: char| ends_clause(c) || matches!(c, '，' | '；' | '！' | '？' | '：' | '（' | '）' | ':');
        text.split(parts).map(str::trim).any(|clause| {
            !clause.is_empty() && clause.chars().count() <= CLAUSE_MAX && self.gives_away(clause)
        })
    }

    /// `replied to Tom`, `in place of Tom`: what stands behind the word, as written, is about somebody else.
    pub(super) fn tells_of_another(&self, own: &str) -> bool {
        let mut tokens = own.split_whitespace();
        let whom = tokens.next().is_some_and(|first| self.speech.whom.has(&flat(first)));
        let name = tokens.next().filter(|_| whom).unwrap_or("");
        name.starts_with(|c: char| c.is_ascii_uppercase())
            && name.len() > 1
            && !self.speech.promise.has(flat(name).trim_end_matches(ends_clause))
            && self.vocabulary.names.begins(&flat(name)).is_none()
    }

    fn gives_away(&self, written: &str) -> bool {
        let clause = flat(written);
        let signs = self.speech.signs(&clause);
        if signs.has(Sign::Handing) {
            return true;
        }
        if !signs.has(Sign::Doing) {
            return false;
        }
        let does =
            |rest: &str| self.speech.signs(rest).has(Sign::Doing) && !self.speech.tells_of_oneself(rest);
        // 小王会处理
        let others =
            |from: usize| self.another(&clause[from..]).is_some_and(|end| does(&clause[from + end..]));
        // 让小王做, 让同事小王做
        let caused = |from: usize| {
            let mut near = clause[from..].char_indices().map(|(at, _)| from + at).take(NEAR_MAX);
            near.any(others)
        };
        let mut causes = clause.char_indices().filter_map(|(at, _)| {
            let word = self.speech.causing.begins(&clause[at..]).filter(|w| w.starts_with(unspaced))?;
            Some(at + word.len())
        });
        if others(0) || causes.any(caused) {
            return true;
        }
        // Tom will do it · asked Tom to do it
        let tokens: Vec<&str> = clause.split_whitespace().collect();
        let capital = |n: usize| {
            let token = written.split_whitespace().nth(n).unwrap_or_default();
            let plain = |t: &str| {
                let speech = self.speech;
                speech.own.has(t) || speech.object.has(t) || speech.yes.has(t) || speech.opener.has(t)
            };
            token.starts_with(char::is_uppercase)
                && tokens.get(n).is_some_and(|t| !plain(t) && self.vocabulary.names.begins(t).is_none())
        };
        let behind = |n: usize| does(&tokens[n..].join(" "));
        capital(0) && tokens.len() > 1 && behind(1)
            || (1..tokens.len())
                .any(|n| self.speech.causing.has(tokens[n - 1]) && capital(n) && behind(n + 1))
    }

    /// The clause begins with somebody who is not the sender: how many bytes.
    fn another(&self, clause: &str) -> Option<usize> {
        self.speech.person(clause).filter(|_| self.vocabulary.names.begins(clause).is_none())
    }
}

impl Speech {
    /// `我来处理`: the sender is the one.
    fn tells_of_oneself(&self, text: &str) -> bool {
        let mut before = ' ';
        text.char_indices().any(|(at, c)| {
            let begins = unspaced(c) || !before.is_alphanumeric();
            before = c;
            begins && self.own.begins(&text[at..]).is_some()
        })
    }

    /// `李总`, `小王`, `李明`, `他` at the beginning, and no word that begins as a surname does: how many bytes.
    fn person(&self, text: &str) -> Option<usize> {
        let ends = || text.char_indices().map(|(at, c)| at + c.len_utf8()).take(6).enumerate();
        let called = ends().find(|(_, end)| self.calls(&text[..*end]));
        let told = || ends().take(2).find(|(_, end)| self.signs(&text[..*end]).has(Sign::Others));
        let named = || {
            let mut near = ends().skip(1).take(2);
            near.find(|(_, end)| self.has_surname(&text[..*end]) && self.common.begins(text).is_none())
        };
        called.or_else(told).or_else(named).map(|(_, end)| end)
    }
}
