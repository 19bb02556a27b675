//! What is left after a crash, a power cut, a failing or a full disk: at every single call, one after the other.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use super::shaky::{Fault, Shaky};
use super::tests::{expected, groups, rows, small, turn};
use super::{Error, Opened, Options, Store};

/// Turns of a scenario: enough for several segments, snapshots and removals.
const TURNS: u64 = 40;

/// Small enough for a new segment every few groups.
fn options() -> Options {
    Options { segment_bytes: 2 << 10, fill_bytes: 1 << 10, ..small() }
}

#[derive(Debug, Default, Clone, Copy)]
struct Progress {
    /// The last turn that was acknowledged.
    acked: u64,
    /// The last turn that was tried.
    tried: u64,
}

fn large(n: u64) -> Vec<u8> {
    format!("large bytes of turn {n}").into_bytes()
}

/// Commits the turns behind `progress`, with large bytes every fourth turn and a snapshot now and then.
fn commit(store: &mut Store, until: u64, progress: &mut Progress) -> Result<(), Error> {
    let begun = progress.acked;
    for (i, group) in groups(until - begun).into_iter().enumerate() {
        let numbers = progress.acked + 1..progress.acked + 1 + group.len() as u64;
        for n in numbers.clone().filter(|n| n.is_multiple_of(4)) {
            store.spool().put(&large(n))?;
        }
        progress.tried = numbers.end - 1;
        assert_eq!(store.commit(numbers.clone().map(turn).collect())?, numbers);
        progress.acked = progress.tried;
        if i % 5 == 4 {
            // A snapshot that fails does not stop the store.
            drop(store.reader().snapshot());
        }
    }
    Ok(())
}

/// Fills a store, closes it in the middle and opens it again.
fn scenario(dir: &Path, disk: &Shaky, progress: &mut Progress) -> Result<(), Error> {
    for until in [TURNS / 2, TURNS] {
        let (mut store, _) = Store::open_on(dir, &options(), Arc::new(disk.clone()))?;
        commit(&mut store, until, progress)?;
    }
    Ok(())
}

/// Everything acknowledged is there, nothing that was not tried, and every turn wholly.
fn check(dir: &Path, disk: &Shaky, progress: &mut Progress, case: &str) -> (Store, Opened) {
    let (store, opened) =
        Store::open_on(dir, &options(), Arc::new(disk.clone())).unwrap_or_else(|e| panic!("{case}: {e}"));
    let seq = store.seq();
    assert!((progress.acked..=progress.tried).contains(&seq), "{case}: {seq} of {progress:?}");
    assert!(rows(&store) == expected(seq), "{case}: the rows are not those of record {seq}; {opened:?}");
    for record in store.journal(1) {
        let record = record.unwrap_or_else(|e| panic!("{case}: {e}"));
        assert_eq!((record.body, record.rows), turn(record.seq), "{case}");
    }
    for n in (1..=seq).filter(|n| n.is_multiple_of(4)) {
        let found = store.spool().get(&super::Hash::of(&large(n))).unwrap();
        assert!(found.is_some(), "{case}: the large bytes of turn {n} are gone");
    }
    store.reader().verify().unwrap_or_else(|e| panic!("{case}: {e}"));
    *progress = Progress { acked: seq, tried: seq };
    (store, opened)
}

/// The machine stops: what no flush made durable goes, partly, and the view is worth nothing unless it was closed.
fn lose_power(dir: &Path, disk: &Shaky) {
    disk.mend();
    disk.lose_power();
    let db = dir.join("view/db");
    if db.exists() && std::fs::read(dir.join("view.trust")).ok().as_deref() != Some(b"clean\n") {
        std::fs::write(db, vec![0x55; 70_000]).unwrap();
    }
}

/// Runs the scenario with the fault at call 0, 1, 2, … until it is past the end, and `after` each time.
fn at_every_call(fault: Fault, seed: u64, after: impl Fn(&Path, &Shaky, &mut Progress, &str)) {
    for at in 0.. {
        let dir = tempfile::tempdir().unwrap();
        let disk = Shaky::new(fault, at, seed + at);
        let mut progress = Progress::default();
        let done = scenario(dir.path(), &disk, &mut progress);
        if !disk.hit() {
            done.unwrap();
            assert!(at > 100, "the scenario made {at} calls only");
            return;
        }
        after(dir.path(), &disk, &mut progress, &format!("{fault:?} at call {at}"));
    }
}

#[test]
fn a_process_that_stops_at_any_call_loses_nothing_acknowledged() {
    at_every_call(Fault::Stops, 0, |dir, disk, progress, case| {
        disk.mend();
        let (mut store, _) = check(dir, disk, progress, case);
        commit(&mut store, progress.acked + 7, progress).unwrap();
        drop(store);
        check(dir, disk, progress, case);
    });
}

#[test]
fn a_power_cut_at_any_call_loses_nothing_acknowledged() {
    for seed in [1, 1_000] {
        at_every_call(Fault::Stops, seed, |dir, disk, progress, case| {
            lose_power(dir, disk);
            let (mut store, _) = check(dir, disk, progress, case);
            commit(&mut store, progress.acked + 3, progress).unwrap();
            drop(store);
            check(dir, disk, progress, case);
        });
    }
}

#[test]
fn a_call_that_fails_stops_the_store_and_loses_nothing_acknowledged_even_at_a_later_power_cut() {
    at_every_call(Fault::Fails, 0, |dir, disk, progress, case| {
        // After the failure the page cache shows more than the disk has.
        let (mut store, _) = check(dir, disk, progress, case);
        commit(&mut store, progress.acked + 3, progress).unwrap();
        drop(store);
        lose_power(dir, disk);
        check(dir, disk, progress, case);
    });
}

#[test]
fn a_full_disk_at_any_call_is_said_to_be_full_and_loses_nothing_acknowledged() {
    at_every_call(Fault::Full, 0, |dir, disk, progress, case| {
        // It stays full: opening says so, or works (nothing had to be written), but never loses anything.
        match Store::open_on(dir, &options(), Arc::new(disk.clone())) {
            Err(e) => assert!(matches!(e, Error::Full { .. }) && e.exit_code() == 75, "{case}: {e}"),
            Ok((mut store, _)) => {
                let refused = store.commit(vec![turn(store.seq() + 1)]).unwrap_err();
                assert_eq!(refused.exit_code(), 75, "{case}: {refused}");
            }
        }
        progress.tried += 1;
        disk.mend();
        check(dir, disk, progress, case);
    });
}

#[test]
fn after_a_failed_flush_no_commit_is_taken() {
    let dir = tempfile::tempdir().unwrap();
    let disk = Shaky::new(Fault::Fails, u64::MAX, 0);
    let (mut store, _) = Store::open_on(dir.path(), &options(), Arc::new(disk.clone())).unwrap();
    store.commit(vec![turn(1)]).unwrap();
    disk.fail_in(1);
    let failed = store.commit(vec![turn(2)]).unwrap_err();
    assert!(matches!(failed, Error::Io { .. }) && failed.exit_code() == 74, "{failed}");
    let refused = store.commit(vec![turn(2)]).unwrap_err();
    assert!(matches!(&refused, Error::Poisoned { full: false, .. }), "{refused}");
    assert!(matches!(store.spool().put(b"x"), Err(Error::Poisoned { .. })));
    assert_eq!(store.seq(), 1);
    assert_eq!(rows(&store), expected(1));
}

/// The folder a child process is to write into.
const CHILD: &str = "BEADLE_STORE_TEST_CHILD";

/// Kills in the test of real kills.
const KILLS: u64 = 25;

fn killed_options() -> Options {
    Options { snapshot_every_bytes: 40 << 10, segment_bytes: 20 << 10, ..options() }
}

/// Commits groups and says each acknowledged number, until it is killed.
fn write_for_ever(dir: &Path) -> Result<(), Error> {
    let (mut store, _) = Store::open(dir, &killed_options())?;
    let mut out = std::io::stdout();
    loop {
        let next = store.seq() + 1;
        let group = (next..next + 1 + next % 5).map(turn).collect();
        store.commit(group)?;
        // The leading line break ends whatever the test harness has written.
        out.write_all(format!("\nacked {}\n", store.seq()).as_bytes()).expect("the parent reads");
        out.flush().expect("the parent reads");
    }
}

#[test]
fn a_killed_process_loses_nothing_acknowledged() {
    if let Some(dir) = std::env::var_os(CHILD) {
        panic!("the child ends only when killed: {:?}", write_for_ever(Path::new(&dir)));
    }
    let dir = tempfile::tempdir().unwrap();
    let mut acked = 0;
    for round in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "store::crash::a_killed_process_loses_nothing_acknowledged", "--nocapture"])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut numbers = lines.filter_map(|line| line.unwrap().strip_prefix("acked ")?.parse::<u64>().ok());
        if round % 5 == 4 {
            // Somewhere while it opens.
            std::thread::sleep(Duration::from_micros(round * 700));
        } else {
            acked = numbers.nth((round * 37 % 150) as usize).expect("it goes on until killed").max(acked);
        }
        child.kill().unwrap();
        acked = numbers.last().unwrap_or(0).max(acked);
        child.wait().unwrap();
        // Every other time the child itself finds what the kill has left.
        if round % 2 == 0 {
            let (store, opened) = Store::open(dir.path(), &killed_options()).unwrap();
            assert!(store.seq() >= acked, "{acked} was acknowledged, {} is there", store.seq());
            assert!(rows(&store) == expected(store.seq()), "{opened:?}");
            acked = store.seq();
        }
    }
    let (store, _) = Store::open(dir.path(), &killed_options()).unwrap();
    assert!(store.seq() >= acked && acked > KILLS);
    assert!(rows(&store) == expected(store.seq()));
    store.verify().unwrap();
    assert!(!super::snapshot::list(dir.path()).unwrap().is_empty(), "snapshots were taken on the way");
}
