//! `beadle completions`, `beadle man` and `beadle schema`: what shells, readers of manual pages and editors get.

use std::path::Path;

use super::exit::{Done, Exit};
use super::page::Page;
use crate::door::host;

pub(super) fn completions(shell: clap_complete::Shell) -> Done {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut super::description(), "beadle", &mut text);
    print(&text)
}

/// The page of `beadle`, or one for it and each command as `DIR/beadle.1`, `DIR/beadle-check.1` …
pub(super) fn pages(dir: Option<&Path>) -> Done {
    let description = super::description();
    let Some(dir) = dir else { return print(&page(description)?) };
    host::make_folder(dir, 0o755)?;
    clap_mangen::generate_to(description, dir)
        .map_err(|error| Exit::new(74, format!("write {}: {error}", dir.display())))
}

/// The JSON Schema of process files, as it stands in `rules/schema.json`.
pub(super) fn schema() -> Done {
    print(crate::rules::schema::text().as_bytes())
}

fn page(command: clap::Command) -> Result<Vec<u8>, Exit> {
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text).map_err(|error| Exit::new(70, error))?;
    Ok(text)
}

fn print(text: &[u8]) -> Done {
    let mut page = Page::new();
    page.line(String::from_utf8_lossy(text).trim_end())?;
    page.end()
}
