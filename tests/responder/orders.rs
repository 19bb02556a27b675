//! Every order in which an organizer and an attendee can act on one meeting, generated: after each step both sides hold
//! the same. Two steps long in an ordinary run, four with `ALL=1`.

use super::*;

/// What somebody does.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Act {
    /// The organizer's side: another time, or of a series another end.
    Update,
    /// One of a series at another time.
    MoveOne,
    /// All of it is called off.
    Cancel,
    /// The attendee's program: to the whole.
    Press(&'static str),
    /// To one occurrence.
    PressOne(&'static str),
    /// Sends a colleague.
    Delegate,
    /// Proposes another time, which is taken or not.
    Counter(bool),
}

use Act::{Cancel, Counter, Delegate, MoveOne, Press, PressOne, Update};

const ONCE: &[Act] = &[
    Update,
    Cancel,
    Press("ACCEPTED"),
    Press("DECLINED"),
    Press("TENTATIVE"),
    Delegate,
    Counter(true),
    Counter(false),
];

const SERIES: &[Act] = &[
    Update,
    MoveOne,
    Cancel,
    Press("ACCEPTED"),
    Press("DECLINED"),
    Press("TENTATIVE"),
    PressOne("DECLINED"),
    PressOne("ACCEPTED"),
    Delegate,
    Counter(false),
];

/// A moment to come back to; what the responder holds is kept over there, by the number.
struct Saved {
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    now: Instant,
    mails: usize,
    count: usize,
}

impl World {
    fn save(&mut self, depth: usize) -> Saved {
        self.responder.say(&json!({ "do": "save", "me": "", "as": depth }));
        Saved { rows: self.rows.clone(), now: self.now, mails: self.mails.len(), count: self.count }
    }

    fn back_to(&mut self, saved: &Saved, depth: usize) {
        self.responder.say(&json!({ "do": "load", "me": "", "as": depth }));
        self.rows.clone_from(&saved.rows);
        (self.now, self.count) = (saved.now, saved.count);
        self.mails.truncate(saved.mails);
    }

    /// What wang's program sends about the meeting, even about one that it no longer has: the two mails have crossed.
    fn presses(&mut self, uid: &str, more: Value) {
        let me = self.address("wang");
        let mut told = json!({ "do": "answer", "me": me, "uid": uid, "now": self.now.timestamp() });
        told.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let object = self.responder.say(&told)["object"].as_str().unwrap().to_owned();
        let method = told["method"].as_str().unwrap_or("REPLY");
        let head = format!("From: {me}\r\nTo: beadle@qiming.example\r\nSubject: {method}\r\n");
        let kind = format!("Content-Type: text/calendar; method={method}; charset=utf-8\r\n");
        self.receive(&head, &format!("{kind}Content-Transfer-Encoding: 8bit\r\n\r\n{object}"));
    }

    fn act(&mut self, act: Act, depth: usize, uid: &str, series: bool) {
        let one = self.at("2024-07-17T10:00:00").timestamp();
        match act {
            Update if series => {
                self.writes(
                    "liu",
                    "[P-2024-0001] 更正",
                    &format!("期望完成时间：2024-08-{:02}", 7 + 5 * depth),
                );
            }
            Update => {
                let time = format!("启动会：2024-07-04 {:02}:00-{:02}:30 线上", 9 + depth, 9 + depth);
                self.writes("liu", "[P-2024-0001] 更正", &time);
            }
            MoveOne => self.replies("liu", "standup", &format!("例会改到 2024-07-18 1{depth}:00")),
            Cancel => self.writes("zhang", "[P-2024-0001] 取消", "不做了。"),
            Press(said) => self.presses(uid, json!({ "partstat": said })),
            PressOne(said) => self.presses(uid, json!({ "partstat": said, "instance": one })),
            Delegate => {
                let to = self.address("chen");
                self.presses(uid, json!({ "partstat": "DELEGATED", "to": to }));
            }
            Counter(taken) => {
                let start = self.at(&format!("2024-07-05T{:02}:00:00", 10 + depth)).timestamp();
                let told = json!({ "method": "COUNTER", "partstat": "TENTATIVE", "start": start, "end": start + 1800 });
                self.presses(uid, told);
                if self.fate == Fate::Acted && !series {
                    self.replies("liu", "retime", if taken { "改期" } else { "不改期" });
                }
            }
        }
    }

    /// All that can follow; the number of steps taken.
    fn follow(&mut self, path: &mut Vec<Act>, acts: &[Act], uid: &str, length: usize) -> usize {
        if path.len() == length {
            return 0;
        }
        let over = path.contains(&Cancel);
        let saved = self.save(path.len());
        let mut steps = 0;
        for act in acts {
            // Nobody changes what is called off; answers to it may still be on their way.
            if over && matches!(act, Update | MoveOne | Cancel) {
                continue;
            }
            self.back_to(&saved, path.len());
            self.now += chrono::TimeDelta::minutes(2);
            path.push(*act);
            self.act(*act, path.len(), uid, acts.len() == SERIES.len());
            let place = format!("{path:?}");
            if over {
                assert!(matches!(&self.fate, Fate::Ignored(_)), "{place}: {:?}", self.fate);
            }
            self.agrees(&place);
            steps += 1 + self.follow(path, acts, uid, length);
            path.pop();
        }
        steps
    }
}

fn length() -> usize {
    if std::env::var_os("ALL").is_some() { 4 } else { 2 }
}

#[test]
fn one_meeting_is_the_same_on_both_sides_in_every_order() {
    let mut world = World::new("2024-07-01T09:00:00");
    project(&mut world);
    world.until("2024-07-01T09:10:00");
    let uid = world.meet("kickoff").invite.uid;
    let steps = world.follow(&mut Vec::new(), ONCE, &uid, length());
    println!("{steps} steps");
}

#[test]
fn a_series_is_the_same_on_both_sides_in_every_order() {
    let mut world = World::new("2024-07-01T09:00:00");
    project(&mut world);
    world.until("2024-07-02T15:00:00");
    world.replies("liu", "minutes", "会议纪要：先做首页。");
    world.replies("liu", "tasks", "UI设计初稿 | li@ | 2024-07-30 | 低");
    let uid = world.meet("standup").invite.uid;
    let steps = world.follow(&mut Vec::new(), SERIES, &uid, length());
    println!("{steps} steps");
}
