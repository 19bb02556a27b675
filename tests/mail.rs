//! Mail as real programs write it: layouts of Chinese clients beside this file, and, where they are at hand, the
//! corpora of other projects in `../shared/corpora` (nothing of those is copied here).

#![allow(clippy::unwrap_used)] // all of it is tests

use std::fs;
use std::path::{Path, PathBuf};

use beadle::mail::{self, Action, Kind, Message, OwnMail};

fn own() -> OwnMail {
    OwnMail {
        addresses: vec!["flow@flow.example.invalid".parse().unwrap()],
        host: "flow.example.invalid".to_owned(),
    }
}

/// A folder of the corpora, or none, said aloud, when they are not at hand.
fn corpus(path: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora").join(path);
    if !folder.is_dir() {
        println!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

/// All files below a folder, in order.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { open.push(path) } else { out.push(path) }
        }
    }
    out.sort();
    out
}

fn name(path: &Path) -> String {
    path.file_name().unwrap().to_string_lossy().into_owned()
}

/// A text as the body of a mail.
fn wrapped(text: &[u8]) -> Message {
    let mut raw = b"From: a@x.example\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n".to_vec();
    raw.extend_from_slice(text);
    mail::parse(&raw, &own()).unwrap()
}

/// Lines without the white space that does not count.
fn lines(text: &str) -> Vec<String> {
    let text = text.replace('\u{a0}', " ");
    text.lines().map(|l| l.trim().to_owned()).filter(|l| !l.is_empty()).collect()
}

#[test]
fn the_layouts_of_chinese_programs_are_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/observed-mail");
    let expected: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(folder.join("expected.json")).unwrap()).unwrap();
    for (shape, wanted) in expected.as_object().unwrap() {
        let raw = fs::read(folder.join(format!("{shape}.eml"))).unwrap();
        let message = mail::parse(&raw, &own()).unwrap();
        if wanted["decision"] == "bounce" {
            let Kind::Bounce(bounce) = &message.kind else { panic!("{shape}: {:?}", message.kind) };
            assert_eq!(bounce.original_message_id.as_deref(), Some("tencent_1A2B3C4D5E6F@qq.com"));
            assert_eq!(
                bounce.recipients[0].address.as_ref().unwrap().to_string(),
                "nobody@remote.example.invalid"
            );
            assert!(bounce.permanent);
            continue;
        }
        assert_eq!(message.kind, Kind::Person, "{shape}: {}", message.because);
        assert_eq!(message.words.own, wanted["new_text"].as_str().unwrap(), "{shape}");
        assert_eq!(message.sole_from().unwrap().to_string(), "xm.wang@corp.example.invalid");
        assert_eq!(message.from[0].name.as_deref(), Some("王小明"));
        if let Some(subject) = wanted["subject"].as_str() {
            assert_eq!(message.subject.raw, subject, "{shape}");
            assert_eq!(message.subject.tag.as_deref(), Some("日程确认"), "{shape}");
        }
        if let Some(signature) = wanted["signature"].as_str() {
            assert_eq!(message.words.signature, signature, "{shape}");
        }
    }
}

/// What Thunderbird sends when "Accept" is pressed on an invitation of beadle's: its sentence is no answer to anything,
/// the calendar part is.
#[test]
fn the_answer_that_thunderbird_sends_is_read_whole() {
    let raw = include_bytes!("observed-itip/thunderbird_accept.eml");
    let message = mail::parse(raw, &own()).unwrap();
    assert!(matches!(message.kind, Kind::Person), "{:?}: {}", message.kind, message.because);
    assert_eq!(message.sole_from().unwrap().to_string(), "anna.schmidt@qiming.example");
    assert_eq!(message.subject.raw, "Accepted: 启动会：会员积分商城");
    let [part] = message.calendars.as_slice() else { panic!("{:?}", message.calendars) };
    assert_eq!(part.method.as_deref(), Some("REPLY"));
    let answers = beadle::calendar::read(&part.text, part.method.as_deref()).unwrap();
    let [answer] = answers.as_slice() else { panic!("{answers:?}") };
    assert_eq!(answer.uid, "863b1f7006213a5fc1df63419b931504@qiming.example");
    assert_eq!(answer.attendee.as_deref(), Some("anna.schmidt@qiming.example"));
    assert_eq!(answer.organizer.as_deref(), Some("beadle@qiming.example"));
    assert_eq!((answer.sequence, answer.instance, answer.comment.as_deref()), (Some(0), None, None));
    assert_eq!(answer.stamp, Some("2026-11-23T01:44:54Z".parse().unwrap()));
}

#[test]
fn replies_are_trimmed_as_the_reply_trimmer_does() {
    let Some(folder) = corpus("email_reply_trimmer/test") else { return };
    /// Where we cut more on purpose: unmarked text below an attribution or a forward is somebody else's.
    const STRICTER: [&str; 3] = ["embedded_email_17.txt", "embedded_email_18.txt", "forwarded_message.txt"];
    let (mut right, mut wrong) = (0, Vec::new());
    for path in files(&folder.join("emails")) {
        let wanted = fs::read_to_string(folder.join("trimmed").join(name(&path))).unwrap();
        let words = wrapped(&fs::read(&path).unwrap()).words;
        if lines(&words.own) == lines(&wanted) {
            right += 1;
        } else {
            println!("== {}\n{}\n-- wanted\n{wanted}", name(&path), words.own);
            wrong.push(name(&path));
        }
    }
    println!("{right} right, {} otherwise: {wrong:?}", wrong.len());
    wrong.retain(|n| !STRICTER.contains(&n.as_str()));
    assert!(wrong.is_empty(), "{wrong:?}");
}

#[test]
fn bounces_are_told_from_everything_else() {
    let (Some(sisimai), Some(flufl)) = (corpus("sisimai/maildir"), corpus("flufl.bounce/tests/data")) else {
        return;
    };
    /// A person forwards a bounce; a reply with no bounce in it; complaints in no report format; a web hook's JSON.
    const NONE: [&str; 6] = [
        "lhost-sendmail-14.eml",
        "groupwise_03.txt",
        "arf-22.eml",
        "arf-24.eml",
        "lhost-amazonses-12.eml",
        "lhost-amazonses-13.eml",
    ];
    let mut missed = Vec::new();
    let (mut all, mut addressed, mut identified) = (0, 0, 0);
    let bounces = files(&sisimai.join("bsd")).into_iter().chain(files(&flufl));
    for path in bounces {
        let raw = fs::read(&path).unwrap();
        let name = name(&path);
        // Abuse reports and automatic answers stand among the bounces.
        let other = name.starts_with("arf-") || name.starts_with("rfc3834-");
        let message = match mail::parse(&raw, &own()) {
            Ok(message) => message,
            Err(quarantine) => {
                missed.push(format!("{name}: {quarantine}"));
                continue;
            }
        };
        match &message.kind {
            Kind::Bounce(bounce) if !other => {
                all += 1;
                addressed += usize::from(bounce.recipients.iter().any(|r| r.address.is_some()));
                identified += usize::from(bounce.original_message_id.is_some());
                let temporary = bounce.recipients.iter().all(|r| r.action != Action::Failed);
                assert_eq!(bounce.permanent, !temporary, "{name}");
            }
            Kind::Auto(_) | Kind::Receipt if other => all += 1,
            Kind::Person | Kind::Auto(_) if NONE.contains(&name.as_str()) => {}
            kind => missed.push(format!(
                "{name}: {kind:?} because {}, subject {}",
                message.because, message.subject.raw
            )),
        }
    }
    println!(
        "{all} told, {addressed} with a recipient, {identified} with the original's id, {} missed:\n{}",
        missed.len(),
        missed.join("\n")
    );
    assert!(missed.is_empty());
}

#[test]
fn replies_of_people_are_a_persons() {
    let sources = [
        "email_reply_trimmer/test/emails",
        "crisp-email-reply-parser/test/fixtures",
        "mail-parser-reply/test/emails",
        "zapier-email-reply-parser/test/emails",
    ];
    let mut wrong = Vec::new();
    for source in sources {
        let Some(folder) = corpus(source) else { return };
        for path in files(&folder) {
            let message = wrapped(&fs::read(&path).unwrap());
            if message.kind != Kind::Person {
                wrong.push(format!("{}: {:?} {}", path.display(), message.kind, message.because));
            }
        }
    }
    let Some(folder) = corpus("talon/tests/fixtures/standard_replies") else { return };
    for path in files(&folder).iter().filter(|p| p.extension().is_some_and(|e| e == "eml")) {
        let message = mail::parse(&fs::read(path).unwrap(), &own()).unwrap();
        if message.kind != Kind::Person
            || message.words.lines.first().is_none_or(|l| l != "Hello")
            || message.words.lines.len() != 1
        {
            wrong.push(format!("{}: {:?} {:?}", path.display(), message.kind, message.words));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_of_any_corpus_breaks_the_reader() {
    let Some(folder) = corpus("") else { return };
    let mut read = 0;
    for path in files(&folder) {
        let raw = fs::read(&path).unwrap();
        if let Ok(message) = mail::parse(&raw, &own()) {
            read += 1;
            assert_eq!(message.size, raw.len());
            let json = serde_json::to_string(&message).unwrap();
            assert_eq!(serde_json::from_str::<Message>(&json).unwrap(), message, "{}", path.display());
        }
        wrapped(&raw);
    }
    println!("{read} files read as mail");
    assert!(read > 500);
}

/// The text every reply in that corpus begins with, unless it says otherwise.
const FUSCE_LINES: usize = 5;

#[test]
fn quotes_of_many_programs_and_languages_are_cut() {
    let Some(folder) = corpus("crisp-email-reply-parser/test/fixtures") else { return };
    let mut wrong = Vec::new();
    for path in files(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        if text.starts_with("Fusce bibendum") {
            let words = wrapped(text.as_bytes()).words;
            let wanted: Vec<String> = lines(&text).into_iter().take(FUSCE_LINES).collect();
            if words.lines != wanted {
                wrong.push(format!("{}\n{}", name(&path), words.own));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn single_replies_are_read_as_a_reader_would() {
    /// File, first and last own line.
    const EXPECTED: [(&str, &str, &str); 19] = [
        (
            "mail-parser-reply/test/emails/correct_sig.txt",
            "this is an email with a correct -- signature.",
            "this is an email with a correct -- signature.",
        ),
        ("mail-parser-reply/test/emails/email_1_5.txt", "One: Here's what I've got.", "for a while."),
        ("mail-parser-reply/test/emails/email_1_7.txt", ":+1:", ":+1:"),
        ("mail-parser-reply/test/emails/email_1_8.txt", "I will reply under this one", "and under this."),
        ("mail-parser-reply/test/emails/email_2_1.txt", "Outlook with a reply", "Outlook with a reply"),
        (
            "mail-parser-reply/test/emails/email_2_2.txt",
            "Outlook with a reply directly above line",
            "Outlook with a reply directly above line",
        ),
        (
            "mail-parser-reply/test/emails/email_2_3.txt",
            "Outlook with a reply above headers using unusual format",
            "Outlook with a reply above headers using unusual format",
        ),
        ("mail-parser-reply/test/emails/email_danish_4.txt", "Hej,", "Svar."),
        ("mail-parser-reply/test/emails/email_ja_1_2.txt", "田中様", "以上、よろしくお願いいたします"),
        ("mail-parser-reply/test/emails/email_nl_1_1.txt", "Hallo allemaal,", "-Maarten de Jong"),
        (
            "mail-parser-reply/test/emails/email_one_is_not_on.txt",
            "Thank, this is really helpful.",
            "Locally (on development), when I run...",
        ),
        (
            "mail-parser-reply/test/emails/email_partial_quote_header.txt",
            "On your remote host you can run:",
            "fails, the tunnel is not working.",
        ),
        (
            "mail-parser-reply/test/emails/email_sent_from_BlackBerry.txt",
            "Here is another email",
            "Here is another email",
        ),
        (
            "mail-parser-reply/test/emails/multi_header.txt",
            "No problem. I’ll just start a new order.",
            "No problem. I’ll just start a new order.",
        ),
        (
            "crisp-email-reply-parser/test/fixtures/email_sent_from.txt",
            "Hi it can happen to any texts you type, as long as you type in between words or paragraphs.",
            "Hi it can happen to any texts you type, as long as you type in between words or paragraphs.",
        ),
        (
            "crisp-email-reply-parser/test/fixtures/email_thread.txt",
            "This is new email reply in thread from bellow.",
            "This is new email reply in thread from bellow.",
        ),
        (
            "crisp-email-reply-parser/test/fixtures/email_tricky_1_on_false_positive.txt",
            "On the surface, this looks like a quote header but it's not.",
            "On a separate note, I wanted to mention that performance is great.",
        ),
        (
            "crisp-email-reply-parser/test/fixtures/email_tricky_8_sent_from_in_content.txt",
            "The notification was sent from my iPhone app to all users.",
            "All messages are sent from the main server.",
        ),
        (
            "crisp-email-reply-parser/test/fixtures/email_tricky_20_html_entities.txt",
            "The data should be > 100 and < 200.",
            "We need to ensure that & symbols are handled correctly.",
        ),
    ];
    let Some(folder) = corpus("") else { return };
    for (path, first, last) in EXPECTED {
        let words = wrapped(&fs::read(folder.join(path)).unwrap()).words;
        assert_eq!(words.lines.first().map(String::as_str), Some(first), "{path}");
        assert_eq!(words.lines.last().map(String::as_str), Some(last), "{path}");
    }
}

#[test]
fn forwarded_mail_is_never_the_senders_word() {
    let Some(folder) = corpus("email-forward-parser/test/fixtures") else { return };
    /// What the forwarders wrote above.
    const OWN: [&str; 3] = [
        "",
        "Praesent suscipit egestas hendrerit.\n\nAliquam eget dui dui.",
        "That's true!\n\nRegards,\n\ne.",
    ];
    for path in files(&folder).iter().filter(|p| name(p).contains("_body")) {
        let words = wrapped(&fs::read(path).unwrap()).words;
        assert!(OWN.contains(&words.own.as_str()) && words.quoted, "{}\n{}", name(path), words.own);
    }
}

#[test]
fn replies_in_html_only_are_cut() {
    let Some(folder) = corpus("talon/tests/fixtures/html_replies") else { return };
    for path in files(&folder) {
        let mut raw = b"From: a@x.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".to_vec();
        raw.extend_from_slice(&fs::read(&path).unwrap());
        let words = mail::parse(&raw, &own()).unwrap().words;
        assert_eq!(words.lines, ["Hi. I am fine.", "Thanks,", "Alex"], "{}", path.display());
    }
}

#[test]
fn no_other_message_is_taken_for_a_bounce() {
    /// The bounces that stand among the others.
    const BOUNCES: [&str; 7] = [
        "bounce.txt",
        "delivery-status-multiple-blank-lines.txt",
        "delivery-status.txt",
        "dsn_relayed.eml",
        "gmail_ndn.eml",
        "msg_25.txt",
        "msg_43.txt",
    ];
    let sources = [
        "mail-parser",
        "mimekit",
        "cpython-email",
        "chatmail-core",
        "mail-auth",
        "dkimpy",
        "sisimai/maildir/not",
    ];
    let mut found = Vec::new();
    for source in sources {
        let Some(folder) = corpus(source) else { return };
        for path in files(&folder).iter().filter(|p| p.extension().is_some_and(|e| e == "eml" || e == "txt"))
        {
            let message = mail::parse(&fs::read(path).unwrap(), &own());
            if message.is_ok_and(|m| matches!(m.kind, Kind::Bounce(_))) {
                found.push(name(path));
            }
        }
    }
    found.sort();
    assert_eq!(found, BOUNCES);
}
