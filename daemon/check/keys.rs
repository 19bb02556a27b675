//! The key ring that signs reply tokens: read, made on the first start, turned when its newest key is old.
//!
//! A ring is a text of words: keys as hexadecimal digits, the newest first, each perhaps behind the day it was made
//! (`2026-11-22 3f…`). beadle's own ring is the file `keys` in the state folder, mode 0600, one key a line; only that
//! one is ever written. A ring from elsewhere (a credential, a file of the operator) is only read.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDate;

use super::{Failure, secret};
use crate::config;
use crate::door::host;
use crate::time::Instant;

/// beadle's own ring, in the state folder.
pub const FILE: &str = "keys";
/// Octets of a new key: the block that HMAC-SHA-256 takes whole as strength.
const KEY_BYTES: usize = 32;
/// The fewest octets a key may have.
const KEY_BYTES_MIN: usize = 16;
/// The most keys of a ring: each is tried on every token.
const KEYS_MAX: usize = 32;

/// How a ring that is not beadle's own is called where it is wrong.
const RING: &str = "that `ring` in [keys] names";

#[derive(Debug, Clone, PartialEq, Eq)]
struct Key {
    made: Option<NaiveDate>,
    bytes: Vec<u8>,
}

/// The keys for a start or a reload, the newest first. Makes and turns beadle's own ring in `state`; once this
/// returns a new key survives a power cut.
pub async fn ready(keys: &config::Keys, state: &Path, now: Instant) -> Result<Vec<Vec<u8>>, Failure> {
    if let Some(source) = &keys.ring {
        let text = secret(source).fetch().await?;
        return Ok(bytes(read(text.expose(), RING)?));
    }
    let path = state.join(FILE);
    let before = if path.exists() {
        read(host::read_source(&path)?.text(), &path.display().to_string())?
    } else {
        Vec::new()
    };
    let ring =
        turned(before.clone(), keys, now.date_naive(), || host::random::<KEY_BYTES>().map(|k| k.to_vec()))?;
    if ring != before {
        host::make_folder(state, 0o700)?;
        host::write_durably(&path, write(&ring).as_bytes(), 0o600)?;
    }
    Ok(bytes(ring))
}

/// The keys as they are, for somebody who only looks; none where they may not be read.
pub async fn present(keys: &config::Keys, state: &Path) -> Vec<Vec<u8>> {
    let text = match &keys.ring {
        Some(source) => secret(source).fetch().await.map(|s| s.expose().to_owned()).ok(),
        None => host::read_source(state.join(FILE)).map(|s| s.text().to_owned()).ok(),
    };
    text.and_then(|text| read(&text, "").ok()).map(bytes).unwrap_or_default()
}

/// Whether a start would take the ring, without making or turning one. Passed over where only the daemon can tell: a
/// credential, a command, a file that whoever checks may not read.
pub fn look(keys: &config::Keys, state: Option<&Path>) -> Result<(), Failure> {
    let (path, own) = match (&keys.ring, state) {
        (Some(config::SecretSource::File(path)), _) => (PathBuf::from(path), false),
        (None, Some(state)) => (state.join(FILE), true),
        _ => return Ok(()),
    };
    match host::read_source(&path) {
        Ok(source) => {
            let what = if own { path.display().to_string() } else { RING.to_owned() };
            read(source.text(), &what).map(drop)
        }
        Err(host::Error::Read { source, .. }) if source.kind() == std::io::ErrorKind::PermissionDenied => {
            Ok(())
        }
        // The first start makes it.
        Err(_) if own && !path.exists() => Ok(()),
        Err(error) => Err(error.into()),
    }
}

fn bytes(ring: Vec<Key>) -> Vec<Vec<u8>> {
    ring.into_iter().map(|key| key.bytes).collect()
}

/// A new key in front when the newest is older than `rotate`; old ones go `keep` after they were replaced.
fn turned<E>(
    mut ring: Vec<Key>,
    keys: &config::Keys,
    today: NaiveDate,
    make: impl FnOnce() -> Result<Vec<u8>, E>,
) -> Result<Vec<Key>, E> {
    let older = |day: NaiveDate, than: Duration| (today - day).to_std().is_ok_and(|age| age >= than);
    let stale = match ring.first() {
        None => true,
        Some(Key { made: Some(day), .. }) => keys.rotate.is_some_and(|rotate| older(*day, rotate)),
        Some(Key { made: None, .. }) => false,
    };
    if stale {
        ring.insert(0, Key { made: Some(today), bytes: make()? });
    }
    let mut replaced: Option<NaiveDate> = None;
    ring.retain(|key| {
        let gone = replaced.is_some_and(|day| older(day, keys.keep));
        replaced = key.made.or(replaced);
        !gone
    });
    ring.truncate(KEYS_MAX);
    Ok(ring)
}

/// `what` names the ring where it is wrong.
fn read(text: &str, what: &str) -> Result<Vec<Key>, Failure> {
    let mut ring = Vec::new();
    let mut made = None;
    for word in text.split_whitespace() {
        match word.parse::<NaiveDate>() {
            Ok(day) => made = Some(day),
            Err(_) => ring.push(Key { made: made.take(), bytes: unhex(word).ok_or_else(|| bad(what))? }),
        }
    }
    if ring.is_empty() || ring.len() > KEYS_MAX { Err(bad(what)) } else { Ok(ring) }
}

/// Never shows a word of the ring.
fn bad(what: &str) -> Failure {
    Failure::Keys(format!(
        "{what} is not one to {KEYS_MAX} keys of at least {} hexadecimal digits each",
        KEY_BYTES_MIN * 2
    ))
}

fn unhex(word: &str) -> Option<Vec<u8>> {
    if !word.len().is_multiple_of(2) || word.len() < KEY_BYTES_MIN * 2 || !word.is_ascii() {
        return None;
    }
    (0..word.len()).step_by(2).map(|i| u8::from_str_radix(&word[i..i + 2], 16).ok()).collect()
}

fn write(ring: &[Key]) -> String {
    let mut out = String::new();
    for key in ring {
        if let Some(day) = key.made {
            let _ = write!(out, "{day} ");
        }
        for byte in &key.bytes {
            let _ = write!(out, "{byte:02x}");
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: Duration = Duration::from_secs(86_400);

    fn policy() -> config::Keys {
        config::Keys { ring: None, rotate: Some(90 * DAY), keep: 180 * DAY }
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn turn(ring: Vec<Key>, today: &str, byte: u8) -> Vec<Key> {
        turned(ring, &policy(), day(today), || Ok::<_, ()>(vec![byte; KEY_BYTES])).unwrap()
    }

    #[test]
    fn a_key_is_replaced_when_old_and_kept_until_its_tokens_are_over() {
        let first = turn(Vec::new(), "2026-01-01", 1);
        assert_eq!(turn(first.clone(), "2026-03-31", 2), first);
        let second = turn(first, "2026-04-01", 2);
        assert_eq!(bytes(second.clone()), [vec![2; KEY_BYTES], vec![1; KEY_BYTES]]);
        // The first was replaced on 2026-04-01 and goes 180 days later.
        let third = turn(second, "2026-09-27", 3);
        assert_eq!(bytes(third.clone()).len(), 3);
        assert_eq!(bytes(turn(third, "2026-09-28", 4)), [vec![3; KEY_BYTES], vec![2; KEY_BYTES]]);
    }

    #[test]
    fn a_ring_is_read_back_as_written_and_from_one_line() {
        let ring = turn(turn(Vec::new(), "2026-01-01", 1), "2026-04-01", 2);
        assert_eq!(read(&write(&ring), "").unwrap(), ring);
        assert_eq!(read(&write(&ring).replace('\n', " "), "").unwrap(), ring);
    }

    #[test]
    fn what_is_no_key_is_refused_without_showing_it() {
        for text in ["", "hush", "0123456789abcdef", "zz23456789abcdef0123456789abcdef"] {
            let error = read(text, "").unwrap_err().to_string();
            assert!(error.contains("hexadecimal") && !error.contains("hush"), "{error}");
        }
    }

    #[tokio::test]
    async fn a_look_finds_what_a_start_would_refuse_and_makes_nothing() {
        let state = tempfile::tempdir().unwrap();
        let file = |name: &str| state.path().join(name).display().to_string();
        let ring = |name: &str| config::Keys {
            ring: Some(config::SecretSource::File(file(name))),
            rotate: None,
            keep: DAY,
        };
        std::fs::write(state.path().join("good"), "0123456789abcdef0123456789abcdef").unwrap();
        std::fs::write(state.path().join("bad"), "hush").unwrap();
        assert!(look(&ring("good"), None).is_ok());
        let found = look(&ring("bad"), None).unwrap_err();
        assert!(found.exit_code() == 78 && found.to_string().contains("`ring` in [keys]"), "{found}");
        let found = look(&ring("nowhere"), None).unwrap_err();
        assert!(found.exit_code() == 78 && found.to_string().contains("nowhere"), "{found}");
        // Its own: not there before the first start, and then as it was made.
        look(&policy(), Some(state.path())).unwrap();
        assert!(!state.path().join(FILE).exists());
        std::fs::write(state.path().join(FILE), "2026-11-22 3f").unwrap();
        assert!(look(&policy(), Some(state.path())).unwrap_err().to_string().contains("keys is not one to"));
        for elsewhere in [
            config::SecretSource::Credential("x".into()),
            config::SecretSource::Command(vec!["false".into()]),
        ] {
            look(&config::Keys { ring: Some(elsewhere), ..policy() }, None).unwrap();
        }
    }

    #[tokio::test]
    async fn the_first_start_makes_the_ring_and_the_next_one_finds_it() {
        let state = tempfile::tempdir().unwrap();
        let now = chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let made = ready(&policy(), state.path(), now).await.unwrap();
        assert_eq!(ready(&policy(), state.path(), now).await.unwrap(), made);
        assert_eq!(present(&policy(), state.path()).await, made);
        let mode =
            std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(state.path().join("keys")).unwrap());
        assert_eq!(mode & 0o777, 0o600);
    }
}
