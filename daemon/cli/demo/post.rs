//! Mails as people's programs write them: new ones, replies with the quote below, and the answer to an invitation.

use std::path::Path;
use std::time::SystemTime;

use lettre::message::header::{ContentTransferEncoding, ContentType};
use lettre::message::{Attachment, Body, Mailbox, Message, MultiPart, SinglePart};
use mail_parser::{MessageParser, MimeHeaders as _};

use crate::cli::exit::Exit;
use crate::directory::Person;
use crate::scenario::File;
use crate::time::Instant;

/// A mail of one of the demo's people.
pub(super) struct Mail<'a> {
    pub(super) from: &'a Person,
    pub(super) to: String,
    pub(super) subject: String,
    pub(super) text: String,
    /// Files to attach.
    pub(super) files: &'a [File],
    /// The Message-ID it answers.
    pub(super) answers: Option<String>,
    pub(super) at: Instant,
    /// Its own, without the host.
    pub(super) id: &'a str,
}

impl Mail<'_> {
    pub(super) fn bytes(self) -> Result<Vec<u8>, Exit> {
        let text = part("text/plain; charset=utf-8", self.text.clone())?;
        let builder =
            envelope(self.from, &self.to, &self.subject, self.answers.as_deref(), self.at, self.id)?;
        let message = match self.files {
            [] => builder.singlepart(text),
            files => {
                // Set and not drawn: the same mail is the same bytes.
                let mut parts = MultiPart::mixed().boundary(format!("part-{}", self.id)).singlepart(text);
                for file in files {
                    let kind = kind("application/octet-stream")?;
                    let content = file.content().as_bytes().to_vec();
                    parts = parts.singlepart(Attachment::new(file.name.clone()).body(content, kind));
                }
                builder.multipart(parts)
            }
        };
        Ok(message.map_err(bad)?.formatted())
    }
}

fn envelope(
    from: &Person,
    to: &str,
    subject: &str,
    answers: Option<&str>,
    at: Instant,
    id: &str,
) -> Result<lettre::message::MessageBuilder, Exit> {
    let address = from.address();
    let sender = Mailbox::new(Some(from.name.clone()), address.to_string().parse().map_err(bad)?);
    let mut builder = Message::builder()
        .from(sender)
        .to(Mailbox::new(None, to.parse().map_err(bad)?))
        .subject(subject)
        .date(SystemTime::from(at))
        .message_id(Some(format!("<{}>", message_id(from, id))));
    if let Some(answers) = answers {
        builder = builder.in_reply_to(format!("<{answers}>")).references(format!("<{answers}>"));
    }
    Ok(builder)
}

/// The Message-ID of somebody's mail, without angle brackets.
pub(super) fn message_id(from: &Person, id: &str) -> String {
    format!("{id}@{}", from.address().domain())
}

fn part(content_type: &str, text: String) -> Result<SinglePart, Exit> {
    let body =
        Body::new_with_encoding(text, ContentTransferEncoding::Base64).map_err(|_| bad("not a body"))?;
    Ok(SinglePart::builder().header(kind(content_type)?).body(body))
}

fn kind(text: &str) -> Result<ContentType, Exit> {
    text.parse().map_err(bad)
}

fn bad(error: impl std::fmt::Display) -> Exit {
    Exit::new(65, format!("this mail cannot be written: {error}"))
}

/// A letter of ours, as far as an answer needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Letter {
    pub(super) subject: String,
    pub(super) text: String,
    /// Where answers go.
    pub(super) reply_to: String,
    /// Its sender.
    pub(super) from: String,
    pub(super) message_id: String,
    /// The calendar object it carries, its lines unfolded.
    pub(super) calendar: Option<String>,
}

impl Letter {
    pub(super) fn read(path: &Path) -> Option<Self> {
        let bytes = std::fs::read(path).ok()?;
        let parsed = MessageParser::default().parse(&bytes)?;
        let from = parsed.from()?.first()?.address()?.to_owned();
        let reply_to = parsed.reply_to().and_then(|to| to.first()?.address().map(str::to_owned));
        let calendar = parsed.parts.iter().find(|part| {
            part.content_type()
                .is_some_and(|t| t.subtype().is_some_and(|s| s.eq_ignore_ascii_case("calendar")))
        });
        Some(Self {
            subject: parsed.subject().unwrap_or_default().to_owned(),
            text: parsed.body_text(0).unwrap_or_default().replace("\r\n", "\n"),
            reply_to: reply_to.unwrap_or_else(|| from.clone()),
            from,
            message_id: parsed.message_id()?.to_owned(),
            calendar: calendar.and_then(|part| part.text_contents()).map(unfolded),
        })
    }

    /// A personal question: its answers go to an address of their own.
    pub(super) fn is_question(&self) -> bool {
        self.reply_to != self.from
    }

    /// An invitation that wants an answer: what only tells of a series that ended wants none.
    pub(super) fn is_invitation(&self) -> bool {
        self.calendar.as_ref().is_some_and(|o| o.contains("METHOD:REQUEST") && o.contains("RSVP=TRUE"))
    }

    /// The answer of a mail program: the words, and the letter quoted below.
    pub(super) fn answer<'a>(
        &self,
        from: &'a Person,
        text: &str,
        files: &'a [File],
        at: Instant,
        id: &'a str,
    ) -> Mail<'a> {
        let quoted: String = self.text.lines().map(|line| format!("> {line}\n")).collect();
        Mail {
            from,
            to: self.reply_to.clone(),
            subject: format!("Re: {}", self.subject),
            text: format!("{text}\n\nOn {} beadle wrote:\n{quoted}", at.format("%Y-%m-%d %H:%M UTC")),
            files,
            answers: Some(self.message_id.clone()),
            at,
            id,
        }
    }

    /// What a calendar program sends when somebody presses a button (RFC 5546, section 3.2.3).
    pub(super) fn press(&self, from: &Person, status: &str, at: Instant, id: &str) -> Result<Vec<u8>, Exit> {
        let missing = || Exit::new(65, "this letter carries no invitation");
        let object = self.calendar.as_ref().ok_or_else(missing)?;
        let value = |name: &str| {
            let line = object.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.map(str::trim)
        };
        let uid = value("UID").ok_or_else(missing)?;
        let sequence = value("SEQUENCE").unwrap_or("0");
        let object = format!(
            "BEGIN:VCALENDAR\r\nPRODID:-//beadle demo//EN\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n\
             UID:{uid}\r\nSEQUENCE:{sequence}\r\nDTSTAMP:{}\r\nORGANIZER:mailto:{}\r\n\
             ATTENDEE;PARTSTAT={status}:mailto:{}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
            at.format("%Y%m%dT%H%M%SZ"),
            self.from,
            from.address(),
        );
        let subject = format!("{status}: {}", self.subject);
        let builder = envelope(from, &self.from, &subject, Some(&self.message_id), at, id)?;
        let body = part("text/calendar; method=REPLY; charset=utf-8", object)?;
        Ok(builder.singlepart(body).map_err(bad)?.formatted())
    }
}

/// Lines as they were before folding (RFC 5545, section 3.1).
fn unfolded(object: &str) -> String {
    object.replace("\r\n ", "").replace("\n ", "")
}
