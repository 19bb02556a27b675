//! `cargo bench --bench reading`: from the bytes of a mail to the verdict in it, on one core.
//!
//! The mails are the replies of the corpora in `../shared/corpora` where they are at hand, and the answers of
//! `tests/answers/` as mail programs send them. Then one answer above a quote that grows: twice the mail must not take
//! much more than twice the time. Prints mails a second; ends with 1 below `GOAL`, or where time outgrows size.

#![allow(clippy::unwrap_used, reason = "a benchmark ends where something is not as it should be")]

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use beadle::fault::Source;
use beadle::mail::{self, OwnMail};
use beadle::rules::reading::{Names, Reading, read};
use beadle::rules::{Rules, parse};

/// As in the program.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// Mails a second and core: on the replies of the corpora where they are at hand.
const GOAL: f64 = 20_000.0;
/// How long each measurement lasts.
const LASTS: Duration = Duration::from_secs(3);
/// How much more than its size a mail may take longer.
const GROWTH_MAX: f64 = 1.6;
const OFFERED: [&str; 2] = ["approve", "reject"];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

fn files(folder: &Path, out: &mut Vec<Vec<u8>>, wrap: bool) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let mut paths: Vec<PathBuf> = entries.map(|e| e.unwrap().path()).collect();
    paths.sort();
    for path in paths.iter().filter(|p| p.is_file()) {
        let raw = std::fs::read(path).unwrap();
        out.push(if wrap { wrapped(&raw) } else { raw });
    }
}

fn wrapped(text: &[u8]) -> Vec<u8> {
    let mut raw = b"From: li@qiming.example\r\nTo: beadle@qiming.example\r\nSubject: Re: [P-2026-0012] x\r\nMessage-ID: <a@b>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".to_vec();
    raw.extend_from_slice(text);
    raw
}

fn rules() -> Rules {
    let path = root().join("rules/answers.toml");
    parse(&[Source::new("rules/answers.toml", std::fs::read_to_string(path).unwrap())]).unwrap()
}

fn verdict(raw: &[u8], own: &OwnMail, rules: &Rules) -> bool {
    mail::parse(raw, own)
        .is_ok_and(|m| matches!(read(&m.words, &Names::default(), &OFFERED, rules), Reading::Said(_)))
}

/// Mails a second over all of them.
fn measure(mails: &[Vec<u8>], rules: &Rules) -> f64 {
    let own =
        OwnMail { addresses: vec!["beadle@qiming.example".parse().unwrap()], host: "qiming.example".into() };
    let (mut done, mut said) = (0usize, 0usize);
    let (since, began) = (Instant::now(), worked());
    while since.elapsed() < LASTS {
        for raw in mails {
            said += usize::from(verdict(raw, &own, rules));
            done += 1;
        }
    }
    std::hint::black_box(said);
    done as f64 / (worked() - began).as_secs_f64()
}

/// How long the processor has worked for this thread: other programs on the machine do not count.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(told.split(' ').next().unwrap().parse().unwrap())
}

fn main() -> ExitCode {
    let rules = rules();
    let corpora = root().join("../shared/corpora");
    let mut replies = Vec::new();
    files(&corpora.join("email_reply_trimmer/test/emails"), &mut replies, true);
    files(&corpora.join("mail-parser-reply/test/emails"), &mut replies, true);
    files(&corpora.join("zapier-email-reply-parser/test/emails"), &mut replies, true);
    files(&corpora.join("crisp-email-reply-parser/test/fixtures"), &mut replies, true);
    let clients = replies.len();
    files(&root().join("tests/observed-mail"), &mut replies, false);
    for file in ["clear-zh.tsv", "clear-en.tsv", "unclear-zh.tsv", "unclear-en.tsv"] {
        let text = std::fs::read_to_string(root().join("tests/answers").join(file)).unwrap();
        for line in text.lines() {
            let words = line.split('\t').nth(2).unwrap_or_default().replace("\\n", "\r\n");
            let reply = format!(
                "{words}\r\n\r\nOn Mon, Jul 15, 2024 at 9:00 AM beadle <beadle@qiming.example> wrote:\r\n> —— Reply above this line / 请在此线上方回复 · P-2026-0012 · k7m2-9q4x ——\r\n> Please decide by Friday.\r\n> approve / reject\r\n"
            );
            replies.push(wrapped(reply.as_bytes()));
        }
    }
    let bytes: usize = replies.iter().map(Vec::len).sum();
    let rate = measure(&replies, &rules);
    println!(
        "{} replies ({clients} of the corpora), {} bytes each: {rate:.0} mails a second and core",
        replies.len(),
        bytes / replies.len()
    );
    let mut good = rate >= GOAL;
    if clients > 0 {
        let alone = measure(&replies[..clients], &rules);
        println!("the replies of the corpora alone: {alone:.0} a second");
        good &= alone >= GOAL;
    }
    let grown = |lines: usize| {
        let quote = "> a quoted line of ordinary length with some words in it, 和一些中文\r\n".repeat(lines);
        vec![wrapped(
            format!(
                "approve\r\n\r\nOn Mon, Jul 15, 2024 at 9:00 AM li <li@qiming.example> wrote:\r\n{quote}"
            )
            .as_bytes(),
        )]
    };
    let plain = |lines: usize| {
        vec![wrapped("a line that somebody wrote, 没有引用的一行文字\r\n".repeat(lines).as_bytes())]
    };
    let html = |lines: usize| {
        let body = format!(
            "<html><body>{}</body></html>",
            "<div><p>a line <b>with</b> markup</p></div>".repeat(lines)
        );
        vec![
            format!("From: li@qiming.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{body}")
                .into_bytes(),
        ]
    };
    type Shape<'a> = (&'a str, &'a dyn Fn(usize) -> Vec<Vec<u8>>);
    let shapes: [Shape<'_>; 3] = [("quote", &grown), ("own words", &plain), ("html", &html)];
    for (what, make) in shapes {
        let (small, large) = (make(1_000), make(8_000));
        let (a, b) = (measure(&small, &rules), measure(&large, &rules));
        let size = large[0].len() as f64 / small[0].len() as f64;
        let growth = (a / b) / size;
        println!(
            "{what}: {:.2} ms for {} KiB, {:.2} ms for {} KiB: {growth:.2} times its size",
            1e3 / a,
            small[0].len() / 1024,
            1e3 / b,
            large[0].len() / 1024
        );
        good &= growth <= GROWTH_MAX;
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
