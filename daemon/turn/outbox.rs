//! The outbox: letters that wait, in order of their next attempt, and documents for the archive.
//!
//! | key | value |
//! |---|---|
//! | `w ␀ milliseconds ␀ letter ␀ address` | the queue, in order of the next attempt |
//! | `x ␀ letter ␀ address` | [`Delivery`] |
//! | `b ␀ letter ␀ nn` | the letter's bytes in chunks, or its spool hash under `spool` |
//! | `b ␀ letter ␀ file ␀ nn` | [`Gap`]: where a file of the spool belongs in them |
//! | `f ␀ name ␀ nn` | a document for the archive, in chunks; a file that was given, as its spool hash under `spool` |
//! | `y ␀ milliseconds ␀ key` | [`SetAside`]: a message in quarantine |
//! | `z ␀ hold` | sending is held |

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::LETTER_ROWS_MAX;
use crate::address::Address;
use crate::compose::{Gap, Letter, fill};
use crate::retry;
use crate::time::Instant;
use crate::workflow::memory::{Changes, ROW_MAX, key, parts, prefix, stamp};
use crate::workflow::{CaseId, Incoming, LetterPlan, Occasion, Outcome, Rows};

/// One letter to one recipient: its envelope and its retries.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Delivery {
    /// The letter.
    pub letter: String,
    /// To whom.
    pub to: Address,
    /// The case.
    pub case: Option<CaseId>,
    /// Name of its template.
    pub name: String,
    /// Why it was sent.
    pub occasion: Occasion,
    /// For lists.
    pub subject: String,
    /// Message-ID without angle brackets.
    pub message_id: String,
    /// When it was composed.
    pub composed: Instant,
    /// When it is tried next.
    pub next: Instant,
    /// Attempts so far.
    pub tries: u32,
    /// What the last attempt came to.
    pub last: Option<String>,
}

/// A message in quarantine.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SetAside {
    /// Where it came from.
    pub key: String,
    /// Why.
    pub reason: String,
    /// When.
    pub at: Instant,
    /// Its sender, if it could be read.
    pub from: String,
    /// Its subject, if it could be read.
    pub subject: String,
    /// Octets.
    pub size: u64,
    /// Hex SHA-256 of its bytes in the spool.
    pub spooled: Option<String>,
}

pub(super) fn enqueue(
    letter: &Letter,
    plan: &LetterPlan,
    now: Instant,
    rows: &mut Changes,
    spool: &mut Vec<(String, Vec<u8>)>,
) {
    lay_out(letter, &letter.bytes, rows, spool);
    for (_, address) in &letter.to {
        let delivery = Delivery {
            letter: letter.id.clone(),
            to: address.clone(),
            case: plan.case.clone(),
            name: plan.name.clone(),
            occasion: plan.occasion,
            subject: listed(&letter.subject),
            message_id: letter.message_id.clone(),
            composed: now,
            next: now,
            tries: 0,
            last: None,
        };
        put(&delivery, rows);
    }
}

/// What a letter that was queued before it was written lacks, if any of its deliveries still waits.
pub(super) fn complete(memory: &dyn Rows, letter: &Letter, bytes: &[u8], rows: &mut Changes) {
    let waiting = letter.to.iter().filter_map(|(_, to)| delivery(memory, &letter.id, to));
    let waiting: Vec<Delivery> = waiting.collect();
    if !waiting.is_empty() {
        lay_out(letter, bytes, rows, &mut Vec::new());
    }
    for delivery in waiting {
        put(&Delivery { subject: listed(&letter.subject), ..delivery }, rows);
    }
}

/// A subject as lists show it.
fn listed(subject: &str) -> String {
    subject.chars().take(200).collect()
}

/// The bytes and gaps of a letter as rows, or bytes that are too large for them as one file of the spool.
fn lay_out(letter: &Letter, bytes: &[u8], rows: &mut Changes, spool: &mut Vec<(String, Vec<u8>)>) {
    if bytes.len() > LETTER_ROWS_MAX {
        let hash: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
        rows.insert(key(["b", &letter.id, "spool"]), Some(hash.clone().into_bytes()));
        spool.push((hash, bytes.to_vec()));
    } else {
        for (i, chunk) in bytes.chunks(ROW_MAX).enumerate() {
            rows.insert(key(["b", &letter.id, &format!("{i:04}")]), Some(chunk.to_vec()));
        }
    }
    for (n, gap) in letter.gaps.iter().enumerate() {
        let text = serde_json::to_vec(gap).expect("a gap has string keys");
        rows.insert(key(["b", &letter.id, "file", &format!("{n:04}")]), Some(text));
    }
}

fn put(delivery: &Delivery, rows: &mut Changes) {
    let text = serde_json::to_vec(delivery).expect("a delivery has string keys");
    let address = delivery.to.to_string();
    rows.insert(key(["x", &delivery.letter, &address]), Some(text));
    rows.insert(key(["w", &stamp(delivery.next), &delivery.letter, &address]), Some(Vec::new()));
}

/// One delivery, if it still waits.
pub fn delivery(rows: &dyn Rows, letter: &str, to: &Address) -> Option<Delivery> {
    serde_json::from_slice(&rows.get(&key(["x", letter, &to.to_string()]))?).ok()
}

/// Everything that waits, by letter.
pub fn all(rows: &dyn Rows, most: usize) -> Vec<Delivery> {
    let mut out = Vec::new();
    rows.scan(&prefix(["x"]), &mut |_, value| {
        out.extend(serde_json::from_slice(value).ok());
        out.len() < most
    });
    out
}

/// Deliveries whose next attempt is due, the oldest first, without those that `skip` names; and when the first later
/// one is.
pub fn ready(
    rows: &dyn Rows,
    now: Instant,
    most: usize,
    skip: &dyn Fn(&str, &Address) -> bool,
) -> (Vec<(String, Address)>, Option<Instant>) {
    let mut out = Vec::new();
    let mut later = None;
    rows.scan(&prefix(["w"]), &mut |row, _| {
        let ["w", at, letter, to] = parts(row).as_slice().try_into().unwrap_or([""; 4]) else { return true };
        let at = at.parse().ok().and_then(chrono::DateTime::from_timestamp_millis);
        let (Some(at), Ok(to)) = (at, to.parse::<Address>()) else { return true };
        if at > now {
            later = Some(at);
            return false;
        }
        if !skip(letter, &to) {
            out.push((letter.to_owned(), to));
        }
        out.len() < most
    });
    (out, later)
}

/// A letter as it is sent: its bytes from the rows or the spool, with the files that belong into them. None when any of it
/// is not there; `read` is the spool.
pub fn bytes(
    rows: &dyn Rows,
    letter: &str,
    mut read: impl FnMut(&str) -> Option<Vec<u8>>,
) -> Option<Vec<u8>> {
    let (mut bytes, mut spooled, mut gaps) = (Vec::new(), None, Vec::<Gap>::new());
    let mut readable = true;
    rows.scan(&prefix(["b", letter]), &mut |row, value| {
        match parts(row).get(2) {
            Some(&"spool") => spooled = Some(String::from_utf8_lossy(value).into_owned()),
            Some(&"file") => match serde_json::from_slice(value) {
                Ok(gap) => gaps.push(gap),
                Err(_) => readable = false,
            },
            _ => bytes.extend_from_slice(value),
        }
        true
    });
    if let Some(hash) = spooled {
        bytes = read(&hash)?;
    }
    match gaps.is_empty() {
        _ if bytes.is_empty() || !readable => None,
        true => Some(bytes),
        false => fill(&bytes, &gaps, read),
    }
}

/// The delivery is done or put off; a letter without deliveries is forgotten (the journal keeps it).
pub(super) fn outcome(
    memory: &dyn Rows,
    letter: &str,
    to: &Address,
    outcome: &Outcome,
    now: Instant,
    rows: &mut Changes,
) {
    let Some(mut delivery) = delivery(memory, letter, to) else { return };
    rows.insert(key(["w", &stamp(delivery.next), letter, &to.to_string()]), None);
    if let Outcome::Later(reason) = outcome
        && let Some(next) = retry::next_attempt(delivery.composed, delivery.tries + 1, now)
    {
        delivery.tries += 1;
        delivery.next = next;
        delivery.last = Some(reason.chars().take(300).collect());
        return put(&delivery, rows);
    }
    forget(memory, letter, &[delivery], rows);
}

/// Nothing of that letter is sent any more.
pub(super) fn withdraw(memory: &dyn Rows, letter: &str, rows: &mut Changes) {
    let mut gone: Vec<Delivery> = Vec::new();
    memory.scan(&prefix(["x", letter]), &mut |_, value| {
        gone.extend(serde_json::from_slice(value).ok());
        true
    });
    forget(memory, letter, &gone, rows);
}

/// These deliveries of a letter are over, and with the last one its bytes.
fn forget(memory: &dyn Rows, letter: &str, gone: &[Delivery], rows: &mut Changes) {
    let mut own: Vec<Vec<u8>> = Vec::new();
    for delivery in gone {
        let address = delivery.to.to_string();
        own.push(key(["x", letter, &address]));
        rows.insert(key(["w", &stamp(delivery.next), letter, &address]), None);
    }
    // Behind the last of them first: mostly a letter's deliveries end in this order, and those before have.
    let all = prefix(["x", letter]);
    let mut left = false;
    let mut look = |row: &[u8]| {
        left = left || !own.iter().any(|own| own == row);
        !left
    };
    memory.scan_from(&all, own.last().unwrap_or(&all), &mut |row, _| look(row));
    memory.scan(&all, &mut |row, _| look(row));
    rows.extend(own.into_iter().map(|row| (row, None)));
    if !left {
        memory.scan(&prefix(["b", letter]), &mut |row, _| {
            rows.insert(row.to_vec(), None);
            true
        });
    }
}

/// Waiting letters are tried now. False when the letter that is named does not wait.
pub(super) fn retry(memory: &dyn Rows, letter: Option<&str>, now: Instant, rows: &mut Changes) -> bool {
    let mut found = letter.is_none();
    for mut delivery in all(memory, usize::MAX) {
        if letter.is_some_and(|l| l != delivery.letter) {
            continue;
        }
        found = true;
        if delivery.next > now {
            rows.insert(key(["w", &stamp(delivery.next), &delivery.letter, &delivery.to.to_string()]), None);
            delivery.next = now;
            put(&delivery, rows);
        }
    }
    found
}

pub(super) fn hold(held: bool, rows: &mut Changes) {
    rows.insert(key(["z", "hold"]), held.then(Vec::new));
}

/// Sending is held by an operator, or since a restore.
pub fn is_held(rows: &dyn Rows) -> bool {
    rows.get(&key(["z", "hold"])).is_some()
}

pub(super) fn quarantine(incoming: &Incoming, reason: &str, now: Instant, rows: &mut Changes) {
    let message = incoming.message.as_ref().ok();
    let row = SetAside {
        key: incoming.key.clone(),
        reason: reason.chars().take(500).collect(),
        at: now,
        from: message.and_then(|m| m.sole_from()).map(ToString::to_string).unwrap_or_default(),
        subject: message.map(|m| m.subject.raw.chars().take(200).collect()).unwrap_or_default(),
        size: incoming.size,
        spooled: incoming.spooled.clone(),
    };
    let text = serde_json::to_vec(&row).expect("strings and numbers");
    rows.insert(key(["y", &stamp(now), &incoming.key]), Some(text));
}

/// Messages in quarantine, the oldest first.
pub fn quarantined(rows: &dyn Rows, most: usize) -> Vec<SetAside> {
    let mut out = Vec::new();
    rows.scan(&prefix(["y"]), &mut |_, value| {
        out.extend(serde_json::from_slice(value).ok());
        out.len() < most
    });
    out
}

/// A document for the archive, to be written as that file.
pub(super) fn file(name: &str, text: &str, rows: &mut Changes) {
    for (i, chunk) in text.as_bytes().chunks(ROW_MAX).enumerate() {
        rows.insert(key(["f", name, &format!("{i:04}")]), Some(chunk.to_vec()));
    }
}

/// A file that somebody gave, to be written under that name: its bytes lie in the spool.
pub(super) fn given_file(name: &str, hash: &str, rows: &mut Changes) {
    rows.insert(key(["f", name, "spool"]), Some(hash.as_bytes().to_vec()));
}

/// What a document for the archive consists of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filed {
    /// Its text.
    Text(Vec<u8>),
    /// The hash under which the spool has its bytes.
    Spooled(String),
}

/// Documents that are still to be written, by name.
pub fn files(rows: &dyn Rows) -> Vec<(String, Filed)> {
    let mut out: Vec<(String, Filed)> = Vec::new();
    rows.scan(&prefix(["f"]), &mut |row, value| {
        match (parts(row).as_slice(), out.last_mut()) {
            (["f", name, "spool"], _) => {
                let hash = String::from_utf8_lossy(value).into_owned();
                out.push(((*name).to_owned(), Filed::Spooled(hash)));
            }
            (["f", name, _], Some((last, Filed::Text(text)))) if last == name => {
                text.extend_from_slice(value)
            }
            (["f", name, _], _) => out.push(((*name).to_owned(), Filed::Text(value.to_vec()))),
            _ => {}
        }
        true
    });
    out
}

/// The rows of a document that has been written.
pub fn filed(rows: &dyn Rows, name: &str) -> Changes {
    let mut out = Changes::new();
    rows.scan(&prefix(["f", name]), &mut |row, _| {
        out.insert(row.to_vec(), None);
        true
    });
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_and_its_file_wait_side_by_side() {
        let mut rows = Changes::new();
        let text = "x".repeat(ROW_MAX + 1);
        file("L-1-note.md", &text, &mut rows);
        given_file("L-1-note-1-a.pdf", "aa", &mut rows);
        let mut memory: std::collections::BTreeMap<Vec<u8>, Vec<u8>> =
            rows.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        let waiting = [
            ("L-1-note-1-a.pdf".to_owned(), Filed::Spooled("aa".to_owned())),
            ("L-1-note.md".to_owned(), Filed::Text(text.into_bytes())),
        ];
        assert_eq!(files(&memory), waiting);
        for key in filed(&memory, "L-1-note-1-a.pdf").keys() {
            memory.remove(key);
        }
        assert_eq!(files(&memory), waiting[1..]);
    }
}
