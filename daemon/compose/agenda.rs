//! A person's dates → one calendar that programs subscribe to.
//!
//! Meetings and entries bear the words of their invitations, questions those of their letters, in the person's own
//! language; the mail's subject with the case's id stands below them, so that the mails are found. The same memory
//! gives the same bytes. What cannot be written is left out, so that one bad entry does not hide the others.

use super::envelope;
use super::mark::Escape;
use super::tongue::Tongue;
use super::{Common, Composer, Enclosures, PersonId, memory, title, words};
use crate::calendar::{self, Attendee, Invite, PartStat, Party, Role, When};
use crate::directory::Person;
use crate::time::Instant;
use crate::workflow::{Asked, Dated, LetterPlan, World, dates};

impl Composer {
    /// All dates of a person as one iCalendar object.
    ///
    /// # Errors
    /// Nobody has that key, or the language has no words.
    pub fn agenda(&self, world: &World<'_>, person: &PersonId, now: Instant) -> Result<String, String> {
        let directory = world.directory;
        let reader = directory.person(person).ok_or_else(|| format!("nobody is called '{person}'"))?;
        let lang = &reader.language;
        let words = self.words.get(lang).ok_or_else(|| format!("there are no words of '{lang}'"))?;
        let away = reader.zone.name() != directory.company.zone.name();
        let tongue = Tongue {
            composer: self,
            world,
            lang,
            words,
            reader: Some(reader),
            zone: &reader.zone,
            away,
            now,
        };
        let entries: Vec<Invite> = dates(world, person, now)
            .iter()
            .filter_map(|date| match date {
                Dated::Meet(plan) => self.entry(plan, &tongue),
                Dated::Ask(asked) => Some(question(asked, &tongue, reader)),
            })
            .collect();
        let own = world.identity.names.get(lang).map_or("beadle", String::as_str);
        let name = envelope::one_line(&format!("{own} · {}", reader.name_in(lang)), NAME_MAX);
        calendar::feed(&name, &entries).map_err(|refused| refused.to_string())
    }

    /// A meeting as its invitation would be written now.
    fn entry(&self, plan: &LetterPlan, tongue: &Tongue<'_>) -> Option<Invite> {
        let mut invite = plan.invite.as_ref()?.invite.clone();
        let title = title(tongue.world, plan);
        let common = Common {
            case: plan.case.as_ref().map_or("", |case| case.0.as_str()),
            title: plan.titles.get(tongue.lang.as_str()).unwrap_or(&title),
            again: false,
            reply_to: &tongue.world.identity.address,
            readers: &plan.to,
            subject: "",
            enclosed: &Enclosures::default(),
        };
        let (_, summary, subject) = self.framed(plan, tongue, &common, "invite").ok()?;
        invite.summary = summary;
        invite.description = subject;
        invite.language = Some(tongue.lang.to_string());
        Some(invite)
    }
}

/// Characters of a calendar's name.
const NAME_MAX: usize = 120;
/// Characters of a title.
const TITLE_MAX: usize = 120;

/// A question as an entry that takes no time at the moment its answer is due.
fn question(asked: &Asked, tongue: &Tongue<'_>, reader: &Person) -> Invite {
    let identity = tongue.world.identity;
    let what = tongue.what(&asked.process, &asked.key);
    let title = envelope::one_line(&asked.title, TITLE_MAX);
    let text = words::put(&tongue.words.subject.one, &|name| match name {
        "what" => Some(what.clone()),
        "title" => Some(title.clone()),
        _ => None,
    });
    let summary = envelope::subject(&tongue.resolve(&text, Escape::None));
    let parts = [asked.case.0.as_bytes(), asked.key.as_bytes(), reader.id.as_str().as_bytes()];
    Invite {
        uid: format!("{}@{}", memory::hash(&parts), identity.host),
        sequence: asked.round,
        description: format!("[{}] {summary}", asked.case),
        summary,
        location: None,
        url: None,
        organizer: Party {
            name: identity.names.get(tongue.lang).cloned().unwrap_or_else(|| "beadle".to_owned()),
            address: identity.address.to_string(),
        },
        attendees: vec![Attendee {
            name: reader.name.clone(),
            address: reader.address().to_string(),
            partstat: PartStat::NeedsAction,
            role: Role::Required,
            rsvp: false,
            delegated_to: None,
            delegated_from: None,
        }],
        when: When::Once { start: asked.due, end: asked.due, zone: reader.zone.name().to_owned() },
        busy: false,
        alarms: Vec::new(),
        stamp: asked.since,
        language: Some(tongue.lang.to_string()),
        apart: Vec::new(),
    }
}
