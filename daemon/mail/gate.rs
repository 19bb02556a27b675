//! The gate for outgoing bytes: what leaves is well formed, whatever made it.
//!
//! Line ends are CRLF and nothing else (bare CR or LF is how one mail is smuggled inside another, and CR CR LF
//! kills the buttons of invitations), lines fit (RFC 5322 section 2.1.1), headers are ASCII, and the fields that
//! identify a mail stand exactly once.

/// Longest line without its CRLF (RFC 5322 section 2.1.1).
pub const LINE_MAX: usize = 998;

/// Why bytes may not leave. Lines count from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GateError {
    /// Nothing there.
    #[error("the mail is empty")]
    Empty,
    /// LF without CR.
    #[error("line {line} ends in a bare LF")]
    BareLf {
        /// Where.
        line: usize,
    },
    /// CR without LF.
    #[error("line {line} holds a bare CR")]
    BareCr {
        /// Where.
        line: usize,
    },
    /// NUL.
    #[error("line {line} holds a NUL")]
    Nul {
        /// Where.
        line: usize,
    },
    /// A line that is too long.
    #[error("line {line} has {length} octets, more than {LINE_MAX}")]
    LongLine {
        /// Where.
        line: usize,
        /// Its octets without CRLF.
        length: usize,
    },
    /// The last line has no CRLF.
    #[error("the last line does not end in CRLF")]
    OpenEnd,
    /// An 8-bit octet in the headers.
    #[error("line {line} is a header with 8-bit octets")]
    EightBitHeader {
        /// Where.
        line: usize,
    },
    /// A control character in the headers.
    #[error("line {line} is a header with a control character")]
    ControlInHeader {
        /// Where.
        line: usize,
    },
    /// A header line without a name.
    #[error("line {line} is no header field")]
    NoField {
        /// Where.
        line: usize,
    },
    /// A continuation of white space only: some programs take it for the end of the headers.
    #[error("line {line} is a folded header line of white space only")]
    BlankFold {
        /// Where.
        line: usize,
    },
    /// No empty line between headers and body.
    #[error("no empty line ends the headers")]
    NoBody,
    /// A field that must stand exactly once does not.
    #[error("{name} stands {count} times instead of once")]
    Count {
        /// Which field.
        name: &'static str,
        /// How often it stands.
        count: usize,
    },
}

/// Fields that must stand exactly once in what we send.
const ONCE: [&str; 3] = ["From", "Message-ID", "Date"];
/// Fields that may stand at most once (RFC 5322 section 3.6, RFC 2045 section 4).
const AT_MOST_ONCE: [&str; 10] = [
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "In-Reply-To",
    "References",
    "Subject",
    "MIME-Version",
    "Content-Type",
];

/// Checks the finished bytes of one mail.
///
/// # Errors
/// The first thing that is wrong, line ends before headers.
pub fn check(bytes: &[u8]) -> Result<(), GateError> {
    if bytes.is_empty() {
        return Err(GateError::Empty);
    }
    let lines = split(bytes)?;
    check_headers(&lines)
}

/// Lines without their CRLF; every octet has been looked at once they are returned.
fn split(bytes: &[u8]) -> Result<Vec<&[u8]>, GateError> {
    let mut lines = Vec::new();
    let mut start = 0;
    for (at, &byte) in bytes.iter().enumerate() {
        let line = lines.len() + 1;
        match byte {
            0 => return Err(GateError::Nul { line }),
            b'\r' if bytes.get(at + 1) != Some(&b'\n') => return Err(GateError::BareCr { line }),
            b'\n' if at == 0 || bytes[at - 1] != b'\r' => return Err(GateError::BareLf { line }),
            b'\n' => {
                let length = at - 1 - start;
                if length > LINE_MAX {
                    return Err(GateError::LongLine { line, length });
                }
                lines.push(&bytes[start..at - 1]);
                start = at + 1;
            }
            _ => {}
        }
    }
    if start == bytes.len() { Ok(lines) } else { Err(GateError::OpenEnd) }
}

fn check_headers(lines: &[&[u8]]) -> Result<(), GateError> {
    let end = lines.iter().position(|l| l.is_empty()).ok_or(GateError::NoBody)?;
    let mut names: Vec<&[u8]> = Vec::new();
    for (n, content) in lines[..end].iter().enumerate() {
        let line = n + 1;
        if !content.is_ascii() {
            return Err(GateError::EightBitHeader { line });
        }
        if content.iter().any(|&b| b.is_ascii_control() && b != b'\t') {
            return Err(GateError::ControlInHeader { line });
        }
        if matches!(content.first(), Some(b' ' | b'\t')) {
            if content.trim_ascii().is_empty() {
                return Err(GateError::BlankFold { line });
            }
            if n == 0 {
                return Err(GateError::NoField { line });
            }
            continue;
        }
        let name = content.split(|&b| b == b':').next().unwrap_or_default();
        if name.is_empty() || name.len() == content.len() || !name.iter().all(u8::is_ascii_graphic) {
            return Err(GateError::NoField { line });
        }
        names.push(name);
    }
    let count = |name: &str| names.iter().filter(|n| n.eq_ignore_ascii_case(name.as_bytes())).count();
    for name in ONCE {
        if count(name) != 1 {
            return Err(GateError::Count { name, count: count(name) });
        }
    }
    for name in AT_MOST_ONCE {
        if count(name) > 1 {
            return Err(GateError::Count { name, count: count(name) });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GOOD: &str = "From: desk@corp.example\r\nTo: zhang@corp.example\r\nDate: Tue, 5 Mar 2024 14:30:02 +0800\r\nMessage-ID: <1@x>\r\nSubject: a\r\n folded\r\n\r\n\u{4f60}\u{597d}\r\n";

    #[test]
    fn a_good_mail_passes() {
        assert_eq!(check(GOOD.as_bytes()), Ok(()));
    }

    #[test]
    fn each_fault_is_named() {
        let cases: [(String, GateError); 13] = [
            (String::new(), GateError::Empty),
            (GOOD.replacen("\r\n\r\n", "\r\n\n", 1), GateError::BareLf { line: 7 }),
            (GOOD.replacen("a\r\n", "a\r\r\n", 1), GateError::BareCr { line: 5 }),
            (GOOD.replacen("Subject: a", "Subject: a\0", 1), GateError::Nul { line: 5 }),
            (GOOD.trim_end().to_owned(), GateError::OpenEnd),
            (GOOD.replacen("Subject: a", "Subject: \u{e9}", 1), GateError::EightBitHeader { line: 5 }),
            (GOOD.replacen("Subject: a", "Subject: \u{1b}", 1), GateError::ControlInHeader { line: 5 }),
            (GOOD.replacen("Subject: a", ": a", 1), GateError::NoField { line: 5 }),
            (GOOD.replacen("Subject: a", "Subject a", 1), GateError::NoField { line: 5 }),
            (GOOD.replacen(" folded", " ", 1), GateError::BlankFold { line: 6 }),
            (GOOD.replacen("\r\n\r\n", "\r\n", 1), GateError::EightBitHeader { line: 7 }),
            (
                GOOD.replacen("Subject: a", "from: b@corp.example", 1),
                GateError::Count { name: "From", count: 2 },
            ),
            (GOOD.replacen("Message-ID", "X-ID", 1), GateError::Count { name: "Message-ID", count: 0 }),
        ];
        for (bytes, fault) in cases {
            if bytes.contains("folded\r\n\u{4f60}") {
                // Without the empty line the body is taken for headers.
                assert_eq!(check(bytes.as_bytes()), Err(GateError::NoBody));
            } else {
                assert_eq!(check(bytes.as_bytes()), Err(fault), "{bytes:?}");
            }
        }
    }

    #[test]
    fn the_longest_line_has_998_octets() {
        let line = |n: usize| format!("{GOOD}{}\r\n", "x".repeat(n));
        assert_eq!(check(line(LINE_MAX).as_bytes()), Ok(()));
        assert_eq!(check(line(LINE_MAX + 1).as_bytes()), Err(GateError::LongLine { line: 9, length: 999 }));
    }

    proptest! {
        #[test]
        fn what_passes_keeps_every_promise(bytes in proptest::collection::vec(prop_oneof![
            Just(b"From: a@x\r\n".to_vec()), Just(b"Date: x\r\n".to_vec()), Just(b"Message-ID: <x>\r\n".to_vec()),
            Just(b"\r\n".to_vec()), Just(b"\n".to_vec()), Just(b"\r".to_vec()), Just(b"x".to_vec()), Just(vec![0]), Just(vec![0xe4]),
        ], 0..14)) {
            let bytes = bytes.concat();
            if check(&bytes).is_ok() {
                prop_assert!(bytes.ends_with(b"\r\n"));
                prop_assert!(!bytes.contains(&0));
                for (i, &b) in bytes.iter().enumerate() {
                    if b == b'\n' { prop_assert_eq!(bytes[i - 1], b'\r'); }
                    if b == b'\r' { prop_assert_eq!(bytes[i + 1], b'\n'); }
                }
                let head = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
                prop_assert!(bytes[..head].is_ascii());
            }
        }

        #[test]
        fn one_wrong_octet_is_found(at in 0usize..GOOD.len(), bad in prop_oneof![Just(0u8), Just(b'\r'), Just(b'\n')]) {
            let mut bytes = GOOD.as_bytes().to_vec();
            let old = bytes[at];
            bytes[at] = bad;
            prop_assert_eq!(check(&bytes).is_ok(), old == bad);
        }
    }
}
