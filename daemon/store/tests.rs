//! What the store promises, on a real disk in a temporary folder.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

type Group = Vec<(Vec<u8>, Vec<Row>)>;

fn small() -> Options {
    Options {
        cache_bytes: 4 << 20,
        segment_bytes: 8 << 10,
        fill_bytes: 2 << 10,
        snapshot_every_bytes: 0,
        keep_segments: false,
    }
}

fn open(dir: &Path) -> (Store, Opened) {
    Store::open(dir, &small()).unwrap()
}

fn put(key: &str, value: &str) -> Row {
    (key.as_bytes().to_vec(), Some(value.as_bytes().to_vec()))
}

fn delete(key: &str) -> Row {
    (key.as_bytes().to_vec(), None)
}

/// One turn: its body is its number, its rows change with it.
fn turn(n: u64) -> (Vec<u8>, Vec<Row>) {
    let rows = vec![
        put("last", &n.to_string()),
        put(&format!("case/{:04}", n % 50), &format!("{n}{}", "x".repeat((n % 300) as usize))),
        if n.is_multiple_of(3) { delete(&format!("due/{}", n - 3)) } else { put(&format!("due/{n}"), "at") },
    ];
    (n.to_string().into_bytes(), rows)
}

/// The groups that commit turns 1..=n, of changing size.
fn groups(turns: u64) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut next = 1;
    while next <= turns {
        let end = (next + 1 + next % 5).min(turns + 1);
        groups.push((next..end).map(turn).collect());
        next = end;
    }
    groups
}

fn commit_all(store: &mut Store, turns: u64) {
    for group in groups(turns) {
        store.commit(group).unwrap();
    }
}

/// All rows after turns 1..=n, by applying them to a map.
fn expected(turns: u64) -> Vec<Entry> {
    let mut rows = std::collections::BTreeMap::new();
    for (key, value) in (1..=turns).flat_map(|n| turn(n).1) {
        match value {
            Some(value) => rows.insert(key, value),
            None => rows.remove(&key),
        };
    }
    rows.into_iter().collect()
}

fn rows(store: &Store) -> Vec<Entry> {
    store.scan(b"").collect::<Result<_, _>>().unwrap()
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, opened) = open(dir.path());
    assert!(opened.fresh);
    assert_eq!(store.commit(vec![turn(1), turn(2)]).unwrap(), 1..3);
    assert_eq!(store.commit(vec![]).unwrap(), 3..3);
    assert_eq!(store.get(b"last").unwrap().unwrap(), b"2");
    store.close();
    let (mut store, opened) = open(dir.path());
    assert_eq!(opened, Opened::default());
    assert_eq!(rows(&store), expected(2));
    assert_eq!(store.commit(vec![turn(3)]).unwrap(), 3..4);
    let journal: Vec<Record> = store.journal(2).collect::<Result<_, _>>().unwrap();
    assert_eq!(journal, [2, 3].map(|n| Record { seq: n, body: turn(n).0, rows: turn(n).1 }));
}

#[test]
fn a_second_owner_is_refused_and_told_who_has_it() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = open(dir.path());
    let refused = Store::open(dir.path(), &small()).err().unwrap();
    assert!(
        matches!(refused, Error::Locked { pid: Some(pid), .. } if pid == std::process::id()),
        "{refused}"
    );
    assert_eq!(refused.exit_code(), 75);
    store.close();
    open(dir.path());
}

#[test]
fn a_missing_view_is_made_again_from_the_newest_snapshot() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    commit_all(&mut store, 300);
    let taken = store.reader().snapshot().unwrap();
    assert_eq!(taken.seq, 300);
    store.commit(vec![turn(301)]).unwrap();
    store.close();
    std::fs::remove_dir_all(dir.path().join("view")).unwrap();
    let (store, opened) = open(dir.path());
    assert_eq!(opened.rebuilt.as_deref(), Some("the view is missing"));
    assert_eq!(opened.replayed, 1);
    assert_eq!(rows(&store), expected(301));
}

#[test]
fn rows_over_the_limits_are_refused_and_the_store_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let large = (b"big".to_vec(), Some(vec![0; VALUE_BYTES_MAX + 1]));
    let refused = store.commit(vec![turn(1), (vec![], vec![large])]).unwrap_err();
    assert!(matches!(&refused, Error::RowTooLarge { key, .. } if key == "big"), "{refused}");
    assert!(matches!(store.commit(vec![(vec![], vec![put("", "")])]), Err(Error::BadKey { .. })));
    assert!(matches!(store.commit(vec![(vec![], vec![put("\0x", "")])]), Err(Error::BadKey { .. })));
    assert_eq!(store.seq(), 0);
    assert_eq!(store.commit(vec![turn(1)]).unwrap(), 1..2);
}

#[test]
fn a_scan_ends_with_its_prefix_and_a_range_with_its_limit() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let high = (vec![0xff, 0xff], Some(vec![1]));
    let rows: Vec<Row> =
        (0..600).map(|n| put(&format!("a/{n:03}"), "v")).chain([put("b", "w"), high]).collect();
    store.commit(vec![(vec![], rows)]).unwrap();
    assert_eq!(store.scan(b"a/").count(), 600);
    assert_eq!(store.scan(b"a/59").count(), 10);
    assert_eq!(store.scan(&[0xff]).count(), 1);
    assert_eq!(store.scan(b"").count(), 602);
    let range = store.range(b"a/100", b"b", 2).unwrap();
    assert_eq!(range.iter().map(|(k, _)| k.as_slice()).collect::<Vec<_>>(), [b"a/100", b"a/101"]);
    assert!(store.range(b"b", b"a", 9).unwrap().is_empty());
}

#[test]
fn the_spool_keeps_bytes_once_and_collects_what_nobody_names() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = open(dir.path());
    let spool = store.spool();
    let kept = spool.put(b"kept").unwrap();
    let dropped = spool.put_all(&[b"dropped", b"kept"]).unwrap()[0];
    assert_eq!(spool.get(&kept).unwrap().unwrap(), b"kept");
    assert_eq!(kept.to_string().parse::<Hash>().unwrap(), kept);
    let live = BTreeSet::from([kept]);
    for recent in 0..2 {
        assert_eq!(spool.collect(&live).unwrap(), Collected::default(), "collection {recent}");
    }
    assert_eq!(spool.collect(&live).unwrap(), Collected { files: 1, bytes: 7 });
    assert_eq!(spool.get(&dropped).unwrap(), None);
    assert_eq!(spool.hashes().unwrap(), [kept]);
    std::fs::write(spool.path(&kept), "rotten").unwrap();
    assert!(matches!(spool.get(&kept), Err(Error::Corrupt { .. })));
}
