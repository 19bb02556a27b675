//! How cases, deadlines and indexes lie in memory: ordered rows of bytes.
//!
//! | key | value |
//! |---|---|
//! | `c ␀ case ␀ part ␀ nn` | a part of a case (`head`, `fields`, `given`, `ask/KEY`, `meet/KEY`), JSON, in chunks |
//! | `d ␀ milliseconds ␀ case ␀ key` | a deadline, in due order; the value is empty |
//! | `o ␀ process ␀ inverted milliseconds ␀ case` | open cases of a process, newest first |
//! | `i ␀ case` | a held case that is not over; the reason |
//! | `h ␀ parent ␀ process ␀ case` | children: `open` or `ended` |
//! | `q ␀ person ␀ case ␀ key` | whom an open question waits for; the value is its due time |
//! | `a ␀ address ␀ case ␀ key` | a meet that this person is asked to come to; the value is empty where it takes time, else [`ENTRY`] |
//! | `e ␀ person` | the link by which this person's dates are read ([`dates`](super::dates)) |
//! | `v ␀ UID` | the case and key of a meet |
//! | `u ␀ process ␀ value` | the one open case per value (`one-per`) |
//! | `n ␀ code ␀ year` | the last case number |
//! | `busy ␀ person` | when this person is busy by their own calendar, and when that was found ([`busy`](super::busy)) |
//! | `g ␀ letter` | the questions folded into a letter |
//! | `t ␀ token` | [`TokenRow`]: both the token of Reply-To and the code of the fence line |
//! | `l ␀ letter` | [`LetterRow`]: which question a letter asked |
//! | `m ␀ hash of a Message-ID` | the case a message of somebody else belongs to |
//! | `begun ␀ person ␀ hash ␀ nn` | when it came, and in chunks what was read of something that was sent back as incomplete |
//! | `k ␀ hash` | a message seen: its Message-ID and content |
//! | `p ␀ process` | when it opens by itself next, and by which schedule; its deadline stands under `*` instead of a case |
//! | `r ␀ day ␀ address ␀ reason` | refusals sent |
//!
//! What is swept, and when, is in `sweep`.
//!
//! Rows stay under [`ROW_MAX`]: sled keeps larger values in files that it never fsyncs.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Case, CaseId, Kept};
use crate::directory::PersonId;
use crate::time::Instant;

/// Octets of a row's value, at most.
pub const ROW_MAX: usize = 3_500;

/// What the row of a meet says that leaves its people free: an entry on a due date.
pub const ENTRY: &[u8] = b"free";

/// Characters of the reason in the list of held cases; the case has all of it.
const REASON_CHARS_MAX: usize = 500;

/// Rows that change: a value, or none to delete.
pub type Changes = BTreeMap<Vec<u8>, Option<Vec<u8>>>;

/// Memory as ordered rows: sled with the changes of the running group on top, or a map in a simulation.
pub trait Rows {
    /// The value of a key.
    fn get(&self, key: &[u8]) -> Option<Vec<u8>>;
    /// All rows with that prefix, in key order, until `visit` returns false.
    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool);
    /// The same from a key on.
    fn scan_from(&self, prefix: &[u8], from: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        self.scan(prefix, &mut |key, value| key < from || visit(key, value));
    }
    /// Cases as these rows have them, from looks before this one.
    fn kept(&self) -> Option<&Kept> {
        None
    }
}

impl Rows for BTreeMap<Vec<u8>, Vec<u8>> {
    fn get(&self, key: &[u8]) -> Option<Vec<u8>> {
        BTreeMap::get(self, key).cloned()
    }

    fn scan(&self, prefix: &[u8], visit: &mut dyn FnMut(&[u8], &[u8]) -> bool) {
        for (key, value) in self.range(prefix.to_vec()..) {
            if !key.starts_with(prefix) || !visit(key, value) {
                return;
            }
        }
    }
}

/// Which question a token answers, and who may use it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    /// The case.
    pub case: CaseId,
    /// Key of the ask.
    pub key: String,
    /// Its round.
    pub round: u32,
    /// Whose token it is.
    pub person: PersonId,
    /// The answers it may give; none for a form.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Until when it counts.
    #[serde(default)]
    pub expires: Instant,
}

/// Which question a letter asked, of whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRow {
    /// The case.
    pub case: CaseId,
    /// Key of the ask; empty for a notice.
    pub key: String,
    /// Its round.
    pub round: u32,
    /// To whom; none for a letter to several.
    pub person: Option<PersonId>,
    /// The invitation that goes along.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub invited: Option<Invited>,
}

/// Which invitation a letter brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    /// Its UID.
    pub uid: String,
    /// Its revision then.
    pub sequence: u32,
    /// The one occurrence it was about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original: Option<chrono::NaiveDateTime>,
}

/// Parts joined by a zero byte, which no id, name or address can contain.
pub fn key<const N: usize>(parts: [&str; N]) -> Vec<u8> {
    parts.join("\0").into_bytes()
}

/// The same with a closing separator, as a prefix of a scan.
pub fn prefix<const N: usize>(parts: [&str; N]) -> Vec<u8> {
    let mut key = key(parts);
    key.push(0);
    key
}

/// The parts of a key.
pub fn parts(key: &[u8]) -> Vec<&str> {
    match std::str::from_utf8(key) {
        Ok(key) => key.split('\0').collect(),
        Err(_) => key.split(|b| *b == 0).map(|p| std::str::from_utf8(p).unwrap_or("")).collect(),
    }
}

/// Hex SHA-256, shortened to 128 bits.
pub fn hash(parts: &[&[u8]]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part);
    }
    hash.finalize().iter().take(16).map(|b| format!("{b:02x}")).collect()
}

/// Milliseconds since 1970 as text that sorts like time.
pub fn stamp(at: Instant) -> String {
    format!("{:015}", at.timestamp_millis().max(0))
}

fn inverted(at: Instant) -> String {
    format!("{:015}", 999_999_999_999_999 - at.timestamp_millis().clamp(0, 999_999_999_999_999))
}

/// The instant and the rest of a deadline's key.
pub fn read_deadline(row: &[u8]) -> Option<(Instant, CaseId, String)> {
    match parts(row).as_slice() {
        ["d", at, case, key @ ..] => {
            let at = chrono::DateTime::from_timestamp_millis(at.parse().ok()?)?;
            Some((at, CaseId((*case).to_owned()), key.join("\0")))
        }
        _ => None,
    }
}

/// Reads a case. A part that cannot be decoded is an error naming it: the store is damaged or of another version.
pub fn load(rows: &dyn Rows, id: &CaseId) -> Result<Option<Case>, String> {
    assemble(rows, id, true)
}

/// The same, from what is kept where it is.
pub fn whole(rows: &dyn Rows, id: &CaseId) -> Result<Option<Arc<Case>>, String> {
    match rows.kept().and_then(|kept| kept.whole(id)) {
        Some(case) => Ok(Some(case)),
        None => Ok(load(rows, id)?.map(Arc::new)),
    }
}

/// Reads a case without its asks and meetings, which are most of it: for what others look at. Never to be changed.
pub fn glance(rows: &dyn Rows, id: &CaseId) -> Result<Option<Arc<Case>>, String> {
    if let Some(case) = rows.kept().and_then(|kept| kept.get(id)) {
        return Ok(Some(case));
    }
    let case = assemble(rows, id, false)?.map(Arc::new);
    if let (Some(kept), Some(case)) = (rows.kept(), &case) {
        kept.put(case.clone());
    }
    Ok(case)
}

fn assemble(rows: &dyn Rows, id: &CaseId, whole: bool) -> Result<Option<Case>, String> {
    let mut texts: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    // In key order the asks (`ask/…`) come first and the meetings last: what is not wanted is not even read.
    let first = if whole { prefix(["c", &id.0]) } else { key(["c", &id.0, "ask0"]) };
    rows.scan_from(&prefix(["c", &id.0]), &first, &mut |key, value| {
        let parts = parts(key);
        let [_, _, part, _] = parts.as_slice() else { return true };
        if !whole && part.contains('/') {
            return false;
        }
        match texts.get_mut(*part) {
            Some(text) => text.extend_from_slice(value),
            None => drop(texts.insert((*part).to_owned(), value.to_vec())),
        }
        true
    });
    let Some(head) = texts.get("head") else { return Ok(None) };
    fn read<T: serde::de::DeserializeOwned>(id: &CaseId, part: &str, text: &[u8]) -> Result<T, String> {
        serde_json::from_slice(text).map_err(|e| format!("case {id}, part {part}: {e}"))
    }
    let mut case: Case = read(id, "head", head)?;
    for (part, text) in &texts {
        match part.split_once('/') {
            None if part == "fields" => case.fields = read(id, part, text)?,
            None if part == "given" => case.given = read(id, part, text)?,
            Some(("ask", key)) => {
                case.asks.insert(key.to_owned(), read(id, part, text)?);
            }
            Some(("meet", key)) => {
                case.meets.insert(key.to_owned(), read(id, part, text)?);
            }
            _ => {}
        }
    }
    Ok(Some(case))
}

/// All rows of a case: its parts, deadlines and index entries.
pub fn rows_of(case: &Case) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut out = entries_unlike(case, None);
    for (part, text) in parts_unlike(case, None) {
        let chunks = text.chunks(ROW_MAX).enumerate();
        out.extend(chunks.map(|(i, chunk)| (part_key(&case.id, &part, i), chunk.to_vec())));
    }
    out
}

/// What is small of a case; the large members travel in parts of their own.
#[derive(Serialize)]
struct Head<'a> {
    id: &'a CaseId,
    process: &'a str,
    parent: &'a Option<CaseId>,
    version: u64,
    opened: Instant,
    opener: &'a Option<PersonId>,
    title: &'a str,
    titles: &'a BTreeMap<String, String>,
    state: &'a str,
    entered: Instant,
    ended: Option<Instant>,
    rounds: &'a BTreeMap<String, u32>,
    missed: &'a BTreeMap<String, u32>,
    held: &'a Option<String>,
    children: &'a BTreeMap<String, u32>,
    letters: (chrono::NaiveDate, u32),
    origin: &'a Option<String>,
    timers: &'a BTreeMap<String, Instant>,
    readers: &'a [PersonId],
    fields: Nothing,
    given: Nothing,
    asks: Nothing,
    meets: Nothing,
}

/// An empty map in the place of a member that has parts of its own.
#[derive(Serialize)]
struct Nothing {}

impl<'a> Head<'a> {
    fn of(case: &'a Case) -> Self {
        Self {
            id: &case.id,
            process: &case.process,
            parent: &case.parent,
            version: case.version,
            opened: case.opened,
            opener: &case.opener,
            title: &case.title,
            titles: &case.titles,
            state: &case.state,
            entered: case.entered,
            ended: case.ended,
            rounds: &case.rounds,
            missed: &case.missed,
            held: &case.held,
            children: &case.children,
            letters: case.letters,
            origin: &case.origin,
            timers: &case.timers,
            readers: &case.readers,
            fields: Nothing {},
            given: Nothing {},
            asks: Nothing {},
            meets: Nothing {},
        }
    }
}

/// The parts of a case as they are written, without those that another state of it has just so: writing them out is what
/// costs.
fn parts_unlike(case: &Case, other: Option<&Case>) -> Vec<(String, Vec<u8>)> {
    fn text(part: &impl Serialize) -> Vec<u8> {
        serde_json::to_vec(part).expect("values of a case have string keys")
    }
    let mut out = vec![("head".to_owned(), text(&Head::of(case)))];
    if other.is_none_or(|other| other.fields != case.fields) {
        out.push(("fields".to_owned(), text(&case.fields)));
    }
    if other.is_none_or(|other| other.given != case.given) {
        out.push(("given".to_owned(), text(&case.given)));
    }
    let asks = case.asks.iter().filter(|(name, ask)| other.is_none_or(|o| o.asks.get(*name) != Some(ask)));
    out.extend(asks.map(|(name, ask)| (format!("ask/{name}"), text(ask))));
    let meets =
        case.meets.iter().filter(|(name, meet)| other.is_none_or(|o| o.meets.get(*name) != Some(meet)));
    out.extend(meets.map(|(name, meet)| (format!("meet/{name}"), text(meet))));
    out
}

fn part_key(id: &CaseId, part: &str, chunk: usize) -> Vec<u8> {
    key(["c", &id.0, part, &format!("{chunk:04}")])
}

/// The rows by which a case is found, without those of questions and meetings that another state of it has just so.
fn entries_unlike(case: &Case, other: Option<&Case>) -> BTreeMap<Vec<u8>, Vec<u8>> {
    let mut out = BTreeMap::new();
    for (name, meet) in case.meets.iter().filter(|(n, m)| other.is_none_or(|o| o.meets.get(*n) != Some(m))) {
        let value = if meet.invite.busy { &[] } else { ENTRY };
        for attendee in &meet.invite.attendees {
            out.insert(key(["a", &attendee.address, &case.id.0, name]), value.to_vec());
        }
    }
    for (at, name) in case.deadlines() {
        out.insert(key(["d", &stamp(at), &case.id.0, &name]), Vec::new());
    }
    let asks = case.asks.iter().filter(|(_, ask)| ask.closed.is_none());
    for (name, ask) in asks.filter(|(n, a)| other.is_none_or(|o| o.asks.get(*n) != Some(a))) {
        for seat in ask.seats.iter().filter(|s| s.is_open()) {
            for person in &seat.people {
                out.insert(key(["q", person.as_str(), &case.id.0, name]), stamp(seat.due).into_bytes());
            }
        }
    }
    let open = case.ended.is_none();
    if open {
        out.insert(key(["o", &case.process, &inverted(case.opened), &case.id.0]), Vec::new());
        if let Some(reason) = &case.held {
            let reason: String = reason.chars().take(REASON_CHARS_MAX).collect();
            out.insert(key(["i", &case.id.0]), reason.into_bytes());
        }
    }
    if let Some(parent) = &case.parent {
        let state = if open { b"open".to_vec() } else { b"ended".to_vec() };
        out.insert(key(["h", &parent.0, &case.process, &case.id.0]), state);
    }
    out
}

/// The rows that turn `before`, as it lies in these rows, into `after`.
pub fn difference(rows: &dyn Rows, before: Option<&Case>, after: &Case, changes: &mut Changes) {
    // A case that was not there has no rows.
    let lies = |key: &[u8]| before.and_then(|_| rows.get(key));
    let mut rest_of = |part: &str, from: usize| {
        for key in
            (from..).map(|chunk| part_key(&after.id, part, chunk)).take_while(|key| lies(key).is_some())
        {
            changes.insert(key, None);
        }
    };
    let parts = parts_unlike(after, before);
    if let Some(before) = before {
        let asks = before.asks.keys().filter(|name| !after.asks.contains_key(*name));
        asks.for_each(|name| rest_of(&format!("ask/{name}"), 0));
        let meets = before.meets.keys().filter(|name| !after.meets.contains_key(*name));
        meets.for_each(|name| rest_of(&format!("meet/{name}"), 0));
        parts.iter().for_each(|(part, text)| rest_of(part, text.chunks(ROW_MAX).len()));
    }
    for (part, text) in parts {
        for (i, chunk) in text.chunks(ROW_MAX).enumerate() {
            let key = part_key(&after.id, &part, i);
            if lies(&key).as_deref() != Some(chunk) {
                changes.insert(key, Some(chunk.to_vec()));
            }
        }
    }
    let old = before.map(|before| entries_unlike(before, Some(after))).unwrap_or_default();
    let new = entries_unlike(after, before);
    for key in old.keys().filter(|key| !new.contains_key(*key)) {
        changes.insert(key.clone(), None);
    }
    for (key, value) in new {
        if old.get(&key) != Some(&value) {
            changes.insert(key, Some(value));
        }
    }
}

/// Every held case with the reason, by id.
pub fn held(rows: &dyn Rows) -> Vec<(CaseId, String)> {
    let mut out = Vec::new();
    rows.scan(&prefix(["i"]), &mut |key, value| {
        if let ["i", id] = parts(key).as_slice() {
            out.push((CaseId((*id).to_owned()), String::from_utf8_lossy(value).into_owned()));
        }
        true
    });
    out
}

impl Case {
    /// Every deadline the case holds, by key. What stands in the store must equal this (promise 5).
    pub fn deadlines(&self) -> Vec<(Instant, String)> {
        if self.ended.is_some() || self.held.is_some() {
            return Vec::new();
        }
        let asks = self.asks.iter().filter_map(|(key, ask)| Some((ask.next()?, format!("ask/{key}"))));
        let meets =
            self.meets.iter().filter_map(|(key, meet)| Some((meet.deadline()?, format!("meet/{key}"))));
        let timers = self.timers.iter().map(|(key, at)| (*at, format!("timer/{key}")));
        asks.chain(meets).chain(timers).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workflow::tests::case_of;
    use crate::workflow::{OpenAsk, Shared};

    #[test]
    fn one_case_is_no_prefix_of_another() {
        assert!(!key(["c", "P-2026-0001-T03", "head", "0000"]).starts_with(&prefix(["c", "P-2026-0001"])));
    }

    #[test]
    fn what_is_written_of_a_case_is_all_of_it() {
        let case = Case { held: Some("why".into()), ..case_of("L-1") };
        let whole = serde_json::to_value(&case).unwrap();
        let head = serde_json::to_value(Head::of(&case)).unwrap();
        let names = |value: &serde_json::Value| {
            value.as_object().unwrap().keys().cloned().collect::<std::collections::BTreeSet<_>>()
        };
        assert_eq!(names(&head), names(&whole));
        let rows = rows_of(&case);
        assert_eq!(load(&rows, &case.id).unwrap(), Some(case.clone()));
        assert_eq!(held(&rows), [(case.id.clone(), "why".to_owned())]);
        // What changes a case changes its rows, and nothing else is written.
        let mut changes = Changes::new();
        difference(&rows, Some(&case), &Case { version: 4, held: None, ..case.clone() }, &mut changes);
        let mut changed: Vec<String> = changes.keys().map(|key| parts(key)[0].to_owned()).collect();
        changed.dedup();
        // Released, it has its deadlines again.
        assert_eq!(changed, ["c", "d", "i"]);
        assert!(!changes.contains_key(&key(["c", "L-1", "fields", "0000"])));
    }

    #[test]
    fn whatever_changes_the_rows_come_to_be_those_of_the_case() {
        let at = chrono::DateTime::from_timestamp_millis(1_720_000_000_000).unwrap();
        let ask = |name: &str| OpenAsk {
            scope: "review".into(),
            name: name.into(),
            instance: None,
            zone: None,
            round: 1,
            started: at,
            closed: None,
            next_round: Some(at),
            seats: Vec::new(),
        };
        let long = |octets: usize| crate::rules::Value::Text("x".repeat(octets));
        let changes: [&dyn Fn(&mut Case); 6] = [
            &|case| drop(case.fields.insert("long".into(), long(3 * ROW_MAX))),
            &|case| drop(case.asks.insert("review.one".into(), ask(&"y".repeat(2 * ROW_MAX)).into())),
            &|case| drop(case.fields.insert("long".into(), long(ROW_MAX))),
            &|case| case.asks.get_mut("review.one").unwrap().closed = Some(at),
            &|case| drop((case.asks.clear(), case.given.insert("two".into(), Shared::default()))),
            &|case| drop((case.fields.remove("long"), case.ended = Some(at))),
        ];
        let mut case = case_of("L-1");
        let mut rows = BTreeMap::new();
        let write = |rows: &mut BTreeMap<Vec<u8>, Vec<u8>>, before: Option<&Case>, after: &Case| {
            let mut changes = Changes::new();
            difference(rows, before, after, &mut changes);
            for (key, value) in changes {
                assert_ne!(rows.get(&key), value.as_ref(), "what is so already is not written");
                match value {
                    Some(value) => rows.insert(key, value),
                    None => rows.remove(&key),
                };
            }
            assert_eq!(*rows, rows_of(after));
            assert_eq!(load(rows, &after.id).unwrap().as_ref(), Some(after));
        };
        write(&mut rows, None, &case);
        for change in changes {
            let before = case.clone();
            change(&mut case);
            write(&mut rows, Some(&before), &case);
        }
    }

    #[test]
    fn a_deadline_is_read_back_from_its_key() {
        let at = chrono::DateTime::from_timestamp_millis(1_720_000_000_000).unwrap();
        let row = key(["d", &stamp(at), "X-2026-0001", "ask/review.verdict"]);
        assert_eq!(
            read_deadline(&row),
            Some((at, CaseId("X-2026-0001".into()), "ask/review.verdict".into()))
        );
    }
}
