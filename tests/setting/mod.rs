//! The shipped rules and templates with the example company, as one [`Setting`] for tests; and the procedures of
//! `rules/examples/` on top of them.

#![allow(dead_code, reason = "each test program takes what it needs")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use beadle::compose::Composer;
use beadle::directory::{Directory, Lang};
use beadle::fault::Source;
use beadle::rules::{Rules, parse};
use beadle::time::Holidays;
use beadle::turn::Setting;
use beadle::workflow::Identity;

/// All files of these endings under a folder of the project, by path.
pub(crate) fn sources(folder: &str, endings: &[&str]) -> Vec<Source> {
    // The fuzz targets are a package of their own, further down.
    let mut above = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let root = above.find(|dir| dir.join("rules").is_dir()).expect("the checkout has its rules");
    let mut out = BTreeMap::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display())) {
            let path: PathBuf = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|x| endings.iter().any(|e| x == *e)) {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                out.insert(name.clone(), Source::new(name, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    out.into_values().collect()
}

/// The process files alone, without the holidays and examples below them.
pub(crate) fn rule_sources() -> Vec<Source> {
    sources("rules", &["toml"]).into_iter().filter(|s| s.path().matches('/').count() == 1).collect()
}

/// A procedure of `rules/examples/`: its process files and letters, which are added to the shipped ones, and its
/// stories.
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) rules: Vec<Source>,
    pub(crate) templates: Vec<Source>,
    pub(crate) stories: Vec<Source>,
}

impl Example {
    /// The shipped files with those of the example.
    pub(crate) fn setting(&self) -> Setting {
        let mut rules = rule_sources();
        rules.extend(self.rules.iter().cloned());
        let mut templates = template_sources();
        templates.extend(self.templates.iter().cloned());
        setting_of(&rules, &templates)
    }
}

/// Every folder below `rules/examples/`, whatever it is called.
pub(crate) fn examples() -> Vec<Example> {
    let mut found: BTreeMap<String, Example> = BTreeMap::new();
    for source in sources("rules/examples", &["toml", "md", "html", "story"]) {
        let parts: Vec<&str> = source.path().split('/').collect();
        let ["rules", "examples", name, rest @ ..] = parts.as_slice() else { continue };
        // The manual beside the folders.
        if rest.is_empty() {
            continue;
        }
        let (name, deep) = ((*name).to_owned(), rest.len() > 1);
        let example = found.entry(name.clone()).or_insert_with(|| Example {
            name,
            rules: Vec::new(),
            templates: Vec::new(),
            stories: Vec::new(),
        });
        match rest.last() {
            _ if deep => example.templates.push(source),
            Some(file) if file.ends_with(".story") => example.stories.push(source),
            Some(file) if file.ends_with(".toml") => example.rules.push(source),
            _ => {}
        }
    }
    found.into_values().collect()
}

/// The shipped letters.
pub(crate) fn template_sources() -> Vec<Source> {
    sources("templates", &["md", "html", "toml"])
}

/// A setting from texts; faults end the test with their places.
pub(crate) fn setting_of(rules: &[Source], templates: &[Source]) -> Setting {
    let directory =
        sources("tests/fixtures", &["toml"]).into_iter().find(|s| s.path().ends_with("directory.toml"));
    let directory = Directory::read(&directory.unwrap()).unwrap_or_else(|f| panic!("{f}"));
    let holidays =
        Holidays::read(&sources("rules/holidays", &["toml", "json"])).unwrap_or_else(|f| panic!("{f}"));
    let rules: Rules = parse(rules).unwrap_or_else(|f| panic!("{f}"));
    let composer = Composer::new(templates, &rules, &directory).unwrap_or_else(|f| panic!("{f}"));
    let identity = Identity {
        address: "beadle@qiming.example".parse().unwrap(),
        aliases: Vec::new(),
        host: "qiming.example".into(),
        names: [(Lang::new("zh"), "小吏".to_owned()), (Lang::new("en"), "beadle".to_owned())].into(),
        plus: true,
        keys: vec![b"a key for tests only".to_vec()],
        refusals_per_day: 20,
        authserv_id: None,
        attachments_max: 10 * 1024 * 1024,
        archive: None,
        calendar: Some("https://calendar.example.com".to_owned()),
    };
    Setting { rules, directory, holidays: Arc::new(holidays), identity, composer }
}

/// The shipped rules and templates.
pub(crate) fn setting() -> Setting {
    setting_of(&rule_sources(), &template_sources())
}
