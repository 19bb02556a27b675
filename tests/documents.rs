//! The documents of the archive: every one that any story leaves has the shape of its form, in Chinese and in English;
//! the two forms of the guide are held line by line; a task list that goes out again says which version it is.
//!
//! `BEADLE_SHOW=DIR cargo test --test documents` leaves them all in a folder, to be looked at.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;

use beadle::compose::Composer;
use beadle::directory::Directory;
use beadle::scenario::{Played, play, read};
use beadle::turn::Setting;
use beadle::turn::outbox::{Filed, files};
use mail_parser::MessageParser;

/// The shipped setting; in a company whose language is English, everybody's letters are English as well.
fn setting_in(lang: &str) -> Setting {
    let mut setting = setting::setting();
    let source = setting::sources("tests/fixtures", &["toml"]).into_iter();
    let source = source.filter(|s| s.path().ends_with("directory.toml")).last().unwrap();
    let text = source.text().replace("language = \"zh\"", &format!("language = \"{lang}\""));
    let source = beadle::fault::Source::new(source.path(), text);
    setting.directory = Directory::read(&source).unwrap_or_else(|faults| panic!("{faults}"));
    setting.composer = Composer::new(&setting::template_sources(), &setting.rules, &setting.directory)
        .unwrap_or_else(|faults| panic!("{faults}"));
    setting
}

/// What a story leaves, played in a company of that language; English answers are read as well as Chinese ones.
fn played(story: &str, setting: &Setting) -> Played {
    let path = format!("tests/scenarios/{story}.story");
    let source = setting::sources("tests/scenarios", &["story"]).into_iter().find(|s| s.path() == path);
    play(&read(&source.unwrap()).unwrap(), setting)
}

/// The Markdown documents that were archived, by name.
fn archived(played: &Played) -> BTreeMap<String, String> {
    let text = |filed| match filed {
        Filed::Text(text) => Some(String::from_utf8(text).unwrap()),
        Filed::Spooled(_) => None,
    };
    files(&played.rows).into_iter().filter_map(|(name, filed)| Some((name, text(filed)?))).collect()
}

/// The last document of that name.
fn document(played: &Played, name: &str) -> String {
    let named = format!("\nname: \"{name}\"\n");
    let mut found: Vec<String> = archived(played).into_values().filter(|t| t.contains(&named)).collect();
    found.sort_by_key(|text| text.lines().find(|l| l.starts_with("date: ")).map(str::to_owned));
    found.pop().unwrap_or_else(|| panic!("there is no document '{name}'"))
}

/// The text part of the last letter of that name.
fn letter(played: &Played, name: &str) -> String {
    let found = played.letters.iter().rfind(|letter| letter.name == name).unwrap();
    let mail = MessageParser::default().parse(&found.bytes).unwrap();
    mail.body_text(0).unwrap().into_owned()
}

/// Every label begins a row, a heading or a head of a column, in this order.
fn has_in_order(what: &str, text: &str, labels: &[&str]) {
    let mut rest = text;
    for label in labels {
        let at = rest.find(label).unwrap_or_else(|| panic!("{what} lacks '{label}' at its place:\n{text}"));
        rest = &rest[at + label.len()..];
    }
}

#[test]
fn every_document_of_every_story_has_the_shape_of_its_form() {
    let show = std::env::var_os("BEADLE_SHOW").map(std::path::PathBuf::from);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let mut stories = setting::sources("tests/scenarios", &["story"]);
    for lang in ["zh", "en"] {
        let setting = setting_in(lang);
        // In English those that have left each kind for the first time.
        let mut first = Vec::new();
        for source in stories {
            let played = play(&read(&source).unwrap(), &setting);
            let known = kinds.len();
            for (name, text) in archived(&played) {
                let (front, body) = text.strip_prefix("---\n").unwrap().split_once("\n---\n\n").unwrap();
                let field = |key: &str| {
                    let line = front.lines().find_map(|line| line.strip_prefix(&format!("{key}: ")));
                    let value: String = serde_json::from_str(line.unwrap()).unwrap();
                    value
                };
                let (case, process, kind) = (field("case"), field("process"), field("name"));
                let heading = body.lines().next().unwrap();
                assert!(
                    heading.starts_with("# ") && heading.contains(&case),
                    "{}: {name}\n{body}",
                    source.path()
                );
                assert!(body.contains("\n|---|---|"), "{}: {name} is no form\n{body}", source.path());
                let plain = body.lines().any(|line| line.starts_with("- **") && line.contains("**："));
                assert!(!plain, "{}: {name} is a plain list\n{body}", source.path());
                *kinds.entry(format!("{process}/{kind}")).or_default() += 1;
                if let Some(folder) = &show {
                    std::fs::create_dir_all(folder).unwrap();
                    std::fs::write(folder.join(format!("{process}-{kind}.{lang}-{name}")), &text).unwrap();
                }
            }
            if kinds.len() > known {
                first.push(source);
            }
        }
        stories = first;
    }
    let all = [
        "change/signature",
        "customer/assessment",
        "customer/callback",
        "customer/closing",
        "customer/registration",
        "delay-request/request",
        "incident/customer-letter",
        "incident/resolved",
        "measure/done",
        "monthly/digest",
        "postmortem/plans",
        "postmortem/report",
        "project/minutes",
        "project/retro",
        "project/spec",
        "project/tasks",
        "reporting/minutes",
        "task/acceptance",
        "task/delivery",
        "weekly/digest",
    ];
    let found: Vec<&str> = kinds.keys().map(String::as_str).collect();
    assert_eq!(found, all, "a document that no story leaves is not looked at; a new one is added here");
}

#[test]
fn the_first_form_of_the_guide_has_every_line() {
    for (lang, labels) in [
        (
            "zh",
            [
                "编号",
                "上报人",
                "部门",
                "联系方式",
                "上报时间",
                "发生时间",
                "发现方式",
                "问题描述",
                "影响范围",
                "紧急程度",
                "已采取的临时措施及效果",
                "需要的支持",
                "附件",
            ],
        ),
        (
            "en",
            [
                "umber",
                "Reported by",
                "epartment",
                "Contact",
                "Reported at",
                "Since",
                "Found by",
                "Problem",
                "Scope",
                "Level",
                "Measures so far, and their effect",
                "Support needed",
                "Attachment",
            ],
        ),
    ] {
        let setting = setting_in(lang);
        let played = played("guide-outage", &setting);
        for name in ["alarm", "assign"] {
            has_in_order(&format!("{name} in {lang}"), &letter(&played, name), &labels);
        }
        let bytes = &played.letters.iter().find(|letter| letter.name == "alarm").unwrap().bytes;
        let mail = MessageParser::default().parse(bytes).unwrap();
        let form = mail.attachments().find_map(|part| part.text_contents()).unwrap();
        has_in_order(&format!("the form in {lang}"), form, &labels);
        // Required by the guide.
        for label in [labels[5], labels[8], labels[10]] {
            assert!(form.contains(&format!("\n| **{label}** | ")), "{label} is not in bold:\n{form}");
        }
    }
}

#[test]
fn the_second_form_of_the_guide_has_every_line() {
    for (lang, labels) in [
        (
            "zh",
            [
                "编号",
                "级别",
                "发生时间",
                "发现时间",
                "响应时间",
                "止损时间",
                "恢复时间",
                "影响时长",
                "影响范围",
                "问题原因（直接）",
                "问题原因（根本）",
                "解决措施（临时）",
                "解决措施（永久）",
                "时间线",
                "参与人员",
                "分工",
                "用户告知情况",
                "遗留风险",
                "复盘会时间",
                "改进项",
                "编制 / 审核",
            ],
        ),
        (
            "en",
            [
                "umber",
                "Level",
                "Since",
                "Noticed",
                "Taken",
                "Contained",
                "Restored",
                "Lasted",
                "Impact",
                "Cause (direct)",
                "Cause (root)",
                "First measures",
                "Permanent fix",
                "Timeline",
                "Who",
                "did",
                "Customers told",
                "Risks left",
                "Review",
                "Improvements",
                "Report by / reviewed by",
            ],
        ),
    ] {
        let setting = setting_in(lang);
        let played = played("guide-outage", &setting);
        has_in_order(&format!("the letter in {lang}"), &letter(&played, "resolved"), &labels);
        has_in_order(&format!("the document in {lang}"), &document(&played, "resolved"), &labels);
        let lasted =
            if lang == "zh" { "| **影响时长** | 2 小时 |" } else { "| **Lasted** | 2 hours |" };
        assert!(document(&played, "resolved").contains(lasted), "{}", document(&played, "resolved"));
    }
}

#[test]
fn a_task_list_that_goes_out_again_says_its_version_and_what_changed() {
    let setting = setting_in("zh");
    let played = played("delay-request", &setting);
    let letters: Vec<_> = played.letters.iter().filter(|letter| letter.name == "task-list").collect();
    let first = MessageParser::default().parse(&letters[0].bytes).unwrap();
    let first = first.body_text(0).unwrap();
    assert!(first.contains("《项目任务清单》v1") && !first.contains("相比"), "{first}");
    for text in [letter(&played, "task-list"), document(&played, "tasks")] {
        has_in_order("the second list", &text, &["《项目任务清单》v2"]);
        has_in_order(
            "the second list",
            &text,
            &["与 v1 相比", "T01 UI设计初稿", "截止时间由 2024-07-15", "2024-07-18", "原因：", "其余不变"],
        );
        assert!(text.contains("\n| T01 | UI设计初稿") || text.contains("\nT01 | UI设计初稿"), "{text}");
    }
    // Each has its own file.
    let lists = archived(&played).into_values().filter(|text| text.contains("\nname: \"tasks\"\n"));
    assert_eq!(lists.count(), 2);
}

#[test]
fn a_company_that_speaks_english_reads_nothing_else() {
    let setting = setting_in("en");
    let chinese = |c: char| matches!(c, '\u{3000}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}');
    let (mut letters, mut documents) = (0, 0);
    for story in ["english-reports", "english-newcomer", "english-customer"] {
        let played = played(story, &setting);
        for letter in &played.letters {
            let mail = MessageParser::default().parse(&letter.bytes).unwrap();
            let all = format!("{}\n{}", letter.subject, mail.body_text(0).unwrap());
            assert!(!all.contains(chinese), "{story}: {} to {}:\n{all}", letter.name, letter.to);
            letters += 1;
        }
        for (name, text) in archived(&played) {
            assert!(!text.contains(chinese), "{story}: {name}:\n{text}");
            documents += 1;
        }
    }
    assert!(letters > 50 && documents > 5, "{letters} letters, {documents} documents");
}
