//! Who is meant: `project.manager`, `each members`, `role.cto`, `who.deputy`.
//!
//! ```text
//! who       = entry | [ entry, … ]            each entry is one seat
//! entry     = [ "each " ] base *( "." attribute )
//! base      = "anyone" | "role." NAME | "group." NAME | "department." NAME | "process." NAME
//!           | "who" | "last" | "asked" | PATH   a field of type person or people, here or in a case above
//! attribute = "head" | "superior" | "deputy" | "second"
//! ```
//! A group is one seat whose first answer speaks; `each` gives every member a seat.

use std::fmt;

/// A list of seats.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Who(pub Vec<Seat>);

/// One entry of a `who`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Every member has a seat of its own.
    pub each: bool,
    /// From whom to start.
    pub base: Base,
    /// Where to go from there, in order.
    pub attributes: Vec<Attribute>,
}

/// From whom to start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// Everybody in the directory.
    Anyone,
    /// The first holder of a role who is not on leave.
    Role(String),
    /// The members of a group.
    Group(String),
    /// The members of a department.
    Department(String),
    /// Cases of that process, not people: only in `open.by`.
    Process(String),
    /// The person of the seat the rung is about.
    Seat,
    /// Whoever the seat was last extended to; the person of the seat at first.
    Last,
    /// Everybody who was asked something in this case that is still open.
    Asked,
    /// A field, keep or derive, here (`lead`) or in a case above (`project.manager`).
    Path(Vec<String>),
}

/// Where to go from a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attribute {
    /// The head of the person's department (or the person's own `head`).
    Head,
    /// The head; one more up when the person is the head.
    Superior,
    /// The person's deputy.
    Deputy,
    /// The next holder of the same role.
    Second,
}

impl Who {
    /// Reads one entry. The error says what is wrong and what would be right.
    pub fn parse_entry(text: &str) -> Result<Seat, String> {
        let text = text.trim();
        let (each, rest) = match text.strip_prefix("each ") {
            Some(rest) => (true, rest.trim()),
            None => (false, text),
        };
        let mut parts: Vec<&str> = rest.split('.').collect();
        if let Some(bad) = parts.iter().find(|p| !is_name(p)) {
            return Err(format!(
                "'{bad}' in '{text}' is no name; {}",
                match bad.contains(['(', '[', '?']) {
                    true => "work it out under [derive] and write that name here",
                    false => "write for example project.manager or role.cto",
                }
            ));
        }
        let mut attributes = Vec::new();
        while parts.len() > 1 {
            let Some(attribute) = parts.last().and_then(|p| Attribute::parse(p)) else { break };
            attributes.insert(0, attribute);
            parts.pop();
        }
        let base = match parts.as_slice() {
            ["anyone"] => Base::Anyone,
            ["who"] => Base::Seat,
            ["last"] => Base::Last,
            ["asked"] => Base::Asked,
            ["role", name] => Base::Role((*name).to_owned()),
            ["group", name] => Base::Group((*name).to_owned()),
            ["department", name] => Base::Department((*name).to_owned()),
            ["process", name] => Base::Process((*name).to_owned()),
            ["role" | "group" | "department" | "process"] => {
                return Err(format!("'{text}' names nothing; write {}.NAME", parts[0]));
            }
            path => Base::Path(path.iter().map(|p| (*p).to_owned()).collect()),
        };
        Ok(Seat { each, base, attributes })
    }

    /// Only people of the directory may be meant by it, never everybody or a process.
    pub fn is_addressable(&self) -> bool {
        self.0.iter().all(|s| !matches!(s.base, Base::Anyone | Base::Process(_)))
    }
}

impl Attribute {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "head" => Self::Head,
            "superior" => Self::Superior,
            "deputy" => Self::Deputy,
            "second" => Self::Second,
            _ => return None,
        })
    }

    /// As written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Head => "head",
            Self::Superior => "superior",
            Self::Deputy => "deputy",
            Self::Second => "second",
        }
    }
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(|c| c.is_ascii_alphabetic() || c == '_')
        && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-')
}

impl fmt::Display for Seat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.each {
            f.write_str("each ")?;
        }
        match &self.base {
            Base::Anyone => f.write_str("anyone")?,
            Base::Seat => f.write_str("who")?,
            Base::Last => f.write_str("last")?,
            Base::Asked => f.write_str("asked")?,
            Base::Role(name) => write!(f, "role.{name}")?,
            Base::Group(name) => write!(f, "group.{name}")?,
            Base::Department(name) => write!(f, "department.{name}")?,
            Base::Process(name) => write!(f, "process.{name}")?,
            Base::Path(path) => f.write_str(&path.join("."))?,
        }
        for attribute in &self.attributes {
            write!(f, ".{}", attribute.word())?;
        }
        Ok(())
    }
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all: Vec<String> = self.0.iter().map(Seat::to_string).collect();
        f.write_str(&all.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_read_and_written_alike() {
        for text in [
            "anyone",
            "project.manager",
            "each members",
            "role.cto",
            "who.deputy",
            "last.superior",
            "group.staff",
            "asked",
            "lead.deputy",
            "process.project",
            "opener.head.head",
        ] {
            assert_eq!(Who::parse_entry(text).unwrap().to_string(), text);
        }
    }

    #[test]
    fn an_attribute_alone_is_a_field() {
        assert_eq!(Who::parse_entry("head").unwrap().base, Base::Path(vec!["head".into()]));
    }

    #[test]
    fn what_is_no_name_is_refused_with_an_example() {
        assert!(Who::parse_entry("project manager").unwrap_err().contains("role.cto"));
        assert!(Who::parse_entry("role").unwrap_err().contains("role.NAME"));
    }
}
