//! The server's offer, and an envelope that fits it.

use std::collections::BTreeSet;

use lettre::Address;
use lettre::transport::smtp::authentication::Mechanism;
use lettre::transport::smtp::extension::{MailBodyParameter, MailParameter};

use super::Proof;
use crate::door::{Outcome, Trouble};

/// The longest address: 64 octets, `@`, 255 octets (RFC 5321, section 4.5.3.1).
const ADDRESS_BYTES_MAX: usize = 320;

/// What the server offers (the lines after the first of its answer to EHLO).
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Offer {
    pub(super) start_tls: bool,
    eight_bit: bool,
    utf8: bool,
    /// Offered, with the limit if it states one.
    size: Option<Option<usize>>,
    pub(super) mechanisms: BTreeSet<String>,
}

impl Offer {
    pub(super) fn read(lines: &[String]) -> Self {
        let mut offer = Self::default();
        for line in lines.iter().skip(1) {
            // `AUTH=LOGIN`: an old form that some servers still write beside the right one.
            let line = line.to_ascii_uppercase().replace("AUTH=", "AUTH ");
            let mut words = line.split_whitespace();
            match words.next() {
                Some("STARTTLS") => offer.start_tls = true,
                Some("8BITMIME") => offer.eight_bit = true,
                Some("SMTPUTF8") => offer.utf8 = true,
                // Zero means no fixed limit (RFC 1870, section 3).
                Some("SIZE") => {
                    offer.size = Some(words.next().and_then(|w| w.parse().ok()).filter(|size| *size > 0));
                }
                Some("AUTH") => offer.mechanisms.extend(words.map(str::to_owned)),
                _ => {}
            }
        }
        offer
    }

    pub(super) fn mechanism(&self, proof: Proof) -> Option<Mechanism> {
        let known: &[(Mechanism, &str)] = match proof {
            Proof::Password => &[(Mechanism::Plain, "PLAIN"), (Mechanism::Login, "LOGIN")],
            Proof::Token => &[(Mechanism::Xoauth2, "XOAUTH2")],
        };
        known.iter().find(|(_, name)| self.mechanisms.contains(*name)).map(|(mechanism, _)| *mechanism)
    }
}

/// The envelope of one letter, made to fit the server's offer.
pub(super) struct Envelope {
    pub(super) from: Option<Address>,
    pub(super) to: Address,
    pub(super) parameters: Vec<MailParameter>,
}

impl Envelope {
    pub(super) fn new(from: &str, to: &str, bytes: &[u8], offer: &Offer) -> Result<Self, Outcome> {
        let refused = |code, text: &str| Err(Outcome::Refused { code, text: text.to_owned() });
        let from = match from {
            "" => None,
            from => match address(from) {
                Some(address) => Some(address),
                None => {
                    let reason = "our own envelope sender is no address".to_owned();
                    return Err(Outcome::Later { trouble: Trouble::Sender, reason });
                }
            },
        };
        let Some(to) = address(to) else { return refused(553, "5.1.3 not an address") };
        if bytes.is_empty() || has_bare_line_end(bytes) {
            return refused(554, "5.6.0 not a letter: empty, or with a line end that is not CRLF");
        }
        let mut parameters = Vec::new();
        if let Some(limit) = offer.size {
            if limit.is_some_and(|limit| bytes.len() > limit) {
                return refused(552, "5.3.4 larger than the server takes");
            }
            parameters.push(MailParameter::Size(bytes.len()));
        }
        if !bytes.is_ascii() {
            if !offer.eight_bit {
                return refused(554, "5.6.3 has 8-bit text, and the server does not take that");
            }
            parameters.push(MailParameter::Body(MailBodyParameter::EightBitMime));
        }
        let addresses = [Some(&to), from.as_ref()];
        let foreign = addresses.into_iter().flatten().any(|a| !a.user().is_ascii() || !a.domain().is_ascii());
        if foreign || !header_section(bytes).is_ascii() {
            if !offer.utf8 {
                return refused(
                    553,
                    "5.6.7 has a non-ASCII address or header, and the server does not take that",
                );
            }
            parameters.push(MailParameter::SmtpUtfEight);
        }
        Ok(Self { from, to, parameters })
    }
}

/// An address that is safe inside `<…>` of a command. Looser than lettre's own check, which refuses addresses that
/// people have (`a..b@`, quoted local parts), and never looser than the line.
fn address(text: &str) -> Option<Address> {
    let (local, domain) = text.rsplit_once('@')?;
    let safe = |c: char| !c.is_control() && !c.is_whitespace() && c != '<' && c != '>';
    let good =
        !local.is_empty() && !domain.is_empty() && text.len() <= ADDRESS_BYTES_MAX && text.chars().all(safe);
    good.then(|| Address::new_dangerous(local, domain))
}

fn has_bare_line_end(bytes: &[u8]) -> bool {
    bytes.iter().enumerate().any(|(i, byte)| match byte {
        b'\r' => bytes.get(i + 1) != Some(&b'\n'),
        b'\n' => i == 0 || bytes[i - 1] != b'\r',
        _ => false,
    })
}

fn header_section(bytes: &[u8]) -> &[u8] {
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").unwrap_or(bytes.len());
    &bytes[..end]
}
