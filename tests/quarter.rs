//! A quarter of a company of thirty (`tests/quarter/`): three projects, two outages, reports, a newcomer, customers,
//! holidays and a make-up Saturday. The story comes out as told, the guide's numbers hold in it, and nobody is flooded.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::{BTreeMap, BTreeSet};

use beadle::compose::Composer;
use beadle::directory::Directory;
use beadle::fault::Source;
use beadle::scenario::{Letter, Played, Scenario, play, read};
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};

/// One letter to one reader.
struct Sent<'a> {
    at: NaiveDateTime,
    letter: &'a Letter,
}

struct Quarter {
    story: Scenario,
    played: Played,
}

impl Quarter {
    fn play() -> Self {
        let files = setting::sources("tests/quarter", &["toml", "story"]);
        let file = |name: &str| files.iter().find(|file| file.path().ends_with(name)).unwrap().clone();
        let mut setting = setting::setting();
        setting.directory =
            Directory::read(&file("directory.toml")).unwrap_or_else(|faults| panic!("{faults}"));
        setting.composer =
            Composer::new(&setting::template_sources(), &setting.rules, &setting.directory).unwrap();
        let text: Source = file("quarter.story");
        let story = read(&text).unwrap_or_else(|faults| panic!("{faults}"));
        let played = play(&story, &setting);
        Self { story, played }
    }

    fn sent(&self) -> Vec<Sent<'_>> {
        self.played
            .letters
            .iter()
            .map(|letter| Sent { at: self.story.zone.local(letter.at), letter })
            .collect()
    }
}

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, month, day).unwrap()
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).unwrap()
}

/// The working days of the quarter, counted by hand and not by the program.
fn is_workday(date: NaiveDate) -> bool {
    let off = [day(4, 4), day(4, 5), day(5, 1), day(5, 2), day(5, 3), day(6, 10)];
    let made_up = [day(4, 7), day(4, 28), day(5, 11)];
    made_up.contains(&date)
        || (!off.contains(&date) && !matches!(date.weekday(), Weekday::Sat | Weekday::Sun))
}

/// The nth working day after one.
fn workdays_after(mut date: NaiveDate, mut n: u32) -> NaiveDate {
    while n > 0 {
        date += TimeDelta::days(1);
        n -= u32::from(is_workday(date));
    }
    date
}

/// The id of the case in a subject: `[P-2024-0001] …`.
fn case(subject: &str) -> &str {
    subject.split(['[', ']']).nth(1).unwrap_or("")
}

#[test]
fn a_quarter_of_a_company_holds_the_guide_and_floods_nobody() {
    let quarter = Quarter::play();
    assert!(quarter.played.faults.is_empty(), "{}", quarter.played.faults);
    let sent = quarter.sent();
    let of = |name: &str, occasion: Option<&str>| -> Vec<&Sent<'_>> {
        sent.iter().filter(|s| s.letter.name == name && s.letter.occasion.as_deref() == occasion).collect()
    };
    let times = |name: &str, occasion: Option<&str>| -> BTreeSet<NaiveDateTime> {
        of(name, occasion).iter().map(|s| s.at).collect()
    };

    // R3.1: asked at 16:30 and summed up at 17:00 of every working day, the make-up Saturday among them.
    for (name, at) in [("progress", time(16, 30)), ("progress-digest", time(17, 0))] {
        let found = times(name, None);
        assert!(found.iter().all(|t| t.time() == at && is_workday(t.date())), "{name}: {found:?}");
        assert!(found.contains(&day(5, 11).and_time(at)), "{name} on the make-up Saturday");
        let (first, last) = (found.first().unwrap().date(), found.last().unwrap().date());
        let missing: Vec<NaiveDate> =
            first.iter_days().take_while(|d| *d < last).filter(|d| is_workday(*d)).collect();
        let missing: Vec<_> = missing.into_iter().filter(|d| !found.contains(&d.and_time(at))).collect();
        assert!(missing.is_empty(), "{name} not on {missing:?}");
    }
    // R3.3: the agenda at nine on Wednesdays; 1 May is a holiday, and what is left of its week, too.
    let agendas = times("agenda", None);
    assert!(agendas.iter().all(|t| t.weekday() == Weekday::Wed && t.time() == time(9, 0)), "{agendas:?}");
    assert!(!agendas.contains(&day(5, 1).and_time(time(9, 0))));
    assert_eq!(times("standup-skipped", None), [day(4, 29).and_time(time(9, 0))].into());
    // R2.4: 24 hours of silence accept, never earlier and never outside of working hours.
    let offered: Vec<NaiveDateTime> = times("confirm", None).into_iter().collect();
    for accepted in times("taken-as-accepted", None) {
        let asked = offered.iter().rfind(|asked| **asked < accepted).unwrap();
        assert_eq!(accepted - *asked, TimeDelta::hours(24), "{accepted}");
        assert!(is_workday(accepted.date()));
    }
    // R4.5, R4.6: the retro is over, and its report asked for, on the second working day after going live.
    let lives: Vec<NaiveDateTime> = times("live", None).into_iter().collect();
    let retros: Vec<NaiveDateTime> = times("retro", None).into_iter().collect();
    assert_eq!((lives.len(), retros.len()), (3, 3));
    for (live, retro) in lives.iter().zip(&retros) {
        assert_eq!(*retro, workdays_after(live.date(), 2).and_time(time(15, 0)));
    }
    // E1.1, E2.3: everybody is alarmed in the minute of the report; news are never longer than thirty minutes apart.
    let reports = [day(4, 23).and_time(time(10, 2)), day(5, 21).and_time(time(1, 2))];
    assert_eq!(times("alarm", None), reports.into());
    assert_eq!(times("no-news", None), BTreeSet::new());
    let mut news: Vec<NaiveDateTime> = times("news", None).into_iter().collect();
    news.extend(times("crew", None));
    news.extend(times("resolved", None));
    news.sort();
    for pair in news.windows(2).filter(|pair| pair[0].date() == pair[1].date()) {
        assert!(pair[1] - pair[0] <= TimeDelta::minutes(30), "{} to {}", pair[0], pair[1]);
    }
    // S1: asked on Thursday 16:00, nudged on Friday 15:00; in the weeks of holidays on the working day before.
    for asked in times("entry", None) {
        let early = [day(4, 3), day(4, 30)].contains(&asked.date());
        assert!((asked.weekday() == Weekday::Thu || early) && asked.time() == time(16, 0), "{asked}");
    }
    assert!(times("entry", Some("reminder")).iter().all(|t| t.time() == time(15, 0)));
    // C7: called back on the fifth working day after the case was closed.
    let closings: Vec<NaiveDateTime> = of("closed", None)
        .iter()
        .filter(|s| case(&s.letter.subject).starts_with("C-"))
        .map(|s| s.at)
        .collect();
    for callback in times("callback", None) {
        assert!(
            closings
                .iter()
                .any(|closed| workdays_after(closed.date(), 5).and_time(closed.time()) == callback),
            "{callback} after {closings:?}"
        );
    }

    // Nobody gets the same letter about the same case twice a day, but for the minutes of an outage and what one
    // wrote oneself.
    let often = ["echo", "news", "in-place", "status"];
    let mut same: BTreeMap<(String, NaiveDate, String), u32> = BTreeMap::new();
    let mut daily: BTreeMap<(String, NaiveDate), u32> = BTreeMap::new();
    let mut whole: BTreeMap<String, u32> = BTreeMap::new();
    for Sent { at, letter } in &sent {
        let to = letter.to.to_string();
        *whole.entry(to.clone()).or_default() += 1;
        *daily.entry((to.clone(), at.date())).or_default() += 1;
        if !often.contains(&letter.name.as_str()) {
            let what = format!("{} {:?} {}", letter.name, letter.occasion, case(&letter.subject));
            *same.entry((to, at.date(), what)).or_default() += 1;
        }
    }
    let twice: Vec<_> = same.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "{twice:?}");
    // What the guide implies for a day: the ask and the digest of two projects, a meeting with its agenda and minutes,
    // a report, an answer or two; whoever leads through an outage gets its news besides.
    let outage = [day(4, 23), day(5, 21)];
    let many: Vec<_> = daily
        .iter()
        .filter(|((_, date), letters)| **letters > if outage.contains(date) { 14 } else { 8 })
        .collect();
    assert!(many.is_empty(), "{many:?}");
    // And for the quarter: two and a half a working day at most.
    let workdays = day(4, 1).iter_days().take_while(|d| *d <= day(6, 28)).filter(|d| is_workday(*d)).count();
    let most = whole.iter().max_by_key(|(_, letters)| **letters).unwrap();
    assert!(usize::try_from(*most.1).unwrap() * 2 <= workdays * 5, "{most:?} in {workdays} working days");
    assert_eq!(whole.len(), 28, "two have no part in anything: {whole:?}");
}
