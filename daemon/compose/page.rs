//! One Markdown source, two parts: the text a person reads in any program, and the HTML.
//!
//! Raw HTML is shown as the text it is, images as their words; soft breaks stay line breaks in both. A link to write
//! a mail is a button of the HTML part: the paragraph it stands in is left out of the text part, where its address
//! would fill ten lines. A heading of the sixth level is the small print. Nothing in a text part begins with `>`, for that would read as a quote.

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

/// Both parts of one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) text: String,
    pub(super) html: String,
}

/// Line between two languages in the text part; no dashes, which signature finders take for a signature.
pub(super) const RULE: &str = "· · · · · · · · · ·";

/// What a letter says first, and the rest: its first block, and the one behind it where that one is announced by a colon.
/// How to answer stands between the two, so that a telephone shows it without scrolling.
pub(super) fn opening(body: &str) -> (&str, &str) {
    const GAP: &str = "\n\n";
    let Some(first) = body.find(GAP) else { return (body, "") };
    let announces = body[..first].trim_end_matches(['*', ' ']).ends_with([':', '：']);
    let behind = first + GAP.len() + body[first + GAP.len()..].bytes().take_while(|b| *b == b'\n').count();
    let end = match body[behind..].find(GAP) {
        _ if !announces => first,
        Some(second) => behind + second,
        None => body.len(),
    };
    (body[..end].trim_end(), body[end..].trim_start())
}

pub(super) fn page(markdown: &str) -> Page {
    let events: Vec<Event<'_>> = Parser::new_ext(markdown, Options::ENABLE_TABLES).map(tame).collect();
    let text = text(&events);
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut out, buttons(events).into_iter());
    Page { text, html: out }
}

/// What templates and fields must not bring: markup of their own, images from elsewhere, other schemes.
fn tame(event: Event<'_>) -> Event<'_> {
    match event {
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::SoftBreak => Event::HardBreak,
        Event::Start(Tag::Image { .. }) => Event::Start(Tag::Emphasis),
        Event::End(TagEnd::Image) => Event::End(TagEnd::Emphasis),
        Event::Start(Tag::HtmlBlock) => Event::Start(Tag::Paragraph),
        Event::End(TagEnd::HtmlBlock) => Event::End(TagEnd::Paragraph),
        Event::Start(Tag::Link { dest_url, link_type, id, .. }) => {
            let known = ["mailto:", "https://", "http://"].iter().any(|scheme| dest_url.starts_with(scheme));
            let dest_url = if known { dest_url } else { CowStr::Borrowed("#") };
            Event::Start(Tag::Link { link_type, dest_url, title: CowStr::Borrowed(""), id })
        }
        event => event,
    }
}

/// Columns from which a table is too wide for a telephone.
const WIDE: usize = 4;
/// Characters of a word in a table behind which it may be broken: a longer one would push the columns beside it out of
/// the page.
const WORD_MAX: usize = 24;

/// Links that write a mail get a class, so that the layout can make buttons of them; so do tables that a telephone
/// shows as lines.
fn buttons(events: Vec<Event<'_>>) -> Vec<Event<'_>> {
    let mut out = Vec::with_capacity(events.len());
    let mut inside = false;
    // Characters of the word so far, in a cell.
    let mut word: Option<usize> = None;
    for event in events {
        match (&event, word) {
            (Event::Start(Tag::TableCell), _) => word = Some(0),
            (Event::End(TagEnd::TableCell), _) => word = None,
            (Event::Text(text), Some(so_far)) => {
                word = Some(broken(text, so_far, &mut out));
                continue;
            }
            _ => {}
        }
        match event {
            Event::Start(Tag::Link { dest_url, .. }) if dest_url.starts_with("mailto:") => {
                inside = true;
                let tag = format!("<a class=\"answer\" href=\"{}\">", attribute(&dest_url));
                out.push(Event::InlineHtml(tag.into()));
            }
            Event::End(TagEnd::Link) if inside => {
                inside = false;
                out.push(Event::InlineHtml("</a>".into()));
            }
            Event::Start(Tag::Table(columns)) if columns.len() >= WIDE => {
                out.push(Event::InlineHtml("<table class=\"wide\">".into()));
            }
            event => out.push(event),
        }
    }
    out
}

/// A text that may be broken inside its long words, and how long its last word is; `word` is what stands before it. A
/// text comes in pieces, one behind each character that is escaped.
fn broken<'e>(text: &str, mut word: usize, out: &mut Vec<Event<'e>>) -> usize {
    let mut start = 0;
    for (at, c) in text.char_indices() {
        // Between the characters of the wide scripts a line may break anyway.
        word = if c.is_whitespace() || c >= '\u{2e80}' { 0 } else { word + 1 };
        if word > WORD_MAX {
            out.push(Event::Text(text[start..at].to_owned().into()));
            out.push(Event::InlineHtml("<wbr>".into()));
            (start, word) = (at, 1);
        }
    }
    out.push(Event::Text(text[start..].to_owned().into()));
    word
}

/// Text in a double-quoted attribute, or between tags.
pub fn attribute(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
        }
    }
    out
}

/// Writes the text part.
#[derive(Default)]
struct Writer {
    out: String,
    /// Put before every line that is begun.
    indent: String,
    /// Numbers of the lists we are in; none for bullets.
    lists: Vec<Option<u64>>,
    /// Where the paragraph began, and whether it holds a button.
    paragraph: Option<usize>,
    button: bool,
    /// An empty line is due before the next block.
    gap: bool,
    /// Address to print behind the link.
    links: Vec<String>,
    cells: usize,
    /// Where the text of the cell began.
    cell: usize,
}

fn text(events: &[Event<'_>]) -> String {
    let mut writer = Writer::default();
    for event in events {
        writer.event(event);
    }
    let mut text: String = writer.out.lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    text.truncate(text.trim_end().len());
    text
}

impl Writer {
    fn event(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) | Event::Code(text) => self.write(text),
            Event::SoftBreak | Event::HardBreak => self.line(),
            Event::Rule => {
                self.block();
                self.out.push_str(RULE);
                self.gap = true;
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.block();
                self.paragraph = Some(self.out.len());
                self.button = false;
            }
            Tag::Heading { level, .. } => {
                self.block();
                if (HeadingLevel::H3..HeadingLevel::H6).contains(level) {
                    self.out.push_str("• ");
                }
            }
            Tag::BlockQuote(_) => {
                self.block();
                self.indent.push_str("  ");
                self.out.push_str("  ");
            }
            Tag::CodeBlock(_) => {
                self.block();
                self.indent.push_str("    ");
                self.out.push_str("    ");
            }
            Tag::List(first) => {
                if self.lists.is_empty() {
                    self.block();
                }
                self.lists.push(*first);
            }
            Tag::Item => {
                if !self.at_line_start() {
                    self.line();
                }
                let depth = self.lists.len();
                match self.lists.last_mut() {
                    Some(Some(number)) => {
                        self.out.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => self.out.push_str("- "),
                }
                self.indent = "  ".repeat(depth);
                self.gap = false;
            }
            Tag::Table(_) => self.block(),
            Tag::TableHead | Tag::TableRow => {
                if !self.at_line_start() {
                    self.line();
                }
                self.cells = 0;
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.out.push_str(" | ");
                }
                self.cells += 1;
                self.cell = self.out.len();
            }
            Tag::Link { dest_url, .. } => {
                self.button |= dest_url.starts_with("mailto:");
                self.links.push(dest_url.to_string());
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: &TagEnd) {
        match tag {
            TagEnd::Paragraph => {
                if let (Some(start), true) = (self.paragraph.take(), self.button) {
                    self.out.truncate(start);
                    self.out.truncate(self.out.trim_end().len());
                }
                self.button = false;
                self.gap = true;
            }
            // An empty cell would leave two bars side by side.
            TagEnd::TableCell if self.out.len() == self.cell => self.out.push('–'),
            TagEnd::Heading(_) | TagEnd::Table => self.gap = true,
            TagEnd::BlockQuote(_) => {
                self.indent.truncate(self.indent.len().saturating_sub(2));
                self.gap = true;
            }
            TagEnd::CodeBlock => {
                self.indent.truncate(self.indent.len().saturating_sub(4));
                self.gap = true;
            }
            TagEnd::List(_) => {
                self.lists.pop();
                self.indent = "  ".repeat(self.lists.len());
                self.gap = self.lists.is_empty();
            }
            TagEnd::Item => self.indent = "  ".repeat(self.lists.len().saturating_sub(1)),
            TagEnd::Link => {
                let shown =
                    self.links.pop().filter(|to| to.starts_with("http") && !self.out.ends_with(to.as_str()));
                if let Some(to) = shown {
                    self.out.push_str(&format!(" <{to}>"));
                }
            }
            _ => {}
        }
    }

    fn write(&mut self, text: &str) {
        let mut lines = text.split('\n');
        self.out.push_str(lines.next().unwrap_or(""));
        for line in lines {
            self.line();
            self.out.push_str(line);
        }
    }

    /// Begins a line.
    fn line(&mut self) {
        self.out.push('\n');
        self.out.push_str(&self.indent);
    }

    /// Begins a block.
    fn block(&mut self) {
        if self.out.is_empty() {
            return;
        }
        if self.gap {
            self.out.truncate(self.out.trim_end().len());
            self.out.push('\n');
            self.line();
        } else if !self.at_line_start() && !self.out.ends_with("- ") && !self.out.ends_with(". ") {
            self.line();
        }
        self.gap = false;
    }

    fn at_line_start(&self) -> bool {
        let line = self.out.rsplit('\n').next().unwrap_or("");
        line.trim().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_word_in_a_table_may_be_broken_and_no_other() {
        let word = "a".repeat(30);
        let page = page(&format!(
            "{word}\n\n| x | {word} 中文中文中文中文中文中文中文中文中文中文中文中文中文 |\n|---|---|\n| a\\.b | short words of a sentence |"
        ));
        assert!(page.html.contains(&format!("<p>{word}</p>")), "{}", page.html);
        assert!(page.html.contains(&format!("<th>{}<wbr>aaaaaa 中", "a".repeat(24))), "{}", page.html);
        assert_eq!(page.html.matches("<wbr>").count(), 1, "{}", page.html);
        assert!(page.html.contains("<td>a.b</td>") && !page.text.contains("wbr"), "{}", page.html);
    }

    #[test]
    fn one_source_makes_a_readable_text_and_html() {
        let page =
            page("**你好**，李娜\n第二行\n\n- 甲：1\n- 乙：2\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n结束");
        assert_eq!(page.text, "你好，李娜\n第二行\n\n- 甲：1\n- 乙：2\n\na | b\n1 | 2\n\n结束");
        assert!(page.html.contains("<strong>你好</strong>，李娜<br />"), "{}", page.html);
    }

    #[test]
    fn what_is_asked_comes_before_the_details() {
        assert_eq!(opening("请批准。\n\n| a | b |"), ("请批准。", "| a | b |"));
        assert_eq!(opening("请您负责：\n\n\n- 甲\n- 乙\n\n说明"), ("请您负责：\n\n\n- 甲\n- 乙", "说明"));
        assert_eq!(opening("**Please take:**\n\n- one"), ("**Please take:**\n\n- one", ""));
        assert_eq!(opening("一句话"), ("一句话", ""));
    }

    #[test]
    fn markup_and_images_are_shown_as_text() {
        let page =
            page("<script>x</script>\n\na <b>c</b> ![see](http://far.example/x.png) [y](javascript:z)");
        assert!(!page.html.contains("<script") && !page.html.contains("<b>") && !page.html.contains("<img"));
        assert!(!page.html.contains("javascript") && !page.html.contains("far.example"), "{}", page.html);
    }

    #[test]
    fn a_wide_table_can_become_lines_and_no_cell_is_left_blank() {
        let page = page("| a | b | c | d |\n|---|---|---|---|\n| 1 |  | 3 | 4 |");
        assert_eq!(page.text, "a | b | c | d\n1 | – | 3 | 4");
        assert!(page.html.starts_with("<table class=\"wide\"><thead><tr><th>a</th>"), "{}", page.html);
        assert!(page.html.contains("<td></td><td>3</td>"), "{}", page.html);
    }

    #[test]
    fn buttons_stand_in_the_html_only() {
        let page =
            page("上\n\n[答复](mailto:a@b?subject=x&body=y) [否](mailto:a@b)\n\n下 [页](https://a.example/)");
        assert_eq!(page.text, "上\n\n下 页 <https://a.example/>");
        assert!(page.html.contains("<a class=\"answer\" href=\"mailto:a@b?subject=x&amp;body=y\">答复</a>"));
    }
}
