//! Thousands of mails that are not what they claim, through the real turn: forged, replayed, expired, of another case,
//! with names and domains that look alike, and with tricks in the headers. An approval below what its question demands
//! never counts; and what is in order does.
//!
//! Each mail is put together of a sender, a proof, a finding of the receiving server and words; each part knows whether
//! it is in order, so what must come out is known without asking the code.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::sync::Arc;

use beadle::compose::Composer;
use beadle::directory::{Directory, Lang};
use beadle::fault::Source;
use beadle::mail::{self, OwnMail};
use beadle::rules::parse;
use beadle::time::{Holidays, Instant};
use beadle::turn::{Record, Setting, turn};
use beadle::workflow::memory::{self, Changes};
use beadle::workflow::{Case, CaseId, Event, Evidence, Identity, Incoming, Rows};
use chrono::TimeDelta;

/// Two people decide, one by the letter, one by the letter and the domain.
const LEAVE: &str = r#"
process = "leave"
code    = "LV"
title   = { en = "Leave", zh = "请假" }

[open]
subject = { en = ["Leave"], zh = ["请假"] }
by      = "anyone"
go      = "review"

[state.review.ask.verdict]
who     = "role.lead"
answers = ["approve", "reject"]
due     = "90d"
silence = [{ at = "due", go = "over" }]
on.closed = "over"

[state.review.ask.second]
who     = "role.chief"
answers = ["approve", "reject"]
proof   = "domain"
due     = "90d"
silence = [{ at = "due", go = "over" }]
on.closed = "over"

[state.over]
end = true
"#;

const LETTER: &str = "---\nsubject: Please decide\n---\nPlease decide.\n";

fn read(path: &str) -> String {
    std::fs::read_to_string(format!("{}/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn directory() -> Directory {
    let text = r#"
[company]
name     = "Qiming"
zone     = "Asia/Shanghai"
language = "en"

[people.liu]
name      = "刘洋"
addresses = "liu@qiming.example"

[people.li]
name      = "李娜"
addresses = "li@qiming.example"
aliases   = "lina@qiming.example"

[people.wang]
name      = "王强"
addresses = "wang@qiming.example"

[roles]
lead  = "li"
chief = "wang"
"#;
    Directory::read(&Source::new("directory.toml", text)).unwrap_or_else(|f| panic!("{f}"))
}

fn house(keys: &[&str]) -> Setting {
    let sources = [Source::new("leave.toml", LEAVE), Source::new("answers.toml", read("rules/answers.toml"))];
    let rules = parse(&sources).unwrap_or_else(|f| panic!("{f}"));
    let directory = directory();
    let mut templates: Vec<Source> = ["verdict.en", "verdict.zh", "second.en", "second.zh"]
        .iter()
        .map(|name| Source::new(format!("templates/leave/{name}.md"), LETTER))
        .collect();
    let core = setting::sources("templates", &["md", "html", "toml"]);
    templates.extend(core.into_iter().filter(|s| {
        s.path().matches('/').count() == 1 || s.path().contains("/_parts/") || s.path().contains("/system/")
    }));
    let composer = Composer::new(&templates, &rules, &directory).unwrap_or_else(|f| panic!("{f}"));
    let identity = Identity {
        address: "beadle@qiming.example".parse().unwrap(),
        aliases: Vec::new(),
        host: "qiming.example".into(),
        names: [(Lang::new("en"), "beadle".to_owned())].into(),
        plus: true,
        keys: keys.iter().map(|k| k.as_bytes().to_vec()).collect(),
        refusals_per_day: 1_000,
        authserv_id: Some("mx.qiming.example".to_owned()),
        attachments_max: 10 * 1024 * 1024,
        archive: None,
        calendar: None,
    };
    Setting { rules, directory, holidays: Arc::new(Holidays::none()), identity, composer }
}

/// Memory, and what left.
#[derive(Clone, Default)]
struct Memory {
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
}

impl Memory {
    fn apply(&mut self, record: &Record) {
        for (key, value) in &record.rows {
            match value {
                Some(value) => self.rows.insert(key.clone(), value.clone()),
                None => self.rows.remove(key),
            };
        }
    }

    fn case(&self, id: &str) -> Case {
        memory::load(&self.rows, &CaseId(id.to_owned())).unwrap().unwrap()
    }
}

fn take(setting: &Setting, rows: &dyn Rows, raw: &str, now: Instant) -> Record {
    let own =
        OwnMail { addresses: vec![setting.identity.address.clone()], host: setting.identity.host.clone() };
    let incoming = Incoming {
        key: "x".to_owned(),
        received: now,
        message: mail::parse(raw.as_bytes(), &own).map_err(|q| q.reason),
        truncated: false,
        size: raw.len() as u64,
        spooled: None,
    };
    turn(setting, rows, &Event::Message(Box::new(incoming)), now, Changes::new())
}

/// The personal address, the code and the Message-ID of a letter.
#[derive(Clone)]
struct Token {
    address: String,
    code: String,
    id: String,
}

fn tokens(record: &Record) -> BTreeMap<String, Token> {
    let mut out = BTreeMap::new();
    for letter in &record.letters {
        let raw = String::from_utf8_lossy(&letter.bytes).replace("\r\n ", " ");
        let header = |name: &str| {
            let line = raw.lines().find(|l| l.to_lowercase().starts_with(name));
            line.map(|l| l[name.len()..].trim().to_owned()).unwrap_or_default()
        };
        let reply = header("reply-to:");
        let address = reply.rsplit('<').next().unwrap().trim_end_matches('>').to_owned();
        let message = mail::parse(&letter.bytes, &OwnMail::default()).unwrap();
        let (_, to) = &letter.to[0];
        if address.contains('+') {
            let code = message.words.fence.unwrap();
            out.insert(to.to_string(), Token { address, code, id: header("message-id:") });
        }
    }
    out
}

/// A part of a mail, and whether it is in order.
struct Part<T> {
    name: &'static str,
    good: bool,
    what: T,
}

fn part<T>(name: &'static str, good: bool, what: T) -> Part<T> {
    Part { name, good, what }
}

/// How the sender calls itself: whole header lines.
fn senders(me: &str, alias: &str) -> Vec<Part<String>> {
    let local = me.split('@').next().unwrap();
    vec![
        part("own", true, format!("From: {me}\r\n")),
        part("own, named", true, format!("From: \"Anybody\" <{me}>\r\n")),
        part("own, in capitals", true, format!("From: <{}>\r\n", me.to_uppercase())),
        part("own alias", !alias.is_empty(), format!("From: <{alias}>\r\n")),
        part("colleague", false, "From: <liu@qiming.example>\r\n".into()),
        part(
            "colleague under the name of the other",
            false,
            format!("From: \"{me}\" <liu@qiming.example>\r\n"),
        ),
        part("stranger", false, "From: <somebody@evil.example>\r\n".into()),
        part("stranger under the name", false, format!("From: \"{me}\" <x@evil.example>\r\n")),
        part("stranger with the address as a comment", false, format!("From: x@evil.example ({me})\r\n")),
        part("a domain below another", false, format!("From: <{me}.evil.example>\r\n")),
        part("a domain that looks alike", false, format!("From: <{local}@qimlng.example>\r\n")),
        part("a letter that looks alike", false, format!("From: <{local}@qim\u{456}ng.example>\r\n")),
        part("two headers, own first", false, format!("From: <{me}>\r\nFrom: <x@evil.example>\r\n")),
        part("two headers, own last", false, format!("From: <x@evil.example>\r\nFrom: <{me}>\r\n")),
        part("two mailboxes", false, format!("From: <{me}>, <x@evil.example>\r\n")),
        part("a route", false, format!("From: <@evil.example:{local}@qiming.example.evil>\r\n")),
        part("only as Sender", false, format!("From: <x@evil.example>\r\nSender: <{me}>\r\n")),
        part("only as Reply-To", false, format!("From: <x@evil.example>\r\nReply-To: <{me}>\r\n")),
        part("none", false, "Subject: none\r\n".into()),
        part("a quoted local part", false, format!("From: <\"{me}\"@evil.example>\r\n")),
    ]
}

/// What a mail brings to prove itself: header lines and a line below the words.
fn proofs(
    own: &Token,
    other: &Token,
    elsewhere: &Token,
    old: &Token,
    retired: &Token,
) -> Vec<Part<(String, String)>> {
    let to = |address: &str| format!("To: <{address}>\r\n");
    let plain = to("beadle@qiming.example");
    let fence = |code: &str| {
        format!(
            "\r\n> —— Reply above this line / 请在此线上方回复 · LV-2026-0001 · {code} ——\r\n> Please decide.\r\n"
        )
    };
    let none = String::new;
    let mut flipped = own.address.clone().into_bytes();
    flipped[12] = if flipped[12] == b'a' { b'b' } else { b'a' };
    let flipped = String::from_utf8(flipped).unwrap();
    let (local, domain) = own.address.split_once('@').unwrap();
    vec![
        part("address", true, (to(&own.address), none())),
        part("address in capitals", true, (to(&own.address.to_uppercase()), none())),
        part("address in Cc", true, (format!("{plain}Cc: <{}>\r\n", own.address), none())),
        part("address in Delivered-To", true, (format!("{plain}Delivered-To: {}\r\n", own.address), none())),
        part("code", true, (plain.clone(), fence(&own.code))),
        part(
            "somebody else's and one's own",
            true,
            (format!("{}Cc: <{}>\r\n", to(&other.address), own.address), none()),
        ),
        part("nothing", false, (plain.clone(), none())),
        part(
            "the id alone",
            false,
            (format!("{plain}In-Reply-To: {}\r\nReferences: {}\r\n", own.id, own.id), none()),
        ),
        part(
            "the case in the subject",
            false,
            (format!("{plain}Subject: Re: [LV-2026-0001] Leave\r\n"), none()),
        ),
        part("somebody else's address", false, (to(&other.address), none())),
        part("somebody else's code", false, (plain.clone(), fence(&other.code))),
        part(
            "of another case",
            false,
            (
                format!(
                    "{}Subject: Re: [LV-2026-0001]\r\nIn-Reply-To: {}\r\n",
                    to(&elsewhere.address),
                    own.id
                ),
                none(),
            ),
        ),
        part(
            "code of another case",
            false,
            (format!("{plain}Subject: Re: [LV-2026-0001]\r\n"), fence(&elsewhere.code)),
        ),
        part("expired", false, (format!("{}In-Reply-To: {}\r\n", to(&old.address), old.id), none())),
        part(
            "of a retired key",
            false,
            (format!("{}Subject: Re: [LV-2026-0001]\r\n", to(&retired.address)), none()),
        ),
        part("one letter changed", false, (format!("{}In-Reply-To: {}\r\n", to(&flipped), own.id), none())),
        part(
            "cut short",
            false,
            (format!("To: <{}@{domain}>\r\nIn-Reply-To: {}\r\n", &local[..local.len() - 1], own.id), none()),
        ),
        part(
            "in the subject",
            false,
            (format!("{plain}Subject: {}\r\nIn-Reply-To: {}\r\n", own.address, own.id), none()),
        ),
        part(
            "in the name of the address",
            false,
            (format!("To: \"{}\" <beadle@qiming.example>\r\n", own.address), none()),
        ),
        part(
            "at another domain",
            false,
            (format!("To: <{local}@evil.example>\r\nIn-Reply-To: {}\r\n", own.id), none()),
        ),
    ]
}

/// What the receiving server found out: 0 denies, 1 says nothing, 2 vouches.
fn findings() -> Vec<Part<(String, u8)>> {
    let result = |text: &str| format!("Authentication-Results: {text}\r\n");
    let pass = "mx.qiming.example; dmarc=pass header.from=qiming.example";
    vec![
        part("pass", true, (result(pass), 2)),
        part("dkim", true, (result("mx.qiming.example; dkim=pass header.d=qiming.example"), 2)),
        part("nothing", true, (String::new(), 1)),
        part("of somebody else", true, (result("mx.evil.example; dmarc=pass header.from=qiming.example"), 1)),
        part("below another", true, (format!("{}{}", result("mx.evil.example; none"), result(pass)), 1)),
        part(
            "quoted",
            true,
            (
                result(
                    "mx.qiming.example; spf=fail smtp.mailfrom=\"dmarc=pass header.from=qiming.example\"@evil.example",
                ),
                1,
            ),
        ),
        part(
            "in a comment",
            true,
            (result("mx.qiming.example; spf=none (x; (y); dmarc=pass header.from=qiming.example)"), 1),
        ),
        part(
            "of another domain",
            true,
            (
                result(
                    "mx.qiming.example; dmarc=pass header.from=evil.example; spf=none header.from=qiming.example",
                ),
                1,
            ),
        ),
        part("fail", false, (result("mx.qiming.example; dmarc=fail header.from=qiming.example"), 0)),
        part(
            "pass and fail",
            false,
            (
                result(
                    "mx.qiming.example; dmarc=pass header.from=qiming.example; dmarc=fail header.from=qiming.example",
                ),
                0,
            ),
        ),
    ]
}

const WORDS: [(&str, bool); 6] = [
    ("approve", true),
    ("Hi,\r\n\r\n同意，谢谢\r\n", true),
    ("> approve\r\n", false),
    ("Noted.\r\n\r\nOn Mon, Jul 15, 2024 at 9:00 AM li <li@qiming.example> wrote:\r\n> approve\r\n", false),
    ("approved, if finance agrees", false),
    ("不批准", false),
];

fn at(days: i64) -> Instant {
    "2026-07-01T02:00:00Z".parse::<Instant>().unwrap() + TimeDelta::days(days)
}

/// Opens a case and returns the letters' tokens by address.
fn open(setting: &Setting, memory: &mut Memory, n: u32, now: Instant) -> BTreeMap<String, Token> {
    let raw = format!(
        "From: <liu@qiming.example>\r\nTo: <beadle@qiming.example>\r\nSubject: [Leave] {n}\r\nMessage-ID: <open{n}@mail.example>\r\n\r\nplease\r\n"
    );
    let record = take(setting, &memory.rows, &raw, now);
    memory.apply(&record);
    tokens(&record)
}

/// The case with somebody's answer in the question of that name.
fn answer(memory: &Memory, record: &Record, ask: &str) -> Option<(String, Evidence)> {
    let mut after = memory.clone();
    after.apply(record);
    let case = after.case("LV-2026-0001");
    let open = case.asks.get(&format!("review.{ask}")).unwrap();
    open.seats.iter().find_map(|s| s.answer.clone()).map(|a| (a.answer, a.evidence))
}

#[test]
fn no_mail_approves_below_what_its_question_demands() {
    let setting = house(&["new"]);
    let mut memory = Memory::default();
    let own = open(&setting, &mut memory, 1, at(0));
    let elsewhere = open(&setting, &mut memory, 2, at(0));
    // A reminder of long ago: the same question, a token that is over.
    let mut past = Memory::default();
    let old = open(&setting, &mut past, 1, at(-200));
    // The same letter, signed by a key that is no longer in the ring.
    let retired = open(&house(&["old"]), &mut Memory::default(), 1, at(0));
    let mut memory_with_old = memory.clone();
    for (key, value) in past.rows.iter().filter(|(k, _)| k.starts_with(b"t")) {
        memory_with_old.rows.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let memory = memory_with_old;
    let (mut tried, mut mails, mut granted) = (0, 0, 0);
    let (mut missed, mut wrong) = (Vec::new(), Vec::new());
    let people =
        [("li@qiming.example", "lina@qiming.example", "verdict"), ("wang@qiming.example", "", "second")];
    for (me, alias, ask) in people {
        let other = if ask == "verdict" { "wang@qiming.example" } else { "li@qiming.example" };
        for sender in senders(me, alias) {
            if sender.name == "own alias" && alias.is_empty() {
                continue;
            }
            for proof in proofs(&own[me], &own[other], &elsewhere[me], &old[me], &retired[me]) {
                for finding in findings() {
                    for (n, (words, clear)) in WORDS.iter().enumerate() {
                        // All that fail for one reason, and of the others every fifth.
                        tried += 1;
                        let bad =
                            [sender.good, proof.good, finding.good, *clear].iter().filter(|g| !**g).count();
                        if bad > 1 && tried % 5 != 0 {
                            continue;
                        }
                        mails += 1;
                        let raw = format!(
                            "{}{}{}Message-ID: <m{mails}@mail.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n{}",
                            finding.what.0, sender.what, proof.what.0, proof.what.1
                        );
                        let record = take(&setting, &memory.rows, &raw, at(1));
                        let given = answer(&memory, &record, ask);
                        let approved = given.as_ref().is_some_and(|(a, _)| a == "approve");
                        let enough = finding.what.1 >= if ask == "second" { 2 } else { 1 };
                        let due = sender.good && proof.good && enough && *clear;
                        let shown =
                            format!("{ask}: {} / {} / {} / words {n}", sender.name, proof.name, finding.name);
                        granted += usize::from(approved);
                        match (approved, due) {
                            (true, false) => wrong.push(shown),
                            (false, true) => missed.push(format!("{shown}: {:?}", record.entry.fate)),
                            _ => {}
                        }
                        // The other's question is nobody's business here.
                        let across =
                            answer(&memory, &record, if ask == "second" { "verdict" } else { "second" });
                        if across.is_some_and(|(a, _)| a == "approve") {
                            wrong.push(format!("the other's question: {ask} {} {}", sender.name, proof.name));
                        }
                    }
                }
            }
        }
    }
    println!("{mails} mails, {granted} approvals, {} wrong, {} missed", wrong.len(), missed.len());
    assert!(mails >= 5_000);
    assert!(wrong.is_empty(), "{}", wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
    assert!(missed.is_empty(), "{}", missed.iter().take(40).cloned().collect::<Vec<_>>().join("\n"));
}

#[test]
fn a_token_is_used_once_and_the_second_time_is_told_when_the_first_was() {
    let setting = house(&["new"]);
    let mut memory = Memory::default();
    let own = open(&setting, &mut memory, 1, at(0));
    let token = &own["li@qiming.example"];
    let mail = |n: u32, words: &str| {
        format!(
            "From: <li@qiming.example>\r\nTo: <{}>\r\nMessage-ID: <u{n}@mail.example>\r\nSubject: Re: x\r\n\r\n{words}\r\n",
            token.address
        )
    };
    let first = take(&setting, &memory.rows, &mail(1, "approve"), at(1));
    memory.apply(&first);
    for (n, words) in [(2, "reject Comment: changed my mind"), (3, "approve")] {
        let again = take(&setting, &memory.rows, &mail(n, words), at(2));
        let (answer, _) = answer(&memory, &again, "verdict").unwrap();
        assert_eq!(answer, "approve");
        if n == 2 {
            let letter = mail::parse(&again.letters[0].bytes, &OwnMail::default()).unwrap();
            assert!(letter.words.own.contains("already answered"), "{}", letter.words.own);
        } else {
            assert!(again.letters.is_empty(), "told once a day");
        }
        memory.apply(&again);
    }
}

#[test]
fn a_token_from_a_strange_address_is_told_to_its_owner() {
    let setting = house(&["new"]);
    let mut memory = Memory::default();
    let own = open(&setting, &mut memory, 1, at(0));
    let raw = format!(
        "From: <li.private@mail.example>\r\nTo: <{}>\r\nMessage-ID: <p1@mail.example>\r\nSubject: Re: x\r\n\r\napprove\r\n",
        own["li@qiming.example"].address
    );
    let record = take(&setting, &memory.rows, &raw, at(1));
    assert_eq!(answer(&memory, &record, "verdict"), None);
    let to: Vec<String> = record.letters.iter().flat_map(|l| &l.to).map(|(_, a)| a.to_string()).collect();
    assert_eq!(to, ["li@qiming.example"]);
    memory.apply(&record);
    let again = take(&setting, &memory.rows, &raw.replace("p1@", "p2@"), at(1));
    assert!(again.letters.is_empty(), "once a day");
}
