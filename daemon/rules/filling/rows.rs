//! Rows: what a table, a file or lines with separators say, row by row.
//!
//! Promises: a row is taken whole or named with what it lacks; the order of the columns follows their header where
//! there is one. Never does: take a sentence for a row.

use super::Reader;
use super::page::{is_placeholder, key};
use crate::mail::Table;
use crate::rules::{Field, From, Kind, Labels, Need, Rows, Rules, Value, Values};

/// Rows above the header of a table: a title, an empty one.
const HEADER_WITHIN: usize = 3;

/// One row as written.
pub(super) struct Line {
    pub(super) cells: Vec<String>,
    pub(super) text: String,
}

/// What a row consists of.
pub(super) struct Columns {
    pub(super) fields: Vec<Field>,
}

impl Columns {
    pub(super) fn of(rows: &Rows, rules: &Rules) -> Self {
        let fields = match rows {
            Rows::Form(process, form) => {
                let form = rules.processes.get(process).and_then(|p| p.forms.get(form));
                form.map(|f| f.fields.clone()).unwrap_or_default()
            }
            Rows::Columns(columns) => columns
                .iter()
                .map(|(name, kind)| Field {
                    name: name.clone(),
                    kind: kind.clone(),
                    labels: Labels::new(),
                    need: Need::Now,
                    default: None,
                    from: From::Body,
                    min: None,
                    max: None,
                    check: None,
                })
                .collect(),
        };
        Self { fields }
    }

    pub(super) fn len(&self) -> usize {
        self.fields.len()
    }

    pub(super) fn needed(&self) -> usize {
        self.fields.iter().filter(|f| is_needed(f)).count()
    }

    /// The row of labels, and for each field its column.
    pub(super) fn header(&self, rows: &[Vec<String>]) -> Option<(usize, Vec<Option<usize>>)> {
        rows.iter().take(HEADER_WITHIN).enumerate().find_map(|(n, row)| {
            let order: Vec<Option<usize>> = self
                .fields
                .iter()
                .map(|field| {
                    let is_own = |cell: &String| {
                        let cell = key(cell);
                        cell == key(&field.name) || field.labels.values().flatten().any(|l| key(l) == cell)
                    };
                    row.iter().position(is_own)
                })
                .collect();
            let found = order.iter().flatten().count();
            (found >= 2 || found == self.len() && found > 0).then_some((n, order))
        })
    }

    /// A first column of running numbers.
    pub(super) fn are_numbered(&self, rows: &[Vec<String>]) -> bool {
        let number = |r: &Vec<String>| {
            r.first().is_some_and(|c| !c.is_empty() && c.chars().all(|c| c.is_ascii_digit()))
                && r.len() > self.needed()
        };
        self.fields.first().is_some_and(|f| f.kind == Kind::Text) && rows.iter().all(number)
    }

    /// The values of a row; else what is missing or cannot be read.
    pub(super) fn row(
        &self,
        cells: &[String],
        order: Option<&[Option<usize>]>,
        reader: &Reader<'_>,
    ) -> Result<Values, String> {
        let (mut row, mut missing, mut unreadable) = (Values::new(), Vec::new(), Vec::new());
        for (n, field) in self.fields.iter().enumerate() {
            let at = order.map_or(Some(n), |order| order[n]);
            let cell = at.and_then(|at| cells.get(at)).map(|c| c.trim()).filter(|c| !is_placeholder(c));
            let value = match cell {
                Some(cell) => reader.field(field, cell),
                None if is_needed(field) => {
                    missing.push(field.name.clone());
                    continue;
                }
                None => Ok(Value::Null),
            };
            match value {
                Ok(value) => {
                    row.insert(field.name.clone(), value);
                }
                Err(wrong) => unreadable.push(format!("{} {}", field.name, wrong.why)),
            }
        }
        match (missing.is_empty(), unreadable.is_empty()) {
            (true, true) => Ok(row),
            (false, _) => Err(format!("row-incomplete: {}", missing.join(", "))),
            (true, false) => Err(format!("row-unreadable: {}", unreadable.join(", "))),
        }
    }
}

fn is_needed(field: &Field) -> bool {
    field.need == Need::Now && field.default.is_none()
}

pub(super) fn table_as_rows(table: &Table) -> Vec<Line> {
    let line = |cells: &Vec<String>| Line { cells: cells.clone(), text: cells.join(" | ") };
    table.rows.iter().filter(|r| r.iter().any(|c| !c.is_empty())).map(line).collect()
}

/// Lines with separators, numbered or not. A line without any is no row, unless it is numbered.
pub(super) fn lines_as_rows(text: &str, columns: &Columns) -> Vec<Line> {
    text.split('\n').filter_map(|line| line_as_row(line, columns)).collect()
}

fn line_as_row(line: &str, columns: &Columns) -> Option<Line> {
    let (bare, numbered) = unnumbered(line);
    let rule = bare.chars().all(|c| matches!(c, '|' | '-' | ':' | '+' | '=' | ' ' | '｜' | '—' | '_'));
    if bare.is_empty() || rule {
        return None;
    }
    let cells = cells(bare, columns);
    (cells.len() > 1 || numbered && columns.len() > 1).then(|| Line { cells, text: line.trim().to_owned() })
}

fn cells(line: &str, columns: &Columns) -> Vec<String> {
    let trimmed =
        |parts: std::str::Split<'_, &[char]>| parts.map(|c| c.trim().to_owned()).collect::<Vec<_>>();
    let bars: &[char] = &['|', '｜', '│'];
    if line.contains(bars) {
        return trimmed(line.trim().trim_matches(bars).split(bars));
    }
    if line.contains('\t') {
        return trimmed(line.split(&['\t'][..]));
    }
    if columns.len() == 2 {
        return halves(line).map_or_else(|| vec![line.trim().to_owned()], |(a, b)| vec![a, b]);
    }
    for separators in [&['；', ';'][..], &['，', ','][..]] {
        let parts = trimmed(line.split(separators));
        // A sentence has commas too: as many parts as a row needs, and one that is no mere text.
        if (columns.needed()..=columns.len()).contains(&parts.len()) && parts.len() > 2 {
            return parts;
        }
    }
    vec![line.trim().to_owned()]
}

/// `张三 — 负责日志`, `张三：负责日志`, `张三 负责日志`.
fn halves(line: &str) -> Option<(String, String)> {
    let pairs = ["——", "—", "–", "--", " - ", "：", ":", "，", ",", "、", " "];
    let split = pairs.iter().find_map(|separator| line.split_once(separator))?;
    let (left, right) = (split.0.trim(), split.1.trim());
    (!left.is_empty())
        .then(|| (left.to_owned(), right.trim_start_matches(['—', '-', '–', ' ', ':', '：']).to_owned()))
}

/// Without bullet and number, and whether there was one.
fn unnumbered(line: &str) -> (&str, bool) {
    let line = line.trim();
    if let Some(rest) = line.strip_prefix(['-', '*', '•', '·', '●'])
        && rest.starts_with(' ')
    {
        return (rest.trim(), true);
    }
    let open = line.strip_prefix(['(', '（']).unwrap_or(line);
    let digits = open.len() - open.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=3).contains(&digits)
        && let Some(rest) = open[digits..].strip_prefix(['.', '、', ')', '）', '．'])
        && !rest.starts_with(|c: char| c.is_ascii_digit())
    {
        return (rest.trim(), true);
    }
    (line, false)
}
