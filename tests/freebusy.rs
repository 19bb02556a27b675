//! Looking into people's own calendars: a server that answers as it should not, TLS, real CalDAV servers, and the daemon.
//!
//! What an answer means is tested beside `calendar::busy`, what follows from it in `tests/scenarios/free-time.story`.

#![allow(clippy::unwrap_used)] // all of it is tests

mod rig;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output};
use std::sync::Arc;
use std::time::{Duration, Instant};

use beadle::door::freebusy::{Error, Login, Question, ask};
use beadle::door::host::Secret;
use beadle::door::tls::Trust;
use beadle::url::Url;
use rig::Rig;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;

/// Far more than an answer on this machine takes.
const LIMIT: Duration = Duration::from_secs(10);

fn url(text: &str) -> Url {
    Url::parse(text).unwrap_or_else(|(wrong, _)| panic!("'{text}' {wrong}"))
}

/// Reads a request and answers so.
async fn serve<S: AsyncRead + AsyncWrite + Unpin>(mut stream: S, answer: Vec<u8>) -> String {
    let (mut asked, mut piece) = (Vec::new(), [0; 4096]);
    loop {
        let read = stream.read(&mut piece).await.unwrap_or(0);
        asked.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&asked).into_owned();
        let length = text
            .to_lowercase()
            .split_once("content-length: ")
            .and_then(|(_, rest)| rest.split("\r\n").next()?.parse::<usize>().ok());
        let whole = text.split_once("\r\n\r\n").is_some_and(|(_, body)| body.len() >= length.unwrap_or(0));
        if whole || read == 0 {
            // A client that has had enough may have gone.
            let _ = stream.write_all(&answer).await;
            let _ = stream.shutdown().await;
            return text;
        }
    }
}

/// A server that gives this answer once; what it was asked comes out at the end.
async fn fake(answer: impl Into<Vec<u8>>) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}/li/free.ifb?fmt=ifb", listener.local_addr().unwrap());
    let answer = answer.into();
    (at, tokio::spawn(async move { serve(listener.accept().await.unwrap().0, answer).await }))
}

fn answer(status: &str, lines: &str, body: &str) -> String {
    format!("HTTP/1.1 {status}\r\n{lines}Content-Length: {}\r\n\r\n{body}", body.len())
}

const OBJECT: &str = "BEGIN:VCALENDAR\r\nBEGIN:VFREEBUSY\r\nEND:VFREEBUSY\r\nEND:VCALENDAR\r\n";

fn system() -> Trust {
    // The tests' own servers need no root of the system, which may have none.
    let dir = tempfile::tempdir().unwrap();
    let ca = dir.path().join("ca.pem");
    let made = Command::new("/usr/bin/openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-keyout",
        ])
        .arg(dir.path().join("ca.key"))
        .args(["-subj", "/CN=nobody", "-out"])
        .arg(&ca)
        .output();
    assert!(made.unwrap().status.success());
    Trust::new(Some(&ca)).unwrap()
}

#[tokio::test]
async fn a_published_object_is_fetched_with_the_login_of_its_server() {
    let (at, server) = fake(answer("200 OK", "Content-Type: text/calendar\r\n", OBJECT)).await;
    let login = Login::Basic("beadle".into(), Secret::new("hush").unwrap());
    assert_eq!(ask(&url(&at), Question::Get, Some(&login), &system(), LIMIT).await.unwrap(), OBJECT);
    let asked = server.await.unwrap().to_lowercase();
    assert!(asked.starts_with("get /li/free.ifb?fmt=ifb http/1.1\r\n"), "{asked}");
    assert!(asked.contains("\r\nauthorization: basic ymvhzgxlomh1c2g=\r\n"), "{asked}");
    assert!(asked.contains("\r\nhost: 127.0.0.1:") && asked.contains("accept-encoding: identity"), "{asked}");

    // Without a length, ended by the connection; and in pieces.
    for whole in [
        format!("HTTP/1.0 200 OK\r\n\r\n{OBJECT}"),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{OBJECT}\r\n0\r\n\r\n",
            OBJECT.len()
        ),
    ] {
        let (at, server) = fake(whole).await;
        let token = Login::Bearer(Secret::new("token").unwrap());
        assert_eq!(ask(&url(&at), Question::Get, Some(&token), &system(), LIMIT).await.unwrap(), OBJECT);
        assert!(server.await.unwrap().to_lowercase().contains("authorization: bearer token\r\n"));
    }
}

#[tokio::test]
async fn an_answer_that_is_none_says_so_and_nothing_of_the_path() {
    let huge = format!("HTTP/1.1 200 OK\r\n\r\n{OBJECT}{}", "X".repeat(2 << 20));
    let headers = format!("HTTP/1.1 200 OK\r\n{}\r\n", "X-Line: y\r\n".repeat(500));
    for (answer, why) in [
        (answer("401 Unauthorized", "WWW-Authenticate: Basic\r\n", ""), "wants another login (401"),
        (answer("403 Forbidden", "", ""), "does not let this login look (403"),
        (answer("404 Not Found", "", "no"), "has nothing there (404"),
        (answer("301 Moved", "Location: https://evil.example/\r\n", ""), "leads elsewhere (301"),
        (answer("302 Found", "Location: /login\r\n", ""), "leads elsewhere (302"),
        (answer("207 Multi-Status", "Content-Type: text/xml\r\n", "<x/>"), "answers 207"),
        (answer("500 Oops", "", ""), "answers 500"),
        (answer("204 No Content", "", ""), "answers 204"),
        (answer("200 OK", "Content-Type: text/html; charset=utf-8\r\n", "<html>"), "a page for people"),
        (answer("200 OK", "Content-Encoding: gzip\r\n", "..."), "something compressed (gzip)"),
        (huge, "answers with more than 1048576 octets"),
        (answer("200 OK", "Content-Length: 99999999999\r\n", ""), "no HTTP, or breaks off"),
        (headers, "no HTTP, or breaks off"),
        ("* OK IMAP4 ready\r\n".to_owned(), "no HTTP, or breaks off"),
        (String::new(), "no HTTP, or breaks off"),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nBEGIN:VCALENDAR".to_owned(),
            "no HTTP, or breaks off",
        ),
    ] {
        let (at, _server) = fake(answer.clone()).await;
        let error = ask(&url(&at), Question::Get, None, &system(), LIMIT).await.unwrap_err().to_string();
        let start: String = answer.chars().take(80).collect();
        assert!(error.contains(why), "{start:?}: {error}");
        assert!(!error.contains("free.ifb") && !error.contains("evil"), "{error}");
    }
    let nobody = ask(&url("http://127.0.0.1:1/x"), Question::Get, None, &system(), LIMIT).await.unwrap_err();
    assert!(matches!(nobody, Error::Unreachable(_)), "{nobody}");
}

#[tokio::test]
async fn a_server_that_hangs_or_drips_is_left() {
    let hangs = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}/", hangs.local_addr().unwrap());
    let short = Duration::from_millis(300);
    let error = ask(&url(&at), Question::Get, None, &system(), short).await.unwrap_err();
    assert!(matches!(error, Error::Slow(_)), "{error}");
    let drips = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = format!("http://{}/", drips.local_addr().unwrap());
    tokio::spawn(async move {
        let mut stream = drips.accept().await.unwrap().0;
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\n\r\nBEGIN:VCALENDAR\r\n").await;
        while stream.write_all(b"X").await.is_ok() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    });
    let error = ask(&url(&at), Question::Get, None, &system(), short).await.unwrap_err();
    assert!(matches!(error, Error::Slow(_)), "{error}");
}

#[tokio::test]
async fn a_collection_and_an_outbox_are_asked_as_their_standards_say() {
    let at = |text: &str| text.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
    let window = (at("2026-11-23T00:00:00Z"), at("2027-01-04T00:00:00Z"));
    let (place, server) = fake(answer("200 OK", "Content-Type: text/calendar\r\n", OBJECT)).await;
    let question = Question::Report(window.0, window.1);
    assert_eq!(ask(&url(&place), question, None, &system(), LIMIT).await.unwrap(), OBJECT);
    let asked = server.await.unwrap();
    assert!(asked.starts_with("REPORT /li/") && asked.to_lowercase().contains("\r\ndepth: 1\r\n"), "{asked}");
    assert!(asked.contains("<C:time-range start=\"20261123T000000Z\" end=\"20270104T000000Z\"/>"), "{asked}");

    let question = Question::Outbox {
        attendee: "li@qiming.example",
        organizer: "beadle@qiming.example",
        window,
        stamp: at("2026-11-23T08:00:00Z"),
    };
    // The answer of RFC 6638, appendix B.5, with its carriage returns as XML writes them.
    let told = |status: &str, object: &str| {
        format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\" ?>\n<C:schedule-response xmlns:D=\"DAV:\" \
             xmlns:C=\"urn:ietf:params:xml:ns:caldav\">\n<C:response>\n<C:recipient>\n\
             <D:href>mailto:li@qiming.example</D:href>\n</C:recipient>\n<C:request-status>{status}</C:request-status>\n\
             <C:calendar-data>{object}</C:calendar-data>\n</C:response>\n</C:schedule-response>\n"
        )
    };
    let escaped = OBJECT.replace('\r', "&#13;").replace("END:VF", "FREEBUSY;X=\"&amp;lt;\":\nEND:VF");
    let body = told("2.0;Success", &escaped);
    let (place, server) = fake(answer("200 OK", "Content-Type: application/xml\r\n", &body)).await;
    let object = ask(&url(&place), question, None, &system(), LIMIT).await.unwrap();
    assert_eq!(object, OBJECT.trim_end().replace("END:VF", "FREEBUSY;X=\"&lt;\":\nEND:VF"));
    let asked = server.await.unwrap();
    assert!(asked.starts_with("POST /li/"), "{asked}");
    for line in [
        "METHOD:REQUEST",
        "ORGANIZER:mailto:beadle@qiming.example",
        "ATTENDEE:mailto:li@qiming.example",
        "DTSTART:20261123T000000Z",
        "DTEND:20270104T000000Z",
    ] {
        assert!(asked.contains(&format!("\r\n{line}\r\n")), "{line}: {asked}");
    }
    for (body, why) in [
        (told("3.7;Invalid calendar user", ""), "knows nothing of that person: request status 3.7"),
        (told("2.0;Success", ""), "no calendar"),
        ("<html>".to_owned(), "request status missing"),
    ] {
        let (place, _server) = fake(answer("200 OK", "", &body)).await;
        let error = ask(&url(&place), question, None, &system(), LIMIT).await.unwrap_err().to_string();
        assert!(error.contains(why), "{error}");
    }
}

#[tokio::test]
async fn a_certificate_that_leads_nowhere_is_not_believed() {
    let rig = Rig::start();
    let file = |name: &str| rig.ca().with_file_name(name);
    let certificates: Vec<CertificateDer<'static>> =
        CertificateDer::pem_file_iter(file("server.pem")).unwrap().collect::<Result<_, _>>().unwrap();
    let key = PrivateKeyDer::from_pem_file(file("server.key")).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(config));
    let (right, wrong) = (Trust::new(Some(&rig.ca())).unwrap(), Trust::new(Some(&rig.wrong_ca())).unwrap());
    for (host, trust, believed) in
        [("127.0.0.1", &right, true), ("127.0.0.1", &wrong, false), (rig::WRONG_HOST, &right, false)]
    {
        let listener = TcpListener::bind((host, 0)).await.unwrap();
        let at = format!("https://{}/", listener.local_addr().unwrap());
        let acceptor = acceptor.clone();
        tokio::spawn(async move {
            if let Ok(stream) = acceptor.accept(listener.accept().await.unwrap().0).await {
                serve(stream, answer("200 OK", "Content-Type: text/calendar\r\n", OBJECT).into()).await;
            }
        });
        match ask(&url(&at), Question::Get, None, trust, LIMIT).await {
            Ok(text) => assert!(believed && text == OBJECT, "{host}"),
            Err(error) => assert!(!believed && matches!(error, Error::Tls(_)), "{host}: {error}"),
        }
    }
}

// ── real servers, and the daemon ─────────────────────────────────────────────────────────────────────────────

/// Xandikos, a CalDAV server, with one calendar, on a free port of this machine.
struct Xandikos {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Xandikos {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let child = Command::new("/usr/bin/xandikos")
            .args(["--defaults", "-l", "127.0.0.1", "-p", &port.to_string(), "-d"])
            .arg(folder.path())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .expect("xandikos is missing: run tests/install.sh");
        let server = Self { child, port, _folder: folder };
        wait("xandikos listens", || std::net::TcpStream::connect(("127.0.0.1", port)).is_ok());
        server
    }

    fn calendar(&self) -> String {
        format!("http://127.0.0.1:{}/user/calendars/calendar/", self.port)
    }

    fn put(&self, name: &str, lines: &str) {
        let event = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:{name}\r\nDTSTAMP:20260101T000000Z\r\n\
             SUMMARY:nobody's business\r\n{lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        let to = format!("{}{name}.ics", self.calendar());
        let put = Command::new("/usr/bin/curl")
            .args([
                "-sS",
                "--fail",
                "-X",
                "PUT",
                "-H",
                "Content-Type: text/calendar",
                "--data-binary",
                &event,
                &to,
            ])
            .output()
            .unwrap();
        assert!(put.status.success(), "{}", String::from_utf8_lossy(&put.stderr));
    }
}

impl Drop for Xandikos {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn wait(what: &str, mut done: impl FnMut() -> bool) {
    let until = Instant::now() + Duration::from_secs(60);
    while !done() {
        assert!(Instant::now() < until, "{what}: not within a minute");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn beadle(arguments: &[&str], config: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_beadle")).args(arguments).arg("--config").arg(config).output().unwrap()
}

/// The demo's company, with calendars for some of its people.
fn company(folder: &Path, calendars: &[(&str, &str)], section: &str) -> PathBuf {
    let dir = folder.join("demo");
    let demo = ["demo", "--once", "--dir", dir.to_str().unwrap()];
    let made = Command::new(env!("CARGO_BIN_EXE_beadle")).args(demo).output().unwrap();
    assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
    let directory = dir.join("directory.toml");
    // The example names a calendar that nobody has.
    let text = std::fs::read_to_string(&directory).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("freebusy "));
    let mut text: String = lines.flat_map(|line| [line, "\n"]).collect();
    for (person, freebusy) in calendars {
        let head = format!("[people.{person}]\n");
        assert!(text.contains(&head), "{text}");
        text = text.replace(&head, &format!("{head}freebusy = {freebusy}\n"));
    }
    std::fs::write(&directory, text).unwrap();
    let config = dir.join("beadle.toml");
    let text = std::fs::read_to_string(&config).unwrap();
    std::fs::write(&config, format!("{text}\n[freebusy]\n{section}")).unwrap();
    config
}

#[test]
fn the_daemon_learns_from_a_caldav_server_when_somebody_is_busy() {
    let server = Xandikos::start();
    let day = beadle::service::clock::Clock::system().now().date_naive() + chrono::Days::new(3);
    let day = day.format("%Y%m%d");
    server.put("one", &format!("DTSTART:{day}T060000Z\r\nDTEND:{day}T070000Z\r\n"));
    server.put("two", &format!("DTSTART:{day}T063000Z\r\nDURATION:PT1H\r\n"));
    server.put("three", &format!("DTSTART:{day}T090000Z\r\nDTEND:{day}T100000Z\r\nTRANSP:TRANSPARENT\r\n"));
    let folder = tempfile::tempdir().unwrap();
    let caldav = format!("{{ caldav = \"{}\" }}", server.calendar());
    let nowhere = "\"http://127.0.0.1:1/hush.ifb\"";
    let config = company(folder.path(), &[("li", &caldav), ("zhang", nowhere)], "");

    let doctor = beadle(&["doctor"], &config);
    let told = String::from_utf8_lossy(&doctor.stdout);
    assert!(doctor.status.success() && told.contains("When li is busy is known until "), "{told}");
    assert!(told.contains("When zhang is busy is not known: 127.0.0.1 cannot be reached"), "{told}");
    assert!(!told.contains("hush"), "{told}");
    let told = String::from_utf8(beadle(&["doctor", "--json"], &config).stdout).unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    assert_eq!(told["calendars"].as_array().unwrap().len(), 2, "{told}");

    let run = Command::new(env!("CARGO_BIN_EXE_beadle")).arg("run").arg("--config").arg(&config).spawn();
    let mut running = run.unwrap();
    let journal = || String::from_utf8(beadle(&["journal", "--json"], &config).stdout).unwrap();
    wait("the journal has what was found", || journal().contains("\"busy\""));
    let entries = journal();
    let busy: Vec<&str> = entries.lines().filter(|line| line.contains("\"busy\"")).collect();
    assert_eq!(busy.len(), 1, "{busy:?}");
    // From 06:00 to 07:30 on the third day.
    assert!(busy[0].contains("\"spans\":[[4680,90]]"), "{busy:?}");
    assert!(!entries.contains("nobody's business"));
    running.kill().unwrap();
    running.wait().unwrap();
}
