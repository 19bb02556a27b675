//! Invites written and read, as other programs see and send them.

use super::*;
use std::path::Path;

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
        apart: Vec::new(),
    }
}

fn person(name: &str, address: &str, role: Role) -> Attendee {
    Attendee {
        name: name.into(),
        address: address.into(),
        partstat: PartStat::NeedsAction,
        role,
        rsvp: true,
        delegated_to: None,
        delegated_from: None,
    }
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

fn once(start: &str, end: &str, zone: &str) -> When {
    When::Once { start: at(start), end: at(end), zone: zone.into() }
}

/// An hour in Shanghai.
fn review() -> Invite {
    invite(once("2026-11-25T02:00:00Z", "2026-11-25T03:00:00Z", "Asia/Shanghai"))
}

/// `tests/invites/NAME.ics`, stored with LF: what ordinary validators (libical, icalendar, vobject) were asked about.
#[track_caller]
fn golden(name: &str, written: Result<String, Refused>) {
    let text = written.unwrap().replace("\r\n", "\n");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/invites").join(name);
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(text == expected, "{name} is now\n{text}");
}

/// A series with an excluded and a moved occurrence.
pub(super) fn weekly(zone: &str) -> Invite {
    invite(When::Series(series(zone)))
}

#[test]
fn one_meeting() {
    golden("once.ics", write(&review(), Method::Request, None, None));
}

#[test]
fn its_update_has_the_same_uid_and_a_higher_sequence() {
    let mut update = review();
    update.sequence = 1;
    update.stamp = at("2026-11-23T09:30:00Z");
    update.when = once("2026-11-26T06:00:00Z", "2026-11-26T07:00:00Z", "Asia/Shanghai");
    update.attendees[0].partstat = PartStat::Accepted;
    golden("update.ics", write(&update, Method::Request, None, None));
}

#[test]
fn its_cancellation_is_marked_and_reminds_nobody() {
    let mut cancelled = review();
    cancelled.sequence = 2;
    golden("cancel.ics", write(&cancelled, Method::Cancel, None, None));
}

#[test]
fn who_is_no_longer_asked_gets_a_cancellation_of_his_own() {
    let mut update = review();
    update.sequence = 1;
    let gone = ["dave@example.org".to_owned()];
    golden("uninvite.ics", write(&update, Method::Cancel, Some(&gone), None));
}

#[test]
fn a_weekly_series() {
    let mut series = series("Asia/Shanghai");
    (series.exdates, series.moved) = (vec![], vec![]);
    series.ends = Ends::Count(10);
    golden("series.ics", write(&invite(When::Series(series)), Method::Request, None, None));
}

#[test]
fn a_series_over_a_change_of_the_clocks_with_one_day_off_and_one_moved() {
    golden(
        "series-berlin.ics",
        write(&invite(When::Series(series("Europe/Berlin"))), Method::Request, None, None),
    );
}

#[test]
fn a_zone_without_yearly_rules_is_described_by_its_changes() {
    let mut casablanca = series("Africa/Casablanca");
    (casablanca.exdates, casablanca.moved) = (vec![], vec![]);
    golden("series-casablanca.ics", write(&invite(When::Series(casablanca)), Method::Request, None, None));
}

#[test]
fn one_meeting_of_a_series_moves_or_is_called_off() {
    let mut series = series("Europe/Berlin");
    let original = local("2026-04-15T10:00:00");
    let moved = invite(When::Series(series.clone()));
    golden("series-move-one.ics", write(&moved, Method::Request, None, Some(original)));
    series.moved.clear();
    series.exdates.push(original);
    let off = invite(When::Series(series));
    golden("series-cancel-one.ics", write(&off, Method::Cancel, None, Some(original)));
    assert!(matches!(write(&off, Method::Request, None, Some(original)), Err(Refused::Call(_))));
}

#[test]
fn the_end_of_a_series_calls_all_of_it_off() {
    golden(
        "series-cancel.ics",
        write(&invite(When::Series(series("Asia/Shanghai"))), Method::Cancel, None, None),
    );
}

#[test]
fn a_deadline_leaves_its_people_free_and_reminds_them() {
    let mut deadline = invite(once("2026-11-30T10:00:00Z", "2026-11-30T10:00:00Z", "Asia/Shanghai"));
    (deadline.busy, deadline.alarms) = (false, vec![1440, 120, 0]);
    golden("deadline.ics", write(&deadline, Method::Request, None, None));
}

#[test]
fn a_whole_day_has_no_zone() {
    let day = When::AllDay { date: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap() };
    golden("day.ics", write(&invite(day), Method::Request, None, None));
}

#[test]
fn addresses_are_written_bare_and_may_hold_any_character_of_one() {
    let mut odd = review();
    odd.organizer.address = " <Beadle@Example.ORG>\r\n".into();
    odd.attendees[0].address = "a?b#c%41{d}'e/f&g=h^i`j@例子.example".into();
    let text = write(&odd, Method::Request, None, None).unwrap().replace("\r\n ", "");
    assert!(text.contains(":mailto:Beadle@example.org\r\n"), "{text}");
    assert!(text.contains(":mailto:a%3Fb%23c%2541{d}'e/f&g=h^i`j@例子.example\r\n"), "{text}");
}

#[test]
fn utc_needs_no_description() {
    let text = write(&invite(When::Series(series("UTC"))), Method::Request, None, None).unwrap();
    assert!(!text.contains("TZID") && text.contains("EXDATE:20260506T100000Z"), "{text}");
}

/// At 02:30 on that night the clock of Berlin shows the same time twice; the second one can only be said in UTC.
#[test]
fn the_second_of_two_equal_times_is_written_in_utc() {
    let text = |start: &str, end: &str| {
        write(&invite(once(start, end, "Europe/Berlin")), Method::Request, None, None).unwrap()
    };
    let first = text("2026-10-25T00:30:00Z", "2026-10-25T02:00:00Z");
    assert!(first.contains("DTSTART;TZID=Europe/Berlin:20261025T023000\r\n"), "{first}");
    let second = text("2026-10-25T01:30:00Z", "2026-10-25T02:00:00Z");
    assert!(second.contains("DTSTART:20261025T013000Z\r\n"), "{second}");
    assert!(second.contains("DTEND;TZID=Europe/Berlin:20261025T030000\r\n"), "{second}");
}

#[test]
fn the_same_invite_is_the_same_bytes_after_a_trip_through_the_store() {
    let invite = invite(When::Series(series("America/New_York")));
    let stored: Invite = serde_json::from_str(&serde_json::to_string(&invite).unwrap()).unwrap();
    assert_eq!(stored, invite);
    let write = |invite| write(invite, Method::Request, None, None);
    assert_eq!(write(&stored), write(&invite));
    assert_eq!(serde_json::to_string(&PartStat::NeedsAction).unwrap(), "\"needs-action\"");
}

#[test]
fn what_contradicts_itself_is_refused() {
    let refused = |change: &dyn Fn(&mut Invite)| {
        let mut one = review();
        change(&mut one);
        write(&one, Method::Request, None, None).map(|_| ()).unwrap_err().to_string()
    };
    type Change = dyn Fn(&mut Invite);
    let cases: [(&Change, &str); 16] = [
        (
            &|i| i.when = once("2026-11-25T03:00:00Z", "2026-11-25T02:59:59Z", "Asia/Shanghai"),
            "ends before it starts",
        ),
        (&|i| i.when = once("2626-11-25T03:00:00Z", "2626-11-25T03:00:00Z", "Asia/Shanghai"), "year 2626"),
        (
            &|i| i.when = once("2026-11-25T03:00:00Z", "2026-11-25T03:00:00Z", "Asia/Shnaghai"),
            "'Asia/Shanghai'",
        ),
        (
            &|i| {
                i.when = When::Series(Series {
                    start_local: local("2026-03-29T02:30:00"),
                    weekdays: vec![Weekday::Sun],
                    exdates: vec![],
                    moved: vec![],
                    ..series("Europe/Berlin")
                })
            },
            "there is no 2026-03-29 02:30:00 in Europe/Berlin",
        ),
        (&|i| i.summary = " \r\n".into(), "SUMMARY is empty"),
        (&|i| i.description = "x".repeat(16_001), "DESCRIPTION has more than 16000"),
        (&|i| i.uid = "a b".into(), "UID"),
        (&|i| i.uid = String::new(), "UID"),
        (&|i| i.url = Some("example.org".into()), "URL is no absolute URI"),
        (&|i| i.language = Some("zh\"CN".into()), "LANGUAGE"),
        (&|i| i.attendees.clear(), "0 people"),
        (&|i| i.attendees[1].address = "BOB@example.org".into(), "invited twice"),
        (&|i| i.attendees[1].address = "y@example.com\r\nX-EVIL:1".into(), "'y@example.com\\r\\nX-EVIL:1'"),
        (&|i| i.organizer.address = "nobody".into(), "'nobody' is no mail address"),
        (&|i| i.alarms = vec![15; 11], "at most 10 reminders"),
        (&|i| i.alarms = vec![i64::MIN], "at most 10 reminders"),
    ];
    for (change, reason) in cases {
        let found = refused(change);
        assert!(found.contains(reason), "'{found}' does not say '{reason}'");
    }
    let call =
        |method, only: Option<&[String]>, instance| write(&review(), method, only, instance).unwrap_err();
    assert!(matches!(call(Method::Request, Some(&["bob@example.org".into()]), None), Refused::Call(_)));
    assert!(matches!(call(Method::Cancel, Some(&[]), None), Refused::Call(_)));
    assert!(matches!(call(Method::Request, None, Some(local("2026-11-25T10:00:00"))), Refused::Call(_)));
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

        /// Refused or written as meant, and never by our own fault.
        #[test]
        fn any_time_is_written_as_meant_or_refused(
            start in prop_oneof![0i64..4_000_000_000, any::<i64>()],
            length in prop_oneof![0i64..100_000, any::<i64>()],
            days in prop::collection::vec(0u8..7, 0..4),
            end in prop_oneof![(0u32..120).prop_map(Ends::Count), (0i64..4_000_000_000).prop_map(|s| {
                Ends::Until(Instant::from_timestamp(s, 0).unwrap())
            })],
            zone in prop::sample::select(vec!["Asia/Shanghai", "Europe/Dublin", "America/New_York", "Africa/Casablanca",
                "Australia/Lord_Howe", "Asia/Jerusalem", "Asia/Kathmandu", "UTC", "Pacific/Apia"]),
        ) {
            let instant = |seconds: i64| Instant::from_timestamp(seconds.clamp(-8_000_000_000_000, 8_000_000_000_000), 0).unwrap();
            let (from, to) = (instant(start), instant(start.saturating_add(length)));
            let start_local = from.naive_utc();
            let weekdays = days.iter().map(|day| Weekday::try_from(*day).unwrap()).chain([chrono::Datelike::weekday(&start_local)]);
            let series = Series {
                start_local, length_minutes: (length.unsigned_abs() % 11_000) as u32, zone: zone.into(),
                weekdays: weekdays.collect(), ends: end, exdates: vec![], moved: vec![],
            };
            for when in [When::Once { start: from, end: to, zone: zone.into() }, When::Series(series)] {
                for method in [Method::Request, Method::Cancel] {
                    let written = write(&invite(when.clone()), method, None, None);
                    prop_assert!(matches!(written, Ok(_) | Err(Refused::When(_))), "{:?}", written);
                }
            }
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

/// An answer to one occurrence, and a stand-in, go along with the whole.
#[test]
fn answers_apart_and_stand_ins_are_written() {
    let mut one = weekly("Europe/Berlin");
    one.stamp = at("2026-04-10T00:00:00Z");
    let original = local("2026-04-22T10:00:00");
    let declined = |original| Apart {
        original,
        onward: false,
        address: "bob@example.org".into(),
        partstat: PartStat::Declined,
        stand_in: None,
    };
    one.set_apart(declined(original));
    // That one is over.
    one.set_apart(declined(local("2026-04-01T10:00:00")));
    one.attendees[1].delegated_to = Some("dan@example.org".into());
    one.attendees[1].partstat = PartStat::Delegated;
    let mut dan = person("Dan", "dan@example.org", Role::Required);
    dan.delegated_from = Some("carol@example.org".into());
    one.attendees.push(dan);
    let text = write(&one, Method::Request, None, None).unwrap().replace("\r\n ", "");
    assert_eq!(text.matches("BEGIN:VEVENT").count(), 3, "{text}");
    let to = "DELEGATED-TO=\"mailto:dan@example.org\";PARTSTAT=DELEGATED";
    assert_eq!(text.matches(to).count(), 3, "{text}");
    assert_eq!(text.matches("DELEGATED-FROM=\"mailto:carol@example.org\"").count(), 3, "{text}");
    assert_eq!(text.matches("PARTSTAT=DECLINED").count(), 1, "{text}");
    let only = ["bob@example.org".to_owned()];
    let refusal = write(&one, Method::DeclineCounter, Some(&only), Some(original)).unwrap();
    assert!(refusal.contains("METHOD:DECLINECOUNTER\r\n") && refusal.contains("RECURRENCE-ID"), "{refusal}");
    assert!(
        !refusal.contains("STATUS") && !refusal.contains("ATTENDEE") && !refusal.contains("DTSTART"),
        "{refusal}"
    );
    assert!(write(&one, Method::DeclineCounter, None, None).is_err());
}
