//! A decision's letters and invites → finished bytes.

use crate::address::Address;
use crate::directory::PersonId;
use crate::time::Instant;
use crate::workflow::{Document, LetterPlan, World};

/// The finished bytes of one outgoing mail, with one Message-ID, and everybody who gets it.
#[derive(Debug, Clone, PartialEq)]
pub struct Letter {
    /// Its id; unique among all letters.
    pub id: String,
    /// Message-ID without angle brackets: `<letter.case@host>`.
    pub message_id: String,
    /// The subject, for lists.
    pub subject: String,
    /// One delivery each.
    pub to: Vec<(PersonId, Address)>,
    /// RFC 5322, CRLF line ends; passed the gate.
    pub bytes: Vec<u8>,
}

/// Turns plans into bytes: templates, parsed once.
#[derive(Debug)]
pub struct Composer {}

impl Composer {
    /// The letters of a plan: one for several readers, or one each. The error names the template.
    pub fn letters(
        &self,
        _world: &World<'_>,
        _plan: &LetterPlan,
        _now: Instant,
    ) -> Result<Vec<Letter>, String> {
        Ok(Vec::new())
    }

    /// A document as Markdown with front matter, and its file name.
    pub fn document(&self, _world: &World<'_>, _document: &Document) -> Result<(String, String), String> {
        Ok((String::new(), String::new()))
    }
}
