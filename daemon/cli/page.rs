//! What a command prints: lines on standard output, written as they come. A reader that has gone away (`| head`) ends
//! the command quietly.

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
        writeln!(self.0, "{text}").map_err(broken)
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
