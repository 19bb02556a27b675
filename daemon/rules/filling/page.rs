//! The page: where in a message the values of a form stand.
//!
//! A label is known in any width and case, with marks of need around it, and by its last part where that is nobody
//! else's (`计划` of `调整后的计划`). Tables of label and value count as lines.
//!
//! Promises: every label that is found belongs to one field, and its value reaches to the next one. Never does: read a
//! value.

use std::collections::BTreeSet;

use super::{Reader, Sheet};
use crate::mail::{self, Place, Table, Words};
use crate::rules::reading::{Flat, behind, flat};
use crate::rules::{Field, Form, Process, Rules};

/// Lines of the own words in which a command is looked for.
const COMMAND_WITHIN: usize = 4;

/// A value found by its label.
pub(super) struct Labelled {
    pub(super) field: usize,
    pub(super) value: String,
    /// Every line from the label to the next known one, whatever they look like.
    pub(super) raw: String,
}

pub(super) struct Page {
    /// The own words, or the part behind a command.
    pub(super) text: String,
    /// `text` is what stands behind a command.
    pub(super) commanded: bool,
    /// What stands before the first label.
    pub(super) lead: String,
    pub(super) labelled: Vec<Labelled>,
}

impl Page {
    pub(super) fn new(forms: &[&Form], fields: &[&Field], sheet: &Sheet<'_>, reader: &Reader<'_>) -> Self {
        let command = sheet.text.or_else(|| behind_command(forms, &sheet.words.own, reader.rules));
        let text = command.unwrap_or(&sheet.words.own).to_owned();
        let labels = labels(fields);
        let known: Vec<&str> = labels.iter().map(|(_, label)| label.as_str()).collect();
        let tables = pair_tables(sheet, &text, &labels);
        let words = Words { own: text.clone(), ..Words::default() };
        let found = mail::fields_known(&words, &tables, &known);
        let owner: Vec<Option<usize>> = found.iter().map(|f| owner(&f.key, &labels, fields)).collect();
        let lines: Vec<&str> = text.split('\n').collect();
        let mut labelled = Vec::new();
        let mut first: Option<usize> = None;
        for (n, field) in found.iter().enumerate() {
            let Some(index) = owner[n] else { continue };
            let (mut value, mut raw) = (field.value.clone(), field.value.clone());
            if field.line > 0 {
                let same_line = first.is_some_and(|line| line == field.line);
                first = first.filter(|_| same_line).or(first).or(Some(field.line));
                let next = (n + 1..found.len()).find(|m| owner[*m].is_some() && found[*m].line > 0);
                let end = next.map_or(lines.len(), |m| found[m].line.saturating_sub(1)).max(field.line);
                let own = field.value.split('\n').next().unwrap_or("");
                let rest = lines[field.line.min(lines.len())..end.min(lines.len())].join("\n");
                let shares_line = next.is_some_and(|m| found[m].line == field.line);
                let begins_below = lines[field.line - 1].trim_end_matches([' ', '*']).ends_with([':', '：']);
                raw = match (begins_below, shares_line) {
                    (true, _) => rest,
                    (false, true) => own.to_owned(),
                    (false, false) => format!("{own}\n{rest}"),
                };
                if begins_below && !shares_line {
                    // A block below its label may hold lines that look like fields of their own.
                    value = raw.trim().to_owned();
                } else if says_more(&field.more) {
                    value = field.full();
                }
            }
            labelled.push(Labelled { field: index, value, raw });
        }
        let lead = lead(&text, first, &labels);
        Self { commanded: command.is_some(), lead, labelled, text }
    }
}

/// What stands behind the command that opens the process of these forms.
fn behind_command<'t>(forms: &[&Form], own: &'t str, rules: &Rules) -> Option<&'t str> {
    let opens = |process: &&std::sync::Arc<Process>| {
        !forms.is_empty()
            && forms.len() == process.open.forms.len()
            && forms.iter().all(|f| process.forms.get(&f.name).is_some_and(|own| own == *f))
    };
    let command = rules.processes.values().filter(opens).find_map(|p| p.open.command.as_deref())?;
    let mut at = 0;
    for line in own.split('\n').take(COMMAND_WITHIN) {
        if let Some(text) = behind(&own[at..], command, rules)
            && !line.trim().is_empty()
        {
            return Some(text);
        }
        at += line.len() + 1;
        if at >= own.len() {
            break;
        }
    }
    None
}

/// Every label of the fields, and the last part of those with 的 (`计划` of `调整后的计划`) where it is nobody else's.
pub(super) fn labels(fields: &[&Field]) -> Vec<(usize, String)> {
    let mut labels: Vec<(usize, String)> = Vec::new();
    for (n, field) in fields.iter().enumerate() {
        labels.extend(field.labels.values().flatten().map(|label| (n, label.trim().to_owned())));
    }
    labels.retain(|(_, label)| !label.is_empty());
    let short: Vec<(usize, String)> = labels
        .iter()
        .filter_map(|(n, label)| Some((*n, label.rsplit_once('的')?.1.to_owned())))
        .filter(|(_, short)| short.chars().count() >= 2)
        .collect();
    for (n, label) in short {
        if !labels.iter().any(|(_, other)| key(other) == key(&label)) {
            labels.push((n, label));
        }
    }
    labels
}

/// A label as it is compared: folded, without marks of need and punctuation.
pub(super) fn key(label: &str) -> String {
    let folded = flat(label);
    let mut bare = folded.as_str();
    for mark in ["(必填)", "(选填)", "(可选)", "(required)", "(optional)", "[必填]", "必填"] {
        bare = bare.trim().trim_end_matches(mark).trim_start_matches(mark);
    }
    bare.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '*' | ':' | '【' | '】' | '[' | ']' | '_' | '#')
    })
    .to_owned()
}

/// Whose label it is; `计划` also means the only field whose label ends or begins so.
fn owner(label: &str, labels: &[(usize, String)], fields: &[&Field]) -> Option<usize> {
    let wanted = key(label);
    if wanted.is_empty() {
        return None;
    }
    if let Some((n, _)) = labels.iter().find(|(_, label)| key(label) == wanted) {
        return Some(*n);
    }
    if wanted.chars().count() < 2 || wanted.is_ascii() {
        return None;
    }
    let near: BTreeSet<usize> = labels
        .iter()
        .filter(|(_, label)| key(label).ends_with(&wanted) || key(label).starts_with(&wanted))
        .map(|(n, _)| *n)
        .collect();
    match near.into_iter().collect::<Vec<_>>().as_slice() {
        [one] if *one < fields.len() => Some(*one),
        _ => None,
    }
}

/// Tables whose rows are label and value, of the words and of files, also lying on their side.
fn pair_tables(sheet: &Sheet<'_>, text: &str, labels: &[(usize, String)]) -> Vec<Table> {
    let is_label = |cell: &String| labels.iter().any(|(_, label)| key(label) == key(cell));
    let mut out = Vec::new();
    for table in sheet.tables {
        let file = matches!(table.place, Place::Attachment(_));
        // Behind a command only the tables that stand there.
        let near = sheet.text.is_none()
            || table
                .rows
                .first()
                .and_then(|r| r.first())
                .is_some_and(|c| !c.is_empty() && text.contains(c.as_str()));
        if !file && !near {
            continue;
        }
        if let [head, row] = table.rows.as_slice()
            && head.iter().filter(|c| is_label(c)).count() >= 2
            && !row.first().is_some_and(is_label)
        {
            let pairs = head.iter().zip(row).map(|(label, value)| vec![label.clone(), value.clone()]);
            out.push(Table { rows: pairs.collect(), place: Place::Words });
        } else if table.rows.iter().any(|r| r.first().is_some_and(is_label)) {
            out.push(Table { rows: table.rows.clone(), place: Place::Words });
        }
    }
    out
}

/// The free text before the first label, in the lines above it and on its own.
fn lead(text: &str, first: Option<usize>, labels: &[(usize, String)]) -> String {
    let Some(first) = first else { return text.trim_start_matches(opening).trim_end().to_owned() };
    let mut lines: Vec<&str> = text.split('\n').take(first).collect();
    if let Some(last) = lines.pop() {
        let folded = Flat::new(last);
        let at = labels.iter().flat_map(|(_, label)| {
            let label = flat(label);
            let found = folded.text.match_indices(&label).map(|(n, _)| n).collect::<Vec<_>>();
            let ends = |n: &usize| {
                folded.text[n + label.len()..].trim_start_matches([' ', '*', ')']).starts_with([':', '('])
            };
            found.into_iter().filter(ends).collect::<Vec<_>>()
        });
        let at = at.min().unwrap_or(0);
        lines.push(last[..folded.original(at)].trim_end_matches(['*', '[', '【', '-', '•', '·']));
    }
    let joined = lines.join("\n");
    joined.trim_start_matches(opening).trim_end_matches([' ', ',', '，', ';', '；', '\n']).to_owned()
}

pub(super) fn opening(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '。' | '、' | ';' | '；' | '—' | '】')
}

/// Further paragraphs that say something, not thanks and a name.
fn says_more(more: &str) -> bool {
    more.lines().any(|line| line.trim().chars().count() > 12)
}

/// A prefilled place that was left as it was.
pub(super) fn is_placeholder(value: &str) -> bool {
    let folded = flat(value);
    let bare = folded.trim();
    if bare.chars().all(|c| {
        matches!(
            c,
            '_' | '.' | '…' | '-' | '—' | '–' | '/' | ' ' | '\n' | '*' | '(' | ')' | '[' | ']' | '【' | '】'
        )
    }) {
        return true;
    }
    let inner = bare.trim_matches(|c: char| {
        matches!(c, '(' | ')' | '[' | ']' | '【' | '】' | '<' | '>' | '《' | '》' | '_' | ' ')
    });
    let bracketed = inner.len() < bare.len();
    let words =
        ["缺", "待填", "待填写", "未填", "未填写", "必填", "选填", "missing", "required", "optional", "tbd"];
    let asks = ["请填", "请在此", "在此填写", "此处填写", "填写", "please fill", "fill in", "to be filled"];
    bracketed && (words.contains(&inner) || asks.iter().any(|a| inner.starts_with(a)))
        || matches!(bare, "请填写" | "待填写" | "待填")
}
