//! No line begins with a word: is one meant all the same, and why is it not said?
//!
//! Promises: a mere yes counts as a receipt and never as an approval; what mentions a verdict is asked back. Never does:
//! read an approval.

use std::borrow::Cow;

use super::clause::{clause_around, clause_end, clauses, ends_clause, is_field, leading};
use super::vocabulary::{Mention, reference};
use super::{MENTION_MAX, PREAMBLE_MAX, Reader, Spoken, Unsure, Written};
use crate::rules::speech::{Sign, unspaced};
use crate::rules::{Answer, Stake};

impl Reader<'_, '_> {
    pub(super) fn without_word(&self) -> Result<Vec<Spoken>, Unsure> {
        let content: Vec<&Written<'_>> =
            self.lines.iter().filter(|l| !self.is_courteous(l)).take(PREAMBLE_MAX + 1).collect();
        let Some(&line) = content.first() else { return Ok(Vec::new()) };
        if let Some(reading) = self.weak(line, &content[1..]) {
            return reading;
        }
        for (n, line) in content.iter().take(PREAMBLE_MAX).enumerate() {
            // Further down only a verdict matters; a word of consent there is talk.
            let folded = line.folded();
            let why = self.why(line).unwrap_or("unclear");
            let short = n == 0 && !is_field(folded) && folded.chars().count() <= MENTION_MAX;
            let mentioned = self.vocabulary.mentions(folded).into_iter().any(|m| match m.answer.stake {
                Stake::Approval => !is_field(folded) || self.is_verdict(folded) || self.tells(folded),
                // `会议决定取消周五的发布` is talk; `没法确认` is not.
                Stake::Consent => short && why != "unclear",
                Stake::Fact => false,
            });
            if mentioned {
                return Err(Unsure::new(why, line.text));
            }
        }
        Ok(Vec::new())
    }

    /// The label says that a verdict follows.
    fn is_verdict(&self, folded: &str) -> bool {
        let Some(key) = folded.split(':').next() else { return false };
        self.speech.label.before(key.trim()).next().is_some()
    }

    /// `财务：同意`: a label and a word.
    fn tells(&self, folded: &str) -> bool {
        folded.split_once(':').is_some_and(|(_, value)| self.vocabulary.word_at(value.trim_start()).is_some())
    }

    /// A line that begins with yes, but not with the word that was asked for.
    fn weak(&self, line: &Written<'_>, more: &[&Written<'_>]) -> Option<Result<Vec<Spoken>, Unsure>> {
        let (speech, vocabulary) = (self.speech, self.vocabulary);
        let fits =
            |text: &str, w: &str| text.starts_with(w) && vocabulary.over(w, &text[w.len()..]).is_some();
        let words = |text: &str| -> Vec<(&str, &Answer)> {
            let weak = vocabulary.lexicon.weak.iter().filter(|(_, n)| vocabulary.is_offered[*n]);
            let all: Vec<_> = weak.filter(|(w, _)| fits(text, w)).collect();
            let longest = all.iter().map(|(w, _)| w.len()).max();
            let longest = all.into_iter().filter(|(w, _)| Some(w.len()) == longest);
            longest.map(|(w, n)| (w.as_str(), vocabulary.answer(*n))).collect()
        };
        let mut text = line.folded().trim();
        // `T03 OK`, `T03：收到`
        let about = reference(text).filter(|(length, _)| text[*length..].starts_with([' ', ':']));
        let item = about.map(|(length, item)| {
            text = text[length..].trim_start_matches([' ', ':']);
            item
        });
        let mut listed = words(text);
        let mut yes = speech.yes.all(text).find(|w| fits(text, w));
        // `OK, I'm here`
        if let Some(behind) = yes.and_then(|w| text[w.len()..].strip_prefix([',', '。', '.', '!']))
            && listed.is_empty()
            && words(behind.trim_start()).iter().any(|(_, a)| a.comment.is_empty())
        {
            text = behind.trim_start();
            (listed, yes) = (words(text), None);
        }
        if !listed.is_empty() && listed.iter().all(|(_, a)| !a.comment.is_empty()) {
            return self.weakly_refused(line, text, &listed, item, more);
        }
        let length = listed.iter().map(|(w, _)| w.len()).chain(yes.map(str::len)).max()?;
        if !vocabulary.offers(Stake::Approval) && listed.is_empty() {
            return None;
        }
        let tail = &text[length..];
        let tail = speech.particle.begins(tail).map_or(tail, |p| &tail[p.len()..]);
        let unsure = |why: &str| Some(Err(Unsure::new(why, line.text)));
        let following = more.iter().map(|l| l.folded()).collect::<Vec<_>>().join("\n");
        const DOUBTS: [Sign; 4] = [Sign::Condition, Sign::Question, Sign::Order, Sign::Deferral];
        let doubt = |l: &&Written<'_>| {
            let signs = speech.signs(l.folded());
            // `收到。 请确认`: a word that is not said, but spoken of.
            let spoken_of = || {
                let mentions = vocabulary.mentions(l.folded());
                mentions.iter().any(|m| m.answer.stake != Stake::Fact) || self.tells(l.folded())
            };
            signs.is_negated() || signs.any(&DOUBTS) || l.folded().contains('?') || spoken_of()
        };
        if speech.is_conditional(tail)
            || following.lines().any(|l| speech.contrast.begins(l.trim()).is_some())
        {
            return unsure("conditional");
        }
        let fact = listed.iter().all(|(_, a)| a.stake == Stake::Fact);
        if tail.contains('?') || !fact && speech.is_question(tail) {
            return unsure("question");
        }
        if vocabulary.offers(Stake::Approval) {
            return unsure("weak");
        }
        let receipt = listed.iter().any(|(_, a)| a.stake != Stake::Fact);
        if receipt && self.goes_on_unpromised(more) {
            return unsure("weak");
        }
        if more.iter().any(doubt)
            || self.hands_over(line.text)
            || more.iter().any(|l| self.hands_over(l.text))
        {
            return unsure("weak");
        }
        // `no idea`: what goes on within its clause is no remark beside it.
        let goes_on = tail.starts_with(char::is_alphanumeric)
            || tail.starts_with(' ') && text[..length].ends_with(|c: char| c.is_ascii_alphanumeric());
        let whole = clauses(tail).enumerate().all(|(n, c)| {
            let c = c.trim();
            c.is_empty()
                || speech.is_polite(c)
                || speech.is_greeting(c)
                || speech.yes.has(c)
                || match listed.first() {
                    // 收到，周五前完成
                    Some((_, a)) if a.stake != Stake::Fact => self.promises(c),
                    Some((_, a)) if self.repeats(c, a) => true,
                    _ => (n > 0 || !goes_on) && vocabulary.is_remark(c) && self.whole("", c).is_ok(),
                }
        });
        let mut by: Vec<&Answer> = Vec::new();
        listed.iter().for_each(|(_, a)| {
            if !by.iter().any(|b| b.name == a.name) {
                by.push(a);
            }
        });
        match by.as_slice() {
            [answer] if whole => {
                let below = more.iter().map(|l| l.text).collect::<Vec<_>>().join("\n");
                let mut spoken = Spoken::new(&answer.name, &below, line.text);
                spoken.reference = item;
                Some(Ok(vec![spoken]))
            }
            _ => unsure("weak"),
        }
    }

    /// Below a receipt something is said that is no promise, before the signature.
    fn goes_on_unpromised(&self, more: &[&Written<'_>]) -> bool {
        for line in more {
            let text = line.folded().trim();
            if self.vocabulary.names.unsigned(text).trim().is_empty() || self.speech.is_named(text) {
                return false;
            }
            if !is_field(text) && !self.speech.is_greeting(text) && !clauses(text).all(|c| self.promises(c)) {
                return true;
            }
        }
        false
    }

    /// `不行，客户等着呢`, `No, sorry`: a word of refusal counts as one where it stands alone or before its reason.
    fn weakly_refused(
        &self,
        line: &Written<'_>,
        text: &str,
        listed: &[(&str, &Answer)],
        item: Option<String>,
        more: &[&Written<'_>],
    ) -> Option<Result<Vec<Spoken>, Unsure>> {
        let (speech, vocabulary) = (self.speech, self.vocabulary);
        let unsure = |why: &str| Some(Err(Unsure::new(why, line.text)));
        let &[(word, answer)] = listed else { return unsure("several") };
        let tail = &text[word.len()..];
        let next = tail.chars().next();
        if next.is_some_and(|c| !matches!(c, ',' | '。' | '.' | '!' | ';' | ':' | '—' | '~' | '…')) {
            return unsure("weak");
        }
        let other = |m: &Mention<'_>| m.answer.name != answer.name;
        let otherwise = |t: &str| vocabulary.mentions(t).iter().any(other) || t.contains('?');
        let first = clauses(tail.trim_start_matches(ends_clause)).next().unwrap_or("").trim();
        // `No, go ahead`
        let agrees = !first.is_empty()
            && speech.is_harmless(first)
            && !speech.is_polite(first)
            && !speech.tells_why(first);
        if agrees
            || speech.request.begins(first).is_some()
            || clauses(tail).any(|c| speech.yes.begins(c.trim()).is_some())
        {
            return unsure("several");
        }
        if otherwise(tail) || more.iter().any(|l| otherwise(l.folded())) {
            return unsure("several");
        }
        // 不行，等下周再说
        let put_off = |clause: &str| {
            let clause = clause.trim();
            let opening: String = match clause.starts_with(unspaced) {
                true => clause.chars().take(2).collect(),
                false => clause.split_whitespace().next().unwrap_or("").to_owned(),
            };
            speech.signs(&opening).has(Sign::Deferral)
        };
        if clauses(tail).any(put_off) || speech.is_conditional(first) || speech.contrasts(tail) {
            return unsure("conditional");
        }
        let at = line.folded().rfind(tail).map_or(line.text.len(), |at| line.flat().original(at));
        let below = more.iter().map(|l| l.text).collect::<Vec<_>>().join("\n");
        let own = line.text[at..].trim();
        let mut spoken = Spoken::new(&answer.name, own.trim_start_matches(leading), line.text);
        spoken.reference = item;
        spoken.comment = self.comment(own, &below, true);
        Some(Ok(vec![spoken]))
    }

    /// `好的，` alone: above the word that was asked for it may stand; with nothing below it is judged as a weak word.
    pub(super) fn is_bare_yes(&self, folded: &str) -> bool {
        self.speech.yes.has(folded.trim_end_matches([',', '.', '。', '!', '~', ' ']))
    }

    /// Why a line that mentions words does not say one.
    pub(super) fn why(&self, line: &Written<'_>) -> Option<&'static str> {
        let text = line.folded();
        let mentions = self.vocabulary.mentions(text);
        let first = mentions.first()?;
        let mut looked = None;
        let mut negates = |m: &Mention<'_>| {
            if looked.is_some_and(|end| m.range.end <= end) {
                return false;
            }
            looked = Some(clause_end(text, &m.range));
            self.speech.is_negated(&self.unworded(clause_around(text, &m.range)))
        };
        Some(if self.speech.is_question(text) {
            "question"
        } else if mentions.iter().any(|m| m.reversed || negates(m)) {
            "negated"
        } else if self.speech.is_conditional(text) {
            "conditional"
        } else if mentions.iter().any(|m| m.answer.name != first.answer.name) {
            "several"
        } else {
            "unclear"
        })
    }

    /// A clause without the words themselves: the 不 of `不同意` negates nothing.
    pub(super) fn unworded<'t>(&self, clause: &'t str) -> Cow<'t, str> {
        let mentions = self.vocabulary.mentions(clause);
        if mentions.is_empty() {
            return Cow::Borrowed(clause);
        }
        let (mut out, mut at) = (String::with_capacity(clause.len()), 0);
        for mention in &mentions {
            // A word of two answers is mentioned twice.
            let Some(between) = clause.get(at..mention.range.start) else { continue };
            out.push_str(between);
            out.push(' ');
            at = mention.range.end;
        }
        out.push_str(&clause[at..]);
        Cow::Owned(out)
    }
}
