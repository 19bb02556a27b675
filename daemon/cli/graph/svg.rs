//! A process as a picture: one SVG file, drawn here, that needs nothing from anywhere. Light and dark as its reader's
//! screen is.

use std::fmt::Write as _;

use super::layout::{Link, Point, Size, layout};
use crate::compose::attribute;
use crate::rules::Process;
use crate::rules::outline::{Drawn, Spot};

/// Pixels of a line of text, and of one em of it.
const LINE: f64 = 17.0;
const EM: f64 = 12.0;
/// Space inside a box.
const PAD: f64 = 10.0;
/// Ems of a line in a box and of a line of a label, at most; a longer one goes on below.
const BOX_EMS: f64 = 34.0;
const LABEL_EMS: f64 = 17.0;

const STYLE: &str = "\
svg{background:#fff;color:#1d2530;font:12px \"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",\"Helvetica Neue\",\
Arial,sans-serif}\
.box{fill:#f4f6f9;stroke:#5b6b80;stroke-width:1.2}.end{stroke-width:3}.always{stroke-dasharray:5 4}\
.name{font-weight:700;font-size:13px}.head{font-weight:700;font-size:16px}text{fill:currentColor}.dim{opacity:.75}\
.arrow{fill:none;stroke:#5b6b80;stroke-width:1.3}.tip,.dot{fill:#5b6b80}.label{fill:#fff}\
@media(prefers-color-scheme:dark){svg{background:#14181d;color:#e3e8ee}.box{fill:#1f262e;stroke:#8fa1b8}\
.arrow{stroke:#8fa1b8}.tip,.dot{fill:#8fa1b8}.label{fill:#14181d}}";

/// Text in its box: lines with how far they are pushed in.
struct Block {
    name: Option<String>,
    lines: Vec<(f64, String)>,
    size: Size,
}

/// The whole picture.
pub(super) fn draw(process: &Process) -> String {
    let outline = process.outline();
    let mut blocks = vec![Block { name: None, lines: Vec::new(), size: Size { width: 16.0, height: 16.0 } }];
    let always = outline.boxes.iter().filter(|drawn| drawn.spot == Spot::Always);
    let states = outline.boxes.iter().filter(|drawn| drawn.spot != Spot::Always);
    let drawn: Vec<&Drawn> = always.chain(states).collect();
    blocks.extend(drawn.iter().map(|drawn| state(drawn)));
    let at = |spot: &Spot| drawn.iter().position(|drawn| drawn.spot == *spot).map(|i| i + 1);
    let labels: Vec<Block> =
        outline.arrows.iter().map(|arrow| block(None, texts(&arrow.labels), LABEL_EMS)).collect();
    let mut links = Vec::new();
    for (arrow, label) in outline.arrows.iter().zip(&labels) {
        let to = at(&Spot::State(arrow.to.clone())).unwrap_or(0);
        // Every start state hangs from the start; who comes back to where it is has a line in its own box.
        let from = if arrow.from == Spot::Start { 0 } else { at(&arrow.from).unwrap_or(0) };
        if from != to {
            links.push((Link { from, to, label: label.size }, label));
        }
    }
    let sizes: Vec<Size> = blocks.iter().map(|block| block.size).collect();
    let plan = layout(&sizes, &links.iter().map(|(link, _)| *link).collect::<Vec<_>>());

    let titles: Vec<&str> = process.title.values().map(String::as_str).collect();
    let head = format!("{} · {} ({})", titles.join(" · "), process.name, process.code);
    let top = 34.0;
    let (width, height) = (plan.width.max(ems(&head) * 16.0 + 40.0).ceil(), (plan.height + top).ceil());
    let mut out = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         role=\"img\"><title>{0}</title><style>{STYLE}</style>\
         <text class=\"head\" x=\"20\" y=\"26\">{0}</text><g transform=\"translate(0 {top})\">\n",
        attribute(&head)
    );
    for (_, points) in &plan.links {
        arrow(&mut out, points);
    }
    for ((_, label), (middle, _)) in links.iter().zip(&plan.links) {
        write(&mut out, label, *middle, "label");
    }
    for ((i, block), middle) in blocks.iter().enumerate().zip(&plan.boxes) {
        match i.checked_sub(1).and_then(|i| drawn.get(i)) {
            None => {
                let _ = writeln!(
                    out,
                    "<circle class=\"dot\" cx=\"{}\" cy=\"{}\" r=\"8\"/>",
                    round(middle.x),
                    round(middle.y)
                );
            }
            Some(drawn) => {
                let class = match (drawn.end, &drawn.spot) {
                    (true, _) => "box end",
                    (_, Spot::Always) => "box always",
                    _ => "box",
                };
                write(&mut out, block, *middle, class);
            }
        }
    }
    out.push_str("</g></svg>\n");
    out
}

fn state(drawn: &Drawn) -> Block {
    let name = match &drawn.spot {
        Spot::State(name) if drawn.end => format!("{name} · end"),
        Spot::State(name) => name.clone(),
        Spot::Always | Spot::Start => "in every state".to_owned(),
    };
    block(Some(name), drawn.lines.clone(), BOX_EMS)
}

fn texts(labels: &[String]) -> Vec<(usize, String)> {
    labels.iter().map(|label| (0, label.clone())).collect()
}

/// Breaks lines and measures the whole.
fn block(name: Option<String>, lines: Vec<(usize, String)>, most: f64) -> Block {
    let mut out = Vec::new();
    for (depth, line) in lines {
        let indent = depth as f64 * 1.2;
        for (i, part) in broken(&line, most - indent).into_iter().enumerate() {
            out.push((indent + if i == 0 { 0.0 } else { 1.2 }, part));
        }
    }
    let widest = out.iter().map(|(indent, line)| (indent + ems(line)) * EM).fold(0.0, f64::max);
    let named = name.as_deref().map_or(0.0, |name| ems(name) * 13.0 * 1.08);
    let rows = out.len() as f64 + if name.is_some() { 1.15 } else { 0.0 };
    let size = Size { width: (widest.max(named) + 2.0 * PAD).ceil(), height: (rows * LINE + PAD).ceil() };
    Block { name, lines: out, size }
}

/// A line as lines of so many ems: broken at spaces, and between ideographs.
fn broken(line: &str, most: f64) -> Vec<String> {
    let mut out = vec![String::new()];
    let mut pieces: Vec<String> = Vec::new();
    for c in line.chars() {
        match pieces.last_mut() {
            Some(last) if !is_wide(c) && !last.ends_with(' ') && !last.ends_with(is_wide) => last.push(c),
            _ => pieces.push(c.to_string()),
        }
    }
    for piece in pieces {
        let last = out.len() - 1;
        if !out[last].is_empty() && ems(&out[last]) + ems(piece.trim_end()) > most {
            out.push(String::new());
        }
        let last = out.len() - 1;
        out[last].push_str(&piece);
    }
    out.iter().map(|line| line.trim_end().to_owned()).collect()
}

/// Width in ems, rather too much than too little: fonts differ.
fn ems(text: &str) -> f64 {
    let width = |c: char| match c {
        c if is_wide(c) => 1.0,
        'i' | 'j' | 'l' | 'f' | 't' | 'r' | ' ' | '.' | ',' | ':' | ';' | '\'' | '|' | '!' | '(' | ')'
        | '[' | ']' => 0.36,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.95,
        c if c.is_ascii_uppercase() => 0.74,
        _ => 0.6,
    };
    text.chars().map(width).sum()
}

/// A character as wide as it is high: ideographs, kana, hangul, full-width forms, most symbols.
fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}')
}

fn write(out: &mut String, block: &Block, middle: Point, class: &str) {
    let (left, top) = (middle.x - block.size.width / 2.0, middle.y - block.size.height / 2.0);
    let _ = writeln!(
        out,
        "<rect class=\"{class}\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"6\"/>",
        round(left),
        round(top),
        block.size.width,
        block.size.height
    );
    let mut y = top + PAD / 2.0 + LINE * 0.74;
    if let Some(name) = &block.name {
        let _ = writeln!(
            out,
            "<text class=\"name\" x=\"{}\" y=\"{}\">{}</text>",
            round(left + PAD),
            round(y),
            attribute(name)
        );
        y += LINE * 1.15;
    }
    for (indent, line) in &block.lines {
        let dim = if *indent > 0.0 { " class=\"dim\"" } else { "" };
        let x = left + PAD + indent * EM;
        let _ = writeln!(out, "<text{dim} x=\"{}\" y=\"{}\">{}</text>", round(x), round(y), attribute(line));
        y += LINE;
    }
}

/// A line that bends between its points and runs straight into its tip.
fn arrow(out: &mut String, points: &[Point]) {
    let (Some(first), Some(end)) = (points.first(), points.last()) else { return };
    let rises = end.y < first.y;
    let tip = if rises { 9.0 } else { -9.0 };
    let mut path = format!("M{} {}", round(first.x), round(first.y));
    for (i, pair) in points.windows(2).enumerate() {
        let (a, mut b) = (pair[0], pair[1]);
        if i + 2 == points.len() {
            b.y += tip;
        }
        if (a.x - b.x).abs() < 0.5 {
            let _ = write!(path, "L{} {}", round(b.x), round(b.y));
        } else {
            let bend = (b.y - a.y) * 0.5;
            let _ = write!(
                path,
                "C{} {} {} {} {} {}",
                round(a.x),
                round(a.y + bend),
                round(b.x),
                round(b.y - bend),
                round(b.x),
                round(b.y)
            );
        }
    }
    let _ = writeln!(out, "<path class=\"arrow\" d=\"{path}\"/>");
    let _ = writeln!(out, "<path class=\"tip\" d=\"M{} {}l-4.5 {tip}h9z\"/>", round(end.x), round(end.y));
}

fn round(x: f64) -> f64 {
    (x * 10.0).round() / 10.0
}
