//! Forms from a mail: which value did the sender give for each field?
//!
//! A field is looked for by its label, in any case and width (`原因：…`, `* Reason (required): …`, a row of a table, a
//! CSV file), then where the form allows it in the subject, in the whole text or among the attachments. Behind a
//! command one field may stand without its label (`进度 80%`). Tables of rows come from files, tables and lines
//! (`UI设计 | zhang@ | 2024-07-15 | 高`).
//!
//! Promises: a value is taken whole or not at all; what was given and cannot be read is a [`Wrong`] with a code, and a
//! placeholder of a prefilled form (`【缺】`, `____`) was not given. The same mail fills the same values, for times are
//! counted from `now`. Never does: guess between two people, two dates or two numbers; work out defaults and checks.

use std::collections::BTreeSet;

use super::reading::{Flat, behind, flat, is_courtesy};
use super::{Choices, Field, Form, From, Kind, Need, Rows, Rules, Value, Values};
use crate::directory::{Directory, NotFound, PersonId};
use crate::mail::{self, Attachment, Place, Table, Words};
use crate::time::{Instant, Moment, Zone, read};

/// Rows read for one field; more is no list that people look through.
const ROWS_MAX: usize = 500;
/// Rows above the header of a table: a title, an empty one.
const HEADER_WITHIN: usize = 3;
/// Lines of the own words in which a command is looked for.
const COMMAND_WITHIN: usize = 4;
/// What was found is repeated to the sender up to this many characters.
const FOUND_MAX: usize = 120;
/// A text shorter than this beside a file only points to it.
const POINTER_MAX: usize = 30;

/// What a message offers to fill forms from.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    /// The sender's own words.
    pub words: &'a Words,
    /// Tables in them and in CSV files.
    pub tables: &'a [Table],
    /// Attachments.
    pub attachments: &'a [Attachment],
    /// The subject behind the tag.
    pub subject: &'a str,
    /// Only this part of the own words: what stands behind a command.
    pub text: Option<&'a str>,
}

/// What values are read against.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// For the forms of rows, and words of courtesy.
    pub rules: &'a Rules,
    /// For people and lists.
    pub directory: &'a Directory,
    /// From when relative times count.
    pub now: Instant,
    /// The sender's zone.
    pub zone: &'a Zone,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Filled {
    /// By field; what was not given is absent.
    pub values: Values,
    /// What was given and cannot be read, in the order of the forms.
    pub wrong: Vec<Wrong>,
    /// Fields that were found by their label.
    pub labelled: BTreeSet<String>,
}

/// Something given that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wrong {
    /// The field.
    pub field: String,
    /// What was written; for a person with the names that are near.
    pub found: String,
    /// `not-a-number`, `not-a-percent`, `not-a-date`, `not-a-time`, `not-a-span`, `not-a-duration`, `not-a-person`,
    /// `ambiguous-person`, `not-a-case`, `ambiguous-case`, `not-a-choice`, `not-a-file`, `out-of-range`; `not-allowed` where the field's own condition
    /// does not hold; of a row `row-incomplete: owner, due` or
    /// `row-unreadable: due not-a-date`.
    pub why: String,
}

/// Fills the forms, one after the other, from one message. The first field of a name wins.
pub fn fill(forms: &[&Form], sheet: &Sheet<'_>, reader: &Reader<'_>) -> Filled {
    let mut names = BTreeSet::new();
    let fields: Vec<&Field> =
        forms.iter().flat_map(|f| &f.fields).filter(|f| names.insert(f.name.as_str())).collect();
    let page = Page::new(forms, &fields, sheet, reader);
    let mut filling = Filling { fields, page, sheet, reader, filled: Filled::default() };
    filling.labelled();
    filling.tables_and_files();
    filling.behind_a_command();
    filling.read_subject();
    filling.read_whole_text();
    filling.the_only_field();
    let order = |w: &Wrong| filling.fields.iter().position(|f| f.name == w.field);
    let mut filled = filling.filled.clone();
    filled.wrong.sort_by_key(order);
    filled
}

// ── the page: where values stand ─────────────────────────────────────────────────────────────────────────────

/// A value found by its label.
struct Labelled {
    field: usize,
    value: String,
    /// Every line from the label to the next known one, whatever they look like.
    raw: String,
}

struct Page {
    /// The own words, or the part behind a command.
    text: String,
    /// `text` is what stands behind a command.
    commanded: bool,
    /// What stands before the first label.
    lead: String,
    labelled: Vec<Labelled>,
}

impl Page {
    fn new(forms: &[&Form], fields: &[&Field], sheet: &Sheet<'_>, reader: &Reader<'_>) -> Self {
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
    let opens = |process: &&std::sync::Arc<super::Process>| {
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
fn labels(fields: &[&Field]) -> Vec<(usize, String)> {
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
fn key(label: &str) -> String {
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

fn opening(c: char) -> bool {
    c.is_whitespace() || matches!(c, ':' | '：' | ',' | '，' | '。' | '、' | ';' | '；' | '—' | '】')
}

/// Further paragraphs that say something, not thanks and a name.
fn says_more(more: &str) -> bool {
    more.lines().any(|line| line.trim().chars().count() > 12)
}

/// A prefilled place that was left as it was.
fn is_placeholder(value: &str) -> bool {
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

// ── filling ──────────────────────────────────────────────────────────────────────────────────────────────────

struct Filling<'a, 'f> {
    fields: Vec<&'f Field>,
    page: Page,
    sheet: &'a Sheet<'a>,
    reader: &'a Reader<'a>,
    filled: Filled,
}

impl Filling<'_, '_> {
    fn is_open(&self, field: &Field) -> bool {
        !self.filled.values.contains_key(&field.name)
            && !self.filled.wrong.iter().any(|w| w.field == field.name)
    }

    fn take(&mut self, field: &Field, read: Result<Value, Wrong>) {
        match read {
            Ok(value) => {
                self.filled.values.insert(field.name.clone(), value);
            }
            Err(wrong) => self.filled.wrong.push(wrong),
        }
    }

    /// What stands behind labels.
    fn labelled(&mut self) {
        for labelled in std::mem::take(&mut self.page.labelled) {
            let field = self.fields[labelled.field];
            if !self.is_open(field) || is_placeholder(&labelled.value) && is_placeholder(&labelled.raw) {
                continue;
            }
            match &field.kind {
                Kind::Rows(rows) => {
                    let lines = lines_as_rows(&labelled.raw, &self.columns(rows));
                    if self.rows(field, rows, lines) {
                        self.filled.labelled.insert(field.name.clone());
                    }
                }
                Kind::File => {
                    self.filled.labelled.insert(field.name.clone());
                    self.named_file(field, labelled.value.trim());
                }
                _ => {
                    self.filled.labelled.insert(field.name.clone());
                    let read = self.reader.field(field, &labelled.value);
                    self.take(field, read);
                }
            }
        }
    }

    /// `测试报告: 见附件` needs a file; a link or a text is the report itself.
    fn named_file(&mut self, field: &Field, value: &str) {
        let folded = flat(value);
        let points = ["附件", "见附", "attach", "enclosed"].iter().any(|p| folded.contains(p))
            && value.chars().count() <= POINTER_MAX;
        let named =
            self.sheet.attachments.iter().find(|a| a.name.as_deref().is_some_and(|n| flat(n) == folded));
        if let Some(file) = named {
            return self.take(field, Ok(file_value(file)));
        }
        if self.files().is_empty() {
            let read = if points {
                Err(Wrong { field: field.name.clone(), found: short(value), why: "not-a-file".to_owned() })
            } else {
                Ok(Value::Text(value.to_owned()))
            };
            self.take(field, read);
        }
    }

    /// Attachments that somebody chose to attach, pictures last.
    fn files(&self) -> Vec<&Attachment> {
        let machine = |a: &&Attachment| {
            let name = flat(a.name.as_deref().unwrap_or(""));
            let ends = [".ics", ".vcf", ".p7s", ".asc", "winmail.dat"].iter().any(|e| name.ends_with(e));
            !ends && a.media_type != "text/calendar" && !a.media_type.ends_with("-signature")
        };
        let mut files: Vec<&Attachment> = self.sheet.attachments.iter().filter(machine).collect();
        files.sort_by_key(|a| a.media_type.starts_with("image/"));
        files
    }

    fn tables_and_files(&mut self) {
        for field in self.fields.clone() {
            if let Kind::Rows(rows) = &field.kind
                && self.is_open(field)
            {
                self.rows_anywhere(field, rows);
            }
        }
        let open: Vec<&Field> =
            self.fields.iter().copied().filter(|f| f.kind == Kind::File && self.is_open(f)).collect();
        let files: Vec<Attachment> = self.files().into_iter().cloned().collect();
        let mut used = BTreeSet::new();
        for field in &open {
            let labels: Vec<String> = field.labels.values().flatten().map(|l| key(l)).collect();
            let named = files.iter().find(|a| {
                let name = flat(a.name.as_deref().unwrap_or(""));
                labels
                    .iter()
                    .any(|l| name.contains(l.as_str()) || name.replace(['-', '_'], " ").contains(l.as_str()))
            });
            if let Some(file) = named {
                used.insert(file.part);
                self.take(field, Ok(file_value(file)));
            }
        }
        for field in &open {
            let next = files.iter().find(|a| !used.contains(&a.part)).or(files.first());
            if self.is_open(field)
                && let Some(file) = next
            {
                used.insert(file.part);
                self.take(field, Ok(file_value(file)));
            }
        }
    }

    /// Files first, then tables in the words, then lines.
    fn rows_anywhere(&mut self, field: &Field, rows: &Rows) {
        let columns = self.columns(rows);
        let (files, own): (Vec<&Table>, Vec<&Table>) =
            self.sheet.tables.iter().partition(|t| matches!(t.place, Place::Attachment(_)));
        for table in files {
            if self.rows(field, rows, table_as_rows(table)) {
                return;
            }
        }
        for table in own {
            let wide = table.rows.iter().any(|r| r.len() > 2) || columns.len() <= 2;
            let near = self.sheet.text.is_none()
                || table
                    .rows
                    .first()
                    .and_then(|r| r.first())
                    .is_some_and(|c| self.page.text.contains(c.as_str()));
            let found = columns.header(&table.rows).is_some() || !table.rows.iter().all(|r| self.is_pair(r));
            if wide && near && found && self.rows(field, rows, table_as_rows(table)) {
                return;
            }
        }
        let lines: Vec<&str> = self.page.text.split('\n').filter(|l| !self.is_own_field(l)).collect();
        let lines = lines_as_rows(&lines.join("\n"), &columns);
        self.rows(field, rows, lines);
    }

    /// A row of the form itself: label and value.
    fn is_pair(&self, row: &[String]) -> bool {
        let labels = labels(&self.fields);
        row.first().is_some_and(|c| labels.iter().any(|(_, l)| key(l) == key(c)))
    }

    fn is_own_field(&self, line: &str) -> bool {
        let folded = flat(line);
        let Some((label, _)) = folded.split_once(':') else { return false };
        let labels = labels(&self.fields);
        labels.iter().any(|(_, l)| key(l) == key(label.trim_start_matches(['-', '*', '•', ' '])))
    }

    fn columns(&self, rows: &Rows) -> Columns {
        Columns::of(rows, self.reader.rules)
    }

    /// Reads rows; false when there are none, so that another place is looked at.
    fn rows(&mut self, field: &Field, rows: &Rows, lines: Vec<Line>) -> bool {
        let columns = self.columns(rows);
        let (mut values, mut wrong) = (Vec::new(), Vec::new());
        let cells: Vec<Vec<String>> = lines.iter().map(|l| l.cells.clone()).collect();
        let header = columns.header(&cells);
        let start = header.as_ref().map_or(0, |(n, _)| n + 1);
        let order = header.map(|(_, order)| order);
        let numbered = order.is_none() && columns.are_numbered(&cells);
        for line in lines.iter().skip(start).take(ROWS_MAX) {
            if line.cells.iter().all(|c| is_placeholder(c))
                || columns.header(std::slice::from_ref(&line.cells)).is_some()
            {
                continue;
            }
            let cells = if numbered { line.cells.get(1..).unwrap_or_default() } else { &line.cells };
            match columns.row(cells, order.as_deref(), self.reader) {
                Ok(row) => values.push(Value::Row(row)),
                Err(why) => wrong.push(Wrong { field: field.name.clone(), found: short(&line.text), why }),
            }
        }
        if values.is_empty() && wrong.is_empty() {
            return false;
        }
        if !values.is_empty() {
            self.filled.values.insert(field.name.clone(), Value::List(values));
        }
        self.filled.wrong.extend(wrong);
        true
    }

    /// `80% 前端完成`, `2h`: one value without its label, and what remains as the only text.
    fn behind_a_command(&mut self) {
        if !self.page.commanded {
            return;
        }
        let lead = self.page.lead.clone();
        if lead.trim().is_empty() || is_courtesy(&lead, self.reader.rules) {
            return;
        }
        let open: Vec<&Field> = self.fields.iter().copied().filter(|f| self.is_open(f)).collect();
        let typed = |f: &&&Field| !matches!(f.kind, Kind::Text | Kind::Rows(_) | Kind::File);
        let mut rest = lead.clone();
        // Needed fields come before optional ones; a number counts for the first that takes it.
        let mut candidates: Vec<&Field> = open.iter().filter(typed).copied().collect();
        candidates.sort_by_key(|f| f.need != Need::Now || f.default.is_some());
        for field in candidates {
            if let Some((value, left)) = self.reader.leading(field, &rest) {
                self.take(field, value);
                rest = left;
                break;
            }
        }
        let rest = rest.trim_start_matches(opening).trim();
        if rest.is_empty() || is_courtesy(rest, self.reader.rules) || self.has_rows() {
            return;
        }
        let texts: Vec<&Field> =
            open.iter().copied().filter(|f| f.kind == Kind::Text && self.is_open(f)).collect();
        let needed: Vec<&Field> =
            texts.iter().copied().filter(|f| f.need == Need::Now && f.default.is_none()).collect();
        let only = match (needed.as_slice(), texts.as_slice()) {
            ([one], _) | ([], [one]) => Some(*one),
            _ => texts.iter().copied().find(|f| f.from == From::Subject),
        };
        if let Some(field) = only {
            self.take(field, Ok(Value::Text(rest.to_owned())));
        }
    }

    fn has_rows(&self) -> bool {
        self.fields.iter().any(|f| matches!(f.kind, Kind::Rows(_)))
    }

    fn read_subject(&mut self) {
        let subject = self.sheet.subject.trim();
        for field in self.fields.clone() {
            if field.from == From::Subject && self.is_open(field) && !is_placeholder(subject) {
                let read = self.reader.field(field, subject);
                self.take(field, read);
            }
        }
    }

    fn read_whole_text(&mut self) {
        for field in self.fields.clone() {
            if field.from != From::BodyOrFile || !self.is_open(field) || matches!(field.kind, Kind::Rows(_)) {
                continue;
            }
            let text = self.page.text.trim().trim_start_matches(opening).to_owned();
            let says = !text.is_empty() && !is_courtesy(&text, self.reader.rules);
            let file = self.files().first().map(|a| file_value(a));
            let value = match file {
                Some(file) if !says || text.chars().count() <= POINTER_MAX => Some(file),
                _ if says => Some(Value::Text(text)),
                _ => None,
            };
            if let Some(value) = value {
                self.take(field, Ok(value));
            }
        }
    }

    /// A form of one field is answered by what was written, label or not.
    fn the_only_field(&mut self) {
        let [field] = self.fields.as_slice() else { return };
        let field = *field;
        if self.page.commanded || field.from != From::Body || field.need == Need::No || !self.is_open(field) {
            return;
        }
        let rules = self.reader.rules;
        let lines: Vec<&str> = self.page.text.lines().filter(|l| !is_courtesy(l, rules)).collect();
        let text = lines.join("\n");
        if text.trim().is_empty() || matches!(field.kind, Kind::Rows(_) | Kind::File) {
            return;
        }
        let read = self.reader.field(field, &text);
        // A sentence around a value is no unreadable value: nothing was given.
        if read.is_ok() || matches!(&read, Err(w) if w.why == "ambiguous-person" || w.why == "out-of-range") {
            self.take(field, read);
        }
    }
}

fn file_value(file: &Attachment) -> Value {
    Value::File {
        name: file.name.clone().unwrap_or_default(),
        size: u64::try_from(file.size).unwrap_or(u64::MAX),
        hash: file.sha256.clone(),
    }
}

fn short(text: &str) -> String {
    let text = text.trim();
    if text.chars().count() <= FOUND_MAX {
        return text.to_owned();
    }
    text.chars().take(FOUND_MAX).chain(['…']).collect()
}

// ── rows ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// One row as written.
struct Line {
    cells: Vec<String>,
    text: String,
}

/// What a row consists of.
struct Columns {
    fields: Vec<Field>,
}

impl Columns {
    fn of(rows: &Rows, rules: &Rules) -> Self {
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
                    labels: super::Labels::new(),
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

    fn len(&self) -> usize {
        self.fields.len()
    }

    fn needed(&self) -> usize {
        self.fields.iter().filter(|f| is_needed(f)).count()
    }

    /// The row of labels, and for each field its column.
    fn header(&self, rows: &[Vec<String>]) -> Option<(usize, Vec<Option<usize>>)> {
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
    fn are_numbered(&self, rows: &[Vec<String>]) -> bool {
        let number = |r: &Vec<String>| {
            r.first().is_some_and(|c| !c.is_empty() && c.chars().all(|c| c.is_ascii_digit()))
                && r.len() > self.needed()
        };
        self.fields.first().is_some_and(|f| f.kind == Kind::Text) && rows.iter().all(number)
    }

    /// The values of a row; else what is missing or cannot be read.
    fn row(
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

fn table_as_rows(table: &Table) -> Vec<Line> {
    let line = |cells: &Vec<String>| Line { cells: cells.clone(), text: cells.join(" | ") };
    table.rows.iter().filter(|r| r.iter().any(|c| !c.is_empty())).map(line).collect()
}

/// Lines with separators, numbered or not. A line without any is no row, unless it is numbered.
fn lines_as_rows(text: &str, columns: &Columns) -> Vec<Line> {
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

// ── values ───────────────────────────────────────────────────────────────────────────────────────────────────

impl Reader<'_> {
    /// The value of a field, within its bounds.
    fn field(&self, field: &Field, text: &str) -> Result<Value, Wrong> {
        let wrong =
            |found: String, why: &str| Wrong { field: field.name.clone(), found, why: why.to_owned() };
        let value = self.value(&field.kind, text).map_err(|(found, why)| wrong(short(&found), why))?;
        let low = field.min.as_ref().is_some_and(|min| less(&value, min));
        let high = field.max.as_ref().is_some_and(|max| less(max, &value));
        if low || high { Err(wrong(short(text), "out-of-range")) } else { Ok(value) }
    }

    fn value(&self, kind: &Kind, text: &str) -> Result<Value, (String, &'static str)> {
        let text = text.trim();
        let tried = |read: &dyn Fn(&str) -> Option<Value>, why| {
            attempts(text).iter().find_map(|t| read(t)).ok_or_else(|| (text.to_owned(), why))
        };
        let today = || self.zone.local(self.now).date();
        match kind {
            Kind::Text => Ok(Value::Text(text.to_owned())),
            Kind::Number => tried(&|t| number(t).map(Value::Number), "not-a-number"),
            Kind::Percent => {
                let percent = attempts(text).iter().find_map(|t| percent(t));
                let percent = percent.ok_or_else(|| (text.to_owned(), "not-a-percent"))?;
                if (0.0..=100.0).contains(&percent) {
                    // 0 to 100: the cast is exact.
                    return Ok(Value::Int(percent.round() as i64));
                }
                Err((text.to_owned(), "out-of-range"))
            }
            Kind::Date => tried(
                &|t| {
                    let timed =
                        || read::date_time(t, self.now, self.zone).map(|at| self.zone.local(at).date());
                    read::date(t, today()).or_else(timed).map(Value::Day)
                },
                "not-a-date",
            ),
            Kind::DateTime => tried(
                &|t| {
                    read::moment(t, self.now, self.zone).map(|moment| match moment {
                        Moment::At(at) => Value::At(at),
                        Moment::Day(day) => Value::Day(day),
                    })
                },
                "not-a-time",
            ),
            Kind::Span => {
                let line = text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
                read::span(&line, self.now, self.zone)
                    .map(|(span, beside)| Value::Span(span.start, span.end, beside))
                    .ok_or_else(|| (text.to_owned(), "not-a-span"))
            }
            Kind::Duration => tried(
                &|t| {
                    let minutes = read::duration(t)?.num_minutes();
                    (minutes > 0).then_some(Value::Minutes(minutes))
                },
                "not-a-duration",
            ),
            Kind::Person => self.person(text).map(Value::Person),
            Kind::People => self.people(text),
            Kind::Choice(choices) => tried(&|t| self.choice(choices, t), "not-a-choice"),
            // Rows are read line by line, files by what is attached.
            // Which case is meant is for whoever knows them.
            Kind::Rows(_) | Kind::File | Kind::Case(_) => Ok(Value::Text(text.to_owned())),
        }
    }

    /// One person; a department means its head.
    fn person(&self, text: &str) -> Result<PersonId, (String, &'static str)> {
        let first = text.lines().next().unwrap_or("").trim();
        let not_found = match self.directory.find(first) {
            Ok(person) => return Ok(person),
            Err(not_found) => not_found,
        };
        let wanted = flat(first);
        let mut departments = self.directory.departments.values();
        let named =
            departments.find(|d| flat(&d.id) == wanted || d.names.values().any(|n| flat(n) == wanted));
        match named {
            Some(department) => Ok(department.head.clone()),
            None => Err(self.nobody(&not_found)),
        }
    }

    /// What was written and who is near, and whether it might be several.
    fn nobody(&self, not_found: &NotFound) -> (String, &'static str) {
        let near = |id: &PersonId| self.directory.person(id).map(|p| p.name.clone());
        let names: Vec<String> = not_found.candidates.iter().filter_map(near).collect();
        // Somebody near is a guess of ours; several who are called so are a question to the sender.
        let wanted = flat(&not_found.text);
        let called = |id: &&PersonId| {
            let Some(person) = self.directory.person(id) else { return false };
            let names = person.names.values().chain(&person.nicknames).chain([&person.name]);
            let locals = person.all_addresses().map(|a| flat(a.local()));
            let wanted = wanted.trim_matches(['@', ' ']);
            names.map(|n| flat(n)).chain(locals).chain([flat(id.as_str())]).any(|n| n.starts_with(wanted))
        };
        let several = not_found.candidates.iter().filter(called).count() > 1;
        let why = if several { "ambiguous-person" } else { "not-a-person" };
        let found = if names.is_empty() {
            not_found.text.clone()
        } else {
            format!("{} ({}?)", not_found.text, names.join(", "))
        };
        (found, why)
    }

    fn people(&self, text: &str) -> Result<Value, (String, &'static str)> {
        let mut people: Vec<PersonId> = Vec::new();
        if let Ok(one) = self.person(text) {
            return Ok(Value::List(vec![Value::Person(one)]));
        }
        let parts = text
            .split(['、', '，', ',', ';', '；', '/', '\n', '&', '+'])
            .flat_map(|p| p.split(" and "))
            .flat_map(|p| p.split(" 和 "));
        for part in parts.map(str::trim).filter(|p| !p.is_empty()) {
            let found: Result<Vec<PersonId>, _> = match self.person(part) {
                Ok(one) => Ok(vec![one]),
                // 张三 李四, 张三和李四
                Err(wrong) => {
                    let split: Result<Vec<PersonId>, _> = part
                        .split([' ', '和', '与'])
                        .filter(|p| !p.is_empty())
                        .map(|p| self.person(p))
                        .collect();
                    split.map_err(|_| wrong)
                }
            };
            for person in found? {
                if !people.contains(&person) {
                    people.push(person);
                }
            }
        }
        if people.is_empty() {
            return Err((text.to_owned(), "not-a-person"));
        }
        Ok(Value::List(people.into_iter().map(Value::Person).collect()))
    }

    fn choice(&self, choices: &Choices, text: &str) -> Option<Value> {
        let wanted = flat(text).trim_end_matches(['。', '.', '!']).trim().to_owned();
        let name = match choices {
            Choices::Named(named) => named
                .iter()
                .find(|(name, words)| flat(name) == wanted || words.iter().any(|w| flat(w) == wanted))
                .map(|(name, _)| name.clone()),
            Choices::Listed(list) => {
                let names = self.directory.lists.get(list)?;
                let words = self.directory.words.get(list);
                let said = |name: &String| words.and_then(|words| words.get(name)).into_iter().flatten();
                let is = |name: &&String| flat(name) == wanted || said(name).any(|w| flat(w) == wanted);
                names.iter().find(is).cloned()
            }
        };
        name.map(Value::Text)
    }

    /// The value a text begins with, and what is left of it.
    fn leading(&self, field: &Field, text: &str) -> Option<(Result<Value, Wrong>, String)> {
        let text = text.trim();
        let mut ends: Vec<usize> = text
            .char_indices()
            .filter(|(_, c)| {
                c.is_whitespace()
                    || matches!(c, ',' | '，' | '。' | ';' | '；' | '、' | '%' | '％' | '(' | '（')
            })
            .map(|(n, c)| if matches!(c, '%' | '％') { n + c.len_utf8() } else { n })
            .collect();
        ends.push(text.len());
        ends.sort_unstable();
        // The longest beginning that can be read: `7月18日 14:00` rather than `7月18日`.
        ends.iter().rev().filter(|end| **end > 0).find_map(|end| {
            let piece = text[..*end].trim();
            let read = match &field.kind {
                // A name is a word or two, never found inside a sentence.
                Kind::People if piece.chars().count() > 40 => return None,
                kind => self.value(kind, piece),
            };
            let exact = match (&field.kind, &read) {
                (Kind::Percent, Err((_, why))) => *why == "out-of-range",
                (_, read) => read.is_ok(),
            };
            // The whole piece was read, not only what stands before its first comma.
            (exact && !piece.contains(['，', ',', '\n', '。'])
                || exact && *end == text.len() && attempts(piece).len() == 1)
                .then(|| (self.field(field, piece), text[*end..].to_owned()))
        })
    }
}

/// The text as one line, its first line, and that without what is explained behind it.
fn attempts(text: &str) -> Vec<String> {
    let one: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = vec![one.trim_end_matches(['。', '.', ';', '；']).to_owned()];
    let first = text.lines().next().unwrap_or("").trim();
    let cut = first.find(['(', '（', '，', ',', '。', ';', '；']).unwrap_or(first.len());
    let rest = &first[cut..];
    // A second number behind the comma may be the one that is meant.
    if !rest.contains(char::is_numeric) && !rest.contains(['或', '至', '~']) {
        out.push(first.to_owned());
        out.push(first[..cut].trim().to_owned());
    }
    out.retain(|t| !t.is_empty());
    out.dedup();
    out
}

fn less(a: &Value, b: &Value) -> bool {
    let amount = |v: &Value| match v {
        Value::Int(n) | Value::Minutes(n) => Some(*n as f64),
        Value::Number(n) => Some(*n),
        _ => None,
    };
    match (a, b) {
        (Value::Day(a), Value::Day(b)) => a < b,
        _ => amount(a).zip(amount(b)).is_some_and(|(a, b)| a < b),
    }
}

/// `80%`, `80`, `百分之八十`, `八成`.
fn percent(text: &str) -> Option<f64> {
    let folded = flat(text);
    let bare = folded.trim();
    let bare = ["已完成", "完成", "约", "大约", "about "]
        .iter()
        .find_map(|p| bare.strip_prefix(p))
        .unwrap_or(bare)
        .trim();
    if let Some(tenths) = bare.strip_suffix('成') {
        return han(tenths).map(|n| n * 10.0);
    }
    let bare = bare.strip_prefix("百分之").unwrap_or(bare);
    let bare = ["%", "percent", "per cent"].iter().find_map(|s| bare.strip_suffix(s)).unwrap_or(bare);
    plain(bare.trim()).or_else(|| han(bare.trim()))
}

/// `1,000.5`, `¥5000`, `5万`, `1.5万元`, `三百五十`, `3 台`.
fn number(text: &str) -> Option<f64> {
    let folded: String = flat(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut bare = folded.as_str();
    let signs = [
        "约",
        "大约",
        "共",
        "合计",
        "总计",
        "人民币",
        "rmb",
        "cny",
        "usd",
        "eur",
        "¥",
        "$",
        "€",
        "£",
        "about",
    ];
    while let Some(rest) = signs.iter().find_map(|s| bare.strip_prefix(s)) {
        bare = rest;
    }
    let digits =
        bare.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '+')).unwrap_or(bare.len());
    if digits == 0 {
        let end = bare.find(|c: char| han_digit(c).is_none() && han_unit(c).is_none()).unwrap_or(bare.len());
        return is_unit(&bare[end..]).then(|| han(&bare[..end])).flatten();
    }
    let amount = plain(&bare[..digits])?;
    let scales =
        [("万亿", 1e12), ("亿", 1e8), ("百万", 1e6), ("万", 1e4), ("千", 1e3), ("百", 1e2), ("k", 1e3)];
    let rest = &bare[digits..];
    let (scale, rest) =
        scales.iter().find_map(|(s, n)| rest.strip_prefix(s).map(|r| (*n, r))).unwrap_or((1.0, rest));
    is_unit(rest).then_some(amount * scale)
}

/// A unit of measure, or nothing: no digit, and short.
fn is_unit(text: &str) -> bool {
    text.chars().count() <= 6
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '/' | '。' | '²' | '%') && c != '%')
}

/// Digits with a point, and commas between thousands.
fn plain(text: &str) -> Option<f64> {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = bare.split('.').next().unwrap_or("");
    let grouped = whole.contains(',');
    let groups: Vec<&str> = whole.split(',').collect();
    let fits = !grouped
        || groups.iter().skip(1).all(|g| g.len() == 3)
            && (1..=3).contains(&groups.first().map_or(0, |g| g.len()));
    let simple = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    (fits && simple).then(|| text.replace(',', "").parse().ok()).flatten()
}

fn han_digit(c: char) -> Option<f64> {
    let digit = "零一二三四五六七八九".chars().position(|d| d == c);
    digit
        .or(match c {
            '〇' => Some(0),
            '两' => Some(2),
            _ => None,
        })
        .map(|n| n as f64)
}

fn han_unit(c: char) -> Option<f64> {
    Some(match c {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

/// A Chinese numeral: `八十`, `三百五十`, `两万`.
fn han(text: &str) -> Option<f64> {
    let (mut total, mut section, mut digit, mut any) = (0.0, 0.0, None, false);
    for c in text.chars() {
        any = true;
        if let Some(d) = han_digit(c) {
            // Digit behind digit is a telephone number; a zero only fills a place.
            if digit.is_some_and(|d: f64| d > 0.0) {
                return None;
            }
            digit = Some(d);
        } else {
            let unit = han_unit(c)?;
            if unit >= 1e4 {
                section = (section + digit.unwrap_or(0.0)) * unit;
                total += section;
                section = 0.0;
            } else {
                section += digit.unwrap_or(1.0) * unit;
            }
            digit = None;
        }
    }
    any.then(|| total + section + digit.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use proptest::prelude::*;

    use super::super::{Answer, Open, Process, Stake, State, Who};
    use super::*;
    use crate::directory::Lang;
    use crate::fault::Source;

    fn directory() -> Directory {
        let text = include_str!("../../tests/fixtures/directory.toml");
        Directory::read(&Source::new("directory.toml", text)).unwrap_or_else(|faults| panic!("{faults}"))
    }

    fn field(name: &str, kind: Kind, labels: &[&str]) -> Field {
        let labels = labels.iter().map(|l| (*l).to_owned()).collect();
        Field {
            name: name.to_owned(),
            kind,
            labels: BTreeMap::from([(Lang::new("zh"), labels)]),
            need: Need::Now,
            default: None,
            from: From::Body,
            min: None,
            max: None,
            check: None,
        }
    }

    fn priority() -> Kind {
        let words = [("high", vec!["高", "high"]), ("normal", vec!["中"]), ("low", vec!["低"])];
        let named = words.map(|(n, w)| (n.to_owned(), w.into_iter().map(str::to_owned).collect()));
        Kind::Choice(Choices::Named(BTreeMap::from(named)))
    }

    fn form(fields: Vec<Field>) -> Form {
        Form { name: "request".to_owned(), fields }
    }

    /// A purchase: what, how many, by when, who, why.
    fn purchase() -> Form {
        form(vec![
            field("item", Kind::Text, &["物品", "Item"]),
            field("count", Kind::Number, &["数量"]),
            field("until", Kind::Date, &["交货日期", "Until"]),
            field("buyer", Kind::Person, &["采购人"]),
            Field { need: Need::No, ..field("reason", Kind::Text, &["采购的原因", "Reason"]) },
            Field { need: Need::No, ..field("urgency", priority(), &["优先级"]) },
        ])
    }

    fn row_form() -> Form {
        Form {
            name: "row".to_owned(),
            fields: vec![
                field("name", Kind::Text, &["事项", "Item"]),
                field("owner", Kind::Person, &["负责人", "Owner"]),
                field("due", Kind::Date, &["截止", "Due"]),
                field("priority", priority(), &["优先级"]),
                Field { need: Need::No, ..field("note", Kind::Text, &["备注"]) },
            ],
        }
    }

    fn rows_form() -> Form {
        form(vec![field("items", Kind::Rows(Rows::Form("item".to_owned(), "row".to_owned())), &["事项清单"])])
    }

    fn rules() -> Rules {
        let mut rules = Rules::default();
        let word = |name: &str, word: &str, weak: &[&str]| Answer {
            name: name.to_owned(),
            words: BTreeMap::from([(Lang::new("zh"), vec![word.to_owned()])]),
            weak: BTreeMap::from([(Lang::new("zh"), weak.iter().map(|w| (*w).to_owned()).collect())]),
            comment: BTreeMap::new(),
            stake: Stake::Consent,
            common: true,
        };
        rules.answers.insert("buy".into(), word("buy", "采购", &[]));
        rules.answers.insert("confirm".into(), word("confirm", "确认", &["收到"]));
        let process = |name: &str, form: Form, command: Option<&str>| Process {
            name: name.to_owned(),
            code: "X".to_owned(),
            about: None,
            title: BTreeMap::new(),
            clock: super::super::Clock::Office,
            open: Open {
                subject: BTreeMap::new(),
                command: command.map(str::to_owned),
                by: Who::default(),
                forms: vec![form.name.clone()],
                title: Vec::new(),
                one_per: None,
                refuse: Vec::new(),
                go: Vec::new(),
                every: None,
                holiday: crate::time::Policy::Keep,
                unverified: None,
            },
            forms: BTreeMap::from([(form.name.clone(), form)]),
            keep: Vec::new(),
            derive: Vec::new(),
            lend: BTreeMap::new(),
            states: BTreeMap::new(),
            always: State::default(),
            path: String::new(),
        };
        rules.processes.insert("item".into(), Arc::new(process("item", row_form(), None)));
        rules.processes.insert("purchase".into(), Arc::new(process("purchase", purchase(), Some("buy"))));
        rules
    }

    #[derive(Default)]
    struct Mail<'a> {
        own: &'a str,
        subject: &'a str,
        text: Option<&'a str>,
        tables: Vec<Table>,
        attachments: Vec<Attachment>,
    }

    fn read_mail(form: &Form, mail: &Mail<'_>) -> Filled {
        let lines = mail.own.lines().map(str::trim).filter(|l| !l.is_empty()).map(str::to_owned).collect();
        let words = Words { own: mail.own.to_owned(), lines, ..Words::default() };
        let (rules, directory) = (rules(), directory());
        let zone = Zone::parse("Asia/Shanghai").unwrap();
        // Monday 10:00 in Shanghai.
        let now = "2024-07-01T02:00:00Z".parse().unwrap();
        let reader = Reader { rules: &rules, directory: &directory, now, zone: &zone };
        let sheet = Sheet {
            words: &words,
            tables: &mail.tables,
            attachments: &mail.attachments,
            subject: mail.subject,
            text: mail.text,
        };
        fill(&[form], &sheet, &reader)
    }

    fn own(form: &Form, own: &str) -> Filled {
        read_mail(form, &Mail { own, ..Mail::default() })
    }

    fn show_value(value: &Value) -> String {
        match value {
            Value::Null => "-".to_owned(),
            Value::Int(n) => format!("{n}%"),
            Value::Number(n) => n.to_string(),
            Value::Text(t) => t.clone(),
            Value::Day(day) => day.to_string(),
            Value::At(at) => at.format("%m-%d %H:%MZ").to_string(),
            Value::Span(start, end, text) => {
                format!("{}-{} {text}", start.format("%m-%d %H:%M"), end.format("%H:%MZ"))
            }
            Value::Minutes(m) => format!("{m}m"),
            Value::Person(id) => format!("@{id}"),
            Value::List(items) => {
                format!("[{}]", items.iter().map(show_value).collect::<Vec<_>>().join("; "))
            }
            Value::Row(row) => row.values().map(show_value).collect::<Vec<_>>().join(", "),
            Value::File { name, .. } => format!("file {name}"),
            Value::Bool(b) => b.to_string(),
        }
    }

    /// `name = value`, and what is wrong as `name! found: why`.
    fn show(filled: &Filled) -> String {
        let values = filled.values.iter().map(|(n, v)| format!("{n} = {}", show_value(v)));
        let wrong = filled.wrong.iter().map(|w| format!("{}! {}: {}", w.field, w.found, w.why));
        values.chain(wrong).collect::<Vec<_>>().join(" / ")
    }

    fn one(kind: Kind, text: &str) -> String {
        let form = form(vec![field("x", kind, &["数据"]), field("other", Kind::Text, &["其他"])]);
        show(&own(&form, &format!("数据：{text}")))
    }

    fn table(rows: &[&[&str]], place: Place) -> Table {
        Table { rows: rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect(), place }
    }

    fn attachment(name: &str, media_type: &str, part: usize) -> Attachment {
        let sha256 = format!("{part:064}");
        Attachment { name: Some(name.to_owned()), media_type: media_type.to_owned(), size: 5, sha256, part }
    }

    #[test]
    fn labelled_lines_in_any_width_case_and_order() {
        let all = "buyer = @zhang / count = 3 / item = 显示器 / reason = 旧的坏了 / until = 2024-07-15 / urgency = high";
        let filled = own(
            &purchase(),
            "您好，\n\n采购人: 张伟\n- 数量：３\nitem: 显示器\n* **交货日期**（必填）：7月15日\n原因: 旧的坏了\n【优先级】：高\n\n谢谢\n李娜",
        );
        assert_eq!(show(&filled), all);
        assert_eq!(filled.labelled.len(), 6);
        let inline = own(
            &purchase(),
            "物品:显示器 数量:3 交货日期:2024-07-15 采购人:zhang@ 原因:旧的坏了 优先级:HIGH",
        );
        assert_eq!(show(&inline), all);
    }

    #[test]
    fn tables_of_two_columns_are_labelled_lines() {
        let rows: &[&[&str]] = &[&["物品", "显示器"], &["数量*", "3"], &["备注", "无"]];
        for place in [Place::Words, Place::Attachment("form.csv".to_owned())] {
            let tables = vec![table(rows, place)];
            let filled = read_mail(&purchase(), &Mail { tables, own: "见表", ..Mail::default() });
            assert_eq!((show(&filled).as_str(), filled.labelled.len()), ("count = 3 / item = 显示器", 2));
        }
        let lying = vec![table(&[&["物品", "数量"], &["显示器", "3"]], Place::Words)];
        let filled = read_mail(&purchase(), &Mail { tables: lying, ..Mail::default() });
        assert_eq!(show(&filled), "count = 3 / item = 显示器");
    }

    #[test]
    fn placeholders_were_not_given() {
        let filled = own(
            &purchase(),
            "物品：【缺】\n数量：____\n交货日期：（请填写）\n采购人：\n原因：(必填)\n优先级：-",
        );
        assert_eq!((show(&filled).as_str(), filled.labelled.len()), ("", 0));
        assert_eq!(
            show(&own(&purchase(), "物品：无\n采购人：【缺】\n采购人：李娜")),
            "buyer = @li / item = 无"
        );
    }

    #[test]
    fn a_block_below_its_label_may_look_like_fields() {
        let filled =
            own(&purchase(), "原因：\n第一：旧的坏了\n第二：新人入职\n\n预算：5000\n物品：显示器\n第三行");
        assert_eq!(
            show(&filled),
            "item = 显示器\n第三行 / reason = 第一：旧的坏了\n第二：新人入职\n\n预算：5000"
        );
    }

    #[test]
    fn numbers_and_percents_as_people_write_them() {
        for (text, expected) in [
            ("3", "x = 3"),
            ("1,000.5", "x = 1000.5"),
            ("¥5000", "x = 5000"),
            ("￥5,000元", "x = 5000"),
            ("5万", "x = 50000"),
            ("1.5万元", "x = 15000"),
            ("三百五十", "x = 350"),
            ("两万", "x = 20000"),
            ("3 台（备用一台）", "x = 3"),
            ("约100", "x = 100"),
            ("3-5", "x! 3-5: not-a-number"),
            ("1,00", "x! 1,00: not-a-number"),
            ("若干", "x! 若干: not-a-number"),
            ("3，或 5", "x! 3，或 5: not-a-number"),
        ] {
            assert_eq!(one(Kind::Number, text), expected, "{text}");
        }
        for (text, expected) in [
            ("80%", "x = 80%"),
            ("80", "x = 80%"),
            ("８０％", "x = 80%"),
            ("百分之八十", "x = 80%"),
            ("八成", "x = 80%"),
            ("已完成 80%", "x = 80%"),
            ("80%，前端完成", "x = 80%"),
            ("120%", "x! 120%: out-of-range"),
            ("差不多", "x! 差不多: not-a-percent"),
        ] {
            assert_eq!(one(Kind::Percent, text), expected, "{text}");
        }
    }

    #[test]
    fn times_are_read_in_the_senders_zone() {
        for (kind, text, expected) in [
            (Kind::Date, "2024-07-15", "x = 2024-07-15"),
            (Kind::Date, "7月15日前（周一）", "x = 2024-07-15"),
            (Kind::Date, "下周三", "x = 2024-07-10"),
            (Kind::Date, "2024-07-15 14:00", "x = 2024-07-15"),
            (Kind::Date, "7月15日，或 7月20日", "x! 7月15日，或 7月20日: not-a-date"),
            (Kind::Date, "尽快", "x! 尽快: not-a-date"),
            (Kind::DateTime, "2024-07-15 14:00", "x = 07-15 06:00Z"),
            (Kind::DateTime, "10分钟前", "x = 07-01 01:50Z"),
            (Kind::DateTime, "7月15日", "x = 2024-07-15"),
            (Kind::DateTime, "中午吧", "x! 中午吧: not-a-time"),
            (Kind::Span, "2024-06-20 14:00-15:00 线上", "x = 06-20 06:00-07:00Z 线上"),
            (Kind::Span, "2024-06-20", "x! 2024-06-20: not-a-span"),
            (Kind::Duration, "1小时30分", "x = 90m"),
            (Kind::Duration, "2h", "x = 120m"),
            (Kind::Duration, "一会儿", "x! 一会儿: not-a-duration"),
        ] {
            assert_eq!(one(kind, text), expected, "{text}");
        }
    }

    #[test]
    fn people_and_choices_come_from_the_directory() {
        for (kind, text, expected) in [
            (Kind::Person, "张伟", "x = @zhang"),
            (Kind::Person, "zhang@", "x = @zhang"),
            (Kind::Person, "@张伟", "x = @zhang"),
            (Kind::Person, "product", "x = @zhang"),
            (Kind::Person, "张围", "x! 张围 (张伟?): not-a-person"),
            (Kind::Person, "Nobody Known", "x! Nobody Known: not-a-person"),
            (Kind::People, "张伟、李娜", "x = [@zhang; @li]"),
            (Kind::People, "zhang@, li@; 王强", "x = [@zhang; @li; @wang]"),
            (Kind::People, "张伟 李娜 张伟", "x = [@zhang; @li]"),
            (Kind::People, "张伟和李娜", "x = [@zhang; @li]"),
            (Kind::People, "张伟、Nobody", "x! Nobody: not-a-person"),
            (priority(), "高", "x = high"),
            (priority(), "HIGH（客户在等）", "x = high"),
            (priority(), "Ｈｉｇｈ。", "x = high"),
            (priority(), " 低 ", "x = low"),
            (priority(), "特高", "x! 特高: not-a-choice"),
        ] {
            assert_eq!(one(kind, text), expected, "{text}");
        }
    }

    #[test]
    fn bounds_are_kept() {
        let bounded = form(vec![
            Field {
                min: Some(Value::Minutes(30)),
                max: Some(Value::Minutes(480)),
                ..field("pace", Kind::Duration, &["间隔"])
            },
            Field { max: Some(Value::Int(10)), ..field("count", Kind::Number, &["数量"]) },
        ]);
        assert_eq!(show(&own(&bounded, "间隔: 2h\n数量: 10")), "count = 10 / pace = 120m");
        assert_eq!(
            show(&own(&bounded, "间隔: 5分钟\n数量: 11")),
            "pace! 5分钟: out-of-range / count! 11: out-of-range"
        );
    }

    #[test]
    fn behind_a_command_one_value_needs_no_label() {
        let progress = form(vec![
            field("percent", Kind::Percent, &["进度"]),
            Field { need: Need::No, ..field("eta", Kind::Date, &["预计"]) },
            Field { need: Need::No, ..field("note", Kind::Text, &["说明"]) },
        ]);
        let say = |form: &Form, text: &str| {
            show(&read_mail(form, &Mail { own: text, text: Some(text), ..Mail::default() }))
        };
        assert_eq!(say(&progress, "80%"), "percent = 80%");
        assert_eq!(
            say(&progress, "80%，预计：7月18日 说明: 前端完成"),
            "eta = 2024-07-18 / note = 前端完成 / percent = 80%"
        );
        assert_eq!(say(&progress, "80% 前端完成\n谢谢"), "note = 前端完成\n谢谢 / percent = 80%");
        assert_eq!(say(&progress, "120%"), "percent! 120%: out-of-range");
        assert_eq!(say(&progress, "联调中"), "note = 联调中");
        let pace =
            form(vec![field("pace", Kind::Duration, &["间隔"]), field("reason", Kind::Text, &["原因"])]);
        assert_eq!(say(&pace, "2h 原因: 夜里"), "pace = 120m / reason = 夜里");
        assert_eq!(say(&pace, "2h 夜里"), "pace = 120m / reason = 夜里");
        assert_eq!(say(&pace, "：1小时30分，原因：夜里"), "pace = 90m / reason = 夜里");
        let two = form(vec![field("now", Kind::Text, &["现状"]), field("next", Kind::Text, &["下一步"])]);
        assert_eq!(say(&two, "正在恢复"), "");
        // Behind the command that opens the process the same holds, and its thread's subject is not taken.
        let mail = Mail { own: "您好，\n采购 数量:3 物品: 显示器", ..Mail::default() };
        assert_eq!(show(&read_mail(&purchase(), &mail)), "count = 3 / item = 显示器");
    }

    #[test]
    fn subject_text_and_files_where_the_form_allows() {
        let titled = form(vec![
            Field { from: From::Subject, ..field("title", Kind::Text, &["标题"]) },
            field("x", Kind::Text, &["其他"]),
        ]);
        let mail = |own| Mail { own, subject: "显示器三台", ..Mail::default() };
        assert_eq!(show(&read_mail(&titled, &mail("其他：无"))), "title = 显示器三台 / x = 无");
        assert_eq!(show(&read_mail(&titled, &mail("标题：键盘"))), "title = 键盘");
        let notes = form(vec![Field { from: From::BodyOrFile, ..field("notes", Kind::Text, &["纪要"]) }]);
        assert_eq!(show(&own(&notes, "1. 周五发布\n2. 张伟负责")), "notes = 1. 周五发布\n2. 张伟负责");
        assert_eq!(show(&own(&notes, "收到，谢谢")), "");
        let attachments = vec![attachment("notes.docx", "application/msword", 2)];
        let filled = read_mail(&notes, &Mail { own: "见附件", attachments, ..Mail::default() });
        assert_eq!(show(&filled), "notes = file notes.docx");
    }

    #[test]
    fn files_prefer_the_name_of_their_label() {
        let files =
            form(vec![field("report", Kind::File, &["测试报告"]), field("photo", Kind::File, &["照片"])]);
        let attachments = vec![
            attachment("logo.png", "image/png", 2),
            attachment("invite.ics", "text/calendar", 3),
            attachment("v2测试报告.pdf", "application/pdf", 4),
        ];
        let filled = read_mail(&files, &Mail { own: "见附件", attachments, ..Mail::default() });
        assert_eq!(show(&filled), "photo = file logo.png / report = file v2测试报告.pdf");
        assert_eq!(show(&own(&files, "测试报告：见附件")), "report! 见附件: not-a-file");
        assert_eq!(show(&own(&files, "测试报告：https://x.example/r")), "report = https://x.example/r");
    }

    const GOOD: &str = "items = [2024-07-15, 画稿, -, @zhang, high; 2024-07-18, 接口, -, @li, normal]";

    #[test]
    fn rows_from_lines_tables_and_files() {
        for text in [
            "画稿 | zhang@ | 2024-07-15 | 高\n接口 | li@ | 2024-07-18 | 中",
            "大家好，清单如下。\n\n1. 画稿｜张伟｜7月15日｜高\n2、接口｜李娜｜7月18日｜中\n\n谢谢\n王强",
            "事项清单：\n画稿\tzhang@\t2024-07-15\t高\n接口\tli@\t2024-07-18\t中",
            "| 负责人 | 事项 | 截止 | 优先级 |\n|---|---|---|---|\n| 张伟 | 画稿 | 7/15 | 高 |\n| 李娜 | 接口 | 7/18 | 中 |",
            "画稿, zhang@, 2024-07-15, 高\n接口，李娜，7月18日，中",
        ] {
            assert_eq!(show(&own(&rows_form(), text)), GOOD, "{text}");
        }
        let rows: &[&[&str]] = &[
            &["三季度", "", "", "", ""],
            &["序号", "Item", "Owner", "Due", "优先级"],
            &["1", "画稿", "zhang@", "2024-07-15", "high"],
            &["2", "接口", "li@", "2024-07-18", "中"],
            &["", "", "", "", ""],
        ];
        for place in [Place::Words, Place::Attachment("list.csv".to_owned())] {
            let mail =
                Mail { own: "事项清单：见附件", tables: vec![table(rows, place)], ..Mail::default() };
            assert_eq!(show(&read_mail(&rows_form(), &mail)), GOOD);
        }
        let bare = vec![table(&rows[2..4], Place::Attachment("list.csv".to_owned()))];
        assert_eq!(show(&read_mail(&rows_form(), &Mail { tables: bare, ..Mail::default() })), GOOD);
    }

    #[test]
    fn a_row_that_lacks_something_is_named_and_the_others_stay() {
        let filled = own(
            &rows_form(),
            "画稿 | zhang@ | 2024-07-15 | 高\n接口 | | 2024-07-18 |\n联调 | li@ | 尽快 | 中\n4. 上架\n封面 | zhnag | 7/20 | 低 | 可选",
        );
        assert_eq!(
            show(&filled),
            "items = [2024-07-15, 画稿, -, @zhang, high] \
             / items! 接口 | | 2024-07-18 |: row-incomplete: owner, priority \
             / items! 联调 | li@ | 尽快 | 中: row-unreadable: due not-a-date \
             / items! 4. 上架: row-incomplete: owner, due, priority \
             / items! 封面 | zhnag | 7/20 | 低 | 可选: row-unreadable: owner not-a-person"
        );
        assert_eq!(show(&own(&rows_form(), "清单明天发，谢谢")), "");
    }

    #[test]
    fn rows_of_a_person_and_a_text() {
        let columns = vec![("person".to_owned(), Kind::Person), ("text".to_owned(), Kind::Text)];
        let crew = form(vec![field("crew", Kind::Rows(Rows::Columns(columns)), &["安排"])]);
        let expected = "crew = [@zhang, 负责日志; @li, 联系客户]";
        for text in [
            "张伟 — 负责日志\n李娜 — 联系客户",
            "张伟：负责日志\n李娜: 联系客户",
            "安排：\n- 张伟——负责日志\n- 李娜 - 联系客户",
            "张伟 负责日志\n李娜 联系客户",
            "张伟 | 负责日志\n李娜 | 联系客户",
        ] {
            let filled = read_mail(&crew, &Mail { own: text, text: Some(text), ..Mail::default() });
            assert_eq!(show(&filled), expected, "{text}");
        }
    }

    #[test]
    fn a_form_of_one_field_needs_no_label() {
        let owner = form(vec![field("owner", Kind::Person, &["负责人"])]);
        assert_eq!(show(&own(&owner, "您好，\n李娜\n谢谢")), "owner = @li");
        assert_eq!(show(&own(&owner, "我再想想")), "");
        let reason = form(vec![field("reason", Kind::Text, &["原因"])]);
        assert_eq!(show(&own(&reason, "时间不够")), "reason = 时间不够");
        assert_eq!(show(&own(&reason, "好的，谢谢")), "");
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "(\\PC|物品|数量|[:：|，\n 3%百万]|张伟|采购的原因){0,30}", behind in any::<bool>()) {
            let mail = Mail { own: &text, text: behind.then_some(text.as_str()), subject: &text, ..Mail::default() };
            for form in [purchase(), rows_form()] {
                let filled = read_mail(&form, &mail);
                prop_assert_eq!(&filled, &read_mail(&form, &mail));
            }
        }

        #[test]
        fn whole_numbers_written_are_read(n in 0..10_000_000_u32, wan in 1..99_u32) {
            prop_assert_eq!(number(&n.to_string()), Some(f64::from(n)));
            prop_assert_eq!(number(&format!("{wan}万")), Some(f64::from(wan) * 10_000.0));
        }
    }
}
