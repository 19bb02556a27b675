//! Reads `directory.toml` and proves it whole.
//!
//! First everything is read as written, then what it names is looked up, then the chains are followed. Each part
//! goes on past the faults of the one before, so that one reading shows them all.

use std::collections::{BTreeMap, BTreeSet};

use super::{Company, Department, Directory, FreeBusy, Lang, Person, PersonId, Way};
use crate::address::Address;
use crate::document::{At, Document, Entry, Kind, Table, Text, Value};
use crate::fault::{Fault, Faults, Source, near, offer};
use crate::time::{Hours, Zone};
use crate::url::Url;

/// What people call the names of each list.
type ListWords = BTreeMap<String, BTreeMap<String, Vec<String>>>;

/// How many keys of people a fault lists.
const SHOWN_MAX: usize = 12;

impl Directory {
    /// Reads a directory, or says everything that is wrong with it.
    pub fn read(source: &Source) -> Result<Directory, Faults> {
        let mut root = Document::parse(source)?;
        let mut book = Book::default();
        let company = book.company(&mut root);
        book.people(&mut root, &company);
        book.departments(&mut root, &company);
        let roles = book.named(&mut root, "roles");
        let groups = book.named(&mut root, "groups");
        let (lists, words) = book.lists(&mut root);
        let tables = book.tables(&mut root, &lists);
        root.finish(&mut book.faults);

        book.look_up_people();
        book.look_up_departments();
        let index = book.index();
        let mut directory = Directory {
            company,
            people: std::mem::take(&mut book.people),
            departments: std::mem::take(&mut book.departments),
            roles: BTreeMap::new(),
            groups: BTreeMap::new(),
            lists,
            words,
            tables: BTreeMap::new(),
            index,
        };
        directory.inherit_hours();
        directory.roles = book.roles(&directory, roles);
        let mut members =
            Members { directory: &directory, written: groups, done: BTreeMap::new(), open: Vec::new() };
        for group in members.written.keys().cloned().collect::<Vec<_>>() {
            members.group(&group, &mut book.faults);
        }
        let mut resolved = BTreeMap::new();
        for (table, rows) in &tables {
            let rows = rows.iter().map(|(word, texts)| (word.clone(), members.all(texts, &mut book.faults)));
            resolved.insert(table.clone(), rows.collect());
        }
        (directory.groups, directory.tables) = (members.done, resolved);
        book.circles(&directory);
        book.faults.0.sort_by_key(|fault| fault.span().start);
        book.faults.or(directory)
    }
}

/// What is read so far, with the places of what it refers to.
#[derive(Default)]
struct Book {
    faults: Faults,
    /// The company's language could be read: without it a missing name in it would be a fault of nobody.
    company_speaks: bool,
    people: BTreeMap<PersonId, Person>,
    departments: BTreeMap<String, Department>,
    /// What a person or department names, to be looked up when all are read.
    people_refer: BTreeMap<PersonId, PersonRefers>,
    departments_refer: BTreeMap<String, (Option<Text>, Option<Text>)>,
}

struct PersonRefers {
    key: Text,
    department: Option<Text>,
    head: Option<Text>,
    deputy: Option<Text>,
    addresses: Vec<At<Address>>,
}

/// The name of a role, group or list, as expressions can write it.
fn is_word(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

fn is_person_id(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_';
    text.starts_with(|c: char| c.is_ascii_alphanumeric()) && text.chars().all(plain)
}

fn is_language(text: &str) -> bool {
    let (main, rest) = text.split_once('-').map_or((text, None), |(main, rest)| (main, Some(rest)));
    (2..=3).contains(&main.len())
        && main.bytes().all(|b| b.is_ascii_lowercase())
        && rest.is_none_or(|rest| {
            !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        })
}

/// The part of a message before its first `;` is what was found, the rest what would be right.
fn split(text: &Text, message: &str) -> Fault {
    let (found, remedy) = message.split_once("; ").unwrap_or((message, ""));
    text.fault(found, remedy)
}

impl Book {
    fn company(&mut self, root: &mut Table) -> Company {
        let mut company = Company {
            names: BTreeMap::new(),
            language: Lang::new("en"),
            zone: Zone::utc(),
            hours: Hours::default(),
            deadlines: true,
        };
        let Some(mut table) = root.expect_table("company", &mut self.faults) else { return company };
        if let Some(text) = table.expect_string("language", &mut self.faults)
            && let Some(language) = self.language(text)
        {
            company.language = language;
            self.company_speaks = true;
        }
        if let Some(text) = table.expect_string("zone", &mut self.faults)
            && let Some(zone) = self.zone(text)
        {
            company.zone = zone;
        }
        if let Some(hours) = self.hours(&mut table) {
            company.hours = hours;
        }
        if let Some(deadlines) = table.optional_boolean("deadlines", &mut self.faults) {
            company.deadlines = deadlines.value;
        }
        company.names = self.names(&mut table, &company.language);
        table.finish(&mut self.faults);
        company
    }

    fn people(&mut self, root: &mut Table, company: &Company) {
        let Some(mut people) = root.expect_table("people", &mut self.faults) else { return };
        if people.entries().next().is_none() {
            self.faults.push(people.fault("nobody is in the directory", "add [people.KEY] for each person"));
        }
        for Entry { key, value } in people.take_rest() {
            if !is_person_id(key.as_str()) {
                let found = format!("'{}' cannot be the key of a person", key.value);
                self.faults.push(key.fault(found, "use lower-case letters, digits, '-' and '_'"));
            }
            if let Some(table) = value.table(&mut self.faults) {
                self.person(key, table, company);
            }
        }
    }

    fn person(&mut self, key: Text, mut table: Table, company: &Company) {
        let id = PersonId::new(key.as_str());
        let own = table.optional_string("language", &mut self.faults).and_then(|text| self.language(text));
        let speaks = own.is_some() || self.company_speaks;
        let language = own.unwrap_or_else(|| company.language.clone());
        let zone = table.optional_string("zone", &mut self.faults).and_then(|text| self.zone(text));
        let hours = self.hours(&mut table);
        let place = table.get("name").map(Value::span);
        let names = self.names(&mut table, &language);
        if speaks
            && !names.is_empty()
            && !names.contains_key(&language)
            && let Some(place) = place
        {
            let found = format!("'{id}' has no name in '{language}', the language of this person");
            self.faults.push(table.source().fault(place, found, format!("add {language} = \"…\"")));
        }
        let name = names.get(&language).or_else(|| names.values().next()).cloned().unwrap_or_default();
        let written = table.expect_string_or_list("addresses", &mut self.faults);
        let addresses = self.addresses(written);
        let written = table.string_or_list("aliases", &mut self.faults);
        let aliases = self.addresses(written);
        let placed = addresses.iter().chain(&aliases).cloned().collect();
        let bare = |placed: Vec<At<Address>>| placed.into_iter().map(|at| at.value).collect();
        let nicknames = table.string_or_list("nicknames", &mut self.faults);
        let nicknames = nicknames.into_iter().filter_map(|text| self.filled(text)).collect();
        let deadlines = table.optional_boolean("deadlines", &mut self.faults);
        let leave = self.leave(&mut table);
        let freebusy = self.freebusy(&mut table);
        let active = table.optional_boolean("active", &mut self.faults).is_none_or(|active| active.value);
        let refers = PersonRefers {
            department: table.optional_string("department", &mut self.faults),
            head: table.optional_string("head", &mut self.faults),
            deputy: table.optional_string("deputy", &mut self.faults),
            addresses: placed,
            key,
        };
        table.finish(&mut self.faults);
        let person = Person {
            id: id.clone(),
            name,
            names,
            addresses: bare(addresses),
            aliases: bare(aliases),
            nicknames,
            language,
            zone: zone.unwrap_or_else(|| company.zone.clone()),
            hours,
            department: None,
            head: None,
            deputy: None,
            deadlines: deadlines.map_or(company.deadlines, |deadlines| deadlines.value),
            leave,
            freebusy,
            active,
        };
        self.people.insert(id.clone(), person);
        self.people_refer.insert(id, refers);
    }

    fn departments(&mut self, root: &mut Table, company: &Company) {
        let Some(mut departments) = root.optional_table("departments", &mut self.faults) else { return };
        for Entry { key, value } in departments.take_rest() {
            self.word(&key, "department");
            let Some(mut table) = value.table(&mut self.faults) else { continue };
            let names = self.names(&mut table, &company.language);
            let head = table.expect_string("head", &mut self.faults);
            let parent = table.optional_string("parent", &mut self.faults);
            let hours = self.hours(&mut table);
            table.finish(&mut self.faults);
            let id = key.value;
            // The head is looked up when everybody is read; a fault otherwise, and then nobody sees this one.
            let department =
                Department { id: id.clone(), names, head: PersonId::new(""), parent: None, hours };
            self.departments.insert(id.clone(), department);
            self.departments_refer.insert(id, (head, parent));
        }
    }

    /// A section whose keys are names given by the company and whose values name people.
    fn named(&mut self, root: &mut Table, section: &str) -> BTreeMap<String, Vec<Text>> {
        let mut named = BTreeMap::new();
        let Some(mut table) = root.optional_table(section, &mut self.faults) else { return named };
        for Entry { key, value } in table.take_rest() {
            self.word(&key, section.trim_end_matches('s'));
            named.insert(key.value, self.some(value, "name at least one person"));
        }
        named
    }

    /// The names of each list in order, and what people call each of them where the list says so.
    fn lists(&mut self, root: &mut Table) -> (BTreeMap<String, Vec<String>>, ListWords) {
        let (mut lists, mut words) = (BTreeMap::new(), ListWords::new());
        let Some(mut table) = root.optional_table("lists", &mut self.faults) else { return (lists, words) };
        for Entry { key, value } in table.take_rest() {
            self.word(&key, "list");
            let mut names: Vec<String> = Vec::new();
            if matches!(value.kind, Kind::Table(_)) {
                let called = value.table(&mut self.faults).map(|mut t| t.take_rest()).unwrap_or_default();
                let of_list = words.entry(key.value.clone()).or_default();
                for Entry { key, value } in called {
                    let said = self.some(value, "write at least one word");
                    let said = said.into_iter().filter_map(|text| self.filled(text)).collect();
                    of_list.insert(key.value.clone(), said);
                    names.push(key.value);
                }
            } else {
                for text in self.some(value, "write at least one word") {
                    if names.contains(&text.value) {
                        let found = format!("'{}' is twice in this list", text.value);
                        self.faults.push(text.fault(found, "take one out"));
                    } else {
                        names.extend(self.filled(text));
                    }
                }
            }
            lists.insert(key.value, names);
        }
        (lists, words)
    }

    fn tables(
        &mut self,
        root: &mut Table,
        lists: &BTreeMap<String, Vec<String>>,
    ) -> BTreeMap<String, BTreeMap<String, Vec<Text>>> {
        let mut tables = BTreeMap::new();
        let Some(mut section) = root.optional_table("tables", &mut self.faults) else { return tables };
        for Entry { key, value } in section.take_rest() {
            self.word(&key, "table");
            if lists.contains_key(key.as_str()) {
                let found = format!("'{}' is a list and a table", key.value);
                self.faults.push(key.fault(found, "give one of them another name"));
            }
            let mut rows = BTreeMap::new();
            let entries = value.table(&mut self.faults).map(|mut table| table.take_rest());
            for Entry { key, value } in entries.unwrap_or_default() {
                rows.insert(key.value, self.some(value, "name at least one person"));
            }
            tables.insert(key.value, rows);
        }
        tables
    }

    /// `name`: one string in the given language, or a table of languages.
    fn names(&mut self, table: &mut Table, language: &Lang) -> BTreeMap<Lang, String> {
        let mut names = BTreeMap::new();
        let wanted = "a string, or a table of languages such as { zh = \"…\", en = \"…\" }";
        let Some(value) = table.expect("name", wanted, &mut self.faults) else { return names };
        match value.kind {
            Kind::String(_) => {
                let text = value.string(&mut self.faults).and_then(|text| self.filled(text));
                names.extend(text.map(|text| (language.clone(), text)));
            }
            Kind::Table(mut table) => {
                for Entry { key, value } in table.take_rest() {
                    let text = value.string(&mut self.faults).and_then(|text| self.filled(text));
                    if let (Some(language), Some(text)) = (self.language(key), text) {
                        names.insert(language, text);
                    }
                }
            }
            _ => self.faults.push(value.wrong(wanted)),
        }
        names
    }

    fn language(&mut self, text: Text) -> Option<Lang> {
        if is_language(text.as_str()) {
            return Some(Lang::new(text.value));
        }
        let found = format!("'{}' is not the code of a language", text.value);
        self.faults.push(text.fault(found, "write a code such as 'zh', 'en' or 'pt-BR'"));
        None
    }

    fn zone(&mut self, text: Text) -> Option<Zone> {
        Zone::parse(text.as_str()).map_err(|wrong| self.faults.push(split(&text, &wrong))).ok()
    }

    fn hours(&mut self, table: &mut Table) -> Option<Hours> {
        let text = table.optional_string("hours", &mut self.faults)?;
        Hours::parse(text.as_str()).map_err(|wrong| self.faults.push(split(&text, &wrong))).ok()
    }

    /// One string or a list of at least one.
    fn some(&mut self, value: Value, remedy: &str) -> Vec<Text> {
        if matches!(&value.kind, Kind::List(entries) if entries.is_empty()) {
            self.faults.push(value.fault(format!("'{}' is empty", value.path()), remedy));
        }
        value.string_or_list(&mut self.faults)
    }

    fn filled(&mut self, text: Text) -> Option<String> {
        if text.as_str().trim().is_empty() {
            self.faults.push(text.fault("this is empty", "write a word or take it out"));
            return None;
        }
        Some(text.value)
    }

    fn word(&mut self, key: &Text, of: &str) {
        if !is_word(key.as_str()) {
            let found = format!("'{}' cannot be the key of a {of}", key.value);
            self.faults
                .push(key.fault(found, "use letters, digits and '_', a letter first: expressions name it"));
        }
    }

    fn addresses(&mut self, texts: Vec<Text>) -> Vec<At<Address>> {
        let mut addresses = Vec::new();
        for text in texts {
            match Address::parse(text.as_str()) {
                Ok(address) => addresses.push(text.map(|_| address)),
                Err(wrong) => {
                    let found = format!("'{}' {wrong}", text.value);
                    self.faults.push(text.fault(found, "write a bare address such as 'zhang@example.com'"));
                }
            }
        }
        addresses
    }

    /// `leave`: days and `{ from = …, to = … }`, one or a list of them.
    fn leave(&mut self, table: &mut Table) -> Vec<(chrono::NaiveDate, chrono::NaiveDate)> {
        let Some(entry) = table.take("leave") else { return Vec::new() };
        let entries = match entry.value.kind {
            Kind::List(entries) => entries,
            _ => vec![entry.value],
        };
        let mut leave = Vec::new();
        for value in entries {
            let Kind::Table(mut span) = value.kind else {
                leave.extend(value.date(&mut self.faults).map(|day| (day.value, day.value)));
                continue;
            };
            let first =
                span.expect("from", "the first day", &mut self.faults).and_then(|v| v.date(&mut self.faults));
            let last =
                span.expect("to", "the last day", &mut self.faults).and_then(|v| v.date(&mut self.faults));
            span.finish(&mut self.faults);
            match (first, last) {
                (Some(first), Some(last)) if first.value <= last.value => {
                    leave.push((first.value, last.value))
                }
                (Some(first), Some(last)) => {
                    let found =
                        format!("this leave ends on {}, before it begins on {}", last.value, first.value);
                    self.faults.push(last.fault(found, "swap the two or correct one"));
                }
                _ => {}
            }
        }
        leave.sort();
        leave
    }

    /// `freebusy`: a URL, or a table that also says how it is asked.
    fn freebusy(&mut self, table: &mut Table) -> Option<FreeBusy> {
        let Entry { value, .. } = table.take("freebusy")?;
        let wanted = "a URL, or { caldav = \"…\" } or { outbox = \"…\" }";
        let (way, text) = match value.kind {
            Kind::String(_) => (Way::Get, value.string(&mut self.faults)?),
            Kind::Table(mut table) => {
                let caldav = table.optional_string("caldav", &mut self.faults);
                let outbox = table.optional_string("outbox", &mut self.faults);
                let place = (table.source().clone(), table.span());
                table.finish(&mut self.faults);
                match (caldav, outbox) {
                    (Some(url), None) => (Way::Caldav, url),
                    (None, Some(url)) => (Way::Outbox, url),
                    _ => {
                        let found = "'freebusy' is not one place";
                        self.faults.push(place.0.fault(place.1, found, format!("write {wanted}")));
                        return None;
                    }
                }
            }
            _ => {
                self.faults.push(value.wrong(wanted));
                return None;
            }
        };
        let wrong = |(wrong, remedy)| text.fault(format!("'{}' {wrong}", text.value), remedy);
        let url = Url::parse(text.as_str()).map_err(|found| self.faults.push(wrong(found))).ok()?;
        Some(FreeBusy { way, url })
    }

    fn look_up_people(&mut self) {
        let refers = std::mem::take(&mut self.people_refer);
        for (id, refers) in &refers {
            let leaver = self.people.get(id).is_some_and(|person| !person.active);
            let head = self.other(id, refers.head.as_ref(), "report to", leaver);
            let deputy = self.other(id, refers.deputy.as_ref(), "be the deputy of", leaver);
            let department = refers.department.as_ref().and_then(|text| self.department(text));
            if let Some(person) = self.people.get_mut(id) {
                (person.head, person.deputy, person.department) = (head, deputy, department);
            }
        }
        self.people_refer = refers;
    }

    /// Somebody other than the person in whose entry it stands. One who has left may still name others who have.
    fn other(&mut self, id: &PersonId, text: Option<&Text>, does: &str, leaver: bool) -> Option<PersonId> {
        let text = text?;
        if text.as_str() == id.as_str() {
            self.faults.push(text.fault(format!("'{id}' cannot {does} '{id}'"), "name somebody else"));
            return None;
        }
        match person(&self.people, text) {
            Err(fault) if !(leaver && self.people.contains_key(text.as_str())) => {
                self.faults.push(fault);
                None
            }
            _ => Some(PersonId::new(text.as_str())),
        }
    }

    fn department(&mut self, text: &Text) -> Option<String> {
        if self.departments.contains_key(text.as_str()) {
            return Some(text.value.clone());
        }
        let remedy = offer(text.as_str(), self.departments.keys().map(String::as_str));
        let remedy = if remedy.is_empty() { "add it under [departments]".to_owned() } else { remedy };
        self.faults.push(text.fault(format!("there is no department '{}'", text.value), remedy));
        None
    }

    fn look_up_departments(&mut self) {
        let refers = std::mem::take(&mut self.departments_refer);
        for (id, (head, parent)) in &refers {
            let head = head.as_ref().map(|text| person(&self.people, text));
            let parent = parent.as_ref().and_then(|text| self.department(text));
            let Some(department) = self.departments.get_mut(id) else { continue };
            department.parent = parent;
            match head {
                Some(Ok(head)) => department.head = head,
                Some(Err(fault)) => self.faults.push(fault),
                None => {}
            }
        }
        self.departments_refer = refers;
    }

    /// Whose each address is; an address of two people is a fault at the second.
    fn index(&mut self) -> BTreeMap<Address, PersonId> {
        let mut index: BTreeMap<Address, PersonId> = BTreeMap::new();
        // In the order of the file, so that the second is the one below the first.
        let mut refers: Vec<_> = self.people_refer.iter().collect();
        refers.sort_by_key(|(_, refers)| refers.key.span().start);
        for (id, refers) in refers {
            for at in &refers.addresses {
                let Some(first) = index.insert(at.value.clone(), id.clone()) else { continue };
                let fault = if first == *id {
                    at.fault(format!("'{id}' has the address '{}' twice", at.value), "take one out")
                } else {
                    at.fault(
                        format!("'{}' is an address of '{first}' and of '{id}'", at.value),
                        "an address belongs to one person: take it from the other",
                    )
                };
                self.faults.push(fault);
            }
        }
        index
    }

    fn roles(
        &mut self,
        directory: &Directory,
        written: BTreeMap<String, Vec<Text>>,
    ) -> BTreeMap<String, Vec<PersonId>> {
        let mut roles = BTreeMap::new();
        for (role, texts) in written {
            let mut holders = Vec::new();
            for text in &texts {
                match person(&directory.people, text) {
                    Ok(id) if holders.contains(&id) => {
                        self.faults.push(text.fault(format!("'{id}' holds '{role}' twice"), "take one out"));
                    }
                    Ok(id) => holders.push(id),
                    Err(fault) => self.faults.push(fault),
                }
            }
            roles.insert(role, holders);
        }
        roles
    }

    /// No chain of departments or of heads goes round. Each circle is one fault, at its first member by key.
    fn circles(&mut self, directory: &Directory) {
        let above = |id: &String| directory.departments.get(id)?.parent.clone();
        for circle in circles(directory.departments.keys(), above) {
            if let Some(text) = self.departments_refer.get(&circle[0]).and_then(|(_, parent)| parent.as_ref())
            {
                let found = format!("these departments are parts of each other: {}", round(&circle));
                self.faults.push(text.fault(found, "take out one 'parent'"));
            }
        }
        let above = |id: &PersonId| {
            directory.head_of(id).filter(|head| directory.people.contains_key(*head)).cloned()
        };
        for circle in circles(directory.active().map(|person| &person.id), above) {
            if let Some(refers) = self.people_refer.get(&circle[0]) {
                let place = refers.head.as_ref().unwrap_or(&refers.key);
                let found = format!("these people report to each other: {}", round(&circle));
                self.faults
                    .push(place.fault(found, "give one of them another 'head', or a department with one"));
            }
        }
    }
}

/// A person by key who is still with the company.
fn person(people: &BTreeMap<PersonId, Person>, text: &Text) -> Result<PersonId, Fault> {
    let wanted = text.as_str();
    match people.get(wanted) {
        Some(person) if person.active => Ok(person.id.clone()),
        Some(person) => Err(text.fault(
            format!("'{}' has left (active = false)", person.id),
            "name somebody who is still with the company",
        )),
        None => {
            let known_as = |person: &&Person| {
                person.names.values().chain(&person.nicknames).any(|name| name == wanted)
                    || Address::parse(wanted).is_ok_and(|wanted| person.all_addresses().any(|a| *a == wanted))
            };
            let remedy = match people.values().find(known_as) {
                Some(person) => format!("people are named by their key: write '{}'", person.id),
                None => near_or_few(wanted, people),
            };
            Err(text.fault(format!("there is no person '{wanted}'"), remedy))
        }
    }
}

/// A near key, else all keys of a small company: hundreds of names help nobody.
fn near_or_few(wanted: &str, people: &BTreeMap<PersonId, Person>) -> String {
    let keys = people.keys().map(PersonId::as_str);
    if people.len() > SHOWN_MAX && near(wanted, keys.clone()).is_none() {
        return format!("correct it, or add [people.{wanted}]");
    }
    offer(wanted, keys)
}

/// Resolves what groups and tables name: people, `department:x`, `group:x`, `role:x`.
struct Members<'a> {
    directory: &'a Directory,
    written: BTreeMap<String, Vec<Text>>,
    done: BTreeMap<String, Vec<PersonId>>,
    /// The groups being resolved, outermost first.
    open: Vec<String>,
}

impl Members<'_> {
    fn group(&mut self, name: &str, faults: &mut Faults) -> Vec<PersonId> {
        if let Some(members) = self.done.get(name) {
            return members.clone();
        }
        let texts = self.written.get(name).cloned().unwrap_or_default();
        self.open.push(name.to_owned());
        let members = self.all(&texts, faults);
        self.open.pop();
        self.done.insert(name.to_owned(), members.clone());
        members
    }

    fn all(&mut self, texts: &[Text], faults: &mut Faults) -> Vec<PersonId> {
        let mut seen = BTreeSet::new();
        let mut members = Vec::new();
        for text in texts {
            let these = self.one(text, faults);
            members.extend(these.into_iter().filter(|id| seen.insert(id.clone())));
        }
        members
    }

    fn one(&mut self, text: &Text, faults: &mut Faults) -> Vec<PersonId> {
        let found = match text.as_str().split_once(':') {
            None => self.plain(text).map(|id| vec![id]),
            Some(("department", name)) => self.department(text, name),
            Some(("role", name)) => self.role(text, name),
            Some(("group", name)) => {
                if let Some(place) = self.open.iter().position(|open| open == name) {
                    let found =
                        format!("these groups are parts of each other: {}", round(&self.open[place..]));
                    Err(text.fault(found, "take it out"))
                } else if self.written.contains_key(name) {
                    return self.group(name, faults);
                } else {
                    Err(unknown(text, "group", name, self.written.keys()))
                }
            }
            Some((kind, _)) => {
                let remedy = offer(kind, ["department", "group", "role"]);
                Err(text.fault(format!("'{kind}:' is no kind of members"), remedy))
            }
        };
        found.unwrap_or_else(|fault| {
            faults.push(fault);
            Vec::new()
        })
    }

    fn plain(&self, text: &Text) -> Result<PersonId, Fault> {
        let name = text.as_str();
        let kinds = [
            ("group", self.written.contains_key(name)),
            ("department", self.directory.departments.contains_key(name)),
            ("role", self.directory.roles.contains_key(name)),
        ];
        person(&self.directory.people, text).map_err(|fault| match kinds.iter().find(|(_, is)| *is) {
            Some((kind, _)) if !self.directory.people.contains_key(name) => {
                text.fault(format!("'{name}' is a {kind}, not a person"), format!("write '{kind}:{name}'"))
            }
            _ => fault,
        })
    }

    fn department(&self, text: &Text, name: &str) -> Result<Vec<PersonId>, Fault> {
        if !self.directory.departments.contains_key(name) {
            return Err(unknown(text, "department", name, self.directory.departments.keys()));
        }
        Ok(self.directory.members_of(name).into_iter().cloned().collect())
    }

    fn role(&self, text: &Text, name: &str) -> Result<Vec<PersonId>, Fault> {
        let holders = self.directory.roles.get(name).cloned();
        holders.ok_or_else(|| unknown(text, "role", name, self.directory.roles.keys()))
    }
}

fn unknown<'a>(text: &Text, kind: &str, name: &str, known: impl Iterator<Item = &'a String>) -> Fault {
    let known: Vec<&str> = known.map(String::as_str).collect();
    text.fault(format!("there is no {kind} '{name}'"), offer(name, known.iter().copied()))
}

/// The circles that following `above` from any of `all` runs into, each once, from its least member on.
fn circles<'a, T: Ord + Clone + 'a>(
    all: impl Iterator<Item = &'a T>,
    above: impl Fn(&T) -> Option<T>,
) -> Vec<Vec<T>> {
    let mut circles = Vec::new();
    let mut known = BTreeSet::new();
    for start in all {
        let mut path: Vec<T> = Vec::new();
        let mut next = Some(start.clone());
        while let Some(member) = next {
            if let Some(place) = path.iter().position(|before| *before == member) {
                let mut circle = path.split_off(place);
                let least =
                    circle.iter().enumerate().min_by_key(|(_, member)| *member).map_or(0, |(place, _)| place);
                circle.rotate_left(least);
                known.extend(circle.iter().cloned());
                circles.push(circle);
            } else if known.insert(member.clone()) {
                next = above(&member);
                path.push(member);
                continue;
            }
            break;
        }
    }
    circles
}

/// `a, b, a`
fn round<T: std::fmt::Display>(circle: &[T]) -> String {
    let names = circle.iter().chain(circle.first()).map(T::to_string);
    names.collect::<Vec<_>>().join(", ")
}
