//! From a relay's name to a stream that a conversation can run over.

use std::io;
use std::net::{IpAddr, SocketAddr};

use lettre::transport::smtp::commands::{Ehlo, Starttls};
use lettre::transport::smtp::extension::ClientId;
use tokio::io::AsyncWriteExt;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::client::TlsStream;

use super::answer::{Broken, Reply};
use super::envelope::Offer;
use super::wire::{Stream, Wire};
use super::{Error, Relay, Step};
use crate::door::tls::Security;

pub(super) async fn dial(relay: &Relay) -> Result<TcpStream, Error> {
    let unreachable = |source| Error::Unreachable { host: relay.host.clone(), port: relay.port, source };
    let limit = relay.patience.connect;
    let slow =
        || unreachable(io::Error::new(io::ErrorKind::TimedOut, format!("took over {} s", limit.as_secs())));
    let addresses: Vec<SocketAddr> =
        match timeout(limit, tokio::net::lookup_host((relay.host.as_str(), relay.port))).await {
            Ok(found) => found.map_err(unreachable)?.collect(),
            Err(_) => return Err(slow()),
        };
    if relay.security == Security::Plain && !addresses.iter().all(|a| a.ip().to_canonical().is_loopback()) {
        return Err(Error::NotLoopback(relay.host.clone()));
    }
    let mut last = unreachable(io::Error::other("the name has no address"));
    for address in addresses {
        match timeout(limit, TcpStream::connect(address)).await {
            Ok(Ok(stream)) => {
                // Commands are short and each waits for its answer: collecting them costs 40 ms a step.
                stream.set_nodelay(true).map_err(unreachable)?;
                return Ok(stream);
            }
            Ok(Err(source)) => last = unreachable(source),
            Err(_) => last = slow(),
        }
    }
    Err(last)
}

/// The name for EHLO: a full name, or an address literal (RFC 5321, section 4.1.4).
pub(super) fn hello(relay: &Relay, stream: &TcpStream) -> ClientId {
    let proper = |name: &String| {
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._[]:".contains(&b))
    };
    if let Some(name) = relay.hello.as_ref().filter(|name| proper(name)) {
        return ClientId::Domain(name.clone());
    }
    match (ClientId::default(), stream.local_addr().map(|a| a.ip().to_canonical())) {
        (ClientId::Domain(name), _) if name.contains('.') && proper(&name) => ClientId::Domain(name),
        (_, Ok(IpAddr::V4(ip))) => ClientId::Ipv4(ip),
        (_, Ok(IpAddr::V6(ip))) => ClientId::Ipv6(ip),
        (name, Err(_)) => name,
    }
}

pub(super) async fn encrypt<S: Stream>(relay: &Relay, stream: S) -> Result<TlsStream<S>, Error> {
    let trust = relay.trust.as_ref().ok_or_else(|| Error::NoTrust(relay.host.clone()))?;
    let limit = relay.patience.connect;
    match timeout(limit, trust.connect(&relay.host, stream)).await {
        Ok(result) => result.map_err(|source| Error::Tls { host: relay.host.clone(), source }),
        Err(_) => Err(Broken::Silence { step: Step::StartTls, limit }.at(&relay.host)),
    }
}

/// Greeting, EHLO and STARTTLS in plain text, nothing else; gives the stream back where TLS begins. lettre's own
/// STARTTLS would keep what was sent before TLS and read it as the answer to what is said within.
pub(super) async fn ask_for_tls<S: Stream>(stream: S, relay: &Relay, hello: &ClientId) -> Result<S, Error> {
    let mut wire = Wire::new(stream);
    let ask = async |wire: &mut Wire<S>, step: Step, command: Option<String>| -> Result<Reply, Error> {
        let broken = |reason: String| Broken::Session { step, reason }.at(&relay.host);
        let exchange = async {
            if let Some(command) = command {
                wire.write_all(command.as_bytes()).await?;
                wire.flush().await?;
            }
            wire.hear().await
        };
        let limit = relay.patience.command;
        let reply = match timeout(limit, exchange).await {
            Ok(reply) => reply.map_err(|error| broken(error.to_string()))?,
            Err(_) => return Err(Broken::Silence { step, limit }.at(&relay.host)),
        };
        if reply.is_positive() { Ok(reply) } else { Err(reply.refused_by(&relay.host, step)) }
    };
    ask(&mut wire, Step::Greeting, None).await?;
    let reply = ask(&mut wire, Step::Greeting, Some(Ehlo::new(hello.clone()).to_string())).await?;
    if !Offer::read(&reply.lines).start_tls {
        return Err(Error::NoStartTls(relay.host.clone()));
    }
    ask(&mut wire, Step::StartTls, Some(Starttls.to_string())).await?;
    wire.into_silent().ok_or_else(|| Error::Injected(relay.host.clone()))
}
