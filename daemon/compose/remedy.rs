//! What the template engine says of a letter, as a fault: at its place, and with what would be right.
//!
//! Tera names what it does not know and rarely says what it does; an `if` that nobody closed it finds at the end of the
//! file. Promises: every fault has a place in the letter and a remedy. Never does: look for faults.

use std::ops::Range;

use tera::ErrorKind;

use crate::fault::{Fault, Source, near, offer};

/// Our filters and those of the engine that letters have a use for.
const FILTERS: [&str; 31] = [
    "when",
    "day",
    "clock",
    "place",
    "duration",
    "email",
    "department",
    "list",
    "line",
    "ref",
    "word",
    "status",
    "yes",
    "choice",
    "length",
    "first",
    "last",
    "nth",
    "default",
    "truncate",
    "join",
    "upper",
    "lower",
    "trim",
    "replace",
    "round",
    "sort",
    "unique",
    "reverse",
    "get",
    "keys",
];
/// Our functions.
const FUNCTIONS: [&str; 5] = ["hint", "label", "tag", "title", "what"];

/// A fault from what Tera says.
pub(super) fn fault(source: &dyn Fn(&str) -> Option<Source>, error: &tera::Error) -> Fault {
    let (name, found, span) = match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            (report.filename().to_owned(), report.message().to_owned(), Some(report.span().clone()))
        }
        ErrorKind::CircularInclude { tpl, .. } => (tpl.clone(), error.to_string(), None),
        _ => {
            let text = error.to_string();
            if let Some(reported) = reported(source, &text) {
                return reported;
            }
            (String::new(), text, None)
        }
    };
    let source = source(&name).unwrap_or_else(|| Source::new(format!("templates/{name}"), ""));
    let text = source.text();
    let range = span.map_or(0..0, |span| {
        let start = offset(text, span.start_line, span.start_col);
        start..offset(text, span.end_line, span.end_col).max(start)
    });
    told(&source, range, found.trim_end_matches('.'))
}

/// Faults of names come as a printed report: `error: …` and ` --> NAME:LINE:COLUMN` below it.
fn reported(source: &dyn Fn(&str) -> Option<Source>, text: &str) -> Option<Fault> {
    let mut lines = text.lines();
    let found = lines.next()?.trim_start_matches("error: ").to_owned();
    let mut place = lines.next()?.trim().strip_prefix("--> ")?.rsplitn(3, ':');
    let column: usize = place.next()?.parse().ok()?;
    let line: usize = place.next()?.parse().ok()?;
    let source = source(place.next()?)?;
    let start = offset(source.text(), line, column.saturating_sub(1));
    Some(told(&source, start..start, &found))
}

/// Byte offset of a line (from 1) and column (in characters, from 0).
fn offset(text: &str, line: usize, column: usize) -> usize {
    let start: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let rest = &text[start.min(text.len())..];
    start + rest.char_indices().nth(column).map_or(rest.len(), |(at, _)| at)
}

/// The fault with its remedy. What is open at the end of a file is shown where it was opened.
fn told(source: &Source, range: Range<usize>, found: &str) -> Fault {
    let quoted = found.split('`').nth(1).unwrap_or_default();
    let nothing = "nothing of that name is in reach; the names stand in templates/README.md";
    let remedy = if found.starts_with("Unexpected end of input") {
        return match unclosed(source.text()) {
            Some((range, block)) => source.fault(
                range,
                format!("this '{block}' is never closed"),
                format!("add {{% end{block} %}}"),
            ),
            None => source.fault(range, found, "close what is open: {{ … }}, {% … %}"),
        };
    } else if found.starts_with("Unknown filter") {
        offer(quoted, FILTERS)
    } else if found.starts_with("Unknown function") {
        offer(quoted, FUNCTIONS)
    } else if found.starts_with("Unknown template") {
        "a part is called _parts/NAME.LANG.md and lies in that folder".to_owned()
    } else if let Some((_, fields)) = found.split_once("Available fields: ") {
        let fields: Vec<&str> = fields.split(", ").collect();
        match near(quoted, fields.iter().copied()) {
            Some(_) => offer(quoted, fields),
            None => "name one of these".to_owned(),
        }
    } else if found.contains("type `undefined`") {
        nothing.to_owned()
    } else if found.starts_with("Unexpected") {
        "close each {{ … }} and {% … %}, and put texts in quotes".to_owned()
    } else {
        "see templates/README.md".to_owned()
    };
    source.fault(range, found, remedy)
}

/// The innermost `if` or `for` that has no end: where it stands, and which of the two.
fn unclosed(text: &str) -> Option<(Range<usize>, &'static str)> {
    let mut open: Vec<(Range<usize>, &'static str)> = Vec::new();
    for (at, _) in text.match_indices("{%") {
        let end = text[at..].find("%}").map_or(text.len(), |end| at + end + 2);
        let code = text[at + 2..end].trim_start_matches('-').trim_start();
        let begins = |word: &str| {
            code.strip_prefix(word)
                .is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
        };
        if let Some(block) = ["if", "for"].into_iter().find(|block| begins(block)) {
            open.push((at..end, block));
        } else if begins("endif") || begins("endfor") {
            open.pop();
        }
    }
    open.pop()
}
