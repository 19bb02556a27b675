//! Whether a response still speaks about what was sent.

use super::{Instant, Response};

/// Whether to apply a response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Freshness {
    /// It answers what stands now.
    Fresh,
    /// It was overtaken; the reason is one clause.
    Stale(String),
}

/// RFC 5546, section 2.1.5: first the revision, then the age.
///
/// `sent_sequence` is the SEQUENCE of the last REQUEST to that person, `last_stamp` the stamp of the last response of
/// the same person about the same occurrence that was applied. A response without SEQUENCE or with an unreadable
/// DTSTAMP is taken in the order the mails came. An equal stamp is fresh: stamps count whole seconds, and applying
/// the same answer twice changes nothing.
///
/// A caller that remembers `stamp` as the next `last_stamp` should remember the earlier of it and the time of receipt:
/// a clock that runs ahead would shut out all later answers.
pub fn freshness(sent_sequence: u32, last_stamp: Option<Instant>, response: &Response) -> Freshness {
    if let Some(sequence) = response.sequence
        && sequence < sent_sequence
    {
        return Freshness::Stale(format!(
            "answers revision {sequence}, and revision {sent_sequence} was sent since"
        ));
    }
    if let (Some(last), Some(stamp)) = (last_stamp, response.stamp)
        && stamp < last
    {
        return Freshness::Stale(format!(
            "was made at {stamp}, before the answer of {last} that already counts"
        ));
    }
    Freshness::Fresh
}
