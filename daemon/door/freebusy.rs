//! Asks other servers when somebody is busy, over HTTP/1.1 as a client.
//!
//! One request, one answer, one connection. TLS as everywhere (`tls`); a redirection is refused, for it could lead a
//! login anywhere; the time of the whole, the header and the body are bounded; nothing compressed is taken. What the
//! answer means is read elsewhere (`calendar::busy`). No error names more of a URL than its host: a path may be a secret.

use std::future::poll_fn;
use std::io;
use std::pin::Pin;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use hyper::body::{Body as _, Bytes, Incoming};
use hyper::header::{self, HeaderMap, HeaderValue};
use hyper::{Method, Request, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;

use super::host::Secret;
use super::http::Whole;
use super::tls::{self, Trust};
use crate::calendar::SIZE_MAX;
use crate::url::Url;

/// Octets of an answer's header.
pub const HEADER_BYTES_MAX: usize = 64 * 1024;
/// Lines of an answer's header.
pub const HEADER_LINES_MAX: usize = 128;

/// UTC as calendar objects write it (RFC 5545, section 3.3.5).
const STAMP: &str = "%Y%m%dT%H%M%SZ";

/// What is asked, and how.
#[derive(Debug, Clone, Copy)]
pub enum Question<'a> {
    /// GET of what is published there.
    Get,
    /// REPORT on a CalDAV collection about that time (RFC 4791, section 7.10).
    Report(DateTime<Utc>, DateTime<Utc>),
    /// POST to a scheduling outbox (RFC 6638, section 5): about whom, as whom, from when to when, and when it is asked.
    Outbox {
        /// Whose calendar it is.
        attendee: &'a str,
        /// Who asks: an address of the login's owner.
        organizer: &'a str,
        /// From when to when.
        window: (DateTime<Utc>, DateTime<Utc>),
        /// Now.
        stamp: DateTime<Utc>,
    },
}

/// What proves who asks.
#[derive(Debug, Clone)]
pub enum Login {
    /// Name and password (RFC 7617).
    Basic(String, Secret),
    /// A token (RFC 6750).
    Bearer(Secret),
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No connection.
    #[error("cannot be reached: {0}")]
    Unreachable(io::Error),
    /// No acceptable TLS.
    #[error("{0}")]
    Tls(#[from] tls::Error),
    /// It took too long.
    #[error("did not answer within {} s", .0.as_secs())]
    Slow(Duration),
    /// What came is no HTTP, or the connection broke.
    #[error("answers with something that is no HTTP, or breaks off: {0}")]
    Broken(#[from] hyper::Error),
    /// Another status than success.
    #[error("{}", refused(*.0))]
    Status(StatusCode),
    /// The answer is too large.
    #[error("answers with more than {SIZE_MAX} octets")]
    TooLarge,
    /// The answer is of a kind that holds no calendar.
    #[error("answers with {0}, where a calendar object is expected")]
    Kind(String),
    /// The request cannot be written.
    #[error("cannot be asked: {0}")]
    Request(#[from] hyper::http::Error),
    /// The scheduling server knows nothing about that person (RFC 5546, section 3.6).
    #[error("knows nothing of that person: request status {0}")]
    Nobody(String),
}

fn refused(status: StatusCode) -> String {
    match status.as_u16() {
        300..=399 => format!("leads elsewhere ({status}): write the address it leads to"),
        401 => format!("wants another login ({status})"),
        403 => format!("does not let this login look ({status})"),
        404 | 410 => format!("has nothing there ({status})"),
        405 | 501 => format!("cannot be asked in this way ({status})"),
        _ => format!("answers {status}"),
    }
}

/// Asks, and gives the calendar object of the answer as text.
///
/// # Errors
/// Why there is none; the sentence begins with the host.
pub async fn ask(
    url: &Url,
    question: Question<'_>,
    login: Option<&Login>,
    trust: &Trust,
    limit: Duration,
) -> Result<String, Error> {
    let exchange = async {
        let stream = TcpStream::connect((url.host(), url.port())).await.map_err(Error::Unreachable)?;
        let request = request(url, question, login)?;
        let (headers, body) = if url.tls() {
            exchange(trust.connect(url.host(), stream).await?, request).await?
        } else {
            exchange(stream, request).await?
        };
        let text = String::from_utf8_lossy(&body).into_owned();
        match question {
            Question::Outbox { .. } => told(&text),
            _ => kind(&headers).map(|()| text),
        }
    };
    tokio::time::timeout(limit, exchange).await.unwrap_or(Err(Error::Slow(limit)))
}

fn request(url: &Url, question: Question<'_>, login: Option<&Login>) -> Result<Request<Whole>, Error> {
    let (method, body, kind) = match question {
        Question::Get => (Method::GET, None, None),
        Question::Report(from, until) => (
            Method::from_bytes(b"REPORT").unwrap_or_default(),
            Some(report(from, until)),
            Some("application/xml; charset=utf-8"),
        ),
        Question::Outbox { attendee, organizer, window, stamp } => {
            let text = freebusy_request(attendee, organizer, window, stamp);
            (
                Method::POST,
                Some(text),
                Some("text/calendar; charset=utf-8; method=REQUEST; component=VFREEBUSY"),
            )
        }
    };
    let mut request = Request::builder()
        .method(method)
        .uri(url.target())
        .header(header::HOST, url.authority())
        .header(header::ACCEPT, "text/calendar, application/xml;q=0.9")
        .header(header::ACCEPT_ENCODING, "identity")
        .header(header::USER_AGENT, concat!("beadle/", env!("CARGO_PKG_VERSION")))
        .header(header::CONNECTION, "close");
    if let Some(kind) = kind {
        request = request.header(header::CONTENT_TYPE, kind);
    }
    match question {
        // The collection itself and what is in it (RFC 4791, section 7.10, example).
        Question::Report(..) => request = request.header("Depth", "1"),
        // RFC 6638's drafts asked for these two, and servers written by them still want them.
        Question::Outbox { attendee, organizer, .. } => {
            request = request
                .header("Originator", format!("mailto:{organizer}"))
                .header("Recipient", format!("mailto:{attendee}"));
        }
        Question::Get => {}
    }
    if let Some(login) = login {
        let text = match login {
            Login::Basic(user, password) => {
                format!("Basic {}", STANDARD.encode(format!("{user}:{}", password.expose())))
            }
            Login::Bearer(token) => format!("Bearer {}", token.expose()),
        };
        let mut value = HeaderValue::from_str(&text).map_err(hyper::http::Error::from)?;
        value.set_sensitive(true);
        request = request.header(header::AUTHORIZATION, value);
    }
    Ok(request.body(Whole::of(body.map(Bytes::from)))?)
}

fn report(from: DateTime<Utc>, until: DateTime<Utc>) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<C:free-busy-query xmlns:C=\"urn:ietf:params:xml:ns:caldav\">\
         <C:time-range start=\"{}\" end=\"{}\"/></C:free-busy-query>\r\n",
        from.format(STAMP),
        until.format(STAMP)
    )
}

/// RFC 5546, section 3.3.2. Addresses have no character that would have to be escaped.
fn freebusy_request(
    attendee: &str,
    organizer: &str,
    (from, until): (DateTime<Utc>, DateTime<Utc>),
    stamp: DateTime<Utc>,
) -> String {
    let stamp = stamp.format(STAMP);
    let lines = [
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//beadle//EN".to_owned(),
        "METHOD:REQUEST".to_owned(),
        "BEGIN:VFREEBUSY".to_owned(),
        format!("UID:{stamp}-{attendee}"),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART:{}", from.format(STAMP)),
        format!("DTEND:{}", until.format(STAMP)),
        format!("ORGANIZER:mailto:{organizer}"),
        format!("ATTENDEE:mailto:{attendee}"),
        "END:VFREEBUSY".to_owned(),
        "END:VCALENDAR".to_owned(),
    ];
    lines.map(|line| line + "\r\n").concat()
}

/// One request and its answer over an open connection.
async fn exchange<S>(stream: S, request: Request<Whole>) -> Result<(HeaderMap, Vec<u8>), Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
{
    let (mut sender, connection) = hyper::client::conn::http1::Builder::new()
        .max_buf_size(HEADER_BYTES_MAX)
        .max_headers(HEADER_LINES_MAX)
        .handshake(TokioIo::new(stream))
        .await?;
    let answer = async {
        let response = sender.send_request(request).await?;
        // 207 is how a REPORT that does not know this question says so.
        if response.status() != StatusCode::OK {
            return Err(Error::Status(response.status()));
        }
        let (head, body) = response.into_parts();
        Ok((head.headers, whole(body).await?))
    };
    let (mut answer, mut connection) = (Box::pin(answer), Box::pin(connection));
    tokio::select! {
        biased;
        answered = &mut answer => answered,
        // What came before its end is still to be read.
        _ = &mut connection => answer.await,
    }
}

async fn whole(mut body: Incoming) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    while let Some(frame) = poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await {
        let Ok(data) = frame?.into_data() else { continue };
        if bytes.len() + data.len() > SIZE_MAX {
            return Err(Error::TooLarge);
        }
        bytes.extend_from_slice(&data);
    }
    Ok(bytes)
}

/// Servers name calendars as they like, but no page for people and nothing compressed is one.
fn kind(headers: &HeaderMap) -> Result<(), Error> {
    let line =
        |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok()).unwrap_or_default();
    let (of, packed) = (line(header::CONTENT_TYPE), line(header::CONTENT_ENCODING));
    let of = of.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    if !packed.is_empty() && !packed.eq_ignore_ascii_case("identity") {
        return Err(Error::Kind(format!("something compressed ({})", shown(packed))));
    }
    match of.as_str() {
        "text/html" | "application/xhtml+xml" => Err(Error::Kind("a page for people (text/html)".to_owned())),
        "application/xml" | "text/xml" | "application/json" => Err(Error::Kind(of)),
        _ => Ok(()),
    }
}

fn shown(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(60).collect()
}

/// The calendar object inside a schedule response (RFC 6638, section 10.2). One person is asked about, so the first is
/// that person's.
fn told(text: &str) -> Result<String, Error> {
    let inside = |name: &str| {
        let open = text.find(&format!("{name}>"))? + name.len() + 1;
        let rest = &text[open..];
        Some(&rest[..rest.find("</")?])
    };
    let status = inside("request-status").map(str::trim).unwrap_or("missing");
    if !status.starts_with('2') {
        return Err(Error::Nobody(shown(status)));
    }
    let start = text.find("BEGIN:VCALENDAR").ok_or_else(|| Error::Kind("no calendar".to_owned()))?;
    let end = text.find("END:VCALENDAR").map_or(text.len(), |at| at + "END:VCALENDAR".len());
    let object = text.get(start..end).unwrap_or_default();
    // `&amp;` last: what it stands before is text.
    let plain = object.replace("&#13;", "\r").replace("&#xD;", "\r").replace("&#xd;", "\r");
    let plain =
        plain.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&apos;", "'");
    Ok(plain.replace("&amp;", "&"))
}
