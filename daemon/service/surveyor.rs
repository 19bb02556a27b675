//! People's own calendars → events: when they are busy, where the directory says where to ask.
//!
//! Every calendar is asked at the start and then every so often, a few at a time, beside everything else: nobody waits
//! for an answer, and one that does not come changes nothing but that what is known grows stale. What comes in is told
//! to memory only where it is news.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt as _;
use tokio_util::sync::CancellationToken;

use super::clock::Clock;
use super::courier::secret_source;
use super::writer::{Refused, Writer};
use crate::calendar::{Busy, busy};
use crate::config::{self, FreeBusy};
use crate::directory::{self, Person, PersonId, Way};
use crate::door::freebusy::{Login, Question, ask};
use crate::door::tls::Trust;
use crate::time::Instant;
use crate::turn::Setting;
use crate::workflow::Event;
use crate::workflow::busy::{WEEKS, is_news};
use crate::workflow::memory::Changes;

/// Calendars asked at the same time.
const AT_ONCE: usize = 4;

/// What all looks share.
struct Survey {
    config: Arc<config::Config>,
    writer: Writer,
    clock: Clock,
    /// What the last look at each calendar came to: a reason, or that it went well. Told when it changes.
    last: Mutex<BTreeMap<PersonId, Option<String>>>,
}

/// Until `end`.
pub(super) async fn run(
    config: Arc<config::Config>,
    writer: Writer,
    clock: Clock,
    end: CancellationToken,
) -> Result<(), Refused> {
    let Some(every) = config.freebusy.as_ref().map(|freebusy| freebusy.every) else {
        end.cancelled().await;
        return Ok(());
    };
    let survey = Arc::new(Survey { config, writer, clock, last: Mutex::default() });
    loop {
        let setting = survey.writer.setting_in_force();
        let people = setting.directory.active().filter(|person| person.freebusy.is_some());
        let people: Vec<PersonId> = people.map(|person| person.id.clone()).collect();
        let looks = people.into_iter().map(|id| survey.clone().one(setting.clone(), id));
        let mut looks = futures_util::stream::iter(looks).buffer_unordered(AT_ONCE);
        loop {
            tokio::select! {
                () = end.cancelled() => return Ok(()),
                done = looks.next() => match done {
                    None => break,
                    Some(done) => done?,
                },
            }
        }
        tokio::select! {
            () = end.cancelled() => return Ok(()),
            () = tokio::time::sleep(every) => {}
        }
    }
}

impl Survey {
    /// Looks once, and tells memory what is news.
    async fn one(self: Arc<Self>, setting: Arc<Setting>, id: PersonId) -> Result<(), Refused> {
        let (Some(freebusy), Some(person)) = (&self.config.freebusy, setting.directory.person(&id)) else {
            return Ok(());
        };
        let now = self.clock.now();
        let found = look(freebusy, &setting, person, now).await;
        self.tell(&id, found.as_ref().err());
        let Ok(busy) = found else { return Ok(()) };
        let (whose, seen) = (id.clone(), busy.clone());
        if self.writer.read(move |rows| is_news(rows, &whose, &seen, now)).await? {
            self.writer.event(Event::Busy { person: id, busy }, Changes::new()).await?;
        }
        Ok(())
    }

    /// The operator hears of what is different from the last time.
    fn tell(&self, person: &PersonId, trouble: Option<&String>) {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let before = last.insert(person.clone(), trouble.cloned()).flatten();
        match trouble {
            Some(why) if before.as_ref() != Some(why) => {
                tracing::warn!(%person, "when somebody is busy could not be looked up: {why}");
            }
            None if before.is_some() => {
                tracing::info!(%person, "when somebody is busy can be looked up again")
            }
            _ => {}
        }
    }
}

/// Asks one person's calendar about the weeks to come.
///
/// # Errors
/// Why nothing is known by it: a sentence that begins with the host and names no more of the URL.
pub async fn look(
    freebusy: &FreeBusy,
    setting: &Setting,
    person: &Person,
    now: Instant,
) -> Result<Busy, String> {
    let Some(directory::FreeBusy { way, url }) = &person.freebusy else {
        return Err(format!("the directory names no calendar for {}", person.id));
    };
    let server = freebusy.server(url);
    let said = |why: String| format!("{} {why}", url.host());
    let ca = server.and_then(|server| server.ca.as_deref()).map(Path::new);
    let trust = Trust::new(ca).map_err(|error| said(error.to_string()))?;
    let login = match server.and_then(|server| server.login.as_ref()) {
        None => None,
        Some((user, config::Login::Password(from))) => {
            let password = secret_source(from).fetch().await.map_err(|error| said(error.to_string()))?;
            Some(Login::Basic(user.clone(), password))
        }
        Some((_, config::Login::OAuth(from))) => {
            Some(Login::Bearer(secret_source(from).fetch().await.map_err(|error| said(error.to_string()))?))
        }
    };
    // Whole days, so that the same answer is the same an hour later.
    let from = now.date_naive().and_time(chrono::NaiveTime::MIN).and_utc();
    let window = (from, from + chrono::Duration::weeks(WEEKS));
    let (attendee, organizer) = (person.address().to_string(), setting.identity.address.to_string());
    let question = match way {
        Way::Get => Question::Get,
        Way::Caldav => Question::Report(window.0, window.1),
        Way::Outbox => Question::Outbox { attendee: &attendee, organizer: &organizer, window, stamp: now },
    };
    let answer = ask(url, question, login.as_ref(), &trust, freebusy.timeout).await;
    let text = answer.map_err(|error| said(error.to_string()))?;
    busy(&text, window, &person.zone, *way != Way::Get).map_err(said)
}
