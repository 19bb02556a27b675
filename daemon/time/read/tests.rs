//! What people write and what it means; what can mean two things, or none.

use chrono::Days;
use proptest::prelude::*;

use super::*;
use crate::time::example::zone;

/// Monday 1 July 2024, half past four in the afternoon in Shanghai.
fn now() -> Instant {
    "2024-07-01T16:30:00+08:00".parse().unwrap()
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 7, 1).unwrap()
}

fn shanghai() -> Zone {
    zone("Asia/Shanghai")
}

fn dated(text: &str) -> String {
    date(text, today()).map_or("none".to_owned(), |date| date.to_string())
}

fn timed(text: &str) -> String {
    let at = date_time(text, now(), &shanghai());
    at.map_or("none".to_owned(), |at| shanghai().local(at).format("%Y-%m-%d %H:%M").to_string())
}

fn spanned(text: &str) -> String {
    let Some((span, rest)) = span(text, now(), &shanghai()) else { return "none".to_owned() };
    let local = |at| shanghai().local(at);
    format!(
        "{} … {} | {rest}",
        local(span.start).format("%Y-%m-%d %H:%M"),
        local(span.end).format("%m-%d %H:%M")
    )
}

#[test]
fn dates_are_read_as_people_write_them() {
    let cases = [
        ("2024-07-15", "2024-07-15"),
        ("2024-07-15前", "2024-07-15"),
        ("2024-07-15 之前（含）", "2024-07-15"),
        ("2024-7-5", "2024-07-05"),
        ("2024/7/15", "2024-07-15"),
        ("2024.07.15", "2024-07-15"),
        ("20240715", "2024-07-15"),
        ("2024年7月15日", "2024-07-15"),
        ("2024 年 7 月 15 号前", "2024-07-15"),
        ("24年7月15日", "2024-07-15"),
        ("２０２４－０７－１５", "2024-07-15"),
        ("二〇二四年七月十五日", "2024-07-15"),
        ("7月18日", "2024-07-18"),
        ("7月18号（周四）", "2024-07-18"),
        ("七月三十一日", "2024-07-31"),
        ("18日", "2024-07-18"),
        ("7/18", "2024-07-18"),
        ("18/7", "2024-07-18"),
        ("7-18", "2024-07-18"),
        ("18/07/2024", "2024-07-18"),
        ("07/18/2024", "2024-07-18"),
        ("05/05/2025", "2025-05-05"),
        ("18 Jul 2024", "2024-07-18"),
        ("18-Jul-2024", "2024-07-18"),
        ("18th of July", "2024-07-18"),
        ("July 18", "2024-07-18"),
        ("Jul. 18th, 2024", "2024-07-18"),
        ("Sept 3", "2024-09-03"),
        ("18 Jul 25", "2025-07-18"),
        ("Thu, 18 Jul 2024", "2024-07-18"),
        ("by 18 July.", "2024-07-18"),
        ("until 2024-07-18", "2024-07-18"),
        ("今天", "2024-07-01"),
        ("明天", "2024-07-02"),
        ("后天前", "2024-07-03"),
        ("大后天", "2024-07-04"),
        ("昨天", "2024-06-30"),
        ("Tomorrow", "2024-07-02"),
        ("周五", "2024-07-05"),
        ("星期五之前", "2024-07-05"),
        ("周一", "2024-07-01"),
        ("本周日", "2024-07-07"),
        ("下周三", "2024-07-10"),
        ("下个星期三", "2024-07-10"),
        ("下下周一", "2024-07-15"),
        ("上周五", "2024-06-28"),
        ("Friday", "2024-07-05"),
        ("this Friday", "2024-07-05"),
        ("月底", "2024-07-31"),
        ("下月底前", "2024-08-31"),
    ];
    for (text, expected) in cases {
        assert_eq!(dated(text), expected, "{text}");
    }
}

#[test]
fn what_can_mean_two_dates_or_none_is_not_read() {
    for text in [
        "03/04/2024",
        "3/4",
        "03.04.2024",
        "24-07-15",
        "next Wednesday",
        "周三 2024-07-18",
        "2024-07-18（周三）",
        "Mon 18 Jul 2024",
        "2024-02-30",
        "2月30日",
        "2月29日",
        "13月1日",
        "2024-13-01",
        "32日",
        "下周",
        "before 18 July",
        "2024-07-15 14:00",
        "2024-07-15 或 2024-07-18",
        "七月",
        "尽快",
        "asap",
        "18",
        "2024",
        "1234567",
        "99999999999999999999",
        "",
    ] {
        assert_eq!(dated(text), "none", "{text}");
    }
}

#[test]
fn a_date_without_a_year_is_the_nearest_that_makes_sense() {
    let read = |text: &str, today: &str| date(text, today.parse().unwrap()).unwrap().to_string();
    assert_eq!(read("1月15日", "2024-12-20"), "2025-01-15");
    assert_eq!(read("Jan 15", "2024-12-20"), "2025-01-15");
    assert_eq!(read("12月28日", "2025-01-05"), "2024-12-28");
    assert_eq!(read("7月18日", "2024-07-20"), "2024-07-18");
    assert_eq!(read("3月20日", "2024-07-20"), "2025-03-20");
    assert_eq!(read("2月29日", "2024-01-05"), "2024-02-29");
    assert_eq!(read("5号", "2024-07-20"), "2024-08-05");
    assert_eq!(read("31日", "2024-06-20"), "2024-07-31");
}

#[test]
fn times_of_day_are_read_where_they_mean_one_thing() {
    let cases = [
        ("14:00", "14:00:00"),
        ("14：00", "14:00:00"),
        ("09:05:30", "09:05:30"),
        ("9:30", "09:30:00"),
        ("03:00", "03:00:00"),
        ("0:15", "00:15:00"),
        ("下午2点", "14:00:00"),
        ("下午两点半", "14:30:00"),
        ("下午 2:15", "14:15:00"),
        ("下午14点", "14:00:00"),
        ("上午十点一刻", "10:15:00"),
        ("晚上8点20分", "20:20:00"),
        ("凌晨3点", "03:00:00"),
        ("中午", "12:00:00"),
        ("中午12点半", "12:30:00"),
        ("中午1点", "13:00:00"),
        ("9点", "09:00:00"),
        ("15时30分", "15:30:00"),
        ("17点整", "17:00:00"),
        ("3 pm", "15:00:00"),
        ("3:30PM", "15:30:00"),
        ("12 am", "00:00:00"),
        ("12pm", "12:00:00"),
        ("10 a.m.", "10:00:00"),
        ("noon", "12:00:00"),
    ];
    for (text, expected) in cases {
        assert_eq!(time_of_day(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
    }
    for text in [
        "3点",
        "3:00",
        "3",
        "14",
        "25:00",
        "14:60",
        "24:00",
        "晚上12点",
        "上午12点",
        "13 pm",
        "14:5",
        "2:00:",
        "下午3点pm",
        "",
    ] {
        assert_eq!(time_of_day(text), None, "{text}");
    }
}

#[test]
fn dates_with_times_are_read_in_either_order() {
    let cases = [
        ("2024-07-15 14:00", "2024-07-15 14:00"),
        ("2024-07-15T14:00:00", "2024-07-15 14:00"),
        ("2024-07-15T14:00:00+08:00", "2024-07-15 14:00"),
        ("2024-07-15T06:00:00.123Z", "2024-07-15 14:00"),
        ("2024-07-15 14:00Z", "2024-07-15 22:00"),
        ("2024-07-15 14:00 UTC", "2024-07-15 22:00"),
        ("2024-07-15 14:00 China Standard Time", "2024-07-15 14:00"),
        ("2024-07-15 14:00 (北京时间)", "2024-07-15 14:00"),
        ("2024-07-15 14:00 Europe/Berlin", "2024-07-15 20:00"),
        ("7月18日下午2点半", "2024-07-18 14:30"),
        ("7月18日（周四）14:00", "2024-07-18 14:00"),
        ("明天下午3点", "2024-07-02 15:00"),
        ("下周三 10:00", "2024-07-10 10:00"),
        ("18 July, 2pm", "2024-07-18 14:00"),
        ("July 18 at 14:00", "2024-07-18 14:00"),
        ("14:00 on 18 July", "2024-07-18 14:00"),
        ("10am tomorrow", "2024-07-02 10:00"),
        ("14:30", "2024-07-01 14:30"),
        ("今天上午9:40", "2024-07-01 09:40"),
        ("现在", "2024-07-01 16:30"),
        ("10分钟前", "2024-07-01 16:20"),
        ("半小时前", "2024-07-01 16:00"),
        ("2 hours ago", "2024-07-01 14:30"),
    ];
    for (text, expected) in cases {
        assert_eq!(timed(text), expected, "{text}");
    }
    for text in [
        "2024-07-15",
        "2024-07-15 3点",
        "2024-07-15 14:00 线上",
        "2024-07-15 14:00 Mars/Olympus",
        "10分钟",
        "soon",
        "",
    ] {
        assert_eq!(timed(text), "none", "{text}");
    }
}

#[test]
fn a_date_alone_stays_a_date() {
    assert_eq!(moment("7月18日", now(), &shanghai()), Some(Moment::Day("2024-07-18".parse().unwrap())));
    let at = "2024-07-18T14:00:00+08:00".parse().unwrap();
    assert_eq!(moment("7月18日 14:00", now(), &shanghai()), Some(Moment::At(at)));
    assert_eq!(moment("尽快", now(), &shanghai()), None);
}

#[test]
fn a_meeting_is_a_span_and_what_follows_it() {
    let cases = [
        (
            "2024-07-20 14:00-15:00 线上 <https://meet.example/a-1>",
            "2024-07-20 14:00 … 07-20 15:00 | 线上 <https://meet.example/a-1>",
        ),
        ("2024-07-20 14:00～15:30", "2024-07-20 14:00 … 07-20 15:30 | "),
        ("2024-07-20（周六）14：00 — 15：00，三楼会议室", "2024-07-20 14:00 … 07-20 15:00 | 三楼会议室"),
        ("2024年7月20日14:00至15:00 线上", "2024-07-20 14:00 … 07-20 15:00 | 线上"),
        ("明天下午2点到3点半 会议室A", "2024-07-02 14:00 … 07-02 15:30 | 会议室A"),
        ("明天上午10点-下午1点", "2024-07-02 10:00 … 07-02 13:00 | "),
        ("明天上午11点到12点", "2024-07-02 11:00 … 07-02 12:00 | "),
        ("18 July 2:00-3:00 pm, Room 5", "2024-07-18 14:00 … 07-18 15:00 | Room 5"),
        ("18 July 10:00-3:00 pm", "2024-07-18 10:00 … 07-18 15:00 | "),
        ("18 July 11:30-12:30 pm", "2024-07-18 11:30 … 07-18 12:30 | "),
        ("18 July 9am-11:30", "2024-07-18 09:00 … 07-18 11:30 | "),
        ("7月18日上午10点到12:30", "2024-07-18 10:00 … 07-18 12:30 | "),
        ("7月18日下午2:00-17:00", "2024-07-18 14:00 … 07-18 17:00 | "),
        ("July 18, 10:00 to 11:30 Zoom", "2024-07-18 10:00 … 07-18 11:30 | Zoom"),
        ("2024-07-20 14:00 60分钟 线上", "2024-07-20 14:00 … 07-20 15:00 | 线上"),
        ("20 July 14:00, 1h, room 5", "2024-07-20 14:00 … 07-20 15:00 | room 5"),
        ("2024-07-20 14:00 (1.5小时) 线上", "2024-07-20 14:00 … 07-20 15:30 | 线上"),
        ("2024-07-20 22:00 - 2024-07-21 01:00", "2024-07-20 22:00 … 07-21 01:00 | "),
        ("2024-07-20 14:00-15:00 UTC online", "2024-07-20 22:00 … 07-20 23:00 | online"),
        ("周三 10:00-10:15", "2024-07-03 10:00 … 07-03 10:15 | "),
        ("14:00-15:00 on 20 July, Room 5", "2024-07-20 14:00 … 07-20 15:00 | Room 5"),
        ("下午2点-3点，7月20日", "2024-07-20 14:00 … 07-20 15:00 | "),
        ("2024-07-20 14:00-15:00 Singapore", "2024-07-20 14:00 … 07-20 15:00 | Singapore"),
        ("2024-07-20 14:00-15:00 Z building", "2024-07-20 14:00 … 07-20 15:00 | Z building"),
        ("2024-07-20 14:00-15:00 (线上)", "2024-07-20 14:00 … 07-20 15:00 | (线上)"),
    ];
    for (text, expected) in cases {
        assert_eq!(spanned(text), expected, "{text}");
    }
    for text in [
        "2024-07-20",
        "2024-07-20 14:00",
        "2024-07-20 15:00-14:00",
        "2024-07-20 14:00-14:00",
        "线上 14:00-15:00",
        "2024-07-20 2点-3点",
        "14:00-15:00",
        "14:00-15:00 room 5, 20 July",
        "2024-07-20 14:00 1h30, room 5",
        "",
    ] {
        assert_eq!(spanned(text), "none", "{text}");
    }
}

#[test]
fn a_meeting_whose_length_is_known_needs_no_end() {
    let (at, rest) = start("2024-07-20 14:00 线上", now(), &shanghai()).unwrap();
    assert_eq!(shanghai().local(at).to_string(), "2024-07-20 14:00:00");
    assert_eq!(rest, "线上");
    assert!(start("线上", now(), &shanghai()).is_none());
}

#[test]
fn durations_are_read_in_both_languages() {
    let cases = [
        ("2h", 120),
        ("30m", 30),
        ("30 min", 30),
        ("90分钟", 90),
        ("90 分", 90),
        ("1小时30分", 90),
        ("1小时30", 90),
        ("1 小时 30 分钟", 90),
        ("1个小时", 60),
        ("两小时", 120),
        ("十五分钟", 15),
        ("半小时", 30),
        ("半个小时", 30),
        ("一刻钟", 15),
        ("1个半小时", 90),
        ("一个半小时", 90),
        ("两小时半", 150),
        ("1.5小时", 90),
        ("1h30m", 90),
        ("1h30", 90),
        ("2h 15m", 135),
        ("1 hour and 15 minutes", 75),
        ("half an hour", 30),
        ("an hour", 60),
        ("2天", 2 * 24 * 60),
        ("1 day 2 hours", 26 * 60),
        ("1周", 7 * 24 * 60),
    ];
    for (text, minutes) in cases {
        assert_eq!(duration(text), Some(TimeDelta::minutes(minutes)), "{text}");
    }
    for text in [
        "",
        "2",
        "半天",
        "1:30",
        "h",
        "0h",
        "30分1小时",
        "2h左右",
        "1.25h",
        "4000天",
        "99999999999h",
        "一会儿",
        "2 workdays",
    ] {
        assert_eq!(duration(text), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

    #[test]
    fn every_date_is_read_back_from_every_way_to_write_it(n in 0u64..7_000) {
        let day = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(n);
        for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y年%-m月%-d日", "%-d %B %Y", "%b %-d, %Y", "%a, %d %b %Y", "%Y%m%d"] {
            prop_assert_eq!(date(&day.format(form).to_string(), today()), Some(day), "{}", form);
        }
        let near = today() - Days::new(PAST_DAYS) + Days::new(n % 365);
        for form in ["%-m月%-d日", "%B %-d", "%-d %b"] {
            prop_assert_eq!(date(&near.format(form).to_string(), today()), Some(near), "{}", form);
        }
    }

    #[test]
    fn every_instant_is_read_back_in_every_zone(s in 1_577_836_800i64..2_208_988_800, name in prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York"])) {
        let zone = zone(name);
        let local = zone.local(Instant::from_timestamp(s / 60 * 60, 0).unwrap());
        prop_assert_eq!(date_time(&local.format("%Y-%m-%d %H:%M").to_string(), now(), &zone), Some(zone.instant(local)));
    }

    #[test]
    fn any_text_is_read_or_refused(
        text in prop::collection::vec(prop::sample::select(vec![
            "2024", "7", "18", "07", "-", "/", ".", ":", "月", "日", "年", "下", "周", "三", "上午", "下午", "点", "半", "十",
            "Jul", "Wed", "pm", " ", "，", "(", ")", "到", "小时", "分", "前", "Z", "+08:00", "t", "½", "é", "𠀀", "零", "个",
        ]), 0..14).prop_map(|parts| parts.concat()),
        noise in "\\PC{0,40}",
    ) {
        for text in [&text, &noise] {
            let _ = (date(text, today()), time_of_day(text), duration(text));
            let _ = (date_time(text, now(), &shanghai()), start(text, now(), &shanghai()));
            if let Some((span, rest)) = span(text, now(), &shanghai()) {
                prop_assert!(span.start < span.end);
                prop_assert!(text.contains(&rest));
            }
        }
    }
}
