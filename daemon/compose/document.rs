//! Documents for the archive: Markdown with front matter, from a template or as a plain list of fields.

use tera::Context;

use super::facts::value;
use super::mark::{Escape, clean, kind, mark};
use super::tongue::Tongue;
use super::{Composer, Trouble, envelope, facts};
use crate::rules::{self, Values};
use crate::workflow::{Document, World};

/// Files kept with one document.
const FILES_MAX: usize = 50;
/// Characters of a given file's name that are kept, from its end: the extension matters most.
const FILE_NAME_MAX: usize = 80;
/// Depth of rows in rows that a plain list shows.
const DEPTH_MAX: usize = 4;

impl Composer {
    /// A document as its file name and Markdown with front matter, in the company's language.
    ///
    /// # Errors
    /// A sentence that names the template.
    pub fn document(&self, world: &World<'_>, document: &Document) -> Result<(String, String), String> {
        self.written(world, document).map_err(String::from)
    }

    /// The same, with the place of what is wrong.
    pub(super) fn written(
        &self,
        world: &World<'_>,
        document: &Document,
    ) -> Result<(String, String), Trouble> {
        let company = &world.directory.company;
        let words = self
            .words
            .get(&company.language)
            .ok_or_else(|| "there are no words of the company's language".to_owned())?;
        let tongue = Tongue {
            composer: self,
            world,
            lang: &company.language,
            words,
            reader: None,
            zone: &company.zone,
            away: false,
            now: document.at,
        };
        let title = document.title.as_str();
        let template = format!("{}/{}.document.{}.md", document.process, document.name, company.language);
        let body = if let Some(used) = self.document_names.get(&template) {
            let mut context = Context::new();
            for variable in used {
                let given = document.values.get(&variable.key).filter(|_| variable.name != "answers");
                let value = given.map_or_else(|| variable.value(&document.facts), value);
                context.insert_value(variable.name.clone(), value);
            }
            context.insert_value(
                "letter",
                facts::map([
                    ("case".to_owned(), tera::Value::from(document.case.0.clone())),
                    ("title".to_owned(), tera::Value::from(clean(title))),
                    ("at".to_owned(), tera::Value::from(facts::at_mark(document.at))),
                ]),
            );
            self.render(&self.documents, &template, &context)?
        } else {
            plain(&tongue, document)
        };
        let body = tongue.resolve(body.trim(), Escape::Document);
        let quoted = |text: &str| {
            serde_json::to_string(&envelope::one_line(text, 200))
                .expect("a string is JSON, and YAML reads JSON")
        };
        let text = format!(
            "---\ncase: {}\nprocess: {}\nname: {}\ndate: {}\ntitle: {}\n---\n\n{body}\n",
            quoted(&document.case.0),
            quoted(&document.process),
            quoted(&document.name),
            quoted(&document.at.format("%Y-%m-%dT%H:%M:%SZ").to_string()),
            quoted(title),
        );
        Ok((format!("{}.md", stem(document)), text))
    }

    /// The files that were given with a document.
    pub fn given(&self, document: &Document) -> Vec<GivenFile> {
        let mut found = Vec::new();
        document.values.values().for_each(|value| files_in(value, DEPTH_MAX, &mut found));
        for (n, file) in found.iter_mut().enumerate() {
            let name: String = file.name.chars().rev().take(FILE_NAME_MAX).collect();
            let name: String = name.chars().rev().map(plain_char).collect();
            file.filed = format!("{}-{}-{name}", stem(document), n + 1);
        }
        found.truncate(FILES_MAX);
        found
    }
}

/// A file that somebody gave with a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenFile {
    /// As its sender named it.
    pub name: String,
    /// Octets.
    pub size: u64,
    /// Hex SHA-256: the spool has its bytes.
    pub hash: String,
    /// Its name beside the document in the archive.
    pub filed: String,
}

/// What the names of a document and of its files begin with.
fn stem(document: &Document) -> String {
    let stem = format!("{}-{}-{}", document.case, document.name, document.id);
    stem.chars().map(safe).collect()
}

fn safe(c: char) -> char {
    if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c } else { '-' }
}

/// People name their files in their own script; only what file systems and shells trip over is replaced.
fn plain_char(c: char) -> char {
    if c.is_alphanumeric() { c } else { safe(c) }
}

/// Files in a value.
fn files_in(value: &rules::Value, depth: usize, found: &mut Vec<GivenFile>) {
    match value {
        rules::Value::File { name, size, hash } if !hash.is_empty() => found.push(GivenFile {
            name: name.clone(),
            size: *size,
            hash: hash.clone(),
            filed: String::new(),
        }),
        rules::Value::List(items) if depth > 0 => {
            items.iter().for_each(|item| files_in(item, depth - 1, found));
        }
        rules::Value::Row(row) if depth > 0 => {
            row.values().for_each(|item| files_in(item, depth - 1, found));
        }
        _ => {}
    }
}

/// A list of all fields in the order of their form, then whatever else there is.
fn plain(tongue: &Tongue<'_>, document: &Document) -> String {
    let process = tongue.world.rules.processes.get(&document.process);
    let heading = mark(kind::TITLE, &[&document.process]);
    let mut out = format!("# {heading} · {}\n\n", tongue.answer(&document.name));
    let fields = process.into_iter().flat_map(|p| p.forms.values()).flat_map(|f| &f.fields).map(|f| &f.name);
    let mut names: Vec<&String> = Vec::new();
    for name in fields.chain(document.values.keys()) {
        if document.values.contains_key(name) && !names.contains(&name) {
            names.push(name);
        }
    }
    for name in names {
        entry(&mut out, tongue, &document.process, name, &document.values[name], 0);
    }
    out
}

fn entry(
    out: &mut String,
    tongue: &Tongue<'_>,
    process: &str,
    name: &str,
    given: &rules::Value,
    depth: usize,
) {
    let label = mark(kind::LABEL, &[process, name]);
    let start = format!("{}- **{label}**{}", "  ".repeat(depth), tongue.words.colon);
    match given {
        rules::Value::List(items) if items.iter().any(|i| matches!(i, rules::Value::Row(_))) => {
            out.push_str(&format!("{start}\n"));
            for row in
                items.iter().filter_map(|i| if let rules::Value::Row(row) = i { Some(row) } else { None })
            {
                out.push_str(&format!("{}- {}\n", "  ".repeat(depth + 1), flat(tongue, process, row)));
            }
        }
        rules::Value::Row(row) if depth < DEPTH_MAX => {
            out.push_str(&format!("{start}\n"));
            for (name, given) in row {
                entry(out, tongue, process, name, given, depth + 1);
            }
        }
        other => out.push_str(&format!("{start}{}\n", written(tongue, name, other, "  ".repeat(depth + 1)))),
    }
}

/// A row on one line.
fn flat(tongue: &Tongue<'_>, process: &str, row: &Values) -> String {
    let cells = row.iter().filter(|(_, v)| !v.is_null() && !matches!(v, rules::Value::Row(_))).map(
        |(name, given)| {
            let label = mark(kind::LABEL, &[process, name]);
            format!(
                "{label}{}{}",
                tongue.words.colon,
                written(tongue, name, given, String::new()).replace('\n', " ")
            )
        },
    );
    cells.collect::<Vec<_>>().join("; ")
}

/// One value; further lines are indented below the first, so that they stay with it.
fn written(tongue: &Tongue<'_>, name: &str, given: &rules::Value, indent: String) -> String {
    let text = match given {
        rules::Value::Null => String::new(),
        rules::Value::Bool(yes) => mark(kind::BOOL, &[if *yes { "true" } else { "false" }]),
        rules::Value::Text(text) if name == "answer" => tongue.answer(text),
        rules::Value::List(items) => {
            let all: Vec<String> =
                items.iter().map(|item| written(tongue, name, item, indent.clone())).collect();
            return tongue.words.join(&all);
        }
        other => value(other).to_string(),
    };
    let mut out = String::new();
    super::mark::escape_document(&text, &mut out);
    out.replace('\n', &format!("\n{indent}"))
}
