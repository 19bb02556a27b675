//! Mail addresses that can be compared, stored and put into an envelope as they are.
//!
//! Stricter than RFC 5322: no quoted local parts (`"a b"@x` is a known way to smuggle `dmarc=pass` past readers)
//! unless the quotes are needless; no domain literals, comments or control characters. Laxer in one point: dots
//! may stand anywhere in the local part, for some Japanese carriers gave out `a..b@` and `a.@`.
//!
//! It stands on the ground floor because mail, the directory and the configuration all speak of addresses.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// Longest address (RFC 5321 section 4.5.3.1.3, less the angle brackets).
const ADDRESS_MAX: usize = 254;
/// Longest local part (RFC 5321 section 4.5.3.1.1).
const LOCAL_MAX: usize = 64;
/// Longest label of a domain (RFC 1035 section 2.3.4).
const LABEL_MAX: usize = 63;

/// A mail address; equal and ordered without regard to case, shown as written with the domain in lower case.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Address {
    local: String,
    domain: String,
}

impl Address {
    /// Reads `local@domain`, with or without angle brackets and white space around it.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the address.
    pub fn parse(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        let text = text.strip_prefix('<').and_then(|t| t.strip_suffix('>')).unwrap_or(text).trim();
        if text.len() > ADDRESS_MAX {
            return Err("is longer than the 254 bytes of an address");
        }
        let (local, domain) = text.rsplit_once('@').ok_or("has no '@'")?;
        let local = local.strip_prefix('"').and_then(|l| l.strip_suffix('"')).unwrap_or(local);
        if local.is_empty() || local.len() > LOCAL_MAX || !local.chars().all(is_local) {
            return Err("has no local part of an address before its '@'");
        }
        let domain = domain.strip_suffix('.').unwrap_or(domain);
        if domain.is_empty() || !domain.split('.').all(is_label) {
            return Err("has no domain behind its '@'");
        }
        Ok(Self { local: local.to_owned(), domain: domain.to_lowercase() })
    }

    /// The part before the @, as written.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The part after the @, in lower case.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// The detail of `name+detail@domain`.
    pub fn detail(&self) -> Option<&str> {
        match self.local.split_once('+') {
            Some((name, detail)) if !name.is_empty() && !detail.is_empty() => Some(detail),
            _ => None,
        }
    }

    /// The address without `+detail`.
    #[must_use]
    pub fn without_detail(&self) -> Self {
        let local = match self.local.split_once('+') {
            Some((name, _)) if !name.is_empty() => name.to_owned(),
            _ => self.local.clone(),
        };
        Self { local, domain: self.domain.clone() }
    }

    /// The address with that detail instead of its own: `name+detail@domain`.
    ///
    /// # Errors
    /// As [`Address::parse`], when the result is no address.
    pub fn with_detail(&self, detail: &str) -> Result<Self, &'static str> {
        let bare = self.without_detail();
        Self::parse(&format!("{}+{detail}@{}", bare.local, bare.domain))
    }

    fn key(&self) -> (String, &str) {
        (self.local.to_lowercase(), &self.domain)
    }
}

/// A character of a dot-atom (RFC 5322 section 3.2.3, RFC 6532 section 3.2).
fn is_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(c) || is_letter_beyond_ascii(c)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && label.len() <= LABEL_MAX
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_' || is_letter_beyond_ascii(c))
}

/// None that becomes an ASCII letter without its case: `K` of Kelvin would be a `k`, and another's address ours.
fn is_letter_beyond_ascii(c: char) -> bool {
    !c.is_ascii() && c.is_alphanumeric() && !c.to_lowercase().any(|l| l.is_ascii())
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text).map_err(|wrong| format!("'{}' {wrong}", text.escape_debug()))
    }
}

impl TryFrom<String> for Address {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Address> for String {
    fn from(address: Address) -> Self {
        address.to_string()
    }
}

impl PartialEq for Address {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
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
        self.key().cmp(&other.key())
    }
}

impl Hash for Address {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn case_does_not_distinguish_addresses() {
        let a = Address::parse("<Zhang.San@Corp.Example>").unwrap();
        assert_eq!(a, Address::parse("zhang.san@corp.example").unwrap());
        assert_eq!(a.to_string(), "Zhang.San@corp.example");
    }

    #[test]
    fn detail_is_taken_off_and_put_on() {
        let a = Address::parse("desk+k7m2@corp.example").unwrap();
        assert_eq!(a.detail(), Some("k7m2"));
        assert_eq!(a.without_detail().to_string(), "desk@corp.example");
        assert_eq!(a.with_detail("x").unwrap().to_string(), "desk+x@corp.example");
        assert!(a.with_detail("x y").is_err());
        assert_eq!(Address::parse("desk+@corp.example").unwrap().detail(), None);
    }

    #[test]
    fn what_is_no_address_says_why() {
        for (text, wrong) in [
            ("zhang", "has no '@'"),
            ("a b@x.test", "has no local part of an address before its '@'"),
            ("zhang@x..test", "has no domain behind its '@'"),
        ] {
            assert_eq!(Address::parse(text), Err(wrong));
            assert_eq!(text.parse::<Address>(), Err(format!("'{text}' {wrong}")));
        }
    }

    #[test]
    fn odd_addresses_are_refused_or_accepted_for_a_reason() {
        for good in
            ["a..b@docomo.example", "\"plain\"@x.example", "王@公司.example", "a@localhost", "a@x.example."]
        {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a",
            "@x",
            "a@",
            "a b@x",
            "\"dmarc=pass x\"@x",
            "a@[1.2.3.4]",
            "a@x..y",
            "a@-x.example",
            "a@x\r\nRCPT TO:<b@y>",
            "a,b@x",
            "a@b@c@",
            "a@b@c.example",
            "wan\u{212a}@x.example",
            "wan@ban\u{212a}.example",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad}");
        }
        assert!(Address::parse(&format!("{}@x.example", "a".repeat(65))).is_err());
    }

    proptest! {
        #[test]
        fn what_is_parsed_is_written_and_parsed_alike(text in "[ -~]{1,20}@[a-zA-Z0-9.-]{1,20}") {
            if let Ok(address) = Address::parse(&text) {
                let again = Address::parse(&address.to_string()).unwrap();
                prop_assert_eq!(&again, &address);
                prop_assert_eq!(again.to_string(), address.to_string());
                prop_assert!(!address.to_string().contains([' ', '<', '>', '"', ',', '\r', '\n']));
            }
        }

        #[test]
        fn json_is_a_string(local in "[a-z]{1,9}(\\+[a-z0-9]{1,5})?", domain in "[a-z]{1,9}\\.example") {
            let address = Address::parse(&format!("{local}@{domain}")).unwrap();
            let json = serde_json::to_string(&address).unwrap();
            prop_assert_eq!(&json, &format!("\"{local}@{domain}\""));
            prop_assert_eq!(serde_json::from_str::<Address>(&json).unwrap(), address);
        }
    }
}
