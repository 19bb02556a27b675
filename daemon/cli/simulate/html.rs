//! One page of a whole story: what people did, when something fell due, and every letter as its readers would see it.
//!
//! The page needs nothing from anywhere and runs no script: people are chosen by radio buttons and style sheets alone,
//! letters lie in sandboxed frames. Whatever a mail, a name or a rule says is text here and never markup.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use super::letter::Seen;
use crate::cli::page::minute;
use crate::compose::attribute;
use crate::directory::{Directory, PersonId};
use crate::scenario::{Letter, Outcome, Played, Scenario};

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#d5dbe3;--dim:#5c6875;--soft:#f4f6f9;--mark:#2358a6}\
@media(prefers-color-scheme:dark){:root{--line:#39424d;--dim:#9aa7b5;--soft:#1c2229;--mark:#8db4ee}}\
*{box-sizing:border-box}body{font:15px/1.5 \"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",system-ui,sans-serif;\
margin:0 auto;max-width:60rem;padding:1rem;overflow-wrap:anywhere}h1{font-size:1.3rem;margin:.2rem 0}\
h2{font-size:1rem;margin:1.6rem 0 .4rem;padding:.3rem 0;border-bottom:1px solid var(--line);position:sticky;top:0;\
background:Canvas}.dim{color:var(--dim)}.who{margin:.8rem 0;line-height:2.2}.who input{position:absolute;opacity:0}\
.who label{border:1px solid var(--line);border-radius:1rem;padding:.15rem .7rem;margin-right:.3rem;white-space:nowrap;\
cursor:pointer}.who input:checked+label{background:var(--mark);color:Canvas;border-color:var(--mark)}\
.who input:focus-visible+label{outline:2px solid var(--mark)}.e{display:flex;gap:.7rem;margin:.35rem 0}\
.e>time{flex:none;width:3rem;color:var(--dim);font-variant-numeric:tabular-nums}.e>div{flex:1;min-width:0}\
.mail{white-space:pre-wrap;border-left:3px solid var(--mark);padding-left:.6rem}\
.due,.why,.alarm{color:var(--dim);font-size:.85rem}.alarm{color:#b3261e}details>summary{cursor:pointer}\
.letter{border:1px solid var(--line);border-radius:.5rem;background:var(--soft)}.letter>summary{padding:.4rem .6rem}\
.letter[open]>summary{border-bottom:1px solid var(--line)}.letter>div{padding:.5rem .6rem}\
.letter dl{display:grid;grid-template-columns:max-content 1fr;gap:0 .7rem;margin:0 0 .5rem}.letter dt{color:var(--dim)}\
.letter dd{margin:0}iframe{width:100%;height:26rem;border:1px solid var(--line);border-radius:.3rem;background:#fff;\
resize:vertical;overflow:auto;color-scheme:light}pre{white-space:pre-wrap;background:Canvas;border:1px solid var(--line);\
border-radius:.3rem;padding:.6rem;margin:.3rem 0;font:13px/1.5 ui-monospace,monospace}\
.invite{border:1px solid var(--mark);border-radius:.3rem;padding:.4rem .6rem;margin-bottom:.5rem}\
.fault{border-left:3px solid #b3261e;padding-left:.6rem;white-space:pre-wrap}ul{padding-left:1.2rem}";

/// The whole page.
pub(super) fn page(scenario: &Scenario, played: &Played, directory: &Directory) -> String {
    let title = if scenario.title.is_empty() { "A story" } else { &scenario.title };
    let people: BTreeSet<&PersonId> = played.letters.iter().map(|letter| &letter.to).collect();
    let number: BTreeMap<&PersonId, usize> = people.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let name =
        |id: &PersonId| directory.person(id).map_or_else(|| id.to_string(), |p| format!("{} ({id})", p.name));
    let mut out = format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\">\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
         img-src data:; frame-src 'self'\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <title>{t}</title><style>{STYLE}",
        escaped(&directory.company.language.to_string()),
        t = escaped(title),
    );
    for i in 0..people.len() {
        // Whoever is chosen sees their own letters only; what people did stays.
        let _ = write!(out, "body:has(#p{i}:checked) .letter-of:not(.to{i}){{display:none}}");
    }
    let _ = write!(out, "</style></head><body><h1>{}</h1>", escaped(title));
    let span = match (played.timeline.first(), played.timeline.last()) {
        (Some(first), Some(last)) => {
            format!("{} to {}, ", minute(&scenario.zone, first.at), minute(&scenario.zone, last.at))
        }
        _ => String::new(),
    };
    let _ = write!(
        out,
        "<p class=\"dim\">{}{} · {} letters to {} people</p>",
        escaped(&span),
        escaped(scenario.zone.name()),
        played.letters.len(),
        people.len()
    );
    if !played.faults.is_empty() {
        let _ = write!(
            out,
            "<h2>What differs from the story</h2><p class=\"fault\">{}</p>",
            escaped(&played.faults.to_string())
        );
    }
    out.push_str("<form class=\"who\"><input type=\"radio\" name=\"who\" id=\"all\" checked><label for=\"all\">everybody</label>");
    for (id, i) in &number {
        let _ = write!(
            out,
            "<input type=\"radio\" name=\"who\" id=\"p{i}\"><label for=\"p{i}\">{}</label>",
            escaped(&name(id))
        );
    }
    out.push_str("</form>");
    let mut day = String::new();
    for group in groups(played) {
        let time = minute(&scenario.zone, group.outcome.at);
        let (date, clock) = time.split_once(' ').unwrap_or((&time, ""));
        if date != day {
            let _ = write!(
                out,
                "<h2>{date} <span class=\"dim\">{}</span></h2>",
                scenario.zone.local(group.outcome.at).format("%A")
            );
            day = date.to_owned();
        }
        let _ = match group.outcome.kind {
            "letter" => {
                let Some(first) = group.letters.first() else { continue };
                let seen = Seen::of(&first.bytes);
                let to: Vec<String> = group.letters.iter().map(|letter| name(&letter.to)).collect();
                let classes: Vec<String> = group
                    .letters
                    .iter()
                    .filter_map(|l| number.get(&l.to))
                    .map(|i| format!("to{i}"))
                    .collect();
                let _ = write!(
                    out,
                    "<div class=\"e letter-of {}\"><time>{clock}</time><div>{}</div></div>",
                    classes.join(" "),
                    letter(first, &seen, &to.join(", "), scenario)
                );
                continue;
            }
            "mail" | "operator" => write!(
                out,
                "<div class=\"e\"><time>{clock}</time><div class=\"mail\">{}</div></div>",
                escaped(&group.outcome.text)
            ),
            "why" => write!(
                out,
                "<div class=\"e\"><time></time><details class=\"why\"><summary>why</summary><ul>{}</ul></details></div>",
                group.whys.iter().map(|why| format!("<li>{}</li>", escaped(why))).collect::<String>()
            ),
            "deadline" => write!(
                out,
                "<div class=\"e\"><time>{clock}</time><div class=\"due\">due: {}</div></div>",
                escaped(&group.outcome.text)
            ),
            kind => write!(
                out,
                "<div class=\"e\"><time>{clock}</time><div class=\"alarm\">{}: {}</div></div>",
                escaped(kind),
                escaped(&group.outcome.text)
            ),
        };
    }
    out.push_str("<h2>How the cases stand</h2><ul>");
    for case in played.cases() {
        let stands = case.held.as_ref().map_or_else(|| case.state.clone(), |held| format!("held: {held}"));
        let _ = write!(
            out,
            "<li>{} · {} <span class=\"dim\">{}</span></li>",
            escaped(&case.id.0),
            escaped(&stands),
            escaped(&case.title)
        );
    }
    out.push_str("</ul></body></html>\n");
    out
}

/// What stands together: one letter with all its readers, the reasons of one event.
struct Group<'p> {
    outcome: &'p Outcome,
    letters: Vec<&'p Letter>,
    whys: Vec<&'p str>,
}

fn groups(played: &Played) -> Vec<Group<'_>> {
    let mut out: Vec<Group<'_>> = Vec::new();
    for outcome in &played.timeline {
        let letter = outcome.letter.and_then(|i| played.letters.get(i));
        match (out.last_mut(), letter, outcome.kind) {
            // One letter to several readers is shown once.
            (Some(last), Some(letter), _) if last.letters.first().is_some_and(|l| l.id == letter.id) => {
                last.letters.push(letter);
            }
            (Some(last), None, "why") if last.outcome.kind == "why" => last.whys.push(&outcome.text),
            _ => out.push(Group {
                outcome,
                letters: letter.into_iter().collect(),
                whys: if outcome.kind == "why" { vec![&outcome.text] } else { Vec::new() },
            }),
        }
    }
    out
}

fn letter(letter: &Letter, seen: &Seen, to: &str, scenario: &Scenario) -> String {
    let kind = letter.occasion.as_ref().map_or_else(String::new, |kind| format!(" ({kind})"));
    let invite = seen.invite.as_ref().map_or_else(String::new, |invite| {
        let place = invite.place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
        format!(
            "<div class=\"invite\">calendar: {} <b>{}</b>, {}{} <span class=\"dim\">· {} invited</span></div>",
            invite.does(),
            escaped(&invite.summary),
            escaped(&invite.when(&scenario.zone)),
            escaped(&place),
            invite.attendees
        )
    });
    format!(
        "<details class=\"letter\"><summary><span class=\"dim\">→ {to}</span> {subject} \
         <span class=\"dim\">{name}{kind}</span></summary><div><dl><dt>from</dt><dd>{from}</dd><dt>to</dt><dd>{to}</dd>\
         <dt>subject</dt><dd>{subject}</dd></dl>{invite}\
         <iframe sandbox=\"\" loading=\"lazy\" title=\"{subject}\" srcdoc=\"{html}\"></iframe>\
         <details><summary class=\"dim\">as text</summary><pre>{text}</pre></details></div></details>",
        to = escaped(to),
        subject = escaped(&letter.subject),
        name = escaped(&letter.name),
        kind = escaped(&kind),
        from = escaped(&seen.from),
        html = escaped(&seen.html),
        text = escaped(&seen.text),
    )
}

/// Text as HTML, between tags and within double quotes, without what turns the direction of what follows and what no
/// page may contain.
fn escaped(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let barred = |c: char| turns(c) || c.is_control() && !matches!(c, '\n' | '\t');
    let tame: String = text.chars().map(|c| if barred(c) { '\u{fffd}' } else { c }).collect();
    attribute(&tame).replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_a_mail_is_markup() {
        assert_eq!(
            escaped("<a href=\"x\">'&\u{202e}\u{0}\n"),
            "&lt;a href=&quot;x&quot;&gt;&#39;&amp;\u{fffd}\u{fffd}\n"
        );
    }
}
