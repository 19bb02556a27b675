//! The demo's folder: what is laid out on the first start, and how far the demo has come.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::laid;
use crate::check;
use crate::cli::company::{DEMO, DIRECTORY};
use crate::cli::exit::{Done, Exit};
use crate::config::Incoming;
use crate::directory::Directory;
use crate::door::{host, maildir};
use crate::fault::Source;
use crate::scenario::{self, Scenario};
use crate::shipped;
use crate::time::Instant;

/// The story, in the language of scenarios.
const STORY: &str = "tour.story";
/// What is said when it has been told; `DIR` stands for the folder.
const OUTRO: &str = "outro.txt";

pub(super) fn config(dir: &Path) -> PathBuf {
    dir.join("beadle.toml")
}

/// What a demo's folder has before its story begins.
const OWN: [&str; 7] = ["archive", "beadle.toml", "directory.toml", "mail", "rules", "state", "templates"];

/// Lays out the company; what somebody has changed stays. Gives the files that stay although this program has another
/// version of them. A folder of something else is left alone.
pub(super) fn set_up(dir: &Path) -> Result<Vec<String>, Exit> {
    if let Some(other) = of_something_else(dir) {
        let message = format!(
            "{} is not empty and no demo's: it has '{other}'; name another folder with --dir",
            dir.display()
        );
        return Err(Exit::usage(message));
    }
    let files = shipped::FILES.iter().filter_map(|(path, text)| Some((target(path)?, *text)));
    let kept = laid::lay_out(dir, files)?;
    let config = check::configuration(&config(dir))?;
    for mailbox in &config.mailboxes {
        if let Incoming::Maildir(maildir) = &mailbox.door {
            make_maildir(Path::new(&maildir.path))?;
        }
    }
    for person in directory(dir)?.active() {
        if let Some(folder) = maildir::folder_name(&person.address().to_string()) {
            make_maildir(&mail(dir).join(folder))?;
        }
    }
    Ok(kept)
}

/// Names shown at most of what stays.
const KEPT_SHOWN: usize = 3;

/// What is said of files that stay although this program has another version of them.
pub(super) fn of_an_older_version(dir: &Path, kept: &[String]) -> String {
    let mut names: Vec<&str> = kept.iter().take(KEPT_SHOWN).map(String::as_str).collect();
    if kept.len() > KEPT_SHOWN {
        names.push("…");
    }
    let (count, names, dir) = (kept.len(), names.join(", "), dir.display());
    let files = if count == 1 { "file" } else { "files" };
    format!(
        "{dir} has {count} {files} of an older version, or changed by you: {names}. What is there stays; to see this \
         version's, delete it, or name a new folder with --dir"
    )
}

/// A name in the folder that no demo made, unless a demo has been here.
fn of_something_else(dir: &Path) -> Option<String> {
    if Progress::path(dir).exists() {
        return None;
    }
    let names =
        std::fs::read_dir(dir).ok()?.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter(|name| !OWN.contains(&name.as_str())).min()
}

/// Where a shipped file lies in the demo's folder; the story itself is not laid out.
fn target(path: &str) -> Option<&str> {
    if path == DIRECTORY {
        return Some("directory.toml");
    }
    match path.strip_prefix(DEMO) {
        Some("beadle.toml") => Some("beadle.toml"),
        Some(_) => None,
        None => Some(path),
    }
}

/// What to do where the files of the folder are not good, or would strand its open cases.
pub(super) fn not_with_these_files(dir: &Path) -> String {
    format!("mend the files of {}, or begin a new demo in another folder with --dir", dir.display())
}

fn make_maildir(path: &Path) -> Done {
    for part in ["tmp", "new", "cur"] {
        host::make_folder(path.join(part), 0o700)?;
    }
    Ok(())
}

/// The Maildirs of all people.
pub(super) fn mail(dir: &Path) -> PathBuf {
    dir.join("mail")
}

pub(super) fn directory(dir: &Path) -> Result<Directory, Exit> {
    let source = host::read_source(dir.join("directory.toml"))?;
    Directory::read(&source).map_err(|faults| Exit::faults(78, &faults))
}

fn own(name: &str) -> Result<&'static str, Exit> {
    let path = format!("{DEMO}{name}");
    shipped::text(&path).ok_or_else(|| Exit::new(70, format!("{path} is not inside")))
}

pub(super) fn story() -> Result<Scenario, Exit> {
    let source = Source::new(format!("{DEMO}{STORY}"), own(STORY)?);
    scenario::read(&source).map_err(|faults| Exit::faults(70, &faults))
}

/// What to try next, with this program as it was called: `target/release/beadle` where cargo ran it.
pub(super) fn outro(dir: &Path) -> String {
    let program = std::env::args().next().filter(|name| name.contains('/'));
    let text = own(OUTRO).unwrap_or_default().trim_end().replace("DIR", &dir.display().to_string());
    text.replace("  beadle ", &format!("  {} ", program.as_deref().unwrap_or("beadle")))
}

/// How far the demo has come; written after every step.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Progress {
    /// What the clock shows.
    pub(super) now: Instant,
    /// Lines of the story that have been told.
    pub(super) told: usize,
}

impl Progress {
    fn path(dir: &Path) -> PathBuf {
        dir.join("state").join("demo.json")
    }

    pub(super) fn load(dir: &Path, story: &Scenario) -> Result<Self, Exit> {
        let path = Self::path(dir);
        if !path.exists() {
            let first = story.lines.first().map(|line| story.zone.instant(line.at));
            let now = first.ok_or_else(|| Exit::new(70, "the story is empty"))?;
            return Ok(Self { now, told: 0 });
        }
        let source = host::read_source(&path)?;
        serde_json::from_str(source.text())
            .map_err(|error| Exit::new(65, format!("{}: {error}", path.display())))
    }

    pub(super) fn save(&self, dir: &Path) -> Done {
        let text = serde_json::to_string(self).map_err(|error| Exit::new(70, error))?;
        host::make_folder(dir.join("state"), 0o700)?;
        host::write_durably(Self::path(dir), text.as_bytes(), 0o600)?;
        Ok(())
    }
}
