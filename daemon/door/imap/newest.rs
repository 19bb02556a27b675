//! The newest mails of a folder, for a look beside the daemon: nothing is marked, moved or remembered.

use super::{Cursor, Error, Session};
use crate::door::Fetched;

/// Mails fetched at once.
const TOGETHER_MAX: usize = 50;

impl Session {
    /// Hands the newest mails of the folder to `each`, the oldest of them first: at most `max`, by their UIDs. Of a mail
    /// over the account's `size_max` it is the header section only (`true`).
    ///
    /// # Errors
    /// Any [`Error`] of the session; what was handed over until then stays so.
    pub async fn newest(&mut self, max: u32, mut each: impl FnMut(&[u8], bool)) -> Result<(), Error> {
        let end = self.end().await?;
        let mut cursor = Cursor { uid: end.uid.saturating_sub(max), ..end };
        while cursor.uid < end.uid {
            let mails = self.fetch_after(cursor, TOGETHER_MAX).await?;
            let Some(last) = mails.last() else { break };
            cursor.uid = last.uid;
            for mail in &mails {
                match &mail.content {
                    Fetched::Whole(bytes) => each(bytes, false),
                    Fetched::HeadersOnly { headers, .. } => each(headers, true),
                    Fetched::Gone | Fetched::Unreadable { .. } => {}
                }
            }
        }
        Ok(())
    }
}
