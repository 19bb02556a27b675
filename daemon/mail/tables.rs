//! Tables in plain text and in CSV attachments.

use super::{Place, ROWS_MAX, TABLES_MAX, Table, charset};

/// Most cells kept of one row.
const CELLS_MAX: usize = 200;

/// Tables in the own words: runs of lines with `|` between cells, or with tabs.
pub(super) fn of_text(text: &str) -> Vec<Table> {
    let mut tables = Vec::new();
    // Cheap: no sign that separates cells, or the first bytes of one.
    if !text.bytes().any(|b| matches!(b, b'|' | b'\t' | 0xef | 0xe2)) {
        return tables;
    }
    let mut rows: Vec<Vec<String>> = Vec::new();
    for line in text.split('\n').chain([""]) {
        match row(line) {
            Some(Row::Cells(cells)) if rows.len() < ROWS_MAX => rows.push(cells),
            Some(_) => {}
            None => {
                if !rows.is_empty() && tables.len() < TABLES_MAX {
                    tables.push(Table { rows: std::mem::take(&mut rows), place: Place::Words });
                }
                rows.clear();
            }
        }
    }
    tables
}

enum Row {
    Cells(Vec<String>),
    /// `|---|:-:|` under the head of a Markdown table.
    Rule,
}

fn row(line: &str) -> Option<Row> {
    let line = line.trim();
    let cells: Vec<String> = if line.contains(['|', '｜', '│']) {
        let inner = line.trim_matches(['|', '｜', '│']);
        inner.split(['|', '｜', '│']).take(CELLS_MAX).map(|c| c.trim().to_owned()).collect()
    } else if line.contains('\t') {
        line.split('\t').take(CELLS_MAX).map(|c| c.trim().to_owned()).collect()
    } else {
        return None;
    };
    if cells.iter().all(|c| c.chars().all(|c| matches!(c, '-' | ':' | '=' | '+' | ' '))) {
        return (cells.len() > 1).then_some(Row::Rule);
    }
    (cells.len() > 1 && cells.iter().filter(|c| !c.is_empty()).count() > 1).then_some(Row::Cells(cells))
}

/// The table of a CSV attachment (RFC 4180, with whichever of `,` `;` tab separates); none when it is empty.
pub(super) fn of_csv(bytes: &[u8], label: Option<&str>, name: &str) -> Option<Table> {
    let text = charset::decode(bytes, label).0;
    let separator = separator(&text);
    let mut rows = Vec::new();
    let mut cells: Vec<String> = Vec::new();
    let mut cell = String::new();
    let mut quoted = false;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if rows.len() == ROWS_MAX {
            break;
        }
        match c {
            '"' if quoted && chars.peek() == Some(&'"') => {
                chars.next();
                cell.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if cell.trim().is_empty() => {
                cell.clear();
                quoted = true;
            }
            c if quoted => cell.push(c),
            c if c == separator => end_cell(&mut cell, &mut cells),
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                end_cell(&mut cell, &mut cells);
                end_row(&mut cells, &mut rows);
            }
            c => cell.push(c),
        }
    }
    end_cell(&mut cell, &mut cells);
    end_row(&mut cells, &mut rows);
    (!rows.is_empty()).then(|| Table { rows, place: Place::Attachment(name.to_owned()) })
}

fn end_cell(cell: &mut String, cells: &mut Vec<String>) {
    if cells.len() < CELLS_MAX {
        cells.push(cell.trim().to_owned());
    }
    cell.clear();
}

fn end_row(cells: &mut Vec<String>, rows: &mut Vec<Vec<String>>) {
    let row = std::mem::take(cells);
    if rows.len() < ROWS_MAX && row.iter().any(|c| !c.is_empty()) {
        rows.push(row);
    }
}

/// The separator that is most frequent in the first line outside of quotes.
fn separator(text: &str) -> char {
    let mut quoted = false;
    let mut counts = [0usize; 3];
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            ',' if !quoted => counts[0] += 1,
            ';' if !quoted => counts[1] += 1,
            '\t' if !quoted => counts[2] += 1,
            _ => {}
        }
    }
    if counts[2] > counts[0].max(counts[1]) {
        '\t'
    } else if counts[1] > counts[0] {
        ';'
    } else {
        ','
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(tables: &[Table]) -> Vec<Vec<Vec<String>>> {
        tables.iter().map(|t| t.rows.clone()).collect()
    }

    #[test]
    fn pipes_and_tabs_separate_cells() {
        let tables = of_text(
            "列表：\nUI设计 | zhang@ | 2024-07-15 | 高\n接口 ｜ li@ ｜ 2024-07-16 ｜ 中\n\n| a | b |\n|---|:-:|\n| 1 |  |2|\n\na\tb\n1\t2\n\nno table",
        );
        assert_eq!(
            rows(&tables),
            [
                vec![vec!["UI设计", "zhang@", "2024-07-15", "高"], vec!["接口", "li@", "2024-07-16", "中"]],
                vec![vec!["a", "b"], vec!["1", "", "2"]],
                vec![vec!["a", "b"], vec!["1", "2"]],
            ]
        );
    }

    #[test]
    fn indents_and_rules_are_no_tables() {
        assert!(of_text("\tindented\n---|---\n|alone|\na || b is an or\n").len() <= 1);
        assert!(of_text("\tindented").is_empty());
    }

    #[test]
    fn csv_is_read_in_any_charset_and_separator() {
        let (gbk, _, _) = encoding_rs::GB18030.encode("任务;负责人\r\n\"UI;\"\"设计\"\"\";zhang\r\n\r\n");
        let table = of_csv(&gbk, None, "a.csv").unwrap();
        assert_eq!(table.rows, [["任务", "负责人"], ["UI;\"设计\"", "zhang"]]);
        assert_eq!(table.place, Place::Attachment("a.csv".to_owned()));
        assert_eq!(
            of_csv(b"\xef\xbb\xbfa,b\n\"1\n2\",3", None, "x").unwrap().rows,
            [["a", "b"], ["1\n2", "3"]]
        );
        assert_eq!(of_csv(b"\n\n", None, "x"), None);
    }
}
