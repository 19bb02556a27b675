//! A quarter of a company of thirty (`tests/quarter/`): three projects, two outages, reports, a newcomer, customers,
//! holidays and a make-up Saturday. The story comes out as told, and everybody gets the letters that the guide implies, each
//! at its time, and no others (`quarter/implied.rs` reckons them from what people do).

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

#[path = "quarter/implied.rs"]
mod implied;
mod setting;

use std::collections::{BTreeMap, BTreeSet};

use beadle::compose::Composer;
use beadle::directory::Directory;
use beadle::fault::Source;
use beadle::scenario::{Letter, Played, Scenario, play, read};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};
use implied::{Implied, ToOne, day, is_workday};

/// One letter to one reader.
struct Sent<'a> {
    at: NaiveDateTime,
    letter: &'a Letter,
}

struct Quarter {
    text: Source,
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
        Self { text, story, played }
    }

    fn sent(&self) -> Vec<Sent<'_>> {
        self.played
            .letters
            .iter()
            .map(|letter| Sent { at: self.story.zone.local(letter.at), letter })
            .collect()
    }
}

/// The id of the case in a subject: `[P-2024-0001] …`.
fn case(subject: &str) -> &str {
    subject.split(['[', ']']).nth(1).unwrap_or("")
}

#[test]
fn a_quarter_of_a_company_comes_out_as_told_and_floods_nobody() {
    let quarter = Quarter::play();
    assert!(quarter.played.faults.is_empty(), "{}", quarter.played.faults);
    let sent = quarter.sent();
    let times = |name: &str| -> BTreeSet<NaiveDateTime> {
        let of_it = sent.iter().filter(|s| s.letter.name == name && s.letter.occasion.is_none());
        of_it.map(|s| s.at).collect()
    };

    // E2.3: news are never longer than thirty minutes apart.
    assert_eq!(times("no-news"), BTreeSet::new());
    let mut news: Vec<NaiveDateTime> = times("news").into_iter().collect();
    news.extend(times("crew"));
    news.extend(times("resolved"));
    news.sort();
    for pair in news.windows(2).filter(|pair| pair[0].date() == pair[1].date()) {
        assert!(pair[1] - pair[0] <= TimeDelta::minutes(30), "{} to {}", pair[0], pair[1]);
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

/// Every letter of the quarter against what the guide implies, reckoned from what people do: none is missing, each is at
/// its time, and nobody gets one that the guide does not imply.
#[test]
fn everybody_gets_what_the_guide_implies_and_no_more() {
    let quarter = Quarter::play();
    let Implied { must } = Implied::of(quarter.text.text());
    let mut sent: BTreeMap<ToOne, usize> = BTreeMap::new();
    for Sent { at, letter } in quarter.sent() {
        let occasion = letter.occasion.as_ref().map(|occasion| format!(" ({occasion})"));
        let name = format!("{}{}", letter.name, occasion.unwrap_or_default());
        *sent.entry((name, letter.to.to_string(), at)).or_default() += 1;
    }
    let told = |(name, to, at): &ToOne| format!("{at} {name} to {to}");
    let mut wrong: Vec<String> = Vec::new();
    let none = Vec::new();
    let all: BTreeSet<&ToOne> = must.keys().chain(sent.keys()).collect();
    for letter in all {
        let (rows, times) = (must.get(letter).unwrap_or(&none), sent.get(letter).copied().unwrap_or(0));
        if times < rows.len() {
            wrong.push(format!("{} ({}) does not leave", told(letter), rows.join(", ")));
        }
        if times > rows.len() {
            wrong.push(format!("{} leaves {times} times, {} are implied", told(letter), rows.len()));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), sent.len(), wrong.join("\n"));
    let receipts = must.keys().filter(|(name, ..)| name == "echo").count();
    println!("{} letters, {receipts} of them receipts", sent.values().sum::<usize>());
}
