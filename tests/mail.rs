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

#[test]
fn the_first_fragment_is_found_in_replies_of_many_programs() {
    let Some(folder) = corpus("crisp-email-reply-parser/test/fixtures") else { return };
    let mut wrong = Vec::new();
    for path in files(&folder) {
        let text = fs::read_to_string(&path).unwrap();
        let words = wrapped(text.as_bytes()).words;
        if text.starts_with("Fusce bibendum") {
            let wanted: Vec<String> = lines(&text).into_iter().take(5).collect();
            if words.lines != wanted {
                wrong.push(format!("{}\n{}", name(&path), words.own));
            }
        } else {
            println!("== {} {}\n{}\n-- below {}", name(&path), words.inline, words.own, words.below);
        }
    }
    for folder in ["mail-parser-reply/test/emails", "zapier-email-reply-parser/test/emails"] {
        for path in files(&corpus(folder).unwrap()) {
            let words = wrapped(&fs::read(&path).unwrap()).words;
            println!("== {} {}\n{}\n-- below {}", name(&path), words.inline, words.own, words.below);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
