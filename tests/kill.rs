//! `kill -9` at random moments of a long flow over real IMAP and SMTP: nothing is lost and nothing is done twice.
//!
//! The same 500 mails go through two daemons: one that is left alone, and one that is killed again and again, each time
//! while something is uncommitted or unsent. What was uncommitted or unsent is read from a copy of its store, made
//! between the kill and the next start. In the end the two must agree: the same cases, the same letters received, each
//! mail acted on once. A letter may come twice only if a kill found it handed over and not yet noted; the copies are the
//! same, byte for byte.
//!
//! The last test shows that this one can fail: with mail acknowledged before its effects are on disk, it does.
//!
//! `BEADLE_KILLS`, `BEADLE_MAILS` and `BEADLE_SEED` choose another size and other moments.

mod office;
mod rig;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::rc::Rc;
use std::sync::LazyLock;
use std::time::{Duration, Instant};
use std::{fs, thread};

use beadle::service::writer::View;
use beadle::store::{Opened, Options, Store};
use beadle::turn::outbox::{self, Delivery};
use beadle::turn::{Entry, Happened};
use beadle::workflow::memory::{self, Changes};
use beadle::workflow::{CaseId, Rows as _};
use office::{BEADLE, Letter, Office, SOON};
use regex::Regex;

const ZHANG: &str = "zhang@rig.test";
const LIU: &str = "liu@rig.test";
const SUN: &str = "sun@rig.test";
const OWNERS: [(&str, &str); 3] =
    [("chen@rig.test", "陈晨"), ("anna@rig.test", "Anna Schmidt"), ("tom@rig.test", "Tom Becker")];
/// Who writes the minutes of a project: somebody else in each, for what one person is asked at one moment comes in one
/// mail, and what is one moment depends on the kills.
const WRITERS: [(&str, &str); PROJECTS] =
    [(ZHANG, "张伟"), ("chen@rig.test", "陈晨"), ("anna@rig.test", "Anna Schmidt"), (SUN, "孙丽")];
const EVERYBODY: [&str; 8] = [
    "zhang@rig.test",
    "liu@rig.test",
    "chen@rig.test",
    "anna@rig.test",
    "tom@rig.test",
    "sun@rig.test",
    "wang@rig.test",
    "lin@rig.test",
];

/// Lives in a row with nothing to lose, after which the flow is over.
const IDLE_MAX: usize = 25;

const PROJECTS: usize = 4;
/// The title of the project whose mail is the last of the flow.
const LAST: &str = "最后一个项目";

#[test]
fn two_hundred_kills_in_five_hundred_mails_lose_nothing_and_double_nothing() {
    let (kills, mails, seed) = (setting("BEADLE_KILLS", 200), setting("BEADLE_MAILS", 500), seed());
    let begun = Instant::now();
    let undisturbed = thread::spawn(move || flow(mails, 0, seed, &[]));
    let killed = flow(mails, kills, seed, &[]);
    let undisturbed = undisturbed.join().expect("the undisturbed flow");
    println!(
        "{mails} mails, {} letters received, {} kills (seed {seed}), {:.0?}",
        undisturbed.letters.len(),
        killed.kills.len(),
        begun.elapsed()
    );
    println!("{}", histogram(&killed.kills));
    let repeated = killed.repeated();
    println!("letters that came twice: {repeated}");
    assert!(killed.kills.len() >= kills);
    assert_eq!(undisturbed.repeated(), 0);
    if let Err(difference) = killed.compare(&undisturbed) {
        panic!("{difference}");
    }
}

#[test]
#[cfg(feature = "fault-injection")]
fn acknowledged_too_early_a_mail_is_lost_and_this_test_sees_it() {
    let (mails, kills) = (120, 80);
    let undisturbed = thread::spawn(move || flow(mails, 0, seed(), &[]));
    let killed = flow(mails, kills, seed(), &[("BEADLE_FAULT", "ack-before-commit")]);
    let undisturbed = undisturbed.join().expect("the undisturbed flow");
    let difference =
        killed.compare(&undisturbed).expect_err("mail that was acknowledged before its commit is gone");
    println!("with the fault: {difference}");
    assert!(difference.contains("never reached the journal"), "{difference}");
}

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().unwrap_or_else(|_| panic!("{name}={text}")))
}

fn seed() -> u64 {
    setting("BEADLE_SEED", std::process::id() as usize) as u64
}

// ── the flow ─────────────────────────────────────────────────────────────────────────────────────────────────

/// One mail to the daemon.
#[derive(Debug, Clone)]
enum Mail {
    /// A mail with a sender, a subject and words.
    New(&'static str, String, String),
    /// The answer to the question that somebody got about a case.
    Answer(&'static str, String, String),
    /// Bytes.
    Raw(String),
    /// The mail so many places before, once more.
    Again(usize),
}

/// Projects, their minutes and task lists; then for each task its confirmation, a delay request and two approvals, each
/// a while after what it answers; among them a fifth of mail that changes nothing.
fn script(mails: usize, office: &Office) -> Vec<Mail> {
    let noise = mails / 5;
    let tasks = (mails - noise - 3 * PROJECTS - 1) / 4;
    let each = tasks.div_ceil(PROJECTS);
    let due = office.day(20);
    let case = |project: usize| format!("P-{}-{:04}", office.day(0).format("%Y"), project + 1);
    let mut out = Vec::new();
    for (n, writer) in WRITERS.iter().enumerate() {
        let words = format!(
            "发起人：张伟\n项目经理：刘洋\n研发负责人：陈晨\n设计负责人：Anna Schmidt\n市场对接人：孙丽\n项目背景：背景{n}\n核心目标：目标{n}\n\
             功能清单：功能\n用户画像：用户\n预期成果：成果\n期望完成时间：{}\n启动会：{} 14:00-15:00 线上\n记录人：{}\n",
            office.day(90),
            office.day(-1),
            writer.1
        );
        out.push(Mail::New(ZHANG, format!("【项目启动】项目{n}"), words));
    }
    out.extend((0..PROJECTS).map(|n| Mail::Answer(WRITERS[n].0, case(n), "会议纪要：都清楚了。".to_owned())));
    for n in 0..PROJECTS {
        let rows = (0..each).map(|t| format!("任务{n}之{t} | {} | {due} | 中\n", OWNERS[t % OWNERS.len()].1));
        out.push(Mail::Answer(LIU, case(n), format!("任务清单：\n{}", rows.collect::<String>())));
    }
    let task = |n: usize| {
        (format!("{}-T{:02}", case(n % PROJECTS), n / PROJECTS + 1), OWNERS[n / PROJECTS % OWNERS.len()].0)
    };
    let mut quiet = 0;
    for n in 0..tasks + 12 {
        if n < tasks {
            let (id, owner) = task(n);
            out.push(Mail::Answer(owner, id.clone(), "确认".to_owned()));
            let words =
                format!("延至：{}\n原因：接口没有按时开放{n}\n调整后的计划：先做前端\n", office.day(27));
            out.push(Mail::New(owner, format!("【延期申请】{id}"), words));
        }
        for (approver, behind) in [(LIU, 8), (ZHANG, 12)] {
            if let Some(n) = n.checked_sub(behind).filter(|n| *n < tasks) {
                let request = format!("DLY-{}-{:04}", office.day(0).format("%Y"), n + 1);
                out.push(Mail::Answer(approver, request, "同意".to_owned()));
            }
        }
        while quiet < noise * (n + 1) / (tasks + 12) {
            out.push(noise_mail(quiet));
            quiet += 1;
        }
    }
    while out.len() + 1 < mails {
        out.push(noise_mail(out.len()));
    }
    out.push(Mail::New(ZHANG, format!("【项目启动】{LAST}"), "项目经理：刘洋\n".to_owned()));
    out
}

/// Mail that changes no case: automatic, from strangers, broken, talk, or a mail that came already.
fn noise_mail(n: usize) -> Mail {
    let head = format!("To: <{BEADLE}>\r\nMessage-ID: <noise{n}@desk.rig.test>\r\n");
    Mail::Raw(match n % 6 {
        0 => format!(
            "From: <{SUN}>\r\n{head}Auto-Submitted: auto-replied\r\nSubject: 自动回复: 外出\r\n\r\n{n}\r\n"
        ),
        1 => format!(
            "From: <someone@cust.test>\r\n{head}Subject: 【项目启动】生人的\r\n\r\n项目经理：刘洋 {n}\r\n"
        ),
        2 => format!(
            "From: <{LIU}>\r\n{head}Content-Type: multipart/mixed; boundary=x\r\nSubject: {n}\r\n\r\n--y\r\nContent-Type: text/plain; charset=\"no-such\"\r\n\r\n\u{fffd}\r\n"
        ),
        3 => format!(
            "From: <MAILER-DAEMON@rig.test>\r\n{head}Subject: Undelivered Mail\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\n{n}\r\n--b--\r\n"
        ),
        4 => format!(
            "From: <list@cust.test>\r\n{head}List-Id: <news.cust.test>\r\nPrecedence: bulk\r\nSubject: news {n}\r\n\r\n{}\r\n",
            "x".repeat(70)
        ),
        _ => return Mail::Again(7),
    })
}

// ── one run ──────────────────────────────────────────────────────────────────────────────────────────────────

/// The whole flow, with that many kills; 0: left alone.
fn flow(mails: usize, kills: usize, seed: u64, environment: &[(&str, &str)]) -> Outcome {
    let office = Rc::new(Office::open("[keys]\nring = { file = 'ring' }\n"));
    office.file("ring", &"5e".repeat(32));
    let mut run = Run { script: script(mails, &office), office, bytes: Vec::new(), read: BTreeMap::new() };
    // The first start takes nothing: it notes where the mailbox ends.
    assert!(run.office.ready().end().success());
    let kills = if kills == 0 { run.leave_alone() } else { run.kill(kills, seed, environment) };
    run.outcome(kills)
}

struct Run {
    office: Rc<Office>,
    script: Vec<Mail>,
    /// The mails that are in the daemon's mailbox.
    bytes: Vec<Vec<u8>>,
    /// Letters read so far, by reader and file.
    read: BTreeMap<&'static str, BTreeMap<std::path::PathBuf, Letter>>,
}

impl Run {
    fn leave_alone(&mut self) -> Vec<Kill> {
        let office = Rc::clone(&self.office);
        let daemon = office.start();
        let mut last = Instant::now();
        while self.bytes.len() < self.script.len() {
            if self.feed() {
                last = Instant::now();
            } else {
                assert!(
                    last.elapsed() < SOON,
                    "no letter for {:?}\n{}",
                    self.script[self.bytes.len()],
                    self.office.log()
                );
                thread::sleep(Duration::from_millis(20));
            }
        }
        self.settle();
        assert!(daemon.end().success());
        Vec::new()
    }

    fn kill(&mut self, wanted: usize, seed: u64, environment: &[(&str, &str)]) -> Vec<Kill> {
        let office = Rc::clone(&self.office);
        let mut random = Random(seed | 1);
        let mut kills: Vec<Kill> = Vec::new();
        // How long a start takes, and how long there is something to do behind it; both found out while going on.
        let (mut start, mut busy) = (Duration::from_millis(600), Duration::from_millis(100));
        let mut before = (0, 0);
        let (mut idle, mut found_idle) = (0, true);
        while kills.len() < wanted || self.bytes.len() < self.script.len() {
            // As many mails per kill as there are in all, but at least one that can be lost; some while the daemon runs.
            let share = self.script.len() * kills.len() * 4 / (wanted * 5) + 1;
            let share = if found_idle { share.max(self.bytes.len() + 1) } else { share };
            let late = random.below(3) == 0;
            if !late {
                self.feed_up_to(share);
            }
            let (begun, logins) = (Instant::now(), self.logins());
            let daemon = office.start_with(environment);
            if late {
                self.feed_up_to(share);
            }
            // One in four dies at any moment of its start, the others while they are at work.
            let at_work = random.below(4) > 0;
            if at_work {
                let patience = (start * 5).max(Duration::from_secs(5));
                while self.logins() == logins && begun.elapsed() < patience {
                    thread::sleep(Duration::from_millis(1));
                }
                start = (start * 3 + begun.elapsed()) / 4;
                thread::sleep(busy.mul_f64(random.share()));
            } else {
                thread::sleep(start.mul_f64(1.2 * random.share()).saturating_sub(begun.elapsed()));
            }
            daemon.kill();
            let found = self.look(kills.len(), before.0);
            found_idle = found.is_idle();
            let now = (found.committed, self.arrived());
            if found_idle {
                // Nothing to lose: not counted, and the next one has less time. One that dies before it commits gives more.
                busy = busy.mul_f64(0.9);
                idle += 1;
                if idle > IDLE_MAX {
                    // What the next mail answers never comes: something was lost.
                    break;
                }
            } else {
                idle = 0;
                if at_work && found.uncommitted > 0 {
                    busy = busy.mul_f64(1.1);
                }
                kills.push(found);
            }
            assert!(busy < SOON, "no progress\n{}", self.office.log());
            before = now;
        }
        let daemon = office.start_with(environment);
        if self.bytes.len() == self.script.len() {
            self.settle();
        } else {
            office.answers();
        }
        assert!(daemon.end().success());
        kills
    }

    /// How often the daemon has logged in to Dovecot.
    fn logins(&self) -> usize {
        let log = fs::read_to_string(self.office.rig.imap_log()).unwrap_or_default();
        log.matches(&format!("Login: user=<{BEADLE}>")).count()
    }

    /// Mails from the script, as long as what they answer has come.
    fn feed_up_to(&mut self, count: usize) {
        while self.bytes.len() < count.min(self.script.len()) && self.feed() {}
    }

    /// Puts the next mail of the script into the daemon's mailbox; false if what it answers has not come yet.
    fn feed(&mut self) -> bool {
        let next = self.bytes.len();
        let bytes = match self.script[next].clone() {
            Mail::New(from, subject, words) => office::mail(from, &subject, &words, None).formatted(),
            Mail::Raw(text) => text.into_bytes(),
            Mail::Again(back) => self.bytes[next - back].clone(),
            Mail::Answer(person, case, words) => {
                self.read(person);
                let question = self.read[person].values().find(|letter| letter.asks() && letter.case == case);
                let Some(letter) = question else { return false };
                letter.reply(&words).formatted()
            }
        };
        // One after the other, so that the mailbox has the order of the script.
        self.office.rig.deliver(BEADLE, &bytes);
        self.bytes.push(bytes);
        self.office.rig.wait_numbered(BEADLE, self.bytes.len());
        true
    }

    /// Reads what somebody has got since the last time.
    fn read(&mut self, person: &'static str) {
        let known = self.read.entry(person).or_default();
        for mail in self.office.rig.mailbox(person) {
            known.entry(mail.path.clone()).or_insert_with(|| Letter::read(&mail.raw));
        }
    }

    fn arrived(&mut self) -> usize {
        EVERYBODY.iter().for_each(|person| self.read(person));
        self.read.values().map(BTreeMap::len).sum()
    }

    /// Waits until the last mail has been acted on and nothing waits.
    fn settle(&mut self) {
        let office = &self.office;
        office.answers();
        office.until("the last mail was acted on", || {
            office.json(&["cases"]).iter().any(|case| case.to_string().contains(LAST))
        });
        office.until("nothing waits", || office.json(&["outbox"]).is_empty());
        // Exim hands on what it took a moment later.
        let mut before = 0;
        loop {
            thread::sleep(Duration::from_secs(1));
            let now = self.arrived();
            if now == before {
                return;
            }
            before = now;
        }
    }

    /// What a kill hit, read from a copy of the store.
    fn look(&mut self, number: usize, committed_before: u32) -> Kill {
        let copy = self.office.root().join(format!("killed-{number}"));
        copy_folder(&self.office.store(), &copy);
        let (memory, opened) = Memory::open(&copy);
        let waiting = memory.outbox();
        let committed = memory.cursor();
        drop(memory);
        fs::remove_dir_all(&copy).expect("the copy is ours");
        self.arrived();
        let arrived: BTreeSet<(&str, &str)> = self
            .read
            .iter()
            .flat_map(|(person, letters)| letters.values().map(|l| (*person, l.message_id.as_str())))
            .collect();
        let handed_over = waiting
            .iter()
            .filter(|d| arrived.contains(&(d.to.to_string().as_str(), d.message_id.as_str())))
            .count();
        Kill {
            uncommitted: self.bytes.len() - committed as usize,
            committed,
            went_on: committed > committed_before,
            unsent: waiting.into_iter().map(|d| (d.to.to_string(), d.message_id)).collect(),
            handed_over,
            behind: opened.replayed > 0 || opened.rebuilt.is_some(),
        }
    }

    fn outcome(mut self, kills: Vec<Kill>) -> Outcome {
        self.arrived();
        let (memory, _) = Memory::open(&self.office.store());
        assert_eq!(memory.cursor() as usize, self.bytes.len(), "the mailbox was read to its end");
        let letters = self
            .read
            .iter()
            .flat_map(|(person, letters)| letters.values().map(|l| ((*person).to_owned(), l.clone())));
        Outcome {
            mails: self.bytes.len(),
            letters: letters.collect(),
            cases: memory.cases(),
            taken: memory.taken(),
            kills,
        }
    }
}

/// A small generator, so that a seed gives the same moments again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        // xorshift64*
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        self.below(1 << 20) as f64 / f64::from(1 << 20)
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder for the copy");
    for entry in fs::read_dir(from).expect("the folder can be listed").flatten() {
        let kind = entry.file_type().expect("it has a kind");
        if kind.is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()));
        } else if kind.is_file() {
            fs::copy(entry.path(), to.join(entry.file_name())).expect("a file can be copied");
        }
    }
}

// ── what a daemon left behind ────────────────────────────────────────────────────────────────────────────────

/// A store that no daemon has open.
struct Memory(Store);

impl Memory {
    fn open(folder: &Path) -> (Memory, Opened) {
        let (store, opened) = Store::open(folder, &Options::default()).expect("the store opens after a kill");
        (Memory(store), opened)
    }

    fn with<T>(&self, read: impl FnOnce(&View<'_>) -> T) -> T {
        let (reader, none) = (self.0.reader(), Changes::new());
        let view = View::of(&reader, &none);
        let value = read(&view);
        assert!(view.failure().is_none(), "the store can be read");
        value
    }

    fn outbox(&self) -> Vec<Delivery> {
        self.with(|rows| outbox::all(rows, usize::MAX))
    }

    /// The UID up to which the mailbox was taken.
    fn cursor(&self) -> u32 {
        let mut uid = 0;
        self.with(|rows| {
            rows.scan(&memory::prefix(["j"]), &mut |_, value| {
                let place: serde_json::Value = serde_json::from_slice(value).expect("a place is JSON");
                uid =
                    place["uid"].as_u64().and_then(|uid| u32::try_from(uid).ok()).expect("a place has a UID");
                true
            });
        });
        uid
    }

    /// All cases, without what the clock put into them.
    fn cases(&self) -> BTreeMap<String, String> {
        let mut ids: BTreeSet<String> = BTreeSet::new();
        self.with(|rows| {
            rows.scan(&memory::prefix(["c"]), &mut |key, _| {
                ids.extend(memory::parts(key).get(1).map(|id| (*id).to_owned()));
                true
            });
            let load = |id: String| {
                let case = memory::load(rows, &CaseId(id.clone()))
                    .expect("a case can be read")
                    .expect("it is there");
                let mut value = serde_json::to_value(case).expect("a case is JSON");
                timeless(&mut value);
                (id, serde_json::to_string_pretty(&value).expect("JSON"))
            };
            ids.iter().cloned().map(load).collect()
        })
    }

    /// The fates of every message in the journal, by where it came from.
    fn taken(&self) -> BTreeMap<String, Vec<String>> {
        let mut out: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for record in self.0.journal(0) {
            let record = record.expect("the journal can be read");
            let Ok(entry) = serde_json::from_slice::<Entry>(&record.body) else { continue };
            if let Happened::Message { key, .. } = entry.event {
                // The UIDVALIDITY is another one in each run.
                let uid = key.rsplit('/').next().unwrap_or_default().to_owned();
                out.entry(uid).or_default().push(format!("{:?}", entry.fate));
            }
        }
        out
    }
}

/// Takes instants, and what is made from them, out of a value.
fn timeless(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => *text = without_times(text),
        serde_json::Value::Array(items) => items.iter_mut().for_each(timeless),
        serde_json::Value::Object(members) => {
            // A letter's id has the version of its case in it, and a delivery that was noted later has another.
            members.retain(|name, _| !["version", "letter", "origin"].contains(&name.as_str()));
            members.values_mut().for_each(timeless);
        }
        _ => {}
    }
}

fn without_times(text: &str) -> String {
    static TIMES: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\d{4}-\d\d-\d\dT[\d:.]+Z|\d{8}T\d{6}Z?|\d{1,2}:\d\d").expect("a pattern")
    });
    TIMES.replace_all(text, "<time>").into_owned()
}

// ── what came of it ──────────────────────────────────────────────────────────────────────────────────────────

/// What a kill hit.
struct Kill {
    /// Mails in the mailbox that were not committed.
    uncommitted: usize,
    committed: u32,
    /// This life had committed something.
    went_on: bool,
    /// Reader and Message-ID of every delivery in the outbox.
    unsent: BTreeSet<(String, String)>,
    /// Of these, how many had arrived: accepted and not yet noted.
    handed_over: usize,
    /// On disk and not yet in the view.
    behind: bool,
}

impl Kill {
    fn is_idle(&self) -> bool {
        self.uncommitted == 0 && self.unsent.is_empty()
    }

    fn stage(&self) -> &'static str {
        match (self.uncommitted > 0, !self.unsent.is_empty(), self.went_on) {
            (true, false, false) => "mail waits, nothing committed in this life",
            (true, false, true) => "mail waits, some committed and sent in this life",
            (true, true, false) => "mail waits, older letters unsent",
            (true, true, true) => "mail waits, some committed in this life, letters unsent",
            (false, _, true) => "all mail committed in this life, letters unsent",
            (false, _, false) => "all mail committed before, letters unsent",
        }
    }
}

fn histogram(kills: &[Kill]) -> String {
    let mut stages: BTreeMap<&str, usize> = BTreeMap::new();
    for kill in kills {
        *stages.entry(kill.stage()).or_default() += 1;
    }
    let count = |is: fn(&Kill) -> bool| kills.iter().filter(|k| is(k)).count();
    stages.insert(
        "  of these: a letter accepted by the server and not yet noted",
        count(|k| k.handed_over > 0),
    );
    stages.insert("  of these: on disk and not yet in the view", count(|k| k.behind));
    let lines = stages.iter().rev().map(|(stage, count)| format!("{count:>6}  {stage}"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Everything a flow left behind.
struct Outcome {
    mails: usize,
    /// Every letter received, with its reader; a repeated one as often as it came.
    letters: Vec<(String, Letter)>,
    cases: BTreeMap<String, String>,
    taken: BTreeMap<String, Vec<String>>,
    kills: Vec<Kill>,
}

impl Outcome {
    /// Letters by reader and Message-ID.
    fn by_id(&self) -> BTreeMap<(String, String), Vec<&Letter>> {
        let mut out: BTreeMap<(String, String), Vec<&Letter>> = BTreeMap::new();
        for (person, letter) in &self.letters {
            out.entry((person.clone(), letter.message_id.clone())).or_default().push(letter);
        }
        out
    }

    fn repeated(&self) -> usize {
        self.letters.len() - self.by_id().len()
    }

    /// What readers see, once for each letter.
    fn received(&self) -> BTreeMap<(String, String, String), usize> {
        let mut out = BTreeMap::new();
        for ((person, _), letters) in self.by_id() {
            let letter = letters[0];
            let text =
                without_times(&format!("{}\n{}", letter.text, letter.calendar.as_deref().unwrap_or("")));
            *out.entry((person, without_times(&letter.subject), text)).or_default() += 1;
        }
        out
    }

    /// The first difference from a run that was left alone, or a promise that was not kept.
    fn compare(&self, undisturbed: &Outcome) -> Result<(), String> {
        for uid in 1..=self.mails {
            match self.taken.get(&uid.to_string()).map(Vec::as_slice) {
                None => return Err(format!("mail {uid} never reached the journal")),
                Some([_]) => {}
                Some(fates) => return Err(format!("mail {uid} was taken {} times: {fates:?}", fates.len())),
            }
        }
        let mut contents: BTreeMap<&str, Vec<u8>> = BTreeMap::new();
        for (_, letter) in &self.letters {
            let content = untraced(&letter.raw);
            if contents.entry(&letter.message_id).or_insert_with(|| content.clone()) != &content {
                return Err(format!("two contents were sent under the Message-ID {}", letter.message_id));
            }
        }
        for (delivery, copies) in self.by_id() {
            let excuses = self.kills.iter().filter(|kill| kill.unsent.contains(&delivery)).count();
            if copies.len() > 1 + excuses {
                return Err(format!(
                    "{delivery:?} came {} times, and {excuses} kills excuse it",
                    copies.len()
                ));
            }
        }
        if self.mails < undisturbed.mails {
            return Err(format!(
                "the flow ended after {} mails: what the next one answers never came",
                self.mails
            ));
        }
        differ("case", &self.cases, &undisturbed.cases)?;
        differ("fate of mail", &self.taken, &undisturbed.taken)?;
        differ("letter", &self.received(), &undisturbed.received())
    }
}

fn differ<K: Ord + std::fmt::Debug, V: PartialEq + std::fmt::Debug>(
    what: &str,
    one: &BTreeMap<K, V>,
    other: &BTreeMap<K, V>,
) -> Result<(), String> {
    for (key, value) in other {
        match one.get(key) {
            None => return Err(format!("{what} {key:#?} is missing; left alone it is {value:#?}")),
            Some(found) if found != value => {
                return Err(format!("{what} {key:#?} is {found:#?}; left alone it is {value:#?}"));
            }
            Some(_) => {}
        }
    }
    match one.keys().find(|key| !other.contains_key(key)) {
        Some(key) => Err(format!("{what} {key:#?} is too much")),
        None => Ok(()),
    }
}

/// A mail without the lines that servers put on top of it.
fn untraced(raw: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(raw).replace("\r\n", "\n");
    let mut out = String::new();
    let mut trace = false;
    let (head, body) = text.split_once("\n\n").unwrap_or((&text, ""));
    for line in head.lines() {
        if !line.starts_with([' ', '\t']) {
            let name = line.split(':').next().unwrap_or_default().to_lowercase();
            trace = ["return-path", "delivered-to", "received", "envelope-to", "delivery-date"]
                .contains(&name.as_str());
        }
        if !trace {
            out += line;
            out.push('\n');
        }
    }
    format!("{out}\n{body}").into_bytes()
}
