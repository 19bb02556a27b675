//! Mails that are built or broken to hurt, through the whole intake path: parser, own words, verdict, turn.
//!
//! Thousands of mutations of real layouts, the same ones every time; and large mails in shapes that invite quadratic work or
//! deep recursion, of ten megabytes with `cargo test --release --test hostile`. Nothing panics; nothing takes longer or more
//! memory than it may. `tests/fuzz` goes on from here for as long as one lets it.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use beadle::mail::{self, OwnMail};
use beadle::rules::reading::{Names, read};
use beadle::turn::{Setting, turn};
use beadle::workflow::memory::Changes;
use beadle::workflow::{Event, Incoming};

/// Mutated mails in one run.
const MUTATIONS: usize = 1_000;
/// Ten megabytes in a program as it is shipped; without optimisation a tenth of it, which shows the same shapes.
const LARGE: usize = if cfg!(debug_assertions) { 1024 * 1024 } else { 10 * 1024 * 1024 };
/// So long the processor may work at one mail.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 8 } else { 1 });
/// The whole process, its input and the rules included.
const MEMORY_MAX_KIB: usize = 256 * 1024;

/// A generator of numbers that look random and are the same every time (xorshift64).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 1).unwrap()
    }

    fn below(&mut self, n: usize) -> usize {
        self.next() % n.max(1)
    }
}

/// Bits that mean something to a reader of mail.
const PIECES: [&[u8]; 18] = [
    b"\r\n",
    b"\r\n\r\n",
    b"--b\r\n",
    b"Content-Type: multipart/mixed; boundary=b\r\n",
    b"Content-Type: message/rfc822\r\n\r\n",
    b"Content-Transfer-Encoding: base64\r\n",
    b"From: <a@b>\r\n",
    b"=?gb2312?B?",
    b"?=",
    b"<blockquote>",
    b"<table><tr><td>",
    b"\xff\xfe",
    b"\x81\x30\x81",
    b"&#x110000;",
    b"> ",
    "同意".as_bytes(),
    "—— 请在此线上方回复 · P-2026-0001 · aaaa-bbbb ——".as_bytes(),
    b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\n",
];

fn mutate(seeds: &[Vec<u8>], numbers: &mut Numbers) -> Vec<u8> {
    let mut raw = seeds[numbers.below(seeds.len())].clone();
    for _ in 0..=numbers.below(8) {
        let at = numbers.below(raw.len());
        match numbers.below(6) {
            0 if !raw.is_empty() => raw[at] = u8::try_from(numbers.below(256)).unwrap(),
            1 => drop(raw.splice(at..at, PIECES[numbers.below(PIECES.len())].iter().copied())),
            2 => raw.truncate(at),
            3 => {
                let end = (at + numbers.below(200)).min(raw.len());
                raw.drain(at..end);
            }
            4 => {
                let end = (at + numbers.below(400)).min(raw.len());
                let again = raw[at..end].repeat(1 + numbers.below(20));
                raw.splice(at..at, again);
            }
            _ => {
                let other = &seeds[numbers.below(seeds.len())];
                let from = numbers.below(other.len());
                raw.truncate(at);
                raw.extend_from_slice(&other[from..]);
            }
        }
    }
    raw
}

fn take(setting: &Setting, raw: &[u8]) -> Duration {
    let now = "2026-07-01T02:00:00Z".parse().unwrap();
    let own =
        OwnMail { addresses: vec![setting.identity.address.clone()], host: setting.identity.host.clone() };
    let since = worked();
    let message = mail::parse(raw, &own);
    if let Ok(message) = &message {
        read(&message.words, &Names::default(), &["approve", "reject", "confirm"], &setting.rules);
    }
    let incoming = Incoming {
        key: "x".to_owned(),
        received: now,
        message: message.map_err(|q| q.reason),
        truncated: false,
        size: raw.len() as u64,
        spooled: None,
    };
    let rows: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    turn(setting, &rows, &Event::Message(Box::new(incoming)), now, Changes::new());
    worked().saturating_sub(since)
}

const HEAD: &str = "From: <li@qiming.example>\r\nTo: <beadle@qiming.example>\r\nSubject: Re: x\r\n";

/// What invites work that grows faster than the mail: its name, the headers, and what fills the mail.
fn large() -> Vec<[&'static str; 3]> {
    let plain = "Content-Type: text/plain; charset=utf-8\r\n";
    let html = "Content-Type: text/html; charset=utf-8\r\n";
    let mixed = "Content-Type: multipart/mixed; boundary=b\r\n";
    vec![
        ["one line", plain, "approve "],
        ["one line of Han", plain, "同意"],
        ["lines", plain, "在 2024-03-05 写道\r\n"],
        ["attributions that never end", plain, "On Mon, Jul 15, 2024 at 9:00 AM Li\r\n"],
        ["quote marks", plain, ">"],
        ["header lines in the text", plain, "发件人：a@b.example\r\n\r\n收件人：c\r\n"],
        ["fields", plain, "原因："],
        ["dashes", plain, "- "],
        ["entities", plain, "&nbsp;&gt;&#8212;"],
        ["open elements", html, "<div><blockquote>"],
        ["signatures", html, "<br><div id=signature></div>"],
        ["tables in tables", html, "<table><tr><td>"],
        ["cells", html, "<td>a"],
        ["attributes", html, "<p a=b c='d' style=\"border-top:1px\">"],
        ["parts", mixed, "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n"],
        ["mails in mails", "Content-Type: message/rfc822\r\n", "Content-Type: message/rfc822\r\n\r\n"],
        ["recipients", "X: y\r\nTo: a@b.example", ", \"x, y\" <a@b.example>"],
        ["references", "References: <a@b>", " <aaaaaaaa@bbbbbbbb>"],
        ["encoded words", "Subject: x", "\r\n =?utf-8?B?5ZCM5oSP?="],
        ["results", "Authentication-Results: mx.qiming.example", "; dkim=pass (a (b)) header.d=x.example"],
        ["comments", "From: x", "((("],
        [
            "base64",
            "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n",
            "PGRpdj5hcHByb3ZlPC9kaXY+\r\n",
        ],
        [
            "calendar lines",
            "Content-Type: text/calendar; method=REPLY\r\n",
            "BEGIN:VEVENT\r\nATTENDEE:mailto:a@b.example\r\n",
        ],
    ]
}

/// One of them, large: made when its turn comes, so that the memory is that of one mail.
fn filled(head: &str, piece: &str) -> Vec<u8> {
    let mut raw = format!("{HEAD}{head}\r\n");
    while raw.len() + piece.len() < LARGE {
        raw.push_str(piece);
    }
    raw.into_bytes()
}

#[test]
fn nothing_that_comes_in_breaks_or_stalls_the_intake() {
    let setting = setting::setting();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/observed-mail");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "eml"));
    paths.sort();
    let mut seeds: Vec<Vec<u8>> = paths.iter().map(|p| std::fs::read(p).unwrap()).collect();
    seeds.push(
        format!("{HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\n同意\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>同意<blockquote>q</blockquote>\r\n--b--\r\n")
            .into_bytes(),
    );
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    let mut slowest = Duration::ZERO;
    for _ in 0..MUTATIONS {
        slowest = slowest.max(take(&setting, &mutate(&seeds, &mut numbers)));
    }
    println!("{MUTATIONS} mutations, the slowest {slowest:?}");
    assert!(slowest < LONGEST);
    let mut slow = Vec::new();
    for [what, head, piece] in large() {
        let took = take(&setting, &filled(head, piece));
        println!("{what}: {took:?}, {} MiB so far", peak_kib() / 1024);
        if took >= LONGEST {
            slow.push(format!("{what}: {took:?}"));
        }
    }
    assert!(slow.is_empty(), "{slow:?}");
    assert!(peak_kib() < MEMORY_MAX_KIB, "{} KiB", peak_kib());
}

/// How long the processor has worked for this thread: other programs on the machine do not count.
fn worked() -> Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
    Duration::from_nanos(told.split(' ').next().unwrap().parse().unwrap())
}

/// The most memory this process ever had.
fn peak_kib() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:"));
    line.and_then(|l| l.trim().split(' ').next()?.parse().ok()).unwrap_or(0)
}
