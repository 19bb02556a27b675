//! TLS as a client, the same for IMAP and SMTP.
//!
//! A server is believed when its certificate leads to the system's roots or to the configured CA file and names the
//! host we dialled; there is no switch that turns this off. TLS 1.2 and 1.3, the ring provider.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::{ClientConfig, RootCertStore};
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, ServerName};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

/// How a connection to a mail server is protected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Security {
    /// TLS from the first byte (IMAP 993, SMTP 465).
    Implicit,
    /// STARTTLS before anything that matters; a server that does not offer it is an error, never plain text.
    StartTls,
    /// No TLS: for a server on this machine only.
    Plain,
}

/// Why there is no acceptable TLS.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The configured CA file cannot be used.
    #[error("CA file {}: {reason}", path.display())]
    Ca {
        /// Which.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// Neither the system nor the configuration names a CA to believe.
    #[error("no CA certificates to believe: install the package ca-certificates or set a CA file ({0})")]
    NoRoots(String),
    /// The host is no name that a certificate can carry.
    #[error("'{0}' is no host name and no address")]
    Name(String),
    /// The certificate is not acceptable, or both sides have no common protocol.
    #[error("TLS refused: {0}")]
    Refused(#[from] rustls::Error),
    /// The connection broke during the handshake.
    #[error("TLS handshake: {0}")]
    Broken(#[from] io::Error),
}

/// Whom we believe; cheap to clone.
#[derive(Debug, Clone)]
pub struct Trust {
    config: Arc<ClientConfig>,
}

impl Trust {
    /// The system's roots, and those in the PEM file if one is configured. Reads files; both are read once.
    pub fn new(ca: Option<&Path>) -> Result<Self, Error> {
        let native = rustls_native_certs::load_native_certs();
        let mut roots = RootCertStore::empty();
        // A root of the system that cannot be parsed is skipped, as browsers do.
        roots.add_parsable_certificates(native.certs);
        if let Some(path) = ca {
            for certificate in read(path)? {
                roots.add(certificate).map_err(|error| refused(path, error.to_string()))?;
            }
        }
        if roots.is_empty() {
            let reasons: Vec<String> = native.errors.iter().map(ToString::to_string).collect();
            return Err(Error::NoRoots(reasons.join("; ")));
        }
        // The provider is named here, not installed for the process: no other crate can change it under us.
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { config: Arc::new(config) })
    }

    /// The configuration itself, for a library that does its own handshake.
    pub fn config(&self) -> Arc<ClientConfig> {
        Arc::clone(&self.config)
    }

    /// The handshake over an open connection. The caller limits its time.
    pub async fn connect<S>(&self, host: &str, stream: S) -> Result<TlsStream<S>, Error>
    where
        S: AsyncRead + AsyncWrite + Unpin,
    {
        let name = ServerName::try_from(host.to_owned()).map_err(|_| Error::Name(host.to_owned()))?;
        TlsConnector::from(self.config()).connect(name, stream).await.map_err(|error| {
            // tokio-rustls wraps what rustls found into an io::Error.
            match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
                Some(found) => Error::Refused(found.clone()),
                None => Error::Broken(error),
            }
        })
    }
}

#[cfg(test)]
impl Trust {
    /// Believes nobody: for tests that come to no handshake, on machines without roots too.
    pub(crate) fn nobody() -> Self {
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("ring speaks TLS 1.2 and 1.3")
            .with_root_certificates(RootCertStore::empty())
            .with_no_client_auth();
        Self { config: Arc::new(config) }
    }
}

fn read(path: &Path) -> Result<Vec<CertificateDer<'static>>, Error> {
    let certificates: Result<Vec<_>, _> =
        CertificateDer::pem_file_iter(path).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    match certificates {
        Ok(certificates) if certificates.is_empty() => {
            Err(refused(path, "no certificate in it (PEM is expected)".to_owned()))
        }
        Ok(certificates) => Ok(certificates),
        Err(error) => Err(refused(path, error.to_string())),
    }
}

fn refused(path: &Path, reason: String) -> Error {
    Error::Ca { path: path.to_owned(), reason }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ca_file_that_is_missing_empty_or_no_certificate_is_named() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("ca.pem");
        let found = |path: &Path| Trust::new(Some(path)).unwrap_err().to_string();
        assert!(found(&path).contains("ca.pem"), "{}", found(&path));
        std::fs::write(&path, "").unwrap();
        assert!(found(&path).contains("no certificate in it"), "{}", found(&path));
        std::fs::write(&path, "-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n").unwrap();
        assert!(matches!(Trust::new(Some(&path)), Err(Error::Ca { .. })));
    }

    #[tokio::test]
    async fn what_is_no_tls_server_is_refused() {
        let (ours, mut theirs) = tokio::io::duplex(1024);
        // What a server answers that expects plain text.
        tokio::io::AsyncWriteExt::write_all(&mut theirs, b"* OK ready\r\n").await.unwrap();
        let trust = match Trust::new(None) {
            Ok(trust) => trust,
            Err(Error::NoRoots(_)) => return eprintln!("this machine has no roots: not tested"),
            Err(error) => panic!("{error}"),
        };
        let error = trust.connect("localhost", ours).await.unwrap_err();
        assert!(matches!(error, Error::Refused(_)), "{error}");
        let (ours, _theirs) = tokio::io::duplex(1024);
        assert!(matches!(trust.connect("no host", ours).await, Err(Error::Name(_))));
    }
}
