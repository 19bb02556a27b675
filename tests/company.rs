//! A company's days over real servers: the built `beadle run` between a real Dovecot (IMAP, TLS) and a real Exim
//! (submission, STARTTLS), people who write, answer and press accept, servers that go away and come back.
//!
//! What each process does in detail is told by the scenarios in virtual time; here is shown that the whole of it works
//! on real mail, with the machine's own clock.

mod office;
mod rig;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Duration;

use beadle::service::clock::Clock;
use beadle::time::Instant;
use office::{Letter, Office};

/// A time of the calendar that is two minutes away at most, on a busy machine.
const OPENS_WITHIN: Duration = Duration::from_secs(180);

const ZHANG: &str = "zhang@rig.test"; // asks for the project
const LIU: &str = "liu@rig.test"; // manages it
const CHEN: &str = "chen@rig.test";
const ANNA: &str = "anna@rig.test"; // reads English
const WANG: &str = "wang@rig.test";
const SUN: &str = "sun@rig.test";
const TOM: &str = "tom@rig.test"; // reads English
const LIN: &str = "lin@rig.test";

// ── the project and its delay requests ───────────────────────────────────────────────────────────────────────

/// From the first mail to the task list: kickoff, minutes, two tasks, both taken.
fn project(office: &Office) -> String {
    let yesterday = office.day(-1);
    office.write(
        ZHANG,
        "【项目启动】会员小程序",
        &format!(
            "发起人：张伟\n项目经理：刘洋\n研发负责人：陈晨\n设计负责人：Anna Schmidt\n市场对接人：孙丽\n\n\
             项目背景：会员还在填纸质表格\n核心目标：会员能在线续费\n功能清单：登录、续费、发票\n\
             用户画像：三万名老会员\n预期成果：续费率达到八成\n期望完成时间：{}\n\
             启动会：{yesterday} 14:00-15:00 线上\n",
            office.day(60)
        ),
    );
    let kickoff = office.letter(LIU, "kickoff invite", |l| l.method() == Some("REQUEST"));
    let case = case_of(&kickoff);
    for member in [ZHANG, LIU, CHEN, ANNA, SUN] {
        office.letter(member, "roster", |l| l.subject.contains(&case) && l.calendar.is_none() && !l.asks());
        office
            .letter(member, "kickoff invite", |l| l.subject.contains(&case) && l.method() == Some("REQUEST"));
    }
    // The meeting is over: its minutes are asked for, then the task list.
    let minutes = office.letter(ZHANG, "question for the minutes", |l| l.asks() && l.subject.contains(&case));
    office.send(&minutes.reply("会议纪要：大家都清楚了，先做登录。"));
    let tasks = office.letter(LIU, "question for the task list", |l| l.asks() && l.subject.contains(&case));
    let due = office.day(20);
    office.send(
        &tasks.reply(&format!(
            "任务清单：\n接口开发 | 陈晨 | {due} | 高\n界面设计 | Anna Schmidt | {due} | 中\n"
        )),
    );
    for (owner, word, number) in [(CHEN, "确认", "T01"), (ANNA, "confirm", "T02")] {
        let task = format!("{case}-{number}");
        let offer = office.letter(owner, "task", |l| l.asks() && l.subject.contains(&task));
        assert_eq!(offer.method(), Some("REQUEST"), "the due date comes as a calendar entry: {}", offer.text);
        assert!(offer.event("DTSTART").is_some_and(|at| at.starts_with(&due.format("%Y%m%d").to_string())));
        office.send(&offer.reply(word));
        office.until("the task is taken", || state(office, &task) == "working");
    }
    case
}

#[test]
fn a_delay_request_asks_two_people_and_their_two_answers_move_the_date_the_list_and_the_invite() {
    let office = Office::open("");
    let daemon = office.ready();
    let project = project(&office);
    let until = office.day(27);
    let chinese = format!("延至：{until}\n原因：第三方接口没有按时开放\n调整后的计划：先做前端");
    let english = format!("Until: {until}\nReason: the fonts are late\nPlan: icons first");
    for (owner, number, tag, form, word, request) in [
        (CHEN, "T01", "【延期申请】", chinese, "同意", 1),
        (ANNA, "T02", "[Delay request] ", english, "approve", 2),
    ] {
        let task = format!("{project}-{number}");
        let request = format!("DLY-{}-{request:04}", office.day(0).format("%Y"));
        office.write(owner, &format!("{tag}{task}"), &form);
        let letters = [ZHANG, LIU].map(|approver| {
            office.letter(approver, "question for approval", |l| l.asks() && l.case == request)
        });
        assert_ne!(letters[0].reply_to, letters[1].reply_to, "each has a token of their own");
        assert!(
            letters.iter().all(|l| l.text.contains("T01") || l.text.contains("T02")),
            "{}",
            letters[0].text
        );
        office.send(&letters[0].reply(word));
        office.letter(ZHANG, "echo", |l| !l.asks() && l.case == request);
        // One of two is not enough: nothing moves.
        assert_eq!(state(&office, &request), "review");
        office.send(&letters[1].reply(word));

        let day = until.format("%Y%m%d").to_string();
        let moved = office
            .letter(owner, "moved invite", |l| l.subject.contains(&task) && l.event("SEQUENCE") == Some("1"));
        assert_eq!(moved.method(), Some("REQUEST"));
        assert!(moved.event("DTSTART").is_some_and(|at| at.starts_with(&day)), "{:?}", moved.calendar);
        let first = office
            .letter(owner, "first invite", |l| l.subject.contains(&task) && l.event("SEQUENCE") == Some("0"));
        assert_eq!(moved.event("UID"), first.event("UID"), "it is the same entry, moved");
        for member in [ZHANG, LIU, CHEN, ANNA, SUN] {
            office.letter(member, "task list with the new date", |l| {
                !l.asks() && l.calendar.is_none() && l.case == project && lists(l, number, until)
            });
        }
        office.letter(owner, "granted delay", |l| !l.asks() && l.case == request);
        assert_eq!(state(&office, &request), "granted");
    }
    assert!(daemon.end().success());
}

#[test]
fn an_incident_has_its_ten_and_thirty_minutes_in_the_deadlines() {
    let office = Office::open("");
    let daemon = office.ready();
    let begun = Clock::system().now();
    office.write(TOM, "【紧急】官网无法访问，用户反馈量激增", "发生时间：刚才\n影响范围：全部用户\n");
    let question = office.letter(CHEN, "question for the crew", Letter::asks);
    let case = case_of(&question);
    for told in [TOM, WANG, SUN] {
        office.letter(told, "alarm", |l| !l.asks() && l.subject.contains(&case));
    }
    // Five minutes until the lead is reminded and the second is asked as well, ten until the CTO hears of it.
    let minutes = |at: Instant| (at - begun).num_minutes();
    let (next, due) = deadline(&office, &case, "assign");
    assert!((5..=6).contains(&minutes(next)) && (10..=11).contains(&minutes(due)), "{next} {due} {begun}");

    office.send(&question.reply("分工：\nTom Becker 查日志\nAnna Schmidt 联系云服务商\n"));
    for member in [TOM, ANNA] {
        let call = office.letter(member, "call", |l| l.asks() && l.method() == Some("REQUEST"));
        assert!(call.subject.contains(&case), "{}", call.subject);
    }
    let (next, due) = deadline(&office, &case, "ready");
    assert!((15..=17).contains(&minutes(next)) && (30..=32).contains(&minutes(due)), "{next} {due} {begun}");
    let call = office.letter(ANNA, "call", |l| l.asks() && l.method() == Some("REQUEST"));
    office.send(&call.reply("ready"));
    office.letter(CHEN, "news that somebody is in place", |l| !l.asks() && l.text.contains("Anna"));
    office.letter(LIN, "news for the management", |l| l.subject.contains(&case));
    assert!(daemon.end().success());
}

// ── servers that go away ─────────────────────────────────────────────────────────────────────────────────────

#[test]
fn restarts_of_both_servers_in_mid_stream_lose_nothing_and_double_nothing() {
    let office = Office::open("");
    let daemon = office.ready();
    let subjects: Vec<String> = (0..40).map(|n| format!("【新项目】小项目{n}号")).collect();
    for (n, subject) in subjects.iter().enumerate() {
        // Straight into the mailbox, so that no outage of Exim can keep a mail from getting there.
        let mail = format!(
            "From: <{ZHANG}>\nTo: <beadle@rig.test>\nMessage-ID: <{n}@desk.rig.test>\nSubject: {subject}\n\n项目经理：刘洋\n"
        );
        if n == 10 {
            office.rig.kill_smtp();
        }
        if n == 20 {
            office.rig.kill_imap();
            office.rig.start_imap().expect("Dovecot starts again");
        }
        if n == 30 {
            office.rig.start_smtp().expect("Exim starts again");
            office.rig.restart_imap();
        }
        office.rig.deliver("beadle@rig.test", mail);
    }
    office.until("every mail has become a case", || office.json(&["cases"]).len() == subjects.len());
    // Letters that found Exim gone wait for a minute; the operator need not.
    office.until("every letter has left", || {
        office.beadle(&["retry"]);
        office.json(&["outbox"]).is_empty()
    });
    for reader in [ZHANG, LIU] {
        let mut got: BTreeMap<String, Vec<Letter>> = BTreeMap::new();
        office.until("all have arrived", || {
            got.clear();
            for letter in office.letters(reader) {
                got.entry(letter.message_id.clone()).or_default().push(letter);
            }
            let cases: BTreeSet<String> = got.values().map(|l| case_of(&l[0])).collect();
            cases.len() == subjects.len()
        });
        // Exim was killed without a word: what it had taken and not confirmed may come again, the same.
        assert!(got.values().all(|same| same.iter().all(|l| l.text == same[0].text)));
    }
    assert!(daemon.end().success());
}

// ── a trial, an operator, an end ─────────────────────────────────────────────────────────────────────────────

#[test]
fn the_first_start_on_a_full_mailbox_begins_at_its_end() {
    let office = Office::open("");
    let old =
        format!("From: <{ZHANG}>\nTo: <beadle@rig.test>\nSubject: 【新项目】去年的\n\n项目经理：刘洋\n");
    office.rig.deliver_all("beadle@rig.test", (0..20).map(|_| old.as_str()));
    let daemon = office.ready();
    office.write(ZHANG, "【新项目】今年的", "项目经理：刘洋\n");
    office.letter(LIU, "letter", |l| l.subject.contains("今年的"));
    let titles: Vec<String> = office.json(&["cases"]).iter().map(|c| c.to_string()).collect();
    assert!(titles.len() == 1 && titles[0].contains("今年的"), "{titles:?}");
    assert!(daemon.end().success());
    // The second start is no first start: what came in the meantime is caught up.
    office.write(ZHANG, "【新项目】昨夜的", "项目经理：刘洋\n");
    office.until("it has come", || office.rig.mailbox("beadle@rig.test").len() == 22);
    let daemon = office.ready();
    office.letter(LIU, "letter", |l| l.subject.contains("昨夜的"));
    assert_eq!(office.json(&["cases"]).len(), 2);
    assert!(daemon.end().success());
    // A server that numbers the folder anew lists all of it again, and still nothing from before the first start begins.
    office.rig.renumber("beadle@rig.test");
    let daemon = office.ready();
    office.write(ZHANG, "【新项目】改号后的", "项目经理：刘洋\n");
    office.letter(LIU, "letter", |l| l.subject.contains("改号后的"));
    let titles: Vec<String> = office.json(&["cases"]).iter().map(|c| c.to_string()).collect();
    assert_eq!(titles.len(), 3, "{titles:?}");
    assert!(daemon.end().success());
}

#[test]
fn a_trial_sends_to_the_listed_only_and_says_so() {
    let office = Office::open("[trial]\nonly_to = ['zhang@rig.test']\n");
    let daemon = office.ready();
    office.write(ZHANG, "【新项目】试运行", "项目经理：刘洋\n");
    let letter = office.letter(ZHANG, "letter", |l| l.subject.contains("试运行"));
    let case = case_of(&letter);
    let waiting = |address: &str| office.json(&["outbox"]).iter().any(|l| l.to_string().contains(address));
    office.until("the rest waits", || waiting(LIU));
    assert!(!waiting(ZHANG) || office.letters(ZHANG).iter().any(|l| l.subject.contains(&case)));
    assert!(office.beadle(&["status"]).out.contains("zhang@rig.test"), "{}", office.beadle(&["status"]).out);
    assert!(daemon.end().success());
    assert!(office.letters(LIU).is_empty());
}

#[test]
fn what_is_held_leaves_when_it_is_resumed_and_a_restart_lets_nothing_slip() {
    let office = Office::open("");
    let daemon = office.ready();
    assert_eq!(office.beadle(&["hold"]).code, Some(0));
    office.write(ZHANG, "【新项目】暂缓", "项目经理：刘洋\n");
    office.until("the letters wait", || !office.json(&["outbox"]).is_empty());
    assert!(daemon.end().success());
    let daemon = office.ready();
    let waiting = office.json(&["outbox"]).len();
    assert!(waiting > 0 && office.letters(ZHANG).is_empty());
    assert_eq!(office.beadle(&["resume"]).code, Some(0));
    office.letter(ZHANG, "letter", |l| l.subject.contains("暂缓"));
    office.until("nothing waits", || office.json(&["outbox"]).is_empty());
    assert!(daemon.end().success());
}

#[test]
fn it_ends_when_told_to_and_starts_again_where_it_was() {
    let office = Office::open("");
    let daemon = office.ready();
    let mut second = office.start();
    assert_eq!(second.wait().code(), Some(75), "the store has one owner");
    assert!(office.beadle(&["status"]).code == Some(0), "the first goes on");
    let begun = std::time::Instant::now();
    assert_eq!(daemon.end().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    let daemon = office.ready();
    assert!(daemon.end().success());
}

#[test]
fn a_bad_file_stops_the_start_and_names_the_place() {
    let office = Office::open("[trail]\nhold = true\n");
    let mut daemon = office.start();
    assert_eq!(daemon.wait().code(), Some(78));
    let log = office.log();
    assert!(
        log.contains("beadle.toml:") && log.contains("trial"),
        "the file, the line and a near match: {log}"
    );
    // A running daemon keeps its last good set.
    office.configure("");
    let daemon = office.ready();
    let good = std::fs::read_to_string(office.root().join("directory.toml")).expect("the directory");
    office.file("directory.toml", &good.replace("cto            = \"wang\"", "cto            = \"wnag\""));
    let told = office.beadle(&["reload"]);
    assert_eq!(told.code, Some(78), "{told:?}");
    assert!(told.err.contains("directory.toml") && told.err.contains("wang"), "{}", told.err);
    office.write(ZHANG, "【新项目】照常", "项目经理：刘洋\n");
    office.letter(LIU, "letter", |l| l.subject.contains("照常"));
    assert!(daemon.end().success());
}

// ── by the calendar ──────────────────────────────────────────────────────────────────────────────────────────

/// A process that opens itself in a minute or two, and waits for days.
fn daily(at: &str) -> String {
    format!(
        "# Opened by the calendar.\nprocess = \"daily\"\ncode = \"DAY\"\ntitle = {{ zh = \"每日\", en = \"Daily\" }}\n\
         [open]\nevery = \"day {at}\"\ngo = \"going\"\n\
         [state.going.at.over]\nat = \"5d\"\ngo = \"over\"\n[state.over]\nend = true\n"
    )
}

#[test]
fn a_process_of_the_calendar_opens_once_at_its_time_also_over_a_restart() {
    let office = Office::open("");
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    for entry in std::fs::read_dir(&rules).expect("the shipped rules").flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|ending| ending == "toml") {
            let text = std::fs::read_to_string(&path).expect("a process file");
            office.file(&format!("rules/{}", entry.file_name().display()), &text);
        }
    }
    let config = std::fs::read_to_string(office.config()).expect("the configuration");
    office.file("beadle.toml", &config.replace(&format!("\"{}\"", rules.display()), "\"rules\""));
    // At least a minute for the start.
    let at =
        office.zone.local(Clock::system().now() + chrono::Duration::seconds(120)).format("%H:%M").to_string();
    office.file("rules/daily.toml", &daily(&at));
    let opened = || {
        let cases = office.json(&["cases"]);
        cases.iter().filter(|case| case["process"] == "daily").count()
    };
    let daemon = office.ready();
    assert_eq!(opened(), 0, "it is not time yet");
    // The plan outlives a start.
    assert!(daemon.end().success());
    let daemon = office.ready();
    let end = std::time::Instant::now() + OPENS_WITHIN;
    while opened() == 0 {
        assert!(std::time::Instant::now() < end, "nothing opened at {at}\n{}", office.log());
        std::thread::sleep(Duration::from_millis(500));
    }
    daemon.kill();
    let daemon = office.ready();
    assert_eq!(opened(), 1, "once a day");
    assert!(daemon.end().success());
}

// ── what the tests look at ───────────────────────────────────────────────────────────────────────────────────

/// The case a letter is about; its subject names it, too.
fn case_of(letter: &Letter) -> String {
    assert!(!letter.case.is_empty() && letter.subject.contains(&letter.case), "{}", letter.subject);
    letter.case.clone()
}

fn state(office: &Office, case: &str) -> String {
    let told = office.beadle(&["case", case, "--json"]);
    let value: serde_json::Value =
        serde_json::from_str(told.out.lines().next().unwrap_or("null")).expect("JSON");
    value["state"].as_str().unwrap_or_default().to_owned()
}

/// A question of a case among the deadlines: when something is done next about it, and when it is due.
fn deadline(office: &Office, case: &str, ask: &str) -> (Instant, Instant) {
    let rows = office.json(&["deadlines"]);
    let what = format!(".{ask}");
    let row = rows
        .iter()
        .find(|row| row["case"] == case && row["what"].as_str().is_some_and(|w| w.ends_with(&what)));
    let row = row.unwrap_or_else(|| panic!("no deadline of {ask} of {case}: {rows:#?}"));
    let instant = |name: &str| row[name].as_str().and_then(|text| text.parse().ok()).expect("an instant");
    (instant("at"), instant("due"))
}

/// A letter's task list has the task with the day it is due.
fn lists(letter: &Letter, task: &str, due: chrono::NaiveDate) -> bool {
    let due = due.format("%Y-%m-%d").to_string();
    letter.text.lines().any(|line| line.starts_with(task) && line.contains(&due))
}
