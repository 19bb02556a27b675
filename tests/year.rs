//! `cargo bench --bench year`: how long a simulated year of a project takes.
//!
//! Writes a company of twenty people and the story of one year of the shipped project process into a folder: kick-off,
//! fifty-two weekly meetings with notes, four tasks a month, each accepted, reported on every working day by its owner,
//! delivered and passed, and the end. Then it times the built `beadle simulate`
//! over it, as a person would wait for it. It reports and never fails for being slow. `-- --keep DIR` leaves the files
//! there, for `beadle simulate --config DIR/beadle.toml DIR/year.story`.

#![allow(clippy::unwrap_used, reason = "a bench ends where something is not as it should be")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use chrono::{Datelike, NaiveDate, TimeDelta, Weekday};

const PEOPLE: usize = 20;
const RUNS: usize = 5;

fn main() {
    let mut arguments = std::env::args().skip(1);
    let mut kept: Option<PathBuf> = None;
    while let Some(argument) = arguments.next() {
        if argument == "--keep" {
            kept = arguments.next().map(PathBuf::from);
        }
    }
    let temporary = tempfile::tempdir().unwrap();
    let dir = kept.unwrap_or_else(|| temporary.path().to_owned());
    std::fs::create_dir_all(&dir).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::fs::write(dir.join("directory.toml"), directory()).unwrap();
    std::fs::write(dir.join("beadle.toml"), config(root)).unwrap();
    let (story, mails) = story();
    std::fs::write(dir.join("year.story"), story).unwrap();

    let mut times: Vec<(Duration, usize, usize)> = (0..RUNS).map(|_| simulate(&dir)).collect();
    times.sort();
    let (least, lines, letters) = times[0];
    let (middle, ..) = times[RUNS / 2];
    println!(
        "a year of a project of {PEOPLE} people: {mails} mails in, {letters} letters out, {lines} lines printed"
    );
    println!("beadle simulate: least {least:.2?}, middle {middle:.2?} of {RUNS} runs");
}

fn simulate(dir: &Path) -> (Duration, usize, usize) {
    let begun = Instant::now();
    let output = Command::new(env!("CARGO_BIN_EXE_beadle"))
        .args(["simulate", "--config"])
        .args([dir.join("beadle.toml"), dir.join("year.story")])
        .stderr(Stdio::inherit())
        .output()
        .unwrap();
    let took = begun.elapsed();
    assert!(output.status.success(), "beadle simulate ended with {}", output.status);
    let text = String::from_utf8(output.stdout).unwrap();
    (took, text.lines().count(), text.lines().filter(|line| line.contains("    → ")).count())
}

fn person(n: usize) -> String {
    format!("p{n:02}")
}

fn directory() -> String {
    let mut out = String::from(
        "[company]\nname = { zh = \"年公司\", en = \"Year Ltd\" }\nlanguage = \"zh\"\nzone = \"Asia/Shanghai\"\n",
    );
    for n in 1..=PEOPLE {
        let id = person(n);
        // One in five reads English, so that letters to all come in both languages.
        let language = if n % 5 == 0 { "language = \"en\"\n" } else { "" };
        let head = if n == 1 { "" } else { "head = \"p01\"\n" };
        let _ = write!(
            out,
            "[people.{id}]\nname = {{ zh = \"职员{n:02}\", en = \"Person {n:02}\" }}\naddresses = \"{id}@year.example\"\n{language}{head}"
        );
    }
    let all: Vec<String> = (1..=PEOPLE).map(|n| format!("\"{}\"", person(n))).collect();
    let _ = write!(
        out,
        "[roles]\ncto = \"p02\"\npm = [\"p02\", \"p03\"]\noperations = [\"p04\", \"p05\"]\nit = \"p04\"\noffice = \"p05\"\nsupport_lead = \"p06\"\n\
         emergency_lead = [\"p02\", \"p03\"]\n[groups]\nhr = \"p06\"\nmanagers = \"p01\"\nstaff = [{}]\n[lists]\noutage_classes = [\"website\", \"other\"]\n\
         [tables.informed]\nwebsite = \"p01\"\nother = \"p01\"\n",
        all.join(", ")
    );
    out
}

fn config(root: &Path) -> String {
    let root = root.display();
    format!(
        "[identity]\naddress = \"beadle@year.example\"\nname = {{ zh = \"小助手\", en = \"Beadle\" }}\n\
         [paths]\nrules = \"{root}/rules\"\ntemplates = \"{root}/templates\"\ndirectory = \"directory.toml\"\n\
         holidays = \"{root}/rules/holidays\"\nstate = \"state\"\narchive = \"archive\"\n\
         [[mailbox]]\nkind = \"maildir\"\npath = \"mail/beadle@year.example\"\nname = \"beadle\"\n\
         [outgoing]\nkind = \"maildir\"\nroot = \"mail\"\n"
    )
}

/// The story, and how many mails people write in it.
fn story() -> (String, usize) {
    let first = NaiveDate::from_ymd_opt(2024, 1, 8).unwrap();
    let mut out = String::from("# A year of a project of twenty people\nzone: Asia/Shanghai\n");
    let mut mails = 5;
    let others: Vec<String> = (7..=PEOPLE).map(|n| format!("{}@year.example", person(n))).collect();
    let _ = write!(
        out,
        "{first} 09:00 p02 writes: 【新项目】一年\n  发起人：p01@year.example\n  项目经理：p02@year.example\n  \
         研发负责人：p03@year.example\n  设计负责人：p04@year.example\n  市场对接人：p05@year.example\n  成员：p06@year.example、{}\n  \
         项目背景：一年\n  核心目标：做完\n  功能清单：全部\n  用户画像：大家\n  预期成果：完成\n  期望完成时间：2024-12-31\n  \
         启动会：{first} 10:00-10:30 线上\n{first} 10:40 p02 replies to minutes: 会议纪要：开始。\n",
        others.join("、")
    );
    let mut lines: Vec<(NaiveDate, &str, String)> = Vec::new();
    let mut number = 0;
    // Those of the last month would end after the year.
    for month in 1..=11 {
        let start = NaiveDate::from_ymd_opt(2024, month, if month == 1 { 8 } else { 3 }).unwrap();
        let mut rows = String::new();
        for _ in 0..4 {
            number += 1;
            let owner = person(6 + number % (PEOPLE - 5));
            // Six weeks each, so that about six tasks run at any time.
            let due = workday(start + TimeDelta::days(42));
            let _ = write!(rows, "\n  工作{number:02} | {owner}@ | {due} | 中 | p01@");
        }
        let day = workday(start);
        if month == 1 {
            lines.push((day, "11:00", format!("p02 replies to tasks:{rows}")));
        } else {
            lines.push((day, "11:00", format!("p02 writes: [P-2024-0001] 【任务清单】{rows}")));
        }
        mails += 1;
        for task in number - 3..=number {
            let owner = person(6 + task % (PEOPLE - 5));
            let id = format!("P-2024-0001-T{task:02}");
            lines.push((day, "11:20", format!("{owner} writes: [{id}] 【确认】")));
            mails += 1;
            let end = workday(start + TimeDelta::days(35));
            let mut at = workday(day + TimeDelta::days(1));
            while at < end {
                lines.push((at, "16:40", format!("{owner} replies to progress: 进度 50% 说明：进行中")));
                mails += 1;
                at = workday(at + TimeDelta::days(1));
            }
            lines.push((
                end,
                "11:30",
                format!(
                    "{owner} writes: [{id}] 【交付】\n  版本号：1\n  功能清单：全部\n  [file 测试报告.pdf]"
                ),
            ));
            lines.push((end, "15:00", format!("p01 replies to acceptance of {id}: 通过")));
            mails += 2;
        }
    }
    let mut wednesday = first;
    while wednesday.year() == 2024 {
        if wednesday.weekday() == Weekday::Wed {
            lines.push((wednesday, "10:30", "p02 replies to minutes: 站会纪要：照常。".to_owned()));
            mails += 1;
        }
        wednesday = wednesday.succ_opt().unwrap();
    }
    lines.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)));
    // A line per minute, in the order of the year; nobody answers what did not reach them.
    for (day, time, what) in &lines {
        let _ = writeln!(out, "{day} {time} {what}");
    }
    out.push_str("2024-12-31 17:30 p02 writes: [P-2024-0001] 【已上线】\n  上线时间：2024-12-31 16:00\n");
    out.push_str("2025-01-03 18:00 time passes\n2025-01-06 10:00 p02 replies to retro:\n  流程：好\n  沟通频次：够用\n");
    out.push_str("2025-01-07 10:00 time passes\n");
    (out, mails)
}

/// That day, or the Monday after it.
fn workday(day: NaiveDate) -> NaiveDate {
    match day.weekday() {
        Weekday::Sat => day + TimeDelta::days(2),
        Weekday::Sun => day + TimeDelta::days(1),
        _ => day,
    }
}
