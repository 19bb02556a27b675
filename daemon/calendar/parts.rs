//! Several calendar parts of one mail as one answer.
//!
//! Many programs put their object into a mail twice, as an alternative of the text and as a file, and the two are not
//! always the same bytes. What stands in both counts once; about what they contradict each other nothing counts.

use super::{PartStat, ReplyMethod, Response, read};
use crate::time::Instant;
use std::collections::BTreeMap;

/// Reads the calendar parts of one mail, each with the `method` of its Content-Type: what they say, in order, and why
/// the rest cannot be used.
pub fn read_parts<'a>(
    parts: impl IntoIterator<Item = (&'a str, Option<&'a str>)>,
) -> (Vec<Response>, Vec<String>) {
    let mut reasons = Vec::new();
    let mut said: Vec<Response> = Vec::new();
    for (text, hint) in parts {
        match read(text, hint) {
            Ok(responses) => said.extend(responses),
            Err(reason) => reasons.push(reason),
        }
    }
    let mut places: BTreeMap<_, Vec<usize>> = BTreeMap::new();
    for (at, one) in said.iter().enumerate() {
        let about = (one.method as u8, one.uid.to_ascii_lowercase(), one.instance);
        places.entry(about).or_default().push(at);
    }
    let mut kept = vec![true; said.len()];
    for same in places.values().filter(|same| same.len() > 1) {
        let agree = same.windows(2).all(|two| meaning(&said[two[0]]) == meaning(&said[two[1]]));
        if !agree {
            reasons.push("its calendar parts contradict each other".to_owned());
        }
        same.iter().skip(usize::from(agree)).for_each(|at| kept[*at] = false);
    }
    let mut kept = kept.into_iter();
    said.retain(|_| kept.next().unwrap_or(true));
    (said, reasons)
}

/// A program made it because somebody pressed a button: what it says in words beside it is no letter of its own.
pub fn is_answer(text: &str, hint: Option<&str>) -> bool {
    const NAME: &str = "METHOD:";
    let mut lines = text.lines().map(str::trim);
    let inside = lines.find_map(|line| {
        let (name, value) = line.split_at_checked(NAME.len())?;
        name.eq_ignore_ascii_case(NAME).then_some(value)
    });
    let said = inside.or(hint).unwrap_or_default().trim();
    ["REPLY", "COUNTER", "REFRESH"].iter().any(|method| said.eq_ignore_ascii_case(method))
}

/// None of these parts can be read as anybody's answer, and none names an occurrence: what was pressed, and it was for
/// the whole, may stand elsewhere in the mail.
pub fn leaves_open<'a>(parts: impl IntoIterator<Item = (&'a str, Option<&'a str>)>) -> bool {
    const NAME: &str = "RECURRENCE-ID";
    let named = |text: &str| {
        text.lines()
            .any(|line| line.trim_start().get(..NAME.len()).is_some_and(|l| l.eq_ignore_ascii_case(NAME)))
    };
    parts.into_iter().all(|(text, hint)| {
        let silent = |one: &Response| {
            one.method == ReplyMethod::Reply && one.voices.iter().all(|voice| voice.partstat.is_none())
        };
        !named(text) && read(text, hint).map_or(true, |said| said.iter().all(silent))
    })
}

/// Who says what, and which time is proposed: programs word the rest of the two differently.
fn meaning(one: &Response) -> (Vec<Said<'_>>, Option<(Instant, Instant)>) {
    let voices = one.voices.iter();
    (voices.map(|v| (v.address.as_deref(), v.partstat, v.delegated_to.as_deref())).collect(), one.proposed)
}

/// Who, what, and who instead.
type Said<'a> = (Option<&'a str>, Option<PartStat>, Option<&'a str>);

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(uid: &str, partstat: &str) -> String {
        format!(
            "BEGIN:VCALENDAR\nMETHOD:REPLY\nBEGIN:VEVENT\nUID:{uid}\n\
             ATTENDEE;PARTSTAT={partstat}:mailto:bob@example.org\nEND:VEVENT\nEND:VCALENDAR\n"
        )
    }

    #[test]
    fn what_is_said_twice_counts_once_and_contradictions_count_nothing() {
        let read = |parts: &[&str]| {
            let (said, reasons) = read_parts(parts.iter().map(|part| (*part, None)));
            (said.into_iter().map(|one| one.uid).collect::<Vec<_>>(), reasons)
        };
        let (yes, no, other) = (reply("x", "ACCEPTED"), reply("x", "DECLINED"), reply("y", "DECLINED"));
        let worded = yes.replace("UID:x", "SUMMARY:Accepted: x\nUID:X");
        assert_eq!(read(&[&yes, &worded, &other]), (vec!["x".to_owned(), "y".to_owned()], vec![]));
        let contradict = "its calendar parts contradict each other".to_owned();
        assert_eq!(read(&[&yes, &other, &no]), (vec!["y".to_owned()], vec![contradict]));
        let invited = yes.replace("REPLY", "REQUEST");
        assert_eq!(read(&[&yes, &invited]).0.len(), 2);
        assert_eq!(read(&["nothing"]).1.len(), 1);
        assert!(is_answer(&yes, None) && is_answer("", Some("counter")) && is_answer(&yes, Some("REQUEST")));
        assert!(!is_answer(&invited, Some("REPLY")) && !is_answer("", None));
        let mute = yes.replace(";PARTSTAT=ACCEPTED", "");
        let open = |parts: &[&str]| leaves_open(parts.iter().map(|part| (*part, None)));
        assert!(open(&[&mute]) && open(&["nothing"]) && open(&[&mute, "nothing"]));
        assert!(!open(&[&yes]) && !open(&[&mute, &yes]) && !open(&[&invited]));
        assert!(!open(&[&mute.replace("UID:x", "UID:x\nRECURRENCE-ID:yesterday")]));
    }
}
