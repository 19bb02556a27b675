//! `beadle preview`: a letter with sample data, as its reader would see it.

use super::exit::{Done, Exit};
use super::page::Page;
use super::{Company, company};
use crate::compose::{Composer, Purpose};
use crate::directory::PersonId;
use crate::fault::offer;
use crate::service::clock::Clock;

/// `name` is `PROCESS/LETTER`; the letters of the core stand under `system`.
pub(super) fn run(name: &str, wanted: &Company, to: Option<&str>, html: bool) -> Done {
    let company = company::of(wanted)?;
    let (rules, directory) = (&company.setting.rules, &company.setting.directory);
    let all = Composer::names(rules);
    let of = |(folder, letter, _): &(String, String, Purpose)| format!("{folder}/{letter}");
    let found: Vec<_> = all.iter().filter(|known| of(known) == name).collect();
    if found.is_empty() {
        let known: Vec<String> = all.iter().map(of).collect();
        let known = known.iter().map(String::as_str).collect::<std::collections::BTreeSet<_>>();
        return Err(Exit::usage(format!("there is no letter '{name}'; {}", offer(name, known))));
    }
    let reader = match to {
        Some(to) => directory.person(&PersonId::from(to)).filter(|person| person.active),
        None => directory.active().find(|person| person.language == directory.company.language),
    };
    let reader = reader.ok_or_else(|| Exit::usage("nobody of the directory reads it; see --to"))?;
    let memory = std::collections::BTreeMap::new();
    let world = company.setting.world(&memory);
    let now = Clock::system().now();
    let mut page = Page::new();
    for (folder, letter, purpose) in found {
        let plan = Composer::sample(rules, directory, (folder, letter, *purpose), &reader.id, now);
        let shown =
            company.setting.composer.show(&world, &plan, now).map_err(|error| Exit::new(70, error))?;
        for letter in shown {
            if html {
                page.line(&letter.html)?;
                continue;
            }
            page.line(format!("── {folder}/{} ({purpose}) to {} ──", plan.name, reader.id))?;
            page.line(format!("{}\n\n{}", letter.subject, letter.text.trim_end()))?;
            if let Some(calendar) = &letter.calendar {
                page.line(format!("\n{}", calendar.trim_end()))?;
            }
            page.line("")?;
        }
    }
    page.end()
}
