//! What people answer, and what it is taken for: clear and unclear answers in both languages, each in the greetings,
//! thanks and signatures people put around it.
//!
//! `tests/answers/*.tsv` hold one answer a line: what was asked, what is to be read (`?`: must be asked back or be
//! nothing), and the words, with `\n` for a line break. An approval that was not given is the worst there is, so none
//! may be read anywhere; of the clear answers at most one in twenty may be asked back.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::path::Path;

use beadle::mail::{self, OwnMail};
use beadle::rules::reading::{Names, Reading, read, says_none_of};
use beadle::rules::{Rules, parse};

/// What each question offers.
const OFFERS: [(&str, &[&str]); 11] = [
    ("verdict", &["approve", "reject"]),
    ("accept", &["pass", "revise"]),
    ("task", &["confirm", "decline", "progress", "help", "cancel"]),
    ("ready", &["ready"]),
    ("replied", &["replied"]),
    ("solved", &["resolved"]),
    ("done", &["done", "decline"]),
    ("time", &["reschedule", "keep-time"]),
    ("back", &["came-back", "stayed-away"]),
    ("merge", &["merge", "separate"]),
    ("release", &["release", "remark"]),
];
/// Answers that decide in favour of somebody.
const GRANTS: [&str; 2] = ["approve", "pass"];

const CLEAR: [&str; 20] = [
    "clear-zh.tsv",
    "clear-en.tsv",
    "clear-more-zh.tsv",
    "clear-more-en.tsv",
    "clear-office-zh.tsv",
    "clear-office-en.tsv",
    "clear-spoken-zh.tsv",
    "clear-spoken-en.tsv",
    "clear-signed-zh.tsv",
    "clear-signed-en.tsv",
    "clear-fresh-zh.tsv",
    "clear-fresh-en.tsv",
    "clear-held-zh.tsv",
    "clear-held-en.tsv",
    "clear-later-zh.tsv",
    "clear-later-en.tsv",
    "clear-last-zh.tsv",
    "clear-last-en.tsv",
    "clear-typical-zh.tsv",
    "clear-typical-en.tsv",
];
const UNCLEAR: [&str; 20] = [
    "unclear-zh.tsv",
    "unclear-en.tsv",
    "unclear-more-zh.tsv",
    "unclear-more-en.tsv",
    "unclear-office-zh.tsv",
    "unclear-office-en.tsv",
    "unclear-spoken-zh.tsv",
    "unclear-spoken-en.tsv",
    "unclear-signed-zh.tsv",
    "unclear-signed-en.tsv",
    "unclear-fresh-zh.tsv",
    "unclear-fresh-en.tsv",
    "unclear-held-zh.tsv",
    "unclear-held-en.tsv",
    "unclear-later-zh.tsv",
    "unclear-later-en.tsv",
    "unclear-last-zh.tsv",
    "unclear-last-en.tsv",
    "unclear-typical-zh.tsv",
    "unclear-typical-en.tsv",
];

struct Row {
    offers: &'static [&'static str],
    wanted: String,
    text: String,
}

fn rows(file: &str) -> Vec<Row> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/answers").join(file);
    let text = std::fs::read_to_string(path).unwrap();
    let row = |line: &str| {
        let parts: Vec<&str> = line.splitn(3, '\t').collect();
        let [offer, wanted, text] = parts.as_slice() else { panic!("{file}: {line}") };
        let offers = OFFERS.iter().find(|(name, _)| name == offer).unwrap().1;
        Row { offers, wanted: (*wanted).to_owned(), text: text.replace("\\n", "\n") }
    };
    text.lines().filter(|l| !l.is_empty()).map(row).collect()
}

/// What people put around an answer. Each is neutral: it changes nothing of what is said.
fn dressings(language: &str) -> (Vec<&'static str>, Vec<&'static str>) {
    match language {
        "zh" => (
            vec!["", "您好，\n\n", "王总好：\n\n", "小李，你好！\n", "大家好，\n", "Hi，\n\n", "收到。\n\n"],
            vec![
                "",
                "\n\n谢谢！",
                "\n\n谢谢\n王强",
                "\n\n祝好！\n\n王强\n研发部 | 启明科技有限公司\n电话：13800000000",
                "\n\n发自我的iPhone",
                "\n\n-- \n王强\n研发部总监\n2024-07-15",
                "\n\n此致\n敬礼\n王强\n2024年7月15日",
            ],
        ),
        _ => (
            vec!["", "Hi Anna,\n\n", "Dear Anna,\n\n", "Hello,\n", "Anna,\n\n", "Thanks, Anna.\n\n"],
            vec![
                "",
                "\n\nThanks!",
                "\n\nBest regards,\nTom",
                "\n\nKind regards\n\nTom Baker\nHead of Research | Qiming Ltd.\nPhone: +86 138 0000 0000",
                "\n\nSent from my iPhone",
                "\n\n-- \nTom Baker\nDirector\nOffice: Mon-Fri 9:00-17:00",
                "\n\nCheers,\nTom",
            ],
        ),
    }
}

/// The letter they answer, quoted as mail programs do, with the words that must not count.
const QUOTES: [&str; 3] = [
    "",
    "\n\n------------------ 原始邮件 ------------------\n发件人: \"小吏\" <beadle@qiming.example>;\n主题: [P-2026-0012] 批办\n\n请回复 批准 或 驳回\n",
    "\n\nOn Mon, Jul 15, 2024 at 9:00 AM beadle <beadle@qiming.example> wrote:\n> Please answer approve or reject.\n> pass / revise\n",
];

/// Whose answers these are: clear ones are signed with the sender's own names; unclear ones are somebody else's.
const SENDER: [&str; 4] = ["王强", "李建国", "Tom Baker", "Tom"];
const STRANGER: [&str; 2] = ["欧阳晴", "Pat Miller"];

fn spoken(text: &str, by: &Names, offers: &[&str], rules: &Rules) -> String {
    let mut raw = b"From: li@qiming.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".to_vec();
    raw.extend_from_slice(text.as_bytes());
    let message = mail::parse(&raw, &OwnMail::default()).unwrap();
    match read(&message.words, by, offers, rules) {
        Reading::Nothing => "nothing".to_owned(),
        Reading::Unsure(unsure) => format!("? {}", unsure.why),
        Reading::Said(said) => said.into_iter().map(|s| s.name).collect::<Vec<_>>().join(", "),
    }
}

fn rules() -> Rules {
    parse(&setting::rule_sources()).unwrap_or_else(|f| panic!("{f}"))
}

/// Answers that were read otherwise than is written beside them: text, wanted, found.
#[derive(Default)]
struct Tally {
    read: usize,
    granted: Vec<(String, String)>,
    wrong: Vec<(String, String)>,
    asked: Vec<(String, String)>,
}

fn play(files: &[&str], by: &[&str], count: impl Fn(&Row, &str, &mut Tally, String)) -> Tally {
    let rules = rules();
    let by = Names::new(by.iter().copied());
    let mut tally = Tally::default();
    for file in files {
        let language = if file.contains("zh") { "zh" } else { "en" };
        let (before, behind) = dressings(language);
        for (n, row) in rows(file).into_iter().enumerate() {
            for (b, before) in before.iter().enumerate() {
                for (e, behind) in behind.iter().enumerate() {
                    // The long lists: each row in a few of them.
                    if ["office", "spoken", "signed", "fresh", "held", "later", "last", "typical"]
                        .iter()
                        .any(|long| file.contains(long))
                        && (b + e + n) % 8 != 0
                    {
                        continue;
                    }
                    let quote = QUOTES[(b + e) % QUOTES.len()];
                    let text = format!("{before}{}{behind}{quote}", row.text);
                    let found = spoken(&text, &by, row.offers, &rules);
                    tally.read += 1;
                    let shown = format!("{text:?}: wanted {}, read {found}", row.wanted);
                    count(&row, &found, &mut tally, shown);
                }
            }
        }
    }
    tally
}

/// Each answer once, with how often it was read otherwise and one example.
fn kinds(what: &[(String, String)]) -> String {
    let mut by: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (answer, shown) in what {
        by.entry(answer).or_insert((0, shown)).0 += 1;
    }
    by.iter().map(|(answer, (n, shown))| format!("{n:3} {answer:?}: {shown}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn clear_answers_are_read_and_at_most_one_in_twenty_is_asked_back() {
    let tally = play(&CLEAR, &SENDER, |row, found, tally, shown| {
        if found == row.wanted {
        } else if found.starts_with('?') || found == "nothing" {
            tally.asked.push((row.text.clone(), shown));
        } else if GRANTS.iter().any(|g| found.contains(g)) {
            tally.granted.push((row.text.clone(), shown));
        } else {
            tally.wrong.push((row.text.clone(), shown));
        }
    });
    println!(
        "{} clear answers: {} asked back, {} wrongly granted, {} otherwise wrong",
        tally.read,
        tally.asked.len(),
        tally.granted.len(),
        tally.wrong.len()
    );
    println!("{}", kinds(&tally.asked));
    assert!(tally.granted.is_empty(), "{}", kinds(&tally.granted));
    assert!(tally.wrong.is_empty(), "{}", kinds(&tally.wrong));
    assert!(tally.asked.len() * 20 <= tally.read, "{} of {}", tally.asked.len(), tally.read);
}

#[test]
fn an_unclear_answer_is_never_taken_for_one() {
    let tally = play(&UNCLEAR, &STRANGER, |row, found, tally, shown| {
        if GRANTS.iter().any(|g| found.contains(g)) {
            tally.granted.push((row.text.clone(), shown));
        } else if !found.starts_with('?') && found != "nothing" {
            tally.wrong.push((row.text.clone(), shown));
        }
    });
    println!(
        "{} unclear answers: {} granted, {} otherwise",
        tally.read,
        tally.granted.len(),
        tally.wrong.len()
    );
    assert!(tally.granted.is_empty(), "{}", kinds(&tally.granted));
    assert!(tally.wrong.is_empty(), "{}", kinds(&tally.wrong));
}

/// What stands before a word of approval and takes it back, defers it, asks, or lets somebody else say it.
const BEFORE: &[&str] = &[
    "别",
    "不要",
    "不能说",
    "我没说",
    "我没",
    "谁说我",
    "谁说",
    "谁",
    "他说",
    "李总",
    "李总说",
    "请李总",
    "请财务",
    "请你",
    "请",
    "听说",
    "据说李总",
    "客户",
    "财务已",
    "难道",
    "凭什么",
    "为什么要",
    "什么叫",
    "是否",
    "能否",
    "可否",
    "要不要",
    "如果预算够，",
    "预算够的话，",
    "如预算允许，",
    "若无人反对，",
    "要是没人反对，",
    "除非改价，",
    "等财务确认，",
    "等我看完再",
    "先补材料再",
    "改完再",
    "修改后",
    "补齐后",
    "有预算，就",
    "有预算就",
    "原则上",
    "原则",
    "基本",
    "部分",
    "暂时",
    "有条件",
    "附条件",
    "差点",
    "鬼才",
    "尚未",
    "还没",
    "未",
    "没有",
    "并未",
    "从未",
    "不会",
    "不想",
    "难以",
    "恐怕不能马上",
    "建议",
    "倾向",
    "拟",
    "明天",
    "下周",
    "稍后",
    "回头",
    "do we ",
    "did we ",
    "who ",
    "why ",
    "if cheap, ",
    "if we have the money ",
    "unless Tom objects, ",
    "Tom ",
    "Tom says ",
    "he ",
    "finance ",
    "not ",
    "never ",
    "not yet ",
    "I haven't ",
    "I would ",
    "I'd ",
    "I will ",
    "I may ",
    "I almost ",
    "maybe ",
    "please ",
    "don't you ",
    "once signed, ",
    "in principle ",
    "partly ",
    "yeah right, ",
];
/// What stands behind it and does the same.
const BEHIND: &[&str] = &[
    "才怪",
    "个屁",
    "个鬼",
    "吗",
    "吗？",
    "？",
    "？？",
    "?",
    "吧？",
    "呢？",
    "与否",
    "还是驳回",
    "或驳回",
    "/驳回",
    "，驳回",
    "。不，驳回",
    "，不同意",
    "，才怪",
    "，开玩笑的",
    "，骗你的",
    "，但是要改",
    "，但",
    "，不过预算要减半",
    "，前提是财务通过",
    "，如果有预算",
    "，如有预算",
    "，除非改价",
    "，条件是周五前",
    "的话再说",
    "的话我通知你",
    "是不可能的",
    "不了",
    "前请补充报价",
    "之前要看合同",
    "前要先问财务",
    "后再说",
    "以后再说",
    "一半",
    "其中两项",
    "第一项",
    "两天",
    " 50%",
    "，金额改为500",
    "，不超过500",
    "，上限500",
    "，改到下周",
    "，推迟一周",
    "，等财务确认",
    "，先补材料",
    "，请先问李总",
    "，需财务会签",
    "，除第二条",
    "，仅限本次",
    "，发错了",
    "，点错了",
    "，撤回",
    "，算了",
    "，取消",
    "，保留意见",
    "，有几个问题",
    "，请补充预算",
    "的是另一个",
    "书已发",
    "人数不够",
    " if it is cheap",
    " if",
    ", if Tom agrees",
    " but",
    ", but later",
    ", not",
    " not",
    ", no",
    " unless Tom objects",
    " once signed",
    " after review",
    " for now",
    " in part",
    " only the first",
    " except item 2",
    "? no",
    " by mistake",
    ", just kidding",
];

/// Each word of approval that the shipped rules know, with each of these around it, in the middle of a mail and alone.
#[test]
fn no_approval_is_read_beside_what_takes_it_back() {
    let rules = rules();
    let (mut tried, mut granted) = (0, Vec::new());
    for (offers, name) in [(&["approve", "reject"], "approve"), (&["pass", "revise"], "pass")] {
        for word in rules.answers[name].words.values().flatten() {
            // `please consider this my approval` is one.
            let fits = |b: &&&str| **b != "please " || !word.contains("my approval");
            let before = BEFORE.iter().filter(fits).map(|b| format!("{b}{word}"));
            let behind = BEHIND.iter().map(|b| format!("{word}{b}"));
            // What is harmless must not cover for it.
            let both = BEHIND.iter().map(|b| format!("好的，没问题，{word}{b}，谢谢"));
            for text in before.chain(behind).chain(both) {
                for text in [
                    text.clone(),
                    format!("您好，\n\n{text}\n\n谢谢\n王强"),
                    format!("Hi Anna, {text}\n\nThanks"),
                ] {
                    tried += 1;
                    if spoken(&text, &Names::default(), offers, &rules) == name {
                        granted.push((word.clone(), format!("{text:?}")));
                    }
                }
            }
        }
    }
    println!("{tried} approvals taken back, {} granted", granted.len());
    assert!(granted.is_empty(), "{}", granted.iter().map(|(_, t)| t.as_str()).collect::<Vec<_>>().join("\n"));
}

/// The daemon works out what else somebody may open only where the mail may mean it. For that no answer may come out
/// otherwise where words are offered besides that the mail says none of.
#[test]
fn an_answer_is_read_the_same_whatever_it_says_nothing_of_is_offered_too() {
    let rules = rules();
    let names = Names::default();
    let (mut same, mut all) = (0, 0);
    for file in CLEAR.into_iter().chain(["unclear-zh.tsv"]) {
        for row in rows(file) {
            let raw = format!(
                "From: li@qiming.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}",
                row.text
            );
            let message = mail::parse(raw.as_bytes(), &OwnMail::default()).unwrap();
            let few = read(&message.words, &names, row.offers, &rules);
            if !matches!(few, Reading::Said(_)) {
                continue;
            }
            let others = rules.answers.keys().map(String::as_str).filter(|name| !row.offers.contains(name));
            all += others.clone().count();
            let unsaid: Vec<&str> = others.filter(|o| says_none_of(&message.words, &[o], &rules)).collect();
            same += unsaid.len();
            for other in &unsaid {
                let more: Vec<&str> = row.offers.iter().chain([other]).copied().collect();
                assert_eq!(read(&message.words, &names, &more, &rules), few, "{:?} with {other}", row.text);
            }
            let more: Vec<&str> = row.offers.iter().chain(&unsaid).copied().collect();
            assert_eq!(read(&message.words, &names, &more, &rules), few, "{:?} with {unsaid:?}", row.text);
        }
    }
    println!("{same} of {all} other words are not meant");
    assert!(same * 10 > all * 8, "{same} of {all}: nothing is gained");
}
