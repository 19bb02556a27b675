//! A look at the newest mails of an IMAP mailbox, beside the daemon that reads it.
//!
//! Promises: nothing there is marked, moved or taken in. Never does: read a body that is larger than a look needs.

use super::intake::{Trouble, account, imap_trouble};
use crate::config;
use crate::door::imap::{Account, Session};

/// Of a larger mail the headers are enough, in bytes.
const LOOK_BYTES_MAX: u64 = 64 * 1024;

/// Hands the newest mails to `each`, `max` of the folder at most and as many of the folder of done mail, with whether
/// they are headers only.
///
/// # Errors
/// Why the mailbox cannot be read, in words. A folder of done mail that is not there yet is none.
pub async fn newest(door: &config::Imap, max: u32, mut each: impl FnMut(&[u8], bool)) -> Result<(), String> {
    let words = |trouble| match trouble {
        Trouble::Door(why) => why,
        Trouble::Writer(_) => "the daemon is ending".to_owned(),
    };
    let account = Account { size_max: LOOK_BYTES_MAX, ..account(door).map_err(words)? };
    let failed = |error| words(imap_trouble(&error));
    let mut session = Session::open(&account).await.map_err(failed)?;
    session.newest(max, &mut each).await.map_err(failed)?;
    session.logout().await.map_err(failed)?;
    let Some(done) = account.done_folder.clone() else { return Ok(()) };
    if let Ok(mut session) = Session::open(&Account { folder: done, ..account }).await {
        session.newest(max, &mut each).await.map_err(failed)?;
        session.logout().await.map_err(failed)?;
    }
    Ok(())
}
