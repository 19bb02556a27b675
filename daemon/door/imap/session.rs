//! One logged-in connection with one folder selected.

use std::collections::BTreeMap;
use std::time::Duration;

use async_imap::imap_proto::{AttributeValue, MailboxDatum, Response};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, NaiveDate, Utc};
use tokio::net::TcpStream;
use tokio::time::{Instant, sleep, sleep_until, timeout};
use tokio_util::sync::CancellationToken;

use super::talk::{Line, Talk};
use super::wire::Stream;
use super::{Account, Cursor, Done, Error, Login, Mail, POLL_MAX, State, Step, Woken};
use crate::door::host::Secret;
use crate::door::tls::Security;
use crate::door::{Fetched, HEADERS_BYTES_MAX};

/// The most mail bytes one [`Session::fetch_after`] hands over (a single mail may be larger).
const BATCH_BYTES_MAX: u64 = 32 * 1024 * 1024;
/// Small mails are fetched together up to this many bytes ...
const GROUP_BYTES_MAX: u64 = 1024 * 1024;
/// ... and this many mails: a round trip to a far server costs more than they do.
const GROUP_MAILS_MAX: usize = 20;
/// What one listed mail may weigh in the answer, with whatever a server adds unasked.
const LISTED_BYTES_MAX: u64 = 512;
/// The most UIDs named in one command: some servers limit its length to 8 KiB.
const NAMED_MAX: usize = 200;
/// A mail that is listed and not given is asked for once more before it is called unreadable.
const FETCH_TRIES: usize = 2;

/// One logged-in connection; see the module.
#[derive(Debug)]
pub struct Session {
    talk: Talk,
    account: Account,
    uidvalidity: u32,
    /// UIDNEXT as the folder was selected.
    uidnext: Option<u32>,
    /// The highest UID this session has listed.
    highest: u32,
    /// All mails above `listed_after` as last listed, less those handed over.
    listed: BTreeMap<u32, Listed>,
    listed_after: u32,
    idles: bool,
}

/// What the list says of one mail.
#[derive(Debug, Clone, Copy, Default)]
struct Listed {
    size: u64,
    received: Option<DateTime<Utc>>,
}

impl Session {
    /// Connects, logs in and selects the folder.
    pub async fn open(account: &Account) -> Result<Self, Error> {
        // First, so that no server waits while a command fetches a token.
        let secret = account.login.source().fetch().await?;
        let tcp = connect(account).await?;
        match account.security {
            Security::Plain => Self::begin(Box::new(tcp), account, &secret, Greeting::Ahead).await,
            Security::Implicit => {
                let tls = handshake(account, tcp).await?;
                Self::begin(Box::new(tls), account, &secret, Greeting::Ahead).await
            }
            Security::StartTls => {
                let plain = starttls(Box::new(tcp), account.step_timeout).await?;
                let tls = handshake(account, plain).await?;
                Self::begin(Box::new(tls), account, &secret, Greeting::Over).await
            }
        }
    }

    /// Logs in over a stream that is as protected as it will be, and selects the folder.
    pub(super) async fn begin(
        stream: Box<dyn Stream>,
        account: &Account,
        secret: &Secret,
        greeting: Greeting,
    ) -> Result<Self, Error> {
        let mut talk = Talk::new(stream, account.step_timeout);
        if greeting == Greeting::Ahead {
            talk.greeting().await?;
        }
        log_in(&mut talk, account, secret).await?;
        introduce(&mut talk).await?;
        let idles = talk.heard.can("IDLE");
        let mut session = Self {
            talk,
            account: account.clone(),
            uidvalidity: 0,
            uidnext: None,
            highest: 0,
            listed: BTreeMap::new(),
            listed_after: 0,
            idles,
        };
        session.uidvalidity = session.select().await?;
        let State { uidvalidity, uidnext, exists } = session.state();
        tracing::debug!(
            host = account.host,
            folder = account.folder,
            uidvalidity,
            uidnext,
            exists,
            idles,
            "open"
        );
        Ok(session)
    }

    /// What the server said of the folder.
    pub fn state(&self) -> State {
        State { uidvalidity: self.uidvalidity, uidnext: self.uidnext, exists: self.talk.heard.exists }
    }

    /// The cursor behind the last mail there is now: where a first start begins.
    pub async fn end(&mut self) -> Result<Cursor, Error> {
        // UIDNEXT alone will not do: some servers do not state it, and some state too low a one.
        let mut uid = self.uidnext.unwrap_or(1).saturating_sub(1).max(self.highest);
        if self.talk.heard.exists > 0 {
            let last = self.list("*").await?;
            uid = uid.max(last.last_key_value().map_or(0, |(uid, _)| *uid));
        }
        Ok(Cursor { uidvalidity: self.uidvalidity, uid })
    }

    /// The cursor before the first mail that came on that day (by the server's calendar) or later: where a first start
    /// begins that reaches back. Without such a mail it is [`Session::end`].
    pub async fn since(&mut self, day: NaiveDate) -> Result<Cursor, Error> {
        let found = self.search(&format!("SINCE {}", day.format("%-d-%b-%Y"))).await?;
        match found.iter().min() {
            Some(first) => Ok(Cursor { uidvalidity: self.uidvalidity, uid: first.saturating_sub(1) }),
            None => self.end().await,
        }
    }

    /// The mails behind the cursor, in order of UID: at most `max`, and fewer when they are large. Empty: there are no
    /// more for now. Each UID that was listed is handed over, as [`Fetched::Gone`] or [`Fetched::Unreadable`] where
    /// the mail itself cannot be; nothing is skipped. Asking again with the same cursor gives the same mails.
    ///
    /// # Errors
    /// [`Error::Renumbered`] when the cursor belongs to another numbering. On any error nothing of this call is handed
    /// over; [`Error::uid`] says at which mail it happened.
    pub async fn fetch_after(&mut self, cursor: Cursor, max: usize) -> Result<Vec<Mail>, Error> {
        self.check_numbering(cursor)?;
        if cursor.uid < self.listed_after {
            self.listed.clear();
        } else {
            self.listed = self.listed.split_off(&cursor.uid.saturating_add(1));
        }
        self.listed_after = cursor.uid;
        if self.listed.is_empty() {
            self.look(cursor.uid).await?;
        }
        let batch = self.batch(max);
        let mut mails = Vec::with_capacity(batch.len());
        for group in groups(&batch, self.account.size_max) {
            self.fetch_group(group, &mut mails).await?;
        }
        Ok(mails)
    }

    /// Waits until the server announces something or it is time to look again; then [`Session::fetch_after`] is due,
    /// whatever woke it. After a cancelled wait the session is still good.
    pub async fn wait(&mut self, cancel: &CancellationToken) -> Result<Woken, Error> {
        if self.talk.heard.news {
            return Ok(Woken::News);
        }
        let until = Instant::now() + self.account.poll.min(POLL_MAX);
        if self.idles {
            if let Some(tag) = self.talk.idle_begin().await? {
                return self.idle(&tag, until, cancel).await;
            }
            tracing::warn!(host = self.account.host, "the server offers IDLE and refuses it: polling");
            self.idles = false;
        }
        tokio::select! {
            biased;
            () = cancel.cancelled() => Ok(Woken::Cancelled),
            () = sleep_until(until) => Ok(Woken::Time),
        }
    }

    /// Moves done mails to the folder for them, which is made if it is missing. What is not in the folder any more is
    /// done already, so a repeat is harmless. Without a folder for done mail nothing happens.
    ///
    /// Where the server has neither MOVE nor UIDPLUS, mails are copied and stay behind marked `\Deleted`: to expunge
    /// them would expunge what people marked themselves.
    pub async fn move_done(&mut self, uidvalidity: u32, mails: &[Done]) -> Result<(), Error> {
        self.check_numbering(Cursor { uidvalidity, uid: 0 })?;
        let Some(folder) = self.account.done_folder.clone() else { return Ok(()) };
        for some in mails.chunks(NAMED_MAX) {
            if self.talk.heard.can("MOVE") {
                self.move_some(some, &folder).await?;
            } else {
                self.copy_some(some, &folder).await?;
            }
        }
        Ok(())
    }

    /// Puts a mail into a folder, which is made if it is missing, marked as read; unless a mail with this Message-ID
    /// (with its angle brackets) is there already. Lines must end in CRLF.
    pub async fn append(&mut self, folder: &str, message_id: Option<&str>, mail: &[u8]) -> Result<(), Error> {
        if self.holds(folder, message_id).await? {
            return Ok(());
        }
        let line = || Line::new("APPEND").folder(folder).text(" (\\Seen) ").literal(mail);
        self.put(Step::Append, line, mail.len() as u64, folder).await
    }

    /// Says goodbye. The connection is closed in any case.
    pub async fn logout(mut self) -> Result<(), Error> {
        self.talk.simple(Step::Logout, Line::new("LOGOUT")).await
    }

    // ──────── the folder ────────

    /// Selects the folder; its UIDVALIDITY.
    async fn select(&mut self) -> Result<u32, Error> {
        let step = Step::Select;
        self.talk.heard.leave();
        self.talk.simple(step, Line::new("SELECT").folder(&self.account.folder)).await?;
        self.uidnext = self.talk.heard.uidnext;
        self.talk.heard.uidvalidity.ok_or_else(|| Error::Protocol {
            step,
            reason: "the server states no UIDVALIDITY, so nothing can be remembered of this folder"
                .to_owned(),
        })
    }

    /// Back to the folder, after a look into another one.
    async fn select_again(&mut self) -> Result<(), Error> {
        let now = self.select().await?;
        // Whatever was announced meanwhile was announced of the other folder.
        self.talk.heard.news = true;
        self.check_numbering(Cursor { uidvalidity: now, uid: 0 })
    }

    /// Whether UIDs of that numbering are still good, as far as the server has said.
    fn check_numbering(&self, cursor: Cursor) -> Result<(), Error> {
        let now = self.talk.heard.uidvalidity.unwrap_or(self.uidvalidity);
        let was = if now == self.uidvalidity { cursor.uidvalidity } else { self.uidvalidity };
        // 163.com and others hand out lower UIDs without another UIDVALIDITY; mails would stay unseen for ever.
        let went_back = self.uidnext.is_some_and(|next| cursor.uid >= next && cursor.uid > self.highest);
        if was != now || went_back { Err(Error::Renumbered { was, now }) } else { Ok(()) }
    }

    /// Lists what lies behind `uid`.
    async fn look(&mut self, uid: u32) -> Result<(), Error> {
        // New mail is in the folder as we see it only once the server has announced it.
        self.talk.simple(Step::Look, Line::new("NOOP")).await?;
        self.check_numbering(Cursor { uidvalidity: self.uidvalidity, uid: 0 })?;
        self.talk.heard.news = false;
        if self.talk.heard.exists == 0 || uid == u32::MAX {
            return Ok(());
        }
        let mut listed = self.list(&format!("{}:*", uid + 1)).await?;
        // `*` is the last mail even when it lies before `uid`.
        self.listed = listed.split_off(&(uid + 1));
        Ok(())
    }

    /// UID, size and time of the mails in a set of UIDs, whatever else the server talks about.
    async fn list(&mut self, set: &str) -> Result<BTreeMap<u32, Listed>, Error> {
        let mut listed: BTreeMap<u32, Listed> = BTreeMap::new();
        let line = Line::new(format!("UID FETCH {set} (UID RFC822.SIZE INTERNALDATE)"));
        let bytes = u64::from(self.talk.heard.exists).saturating_mul(LISTED_BYTES_MAX);
        self.talk
            .command(Step::List, line, bytes, |response| {
                let Response::Fetch(_, attributes) = response else { return };
                let Some(uid) = uid_of(attributes) else { return };
                let mail = listed.entry(uid).or_default();
                for attribute in attributes {
                    match attribute {
                        AttributeValue::Rfc822Size(size) => mail.size = u64::from(*size),
                        AttributeValue::InternalDate(date) => mail.received = instant(date),
                        _ => {}
                    }
                }
            })
            .await?;
        self.highest = self.highest.max(listed.last_key_value().map_or(0, |(uid, _)| *uid));
        Ok(listed)
    }

    async fn search(&mut self, what: &str) -> Result<Vec<u32>, Error> {
        let mut found = Vec::new();
        let bytes = u64::from(self.talk.heard.exists).saturating_mul(LISTED_BYTES_MAX);
        self.talk
            .command(Step::Search, Line::new(format!("UID SEARCH {what}")), bytes, |response| {
                if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                    found.extend_from_slice(uids);
                }
            })
            .await?;
        Ok(found)
    }

    // ──────── fetching ────────

    /// The next mails to fetch.
    fn batch(&self, max: usize) -> Vec<(u32, Listed)> {
        let mut bytes = 0;
        self.listed
            .iter()
            .take(max)
            .take_while(|(_, mail)| {
                let first = bytes == 0;
                bytes += weight(mail.size, self.account.size_max).max(1);
                first || bytes <= BATCH_BYTES_MAX
            })
            .map(|(uid, mail)| (*uid, *mail))
            .collect()
    }

    async fn fetch_group(&mut self, group: &[(u32, Listed)], mails: &mut Vec<Mail>) -> Result<(), Error> {
        let whole = group.len() > 1 || group[0].1.size <= self.account.size_max;
        let mut contents = match self.contents(group, whole).await {
            Ok(contents) => contents,
            // One of them is the trouble: found below, one by one.
            Err(Error::Refused { .. }) => BTreeMap::new(),
            Err(error) => return Err(error),
        };
        for (uid, listed) in group {
            let content = match contents.remove(uid).filter(|bytes| complete(bytes, listed)) {
                Some(bytes) => self.fetched(bytes, listed, whole),
                None => self.fetch_again(*uid, listed, whole).await?,
            };
            mails.push(Mail { uid: *uid, received: listed.received, size: listed.size, content });
        }
        Ok(())
    }

    /// The bytes of mails, or of their header sections; a mail that the server does not give is missing.
    async fn contents(
        &mut self,
        group: &[(u32, Listed)],
        whole: bool,
    ) -> Result<BTreeMap<u32, Vec<u8>>, Error> {
        let uids: Vec<u32> = group.iter().map(|(uid, _)| *uid).collect();
        let item = if whole {
            "BODY.PEEK[]".to_owned()
        } else {
            format!("BODY.PEEK[HEADER]<0.{HEADERS_BYTES_MAX}>")
        };
        let line = Line::new(format!("UID FETCH {} (UID {item})", set(&uids)));
        // Some servers count sizes wrongly (line ends), hence a quarter on top.
        let bytes: u64 = group.iter().map(|(_, mail)| weight(mail.size, self.account.size_max) / 4 * 5).sum();
        let mut contents = BTreeMap::new();
        let result = self
            .talk
            .command(Step::Fetch(uids[0]), line, bytes + GROUP_BYTES_MAX, |response| {
                let Response::Fetch(_, attributes) = response else { return };
                let Some(uid) = uid_of(attributes).filter(|uid| uids.contains(uid)) else { return };
                if let Some(bytes) = body_of(attributes) {
                    contents.insert(uid, bytes.to_vec());
                }
            })
            .await;
        // The mail it happened at is the first that did not come whole.
        let missing = uids.iter().copied().find(|uid| !contents.contains_key(uid)).unwrap_or(uids[0]);
        result.map_err(|error| at(error, Step::Fetch(missing)))?;
        Ok(contents)
    }

    /// One mail that did not come: asked for again, then looked for in the list.
    async fn fetch_again(&mut self, uid: u32, listed: &Listed, whole: bool) -> Result<Fetched, Error> {
        let mut reason = "the server lists it and does not give it".to_owned();
        for _ in 1..FETCH_TRIES {
            match self.contents(&[(uid, *listed)], whole).await {
                Ok(mut contents) => {
                    if let Some(bytes) = contents.remove(&uid).filter(|bytes| complete(bytes, listed)) {
                        return Ok(self.fetched(bytes, listed, whole));
                    }
                }
                Err(Error::Refused { text, .. }) => reason = text,
                Err(error) => return Err(error),
            }
        }
        let there = self.list(&uid.to_string()).await?.contains_key(&uid);
        Ok(if there { Fetched::Unreadable { reason } } else { Fetched::Gone })
    }

    fn fetched(&self, bytes: Vec<u8>, listed: &Listed, whole: bool) -> Fetched {
        if whole && bytes.len() as u64 <= self.account.size_max {
            return Fetched::Whole(bytes);
        }
        // Either only the header section was asked for, or the list had too small a size.
        let size = listed.size.max(bytes.len() as u64);
        Fetched::HeadersOnly { headers: headers(bytes), size }
    }

    // ──────── waiting ────────

    async fn idle(&mut self, tag: &str, until: Instant, cancel: &CancellationToken) -> Result<Woken, Error> {
        let woken = loop {
            // Also what was announced before the server agreed to IDLE.
            if self.talk.heard.news {
                break Woken::News;
            }
            tokio::select! {
                biased;
                () = cancel.cancelled() => break Woken::Cancelled,
                () = sleep_until(until) => break Woken::Time,
                going = self.talk.listen(tag) => if !going? {
                    // The server ended it; the pause keeps one that always does from being asked in a tight loop.
                    sleep(Duration::from_secs(1)).await;
                    return Ok(Woken::Time);
                },
            }
        };
        self.talk.idle_end(tag).await?;
        Ok(woken)
    }

    // ──────── done mail ────────

    async fn move_some(&mut self, mails: &[Done], folder: &str) -> Result<(), Error> {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).collect();
        let line = || Line::new(format!("UID MOVE {}", set(&uids))).folder(folder);
        match self.put(Step::Move, line, 0, folder).await {
            // Some servers refuse to move what is not there any more.
            Err(Error::Refused { .. }) if self.list(&set(&uids)).await?.is_empty() => Ok(()),
            result => result,
        }
    }

    /// Without MOVE, and so that a repeat after any step makes no second copy.
    async fn copy_some(&mut self, mails: &[Done], folder: &str) -> Result<(), Error> {
        let uids: Vec<u32> = mails.iter().map(|mail| mail.uid).collect();
        let there = self.list(&set(&uids)).await?;
        let left: Vec<u32> = uids.into_iter().filter(|uid| there.contains_key(uid)).collect();
        for mail in mails.iter().filter(|mail| left.contains(&mail.uid)) {
            if !self.holds(folder, mail.message_id.as_deref()).await? {
                let line = || Line::new(format!("UID COPY {}", mail.uid)).folder(folder);
                self.put(Step::Move, line, 0, folder).await?;
            }
        }
        if left.is_empty() {
            return Ok(());
        }
        let deleted = format!("UID STORE {} +FLAGS.SILENT (\\Deleted)", set(&left));
        self.talk.simple(Step::Move, Line::new(deleted)).await?;
        if self.talk.heard.can("UIDPLUS") {
            self.talk.simple(Step::Move, Line::new(format!("UID EXPUNGE {}", set(&left)))).await?;
        }
        Ok(())
    }

    /// Whether a folder has a mail with that Message-ID. A folder that is not there has none.
    async fn holds(&mut self, folder: &str, message_id: Option<&str>) -> Result<bool, Error> {
        // What a quoted string cannot carry everywhere is not searched for.
        let printable = |id: &&str| id.len() > 2 && id.bytes().all(|byte| (b'!'..=b'~').contains(&byte));
        let Some(message_id) = message_id.filter(printable) else { return Ok(false) };
        self.talk.heard.leave();
        let holds = match self.talk.simple(Step::Search, Line::new("EXAMINE").folder(folder)).await {
            Ok(()) => match self.search_header(message_id).await {
                Ok(found) => found,
                Err(Error::Refused { .. }) => false,
                Err(error) => return Err(error),
            },
            Err(Error::Refused { .. }) => false,
            Err(error) => return Err(error),
        };
        self.select_again().await?;
        Ok(holds)
    }

    async fn search_header(&mut self, message_id: &str) -> Result<bool, Error> {
        let mut found = false;
        let line = Line::new("UID SEARCH HEADER Message-ID").string(message_id);
        self.talk
            .command(Step::Search, line, 0, |response| {
                if let Response::MailboxData(MailboxDatum::Search(uids)) = response {
                    found |= !uids.is_empty();
                }
            })
            .await?;
        Ok(found)
    }

    /// A command that puts something into a folder; when it is refused, the folder may be missing: made, then again.
    async fn put(
        &mut self,
        step: Step,
        line: impl Fn() -> Line,
        bytes: u64,
        folder: &str,
    ) -> Result<(), Error> {
        match self.talk.command(step, line(), bytes, |_| ()).await {
            Err(Error::Refused { .. }) => {}
            result => return result,
        }
        match self.talk.simple(Step::Create, Line::new("CREATE").folder(folder)).await {
            // It is there already, and the refusal had another reason: the second try says which.
            Ok(()) | Err(Error::Refused { .. }) => {}
            Err(error) => return Err(error),
        }
        self.talk.command(step, line(), bytes, |_| ()).await
    }
}

/// Whether the server has yet to greet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Greeting {
    /// It speaks first.
    Ahead,
    /// It did, before STARTTLS.
    Over,
}

async fn connect(account: &Account) -> Result<TcpStream, Error> {
    let Account { host, port, step_timeout: within, .. } = account;
    let failed = |reason: String| Error::Unreachable { host: host.clone(), port: *port, reason };
    let tcp = match timeout(*within, TcpStream::connect((host.as_str(), *port))).await {
        Ok(connected) => connected.map_err(|error| failed(error.to_string()))?,
        Err(_) => return Err(Error::Timeout { step: Step::Connect, within: *within }),
    };
    let here = tcp.peer_addr().is_ok_and(|peer| peer.ip().is_loopback());
    if account.security == Security::Plain && !here {
        return Err(Error::Insecure(format!(
            "{host} is another machine: a login without TLS is for this one only"
        )));
    }
    // Commands are small and answered one by one; a failure here costs time only.
    let _ = tcp.set_nodelay(true);
    Ok(tcp)
}

async fn handshake<S>(account: &Account, stream: S) -> Result<tokio_rustls::client::TlsStream<S>, Error>
where
    S: tokio::io::AsyncRead + tokio::io::AsyncWrite + Unpin,
{
    let within = account.step_timeout;
    match timeout(within, account.trust.connect(&account.host, stream)).await {
        Ok(connected) => Ok(connected?),
        Err(_) => Err(Error::Timeout { step: Step::Tls, within }),
    }
}

/// The plain-text part of a connection that becomes TLS.
pub(super) async fn starttls(stream: Box<dyn Stream>, silence: Duration) -> Result<Box<dyn Stream>, Error> {
    let mut talk = Talk::new(stream, silence);
    talk.greeting().await?;
    match talk.simple(Step::StartTls, Line::new("STARTTLS")).await {
        Ok(()) => Ok(talk.into_stream()),
        Err(Error::Refused { text, .. }) => {
            Err(Error::Insecure(format!("the server offers no STARTTLS: {text}")))
        }
        Err(error) => Err(error),
    }
}

async fn log_in(talk: &mut Talk, account: &Account, secret: &Secret) -> Result<(), Error> {
    if talk.heard.capabilities.is_empty() {
        talk.simple(Step::Capability, Line::new("CAPABILITY")).await?;
    }
    let line = login_line(talk, account, secret)?;
    // After the login the server can more, or less; but ID is kept if it was offered before only.
    let id = talk.heard.can("ID");
    talk.heard.capabilities.clear();
    talk.simple(Step::Login, line).await.map_err(|error| match error {
        Error::Refused { text, .. } if !passing(&text) => Error::Auth(text),
        error => error,
    })?;
    if talk.heard.capabilities.is_empty() {
        talk.simple(Step::Capability, Line::new("CAPABILITY")).await?;
    }
    if id {
        talk.heard.capabilities.insert("ID".to_owned());
    }
    Ok(())
}

fn login_line(talk: &Talk, account: &Account, secret: &Secret) -> Result<Line, Error> {
    let (user, secret) = (account.user.as_str(), secret.expose());
    match account.login {
        Login::XOAuth2(_) if talk.heard.can("AUTH=XOAUTH2") => {
            let token = format!("user={user}\x01auth=Bearer {secret}\x01\x01");
            // A refusal comes as a challenge first, which wants an empty answer.
            Ok(Line::new("AUTHENTICATE XOAUTH2").then(STANDARD.encode(token)).then(""))
        }
        Login::XOAuth2(_) => Err(Error::Auth("the server does not offer XOAUTH2".to_owned())),
        Login::Password(_) if talk.heard.can("AUTH=PLAIN") => {
            let both = format!("\0{user}\0{secret}");
            Ok(Line::new("AUTHENTICATE PLAIN").then(STANDARD.encode(both)))
        }
        Login::Password(_) if talk.heard.can("LOGINDISABLED") => {
            Err(Error::Insecure("the server takes no password on this connection (LOGINDISABLED)".to_owned()))
        }
        Login::Password(_) => Ok(Line::new("LOGIN").string(user).string(secret)),
    }
}

/// Whether a refused login is the server's trouble and will pass (RFC 5530, section 3).
fn passing(text: &str) -> bool {
    let text = text.to_ascii_uppercase();
    ["[UNAVAILABLE]", "[INUSE]", "[LIMIT]"].iter().any(|code| text.contains(code))
}

/// 163.com, 126.com and yeah.net refuse SELECT to a client that did not say who it is (RFC 2971).
async fn introduce(talk: &mut Talk) -> Result<(), Error> {
    if !talk.heard.can("ID") {
        return Ok(());
    }
    let line = format!("ID (\"name\" \"beadle\" \"version\" \"{}\")", env!("CARGO_PKG_VERSION"));
    match talk.simple(Step::Id, Line::new(line)).await {
        // A courtesy that was not wanted.
        Err(Error::Refused { .. }) => Ok(()),
        result => result,
    }
}

/// The mails that are fetched with one command each: small ones together, others alone.
fn groups(batch: &[(u32, Listed)], size_max: u64) -> Vec<&[(u32, Listed)]> {
    let mut groups = Vec::new();
    let mut rest = batch;
    while !rest.is_empty() {
        let mut bytes = 0;
        let small = rest
            .iter()
            .take(GROUP_MAILS_MAX)
            .take_while(|(_, mail)| {
                bytes += mail.size;
                bytes <= GROUP_BYTES_MAX.min(size_max)
            })
            .count();
        let (group, others) = rest.split_at(small.max(1));
        groups.push(group);
        rest = others;
    }
    groups
}

/// How many bytes the fetch of a mail brings.
fn weight(size: u64, size_max: u64) -> u64 {
    if size > size_max { HEADERS_BYTES_MAX } else { size }
}

/// An empty answer for a mail that is not empty is what some servers give of one that was just removed.
fn complete(bytes: &[u8], listed: &Listed) -> bool {
    !bytes.is_empty() || listed.size == 0
}

/// The header section at the start of a mail, with the empty line that ends it.
fn headers(mut bytes: Vec<u8>) -> Vec<u8> {
    let end = bytes.windows(4).position(|window| window == b"\r\n\r\n").map_or(bytes.len(), |at| at + 4);
    let limit = usize::try_from(HEADERS_BYTES_MAX).expect("a quarter of a MiB fits any usize");
    bytes.truncate(end.min(limit));
    bytes
}

fn uid_of(attributes: &[AttributeValue<'_>]) -> Option<u32> {
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::Uid(uid) => Some(*uid),
        _ => None,
    })
}

fn body_of<'a>(attributes: &'a [AttributeValue<'_>]) -> Option<&'a [u8]> {
    attributes.iter().find_map(|attribute| match attribute {
        AttributeValue::BodySection { data, .. } => data.as_deref(),
        _ => None,
    })
}

/// INTERNALDATE: ` 7-Nov-2026 09:30:00 +0800` (RFC 3501, section 9, date-time).
fn instant(date: &str) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_str(date.trim(), "%d-%b-%Y %H:%M:%S %z").ok()?;
    Some(date.with_timezone(&Utc))
}

/// A set of UIDs in the words of IMAP: `4:6,9`.
fn set(uids: &[u32]) -> String {
    let mut set = String::new();
    for run in uids.chunk_by(|before, after| before.checked_add(1) == Some(*after)) {
        if !set.is_empty() {
            set.push(',');
        }
        set.push_str(&run[0].to_string());
        if let [_, .., last] = run {
            set.push_str(&format!(":{last}"));
        }
    }
    set
}

/// The same error, at another mail.
fn at(error: Error, step: Step) -> Error {
    match error {
        Error::Refused { text, .. } => Error::Refused { step, text },
        Error::Lost { reason, .. } => Error::Lost { step, reason },
        Error::Timeout { within, .. } => Error::Timeout { step, within },
        Error::Protocol { reason, .. } => Error::Protocol { step, reason },
        other => other,
    }
}
