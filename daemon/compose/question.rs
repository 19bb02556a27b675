//! `letter.…`: what every template may say about the letter itself, above all how it is answered.
//!
//! Answers come as whole sentences' parts (word, comment label, link), forms as lines to copy, silence as rungs in
//! order of weight: what decides first, then who is brought in, reminders last.

use tera::Value;

use super::facts::{absent, at_mark, map, value};
use super::mark::{clean, kind, mark};
use super::tongue::Tongue;
use crate::address::Address;
use crate::directory::PersonId;
use crate::rules::{self, Ask, From, Need, Process, Stake, Wants};
use crate::workflow::{AskLetter, LetterPlan, Occasion, SilenceDoes};

/// Octets of a link, at most. Windows hands a program no address of more than 2,083 (`INTERNET_MAX_URL_LENGTH`), and
/// Outlook cuts it about there; a Chinese character is nine octets of it.
pub(super) const LINK_MAX: usize = 1_900;
/// Characters of a subject in a link that has no room for all of it and no case to name.
const SHORT_SUBJECT: usize = 20;

/// What is known of a letter besides its facts.
pub(super) struct About<'a> {
    pub(super) plan: &'a LetterPlan,
    pub(super) case: &'a str,
    pub(super) title: &'a str,
    /// The subject of the mail.
    pub(super) subject: &'a str,
    pub(super) readers: &'a [PersonId],
    /// The same question was put to this person before.
    pub(super) again: bool,
    /// Where answers go.
    pub(super) reply_to: &'a Address,
    /// Line that carries the code, for links of servers without plus-addressing.
    pub(super) fence: Option<&'a str>,
}

/// The map `letter`.
pub(super) fn letter(about: &About<'_>, tongue: &Tongue<'_>) -> Vec<(String, Value)> {
    let plan = about.plan;
    let people =
        |ids: &[PersonId]| Value::from(ids.iter().map(|id| Value::from(person(id))).collect::<Vec<_>>());
    let text = |text: &str| if text.is_empty() { absent() } else { Value::from(clean(text)) };
    let mut out: Vec<(String, Value)> = vec![
        ("case".into(), text(about.case)),
        ("title".into(), text(about.title)),
        ("occasion".into(), Value::from(occasion(plan.occasion))),
        ("again".into(), Value::from(about.again)),
        ("group".into(), Value::from(about.readers.len() > 1)),
        ("readers".into(), people(about.readers)),
        ("reader".into(), about.readers.first().map_or_else(absent, |id| Value::from(person(id)))),
        ("address".into(), Value::from(tongue.world.identity.address.to_string())),
        ("company".into(), text(tongue.world.directory.company.name_in(tongue.lang))),
        ("example_day".into(), Value::from(tongue.example_day())),
    ];
    let process = plan.facts.get("process").and_then(rules::Value::as_text).or(plan.process.as_deref());
    let process = process.and_then(|name| tongue.world.rules.processes.get(name)).map(AsRef::as_ref);
    out.push(("process".into(), process.map_or_else(absent, |p| Value::from(mark(kind::TITLE, &[&p.name])))));
    let defined = plan.ask.as_ref().zip(process).and_then(|(ask, process)| definition(process, &ask.key));
    out.extend(asked(about, tongue, process, defined));
    out
}

/// What belongs to a question; all of it is there without one too, as nothing.
fn asked(
    about: &About<'_>,
    tongue: &Tongue<'_>,
    process: Option<&Process>,
    defined: Option<&Ask>,
) -> Vec<(String, Value)> {
    let plan = about.plan;
    let ask = plan.ask.as_ref();
    let answers = ask.map(|ask| answers(about, tongue, ask)).unwrap_or_default();
    let form = form(about, tongue, process, defined);
    let named = |wanted: &dyn Fn(&Line) -> bool| {
        Value::from(
            form.iter().filter(|l| wanted(l)).map(|l| Value::from(l.label.clone())).collect::<Vec<_>>(),
        )
    };
    let mut hints: Vec<String> = Vec::new();
    let plain = tongue.words.kind.get("text").map_or("", String::as_str);
    for line in form.iter().filter(|l| !l.hint.is_empty() && l.hint != plain) {
        let hint = format!("{}{}{}", line.label, tongue.words.colon, line.hint);
        if !hints.contains(&hint) {
            hints.push(hint);
        }
    }
    // One field that is the whole text or a file is no form to copy.
    let free = matches!(form.as_slice(), [only] if only.free);
    let labels: Vec<String> =
        form.iter().map(|l| format!("{}{}{}", l.label, tongue.words.colon, l.value)).collect();
    let link = if form.is_empty() || free {
        absent()
    } else {
        let bare: Vec<String> = form.iter().map(|l| format!("{}{}", l.label, tongue.words.colon)).collect();
        Value::from(mailto(about, &[&labels.join("\n"), &bare.join("\n")]))
    };
    let lines = form.iter().map(|line| {
        map([
            ("label".into(), Value::from(line.label.clone())),
            ("value".into(), if line.value.is_empty() { absent() } else { Value::from(line.value.clone()) }),
            ("needed".into(), Value::from(line.needed)),
        ])
    });
    let approval =
        ask.is_some_and(|ask| ask.answers.iter().any(|a| stake(tongue, a) == Some(Stake::Approval)));
    let calendar = defined.and_then(|ask| ask.calendar.as_ref()).filter(|_| plan.invite.is_some());
    let pressed =
        |answer: Option<&String>| answer.map_or_else(absent, |a| Value::from(mark(kind::WORD, &[a])));
    vec![
        ("answers".into(), Value::from(answers)),
        ("digest".into(), Value::from(ask.is_some() && !items(plan).is_empty())),
        ("approval".into(), Value::from(approval)),
        ("accepted".into(), pressed(calendar.and_then(|c| c.accepted.as_ref()))),
        ("declined".into(), pressed(calendar.and_then(|c| c.declined.as_ref()))),
        ("came".into(), came(ask, process)),
        ("lacking".into(), named(&|l| l.needed && l.missing)),
        ("needed".into(), named(&|l| l.needed)),
        ("optional".into(), named(&|l| !l.needed)),
        ("free".into(), Value::from(free)),
        ("hints".into(), Value::from(hints.into_iter().map(Value::from).collect::<Vec<_>>())),
        ("link".into(), link),
        ("form".into(), Value::from(lines.collect::<Vec<_>>())),
        ("due".into(), ask.and_then(|ask| ask.due).map_or_else(absent, |due| Value::from(at_mark(due)))),
        ("silence".into(), Value::from(ask.map(|ask| silence(ask, about.readers)).unwrap_or_default())),
    ]
}

/// Labels of the fields that have come already.
fn came(ask: Option<&AskLetter>, process: Option<&Process>) -> Value {
    let names = ask.zip(process).into_iter().flat_map(|(ask, process)| {
        ask.came.iter().map(|field| Value::from(mark(kind::LABEL, &[&process.name, field])))
    });
    Value::from(names.collect::<Vec<_>>())
}

/// The ask behind a key (`state.ask`, `state.meet.ask@instance`).
pub(super) fn definition<'p>(process: &'p Process, key: &str) -> Option<&'p Ask> {
    let (scope, name) = key.split('@').next()?.rsplit_once('.')?;
    let (state, meet) = scope.split_once('.').map_or((scope, None), |(state, meet)| (state, Some(meet)));
    let state = if state == "always" { &process.always } else { process.states.get(state)? };
    match meet {
        None => state.asks.get(name),
        Some(meet) => state.meets.get(meet)?.asks.get(name),
    }
}

fn answers(about: &About<'_>, tongue: &Tongue<'_>, ask: &AskLetter) -> Vec<Value> {
    let items = items(about.plan);
    let one = |name: &String| {
        let word = tongue.answer(name);
        let comment = tongue.comment(name);
        let mut body = if items.is_empty() {
            word.clone()
        } else {
            items.iter().map(|item| format!("{item} {word} ")).collect::<Vec<_>>().join("\n")
        };
        if let Some(comment) = &comment {
            body.push_str(&format!("\n{comment}{}", tongue.words.colon));
        }
        map([
            ("name".into(), Value::from(name.clone())),
            ("word".into(), Value::from(word)),
            ("comment".into(), comment.map_or_else(absent, Value::from)),
            ("link".into(), Value::from(mailto(about, &[&body]))),
        ])
    };
    ask.answers.iter().map(one).collect()
}

/// References of what a collecting question is about.
fn items(plan: &LetterPlan) -> Vec<String> {
    match plan.facts.get("about") {
        Some(rules::Value::List(items)) => items.iter().filter_map(item).collect(),
        _ => Vec::new(),
    }
}

/// The short reference of an item of a digest: `T03`.
fn item(row: &rules::Value) -> Option<String> {
    let rules::Value::Row(row) = row else { return None };
    Some(row.get("id")?.as_text()?.rsplit('-').next()?.to_owned())
}

/// One line of a form.
struct Line {
    label: String,
    value: String,
    needed: bool,
    missing: bool,
    hint: String,
    /// The whole text or a file counts.
    free: bool,
}

/// Lines of the form that is asked for, missing ones first.
fn form(
    about: &About<'_>,
    tongue: &Tongue<'_>,
    process: Option<&Process>,
    defined: Option<&Ask>,
) -> Vec<Line> {
    let facts = &about.plan.facts;
    let mut out = Vec::new();
    if let Some(rules::Value::List(rows)) = facts.get("form") {
        for row in rows {
            let rules::Value::Row(row) = row else { continue };
            let text = |name: &str| row.get(name).and_then(rules::Value::as_text);
            let yes = |name: &str| row.get(name).is_some_and(rules::Value::is_true);
            let (Some(process), Some(field)) = (text("process"), text("field")) else { continue };
            let written = row.get("value").filter(|v| !v.is_null());
            out.push(Line {
                label: tongue.word(kind::LABEL, &[process, field]),
                value: written
                    .map(|v| shown(v, tongue, (process, field)))
                    .or(text("found").map(clean))
                    .unwrap_or_default(),
                needed: yes("needed"),
                missing: yes("missing") || text("problem").is_some(),
                hint: tongue.hint(process, field),
                free: false,
            });
        }
    } else if let (Some(ask), Some(process)) = (&about.plan.ask, process) {
        let fills = defined.is_some_and(|ask| matches!(ask.wants, Wants::Fill(_)));
        let forms = ask.forms.iter().filter_map(|form| process.forms.get(form));
        for field in forms.flat_map(|form| &form.fields) {
            let known = facts.get(&field.name).filter(|v| fills && !v.is_null());
            if fills && known.is_some() && !ask.missing.contains(&field.name) && !ask.missing.is_empty() {
                continue;
            }
            out.push(Line {
                label: tongue.word(kind::LABEL, &[&process.name, &field.name]),
                value: known.map(|v| shown(v, tongue, (&process.name, &field.name))).unwrap_or_default(),
                needed: field.need == Need::Now && field.default.is_none()
                    || (fills && field.need == Need::Later),
                missing: ask.missing.contains(&field.name),
                hint: tongue.hint(&process.name, &field.name),
                free: field.from == From::BodyOrFile,
            });
        }
    }
    out.sort_by_key(|line| !line.missing);
    out
}

/// A value as its reader would write it into that field of a form: of a choice, its word.
fn shown(value: &rules::Value, tongue: &Tongue<'_>, (process, field): (&str, &str)) -> String {
    use rules::Value as V;
    let text = match value {
        V::Text(text) => tongue.word(kind::CHOICE, &[process, field, text]),
        V::Day(day) => day.to_string(),
        V::At(at) => tongue.zone.local(*at).format("%Y-%m-%d %H:%M").to_string(),
        V::Span(start, end, place) => {
            let (start, end) = (tongue.zone.local(*start), tongue.zone.local(*end));
            let format = if start.date() == end.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
            format!("{}-{} {place}", start.format("%Y-%m-%d %H:%M"), end.format(format))
        }
        V::List(items) => {
            let items = items.iter().map(|item| shown(item, tongue, (process, field)));
            items.collect::<Vec<_>>().join(", ")
        }
        V::Null | V::Row(_) => String::new(),
        other => {
            let value = self::value(other);
            let text = value.to_string();
            super::mark::resolve(&text, super::mark::Escape::None, "", &|of, parts| tongue.word(of, parts))
        }
    };
    clean(&text).lines().next().unwrap_or("").trim().to_owned()
}

fn stake(tongue: &Tongue<'_>, answer: &str) -> Option<Stake> {
    tongue.world.rules.answers.get(answer).map(|a| a.stake)
}

/// Rungs as rows of `at`, `does`, `people`, `answer`: what decides, then who is brought in and who is told (everybody
/// in one row, from the first time on), and that there are reminders.
fn silence(ask: &AskLetter, readers: &[PersonId]) -> Vec<Value> {
    let mut rows: Vec<Rung<'_>> = Vec::new();
    for rung in &ask.silence {
        let (does, people, answer): (&str, &[PersonId], Option<&str>) = match &rung.does {
            SilenceDoes::Answer(answer) => ("answer", &[], Some(answer)),
            SilenceDoes::Go(_) => ("go", &[], None),
            SilenceDoes::Nothing => ("nothing", &[], None),
            SilenceDoes::Also(people) => ("also", people, None),
            SilenceDoes::Tell(people) => ("tell", people, None),
            SilenceDoes::Remind => ("remind", &[], None),
        };
        // Nobody needs to hear that they themselves will be told.
        let people: Vec<&PersonId> = people.iter().filter(|p| !readers.contains(p)).collect();
        if people.is_empty() && matches!(does, "also" | "tell") {
            continue;
        }
        match rows.iter_mut().find(|row| row.does == does) {
            Some(row) => {
                row.at = row.at.min(rung.at);
                for person in people {
                    if !row.people.contains(&person) {
                        row.people.push(person);
                    }
                }
            }
            None => rows.push(Rung { at: rung.at, does, people, answer }),
        }
    }
    let order = ["answer", "go", "nothing", "also", "tell", "remind"];
    rows.sort_by_key(|row| order.iter().position(|does| *does == row.does));
    let row = |row: &Rung<'_>| {
        let people: Vec<Value> = row.people.iter().map(|p| Value::from(person(p))).collect();
        map([
            ("at".into(), Value::from(at_mark(row.at))),
            ("does".into(), Value::from(row.does)),
            ("people".into(), Value::from(people)),
            ("answer".into(), row.answer.map_or_else(absent, |a| Value::from(mark(kind::WORD, &[a])))),
        ])
    };
    rows.iter().map(row).collect()
}

/// Rungs that do the same.
struct Rung<'a> {
    at: crate::time::Instant,
    does: &'static str,
    people: Vec<&'a PersonId>,
    answer: Option<&'a str>,
}

fn person(id: &PersonId) -> String {
    mark(kind::PERSON, &[id.as_str()])
}

/// The name templates see.
pub(super) fn occasion(occasion: Occasion) -> &'static str {
    match occasion {
        Occasion::Ask => "ask",
        Occasion::Reminder => "reminder",
        Occasion::Also => "also",
        Occasion::Correction => "correction",
        Occasion::Notice => "notice",
        Occasion::Reply => "reply",
        Occasion::Invite => "invite",
    }
}

/// A link that opens an answer, ready to be sent (RFC 6068), with the first of these texts that fits: the subject is
/// cut before a text is, and of the last text as many lines are there as fit.
fn mailto(about: &About<'_>, bodies: &[&str]) -> String {
    let subject = about.subject.strip_prefix("Re: ").unwrap_or(about.subject);
    let short = match about.case {
        "" => subject.chars().take(SHORT_SUBJECT).collect(),
        case => format!("[{case}]"),
    };
    for body in bodies {
        for subject in [subject, &short] {
            let link = link(about, subject, body);
            if link.len() <= LINK_MAX {
                return link;
            }
        }
    }
    let mut body = bodies.last().copied().unwrap_or_default();
    loop {
        body = body.rsplit_once('\n').map_or("", |(lines, _)| lines);
        let link = link(about, &short, body);
        if link.len() <= LINK_MAX || body.is_empty() {
            return link;
        }
    }
}

/// Without plus-addressing the code goes along in the text.
fn link(about: &About<'_>, subject: &str, body: &str) -> String {
    let mut body = body.to_owned();
    if about.reply_to.detail().is_none()
        && let Some(fence) = about.fence
    {
        body.push_str("\n\n");
        body.push_str(fence);
    }
    let mut out = String::from("mailto:");
    encode(about.reply_to.local(), &mut out);
    out.push('@');
    encode(about.reply_to.domain(), &mut out);
    out.push_str("?subject=");
    encode(&format!("Re: {subject}"), &mut out);
    out.push_str("&body=");
    encode(&body.replace('\n', "\r\n"), &mut out);
    out
}

/// Percent-encodes everything but the unreserved characters of RFC 3986.
fn encode(text: &str, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}
