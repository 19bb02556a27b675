//! Invitations as values.
//!
//! * [`write`] turns an [`Invite`] we organise into the text of one iTIP object (RFC 5545, 5546): the same value
//!   gives the same bytes, and the text is read back and compared before it is handed out.
//! * [`read`] takes the iTIP objects of other programs apart into [`Response`]s, as tolerantly as those programs
//!   need, and says why when one cannot be used. It never expands anybody else's recurrence rule.
//! * [`feed`] writes many of them as one calendar that is read and not answered.
//! * [`busy`] reads when somebody is busy, as another server publishes it (RFC 5545, section 3.6.4).
//! * [`freshness`] says whether a response still speaks about what was sent (RFC 5546, section 2.1.5).
//!
//! A response names an address, it does not prove it: who may answer, and with what evidence, is the caller's to
//! decide. Nothing here looks at a clock; DTSTAMP comes in with the invite.

mod busy;
mod coming;
mod faithful;
mod feed;
mod freshness;
mod lines;
mod mended;
mod parts;
mod read;
mod series;
mod spoken;
mod write;
mod zone;

#[cfg(test)]
mod tests;

pub use busy::{Busy, SPANS_MAX, busy};
pub use feed::{ENTRIES_MAX, feed};
pub use freshness::{Freshness, freshness};
pub use parts::{is_answer, leaves_open, read_parts};
pub use read::{RESPONSES_MAX, SIZE_MAX, read};
pub use series::{Change, OCCURRENCES_MAX, Occurrence};
pub use spoken::spoken;
pub use write::{Refused, write};

use crate::time::Instant;
use chrono::{NaiveDate, NaiveDateTime, Weekday};
use serde::{Deserialize, Serialize};
use std::fmt;

/// One calendar object we organise, as it stands now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Stable for the life of the meeting; printable ASCII without `,` `;` `\` `"`.
    pub uid: String,
    /// Rises whenever time, place, people or fate change (RFC 5546, section 2.1.4).
    pub sequence: u32,
    /// One line.
    pub summary: String,
    /// Plain text; may have several lines. In a CANCEL it is why (COMMENT).
    pub description: String,
    /// Where, in words.
    pub location: Option<String>,
    /// An absolute URI.
    pub url: Option<String>,
    /// The mailbox that reads the answers; it must also be the From of the mail (RFC 6047, section 2.3).
    pub organizer: Party,
    /// Who is asked to come; at least one.
    pub attendees: Vec<Attendee>,
    /// When it takes place.
    pub when: When,
    /// False for an entry that should leave its people free, such as a deadline.
    pub busy: bool,
    /// Reminders, in minutes before the start; a negative number is after it.
    pub alarms: Vec<i64>,
    /// DTSTAMP: when this revision was decided.
    pub stamp: Instant,
    /// Language tag of summary and description (RFC 5646), such as `zh-CN`; a place is what somebody wrote.
    pub language: Option<String>,
    /// Of a series: answers to some of its occurrences, where they differ from the answer to the whole.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub apart: Vec<Apart>,
}

/// What somebody answers about one occurrence of a series, or about it and all later ones.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apart {
    /// The occurrence, by its planned start.
    pub original: NaiveDateTime,
    /// It speaks of all later ones too (RANGE=THISANDFUTURE).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub onward: bool,
    /// Whose answer it is.
    pub address: String,
    /// The answer; `needs-action` where only this occurrence is asked about anew.
    pub partstat: PartStat,
    /// Who comes instead, with `delegated`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stand_in: Option<String>,
}

/// A name and a mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Party {
    /// As people see it; may be empty.
    pub name: String,
    /// A mail address, without `mailto:`.
    pub address: String,
}

/// One person who is asked to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attendee {
    /// As people see it; may be empty.
    pub name: String,
    /// A mail address, without `mailto:`.
    pub address: String,
    /// What is known of the answer.
    pub partstat: PartStat,
    /// Whether the meeting needs this person.
    pub role: Role,
    /// Whether an answer is asked for.
    pub rsvp: bool,
    /// Whom this person sends instead (RFC 5545, section 3.2.5).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegated_to: Option<String>,
    /// Whose stand-in this person is (RFC 5545, section 3.2.4).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegated_from: Option<String>,
}

/// RFC 5545, section 3.2.12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PartStat {
    /// No answer yet.
    #[default]
    NeedsAction,
    /// Comes.
    Accepted,
    /// Does not come.
    Declined,
    /// Perhaps.
    Tentative,
    /// Sends somebody else.
    Delegated,
}

impl fmt::Display for PartStat {
    /// The word serde writes: `needs-action`, `accepted` …
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NeedsAction => "needs-action",
            Self::Accepted => "accepted",
            Self::Declined => "declined",
            Self::Tentative => "tentative",
            Self::Delegated => "delegated",
        })
    }
}

/// RFC 5545, section 3.2.16, as far as we invite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// REQ-PARTICIPANT.
    #[default]
    Required,
    /// OPT-PARTICIPANT.
    Optional,
}

/// When an invite takes place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// One time, shown in `zone` (an IANA name).
    Once {
        /// When it begins.
        start: Instant,
        /// When it is over; not before the start.
        end: Instant,
        /// The IANA zone it is shown in.
        zone: String,
    },
    /// Every week on the same weekdays.
    Series(Series),
    /// One whole day, wherever the reader is.
    AllDay {
        /// The day.
        date: NaiveDate,
    },
}

/// A weekly meeting by the clock on the wall of one zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    /// The first occurrence; on one of the weekdays.
    pub start_local: NaiveDateTime,
    /// How long each occurrence lasts.
    pub length_minutes: u32,
    /// The IANA zone whose clock counts.
    pub zone: String,
    /// The days of the week; at least one.
    pub weekdays: Vec<Weekday>,
    /// How it ends.
    pub ends: Ends,
    /// Occurrences that do not take place, by their planned start.
    pub exdates: Vec<NaiveDateTime>,
    /// Occurrences that take place at another time.
    pub moved: Vec<Moved>,
}

/// How a series ends: every series does, so that it can be shown, checked and cancelled as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ends {
    /// The last instant at which an occurrence may start.
    Until(Instant),
    /// So many occurrences, those in `exdates` counted.
    Count(u32),
}

/// One occurrence at another time than the rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Moved {
    /// Its planned start, which remains its name.
    pub original: NaiveDateTime,
    /// Its start now, by the clock of the series' zone.
    pub start: NaiveDateTime,
}

/// What [`write`] makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// An invitation or its update.
    Request,
    /// It does not take place, or no longer with these people.
    Cancel,
    /// Another time that somebody proposed is not taken (RFC 5546, section 3.2.8).
    DeclineCounter,
}

/// One VEVENT of an iTIP object somebody sent us.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// What the message is.
    pub method: ReplyMethod,
    /// Which invite it is about.
    pub uid: String,
    /// The revision it answers; some programs leave it out.
    pub sequence: Option<u32>,
    /// When it was made, by the sender's clock; none when missing or no date at all.
    pub stamp: Option<Instant>,
    /// Exchange and Outlook leave it out.
    pub organizer: Option<String>,
    /// The one who answers, when exactly one is named; see [`Response::voices_of`] for the others.
    pub attendee: Option<String>,
    /// The answer of `attendee`, as in [`Voice::partstat`]; only REPLY and COUNTER have one.
    pub partstat: Option<PartStat>,
    /// What the person wrote beside the answer, trimmed and cut at a bound.
    pub comment: Option<String>,
    /// The stand-in of `attendee`.
    pub delegated_to: Option<String>,
    /// Which occurrence of a series (RECURRENCE-ID); none means the whole invite. With [`Doubt::DayOnly`] the midnight of
    /// its day.
    pub instance: Option<Instant>,
    /// When it says the event begins (DTSTART), where that is an instant for certain.
    pub start: Option<Instant>,
    /// The time a COUNTER proposes.
    pub proposed: Option<(Instant, Instant)>,
    /// Every ATTENDEE of a REPLY, COUNTER or REFRESH, in the order written.
    pub voices: Vec<Voice>,
    /// What was not as it should be and was read all the same.
    pub doubts: Vec<Doubt>,
}

impl Response {
    /// The ATTENDEE lines with one of these addresses (case ignored). A COUNTER may repeat the whole guest list and a
    /// REPLY may name others: only the sender of the mail can have said anything, so that is who to ask for.
    pub fn voices_of(&self, own: &[String]) -> Vec<&Voice> {
        let is_own = |address: &String| own.iter().any(|own| own.eq_ignore_ascii_case(address));
        self.voices.iter().filter(|voice| voice.address.as_ref().is_some_and(is_own)).collect()
    }
}

/// One ATTENDEE line of a response.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Voice {
    /// The mail address, when the line has one.
    pub address: Option<String>,
    /// The answer it states; none where it has no PARTSTAT or a word that is none of a meeting's.
    pub partstat: Option<PartStat>,
    /// The comment Google writes into the line itself.
    pub comment: Option<String>,
    /// Who comes instead.
    pub delegated_to: Option<String>,
    /// For whom this person comes.
    pub delegated_from: Option<String>,
    /// Who acted for this person.
    pub sent_by: Option<String>,
}

/// The iTIP methods (RFC 5546, section 1.4) as they may come in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReplyMethod {
    /// Somebody answers.
    Reply,
    /// Somebody proposes another time.
    Counter,
    /// Somebody refuses a proposal.
    DeclineCounter,
    /// Somebody asks for the newest version.
    Refresh,
    /// Somebody invites us.
    Request,
    /// Somebody adds occurrences to an invitation of theirs.
    Add,
    /// Somebody calls off what they invited to.
    Cancel,
    /// Somebody lets us know.
    Publish,
}

/// What was not as it should be in a response that could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Doubt {
    /// Several people are named: at most the sender of the mail has said anything.
    SeveralAttendees,
    /// METHOD stands only in the header of the mail.
    MethodOnlyInHeader,
    /// METHOD differs between the header of the mail and the object; the object was believed.
    MethodsDiffer,
    /// A time without a zone, or in one that nobody knows, was taken as UTC (Claws Mail means it so).
    FloatingTime,
    /// An occurrence is named by its day alone.
    DayOnly,
    /// It speaks of an occurrence and all later ones (RANGE=THISANDFUTURE), which few programs understand.
    ThisAndFuture,
}
