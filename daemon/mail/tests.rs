//! The promises of the room, over whole mails: our own text never becomes the sender's words, nothing panics or
//! hangs whatever the bytes are, and small mails are read fast.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;

const CASE: &str = "P-2026-0012-T03";
const CODE: &str = "k7m2-9q4x";
/// In a debug build on a busy machine; what is quadratic takes minutes.
const QUICK: Duration = Duration::from_secs(20);

/// The text part of a letter of ours: the fence, then words that would decide something.
fn letter() -> String {
    format!(
        "{}\n\n张三，您好：\n\n采购申请「显示器」等待您的意见。\n\n• 物品：显示器\n• 数量：3\n\n同意请回复“同意”，不同意请回复“拒绝：原因”。\n\n· · · · · · · · · ·\n\nHello Zhang San,\n\nPlease reply “approve” or “reject: why”.\n\n物品 | 数量\n显示器 | 3\n",
        fence(CASE, CODE, "zh", false)
    )
}

/// Its HTML part.
fn letter_html() -> String {
    let paragraphs: String =
        letter().split("\n\n").map(|p| format!("<p>{}</p>\n", p.trim().replace('\n', "<br>\n"))).collect();
    format!(
        "<div style=\"font-family:sans-serif\">{paragraphs}<table><tr><th>物品</th><th>数量</th></tr><tr><td>显示器</td><td>3</td></tr></table><a class=\"answer\" href=\"mailto:desk@flow.example?subject=x\">同意</a></div>"
    )
}

fn own() -> OwnMail {
    OwnMail { addresses: vec!["desk@flow.example".parse().unwrap()], host: "flow.example".to_owned() }
}

const HEAD: &str = "From: =?utf-8?B?5p2O5Zub?= <li@corp.example>\r\nTo: desk+x@flow.example\r\nSubject: =?utf-8?B?5Zue5aSN77ya?= [P-2026-0012-T03] x\r\nMessage-ID: <1@corp.example>\r\nDate: Tue, 5 Mar 2024 14:30:02 +0800\r\nMIME-Version: 1.0\r\n";

fn plain(text: &str) -> String {
    format!("{HEAD}Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}")
}

fn html(text: &str) -> String {
    format!("{HEAD}Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{text}</body></html>")
}

fn alternative(text: &str, page: &str) -> String {
    format!(
        "{HEAD}Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{page}\r\n--b--\r\n"
    )
}

fn marked(text: &str) -> String {
    text.lines().map(|l| format!("> {l}\n")).collect()
}

fn read(raw: &str) -> Message {
    parse(raw.as_bytes(), &own()).unwrap()
}

const BLOCK: &str = "发件人: 流程 <desk@flow.example>\n发送时间: 2024年3月5日 14:00\n收件人: 李四 <li@corp.example>\n主题: [P-2026-0012-T03] 采购\n\n";

/// Every way in which programs put our letter below an answer.
fn replies() -> Vec<(&'static str, String)> {
    let (text, page) = (letter(), letter_html());
    let attribution = "在 2024年3月5日，下午2:00，流程 <desk@flow.example> 写道：\n";
    vec![
        ("marked below an attribution", plain(&format!("我看过了。\n\n{attribution}{}", marked(&text)))),
        ("marked without attribution", plain(&format!("我看过了。\n{}", marked(&text)))),
        ("marked twice", plain(&format!("我看过了。\n\n{}", marked(&marked(&text))))),
        ("a header block", plain(&format!("我看过了。\n\n{BLOCK}{text}"))),
        (
            "a dashed separator",
            plain(&format!("我看过了。\n\n------------------ 原始邮件 ------------------\n{BLOCK}{text}")),
        ),
        ("nothing but our text", plain(&format!("我看过了。\n\n{text}"))),
        ("nothing, and flattened", plain(&format!("我看过了。 {}", text.replace('\n', " ")))),
        (
            "entities in plain text",
            plain(&format!("我看过了。\n\n{}", marked(&text).replace('>', "&gt;").replace(' ', "&nbsp;"))),
        ),
        ("wrapped at 40 columns", plain(&format!("我看过了。\n\n{}", marked(&wrapped(&text, 40))))),
        ("a blockquote", html(&format!("<div>我看过了。</div><blockquote>{page}</blockquote>"))),
        (
            "Gmail",
            html(&format!(
                "<div dir=\"ltr\">我看过了。</div><br><div class=\"gmail_quote\"><div class=\"gmail_attr\">流程 &lt;desk@flow.example&gt; 于2024年3月5日周二 14:00写道：<br></div><blockquote class=\"gmail_quote\">{page}</blockquote></div>"
            )),
        ),
        (
            "Outlook",
            html(&format!(
                "<p>我看过了。</p><div style=\"border:none;border-top:solid #E1E1E1 1.0pt\"><p><b>发件人:</b> 流程 &lt;desk@flow.example&gt;<br><b>发送时间:</b> 2024年3月5日<br><b>收件人:</b> 李四<br><b>主题:</b> x</p></div>{page}"
            )),
        ),
        (
            "Outlook without its line",
            html(&format!(
                "<p>我看过了。</p><p><b>发件人:</b> 流程 &lt;desk@flow.example&gt;<br><b>发送时间:</b> 2024年3月5日<br><b>收件人:</b> 李四<br><b>主题:</b> x</p>{page}"
            )),
        ),
        ("HTML without any mark", html(&format!("<p>我看过了。</p>{page}"))),
        (
            "both parts",
            alternative(
                &format!("我看过了。\n\n{attribution}{}", marked(&text)),
                &format!("<p>我看过了。</p><blockquote>{page}</blockquote>"),
            ),
        ),
        (
            "an unmarked plain part",
            alternative(
                &format!("我看过了。\n\n{text}"),
                &format!("<p>我看过了。</p><blockquote>{page}</blockquote>"),
            ),
        ),
        (
            "an empty plain part",
            alternative(" ", &format!("<p>我看过了。</p><blockquote>{page}</blockquote>")),
        ),
    ]
}

fn wrapped(text: &str, width: usize) -> String {
    let line = |line: &str| -> String {
        let chars: Vec<char> = line.chars().collect();
        chars.chunks(width).map(|c| c.iter().collect::<String>() + "\n").collect()
    };
    text.lines().map(|l| if l.is_empty() { "\n".to_owned() } else { line(l) }).collect()
}

#[test]
fn our_letter_below_an_answer_is_never_the_senders_words() {
    for (shape, raw) in replies() {
        let message = read(&raw);
        assert_eq!(message.kind, Kind::Person, "{shape}: {}", message.because);
        assert_eq!(message.words.own, "我看过了。", "{shape}");
        assert!(message.words.quoted, "{shape}");
        assert_eq!(message.words.below, "", "{shape}");
        assert_eq!(message.words.fence.as_deref(), Some(CODE), "{shape}");
        assert_eq!(message.words.fence_case.as_deref(), Some(CASE), "{shape}");
        assert_eq!(message.tables, [], "{shape}");
        assert_eq!(message.fields(), [], "{shape}");
    }
}

#[test]
fn our_letter_sent_back_without_a_word_says_nothing() {
    for (shape, raw) in replies() {
        let message = read(&raw.replace("我看过了。", ""));
        assert_eq!(message.words.own, "", "{shape}");
        assert_eq!(message.words.fence.as_deref(), Some(CODE), "{shape}");
        assert_eq!(message.tables, [], "{shape}");
    }
}

#[test]
fn our_letter_come_back_is_ours_whoever_sends_it_on() {
    let ours = format!("Beadle-Letter: l1\r\n{}", plain(&letter()));
    assert_eq!(read(&ours).kind, Kind::Own);
    let from_us = plain(&letter()).replace("li@corp.example", "Desk+abc@flow.example");
    assert_eq!(read(&from_us).kind, Kind::Own);
}

#[test]
fn what_people_ask_for_is_not_taken_for_an_automatic_answer() {
    for subject in [
        "Out of office request: 3 days",
        "[Leave] out of office next week",
        "Abwesenheit vom 3. bis 5. Juli",
        "自动回复功能申请",
        "Re: Automatic reply: x",
        "回复：自动回复：x",
        "Vacation: 3 days",
    ] {
        let raw = plain("三天，谢谢。")
            .replace("Subject: =?utf-8?B?5Zue5aSN77ya?= [P-2026-0012-T03] x", &format!("Subject: {subject}"));
        let message = read(&raw);
        assert_eq!(message.kind, Kind::Person, "{subject}: {}", message.because);
    }
    // A rule of Exchange that passes a person's mail on marks it against loops.
    let passed_on = format!("X-MS-Exchange-Inbox-Rules-Loop: li@corp.example\r\n{}", plain("三天，谢谢。"));
    assert_eq!(read(&passed_on).kind, Kind::Person);
    let suppressed = format!("X-Auto-Response-Suppress: All\r\n{}", plain("三天，谢谢。"));
    assert_eq!(read(&suppressed).kind, Kind::Person);
}

#[test]
fn what_programs_answer_is_no_answer() {
    for subject in [
        "自动回复：[P-2026-0012] x",
        "自动回复: x",
        "Automatic reply: x",
        "Out of Office: x",
        "Out of office",
        "Abwesenheitsnotiz: x",
    ] {
        let raw = plain("我在休假。")
            .replace("Subject: =?utf-8?B?5Zue5aSN77ya?= [P-2026-0012-T03] x", &format!("Subject: {subject}"));
        assert_eq!(read(&raw).kind, Kind::Auto(AutoReason::OutOfOffice), "{subject}");
    }
}

/// Nested messages are dropped one inside the other, and the stack is finite.
#[test]
fn a_mail_of_many_levels_is_set_aside_or_quick() {
    let message = "Content-Type: message/rfc822\n\n";
    let spaced = "Content-Type : message/rfc822\n\n";
    let folded = "content-type:\n message/rfc822\n\n";
    let mut shapes = Vec::new();
    for (name, level) in [("rfc822", message), ("a space before the colon", spaced), ("folded", folded)] {
        for levels in [900, 10_000, 100_000] {
            shapes.push((name, level.repeat(levels) + "\nx\n"));
        }
    }
    for levels in [900, 10_000, 100_000] {
        let deep = message.repeat(levels) + "From: a@x\n\nx\n";
        let encoded = ::base64::Engine::encode(&::base64::engine::general_purpose::STANDARD, &deep);
        shapes.push(("in base64", format!("From: a@x.example\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{encoded}\n")));
        shapes.push(("in base64 in mixed", format!("From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\n{encoded}\n--b\nContent-Type: multipart/digest; boundary=c\n\n--c\nContent-Transfer-Encoding: base64\n\n{encoded}\n--c--\n--b--\n")));
        shapes.push(("in quoted-printable", format!("From: a@x.example\nContent-Type: message/rfc822\nContent-Transfer-Encoding: quoted-printable\n\n{deep}\n")));
        let multiparts: String = (0..levels)
            .map(|n| format!("Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n"))
            .collect();
        shapes.push(("multiparts", format!("From: a@x.example\n{multiparts}\nx\n")));
        let one = "Content-Type: multipart/mixed; boundary=b\n\n--b\n".repeat(levels);
        shapes.push(("multiparts of one boundary", format!("From: a@x.example\n{one}\nx\n")));
        shapes.push((
            "parts",
            format!(
                "From: a@x.example\nContent-Type: multipart/mixed; boundary=b\n\n{}",
                "--b\n\nx\n".repeat(levels)
            ),
        ));
        shapes.push((
            "empty parts",
            format!(
                "From: a@x.example\nContent-Type: multipart/digest; boundary=b\n\n{}",
                "--b\n\n".repeat(levels)
            ),
        ));
    }
    for (name, raw) in shapes {
        let start = Instant::now();
        let read = parse(raw.as_bytes(), &own());
        assert!(start.elapsed() < QUICK, "{name}: {:?} for {} bytes", start.elapsed(), raw.len());
        attachment(raw.as_bytes(), 1);
        drop(read);
    }
}

#[test]
fn an_encoded_message_inside_is_an_attachment_with_its_bytes() {
    let inner = "From: b@y.example\nMessage-ID: <inner@y>\n\nyes\n";
    let encoded = ::base64::Engine::encode(&::base64::engine::general_purpose::STANDARD, inner);
    let raw = format!(
        "{HEAD}Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n看附件\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n{encoded}\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\nAAEC\r\n--b--\r\n"
    );
    let message = read(&raw);
    assert_eq!(message.words.own, "看附件");
    let names: Vec<_> = message.attachments.iter().map(|a| (a.media_type.as_str(), a.size)).collect();
    assert_eq!(names, [("message/rfc822", inner.len()), ("application/pdf", 3)]);
    assert_eq!(attachment(raw.as_bytes(), message.attachments[0].part).unwrap(), inner.as_bytes());
    assert_eq!(attachment(raw.as_bytes(), message.attachments[1].part).unwrap(), [0, 1, 2]);
    // SHA-256 of 00 01 02: under it the spool keeps the same bytes.
    let known = "ae4b3280e56e2faf83f414a6e3dabe9d5fbe18976544c05fed121accb85b53fc";
    assert_eq!(message.attachments[1].sha256, known);
}

#[test]
fn giant_headers_and_lines_are_read_or_set_aside() {
    let many = (0..50_000).map(|n| format!("X-{n}: y\n")).collect::<String>();
    let repeated = "Received: from a by b; Tue, 5 Mar 2024 14:30:02 +0800\n".repeat(20_000);
    let addresses = (0..60_000).map(|n| format!("a{n}@x.example, ")).collect::<String>();
    let angles = "<".repeat(75_000);
    let shapes = [
        ("many headers", format!("{many}From: a@x.example\n\nx\n")),
        ("a header repeated", format!("{repeated}From: a@x.example\n\nx\n")),
        ("many addresses", format!("From: a@x.example\nTo: {addresses}b@x.example\n\nx\n")),
        (
            "open angles",
            format!("From: a@x.example\nTo: {angles}\nReferences: {angles}\nSubject: {angles}\n\nx\n"),
        ),
        ("open comments", format!("From: {}\n\nx\n", "(".repeat(75_000))),
        (
            "encoded words",
            format!("From: a@x.example\nSubject: {}\n\nx\n", "=?utf-8?B?5p2O?= ".repeat(40_000)),
        ),
        ("many ids", format!("From: a@x.example\nReferences: {}\n\nx\n", "<a@b> ".repeat(100_000))),
        (
            "distinct ids",
            format!(
                "From: a@x.example\nReferences: {}\n\nx\n",
                (0..60_000).map(|n| format!("<{n}@b> ")).collect::<String>()
            ),
        ),
        ("one line", plain(&"同意".repeat(125_000))),
        ("one line of words", plain(&"yes on 1 at 2 ".repeat(80_000))),
        ("one line of addresses", plain(&"a@b.example <c@d.example> ".repeat(50_000))),
        ("one line of digits", plain(&"2024-01-01 10:00 ".repeat(60_000))),
        ("lines that open a quote", plain(&"On 5 Mar 2024 someone\n".repeat(60_000))),
        ("header labels", plain(&"发件人: x\n\n".repeat(60_000))),
        ("from labels", plain(&"From: x\n".repeat(60_000))),
        ("quote marks", plain(&">".repeat(250_000))),
        ("marked lines", plain(&"> a\nb\n".repeat(100_000))),
        ("dashes", plain(&"-".repeat(250_000))),
        ("underscores", plain(&"_".repeat(250_000))),
        ("spaces", plain(&" ".repeat(250_000))),
        ("ampersands", plain(&"&".repeat(250_000))),
        ("colons", plain(&"a:".repeat(100_000))),
        ("labels", plain(&"原因:x ".repeat(60_000))),
        ("colons without a key", plain(&",:".repeat(100_000))),
        ("bars", plain(&"|".repeat(250_000))),
        ("tabs", plain(&"\t".repeat(250_000))),
        ("quotation marks", plain(&"\"".repeat(250_000))),
        ("HTML without end", html(&"<".repeat(250_000))),
        ("attributes", html(&format!("<p {}>x</p>", "a=b ".repeat(50_000)))),
        ("cells", html(&"<table><tr><td>".repeat(100_000))),
        ("blockquotes", html(&"<blockquote>".repeat(100_000))),
        ("HTML entities", html(&"&nbsp;".repeat(125_000))),
        ("styles", html(&"<style>".repeat(50_000))),
        ("NULs", "From: a@x.example\0\nSubject: \0\n\n\0\0同意\0\n".to_owned()),
        ("NULs in parts", alternative(&"\0".repeat(125_000), &"\0<\0p>".repeat(100_000))),
        (
            "soft breaks",
            format!("{HEAD}Content-Type: text/plain; format=flowed\r\n\r\n{}", "a \n".repeat(75_000)),
        ),
        ("broken base64", format!("{HEAD}Content-Transfer-Encoding: base64\r\n\r\n{}", "=A".repeat(125_000))),
    ];
    for (name, raw) in shapes {
        let start = Instant::now();
        if let Ok(message) = parse(raw.as_bytes(), &own()) {
            message.fields();
            fields_known(&message.words, &message.tables, &["a", "原因"]);
        }
        let took = start.elapsed();
        println!("{name}: {took:?} for {} bytes", raw.len());
        assert!(took < QUICK, "{name}: {took:?}");
    }
}

/// What the mutations start from: every kind of structure that is read.
fn samples() -> Vec<Vec<u8>> {
    let mut out: Vec<Vec<u8>> = replies().into_iter().map(|(_, raw)| raw.into_bytes()).collect();
    let more = [
        format!(
            "{HEAD}Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\nAuto-Submitted: auto-replied\r\n\r\n--b\r\n\r\nIt failed.\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\nFinal-Recipient: rfc822; c@z.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such user\r\n--b\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <l1@flow.example>\r\nTo: c@z.example\r\n\r\nx\r\n--b--\r\n"
        ),
        format!(
            "{HEAD}Content-Type: multipart/mixed; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/plain; charset=gb2312; format=flowed; delsp=yes\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=CD=AC=D2=E2 =\r\nx\r\n--b\r\nContent-Type: text/csv; name*=utf-8''%E8%A1%A8.csv\r\nContent-Transfer-Encoding: base64\r\n\r\nYSxiCjEsMgo=\r\n--b\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n--b\r\nContent-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nRnJvbTogYUB4CgpiCg==\r\n--b--\r\n"
        ),
    ];
    out.extend(more.into_iter().map(String::into_bytes));
    out.push(
        [plain("").into_bytes(), encoding_rs::GB18030.encode("同意 物品：显示器\r\n").0.into_owned()]
            .concat(),
    );
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    /// Bytes changed, cut out, doubled and put elsewhere.
    #[test]
    fn no_mutation_breaks_the_reader(
        which in any::<prop::sample::Index>(),
        edits in proptest::collection::vec(
            (any::<prop::sample::Index>(), 0usize..40, 0u8..5, any::<u8>(), any::<prop::sample::Index>()), 1..12),
    ) {
        let samples = samples();
        let mut raw = samples[which.index(samples.len())].clone();
        for (at, length, how, byte, to) in edits {
            if raw.is_empty() { break; }
            let at = at.index(raw.len());
            let end = (at + length).min(raw.len());
            match how {
                0 => raw[at] = byte,
                1 => { raw.drain(at..end); }
                2 => { let piece = raw[at..end].to_vec(); let to = to.index(raw.len()); raw.splice(to..to, piece); }
                3 => raw.insert(at, byte),
                _ => raw.insert(at, *b"\r\n-=:;<>\"?\0 \xff&".get(usize::from(byte) % 14).unwrap()),
            }
        }
        if let Ok(message) = parse(&raw, &own()) {
            prop_assert_eq!(message.size, raw.len());
            message.fields();
            for part in &message.attachments {
                let bytes = attachment(&raw, part.part).unwrap();
                prop_assert_eq!(bytes.len(), part.size);
            }
            // The journal gives back what it took.
            let json = serde_json::to_string(&message).unwrap();
            prop_assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message);
        }
        let _ = parse_headers(&raw, &own());
        let _ = gate::check(&raw);
    }

    /// No part of our letter is ever among the own words, wherever a program wraps it.
    #[test]
    fn no_wrapping_of_our_letter_leaks(width in 8usize..120, mark in "(|> |>|>> |  )", answer in "ok [a-z]{1,12}") {
        let quoted: String = wrapped(&letter(), width).lines().map(|l| format!("{mark}{l}\n")).collect();
        let message = read(&plain(&format!("{answer}\n\n{quoted}")));
        prop_assert_eq!(&message.words.own, &answer);
        prop_assert_eq!(message.words.fence.as_deref(), Some(CODE));
    }
}

/// `cargo test --release --lib mail::tests::small_mails_are_read_fast -- --ignored --nocapture`
#[test]
#[ignore = "a measurement: only a release build on a quiet machine tells"]
fn small_mails_are_read_fast() {
    let all = replies();
    let own = own();
    for (name, raw) in &all {
        let start = Instant::now();
        let mut count = 0u32;
        while start.elapsed() < Duration::from_millis(200) {
            parse(raw.as_bytes(), &own).unwrap();
            count += 1;
        }
        println!("{:8.0}/s {name} ({} bytes)", f64::from(count) / start.elapsed().as_secs_f64(), raw.len());
    }
    let short = plain("同意\n");
    let start = Instant::now();
    let count = 20_000u32;
    for _ in 0..count {
        parse(short.as_bytes(), &own).unwrap();
    }
    let speed = f64::from(count) / start.elapsed().as_secs_f64();
    println!("{speed:8.0}/s a short answer ({} bytes)", short.len());
    assert!(speed > 10_000.0, "{speed}");
}
