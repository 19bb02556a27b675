//! Whether a response still speaks about what was sent.

use super::Response;
use crate::time::Instant;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::read;

    fn response(sequence: &str, stamp: &str) -> Response {
        let text = format!(
            "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:x\n{sequence}{stamp}\
             ATTENDEE;PARTSTAT=ACCEPTED:mailto:bob@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
        );
        read(&text, None).unwrap().remove(0)
    }

    fn stale(sent: u32, last: Option<&str>, response: &Response) -> bool {
        freshness(sent, last.map(|last| last.parse().unwrap()), response) != Freshness::Fresh
    }

    #[test]
    fn an_answer_to_an_older_revision_is_stale_whatever_its_age() {
        let answer = response("SEQUENCE:1\n", "DTSTAMP:20301231T000000Z\n");
        assert!(stale(2, None, &answer));
        assert!(!stale(1, None, &answer));
        assert!(!stale(0, None, &answer), "some programs count on by themselves");
    }

    #[test]
    fn of_two_answers_to_one_revision_the_later_made_counts() {
        let answer = response("SEQUENCE:1\n", "DTSTAMP:20261122T130000Z\n");
        assert!(stale(1, Some("2026-11-22T13:00:01Z"), &answer));
        assert!(!stale(1, Some("2026-11-22T13:00:00Z"), &answer));
        assert!(!stale(1, Some("2026-11-22T12:59:59Z"), &answer));
    }

    #[test]
    fn what_a_program_leaves_out_is_taken_in_the_order_of_the_mails() {
        let last = Some("2026-11-22T13:00:00Z");
        assert!(!stale(3, last, &response("", "DTSTAMP:00000000T000000\n")));
        assert!(!stale(3, last, &response("", "")));
        assert!(!stale(3, last, &response("SEQUENCE:often\n", "DTSTAMP:soon\n")));
        assert!(stale(3, last, &response("", "DTSTAMP:20261122T125959Z\n")));
    }
}
