//! Answers that are bent: each way of writing, packing and leaving out that programs, gateways and relays have, beside
//! what a person who pressed that button meant.
//!
//! Every row is sent by two of the programs of `foreign.rs`, and with `ALL=1` by all. What is meant is taken, for the
//! sender alone; where nobody can know it nothing changes and the reason is said; whatever it is, it is looked at quickly.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::foreign::{DAYS, MEETS, PROGRAMS, cases, company, decided, multipart, quoted};
use super::*;

/// In a debug build on a busy machine; what is expanded or quadratic takes minutes.
const QUICK: std::time::Duration = std::time::Duration::from_secs(20);

/// What must come of a mail.
#[derive(Debug)]
enum Comes {
    /// Li's answer to the kick-off.
    Whole(PartStat),
    /// Li's answer to the series and to its days.
    Series(PartStat, [PartStat; 3]),
    /// Li's comment beside an acceptance of the kick-off.
    Comment(&'static str),
    /// It is understood, whatever the process makes of it.
    Acted,
    /// Nothing, with these words in the reason.
    Nothing(&'static str),
}

use Comes::{Acted, Comment, Nothing, Whole};
use PartStat::{Accepted as Yes, Declined as No, NeedsAction as Silent, Tentative as Perhaps};

const OWN: &str = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:li@qiming.example";

/// One program's mails.
struct Program<'a> {
    world: &'a World,
    product: &'a str,
    extra: &'a [&'a str],
}

impl Program<'_> {
    fn uid(&self, meet: usize) -> String {
        self.world.of(MEETS[meet].0, MEETS[meet].1).invite.uid
    }

    /// One VEVENT about a meeting, without SEQUENCE and DTSTAMP unless they are among the lines.
    fn event(&self, meet: usize, lines: &[&str]) -> String {
        let extra = self.extra.join("\r\n");
        let extra = if extra.is_empty() { extra } else { extra + "\r\n" };
        format!("BEGIN:VEVENT\r\nUID:{}\r\n{extra}{}\r\nEND:VEVENT\r\n", self.uid(meet), lines.join("\r\n"))
    }

    fn object(&self, method: &str, inside: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nPRODID:{}\r\nVERSION:2.0\r\nMETHOD:{method}\r\n{inside}END:VCALENDAR\r\n",
            self.product
        )
    }

    /// Li's acceptance of the kick-off, with these lines in it.
    fn yes(&self, lines: &[&str]) -> String {
        let all = [&["SEQUENCE:0", "DTSTAMP:20240701T025900Z"], lines, &[OWN]].concat();
        self.object("REPLY", &self.event(0, &all))
    }

    /// The letter that brought an invitation to li.
    fn letter(&self, name: &str) -> String {
        let found = self.world.mails.iter().rev().find(|(to, letter, _)| to == "li" && letter == name);
        MessageParser::default().parse(&found.unwrap().2).unwrap().message_id().unwrap().to_owned()
    }
}

/// A mail of li's; `head` may hold more fields of the header, the last ones those of the body.
fn mail(head: &str, body: &[u8]) -> Vec<u8> {
    let subject = if head.contains("Subject:") { "" } else { "Subject: Re: an invitation\r\n" };
    let head = format!(
        "From: li@qiming.example\r\nTo: beadle@qiming.example\r\n{subject}Message-ID: <x@bent.test>\r\n\
         MIME-Version: 1.0\r\n{head}"
    );
    [head.as_bytes(), body].concat()
}

fn part(kind: &str, body: &[u8]) -> Vec<u8> {
    [format!("Content-Type: {kind}\r\n\r\n").as_bytes(), body].concat()
}

fn sole(object: &str) -> Vec<u8> {
    mail("", &part("text/calendar; method=REPLY; charset=utf-8", object.as_bytes()))
}

/// Plays one row with every program, and says where something else came of it.
fn play(
    world: &World,
    name: &str,
    comes: &Comes,
    make: &dyn Fn(&Program<'_>) -> Vec<u8>,
    wrong: &mut Vec<String>,
) {
    let before = cases(&world.rows);
    // In an ordinary run each row comes of two programs, which are others for the next.
    let some = if std::env::var("ALL").is_ok() { PROGRAMS.len() } else { 2 };
    for (product, extra) in PROGRAMS.into_iter().cycle().skip(name.len()).take(some) {
        let raw = make(&Program { world, product, extra });
        let started = std::time::Instant::now();
        let (fate, rows) = decided(world, &raw);
        let took = started.elapsed();
        let after = cases(&rows);
        let li = "li@qiming.example";
        let said = |meet: usize, day: Option<&str>| {
            let case = after.iter().find(|case| case.id.0 == MEETS[meet].0).unwrap();
            let open = case.meets.values().find(|open| open.name == MEETS[meet].1).unwrap();
            let coming = day.map(|day| open.invite.coming(day.parse().unwrap()));
            let coming = coming.as_ref().unwrap_or(&open.invite.attendees);
            (coming.iter().find(|one| one.address == li).unwrap().partstat, open.comments.get(li).cloned())
        };
        let days = || [0, 1, 2].map(|n| said(1, Some(DAYS[n])).0);
        let good = match comes {
            Whole(status) => fate == Fate::Acted && said(0, None).0 == *status,
            Comes::Series(status, each) => {
                fate == Fate::Acted && said(1, None).0 == *status && days() == *each
            }
            Comment(text) => fate == Fate::Acted && said(0, None) == (Yes, Some((*text).to_owned())),
            Acted => fate == Fate::Acted,
            Nothing(reason) => matches!(&fate, Fate::Ignored(why) if why.contains(reason)) && after == before,
        };
        if !good || took > QUICK {
            let shown: String = String::from_utf8_lossy(&raw).chars().take(1_500).collect();
            wrong.push(format!(
                "{name}: {fate:?}, {:?} {:?}, not {comes:?}, in {took:?}\n{shown}",
                said(0, None),
                (said(1, None).0, days())
            ));
            return;
        }
    }
}

fn held(wrong: &[String]) {
    let all: Vec<&str> = wrong.iter().map(|one| one.lines().next().unwrap()).collect();
    let some = wrong.iter().take(4).cloned().collect::<Vec<_>>().join("\n\n");
    assert!(wrong.is_empty(), "{}\n\n{some}", all.join("\n"));
}

/// How a day of the series is named: 10 July 2024, 10:00 in Shanghai.
const NAMED: &[&str] = &[
    "RECURRENCE-ID:20240710T020000Z",
    "RECURRENCE-ID:20240710T100000",
    "RECURRENCE-ID;VALUE=DATE:20240710",
    "RECURRENCE-ID:20240710",
    "RECURRENCE-ID;VALUE=DATE-TIME;TZID=Asia/Shanghai:20240710T100000",
    "RECURRENCE-ID;TZID=\"Asia/Shanghai\":20240710T100000",
    "RECURRENCE-ID;TZID=asia/shanghai:20240710T100000",
    "RECURRENCE-ID;TZID=PRC:20240710T100000",
    "RECURRENCE-ID;TZID=Asia/Chongqing:20240710T100000",
    "RECURRENCE-ID;TZID=UTC:20240710T020000",
    "RECURRENCE-ID;TZID=GMT:20240710T020000",
    "RECURRENCE-ID;TZID=Etc/UTC:20240710T020000",
    "RECURRENCE-ID;TZID=UTC:20240710T020000Z",
    "RECURRENCE-ID;TZID=Asia/Shanghai:20240710T020000Z",
    "RECURRENCE-ID;TZID=tzone://Microsoft/Utc:20240710T020000",
    "RECURRENCE-ID;TZID=Etc/GMT-8:20240710T100000",
    "RECURRENCE-ID;TZID=GMT+08:00:20240710T100000",
    "RECURRENCE-ID;TZID=\"GMT+08:00\":20240710T100000",
    "RECURRENCE-ID;TZID=UTC+8:20240710T100000",
    "RECURRENCE-ID;TZID=GMT+0800:20240710T100000",
    "RECURRENCE-ID;TZID=China:20240710T100000",
    "RECURRENCE-ID;TZID=Asia/Beijing:20240710T100000",
    "RECURRENCE-ID;TZID=\"Beijing, Chongqing, Hong Kong, Urumqi\":20240710T100000",
    "RECURRENCE-ID;TZID=\"(GMT+08.00) Beijing / Chongqing / Hong Kong / Urumqi\":20240710T100000",
    "RECURRENCE-ID;TZID=\"(GMT+08:00) 北京，重庆，香港特别行政区，乌鲁木齐\":20240710T100000",
    "RECURRENCE-ID;TZID=Taipei Standard Time:20240710T100000",
    "RECURRENCE-ID;TZID=Singapore Standard Time:20240710T100000",
    "RECURRENCE-ID;TZID=W. Europe Standard Time:20240710T040000",
    "RECURRENCE-ID;TZID=Eastern Standard Time:20240709T220000",
    "RECURRENCE-ID;TZID=America/New_York:20240709T220000",
    "RECURRENCE-ID;TZID=Tokyo Standard Time:20240710T110000",
    "RECURRENCE-ID;TZID=東京 (標準時):20240710T100000",
    "RECURRENCE-ID;TZID=Customized Time Zone:20240710T100000",
    "RECURRENCE-ID;X-TZ=1;TZID=Asia/Shanghai;X-MS=2:20240710T100000",
    "recurrence-id;tzid=Asia/Shanghai:20240710t100000",
    "RECURRENCE-ID;TZID=Asia/Shanghai:20240710T1000",
    "RECURRENCE-ID:20240710T100000+0800",
    "RECURRENCE-ID ;TZID=Asia/Shanghai:20240710T100000 ",
];

#[test]
fn a_day_of_a_series_is_the_one_that_was_meant_however_it_is_named() {
    let world = company();
    let mut wrong = Vec::new();
    let only = Comes::Series(Silent, [Yes, Silent, Silent]);
    for name in NAMED {
        play(
            &world,
            name,
            &only,
            &|p| {
                let lines = ["SEQUENCE:1", "DTSTAMP:20240701T025900Z", name, OWN];
                sole(&p.object("REPLY", &p.event(1, &lines)))
            },
            &mut wrong,
        );
    }
    held(&wrong);
}

#[test]
fn several_events_of_one_answer_count_each_for_its_own() {
    let world = company();
    let mut wrong = Vec::new();
    let no = |p: &Program<'_>, day: &str| {
        p.event(1, &["SEQUENCE:1", "DTSTAMP:20240701T025900Z", day, &OWN.replace("ACCEPTED", "DECLINED")])
    };
    let yes = |p: &Program<'_>, day: &str| p.event(1, &["SEQUENCE:1", "DTSTAMP:20240701T025900Z", day, OWN]);
    let (first, second, third) = (
        "RECURRENCE-ID;VALUE=DATE:20240710",
        "RECURRENCE-ID;TZID=China Standard Time:20240717T100000",
        "RECURRENCE-ID:20240807T020000Z",
    );
    let all = Comes::Series(Yes, [No, Yes, No]);
    play(
        &world,
        "master first",
        &all,
        &|p| {
            let inside = yes(p, "X-MASTER:1") + &no(p, first) + &no(p, third);
            sole(&p.object("REPLY", &inside))
        },
        &mut wrong,
    );
    play(
        &world,
        "master last",
        &all,
        &|p| {
            let inside = no(p, first) + &no(p, third) + &yes(p, "X-MASTER:1");
            sole(&p.object("REPLY", &inside))
        },
        &mut wrong,
    );
    play(
        &world,
        "three days",
        &Comes::Series(Silent, [No, Yes, No]),
        &|p| {
            let inside = no(p, first) + &yes(p, second) + &no(p, third);
            sole(&p.object("REPLY", &inside))
        },
        &mut wrong,
    );
    play(
        &world,
        "an object for each",
        &Comes::Series(Silent, [No, Yes, No]),
        &|p| {
            let objects = [no(p, first), yes(p, second), no(p, third)].map(|one| p.object("REPLY", &one));
            sole(&objects.concat())
        },
        &mut wrong,
    );
    play(
        &world,
        "a part for each",
        &Comes::Series(Silent, [No, Yes, No]),
        &|p| {
            let parts = [no(p, first), yes(p, second), no(p, third)]
                .map(|one| part("text/calendar; method=REPLY", p.object("REPLY", &one).as_bytes()));
            mail("", &multipart("mixed", "m", &parts))
        },
        &mut wrong,
    );
    play(
        &world,
        "from then on",
        &Comes::Series(Silent, [Silent, No, No]),
        &|p| sole(&p.object("REPLY", &no(p, "RECURRENCE-ID;RANGE=THISANDFUTURE:20240717T020000Z"))),
        &mut wrong,
    );
    play(
        &world,
        "from then on, in lower case",
        &Comes::Series(Silent, [Silent, No, No]),
        &|p| {
            sole(&p.object(
                "REPLY",
                &no(p, "RECURRENCE-ID;TZID=Asia/Shanghai;RANGE=thisandfuture:20240717T100000"),
            ))
        },
        &mut wrong,
    );
    play(
        &world,
        "until then: of that one alone it can be known",
        &Comes::Series(Silent, [Silent, No, Silent]),
        &|p| sole(&p.object("REPLY", &no(p, "RECURRENCE-ID;RANGE=THISANDPRIOR:20240717T020000Z"))),
        &mut wrong,
    );
    play(
        &world,
        "a day on which there is none",
        &Nothing("no occurrence"),
        &|p| sole(&p.object("REPLY", &no(p, "RECURRENCE-ID;VALUE=DATE:20240711"))),
        &mut wrong,
    );
    play(
        &world,
        "by the day it has moved to",
        &Comes::Series(Silent, [Silent, No, Silent]),
        &|p| sole(&p.object("REPLY", &no(p, "RECURRENCE-ID;VALUE=DATE:20240718"))),
        &mut wrong,
    );
    play(
        &world,
        "one day with two answers",
        &Nothing("contradict"),
        &|p| sole(&p.object("REPLY", &(yes(p, second) + &no(p, "RECURRENCE-ID:20240717T020000Z")))),
        &mut wrong,
    );
    held(&wrong);
}

/// How li is named, and the answer: `{}` is the address.
const PERSONS: &[(&str, Comes)] = &[
    ("ATTENDEE;PARTSTAT=Accepted:Mailto:{}", Whole(Yes)),
    ("ATTENDEE;PartStat=aCCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=\" ACCEPTED \":mailto:{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=tentative:mailto:{}", Whole(Perhaps)),
    ("ATTENDEE;CN=\"'{}'\";PARTSTAT=DECLINED:MAILTO:{}", Whole(No)),
    ("ATTENDEE;CN='李娜';PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=李娜(设计部);PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=\"Li, Na; design: lead\";PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=Li\\, Na;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=Li;Na;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=设计: 李娜;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=\"Li \\\"Nana\\\" Na\";PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=\"Li ^'Nana^' Na\";PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN==?utf-8?B?5p2O5aic?=;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;CN=\"\";PARTSTAT=ACCEPTED;:mailto:{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:<{}>", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:mailto://{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:\"mailto:{}\"", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:mailto:{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:Li Na <{}>", Whole(Yes)),
    ("ATTENDEE;VALUE=URI;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;VALUE=TEXT;PARTSTAT=ACCEPTED:{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED;EMAIL=\"{}\":/principals/users/li/", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:EX:/O=QIMING/OU=SITE/CN=RECIPIENTS/CN=LI", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:li.na@old.example", Whole(Yes)),
    ("ATTENDEE;SENT-BY=mailto:desk@qiming.example;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;STATUS=ACCEPTED;ROLE=ATTENDEE:mailto:{}", Nothing("neither yes nor no")),
    ("ATTENDEE;PARTSTAT=ACCEPTED;X-GUID=a-b;X-RESPONSE-COMMENT=\"\":mailto:{}", Whole(Yes)),
    (
        "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT=DECLINED;SCHEDULE-STATUS=\"2.0;x\":mailto:{}",
        Whole(No),
    ),
    ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:{}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{}", Whole(Yes)),
    ("ATTENDEE;PARTSTAT=ACCEPTED;PARTSTAT=DECLINED:mailto:{}", Nothing("neither yes nor no")),
    ("ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:{}", Whole(Silent)),
    ("ATTENDEE;PARTSTAT=:mailto:{}", Nothing("neither yes nor no")),
    ("ATTENDEE;PARTSTAT=IN-PROCESS:mailto:{}", Nothing("neither yes nor no")),
];

#[test]
fn whoever_answers_is_known_however_the_line_is_written() {
    let world = company();
    let mut wrong = Vec::new();
    for (line, comes) in PERSONS {
        let line = line.replace("{}", "li@qiming.example");
        play(
            &world,
            &line,
            comes,
            &|p| sole(&p.object("REPLY", &p.event(0, &["SEQUENCE:0", "DTSTAMP:20240701T025900Z", &line]))),
            &mut wrong,
        );
    }
    held(&wrong);
}

/// What else stands in the event, or is missing.
const LINES: &[(&str, Comes)] = &[
    ("SEQUENCE:", Whole(Yes)),
    ("SEQUENCE:0.0", Whole(Yes)),
    ("SEQUENCE:-1", Whole(Yes)),
    ("SEQUENCE:99999999999999999999", Whole(Yes)),
    ("SEQUENCE;X=1: 0 ", Whole(Yes)),
    ("DTSTAMP:20240701", Whole(Yes)),
    ("DTSTAMP:20240701T025900", Whole(Yes)),
    ("DTSTAMP:99991231T235959Z", Whole(Yes)),
    ("DTSTAMP;TZID=Nowhere:20240701T025900", Whole(Yes)),
    ("LAST-MODIFIED:20240701T025900Z", Whole(Yes)),
    ("ORGANIZER:", Whole(Yes)),
    ("ORGANIZER;CN=x:invalid:nomail", Whole(Yes)),
    ("ORGANIZER:mailto:other@elsewhere.example", Whole(Yes)),
    ("SUMMARY:", Whole(Yes)),
    ("SUMMARY:Line one\r\n  and two", Whole(Yes)),
    ("DESCRIPTION:a\\nb\\, c\\; d \\\\ e \\N f", Whole(Yes)),
    ("LOCATION:\u{2028}\u{85}\u{b}", Whole(Yes)),
    ("X-ALT-DESC;FMTTYPE=text/html:<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\">\\n<HTML>", Whole(Yes)),
    ("ATTACH;ENCODING=BASE64;VALUE=BINARY;FMTTYPE=text/plain:aGVsbG8=", Whole(Yes)),
    ("ATTACH:CID:image001.png@01DA.0", Whole(Yes)),
    ("REQUEST-STATUS:2.0;Success", Whole(Yes)),
    ("REQUEST-STATUS:3.7;Invalid calendar user;ATTENDEE:mailto:li@qiming.example", Whole(Yes)),
    ("GEO:x", Whole(Yes)),
    ("DURATION:-PT1H", Whole(Yes)),
    ("DTSTART:20240703T060000Z\r\nDTEND:20240703T070000Z", Whole(Yes)),
    ("DTSTART;TZID=Nowhere:20240703T140000", Whole(Yes)),
    ("DTSTART;VALUE=DATE:20240703", Whole(Yes)),
    ("RECURRENCE-ID:20240703T060000Z", Whole(Yes)),
    ("RRULE:FREQ=SECONDLY;INTERVAL=0;COUNT=-1;UNTIL=x", Whole(Yes)),
    ("RRULE:FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13;BYSETPOS=366;BYYEARDAY=366;BYWEEKNO=53", Whole(Yes)),
    ("RRULE:", Whole(Yes)),
    ("EXRULE:FREQ=MINUTELY", Whole(Yes)),
    ("METHOD:REQUEST", Whole(Yes)),
    ("COMMENT:出差", Comment("出差")),
    ("COMMENT;ALTREP=\"cid:1\";LANGUAGE=zh-CN:出差\\, 来不了\\n下次", Comment("出差, 来不了\n下次")),
    ("COMMENT:\r\nCOMMENT:出差", Comment("出差")),
    ("X-CALENDARSERVER-PRIVATE-COMMENT:出差", Comment("出差")),
    ("DTSTAMP:20240701T025900Z\r\nDTSTAMP:20240701T025900Z", Whole(Yes)),
];

#[test]
fn what_else_an_answer_holds_or_lacks_does_not_matter() {
    let world = company();
    let mut wrong = Vec::new();
    for (line, comes) in LINES {
        play(&world, line, comes, &|p| sole(&p.object("REPLY", &p.event(0, &[line, OWN]))), &mut wrong);
        play(&world, line, comes, &|p| sole(&p.object("REPLY", &p.event(0, &[OWN, line]))), &mut wrong);
    }
    held(&wrong);
}

/// What becomes of the text on its way.
type Way = (&'static str, fn(&str) -> Vec<u8>, &'static str);

fn folded(text: &str, width: usize, with: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for line in text.split("\r\n").filter(|line| !line.is_empty()) {
        for (n, piece) in line.as_bytes().chunks(width).enumerate() {
            out.extend_from_slice(if n > 0 { with.as_bytes() } else { b"" });
            out.extend_from_slice(piece);
        }
        out.extend_from_slice(b"\r\n");
    }
    out
}

fn chinese(text: &str) -> Vec<u8> {
    encoding_rs::GB18030.encode(text).0.into_owned()
}

const WAYS: &[Way] = &[
    ("a tab where it is folded", |t| folded(t, 30, "\r\n\t"), "utf-8"),
    ("folded at one octet", |t| folded(t, 1, "\r\n "), "utf-8"),
    ("folded with LF in CRLF", |t| folded(t, 20, "\n "), "utf-8"),
    ("old Macintosh line ends", |t| t.replace("\r\n", "\r").into_bytes(), "utf-8"),
    ("an empty line after each", |t| t.replace("\r\n", "\r\n\r\n").into_bytes(), "utf-8"),
    ("blanks at the end of lines", |t| t.replace("\r\n", "  \r\n").into_bytes(), "utf-8"),
    ("a byte order mark, and LF", |t| format!("\u{feff}{}", t.replace("\r\n", "\n")).into_bytes(), "utf-8"),
    ("a mark in each line's place", |t| format!("\u{feff}\u{feff}\r\n{t}").into_bytes(), "utf-8"),
    ("NUL behind", |t| format!("{t}\0\0\0").into_bytes(), "utf-8"),
    ("no last line end", |t| t.trim_end().as_bytes().to_vec(), "utf-8"),
    ("no end", |t| t.replace("END:VEVENT\r\nEND:VCALENDAR\r\n", "").into_bytes(), "utf-8"),
    ("gb18030 that calls itself utf-8", chinese, "utf-8"),
    ("gb18030 that calls itself ASCII", chinese, "us-ascii"),
    ("gb18030 that says nothing", chinese, ""),
    ("gb18030 by its Windows name", chinese, "cp936"),
    ("gbk", chinese, "GBK"),
    ("gb18030 of no known name", chinese, "x-unknown"),
    ("utf-8 that calls itself gb2312", |t| t.as_bytes().to_vec(), "gb2312"),
    ("utf-8 that calls itself Latin", |t| t.as_bytes().to_vec(), "iso-8859-1"),
    ("utf-8 that calls itself Windows", |t| t.as_bytes().to_vec(), "windows-1252"),
    ("utf-8 of no known name", |t| t.as_bytes().to_vec(), "x-user-defined"),
    (
        "gb18030, folded inside of characters",
        |t| {
            let mut out = Vec::new();
            for line in t.split("\r\n").filter(|line| !line.is_empty()) {
                for (n, piece) in chinese(line).chunks(13).enumerate() {
                    out.extend_from_slice(if n > 0 { b"\r\n " } else { b"" });
                    out.extend_from_slice(piece);
                }
                out.extend_from_slice(b"\r\n");
            }
            out
        },
        "utf-8",
    ),
    (
        "UTF-16 with its mark",
        |t| [0xfeff].into_iter().chain(t.encode_utf16()).flat_map(u16::to_le_bytes).collect(),
        "",
    ),
    (
        "UTF-16, big end first",
        |t| [0xfeff].into_iter().chain(t.encode_utf16()).flat_map(u16::to_be_bytes).collect(),
        "utf-8",
    ),
    ("UTF-16 without a mark", |t| t.encode_utf16().flat_map(u16::to_le_bytes).collect(), "utf-16le"),
];

#[test]
fn what_becomes_of_the_text_on_its_way_is_undone() {
    let world = company();
    let mut wrong = Vec::new();
    for (name, way, label) in WAYS {
        for (how, encode) in [
            ("base64", (|b| STANDARD.encode(b).into_bytes()) as fn(&[u8]) -> Vec<u8>),
            ("quoted-printable", quoted),
            ("8bit", <[u8]>::to_vec),
        ] {
            // Octets that are no lines go as base64.
            if name.contains("UTF-16") && how != "base64" {
                continue;
            }
            let label = if label.is_empty() { String::new() } else { format!("; charset={label}") };
            play(
                &world,
                &format!("{name}, {how}"),
                &Comment("出差，来不了"),
                &|p| {
                    let text = way(&p.yes(&["COMMENT:出差，来不了", "SUMMARY:启动会：会员积分"]));
                    let head = format!(
                        "Content-Type: text/calendar; method=REPLY{label}\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
                    );
                    mail(&head, &encode(&text))
                },
                &mut wrong,
            );
        }
    }
    held(&wrong);
}

/// As which parts it may come: `{}` is where the name stands.
const KINDS: &[&str] = &[
    "text/calendar; method=REPLY",
    "TEXT/Calendar; METHOD=\"reply\"; component=VEVENT; charset=\"UTF-8\"",
    "text/calendar; charset=utf-8; method=REPLY; name=\"=?utf-8?B?5Zue5aSNLmljcw==?=\"",
    "application/ics; name=invite.ics",
    "application/ics",
    "application/octet-stream; name=\"INVITE.ICS\"",
    "application/octet-stream; name*=utf-8''%E5%9B%9E%E5%A4%8D.ics",
    "application/octet-stream; name*0=\"in\"; name*1=\"vite.ics\"",
    "application/octet-stream\r\nContent-Disposition: attachment; filename=\"=?gb2312?B?u9i4tC5pY3M=?=\"",
    "application/x-ics; name=\"meeting.ics \"",
    "text/plain; name=reply.ics",
    "text/plain; charset=utf-8\r\nContent-Disposition: attachment; filename=reply.ics",
    "text/x-vcalendar; name=reply.vcs",
    "application/octet-stream; name=reply.vcs",
    "application/calendar",
    "text/ics",
    "text/x-icalendar",
    "application/octet-stream; name=reply.ifb.ics",
];

#[test]
fn it_may_come_as_any_part_in_any_place() {
    let world = company();
    let mut wrong = Vec::new();
    let words = || part("text/plain; charset=utf-8", "李娜 has accepted the invitation.".as_bytes());
    let page = || part("text/html; charset=utf-8", b"<p>Accepted</p>");
    for kind in KINDS {
        let own = |p: &Program<'_>| part(kind, p.yes(&[]).as_bytes());
        play(&world, &format!("{kind} alone"), &Whole(Yes), &|p| mail("", &own(p)), &mut wrong);
        for (name, wrap) in [
            (
                "mixed",
                (|a, b, c| multipart("mixed", "m", &[a, b, c])) as fn(Vec<u8>, Vec<u8>, Vec<u8>) -> Vec<u8>,
            ),
            ("alternative", |a, b, c| multipart("alternative", "m", &[a, b, c])),
            ("mixed over alternative", |a, b, c| {
                multipart("mixed", "m", &[multipart("alternative", "a", &[a, b]), c])
            }),
            ("signed", |a, b, c| {
                let inner = multipart("mixed", "m", &[a, b, c]);
                multipart(
                    "signed",
                    "s",
                    &[inner, part("application/pkcs7-signature; name=smime.p7s", b"MIIB")],
                )
            }),
            ("report", |a, b, c| multipart("report", "m", &[a, b, c])),
            ("first of all", |a, b, c| multipart("mixed", "m", &[c, a, b])),
            ("with winmail.dat", |a, _, c| {
                let tnef = part("application/ms-tnef; name=winmail.dat", b"\x78\x9f\x3e\x22");
                multipart("mixed", "m", &[a, c, tnef])
            }),
        ] {
            play(
                &world,
                &format!("{kind} {name}"),
                &Whole(Yes),
                &|p| mail("", &wrap(words(), page(), own(p))),
                &mut wrong,
            );
        }
    }
    held(&wrong);
}

#[test]
fn a_method_that_only_the_type_names_is_believed() {
    let world = company();
    let mut wrong = Vec::new();
    for kind in [
        "text/calendar; method=REPLY",
        "text/calendar; Method=\"Reply\"; charset=gb2312",
        "application/ics; method=REPLY; name=invite.ics",
        "application/octet-stream; method=REPLY; name=invite.ics",
    ] {
        play(
            &world,
            kind,
            &Whole(Yes),
            &|p| mail("", &part(kind, p.yes(&[]).replace("METHOD:REPLY\r\n", "").as_bytes())),
            &mut wrong,
        );
    }
    play(
        &world,
        "method behind the event",
        &Whole(Yes),
        &|p| {
            let object = p.yes(&[]).replace("METHOD:REPLY\r\n", "");
            sole(&object.replace("END:VCALENDAR", "METHOD:REPLY\r\nEND:VCALENDAR"))
        },
        &mut wrong,
    );
    play(
        &world,
        "the file says it for the part",
        &Whole(Yes),
        &|p| {
            let bare = p.yes(&[]).replace("METHOD:REPLY\r\n", "");
            let parts = [
                part("text/calendar; method=REPLY", bare.as_bytes()),
                part("application/ics; name=a.ics", bare.as_bytes()),
            ];
            mail("", &multipart("mixed", "m", &parts))
        },
        &mut wrong,
    );
    held(&wrong);
}

/// The object says too little, and the subject the rest: it is a reply to the invitation.
#[test]
fn what_the_object_does_not_say_the_subject_says() {
    let world = company();
    let mut wrong = Vec::new();
    let head = |p: &Program<'_>, subject: &str| {
        format!("Subject: {subject}\r\nIn-Reply-To: <{}>\r\n", p.letter("kickoff"))
    };
    let calendar = "text/calendar; method=REPLY; charset=utf-8";
    for (subject, comes) in [
        ("Accepted: kick-off", Yes),
        ("Invitation Declined: kick-off", No),
        ("已拒绝: 启动会", No),
        ("Tentative: kick-off", Perhaps),
    ] {
        play(
            &world,
            &format!("{subject}, nobody"),
            &Whole(comes),
            &|p| {
                mail(
                    &head(p, subject),
                    &part(calendar, p.yes(&[]).replace(&format!("{OWN}\r\n"), "").as_bytes()),
                )
            },
            &mut wrong,
        );
        play(
            &world,
            &format!("{subject}, no word"),
            &Whole(comes),
            &|p| {
                mail(
                    &head(p, subject),
                    &part(calendar, p.yes(&[]).replace(";PARTSTAT=ACCEPTED", "").as_bytes()),
                )
            },
            &mut wrong,
        );
        play(
            &world,
            &format!("{subject}, no object"),
            &Whole(comes),
            &|p| mail(&head(p, subject), &part(calendar, b"\r\n")),
            &mut wrong,
        );
        play(
            &world,
            &format!("{subject}, winmail.dat"),
            &Whole(comes),
            &|p| {
                let tnef = part("application/ms-tnef; name=winmail.dat", b"\x78\x9f\x3e\x22");
                mail(&head(p, subject), &multipart("mixed", "m", &[part("text/plain", b""), tnef]))
            },
            &mut wrong,
        );
    }
    play(
        &world,
        "the subject says otherwise",
        &Whole(Yes),
        &|p| mail(&head(p, "Declined: kick-off"), &part(calendar, p.yes(&[]).as_bytes())),
        &mut wrong,
    );
    play(
        &world,
        "somebody else's answer",
        &Nothing("not the sender's"),
        &|p| {
            let other = p.yes(&[]).replace("li@", "sun@");
            mail(&head(p, "Accepted: kick-off"), &part(calendar, other.as_bytes()))
        },
        &mut wrong,
    );
    held(&wrong);
}

/// A program that says no revision, and whose event lies at a time that is over, answers what was before.
#[test]
fn an_answer_to_a_time_that_has_changed_changes_nothing() {
    let mut world = company();
    world.until("2024-07-01T11:30:00");
    world.writes("liu", "[P-2024-0002] 更正", "启动会：2024-07-04 16:00-17:00 线上");
    world.until("2024-07-01T11:40:00");
    let mut wrong = Vec::new();
    let (old, new) = ("DTSTART:20240703T060000Z", "DTSTART;TZID=China Standard Time:20240704T160000");
    for (lines, comes) in [
        (&[old][..], Nothing("time")),
        (&[old, "DTSTAMP:20240701T025900Z"], Nothing("time")),
        (&["SEQUENCE:0", old], Nothing("revision")),
        (&["SEQUENCE:0", new], Nothing("revision")),
        (&[new], Whole(Yes)),
        (&[new, "DTSTAMP:20240701T025900Z"], Whole(Yes)),
        (&["SEQUENCE:1", old], Whole(Yes)),
        (&[], Whole(Yes)),
        (&["DTSTAMP:20240701T033500Z"], Whole(Yes)),
    ] {
        let all = [lines, &[OWN]].concat();
        play(&world, &lines.join(" "), &comes, &|p| sole(&p.object("REPLY", &p.event(0, &all))), &mut wrong);
    }
    held(&wrong);
}

/// Another time for the kick-off, or for a day of the series.
const PROPOSED: &[(usize, &str, Comes)] = &[
    (0, "DTSTART:20240703T080000Z\r\nDTEND:20240703T090000Z", Acted),
    (
        0,
        "DTSTART;TZID=China Standard Time:20240703T160000\r\nDTEND;TZID=China Standard Time:20240703T170000",
        Acted,
    ),
    (0, "DTSTART;TZID=Asia/Shanghai:20240703T160000\r\nDURATION:PT1H", Acted),
    (0, "DTSTART;TZID=Asia/Shanghai:20240703T160000", Acted),
    (0, "DTSTART:20240703T160000\r\nDTEND:20240703T170000", Acted),
    (
        0,
        "DTSTART;TZID=Europe/Berlin:20240703T100000\r\nDTEND;TZID=Europe/Berlin:20240703T110000\r\nX-MS-OLK-ORIGINALSTART:20240703T060000Z",
        Acted,
    ),
    (0, "DTSTART:20240701T010000Z\r\nDTEND:20240701T020000Z", Acted),
    (0, "DTSTART;VALUE=DATE:20240705\r\nDTEND;VALUE=DATE:20240706", Nothing("proposes no time")),
    (
        0,
        "DTSTART;TZID=Nowhere:20240703T160000\r\nDTEND;TZID=Nowhere:20240703T170000",
        Nothing("proposes no time"),
    ),
    (0, "DTSTART:20240703T080000Z\r\nDTEND:20240703T070000Z", Nothing("proposes no time")),
    (0, "DTSTART:20240703T060000Z\r\nDTEND:20240703T070000Z", Nothing("the one that stands")),
    (0, "DTSTART:99991231T235959Z\r\nDTEND:99991231T235959Z", Nothing("")),
    (0, "DTSTART:20240703T080000Z\r\nDTEND:20340703T090000Z", Nothing("")),
    (0, "DTSTART:20240703T080000Z\r\nDURATION:P99999W", Nothing("")),
    (1, "RECURRENCE-ID;VALUE=DATE:20240710\r\nDTSTART:20240710T080000Z\r\nDTEND:20240710T081500Z", Acted),
    (1, "DTSTART:20240711T080000Z\r\nDTEND:20240711T081500Z", Acted),
];

#[test]
fn another_time_is_proposed_to_whoever_decides_and_nothing_else_is() {
    let world = company();
    let mut wrong = Vec::new();
    for (meet, lines, comes) in PROPOSED {
        for own in [
            OWN,
            "ATTENDEE;PARTSTAT=TENTATIVE:mailto:li@qiming.example\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:sun@qiming.example",
        ] {
            play(
                &world,
                lines,
                comes,
                &|p| {
                    let event = p.event(*meet, &["SEQUENCE:1", "DTSTAMP:20240701T025900Z", lines, own]);
                    mail("", &part("text/calendar; method=COUNTER", p.object("COUNTER", &event).as_bytes()))
                },
                &mut wrong,
            );
        }
    }
    held(&wrong);
}

/// Objects that invite whoever reads them to work for hours.
#[test]
fn nothing_that_a_stranger_writes_is_expanded() {
    let world = company();
    let mut wrong = Vec::new();
    let zone = |rule: &str, times: usize| {
        let one = format!(
            "BEGIN:DAYLIGHT\r\nDTSTART:16010101T000000\r\nTZOFFSETFROM:+0700\r\nTZOFFSETTO:+0800\r\n{rule}\r\nEND:DAYLIGHT\r\n"
        );
        format!("BEGIN:VTIMEZONE\r\nTZID:Own\r\n{}END:VTIMEZONE\r\n", one.repeat(times))
    };
    let named = ["SEQUENCE:1", "RECURRENCE-ID;TZID=Own:20240710T100000", OWN];
    for (name, rule, times) in [
        ("seconds", "RRULE:FREQ=SECONDLY", 1),
        ("never", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", 1),
        ("a rule six thousand times", "RRULE:FREQ=YEARLY;BYMONTH=2;BYDAY=1SU", 6_000),
        ("nothing six thousand times", "RDATE:19700101T000000", 6_000),
    ] {
        let zone = zone(rule, times);
        play(
            &world,
            name,
            &Acted,
            &|p| sole(&p.object("REPLY", &(zone.clone() + &p.event(1, &named)))),
            &mut wrong,
        );
    }
    let long = |what: &str| what.repeat(900_000 / what.len());
    for (name, line) in [
        ("rules", long("RRULE:FREQ=SECONDLY;BYMONTHDAY=30;BYMONTH=2\r\n")),
        ("dates", format!("RDATE:{}20240101T000000Z", long("20240101T000000Z,"))),
        ("periods", format!("RDATE;VALUE=PERIOD:{}20240101T000000Z/P1W", long("20240101T000000Z/P9999W,"))),
        ("without", format!("EXDATE:{}20240101T000000Z", long("20240101T000000Z,"))),
        ("a rule of many parts", format!("RRULE:FREQ=YEARLY;BYSECOND={}0", long("0,1,2,"))),
        ("a long line", format!("DESCRIPTION:{}", long("好"))),
        ("parameters", format!("ATTENDEE{}:mailto:li@qiming.example", long(";X=1"))),
        ("escapes", format!("COMMENT:{}", long("\\n\\,"))),
        ("folds", format!("COMMENT:{}", long("x\r\n "))),
        ("quotes", format!("ATTENDEE;CN={}", long("\""))),
        ("components", long("BEGIN:VALARM\r\n")),
        ("ends", long("END:VALARM\r\n")),
    ] {
        // Read or refused: not slowly, and for nobody else.
        let started = std::time::Instant::now();
        let (product, extra) = PROGRAMS[0];
        let p = Program { world: &world, product, extra };
        let (fate, rows) = decided(&world, &sole(&p.object("REPLY", &p.event(0, &[OWN, &line]))));
        assert!(matches!(fate, Fate::Acted | Fate::Ignored(_)), "{name}: {fate:?}");
        assert_eq!(cases(&rows)[0], cases(&world.rows)[0], "{name}");
        assert!(started.elapsed() < QUICK, "{name}: {:?}", started.elapsed());
        println!("{name}: {fate:?} in {:?}", started.elapsed());
    }
    held(&wrong);
}

/// Every calendar object of other projects' tests, as it is and as an answer of li's: in the first way it is refused with
/// a reason, in the second it is li's or refused, and in neither is anybody else's answer touched.
#[test]
fn the_objects_of_the_corpora_change_nothing_and_made_into_answers_only_their_senders() {
    let corpora = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    if !corpora.exists() {
        return println!("skipped: there is no {}", corpora.display());
    }
    let world = company();
    let before = cases(&world.rows);
    let uid = world.of(MEETS[0].0, MEETS[0].1).invite.uid;
    let others = |cases: &[Case]| -> Vec<(String, PartStat)> {
        let all = cases.iter().flat_map(|case| case.meets.values()).flat_map(|open| &open.invite.attendees);
        let others = all.filter(|one| one.address != "li@qiming.example");
        others.map(|one| (one.address.clone(), one.partstat)).collect()
    };
    let (mut strangers, mut acted, mut refused) = (0, 0, BTreeMap::<String, usize>::new());
    let mut folders = vec![corpora];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let kind = path.extension().and_then(|kind| kind.to_str()).unwrap_or_default();
            if !["ics", "ical", "vcs", "icalendar"].contains(&kind) {
                continue;
            }
            let bytes = std::fs::read(&path).unwrap();
            let started = std::time::Instant::now();
            let raw = mail("", &part("text/calendar; method=REPLY; charset=utf-8", &bytes));
            let (fate, rows) = decided(&world, &raw);
            assert!(matches!(&fate, Fate::Ignored(why) if why.len() > 10), "{}: {fate:?}", path.display());
            assert_eq!(cases(&rows), before, "{}", path.display());
            strangers += 1;
            let text = String::from_utf8_lossy(&bytes);
            let ours: Vec<String> = text
                .lines()
                .filter(|line| !line.starts_with("METHOD") && !line.starts_with("SEQUENCE"))
                .map(|line| match line {
                    _ if line.starts_with("UID") => format!("UID:{uid}\r\nSEQUENCE:0\r\n{OWN}"),
                    _ if line.starts_with("BEGIN:VCALENDAR") => format!("{line}\r\nMETHOD:REPLY"),
                    _ => line.to_owned(),
                })
                .collect();
            let (fate, rows) = decided(&world, &sole(&ours.join("\r\n")));
            let after = cases(&rows);
            assert_eq!(others(&after), others(&before), "{}", path.display());
            match fate {
                Fate::Acted => acted += 1,
                Fate::Ignored(why) if why.len() > 10 => {
                    assert_eq!(after, before, "{}: {why}", path.display());
                    *refused.entry(why.chars().take(60).collect()).or_default() += 1;
                }
                other => panic!("{}: {other:?}", path.display()),
            }
            assert!(started.elapsed() < QUICK, "{}: {:?}", path.display(), started.elapsed());
        }
    }
    println!("{strangers} files; as answers {acted} counted, refused {refused:#?}");
    assert!(strangers > 350 && acted > 150, "{strangers} files, {acted} counted: {refused:#?}");
}
