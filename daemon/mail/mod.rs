//! Mail as a value: what one incoming mail says, and whether outgoing bytes are fit to be sent.
//!
//! [`parse`] turns the bytes of one mail into a [`Message`], small enough for the journal (no raw bytes), with
//! the sender's own words ([`Words`]) cut out above quote and signature, the tables and fields in them, the
//! calendar parts, and what kind of mail it is ([`Kind`]: a person's, an automatic answer, a bounce, a receipt,
//! a list's copy, our own). [`gate`] checks finished bytes before they leave.
//!
//! Promises: never panics and never recurses with the depth of the mail; every size has a named maximum below;
//! what cannot be read is a [`Quarantine`] with its reason, never a silent loss; what is odd is a [`Flaw`].
//! When in doubt a line counts as quoted, for an answer may be read from own words only.
//!
//! Never does: decide what a word means, trust a header as identity (From is not identity, RFC 5321 section 7.1),
//! expand anything (recurrence rules, archives, remote images), or touch clock, file or network.
//!
//! Traps of `mail-parser` 0.11 that this room works around: it returns the *last* of duplicate headers, breaks
//! raw 8-bit headers and characters cut between encoded words, and believes the charset label; so headers are
//! read and mended here ([`header`]) and bodies are decoded here ([`charset`]) from the parts it finds.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

mod authres;
mod bounce;
mod card;
pub(crate) mod charset;
mod fence;
mod fields;
pub mod gate;
mod header;
mod html;
mod kind;
mod parse;
mod pattern;
mod quote;
mod subject;
mod tables;
mod transfer;
mod words;

#[cfg(test)]
mod mails;
#[cfg(test)]
mod tests;

pub use crate::address::Address;
pub use authres::{Authenticated, authenticated, authserv_id};
pub use charset::{fold, fold_common, nfc};
pub use fence::fence;
pub use fields::{fields, fields_known};
pub use parse::{attachment, parse, parse_headers};

/// Largest mail read whole; a larger one is read by [`parse_headers`] only. Twice what most servers accept.
pub const SIZE_MAX: usize = 25 * 1024 * 1024;
/// Most MIME parts in one mail; a tree of that many is an attack or a broken gateway.
pub const PARTS_MAX: usize = 1_000;
/// Most lines that look like a MIME boundary; bounds the memory of the part tree before it is built.
pub const BOUNDARY_LINES_MAX: usize = 50_000;
/// Largest header block read. Real ones with long To lists stay below 200 KiB.
pub const HEADERS_MAX: usize = 1024 * 1024;
/// Most message ids kept of In-Reply-To and References together.
pub const REFERENCES_MAX: usize = 500;
/// Most mailboxes kept of one address header.
pub const MAILBOXES_MAX: usize = 2_000;
/// Longest text looked at for own words, in bytes; what comes after is quote in any real mail.
pub const TEXT_MAX: usize = 1024 * 1024;
/// Largest HTML part read, in bytes. Mail programs write up to ten bytes of markup for one of text.
pub const HTML_MAX: usize = 4 * 1024 * 1024;
/// Most rows kept of one table.
pub const ROWS_MAX: usize = 5_000;
/// Most tables kept of one mail.
pub const TABLES_MAX: usize = 100;
/// Largest calendar part kept, in bytes.
pub const CALENDAR_MAX: usize = 1024 * 1024;
/// Most flaws kept of one mail.
pub const FLAWS_MAX: usize = 50;

/// A mailbox of a header: display name and address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mailbox {
    /// The display name, decoded; none when it is empty.
    pub name: Option<String>,
    /// The address.
    pub address: Address,
}

/// Where the sending server wants bounces: the envelope sender.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ReturnPath {
    /// `<>`: nothing may ever be answered to this mail (RFC 5321 section 4.5.5).
    Null,
    /// An address.
    Address(Address),
}

/// Everything the core needs of one mail.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// The Message-ID without angle brackets. Neither unique nor always there; see [`Message::hash`].
    pub message_id: Option<String>,
    /// Ids of In-Reply-To.
    pub in_reply_to: Vec<String>,
    /// Ids of the headers in which relays keep the id they replaced (X-OQ-MSGID and kin), then of References.
    pub references: Vec<String>,
    /// All From mailboxes; more than one header or mailbox is also a [`Flaw`].
    pub from: Vec<Mailbox>,
    /// Sender.
    pub sender: Option<Mailbox>,
    /// Reply-To.
    pub reply_to: Vec<Mailbox>,
    /// To.
    pub to: Vec<Mailbox>,
    /// Cc.
    pub cc: Vec<Mailbox>,
    /// Delivered-To, X-Original-To, Envelope-To, X-Envelope-To, topmost first, without repeats.
    pub envelope_to: Vec<Address>,
    /// Return-Path, topmost.
    pub return_path: Option<ReturnPath>,
    /// The subject and its grammar.
    pub subject: Subject,
    /// The sender's Date; never a clock of ours.
    pub date: Option<DateTime<Utc>>,
    /// What kind of mail this is.
    pub kind: Kind,
    /// What made it that kind, for the journal: `Auto-Submitted: auto-replied`.
    pub because: String,
    /// The sender's own words.
    pub words: Words,
    /// Tables in the own words and in CSV attachments.
    pub tables: Vec<Table>,
    /// Attachments, without calendar parts and without the bodies.
    pub attachments: Vec<Attachment>,
    /// Calendar parts, whatever the kind: an automatic mail may carry a person's press on "accept".
    pub calendars: Vec<CalendarPart>,
    /// Raw Authentication-Results, unfolded, topmost first.
    pub auth_results: Vec<String>,
    /// The `d=` domains of the DKIM-Signature headers, unverified.
    pub dkim_domains: Vec<String>,
    /// The name in List-Id, if a mailing list passed it on.
    pub list_id: Option<String>,
    /// The Beadle-Letter header, if this is a letter of ours.
    pub letter: Option<String>,
    /// What is odd about it.
    pub flaws: Vec<Flaw>,
    /// SHA-256 of the raw bytes, in hex.
    pub hash: String,
    /// Size of the raw bytes.
    pub size: usize,
}

/// A subject, taken apart by the grammar `*prefix [case-ref] [tag] [rest]`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Decoded, not folded.
    pub raw: String,
    /// Reply and forward prefixes as folded words: `回复`, `re`, `转发`.
    pub prefixes: Vec<String>,
    /// `P-2026-0012-T03` from `[P-2026-0012-T03]`, in capitals, then every other id in it.
    pub case_refs: Vec<String>,
    /// The NFKC-folded text inside the first bracket, or before a colon.
    pub tag: Option<String>,
    /// What is left, as written.
    pub rest: String,
}

/// What kind of mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// Written by a person, as far as one can see.
    Person,
    /// Sent by a program.
    Auto(AutoReason),
    /// A delivery status notification, or an old-style bounce.
    Bounce(Bounce),
    /// A read receipt (RFC 8098).
    Receipt,
    /// A copy from a mailing list; the words may be a person's.
    List,
    /// Our own letter, come back.
    Own,
}

/// Why a mail is automatic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AutoReason {
    /// The person is away. Never an answer.
    OutOfOffice,
    /// Another automatic answer to a mail of ours.
    Reply,
    /// Made by a program, not as an answer (`Auto-Submitted: auto-generated`).
    Generated,
    /// Bulk mail: newsletters and other mass mail.
    Bulk,
}

/// What a bounce says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bounce {
    /// The recipients it speaks of.
    pub recipients: Vec<Undelivered>,
    /// The Message-ID of the mail it speaks of.
    pub original_message_id: Option<String>,
    /// At least one recipient will never get it; false for "delayed, still trying".
    pub permanent: bool,
}

/// One recipient of a bounced mail.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Undelivered {
    /// Who; none when the bounce does not tell.
    pub address: Option<Address>,
    /// What became of it.
    pub action: Action,
    /// Enhanced status code (RFC 3463): `5.1.1`.
    pub status: Option<String>,
    /// What the far server said, one line.
    pub diagnostic: String,
}

/// Action of a delivery status (RFC 3464 section 2.3.3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Action {
    /// Given up.
    Failed,
    /// Still trying.
    Delayed,
    /// Arrived.
    Delivered,
    /// Passed on to a system that sends no notifications.
    Relayed,
    /// Passed on to several addresses.
    Expanded,
}

/// The sender's own words: above quote and signature, entities decoded, NFC, lines ended by LF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    /// The own words. When nothing stands above a quote that is marked line by line (`>`), the unmarked lines
    /// between and below it, and `inline` is true.
    pub own: String,
    /// Something was cut off as a quote.
    pub quoted: bool,
    /// Unmarked lines were found between or below marked ones.
    pub inline: bool,
    /// Those lines, when there are own words above as well: possibly the sender's, never sure.
    pub below: String,
    /// The signature that was cut off.
    pub signature: String,
    /// The short code found in a fence line anywhere in the mail.
    pub fence: Option<String>,
    /// The case named in that fence line.
    pub fence_case: Option<String>,
    /// The non-empty lines of `own`, trimmed.
    pub lines: Vec<String>,
}

/// A table: rows of cells, trimmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// The rows; they may differ in length.
    pub rows: Vec<Vec<String>>,
    /// Where it was found.
    pub place: Place,
}

/// Where a table was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Place {
    /// In the own words.
    Words,
    /// In the attachment of that name.
    Attachment(String),
}

/// A field of a form: `key: value`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// The key, NFKC-folded, as the sender wrote it or, from [`fields_known`], as the caller did.
    pub key: String,
    /// The value: the rest of the line and the following lines up to a blank line or the next key. When nothing
    /// follows the colon on its own line, up to the next key.
    pub value: String,
    /// Further paragraphs up to the next key: perhaps still the value, perhaps a greeting.
    pub more: String,
    /// Line of the key in `Words::own`, from 1; 0 for a field from a table.
    pub line: usize,
}

/// An attachment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// File name, decoded, without any folder.
    pub name: Option<String>,
    /// Media type in lower case.
    pub media_type: String,
    /// Size of the decoded content.
    pub size: usize,
    /// SHA-256 of the decoded content, in hex.
    pub sha256: String,
    /// Number of the part in the mail, for reading its bytes again with [`attachment`].
    pub part: usize,
}

impl Attachment {
    /// Outlook's own format, which holds an answer or a text that nobody else reads.
    pub fn is_winmail(&self) -> bool {
        matches!(self.media_type.as_str(), "application/ms-tnef" | "application/vnd.ms-tnef")
            || self.name.as_deref().is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat"))
    }
}

/// A text/calendar part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarPart {
    /// The method parameter of its Content-Type, in capitals.
    pub method: Option<String>,
    /// Its text, decoded, without a byte order mark.
    pub text: String,
}

/// Something odd, in words for an operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flaw {
    /// Which.
    pub what: FlawKind,
    /// One sentence without a full stop.
    pub text: String,
}

/// Kinds of flaws.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FlawKind {
    /// More than one From header, or several mailboxes in it: nobody can be said to have sent it.
    From,
    /// More than one Message-ID.
    MessageId,
    /// More than one of another header that may stand once.
    Duplicate,
    /// An address that cannot be read.
    Address,
    /// A date that cannot be read.
    Date,
    /// Broken MIME structure or transfer encoding.
    Mime,
    /// Text whose charset is not what the label says, or cannot be told.
    Charset,
    /// Something was too large and was left out.
    Size,
}

/// Which mail is our own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnMail {
    /// Our addresses and their aliases.
    pub addresses: Vec<Address>,
    /// The host part of our Message-IDs.
    pub host: String,
}

/// A mail that cannot be read, with the reason.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct Quarantine {
    /// One sentence without a full stop.
    pub reason: String,
}

impl Message {
    /// The one From address, when there is exactly one.
    pub fn sole_from(&self) -> Option<&Address> {
        match self.from.as_slice() {
            [one] if !self.flaws.iter().any(|f| f.what == FlawKind::From) => Some(&one.address),
            _ => None,
        }
    }

    /// Every id this mail answers to: In-Reply-To first, then References from the newest, then those that relays kept.
    pub fn answered_ids(&self) -> impl Iterator<Item = &str> {
        self.in_reply_to.iter().chain(self.references.iter().rev()).map(String::as_str)
    }

    /// The fields of its words and tables.
    pub fn fields(&self) -> Vec<Field> {
        fields(&self.words, &self.tables)
    }
}

impl Field {
    /// The value with its further paragraphs.
    pub fn full(&self) -> String {
        if self.more.is_empty() { self.value.clone() } else { format!("{}\n\n{}", self.value, self.more) }
    }

    /// This field goes by that label: case and width do not count.
    pub fn is(&self, label: &str) -> bool {
        fold(&self.key).to_lowercase() == fold(label).to_lowercase()
    }
}
