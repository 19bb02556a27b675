//! What is read from forms, tables, files and free text.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::number::number;
use super::*;
use crate::directory::Lang;
use crate::fault::Source;
use crate::rules::{Answer, Choices, Clock, Open, Process, Stake, State, Who};

fn directory() -> Directory {
    let text = include_str!("../../../tests/fixtures/directory.toml");
    Directory::read(&Source::new("directory.toml", text)).unwrap_or_else(|faults| panic!("{faults}"))
}

fn field(name: &str, kind: Kind, labels: &[&str]) -> Field {
    let labels = labels.iter().map(|l| (*l).to_owned()).collect();
    Field {
        name: name.to_owned(),
        kind,
        labels: BTreeMap::from([(Lang::new("zh"), labels)]),
        need: Need::Now,
        default: None,
        from: From::Body,
        min: None,
        max: None,
        check: None,
    }
}

fn priority() -> Kind {
    let words = [("high", vec!["高", "high"]), ("normal", vec!["中"]), ("low", vec!["低"])];
    let named = words.map(|(n, w)| (n.to_owned(), w.into_iter().map(str::to_owned).collect()));
    Kind::Choice(Choices::Named(BTreeMap::from(named)))
}

fn form(fields: Vec<Field>) -> Form {
    Form { name: "request".to_owned(), fields }
}

/// A purchase: what, how many, by when, who, why.
fn purchase() -> Form {
    form(vec![
        field("item", Kind::Text, &["物品", "Item"]),
        field("count", Kind::Number, &["数量"]),
        field("until", Kind::Date, &["交货日期", "Until"]),
        field("buyer", Kind::Person, &["采购人"]),
        Field { need: Need::No, ..field("reason", Kind::Text, &["采购的原因", "Reason"]) },
        Field { need: Need::No, ..field("urgency", priority(), &["优先级"]) },
    ])
}

fn row_form() -> Form {
    Form {
        name: "row".to_owned(),
        fields: vec![
            field("name", Kind::Text, &["事项", "Item"]),
            field("owner", Kind::Person, &["负责人", "Owner"]),
            field("due", Kind::Date, &["截止", "Due"]),
            field("priority", priority(), &["优先级"]),
            Field { need: Need::No, ..field("note", Kind::Text, &["备注"]) },
        ],
    }
}

fn rows_form() -> Form {
    form(vec![field("items", Kind::Rows(Rows::Form("item".to_owned(), "row".to_owned())), &["事项清单"])])
}

fn rules() -> Rules {
    let mut rules = Rules::default();
    let word = |name: &str, word: &str, weak: &[&str]| Answer {
        name: name.to_owned(),
        words: BTreeMap::from([(Lang::new("zh"), vec![word.to_owned()])]),
        weak: BTreeMap::from([(Lang::new("zh"), weak.iter().map(|w| (*w).to_owned()).collect())]),
        comment: BTreeMap::new(),
        stake: Stake::Consent,
        entire: false,
        common: true,
    };
    rules.answers.insert("buy".into(), word("buy", "采购", &[]));
    rules.answers.insert("confirm".into(), word("confirm", "确认", &["收到"]));
    let process = |name: &str, form: Form, command: Option<&str>| Process {
        name: name.to_owned(),
        code: "X".to_owned(),
        about: None,
        title: BTreeMap::new(),
        clock: Clock::Office,
        open: Open {
            subject: BTreeMap::new(),
            command: command.map(str::to_owned),
            by: Who::default(),
            forms: vec![form.name.clone()],
            title: Vec::new(),
            one_per: None,
            refuse: Vec::new(),
            go: Vec::new(),
            every: None,
            holiday: crate::time::Policy::Keep,
            unverified: None,
        },
        forms: BTreeMap::from([(form.name.clone(), form)]),
        keep: Vec::new(),
        derive: Vec::new(),
        lend: BTreeMap::new(),
        states: BTreeMap::new(),
        always: State::default(),
        path: String::new(),
    };
    rules.processes.insert("item".into(), Arc::new(process("item", row_form(), None)));
    rules.processes.insert("purchase".into(), Arc::new(process("purchase", purchase(), Some("buy"))));
    rules
}

#[derive(Default)]
struct Mail<'a> {
    own: &'a str,
    subject: &'a str,
    text: Option<&'a str>,
    tables: Vec<Table>,
    attachments: Vec<Attachment>,
}

fn read_mail(form: &Form, mail: &Mail<'_>) -> Filled {
    let lines = mail.own.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
    let words = Words { own: mail.own.to_owned(), lines, ..Words::default() };
    let (rules, directory) = (rules(), directory());
    let zone = Zone::parse("Asia/Shanghai").unwrap();
    // Monday 10:00 in Shanghai.
    let now = "2024-07-01T02:00:00Z".parse().unwrap();
    let reader = Reader { rules: &rules, directory: &directory, now, zone: &zone };
    let sheet = Sheet {
        words: &words,
        tables: &mail.tables,
        attachments: &mail.attachments,
        subject: mail.subject,
        text: mail.text,
    };
    fill(&[form], &sheet, &reader)
}

fn own(form: &Form, own: &str) -> Filled {
    read_mail(form, &Mail { own, ..Mail::default() })
}

fn show_value(value: &Value) -> String {
    match value {
        Value::Null => "-".to_owned(),
        Value::Int(n) => format!("{n}%"),
        Value::Number(n) => n.to_string(),
        Value::Text(t) => t.clone(),
        Value::Day(day) => day.to_string(),
        Value::At(at) => at.format("%m-%d %H:%MZ").to_string(),
        Value::Span(start, end, text) => {
            format!("{}-{} {text}", start.format("%m-%d %H:%M"), end.format("%H:%MZ"))
        }
        Value::Minutes(m) => format!("{m}m"),
        Value::Person(id) => format!("@{id}"),
        Value::List(items) => {
            format!("[{}]", items.iter().map(show_value).collect::<Vec<_>>().join("; "))
        }
        Value::Row(row) => row.values().map(show_value).collect::<Vec<_>>().join(", "),
        Value::File { name, .. } => format!("file {name}"),
        Value::Bool(b) => b.to_string(),
    }
}

/// `name = value`, and what is wrong as `name! found: why`.
fn show(filled: &Filled) -> String {
    let values = filled.values.iter().map(|(n, v)| format!("{n} = {}", show_value(v)));
    let wrong = filled.wrong.iter().map(|w| format!("{}! {}: {}", w.field, w.found, w.why));
    values.chain(wrong).collect::<Vec<_>>().join(" / ")
}

fn one(kind: Kind, text: &str) -> String {
    let form = form(vec![field("x", kind, &["数据"]), field("other", Kind::Text, &["其他"])]);
    show(&own(&form, &format!("数据：{text}")))
}

fn table(rows: &[&[&str]], place: Place) -> Table {
    Table { rows: rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect(), place }
}

fn attachment(name: &str, media_type: &str, part: usize) -> Attachment {
    let sha256 = format!("{part:064}");
    Attachment { name: Some(name.to_owned()), media_type: media_type.to_owned(), size: 5, sha256, part }
}

#[test]
fn labelled_lines_in_any_width_case_and_order() {
    let all = "buyer = @zhang / count = 3 / item = 显示器 / reason = 旧的坏了 / until = 2024-07-15 / urgency = high";
    let filled = own(
        &purchase(),
        "您好，\n\n采购人: 张伟\n- 数量：３\nitem: 显示器\n* **交货日期**（必填）：7月15日\n原因: 旧的坏了\n【优先级】：高\n\n谢谢\n李娜",
    );
    assert_eq!(show(&filled), all);
    assert_eq!(filled.labelled.len(), 6);
    let inline =
        own(&purchase(), "物品:显示器 数量:3 交货日期:2024-07-15 采购人:zhang@ 原因:旧的坏了 优先级:HIGH");
    assert_eq!(show(&inline), all);
}

#[test]
fn tables_of_two_columns_are_labelled_lines() {
    let rows: &[&[&str]] = &[&["物品", "显示器"], &["数量*", "3"], &["备注", "无"]];
    for place in [Place::Words, Place::Attachment("form.csv".to_owned())] {
        let tables = vec![table(rows, place)];
        let filled = read_mail(&purchase(), &Mail { tables, own: "见表", ..Mail::default() });
        assert_eq!((show(&filled).as_str(), filled.labelled.len()), ("count = 3 / item = 显示器", 2));
    }
    let lying = vec![table(&[&["物品", "数量"], &["显示器", "3"]], Place::Words)];
    let filled = read_mail(&purchase(), &Mail { tables: lying, ..Mail::default() });
    assert_eq!(show(&filled), "count = 3 / item = 显示器");
}

#[test]
fn placeholders_were_not_given() {
    let filled =
        own(&purchase(), "物品：【缺】\n数量：____\n交货日期：（请填写）\n采购人：\n原因：(必填)\n优先级：-");
    assert_eq!((show(&filled).as_str(), filled.labelled.len()), ("", 0));
    assert_eq!(show(&own(&purchase(), "物品：无\n采购人：【缺】\n采购人：李娜")), "buyer = @li / item = 无");
}

#[test]
fn a_block_below_its_label_may_look_like_fields() {
    let filled =
        own(&purchase(), "原因：\n第一：旧的坏了\n第二：新人入职\n\n预算：5000\n物品：显示器\n第三行");
    assert_eq!(
        show(&filled),
        "item = 显示器\n第三行 / reason = 第一：旧的坏了\n第二：新人入职\n\n预算：5000"
    );
}

#[test]
fn numbers_and_percents_as_people_write_them() {
    for (text, expected) in [
        ("3", "x = 3"),
        ("1,000.5", "x = 1000.5"),
        ("¥5000", "x = 5000"),
        ("￥5,000元", "x = 5000"),
        ("5万", "x = 50000"),
        ("1.5万元", "x = 15000"),
        ("三百五十", "x = 350"),
        ("两万", "x = 20000"),
        ("3 台（备用一台）", "x = 3"),
        ("约100", "x = 100"),
        ("3-5", "x! 3-5: not-a-number"),
        ("1,00", "x! 1,00: not-a-number"),
        ("若干", "x! 若干: not-a-number"),
        ("3，或 5", "x! 3，或 5: not-a-number"),
    ] {
        assert_eq!(one(Kind::Number, text), expected, "{text}");
    }
    for (text, expected) in [
        ("80%", "x = 80%"),
        ("80", "x = 80%"),
        ("８０％", "x = 80%"),
        ("百分之八十", "x = 80%"),
        ("八成", "x = 80%"),
        ("已完成 80%", "x = 80%"),
        ("80%，前端完成", "x = 80%"),
        ("120%", "x! 120%: out-of-range"),
        ("差不多", "x! 差不多: not-a-percent"),
    ] {
        assert_eq!(one(Kind::Percent, text), expected, "{text}");
    }
}

#[test]
fn times_are_read_in_the_senders_zone() {
    for (kind, text, expected) in [
        (Kind::Date, "2024-07-15", "x = 2024-07-15"),
        (Kind::Date, "7月15日前（周一）", "x = 2024-07-15"),
        (Kind::Date, "下周三", "x = 2024-07-10"),
        (Kind::Date, "2024-07-15 14:00", "x = 2024-07-15"),
        (Kind::Date, "7月15日，或 7月20日", "x! 7月15日，或 7月20日: not-a-date"),
        (Kind::Date, "尽快", "x! 尽快: not-a-date"),
        (Kind::DateTime, "2024-07-15 14:00", "x = 07-15 06:00Z"),
        (Kind::DateTime, "10分钟前", "x = 07-01 01:50Z"),
        (Kind::DateTime, "7月15日", "x = 2024-07-15"),
        (Kind::DateTime, "中午吧", "x! 中午吧: not-a-time"),
        (Kind::Span, "2024-06-20 14:00-15:00 线上", "x = 06-20 06:00-07:00Z 线上"),
        (Kind::Span, "2024-06-20", "x! 2024-06-20: not-a-span"),
        (Kind::Duration, "1小时30分", "x = 90m"),
        (Kind::Duration, "2h", "x = 120m"),
        (Kind::Duration, "一会儿", "x! 一会儿: not-a-duration"),
    ] {
        assert_eq!(one(kind, text), expected, "{text}");
    }
}

#[test]
fn people_and_choices_come_from_the_directory() {
    for (kind, text, expected) in [
        (Kind::Person, "张伟", "x = @zhang"),
        (Kind::Person, "zhang@", "x = @zhang"),
        (Kind::Person, "@张伟", "x = @zhang"),
        (Kind::Person, "product", "x = @zhang"),
        (Kind::Person, "张围", "x! 张围 (张伟?): not-a-person"),
        (Kind::Person, "Nobody Known", "x! Nobody Known: not-a-person"),
        (Kind::People, "张伟、李娜", "x = [@zhang; @li]"),
        (Kind::People, "zhang@, li@; 王强", "x = [@zhang; @li; @wang]"),
        (Kind::People, "张伟 李娜 张伟", "x = [@zhang; @li]"),
        (Kind::People, "张伟和李娜", "x = [@zhang; @li]"),
        (Kind::People, "张伟、Nobody", "x! Nobody: not-a-person"),
        (priority(), "高", "x = high"),
        (priority(), "HIGH（客户在等）", "x = high"),
        (priority(), "Ｈｉｇｈ。", "x = high"),
        (priority(), " 低 ", "x = low"),
        (priority(), "特高", "x! 特高: not-a-choice"),
    ] {
        assert_eq!(one(kind, text), expected, "{text}");
    }
}

#[test]
fn bounds_are_kept() {
    let bounded = form(vec![
        Field {
            min: Some(Value::Minutes(30)),
            max: Some(Value::Minutes(480)),
            ..field("pace", Kind::Duration, &["间隔"])
        },
        Field { max: Some(Value::Int(10)), ..field("count", Kind::Number, &["数量"]) },
    ]);
    assert_eq!(show(&own(&bounded, "间隔: 2h\n数量: 10")), "count = 10 / pace = 120m");
    assert_eq!(
        show(&own(&bounded, "间隔: 5分钟\n数量: 11")),
        "pace! 5分钟: out-of-range / count! 11: out-of-range"
    );
}

#[test]
fn behind_a_command_one_value_needs_no_label() {
    let progress = form(vec![
        field("percent", Kind::Percent, &["进度"]),
        Field { need: Need::No, ..field("eta", Kind::Date, &["预计"]) },
        Field { need: Need::No, ..field("note", Kind::Text, &["说明"]) },
    ]);
    let say = |form: &Form, text: &str| {
        show(&read_mail(form, &Mail { own: text, text: Some(text), ..Mail::default() }))
    };
    assert_eq!(say(&progress, "80%"), "percent = 80%");
    assert_eq!(
        say(&progress, "80%，预计：7月18日 说明: 前端完成"),
        "eta = 2024-07-18 / note = 前端完成 / percent = 80%"
    );
    assert_eq!(say(&progress, "80% 前端完成\n谢谢"), "note = 前端完成\n谢谢 / percent = 80%");
    assert_eq!(say(&progress, "120%"), "percent! 120%: out-of-range");
    assert_eq!(say(&progress, "联调中"), "note = 联调中");
    let pace = form(vec![field("pace", Kind::Duration, &["间隔"]), field("reason", Kind::Text, &["原因"])]);
    assert_eq!(say(&pace, "2h 原因: 夜里"), "pace = 120m / reason = 夜里");
    assert_eq!(say(&pace, "2h 夜里"), "pace = 120m / reason = 夜里");
    assert_eq!(say(&pace, "：1小时30分，原因：夜里"), "pace = 90m / reason = 夜里");
    let two = form(vec![field("now", Kind::Text, &["现状"]), field("next", Kind::Text, &["下一步"])]);
    assert_eq!(say(&two, "正在恢复"), "");
    // Behind the command that opens the process the same holds, and its thread's subject is not taken.
    let mail = Mail { own: "您好，\n采购 数量:3 物品: 显示器", ..Mail::default() };
    assert_eq!(show(&read_mail(&purchase(), &mail)), "count = 3 / item = 显示器");
}

#[test]
fn subject_text_and_files_where_the_form_allows() {
    let titled = form(vec![
        Field { from: From::Subject, ..field("title", Kind::Text, &["标题"]) },
        field("x", Kind::Text, &["其他"]),
    ]);
    let mail = |own| Mail { own, subject: "显示器三台", ..Mail::default() };
    assert_eq!(show(&read_mail(&titled, &mail("其他：无"))), "title = 显示器三台 / x = 无");
    assert_eq!(show(&read_mail(&titled, &mail("标题：键盘"))), "title = 键盘");
    let notes = form(vec![Field { from: From::BodyOrFile, ..field("notes", Kind::Text, &["纪要"]) }]);
    assert_eq!(show(&own(&notes, "1. 周五发布\n2. 张伟负责")), "notes = 1. 周五发布\n2. 张伟负责");
    assert_eq!(show(&own(&notes, "收到，谢谢")), "");
    let attachments = vec![attachment("notes.docx", "application/msword", 2)];
    let filled = read_mail(&notes, &Mail { own: "见附件", attachments, ..Mail::default() });
    assert_eq!(show(&filled), "notes = file notes.docx");
}

#[test]
fn files_prefer_the_name_of_their_label() {
    let files = form(vec![field("report", Kind::File, &["测试报告"]), field("photo", Kind::File, &["照片"])]);
    let attachments = vec![
        attachment("logo.png", "image/png", 2),
        attachment("invite.ics", "text/calendar", 3),
        attachment("v2测试报告.pdf", "application/pdf", 4),
    ];
    let filled = read_mail(&files, &Mail { own: "见附件", attachments, ..Mail::default() });
    assert_eq!(show(&filled), "photo = file logo.png / report = file v2测试报告.pdf");
    assert_eq!(show(&own(&files, "测试报告：见附件")), "report! 见附件: not-a-file");
    assert_eq!(show(&own(&files, "测试报告：https://x.example/r")), "report = https://x.example/r");
}

const GOOD: &str = "items = [2024-07-15, 画稿, -, @zhang, high; 2024-07-18, 接口, -, @li, normal]";

#[test]
fn rows_from_lines_tables_and_files() {
    for text in [
        "画稿 | zhang@ | 2024-07-15 | 高\n接口 | li@ | 2024-07-18 | 中",
        "大家好，清单如下。\n\n1. 画稿｜张伟｜7月15日｜高\n2、接口｜李娜｜7月18日｜中\n\n谢谢\n王强",
        "事项清单：\n画稿\tzhang@\t2024-07-15\t高\n接口\tli@\t2024-07-18\t中",
        "| 负责人 | 事项 | 截止 | 优先级 |\n|---|---|---|---|\n| 张伟 | 画稿 | 7/15 | 高 |\n| 李娜 | 接口 | 7/18 | 中 |",
        "画稿, zhang@, 2024-07-15, 高\n接口，李娜，7月18日，中",
    ] {
        assert_eq!(show(&own(&rows_form(), text)), GOOD, "{text}");
    }
    let rows: &[&[&str]] = &[
        &["三季度", "", "", "", ""],
        &["序号", "Item", "Owner", "Due", "优先级"],
        &["1", "画稿", "zhang@", "2024-07-15", "high"],
        &["2", "接口", "li@", "2024-07-18", "中"],
        &["", "", "", "", ""],
    ];
    for place in [Place::Words, Place::Attachment("list.csv".to_owned())] {
        let mail =
            Mail { own: "事项清单：见附件", tables: vec![table(rows, place)], ..Mail::default() };
        assert_eq!(show(&read_mail(&rows_form(), &mail)), GOOD);
    }
    let bare = vec![table(&rows[2..4], Place::Attachment("list.csv".to_owned()))];
    assert_eq!(show(&read_mail(&rows_form(), &Mail { tables: bare, ..Mail::default() })), GOOD);
}

#[test]
fn a_row_that_lacks_something_is_named_and_the_others_stay() {
    let filled = own(
        &rows_form(),
        "画稿 | zhang@ | 2024-07-15 | 高\n接口 | | 2024-07-18 |\n联调 | li@ | 尽快 | 中\n4. 上架\n封面 | zhnag | 7/20 | 低 | 可选",
    );
    assert_eq!(
        show(&filled),
        "items = [2024-07-15, 画稿, -, @zhang, high] \
         / items! 接口 | | 2024-07-18 |: row-incomplete: owner, priority \
         / items! 联调 | li@ | 尽快 | 中: row-unreadable: due not-a-date \
         / items! 4. 上架: row-incomplete: owner, due, priority \
         / items! 封面 | zhnag | 7/20 | 低 | 可选: row-unreadable: owner not-a-person"
    );
    assert_eq!(show(&own(&rows_form(), "清单明天发，谢谢")), "");
}

#[test]
fn rows_of_a_person_and_a_text() {
    let columns = vec![("person".to_owned(), Kind::Person), ("text".to_owned(), Kind::Text)];
    let crew = form(vec![field("crew", Kind::Rows(Rows::Columns(columns)), &["安排"])]);
    let expected = "crew = [@zhang, 负责日志; @li, 联系客户]";
    for text in [
        "张伟 — 负责日志\n李娜 — 联系客户",
        "张伟：负责日志\n李娜: 联系客户",
        "安排：\n- 张伟——负责日志\n- 李娜 - 联系客户",
        "张伟 负责日志\n李娜 联系客户",
        "张伟 | 负责日志\n李娜 | 联系客户",
    ] {
        let filled = read_mail(&crew, &Mail { own: text, text: Some(text), ..Mail::default() });
        assert_eq!(show(&filled), expected, "{text}");
    }
}

#[test]
fn a_form_of_one_field_needs_no_label() {
    let owner = form(vec![field("owner", Kind::Person, &["负责人"])]);
    assert_eq!(show(&own(&owner, "您好，\n李娜\n谢谢")), "owner = @li");
    assert_eq!(show(&own(&owner, "我再想想")), "");
    let reason = form(vec![field("reason", Kind::Text, &["原因"])]);
    assert_eq!(show(&own(&reason, "时间不够")), "reason = 时间不够");
    assert_eq!(show(&own(&reason, "好的，谢谢")), "");
}

proptest! {
    #[test]
    fn nothing_panics(text in "(\\PC|物品|数量|[:：|，\n 3%百万]|张伟|采购的原因){0,30}", behind in any::<bool>()) {
        let mail = Mail { own: &text, text: behind.then_some(text.as_str()), subject: &text, ..Mail::default() };
        for form in [purchase(), rows_form()] {
            let filled = read_mail(&form, &mail);
            prop_assert_eq!(&filled, &read_mail(&form, &mail));
        }
    }

    #[test]
    fn whole_numbers_written_are_read(n in 0..10_000_000_u32, wan in 1..99_u32) {
        prop_assert_eq!(number(&n.to_string()), Some(f64::from(n)));
        prop_assert_eq!(number(&format!("{wan}万")), Some(f64::from(wan) * 10_000.0));
    }
}
