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
use beadle::rules::reading::{Reading, read, says_none_of};
use beadle::rules::{Rules, parse};

/// What each question offers.
const OFFERS: [(&str, &[&str]); 3] = [
    ("verdict", &["approve", "reject"]),
    ("accept", &["pass", "revise"]),
    ("task", &["confirm", "decline", "progress", "help", "cancel"]),
];
/// Answers that decide in favour of somebody.
const GRANTS: [&str; 2] = ["approve", "pass"];

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

fn spoken(text: &str, offers: &[&str], rules: &Rules) -> String {
    let mut raw = b"From: li@qiming.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".to_vec();
    raw.extend_from_slice(text.as_bytes());
    let message = mail::parse(&raw, &OwnMail::default()).unwrap();
    match read(&message.words, offers, rules) {
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

fn play(files: [&str; 4], count: impl Fn(&Row, &str, &mut Tally, String)) -> Tally {
    let rules = rules();
    let mut tally = Tally::default();
    for file in files {
        let language = if file.contains("zh") { "zh" } else { "en" };
        let (before, behind) = dressings(language);
        for row in rows(file) {
            for (b, before) in before.iter().enumerate() {
                for (e, behind) in behind.iter().enumerate() {
                    let quote = QUOTES[(b + e) % QUOTES.len()];
                    let text = format!("{before}{}{behind}{quote}", row.text);
                    let found = spoken(&text, row.offers, &rules);
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
    let tally = play(
        ["clear-zh.tsv", "clear-en.tsv", "clear-more-zh.tsv", "clear-more-en.tsv"],
        |row, found, tally, shown| {
            if found == row.wanted {
            } else if found.starts_with('?') || found == "nothing" {
                tally.asked.push((row.text.clone(), shown));
            } else if GRANTS.iter().any(|g| found.contains(g)) {
                tally.granted.push((row.text.clone(), shown));
            } else {
                tally.wrong.push((row.text.clone(), shown));
            }
        },
    );
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
    let tally = play(
        ["unclear-zh.tsv", "unclear-en.tsv", "unclear-more-zh.tsv", "unclear-more-en.tsv"],
        |row, found, tally, shown| {
            if GRANTS.iter().any(|g| found.contains(g)) {
                tally.granted.push((row.text.clone(), shown));
            } else if !found.starts_with('?') && found != "nothing" {
                tally.wrong.push((row.text.clone(), shown));
            }
        },
    );
    println!(
        "{} unclear answers: {} granted, {} otherwise",
        tally.read,
        tally.granted.len(),
        tally.wrong.len()
    );
    assert!(tally.granted.is_empty(), "{}", kinds(&tally.granted));
    assert!(tally.wrong.is_empty(), "{}", kinds(&tally.wrong));
}

/// The daemon works out what else somebody may open only where the mail may mean it. For that no answer may come out
/// otherwise where words are offered besides that the mail says none of.
#[test]
fn an_answer_is_read_the_same_whatever_it_says_nothing_of_is_offered_too() {
    let rules = rules();
    let (mut same, mut all) = (0, 0);
    for file in ["clear-zh.tsv", "clear-en.tsv", "clear-more-zh.tsv", "clear-more-en.tsv", "unclear-zh.tsv"] {
        for row in rows(file) {
            let raw = format!(
                "From: li@qiming.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{}",
                row.text
            );
            let message = mail::parse(raw.as_bytes(), &OwnMail::default()).unwrap();
            let few = read(&message.words, row.offers, &rules);
            if !matches!(few, Reading::Said(_)) {
                continue;
            }
            let others = rules.answers.keys().map(String::as_str).filter(|name| !row.offers.contains(name));
            all += others.clone().count();
            let unsaid: Vec<&str> = others.filter(|o| says_none_of(&message.words, &[o], &rules)).collect();
            same += unsaid.len();
            for other in &unsaid {
                let more: Vec<&str> = row.offers.iter().chain([other]).copied().collect();
                assert_eq!(read(&message.words, &more, &rules), few, "{:?} with {other}", row.text);
            }
            let more: Vec<&str> = row.offers.iter().chain(&unsaid).copied().collect();
            assert_eq!(read(&message.words, &more, &rules), few, "{:?} with {unsaid:?}", row.text);
        }
    }
    println!("{same} of {all} other words are not meant");
    assert!(same * 10 > all * 8, "{same} of {all}: nothing is gained");
}
