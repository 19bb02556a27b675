//! Invites written and read, as other programs see and send them.

use super::*;

fn at(text: &str) -> Instant {
    text.parse().unwrap()
}

fn local(text: &str) -> NaiveDateTime {
    text.parse().unwrap()
}

fn invite(when: When) -> Invite {
    Invite {
        uid: "PUR-7.review@example.org".into(),
        sequence: 0,
        summary: "采购评审, 第一会议室; 请准时参加".into(),
        description:
            "议程\n1. 上周问题回顾\n2. 本周计划与风险——请各负责人提前准备材料，会后由系统自动发送纪要".into(),
        location: Some("上海 A 座 1203".into()),
        url: Some("https://example.org/会议?a=1".into()),
        organizer: Party {
            name: "Beadle \"the\" officer".into(),
            address: "beadle+PUR-7@example.org".into(),
        },
        attendees: vec![
            person("Bob, 李", "bob@example.org", Role::Required),
            person("", "carol@example.org", Role::Optional),
        ],
        when,
        busy: true,
        alarms: vec![15],
        stamp: at("2026-11-22T13:00:00Z"),
        language: Some("zh-CN".into()),
    }
}

fn person(name: &str, address: &str, role: Role) -> Attendee {
    Attendee { name: name.into(), address: address.into(), partstat: PartStat::NeedsAction, role, rsvp: true }
}

fn series(zone: &str) -> Series {
    Series {
        start_local: local("2026-03-25T10:00:00"),
        length_minutes: 15,
        zone: zone.into(),
        weekdays: vec![Weekday::Wed],
        ends: Ends::Until(at("2026-06-30T16:00:00Z")),
        exdates: vec![local("2026-05-06T10:00:00")],
        moved: vec![Moved { original: local("2026-04-15T10:00:00"), start: local("2026-04-16T14:30:00") }],
    }
}

#[test]
fn a_weekly_series_is_written_with_its_zone_and_its_exceptions() {
    let text = write(&invite(When::Series(series("Europe/Berlin"))), Method::Request, None, None).unwrap();
    for line in [
        "METHOD:REQUEST",
        "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
        "DTSTART;TZID=Europe/Berlin:20260325T100000",
        "RRULE:FREQ=WEEKLY;UNTIL=20260630T160000Z;BYDAY=WE",
        "EXDATE;TZID=Europe/Berlin:20260506T100000",
        "RECURRENCE-ID;TZID=Europe/Berlin:20260415T100000",
        "DTSTART;TZID=Europe/Berlin:20260416T143000",
        "URL:https://example.org/%E4%BC%9A%E8%AE%AE?a=1",
        "TRIGGER:-PT15M",
    ] {
        assert!(text.contains(&format!("\r\n{line}\r\n")), "{line} is not in\n{text}");
    }
}

#[test]
fn a_reply_of_another_program_is_read() {
    let text = "\u{feff}begin:vcalendar\nmethod:reply\nbegin:vevent\nuid:PUR-7\nattendee;partstat=accepted:MAILTO:bob@example.org\n\
                recurrence-id;tzid=China Standard Time:20260506T100000\nend:vevent\nend:vcalendar\n";
    let responses = read(text, Some("REPLY")).unwrap();
    let [response] = responses.as_slice() else { panic!("{responses:?}") };
    assert_eq!(response.attendee.as_deref(), Some("bob@example.org"));
    assert_eq!(response.partstat, Some(PartStat::Accepted));
    assert_eq!(response.instance, Some(at("2026-05-06T02:00:00Z")));
    assert_eq!(freshness(0, None, response), Freshness::Fresh);
}
