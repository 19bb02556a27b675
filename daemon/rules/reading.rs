//! The verdict reader: which of the offered words did the sender say, in the sender's own words?
//!
//! A wrong approval is the worst that can happen here, asking back the second best. So a word counts only where it
//! is said outright: at the start of the first line that is no greeting, with nothing beside it that takes it back.
//! What could be meant otherwise is [`Unsure`], with why; a message without any word is [`Reading::Nothing`].
//!
//! ```text
//! line = *greeting [ reference ] [ "全部" ] [ opener ] [ "意见：" ] WORD tail        T03 确认 · 好的，同意。 · I approve!
//! ```
//! The longest word of the whole vocabulary wins (`不同意` before `同意`), offered or not. An approval is never read
//! where the rest holds a negation, a condition, a question, a date or another verdict. An answer that must give its
//! reasons is the refusing one: its reasons may say all that.
//!
//! Promises: depends on its arguments only, whatever the order of maps; never an approval with a negation in its
//! clause. Never does: read a quote, a signature, or what a calendar program sent.

use std::cmp::Reverse;
use std::ops::Range;

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
    let lines = lines_of(words);
    let reader = Reader { vocabulary: &vocabulary, lines: &lines };
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
    let weak: Vec<String> =
        rules.answers.values().flat_map(|a| a.weak.values().flatten()).map(|w| flat(w)).collect();
    text.lines().filter(|l| !l.trim().is_empty()).all(|line| {
        let line = flat(line);
        clauses(&line).all(|clause| {
            let clause = clause.trim();
            clause.is_empty()
                || is_polite(clause)
                || is_greeting(clause)
                || weak.iter().any(|w| w == clause)
                || YES.contains(&clause)
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

// ── words that mean the same to everybody ────────────────────────────────────────────────────────────────────

/// Yes, but not the word that was asked for.
const YES: [&str; 26] = [
    "可以",
    "行",
    "好",
    "好的",
    "好吧",
    "嗯",
    "嗯嗯",
    "是的",
    "没问题",
    "没有问题",
    "收到",
    "已收到",
    "知道了",
    "已阅",
    "赞成",
    "支持",
    "ok",
    "okay",
    "yes",
    "yep",
    "sure",
    "fine",
    "got it",
    "noted",
    "👍",
    "👌",
];

/// Han characters and words that turn a clause into its opposite.
const NEGATIONS: [&str; 30] = [
    "不", "没", "沒", "未", "勿", "别", "別", "否", "非", "莫", "甭", "無", "无", "休", "拒", "反对", "反對",
    "难以", "暂缓", "搁置", "撤销", "作废", "才怪", "玩笑", "×", "✗", "✘", "❌", "👎", "🙅",
];
/// Characters of a negation that negate nothing here.
const NEGATIONS_NOT: [&str; 13] =
    ["是否", "能否", "可否", "与否", "除非", "非常", "特别", "特別", "分别", "分別", "级别", "未来", "无论"];
/// The same in English, as whole words.
const NEGATIONS_EN: [&str; 28] = [
    "not",
    "no",
    "nope",
    "never",
    "cannot",
    "neither",
    "nor",
    "none",
    "without",
    "refuse",
    "refused",
    "deny",
    "denied",
    "disapprove",
    "disagree",
    "dont",
    "cant",
    "wont",
    "didnt",
    "doesnt",
    "isnt",
    "against",
    "hardly",
    "nothing",
    "unable",
    "fail",
    "kidding",
    "joking",
];
/// A negation that agrees.
const IDIOMS: [&str; 24] = [
    "没问题",
    "没有问题",
    "沒問題",
    "无异议",
    "没异议",
    "没有异议",
    "没意见",
    "没有意见",
    "无意见",
    "不错",
    "不客气",
    "不好意思",
    "没什么问题",
    "no problems",
    "no problem",
    "no objections",
    "no objection",
    "no issues",
    "no issue",
    "no worries",
    "no concerns",
    "no comments",
    "not a problem",
    "no questions",
];
/// Makes what is said depend on something else, wherever it stands.
const CONDITIONS: [&str; 33] = [
    "如果",
    "若",
    "假如",
    "倘",
    "要是",
    "万一",
    "除非",
    "前提",
    "条件",
    "只要",
    "只有",
    "只能",
    "但",
    "不过",
    "然而",
    "可是",
    "只是",
    "否则",
    "不然",
    "才能",
    "才可",
    "才行",
    "暂时",
    "改到",
    "改成",
    "改为",
    "改至",
    "原则上",
    "的话",
    "先决",
    "另行",
    "待定",
    "再议",
];
const CONDITIONS_EN: [&str; 26] = [
    "if",
    "unless",
    "provided",
    "providing",
    "but",
    "however",
    "only",
    "once",
    "until",
    "assuming",
    "except",
    "though",
    "although",
    "pending",
    "condition",
    "conditions",
    "conditional",
    "conditionally",
    "subject",
    "instead",
    "otherwise",
    "wait",
    "hold",
    "partially",
    "partly",
    "tentatively",
];
/// Beside an approval, on its own line, these may be a condition as well.
const HINTS: [&str; 42] = [
    "需", "须", "必须", "应", "要", "请先", "先", "等", "待", "后再", "之后", "之前", "以前", "以后", "部分",
    "仅", "只", "除", "调整", "修改", "改", "到", "至", "周", "星期", "礼拜", "月", "日", "号", "点", "天",
    "第", "建议", "希望", "最好", "可能", "也许", "应该", "大概", "估计", "再说", "考虑",
];
const HINTS_EN: [&str; 37] = [
    "after",
    "before",
    "when",
    "while",
    "then",
    "first",
    "later",
    "part",
    "half",
    "should",
    "must",
    "need",
    "needs",
    "required",
    "maybe",
    "perhaps",
    "probably",
    "might",
    "guess",
    "think",
    "change",
    "changes",
    "changed",
    "suggest",
    "today",
    "tomorrow",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "week",
    "would",
    "could",
    "as",
];
/// At the start of a clause they take back what was said before.
const CONTRASTS: [&str; 17] = [
    "但", "不过", "然而", "可是", "只是", "如果", "若", "除非", "前提", "否则", "but", "however", "if",
    "unless", "provided", "except", "only if",
];
const QUESTIONS: [&str; 13] =
    ["?", "吗", "嘛", "么", "呢", "是否", "能否", "可否", "与否", "要不要", "该不该", "同不同意", "whether"];
const POLITE: [&str; 34] = [
    "谢谢",
    "感谢",
    "多谢",
    "谢",
    "辛苦",
    "有劳",
    "麻烦",
    "请知悉",
    "知悉",
    "此致",
    "敬礼",
    "祝好",
    "顺颂",
    "商祺",
    "祝",
    "敬上",
    "thanks",
    "thank you",
    "thx",
    "many thanks",
    "best",
    "best regards",
    "kind regards",
    "regards",
    "cheers",
    "br",
    "sincerely",
    "yours",
    "please proceed",
    "go ahead",
    "请执行",
    "请办理",
    "请安排",
    "请继续",
];
const GREETINGS: [&str; 30] = [
    "您好",
    "你好",
    "大家好",
    "各位好",
    "各位领导",
    "各位同事",
    "各位",
    "领导好",
    "老师好",
    "早上好",
    "上午好",
    "中午好",
    "下午好",
    "晚上好",
    "早安",
    "早",
    "尊敬的",
    "亲爱的",
    "hello",
    "hi",
    "hey",
    "dear",
    "good morning",
    "good afternoon",
    "good evening",
    "morning",
    "hi all",
    "hello all",
    "hi team",
    "hi there",
];
/// With these a name ends that calls somebody (`王总：`); those of the second list only behind a surname, for
/// `财务总监：同意` tells what somebody else said.
const TITLES: [&str; 9] = ["总", "老师", "工", "哥", "姐", "先生", "女士", "同学", "老板"];
const OFFICES: [&str; 8] = ["经理", "主任", "领导", "总监", "部长", "处长", "科长", "主管"];
/// May stand before the word.
const OPENERS: [&str; 24] = [
    "我本人",
    "本人",
    "我这边",
    "我方",
    "我们",
    "我",
    "完全",
    "非常",
    "十分",
    "已经",
    "已",
    "表示",
    "yes",
    "yep",
    "sure",
    "okay",
    "ok",
    "i've",
    "i have",
    "i",
    "we",
    "hereby",
    "fully",
    "gladly",
];
/// Labels under which somebody gives a verdict (`我的意见：不同意`), beside the labels of comments.
const VERDICTS: [&str; 19] = [
    "意见",
    "审批意见",
    "审核意见",
    "批示",
    "结论",
    "审批结论",
    "决定",
    "审批",
    "审批结果",
    "答复",
    "回复",
    "回答",
    "答案",
    "decision",
    "verdict",
    "answer",
    "reply",
    "my answer",
    "my decision",
];
const ALL: [&str; 6] = ["全部", "全都", "都", "均", "全", "all"];
/// A date or another word behind `approve` that is no other matter than the one asked about.
const OBJECTS_EN: [&str; 9] = [
    "it",
    "this",
    "that",
    "this request",
    "the request",
    "your request",
    "this one",
    "as requested",
    "as proposed",
];

// ── folding ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Case, width and the colours of emoji folded.
pub(super) fn flat(text: &str) -> String {
    Flat::new(text).text
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
        let mut flat = Flat { text: String::with_capacity(original.len()), at: Vec::new() };
        let mut buffer = [0; 4];
        for (n, c) in original.char_indices() {
            if matches!(c, '\u{fe0e}' | '\u{fe0f}' | '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}')
            {
                continue;
            }
            let folded = match c {
                // An ellipsis becomes full stops in NFKC; it ends a clause.
                '…' => "…".into(),
                '‘' | '’' => "'".into(),
                c => mail::fold(c.encode_utf8(&mut buffer)).to_lowercase(),
            };
            flat.text.push_str(&folded);
            flat.at.resize(flat.text.len(), n);
        }
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

/// The text begins with one of the words, and no Latin word goes on behind it.
fn begins<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let fits = |w: &&&str| text.starts_with(**w) && ends_word(w, &text[w.len()..]);
    words.iter().filter(fits).max_by_key(|w| w.len()).copied()
}

/// A Latin word is over; a Han word is over anywhere.
fn ends_word(word: &str, rest: &str) -> bool {
    !word.ends_with(|c: char| c.is_ascii_alphanumeric())
        || !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_' || c == '\'')
}

/// One of the English words stands in it as a whole.
fn has_english(text: &str, words: &[&str]) -> bool {
    text.split(|c: char| !c.is_ascii_alphanumeric() && c != '\'').any(|token| words.contains(&token))
}

fn without(text: &str, parts: &[&str]) -> String {
    parts.iter().fold(text.to_owned(), |text, part| text.replace(part, " "))
}

fn is_negated(text: &str) -> bool {
    let plain = without(text, &NEGATIONS_NOT);
    NEGATIONS.iter().any(|n| plain.contains(n)) || has_english(&plain, &NEGATIONS_EN) || plain.contains("n't")
}

/// As [`is_negated`], but `没问题` agrees.
fn is_negated_but_for_idioms(text: &str) -> bool {
    is_negated(&without(text, &IDIOMS))
}

fn is_conditional(text: &str) -> bool {
    let conditional = without(text, &["不但", "但愿"]);
    CONDITIONS.iter().any(|c| conditional.contains(c))
        || has_english(text, &CONDITIONS_EN)
        || text.contains("as long as")
}

fn is_hinting(text: &str) -> bool {
    let plain =
        without(text, &["请执行", "请办理", "请安排", "请继续", "一点", "周到", "重要", "主要", "到位"]);
    HINTS.iter().any(|h| plain.contains(h))
        || has_english(text, &HINTS_EN)
        || text.contains(|c: char| c.is_numeric() || "一二三四五六七八九十".contains(c))
}

fn is_question(text: &str) -> bool {
    let plain = without(text, &["什么时候都", "那么", "这么"]);
    QUESTIONS.iter().any(|q| plain.contains(q))
}

fn is_polite(clause: &str) -> bool {
    let clause = clause.trim();
    let thanks = begins(clause, &POLITE).is_some() && clause.chars().count() <= 16;
    thanks && !is_negated(clause) && !is_conditional(clause)
        || matches!(clause, "哈" | "哈哈" | "啊" | "呀" | "了" | ":)" | "🙏" | "😊" | "🙂" | "🤝")
}

/// All of it is courtesy.
fn is_polite_throughout(text: &str) -> bool {
    clauses(text).flat_map(|c| c.split(['🙏', '😊', '🙂'])).all(|c| c.trim().is_empty() || is_polite(c))
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A whole line that only calls or greets somebody, as `您好`, `Hi Anna,`, `王总：`, `张三：`.
fn is_greeting(line: &str) -> bool {
    let bare = line.trim().trim_end_matches([',', ':', '!', '.', '。', '~', ' ']);
    if bare.is_empty() {
        return true;
    }
    if is_negated(bare) || is_conditional(bare) || is_question(bare) || YES.contains(&bare) {
        return false;
    }
    let short = bare.chars().count() <= 20 && bare.split_whitespace().count() <= 4;
    if begins(bare, &GREETINGS).is_some() {
        return short && !bare.contains([',', ':', '。']);
    }
    // Before a colon a bare name may as well tell what that person said.
    let calls = line.trim_end().ends_with(',');
    let named =
        bare.starts_with('@') || bare.chars().all(|c| is_han(c) || c.is_ascii_alphabetic() || c == ' ');
    let few = if bare.is_ascii() { bare.split_whitespace().count() <= 2 } else { bare.chars().count() <= 4 };
    is_titled(bare) || calls && named && few && !VERDICTS.contains(&bare)
}

fn is_titled(bare: &str) -> bool {
    let behind = |titles: &[&str], most: usize| {
        titles
            .iter()
            .filter_map(|t| bare.strip_suffix(t))
            .any(|name| (1..=most).contains(&name.chars().count()))
    };
    bare.chars().all(is_han) && (behind(&TITLES, 2) || behind(&OFFICES, 1))
}

/// A greeting on the line of the word: `您好，`, `Hi Anna,`, `王总：`.
fn is_greeting_inline(piece: &str) -> bool {
    is_titled(piece) || begins(piece, &GREETINGS).is_some() && is_greeting(piece)
}

// ── the vocabulary ───────────────────────────────────────────────────────────────────────────────────────────

/// One spelling of an answer.
struct Spelling<'a> {
    text: String,
    answer: &'a Answer,
    offered: bool,
}

struct Vocabulary<'a> {
    /// All spellings, the longest first; of equal ones those that are offered first.
    spellings: Vec<Spelling<'a>>,
    /// By name, each once.
    offered: Vec<&'a Answer>,
    /// Labels of comments, folded, the longest first.
    labels: Vec<String>,
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
    /// The word stands in quotation marks.
    cited: bool,
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
        let mut spellings = Vec::new();
        for answer in rules.answers.values() {
            let is_offered = offered.contains(&answer.name.as_str());
            for word in answer.words.values().flatten() {
                let text = flat(word.trim());
                if !text.is_empty()
                    && !spellings.iter().any(|s: &Spelling| s.text == text && s.answer.name == answer.name)
                {
                    spellings.push(Spelling { text, answer, offered: is_offered });
                }
            }
        }
        // `approved` says what `approve` says, unless the word has a meaning of its own.
        let mut past: Vec<Spelling> = Vec::new();
        for s in spellings.iter().filter(|s| s.answer.stake != Stake::Fact) {
            if s.text.len() > 2 && s.text.bytes().all(|b| b.is_ascii_lowercase()) {
                let text =
                    if s.text.ends_with('e') { format!("{}d", s.text) } else { format!("{}ed", s.text) };
                if !spellings.iter().any(|other| other.text == text) {
                    past.push(Spelling { text, answer: s.answer, offered: s.offered });
                }
            }
        }
        spellings.extend(past);
        spellings.sort_by(|a, b| {
            let key =
                |s: &Spelling<'a>| (Reverse(s.text.len()), s.text.clone(), !s.offered, s.answer.name.clone());
            key(a).cmp(&key(b))
        });
        let mut labels: Vec<String> = rules
            .answers
            .values()
            .flat_map(|a| a.comment.values().flatten())
            .map(|l| flat(l.trim()))
            .collect();
        labels.extend(["意见", "备注", "comment", "note"].map(str::to_owned));
        labels.retain(|l| !l.is_empty());
        labels.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        labels.dedup();
        let offered = rules.answers.values().filter(|a| offered.contains(&a.name.as_str())).collect();
        Self { spellings, offered, labels }
    }

    fn offers(&self, stake: Stake) -> bool {
        self.offered.iter().any(|a| a.stake == stake)
    }

    /// The word a folded text begins with: its length, its answer and whether it is offered.
    fn word_at(&self, text: &str) -> Option<(usize, Option<&'a Answer>, bool)> {
        let found = self
            .spellings
            .iter()
            .find(|s| text.starts_with(&s.text) && is_over(&s.text, &text[s.text.len()..]))?;
        let rivals = self.spellings.iter().filter(|s| s.text == found.text && s.offered).count();
        let mut length = found.text.len();
        // 同意了。 批准啦！
        if let Some(particle) =
            ["了", "啦", "喽", "哦", "哈"].iter().find(|p| text[length..].starts_with(**p))
        {
            length += particle.len();
        }
        Some((length, (rivals < 2).then_some(found.answer), found.offered))
    }

    fn command(&self, line: &str) -> Option<Command<'a>> {
        let start: String = line.chars().take(LINE_CHARS_MAX).collect();
        let folded = Flat::new(&start);
        let text = folded.text.as_str();
        let mut command = Command {
            references: Vec::new(),
            every: false,
            answer: None,
            offered: false,
            tail: 0,
            rest: String::new(),
            cited: false,
            spaced: false,
        };
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
                command.tail = folded.original(end);
                command.rest = flat(&line[command.tail..]);
                command.spaced = text[end..].starts_with(char::is_whitespace)
                    && text[end..].trim_start().starts_with(|c: char| c.is_alphabetic());
                self.references_behind(&mut command, line);
                return Some(command);
            }
            if let Some(all) = begins(rest, &ALL) {
                command.every = true;
                at += all.len();
            } else if let Some(length) = self.piece(rest) {
                at += length;
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
            } else if let Some(all) = begins(rest, &["all", "全部"]) {
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

    /// A greeting, an opener or the label of a verdict before the word.
    fn piece(&self, text: &str) -> Option<usize> {
        if let Some(colon) = text.find(':').filter(|n| text[..*n].chars().count() <= 12) {
            let label = text[..colon].trim();
            let label = ["我的", "本人的", "我", "本人", "my "]
                .iter()
                .find_map(|p| label.strip_prefix(p))
                .unwrap_or(label);
            if VERDICTS.contains(&label)
                || self.labels.iter().any(|l| l == label)
                || is_greeting_inline(label)
            {
                return Some(colon + 1);
            }
        }
        if let Some(comma) = text.find([',', '!', '。', '.', '~']).filter(|n| *n > 0) {
            let piece = text[..comma].trim();
            let receipt =
                self.offered.iter().flat_map(|a| a.weak.values().flatten()).any(|w| flat(w) == piece);
            let named = is_greeting_inline(piece) && self.word_at(piece).is_none();
            if receipt || YES.contains(&piece) || is_polite(piece) || named {
                return Some(comma + text[comma..].chars().next().map_or(0, char::len_utf8));
            }
        }
        begins(text, &OPENERS).map(str::len).or_else(|| {
            // 您好 同意
            let greeting = begins(text, &GREETINGS)?;
            text[greeting.len()..].starts_with(char::is_whitespace).then_some(greeting.len())
        })
    }

    /// The words anywhere in a folded text, the longest first, without overlap, in order.
    fn mentions(&self, text: &str) -> Vec<Mention<'a>> {
        let mut found: Vec<Mention<'a>> = Vec::new();
        for spelling in self.spellings.iter().filter(|s| s.offered) {
            for (at, _) in text.match_indices(&spelling.text) {
                let range = at..at + spelling.text.len();
                if found.iter().any(|m| m.range.start < range.end && range.start < m.range.end) {
                    continue;
                }
                let latin = spelling.text.starts_with(|c: char| c.is_ascii_alphanumeric());
                let before = text[..at].rsplit(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
                let reversed = latin && matches!(before, "dis" | "un" | "non" | "mis");
                let after = text[range.end..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
                let whole = !latin
                    || (before.is_empty() || reversed)
                        && matches!(after, "" | "d" | "ed" | "s" | "es" | "ing" | "al" | "er");
                if whole {
                    found.push(Mention { answer: spelling.answer, range, reversed });
                }
            }
        }
        found.sort_by_key(|m| m.range.start);
        found
    }

    /// Where the labelled comment begins in a folded text, and where its value does.
    fn label(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        text[from..].match_indices(':').find_map(|(n, _)| {
            let before = text[..from + n].trim_end();
            let label =
                self.labels.iter().find(|l| before[from.min(before.len())..].ends_with(l.as_str()))?;
            let start = before.len() - label.len();
            let free = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
            free.then_some((start, from + n + 1))
        })
    }
}

/// The word ends here: for a Han word no Han character goes on, but for a particle that ends it.
fn is_over(word: &str, rest: &str) -> bool {
    if !ends_word(word, rest) {
        return false;
    }
    if word.ends_with(|c: char| c.is_ascii_alphanumeric()) {
        let hyphened =
            rest.strip_prefix('-').is_some_and(|r| r.starts_with(|c: char| c.is_ascii_alphanumeric()));
        return !hyphened && !rest.starts_with(is_han);
    }
    let rest = ["了", "啦", "喽", "哦", "哈"].iter().find_map(|p| rest.strip_prefix(p)).unwrap_or(rest);
    rest.chars().next().is_none_or(|c| c.is_ascii() || !c.is_alphanumeric())
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
    /// Trimmed, with the empty ones.
    lines: &'v [&'v str],
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
            let line = self.lines[item.line];
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
        let mut above: Vec<&str> = Vec::new();
        for (n, line) in self.lines.iter().enumerate() {
            let folded = flat(line);
            if let Some(command) = self.vocabulary.command(line).filter(|c| c.offered) {
                let plain = command.answer.is_some_and(|a| self.is_outright(&command, a));
                if above.is_empty() || (!command.references.is_empty() && !self.is_approval(&command)) {
                    return Ok(Some(Found { command, line: n }));
                }
                if plain && above.iter().all(|l| self.says_nothing(l)) {
                    return Ok(Some(Found { command, line: n }));
                }
                if self.is_approval(&command) && plain {
                    return Err(Unsure::new(self.why(above[0]).unwrap_or("unclear"), above[0]));
                }
            }
            if self.is_courteous(&folded) || is_bare_yes(&folded) {
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
        (is_greeting(folded) || is_polite_throughout(folded)) && self.vocabulary.mentions(folded).is_empty()
    }

    /// Nothing stands behind the word but courtesy, its comment, or (for a fact) a number.
    fn is_outright(&self, command: &Command<'_>, answer: &Answer) -> bool {
        let rest =
            command.rest.trim_start_matches([' ', ',', '。', '.', '!', ':', '*', '】', ']', '”', '"', '\'']);
        let labelled =
            self.vocabulary.label(rest, 0).is_some_and(|(start, _)| is_polite_throughout(&rest[..start]));
        let fact = answer.stake == Stake::Fact
            && (rest.starts_with(|c: char| c.is_ascii_digit())
                || command.rest.starts_with(':')
                || is_labelled(rest));
        is_polite_throughout(rest) || labelled || fact
    }

    /// A line above the word that neither answers nor takes back: no word, no negation, condition or question.
    fn says_nothing(&self, line: &str) -> bool {
        let folded = flat(line);
        let plain = without(&folded, &IDIOMS);
        self.vocabulary.mentions(&folded).is_empty()
            && !is_negated(&plain)
            && !is_conditional(&folded)
            && !is_question(&folded)
            && !is_field(&folded)
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
                    return Err(Unsure::new("several", line));
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
        let line = self.lines[item.line];
        let unsure = |why: &str| Err(Unsure::new(why, line));
        let command = &item.command;
        let below = self.lines[item.line + 1..end].join("\n");
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
        if asks(free, answer.stake, refusing) {
            return unsure("question");
        }
        if self.offers_choice(free, answer) {
            return unsure("several");
        }
        if command.cited && !is_polite_throughout(free.trim_matches(closing)) {
            return unsure("unclear");
        }
        let below_folded = flat(below);
        if granting {
            self.granted(free, label.map(|(_, value)| &rest[value..]), &below_folded, answer)
                .map_err(|why| Unsure::new(why, line))?;
            if command.spaced && !is_harmless_object(free) {
                return unsure("unclear");
            }
        } else if refusing {
            let conditional =
                |c: &str| begins(c.trim(), &["除非", "如果", "若", "unless", "if", "provided"]).is_some();
            if clauses(free).any(conditional) {
                return unsure("conditional");
            }
        } else {
            self.stated(free, &below_folded, answer).map_err(|why| Unsure::new(why, line))?;
            let english =
                answer.stake == Stake::Consent && command.spaced && !free.trim_start().starts_with(is_han);
            if english && !is_harmless_object(free) && !is_name(free) {
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
        let mut parts = free.splitn(2, ends_clause);
        if parts.next().is_some_and(is_negated) || parts.next().is_some_and(is_negated_but_for_idioms) {
            return Err("negated");
        }
        let paragraph = below.split("\n\n").next().unwrap_or("");
        let paragraph =
            &paragraph[..self.vocabulary.label(paragraph, 0).map_or(paragraph.len(), |(start, _)| start)];
        let comment = comment.unwrap_or("");
        let around = [free, comment, below];
        for text in around {
            for mention in self.vocabulary.mentions(text) {
                let clause = clause_around(text, &mention.range);
                if mention.answer.stake != Stake::Approval {
                    continue;
                }
                if mention.answer.name != answer.name {
                    return Err("several");
                }
                if mention.reversed || is_negated(&self.unworded(&clause)) {
                    return Err("negated");
                }
                if text.as_ptr() == below.as_ptr() && is_question(&clause) {
                    return Err("question");
                }
            }
        }
        let courtesy: String = clauses(free).filter(|c| !is_polite(c)).collect::<Vec<_>>().join("\n");
        if around.iter().any(|t| is_conditional(t)) || is_hinting(&courtesy) && !is_harmless_object(&courtesy)
        {
            return Err("conditional");
        }
        if is_negated_but_for_idioms(paragraph) {
            return Err("negated");
        }
        Ok(())
    }

    /// A word of consent or of fact: its own clause must not take it back.
    fn stated(&self, free: &str, below: &str, answer: &Answer) -> Result<(), &'static str> {
        let clause = clauses(free.trim_start_matches(leading)).next().unwrap_or("");
        if answer.stake == Stake::Fact {
            let first = clause.trim_start();
            let negated = first.starts_with(['不', '没', '未', '沒']) && !is_idiom(first);
            return if negated || begins(first, &NEGATIONS_EN).is_some() { Err("negated") } else { Ok(()) };
        }
        if is_negated_but_for_idioms(clause) {
            return Err("negated");
        }
        let paragraph = below.split("\n\n").next().unwrap_or("");
        let contrast = |line: &str| begins(line.trim(), &CONTRASTS).is_some();
        if is_conditional(free) || paragraph.lines().any(contrast) {
            return Err("conditional");
        }
        Ok(())
    }

    /// `批准/驳回`, `批准或驳回`: our own line, left as it was.
    fn offers_choice(&self, free: &str, answer: &Answer) -> bool {
        let next = free.trim_start_matches([' ', '/', '|', '、', ',', ':', '”', '"', '】', ']']);
        let next =
            begins(next, &["或者", "或", "还是", "or"]).map_or(next, |or| next[or.len()..].trim_start());
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
            let value = courteous_end_cut(value.split("\n\n").next().unwrap_or(""));
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
                && !is_polite_throughout(&folded)
                && !is_greeting(&folded)
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

    /// An approval beside answers between quoted lines: only if its words stand alone.
    fn inline(&self, item: &Found<'a>, answer: &Answer, words: &Words) -> Result<(), Unsure> {
        let line = self.lines[item.line];
        let others = self.lines.iter().enumerate().filter(|(n, _)| *n != item.line);
        let alone = others.map(|(_, l)| flat(l)).all(|l| is_greeting(&l) || is_polite_throughout(&l));
        let below = flat(&words.below);
        let contradicted = is_conditional(&below)
            || is_negated_but_for_idioms(&below)
            || self.vocabulary.mentions(&below).iter().any(|m| m.answer.name != answer.name);
        if self.is_outright(&item.command, answer) && alone && !contradicted {
            return Ok(());
        }
        Err(Unsure::new("inline", line))
    }

    // ── no line begins with a word ───────────────────────────────────────────────────────────────────────────

    fn without_word(&self) -> Result<Vec<Spoken>, Unsure> {
        let content: Vec<&str> = self
            .lines
            .iter()
            .copied()
            .filter(|l| {
                let folded = flat(l);
                !self.is_courteous(&folded)
            })
            .take(PREAMBLE_MAX + 1)
            .collect();
        let Some(&line) = content.first() else { return Ok(Vec::new()) };
        if let Some(reading) = self.weak(line, &content[1..]) {
            return reading;
        }
        for (n, line) in content.iter().take(PREAMBLE_MAX).enumerate() {
            // Further down only a verdict matters; a word of consent there is talk.
            let folded = flat(line);
            let why = self.why(line).unwrap_or("unclear");
            let short = n == 0 && !is_field(&folded) && folded.chars().count() <= MENTION_MAX;
            let mentioned = self.vocabulary.mentions(&folded).into_iter().any(|m| match m.answer.stake {
                Stake::Approval => !is_field(&folded) || is_verdict(&folded) || self.tells(&folded),
                // `会议决定取消周五的发布` is talk; `没法确认` is not.
                Stake::Consent => short && why != "unclear",
                Stake::Fact => false,
            });
            if mentioned {
                return Err(Unsure::new(why, line));
            }
        }
        Ok(Vec::new())
    }

    /// `财务：同意`: a label and a word.
    fn tells(&self, folded: &str) -> bool {
        folded.split_once(':').is_some_and(|(_, value)| self.vocabulary.word_at(value.trim_start()).is_some())
    }

    /// A line that begins with yes, but not with the word that was asked for.
    fn weak(&self, line: &str, more: &[&str]) -> Option<Result<Vec<Spoken>, Unsure>> {
        let folded = flat(line);
        let text = folded.trim();
        let listed = |a: &&&Answer| {
            let words: Vec<String> = a.weak.values().flatten().map(|w| flat(w)).collect();
            let word = words.iter().filter(|w| text.starts_with(w.as_str()) && is_over(w, &text[w.len()..]));
            word.map(String::len).max().is_some()
        };
        let lengths = self.vocabulary.offered.iter().flat_map(|a| a.weak.values().flatten()).map(|w| flat(w));
        let length = lengths
            .chain(YES.iter().map(|w| (*w).to_owned()))
            .filter(|w| text.starts_with(w.as_str()) && is_over(w, &text[w.len()..]))
            .map(|w| w.len())
            .max()?;
        if !self.vocabulary.offers(Stake::Approval) && !self.vocabulary.offered.iter().any(|a| listed(&a)) {
            return None;
        }
        let tail = text[length..].trim_start_matches(['的', '了', '啦', '哈']);
        let unsure = |why: &str| Some(Err(Unsure::new(why, line)));
        let following = more.iter().map(|l| flat(l)).collect::<Vec<_>>().join("\n");
        if is_conditional(tail) || following.lines().any(|l| begins(l.trim(), &CONTRASTS).is_some()) {
            return unsure("conditional");
        }
        if is_question(tail) {
            return unsure("question");
        }
        if self.vocabulary.offers(Stake::Approval) {
            return unsure("weak");
        }
        let whole = clauses(tail).all(|c| {
            let c = c.trim();
            c.is_empty() || is_polite(c) || is_greeting(c) || YES.contains(&c)
        });
        let mut by = self.vocabulary.offered.iter().filter(listed);
        match (whole && !is_conditional(&following), by.next(), by.next()) {
            (true, Some(answer), None) => {
                let spoken = Spoken {
                    name: answer.name.clone(),
                    reference: None,
                    comment: None,
                    text: more.join("\n"),
                    line: line.to_owned(),
                    spaced: false,
                };
                Some(Ok(vec![spoken]))
            }
            _ => unsure("weak"),
        }
    }

    /// Why a line that mentions words does not say one.
    fn why(&self, line: &str) -> Option<&'static str> {
        let text = flat(line);
        let mentions = self.vocabulary.mentions(&text);
        let first = mentions.first()?;
        let around: Vec<String> =
            mentions.iter().map(|m| self.unworded(&clause_around(&text, &m.range))).collect();
        Some(if is_question(&text) {
            "question"
        } else if mentions.iter().any(|m| m.reversed) || around.iter().any(|c| is_negated(c)) {
            "negated"
        } else if is_conditional(&text) {
            "conditional"
        } else if mentions.iter().any(|m| m.answer.name != first.answer.name) {
            "several"
        } else {
            "unclear"
        })
    }

    /// A clause without the words themselves: the 不 of `不同意` negates nothing.
    fn unworded(&self, clause: &str) -> String {
        let mut out = clause.to_owned();
        for mention in self.vocabulary.mentions(clause).iter().rev() {
            out.replace_range(mention.range.clone(), " ");
        }
        out
    }
}

/// Without the thanks and commas at its end.
fn courteous_end_cut(text: &str) -> &str {
    let mut text = text.trim();
    while let Some((above, last)) = text.rsplit_once('\n')
        && is_polite_throughout(&flat(last))
    {
        text = above.trim_end();
    }
    text.trim_end_matches([',', ';', '，', '；'])
}

/// `好的，` alone: above the word that was asked for it may stand; with nothing below it is judged as a weak word.
fn is_bare_yes(folded: &str) -> bool {
    YES.contains(&folded.trim_end_matches([',', '.', '。', '!', '~', ' ']))
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

/// The word is asked back instead of said.
fn asks(free: &str, stake: Stake, refusing: bool) -> bool {
    let direct = free.trim_start_matches([' ', '。', '.', '!', ',']);
    if ["?", "吗", "么", "呢", "吧", "嘛"].iter().any(|q| direct.starts_with(q)) {
        return true;
    }
    match stake {
        Stake::Approval if !refusing => is_question(free),
        Stake::Consent if !refusing => {
            let end = free.find([',', '。', ';', '!']).unwrap_or(free.len());
            is_question(&free[..end])
        }
        _ => false,
    }
}

/// Behind `approve` and a space: nothing but courtesy or the request itself.
fn is_harmless_object(free: &str) -> bool {
    clauses(free).all(|c| {
        let c = c.trim();
        c.is_empty() || is_polite(c) || OBJECTS_EN.contains(&c)
    })
}

/// `E-2026-0001`, `li@x.example`: names something rather than saying something.
fn is_name(free: &str) -> bool {
    let free = free.trim();
    !free.contains(char::is_whitespace) && free.contains(|c: char| c.is_ascii_digit() || c == '@')
}

fn is_idiom(text: &str) -> bool {
    IDIOMS.iter().any(|i| text.starts_with(i))
}

/// The clause in which a word stands.
fn clause_around(text: &str, range: &Range<usize>) -> String {
    let start = text[..range.start]
        .rfind(ends_clause)
        .map_or(0, |n| n + text[n..].chars().next().map_or(1, char::len_utf8));
    // A question mark belongs to the clause it ends.
    let end = text[range.end..].find(ends_clause).map_or(text.len(), |n| range.end + n);
    let mark = text[end..].chars().next().filter(|c| *c == '?').map_or(0, char::len_utf8);
    text[start..end + mark].to_owned()
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

/// The label says that a verdict follows.
fn is_verdict(folded: &str) -> bool {
    folded.split(':').next().is_some_and(|key| VERDICTS.iter().any(|v| key.trim().ends_with(v)))
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
                ("好的，我看看再说", "? weak"),
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
