//! tmp
use super::{Form, Rules, Values};
use crate::directory::Directory;
use crate::mail::{Attachment, Table, Words};
use crate::time::{Instant, Zone};
/// x
pub struct Sheet<'a> {
    /// x
    pub words: &'a Words,
    /// x
    pub tables: &'a [Table],
    /// x
    pub attachments: &'a [Attachment],
    /// x
    pub subject: &'a str,
    /// x
    pub text: Option<&'a str>,
}
/// x
pub struct Reader<'a> {
    /// x
    pub rules: &'a Rules,
    /// x
    pub directory: &'a Directory,
    /// x
    pub now: Instant,
    /// x
    pub zone: &'a Zone,
}
/// x
#[derive(Default)]
pub struct Filled {
    /// x
    pub values: Values,
    /// x
    pub wrong: Vec<Wrong>,
    /// x
    pub labelled: usize,
}
/// x
#[derive(Debug)]
pub struct Wrong {
    /// x
    pub field: String,
    /// x
    pub found: String,
    /// x
    pub why: String,
}
/// x
pub fn fill(_forms: &[&Form], _sheet: &Sheet<'_>, _reader: &Reader<'_>) -> Filled {
    Filled::default()
}
