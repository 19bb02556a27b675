//! Which case a mail belongs to: the personal token first, then In-Reply-To and References, then the ids that relays
//! kept, then the id in the subject, then the sender's only open question; more than one candidate is asked, with a list,
//! and so is a subject that names another case than the letter that is answered.
//!
//! Three errands wait: `ER-2026-0001` and `ER-2026-0002` for Li, `RD-2026-0001` for Zhang. Each row of a table is one mail
//! through the real turn that says `confirm`, and what is to come of it. A mail names one case in one way and another case
//! in every lower way, and the higher way wins; what is somebody else's may show where a mail belongs, and answers nothing.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;
use std::sync::Arc;

use beadle::compose::Composer;
use beadle::directory::Directory;
use beadle::fault::Source;
use beadle::mail::{self, OwnMail};
use beadle::rules::parse;
use beadle::time::Holidays;
use beadle::turn::{Record, Setting, turn};
use beadle::workflow::memory::{self, Changes};
use beadle::workflow::{CaseId, Event, Identity, Incoming};
use chrono::{DateTime, TimeDelta, Utc};

const FIRST: &str = "ER-2026-0001";
const SECOND: &str = "ER-2026-0002";
const RIDE: &str = "RD-2026-0001";

/// One question to one person, to be answered by a word that needs no more than a known address.
fn errand(process: &str, code: &str, who: &str) -> Source {
    let text = format!(
        r#"
process = "{process}"
code    = "{code}"
title   = {{ en = "{process}", zh = "{process}" }}

[open]
subject = {{ en = ["{process}"] }}
by      = "anyone"
go      = "offered"

[state.offered.ask.take]
who     = "role.{who}"
answers = ["confirm", "decline"]
due     = "90d"
silence = [{{ at = "due", go = "over" }}]
on.closed = "over"

[state.over]
end = true
"#
    );
    Source::new(format!("{process}.toml"), text)
}

fn house() -> Setting {
    let root = env!("CARGO_MANIFEST_DIR");
    let answers = std::fs::read_to_string(format!("{root}/rules/answers.toml")).unwrap();
    let sources = [
        errand("errand", "ER", "runner"),
        errand("ride", "RD", "driver"),
        Source::new("answers.toml", answers),
    ];
    let rules = parse(&sources).unwrap_or_else(|f| panic!("{f}"));
    let people: String = ["liu", "li", "zhang", "chen"]
        .map(|p| format!("[people.{p}]\nname = \"{p}\"\naddresses = \"{p}@qiming.example\"\n\n"))
        .concat();
    let text = format!(
        "[company]\nname = \"Qiming\"\nzone = \"Asia/Shanghai\"\nlanguage = \"en\"\n\n{people}[roles]\nrunner = \"li\"\ndriver = \"zhang\"\n"
    );
    let directory = Directory::read(&Source::new("directory.toml", text)).unwrap_or_else(|f| panic!("{f}"));
    let mut templates: Vec<Source> = ["errand", "ride"]
        .iter()
        .flat_map(|p| ["en", "zh"].map(|lang| format!("templates/{p}/take.{lang}.md")))
        .map(|path| Source::new(path, "---\nsubject: Please take it\n---\nPlease take it.\n"))
        .collect();
    let core = setting::sources("templates", &["md", "html", "toml"]);
    templates.extend(core.into_iter().filter(|s| {
        s.path().matches('/').count() == 1 || s.path().contains("/_parts/") || s.path().contains("/system/")
    }));
    let composer = Composer::new(&templates, &rules, &directory).unwrap_or_else(|f| panic!("{f}"));
    let identity = Identity {
        address: "beadle@qiming.example".parse().unwrap(),
        aliases: Vec::new(),
        host: "qiming.example".into(),
        names: BTreeMap::new(),
        plus: true,
        keys: vec![b"a key for tests only".to_vec()],
        refusals_per_day: 1_000,
        authserv_id: None,
        attachments_max: 10 * 1024 * 1024,
        archive: None,
        calendar: None,
    };
    Setting { rules, directory, holidays: Arc::new(Holidays::none()), identity, composer }
}

/// What a letter carries by which its answer can be told.
#[derive(Debug, Clone, Default)]
struct Letter {
    /// The personal address.
    address: String,
    /// The code of the fence line.
    code: String,
    /// The Message-ID, in its brackets.
    id: String,
}

/// The company with its three open questions, and the letter that asks each.
struct Office {
    setting: Setting,
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
    letters: BTreeMap<&'static str, Letter>,
}

fn at(hours: i64) -> DateTime<Utc> {
    "2026-07-01T02:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::hours(hours)
}

impl Office {
    fn open() -> Self {
        let mut office = Self { setting: house(), rows: BTreeMap::new(), letters: BTreeMap::new() };
        for (case, process, to) in
            [(FIRST, "errand", "li"), (SECOND, "errand", "li"), (RIDE, "ride", "zhang")]
        {
            let raw = format!(
                "From: <liu@qiming.example>\r\nTo: <beadle@qiming.example>\r\nSubject: [{process}] {case}\r\nMessage-ID: <open-{case}@mail.example>\r\n\r\nplease\r\n"
            );
            let record = office.take(&raw);
            let reader = format!("{to}@qiming.example");
            let asked = record.letters.iter().find(|l| l.to.iter().any(|(_, a)| a.to_string() == reader));
            office.letters.insert(case, letter(&asked.unwrap().bytes));
            for (key, value) in record.rows {
                match value {
                    Some(value) => office.rows.insert(key, value),
                    None => office.rows.remove(&key),
                };
            }
        }
        office
    }

    fn take(&self, raw: &str) -> Record {
        let identity = &self.setting.identity;
        let own = OwnMail { addresses: vec![identity.address.clone()], host: identity.host.clone() };
        let incoming = Incoming {
            key: "x".to_owned(),
            received: at(1),
            message: mail::parse(raw.as_bytes(), &own).map_err(|q| q.reason),
            truncated: false,
            size: raw.len() as u64,
            spooled: None,
        };
        turn(&self.setting, &self.rows, &Event::Message(Box::new(incoming)), at(1), Changes::new())
    }

    /// The cases whose question was answered by it.
    fn answered(&self, record: &Record) -> Vec<&'static str> {
        let mut rows = self.rows.clone();
        for (key, value) in &record.rows {
            match value {
                Some(value) => rows.insert(key.clone(), value.clone()),
                None => rows.remove(key),
            };
        }
        let given = |case: &str| {
            let case = memory::load(&rows, &CaseId(case.to_owned())).unwrap().unwrap();
            case.asks["offered.take"].seats.iter().any(|s| s.answer.is_some())
        };
        [FIRST, SECOND, RIDE].into_iter().filter(|case| given(case)).collect()
    }

    /// Fills `{address ER1}`, `{code ER2}`, `{id RD1}` and `{mail ER1}`, the mail that opened it, into a text.
    fn filled(&self, text: &str) -> String {
        let mut out = text.to_owned();
        for (short, case) in [("ER1", FIRST), ("ER2", SECOND), ("RD1", RIDE)] {
            let letter = &self.letters[case];
            for (what, value) in [
                ("address", letter.address.clone()),
                ("code", letter.code.clone()),
                ("id", letter.id.clone()),
                ("mail", format!("<open-{case}@mail.example>")),
                ("case", case.to_owned()),
            ] {
                out = out.replace(&format!("{{{what} {short}}}"), &value);
            }
        }
        out
    }
}

fn letter(bytes: &[u8]) -> Letter {
    let raw = String::from_utf8_lossy(bytes).replace("\r\n ", " ");
    let header = |name: &str| {
        let line = raw.lines().find(|l| l.to_lowercase().starts_with(name));
        line.map(|l| l[name.len()..].trim().to_owned()).unwrap_or_default()
    };
    let message = mail::parse(bytes, &OwnMail::default()).unwrap();
    Letter {
        address: header("reply-to:").rsplit('<').next().unwrap().trim_end_matches('>').to_owned(),
        code: message.words.fence.unwrap(),
        id: header("message-id:"),
    }
}

/// What comes of a mail.
enum Then {
    /// It answers that case, found in that way.
    Answers(&'static str, &'static str),
    /// It was found to belong to that case, and answers nothing.
    Located(&'static str, &'static str),
    /// It is asked which of these is meant.
    Asks(&'static [&'static str]),
    /// It is taken for no answer at all, with that letter back, if any.
    Nothing(Option<&'static str>),
}
use Then::{Answers, Asks, Located, Nothing};

const PLAIN: &str = "To: <beadle@qiming.example>";
const TOKEN: &str = "its personal token";
const LETTER: &str = "the letter it answers";
const MAIL: &str = "the message it answers";
const NAMED: &str = "the case id it names";
const OTHERS: &str = "somebody else's token";
const ONLY: &str = "the sender's only open question";

/// One mail: what it shows, who sends it, its headers, what stands below its word, and what comes of it.
type Row = (&'static str, &'static str, &'static [&'static str], &'static str, Then);

fn check(rows: &[Row]) {
    let office = Office::open();
    let mut wrong = Vec::new();
    for (n, (what, sender, headers, below, then)) in rows.iter().enumerate() {
        let to = if headers.iter().any(|h| h.starts_with("To:")) { "" } else { PLAIN };
        let lines: String =
            headers.iter().chain(&[to]).filter(|l| !l.is_empty()).map(|l| format!("{l}\r\n")).collect();
        let raw = format!(
            "From: <{sender}@qiming.example>\r\nMessage-ID: <m{n}@mail.example>\r\nContent-Type: text/plain; charset=utf-8\r\n{lines}\r\nconfirm\r\n\r\n{below}\r\n"
        );
        let record = office.take(&office.filled(&raw));
        let why: Vec<&str> = record.entry.why.iter().map(|w| w.text.as_str()).collect();
        let answered = office.answered(&record);
        let told = |case: &str, how: &str| {
            let (by, in_words) = (format!("belongs to {case} by {how}"), why.join("\n"));
            in_words.contains(&by)
        };
        let sent: Vec<String> = record.letters.iter().map(text_of).collect();
        let good = match then {
            Answers(case, how) => answered == [*case] && told(case, how),
            Located(case, how) => answered.is_empty() && told(case, how),
            Asks(cases) => {
                let listed = |case: &&str| sent.len() == 1 && sent[0].contains(&format!("[{case}]"));
                let all = [FIRST, SECOND, RIDE];
                answered.is_empty() && all.iter().all(|case| listed(case) == cases.contains(case))
            }
            Nothing(back) => {
                let fits = back.map_or(sent.is_empty(), |words| sent.len() == 1 && sent[0].contains(words));
                answered.is_empty() && fits && !why.join("\n").contains("belongs to")
            }
        };
        if !good {
            wrong.push(format!(
                "{what}: answered {answered:?}, {why:?}, {:?}, letters {sent:#?}",
                record.entry.fate
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A letter's subject and the words in it.
fn text_of(letter: &beadle::compose::Letter) -> String {
    let message = mail::parse(&letter.bytes, &OwnMail::default()).unwrap();
    format!("{}\n{}", message.subject.raw, message.words.own)
}

#[test]
fn first_the_personal_token() {
    check(&[
        ("its address", "li", &["To: <{address ER1}>"], "", Answers(FIRST, TOKEN)),
        ("its address in Cc", "li", &[PLAIN, "Cc: <{address ER1}>"], "", Answers(FIRST, TOKEN)),
        (
            "its address in the envelope only",
            "li",
            &["Delivered-To: {address ER1}"],
            "",
            Answers(FIRST, TOKEN),
        ),
        (
            "its code in the quoted fence",
            "li",
            &[],
            "> —— Reply above this line / 请在此线上方回复 · {case ER1} · {code ER1} ——",
            Answers(FIRST, TOKEN),
        ),
        (
            "before everything else that names another case",
            "li",
            &[
                "To: <{address ER1}>",
                "In-Reply-To: {id ER2}",
                "References: {id ER2}",
                "X-OQ-MSGID: {id ER2}",
                "Subject: Re: [{case ER2}] x",
            ],
            "> —— Reply above this line / 请在此线上方回复 · {case ER2} · aaaa-bbbb ——",
            Answers(FIRST, TOKEN),
        ),
        (
            "its code before everything else",
            "li",
            &["In-Reply-To: {id ER2}", "Subject: Re: [{case ER2}] x"],
            "> —— Reply above this line / 请在此线上方回复 · {case ER1} · {code ER1} ——",
            Answers(FIRST, TOKEN),
        ),
        (
            "one's own before somebody else's",
            "li",
            &["To: <{address RD1}>, <{address ER2}>"],
            "",
            Answers(SECOND, TOKEN),
        ),
        (
            "somebody else's shows the case and proves nothing",
            "li",
            &["To: <{address RD1}>"],
            "",
            Located(RIDE, OTHERS),
        ),
        (
            "somebody else's code",
            "zhang",
            &[],
            "> —— Reply above this line / 请在此线上方回复 · {case ER1} · {code ER1} ——",
            Located(FIRST, NAMED),
        ),
        (
            "what one answers oneself before somebody else's token",
            "li",
            &["To: <{address RD1}>", "In-Reply-To: {id ER2}"],
            "",
            Answers(SECOND, LETTER),
        ),
        (
            "a token that was never made is none: the next way is taken",
            "li",
            &["To: <beadle+aaaaaaaaaaaaaaaaaaaaaaaaaa@qiming.example>", "In-Reply-To: {id ER1}"],
            "",
            Answers(FIRST, LETTER),
        ),
    ]);
}

#[test]
fn then_the_letter_or_the_mail_that_it_answers() {
    check(&[
        ("In-Reply-To", "li", &["In-Reply-To: {id ER1}"], "", Answers(FIRST, LETTER)),
        ("References alone, as Foxmail writes", "li", &["References: {id ER1}"], "", Answers(FIRST, LETTER)),
        (
            "In-Reply-To before References",
            "li",
            &["References: {id ER2}", "In-Reply-To: {id ER1}"],
            "",
            Answers(FIRST, LETTER),
        ),
        ("of References the newest", "li", &["References: {id ER2} {id ER1}"], "", Answers(FIRST, LETTER)),
        (
            "an id that nobody knows is passed over",
            "li",
            &["In-Reply-To: <tencent_1@qq.example>", "References: {id ER1} <tencent_1@qq.example>"],
            "",
            Answers(FIRST, LETTER),
        ),
        ("the mail that opened the case", "li", &["In-Reply-To: {mail ER1}"], "", Answers(FIRST, MAIL)),
        (
            "before the ids that relays kept",
            "li",
            &["References: {id ER1}", "X-OQ-MSGID: {id ER2}"],
            "",
            Answers(FIRST, LETTER),
        ),
        (
            "before one's own only question",
            "zhang",
            &["In-Reply-To: {id ER1}", "Subject: Re: x"],
            "",
            Located(FIRST, LETTER),
        ),
        (
            "somebody else's letter shows the case",
            "li",
            &["In-Reply-To: {id RD1}"],
            "",
            Located(RIDE, LETTER),
        ),
        (
            "a letter of a case that never was",
            "zhang",
            &["In-Reply-To: <xx.er-2026-0099@qiming.example>"],
            "",
            Nothing(None),
        ),
    ]);
}

#[test]
fn then_the_id_that_a_relay_kept() {
    check(&[
        (
            "of Tencent",
            "li",
            &["In-Reply-To: <tencent_1@qq.example>", "X-OQ-MSGID: {id ER1}"],
            "",
            Answers(FIRST, LETTER),
        ),
        ("of Microsoft", "li", &["X-Microsoft-Original-Message-ID: {id ER1}"], "", Answers(FIRST, LETTER)),
        ("of Exchange", "li", &["X-MS-Exchange-Parent-Message-Id: {id ER1}"], "", Answers(FIRST, LETTER)),
        ("of others", "li", &["X-Original-Message-ID: {id ER1}"], "", Answers(FIRST, LETTER)),
        ("somebody else's", "li", &["X-OQ-MSGID: {id RD1}", "Subject: Re: x"], "", Located(RIDE, LETTER)),
        (
            "one that nobody knows: the subject",
            "li",
            &["X-OQ-MSGID: <1@elsewhere.example>", "Subject: Re: [{case ER2}] x"],
            "",
            Answers(SECOND, NAMED),
        ),
    ]);
}

#[test]
fn then_the_id_in_the_subject() {
    check(&[
        ("in brackets", "li", &["Subject: Re: [{case ER1}] x"], "", Answers(FIRST, NAMED)),
        ("bare", "li", &["Subject: {case ER1} x"], "", Answers(FIRST, NAMED)),
        (
            "in another width and case",
            "li",
            &["Subject: =?utf-8?B?5Zue5aSN77ya77y7?=er-2026-0001=?utf-8?B?77y9?= x"],
            "",
            Answers(FIRST, NAMED),
        ),
        (
            "in the fence alone, its code lost",
            "li",
            &["Subject: Re: x"],
            "> —— Reply above this line / 请在此线上方回复 · {case ER1} ·",
            Asks(&[FIRST, SECOND]),
        ),
        (
            "before the one in the fence, which is of another letter",
            "li",
            &["Subject: Re: [{case ER1}] x"],
            "> —— Reply above this line / 请在此线上方回复 · {case ER2} · aaaa-bbbb ——",
            Answers(FIRST, NAMED),
        ),
        ("before one's own only question", "zhang", &["Subject: [{case ER1}] x"], "", Located(FIRST, NAMED)),
        ("somebody else's", "li", &["Subject: [{case RD1}] x"], "", Located(RIDE, NAMED)),
    ]);
}

#[test]
fn then_the_only_open_question_of_the_sender() {
    check(&[
        ("the only one", "zhang", &["Subject: the ride"], "", Answers(RIDE, ONLY)),
        ("two: which is asked, with a list", "li", &["Subject: the errand"], "", Asks(&[FIRST, SECOND])),
        (
            "two, and the subject names a third that is not there",
            "li",
            &["Subject: [ER-2026-0099] x"],
            "",
            Nothing(Some("ER-2026-0099")),
        ),
        (
            "one, but the subject names another that is not there",
            "zhang",
            &["Subject: [RD-2026-0099] x"],
            "",
            Nothing(Some("RD-2026-0099")),
        ),
        ("none", "chen", &["Subject: the ride"], "", Nothing(Some("not"))),
        (
            "one, but it answers a mail that is not ours",
            "zhang",
            &["Subject: Re: lunch", "In-Reply-To: <lunch@mail.example>"],
            "",
            Nothing(None),
        ),
        (
            "one, but it was not written to us",
            "zhang",
            &["To: <li@qiming.example>", "Subject: the ride"],
            "",
            Nothing(None),
        ),
    ]);
}

#[test]
fn a_mail_that_points_to_two_cases_is_asked_which() {
    const BOTH: Then = Asks(&[FIRST, SECOND]);
    check(&[
        ("two in the subject", "li", &["Subject: [{case ER1}] [{case ER2}] x"], "", BOTH),
        ("in one bracket", "li", &["Subject: [{case ER1}, {case ER2}] x"], "", BOTH),
        ("bare", "li", &["Subject: {case ER1}, {case ER2}: x"], "", BOTH),
        ("one of them in the words", "li", &["Subject: Re: [{case ER1}] and {case ER2}"], "", BOTH),
        ("behind Re and Fwd", "li", &["Subject: Re: [{case ER2}] Fwd: [{case ER1}] x"], "", BOTH),
        (
            "in another width",
            "li",
            &[
                "Subject: =?utf-8?B?77y777yl77yy77yN77yS77yQ77yS77yW77yN77yQ77yQ77yQ77yR77y977y777yl77yy77yN77yS77yQ77yS77yW77yN77yQ77yQ77yQ77yS77y9?=",
            ],
            "",
            BOTH,
        ),
        (
            "In-Reply-To against the subject",
            "li",
            &["In-Reply-To: {id ER1}", "Subject: Re: [{case ER2}] x"],
            "",
            BOTH,
        ),
        (
            "References against the subject",
            "li",
            &["References: {id ER1}", "Subject: [{case ER2}] x"],
            "",
            BOTH,
        ),
        (
            "the mail that opened it against the subject",
            "li",
            &["In-Reply-To: {mail ER1}", "Subject: [{case ER2}] x"],
            "",
            BOTH,
        ),
        (
            "a kept id against the subject",
            "li",
            &["X-OQ-MSGID: {id ER1}", "Subject: Re: [{case ER2}] x"],
            "",
            BOTH,
        ),
        ("an In-Reply-To of two letters", "li", &["In-Reply-To: {id ER1} {id ER2}"], "", BOTH),
        (
            "the same one twice",
            "li",
            &["Subject: [{case ER1}] Re: [{case ER1}] x"],
            "",
            Answers(FIRST, NAMED),
        ),
        (
            "the letter is one of the two: its title may name the other",
            "li",
            &["In-Reply-To: {id ER1}", "Subject: Re: [{case ER1}] like {case ER2}"],
            "",
            Answers(FIRST, LETTER),
        ),
        (
            "of two letters that one which the subject names",
            "li",
            &["In-Reply-To: {id ER1} {id ER2}", "Subject: Re: [{case ER2}] x"],
            "",
            Answers(SECOND, LETTER),
        ),
        (
            "the token tells",
            "li",
            &["To: <{address ER2}>", "Subject: Re: [{case ER1}] [{case ER2}] x"],
            "",
            Answers(SECOND, TOKEN),
        ),
        (
            "one that there is not is nobody's",
            "li",
            &["Subject: [{case ER1}] [ER-2026-0099] [AB-2026-0001] x"],
            "",
            Answers(FIRST, NAMED),
        ),
        (
            "the other is none of the sender's",
            "li",
            &["Subject: [{case RD1}] [{case ER2}] x"],
            "",
            Answers(SECOND, NAMED),
        ),
        (
            "neither is the sender's: he hears of none",
            "chen",
            &["Subject: [{case RD1}] [{case ER2}] x"],
            "",
            Located(RIDE, NAMED),
        ),
    ]);
}

#[test]
fn talk_that_names_two_cases_is_left_alone() {
    let office = Office::open();
    for (n, (words, letters)) in
        [("see you there", 0), ("withdraw", 1), ("status", 1), ("confirm", 1), ("confirm?", 1)]
            .into_iter()
            .enumerate()
    {
        let raw = format!(
            "From: <li@qiming.example>\r\n{PLAIN}\r\nMessage-ID: <talk{n}@mail.example>\r\nSubject: [{FIRST}] [{SECOND}] x\r\n\r\n{words}\r\n"
        );
        let record = office.take(&raw);
        let why: Vec<&str> = record.entry.why.iter().map(|w| w.text.as_str()).collect();
        assert_eq!(record.letters.len(), letters, "{words}: {why:?} {:?}", record.entry.fate);
        assert_eq!(office.answered(&record), [""; 0], "{words}");
    }
}

#[test]
fn a_new_mail_that_opens_a_case_only_mentions_the_cases_in_its_subject() {
    let office = Office::open();
    for (n, (head, opened)) in [
        ("Subject: [ride] with [{case ER1}]", true),
        ("Subject: [{case ER1}] [ride] there", true),
        ("Subject: [ride] with [{case ER1}] and [{case ER2}]", true),
        ("Subject: Re: [ride] with [{case ER1}]", false),
        ("Subject: [ride] with [{case ER1}]\r\nIn-Reply-To: {id ER1}", false),
        ("Subject: [ride] again, like [{case RD1}]", false),
    ]
    .into_iter()
    .enumerate()
    {
        let raw = format!(
            "From: <li@qiming.example>\r\n{PLAIN}\r\nMessage-ID: <new{n}@mail.example>\r\n{head}\r\n\r\nplease\r\n"
        );
        let record = office.take(&office.filled(&raw));
        let new = record.cases.iter().any(|case| case.id.0 == "RD-2026-0002");
        assert_eq!(new, opened, "{head}: {:?}", record.entry);
    }
}
