//! Each trap as a dialogue with a scripted server: `C:` is what the client must say, `S:` what the server answers.
//!
//! `$` at the start of an `S:` line stands for the tag of the client's last command, `\n` for CRLF. `C+` is a line
//! without a tag, `S-` ends without CRLF, `X` closes the connection. At the end of a script the server stays silent.
//! Time is paused: a wait of an hour takes no time.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::NaiveDate;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader, DuplexStream};
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::open::{Greeting, starttls};
use super::*;
use crate::door::host::Secret;

const GREETING: &str = "S: * OK [CAPABILITY IMAP4rev1] ready\n";
const SELECTED: &str = "
    C: SELECT \"INBOX\"
    S: * 3 EXISTS
    S: * OK [UIDVALIDITY 7] numbering
    S: * OK [UIDNEXT 13] next
    S: $ OK [READ-WRITE] selected
";
const LOOK: &str = "
    C: NOOP
    S: $ OK nothing
";

/// Greeting, login and SELECT, with these capabilities.
fn opened(capabilities: &str) -> String {
    let capabilities = format!("IMAP4rev1 {capabilities}");
    let capabilities = capabilities.trim();
    format!(
        "{GREETING}
        C: LOGIN \"li\" \"secret\"
        S: $ OK [CAPABILITY {capabilities}] in
        {SELECTED}"
    )
}

/// Three mails behind UID 9, listed.
const LISTED: &str = "
    C: NOOP
    S: $ OK nothing
    C: UID FETCH 10:* (UID RFC822.SIZE INTERNALDATE)
    S: * 1 FETCH (UID 10 RFC822.SIZE 5 INTERNALDATE \" 7-Nov-2026 09:30:00 +0800\")
    S: * 2 FETCH (UID 11 RFC822.SIZE 5 INTERNALDATE \"07-Nov-2026 09:30:00 +0800\")
    S: * 3 FETCH (UID 12 RFC822.SIZE 5 INTERNALDATE \"07-Nov-2026 09:30:00 +0800\")
    S: $ OK listed
";

const AT_9: Cursor = Cursor { uidvalidity: 7, uid: 9 };

// ──────── the status of every command ────────

#[tokio::test(start_paused = true)]
async fn a_refused_listing_is_an_error_and_no_empty_mailbox() {
    for status in ["NO [SERVERBUG] try later", "BAD what"] {
        let script = format!("{LOOK} C: UID FETCH 10:* (UID RFC822.SIZE INTERNALDATE)\n S: $ {status}");
        let (mut session, server) = open(&(opened("") + &script)).await;
        let error = session.fetch_after(AT_9, 10).await.unwrap_err();
        assert!(matches!(error, Error::Refused { step: Step::List, .. }), "{error}");
        done(server).await;
    }
}

#[tokio::test(start_paused = true)]
async fn a_connection_lost_in_the_middle_of_a_fetch_is_an_error_and_names_the_mail() {
    let script = "
        C: UID FETCH 10:12 (UID BODY.PEEK[])
        S: * 1 FETCH (UID 10 BODY[] {5}\\nhello)
        S- * 2 FETCH (UID 11 BODY[] {5}\\nhe
        X";
    let (mut session, server) = open(&(opened("") + LISTED + script)).await;
    let error = session.fetch_after(AT_9, 10).await.unwrap_err();
    assert!(matches!(error, Error::Lost { .. }), "{error}");
    assert_eq!(error.uid(), Some(11));
    assert!(!error.to_string().contains("he}"));
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_stream_that_ends_before_the_status_is_an_error() {
    let script = "
        C: UID FETCH 10:12 (UID BODY.PEEK[])
        S: * 1 FETCH (UID 10 BODY[] {5}\\nhello)
        S: * 2 FETCH (UID 11 BODY[] {5}\\nhello)
        S: * 3 FETCH (UID 12 BODY[] {5}\\nhello)
        X";
    let (mut session, _server) = open(&(opened("") + LISTED + script)).await;
    assert!(matches!(session.fetch_after(AT_9, 10).await, Err(Error::Lost { .. })));
}

#[tokio::test(start_paused = true)]
async fn the_words_of_a_goodbye_are_kept() {
    let (mut session, _server) = open(&(opened("") + "C: NOOP\n S: * BYE shutting down\n X")).await;
    let error = session.fetch_after(AT_9, 10).await.unwrap_err();
    assert!(error.to_string().contains("shutting down"), "{error}");
}

#[tokio::test(start_paused = true)]
async fn silence_ends_a_step_and_the_connection_is_not_used_again() {
    let (mut session, _server) = open(&(opened("") + "C: NOOP\n S: * 4 EXISTS")).await;
    let error = session.fetch_after(AT_9, 10).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { step: Step::Look, .. }), "{error}");
    assert_eq!(error.trouble(), Trouble::Silence);
    let error = session.fetch_after(AT_9, 10).await.unwrap_err();
    assert!(matches!(error, Error::Lost { .. }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_server_that_trickles_is_not_listened_to_for_ever() {
    let (client, mut server) = tokio::io::duplex(4096);
    let trickle = tokio::spawn(async move {
        loop {
            tokio::time::sleep(Duration::from_secs(50)).await;
            if server.write_all(b"* OK still here\r\n").await.is_err() {
                return;
            }
        }
    });
    let begin = tokio::time::Instant::now();
    let error = begin_over(client).await.unwrap_err();
    // The greeting came; the first command never gets its status.
    assert!(matches!(error, Error::Timeout { step: Step::Capability, .. }), "{error}");
    assert!(begin.elapsed() < Duration::from_secs(600), "{:?}", begin.elapsed());
    drop(error);
    trickle.abort();
}

#[tokio::test(start_paused = true)]
async fn a_call_that_was_dropped_half_way_leaves_no_answer_to_be_misread() {
    let (mut session, server) = open(&(opened("IDLE") + "C: NOOP")).await;
    session.talk.heard.news = false;
    let dropped = tokio::time::timeout(Duration::from_secs(1), session.fetch_after(AT_9, 10)).await;
    assert!(dropped.is_err());
    assert!(matches!(session.fetch_after(AT_9, 10).await, Err(Error::Lost { .. })));
    assert!(matches!(session.wait(&CancellationToken::new()).await, Err(Error::Lost { .. })));
    done(server).await;
}

// ──────── fetching ────────

#[tokio::test(start_paused = true)]
async fn answers_out_of_order_and_about_other_mails_are_sorted_out() {
    let script = "
        C: NOOP
        S: $ OK nothing
        C: UID FETCH 10:* (UID RFC822.SIZE INTERNALDATE)
        S: * 3 FETCH (UID 12 RFC822.SIZE 5)
        S: * 1 FETCH (FLAGS (\\Seen))
        S: * 2 FETCH (FLAGS (\\Seen) UID 4)
        S: * 1 FETCH (INTERNALDATE \" 7-Nov-2026 09:30:00 +0800\" UID 10 RFC822.SIZE 5)
        S: $ OK listed
        C: UID FETCH 10,12 (UID BODY.PEEK[])
        S: * 3 FETCH (UID 12 BODY[] {5}\\nthree)
        S: * 9 FETCH (UID 4 BODY[] {5}\\nother)
        S: * 1 FETCH (BODY[] {5}\\nfirst UID 10)
        S: * 3 FETCH (UID 12 FLAGS (\\Seen))
        S: $ OK fetched";
    let (mut session, server) = open(&(opened("") + script)).await;
    let mails = session.fetch_after(AT_9, 10).await.unwrap();
    assert_eq!(contents(&mails), [(10, "first"), (12, "three")]);
    assert_eq!(mails[0].received.unwrap().to_rfc3339(), "2026-11-07T01:30:00+00:00");
    assert_eq!(mails[1].received, None);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn the_last_mail_is_not_taken_for_a_new_one() {
    // `13:*` names the last mail even when that is 12 (RFC 3501, section 9, seq-range).
    let script = "
        C: UID FETCH 13:* (UID RFC822.SIZE INTERNALDATE)
        S: * 3 FETCH (UID 12 RFC822.SIZE 5)
        S: $ OK";
    let (mut session, server) = open(&(opened("") + LOOK + script)).await;
    assert!(session.fetch_after(Cursor { uidvalidity: 7, uid: 12 }, 10).await.unwrap().is_empty());
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_long_list_is_asked_for_once_and_an_uncommitted_batch_again() {
    let fetch = |uid: u32| {
        format!(
            "C: UID FETCH {uid} (UID BODY.PEEK[])\n S: * 1 FETCH (UID {uid} BODY[] {{5}}\\nhello)\n S: $ OK\n"
        )
    };
    let script = opened("") + LISTED + &fetch(10) + &fetch(11) + LISTED + &fetch(10);
    let (mut session, server) = open(&script).await;
    assert_eq!(contents(&session.fetch_after(AT_9, 1).await.unwrap()), [(10, "hello")]);
    let at_10 = Cursor { uidvalidity: 7, uid: 10 };
    assert_eq!(contents(&session.fetch_after(at_10, 1).await.unwrap()), [(11, "hello")]);
    // The commit failed; the caller is back where it was.
    assert_eq!(contents(&session.fetch_after(AT_9, 1).await.unwrap()), [(10, "hello")]);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn every_listed_mail_is_given_or_reported() {
    let script = "
        C: UID FETCH 10:12 (UID BODY.PEEK[])
        S: * 1 FETCH (UID 10 BODY[] NIL)
        S: * 2 FETCH (UID 11 BODY[] \"\")
        S: * 3 FETCH (UID 12 BODY[] {5}\\nthree)
        S: $ OK some are gone
        C: UID FETCH 10 (UID BODY.PEEK[])
        S: $ OK
        C: UID FETCH 10 (UID RFC822.SIZE INTERNALDATE)
        S: $ OK
        C: UID FETCH 11 (UID BODY.PEEK[])
        S: $ NO [EXPUNGEISSUED] broken on disk
        C: UID FETCH 11 (UID RFC822.SIZE INTERNALDATE)
        S: * 2 FETCH (UID 11 RFC822.SIZE 5)
        S: $ OK";
    let (mut session, server) = open(&(opened("") + LISTED + script)).await;
    let mails = session.fetch_after(AT_9, 10).await.unwrap();
    assert_eq!(mails.iter().map(|mail| mail.uid).collect::<Vec<_>>(), [10, 11, 12]);
    assert_eq!(mails[0].content, Fetched::Gone);
    let Fetched::Unreadable { reason } = &mails[1].content else { panic!("{:?}", mails[1]) };
    assert!(reason.contains("broken on disk"), "{reason}");
    assert_eq!(contents(&mails[2..]), [(12, "three")]);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn one_mail_that_the_server_cannot_give_does_not_take_its_neighbours_along() {
    let single = |uid: u32, answer: &str| format!("C: UID FETCH {uid} (UID BODY.PEEK[])\n {answer}\n");
    let script = opened("")
        + LISTED
        + "C: UID FETCH 10:12 (UID BODY.PEEK[])\n S: $ NO some messages could not be fetched\n"
        + &single(10, "S: * 1 FETCH (UID 10 BODY[] {5}\\nfirst)\n S: $ OK")
        + &single(11, "S: $ NO cannot")
        + "C: UID FETCH 11 (UID RFC822.SIZE INTERNALDATE)\n S: * 2 FETCH (UID 11 RFC822.SIZE 5)\n S: $ OK\n"
        + &single(12, "S: * 3 FETCH (UID 12 BODY[] {5}\\nthird)\n S: $ OK");
    let (mut session, server) = open(&script).await;
    let mails = session.fetch_after(AT_9, 10).await.unwrap();
    assert_eq!(mails[1].content, Fetched::Unreadable { reason: "cannot".to_owned() });
    assert_eq!(contents(&[mails[0].clone(), mails[2].clone()]), [(10, "first"), (12, "third")]);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn of_a_mail_that_is_too_large_only_a_bounded_header_section_is_asked_for() {
    let script = "
        C: UID FETCH 10:* (UID RFC822.SIZE INTERNALDATE)
        S: * 1 FETCH (UID 10 RFC822.SIZE 1001)
        S: * 2 FETCH (UID 11 RFC822.SIZE 9)
        S: $ OK
        C: UID FETCH 10 (UID BODY.PEEK[HEADER]<0.262144>)
        S: * 1 FETCH (UID 10 BODY[HEADER]<0> {8}\\nA: b\\n\\n)
        S: $ OK
        C: UID FETCH 11 (UID BODY.PEEK[])
        S: * 2 FETCH (UID 11 BODY[] {9}\\nC: d\\n\\ne)
        S: $ OK";
    let (mut session, server) = open(&(opened("") + LOOK + script)).await;
    let mails = session.fetch_after(AT_9, 10).await.unwrap();
    assert_eq!(mails[0].content, Fetched::HeadersOnly { headers: b"A: b\r\n\r\n".to_vec(), size: 1001 });
    assert_eq!(contents(&mails[1..]), [(11, "C: d\r\n\r\ne")]);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_size_that_was_understated_is_found_out() {
    let fetch = |uid: u32, size: usize| {
        let body = format!("A: b\\n\\n{}", "x".repeat(size - 8));
        format!(
            "C: UID FETCH 10:* (UID RFC822.SIZE INTERNALDATE)
            S: * 1 FETCH (UID {uid} RFC822.SIZE 9)
            S: $ OK
            C: UID FETCH {uid} (UID BODY.PEEK[])
            S: * 1 FETCH (UID {uid} BODY[] {{{size}}}\\n{body})
            S: $ OK"
        )
    };
    let (mut session, server) = open(&(opened("") + LOOK + &fetch(10, 2000))).await;
    let mails = session.fetch_after(AT_9, 10).await.unwrap();
    assert_eq!(mails[0].content, Fetched::HeadersOnly { headers: b"A: b\r\n\r\n".to_vec(), size: 2000 });
    done(server).await;
    // Far too much is not even read to its end.
    let (mut session, _server) = open(&(opened("") + LOOK + &fetch(10, 3_000_000))).await;
    let error = session.fetch_after(AT_9, 10).await.unwrap_err();
    assert!(matches!(error, Error::Protocol { .. }), "{error}");
    assert_eq!(error.uid(), Some(10));
}

#[tokio::test(start_paused = true)]
async fn nothing_of_a_mail_is_in_an_error() {
    for answer in [
        // No IMAP at all, after the mail has come.
        "S: * 1 FETCH (UID 10 BODY[] {6}\\nsalary)\n S: * what is this salary",
        "S: * 1 FETCH (UID 10 BODY[] {6}\\nsalary salary)",
        // imap-proto 0.17 panics at these.
        "S: * 1 FETCH (UID 10 INTERNALDATE NIL BODY[] {6}\\nsalary)",
        "S: * OK [ALERT]您好 salary",
    ] {
        let script = format!("C: UID FETCH 10:12 (UID BODY.PEEK[])\n {answer}");
        let (mut session, _server) = open(&(opened("") + LISTED + &script)).await;
        let error = session.fetch_after(AT_9, 10).await.unwrap_err();
        assert!(matches!(error, Error::Protocol { .. }), "{error}");
        assert!(!format!("{error} {error:?} {session:?}").contains("salary"), "{error}");
    }
}

#[tokio::test(start_paused = true)]
async fn words_in_chinese_do_not_break_the_connection() {
    let script = "
        C: NOOP
        S: * OK [ALERT] 您的邮箱快满了
        S: $ OK 好
        C: UID FETCH 10:* (UID RFC822.SIZE INTERNALDATE)
        S: * 1 FETCH (UID 10 RFC822.SIZE 6)
        S: $ OK 完成
        C: UID FETCH 10 (UID BODY.PEEK[])
        S: * 1 FETCH (UID 10 BODY[] {6}\\n你好)
        S: $ OK 完成";
    let (mut session, server) = open(&(opened("") + script)).await;
    assert_eq!(contents(&session.fetch_after(AT_9, 10).await.unwrap()), [(10, "你好")]);
    done(server).await;
}

// ──────── numbering ────────

#[tokio::test(start_paused = true)]
async fn a_cursor_of_another_numbering_is_reported() {
    let (mut session, _server) = open(&opened("")).await;
    let error = session.fetch_after(Cursor { uidvalidity: 6, uid: 100 }, 10).await.unwrap_err();
    assert!(matches!(error, Error::Renumbered { was: 6, now: 7 }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_numbering_that_changes_in_mid_session_is_reported() {
    let script = "C: NOOP\n S: * OK [UIDVALIDITY 8] renamed\n S: $ OK";
    let (mut session, server) = open(&(opened("") + script)).await;
    let error = session.fetch_after(AT_9, 10).await.unwrap_err();
    assert!(matches!(error, Error::Renumbered { was: 7, now: 8 }), "{error}");
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_hands_out_lower_uids_in_silence_is_found_out() {
    let (mut session, _server) = open(&opened("")).await;
    // The next mail will get 13, and we have seen 100: what comes next would never be behind the cursor.
    let error = session.fetch_after(Cursor { uidvalidity: 7, uid: 100 }, 10).await.unwrap_err();
    assert!(matches!(error, Error::Renumbered { was: 7, now: 7 }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_server_without_uidnext_has_an_end_too() {
    let script = format!(
        "{GREETING}
        C: LOGIN \"li\" \"secret\"
        S: $ OK in
        C: CAPABILITY
        S: * CAPABILITY IMAP4rev1
        S: $ OK
        C: SELECT \"INBOX\"
        S: * 3 EXISTS
        S: * OK [UIDVALIDITY 7] .
        S: $ OK
        C: UID FETCH * (UID RFC822.SIZE INTERNALDATE)
        S: * 3 FETCH (UID 12 RFC822.SIZE 5)
        S: $ OK"
    );
    let (mut session, server) = open(&script).await;
    assert_eq!(session.state(), State { uidvalidity: 7, uidnext: None, exists: 3 });
    assert_eq!(session.end().await.unwrap(), Cursor { uidvalidity: 7, uid: 12 });
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_first_start_that_reaches_back_begins_before_the_first_mail_of_that_day() {
    let script = "
        C: UID SEARCH SINCE 7-Nov-2026
        S: * SEARCH 12
        S: * SEARCH 11
        S: $ OK";
    let (mut session, server) = open(&(opened("") + script)).await;
    let day = NaiveDate::from_ymd_opt(2026, 11, 7).unwrap();
    assert_eq!(session.since(day).await.unwrap(), Cursor { uidvalidity: 7, uid: 10 });
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_folder_without_uidvalidity_is_refused() {
    let script = format!(
        "{GREETING} C: LOGIN \"li\" \"secret\"\n S: $ OK [CAPABILITY IMAP4rev1] in\n C: SELECT \"INBOX\"\n S: $ OK"
    );
    let error = fail(&script).await;
    assert!(matches!(error, Error::Protocol { step: Step::Select, .. }), "{error}");
}

// ──────── login ────────

#[tokio::test(start_paused = true)]
async fn who_we_are_is_said_after_the_login_and_before_select() {
    // 163.com offers ID before the login and answers SELECT with "Unsafe Login" without it.
    let script = format!(
        "S: * OK ready
        C: CAPABILITY
        S: * CAPABILITY IMAP4rev1 ID
        S: $ OK
        C: LOGIN \"li\" \"secret\"
        S: $ OK in
        C: CAPABILITY
        S: * CAPABILITY IMAP4rev1
        S: $ OK
        C: ID (\"name\" \"beadle\" \"version\" \"{}\")
        S: * ID (\"name\" \"Coremail\" \"note\" NIL)
        S: $ NO no matter
        {SELECTED}",
        env!("CARGO_PKG_VERSION")
    );
    let (session, server) = open(&script).await;
    assert_eq!(session.state().uidnext, Some(13));
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_password_of_any_characters_arrives_as_it_is() {
    let tail = format!("S: $ OK [CAPABILITY IMAP4rev1] in\n {SELECTED}");
    for (password, dialogue) in [
        (r#"a "b" \c"#, r#"C: LOGIN "li" "a \"b\" \\c""#.to_owned()),
        ("密码", "C: LOGIN \"li\" {6}\n S: + go on\n C+ 密码".to_owned()),
    ] {
        let server = serve(&format!("{GREETING} {dialogue}\n {tail}"));
        let secret = Secret::new(password).unwrap();
        Session::begin(server.0, &account(), &secret, Greeting::Ahead).await.unwrap();
        done(server.1).await;
    }
    // base64 of NUL li NUL password.
    let plain = "C: AUTHENTICATE PLAIN\n S: +\n C+ AGxpAOWvhueggQ==\n";
    let script = format!("S: * OK [CAPABILITY IMAP4rev1 AUTH=PLAIN LOGINDISABLED] ready\n {plain} {tail}");
    let server = serve(&script);
    let secret = Secret::new("密码").unwrap();
    Session::begin(server.0, &account(), &secret, Greeting::Ahead).await.unwrap();
    done(server.1).await;
}

#[tokio::test(start_paused = true)]
async fn no_password_is_sent_where_the_server_takes_none() {
    let error = fail("S: * OK [CAPABILITY IMAP4rev1 LOGINDISABLED STARTTLS] ready\n").await;
    assert!(matches!(error, Error::Insecure(_)), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_refused_login_is_told_from_a_server_in_trouble() {
    let script = |text: &str| format!("{GREETING} C: LOGIN \"li\" \"secret\"\n S: $ NO {text}");
    let error = fail(&script("[AUTHENTICATIONFAILED] wrong password")).await;
    assert!(matches!(&error, Error::Auth(text) if text.contains("wrong password")), "{error}");
    assert_eq!(error.trouble(), Trouble::Credentials);
    let error = fail(&script("[UNAVAILABLE] directory is down")).await;
    assert!(matches!(error, Error::Refused { step: Step::Login, .. }), "{error}");
    assert_eq!(error.trouble(), Trouble::Session);
}

#[tokio::test(start_paused = true)]
async fn the_challenge_of_a_refused_token_is_answered_with_nothing() {
    let script = "
        S: * OK [CAPABILITY IMAP4rev1 AUTH=XOAUTH2] ready
        C: AUTHENTICATE XOAUTH2
        S: +
        C+ dXNlcj1saQFhdXRoPUJlYXJlciBzZWNyZXQBAQ==
        S: + eyJzdGF0dXMiOiI0MDAifQ==
        C+
        S: $ NO [AUTHENTICATIONFAILED] invalid token";
    let account = Account { login: Login::XOAuth2(source()), ..account() };
    let server = serve(script);
    let secret = Secret::new("secret").unwrap();
    let error = Session::begin(server.0, &account, &secret, Greeting::Ahead).await.unwrap_err();
    assert!(matches!(&error, Error::Auth(text) if text.contains("invalid token")), "{error}");
    done(server.1).await;
    let server = serve(GREETING);
    let error = Session::begin(server.0, &account, &secret, Greeting::Ahead).await.unwrap_err();
    assert!(matches!(error, Error::Auth(_)), "{error}");
}

#[tokio::test(start_paused = true)]
async fn a_greeting_that_is_none_or_skips_the_login_is_refused() {
    assert!(matches!(fail("S: * PREAUTH welcome\n").await, Error::Protocol { .. }));
    assert!(matches!(fail("S: 220 smtp.rig.test ESMTP\n").await, Error::Protocol { .. }));
    assert!(matches!(fail("S: * BYE too many connections\n").await, Error::Refused { .. }));
    assert!(matches!(fail("X\n").await, Error::Lost { step: Step::Greeting, .. }));
    assert!(matches!(fail("").await, Error::Timeout { step: Step::Greeting, .. }));
}

#[tokio::test(start_paused = true)]
async fn starttls_is_never_skipped_and_what_was_slipped_in_before_it_is_dropped() {
    let (client, server) = serve("S: * OK ready\n C: STARTTLS\n S: $ BAD unknown command");
    let error = starttls(client, STEP_TIMEOUT_DEFAULT).await.err().unwrap();
    assert!(matches!(error, Error::Insecure(_)), "{error}");
    assert_eq!(error.trouble(), Trouble::Security);
    done(server).await;
    // A man in the middle adds an answer in plain text, to be read as if it had come over TLS.
    let (client, server) =
        serve("S: * OK ready\n C: STARTTLS\n S: $ OK go\\nb1 OK [CAPABILITY IMAP4rev1 LOGIN]");
    let mut stream = starttls(client, STEP_TIMEOUT_DEFAULT).await.unwrap();
    let mut first = [0];
    let read = tokio::time::timeout(Duration::from_secs(1), stream.read(&mut first)).await;
    assert!(read.is_err(), "{first:?}");
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_folder_name_of_any_characters_is_selected() {
    let script = format!(
        "{GREETING}
        C: LOGIN \"li\" \"secret\"
        S: $ OK [CAPABILITY IMAP4rev1] in
        C: SELECT \"&XfJZBHQG- &- \\\"x\\\"/&2D3eAA-\"
        S: * OK [UIDVALIDITY 7] .
        S: $ OK"
    );
    let account = Account { folder: "已处理 & \"x\"/😀".to_owned(), ..account() };
    let server = serve(&script);
    let secret = Secret::new("secret").unwrap();
    Session::begin(server.0, &account, &secret, Greeting::Ahead).await.unwrap();
    done(server.1).await;
}

// ──────── waiting ────────

const LOOKED: &str = "
    C: NOOP
    S: $ OK
    C: UID FETCH 13:* (UID RFC822.SIZE INTERNALDATE)
    S: $ OK
";
const AT_12: Cursor = Cursor { uidvalidity: 7, uid: 12 };

async fn waiting(capabilities: &str, script: &str) -> (Session, Server) {
    let (mut session, server) = open(&(opened(capabilities) + LOOKED + script)).await;
    assert!(session.fetch_after(AT_12, 10).await.unwrap().is_empty());
    (session, server)
}

#[tokio::test(start_paused = true)]
async fn new_mail_ends_the_wait() {
    let script = "
        C: IDLE
        S: + idling
        S: * OK Still here
        S: * 2 FETCH (FLAGS (\\Seen))
        S: * 4 EXISTS
        C+ DONE
        S: $ OK";
    let (mut session, server) = waiting("IDLE", script).await;
    let begin = tokio::time::Instant::now();
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::News);
    assert!(begin.elapsed() < Duration::from_secs(1));
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn mail_announced_before_idle_began_is_not_slept_through() {
    let script = "C: IDLE\n S: * 4 EXISTS\n S: + idling\n C+ DONE\n S: $ OK";
    let (mut session, server) = waiting("IDLE", script).await;
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::News);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn mail_announced_between_look_and_wait_is_not_slept_through() {
    let script = LOOKED.replace(
        "13:* (UID RFC822.SIZE INTERNALDATE)\n",
        "13:* (UID RFC822.SIZE INTERNALDATE)\n S: * 4 EXISTS\n",
    );
    let (mut session, server) = open(&(opened("IDLE") + &script)).await;
    assert!(session.fetch_after(AT_12, 10).await.unwrap().is_empty());
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::News);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_number_that_is_repeated_is_no_news() {
    // Some servers say EXISTS with every answer; a wait that ended at once each time would be a busy loop.
    let script = "C: IDLE\n S: * 3 EXISTS\n S: + idling\n S: * 3 EXISTS\n C+ DONE\n S: $ OK";
    let (mut session, server) = waiting("IDLE", script).await;
    let begin = tokio::time::Instant::now();
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::Time);
    assert_eq!(begin.elapsed().as_secs(), 60);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn an_idle_that_hears_nothing_is_ended_in_time_and_proves_the_server_alive() {
    let quiet = "C: IDLE\n S: + idling\n C+ DONE\n S: $ OK\n";
    let (mut session, server) = waiting("IDLE", &(quiet.to_owned() + quiet)).await;
    let begin = tokio::time::Instant::now();
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::Time);
    session.account.poll = Duration::from_secs(24 * 3600);
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::Time);
    assert_eq!(begin.elapsed().as_secs(), 60 + 25 * 60, "never as long as the 29 minutes of RFC 2177");
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_died_during_idle_is_noticed() {
    let (mut session, _server) = waiting("IDLE", "C: IDLE\n S: + idling\n C+ DONE").await;
    let error = session.wait(&CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { step: Step::Idle, .. }), "{error}");
    let (mut session, _server) = waiting("IDLE", "C: IDLE\n S: + idling\n X").await;
    let error = session.wait(&CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error, Error::Lost { step: Step::Idle, .. }), "{error}");
    // It never agreed to IDLE, and never said no.
    let (mut session, _server) = waiting("IDLE", "C: IDLE\n").await;
    let error = session.wait(&CancellationToken::new()).await.unwrap_err();
    assert!(matches!(error, Error::Timeout { step: Step::Idle, .. }), "{error}");
}

#[tokio::test(start_paused = true)]
async fn without_idle_the_mailbox_is_looked_at_every_minute() {
    // Offered and refused, then not asked for again.
    let (mut session, server) = waiting("IDLE", "C: IDLE\n S: $ NO not today").await;
    let begin = tokio::time::Instant::now();
    for _ in 0..2 {
        assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::Time);
    }
    assert_eq!(begin.elapsed().as_secs(), 120);
    done(server).await;
    let (mut session, server) = waiting("", "").await;
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::Time);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_server_that_ends_idle_by_itself_is_not_asked_in_a_tight_loop() {
    let (mut session, server) = waiting("IDLE", "C: IDLE\n S: + idling\n S: $ OK enough").await;
    let begin = tokio::time::Instant::now();
    assert_eq!(session.wait(&CancellationToken::new()).await.unwrap(), Woken::Time);
    assert!(begin.elapsed() >= Duration::from_secs(1));
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_wait_leaves_a_session_that_can_say_goodbye() {
    let script = "
        C: IDLE
        S: + idling
        C+ DONE
        S: $ OK
        C: LOGOUT
        S: * BYE see you
        S: $ OK";
    let (mut session, server) = waiting("IDLE", script).await;
    let cancel = CancellationToken::new();
    let later = cancel.clone();
    tokio::spawn(async move {
        tokio::time::sleep(Duration::from_secs(5)).await;
        later.cancel();
    });
    assert_eq!(session.wait(&cancel).await.unwrap(), Woken::Cancelled);
    session.logout().await.unwrap();
    done(server).await;
}

// ──────── done mail ────────

fn finished(uids: impl IntoIterator<Item = u32>) -> Vec<Done> {
    uids.into_iter().map(|uid| Done { uid, message_id: Some(format!("<{uid}@rig.test>")) }).collect()
}

#[tokio::test(start_paused = true)]
async fn done_mail_is_moved_into_a_folder_that_is_made_when_missing() {
    let script = "
        C: UID MOVE 4:6,9 \"Done\"
        S: $ NO [TRYCREATE] no such folder
        C: CREATE \"Done\"
        S: $ OK
        C: UID MOVE 4:6,9 \"Done\"
        S: * OK [COPYUID 8 4:6,9 1:4] moved
        S: * 1 EXPUNGE
        S: $ OK";
    let (mut session, server) = open(&(opened("MOVE") + script)).await;
    session.move_done(7, &finished([4, 5, 6, 9])).await.unwrap();
    assert_eq!(session.state().exists, 2);
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_move_of_what_is_not_there_any_more_is_done() {
    let script = "
        C: UID MOVE 4 \"Done\"
        S: $ NO no matching messages
        C: CREATE \"Done\"
        S: $ NO exists
        C: UID MOVE 4 \"Done\"
        S: $ NO no matching messages
        C: UID FETCH 4 (UID RFC822.SIZE INTERNALDATE)
        ANSWER
        S: $ OK";
    let (mut session, server) = open(&(opened("MOVE") + &script.replace("ANSWER", ""))).await;
    session.move_done(7, &finished([4])).await.unwrap();
    done(server).await;
    let there = script.replace("ANSWER", "S: * 1 FETCH (UID 4 RFC822.SIZE 5)");
    let (mut session, server) = open(&(opened("MOVE") + &there)).await;
    let error = session.move_done(7, &finished([4])).await.unwrap_err();
    assert!(matches!(error, Error::Refused { step: Step::Move, .. }), "{error}");
    done(server).await;
}

/// A look into the folder for done mail for this Message-ID, which is found there or not.
fn holds(id: &str, found: &str) -> String {
    format!(
        "C: EXAMINE \"Done\"
        S: * 1 EXISTS
        S: * OK [UIDVALIDITY 8] .
        S: $ OK [READ-ONLY] .
        C: UID SEARCH HEADER Message-ID \"{id}\"
        S: * SEARCH{found}
        S: $ OK
        {SELECTED}"
    )
}

#[tokio::test(start_paused = true)]
async fn without_move_mail_is_copied_once_and_only_ours_is_expunged() {
    let script = "
        C: UID FETCH 4:6 (UID RFC822.SIZE INTERNALDATE)
        S: * 1 FETCH (UID 4 RFC822.SIZE 5)
        S: * 2 FETCH (UID 5 RFC822.SIZE 5)
        S: $ OK\n"
        .to_owned()
        // 4 was copied before the crash; 6 was done altogether.
        + &holds("<4@rig.test>", " 1")
        + &holds("<5@rig.test>", "")
        + "C: UID COPY 5 \"Done\"
        S: $ OK
        C: UID STORE 4:5 +FLAGS.SILENT (\\Deleted)
        S: $ OK\n";
    let expunge = "C: UID EXPUNGE 4:5\n S: * 1 EXPUNGE\n S: * 1 EXPUNGE\n S: $ OK";
    let (mut session, server) = open(&(opened("UIDPLUS") + &script + expunge)).await;
    session.move_done(7, &finished([4, 5, 6])).await.unwrap();
    done(server).await;
    // Without UIDPLUS an EXPUNGE would take what people marked themselves.
    let (mut session, server) = open(&(opened("") + &script)).await;
    session.move_done(7, &finished([4, 5, 6])).await.unwrap();
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn a_mail_is_appended_unless_it_is_there() {
    let script = holds("<1@rig.test>", "")
        + "C: APPEND \"Done\" (\\Seen) {9}
        S: + go on
        C+ A: b
        C+
        C+ c
        S: $ OK [APPENDUID 8 2] there\n"
        + &holds("<1@rig.test>", " 1");
    let (mut session, server) = open(&(opened("") + &script)).await;
    for _ in 0..2 {
        session.append("Done", Some("<1@rig.test>"), b"A: b\r\n\r\nc").await.unwrap();
    }
    done(server).await;
}

#[tokio::test(start_paused = true)]
async fn done_mail_of_another_numbering_is_left_alone() {
    let (mut session, server) = open(&opened("MOVE")).await;
    let error = session.move_done(6, &finished([4])).await.unwrap_err();
    assert!(matches!(error, Error::Renumbered { was: 6, now: 7 }), "{error}");
    done(server).await;
}

// ──────── the scripted server ────────

async fn open(script: &str) -> (Session, Server) {
    let (client, server) = serve(script);
    let secret = Secret::new("secret").unwrap();
    match Session::begin(client, &account(), &secret, Greeting::Ahead).await {
        Ok(session) => (session, server),
        Err(error) => {
            done(server).await;
            panic!("{error}");
        }
    }
}

/// The error of a session that cannot be opened.
async fn fail(script: &str) -> Error {
    let (client, server) = serve(script);
    let secret = Secret::new("secret").unwrap();
    let error = Session::begin(client, &account(), &secret, Greeting::Ahead).await.unwrap_err();
    done(server).await;
    error
}

async fn begin_over(client: DuplexStream) -> Result<Session, Error> {
    let secret = Secret::new("secret").unwrap();
    Session::begin(Box::new(client), &account(), &secret, Greeting::Ahead).await
}

fn account() -> Account {
    Account {
        host: "imap.rig.test".to_owned(),
        port: 143,
        security: Security::Plain,
        trust: Trust::nobody(),
        user: "li".to_owned(),
        login: Login::Password(source()),
        folder: "INBOX".to_owned(),
        done_folder: Some("Done".to_owned()),
        size_max: 1000,
        poll: POLL_DEFAULT,
        step_timeout: STEP_TIMEOUT_DEFAULT,
    }
}

fn source() -> SecretSource {
    SecretSource::Credential("imap".to_owned())
}

fn contents(mails: &[Mail]) -> Vec<(u32, &str)> {
    mails
        .iter()
        .map(|mail| match &mail.content {
            Fetched::Whole(bytes) => (mail.uid, std::str::from_utf8(bytes).unwrap()),
            other => panic!("{other:?}"),
        })
        .collect()
}

/// Everything the server was to hear was said, and nothing else.
async fn done(server: Server) {
    // What is left of a script is said in no time; silence at its end is for ever.
    if let Ok(result) = tokio::time::timeout(Duration::from_millis(1), server.task).await {
        result.expect("the client said what the script says");
    }
    assert!(server.at_end.load(Ordering::Relaxed), "the script was not played to its end");
}

struct Server {
    task: JoinHandle<()>,
    at_end: Arc<AtomicBool>,
}

fn serve(script: &str) -> (Box<dyn wire::Stream>, Server) {
    let (client, server) = tokio::io::duplex(64 * 1024);
    let at_end = Arc::new(AtomicBool::new(false));
    let task = tokio::spawn(play(server, script.to_owned(), Arc::clone(&at_end)));
    (Box::new(client), Server { task, at_end })
}

async fn play(stream: DuplexStream, script: String, at_end: Arc<AtomicBool>) {
    let mut stream = BufReader::new(stream);
    let mut tag = String::new();
    for step in script.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (what, text) = step.split_at(step.len().min(2));
        let text = text.strip_prefix(' ').unwrap_or(text);
        match what {
            "C:" => {
                let line = heard(&mut stream).await;
                let (new, said) = line.split_once(' ').unwrap_or(("", &line));
                assert_eq!(said, text, "the client said this (left) instead of that (right)");
                tag = new.to_owned();
            }
            "C+" => assert_eq!(heard(&mut stream).await, text),
            "S:" | "S-" => {
                let text = text.strip_prefix('$').map_or(text.to_owned(), |rest| format!("{tag}{rest}"));
                let end = if what == "S:" { "\r\n" } else { "" };
                let bytes = text.replace("\\n", "\r\n") + end;
                // A client that has heard enough closes.
                let _ = stream.get_mut().write_all(bytes.as_bytes()).await;
            }
            "X" => return at_end.store(true, Ordering::Relaxed),
            other => panic!("not a step of a script: {other}"),
        }
    }
    at_end.store(true, Ordering::Relaxed);
    // Nothing more is to be heard, and nothing is said.
    let mut rest = String::new();
    let _ = stream.read_line(&mut rest).await;
    assert_eq!(rest, "", "the client said this after the end of the script");
}

async fn heard(stream: &mut BufReader<DuplexStream>) -> String {
    let mut line = String::new();
    stream.read_line(&mut line).await.expect("a line from the client");
    line.trim_end_matches(['\r', '\n']).to_owned()
}
