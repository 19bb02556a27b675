//! Reads an object of ours back as a stranger would and compares it with the invite it was written from.
//!
//! The stranger is calcard, with nothing but the text: zones are understood through the VTIMEZONE written beside the
//! times. So a fault of the crate, of the tz data or of ours refuses the invite instead of inviting people to the
//! wrong hour.

use super::write::{Part, Plan, Time, canonical, clean, common_name, days, uri, word};
use super::zone::{Definition, foreign};
use super::{Attendee, Ends, Invite, Method, Series};
use crate::time::Instant;
use calcard::common::PartialDateTime;
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarDay, ICalendarEntry, ICalendarFrequency,
    ICalendarParameterName, ICalendarProperty, ICalendarRecurrenceRule, ICalendarValue,
};
use calcard::{Entry, Parser};
use chrono::NaiveDate;

/// The error says what differs.
pub(super) fn faithful(text: &str, invite: &Invite, plan: &Plan<'_>) -> Result<(), String> {
    if let Some(long) = text.split("\r\n").find(|line| line.len() > super::lines::LINE_MAX) {
        return Err(format!("a line has {} octets", long.len()));
    }
    // Not in its strict mode, which takes every nested BEGIN for a fault.
    let mut parser = Parser::new(text);
    let Entry::ICalendar(object) = parser.entry() else { return Err("it is no calendar object".to_owned()) };
    if parser.entry() != Entry::Eof {
        return Err("something follows it".to_owned());
    }
    let method = object.components.first().and_then(|root| root.property(&ICalendarProperty::Method));
    let method = method.and_then(|method| method.values.first()?.as_text());
    same("METHOD", &method, &Some(word(plan.method)))?;
    let events: Vec<&ICalendarComponent> =
        object.components.iter().filter(|c| c.component_type == ICalendarComponentType::VEvent).collect();
    same("the number of events", &events.len(), &plan.parts.len())?;
    let zone = match object.timezones().next() {
        Some(zone) => Some(Definition::read(&object, zone).ok_or("its VTIMEZONE cannot be read")?),
        None => None,
    };
    for (event, part) in events.into_iter().zip(&plan.parts) {
        let reading = Reading { object: &object, event, zone: zone.as_ref() };
        reading.revision(invite)?;
        let instance = part.instance.map(|original| plan.clock.instant(original));
        same("RECURRENCE-ID", &reading.instant(&ICalendarProperty::RecurrenceId)?, &instance)?;
        if plan.method == Method::DeclineCounter {
            reading.people(invite, &[])?;
            continue;
        }
        reading.people(invite, &part.attendees)?;
        let sequence = reading.first(&ICalendarProperty::Sequence).and_then(ICalendarValue::as_integer);
        same("SEQUENCE", &sequence, &Some(invite.sequence.into()))?;
        reading.texts(invite, plan)?;
        reading.times(part, plan)?;
        reading.reminders(invite, plan.method)?;
    }
    Ok(())
}

struct Reading<'x> {
    object: &'x ICalendar,
    event: &'x ICalendarComponent,
    zone: Option<&'x Definition>,
}

impl Reading<'_> {
    fn texts(&self, invite: &Invite, plan: &Plan<'_>) -> Result<(), String> {
        use ICalendarProperty::{Comment, Description, Location, Summary, Url};
        let told = if plan.told_in() == "COMMENT" { Comment } else { Description };
        let url = invite.url.as_deref().map(uri).unwrap_or_default();
        let location = invite.location.as_deref().map(clean).unwrap_or_default();
        same("SUMMARY", &solid(self.text(&Summary)), &solid(&clean(&invite.summary)))?;
        same(plan.told_in(), &solid(self.text(&told)), &solid(&clean(&invite.description)))?;
        same("LOCATION", &solid(self.text(&Location)), &solid(&location))?;
        same("URL", &self.text(&Url), &url.as_str())
    }

    fn revision(&self, invite: &Invite) -> Result<(), String> {
        same("UID", &self.text(&ICalendarProperty::Uid), &invite.uid.as_str())?;
        let stamp = self.instant(&ICalendarProperty::Dtstamp)?.map(|at| at.timestamp());
        same("DTSTAMP", &stamp, &Some(invite.stamp.timestamp()))
    }

    fn people(&self, invite: &Invite, attendees: &[Attendee]) -> Result<(), String> {
        let written = |property| self.event.properties(property).map(party).collect::<Vec<_>>();
        let meant = |name: &str, address: &str| (solid(&common_name(name)), Some(canonical(address)));
        let delegations = self.event.properties(&ICalendarProperty::Attendee).map(super::read::delegation);
        let other = |address: &Option<String>| address.as_deref().map(canonical);
        let delegated = attendees.iter().map(|one| (other(&one.delegated_to), other(&one.delegated_from)));
        same("the delegations", &delegations.collect::<Vec<_>>(), &delegated.collect())?;
        let said = self.event.properties(&ICalendarProperty::Attendee).map(super::read::said);
        let answers = attendees.iter().map(|one| Some(one.partstat)).collect();
        same("the answers", &said.collect::<Vec<_>>(), &answers)?;
        let organizer = &invite.organizer;
        same(
            "ORGANIZER",
            &written(&ICalendarProperty::Organizer),
            &vec![meant(&organizer.name, &organizer.address)],
        )?;
        let attendees: Vec<_> = attendees.iter().map(|one| meant(&one.name, &one.address)).collect();
        same("ATTENDEE", &written(&ICalendarProperty::Attendee), &attendees)
    }

    fn times(&self, part: &Part<'_>, plan: &Plan<'_>) -> Result<(), String> {
        use ICalendarProperty::{Dtend, Dtstart, Exdate, Rrule};
        match part.time {
            Time::Day(date) => {
                same("DTSTART", &self.date(&Dtstart), &Some(date))?;
                same("DTEND", &self.date(&Dtend), &date.succ_opt())?;
            }
            Time::Span(start, end) => {
                same("DTSTART", &self.instant(&Dtstart)?, &Some(start))?;
                same("DTEND", &self.instant(&Dtend)?, &Some(end).filter(|end| *end > start))?;
            }
        }
        let clock = &plan.clock;
        let Some(series) = part.series else { return same("RRULE", &self.first(&Rrule), &None) };
        let Some(ICalendarValue::RecurrenceRule(rule)) = self.first(&Rrule) else {
            return Err("it has no RRULE".to_owned());
        };
        same("RRULE", rule.as_ref(), &meant(series))?;
        let written = self.event.properties(&Exdate).map(|entry| self.entry_instant(entry));
        let exdates = series.exdates.iter().map(|exdate| clock.instant(*exdate)).collect();
        same("EXDATE", &written.collect::<Result<Vec<_>, _>>()?, &exdates)?;
        // Every occurrence, not only the first: the zone may change its offset on the way.
        for original in series.planned(clock).map_err(|why| why.to_string())? {
            let shown = match self.zone {
                Some(zone) => zone.instant(original).ok_or("its VTIMEZONE does not cover the series")?,
                None => original.and_utc(),
            };
            same("an occurrence", &shown, &clock.instant(original))?;
        }
        Ok(())
    }

    fn reminders(&self, invite: &Invite, method: Method) -> Result<(), String> {
        let children = self.event.component_ids.iter().filter_map(|id| self.object.component_by_id(*id));
        let triggers: Vec<Option<i64>> = children
            .map(|alarm| match alarm.property(&ICalendarProperty::Trigger)?.values.first()? {
                ICalendarValue::Duration(d) => {
                    let minutes = i64::from(d.minutes) + 60 * (i64::from(d.hours) + 24 * i64::from(d.days));
                    Some(if d.neg { minutes } else { -minutes })
                }
                _ => None,
            })
            .collect();
        let meant = if method == Method::Request { invite.alarms.as_slice() } else { &[] };
        let alarms = meant.iter().map(|minutes| Some(*minutes)).collect();
        same("its reminders", &triggers, &alarms)
    }

    fn first(&self, property: &ICalendarProperty) -> Option<&ICalendarValue> {
        self.event.property(property)?.values.first()
    }

    fn text(&self, property: &ICalendarProperty) -> &str {
        self.first(property).and_then(ICalendarValue::as_text).unwrap_or("")
    }

    fn date(&self, property: &ICalendarProperty) -> Option<NaiveDate> {
        let value = self.first(property)?.as_partial_date_time()?;
        let date = NaiveDate::from_ymd_opt(value.year?.into(), value.month?.into(), value.day?.into());
        date.filter(|_| value.hour.is_none())
    }

    fn instant(&self, property: &ICalendarProperty) -> Result<Option<Instant>, String> {
        self.event.property(property).map(|entry| self.entry_instant(entry)).transpose()
    }

    fn entry_instant(&self, entry: &ICalendarEntry) -> Result<Instant, String> {
        let unreadable = || format!("its {} cannot be read", entry.name.as_str());
        let value =
            entry.values.first().and_then(ICalendarValue::as_partial_date_time).ok_or_else(unreadable)?;
        let local = super::read::local(value).ok_or_else(unreadable)?;
        match (entry.has_parameter(&ICalendarParameterName::Tzid), self.zone, is_utc(value)) {
            (true, Some(zone), false) => zone.instant(local).ok_or_else(unreadable),
            (false, _, true) => Ok(local.and_utc()),
            _ => Err(format!("its {} names no zone", entry.name.as_str())),
        }
    }
}

fn is_utc(value: &PartialDateTime) -> bool {
    (value.tz_hour, value.tz_minute) == (Some(0), Some(0))
}

fn party(entry: &ICalendarEntry) -> (String, Option<String>) {
    let name = entry.parameter(&ICalendarParameterName::Cn).and_then(|name| name.as_text());
    (solid(name.unwrap_or_default()), super::read::address(entry))
}

/// Without blanks: readers swallow some of those beside a fold, and a long run of them cannot be folded elsewhere.
fn solid(text: &str) -> String {
    text.replace(|c: char| c.is_whitespace() && c != '\n', "")
}

fn meant(series: &Series) -> ICalendarRecurrenceRule {
    let (until, count) = match series.ends {
        Ends::Until(until) => (Some(until), None),
        Ends::Count(count) => (None, Some(count)),
    };
    ICalendarRecurrenceRule {
        freq: ICalendarFrequency::Weekly,
        until: until.map(|until| PartialDateTime::from_utc_timestamp(until.timestamp())),
        count,
        byday: days(series).map(|day| ICalendarDay { ordwk: None, weekday: foreign(day) }).collect(),
        ..ICalendarRecurrenceRule::default()
    }
}

fn same<T: PartialEq + std::fmt::Debug + ?Sized>(what: &str, read: &T, meant: &T) -> Result<(), String> {
    if read == meant { Ok(()) } else { Err(format!("{what} reads {read:?} and should be {meant:?}")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::write;

    /// Whatever is changed on the way from the invite to the text is noticed.
    #[test]
    fn every_difference_is_noticed() {
        let invite = crate::calendar::tests::weekly("Europe/Berlin");
        let text = write(&invite, Method::Request, None, None).unwrap();
        let plan = Plan::of(&invite, Method::Request, None, None).unwrap();
        let faithful = |text: &str| faithful(text, &invite, &plan);
        assert_eq!(faithful(&text), Ok(()));
        for (from, to) in [
            ("METHOD:REQUEST", "METHOD:CANCEL"),
            ("UID:PUR-7", "UID:PUR-8"),
            ("SEQUENCE:0", "SEQUENCE:1"),
            ("DTSTAMP:2026", "DTSTAMP:2027"),
            ("采购评审", "采购"),
            ("\\n1. ", " 1. "),
            ("1203", "1204"),
            ("?a=1", "?a=2"),
            ("+PUR-7@", "@"),
            ("CN=\"Bob", "CN=\"Rob"),
            ("mailto:carol", "mailto:carl"),
            ("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED"),
            (";ROLE=OPT", ";DELEGATED-TO=\"mailto:dan@example.org\";ROLE=OPT"),
            ("20260325T100000", "20260325T110000"),
            ("20260325T101500", "20260325T111500"),
            ("20260415T100000", "20260415T090000"),
            ("20260416T143000", "20260416T153000"),
            ("UNTIL=20260630", "UNTIL=20260730"),
            ("BYDAY=WE", "BYDAY=WE,TH"),
            ("EXDATE", "RDATE"),
            ("TRIGGER:-PT15M", "TRIGGER:PT15M"),
            // The series begins before the change of the clocks and ends after it.
            ("TZOFFSETTO:+0200", "TZOFFSETTO:+0300"),
            ("BYMONTH=3;BYDAY=-1SU", "BYMONTH=5;BYDAY=-1SU"),
            ("BEGIN:STANDARD", "BEGIN:NONSENSE"),
            ("END:VCALENDAR\r\n", "END:VCALENDAR\r\nBEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"),
            (";TZID=Europe/Berlin", ""),
            ("\r\n ", ""),
        ] {
            assert!(text.contains(from), "{from} is not in\n{text}");
            assert_ne!(faithful(&text.replace(from, to)), Ok(()), "{from} became {to}");
        }
        let other = text.replacen("BEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\n", 1);
        assert!(faithful(&other).is_err());
    }
}
