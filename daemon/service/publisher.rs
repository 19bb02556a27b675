//! People's dates → calendar programs that subscribe to them. Reads memory, and changes nothing.
//!
//! A calendar is written anew at each request, so it is never older than memory. Its version is a hash of its text; since
//! when it stands is known from the first request that saw it. Neither a link nor whose it is goes to the log.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio_util::sync::CancellationToken;

use super::clock::Clock;
use super::writer::Writer;
use crate::directory::PersonId;
use crate::door::http::{Asked, Found, Listener, Missing};
use crate::time::Instant;
use crate::workflow::{memory, whose};

/// The end of a link's last part.
const ENDING: &str = ".ics";

/// The version of each person's calendar that was seen last, and since when it stands.
type Seen = Arc<Mutex<BTreeMap<PersonId, (String, Instant)>>>;

/// Until `end`.
pub(super) async fn run(listener: Listener, writer: Writer, clock: Clock, end: CancellationToken) {
    let seen = Seen::default();
    let answer = move |asked: Asked| find(writer.clone(), clock.now(), seen.clone(), asked);
    listener.serve(end, answer).await;
}

async fn find(writer: Writer, now: Instant, seen: Seen, asked: Asked) -> Result<Found, Missing> {
    let Some(secret) = asked.name.strip_suffix(ENDING).map(str::to_owned) else {
        return Err(Missing::Unknown);
    };
    let setting = writer.setting_in_force();
    let read = move |rows: &dyn crate::workflow::Rows| {
        let person = whose(rows, &secret)?;
        // Who has left reads nothing any more.
        setting.directory.person(&person).filter(|known| known.active)?;
        Some((setting.composer.agenda(&setting.world(rows), &person, now), person))
    };
    match writer.read(read).await {
        Ok(None) => Err(Missing::Unknown),
        Ok(Some((Ok(text), person))) => Ok(stamped(&seen, person, text, now)),
        Ok(Some((Err(error), _))) => {
            tracing::warn!(%error, "a calendar that is subscribed to could not be written");
            Err(Missing::Later)
        }
        Err(_) => Err(Missing::Later),
    }
}

fn stamped(seen: &Seen, person: PersonId, text: String, now: Instant) -> Found {
    let version = memory::hash(&[text.as_bytes()]);
    // People of the directory only: it cannot grow beyond them.
    let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
    let known = seen.entry(person).or_insert_with(|| (version.clone(), now));
    if known.0 != version {
        *known = (version.clone(), now);
    }
    Found { text, version, since: known.1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_calendar_is_as_old_as_its_text() {
        let at = |seconds: i64| chrono::DateTime::from_timestamp(1_790_000_000 + seconds, 0).unwrap();
        let seen = Seen::default();
        let found = |text: &str, seconds| stamped(&seen, "li".into(), text.to_owned(), at(seconds));
        let (first, again, other) = (found("a", 0), found("a", 60), found("b", 120));
        assert_eq!((first.since, again.since, other.since), (at(0), at(0), at(120)));
        assert!(first == again && first.version != other.version);
    }
}
