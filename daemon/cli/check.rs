//! `beadle check`, and how faults are drawn.

use std::path::{Path, PathBuf};

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, NamedSource, Severity, SourceCode,
};
use serde_json::json;

use super::company;
use super::exit::{Done, Exit};
use super::page::Page;
use super::reach::Place;
use crate::check::{self, Failure};
use crate::fault::{Fault, Faults};
use crate::service::clock::Clock;
use crate::turn::Setting;

/// Faults drawn at most; whoever has more mends these first.
const DRAWN_MAX: usize = 50;

pub(super) fn run(config: Option<PathBuf>, with: Vec<PathBuf>, as_json: bool) -> Done {
    let usual = PathBuf::from(company::CONFIG);
    if config.is_none() && !with.is_empty() && !usual.exists() {
        return of_the_demo(with, as_json);
    }
    let (config, mut page) = (config.unwrap_or(usual), Page::new());
    match check::load(&config, &with, Vec::new(), Clock::system().now()) {
        Ok(loaded) => {
            for warning in &loaded.warnings {
                warn(&mut page, &warning.0, as_json)?;
            }
            let stranded = match stranded(&config, &loaded.setting) {
                Ok(stranded) => stranded,
                // The files are judged all the same by whoever may not read what the daemon keeps.
                Err(exit) => {
                    eprintln!("warning: open cases were not looked at: {exit}");
                    Vec::new()
                }
            };
            if stranded.is_empty() {
                good(&mut page, &config.display().to_string(), &loaded.setting, as_json)?;
                return page.end();
            }
            for found in stranded.iter().filter(|_| as_json) {
                page.json(&json!({ "stranded": found, "remedy": STRANDED }))?;
            }
            page.end()?;
            Err(match as_json {
                true => Exit::silent(78),
                false => Exit::new(78, format!("{}\n{STRANDED}", stranded.join("\n"))),
            })
        }
        Err(Failure::Faults(faults)) if as_json => {
            listed(&mut page, &faults)?;
            page.end()?;
            Err(Exit::silent(78))
        }
        Err(failure) => Err(failure.into()),
    }
}

/// What is to be done about open cases that a change would strand.
const STRANDED: &str = "the daemon would refuse these rules; keep what is missing until the cases are over, or end them with `beadle cancel ID`";

/// Open cases that these rules would strand. Without a store nothing is open.
fn stranded(config: &Path, setting: &Setting) -> Result<Vec<String>, Exit> {
    let Ok(place) = Place::of(config) else { return Ok(Vec::new()) };
    place.memory(|rows| crate::workflow::stranded(&setting.rules, &setting.directory, rows))
}

/// Folders alone, beside the company inside the program.
fn of_the_demo(with: Vec<PathBuf>, as_json: bool) -> Done {
    let mut page = Page::new();
    match company::proved(&with)? {
        Ok(setting) => {
            for doubt in setting.composer.doubts() {
                warn(&mut page, &doubt.to_string(), as_json)?;
            }
            let names: Vec<String> = with.iter().map(|folder| folder.display().to_string()).collect();
            good(&mut page, &names.join(", "), &setting, as_json)?;
            page.end()
        }
        Err(faults) if as_json => {
            listed(&mut page, &faults)?;
            page.end()?;
            Err(Exit::silent(78))
        }
        Err(faults) => Err(Exit::faults(78, &faults)),
    }
}

fn warn(page: &mut Page, warning: &str, as_json: bool) -> Done {
    if as_json {
        return page.json(&json!({ "warning": warning }));
    }
    eprintln!("warning: {warning}");
    Ok(())
}

fn good(page: &mut Page, what: &str, setting: &Setting, as_json: bool) -> Done {
    let (rules, people) = (&setting.rules, setting.directory.active().count());
    let processes = rules.processes.len();
    if as_json {
        return page
            .json(&json!({ "ok": true, "processes": processes, "people": people, "rules": rules.digest }));
    }
    page.line(format!("{what}: good; {processes} processes, {people} people"))
}

fn listed(page: &mut Page, faults: &Faults) -> Done {
    for fault in &faults.0 {
        let (line, column) = fault.place();
        page.json(&json!({
            "file": fault.source().path(), "line": line, "column": column,
            "found": fault.found(), "remedy": fault.remedy(),
        }))?;
    }
    Ok(())
}

/// Faults as text for a terminal: each with the line it is about, and how many there are.
pub(super) fn drawn(faults: &Faults) -> String {
    let handler = GraphicalReportHandler::new_themed(GraphicalTheme::unicode_nocolor()).with_width(110);
    let mut out = String::new();
    for fault in faults.0.iter().take(DRAWN_MAX) {
        // The place in the form that editors and terminals turn into a link comes first.
        let (line, column) = fault.place();
        out.push_str(&format!("{}:{line}:{column}: {}\n", fault.source().path(), fault.found()));
        if handler.render_report(&mut out, &Drawn::new(fault)).is_err() {
            out.push_str(&format!("{fault}\n"));
        }
    }
    let left = faults.0.len().saturating_sub(DRAWN_MAX);
    if left > 0 {
        out.push_str(&format!("and {left} more\n"));
    }
    let count = faults.0.len();
    out.push_str(&format!("{count} {}\n", if count == 1 { "fault" } else { "faults" }));
    out
}

/// A fault as miette wants it.
#[derive(Debug)]
struct Drawn {
    found: String,
    remedy: String,
    source: NamedSource<String>,
    span: (usize, usize),
}

impl Drawn {
    fn new(fault: &Fault) -> Self {
        let source = fault.source();
        let span = fault.span();
        let start = span.start.min(source.text().len());
        let end = span.end.clamp(start, source.text().len());
        Self {
            found: fault.found().to_owned(),
            remedy: fault.remedy().to_owned(),
            source: NamedSource::new(source.path(), source.text().to_owned()),
            span: (start, end - start),
        }
    }
}

impl std::fmt::Display for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.found)
    }
}

impl std::error::Error for Drawn {}

impl Diagnostic for Drawn {
    fn severity(&self) -> Option<Severity> {
        Some(Severity::Error)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        (!self.remedy.is_empty()).then(|| Box::new(&self.remedy) as Box<dyn std::fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(std::iter::once(LabeledSpan::new(None, self.span.0, self.span.1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fault::Source;

    #[test]
    fn a_fault_is_drawn_with_its_place_its_line_and_what_would_be_right() {
        let source = Source::new("rules/x.toml", "process = 'leave'\ncolour = 1\n");
        let text =
            drawn(&Faults(vec![source.fault(18..24, "'colour' is not known here", "did you mean 'code'?")]));
        assert!(text.starts_with("rules/x.toml:2:1: 'colour' is not known here\n"), "{text}");
        assert!(text.contains("colour = 1") && text.contains("did you mean 'code'?"), "{text}");
        assert!(text.ends_with("1 fault\n"), "{text}");
    }

    #[test]
    fn a_fault_past_the_end_of_its_file_is_drawn_all_the_same() {
        let text = drawn(&Faults(vec![Source::new("x", "").fault(5..9, "something is missing", "add it")]));
        assert!(text.contains("something is missing"), "{text}");
    }
}
