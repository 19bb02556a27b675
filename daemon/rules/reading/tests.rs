//! What is read out of which words.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::directory::Lang;
use crate::mail;

fn labels(zh: &[&str], en: &[&str]) -> crate::rules::Labels {
    let list = |words: &[&str]| words.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>();
    BTreeMap::from([(Lang::new("zh"), list(zh)), (Lang::new("en"), list(en))])
}

fn rules() -> Rules {
    let mut rules = Rules::default();
    let mut add = |name: &str, stake, zh: &[&str], en: &[&str], comment: (&[&str], &[&str])| {
        let weak = if name == "confirm" {
            labels(&["好的", "收到", "👍"], &["OK", "okay"])
        } else if name == "reject" || name == "decline" {
            labels(&["不行"], &["no"])
        } else {
            BTreeMap::new()
        };
        let comment = if comment.0.is_empty() { BTreeMap::new() } else { labels(comment.0, comment.1) };
        let answer = Answer {
            name: name.to_owned(),
            words: labels(zh, en),
            weak,
            comment,
            stake,
            entire: name == "ready",
            common: true,
        };
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
    show(read(&words(text), &Names::default(), offered, &rules()))
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
            ("王总，同意", "approve"),
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
    check(&TASK, &[("确认吗", "? question"), ("需协助 谁能看下接口？", "help"), ("进度？", "? question")]);
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
fn a_word_of_two_answers_that_is_only_spoken_of_is_asked_back() {
    let mut rules = rules();
    let mut sign = rules.answers["approve"].clone();
    "sign".clone_into(&mut sign.name);
    rules.answers.insert("sign".to_owned(), sign);
    for (text, wanted) in
        [("我想同意", "? several"), ("大家说要同意吗", "? question"), ("没人同意", "? negated")]
    {
        let read = read(&words(text), &Names::default(), &["approve", "reject", "sign"], &rules);
        assert_eq!(show(read), wanted, "{text}");
    }
}

#[test]
fn one_mail_may_answer_for_several_items() {
    check(
        &TASK,
        &[
            ("T03 确认", "T03 confirm"),
            ("t3：确认", "T03 confirm"),
            ("[P-2026-0012-T03] 确认", "P-2026-0012-T03 confirm"),
            ("p-2026-0012-t3 确认", "P-2026-0012-T03 confirm"),
            (
                "P-2026-0012-T03 确认\nP-2026-0013-T03 拒绝",
                "P-2026-0012-T03 confirm, P-2026-0013-T03 decline",
            ),
            ("P-2026-0012-T03 确认\nT03 拒绝", "? several"),
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
    let text = |t: &str| match read(&words(t), &Names::default(), &TASK, &rules()) {
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
        show(read(
            &Words { inline: true, below: below.to_owned(), ..words(own) },
            &Names::default(),
            &VERDICT,
            &rules(),
        ))
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
            show(read(&message.words, &Names::default(), &VERDICT, &rules())),
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
        if let Reading::Said(said) = read(&words(&text), &Names::default(), &["approve", "pass"], &rules()) {
            prop_assert!(said.iter().all(|s| s.name != "approve" && s.name != "pass"), "{text}");
        }
    }

    #[test]
    fn nothing_panics_and_offers_may_come_in_any_order(
        text in "(\\PC|批准|同意|不|T03|确认|approve|[:：，。\n ?意见]){0,24}",
    ) {
        let forward = read(&words(&text), &Names::default(), &["approve", "reject", "confirm"], &rules());
        let backward = read(&words(&text), &Names::default(), &["confirm", "reject", "approve"], &rules());
        prop_assert_eq!(forward, backward);
    }
}

#[test]
fn beside_an_approval_only_what_is_understood_to_its_last_word_may_stand() {
    for text in [
        "同意，请尽快安排付款",
        "批准，按公司流程走，辛苦大家",
        "同意，请王小明跟进",
        "方案写得很清楚，同意",
        "同意，因为旧的坏了",
        "Approved, please pay the invoice today.",
        "Approved because the old ones are broken",
        "Makes sense, approve",
        "Approved, Anna.",
        "approve, 15 July 2024",
        "同意\n请尽快办理\n\n王强\n研发部",
    ] {
        assert_eq!(shown(text, &VERDICT), "approve", "{text}");
    }
    for text in [
        "同意，李总拍板",
        "同意，请李总批",
        "同意，请张伟审批",
        "同意，走A供应商",
        "同意，手滑了",
        "同意\n\n财务通过后执行",
        "这是测试，同意",
        "Approved, your call",
        "Approved, escalate to Tom",
        "Approved, partially",
        "Approved (tbc)",
        "Approved\nNote: max 5,000",
        "This is a test\nApprove",
        "批准吧",
    ] {
        assert!(shown(text, &VERDICT).starts_with('?'), "{text}: {}", shown(text, &VERDICT));
    }
}

#[test]
fn a_mere_no_refuses_where_it_stands_alone_or_before_its_reason() {
    for text in ["No", "No, too expensive", "不行，客户等着呢", "不行。"] {
        assert_eq!(shown(text, &VERDICT).split(' ').next(), Some("reject"), "{text}");
    }
    for text in ["No, go ahead", "No?", "不行，等下周再说", "No objections", "No, I approve", "不行吗"]
    {
        assert!(!shown(text, &VERDICT).starts_with("reject"), "{text}: {}", shown(text, &VERDICT));
        assert!(!shown(text, &VERDICT).starts_with("approve"), "{text}");
    }
}

#[test]
fn behind_a_receipt_stands_what_its_sender_promises() {
    for text in [
        "收到，周五前完成",
        "收到，今天开工",
        "OK, I'll start on Monday",
        "OK, I'll have it by Friday",
        "好的，马上办",
    ] {
        assert_eq!(shown(text, &TASK), "confirm", "{text}");
    }
    let others = [
        "收到，时间太紧",
        "收到，我看看",
        "OK, possibly",
        "收到。\n可以是可以，时间太紧",
        "OK, let me see",
        "收到，这个归采购",
    ];
    for text in others {
        assert!(!shown(text, &TASK).starts_with("confirm"), "{text}: {}", shown(text, &TASK));
    }
    assert_eq!(shown("T03 OK", &TASK), "T03 confirm");
}

#[test]
fn a_fact_of_the_whole_is_not_said_of_a_part_or_of_later() {
    for text in ["ready", "Ready, looking at the logs", "已到位 14:30", "ready when you are"] {
        assert_eq!(shown(text, &["ready"]), "ready", "{text}");
    }
    for text in [
        "ready in ten minutes",
        "ready by Friday",
        "ready, except the printer",
        "ready 80%",
        "ready?",
        "ready, I think",
    ] {
        assert!(!shown(text, &["ready"]).starts_with("ready"), "{text}: {}", shown(text, &["ready"]));
    }
    assert_eq!(shown("progress 80%", &TASK), "progress");
}
