//! A finished letter taken apart again, for people to look at: its header, both parts, and what its invitation says.

use chrono::NaiveDateTime;
use mail_parser::{MessageParser, MimeHeaders};
use serde_json::{Value, json};

use crate::time::Zone;

/// What a mail program would show of a letter.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) from: String,
    pub(super) text: String,
    pub(super) html: String,
    pub(super) invite: Option<Invite>,
}

/// What an invitation says.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Invite {
    method: String,
    pub(super) summary: String,
    start: String,
    end: String,
    zone: Option<String>,
    repeats: Option<String>,
    pub(super) place: Option<String>,
    sequence: String,
    pub(super) attendees: usize,
}

impl Seen {
    pub(super) fn of(bytes: &[u8]) -> Self {
        let Some(mail) = MessageParser::default().parse(bytes) else { return Self::default() };
        let from = mail.from().and_then(|from| from.first()).map(|from| {
            let address = from.address().unwrap_or_default();
            from.name().map_or_else(|| address.to_owned(), |name| format!("{name} <{address}>"))
        });
        let calendar = mail
            .parts
            .iter()
            .find(|part| part.content_type().is_some_and(|t| t.subtype() == Some("calendar")));
        Self {
            from: from.unwrap_or_default(),
            text: mail.body_text(0).map(|text| text.replace("\r\n", "\n")).unwrap_or_default(),
            html: mail.body_html(0).map(|html| html.replace("\r\n", "\n")).unwrap_or_default(),
            invite: calendar.and_then(|part| Invite::read(part.text_contents()?)),
        }
    }
}

impl Invite {
    /// Reads an object of ours: one event, folded lines (RFC 5545, section 3.1).
    fn read(text: &str) -> Option<Self> {
        let lines = text.replace("\r\n", "\n").replace("\n ", "");
        // Time zones bring their own DTSTART.
        let event = lines.find("BEGIN:VEVENT")?;
        let value = |name: &str, text: &str| {
            text.lines().find_map(|line| {
                let (head, value) = line.split_once(':')?;
                let mut head = head.split(';');
                (head.next() == Some(name)).then(|| {
                    let zone = head.find_map(|parameter| parameter.strip_prefix("TZID=")).map(str::to_owned);
                    (plain(value.trim()), zone)
                })
            })
        };
        let in_event = |name: &str| value(name, &lines[event..]);
        let (start, zone) = in_event("DTSTART")?;
        let rule = in_event("RRULE").map(|(rule, _)| rule);
        Some(Self {
            method: value("METHOD", &lines)?.0,
            summary: in_event("SUMMARY").map(|v| v.0).unwrap_or_default(),
            end: in_event("DTEND").map_or_else(|| start.clone(), |v| v.0),
            start,
            zone,
            repeats: rule,
            place: in_event("LOCATION").map(|v| v.0),
            sequence: in_event("SEQUENCE").map(|v| v.0).unwrap_or_default(),
            attendees: lines[event..].lines().filter(|line| line.starts_with("ATTENDEE")).count(),
        })
    }

    /// What it does, for people.
    pub(super) fn does(&self) -> &'static str {
        match (self.method.as_str(), self.sequence.as_str()) {
            ("CANCEL", _) => "calls off",
            (_, "0" | "") => "invites",
            _ => "updates",
        }
    }

    /// From when to when, in the zone of the story where its own is not named.
    pub(super) fn when(&self, zone: &Zone) -> String {
        let read = |text: &str| {
            let utc = text.strip_suffix('Z');
            let at = NaiveDateTime::parse_from_str(utc.unwrap_or(text), "%Y%m%dT%H%M%S").ok()?;
            Some(if utc.is_some() { zone.local(at.and_utc()) } else { at })
        };
        let span = match (read(&self.start), read(&self.end)) {
            (Some(start), Some(end)) if start.date() == end.date() => {
                format!("{} to {}", start.format("%Y-%m-%d %H:%M"), end.format("%H:%M"))
            }
            (Some(start), Some(end)) => {
                format!("{} to {}", start.format("%Y-%m-%d %H:%M"), end.format("%Y-%m-%d %H:%M"))
            }
            _ => format!("{} to {}", self.start, self.end),
        };
        let zone = self.zone.as_ref().map_or_else(String::new, |zone| format!(" ({zone})"));
        let repeats = self.repeats.as_ref().map_or_else(String::new, |rule| format!(", repeats {rule}"));
        format!("{span}{zone}{repeats}")
    }

    /// On one line.
    pub(super) fn line(&self, zone: &Zone) -> String {
        format!("{} {}", self.does(), self.when(zone))
    }

    pub(super) fn json(&self) -> Value {
        json!({
            "method": self.method, "summary": self.summary, "start": self.start, "end": self.end, "zone": self.zone,
            "repeats": self.repeats, "place": self.place, "sequence": self.sequence.parse::<u32>().unwrap_or(0),
            "attendees": self.attendees,
        })
    }
}

/// A text value without its escapes (RFC 5545, section 3.3.11).
fn plain(value: &str) -> String {
    let mut out = String::new();
    let mut escaped = false;
    for c in value.chars() {
        match (escaped, c) {
            (false, '\\') => escaped = true,
            (true, 'n' | 'N') => {
                out.push('\n');
                escaped = false;
            }
            _ => {
                out.push(c);
                escaped = false;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invitation_is_read_from_its_event_and_not_from_its_zone() {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VTIMEZONE\r\nDTSTART:19700101T000000\r\nEND:VTIMEZONE\r\n\
                    BEGIN:VEVENT\r\nDTSTART;TZID=Asia/Shanghai:20240620T140000\r\nDTEND;TZID=Asia/Shanghai:20240620T15\r\n \
                    0000\r\nSUMMARY:a\\, b\r\nLOCATION:here\r\nSEQUENCE:0\r\nATTENDEE:mailto:x@y\r\nEND:VEVENT\r\n";
        let invite = Invite::read(text).expect("an event");
        let zone = Zone::parse("Asia/Shanghai").expect("a zone");
        assert_eq!(invite.line(&zone), "invites 2024-06-20 14:00 to 15:00 (Asia/Shanghai)");
        assert_eq!((invite.summary.as_str(), invite.attendees), ("a, b", 1));
    }
}
