//! `beadle reply`: an answer of one of the demo's people, written as a mail program would and dropped into the mailbox.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::place::{self, Progress};
use super::post::Letter;
use crate::check;
use crate::cli::exit::{Done, Exit};
use crate::config::Incoming;
use crate::door::{host, maildir};

/// What to answer.
pub(in crate::cli) enum Answer {
    Text(String),
    /// PARTSTAT in capitals.
    Press(&'static str),
}

/// Answers the newest question to `who`, or the newest letter whose subject or file name contains `to`.
pub(in crate::cli) fn run(dir: &Path, who: &str, to: Option<&str>, answer: &Answer) -> Done {
    if !place::config(dir).exists() {
        let missing = format!(
            "there is no demo in {}: run `beadle demo` first, or name its folder with --dir",
            dir.display()
        );
        return Err(Exit::new(66, missing));
    }
    let directory = place::directory(dir)?;
    let person = match directory.person(&who.into()) {
        Some(person) => person,
        None => {
            let known: Vec<&str> = directory.active().map(|person| person.id.as_str()).collect();
            return Err(Exit::usage(format!(
                "nobody is called '{who}'; {}",
                crate::fault::offer(who, known)
            )));
        }
    };
    let wanted = |path: &Path, letter: &Letter| match (to, answer) {
        (Some(to), _) => letter.subject.contains(to) || path.to_string_lossy().contains(to),
        (None, Answer::Text(_)) => letter.is_question(),
        (None, Answer::Press(_)) => letter.is_invitation(),
    };
    let mut letters = letters(dir, &person.address().to_string());
    let found = loop {
        let Some(path) = letters.pop() else {
            let what = to.map_or_else(|| "question".to_owned(), |to| format!("letter with '{to}'"));
            return Err(Exit::new(65, format!("there is no {what} in {who}'s mailbox")));
        };
        match Letter::read(&path) {
            Some(letter) if wanted(&path, &letter) => break letter,
            _ => {}
        }
    };
    let story = place::story()?;
    let at = Progress::load(dir, &story)?.now;
    let unique: String = host::random::<8>()?.iter().map(|byte| format!("{byte:02x}")).collect();
    let id = format!("reply-{unique}");
    let bytes = match answer {
        Answer::Text(text) => found.answer(person, text, &[], at, &id).bytes()?,
        Answer::Press(status) => found.press(person, status, at, &id)?,
    };
    let config = check::configuration(&place::config(dir))?;
    let inbox = config.mailboxes.iter().find_map(|mailbox| match &mailbox.door {
        Incoming::Maildir(inbox) => Some(&inbox.path),
        Incoming::Imap(_) => None,
    });
    let inbox = inbox.ok_or_else(|| Exit::new(78, "this is no demo: it has no Maildir to answer to"))?;
    let path = maildir::post(Path::new(inbox), &id, &bytes).map_err(|error| Exit::new(74, error))?;
    super::say(format_args!("answered «{}»\n{}", found.subject, path.display()));
    Ok(())
}

/// The letters of an address, the newest last.
fn letters(dir: &Path, address: &str) -> Vec<PathBuf> {
    let Some(folder) = maildir::folder_name(address) else { return Vec::new() };
    let folder = place::mail(dir).join(folder);
    let mut out: Vec<(SystemTime, PathBuf)> = Vec::new();
    for part in ["new", "cur"] {
        for entry in std::fs::read_dir(folder.join(part)).into_iter().flatten().flatten() {
            let written = entry.metadata().and_then(|file| file.modified());
            out.push((written.unwrap_or(SystemTime::UNIX_EPOCH), entry.path()));
        }
    }
    out.sort();
    out.into_iter().map(|(_, path)| path).collect()
}
