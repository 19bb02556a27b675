//! `beadle simulate`: a scenario in virtual time, as a timeline.

use std::path::Path;

use serde_json::json;

use super::exit::{Done, Exit};
use super::page::{Page, minute};
use super::{Company, check, company};
use crate::door::host;
use crate::scenario;

pub(super) fn run(path: &Path, mut wanted: Company, why: bool, as_json: bool) -> Done {
    let own = path.with_extension("toml");
    if wanted.with.is_empty() && own.is_file() {
        // A scenario of `beadle` in the working directory has no folder of its own to name.
        let folder = own.parent().filter(|folder| !folder.as_os_str().is_empty());
        wanted.with.push(folder.unwrap_or(Path::new(".")).to_owned());
    }
    let company = company::of(&wanted)?;
    let source = host::read_source(path)?;
    let scenario = scenario::read(&source).map_err(|faults| Exit::faults(65, &faults))?;
    let played = scenario::play(&scenario, &company.setting);
    let mut page = Page::new();
    if !as_json && !scenario.title.is_empty() {
        page.line(&scenario.title)?;
    }
    for outcome in &played.timeline {
        if as_json {
            page.json(outcome)?;
            continue;
        }
        let time = minute(&scenario.zone, outcome.at);
        match outcome.kind {
            "why" if !why => {}
            "why" => page.line(format!("{time}      {}", outcome.text))?,
            "letter" => page.line(format!("{time}    → {}", outcome.text))?,
            "event" => page.line(format!("{time}  {}", first_line(&outcome.text)))?,
            kind => page.line(format!("{time}  {kind}: {}", outcome.text))?,
        }
    }
    if as_json {
        for fault in &played.faults.0 {
            page.json(&json!({ "kind": "fault", "line": fault.place().0, "text": fault.found() }))?;
        }
    }
    page.end()?;
    match played.faults.is_empty() {
        true => Ok(()),
        false if as_json => Err(Exit::silent(1)),
        false => Err(Exit::new(1, check::drawn(&played.faults))),
    }
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or("")
}
