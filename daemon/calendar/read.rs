//! Reads other programs' iTIP messages (RFC 5546) as they are, not as they should be.
//!
//! Tolerated: a byte order mark and text around the object, lower case, LF, missing END, several objects in a row,
//! Windows and Chinese zone names, METHOD in the mail header only, missing SEQUENCE, ORGANIZER and DTSTAMP, a DTSTAMP
//! of zeros, unquoted names with commas. Refused with a reason: what is no iTIP message, or what names nobody or
//! nothing. Recurrence rules of others are never looked at.

use super::zone::{Clock, Definition};
use super::{Doubt, Instant, PartStat, ReplyMethod, Response, Voice};
use calcard::common::timezone::Tz;
use calcard::common::{IanaString, PartialDateTime};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarEntry, ICalendarParameterName,
    ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

/// Octets of one calendar part; a long guest list has some ten thousand.
pub const SIZE_MAX: usize = 1 << 20;

/// Responses in one part; a reply to single occurrences of a series has one for each.
pub const RESPONSES_MAX: usize = 200;

/// ATTENDEE lines of one response.
const VOICES_MAX: usize = 1_000;

/// Characters of a comment that are kept.
const COMMENT_MAX: usize = 4_000;

/// Reads every VEVENT of every object in `text`.
///
/// `method_hint` is the `method` parameter of the part's Content-Type. One unusable VEVENT does not spoil the others;
/// the error is the first reason when none is usable.
pub fn read(text: &str, method_hint: Option<&str>) -> Result<Vec<Response>, String> {
    if text.len() > SIZE_MAX {
        return Err(format!("the calendar part has {} octets, more than {SIZE_MAX}", text.len()));
    }
    let start = find(text, "BEGIN:VCALENDAR").ok_or("there is no BEGIN:VCALENDAR in it")?;
    let mut parser = Parser::new(&text[start..]);
    let mut responses = Vec::new();
    let mut reason = None;
    loop {
        match parser.entry() {
            Entry::ICalendar(object) => {
                for response in object_responses(&object, method_hint) {
                    match response {
                        Ok(_) if responses.len() == RESPONSES_MAX => {
                            return Err(format!("it holds more than {RESPONSES_MAX} responses"));
                        }
                        Ok(response) => responses.push(response),
                        Err(why) => reason = reason.or(Some(why)),
                    }
                }
            }
            Entry::Eof => break,
            _ => {}
        }
    }
    if responses.is_empty() {
        Err(reason.unwrap_or_else(|| "there is no VEVENT in it".to_owned()))
    } else {
        Ok(responses)
    }
}

fn object_responses(object: &ICalendar, method_hint: Option<&str>) -> Vec<Result<Response, String>> {
    let (method, doubt) = match method(object, method_hint) {
        Ok(found) => found,
        Err(why) => return vec![Err(why)],
    };
    let events = object.components.iter().filter(|c| c.component_type == ICalendarComponentType::VEvent);
    events
        .map(|event| Reading { object, event, doubts: doubt.into_iter().collect() }.response(method))
        .collect()
}

fn method(object: &ICalendar, hint: Option<&str>) -> Result<(ReplyMethod, Option<Doubt>), String> {
    let root = object.components.first();
    let inside = root.and_then(|root| text_of(root, &ICalendarProperty::Method));
    let hint = hint.map(str::trim).filter(|hint| !hint.is_empty());
    let (word, doubt) = match (inside, hint) {
        (Some(inside), Some(hint)) if !inside.eq_ignore_ascii_case(hint) => {
            (inside, Some(Doubt::MethodsDiffer))
        }
        (Some(inside), _) => (inside, None),
        (None, Some(hint)) => (hint.to_owned(), Some(Doubt::MethodOnlyInHeader)),
        (None, None) => return Err("it has no METHOD, so it asks and answers nothing".to_owned()),
    };
    let method = match word.to_ascii_uppercase().as_str() {
        "REPLY" => ReplyMethod::Reply,
        "COUNTER" => ReplyMethod::Counter,
        "DECLINECOUNTER" => ReplyMethod::DeclineCounter,
        "REFRESH" => ReplyMethod::Refresh,
        "REQUEST" => ReplyMethod::Request,
        "ADD" => ReplyMethod::Add,
        "CANCEL" => ReplyMethod::Cancel,
        "PUBLISH" => ReplyMethod::Publish,
        _ => return Err(format!("METHOD '{}' is unknown", word.chars().take(40).collect::<String>())),
    };
    Ok((method, doubt))
}

struct Reading<'x> {
    object: &'x ICalendar,
    event: &'x ICalendarComponent,
    doubts: Vec<Doubt>,
}

impl Reading<'_> {
    fn response(mut self, method: ReplyMethod) -> Result<Response, String> {
        let uid =
            self.text(&ICalendarProperty::Uid).ok_or("the VEVENT has no UID, so it is about nothing")?;
        let speaks = matches!(method, ReplyMethod::Reply | ReplyMethod::Counter | ReplyMethod::Refresh);
        let voices = if speaks { self.voices()? } else { Vec::new() };
        if method == ReplyMethod::Reply && voices.is_empty() {
            return Err("the REPLY has no ATTENDEE, so nobody answered".to_owned());
        }
        if voices.len() > 1 {
            self.doubts.push(Doubt::SeveralAttendees);
        }
        let answers = matches!(method, ReplyMethod::Reply | ReplyMethod::Counter);
        let only = if let [only] = voices.as_slice() { Some(only) } else { None };
        let comment = self.comment().or_else(|| only.and_then(|voice| voice.comment.clone()));
        let instance = self.instance()?;
        let proposed = if method == ReplyMethod::Counter { self.proposed() } else { None };
        let sequence = self.first(&ICalendarProperty::Sequence).and_then(ICalendarValue::as_integer);
        Ok(Response {
            method,
            uid,
            sequence: sequence.and_then(|n| u32::try_from(n).ok()),
            stamp: self
                .event
                .property(&ICalendarProperty::Dtstamp)
                .and_then(|e| self.instant(e))
                .map(|(at, _)| at),
            organizer: self.event.property(&ICalendarProperty::Organizer).and_then(address),
            attendee: only.and_then(|voice| voice.address.clone()),
            partstat: only.filter(|_| answers).map(|voice| voice.partstat),
            comment,
            delegated_to: only.and_then(|voice| voice.delegated_to.clone()),
            instance,
            proposed,
            voices,
            doubts: self.doubts,
        })
    }

    fn voices(&self) -> Result<Vec<Voice>, String> {
        let lines = self.event.properties(&ICalendarProperty::Attendee);
        let voices: Vec<Voice> = lines.take(VOICES_MAX + 1).map(voice).collect();
        if voices.len() > VOICES_MAX {
            Err(format!("it names more than {VOICES_MAX} attendees"))
        } else {
            Ok(voices)
        }
    }

    fn comment(&self) -> Option<String> {
        let comments = self.event.properties(&ICalendarProperty::Comment);
        let texts: Vec<&str> = comments.filter_map(|entry| entry.values.first()?.as_text()).collect();
        tidy(&texts.join("\n"))
    }

    /// An occurrence that is named but cannot be understood must not be taken for the whole series.
    fn instance(&mut self) -> Result<Option<Instant>, String> {
        let Some(entry) = self.event.property(&ICalendarProperty::RecurrenceId) else { return Ok(None) };
        let (at, floating) = self.instant(entry).ok_or("its RECURRENCE-ID cannot be read as a time")?;
        if floating {
            self.doubts.push(Doubt::FloatingTime);
        }
        if entry.has_parameter(&ICalendarParameterName::Range) {
            self.doubts.push(Doubt::ThisAndFuture);
        }
        Ok(Some(at))
    }

    fn proposed(&mut self) -> Option<(Instant, Instant)> {
        let (start, floating) = self.instant(self.event.property(&ICalendarProperty::Dtstart)?)?;
        let end = match self.event.property(&ICalendarProperty::Dtend) {
            Some(entry) => self.instant(entry)?.0,
            None => start.checked_add_signed(self.duration()?)?,
        };
        if floating && !self.doubts.contains(&Doubt::FloatingTime) {
            self.doubts.push(Doubt::FloatingTime);
        }
        Some((start, end)).filter(|(start, end)| start <= end)
    }

    fn duration(&self) -> Option<TimeDelta> {
        match self.first(&ICalendarProperty::Duration) {
            None => Some(TimeDelta::zero()),
            Some(ICalendarValue::Duration(d)) if !d.neg => {
                let days = i64::from(d.weeks) * 7 + i64::from(d.days);
                let seconds = i64::from(d.hours) * 3600 + i64::from(d.minutes) * 60 + i64::from(d.seconds);
                TimeDelta::try_days(days)?.checked_add(&TimeDelta::try_seconds(seconds)?)
            }
            Some(_) => None,
        }
    }

    /// The instant of a date-time property, and whether it named no zone at all. A bare date is no instant.
    fn instant(&self, entry: &ICalendarEntry) -> Option<(Instant, bool)> {
        let value = entry.values.first()?.as_partial_date_time()?;
        let local = local(value)?;
        if let Some(hours) = value.tz_hour {
            let seconds = i64::from(hours) * 3600 + i64::from(value.tz_minute.unwrap_or(0)) * 60;
            let east = TimeDelta::seconds(if value.tz_minus { -seconds } else { seconds });
            return Some((local.checked_sub_signed(east)?.and_utc(), false));
        }
        match entry.tz_id() {
            Some(tz_id) => Some((self.zoned(local, tz_id)?, false)),
            None => Some((local.and_utc(), true)),
        }
    }

    /// A name the tz database knows is believed before the VTIMEZONE beside it, which is often wrong or old.
    fn zoned(&self, local: NaiveDateTime, tz_id: &str) -> Option<Instant> {
        let alias = || Clock::of(&tz_id.parse::<Tz>().ok()?.name()?).ok();
        if let Some(clock) = Clock::of(tz_id).ok().or_else(alias) {
            return Some(clock.instant(local));
        }
        let named =
            |zone: &&ICalendarComponent| text_of(zone, &ICalendarProperty::Tzid).as_deref() == Some(tz_id);
        let zone = self.object.timezones().find(named)?;
        Definition::read(self.object, zone)?.instant(local)
    }

    fn first(&self, property: &ICalendarProperty) -> Option<&ICalendarValue> {
        self.event.property(property)?.values.first()
    }

    fn text(&self, property: &ICalendarProperty) -> Option<String> {
        text_of(self.event, property)
    }
}

fn voice(entry: &ICalendarEntry) -> Voice {
    let parameter = |name: &ICalendarParameterName| entry.parameter(name).and_then(|value| value.as_text());
    let comment = entry.params.iter().find_map(|parameter| match &parameter.name {
        ICalendarParameterName::Other(name) if name.eq_ignore_ascii_case("X-RESPONSE-COMMENT") => {
            tidy(parameter.value.as_text()?)
        }
        _ => None,
    });
    Voice {
        address: address(entry),
        partstat: parameter(&ICalendarParameterName::Partstat).map_or(PartStat::NeedsAction, partstat),
        comment,
        delegated_to: parameter(&ICalendarParameterName::DelegatedTo).and_then(mail_address),
        sent_by: parameter(&ICalendarParameterName::SentBy).and_then(mail_address),
    }
}

fn partstat(word: &str) -> PartStat {
    match word.trim().to_ascii_uppercase().as_str() {
        "ACCEPTED" => PartStat::Accepted,
        "DECLINED" => PartStat::Declined,
        "TENTATIVE" => PartStat::Tentative,
        "DELEGATED" => PartStat::Delegated,
        _ => PartStat::NeedsAction,
    }
}

/// The mail address of a calendar user: Apple writes a principal's path or a urn there, and the address into EMAIL.
fn address(entry: &ICalendarEntry) -> Option<String> {
    let value = entry.values.first().and_then(ICalendarValue::as_text).and_then(mail_address);
    let email = || entry.parameter(&ICalendarParameterName::Email).and_then(|v| mail_address(v.as_text()?));
    value.or_else(email)
}

fn mail_address(uri: &str) -> Option<String> {
    let uri = uri.trim();
    let bare = match uri.split_at_checked(7) {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("mailto:") => rest,
        _ => uri,
    };
    let bare = decode(bare.trim().split('?').next()?);
    let (local, domain) = bare.rsplit_once('@')?;
    let odd = |c: char| c.is_control() || c.is_whitespace() || matches!(c, '<' | '>' | '/' | ':' | ',');
    (!local.is_empty() && !domain.is_empty() && bare.len() <= 320 && !bare.contains(odd)).then_some(bare)
}

/// Undoes the percent encoding of a mailto URI (RFC 6068); what is none is left.
fn decode(uri: &str) -> String {
    let mut bytes = Vec::with_capacity(uri.len());
    let mut rest = uri.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = |digits: &[u8]| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok();
        let digits = tail.get(..2).filter(|d| *first == b'%' && d.iter().all(u8::is_ascii_hexdigit));
        match digits.and_then(hex) {
            Some(byte) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| uri.to_owned())
}

fn text_of(component: &ICalendarComponent, property: &ICalendarProperty) -> Option<String> {
    let text = match component.property(property)?.values.first()? {
        ICalendarValue::Method(method) => method.as_str(),
        value => value.as_text()?,
    };
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn tidy(comment: &str) -> Option<String> {
    let kept = comment.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String =
        kept.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').take(COMMENT_MAX).collect();
    let kept = kept.trim();
    (!kept.is_empty()).then(|| kept.to_owned())
}

/// The wall-clock part of a date-time; none for a bare date and for what is no date, such as year 0.
pub(super) fn local(value: &PartialDateTime) -> Option<NaiveDateTime> {
    let year = i32::from(value.year?);
    let date = NaiveDate::from_ymd_opt(year, value.month?.into(), value.day?.into())?;
    // A leap second is the last one of its minute.
    let second = value.second.unwrap_or(0).min(59);
    let time = date.and_hms_opt(value.hour?.into(), value.minute?.into(), second.into())?;
    (year > 0).then_some(time)
}

/// The first place of `needle` at the start of a line, case ignored.
fn find(text: &str, needle: &str) -> Option<usize> {
    let lines = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(lines).find_map(|at| {
        let line = text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let head = line.get(..needle.len())?;
        head.eq_ignore_ascii_case(needle).then(|| text.len() - line.len())
    })
}
