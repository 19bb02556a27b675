//! Letters out against a real Exim and into a real Dovecot: TLS, logins, refusals of every kind, outages in mid-stream.
//! What a server may answer is in `daemon/door/smtp/tests.rs`, by script; this is what a server does answer.

mod rig;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::Duration;

use beadle::door::host::SecretSource;
use beadle::door::smtp::{Connection, Error, Login, Patience, Proof, Relay, Submission};
use beadle::door::tls::{Security, Trust};
use beadle::door::{Outcome, Trouble, sendmail};
use rig::Rig;

const FROM: &str = "beadle@rig.test";

fn relay(rig: &Rig, security: Security) -> Relay {
    let password = rig.scratch().join("password");
    std::fs::write(&password, format!("{}\n", rig::PASSWORD)).expect("a file of the rig");
    let login = Login { user: FROM.to_owned(), secret: SecretSource::File(password), proof: Proof::Password };
    let (port, login) = match security {
        Security::Implicit => (rig.ports().smtp_tls, Some(login)),
        Security::StartTls => (rig.ports().smtp_starttls, Some(login)),
        Security::Plain => (rig.ports().smtp_plain, None),
    };
    let patience = Patience {
        command: Duration::from_secs(10),
        data_end: Duration::from_secs(10),
        ..Patience::default()
    };
    let trust = Some(Trust::new(Some(&rig.ca())).expect("the CA of the rig"));
    Relay { host: rig::HOST.to_owned(), port, security, trust, login, hello: None, patience }
}

/// The rig's folder.
fn base(rig: &Rig) -> PathBuf {
    rig.ca().ancestors().nth(2).map(Path::to_owned).expect("the CA lies in a folder of the rig's folder")
}

fn letter(subject: &str) -> Vec<u8> {
    format!("From: {FROM}\r\nSubject: {subject}\r\n\r\nhello\r\n").into_bytes()
}

fn accepted(outcome: &Outcome) {
    assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
}

fn is_later(outcome: &Outcome, kind: Trouble) {
    assert!(matches!(outcome, Outcome::Later { trouble, .. } if *trouble == kind), "{outcome:?}");
}

#[tokio::test]
async fn a_letter_arrives_unchanged_by_every_way_in() {
    let rig = Rig::start();
    // Dots at line starts, an empty line at the end, 8-bit text, a line of the greatest length.
    let body = format!(".\r\n..\r\n.x\r\n批准\r\n{}\r\n\r\n", "y".repeat(998));
    for (n, security) in [Security::Implicit, Security::StartTls, Security::Plain].into_iter().enumerate() {
        let mut connection = Connection::open(&relay(&rig, security)).await.unwrap();
        let bytes = format!("From: {FROM}\r\nSubject: {security:?}\r\n\r\n{body}");
        accepted(&connection.send(FROM, "li@rig.test", bytes.as_bytes()).await);
        connection.quit().await;
        let mails = rig.wait_mailbox("li@rig.test", n + 1, Duration::from_secs(10));
        let text = mails[n].text().replace("\r\n", "\n");
        let (_, arrived) = text.split_once("\n\n").unwrap();
        assert_eq!(arrived, body.replace("\r\n", "\n"), "{security:?}");
        assert_eq!(mails[n].header("return-path").as_deref(), Some("<beadle@rig.test>"));
    }
}

#[tokio::test]
async fn each_refusal_is_what_it_is_and_the_connection_goes_on() {
    let rig = Rig::start();
    let mut connection = Connection::open(&relay(&rig, Security::Implicit)).await.unwrap();
    let refused = |outcome: Outcome, wanted: u16, words: &str| match outcome {
        Outcome::Refused { code, text } => assert!(code == wanted && text.contains(words), "{code} {text}"),
        other => panic!("{other:?}"),
    };
    refused(connection.send(FROM, "li@bounce.test", &letter("x")).await, 550, "no such person here");
    accepted(&connection.send(FROM, "li@rig.test", &letter("one")).await);
    is_later(&connection.send(FROM, "li@defer.test", &letter("x")).await, Trouble::Recipient);
    refused(connection.send(FROM, "li@content.test", &letter("x")).await, 554, "content refused");
    is_later(&connection.send(FROM, "li@elsewhere.example", &letter("x")).await, Trouble::Credentials);
    accepted(&connection.send("", "li@rig.test", &letter("two")).await);
    rig.open_gate();
    accepted(&connection.send(FROM, "li@defer.test", &letter("three")).await);
    assert!(connection.is_usable());
    connection.quit().await;
    let mails = rig.wait_mailbox("li@rig.test", 2, Duration::from_secs(10));
    let mut subjects: Vec<_> = mails.iter().filter_map(|mail| mail.header("subject")).collect();
    subjects.sort(); // Exim delivers side by side
    assert_eq!(subjects, ["one", "two"]);
}

#[tokio::test]
async fn a_server_that_cannot_prove_its_name_gets_nothing() {
    let rig = Rig::start();
    for security in [Security::Implicit, Security::StartTls] {
        let trust = Some(Trust::new(Some(&rig.wrong_ca())).unwrap());
        let error = Connection::open(&Relay { trust, ..relay(&rig, security) }).await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::Security, "{error}");
        let error = Connection::open(&Relay { trust: None, ..relay(&rig, security) }).await.unwrap_err();
        assert!(matches!(error, Error::NoTrust(_)), "{error}");
        // By its address the certificate is good as well; by another address of this machine it is not.
        Connection::open(&Relay { host: "127.0.0.1".to_owned(), ..relay(&rig, security) }).await.unwrap();
        let other = Relay { host: "127.0.0.2".to_owned(), ..relay(&rig, security) };
        let error = Connection::open(&other).await.unwrap_err();
        assert_eq!(error.trouble(), Trouble::Security, "{error}");
    }
    // The relay of one's own machine offers no STARTTLS, and a plain port is no TLS port.
    let plain = rig.ports().smtp_plain;
    let error =
        Connection::open(&Relay { port: plain, ..relay(&rig, Security::StartTls) }).await.unwrap_err();
    assert!(matches!(error, Error::NoStartTls(_)), "{error}");
    let error =
        Connection::open(&Relay { port: plain, ..relay(&rig, Security::Implicit) }).await.unwrap_err();
    assert_eq!(error.trouble(), Trouble::Security, "{error}");
}

#[tokio::test]
async fn a_wrong_login_is_trouble_with_credentials() {
    let rig = Rig::start();
    let wrong = rig.scratch().join("wrong");
    std::fs::write(&wrong, "wrong").unwrap();
    let good = relay(&rig, Security::Implicit);
    let login = Login { secret: SecretSource::File(wrong), ..good.login.clone().unwrap() };
    let error = Connection::open(&Relay { login: Some(login.clone()), ..good.clone() }).await.unwrap_err();
    assert!(matches!(error, Error::Login { code: 535, .. }), "{error}");
    let error =
        Connection::open(&Relay { login: Some(Login { proof: Proof::Token, ..login }), ..good.clone() })
            .await;
    assert!(matches!(error, Err(Error::NoMechanism { .. })), "{error:?}");
    let mut connection = Connection::open(&Relay { login: None, ..good }).await.unwrap();
    is_later(&connection.send(FROM, "li@rig.test", &letter("x")).await, Trouble::Credentials);
}

#[tokio::test]
async fn outages_in_mid_stream_lose_nothing_and_double_nothing() {
    let rig = Rig::start();
    let mut submission = Submission::new(relay(&rig, Security::StartTls));
    let mut sent = 0;
    for round in 0..3 {
        for _ in 0..5 {
            accepted(&submission.send(FROM, "li@rig.test", &letter(&format!("letter {sent}"))).await);
            sent += 1;
        }
        if round % 2 == 0 {
            rig.kill_smtp()
        } else {
            rig.stop_smtp()
        }
        let outcome = submission.send(FROM, "li@rig.test", &letter("lost")).await;
        is_later(&outcome, Trouble::Unreachable);
        rig.start_smtp().unwrap();
    }
    // A restart between two letters is not even noticed.
    accepted(&submission.send(FROM, "li@rig.test", &letter(&format!("letter {sent}"))).await);
    rig.restart_smtp();
    sent += 1;
    accepted(&submission.send(FROM, "li@rig.test", &letter(&format!("letter {sent}"))).await);
    sent += 1;
    submission.quit().await;
    let received = received(&rig, "li@rig.test");
    for (subject, queue_ids) in &received {
        assert_eq!(queue_ids.len(), 1, "Exim got '{subject}' more than once: {queue_ids:?}");
    }
    let expected: BTreeSet<_> = (0..sent).map(|n| format!("letter {n}")).collect();
    assert_eq!(received.into_keys().collect::<BTreeSet<_>>(), expected, "{}", rig.logs());
}

/// The subjects of what Exim took for somebody, each with the ids under which it did: what waits in its queue and what
/// it handed to Dovecot. An Exim that was killed may hand a letter over twice under one id, or wait for minutes for a
/// lock of the dead; that is its own affair.
fn received(rig: &Rig, address: &str) -> BTreeMap<String, BTreeSet<String>> {
    let mut received: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    // The queue first: what leaves it meanwhile is then seen in the mailbox.
    for entry in std::fs::read_dir(base(rig).join("exim/spool/input")).expect("Exim has a queue").flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let header = std::fs::read(entry.path()).unwrap_or_default();
        let header = String::from_utf8_lossy(&header);
        let subject = header.lines().find_map(|line| line.split_once("Subject: "));
        if let (Some(id), Some((_, subject))) = (name.strip_suffix("-H"), subject) {
            received.entry(subject.to_owned()).or_default().insert(id.to_owned());
        }
    }
    for mail in rig.mailbox(address) {
        let text = mail.text().replace("\r\n", "\n").replace("\n\t", " ");
        let line = text.lines().find(|line| line.starts_with("Received:") && line.contains(" (Exim "));
        let id = line.and_then(|line| line.split(" id ").nth(1)).expect("Exim writes where it took a letter");
        let id = id.split([' ', ';']).next().unwrap_or_default().to_owned();
        received.entry(mail.header("subject").unwrap_or_default()).or_default().insert(id);
    }
    received
}

#[tokio::test]
async fn more_letters_than_a_connection_carries_go_over_the_next() {
    let rig = Rig::start();
    let mut submission = Submission::new(relay(&rig, Security::Plain));
    for n in 0..200 {
        accepted(&submission.send(FROM, &format!("p{}@rig.test", n % 7), &letter(&n.to_string())).await);
    }
    submission.quit().await;
    let count = |n: usize| (200 - n).div_ceil(7);
    for n in 0..7 {
        rig.wait_mailbox(&format!("p{n}@rig.test"), count(n), Duration::from_secs(30));
    }
}

#[tokio::test]
async fn the_sendmail_of_a_real_server_takes_letters() {
    let rig = Rig::start();
    let base = base(&rig);
    // As root the rig's Exim runs as its own user, and takes its configuration from nobody else.
    let as_exim: &[&str] = match rustix::process::geteuid().is_root() {
        true => &["/usr/sbin/runuser", "-u", "Debian-exim", "--"],
        false => &[],
    };
    let of_rig = |path| base.join(path).display().to_string();
    let mut command: Vec<String> = as_exim.iter().map(|word| (*word).to_owned()).collect();
    command.extend([of_rig("exim/exim"), "-C".to_owned(), of_rig("exim/exim.conf"), "-i".to_owned()]);
    let bytes = b"From: beadle@rig.test\r\nSubject: by pipe\r\n\r\n.\r\nend\r\n";
    accepted(&sendmail::deliver(&command, FROM, "li@rig.test", bytes).await);
    let mails = rig.wait_mailbox("li@rig.test", 1, Duration::from_secs(10));
    assert!(mails[0].text().replace("\r\n", "\n").ends_with("\n\n.\nend\n"), "{}", mails[0].text());
}
