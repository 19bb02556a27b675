//! Done mail to its folder, and copies into folders: each of them safe to repeat after a crash at any point.

use async_imap::imap_proto::{MailboxDatum, Response};

use super::session::set;
use super::talk::Line;
use super::{Cursor, Done, Error, Session, Step};

/// The most UIDs named in one command: some servers limit its length to 8 KiB.
const NAMED_MAX: usize = 200;

impl Session {
    /// Moves done mails to the folder for them, which is made if it is missing. What is not in the folder any more is
    /// done already, so a repeat is harmless. Without a folder for done mail nothing happens.
    ///
    /// Where the server has neither MOVE nor UIDPLUS, mails are copied and stay behind marked `\Deleted`: to expunge
    /// them would expunge what people marked themselves.
    pub async fn move_done(&mut self, uidvalidity: u32, mails: &[Done]) -> Result<(), Error> {
        self.check_numbering(Cursor { uidvalidity, uid: 0 })?;
        let Some(folder) = self.account.done_folder.clone() else { return Ok(()) };
        for some in mails.chunks(NAMED_MAX) {
            if self.talk.heard.can("MOVE") {
                self.move_some(some, &folder).await?;
            } else {
                self.copy_some(some, &folder).await?;
            }
        }
        Ok(())
    }

    /// Puts a mail into a folder, which is made if it is missing, marked as read; unless a mail with this Message-ID
    /// (with its angle brackets) is there already. Lines must end in CRLF.
    pub async fn append(&mut self, folder: &str, message_id: Option<&str>, mail: &[u8]) -> Result<(), Error> {
        if self.holds(folder, message_id).await? {
            return Ok(());
        }
        let line = || Line::new("APPEND").folder(folder).text(" (\\Seen) ").literal(mail);
        self.put(Step::Append, line, mail.len() as u64, folder).await
    }

    async fn move_some(&mut self, mails: &[Done], folder: &str) -> Result<(), Error> {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).collect();
        let line = || Line::new(format!("UID MOVE {}", set(&uids))).folder(folder);
        match self.put(Step::Move, line, 0, folder).await {
            // Some servers refuse to move what is not there any more.
            Err(Error::Refused { .. }) if self.list(&set(&uids)).await?.is_empty() => Ok(()),
            result => result,
        }
    }

    /// Without MOVE, and so that a repeat after any step makes no second copy.
    async fn copy_some(&mut self, mails: &[Done], folder: &str) -> Result<(), Error> {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).collect();
        let there = self.list(&set(&uids)).await?;
        let left: Vec<u32> = uids.into_iter().filter(|uid| there.contains_key(uid)).collect();
        for mail in mails.iter().filter(|mail| left.contains(&mail.uid)) {
            if !self.holds(folder, mail.message_id.as_deref()).await? {
                let line = || Line::new(format!("UID COPY {}", mail.uid)).folder(folder);
                self.put(Step::Move, line, 0, folder).await?;
            }
        }
        if left.is_empty() {
            return Ok(());
        }
        let deleted = format!("UID STORE {} +FLAGS.SILENT (\\Deleted)", set(&left));
        self.talk.simple(Step::Move, Line::new(deleted)).await?;
        if self.talk.heard.can("UIDPLUS") {
            self.talk.simple(Step::Move, Line::new(format!("UID EXPUNGE {}", set(&left)))).await?;
        }
        Ok(())
    }

    /// Whether a folder has a mail with that Message-ID. A folder that is not there has none.
    async fn holds(&mut self, folder: &str, message_id: Option<&str>) -> Result<bool, Error> {
        // What a quoted string cannot carry everywhere is not searched for.
        let printable = |id: &&str| id.len() > 2 && id.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
        let Some(message_id) = message_id.filter(printable) else { return Ok(false) };
        self.talk.heard.leave();
        let holds = match self.talk.simple(Step::Search, Line::new("EXAMINE").folder(folder)).await {
            Ok(()) => match self.search_header(message_id).await {
                Ok(found) => found,
                Err(Error::Refused { .. }) => false,
                Err(error) => return Err(error),
            },
            Err(Error::Refused { .. }) => false,
            Err(error) => return Err(error),
        };
        self.select_again().await?;
        Ok(holds)
    }

    async fn search_header(&mut self, message_id: &str) -> Result<bool, Error> {
        let mut found = false;
        let line = Line::new("UID SEARCH HEADER Message-ID").string(message_id);
        self.talk
            .command(Step::Search, line, 0, |response| {
                if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                    found |= !uids.is_empty();
                }
            })
            .await?;
        Ok(found)
    }

    /// A command that puts something into a folder; when it is refused, the folder may be missing: made, then again.
    async fn put(
        &mut self,
        step: Step,
        line: impl Fn() -> Line,
        bytes: u64,
        folder: &str,
    ) -> Result<(), Error> {
        match self.talk.command(step, line(), bytes, |_| ()).await {
            Err(Error::Refused { .. }) => {}
            result => return result,
        }
        match self.talk.simple(Step::Create, Line::new("CREATE").folder(folder)).await {
            // It is there already, and the refusal had another reason: the second try says which.
            Ok(()) | Err(Error::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
        self.talk.command(step, line(), bytes, |_| ()).await
    }
}
