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

mod properties {
    use super::*;
    use proptest::prelude::*;

    /// Text as people and attackers write it.
    fn text() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "\\PC{0,40}",
            "[ -~]{0,60}",
            "[\\u{4e00}-\\u{9fff}]{0,120}",
            Just("\r\nX-EVIL:1".to_owned()),
            Just("\nEND:VEVENT\nBEGIN:VEVENT".to_owned()),
            Just("\\n \\, \\; \\\\ \\N ^n ^' ^^ \" ' ; : , = \t".to_owned()),
            Just("👩‍👩‍👧‍👦 🇨🇳 e\u{301} \u{200b}\u{202e}\u{2028}".to_owned()),
            " {0,90}",
        ];
        prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    fn line() -> impl Strategy<Value = String> {
        text().prop_map(|text| text.replace(char::is_control, " "))
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

        /// `write` compares what it wrote with what it was given; so a text that it takes has survived.
        #[test]
        fn any_text_survives_and_none_adds_a_line(
            summary in line(), description in text(), name in line(), location in text(),
        ) {
            let mut invite = invite(When::AllDay { date: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() });
            let plain = write(&invite, Method::Request, None, None).unwrap();
            invite.summary = format!("x{summary}");
            invite.description = format!("x{description}");
            invite.location = Some(format!("x{location}"));
            invite.attendees[0].name = name;
            let text = write(&invite, Method::Request, None, None).unwrap();
            let names = |text: &str| {
                let lines = text.split("\r\n").filter(|line| !line.starts_with(' '));
                lines.map(|line| line.split([':', ';']).next().unwrap().to_owned()).collect::<Vec<_>>()
            };
            prop_assert_eq!(names(&text), names(&plain));
            prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
        }

        #[test]
        fn a_control_character_is_refused_everywhere(bad in "[\\x00-\\x08\\x0b-\\x0c\\x0e-\\x1f\\x7f-\\u{9f}]", which in 0..7) {
            let mut invite = invite(When::AllDay { date: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap() });
            let bad = format!("a{bad}b");
            match which {
                0 => invite.summary = bad,
                1 => invite.description = bad,
                2 => invite.location = Some(bad),
                3 => invite.attendees[1].name = bad,
                4 => invite.organizer.address = format!("{bad}@example.org"),
                5 => invite.url = Some(format!("https://example.org/{bad}")),
                _ => invite.uid = bad,
            }
            let refused = write(&invite, Method::Request, None, None);
            prop_assert!(matches!(refused, Err(Refused::Text { .. })), "{:?}", refused);
        }

        #[test]
        fn nothing_read_makes_it_panic(text in "\\PC{0,300}", cut in 0usize..2000, put in "(BEGIN:VEVENT|;|:|\"|\\r\\n| |RECURRENCE-ID:|\u{feff}){0,5}") {
            let _ = read(&text, None);
            let whole = include_str!("../../tests/observed-itip/exchange_accept_no_organizer.ics");
            let cut = whole.char_indices().map(|(at, _)| at).nth(cut % whole.len()).unwrap_or(0);
            let _ = read(&format!("{}{put}{}", &whole[..cut], &whole[cut..]), Some("REPLY"));
            let _ = read(&format!("{}{put}", &whole[..cut]), None);
        }
    }
}
