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

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::speech::{Sign, Speech, ends_word, unspaced};
use super::{Answer, Rules, Stake};
use crate::mail::{self, Words};

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
    /// The item it is about: `T03`, or [`EVERY`].
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

/// Reads the offered words out of what the sender wrote. Names that are no answers are left out.
pub fn read(words: &Words, offered: &[&str], rules: &Rules) -> Reading {
    let vocabulary = Vocabulary::new(offered, rules);
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

/// What is behind the word of that answer when the text begins with it, as written.
pub(super) fn behind<'t>(text: &'t str, name: &str, rules: &Rules) -> Option<&'t str> {
    let vocabulary = Vocabulary::new(&[name], rules);
    let start = text.len() - text.trim_start().len();
    let line_end = text[start..].find('\n').map_or(text.len(), |n| start + n);
    let command = vocabulary.command(&text[start..line_end])?;
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

/// A line, and what it is compared as.
struct Written<'t> {
    text: &'t str,
    folded: String,
}

impl<'t> Written<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, folded: flat(text) }
    }
}

// ── folding ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Case, width, the forms of characters and the colours of emoji folded.
pub(super) fn flat(text: &str) -> String {
    Flat::new(text).text
}

/// The same with the given forms of characters, for the lists that [`Speech`] is made of.
pub(super) fn folded(text: &str, variants: &BTreeMap<char, char>) -> String {
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
            '\u{4e00}'..='\u{9fff}' => out.push(same(c)),
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
pub(super) struct Flat {
    /// Folded, lower case.
    pub(super) text: String,
    /// For each byte of `text`, and its end, the byte of the original.
    at: Vec<usize>,
}

impl Flat {
    pub(super) fn new(original: &str) -> Self {
        let speech = Speech::shipped();
        let mut flat = Flat { text: String::with_capacity(original.len()), at: Vec::new() };
        let at = &mut flat.at;
        fold_into(original, &mut flat.text, |c| speech.variant(c), |n, length| at.resize(length, n));
        flat.at.push(original.len());
        flat
    }

    /// Where the byte of the folded text stands in the original.
    pub(super) fn original(&self, at: usize) -> usize {
        self.at[at.min(self.at.len() - 1)]
    }
}

// ── small questions about folded text ────────────────────────────────────────────────────────────────────────

fn ends_clause(c: char) -> bool {
    matches!(c, ',' | '。' | '.' | ';' | '!' | '?' | '、' | '…' | '\n' | '—' | '~' | '(' | ')')
}

fn clauses(text: &str) -> impl Iterator<Item = &str> {
    text.split(ends_clause)
}

/// Beside a verdict a number may be a limit, a date or an item.
fn has_number(text: &str) -> bool {
    text.contains(char::is_numeric)
}

impl Speech {
    fn is_negated(&self, text: &str) -> bool {
        self.signs(text).has(Sign::Negation)
    }

    /// As [`Self::is_negated`], but `没问题` agrees.
    fn is_negated_but_for_idioms(&self, text: &str) -> bool {
        self.signs(text).is_negated()
    }

    fn is_conditional(&self, text: &str) -> bool {
        self.signs(text).has(Sign::Condition)
    }

    fn is_question(&self, text: &str) -> bool {
        text.contains('?') || self.signs(text).has(Sign::Question)
    }

    fn is_polite(&self, clause: &str) -> bool {
        let (whole, clause) = (clause.trim(), clause.trim().trim_matches(symbol));
        if clause.is_empty() {
            return !self.yes.has(whole) && !self.is_negated(whole);
        }
        let thanks = self.polite.begins(clause).is_some() && clause.chars().count() <= 28;
        let signs = self.signs(clause);
        thanks && !signs.is_negated() && !signs.has(Sign::Condition)
            || self.polite.has(clause)
            || self.particle.has(clause)
    }

    /// All of it is courtesy, with the name of whom it is shown to.
    fn is_polite_throughout(&self, text: &str) -> bool {
        let mut thanked = false;
        clauses(text).map(str::trim).filter(|c| !c.is_empty()).all(|clause| {
            let polite = self.is_polite(clause);
            let fits = polite || thanked && self.is_named(clause);
            thanked |= polite;
            fits
        })
    }

    /// Short enough for a name, and says nothing.
    fn is_named(&self, text: &str) -> bool {
        let letters = |c: char| c.is_alphabetic() || matches!(c, ' ' | '\'' | '-');
        let few = if text.chars().any(unspaced) {
            text.chars().count() <= 4
        } else {
            text.split_whitespace().count() <= 2
        };
        let signs = self.signs(text);
        few && text.chars().all(letters)
            && !text.is_empty()
            && !self.yes.has(text)
            && !self.is_label(text)
            && !signs.has(Sign::Negation)
            && !signs.any(&[Sign::Condition, Sign::Order, Sign::Question, Sign::Report])
    }

    /// `意见`, `我的意见`.
    fn is_label(&self, text: &str) -> bool {
        let text = self.mine.begins(text).map_or(text, |mine| &text[mine.len()..]);
        self.label.has(text.trim())
    }

    /// A whole line that only calls or greets somebody, as `您好`, `Hi Anna,`, `王总：`, `张三：`, `小李你好！`.
    fn is_greeting(&self, line: &str) -> bool {
        let bare = line.trim().trim_end_matches([',', ':', '!', '.', '。', '~', ' ']);
        if bare.is_empty() {
            return true;
        }
        let signs = self.signs(bare);
        if signs.has(Sign::Negation)
            || signs.any(&[Sign::Condition, Sign::Question])
            || bare.contains('?')
            || self.yes.has(bare)
        {
            return false;
        }
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
    fn is_greeting_inline(&self, piece: &str) -> bool {
        let greets = || {
            self.greets
                .before(piece)
                .any(|name| self.calls(name.trim()) || self.is_named(name.trim()) && !name.is_empty())
        };
        self.calls(piece) || (self.greeting.begins(piece).is_some() || greets()) && self.is_greeting(piece)
    }

    /// A clause that neither answers nor takes back, as `情况属实` before `，同意`.
    fn says_nothing(&self, clause: &str) -> bool {
        const TELLING: [Sign; 5] = [Sign::Condition, Sign::Order, Sign::Question, Sign::Report, Sign::Others];
        let signs = self.signs(clause);
        !signs.is_negated()
            && !signs.any(&TELLING)
            && !clause.contains('?')
            && self.contrast.begins(clause.trim()).is_none()
    }

    /// `但…`, `if …`: what begins so takes back what was said before.
    fn contrasts(&self, text: &str) -> bool {
        clauses(text).any(|c| self.contrast.begins(c.trim()).is_some())
    }

    /// Behind `approve` and a space: nothing but courtesy or the request itself.
    fn is_harmless_object(&self, free: &str) -> bool {
        clauses(free).all(|c| self.is_closed(c))
    }

    /// What may stand in the clause of a verdict behind its word.
    fn is_closed(&self, clause: &str) -> bool {
        let clause =
            clause.trim().trim_matches(|c: char| symbol(c) && !self.is_negated(c.encode_utf8(&mut [0; 4])));
        clause.is_empty() || self.object.has(clause) || self.is_polite(clause)
    }
}

/// No letter, no digit, no space: punctuation and emoji.
fn symbol(c: char) -> bool {
    !c.is_alphanumeric() && !c.is_whitespace()
}

// ── the vocabulary ───────────────────────────────────────────────────────────────────────────────────────────

/// The words of a rule set, folded once.
#[derive(Debug)]
pub(super) struct Lexicon {
    /// Names of the answers; the spellings name them by index.
    names: Vec<String>,
    /// All spellings, the longest first.
    spellings: Vec<(String, usize)>,
    by_first: BTreeMap<char, Vec<usize>>,
    searcher: AhoCorasick,
    /// Spellings that count as a receipt only.
    weak: Vec<(String, usize)>,
    /// Labels of comments.
    labels: Vec<String>,
}

impl Rules {
    fn lexicon(&self) -> &Lexicon {
        self.lexicon.get_or_init(|| Arc::new(Lexicon::new(self)))
    }
}

impl Lexicon {
    fn new(rules: &Rules) -> Self {
        let names: Vec<String> = rules.answers.keys().cloned().collect();
        let mut spellings: Vec<(String, usize)> = Vec::new();
        let mut weak = Vec::new();
        let mut labels: Vec<String> = ["意见", "备注", "comment", "note"].map(str::to_owned).to_vec();
        for (n, answer) in rules.answers.values().enumerate() {
            let add = |list: &mut Vec<(String, usize)>, word: &String| {
                let entry = (flat(word.trim()), n);
                if !entry.0.is_empty() && !list.contains(&entry) {
                    list.push(entry);
                }
            };
            answer.words.values().flatten().for_each(|w| add(&mut spellings, w));
            answer.weak.values().flatten().for_each(|w| add(&mut weak, w));
            labels.extend(answer.comment.values().flatten().map(|l| flat(l.trim())));
        }
        // `approved` says what `approve` says, unless the word has a meaning of its own.
        let mut regular = Vec::new();
        for (text, n) in &spellings {
            let answer = &rules.answers[&names[*n]];
            let verb = text.len() > 2 && text.bytes().all(|b| b.is_ascii_lowercase());
            for ending in rules.speech.endings.iter().filter(|_| verb && answer.stake != Stake::Fact) {
                // `approve` + d, `accept` + ed.
                let fits = text.ends_with('e') != ending.starts_with('e');
                let form = format!("{text}{ending}");
                if fits && !spellings.iter().any(|(t, m)| *t == form && m != n) {
                    regular.push((form, *n));
                }
            }
        }
        spellings.extend(regular);
        spellings.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.cmp(b)));
        spellings.dedup();
        labels.retain(|l| !l.is_empty());
        labels.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        labels.dedup();
        let mut by_first: BTreeMap<char, Vec<usize>> = BTreeMap::new();
        for (n, (text, _)) in spellings.iter().enumerate() {
            by_first.entry(text.chars().next().unwrap_or(' ')).or_default().push(n);
        }
        let searcher = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(spellings.iter().map(|(text, _)| text))
            .expect("far fewer words than an automaton holds");
        Self { names, spellings, by_first, searcher, weak, labels }
    }
}

struct Vocabulary<'a> {
    rules: &'a Rules,
    lexicon: &'a Lexicon,
    speech: &'a Speech,
    /// By name, each once.
    offered: Vec<&'a Answer>,
    /// By index of the lexicon.
    is_offered: Vec<bool>,
}

/// A line that begins with a word.
struct Command<'a> {
    references: Vec<String>,
    every: bool,
    /// None when two offered answers share the word.
    answer: Option<&'a Answer>,
    offered: bool,
    /// Where the tail begins in the line as written.
    tail: usize,
    /// The tail, folded.
    rest: String,
    /// The line up to the word and with it, folded.
    front: String,
    /// The word stands in quotation marks.
    cited: bool,
    /// A cross stands before the word.
    crossed: bool,
    /// White space only stands between the word and more text.
    spaced: bool,
}

/// A word somewhere in a text.
struct Mention<'a> {
    answer: &'a Answer,
    range: Range<usize>,
    /// `disapprove`, `unapproved`.
    reversed: bool,
}

impl<'a> Vocabulary<'a> {
    fn new(offered: &[&str], rules: &'a Rules) -> Self {
        let lexicon = rules.lexicon();
        let is_offered: Vec<bool> = lexicon.names.iter().map(|n| offered.contains(&n.as_str())).collect();
        let offered =
            rules.answers.values().zip(&is_offered).filter(|(_, is)| **is).map(|(a, _)| a).collect();
        Self { rules, lexicon, speech: &rules.speech, offered, is_offered }
    }

    fn answer(&self, index: usize) -> &'a Answer {
        &self.rules.answers[&self.lexicon.names[index]]
    }

    fn offers(&self, stake: Stake) -> bool {
        self.offered.iter().any(|a| a.stake == stake)
    }

    /// The word a folded text begins with: its length, its answer and whether it is offered.
    fn word_at(&self, text: &str) -> Option<(usize, Option<&'a Answer>, bool)> {
        let near = self.lexicon.by_first.get(&text.chars().next()?)?;
        let spellings =
            || near.iter().map(|n| &self.lexicon.spellings[*n]).filter(|(w, _)| text.starts_with(w.as_str()));
        let (word, length) = spellings()
            .find_map(|(word, _)| Some((word, word.len() + self.over(word, &text[word.len()..])?)))?;
        let of: Vec<usize> = spellings().filter(|(w, _)| w == word).map(|(_, n)| *n).collect();
        let mine: Vec<usize> = of.iter().copied().filter(|n| self.is_offered[*n]).collect();
        let answer = mine.first().or(of.first()).map(|n| self.answer(*n));
        Some((length, answer.filter(|_| mine.len() < 2), !mine.is_empty()))
    }

    /// The word ends here: behind a word of a script without spaces no such character goes on, but for a particle and the
    /// thing decided about (`同意该申请了`), whose length is returned.
    fn over(&self, word: &str, rest: &str) -> Option<usize> {
        if !ends_word(word, rest) {
            return None;
        }
        if word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            let hyphened =
                rest.strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphanumeric()));
            return (!hyphened && !rest.starts_with(unspaced)).then_some(0);
        }
        let mut at = 0;
        let ends = |at: usize| rest[at..].chars().next().is_none_or(|c| c.is_ascii() || !c.is_alphanumeric());
        for list in [&self.speech.particle, &self.speech.object, &self.speech.object, &self.speech.particle] {
            if ends(at) {
                break;
            }
            at += list.begins(&rest[at..]).filter(|w| w.starts_with(unspaced)).map_or(0, str::len);
        }
        ends(at).then_some(at)
    }

    fn command(&self, line: &str) -> Option<Command<'a>> {
        let start: String = line.chars().take(LINE_CHARS_MAX).collect();
        let folded = Flat::new(&start);
        // 同　意
        let spread = |t: &str| t.chars().nth(1).is_none() && t.chars().all(unspaced);
        let tokens = || folded.text.split_whitespace();
        if folded.text.len() <= 24 && tokens().count() > 1 && tokens().all(spread) {
            let (length, answer, offered) = self.word_at(&tokens().collect::<String>())?;
            let whole = length == tokens().map(str::len).sum::<usize>();
            return whole.then(|| Command { answer, offered, tail: line.len(), ..Command::empty() });
        }
        let text = folded.text.as_str();
        let mut command = Command::empty();
        let mut at = 0;
        for _ in 0..PIECES_MAX {
            at += decoration(&text[at..], &mut command.cited);
            let rest = &text[at..];
            if let Some((length, reference)) = reference(rest) {
                command.references.push(reference);
                at += length;
                continue;
            }
            if let Some((length, answer, offered)) = self.word_at(rest) {
                let end = at + length;
                (command.answer, command.offered) = (answer, offered);
                command.front = text[..end].to_owned();
                command.tail = folded.original(end);
                command.rest = flat(&line[command.tail..]);
                command.spaced = text[end..].starts_with(char::is_whitespace)
                    && text[end..].trim_start().starts_with(|c: char| c.is_alphabetic());
                self.references_behind(&mut command, line);
                return Some(command);
            }
            let first = rest.chars().next().filter(|c| symbol(*c));
            if let Some(sign) = first
                .map(|c| &rest[..c.len_utf8()])
                .filter(|s| self.speech.is_negated(s) || self.speech.yes.has(s))
            {
                command.crossed |= self.speech.is_negated(sign);
                at += sign.len();
            } else if let Some(length) = self.piece(rest) {
                at += length;
            } else if let Some(length) = self.refusing_piece(rest) {
                command.crossed = true;
                at += length;
            } else if let Some(all) = self.speech.every.begins(rest) {
                command.every = true;
                at += all.len();
            } else {
                return None;
            }
        }
        None
    }

    /// `确认 T03、T04`, `confirm all`.
    fn references_behind(&self, command: &mut Command<'a>, line: &str) {
        let start: String = line[command.tail..].chars().take(LINE_CHARS_MAX).collect();
        let folded = Flat::new(&start);
        let mut at = 0;
        loop {
            let skipped = folded.text[at..].len()
                - folded.text[at..].trim_start_matches([' ', ',', '、', ':', '\t']).len();
            let rest = &folded.text[at + skipped..];
            if let Some((length, reference)) = reference(rest) {
                command.references.push(reference);
                at += skipped + length;
            } else if let Some(all) = self.speech.every.begins(rest).filter(|a| a.chars().nth(1).is_some()) {
                command.every = true;
                at += skipped + all.len();
            } else {
                break;
            }
        }
        if at > 0 {
            command.tail += folded.original(at);
            command.rest = flat(&line[command.tail..]);
            command.spaced = false;
        }
    }

    /// A greeting, an opener, the label of a verdict, or a remark that says nothing before the word.
    fn piece(&self, text: &str) -> Option<usize> {
        let speech = self.speech;
        if let Some(colon) = text.find(':').filter(|n| text[..*n].chars().count() <= 12) {
            let label = text[..colon].trim();
            if speech.is_label(label)
                || self.lexicon.labels.iter().any(|l| l == label)
                || speech.is_greeting_inline(label)
            {
                return Some(colon + 1);
            }
        }
        // 【意见】同意
        if let Some(close) = text.find(['】', ']']).filter(|n| speech.is_label(text[..*n].trim())) {
            return Some(close);
        }
        // @李明 同意
        if text.starts_with('@') {
            return text.find(char::is_whitespace);
        }
        if let Some(end) = text.find(ends_clause).filter(|n| *n > 0) {
            let piece = text[..end].trim();
            let behind = end + text[end..].chars().next().map_or(0, char::len_utf8);
            let receipt = self.lexicon.weak.iter().any(|(w, n)| self.is_offered[*n] && w == piece);
            let named = speech.is_greeting_inline(piece) && self.word_at(piece).is_none();
            if receipt || speech.yes.has(piece) || speech.is_polite(piece) || named {
                return Some(behind);
            }
            let mark = text[end..].starts_with(['?', '(', ')']);
            let spoken = piece.chars().any(char::is_alphabetic);
            if spoken && !mark && !piece.contains(':') && self.is_remark(piece) {
                return Some(behind);
            }
        }
        if let Some(opener) = speech.opener.begins(text) {
            return Some(opener.len());
        }
        // 您好 同意 · OK approved
        let word = speech.greeting.begins(text).or_else(|| speech.yes.begins(text))?;
        text[word.len()..].starts_with(char::is_whitespace).then_some(word.len())
    }

    /// `不行，`, `No,`: before a refusal it says the same, before anything else it takes it back.
    fn refusing_piece(&self, text: &str) -> Option<usize> {
        let end = text.find([',', '.', '。', '!', '—']).filter(|n| (1..=12).contains(n))?;
        let piece = text[..end].trim();
        let refuses = self.speech.is_negated_but_for_idioms(piece)
            && self.mentions(piece).is_empty()
            && !self.speech.is_question(piece)
            && !self.speech.is_conditional(piece);
        refuses.then(|| end + text[end..].chars().next().map_or(0, char::len_utf8))
    }

    /// `情况属实`: a clause that may stand before a verdict on its line.
    fn is_remark(&self, clause: &str) -> bool {
        clause.chars().count() <= REMARK_MAX
            && self.speech.says_nothing(clause)
            && !self.speech.signs(clause).has(Sign::Hint)
            && !has_number(clause)
            && self.mentions(clause).is_empty()
            && self.word_at(clause).is_none()
    }

    /// The words anywhere in a folded text, the longest first where several begin, without overlap, in order.
    fn mentions(&self, text: &str) -> Vec<Mention<'a>> {
        let hits = self.lexicon.searcher.find_overlapping_iter(text);
        let mut hits: Vec<(usize, usize, usize)> = hits
            .map(|hit| (hit.start(), hit.end(), hit.pattern().as_usize()))
            .filter(|(.., n)| self.is_offered[self.lexicon.spellings[*n].1])
            .collect();
        hits.sort_by_key(|(start, end, n)| (*start, Reverse(*end), *n));
        let mut found: Vec<Mention<'a>> = Vec::new();
        for (start, end, n) in hits {
            if found.last().is_some_and(|m| start < m.range.end) {
                continue;
            }
            let (spelling, answer) = &self.lexicon.spellings[n];
            let latin = spelling.starts_with(|c: char| c.is_ascii_alphanumeric());
            let before = text[..start].rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
            let reversed = latin && self.speech.reversing.iter().any(|r| r == before);
            let after = text[end..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
            let form = after.is_empty() || self.speech.forms.iter().any(|f| f == after);
            if !latin || (before.is_empty() || reversed) && form {
                found.push(Mention { answer: self.answer(*answer), range: start..end, reversed });
            }
        }
        found
    }

    /// Where the labelled comment begins in a folded text, and where its value does.
    fn label(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        text[from..].match_indices(':').find_map(|(n, _)| {
            let before = text[..from + n].trim_end();
            let label = self
                .lexicon
                .labels
                .iter()
                .find(|l| before[from.min(before.len())..].ends_with(l.as_str()))?;
            let start = before.len() - label.len();
            let free = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            free.then_some((start, from + n + 1))
        })
    }
}

impl Command<'_> {
    fn empty() -> Self {
        Self {
            references: Vec::new(),
            every: false,
            answer: None,
            offered: false,
            tail: 0,
            rest: String::new(),
            front: String::new(),
            cited: false,
            crossed: false,
            spaced: false,
        }
    }
}

/// Bullets, numbers, stars and opening brackets before a word: how many bytes.
fn decoration(text: &str, cited: &mut bool) -> usize {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        // A box that nobody ticked.
        if text[at..].starts_with("[]") || text[at..].starts_with("[ ]") || text[at..].starts_with("( )") {
            return at;
        }
        match c {
            '"' | '\'' | '“' | '”' | '「' | '『' | '《' => *cited = true,
            c if c.is_whitespace() => {}
            '*' | '_' | '#' | '【' | '[' | '(' | '】' | ']' | ')' | '-' | '•' | '·' | '●' | ',' | '、'
            | '&' | ':' => {}
            c if c.is_ascii_digit() => {
                let digits =
                    text[at..].len() - text[at..].trim_start_matches(|c: char| c.is_ascii_digit()).len();
                let after = &text[at + digits..];
                let Some(sign) =
                    after.chars().next().filter(|s| digits <= 2 && matches!(s, '.' | '、' | ')'))
                else {
                    return at;
                };
                at += digits + sign.len_utf8();
                continue;
            }
            _ => return at,
        }
        at += c.len_utf8();
    }
    at
}

/// `T03`, `t3`, `P-2026-0012-T03` at the start: its length and the part that names the item.
fn reference(text: &str) -> Option<(usize, String)> {
    let token_end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    // 任务T03, and no Han character need stand apart from it.
    let token = text[..token_end].trim_end_matches('-');
    let last = token.rsplit('-').next()?;
    let letters = last.len() - last.trim_start_matches(|c: char| c.is_ascii_alphabetic()).len();
    let digits = &last[letters..];
    let fits = (1..=5).contains(&letters)
        && (1..=4).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit());
    let whole = token.split('-').all(|part| !part.is_empty());
    (fits && whole && token.len() == token_end).then(|| {
        let number: u32 = digits.parse().unwrap_or_default();
        (token.len(), format!("{}{number:02}", last[..letters].to_uppercase()))
    })
}

// ── reading ──────────────────────────────────────────────────────────────────────────────────────────────────

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
            if let Some(command) = self.vocabulary.command(line.text).filter(|c| c.offered) {
                let plain = command.answer.is_some_and(|a| self.is_outright(&command, a));
                if above.is_empty() || (!command.references.is_empty() && !self.is_approval(&command)) {
                    return Ok(Some(Found { command, line: n }));
                }
                if plain && above.iter().all(|l| self.says_nothing(l)) {
                    return Ok(Some(Found { command, line: n }));
                }
                if self.is_approval(&command) && plain {
                    return Err(Unsure::new(self.why(above[0]).unwrap_or("unclear"), above[0].text));
                }
            }
            if self.is_courteous(&line.folded) || self.is_bare_yes(&line.folded) {
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
    fn is_courteous(&self, folded: &str) -> bool {
        (self.speech.is_greeting(folded) || self.speech.is_polite_throughout(folded))
            && self.vocabulary.mentions(folded).is_empty()
    }

    /// Nothing stands behind the word but courtesy, its comment, or (for a fact) a number.
    fn is_outright(&self, command: &Command<'_>, answer: &Answer) -> bool {
        let rest =
            command.rest.trim_start_matches([' ', ',', '。', '.', '!', ':', '*', '】', ']', '”', '"', '\'']);
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
        let folded = line.folded.trim();
        self.vocabulary.mentions(folded).is_empty()
            && clauses(folded).all(|c| self.speech.says_nothing(c))
            && !folded.ends_with(':')
            && !is_field(folded)
    }

    /// The words on the following lines.
    fn all(&self, first: Found<'a>) -> Result<Vec<Found<'a>>, Unsure> {
        let start = first.line + 1;
        let approval = self.is_approval(&first.command);
        let opening = first.command.answer.map(|a| a.name.clone());
        let mut found = vec![first];
        for (n, line) in self.lines.iter().enumerate().skip(start) {
            let Some(command) = self.vocabulary.command(line.text) else { continue };
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

    /// What was said with one word: its text and its comment; or why it is doubtful.
    fn judge(
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
        if command.every && answer.stake == Stake::Approval {
            return unsure("several");
        }
        if command.crossed && !refusing {
            return unsure("negated");
        }
        if self.asks(free, answer.stake, refusing) {
            return unsure("question");
        }
        if self.offers_choice(free, answer) {
            return unsure("several");
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
            self.stated(free, &flat(below), answer).map_err(|why| Unsure::new(why, line))?;
            let english =
                answer.stake == Stake::Consent && command.spaced && !free.trim_start().starts_with(unspaced);
            if english && !self.speech.is_harmless_object(free) && !is_name(free) {
                return unsure("unclear");
            }
        }
        Ok((text.trim_start_matches(leading).to_owned(), self.comment(own, below, refusing)))
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
        for (n, clause) in clauses(free).enumerate() {
            let signs = speech.signs(clause);
            if n == 0 && signs.has(Sign::Negation) || signs.is_negated() {
                return Err("negated");
            }
            if signs.any(&[Sign::Condition, Sign::Order]) || speech.contrasts(clause) {
                return Err("conditional");
            }
            let closed = speech.is_closed(clause);
            if !closed && (signs.has(Sign::Hint) || has_number(clause)) {
                return Err("conditional");
            }
            if signs.any(&[Sign::Report, Sign::Others]) || n == 0 && !closed && !self.repeats(clause, answer)
            {
                return Err("unclear");
            }
        }
        for clause in clauses(comment) {
            let signs = speech.signs(clause);
            if signs.any(&[Sign::Condition, Sign::Order]) || speech.contrasts(clause) {
                return Err("conditional");
            }
            if signs.is_negated() {
                return Err("negated");
            }
        }
        if below.contains('?') {
            return Err("question");
        }
        for clause in clauses(below) {
            let signs = speech.signs(clause);
            if signs.any(&[Sign::Condition, Sign::Order]) || speech.contrasts(clause) {
                return Err("conditional");
            }
            if signs.is_negated() {
                return Err("negated");
            }
            if signs.has(Sign::Question) {
                return Err("question");
            }
        }
        Ok(())
    }

    /// The clause says the same word again and nothing else.
    fn repeats(&self, clause: &str, answer: &Answer) -> bool {
        let clause = clause.trim();
        self.vocabulary.word_at(clause).is_some_and(|(length, word, _)| {
            length == clause.len() && word.is_some_and(|w| w.name == answer.name)
        })
    }

    /// A refusal stands but where its own clause puts it off or makes it depend on something.
    fn refused(&self, command: &Command<'_>, free: &str, answer: &Answer) -> Result<(), &'static str> {
        let speech = self.speech;
        let granted = |m: &Mention<'_>| m.answer.stake == Stake::Approval && m.answer.name != answer.name;
        let front = command.front.rsplit(ends_clause).next().unwrap_or("");
        let clause = clauses(free).next().unwrap_or("");
        if [front, clause].iter().any(|t| speech.signs(t).has(Sign::Deferral)) {
            return Err("conditional");
        }
        // 不同意，除非… ; a mere but goes on with the reasons.
        if clauses(free).any(|c| speech.exception.begins(c.trim()).is_some()) {
            return Err("conditional");
        }
        // 驳回，不对，批准
        let again = |c: &str| {
            self.vocabulary
                .command(c.trim())
                .is_some_and(|c| c.offered && c.answer.is_some_and(|a| a.name != answer.name))
        };
        if self.vocabulary.mentions(free).iter().any(granted) && clauses(free).any(again) {
            return Err("several");
        }
        Ok(())
    }

    /// A word of consent or of fact: its own clause must not take it back.
    fn stated(&self, free: &str, below: &str, answer: &Answer) -> Result<(), &'static str> {
        let speech = self.speech;
        let clause = clauses(free.trim_start_matches(leading)).next().unwrap_or("");
        if answer.stake == Stake::Fact {
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
        let paragraph = below.split("\n\n").next().unwrap_or("");
        let contrast = |line: &str| speech.contrast.begins(line.trim()).is_some();
        if speech.is_conditional(free) || paragraph.lines().any(contrast) {
            return Err("conditional");
        }
        Ok(())
    }

    /// The word is asked back instead of said.
    fn asks(&self, free: &str, stake: Stake, refusing: bool) -> bool {
        let direct = free.trim_start_matches([' ', '。', '.', '!', ',']);
        let first = direct.chars().next().map_or(0, char::len_utf8);
        let particle = direct.starts_with(unspaced)
            && !direct[first..].starts_with(char::is_alphanumeric)
            && self.speech.signs(&direct[..first]).has(Sign::Question);
        if direct.starts_with('?') || particle {
            return true;
        }
        match stake {
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
            other.is_none_or(|o| o.name != answer.name && (offered || o.stake == Stake::Approval))
        })
    }

    /// The labelled comment, else (for an answer that needs one) the free text behind the word.
    fn comment(&self, own: &str, below: &str, needed: bool) -> Option<String> {
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
    fn inline(&self, item: &Found<'a>, answer: &Answer, words: &Words) -> Result<(), Unsure> {
        let line = self.lines[item.line].text;
        let others = self.lines.iter().enumerate().filter(|(n, _)| *n != item.line);
        let alone = others
            .map(|(_, l)| &l.folded)
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

    // ── no line begins with a word ───────────────────────────────────────────────────────────────────────────

    fn without_word(&self) -> Result<Vec<Spoken>, Unsure> {
        let content: Vec<&Written<'_>> =
            self.lines.iter().filter(|l| !self.is_courteous(&l.folded)).take(PREAMBLE_MAX + 1).collect();
        let Some(&line) = content.first() else { return Ok(Vec::new()) };
        if let Some(reading) = self.weak(line, &content[1..]) {
            return reading;
        }
        for (n, line) in content.iter().take(PREAMBLE_MAX).enumerate() {
            // Further down only a verdict matters; a word of consent there is talk.
            let folded = &line.folded;
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
        let text = line.folded.trim();
        let fits = |w: &str| text.starts_with(w) && vocabulary.over(w, &text[w.len()..]).is_some();
        let listed: Vec<(&str, &Answer)> = vocabulary
            .lexicon
            .weak
            .iter()
            .filter(|(w, n)| vocabulary.is_offered[*n] && fits(w))
            .map(|(w, n)| (w.as_str(), vocabulary.answer(*n)))
            .collect();
        let yes = speech.yes.all(text).find(|w| fits(w));
        let length = listed.iter().map(|(w, _)| w.len()).chain(yes.map(str::len)).max()?;
        if !vocabulary.offers(Stake::Approval) && listed.is_empty() {
            return None;
        }
        let tail = &text[length..];
        let tail = speech.particle.begins(tail).map_or(tail, |p| &tail[p.len()..]);
        let unsure = |why: &str| Some(Err(Unsure::new(why, line.text)));
        let following = more.iter().map(|l| l.folded.as_str()).collect::<Vec<_>>().join("\n");
        const DOUBTS: [Sign; 4] = [Sign::Condition, Sign::Question, Sign::Order, Sign::Deferral];
        let doubt = |l: &&Written<'_>| {
            let signs = speech.signs(&l.folded);
            signs.is_negated() || signs.any(&DOUBTS) || l.folded.contains('?')
        };
        if speech.is_conditional(tail)
            || following.lines().any(|l| speech.contrast.begins(l.trim()).is_some())
        {
            return unsure("conditional");
        }
        if speech.is_question(tail) {
            return unsure("question");
        }
        if vocabulary.offers(Stake::Approval) {
            return unsure("weak");
        }
        if more.iter().any(doubt) {
            return unsure("weak");
        }
        let whole = clauses(tail).all(|c| {
            let c = c.trim();
            c.is_empty()
                || speech.is_polite(c)
                || speech.is_greeting(c)
                || speech.yes.has(c)
                || vocabulary.is_remark(c)
        });
        let mut by: Vec<&Answer> = Vec::new();
        listed.iter().for_each(|(_, a)| {
            if !by.iter().any(|b| b.name == a.name) {
                by.push(a);
            }
        });
        match by.as_slice() {
            [answer] if whole => {
                let spoken = Spoken {
                    name: answer.name.clone(),
                    reference: None,
                    comment: None,
                    text: more.iter().map(|l| l.text).collect::<Vec<_>>().join("\n"),
                    line: line.text.to_owned(),
                    spaced: false,
                };
                Some(Ok(vec![spoken]))
            }
            _ => unsure("weak"),
        }
    }

    /// `好的，` alone: above the word that was asked for it may stand; with nothing below it is judged as a weak word.
    fn is_bare_yes(&self, folded: &str) -> bool {
        self.speech.yes.has(folded.trim_end_matches([',', '.', '。', '!', '~', ' ']))
    }

    /// Why a line that mentions words does not say one.
    fn why(&self, line: &Written<'_>) -> Option<&'static str> {
        let text = line.folded.as_str();
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
    fn unworded<'t>(&self, clause: &'t str) -> Cow<'t, str> {
        let mentions = self.vocabulary.mentions(clause);
        if mentions.is_empty() {
            return Cow::Borrowed(clause);
        }
        let (mut out, mut at) = (String::with_capacity(clause.len()), 0);
        for mention in &mentions {
            out.push_str(&clause[at..mention.range.start]);
            out.push(' ');
            at = mention.range.end;
        }
        out.push_str(&clause[at..]);
        Cow::Owned(out)
    }
}

/// Two words for the same item must not contradict each other.
fn agree(said: &[(Stake, Spoken)], stake: Stake, next: &Spoken) -> Result<(), Unsure> {
    let same = |a: &Option<String>, b: &Option<String>| {
        a == b || a.as_deref() == Some(EVERY) || b.as_deref() == Some(EVERY)
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

/// What stands between the word and its text.
fn leading(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, ':' | '：' | ',' | '，' | '。' | '.' | '!' | '！' | '、' | '】' | ']' | '*' | '—')
}

fn closing(c: char) -> bool {
    c.is_whitespace() || matches!(c, '"' | '\'' | '”' | '“' | '」' | '』' | '》' | '。' | '.' | '!')
}

/// `E-2026-0001`, `li@x.example`: names something rather than saying something.
fn is_name(free: &str) -> bool {
    let free = free.trim();
    !free.contains(char::is_whitespace) && free.contains(|c: char| c.is_ascii_digit() || c == '@')
}

/// Where the clause ends in which a word stands: each is looked at once, however many words are in it.
fn clause_end(text: &str, range: &Range<usize>) -> usize {
    text[range.end..].find(ends_clause).map_or(text.len(), |n| range.end + n)
}

/// The clause in which a word stands.
fn clause_around<'t>(text: &'t str, range: &Range<usize>) -> &'t str {
    let start = text[..range.start]
        .rfind(ends_clause)
        .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    // A question mark belongs to the clause it ends.
    let end = text[range.end..].find(ends_clause).map_or(text.len(), |n| range.end + n);
    let mark = text[end..].chars().next().filter(|c| *c == '?').map_or(0, char::len_utf8);
    &text[start..end + mark]
}

/// `现状:` begins a field: where, if somewhere.
fn first_label(text: &str) -> Option<usize> {
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

fn is_labelled(text: &str) -> bool {
    first_label(text) == Some(0)
}

/// `采购金额: 5000`
fn is_field(folded: &str) -> bool {
    let bare = folded.trim_start_matches(['-', '*', '•', ' ']);
    is_labelled(bare) && bare.split(':').next().is_some_and(|key| !key.contains([',', '。']))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;
    use crate::directory::Lang;

    fn labels(zh: &[&str], en: &[&str]) -> super::super::Labels {
        let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
        BTreeMap::from([(Lang::new("zh"), list(zh)), (Lang::new("en"), list(en))])
    }

    fn rules() -> Rules {
        let mut rules = Rules::default();
        let mut add = |name: &str, stake, zh: &[&str], en: &[&str], comment: (&[&str], &[&str])| {
            let weak = if name == "confirm" {
                labels(&["好的", "收到", "👍"], &["OK", "okay"])
            } else {
                BTreeMap::new()
            };
            let comment = if comment.0.is_empty() { BTreeMap::new() } else { labels(comment.0, comment.1) };
            let answer = Answer { name: name.to_owned(), words: labels(zh, en), weak, comment, stake };
            rules.answers.insert(name.to_owned(), answer);
        };
        let none: (&[&str], &[&str]) = (&[], &[]);
        add("approve", Stake::Approval, &["批准", "同意"], &["approve"], none);
        add("reject", Stake::Approval, &["驳回", "不同意"], &["reject"], (&["意见"], &["Comment"]));
        add("pass", Stake::Approval, &["通过"], &["pass"], none);
        add("revise", Stake::Approval, &["需修改"], &["revise"], (&["修改意见"], &["Changes"]));
        add("confirm", Stake::Consent, &["确认", "接受", "收到并接受"], &["confirm", "accept"], none);
        add("decline", Stake::Consent, &["拒绝", "不接受"], &["decline"], (&["原因"], &["Reason"]));
        add("cancel", Stake::Consent, &["取消"], &["cancel"], none);
        add("merge", Stake::Consent, &["合并"], &["merge"], none);
        add("progress", Stake::Fact, &["进度"], &["progress"], none);
        add("help", Stake::Fact, &["需协助"], &["need help", "blocked"], none);
        add("ready", Stake::Fact, &["到位"], &["ready"], none);
        rules
    }

    const VERDICT: [&str; 2] = ["approve", "reject"];
    const TASK: [&str; 5] = ["confirm", "decline", "progress", "help", "cancel"];

    fn words(text: &str) -> Words {
        let lines = text.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        Words { own: text.to_owned(), lines, ..Words::default() }
    }

    /// `approve`, `T03 confirm (comment)`, `? negated`, or nothing.
    fn shown(text: &str, offered: &[&str]) -> String {
        show(read(&words(text), offered, &rules()))
    }

    fn show(reading: Reading) -> String {
        match reading {
            Reading::Nothing => String::new(),
            Reading::Unsure(unsure) => format!("? {}", unsure.why),
            Reading::Said(said) => {
                let one = |s: Spoken| {
                    let reference = s.reference.map(|r| format!("{r} ")).unwrap_or_default();
                    let comment = s.comment.map(|c| format!(" ({c})")).unwrap_or_default();
                    format!("{reference}{}{comment}", s.name)
                };
                said.into_iter().map(one).collect::<Vec<_>>().join(", ")
            }
        }
    }

    fn check(offered: &[&str], table: &[(&str, &str)]) {
        let wrong: Vec<String> = table
            .iter()
            .map(|(text, expected)| (text, expected, shown(text, offered)))
            .filter(|(_, expected, found)| **expected != found.as_str())
            .map(|(text, expected, found)| format!("{text:?}: expected {expected:?}, read {found:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_verdict_said_outright_is_read() {
        check(
            &VERDICT,
            &[
                ("批准", "approve"),
                ("同意。", "approve"),
                ("approve!", "approve"),
                ("ＡＰＰＲＯＶＥ", "approve"),
                ("Approved.", "approve"),
                ("I approve", "approve"),
                ("I approve this request. Thanks", "approve"),
                ("Yes, approve", "approve"),
                ("**批准**", "approve"),
                ("【批准】", "approve"),
                ("批准，谢谢！", "approve"),
                ("同意了", "approve"),
                ("我同意", "approve"),
                ("非常同意。", "approve"),
                ("好的，同意。", "approve"),
                ("收到，同意", "approve"),
                ("好的\n\n批准", "approve"),
                ("您好，\n\n批准\n\n谢谢\n王强", "approve"),
                ("您好，同意", "approve"),
                ("王总：\n同意", "approve"),
                ("王总：同意", "approve"),
                ("王经理，同意", "approve"),
                ("张三，\n同意", "approve"),
                ("Anna,\n\napprove", "approve"),
                ("Hi Anna,\n\napprove\n\nBest regards,\nTom", "approve"),
                ("Hi Anna, approve", "approve"),
                ("批准 意见: 预算内", "approve (预算内)"),
                ("批准\n意见：预算内，\n请尽快", "approve (预算内，\n请尽快)"),
                ("同意，没问题", "approve"),
                ("approve, no problem", "approve"),
                ("意见：不同意\n预算超出本季度额度", "reject (预算超出本季度额度)"),
                ("我的意见：不同意", "reject"),
                ("结论：同意", "approve"),
                ("不同意", "reject"),
                ("我不同意", "reject"),
                ("不同意，预算超了，但可以下季度再提", "reject (预算超了，但可以下季度再提)"),
                ("驳回 意见: 太贵", "reject (太贵)"),
                ("驳回 意见: 不批准的原因是太贵", "reject (不批准的原因是太贵)"),
                ("reject\n\nComment: too expensive", "reject (too expensive)"),
                ("驳回\n\n预算超出本季度额度\n\n王强", "reject (预算超出本季度额度)"),
                ("驳回\n王强", "reject"),
                ("材料看过了。\n\n批准", "approve"),
            ],
        );
    }

    #[test]
    fn a_negated_verdict_is_asked_back() {
        check(
            &VERDICT,
            &[
                ("不批准", "? negated"),
                ("不 批准", "? negated"),
                ("我不批准", "? negated"),
                ("没有批准", "? negated"),
                ("暂不同意见后面", "? unclear"),
                ("not approved", "? negated"),
                ("I don't approve", "? negated"),
                ("I don’t approve", "? negated"),
                ("disapprove", "? negated"),
                ("Disapproved", "? negated"),
                ("I cannot approve this", "? negated"),
                ("approve: not", "? negated"),
                ("批准 不行", "? negated"),
                ("批准，不，等一下", "? negated"),
                ("同意\n不批准", "? negated"),
                ("意见：不批准", "? negated"),
            ],
        );
        check(&["pass", "revise"], &[("不通过", "? negated"), ("没通过", "? negated"), ("通过", "pass")]);
    }

    #[test]
    fn a_condition_or_a_date_beside_an_approval_is_asked_back() {
        check(
            &VERDICT,
            &[
                ("可以，但请改到 16:00", "? conditional"),
                ("可以，但要到18号", "? conditional"),
                ("同意，但要到18号", "? conditional"),
                ("同意，到18号", "? conditional"),
                ("同意，周六下午三点", "? conditional"),
                ("批准 5000 元", "? conditional"),
                ("approve if the budget holds", "? conditional"),
                ("approve, provided that it is cheap", "? conditional"),
                ("批准\n前提：周五前完成", "? conditional"),
                ("批准 意见: 如果超支则作废", "? conditional"),
                ("同意\n\n不过要先改合同", "? conditional"),
                ("批准，除非超支", "? conditional"),
                ("Approved\n\nHowever, please wait for finance.", "? conditional"),
                ("approve only the first item", "? conditional"),
                ("approve the first item", "? conditional"),
                ("approve John's part", "? conditional"),
            ],
        );
        check(
            &["confirm", "decline"],
            &[("确认，但要到18号", "? conditional"), ("确认\n但要到18号", "? conditional")],
        );
    }

    #[test]
    fn a_question_is_no_answer() {
        check(
            &VERDICT,
            &[
                ("同意吗？", "? question"),
                ("approve?", "? question"),
                ("是否批准", "? question"),
                ("批准？", "? question"),
                ("批准，对吗？", "? question"),
                ("“同意”是什么意思？", "? question"),
            ],
        );
        check(
            &TASK,
            &[("确认吗", "? question"), ("需协助 谁能看下接口？", "help"), ("进度？", "? question")],
        );
    }

    #[test]
    fn a_weak_word_counts_as_a_receipt_only() {
        check(
            &VERDICT,
            &[
                ("好的", "? weak"),
                ("OK", "? weak"),
                ("收到，谢谢", "? weak"),
                ("👍🏻", "? weak"),
                ("可以，我参加。", "? weak"),
                ("没问题", "? weak"),
            ],
        );
        check(
            &TASK,
            &[
                ("好的", "confirm"),
                ("OK!", "confirm"),
                ("收到，谢谢", "confirm"),
                ("👍", "confirm"),
                ("👍🏻", "confirm"),
                ("好的，我看看再说", "? conditional"),
                ("收到，但时间不够", "? conditional"),
                ("可以", ""),
            ],
        );
        let both: Vec<&str> = TASK.iter().chain(&VERDICT).copied().collect();
        check(&both, &[("收到", "? weak"), ("确认", "confirm")]);
        check(&["progress", "ready"], &[("好的", "")]);
    }

    #[test]
    fn two_verdicts_are_one_too_many() {
        check(
            &VERDICT,
            &[
                ("批准\n驳回", "? several"),
                ("批准/驳回", "? several"),
                ("批准 或 驳回", "? several"),
                ("批准或驳回", "? several"),
                ("approve or reject", "? several"),
                ("批准\n\n另外上次的申请驳回", "? several"),
                ("批准\n意见：不同意第二条", "? several"),
                ("全部批准", "? several"),
            ],
        );
        check(&TASK, &[("确认\n拒绝", "? several"), ("确认\n确认", "confirm")]);
    }

    #[test]
    fn a_verdict_inside_a_sentence_is_asked_back_and_talk_is_nothing() {
        check(
            &VERDICT,
            &[
                ("系统已同意升级", "? unclear"),
                ("请批准", "? unclear"),
                ("please approve", "? unclear"),
                ("同意后我再通知大家", "? unclear"),
                ("原则上同意", "? conditional"),
                ("基本同意", "? unclear"),
                ("系统已同意升级\n我的意见：同意", "? unclear"),
                ("对方意见：同意", "? unclear"),
                ("客户：同意", "? unclear"),
                ("财务总监：同意", "? unclear"),
                ("财务总监：\n同意", "? unclear"),
                ("周三见", ""),
                ("谢谢大家", ""),
                ("", ""),
                ("您好！ 你今天好吗？", ""),
                ("采购金额：同意报价 5000", ""),
            ],
        );
        check(
            &TASK,
            &[
                ("会议决定取消周五的发布", ""),
                ("我没法确认这个", "? negated"),
                ("取消周三的会", ""),
                ("接受不了", "? negated"),
            ],
        );
        check(&[], &[("批准", "")]);
        check(&["ask-that-is-no-answer"], &[("批准", "")]);
    }

    #[test]
    fn one_mail_may_answer_for_several_items() {
        check(
            &TASK,
            &[
                ("T03 确认", "T03 confirm"),
                ("t3：确认", "T03 confirm"),
                ("[P-2026-0012-T03] 确认", "T03 confirm"),
                ("确认 T03、T04", "T03 confirm, T04 confirm"),
                ("T03、T04 确认", "T03 confirm, T04 confirm"),
                (
                    "大家好，今天的情况：\nT03 进度 80%\nT04 拒绝 原因: 没时间\n谢谢",
                    "T03 progress, T04 decline (没时间)",
                ),
                ("全部确认", "* confirm"),
                ("confirm all", "* confirm"),
                ("都确认", "* confirm"),
                ("进度 80%\n需协助 问题: 接口", "progress, help"),
            ],
        );
        check(
            &["pass", "revise", "confirm"],
            &[
                ("T03 通过\nT04 需修改 修改意见: 标题\nT05 确认", "T03 pass, T04 revise (标题), T05 confirm"),
                ("T03 通过\n确认", "? several"),
            ],
        );
    }

    #[test]
    fn the_longest_word_wins_though_nobody_asked_for_it() {
        check(&["approve"], &[("不同意", "? negated"), ("同意", "approve")]);
        check(&["confirm"], &[("不接受", "? negated"), ("收到并接受", "confirm")]);
        check(&["approve"], &[("批准\n需修改", "? several")]);
    }

    #[test]
    fn what_stands_behind_the_word_is_kept_as_written() {
        let text = |t: &str| match read(&words(t), &TASK, &rules()) {
            Reading::Said(said) => said.into_iter().map(|s| s.text).collect::<Vec<_>>(),
            other => panic!("{other:?}"),
        };
        assert_eq!(text("进度 80%，预计：７月１８日"), ["80%，预计：７月１８日"]);
        assert_eq!(text("进度80%"), ["80%"]);
        assert_eq!(text("进度：80%\n说明: 联调\n\n第二段"), ["80%\n说明: 联调\n\n第二段"]);
        assert_eq!(text("T03 进度 80%\n前端完成\nT04 进度 20%"), ["80%\n前端完成", "20%"]);
        assert_eq!(behind("需协助 前端", "help", &rules()), Some(" 前端"));
        assert_eq!(behind("前端需协助", "help", &rules()), None);
    }

    #[test]
    fn english_words_count_as_a_whole() {
        check(
            &["confirm", "merge", "cancel", "ready"],
            &[
                ("merge E-2026-0001", "merge"),
                ("cancel the meeting on Wednesday", "? unclear"),
                ("confirm", "confirm"),
                ("confirmation follows", ""),
                ("already done", ""),
                ("readymade", ""),
            ],
        );
    }

    #[test]
    fn an_approval_between_quoted_lines_counts_only_alone() {
        let inline = |own: &str, below: &str| {
            show(read(&Words { inline: true, below: below.to_owned(), ..words(own) }, &VERDICT, &rules()))
        };
        assert_eq!(inline("批准", ""), "approve");
        assert_eq!(inline("批准", "下周三见"), "approve");
        assert_eq!(inline("批准", "不行"), "? inline");
        assert_eq!(inline("批准\n这个我看过", ""), "? inline");
    }

    #[test]
    fn a_form_is_not_searched_for_words() {
        check(&TASK, &[("现状：已恢复\n下一步：确认原因\n取消", "")]);
        check(&["cancel", "help"], &[("1. 大家同意周五上线\n2. 合同确认\n取消 周三例会\n结束", "")]);
    }

    #[test]
    fn replies_of_chinese_mail_programs_are_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/corpora/zh-shapes");
        for (name, expected) in [
            ("01_qq_web_entities", "? conditional"),
            ("03_foxmail_references_only", "? weak"),
            ("05_netease_163", "? weak"),
            ("07_coremail", "? weak"),
            ("09_gmail_zh_cn", "? conditional"),
            ("11_apple_zh_prefixed_attribution", "approve"),
            ("13_aliyun_spaced_labels", "? negated"),
            ("17_split_multibyte_encoded_words", "approve"),
            ("19_utf8_labelled_big5", ""),
        ] {
            let Ok(bytes) = std::fs::read(format!("{folder}/{name}.eml")) else {
                return eprintln!("no corpus in {folder}: not tried");
            };
            let message = mail::parse(&bytes, &mail::OwnMail::default()).unwrap();
            assert_eq!(
                show(read(&message.words, &VERDICT, &rules())),
                expected,
                "{name}: {:?}",
                message.words.own
            );
        }
    }

    #[test]
    fn hostile_lines_approve_nothing() {
        for text in [
            "批准个鬼",
            "批准……才怪",
            "同意才怪",
            "同意你个头",
            "批准 作废",
            "批准（暂缓）",
            "批准一半",
            "批准第一项",
            "同意，下不为例",
            "同意 or 驳回",
            "approve -> reject",
            "approve / reject",
            "approved by whom?",
            "approve was a mistake",
            "approve is what Tom would say",
            "pre-approve",
            "re: approve the budget",
            "I would approve",
            "I might approve",
            "I approve of nothing",
            "approve... just kidding",
            "Approve it yourself",
            "He said: approve",
            "批准\n(这是系统填的，我没批)",
            "> 批准",
            "回复批准即可",
            "请回复：批准",
            "批准 = 同意？",
            "已批准的是上一单，这一单驳回",
            "谁批准的",
            "要批准",
            "待批准",
            "批准待定",
            "批准：否",
            "批准: no",
            "同意：×",
            "批准 ❌",
            "批准 👎",
            "[ ] 批准",
            "☐ 批准",
            "□批准 □驳回",
            "同意✗",
            "意见：同意与否再议",
        ] {
            let read = shown(text, &VERDICT);
            assert!(!read.contains("approve"), "{text:?}: {read}");
        }
    }

    proptest! {
        #[test]
        fn no_approval_beside_a_negation(
            before in "[一-十]{0,2}", after in "[ 一-十]{0,3}", place in 0..2_usize, space in " ?",
            word in prop::sample::select(vec!["批准", "同意", "approve", "Approved", "通过"]),
            no in prop::sample::select(vec!["不", "没有", "未", "别", "勿", "not", "don't", "never", "no", "cannot", "否"]),
        ) {
            let text = if place == 0 {
                format!("{before}{no}{space}{word}{after}")
            } else {
                format!("{word} {after}{no}{before}")
            };
            if let Reading::Said(said) = read(&words(&text), &["approve", "pass"], &rules()) {
                prop_assert!(said.iter().all(|s| s.name != "approve" && s.name != "pass"), "{text}");
            }
        }

        #[test]
        fn nothing_panics_and_offers_may_come_in_any_order(
            text in "(\\PC|批准|同意|不|T03|确认|approve|[:：，。\n ?意见]){0,24}",
        ) {
            let forward = read(&words(&text), &["approve", "reject", "confirm"], &rules());
            let backward = read(&words(&text), &["confirm", "reject", "approve"], &rules());
            prop_assert_eq!(forward, backward);
        }
    }
}
