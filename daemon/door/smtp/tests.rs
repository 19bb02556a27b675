//! Conversations with scripted servers, over a pipe in memory and with paused time: every step refused, stalled, broken
//! off and answered with nonsense.

use std::time::Duration;

use lettre::transport::smtp::extension::ClientId;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinHandle;

use super::connect::ask_for_tls;
use super::wire::Wire;
use super::*;

const LETTER: &[u8] = b"Subject: x\r\n\r\nhello\r\n.\r\n..dots\r\nend\r\n";

/// What the server does instead of a plain answer.
const STALL: &str = "(stall)";
const HANG_UP: &str = "(hang up)";

/// A server's part: what it expects a line to begin with, and its answer. `.` expects a letter, up to the final dot.
type Script = Vec<(&'static str, &'static str)>;

/// A server that is done: what it was told, one entry a line or letter.
type Told = JoinHandle<Vec<String>>;

async fn play(stream: DuplexStream, script: Script) -> Vec<String> {
    let mut stream = BufReader::new(stream);
    let mut told = Vec::new();
    for (expected, answer) in script {
        if !expected.is_empty() {
            let mut heard = Vec::new();
            loop {
                if stream.read_until(b'\n', &mut heard).await.unwrap() == 0 {
                    assert!(
                        heard.is_empty(),
                        "the client hung up inside {:?}",
                        String::from_utf8_lossy(&heard)
                    );
                    told.push("(gone)".to_owned());
                    return told;
                }
                if expected != "." || heard.ends_with(b"\r\n.\r\n") {
                    break;
                }
            }
            let heard = String::from_utf8(heard).unwrap();
            assert!(expected == "." || heard.starts_with(expected), "expected {expected}, heard {heard}");
            told.push(heard);
        }
        match answer {
            HANG_UP => return told,
            STALL => std::future::pending().await,
            answer => stream.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap(),
        }
    }
    told
}

/// Answers each line with the next bytes, the greeting first, and gives the stream back after the last.
async fn answer_bytes(stream: DuplexStream, answers: &[&[u8]]) -> BufReader<DuplexStream> {
    let mut stream = BufReader::new(stream);
    for (i, answer) in answers.iter().enumerate() {
        if i > 0 {
            stream.read_until(b'\n', &mut Vec::new()).await.unwrap();
        }
        stream.write_all(answer).await.unwrap();
    }
    stream
}

fn relay() -> Relay {
    Relay {
        host: "mail.test".to_owned(),
        port: 25,
        security: Security::Plain,
        trust: None,
        login: None,
        hello: None,
        patience: Patience::default(),
    }
}

fn hello() -> ClientId {
    ClientId::Domain("us.test".to_owned())
}

async fn open_as(relay: Relay, script: Script) -> (Result<Connection, Error>, Told) {
    let (ours, theirs) = tokio::io::duplex(1 << 20);
    let told = tokio::spawn(play(theirs, script));
    (Connection::over(Wire::new(ours), &relay, &hello()).await, told)
}

const GREETING: [(&str, &str); 2] = [
    ("", "220 mail.test ready"),
    ("EHLO us.test", "250-mail.test\r\n250-SIZE 100000\r\n250-8BITMIME\r\n250 HELP"),
];

const GOOD: [(&str, &str); 4] = [
    ("MAIL FROM:<a@us.test>", "250 2.1.0 ok"),
    ("RCPT TO:<li@b.test>", "250 2.1.5 ok"),
    ("DATA", "354 go"),
    (".", "250 2.0.0 queued as 17"),
];

async fn open(script: impl IntoIterator<Item = (&'static str, &'static str)>) -> (Connection, Told) {
    let script = GREETING.into_iter().chain(script).collect();
    let (connection, told) = open_as(relay(), script).await;
    (connection.unwrap(), told)
}

async fn send(connection: &mut Connection) -> Outcome {
    connection.send("a@us.test", "li@b.test", LETTER).await
}

fn is_later(outcome: &Outcome, kind: Trouble) -> bool {
    matches!(outcome, Outcome::Later { trouble, .. } if *trouble == kind)
}

#[tokio::test(start_paused = true)]
async fn a_letter_arrives_byte_for_byte_and_the_connection_carries_another() {
    let (mut connection, told) = open(GOOD.into_iter().chain(GOOD).chain([("QUIT", "221 bye")])).await;
    for _ in 0..2 {
        let response = "250 2.0.0 queued as 17".to_owned();
        assert_eq!(send(&mut connection).await, Outcome::Accepted { response });
        assert!(connection.is_usable());
    }
    connection.quit().await;
    let told = told.await.unwrap();
    assert_eq!(told[1], "MAIL FROM:<a@us.test> SIZE=37\r\n");
    assert_eq!(told[4], "Subject: x\r\n\r\nhello\r\n..\r\n...dots\r\nend\r\n.\r\n");
    assert_eq!(told[1..5], told[5..9]);
}

/// Each step of a transaction meets each trouble; the outcome says what is certain, and the connection is used again
/// only where both sides still agree on where they are.
#[tokio::test(start_paused = true)]
async fn trouble_at_every_step_leaves_a_certain_outcome() {
    for (at, (step, _)) in GOOD.into_iter().enumerate() {
        let letter_sent = step == ".";
        for answer in [
            "450 4.2.1 later",
            "550 5.7.1 no",
            "421 4.3.2 closing",
            "571 no",
            "250-more",
            "999 what",
            "what?",
            "",
            HANG_UP,
            STALL,
        ] {
            let refused = matches!(&answer[..answer.len().min(3)], "450" | "550" | "571");
            let mut script: Script = GOOD[..at].to_vec();
            script.push((step, answer));
            if answer == "250-more" {
                script.push(("", HANG_UP)); // half an answer
            }
            if refused {
                if !letter_sent {
                    script.push(("RSET", "250 flushed"));
                }
                script.extend(GOOD);
            }
            let (mut connection, told) = open(script).await;
            let outcome = send(&mut connection).await;
            let context = format!("{step}: {answer}: {outcome:?}");
            match answer {
                "450 4.2.1 later" => assert!(is_later(&outcome, Trouble::Recipient), "{context}"),
                "550 5.7.1 no" if at == 0 => assert!(is_later(&outcome, Trouble::Sender), "{context}"),
                "550 5.7.1 no" => {
                    assert_eq!(
                        outcome,
                        Outcome::Refused { code: 550, text: "5.7.1 no".to_owned() },
                        "{context}"
                    );
                }
                "571 no" if at == 0 => assert!(is_later(&outcome, Trouble::Sender), "{context}"),
                "571 no" => {
                    assert_eq!(
                        outcome,
                        Outcome::Refused { code: 551, text: "(571) no".to_owned() },
                        "{context}"
                    );
                }
                "421 4.3.2 closing" => assert!(is_later(&outcome, Trouble::Session), "{context}"),
                _ if letter_sent => assert!(matches!(outcome, Outcome::Unknown { .. }), "{context}"),
                STALL => assert!(is_later(&outcome, Trouble::Silence), "{context}"),
                _ => assert!(is_later(&outcome, Trouble::Session), "{context}"),
            }
            assert_eq!(connection.is_usable(), refused, "{context}");
            if refused {
                assert!(matches!(send(&mut connection).await, Outcome::Accepted { .. }), "{context}");
            } else {
                assert!(is_later(&send(&mut connection).await, Trouble::Session), "{context}");
            }
            told.abort();
        }
    }
}

#[tokio::test(start_paused = true)]
async fn permission_that_is_none_ends_the_session() {
    for answer in ["250 ok", "220 ok", "334 go"] {
        let (mut connection, _told) = open([GOOD[0], GOOD[1], ("DATA", answer)]).await;
        assert!(is_later(&send(&mut connection).await, Trouble::Session), "{answer}");
        assert!(!connection.is_usable());
    }
}

#[tokio::test(start_paused = true)]
async fn a_refusal_after_which_the_server_does_not_start_over_still_counts() {
    for answer in ["421 no", HANG_UP, STALL] {
        let (mut connection, _told) = open([GOOD[0], ("RCPT", "550 5.1.1 nobody"), ("RSET", answer)]).await;
        assert!(matches!(send(&mut connection).await, Outcome::Refused { code: 550, .. }));
        assert!(!connection.is_usable());
    }
}

#[tokio::test(start_paused = true)]
async fn refusals_that_are_about_us_do_not_condemn_a_recipient() {
    for (script, kind) in [
        ([("MAIL", "530 5.7.0 log in first")].to_vec(), Trouble::Credentials),
        ([("MAIL", "550 5.7.0 authentication required")].to_vec(), Trouble::Credentials),
        ([("MAIL", "501 mail from address must be same as authorization user")].to_vec(), Trouble::Sender),
        ([GOOD[0], ("RCPT", "554 5.7.1 <li@b.test>: Relay access denied")].to_vec(), Trouble::Credentials),
        ([GOOD[0], ("RCPT", "530 log in first")].to_vec(), Trouble::Credentials),
    ] {
        let (mut connection, _told) = open(script.into_iter().chain([("RSET", "250 ok")])).await;
        let outcome = send(&mut connection).await;
        assert!(is_later(&outcome, kind), "{outcome:?}");
        assert!(kind.needs_operator() && kind.concerns_all());
    }
    let (mut connection, _told) = open([("MAIL", "552 5.3.4 too large"), ("RSET", "250 ok")]).await;
    assert!(matches!(send(&mut connection).await, Outcome::Refused { code: 552, .. }));
}

#[tokio::test(start_paused = true)]
async fn answers_that_lettre_cannot_read_are_read() {
    // GBK, a code without a word, LF alone, a very long line, several lines.
    let long: &'static str = format!("250 {}", "x".repeat(5000)).leak();
    let (mut connection, told) = open([
        ("MAIL", "250"),
        ("RCPT", "250-one\n250-two\r\n250 three"),
        ("DATA", "354 go\u{7}"),
        (".", long),
    ])
    .await;
    let Outcome::Accepted { response } = send(&mut connection).await else { panic!() };
    assert!(response.starts_with("250 xxx") && response.chars().count() < 600);
    assert_eq!(told.await.unwrap().len(), 5);

    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let told = tokio::spawn(async {
        let greeting: &[u8] = b"220 \xbb\xb6\xd3\xad\r\n";
        answer_bytes(theirs, &[greeting, b"250 x\r\n", b"250 \xba\xc3\r\n", b"550 \xb2\xbb\xd0\xd0\r\n"])
            .await
    });
    let mut connection = Connection::over(Wire::new(ours), &relay(), &hello()).await.unwrap();
    assert!(matches!(send(&mut connection).await, Outcome::Refused { code: 550, .. }));
    drop(told);
}

#[tokio::test(start_paused = true)]
async fn an_answer_too_many_ends_the_session_before_it_is_taken_for_another() {
    for extra in ["250 ok\r\n250 ok", "250 ok\r\n421 closing", "250 ok\r\n550"] {
        for at in 0..2 {
            let mut script = GOOD.to_vec();
            script[at].1 = extra;
            let (mut connection, _told) = open(script).await;
            let outcome = send(&mut connection).await;
            assert!(is_later(&outcome, Trouble::Session), "{extra} at {at}: {outcome:?}");
            assert!(!connection.is_usable());
        }
    }
    let (mut connection, _told) = open([GOOD[0], GOOD[1], ("DATA", "354 go\r\n250 queued"), GOOD[3]]).await;
    assert!(is_later(&send(&mut connection).await, Trouble::Session));
    let (mut connection, _told) = open([GOOD[0], GOOD[1], GOOD[2], (".", "250 queued\r\n421 closing")]).await;
    assert!(matches!(send(&mut connection).await, Outcome::Accepted { .. }));
    assert!(is_later(&send(&mut connection).await, Trouble::Session));
}

#[tokio::test(start_paused = true)]
async fn an_answer_without_end_is_not_collected_for_ever() {
    for chunk in ["250-x\r\n", "250 no line end"] {
        let (ours, mut theirs) = tokio::io::duplex(1 << 16);
        let flood = tokio::spawn(async move { while theirs.write_all(chunk.as_bytes()).await.is_ok() {} });
        let error = Connection::over(Wire::new(ours), &relay(), &hello()).await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::Session);
        flood.await.unwrap();
    }
}

#[tokio::test(start_paused = true)]
async fn a_letter_that_takes_long_is_given_time_for_every_block() {
    let (ours, theirs) = tokio::io::duplex(1024);
    let server = tokio::spawn(async move {
        let answers: [&[u8]; 5] = [b"220 x\r\n", b"250 x\r\n", b"250 x\r\n", b"250 x\r\n", b"354 x\r\n"];
        let mut stream = answer_bytes(theirs, &answers).await;
        // A block takes 100 s, the whole letter longer than any one limit.
        let mut letter = Vec::new();
        while !letter.ends_with(b"\r\n.\r\n") {
            let mut part = vec![0; 64 * 1024];
            let count = stream.read(&mut part).await.unwrap();
            letter.extend_from_slice(&part[..count]);
            tokio::time::sleep(Duration::from_millis(1500)).await;
        }
        stream.write_all(b"250 got it\r\n").await.unwrap();
        letter.len()
    });
    let mut connection = Connection::over(Wire::new(ours), &relay(), &hello()).await.unwrap();
    let letter = [b"Subject: x\r\n\r\n".as_slice(), "y\r\n".repeat(200_000).as_bytes()].concat();
    let started = tokio::time::Instant::now();
    let outcome = connection.send("", "li@b.test", &letter).await;
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
    assert_eq!(server.await.unwrap(), letter.len() + 3);
    assert!(started.elapsed() > relay().patience.data_end, "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn a_server_that_stops_reading_inside_the_letter_has_not_got_it() {
    let (ours, theirs) = tokio::io::duplex(1024);
    let server = tokio::spawn(async move {
        let answers: [&[u8]; 5] = [b"220 x\r\n", b"250 x\r\n", b"250 x\r\n", b"250 x\r\n", b"354 x\r\n"];
        let mut theirs = answer_bytes(theirs, &answers).await;
        let mut some = [0; 300];
        theirs.read_exact(&mut some).await.unwrap();
        std::future::pending::<()>().await;
    });
    let mut connection = Connection::over(Wire::new(ours), &relay(), &hello()).await.unwrap();
    let letter = [b"Subject: x\r\n\r\n".as_slice(), "y\r\n".repeat(10_000).as_bytes()].concat();
    assert!(is_later(&connection.send("", "li@b.test", &letter).await, Trouble::Silence));
    server.abort();
}

#[tokio::test(start_paused = true)]
async fn a_send_that_was_dropped_half_way_leaves_a_connection_that_sends_nothing() {
    let (mut connection, told) = open([GOOD[0], ("RCPT", STALL)]).await;
    tokio::time::timeout(Duration::from_secs(1), send(&mut connection)).await.unwrap_err();
    assert!(!connection.is_usable());
    assert!(is_later(&send(&mut connection).await, Trouble::Session));
    told.abort();
}

#[tokio::test(start_paused = true)]
async fn a_connection_that_idled_is_not_trusted() {
    let (mut connection, _told) = open(GOOD).await;
    send(&mut connection).await;
    assert!(connection.is_usable());
    tokio::time::sleep(Duration::from_secs(60)).await;
    assert!(!connection.is_usable());
}

#[tokio::test(start_paused = true)]
async fn the_letter_decides_which_parameters_are_asked_for() {
    let all = ("EHLO", "250-x\r\n250-Size\r\n250-8bitmime\r\n250 SMTPUTF8");
    let none = ("EHLO", "250 x");
    let sent = |offer, to: &'static str, letter: &'static str| async move {
        let script = vec![GREETING[0], offer, ("MAIL", "250 ok"), ("RCPT", "250 ok"), GOOD[2], GOOD[3]];
        let (connection, told) = open_as(relay(), script).await;
        let outcome = connection.unwrap().send("a@us.test", to, letter.as_bytes()).await;
        match outcome {
            Outcome::Accepted { .. } => Ok(told.await.unwrap()[1].trim_end().to_owned()),
            Outcome::Refused { code, .. } => Err(code),
            other => panic!("{other:?}"),
        }
    };
    let mail = |parameters: &str| Ok(format!("MAIL FROM:<a@us.test>{parameters}"));
    let (plain, body, header) = ("A: b\r\n\r\nx\r\n", "A: b\r\n\r\n好\r\n", "A: 好\r\n\r\nx\r\n");
    assert_eq!(sent(all, "li@b.test", plain).await, mail(" SIZE=11"));
    assert_eq!(sent(all, "li@b.test", body).await, mail(" SIZE=13 BODY=8BITMIME"));
    assert_eq!(sent(all, "li@b.test", header).await, mail(" SIZE=13 BODY=8BITMIME SMTPUTF8"));
    assert_eq!(sent(all, "李@b.test", plain).await, mail(" SIZE=11 SMTPUTF8"));
    assert_eq!(sent(none, "li@b.test", plain).await, mail(""));
    assert_eq!(sent(none, "li@b.test", body).await, Err(554));
    assert_eq!(sent(none, "李@b.test", plain).await, Err(553));
    assert_eq!(sent(("EHLO", "250-x\r\n250 SIZE 10"), "li@b.test", plain).await, Err(552));
    assert_eq!(sent(("EHLO", "250-x\r\n250 SIZE 0"), "li@b.test", plain).await, mail(" SIZE=11"));
}

#[tokio::test(start_paused = true)]
async fn what_would_break_the_conversation_is_refused_before_it() {
    let (mut connection, told) = open(GOOD).await;
    for to in [
        "",
        "nobody",
        "a@",
        "@b",
        "a@b>",
        "a@b\r\nRCPT TO:<x@y",
        "a b@c",
        "a@b\0",
        &format!("{}@b", "a".repeat(330)),
    ] {
        let outcome = connection.send("a@us.test", to, LETTER).await;
        assert!(matches!(outcome, Outcome::Refused { code: 553, .. }), "{to:?}: {outcome:?}");
    }
    for letter in [b"".as_slice(), b"a\nb\r\n", b"a\rb\r\n", b"a\r\n.\n\r\n", b"\n", b"x\r"] {
        let outcome = connection.send("a@us.test", "li@b.test", letter).await;
        assert!(matches!(outcome, Outcome::Refused { code: 554, .. }), "{letter:?}: {outcome:?}");
    }
    let outcome = connection.send("a>@b", "li@b.test", LETTER).await;
    assert!(is_later(&outcome, Trouble::Sender), "{outcome:?}");
    assert!(matches!(send(&mut connection).await, Outcome::Accepted { .. }));
    assert_eq!(told.await.unwrap().len(), 5);
}

#[tokio::test(start_paused = true)]
async fn unusual_addresses_that_people_have_are_taken() {
    for to in ["a..b@b.test", "\"li\"@b.test", "a.@b.test", "li@[192.0.2.1]"] {
        let rcpt: &'static str = format!("RCPT TO:<{to}>").leak();
        let (mut connection, _told) =
            open([("MAIL FROM:<>", "250 ok"), (rcpt, "250 ok"), GOOD[2], GOOD[3]]).await;
        assert!(matches!(connection.send("", to, LETTER).await, Outcome::Accepted { .. }), "{to}");
    }
}

// ──────── greeting and login ────────

#[tokio::test(start_paused = true)]
async fn trouble_at_the_greeting_is_named() {
    for (script, kind) in [
        (vec![("", "554 go away")], Trouble::Session),
        (vec![("", "421 busy")], Trouble::Session),
        (vec![("", HANG_UP)], Trouble::Session),
        (vec![("", STALL)], Trouble::Silence),
        (vec![("", "* OK IMAP4rev1 ready")], Trouble::Session),
        (vec![GREETING[0], ("EHLO", "502 what?")], Trouble::Session),
        (vec![GREETING[0], ("EHLO", STALL)], Trouble::Silence),
        (vec![GREETING[0], ("EHLO", HANG_UP)], Trouble::Session),
    ] {
        let text = format!("{script:?}");
        let (connection, told) = open_as(relay(), script).await;
        let error = connection.unwrap_err();
        assert_eq!(error.trouble(), kind, "{text}: {error}");
        assert!(error.to_string().contains("mail.test"), "{error}");
        told.abort();
    }
}

async fn log_in(
    proof: Proof,
    script: impl IntoIterator<Item = (&'static str, &'static str)>,
) -> Result<Vec<String>, Error> {
    let secret = SecretSource::Command(vec!["echo".to_owned(), "hush".to_owned()]);
    let relay = Relay { login: Some(Login { user: "li@b.test".to_owned(), secret, proof }), ..relay() };
    let (connection, told) = open_as(relay, [GREETING[0]].into_iter().chain(script).collect()).await;
    connection?;
    Ok(told.await.unwrap())
}

// The programs that give the secrets run in real time, so time is not paused here.

#[tokio::test]
async fn each_way_to_log_in_is_spoken_as_its_rfc_says() {
    let told = log_in(Proof::Password, [("EHLO", "250-x\r\n250 AUTH LOGIN PLAIN"), ("AUTH", "235 ok")])
        .await
        .unwrap();
    assert_eq!(told[1], "AUTH PLAIN AGxpQGIudGVzdABodXNo\r\n"); // \0li@b.test\0hush
    let told = log_in(
        Proof::Password,
        [
            ("EHLO", "250-x\r\n250-AUTH=LOGIN\r\n250 auth CRAM-MD5"),
            ("AUTH LOGIN\r\n", "334 d2hvPw=="), // who?
            ("bGlAYi50ZXN0\r\n", "334 "),
            ("aHVzaA==\r\n", "235 ok"),
        ],
    )
    .await
    .unwrap();
    assert_eq!(told.len(), 4);
    let told = log_in(Proof::Token, [("EHLO", "250-x\r\n250 AUTH PLAIN XOAUTH2"), ("AUTH", "235 ok")])
        .await
        .unwrap();
    // user=li@b.test ^A auth=Bearer hush ^A ^A
    assert_eq!(told[1], "AUTH XOAUTH2 dXNlcj1saUBiLnRlc3QBYXV0aD1CZWFyZXIgaHVzaAEB\r\n");
}

#[tokio::test]
async fn a_refused_login_is_trouble_with_credentials_and_keeps_the_secret() {
    let plain = ("EHLO", "250-x\r\n250 AUTH PLAIN");
    for answer in ["535 5.7.8 wrong", "534 5.7.9 too weak", "550 user suspended", "526 login fail"] {
        let error = log_in(Proof::Password, [plain, ("AUTH", answer)]).await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::Credentials, "{answer}");
        let text = format!("{error} {error:?}");
        assert!(text.contains(&answer[..3]) && !text.contains("hush") && !text.contains("aHVzaA"), "{text}");
    }
    for answer in ["454 4.7.0 temporary", "421 busy", HANG_UP] {
        let error = log_in(Proof::Password, [plain, ("AUTH", answer)]).await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::Session, "{answer}");
    }
    let error = log_in(Proof::Token, [plain]).await.unwrap_err();
    assert!(error.to_string().contains("it offers: PLAIN"), "{error}");
    assert_eq!(error.trouble(), Trouble::Credentials);
    let error = log_in(Proof::Password, [("EHLO", "250 x")]).await.unwrap_err();
    assert!(error.to_string().contains("it offers: none"), "{error}");
}

#[tokio::test]
async fn the_reason_of_a_refused_token_is_shown() {
    let error = log_in(
        Proof::Token,
        [
            ("EHLO", "250-x\r\n250 AUTH XOAUTH2"),
            ("AUTH XOAUTH2 ", "334 eyJzdGF0dXMiOiI0MDEifQ=="),
            ("\r\n", "535 5.7.3 unsuccessful"),
        ],
    )
    .await
    .unwrap_err();
    assert!(
        matches!(&error, Error::Login { code: 535, text, .. } if text.contains(r#"{"status":"401"}"#)),
        "{error}"
    );
}

#[tokio::test]
async fn a_secret_that_is_not_to_be_had_is_trouble_with_credentials() {
    let login = Login {
        user: "li@b.test".to_owned(),
        secret: SecretSource::File("/nonexistent/password".into()),
        proof: Proof::Password,
    };
    let relay = Relay { login: Some(login), ..relay() };
    let (connection, _told) = open_as(relay, vec![GREETING[0], ("EHLO", "250-x\r\n250 AUTH PLAIN")]).await;
    assert_eq!(connection.unwrap_err().trouble(), Trouble::Credentials);
}

// ──────── STARTTLS ────────

async fn upgrade(script: Script) -> (Result<DuplexStream, Error>, Vec<String>) {
    let (ours, theirs) = tokio::io::duplex(1 << 16);
    let told = tokio::spawn(play(theirs, script));
    let result = ask_for_tls(ours, &relay(), &hello()).await;
    let told = if result.is_err() && !told.is_finished() {
        tokio::time::timeout(Duration::from_secs(1), told).await.map(Result::unwrap).unwrap_or_default()
    } else {
        told.await.unwrap()
    };
    (result, told)
}

const TLS_OFFER: (&str, &str) = ("EHLO", "250-x\r\n250-AUTH PLAIN\r\n250 STARTTLS");

#[tokio::test(start_paused = true)]
async fn tls_is_asked_for_before_anything_else_is_said() {
    let (result, told) = upgrade(vec![GREETING[0], TLS_OFFER, ("STARTTLS\r\n", "220 go")]).await;
    result.unwrap();
    assert_eq!(told, ["EHLO us.test\r\n", "STARTTLS\r\n"]);
}

#[tokio::test(start_paused = true)]
async fn an_offer_of_tls_that_was_taken_out_is_refused() {
    let (result, told) = upgrade(vec![GREETING[0], ("EHLO", "250-x\r\n250 AUTH PLAIN"), ("", STALL)]).await;
    let error = result.unwrap_err();
    assert!(matches!(error, Error::NoStartTls(_)), "{error}");
    assert_eq!(error.trouble(), Trouble::Security);
    assert_eq!(told, [""; 0], "the server heard nothing more");
}

#[tokio::test(start_paused = true)]
async fn answers_slipped_in_before_tls_are_refused() {
    let script = vec![GREETING[0], TLS_OFFER, ("STARTTLS", "220 go\r\n250-x\r\n250 AUTH PLAIN")];
    let (result, _) = upgrade(script).await;
    let error = result.unwrap_err();
    assert!(matches!(error, Error::Injected(_)), "{error}");
    assert_eq!(error.trouble(), Trouble::Security);
}

#[tokio::test(start_paused = true)]
async fn trouble_on_the_way_to_tls_never_goes_on_without_it() {
    for (answer, kind) in [
        ("454 TLS not available", Trouble::Session),
        ("501 what?", Trouble::Session),
        ("what?", Trouble::Session),
        (HANG_UP, Trouble::Session),
        (STALL, Trouble::Silence),
    ] {
        let (result, _) = upgrade(vec![GREETING[0], TLS_OFFER, ("STARTTLS", answer)]).await;
        assert_eq!(result.unwrap_err().trouble(), kind, "{answer}");
    }
    let (result, _) = upgrade(vec![("", HANG_UP)]).await;
    assert_eq!(result.unwrap_err().trouble(), Trouble::Session);
}

#[tokio::test]
async fn a_plain_connection_stays_on_this_machine() {
    // A documentation address (RFC 5737): nobody is there, and nobody is asked.
    let relay = Relay { host: "192.0.2.1".to_owned(), ..relay() };
    let error = Connection::open(&relay).await.unwrap_err();
    assert!(matches!(error, Error::NotLoopback(_)), "{error}");
    assert_eq!(error.trouble(), Trouble::Security);
}

// ──────── a connection that is kept ────────

/// A server on loopback that plays one script for each connection.
async fn listen(scripts: Vec<Script>) -> (Relay, JoinHandle<usize>) {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let server = tokio::spawn(async move {
        let mut served = 0;
        for script in scripts {
            let (mut stream, _) = listener.accept().await.unwrap();
            served += 1;
            let (theirs, mut ours) = tokio::io::duplex(1 << 16);
            let playing = tokio::spawn(play(theirs, script));
            // Ends when the script hangs up or the client does.
            let _ = tokio::io::copy_bidirectional(&mut stream, &mut ours).await;
            drop((stream, ours));
            playing.await.unwrap();
        }
        served
    });
    (Relay { host: "127.0.0.1".to_owned(), port, ..relay() }, server)
}

fn script(parts: &[&[(&'static str, &'static str)]]) -> Script {
    let ehlo = ("EHLO [127.0.0.1]", "250 x");
    [("", "220 x"), ehlo].into_iter().chain(parts.concat()).collect()
}

#[tokio::test]
async fn letters_share_a_connection_and_a_dead_one_is_replaced_at_once() {
    let dead: &[_] = &[("MAIL", "421 idle for too long")];
    let (relay, server) =
        listen(vec![script(&[&GOOD, &GOOD, dead]), script(&[&GOOD, &[("QUIT", "221 bye")]])]).await;
    let mut submission = Submission::new(Relay { hello: Some("[127.0.0.1]".to_owned()), ..relay });
    for _ in 0..3 {
        let outcome = submission.send("a@us.test", "li@b.test", LETTER).await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
    }
    submission.quit().await;
    assert_eq!(server.await.unwrap(), 2);
}

#[tokio::test]
async fn a_fresh_connection_that_fails_is_not_tried_again() {
    let dead: &[_] = &[("MAIL", "421 no")];
    let (relay, server) = listen(vec![script(&[dead]), script(&[dead])]).await;
    let mut submission = Submission::new(Relay { hello: Some("[127.0.0.1]".to_owned()), ..relay });
    for _ in 0..2 {
        let outcome = submission.send("a@us.test", "li@b.test", LETTER).await;
        assert!(is_later(&outcome, Trouble::Session), "{outcome:?}");
    }
    assert_eq!(server.await.unwrap(), 2);
}

#[tokio::test]
async fn a_letter_that_may_have_arrived_is_not_sent_again_by_the_door() {
    let lost: &[_] = &[GOOD[0], GOOD[1], GOOD[2], (".", HANG_UP)];
    let (relay, server) = listen(vec![script(&[&GOOD, lost])]).await;
    let mut submission = Submission::new(Relay { hello: Some("[127.0.0.1]".to_owned()), ..relay });
    submission.send("a@us.test", "li@b.test", LETTER).await;
    let outcome = submission.send("a@us.test", "li@b.test", LETTER).await;
    assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    assert_eq!(server.await.unwrap(), 1);
}

#[tokio::test]
async fn a_server_that_is_not_there_is_unreachable() {
    let (relay, server) = listen(vec![]).await;
    server.await.unwrap();
    // On an address of its own: on 127.0.0.1 another test may have been given the port meanwhile.
    let relay = Relay { host: "127.74.51.9".to_owned(), ..relay };
    let outcome = Submission::new(relay).send("a@us.test", "li@b.test", LETTER).await;
    assert!(is_later(&outcome, Trouble::Unreachable), "{outcome:?}");
}

// ──────── any bytes at all ────────

/// A server that says `bytes` in pieces of `piece` bytes and then reads until nothing more comes.
async fn babble(stream: DuplexStream, bytes: Vec<u8>, piece: usize) {
    let (mut from, mut to) = tokio::io::split(stream);
    let say = async {
        for part in bytes.chunks(piece) {
            to.write_all(part).await?;
            tokio::task::yield_now().await;
        }
        to.shutdown().await
    };
    let mut heard = Vec::new();
    let _ = tokio::join!(say, from.read_to_end(&mut heard));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(300))]

    /// Whatever a server says, nothing panics or hangs, and without its 354 no letter counts as accepted.
    #[test]
    fn babble_is_never_taken_for_an_acceptance(
        said in proptest::collection::vec("(220|250|334|421|550|571|9)[- ]?[a-z\u{e9}]{0,3}\r?\n|[0-24-9a-z\r\n -]{0,9}", 0..12),
        noise in proptest::collection::vec(proptest::num::u8::ANY, 0..20),
        piece in 1_usize..40,
    ) {
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
        runtime.block_on(async {
            let (ours, theirs) = tokio::io::duplex(1 << 16);
            let bytes = [said.concat().into_bytes(), noise].concat();
            let server = tokio::spawn(babble(theirs, bytes, piece));
            if let Ok(mut connection) = Connection::over(Wire::new(ours), &relay(), &hello()).await {
                let outcome = send(&mut connection).await;
                assert!(!matches!(outcome, Outcome::Accepted { .. } | Outcome::Unknown { .. }), "{outcome:?}");
            }
            server.abort();
        });
    }
}
