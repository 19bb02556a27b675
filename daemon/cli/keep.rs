//! Care of the store: `backup`, `restore`, `verify`, `rebuild`, `export`, `import`.

use std::fs::File;
use std::io::BufReader;
use std::path::Path;

use serde_json::Value;

use super::exit::{Done, Exit};
use super::page::Page;
use super::reach::Place;
use crate::check::{keys, store_folder};
use crate::door::host;
use crate::service::desk::Query;
use crate::store::{Options, Store};

/// Copies the store while the daemon runs, or without one.
pub(super) fn backup(config: &Path, dir: &Path) -> Done {
    // The daemon has another working folder than the person who types.
    let dir =
        std::path::absolute(dir).map_err(|error| Exit::new(74, format!("{}: {error}", dir.display())))?;
    let mut page = Page::new();
    Place::of(config)?.ask(Query::Backup { dir: dir.clone() }, |value| {
        page.line(format!(
            "{}: {} records, {} rows, {} large files",
            dir.display(),
            value["records"],
            value["rows"],
            value["spool"]
        ))?;
        for damaged in value["damaged"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            page.line(format!("damaged and left out: {damaged}"))?;
        }
        Ok(())
    })?;
    page.end()
}

/// Makes the store from a backup; there must be none yet. Nothing is sent until `beadle resume`.
pub(super) fn restore(config: &Path, dir: &Path) -> Done {
    let place = Place::of(config)?;
    host::make_folder(&place.state, 0o700)?;
    let copied = Store::restore(dir, &store_folder(&place.state))?;
    let (saved, ring) = (dir.join(keys::FILE), place.state.join(keys::FILE));
    if saved.exists() && !ring.exists() {
        host::write_durably(&ring, host::read_source(&saved)?.text().as_bytes(), 0o600)?;
    }
    say(format!("{} records, {} rows; sending is paused until `beadle resume`", copied.seq, copied.rows))
}

/// Reads everything and finds damage.
pub(super) fn verify(config: &Path, as_json: bool) -> Done {
    let mut page = Page::new();
    Place::of(config)?.ask(Query::Verify, |value| match as_json {
        true => page.json(&value),
        false => page.line(format!(
            "good: {} records, {} snapshots, {} large files",
            value["records"], value["snapshots"], value["spool"]
        )),
    })?;
    page.end()
}

/// Makes the working state again from the journal; the daemon must not run.
pub(super) fn rebuild(config: &Path) -> Done {
    let place = Place::of(config)?;
    let opened = Store::rebuild(&store_folder(&place.state), &Options::default())?;
    say(format!("made again; {} records replayed", opened.replayed))
}

/// The whole store as JSON Lines on standard output.
pub(super) fn export(config: &Path) -> Done {
    let mut page = Page::new();
    Place::of(config)?.ask(Query::Export, |value| page.line(value.as_str().unwrap_or_default()))?;
    page.end()
}

/// Makes the store from an export; there must be none yet. Nothing is sent until `beadle resume`.
pub(super) fn import(config: &Path, file: &Path) -> Done {
    let place = Place::of(config)?;
    host::make_folder(&place.state, 0o700)?;
    let folder = store_folder(&place.state);
    let copied = match file.to_str() {
        Some("-") => Store::import(&mut std::io::stdin().lock(), &folder)?,
        _ => {
            let file = File::open(file)
                .map_err(|error| Exit::new(66, format!("read {}: {error}", file.display())))?;
            Store::import(&mut BufReader::new(file), &folder)?
        }
    };
    say(format!("{} records, {} rows; sending is paused until `beadle resume`", copied.records, copied.rows))
}

fn say(text: impl std::fmt::Display) -> Done {
    let mut page = Page::new();
    page.line(text)?;
    page.end()
}
