//! What stands beside a word: is it understood to its last word?
//!
//! Lists of what limits an approval never end: conditions, delegations, doubts, jokes. So beside an approval only that
//! counts which is made of known harmless words throughout (`请尽快办理`, `please pay the invoice`), is courtesy, or says
//! why; the same holds for what somebody promises behind a mere receipt (`收到，周五前完成`, `OK, I'll start today`).
//!
//! Promises: one pass over a clause; a clause with an unknown word is none of these. Never does: read an answer.

use super::clause::{clauses, has_number, is_field, names_a_choice, symbol};
use super::{Names, Reader, Written};
use crate::rules::Answer;
use crate::rules::speech::{Sign, Speech, Words, ends_word, unspaced};

/// Longest clause that is looked at, in bytes: a longer one is no mere remark.
const CLAUSE_MAX: usize = 240;
/// Most characters of a courtesy with what it is for (`thanks for putting this together`).
const THANKS_MAX: usize = 40;

impl Reader<'_, '_> {
    /// A clause beside an approval that changes nothing of it, or is the sender's name.
    pub(super) fn is_harmless(&self, clause: &str) -> bool {
        self.speech.is_harmless(clause) || self.vocabulary.names.has(clause.trim()) || self.is_called(clause)
    }

    /// `terms attached`, `in August` have the length of a name: each of its words begins with a capital and says nothing.
    fn is_written_as_name(&self, folded: &str) -> bool {
        let says = |word: &str| self.speech.remark.has(word) || self.speech.promise.has(word);
        let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase() || unspaced(c));
        let line = self.lines.iter().find(|line| line.folded().trim() == folded);
        !folded.split(' ').any(says) && line.is_some_and(|line| line.text.split_whitespace().all(capital))
    }

    /// What somebody promises behind a receipt, or courtesy.
    pub(super) fn promises(&self, clause: &str) -> bool {
        let clause = clause.trim();
        clause.is_empty()
            || self.speech.is_promise(clause)
            || self.vocabulary.names.has(clause)
            || self.speech.is_polite(clause)
            || self.speech.is_greeting(clause)
            || self.is_called(clause)
    }

    /// `Approved, Anna.`: a name behind a comma, as its capital says.
    fn is_called(&self, clause: &str) -> bool {
        let (name, speech) = (clause.trim(), self.speech);
        let letters = (3..=12).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_lowercase());
        if !letters || name.ends_with("ly") || !speech.signs(name).is_none() || speech.promise.has(name) {
            return false;
        }
        let capital = format!("{}{}", name[..1].to_ascii_uppercase(), &name[1..]);
        let called = |line: &Written<'_>| {
            line.text.match_indices(&capital).any(|(at, _)| {
                let before = line.text[..at].trim_end().ends_with([',', '，']);
                before && ends_word(name, &line.text[at + name.len()..])
            })
        };
        self.lines.iter().any(called)
    }

    /// A clause before an approval on its line: a remark, or one that calls somebody or labels what follows.
    pub(super) fn opens(&self, clause: &str) -> bool {
        let clause = clause.trim();
        self.is_harmless(clause)
            || clause.split(':').all(|part| {
                let part = part.trim_matches(|c: char| c.is_whitespace() || symbol(c));
                let (names, speech) = (self.vocabulary.names, self.speech);
                // `this is Tom`, `Tom here`, `1)`
                let part = names.begins(part).map_or(part, |own| part[own..].trim());
                let part = names.unsigned(part).trim();
                part.is_empty()
                    || part.len() < 3 && part.bytes().all(|b| b.is_ascii_digit())
                    || speech.is_named(part)
                    || speech.is_label(part)
                    || speech.yes.has(part)
                    || speech.is_greeting_inline(part)
                    || self.vocabulary.is_comment_label(part)
                    || self.is_harmless(part)
            })
    }

    /// A line above an approval that is understood, or names the one who answers or is addressed.
    pub(super) fn is_preamble(&self, line: &Written<'_>) -> bool {
        let folded = line.folded().trim();
        clauses(folded).all(|c| self.opens(c))
            || self.signs_as(folded) == Some(true)
            || self.speech.is_greeting(folded)
    }

    /// Below an approval something is said that is not understood: what stands there before the signature, a field apart.
    pub(super) fn goes_on_below(&self, below: &str, answer: &Answer) -> bool {
        for line in below.lines().map(str::trim).filter(|l| !l.is_empty()) {
            let named = self.vocabulary.names.unsigned(line).trim().is_empty();
            let called = self.speech.is_named(line) && self.is_written_as_name(line);
            if named || self.speech.is_polite_throughout(line) || called {
                return false;
            }
            let (line, aside) = self.speech.parted(line);
            let known = |c: &str| self.is_harmless(c) || self.repeats(c, answer) || self.comments_nothing(c);
            let understood = match self.vocabulary.label(line, 0).filter(|(start, _)| *start == 0) {
                Some((_, value)) => {
                    clauses(&line[value..]).all(|c| known(c) || self.speech.none.has(c.trim()))
                }
                None if self.signs_as(line) == Some(true) || Names::dates(line) => true,
                None if is_field(line) => !self.speech.signs(line).has(Sign::Hint) && !has_number(line),
                None => self.speech.is_greeting(line) || clauses(line).all(known),
            };
            if !understood {
                return true;
            }
            if !aside.is_empty() {
                return false;
            }
        }
        false
    }
}

impl Speech {
    /// A clause beside an approval that changes nothing of it.
    pub(super) fn is_harmless(&self, clause: &str) -> bool {
        let clause = clause.trim();
        let bare = clause.trim_matches(|c: char| symbol(c) && !self.is_no_emoji(c));
        if bare.is_empty() {
            return self.is_polite(clause);
        }
        let signs = self.signs(bare);
        const NEVER: [Sign; 4] = [Sign::Condition, Sign::Order, Sign::Question, Sign::Report];
        if signs.is_negated()
            || signs.any(&NEVER)
            || self.contrast.begins(bare).is_some()
            || names_a_choice(bare)
        {
            return false;
        }
        let thanks = self.polite.begins(bare).is_some_and(|word| {
            word.chars().nth(1).is_some()
                && !self.request.has(word)
                && bare.chars().count() <= THANKS_MAX
                && !signs.has(Sign::Hint)
        });
        thanks
            || self.tells_why(bare)
            || self.is_closed(bare) && self.request.begins(bare).is_none()
            || self.polite.has(clause)
            || self.is_made_of(bare, &[&self.remark, &self.greeting], false)
    }

    /// `because the old ones are broken`
    pub(super) fn tells_why(&self, clause: &str) -> bool {
        let clause = clause.trim();
        self.reason.begins(clause).is_some_and(|word| word.len() < clause.len())
    }

    /// A clause behind a receipt in which the one who sends it says what comes of it, and by when.
    pub(super) fn is_promise(&self, clause: &str) -> bool {
        let clause = clause.trim_matches(|c: char| c.is_whitespace() || symbol(c));
        let signs = self.signs(clause);
        !signs.is_negated()
            && !signs.any(&[Sign::Condition, Sign::Question])
            && self.is_made_of(clause, &[&self.promise], true)
    }

    /// Nothing but these words, forms of address, and (where they may stand) numbers.
    fn is_made_of(&self, text: &str, lists: &[&Words], numbers: bool) -> bool {
        if text.is_empty() || text.len() > CLAUSE_MAX {
            return false;
        }
        let mut reached = vec![false; text.len() + 1];
        reached[0] = true;
        let mut caused = vec![false; text.len() + 1];
        for (at, c) in text.char_indices() {
            if !reached[at] {
                continue;
            }
            let rest = &text[at..];
            let skipped = c.is_whitespace()
                || matches!(c, '"' | '\'' | '“' | '”' | '-' | '*' | '&' | '/' | ':' | '《' | '》')
                || symbol(c) && !c.is_ascii() && !self.is_no_emoji(c) && !is_amount(c)
                || numbers && (c.is_ascii_digit() || c == '.');
            if skipped {
                reached[at + c.len_utf8()] = true;
                continue;
            }
            for word in lists.iter().flat_map(|list| list.all(rest)) {
                if ends_word(word, &rest[word.len()..]) {
                    reached[at + word.len()] = true;
                    caused[at + word.len()] |= self.causing.has(word);
                }
            }
            // 请王小明跟进, 李总
            if unspaced(c) {
                let (mut end, mut called) = (at, false);
                for (n, c) in rest.chars().take(6).enumerate() {
                    end += c.len_utf8();
                    let named = caused[at] && n < 3 && end < text.len() && self.has_surname(&text[at..end]);
                    called |= self.calls(&text[at..end]);
                    if called && self.calls(&text[at..end])
                        || !called && named && self.common.begins(rest).is_none()
                    {
                        reached[end] = true;
                    }
                }
            }
        }
        reached[text.len()]
    }

    /// `❌`
    fn is_no_emoji(&self, c: char) -> bool {
        self.is_negated(c.encode_utf8(&mut [0; 4]))
    }
}

/// `€`, `±`: beside a number, a limit.
fn is_amount(c: char) -> bool {
    matches!(c, '¥' | '€' | '£' | '%' | '‰' | '≤' | '≥' | '<' | '>' | '±' | '＝' | '≈' | '□' | '☐')
}
