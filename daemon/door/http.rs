//! Calendars over HTTP/1.1, meant behind a reverse proxy that adds TLS.
//!
//! A request asks for one thing by the last part of its path; what stands before that, and behind a question mark, means
//! nothing here, so that a proxy may serve it under any path. GET and HEAD only. Whatever is not found is answered alike,
//! without a word about why. Nothing of a request is logged: the path is the secret.
//!
//! Connections, headers and time are bounded: a client that is slow, or one of too many, is dropped.

use std::convert::Infallible;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use hyper::body::{Body, Bytes, Frame, Incoming, SizeHint};
use hyper::header::{self, HeaderName, HeaderValue};
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpListener;
use tokio::sync::Semaphore;
use tokio_util::sync::CancellationToken;

/// Connections served at a time; more wait in the kernel's queue.
pub const CONNECTIONS_MAX: usize = 64;
/// How long a client may take to send the header of a request.
pub const HEADER_TIMEOUT: Duration = Duration::from_secs(10);
/// How long a connection may live, whatever it does: readers come every half hour.
pub const CONNECTION_TIMEOUT: Duration = Duration::from_secs(60);
/// Octets of a request's header.
pub const HEADER_BYTES_MAX: usize = 16 * 1024;
/// Lines of a request's header.
pub const HEADER_LINES_MAX: usize = 64;
/// How long nothing is accepted after the kernel refused to (too many open files).
const PAUSE: Duration = Duration::from_millis(500);
/// The form of a date in HTTP (RFC 9110, section 5.6.7).
const DATE: &str = "%a, %d %b %Y %H:%M:%S GMT";

/// What is asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct Asked {
    /// The last part of the path.
    pub name: String,
    /// The versions the client has (If-None-Match).
    pub known: Option<String>,
    /// The client has what stood at this time (If-Modified-Since).
    pub since: Option<DateTime<Utc>>,
}

/// A calendar as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The object.
    pub text: String,
    /// Its version: letters and digits.
    pub version: String,
    /// Since when it is so.
    pub since: DateTime<Utc>,
}

/// Why there is no answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Missing {
    /// Nothing has that name.
    Unknown,
    /// It cannot be read now.
    Later,
}

/// A TCP port that is listened on.
#[derive(Debug)]
pub struct Listener(TcpListener);

impl Listener {
    /// Listens.
    ///
    /// # Errors
    /// The address is not this machine's, or is taken.
    pub async fn bind(address: SocketAddr) -> io::Result<Self> {
        TcpListener::bind(address).await.map(Self)
    }

    /// Where it listens: the port is known only now where none was named.
    ///
    /// # Errors
    /// The kernel's.
    pub fn address(&self) -> io::Result<SocketAddr> {
        self.0.local_addr()
    }

    /// Answers until `end`. What is under way then is dropped.
    pub async fn serve<A, F>(self, end: CancellationToken, answer: A)
    where
        A: Fn(Asked) -> F + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Found, Missing>> + Send + 'static,
    {
        let places = Arc::new(Semaphore::new(CONNECTIONS_MAX));
        loop {
            let place = tokio::select! {
                () = end.cancelled() => return,
                place = places.clone().acquire_owned() => place,
            };
            let accepted = tokio::select! {
                () = end.cancelled() => return,
                accepted = self.0.accept() => accepted,
            };
            let (Ok((stream, _)), Ok(place)) = (accepted, place) else {
                tokio::time::sleep(PAUSE).await;
                continue;
            };
            let (end, answer) = (end.clone(), answer.clone());
            tokio::spawn(async move {
                let service = service_fn(move |request| {
                    let answer = answer.clone();
                    async move { Ok::<_, Infallible>(respond(request, answer).await) }
                });
                let connection = hyper::server::conn::http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEADER_TIMEOUT)
                    .max_buf_size(HEADER_BYTES_MAX)
                    .max_headers(HEADER_LINES_MAX)
                    .serve_connection(TokioIo::new(stream), service);
                tokio::select! {
                    () = end.cancelled() => {}
                    // How it ended is the client's business.
                    _ = tokio::time::timeout(CONNECTION_TIMEOUT, connection) => {}
                }
                drop(place);
            });
        }
    }
}

async fn respond<A, F>(request: Request<Incoming>, answer: A) -> Response<Whole>
where
    A: Fn(Asked) -> F,
    F: Future<Output = Result<Found, Missing>>,
{
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return plain(StatusCode::METHOD_NOT_ALLOWED, &[(header::ALLOW, "GET, HEAD".to_owned())]);
    }
    let name = request.uri().path().rsplit('/').next().unwrap_or_default().to_owned();
    let line = |name: HeaderName| request.headers().get(name)?.to_str().ok().map(str::to_owned);
    let known = line(header::IF_NONE_MATCH);
    let since = line(header::IF_MODIFIED_SINCE).and_then(|text| date(&text));
    match answer(Asked { name, known: known.clone(), since }).await {
        Err(Missing::Unknown) => plain(StatusCode::NOT_FOUND, &[]),
        Err(Missing::Later) => plain(StatusCode::SERVICE_UNAVAILABLE, &[]),
        Ok(found) => {
            let version = format!("\"{}\"", found.version);
            // If-Modified-Since counts only where no version is named (RFC 9110, section 13.1.3).
            let same = match &known {
                Some(known) => holds(known, &version),
                None => since.is_some_and(|since| found.since.timestamp() <= since.timestamp()),
            };
            let about = [
                (header::ETAG, version),
                (header::LAST_MODIFIED, found.since.format(DATE).to_string()),
                // Kept by the reader alone, and asked about each time.
                (header::CACHE_CONTROL, "private, no-cache".to_owned()),
            ];
            if same {
                return plain(StatusCode::NOT_MODIFIED, &about);
            }
            let mut response = plain(StatusCode::OK, &about);
            let kind = HeaderValue::from_static("text/calendar; charset=utf-8");
            response.headers_mut().insert(header::CONTENT_TYPE, kind);
            *response.body_mut() = Whole(Some(Bytes::from(found.text)));
            response
        }
    }
}

/// An answer without a body. It may neither be framed, guessed at nor passed on as a referrer.
fn plain(status: StatusCode, lines: &[(HeaderName, String)]) -> Response<Whole> {
    let mut response = Response::new(Whole(None));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    for (name, value) in lines {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(name, value);
        }
    }
    response
}

/// One of the versions that a client names is this one (RFC 9110, section 8.8.3.2, weak comparison).
fn holds(known: &str, version: &str) -> bool {
    let mut versions = known.split(',').map(|one| one.trim().trim_start_matches("W/"));
    versions.any(|one| one == version || one == "*")
}

fn date(text: &str) -> Option<DateTime<Utc>> {
    NaiveDateTime::parse_from_str(text, DATE).ok().map(|local| local.and_utc())
}

/// A body that is sent as a whole.
pub(super) struct Whole(Option<Bytes>);

impl Whole {
    /// These bytes; none: no body.
    pub(super) fn of(bytes: Option<Bytes>) -> Self {
        Self(bytes)
    }
}

impl Body for Whole {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        Poll::Ready(self.0.take().map(|bytes| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_none()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.0.as_ref().map_or(0, |bytes| bytes.len() as u64))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    use tokio::net::TcpStream;

    const SINCE: i64 = 1_790_000_000;

    async fn house() -> (SocketAddr, CancellationToken) {
        let listener = Listener::bind("127.0.0.1:0".parse().unwrap()).await.unwrap();
        let (address, end) = (listener.address().unwrap(), CancellationToken::new());
        let answer = |asked: Asked| async move {
            match asked.name.as_str() {
                "one.ics" => Ok(Found {
                    text: "BEGIN:VCALENDAR\r\n".to_owned(),
                    version: "v1".to_owned(),
                    since: DateTime::from_timestamp(SINCE, 0).unwrap(),
                }),
                "busy.ics" => Err(Missing::Later),
                _ => Err(Missing::Unknown),
            }
        };
        tokio::spawn(listener.serve(end.clone(), answer));
        (address, end)
    }

    async fn ask(address: SocketAddr, request: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut out = Vec::new();
        // A server that has had enough may reset the connection.
        let _ = stream.read_to_end(&mut out).await;
        String::from_utf8(out).unwrap()
    }

    fn get(path: &str, lines: &str) -> String {
        format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{lines}\r\n")
    }

    #[tokio::test]
    async fn a_calendar_is_given_with_its_kind_version_and_date() {
        let (address, _end) = house().await;
        for path in ["/one.ics", "/behind/a/proxy/one.ics", "/one.ics?x=/other"] {
            let said = ask(address, &get(path, "")).await.to_lowercase();
            assert!(said.starts_with("http/1.1 200 "), "{said}");
            for line in [
                "content-type: text/calendar; charset=utf-8",
                "etag: \"v1\"",
                "last-modified: mon, 21 sep 2026 14:13:20 gmt",
                "cache-control: private, no-cache",
                "content-length: 17",
            ] {
                assert!(said.contains(&format!("{line}\r\n")), "{line}: {said}");
            }
            assert!(said.ends_with("\r\n\r\nbegin:vcalendar\r\n"), "{said}");
        }
        let head = ask(address, &get("/one.ics", "").replacen("GET", "HEAD", 1)).await.to_lowercase();
        assert!(head.contains("content-length: 17\r\n") && head.ends_with("\r\n\r\n"), "{head}");
    }

    #[tokio::test]
    async fn whoever_has_it_already_is_told_so() {
        let (address, _end) = house().await;
        for (lines, status) in [
            ("If-None-Match: \"v1\"\r\n", 304),
            ("If-None-Match: \"v0\", W/\"v1\"\r\n", 304),
            ("If-None-Match: \"v0\"\r\n", 200),
            ("If-Modified-Since: Mon, 21 Sep 2026 14:13:20 GMT\r\n", 304),
            ("If-Modified-Since: Mon, 21 Sep 2026 14:13:19 GMT\r\n", 200),
            ("If-Modified-Since: yesterday\r\n", 200),
            ("If-None-Match: \"v0\"\r\nIf-Modified-Since: Mon, 21 Sep 2026 14:13:20 GMT\r\n", 200),
        ] {
            let said = ask(address, &get("/one.ics", lines)).await;
            assert!(said.starts_with(&format!("HTTP/1.1 {status} ")), "{lines}: {said}");
        }
    }

    #[tokio::test]
    async fn all_that_is_not_found_is_answered_alike() {
        let (address, _end) = house().await;
        let without_date = |text: String| {
            text.lines().filter(|line| !line.starts_with("date:")).map(str::to_owned).collect::<Vec<_>>()
        };
        let first = without_date(ask(address, &get("/", "")).await);
        assert_eq!(first[0], "HTTP/1.1 404 Not Found");
        assert_eq!(first.last().unwrap(), "", "no body: {first:?}");
        for path in ["/one", "/two.ics", "/../one.ics/", "/%6fne.ics", "/one.ics%00"] {
            assert_eq!(without_date(ask(address, &get(path, "")).await), first, "{path}");
        }
        assert!(ask(address, &get("/busy.ics", "")).await.starts_with("HTTP/1.1 503 "));
        let posted = ask(address, &get("/one.ics", "").replacen("GET", "PUT", 1)).await;
        assert!(posted.starts_with("HTTP/1.1 405 ") && posted.contains("allow: GET, HEAD\r\n"), "{posted}");
    }

    #[tokio::test]
    async fn headers_that_are_too_large_and_what_is_no_http_are_refused() {
        let (address, _end) = house().await;
        let many: String = (0..HEADER_LINES_MAX + 1).map(|n| format!("X-{n}: 1\r\n")).collect();
        let long = format!("X: {}\r\n", "a".repeat(HEADER_BYTES_MAX + 1));
        for lines in [many, long] {
            let said = ask(address, &get("/one.ics", &lines)).await;
            assert!(said.is_empty() || said.starts_with("HTTP/1.1 431 "), "{said}");
        }
        let said = ask(address, "\u{1}\u{2} no http at all\r\n\r\n").await;
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 400 "), "{said}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_says_nothing_is_dropped() {
        let (address, _end) = house().await;
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(b"GET /one.ics HTTP/1.1\r\nHost").await.unwrap();
        let mut out = Vec::new();
        let ended = tokio::time::timeout(CONNECTION_TIMEOUT * 2, stream.read_to_end(&mut out)).await;
        assert!(ended.is_ok(), "the connection stays open");
    }
}
