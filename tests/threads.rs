//! How mail programs group the letters of all stories: the letters to several about one case are one thread, every
//! question is a thread of its own, and no two cases meet in one.
//!
//! Three rules are applied to the mailbox of each reader. Gmail: same subject without its `Re:`, *and* a shared id among
//! Message-ID, In-Reply-To and References. Outlook and Exchange, where a mail comes without a Thread-Index: the same, by
//! the normalised subject. RFC 5256, `THREAD=REFERENCES`: shared ids, and roots of one base subject, without what stands
//! in brackets before it. The links of all letters are looked at as well: what a program would be handed.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use beadle::fault::Source;
use beadle::scenario::{Letter, play, read};
use beadle::turn::Setting;
use mail_parser::{HeaderValue, MessageParser};

/// Octets that Windows and Outlook hand to a mail program, at most.
const LINK_MAX: usize = 2_000;

/// One letter as its reader's mail program sees it.
struct Seen {
    name: String,
    occasion: String,
    case: String,
    subject: String,
    own: String,
    /// Its own id and those it names.
    ids: BTreeSet<String>,
    /// Several have it.
    group: bool,
    html: String,
}

fn seen(letter: &Letter, group: bool) -> Seen {
    let mail = MessageParser::default().parse(&letter.bytes).unwrap();
    let list = |value: &HeaderValue<'_>| match value {
        HeaderValue::Text(text) => vec![text.to_string()],
        HeaderValue::TextList(all) => all.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    };
    let own = mail.message_id().unwrap().to_owned();
    let ids = [list(mail.references()), list(mail.in_reply_to()), vec![own.clone()]];
    Seen {
        name: letter.name.clone(),
        occasion: letter.occasion.clone().unwrap_or_default(),
        case: mail.header_raw("Beadle-Case").unwrap_or_default().trim().to_owned(),
        subject: mail.subject().unwrap().to_owned(),
        own,
        ids: ids.into_iter().flatten().collect(),
        group,
        html: mail.body_html(0).unwrap().into_owned(),
    }
}

/// The mailboxes of a story: what each reader got, in order.
fn mailboxes(story: &Source, setting: &Setting) -> BTreeMap<String, Vec<Seen>> {
    let played = play(&read(story).unwrap(), setting);
    let mut readers: BTreeMap<&str, usize> = BTreeMap::new();
    for letter in &played.letters {
        *readers.entry(&letter.id).or_default() += 1;
    }
    let mut out: BTreeMap<String, Vec<Seen>> = BTreeMap::new();
    for letter in &played.letters {
        let group = readers[letter.id.as_str()] > 1;
        out.entry(letter.to.to_string()).or_default().push(seen(letter, group));
    }
    out
}

/// Without `Re:` and its kin.
fn bare(subject: &str) -> &str {
    let mut rest = subject.trim();
    loop {
        let found = ["Re:", "RE:", "Fwd:", "回复:", "回复：", "答复:", "转发:"]
            .iter()
            .find_map(|p| rest.strip_prefix(p));
        match found {
            Some(cut) => rest = cut.trim_start(),
            None => return rest,
        }
    }
}

/// RFC 5256, section 2.1: what stands in brackets before it goes as well.
fn base(subject: &str) -> &str {
    let mut rest = bare(subject);
    while let Some((blob, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        if blob.contains('[') || behind.trim().is_empty() {
            break;
        }
        rest = bare(behind);
    }
    rest
}

/// The number of each letter's thread: letters of one subject that share an id, or follow one that does.
fn threads(mailbox: &[Seen], by_subject: bool) -> Vec<usize> {
    let mut known: Vec<(String, BTreeSet<String>)> = Vec::new();
    let mut of = Vec::new();
    for letter in mailbox {
        let subject = if by_subject { bare(&letter.subject) } else { "" };
        let found: Vec<usize> = (0..known.len())
            .filter(|&n| known[n].0 == subject && !known[n].1.is_disjoint(&letter.ids))
            .collect();
        let into = found.first().copied().unwrap_or_else(|| {
            known.push((subject.to_owned(), BTreeSet::new()));
            known.len() - 1
        });
        known[into].1.extend(letter.ids.iter().cloned());
        for &other in found.iter().skip(1) {
            let ids = std::mem::take(&mut known[other].1);
            known[into].1.extend(ids);
            of.iter_mut().filter(|n| **n == other).for_each(|n| *n = into);
        }
        of.push(into);
    }
    of
}

/// Threads by ids, and those whose first letters have one base subject together.
fn rfc_5256(mailbox: &[Seen]) -> Vec<usize> {
    let by_ids = threads(mailbox, false);
    let mut first: BTreeMap<usize, &str> = BTreeMap::new();
    for (letter, thread) in mailbox.iter().zip(&by_ids) {
        first.entry(*thread).or_insert_with(|| base(&letter.subject));
    }
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    by_ids.iter().map(|thread| *named.entry(first[thread]).or_insert(*thread)).collect()
}

/// The path of a story, and what each reader got.
type Told = (String, BTreeMap<String, Vec<Seen>>);

/// Every story, played once.
fn stories() -> &'static [Told] {
    static STORIES: OnceLock<Vec<Told>> = OnceLock::new();
    STORIES.get_or_init(|| {
        let setting = setting::setting();
        let mut all = setting::sources("tests/scenarios", &["story"]);
        all.extend(setting::sources("tests/demo", &["story"]));
        let one = |story: &Source| (story.path().to_owned(), mailboxes(story, &setting));
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let chunks = all.chunks(all.len().div_ceil(workers));
            let run = |chunk: &'_ [Source]| chunk.iter().map(one).collect::<Vec<_>>();
            let running: Vec<_> = chunks.map(|chunk| scope.spawn(move || run(chunk))).collect();
            running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
        })
    })
}

/// A letter that several read and that is no invitation.
fn is_group(letter: &Seen) -> bool {
    letter.group
        && !["invite", "update", "cancel"].contains(&letter.occasion.as_str())
        && !letter.case.is_empty()
}

/// Stories in which somebody corrects the name of a case, and its new name. Letters have the right name from then on,
/// and Gmail, which holds mails with one subject together only, begins a new conversation with it.
const RENAMED: [(&str, &str); 1] = [("correct-label.story", "官网二期")];

#[test]
fn every_mail_program_shows_what_it_should_together_and_apart() {
    let mut looked_at = 0;
    for (story, mailboxes) in stories() {
        for (reader, mailbox) in mailboxes {
            let place = |letter: &Seen| format!("{story} {reader}: {} {}", letter.name, letter.subject);
            for (rule, of) in [("Gmail", threads(mailbox, true)), ("RFC 5256", rfc_5256(mailbox))] {
                let mut cases: BTreeMap<(&str, bool), usize> = BTreeMap::new();
                for (letter, thread) in mailbox.iter().zip(&of).filter(|(letter, _)| is_group(letter)) {
                    let renamed = RENAMED
                        .iter()
                        .any(|(of, name)| story.ends_with(of) && base(&letter.subject).ends_with(name));
                    let one = *cases.entry((&letter.case, renamed)).or_insert(*thread);
                    assert_eq!(one, *thread, "{rule}: not in the thread of its case: {}", place(letter));
                    looked_at += 1;
                }
            }
            let gmail = threads(mailbox, true);
            let mut cases: BTreeMap<usize, &str> = BTreeMap::new();
            for (letter, thread) in mailbox.iter().zip(&gmail).filter(|(letter, _)| !letter.case.is_empty()) {
                let case = cases.entry(*thread).or_insert(&letter.case);
                assert_eq!(*case, letter.case, "two cases in one thread: {}", place(letter));
            }
            // A reminder stands below the question it is about, and no question in the thread of the case.
            let group: BTreeSet<usize> =
                mailbox.iter().zip(&gmail).filter(|(l, _)| is_group(l)).map(|(_, thread)| *thread).collect();
            let mut asked: BTreeMap<&str, usize> = BTreeMap::new();
            for (letter, thread) in mailbox.iter().zip(&gmail) {
                asked.insert(&letter.own, *thread);
                if letter.occasion == "reminder" {
                    // Where the time to answer has moved, the subject has too: Gmail shows it as a new one.
                    let same = |l: &&Seen| l.own != letter.own && letter.ids.contains(&l.own);
                    if let Some(first) = mailbox.iter().find(same) {
                        let moved = first.subject != letter.subject;
                        let what = |l: &Seen| l.subject.rsplit_once(" — ").map(|(what, _)| what.to_owned());
                        assert!(!moved || what(first) == what(letter), "another subject: {}", place(letter));
                        assert!(moved || asked[first.own.as_str()] == *thread, "apart: {}", place(letter));
                    }
                    assert!(!group.contains(thread), "in the thread of the case: {}", place(letter));
                }
            }
        }
    }
    assert!(looked_at > 1_000, "{looked_at}");
}

#[test]
fn no_link_is_longer_than_a_program_takes() {
    let (mut links, mut longest) = (0, 0);
    for (_, mailboxes) in stories() {
        for letter in mailboxes.values().flatten() {
            for href in letter.html.split("href=\"mailto:").skip(1) {
                let link = format!("mailto:{}", href.split('"').next().unwrap().replace("&amp;", "&"));
                // RFC 6068: nothing but ASCII, and every other octet encoded.
                assert!(link.bytes().all(|b| b.is_ascii_graphic()), "{link}");
                assert!(link.len() <= LINK_MAX, "{}: {} octets: {link}", letter.name, link.len());
                let subject = link.split("?subject=").nth(1).unwrap().split("&body=").next().unwrap();
                // Without the text the case is still named, in the address or in the subject.
                assert!(
                    link.contains("%2B") || link.contains('+') || subject.contains(&letter.case),
                    "{link}"
                );
                links += 1;
                longest = longest.max(link.len());
            }
        }
    }
    assert!(links > 1_000, "{links}");
    println!("{links} links, the longest of {longest} octets");
}

#[test]
fn subjects_are_stripped_as_programs_do() {
    assert_eq!(bare("Re: 回复：[P-2024-0001] Fwd"), "[P-2024-0001] Fwd");
    assert_eq!(base("Re: [P-2024-0001] [x] title [y]"), "title [y]");
    assert_eq!(base("[P-2024-0001]"), "[P-2024-0001]");
}
