//! Replies, bounces and automatic mail in the layouts of many mail programs and servers, made by program.
//!
//! `tests/clients/*.txt` hold the layouts, one a block; a layout that was misread is a new block. Each reply is put
//! together with every answer, with other names, dates, charsets and encodings, with the fence of our letter in the
//! quote and without it. The letter that is answered says the words of approval itself, so that a quote taken for
//! the sender's own words decides something. No approval may be read that was not given; of the replies at least
//! `EXACT_MIN` in a hundred have their own words exactly, and at most `ASKED_MAX` in a hundred clear answers are asked
//! back. No bounce and no automatic answer is a person's, and of people's mail at most `TAKEN_MAX` in a thousand
//! is taken for automatic.
//!
//! `cargo test --test clients -- --nocapture` prints the shares and what was read otherwise.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::BTreeMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use beadle::mail::{self, AutoReason, Kind, OwnMail, fence};
use beadle::rules::reading::{Names, Reading, read};
use beadle::rules::{Rules, parse};

const REPLIES: &str = include_str!("clients/replies.txt");
const MORE: &str = include_str!("clients/replies-more.txt");
const SIGNED: &str = include_str!("clients/replies-signed.txt");
const MIXED: &str = include_str!("clients/replies-mixed.txt");
const BOUNCES: &str = include_str!("clients/bounces.txt");
const AUTOMATIC: &str = include_str!("clients/automatic.txt");
const PEOPLE: &str = include_str!("clients/people.txt");

/// Of a hundred replies so many have their own words exactly.
const EXACT_MIN: usize = 95;
/// Of a hundred clear answers so many may be asked back.
const ASKED_MAX: usize = 5;

/// One layout: its name, its language, whether it is HTML, and the mail with `{places}`.
struct Layout {
    name: String,
    language: String,
    html: bool,
    text: String,
}

fn layouts(file: &str) -> Vec<Layout> {
    let mut out: Vec<Layout> = Vec::new();
    for line in file.lines() {
        if let Some(head) = line.strip_prefix("%% ") {
            let words: Vec<&str> = head.split(' ').collect();
            out.push(Layout {
                name: head.to_owned(),
                language: words.get(1).copied().unwrap_or_default().to_owned(),
                html: words.contains(&"html"),
                text: String::new(),
            });
        } else if let Some(layout) = out.last_mut() {
            layout.text.push_str(line);
            layout.text.push('\n');
        }
    }
    out
}

/// What is answered, what is to be read of it (`approve`, `reject`, `-`: neither), by language.
const ZH: [(&str, &str); 14] = [
    ("同意", "approve"),
    ("批准，谢谢！", "approve"),
    ("您好，\n\n同意。", "approve"),
    ("收到，同意，请尽快办理。\n\n谢谢", "approve"),
    ("批准 意见：预算内", "approve"),
    ("不同意", "reject"),
    ("不同意，预算超了，下季度再提。", "reject"),
    ("驳回\n意见：型号太旧，请重新选型。", "reject"),
    ("王强：\n\n不同意。\n\n理由：上月刚买过同样的设备。", "reject"),
    ("周三再说吧。", "-"),
    ("这个多少钱？", "-"),
    ("同意吗？我还没看。", "-"),
    ("不批准的话会怎么样", "-"),
    ("", "-"),
];
const EN: [(&str, &str); 13] = [
    ("Approved", "approve"),
    ("I approve. Thanks!", "approve"),
    ("Hi Anna,\n\nApprove.", "approve"),
    ("Yes, approved.\n\nThanks", "approve"),
    ("approve\nComment: within the budget", "approve"),
    ("Reject", "reject"),
    ("Rejected, we bought the same one last month.", "reject"),
    ("reject\nComment: too expensive", "reject"),
    ("Let us talk about it on Monday.", "-"),
    ("How much is it?", "-"),
    ("I do not approve of this yet, wait for finance.", "-"),
    ("Why should we approve this?", "-"),
    ("", "-"),
];
/// Of a thousand mails of people so many may be taken for automatic.
const TAKEN_MAX: usize = 5;

/// Names as address books have them.
const NAMES: [&str; 6] = ["张三", "Li, Wei", "欧阳 小明（采购部）", "O'Brien Pat", "beadle", "Anna.Wang"];
const NAMES_TAIWAN: [&str; 2] = ["張三", "Wang, Anna"];
const DATES: [[&str; 7]; 4] = [
    ["2024", "3", "5", "14", "2", "02", "PM"],
    ["2025", "12", "28", "9", "9", "47", "AM"],
    ["2026", "1", "9", "23", "11", "59", "PM"],
    ["2023", "10", "11", "8", "8", "05", "AM"],
];
const MONTHS: [(&str, &str, &str, &str); 4] = [
    ("March", "Mar", "Tuesday", "Tue"),
    ("December", "Dec", "Sunday", "Sun"),
    ("January", "Jan", "Friday", "Fri"),
    ("October", "Oct", "Wednesday", "Wed"),
];
/// How a body travels: charset as labelled, charset as written, transfer encoding.
const WAYS: [(&str, &str, &str); 8] = [
    ("utf-8", "utf-8", "base64"),
    ("gb2312", "gb18030", "base64"),
    ("gb18030", "gb18030", "quoted-printable"),
    ("GBK", "gbk", "8bit"),
    ("utf-8", "utf-8", "quoted-printable"),
    ("UTF-8", "utf-8", "8bit"),
    ("big5", "utf-8", "base64"),
    ("us-ascii", "utf-8", "8bit"),
];

/// The letter that is answered: it says what must not count.
fn letter(fenced: bool, number: usize) -> String {
    let body = "[P-2026-0012] 采购申请：显示器\n\n申请人：王强\n金额：5000 元\n\n请回复：\n同意\n或者\n驳回\n\nPlease answer\napprove\nor\nreject\n";
    if !fenced {
        return body.to_owned();
    }
    let lang = ["zh", "en"][number % 2];
    format!("{}\n\n{body}", fence("P-2026-0012", "k7m2-9q4x", lang, false))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// As a program shows lines in HTML.
fn shown(text: &str, number: usize) -> String {
    let lines = text.lines().map(escaped);
    match number % 3 {
        0 => lines
            .map(|l| if l.is_empty() { "<div><br></div>".to_owned() } else { format!("<div>{l}</div>") })
            .collect(),
        1 => lines.collect::<Vec<_>>().join("<br>\n"),
        _ => lines
            .map(|l| {
                if l.is_empty() {
                    "<p>&nbsp;</p>".to_owned()
                } else {
                    format!("<p style=\"margin:0\">{l}</p>")
                }
            })
            .collect(),
    }
}

/// Whose letter is answered.
fn name_of(layout: &Layout, number: usize) -> &'static str {
    match layout.language.as_str() {
        "tw" => NAMES_TAIWAN[number % NAMES_TAIWAN.len()],
        _ => NAMES[number / 4 % NAMES.len()],
    }
}

/// A layout with everything in its places.
fn filled(layout: &Layout, own: &str, number: usize, charset: &str) -> String {
    let fenced = number.is_multiple_of(2);
    let quote = letter(fenced, number);
    let [y, m, d, h, h12, mm, ampm] = DATES[number % DATES.len()];
    let (mon, mon3, wd, wd3) = MONTHS[number % MONTHS.len()];
    let name = name_of(layout, number);
    let (own, quoted) = if layout.html {
        (shown(own, number), shown(&quote, number + 1))
    } else {
        (own.to_owned(), quote.clone())
    };
    let marked: String = quote.lines().map(|l| format!("> {l}\n")).collect();
    let two = |n: &str| format!("{n:0>2}");
    let name = if layout.html { escaped(name) } else { name.to_owned() };
    let places: [(&str, &str); 27] = [
        ("{name}", &name),
        ("{from}", "flow+t0k@flow.example.invalid"),
        ("{me}", "李明"),
        ("{to}", "li.ming@corp.example.invalid"),
        ("{cc}", "\"小赵\" <zhao@corp.example.invalid>"),
        ("{subject}", "[P-2026-0012] 采购申请：显示器"),
        ("{charset}", charset),
        ("{Y}", y),
        ("{M}", m),
        ("{D}", d),
        ("{h}", h),
        ("{mm}", mm),
        ("{ss}", "02"),
        ("{MM}", &two(m)),
        ("{DD}", &two(d)),
        ("{hh}", &two(h)),
        ("{h12}", h12),
        ("{ampm}", ampm),
        ("{sx}", if ampm == "AM" { "上午" } else { "下午" }),
        ("{wd}", wd),
        ("{wd3}", wd3),
        ("{mon}", mon),
        ("{mon3}", mon3),
        ("{xq}", "星期二"),
        ("{marked}", &marked),
        ("{quote}", &quoted),
        ("{own}", &own),
    ];
    places.iter().fold(layout.text.clone(), |text, (place, value)| text.replace(place, value))
}

/// The bytes of a mail, to us under the name that its quote bears.
fn mail_of(text: &str, html: bool, way: (&str, &str, &str), to: Option<&str>) -> Vec<u8> {
    let (label, charset, encoding) = way;
    let text = text.replace('\n', "\r\n");
    let encoder = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
    let bytes = encoder.encode(&text).0.into_owned();
    let kind = if html { "html" } else { "plain" };
    let to = to.map_or(String::new(), |name| format!("=?utf-8?B?{}?= ", STANDARD.encode(name)));
    let mut raw = format!(
        "From: =?utf-8?B?5p2O5piO?= <li.ming@corp.example.invalid>\r\nTo: {to}<flow+t0k@flow.example.invalid>\r\nSubject: =?utf-8?B?5Zue5aSNOiBbUC0yMDI2LTAwMTJdIOmHh+i0rQ==?=\r\nMessage-ID: <a1@corp.example.invalid>\r\nContent-Type: text/{kind}; charset={label}\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    .into_bytes();
    match encoding {
        "base64" => {
            for line in STANDARD.encode(&bytes).as_bytes().chunks(76) {
                raw.extend_from_slice(line);
                raw.extend_from_slice(b"\r\n");
            }
        }
        "quoted-printable" => {
            let mut column = 0;
            for b in bytes {
                if b == b'\n' || b == b'\r' {
                    raw.push(b);
                    column = 0;
                    continue;
                }
                if column > 70 {
                    raw.extend_from_slice(b"=\r\n");
                    column = 0;
                }
                if (33..=126).contains(&b) && b != b'=' {
                    raw.push(b);
                    column += 1;
                } else {
                    raw.extend_from_slice(format!("={b:02X}").as_bytes());
                    column += 3;
                }
            }
        }
        _ => raw.extend_from_slice(&bytes),
    }
    raw
}

fn own_mail() -> OwnMail {
    OwnMail {
        addresses: vec!["flow@flow.example.invalid".parse().unwrap()],
        host: "flow.example.invalid".to_owned(),
    }
}

fn verdict(words: &mail::Words, rules: &Rules) -> String {
    match read(words, &Names::default(), &["approve", "reject"], rules) {
        Reading::Nothing => "nothing".to_owned(),
        Reading::Unsure(unsure) => format!("? {}", unsure.why),
        Reading::Said(said) => said.into_iter().map(|s| s.name).collect::<Vec<_>>().join(", "),
    }
}

/// Lines without the white space that does not count.
fn plain(text: &str) -> Vec<String> {
    text.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect()
}

/// Each layout once, with how often and one example.
fn kinds(what: &[(String, String)]) -> String {
    let mut by: BTreeMap<&str, (usize, &str)> = BTreeMap::new();
    for (name, shown) in what {
        by.entry(name).or_insert((0, shown)).0 += 1;
    }
    by.iter().map(|(name, (n, shown))| format!("{n:3} {name}: {shown}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn replies_of_all_programs_are_read() {
    let rules = parse(&setting::rule_sources()).unwrap_or_else(|f| panic!("{f}"));
    let (mut all, mut clear, mut number) = (0, 0, 0);
    let (mut inexact, mut asked) = (Vec::new(), Vec::new());
    let (mut granted, mut wrong, mut taken) = (Vec::new(), Vec::new(), Vec::new());
    for layout in [REPLIES, MORE, SIGNED, MIXED].into_iter().flat_map(layouts) {
        let answers: Vec<(String, &str)> = match layout.language.as_str() {
            "zh" => ZH.iter().map(|(a, v)| ((*a).to_owned(), *v)).collect(),
            "tw" => ["同意", "批准，謝謝！", "不同意，預算超了。", "多少錢？", ""]
                .into_iter()
                .zip(["approve", "approve", "reject", "-", "-"])
                .map(|(a, v)| (a.to_owned(), v))
                .collect(),
            _ => EN.iter().map(|(a, v)| ((*a).to_owned(), *v)).collect(),
        };
        for (own, wanted) in answers {
            for fenced in 0..2 {
                number += 1;
                // Fence and no fence in turn, with every way to travel.
                let number = number / 2 * 2 + fenced;
                let ways: &[(&str, &str, &str)] = match layout.language.as_str() {
                    "tw" => &[("utf-8", "utf-8", "base64"), ("big5", "utf-8", "8bit")],
                    "other" => &[("utf-8", "utf-8", "base64"), ("utf-8", "utf-8", "quoted-printable")],
                    _ => &WAYS,
                };
                let way = ways[number / 2 % ways.len()];
                let text = filled(&layout, &own, number, way.0);
                // Programs keep the name of whom they answer; some have lost it.
                let to = (number % 8 != 7).then(|| name_of(&layout, number));
                let message = mail::parse(&mail_of(&text, layout.html, way, to), &own_mail()).unwrap();
                let found = verdict(&message.words, &rules);
                all += 1;
                let case = format!("{own:?} ({way:?}, {number}): {found}, {:?}", message.words.own);
                let name = format!("{} fence {}", layout.name, number.is_multiple_of(2));
                if message.kind != Kind::Person {
                    taken.push((name.clone(), message.because.clone()));
                }
                if plain(&message.words.own) != plain(&own) {
                    inexact.push((name.clone(), case.clone()));
                }
                clear += usize::from(wanted != "-");
                let read = !found.starts_with('?') && found != "nothing";
                if found.contains("approve") && wanted != "approve" {
                    granted.push((name, case));
                } else if wanted != "-" && !read {
                    asked.push((name, case));
                } else if read && found != wanted {
                    wrong.push((name, case));
                }
            }
        }
    }
    println!(
        "own words otherwise:\n{}\nasked back:\n{}\nwrong:\n{}",
        kinds(&inexact),
        kinds(&asked),
        kinds(&wrong)
    );
    println!(
        "{all} replies: {:.2} % of the own words exact, {:.2} % of {clear} clear answers asked back, {} wrong approvals, {} otherwise wrong, {} taken for automatic",
        100.0 * (all - inexact.len()) as f64 / all as f64,
        100.0 * asked.len() as f64 / clear as f64,
        granted.len(),
        wrong.len(),
        taken.len()
    );
    assert!(granted.is_empty(), "{}", kinds(&granted));
    assert!(wrong.is_empty(), "{}", kinds(&wrong));
    assert!(taken.is_empty(), "{}", kinds(&taken));
    assert!((all - inexact.len()) * 100 >= all * EXACT_MIN);
    assert!(asked.len() * 100 <= clear * ASKED_MAX);
}

/// The id and the subject of the letter that bounced or was answered.
const ID: &str = "i1.P-2026-0012@flow.example.invalid";
const SUBJECTS: [&str; 3] =
    ["[P-2026-0012] 采购申请：显示器", "[P-2026-0012-T03] Please decide: displays", "【批办】同意或驳回"];

/// A whole mail as its block says, from that sender unless it names one itself, in the charset it names.
fn raw(block: &Layout, from: &str, subject: &str) -> Vec<u8> {
    let text = block.text.replace("{id}", ID).replace("{subject}", subject);
    let (head, body) = text.split_once("\n\n").unwrap();
    let mut head = head.to_owned();
    let lower = head.to_lowercase();
    if !lower.contains("from:") {
        head = format!("From: {from}\n{head}");
    }
    if !lower.contains("content-type:") {
        head.push_str("\nContent-Type: text/plain; charset=utf-8");
    }
    let charset = lower.split("charset=").nth(1).and_then(|c| c.split_whitespace().next()).unwrap_or("utf-8");
    let encoder = encoding_rs::Encoding::for_label(charset.as_bytes()).unwrap();
    let mut out = format!("To: flow@flow.example.invalid\n{head}\n\n").replace('\n', "\r\n").into_bytes();
    out.extend_from_slice(&encoder.encode(&body.replace('\n', "\r\n")).0);
    out
}

#[test]
fn bounces_of_all_servers_are_told_and_tied_to_their_letter() {
    let mut wrong = Vec::new();
    for block in layouts(BOUNCES) {
        for subject in SUBJECTS {
            let message = mail::parse(&raw(&block, "", subject), &own_mail()).unwrap();
            let Kind::Bounce(bounce) = &message.kind else {
                wrong.push(format!("{}: {:?}, {}", block.name, message.kind, message.because));
                continue;
            };
            let who: Vec<String> = bounce
                .recipients
                .iter()
                .filter_map(|r| r.address.as_ref())
                .map(ToString::to_string)
                .collect();
            let delayed = block.name.contains("delayed") || block.name.contains("without-marks");
            if who != ["nobody@remote.example.invalid"]
                || bounce.original_message_id.as_deref() != Some(ID)
                || bounce.permanent == delayed
            {
                wrong.push(format!("{}: {bounce:?}", block.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn automatic_mail_is_never_a_persons() {
    let mut wrong = Vec::new();
    for block in layouts(AUTOMATIC) {
        for (n, subject) in SUBJECTS.iter().enumerate() {
            let from = ["李明 <li.ming@corp.example.invalid>", "anna@corp.example.invalid"][n % 2];
            let message = mail::parse(&raw(&block, from, subject), &own_mail()).unwrap();
            let fits = matches!(
                (block.language.as_str(), &message.kind),
                ("away", Kind::Auto(AutoReason::OutOfOffice))
                    | ("reply", Kind::Auto(_))
                    | ("receipt", Kind::Receipt)
                    | ("list", Kind::List)
            );
            if !fits {
                wrong.push(format!("{}: {:?}, {}", block.name, message.kind, message.because));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn mail_of_people_is_seldom_taken_for_automatic() {
    let (mut all, mut taken) = (0, Vec::new());
    for block in layouts(PEOPLE) {
        for subject in SUBJECTS {
            let message =
                mail::parse(&raw(&block, "李明 <li.ming@corp.example.invalid>", subject), &own_mail())
                    .unwrap();
            all += 1;
            if message.kind != Kind::Person {
                taken.push(format!("{}: {:?}, {}", block.name, message.kind, message.because));
            }
        }
    }
    println!("{all} mails of people, {} taken for automatic", taken.len());
    assert!(taken.len() * 1_000 <= all * TAKEN_MAX, "{}", taken.join("\n"));
}
