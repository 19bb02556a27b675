//! The text of a scenario → its lines.

use chrono::{NaiveDateTime, NaiveTime};

use super::{Expected, Line, Scenario, What};
use crate::fault::{Faults, Source};
use crate::time::Zone;

const VERBS: &str = "write for example 'li writes: SUBJECT', 'wang replies to LETTER: TEXT', 'li accepts MEET', \
                     'the letter LETTER to li bounces', '→ LETTER to li, wang' or '= CASE is in STATE'";

/// Reads a scenario; every line that is not understood is a fault.
pub fn read(source: &Source) -> Result<Scenario, Faults> {
    let mut faults = Faults::default();
    let mut scenario = Scenario {
        source: source.clone(),
        title: String::new(),
        zone: Zone::parse("Asia/Shanghai").expect("a zone of the bundled database"),
        lines: Vec::new(),
    };
    let mut now: Option<NaiveDateTime> = None;
    let mut offset = 0;
    for line in source.text().split_inclusive('\n') {
        let span = offset..offset + line.trim_end().len();
        offset += line.len();
        let text = line.trim_end();
        if text.trim().is_empty() && !takes_text(&scenario) {
            continue;
        }
        if let Some(comment) = text.strip_prefix('#') {
            if scenario.title.is_empty() {
                scenario.title = comment.trim().to_owned();
            }
            continue;
        }
        if let Some(zone) = text.strip_prefix("zone:") {
            match Zone::parse(zone.trim()) {
                Ok(zone) => scenario.zone = zone,
                Err(error) => {
                    faults.push(source.fault(span, error, "write an IANA zone such as Asia/Shanghai"))
                }
            }
            continue;
        }
        let (time, rest) = time_of(text.trim_start(), now);
        let indented = text.starts_with([' ', '\t']) && time.is_none();
        if indented && !rest.trim_start().starts_with(['→', '=']) && !rest.trim_start().starts_with("->") {
            continue_text(&mut scenario, text);
            continue;
        }
        if text.trim().is_empty() {
            continue_text(&mut scenario, "");
            continue;
        }
        now = time.or(now);
        let Some(at) = now else {
            faults.push(source.fault(
                span,
                "the first line has no time",
                "begin it with a date and time: 2024-07-01 09:00",
            ));
            continue;
        };
        match verb(rest.trim()) {
            Some(what) => scenario.lines.push(Line { at, span, what }),
            None => faults.push(source.fault(span, format!("'{}' is not understood", rest.trim()), VERBS)),
        }
    }
    for line in &mut scenario.lines {
        if let What::Writes { text, .. }
        | What::Replies { text, .. }
        | What::OperatorAnswers { text, .. }
        | What::OperatorOpens { text, .. } = &mut line.what
        {
            *text = text.trim_end().to_owned();
        }
    }
    for pair in scenario.lines.windows(2) {
        if pair[1].at < pair[0].at {
            faults.push(source.fault(
                pair[1].span.clone(),
                "time goes backwards",
                "put the lines in order of time",
            ));
        }
    }
    faults.or(scenario)
}

/// `2024-07-01 09:00 rest`, `09:00 rest` (same day), or no time at all.
fn time_of(text: &str, now: Option<NaiveDateTime>) -> (Option<NaiveDateTime>, &str) {
    if let Some((head, rest)) = text.get(..16).zip(text.get(16..))
        && let Ok(at) = NaiveDateTime::parse_from_str(head, "%Y-%m-%d %H:%M")
    {
        return (Some(at), rest);
    }
    if let Some((head, rest)) = text.get(..5).zip(text.get(5..))
        && let (Ok(time), Some(now)) = (NaiveTime::parse_from_str(head, "%H:%M"), now)
    {
        return (Some(now.date().and_time(time)), rest);
    }
    (None, text)
}

fn takes_text(scenario: &Scenario) -> bool {
    matches!(scenario.lines.last().map(|l| &l.what), Some(What::Writes { .. } | What::Replies { .. }))
}

fn continue_text(scenario: &mut Scenario, line: &str) {
    let Some(last) = scenario.lines.last_mut() else { return };
    let line = line.strip_prefix("  ").or_else(|| line.strip_prefix('\t')).unwrap_or(line.trim_start());
    match &mut last.what {
        What::Writes { text, files, .. } | What::Replies { text, files, .. } => {
            if let Some(file) = line.trim().strip_prefix("[file ").and_then(|f| f.strip_suffix(']')) {
                files.push(file.trim().to_owned());
                return;
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(line);
        }
        What::OperatorAnswers { text, .. } | What::OperatorOpens { text, .. } => {
            text.push('\n');
            text.push_str(line);
        }
        _ => {}
    }
}

fn verb(line: &str) -> Option<What> {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix('→').or_else(|| line.strip_prefix("->")) {
        return letter(rest.trim()).map(What::Letter);
    }
    if let Some(rest) = line.strip_prefix('=') {
        return assertion(rest.trim());
    }
    if line == "time passes" {
        return Some(What::Passes);
    }
    if let Some(state) = line.strip_prefix("beadle is ") {
        return matches!(state, "down" | "up").then(|| What::Down(state == "down"));
    }
    if let Some(rest) = line.strip_prefix("operator cancels ") {
        return Some(What::OperatorCancels(rest.trim().to_owned()));
    }
    if let Some(rest) = line.strip_prefix("operator opens ") {
        let (head, text) = rest.split_once(':')?;
        let (opened, person) = head.split_once(" as ")?;
        let (process, about) = match opened.split_once(" on ") {
            Some((process, about)) => (process, Some(about.trim().to_owned())),
            None => (opened, None),
        };
        return Some(What::OperatorOpens {
            process: process.trim().to_owned(),
            about,
            person: person.trim().to_owned(),
            text: text.trim().to_owned(),
        });
    }
    if let Some(rest) = line.strip_prefix("operator answers ") {
        let (head, text) = rest.split_once(':')?;
        let (case, person) = head.split_once(" as ")?;
        return Some(What::OperatorAnswers {
            case: case.trim().to_owned(),
            person: person.trim().to_owned(),
            text: text.trim().to_owned(),
        });
    }
    if let Some(rest) = line.strip_prefix("letters to ") {
        let (to, up) = match rest.strip_suffix(" wait") {
            Some(to) => (to, false),
            None => (rest.strip_suffix(" go out")?, true),
        };
        return Some(What::Server { to: to.trim().to_owned(), up });
    }
    if let Some(rest) = line.strip_prefix("the letter ") {
        let (letter, to) = rest.strip_suffix(" bounces")?.split_once(" to ")?;
        return Some(What::Bounces { letter: letter.trim().to_owned(), to: to.trim().to_owned() });
    }
    let (from, rest) = line.split_once(' ')?;
    let from = from.to_owned();
    if let Some(subject) = rest.strip_prefix("writes:") {
        let subject = subject.trim().to_owned();
        return Some(What::Writes { from, subject, text: String::new(), files: Vec::new() });
    }
    if let Some(rest) = rest.strip_prefix("replies to ") {
        let (letter, text) = rest.split_once(':')?;
        let (owner, letter) = match letter.split_once("'s ") {
            Some((owner, letter)) => (Some(owner.trim().to_owned()), letter),
            None => (None, letter),
        };
        let (letter, text) = (letter.trim().to_owned(), text.trim().to_owned());
        return Some(What::Replies { from, letter, text, files: Vec::new(), owner });
    }
    if let Some(letter) = rest.strip_prefix("is away, answering ") {
        return Some(What::Away { from, letter: letter.trim().to_owned() });
    }
    if let Some(rest) = rest.strip_prefix("proposes ") {
        let (span, meet) = rest.split_once(" for ")?;
        let (day, hours) = span.trim().split_once(' ')?;
        let (start, end) = hours.split_once('-')?;
        let at = |clock: &str| {
            chrono::NaiveDateTime::parse_from_str(&format!("{day} {}", clock.trim()), "%Y-%m-%d %H:%M").ok()
        };
        return Some(What::Proposes { from, span: (at(start)?, at(end)?), meet: meet.trim().to_owned() });
    }
    let pressed = [("accepts ", "ACCEPTED"), ("declines ", "DECLINED"), ("may come to ", "TENTATIVE")];
    pressed.iter().find_map(|(word, status)| {
        let meet = rest.strip_prefix(word)?.trim();
        let (meet, first) = meet.strip_prefix("the first ").map_or((meet, false), |meet| (meet, true));
        Some(What::Presses { from: from.clone(), status, meet: meet.to_owned(), first })
    })
}

/// `verdict (reminder) to wang, zhao`
fn letter(text: &str) -> Option<Expected> {
    let (head, to) = text.rsplit_once(" to ")?;
    let (name, occasion) = match head.trim().split_once(" (") {
        Some((name, occasion)) => (name, Some(occasion.strip_suffix(')')?.to_owned())),
        None => (head.trim(), None),
    };
    let mut to: Vec<String> = to.split(',').map(|p| p.trim().to_owned()).collect();
    to.sort();
    (!name.contains(' ')).then(|| Expected { name: name.to_owned(), occasion, to })
}

fn assertion(text: &str) -> Option<What> {
    if let Some(words) = text.strip_prefix("why:") {
        return Some(What::Why(words.trim().to_owned()));
    }
    if let Some((head, words)) = text.split_once(':')
        && let Some((person, letter)) = head.split_once(" reads in ")
    {
        let (person, letter) = (person.trim().to_owned(), letter.trim().to_owned());
        return Some(What::Reads { person, letter, words: words.trim().to_owned() });
    }
    for fate in ["ignored", "quarantined"] {
        if let Some(words) = text.strip_prefix(fate).and_then(|t| t.strip_prefix(':')) {
            return Some(What::Fate(fate.to_owned(), words.trim().to_owned()));
        }
    }
    if let Some((case, state)) = text.split_once(" is in ") {
        return Some(What::State { case: case.trim().to_owned(), state: state.trim().to_owned() });
    }
    let (case, rest) = text.split_once(" has ")?;
    let (field, value) = rest.trim().split_once(' ')?;
    Some(What::Field {
        case: case.trim().to_owned(),
        field: field.to_owned(),
        value: value.trim().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_story_is_read_line_by_line() {
        let story = "# 请假: one person decides\nzone: Asia/Shanghai\n\n\
                     2024-07-01 09:00 li writes: 【请假】三天\n  从：2024-07-08\n\n  谢谢\n\
                     → verdict to wang\n\
                     13:00 → verdict (reminder) to wang\n\
                     14:00 wang replies to verdict: 批准\n\
                     = L-2024-0001 is in granted\n";
        let scenario = read(&Source::new("leave.story", story)).unwrap();
        assert_eq!(scenario.title, "请假: one person decides");
        let shown: Vec<String> =
            scenario.lines.iter().map(|l| format!("{} {:?}", l.at.format("%H:%M"), l.what)).collect();
        assert_eq!(
            shown,
            [
                "09:00 Writes { from: \"li\", subject: \"【请假】三天\", text: \"从：2024-07-08\\n\\n谢谢\", files: [] }",
                "09:00 Letter(Expected { name: \"verdict\", occasion: None, to: [\"wang\"] })",
                "13:00 Letter(Expected { name: \"verdict\", occasion: Some(\"reminder\"), to: [\"wang\"] })",
                "14:00 Replies { from: \"wang\", letter: \"verdict\", text: \"批准\", files: [], owner: None }",
                "14:00 State { case: \"L-2024-0001\", state: \"granted\" }",
            ]
        );
    }

    #[test]
    fn an_old_invitation_and_the_words_of_a_letter_can_be_named() {
        let story = "2024-07-01 09:00 li accepts the first call\n= wang reads in verdict: 三天\n";
        let scenario = read(&Source::new("leave.story", story)).unwrap();
        let shown: Vec<String> = scenario.lines.iter().map(|l| format!("{:?}", l.what)).collect();
        assert_eq!(
            shown,
            [
                "Presses { from: \"li\", status: \"ACCEPTED\", meet: \"call\", first: true }",
                "Reads { person: \"wang\", letter: \"verdict\", words: \"三天\" }",
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_a_fault_with_its_place() {
        let faults =
            read(&Source::new("x.story", "2024-07-01 09:00 li sings\n2024-06-01 09:00 time passes\n"))
                .unwrap_err();
        assert!(faults.to_string().starts_with("x.story:1:1: 'li sings' is not understood; write"));
        let faults =
            read(&Source::new("x.story", "2024-07-01 09:00 time passes\n2024-06-01 09:00 time passes\n"));
        assert_eq!(
            faults.unwrap_err().to_string(),
            "x.story:2:1: time goes backwards; put the lines in order of time"
        );
    }
}
