//! Examples of whole mails through [`parse`]: what each kind of mail says.

use super::*;
use proptest::prelude::*;

fn own() -> OwnMail {
    OwnMail { addresses: vec![Address::parse("desk@corp.example").unwrap()], host: "corp.example".to_owned() }
}

fn read(raw: &str) -> Message {
    parse(raw.as_bytes(), &own()).unwrap()
}

/// A mail from Zhang with these headers and this text.
fn mail(headers: &str, text: &str) -> Message {
    read(&format!("From: \"Zhang\" <zhang@corp.example>\r\n{headers}\r\n{text}"))
}

fn html(text: &str) -> Message {
    mail("Content-Type: text/html; charset=utf-8\r\n", text)
}

const ALTERNATIVE: &str = concat!(
    "From: zhang@corp.example\r\n",
    "Subject: Re: [P-2026-0012-T03] x\r\n",
    "MIME-Version: 1.0\r\n",
    "Content-Type: multipart/mixed; boundary=M\r\n",
    "\r\n",
    "--M\r\n",
    "Content-Type: multipart/alternative; boundary=A\r\n",
    "\r\n",
    "--A\r\n",
    "Content-Type: text/plain; charset=utf-8\r\n",
    "\r\n",
    "清单如下\r\n物品 数量\r\n显示器 3\r\n\r\n> 物品 数量\r\n> 旧的 1\r\n",
    "--A\r\n",
    "Content-Type: text/html; charset=utf-8\r\n",
    "\r\n",
    "<p>清单如下</p><table><tr><td>物品</td><td>数量</td></tr><tr><td>显示器</td><td>3</td></tr></table>",
    "<div id=\"reply\">与上文</div><table><tr><td>别人的</td><td>表格</td></tr></table>\r\n",
    "--A--\r\n",
    "--M\r\n",
    "Content-Type: text/csv; charset=gbk; name=\"=?gb18030?B?x+W1pS5jc3Y=?=\"\r\n",
    "Content-Disposition: attachment\r\n",
    "Content-Transfer-Encoding: base64\r\n",
    "\r\n",
    "zu/GtyzK/cG/Cs/Uyr7G9yww\r\n",
    "--M--\r\n",
);

#[test]
fn alternatives_are_one_text_and_tables_come_from_the_own_part_of_it() {
    let message = read(ALTERNATIVE);
    assert_eq!(message.words.own, "清单如下\n物品 数量\n显示器 3");
    assert!(message.words.quoted);
    let shown: Vec<_> = message.tables.iter().map(|t| (&t.place, t.rows.clone())).collect();
    assert_eq!(
        shown,
        [
            (
                &Place::Words,
                vec![vec!["物品".to_owned(), "数量".to_owned()], vec!["显示器".to_owned(), "3".to_owned()]]
            ),
            (
                &Place::Attachment("清单.csv".to_owned()),
                vec![vec!["物品".to_owned(), "数量".to_owned()], vec!["显示器".to_owned(), "0".to_owned()]]
            ),
        ]
    );
    assert_eq!(message.attachments.len(), 1);
    let file = &message.attachments[0];
    assert_eq!(
        (file.name.as_deref(), file.media_type.as_str(), file.size),
        (Some("清单.csv"), "text/csv", 18)
    );
    let bytes = attachment(ALTERNATIVE.as_bytes(), file.part).unwrap();
    assert_eq!(bytes.len(), 18);
    assert_eq!(attachment(ALTERNATIVE.as_bytes(), 99), None);
}

#[test]
fn html_of_chinese_programs_is_cut_at_their_quote() {
    for text in [
        // Foxmail
        "<div>同意<br></div><hr style=\"width: 210px;\"><div>zhang@corp.example</div><div style=\"border:none;border-top:solid #B5C4DF 1.0pt;\"><div><b>发件人：</b>&nbsp;<a>助手</a></div><div><b>发送时间：</b> 2024-03-05 09:00</div><div><b>收件人：</b> 张</div><div><b>主题：</b> x</div></div><div>拒绝</div>",
        // QQ
        "<div>同意</div><div><!--emptysign--></div><div style=\"font-size: 12px;\">------------------&nbsp;原始邮件&nbsp;------------------</div><div><div><b>发件人:</b>&nbsp;\"x\"</div></div><div>拒绝</div>",
        // NetEase
        "<div>同意</div><br><div id=\"isReplyContent\"><p>在 2024-03-05 09:00:00，\"x\" &lt;a@x.example&gt; 写道：</p><div>拒绝</div></div>",
        // Mail Master
        "<div>同意</div><div class=\"ntes-mailmaster-quote\"><div>---- 回复的原邮件 ----</div><table><tr><td>发件人</td><td>x</td></tr></table><div>拒绝</div></div>",
        // Outlook
        "<p>同意</p><hr><div id=\"divRplyFwdMsg\"><b>发件人:</b> x<br><b>发送时间:</b> y</div><p>拒绝</p>",
        // Gmail
        "<div>同意</div><div class=\"gmail_quote\"><div class=\"gmail_attr\">助手 &lt;a@x.example&gt; 于2024年5月28日周二 08:48写道：<br></div><blockquote class=\"gmail_quote\">拒绝</blockquote></div>",
    ] {
        let message = html(text);
        assert_eq!(message.words.own, "同意", "{text}");
        assert!(message.words.quoted, "{text}");
        assert!(message.tables.is_empty());
    }
}

#[test]
fn the_fence_is_found_in_whichever_part_has_it() {
    let fence = fence("P-2026-0012", "k7m2-9q4x", "zh", false);
    let message = html(&format!("<p>好</p><p>{fence}</p><p>同意 或 拒绝</p>"));
    assert_eq!(message.words.fence.as_deref(), Some("k7m2-9q4x"));
    assert_eq!(message.words.own, "好");
    let both = format!(
        "From: a@x.example\r\nContent-Type: multipart/alternative; boundary=A\r\n\r\n--A\r\nContent-Type: text/plain\r\n\r\nok\r\n--A\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>ok</p><blockquote>{}</blockquote>\r\n--A--\r\n",
        fence.replace('—', "&mdash;").replace('·', "&middot;")
    );
    let message = read(&both);
    assert_eq!((message.words.own.as_str(), message.words.fence.as_deref()), ("ok", Some("k7m2-9q4x")));
    assert_eq!(message.words.fence_case.as_deref(), Some("P-2026-0012"));
}

#[test]
fn a_plain_part_that_only_points_to_the_html_is_passed_over() {
    let message = read(
        "From: a@x.example\r\nContent-Type: multipart/alternative; boundary=A\r\n\r\n--A\r\nContent-Type: text/plain\r\n\r\nPlease view this mail in an HTML viewer.\r\n--A\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>原因：旧的坏了</p><p>数量：3 台显示器，请尽快，谢谢</p>\r\n--A--\r\n",
    );
    let found = message.fields();
    assert_eq!((found[0].key.as_str(), found[0].value.as_str()), ("原因", "旧的坏了"));
}

const REPLY: &str = "BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n";

#[test]
fn calendar_answers_show_whatever_the_kind() {
    let raw = format!(
        "From: zhang@corp.example\r\nSubject: Accepted: x\r\nAuto-Submitted: auto-generated\r\nContent-Type: multipart/mixed; boundary=M\r\n\r\n--M\r\nContent-Type: multipart/alternative; boundary=A\r\n\r\n--A\r\nContent-Type: text/plain\r\n\r\nzhang accepted\r\n--A\r\nContent-Type: text/calendar; charset=utf-8; method=reply\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--A--\r\n--M\r\nContent-Type: application/ics; name=\"invite.ics\"\r\nContent-Disposition: attachment; filename=\"invite.ics\"\r\n\r\n{REPLY}\r\n--M--\r\n",
        base64::Engine::encode(&base64::engine::general_purpose::STANDARD, REPLY)
    );
    let message = read(&raw);
    assert_eq!(message.kind, Kind::Auto(AutoReason::Generated));
    assert_eq!(
        message.calendars,
        [CalendarPart { method: Some("REPLY".to_owned()), text: REPLY.to_owned() }]
    );
    assert!(message.attachments.is_empty());
}

#[test]
fn duplicates_are_flagged_and_the_topmost_counts() {
    let message = read(
        "From: a@x.example\r\nFrom: boss@x.example\r\nMessage-ID: <1@x>\r\nMessage-ID: <2@x>\r\nSubject: one\r\nSubject: two\r\n\r\nok\r\n",
    );
    assert_eq!(message.sole_from(), None);
    assert_eq!((message.message_id.as_deref(), message.subject.raw.as_str()), (Some("1@x"), "one"));
    let kinds: Vec<FlawKind> = message.flaws.iter().map(|f| f.what).collect();
    for wanted in [FlawKind::From, FlawKind::MessageId, FlawKind::Duplicate] {
        assert!(kinds.contains(&wanted), "{kinds:?}");
    }
    let two = read("From: a@x.example, b@x.example\r\n\r\nok\r\n");
    assert_eq!(two.sole_from(), None);
    assert_eq!(two.from.len(), 2);
    assert_eq!(read("From: a@x.example\r\n\r\n").sole_from().unwrap().to_string(), "a@x.example");
}

#[test]
fn ids_and_recipients_are_found_wherever_relays_put_them() {
    let message = mail(
        "In-Reply-To: <tencent_1@qq.example> (yours)\r\nReferences: <a@corp.example>\r\n <b@corp.example>\r\nX-OQ-MSGID: <c@corp.example>\r\nDelivered-To: desk+t0k@corp.example\r\nX-Original-To: desk@corp.example\r\nReturn-Path: <zhang@corp.example>\r\nDKIM-Signature: v=1; a=rsa-sha256; d=Corp.Example; s=x; b=d=wrong\r\nAuthentication-Results: mx.corp.example;\r\n dmarc=pass\r\nAuthentication-Results: far.example; dmarc=fail\r\nList-Id: Team <team.corp.example>\r\n",
        "ok",
    );
    assert_eq!(message.in_reply_to, ["tencent_1@qq.example"]);
    assert_eq!(message.references, ["c@corp.example", "a@corp.example", "b@corp.example"]);
    let answered: Vec<&str> = message.answered_ids().collect();
    assert_eq!(answered, ["tencent_1@qq.example", "b@corp.example", "a@corp.example", "c@corp.example"]);
    let to: Vec<String> = message.envelope_to.iter().map(ToString::to_string).collect();
    assert_eq!(to, ["desk+t0k@corp.example", "desk@corp.example"]);
    assert!(matches!(message.return_path, Some(ReturnPath::Address(_))));
    assert_eq!(message.dkim_domains, ["corp.example"]);
    assert_eq!(message.auth_results, ["mx.corp.example; dmarc=pass", "far.example; dmarc=fail"]);
    assert_eq!(message.list_id.as_deref(), Some("team.corp.example"));
    assert_eq!(message.kind, Kind::List);
}

#[test]
fn kinds_are_told_by_what_programs_leave() {
    let out = Kind::Auto(AutoReason::OutOfOffice);
    let auto = Kind::Auto(AutoReason::Reply);
    let generated = Kind::Auto(AutoReason::Generated);
    for (headers, text, kind) in [
        ("Subject: x\r\n", "ok", Kind::Person),
        ("Subject: x\r\nX-Auto-Response-Suppress: All\r\n", "ok", Kind::Person),
        ("Subject: x\r\nAuto-Submitted: no\r\n", "ok", Kind::Person),
        ("Subject: Re: Automatic reply: x\r\n", "I saw it", Kind::Person),
        ("Subject: x\r\n", "I am out of the office this afternoon, go on without me", Kind::Person),
        ("Subject: undelivered parcels\r\n", "two parcels could not be delivered", Kind::Person),
        ("Subject: x\r\nAuto-Submitted: auto-replied (vacation)\r\n", "I am on vacation", out.clone()),
        ("Subject: x\r\nAuto-Submitted: auto-replied\r\n", "Ticket 5 was opened", auto.clone()),
        ("Subject: =?utf-8?B?6Ieq5Yqo5Zue5aSNOiB4?=\r\n", "这是来自QQ邮箱的假期自动回复邮件。", out.clone()),
        ("Subject: Automatic reply: x\r\n", "back on Monday", out.clone()),
        ("Subject: Out of Office: x\r\n", "back on Monday", out.clone()),
        ("Subject: x\r\nX-Autoreply: yes\r\n", "thank you for your mail", auto.clone()),
        ("Subject: x\r\nPrecedence: auto_reply\r\n", "在休假", out.clone()),
        ("Subject: x\r\nX-MS-Exchange-Inbox-Rules-Loop: zhang@corp.example\r\n", "ok", Kind::Person),
        ("Subject: x\r\n", "本邮件由系统自动发送，请勿回复", auto),
        ("Subject: x\r\nAuto-Submitted: auto-generated\r\n", "ok", generated.clone()),
        ("Subject: x\r\nPrecedence: bulk\r\n", "ok", Kind::Auto(AutoReason::Bulk)),
        ("Subject: x\r\nPrecedence: list\r\n", "ok", Kind::List),
        (
            "Subject: x\r\nX-MLServer: fml [fml 4.0.3]\r\n",
            "You are not a member of this mailing list",
            Kind::List,
        ),
        ("Subject: x\r\nBeadle-Letter: 1\r\nAuto-Submitted: auto-generated\r\n", "ok", Kind::Own),
    ] {
        let message = mail(headers, text);
        assert_eq!(message.kind, kind, "{headers} {text}: {}", message.because);
        assert!(!message.because.is_empty());
    }
    assert_eq!(read("From: no-reply@x.example\r\n\r\nok").kind, generated);
    assert_eq!(read("From: Desk <desk+t0k@corp.example>\r\n\r\nok").kind, Kind::Own);
}

#[test]
fn a_receipt_is_told() {
    let raw = "From: zhang@corp.example\r\nSubject: Read: x\r\nContent-Type: multipart/report; report-type=disposition-notification; boundary=A\r\n\r\n--A\r\n\r\nYour message was read.\r\n--A\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n--A--\r\n";
    assert_eq!(read(raw).kind, Kind::Receipt);
    assert_eq!(mail("Subject: =?utf-8?B?5bey6K+777yaeA==?=\r\n", "您的邮件已被阅读").kind, Kind::Receipt);
    assert_eq!(mail("Subject: Read: the plan\r\n", "it is good").kind, Kind::Person);
}

#[test]
fn a_status_notification_is_read_per_recipient() {
    let raw = "Return-Path: <>\r\nFrom: MAILER-DAEMON@mx.example (Mail Delivery System)\r\nTo: desk@corp.example\r\nSubject: Undelivered Mail Returned to Sender\r\nAuto-Submitted: auto-replied\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=A\r\n\r\n--A\r\n\r\nSorry.\r\n--A\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example\r\n\r\nFinal-Recipient: rfc822; Li@corp.example\r\nAction: failed\r\nStatus: 5.1.1\r\nDiagnostic-Code: smtp; 550 5.1.1 no such\r\n user\r\n\r\nFinal-Recipient: rfc822;wang@corp.example\r\nAction: delayed\r\nStatus: 4.4.1\r\n\r\n--A\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <tencent_9@qq.example>\r\nX-OQ-MSGID: <i1.P-2026-0012@corp.example>\r\nTo: li@corp.example\r\n\r\nbody\r\n--A--\r\n";
    let message = read(raw);
    let Kind::Bounce(bounce) = &message.kind else { panic!("{:?}", message.kind) };
    assert!(bounce.permanent);
    assert_eq!(bounce.original_message_id.as_deref(), Some("i1.P-2026-0012@corp.example"));
    let first = &bounce.recipients[0];
    assert_eq!(first.address, Some(Address::parse("li@corp.example").unwrap()));
    assert_eq!((first.action, first.status.as_deref()), (Action::Failed, Some("5.1.1")));
    assert_eq!(first.diagnostic, "550 5.1.1 no such user");
    assert_eq!(bounce.recipients[1].action, Action::Delayed);
    let delayed = raw.replacen("Action: failed\r\nStatus: 5.1.1", "Action: delayed\r\nStatus: 4.2.2", 1);
    let Kind::Bounce(bounce) = read(&delayed).kind else { panic!() };
    assert!(!bounce.permanent);
}

#[test]
fn soft_wrapped_lines_are_joined() {
    let message = mail(
        "Content-Type: text/plain; format=flowed\r\n",
        "Reason: the old one \r\nis broken\r\n> quoted \r\n> on\r\n-- \r\nZhang\r\n",
    );
    assert_eq!(message.words.own, "Reason: the old one is broken");
}

#[test]
fn unlabelled_and_mislabelled_text_is_read_and_flagged() {
    let mut raw = b"From: a@x.example\r\nSubject: ".to_vec();
    raw.extend_from_slice(&encoding_rs::GB18030.encode("回复：【采购】显示器").0);
    raw.extend_from_slice(b"\r\n\r\n");
    raw.extend_from_slice(&encoding_rs::GB18030.encode("不批准").0);
    let message = parse(&raw, &own()).unwrap();
    assert_eq!(message.words.own, "不批准");
    assert_eq!(message.subject.tag.as_deref(), Some("采购"));
    assert!(message.flaws.iter().any(|f| f.what == FlawKind::Charset));
}

#[test]
fn what_cannot_be_read_is_quarantined_with_its_reason() {
    for (raw, reason) in [
        (Vec::new(), "the mail is empty"),
        (b"\r\n\r\n".to_vec(), "the mail is empty"),
        (b"no header here\r\n".to_vec(), "the mail has no header field"),
        (
            format!("From: a@x.example\r\nX: {}\r\n\r\n", "x".repeat(HEADERS_MAX)).into_bytes(),
            "the headers have more",
        ),
        ([b"From: a@x.example\r\n\r\n".to_vec(), vec![b'x'; SIZE_MAX]].concat(), "the mail has"),
    ] {
        let quarantine = parse(&raw, &own()).unwrap_err();
        assert!(quarantine.reason.starts_with(reason), "{quarantine}");
    }
}

#[test]
fn a_mail_that_is_too_large_still_has_its_headers() {
    let raw =
        [b"From: a@x.example\r\nSubject: [P-2026-0012] x\r\n\r\n".to_vec(), vec![b'x'; SIZE_MAX]].concat();
    let message = parse_headers(&raw, &own()).unwrap();
    assert_eq!(message.subject.case_refs, ["P-2026-0012"]);
    assert_eq!((message.words.own.as_str(), message.kind), ("", Kind::Person));
    assert_eq!(message.flaws[0].what, FlawKind::Size);
}

#[test]
fn a_mail_whose_lines_end_with_a_bare_cr_is_read_as_any_other() {
    let with = |end: &str| ["From: a@x.example", "Subject: x", "", "ok", "> really?", ""].join(end);
    for end in ["\r", "\n", "\r\n"] {
        let message = read(&with(end));
        assert_eq!((message.subject.raw.as_str(), message.words.own.as_str()), ("x", "ok"), "{end:?}");
    }
    // Beside an LF it is no line end: nothing below it becomes a header.
    assert_eq!(
        read("From: a@x.example\r\nSubject: x\rBcc: b@x.example\r\n\r\nok").subject.raw,
        "x Bcc: b@x.example"
    );
}

#[test]
fn what_old_programs_and_other_languages_put_above_a_quote_is_none_of_the_own_words() {
    for below in [
        "2013/7/20 Sam via Desk <info@x.example>\n\n> more\n",
        "2013/7/20 Sam via Desk <\ninfo@x.example>\n\n| more\n| and more\n",
        "-------- İletilen İleti --------\nKonu: x\nTarih: 3 Nov 2021\nKimden: a@x.example\nKime: b@x.example\n\nmore\n",
        "--- Treść przekazanej wiadomości ---\nTemat: x\nNadawca: a@x.example\nAdresat: b@x.example\n\nmore\n",
        "------ Neznámá slova ------\nFrom: a@x.example\nDate: 3 Nov 2021\nSubject: x\n\nmore\n",
        "__\nusers mailing list\nusers@lists.example\n",
        "Disclaimer\n\nThis message is confidential and intended only for its readers.\n",
    ] {
        assert_eq!(mail("Subject: x\r\n", &format!("Fine.\n\n{below}")).words.own, "Fine.", "{below}");
    }
    for kept in [
        "见下：\n\n2024年7月15日 张三 <zhang@x.example>\n2024年7月16日 李四 <li@x.example>",
        "Fine.\n\nSent from my desk, is much easier than my telephone.",
    ] {
        assert_eq!(mail("Subject: x\r\n", kept).words.own, kept);
    }
}

#[test]
fn a_daemon_that_writes_no_report_is_told_by_its_name() {
    let message = read(concat!(
        "Return-Path: <>\nFrom: Mailer Daemon <root@mx.example>\nSubject: Your mail\n\n",
        "An error has occurred while attempting to deliver a message to:\n\nli@corp.example: Envelope expired\n",
    ));
    let Kind::Bounce(bounce) = message.kind else { panic!("{:?}", message.kind) };
    assert_eq!(bounce.recipients[0].address.as_ref().unwrap().to_string(), "li@corp.example");
}

#[test]
fn mailbox_file_lines_before_the_mail_are_passed_over() {
    assert_eq!(
        read("\nFrom a@x.example Tue Mar  5 14:30:02 2024\nFrom: a@x.example\n\nok\n").words.own,
        "ok"
    );
}

#[test]
fn ten_thousand_nested_parts_never_overflow_the_stack() {
    let mut multiparts = String::from("From: a@x.example\r\n");
    let mut messages = String::from("From: a@x.example\r\n");
    for n in 0..10_000 {
        multiparts.push_str(&format!("Content-Type: multipart/mixed; boundary=B{n}\r\n\r\n--B{n}\r\n"));
        messages.push_str("Content-Type: message/rfc822\r\n\r\n");
    }
    let flat = format!(
        "From: a@x.example\r\nContent-Type: multipart/mixed; boundary=B\r\n\r\n{}",
        "--B\r\n\r\n".repeat(10_000)
    );
    assert!(parse(messages.as_bytes(), &own()).is_ok());
    for raw in [multiparts, flat] {
        let quarantine = parse(raw.as_bytes(), &own()).unwrap_err();
        assert!(quarantine.reason.contains("parts"), "{quarantine}");
    }
}

#[test]
fn nesting_below_the_maximum_is_read() {
    for kind in ["multipart/mixed; boundary=B", "message/rfc822"] {
        let mut raw = String::from("From: a@x.example\r\n");
        for n in 0..PARTS_MAX {
            let kind = kind.replace("=B", &format!("=B{n}"));
            raw.push_str(&format!("Content-Type: {kind}\r\n\r\n"));
            if kind.starts_with("multipart") {
                raw.push_str(&format!("--B{n}\r\n"));
            }
        }
        assert!(parse(raw.as_bytes(), &own()).is_ok(), "{kind}");
    }
}

/// Samples that together reach every file of the room.
fn samples() -> Vec<Vec<u8>> {
    let fence = fence("P-2026-0012", "k7m2-9q4x", "zh", false);
    vec![
        ALTERNATIVE.as_bytes().to_vec(),
        format!("From: =?gb18030?B?1cXI/Q==?= <z@x.example>\r\nSubject: =?utf-8?Q?=E5=9B=9E?= =?utf-8?Q?=E5=A4=8D?=\u{ff1a}[P-2026-0012] x\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\n原因：x \r\n延至:2024-07-18 计划:y\r\n> {fence}\r\n").into_bytes(),
        b"From: MAILER-DAEMON@x.example\r\nSubject: failure notice\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=\"A\"\r\n\r\n--A\r\n\r\n<li@x.example>: 550 5.1.1 user unknown\r\n--A\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; li@x.example\r\nAction: failed\r\n\r\n--A\r\nContent-Type: message/rfc822\r\n\r\nMessage-ID: <1@x>\r\n\r\nx\r\n--A--\r\n".to_vec(),
        b"From: a@x.example\r\nContent-Type: text/html; charset=gb2312\r\n\r\n<table><tr><td>a<td>b</table><blockquote>&gt;&#x4e00;<div id=divRplyFwdMsg>c</blockquote><pre>d\n</pre>".to_vec(),
        b"From: a@x.example\r\nContent-Type: text/calendar; method=REPLY; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nBEGIN:VCALENDAR=0D=0AEND:VCALENDAR\r\n".to_vec(),
    ]
}

#[test]
fn mutated_mails_never_panic() {
    /// Rounds over all samples; a second in a debug build.
    const ROUNDS: u64 = 600;
    let samples = samples();
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut next = |below: usize| {
        // xorshift64*: the same mails on every machine.
        state ^= state >> 12;
        state ^= state << 25;
        state ^= state >> 27;
        (state.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % below.max(1)
    };
    for _ in 0..ROUNDS {
        for sample in &samples {
            let mut raw = sample.clone();
            for _ in 0..=next(6) {
                let (at, byte) = (next(raw.len()), next(256) as u8);
                match next(5) {
                    0 => raw[at] = byte,
                    1 => raw.insert(at, byte),
                    2 => raw.truncate(at.max(1)),
                    3 => {
                        let other = &samples[next(samples.len())];
                        let from = next(other.len());
                        let piece = other[from..(from + next(60)).min(other.len())].to_vec();
                        raw.splice(at..at, piece);
                    }
                    _ => {
                        let end = (at + next(30)).min(raw.len());
                        raw.drain(at..end);
                    }
                }
                if raw.is_empty() {
                    raw.push(b'x');
                }
            }
            let Ok(message) = parse(&raw, &own()) else { continue };
            fields_known(&message.words, &message.tables, &["原因", "计划"]);
            assert!(message.words.lines.iter().all(|l| !l.trim().is_empty() && !l.contains('\n')));
            assert!(parse_headers(&raw, &own()).is_ok());
        }
    }
}

proptest! {
    #[test]
    fn no_bytes_panic(raw: Vec<u8>) {
        let _ = parse(&raw, &own());
        let _ = parse(&[b"From: a@x.example\r\nContent-Type: text/html\r\n\r\n".as_slice(), &raw].concat(), &own());
    }

    #[test]
    fn words_above_a_fence_are_own_and_words_below_are_not(
        above in "[a-z同意]{1,20}( [a-z]{1,9}){0,5}",
        below in "[a-z拒绝]{1,20}( [a-z]{1,9}){0,5}",
        mark in "|> |>> ",
    ) {
        let fence = fence("P-2026-0012", "k7m2-9q4x", "zh", false);
        let message = mail("Content-Type: text/plain; charset=utf-8\r\n", &format!("{above}\r\n\r\n{mark}{fence}\r\n{mark}{below}\r\n"));
        prop_assert_eq!(&message.words.own, &above);
        prop_assert!(message.words.quoted);
        prop_assert_eq!(message.words.fence.as_deref(), Some("k7m2-9q4x"));
    }

    #[test]
    fn a_message_survives_the_journal(at in 0usize..400, byte: u8) {
        let mut raw = ALTERNATIVE.as_bytes().to_vec();
        raw[at] = byte;
        if let Ok(message) = parse(&raw, &own()) {
            let json = serde_json::to_string(&message).unwrap();
            prop_assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message);
        }
    }
}
