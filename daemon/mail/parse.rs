//! From the bytes of one mail to a [`Message`].
//!
//! `mail-parser` finds the parts and decodes none: it reads an encoded message inside a message by recursion, and what
//! is encoded cannot be bounded beforehand, so it is not told of transfer encodings. Ours are read here ([`content`]).

use std::borrow::Cow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use mail_parser::{ContentType, Encoding, HeaderName, MessageParser, MessagePart, MimeHeaders, PartType};
use regex::bytes::Regex as BytesRegex;
use sha2::{Digest, Sha256};

use super::bounce::{Question, Report};
use super::header::{self, Headers};
use super::html::{self, Page};
use super::{
    Address, Attachment, BOUNDARY_LINES_MAX, CALENDAR_MAX, CalendarPart, FLAWS_MAX, Flaw, FlawKind,
    HEADERS_MAX, Kind, MAILBOXES_MAX, Mailbox, Message, OwnMail, PARTS_MAX, Quarantine, REFERENCES_MAX,
    ReturnPath, SIZE_MAX, Subject, TABLES_MAX, TEXT_MAX, Table, Words, charset, kind, tables, transfer,
    words,
};

/// Largest CSV attachment read as a table, in bytes.
const CSV_MAX: usize = 1024 * 1024;
/// Most text kept of parts that may enclose the original of a bounce, in bytes.
const ENCLOSED_MAX: usize = 64 * 1024;

/// Reads one mail.
///
/// # Errors
/// [`Quarantine`] when it is empty, has no header field, is larger than [`SIZE_MAX`], or is built to hurt.
pub fn parse(raw: &[u8], own: &OwnMail) -> Result<Message, Quarantine> {
    let raw = &*with_line_ends(raw);
    let (headers, inner) = open(raw)?;
    if raw.len() > SIZE_MAX {
        return Err(refuse(format!("the mail has {} bytes, more than {SIZE_MAX}", raw.len())));
    }
    let mut message = of_headers(&headers, raw);
    let body = read_body(inner, &mut message.flaws)?;
    message.attachments = body.attachments;
    message.calendars = body.calendars;
    let text = fill_words(&mut message, body.units);
    message.tables.extend(body.tables.into_iter().take(TABLES_MAX));
    settle(&mut message, &headers, &body.report, &text, own);
    Ok(message)
}

/// Reads the headers only: for mails over [`SIZE_MAX`], of which `raw` may be just the beginning.
///
/// # Errors
/// [`Quarantine`] when there are none.
pub fn parse_headers(raw: &[u8], own: &OwnMail) -> Result<Message, Quarantine> {
    let raw = &*with_line_ends(raw);
    let (headers, _) = open(raw)?;
    let mut message = of_headers(&headers, raw);
    message.flaws.push(Flaw { what: FlawKind::Size, text: "only the headers were read".to_owned() });
    settle(&mut message, &headers, &Report::default(), "", own);
    Ok(message)
}

/// The decoded content of a part of a mail: what [`Attachment::part`] names.
pub fn attachment(raw: &[u8], part: usize) -> Option<Vec<u8>> {
    let raw = &*with_line_ends(raw);
    let (_, inner) = open(raw).ok()?;
    let inner = hidden(inner).ok()?;
    let tree = tree(&inner).ok()?;
    tree.parts.get(part).map(|p| content(p, &inner).into_owned())
}

fn refuse(reason: String) -> Quarantine {
    Quarantine { reason }
}

/// The mail with lines that can be told: a file of an old Macintosh ends its lines with a bare CR and has no LF at
/// all. A bare CR beside an LF is no line end (RFC 5322 section 2.3) and stays as it is.
fn with_line_ends(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|&b| if b == b'\r' { b'\n' } else { b }).collect())
}

/// The headers, and the mail without what mailbox files put before it.
fn open(raw: &[u8]) -> Result<(Headers, &[u8]), Quarantine> {
    let blank = raw.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let mut inner = &raw[blank..];
    // The separator of mbox files.
    if inner.starts_with(b"From ") || inner.starts_with(b">From ") {
        inner = inner.iter().position(|&b| b == b'\n').map_or(&[], |n| &inner[n + 1..]);
    }
    if inner.is_empty() {
        return Err(refuse("the mail is empty".to_owned()));
    }
    let headers = Headers::read(&inner[..inner.len().min(HEADERS_MAX + 1)]);
    if headers.is_empty() {
        return Err(refuse("the mail has no header field".to_owned()));
    }
    if headers.body > HEADERS_MAX {
        return Err(refuse(format!("the headers have more than {HEADERS_MAX} bytes")));
    }
    Ok((headers, inner))
}

fn of_headers(headers: &Headers, raw: &[u8]) -> Message {
    let mut flaws = Vec::new();
    duplicates(headers, &mut flaws);
    let mut boxes = |name: &str| mailboxes(headers, name, &mut flaws);
    let (from, sender, reply_to, to, cc) =
        (boxes("from"), boxes("sender"), boxes("reply-to"), boxes("to"), boxes("cc"));
    if from.len() > 1 {
        flaws.push(Flaw { what: FlawKind::From, text: format!("From names {} mailboxes", from.len()) });
    }
    // What one reader passes over another may take for the sender; a name without an `@` is only badly written.
    let nameless = |fault: &String| !fault.strip_suffix(" has no '@'").unwrap_or(fault).contains('@');
    if flaws.iter().any(|f| f.what == FlawKind::Address)
        && headers.all("from").any(|value| !header::mailboxes(value).1.iter().all(nameless))
    {
        let text = "From names a mailbox that cannot be read".to_owned();
        flaws.push(Flaw { what: FlawKind::From, text });
    }
    if headers.all("from").flatten().any(|b| b.is_ascii_control() && *b != b'\t') {
        flaws.push(Flaw { what: FlawKind::From, text: "From has a line end or a NUL inside".to_owned() });
    }
    let date = headers.all("date").next().and_then(header::date);
    if date.is_none() && headers.has("date") {
        flaws.push(Flaw { what: FlawKind::Date, text: "the Date cannot be read".to_owned() });
    }
    let message_id = headers.all("message-id").flat_map(header::ids).next();
    let in_reply_to = unique(headers.all("in-reply-to").flat_map(header::ids), REFERENCES_MAX);
    let references = references(headers, message_id.as_deref());
    Message {
        message_id,
        in_reply_to,
        references,
        from,
        sender: sender.into_iter().next(),
        reply_to,
        to,
        cc,
        envelope_to: envelope_to(headers),
        return_path: return_path(headers),
        subject: Subject::parse(&headers.text("subject").unwrap_or_default()),
        date,
        kind: Kind::Person,
        because: String::new(),
        words: Words::default(),
        tables: Vec::new(),
        attachments: Vec::new(),
        calendars: Vec::new(),
        auth_results: headers
            .all("authentication-results")
            .map(|v| {
                charset::decode(v, None).0.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
            })
            .collect(),
        dkim_domains: unique(headers.all("dkim-signature").filter_map(dkim_domain), REFERENCES_MAX),
        list_id: headers.text("list-id").map(|v| list_id(&v)).filter(|v| !v.is_empty()),
        letter: headers.text("beadle-letter"),
        flaws,
        hash: hex(&Sha256::digest(raw)),
        size: raw.len(),
    }
}

/// Fields that stand more than once but must not (RFC 5322 section 3.6).
fn duplicates(headers: &Headers, flaws: &mut Vec<Flaw>) {
    const ONCE: [(&str, FlawKind); 9] = [
        ("from", FlawKind::From),
        ("message-id", FlawKind::MessageId),
        ("sender", FlawKind::Duplicate),
        ("reply-to", FlawKind::Duplicate),
        ("to", FlawKind::Duplicate),
        ("cc", FlawKind::Duplicate),
        ("subject", FlawKind::Duplicate),
        ("date", FlawKind::Duplicate),
        ("in-reply-to", FlawKind::Duplicate),
    ];
    for (name, what) in ONCE {
        let count = headers.all(name).count();
        if count > 1 {
            flaws.push(Flaw { what, text: format!("{name} stands {count} times") });
        }
    }
    if !headers.has("from") {
        flaws.push(Flaw { what: FlawKind::From, text: "there is no From".to_owned() });
    }
}

fn mailboxes(headers: &Headers, name: &str, flaws: &mut Vec<Flaw>) -> Vec<Mailbox> {
    let mut out = Vec::new();
    for value in headers.all(name) {
        let (found, faults) = header::mailboxes(value);
        out.extend(found);
        for fault in faults {
            if flaws.len() < FLAWS_MAX {
                flaws.push(Flaw { what: FlawKind::Address, text: format!("{name}: {fault}") });
            }
        }
    }
    out.truncate(MAILBOXES_MAX);
    out
}

fn unique<T: PartialEq>(items: impl Iterator<Item = T>, max: usize) -> Vec<T> {
    let mut out = Vec::new();
    for item in items {
        if out.len() == max {
            break;
        }
        if !out.contains(&item) {
            out.push(item);
        }
    }
    out
}

/// Where relays keep the id they replaced: Tencent, Microsoft, and what others call it.
const KEPT_IDS: [&str; 6] = [
    "x-oq-msgid",
    "x-microsoft-original-message-id",
    "x-ms-exchange-parent-message-id",
    "x-original-message-id",
    "original-message-id",
    "x-gm-original-message-id",
];

/// The ids that relays kept, then References: the last is the first that is looked for.
fn references(headers: &Headers, message_id: Option<&str>) -> Vec<String> {
    let references = unique(headers.all("references").flat_map(header::ids), REFERENCES_MAX);
    let kept = KEPT_IDS.iter().flat_map(|n| headers.all(n)).flat_map(header::ids);
    let new = |id: &String| Some(id.as_str()) != message_id && !references.contains(id);
    let mut out = unique(kept.filter(new), REFERENCES_MAX.saturating_sub(references.len()));
    // In their order the first of them is looked for first.
    out.reverse();
    out.extend(references);
    out
}

fn envelope_to(headers: &Headers) -> Vec<Address> {
    const NAMES: [&str; 4] = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to"];
    let found =
        NAMES.iter().flat_map(|n| headers.all(n)).flat_map(|v| header::mailboxes(v).0).map(|m| m.address);
    unique(found, REFERENCES_MAX)
}

fn return_path(headers: &Headers) -> Option<ReturnPath> {
    let value = headers.text("return-path")?;
    let bare: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    if bare.is_empty() || bare == "<>" {
        return Some(ReturnPath::Null);
    }
    Address::parse(&value).ok().map(ReturnPath::Address)
}

/// The `d=` tag (RFC 6376 section 3.5).
fn dkim_domain(value: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(value);
    let tag = text.split(';').filter_map(|t| t.split_once('=')).find(|(name, _)| name.trim() == "d")?;
    Some(tag.1.split_whitespace().collect::<String>().to_lowercase())
}

fn list_id(value: &str) -> String {
    let inner = value.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(id, _)| id);
    inner.unwrap_or(value).trim().to_owned()
}

fn hex(bytes: &[u8]) -> String {
    let digit = |n: u8| char::from(if n < 10 { b'0' + n } else { b'a' + n - 10 });
    bytes.iter().flat_map(|b| [digit(b >> 4), digit(b & 15)]).collect()
}

/// The last step: what kind it is, once everything else is known.
fn settle(message: &mut Message, headers: &Headers, report: &Report, text: &str, own: &OwnMail) {
    let return_path = message.return_path.clone();
    let subject = message.subject.raw.clone();
    let question =
        Question { headers, report, return_path: return_path.as_ref(), subject: &subject, text, own };
    (message.kind, message.because) = kind::tell(message, &question);
    message.flaws.truncate(FLAWS_MAX);
}

/// What the walk over the parts collects.
#[derive(Default)]
struct Body {
    units: Vec<Unit>,
    attachments: Vec<Attachment>,
    calendars: Vec<CalendarPart>,
    tables: Vec<Table>,
    report: Report,
}

/// One piece of the body: the alternatives of one text.
#[derive(Default)]
struct Unit {
    /// The multipart/alternative it belongs to.
    group: Option<usize>,
    plain: Option<String>,
    html: Option<String>,
}

/// mail-parser's tree, taken apart without recursion when it goes: its own drop descends with the messages inside
/// messages, and a stack that overflows takes the whole daemon with it.
struct Tree<'a>(mail_parser::Message<'a>);

impl<'a> std::ops::Deref for Tree<'a> {
    type Target = mail_parser::Message<'a>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Drop for Tree<'_> {
    fn drop(&mut self) {
        let mut open = std::mem::take(&mut self.0.parts);
        while let Some(mut part) = open.pop() {
            if let PartType::Message(inner) = &mut part.body {
                open.append(&mut inner.parts);
            }
        }
    }
}

/// A type that makes mail-parser read what follows as a mail. An encoded one it would miss, and all parts behind it.
static ENCLOSED: LazyLock<BytesRegex> =
    LazyLock::new(|| BytesRegex::new(r"(?i-u)message\s*/\s*(rfc822|global)").expect("a constant"));

/// What stands for such a type while the parts are looked for, of the same length.
const HIDDEN: &[u8] = b"x-mail";

/// The mail with the types of encoded messages hidden, if there are any.
fn hidden(raw: &[u8]) -> Result<Cow<'_, [u8]>, Quarantine> {
    /// Each round shows the parts behind one encoded message.
    const ROUNDS_MAX: usize = 20;
    let mut raw = Cow::Borrowed(raw);
    for _ in 0..ROUNDS_MAX {
        if !ENCLOSED.is_match(&raw) {
            break;
        }
        let mut places = Vec::new();
        let mut tree = tree(&raw)?;
        let mut open = std::mem::take(&mut tree.0.parts);
        while let Some(mut part) = open.pop() {
            let (start, end) = (part.offset_header as usize, part.offset_body as usize);
            if let PartType::Message(inner) = &mut part.body {
                open.append(&mut inner.parts);
            }
            let head = raw.get(start..end).unwrap_or_default();
            if let Some(found) = ENCLOSED.captures(head).and_then(|c| c.get(1))
                && encoding(head) != Encoding::None
            {
                places.push(start + found.start());
            }
        }
        drop(tree);
        if places.is_empty() {
            break;
        }
        let bytes = raw.to_mut();
        for at in places {
            bytes[at..at + HIDDEN.len()].copy_from_slice(HIDDEN);
        }
    }
    Ok(raw)
}

/// The transfer encoding in the header block of a part.
fn encoding(head: &[u8]) -> Encoding {
    const NAME: &str = "content-transfer-encoding";
    match Headers::read_only(head, NAME).token(NAME).as_deref() {
        Some("base64") => Encoding::Base64,
        Some("quoted-printable") => Encoding::QuotedPrintable,
        _ => Encoding::None,
    }
}

/// Only what tells the parts of a mail apart, and the id of a mail enclosed in a bounce.
static PARSER: LazyLock<MessageParser> = LazyLock::new(|| {
    MessageParser::new()
        .header_content_type(HeaderName::ContentType)
        .header_content_type(HeaderName::ContentDisposition)
        .header_id(HeaderName::MessageId)
        .default_header_ignore()
});

fn tree(raw: &[u8]) -> Result<Tree<'_>, Quarantine> {
    // Each level of nesting names its type once and, but for messages, its boundary.
    let (mut boundaries, mut types) = (0usize, 0usize);
    for line in raw.split(|&b| b == b'\n') {
        if line.starts_with(b"--") {
            boundaries += 1;
        } else if line.trim_ascii_start().get(..12).is_some_and(|n| n.eq_ignore_ascii_case(b"content-type")) {
            types += 1;
        }
    }
    if types.max(boundaries) > BOUNDARY_LINES_MAX {
        return Err(refuse(format!(
            "more than {BOUNDARY_LINES_MAX} lines look like the beginning of a part"
        )));
    }
    // Millions of mutated mails made it panic never; the guard keeps one poison mail from stopping the rest.
    let parsed = catch_unwind(AssertUnwindSafe(|| PARSER.parse(raw).map(Tree)));
    match parsed {
        Ok(Some(tree)) if tree.parts.len() > PARTS_MAX => {
            Err(refuse(format!("the mail has more than {PARTS_MAX} parts")))
        }
        Ok(Some(tree)) => Ok(tree),
        Ok(None) => Err(refuse("the mail has no header field".to_owned())),
        Err(_) => Err(refuse("the MIME structure of the mail broke its reader".to_owned())),
    }
}

fn read_body(raw: &[u8], flaws: &mut Vec<Flaw>) -> Result<Body, Quarantine> {
    let raw = &*hidden(raw)?;
    let tree = tree(raw)?;
    let mut body = Body::default();
    let mut seen = vec![false; tree.parts.len()];
    let mut stack: Vec<(usize, Option<usize>)> = vec![(0, None)];
    while let Some((id, group)) = stack.pop() {
        let Some(part) = tree.parts.get(id) else { continue };
        if std::mem::replace(&mut seen[id], true) {
            continue;
        }
        if let PartType::Multipart(children) = &part.body {
            let group = if subtype(part) == "alternative" { group.or(Some(id)) } else { group };
            if subtype(part) == "report" {
                body.report.report_type = attribute(part, "report-type")
                    .map(|t| t.to_ascii_lowercase())
                    .or(body.report.report_type.take());
            }
            stack.extend(children.iter().rev().map(|c| (*c as usize, group)));
        } else {
            if part.is_encoding_problem {
                flaws.push(Flaw { what: FlawKind::Mime, text: format!("part {id} is broken") });
            }
            leaf(part, id, group, raw, &mut body, flaws);
        }
    }
    Ok(body)
}

fn media_type(part: &MessagePart<'_>) -> String {
    match part.content_type() {
        Some(t) if t.ctype() == "message" && t.subtype().is_some_and(|s| s.as_bytes() == HIDDEN) => {
            "message/rfc822".to_owned()
        }
        Some(t) => format!("{}/{}", t.ctype(), t.subtype().unwrap_or("octet-stream")).to_ascii_lowercase(),
        None if matches!(part.body, PartType::Message(_)) => "message/rfc822".to_owned(),
        None => "text/plain".to_owned(),
    }
}

fn subtype(part: &MessagePart<'_>) -> String {
    part.content_type().and_then(ContentType::subtype).unwrap_or_default().to_ascii_lowercase()
}

fn attribute<'a>(part: &'a MessagePart<'_>, name: &str) -> Option<&'a str> {
    part.content_type().and_then(|t| t.attribute(name))
}

/// The bytes of a part behind its transfer encoding.
fn content<'a>(part: &MessagePart<'_>, raw: &'a [u8]) -> Cow<'a, [u8]> {
    let (head, start, end) =
        (part.offset_header as usize, part.offset_body as usize, part.offset_end as usize);
    let slice = raw.get(start..end.max(start)).or_else(|| raw.get(start..)).unwrap_or_default();
    match encoding(raw.get(head..start).unwrap_or_default()) {
        Encoding::Base64 => Cow::Owned(transfer::base64(slice)),
        Encoding::QuotedPrintable => Cow::Owned(transfer::quoted_printable(slice)),
        Encoding::None => Cow::Borrowed(slice),
    }
}

/// The file name, decoded again when its bytes were beyond mail-parser, without any folder.
fn file_name(part: &MessagePart<'_>, raw: &[u8]) -> Option<String> {
    let name = part.attachment_name()?;
    let decoded = if name.contains('\u{fffd}') || name.contains("=?") {
        let block = raw.get(part.offset_header as usize..part.offset_body as usize).unwrap_or_default();
        let headers = Headers::read(block);
        ["content-disposition", "content-type"]
            .iter()
            .filter_map(|n| headers.text(n))
            .find_map(|v| {
                let at = v.to_lowercase().find("name=")?;
                let value = v.get(at + 5..)?.trim();
                let value = match value.strip_prefix('"') {
                    Some(rest) => rest.split('"').next()?,
                    None => value.split(';').next()?,
                };
                Some(value.trim().to_owned())
            })
            .unwrap_or_else(|| name.to_owned())
    } else {
        name.to_owned()
    };
    let base = header::plain(decoded.rsplit(['/', '\\']).next().unwrap_or_default());
    (!base.is_empty()).then_some(base)
}

fn leaf(
    part: &MessagePart<'_>,
    id: usize,
    group: Option<usize>,
    raw: &[u8],
    body: &mut Body,
    flaws: &mut Vec<Flaw>,
) {
    let media_type = media_type(part);
    let name = file_name(part, raw);
    let ends = |ext: &str| name.as_deref().is_some_and(|n| n.to_lowercase().ends_with(ext));
    let attached = part.content_disposition().is_some_and(ContentType::is_attachment);
    if let PartType::Message(inner) = &part.body {
        let start = inner.parts.first().map_or(0, |p| p.offset_header as usize);
        enclosed_headers(inner.raw_message.get(start..).unwrap_or_default(), &mut body.report);
    }
    match media_type.as_str() {
        "message/delivery-status" | "message/global-delivery-status" => {
            body.report.statuses.push(decoded(part, raw, None));
            return;
        }
        "message/disposition-notification" | "message/global-disposition-notification" => {
            body.report.disposition = true;
            body.report.dispositions.push_str(&decoded(part, raw, None));
            return;
        }
        "message/feedback-report" => {
            body.report.feedback = true;
            return;
        }
        "text/rfc822-headers"
        | "text/rfc822-header"
        | "message/rfc822-headers"
        | "message/global-headers" => {
            enclosed_headers(&content(part, raw), &mut body.report);
            return;
        }
        "text/calendar" | "application/ics" | "text/x-vcalendar" => return calendar(part, raw, body, flaws),
        _ if ends(".ics") || holds_calendar(part, raw, &media_type) => {
            return calendar(part, raw, body, flaws);
        }
        // A multipart whose boundary was lost is one text with all its parts in it.
        multipart if multipart.starts_with("multipart/") => {
            flaws
                .push(Flaw { what: FlawKind::Mime, text: format!("part {id} is {multipart} without parts") });
            let text = decoded(part, raw, None);
            return place(body, group, false, text, None);
        }
        "text/plain" | "text/html" => {
            let is_html = media_type == "text/html";
            // Inline files shown in the text are attachments all the same; a name on the first text is not.
            let is_file = name.is_some() && (!body.units.is_empty() || ends(".csv") || ends(".tsv"));
            if !attached && !is_file {
                let text = decoded(part, raw, Some(flaws));
                return place(body, group, is_html, text, flowed(part));
            }
        }
        _ => {}
    }
    // A file without a name among alternatives is a rendering we do not read (AMP, enriched text).
    if group.is_some() && name.is_none() && !attached && media_type.starts_with("text/") {
        return;
    }
    attach(part, id, raw, media_type, name, body);
}

/// Text of a part by its label.
fn decoded(part: &MessagePart<'_>, raw: &[u8], flaws: Option<&mut Vec<Flaw>>) -> String {
    let bytes = content(part, raw);
    let bytes = if bytes.len() > super::HTML_MAX { &bytes[..super::HTML_MAX] } else { &bytes };
    let declared = attribute(part, "charset").map(str::to_owned).or_else(|| meta_charset(bytes));
    let (text, lied) = charset::decode(bytes, declared.as_deref());
    if let (true, Some(flaws)) = (lied, flaws) {
        let label = declared.as_deref().unwrap_or("none").escape_debug().to_string();
        flaws.push(Flaw {
            what: FlawKind::Charset,
            text: format!("the text is not of the charset it is labelled with ({label})"),
        });
    }
    text
}

/// The charset an HTML part declares inside, when its header does not.
fn meta_charset(bytes: &[u8]) -> Option<String> {
    /// Where HTML must declare it.
    const HEAD_MAX: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD_MAX)]).to_ascii_lowercase();
    if !head.contains("<meta") {
        return None;
    }
    let rest = &head[head.find("charset=")? + 8..];
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c))
        .collect();
    (!label.is_empty()).then_some(label)
}

/// `format=flowed`, and whether the space at a line's end goes (RFC 3676).
fn flowed(part: &MessagePart<'_>) -> Option<bool> {
    attribute(part, "format")
        .filter(|f| f.eq_ignore_ascii_case("flowed"))
        .map(|_| attribute(part, "delsp").is_some_and(|d| d.eq_ignore_ascii_case("yes")))
}

fn place(body: &mut Body, group: Option<usize>, is_html: bool, text: String, flowed: Option<bool>) {
    let text = match flowed {
        Some(delete_space) if !is_html => unflow(&text, delete_space),
        _ => text,
    };
    let same = group.and_then(|g| body.units.iter().position(|u| u.group == Some(g)));
    let unit = match same {
        Some(n) => &mut body.units[n],
        None => {
            body.units.push(Unit { group, ..Unit::default() });
            let last = body.units.len() - 1;
            &mut body.units[last]
        }
    };
    let slot = if is_html { &mut unit.html } else { &mut unit.plain };
    match slot {
        Some(before) if before.len() + text.len() < super::HTML_MAX => {
            before.push('\n');
            before.push_str(&text);
        }
        Some(_) => {}
        None => *slot = Some(text),
    }
}

/// Joins the soft-wrapped lines of `format=flowed`, so that a field's value is one line again.
fn unflow(text: &str, delete_space: bool) -> String {
    let mut out = String::with_capacity(text.len());
    // Quote depth of the line before, when that ended in a soft break.
    let mut open: Option<usize> = None;
    for (n, line) in text.lines().enumerate() {
        let unmarked = line.trim_start_matches('>');
        let depth = line.len() - unmarked.len();
        let unstuffed = unmarked.strip_prefix(' ').unwrap_or(unmarked);
        let is_signature = unstuffed == "-- ";
        if open == Some(depth) && !is_signature {
            out.push_str(unstuffed);
        } else {
            if n > 0 {
                out.push('\n');
            }
            out.extend(std::iter::repeat_n('>', depth));
            if depth > 0 {
                out.push(' ');
            }
            out.push_str(unstuffed);
        }
        open = (unstuffed.ends_with(' ') && !is_signature).then_some(depth);
        if open.is_some() && delete_space {
            out.pop();
        }
    }
    out
}

/// Ids and To of the mail that a bounce encloses.
fn enclosed_headers(raw: &[u8], report: &mut Report) {
    let blank = raw.iter().take_while(|b| b.is_ascii_whitespace()).count();
    let headers = Headers::read(&raw[blank..raw.len().min(HEADERS_MAX)]);
    if report.original_ids.is_empty() {
        let kept = KEPT_IDS.iter().flat_map(|n| headers.all(n)).flat_map(header::ids);
        report
            .original_ids
            .extend(headers.all("message-id").flat_map(header::ids).chain(kept).take(REFERENCES_MAX));
    }
    if report.original_to.is_empty() {
        let to = headers.all("to").flat_map(|v| header::mailboxes(v).0).map(|m| m.address);
        report.original_to.extend(to.take(MAILBOXES_MAX));
    }
}

fn enclose(report: &mut Report, text: &str) {
    let room = ENCLOSED_MAX.saturating_sub(report.enclosed.len());
    report.enclosed.push_str(begins(text, room));
    report.enclosed.push('\n');
}

/// Calendar lines may be folded within a character (RFC 5545, section 3.1): where they are, they are joined before they
/// are decoded. In UTF-16 no octet is a line's end.
fn unfolded(bytes: &[u8]) -> Cow<'_, [u8]> {
    if std::str::from_utf8(bytes).is_ok() || bytes.contains(&0) {
        return Cow::Borrowed(bytes);
    }
    let mut out = Vec::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|&b| b == b'\n') {
        match line {
            [b' ' | b'\t', rest @ ..] if !out.is_empty() => {
                while matches!(out.last(), Some(b'\r' | b'\n')) {
                    out.pop();
                }
                out.extend_from_slice(rest);
            }
            _ => out.extend_from_slice(line),
        }
    }
    Cow::Owned(out)
}

/// Some programs and relays give a calendar object another type, or none (`application/calendar`, `text/ics`, a `.vcs`
/// file, a bare `application/octet-stream`): its first line says what it is.
fn holds_calendar(part: &MessagePart<'_>, raw: &[u8], media_type: &str) -> bool {
    const FIRST: &[u8] = b"BEGIN:VCALENDAR";
    let long = (part.offset_end as usize).saturating_sub(part.offset_body as usize) > 2 * CALENDAR_MAX;
    let kind = media_type.starts_with("text/") || media_type.starts_with("application/");
    if long || !kind || media_type == "text/html" {
        return false;
    }
    let bytes = content(part, raw);
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes).trim_ascii_start();
    bytes.get(..FIRST.len()).is_some_and(|first| first.eq_ignore_ascii_case(FIRST))
}

fn calendar(part: &MessagePart<'_>, raw: &[u8], body: &mut Body, flaws: &mut Vec<Flaw>) {
    let bytes = content(part, raw);
    let mut bytes = bytes.as_ref();
    if bytes.len() > CALENDAR_MAX {
        flaws.push(Flaw {
            what: FlawKind::Size,
            text: format!("a calendar part has {} bytes and was cut", bytes.len()),
        });
        // More than its reader takes, so that it says so.
        bytes = &bytes[..CALENDAR_MAX + 1];
    }
    let text = charset::decode(&unfolded(bytes), attribute(part, "charset").or(Some("utf-8"))).0;
    let text = text.trim_start_matches('\u{feff}').to_owned();
    let method = attribute(part, "method").map(|m| m.trim().to_ascii_uppercase()).filter(|m| !m.is_empty());
    // The same object stands in the text and again as a file.
    match body.calendars.iter_mut().find(|c| c.text.trim() == text.trim()) {
        Some(same) => same.method = same.method.take().or(method),
        None => body.calendars.push(CalendarPart { method, text }),
    }
}

fn attach(
    part: &MessagePart<'_>,
    id: usize,
    raw: &[u8],
    media_type: String,
    name: Option<String>,
    body: &mut Body,
) {
    let bytes = content(part, raw);
    let lower = name.as_deref().unwrap_or_default().to_lowercase();
    if matches!(media_type.as_str(), "text/csv" | "text/tab-separated-values")
        || lower.ends_with(".csv")
        || lower.ends_with(".tsv")
    {
        let shown = name.clone().unwrap_or_else(|| media_type.clone());
        if bytes.len() <= CSV_MAX && body.tables.len() < TABLES_MAX {
            body.tables.extend(tables::of_csv(&bytes, attribute(part, "charset"), &shown));
        }
    }
    if body.report.enclosed.len() < ENCLOSED_MAX
        && !media_type.starts_with("image/")
        && bytes.len() <= ENCLOSED_MAX
    {
        let text = String::from_utf8_lossy(&bytes);
        enclose(&mut body.report, &text);
    }
    body.attachments.push(Attachment {
        name,
        media_type,
        size: bytes.len(),
        sha256: hex(&Sha256::digest(&bytes)),
        part: id,
    });
}

/// Chooses the text, cuts the own words out, reads their tables. Returns the whole text for whoever looks for
/// the words of a bounce.
fn fill_words(message: &mut Message, units: Vec<Unit>) -> String {
    let mut text = String::new();
    let mut shown = String::new();
    let mut found_tables = Vec::new();
    for unit in units {
        let page = unit.html.as_deref().map(html::read);
        let chosen = match (&unit.plain, &page) {
            (Some(plain), Some(page)) if prefers_html(plain, &page.text) => page.text.clone(),
            (Some(plain), _) => plain.clone(),
            (None, Some(page)) => page.text.clone(),
            (None, None) => String::new(),
        };
        join(&mut text, &chosen);
        if let Some(Page { text: page, tables }) = page {
            join(&mut shown, &page);
            found_tables.extend(tables);
        }
    }
    let sender = message.from.first();
    let mut own = words::cut_of(&text, sender, &message.to);
    // What both say alike has been looked at.
    if own.own.is_empty() && !shown.is_empty() && shown != text {
        let second = words::cut_of(&shown, sender, &message.to);
        if !second.own.is_empty() && !own.inline && !second.inline {
            own = Words {
                fence: own.fence.or(second.fence),
                fence_case: own.fence_case.or(second.fence_case),
                ..second
            };
        } else if own.fence.is_none() {
            (own.fence, own.fence_case) = (second.fence, own.fence_case.or(second.fence_case));
        }
    } else if own.fence.is_none() && shown != text {
        let (code, case) = words::fence_of(&shown);
        (own.fence, own.fence_case) = (code, own.fence_case.or(case));
    }
    found_tables.retain(|t| stands_in(t, &own.own));
    if found_tables.is_empty() {
        found_tables = tables::of_text(&own.own);
    }
    found_tables.truncate(TABLES_MAX);
    message.tables = found_tables;
    message.words = own;
    text
}

/// The plain part is empty, or only says that this is an HTML mail.
fn prefers_html(plain: &str, html: &str) -> bool {
    /// Longest such note.
    const NOTE_MAX: usize = 300;
    let plain = plain.trim();
    if plain.is_empty() {
        return true;
    }
    let lower = plain.to_lowercase();
    plain.len() <= NOTE_MAX
        && lower.contains("html")
        && (lower.contains("view") || plain.contains("查看") || plain.contains("阅读"))
        && html.len() > plain.len()
}

fn join(text: &mut String, more: &str) {
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let room = (TEXT_MAX * 2).saturating_sub(text.len());
    text.push_str(begins(more, room));
}

/// The first characters of a text.
fn begins(text: &str, most: usize) -> &str {
    let cut = (text.len() > most).then(|| text.char_indices().nth(most)).flatten();
    cut.map_or(text, |(end, _)| &text[..end])
}

/// A table of the HTML part is the sender's when the cells of its first and last row are among the own words.
fn stands_in(table: &Table, own: &str) -> bool {
    let squeeze = |s: &str| -> String { s.chars().filter(|c| !c.is_whitespace()).collect() };
    let own = squeeze(&charset::nfc(own));
    let rows = table.rows.first().into_iter().chain(table.rows.last());
    rows.flatten().all(|cell| own.contains(&squeeze(&charset::nfc(cell))))
}
