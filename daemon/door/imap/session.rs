//! One logged-in connection with one folder selected.

use std::collections::BTreeMap;
use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response};
use chrono::{DateTime, NaiveDate, Utc};
use tokio::time::{Instant, sleep_until};
use tokio_util::sync::CancellationToken;

use super::talk::{Line, Talk};
use super::{Account, Cursor, Error, POLL_MAX, State, Step, Woken};

/// How many mails are kept of one list, the oldest; the others are listed when these are handed over.
const LISTED_MAX: usize = 100_000;

/// What one listed mail may weigh in the answer, with whatever a server adds unasked.
const LISTED_BYTES_MAX: u64 = 512;

/// A server that ends IDLE by itself is looked at after this pause: some always do, at once.
const IDLE_AGAIN: Duration = Duration::from_secs(1);

/// One logged-in connection; see the module.
#[derive(Debug)]
pub struct Session {
    pub(super) talk: Talk,
    pub(super) account: Account,
    pub(super) uidvalidity: u32,
    /// UIDNEXT as the folder was selected.
    pub(super) uidnext: Option<u32>,
    /// The highest UID this session has listed.
    pub(super) highest: u32,
    /// All mails above `listed_after` as last listed, less those handed over.
    pub(super) listed: BTreeMap<u32, Listed>,
    pub(super) listed_after: u32,
    pub(super) idles: bool,
}

/// What the list says of one mail.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Listed {
    pub(super) size: u64,
    pub(super) received: Option<DateTime<Utc>>,
}

impl Session {
    /// What the server said of the folder.
    pub fn state(&self) -> State {
        State { uidvalidity: self.uidvalidity, uidnext: self.uidnext, exists: self.talk.heard.exists }
    }

    /// The cursor behind the last mail there is now: where a first start begins.
    pub async fn end(&mut self) -> Result<Cursor, Error> {
        // UIDNEXT alone will not do: some servers do not state it, and some state too low a one.
        let mut uid = self.uidnext.unwrap_or(1).saturating_sub(1).max(self.highest);
        if self.talk.heard.exists > 0 {
            let last = self.list("*").await?;
            uid = uid.max(last.last_key_value().map_or(0, |(uid, _)| *uid));
        }
        Ok(Cursor { uidvalidity: self.uidvalidity, uid })
    }

    /// The cursor before the first mail that came on that day (by the server's calendar) or later: where a first start
    /// begins that reaches back. Without such a mail it is [`Session::end`].
    pub async fn since(&mut self, day: NaiveDate) -> Result<Cursor, Error> {
        let found = self.search(&format!("SINCE {}", day.format("%-d-%b-%Y"))).await?;
        match found.iter().min() {
            Some(first) => Ok(Cursor { uidvalidity: self.uidvalidity, uid: first.saturating_sub(1) }),
            None => self.end().await,
        }
    }

    /// Waits until the server announces something or it is time to look again; then [`Session::fetch_after`] is due,
    /// whatever woke it. After a cancelled wait the session is still good.
    pub async fn wait(&mut self, cancel: &CancellationToken) -> Result<Woken, Error> {
        if self.talk.heard.news {
            return Ok(Woken::News);
        }
        let until = Instant::now() + self.account.poll.min(POLL_MAX);
        if self.idles {
            if let Some(tag) = self.talk.idle_begin().await? {
                return self.idle(&tag, until, cancel).await;
            }
            tracing::warn!(host = self.account.host, "the server offers IDLE and refuses it: polling");
            self.idles = false;
        }
        Ok(pause(until, cancel).await)
    }

    /// Says goodbye. The connection is closed in any case.
    pub async fn logout(mut self) -> Result<(), Error> {
        self.talk.simple(Step::Logout, Line::new("LOGOUT")).await
    }

    // ──────── the folder ────────

    /// Selects the folder; its UIDVALIDITY.
    pub(super) async fn select(&mut self) -> Result<u32, Error> {
        let step = Step::Select;
        self.talk.heard.leave();
        self.talk.simple(step, Line::new("SELECT").folder(&self.account.folder)).await?;
        self.uidnext = self.talk.heard.uidnext;
        self.talk.heard.uidvalidity.ok_or_else(|| Error::Protocol {
            step,
            reason: "the server states no UIDVALIDITY, so nothing can be remembered of this folder"
                .to_owned(),
        })
    }

    /// Back to the folder, after a look into another one.
    pub(super) async fn select_again(&mut self) -> Result<(), Error> {
        let now = self.select().await?;
        // Whatever was announced meanwhile was announced of the other folder.
        self.talk.heard.news = true;
        self.check_numbering(Cursor { uidvalidity: now, uid: 0 })
    }

    /// Whether UIDs of that numbering are still good, as far as the server has said.
    pub(super) fn check_numbering(&self, cursor: Cursor) -> Result<(), Error> {
        let now = self.talk.heard.uidvalidity.unwrap_or(self.uidvalidity);
        let was = if now == self.uidvalidity { cursor.uidvalidity } else { self.uidvalidity };
        // 163.com and others hand out lower UIDs without another UIDVALIDITY; mails would stay unseen for ever.
        let went_back = self.uidnext.is_some_and(|next| cursor.uid >= next && cursor.uid > self.highest);
        if was != now || went_back { Err(Error::Renumbered { was, now }) } else { Ok(()) }
    }

    /// UID, size and time of the mails in a set of UIDs, at most [`LISTED_MAX`], whatever else the server talks about.
    pub(super) async fn list(&mut self, set: &str) -> Result<BTreeMap<u32, Listed>, Error> {
        let mut listed: BTreeMap<u32, Listed> = BTreeMap::new();
        let line = Line::new(format!("UID FETCH {set} (UID RFC822.SIZE INTERNALDATE)"));
        let bytes = u64::from(self.talk.heard.exists).saturating_mul(LISTED_BYTES_MAX);
        self.talk
            .command(Step::List, line, bytes, |response| {
                let Response::Fetch(_, attributes) = response else { return };
                let Some(uid) = uid_of(attributes) else { return };
                let mail = listed.entry(uid).or_default();
                for attribute in attributes {
                    match attribute {
                        AttributeValue::Rfc822Size(size) => mail.size = u64::from(*size),
                        AttributeValue::InternalDate(date) => mail.received = instant(date),
                        _ => {}
                    }
                }
                if listed.len() > LISTED_MAX {
                    listed.pop_last();
                }
            })
            .await?;
        self.highest = self.highest.max(listed.last_key_value().map_or(0, |(uid, _)| *uid));
        Ok(listed)
    }

    async fn search(&mut self, what: &str) -> Result<Vec<u32>, Error> {
        let mut found = Vec::new();
        let bytes = u64::from(self.talk.heard.exists).saturating_mul(LISTED_BYTES_MAX);
        self.talk
            .command(Step::Search, Line::new(format!("UID SEARCH {what}")), bytes, |response| {
                if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                    found.extend_from_slice(uids);
                }
            })
            .await?;
        Ok(found)
    }

    // ──────── waiting ────────

    async fn idle(&mut self, tag: &str, until: Instant, cancel: &CancellationToken) -> Result<Woken, Error> {
        let woken = loop {
            // Also what was announced before the server agreed to IDLE.
            if self.talk.heard.news {
                break Woken::News;
            }
            tokio::select! {
                biased;
                () = cancel.cancelled() => break Woken::Cancelled,
                () = sleep_until(until) => break Woken::Time,
                going = self.talk.listen(tag) => if !going? {
                    // The server ended it.
                    return Ok(pause(until.min(Instant::now() + IDLE_AGAIN), cancel).await);
                },
            }
        };
        self.talk.idle_end(tag).await?;
        Ok(woken)
    }
}

async fn pause(until: Instant, cancel: &CancellationToken) -> Woken {
    tokio::select! {
        biased;
        () = cancel.cancelled() => Woken::Cancelled,
        () = sleep_until(until) => Woken::Time,
    }
}

pub(super) fn uid_of(attributes: &[AttributeValue<'_>]) -> Option<u32> {
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    })
}

/// INTERNALDATE: ` 7-Nov-2026 09:30:00 +0800` (RFC 3501, section 9, date-time).
fn instant(date: &str) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_str(date.trim(), "%d-%b-%Y %H:%M:%S %z").ok()?;
    Some(date.with_timezone(&Utc))
}

/// A set of UIDs in the words of IMAP: `4:6,9`.
pub(super) fn set(uids: &[u32]) -> String {
    let mut set = String::new();
    for run in uids.chunk_by(|before, after| before.checked_add(1) == Some(*after)) {
        if !set.is_empty() {
            set.push(',');
        }
        set.push_str(&run[0].to_string());
        if let [_, .., last] = run {
            set.push_str(&format!(":{last}"));
        }
    }
    set
}
