//! Reads other programs' iTIP messages (RFC 5546) as they are, not as they should be.
//!
//! Tolerated: a byte order mark and text around the object, lower case, LF, missing END, several objects in a row,
//! Windows and Chinese zone names, METHOD in the mail header only, missing SEQUENCE, ORGANIZER and DTSTAMP, a DTSTAMP
//! of zeros, unquoted names with commas and colons, an occurrence named by its day. Refused with a reason: what is no iTIP message, or what names nobody or
//! nothing. Recurrence rules of others are never looked at.

use super::mended::mended;
use super::series::{LENGTH_MAX, YEARS};
use super::zone::{Definition, known};
use super::{Doubt, PartStat, ReplyMethod, Response, Voice};
use crate::address::Address;
use crate::time::{Instant, Zone};
use calcard::common::timezone::Tz;
use calcard::common::{IanaString, PartialDateTime};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDuration, ICalendarEntry,
    ICalendarParameterName, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{Datelike, NaiveDate, NaiveDateTime, TimeDelta};

/// Octets of one calendar part; a long guest list has some ten thousand.
pub const SIZE_MAX: usize = 1 << 20;

/// Events in one part; a reply to single occurrences of a series has one for each.
pub const RESPONSES_MAX: usize = 200;

/// Octets of a zone's name; looking for one takes time.
const TZID_MAX: usize = 100;

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
    let text = mended(&text[start..]);
    let mut parser = Parser::new(&text);
    let mut responses = Vec::new();
    let mut reason = None;
    let mut events = 0;
    loop {
        match parser.entry() {
            Entry::ICalendar(object) => {
                for response in object_responses(&object, method_hint) {
                    events += 1;
                    if events > RESPONSES_MAX {
                        return Err(format!("it holds more than {RESPONSES_MAX} events"));
                    }
                    match response {
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

/// One result for each VEVENT, worked out when asked for.
fn object_responses<'x>(
    object: &'x ICalendar,
    method_hint: Option<&str>,
) -> impl Iterator<Item = Result<Response, String>> + use<'x> {
    let method = method(object, method_hint);
    let events = object.components.iter().filter(|c| c.component_type == ICalendarComponentType::VEvent);
    events.map(move |event| {
        let (method, doubt) = method.clone()?;
        Reading { object, event, doubts: doubt.into_iter().collect() }.response(method)
    })
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
            partstat: only.filter(|_| answers).and_then(|voice| voice.partstat),
            comment,
            delegated_to: only.and_then(|voice| voice.delegated_to.clone()),
            instance,
            start: self
                .event
                .property(&ICalendarProperty::Dtstart)
                .and_then(|e| self.instant(e))
                .and_then(|(at, floating)| (!floating).then_some(at)),
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
        let said = |name: &ICalendarProperty| match name {
            ICalendarProperty::Comment => true,
            // Of Apple's server and those that follow it: to the organizer, and not to the other guests.
            ICalendarProperty::Other(name) => name.eq_ignore_ascii_case("X-CALENDARSERVER-PRIVATE-COMMENT"),
            _ => false,
        };
        let comments = self.event.entries.iter().filter(|entry| said(&entry.name));
        let texts: Vec<&str> = comments.filter_map(|entry| entry.values.first()?.as_text()).collect();
        tidy(&texts.join("\n"))
    }

    /// An occurrence that is named but cannot be understood must not be taken for the whole series.
    fn instance(&mut self) -> Result<Option<Instant>, String> {
        let Some(entry) = self.event.property(&ICalendarProperty::RecurrenceId) else { return Ok(None) };
        if entry.has_parameter(&ICalendarParameterName::Range) {
            self.doubts.push(Doubt::ThisAndFuture);
        }
        let unreadable = "its RECURRENCE-ID cannot be read as a time";
        let value = entry.values.first().and_then(ICalendarValue::as_partial_date_time).ok_or(unreadable)?;
        if value.hour.is_none() {
            let day = day(value).ok_or(unreadable)?;
            self.doubts.push(Doubt::DayOnly);
            return Ok(Some(day.and_time(chrono::NaiveTime::MIN).and_utc()));
        }
        let local = local(value).ok_or(unreadable)?;
        Ok(Some(match moment(self.object, value, local, entry.tz_id()) {
            Moment::At(at) => at,
            // A name that was ours lost its description on the way; the clock on the wall is still the series'.
            Moment::Floating | Moment::Unknown => {
                self.doubts.push(Doubt::FloatingTime);
                local.and_utc()
            }
        }))
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
        let meant = |at: &Instant| YEARS.contains(&at.year());
        let long = TimeDelta::minutes(LENGTH_MAX.into());
        Some((start, end)).filter(|(start, end)| start <= end && *end - *start <= long && meant(start))
    }

    fn duration(&self) -> Option<TimeDelta> {
        match self.first(&ICalendarProperty::Duration) {
            None => Some(TimeDelta::zero()),
            Some(ICalendarValue::Duration(duration)) => length(duration),
            Some(_) => None,
        }
    }

    /// The instant of a date-time property, and whether it named no zone at all. A bare date is no instant.
    fn instant(&self, entry: &ICalendarEntry) -> Option<(Instant, bool)> {
        let value = entry.values.first()?.as_partial_date_time()?;
        let local = local(value)?;
        match moment(self.object, value, local, entry.tz_id()) {
            Moment::At(at) => Some((at, false)),
            Moment::Floating => Some((local.and_utc(), true)),
            Moment::Unknown => None,
        }
    }

    fn first(&self, property: &ICalendarProperty) -> Option<&ICalendarValue> {
        self.event.property(property)?.values.first()
    }

    fn text(&self, property: &ICalendarProperty) -> Option<String> {
        text_of(self.event, property)
    }
}

/// A length of time; none for one that goes backwards.
pub(super) fn length(duration: &ICalendarDuration) -> Option<TimeDelta> {
    let d = Some(duration).filter(|duration| !duration.neg)?;
    let days = i64::from(d.weeks) * 7 + i64::from(d.days);
    let seconds = i64::from(d.hours) * 3600 + i64::from(d.minutes) * 60 + i64::from(d.seconds);
    TimeDelta::try_days(days)?.checked_add(&TimeDelta::try_seconds(seconds)?)
}

/// What a date-time says about its zone.
pub(super) enum Moment {
    /// All that is needed.
    At(Instant),
    /// Nothing.
    Floating,
    /// A zone that nobody knows.
    Unknown,
}

/// The instant that a date-time with this wall clock means in an object.
pub(super) fn moment(
    object: &ICalendar,
    value: &PartialDateTime,
    local: NaiveDateTime,
    tz_id: Option<&str>,
) -> Moment {
    let at = match (value.tz_hour, tz_id) {
        (Some(hours), _) => {
            let seconds = i64::from(hours) * 3600 + i64::from(value.tz_minute.unwrap_or(0)) * 60;
            let east = TimeDelta::seconds(if value.tz_minus { -seconds } else { seconds });
            local.checked_sub_signed(east).map(|utc| utc.and_utc())
        }
        (None, Some(tz_id)) => zoned(object, local, tz_id),
        (None, None) => return Moment::Floating,
    };
    at.map_or(Moment::Unknown, Moment::At)
}

/// A name we know is believed before the VTIMEZONE beside it, which is often old or wrong, and that before a name that
/// only resembles one.
fn zoned(object: &ICalendar, local: NaiveDateTime, tz_id: &str) -> Option<Instant> {
    if tz_id.len() > TZID_MAX {
        return None;
    }
    // `/example.org/20050126_1/Europe/Berlin`: a globally unique name (RFC 5545, section 3.2.19).
    let mut ends =
        tz_id.match_indices('/').filter(|_| tz_id.starts_with('/')).map(|(at, _)| &tz_id[at + 1..]);
    let name = ends.find(|end| known(end)).unwrap_or(tz_id);
    if let Ok(zone) = Zone::parse(name) {
        return Some(zone.instant(local));
    }
    let named =
        |zone: &&ICalendarComponent| text_of(zone, &ICalendarProperty::Tzid).as_deref() == Some(tz_id);
    let described = object.timezones().find(named).and_then(|zone| Definition::read(object, zone));
    if let Some(at) = described.and_then(|described| described.instant(local)) {
        return Some(at);
    }
    match tz_id.parse::<Tz>().ok()? {
        Tz::Tz(zone) => Some(Zone::parse(zone.name()).ok()?.instant(local)),
        Tz::Fixed(offset) => Some(local.checked_sub_offset(offset)?.and_utc()),
        Tz::Floating => None,
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
    let (delegated_to, delegated_from) = delegation(entry);
    Voice {
        address: address(entry),
        partstat: said(entry),
        comment,
        delegated_to,
        delegated_from,
        sent_by: parameter(&ICalendarParameterName::SentBy).and_then(mail_address),
    }
}

/// Whom an attendee sends, and for whom an attendee comes.
pub(super) fn delegation(entry: &ICalendarEntry) -> (Option<String>, Option<String>) {
    let of = |name: &ICalendarParameterName| entry.parameter(name).and_then(|v| mail_address(v.as_text()?));
    (of(&ICalendarParameterName::DelegatedTo), of(&ICalendarParameterName::DelegatedFrom))
}

/// The answer of an ATTENDEE line, if it has one.
pub(super) fn said(entry: &ICalendarEntry) -> Option<PartStat> {
    let words = entry.params.iter().filter(|one| one.name == ICalendarParameterName::Partstat);
    let mut words = words.filter_map(|one| one.value.as_text()).map(|word| word.trim().to_ascii_uppercase());
    let word = words.next()?;
    if words.any(|other| other != word) {
        return None;
    }
    Some(match word.as_str() {
        "NEEDS-ACTION" => PartStat::NeedsAction,
        "ACCEPTED" => PartStat::Accepted,
        "DECLINED" => PartStat::Declined,
        "TENTATIVE" => PartStat::Tentative,
        "DELEGATED" => PartStat::Delegated,
        _ => return None,
    })
}

/// The mail address of a calendar user: Apple writes a principal's path or a urn there, and the address into EMAIL.
pub(super) fn address(entry: &ICalendarEntry) -> Option<String> {
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
    Address::parse(&bare).ok().map(|address| address.to_string())
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
    let shown = |c: &char| !c.is_control() || *c == '\n' || *c == '\t';
    let kept: String = kept.trim().chars().filter(shown).take(COMMENT_MAX).collect();
    Some(kept).filter(|kept| !kept.is_empty())
}

/// The wall-clock part of a date-time; none for a bare date and for what is no date, such as year 0.
pub(super) fn local(value: &PartialDateTime) -> Option<NaiveDateTime> {
    // A leap second is the last one of its minute.
    let second = value.second.unwrap_or(0).min(59);
    day(value)?.and_hms_opt(value.hour?.into(), value.minute?.into(), second.into())
}

fn day(value: &PartialDateTime) -> Option<NaiveDate> {
    let year = i32::from(value.year?);
    let date = NaiveDate::from_ymd_opt(year, value.month?.into(), value.day?.into())?;
    (year > 0).then_some(date)
}

/// The first place of `needle` at the start of a line, case ignored.
pub(super) fn find(text: &str, needle: &str) -> Option<usize> {
    let lines = text.match_indices('\n').map(|(at, _)| at + 1);
    std::iter::once(0).chain(lines).find_map(|at| {
        let line = text[at..].trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
        let head = line.get(..needle.len())?;
        head.eq_ignore_ascii_case(needle).then(|| text.len() - line.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Freshness, freshness};
    use std::collections::BTreeMap;
    use std::path::{Path, PathBuf};

    /// In a debug build on a busy machine; what is expanded or quadratic takes many minutes.
    const QUICK: std::time::Duration = std::time::Duration::from_secs(60);

    fn event(method: &str, lines: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nMETHOD:{method}\r\nBEGIN:VEVENT\r\nUID:x\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
        )
    }

    fn one(text: &str) -> Response {
        let mut responses = read(text, None).unwrap_or_else(|why| panic!("{why}\n{text}"));
        assert_eq!(responses.len(), 1, "{text}");
        responses.remove(0)
    }

    fn instant(text: &str) -> Option<Instant> {
        Some(text.parse().unwrap())
    }

    /// Shapes of real producers' replies, each with what it means.
    #[test]
    fn observed_replies_mean_what_their_producers_meant() {
        #[derive(serde::Deserialize)]
        struct Expected {
            expect: String,
        }
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/observed-itip");
        let expected = std::fs::read_to_string(folder.join("expected.json")).unwrap();
        let expected: BTreeMap<String, Expected> = serde_json::from_str(&expected).unwrap();
        assert_eq!(expected.len(), 8);
        for (name, Expected { expect }) in expected {
            let responses = read(&std::fs::read_to_string(folder.join(&name)).unwrap(), Some("REPLY"));
            let meaning = match responses.as_deref() {
                Err(_) => "REJECT",
                Ok([response])
                    if freshness(1, None, response) != Freshness::Fresh && name.starts_with("stale") =>
                {
                    "STALE"
                }
                Ok([response]) => match (&response.attendee, response.partstat) {
                    (None, None) => "REJECT_OTHER",
                    (Some(_), Some(PartStat::Accepted)) => "ACCEPTED",
                    (Some(_), Some(PartStat::Tentative)) => "TENTATIVE",
                    _ => "?",
                },
                Ok(_) => "?",
            };
            assert_eq!(meaning, expect, "{name}: {responses:?}");
        }
    }

    #[test]
    fn an_exchange_reply_has_no_organizer_and_a_comment() {
        let response = one(include_str!("../../tests/observed-itip/exchange_accept_no_organizer.ics"));
        assert_eq!(response.organizer, None);
        assert_eq!(response.attendee.as_deref(), Some("xm.wang@corp.example.invalid"));
        assert_eq!(response.comment.as_deref(), Some("Uh huh, here's my comment"));
        assert_eq!(response.stamp, instant("2024-03-05T01:11:44Z"));
        assert_eq!((response.sequence, response.doubts.as_slice()), (Some(0), [].as_slice()));
    }

    #[test]
    fn google_writes_the_comment_into_the_attendee() {
        let response = one(include_str!("../../tests/observed-itip/google_tentative_x_response_comment.ics"));
        assert_eq!(response.comment.as_deref(), Some("maybe; ask: Li, please"));
    }

    #[test]
    fn of_several_attendees_none_is_picked_but_each_can_be_asked_for() {
        let response = one(include_str!("../../tests/observed-itip/two_attendees_reply.ics"));
        assert_eq!((&response.attendee, response.partstat), (&None, None));
        assert_eq!(response.doubts, [Doubt::SeveralAttendees]);
        let own = ["XM.Wang@corp.example.invalid".to_owned()];
        let [voice] = response.voices_of(&own)[..] else { panic!("{response:?}") };
        assert_eq!(voice.partstat, Some(PartStat::Accepted));
        assert!(response.voices_of(&["eve@corp.example.invalid".to_owned()]).is_empty());
    }

    #[test]
    fn a_counter_of_google_repeats_the_guest_list_and_proposes_a_time() {
        let response = one(&event(
            "COUNTER",
            "DTSTART;TZID=Asia/Shanghai:20261126T160000\r\nDTEND;TZID=Asia/Shanghai:20261126T170000\r\n\
             ATTENDEE;PARTSTAT=TENTATIVE;X-RESPONSE-COMMENT=\"can we, at 4?\":mailto:bob@example.org\r\n\
             ATTENDEE;PARTSTAT=ACCEPTED:mailto:carol@example.org\r\n",
        ));
        assert_eq!(response.proposed, instant("2026-11-26T08:00:00Z").zip(instant("2026-11-26T09:00:00Z")));
        let own = response.voices_of(&["bob@example.org".to_owned()]);
        assert_eq!(own[0].comment.as_deref(), Some("can we, at 4?"));
        assert_eq!(response.attendee, None);
    }

    #[test]
    fn a_proposal_without_a_zone_is_doubtful_and_one_that_ends_first_is_none() {
        let counter = |lines: &str| one(&event("COUNTER", lines));
        let floating = counter("DTSTART:20261126T160000\r\nDURATION:PT1H30M\r\n");
        assert_eq!(floating.proposed, instant("2026-11-26T16:00:00Z").zip(instant("2026-11-26T17:30:00Z")));
        assert_eq!(floating.doubts, [Doubt::FloatingTime]);
        assert_eq!(counter("DTSTART:20261126T160000Z\r\nDTEND:20261126T150000Z\r\n").proposed, None);
        assert_eq!(counter("DTSTART;VALUE=DATE:20261126\r\n").proposed, None);
    }

    #[test]
    fn one_occurrence_is_named_in_utc_in_a_windows_zone_a_chinese_one_or_by_the_vtimezone() {
        let instance = |id: &str| {
            one(&event(
                "REPLY",
                &format!("RECURRENCE-ID{id}\r\nATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org\r\n"),
            ))
        };
        for id in [
            ":20261125T020000Z",
            ";TZID=Asia/Shanghai:20261125T100000",
            ";TZID=China Standard Time:20261125T100000",
            ";TZID=中国标准时间:20261125T100000",
            ";TZID=\"(UTC+08:00) Beijing, Chongqing, Hong Kong, Urumqi\":20261125T100000",
            ";TZID=/freeassociation.sourceforge.net/Asia/Shanghai:20261125T100000",
            ":20261125T020000",
            ";TZID=Mars/Base:20261125T020000",
        ] {
            assert_eq!(instance(id).instance, instant("2026-11-25T02:00:00Z"), "{id}");
        }
        assert_eq!(instance(":20261125T020000").doubts, [Doubt::FloatingTime]);
        assert_eq!(instance(";TZID=Mars/Base:20261125T020000").doubts, [Doubt::FloatingTime]);
        let day = instance(";VALUE=DATE:20261125");
        assert_eq!((day.instance, day.doubts), (instant("2026-11-25T00:00:00Z"), vec![Doubt::DayOnly]));
        assert_eq!(instance(";RANGE=THISANDFUTURE:20261125T020000Z").doubts, [Doubt::ThisAndFuture]);
        let own = "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTIMEZONE\nTZID:Customized Time Zone\nBEGIN:STANDARD\n\
            DTSTART:16010101T000000\nTZOFFSETFROM:+0545\nTZOFFSETTO:+0545\nEND:STANDARD\nEND:VTIMEZONE\nBEGIN:VEVENT\n\
            UID:x\nRECURRENCE-ID;TZID=Customized Time Zone:20261125T074500\nATTENDEE:mailto:bob@example.org\n\
            END:VEVENT\nEND:VCALENDAR";
        assert_eq!(one(own).instance, instant("2026-11-25T02:00:00Z"));
    }

    #[test]
    fn an_occurrence_that_cannot_be_understood_is_not_taken_for_the_series() {
        for id in [":yesterday", ";VALUE=DATE:20261325", ":20261325T020000Z"] {
            let text = event(
                "REPLY",
                &format!("RECURRENCE-ID{id}\r\nATTENDEE;PARTSTAT=DECLINED:mailto:b@example.org\r\n"),
            );
            let why = read(&text, None).unwrap_err();
            assert!(why.contains("RECURRENCE-ID"), "{why}");
        }
    }

    #[test]
    fn the_method_of_the_object_is_believed_before_that_of_the_mail() {
        let with = event("REPLY", "ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org\r\n");
        let without = with.replace("METHOD:REPLY\r\n", "");
        let read =
            |text: &str, hint| read(text, hint).map(|mut all| all.remove(0)).map(|r| (r.method, r.doubts));
        assert_eq!(read(&with, Some("reply")), Ok((ReplyMethod::Reply, vec![])));
        assert_eq!(read(&with, Some("REQUEST")), Ok((ReplyMethod::Reply, vec![Doubt::MethodsDiffer])));
        assert_eq!(read(&without, Some("Reply")), Ok((ReplyMethod::Reply, vec![Doubt::MethodOnlyInHeader])));
        assert!(read(&without, None).unwrap_err().contains("no METHOD"));
        assert!(read(&event("DANCE", ""), None).unwrap_err().contains("'DANCE' is unknown"));
    }

    #[test]
    fn a_delegation_names_the_stand_in_and_an_assistant_is_seen() {
        let response = one(&event(
            "REPLY",
            "ATTENDEE;PARTSTAT=DELEGATED;DELEGATED-TO=\"mailto:carol@example.org\";SENT-BY=\"MAILTO:desk@example.org\":\
             mailto:bob@example.org\r\n",
        ));
        assert_eq!(response.partstat, Some(PartStat::Delegated));
        assert_eq!(response.delegated_to.as_deref(), Some("carol@example.org"));
        assert_eq!(response.attendee.as_deref(), Some("bob@example.org"));
        assert_eq!(response.voices[0].sent_by.as_deref(), Some("desk@example.org"));
    }

    #[test]
    fn an_address_is_found_where_programs_put_it_and_nothing_else_is_one() {
        let address = |line: &str| one(&event("REPLY", &format!("ATTENDEE{line}\r\n"))).attendee;
        let bob = Some("bob@example.org".to_owned());
        for line in [
            ":mailto:bob@example.org",
            ":MAILTO:bob@example.org?subject=x",
            ":bob@example.org",
            ";CN=Bob, 李;PARTSTAT=ACCEPTED:mailto:bob@example.org",
            ";EMAIL=bob@example.org:/aMjEwMzU/principal/",
            ":mailto:bob%40example.org",
            ":mailto: <bob@Example.ORG> ",
        ] {
            assert_eq!(address(line), bob, "{line}");
        }
        for line in [":invalid:nomail", ":urn:uuid:1", ":mailto:", ":mailto:a b@example.org", ":mailto:bob@"]
        {
            assert_eq!(address(line), None, "{line}");
        }
    }

    #[test]
    fn line_ends_case_and_text_around_do_not_matter() {
        let text = include_str!("../../tests/observed-itip/google_accept.ics").replace("\r\n", "\n");
        let meant = one(&text);
        for odd in [
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r\r\n"),
            format!("\u{feff}\n\nHello,\n  {text}\n-- \nBob\n"),
            text.replace("BEGIN:VEVENT", "begin:Vevent").replace("PARTSTAT=ACCEPTED", "partstat=accepted"),
            text.replace("END:VEVENT\nEND:VCALENDAR\n", ""),
            text.replace("CREATED:", "\nno colon in this line\n;:=\nCREATED:"),
        ] {
            assert_eq!(one(&odd), meant, "{odd}");
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_with_its_reason() {
        let reason = |text: &str| read(text, None).unwrap_err();
        assert!(reason("").contains("no BEGIN:VCALENDAR"));
        assert!(reason("see BEGIN:VCALENDAR").contains("no BEGIN:VCALENDAR"));
        assert!(reason("BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n").contains("no VEVENT"));
        assert!(
            reason("BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VTODO\nUID:x\nEND:VTODO\nEND:VCALENDAR\n")
                .contains("no VEVENT")
        );
        assert!(reason(&event("REPLY", "").replace("UID:x\r\n", "")).contains("no UID"));
        assert!(reason(&event("REPLY", "")).contains("nobody answered"));
        assert!(reason(&"x".repeat(SIZE_MAX + 1)).contains("octets"));
        let many =
            "BEGIN:VEVENT\nUID:x\nATTENDEE:mailto:b@example.org\nEND:VEVENT\n".repeat(RESPONSES_MAX + 1);
        assert!(
            reason(&format!("BEGIN:VCALENDAR\nMETHOD:REPLY\n{many}END:VCALENDAR\n"))
                .contains("more than 200 events")
        );
    }

    #[test]
    fn a_comment_is_cut_and_holds_no_control_character() {
        let long = "好".repeat(COMMENT_MAX + 5);
        let response =
            one(&event("REPLY", &format!("ATTENDEE:mailto:b@example.org\r\nCOMMENT: \u{1b}[31m{long}\r\n")));
        let comment = response.comment.unwrap();
        assert!(comment.starts_with("[31m好") && comment.chars().count() == COMMENT_MAX);
        let empty = one(&event("REPLY", "ATTENDEE:mailto:b@example.org\r\nCOMMENT:\r\n"));
        assert_eq!(empty.comment, None);
    }

    #[test]
    fn other_peoples_rules_are_not_expanded_and_unknown_zones_cost_little() {
        let bomb = "RRULE:FREQ=SECONDLY;BYMONTHDAY=30;BYMONTH=2\r\nRRULE:FREQ=SECONDLY;COUNT=4294967295\r\n";
        let started = std::time::Instant::now();
        for _ in 0..100 {
            one(&event(
                "REPLY",
                &format!("DTSTART:19700101T000000Z\r\n{bomb}ATTENDEE:mailto:b@example.org\r\n"),
            ));
        }
        let zones = (0..RESPONSES_MAX).map(|n| {
            let name = format!("/{n}").repeat(20);
            format!("BEGIN:VEVENT\r\nUID:x\r\nRECURRENCE-ID;TZID={name}:20261125T100000\r\nEND:VEVENT\r\n")
        });
        let zones = zones.collect::<String>();
        let all =
            read(&format!("BEGIN:VCALENDAR\r\nMETHOD:CANCEL\r\n{zones}END:VCALENDAR\r\n"), None).unwrap();
        assert!(all.iter().all(|one| one.doubts == [Doubt::FloatingTime]), "{all:?}");
        assert!(started.elapsed() < QUICK, "{:?}", started.elapsed());
    }

    fn shared(path: &str) -> Option<PathBuf> {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(path);
        if !path.exists() {
            println!("skipped: there is no {}", path.display());
        }
        path.exists().then_some(path)
    }

    fn files(folder: &Path) -> Vec<PathBuf> {
        let mut found = Vec::new();
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
        }
        found.sort();
        found
    }

    /// The calendar part of a mail, decoded.
    fn calendar_part(mail: &[u8]) -> Option<String> {
        let message = mail_parser::MessageParser::new().parse(mail)?;
        let parts = message.parts.iter().filter_map(|part| part.text_contents());
        parts.map(str::to_owned).find(|text| text.contains("BEGIN:VCALENDAR"))
    }

    #[test]
    fn the_replies_of_five_real_programs_are_read() {
        let Some(folder) = shared("rig/itip/samples") else { return };
        for (name, partstat, stamped) in [
            ("reply-thunderbird-38.M71.eml", PartStat::Accepted, true),
            ("reply-evolution.eml", PartStat::Accepted, true),
            ("reply-claws-mail-28.M55.eml", PartStat::Accepted, false),
            ("reply-aerc-93.M50.eml", PartStat::Accepted, true),
            ("reply-aerc-04.M12.eml", PartStat::Declined, true),
            ("reply-horde.ics", PartStat::Accepted, true),
        ] {
            let bytes = std::fs::read(folder.join(name)).unwrap();
            let text =
                if name.ends_with(".ics") { String::from_utf8(bytes).ok() } else { calendar_part(&bytes) };
            let response = one(&text.unwrap_or_else(|| panic!("{name}")));
            assert_eq!(response.attendee.as_deref(), Some("bob@rig.test"), "{name}");
            assert_eq!(response.organizer.as_deref(), Some("alice@rig.test"), "{name}");
            assert_eq!((response.method, response.partstat), (ReplyMethod::Reply, Some(partstat)), "{name}");
            assert_eq!(response.uid, "0d3c9f0e-7e0c-4a55-a6a9-rig@rig.test");
            assert_eq!((response.stamp.is_some(), response.comment), (stamped, None), "{name}");
            assert_eq!((response.sequence, response.doubts), (Some(0), vec![]), "{name}");
        }
    }

    #[test]
    fn the_examples_of_the_standard_are_read() {
        let Some(path) = shared("corpora/libical/test-data/incoming.ics") else { return };
        let responses = read(&std::fs::read_to_string(path).unwrap(), None).unwrap();
        let said: Vec<String> = responses
            .iter()
            .map(|r| format!("{:?} {}", r.method, r.partstat.map(|p| p.to_string()).unwrap_or_default()))
            .collect();
        let expected = "Request |Request |Request |Request |Reply accepted|Reply delegated|Request |Reply declined|\
                        Reply accepted|Reply declined|Cancel |Counter |Publish |Publish ";
        assert_eq!(said.join("|"), expected);
        assert_eq!(responses[5].delegated_to.as_deref(), Some("C@example.com"));
        let counter = &responses[11];
        assert_eq!(counter.proposed, instant("1997-07-01T19:00:00Z").zip(instant("1997-07-01T21:00:00Z")));
        assert_eq!(counter.comment.as_deref(), Some("I think the conference should be 2 hours long"));
    }

    /// Every object in other projects' test files is read, or refused with a reason, and quickly.
    #[test]
    fn no_object_of_the_corpora_makes_it_panic_or_dawdle() {
        let Some(corpora) = shared("corpora") else { return };
        let (mut read_count, mut refused) = (0, BTreeMap::<String, usize>::new());
        for folder in [
            "calcard",
            "ccs-calendarserver",
            "ical.js",
            "ical4j",
            "icalendar-rs",
            "itip-observed",
            "libical",
            "python-icalendar",
            "sabre-vobject",
        ] {
            for path in files(&corpora.join(folder)) {
                let bytes = std::fs::read(&path).unwrap();
                let text =
                    calendar_part(&bytes).unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned());
                for (at, _) in text.match_indices("BEGIN:VCALENDAR") {
                    let started = std::time::Instant::now();
                    let rest = &text[at..];
                    let end =
                        rest.find("END:VCALENDAR").map_or(rest.len(), |end| end + "END:VCALENDAR".len());
                    match read(&rest[..end], Some("REPLY")) {
                        Ok(responses) => read_count += responses.len(),
                        Err(why) => {
                            let kind = why.chars().take(30).collect();
                            *refused.entry(kind).or_default() += 1;
                        }
                    }
                    assert!(started.elapsed() < QUICK, "{}", path.display());
                }
            }
        }
        println!("read {read_count}, refused {refused:#?}");
        assert!(read_count > 300, "only {read_count} were read: {refused:#?}");
    }
}
