//! Thousands of mails that are not what they claim, through the real turn: forged, replayed, expired, of another case,
//! with names and domains that look alike, and with tricks in the headers. An approval below what its question demands
//! never counts; and what is in order does.
//!
//! Each mail is put together of a sender, a proof, a finding of the receiving server, a dress and words (`forged/parts.rs`);
//! each part knows whether it is in order, so what must come out is known without asking the code. Every part meets many
//! others of each other kind with the rest in order, and a seeded choice is put together at will.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

#[path = "forged/parts.rs"]
mod parts;

use std::collections::{BTreeMap, BTreeSet};
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

use parts::{Order, Tokens};

/// Two people decide, one by the letter, one by the letter and the domain; and both are asked something else besides.
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

[state.review.ask.budget]
who     = ["role.lead", "role.chief"]
answers = ["approve", "reject"]
due     = "90d"
silence = [{ at = "due", go = "over" }]
on.closed = "over"

[state.over]
end = true
"#;

/// The questions of [`LEAVE`].
const ASKS: [&str; 3] = ["verdict", "second", "budget"];

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
language  = "zh"

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
    let letter = |ask: &str, lang: &str| {
        let text = format!("---\nsubject: Please decide {ask}\n---\nPlease decide.\n");
        Source::new(format!("templates/leave/{ask}.{lang}.md"), text)
    };
    let mut templates: Vec<Source> =
        ASKS.iter().flat_map(|ask| ["en", "zh"].map(|lang| letter(ask, lang))).collect();
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

fn take(setting: &Setting, rows: &dyn Rows, raw: &[u8], now: Instant) -> Record {
    let own =
        OwnMail { addresses: vec![setting.identity.address.clone()], host: setting.identity.host.clone() };
    let incoming = Incoming {
        key: "x".to_owned(),
        received: now,
        message: mail::parse(raw, &own).map_err(|q| q.reason),
        truncated: false,
        size: raw.len() as u64,
        spooled: None,
    };
    turn(setting, rows, &Event::Message(Box::new(incoming)), now, Changes::new())
}

/// The personal address, the code and the Message-ID of a letter.
#[derive(Clone)]
pub(crate) struct Token {
    pub(crate) address: String,
    pub(crate) code: String,
    pub(crate) id: String,
}

/// The tokens of letters, by address and question.
fn tokens(record: &Record) -> BTreeMap<(String, &'static str), Token> {
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
            let ask = ASKS.into_iter().find(|ask| message.subject.raw.contains(ask)).unwrap();
            out.insert((to.to_string(), ask), Token { address, code, id: header("message-id:") });
        }
    }
    out
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
fn open(
    setting: &Setting,
    memory: &mut Memory,
    n: u32,
    now: Instant,
) -> BTreeMap<(String, &'static str), Token> {
    let raw = format!(
        "From: <liu@qiming.example>\r\nTo: <beadle@qiming.example>\r\nSubject: [Leave] {n}\r\nMessage-ID: <open{n}@mail.example>\r\n\r\nplease\r\n"
    );
    let record = take(setting, &memory.rows, raw.as_bytes(), now);
    memory.apply(&record);
    tokens(&record)
}

/// Somebody's answers, by question.
fn answers(memory: &Memory, record: &Record) -> BTreeMap<String, (String, Evidence)> {
    let touched = record.cases.iter().any(|case| case.id.0 == "LV-2026-0001");
    if !touched {
        return BTreeMap::new();
    }
    let mut after = memory.clone();
    after.apply(record);
    let case = after.case("LV-2026-0001");
    let mut out = BTreeMap::new();
    for (key, open) in &case.asks {
        if let Some(answer) = open.seats.iter().find_map(|s| s.answer.clone()) {
            out.insert(key.trim_start_matches("review.").to_owned(), (answer.answer, answer.evidence));
        }
    }
    out
}

/// A choice that is the same each time (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) % n as u64).unwrap()
    }
}

/// What is in order stands first of its kind; a finding that vouches second.
const BASE: [usize; 5] = [1, 0, 1, 0, 0];
/// Of the pairs of parts one in so many is tried.
const EVERY: usize = 13;
/// Mails put together at will for each person, besides the pairs.
const AT_WILL: usize = 1_500;

/// What became of the mails.
#[derive(Default)]
struct Tally {
    mails: usize,
    granted: usize,
    /// Mails of which every part is in order.
    honest: usize,
    missed: BTreeMap<usize, Vec<String>>,
    wrong: BTreeMap<usize, Vec<String>>,
}

fn note(found: &mut BTreeMap<usize, Vec<String>>, text: String) {
    found.entry(text.len()).or_default().push(text);
}

/// The shortest of what is the matter, for one part too many hides another.
fn shortest(found: &BTreeMap<usize, Vec<String>>) -> String {
    found.values().flatten().take(60).cloned().collect::<Vec<_>>().join("\n")
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
    for (key, value) in past.rows.iter().filter(|(k, _)| k.starts_with(b"t")) {
        memory.rows.entry(key.clone()).or_insert_with(|| value.clone());
    }
    let mut tally = Tally::default();
    let mut dice = Dice(20_261_123);
    for (me, alias, ask, level) in [
        ("li@qiming.example", Some("lina@qiming.example"), "verdict", 1),
        ("wang@qiming.example", None, "second", 2),
    ] {
        let (other, others) =
            if level == 1 { ("wang@qiming.example", "second") } else { ("li@qiming.example", "verdict") };
        let mine = (me.to_owned(), ask);
        let tokens = Tokens {
            own: &own[&mine],
            beside: &own[&(me.to_owned(), "budget")],
            other: &own[&(other.to_owned(), others)],
            elsewhere: &elsewhere[&mine],
            old: &old[&mine],
            retired: &retired[&mine],
        };
        let (senders, proofs) = (parts::senders(me, alias), parts::proofs(&tokens));
        let (findings, dresses) = (parts::findings(), parts::dresses(me));
        // A mail of a colleague with the letter that was written to the other.
        let inner = format!("From: <{me}>\r\nTo: <{}>\r\nSubject: Re: Please decide\r\n", tokens.own.address);
        let sizes = [senders.len(), proofs.len(), findings.len(), dresses.len(), WORDS.len()];
        let mut chosen: BTreeSet<[usize; 5]> = BTreeSet::new();
        for (a, b) in (0..5).flat_map(|a| (0..a).map(move |b| (a, b))) {
            for (i, j) in (0..sizes[a]).flat_map(|i| (0..sizes[b]).map(move |j| (i, j))) {
                // Of the many pairs some: every part is in several.
                if (2 * i + j) % EVERY != 0 {
                    continue;
                }
                let mut choice = BASE;
                (choice[a], choice[b]) = (i, j);
                chosen.insert(choice);
            }
        }
        let pairs = chosen.len();
        while chosen.len() < pairs + AT_WILL {
            chosen.insert(sizes.map(|size| dice.below(size)));
        }
        for [s, p, f, d, w] in chosen {
            let (sender, proof, finding, dress, (words, clear)) =
                (&senders[s], &proofs[p], &findings[f], &dresses[d], WORDS[w]);
            tally.mails += 1;
            let mut raw = finding.what.0.clone().into_bytes();
            raw.extend_from_slice(&sender.what);
            raw.extend_from_slice(
                format!(
                    "{}{}Message-ID: <m{}@mail.example>\r\n{}",
                    proof.what.0,
                    dress.what.0,
                    tally.mails,
                    parts::wrapped(dress.what.1, words, &proof.what.1, &inner)
                )
                .as_bytes(),
            );
            let record = take(&setting, &memory.rows, &raw, at(1));
            let given = answers(&memory, &record);
            let approves = |ask: &str| given.get(ask).is_some_and(|(answer, _)| answer == "approve");
            let orders = [sender.order, proof.order, dress.order];
            let (least, most) = finding.what.1;
            let may = !orders.contains(&Order::Bad) && clear && most >= level;
            let must = orders == [Order::Good; 3] && clear && least >= level;
            tally.honest += usize::from(must);
            tally.granted += usize::from(approves(ask));
            // The fewest words that tell what is the matter: the parts that are not the plainest of their kind.
            let names = [(s, &sender.name), (p, &proof.name), (f, &finding.name), (d, &dress.name)];
            let shown = || {
                let odd = names.iter().zip(BASE).filter(|((at, _), base)| at != base);
                let odd: Vec<&str> = odd.map(|((_, name), _)| name.as_str()).collect();
                format!("{ask}: {} / words {w}", odd.join(" / "))
            };
            if approves(ask) && !may {
                note(&mut tally.wrong, shown());
            }
            if must && !approves(ask) {
                note(&mut tally.missed, format!("{}: {:?}", shown(), record.entry.fate));
            }
            // The other's question is nobody's business here, nor is the own one whose letter did not come along.
            let beside = proof.name.ends_with("for another question") && !orders[..1].contains(&Order::Bad);
            if approves(others) || approves("budget") && !beside {
                note(&mut tally.wrong, format!("a question that was not answered: {}", shown()));
            }
        }
    }
    println!(
        "{} mails, {} of them in order, {} approvals, {} wrong, {} missed",
        tally.mails,
        tally.honest,
        tally.granted,
        tally.wrong.values().map(Vec::len).sum::<usize>(),
        tally.missed.values().map(Vec::len).sum::<usize>()
    );
    assert!(tally.mails >= 5_000 && tally.honest >= 500);
    assert!(
        tally.wrong.is_empty(),
        "wrong:
{}
missed:
{}",
        shortest(&tally.wrong),
        shortest(&tally.missed)
    );
    assert!(
        tally.missed.is_empty(),
        "missed:
{}",
        shortest(&tally.missed)
    );
}

#[test]
fn a_token_is_used_once_and_the_second_time_is_told_when_the_first_was() {
    let setting = house(&["new"]);
    let mut memory = Memory::default();
    let own = open(&setting, &mut memory, 1, at(0));
    let token = &own[&("li@qiming.example".to_owned(), "verdict")];
    let mail = |n: u32, words: &str| {
        format!(
            "From: <li@qiming.example>\r\nTo: <{}>\r\nMessage-ID: <u{n}@mail.example>\r\nSubject: Re: x\r\n\r\n{words}\r\n",
            token.address
        )
    };
    let first = take(&setting, &memory.rows, mail(1, "approve").as_bytes(), at(1));
    memory.apply(&first);
    for (n, words) in [(2, "reject Comment: changed my mind"), (3, "approve")] {
        let again = take(&setting, &memory.rows, mail(n, words).as_bytes(), at(2));
        assert_eq!(answers(&memory, &again).get("verdict").map_or("approve", |(a, _)| a), "approve");
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
        own[&("li@qiming.example".to_owned(), "verdict")].address
    );
    let record = take(&setting, &memory.rows, raw.as_bytes(), at(1));
    assert!(answers(&memory, &record).is_empty());
    let to: Vec<String> = record.letters.iter().flat_map(|l| &l.to).map(|(_, a)| a.to_string()).collect();
    assert_eq!(to, ["li@qiming.example"]);
    memory.apply(&record);
    let again = take(&setting, &memory.rows, raw.replace("p1@", "p2@").as_bytes(), at(1));
    assert!(again.letters.is_empty(), "once a day");
}

#[test]
fn the_link_to_a_calendar_goes_to_the_address_that_is_known_and_stays_for_a_day() {
    let mut setting = house(&["new"]);
    setting.identity.calendar = Some("https://dates.qiming.example".to_owned());
    let mut memory = Memory::default();
    let mut ask = |n: u32, words: &str, hours: i64| {
        let raw = format!(
            "From: <li@qiming.example>\r\nReply-To: <x@evil.example>\r\nSender: <x@evil.example>\r\nTo: <beadle@qiming.example>\r\nMessage-ID: <d{n}@mail.example>\r\nSubject: hello\r\n\r\n{words}\r\n"
        );
        let record = take(&setting, &memory.rows, raw.as_bytes(), at(1) + TimeDelta::hours(hours));
        memory.apply(&record);
        let to: Vec<String> = record.letters.iter().flat_map(|l| &l.to).map(|(_, a)| a.to_string()).collect();
        assert_eq!(to, ["li@qiming.example"], "{words}");
        let li = beadle::directory::PersonId::from("li");
        let link = beadle::workflow::link(&memory.rows, &li);
        link.unwrap().secret.unwrap()
    };
    let first = ask(1, "calendar", 0);
    assert_eq!(ask(2, "calendar", 1), first);
    let second = ask(3, "new calendar link", 2);
    assert_ne!(second, first);
    assert_eq!(ask(4, "new calendar link", 3), second, "an address alone replaces it once a day");
    assert_ne!(ask(5, "new calendar link", 27), second);
}

/// What a mail falls short of is asked for with a letter of its own, in the reader's language; a reply to that counts,
/// and the letter that says so tells how to take it back.
#[test]
fn a_challenge_is_met_by_a_reply_to_it() {
    let setting = house(&["new"]);
    for (n, who, ask, told) in
        [(0, "li", "verdict", "a reply to your own personal mail"), (1, "wang", "second", "公司邮箱")]
    {
        let mut memory = Memory::default();
        let own = open(&setting, &mut memory, 1, at(0));
        let me = format!("{who}@qiming.example");
        let mut mail = |name: &str, head: &str, to: &str, words: &str, day: i64| {
            let raw = format!(
                "{head}From: <{me}>\r\nTo: <{to}>\r\nMessage-ID: <{name}{n}@mail.example>\r\nSubject: Re: [LV-2026-0001] x\r\n\r\n{words}\r\n"
            );
            let record = take(&setting, &memory.rows, raw.as_bytes(), at(day));
            memory.apply(&record);
            let open = &memory.case("LV-2026-0001").asks[&format!("review.{ask}")];
            let given = open.seats.iter().find_map(|s| s.answer.clone()).map(|a| a.evidence);
            let reply = |letter: &beadle::compose::Letter| {
                let text = String::from_utf8_lossy(&letter.bytes).replace("\r\n ", " ");
                let line = text.lines().find(|l| l.starts_with("Reply-To:")).unwrap().to_owned();
                line["Reply-To:".len()..].trim().trim_start_matches('<').trim_end_matches('>').to_owned()
            };
            // Another question waits for the same word: the letter about this one.
            let about = |letter: &&beadle::compose::Letter| {
                let address: beadle::address::Address = reply(letter).parse().unwrap();
                let row = address.detail().and_then(|token| memory.rows.get(&memory::key(["t", token])));
                row.is_some_and(|row| String::from_utf8_lossy(row).contains(&format!("review.{ask}")))
            };
            let letter = record.letters.iter().find(about).unwrap_or(&record.letters[0]);
            assert_eq!(letter.to[0].1.to_string(), me, "to the address of the directory");
            // All parts, for our words stand below the fence.
            let parts = (0..8).filter_map(|part| mail::attachment(&letter.bytes, part));
            let words: String = parts.map(|part| String::from_utf8_lossy(&part).into_owned()).collect();
            (given, reply(letter), words)
        };
        // Without the token, or without its domain: asked for once more, by a letter with a token of its own.
        let (first, pass) = if n == 0 {
            ("beadle@qiming.example".to_owned(), "")
        } else {
            let pass = "Authentication-Results: mx.qiming.example; dmarc=pass header.from=qiming.example\r\n";
            (own[&(me.clone(), ask)].address.clone(), pass)
        };
        let (given, address, words) = mail("short", "", &first, "approve", 1);
        assert_eq!(given, None);
        assert!(words.contains(told) && address.contains('+'), "{address} {words}");
        let (given, _, words) = mail("whole", pass, &address, "approve", 2);
        assert_eq!(given, Some(if n == 0 { Evidence::Token } else { Evidence::Domain }), "{words}");
        assert!(words.contains("withdraw") || words.contains("撤回"), "{words}");
    }
}
