//! Who is who: people, departments, roles and groups, read from `directory.toml`.
//!
//! A [`Directory`] is whole: every person, department and group that it names exists, nobody who has left holds
//! anything, no address belongs to two people, and no chain of heads, departments or groups goes round. What breaks
//! this is a fault of the file, all of them in one reading ([`Directory::read`]).
//!
//! `[lists]` and `[tables]` are for the process files (`directory.NAME`); nothing here knows one of them by name.
//! Who is asked when somebody is silent is in `chart.rs`, whom a person means by `张伟` or `zhang@` in `find.rs`.
//! Nothing here opens a file or asks what day it is.

mod chart;
mod find;
mod read;
#[cfg(test)]
mod tests;

use std::borrow::Borrow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::address::Address;
use crate::time::{Hours, Zone};
use crate::url::Url;

pub use find::NotFound;

/// The name of a person in the directory's own files and in cases: short, ASCII, never reused. Its copies share one text:
/// a decision hands people around far more often than it names new ones.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PersonId(Arc<str>);

/// A language as its short code, such as `zh` or `en`. Languages are data: none is known here.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Lang(Arc<str>);

macro_rules! word {
    ($name:ident) => {
        impl $name {
            /// The word as written. Whether the directory has it is not asked here.
            pub fn new(text: impl Into<Arc<str>>) -> Self {
                Self(text.into())
            }

            /// As written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::new(text)
            }
        }

        // Ordered and hashed as the string they hold, so that maps can be asked with a plain string.
        impl Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    };
}

word!(PersonId);
word!(Lang);

/// One person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// The key of this person.
    pub id: PersonId,
    /// The name in the person's own language.
    pub name: String,
    /// The name in each language given, the own one among them.
    pub names: BTreeMap<Lang, String>,
    /// Where this person writes from; never empty, and the first is where letters go.
    pub addresses: Vec<Address>,
    /// Further addresses that lead to the same person.
    pub aliases: Vec<Address>,
    /// What colleagues call this person in a form.
    pub nicknames: Vec<String>,
    /// The language of personal letters.
    pub language: Lang,
    /// Where this person's working day is.
    pub zone: Zone,
    /// Working time, where it is not the company's.
    pub hours: Option<Hours>,
    /// The department this person works in.
    pub department: Option<String>,
    /// Whom this person reports to, where it is not the head of the department.
    pub head: Option<PersonId>,
    /// Who may answer in this person's place.
    pub deputy: Option<PersonId>,
    /// Wants entries of due dates in the calendar; else by the company's habit.
    pub deadlines: bool,
    /// First and last day of each leave, both included, in order.
    pub leave: Vec<(NaiveDate, NaiveDate)>,
    /// Where this person's own calendar says when they are busy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freebusy: Option<FreeBusy>,
    /// Still with the company. Others are kept so that old cases can name them, and are never found or asked.
    pub active: bool,
}

impl Person {
    /// The name in a language, else in the person's own.
    pub fn name_in(&self, language: &Lang) -> &str {
        self.names.get(language).unwrap_or(&self.name)
    }

    /// Where letters go.
    pub fn address(&self) -> &Address {
        self.addresses.first().expect("the reader refuses a person without an address")
    }

    /// Every address that leads to this person.
    pub fn all_addresses(&self) -> impl Iterator<Item = &Address> {
        self.addresses.iter().chain(&self.aliases)
    }
}

/// Where somebody's calendar says when they are busy, and how it is asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FreeBusy {
    /// How.
    pub way: Way,
    /// Where.
    pub url: Url,
}

/// How a calendar is asked when its owner is busy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Way {
    /// GET of a published VFREEBUSY (RFC 5545, section 3.6.4), as most calendar servers offer it.
    Get,
    /// REPORT on a CalDAV collection (RFC 4791, section 7.10).
    Caldav,
    /// POST to the scheduling outbox of our own login (RFC 6638, section 5): the server knows the person by address.
    Outbox,
}

/// One department.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Department {
    /// The key of this department.
    pub id: String,
    /// The name in each language given.
    pub names: BTreeMap<Lang, String>,
    /// Who leads it.
    pub head: PersonId,
    /// The department it is a part of.
    pub parent: Option<String>,
    /// Working time, where it is not the company's: its own, else that of the nearest department above.
    pub hours: Option<Hours>,
}

impl Department {
    /// The name in a language, else in any, else the key.
    pub fn name_in(&self, language: &Lang) -> &str {
        self.names.get(language).or_else(|| self.names.values().next()).unwrap_or(&self.id)
    }
}

/// What holds for everybody who has nothing else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Company {
    /// The name in each language given.
    pub names: BTreeMap<Lang, String>,
    /// The language of those who have none of their own.
    pub language: Lang,
    /// The zone of those who have none of their own.
    pub zone: Zone,
    /// The working time of those who have none of their own.
    pub hours: Hours,
    /// Whether those who do not say find due dates in their calendars.
    pub deadlines: bool,
}

impl Company {
    /// The name in a language, else in the company's own, else in any.
    pub fn name_in(&self, language: &Lang) -> &str {
        let name = self.names.get(language).or_else(|| self.names.get(&self.language));
        name.or_else(|| self.names.values().next()).map_or("", String::as_str)
    }
}

/// Everything of `directory.toml`, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Directory {
    /// What holds for everybody who has nothing else.
    pub company: Company,
    /// Everybody, also those who have left.
    pub people: BTreeMap<PersonId, Person>,
    /// The departments by key.
    pub departments: BTreeMap<String, Department>,
    /// The holders of each role in order: the first is in charge, then the second.
    pub roles: BTreeMap<String, Vec<PersonId>>,
    /// The people of each group, what it names resolved; each person once, in the order of the file.
    pub groups: BTreeMap<String, Vec<PersonId>>,
    /// Names for process files, in order.
    pub lists: BTreeMap<String, Vec<String>>,
    /// What people call the names of a list, in any language, where it says so: list, name, words.
    pub words: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// People by word, for process files.
    pub tables: BTreeMap<String, BTreeMap<String, Vec<PersonId>>>,
    /// Whose each address is: derived from `people`.
    #[serde(skip)]
    index: BTreeMap<Address, PersonId>,
}

impl Directory {
    /// A person by key, also one who has left.
    pub fn person(&self, id: &PersonId) -> Option<&Person> {
        self.people.get(id)
    }

    /// The people who are still with the company, by key.
    pub fn active(&self) -> impl Iterator<Item = &Person> {
        self.people.values().filter(|person| person.active)
    }

    /// Whose address it is: any address or alias, in any case, with or without a `+detail`. Nobody who has left.
    pub fn by_address(&self, address: &Address) -> Option<&Person> {
        self.owner(address).filter(|person| person.active)
    }

    /// As [`Directory::by_address`], also those who have left: for words about a mail, never for what it may do.
    pub fn owner(&self, address: &Address) -> Option<&Person> {
        let id = self.index.get(address).or_else(|| self.index.get(&address.without_detail()))?;
        self.people.get(id)
    }

    /// The languages in which letters are written: those of the company and of everybody in it.
    pub fn languages(&self) -> BTreeSet<Lang> {
        let people = self.active().map(|person| person.language.clone());
        people.chain([self.company.language.clone()]).collect()
    }

    /// The working time of a person: the person's own, else the department's or that of the nearest above it, else the
    /// company's.
    pub fn hours_of<'a>(&'a self, person: &'a Person) -> &'a Hours {
        let department = || self.departments.get(person.department.as_deref()?)?.hours.as_ref();
        person.hours.as_ref().or_else(department).unwrap_or(&self.company.hours)
    }

    /// SHA-256 in hex over what the directory means: comments, order and layout of the file do not change it.
    pub fn digest(&self) -> String {
        let bytes =
            serde_json::to_vec(self).expect("maps have string keys and nothing here fails to serialise");
        Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
    }
}
