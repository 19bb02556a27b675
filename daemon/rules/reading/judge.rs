//! A line begins with a word: does what stands beside it take it back?
//!
//! Promises: an approval stands only where nothing beside it could mean otherwise; a refusal may give its reasons.
//! Never does: look for words of its own.

use super::clause::{
    clause_around, clause_end, clauses, closing, ends_clause, first_label, has_number, is_name, is_unfilled,
    leading,
};
use super::fold::{Flat, flat};
use super::vocabulary::{Command, Mention};
use super::{Found, Names, REASON_MIN, Reader, Unsure, Written};
use crate::mail::Words;
use crate::rules::speech::{Sign, Signs, unspaced};
use crate::rules::{Answer, Stake};

impl<'a> Reader<'_, 'a> {
    /// What was said with one word: its text and its comment; or why it is doubtful.
    pub(super) fn judge(
        &self,
        item: &Found<'a>,
        answer: &Answer,
        end: usize,
    ) -> Result<(String, Option<String>), Unsure> {
        let line = self.lines[item.line].text;
        let unsure = |why: &str| Err(Unsure::new(why, line));
        let command = &item.command;
        let below = self.lines[item.line + 1..end].iter().map(|l| l.text).collect::<Vec<_>>().join("\n");
        let below = below.trim_end();
        let own = line[command.tail..].trim();
        let text = if below.trim().is_empty() { own.to_owned() } else { format!("{own}\n{below}") };
        let rest = command.rest.as_str();
        let refusing = !answer.comment.is_empty();
        let granting = answer.stake == Stake::Approval && !refusing;
        let label = self.vocabulary.label(rest, 0);
        let free = &rest[..label.map_or(rest.len(), |(start, _)| start)];
        let free = match answer.stake {
            Stake::Approval => free,
            // Fields of a form begin where the first label does.
            _ => &free[..first_label(free).unwrap_or(free.len())],
        };
        let free = if answer.stake == Stake::Fact { free } else { self.vocabulary.names.unsigned(free) };
        let free = if granting && Names::signs_off(free) { "" } else { free };
        if command.every && answer.stake == Stake::Approval {
            return unsure("several");
        }
        if command.crossed && !refusing {
            // `No, not the same`
            let word = self.vocabulary.mentions(&command.front).pop();
            let agrees = word.is_some_and(|m| self.speech.is_negated(&command.front[m.range]));
            if granting || !agrees {
                return unsure("negated");
            }
        }
        if granting {
            self.unopposed(&command.front).map_err(|why| Unsure::new(why, line))?;
        }
        if self.asks(free, answer, refusing) {
            return unsure("question");
        }
        if self.offers_choice(free, answer) {
            return unsure("several");
        }
        if answer.stake != Stake::Approval && self.tells_of_another(own) {
            return unsure("unclear");
        }
        if command.cited && !self.speech.is_polite_throughout(free.trim_matches(closing)) {
            return unsure("unclear");
        }
        if granting {
            let comment = label.map(|(_, value)| &rest[value..]);
            self.granted(free, comment, &flat(below), answer).map_err(|why| Unsure::new(why, line))?;
        } else if refusing {
            self.refused(command, free, answer).map_err(|why| Unsure::new(why, line))?;
        } else {
            self.stated(&command.front, free, &flat(below), answer).map_err(|why| Unsure::new(why, line))?;
            // What a mere receipt gives binds the one who sends it.
            if !answer.weak.is_empty() && self.hands_over(&text) {
                return unsure("unclear");
            }
            let english =
                answer.stake == Stake::Consent && command.spaced && !free.trim_start().starts_with(unspaced);
            let goes_on = self.speech.goes_on.begins(free.trim_start()).is_some();
            // `Separate question: …` is no field of the answer.
            let free = if free.trim().is_empty() { rest } else { free };
            let promised = !answer.weak.is_empty() && clauses(free).all(|c| self.promises(c));
            if english && !goes_on && !promised && !self.speech.is_harmless_object(free) && !is_name(free) {
                return unsure("unclear");
            }
        }
        Ok((text.trim_start_matches(leading).to_owned(), self.comment(own, below, refusing)))
    }

    /// `Do we approve this`, `但同意`: what opens the clause of an approval must neither ask nor turn.
    fn unopposed(&self, front: &str) -> Result<(), &'static str> {
        let (before, clause) = front.rsplit_once(ends_clause).unwrap_or(("", front));
        if !clauses(before).all(|c| self.opens(c)) {
            return Err("unclear");
        }
        // `I pass`
        if self.speech.signs(clause).is_negated() {
            return Err("negated");
        }
        // 批准吧
        let clause = self.speech.particle.before(clause).next().unwrap_or(clause);
        let signs = self.speech.signs(&self.unworded(clause));
        if signs.has(Sign::Question) {
            return Err("question");
        }
        self.unreserved(clause).map(|_| ())
    }

    /// An approval stands only where nothing beside it could take it back.
    fn granted(
        &self,
        free: &str,
        comment: Option<&str>,
        below: &str,
        answer: &Answer,
    ) -> Result<(), &'static str> {
        let speech = self.speech;
        let comment = comment.unwrap_or("");
        for text in [free, comment, below] {
            let mut looked = None;
            for mention in self.vocabulary.mentions(text) {
                if mention.answer.stake != Stake::Approval {
                    continue;
                }
                if mention.answer.name != answer.name {
                    return Err("several");
                }
                if mention.reversed {
                    return Err("negated");
                }
                if looked.is_some_and(|end| mention.range.end <= end) {
                    continue;
                }
                let clause = clause_around(text, &mention.range);
                looked = Some(clause_end(text, &mention.range));
                if speech.is_negated(&self.unworded(clause)) {
                    return Err("negated");
                }
            }
        }
        // A box or a line that nobody filled in.
        if is_unfilled(free) {
            return Err("unclear");
        }
        let (free, aside) = speech.parted(free);
        for clause in clauses(aside) {
            if self.unreserved(clause)?.any(&[Sign::Hint, Sign::Question, Sign::Report, Sign::Others])
                || has_number(clause)
            {
                return Err("conditional");
            }
        }
        let mut signed = false;
        for (n, clause) in clauses(free).enumerate() {
            let understood = match n {
                0 => speech.is_closed(clause) || speech.tells_why(clause) && self.is_harmless(clause),
                _ => self.is_harmless(clause),
            };
            if understood || self.repeats(clause, answer) {
                // `Tom Baker, Head of Research`
                signed |= self.vocabulary.names.has(clause.trim());
                continue;
            }
            let signs = self.unreserved(clause)?;
            if n == 0 && signs.has(Sign::Negation) {
                return Err("negated");
            }
            if signs.any(&[Sign::Hint, Sign::Time]) || has_number(clause) {
                return Err("conditional");
            }
            if !signed || signs.any(&[Sign::Question, Sign::Report, Sign::Others]) {
                return Err("unclear");
            }
        }
        for clause in clauses(comment).filter(|c| !speech.none.has(c.trim())) {
            self.unreserved(clause)?;
            if !self.is_harmless(clause) {
                return Err("unclear");
            }
        }
        if below.contains('?') {
            return Err("question");
        }
        let signs_otherwise = |line: &str| self.signs_as(line) == Some(false);
        if below.lines().any(|line| self.leaves_a_verdict_open(line.trim()) || signs_otherwise(line)) {
            return Err("unclear");
        }
        for clause in clauses(below).filter(|c| !self.comments_nothing(c)) {
            if self.unreserved(clause)?.has(Sign::Question) {
                return Err("question");
            }
        }
        if self.goes_on_below(below, answer) { Err("unclear") } else { Ok(()) }
    }

    /// What a clause beside the answer signals, if it sets no condition and takes nothing back.
    fn unreserved(&self, clause: &str) -> Result<Signs, &'static str> {
        let signs = self.speech.signs(clause);
        if signs.any(&[Sign::Condition, Sign::Order]) || self.speech.contrasts(clause) {
            return Err("conditional");
        }
        if signs.is_negated() {
            return Err("negated");
        }
        Ok(signs)
    }

    /// `总经理意见：` with nothing behind it: somebody else is to decide in the same form.
    fn leaves_a_verdict_open(&self, line: &str) -> bool {
        line.strip_suffix(':').map(str::trim).is_some_and(|key| {
            let comments = self.vocabulary.label(line, 0).is_some_and(|(start, _)| start == 0);
            !comments && !self.speech.is_label(key) && self.speech.label.before(key).next().is_some()
        })
    }

    /// `审批人：王强`: whether that is the sender, where it is known who that is.
    pub(super) fn signs_as(&self, line: &str) -> Option<bool> {
        let names = self.vocabulary.names;
        let (key, value) = line.split_once(':')?;
        let value = value.trim();
        let told = names.is_known() && !value.is_empty() && self.speech.signer.has(key.trim());
        told.then(|| names.unsigned(value).trim().is_empty())
    }

    /// `意见：无`
    pub(super) fn comments_nothing(&self, clause: &str) -> bool {
        let value = self.vocabulary.label(clause.trim(), 0).filter(|(start, _)| *start == 0);
        value.is_some_and(|(_, value)| self.speech.none.has(clause.trim()[value..].trim()))
    }

    /// The clause says the same word again and nothing else.
    pub(super) fn repeats(&self, clause: &str, answer: &Answer) -> bool {
        let clause = clause.trim().trim_start_matches('/');
        self.vocabulary.word_at(clause).is_some_and(|(length, word, _)| {
            length == clause.len() && word.is_some_and(|w| w.name == answer.name)
        })
    }

    /// A refusal stands but where its own clause puts it off or makes it depend on something.
    fn refused(&self, command: &Command<'_>, free: &str, answer: &Answer) -> Result<(), &'static str> {
        let speech = self.speech;
        if answer.entire {
            self.whole(&command.front, "")?;
        }
        let granted = |m: &Mention<'_>| m.answer.stake == Stake::Approval && m.answer.name != answer.name;
        let front = command.front.rsplit(ends_clause).next().unwrap_or("");
        let word = self.vocabulary.mentions(front).pop();
        let front = match word.filter(|m| speech.signs(&front[m.range.clone()]).has(Sign::Deferral)) {
            // 还要改
            Some(_) => self.unworded(front),
            None => front.into(),
        };
        // `补充：下周三停电`: behind a colon stands what is added.
        let added = answer.stake == Stake::Consent && free.trim_start().starts_with(':');
        let clause = clauses(free).next().filter(|_| !added).unwrap_or("");
        if [&front, clause].iter().any(|t| speech.signs(t).has(Sign::Deferral)) {
            return Err("conditional");
        }
        // 不同意，除非… ; a mere but goes on with the reasons, and another sentence with what may come later.
        let sentence = free.trim_start_matches(leading).split(['。', '.', '!', '\n']).next().unwrap_or("");
        if clauses(sentence).any(|c| speech.exception.begins(c.trim()).is_some()) {
            return Err("conditional");
        }
        // 驳回，不对，批准
        let again = |c: &str| {
            self.vocabulary
                .command(&Written::new(c.trim()))
                .is_some_and(|c| c.offered && c.answer.is_some_and(|a| a.name != answer.name))
        };
        if self.vocabulary.mentions(free).iter().any(granted) && clauses(free).any(again) {
            return Err("several");
        }
        Ok(())
    }

    /// A word of consent or of fact: its own clause must not take it back.
    fn stated(&self, front: &str, free: &str, below: &str, answer: &Answer) -> Result<(), &'static str> {
        let speech = self.speech;
        let clause = clauses(free.trim_start_matches(leading)).next().unwrap_or("");
        if answer.stake == Stake::Fact {
            if answer.entire {
                return self.whole(front, free);
            }
            // `Need help: no access`
            if free.trim_start().starts_with([':', ',', '。', '.', '!']) {
                return Ok(());
            }
            let first = clause.trim_start();
            let word: String = if first.starts_with(unspaced) {
                first.chars().take(3).collect()
            } else {
                first.split_whitespace().next().unwrap_or("").to_owned()
            };
            let front = first.chars().next().map_or(0, char::len_utf8);
            let negated = speech.is_negated_but_for_idioms(&word)
                && (!first.starts_with(unspaced) || speech.is_negated(&first[..front]));
            return if negated { Err("negated") } else { Ok(()) };
        }
        if speech.is_negated_but_for_idioms(clause) {
            return Err("negated");
        }
        let limited = |c: &str| match answer.weak.is_empty() {
            // `Move it, to Monday`, `Send it, after review`
            true => c.trim_start().starts_with("to ") || speech.signs(c).has(Sign::Order),
            false => speech.signs(c).has(Sign::Partial) && !self.promises(c),
        };
        if clauses(free).any(limited) {
            return Err("conditional");
        }
        let paragraph = below.split("\n\n").next().unwrap_or("");
        let contrast = |line: &str| speech.contrast.begins(line.trim()).is_some();
        if speech.is_conditional(free) || paragraph.lines().any(contrast) {
            return Err("conditional");
        }
        Ok(())
    }

    /// The word is asked back instead of said.
    fn asks(&self, free: &str, answer: &Answer, refusing: bool) -> bool {
        let direct = free.trim_start_matches([' ', '。', '.', '!', ',']);
        let first = direct.chars().next().map_or(0, char::len_utf8);
        let particle = direct.starts_with(unspaced)
            && !direct[first..].starts_with(char::is_alphanumeric)
            && self.speech.signs(&direct[..first]).has(Sign::Question);
        if direct.starts_with('?') || particle {
            return true;
        }
        // `Done deal?`, `Add what?`
        let mark = free.find(ends_clause).is_some_and(|end| free[end..].starts_with('?'));
        if mark && (answer.entire || refusing && answer.stake == Stake::Consent) {
            return true;
        }
        match answer.stake {
            Stake::Approval if !refusing => self.speech.is_question(free),
            Stake::Consent if !refusing => {
                let end = free.find([',', '。', ';', '!']).unwrap_or(free.len());
                self.speech.is_question(&free[..end])
            }
            _ => false,
        }
    }

    /// `批准/驳回`, `批准或驳回`: our own line, left as it was.
    fn offers_choice(&self, free: &str, answer: &Answer) -> bool {
        let next = free.trim_start_matches([' ', '/', '|', '、', ',', ':', '”', '"', '】', ']']);
        let next = self.speech.choice.begins(next).map_or(next, |or| next[or.len()..].trim_start());
        self.vocabulary.word_at(next.trim_start()).is_some_and(|(_, other, offered)| {
            let refuses = !answer.comment.is_empty(); // 驳回，请修改
            other.is_none_or(|o| o.name != answer.name && (offered || o.stake == Stake::Approval && !refuses))
        })
    }

    /// The labelled comment, else (for an answer that needs one) the free text behind the word.
    pub(super) fn comment(&self, own: &str, below: &str, needed: bool) -> Option<String> {
        let text = format!("{own}\n{below}");
        let folded = Flat::new(&text);
        if let Some((_, value)) = self.vocabulary.label(&folded.text, 0) {
            let end =
                self.vocabulary.label(&folded.text, value).map_or(folded.text.len(), |(start, _)| start);
            let value = text[folded.original(value)..folded.original(end)].trim();
            let value = self.courteous_end_cut(value.split("\n\n").next().unwrap_or(""));
            if value.chars().any(char::is_alphanumeric) {
                return Some(value.to_owned());
            }
        }
        if !needed {
            return None;
        }
        let says = |t: &str| {
            let folded = flat(t);
            folded.chars().any(char::is_alphanumeric)
                && !self.speech.is_polite_throughout(&folded)
                && !self.speech.is_greeting(&folded)
        };
        let free = own.trim_start_matches(leading).trim();
        if says(free) {
            let more = below.split("\n\n").next().unwrap_or("");
            let more: Vec<&str> =
                more.lines().filter(|l| says(l) && l.chars().count() >= REASON_MIN).collect();
            return Some([&[free][..], &more].concat().join("\n"));
        }
        let mut paragraphs = below.split("\n\n").map(str::trim);
        paragraphs.find(|p| says(p) && p.chars().count() >= REASON_MIN).map(str::to_owned)
    }

    /// Without the thanks and commas at its end.
    fn courteous_end_cut<'t>(&self, text: &'t str) -> &'t str {
        let mut text = text.trim();
        while let Some((above, last)) = text.rsplit_once('\n')
            && self.speech.is_polite_throughout(&flat(last))
        {
            text = above.trim_end();
        }
        text.trim_end_matches([',', ';', '，', '；'])
    }

    /// An approval beside answers between quoted lines: only if its words stand alone.
    pub(super) fn inline(&self, item: &Found<'a>, answer: &Answer, words: &Words) -> Result<(), Unsure> {
        let line = self.lines[item.line].text;
        let others = self.lines.iter().enumerate().filter(|(n, _)| *n != item.line);
        let alone = others
            .map(|(_, l)| l.folded())
            .all(|l| self.speech.is_greeting(l) || self.speech.is_polite_throughout(l));
        let below = flat(&words.below);
        let contradicted = self.speech.is_conditional(&below)
            || self.speech.is_negated_but_for_idioms(&below)
            || self.vocabulary.mentions(&below).iter().any(|m| m.answer.name != answer.name);
        if self.is_outright(&item.command, answer) && alone && !contradicted {
            return Ok(());
        }
        Err(Unsure::new("inline", line))
    }
}
