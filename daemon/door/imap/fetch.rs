//! Mail out of the folder: listed first, with sizes; then fetched, small ones together; each one accounted for.

use std::collections::BTreeMap;

use async_imap::imap_proto::{AttributeValue, Response};

use super::session::{Listed, set, uid_of};
use super::talk::Line;
use super::{Cursor, Error, Mail, Session, Step};
use crate::door::{Fetched, HEADERS_BYTES_MAX};

/// The most mail bytes one [`Session::fetch_after`] hands over (a single mail may be larger).
const BATCH_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Small mails are fetched together up to this many bytes ...
const GROUP_BYTES_MAX: u64 = 1024 * 1024;
/// ... and this many mails: a round trip to a far server costs more than they do.
const GROUP_MAILS_MAX: usize = 20;
/// A mail that is listed and not given is asked for once more before it is called unreadable.
const FETCH_TRIES: usize = 2;

impl Session {
    /// The mails behind the cursor, in order of UID: at most `max`, and fewer when they are large. Empty: there are no
    /// more for now. Each UID that was listed is handed over, as [`Fetched::Gone`] or [`Fetched::Unreadable`] where
    /// the mail itself cannot be; nothing is skipped. Asking again with the same cursor gives the same mails.
    ///
    /// # Errors
    /// [`Error::Renumbered`] when the cursor belongs to another numbering. On any error nothing of this call is handed
    /// over; [`Error::uid`] says at which mail it happened.
    pub async fn fetch_after(&mut self, cursor: Cursor, max: usize) -> Result<Vec<Mail>, Error> {
        self.check_numbering(cursor)?;
        if cursor.uid < self.listed_after {
            self.listed.clear();
        } else {
            self.listed = self.listed.split_off(&cursor.uid.saturating_add(1));
        }
        self.listed_after = cursor.uid;
        if self.listed.is_empty() {
            self.look(cursor.uid).await?;
        }
        let batch = self.batch(max);
        let mut mails = Vec::with_capacity(batch.len());
        for group in groups(&batch, self.account.size_max) {
            self.fetch_group(group, &mut mails).await?;
        }
        Ok(mails)
    }

    /// Lists what lies behind `uid`.
    async fn look(&mut self, uid: u32) -> Result<(), Error> {
        // New mail is in the folder as we see it only once the server has announced it.
        self.talk.simple(Step::Look, Line::new("NOOP")).await?;
        self.check_numbering(Cursor { uidvalidity: self.uidvalidity, uid: 0 })?;
        self.talk.heard.news = false;
        if self.talk.heard.exists == 0 || uid == u32::MAX {
            return Ok(());
        }
        let mut listed = self.list(&format!("{}:*", uid + 1)).await?;
        // `*` is the last mail even when it lies before `uid`.
        self.listed = listed.split_off(&(uid + 1));
        Ok(())
    }

    /// The next mails to fetch.
    fn batch(&self, max: usize) -> Vec<(u32, Listed)> {
        let mut bytes = 0;
        self.listed
            .iter()
            .take(max)
            .take_while(|(_, mail)| {
                let first = bytes == 0;
                bytes += weight(mail.size, self.account.size_max).max(1);
                first || bytes <= BATCH_BYTES_MAX
            })
            .map(|(uid, mail)| (*uid, *mail))
            .collect()
    }

    async fn fetch_group(&mut self, group: &[(u32, Listed)], mails: &mut Vec<Mail>) -> Result<(), Error> {
        let whole = group.len() > 1 || group[0].1.size <= self.account.size_max;
        let mut contents = match self.contents(group, whole).await {
            Ok(contents) => contents,
            // One of them is the trouble: found below, one by one.
            Err(Error::Refused { .. }) => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        for (uid, listed) in group {
            let content = match contents.remove(uid).filter(|bytes| complete(bytes, listed)) {
                Some(bytes) => self.fetched(bytes, listed, whole),
                None => self.fetch_again(*uid, listed, whole).await?,
            };
            mails.push(Mail { uid: *uid, received: listed.received, size: listed.size, content });
        }
        Ok(())
    }

    /// The bytes of mails, or of their header sections; a mail that the server does not give is missing.
    async fn contents(
        &mut self,
        group: &[(u32, Listed)],
        whole: bool,
    ) -> Result<BTreeMap<u32, Vec<u8>>, Error> {
        let uids: Vec<u32> = group.iter().map(|(uid, _)| *uid).collect();
        let item = if whole {
            "BODY.PEEK[]".to_owned()
        } else {
            format!("BODY.PEEK[HEADER]<0.{HEADERS_BYTES_MAX}>")
        };
        let line = Line::new(format!("UID FETCH {} (UID {item})", set(&uids)));
        // Some servers count sizes wrongly (line ends), hence a quarter on top.
        let bytes: u64 = group.iter().map(|(_, mail)| weight(mail.size, self.account.size_max) / 4 * 5).sum();
        let mut contents = BTreeMap::new();
        let result = self
            .talk
            .command(Step::Fetch(uids[0]), line, bytes + GROUP_BYTES_MAX, |response| {
                let Response::Fetch(_, attributes) = response else { return };
                let Some(uid) = uid_of(attributes).filter(|uid| uids.contains(uid)) else { return };
                if let Some(bytes) = body_of(attributes) {
                    contents.insert(uid, bytes.to_vec());
                }
            })
            .await;
        // The mail it happened at is the first that did not come whole.
        let missing = uids.iter().copied().find(|uid| !contents.contains_key(uid)).unwrap_or(uids[0]);
        result.map_err(|error| at(error, Step::Fetch(missing)))?;
        Ok(contents)
    }

    /// One mail that did not come: asked for again, then looked for in the list.
    async fn fetch_again(&mut self, uid: u32, listed: &Listed, whole: bool) -> Result<Fetched, Error> {
        let mut reason = "the server lists it and does not give it".to_owned();
        for _ in 1..FETCH_TRIES {
            match self.contents(&[(uid, *listed)], whole).await {
                Ok(mut contents) => {
                    if let Some(bytes) = contents.remove(&uid).filter(|bytes| complete(bytes, listed)) {
                        return Ok(self.fetched(bytes, listed, whole));
                    }
                }
                Err(Error::Refused { text, .. }) => reason = text,
                Err(error) => return Err(error),
            }
        }
        let there = self.list(&uid.to_string()).await?.contains_key(&uid);
        Ok(if there { Fetched::Unreadable { reason } } else { Fetched::Gone })
    }

    fn fetched(&self, bytes: Vec<u8>, listed: &Listed, whole: bool) -> Fetched {
        if whole && bytes.len() as u64 <= self.account.size_max {
            return Fetched::Whole(bytes);
        }
        // Either only the header section was asked for, or the list had too small a size.
        let size = listed.size.max(bytes.len() as u64);
        Fetched::HeadersOnly { headers: headers(bytes), size }
    }
}

/// The mails that are fetched with one command each: small ones together, others alone.
fn groups(batch: &[(u32, Listed)], size_max: u64) -> Vec<&[(u32, Listed)]> {
    let mut groups = Vec::new();
    let mut rest = batch;
    while !rest.is_empty() {
        let mut bytes = 0;
        let small = rest
            .iter()
            .take(GROUP_MAILS_MAX)
            .take_while(|(_, mail)| {
                bytes += mail.size;
                bytes <= GROUP_BYTES_MAX.min(size_max)
            })
            .count();
        let (group, others) = rest.split_at(small.max(1));
        groups.push(group);
        rest = others;
    }
    groups
}

/// How many bytes the fetch of a mail brings.
fn weight(size: u64, size_max: u64) -> u64 {
    if size > size_max { HEADERS_BYTES_MAX } else { size }
}

/// An empty answer for a mail that is not empty is what some servers give of one that was just removed.
fn complete(bytes: &[u8], listed: &Listed) -> bool {
    !bytes.is_empty() || listed.size == 0
}

/// The header section at the start of a mail, with the empty line that ends it.
fn headers(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    let limit = usize::try_from(HEADERS_BYTES_MAX).expect("a quarter of a MiB fits any usize");
    bytes.truncate(end.min(limit));
    bytes
}

fn body_of<'a>(attributes: &'a [AttributeValue<'_>]) -> Option<&'a [u8]> {
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection { data, .. } => data.as_deref(),
        _ => None,
    })
}

/// The same error, at another mail.
fn at(error: Error, step: Step) -> Error {
    match error {
        Error::Refused { text, .. } => Error::Refused { step, text },
        Error::Lost { reason, .. } => Error::Lost { step, reason },
        Error::Timeout { within, .. } => Error::Timeout { step, within },
        Error::Protocol { reason, .. } => Error::Protocol { step, reason },
        other => other,
    }
}
