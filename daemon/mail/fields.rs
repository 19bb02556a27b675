//! The fields of a form as people type them: `字段：值` or `Field: value`, any order, bullets tolerated.

use super::charset::{self, Folded};
use super::{Field, Place, Table, Words};

/// Longest key, in characters; longer text before a colon is a sentence.
const KEY_MAX: usize = 32;
/// Most words of a key.
const KEY_WORDS_MAX: usize = 5;
/// Farthest colon of a first key, in bytes: key, bullet and indent. Bounds the work on a line of many colons.
const FIRST_KEY_MAX: usize = 512;
/// Most fields read of one mail.
const FIELDS_MAX: usize = 500;

/// The fields in the words, then those of two-column tables.
pub fn fields(words: &Words, tables: &[Table]) -> Vec<Field> {
    read(words, tables, &[])
}

/// The same when the caller knows the labels: they are also found inside a line
/// (`延至:2024-07-18 原因:… 计划:…`) and carry the caller's spelling as key.
pub fn fields_known(words: &Words, tables: &[Table], labels: &[&str]) -> Vec<Field> {
    let mut known: Vec<(String, &str)> =
        labels.iter().map(|l| (lower(&charset::fold(l.trim())), *l)).filter(|(f, _)| !f.is_empty()).collect();
    // The longest first, so that a label is not found inside a longer one.
    known.sort_by_key(|(folded, _)| std::cmp::Reverse(folded.len()));
    read(words, tables, &known)
}

fn read(words: &Words, tables: &[Table], known: &[(String, &str)]) -> Vec<Field> {
    let mut out: Vec<Field> = Vec::new();
    let mut open = Open::None;
    for (n, line) in words.own.split('\n').enumerate() {
        if out.len() >= FIELDS_MAX {
            break;
        }
        if line.trim().is_empty() {
            open = match open {
                Open::Value if out.last().is_some_and(|f| !f.value.is_empty()) => Open::Break,
                other => other,
            };
            continue;
        }
        let keys = keys(line, known);
        let continued = keys.first().map_or(line, |k| &line[..k.start]);
        if !continued.trim().is_empty()
            && let Some(field) = out.last_mut()
        {
            match open {
                Open::Value => push_line(&mut field.value, continued.trim()),
                Open::Break | Open::More => {
                    if open == Open::Break && !field.more.is_empty() {
                        field.more.push('\n');
                    }
                    push_line(&mut field.more, continued.trim());
                    open = Open::More;
                }
                Open::None => {}
            }
        }
        for (i, key) in keys.iter().enumerate() {
            let end = keys.get(i + 1).map_or(line.len(), |next| next.start);
            let value = line[key.value..end].trim().trim_start_matches("**").trim();
            let value = if i + 1 < keys.len() {
                value.trim_end_matches([',', '，', ';', '；', '、'])
            } else {
                value
            };
            out.push(Field {
                key: key.name.clone(),
                value: value.trim().to_owned(),
                more: String::new(),
                line: n + 1,
            });
            open = Open::Value;
        }
    }
    for table in tables.iter().filter(|t| t.place == Place::Words) {
        of_table(table, known, &mut out);
    }
    out
}

/// Where text without a key goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    None,
    Value,
    Break,
    More,
}

fn push_line(text: &mut String, line: &str) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line);
}

/// A key in a line: where it starts and where its value starts.
struct Key {
    start: usize,
    value: usize,
    /// The same as `value`, in the folded line.
    value_folded: usize,
    name: String,
}

fn keys(line: &str, known: &[(String, &str)]) -> Vec<Key> {
    let folded = Folded::new(line);
    let lower = lower(&folded.text);
    let text = lower.as_str();
    let mut found: Vec<Key> = Vec::new();
    let mut at = 0;
    while let Some(colon) = text[at..].find(':').map(|n| at + n) {
        at = colon + 1;
        let before = &text[..colon];
        let key = |start: usize, name: String| Key {
            start: folded.original(start),
            value: folded.original(colon + 1),
            value_folded: colon + 1,
            name,
        };
        let taken = found.last().map_or(0, |k| k.value_folded);
        let label = known.iter().find_map(|(label, name)| {
            let bare = before.trim_end_matches([' ', '*', ']', '】', ')']);
            let start = bare.strip_suffix(label.as_str())?.len();
            (start >= taken && stands_free(&text[..start]))
                .then(|| (opening(text, start, taken), (*name).to_owned()))
        });
        if let Some((start, name)) = label {
            found.push(key(start, name));
        } else if found.is_empty()
            && colon <= FIRST_KEY_MAX
            && let Some(name) = first_key(&folded.text, colon)
        {
            found.push(key(0, name));
        }
    }
    found
}

/// Lower case of the same bytes: a letter whose small form is longer or shorter stays, so that every offset in one text
/// is an offset in the other.
fn lower(text: &str) -> String {
    let same = |c: char| {
        let mut small = c.to_lowercase();
        small.next().filter(|s| s.len_utf8() == c.len_utf8() && small.next().is_none()).unwrap_or(c)
    };
    text.chars().map(same).collect()
}

/// A known label inside a line begins a word: space, punctuation or a bracket before it.
fn stands_free(before: &str) -> bool {
    before.chars().next_back().is_none_or(|c| c.is_whitespace() || (!c.is_alphanumeric() && c != '_'))
}

/// Back over the brackets and stars that open a label, and over a bullet at the beginning of the line.
fn opening(text: &str, start: usize, taken: usize) -> usize {
    let open = text[..start].trim_end_matches(['*', '[', '【', '-', '•', '·', '(']).len();
    if taken == 0 && unbulleted(&text[..open]).trim().is_empty() { 0 } else { open }
}

/// The key at the beginning of a line: short, made of words, neither a time nor a link.
fn first_key(text: &str, colon: usize) -> Option<String> {
    let before = &text[..colon];
    let name = unbulleted(before)
        .trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '_' | '[' | ']' | '【' | '】' | '#'));
    let after = &text[colon + 1..];
    let time =
        name.ends_with(|c: char| c.is_ascii_digit()) && after.starts_with(|c: char| c.is_ascii_digit());
    let fits = !name.is_empty()
        && name.chars().count() <= KEY_MAX
        && name.split_whitespace().count() <= KEY_WORDS_MAX
        && name.chars().any(char::is_alphabetic)
        && !name.contains([',', '。', ';', '!', '?', '"', '<', '>', '@', '=', '|', '、', '，', '“', '”'])
        && !time
        && !after.starts_with("//");
    fits.then(|| name.to_owned())
}

/// Without bullet, number or heading marks: `- `, `* `, `• `, `1. `, `2、`, `(3)`, `## `.
fn unbulleted(text: &str) -> &str {
    let mut rest = text.trim_start();
    rest = rest.trim_start_matches('#').trim_start();
    for bullet in ["-", "*", "•", "·", "+", "○", "●", "■", "◆", "–", "—", ">", "√", "★"] {
        if let Some(after) = rest.strip_prefix(bullet)
            && (after.starts_with(char::is_whitespace) || !bullet.is_ascii())
        {
            rest = after.trim_start();
            break;
        }
    }
    let open = rest.strip_prefix('(').unwrap_or(rest);
    let digits = open.len() - open.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if (1..=3).contains(&digits) {
        let after = &open[digits..];
        if let Some(after) = after.strip_prefix(['.', ')', '、']) {
            return after.trim_start();
        }
    }
    rest
}

/// A table whose rows are key and value.
fn of_table(table: &Table, known: &[(String, &str)], out: &mut Vec<Field>) {
    let pairs = table.rows.iter().all(|r| r.iter().filter(|c| !c.is_empty()).count() <= 2 && r.len() <= 3);
    if !pairs {
        return;
    }
    for row in &table.rows {
        let mut cells = row.iter().filter(|c| !c.is_empty());
        let (Some(key), value) = (cells.next(), cells.next()) else { continue };
        let key = charset::fold(key).trim().trim_end_matches(':').trim().to_owned();
        if key.is_empty() || key.chars().count() > KEY_MAX || key.contains('\n') || out.len() >= FIELDS_MAX {
            continue;
        }
        let lower = lower(&key);
        let name =
            known.iter().find(|(label, _)| *label == lower).map_or(key, |(_, name)| (*name).to_owned());
        if out.iter().any(|f| f.line > 0 && f.is(&name)) {
            // A table shown in the text as rows has been read there.
            continue;
        }
        out.push(Field {
            key: name,
            value: value.cloned().unwrap_or_default(),
            more: String::new(),
            line: 0,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::words::cut;
    use proptest::prelude::*;

    fn pairs(fields: &[Field]) -> Vec<(&str, &str)> {
        fields.iter().map(|f| (f.key.as_str(), f.value.as_str())).collect()
    }

    #[test]
    fn keys_in_both_widths_and_behind_bullets() {
        let words = cut(
            "采购\n物品：显示器\n- 数量: 3\n* **Price**: 100\n1. 原因：旧的坏了\n2、备注 ：无\n（3）部门：研发\n【负责人】：张三\n## 标题: x\n",
            None,
        );
        assert_eq!(
            pairs(&fields(&words, &[])),
            [
                ("物品", "显示器"),
                ("数量", "3"),
                ("Price", "100"),
                ("原因", "旧的坏了"),
                ("备注", "无"),
                ("部门", "研发"),
                ("负责人", "张三"),
                ("标题", "x")
            ]
        );
        assert_eq!(fields(&words, &[])[0].line, 2);
        let known =
            fields_known(&words, &[], &["物品", "数量", "Price", "原因", "备注", "部门", "负责人", "标题"]);
        assert_eq!(pairs(&known), pairs(&fields(&words, &[])));
    }

    #[test]
    fn values_go_on_to_the_next_key() {
        let words = cut(
            "原因：第一行\n第二行 14:00 开始\n见 https://x.example/a\n\n另一段\n计划：\n\na\nb\n\nc\n时间: 14:00",
            None,
        );
        let found = fields(&words, &[]);
        assert_eq!(
            pairs(&found),
            [
                ("原因", "第一行\n第二行 14:00 开始\n见 https://x.example/a"),
                ("计划", "a\nb"),
                ("时间", "14:00")
            ]
        );
        assert_eq!(found[0].more, "另一段");
        assert_eq!(found[1].full(), "a\nb\n\nc");
    }

    #[test]
    fn sentences_times_and_links_are_no_keys() {
        let words =
            cut("我觉得可以，但是：不行\n14:00 见\nhttps://x.example\na@b.example: x\n他说“好”：x", None);
        assert!(fields(&words, &[]).is_empty());
    }

    #[test]
    fn known_labels_are_found_inside_a_line() {
        let words = cut(
            "申请 延至:2024-07-18 14:00，原因：接口 a:b 变了 调整后的计划：先做A: 再做B\n继续\nReason：x",
            None,
        );
        let found = fields_known(&words, &[], &["延至", "原因", "计划", "调整后的计划", "REASON"]);
        assert_eq!(
            pairs(&found),
            [
                ("延至", "2024-07-18 14:00"),
                ("原因", "接口 a:b 变了"),
                ("调整后的计划", "先做A: 再做B\n继续"),
                ("REASON", "x")
            ]
        );
        assert!(fields(&words, &[]).len() < found.len());
    }

    #[test]
    fn letters_that_change_length_in_lower_case_move_nothing() {
        // Ⱥ grows and Ꟛ shrinks: the lengths of the whole are equal, the offsets inside are not.
        let words = Words { own: "Ⱥ:ΣꟜ\nȺB: İx".to_owned(), ..Words::default() };
        assert_eq!(pairs(&fields_known(&words, &[], &["Ⱥb"])), [("Ⱥ", "ΣꟜ"), ("Ⱥb", "İx")]);
    }

    #[test]
    fn two_column_tables_are_fields() {
        let table = |rows: &[&[&str]]| Table {
            rows: rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect(),
            place: Place::Words,
        };
        let words = Words::default();
        let two = table(&[&["物品：", "显示器"], &["数量", "3"]]);
        assert_eq!(pairs(&fields(&words, &[two])), [("物品", "显示器"), ("数量", "3")]);
        let three = table(&[&["a", "b", "c"], &["d", "e", "f"]]);
        assert!(fields(&words, &[three]).is_empty());
    }

    proptest! {
        #[test]
        fn nothing_panics(text in "\\PC{0,80}", label in "\\PC{0,8}") {
            let words = Words { own: text, ..Words::default() };
            fields(&words, &[]);
            fields_known(&words, &[], &[&label]);
        }

        #[test]
        fn fields_written_are_fields_read(
            pairs in proptest::collection::vec(("[a-z]{1,8}", "[a-z0-9 ]{0,12}", "[:：]"), 1..6),
        ) {
            let text: String = pairs.iter().map(|(k, v, c)| format!("{k}{c} {v}\n")).collect();
            let words = Words { own: text, ..Words::default() };
            let found = fields(&words, &[]);
            prop_assert_eq!(found.len(), pairs.len());
            for (field, (key, value, _)) in found.iter().zip(&pairs) {
                prop_assert_eq!(&field.key, key);
                prop_assert_eq!(&field.value, value.trim());
            }
        }
    }
}
