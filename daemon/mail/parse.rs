//! Bytes → [`Message`].

use mail_parser::{MessageParser, MessagePart, MimeHeaders, PartType};
use sha2::{Digest, Sha256};

use super::header::{self, Headers};
use super::{
    Attachment, BOUNDARY_LINES_MAX, CALENDAR_MAX, CalendarPart, FLAWS_MAX, Flaw, FlawKind, HEADERS_MAX,
    MAILBOXES_MAX, Mailbox, Message, OwnMail, PARTS_MAX, Quarantine, REFERENCES_MAX, ReturnPath, SIZE_MAX,
    Subject, TABLES_MAX, TEXT_MAX, Table, charset, html, kind, tables, transfer, words,
};
use crate::address::Address;

/// Headers in which relays keep the Message-ID they replaced, and programs the thread they answer.
const KEPT_IDS: [&str; 4] =
    ["x-oq-msgid", "x-original-message-id", "x-microsoft-original-message-id", "original-message-id"];
/// Headers that say where the server delivered it.
const ENVELOPE: [&str; 4] = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"];
/// Headers of which there may be one (RFC 5322, section 3.6), besides From and Message-ID.
const ONCE: [&str; 5] = ["date", "subject", "in-reply-to", "references", "sender"];

/// Reads a whole mail. Never panics; what cannot be read is set aside with its reason.
pub fn parse(raw: &[u8], own: &OwnMail) -> Result<Message, Quarantine> {
    if raw.len() > SIZE_MAX {
        return Err(set_aside(format!("it has {} octets, more than {SIZE_MAX}", raw.len())));
    }
    let boundaries = raw
        .split(|b| *b == b'\n')
        .filter(|line| line.starts_with(b"--"))
        .take(BOUNDARY_LINES_MAX + 1)
        .count();
    if boundaries > BOUNDARY_LINES_MAX {
        return Err(set_aside(format!("more than {BOUNDARY_LINES_MAX} lines look like a MIME boundary")));
    }
    read(raw, own, true)
}

/// Reads the header block of a mail that is too large to be read whole.
pub fn parse_headers(raw: &[u8], own: &OwnMail) -> Result<Message, Quarantine> {
    read(&raw[..raw.len().min(HEADERS_MAX)], own, false)
}

fn set_aside(reason: String) -> Quarantine {
    Quarantine { reason }
}

fn read(raw: &[u8], own: &OwnMail, whole: bool) -> Result<Message, Quarantine> {
    let headers = Headers::read(raw);
    if headers.is_empty() {
        return Err(set_aside("it has no header".into()));
    }
    if headers.body > HEADERS_MAX {
        return Err(set_aside(format!("its header block is larger than {HEADERS_MAX} octets")));
    }
    let mut flaws = Vec::new();
    let from = addresses(&headers, "from", &mut flaws);
    if headers.all("from").count() > 1 || from.len() > 1 {
        flaws.push(Flaw { what: FlawKind::From, text: "it has more than one From".into() });
    }
    let mut message_ids: Vec<String> = headers.all("message-id").flat_map(header::ids).collect();
    if message_ids.len() > 1 {
        flaws.push(Flaw { what: FlawKind::MessageId, text: "it has more than one Message-ID".into() });
    }
    for name in ONCE.iter().filter(|n| headers.all(n).count() > 1) {
        flaws.push(Flaw { what: FlawKind::Duplicate, text: format!("it has more than one {name}") });
    }
    let subject = Subject::parse(&headers.text("subject").unwrap_or_default());
    let references = headers.all("references").flat_map(header::ids);
    let kept = KEPT_IDS.iter().flat_map(|name| headers.all(name)).flat_map(header::ids);
    let parsed =
        MessageParser::default().parse(raw).ok_or_else(|| set_aside("it cannot be read as a mail".into()))?;
    if parsed.parts.len() > PARTS_MAX {
        return Err(set_aside(format!("it has {} parts, more than {PARTS_MAX}", parsed.parts.len())));
    }
    let sender = from.first().map(|m| m.address.clone());
    let body = if whole { body(raw, &parsed, &mut flaws) } else { Body::default() };
    let own_words = words::cut(&body.text, sender.as_ref());
    let (kind, because) = kind::of(&headers, &parsed, sender.as_ref(), &subject, &body.text, own);
    let mut found = body.tables;
    found.extend(tables::of_text(&own_words.own));
    found.truncate(TABLES_MAX);
    let mut envelope: Vec<Address> = Vec::new();
    for name in ENVELOPE {
        for mailbox in headers.all(name).flat_map(|v| header::mailboxes(v).0) {
            if !envelope.contains(&mailbox.address) {
                envelope.push(mailbox.address);
            }
        }
    }
    flaws.truncate(FLAWS_MAX);
    let hash = Sha256::digest(raw).iter().map(|b| format!("{b:02x}")).collect();
    Ok(Message {
        message_id: if message_ids.is_empty() { None } else { Some(message_ids.swap_remove(0)) },
        in_reply_to: headers.all("in-reply-to").flat_map(header::ids).take(REFERENCES_MAX).collect(),
        references: references.chain(kept).take(REFERENCES_MAX).collect(),
        sender: addresses(&headers, "sender", &mut Vec::new()).into_iter().next(),
        reply_to: addresses(&headers, "reply-to", &mut Vec::new()),
        to: addresses(&headers, "to", &mut Vec::new()),
        cc: addresses(&headers, "cc", &mut Vec::new()),
        from,
        envelope_to: envelope,
        return_path: return_path(&headers),
        date: headers.all("date").next().and_then(header::date),
        subject,
        kind,
        because,
        words: own_words,
        tables: found,
        attachments: body.attachments,
        calendars: body.calendars,
        auth_results: headers.all("authentication-results").map(header::text).collect(),
        dkim_domains: headers.all("dkim-signature").filter_map(|v| dkim_domain(&header::text(v))).collect(),
        list_id: headers.text("list-id"),
        letter: headers.text("beadle-letter"),
        flaws,
        hash,
        size: raw.len(),
    })
}

fn addresses(headers: &Headers, name: &str, flaws: &mut Vec<Flaw>) -> Vec<Mailbox> {
    let mut out = Vec::new();
    for value in headers.all(name) {
        let (found, faults) = header::mailboxes(value);
        out.extend(found);
        flaws.extend(
            faults.into_iter().map(|text| Flaw { what: FlawKind::Address, text: format!("{name}: {text}") }),
        );
    }
    out.truncate(MAILBOXES_MAX);
    out
}

fn return_path(headers: &Headers) -> Option<ReturnPath> {
    let value = headers.all("return-path").next()?;
    if value.trim_ascii() == b"<>" {
        return Some(ReturnPath::Null);
    }
    header::mailboxes(value).0.into_iter().next().map(|m| ReturnPath::Address(m.address))
}

fn dkim_domain(value: &str) -> Option<String> {
    value.split(';').find_map(|tag| Some(tag.trim().strip_prefix("d=")?.trim().to_ascii_lowercase()))
}

#[derive(Default)]
struct Body {
    text: String,
    tables: Vec<Table>,
    attachments: Vec<Attachment>,
    calendars: Vec<CalendarPart>,
}

/// The text a reader sees first, tables, attachments and calendar parts.
fn body(raw: &[u8], parsed: &mail_parser::Message<'_>, flaws: &mut Vec<Flaw>) -> Body {
    let mut body = Body::default();
    let (mut plain, mut rich): (Option<String>, Option<html::Page>) = (None, None);
    for (number, part) in parsed.parts.iter().enumerate() {
        let kind = media_type(part);
        if part.is_encoding_problem {
            flaws.push(Flaw { what: FlawKind::Mime, text: format!("part {number} ({kind}) is broken") });
        }
        let named = part.attachment_name().is_some();
        let attached = part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment);
        match kind.as_str() {
            "text/calendar" | "application/ics" => {
                let text = decoded(raw, part, flaws);
                if text.len() <= CALENDAR_MAX {
                    let method =
                        part.content_type().and_then(|t| t.attribute("method")).map(str::to_ascii_uppercase);
                    let text = text.trim_start_matches('\u{feff}').to_owned();
                    // The same object often travels twice: as a part and as an attachment.
                    if !body.calendars.iter().any(|c| c.text.trim() == text.trim()) {
                        body.calendars.push(CalendarPart { method, text });
                    }
                } else {
                    flaws.push(Flaw { what: FlawKind::Size, text: "a calendar part is too large".into() });
                }
            }
            "text/plain" if !attached && !named && plain.is_none() => {
                plain = Some(clip(decoded(raw, part, flaws)))
            }
            "text/html" if !attached && rich.is_none() => rich = Some(html::read(&decoded(raw, part, flaws))),
            _ if matches!(part.body, PartType::Multipart(_)) => {}
            _ if attached || named || !kind.starts_with("text/") => {
                attach(&mut body, raw, part, number, &kind)
            }
            _ => {}
        }
    }
    // An HTML part holds the tables; its text is taken only where there is no plain one worth reading.
    let usable = plain.as_ref().is_some_and(|t| !t.trim().is_empty());
    if let Some(page) = rich {
        if !usable {
            body.text = clip(page.text);
        }
        body.tables.splice(0..0, page.tables);
    }
    if usable {
        body.text = plain.unwrap_or_default();
        if body.text.contains('&') {
            body.text = charset::entities(&body.text).into_owned();
        }
    }
    body
}

fn attach(body: &mut Body, raw: &[u8], part: &MessagePart<'_>, number: usize, kind: &str) {
    let bytes = content(raw, part);
    let name = part.attachment_name().map(|n| header::plain(n.rsplit(['/', '\\']).next().unwrap_or(n)));
    let lower = name.as_deref().unwrap_or("").to_lowercase();
    if (kind == "text/csv" || lower.ends_with(".csv"))
        && let Some(table) = tables::of_csv(&bytes, charset_of(part), name.as_deref().unwrap_or(""))
    {
        body.tables.push(table);
    }
    let sha256 = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
    body.attachments.push(Attachment {
        name,
        media_type: kind.to_owned(),
        size: bytes.len(),
        sha256,
        part: number,
    });
}

fn media_type(part: &MessagePart<'_>) -> String {
    match part.content_type() {
        Some(t) => format!("{}/{}", t.ctype(), t.subtype().unwrap_or("plain")).to_ascii_lowercase(),
        None => match part.body {
            PartType::Html(_) => "text/html".into(),
            PartType::Text(_) => "text/plain".into(),
            PartType::Message(_) => "message/rfc822".into(),
            PartType::Multipart(_) => "multipart/mixed".into(),
            _ => "application/octet-stream".into(),
        },
    }
}

fn charset_of<'a>(part: &'a MessagePart<'_>) -> Option<&'a str> {
    part.content_type()?.attribute("charset")
}

/// The bytes of a part behind its transfer encoding, before any charset.
fn content(raw: &[u8], part: &MessagePart<'_>) -> Vec<u8> {
    let start = part.offset_body as usize;
    let end = (part.offset_end as usize).min(raw.len());
    let bytes = raw.get(start..end).unwrap_or_default();
    match part.encoding {
        mail_parser::Encoding::Base64 => transfer::base64(bytes),
        mail_parser::Encoding::QuotedPrintable => transfer::quoted_printable(bytes),
        mail_parser::Encoding::None => bytes.to_vec(),
    }
}

fn decoded(raw: &[u8], part: &MessagePart<'_>, flaws: &mut Vec<Flaw>) -> String {
    let (text, wrong) = charset::decode(&content(raw, part), charset_of(part));
    if wrong {
        flaws.push(Flaw { what: FlawKind::Charset, text: "a text is not in the charset it names".into() });
    }
    text
}

fn clip(mut text: String) -> String {
    if text.len() > TEXT_MAX {
        let mut end = TEXT_MAX;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    text
}

/// The bytes of an attachment, for who keeps it: the part's number as [`Attachment::part`] has it.
pub fn attachment(raw: &[u8], number: usize) -> Option<Vec<u8>> {
    let parsed = MessageParser::default().parse(raw)?;
    parsed.parts.get(number).map(|part| content(raw, part))
}
