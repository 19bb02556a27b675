//! What goes along with a letter: its documents as Markdown, and the files that people gave with them.
//!
//! A given file's bytes lie in the spool, which this room does not see: the letter is sealed with a [`Gap`] where each
//! belongs, and [`fill`] puts them in as it is sent. What goes along is decided by the sizes that the case has of them,
//! never by what the spool holds, and the spool names bytes by their hash: the same letter is always the same bytes.
//!
//! What does not fit goes to the archive instead, and the letter says where. Never does: read a file.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};
use tera::Value;

use super::envelope::LINE;
use super::facts::{absent, map};
use super::mark::clean;
use super::{Composer, Trouble};
use crate::workflow::{Document, LetterPlan, World};

/// Files one letter carries, at most.
const FILES_MAX: usize = 50;
/// Characters of a file's name, from its end: the extension matters most.
const NAME_MAX: usize = 120;
/// Given files are opened by what their name ends in; what is not known here opens as the reader's system likes. Never a
/// type that a mail program acts upon by itself: an invitation, a mail, a page.
const KINDS: [(&str, &str); 20] = [
    ("csv", "text/csv"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("md", "text/markdown"),
    ("mp4", "video/mp4"),
    ("odp", "application/vnd.oasis.opendocument.presentation"),
    ("ods", "application/vnd.oasis.opendocument.spreadsheet"),
    ("odt", "application/vnd.oasis.opendocument.text"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("txt", "text/plain"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("zip", "application/zip"),
];

/// A place in a letter's bytes where a file from the spool belongs, in base64.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// Octets of the sealed letter before it.
    pub at: usize,
    /// Hex SHA-256 of the file.
    pub hash: String,
}

/// One file of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Enclosure {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) content: Content,
}

/// Where its bytes are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Content {
    /// A document that was written for it.
    Text(String),
    /// The hash under which the spool has it.
    Spooled(String),
}

/// Everything that goes along, and what is left behind.
#[derive(Debug, Clone, Default)]
pub(super) struct Enclosures {
    pub(super) inside: Vec<Enclosure>,
    /// Too large: its name, and that of the file in the archive.
    left_out: Vec<(String, String)>,
    /// Documents whose files the archive must have, because the letter has not.
    pub(super) filed: Vec<Document>,
}

impl Enclosures {
    /// `letter.enclosed`, `letter.left_out`, `letter.archive`.
    pub(super) fn facts(&self, world: &World<'_>) -> Vec<(String, Value)> {
        let inside = self.inside.iter().map(|file| Value::from(clean(&file.name)));
        let left = self.left_out.iter().map(|(name, filed)| {
            map([
                ("name".to_owned(), Value::from(clean(name))),
                ("filed".to_owned(), Value::from(clean(filed))),
            ])
        });
        let archive = world.identity.archive.as_deref().map_or_else(absent, |path| Value::from(clean(path)));
        vec![
            ("enclosed".to_owned(), Value::from(inside.collect::<Vec<_>>())),
            ("left_out".to_owned(), Value::from(left.collect::<Vec<_>>())),
            ("archive".to_owned(), archive),
        ]
    }
}

impl Composer {
    /// The documents and files of a letter and of the questions folded into it, each once, as many as fit.
    pub(super) fn enclosures(&self, world: &World<'_>, plan: &LetterPlan) -> Result<Enclosures, Trouble> {
        let mut out = Enclosures::default();
        let mut room = world.identity.attachments_max;
        let mut seen: Vec<String> = Vec::new();
        let documents = plan.enclosed.iter().chain(plan.parts.iter().flat_map(|part| &part.enclosed));
        for document in documents {
            let key = format!("{}/{}", document.case, document.id);
            if seen.contains(&key) {
                continue;
            }
            seen.push(key);
            let (filed, text) = self.written(world, document)?;
            let mut whole = true;
            let mut take = |out: &mut Enclosures, name: String, size: u64, filed: String, content| {
                if size <= room && out.inside.len() < FILES_MAX {
                    room -= size;
                    let name = out.free_name(&name);
                    out.inside.push(Enclosure { kind: kind_of(&name), name, content });
                } else {
                    out.left_out.push((name, filed));
                    whole = false;
                }
            };
            let name = format!("{}-{}.md", document.case, document.name);
            take(&mut out, plain(&name), text.len() as u64, filed, Content::Text(text));
            for given in self.given(document) {
                if !seen.contains(&given.hash) {
                    seen.push(given.hash.clone());
                    take(&mut out, plain(&given.name), given.size, given.filed, Content::Spooled(given.hash));
                }
            }
            if !whole {
                out.filed.push(document.clone());
            }
        }
        Ok(out)
    }
}

impl Enclosures {
    /// The name, told apart from those that are there: `report-2.pdf`.
    fn free_name(&self, name: &str) -> String {
        let taken = |name: &str| self.inside.iter().any(|file| file.name == name);
        let (stem, extension) = match name.rsplit_once('.') {
            Some((stem, extension)) if !stem.is_empty() => (stem, format!(".{extension}")),
            _ => (name, String::new()),
        };
        let mut free = name.to_owned();
        for n in 2..=FILES_MAX + 1 {
            if !taken(&free) {
                break;
            }
            free = format!("{stem}-{n}{extension}");
        }
        free
    }
}

/// A file name as people wrote it, without what a file system or a reader's eye trips over: separators, control
/// characters, and those that turn the direction of writing round to hide an extension.
fn plain(name: &str) -> String {
    let turns =
        |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let kept: Vec<char> = name.chars().filter(|c| !c.is_control() && !turns(*c)).collect();
    let kept = &kept[kept.len().saturating_sub(NAME_MAX)..];
    let name: String = kept.iter().map(|c| if matches!(c, '/' | '\\') { '-' } else { *c }).collect();
    let name = name.trim().trim_start_matches('.');
    if name.is_empty() { "file".to_owned() } else { name.to_owned() }
}

fn kind_of(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or(String::new(), |(_, end)| end.to_lowercase());
    let known = KINDS.iter().find(|(end, _)| *end == extension);
    known.map_or("application/octet-stream", |(_, kind)| kind)
}

/// The bytes as they are sent: each file from the spool in its place, in lines of 76 (RFC 2045, section 6.8). `read`
/// finds a file by its hash; none when one is not there.
pub fn fill(sealed: &[u8], gaps: &[Gap], mut read: impl FnMut(&str) -> Option<Vec<u8>>) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(sealed.len());
    let mut from = 0;
    for gap in gaps {
        out.extend_from_slice(sealed.get(from..gap.at)?);
        let file = read(&gap.hash)?;
        out.reserve(file.len() * 7 / 5);
        let mut line = String::with_capacity(80);
        for (n, octets) in file.chunks(LINE).enumerate() {
            line.clear();
            if n > 0 {
                line.push_str("\r\n");
            }
            STANDARD.encode_string(octets, &mut line);
            out.extend_from_slice(line.as_bytes());
        }
        from = gap.at;
    }
    out.extend_from_slice(sealed.get(from..)?);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_keep_their_script_and_lose_their_tricks() {
        assert_eq!(plain("v2测试报告（终稿）.pdf"), "v2测试报告（终稿）.pdf");
        assert_eq!(plain("../../etc/passwd"), "-..-etc-passwd");
        assert_eq!(plain("report\u{202e}fdp.exe\r\nBcc: x"), "reportfdp.exeBcc: x");
        assert_eq!(plain("\u{202e}"), "file");
        assert_eq!(plain(&format!("{}.xlsx", "长".repeat(500))).chars().count(), NAME_MAX);
    }

    #[test]
    fn no_file_is_a_type_that_a_mail_program_acts_upon() {
        assert_eq!(kind_of("截图.PNG"), "image/png");
        for name in ["invite.ics", "mail.eml", "page.html", "run.exe", "none"] {
            assert_eq!(kind_of(name), "application/octet-stream", "{name}");
        }
    }

    #[test]
    fn a_file_goes_exactly_into_its_gap() {
        let sealed = b"head\r\n\r\n\r\n--b\r\n\r\n\r\n--b--\r\n";
        let gaps = [Gap { at: 8, hash: "aa".into() }, Gap { at: 17, hash: "bb".into() }];
        let long = vec![7_u8; 58];
        let read = |hash: &str| Some(if hash == "aa" { long.clone() } else { b"x".to_vec() });
        let whole = String::from_utf8(fill(sealed, &gaps, read).unwrap()).unwrap();
        let line = "BwcH".repeat(19);
        assert_eq!(whole, format!("head\r\n\r\n{line}\r\nBw==\r\n--b\r\n\r\neA==\r\n--b--\r\n"));
        assert_eq!(fill(sealed, &gaps, |_| None), None, "a file that is not there makes no letter");
    }
}
