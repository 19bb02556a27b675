//! What is known of each language beside the words of `answers.toml`: greetings, negations, conditions, questions.
//!
//! One file a language (`reading-zh.toml`: whatever has the key `language`), put into the program when it is built; one of
//! the same language in the folder of rules stands in its place, one of another joins them. All languages are looked for
//! at once, for nobody says which one a mail is written in.
//!
//! A word of a script without spaces is found anywhere in a text, another one as a whole; `*` before it stands for any
//! beginning (`*n't`). Whatever `seeming` holds means nothing by the signs inside it (`是否` is no `否`).
//!
//! Promises: one pass over a text whatever the number of words. Never does: know a word itself.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use crate::document::{Document, Table};
use crate::fault::{Faults, Source};
use crate::shipped;

/// The files of `rules/` that say what is known of a language, as they were when the program was built.
fn inside() -> impl Iterator<Item = Source> {
    shipped::below("rules/reading-").map(|(path, text)| Source::new(path, text))
}

static SPEECH: LazyLock<Arc<Speech>> = LazyLock::new(|| {
    let mut faults = Faults::default();
    let tables: Vec<Table> = inside().filter_map(|source| Document::parse(&source).ok()).collect();
    Arc::new(Speech::of(tables, &mut faults))
});

/// Signs that a text may bear anywhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Negation = 1,
    Condition = 2,
    Order = 4,
    Hint = 8,
    Question = 16,
    Report = 32,
    Others = 64,
    Deferral = 128,
    Time = 256,
    Handing = 512,
    Doing = 1024,
    Partial = 2048,
}

/// Which signs a text bears.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Signs {
    /// All.
    found: u16,
    /// A negation that is no part of an agreement (`没问题`).
    negated: bool,
}

impl Signs {
    pub(super) fn has(self, sign: Sign) -> bool {
        self.found & sign as u16 != 0
    }

    pub(super) fn is_none(self) -> bool {
        self.found == 0
    }

    pub(super) fn any(self, signs: &[Sign]) -> bool {
        signs.iter().any(|s| self.has(*s))
    }

    /// As `has(Negation)`, but `没问题` agrees.
    pub(super) fn is_negated(self) -> bool {
        self.negated
    }
}

const SIGNS: [(&str, Sign); 12] = [
    ("negation", Sign::Negation),
    ("condition", Sign::Condition),
    ("order", Sign::Order),
    ("hint", Sign::Hint),
    ("question", Sign::Question),
    ("report", Sign::Report),
    ("others", Sign::Others),
    ("deferral", Sign::Deferral),
    ("time", Sign::Time),
    ("handing", Sign::Handing),
    ("doing", Sign::Doing),
    ("partial", Sign::Partial),
];

/// What a pattern is found for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Found {
    Sign(Sign),
    /// Covers whatever signs stand inside it.
    Seeming,
    /// Covers negations inside it.
    Agreeing,
}

#[derive(Debug, Clone, Copy)]
struct Pattern {
    found: Found,
    /// No letter or digit may stand before it, behind it.
    whole: (bool, bool),
}

/// Words by their first character, the longest first.
#[derive(Debug, Clone, Default)]
pub(super) struct Words(BTreeMap<char, Vec<String>>);

impl Words {
    fn add(&mut self, word: String) {
        let Some(first) = word.chars().next() else { return };
        let words = self.0.entry(first).or_default();
        if !words.contains(&word) {
            words.push(word);
            words.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        }
    }

    fn beginning(&self, text: &str) -> impl Iterator<Item = &str> {
        let words = text.chars().next().and_then(|c| self.0.get(&c)).map(Vec::as_slice).unwrap_or_default();
        words.iter().map(String::as_str).filter(|w| text.starts_with(w))
    }

    /// The longest of the words that the text begins with, no Latin word going on behind it.
    pub(super) fn begins<'t>(&self, text: &'t str) -> Option<&'t str> {
        let word = self.beginning(text).find(|w| ends_word(w, &text[w.len()..]))?;
        Some(&text[..word.len()])
    }

    /// Those of the words that the text begins with, the longest first.
    pub(super) fn all(&self, text: &str) -> impl Iterator<Item = &str> {
        self.beginning(text)
    }

    /// The text is one of the words.
    pub(super) fn has(&self, text: &str) -> bool {
        self.beginning(text).any(|w| w.len() == text.len())
    }

    /// The text ends with one of the words: what stands before it.
    pub(super) fn before<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        self.0.values().flatten().filter_map(|w| text.strip_suffix(w.as_str()))
    }
}

/// What is known of all languages together.
#[derive(Debug, Clone)]
pub struct Speech {
    searcher: AhoCorasick,
    patterns: Vec<Pattern>,
    /// Bytes of the longest pattern.
    longest: usize,
    /// Other forms of a character → the one that the lists are written in.
    variants: BTreeMap<char, char>,
    /// Yes, but not the word that was asked for.
    pub(super) yes: Words,
    /// The negations, each as a whole text.
    pub(super) no: Words,
    /// Takes back what was said before, at the start of a clause.
    pub(super) contrast: Words,
    /// Of those the ones that make a refusal depend on something.
    pub(super) exception: Words,
    pub(super) polite: Words,
    /// Of those the ones that ask for something.
    pub(super) request: Words,
    pub(super) greeting: Words,
    /// Goes on to another matter: `另外`, `P.S.`.
    pub(super) aside: Words,
    /// A comment that says nothing: `无`, `none`.
    pub(super) none: Words,
    /// Greets behind a name.
    pub(super) greets: Words,
    /// Ends a name that calls somebody.
    pub(super) title: Words,
    /// The same behind a surname alone.
    pub(super) office: Words,
    /// Before a surname alone.
    pub(super) familiar: Words,
    surname: Vec<char>,
    /// May stand before the word.
    pub(super) opener: Words,
    /// Labels under which somebody gives a verdict.
    pub(super) label: Words,
    /// Before such a label.
    pub(super) mine: Words,
    pub(super) every: Words,
    /// What is approved, if it is no other matter than the one asked about.
    pub(super) object: Words,
    pub(super) particle: Words,
    /// Between two words to choose from.
    pub(super) choice: Words,
    /// The one who writes: `我`, `I'll`.
    pub(super) own: Words,
    /// Before somebody who is made to do something: `让`, `ask`.
    pub(super) causing: Words,
    /// Begins as a surname does, and is none: `马上`.
    pub(super) common: Words,
    /// Labels behind which the one who answers stands: `审批人`.
    pub(super) signer: Words,
    /// Goes on behind a word with what else is said: `and`.
    pub(super) goes_on: Words,
    /// What a remark beside an approval may be made of.
    pub(super) remark: Words,
    /// Opens a clause that says why.
    pub(super) reason: Words,
    /// What a promise behind a receipt may be made of.
    pub(super) promise: Words,
    /// Words of answers behind which their object may stand at once.
    pub(super) taking: Words,
    /// Before somebody whom it is about.
    pub(super) whom: Words,
    /// Regular endings of verbs: with them a word says the same.
    pub(super) endings: Vec<String>,
    /// Endings with which a word is still mentioned.
    pub(super) forms: Vec<String>,
    /// Beginnings that make a word its opposite.
    pub(super) reversing: Vec<String>,
}

impl Default for Speech {
    fn default() -> Self {
        Self::shipped().as_ref().clone()
    }
}

/// A Latin word is over; a word of a script without spaces is over anywhere.
pub(super) fn ends_word(word: &str, rest: &str) -> bool {
    !word.ends_with(spaced) || !rest.starts_with(|c: char| spaced(c) || c == '_' || c == '\'')
}

/// A letter or digit of a script that puts spaces between words.
fn spaced(c: char) -> bool {
    c.is_alphanumeric() && !unspaced(c)
}

/// Of a script without spaces: ideographs, kana, Thai, Lao, Khmer, Burmese.
pub(super) fn unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{3005}'..='\u{30ff}'
        | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

impl Speech {
    /// The languages that came with the program.
    pub(super) fn shipped() -> &'static Arc<Self> {
        &SPEECH
    }

    /// The languages of the program, with those of these files in their place or beside them.
    pub(super) fn with(tables: Vec<Table>, faults: &mut Faults) -> Arc<Self> {
        if tables.is_empty() {
            return Self::shipped().clone();
        }
        let named = |t: &Table| t.get("language").cloned().and_then(|v| v.string(&mut Faults::default()));
        let given: Vec<String> = tables.iter().filter_map(named).map(|t| t.value).collect();
        let shipped = inside().filter_map(|source| Document::parse(&source).ok());
        let mut all: Vec<Table> =
            shipped.filter(|t| named(t).is_none_or(|n| !given.contains(&n.value))).collect();
        all.extend(tables);
        Arc::new(Self::of(all, faults))
    }

    fn of(tables: Vec<Table>, faults: &mut Faults) -> Self {
        let mut texts: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
        let mut variants = BTreeMap::new();
        let mut surname = Vec::new();
        const LISTS: [&str; 29] = [
            "yes",
            "contrast",
            "exception",
            "polite",
            "request",
            "greeting",
            "aside",
            "none",
            "greets",
            "title",
            "office",
            "familiar",
            "opener",
            "label",
            "mine",
            "every",
            "object",
            "particle",
            "choice",
            "own",
            "causing",
            "common",
            "signer",
            "goes_on",
            "remark",
            "reason",
            "promise",
            "taking",
            "whom",
        ];
        let signs = SIGNS.iter().map(|(name, _)| *name);
        let names: Vec<&'static str> = LISTS
            .iter()
            .copied()
            .chain(signs)
            .chain(["seeming", "agreeing", "endings", "forms", "reversing"])
            .collect();
        for mut table in tables {
            table.expect_string("language", faults);
            if let Some(pairs) = table.optional_string("variants", faults) {
                let chars: Vec<char> = pairs.as_str().chars().filter(|c| !c.is_whitespace()).collect();
                if !chars.len().is_multiple_of(2) {
                    faults.push(pairs.fault(
                        "an odd number of characters",
                        "write pairs: the other form, then the one that the lists are written in",
                    ));
                }
                variants.extend(chars.chunks_exact(2).filter(|p| p[0] != p[1]).map(|p| (p[0], p[1])));
            }
            if let Some(chars) = table.optional_string("surname", faults) {
                surname.extend(chars.as_str().chars());
            }
            for name in &names {
                let words = table.string_or_list(name, faults).into_iter().map(|w| w.value);
                texts.entry(name).or_default().extend(words);
            }
            table.finish(faults);
        }
        let fold = |word: &str| super::reading::folded(word, &variants);
        let mut words = |name: &str| {
            let mut out = Words::default();
            texts.remove(name).unwrap_or_default().iter().for_each(|w| out.add(fold(w)));
            out
        };
        let [
            yes,
            contrast,
            exception,
            polite,
            request,
            greeting,
            aside,
            none,
            greets,
            title,
            office,
            familiar,
            opener,
            label,
            mine,
            every,
            object,
            particle,
            choice,
            own,
            causing,
            common,
            signer,
            goes_on,
            remark,
            reason,
            promise,
            taking,
            whom,
        ] = LISTS.map(&mut words);
        let [endings, forms, reversing] =
            ["endings", "forms", "reversing"].map(|name| texts.remove(name).unwrap_or_default());
        let mut no = Words::default();
        texts.get("negation").into_iter().flatten().for_each(|w| no.add(fold(w.trim_start_matches('*'))));
        let (mut patterns, mut needles) = (Vec::new(), Vec::new());
        let kinds = SIGNS.iter().map(|(name, sign)| (*name, Found::Sign(*sign)));
        for (name, found) in kinds.chain([("seeming", Found::Seeming), ("agreeing", Found::Agreeing)]) {
            for word in texts.get(name).into_iter().flatten() {
                let (any_before, word) = match word.strip_prefix('*') {
                    Some(rest) => (true, rest),
                    None => (false, word.as_str()),
                };
                let word = fold(word);
                let before = !any_before && word.starts_with(spaced);
                patterns.push(Pattern { found, whole: (before, word.ends_with(spaced)) });
                needles.push(word);
            }
        }
        let longest = needles.iter().map(String::len).max().unwrap_or(0);
        let searcher = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .kind(Some(AhoCorasickKind::DFA)) // every line of every mail goes through it
            .build(&needles)
            .expect("far fewer words than an automaton holds");
        let surname = surname.into_iter().map(|c| variants.get(&c).copied().unwrap_or(c)).collect();
        Self {
            searcher,
            patterns,
            longest,
            variants,
            yes,
            no,
            contrast,
            exception,
            polite,
            request,
            greeting,
            aside,
            none,
            greets,
            title,
            office,
            familiar,
            surname,
            opener,
            label,
            mine,
            every,
            object,
            particle,
            choice,
            own,
            causing,
            common,
            signer,
            goes_on,
            remark,
            reason,
            promise,
            taking,
            whom,
            endings,
            forms,
            reversing,
        }
    }

    /// The signs a folded text bears.
    pub(super) fn signs(&self, text: &str) -> Signs {
        let mut hits: Vec<(usize, usize, Found)> = Vec::new();
        let mut covered = false;
        for hit in self.searcher.find_overlapping_iter(text) {
            let pattern = self.patterns[hit.pattern().as_usize()];
            let (start, end) = (hit.start(), hit.end());
            let before = !pattern.whole.0 || !text[..start].ends_with(|c| spaced(c) || c == '\'');
            let behind = !pattern.whole.1 || ends_word(&text[start..end], &text[end..]);
            if before && behind {
                covered |= !matches!(pattern.found, Found::Sign(_));
                hits.push((start, end, pattern.found));
            }
        }
        let mut signs = Signs::default();
        for (n, (start, end, found)) in hits.iter().enumerate() {
            let Found::Sign(sign) = found else { continue };
            // Hits come by their ends: a cover ends where this one does, or soon behind it.
            let near = || {
                let before = hits[..n].iter().rev().take_while(|(_, e, _)| e == end);
                before.chain(hits[n + 1..].iter().take_while(|(_, e, _)| *e <= end + self.longest))
            };
            let inside = |cover: Found| {
                covered
                    && near().any(|(s, e, f)| *f == cover && s <= start && end <= e && e - s > end - start)
            };
            // `让小王做吧` is no order beside a verdict, and gives away what is received.
            let given = matches!(sign, Sign::Handing | Sign::Doing);
            if !given && inside(Found::Seeming) {
                continue;
            }
            signs.found |= *sign as u16;
            signs.negated |= *sign == Sign::Negation && !inside(Found::Agreeing);
        }
        signs
    }

    /// The character that the lists are written with.
    pub(super) fn variant(&self, c: char) -> char {
        self.variants.get(&c).copied().unwrap_or(c)
    }

    /// `王总`, `王小明先生`, `老张`, `李经理`: a form of address.
    pub(super) fn calls(&self, text: &str) -> bool {
        let surname = |name: &str| name.chars().next().is_some_and(|c| self.surname.contains(&c));
        let alone = |name: &str| surname(name) && name.chars().nth(1).is_none();
        let short = text.chars().nth(6).is_none() && text.chars().all(unspaced);
        short
            && (self.title.before(text).any(|name| surname(name) || self.nicknames(name))
                || self.office.before(text).any(alone)
                || self.nicknames(text))
    }

    /// `李明`, `王小明`: a name and nothing else.
    pub(super) fn has_surname(&self, text: &str) -> bool {
        (2..=3).contains(&text.chars().count())
            && text.chars().all(unspaced)
            && text.chars().next().is_some_and(|c| self.surname.contains(&c))
    }

    /// `老张`, `小王`.
    fn nicknames(&self, text: &str) -> bool {
        let Some(word) = self.familiar.begins(text) else { return false };
        let name = &text[word.len()..];
        name.chars().count() == 1 && name.chars().all(|c| self.surname.contains(&c))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_languages_are_sound() {
        let mut faults = Faults::default();
        for source in inside() {
            Speech::of(vec![Document::parse(&source).unwrap()], &mut faults);
        }
        assert!(faults.is_empty(), "{faults}");
        assert!(inside().count() >= 2 && Speech::shipped().yes.has("可以"));
    }

    #[test]
    fn words_of_scripts_with_spaces_count_as_a_whole() {
        let speech = Speech::shipped();
        for (text, sign, is) in [
            ("i do not", Sign::Negation, true),
            ("noted", Sign::Negation, false),
            ("we don't", Sign::Negation, true),
            ("tiffany", Sign::Condition, false),
            ("only if it rains", Sign::Condition, true),
            ("我不知道", Sign::Negation, true),
            ("是否", Sign::Negation, false),
            ("無法", Sign::Negation, true),
        ] {
            let folded = super::super::reading::flat(text);
            assert_eq!(speech.signs(&folded).has(sign), is, "{text}");
        }
        assert!(speech.signs("没问题").has(Sign::Negation) && !speech.signs("没问题").is_negated());
        assert!(speech.signs("没问题，但不行").is_negated());
    }

    #[test]
    fn a_form_of_address_has_a_surname() {
        let speech = Speech::shipped();
        for name in ["王总", "李经理", "王小明先生", "老张", "小李", "张工", "陈老师", "小王总"]
        {
            assert!(speech.calls(name), "{name}");
        }
        for word in ["开工", "竣工", "财务总监", "汇总", "通过", "大家", "小时", "老板娘们"]
        {
            assert!(!speech.calls(word), "{word}");
        }
    }

    #[test]
    fn another_language_is_a_file() {
        let text = "language = \"de\"\nnegation = [\"nicht\", \"kein\"]\nyes = [\"ja\"]\n";
        let table = Document::parse(&Source::new("reading-de.toml", text)).unwrap();
        let mut faults = Faults::default();
        let speech = Speech::with(vec![table], &mut faults);
        assert!(faults.is_empty(), "{faults}");
        assert!(speech.signs("ich bin nicht da").is_negated() && speech.signs("不").is_negated());
        assert!(speech.yes.has("ja") && speech.yes.has("可以"));
    }
}
