//! The verdict reader: which of the offered words did the sender say, in the sender's own words?
//!
//! A wrong approval is the worst that can happen here, asking back the second best. So a word counts only where it
//! is said outright: at the start of the first line that is no greeting, with nothing beside it that takes it back.
//! What could be meant otherwise is [`Unsure`], with why; a message without any word is [`Reading::Nothing`].
//!
//! ```text
//! line = *greeting [ reference ] [ "全部" ] [ opener ] [ "意见：" ] WORD tail        T03 确认 · 好的，同意。 · I approve!
//! ```
//! The longest word of the whole vocabulary wins (`不同意` before `同意`), offered or not. Behind a word that approves its
//! clause is closed: nothing but what [`Speech`] knows to be harmless may stand there. Everywhere else in the message a
//! negation, a condition, a question, a deferral or another verdict takes it back, and on its own line a date or a number.
//! An answer that must give its reasons is the refusing one: its reasons may say all that.
//!
//! The words are data: those of the answers in `answers.toml`, all others in a file for each language.
//!
//! Promises: depends on its arguments only, whatever the order of maps; never an approval with a negation in its
//! clause. Never does: read a quote, a signature, or what a calendar program sent.

mod clause;
mod entire;
mod fold;
mod handing;
mod judge;
mod names;
mod remark;
#[cfg(test)]
mod tests;
mod unsaid;
mod vocabulary;

pub(super) use fold::{Flat, flat, folded};
pub use names::Names;
pub(super) use vocabulary::Lexicon;

use std::cell::OnceCell;

use clause::{clauses, is_field, is_labelled};
use vocabulary::{Command, Vocabulary};

use super::speech::Speech;
use super::{Answer, Rules, Stake};
use crate::mail::Words;

/// The reference of a [`Spoken`] that is meant for every item at once (`全部确认`, `confirm all`).
pub const EVERY: &str = "*";

/// Lines looked at; whatever is longer is a document, not an answer.
const LINES_MAX: usize = 2_000;
/// Characters of a line in which a word is looked for.
const LINE_CHARS_MAX: usize = 400;
/// Lines that may stand above a word, if they say nothing that could be an answer.
const PREAMBLE_MAX: usize = 3;
/// Characters of a clause that may stand before a word, if it says nothing.
const REMARK_MAX: usize = 40;
/// Pieces that may stand before a word on its line: greetings, references, openers.
const PIECES_MAX: usize = 8;
/// The longest free text, in characters, in which a word of consent counts as mentioned; beyond it is talk.
const MENTION_MAX: usize = 40;
/// A line with fewer characters below a word is a name, not the reason that the word needs.
const REASON_MIN: usize = 5;

/// What somebody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reading {
    /// These words, in the order of their lines; never empty.
    Said(Vec<Spoken>),
    /// Perhaps a word: ask back.
    Unsure(Unsure),
    /// No word at all.
    Nothing,
}

/// One word that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spoken {
    /// The name of the answer.
    pub name: String,
    /// The item it is about: `T03`, `P-2026-0012-T03` where it was written whole, or [`EVERY`]; [`names`] compares.
    pub reference: Option<String>,
    /// The labelled comment (`意见：…`); for an answer that needs one, else the free text behind the word.
    pub comment: Option<String>,
    /// What stands behind the word on its line, and the lines up to the next word, as written.
    pub text: String,
    /// The line itself.
    pub line: String,
    /// Nothing but white space stands between the word and more text on its line.
    pub spaced: bool,
}

impl Spoken {
    /// A word that does not stand before its text: a tag or the place of the mail says it. The whole `text` belongs to it.
    pub fn new(name: &str, text: &str, line: &str) -> Self {
        Self {
            name: name.to_owned(),
            reference: None,
            comment: None,
            text: text.to_owned(),
            line: line.to_owned(),
            spaced: false,
        }
    }
}

/// Why no word can be taken for said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsure {
    /// `negated`, `conditional`, `question`, `weak`, `several`, `unclear` or `inline`.
    pub why: String,
    /// The line it is about.
    pub line: String,
}

impl Unsure {
    fn new(why: &str, line: &str) -> Self {
        Self { why: why.to_owned(), line: line.to_owned() }
    }
}

/// Reads the offered words out of what the sender, who is known by these names, wrote. Names of answers that are none are
/// left out.
pub fn read(words: &Words, by: &Names, offered: &[&str], rules: &Rules) -> Reading {
    let vocabulary = Vocabulary::new(offered, rules, by);
    if vocabulary.offered.is_empty() {
        return Reading::Nothing;
    }
    let lines: Vec<Written<'_>> = lines_of(words).into_iter().map(Written::new).collect();
    let reader = Reader { vocabulary: &vocabulary, speech: &rules.speech, lines: &lines };
    match reader.read(words) {
        Ok(said) if said.is_empty() => Reading::Nothing,
        Ok(said) => Reading::Said(said),
        Err(unsure) => Reading::Unsure(unsure),
    }
}

/// Nothing in the sender's words may mean one of these answers: what [`read`] finds said, it finds with them offered too.
pub fn says_none_of(words: &Words, others: &[&str], rules: &Rules) -> bool {
    others.is_empty() || rules.lexicon().has_none_of(lines_of(words).into_iter(), others, rules)
}

/// What is behind the word of that answer when the text begins with it, as written.
pub(super) fn behind<'t>(text: &'t str, name: &str, rules: &Rules) -> Option<&'t str> {
    let nobody = Names::default();
    let vocabulary = Vocabulary::new(&[name], rules, &nobody);
    let start = text.len() - text.trim_start().len();
    let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let command = vocabulary.command(&Written::new(&text[start..line_end]))?;
    (command.answer?.name == name).then(|| &text[start + command.tail..])
}

/// Nothing but courtesy, or one of the words that count as a mere receipt.
pub fn is_courtesy(text: &str, rules: &Rules) -> bool {
    let (speech, lexicon) = (&rules.speech, rules.lexicon());
    text.lines().filter(|l| !l.trim().is_empty()).all(|line| {
        let line = flat(line);
        clauses(&line).all(|clause| {
            let clause = clause.trim();
            clause.is_empty()
                || speech.is_polite(clause)
                || speech.is_greeting(clause)
                || lexicon.weak.iter().any(|(w, _)| w == clause)
                || speech.yes.has(clause)
        })
    })
}

fn lines_of(words: &Words) -> Vec<&str> {
    // Blank lines matter for what a text means; `lines` has none.
    if words.own.trim().is_empty() {
        return words.lines.iter().map(|l| l.trim()).take(LINES_MAX).collect();
    }
    words.own.split('\n').map(str::trim).take(LINES_MAX).collect()
}

/// A line, and what it is compared as: few lines of a long mail are asked for it.
struct Written<'t> {
    text: &'t str,
    flat: OnceCell<Flat<'t>>,
    /// [`Reader::is_courteous`].
    courteous: OnceCell<bool>,
}

impl<'t> Written<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, flat: OnceCell::new(), courteous: OnceCell::new() }
    }

    fn flat(&self) -> &Flat<'t> {
        self.flat.get_or_init(|| Flat::new(self.text))
    }

    fn folded(&self) -> &str {
        &self.flat().text
    }
}

struct Reader<'v, 'a> {
    vocabulary: &'v Vocabulary<'a>,
    speech: &'v Speech,
    /// Trimmed, with the empty ones.
    lines: &'v [Written<'v>],
}

/// A word and where it stands.
struct Found<'a> {
    command: Command<'a>,
    /// Index into the lines.
    line: usize,
}

impl<'a> Reader<'_, 'a> {
    fn read(&self, words: &Words) -> Result<Vec<Spoken>, Unsure> {
        let Some(first) = self.first()? else { return self.without_word() };
        let found = self.all(first)?;
        let mut said: Vec<(Stake, Spoken)> = Vec::new();
        for (n, item) in found.iter().enumerate() {
            let end = found.get(n + 1).map_or(self.lines.len(), |next| next.line);
            let line = self.lines[item.line].text;
            let answer = item.command.answer.ok_or_else(|| Unsure::new("several", line))?;
            let (text, comment) = self.judge(item, answer, end)?;
            if answer.stake == Stake::Approval && words.inline {
                self.inline(item, answer, words)?;
            }
            let mut references: Vec<Option<String>> =
                item.command.references.iter().cloned().map(Some).collect();
            if item.command.every {
                references = vec![Some(EVERY.to_owned())];
            } else if references.is_empty() {
                references.push(None);
            }
            for reference in references {
                let spoken = Spoken {
                    name: answer.name.clone(),
                    reference,
                    comment: comment.clone(),
                    text: text.clone(),
                    line: line.to_owned(),
                    spaced: item.command.spaced,
                };
                agree(&said, answer.stake, &spoken)?;
                if !said.iter().any(|(_, s)| s.name == spoken.name && s.reference == spoken.reference) {
                    said.push((answer.stake, spoken));
                }
            }
        }
        Ok(said.into_iter().map(|(_, spoken)| spoken).collect())
    }

    /// The first line with a word, unless what stands above it makes it doubtful.
    fn first(&self) -> Result<Option<Found<'a>>, Unsure> {
        let mut above: Vec<&Written<'_>> = Vec::new();
        for (n, line) in self.lines.iter().enumerate() {
            if line.text.is_empty() {
                continue;
            }
            if let Some(command) = self.vocabulary.command(line).filter(|c| c.offered) {
                let plain = command.answer.is_some_and(|a| self.is_outright(&command, a));
                if above.is_empty() || (!command.references.is_empty() && !self.is_approval(&command)) {
                    return Ok(Some(Found { command, line: n }));
                }
                let approval = self.is_approval(&command);
                let nothing = |l: &Written<'_>| self.says_nothing(l) && (!approval || self.is_preamble(l));
                if plain && above.iter().all(|l| nothing(l)) {
                    return Ok(Some(Found { command, line: n }));
                }
                if self.is_approval(&command) && plain {
                    return Err(Unsure::new(self.why(above[0]).unwrap_or("unclear"), above[0].text));
                }
            }
            if self.is_courteous(line) || self.is_bare_yes(line.folded()) {
                continue;
            }
            above.push(line);
            if above.len() > PREAMBLE_MAX {
                break;
            }
        }
        Ok(None)
    }

    fn is_approval(&self, command: &Command<'_>) -> bool {
        command.answer.is_none_or(|a| a.stake == Stake::Approval)
    }

    /// A line of greeting or thanks, without any word.
    fn is_courteous(&self, line: &Written<'_>) -> bool {
        *line.courteous.get_or_init(|| {
            let folded = line.folded();
            (self.speech.is_greeting(folded) || self.speech.is_polite_throughout(folded))
                && self.vocabulary.mentions(folded).is_empty()
        })
    }

    /// Nothing stands behind the word but courtesy, its comment, or (for a fact) a number.
    fn is_outright(&self, command: &Command<'_>, answer: &Answer) -> bool {
        let rest =
            command.rest.trim_start_matches([' ', ',', '。', '.', '!', ':', '*', '】', ']', '”', '"', '\'']);
        let rest = self.vocabulary.names.unsigned(rest);
        let labelled = self
            .vocabulary
            .label(rest, 0)
            .is_some_and(|(start, _)| self.speech.is_polite_throughout(&rest[..start]));
        let fact = answer.stake == Stake::Fact
            && (rest.starts_with(|c: char| c.is_ascii_digit())
                || command.rest.starts_with(':')
                || is_labelled(rest));
        // Behind the clause of the word a remark may follow that says nothing.
        let mut clauses = clauses(rest);
        let closed = clauses.next().is_none_or(|c| self.speech.is_closed(c))
            && clauses.all(|c| self.speech.is_polite(c) || self.vocabulary.is_remark(c));
        closed || labelled || fact || !answer.comment.is_empty() && self.is_refusal(command)
    }

    /// `不同意，预算超了`: behind a comma the reason of a refusal.
    fn is_refusal(&self, command: &Command<'_>) -> bool {
        command.rest.trim_start().starts_with([',', ':', '。', '.', ';'])
    }

    /// A line above the word that neither answers nor takes back: no word, no negation, condition or question.
    fn says_nothing(&self, line: &Written<'_>) -> bool {
        let folded = line.folded().trim();
        self.signs_as(folded) == Some(true)
            || folded.strip_suffix(':').is_some_and(|name| self.vocabulary.names.has(name.trim()))
            || self.vocabulary.mentions(folded).is_empty()
                && clauses(folded).all(|c| self.speech.says_nothing(c))
                && (!folded.ends_with(':') || self.speech.is_label(folded.trim_end_matches(':')))
                && (!is_field(folded) || folded.ends_with(':'))
    }

    /// The words on the following lines.
    fn all(&self, first: Found<'a>) -> Result<Vec<Found<'a>>, Unsure> {
        let start = first.line + 1;
        let approval = self.is_approval(&first.command);
        let opening = first.command.answer.map(|a| a.name.clone());
        let mut found = vec![first];
        for (n, line) in self.lines.iter().enumerate().skip(start) {
            let Some(command) = self.vocabulary.command(line) else { continue };
            let Some(answer) = command.answer else { continue };
            let outright = self.is_outright(&command, answer);
            if !command.offered {
                // Another verdict, though nobody asked for it.
                if approval && answer.stake == Stake::Approval && outright {
                    return Err(Unsure::new("several", line.text));
                }
                continue;
            }
            // Inside a longer text a line may begin with any word; only a plain one is meant.
            let repeats = command.references.is_empty() && opening.as_deref() == Some(answer.name.as_str());
            let counts = !command.references.is_empty() || (outright && !repeats);
            if counts {
                found.push(Found { command, line: n });
            }
        }
        Ok(found)
    }
}

/// The reference names that item: whole, or by the end of its id (`T03` names `P-2026-0012-T03`).
pub fn names(reference: &str, item: &str) -> bool {
    let item = item.to_uppercase();
    item.strip_suffix(&reference.to_uppercase()).is_some_and(|front| front.is_empty() || front.ends_with('-'))
}

/// Two words for the same item must not contradict each other.
fn agree(said: &[(Stake, Spoken)], stake: Stake, next: &Spoken) -> Result<(), Unsure> {
    let same = |a: &Option<String>, b: &Option<String>| match (a.as_deref(), b.as_deref()) {
        (Some(EVERY), _) | (_, Some(EVERY)) => true,
        // `T03` and `P-2026-0012-T03` may be one.
        (Some(a), Some(b)) => names(a, b) || names(b, a),
        (a, b) => a == b,
    };
    let clash = said.iter().any(|(other, s)| {
        let both = stake == Stake::Consent && *other == Stake::Consent;
        let decides = stake == Stake::Approval || *other == Stake::Approval;
        s.name != next.name && same(&s.reference, &next.reference) && (both || decides)
            // One of two verdicts names its item, the other none: the other may be about the same.
            || s.name != next.name && decides && (s.reference.is_none() != next.reference.is_none())
    });
    if clash { Err(Unsure::new("several", &next.line)) } else { Ok(()) }
}
