//! Reads when somebody is busy, as other servers publish it: VFREEBUSY (RFC 5545, section 3.6.4).
//!
//! Only VFREEBUSY counts. Events beside it are not looked at, for whoever would need them would have to expand their
//! recurrence rules. Busy is whatever is not FREE: BUSY, BUSY-TENTATIVE, BUSY-UNAVAILABLE, and types nobody knows
//! (section 3.2.9). Titles and places do not come in, and what is kept is times alone, in minutes.
//!
//! Tolerated: periods with an end or a length, zones where UTC is demanded, no zone at all (then the person's own), days
//! instead of times, periods out of order and on top of each other, LF, text around the object.

use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponentType, ICalendarEntry, ICalendarFreeBusyType, ICalendarParameterName,
    ICalendarParameterValue, ICalendarPeriod, ICalendarProperty, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::{NaiveTime, TimeDelta};
use serde::{Deserialize, Serialize};

use super::read::{Moment, SIZE_MAX, find, length, local, moment};
use crate::time::{Instant, Zone};

/// Busy times that are kept: as many as fit into a row. What comes behind them is not known.
pub const SPANS_MAX: usize = 230;

const MINUTE: i64 = 60;

/// From when to when.
type Span = (Instant, Instant);

/// When somebody is busy within a time that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Busy {
    /// From here on it is known.
    pub from: Instant,
    /// Until here it is known.
    pub until: Instant,
    /// In order and apart: minutes after `from`, and how many minutes.
    pub spans: Vec<(u32, u32)>,
}

impl Busy {
    /// What these times come to within the time that is known: in order, whole minutes, what touches as one, and no more
    /// than [`SPANS_MAX`].
    pub fn of(spans: Vec<Span>, from: Instant, until: Instant) -> Self {
        merged(spans, from, until)
    }

    /// When, as instants.
    pub fn spans(&self) -> impl Iterator<Item = (Instant, Instant)> {
        self.spans.iter().map(|(start, length)| {
            let start = self.from + TimeDelta::minutes(i64::from(*start));
            (start, start + TimeDelta::minutes(i64::from(*length)))
        })
    }

    /// Whether all of a time is known.
    pub fn knows(&self, (start, end): (Instant, Instant)) -> bool {
        self.from <= start && end <= self.until
    }
}

/// What is said about the times in `window`. `zone` is that of times without one. `asked`: the server was asked about
/// that window, so what does not say from when to when it speaks is about all of it.
///
/// # Errors
/// Why nothing is known by it.
pub fn busy(text: &str, window: (Instant, Instant), zone: &Zone, asked: bool) -> Result<Busy, String> {
    if text.len() > SIZE_MAX {
        return Err(format!("the answer has {} octets, more than {SIZE_MAX}", text.len()));
    }
    let start = find(text, "BEGIN:VCALENDAR").ok_or("the answer is no calendar object")?;
    let mut parser = Parser::new(&text[start..]);
    let (mut spans, mut known): (Vec<Span>, Option<Span>) = (Vec::new(), None);
    let mut events = 0;
    loop {
        let object = match parser.entry() {
            Entry::ICalendar(object) => object,
            Entry::Eof => break,
            _ => continue,
        };
        for component in &object.components {
            match component.component_type {
                ICalendarComponentType::VEvent => events += 1,
                ICalendarComponentType::VFreebusy => {
                    let mut own = Vec::new();
                    for entry in component.properties(&ICalendarProperty::Freebusy) {
                        periods(&object, entry, zone, &mut own)?;
                    }
                    let edge = |name| edge(&object, component.property(name)?, zone);
                    let said = (edge(&ICalendarProperty::Dtstart), edge(&ICalendarProperty::Dtend));
                    let last = own.iter().map(|(_, end)| *end).max();
                    let (from, until) = match (said, asked) {
                        ((Some(from), Some(until)), _) => (from, until),
                        ((from, until), true) => (from.unwrap_or(window.0), until.unwrap_or(window.1)),
                        // Whatever it leaves open is known no further than its last word.
                        ((from, until), false) => {
                            (from.unwrap_or(window.0), until.or(last).unwrap_or(window.0))
                        }
                    };
                    known = Some(
                        known.map_or((from, until), |(a, b): (Instant, Instant)| (a.max(from), b.min(until))),
                    );
                    spans.append(&mut own);
                }
                _ => {}
            }
        }
    }
    let Some((from, until)) = known else {
        return Err(match events {
            0 => "there is no VFREEBUSY in the answer".to_owned(),
            _ => "the answer has events and no VFREEBUSY: give the address of free-busy times, not of the calendar"
                .to_owned(),
        });
    };
    let (from, until) = (down(from.max(window.0)), down(until.min(window.1)));
    if from >= until {
        return Err("the answer says nothing about the weeks to come".to_owned());
    }
    Ok(merged(spans, from, until))
}

/// Busy periods of one property (RFC 5545, section 3.8.2.6).
fn periods(
    object: &ICalendar,
    entry: &ICalendarEntry,
    zone: &Zone,
    out: &mut Vec<Span>,
) -> Result<(), String> {
    let of = entry.parameter(&ICalendarParameterName::Fbtype);
    if matches!(of, Some(ICalendarParameterValue::Fbtype(ICalendarFreeBusyType::Free))) {
        return Ok(());
    }
    for value in &entry.values {
        let at = |value: &PartialDateTime| instant(object, value, entry.tz_id(), zone);
        let period = match value {
            ICalendarValue::Period(ICalendarPeriod::Range { start, end }) => at(start).zip(at(end)),
            ICalendarValue::Period(ICalendarPeriod::Duration { start, duration }) => {
                let start = at(start);
                start.zip(start.and_then(|start| start.checked_add_signed(length(duration)?)))
            }
            // Exchange and others write an empty property where there is nothing.
            ICalendarValue::Text(text) if text.trim().is_empty() => continue,
            _ => None,
        };
        // Half of what somebody is busy with would be worse than none of it.
        let (start, end) = period.ok_or("a busy time in the answer cannot be read")?;
        if start < end {
            out.push((start, end));
        }
    }
    Ok(())
}

fn edge(object: &ICalendar, entry: &ICalendarEntry, zone: &Zone) -> Option<Instant> {
    instant(object, entry.values.first()?.as_partial_date_time()?, entry.tz_id(), zone)
}

/// A day alone is its beginning.
fn instant(object: &ICalendar, value: &PartialDateTime, tz_id: Option<&str>, zone: &Zone) -> Option<Instant> {
    if value.hour.is_none() {
        let midnight = PartialDateTime { hour: Some(0), minute: Some(0), ..value.clone() };
        return Some(zone.instant(local(&midnight)?.date().and_time(NaiveTime::MIN)));
    }
    let local = local(value)?;
    match moment(object, value, local, tz_id) {
        Moment::At(at) => Some(at),
        Moment::Floating => Some(zone.instant(local)),
        Moment::Unknown => None,
    }
}

fn down(at: Instant) -> Instant {
    at - TimeDelta::seconds(at.timestamp().rem_euclid(MINUTE))
        - TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))
}

/// Within the known time, in order, what touches as one.
fn merged(mut spans: Vec<Span>, from: Instant, mut until: Instant) -> Busy {
    spans.sort_unstable();
    let minute = |at: Instant| (at - from).num_minutes();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (start, end) in spans {
        let end = down(end.min(until) + TimeDelta::seconds(MINUTE - 1));
        let (start, end) = (minute(down(start.max(from))), minute(end));
        if start >= end {
            continue;
        }
        let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { continue };
        let full = out.len() == SPANS_MAX;
        match out.last_mut() {
            Some((first, length)) if start <= *first + *length => {
                *length = (*length).max(end - *first);
            }
            _ if full => {
                until = from + TimeDelta::minutes(i64::from(start));
                break;
            }
            _ => out.push((start, end - start)),
        }
    }
    Busy { from, until, spans: out }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Instant {
        text.parse().unwrap()
    }

    fn shanghai() -> Zone {
        Zone::parse("Asia/Shanghai").unwrap()
    }

    /// From Monday to Saturday.
    fn week() -> (Instant, Instant) {
        (at("2026-11-23T00:00:00Z"), at("2026-11-28T00:00:00Z"))
    }

    fn object(lines: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VFREEBUSY\r\nUID:1\r\n{lines}END:VFREEBUSY\r\nEND:VCALENDAR\r\n"
        )
    }

    /// The busy times of such an object that speaks of the whole week, as day and time.
    fn read(lines: &str) -> Vec<String> {
        let all = format!("DTSTART:20261123T000000Z\r\nDTEND:20261128T000000Z\r\n{lines}");
        let busy = busy(&object(&all), week(), &shanghai(), false).unwrap();
        assert_eq!((busy.from, busy.until), week());
        let shown = busy.spans().map(|(a, b)| format!("{}-{}", a.format("%d %H:%M"), b.format("%d %H:%M")));
        shown.collect()
    }

    #[test]
    fn periods_have_an_end_or_a_length_and_come_in_any_order() {
        assert_eq!(
            read(
                "FREEBUSY:20261125T080000Z/PT1H30M,20261124T080000Z/20261124T090000Z\r\n\
                 FREEBUSY;FBTYPE=BUSY:20261124T084500Z/PT30M\r\nFREEBUSY:20261126T000000Z/P1D\r\n"
            ),
            ["24 08:00-24 09:15", "25 08:00-25 09:30", "26 00:00-27 00:00"]
        );
    }

    #[test]
    fn whatever_is_not_free_is_busy() {
        for (of, busy) in [
            ("", true),
            (";FBTYPE=BUSY", true),
            (";FBTYPE=BUSY-TENTATIVE", true),
            (";FBTYPE=BUSY-UNAVAILABLE", true),
            (";FBTYPE=X-HOLIDAY", true),
            (";FBTYPE=busy", true),
            (";FBTYPE=FREE", false),
            (";FBTYPE=free", false),
        ] {
            let found = read(&format!("FREEBUSY{of}:20261124T080000Z/PT1H\r\n"));
            assert_eq!(!found.is_empty(), busy, "{of}: {found:?}");
        }
        assert_eq!(read("FREEBUSY:\r\n"), Vec::<String>::new());
    }

    #[test]
    fn times_with_a_zone_or_without_one_are_placed() {
        let noon = ["24 04:00-24 05:00"];
        assert_eq!(read("FREEBUSY;TZID=Asia/Shanghai:20261124T120000/PT1H\r\n"), noon);
        assert_eq!(read("FREEBUSY;TZID=China Standard Time:20261124T120000/20261124T130000\r\n"), noon);
        assert_eq!(read("FREEBUSY:20261124T120000/PT1H\r\n"), noon, "the person's own clock");
        let unknown = object(
            "DTSTART:20261123T000000Z\r\nDTEND:20261128T000000Z\r\nFREEBUSY;TZID=Nowhere:20261124T120000/PT1H\r\n",
        );
        assert!(busy(&unknown, week(), &shanghai(), false).unwrap_err().contains("cannot be read"));
        let garbled = object("DTSTART:20261123T000000Z\r\nDTEND:20261128T000000Z\r\nFREEBUSY:tomorrow\r\n");
        assert!(busy(&garbled, week(), &shanghai(), false).unwrap_err().contains("cannot be read"));
    }

    #[test]
    fn minutes_are_rounded_outwards_and_what_is_outside_is_cut_off() {
        assert_eq!(
            read(
                "FREEBUSY:20261122T200000Z/PT8H,20261124T080030Z/PT10S,20261127T230000Z/P1D,20261201T000000Z/PT1H\r\n"
            ),
            ["23 00:00-23 04:00", "24 08:00-24 08:01", "27 23:00-28 00:00"]
        );
    }

    #[test]
    fn it_is_known_for_the_time_that_the_answer_speaks_of() {
        let known = |lines: &str, asked| {
            busy(&object(lines), week(), &shanghai(), asked).map(|busy| (busy.from, busy.until))
        };
        let days = |from: &str, until: &str| Ok((at(from), at(until)));
        assert_eq!(known("", true), Ok(week()));
        assert!(known("", false).unwrap_err().contains("says nothing"));
        assert_eq!(
            known("FREEBUSY:20261125T080000Z/PT1H\r\n", false),
            days("2026-11-23T00:00:00Z", "2026-11-25T09:00:00Z")
        );
        assert_eq!(
            known("DTSTART:20261124T103015Z\r\nDTEND:20270101T000000Z\r\n", false),
            days("2026-11-24T10:30:00Z", "2026-11-28T00:00:00Z")
        );
        assert_eq!(
            known("DTSTART;VALUE=DATE:20261124\r\nDTEND;VALUE=DATE:20261126\r\n", false),
            days("2026-11-23T16:00:00Z", "2026-11-25T16:00:00Z")
        );
        assert!(known("DTSTART:20250101T000000Z\r\nDTEND:20250201T000000Z\r\n", false).is_err());
        let both = object("DTSTART:20261123T000000Z\r\nDTEND:20261126T000000Z\r\n").replace(
            "END:VCALENDAR",
            "BEGIN:VFREEBUSY\r\nDTSTART:20261124T000000Z\r\nDTEND:20261127T000000Z\r\nEND:VFREEBUSY\r\nEND:VCALENDAR",
        );
        let both = busy(&both, week(), &shanghai(), false).unwrap();
        assert_eq!((both.from, both.until), (at("2026-11-24T00:00:00Z"), at("2026-11-26T00:00:00Z")));
    }

    #[test]
    fn events_and_their_rules_are_not_read() {
        let event = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:19700101T000000Z\r\nDTEND:19700101T000001Z\r\n\
                     RRULE:FREQ=SECONDLY\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let error = busy(event, week(), &shanghai(), false).unwrap_err();
        assert!(error.contains("events and no VFREEBUSY"), "{error}");
        let beside = format!("{event}{}", object("FREEBUSY:20261124T080000Z/PT1H\r\n"));
        assert_eq!(busy(&beside, week(), &shanghai(), true).unwrap().spans, [(32 * 60, 60)]);
        for (text, why) in [
            ("", "no calendar object"),
            ("<html>BEGIN:VCALENDAR</html>", "no calendar object"),
            ("BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "no VFREEBUSY"),
        ] {
            let error = busy(text, week(), &shanghai(), true).unwrap_err();
            assert!(error.contains(why), "{error}");
        }
        assert!(busy(&"x".repeat(SIZE_MAX + 1), week(), &shanghai(), true).unwrap_err().contains("octets"));
    }

    #[test]
    fn of_very_many_busy_times_the_first_are_kept_and_the_rest_is_unknown() {
        let window = (at("2026-11-23T00:00:00Z"), at("2027-01-04T00:00:00Z"));
        let many: String = (0..400)
            .map(|n| window.0 + TimeDelta::minutes(60 * n))
            .map(|at| format!("FREEBUSY:{}/PT30M\r\n", at.format("%Y%m%dT%H%M%SZ")))
            .collect();
        let busy = busy(&object(&many), window, &shanghai(), true).unwrap();
        assert_eq!(busy.spans.len(), SPANS_MAX);
        assert_eq!(busy.until, window.0 + TimeDelta::hours(SPANS_MAX as i64));
        assert!(busy.knows((window.0, busy.until)) && !busy.knows((busy.until, window.1)));
        let row = serde_json::to_vec(&Busy { spans: vec![(60_479, 60_480); SPANS_MAX], ..busy }).unwrap();
        assert!(row.len() < 3_400, "{} octets", row.len());
    }
}
