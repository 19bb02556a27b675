//! A project's meetings between beadle and an independent responder: both sides end in the same state.
//!
//! `responder/responder.py` keeps everybody's calendar as another program does, and answers out of it with the habits of
//! several. Here are the real turns, the mails between the two, and the clock. After every step each calendar is held
//! against the case: the same meetings, occurrence by occurrence, the same SEQUENCE, and of each person the same answer.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

#[path = "responder/bent.rs"]
mod bent;
#[path = "responder/foreign.rs"]
mod foreign;
#[path = "responder/observed.rs"]
mod observed;
#[path = "responder/orders.rs"]
mod orders;
mod setting;

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use beadle::calendar::{PartStat, When};
use beadle::mail::{self, OwnMail};
use beadle::time::{Instant, Zone};
use beadle::turn::{Record, Setting, due, fallen, next_deadline, outbox, turn};
use beadle::workflow::memory::{self, Changes};
use beadle::workflow::{Case, CaseId, Event, Fate, Incoming, OpenMeet, Outcome, Shared};
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::{Value, json};

/// Debian's own Python.
const PYTHON: &str = "/usr/bin/python3";

/// The other program.
struct Responder {
    child: Child,
    ask: ChildStdin,
    hear: BufReader<ChildStdout>,
}

impl Responder {
    fn start() -> Self {
        assert!(Path::new(PYTHON).exists(), "this test needs python3; tests/install.sh installs it");
        for (module, package) in
            [("icalendar", "python3-icalendar"), ("recurring_ical_events", "python3-recurring-ical-events")]
        {
            let ran = Command::new(PYTHON).args(["-c", &format!("import {module}")]).output().unwrap();
            assert!(ran.status.success(), "this test needs {package}; tests/install.sh installs it");
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/responder/responder.py");
        let mut child =
            Command::new(PYTHON).arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        let (ask, hear) = (child.stdin.take().unwrap(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, ask, hear }
    }

    fn say(&mut self, value: &Value) -> Value {
        writeln!(self.ask, "{value}").unwrap();
        let mut line = String::new();
        self.hear.read_line(&mut line).unwrap();
        let said: Value = serde_json::from_str(&line).unwrap();
        assert!(said.get("fault").is_none(), "{value}: {said}");
        said
    }
}

impl Drop for Responder {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

struct World {
    setting: Setting,
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    now: Instant,
    zone: Zone,
    /// To whom, the name of the letter, its bytes.
    mails: Vec<(String, String, Vec<u8>)>,
    responder: Responder,
    count: usize,
    fate: Fate,
    /// What the responder said of the calendar objects of the last event.
    taken: Vec<(String, String)>,
}

impl World {
    fn new(at: &str) -> Self {
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        let now = zone.instant(at.parse().unwrap());
        let (setting, responder) = (setting::setting(), Responder::start());
        let (rows, mails, taken) = (BTreeMap::new(), Vec::new(), Vec::new());
        Self { setting, rows, now, zone, mails, responder, count: 0, fate: Fate::Acted, taken }
    }

    fn address(&self, who: &str) -> String {
        self.setting.directory.person(&who.into()).unwrap().address().to_string()
    }

    fn at(&self, local: &str) -> Instant {
        self.zone.instant(local.parse().unwrap())
    }

    fn until(&mut self, local: &str) {
        let to = self.at(local);
        while let Some(at) = next_deadline(&self.rows).filter(|at| *at <= to) {
            self.now = self.now.max(at);
            for event in fallen(due(&self.rows, self.now, usize::MAX), self.now) {
                self.event(&event);
            }
        }
        self.now = to;
    }

    fn event(&mut self, event: &Event) {
        let record = turn(&self.setting, &self.rows, event, self.now, Changes::new());
        for (key, value) in &record.rows {
            match value {
                Some(value) => self.rows.insert(key.clone(), value.clone()),
                None => self.rows.remove(key),
            };
        }
        self.fate = record.entry.fate.clone();
        self.post(&record);
    }

    /// Letters arrive at once, and calendar programs look at theirs.
    fn post(&mut self, record: &Record) {
        for letter in &record.letters {
            for (person, address) in &letter.to {
                let name = outbox::delivery(&self.rows, &letter.id, address).map(|d| d.name);
                self.mails.push((person.to_string(), name.unwrap_or_default(), letter.bytes.clone()));
                if let Some(object) = object(&letter.bytes) {
                    let said = json!({ "do": "take", "me": address.to_string(), "object": object });
                    let said = self.responder.say(&said)["is"].as_str().unwrap().to_owned();
                    self.taken.push((person.to_string(), said));
                }
            }
        }
        for letter in &record.letters {
            for (_, to) in &letter.to {
                let (letter, to) = (letter.id.clone(), to.clone());
                self.event(&Event::Delivery { letter, to, outcome: Outcome::Accepted });
            }
        }
    }

    fn receive(&mut self, head: &str, body: &str) {
        self.count += 1;
        let raw = format!(
            "{head}Date: {}\r\nMessage-ID: <{}@responder.test>\r\nMIME-Version: 1.0\r\n{body}",
            self.now.to_rfc2822(),
            self.count
        );
        self.takes(raw.as_bytes());
    }

    /// A mail as it came.
    fn takes(&mut self, raw: &[u8]) {
        self.count += 1;
        let identity = &self.setting.identity;
        let own = OwnMail { addresses: vec![identity.address.clone()], host: identity.host.clone() };
        let incoming = Incoming {
            key: format!("x/{}", self.count),
            received: self.now,
            message: mail::parse(raw, &own).map_err(|q| q.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        self.taken.clear();
        self.event(&Event::Message(Box::new(incoming)));
    }

    fn writes(&mut self, who: &str, subject: &str, text: &str) {
        let head =
            format!("From: {}\r\nTo: beadle@qiming.example\r\nSubject: {subject}\r\n", self.address(who));
        let body = text.replace('\n', "\r\n");
        self.receive(&head, &format!("Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"));
        assert_eq!(self.fate, Fate::Acted, "{who}: {subject}");
    }

    fn replies(&mut self, who: &str, letter: &str, text: &str) {
        let found = self.mails.iter().rev().find(|(to, name, _)| to == who && name == letter);
        let (_, _, bytes) = found.unwrap_or_else(|| panic!("no {letter} went to {who}"));
        let sent = MessageParser::default().parse(bytes).unwrap();
        let to = sent.reply_to().or(sent.from()).unwrap().first().unwrap().address().unwrap().to_owned();
        let head = format!(
            "From: {}\r\nTo: {to}\r\nSubject: Re: {}\r\nIn-Reply-To: <{}>\r\n",
            self.address(who),
            sent.subject().unwrap(),
            sent.message_id().unwrap()
        );
        let quoted: String = sent.body_text(0).unwrap().lines().map(|l| format!("> {l}\r\n")).collect();
        let body = text.replace('\n', "\r\n");
        let body = format!(
            "Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n\r\nOn Monday beadle wrote:\r\n{quoted}"
        );
        self.receive(&head, &body);
        assert_eq!(self.fate, Fate::Acted, "{who} replies to {letter}");
    }

    /// What a person's program sends about a meeting; `more` is for the responder.
    fn answers(&mut self, who: &str, meet: &str, more: Value) {
        let me = self.address(who);
        let uid = self.meet(meet).invite.uid.clone();
        let mut told = json!({ "do": "answer", "me": me, "uid": uid, "now": self.now.timestamp() });
        told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let object = self.responder.say(&told)["object"].as_str().unwrap().to_owned();
        let method = told["method"].as_str().unwrap_or("REPLY");
        let from = told["as"].as_str().unwrap_or(&me);
        let head = format!("From: {from}\r\nTo: beadle@qiming.example\r\nSubject: {method}\r\n");
        let kind = format!("Content-Type: text/calendar; method={method}; charset=utf-8\r\n");
        self.receive(&head, &format!("{kind}Content-Transfer-Encoding: 8bit\r\n\r\n{object}"));
    }

    fn case(&self) -> Case {
        memory::load(&self.rows, &CaseId("P-2024-0001".into())).unwrap().unwrap()
    }

    fn meet(&self, name: &str) -> OpenMeet {
        let found = self.case().meets.into_values().find(|meet| meet.name == name);
        OpenMeet::clone(&found.unwrap_or_else(|| panic!("there is no meeting '{name}'")))
    }

    fn of(&self, case: &str, meet: &str) -> OpenMeet {
        let case = memory::load(&self.rows, &CaseId(case.into())).unwrap().unwrap();
        let found = case.meets.values().find(|open| open.name == meet);
        OpenMeet::clone(found.unwrap_or_else(|| panic!("no '{meet}'")))
    }

    fn partstat(&self, who: &str, meet: &str) -> PartStat {
        let (address, meet) = (self.address(who), self.meet(meet));
        meet.invite.attendees.iter().find(|a| a.address == address).unwrap().partstat
    }

    fn partstat_on(&self, who: &str, meet: &str, original: &str) -> PartStat {
        let (address, meet) = (self.address(who), self.meet(meet));
        let coming = meet.invite.coming(original.parse().unwrap());
        coming.iter().find(|a| a.address == address).unwrap().partstat
    }

    /// Both sides hold the same.
    fn agrees(&mut self, when: &str) {
        let ids = ["P-2024-0001", "P-2024-0001-T01"].map(|id| CaseId(id.to_owned()));
        let cases = ids.iter().filter_map(|id| memory::load(&self.rows, id).unwrap());
        let meets: Vec<Shared<OpenMeet>> = cases.flat_map(|case| case.meets.into_values()).collect();
        for person in ["li", "liu", "sun", "wang", "zhang", "chen"] {
            let address = self.address(person);
            let shown = self.responder.say(&json!({ "do": "show", "me": address }));
            let mut shown: BTreeMap<String, Value> = shown["events"]
                .as_array()
                .unwrap()
                .iter()
                .map(|event| (event["uid"].as_str().unwrap().to_owned(), event.clone()))
                .collect();
            for open in &meets {
                let Some(own) = open.invite.attendees.iter().find(|a| a.address == address) else { continue };
                let place = format!("{when}: {} of {person}", open.name);
                let event = shown.remove(&open.invite.uid).unwrap_or_else(|| panic!("{place} is not there"));
                // What changed for others alone did not come here.
                let sequence = u32::try_from(event["sequence"].as_u64().unwrap()).unwrap();
                let asked = open.asked.values().copied().chain(open.since).max().unwrap_or(0);
                assert!((asked..=open.invite.sequence).contains(&sequence), "{place}: {sequence}, {open:?}");
                for one in event["apart"].as_array().unwrap() {
                    let When::Series(series) = &open.invite.when else { panic!("{place}") };
                    let at = Instant::from_timestamp(one[0].as_i64().unwrap(), 0).unwrap();
                    let coming = open.invite.coming(series.named(at).unwrap());
                    let said = coming.iter().find(|a| a.address == address).unwrap().partstat;
                    assert_eq!(one[1], said.to_string().to_uppercase(), "{place} of {at}");
                }
                assert_eq!(event["partstat"], own.partstat.to_string().to_uppercase(), "{place}");
                let meant: Vec<[i64; 2]> = match &open.invite.when {
                    When::Once { start, end, .. } => vec![[start.timestamp(), end.timestamp()]],
                    When::Series(series) => {
                        let mut all: Vec<[i64; 2]> = series
                            .occurrences()
                            .unwrap()
                            .iter()
                            .map(|one| [one.start.timestamp(), one.end.timestamp()])
                            .collect();
                        all.sort_unstable();
                        all
                    }
                    When::AllDay { .. } => panic!("{place} is a whole day"),
                };
                assert_eq!(event["occurrences"], json!(meant), "{place}");
            }
            // What is left is over.
            for event in shown.values() {
                let end =
                    event["occurrences"].as_array().unwrap().iter().map(|one| one[1].as_i64().unwrap()).max();
                assert!(end.unwrap() <= self.now.timestamp(), "{when}: {person} still has {event}");
            }
        }
    }
}

/// The calendar object of a mail.
fn object(bytes: &[u8]) -> Option<String> {
    let mail = MessageParser::default().parse(bytes).unwrap();
    let part = mail.parts.iter().find(|part| {
        part.content_type().is_some_and(|kind| kind.ctype() == "text" && kind.subtype() == Some("calendar"))
    })?;
    Some(String::from_utf8(part.contents().to_vec()).unwrap())
}

#[test]
fn both_sides_end_in_the_same_state() {
    let mut world = World::new("2024-07-01T09:00:00");
    let yes = |style: &str| json!({ "partstat": "ACCEPTED", "style": style });
    project(&mut world);
    assert_eq!(world.taken.iter().filter(|(_, said)| said == "new").count(), 5);
    world.agrees("invited");

    // Everybody answers, each with another program; Wei from another address of his.
    world.until("2024-07-01T09:10:00");
    world.answers("li", "kickoff", yes("plain"));
    world.answers(
        "wang",
        "kickoff",
        json!({ "partstat": "TENTATIVE", "style": "google", "comment": "也许晚到" }),
    );
    world.answers(
        "sun",
        "kickoff",
        json!({ "partstat": "DECLINED", "style": "exchange", "comment": "出差" }),
    );
    let alias = json!({ "partstat": "ACCEPTED", "style": "small", "as": "zhang.wei@qiming.example" });
    world.answers("zhang", "kickoff", alias);
    world.answers("liu", "kickoff", yes("small"));
    world.agrees("answered");
    assert_eq!(world.partstat("sun", "kickoff"), PartStat::Declined);
    assert_eq!(world.partstat("zhang", "kickoff"), PartStat::Accepted);
    let comments = world.meet("kickoff").comments;
    assert!(
        comments.values().any(|c| c == "出差") && comments.values().any(|c| c == "也许晚到"),
        "{comments:?}"
    );

    // A person thinks again: the later answer counts.
    world.until("2024-07-01T09:20:00");
    world.answers("wang", "kickoff", yes("google"));
    world.agrees("thought again");

    // Another time by a word: everybody is asked anew, and an answer to the old time changes nothing.
    world.until("2024-07-01T09:30:00");
    world.writes("liu", "[P-2024-0001] 更正", "启动会：2024-07-02 16:00-17:00 线上");
    assert!(world.taken.iter().filter(|(_, said)| said == "updated").count() == 5, "{:?}", world.taken);
    world.agrees("moved");
    assert_eq!(world.partstat("li", "kickoff"), PartStat::NeedsAction);
    world.answers("li", "kickoff", json!({ "partstat": "DECLINED", "sequence": 0 }));
    assert!(matches!(&world.fate, Fate::Ignored(why) if why.contains("calendar")), "{:?}", world.fate);
    world.agrees("an old answer came");
    world.answers("li", "kickoff", yes("exchange"));
    world.agrees("answered anew");

    // Another time by a program: it is asked about, and moves when the word is given. Its guest list says nothing.
    let (start, end) = (world.at("2024-07-02T10:00:00"), world.at("2024-07-02T11:30:00"));
    let counter = json!({
        "method": "COUNTER", "partstat": "TENTATIVE", "style": "google", "comment": "上午可以吗",
        "start": start.timestamp(), "end": end.timestamp(),
    });
    // The first one is refused, in the terms of programs too, to whoever proposed it.
    let (early, late) = (world.at("2024-07-02T12:00:00"), world.at("2024-07-02T13:00:00"));
    let refused = json!({
        "method": "COUNTER", "partstat": "TENTATIVE", "start": early.timestamp(), "end": late.timestamp(),
    });
    world.until("2024-07-01T09:45:00");
    world.answers("wang", "kickoff", refused);
    assert!(world.taken.is_empty(), "{:?}", world.taken);
    world.replies("liu", "retime", "不改期");
    assert_eq!(world.taken, [("wang".to_owned(), "refused".to_owned())]);
    world.agrees("a proposal is refused");
    world.until("2024-07-01T10:00:00");
    world.answers("wang", "kickoff", counter);
    assert_eq!(world.partstat("sun", "kickoff"), PartStat::NeedsAction);
    world.agrees("proposed");
    world.replies("liu", "retime", "改期");
    assert!(matches!(world.meet("kickoff").invite.when, When::Once { start: at, .. } if at == start));
    world.agrees("the proposal is taken");

    // Whose calendar lost it asks for it: it comes to that person alone, and not twice in an hour.
    world.until("2024-07-01T11:00:00");
    world.answers("sun", "kickoff", json!({ "method": "REFRESH" }));
    assert_eq!(world.taken, [("sun".to_owned(), "updated".to_owned())]);
    world.answers("sun", "kickoff", json!({ "method": "REFRESH" }));
    assert!(world.taken.is_empty() && matches!(&world.fate, Fate::Ignored(why) if why.contains("ago")));
    // Nobody's answer is the organizer's; and what an organizer says to guests is nothing to us.
    world.answers("sun", "kickoff", json!({ "method": "DECLINECOUNTER", "partstat": "ACCEPTED" }));
    assert!(matches!(&world.fate, Fate::Ignored(_)), "{:?}", world.fate);
    world.agrees("asked again");

    // The series: accepted as a whole, one instance declined, one moved.
    world.until("2024-07-02T11:30:00");
    world.replies("liu", "minutes", "会议纪要：先做首页。");
    world.replies("liu", "tasks", "UI设计初稿 | li@ | 2024-07-30 | 低");
    world.agrees("the series is invited to");
    for (person, style) in [("li", "plain"), ("sun", "exchange"), ("zhang", "google"), ("wang", "small")] {
        world.answers(person, "standup", yes(style));
    }
    world.agrees("the series is accepted");
    let instance = world.at("2024-07-10T10:00:00").timestamp();
    world.answers("sun", "standup", json!({ "partstat": "DECLINED", "instance": instance }));
    assert_eq!(world.partstat("sun", "standup"), PartStat::Accepted, "one instance is not the series");
    world.agrees("one instance is declined");
    let revision = world.meet("standup").invite.sequence;
    world.replies("liu", "standup", "例会改到 2024-07-18 15:00");
    world.agrees("one instance is moved");
    // It asks about that one alone: the answers to the series stay, and so does the decline of another one.
    assert_eq!(world.meet("standup").invite.sequence, revision + 1);
    let one = |(_, said): &(String, String)| said == "one updated";
    assert!(world.taken.len() == 5 && world.taken.iter().all(one), "{:?}", world.taken);
    for person in ["li", "sun", "zhang", "wang"] {
        assert_eq!(world.partstat(person, "standup"), PartStat::Accepted, "{person}");
    }
    let (moved, struck) = ("2024-07-17T10:00:00", "2024-07-10T10:00:00");
    assert_eq!(world.partstat_on("li", "standup", moved), PartStat::NeedsAction);
    assert_eq!(world.partstat_on("sun", "standup", struck), PartStat::Declined);
    // An answer to the old time of that one is out of date, one to the series is not.
    let instance = world.at(moved).timestamp();
    let old = json!({ "partstat": "DECLINED", "instance": instance, "sequence": revision });
    world.answers("wang", "standup", old);
    assert!(matches!(&world.fate, Fate::Ignored(why) if why.contains("revision")), "{:?}", world.fate);
    world.answers("wang", "standup", json!({ "partstat": "ACCEPTED", "instance": instance }));
    assert_eq!(world.partstat_on("wang", "standup", moved), PartStat::Accepted);
    world.answers(
        "zhang",
        "standup",
        json!({ "partstat": "TENTATIVE", "style": "google", "sequence": revision }),
    );
    assert_eq!(world.partstat("zhang", "standup"), PartStat::Tentative);
    assert_eq!(world.partstat_on("zhang", "standup", moved), PartStat::NeedsAction);
    world.answers("zhang", "standup", yes("plain"));
    // From one on: all later ones, and none before.
    let onward = world.at("2024-07-24T10:00:00").timestamp();
    world.answers("li", "standup", json!({ "partstat": "DECLINED", "instance": onward, "onward": true }));
    assert_eq!(world.partstat_on("li", "standup", "2024-07-31T10:00:00"), PartStat::Declined);
    assert_eq!(world.partstat_on("li", "standup", struck), PartStat::Accepted);
    assert_eq!(world.partstat("li", "standup"), PartStat::Accepted);

    // Somebody joins, and is invited to what is still to come; the others keep their answers.
    world.until("2024-07-03T11:00:00");
    world.writes("liu", "[P-2024-0001] 更正", "成员：陈晨");
    assert!(world.taken.iter().any(|(who, said)| who == "chen" && said == "new"), "{:?}", world.taken);
    world.agrees("somebody joins");
    assert!(world.taken.iter().all(|(who, _)| who == "chen"), "others are asked nothing: {:?}", world.taken);
    world.answers("chen", "standup", yes("plain"));
    world.agrees("the newcomer comes");

    // Another end: everybody's calendar follows, nobody is asked anew, and what was said of single ones stays.
    world.until("2024-07-03T12:00:00");
    world.writes("liu", "[P-2024-0001] 更正", "期望完成时间：2024-08-07");
    assert_eq!(world.taken.iter().filter(|(_, said)| said == "updated").count(), 6, "{:?}", world.taken);
    world.agrees("it goes on for a week");
    assert_eq!(world.partstat("chen", "standup"), PartStat::Accepted);
    assert_eq!(world.partstat_on("sun", "standup", struck), PartStat::Declined);
    // Somebody leaves: only they hear of it.
    world.writes("liu", "[P-2024-0001] 更正", "成员：赵敏");
    let told = [("chen", "updated"), ("zhao", "new")].map(|(who, said)| (who.to_owned(), said.to_owned()));
    assert_eq!(world.taken, told, "what chen was at stays");
    world.agrees("somebody leaves");

    // Live: the series ends with what was held, the retro is invited to, and called off when the project is.
    world.until("2024-07-05T09:00:00");
    world.writes("liu", "[P-2024-0001] 【已上线】", "上线时间：2024-07-05 08:50");
    world.agrees("live");
    world.answers("li", "retro", yes("plain"));
    world.agrees("the retro is accepted");
    world.writes("zhang", "[P-2024-0001] 取消", "不做了。");
    assert!(world.case().ended.is_some() && world.taken.iter().any(|(_, said)| said == "cancelled"));
    world.agrees("called off");
}

/// Whoever wants no due dates in the calendar gets none, the task itself all the same; who wants them no more loses them.
#[test]
fn due_dates_stand_in_the_calendars_of_those_who_want_them() {
    let mut world = World::new("2024-07-01T09:00:00");
    let wants = |world: &mut World, who: &str, deadlines: bool| {
        world.setting.directory.people.get_mut(who).unwrap().deadlines = deadlines;
    };
    wants(&mut world, "li", false);
    world.writes(
        "liu",
        "【新项目】官网改版",
        "发起人：张伟\n项目经理：刘洋\n研发负责人：王强\n设计负责人：李娜\n市场对接人：孙丽\n项目背景：旧版太慢\n\
         核心目标：转化率提高两成\n功能清单：首页\n用户画像：老客户\n预期成果：新首页\n期望完成时间：2024-07-31\n\
         启动会：2024-07-01 09:30-10:00 线上",
    );
    world.until("2024-07-01T10:00:00");
    world.replies("liu", "minutes", "会议纪要：先做首页。");
    let task = |world: &World, n: u32| {
        let id = CaseId(format!("P-2024-0001-T0{n}"));
        memory::load(&world.rows, &id).unwrap().unwrap().meets.into_values().next()
    };
    world.replies("liu", "tasks", "UI设计初稿 | li@ | 2024-07-30 | 低\n前端开发 | 王强 | 2024-07-29 | 低");
    assert!(task(&world, 1).is_none(), "an entry for somebody who wants none");
    let entry = task(&world, 2).unwrap();
    assert!(!entry.invite.busy && entry.invite.alarms == [540], "{entry:?}");
    let confirm = |who: &str, world: &World| {
        let found = world.mails.iter().find(|(to, name, _)| to == who && name == "confirm");
        object(&found.unwrap().2).is_some()
    };
    assert!(!confirm("li", &world) && confirm("wang", &world));
    // The answer by mail is as good.
    world.replies("li", "confirm", "确认");

    // It follows its day, goes when it is not wanted any more, and comes when it is.
    world.until("2024-07-01T10:30:00");
    world.writes("liu", "[P-2024-0001-T02] 更正", "截止：2024-07-26");
    assert_eq!(task(&world, 2).unwrap().invite.sequence, 1);
    wants(&mut world, "wang", false);
    world.writes("liu", "[P-2024-0001-T02] 更正", "截止：2024-07-25");
    assert!(world.taken.contains(&("wang".to_owned(), "cancelled".to_owned())), "{:?}", world.taken);
    assert!(task(&world, 2).is_none());
    wants(&mut world, "wang", true);
    world.writes("liu", "[P-2024-0001-T02] 更正", "截止：2024-07-24");
    assert!(world.taken.iter().any(|(who, _)| who == "wang"), "{:?}", world.taken);
    // Under a name of its own: what was called off may be gone for good in a program.
    assert_ne!(task(&world, 2).unwrap().invite.uid, entry.invite.uid);
    let shown = world.responder.say(&json!({ "do": "show", "me": world.address("wang") }));
    let uid = task(&world, 2).unwrap().invite.uid.clone();
    let event = shown["events"].as_array().unwrap().iter().find(|e| e["uid"] == json!(uid));
    assert!(event.is_some(), "{shown}");
}

/// The kick-off of a project, invited to by 09:00.
fn project(world: &mut World) {
    world.writes(
        "liu",
        "【新项目】官网改版",
        "发起人：张伟\n项目经理：刘洋\n研发负责人：王强\n设计负责人：李娜\n市场对接人：孙丽\n项目背景：旧版太慢\n\
         核心目标：转化率提高两成\n功能清单：首页\n用户画像：老客户\n预期成果：新首页\n期望完成时间：2024-07-31\n\
         启动会：2024-07-02 14:00-15:00 线上",
    );
}

/// Somebody else comes instead: invited in time, or with an invitation that was passed on, and both stand in what follows.
#[test]
fn a_stand_in_comes_for_somebody() {
    let mut world = World::new("2024-07-01T09:00:00");
    project(&mut world);
    world.until("2024-07-01T09:10:00");
    let chen = world.address("chen");
    world.answers("wang", "kickoff", json!({ "partstat": "DELEGATED", "to": chen }));
    assert_eq!(world.fate, Fate::Acted);
    assert_eq!(world.taken, [("chen".to_owned(), "new".to_owned())]);
    world.agrees("sent");
    world.answers("chen", "kickoff", json!({ "partstat": "ACCEPTED", "style": "exchange" }));
    assert_eq!(world.partstat("chen", "kickoff"), PartStat::Accepted);
    world.agrees("the stand-in comes");
    // Passed on, and the answer of the stand-in is the first that is heard.
    let li = world.address("li");
    world.answers("lin", "kickoff", json!({ "partstat": "TENTATIVE", "for": li }));
    assert_eq!(world.fate, Fate::Acted);
    assert_eq!(world.partstat("li", "kickoff"), PartStat::Delegated);
    // Whoever has answered for himself is not pushed aside by somebody who says so.
    world.answers("sun", "kickoff", json!({ "partstat": "ACCEPTED" }));
    let sun = world.address("sun");
    world.answers("zhao", "kickoff", json!({ "partstat": "ACCEPTED", "for": sun }));
    assert!(matches!(&world.fate, Fate::Ignored(why) if why.contains("has answered")), "{:?}", world.fate);
    // Both in the update, with who comes for whom.
    world.until("2024-07-01T09:30:00");
    world.writes("liu", "[P-2024-0001] 更正", "启动会：2024-07-02 16:00-17:00 线上");
    let (_, _, bytes) = world.mails.iter().rev().find(|(_, name, _)| name == "kickoff").unwrap();
    let text = object(bytes).unwrap().replace("\r\n ", "");
    for part in [
        format!("DELEGATED-TO=\"mailto:{chen}\";PARTSTAT=DELEGATED"),
        format!("DELEGATED-FROM=\"mailto:{li}\""),
    ] {
        assert!(text.contains(&part), "{part} is not in\n{text}");
    }
    assert!(world.partstat("wang", "kickoff") == PartStat::Delegated);
    assert!(world.partstat("chen", "kickoff") == PartStat::NeedsAction);
}

/// A mail whose calendar object was lost on the way: the subject says what was pressed.
#[test]
fn an_answer_in_the_subject_alone_is_understood() {
    let mut world = World::new("2024-07-01T09:00:00");
    project(&mut world);
    let (_, _, bytes) =
        world.mails.iter().rev().find(|(to, name, _)| to == "sun" && name == "kickoff").unwrap();
    let id = MessageParser::default().parse(bytes).unwrap().message_id().unwrap().to_owned();
    let mail = |subject: &str, id: &str| {
        format!(
            "From: sun@qiming.example\r\nTo: beadle@qiming.example\r\nSubject: {subject}\r\nIn-Reply-To: <{id}>\r\n"
        )
    };
    let body = "Content-Type: text/plain; charset=utf-8\r\n\r\n出差\r\n";
    world.until("2024-07-01T09:10:00");
    world.receive(&mail("Declined: Kick-off @ Tue 2 Jul 2024", &id), body);
    assert_eq!((&world.fate, world.partstat("sun", "kickoff")), (&Fate::Acted, PartStat::Declined));
    let comment = world.meet("kickoff").comments.into_values().next();
    assert_eq!(comment.as_deref(), Some("出差"));
    world.receive(&mail("已接受: 启动会", &id), body);
    assert_eq!(world.partstat("sun", "kickoff"), PartStat::Accepted);
    // Of which invitation nobody knows: then it is a mail like any other.
    world.receive(&mail("Declined: Kick-off", "unknown@elsewhere.example"), body);
    assert_eq!(world.partstat("sun", "kickoff"), PartStat::Accepted);
    // To what has moved since it says nothing.
    world.until("2024-07-01T09:30:00");
    world.writes("liu", "[P-2024-0001] 更正", "启动会：2024-07-02 16:00-17:00 线上");
    world.receive(&mail("Declined: Kick-off", &id), body);
    assert!(matches!(&world.fate, Fate::Ignored(why) if why.contains("revision")), "{:?}", world.fate);
    assert_eq!(world.partstat("sun", "kickoff"), PartStat::NeedsAction);
}
