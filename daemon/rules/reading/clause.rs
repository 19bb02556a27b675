//! Small questions about folded text: does a clause negate, greet, thank, name somebody, or say nothing at all?
//!
//! Promises: depends on the text and on what [`Speech`] lists. Never does: know an answer word.

use std::ops::Range;

use crate::rules::speech::{Sign, Signs, Speech, unspaced};

pub(super) fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '。' | '.' | ';' | '!' | '?' | '、' | '…' | '\n' | '—' | '~' | '(' | ')')
}

pub(super) fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(ends_clause)
}

/// Beside a verdict a number may be a limit, a date or an item.
pub(super) fn has_number(text: &str) -> bool {
    text.contains(char::is_numeric) || names_a_choice(text)
}

/// `用B方案`: a letter alone among characters without spaces.
pub(super) fn names_a_choice(text: &str) -> bool {
    let mut before = ' ';
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let alone = !before.is_ascii_alphanumeric() && chars.peek().is_some_and(|next| unspaced(*next));
        if c.is_ascii_alphabetic() && alone {
            return true;
        }
        before = c;
    }
    false
}

impl Speech {
    pub(super) fn is_negated(&self, text: &str) -> bool {
        self.signs(text).has(Sign::Negation)
    }

    /// As [`Self::is_negated`], but `没问题` agrees.
    pub(super) fn is_negated_but_for_idioms(&self, text: &str) -> bool {
        self.signs(text).is_negated()
    }

    pub(super) fn is_conditional(&self, text: &str) -> bool {
        self.signs(text).has(Sign::Condition)
    }

    pub(super) fn is_question(&self, text: &str) -> bool {
        text.contains('?') || self.signs(text).has(Sign::Question)
    }

    pub(super) fn is_polite(&self, clause: &str) -> bool {
        let (whole, clause) = (clause.trim(), clause.trim().trim_matches(symbol));
        if clause.is_empty() {
            return !self.yes.has(whole) && !self.is_negated(whole);
        }
        let thanks = || {
            let signs = self.signs(clause);
            // `麻烦周五前完成`, `go ahead with the first half`
            let limited = signs.any(&[Sign::Hint, Sign::Time]) && self.request.begins(clause).is_some();
            !signs.is_negated() && !signs.has(Sign::Condition) && !limited
        };
        self.polite.begins(clause).is_some() && clause.chars().count() <= 28 && thanks()
            || self.polite.has(clause)
            || self.polite.has(whole) // :D, +1
            || self.particle.has(clause)
    }

    /// All of it is courtesy, with the name of whom it is shown to.
    pub(super) fn is_polite_throughout(&self, text: &str) -> bool {
        let mut thanked = false;
        clauses(text).map(str::trim).filter(|c| !c.is_empty()).all(|clause| {
            let polite = self.is_polite(clause);
            let fits = polite || thanked && self.is_named(clause);
            thanked |= polite;
            fits
        })
    }

    /// Short enough for a name, and says nothing.
    pub(super) fn is_named(&self, text: &str) -> bool {
        let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-');
        let few = if text.chars().any(unspaced) {
            text.chars().count() <= 4
        } else {
            text.split_whitespace().count() <= 2
        };
        const TELLING: [Sign; 5] =
            [Sign::Negation, Sign::Condition, Sign::Order, Sign::Question, Sign::Report];
        few && text.chars().all(letters)
            && !text.is_empty()
            && !self.yes.has(text)
            && !self.is_label(text)
            && !self.signs(text).any(&TELLING)
    }

    /// `意见`, `我的意见`.
    pub(super) fn is_label(&self, text: &str) -> bool {
        let text = self.mine.begins(text).map_or(text, |mine| &text[mine.len()..]);
        self.label.has(text.trim())
    }

    /// A whole line that only calls or greets somebody, as `您好`, `Hi Anna,`, `王总：`, `张三：`, `小李你好！`.
    pub(super) fn is_greeting(&self, line: &str) -> bool {
        let bare = line.trim().trim_end_matches([',', ':', '!', '.', '。', '~', ' ']);
        const TELLING: [Sign; 3] = [Sign::Negation, Sign::Condition, Sign::Question];
        let tells = || bare.contains('?') || self.yes.has(bare) || self.signs(bare).any(&TELLING);
        bare.is_empty() || self.greets_or_calls(line, bare) && !tells()
    }

    /// The line, without the signs that end it, is made as one that greets or calls.
    fn greets_or_calls(&self, line: &str, bare: &str) -> bool {
        // 小李，你好！
        if let Some((name, rest)) = bare.split_once([',', ':']) {
            let (name, rest) = (name.trim(), rest.trim());
            return (self.calls(name) || self.is_named(name) || self.greeting.begins(name).is_some())
                && !rest.is_empty()
                && self
                    .greeting
                    .begins(rest)
                    .is_some_and(|g| g.len() == rest.len() || self.is_named(&rest[g.len()..]));
        }
        let short = bare.chars().count() <= 20 && bare.split_whitespace().count() <= 4;
        if self.greeting.begins(bare).is_some() {
            return short && !bare.contains('。');
        }
        let greets = self.greets.before(bare).map(str::trim);
        if greets.into_iter().any(|name| self.calls(name) || name.chars().count() <= 3 && self.is_named(name))
        {
            return true;
        }
        // Before a colon a bare name may as well tell what that person said, if it is one of a role.
        let called = line.trim_end().ends_with(',');
        let named = called && (bare.starts_with('@') || self.is_named(bare))
            || line.trim_end().ends_with(':') && self.has_surname(bare);
        self.calls(bare) || named
    }

    /// A greeting on the line of the word: `您好，`, `Hi Anna,`, `王总：`.
    pub(super) fn is_greeting_inline(&self, piece: &str) -> bool {
        let greets = || {
            self.greets
                .before(piece)
                .any(|name| self.calls(name.trim()) || self.is_named(name.trim()) && !name.is_empty())
        };
        self.calls(piece) || (self.greeting.begins(piece).is_some() || greets()) && self.is_greeting(piece)
    }

    /// A clause that neither answers nor takes back, as `情况属实` before `，同意`.
    pub(super) fn says_nothing(&self, clause: &str) -> bool {
        self.says_nothing_with(clause, self.signs(clause))
    }

    /// The same where its signs are known.
    pub(super) fn says_nothing_with(&self, clause: &str, signs: Signs) -> bool {
        const TELLING: [Sign; 5] = [Sign::Condition, Sign::Order, Sign::Question, Sign::Report, Sign::Others];
        !signs.is_negated()
            && !signs.any(&TELLING)
            && !clause.contains('?')
            && self.contrast.begins(clause.trim()).is_none()
    }

    /// What is said of the matter, and what goes on to another one (`另外，…`, `P.S. …`).
    pub(super) fn parted<'t>(&self, text: &'t str) -> (&'t str, &'t str) {
        let starts = text.match_indices(ends_clause).map(|(at, mark)| at + mark.len());
        let aside = starts.into_iter().find(|at| {
            let rest = text[*at..].trim_start();
            self.aside.begins(rest).is_some()
        });
        text.split_at(aside.unwrap_or(text.len()))
    }

    /// `但…`, `if …`: what begins so takes back what was said before.
    pub(super) fn contrasts(&self, text: &str) -> bool {
        clauses(text).any(|c| self.contrast.begins(c.trim()).is_some())
    }

    /// Behind `approve` and a space: nothing but courtesy or the request itself.
    pub(super) fn is_harmless_object(&self, free: &str) -> bool {
        clauses(free).all(|c| self.is_closed(c))
    }

    /// What may stand in the clause of a verdict behind its word.
    pub(super) fn is_closed(&self, clause: &str) -> bool {
        let whole = clause.trim();
        let clause = whole.trim_matches(|c: char| symbol(c) && !self.is_negated(c.encode_utf8(&mut [0; 4])));
        // `the request as submitted`
        let object = || {
            let rests = self.object.all(clause).filter_map(|o| clause[o.len()..].strip_prefix(' '));
            rests.into_iter().any(|rest| self.object.has(rest))
        };
        clause.is_empty()
            || self.object.has(clause)
            || self.is_polite(clause)
            || self.polite.has(whole)
            || object()
    }
}

/// No letter, no digit, no space: punctuation and emoji.
pub(super) fn symbol(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

/// What stands between the word and its text.
pub(super) fn leading(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ':' | '：' | ',' | '，' | '。' | '.' | '!' | '！' | '、' | '】' | ']' | '*' | '—')
}

pub(super) fn closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '“' | '」' | '』' | '》' | '。' | '.' | '!')
}

/// `: [ ]`, `____`: the place for an answer that nobody filled in.
pub(super) fn is_unfilled(free: &str) -> bool {
    let free = free.trim_start_matches([' ', ':']);
    let bracket = free.strip_prefix(['[', '(']).is_some_and(|r| r.trim_start().starts_with([']', ')']));
    bracket || free.starts_with(['□', '☐']) || free.starts_with("__")
}

/// `E-2026-0001`, `li@x.example`: names something rather than saying something.
pub(super) fn is_name(free: &str) -> bool {
    let free = free.trim();
    !free.contains(char::is_whitespace) && free.contains(|c: char| c.is_ascii_digit() || c == '@')
}

/// Where the clause ends in which a word stands: each is looked at once, however many words are in it.
pub(super) fn clause_end(text: &str, range: &Range<usize>) -> usize {
    text[range.end..].find(ends_clause).map_or(text.len(), |n| range.end + n)
}

/// The clause in which a word stands.
pub(super) fn clause_around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let start = text[..range.start]
        .rfind(ends_clause)
        .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    // A question mark belongs to the clause it ends.
    let end = text[range.end..].find(ends_clause).map_or(text.len(), |n| range.end + n);
    let mark = text[end..].chars().next().filter(|c| *c == '?').map_or(0, char::len_utf8);
    &text[start..end + mark]
}

/// `现状:` begins a field: where, if somewhere.
pub(super) fn first_label(text: &str) -> Option<usize> {
    text.match_indices(':').find_map(|(colon, _)| {
        let before = text[..colon].trim_end();
        let start = before
            .rfind(|c: char| c.is_whitespace() || ends_clause(c))
            .map_or(0, |n| n + before[n..].chars().next().map_or(1, char::len_utf8));
        let label = &before[start..];
        let fits = (1..=12).contains(&label.chars().count()) && label.chars().any(char::is_alphabetic);
        fits.then_some(start)
    })
}

pub(super) fn is_labelled(text: &str) -> bool {
    first_label(text) == Some(0)
}

/// `采购金额: 5000`
pub(super) fn is_field(folded: &str) -> bool {
    let bare = folded.trim_start_matches(['-', '*', '•', ' ']);
    is_labelled(bare) && bare.split(':').next().is_some_and(|key| !key.contains([',', '。']))
}
