//! The story: its mails are dropped into the mailbox one after the other, and between them the clock is put forward from
//! deadline to deadline, each time once nothing is going on any more.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::place::{self, Progress};
use super::post::{self, Letter, Mail};
use super::watch::Watch;
use crate::check;
use crate::cli::exit::{Done, Exit};
use crate::config::{Config, Incoming};
use crate::directory::{Directory, Person};
use crate::door::maildir;
use crate::scenario::{Line, Scenario, What};
use crate::service::clock::Clock;
use crate::time::Instant;

/// How often it is looked whether things have become quiet.
const LOOK: Duration = Duration::from_millis(3);
/// Nothing of the demo takes this long: when nothing at all happened meanwhile, the story goes on all the same (an
/// operator may hold the letters).
const STILL_AFTER: Duration = Duration::from_secs(10);
/// Deadlines between two lines of the story, at most.
const DEADLINES_MAX: u32 = 10_000;

pub(super) struct Tour {
    dir: PathBuf,
    story: Scenario,
    clock: Clock,
    watch: Arc<Watch>,
    progress: Progress,
    end: CancellationToken,
}

impl Tour {
    pub(super) fn new(
        dir: &Path,
        story: Scenario,
        clock: Clock,
        watch: Arc<Watch>,
        progress: Progress,
        end: CancellationToken,
    ) -> Self {
        Self { dir: dir.to_owned(), story, clock, watch, progress, end }
    }

    /// The rest of the story, until its end or until told to stop.
    pub(super) async fn tell(&mut self) -> Done {
        let directory = place::directory(&self.dir)?;
        let config = check::configuration(&place::config(&self.dir))?;
        self.settle(&config).await;
        while self.progress.told < self.story.lines.len() && !self.end.is_cancelled() {
            let line = self.story.lines[self.progress.told].clone();
            self.advance(self.story.zone.instant(line.at)).await;
            if self.end.is_cancelled() {
                break;
            }
            // The mail must not be taken at an earlier time if the demo is killed from here on.
            self.save()?;
            self.line(&line, &directory, &config).await?;
            self.progress.told += 1;
            self.save()?;
        }
        Ok(())
    }

    pub(super) fn save(&mut self) -> Done {
        self.progress.now = self.clock.now();
        self.progress.save(&self.dir)
    }

    /// To that instant, stopping at every deadline on the way. When told to stop, the clock stays where it is: put
    /// forward past deadlines that nobody looked at, it would make the next start take the gap for an outage.
    async fn advance(&self, to: Instant) {
        for _ in 0..DEADLINES_MAX {
            if self.end.is_cancelled() {
                return;
            }
            match self.watch.next_deadline() {
                Some(next) if next <= to => {
                    self.clock.jump(next);
                    self.quiet().await;
                }
                _ => return self.clock.jump(to),
            }
        }
    }

    /// Until whatever was put into the mailbox is taken, too.
    async fn settle(&self, config: &Config) {
        let inboxes = config.mailboxes.iter().filter_map(|mailbox| match &mailbox.door {
            Incoming::Maildir(inbox) => Some(Path::new(&inbox.path).join("new")),
            Incoming::Imap(_) => None,
        });
        let fresh: Vec<PathBuf> = inboxes.collect();
        let is_empty = |dir: &PathBuf| std::fs::read_dir(dir).is_ok_and(|mut files| files.next().is_none());
        // A mail leaves `new` once all that it brought is on disk, and seen here.
        self.until(|| fresh.iter().all(is_empty)).await;
        self.quiet().await;
    }

    /// Until everything has left and no deadline is due.
    async fn quiet(&self) {
        self.until(|| self.watch.is_quiet(self.clock.now())).await;
    }

    /// Until it is so; not for ever, if nothing happens any more, nor when told to stop.
    async fn until(&self, is_so: impl Fn() -> bool) {
        let (mut records, mut since) = (self.watch.records(), std::time::Instant::now());
        while !is_so() && !self.end.is_cancelled() && since.elapsed() < STILL_AFTER {
            tokio::time::sleep(LOOK).await;
            if self.watch.records() != records {
                (records, since) = (self.watch.records(), std::time::Instant::now());
            }
        }
    }

    async fn line(&mut self, line: &Line, directory: &Directory, config: &Config) -> Done {
        let id = format!("tour-{:03}", self.progress.told);
        let at = self.story.zone.instant(line.at);
        let wrong = |what: String| {
            let (number, _) = self.story.source.place(line.span.start);
            Exit::new(70, format!("{}:{number}: {what}", self.story.source.path()))
        };
        let person = |who: &str| -> Result<&Person, Exit> {
            directory.person(&who.into()).ok_or_else(|| wrong(format!("nobody is called '{who}'")))
        };
        let letter = |name: &str, who: &Person| -> Result<Letter, Exit> {
            let id = self.watch.letter(name, who.address().to_string());
            let found = id.and_then(|id| Letter::read(&find(&self.dir, who, &id)?));
            found.ok_or_else(|| wrong(format!("no letter '{name}' went to {}", who.id)))
        };
        let from = match &line.what {
            What::Writes { from, .. } | What::Replies { from, .. } | What::Presses { from, .. } => {
                person(from)?
            }
            What::Passes => return Ok(()),
            _ => return Err(wrong("the demo only writes, answers and presses".to_owned())),
        };
        // A demo that was killed may not have noted that this line is told.
        if self.watch.has_taken(&post::message_id(from, &id)) {
            return Ok(());
        }
        let bytes = match &line.what {
            What::Writes { subject, text, files, .. } => {
                super::say(format_args!("\n{}  {} writes: {subject}", self.local(at), from.id));
                let to = config.identity.address.to_string();
                let (subject, text, answers) = (subject.clone(), text.clone(), None);
                Mail { from, to, subject, text, files, answers, at, id: &id }.bytes()?
            }
            What::Replies { letter: name, text, files, owner, .. } => {
                let owner = owner.as_deref().map_or(Ok(from), person)?;
                let letter = letter(name, owner)?;
                let words = text.lines().next().unwrap_or_default();
                super::say(format_args!(
                    "\n{}  {} answers «{}»: {words}",
                    self.local(at),
                    from.id,
                    letter.subject
                ));
                letter.answer(from, text, files, at, &id).bytes()?
            }
            What::Presses { status, meet, first: false, .. } => {
                let letter = letter(meet, from)?;
                super::say(format_args!(
                    "\n{}  {} presses {status} on «{}»",
                    self.local(at),
                    from.id,
                    letter.subject
                ));
                letter.press(from, status, at, &id)?
            }
            _ => return Err(wrong("the demo presses on the newest invitation only".to_owned())),
        };
        for mailbox in config.mailboxes.iter().take(1) {
            if let Incoming::Maildir(inbox) = &mailbox.door {
                maildir::post(Path::new(&inbox.path), &id, &bytes).map_err(|error| Exit::new(74, error))?;
            }
        }
        self.settle(config).await;
        Ok(())
    }

    fn local(&self, at: Instant) -> String {
        self.story.zone.local(at).format("%m-%d %H:%M").to_string()
    }
}

/// The file of a letter in somebody's Maildir: new, or moved on by a mail program.
fn find(dir: &Path, who: &Person, id: &str) -> Option<PathBuf> {
    let folder = place::mail(dir).join(maildir::folder_name(&who.address().to_string())?);
    let name = format!("{id}.beadle");
    let fresh = folder.join("new").join(&name);
    if fresh.exists() {
        return Some(fresh);
    }
    let read = std::fs::read_dir(folder.join("cur")).ok()?;
    read.flatten().map(|entry| entry.path()).find(|path| {
        path.file_name().and_then(|file| file.to_str()).is_some_and(|file| file.starts_with(&name))
    })
}
