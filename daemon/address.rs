//! A mail address as people write it in a file and servers compare it.
//!
//! Two addresses are the same if they differ only in the case of letters: RFC 5321, section 2.4, lets a server tell
//! `Zhang@` from `zhang@`, none does. The case written is the case sent. Quoted local parts, address literals and `/`
//! are refused: nobody has such an address, and an address must be usable as a folder's name.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Octets of a local part and of a domain (RFC 5321, section 4.5.3.1).
const LOCAL_MAX: usize = 64;
const DOMAIN_MAX: usize = 255;

/// `local@domain`, without a display name; compared without regard to case.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    written: String,
    key: String,
}

impl Address {
    /// Reads a bare address. The error says what is wrong, as the end of a sentence that begins with the address.
    pub fn parse(text: &str) -> Result<Address, &'static str> {
        let Some((local, domain)) = text.rsplit_once('@') else { return Err("has no '@'") };
        if local.is_empty() || domain.is_empty() {
            return Err("needs something on both sides of its '@'");
        }
        if local.len() > LOCAL_MAX || domain.len() > DOMAIN_MAX {
            return Err("is too long for a mail address");
        }
        let strange = |c: char| c.is_whitespace() || c.is_control() || "@<>()[],;:\"\\/".contains(c);
        if local.contains(strange) {
            return Err("has a character that a mail address cannot have");
        }
        if local.split('.').any(str::is_empty) || domain.split('.').any(str::is_empty) {
            return Err("has a dot too many");
        }
        let label = |c: char| c == '-' || c == '.' || c == '_' || c.is_alphanumeric();
        if !domain.chars().all(label) || domain.split('.').any(|l| l.starts_with('-') || l.ends_with('-')) {
            return Err("has a character that a domain cannot have");
        }
        Ok(Self { written: text.to_owned(), key: text.to_lowercase() })
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// In lower case: equal for equal addresses.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Before the `@`, as written.
    pub fn local(&self) -> &str {
        self.written.rsplit_once('@').map_or("", |(local, _)| local)
    }

    /// After the `@`, in lower case.
    pub fn domain(&self) -> &str {
        self.key.rsplit_once('@').map_or("", |(_, domain)| domain)
    }

    /// What stands after the first `+` of the local part (RFC 5233), as written.
    pub fn detail(&self) -> Option<&str> {
        self.local().split_once('+').map(|(_, detail)| detail)
    }

    /// The same mailbox without its `+detail`.
    pub fn without_detail(&self) -> Cow<'_, Address> {
        match self.written.split_once('+') {
            Some((base, rest)) if !base.is_empty() && !base.contains('@') => {
                let domain = rest.rsplit_once('@').map_or("", |(_, domain)| domain);
                let written = format!("{base}@{domain}");
                Cow::Owned(Self { key: written.to_lowercase(), written })
            }
            _ => Cow::Borrowed(self),
        }
    }

    /// The same mailbox with another `+detail`.
    pub fn with_detail(&self, detail: &str) -> Result<Address, &'static str> {
        let base = self.without_detail();
        Self::parse(&format!("{}+{detail}@{}", base.local(), base.domain()))
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Address {}

impl PartialOrd for Address {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Address {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key.cmp(&other.key)
    }
}

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "<{}>", self.written)
    }
}

impl FromStr for Address {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        Self::parse(text)
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text).map_err(|wrong| format!("'{text}' {wrong}"))
    }
}

impl From<Address> for String {
    fn from(address: Address) -> String {
        address.written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_is_kept_and_not_compared() {
        let address = Address::parse("Zhang.San@Example.COM").unwrap();
        assert_eq!(address.to_string(), "Zhang.San@Example.COM");
        assert_eq!(address, "zhang.san@example.com".parse().unwrap());
        assert_eq!(address.domain(), "example.com");
    }

    #[test]
    fn a_detail_is_taken_off_and_put_on() {
        let address = Address::parse("Bot+a+b@x.test").unwrap();
        assert_eq!(address.detail(), Some("a+b"));
        assert_eq!(address.without_detail().as_str(), "Bot@x.test");
        assert_eq!(address.with_detail("c").unwrap().as_str(), "Bot+c@x.test");
        assert_eq!(address.with_detail("a b"), Err("has a character that a mail address cannot have"));
        assert_eq!(Address::parse("+a@x.test").unwrap().without_detail().as_str(), "+a@x.test");
    }

    #[test]
    fn what_is_no_address_says_why() {
        let long = format!("{}@x.test", "a".repeat(65));
        for (text, wrong) in [
            ("zhang", "has no '@'"),
            ("@x.test", "needs something on both sides of its '@'"),
            ("zhang@", "needs something on both sides of its '@'"),
            ("a b@x.test", "has a character that a mail address cannot have"),
            ("a@b@x.test", "has a character that a mail address cannot have"),
            ("../a@x.test", "has a character that a mail address cannot have"),
            ("Zhang <zhang@x.test>", "has a character that a mail address cannot have"),
            ("a..b@x.test", "has a dot too many"),
            ("a@x..test", "has a dot too many"),
            ("a@x.test.", "has a dot too many"),
            ("a@-x.test", "has a character that a domain cannot have"),
            ("a@x!test", "has a character that a domain cannot have"),
            (long.as_str(), "is too long for a mail address"),
        ] {
            assert_eq!(Address::parse(text), Err(wrong), "{text}");
        }
        assert!(Address::parse("张三@例子.test").is_ok());
    }
}
