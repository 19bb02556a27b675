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

mod number;
mod page;
mod rows;
#[cfg(test)]
mod tests;
mod values;

use std::collections::BTreeSet;

use page::{Page, is_placeholder, key, labels, opening};
use rows::{Columns, Line, lines_as_rows, table_as_rows};

use super::reading::{flat, is_courtesy};
use super::{Field, Form, From, Kind, Need, Rows, Rules, Value, Values};
use crate::directory::Directory;
use crate::mail::{Attachment, Place, Table, Words};
use crate::time::{Instant, Zone};

/// Rows read for one field; more is no list that people look through.
const ROWS_MAX: usize = 500;
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
    // `【需协助】接口没有文档，需要谁：wang@`: in the subject, too, a label begins another field.
    let words = Words::default();
    let line = Sheet { words: &words, tables: &[], attachments: &[], subject: "", text: Some(sheet.subject) };
    let subject = Page::new(forms, &fields, &line, reader);
    let mut filling =
        Filling { fields, page, sheet, subject: subject.lead, reader, filled: Filled::default() };
    filling.labelled();
    filling.page.labelled = subject.labelled;
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

struct Filling<'a, 'f> {
    fields: Vec<&'f Field>,
    page: Page,
    sheet: &'a Sheet<'a>,
    /// The subject, up to its first label.
    subject: String,
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
        let subject = self.subject.trim().to_owned();
        for field in self.fields.clone() {
            if field.from == From::Subject && self.is_open(field) && !is_placeholder(&subject) {
                let read = self.reader.field(field, &subject);
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
