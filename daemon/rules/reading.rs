//! tmp
use super::Rules;
use crate::mail::Words;
/// x
pub enum Reading {
    /// x
    Said(Vec<Spoken>),
    /// x
    Unsure(Unsure),
    /// x
    Nothing,
}
/// x
#[derive(Debug, Clone)]
pub struct Spoken {
    /// x
    pub name: String,
    /// x
    pub reference: Option<String>,
    /// x
    pub comment: Option<String>,
    /// x
    pub text: String,
    /// x
    pub line: String,
}
/// x
pub struct Unsure {
    /// x
    pub why: String,
    /// x
    pub line: String,
}
/// x
pub fn read(_words: &Words, _offered: &[&str], _rules: &Rules) -> Reading {
    Reading::Nothing
}
