//! The page `rules/GUIDE.md` against the files: every row of the company's guide once, with a story that bears its id,
//! every file, key and story there.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use beadle::fault::Source;
use toml::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// One row of the page.
struct Row {
    id: String,
    /// A file and a key or word in it.
    by: Vec<(String, String)>,
    shown: Vec<String>,
    /// Nothing carries it out so far.
    open: bool,
}

/// The words in backticks of a cell.
fn marked(cell: &str) -> Vec<String> {
    cell.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The rows of a page; what is not as the page itself says is told.
fn rows(page: &str) -> (Vec<Row>, Vec<String>) {
    let mut wrong = Vec::new();
    let mut out = Vec::new();
    for line in page.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [id, _, by, shown] = cells.as_slice() else {
            wrong.push(format!("'{line}' has {} cells", cells.len()));
            continue;
        };
        if *id == "row" {
            continue;
        }
        let open = *by == "not yet" && shown.is_empty();
        let (names, shown) = (marked(by), marked(shown));
        if names.len() % 2 == 1 || (!open && (names.is_empty() || shown.is_empty())) {
            wrong.push(format!("{id}: a file and a key each, and a story, or 'not yet' alone"));
        }
        let by = names.chunks_exact(2).map(|pair| (pair[0].clone(), pair[1].clone())).collect();
        out.push(Row { id: (*id).to_owned(), by, shown, open });
    }
    (out, wrong)
}

/// All rows of the guide: its sections and the questions it leaves open.
fn wanted() -> Vec<String> {
    let sections = [("R1", 4), ("R2", 4), ("R3", 7), ("R4", 6), ("E1", 2), ("E2", 3), ("E3", 3), ("E4", 6)];
    let mut ids: Vec<String> =
        sections.iter().flat_map(|(name, n)| (1..=*n).map(move |i| format!("{name}.{i}"))).collect();
    for (name, n) in [("S", 5), ("O", 6), ("C", 7), ("", 45)] {
        ids.extend((1..=n).map(|i| format!("{name}{i}")));
    }
    ids
}

/// Why a key is not in a file.
fn lacks(path: &Path, key: &str) -> Option<String> {
    let Ok(text) = std::fs::read_to_string(path) else {
        return Some(format!("{} is not there", path.display()));
    };
    if path.extension().is_none_or(|ending| ending != "toml") {
        return (!text.contains(key)).then(|| format!("{} has no '{key}'", path.display()));
    }
    let mut at = &Value::Table(text.parse().unwrap());
    for part in key.split('.') {
        match at.get(part) {
            Some(next) => at = next,
            None => return Some(format!("{} has no '{part}' of '{key}'", path.display())),
        }
    }
    None
}

/// Why nothing is shown by a story, or another file.
fn unshown(name: &str) -> Option<String> {
    let path = match name.contains('/') {
        true => root().join("rules").join(name),
        false => root().join(format!("tests/scenarios/{name}.story")),
    };
    let Ok(text) = std::fs::read_to_string(&path) else {
        return Some(format!("{} is not there", path.display()));
    };
    let story = path.extension().is_some_and(|ending| ending == "story");
    if !story {
        return None;
    }
    let read = beadle::scenario::read(&Source::new(name, text.clone()));
    (read.is_err() || !text.contains("→ ")).then(|| format!("{name} is no story that lists letters"))
}

/// Everything that is not as a page says.
fn faults(page: &str) -> Vec<String> {
    let (rows, mut wrong) = rows(page);
    let mut seen: BTreeMap<&str, u32> = BTreeMap::new();
    for row in &rows {
        *seen.entry(&row.id).or_default() += 1;
        let lacking = row.by.iter().filter_map(|(file, key)| lacks(&root().join("rules").join(file), key));
        let unshown = row.shown.iter().filter_map(|name| unshown(name));
        wrong.extend(lacking.chain(unshown).map(|why| format!("{}: {why}", row.id)));
        // What the guide says, as against what it leaves open, has a story that bears the row's id.
        let own = format!("{}-", row.id.to_lowercase());
        let named = row.id.starts_with(|c: char| c.is_ascii_alphabetic());
        if named && !row.shown.iter().any(|name| name.starts_with(&own)) {
            wrong.push(format!("{} has no story of its own", row.id));
        }
    }
    for id in wanted() {
        match seen.remove(id.as_str()) {
            Some(1) => {}
            Some(n) => wrong.push(format!("{id} stands there {n} times")),
            None => wrong.push(format!("{id} is not there")),
        }
    }
    wrong.extend(seen.keys().map(|id| format!("{id} is no row of the guide")));
    wrong
}

fn page() -> String {
    std::fs::read_to_string(root().join("rules/GUIDE.md")).unwrap()
}

#[test]
fn every_row_of_the_guide_stands_on_the_page_with_what_carries_it_out() {
    let wrong = faults(&page());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let open: Vec<String> = rows(&page()).0.into_iter().filter(|row| row.open).map(|row| row.id).collect();
    println!("not yet: {}", open.join(" "));
}

/// Each kind of untruth on the page is told.
#[test]
fn a_page_that_is_not_true_is_found_out() {
    let page = page();
    for (from, to, found) in [
        ("| R1.2 |", "| R1.1 |", "R1.1 stands there 2 times"),
        ("| R1.2 |", "| R1.1 |", "R1.2 is not there"),
        ("| R1.2 |", "| R9.9 |", "R9.9 is no row of the guide"),
        ("`state.running.at.digest`", "`state.running.at.summary`", "has no 'summary'"),
        ("`help.toml`", "`rescue.toml`", "rescue.toml is not there"),
        ("`holiday-notice`", "`holiday-wishes`", "holiday-wishes.story is not there"),
        ("`fn effect_at`", "`fn effect_of`", "has no 'fn effect_of'"),
        ("| `o6-summary` |", "| |", "a file and a key each, and a story"),
        ("`r3.2-help`, ", "", "R3.2 has no story of its own"),
    ] {
        assert!(page.contains(from), "{from}");
        let wrong = faults(&page.replacen(from, to, 1)).join("\n");
        assert!(wrong.contains(found), "{found}: {wrong}");
    }
}
