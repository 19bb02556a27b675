//! The text of a scenario → its lines.

use std::ops::Range;

use chrono::{NaiveDateTime, NaiveTime};

use super::{Expected, File, Line, Scenario, What};
use crate::fault::{Fault, Faults, Source, near, offer};
use crate::time::Zone;
use crate::time::read::duration;

const VERBS: &str = "write for example 'li writes: SUBJECT', 'wang replies to LETTER: TEXT', 'li accepts MEET', \
                     'the letter LETTER to li bounces', '→ LETTER to li, wang' or '= CASE is in STATE'";
const TIME: &str = "write a date and time as 2024-07-01 09:00, or for the same day 09:00";

/// The kinds of a letter that stand in brackets.
const OCCASIONS: [&str; 5] = ["reminder", "also", "correction", "invite", "cancel"];

/// What is wrong with a line: the part of it that is meant, what was found, what would be right.
struct Trouble<'t> {
    part: &'t str,
    found: String,
    remedy: String,
}

impl<'t> Trouble<'t> {
    fn new(part: &'t str, found: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self { part, found: found.into(), remedy: remedy.into() }
    }

    /// The place of the part in the text it was cut from.
    fn fault(self, source: &Source, line: Range<usize>) -> Fault {
        let text = source.text();
        let start = (self.part.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
        let span = if line.contains(&start) { start..start + self.part.len() } else { line };
        source.fault(span, self.found, self.remedy)
    }
}

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
            if let Err(trouble) = continue_text(&mut scenario, text) {
                faults.push(trouble.fault(source, span));
            }
            continue;
        }
        if text.trim().is_empty() {
            // Empty lines within the text of a mail; elsewhere they were left out above.
            let _ = continue_text(&mut scenario, "");
            continue;
        }
        if time.is_none() && rest.starts_with(|c: char| c.is_ascii_digit()) {
            faults.push(source.fault(span, "the line begins like a time, but is none", TIME));
            continue;
        }
        now = time.or(now);
        let Some(at) = now else {
            faults.push(source.fault(
                span,
                "the first line has no date and time",
                "begin it with both: 2024-07-01 09:00",
            ));
            continue;
        };
        match verb(rest.trim()) {
            Ok(what) => scenario.lines.push(Line { at, span, what }),
            Err(trouble) => faults.push(trouble.fault(source, span)),
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

/// One more line of the text of the mail above.
fn continue_text<'t>(scenario: &mut Scenario, line: &'t str) -> Result<(), Trouble<'t>> {
    let alone = || {
        Trouble::new(
            line.trim(),
            "an indented line is the text of a mail, and the line above is no mail",
            "put it directly below the mail, before the letters that leave; what happens is not indented, except → and =",
        )
    };
    let Some(last) = scenario.lines.last_mut() else { return Err(alone()) };
    let cut = line.strip_prefix("  ").or_else(|| line.strip_prefix('\t')).unwrap_or(line.trim_start());
    match &mut last.what {
        What::Writes { text, files, .. } | What::Replies { text, files, .. } => {
            if let Some(file) = cut.trim().strip_prefix("[file ") {
                let Some(file) = file.strip_suffix(']') else {
                    return Err(Trouble::new(line.trim(), "the attachment has no end", "write [file NAME]"));
                };
                files.push(File { name: file.trim().to_owned(), text: String::new() });
                return Ok(());
            }
            // What is indented further below a file is what it holds.
            if let (Some(file), Some(held)) = (files.last_mut(), cut.strip_prefix("  ")) {
                file.text.push_str(held);
                file.text.push('\n');
                return Ok(());
            }
            if !text.is_empty() {
                text.push('\n');
            }
            text.push_str(cut);
        }
        What::OperatorAnswers { text, .. } | What::OperatorOpens { text, .. } => {
            text.push('\n');
            text.push_str(cut);
        }
        _ => return Err(alone()),
    }
    Ok(())
}

fn verb(line: &str) -> Result<What, Trouble<'_>> {
    if let Some(rest) = line.strip_prefix('→').or_else(|| line.strip_prefix("->")) {
        return letter(rest.trim()).map(What::Letter);
    }
    if let Some(rest) = line.strip_prefix('=') {
        return assertion(rest.trim());
    }
    if line == "time passes" {
        return Ok(What::Passes);
    }
    if let Some(state) = line.strip_prefix("beadle is ") {
        return match state.trim() {
            "down" => Ok(What::Down(true)),
            "up" => Ok(What::Down(false)),
            other => Err(Trouble::new(
                other,
                format!("beadle is never '{other}'"),
                "write 'beadle is down' or 'beadle is up'",
            )),
        };
    }
    if let Some(rest) = line.strip_prefix("operator ") {
        return operator(rest);
    }
    if let Some(rest) = line.strip_prefix("letters to ") {
        let (to, up) = match (rest.strip_suffix(" wait"), rest.strip_suffix(" go out")) {
            (Some(to), _) => (to, false),
            (_, Some(to)) => (to, true),
            _ => {
                let remedy = "write 'letters to li wait' or 'letters to li go out'";
                return Err(Trouble::new(rest, "what letters do is not understood", remedy));
            }
        };
        return Ok(What::Server { to: to.trim().to_owned(), up });
    }
    if let Some(rest) = line.strip_prefix("the letter ") {
        let (letter, to) =
            rest.strip_suffix(" bounces").and_then(|rest| rest.split_once(" to ")).ok_or_else(|| {
                Trouble::new(
                    rest,
                    "what becomes of the letter is not understood",
                    "write 'the letter LETTER to li bounces'",
                )
            })?;
        return Ok(What::Bounces { letter: letter.trim().to_owned(), to: to.trim().to_owned() });
    }
    deed(line)
}

/// What a person does.
fn deed(line: &str) -> Result<What, Trouble<'_>> {
    let Some((who, rest)) = line.split_once(' ') else {
        return Err(Trouble::new(line, format!("'{line}' is not understood"), VERBS));
    };
    let (from, rest) = (who.to_owned(), rest.trim_start());
    if let Some(subject) = rest.strip_prefix("writes:") {
        let subject = subject.trim().to_owned();
        return Ok(What::Writes { from, subject, text: String::new(), files: Vec::new() });
    }
    if let Some(rest) = rest.strip_prefix("replies to ") {
        let (letter, text) = rest.split_once(':').ok_or_else(|| {
            Trouble::new(
                rest,
                "an answer without words",
                "put a colon behind the letter: 'wang replies to LETTER: TEXT'",
            )
        })?;
        let (all, letter) = match letter.strip_prefix("everybody on ") {
            Some(letter) => (true, letter),
            None => (false, letter),
        };
        let (owner, letter) = match letter.split_once("'s ") {
            Some((owner, letter)) => (Some(owner.trim().to_owned()), letter),
            None => (None, letter),
        };
        let (letter, case) = match letter.split_once(" of ") {
            Some((letter, case)) => (letter, Some(case.trim().to_owned())),
            None => (letter, None),
        };
        let (letter, text) = (letter.trim().to_owned(), text.trim().to_owned());
        return Ok(What::Replies { from, letter, text, files: Vec::new(), owner, case, all });
    }
    if let Some(letter) = rest.strip_prefix("is away, answering ") {
        return Ok(What::Away { from, letter: letter.trim().to_owned() });
    }
    if let Some(rest) = rest.strip_prefix("is busy:") {
        let spans = rest.split(',').map(str::trim).filter(|one| *one != "never");
        let spans = spans.map(|one| span(one).ok_or(one)).collect::<Result<_, _>>();
        return spans.map(|spans| What::Busy { person: from, spans }).map_err(|one| {
            let remedy =
                "write 'li is busy: 2024-07-03 15:00-16:00, 2024-07-04 09:00-12:00' or 'li is busy: never'";
            Trouble::new(one, "this is no time from when to when", remedy)
        });
    }
    if let Some(rest) = rest.strip_prefix("proposes ") {
        return proposal(&from, rest);
    }
    for (word, status) in [("accepts ", "ACCEPTED"), ("declines ", "DECLINED"), ("may come to ", "TENTATIVE")]
    {
        if let Some(meet) = rest.strip_prefix(word) {
            let (meet, on) = occurrence(meet)?;
            let (meet, first) = meet.strip_prefix("the first ").map_or((meet, false), |meet| (meet, true));
            let (owner, meet) = match meet.split_once("'s ") {
                Some((owner, meet)) => (Some(owner.trim().to_owned()), meet.trim()),
                None => (None, meet),
            };
            return Ok(What::Presses { from, status, meet: meet.to_owned(), first, on, owner });
        }
    }
    if let Some((to, meet)) = rest.strip_prefix("sends ").and_then(|rest| rest.split_once(" to ")) {
        let (meet, on) = occurrence(meet)?;
        return Ok(What::Sends { from, to: to.trim().to_owned(), meet: meet.to_owned(), on });
    }
    let word = rest.split([' ', ':']).next().unwrap_or(rest);
    let forms = [
        ("writes", "writes: SUBJECT"),
        ("replies", "replies to LETTER: TEXT"),
        ("accepts", "accepts MEET"),
        ("declines", "declines MEET"),
        ("may", "may come to MEET"),
        ("proposes", "proposes 2024-07-02 10:00-11:00 for MEET"),
        ("sends", "sends PERSON to MEET"),
        ("is", "is away, answering LETTER' or 'is busy: 2024-07-03 15:00-16:00"),
    ];
    let meant =
        near(word, forms.map(|(word, _)| word)).and_then(|near| forms.iter().find(|(word, _)| *word == near));
    let remedy = meant.map_or_else(|| VERBS.to_owned(), |(_, form)| format!("write '{who} {form}'"));
    Err(Trouble::new(rest, format!("'{rest}' is nothing that somebody does in a story"), remedy))
}

/// `MEET`, or `MEET on 2024-07-10 10:00`
fn occurrence(text: &str) -> Result<(&str, Option<NaiveDateTime>), Trouble<'_>> {
    let Some((meet, on)) = text.split_once(" on ") else { return Ok((text.trim(), None)) };
    let read = NaiveDateTime::parse_from_str(on.trim(), "%Y-%m-%d %H:%M").ok();
    let found = || Trouble::new(on, "this is no time", "write 'MEET on 2024-07-10 10:00'".to_owned());
    Ok((meet.trim(), Some(read.ok_or_else(found)?)))
}

/// `2024-07-02 10:00-11:00 for MEET`
fn proposal<'t>(from: &str, rest: &'t str) -> Result<What, Trouble<'t>> {
    let read = rest.split_once(" for ").and_then(|(span, meet)| {
        Some(What::Proposes { from: from.to_owned(), span: self::span(span)?, meet: meet.trim().to_owned() })
    });
    read.ok_or_else(|| {
        let remedy = "write 'li proposes 2024-07-02 10:00-11:00 for MEET'";
        Trouble::new(rest, "what is proposed is not understood", remedy)
    })
}

/// `2024-07-02 10:00-11:00`
fn span(text: &str) -> Option<(NaiveDateTime, NaiveDateTime)> {
    let (day, hours) = text.trim().split_once(' ')?;
    let (start, end) = hours.split_once('-')?;
    let at = |clock: &str| {
        NaiveDateTime::parse_from_str(&format!("{day} {}", clock.trim()), "%Y-%m-%d %H:%M").ok()
    };
    Some((at(start)?, at(end)?))
}

fn operator(rest: &str) -> Result<What, Trouble<'_>> {
    if let Some(case) = rest.strip_prefix("cancels ") {
        return Ok(What::OperatorCancels(case.trim().to_owned()));
    }
    if let Some(case) = rest.strip_prefix("releases ") {
        return Ok(What::OperatorReleases(case.trim().to_owned()));
    }
    let opens = rest.strip_prefix("opens ").and_then(|rest| {
        let (head, text) = rest.split_once(':')?;
        let (opened, person) = head.split_once(" as ")?;
        let (process, about) = match opened.split_once(" on ") {
            Some((process, about)) => (process, Some(about.trim().to_owned())),
            None => (opened, None),
        };
        Some(What::OperatorOpens {
            process: process.trim().to_owned(),
            about,
            person: person.trim().to_owned(),
            text: text.trim().to_owned(),
        })
    });
    let answer = rest.strip_prefix("answers ").and_then(|rest| {
        let (head, text) = rest.split_once(':')?;
        let (case, person) = head.split_once(" as ")?;
        Some(What::OperatorAnswers {
            case: case.trim().to_owned(),
            person: person.trim().to_owned(),
            text: text.trim().to_owned(),
        })
    });
    answer.or(opens).ok_or_else(|| {
        let remedy = "write 'operator answers CASE as li: TEXT', 'operator opens PROCESS as li: SUBJECT', \
                      'operator cancels CASE' or 'operator releases CASE'";
        Trouble::new(rest, "what the operator does is not understood", remedy)
    })
}

/// `verdict (reminder) to wang, zhao`
fn letter(text: &str) -> Result<Expected, Trouble<'_>> {
    const FORM: &str =
        "write '→ LETTER to li, wang', with a kind in brackets where it has one: '→ LETTER (reminder) to li'";
    let Some((head, to)) = text.rsplit_once(" to ") else {
        return Err(Trouble::new(text, "a letter without readers", FORM));
    };
    let head = head.trim();
    let (name, occasion) = match head.split_once('(') {
        None => (head, None),
        Some((name, occasion)) => {
            let Some(occasion) = occasion.strip_suffix(')').map(str::trim) else {
                return Err(Trouble::new(occasion, "the bracket is not closed", FORM));
            };
            if !OCCASIONS.contains(&occasion) {
                let remedy = format!("{}; a plain letter has no bracket", offer(occasion, OCCASIONS));
                return Err(Trouble::new(occasion, format!("'{occasion}' is no kind of letter"), remedy));
            }
            (name.trim(), Some(occasion.to_owned()))
        }
    };
    if name.is_empty() || name.contains(' ') {
        return Err(Trouble::new(head, format!("'{name}' is no name of a letter"), FORM));
    }
    if let Some(nobody) = to.split(',').find(|person| person.trim().is_empty() || person.trim().contains(' '))
    {
        return Err(Trouble::new(
            nobody,
            "a reader is missing between commas, or two stand without one",
            FORM,
        ));
    }
    let mut to: Vec<String> = to.split(',').map(|p| p.trim().to_owned()).collect();
    to.sort();
    Ok(Expected { name: name.to_owned(), occasion, to })
}

fn assertion(text: &str) -> Result<What, Trouble<'_>> {
    if let Some(words) = text.strip_prefix("why:") {
        return Ok(What::Why(words.trim().to_owned()));
    }
    if let Some((head, words)) = text.split_once(':')
        && let Some((person, letter)) = head.split_once(" reads in ")
    {
        let (person, letter) = (person.trim().to_owned(), letter.trim().to_owned());
        return Ok(What::Reads { person, letter, words: words.trim().to_owned() });
    }
    if let Some((head, times)) = text.split_once(':')
        && let Some((letter, kind, person)) = [" rings for ", " lasts for "]
            .into_iter()
            .find_map(|kind| head.split_once(kind).map(|(letter, person)| (letter, kind, person)))
    {
        let (letter, person) = (letter.trim().to_owned(), person.trim().to_owned());
        let times = times.trim();
        let odd = || {
            Trouble::new(times, format!("'{times}' is no time"), "write for example 48h, 4h before, or 2h")
        };
        let minutes = |time: &str| Some(duration(time.trim())?.num_minutes());
        if kind == " lasts for " {
            return Ok(What::Lasts { letter, person, length: minutes(times).ok_or_else(odd)? });
        }
        let each = times.strip_suffix("before").unwrap_or(times).split(',');
        let before: Option<Vec<i64>> = each.map(minutes).collect();
        return Ok(What::Rings { letter, person, before: before.ok_or_else(odd)? });
    }
    for fate in ["ignored", "quarantined"] {
        if let Some(words) = text.strip_prefix(fate).and_then(|t| t.strip_prefix(':')) {
            return Ok(What::Fate(fate.to_owned(), words.trim().to_owned()));
        }
    }
    if let Some((case, state)) = text.split_once(" is in ") {
        return Ok(What::State { case: case.trim().to_owned(), state: state.trim().to_owned() });
    }
    let field = text.split_once(" has ").and_then(|(case, rest)| {
        let (field, value) = rest.trim().split_once(' ')?;
        Some(What::Field {
            case: case.trim().to_owned(),
            field: field.to_owned(),
            value: value.trim().to_owned(),
        })
    });
    field.ok_or_else(|| {
        let remedy = "write '= CASE is in STATE', '= CASE has FIELD VALUE', '= li reads in LETTER: WORDS', '= why: WORDS', \
                      '= ignored: WORDS' or '= quarantined: WORDS'";
        Trouble::new(text, "what ought to hold is not understood", remedy)
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
                "14:00 Replies { from: \"wang\", letter: \"verdict\", text: \"批准\", files: [], owner: None, case: None, all: false }",
                "14:00 State { case: \"L-2024-0001\", state: \"granted\" }",
            ]
        );
    }

    #[test]
    fn an_old_invitation_and_the_words_of_a_letter_can_be_named() {
        let story = "2024-07-01 09:00 li accepts the first call\nchen declines li's call on 2024-07-10 10:00\nli sends dan@example.org to call\n= wang reads in verdict: 三天\n= verdict rings for li: 48h, 30m before\n= verdict lasts for li: 2h\n";
        let scenario = read(&Source::new("leave.story", story)).unwrap();
        let shown: Vec<String> = scenario.lines.iter().map(|l| format!("{:?}", l.what)).collect();
        assert_eq!(
            shown,
            [
                "Presses { from: \"li\", status: \"ACCEPTED\", meet: \"call\", first: true, on: None, owner: None }",
                "Presses { from: \"chen\", status: \"DECLINED\", meet: \"call\", first: false, on: Some(2024-07-10T10:00:00), owner: Some(\"li\") }",
                "Sends { from: \"li\", to: \"dan@example.org\", meet: \"call\", on: None }",
                "Reads { person: \"wang\", letter: \"verdict\", words: \"三天\" }",
                "Rings { letter: \"verdict\", person: \"li\", before: [2880, 30] }",
                "Lasts { letter: \"verdict\", person: \"li\", length: 120 }",
            ]
        );
    }

    #[test]
    fn what_is_not_understood_is_a_fault_with_its_place_and_a_remedy() {
        for (line, place, found, remedy) in [
            ("li sings", "1:21", "'sings' is nothing", "write for example"),
            ("li writess: x", "1:21", "'writess: x' is nothing", "write 'li writes: SUBJECT'"),
            ("li replies to verdict", "1:32", "an answer without words", "put a colon"),
            ("beadle is asleep", "1:28", "never 'asleep'", "'beadle is down'"),
            ("letters to li fly", "1:29", "what letters do", "'letters to li wait'"),
            ("the letter x to li burns", "1:29", "what becomes", "bounces"),
            ("operator sleeps", "1:27", "what the operator does", "'operator cancels CASE'"),
            ("→ verdict wang", "1:20", "without readers", "write '→ LETTER to li, wang'"),
            ("→ verdict (reminded) to wang", "1:29", "'reminded' is no kind", "did you mean 'reminder'?"),
            ("→ verdict to wang,, li", "1:36", "a reader is missing", "write"),
            ("= L-2024-0001 in granted", "1:20", "what ought to hold", "'= CASE is in STATE'"),
        ] {
            let text = format!("2024-07-01 09:00 {line}\n");
            let faults = read(&Source::new("x.story", text)).expect_err(line).to_string();
            assert!(faults.starts_with(&format!("x.story:{place}: ")), "{faults}");
            assert!(faults.contains(found) && faults.contains(remedy), "{faults}");
        }
        for (text, wanted) in [
            (
                "09:00 time passes\n",
                "x.story:1:1: the line begins like a time, but is none; write a date and time",
            ),
            ("time passes\n", "x.story:1:1: the first line has no date and time; begin it with both"),
            ("2024-7-1 9:00 time passes\n", "x.story:1:1: the line begins like a time, but is none"),
            (
                "2024-07-01 09:00 time passes\n  words\n",
                "x.story:2:3: an indented line is the text of a mail, and the line above is no mail",
            ),
            (
                "2024-07-01 09:00 time passes\n2024-06-01 09:00 time passes\n",
                "x.story:2:1: time goes backwards; put the lines in order of time",
            ),
        ] {
            let faults = read(&Source::new("x.story", text)).expect_err(text).to_string();
            assert!(faults.starts_with(wanted), "{faults}");
        }
    }
}
