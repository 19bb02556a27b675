//! Reply tokens: what proves that a reply answers the letter one person got.
//!
//! A token is an HMAC-SHA-256 over case, question, round, person, the answers offered and its expiry, cut to 128 bits and
//! written in base32 without padding (lower case, no `0 1 8 9`), so that it survives mail programs that change case.
//! The short code of the fence line is an HMAC of its own, 40 bits, for servers without plus-addressing; both lead
//! to a row that names the question, and the row is trusted only after the HMAC was made again and compared in
//! constant time. A token counts from its person's own address only, so a leaked one is worth nothing by itself.

use chrono::{DateTime, TimeDelta};
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use super::memory::TokenRow;
use super::{CaseId, Identity};
use crate::directory::PersonId;
use crate::mail::Message;
use crate::time::Instant;

/// A token counts for this many days from when its letter was written or its question was due, whichever is later: past
/// every ladder of the office, and every reminder carries a new one.
const DAYS: i64 = 30;
/// Tokens looked at in one message, at most; a letter carries one.
const CARRIED_MAX: usize = 20;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
const TOKEN_BYTES: usize = 16;
const CODE_BYTES: usize = 5;
const LINK_BYTES: usize = 20;

/// The question a token is bound to.
#[derive(Debug, Clone, Copy)]
pub struct Bound<'a> {
    /// The case.
    pub case: &'a CaseId,
    /// Key of the ask.
    pub key: &'a str,
    /// Its round.
    pub round: u32,
    /// Whose token it is.
    pub person: &'a PersonId,
    /// The answers it may give; none for a form.
    pub answers: &'a [String],
    /// Until when it counts.
    pub expires: Instant,
}

/// Until when a token counts that is made now for a question due then. A whole day, so that the letters of one day carry
/// the same.
pub fn expiry(now: Instant, due: Instant) -> Instant {
    const DAY_MS: i64 = 86_400_000;
    let last =
        now.max(due).timestamp_millis().div_euclid(DAY_MS).saturating_add(DAYS + 1).saturating_mul(DAY_MS);
    DateTime::from_timestamp_millis(last).unwrap_or(now + TimeDelta::days(DAYS))
}

/// The token of Reply-To and the code of the fence line (`k7m2-9q4x` shape), made with the newest key.
pub fn mint(identity: &Identity, bound: Bound<'_>) -> (String, String) {
    let key = identity.keys.first().map(Vec::as_slice).unwrap_or_default();
    (token(key, bound), code(key, bound))
}

/// The presented token or code is the one of that question, under any key of the ring.
pub fn verify(identity: &Identity, bound: Bound<'_>, presented: &str) -> bool {
    let presented = normal(presented);
    identity.keys.iter().any(|key| {
        let (token, code) = (token(key, bound), normal(&code(key, bound)));
        bool::from(token.as_bytes().ct_eq(presented.as_bytes()) | code.as_bytes().ct_eq(presented.as_bytes()))
    })
}

/// Why a token proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Worthless {
    /// Its row cannot be read, or no key of the ring made it.
    Unproven,
    /// It was this one's, and is over.
    Expired(TokenRow),
}

/// The tokens and codes a message carries: details of our address in its recipients, and the code of a fence line.
pub fn carried<'a>(message: &'a Message, identity: &'a Identity) -> impl Iterator<Item = String> + 'a {
    let to = message.envelope_to.iter().chain(message.to.iter().chain(&message.cc).map(|m| &m.address));
    let ours = to.filter(|a| a.without_detail() == identity.address);
    ours.filter_map(|a| a.detail().map(str::to_owned)).take(CARRIED_MAX).chain(message.words.fence.clone())
}

/// The row a token led to, once the token has proved that it was made for it and still counts.
///
/// # Errors
/// [`Worthless`].
pub fn check(identity: &Identity, row: &[u8], presented: &str, now: Instant) -> Result<TokenRow, Worthless> {
    let row: TokenRow = serde_json::from_slice(row).map_err(|_| Worthless::Unproven)?;
    let bound = Bound {
        case: &row.case,
        key: &row.key,
        round: row.round,
        person: &row.person,
        answers: &row.answers,
        expires: row.expires,
    };
    if !verify(identity, bound, presented) {
        return Err(Worthless::Unproven);
    }
    if row.expires > now { Ok(row) } else { Err(Worthless::Expired(row)) }
}

/// Lower case, without the hyphen people read it by.
pub fn normal(text: &str) -> String {
    text.chars().filter(|c| c.is_ascii_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// What ends the link to a person's dates; none without a key.
pub(super) fn link(identity: &Identity, person: &PersonId, number: u32, now: Instant) -> Option<String> {
    let key = identity.keys.first().filter(|key| !key.is_empty())?;
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    let (number, now) = (number.to_string(), now.timestamp_millis().to_string());
    for part in [&b"dates"[..], person.as_str().as_bytes(), number.as_bytes(), now.as_bytes()] {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    Some(base32(&mac.finalize().into_bytes()[..LINK_BYTES]))
}

fn token(key: &[u8], bound: Bound<'_>) -> String {
    base32(&mac(key, b"token", bound)[..TOKEN_BYTES])
}

fn code(key: &[u8], bound: Bound<'_>) -> String {
    let code = base32(&mac(key, b"code", bound)[..CODE_BYTES]);
    format!("{}-{}", &code[..4], &code[4..])
}

fn mac(key: &[u8], purpose: &[u8], bound: Bound<'_>) -> [u8; 32] {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes keys of any length");
    let (round, expires) = (bound.round.to_string(), bound.expires.timestamp_millis().to_string());
    let head = [
        purpose,
        bound.case.0.as_bytes(),
        bound.key.as_bytes(),
        round.as_bytes(),
        bound.person.as_str().as_bytes(),
        expires.as_bytes(),
    ];
    for part in head.into_iter().chain(bound.answers.iter().map(String::as_bytes)) {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    let (mut buffer, mut bits) = (0u32, 0);
    for byte in bytes {
        buffer = (buffer << 8) | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            out.push(char::from(ALPHABET[(buffer >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        out.push(char::from(ALPHABET[(buffer << (5 - bits) & 31) as usize]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn identity(keys: &[&str]) -> Identity {
        Identity {
            address: "beadle@example.test".parse().unwrap(),
            aliases: Vec::new(),
            host: "example.test".into(),
            names: [].into(),
            plus: true,
            keys: keys.iter().map(|k| k.as_bytes().to_vec()).collect(),
            refusals_per_day: 2,
            authserv_id: None,
            attachments_max: 10 * 1024 * 1024,
            archive: None,
            calendar: None,
        }
    }

    #[test]
    fn a_token_opens_its_own_question_only() {
        let id = identity(&["one"]);
        let (case, other) = (CaseId("L-2026-0001".into()), CaseId("L-2026-0002".into()));
        let (li, wang) = (PersonId::from("li"), PersonId::from("wang"));
        let answers = ["approve".to_owned()];
        let expires = expiry(DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH);
        let bound =
            Bound { case: &case, key: "review.verdict", round: 1, person: &li, answers: &answers, expires };
        let (token, code) = mint(&id, bound);
        assert_eq!((token.len(), code.len()), (26, 9));
        assert!(verify(&id, bound, &token.to_uppercase()), "some programs change the case of addresses");
        assert!(verify(&id, bound, &code));
        for bound in [
            Bound { case: &other, ..bound },
            Bound { key: "review.other", ..bound },
            Bound { round: 2, ..bound },
            Bound { person: &wang, ..bound },
            Bound { answers: &[], ..bound },
            Bound { expires: expires + TimeDelta::days(1), ..bound },
        ] {
            assert!(!verify(&id, bound, &token) && !verify(&id, bound, &code), "{bound:?}");
        }
    }

    #[test]
    fn letters_of_one_day_carry_the_same_token_for_at_least_thirty_days() {
        let at = |hour| DateTime::UNIX_EPOCH + TimeDelta::hours(hour);
        assert_eq!(expiry(at(1), at(9)), expiry(at(23), at(2)));
        assert!(expiry(at(23), at(1)) >= at(23) + TimeDelta::days(DAYS));
        assert!(expiry(at(1), at(240)) >= at(240) + TimeDelta::days(DAYS));
    }

    #[test]
    fn a_token_made_before_the_key_was_rotated_still_counts() {
        let case = CaseId("L-2026-0001".into());
        let li = PersonId::from("li");
        let answers = ["approve".to_owned()];
        let expires = expiry(DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH);
        let bound =
            Bound { case: &case, key: "review.verdict", round: 1, person: &li, answers: &answers, expires };
        let (token, _) = mint(&identity(&["old"]), bound);
        assert!(verify(&identity(&["new", "old"]), bound, &token));
        assert!(!verify(&identity(&["new"]), bound, &token));
    }
}
