//! Whatever people do, and whenever: nothing breaks, hangs or floods, and every way through every process is gone.
//!
//! Random people of the example company answer what is open, say what may be said, press invitations, let letters
//! bounce, write nonsense, and let time pass. A tenth of the stories is about all shipped processes at once (`story`,
//! `people`); each of the others is about one process, and comes back to moments from which a way was seldom gone
//! (`again`), the later ones to what the whole run so far did seldom. Nothing is done to a case but what a person, the clock or a mail server could do.
//!
//! `BEADLE_EVENTS=1000000 cargo test --release --test random` plays a million events; without it a smaller share.
//! `BEADLE_SEED` chooses other stories. A failure names its story: `BEADLE_STORY=n` plays that one of a run of the same
//! size alone.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod again;
mod dice;
mod people;
#[path = "../setting/mod.rs"]
mod setting;
mod story;

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex};

use beadle::directory::PersonId;
use beadle::rules::Process;
use beadle::rules::outline::{Arrow, Spot};
use beadle::time::Instant;
use beadle::turn::Setting;
use beadle::workflow::CaseId;
use chrono::{DateTime, NaiveDate, TimeDelta};

use again::Again;
use dice::Dice;

/// Events of a run that nobody sized: a few stories.
const EVENTS: u64 = 8_000;
/// From so many on every transition must have been taken often enough.
const EVENTS_FOR_ALL: u64 = 500_000;
/// Events of one story: long enough for a project from its first mail to its end. A small run has shorter ones.
const STORY: u64 = 2_500;
const STORIES_MIN: u64 = 12;
/// How often every transition must be taken in a run of a million.
const TAKEN_MIN: u64 = 100;
/// Of a hundred stories of a run, those that go by turns; the others seek what was seldom gone in these.
const TURNS_PERCENT: u64 = 60;
/// Stories after which the run looks again at what was seldom gone. Not a matter of threads, so that runs are alike.
const LOOK_STORIES: usize = 16;
/// A process has one turn more for each so many of its ways.
const WAYS_A_TURN: usize = 4;
/// So many times as often as they must be taken, ways are sought no more than others.
const OFTEN: u64 = 2;
/// How many times more the rarest way of a process is likely to be gone in one more story about it.
const STORY_GAIN: u64 = 10;
/// A story begins on one of so many days from 2024-07-01 on: other weekdays, holidays and ends of months.
const BEGIN_DAYS: usize = 550;

/// The shipped processes, and those of `rules/examples/` on top of them.
static SETTING: LazyLock<Setting> = LazyLock::new(whole);

/// The same without what the calendar opens: its cases would fill every wait of a story about another process.
static CALM: LazyLock<Setting> = LazyLock::new(|| {
    let mut setting = whole();
    setting.rules.processes.retain(|_, process| process.open.every.is_none());
    setting
});

fn whole() -> Setting {
    let (mut rules, mut templates) = (setting::rule_sources(), setting::template_sources());
    for example in setting::examples() {
        rules.extend(example.rules);
        templates.extend(example.templates);
    }
    setting::setting_of(&rules, &templates)
}

/// Every way from one state to another, by process.
static ARROWS: LazyLock<BTreeMap<String, Vec<Arrow>>> = LazyLock::new(|| {
    let all = SETTING.rules.processes.values();
    all.map(|process| (process.name.clone(), process.outline().arrows)).collect()
});

/// Which process the stories about one take, in turn: each as often as its ways are many, more often where other
/// processes stand before it, for then a story comes to it late, and less often where it is an example.
static TURNS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let shipped = setting::setting().rules;
    let ways = |name: &str| {
        let share = if shipped.processes.contains_key(name) { 5 } else { 2 };
        ARROWS[name].len() * Again::new(name, Arc::default()).family.len() * share / 5
    };
    let most = ARROWS.keys().map(|name| ways(name)).max().unwrap_or(0);
    let round = |n: usize| ARROWS.keys().filter(move |name| ways(name) > n * WAYS_A_TURN);
    (0..=most / WAYS_A_TURN).flat_map(round).map(String::as_str).collect()
});

/// A letter that left, as far as somebody may answer it.
#[derive(Clone)]
struct Sent {
    id: String,
    case: Option<CaseId>,
    to: PersonId,
    token: Option<String>,
    invite: Option<(String, u32)>,
    /// The letter it was folded into.
    within: Option<String>,
}

/// A transition: process, from, to.
type Way = (String, Spot, String);

/// What a run has seen.
#[derive(Default)]
struct Seen {
    events: BTreeMap<&'static str, u64>,
    taken: BTreeMap<Way, u64>,
    /// Rungs, answers and sayings by process and what.
    done: BTreeMap<(String, String), u64>,
    most_letters: BTreeMap<bool, (usize, String)>,
    letters: u64,
    /// Letters that hold several.
    folded: u64,
    /// Replies to such a letter as a whole.
    whole_replies: u64,
    cases: u64,
    held: BTreeMap<String, u64>,
}

impl Seen {
    fn add(&mut self, other: Self) {
        other.events.into_iter().for_each(|(k, n)| *self.events.entry(k).or_default() += n);
        other.taken.into_iter().for_each(|(k, n)| *self.taken.entry(k).or_default() += n);
        other.done.into_iter().for_each(|(k, n)| *self.done.entry(k).or_default() += n);
        other.held.into_iter().for_each(|(k, n)| *self.held.entry(k).or_default() += n);
        for (always, most) in other.most_letters {
            let known = self.most_letters.entry(always).or_default();
            *known = known.clone().max(most);
        }
        self.letters += other.letters;
        self.folded += other.folded;
        self.whole_replies += other.whole_replies;
        self.cases += other.cases;
    }
    /// How often a way was gone.
    fn taken(&self, process: &Process, arrow: &Arrow) -> u64 {
        let of = |from: &Spot| {
            self.taken.get(&(process.name.clone(), from.clone(), arrow.to.clone())).copied().unwrap_or(0)
        };
        match arrow.from {
            // What is live in every state leads on from any of them.
            Spot::Always => {
                let states = process.states.values().filter(|s| !s.end);
                states.map(|s| of(&Spot::State(s.name.clone()))).sum()
            }
            ref from => of(from),
        }
    }
}

/// Memory and what surrounds it at one time: a story can come back to it.
#[derive(Clone)]
struct Moment {
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    now: Instant,
    sent: VecDeque<Sent>,
    /// Letters whose server has not answered yet.
    late: Vec<(String, PersonId)>,
    /// Letters of the day by person and case, and what people did on it.
    day: NaiveDate,
    letters: BTreeMap<(PersonId, CaseId), usize>,
    deeds: usize,
    /// What happened last, for whoever looks into a failure.
    told: VecDeque<String>,
}

/// One story: where it stands, and what is done how often.
struct Story {
    setting: &'static Setting,
    seed: u64,
    dice: Dice,
    here: Moment,
    /// One process, where it is about no more.
    again: Option<Again>,
    /// The days that the case knows somebody writes about.
    days: Vec<NaiveDate>,
    /// Moves of this kind so far.
    tried: BTreeMap<String, u64>,
    count: u64,
    /// Composes every letter as well.
    whole: bool,
    /// Of a hundred steps, those in which somebody does something.
    talk: u64,
    digest: u64,
    seen: Seen,
}

/// What a story is about.
struct Plan {
    /// One process, or none: whatever there is.
    process: Option<&'static str>,
    /// Ways that the run has gone often enough.
    often: Arc<BTreeSet<Way>>,
}

impl Plan {
    /// Of the story of that number, by turns.
    fn by_turns(number: u64) -> Self {
        let (round, part) = (usize::try_from(number / 10).unwrap(), usize::try_from(number % 10).unwrap());
        let process = (part > 0).then(|| TURNS[(9 * round + part - 1) % TURNS.len()]);
        Self { process, often: Arc::default() }
    }

    /// Of the next stories: each about the process with the way that will have been gone least.
    fn of_the_seldom(seen: &Seen) -> Vec<Self> {
        let mut often = BTreeSet::new();
        let mut least: BTreeMap<&'static str, u64> = BTreeMap::new();
        for (name, arrows) in ARROWS.iter() {
            for arrow in arrows {
                let taken = seen.taken(&SETTING.rules.processes[name], arrow);
                let known = least.entry(name).or_insert(taken);
                *known = taken.min(*known);
                if taken >= OFTEN * TAKEN_MIN {
                    often.insert((name.clone(), arrow.from.clone(), arrow.to.clone()));
                }
            }
        }
        let often = Arc::new(often);
        let next = || {
            let process = *least.iter().min_by_key(|(_, taken)| **taken)?.0;
            *least.get_mut(process)? += STORY_GAIN;
            Some(Self { process: Some(process), often: often.clone() })
        };
        std::iter::from_fn(next).take(LOOK_STORIES).collect()
    }
}

impl Story {
    fn new(seed: u64, number: u64, plan: &Plan) -> Self {
        let mut dice = Dice(seed ^ number.wrapping_mul(0x2545_f491_4f6c_dd1d));
        let first = DateTime::from_timestamp(1_719_795_600, 0).unwrap(); // 2024-07-01 09:00 in Shanghai
        let now = first + TimeDelta::days(i64::try_from(dice.below(BEGIN_DAYS)).unwrap());
        let talk = [12, 35, 60, 85][dice.below(4)];
        let again = plan.process.map(|process| Again::new(process, plan.often.clone()));
        let here = Moment {
            rows: BTreeMap::new(),
            now,
            sent: VecDeque::new(),
            late: Vec::new(),
            day: now.date_naive(),
            letters: BTreeMap::new(),
            deeds: 0,
            told: VecDeque::new(),
        };
        let calm = again
            .as_ref()
            .is_some_and(|again| again.family.iter().all(|p| CALM.rules.processes.contains_key(p)));
        Self {
            setting: if calm { &CALM } else { &SETTING },
            seed: seed ^ number,
            dice,
            here,
            again,
            days: Vec::new(),
            tried: BTreeMap::new(),
            count: 0,
            whole: (number / 10).is_multiple_of(10),
            talk,
            digest: 0,
            seen: Seen::default(),
        }
    }
}

fn number(name: &str) -> Option<u64> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name}={text} is no number")))
}

fn story(seed: u64, n: u64, events: u64, plan: &Plan) -> (u64, Seen) {
    let mut story = Story::new(seed, n, plan);
    let played = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| story.play(events)));
    if let Err(panic) = played {
        let case = std::env::var("BEADLE_CASE").unwrap_or_default();
        story.here.told.iter().filter(|line| line.contains(&case)).for_each(|line| eprintln!("{line}"));
        eprintln!("story {n} of seed {seed} failed after {} events, at {}", story.count, story.here.now);
        std::panic::resume_unwind(panic);
    }
    (story.digest, story.seen)
}

/// What was played, and the digest of each story.
#[derive(Default)]
struct Run {
    seed: u64,
    length: u64,
    seen: Seen,
    digests: BTreeMap<u64, u64>,
}

impl Run {
    /// Plays stories side by side. What is counted does not hang on how many at once.
    fn play(&mut self, stories: &[(u64, Plan)]) {
        let next = AtomicUsize::new(0);
        let all = Mutex::new((&mut self.seen, &mut self.digests));
        let threads = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    while let Some((n, plan)) = stories.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let (digest, seen) = story(self.seed, *n, self.length, plan);
                        let mut all = all.lock().unwrap();
                        all.0.add(seen);
                        all.1.insert(*n, digest);
                    }
                });
            }
        });
    }
}

#[test]
fn whatever_people_do_nothing_breaks_hangs_or_floods() {
    let wanted = number("BEADLE_EVENTS").unwrap_or(EVENTS);
    // Which stories are played follows from the size alone, so that two runs of one size and seed count the same.
    let length = STORY.min(wanted / STORIES_MIN);
    let seed = number("BEADLE_SEED").unwrap_or(20_261_122);
    let mut run = Run { seed, length, ..Run::default() };
    let all = wanted.div_ceil(length);
    let by_turns = if wanted < EVENTS_FOR_ALL { all } else { all * TURNS_PERCENT / 100 };
    let begun = std::time::Instant::now();
    // One story alone; of those that seek what was seldom gone before, after all that came before.
    let only = number("BEADLE_STORY");
    let plans = (0..by_turns).filter(|n| only.is_none_or(|only| only == *n || only >= by_turns));
    run.play(&plans.map(|n| (n, Plan::by_turns(n))).collect::<Vec<_>>());
    let last = only.map_or(all, |only| all.min(only + 1));
    let mut next = by_turns;
    while next < last {
        let plans = Plan::of_the_seldom(&run.seen);
        run.play(&(next..last).zip(plans).collect::<Vec<_>>());
        next += u64::try_from(LOOK_STORIES).unwrap();
    }
    let Run { seen, digests, .. } = run;
    let took = begun.elapsed();
    // The first story once more: what it decided and sent is the same to the last byte.
    if let Some((n, digest)) = digests.first_key_value() {
        assert_eq!(
            story(seed, *n, length, &Plan::by_turns(*n)).0,
            *digest,
            "story {n} came out otherwise the second time"
        );
    }
    let total: u64 = seen.events.values().sum();
    println!(
        "{total} events in {} stories, {} cases, {} letters ({} hold several, {} replies to such a one), {took:.1?}",
        digests.len(),
        seen.cases,
        seen.letters,
        seen.folded,
        seen.whole_replies
    );
    println!("events: {:?}", seen.events);
    println!("most letters about one case to one person on one day, deeds aside: {:?}", seen.most_letters);
    println!("held because nobody is reached: {:?}", seen.held);
    let mut rare = Vec::new();
    for process in SETTING.rules.processes.values() {
        for arrow in &ARROWS[&process.name] {
            let taken = seen.taken(process, arrow);
            let line = format!(
                "{} {:?} → {}: {taken}  ({})",
                process.name,
                arrow.from,
                arrow.to,
                arrow.labels.join("; ")
            );
            println!("  {line}");
            if taken < TAKEN_MIN * total.min(1_000_000) / 1_000_000 || taken == 0 {
                rare.push(line);
            }
        }
    }
    for ((process, what), times) in &seen.done {
        println!("    {process} {what}: {times}");
    }
    assert!(total < EVENTS_FOR_ALL || rare.is_empty(), "hardly taken:\n{}", rare.join("\n"));
}
