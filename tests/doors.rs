//! The doors against real servers (`tests/rig`): what the scripted tests beside each door cannot show.

mod rig;

use std::sync::Arc;
use std::time::Duration;

use beadle::door::host::SecretSource;
use beadle::door::imap::{Account, Cursor, Done, Error, Login, Mail, Session, Woken};
use beadle::door::tls::{self, Security, Trust};
use beadle::door::{Fetched, MAIL_BYTES_MAX, Trouble};
use rig::Rig;
use tokio_util::sync::CancellationToken;

const LI: &str = "li@rig.test";

/// Far more than a step on this machine takes, and far less than anybody waits for a test.
const SOON: Duration = Duration::from_secs(10);

#[test]
fn the_rig_delivers_and_restarts() {
    let rig = Rig::start();
    rig.deliver_all(LI, ["Subject: one\n\nhello\n", "Subject: two\r\n\r\n.dot\r\n"]);
    let mails = rig.mailbox(LI);
    assert_eq!(mails.iter().filter_map(|mail| mail.header("subject")).collect::<Vec<_>>(), ["one", "two"]);
    assert!(mails[1].text().contains("\n.dot"), "{}", mails[1].text());
    rig.restart_imap();
    rig.restart_smtp();
    rig.kill_imap();
    rig.kill_smtp();
    rig.restart_imap();
    rig.restart_smtp();
    rig.deliver("li+token@rig.test", "Subject: three\n\n");
    assert_eq!(rig.wait_mailbox(LI, 3, SOON).len(), 3);
}

// ──────── IMAP ────────

#[tokio::test]
async fn imap_reads_over_implicit_tls_starttls_and_plain_loopback() {
    let rig = Rig::start();
    rig.deliver(LI, "Subject: hello\n\nbody\n");
    for security in [Security::Implicit, Security::StartTls, Security::Plain] {
        let mut session = Session::open(&account(&rig, security)).await.unwrap();
        let mails = session.fetch_after(start(&session), 10).await.unwrap();
        assert_eq!(subjects(&mails), ["hello"], "{security:?}");
        assert!(mails[0].received.is_some());
        assert!(session.fetch_after(cursor(&session, &mails), 10).await.unwrap().is_empty());
        session.logout().await.unwrap();
    }
    // Nothing was marked as read.
    let flags = rig.doveadm(&["fetch", "-u", LI, "flags", "mailbox", "INBOX"]);
    assert!(!flags.contains("Seen"), "{flags}");
}

#[tokio::test]
async fn imap_shows_the_newest_mails_and_leaves_them_as_they_are() {
    let rig = Rig::start();
    rig.deliver_all(LI, (0..120).map(|n| format!("Subject: n{n}\n\nbody\n")));
    rig.deliver(LI, format!("Subject: large\n\n{}\n", "0123456789\n".repeat(2000)));
    let account = Account { size_max: 10_000, ..account(&rig, Security::Implicit) };
    let mut session = Session::open(&account).await.unwrap();
    let mut seen = Vec::new();
    session
        .newest(101, |raw, headers| {
            let message = beadle::mail::parse_headers(raw, &Default::default()).unwrap();
            seen.push((message.subject.raw, headers));
        })
        .await
        .unwrap();
    session.logout().await.unwrap();
    let last: Vec<(String, bool)> =
        (20..120).map(|n| (format!("n{n}"), false)).chain([("large".to_owned(), true)]).collect();
    assert_eq!(seen, last);
    let flags = rig.doveadm(&["fetch", "-u", LI, "flags", "mailbox", "INBOX"]);
    assert!(!flags.contains("Seen"), "{flags}");
    assert_eq!(rig.wait_mailbox(LI, 121, SOON).len(), 121);
}

#[tokio::test]
async fn imap_believes_no_certificate_of_another_ca_or_for_another_name() {
    let rig = Rig::start();
    for security in [Security::Implicit, Security::StartTls] {
        let good = account(&rig, security);
        let bad = Account { trust: Trust::new(Some(&rig.wrong_ca())).unwrap(), ..good.clone() };
        let error = Session::open(&bad).await.unwrap_err();
        assert!(matches!(error, Error::Tls(tls::Error::Refused(_))), "{error}");
        assert_eq!(error.trouble(), Trouble::Security);
        let elsewhere = Account { host: rig::WRONG_HOST.to_owned(), ..good };
        let error = Session::open(&elsewhere).await.unwrap_err();
        assert!(matches!(error, Error::Tls(tls::Error::Refused(_))), "{error}");
    }
}

#[tokio::test]
async fn imap_tells_a_wrong_password_from_a_server_that_is_down() {
    let rig = Rig::start();
    let mut account = account(&rig, Security::Implicit);
    let file = rig.scratch().join("password");
    std::fs::write(&file, "not it").unwrap();
    account.login = Login::Password(SecretSource::File(file));
    let error = Session::open(&account).await.unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error}");
    assert_eq!(error.trouble(), Trouble::Credentials);
    rig.stop_imap();
    let error = Session::open(&account).await.unwrap_err();
    assert_eq!(error.trouble(), Trouble::Unreachable, "{error}");
}

#[tokio::test]
async fn imap_logs_in_with_a_token_from_a_file_or_a_command_and_says_when_it_has_expired() {
    let rig = Rig::start();
    let file = rig.scratch().join("token");
    std::fs::write(&file, rig.token(LI) + "\n").unwrap();
    let from_file = SecretSource::File(file.clone());
    let from_command = SecretSource::Command(vec!["/bin/cat".to_owned(), file.display().to_string()]);
    for source in [from_file.clone(), from_command] {
        let account = Account { login: Login::XOAuth2(source), ..account(&rig, Security::StartTls) };
        Session::open(&account).await.unwrap().logout().await.unwrap();
    }
    // The token is read at each login, so a new one needs no restart, and neither does an old one.
    std::fs::write(&file, rig.expired_token(LI)).unwrap();
    let account = Account { login: Login::XOAuth2(from_file), ..account(&rig, Security::StartTls) };
    let error = Session::open(&account).await.unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error}");
}

#[tokio::test]
async fn imap_wakes_when_mail_comes_and_when_the_wait_is_cancelled() {
    let rig = Arc::new(Rig::start());
    let mut session = Session::open(&account(&rig, Security::Implicit)).await.unwrap();
    let begin = session.end().await.unwrap();
    assert!(session.fetch_after(begin, 10).await.unwrap().is_empty());
    let sender = Arc::clone(&rig);
    let sent = tokio::task::spawn_blocking(move || {
        std::thread::sleep(Duration::from_millis(200));
        sender.deliver(LI, "Subject: news\n\n");
    });
    let cancel = CancellationToken::new();
    let woken = tokio::time::timeout(SOON, session.wait(&cancel)).await.expect("IDLE wakes").unwrap();
    assert_eq!(woken, Woken::News);
    sent.await.unwrap();
    let mails = session.fetch_after(begin, 10).await.unwrap();
    assert_eq!(subjects(&mails), ["news"]);
    cancel.cancel();
    assert_eq!(session.wait(&cancel).await.unwrap(), Woken::Cancelled);
    // And the session is good after it.
    assert_eq!(session.fetch_after(begin, 10).await.unwrap(), mails);
    session.logout().await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn imap_catches_up_500_mails_after_an_outage_across_restarts_in_mid_stream() {
    let rig = Rig::start();
    let account = account(&rig, Security::Implicit);
    let at = {
        let mut session = Session::open(&account).await.unwrap();
        session.end().await.unwrap()
    };
    // We were away; the mails came. One is removed by somebody before we read it.
    rig.deliver_all(LI, (0..500).map(|n| format!("Subject: n{n}\n\n{}\n", "x".repeat(n * 7))));
    rig.doveadm(&["expunge", "-u", LI, "mailbox", "INBOX", "header", "subject", "n250"]);

    // On a task of its own, as the daemon has it.
    tokio::spawn(catch_up(rig, account, at)).await.unwrap();
}

async fn catch_up(rig: Rig, account: Account, mut at: Cursor) {
    let mut got: Vec<String> = Vec::new();
    let mut outages = 0;
    let mut session = Session::open(&account).await.expect("the server is up");
    loop {
        match session.fetch_after(at, 37).await {
            Ok(mails) if mails.is_empty() => break,
            Ok(mails) => {
                got.extend(subjects(&mails));
                at = cursor(&session, &mails);
                // The server goes away, in good order or not, while more is to be had.
                if outages < 4 && got.len() > 80 * (outages + 1) {
                    if outages % 2 == 0 {
                        rig.kill_imap()
                    } else {
                        rig.stop_imap()
                    }
                    outages += 1;
                }
            }
            Err(error) => {
                assert!(matches!(error.trouble(), Trouble::Session | Trouble::Unreachable), "{error}");
                rig.restart_imap();
                session = Session::open(&account).await.expect("the server is up");
            }
        }
    }
    assert_eq!(outages, 4);
    let expected: Vec<String> = (0..500).filter(|n| *n != 250).map(|n| format!("n{n}")).collect();
    assert_eq!(got, expected, "each once, in order");
}

#[tokio::test]
async fn imap_reports_a_mail_that_goes_between_listing_and_fetching() {
    let rig = Rig::start();
    let mut session = Session::open(&account(&rig, Security::Implicit)).await.unwrap();
    rig.deliver_all(LI, ["Subject: one\n\n", "Subject: two\n\n", "Subject: three\n\n"]);
    let begin = start(&session);
    let first = session.fetch_after(begin, 1).await.unwrap();
    assert_eq!(subjects(&first), ["one"]);
    rig.doveadm(&["expunge", "-u", LI, "mailbox", "INBOX", "header", "subject", "two"]);
    let rest = session.fetch_after(cursor(&session, &first), 10).await.unwrap();
    assert_eq!(rest.iter().map(|mail| mail.uid).collect::<Vec<_>>(), [2, 3]);
    assert_eq!(rest[0].content, Fetched::Gone);
    assert_eq!(subjects(&rest[1..]), ["three"]);
}

#[tokio::test]
async fn imap_fetches_the_headers_only_of_a_mail_that_is_too_large() {
    let rig = Rig::start();
    rig.deliver(LI, format!("Subject: large\n\n{}\n", "0123456789\n".repeat(2000)));
    rig.deliver(LI, "Subject: small\n\nbody\n");
    let account = Account { size_max: 20_000, ..account(&rig, Security::Implicit) };
    let mut session = Session::open(&account).await.unwrap();
    let mails = session.fetch_after(start(&session), 10).await.unwrap();
    let Fetched::HeadersOnly { headers, size } = &mails[0].content else { panic!("{:?}", mails[0]) };
    assert!(headers.ends_with(b"\r\n\r\n") && headers.len() < 2000, "{}", String::from_utf8_lossy(headers));
    assert_eq!(header(headers, "Subject"), "large");
    assert!(*size > 22_000, "{size}");
    assert_eq!(subjects(&mails[1..]), ["small"]);
}

#[tokio::test]
async fn imap_moves_done_mail_to_a_folder_of_any_name_and_twice_is_once() {
    let rig = Rig::start();
    rig.deliver_all(LI, ["Subject: one\n\n", "Subject: two\n\n", "Subject: three\n\n"]);
    let folder = "已处理 & \"done\"";
    let account = Account { done_folder: Some(folder.to_owned()), ..account(&rig, Security::Implicit) };
    let mut session = Session::open(&account).await.unwrap();
    let mails = session.fetch_after(start(&session), 10).await.unwrap();
    let done: Vec<Done> = mails[..2].iter().map(|mail| Done { uid: mail.uid, message_id: None }).collect();
    let uidvalidity = session.state().uidvalidity;
    session.move_done(uidvalidity, &done).await.unwrap();
    session.move_done(uidvalidity, &done).await.unwrap();
    assert_eq!(session.state().exists, 1);
    // UIDs of another numbering name other mails.
    let error = session.move_done(uidvalidity ^ 1, &done).await.unwrap_err();
    assert!(matches!(error, Error::Renumbered { .. }), "{error}");
    let other = Account { folder: folder.to_owned(), ..account };
    let mut session = Session::open(&other).await.unwrap();
    let moved = session.fetch_after(start(&session), 10).await.unwrap();
    assert_eq!(subjects(&moved), ["one", "two"]);
}

#[tokio::test]
async fn imap_appends_a_mail_once() {
    let rig = Rig::start();
    let mut session = Session::open(&account(&rig, Security::Implicit)).await.unwrap();
    let mail = "Message-ID: <a.1@rig.test>\r\nSubject: copy\r\n\r\n收到\r\n";
    for _ in 0..2 {
        session.append("Copies", Some("<a.1@rig.test>"), mail.as_bytes()).await.unwrap();
    }
    let copies = rig.folder(LI, "Copies");
    assert_eq!(copies.len(), 1);
    assert_eq!(copies[0].text().replace("\r\n", "\n"), mail.replace("\r\n", "\n"));
    // Back in its own folder.
    rig.deliver(LI, "Subject: in\n\n");
    assert_eq!(subjects(&session.fetch_after(start(&session), 10).await.unwrap()), ["in"]);
}

#[tokio::test]
async fn imap_says_when_a_folder_was_renumbered() {
    let rig = Rig::start();
    rig.deliver_all(LI, ["Subject: one\n\n", "Subject: two\n\n"]);
    let account = account(&rig, Security::Implicit);
    let mut session = Session::open(&account).await.unwrap();
    let mails = session.fetch_after(start(&session), 10).await.unwrap();
    let at = cursor(&session, &mails);
    rig.renumber(LI);
    let mut session = Session::open(&account).await.unwrap();
    let error = session.fetch_after(at, 10).await.unwrap_err();
    let now = session.state().uidvalidity;
    assert!(
        matches!(error, Error::Renumbered { was, now: new } if was == at.uidvalidity && new == now),
        "{error}"
    );
    assert_ne!(now, at.uidvalidity);
    assert_eq!(subjects(&session.fetch_after(start(&session), 10).await.unwrap()), ["one", "two"]);
}

#[tokio::test]
async fn imap_begins_at_the_end_or_at_a_day() {
    let rig = Rig::start();
    rig.deliver_all(LI, ["Subject: old\n\n", "Subject: older\n\n"]);
    let mut session = Session::open(&account(&rig, Security::Implicit)).await.unwrap();
    let end = session.end().await.unwrap();
    assert_eq!(end.uid, 2);
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    assert_eq!(session.since(day("2020-01-31")).await.unwrap().uid, 0);
    assert_eq!(session.since(day("2099-01-31")).await.unwrap(), end);
    rig.deliver(LI, "Subject: new\n\n");
    assert_eq!(subjects(&session.fetch_after(end, 10).await.unwrap()), ["new"]);
}

fn account(rig: &Rig, security: Security) -> Account {
    let file = rig.scratch().join("secret");
    std::fs::write(&file, format!("{}\n", rig::PASSWORD)).expect("a file");
    Account {
        host: rig::HOST.to_owned(),
        port: if security == Security::Implicit { rig.ports().imap_tls } else { rig.ports().imap_starttls },
        security,
        trust: Trust::new(Some(&rig.ca())).expect("a CA file"),
        user: LI.to_owned(),
        login: Login::Password(SecretSource::File(file)),
        folder: "INBOX".to_owned(),
        done_folder: None,
        size_max: MAIL_BYTES_MAX,
        poll: Duration::from_secs(60),
        step_timeout: SOON,
    }
}

fn start(session: &Session) -> Cursor {
    Cursor { uidvalidity: session.state().uidvalidity, uid: 0 }
}

fn cursor(session: &Session, mails: &[Mail]) -> Cursor {
    Cursor { uidvalidity: session.state().uidvalidity, uid: mails.last().map_or(0, |mail| mail.uid) }
}

fn subjects(mails: &[Mail]) -> Vec<String> {
    mails
        .iter()
        .map(|mail| match &mail.content {
            Fetched::Whole(bytes) => header(bytes, "Subject"),
            other => panic!("{other:?}"),
        })
        .collect()
}

fn header(mail: &[u8], name: &str) -> String {
    let text = String::from_utf8_lossy(mail);
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
    line.unwrap_or_else(|| panic!("no {name} in {text}")).to_owned()
}
