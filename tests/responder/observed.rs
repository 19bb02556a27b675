//! A real desktop client through the whole life of two meetings: every mail here is what Thunderbird 153 sent when its
//! buttons were pressed on the letters of this very story, in front of a daemon and an IMAP server.
//!
//! What each of its windows showed was looked at; here the same days are told again, and every one of those mails must
//! say to the case what was pressed.

use super::*;

/// What it sent, in order, with the moment at which it came.
macro_rules! sent {
    ($($at:literal $name:literal),* $(,)?) => {
        [$(($at, $name, include_bytes!(concat!("../observed-itip/thunderbird/", $name, ".eml")).as_slice())),*]
    };
}

impl World {
    /// What wang is down with, to the whole or to one occurrence.
    fn wang(&self, case: &str, meet: &str, original: Option<&str>) -> String {
        let open = self.of(case, meet);
        let coming = match original {
            Some(original) => open.invite.coming(format!("{original}T10:00:00").parse().unwrap()),
            None => open.invite.attendees,
        };
        coming.iter().find(|a| a.address == "wang@qiming.example").unwrap().partstat.to_string()
    }
}

#[test]
fn what_thunderbird_sends_through_a_meetings_whole_life_is_understood() {
    let mut sent = sent![
        "15:56:10" "01-decline",
        "15:57:19" "02-tentative",
        "15:57:35" "03-accept",
        "15:58:11" "04-accept-update",
        "15:59:59" "05-tentative-again",
        "16:03:09" "06-series-accept",
        "16:03:15" "07-series-decline-one",
        "16:03:21" "08-series-tentative-one",
        "16:03:47" "09-moved-one-accept",
        "16:04:12" "10-task-accept",
        "16:04:22" "11-longer-accept",
        "16:05:04" "12-series-decline-all",
        "16:05:12" "13-due-moved-accept",
        "16:06:19" "14-series-back-accept",
    ]
    .into_iter();
    let mut presses = |world: &mut World, wanted: &str| {
        let (at, name, raw) = sent.next().unwrap();
        assert_eq!(name, wanted);
        world.until(&format!("2026-11-23T{at}"));
        world.takes(raw);
        assert_eq!(world.fate, Fate::Acted, "{name}");
    };
    let (first, second) = ("P-2026-0001", "P-2026-0002");
    let form = "发起人：张伟\n项目经理：刘洋\n研发负责人：王强\n设计负责人：李娜\n市场对接人：孙丽\n项目背景：旧版太慢\n\
                核心目标：转化率提高两成\n功能清单：首页\n用户画像：老客户\n预期成果：新首页\n期望完成时间：2026-12-30\n";
    let mut world = World::new("2026-11-23T15:55:00");
    world.writes("liu", "【新项目】官网改版", &format!("{form}启动会：2026-11-25 14:00-15:00 三楼会议室"));
    world.until("2026-11-23T15:55:30");
    let soon = "启动会：2026-11-23 15:58-16:01 三楼会议室";
    world.writes("liu", "【新项目】会员积分商城", &format!("{form}{soon}"));

    // One meeting: declined, thought over twice. The decline of one who matters is asked about.
    presses(&mut world, "01-decline");
    assert_eq!(world.wang(first, "kickoff", None), "declined");
    assert!(world.mails.iter().any(|(who, name, _)| who == "wang" && name == "say-why"));
    presses(&mut world, "02-tentative");
    assert_eq!(world.wang(first, "kickoff", None), "tentative");
    presses(&mut world, "03-accept");
    assert_eq!(world.wang(first, "kickoff", None), "accepted");
    // Moved: the old answer is none to the new time, here as there.
    world.writes("liu", "[P-2026-0001] 更正", "启动会：2026-11-26 10:30-11:30 五楼大会议室");
    assert_eq!(world.wang(first, "kickoff", None), "needs-action");
    presses(&mut world, "04-accept-update");
    assert_eq!(world.wang(first, "kickoff", None), "accepted");
    // Out of it, which took it out of the calendar there, and in again.
    world.writes("liu", "[P-2026-0001] 更正", "研发负责人：陈晨");
    assert!(world.taken.contains(&("wang".into(), "cancelled".into())), "{:?}", world.taken);
    world.until("2026-11-23T15:58:40");
    world.writes("liu", "[P-2026-0001] 更正", "研发负责人：王强");
    presses(&mut world, "05-tentative-again");
    assert_eq!(world.wang(first, "kickoff", None), "tentative");

    // A series: all of it, then two of its days otherwise.
    world.until("2026-11-23T16:02:30");
    world.replies("liu", "minutes", "会议纪要：先做首页。");
    world.replies("liu", "tasks", "UI设计初稿 | li@ | 2026-12-20 | 低\n前端开发 | 王强 | 2026-12-18 | 低");
    presses(&mut world, "06-series-accept");
    presses(&mut world, "07-series-decline-one");
    presses(&mut world, "08-series-tentative-one");
    let apart = |world: &World| {
        ["2026-12-02", "2026-12-09", "2026-12-16", "2026-12-23"]
            .map(|day| world.wang(second, "standup", Some(day)))
    };
    assert_eq!(world.wang(second, "standup", None), "accepted");
    assert_eq!(apart(&world), ["accepted", "declined", "tentative", "accepted"]);
    // One of them moves, and that one alone is asked about.
    world.replies("liu", "standup", "例会改到 2026-12-03 15:00");
    assert_eq!(apart(&world), ["needs-action", "declined", "tentative", "accepted"]);
    presses(&mut world, "09-moved-one-accept");
    assert_eq!(apart(&world), ["accepted", "declined", "tentative", "accepted"]);
    // The entry on a due date settles the question that it came with.
    presses(&mut world, "10-task-accept");
    assert_eq!(world.wang("P-2026-0002-T02", "deadline", None), "accepted");
    let task = memory::load(&world.rows, &CaseId("P-2026-0002-T02".into())).unwrap().unwrap();
    assert_eq!(task.state, "working");
    // Another end. It answers for the whole, and says once more what stands for each day, with all guests in it: theirs
    // is not its to say.
    world.writes("liu", "[P-2026-0002] 更正", "期望完成时间：2027-01-06");
    presses(&mut world, "11-longer-accept");
    assert_eq!(world.wang(second, "standup", None), "accepted");
    assert_eq!(apart(&world), ["accepted", "declined", "tentative", "accepted"]);
    let open = world.of(second, "standup");
    let others = open.invite.attendees.iter().filter(|a| a.address != "wang@qiming.example");
    assert!(others.into_iter().all(|a| a.partstat == PartStat::NeedsAction), "{open:?}");
    presses(&mut world, "12-series-decline-all");
    assert_eq!(world.wang(second, "standup", None), "declined");
    assert_eq!(apart(&world), ["accepted", "declined", "tentative", "declined"]);
    // The due date moves, and so does its entry.
    world.writes("liu", "[P-2026-0002-T02] 更正", "截止：2026-12-16");
    presses(&mut world, "13-due-moved-accept");
    assert_eq!(world.wang("P-2026-0002-T02", "deadline", None), "accepted");
    // Out of the series and in again: what comes is new, one of its days at another time.
    world.writes("liu", "[P-2026-0002] 更正", "研发负责人：陈晨");
    world.until("2026-11-23T16:06:00");
    world.writes("liu", "[P-2026-0002] 更正", "研发负责人：王强");
    presses(&mut world, "14-series-back-accept");
    // "Accept all" there leaves a day that has come apart unanswered, and so it is here.
    assert_eq!(world.wang(second, "standup", None), "accepted");
    assert_eq!(apart(&world), ["needs-action", "accepted", "accepted", "accepted"]);
}
