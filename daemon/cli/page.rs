//! What a command prints: lines on standard output, written as they come. A reader that has gone away (`| head`) ends
//! the command quietly.

use std::borrow::Cow;
use std::io::{self, BufWriter, StdoutLock, Write};

use serde::Serialize;

use super::exit::{Done, Exit};
use crate::time::{Instant, Zone};

/// Standard output.
pub(super) struct Page(BufWriter<StdoutLock<'static>>);

impl Page {
    pub(super) fn new() -> Self {
        Self(BufWriter::new(io::stdout().lock()))
    }

    /// One line, or several.
    pub(super) fn line(&mut self, text: impl std::fmt::Display) -> Done {
        writeln!(self.0, "{}", harmless(&text.to_string())).map_err(broken)
    }

    /// One JSON value as one line.
    pub(super) fn json(&mut self, value: &impl Serialize) -> Done {
        let text = serde_json::to_string(value).map_err(|error| Exit::new(70, error))?;
        self.line(text)
    }

    /// Everything so far is out.
    pub(super) fn end(mut self) -> Done {
        self.0.flush().map_err(broken)
    }
}

/// What a mail says may steer a terminal, or turn the direction of a line: such characters are shown as a mark.
fn harmless(text: &str) -> Cow<'_, str> {
    let steers = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t'))
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    match text.contains(steers) {
        true => Cow::Owned(text.replace(steers, "\u{fffd}")),
        false => Cow::Borrowed(text),
    }
}

/// Writes a file of its own.
pub(super) fn file(path: &std::path::Path, text: &str) -> Done {
    std::fs::write(path, text).map_err(|error| Exit::new(74, format!("write {}: {error}", path.display())))
}

fn broken(error: io::Error) -> Exit {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Exit::silent(0),
        _ => Exit::new(74, format!("write to standard output: {error}")),
    }
}

/// An instant in a zone, to the minute.
pub(super) fn minute(zone: &Zone, at: Instant) -> String {
    zone.local(at).format("%Y-%m-%d %H:%M").to_string()
}

/// Lines pushed in by so many spaces.
pub(super) fn indented(text: &str, spaces: usize) -> String {
    let line = |line: &str| if line.is_empty() { String::new() } else { format!("{:spaces$}{line}", "") };
    text.trim_end().lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mail_steers_the_terminal_of_whoever_reads_about_it() {
        assert_eq!(harmless("a\u{1b}[31mb\u{202e}\tc\n批"), "a\u{fffd}[31mb\u{fffd}\tc\n批");
        assert!(matches!(harmless("批准\n"), Cow::Borrowed(_)));
    }
}
