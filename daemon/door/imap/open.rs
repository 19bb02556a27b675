//! From nothing to a selected folder: TCP, TLS, greeting, login, ID, SELECT.

use std::collections::BTreeMap;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::talk::{Line, Talk};
use super::wire::Stream;
use super::{Account, Error, Login, Session, State, Step};
use crate::door::host::Secret;
use crate::door::tls::Security;

/// Whether the server has yet to greet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Greeting {
    /// It speaks first.
    Ahead,
    /// It did, before STARTTLS.
    Over,
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

async fn handshake<S>(account: &Account, stream: S) -> Result<TlsStream<S>, Error>
where
    S: AsyncRead + AsyncWrite + Unpin,
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
