//! The words of a rule set, and the line that begins with one.
//!
//! Promises: the longest word wins, offered or not; a word that two offered answers share names neither. Never does:
//! decide whether the word counts.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::clause::{ends_clause, has_number, symbol};
use super::fold::{Flat, flat};
use super::{LINE_CHARS_MAX, Names, PIECES_MAX, REMARK_MAX, Written};
use crate::rules::clash::gives_way;
use crate::rules::speech::{Sign, Speech, ends_word, unspaced};
use crate::rules::{Answer, Rules, Stake};

/// The words of a rule set, folded once.
#[derive(Debug)]
pub(in crate::rules) struct Lexicon {
    /// Names of the answers; the spellings name them by index.
    names: Vec<String>,
    /// All spellings, the longest first.
    spellings: Vec<(String, usize)>,
    by_first: BTreeMap<char, Vec<usize>>,
    searcher: AhoCorasick,
    /// Spellings that count as a receipt only.
    pub(super) weak: Vec<(String, usize)>,
    /// Labels of comments.
    labels: Vec<String>,
    /// An answer, another, and a spelling of the first that counts for neither where both are offered.
    yields: Vec<(usize, usize, String)>,
}

impl Rules {
    pub(super) fn lexicon(&self) -> &Lexicon {
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
            .kind(Some(AhoCorasickKind::DFA)) // every line of every mail goes through it
            .build(spellings.iter().map(|(text, _)| text))
            .expect("far fewer words than an automaton holds");
        Self { names, spellings, by_first, searcher, weak, labels, yields: yielding(rules) }
    }
}

impl Lexicon {
    /// No spelling of these others stands in the lines, with their spaces or without (`同　意`), no spelling that gives way
    /// to one of them, and no mere yes, which counts less where an approval is offered.
    pub(super) fn has_none_of<'t>(
        &self,
        lines: impl Iterator<Item = &'t str>,
        others: &[&str],
        rules: &Rules,
    ) -> bool {
        let approval = |n: &&str| rules.answers.get(*n).is_some_and(|a| a.stake == Stake::Approval);
        let approvals = others.iter().any(approval);
        let other: Vec<bool> = self.names.iter().map(|name| others.contains(&name.as_str())).collect();
        let meant = |text: &str| {
            self.searcher.find_overlapping_iter(text).any(|hit| other[self.spellings[hit.pattern()].1])
                || self.weak.iter().any(|(word, n)| other[*n] && text.contains(word.as_str()))
                || self.yields.iter().any(|(_, n, word)| other[*n] && text.contains(word))
        };
        let is_yes = |line: &str| {
            let weak = self.weak.iter().any(|(word, _)| line.starts_with(word.as_str()));
            weak || rules.speech.yes.begins(line).is_some()
        };
        lines.map(flat).all(|line| {
            let dense: String = line.split_whitespace().collect();
            // `T03：收到` as well.
            let own = reference(line.trim())
                .map_or(line.trim(), |(at, _)| line.trim()[at..].trim_start_matches([' ', ':']));
            let counts_less = approvals && is_yes(own);
            !(meant(&line) || meant(&dense) || counts_less)
        })
    }
}

/// The words that give way to another answer: only those that begin alike are compared in full.
fn yielding(rules: &Rules) -> Vec<(usize, usize, String)> {
    let mut all: BTreeMap<char, Vec<(usize, String)>> = BTreeMap::new();
    for (n, answer) in rules.answers.values().enumerate() {
        for word in answer.words.values().chain(answer.weak.values()).flatten() {
            let word = flat(word.trim());
            all.entry(word.chars().next().unwrap_or(' ')).or_default().push((n, word));
        }
    }
    let answers: Vec<&Answer> = rules.answers.values().collect();
    let mut out = Vec::new();
    for (n, answer) in answers.iter().enumerate().filter(|(_, answer)| answer.common) {
        for (language, word) in answer.words.iter().flat_map(|(l, words)| words.iter().map(move |w| (l, w))) {
            let folded = flat(word.trim());
            let near = all.get(&folded.chars().next().unwrap_or(' ')).into_iter().flatten();
            for (other, their) in near {
                let alike = folded.starts_with(their.as_str()) || their.starts_with(folded.as_str());
                if alike && *other != n && gives_way(answer, language, word, answers[*other]) {
                    out.push((n, *other, folded.clone()));
                }
            }
        }
    }
    out.sort();
    out.dedup();
    out
}

pub(super) struct Vocabulary<'a> {
    pub(super) rules: &'a Rules,
    pub(super) lexicon: &'a Lexicon,
    pub(super) speech: &'a Speech,
    /// Of the sender.
    pub(super) names: &'a Names,
    /// By name, each once.
    pub(super) offered: Vec<&'a Answer>,
    /// By index of the lexicon.
    pub(super) is_offered: Vec<bool>,
    /// Words that give way to another answer that is offered: said alone they mean neither.
    mute: BTreeSet<&'a str>,
}

/// A line that begins with a word.
pub(super) struct Command<'a> {
    pub(super) references: Vec<String>,
    pub(super) every: bool,
    /// None when two offered answers share the word.
    pub(super) answer: Option<&'a Answer>,
    pub(super) offered: bool,
    /// Where the tail begins in the line as written.
    pub(super) tail: usize,
    /// The tail, folded.
    pub(super) rest: String,
    /// The line up to the word and with it, folded.
    pub(super) front: String,
    /// The word stands in quotation marks.
    pub(super) cited: bool,
    /// A cross stands before the word.
    pub(super) crossed: bool,
    /// White space only stands between the word and more text.
    pub(super) spaced: bool,
}

/// A word somewhere in a text.
pub(super) struct Mention<'a> {
    pub(super) answer: &'a Answer,
    pub(super) range: Range<usize>,
    /// `disapprove`, `unapproved`.
    pub(super) reversed: bool,
}

impl<'a> Vocabulary<'a> {
    pub(super) fn new(offered: &[&str], rules: &'a Rules, names: &'a Names) -> Self {
        let lexicon = rules.lexicon();
        let is_offered: Vec<bool> = lexicon.names.iter().map(|n| offered.contains(&n.as_str())).collect();
        let offered =
            rules.answers.values().zip(&is_offered).filter(|(_, is)| **is).map(|(a, _)| a).collect();
        let yields = lexicon.yields.iter().filter(|(n, other, _)| is_offered[*n] && is_offered[*other]);
        let mute = yields.map(|(.., word)| word.as_str()).collect();
        Self { rules, lexicon, speech: &rules.speech, names, offered, is_offered, mute }
    }

    pub(super) fn answer(&self, index: usize) -> &'a Answer {
        &self.rules.answers[&self.lexicon.names[index]]
    }

    pub(super) fn offers(&self, stake: Stake) -> bool {
        self.offered.iter().any(|a| a.stake == stake)
    }

    /// The word a folded text begins with: its length, its answer and whether it is offered.
    pub(super) fn word_at(&self, text: &str) -> Option<(usize, Option<&'a Answer>, bool)> {
        let near = self.lexicon.by_first.get(&text.chars().next()?)?;
        let spellings =
            || near.iter().map(|n| &self.lexicon.spellings[*n]).filter(|(w, _)| text.starts_with(w.as_str()));
        let (word, length) = spellings()
            .find_map(|(word, _)| Some((word, word.len() + self.over(word, &text[word.len()..])?)))?;
        let of: Vec<usize> = spellings().filter(|(w, _)| w == word).map(|(_, n)| *n).collect();
        let mine: Vec<usize> = of.iter().copied().filter(|n| self.is_offered[*n]).collect();
        // `是的，同意`, `No objection, approved`: a mere yes or no that some other question takes for its answer says no
        // more than that here.
        let mere = |word: &str| self.speech.yes.has(word) || self.speech.no.has(word);
        if mine.is_empty() && (mere(word) || mere(&text[..length])) {
            return None;
        }
        let answer = mine.first().or(of.first()).map(|n| self.answer(*n));
        let clear = mine.len() < 2 && !(mine.len() == 1 && self.mute.contains(word.as_str()));
        Some((length, answer.filter(|_| clear), !mine.is_empty()))
    }

    /// The word ends here: behind a word of a script without spaces no such character goes on, but for a particle and the
    /// thing decided about (`同意该申请了`), whose length is returned.
    pub(super) fn over(&self, word: &str, rest: &str) -> Option<usize> {
        if !ends_word(word, rest) {
            return None;
        }
        if word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            let hyphened =
                rest.strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphanumeric()));
            return (!hyphened && !rest.starts_with(unspaced)).then_some(0);
        }
        // 同意同意
        let mut at = if rest.starts_with(word) { word.len() } else { 0 };
        let ends = |at: usize| rest[at..].chars().next().is_none_or(|c| c.is_ascii() || !c.is_alphanumeric());
        let (particle, object) = (&self.speech.particle, &self.speech.object);
        // 同意 + 了, 按 + 这个 + 方案 + 执行
        for list in [particle, object, object, object, object, particle] {
            if ends(at) {
                break;
            }
            at += list.begins(&rest[at..]).filter(|w| w.starts_with(unspaced)).map_or(0, str::len);
        }
        // 请修改 + 标题
        let taken = || self.speech.taking.has(word) && !self.speech.signs(rest).has(Sign::Question);
        if ends(at) || taken() { Some(if ends(at) { at } else { 0 }) } else { None }
    }

    pub(super) fn command(&self, line: &Written<'_>) -> Option<Command<'a>> {
        let (line, written) = (line.text, line);
        let long = (line.len() > LINE_CHARS_MAX).then(|| line.char_indices().nth(LINE_CHARS_MAX)).flatten();
        let cut = long.map(|(end, _)| Flat::new(&line[..end]));
        let folded = cut.as_ref().unwrap_or_else(|| written.flat());
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
            if let Some((length, reference)) = reference(rest).or_else(|| case(rest)) {
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
            // `李总：同意` tells what 李总 said as likely as it calls him.
            let told = speech.calls(label) && self.word_at(text[colon + 1..].trim_start()).is_some();
            if told {
                return None;
            }
            if speech.is_label(label)
                || speech.yes.has(label)
                || speech.polite.has(label)
                || self.is_comment_label(label)
                || speech.is_greeting_inline(label)
                || self.names.has(label)
            {
                return Some(colon + 1);
            }
        }
        // 【意见】同意
        let closed = text.contains(']') || text.contains('】');
        let close = closed.then(|| text.find(['】', ']'])).flatten();
        if let Some(close) = close.filter(|n| speech.is_label(text[..*n].trim())) {
            return Some(close);
        }
        // @李明 同意
        if text.starts_with('@') {
            return text.find(char::is_whitespace);
        }
        if let Some(end) = text.find(ends_clause).filter(|n| *n > 0) {
            let piece = text[..end].trim();
            // `Yes!! `, `好的……`
            let run = text[end..].trim_start_matches(|c| ends_clause(c) && !matches!(c, '?' | '(' | ')'));
            let behind =
                (text.len() - run.len()).max(end + text[end..].chars().next().map_or(0, char::len_utf8));
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
        // 王强同意, from 王强: a whole name, which few bear, where `Tom approved` may tell of another Tom.
        let whole = |n: &usize| text[..*n].ends_with(unspaced) && !text[*n..].starts_with(ends_clause);
        if let Some(own) = self.names.begins(text).filter(whole) {
            return Some(own);
        }
        if let Some(length) = self.looked_at(text) {
            return Some(length);
        }
        if let Some(opener) = speech.opener.begins(text) {
            return Some(opener.len());
        }
        // 您好 同意 · OK approved
        let word = speech.greeting.begins(text).or_else(|| speech.yes.begins(text))?;
        text[word.len()..].starts_with(char::is_whitespace).then_some(word.len())
    }

    pub(super) fn is_comment_label(&self, text: &str) -> bool {
        self.lexicon.labels.iter().any(|label| label == text)
    }

    /// `I have reviewed the request and`: the sender has, and does not mean to.
    fn looked_at(&self, text: &str) -> Option<usize> {
        const AND: &str = " and ";
        const OPEN: [Sign; 4] = [Sign::Hint, Sign::Time, Sign::Deferral, Sign::Negation];
        self.speech.own.begins(text)?;
        let at = text.find(AND).filter(|at| !text[..*at].contains(ends_clause))?;
        let front = &text[..at];
        let meant = front.split(' ').any(|word| word == "to") || self.speech.signs(front).any(&OPEN);
        (!meant && self.is_remark(front)).then_some(at + AND.len())
    }

    /// `不行，`, `No,`, `不符合规定，`: before a refusal it says the same, before anything else it takes it back.
    fn refusing_piece(&self, text: &str) -> Option<usize> {
        let end = text.find([',', '.', '。', '!', '—']).filter(|n| *n > 0)?;
        let piece = text[..end].trim();
        let short = piece.chars().count() <= REMARK_MAX;
        let refuses = short
            && self.speech.is_negated_but_for_idioms(piece)
            && self.mentions(piece).is_empty()
            && !self.speech.is_question(piece)
            && !self.speech.is_conditional(piece);
        refuses.then(|| end + text[end..].chars().next().map_or(0, char::len_utf8))
    }

    /// `情况属实`: a clause that may stand before a verdict on its line.
    pub(super) fn is_remark(&self, clause: &str) -> bool {
        let silent = || {
            let signs = self.speech.signs(clause);
            self.speech.says_nothing_with(clause, signs) && !signs.any(&[Sign::Hint, Sign::Time])
        };
        clause.chars().count() <= REMARK_MAX
            && !has_number(clause)
            && silent()
            && self.mentions(clause).is_empty()
            && self.word_at(clause).is_none()
    }

    /// The words anywhere in a folded text, the longest first where several begin, without overlap, in order.
    pub(super) fn mentions(&self, text: &str) -> Vec<Mention<'a>> {
        let hits = self.lexicon.searcher.find_overlapping_iter(text);
        let mut hits: Vec<(usize, usize, usize)> = hits
            .map(|hit| (hit.start(), hit.end(), hit.pattern().as_usize()))
            .filter(|(.., n)| self.is_offered[self.lexicon.spellings[*n].1])
            .collect();
        hits.sort_by_key(|(start, end, n)| (*start, Reverse(*end), *n));
        let mut found: Vec<Mention<'a>> = Vec::new();
        for (start, end, n) in hits {
            let (spelling, answer) = &self.lexicon.spellings[n];
            // A word of two answers is said for both.
            let shared =
                |m: &Mention<'_>| m.range == (start..end) && m.answer.name != self.answer(*answer).name;
            if found.last().is_some_and(|m| start < m.range.end && !shared(m)) {
                continue;
            }
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
    pub(super) fn label(&self, text: &str, from: usize) -> Option<(usize, usize)> {
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

/// `P-2026-0012` at the start: code, year, number. Behind a word it is what the word is about (`合并 E-2026-0001`).
fn case(text: &str) -> Option<(usize, String)> {
    let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
    let mut parts = text[..end].split('-');
    let mut digits = |least: usize, most: usize| {
        let part = parts.next_back().unwrap_or_default();
        (least..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
    };
    let numbered = digits(4, 6) && digits(4, 4);
    let code = parts.next().unwrap_or_default();
    let coded = (1..=5).contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphabetic());
    (numbered && coded && parts.next().is_none()).then(|| (end, text[..end].to_uppercase()))
}

/// `T03`, `t3`, `P-2026-0012-T03` at the start: its length and the name of the item, whole where it is written whole:
/// the `T03` of another case is another item.
pub(super) fn reference(text: &str) -> Option<(usize, String)> {
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
        let front = token[..token.len() - last.len()].to_uppercase();
        (token.len(), format!("{front}{}{number:02}", last[..letters].to_uppercase()))
    })
}
