//! Finished bytes: headers, parts, boundaries. Everything is set here, so that the same letter is the same bytes.
//!
//! A letter is multipart/alternative (text, HTML, and an invitation as its last alternative); with an invitation it
//! is wrapped in multipart/mixed with the same object as a file (RFC 6047, section 2.4). Boundaries come from the
//! letter's id. Files that go along stand behind it in the same multipart/mixed, those of the spool as gaps that are
//! filled as the letter is sent. No header takes a line break or a control character from a template or a field.

use std::time::SystemTime;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue, To};
use lettre::message::{
    Attachment, Body, Mailbox, Mailboxes, Message, MultiPart, MultiPartBuilder, SinglePart,
};

use super::enclosed::{Content, Enclosure, Gap};
use crate::address::Address;
use crate::calendar::Method;
use crate::time::Instant;

/// Characters of a subject; what is longer is cut where mail programs would.
const SUBJECT_MAX: usize = 180;
/// Characters of a display name.
const NAME_MAX: usize = 100;
/// Octets of a foreign Message-ID that is repeated in our headers: a line may have 998 (RFC 5322, section 2.1.1).
const MESSAGE_ID_MAX: usize = 900;
/// Octets that make one line of base64 (RFC 2045, section 6.8).
pub(super) const LINE: usize = 57;

/// All that a mail consists of.
pub(super) struct Envelope<'a> {
    pub(super) id: &'a str,
    pub(super) message_id: &'a str,
    pub(super) case: Option<&'a str>,
    pub(super) from: (&'a str, &'a Address),
    pub(super) reply_to: &'a Address,
    pub(super) to: &'a [(String, Address)],
    pub(super) subject: &'a str,
    /// What it answers; the thread, without angle brackets.
    pub(super) in_reply_to: Option<&'a str>,
    pub(super) references: &'a [String],
    pub(super) date: Instant,
    /// Answers a message: `Auto-Submitted: auto-replied` (RFC 3834, section 5).
    pub(super) reply: bool,
    pub(super) high: bool,
    pub(super) text: &'a str,
    pub(super) html: &'a str,
    pub(super) calendar: Option<(Method, &'a str)>,
    pub(super) enclosed: &'a [Enclosure],
}

/// One line without control characters, cut at a bound.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() <= most {
        return line;
    }
    let cut: String = line.chars().take(most - 1).collect();
    format!("{}…", cut.trim_end())
}

/// A subject as it is sent.
pub(super) fn subject(text: &str) -> String {
    one_line(text, SUBJECT_MAX)
}

/// A Message-ID that may be repeated in a header.
pub(super) fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= MESSAGE_ID_MAX
        && id.bytes().all(|b| b.is_ascii_graphic() && !b"<>".contains(&b))
}

/// The bytes, and where in them files of the spool belong.
pub(super) fn seal(envelope: &Envelope<'_>) -> Result<(Vec<u8>, Vec<Gap>), String> {
    let mut builder = Message::builder()
        .from(mailbox(envelope.from.0, envelope.from.1))
        .reply_to(mailbox("", envelope.reply_to))
        .subject(subject(envelope.subject))
        .date(SystemTime::from(envelope.date))
        .message_id(Some(format!("<{}>", envelope.message_id)));
    // All at once: whatever is added to a header is read, joined and written anew.
    let to: Mailboxes = envelope.to.iter().map(|(name, address)| mailbox(name, address)).collect();
    builder = builder.mailbox(To::from(to));
    if let Some(id) = envelope.in_reply_to {
        builder = builder.in_reply_to(format!("<{id}>"));
    }
    if !envelope.references.is_empty() {
        let all: Vec<String> = envelope.references.iter().map(|id| format!("<{id}>")).collect();
        builder = builder.references(all.join(" "));
    }
    let mut headers = vec![
        ("Auto-Submitted", if envelope.reply { "auto-replied" } else { "auto-generated" }),
        ("X-Auto-Response-Suppress", "All"),
        ("Beadle-Letter", envelope.id),
    ];
    if let Some(case) = envelope.case {
        headers.push(("Beadle-Case", case));
    }
    if envelope.high {
        headers.extend([("Importance", "high"), ("X-Priority", "1")]);
    }
    for (name, value) in headers {
        builder =
            builder.raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned()));
    }
    let message = builder.multipart(parts(envelope)?).map_err(|error| error.to_string())?;
    gaps(message.formatted(), envelope)
}

/// What stands for a file of the spool until the whole is written: nothing else in a letter is such a line.
fn marker(envelope: &Envelope<'_>, n: usize) -> String {
    format!("=_{}_file{n}", envelope.id)
}

/// Takes the markers out and remembers where they stood.
fn gaps(formatted: Vec<u8>, envelope: &Envelope<'_>) -> Result<(Vec<u8>, Vec<Gap>), String> {
    let (mut sealed, mut gaps, mut from) = (Vec::with_capacity(formatted.len()), Vec::new(), 0);
    for (n, file) in envelope.enclosed.iter().enumerate() {
        let Content::Spooled(hash) = &file.content else { continue };
        let line = format!("\r\n\r\n{}\r\n", marker(envelope, n));
        let found = formatted[from..].windows(line.len()).position(|w| w == line.as_bytes());
        let start = from + found.ok_or("a file has no place in its letter")? + 4;
        sealed.extend_from_slice(&formatted[from..start]);
        gaps.push(Gap { at: sealed.len(), hash: hash.clone() });
        from = start + line.len() - 6;
    }
    sealed.extend_from_slice(&formatted[from..]);
    Ok((sealed, gaps))
}

fn parts(envelope: &Envelope<'_>) -> Result<MultiPart, String> {
    let boundary = |which: &str| format!("=_{}_{which}", envelope.id);
    let both = MultiPart::alternative()
        .boundary(boundary("alternative"))
        .singlepart(part(ContentType::TEXT_PLAIN, envelope.text))
        .singlepart(part(ContentType::TEXT_HTML, envelope.html));
    if envelope.calendar.is_none() && envelope.enclosed.is_empty() {
        return Ok(both);
    }
    let mixed = MultiPart::mixed().boundary(boundary("mixed"));
    let mut mixed = match envelope.calendar {
        None => mixed.multipart(both),
        Some((method, calendar)) => invited(mixed, both, method, calendar)?,
    };
    for (n, file) in envelope.enclosed.iter().enumerate() {
        let (kind, body) = match &file.content {
            Content::Text(text) => (format!("{}; charset=utf-8", file.kind), base64(text)),
            Content::Spooled(_) => {
                let marker = marker(envelope, n).into_bytes();
                let encoding = ContentTransferEncoding::Base64;
                (file.kind.to_owned(), Body::dangerous_pre_encoded(marker, encoding))
            }
        };
        let kind = ContentType::parse(&kind).map_err(|error| error.to_string())?;
        mixed = mixed.singlepart(Attachment::new(file.name.clone()).body(body, kind));
    }
    Ok(mixed)
}

/// The invitation as the last alternative, and as a file.
fn invited(
    mixed: MultiPartBuilder,
    both: MultiPart,
    method: Method,
    calendar: &str,
) -> Result<MultiPart, String> {
    let word = match method {
        Method::Request => "REQUEST",
        Method::Cancel => "CANCEL",
        Method::DeclineCounter => "DECLINECOUNTER",
    };
    let kind = format!("text/calendar; method={word}; charset=utf-8");
    let kind = ContentType::parse(&kind).map_err(|error| error.to_string())?;
    let file = ContentType::parse("application/ics").map_err(|error| error.to_string())?;
    let attached = Attachment::new("invite.ics".to_owned()).body(base64(calendar), file);
    Ok(mixed.multipart(both.singlepart(part(kind, calendar))).singlepart(attached))
}

/// Text parts go as base64: the shortest for Chinese, and no relay changes its lines.
fn part(kind: ContentType, text: &str) -> SinglePart {
    SinglePart::builder().content_type(kind).body(base64(text))
}

/// The text with CRLF line ends, encoded in lines of 76 (RFC 2045, section 6.8). Made here, for the builder would
/// first weigh other encodings over the whole text.
fn base64(text: &str) -> Body {
    let text = if text.contains("\r\n") { text.to_owned() } else { text.replace('\n', "\r\n") };
    let mut out = String::with_capacity(text.len() * 3 / 2);
    for line in text.as_bytes().chunks(LINE) {
        STANDARD.encode_string(line, &mut out);
        out.push_str("\r\n");
    }
    Body::dangerous_pre_encoded(out.into_bytes(), ContentTransferEncoding::Base64)
}

fn mailbox(name: &str, address: &Address) -> Mailbox {
    let name = one_line(name, NAME_MAX);
    // Checked by our own reader, which allows more than the builder's.
    let address = lettre::Address::new_dangerous(address.local(), address.domain());
    Mailbox::new((!name.is_empty()).then_some(name), address)
}
