//! Writes the iTIP objects we organise (RFC 5545, 5546), and reads each back before it is handed out.
//!
//! Local times are written with TZID and its VTIMEZONE, or in UTC when the clock of the zone shows that time twice.
//! What contradicts itself is refused: an end before the start, a series that does not start on its own days, an
//! excluded or moved occurrence that is not in it. METHOD is in the object; the mail around it must repeat it, and its
//! From must be the organizer (RFC 6047, section 2.3 and 2.4).

use super::faithful::faithful;
use super::lines::Lines;
use super::series::YEARS;
use super::zone::{Clock, WEEK, two_letters};
use super::{Attendee, Ends, Invite, Method, Occurrence, PartStat, Role, Series, When};
use crate::address::Address;
use crate::time::Instant;
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta, Weekday};
use icalendar::{Alarm, Component, Event, EventLike, EventStatus, Property};
use std::collections::BTreeSet;

/// Who made the object.
pub(super) const PRODID: &str = "-//beadle//beadle//EN";

/// Characters of a UID: Exchange keeps no more.
const UID_MAX: usize = 255;
/// Characters of one-line texts.
pub(super) const LINE_TEXT_MAX: usize = 1_000;
/// Characters of a description; the crate's folding takes the square of it in time.
const DESCRIPTION_MAX: usize = 16_000;
/// People in one invite.
const ATTENDEES_MAX: usize = 500;
/// Reminders in one invite.
const ALARMS_MAX: usize = 10;
/// How far a reminder may be from the start.
const ALARM_MINUTES_MAX: u64 = 366 * 24 * 60;

/// Why an invite was not written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// A text cannot stand in a calendar object.
    #[error("{what} {reason}")]
    Text {
        /// The property or field.
        what: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A zone the tz database does not know.
    #[error("{0}")]
    Zone(String),
    /// Times that contradict one another.
    #[error("{0}")]
    When(String),
    /// The combination of method, recipients and occurrence has no meaning.
    #[error("{0}")]
    Call(String),
    /// What was written did not read back as the same invite: a fault of ours.
    #[error("the written object does not read back as the invite: {0}")]
    Unfaithful(String),
}

impl Refused {
    pub(super) fn text(what: impl Into<String>, reason: impl Into<String>) -> Self {
        Self::Text { what: what.into(), reason: reason.into() }
    }

    pub(super) fn when(reason: impl Into<String>) -> Self {
        Self::When(reason.into())
    }
}

/// The text of one iTIP object: CRLF, folded at 75 octets, UTF-8.
///
/// * `only`, with CANCEL: it is called off for these addresses alone, and no other attendee is listed (RFC 5546, section
///   3.2.5; such a CANCEL carries no STATUS, for the meeting stands). They need not be in the invite any more. With
///   DECLINECOUNTER: whose proposal it is.
/// * `instance`: about this one occurrence of a series, by its planned start.
///
/// A REQUEST for a series carries its moved occurrences, and those which somebody answered for themselves, as further
/// VEVENTs: a program that puts the new series in place of the old would lose them otherwise.
pub fn write(
    invite: &Invite,
    method: Method,
    only: Option<&[String]>,
    instance: Option<NaiveDateTime>,
) -> Result<String, Refused> {
    let plan = Plan::of(invite, method, only, instance)?;
    for part in &plan.parts {
        check(invite, &part.attendees)?;
    }
    let mut lines = Lines::default();
    lines.begin("VCALENDAR");
    for (name, value) in
        [("PRODID", PRODID), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", word(method))]
    {
        lines.property(&Property::new(name, value))?;
    }
    plan.zone(&mut lines)?;
    for part in &plan.parts {
        let mut event = plan.event(invite, part);
        // Whose proposal is refused says the mail.
        let listed = if method == Method::DeclineCounter { &[] } else { part.attendees.as_slice() };
        people(&mut event, invite, listed);
        match method {
            Method::Request => {
                event.status(EventStatus::Confirmed);
                alarms(&mut event, invite);
            }
            Method::Cancel if only.is_none() => {
                event.status(EventStatus::Cancelled);
            }
            Method::Cancel | Method::DeclineCounter => {}
        }
        lines.component(&event)?;
    }
    lines.end("VCALENDAR");
    let text = lines.finish();
    faithful(&text, invite, &plan).map_err(Refused::Unfaithful)?;
    Ok(text)
}

/// What goes into the object, worked out before a line is written.
pub(super) struct Plan<'x> {
    pub(super) method: Method,
    /// Whose clock the times are written by.
    pub(super) clock: Clock,
    pub(super) parts: Vec<Part<'x>>,
}

/// One VEVENT.
pub(super) struct Part<'x> {
    /// The planned start of the one occurrence it is about.
    pub(super) instance: Option<NaiveDateTime>,
    pub(super) time: Time,
    /// The series whose rule it carries.
    pub(super) series: Option<&'x Series>,
    /// Whom it lists.
    pub(super) attendees: Vec<Attendee>,
}

pub(super) enum Time {
    Span(Instant, Instant),
    Day(NaiveDate),
}

impl<'x> Plan<'x> {
    pub(super) fn of(
        invite: &'x Invite,
        method: Method,
        only: Option<&[String]>,
        instance: Option<NaiveDateTime>,
    ) -> Result<Self, Refused> {
        let attendees = attendees(invite, &invite.attendees, method, only)?;
        let single = |time| vec![Part { instance: None, time, series: None, attendees: attendees.clone() }];
        let plan = match &invite.when {
            When::Series(series) => Self::series(invite, series, method, only, instance)?,
            _ if instance.is_some() => {
                return Err(Refused::Call("only an occurrence of a series can be named".to_owned()));
            }
            When::Once { start, end, .. } if end < start => {
                return Err(Refused::when("it ends before it starts"));
            }
            When::Once { start, end, zone } => Self {
                method,
                clock: Clock::of(zone)?,
                parts: single(Time::Span(whole(*start), whole(*end))),
            },
            When::AllDay { date } => {
                Self { method, clock: Clock::of("UTC")?, parts: single(Time::Day(*date)) }
            }
        };
        let years = plan.parts.iter().flat_map(|part| match part.time {
            Time::Span(start, end) => [start.year(), end.year()],
            Time::Day(date) => [date.year(); 2],
        });
        match years.into_iter().find(|year| !YEARS.contains(year)) {
            Some(year) => Err(Refused::when(format!("the year {year} cannot be meant"))),
            None => Ok(plan),
        }
    }

    fn series(
        invite: &Invite,
        series: &'x Series,
        method: Method,
        only: Option<&[String]>,
        instance: Option<NaiveDateTime>,
    ) -> Result<Self, Refused> {
        let clock = Clock::of(&series.zone)?;
        let standing = series.occurrences()?;
        if clock.local(clock.instant(series.start_local)) != series.start_local {
            return Err(Refused::when(format!("there is no {} in {}", series.start_local, clock.name())));
        }
        let part = |original| {
            let occurrence = series.occurrence(&clock, original);
            let attendees = attendees(invite, &invite.coming(original), method, only)?;
            let time = Time::Span(whole(occurrence.start), whole(occurrence.end));
            Ok(Part { instance: Some(original), time, series: None, attendees })
        };
        let mut parts = Vec::new();
        if let Some(original) = instance {
            // What is called off is often struck from the series already; what is asked for must be in it.
            let named = match method {
                Method::Request => standing.iter().any(|o| o.original == original),
                Method::Cancel | Method::DeclineCounter => series.planned(&clock)?.contains(&original),
            };
            if !named {
                return Err(Refused::Call(format!("{original} is no occurrence of the series")));
            }
            parts.push(part(original)?);
        } else {
            let start = clock.instant(series.start_local);
            let time = Time::Span(start, start + series.length());
            let attendees = attendees(invite, &invite.attendees, method, only)?;
            parts.push(Part { instance: None, time, series: Some(series), attendees });
            if method == Method::Request {
                let moved = series.moved.iter().map(|moved| moved.original);
                // What is over is not asked about any more, and keeps such objects short.
                let ahead = |one: &&Occurrence| one.end > invite.stamp;
                let stands = |original| standing.iter().filter(ahead).any(|one| one.original == original);
                let apart = invite.apart.iter().filter(|one| !one.onward && stands(one.original));
                let originals: BTreeSet<_> = moved.chain(apart.map(|one| one.original)).collect();
                for original in originals {
                    parts.push(part(original)?);
                }
            }
        }
        Ok(Self { method, clock, parts })
    }

    /// The first and the last instant the object speaks about.
    pub(super) fn reach(&self) -> Option<(Instant, Instant)> {
        let clock = &self.clock;
        let mut instants = Vec::new();
        for part in &self.parts {
            if let Time::Span(start, end) = part.time {
                instants.extend([start, end]);
            }
            instants.extend(part.instance.map(|original| clock.instant(original)));
            let planned = part.series.and_then(|series| series.planned(clock).ok()).unwrap_or_default();
            instants.extend(planned.last().map(|last| clock.instant(*last)));
        }
        Some((instants.iter().min().copied()?, instants.iter().max().copied()?))
    }

    fn zone(&self, lines: &mut Lines) -> Result<(), Refused> {
        let named = !self.clock.is_utc() && self.method != Method::DeclineCounter;
        match self.reach().filter(|_| named) {
            Some((from, to)) => self.clock.define(lines, from, to),
            None => Ok(()),
        }
    }

    /// Where the words stand. Why something is called off is no description of it: Thunderbird takes it for a change
    /// of the meeting's text and shows it struck out.
    pub(super) fn told_in(&self) -> &'static str {
        if self.method == Method::Cancel { "COMMENT" } else { "DESCRIPTION" }
    }

    pub(super) fn event(&self, invite: &Invite, part: &Part<'_>) -> Event {
        let mut event = Event::new();
        event.uid(&invite.uid).timestamp(whole(invite.stamp));
        if self.method == Method::DeclineCounter {
            // It says which proposal is refused, and nothing of the meeting (RFC 5546, section 3.2.8).
            event.append_property(text("COMMENT", &clean(&invite.summary), invite));
            if let Some(original) = part.instance {
                let at = self.clock.instant(original).format(UTC).to_string();
                event.append_property(Property::new("RECURRENCE-ID", at));
            }
            return event;
        }
        event.sequence(invite.sequence);
        event.append_property(text("SUMMARY", &clean(&invite.summary), invite));
        let description = clean(&invite.description);
        if !description.is_empty() {
            event.append_property(text(self.told_in(), &description, invite));
        }
        // In whatever language somebody wrote it.
        if let Some(place) = invite.location.as_deref().map(clean).filter(|place| !place.is_empty()) {
            event.append_property(Property::new("LOCATION", place));
        }
        if let Some(url) = &invite.url {
            event.url(&uri(url));
        }
        event.add_property("TRANSP", if invite.busy { "OPAQUE" } else { "TRANSPARENT" });
        let clock = &self.clock;
        match part.time {
            Time::Span(start, end) => {
                event.append_property(instant("DTSTART", start, clock));
                // DTEND must be later than DTSTART; an entry without one takes no time.
                if start < end {
                    event.append_property(instant("DTEND", end, clock));
                }
            }
            Time::Day(date) => {
                event.append_property(day("DTSTART", date));
                event.append_property(day("DTEND", date.succ_opt().unwrap_or(date)));
            }
        }
        if let Some(original) = part.instance {
            event.append_property(wall("RECURRENCE-ID", original, clock));
        }
        if let Some(series) = part.series {
            event.add_property("RRULE", rule(series));
            for exdate in &series.exdates {
                event.append_multi_property(wall("EXDATE", *exdate, clock));
            }
        }
        event
    }
}

/// The method as iTIP writes it.
pub(super) fn word(method: Method) -> &'static str {
    match method {
        Method::Request => "REQUEST",
        Method::Cancel => "CANCEL",
        Method::DeclineCounter => "DECLINECOUNTER",
    }
}

fn rule(series: &Series) -> String {
    let days: Vec<&str> = days(series).map(two_letters).collect();
    let ends = match series.ends {
        Ends::Until(until) => format!("UNTIL={}", until.format(UTC)),
        Ends::Count(count) => format!("COUNT={count}"),
    };
    format!("FREQ=WEEKLY;{ends};BYDAY={}", days.join(","))
}

/// The days of a series, each once, from Monday.
pub(super) fn days(series: &Series) -> impl Iterator<Item = Weekday> {
    WEEK.into_iter().filter(|day| series.weekdays.contains(day))
}

const UTC: &str = "%Y%m%dT%H%M%SZ";
const LOCAL: &str = "%Y%m%dT%H%M%S";

/// By the clock of the zone, unless that clock shows this time twice and would mean the other one.
fn instant(name: &str, at: Instant, clock: &Clock) -> Property {
    let local = clock.local(at);
    if clock.instant(local) == at {
        wall(name, local, clock)
    } else {
        Property::new(name, at.format(UTC).to_string())
    }
}

fn wall(name: &str, local: NaiveDateTime, clock: &Clock) -> Property {
    if clock.is_utc() {
        return Property::new(name, local.format(UTC).to_string());
    }
    Property::new(name, local.format(LOCAL).to_string()).add_parameter("TZID", clock.name()).done()
}

fn day(name: &str, date: NaiveDate) -> Property {
    Property::new(name, date.format("%Y%m%d").to_string()).add_parameter("VALUE", "DATE").done()
}

fn text(name: &str, value: &str, invite: &Invite) -> Property {
    let mut property = Property::new(name, value);
    if let Some(language) = &invite.language {
        property.add_parameter("LANGUAGE", language);
    }
    property
}

pub(super) fn organizer(invite: &Invite) -> Property {
    let mut organizer = Property::new("ORGANIZER", mailto(&canonical(&invite.organizer.address)));
    let name = common_name(&invite.organizer.name);
    if !name.is_empty() {
        organizer.add_parameter("CN", &name);
    }
    organizer
}

fn people(event: &mut Event, invite: &Invite, attendees: &[Attendee]) {
    event.append_property(organizer(invite));
    for attendee in attendees {
        let mut line = icalendar::Attendee::new(mailto(&canonical(&attendee.address)))
            .cutype(icalendar::CUType::Individual)
            .role(match attendee.role {
                Role::Required => icalendar::Role::ReqParticipant,
                Role::Optional => icalendar::Role::OptParticipant,
            })
            .partstat(match attendee.partstat {
                PartStat::NeedsAction => icalendar::PartStat::NeedsAction,
                PartStat::Accepted => icalendar::PartStat::Accepted,
                PartStat::Declined => icalendar::PartStat::Declined,
                PartStat::Tentative => icalendar::PartStat::Tentative,
                PartStat::Delegated => icalendar::PartStat::Delegated,
            });
        if attendee.rsvp {
            line = line.rsvp(true);
        }
        let name = common_name(&attendee.name);
        if !name.is_empty() {
            line = line.cn(name);
        }
        let mut line: Property = line.into();
        for (name, other) in
            [("DELEGATED-TO", &attendee.delegated_to), ("DELEGATED-FROM", &attendee.delegated_from)]
        {
            if let Some(other) = other {
                line.add_parameter(name, &mailto(&canonical(other)));
            }
        }
        event.append_multi_property(line);
    }
}

pub(super) fn alarms(event: &mut Event, invite: &Invite) {
    for minutes in &invite.alarms {
        let mut alarm = Alarm::display(&clean(&invite.summary), -TimeDelta::minutes(*minutes));
        // In minutes, as other programs write it; the crate counts seconds.
        let sign = if *minutes > 0 { "-" } else { "" };
        alarm.append_property(Property::new("TRIGGER", format!("{sign}PT{}M", minutes.abs())));
        event.alarm(alarm);
    }
}

/// Whom the object lists.
fn attendees(
    invite: &Invite,
    coming: &[Attendee],
    method: Method,
    only: Option<&[String]>,
) -> Result<Vec<Attendee>, Refused> {
    let all = coming.iter().cloned();
    let unanswered = |one| Attendee { rsvp: false, ..one };
    let only = match (method, only) {
        (Method::Request, None) => return Ok(all.collect()),
        (Method::Request, Some(_)) => return Err(Refused::Call("a REQUEST lists every attendee".to_owned())),
        (Method::Cancel, None) => return Ok(all.map(unanswered).collect()),
        (Method::DeclineCounter, None) => {
            return Err(Refused::Call("a DECLINECOUNTER goes to whoever proposed".to_owned()));
        }
        (Method::Cancel | Method::DeclineCounter, Some(only)) => only,
    };
    let one = |address: &String| {
        let known = coming.iter().chain(&invite.attendees).find(|one| same(&one.address, address));
        known.cloned().unwrap_or(Attendee {
            name: String::new(),
            address: address.clone(),
            partstat: PartStat::NeedsAction,
            role: Role::Required,
            rsvp: false,
            delegated_to: None,
            delegated_from: None,
        })
    };
    Ok(only.iter().map(one).map(unanswered).collect())
}

pub(super) fn check(invite: &Invite, attendees: &[Attendee]) -> Result<(), Refused> {
    let uid_char = |c: char| c.is_ascii_graphic() && !matches!(c, ',' | ';' | '\\' | '"');
    if invite.uid.is_empty() || invite.uid.len() > UID_MAX || !invite.uid.chars().all(uid_char) {
        return Err(Refused::text(
            "UID",
            format!("must be 1 to {UID_MAX} printable ASCII characters without , ; \\ \""),
        ));
    }
    check_text("SUMMARY", &invite.summary, LINE_TEXT_MAX)?;
    if clean(&invite.summary).is_empty() {
        return Err(Refused::text("SUMMARY", "is empty"));
    }
    check_text("DESCRIPTION", &invite.description, DESCRIPTION_MAX)?;
    check_text("LOCATION", invite.location.as_deref().unwrap_or(""), LINE_TEXT_MAX)?;
    check_url(invite.url.as_deref())?;
    if let Some(language) = &invite.language
        && (language.is_empty()
            || language.len() > 35
            || !language.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
    {
        return Err(Refused::text("LANGUAGE", "is no language tag such as zh-CN"));
    }
    if attendees.is_empty() || attendees.len() > ATTENDEES_MAX {
        return Err(Refused::Call(format!(
            "{} people are invited; 1 to {ATTENDEES_MAX} can be",
            attendees.len()
        )));
    }
    check_party("ORGANIZER", &invite.organizer.name, &invite.organizer.address)?;
    for (n, attendee) in attendees.iter().enumerate() {
        check_party("ATTENDEE", &attendee.name, &attendee.address)?;
        for other in [&attendee.delegated_to, &attendee.delegated_from].into_iter().flatten() {
            check_party("ATTENDEE", "", other)?;
        }
        if attendees[..n].iter().any(|other| same(&other.address, &attendee.address)) {
            return Err(Refused::text("ATTENDEE", format!("{} is invited twice", attendee.address)));
        }
    }
    if invite.alarms.len() > ALARMS_MAX || invite.alarms.iter().any(|m| m.unsigned_abs() > ALARM_MINUTES_MAX)
    {
        return Err(Refused::when(format!(
            "at most {ALARMS_MAX} reminders, each within a year of the start"
        )));
    }
    if !YEARS.contains(&invite.stamp.year()) {
        return Err(Refused::when(format!("the year {} of the stamp cannot be meant", invite.stamp.year())));
    }
    Ok(())
}

pub(super) fn check_text(what: &str, text: &str, max: usize) -> Result<(), Refused> {
    let text = clean(text);
    if text.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
        return Err(Refused::text(what, "holds a control character"));
    }
    if text.chars().count() > max {
        return Err(Refused::text(what, format!("has more than {max} characters")));
    }
    Ok(())
}

fn check_url(url: Option<&str>) -> Result<(), Refused> {
    let Some(url) = url else { return Ok(()) };
    let scheme = url.split_once(':').map_or("", |(scheme, _)| scheme);
    let good = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
        && !scheme.eq_ignore_ascii_case("data");
    let odd =
        |c: char| c.is_control() || c.is_whitespace() || matches!(c, '"' | '<' | '>' | '\\' | '^' | '`');
    if !good || url.contains(odd) || url.chars().count() > LINE_TEXT_MAX {
        return Err(Refused::text("URL", "is no absolute URI such as https://example.org/room"));
    }
    Ok(())
}

fn check_party(what: &str, name: &str, address: &str) -> Result<(), Refused> {
    if name.chars().any(char::is_control) || name.chars().count() > LINE_TEXT_MAX {
        return Err(Refused::text(
            what,
            format!("has a name with a control character or of more than {LINE_TEXT_MAX}"),
        ));
    }
    if Address::parse(address).is_err() {
        return Err(Refused::text(what, format!("'{}' is no mail address", address.escape_debug())));
    }
    Ok(())
}

/// Text as it is written: LF between lines, no blanks around.
pub(super) fn clean(text: &str) -> String {
    text.replace("\r\n", "\n").trim().to_owned()
}

/// A name inside a parameter, where nothing can be escaped (RFC 5545, section 3.2), `^` has a meaning (RFC 6868) and
/// some readers take `\` for an escape.
pub(super) fn common_name(name: &str) -> String {
    name.trim().replace(['"', '^'], "'").replace('\\', "/")
}

/// An address without what may stand around it; what is none is left for [`check`] to refuse.
pub(super) fn canonical(address: &str) -> String {
    Address::parse(address).map_or_else(|_| address.to_owned(), |address| address.to_string())
}

fn same(one: &str, other: &str) -> bool {
    canonical(one).to_lowercase() == canonical(other).to_lowercase()
}

/// The calendar address of a mailbox (RFC 6068): only what would end or change it is encoded.
fn mailto(address: &str) -> String {
    let encoded = address.replace('%', "%25").replace('?', "%3F").replace('#', "%23");
    format!("mailto:{encoded}")
}

/// A link with its non-ASCII characters encoded (RFC 3987, section 3.1).
pub(super) fn uri(url: &str) -> String {
    url.bytes().map(|b| if b.is_ascii() { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

fn whole(at: Instant) -> Instant {
    Instant::from_timestamp(at.timestamp(), 0).unwrap_or(at)
}
