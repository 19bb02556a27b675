//! An answer to an invitation that stands in the subject of a mail.
//!
//! Outlook and Google write `Accepted: …` over the answers that their users give, each in its own language. Where a
//! relay has lost the calendar object (or put it into a winmail.dat, which only Exchange reads), this is all that is left of the answer. It says nothing
//! about which invitation is meant; that is the caller's to find, by the thread.

use super::PartStat;

/// What programs write before the colon.
const WORDS: &[(&str, PartStat)] = &[
    ("accepted", PartStat::Accepted),
    ("declined", PartStat::Declined),
    ("tentative", PartStat::Tentative),
    ("tentatively accepted", PartStat::Tentative),
    // Zimbra, Thunderbird, Google and others
    ("accept", PartStat::Accepted),
    ("decline", PartStat::Declined),
    ("invitation accepted", PartStat::Accepted),
    ("invitation declined", PartStat::Declined),
    ("invitation tentative", PartStat::Tentative),
    ("event accepted", PartStat::Accepted),
    ("event declined", PartStat::Declined),
    ("event tentatively accepted", PartStat::Tentative),
    ("accepted invitation", PartStat::Accepted),
    ("declined invitation", PartStat::Declined),
    ("tentatively accepted invitation", PartStat::Tentative),
    // zh-CN, zh-TW
    ("已接受", PartStat::Accepted),
    ("接受", PartStat::Accepted),
    ("已拒绝", PartStat::Declined),
    ("已谢绝", PartStat::Declined),
    ("拒绝", PartStat::Declined),
    ("谢绝", PartStat::Declined),
    ("已接受邀请", PartStat::Accepted),
    ("已拒绝邀请", PartStat::Declined),
    ("已谢绝邀请", PartStat::Declined),
    ("邀请已接受", PartStat::Accepted),
    ("邀请已拒绝", PartStat::Declined),
    ("邀请已谢绝", PartStat::Declined),
    ("已暂时接受", PartStat::Tentative),
    ("待定", PartStat::Tentative),
    ("暂定", PartStat::Tentative),
    ("暂时接受", PartStat::Tentative),
    ("已拒絕", PartStat::Declined),
    ("拒絕", PartStat::Declined),
    ("暫訂", PartStat::Tentative),
    ("暫定", PartStat::Tentative),
    // de, fr, es, it, pt, nl, ja
    ("zugesagt", PartStat::Accepted),
    ("angenommen", PartStat::Accepted),
    ("abgelehnt", PartStat::Declined),
    ("abgesagt", PartStat::Declined),
    ("mit vorbehalt", PartStat::Tentative),
    ("unter vorbehalt angenommen", PartStat::Tentative),
    ("vorläufig", PartStat::Tentative),
    ("accepté", PartStat::Accepted),
    ("acceptée", PartStat::Accepted),
    ("refusé", PartStat::Declined),
    ("refusée", PartStat::Declined),
    ("provisoire", PartStat::Tentative),
    ("aceptado", PartStat::Accepted),
    ("aceptada", PartStat::Accepted),
    ("rechazado", PartStat::Declined),
    ("rechazada", PartStat::Declined),
    ("provisional", PartStat::Tentative),
    ("accettato", PartStat::Accepted),
    ("rifiutato", PartStat::Declined),
    ("provvisorio", PartStat::Tentative),
    ("aceito", PartStat::Accepted),
    ("recusado", PartStat::Declined),
    ("geaccepteerd", PartStat::Accepted),
    ("afgewezen", PartStat::Declined),
    ("承諾", PartStat::Accepted),
    ("辞退", PartStat::Declined),
    ("仮承諾", PartStat::Tentative),
    ("仮の予定", PartStat::Tentative),
];

/// Characters before the colon.
const HEAD_MAX: usize = 40;

/// The answer, if the subject begins with one.
pub fn spoken(subject: &str) -> Option<PartStat> {
    let end =
        subject.char_indices().take(HEAD_MAX).find(|(_, c)| matches!(c, ':' | '：')).map(|(at, _)| at)?;
    let head = subject[..end].trim().to_lowercase();
    WORDS.iter().find(|(word, _)| *word == head).map(|(_, status)| *status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_words_of_programs_before_a_colon_are_an_answer() {
        assert_eq!(spoken("Accepted: Kick-off: new site @ Tue 2 Jul"), Some(PartStat::Accepted));
        assert_eq!(spoken("已接受： 启动会：官网改版"), Some(PartStat::Accepted));
        assert_eq!(spoken("已拒绝: 启动会"), Some(PartStat::Declined));
        // As Thunderbird writes it, and as Google does.
        assert_eq!(spoken("Invitation Declined: 启动会"), Some(PartStat::Declined));
        assert_eq!(spoken("Event accepted: New Event"), Some(PartStat::Accepted));
        assert_eq!(spoken("Tentatively Accepted: x"), Some(PartStat::Tentative));
        assert_eq!(spoken("Accepté : réunion"), Some(PartStat::Accepted));
        for other in [
            "",
            "Accepted",
            "Re: Accepted: x",
            "Not accepted: x",
            "Accepted with thanks",
            "接受吗：x",
            "批准：x",
        ] {
            assert_eq!(spoken(other), None, "{other}");
        }
    }
}
