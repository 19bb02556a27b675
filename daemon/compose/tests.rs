//! Letters of a tiny company: purchases, in two languages.

use std::sync::Arc;

use mail_parser::{MessageParser, MimeHeaders};

use super::*;
use crate::calendar::{Attendee, Invite, PartStat, Party, Role, When};
use crate::rules::{Value as V, Values};
use crate::time::Holidays;
use crate::workflow::{ALL_PRINTED, AskLetter, CaseId, Document, Identity, InvitePlan, Silence, SilenceDoes};

const DIRECTORY: &str = r#"
[company]
name     = { zh = "山川公司", en = "Hills" }
language = "zh"
zone     = "Asia/Shanghai"

[people.wu]
name      = { zh = "吴一", en = "Wu Yi" }
addresses = "wu@hills.example"

[people.xu]
name      = { zh = "徐二", en = "Xu Er" }
addresses = "xu@hills.example"

[people.bea]
name      = "Bea Meyer"
addresses = "bea@hills.example"
language  = "en"
zone      = "Europe/Berlin"
"#;

const ANSWERS: &str = r#"
[answer.approve]
words = { zh = ["批准"], en = ["approve"] }
stake = "approval"

[answer.reject]
words   = { zh = ["驳回"], en = ["reject"] }
comment = { zh = ["意见"], en = ["Comment"] }
stake   = "approval"
"#;

const PURCHASE: &str = r#"
process = "purchase"
code    = "PUR"
title   = { zh = "采购", en = "Purchase" }

[open]
subject = { zh = ["采购"], en = ["Purchase"] }
by      = "anyone"
form    = "request"
go      = "review"

[form.request]
thing  = { type = "text", label = { zh = ["物品"], en = ["Thing"] } }
needed = { type = "date", label = { zh = ["需要日期"], en = ["Needed by"] }, need = "later" }
note   = { type = "text", label = { zh = ["说明"], en = ["Note"] }, need = "no" }

[state.review.ask.verdict]
who     = "opener.head"
answers = ["approve", "reject"]
due     = "24h"
silence = [{ at = "due", go = "over" }]
on.approve = "visit"
on.reject  = "over"

[state.visit]
tell.bought = "opener"

[state.visit.meet.tour]
at       = "needed"
who      = "opener"
on.ended = "details"

[state.details.ask.details]
who      = "opener"
form     = "request"
due      = "24h"
silence  = [{ at = "due", go = "over" }]
on.given = "over"

[state.over]
end       = true
tell.over = "opener"
"#;

/// The frames, words and core letters that are shipped, and these.
const LETTERS: [(&str, &str); 10] = [
    (
        "verdict.zh.md",
        "---\nwhat: 采购审批\nsilent: 不买。\n---\n{{ opener }}想买：\n\n- 物品：{{ thing }}\n- 日期：{{ needed | when }}\n- 说明：{{ note }}\n",
    ),
    (
        "verdict.en.md",
        "---\nwhat: Decide on a purchase\nsilent: Nothing is bought.\n---\n{{ opener }} wants:\n\n- Thing: {{ thing }}\n- Date: {{ needed | when }}\n- Note: {{ note }}\n",
    ),
    (
        "bought.zh.md",
        "---\nsubject: 已采购：{{ thing | line }}\nimportance: high\n---\n{{ thing }} 已订购。\n",
    ),
    (
        "bought.en.md",
        "---\nsubject: Bought: {{ thing | line }}\nimportance: high\n---\n{{ thing }} is on its way.\n",
    ),
    ("tour.zh.md", "---\nsummary: 看货：{{ thing | line }}\n---\n一起去看{{ thing }}。\n"),
    ("tour.en.md", "---\nsummary: Tour: {{ thing | line }}\n---\nWe look at {{ thing }}.\n"),
    ("details.zh.md", "---\nwhat: 请补充\n---\n还缺：\n"),
    ("details.en.md", "---\nwhat: Complete it\n---\nMissing:\n"),
    ("over.zh.md", "---\nsubject: 结束\neach: true\n---\n{{ letter.reader }}：{{ title }} 结束了。\n"),
    ("over.en.md", "---\nsubject: Over\neach: true\n---\n{{ letter.reader }}: {{ title }} is over.\n"),
];

struct Company {
    rules: Rules,
    directory: Directory,
    holidays: Arc<Holidays>,
    identity: Identity,
    rows: BTreeMap<Vec<u8>, Vec<u8>>,
}

fn rules() -> Rules {
    let files = [Source::new("rules/answers.toml", ANSWERS), Source::new("rules/purchase.toml", PURCHASE)];
    rules::parse(&files).unwrap_or_else(|faults| panic!("{faults}"))
}

fn directory() -> Directory {
    Directory::read(&Source::new("directory.toml", DIRECTORY)).unwrap_or_else(|faults| panic!("{faults}"))
}

fn company() -> Company {
    let identity = Identity {
        address: "desk@hills.example".parse().unwrap(),
        aliases: Vec::new(),
        host: "hills.example".into(),
        names: [("zh".into(), "小助手".to_owned()), ("en".into(), "Desk".to_owned())].into(),
        plus: true,
        keys: vec![vec![7; 32]],
        refusals_per_day: 5,
        authserv_id: None,
        attachments_max: 10 * 1024 * 1024,
        archive: None,
        calendar: None,
    };
    let holidays = Source::new(
        "2026.toml",
        "year = 2026\n[[days]]\ndate = 2026-10-01\nisOffDay = true\nname = '国庆'\n",
    );
    Company {
        rules: rules(),
        directory: directory(),
        holidays: Arc::new(Holidays::read(&[holidays]).unwrap_or_else(|faults| panic!("{faults}"))),
        identity,
        rows: BTreeMap::new(),
    }
}

impl Company {
    fn world(&self) -> World<'_> {
        World {
            rules: &self.rules,
            directory: &self.directory,
            holidays: &self.holidays,
            identity: &self.identity,
            printed: &ALL_PRINTED,
            rows: &self.rows,
        }
    }
}

/// The shipped parts, words and core letters with the letters of the tiny company.
fn sources() -> Vec<Source> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut out = Vec::new();
    for folder in ["", "_parts", "system"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                out.push(Source::new(format!("templates/{name}"), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.extend(LETTERS.map(|(name, text)| Source::new(format!("templates/purchase/{name}"), text)));
    out
}

fn composer() -> Composer {
    Composer::new(&sources(), &rules(), &directory()).unwrap_or_else(|faults| panic!("{faults}"))
}

/// The shipped set with one file in another wording; its faults.
fn faults_with(name: &str, text: &str) -> String {
    let mut sources = sources();
    sources.retain(|s| !s.path().ends_with(name));
    sources.push(Source::new(format!("templates/{name}"), text));
    Composer::new(&sources, &rules(), &directory()).unwrap_err().to_string()
}

fn now() -> Instant {
    "2026-07-15T02:00:00Z".parse().unwrap()
}

fn facts() -> Values {
    [
        ("title".to_owned(), V::Text("台灯".into())),
        ("opener".to_owned(), V::Person("wu".into())),
        ("process".to_owned(), V::Text("purchase".into())),
        ("thing".to_owned(), V::Text("台灯".into())),
        ("needed".to_owned(), V::Day("2026-07-20".parse().unwrap())),
    ]
    .into()
}

fn plan(name: &str, occasion: Occasion, to: &[&str]) -> LetterPlan {
    LetterPlan {
        id: "0123456789abcdef0123".into(),
        case: Some(CaseId("PUR-2026-0007".into())),
        process: Some("purchase".into()),
        name: name.into(),
        occasion,
        to: to.iter().map(|id| PersonId::new(*id)).collect(),
        ask: None,
        facts: facts(),
        in_reply_to: None,
        titles: [].into(),
        invite: None,
        enclosed: Vec::new(),
        parts: Vec::new(),
    }
}

fn ask(to: &str) -> LetterPlan {
    let silence = |does| Silence { at: "2026-07-16T02:00:00Z".parse().unwrap(), does };
    LetterPlan {
        ask: Some(AskLetter {
            key: "review.verdict".into(),
            token: "abcdefghijklmnopqrstuvwxyz".into(),
            code: "k7m2-9q4x".into(),
            grants: Vec::new(),
            expires: "2026-08-16T00:00:00Z".parse().unwrap(),
            answers: vec!["approve".into(), "reject".into()],
            forms: Vec::new(),
            missing: Vec::new(),
            came: Vec::new(),
            first: None,
            due: Some("2026-07-16T02:00:00Z".parse().unwrap()),
            silence: vec![
                silence(SilenceDoes::Remind),
                silence(SilenceDoes::Also(vec!["xu".into(), "bea".into()])),
                silence(SilenceDoes::Go("over".into())),
            ],
        }),
        ..plan("verdict", Occasion::Ask, &[to])
    }
}

fn one(company: &Company, plan: &LetterPlan) -> (Shown, Letter, String) {
    let composer = composer();
    let shown = composer.show(&company.world(), plan, now()).unwrap().remove(0);
    let letter = composer.letters(&company.world(), plan, now()).unwrap().remove(0);
    let raw = String::from_utf8(letter.bytes.clone()).unwrap();
    (shown, letter, raw)
}

/// A header's value, unfolded.
fn header(raw: &str, name: &str) -> String {
    let head = raw.split("\r\n\r\n").next().unwrap().replace("\r\n ", " ").replace("\r\n\t", " ");
    let line = head.split("\r\n").find_map(|line| line.strip_prefix(&format!("{name}: ")));
    line.map(str::to_owned).unwrap_or_default()
}

/// What a link of the HTML part would send: to, subject, body.
fn link(html: &str, n: usize) -> (String, String, String) {
    let href =
        html.split("href=\"mailto:").nth(n + 1).unwrap().split('"').next().unwrap().replace("&amp;", "&");
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned();
    let (to, rest) = href.split_once("?subject=").unwrap();
    let (subject, body) = rest.split_once("&body=").unwrap();
    (decode(to), decode(subject), decode(body))
}

#[test]
fn a_question_says_what_by_when_how_and_what_silence_means() {
    let company = company();
    let (shown, _, raw) = one(&company, &ask("xu"));
    assert_eq!(shown.subject, "[PUR-2026-0007] 采购审批：台灯 — 截止 2026-07-16（周四）10:00");
    let expected = "—— 请在此线上方回复 / Reply above this line · PUR-2026-0007 · k7m2-9q4x ——\n\n\
        徐二，您好！\n\n\
        吴一想买：\n\n\
        - 物品：台灯\n- 日期：2026-07-20（周一）18:00\n- 说明：【缺】\n\n\
        请在 2026-07-16（周四）10:00 前答复。\n\n\
        怎么答复：直接回复本信，第一行写“批准”，或“驳回”并另起一行写“意见：……”。\n\n\
        若不答复：不买。2026-07-16（周四）10:00 起会陆续请 Bea Meyer 一起答复。沉默不代表同意。\n\n\
        山川公司的沟通助手自动发出 · PUR-2026-0007 · 回信写“状态”看进展，写“帮助”看用法\n";
    assert_eq!(shown.text, expected);
    assert_eq!(header(&raw, "Reply-To"), "desk+abcdefghijklmnopqrstuvwxyz@hills.example");
    assert_eq!(header(&raw, "References"), "");
    assert_eq!(header(&raw, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(&raw, "Beadle-Case"), "PUR-2026-0007");
    assert_eq!(header(&raw, "Message-ID"), "<0123456789abcdef0123.PUR-2026-0007@hills.example>");
    assert_eq!(header(&raw, "Date"), "Wed, 15 Jul 2026 02:00:00 +0000");
}

#[test]
fn a_question_is_written_in_the_language_and_zone_of_its_reader() {
    let (shown, _, _) = one(&company(), &ask("bea"));
    assert_eq!(shown.subject, "[PUR-2026-0007] Decide on a purchase: 台灯 — by Thu 16 Jul 2026, 04:00 CEST");
    assert!(
        shown.text.contains("Wu Yi wants:\n\n- Thing: 台灯\n- Date: Mon 20 Jul 2026, 18:00 CEST"),
        "{}",
        shown.text
    );
    assert!(shown.text.contains("Xu Er will be asked as well"), "{}", shown.text);
}

#[test]
fn a_press_on_a_button_writes_the_whole_answer() {
    let mut company = company();
    let (shown, _, _) = one(&company, &ask("xu"));
    let (to, subject, body) = link(&shown.html, 1);
    assert_eq!(to, "desk+abcdefghijklmnopqrstuvwxyz@hills.example");
    assert_eq!(subject, "Re: [PUR-2026-0007] 采购审批：台灯 — 截止 2026-07-16（周四）10:00");
    assert_eq!(body, "驳回\r\n意见：");
    // A server without plus-addressing: the code goes along.
    company.identity.plus = false;
    let (shown, _, raw) = one(&company, &ask("xu"));
    let (to, _, body) = link(&shown.html, 0);
    assert_eq!(
        (to.as_str(), header(&raw, "Reply-To").as_str()),
        ("desk@hills.example", "desk@hills.example")
    );
    assert!(body.starts_with("批准\r\n\r\n—— ") && body.contains("k7m2-9q4x"), "{body}");
}

#[test]
fn a_form_is_asked_for_as_lines_to_copy_with_what_is_missing_first() {
    let mut plan = LetterPlan { name: "details".into(), ..ask("xu") };
    let ask = plan.ask.as_mut().unwrap();
    ask.key = "details.details".into();
    ask.answers.clear();
    ask.forms = vec!["request".into()];
    ask.missing = vec!["needed".into()];
    let (shown, _, _) = one(&company(), &plan);
    assert!(shown.text.contains("\n\n需要日期：\n物品：\n说明：\n\n"), "{}", shown.text);
    assert!(shown.text.contains("必填：物品。可以不填：需要日期、说明。"), "{}", shown.text);
    assert!(shown.text.contains("- 需要日期：日期，如 2026-07-22"), "{}", shown.text);
    assert_eq!(link(&shown.html, 0).2, "需要日期：\r\n物品：\r\n说明：");
}

#[test]
fn nothing_that_people_write_becomes_markup() {
    let hostile = "<b>x</b> [press](http://far.example) **bold** ![i](http://far.example/i.png)\n\n# Big\n- item\n> quote\n    code\n| a | b |\n|---|---|\n<http://far.example>\n&lt; \u{fdd0}ewu\u{fdd1} {{ 7 }}";
    let mut plan = ask("xu");
    plan.facts.insert("thing".into(), V::Text(hostile.into()));
    let (shown, _, _) = one(&company(), &plan);
    let letter = shown.html.split("<div class=\"letter\"").nth(1).unwrap();
    for markup in
        ["<b>", "<strong>bold", "<img", "<h1", "<blockquote", "<pre", "<table", "href=\"http", "wu@hills"]
    {
        assert!(!letter.contains(markup), "{markup} in {letter}");
    }
    assert_eq!(letter.matches("<li>").count(), 3, "{letter}");
    assert!(letter.contains("&lt;b&gt;x&lt;/b&gt; [press](http://far.example) **bold**"), "{letter}");
    assert!(shown.text.contains("<b>x</b> [press](http://far.example) **bold**"), "{}", shown.text);
}

#[test]
fn no_header_takes_a_line_break_from_a_field() {
    let mut plan = plan("bought", Occasion::Notice, &["xu"]);
    plan.facts.insert("thing".into(), V::Text("a\r\nBcc: far@far.example\r\n\u{0}\u{1b}b".into()));
    let (shown, letter, raw) = one(&company(), &plan);
    assert_eq!(shown.subject, "[PUR-2026-0007] 已采购：a Bcc: far@far.example b");
    assert!(!raw.contains("\r\nBcc"));
    assert_eq!(header(&raw, "Importance"), "high");
    plan.facts.insert("thing".into(), V::Text("x".repeat(3_000)));
    let (shown, ..) = one(&company(), &plan);
    assert!(shown.subject.chars().count() <= 180);
    assert_eq!(letter.to, vec![("xu".into(), "xu@hills.example".parse().unwrap())]);
}

#[test]
fn a_letter_to_several_is_one_thread_in_every_language_of_its_readers() {
    let company = company();
    let (shown, letter, raw) = one(&company, &plan("bought", Occasion::Notice, &["bea", "wu", "xu"]));
    assert_eq!(shown.subject, "[PUR-2026-0007] 台灯");
    let (zh, en) = shown.text.split_once("· · ·").unwrap();
    assert!(zh.starts_with("已采购：台灯\n\n台灯 已订购。"), "{zh}");
    assert!(en.contains("Bought: 台灯\n\n台灯 is on its way."), "{en}");
    assert_eq!(header(&raw, "References"), "<root.PUR-2026-0007@hills.example>");
    assert_eq!(letter.to.len(), 3);
    let parsed = MessageParser::default().parse(&letter.bytes).unwrap();
    let to: Vec<_> = parsed.to().unwrap().iter().filter_map(|a| a.address()).collect();
    assert_eq!(to, ["bea@hills.example", "wu@hills.example", "xu@hills.example"]);
}

#[test]
fn a_template_can_ask_for_one_letter_each() {
    let company = company();
    let letters =
        composer().letters(&company.world(), &plan("over", Occasion::Notice, &["bea", "wu"]), now()).unwrap();
    assert_eq!(letters.len(), 2);
    assert_ne!(letters[0].message_id, letters[1].message_id);
    assert_eq!(letters[0].subject, "[PUR-2026-0007] Over");
    assert_eq!(letters[1].subject, "[PUR-2026-0007] 结束");
    let (_, letter, _) = one(&company, &plan("over", Occasion::Notice, &["wu"]));
    assert_eq!(letter.id, "0123456789abcdef0123", "one reader keeps the plan's id");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let company = company();
    let mut plan = ask("xu");
    plan.invite = Some(invite(false));
    let (_, first, _) = one(&company, &plan);
    let (_, second, _) = one(&company, &plan);
    assert_eq!(first, second);
}

fn invite(cancel: bool) -> InvitePlan {
    let person = |id: &str| Attendee {
        name: id.to_owned(),
        address: format!("{id}@hills.example"),
        partstat: PartStat::NeedsAction,
        role: Role::Required,
        rsvp: true,
        delegated_to: None,
        delegated_from: None,
    };
    let invite = Invite {
        uid: "tour@hills.example".into(),
        sequence: u32::from(cancel),
        summary: String::new(),
        description: String::new(),
        location: Some("三楼".into()),
        url: None,
        organizer: Party { name: "小助手".into(), address: "desk@hills.example".into() },
        attendees: vec![person("wu"), person("xu")],
        when: When::Once {
            start: "2026-07-20T06:00:00Z".parse().unwrap(),
            end: "2026-07-20T07:00:00Z".parse().unwrap(),
            zone: "Asia/Shanghai".into(),
        },
        busy: true,
        alarms: Vec::new(),
        stamp: now(),
        language: None,
        apart: Vec::new(),
    };
    InvitePlan { cancel, ..InvitePlan::new(invite) }
}

#[test]
fn an_invitation_has_the_one_shape_that_programs_show() {
    let company = company();
    let mut plan = plan("tour", Occasion::Invite, &["wu", "xu"]);
    plan.invite = Some(invite(false));
    let (shown, letter, raw) = one(&company, &plan);
    assert_eq!(shown.subject, "[PUR-2026-0007] 看货：台灯");
    assert!(shown.text.contains("时间：2026-07-20（周一）14:00–15:00\n地点：三楼"), "{}", shown.text);
    let calendar = shown.calendar.unwrap();
    assert!(calendar.contains("METHOD:REQUEST") && calendar.contains("看货：台灯"), "{calendar}");
    assert!(raw.contains("Content-Type: text/calendar; method=REQUEST; charset=utf-8"), "{raw}");
    let parsed = MessageParser::default().parse(&letter.bytes).unwrap();
    let kinds: Vec<String> = parsed
        .parts
        .iter()
        .filter_map(|p| p.content_type())
        .map(|c| format!("{}/{}", c.ctype(), c.subtype().unwrap_or("")))
        .collect();
    let shape = [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ];
    assert_eq!(kinds, shape);
    assert_eq!(parsed.from().unwrap().first().unwrap().address(), Some("desk@hills.example"));

    // An update says first what is no longer as it was.
    let before = invite(false).invite;
    let mut moved = invite(false);
    moved.invite.sequence = 1;
    moved.invite.location = Some("四楼".into());
    moved.invite.attendees.pop();
    moved.invite.when = When::Once {
        start: "2026-07-21T06:00:00Z".parse().unwrap(),
        end: "2026-07-21T07:00:00Z".parse().unwrap(),
        zone: "Asia/Shanghai".into(),
    };
    moved.before = Some(Box::new(before));
    plan.invite = Some(moved);
    let (shown, _, _) = one(&company, &plan);
    let says = "有变动，以这一次为准。时间由 2026-07-20（周一）14:00–15:00 改为 2026-07-21（周二）14:00–15:00。\
                地点由“三楼”改为“四楼”。xu不再参加。";
    assert_eq!(shown.subject, "[PUR-2026-0007] 看货：台灯");
    assert_eq!(shown.text.lines().nth(2), Some(says), "{}", shown.text);

    plan.invite = Some(invite(true));
    let (shown, _, raw) = one(&company, &plan);
    assert_eq!(shown.subject, "[PUR-2026-0007] 取消：看货：台灯");
    assert!(shown.calendar.unwrap().contains("METHOD:CANCEL") && raw.contains("method=CANCEL"));
}

#[test]
fn an_invitation_read_in_two_zones_says_whose_time_it_tells_and_its_description_is_in_every_language() {
    let company = company();
    let mut plan = plan("tour", Occasion::Invite, &["bea", "wu"]);
    plan.invite = Some(invite(false));
    let shown = one(&company, &plan).0;
    assert!(shown.text.contains("时间：2026-07-20（周一）14:00–15:00（北京时间）\n"), "{}", shown.text);
    assert!(shown.text.contains("When: Mon 20 Jul 2026, 08:00–09:00 CEST\n"), "{}", shown.text);
    let calendar = shown.calendar.unwrap().replace("\r\n ", "");
    assert!(calendar.contains("DESCRIPTION:看货：台灯\\n"), "{calendar}");
    assert!(calendar.contains("（北京时间）") && calendar.contains("08:00–09:00 CEST"), "{calendar}");
    // A summary is one line, in the first language.
    assert!(calendar.contains("SUMMARY:看货：台灯\r\n"), "{calendar}");
}

#[test]
fn a_calendar_entry_names_the_language_of_its_words_and_none_for_what_somebody_wrote() {
    let company = company();
    for cancel in [false, true] {
        let mut plan = plan("tour", Occasion::Invite, &["bea"]);
        plan.invite = Some(invite(cancel));
        let calendar = one(&company, &plan).0.calendar.unwrap();
        assert!(calendar.contains("SUMMARY;LANGUAGE=en:Tour: "), "{calendar}");
        assert!(calendar.contains("LOCATION:三楼"), "{calendar}");
    }
}

#[test]
fn an_answer_to_a_message_joins_its_thread_and_names_the_case() {
    let company = company();
    let mut plan = LetterPlan { process: None, ..plan("opened", Occasion::Reply, &["wu"]) };
    plan.in_reply_to = Some(("abc@far.example".into(), "回复：台灯".into()));
    let (shown, _, raw) = one(&company, &plan);
    assert_eq!(shown.subject, "Re: [PUR-2026-0007] 台灯");
    assert_eq!(header(&raw, "In-Reply-To"), "<abc@far.example>");
    assert_eq!(header(&raw, "References"), "<root.PUR-2026-0007@hills.example> <abc@far.example>");
    assert_eq!(header(&raw, "Auto-Submitted"), "auto-replied");
    plan.in_reply_to = Some(("a b>\r\nBcc: x".into(), "Re: [pur-2026-0007] 台灯".into()));
    let (shown, _, raw) = one(&company, &plan);
    assert_eq!(shown.subject, "Re: [pur-2026-0007] 台灯");
    assert_eq!(header(&raw, "In-Reply-To"), "<root.PUR-2026-0007@hills.example>");
}

#[test]
fn a_reminder_goes_into_the_thread_of_the_first_letter_and_says_that_it_is_one() {
    let company = company();
    let mut reminder = LetterPlan { occasion: Occasion::Reminder, ..ask("xu") };
    let (shown, ..) = one(&company, &reminder);
    assert!(!shown.text.contains("再提醒一次"), "nothing was asked before: {}", shown.text);
    // Nothing of it need be in memory: the first letter may leave in the same breath.
    if let Some(ask) = &mut reminder.ask {
        ask.first = Some("first".into());
    }
    let (shown, _, raw) = one(&company, &reminder);
    assert!(shown.text.contains("再提醒一次"), "{}", shown.text);
    assert_eq!(header(&raw, "References"), "<first.PUR-2026-0007@hills.example>");
    assert_eq!(header(&raw, "In-Reply-To"), "<first.PUR-2026-0007@hills.example>");
}

#[test]
fn a_time_in_a_year_without_published_holidays_says_so() {
    let mut plan = ask("xu");
    plan.facts.insert("needed".into(), V::Day("2027-07-20".parse().unwrap()));
    let (shown, ..) = one(&company(), &plan);
    assert!(shown.text.contains("2027-07-20（周二）18:00（假日安排未公布）"), "{}", shown.text);
}

#[test]
fn every_fault_of_a_template_has_its_place() {
    for (name, text, fault) in [
        ("purchase/bought.zh.md", "no front", "purchase/bought.zh.md:1:1: there is no front matter"),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\nfoo: y\n---\nx\n",
            "bought.zh.md:3:1: 'foo' is no key of a front matter; known are",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: \"x\"\n---\nx\n",
            "bought.zh.md:2:10: the quotation marks would be printed",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\nimportance: low\n---\nx\n",
            "bought.zh.md:3:13: 'low' is not known here",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n好 {{ thimg }}\n",
            "bought.zh.md:4:6: nothing called 'thimg' is in reach here; did you mean 'thing'?",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: 采购 {{ thimg }}\n---\nx\n",
            "bought.zh.md:2:16: nothing called 'thimg' is in reach here",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n好 {{ thing | upcase }}\n",
            "bought.zh.md:4:14: Unknown filter `upcase`; known are: when, day",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n好 {{ needed | dya }}\n",
            "bought.zh.md:4:15: Unknown filter `dya`; did you mean 'day'?",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n{% if thing %}好{% endif %}\n{% for a in answers.verdict %}{% if a.coment %}好{% endif %}{% endfor %}\n",
            "bought.zh.md:5:39: 'a' has no 'coment'; did you mean 'comment'?",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n{% if meets.tuor %}好{% endif %}\n",
            "bought.zh.md:4:13: 'meets' has no 'tuor'",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n好 {{ thing\n",
            "bought.zh.md:4:11: Unexpected end of input; close what is open: {{ … }}, {% … %}",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n好 {% if thing %}\n",
            "bought.zh.md:4:3: this 'if' is never closed; add {% endif %}",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n好 {{ verdict.bz }}\n",
            "bought.zh.md:4:14: 'verdict' has no 'bz'; known are: answer, at, by, comment, text",
        ),
        (
            "purchase/bought.zh.md",
            "---\nsubject: x\n---\n{{ thing | safe }}\n",
            "bought.zh.md:4:10: the filter 'safe' is not allowed",
        ),
        ("purchase/bought.zh.md", "---\nsubject: x\n---\n{{ thing | when }}\n", "bought.zh.md:4:"),
        ("purchase/tour.fr.x.md", "---\nsubject: x\n---\n", "tour.fr.x.md:1:1: 'fr' is no kind of letter"),
        (
            "purchose/tour.zh.md",
            "---\nsubject: x\n---\n",
            "purchose/tour.zh.md:1:1: no process is called 'purchose'; did you mean 'purchase'?",
        ),
        ("purchase/x.json", "", "x.json:1:1: 'x.json' is no template"),
        (
            "purchase/request.document.zh.md",
            "# {{ letter.case }}\n\n{{ thimg }}\n",
            "request.document.zh.md:3:4: ",
        ),
        ("words.zh.toml", "missing = 1\n", "words.zh.toml:1:11: invalid type"),
    ] {
        let found = faults_with(name, text);
        assert!(found.contains(fault), "{name}\n{text}\ngave {found}");
    }
}

#[test]
fn a_letter_of_a_process_or_a_language_that_is_not_there_is_a_fault() {
    let mut sources = sources();
    sources.retain(|s| !s.path().ends_with("over.en.md"));
    let faults = Composer::new(&sources, &rules(), &directory()).unwrap_err().to_string();
    assert_eq!(
        faults,
        "templates/purchase/over.en.md:1:1: there is no such file; rules/purchase.toml sends a letter of that name (notice)"
    );
    let directory = DIRECTORY.replace("language  = \"en\"", "language  = \"fr\"");
    let directory = Directory::read(&Source::new("directory.toml", directory)).unwrap();
    let faults = Composer::new(&self::sources(), &rules(), &directory).unwrap_err();
    assert_eq!(faults.0.len(), 1, "{faults}");
    assert!(faults.to_string().contains("words.fr.toml:1:1: there is no such file"), "{faults}");
}

#[test]
fn a_file_of_the_core_that_a_folder_of_an_earlier_release_lacks_is_taken_from_the_program() {
    for lacking in ["_parts/ask.zh.md", "system/echo.en.md", "words.zh.toml", "layout.html"] {
        let mut sources = sources();
        sources.retain(|s| !s.path().ends_with(lacking));
        let composer = Composer::new(&sources, &rules(), &directory()).unwrap_or_else(|f| panic!("{f}"));
        let doubts: Vec<String> = composer.doubts().iter().map(ToString::to_string).collect();
        let wanted = format!("templates/{lacking}:1:1: there is no such file; copy it from this version's");
        assert!(doubts.len() == 1 && doubts[0].starts_with(&wanted), "{doubts:?}");
    }
    assert_eq!(composer().doubts(), []);
}

#[test]
fn several_hands_that_try_the_letters_find_what_one_finds_in_its_order() {
    let mut sources = sources();
    for name in ["_parts/reply.zh.md", "_parts/ask.en.md"] {
        sources.retain(|s| !s.path().ends_with(name));
        sources.push(Source::new(format!("templates/{name}"), "{{ letter.case / 2 }}"));
    }
    let (rules, directory) = (rules(), directory());
    let composer = Composer::read(&sources, &rules, &directory).unwrap_or_else(|faults| panic!("{faults}"));
    let whole = composer.tried(&rules, &directory, (0, 1));
    assert!(whole.0.len() > 3, "{whole}");
    for hands in 2..8 {
        let found: Vec<_> =
            (0..hands).flat_map(|n| composer.tried(&rules, &directory, (n, hands)).0).collect();
        assert_eq!(found, whole.0);
    }
}

#[test]
fn what_is_there_and_cannot_be_read_is_not_said_to_be_missing() {
    for (name, text) in [("words.zh.toml", "missing = 1\n"), ("purchase/over.en.md", "no front matter\n")] {
        let faults = faults_with(name, text);
        assert!(!faults.contains("there is no such file") && faults.lines().count() == 1, "{faults}");
    }
}

#[test]
fn what_no_sample_letter_shows_is_found_all_the_same() {
    let letter = |body: &str| format!("---\nsubject: x\n---\n{{% if id == '' %}}{body}{{% endif %}}\n");
    for (body, at, fault) in [
        (
            "{{ thing | choice(off='purchase.thing') }}",
            "off=",
            "'choice' has no option 'off'; did you mean 'of'?",
        ),
        ("{{ thing | choice() }}", "choice(", "'choice' needs 'of'; write choice(of=…)"),
        (
            "{{ thing | choice(of='thing') }}",
            "thing')",
            "a choice is named with its process; write of=\"PROCESS.FIELD\"",
        ),
        (
            "{{ thing | choice(of='purchase.thing') }}",
            "thing')",
            "'thing' of 'purchase' is no choice, but a text; leave the filter out",
        ),
        (
            "{{ thing | choice(of='purchase.thimg') }}",
            "thimg')",
            "'purchase' has no choice 'thimg'; leave the filter out",
        ),
        (
            "{{ label(process='purchase', field='thimg') }}",
            "thimg')",
            "'purchase' has no field 'thimg'; did you mean 'thing'?",
        ),
        (
            "{{ hint(proces='purchase', field=title) }}",
            "proces=",
            "'hint' has no option 'proces'; did you mean 'process'?",
        ),
        (
            "{{ tag(process=\"purchose\") }}",
            "purchose",
            "there is no process 'purchose'; did you mean 'purchase'?",
        ),
        (
            "{{ what(process='purchase', ask='review.verdikt') }}",
            "review.",
            "'purchase' has no ask 'review.verdikt'; did you mean 'verdict'?",
        ),
        (
            "{% if verdict.answer == 'aprove' %}x{% endif %}",
            "aprove",
            "'verdict.answer' is never 'aprove'; did you mean 'approve'?",
        ),
        (
            "{% if 'revue' != state %}x{% endif %}",
            "revue",
            "'state' is never 'revue'; did you mean 'review'?",
        ),
        (
            "{% if letter.occasion == 'remind' %}x{% endif %}",
            "remind'",
            "'letter.occasion' is never 'remind'; did you mean 'reminder'?",
        ),
    ] {
        let faults = faults_with("purchase/bought.en.md", &letter(body));
        let column = "{% if id == '' %}".len() + body.find(at).unwrap() + 1;
        let wanted = format!("templates/purchase/bought.en.md:4:{column}: {fault}");
        assert_eq!(faults, wanted, "{body}");
    }
    // What a loop or a `set` calls by the name of something else may be anything.
    let sound = letter(
        "{% for state in missing %}{% if state == 'x' %}x{% endif %}{% endfor %}{{ title(process=title) }}\
         {# choice(x='') #}{{ what(process='purchase', ask='review.verdict') }}{{ tag(process=process) }}",
    );
    let mut sources = sources();
    sources.retain(|s| !s.path().ends_with("bought.en.md"));
    sources.push(Source::new("templates/purchase/bought.en.md", sound));
    Composer::new(&sources, &rules(), &directory()).unwrap_or_else(|faults| panic!("{faults}"));
}

#[test]
fn files_that_nothing_uses_are_told() {
    let mut sources = sources();
    for (name, text) in [
        ("purchase/baught.en.md", "---\nsubject: x\n---\nx\n"),
        ("purchase/verdict.invite.en.md", "---\nsubject: x\n---\nx\n"),
        ("purchase/requests.document.zh.md", "x\n"),
        ("system/nowhere.zh.md", "---\nsubject: x\n---\nx\n"),
        ("_parts/spare.zh.md", "x\n"),
    ] {
        sources.push(Source::new(format!("templates/{name}"), text));
    }
    let composer = Composer::new(&sources, &rules(), &directory()).unwrap_or_else(|f| panic!("{f}"));
    let doubts: Vec<String> = composer.doubts().iter().map(ToString::to_string).collect();
    assert_eq!(
        doubts,
        [
            "templates/purchase/baught.en.md:1:1: nothing of purchase sends the letter 'baught'; did you mean 'bought'?",
            "templates/purchase/verdict.invite.en.md:1:1: nothing of purchase sends the invite 'verdict'; take the file out",
            "templates/system/nowhere.zh.md:1:1: nothing of the core sends the letter 'nowhere'; take the file out",
            "templates/purchase/requests.document.zh.md:1:1: no document 'requests' of purchase is archived or sent along; take the file out",
            "templates/_parts/spare.zh.md:1:1: no letter includes this part; take the file out",
        ]
    );
}

/// A request with these values.
fn request<const N: usize>(values: [(String, V); N]) -> Document {
    Document {
        case: CaseId("PUR-2026-0007".into()),
        process: "purchase".into(),
        name: "request".into(),
        id: "0a1b".into(),
        title: "台灯".into(),
        at: now(),
        values: values.into(),
        facts: BTreeMap::new(),
    }
}

#[test]
fn a_document_is_markdown_with_its_origin() {
    let company = company();
    let document = request([
        ("thing".to_owned(), V::Text("# 台灯\n- [x](y)".into())),
        ("needed".to_owned(), V::Null),
        ("by".to_owned(), V::Person("wu".into())),
        ("at".to_owned(), V::At(now())),
    ]);
    let (name, text) = composer().document(&company.world(), &document).unwrap();
    assert_eq!(name, "PUR-2026-0007-request-0a1b.md");
    let expected = "---\ncase: \"PUR-2026-0007\"\nprocess: \"purchase\"\nname: \"request\"\n\
        date: \"2026-07-15T02:00:00Z\"\ntitle: \"台灯\"\n---\n\n\
        # 采购 · request\n\n\
        - **物品**：\\# 台灯\n  \\- \\[x\\](y)\n- **需要日期**：【缺】\n- **时间**：2026-07-15（周三）10:00\n- **提交人**：吴一\n";
    assert_eq!(text, expected);
}

#[test]
fn files_that_were_given_are_kept_beside_their_document() {
    let file = |name: &str, hash: &str| V::File { name: name.into(), size: 3, hash: hash.into() };
    let document = request([
        ("quote".to_owned(), file("../报价 单.pdf", "aa11")),
        ("rows".to_owned(), V::List(vec![V::Row([("scan".to_owned(), file("s.png", "bb22"))].into())])),
        ("none".to_owned(), file("gone.txt", "")),
    ]);
    let given = composer().given(&document);
    let given: Vec<(&str, &str)> = given.iter().map(|f| (f.filed.as_str(), f.hash.as_str())).collect();
    let expected = [
        ("PUR-2026-0007-request-0a1b-1-..-报价-单.pdf", "aa11"),
        ("PUR-2026-0007-request-0a1b-2-s.png", "bb22"),
    ];
    assert_eq!(given, expected);
}

/// A report with a scan, both given with one answer.
fn report() -> Document {
    let scan = V::File { name: "扫描 件（终稿）.pdf".into(), size: 60, hash: "aa11".into() };
    Document {
        case: CaseId("PUR-2026-0007".into()),
        process: "purchase".into(),
        name: "details".into(),
        id: "0a1b".into(),
        title: "台灯".into(),
        at: now(),
        values: [("thing".to_owned(), V::Text("台灯".into())), ("scan".to_owned(), scan)].into(),
        facts: BTreeMap::new(),
    }
}

#[test]
fn a_letter_carries_the_document_it_announces_and_the_files_given_with_it() {
    let company = company();
    let plan = LetterPlan {
        enclosed: vec![report(), report()],
        ..plan("bought", Occasion::Notice, &["bea", "wu", "xu"])
    };
    let (shown, letter, _) = one(&company, &plan);
    let (zh, en) = shown.text.split_once("· · ·").unwrap();
    assert!(zh.contains("随信附上：PUR-2026-0007-details.md、扫描 件（终稿）.pdf"), "{zh}");
    assert!(en.contains("Attached: PUR-2026-0007-details.md and 扫描 件（终稿）.pdf"), "{en}");
    let scan: Vec<u8> = (0..60).collect();
    let whole = |n: u8| {
        let read = |hash: &str| (hash == "aa11").then(|| scan.iter().map(|b| b + n).collect());
        fill(&letter.bytes, &letter.gaps, read).unwrap()
    };
    assert_eq!(whole(0), whole(0), "the same letter is the same bytes");
    let bytes = whole(0);
    crate::mail::gate::check(&bytes).unwrap();
    let raw = String::from_utf8(bytes.clone()).unwrap();
    assert!(header(&raw, "Content-Type").starts_with("multipart/mixed"), "{raw}");
    assert!(raw.contains("filename*0*=utf-8''"), "RFC 2231: {raw}");
    let parsed = MessageParser::default().parse(&bytes).unwrap();
    assert!(parsed.body_text(0).unwrap().contains("台灯 已订购。"), "the words come first");
    let files: Vec<_> = parsed.attachments().collect();
    let names: Vec<_> = files.iter().map(|f| f.attachment_name().unwrap()).collect();
    assert_eq!(names, ["PUR-2026-0007-details.md", "扫描 件（终稿）.pdf"], "each once");
    assert_eq!(files[1].contents(), scan, "octet for octet");
    assert!(String::from_utf8_lossy(files[0].contents()).contains("台灯"));
    assert!(letter.filed.is_empty(), "nothing more is to be archived");
}

#[test]
fn what_is_too_large_for_a_letter_stays_in_the_archive_and_the_letter_says_where() {
    let mut company = company();
    company.identity.attachments_max = 59;
    company.identity.archive = Some("/srv/archive".into());
    let plan = LetterPlan { enclosed: vec![report()], ..plan("bought", Occasion::Notice, &["wu"]) };
    let (shown, letter, _) = one(&company, &plan);
    let filed = "PUR-2026-0007-details-0a1b-1-扫描-件-终稿-.pdf";
    assert!(shown.text.contains("太大，没有随信附上，在存档 /srv/archive 里"), "{}", shown.text);
    assert!(shown.text.contains(&format!("- 扫描 件（终稿）.pdf：{filed}")), "{}", shown.text);
    assert_eq!((letter.filed.as_slice(), letter.gaps.len()), ([report()].as_slice(), 0));
    assert_eq!(composer().given(&report())[0].filed, filed);
    company.identity.archive = None;
    let (shown, ..) = one(&company, &plan);
    assert!(shown.text.contains("请向交来的人索取"), "{}", shown.text);
}

#[test]
fn a_folded_letter_carries_what_its_questions_carry() {
    let company = company();
    let part = |id: &str| LetterPlan { id: id.into(), enclosed: vec![report()], ..ask("xu") };
    let parts = vec![part("1111111111111111111a"), part("1111111111111111111b")];
    let plan = LetterPlan {
        process: None,
        name: "several".into(),
        facts: [("count".to_owned(), V::Int(2))].into(),
        parts,
        ..ask("xu")
    };
    let (shown, letter, _) = one(&company, &plan);
    assert_eq!(shown.text.matches("随信附上").count(), 1, "{}", shown.text);
    assert_eq!(letter.gaps.len(), 1);
}
