//! Writes a calendar that is read, not answered: one VCALENDAR with METHOD:PUBLISH (RFC 5546, section 3.2.1).
//!
//! The same values give the same bytes. No attendee is named, so that no program offers to answer; each zone is defined
//! once, over all that is said in it. An entry that cannot be written is left out: it takes none of the others along.

use std::collections::BTreeMap;

use icalendar::{Component, EventStatus, Property};

use super::lines::Lines;
use super::write::{LINE_TEXT_MAX, PRODID, Plan, alarms, check, check_text, clean, organizer};
use super::zone::Clock;
use super::{Invite, Method, Refused};
use crate::time::Instant;

/// How often readers are asked to look again: deadlines move within a working day, and each look costs little.
const REFRESH: &str = "PT30M";
/// Entries of one calendar.
pub const ENTRIES_MAX: usize = 1_000;

/// The text of a calendar of that name: CRLF, folded at 75 octets, UTF-8. Entries beyond [`ENTRIES_MAX`] are left out.
///
/// # Errors
/// A name that cannot stand in a calendar.
pub fn feed(name: &str, entries: &[Invite]) -> Result<String, Refused> {
    check_text("NAME", name, LINE_TEXT_MAX)?;
    let planned = entries.iter().take(ENTRIES_MAX).filter_map(|entry| {
        check(entry, &entry.attendees).ok()?;
        Some((entry, Plan::of(entry, Method::Request, None, None).ok()?))
    });
    let planned: Vec<(&Invite, Plan<'_>)> = planned.collect();
    let mut lines = Lines::default();
    lines.begin("VCALENDAR");
    for (key, value) in
        [("PRODID", PRODID), ("VERSION", "2.0"), ("CALSCALE", "GREGORIAN"), ("METHOD", "PUBLISH")]
    {
        lines.property(&Property::new(key, value))?;
    }
    // RFC 7986, sections 5.1 and 5.7, and what programs understood before it.
    for key in ["NAME", "X-WR-CALNAME"] {
        lines.property(&Property::new(key, clean(name)))?;
    }
    lines.property(&Property::new("REFRESH-INTERVAL", REFRESH).add_parameter("VALUE", "DURATION").done())?;
    lines.property(&Property::new("X-PUBLISHED-TTL", REFRESH))?;
    for (clock, from, to) in zones(&planned).values() {
        clock.define(&mut lines, *from, *to)?;
    }
    for (entry, plan) in &planned {
        for part in &plan.parts {
            let mut event = plan.event(entry, part);
            event.append_property(organizer(entry));
            event.status(EventStatus::Confirmed);
            alarms(&mut event, entry);
            // A text that cannot be written costs its own entry only.
            let mut own = Lines::default();
            if own.component(&event).is_ok() {
                lines.join(own);
            }
        }
    }
    lines.end("VCALENDAR");
    Ok(lines.finish())
}

/// Every zone by its name, with the first and the last instant that is spoken about in it.
fn zones<'p>(planned: &'p [(&Invite, Plan<'_>)]) -> BTreeMap<&'p str, (&'p Clock, Instant, Instant)> {
    let mut zones: BTreeMap<&str, (&Clock, Instant, Instant)> = BTreeMap::new();
    for (_, plan) in planned {
        let Some((from, to)) = plan.reach().filter(|_| !plan.clock.is_utc()) else { continue };
        let zone = zones.entry(plan.clock.name()).or_insert((&plan.clock, from, to));
        zone.1 = zone.1.min(from);
        zone.2 = zone.2.max(to);
    }
    zones
}
