//! `beadle simulate`: a scenario in virtual time, as a timeline of text or JSON, or as a page with the letters as
//! people would see them.

mod html;
mod letter;

use std::num::NonZero;
use std::path::Path;
use std::sync::mpsc::{self, TrySendError};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::{Value, json};

use super::exit::{Done, Exit};
use super::page::{self, Page, minute};
use super::{Company, check, company};
use crate::door::host;
use crate::scenario::{self, Outcome, Played, Scenario};
use crate::turn::{Setting, Sheet};

/// Cores that write letters and decide, at most: deciding takes three times as long as writing.
const HANDS_MAX: usize = 4;
/// Letters that wait to be written, at most; each holds the facts it prints.
const SHEETS_MAX: usize = 64;

/// What to print, and where.
pub(super) struct Options<'o> {
    pub(super) why: bool,
    pub(super) json: bool,
    pub(super) html: Option<&'o Path>,
}

pub(super) fn run(path: &Path, mut wanted: Company, options: &Options<'_>) -> Done {
    let own = path.with_extension("toml");
    if wanted.with.is_empty() && own.is_file() {
        // A scenario of `beadle` in the working directory has no folder of its own to name.
        let folder = own.parent().filter(|folder| !folder.as_os_str().is_empty());
        wanted.with.push(folder.unwrap_or(Path::new(".")).to_owned());
    }
    let company = company::of(&wanted)?;
    let source = host::read_source(path)?;
    let scenario = scenario::read(&source).map_err(|faults| Exit::faults(65, &faults))?;
    let played = play(&scenario, &company.setting);
    if let Some(file) = options.html {
        let text = html::page(&scenario, &played, &company.setting.directory);
        page::file(file, &text)?;
        eprintln!("{} with {} letters", file.display(), played.letters.len());
    } else {
        let mut page = Page::new();
        if options.json {
            for outcome in &played.timeline {
                page.json(&value(outcome, &played))?;
            }
            for case in played.cases() {
                page.json(&json!({
                    "kind": "case", "case": case.id, "process": case.process, "title": case.title,
                    "state": case.state, "opened": case.opened, "ended": case.ended, "held": case.held,
                }))?;
            }
            for fault in &played.faults.0 {
                let (line, column) = fault.place();
                page.json(&json!({
                    "kind": "fault", "line": line, "column": column, "text": fault.found(), "remedy": fault.remedy(),
                }))?;
            }
        } else {
            timeline(&mut page, &scenario, &played, options.why)?;
        }
        page.end()?;
    }
    match played.faults.is_empty() {
        true => Ok(()),
        false if options.json => Err(Exit::silent(1)),
        false => Err(Exit::new(1, check::drawn(&played.faults))),
    }
}

/// Plays a story; where the machine has another core, letters are written beside it.
fn play(scenario: &Scenario, setting: &Setting) -> Played {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    if cores == 1 {
        return scenario::play(scenario, setting);
    }
    let (give, take) = mpsc::sync_channel::<Arc<Sheet<'_>>>(SHEETS_MAX);
    let take = Mutex::new(take);
    let next = || take.lock().unwrap_or_else(PoisonError::into_inner).recv();
    std::thread::scope(|scope| {
        for _ in 1..cores.min(HANDS_MAX) {
            scope.spawn(|| {
                while let Ok(sheet) = next() {
                    sheet.write();
                }
            });
        }
        // Where nobody takes it in time, the story writes it itself. What it gives away ends with it.
        scenario::play_with(scenario, setting, move |sheet| {
            if let Err(full) = give.try_send(sheet) {
                let (TrySendError::Full(sheet) | TrySendError::Disconnected(sheet)) = full;
                sheet.write();
            }
        })
    })
}

fn timeline(page: &mut Page, scenario: &scenario::Scenario, played: &Played, why: bool) -> Done {
    if !scenario.title.is_empty() {
        page.line(&scenario.title)?;
    }
    for outcome in &played.timeline {
        let time = minute(&scenario.zone, outcome.at);
        let letter = outcome.letter.and_then(|i| played.letters.get(i));
        match outcome.kind {
            "why" if !why => {}
            "why" => page.line(format!("{time}      {}", outcome.text))?,
            "letter" => {
                let invite =
                    letter.filter(|l| l.invite.is_some()).and_then(|l| letter::Seen::of(&l.bytes).invite);
                let invite =
                    invite.map_or_else(String::new, |invite| format!("  [{}]", invite.line(&scenario.zone)));
                page.line(format!("{time}    → {}{invite}", outcome.text))?;
            }
            "deadline" => page.line(format!("{time}  · due: {}", outcome.text))?,
            "mail" | "operator" => {
                page.line(format!("{time}  {}", outcome.text.lines().next().unwrap_or("")))?
            }
            kind => page.line(format!("{time}  {kind}: {}", outcome.text))?,
        }
    }
    for case in played.cases() {
        let stands = match (&case.held, case.ended) {
            (Some(held), _) => format!("is held: {held}"),
            (None, Some(_)) => format!("ended in {}", case.state),
            (None, None) => format!("is in {}", case.state),
        };
        page.line(format!("= {} {stands}: {}", case.id, case.title))?;
    }
    Ok(())
}

/// One line of the timeline as `tests/README.md` describes it.
fn value(outcome: &Outcome, played: &Played) -> Value {
    let mut value =
        json!({ "kind": outcome.kind, "at": outcome.at, "case": outcome.case, "text": outcome.text });
    if let (Some(letter), Some(fields)) =
        (outcome.letter.and_then(|i| played.letters.get(i)), value.as_object_mut())
    {
        let invite = letter.invite.as_ref().and_then(|_| letter::Seen::of(&letter.bytes).invite);
        fields.insert("letter".into(), json!(letter.name));
        fields.insert("occasion".into(), json!(letter.occasion));
        fields.insert("to".into(), json!(letter.to));
        fields.insert("address".into(), json!(letter.address));
        fields.insert("subject".into(), json!(letter.subject));
        fields.insert("message_id".into(), json!(letter.id));
        fields.insert("invite".into(), invite.map_or(Value::Null, |invite| invite.json()));
    }
    value
}
