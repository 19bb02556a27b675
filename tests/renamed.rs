//! Every process, state, field, choice, letter, answer and meeting of the shipped rules gets another name, and the
//! stories come out the same: nothing in the code knows them, and no letter shows one of them to a person.
//!
//! Names are replaced in the text of the rules, in the paths and Tera blocks of their templates, and in the parsed
//! stories. What people read and write stays: labels, words, comments in the files, letters of the core.

#![allow(clippy::unwrap_used, reason = "a test ends where something is not as it should be")]

mod setting;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use beadle::compose::Composer;
use beadle::directory::Directory;
use beadle::fault::Source;
use beadle::rules::{Ask, Choices, Kind, Meet, Rules, State, Step, parse};
use beadle::scenario::{Letter, Played, Scenario, What, play, read};
use mail_parser::MessageParser;
use regex::{Captures, Regex};

/// Written before each name, so that what is sorted by name stays in order.
const BEFORE: &str = "zq";

/// Names that are also words of the language, so that a text cannot be told apart by them.
const KEPT: [(&str, &str); 15] = [
    ("accepted", "key of `calendar`"),
    ("asked", "people: whoever was asked"),
    ("at", "key of a rung, a timer and a meeting; the time of an answer"),
    ("check", "key of a field"),
    ("closed", "reaction: the round is over"),
    ("correct", "understood everywhere: calls the case's own"),
    ("due", "key of an ask, and what times are counted from"),
    ("name", "member of a person"),
    ("next", "times: `next workday`"),
    ("no", "value of `need`"),
    ("now", "expressions: this moment"),
    ("percent", "type of a field"),
    ("reason", "member of a proposed time"),
    ("status", "member of an attendee, filter of templates"),
    ("withdraw", "understood everywhere: calls the case's own"),
];

/// Where a name behind the dot is not one of the rules.
const NOT_OURS: [&str; 6] = ["meta", "role", "group", "directory", "department", "letter"];

fn renamed(name: &str) -> String {
    if KEPT.iter().any(|(kept, _)| *kept == name) { name.to_owned() } else { format!("{BEFORE}{name}") }
}

// ── the names of a rule set ──────────────────────────────────────────────────────────────────────────────────

fn of_step(step: &Step, names: &mut BTreeSet<String>) {
    names.extend(step.tell.iter().map(|(letter, _)| letter.clone()));
}

fn of_ask(ask: &Ask, names: &mut BTreeSet<String>) {
    names.insert(ask.name.clone());
    ask.silence.iter().for_each(|rung| of_step(&rung.step, names));
    ask.on.iter().flat_map(|on| &on.steps).chain(&ask.bounce).for_each(|step| of_step(step, names));
}

fn of_meet(meet: &Meet, names: &mut BTreeSet<String>) {
    names.insert(meet.name.clone());
    meet.asks.values().for_each(|ask| of_ask(ask, names));
    names.extend(meet.timers.keys().cloned());
    let steps = meet.timers.values().flat_map(|timer| &timer.steps);
    steps.chain(meet.on.iter().flat_map(|on| &on.steps)).for_each(|step| of_step(step, names));
}

fn of_state(state: &State, names: &mut BTreeSet<String>) {
    of_step(&state.entry, names);
    state.asks.values().for_each(|ask| of_ask(ask, names));
    state.meets.values().for_each(|meet| of_meet(meet, names));
    names.extend(state.says.keys().chain(state.timers.keys()).cloned());
    let says = state.says.values().flat_map(|say| &say.steps);
    let timers = state.timers.values().flat_map(|timer| &timer.steps);
    let on = state.on.iter().flat_map(|on| &on.steps);
    says.chain(timers).chain(on).for_each(|step| of_step(step, names));
}

/// The names of a choice that are not the word that people say, such as `P1`.
fn choices(kind: &Kind) -> Vec<String> {
    let Kind::Choice(Choices::Named(named)) = kind else { return Vec::new() };
    let is_word = |name: &String, words: &[String]| matches!(words, [word] if word == name);
    named.iter().filter(|(name, words)| !is_word(name, words)).map(|(name, _)| name.clone()).collect()
}

/// All names that the authors of the rules chose.
fn names(rules: &Rules) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = rules.answers.keys().chain(rules.processes.keys()).cloned().collect();
    for process in rules.processes.values() {
        for form in process.forms.values() {
            names.insert(form.name.clone());
            names.extend(form.fields.iter().map(|field| field.name.clone()));
            names.extend(form.fields.iter().flat_map(|field| choices(&field.kind)));
        }
        let computed = process.keep.iter().chain(&process.derive).chain(&process.open.refuse);
        names.extend(computed.map(|(name, _)| name.clone()));
        names.extend(process.states.keys().cloned());
        process.states.values().chain([&process.always]).for_each(|state| of_state(state, &mut names));
    }
    names
}

// ── other names in texts ─────────────────────────────────────────────────────────────────────────────────────

/// What people read: words by language (a title that is an expression begins with a quote or adds), what such a title
/// adds behind a space, the words of a choice, and comments.
static PROSE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r##"\b(?:zh|en)\s*=\s*(?:\[[^\]]*\]|"[^'"+][^"+]*")|=\s*\[[^\]\n]*\p{Han}[^\]\n]*\]|\+ ' [^'\n]*'|'[A-Z][a-z]+(?: [a-z]+)*: '|#[^\n]*"##).unwrap()
});
static BLOCK: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"(?s)\{\{.*?\}\}|\{%.*?%\}").unwrap());
static NAME: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*").unwrap());

struct Renaming(BTreeMap<String, String>);

impl Renaming {
    fn of(names: &BTreeSet<String>) -> Self {
        let mut all = BTreeMap::new();
        for name in names {
            all.insert(name.clone(), renamed(name));
            // In expressions a hyphen is written as a low line.
            all.insert(name.replace('-', "_"), renamed(name).replace('-', "_"));
        }
        Self(all)
    }

    fn name(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }

    /// Every name in a piece of code.
    fn code(&self, text: &str) -> String {
        let other = |found: &Captures<'_>| {
            let name = found.get(0).unwrap();
            let before = text[..name.start()].trim_end();
            let owner = before.strip_suffix('.').map_or("", |b| {
                b.rsplit(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap_or("")
            });
            let filter = before.ends_with('|') && !before.ends_with("||");
            if filter || NOT_OURS.contains(&owner) {
                name.as_str().to_owned()
            } else {
                self.name(name.as_str())
            }
        };
        NAME.replace_all(text, other).into_owned()
    }

    fn rules(&self, source: &Source) -> Source {
        // What is known of a language has no names in it.
        if source.text().contains("\nlanguage = ") {
            return source.clone();
        }
        let (mut out, mut end) = (String::new(), 0);
        for prose in PROSE.find_iter(source.text()) {
            out.push_str(&self.code(&source.text()[end..prose.start()]));
            out.push_str(prose.as_str());
            end = prose.end();
        }
        out.push_str(&self.code(&source.text()[end..]));
        Source::new(self.path(source.path()), out)
    }

    fn template(&self, source: &Source) -> Source {
        let of_core = ["templates/system/", "templates/_parts/"].iter().any(|p| source.path().starts_with(p));
        if of_core || !source.path().ends_with(".md") {
            return source.clone();
        }
        let text = BLOCK.replace_all(source.text(), |block: &Captures<'_>| {
            let path = block[0].contains("include ");
            if path { block[0].to_owned() } else { self.code(&block[0]) }
        });
        Source::new(self.path(source.path()), text)
    }

    /// The keys of lists and tables.
    fn directory(&self, source: &Source, listed: &BTreeSet<String>) -> Directory {
        let mut text = source.text().to_owned();
        for name in listed {
            let key = Regex::new(&format!(r"\b{name}( *=)")).unwrap();
            text = key.replace_all(&text, format!("{}$1", self.name(name))).into_owned();
        }
        Directory::read(&Source::new(source.path(), text)).unwrap_or_else(|faults| panic!("{faults}"))
    }

    /// `rules/NAME.toml`, `templates/NAME/LETTER.zh.md`.
    fn path(&self, path: &str) -> String {
        let part = |part: &str| match part.split_once('.') {
            Some((name, endings)) => format!("{}.{endings}", self.name(name)),
            None => self.name(part),
        };
        path.split('/').map(part).collect::<Vec<_>>().join("/")
    }

    /// What people do in a story stays; what it calls by a name of the rules gets the other one. What it expects to
    /// leave is taken out: that is held against the story under the old names.
    fn story(&self, mut story: Scenario) -> Scenario {
        story.lines.retain(|line| !matches!(line.what, What::Letter(_)));
        for line in &mut story.lines {
            match &mut line.what {
                What::Replies { letter, .. }
                | What::Bounces { letter, .. }
                | What::Away { letter, .. }
                | What::Reads { letter, .. }
                | What::Rings { letter, .. }
                | What::Lasts { letter, .. } => *letter = self.name(letter),
                What::Presses { meet, .. } | What::Proposes { meet, .. } | What::Sends { meet, .. } => {
                    *meet = self.name(meet)
                }
                What::State { state, .. } => *state = self.name(state),
                What::Field { field, value, .. } => (*field, *value) = (self.name(field), self.name(value)),
                What::Why(words) => *words = self.code(words),
                _ => {}
            }
        }
        story
    }
}

/// Letters of the core, by their templates.
static CORE: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let files = setting::sources("templates/system", &["md"]);
    let name = |source: &Source| Some(source.path().rsplit('/').next()?.split('.').next()?.to_owned());
    files.iter().filter_map(name).collect()
});

/// A letter without its text, whose codes are made from names: minute, name, kind, reader, subject.
type Left = (i64, String, Option<String>, String, String);

fn left(played: &Played, name: impl Fn(&Letter) -> String) -> Vec<Left> {
    let of = |l: &Letter| {
        (l.at.timestamp() / 60, name(l), l.occasion.clone(), l.to.to_string(), l.subject.clone())
    };
    let mut left: Vec<Left> = played.letters.iter().map(of).collect();
    left.sort();
    left
}

#[test]
fn nothing_in_the_code_knows_a_name_of_the_rules() {
    let rules = setting::rule_sources();
    let templates = setting::sources("templates", &["md", "html", "toml"]);
    let ours = setting::setting();
    let names = names(&ours.rules);
    // The directory names things, too, that letters show by their words.
    let listed: BTreeSet<String> = ours.directory.words.values().flat_map(BTreeMap::keys).cloned().collect();
    let other = Renaming::of(&names.union(&listed).cloned().collect());

    let other_rules: Vec<Source> = rules.iter().map(|source| other.rules(source)).collect();
    let other_templates: Vec<Source> = templates.iter().map(|source| other.template(source)).collect();
    let mut theirs = setting::setting_of(&other_rules, &other_templates);
    theirs.directory = other.directory(&setting::sources("tests/fixtures", &["toml"])[0], &listed);
    theirs.composer = Composer::new(&other_templates, &theirs.rules, &theirs.directory).unwrap();

    let kept: BTreeSet<&String> = names.iter().filter(|name| renamed(name) == **name).collect();
    assert!(kept.len() * 10 <= names.len(), "{} of {} names are kept", kept.len(), names.len());
    assert_eq!(kept.len(), KEPT.len(), "each name that is kept must be one: {kept:?}");
    let expected: BTreeSet<String> = names.iter().map(|name| renamed(name)).collect();
    assert_eq!(self::names(&parse(&other_rules).unwrap()), expected);

    let raw: BTreeSet<&str> =
        other.0.values().filter(|n| n.starts_with(BEFORE)).map(String::as_str).collect();

    for source in setting::sources("tests/scenarios", &["story"]) {
        let story = read(&source).unwrap_or_else(|faults| panic!("{faults}"));
        let played = play(&story, &ours);
        let otherwise = play(&other.story(story), &theirs);
        let silent: Vec<_> =
            otherwise.faults.0.iter().map(ToString::to_string).filter(|f| !f.contains(NOT_LISTED)).collect();
        assert!(silent.is_empty(), "{}", silent.join("\n"));
        // Some letters of the core bear a name of the rules, too; those of the core keep it.
        let of_core = |name: &str| CORE.contains(name);
        let before = left(&played, |l| if of_core(&l.name) { l.name.clone() } else { renamed(&l.name) });
        let after = left(&otherwise, |l| {
            let plain = l.name.strip_prefix(BEFORE).unwrap_or(&l.name);
            if of_core(plain) { plain.to_owned() } else { l.name.clone() }
        });
        assert_eq!(before, after, "{}", source.path());
        for letter in &otherwise.letters {
            let parsed = MessageParser::default().parse(&letter.bytes).unwrap();
            let text = format!("{}\n{}", letter.subject, parsed.body_text(0).unwrap());
            let shown = NAME.find_iter(&text).find(|word| raw.contains(word.as_str()));
            let at = || format!("{} shows a name that is not for people:\n{text}", source.path());
            assert!(shown.is_none(), "{shown:?} in {}: {}", letter.name, at());
        }
    }
}

/// What a story says about a letter that it does not list.
const NOT_LISTED: &str = "a letter leaves that the story does not list";
