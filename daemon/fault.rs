//! Faults of files that people write: configuration, directory, process files, templates, scenarios.
//!
//! A [`Fault`] says where (file, line, column), what was found and what would be right. Readers collect as many
//! as they can ([`Faults`]) instead of stopping at the first. Nothing here opens a file: texts come in as
//! [`Source`] values.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// One text with the path it came from; cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    path: Arc<str>,
    text: Arc<str>,
}

impl Source {
    /// A text and the path shown for it. A leading byte order mark is dropped.
    pub fn new(path: impl AsRef<str>, text: impl AsRef<str>) -> Self {
        let text = text.as_ref();
        Self { path: path.as_ref().into(), text: text.strip_prefix('\u{feff}').unwrap_or(text).into() }
    }

    /// The path as the operator knows it.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The whole text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A fault at a byte range of this text.
    pub fn fault(&self, span: Range<usize>, found: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault { source: self.clone(), span, found: found.into(), remedy: remedy.into() }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn place(&self, offset: usize) -> (usize, usize) {
        let mut end = offset.min(self.text.len());
        while !self.text.is_char_boundary(end) {
            end -= 1;
        }
        let before = &self.text[..end];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        (line, column)
    }
}

/// One fault: where, what was found, what would be right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    source: Source,
    span: Range<usize>,
    found: String,
    remedy: String,
}

impl Fault {
    /// The text the fault is in.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// The byte range it covers.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// What was found, as one sentence without a full stop.
    pub fn found(&self) -> &str {
        &self.found
    }

    /// What would be right, as one sentence without a full stop.
    pub fn remedy(&self) -> &str {
        &self.remedy
    }

    /// Line and column, both from 1.
    pub fn place(&self) -> (usize, usize) {
        self.source.place(self.span.start)
    }
}

impl fmt::Display for Fault {
    /// `path:line:column: found; remedy`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = self.place();
        write!(f, "{}:{line}:{column}: {}", self.source.path, self.found)?;
        if self.remedy.is_empty() { Ok(()) } else { write!(f, "; {}", self.remedy) }
    }
}

impl std::error::Error for Fault {}

/// All faults found so far, in the order they were found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// Adds one fault.
    pub fn push(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    /// Adds the faults of another reader.
    pub fn extend(&mut self, other: Faults) {
        self.0.extend(other.0);
    }

    /// No fault was found.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value if nothing was found, the faults otherwise.
    pub fn or<T>(self, value: T) -> Result<T, Faults> {
        if self.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for Faults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, fault) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{fault}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Faults {}

/// The candidate nearest to a misspelt word, if one is near enough to be worth offering.
pub fn near<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let word = word.to_lowercase();
    // Two letters that changed places make a short word look like another one altogether.
    let nearness = |candidate: &str| {
        let swapped =
            strsim::osa_distance(&word, candidate) == 1 && strsim::levenshtein(&word, candidate) == 2;
        strsim::jaro_winkler(&word, candidate).max(if swapped { 0.9 } else { 0.0 })
    };
    candidates
        .into_iter()
        .map(|c| (nearness(&c.to_lowercase()), c))
        .filter(|(score, _)| *score > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, c)| c)
}

/// `did you mean 'x'?` when a candidate is near, else the list of candidates, else nothing.
pub fn offer<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(near) = near(word, candidates.clone()) {
        return format!("did you mean '{near}'?");
    }
    let all: Vec<&str> = candidates.into_iter().collect();
    if all.is_empty() { String::new() } else { format!("known are: {}", all.join(", ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_counts_characters_not_bytes() {
        let source = Source::new("rules/x.toml", "a = 1\n标题 = 2\n");
        let offset = source.text().find("= 2").unwrap();
        assert_eq!(source.place(offset), (2, 4));
        assert_eq!(
            source.fault(offset..offset + 1, "found", "right").to_string(),
            "rules/x.toml:2:4: found; right"
        );
    }

    #[test]
    fn a_near_match_is_offered() {
        assert_eq!(offer("sponser", ["manager", "sponsor"]), "did you mean 'sponsor'?");
        assert_eq!(offer("deu", ["every", "due"]), "did you mean 'due'?");
        assert_eq!(offer("zzz", ["manager", "sponsor"]), "known are: manager, sponsor");
    }
}
