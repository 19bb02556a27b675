//! Addresses of the web, as far as an operator writes them down: `https://host[:port]/path?query`.
//!
//! http is for this machine only: what goes over it could be read and changed on the way. A URL with a user's name or a
//! fragment is refused; a secret belongs to where secrets are, and a path may be one, so `Debug` shows the host alone.

use core::net::IpAddr;
use std::fmt;

/// Octets of a URL, at most.
pub const URL_MAX: usize = 1_000;

/// A URL that is whole and may be asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Url {
    text: String,
    host: String,
    port: u16,
    tls: bool,
    /// Where the path begins in the text.
    path: usize,
}

impl Url {
    /// Reads one.
    ///
    /// # Errors
    /// What is wrong, as the end of a sentence that begins with the URL, and what would be right.
    pub fn parse(text: &str) -> Result<Self, (&'static str, &'static str)> {
        const REMEDY: &str = "write a URL such as \"https://calendar.example.com/li\"";
        let (scheme, rest) = text.split_once("://").unwrap_or_default();
        let end = rest.find(['/', '?']).unwrap_or(rest.len());
        let (authority, path) = rest.split_at(end);
        let odd = |c: char| !c.is_ascii_graphic() || matches!(c, '#' | '"' | '<' | '>' | '\\');
        if !matches!(scheme, "https" | "http") || text.len() > URL_MAX || text.contains(odd) {
            return Err(("is not a URL", REMEDY));
        }
        if authority.contains('@') {
            return Err(("has a user's name in it", "take it out: logins are set apart"));
        }
        let (host, port) = match authority.rsplit_once(':') {
            Some((host, port)) if !host.ends_with(':') && !port.ends_with(']') => (host, Some(port)),
            _ => (authority, None),
        };
        let host = host.trim_matches(['[', ']']).to_ascii_lowercase();
        let tls = scheme == "https";
        let port = port.map_or(Ok(if tls { 443 } else { 80 }), str::parse::<u16>);
        let (false, Ok(port @ 1..)) = (host.is_empty(), port) else { return Err(("is not a URL", REMEDY)) };
        let url = Self { path: text.len() - path.len(), text: text.to_owned(), host, port, tls };
        if !tls && !is_loopback(&url.host) {
            return Err((
                "is http, which could be read on the way",
                "write https://; http is for this machine only",
            ));
        }
        Ok(url)
    }

    /// As written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Name or address, in lower case, without brackets.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The port, the usual one where none is written.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Whether it is https.
    pub fn tls(&self) -> bool {
        self.tls
    }

    /// Host and port as they are written, for the Host line of a request (RFC 9110, section 7.2).
    pub fn authority(&self) -> &str {
        let start = self.text.find("://").map_or(0, |at| at + 3);
        &self.text[start..self.path]
    }

    /// Path and query as a request names them; `/` where there is none.
    pub fn target(&self) -> String {
        let rest = &self.text[self.path..];
        if rest.starts_with('/') { rest.to_owned() } else { format!("/{rest}") }
    }

    /// Whether both lead to the same server (RFC 6454, section 4).
    pub fn same_origin(&self, other: &Self) -> bool {
        (self.tls, &self.host, self.port) == (other.tls, &other.host, other.port)
    }
}

impl fmt::Debug for Url {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Url({}:{} …)", self.host, self.port)
    }
}

impl serde::Serialize for Url {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.text)
    }
}

/// This machine by name or address.
pub fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> (String, u16, bool, String, String) {
        let url = Url::parse(text).unwrap();
        (url.host().to_owned(), url.port(), url.tls(), url.authority().to_owned(), url.target())
    }

    fn expected(host: &str, port: u16, tls: bool, rest: [&str; 2]) -> (String, u16, bool, String, String) {
        (host.to_owned(), port, tls, rest[0].to_owned(), rest[1].to_owned())
    }

    #[test]
    fn a_url_is_taken_apart() {
        for (text, wanted) in [
            ("https://Cal.example.com", expected("cal.example.com", 443, true, ["Cal.example.com", "/"])),
            (
                "https://cal.example.com:8443/li/a.ifb?fmt=ifb",
                expected("cal.example.com", 8443, true, ["cal.example.com:8443", "/li/a.ifb?fmt=ifb"]),
            ),
            ("https://c.example?u=li", expected("c.example", 443, true, ["c.example", "/?u=li"])),
            ("http://[::1]:5232/li/", expected("::1", 5232, false, ["[::1]:5232", "/li/"])),
            ("https://[2001:db8::1]/", expected("2001:db8::1", 443, true, ["[2001:db8::1]", "/"])),
            ("http://127.0.0.1/x", expected("127.0.0.1", 80, false, ["127.0.0.1", "/x"])),
        ] {
            assert_eq!(parts(text), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_none_or_not_safe_is_refused() {
        for (text, wrong) in [
            ("", "is not a URL"),
            ("cal.example.com/li", "is not a URL"),
            ("ftp://cal.example.com/", "is not a URL"),
            ("https://", "is not a URL"),
            ("https:///li", "is not a URL"),
            ("https://cal.example.com:0/", "is not a URL"),
            ("https://cal.example.com:70000/", "is not a URL"),
            ("https://cal.example.com/a b", "is not a URL"),
            ("https://cal.example.com/日历", "is not a URL"),
            ("https://cal.example.com/#x", "is not a URL"),
            ("https://li:secret@cal.example.com/", "has a user's name in it"),
            ("http://cal.example.com/", "is http, which could be read on the way"),
            ("http://127.0.0.1.example.com/", "is http, which could be read on the way"),
        ] {
            assert_eq!(Url::parse(text).unwrap_err().0, wrong, "{text}");
        }
        assert!(Url::parse(&format!("https://a.example/{}", "x".repeat(URL_MAX))).is_err());
    }

    #[test]
    fn the_path_may_be_secret_and_the_login_goes_to_one_server_only() {
        let url = Url::parse("https://cal.example.com/private-hush").unwrap();
        assert!(!format!("{url:?}").contains("hush"));
        let same = |other: &str| url.same_origin(&Url::parse(other).unwrap());
        assert!(same("https://CAL.example.com:443/other"));
        assert!(!same("https://cal.example.com:444/") && !same("https://evil.example.com/"));
    }
}
