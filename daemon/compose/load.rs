//! Reads a template folder: front matter, bodies, frames, words; collects every fault with its place.
//!
//! A path says what a file is: `PROCESS/LETTER.LANG.md`, `PROCESS/LETTER.invite.LANG.md` where a meeting shares its
//! name with a question, `PROCESS/NAME.document.LANG.md`, `_parts/NAME.LANG.md`, `system/…`, `words.LANG.toml`, `layout.html`. Only the
//! last two parts of a path count, so that the folder may lie anywhere.

use std::collections::{BTreeMap, BTreeSet};

use tera::Tera;

use super::facts::{Reach, Variable, archived};
use super::filter;
use super::lacking;
use super::mark;
use super::remedy::fault;
use super::words::Words;
use super::{Composer, Purpose};
use crate::directory::{Directory, Lang};
use crate::fault::{Fault, Faults, Source, offer};
use crate::rules::{Process, Reads, Rules, State, Step};
use crate::workflow::{Printed, document_letter};

pub(super) use crate::workflow::SYSTEM;
/// Folder of frames and of what templates include.
pub(super) const PARTS: &str = "_parts";
/// Keys of a front matter.
const KEYS: [&str; 6] = ["subject", "what", "summary", "silent", "each", "importance"];
/// Frames that must exist in every language.
pub(super) const FRAMES: [&str; 5] = ["ask", "notice", "invite", "reply", "part"];

/// One letter in one language.
#[derive(Debug)]
pub(super) struct Template {
    /// Name of its body among the parsed templates.
    pub(super) name: String,
    /// Names of its front matter's texts among the plain ones.
    pub(super) subject: Option<String>,
    pub(super) what: Option<String>,
    pub(super) summary: Option<String>,
    /// What silence means, in a sentence; stands among the Markdown ones.
    pub(super) silent: Option<String>,
    /// One letter for each reader, in that reader's language.
    pub(super) each: bool,
    pub(super) high: bool,
    /// The facts it uses.
    pub(super) used: Vec<Variable>,
    pub(super) source: Source,
}

/// What a path says.
struct Place {
    folder: String,
    name: String,
    variant: Option<String>,
    lang: Lang,
}

/// Everything read so far.
struct Reader<'a> {
    rules: &'a Rules,
    faults: Faults,
    sources: BTreeMap<String, Source>,
    markdown: Vec<(String, String)>,
    plain: Vec<(String, String)>,
    documents: Vec<(String, String)>,
    letters: Vec<(Place, Template)>,
    words: BTreeMap<Lang, Words>,
    layout: Option<Source>,
    /// Languages whose words are there, readable or not.
    worded: BTreeSet<Lang>,
    doubts: Vec<Fault>,
}

/// Reads all files and checks that there is a letter in every language for each that the rules name.
pub(super) fn load(sources: &[Source], rules: &Rules, directory: &Directory) -> Result<Composer, Faults> {
    let mut reader = Reader {
        rules,
        faults: Faults::default(),
        sources: BTreeMap::new(),
        markdown: Vec::new(),
        plain: Vec::new(),
        documents: Vec::new(),
        letters: Vec::new(),
        words: BTreeMap::new(),
        layout: None,
        worded: BTreeSet::new(),
        doubts: Vec::new(),
    };
    let inside = lacking::files(sources, &directory.languages(), &mut reader.doubts);
    for source in sources.iter().chain(&inside) {
        reader.file(source);
    }
    let mut composer = reader.composer(directory);
    reader.required(&composer, directory);
    reader.variables(&mut composer);
    reader.faults.extend(super::slips::faults(&composer, rules, directory));
    reader.doubts.extend(super::slips::doubts(&composer, rules));
    composer.doubts = std::mem::take(&mut reader.doubts);
    reader.faults.or(composer)
}

impl Reader<'_> {
    fn file(&mut self, source: &Source) {
        let mut parts = source.path().rsplit('/');
        let (file, folder) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
        if file == "layout.html" {
            self.layout = Some(source.clone());
        } else if let Some(lang) = file.strip_prefix("words.").and_then(|f| f.strip_suffix(".toml")) {
            self.worded.insert(Lang::new(lang));
            if let Some(words) = lacking::words(source, lang, &mut self.faults, &mut self.doubts) {
                self.words(source, lang, words);
            }
        } else if file == "README.md" {
        } else if let Some(stem) = file.strip_suffix(".md") {
            self.template(source, folder, file, stem);
        } else {
            let remedy = "templates end in .LANG.md; beside them stand words.LANG.toml and layout.html";
            self.faults.push(source.fault(0..0, format!("'{file}' is no template"), remedy));
        }
    }

    fn words(&mut self, source: &Source, lang: &str, words: Words) {
        for (name, list, count) in [("weekdays", &words.time.weekdays, 7), ("months", &words.time.months, 12)]
        {
            if list.len() != count {
                let at = source.text().find(name).unwrap_or(0);
                let found = format!("time.{name} has {} words", list.len());
                self.faults.push(source.fault(at..at + name.len(), found, format!("it needs {count}")));
            }
        }
        self.words.insert(Lang::new(lang), words);
    }

    fn template(&mut self, source: &Source, folder: &str, file: &str, stem: &str) {
        let parts: Vec<&str> = stem.split('.').collect();
        let (name, variant, lang) = match parts.as_slice() {
            [name, lang] => (*name, None, *lang),
            [name, variant, lang] => (*name, Some((*variant).to_owned()), *lang),
            _ => {
                let remedy =
                    "a template is called LETTER.LANG.md, LETTER.invite.LANG.md or NAME.document.LANG.md";
                return self.faults.push(source.fault(
                    0..0,
                    format!("'{file}' names no letter and language"),
                    remedy,
                ));
            }
        };
        let kinds = ["invite", "document"];
        if let Some(variant) = &variant
            && !kinds.contains(&variant.as_str())
        {
            let found = format!("'{variant}' is no kind of letter");
            return self.faults.push(source.fault(0..0, found, offer(variant, kinds)));
        }
        if folder != SYSTEM && folder != PARTS && !self.rules.processes.contains_key(folder) {
            let names: Vec<&str> = self.rules.processes.keys().map(String::as_str).collect();
            let found = format!("no process is called '{folder}'");
            return self.faults.push(source.fault(0..0, found, offer(folder, names)));
        }
        let full = format!("{folder}/{file}");
        self.sources.insert(full.clone(), source.clone());
        let place =
            Place { folder: folder.to_owned(), name: name.to_owned(), variant, lang: Lang::new(lang) };
        if folder == PARTS {
            self.markdown.push((full, joined(source.text())));
        } else if place.variant.as_deref() == Some("document") {
            self.documents.push((full, joined(source.text())));
        } else if let Some(template) = self.front(source, &full) {
            self.letters.push((place, template));
        }
    }

    /// The front matter between two lines `---`, and the body behind it.
    fn front(&mut self, source: &Source, full: &str) -> Option<Template> {
        let text = source.text();
        let mut template = Template {
            name: full.to_owned(),
            subject: None,
            what: None,
            summary: None,
            silent: None,
            each: false,
            high: false,
            used: Vec::new(),
            source: source.clone(),
        };
        let closing = text.strip_prefix("---\n").and_then(|t| t.find("\n---\n")).map(|at| at + 4);
        let Some(closing) = closing else {
            let remedy = "begin with a line '---', then 'subject: …' or 'what: …', then a line '---'";
            self.faults.push(source.fault(0..0, "there is no front matter", remedy));
            return None;
        };
        let mut at = 4;
        for line in text[4..closing].lines() {
            let start = at;
            at += line.len() + 1;
            if line.trim().is_empty() {
                continue;
            }
            let Some((key, value)) = line.split_once(':') else {
                self.faults.push(source.fault(
                    start..at - 1,
                    "this is no 'key: value'",
                    "write 'subject: …'",
                ));
                continue;
            };
            let offset = start + key.len() + 1 + (value.len() - value.trim_start().len());
            let value = value.trim();
            let name = format!("{full}#{key}");
            match key {
                "each" | "importance" => {
                    let right = if key == "each" { "true" } else { "high" };
                    if value != right {
                        let found = format!("'{value}' is not known here");
                        self.faults.push(source.fault(
                            offset..at - 1,
                            found,
                            format!("write '{key}: {right}' or leave it out"),
                        ));
                    } else if key == "each" {
                        template.each = true;
                    } else {
                        template.high = true;
                    }
                    continue;
                }
                "subject" => template.subject = Some(name.clone()),
                "what" => template.what = Some(name.clone()),
                "summary" => template.summary = Some(name.clone()),
                "silent" => template.silent = Some(name.clone()),
                _ => {
                    let found = format!("'{key}' is no key of a front matter");
                    self.faults.push(source.fault(start..start + key.len(), found, offer(key, KEYS)));
                    continue;
                }
            }
            // What stands behind the colon is printed as it is; whoever knows YAML may put it into quotes.
            if value.starts_with('"') && value.ends_with('"') && value.matches('"').count() == 2 {
                self.faults.push(source.fault(
                    offset..offset + value.len(),
                    "the quotation marks would be printed",
                    "write it without them",
                ));
            }
            self.sources.insert(name.clone(), source.clone());
            let padded = pad(source, offset, value);
            if key == "silent" { self.markdown.push((name, padded)) } else { self.plain.push((name, padded)) }
        }
        if template.subject.is_none() && template.what.is_none() && template.summary.is_none() {
            self.faults.push(source.fault(
                0..3,
                "the letter has no subject",
                "add 'subject: …', or 'what: …' for a question",
            ));
        }
        let body = closing + 5;
        let lines = text[..body].matches('\n').count();
        self.markdown.push((full.to_owned(), format!("{}{}", "\n".repeat(lines), joined(&text[body..]))));
        Some(template)
    }

    fn composer(&mut self, directory: &Directory) -> Composer {
        let (markdown, plain) = (std::mem::take(&mut self.markdown), std::mem::take(&mut self.plain));
        let markdown =
            self.engine(|text, out| out.write_all(escaped(text, mark::escape_markdown).as_bytes()), markdown);
        let plain =
            self.engine(|text, out| out.write_all(escaped(text, mark::escape_none).as_bytes()), plain);
        let documents = std::mem::take(&mut self.documents);
        let names = documents.iter().map(|(name, _)| (name.clone(), Vec::new())).collect();
        let documents = self
            .engine(|text, out| out.write_all(escaped(text, mark::escape_document).as_bytes()), documents);
        let mut layout = Tera::default();
        match &self.layout {
            None => {
                let absent = Source::new("templates/layout.html", "");
                self.faults.push(absent.fault(
                    0..0,
                    "there is no such file",
                    "it is the frame of the HTML part",
                ));
            }
            Some(source) => {
                if let Err(error) = layout.add_raw_template("layout.html", source.text()) {
                    let source = source.clone();
                    self.faults.push(fault(&|_| Some(source.clone()), &error));
                }
            }
        }
        let mut letters: BTreeMap<(String, String, Option<Purpose>), BTreeMap<Lang, Template>> =
            BTreeMap::new();
        for (place, template) in std::mem::take(&mut self.letters) {
            let purpose = place.variant.as_deref().map(|_| Purpose::Invite);
            letters.entry((place.folder, place.name, purpose)).or_default().insert(place.lang, template);
        }
        Composer {
            markdown,
            plain,
            documents,
            document_names: names,
            layout,
            letters,
            words: std::mem::take(&mut self.words),
            zones: super::tongue::zones(directory),
            printed: Printed::new(),
            sources: std::mem::take(&mut self.sources),
            doubts: Vec::new(),
        }
    }

    /// Parses templates; when one is bad, one after the other, so that all faults are found.
    fn engine(&mut self, escape: tera::EscapeFn, templates: Vec<(String, String)>) -> Tera {
        let fresh = || {
            let mut tera = Tera::default();
            tera.autoescape_on(vec![""]);
            tera.set_escape_fn(escape);
            filter::register(&mut tera);
            tera
        };
        let mut tera = fresh();
        for (name, text) in &templates {
            if let Some(at) = text.find("| safe") {
                let source = self.sources[name].clone();
                let at = source.text().find("| safe").unwrap_or(at);
                let remedy = "leave it out: what people wrote must not become markup";
                self.faults.push(source.fault(at..at + 6, "the filter 'safe' is not allowed", remedy));
            }
        }
        if tera.add_raw_templates(templates.clone()).is_ok() {
            return tera;
        }
        // The first fault hides the others: parts first, then each letter beside them.
        tera = fresh();
        let (parts, others): (Vec<_>, Vec<_>) =
            templates.into_iter().partition(|(name, _)| name.starts_with(PARTS));
        let whole = tera.add_raw_templates(parts.clone());
        if let Err(error) = whole {
            let sources = &self.sources;
            let found = fault(&|name| sources.get(name).cloned(), &error);
            self.faults.push(found);
            return fresh();
        }
        for (name, text) in others {
            let mut alone = tera.clone();
            match alone.add_raw_template(&name, &text) {
                Ok(()) => tera = alone,
                Err(error) => {
                    let sources = &self.sources;
                    let found = fault(&|name| sources.get(name).cloned(), &error);
                    self.faults.push(found);
                }
            }
        }
        tera
    }

    /// Every letter that the rules name, in every language of the directory.
    fn required(&mut self, composer: &Composer, directory: &Directory) {
        for lang in directory.languages() {
            if !self.worded.contains(&lang) {
                let absent = Source::new(format!("templates/words.{lang}.toml"), "");
                let remedy = format!(
                    "the directory has people whose language is '{lang}': add its words and templates"
                );
                self.faults.push(absent.fault(0..0, "there is no such file", remedy));
                if !composer.letters.values().any(|l| l.contains_key(&lang)) {
                    continue;
                }
            }
            for frame in FRAMES {
                let name = format!("{PARTS}/{frame}.{lang}.md");
                if !composer.sources.contains_key(&name) {
                    self.absent(&name, "it is the frame around letters of that kind");
                }
            }
            for (folder, letter, purpose) in all(self.rules) {
                // What is there and could not be read has been told.
                let is_there =
                    |file: String| composer.sources.contains_key(&format!("{folder}/{file}.{lang}.md"));
                let unread = is_there(letter.clone()) || is_there(format!("{letter}.{purpose}"));
                if composer.find(&folder, &letter, purpose, &lang).is_none() && !unread {
                    let by = self.rules.processes.get(&folder).map_or("the core", |p| p.path.as_str());
                    self.absent(
                        &format!("{folder}/{letter}.{lang}.md"),
                        &format!("{by} sends a letter of that name ({purpose})"),
                    );
                }
            }
        }
    }

    fn absent(&mut self, name: &str, remedy: &str) {
        let source = Source::new(format!("templates/{name}"), "");
        self.faults.push(source.fault(0..0, "there is no such file", remedy));
    }

    /// A document knows what a letter of its process knows, and what was given to it by the names of its fields.
    fn documents(&mut self, composer: &mut Composer, reach: &Reach) {
        for (template, uses) in &mut composer.document_names {
            let Some((folder, file)) = template.split_once('/') else { continue };
            let (Some(process), Some(source)) =
                (self.rules.processes.get(folder), composer.sources.get(template))
            else {
                continue;
            };
            let name = file.split('.').next().unwrap_or(file);
            let mut known = reach.of(folder);
            for field in archived(process, name) {
                let variable = Variable::plain(&field);
                known.entry(variable.name.clone()).or_insert(variable);
            }
            let key = (folder.to_owned(), document_letter(name));
            let reads = composer.printed.entry(key).or_default();
            let names = composer.documents.get_template_variables(template).unwrap_or_default();
            for name in names.into_iter().filter(|name| *name != "letter") {
                if let Some(variable) = self.in_reach(source, name, &known) {
                    uses.push(read_of(variable, name, source.text(), reads));
                }
            }
        }
    }

    /// The variable of that name, or a fault.
    fn in_reach(
        &mut self,
        source: &Source,
        name: &str,
        known: &BTreeMap<String, Variable>,
    ) -> Option<Variable> {
        let found = known.get(name).cloned();
        if found.is_none() {
            let remedy = offer(name, known.keys().map(String::as_str));
            let found = format!("nothing called '{name}' is in reach here");
            self.faults.push(source.fault(position(source.text(), name), found, remedy));
        }
        found
    }

    /// Every name a template uses is in reach there.
    fn variables(&mut self, composer: &mut Composer) {
        let reach = Reach::new(self.rules);
        self.documents(composer, &reach);
        for ((folder, name, _), languages) in &mut composer.letters {
            let mut known = reach.of(folder);
            if folder == SYSTEM {
                let own = SYSTEM_LETTERS
                    .iter()
                    .find(|(letter, _)| letter == name)
                    .map_or(&[][..], |(_, facts)| facts);
                for fact in own {
                    known.entry((*fact).to_owned()).or_insert_with(|| Variable::plain(fact));
                }
            }
            let reads = composer.printed.entry((folder.clone(), name.clone())).or_default();
            for template in languages.values_mut() {
                let all = [template.subject.as_ref(), template.what.as_ref(), template.summary.as_ref()];
                let plain = all.into_iter().flatten().map(|name| (&composer.plain, name));
                let rich = [Some(&template.name), template.silent.as_ref()];
                let rich = rich.into_iter().flatten().map(|name| (&composer.markdown, name));
                let mut used: BTreeSet<&str> = BTreeSet::new();
                for (tera, name) in plain.chain(rich) {
                    used.extend(tera.get_template_variables(name).unwrap_or_default());
                }
                for name in used {
                    if name == "letter" {
                        continue;
                    }
                    if let Some(variable) = self.in_reach(&template.source, name, &known) {
                        template.used.push(read_of(variable, name, template.source.text(), reads));
                    }
                }
            }
        }
    }
}

/// The letters of the core and the facts each may say, besides those of its case.
pub(super) const SYSTEM_LETTERS: &[(&str, &[&str])] = &[
    ("calendar", &["link", "renewed"]),
    ("called-off", &[]),
    ("comment-missing", &["answer"]),
    ("correctable", &["answer", "fields"]),
    ("echo", &["answer", "ask"]),
    ("echoes", &["noted"]),
    ("half-filled", &["answer", "start", "fields"]),
    ("help", &["tags", "words", "calendar"]),
    ("incomplete", &["process", "form"]),
    ("may-not-open", &["process", "by"]),
    ("no-access", &[]),
    ("no-such-item", &["line", "whose"]),
    ("not-delivered", &["who", "instead", "bounced", "ask"]),
    ("not-handed-on", &["words", "stand_in", "address"]),
    ("not-moved", &["start", "stands", "why"]),
    ("not-understood", &["tags", "words", "calendar"]),
    ("nothing-to-withdraw", &[]),
    ("opened", &[]),
    ("proposal", &["by", "start", "end", "off", "comment"]),
    ("refused", &["process", "reason"]),
    ("run-out", &["answer"]),
    ("say-why", &["answer"]),
    ("several", &["count"]),
    ("stand-in", &["by", "stand_in", "address", "start"]),
    ("status", &["open", "waiting"]),
    ("strange-address", &["sender", "subject"]),
    ("taken-effect", &["ask", "answer", "answered_at", "correctors", "words"]),
    ("too-large", &[]),
    ("too-late", &["ask", "answer", "answered_at", "answered_by", "again"]),
    ("unclear", &["why"]),
    ("unverified", &["sender", "subject", "text", "process"]),
    ("which-case", &["process", "about", "candidates", "line", "named"]),
    ("which-item", &["line", "candidates"]),
    ("wishes", &[]),
];

/// Every letter there must be: folder, name, purpose.
pub(super) fn all(rules: &Rules) -> Vec<(String, String, Purpose)> {
    let system =
        SYSTEM_LETTERS.iter().map(|(name, _)| (SYSTEM.to_owned(), (*name).to_owned(), Purpose::Notice));
    let own = rules.processes.values().flat_map(|process| {
        named(process).into_iter().map(|(letter, purpose)| (process.name.clone(), letter, purpose))
    });
    system.chain(own).collect()
}

/// The letters a process sends, and as what.
fn named(process: &Process) -> BTreeSet<(String, Purpose)> {
    let mut out = BTreeSet::new();
    for (name, _) in &process.open.refuse {
        out.insert((name.clone(), Purpose::Notice));
    }
    for state in process.states.values().chain([&process.always]) {
        of_state(state, &mut out);
    }
    out
}

fn of_state(state: &State, out: &mut BTreeSet<(String, Purpose)>) {
    each_step(state, &mut |step| {
        out.extend(step.tell.iter().map(|(letter, _)| (letter.clone(), Purpose::Notice)));
    });
    out.extend(state.meets.keys().map(|meet| (meet.clone(), Purpose::Invite)));
    out.extend(super::facts::asks(state).map(|ask| (ask.name.clone(), Purpose::Ask)));
}

/// Every step that may be done in a state.
pub(super) fn each_step<'s>(state: &'s State, look: &mut dyn FnMut(&'s Step)) {
    look(&state.entry);
    let meets = || state.meets.values();
    let said = state.says.values().map(|say| &say.steps);
    let timers = state.timers.values().chain(meets().flat_map(|meet| meet.timers.values()));
    let asks = || super::facts::asks(state);
    let reactions =
        state.on.iter().chain(meets().flat_map(|meet| &meet.on)).chain(asks().flat_map(|ask| &ask.on));
    let lists = said.chain(timers.map(|timer| &timer.steps)).chain(reactions.map(|reaction| &reaction.steps));
    lists.chain(asks().map(|ask| &ask.bounce)).flatten().for_each(&mut *look);
    asks().flat_map(|ask| &ask.silence).for_each(|rung| look(&rung.step));
}

/// A line that holds tags only leaves no empty line behind: its line end goes into the last tag, so that lists stay
/// together and every fault keeps its line.
fn joined(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let bare = line.trim();
        let tags = bare.starts_with("{%") && bare.ends_with("%}") && !bare.contains("{{") && only_tags(bare);
        match line.strip_suffix('\n').filter(|_| tags) {
            Some(_) => {
                out.push_str(&bare[..bare.len() - 2]);
                out.push_str("\n%}");
            }
            None => out.push_str(line),
        }
    }
    out
}

fn only_tags(line: &str) -> bool {
    line.split("%}").all(|part| part.trim().is_empty() || part.trim_start().starts_with("{%"))
}

/// The text at the place it has in its file, so that faults of it have that place too.
fn pad(source: &Source, offset: usize, value: &str) -> String {
    let (line, column) = source.place(offset);
    format!("{}{}{value}", "\n".repeat(line - 1), " ".repeat(column - 1))
}

/// The variable with no more than the template reads of it, which is added to `reads`.
fn read_of(variable: Variable, name: &str, text: &str, reads: &mut Reads) -> Variable {
    let own = printed(text, name, &variable.key);
    let narrowed = variable.narrowed(own.member(&variable.key).unwrap_or(Reads::all()));
    reads.join(&own);
    narrowed
}

/// What a template reads of the name that is its fact `key`: the members it writes, those it writes of the items of a
/// loop, or all where it uses the name itself or includes a part that may. Written in prose a name means nothing; in
/// quotes it may mean too much.
fn printed(text: &str, name: &str, key: &str) -> Reads {
    let mut reads = Reads::default();
    let codes: Vec<&str> = text.match_indices('{').filter_map(|(at, _)| code(&text[at..])).collect();
    if codes.iter().any(|code| code.contains("include")) {
        return Reads::only([key]);
    }
    // The item, and the list it is of.
    let mut items: Vec<(&str, Vec<String>)> = Vec::new();
    let mut words: Vec<&str> = Vec::new();
    for code in codes {
        let letter = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        match looped(code).filter(|(_, list)| below(list, name, key).is_some()) {
            Some((item, list)) => items.extend(below(list, name, key).map(|path| (item, path))),
            None => words.extend(code.split(|c| !letter(c))),
        }
    }
    for word in words {
        below(word, name, key).iter().for_each(|path| reads.add(path, true));
        for (item, list) in &items {
            let member = below(word, item, "").map(|path| [list, &path[1..]].concat());
            member.iter().for_each(|path| reads.add(path, true));
        }
    }
    items.iter().for_each(|(_, list)| reads.add(list, false));
    if reads == Reads::default() { Reads::only([key]) } else { reads }
}

/// The path of a word that is the name or a member of it, from `key` on.
fn below(word: &str, name: &str, key: &str) -> Option<Vec<String>> {
    let mut path = word.split('.').filter(|part| !part.is_empty());
    (path.next() == Some(name)).then(|| [key].into_iter().chain(path).map(str::to_owned).collect())
}

/// What the code of a plain loop calls its item, and its list: `{% for ITEM in LIST %}`.
fn looped(code: &str) -> Option<(&str, &str)> {
    let words: Vec<&str> =
        code.split_whitespace().filter(|word| !matches!(*word, "{%" | "{%-" | "-")).collect();
    match words.as_slice() {
        ["for", item, "in", list] | ["for", item, "in", list, "or", "[]"] => Some((item, list)),
        _ => None,
    }
}

/// A template's code, at whose opening the text begins.
fn code(text: &str) -> Option<&str> {
    let close = [("{{", "}}"), ("{%", "%}")].iter().find_map(|(o, c)| text.starts_with(o).then_some(*c))?;
    text.get(..text.find(close).unwrap_or(text.len()))
}

/// A word in a text, as a whole.
fn position(text: &str, word: &str) -> std::ops::Range<usize> {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let mut all = text.match_indices(word);
    let at = all.find(|(at, _)| {
        let inside = text[..*at].rfind("{").is_some_and(|open| !text[open..*at].contains('}'));
        inside && !letter(text[..*at].chars().next_back()) && !letter(text[at + word.len()..].chars().next())
    });
    at.map_or(0..0, |(at, _)| at..at + word.len())
}

fn escaped(text: &str, escape: fn(&str, &mut String)) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    escape(text, &mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reads(text: &str) -> Vec<String> {
        fn paths(reads: &Reads, at: &str, out: &mut Vec<String>) {
            if reads.is_whole() {
                out.push(at.to_owned());
            }
            reads.named().for_each(|(name, reads)| paths(reads, &format!("{at}.{name}"), out));
        }
        let mut out = Vec::new();
        paths(&printed(text, "list", "list"), "", &mut out);
        out
    }

    #[test]
    fn of_a_list_a_letter_reads_what_its_loops_write_of_the_items() {
        assert_eq!(
            reads("{% for t in list.task %}{{ t.id | ref }} {{ t.due.start }} t.rest{% endfor %}"),
            [".list.task.due.start", ".list.task.id"]
        );
        assert_eq!(
            reads("{%- for t in list or [] -%}{% if not t.ended %}x{% endif %}{% endfor %}"),
            [".list.ended"]
        );
        assert_eq!(reads("{% for t in list.task %}x{% endfor %}{{ list.other | length }}"), [".list.other"]);
    }

    #[test]
    fn where_a_loop_leaves_doubt_all_of_the_list_is_read() {
        for text in [
            "{% for t in list %}{{ t }}{% endfor %}",
            "{% for t in list | sort(attribute=\"due\") %}{{ t.id }}{% endfor %}",
            "{% for n, t in list %}{{ t.id }}{% endfor %}",
            "{% for t in list %}{{ t.id }}{% include \"_parts/row.en.md\" %}{% endfor %}",
            "{% for t in list %}{{ t.id }}{% endfor %}{{ list | length }}",
            "{% for t in list %}{% set other = t %}{{ other.id }}{% endfor %}",
        ] {
            assert_eq!(reads(text)[0], ".list", "{text}");
        }
    }
}
