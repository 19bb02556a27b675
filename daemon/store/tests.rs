//! What the store promises, on a real disk in a temporary folder.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;

pub(super) type Group = Vec<(Vec<u8>, Vec<Row>)>;

pub(super) fn small() -> Options {
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
pub(super) fn turn(n: u64) -> (Vec<u8>, Vec<Row>) {
    let rows = vec![
        put("last", &n.to_string()),
        put(&format!("case/{:04}", n % 50), &format!("{n}{}", "x".repeat((n % 300) as usize))),
        if n.is_multiple_of(3) { delete(&format!("due/{}", n - 3)) } else { put(&format!("due/{n}"), "at") },
    ];
    (n.to_string().into_bytes(), rows)
}

/// The groups that commit turns 1..=n, of changing size.
pub(super) fn groups(turns: u64) -> Vec<Group> {
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
pub(super) fn expected(turns: u64) -> Vec<Entry> {
    let mut rows = std::collections::BTreeMap::new();
    for (key, value) in (1..=turns).flat_map(|n| turn(n).1) {
        match value {
            Some(value) => rows.insert(key, value),
            None => rows.remove(&key),
        };
    }
    rows.into_iter().collect()
}

pub(super) fn rows(store: &Store) -> Vec<Entry> {
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

/// A store of `turns` turns, closed; gives the segments.
fn closed(dir: &Path, turns: u64) -> Vec<std::path::PathBuf> {
    let (mut store, _) = open(dir);
    commit_all(&mut store, turns);
    store.close();
    journal::segments(&dir.join("journal")).unwrap().into_iter().map(|s| s.path).collect()
}

fn flip(file: &Path, at: usize) {
    let mut bytes = std::fs::read(file).unwrap();
    bytes[at] ^= 0x10;
    std::fs::write(file, bytes).unwrap();
}

fn frames_of(segment: &Path) -> Vec<usize> {
    let bytes = std::fs::read(segment).unwrap();
    let (mut at, mut frames) = (32, Vec::new());
    while at + frame::HEADER <= bytes.len() && bytes[at..at + frame::HEADER] != [0; frame::HEADER] {
        frames.push(at);
        at += frame::HEADER + frame::u32_at(&bytes, at) as usize;
    }
    frames.push(at);
    frames
}

fn refused(dir: &Path) -> Error {
    Store::open(dir, &small()).err().expect("it must not open")
}

#[test]
fn an_unfinished_write_of_any_length_is_cut_off_at_the_last_whole_record() {
    let dir = tempfile::tempdir().unwrap();
    let segment = closed(dir.path(), 12).pop().unwrap();
    // The view knows nothing of these records, as after a crash between the write and the flush.
    std::fs::remove_dir_all(dir.path().join("view")).unwrap();
    let whole = std::fs::read(&segment).unwrap();
    let frames = frames_of(&segment);
    let last_group = frames[frames.len() - 4];
    for end in (last_group..*frames.last().unwrap()).step_by(7) {
        for tail in [&[][..], &[0; 1000], &[0xa5; 1000], &[0xa5; 9000]] {
            std::fs::write(&segment, [&whole[..end], tail].concat()).unwrap();
            let (mut store, opened) = open(dir.path());
            let kept = frames.iter().filter(|&&frame| frame <= end).count() as u64 - 1;
            assert_eq!(store.seq(), kept, "cut at {end}");
            assert_eq!(rows(&store), expected(kept));
            let torn = !frames.contains(&end) || tail.contains(&0xa5);
            assert_eq!(opened.torn_bytes > 0, torn, "cut at {end}");
            store.commit(vec![turn(kept + 1)]).unwrap();
            store.close();
            let (store, opened) = open(dir.path());
            assert_eq!((store.seq(), opened), (kept + 1, Opened::default()));
            store.close();
            std::fs::remove_dir_all(dir.path().join("view")).unwrap();
        }
    }
}

#[test]
fn a_later_page_of_an_unfinished_group_that_did_reach_the_disk_is_no_decay() {
    let dir = tempfile::tempdir().unwrap();
    let segment = closed(dir.path(), 12).pop().unwrap();
    std::fs::remove_dir_all(dir.path().join("view")).unwrap();
    let frames = frames_of(&segment);
    // The last group is 11 and 12: 11 is lost, 12 is whole.
    flip(&segment, frames[10] + 30);
    let (store, opened) = open(dir.path());
    assert_eq!(store.seq(), 10);
    assert!(opened.torn_bytes > 0);
}

#[test]
fn a_damaged_byte_before_a_later_group_stops_the_start_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    let segment = closed(dir.path(), 12).pop().unwrap();
    let frames = frames_of(&segment);
    let whole = std::fs::read(&segment).unwrap();
    for at in (frames[2]..frames[3]).step_by(5) {
        flip(&segment, at);
        let refused = refused(dir.path());
        let Error::Corrupt { file, offset, what, remedy } = &refused else { panic!("{refused}") };
        assert_eq!((file, *offset), (&segment, frames[2] as u64), "{refused}");
        assert!(what.contains("at record 3: ") && remedy.contains("backup"), "{refused}");
        assert_eq!(refused.exit_code(), 65);
        std::fs::write(&segment, &whole).unwrap();
    }
    assert_eq!(rows(&open(dir.path()).0), expected(12));
}

#[test]
fn a_damaged_last_group_is_decay_when_its_rows_are_in_the_view() {
    let dir = tempfile::tempdir().unwrap();
    let segment = closed(dir.path(), 12).pop().unwrap();
    let frames = frames_of(&segment);
    flip(&segment, frames[11] + 30);
    let refused = refused(dir.path());
    assert!(matches!(&refused, Error::Corrupt { offset, .. } if *offset == frames[11] as u64), "{refused}");
    // Who knows what he does goes on without it.
    let opened = Store::rebuild(dir.path(), &small()).unwrap();
    assert_eq!((opened.rebuilt.as_deref(), opened.torn_bytes > 0), (Some("it was asked for"), true));
    assert_eq!(rows(&open(dir.path()).0), expected(11));
}

/// What a kill leaves while the last of 12 turns is being applied: some of its rows, and the mark of the one before.
fn half_applied(dir: &Path) {
    closed(dir, 11);
    let kept: Vec<_> =
        ["view", "view.trust"].map(|name| (dir.join(name), dir.join(format!("kept {name}")))).into();
    for (from, to) in &kept {
        assert!(std::process::Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
    }
    {
        let (mut store, _) = open(dir);
        store.commit(vec![turn(12)]).unwrap();
    }
    for (to, from) in &kept {
        let _ = std::fs::remove_dir_all(to);
        std::fs::rename(from, to).unwrap();
    }
    let view = sled::open(dir.join("view")).unwrap();
    view.insert([0, 1], &12_u64.to_le_bytes()).unwrap();
    let (key, value) = turn(12).1.swap_remove(1);
    view.insert(key, value.unwrap()).unwrap();
    view.flush().unwrap();
}

#[test]
fn a_group_that_was_half_applied_is_applied_again_and_its_damage_is_decay() {
    let dir = tempfile::tempdir().unwrap();
    half_applied(dir.path());
    let (store, opened) = open(dir.path());
    assert_eq!((rows(&store), opened), (expected(12), Opened { replayed: 1, ..Opened::default() }));
    store.verify().unwrap();

    let dir = tempfile::tempdir().unwrap();
    half_applied(dir.path());
    let segment = journal::segments(&dir.path().join("journal")).unwrap().pop().unwrap().path;
    flip(&segment, frames_of(&segment)[11] + 30);
    assert!(matches!(refused(dir.path()), Error::Corrupt { .. }));
}

#[test]
fn a_missing_or_damaged_segment_stops_the_start() {
    let dir = tempfile::tempdir().unwrap();
    let segments = closed(dir.path(), 200);
    assert!(segments.len() > 3);
    std::fs::remove_dir_all(dir.path().join("view")).unwrap();
    let whole = std::fs::read(&segments[1]).unwrap();
    let cases: [(&str, &dyn Fn()); 4] = [
        ("a segment is missing", &|| std::fs::remove_file(&segments[1]).unwrap()),
        ("its header is damaged", &|| flip(&segments[1], 17)),
        ("its end is missing", &|| std::fs::write(&segments[1], &whole[..whole.len() - 100]).unwrap()),
        ("it is empty", &|| std::fs::write(&segments[1], []).unwrap()),
    ];
    for (case, damage) in cases {
        damage();
        assert!(matches!(refused(dir.path()), Error::Corrupt { .. }), "{case}");
        std::fs::write(&segments[1], &whole).unwrap();
    }
    assert_eq!(rows(&open(dir.path()).0), expected(200));
}

#[test]
fn a_view_that_is_broken_behind_ahead_or_of_another_history_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let copy = |from: &Path, to: &Path| {
        let _ = std::fs::remove_dir_all(to);
        std::fs::create_dir_all(to).unwrap();
        for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    };
    let reason = |turns: u64| {
        let (store, opened) = open(dir.path());
        assert_eq!(rows(&store), expected(turns));
        store.verify().unwrap();
        opened
    };
    closed(dir.path(), 8);
    copy(&path("view"), &path("view of 8"));
    copy(&path("journal"), &path("journal of 8"));
    {
        let (mut store, _) = open(dir.path());
        store.commit((9..=12).map(turn).collect()).unwrap();
    }

    // Behind: the tail is replayed.
    copy(&path("view"), &path("view of 12"));
    copy(&path("view of 8"), &path("view"));
    assert_eq!(reason(12), Opened { replayed: 4, ..Opened::default() });

    // Ahead: the journal was put back from an older copy.
    copy(&path("view of 12"), &path("view"));
    copy(&path("journal of 8"), &path("journal"));
    assert_eq!(reason(8).rebuilt.unwrap(), "the view is at record 12, but the journal ends with 8");

    // Another history of the same length.
    {
        let (mut store, _) = open(dir.path());
        store.commit((9..=12).map(|n| (b"other".to_vec(), turn(n).1)).collect()).unwrap();
    }
    copy(&path("view of 12"), &path("view"));
    assert_eq!(reason(12).rebuilt.unwrap(), "the view has another record 12 than the journal");

    // Broken in various ways.
    std::fs::write(path("view/db"), vec![7; 50_000]).unwrap();
    assert!(reason(12).rebuilt.is_some());
    for text in ["opening\n", "open another boot\n", "", "clean"] {
        std::fs::write(path("view.trust"), text).unwrap();
        assert!(reason(12).rebuilt.is_some(), "{text:?}");
    }
    // sled takes the last name in the folder for its newest snapshot, finished or not.
    std::fs::write(path("view/snap.FFFFFFFFFFFFFFFF.generating"), "half").unwrap();
    assert_eq!(reason(12), Opened::default());
}

#[test]
fn segments_go_when_two_snapshots_cover_them_and_a_damaged_snapshot_is_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    let first = |dir: &Path| journal::segments(&dir.join("journal")).unwrap()[0].first;
    commit_all(&mut store, 100);
    store.reader().snapshot().unwrap();
    assert_eq!(first(dir.path()), 1, "one snapshot removes nothing");
    store.commit((101..=200).map(turn).collect()).unwrap();
    let reading = store.journal(1);
    store.reader().snapshot().unwrap();
    assert_eq!(first(dir.path()), 1, "somebody is reading");
    assert_eq!(reading.count(), 200);
    for n in 201..=300 {
        store.commit(vec![turn(n)]).unwrap();
    }
    store.reader().snapshot().unwrap();
    let oldest = first(dir.path());
    assert!(oldest > 100 && oldest <= 201, "{oldest}");
    assert!(journal::segments(&dir.path().join("journal")).unwrap().len() > 2);
    assert_eq!(store.journal(1).next().unwrap().unwrap().seq, oldest);
    let snapshots = snapshot::list(dir.path()).unwrap();
    assert_eq!(snapshots.iter().map(|s| s.0).collect::<Vec<_>>(), [200, 300]);
    store.commit((301..=310).map(turn).collect()).unwrap();
    store.close();
    for damaged in ["the newest", "both"] {
        let which = if damaged == "both" { &snapshots[0].1 } else { &snapshots[1].1 };
        flip(which, 200);
        std::fs::remove_dir_all(dir.path().join("view")).unwrap();
        if damaged == "both" {
            assert!(matches!(refused(dir.path()), Error::Corrupt { .. }));
        } else {
            let (store, opened) = open(dir.path());
            assert_eq!(opened.replayed, 110);
            assert_eq!(rows(&store), expected(310));
        }
    }
}

#[test]
fn kept_segments_stay_as_the_audit_trail() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { keep_segments: true, ..small() };
    let (mut store, _) = Store::open(dir.path(), &options).unwrap();
    for group in groups(200) {
        store.commit(group).unwrap();
        store.reader().snapshot().unwrap();
    }
    assert_eq!(store.journal(1).count(), 200);
    assert_eq!(snapshot::list(dir.path()).unwrap().len(), 2);
}

#[test]
fn a_snapshot_lost_with_the_journal_behind_it_is_noticed() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    commit_all(&mut store, 200);
    store.reader().snapshot().unwrap();
    store.close();
    let segments = journal::segments(&dir.path().join("journal")).unwrap();
    std::fs::remove_file(&segments.last().unwrap().path).unwrap();
    assert!(matches!(refused(dir.path()), Error::Corrupt { .. }));
}

#[test]
fn a_store_never_silently_becomes_an_empty_one() {
    let dir = tempfile::tempdir().unwrap();
    let segments = closed(dir.path(), 20);
    let format = dir.path().join("format");
    std::fs::rename(&format, dir.path().join("moved")).unwrap();
    assert!(matches!(refused(dir.path()), Error::Corrupt { .. }), "the format is missing");
    for (text, new) in
        [("beadle store 2\n", true), ("beadle store 0\n", false), ("hello\n", false), ("", false)]
    {
        std::fs::write(&format, text).unwrap();
        let refused = refused(dir.path());
        assert_eq!(matches!(refused, Error::TooNew { found: 2, known: 1, .. }), new, "{refused}");
        assert_eq!(refused.exit_code(), if new { 78 } else { 65 });
    }
    std::fs::rename(dir.path().join("moved"), &format).unwrap();
    let mut newer = std::fs::read(&segments[0]).unwrap();
    let whole = newer.clone();
    newer[8] = 9;
    std::fs::write(&segments[0], newer).unwrap();
    assert!(matches!(refused(dir.path()), Error::TooNew { found: 9, .. }));
    std::fs::write(&segments[0], whole).unwrap();
    for segment in segments {
        std::fs::rename(&segment, segment.with_extension("gone")).unwrap();
    }
    assert!(matches!(refused(dir.path()), Error::Corrupt { .. }), "the journal is missing");
}

#[test]
fn readers_see_a_group_wholly_or_not_at_all_while_the_writer_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let options = Options { snapshot_every_bytes: 64 << 10, ..small() };
    let (mut store, _) = Store::open(dir.path(), &options).unwrap();
    let pair = |n: u64| vec![put("left", &n.to_string()), put("right", &n.to_string())];
    store.commit(vec![(vec![], pair(0))]).unwrap();
    let reader = store.reader();
    let reading = std::thread::spawn(move || {
        let mut seen = 0;
        while seen < 1_000 {
            let now = reader.together(|rows| {
                let (left, right) =
                    (rows.get(b"left").unwrap().unwrap(), rows.get(b"right").unwrap().unwrap());
                assert_eq!(left, right);
                let n: u64 = String::from_utf8(left).unwrap().parse().unwrap();
                assert_eq!(rows.seq(), n + 1);
                n
            });
            assert!(now >= seen);
            seen = now;
        }
    });
    for n in 1..=1_000 {
        store.commit(vec![(vec![b'x'; 300], pair(n))]).unwrap();
    }
    reading.join().unwrap();
    let taken = store.reader().snapshot().unwrap();
    assert_eq!(taken.seq, 1_001);
    assert!(store.counters().snapshots > 1, "it takes snapshots by itself: {:?}", store.counters());
    assert_eq!(store.counters().fsyncs, 1_001);
    store.verify().unwrap();
}

#[test]
fn a_snapshot_taken_while_the_writer_goes_on_is_exact() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    commit_all(&mut store, 600);
    let reader = store.reader();
    let taking = std::thread::spawn(move || {
        for _ in 0..8 {
            let taken = reader.snapshot().unwrap();
            let mut rows = std::collections::BTreeMap::new();
            snapshot::each(&taken.path, |key, value| {
                match value {
                    Some(value) => rows.insert(key.to_vec(), value.to_vec()),
                    None => rows.remove(key),
                };
                Ok(())
            })
            .unwrap();
            assert!(rows.into_iter().eq(expected(taken.seq)), "as of record {}", taken.seq);
        }
    });
    let mut next = 601;
    while !taking.is_finished() {
        store.commit((next..next + 5).map(turn).collect()).unwrap();
        next += 5;
    }
    taking.join().unwrap();
}

#[test]
fn verify_finds_a_row_that_the_journal_does_not_say() {
    let dir = tempfile::tempdir().unwrap();
    let (mut store, _) = open(dir.path());
    commit_all(&mut store, 100);
    store.reader().snapshot().unwrap();
    store.spool().put(b"large").unwrap();
    let sound = store.verify().unwrap();
    assert_eq!(
        sound,
        Verified { records: 100, snapshots: 1, rows: expected(100).len() as u64, spool_files: 1 }
    );
    let mut other = view::Batch::default();
    other.add(b"case/0007".as_slice(), Some(b"forged".as_slice()));
    store.shared().view.apply(other, None).unwrap();
    let found = store.verify().unwrap_err();
    assert!(found.to_string().contains("case/0007"), "{found}");
    store.close();
    Store::rebuild(dir.path(), &small()).unwrap();
    open(dir.path()).0.verify().unwrap();
}

#[test]
fn a_backup_taken_while_running_restores_to_the_same_store_with_sending_paused() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let (mut store, _) = open(&path("store"));
    assert!(!store.sending_paused());
    commit_all(&mut store, 300);
    let large = store.spool().put(&[1, 2, 3, 0xff]).unwrap();
    let copied = store.reader().backup(&path("backup")).unwrap();
    assert_eq!(copied, Copied { seq: 300, records: 300, rows: copied.rows, spool_files: 1, damaged: vec![] });
    assert!(matches!(store.reader().backup(&path("backup")), Err(Error::NotEmpty { .. })));
    assert!(matches!(Store::restore(&path("store"), &path("other")), Err(Error::Locked { .. })));
    store.commit(vec![turn(301)]).unwrap();

    let restored = Store::restore(&path("backup"), &path("restored")).unwrap();
    assert_eq!(restored, copied);
    let (mut store, _) = open(&path("restored"));
    assert_eq!(rows(&store), expected(300));
    assert_eq!(store.journal(1).count(), 300);
    assert_eq!(store.spool().get(&large).unwrap().unwrap(), [1, 2, 3, 0xff]);
    assert!(store.sending_paused());
    assert!(store.resume_sending().unwrap() && !store.resume_sending().unwrap());
    assert!(!store.sending_paused());
    store.commit(vec![turn(301)]).unwrap();
    store.verify().unwrap();

    // A damaged backup is refused before anything is made of it.
    flip(&snapshot::list(&path("backup")).unwrap()[0].1, 100);
    assert!(matches!(Store::restore(&path("backup"), &path("third")), Err(Error::Corrupt { .. })));
    assert!(Store::open(&path("third"), &small()).is_err(), "half a copy does not open");
}

#[test]
fn an_export_imports_to_the_same_store() {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name);
    let (mut store, _) = open(&path("store"));
    commit_all(&mut store, 150);
    store.reader().snapshot().unwrap();
    store.commit((151..=250).map(turn).collect()).unwrap();
    store.reader().snapshot().unwrap();
    let binary = (vec![0xfe, 1], Some(vec![0xff, 0]));
    store.commit(vec![(vec![0x80], vec![binary.clone(), delete("last")])]).unwrap();
    store.spool().put(&[0xff; 100]).unwrap();
    store.spool().put("文字".as_bytes()).unwrap();
    let mut text = Vec::new();
    let exported = store.reader().export(&mut text).unwrap();
    assert!(exported.records < 251, "older segments are gone");
    for line in text.split(|&b| b == b'\n').filter(|line| !line.is_empty()) {
        serde_json::from_slice::<serde_json::Value>(line).unwrap();
    }
    let imported = Store::import(&mut text.as_slice(), &path("imported")).unwrap();
    assert_eq!(imported, exported);
    let (mut other, opened) = open(&path("imported"));
    assert_eq!(opened.replayed, 0);
    assert!(other.sending_paused());
    assert_eq!(rows(&other), rows(&store));
    let held: Vec<Record> = other.journal(1).collect::<Result<_, _>>().unwrap();
    assert_eq!(held, store.journal(1).collect::<Result<Vec<_>, _>>().unwrap());
    assert_eq!(other.spool().hashes().unwrap(), store.spool().hashes().unwrap());
    assert_eq!(other.commit(vec![turn(252)]).unwrap(), 252..253);
    other.verify().unwrap();

    // Without records, as when all segments were covered.
    let rows_only: Vec<u8> = "{\"export\":{\"version\":1,\"seq\":7}}\n{\"row\":[\"k\",\"v\"]}\n\
        {\"end\":{\"rows\":1,\"records\":0,\"spool_files\":0}}\n"
        .into();
    Store::import(&mut rows_only.as_slice(), &path("rows only")).unwrap();
    let (mut store, _) = open(&path("rows only"));
    assert_eq!(store.get(b"k").unwrap().unwrap(), b"v");
    assert_eq!(store.commit(vec![turn(8)]).unwrap(), 8..9);
}

#[test]
fn an_export_that_cannot_be_used_is_refused_with_its_line() {
    let dir = tempfile::tempdir().unwrap();
    let head = "{\"export\":{\"version\":1,\"seq\":2}}\n";
    let record = |n: u64| format!("{{\"record\":{{\"seq\":{n},\"body\":\"b\",\"rows\":[[\"k\",null]]}}}}\n");
    let end = "{\"end\":{\"rows\":0,\"records\":2,\"spool_files\":0}}\n";
    let cases = [
        ("empty", String::new(), 1),
        ("cut off", format!("{head}{}{}", record(1), record(2)), 4),
        ("cut in a line", format!("{head}{}", &record(1)[..20]), 2),
        ("no head", record(1), 1),
        ("newer", head.replace("\"version\":1", "\"version\":2"), 1),
        ("a gap", format!("{head}{}{}", record(1), record(3)), 3),
        ("a missing record", format!("{head}{}{}", record(1), end.replace('2', "1")), 3),
        ("fewer lines", format!("{head}{}{end}", record(1)), 3),
        ("no json", format!("{head}what\n"), 2),
        ("bad key", format!("{head}{{\"row\":[\"\",\"v\"]}}\n"), 2),
        ("bad hash", format!("{head}{{\"spool\":{{\"hash\":\"00\",\"bytes\":\"x\"}}}}\n"), 2),
    ];
    for (case, text, at) in cases {
        let to = dir.path().join(case);
        let refused = Store::import(&mut text.as_bytes(), &to).unwrap_err();
        assert!(matches!(refused, Error::Import { line, .. } if line == at), "{case}: {refused}");
        assert!(Store::open(&to, &small()).is_err(), "{case}: half an import does not open");
    }
    let good = format!("{head}{}{}{end}", record(1), record(2));
    Store::import(&mut good.as_bytes(), &dir.path().join("good")).unwrap();
}

#[test]
fn the_disk_rate_is_measured_and_leaves_nothing_behind() {
    let dir = tempfile::tempdir().unwrap();
    assert!(disk_rate(dir.path(), 0.05).unwrap() > 0.0);
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 0);
}

#[test]
fn what_sled_leaves_behind_is_freed_through_the_same_version_it_uses() {
    // With two versions in the tree `view::free` would sweep a heap that sled does not use.
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    assert_eq!(lock.matches("name = \"crossbeam-epoch\"").count(), 1);
}

#[test]
fn the_store_moves_between_threads_and_readers_are_shared() {
    fn moves<T: Send>() {}
    fn is_shared<T: Send + Sync + Clone>() {}
    moves::<Store>();
    moves::<Records>();
    moves::<Scan>();
    is_shared::<Reader>();
}

proptest::proptest! {
    #[test]
    fn any_record_is_read_back_as_written_and_no_changed_byte_passes(
        body: Vec<u8>,
        rows: Vec<(Vec<u8>, Option<Vec<u8>>)>,
        at: proptest::sample::Index,
    ) {
        let mut bytes = Vec::new();
        let check = frame::write(&mut bytes, 7, 3, 0xabcd, &body, &rows);
        let split = |bytes: &[u8]| frame::Head::read(bytes[..frame::HEADER].try_into().unwrap());
        let head = split(&bytes);
        assert_eq!((head.seq, head.back, head.prev, head.check), (7, 3, 0xabcd, check));
        assert!(head.fits(&bytes[frame::HEADER..]));
        assert!(bytes.len() - frame::HEADER <= frame::payload_bytes(&body, &rows));
        assert_eq!(frame::record(7, &bytes[frame::HEADER..]), Some(Record { seq: 7, body, rows }));
        let at = at.index(bytes.len());
        bytes[at] ^= 1;
        assert!(!split(&bytes).fits(&bytes[frame::HEADER..]));
        // Whatever a payload holds, reading it ends without a panic.
        drop(frame::record(7, &bytes[frame::HEADER..]));
    }
}
