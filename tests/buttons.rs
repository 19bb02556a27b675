//! Every `mailto:` link of the letters in the stories, pressed: what a mail program would send is read as the answer
//! that the link promises, by the real turn, at the moment the letter came.
//!
//! An ordinary run presses each link of each letter of each process, language and occasion once; `ALL=1` presses it in
//! every letter of every story.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use beadle::fault::Source;
use beadle::mail::{self, OwnMail};
use beadle::scenario::{Letter, Line, Played, Scenario, What, play, read};
use beadle::turn::{Setting, turn};
use beadle::workflow::memory::Changes;
use beadle::workflow::{Event, Fate, Incoming};

/// A story over the rules it is played with.
struct Told {
    name: String,
    story: Scenario,
    setting: usize,
}

/// One link of one letter.
struct Button {
    story: usize,
    letter: usize,
    to: String,
    subject: String,
    body: String,
}

/// What stands behind `mailto:`: to, subject, body (RFC 6068).
fn links(bytes: &[u8]) -> Vec<(String, String, String)> {
    let parsed = mail_parser::MessageParser::default().parse(bytes).unwrap();
    let html = parsed.body_html(0).unwrap().into_owned();
    let href = |rest: &str| {
        let link = rest.split('"').next().unwrap().replace("&amp;", "&");
        let (to, rest) = link.split_once("?subject=").unwrap();
        let (subject, body) = rest.split_once("&body=").unwrap();
        (decoded(to), decoded(subject), decoded(body))
    };
    html.split("href=\"mailto:").skip(1).map(href).collect()
}

fn decoded(text: &str) -> String {
    percent_encoding::percent_decode_str(text).decode_utf8().unwrap().into_owned()
}

fn language(letter: &Letter) -> String {
    let parsed = mail_parser::MessageParser::default().parse(&letter.bytes).unwrap();
    let html = parsed.body_html(0).unwrap().into_owned();
    html.split("<html lang=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// The answers that a word stands for: in one process this, in another that.
fn meant<'s>(setting: &'s Setting, word: &str) -> Vec<&'s str> {
    let is = |words: &Vec<String>| words.first().is_some_and(|first| first == word);
    setting.rules.answers.values().filter(|a| a.words.values().any(is)).map(|a| a.name.as_str()).collect()
}

/// The story up to the line by which that letter left.
fn until(told: &Told, setting: &Setting, letter: &Letter) -> Played {
    let zone = &told.story.zone;
    let at = zone.local(letter.at);
    let before = told.story.lines.iter().filter(|line| line.at < at).count();
    let same = told.story.lines.iter().filter(|line| line.at == at).count();
    for lines in before..=before + same {
        let mut story = told.story.clone();
        story.lines.truncate(lines);
        let span = story.lines.last().map_or(0..0, |line| line.span.clone());
        story.lines.push(Line { at, span, what: What::Passes });
        let played = play(&story, setting);
        if played.letters.iter().any(|sent| sent.id == letter.id && sent.to == letter.to) {
            return played;
        }
    }
    panic!("{}: '{}' does not leave again", told.name, letter.subject);
}

/// What is left open in the text of a link, as a person would write it.
fn completed(body: &str) -> String {
    let mut lines: Vec<String> = body.replace("\r\n", "\n").split('\n').map(str::to_owned).collect();
    for line in &mut lines {
        if line.starts_with('T') && line.ends_with(' ') {
            line.push_str("50%");
        }
    }
    // The comment that an answer needs stands below it.
    if lines.len() > 1 && lines.last().is_some_and(|line| line.ends_with('：') || line.ends_with(": ")) {
        lines.last_mut().unwrap().push_str("因为还要两天");
    }
    lines.join("\r\n")
}

/// Presses one link; what is wrong, if anything is.
fn press(told: &Told, setting: &Setting, letter: &Letter, button: &Button) -> Option<String> {
    let played = until(told, setting, letter);
    let body = completed(&button.body);
    let raw = format!(
        "From: <{}>\r\nTo: <{}>\r\nSubject: =?utf-8?B?{}?=\r\nMessage-ID: <pressed-{}@mail.example>\r\n\
         Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n",
        letter.address,
        button.to,
        base64(button.subject.as_bytes()),
        letter.id,
    );
    let own =
        OwnMail { addresses: vec![setting.identity.address.clone()], host: setting.identity.host.clone() };
    let incoming = Incoming {
        key: "pressed".into(),
        received: letter.at,
        message: mail::parse(raw.as_bytes(), &own).map_err(|q| q.reason),
        truncated: false,
        size: raw.len() as u64,
        spooled: None,
    };
    let event = Event::Message(Box::new(incoming));
    let record = turn(setting, &played.rows, &event, letter.at, Changes::new());
    let whys: Vec<&str> = record.entry.why.iter().map(|why| why.text.as_str()).collect();
    let sent: Vec<String> = record
        .letters
        .iter()
        .filter(|l| l.to.iter().any(|(person, _)| *person == letter.to))
        .map(|l| l.subject.clone())
        .collect();
    let wrong = |what: &str| {
        let mut out = String::new();
        let _ = write!(
            out,
            "{}: {} to {}: {what}\n  {}\n  {:?}\n  {}\n  sent: {}",
            told.name,
            letter.name,
            letter.to,
            button.subject,
            body,
            whys.join("\n  "),
            sent.join(" | ")
        );
        Some(out)
    };
    // The link of a mail that opened nothing has nobody's token; it opens by the tag that its subject has.
    // That of something said in a case and sent back says it there again.
    let hows = ["by its personal token", "' by its tag", "by the case id it names"];
    let hows = &hows[..if letter.name == "incomplete" { 3 } else { 2 }];
    let known = hows.iter().any(|how| whys.iter().any(|w| w.contains(how)));
    if !known {
        return wrong("nobody knows what it is about");
    }
    let first = body.lines().next().unwrap_or("");
    let items = body.lines().filter(|line| line.ends_with(" 50%")).count();
    let word = if items > 0 { first.split(' ').nth(1).unwrap_or("") } else { first };
    let answers = meant(setting, word);
    if answers.is_empty() {
        // Lines of a form: they are read, or what is still empty or was wrong before is sent back.
        let fared = [" read ", "sent back: missing", ": came later: "];
        let read = whys.iter().any(|why| fared.iter().any(|how| why.contains(how)));
        return (!read).then(|| wrong("its lines are not read")).flatten();
    }
    if record.entry.fate != Fate::Acted {
        return wrong("it is not taken");
    }
    let gives = |why: &&&str| answers.iter().any(|answer| why.contains(&format!("'{answer}' by ")));
    let given = whys.iter().filter(gives).count();
    (given < items.max(1)).then(|| wrong(&format!("{answers:?} is not read"))).flatten()
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let n = chunk.iter().fold(0_u32, |n, b| n << 8 | u32::from(*b)) << (8 * (3 - chunk.len()));
        for i in 0..4 {
            let digit = usize::try_from(n >> (18 - 6 * i) & 63).unwrap();
            out.push(if i <= chunk.len() { char::from(DIGITS[digit]) } else { '=' });
        }
    }
    out
}

/// Work for several hands, in order.
fn each<T: Sync, R: Send>(work: &[T], does: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let hands = std::thread::available_parallelism().map_or(1, usize::from);
    let share = work.len().div_ceil(hands).max(1);
    std::thread::scope(|scope| {
        let does = &does;
        let run: Vec<_> = work
            .chunks(share)
            .map(|part| scope.spawn(move || part.iter().map(does).collect::<Vec<R>>()))
            .collect();
        run.into_iter().flat_map(|hand| hand.join().unwrap()).collect()
    })
}

#[test]
fn every_link_of_every_letter_says_what_it_promises() {
    let only = std::env::var("STORY").ok();
    let all = std::env::var("ALL").is_ok();
    let mut settings = vec![setting::setting()];
    let mut stories: Vec<(usize, Source)> =
        setting::sources("tests/scenarios", &["story"]).into_iter().map(|story| (0, story)).collect();
    for example in setting::examples() {
        stories.extend(example.stories.iter().map(|story| (settings.len(), story.clone())));
        settings.push(example.setting());
    }
    let told: Vec<Told> = stories
        .into_iter()
        .filter(|(_, story)| only.as_ref().is_none_or(|only| story.path().contains(only.as_str())))
        .map(|(setting, source)| Told {
            name: source.path().to_owned(),
            story: read(&source).unwrap_or_else(|faults| panic!("{faults}")),
            setting,
        })
        .collect();
    let played: Vec<Played> = each(&told, |told| play(&told.story, &settings[told.setting]));

    let mut seen = BTreeSet::new();
    let mut buttons = Vec::new();
    let mut letters = BTreeSet::new();
    for (story, played) in played.iter().enumerate() {
        for (index, letter) in played.letters.iter().enumerate() {
            let kind: String = letter.subject.chars().take_while(|c| !c.is_ascii_digit()).collect();
            for (n, (to, subject, body)) in links(&letter.bytes).into_iter().enumerate() {
                let which = (letter.name.clone(), letter.occasion.clone(), kind.clone(), language(letter), n);
                if all || seen.insert(which) {
                    letters.insert((story, index));
                    buttons.push(Button { story, letter: index, to, subject, body });
                }
            }
        }
    }
    let wrong: Vec<String> = each(&buttons, |button| {
        let told = &told[button.story];
        press(told, &settings[told.setting], &played[button.story].letters[button.letter], button)
    })
    .into_iter()
    .flatten()
    .collect();
    println!("{} links of {} letters of {} stories", buttons.len(), letters.len(), told.len());
    assert!(!buttons.is_empty(), "there is nothing to press");
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), buttons.len(), wrong.join("\n\n"));
    let by: BTreeMap<&str, usize> = buttons.iter().fold(BTreeMap::new(), |mut by, button| {
        *by.entry(told[button.story].name.as_str()).or_default() += 1;
        by
    });
    println!("{by:?}");
}
