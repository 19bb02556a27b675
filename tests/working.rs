//! Working time against a calculator in another language, and the clocks of every zone.
//!
//! `working/calculator.py` has its own holidays (typed from the notices), its own zones (Python's `zoneinfo` over the
//! system's data) and its own way to count: every working minute of nine years is marked, and minutes are counted. Random
//! people work in random zones at random hours, their own, their department's, those of a department above it or the
//! company's, part-time and on Saturdays, with and without the Chinese holidays and days of the company's own, and are away now and then; whatever is
//! added, subtracted and asked here is counted there again. The numbers come from a fixed seed;
//! `SUMS=10000000 cargo test --test working` makes ten million instead of some ten thousand.
//!
//! The second test goes through every change of the clocks of every zone from 2020 to 2040.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, Command, Stdio};

use beadle::calendar::{Attendee, Ends, Invite, Method, PartStat, Party, Role, Series, When, write};
use beadle::directory::Directory;
use beadle::fault::Source;
use beadle::time::{Holidays, Hours, Instant, WorkCalendar, Zone};
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, TimeDelta};
use serde_json::json;

/// Debian's own Python.
const PYTHON: &str = "/usr/bin/python3";
/// Sums in an ordinary run.
const SUMS: usize = 40_000;
/// Sums with one calendar, in an ordinary run.
const SUMS_EACH: usize = 1_000;

/// SplitMix64: the same numbers in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From `low` to `high`, both included.
    fn from(&mut self, low: i64, high: i64) -> i64 {
        low + (self.roll() % (high - low + 1) as u64) as i64
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.roll() as usize % all.len()]
    }
}

/// The calculator, which is told line by line what was worked out here.
struct Calculator {
    child: Child,
    lines: BufWriter<ChildStdin>,
}

impl Calculator {
    fn start() -> Self {
        assert!(Path::new(PYTHON).exists(), "this test needs python3; tests/install.sh installs it");
        let ready = Command::new(PYTHON).args(["-c", "import dateutil.tz"]).output().unwrap();
        assert!(ready.status.success(), "this test needs python3-dateutil; tests/install.sh installs it");
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/working/calculator.py");
        let mut child = Command::new(PYTHON)
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let lines = BufWriter::new(child.stdin.take().unwrap());
        Self { child, lines }
    }

    fn say(&mut self, line: std::fmt::Arguments<'_>) {
        // What the calculator stumbled over stands in what it printed.
        let _ = writeln!(self.lines, "{line}");
    }

    /// What it found; the last line counts.
    fn end(self) -> (bool, String) {
        drop(self.lines);
        let ran = self.child.wait_with_output().unwrap();
        let said =
            format!("{}{}", String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
        (ran.status.success(), said)
    }
}

fn minute(at: Instant) -> i64 {
    assert_eq!(at.timestamp() % 60, 0, "{at}");
    at.timestamp() / 60
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Hours of people: whole and half days, nights, Saturdays, single days.
const HOURS: [&str; 12] = [
    "Mon-Fri 09:00-18:00",
    "Mon-Fri 09:00-18:00, effect 14:30",
    "Mon-Fri 08:30-17:15",
    "Mon-Thu 09:00-13:00",
    "Tue,Wed,Fri 13:30-18:00",
    "Mon-Sat 10:00-19:00",
    "Sun-Thu 08:00-16:00",
    "Mon-Fri 00:00-08:00",
    "Mon-Sun 00:30-06:15",
    "Wed 10:00-16:00",
    "Sat,Sun 09:00-21:00",
    "Mon-Fri 15:00-23:45",
];

/// Where people work; the calendar of China counts for some of them wherever they are.
const ZONES: [&str; 16] = [
    "Asia/Shanghai",
    "Asia/Shanghai",
    "Asia/Shanghai",
    "Asia/Singapore",
    "Asia/Kolkata",
    "Europe/Berlin",
    "Europe/London",
    "Europe/Dublin",
    "America/New_York",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Chatham",
    "Africa/Cairo",
    "America/Santiago",
];

/// One person's working time as a directory has it, told to the calculator in plain words: hours and zone of their own or
/// the company's, hours of a department, or of one above it.
fn somebody(dice: &mut Dice, published: &[Source], calculator: &mut Calculator) -> WorkCalendar {
    let company = (dice.one_of(&ZONES), dice.one_of(&HOURS));
    let mut maybe = |one_in: u64, all: &[&'static str]| {
        let one = dice.one_of(all);
        dice.roll().is_multiple_of(one_in).then_some(one)
    };
    let (zone, hours) = (maybe(2, &ZONES), maybe(3, &HOURS));
    // Each is a part of the one before it, and the person works in the last.
    let departments = [("a", maybe(2, &HOURS)), ("b", maybe(3, &HOURS)), ("c", maybe(3, &HOURS))];
    let works_in = maybe(5, &[""]).is_none().then_some("c");
    let leave: Vec<(NaiveDate, NaiveDate)> = (0..dice.from(0, 6))
        .map(|_| {
            let from = day("2024-01-01") + Days::new(dice.from(0, 1_090) as u64);
            (from, from + Days::new(dice.from(0, 24) as u64))
        })
        .collect();

    let line = |key: &str, value: Option<&str>| {
        value.map_or_else(String::new, |value| format!("{key} = \"{value}\"\n"))
    };
    let away: Vec<String> = leave.iter().map(|(a, b)| format!("{{ from = {a}, to = {b} }}")).collect();
    let mut text = format!(
        "[company]\nname = \"X\"\nlanguage = \"en\"\nzone = \"{}\"\nhours = \"{}\"\n\
         [people.wu]\nname = \"Wu\"\naddresses = \"wu@x.test\"\n\
         [people.ma]\nname = \"Ma\"\naddresses = \"ma@x.test\"\nleave = [{}]\n{}{}{}",
        company.0,
        company.1,
        away.join(", "),
        line("zone", zone),
        line("hours", hours),
        line("department", works_in),
    );
    let mut above = None;
    for (name, hours) in departments {
        let more = line("hours", hours) + &line("parent", above);
        text += &format!("[departments.{name}]\nname = \"{name}\"\nhead = \"wu\"\n{more}");
        above = Some(name);
    }
    let directory =
        Directory::read(&Source::new("directory.toml", text)).unwrap_or_else(|faults| panic!("{faults}"));
    let person = directory.person(&"ma".into()).unwrap();
    let chinese = dice.roll().is_multiple_of(3) || person.zone.name() == "Asia/Shanghai";
    // A company's own days, on top of what is published or instead of it: days off, also such as are worked in the whole
    // country, and Saturdays and holidays that are worked here.
    let own: BTreeMap<NaiveDate, bool> = (0..dice.from(0, 1) * dice.from(1, 40))
        .map(|_| (day("2024-01-01") + Days::new(dice.from(0, 1_095) as u64), dice.from(0, 1) == 0))
        .collect();
    let mut files = if chinese { published.to_vec() } else { Vec::new() };
    if !own.is_empty() {
        let days: Vec<String> = own
            .iter()
            .map(|(date, off)| format!("{{ date = {date}, isOffDay = {off}, name = \"own\" }}"))
            .collect();
        files.push(Source::new("own.toml", format!("days = [{}]\n", days.join(", "))));
    }
    let holidays = Holidays::read(&files).unwrap_or_else(|faults| panic!("{faults}"));
    let told = json!({
        "company": { "zone": company.0, "hours": company.1 },
        "departments": { "a": [departments[0].1, null], "b": [departments[1].1, "a"], "c": [departments[2].1, "b"] },
        "department": works_in,
        "zone": zone,
        "hours": hours,
        "china": chinese,
        "own": own.iter().map(|(date, off)| (date.to_string(), *off)).collect::<Vec<_>>(),
        "leave": leave.iter().map(|(a, b)| [a.to_string(), b.to_string()]).collect::<Vec<_>>(),
    });
    calculator.say(format_args!("c {told}"));
    let hours = directory.hours_of(person).clone();
    WorkCalendar { hours, leave: person.leave.clone(), ..WorkCalendar::new(person.zone.clone(), holidays) }
}

#[test]
fn sums_of_working_time_agree_with_a_calculator_that_counts_minutes() {
    let sums = std::env::var("SUMS").map_or(SUMS, |sums| sums.parse().expect("SUMS is a number"));
    let each = SUMS_EACH.max(sums / 400);
    let files = setting::sources("rules/holidays", &["toml", "json"]);
    let mut calculator = Calculator::start();
    let mut dice = Dice(0x0bea_d1e0);
    let (first, last) =
        (day("2024-01-01").and_time(Default::default()), day("2026-12-31").and_time(Default::default()));
    let (first, last) = (minute(first.and_utc()), minute(last.and_utc()));
    let mut done = 0;
    while done < sums {
        let person = somebody(&mut dice, &files, &mut calculator);
        // Somebody who works on one day of the week is not asked for a year of them.
        let (minutes, days) =
            if person.hours.days().single().is_some() { (9_000, 40) } else { (20_000, 120) };
        for _ in 0..each.min(sums - done) {
            done += 1;
            let a = dice.from(first, last);
            let at = Instant::from_timestamp(a * 60, 0).unwrap();
            match dice.from(0, 6) {
                0 | 1 => {
                    let n = dice.from(-minutes, minutes);
                    let found = minute(person.add_work_time(at, n));
                    calculator.say(format_args!("+ {a} {n} {found}"));
                }
                2 => {
                    let n = dice.from(-days, days);
                    let found = minute(person.add_workdays(at, n as i32));
                    calculator.say(format_args!("w {a} {n} {found}"));
                }
                3 => {
                    let b = a + dice.from(-90_000, 90_000);
                    let to = Instant::from_timestamp(b * 60, 0).unwrap();
                    calculator.say(format_args!("- {a} {b} {}", person.work_minutes_between(at, to)));
                }
                4 => {
                    calculator.say(format_args!("o {a} 0 {}", minute(person.next_open(at))));
                    calculator.say(format_args!("p {a} 0 {}", minute(person.previous_open(at))));
                }
                5 => calculator.say(format_args!("e {a} 0 {}", minute(person.effect_at(at)))),
                _ => {
                    let date = person.zone.local(at).date();
                    let n = dice.from(-days, days);
                    let found = person.nth_workday(date, n as i32).num_days_from_ce();
                    let works = u8::from(person.is_workday(date));
                    calculator.say(format_args!("k {} 0 {works}", date.num_days_from_ce()));
                    calculator.say(format_args!("d {} {n} {found}", date.num_days_from_ce()));
                }
            }
        }
    }
    let (good, said) = calculator.end();
    println!("{done} sums; {}", said.lines().last().unwrap_or_default());
    assert!(good, "{said}");
}

/// The calculator can say no: to each of these it does.
#[test]
fn the_calculator_finds_what_is_wrong() {
    // Friday 14 November 2025, 09:00 in Shanghai, in minutes; and as a day.
    let (at, friday) = (29_384_700, day("2025-11-14").num_days_from_ce());
    let told = json!({
        "company": { "zone": "Europe/Berlin", "hours": "Mon-Fri 01:00-02:00" },
        "departments": { "a": ["Mon-Fri 09:00-18:00", null], "b": [null, "a"] },
        "department": "b",
        "zone": "Asia/Shanghai",
        "hours": null,
        "china": true,
        "own": [["2025-11-22", false]],
        "leave": [],
    });
    for (right, wrong) in [
        (format!("+ {at} 60 {}", at + 60), format!("+ {at} 60 {}", at + 61)),
        (format!("+ {at} 600 {}", at + 3 * 1440 + 60), format!("+ {at} 600 {}", at + 600)),
        (format!("w {at} 1 {}", at + 3 * 1440), format!("w {at} 1 {}", at + 1440)),
        (format!("- {at} {} 540", at + 1440), format!("- {at} {} 1440", at + 1440)),
        (format!("o {} 0 {at}", at - 60), format!("o {} 0 {}", at - 60, at - 60)),
        (format!("p {} 0 {}", at - 60, at - 900), format!("p {} 0 {at}", at - 60)),
        (format!("e {} 0 {}", at - 60, at + 60), format!("e {} 0 {at}", at - 60)),
        (format!("k {friday} 0 1"), format!("k {} 0 1", friday + 1)),
        // Saturday the 22nd is worked there.
        (format!("k {} 0 1", friday + 8), format!("k {} 0 0", friday + 8)),
        (format!("d {friday} 1 {}", friday + 3), format!("d {friday} 1 {}", friday + 1)),
    ] {
        for (line, good) in [(right, true), (wrong, false)] {
            let mut calculator = Calculator::start();
            calculator.say(format_args!("c {told}"));
            calculator.say(format_args!("{line}"));
            let (passed, said) = calculator.end();
            assert_eq!(passed, good, "{line}: {said}");
        }
    }
}

/// What is not announced is not known, and nothing else.
#[test]
fn the_years_that_are_announced_are_known() {
    let files = setting::sources("rules/holidays", &["toml", "json"]);
    let china = Holidays::read(&files).unwrap_or_else(|f| panic!("{f}"));
    let known: Vec<i32> =
        (2020..2040).filter(|year| china.known(NaiveDate::from_ymd_opt(*year, 7, 1).unwrap())).collect();
    assert_eq!(known, [2024, 2025, 2026]);
}

/// The zones of this machine's data, and the release it is of.
fn zones() -> (Vec<Zone>, String) {
    let list = "import zoneinfo\nfor name in sorted(zoneinfo.available_timezones()): print(name)";
    let ran = Command::new(PYTHON).args(["-c", list]).output().unwrap();
    let names = String::from_utf8(ran.stdout).unwrap();
    let zones: Vec<Zone> = names
        .lines()
        .filter(|name| !["Factory", "localtime", "posixrules"].contains(name))
        .map(|name| Zone::parse(name).unwrap_or_else(|why| panic!("{name}: {why}")))
        .collect();
    let release = std::fs::read_to_string("/usr/share/zoneinfo/tzdata.zi").unwrap_or_default();
    (zones, release.lines().next().unwrap_or("# unknown").to_owned())
}

/// Every change of offset between two instants: looked for day by day, then by halves.
fn changes(zone: &Zone, from: Instant, to: Instant) -> Vec<Instant> {
    let mut found = Vec::new();
    let (mut at, mut offset) = (from, zone.offset_s(from));
    while at < to {
        let next = at + TimeDelta::days(1);
        if zone.offset_s(next) != offset {
            let (mut low, mut high) = (at, next);
            while high - low > TimeDelta::seconds(1) {
                let middle = low + (high - low) / 2;
                if zone.offset_s(middle) == offset { low = middle } else { high = middle }
            }
            found.push(high);
            offset = zone.offset_s(next);
        }
        at = next;
    }
    found
}

#[test]
fn every_change_of_the_clocks_of_every_zone_is_as_another_program_has_it() {
    let mut calculator = Calculator::start();
    let (zones, release) = zones();
    assert!(zones.len() > 550, "only {} zones", zones.len());
    let from: Instant = "2020-01-01T00:00:00Z".parse().unwrap();
    let to: Instant = "2041-01-01T00:00:00Z".parse().unwrap();
    let mut count = 0;
    for zone in &zones {
        let changes = changes(zone, from, to);
        let listed: Vec<[i64; 2]> =
            changes.iter().map(|at| [at.timestamp(), zone.offset_s(*at).into()]).collect();
        calculator.say(format_args!("z {}", json!({ "zone": zone.name(), "changes": listed })));
        for at in &changes {
            count += 1;
            // The wall before and after the change, an hour and a half to either side: gaps and hours that come twice.
            let wall = zone.local(*at - TimeDelta::seconds(1)) + TimeDelta::seconds(1);
            for quarter in -8..=8 {
                let local = wall + TimeDelta::minutes(15 * quarter);
                let instant = zone.instant(local).timestamp();
                calculator.say(format_args!("l {} 0 {instant}", local.and_utc().timestamp()));
            }
            // Around the clock and by night: the minutes that pass, not those that the wall shows.
            let date = wall.date() - TimeDelta::days(2);
            for written in ["Mon-Sun 00:00-23:45", "Mon-Sun 01:30-05:15", "Mon-Sun 22:00-23:30"] {
                let hours = Hours::parse(written).unwrap();
                let night = WorkCalendar { hours, ..WorkCalendar::new(zone.clone(), Holidays::none()) };
                let noon = |days: u64| zone.instant((date + Days::new(days)).and_hms_opt(12, 0, 0).unwrap());
                let between = night.work_minutes_between(noon(0), noon(4));
                let later = night.add_work_time(noon(0), between - 7).timestamp();
                let ordinal = date.num_days_from_ce();
                calculator.say(format_args!("n {ordinal} {written} {between} {later}"));
            }
            // A weekly meeting stays at its hour.
            let start = (wall.date() - TimeDelta::days(7)).and_hms_opt(10, 0, 0).unwrap();
            let held = series(zone, start, 3).occurrences().unwrap();
            let starts: Vec<String> = held.iter().map(|one| one.start.timestamp().to_string()).collect();
            calculator.say(format_args!("s {} 0 {}", start.and_utc().timestamp(), starts.join(",")));
        }
        // What a reader is told about the zone, over twice ten years of meetings.
        for year in [2020, 2030] {
            let start = NaiveDate::from_ymd_opt(year, 1, 1).unwrap().and_hms_opt(10, 0, 0).unwrap();
            let text = write(&invite(series(zone, start, 520)), Method::Request, None, None).unwrap();
            calculator.say(format_args!("v {}", json!({ "from": year, "object": text })));
        }
    }
    assert!(count > 8_000, "{count} changes were looked at");
    let (good, said) = calculator.end();
    println!("{} zones, {count} changes, {release}; {said}", zones.len());
    assert!(good, "{said}");
}

fn series(zone: &Zone, start: NaiveDateTime, count: u32) -> Series {
    Series {
        start_local: start,
        length_minutes: 30,
        zone: zone.name().to_owned(),
        weekdays: vec![start.weekday()],
        ends: Ends::Count(count),
        exdates: Vec::new(),
        moved: Vec::new(),
    }
}

fn invite(series: Series) -> Invite {
    Invite {
        uid: "zone@qiming.example".into(),
        sequence: 0,
        summary: "x".into(),
        description: String::new(),
        location: None,
        url: None,
        organizer: Party { name: String::new(), address: "beadle@qiming.example".into() },
        attendees: vec![Attendee {
            name: String::new(),
            address: "ma@qiming.example".into(),
            partstat: PartStat::NeedsAction,
            role: Role::Required,
            rsvp: true,
            delegated_to: None,
            delegated_from: None,
        }],
        when: When::Series(series),
        busy: true,
        alarms: Vec::new(),
        stamp: "2019-01-01T00:00:00Z".parse().unwrap(),
        language: None,
        apart: Vec::new(),
    }
}
