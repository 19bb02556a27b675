//! `beadle preview`: a letter with sample data, as its reader would see it, as text, HTML or the whole message.

use std::collections::{BTreeMap, BTreeSet};

use super::exit::{Done, Exit};
use super::page::Page;
use super::{Company, company};
use crate::compose::{Composer, Purpose};
use crate::directory::{Directory, Lang, Person, PersonId};
use crate::fault::offer;
use crate::service::clock::Clock;

/// What to show of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// Its header, its text, its calendar object.
    Text,
    /// The HTML part.
    Html,
    /// The finished message, as it would be sent.
    Mime,
}

/// To whom, and what of it.
pub(super) struct Options<'o> {
    pub(super) to: Option<&'o str>,
    pub(super) lang: Option<&'o str>,
    pub(super) part: Part,
}

/// `name` is `PROCESS/LETTER`; the letters of the core stand under `system`. Without it all are listed.
pub(super) fn run(name: Option<&str>, wanted: &Company, options: &Options<'_>) -> Done {
    let company = company::of(wanted)?;
    let (rules, directory) = (&company.setting.rules, &company.setting.directory);
    let all = Composer::names(rules);
    let Some(name) = name else { return list(&all, &company.setting.composer, directory) };
    let name = name.strip_suffix(".md").unwrap_or(name);
    let of = |(folder, letter, _): &(String, String, Purpose)| format!("{folder}/{letter}");
    let mut found: Vec<_> = all.iter().filter(|known| of(known) == name).collect();
    if found.is_empty() {
        // A name without its folder will do where only one process has it.
        found = all.iter().filter(|(_, letter, _)| letter == name).collect();
        let folders: BTreeSet<&String> = found.iter().map(|(folder, ..)| folder).collect();
        if folders.len() > 1 {
            let these: BTreeSet<String> = found.iter().map(|known| of(known)).collect();
            let these = these.into_iter().collect::<Vec<_>>().join(", ");
            return Err(Exit::usage(format!("several processes have a letter '{name}': {these}")));
        }
    }
    if found.is_empty() {
        let known: BTreeSet<String> = all.iter().map(of).collect();
        let offered = offer(name, known.iter().map(String::as_str));
        let offered =
            if offered.starts_with("known") { "without a name all are listed".to_owned() } else { offered };
        return Err(Exit::usage(format!("there is no letter '{name}'; {offered}")));
    }
    let reader = reader(directory, options)?;
    let memory = BTreeMap::new();
    let world = company.setting.world(&memory);
    let composer = &company.setting.composer;
    let now = Clock::system().now();
    let mut page = Page::new();
    for (folder, letter, purpose) in found {
        let plan = Composer::sample(rules, directory, (folder, letter, *purpose), &reader.id, now);
        if options.part == Part::Mime {
            for letter in composer.letters(&world, &plan, now).map_err(|error| Exit::new(70, error))? {
                page.line(String::from_utf8_lossy(&letter.bytes).replace("\r\n", "\n").trim_end())?;
            }
            continue;
        }
        for shown in composer.show(&world, &plan, now).map_err(|error| Exit::new(70, error))? {
            if options.part == Part::Html {
                page.line(&shown.html)?;
                continue;
            }
            page.line(format!("── {folder}/{} ({purpose}) to {} ──", plan.name, reader.id))?;
            page.line(format!("{}\n\n{}", shown.subject, shown.text.trim_end()))?;
            if let Some(calendar) = &shown.calendar {
                page.line(format!("\n{}", calendar.trim_end()))?;
            }
            page.line("")?;
        }
    }
    page.end()
}

/// The named person, or the first who reads the language; without either, the company's.
fn reader<'d>(directory: &'d Directory, options: &Options<'_>) -> Result<&'d Person, Exit> {
    let active = || directory.active().map(|person| person.id.as_str());
    match (options.to, options.lang) {
        (Some(to), _) => {
            directory.person(&PersonId::from(to)).filter(|person| person.active).ok_or_else(|| {
                Exit::usage(format!("nobody is called '{to}'; {}", offer(to, active().collect::<Vec<_>>())))
            })
        }
        (None, lang) => {
            let lang = lang.map_or_else(|| directory.company.language.clone(), Lang::new);
            directory.active().find(|person| person.language == lang).ok_or_else(|| {
                let known: Vec<String> = directory.languages().iter().map(ToString::to_string).collect();
                Exit::usage(format!(
                    "nobody reads '{lang}'; languages of the directory: {}",
                    known.join(", ")
                ))
            })
        }
    }
}

/// Every letter with what it is for and the languages it is written in.
fn list(all: &[(String, String, Purpose)], composer: &Composer, directory: &Directory) -> Done {
    let mut page = Page::new();
    for (folder, letter, purpose) in all {
        let languages = directory.languages().into_iter().filter(|lang| composer.has(folder, letter, lang));
        let languages: Vec<String> = languages.map(|lang| lang.to_string()).collect();
        page.line(format!(
            "{:<36} {:<8} {}",
            format!("{folder}/{letter}"),
            purpose.to_string(),
            languages.join(" ")
        ))?;
    }
    page.end()
}
