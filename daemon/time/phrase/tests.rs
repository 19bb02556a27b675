//! What phrases mean, how they are written back, and what is said about wrong ones.

use proptest::prelude::*;

use super::*;
use crate::time::example::{at, calendar, day, shown, zone};
use crate::time::{Holidays, Zone};

fn phrase(text: &str) -> Phrase {
    Phrase::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

/// The fields of the examples, on the wall clock of Shanghai.
fn fields(path: &str) -> Option<Lookup> {
    let moment = |text| Some(Lookup::Moment(Moment::At(at(&calendar(), text))));
    match path {
        "due" => moment("2024-07-16 15:00"),
        "meeting.end" => moment("2024-07-15 11:00"),
        "live.at" => moment("2024-07-12 20:30"),
        "task.due" => Some(Lookup::Moment(Moment::Day(day("2024-07-15")))),
        "pace" => Some(Lookup::Minutes(30)),
        _ => None,
    }
}

fn resolved(text: &str, anchor: &str) -> String {
    let china = calendar();
    match phrase(text).resolve(at(&china, anchor), &china, &fields) {
        Ok(at) => shown(&china, at),
        Err(fault) => fault,
    }
}

#[test]
fn phrases_of_the_process_files_mean_what_they_say() {
    // Monday 15 July 2024 is an ordinary working day.
    let cases = [
        ("24h", "Tue 2024-07-16 10:00"),
        ("30m", "Mon 2024-07-15 10:30"),
        ("2d", "Wed 2024-07-17 10:00"),
        ("90s", "Mon 2024-07-15 10:01"),
        ("1h30m", "Mon 2024-07-15 11:30"),
        ("4 work hours", "Mon 2024-07-15 14:00"),
        ("1 workday", "Tue 2024-07-16 10:00"),
        ("2 workdays", "Wed 2024-07-17 10:00"),
        ("next workday 18:00", "Tue 2024-07-16 18:00"),
        ("17:00", "Mon 2024-07-15 17:00"),
        ("10:00", "Mon 2024-07-15 10:00"),
        ("09:00", "Tue 2024-07-16 09:00"),
        ("now", "Mon 2024-07-15 10:00"),
        ("now, 14:00", "Mon 2024-07-15 14:00"),
        ("due", "Tue 2024-07-16 15:00"),
        ("task.due", "Mon 2024-07-15 18:00"),
        ("task.due, 09:00", "Mon 2024-07-15 09:00"),
        ("pace", "Mon 2024-07-15 10:30"),
        ("5m before due", "Tue 2024-07-16 14:55"),
        ("2h after meeting.end", "Mon 2024-07-15 13:00"),
        ("pace after meeting.end", "Mon 2024-07-15 11:30"),
        ("pace before due", "Tue 2024-07-16 14:30"),
        ("1 workday before task.due", "Fri 2024-07-12 18:00"),
        ("48h before task.due", "Sat 2024-07-13 18:00"),
        ("1 workday after due", "Wed 2024-07-17 15:00"),
        ("5 workdays after due", "Tue 2024-07-23 15:00"),
        ("4 work hours before due", "Tue 2024-07-16 11:00"),
        // Live on Friday evening: the day of going live is day 0.
        ("2 workdays after live.at, 14:00", "Tue 2024-07-16 14:00"),
        ("3 workdays after live.at, 18:00", "Wed 2024-07-17 18:00"),
        ("2d after task.due, 08:00", "Wed 2024-07-17 08:00"),
        ("Wednesday 10:00", "Wed 2024-07-17 10:00"),
        ("Mon 09:00", "Mon 2024-07-22 09:00"),
        ("Mon 10:00", "Mon 2024-07-15 10:00"),
        ("workday 16:30", "Mon 2024-07-15 16:30"),
        ("day 08:00", "Tue 2024-07-16 08:00"),
        ("Tue,Fri 08:00", "Tue 2024-07-16 08:00"),
        ("last workday of month 17:00", "Wed 2024-07-31 17:00"),
        ("last day of month 12:00", "Wed 2024-07-31 12:00"),
        ("day 5 of month 12:00", "Mon 2024-08-05 12:00"),
        ("day 31 of month 12:00", "Wed 2024-07-31 12:00"),
    ];
    for (text, expected) in cases {
        assert_eq!(resolved(text, "2024-07-15 10:00"), expected, "{text}");
    }
}

#[test]
fn holidays_and_make_up_days_are_heeded_where_workdays_are_meant() {
    let cases = [
        ("next workday 18:00", "2024-09-30 17:00", "Tue 2024-10-08 18:00"),
        ("next workday 10:00", "2024-09-13 17:00", "Sat 2024-09-14 10:00"),
        ("workday 16:30", "2024-09-30 16:31", "Tue 2024-10-08 16:30"),
        ("Wednesday 10:00", "2024-09-30 17:00", "Wed 2024-10-02 10:00"),
        ("2 workdays after live.at, 14:00", "2024-09-30 17:00", "Tue 2024-07-16 14:00"),
        ("day 5 of month 12:00, rolled back", "2024-09-30 17:00", "Mon 2024-09-30 12:00"),
        ("day 5 of month 12:00, rolled forward", "2024-09-30 17:00", "Tue 2024-10-08 12:00"),
        ("last workday of month 17:00", "2024-08-31 17:00", "Mon 2024-09-30 17:00"),
    ];
    for (text, anchor, expected) in cases {
        if text.ends_with("back") {
            // 5 October is in the holiday: back to 30 September, which is over by then; so November.
            assert_eq!(resolved(text, anchor), "Tue 2024-11-05 12:00");
            assert_eq!(resolved(text, "2024-09-30 11:00"), expected);
        } else {
            assert_eq!(resolved(text, anchor), expected, "{text}");
        }
    }
}

#[test]
fn around_the_clock_a_workday_is_a_day() {
    let always = calendar().around_the_clock();
    for (text, expected) in [
        ("1 workday", "Tue 2024-10-01 23:00"),
        ("4 work hours", "Tue 2024-10-01 03:00"),
        ("next workday 18:00", "Tue 2024-10-01 18:00"),
        ("workday 22:00", "Tue 2024-10-01 22:00"),
    ] {
        let at = phrase(text).resolve(at(&always, "2024-09-30 23:00"), &always, &fields).unwrap();
        assert_eq!(shown(&always, at), expected, "{text}");
    }
}

#[test]
fn a_missing_or_wrong_field_is_named() {
    let cases = [
        ("meeting.start", "'meeting.start' has no value"),
        ("1h after pace", "'pace' is a duration, and what it is counted from must be a time"),
        ("due before task.due", "'due' is a time, and a duration is needed there"),
    ];
    for (text, expected) in cases {
        assert_eq!(resolved(text, "2024-07-15 10:00"), expected);
    }
}

#[test]
fn what_recurs_comes_again_later() {
    let china = calendar();
    let cases = [
        ("24h", "Sat 2024-07-13 16:30"),
        ("1 workday", "Mon 2024-07-15 16:30"),
        ("pace", "Fri 2024-07-12 17:00"),
        ("workday 16:30", "Mon 2024-07-15 16:30"),
        ("Friday 16:30", "Fri 2024-07-19 16:30"),
        ("17:00", "Fri 2024-07-12 17:00"),
        ("next workday 09:00", "Mon 2024-07-15 09:00"),
    ];
    for (text, expected) in cases {
        let next = phrase(text).next_after(at(&china, "2024-07-12 16:30"), &china, &fields);
        assert_eq!(next.map(|at| shown(&china, at)), Ok(expected.to_owned()), "{text}");
    }
    let fails =
        |text: &str| phrase(text).next_after(at(&china, "2024-07-12 16:30"), &china, &fields).unwrap_err();
    assert!(fails("task.due").contains("happens once"));
    assert!(fails("1h after meeting.end").contains("happens once"));
    assert!(fails("now").contains("no time at all"));
    assert!(fails("nothing").contains("'nothing' has no value"));
}

#[test]
fn fields_and_kinds_are_told() {
    assert_eq!(phrase("5m before task.due").paths(), ["task.due"]);
    assert_eq!(phrase("pace after meeting.end, 14:00").paths(), ["pace", "meeting.end"]);
    assert!(phrase("24h").paths().is_empty());
    for text in ["Wednesday 10:00", "workday 16:30", "day 08:00", "17:00", "last day of month 17:00"] {
        assert!(phrase(text).is_calendar(), "{text}");
    }
    for text in ["24h", "1 workday", "pace", "task.due", "now", "2 workdays after live.at, 14:00"] {
        assert!(!phrase(text).is_calendar(), "{text}");
    }
}

#[test]
fn other_spellings_have_one_canonical_text() {
    let cases = [
        ("24 hours", "24h"),
        ("1  Day", "1d"),
        ("90 min", "90m"),
        ("1h 30m", "90m"),
        ("1 day 2 hours", "26h"),
        ("4 working hours", "4 work hours"),
        ("1 work hour", "1 work hour"),
        ("3 working days", "3 workdays"),
        ("1 workdays", "1 workday"),
        ("Wed 9:00", "Wednesday 09:00"),
        ("every wednesday 10:00", "Wednesday 10:00"),
        ("Mon–Fri 10:00", "Mon-Fri 10:00"),
        ("every workday 16:30", "workday 16:30"),
        ("daily 8:00", "day 08:00"),
        ("Next Workday 18:00", "next workday 18:00"),
        ("2 workdays after live.at ,14:00", "2 workdays after live.at, 14:00"),
        ("Last workday of month 17:00", "last workday of month 17:00"),
        ("day 5 of month 12:00 , rolled back", "day 5 of month 12:00, rolled back"),
    ];
    for (text, canonical) in cases {
        assert_eq!(phrase(text).to_string(), canonical);
    }
}

#[test]
fn what_is_wrong_is_said_with_what_would_be_right() {
    let cases = [
        ("", "a time is missing; write for example '24h', '1 workday' or 'Wednesday 10:00'"),
        ("30", "'30' of what; write '30m', '24h', '2d', '4 work hours' or '1 workday'"),
        ("3 wrkdays", "'wrkdays' is not a unit of time; did you mean 'workdays'?"),
        (
            "3 fortnights",
            "'fortnights' is not a unit of time; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
        ),
        ("1.5h", "'1.5h' has a fraction; write whole numbers, such as '90m' for an hour and a half"),
        ("0m", "'0m' is no time at all; write 'now', or '30m', '24h', '2d', '4 work hours' or '1 workday'"),
        (
            "99999999d",
            "'99999999d' is longer than ten years; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
        ),
        (
            "9999999999999h",
            "'9999999999999h' is longer than ten years; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
        ),
        (
            "2 work days 3h",
            "'2 work days 3h' is more than one amount; name each unit once, the larger first: '1h30m'",
        ),
        (
            "3 work weeks",
            "'weeks' is not counted in working time; write '30m', '24h', '2d', '4 work hours' or '1 workday'",
        ),
        ("30m1h", "'30m1h' is more than one amount; name each unit once, the larger first: '1h30m'"),
        ("25:00", "'25:00' is not a time of day; write it from '00:00' to '23:59'"),
        ("9:5", "'9:5' is not a time of day; write it from '00:00' to '23:59'"),
        ("24:00", "'24:00' is not a time of day; write it from '00:00' to '23:59'"),
        ("Wednesday", "'Wednesday' lacks a time of day; write 'Wednesday 10:00'"),
        ("workday", "'workday' lacks a time of day; write 'workday 10:00'"),
        (
            "1 workday before day",
            "'day' lacks a time of day; write 'day 10:00'; a field cannot be called so, name it for example 'move_day'",
        ),
        ("Wednesday, 10:00", "'Wednesday' lacks a time of day; write 'Wednesday 10:00'"),
        (
            "Wensday 10:00",
            "'Wensday' is not a day; write 'Wednesday 10:00', 'workday 10:00' or 'next workday 10:00'",
        ),
        (
            "2 workdays after live.at 14:00",
            "a clock time follows a comma here; write '2 workdays after live.at, 14:00'",
        ),
        ("2 workdays 14:00", "a clock time follows a comma here; write '2 workdays, 14:00'"),
        ("at 17:00", "'at' is not needed; write '17:00'"),
        ("in 2h", "'in 2h' is not a time; write '2h'"),
        ("2h before", "'2h before' is half a phrase; write for example '30m before due'"),
        ("before due", "'before due' is half a phrase; write for example '30m before due'"),
        ("2h after now", "'after now' is not needed; write '2h'"),
        (
            "2h after 17:00",
            "'after' counts from a field, and '17:00' is none; write for example '30m after due'",
        ),
        (
            "day 32 of month 12:00",
            "'day 32' is not a day of the month; write 'day 5 of month 12:00', 'last day of month 12:00' or 'last workday of month 17:00'",
        ),
        (
            "day 5 of month",
            "a time of day is missing; write 'day 5 of month 12:00', 'last day of month 12:00' or 'last workday of month 17:00'",
        ),
        ("day 5 of month 12:00, back", "'back' is not understood; write 'rolled back' or 'rolled forward'"),
        (
            "任务截止",
            "'任务截止' is neither an amount of time, a clock time nor a field; write for example '24h', '1 workday', 'next workday 18:00', 'Wednesday 10:00' or 'task.due'",
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(Phrase::parse(text).unwrap_err(), expected, "{text:?}");
    }
}

#[test]
fn every_tick_is_later_than_the_one_before_also_over_daylight_saving() {
    for name in ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"] {
        let calendar = super::super::WorkCalendar::new(zone(name), Holidays::none());
        for text in ["Sunday 02:30", "day 02:30", "workday 09:00", "day 31 of month 01:15", "17:00"] {
            let phrase = phrase(text);
            let mut at = at(&calendar, "2024-01-01 00:00");
            for _ in 0..60 {
                let next = phrase.next_after(at, &calendar, &fields).unwrap();
                assert!(next > at, "{name} {text}");
                assert!(phrase.ticks_on(calendar.zone.local(next).date(), &calendar), "{name} {text}");
                at = next;
            }
        }
    }
}

fn phrases() -> impl Strategy<Value = Phrase> {
    let time = (0u32..24, 0u32..60).prop_map(|(h, m)| NaiveTime::from_hms_opt(h, m, 0).unwrap());
    let path = prop::sample::select(vec!["due", "task.due", "meeting.end", "live.at", "x-y.z_1"]);
    let unit = prop::sample::select(vec![Unit::Second, Unit::Minute, Unit::Hour, Unit::Day, Unit::Week]);
    let work_unit = prop::sample::select(vec![Unit::Minute, Unit::Hour]);
    let amount = prop_oneof![
        (1u32..500, unit).prop_map(|(n, unit)| Amount::Elapsed(n, unit)),
        (1u32..500, work_unit).prop_map(|(n, unit)| Amount::WorkTime(n, unit)),
        (1u32..500).prop_map(Amount::Workdays),
        Just(Amount::Field("pace".to_owned())),
    ];
    let base = prop_oneof![Just(Base::Start), path.prop_map(|path| Base::Field(path.to_owned()))];
    let point = (prop::option::of(amount), any::<bool>(), base, prop::option::of(time.clone()));
    let month_day =
        prop_oneof![(1u32..32).prop_map(MonthDay::Nth), Just(MonthDay::Last), Just(MonthDay::LastWorkday)];
    let roll = prop::sample::select(vec![Roll::Stay, Roll::Back, Roll::Forward]);
    let week = prop::sample::subsequence(vec!["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"], 1..8);
    prop_oneof![
        4 => point.prop_filter_map("only what can be written", |(amount, before, base, clock)| {
            let written = match (&amount, &base) {
                (Some(Amount::Field(_)), Base::Start) => return None,
                (Some(_), Base::Field(_)) => before,
                _ => false,
            };
            Some(Phrase::Point { amount, before: written, base, clock })
        }),
        1 => time.clone().prop_map(Phrase::Clock),
        1 => time.clone().prop_map(Phrase::NextWorkday),
        1 => time.clone().prop_map(Phrase::Workday),
        1 => time.clone().prop_map(Phrase::Daily),
        1 => (week, time.clone())
            .prop_map(|(days, time)| Phrase::Weekly(Weekdays::parse(&days.join(",")).unwrap(), time)),
        1 => (month_day, time.clone(), roll).prop_map(|(day, time, roll)| Phrase::Monthly(day, time, roll)),
        1 => time.clone().prop_map(|time| {
            Phrase::Rule(Box::new(Rule::parse("FREQ=MONTHLY;BYDAY=2TU,-1FR").unwrap()), time)
        }),
        1 => time.prop_map(|time| Phrase::OnWorkdays(Box::new(Phrase::Daily(time)))),
    ]
}

#[test]
fn rules_of_calendars_and_days_of_work_tick_on_the_clock() {
    let calendar = calendar();
    let next = |text: &str, from: &str| {
        let phrase = phrase(text);
        assert!(phrase.is_calendar(), "{text}");
        shown(&calendar, phrase.next_after(at(&calendar, from), &calendar, &|_| None).unwrap())
    };
    assert_eq!(next("FREQ=MONTHLY;BYDAY=2TU 10:00", "2024-07-01 09:00"), "Tue 2024-07-09 10:00");
    assert_eq!(next("FREQ=MONTHLY;BYDAY=2TU 10:00", "2024-07-09 10:00"), "Tue 2024-08-13 10:00");
    // 1 to 7 October are days off.
    assert_eq!(next("Mon,Thu 09:00, workdays", "2024-09-30 10:00"), "Thu 2024-10-10 09:00");
    assert!(Phrase::parse("2h, workdays").unwrap_err().contains("no days to choose from"));
    assert!(Phrase::parse("workday 09:00, workdays").unwrap_err().contains("said already"));
    assert!(Phrase::parse("FREQ=WEEKLY;BYDAY=MO").unwrap_err().contains("time of day"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn the_canonical_text_means_the_same_phrase(phrase in phrases()) {
        prop_assert_eq!(Phrase::parse(&phrase.to_string()), Ok(phrase.clone()));
        let json = serde_json::to_string(&phrase).unwrap();
        prop_assert_eq!(serde_json::from_str::<Phrase>(&json).unwrap(), phrase);
    }

    #[test]
    fn any_text_is_a_phrase_or_a_sentence(text in "[ a-zA-Z0-9:,.前截止-]{0,30}|\\PC{0,20}") {
        if let Err(fault) = Phrase::parse(&text) {
            prop_assert!(!fault.is_empty());
        }
    }

    #[test]
    fn resolving_is_total(phrase in phrases(), at in any::<i64>(), always in any::<bool>()) {
        let calendar = WorkCalendar { always, ..WorkCalendar::new(Zone::parse("Europe/Berlin").unwrap(), Holidays::none()) };
        let edge = Instant::from_timestamp(at, 0).unwrap_or(Instant::MAX_UTC);
        for at in [edge, Instant::from_timestamp(at.rem_euclid(4_000_000_000), 0).unwrap()] {
            let _ = phrase.resolve(at, &calendar, &fields);
            if let Ok(next) = phrase.next_after(at, &calendar, &fields) {
                prop_assert!(next > at);
            }
        }
    }
}
