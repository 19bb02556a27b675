//! HTML mail as lines and tables.
//!
//! A flat walk over the tokens of html5ever, not over its tree: nothing recurses, a million nested elements cost
//! a million steps, and the containers in which mail programs keep the quote are still to be seen, so that their
//! lines can be marked with `>` like those of plain text. (Rendering crates lay out in columns, wrap lines and
//! lose the quote.)

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, CharacterTokens, EndTag, StartTag, Tag, TagToken, Token, TokenSink, TokenSinkResult,
    Tokenizer,
};

use super::{HTML_MAX, Place, ROWS_MAX, TABLES_MAX, Table};

/// Most open elements remembered; deeper ones are walked without being remembered.
const OPEN_MAX: usize = 2_000;
/// Most tables inside one another that are kept apart.
const NESTED_MAX: usize = 50;
/// How far back an end tag looks for its start.
const MATCH_MAX: usize = 200;

/// What an HTML part says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Its text, quoted lines marked with `> `.
    pub(super) text: String,
    /// The tables outside of quotes.
    pub(super) tables: Vec<Table>,
}

/// Reads an HTML part; what is beyond the maximum is not looked at.
pub(super) fn read(html: &str) -> Page {
    let mut end = html.len().min(HTML_MAX);
    while !html.is_char_boundary(end) {
        end -= 1;
    }
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&html[..end]));
    let tokenizer = Tokenizer::new(Sink(RefCell::new(Walk::default())), Default::default());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.0.into_inner().finish()
}

struct Sink(RefCell<Walk>);

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let mut walk = self.0.borrow_mut();
        match token {
            TagToken(tag) if tag.kind == StartTag => return walk.start(&tag),
            TagToken(tag) if tag.kind == EndTag => walk.end(&tag.name),
            CharacterTokens(text) => walk.text(&text),
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// A line with its depth of quotation.
#[derive(Debug, Clone)]
struct Row {
    depth: usize,
    text: String,
}

/// What one table cell, or the page, has collected so far.
#[derive(Debug, Default)]
struct Frame {
    rows: Vec<Row>,
    line: String,
    /// White space was seen and not yet written.
    space: bool,
    /// A line of the source ended in it.
    wrapped: bool,
    /// Of a table: its rows, and the cells of the row being read.
    table: Option<Grid>,
}

#[derive(Debug, Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    cells: Vec<Vec<Row>>,
    in_cell: bool,
    /// A cell held a table: this one only lays out.
    layout: bool,
    depth: usize,
}

#[derive(Debug)]
struct Walk {
    frames: Vec<Frame>,
    open: Vec<(html5ever::LocalName, bool)>,
    /// Open quote containers.
    depth: usize,
    /// A mark was seen from which on everything is quoted.
    rest_quoted: bool,
    /// Somebody wrote something that is not quoted.
    spoken: bool,
    /// Inside style, title and other elements without text.
    silent: Option<html5ever::LocalName>,
    pre: usize,
    tables: Vec<Table>,
}

impl Default for Walk {
    fn default() -> Self {
        Self {
            frames: vec![Frame::default()],
            open: Vec::new(),
            depth: 0,
            rest_quoted: false,
            spoken: false,
            silent: None,
            pre: 0,
            tables: Vec::new(),
        }
    }
}

impl Walk {
    fn depth(&self) -> usize {
        self.depth.max(usize::from(self.rest_quoted))
    }

    fn frame(&mut self) -> &mut Frame {
        if self.frames.is_empty() {
            self.frames.push(Frame::default());
        }
        let last = self.frames.len() - 1;
        &mut self.frames[last]
    }

    fn start(&mut self, tag: &Tag) -> TokenSinkResult<()> {
        let name = &*tag.name;
        if self.silent.is_some() {
            return TokenSinkResult::Continue;
        }
        match name {
            "style" | "script" | "title" | "noscript" | "textarea" | "xmp" | "iframe" | "object"
            | "select" => {
                if tag.self_closing {
                    return TokenSinkResult::Continue;
                }
                self.silent = Some(tag.name.clone());
                return match name {
                    "style" | "xmp" | "iframe" => TokenSinkResult::RawData(RawKind::Rawtext),
                    "script" => TokenSinkResult::RawData(RawKind::ScriptData),
                    "title" | "textarea" => TokenSinkResult::RawData(RawKind::Rcdata),
                    _ => TokenSinkResult::Continue,
                };
            }
            "br" => self.break_line(true),
            "hr" => {
                self.break_line(false);
                if opens_rest(tag) {
                    self.rest_quoted = true;
                }
            }
            "table" => {
                self.break_line(false);
                if self.frames.len() < NESTED_MAX * 2 {
                    if let Some(grid) = self.grid() {
                        grid.layout = true;
                    }
                    let depth = self.depth();
                    self.frames
                        .push(Frame { table: Some(Grid { depth, ..Grid::default() }), ..Frame::default() });
                }
            }
            "tr" => self.end_row(),
            "td" | "th" => self.start_cell(),
            "img" => {
                // Only an answer drawn as emoji is text.
                if let Some(alt) = attribute(tag, "alt").filter(|a| a.chars().count() <= 4 && !a.is_ascii()) {
                    self.text(&alt);
                }
            }
            _ if is_block(name) => self.break_line(false),
            _ => {}
        }
        if name == "pre" {
            self.pre += 1;
        }
        if name == "li" {
            self.text("- ");
        }
        if opens_rest(tag) {
            self.break_line(false);
            self.rest_quoted = true;
        }
        if opens_signature(tag) && self.depth() == 0 && self.spoken {
            self.break_line(false);
            self.text("--");
            self.break_line(false);
        }
        if !is_void(name) && !tag.self_closing && self.open.len() < OPEN_MAX {
            let quote = opens_quote(tag);
            if quote {
                self.break_line(false);
                self.depth += 1;
            }
            self.open.push((tag.name.clone(), quote));
        }
        TokenSinkResult::Continue
    }

    fn end(&mut self, name: &html5ever::LocalName) {
        if let Some(silent) = &self.silent {
            if silent == name {
                self.silent = None;
            }
            return;
        }
        match &**name {
            "table" => self.end_table(),
            "tr" => self.end_row(),
            "td" | "th" => self.end_cell(),
            "pre" => self.pre = self.pre.saturating_sub(1),
            "br" | "p" => self.break_line(true),
            _ => {}
        }
        if is_block(name) {
            self.break_line(false);
        }
        let found = self.open.iter().rev().take(MATCH_MAX).position(|(n, _)| n == name);
        if let Some(back) = found {
            let keep = self.open.len() - back - 1;
            let closed = self.open.drain(keep..).filter(|(_, quote)| *quote).count();
            if closed > 0 {
                self.break_line(false);
                self.depth -= closed;
            }
        }
    }

    fn text(&mut self, text: &str) {
        if self.silent.is_some() {
            return;
        }
        let pre = self.pre > 0;
        self.spoken |= self.depth() == 0 && text.contains(char::is_alphanumeric);
        for c in text.chars() {
            if pre && c == '\n' {
                self.break_line(true);
            } else if matches!(c, ' ' | '\n' | '\t' | '\r' | '\u{c}') && !pre {
                let frame = self.frame();
                frame.space = true;
                frame.wrapped |= c == '\n';
            } else {
                let frame = self.frame();
                if frame.space {
                    // The source wraps lines anywhere; between ideographs that is no space.
                    let wide =
                        frame.wrapped && is_wide(c) && frame.line.chars().next_back().is_some_and(is_wide);
                    (frame.space, frame.wrapped) = (false, false);
                    if !frame.line.is_empty() && !wide {
                        frame.line.push(' ');
                    }
                }
                frame.line.push(c);
            }
        }
    }

    /// Ends the line; `always` keeps an empty one.
    fn break_line(&mut self, always: bool) {
        let depth = self.depth();
        let frame = self.frame();
        (frame.space, frame.wrapped) = (false, false);
        let line = std::mem::take(&mut frame.line);
        let line = line.trim_end();
        if always || !line.is_empty() {
            frame.rows.push(Row { depth, text: line.to_owned() });
        }
    }

    fn grid(&mut self) -> Option<&mut Grid> {
        self.frames.iter_mut().rev().find_map(|f| f.table.as_mut())
    }

    /// A cell belongs to the innermost table: the frame below the cell's own.
    fn start_cell(&mut self) {
        self.end_cell();
        if let Some(grid) = self.frames.last_mut().and_then(|f| f.table.as_mut()) {
            grid.in_cell = true;
            self.frames.push(Frame::default());
        }
    }

    fn end_cell(&mut self) {
        self.break_line(false);
        if self.frames.len() < 2 || self.frames[self.frames.len() - 1].table.is_some() {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let Some(grid) = self.frames.last_mut().and_then(|f| f.table.as_mut()) else {
            // No table below: not a cell's frame after all.
            self.frames.push(frame);
            return;
        };
        grid.in_cell = false;
        grid.cells.push(frame.rows);
    }

    fn end_row(&mut self) {
        self.end_cell();
        let Some(frame) = self.frames.last_mut() else { return };
        let Some(grid) = frame.table.as_mut() else { return };
        let cells = std::mem::take(&mut grid.cells);
        if cells.is_empty() {
            return;
        }
        let texts: Vec<String> = cells.iter().map(|rows| cell_text(rows)).collect();
        let single_lines = cells.iter().all(|rows| rows.iter().filter(|r| !r.text.is_empty()).count() <= 1);
        if cells.len() > 1 && single_lines {
            let depth = cells.iter().flatten().map(|r| r.depth).max().unwrap_or(grid.depth);
            frame.rows.push(Row { depth, text: texts.join(" | ") });
        } else {
            frame.rows.extend(cells.into_iter().flatten());
        }
        if grid.rows.len() < ROWS_MAX {
            grid.rows.push(texts);
        }
    }

    fn end_table(&mut self) {
        self.end_row();
        if self.frames.len() < 2 || self.frames[self.frames.len() - 1].table.is_none() {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let rows = frame.rows;
        if let Some(grid) = frame.table {
            let quoted = grid.depth > 0 || self.depth() > 0;
            let is_data =
                !grid.layout && grid.rows.iter().any(|r| r.iter().filter(|c| !c.is_empty()).count() > 1);
            if is_data && !quoted && self.tables.len() < TABLES_MAX {
                self.tables.push(Table { rows: grid.rows, place: Place::Words });
            }
        }
        let outer = self.frame();
        outer.rows.extend(rows);
        if !frame.line.trim().is_empty() {
            outer.line.push_str(&frame.line);
        }
    }

    fn finish(mut self) -> Page {
        self.break_line(false);
        while self.frames.len() > 1 {
            let open = self.frames.len();
            if self.frames[open - 1].table.is_some() {
                self.end_table();
            } else {
                self.end_cell();
            }
            if self.frames.len() == open {
                break;
            }
        }
        let rows = std::mem::take(&mut self.frame().rows);
        let mut text = String::new();
        let mut blank = 0;
        for row in &rows {
            if row.text.trim().is_empty() && row.depth == 0 {
                blank += 1;
                if blank > 2 {
                    continue;
                }
            } else {
                blank = 0;
            }
            for _ in 0..row.depth.min(10) {
                text.push('>');
            }
            if row.depth > 0 {
                text.push(' ');
            }
            text.push_str(&row.text);
            text.push('\n');
        }
        Page { text, tables: self.tables }
    }
}

fn cell_text(rows: &[Row]) -> String {
    let lines: Vec<&str> = rows.iter().map(|r| r.text.trim()).filter(|t| !t.is_empty()).collect();
    lines.join("\n").replace('\u{a0}', " ").trim().to_owned()
}

fn attribute(tag: &Tag, name: &str) -> Option<String> {
    tag.attrs.iter().find(|a| &*a.name.local == name).map(|a| a.value.to_string())
}

/// An element whose content the program quotes.
fn opens_quote(tag: &Tag) -> bool {
    let class = attribute(tag, "class").unwrap_or_default().to_ascii_lowercase();
    let id = attribute(tag, "id").unwrap_or_default().to_ascii_lowercase();
    if &*tag.name == "blockquote" {
        // Outlook and QQ write an indent of own text as a block quotation without a border.
        let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
        let indent = style.contains("border:none") || style.contains("border:0");
        let cited =
            attribute(tag, "type").is_some_and(|t| t.eq_ignore_ascii_case("cite")) || class.contains("quote");
        return cited || !indent;
    }
    const CLASSES: [&str; 12] = [
        "gmail_quote",
        "gmail_extra",
        "yahoo_quoted",
        "yahoo-quoted",
        "protonmail_quote",
        "moz-cite-prefix",
        "zmail_extra",
        "ntes-mailmaster-quote",
        "tutanota_quote",
        "qm_quote",
        "lark-mail-quote",
        "history-quote-wrapper",
    ];
    const IDS: [&str; 9] = [
        "isreplycontent",
        "ntes-mailmaster-quote",
        "ntes-pcmail-quote",
        "mail-editor-reference-message-container",
        "oriMsgHtmlSeperator",
        "yahoo_quoted",
        "reply-intro",
        "lark-mail-quote",
        "quote_block",
    ];
    let named = |list: &[&str], value: &str| {
        value.split_whitespace().any(|v| {
            let v = v.trim_start_matches("x_");
            list.iter().any(|known| v.eq_ignore_ascii_case(known))
        })
    };
    &*tag.name == "includetail" || named(&CLASSES, &class) || named(&IDS, &id)
}

/// An element in which the program keeps the signature. Below text only: people type into it too.
fn opens_signature(tag: &Tag) -> bool {
    const CLASSES: [&str; 6] = [
        "gmail_signature",
        "moz-signature",
        "ntes-mailmaster-signature",
        "xm_write_card",
        "protonmail_signature_block",
        "lark-mail-signature",
    ];
    const IDS: [&str; 6] = [
        "signature",
        "ms-outlook-mobile-signature",
        "composer_signature",
        "ntes-pcmac-signature",
        "ntes-pcmail-signature",
        "divneteasemailcard",
    ];
    let class = attribute(tag, "class").unwrap_or_default();
    let id = attribute(tag, "id").unwrap_or_default();
    let named = |list: &[&str], value: &str| {
        let mut names = value.split_whitespace().map(|v| v.trim_start_matches("x_"));
        names.any(|v| list.iter().any(|known| v.eq_ignore_ascii_case(known)))
    };
    named(&CLASSES, &class) || named(&IDS, &id)
}

/// A mark behind which everything is quoted, in whatever element it stands.
fn opens_rest(tag: &Tag) -> bool {
    let id = attribute(tag, "id").unwrap_or_default();
    const IDS: [&str; 7] = [
        "divRplyFwdMsg",
        "appendonsend",
        "stopSpelling",
        "zwchr",
        "replySplit",
        "ms-outlook-mobile-reply",
        "origbody",
    ];
    if IDS.iter().any(|known| id.trim_start_matches("x_").eq_ignore_ascii_case(known)) {
        return true;
    }
    // The thin line above the header block in Outlook and Foxmail.
    let style = attribute(tag, "style").unwrap_or_default().to_ascii_lowercase();
    style.contains("border-top")
        && ["#b5c4df", "#e1e1e1", "rgb(181, 196, 223)", "rgb(225, 225, 225)"]
            .iter()
            .any(|c| style.contains(c))
}

fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "blockquote"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "pre"
            | "center"
            | "section"
            | "article"
            | "header"
            | "footer"
            | "form"
            | "fieldset"
            | "address"
            | "body"
            | "caption"
            | "tbody"
            | "thead"
            | "tfoot"
            | "includetail"
    )
}

fn is_void(name: &str) -> bool {
    matches!(
        name,
        "br" | "hr"
            | "img"
            | "meta"
            | "link"
            | "input"
            | "area"
            | "base"
            | "col"
            | "embed"
            | "source"
            | "track"
            | "wbr"
    )
}

fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{9fff}').contains(&c) || ('\u{ff00}'..='\u{ff60}').contains(&c) || c >= '\u{20000}'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_and_breaks_are_lines() {
        let page = read(
            "<html><head><style>p{}</style><title>t</title></head><body><div>同意</div><div>谢\n谢<br>a\n b&nbsp;&lt;</div></body></html>",
        );
        assert_eq!(page.text, "同意\n谢谢\na b\u{a0}<\n");
    }

    #[test]
    fn quote_containers_are_marked() {
        for html in [
            "yes<div class=\"gmail_quote\">On … wrote:<blockquote>no</blockquote></div>",
            "yes<blockquote type=\"cite\">no</blockquote>",
            "yes<includetail><div>no</div></includetail>",
            "yes<div id=\"isReplyContent\"><p>no</p></div>",
            "yes<div id=\"divRplyFwdMsg\">From: x</div><div>no</div>",
            "yes<div><div style=\"border:none;border-top:solid #E1E1E1 1.0pt\"><p>From</p></div></div><p>no</p>",
        ] {
            let page = read(html);
            for line in page.text.lines() {
                assert_eq!(line.starts_with('>'), line != "yes", "{html}: {}", page.text);
            }
        }
    }

    #[test]
    fn an_indent_is_no_quote() {
        let page =
            read("<blockquote style=\"margin: 0 0 0 40px; border: none;\"><div>own</div></blockquote>");
        assert_eq!(page.text, "own\n");
    }

    #[test]
    fn text_after_a_closed_quote_is_unmarked() {
        assert_eq!(read("<blockquote>q<p>r</blockquote>own").text, "> q\n> r\n\nown\n".replace("\n\n", "\n"));
    }

    #[test]
    fn tables_are_read_and_shown_as_rows() {
        let page = read(
            "<table><tr><th>Task</th><th>Due</th></tr><tr><td><p>UI</p></td><td>2024-07-15</td></tr></table>after",
        );
        assert_eq!(page.tables.len(), 1);
        assert_eq!(page.tables[0].rows, [["Task", "Due"], ["UI", "2024-07-15"]]);
        assert_eq!(page.text, "Task | Due\nUI | 2024-07-15\nafter\n");
    }

    #[test]
    fn a_layout_table_is_no_table() {
        let page = read(
            "<table><tr><td><div>one</div><div>two</div><table><tr><td>a</td><td>b</td></tr></table></td></tr></table>",
        );
        assert_eq!(page.tables.len(), 1);
        assert_eq!(page.tables[0].rows, [["a", "b"]]);
        assert_eq!(page.text, "one\ntwo\na | b\n");
    }

    #[test]
    fn quoted_tables_are_left_out() {
        assert!(
            read("<blockquote><table><tr><td>a</td><td>b</td></tr></table></blockquote>").tables.is_empty()
        );
    }

    #[test]
    fn broken_and_deep_markup_is_walked() {
        for html in [
            "<td>a</td></tr></table>b",
            "<table><tr><td>a<table><td>b",
            "</div></blockquote>x",
            "<a",
            "&#x;",
            "<table>a</table>",
        ] {
            read(html);
        }
        let deep = format!("{}x{}", "<div><blockquote>".repeat(50_000), "</blockquote></div>".repeat(50_000));
        assert!(read(&deep).text.contains('x'));
        let tables = format!("{}x", "<table><tr><td>".repeat(50_000));
        assert!(read(&tables).text.contains('x'));
    }
}
