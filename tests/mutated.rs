//! Every key of every shipped file, those of the examples too, deleted, misspelt and given a wrong type, by a program:
//! each is found.
//!
//! What may be left out is known from the table of keys, the one that the reference's column "default" is made of. A
//! name that a writer gives and that nothing else names (a timer, a field nobody reads) may be another; every other
//! may not.

#![allow(clippy::unwrap_used)] // all of it is tests

mod setting;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use beadle::directory::{Directory, Lang};
use beadle::fault::Source;
use beadle::rules;
use beadle::rules::keys::{Holds, Key, Need, Part};
use toml::{Table, Value};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}

/// One key of a file.
#[derive(Clone)]
struct Spot {
    /// From the root of its file; a number is an index of a list.
    path: Vec<String>,
    what: What,
}

#[derive(Clone, Copy)]
enum What {
    /// A key of the language; whether its absence must be found.
    Key(&'static Key, bool),
    /// A name given by the writer.
    Name(Named),
}

/// What a name given by the writer is for.
#[derive(Clone, Copy, PartialEq)]
enum Named {
    /// Something else names it, or it must be a name of something else.
    Bound(Holds),
    /// It may be any, where nothing names it.
    Free(Holds),
}

struct Walk {
    spots: Vec<Spot>,
    path: Vec<String>,
}

impl Walk {
    fn at(&mut self, name: &str, go: impl FnOnce(&mut Self)) {
        self.path.push(name.to_owned());
        go(self);
        self.path.pop();
    }

    fn spot(&mut self, what: What) {
        self.spots.push(Spot { path: self.path.clone(), what });
    }

    fn part(&mut self, part: Part, table: &Table) {
        for (name, value) in table {
            let key = part
                .key(name)
                .unwrap_or_else(|| panic!("{}: no key of '{}'", self.path.join("."), part.name()));
            let needed = match key.need {
                Need::Always => true,
                Need::Unless(others) => !others.iter().any(|other| table.contains_key(*other)),
                Need::Default(_) => false,
            };
            self.at(name, |walk| {
                walk.spot(What::Key(key, needed));
                walk.value(part, key, value);
            });
        }
    }

    fn value(&mut self, of: Part, key: &'static Key, value: &Value) {
        let free = |holds| Named::Free(holds);
        let bound = |holds| Named::Bound(holds);
        match (key.holds, value) {
            (Holds::Table(part), Value::Table(table)) => self.part(part, table),
            (Holds::Each(part), Value::Table(table)) => {
                let name = if part == Part::Timer { free(key.holds) } else { bound(key.holds) };
                self.names(table, name, |walk, value| walk.part(part, value.as_table().unwrap()));
            }
            // The timers of a series.
            (Holds::Time, Value::Table(table)) if of == Part::Meet => {
                let holds = Holds::Each(Part::Timer);
                self.names(table, free(holds), |walk, value| {
                    walk.part(Part::Timer, value.as_table().unwrap())
                });
            }
            (Holds::Forms, Value::Table(table)) => {
                self.names(table, bound(Holds::Form), |walk, value| walk.form(value));
            }
            (Holds::Form, Value::Table(_)) => self.form(value),
            (Holds::Rungs, Value::Array(list)) => self.list(Part::Rung, list),
            (Holds::Arms, Value::Array(list)) => self.list(Part::Arm, list),
            (Holds::Steps, _) => self.steps(value),
            (Holds::Openings, Value::Table(table)) => {
                let holds = Holds::Table(Part::Opening);
                self.names(table, bound(holds), |walk, value| {
                    walk.part(Part::Opening, value.as_table().unwrap())
                });
            }
            (Holds::Tells, Value::Table(table)) => self.names(table, bound(Holds::Who), |_, _| {}),
            (Holds::Sets, Value::Table(table)) => self.names(table, bound(Holds::Sets), |walk, value| {
                if let Value::Table(fields) = value {
                    walk.names(fields, bound(Holds::Expression), |_, _| {});
                }
            }),
            (Holds::Values, Value::Table(table)) => {
                // Refusals have letters; what a child is given has its fields; a keep or derive is read or not.
                let name = match key.name {
                    "refuse" | "with" => bound(Holds::Expression),
                    _ => free(Holds::Expression),
                };
                self.names(table, name, |_, _| {});
            }
            (Holds::Lent, Value::Table(table)) => self.names(table, bound(Holds::Names), |_, _| {}),
            (Holds::Words, Value::Table(table)) => self.names(table, bound(Holds::Names), |_, _| {}),
            (Holds::Languages, Value::Table(table)) => self.names(table, bound(Holds::Name), |_, _| {}),
            (Holds::Reactions, Value::Table(table)) => self.reactions(of, table),
            _ => {}
        }
    }

    fn names(&mut self, table: &Table, name: Named, mut inside: impl FnMut(&mut Self, &Value)) {
        for (key, value) in table {
            self.at(key, |walk| {
                walk.spot(What::Name(name));
                inside(walk, value);
            });
        }
    }

    fn form(&mut self, form: &Value) {
        let field = Named::Free(Holds::Table(Part::Field));
        self.names(form.as_table().unwrap(), field, |walk, field| {
            walk.part(Part::Field, field.as_table().unwrap());
        });
    }

    fn list(&mut self, part: Part, list: &[Value]) {
        for (i, entry) in list.iter().enumerate() {
            self.at(&i.to_string(), |walk| walk.part(part, entry.as_table().unwrap()));
        }
    }

    fn steps(&mut self, value: &Value) {
        match value {
            Value::Table(table) => self.part(Part::Step, table),
            Value::Array(list) => self.list(Part::Step, list),
            _ => {}
        }
    }

    /// `on.ANSWER`, `on.LEVEL.ANSWER`; `on.set.FIELD`, `on.PROCESS.LEVEL.STATE`.
    fn reactions(&mut self, of: Part, table: &Table) {
        let levels = ["each", "any", "all"];
        for (name, value) in table {
            self.at(name, |walk| {
                let deep = of != Part::Ask || levels.contains(&name.as_str()) || name.parse::<u32>().is_ok();
                walk.spot(What::Name(Named::Bound(if deep { Holds::Reactions } else { Holds::Steps })));
                let inner = match value {
                    Value::Table(inner) if deep => inner,
                    _ => return walk.steps(value),
                };
                let deeper = of != Part::Ask && name != "set";
                let holds = if deeper { Holds::Reactions } else { Holds::Steps };
                walk.names(inner, Named::Bound(holds), |walk, value| match value {
                    Value::Table(states) if deeper => {
                        walk.names(states, Named::Bound(Holds::Steps), |walk, value| walk.steps(value));
                    }
                    value => walk.steps(value),
                });
            });
        }
    }
}

/// Values that are of no use to a key.
fn wrong(holds: Holds) -> Vec<Value> {
    let nested = || Value::Array(vec![Value::Array(vec![Value::Integer(7)])]);
    let table = || Value::Table([("zzz".to_owned(), nested())].into_iter().collect());
    let (number, yes) = (|| Value::Integer(7), || Value::Boolean(true));
    let day = || Value::Datetime("2026-07-15T10:00:00Z".parse().unwrap());
    match holds {
        Holds::Flag => vec![number(), nested(), table(), day(), Value::String("zzz".into())],
        // A number and yes stand for themselves.
        Holds::Expression => vec![nested(), table(), day()],
        Holds::Alarms => vec![number(), nested(), table(), day()],
        Holds::Bound => vec![yes(), nested(), table()],
        Holds::Sets => vec![nested(), table(), day()],
        _ => vec![number(), yes(), nested(), table(), day()],
    }
}

/// The table in which the last key of a path stands.
fn parent<'v>(root: &'v mut Table, path: &[String]) -> &'v mut Table {
    if path.len() == 1 {
        return root;
    }
    let mut at: &mut Value = root.get_mut(&path[0]).unwrap();
    for key in &path[1..path.len() - 1] {
        at = match at {
            Value::Table(table) => table.get_mut(key).unwrap(),
            Value::Array(list) => &mut list[key.parse::<usize>().unwrap()],
            _ => panic!("{path:?}"),
        };
    }
    at.as_table_mut().unwrap()
}

/// The file with one of its tables changed.
fn changed_to(file: &Table, path: &[String], change: impl FnOnce(&mut Table)) -> Table {
    let mut changed = file.clone();
    change(parent(&mut changed, path));
    changed
}

/// A file as a tree, and its place in the set that it is proved with.
struct File {
    name: String,
    table: Table,
    set: usize,
    place: usize,
    /// It can be read without the others.
    alone: bool,
}

/// Files that are sound together: the shipped ones, or those with the ones of an example.
struct Set {
    rules: Vec<Source>,
    templates: Vec<Source>,
    /// The letters that are written, as `process/letter.en.md`.
    letters: BTreeSet<String>,
}

/// The shipped files and those of the examples, each with the set it belongs to.
struct Shipped {
    files: Vec<File>,
    sets: Vec<Set>,
    directory: Directory,
}

/// The same file written from its tree, as every changed one is.
fn written(source: &Source) -> (Table, Source) {
    let table: Table = toml::from_str(source.text()).unwrap();
    let text = toml::to_string(&table).unwrap();
    (table, Source::new(source.path(), text))
}

impl Shipped {
    fn read() -> Self {
        let rules = setting::rule_sources();
        let templates = setting::template_sources();
        let directory = Source::new(
            "directory.toml",
            fs::read_to_string(root().join("tests/fixtures/directory.toml")).unwrap(),
        );
        let mut shipped =
            Self { files: Vec::new(), sets: Vec::new(), directory: Directory::read(&directory).unwrap() };
        shipped.add(&rules, 0, &templates);
        for example in setting::examples() {
            let all: Vec<Source> = rules.iter().chain(&example.rules).cloned().collect();
            let letters: Vec<Source> = templates.iter().chain(&example.templates).cloned().collect();
            shipped.add(&all, rules.len(), &letters);
        }
        shipped
    }

    /// Takes in a set; the files from `first` on are those to change.
    fn add(&mut self, rules: &[Source], first: usize, templates: &[Source]) {
        let (tables, rules): (Vec<Table>, Vec<Source>) = rules.iter().map(written).unzip();
        for (place, table) in tables.into_iter().enumerate().skip(first) {
            let name = rules[place].path().to_owned();
            let alone = rules::parse(&rules[place..=place]).is_ok();
            self.files.push(File { name, table, set: self.sets.len(), place, alone });
        }
        let letter = |source: &Source| {
            let mut parts = source.path().rsplit('/');
            let (file, folder) = (parts.next()?, parts.next()?);
            Some(format!("{folder}/{file}"))
        };
        let letters = templates.iter().filter_map(letter).collect();
        self.sets.push(Set { rules, templates: templates.to_vec(), letters });
    }

    /// Whether something is found in the files when one of them is this.
    fn is_found(&self, changed: usize, table: &Table) -> bool {
        let file = &self.files[changed];
        let set = &self.sets[file.set];
        let source = Source::new(file.name.as_str(), toml::to_string(table).unwrap());
        // What the file shows alone is cheap to see.
        if file.alone && rules::parse(std::slice::from_ref(&source)).is_err() {
            return true;
        }
        let mut sources = set.rules.clone();
        sources[file.place] = source;
        let letters = |process: &str, letter: &str, lang: &Lang| {
            set.letters.contains(&format!("{process}/{letter}.{lang}.md"))
                || set.letters.contains(&format!("{process}/{letter}.invite.{lang}.md"))
        };
        match rules::prove(&sources, &self.directory, &letters) {
            Err(_) => true,
            // What templates read is seen when they are written.
            Ok(rules) => beadle::compose::Composer::new(&set.templates, &rules, &self.directory).is_err(),
        }
    }
}

#[test]
fn every_key_deleted_misspelt_or_of_a_wrong_type_is_found() {
    let shipped = Shipped::read();
    let mut work: Vec<(usize, Spot, String, Table)> = Vec::new();
    let all = std::env::var_os("ALL").is_some();
    let mut sound = BTreeSet::new();
    for (file, File { name, table, set, .. }) in shipped.files.iter().enumerate() {
        // What the reader of answers knows of a language is no rule.
        if table.contains_key("language") {
            continue;
        }
        if sound.insert(*set) {
            assert!(!shipped.is_found(file, table), "{name}: the files are sound as they are");
        }
        let part = match name.as_str() {
            "rules/answers.toml" => Part::Vocabulary,
            _ if table.contains_key("process") => Part::Process,
            _ => Part::Shared,
        };
        let mut walk = Walk { spots: Vec::new(), path: Vec::new() };
        walk.part(part, table);
        for spot in walk.spots {
            let last = spot.path.last().unwrap().clone();
            if matches!(spot.what, What::Key(_, true)) {
                let changed = changed_to(table, &spot.path, |table| drop(table.remove(&last)));
                work.push((file, spot.clone(), "deleted".to_owned(), changed));
            }
            if matches!(spot.what, What::Key(..) | What::Name(Named::Bound(_))) {
                let changed = changed_to(table, &spot.path, |table| {
                    let value = table.remove(&last).unwrap();
                    table.insert(format!("{last}x"), value);
                });
                work.push((file, spot.clone(), "misspelt".to_owned(), changed));
            }
            let holds = match spot.what {
                What::Key(key, _) => key.holds,
                What::Name(Named::Bound(holds) | Named::Free(holds)) => holds,
            };
            // Two of the wrong types, in turn; `ALL=1` tries every one.
            let values = wrong(holds);
            let turn = work.len() % values.len();
            let some = values.iter().cycle().skip(turn).step_by(2).take(2);
            let tried: Vec<&Value> = if all { values.iter().collect() } else { some.collect() };
            for value in tried {
                let how = format!("= {value}");
                let changed =
                    changed_to(table, &spot.path, |table| drop(table.insert(last.clone(), value.clone())));
                work.push((file, spot.clone(), how, changed));
            }
        }
    }
    assert!(sound.len() > 5 && work.len() > 3_000, "{} sets, {} changes", sound.len(), work.len());
    let threads = std::thread::available_parallelism().map_or(4, usize::from);
    let missed: Vec<String> = std::thread::scope(|scope| {
        let running: Vec<_> = work
            .chunks(work.len().div_ceil(threads))
            .map(|part| {
                let shipped = &shipped;
                scope.spawn(move || {
                    let missed = part.iter().filter(|(file, _, _, table)| !shipped.is_found(*file, table));
                    let told = |(file, spot, how, _): &(usize, Spot, String, Table)| {
                        format!("{}: {} {how}", shipped.files[*file].name, spot.path.join("."))
                    };
                    missed.map(told).collect::<Vec<_>>()
                })
            })
            .collect();
        running.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    assert!(missed.is_empty(), "{} of {} are not found:\n{}", missed.len(), work.len(), missed.join("\n"));
}
