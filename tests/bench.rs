//! How much mail a second: a benchmark that reports and never fails for being slow.
//!
//! ```sh
//! cargo bench --bench flow                          # 10,000 mixed mails into a store of some 8,000 open cases
//! cargo bench --bench flow -- --preload 100000      # the same with 100,000 more open cases
//! ```
//!
//! A company of 200 people has projects and tasks; then 10,000 mails (Chinese and English, 1 to 50 KB; requests, answers
//! with their tokens, progress lines, automatic mail, strangers, talk) are put into the daemon's Maildir at once. Timed
//! is from that moment until every one is committed and every letter lies in its reader's Maildir. The daemon runs in a
//! process of its own on two cores, so that its memory and its cores are its own; the disk is measured in that process
//! before and after. `--mails N`, `--cores N` and `--seed N` choose another size; `--keep DIR` leaves everything there.

#[path = "office/noon.rs"]
mod noon;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use beadle::check;
use beadle::mail::{self, OwnMail};
use beadle::service::clock::Clock;
use beadle::service::writer::View;
use beadle::service::{self, Daemon};
use beadle::store::{Options, Row, Store, disk_rate};
use beadle::time::Zone;
use beadle::turn::{Happened, Record, Setting, due, outbox, turn};
use beadle::workflow::memory::Changes;
use beadle::workflow::{Event, Fate, Incoming, Outcome};
use tokio_util::sync::CancellationToken;

/// As the program has it.
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

const PEOPLE: usize = 200;
/// All but the last one, who is above all.
const STAFF: usize = PEOPLE - 1;
/// Tasks of one project.
const TASKS: usize = 50;
const BEADLE: &str = "beadle@company.test";
/// Cores the daemon may use, unless told otherwise.
const CORES: usize = 2;
/// What the allocator is told, as the systemd unit has it; the variable of the same name goes before it.
const ALLOCATOR_CONF: &str = "narenas:1,dirty_decay_ms:500,muzzy_decay_ms:0";
/// The worker gives up when nothing has happened for this long.
const STUCK_AFTER: Duration = Duration::from_secs(60);

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    match arguments.as_slice() {
        [word, dir, mails] if word == "--work" => work(Path::new(dir), mails.parse().expect("a number")),
        _ => match Asked::read(&arguments) {
            Some(asked) => run(&asked),
            None => {
                eprintln!(
                    "cargo bench --bench flow -- [--mails N] [--preload N] [--cores N] [--seed N] [--keep DIR]"
                );
                return ExitCode::from(64);
            }
        },
    }
    ExitCode::SUCCESS
}

/// What the command line asks for.
struct Asked {
    mails: usize,
    preload: usize,
    cores: usize,
    seed: u64,
    keep: Option<PathBuf>,
}

impl Asked {
    fn read(arguments: &[String]) -> Option<Asked> {
        let mut asked = Asked { mails: 10_000, preload: 0, cores: CORES, seed: 1, keep: None };
        for pair in arguments.chunks(2) {
            let [name, value] = pair else { return None };
            match name.as_str() {
                "--mails" => asked.mails = value.parse().ok()?,
                "--preload" => asked.preload = value.parse().ok()?,
                "--cores" => asked.cores = value.parse().ok()?,
                "--seed" => asked.seed = value.parse().ok()?,
                "--keep" => asked.keep = Some(value.into()),
                _ => return None,
            }
        }
        Some(asked)
    }
}

fn run(asked: &Asked) {
    let dir = asked.keep.clone().unwrap_or_else(|| Path::new(env!("CARGO_TARGET_TMPDIR")).join("flow"));
    if dir.exists() {
        fs::remove_dir_all(&dir).expect("the folder of the last run can go");
    }
    furnish(&dir);
    let begun = Instant::now();
    let mut past = Past::new(&dir);
    past.live(asked);
    let cases = past.cases;
    let mails = mixed(&past, asked);
    drop(past);
    let waiting = dir.join("waiting");
    fs::create_dir_all(&waiting).expect("a folder");
    for (n, mail) in mails.iter().enumerate() {
        // Sorted names, so that they arrive in this order.
        fs::write(waiting.join(format!("1700000000.M{n:06}P1.desk")), mail).expect("a mail can be written");
    }
    let bytes: usize = mails.iter().map(Vec::len).sum();
    println!(
        "{cases} open cases made in {:.0?}; {} mails of {} KB on average",
        begun.elapsed(),
        mails.len(),
        bytes / mails.len() / 1024
    );
    drop(mails);

    let cores: Vec<String> = (0..asked.cores).map(|core| core.to_string()).collect();
    let status = Command::new("taskset")
        .args(["-c", &cores.join(",")])
        .arg(std::env::current_exe().expect("this program has a path"))
        .arg("--work")
        .arg(&dir)
        .arg(asked.mails.to_string())
        .env(
            "_RJEM_MALLOC_CONF",
            std::env::var("_RJEM_MALLOC_CONF").unwrap_or_else(|_| ALLOCATOR_CONF.into()),
        )
        .status()
        .expect("taskset runs (package util-linux)");
    assert!(status.success(), "the measured process failed");
    if asked.keep.is_none() {
        fs::remove_dir_all(&dir).expect("the folder is ours");
    }
}

// ── the company ──────────────────────────────────────────────────────────────────────────────────────────────

fn id(n: usize) -> String {
    format!("p{n:03}")
}

fn address(n: usize) -> String {
    format!("p{n:03}@company.test")
}

/// Reads English.
fn is_english(n: usize) -> bool {
    n % 4 == 3
}

fn furnish(dir: &Path) {
    let mut people = String::new();
    for n in 0..PEOPLE {
        let language = if is_english(n) { "en" } else { "zh" };
        // The last one is above all.
        let above = match n {
            0..10 => format!("department = 'd{}'\nhead = '{}'", n % 10, id(PEOPLE - 1)),
            _ if n + 1 < PEOPLE => format!("department = 'd{}'", n % 10),
            _ => String::new(),
        };
        writeln!(
            people,
            "[people.{}]\nname = {{ zh = '员工{n:03}', en = 'Person {n:03}' }}\naddresses = '{}'\nlanguage = '{language}'\n{above}",
            id(n),
            address(n)
        )
        .expect("a string grows");
    }
    let departments: String =
        (0..10).map(|d| format!("[departments.d{d}]\nname = '部门{d}'\nhead = '{}'\n", id(d))).collect();
    let staff: Vec<String> = (0..10).map(|d| format!("'department:d{d}'")).collect();
    let directory = format!(
        "[company]\nname = '启明科技'\nlanguage = 'zh'\nzone = '{}'\n{people}{departments}\
         [roles]\ncto = 'p001'\noperations = ['p002', 'p006']\nit = 'p002'\noffice = 'p006'\nsupport_lead = 'p004'\nemergency_lead = ['p005', 'p008']\n\
         [groups]\nhr = 'p004'\nmanagers = 'p001'\nstaff = [{}]\n[lists]\noutage_classes = ['website', 'payment', 'other']\n\
         [tables.informed]\nwebsite = 'p001'\npayment = 'p001'\nother = 'p001'\n",
        noon::noon().name(),
        staff.join(", ")
    );
    let project = env!("CARGO_MANIFEST_DIR");
    let config = format!(
        "[identity]\naddress = '{BEADLE}'\nname = 'Beadle'\n\
         [paths]\nrules = '{project}/rules'\ntemplates = '{project}/templates'\ndirectory = 'directory.toml'\nholidays = []\nstate = 'state'\n\
         [[mailbox]]\nkind = 'maildir'\npath = 'inbox'\nname = 'inbox'\npoll = '50ms'\n\
         [outgoing]\nkind = 'maildir'\nroot = 'mail'\n"
    );
    for folder in ["inbox/new", "inbox/cur", "inbox/tmp", "state"] {
        fs::create_dir_all(dir.join(folder)).expect("a folder");
    }
    fs::write(dir.join("directory.toml"), directory).expect("a file");
    fs::write(dir.join("beadle.toml"), config).expect("a file");
}

fn setting(dir: &Path) -> check::Loaded {
    let path = dir.join("beadle.toml");
    check::load(&path, &[], vec![vec![0x5e; 32]], Clock::system().now())
        .unwrap_or_else(|failure| panic!("{failure}"))
}

fn open(dir: &Path) -> (Store, beadle::store::Opened) {
    Store::open(&check::store_folder(&dir.join("state")), &Options::default()).expect("the store opens")
}

// ── what was before ──────────────────────────────────────────────────────────────────────────────────────────

/// A question somebody was asked.
#[derive(Debug, Clone)]
struct Question {
    person: usize,
    case: String,
    reply_to: String,
    message_id: String,
    subject: String,
}

/// The company's past: the same turns as the daemon's, without its doors.
struct Past {
    setting: Setting,
    store: Store,
    zone: Zone,
    pending: Changes,
    group: Vec<(Vec<u8>, Vec<Row>)>,
    /// The newest question by person and case.
    questions: BTreeMap<(usize, String), Question>,
    cases: usize,
    mails: usize,
}

impl Past {
    fn new(dir: &Path) -> Past {
        let setting = setting(dir).setting;
        let zone = setting.directory.company.zone.clone();
        let (store, _) = open(dir);
        Past {
            setting,
            store,
            zone,
            pending: Changes::new(),
            group: Vec::new(),
            questions: BTreeMap::new(),
            cases: 0,
            mails: 0,
        }
    }

    /// Projects with their tasks: enough for the mails to come, and as many more as asked for.
    fn live(&mut self, asked: &Asked) {
        // A task is offered, progressed or delayed by one mail, so three in four mails find one of their own.
        let projects = (asked.mails * 3 / 4).div_ceil(TASKS) + asked.preload.div_ceil(TASKS + 1);
        for n in 0..projects {
            self.project(n);
        }
        // Delay requests that wait for their two approvals.
        for n in 0..asked.mails / 25 {
            let (case, owner) = task(n);
            self.mail(&delay(&self.zone, n, &case, owner, 2_000));
        }
        self.flush();
        // A preload leaves a journal behind that no daemon would still have.
        self.store.reader().snapshot().expect("a snapshot");
    }

    fn project(&mut self, n: usize) {
        let (sponsor, manager) = people_of(n);
        let words = project_words(&self.zone, n, true);
        self.mail(&written(sponsor, &format!("【项目启动】项目{n}号"), &words, 2_000, n));
        let case = project_id(&self.zone, n);
        self.deadlines();
        self.answer(sponsor, &case, "会议纪要：都清楚了。");
        let day = day(&self.zone, 30);
        let rows: String = (0..TASKS)
            .map(|t| format!("任务{n}之{t} | {} | {day} | 中\n", address(owner_of(n, t))))
            .collect();
        self.answer(manager, &case, &format!("任务清单：\n{rows}"));
    }

    fn answer(&mut self, person: usize, case: &str, words: &str) {
        let question = self.questions.get(&(person, case.to_owned()));
        let question = question.unwrap_or_else(|| panic!("{person} was asked nothing about {case}")).clone();
        self.mail(&reply(&question, words, 1_000, 0));
    }

    fn mail(&mut self, raw: &[u8]) {
        self.mails += 1;
        let own =
            OwnMail { addresses: vec![BEADLE.parse().expect("an address")], host: "company.test".to_owned() };
        let incoming = Incoming {
            key: format!("past/{}", self.mails),
            received: Clock::system().now(),
            message: mail::parse(raw, &own).map_err(|quarantine| quarantine.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        let record = self.event(&Event::Message(Box::new(incoming)));
        assert!(
            matches!(record.entry.fate, Fate::Acted),
            "{:#?}\n{}",
            record.entry,
            String::from_utf8_lossy(raw)
        );
    }

    fn deadlines(&mut self) {
        let reader = self.store.reader();
        let late = due(&View::of(&reader, &self.pending), Clock::system().now(), usize::MAX);
        for (due, case, key) in late {
            self.event(&Event::Deadline { case, key, due });
        }
    }

    fn event(&mut self, event: &Event) -> Record {
        let reader = self.store.reader();
        let view = View::of(&reader, &self.pending);
        let record = turn(&self.setting, &view, event, Clock::system().now(), Changes::new());
        assert!(view.failure().is_none() && record.entry.alarms.is_empty(), "{:?}", record.entry.alarms);
        assert!(record.spool.is_empty(), "no letter of the past is that large");
        self.pending.extend(record.rows.clone());
        let body = serde_json::to_vec(&record.entry).expect("JSON");
        self.group.push((body, record.rows.clone().into_iter().collect()));
        self.cases +=
            record.rows.iter().filter(|(key, value)| key.starts_with(b"o\0") && value.is_some()).count();
        for letter in &record.letters {
            for (person, to) in &letter.to {
                if let Some(question) =
                    question(person.as_str(), &letter.message_id, &letter.subject, &letter.bytes)
                {
                    self.questions.insert((question.person, question.case.clone()), question);
                }
                self.event(&Event::Delivery {
                    letter: letter.id.clone(),
                    to: to.clone(),
                    outcome: Outcome::Accepted,
                });
            }
        }
        if self.group.len() >= 256 {
            self.flush();
        }
        record
    }

    fn flush(&mut self) {
        if !self.group.is_empty() {
            self.store.commit(std::mem::take(&mut self.group)).expect("the store commits");
            self.pending.clear();
        }
    }
}

/// The question of a letter that asks one person.
fn question(person: &str, message_id: &str, subject: &str, bytes: &[u8]) -> Option<Question> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4_000)]);
    let field = |name: &str| head.lines().find_map(|line| Some(line.strip_prefix(name)?.trim().to_owned()));
    let reply_to = field("Reply-To:")?.trim_matches(['<', '>']).to_owned();
    (reply_to != BEADLE).then(|| Question {
        person: person[1..].parse().expect("people are numbered"),
        case: field("Beadle-Case:").unwrap_or_default(),
        reply_to,
        message_id: message_id.to_owned(),
        subject: subject.to_owned(),
    })
}

fn project_id(zone: &Zone, n: usize) -> String {
    format!("P-{}-{:04}", day(zone, 0).format("%Y"), n + 1)
}

/// Sponsor and manager of a project.
fn people_of(project: usize) -> (usize, usize) {
    let n = project * 7 % STAFF;
    (n, (n + 1) % STAFF)
}

fn owner_of(project: usize, task: usize) -> usize {
    // Nobody approves his own request.
    (project * 7 + 3 + task * 3 % (STAFF - 10)) % STAFF
}

/// The nth task of all, and who owns it; spread over the projects.
fn task(n: usize) -> (String, usize) {
    let (project, task) = (n / TASKS, n % TASKS);
    (format!("{}-T{:02}", project_id(&noon::noon(), project), task + 1), owner_of(project, task))
}

fn day(zone: &Zone, days: i64) -> chrono::NaiveDate {
    zone.local(Clock::system().now() + chrono::Duration::days(days)).date()
}

// ── mails ────────────────────────────────────────────────────────────────────────────────────────────────────

/// What kinds of mail come, in hundredths; `fits` says how each changes a case and sends a letter.
const MIX: [(Kind, usize); 14] = [
    (Kind::Confirm, 12),   // answers
    (Kind::Approve, 8),    // answers
    (Kind::Delay, 22),     // opens a case, two are asked
    (Kind::NeedHelp, 11),  // opens a case, one is asked and all are told
    (Kind::Project, 8),    // opens a case, the members are told, the opener is asked for the rest
    (Kind::Alarm, 3),      // opens a case, several are told and asked
    (Kind::Progress, 8),   // changes a case
    (Kind::Away, 3),       // automatic
    (Kind::Bounce, 2),     // automatic
    (Kind::Newsletter, 5), // automatic
    (Kind::Status, 4),     // is answered
    (Kind::Stranger, 6),
    (Kind::Talk, 6),
    (Kind::Again, 2), // a mail that came already
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Confirm,
    Approve,
    Delay,
    NeedHelp,
    Project,
    Alarm,
    Progress,
    Away,
    Bounce,
    Newsletter,
    Status,
    Stranger,
    Talk,
    Again,
}

/// The mails of the run, in a random order that a seed repeats.
fn mixed(past: &Past, asked: &Asked) -> Vec<Vec<u8>> {
    let mut random = Random(asked.seed.max(1));
    let mut kinds: Vec<(Kind, usize)> =
        MIX.iter().flat_map(|(kind, share)| (0..asked.mails * share / 100).map(|n| (*kind, n))).collect();
    let missing = asked.mails - kinds.len();
    kinds.extend((0..missing).map(|n| (Kind::Stranger, asked.mails + n)));
    for i in (1..kinds.len()).rev() {
        kinds.swap(i, random.below(i + 1));
    }
    // Tasks in slices, one for each kind that needs one of its own: prepared delays first.
    let prepared = asked.mails / 25;
    let count =
        |kind: Kind| MIX.iter().find(|(k, _)| *k == kind).map_or(0, |(_, share)| asked.mails * share / 100);
    let (confirms, delays) = (prepared, prepared + count(Kind::Confirm));
    let progress = delays + count(Kind::Delay);
    let mut out: Vec<Vec<u8>> = Vec::new();
    for (kind, n) in kinds {
        let size = random.size();
        let mail = match kind {
            Kind::Confirm => {
                let (case, owner) = task(confirms + n);
                let words = if is_english(owner) { "confirm" } else { "确认" };
                reply(past.asked(owner, &case), words, size, n)
            }
            Kind::Approve => {
                let (sponsor, manager) = people_of(n / 2 / TASKS);
                let approver = if n % 2 == 0 { sponsor } else { manager };
                let words = if is_english(approver) { "approve" } else { "同意" };
                let request = format!("DLY-{}-{:04}", day(&past.zone, 0).format("%Y"), n / 2 + 1);
                reply(past.asked(approver, &request), words, size, n)
            }
            Kind::Delay => {
                let (case, owner) = task(delays + n);
                delay(&past.zone, n, &case, owner, size)
            }
            Kind::Progress => {
                let (case, owner) = task(progress + n);
                let words = if is_english(owner) { "progress 40%" } else { "进度 40%" };
                written(owner, &format!("[{case}]"), words, size, n)
            }
            Kind::NeedHelp => {
                let project = n % 20;
                let case = project_id(&past.zone, project);
                written(
                    people_of(project).0,
                    &format!("【需协助】[{case}] 环境连不上 {n}"),
                    "需要谁：p030@company.test\n",
                    size,
                    n,
                )
            }
            Kind::Project => {
                let words = project_words(&past.zone, n, false);
                written(people_of(n).0, &format!("[New project] Project {n} of this year"), &words, size, n)
            }
            Kind::Alarm => {
                written(n % STAFF, &format!("【紧急】机器 {n} 没有响应"), "影响范围：一台机器\n", size, n)
            }
            Kind::Away => {
                automatic(n, &format!("自动回复: 外出 {n}"), "Auto-Submitted: auto-replied\r\n", size)
            }
            Kind::Bounce => automatic(
                n,
                "Undelivered Mail Returned to Sender",
                "Auto-Submitted: auto-replied\r\nX-Failed-Recipients: x@y.test\r\n",
                size,
            ),
            Kind::Newsletter => automatic(
                n,
                &format!("News {n}"),
                "List-Id: <news.company.test>\r\nPrecedence: bulk\r\n",
                size,
            ),
            Kind::Status => {
                written(n % STAFF, &format!("状态 [{}]", project_id(&past.zone, n % 20)), "状态\n", size, n)
            }
            Kind::Stranger => headed(
                &format!("s{n}@elsewhere.test"),
                "问一下",
                "",
                &padded("你们好，请问怎么报名？\n", text_size(size, n)),
                n,
            ),
            Kind::Talk => {
                let (case, owner) = task(n);
                written(owner, &format!("Re: [{case}] 周会"), "大家周三见，我先把材料发在群里。\n", size, n)
            }
            Kind::Again if out.is_empty() => headed("s@elsewhere.test", "问一下", "", "x", 0),
            Kind::Again => out[random.below(out.len())].clone(),
        };
        out.push(mail);
    }
    out
}

impl Past {
    fn asked(&self, person: usize, case: &str) -> &Question {
        let question = self.questions.get(&(person, case.to_owned()));
        question.unwrap_or_else(|| panic!("{person} was asked nothing about {case}"))
    }
}

fn project_words(zone: &Zone, n: usize, whole: bool) -> String {
    let (sponsor, manager) = people_of(n);
    let other = |k: usize| address((n * 7 + k) % STAFF);
    let mut words = format!(
        "发起人：{}\n项目经理：{}\n研发负责人：{}\n设计负责人：{}\n市场对接人：{}\n核心目标：目标{n}\n",
        address(sponsor),
        address(manager),
        other(2),
        other(4),
        other(6)
    );
    if whole {
        let (wanted, yesterday) = (day(zone, 90), day(zone, -1));
        write!(
            words,
            "项目背景：背景\n功能清单：功能\n用户画像：用户\n预期成果：成果\n期望完成时间：{wanted}\n启动会：{yesterday} 14:00-15:00 线上\n"
        )
        .expect("a string grows");
    }
    words
}

fn delay(zone: &Zone, n: usize, case: &str, owner: usize, size: usize) -> Vec<u8> {
    let until = day(zone, 40);
    let (tag, words) = if is_english(owner) {
        (
            "[Delay request] ",
            format!("Until: {until}\nReason: the interface is late ({n})\nPlan: screens first\n"),
        )
    } else {
        ("【延期申请】", format!("延至：{until}\n原因：接口没有按时开放（{n}）\n调整后的计划：先做前端\n"))
    };
    written(owner, &format!("{tag}[{case}]"), &words, size, n)
}

fn written(from: usize, subject: &str, words: &str, size: usize, n: usize) -> Vec<u8> {
    headed(&address(from), subject, "", &padded(words, text_size(size, n)), n)
}

fn automatic(n: usize, subject: &str, head: &str, size: usize) -> Vec<u8> {
    headed(&address(n % STAFF), subject, head, &padded("我外出了，下周回来。\n", text_size(size, n)), n)
}

/// Every third mail says all of it in HTML as well.
fn has_html(n: usize) -> bool {
    n.is_multiple_of(3)
}

/// Octets of text that make a mail of that size.
fn text_size(size: usize, n: usize) -> usize {
    // base64 makes four octets of three; HTML says it again and adds its marks.
    size * 3 / 4 / if has_html(n) { 2 } else { 1 }
}

/// An answer above a quote of the size asked for.
fn reply(question: &Question, words: &str, size: usize, n: usize) -> Vec<u8> {
    let mut body = format!("{words}\n\n在 2026年11月20日，Beadle <{BEADLE}> 写道：\n");
    while body.len() < text_size(size, n) {
        body.push_str("> 请在此线上方回复；以下是上一封信的内容，一行一行地引在这里。\n");
    }
    let head = format!("In-Reply-To: <{0}>\r\nReferences: <{0}>\r\n", question.message_id);
    let mut mail = format!("To: <{}>\r\n", question.reply_to).into_bytes();
    mail.extend(headed(&address(question.person), &format!("Re: {}", question.subject), &head, &body, n));
    mail
}

/// Words, and below them what makes mails large: a signature and an older mail.
fn padded(words: &str, size: usize) -> String {
    let mut body = format!(
        "{words}\n--\n启明科技 Qiming Technology\n\n-----原始邮件-----\n发件人: 张三\n主题: 周报\n\n"
    );
    while body.len() < size {
        body.push_str(
            "本周完成了接口联调和三处修复，下周继续；the rest is as we said on Monday, nothing new there.\n",
        );
    }
    body
}

/// Headers as mail programs write them, and the body as base64, quoted by every third with an HTML part beside it.
fn headed(from: &str, subject: &str, head: &str, body: &str, n: usize) -> Vec<u8> {
    static COUNT: AtomicU64 = AtomicU64::new(0);
    let count = COUNT.fetch_add(1, Relaxed);
    let words: Vec<String> = subject
        .chars()
        .collect::<Vec<_>>()
        .chunks(12)
        .map(|part| format!("=?UTF-8?B?{}?=", STANDARD.encode(part.iter().collect::<String>())))
        .collect();
    let to = if head.contains("In-Reply-To") { String::new() } else { format!("To: <{BEADLE}>\r\n") };
    let mut mail = format!(
        "Return-Path: <{from}>\r\nReceived: from desk.company.test by mx.company.test; Mon, 23 Nov 2026 09:00:00 +0800\r\n\
         From: <{from}>\r\n{to}Subject: {}\r\nMessage-ID: <{count}.{n}@desk.company.test>\r\n\
         Date: Mon, 23 Nov 2026 09:00:00 +0800\r\n{head}MIME-Version: 1.0\r\nX-Mailer: Foxmail 7.2\r\n",
        words.join("\r\n ")
    );
    let part = |kind: &str, text: &str| {
        let code = STANDARD.encode(text.replace('\n', "\r\n"));
        let lines: Vec<&str> =
            (0..code.len()).step_by(76).map(|at| &code[at..(at + 76).min(code.len())]).collect();
        format!(
            "Content-Type: {kind}; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        )
    };
    if has_html(n) {
        let html: String =
            body.lines().map(|line| format!("<div>{}</div>\n", line.replace('<', "&lt;"))).collect();
        write!(
            mail,
            "Content-Type: multipart/alternative; boundary=\"=_p\"\r\n\r\n--=_p\r\n{}--=_p\r\n{}--=_p--\r\n",
            part("text/plain", body),
            part("text/html", &html)
        )
        .expect("a string grows");
    } else {
        mail.push_str(&part("text/plain", body));
    }
    mail.into_bytes()
}

/// xorshift64*: the same mails for the same seed.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    fn below(&mut self, end: usize) -> usize {
        ((self.next() >> 11) % end as u64) as usize
    }

    /// 1 to 50 KB, small ones more often: each doubling is as likely as the next.
    fn size(&mut self) -> usize {
        let share = self.below(1 << 20) as f64 / f64::from(1 << 20);
        (1_000.0 * 50_f64.powf(share)) as usize
    }
}

// ── the measured process ─────────────────────────────────────────────────────────────────────────────────────

/// What the writer has committed.
#[derive(Default)]
struct Tally {
    messages: AtomicU64,
    changed: AtomicU64,
    /// Changed a case and sent a letter.
    both: AtomicU64,
    quarantined: AtomicU64,
    letters: AtomicU64,
    to_send: AtomicU64,
    delivered: AtomicU64,
}

impl Tally {
    fn note(&self, record: &Record) {
        let deliveries: usize = record.letters.iter().map(|letter| letter.to.len()).sum();
        self.letters.fetch_add(record.letters.len() as u64, Relaxed);
        self.to_send.fetch_add(deliveries as u64, Relaxed);
        match &record.entry.event {
            Happened::Message { .. } => {
                let changed = u64::from(!record.entry.cases.is_empty());
                self.changed.fetch_add(changed, Relaxed);
                self.both.fetch_add(changed * u64::from(deliveries > 0), Relaxed);
                let set_aside = u64::from(matches!(record.entry.fate, Fate::Quarantined(_)));
                self.quarantined.fetch_add(set_aside, Relaxed);
                self.messages.fetch_add(1, Relaxed);
            }
            Happened::Event(event) => {
                let done = matches!(**event, Event::Delivery { outcome: Outcome::Accepted, .. });
                self.delivered.fetch_add(u64::from(done), Relaxed);
            }
        }
    }
}

fn work(dir: &Path, mails: u64) {
    let disk = |_: &str| disk_rate(dir, 2.0).expect("the disk can be measured");
    let before = disk("before");
    let loaded = setting(dir);
    let begun = Instant::now();
    let (store, opened) = open(dir);
    let opening = begun.elapsed();
    let reader = store.reader();
    let tally = Arc::new(Tally::default());
    let told = Arc::clone(&tally);
    let end = CancellationToken::new();
    let seq = reader.seq();
    let daemon = Daemon {
        config: loaded.config,
        setting: loaded.setting,
        store,
        opened,
        clock: Clock::system(),
        state: dir.join("state"),
        socket: None,
        since: None,
        reload: Box::new(|_| Err("nothing changes here".to_owned())),
        observer: Some(Box::new(move |record| told.note(record))),
        notify: false,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.expect("a runtime");
    let begun = Instant::now();
    let running = runtime.spawn(service::run(daemon, end.clone()));
    // The first look at the mailbox leaves a record behind; then it stands ready.
    wait(|| reader.seq() > seq, &tally);
    let starting = begun.elapsed();

    let counters = reader.counters();
    let (new, waiting) = (dir.join("inbox/new"), dir.join("waiting"));
    let begun = Instant::now();
    rustix::fs::renameat_with(
        rustix::fs::CWD,
        &waiting,
        rustix::fs::CWD,
        &new,
        rustix::fs::RenameFlags::EXCHANGE,
    )
    .expect("two folders change places");
    wait(|| tally.messages.load(Relaxed) >= mails, &tally);
    let taken = begun.elapsed();
    let nothing = Changes::new();
    wait(|| outbox::all(&View::of(&reader, &nothing), 1).is_empty(), &tally);
    let elapsed = begun.elapsed();
    end.cancel();
    runtime.block_on(running).expect("the daemon does not panic").expect("the daemon ends well");
    let done = reader.counters();
    drop(reader);
    let after = disk("after");

    let count = |of: &AtomicU64| of.load(Relaxed);
    let per_second = mails as f64 / elapsed.as_secs_f64();
    let rate = (before + after) / 2.0;
    println!("opened in {opening:.1?}, loops ready in {starting:.1?}");
    println!("{per_second:.0} mails a second: {mails} in {elapsed:.2?} (all committed after {taken:.2?})");
    println!(
        "{} changed a case, {} changed a case and sent a letter, {} set aside",
        count(&tally.changed),
        count(&tally.both),
        count(&tally.quarantined)
    );
    println!(
        "{} letters, {} deliveries, {} noted",
        count(&tally.letters),
        count(&tally.to_send),
        count(&tally.delivered)
    );
    println!(
        "{} fsyncs of the journal for {} records and {:.1} MB",
        done.fsyncs - counters.fsyncs,
        done.records - counters.records,
        (done.bytes - counters.bytes) as f64 / 1e6
    );
    println!("{} MB of memory at most", peak_memory_kb() / 1024);
    println!(
        "{rate:.0} fdatasync a second is what this disk does for one writer ({before:.0} before, {after:.0} after)"
    );
    println!("ratio: 1/{:.1} (the goal is 1/7 or better)", rate / per_second);
}

/// Waits, as long as something goes on.
fn wait(mut is: impl FnMut() -> bool, tally: &Tally) {
    let moved = || tally.messages.load(Relaxed) + tally.delivered.load(Relaxed);
    let (mut last, mut count) = (Instant::now(), moved());
    while !is() {
        std::thread::sleep(Duration::from_millis(2));
        if moved() > count {
            (last, count) = (Instant::now(), moved());
        }
        assert!(last.elapsed() < STUCK_AFTER, "nothing goes on: {count} events");
    }
}

/// VmHWM: the most memory this process ever held.
fn peak_memory_kb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).expect("it has a peak");
    line.trim().trim_end_matches("kB").trim().parse().expect("a number")
}
