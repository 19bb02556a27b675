//! Answers as other programs write them, and what is no answer.
//!
//! A mail is put together of a program's habits, a way of packing, a way of writing lines and what is left out, so what
//! must come of it is known without asking the code: the sender's answer, to that meeting or occurrence, and nobody
//! else's. Then each is spoilt in one place: nothing changes, and the reason is said. `BEADLE_FOREIGN=100000` makes more
//! of them.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::*;

/// The days before: a kick-off ahead, a series, an entry on a due date, and an approval that waits.
pub(super) fn company() -> World {
    let mut world = World::new("2024-07-01T09:00:00");
    let form = "发起人：张伟\n项目经理：刘洋\n研发负责人：王强\n设计负责人：李娜\n市场对接人：孙丽\n项目背景：旧版太慢\n\
                核心目标：转化率提高两成\n功能清单：首页\n用户画像：老客户\n预期成果：新首页\n期望完成时间：2024-08-30\n";
    world.writes("liu", "【新项目】官网改版", &format!("{form}启动会：2024-07-01 09:30-10:00 线上"));
    world.until("2024-07-01T10:05:00");
    world.replies("liu", "minutes", "会议纪要：先做首页。");
    world.replies("liu", "tasks", "UI设计初稿 | li@ | 2024-07-30 | 低\n前端开发 | 王强 | 2024-07-29 | 低");
    world.replies("li", "confirm", "确认");
    world.writes(
        "li",
        "[P-2024-0001-T01] 【延期申请】",
        "延至：2024-08-02\n原因：客户改需求\n调整后的计划：先交首页",
    );
    world.writes("liu", "【新项目】会员积分", &format!("{form}启动会：2024-07-03 14:00-15:00 线上"));
    // One of the series has moved, so that its revision is not the first.
    world.replies("liu", "standup", "例会改到 2024-07-18 15:00");
    world.until("2024-07-01T11:00:00");
    world
}

/// Of which case, and which meeting of it.
pub(super) const MEETS: [(&str, &str); 2] = [("P-2024-0002", "kickoff"), ("P-2024-0001", "standup")];
/// Occurrences of the series, by their planned start; the second has moved.
pub(super) const DAYS: [&str; 3] = ["2024-07-10T10:00:00", "2024-07-17T10:00:00", "2024-08-07T10:00:00"];

/// A sequence of choices that is the same every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 16).unwrap() % n
    }

    fn one<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }
}

/// How a program says which zone a time is in.
#[derive(Clone, Copy, PartialEq)]
enum Zoned {
    Utc,
    Named(&'static str),
    /// A name that only the VTIMEZONE beside it explains.
    Described(&'static str),
}

const ZONES: [Zoned; 8] = [
    Zoned::Utc,
    Zoned::Named("Asia/Shanghai"),
    Zoned::Named("China Standard Time"),
    Zoned::Named("中国标准时间"),
    Zoned::Named("\"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi\""),
    Zoned::Named("/freeassociation.sourceforge.net/Asia/Shanghai"),
    Zoned::Named("/softwarestudio.org/Tzfile/Asia/Shanghai"),
    Zoned::Described("Customized Time Zone"),
];

/// Who made it, and what that program adds to every event.
pub(super) const PROGRAMS: [(&str, &[&str]); 14] = [
    ("-//Mozilla.org/NONSGML Mozilla Calendar V1.1//EN", &["X-MOZ-GENERATION:1", "STATUS:CONFIRMED"]),
    (
        "Microsoft Exchange Server 2010",
        &[
            "X-MICROSOFT-CDO-APPT-SEQUENCE:0",
            "X-MICROSOFT-CDO-BUSYSTATUS:BUSY",
            "X-MICROSOFT-DISALLOW-COUNTER:FALSE",
            "CLASS:PUBLIC",
            "PRIORITY:5",
        ],
    ),
    (
        "-//Microsoft Corporation//Outlook 16.0 MIMEDIR//EN",
        &["X-MS-OLK-FORCEINSPECTOROPEN:TRUE", "X-ALT-DESC;FMTTYPE=text/html:<html>\\n</html>"],
    ),
    (
        "-//Google Inc//Google Calendar 70.9054//EN",
        &["CREATED:20240701T010000Z", "STATUS:CONFIRMED", "TRANSP:OPAQUE"],
    ),
    (
        "-//Apple Inc.//macOS 14.5//EN",
        &["X-APPLE-TRAVEL-ADVISORY-BEHAVIOR:AUTOMATIC", "CREATED:20240701T010000Z"],
    ),
    ("Zimbra-Calendar-Provider", &["X-MICROSOFT-CDO-INTENDEDSTATUS:BUSY", "X-ZIMBRA-DISCARD-EXCEPTIONS:x"]),
    ("-//K Desktop Environment//NONSGML libkcal 4.3//EN", &["X-KDE-KCALCORE-ENABLED:TRUE"]),
    ("-//Kolab//iTip 1.0//EN", &["X-KOLAB-SCHEDULING:1"]),
    (
        "-//Lotus Development Corporation//NONSGML Notes 9.0.1//EN_C",
        &["X-LOTUS-UPDATE-SEQ:2", "X-LOTUS-UPDATE-WISL:$S:1;$L:1", "X-LOTUS-NOTESVERSION:2"],
    ),
    ("Coremail Calendar", &["X-COREMAIL-TYPE:1"]),
    ("-//Tencent Corporation//Exmail//CN", &[]),
    ("-//DingTalk//Calendar//ZH", &["X-DINGTALK-ID:1"]),
    ("-//ByteDance//Feishu Calendar//EN", &["X-LARK-UID:1"]),
    ("-//IDN nextcloud.com//Calendar app//EN", &["X-NC-GROUP-ID:1"]),
];

/// What an answer says, and how it is written.
struct Answer {
    from: &'static str,
    meet: usize,
    day: Option<&'static str>,
    word: &'static str,
    means: PartStat,
    comment: Option<&'static str>,
    /// The lines of its VEVENT, its ATTENDEE lines apart.
    lines: Vec<String>,
    attendees: Vec<String>,
    /// Around the event.
    head: Vec<String>,
    zones: Vec<String>,
    component: &'static str,
    method: Option<&'static str>,
    parameter: Option<&'static str>,
    mail_from: String,
    text: Text,
    packing: Packing,
}

/// How lines become bytes.
struct Text {
    end: &'static str,
    /// Octets of a line; folded without looking at characters.
    fold: usize,
    before: &'static str,
    after: &'static str,
    lower: bool,
    charset: Charset,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Charset {
    Utf8(Option<&'static str>),
    Gb18030,
    Utf16,
}

#[derive(Clone, Copy, Debug)]
enum Packing {
    Sole,
    Alternative,
    /// A file, without the calendar's own type.
    Attached(&'static str),
    Both,
    /// Alternatives in a mixed mail, with a footer of the server behind.
    Nested,
}

impl World {
    fn answer(&self, dice: &mut Dice) -> Answer {
        let meet = dice.below(2);
        let day = if meet == 1 && dice.below(2) == 0 { Some(dice.one(&DAYS)) } else { None };
        let from = dice.one(&["li", "wang", "sun", "zhang"]);
        let (word, means) = dice.one(&[
            ("ACCEPTED", PartStat::Accepted),
            ("DECLINED", PartStat::Declined),
            ("TENTATIVE", PartStat::Tentative),
            ("accepted", PartStat::Accepted),
        ]);
        let open = self.of(MEETS[meet].0, MEETS[meet].1);
        let address = if from == "zhang" && dice.below(2) == 0 {
            "zhang.wei@qiming.example".to_owned()
        } else {
            self.address(from)
        };
        let mail_from =
            if from == "zhang" && dice.below(2) == 0 { self.address(from) } else { address.clone() };
        let zone = dice.one(&ZONES);
        let when = |name: &str, local: &str| {
            let local: chrono::NaiveDateTime = local.parse().unwrap();
            let wall = local.format("%Y%m%dT%H%M%S");
            match zone {
                Zoned::Utc => format!("{name}:{}", self.zone.instant(local).format("%Y%m%dT%H%M%SZ")),
                Zoned::Named(tz) | Zoned::Described(tz) => format!("{name};TZID={tz}:{wall}"),
            }
        };
        let mut zones = Vec::new();
        if let Zoned::Named(tz) | Zoned::Described(tz) = zone
            && (matches!(zone, Zoned::Described(_)) || dice.below(2) == 0)
        {
            zones = [
                "BEGIN:VTIMEZONE",
                &format!("TZID:{}", tz.trim_matches('"')),
                "BEGIN:STANDARD",
                "DTSTART:16010101T000000",
                "TZOFFSETFROM:+0800",
                "TZOFFSETTO:+0800",
                "END:STANDARD",
                "END:VTIMEZONE",
            ]
            .map(str::to_owned)
            .to_vec();
        }
        let (product, extra) = dice.one(&PROGRAMS);
        let comment = dice.one(&[None, Some("出差，来不了"), Some("maybe; ask: Li, please")]);
        let escaped = comment.map(|c| c.replace(';', "\\;").replace(',', "\\,"));
        let google = dice.below(3) == 0;
        let uid = open.invite.uid.clone();
        let uid = match dice.below(6) {
            0 => format!("UID: {uid} "),
            1 => format!("UID:{}", uid.to_uppercase()),
            _ => format!("UID:{uid}"),
        };
        let mut lines = vec![uid];
        let revision = revision(&open, day);
        match dice.below(6) {
            0 => {}
            1 => lines.push(format!("SEQUENCE:{}", open.invite.sequence + 3)),
            _ => lines.push(format!("SEQUENCE:{}", revision.max(open.invite.sequence))),
        }
        match dice.below(5) {
            0 => {}
            1 => lines.push("DTSTAMP:00000000T000000Z".into()),
            2 => lines.push("DTSTAMP;TZID=Asia/Shanghai:20240701T105900".into()),
            _ => lines.push("DTSTAMP:20240701T025900Z".into()),
        }
        match dice.below(5) {
            0 => {}
            1 => lines.push("ORGANIZER:MAILTO:BEADLE@qiming.example".into()),
            2 => lines.push("ORGANIZER;CN=小吏, 助手:mailto:beadle@qiming.example".into()),
            _ => lines.push("ORGANIZER;CN=\"beadle\":mailto:beadle@qiming.example".into()),
        }
        if dice.below(3) > 0 {
            lines.push(when("DTSTART", day.unwrap_or("2024-07-03T14:00:00")));
            lines.push(format!(
                "SUMMARY;LANGUAGE=zh-CN:{}启动会：会员积分",
                dice.one(&["", "Accepted: ", "已接受：", "Re: "])
            ));
        }
        if let Some(day) = day {
            lines.push(when("RECURRENCE-ID", day));
        } else if meet == 1 && dice.below(3) == 0 {
            lines.push("RRULE:FREQ=WEEKLY;UNTIL=20240830T020000Z;BYDAY=WE".into());
            lines.push("RRULE:FREQ=SECONDLY;BYMONTHDAY=30;BYMONTH=2".into());
            lines.push("RDATE;VALUE=PERIOD:19700101T000000Z/P9999W".into());
        }
        if let (Some(comment), false) = (&escaped, google) {
            lines.push(format!("COMMENT;LANGUAGE=zh-CN:{comment}"));
        }
        lines.extend(extra.iter().map(|line| (*line).to_owned()));
        if dice.below(4) == 0 {
            lines.extend(
                ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:x", "TRIGGER:-PT15M", "END:VALARM"]
                    .map(str::to_owned),
            );
        }
        // In a parameter a comment is quoted, and cannot hold quotes of its own.
        let said = comment
            .filter(|_| google)
            .map(|c| format!(";X-NUM-GUESTS=0;X-RESPONSE-COMMENT=\"{c}\""))
            .unwrap_or_default();
        let own = match dice.below(7) {
            0 => format!("ATTENDEE;PARTSTAT={word}{said}:MAILTO:{}", address.to_uppercase()),
            1 => format!("ATTENDEE;CN=王, 强;PARTSTAT={word}{said}:{address}"),
            2 => format!("ATTENDEE;PARTSTAT={word}{said};EMAIL={address}:urn:uuid:0a1b-2c3d"),
            3 => format!(
                "ATTENDEE;PARTSTAT=\"{word}\"{said};SENT-BY=\"mailto:desk@qiming.example\":mailto:{address}"
            ),
            4 => format!(
                "ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=OPT-PARTICIPANT;RSVP=FALSE;PARTSTAT={word}{said};X-MS-OLK-RESPTIME=20240701T025900Z:mailto:{}",
                address.replace('@', "%40")
            ),
            5 => format!("ATTENDEE;CN=\"强 王 (王强)\";PARTSTAT={word}{said}:mailto: <{address}> "),
            _ => format!(
                "ATTENDEE;CN=强王;ROLE=REQ-PARTICIPANT;PARTSTAT={word};RSVP=TRUE{said}:mailto:{address}"
            ),
        };
        let mut attendees = vec![own];
        if dice.below(4) == 0 {
            // The whole list of guests, with answers that were not theirs to give.
            for other in ["li", "wang", "sun", "zhang", "liu"].iter().filter(|other| **other != from) {
                attendees.push(format!("ATTENDEE;PARTSTAT=DECLINED:mailto:{}", self.address(other)));
            }
            attendees.swap(0, 2);
        }
        let (method, parameter) = dice.one(&[
            (Some("REPLY"), Some("REPLY")),
            (Some("REPLY"), Some("REPLY")),
            (Some("reply"), Some("reply")),
            (None, Some("REPLY")),
            (None, Some("Reply")),
            (Some("REPLY"), None),
            (Some("REPLY"), Some("REQUEST")),
        ]);
        let mut head = Vec::new();
        if dice.below(4) > 0 {
            head.push(format!("PRODID:{product}"));
        }
        if dice.below(4) > 0 {
            head.push("VERSION:2.0".into());
        }
        let charset = dice.one(&[
            Charset::Utf8(Some("utf-8")),
            Charset::Utf8(Some("UTF-8")),
            Charset::Utf8(Some("\"UTF8\"")),
            Charset::Utf8(None),
            Charset::Utf8(Some("us-ascii")),
            Charset::Gb18030,
            Charset::Utf16,
        ]);
        let text = Text {
            end: dice.one(&["\r\n", "\r\n", "\n", "\r\r\n"]),
            fold: dice.one(&[75, 75, 60, 37, 10_000]),
            before: dice.one(&["", "", "\u{feff}", "\n\n", "Hello,\n\n"]),
            after: dice.one(&["", "", "\n-- \nBob\n", "END:VCALENDAR\r\n"]),
            lower: dice.below(8) == 0,
            charset,
        };
        // A method that only the part's type names needs that type.
        let packing = if method.is_none() {
            dice.one(&[Packing::Sole, Packing::Alternative, Packing::Both, Packing::Nested])
        } else {
            dice.one(&[
                Packing::Sole,
                Packing::Alternative,
                Packing::Attached("application/ics"),
                Packing::Attached("application/octet-stream"),
                Packing::Attached("text/x-vcalendar"),
                Packing::Both,
                Packing::Nested,
            ])
        };
        let component = if dice.below(8) == 0 { "Vevent" } else { "VEVENT" };
        Answer {
            from,
            meet,
            day,
            word,
            means,
            comment,
            lines,
            attendees,
            head,
            zones,
            component,
            method,
            parameter,
            mail_from,
            text,
            packing,
        }
    }
}

/// The revision from which on an answer to that occurrence, or to the whole, counts.
fn revision(open: &OpenMeet, day: Option<&str>) -> u32 {
    let own = day.and_then(|day| open.asked.get(&day.parse().unwrap()));
    own.copied().or(open.since).unwrap_or(open.invite.sequence)
}

impl Answer {
    fn object(&self) -> String {
        let mut all = vec!["BEGIN:VCALENDAR".to_owned()];
        all.extend(self.head.clone());
        all.extend(self.method.map(|method| format!("METHOD:{method}")));
        all.extend(self.zones.clone());
        all.push(format!("BEGIN:{}", self.component));
        all.extend(self.lines.iter().chain(&self.attendees).cloned());
        all.push(format!("END:{}", self.component));
        all.push("END:VCALENDAR".to_owned());
        let lower = |line: &String| match line.find([':', ';']) {
            Some(at) if self.text.lower => format!("{}{}", line[..at].to_lowercase(), &line[at..]),
            _ => line.clone(),
        };
        all.iter().map(lower).map(|line| line + "\n").collect()
    }

    /// The object as octets: encoded, folded, with its line ends.
    fn octets(&self) -> Vec<u8> {
        let Text { end, fold, before, after, charset, .. } = &self.text;
        let whole = format!("{before}{}{after}", self.object());
        let encode = |text: &str| match charset {
            Charset::Gb18030 => encoding_rs::GB18030.encode(text).0.into_owned(),
            _ => text.as_bytes().to_vec(),
        };
        if *charset == Charset::Utf16 {
            let text = whole.replace('\n', "\r\n");
            return [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        }
        let mut bytes = Vec::new();
        for line in whole.lines() {
            for (n, piece) in encode(line).chunks(*fold).enumerate() {
                bytes.extend_from_slice(if n > 0 { b" " } else { b"" });
                bytes.extend_from_slice(piece);
                bytes.extend_from_slice(end.as_bytes());
            }
            if line.is_empty() {
                bytes.extend_from_slice(end.as_bytes());
            }
        }
        bytes
    }

    /// The part that holds it: header fields and body.
    fn part(&self, dice: &mut Dice, kind: &str) -> Vec<u8> {
        let octets = self.octets();
        let mut head = format!("Content-Type: {kind}");
        if let Some(parameter) = self.parameter.filter(|_| kind.starts_with("text/calendar")) {
            head.push_str(&format!("; method={parameter}"));
        }
        match self.text.charset {
            Charset::Utf8(Some(label)) => head.push_str(&format!("; charset={label}")),
            Charset::Gb18030 => head.push_str("; charset=gb2312"),
            Charset::Utf16 => head.push_str("; charset=utf-16"),
            Charset::Utf8(None) => {}
        }
        if kind != "text/calendar" {
            head.push_str(
                "; name=\"invite.ics\"\r\nContent-Disposition: attachment; filename=\"invite.ics\"",
            );
        }
        // What has lines of any length or no lines at all goes as base64.
        let (encoding, body) = match dice.below(3) {
            0 if self.text.charset != Charset::Utf16 => ("8bit", octets),
            1 if self.text.charset != Charset::Utf16 => ("quoted-printable", quoted(&octets)),
            _ => ("base64", STANDARD.encode(&octets).into_bytes()),
        };
        let mut part = format!("{head}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n").into_bytes();
        part.extend(body);
        part
    }

    fn mail(&self, dice: &mut Dice) -> Vec<u8> {
        let head = format!(
            "From: {}\r\nTo: beadle@qiming.example\r\nSubject: Re: an invitation\r\nDate: Mon, 1 Jul 2024 10:59:00 +0800\r\n\
             Message-ID: <{}@foreign.test>\r\nMIME-Version: 1.0\r\n",
            self.mail_from, dice.0
        );
        let text =
            b"Content-Type: text/plain; charset=utf-8\r\n\r\nThis is a reply to an invitation.\r\n".to_vec();
        let calendar = self.part(dice, "text/calendar");
        let body = match self.packing {
            Packing::Sole => calendar,
            Packing::Alternative => multipart("alternative", "a", &[text, calendar]),
            Packing::Attached(kind) => multipart("mixed", "m", &[text, self.part(dice, kind)]),
            Packing::Both => {
                let inner = multipart("alternative", "a", &[text, calendar]);
                multipart("mixed", "m", &[inner, self.part(dice, "application/ics")])
            }
            Packing::Nested => {
                let inner = multipart("alternative", "a", &[text, calendar]);
                let footer = b"Content-Type: text/plain\r\n\r\n-- \r\nsent by a server\r\n".to_vec();
                multipart("mixed", "m", &[multipart("related", "r", &[inner]), footer])
            }
        };
        [head.into_bytes(), body].concat()
    }
}

pub(super) fn multipart(kind: &str, boundary: &str, parts: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = format!("Content-Type: multipart/{kind}; boundary=\"={boundary}=\"\r\n\r\n").into_bytes();
    for part in parts {
        bytes.extend(format!("--={boundary}=\r\n").into_bytes());
        bytes.extend(part);
        bytes.extend(b"\r\n");
    }
    bytes.extend(format!("--={boundary}=--\r\n").into_bytes());
    bytes
}

pub(super) fn quoted(octets: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut width = 0;
    for &byte in octets {
        if byte == b'\n' {
            out.push(byte);
            width = 0;
            continue;
        }
        let plain = (b'!'..=b'~').contains(&byte) && byte != b'=' || byte == b'\r';
        if width > 70 {
            out.extend(b"=\r\n");
            width = 0;
        }
        if plain {
            out.push(byte);
            width += 1;
        } else {
            out.extend(format!("={byte:02X}").into_bytes());
            width += 3;
        }
    }
    out
}

/// What came of a mail: its fate, and all rows as they would be.
pub(super) fn decided(world: &World, raw: &[u8]) -> (Fate, BTreeMap<Vec<u8>, Vec<u8>>) {
    let identity = &world.setting.identity;
    let own = OwnMail { addresses: vec![identity.address.clone()], host: identity.host.clone() };
    let incoming = Incoming {
        key: "x/foreign".into(),
        received: world.now,
        message: mail::parse(raw, &own).map_err(|q| q.reason),
        truncated: false,
        size: raw.len() as u64,
        spooled: None,
    };
    let event = Event::Message(Box::new(incoming));
    let record = turn(&world.setting, &world.rows, &event, world.now, Changes::new());
    let mut rows = world.rows.clone();
    for (key, value) in record.rows {
        match value {
            Some(value) => rows.insert(key, value),
            None => rows.remove(&key),
        };
    }
    (record.entry.fate, rows)
}

const CASES: [&str; 4] = ["P-2024-0001", "P-2024-0002", "P-2024-0001-T01", "DLY-2024-0001"];

pub(super) fn cases(rows: &BTreeMap<Vec<u8>, Vec<u8>>) -> Vec<Case> {
    CASES.iter().map(|id| memory::load(rows, &CaseId((*id).into())).unwrap().unwrap()).collect()
}

/// Everybody's answers to both meetings and each of the days, but for those of one person to what they answered.
fn others(cases: &[Case], but: Option<(&str, &Answer)>) -> Vec<(String, String, PartStat)> {
    let mut all = Vec::new();
    for (n, (id, name)) in MEETS.iter().enumerate() {
        let case = cases.iter().find(|case| case.id.0 == *id).unwrap();
        let open = case.meets.values().find(|open| open.name == *name).unwrap();
        let days = if n == 1 { DAYS.iter().map(|day| Some(*day)).collect() } else { Vec::new() };
        for day in std::iter::once(None).chain(days) {
            let coming = match day {
                Some(day) => open.invite.coming(day.parse().unwrap()),
                None => open.invite.attendees.clone(),
            };
            for one in coming {
                // An answer to the whole speaks for days without one of their own.
                let own = but.is_some_and(|(address, answer)| {
                    address == one.address && answer.meet == n && (answer.day == day || answer.day.is_none())
                });
                if !own {
                    all.push((format!("{name} {day:?}"), one.address, one.partstat));
                }
            }
        }
    }
    all
}

/// Nobody has decided anything: the approval still waits.
fn waits(cases: &[Case]) {
    let verdict = cases[3].asks.values().find(|ask| ask.name == "verdict").unwrap();
    assert!(verdict.closed.is_none() && !cases[3].given.contains_key("verdict"), "{verdict:?}");
}

#[test]
fn answers_of_other_programs_say_what_their_sender_says_and_nothing_else() {
    let count = std::env::var("BEADLE_FOREIGN").map_or(600, |n| n.parse().unwrap());
    let world = company();
    let before = cases(&world.rows);
    let mut wrong = Vec::new();
    for seed in 0..count {
        let mut dice = Dice(seed);
        let answer = world.answer(&mut dice);
        let raw = answer.mail(&mut dice);
        let shown = || {
            let parameter = answer.parameter;
            format!(
                "{seed} {} {parameter:?} {:?}\n{}",
                answer.word,
                answer.packing,
                String::from_utf8_lossy(&raw)
            )
        };
        let (fate, rows) = decided(&world, &raw);
        if fate != Fate::Acted {
            wrong.push(format!("{fate:?}: {}", shown()));
            continue;
        }
        let after = cases(&rows);
        waits(&after);
        let address = world.address(answer.from);
        let (id, name) = MEETS[answer.meet];
        let case = after.iter().find(|case| case.id.0 == id).unwrap();
        let open = case.meets.values().find(|open| open.name == name).unwrap();
        let coming = answer.day.map(|day| open.invite.coming(day.parse().unwrap()));
        let coming = coming.as_ref().unwrap_or(&open.invite.attendees);
        let said = coming.iter().find(|one| one.address == address).unwrap().partstat;
        let comment = open.comments.get(&address).map(String::as_str);
        let mine = Some((address.as_str(), &answer));
        if said != answer.means || comment != answer.comment {
            wrong.push(format!("{said} {comment:?} and not {:?}: {}", answer.comment, shown()));
        } else if others(&before, mine) != others(&after, mine) {
            wrong.push(format!("somebody else's answer changed: {}", shown()));
        }
    }
    let kept: Vec<&String> = wrong.iter().take(3).collect();
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        kept.into_iter().cloned().collect::<Vec<_>>().join("\n\n")
    );
}

fn named(answer: &mut Answer, occurrence: &str) {
    answer.lines.retain(|line| !line.starts_with("RECURRENCE-ID"));
    answer.lines.push(occurrence.to_owned());
}

fn of_series(answer: &mut Answer, world: &World, occurrence: &str) {
    answer.lines[0] = format!("UID:{}", world.of(MEETS[1].0, MEETS[1].1).invite.uid);
    named(answer, occurrence);
}

/// A way to spoil an answer, and what is said of it.
type Spoilt = (&'static str, fn(&mut Answer, &World), &'static str);

const SPOILT: &[Spoilt] = &[
    ("no method", |a, _| (a.method, a.parameter) = (None, None), "no METHOD"),
    ("an unknown method", |a, _| (a.method, a.parameter) = (Some("DANCE"), None), "'DANCE' is unknown"),
    ("an invitation to us", |a, _| a.method = Some("REQUEST"), "only the organizer"),
    ("added occurrences", |a, _| a.method = Some("ADD"), "only the organizer"),
    ("a cancellation", |a, _| a.method = Some("CANCEL"), "only the organizer"),
    ("a refusal", |a, _| a.method = Some("DECLINECOUNTER"), "only the organizer"),
    ("for information", |a, _| a.method = Some("PUBLISH"), "asks and answers nothing"),
    (
        "a proposal without a time",
        |a, _| {
            a.method = Some("COUNTER");
            a.lines.retain(|line| !line.starts_with("DTSTART"));
        },
        "proposes no time",
    ),
    ("no UID", |a, _| drop(a.lines.remove(0)), "no UID"),
    ("another's UID", |a, _| a.lines[0] = "UID:1@elsewhere.example".into(), "no invitation of ours"),
    (
        "somebody else's invitation",
        |a, _| {
            a.method = Some("REQUEST");
            a.lines[0] = "UID:1@elsewhere.example".into();
        },
        "somebody else's",
    ),
    ("nobody", |a, _| a.attendees.clear(), "nobody answered"),
    (
        "somebody else",
        |a, w| {
            let other = if a.from == "li" { "sun" } else { "li" };
            a.attendees = vec![format!("ATTENDEE;PARTSTAT=ACCEPTED:mailto:{}", w.address(other))];
        },
        "not the sender's",
    ),
    (
        "a colleague who was not invited",
        |a, w| {
            a.attendees = vec![format!("ATTENDEE;PARTSTAT=ACCEPTED:mailto:{}", w.address("lin"))];
        },
        "not the sender's",
    ),
    (
        "two others",
        |a, w| {
            let all =
                ["liu", "lin"].map(|who| format!("ATTENDEE;PARTSTAT=ACCEPTED:mailto:{}", w.address(who)));
            a.attendees = all.to_vec();
        },
        "not the sender's",
    ),
    (
        "sent by the sender for somebody else",
        |a, w| {
            a.attendees = vec![format!(
                "ATTENDEE;PARTSTAT=ACCEPTED;SENT-BY=\"mailto:{}\":mailto:{}",
                a.mail_from,
                w.address("liu")
            )];
        },
        "not the sender's",
    ),
    (
        "the sender twice",
        |a, w| {
            let own = w.address(a.from);
            a.attendees = ["ACCEPTED", "DECLINED"]
                .map(|said| format!("ATTENDEE;PARTSTAT={said}:mailto:{own}"))
                .to_vec();
        },
        "twice",
    ),
    (
        "no answer in it",
        |a, w| a.attendees = vec![format!("ATTENDEE:mailto:{}", w.address(a.from))],
        "neither yes nor no",
    ),
    (
        "a word of its own",
        |a, w| {
            a.attendees = vec![format!("ATTENDEE;PARTSTAT=X-MAYBE:mailto:{}", w.address(a.from))];
        },
        "neither yes nor no",
    ),
    (
        "a word for tasks",
        |a, w| {
            a.attendees = vec![format!("ATTENDEE;PARTSTAT=COMPLETED:mailto:{}", w.address(a.from))];
        },
        "neither yes nor no",
    ),
    ("an occurrence that cannot be read", |a, _| named(a, "RECURRENCE-ID:yesterday"), "RECURRENCE-ID"),
    (
        "an occurrence by a day without one",
        |a, w| of_series(a, w, "RECURRENCE-ID;VALUE=DATE:20240711"),
        "no occurrence",
    ),
    (
        "a zone of nowhere at another hour",
        |a, w| of_series(a, w, "RECURRENCE-ID;TZID=Mars/Base:20240710T110000"),
        "no occurrence",
    ),
    ("a stranger", |a, _| a.mail_from = "eve@elsewhere.example".into(), "not in the directory"),
    ("a colleague who is not invited", |a, _| a.mail_from = "zhao@qiming.example".into(), "not invited"),
    ("a task", |a, _| a.component = "VTODO", "no VEVENT"),
    ("a journal", |a, _| a.component = "VJOURNAL", "no VEVENT"),
    (
        "a thousand and one guests",
        |a, _| {
            let own = a.attendees.clone();
            a.attendees = (0..1_001).map(|n| format!("ATTENDEE:mailto:a{n}@elsewhere.example")).collect();
            a.attendees.extend(own);
        },
        "more than 1000 attendees",
    ),
    (
        "a hundred thousand guests",
        |a, _| {
            a.attendees.extend((0..100_000).map(|n| format!("ATTENDEE:mailto:{n}@x.example")));
            (a.text.charset, a.packing, a.text.fold) = (Charset::Utf8(None), Packing::Sole, 75);
        },
        "more than",
    ),
    (
        "events without end",
        |a, _| {
            a.lines.extend((0..30_000).map(|_| "BEGIN:VEVENT".to_owned()));
        },
        "",
    ),
    (
        "beadle instead",
        |a, w| {
            a.attendees = vec![format!(
                "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:beadle@qiming.example\":mailto:{}",
                w.address(a.from)
            )];
        },
        "beadle itself",
    ),
    (
        "oneself instead",
        |a, w| {
            let own = w.address(a.from);
            a.attendees =
                vec![format!("ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:{own}\":mailto:{own}")];
        },
        "circle",
    ),
];

#[test]
fn what_is_no_answer_changes_nothing_and_says_why() {
    let world = company();
    let before = cases(&world.rows);
    let mut wrong = Vec::new();
    for (n, (name, spoil, reason)) in SPOILT.iter().enumerate() {
        for seed in 0..6_u64 {
            let mut dice = Dice(seed * 1_000 + n as u64);
            let mut answer = world.answer(&mut dice);
            spoil(&mut answer, &world);
            // Words beside what is no answer are read for themselves, as with an invitation that somebody forwards.
            if !["REPLY", "reply"].contains(&answer.method.or(answer.parameter).unwrap_or_default()) {
                answer.packing = Packing::Sole;
            }
            let raw = answer.mail(&mut dice);
            let (fate, rows) = decided(&world, &raw);
            let said = matches!(&fate, Fate::Ignored(why) if why.contains(reason));
            if !said || cases(&rows) != before {
                let head: String = String::from_utf8_lossy(&raw).chars().take(3_000).collect();
                wrong.push(format!("{name} {seed}: {fate:?}\n{head}"));
            }
        }
    }
    let kept: Vec<String> = wrong.iter().take(6).cloned().collect();
    let all: Vec<&str> = wrong.iter().map(|w| w.lines().next().unwrap()).collect();
    assert!(wrong.is_empty(), "{}\n\n{}", kept.join("\n\n"), all.join("\n"));
}

/// A plain reply of li's to the kick-off, ready to be packed in some other way.
fn plain(world: &World, said: &str) -> String {
    let uid = world.of(MEETS[0].0, MEETS[0].1).invite.uid;
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{uid}\r\nSEQUENCE:0\r\n\
         DTSTAMP:20240701T025900Z\r\nATTENDEE;PARTSTAT={said}:mailto:li@qiming.example\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

fn from_li(body: &[u8]) -> Vec<u8> {
    let head = "From: li@qiming.example\r\nTo: beadle@qiming.example\r\nSubject: Re: an invitation\r\n\
                Message-ID: <x@foreign.test>\r\nMIME-Version: 1.0\r\n";
    [head.as_bytes(), body].concat()
}

/// Ways of packing in which it cannot be, or must not be, an answer.
#[test]
fn what_is_packed_otherwise_is_no_answer_either() {
    let world = company();
    let before = cases(&world.rows);
    let typed = |kind: &str, text: &str| format!("Content-Type: {kind}\r\n\r\n{text}").into_bytes();
    let calendar = |said: &str| typed("text/calendar; method=REPLY; charset=utf-8", &plain(&world, said));
    let file = |said: &str| {
        typed("application/ics; name=invite.ics", &plain(&world, said).replace("PRODID:x", "PRODID:y"))
    };
    let words = |text: &str| typed("text/plain; charset=utf-8", text);
    let utf16: Vec<u8> = plain(&world, "ACCEPTED").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let utf16 = [
        b"Content-Type: text/calendar; method=REPLY\r\nContent-Transfer-Encoding: base64\r\n\r\n".to_vec(),
        STANDARD.encode(&utf16).into_bytes(),
    ]
    .concat();
    let tnef = typed("application/ms-tnef; name=winmail.dat", "\u{78}\u{9f}>\"IPM.Schedule.Meeting.Resp.Pos");
    let inner = [b"Content-Type: message/rfc822\r\n\r\n".to_vec(), from_li(&calendar("ACCEPTED"))].concat();
    for (name, raw, reason) in [
        (
            "its parts disagree",
            multipart("mixed", "m", &[calendar("ACCEPTED"), file("DECLINED")]),
            "contradict",
        ),
        ("UTF-16 that nobody says it is", utf16, "no BEGIN:VCALENDAR"),
        ("the format of Outlook alone", multipart("mixed", "m", &[words(""), tnef]), "winmail.dat"),
    ] {
        let (fate, rows) = decided(&world, &from_li(&raw));
        assert!(matches!(&fate, Fate::Ignored(why) if why.contains(reason)), "{name}: {fate:?}");
        assert_eq!(cases(&rows), before, "{name}");
    }
    let (fate, rows) = decided(&world, &from_li(&multipart("mixed", "m", &[words(""), inner])));
    assert_eq!(cases(&rows), before, "forwarded as a mail: {fate:?}");
    // The invitation itself beside the answer, and the answer twice in other words, are in order.
    let invited = plain(&world, "NEEDS-ACTION").replace("METHOD:REPLY", "METHOD:REQUEST");
    for raw in [
        multipart("mixed", "m", &[calendar("ACCEPTED"), typed("application/ics; name=a.ics", &invited)]),
        multipart("mixed", "m", &[calendar("ACCEPTED"), file("ACCEPTED")]),
    ] {
        let (fate, rows) = decided(&world, &from_li(&raw));
        assert_eq!(fate, Fate::Acted);
        assert_ne!(cases(&rows), before);
    }
}
