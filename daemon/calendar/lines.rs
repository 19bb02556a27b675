//! Content lines (RFC 5545, section 3.1): the wrapper around the icalendar crate.
//!
//! The crate escapes text and quotes parameters. What it leaves open is closed here: it adds DTSTAMP (from the clock)
//! and UID (random) to every component without one, alarms included; it lets control characters and quotes through;
//! its last continuation line is one octet too long. So components are walked here, property by property.

use super::Refused;
use icalendar::{Component, Property};

/// Octets in a line without its CRLF.
pub(super) const LINE_MAX: usize = 75;

/// How far before the limit a better place to fold is looked for.
const FOLD_SEARCH: usize = 16;

/// One object as text, line by line.
#[derive(Default)]
pub(super) struct Lines(String);

impl Lines {
    pub(super) fn begin(&mut self, name: &str) {
        self.fold(&format!("BEGIN:{name}"));
    }

    pub(super) fn end(&mut self, name: &str) {
        self.fold(&format!("END:{name}"));
    }

    pub(super) fn property(&mut self, property: &Property) -> Result<(), Refused> {
        let controlled = |s: &str| s.chars().any(|c| c.is_control() && c != '\n' && c != '\t');
        let parameters = property.params().values();
        if controlled(property.value()) || parameters.clone().any(|p| p.value().chars().any(char::is_control))
        {
            return Err(Refused::text(property.key(), "holds a control character"));
        }
        if parameters.into_iter().any(|p| p.value().contains('"')) {
            return Err(Refused::text(property.key(), "holds a quote inside a parameter"));
        }
        let folded: String =
            property.clone().try_into().map_err(|_| Refused::text(property.key(), "cannot be formatted"))?;
        let line = folded.strip_suffix("\r\n").unwrap_or(&folded).replace("\r\n ", "");
        if line.chars().any(|c| c.is_control() && c != '\t') {
            return Err(Refused::text(property.key(), "holds a line break where none may be"));
        }
        self.fold(&line);
        Ok(())
    }

    pub(super) fn component(&mut self, component: &impl Component) -> Result<(), Refused> {
        let name = component.component_kind();
        self.begin(&name);
        for property in component.properties().values().chain(component.multi_properties().values().flatten())
        {
            self.property(property)?;
        }
        for child in component.components() {
            self.component(child)?;
        }
        self.end(&name);
        Ok(())
    }

    /// Adds finished lines.
    pub(super) fn join(&mut self, other: Self) {
        self.0.push_str(&other.0);
    }

    pub(super) fn finish(self) -> String {
        self.0
    }

    fn fold(&mut self, line: &str) {
        let mut rest = line;
        let mut room = LINE_MAX;
        while rest.len() > room {
            let (head, tail) = rest.split_at(fold_at(rest, room));
            self.0.push_str(head);
            self.0.push_str("\r\n ");
            rest = tail;
            room = LINE_MAX - 1;
        }
        self.0.push_str(rest);
        self.0.push_str("\r\n");
    }
}

/// Where to cut a line that is longer than `room` octets: between characters, and if possible neither beside a blank
/// (readers trim them) nor inside an escape.
fn fold_at(line: &str, room: usize) -> usize {
    let cuts = (room.saturating_sub(FOLD_SEARCH)..=room).rev().filter(|at| line.is_char_boundary(*at));
    let blank = |c: Option<char>| c.is_some_and(char::is_whitespace);
    let good = |at: &usize| {
        let (head, tail) = line.split_at(*at);
        !blank(head.chars().next_back()) && !blank(tail.chars().next()) && !head.ends_with('\\')
    };
    cuts.clone().find(good).or_else(|| cuts.clone().next()).expect("a character has at most four octets")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(line: &str) -> String {
        let mut lines = Lines::default();
        lines.fold(line);
        lines.finish()
    }

    #[test]
    fn no_line_is_longer_than_75_octets_and_none_breaks_a_character() {
        for width in 60..400 {
            let text = format!("DESCRIPTION:{}", "供应链 abc\\n".repeat(width / 12));
            let out = folded(&text);
            assert!(out.split("\r\n").all(|l| l.len() <= LINE_MAX), "{out}");
            assert_eq!(out.replace("\r\n ", "").trim_end_matches("\r\n"), text);
        }
    }

    #[test]
    fn a_line_of_blanks_is_folded_all_the_same() {
        let out = folded(&" ".repeat(200));
        assert!(out.split("\r\n").all(|l| l.len() <= LINE_MAX));
    }
}
