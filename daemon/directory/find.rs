//! Whom people mean by what they write in a form.

use std::fmt;

use super::{Directory, Person, PersonId};
use crate::address::Address;

/// A prefix of an address must have this many characters to mean somebody: one letter is a slip more often.
const PREFIX_MIN: usize = 2;

/// How many people are offered when nobody, or more than one, is meant.
const CANDIDATES_MAX: usize = 5;

/// From which similarity (Jaro-Winkler) a name is offered; in a name of two or three Han characters one wrong
/// character already weighs a third.
const NEARNESS_MIN: f64 = 0.8;
const NEARNESS_MIN_HAN: f64 = 0.66;

/// A text that means nobody, or more than one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotFound {
    /// What was written.
    pub text: String,
    /// Who may be meant, likeliest first; empty if nobody is near.
    pub candidates: Vec<PersonId>,
}

impl fmt::Display for NotFound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.candidates.is_empty() {
            return write!(f, "'{}' means nobody in the directory", self.text);
        }
        let names: Vec<&str> = self.candidates.iter().map(PersonId::as_str).collect();
        write!(f, "'{}' does not mean one person; near are {}", self.text, names.join(", "))
    }
}

impl std::error::Error for NotFound {}

impl Directory {
    /// The one person meant by `张三`, `zhang@`, `zhang@x.test`, `Zhang San <zhang@x.test>`, `@张三`, `张三（产品部）`,
    /// a nickname, a key, or the unique beginning of an address. Full-width letters count as plain ones. Nobody who has
    /// left; two people who fit equally well are never decided between.
    pub fn find(&self, text: &str) -> Result<PersonId, NotFound> {
        let folded = fold(text);
        let shown = folded.trim_matches(|c: char| c.is_whitespace() || "\"'“”,;，；、。".contains(c));
        let wanted = shown.trim_start_matches('@');
        let mut candidates = Vec::new();
        for people in self.readings(wanted) {
            match people.as_slice() {
                [] => {}
                [one] => return Ok(one.id.clone()),
                // The first reading that fits several people is the one to ask back about.
                _ => {
                    candidates = people.iter().map(|person| person.id.clone()).collect();
                    break;
                }
            }
        }
        if candidates.is_empty() {
            candidates = self.near(wanted);
        }
        candidates.truncate(CANDIDATES_MAX);
        Err(NotFound { text: text.trim().to_owned(), candidates })
    }

    /// What the text may mean, the surest reading first.
    fn readings(&self, wanted: &str) -> Vec<Vec<&Person>> {
        let mut readings = Vec::new();
        if wanted.is_empty() {
            return readings;
        }
        // An address decides alone: beside one that is nobody's, the name may be anybody's.
        let bare = match wanted.rsplit_once('<') {
            Some((_, rest)) => rest.trim_end().trim_end_matches('>').trim(),
            None => wanted,
        };
        if let Ok(address) = Address::parse(bare.strip_prefix("mailto:").unwrap_or(bare)) {
            return vec![self.by_address(&address).into_iter().collect()];
        }
        if let Some(local) = bare.strip_suffix('@') {
            return vec![self.whose_local(|mine| mine == local.to_lowercase())];
        }
        let key = squeeze(wanted);
        readings.push(self.called(&key));
        if let Some((name, department)) = wanted.trim_end_matches(')').split_once('(') {
            readings.push(self.called_in(&squeeze(name), &squeeze(department)));
        }
        let turned = turned(wanted);
        readings.push(
            self.active()
                .filter(|person| self.spellings(person).any(|name| turned_is(name, &turned)))
                .collect(),
        );
        let lower = wanted.to_lowercase();
        if lower.chars().count() >= PREFIX_MIN {
            readings.push(self.whose_local(|mine| mine.starts_with(&lower)));
        }
        readings
    }

    /// Everybody whose key, name, nickname or local part is just this. None of these is surer than another: whoever
    /// writes `li` may mean the key of one and the address of another.
    fn called(&self, key: &str) -> Vec<&Person> {
        let locals =
            |person: &Person| person.all_addresses().any(|address| address.local().to_lowercase() == key);
        let named = |person: &Person| self.spellings(person).any(|name| squeeze(name) == key);
        self.active().filter(|person| person.id.as_str() == key || named(person) || locals(person)).collect()
    }

    fn called_in(&self, name: &str, department: &str) -> Vec<&Person> {
        let mut people = self.called(name);
        people.retain(|person| {
            self.upwards(person.department.as_deref()).any(|above| {
                above.id == department || above.names.values().any(|name| squeeze(name) == department)
            })
        });
        people
    }

    fn whose_local(&self, is: impl Fn(&str) -> bool) -> Vec<&Person> {
        let mine =
            |person: &&Person| person.all_addresses().any(|address| is(&address.local().to_lowercase()));
        self.active().filter(mine).collect()
    }

    fn spellings<'a>(&self, person: &'a Person) -> impl Iterator<Item = &'a str> + use<'a> {
        let names = person.names.values().chain(&person.nicknames).map(String::as_str);
        names.chain([person.name.as_str()])
    }

    /// The people whose name or address looks like the text, the likeliest first.
    fn near(&self, wanted: &str) -> Vec<PersonId> {
        let wanted = squeeze(wanted.split(['<', '@']).next().unwrap_or(""));
        let nearness_min = if wanted.is_ascii() { NEARNESS_MIN } else { NEARNESS_MIN_HAN };
        let mut scored: Vec<(f64, &PersonId)> = Vec::new();
        for person in self.active() {
            let locals = person.all_addresses().map(Address::local);
            let words = self.spellings(person).chain(locals).chain([person.id.as_str()]);
            let best = words.map(|word| strsim::jaro_winkler(&wanted, &squeeze(word))).fold(0.0, f64::max);
            if best > nearness_min {
                scored.push((best, &person.id));
            }
        }
        scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        scored.into_iter().map(|(_, id)| id.clone()).collect()
    }
}

/// Full-width forms as plain ones (what NFKC does for them), so that `＠张三` and `（产品部）` read as typed.
fn fold(text: &str) -> String {
    let plain = |c: char| match c {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        c => c,
    };
    text.chars().map(plain).collect()
}

/// Lower case without spaces: `张 三` is `张三`, `Zhang San` is `zhangsan`.
fn squeeze(text: &str) -> String {
    fold(text).to_lowercase().split_whitespace().collect()
}

/// The words in alphabetic order: family name first or last is the same name.
fn turned(text: &str) -> Vec<String> {
    let mut words: Vec<String> = text.to_lowercase().split_whitespace().map(str::to_owned).collect();
    words.sort();
    words
}

fn turned_is(name: &str, wanted: &[String]) -> bool {
    wanted.len() > 1 && turned(name) == wanted
}
