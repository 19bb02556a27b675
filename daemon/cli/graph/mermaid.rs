//! A process in Mermaid's language (a state diagram), for pages that draw it themselves.

use std::fmt::Write as _;

use crate::rules::Process;
use crate::rules::outline::Spot;

/// The whole diagram.
pub(super) fn draw(process: &Process) -> String {
    let outline = process.outline();
    let about = process.about.as_ref().map_or_else(String::new, |about| format!(", about a {about}"));
    let mut out = format!("%% {} ({}){about}\nstateDiagram-v2\n", process.name, process.code);
    for drawn in &outline.boxes {
        let id = id(&drawn.spot);
        let name = match &drawn.spot {
            Spot::State(name) => name,
            Spot::Always | Spot::Start => "in every state",
        };
        let _ = writeln!(out, "    state \"{name}\" as {id}");
        if !drawn.lines.is_empty() {
            let _ = writeln!(out, "    note right of {id}");
            for (depth, line) in &drawn.lines {
                let _ = writeln!(out, "        {}{}", "· ".repeat(*depth), plain(line));
            }
            let _ = writeln!(out, "    end note");
        }
    }
    for arrow in &outline.arrows {
        let (from, to) = (id(&arrow.from), id(&Spot::State(arrow.to.clone())));
        for label in &arrow.labels {
            let _ = writeln!(out, "    {from} --> {to} : {}", plain(label));
        }
    }
    for drawn in outline.boxes.iter().filter(|drawn| drawn.end) {
        let _ = writeln!(out, "    {} --> [*]", id(&drawn.spot));
    }
    out
}

/// A name as Mermaid takes it for a state: its grammar has no hyphen there, and words of its own (`end`, `state`).
fn id(spot: &Spot) -> String {
    match spot {
        Spot::Start => "[*]".to_owned(),
        Spot::Always => "in_every_state".to_owned(),
        Spot::State(name) => format!("s_{}", name.replace('-', "_")),
    }
}

/// A label as Mermaid takes it: a colon, a semicolon or a line's end would end it, and markup would be markup.
fn plain(text: &str) -> String {
    let text =
        text.replace(':', "∶").replace(';', ",").replace('<', "‹").replace('>', "›").replace('#', "＃");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
