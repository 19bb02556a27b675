//! A reader's language: what each mark reads as, for this person, here and now.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

use super::mark::kind;
use super::words::{Words, put};
use super::{Composer, Purpose};
use crate::directory::{Directory, Lang, Person, PersonId};
use crate::rules::{Choices, Field, Kind, Labels, Process, Rows};
use crate::time::{Instant, WorkCalendar, Zone};
use crate::workflow::World;

/// Who reads, in which language and zone.
pub(super) struct Tongue<'a> {
    pub(super) composer: &'a Composer,
    pub(super) world: &'a World<'a>,
    pub(super) lang: &'a Lang,
    pub(super) words: &'a Words,
    /// The reader, when there is only one.
    pub(super) reader: Option<&'a Person>,
    pub(super) zone: &'a Zone,
    /// Somebody reads the letter outside of the company's zone, so that a time of day must say whose it is.
    pub(super) away: bool,
    pub(super) now: Instant,
}

/// Zone rules for abbreviations, of everybody in the directory.
pub(super) fn zones(directory: &Directory) -> BTreeMap<String, TimeZone> {
    let database = TimeZoneDatabase::bundled();
    let names = directory.people.values().map(|p| &p.zone).chain([&directory.company.zone]);
    names.filter_map(|zone| Some((zone.name().to_owned(), database.get(zone.name()).ok()?))).collect()
}

impl Tongue<'_> {
    /// What a mark reads as.
    pub(super) fn word(&self, of: char, parts: &[&str]) -> String {
        let part = |n: usize| parts.get(n).copied().unwrap_or("");
        match of {
            kind::PERSON => self.name(part(0)),
            kind::EMAIL => self.person(part(0)).map(|p| p.address().to_string()).unwrap_or_default(),
            kind::DEPARTMENT => self.department(part(0)).unwrap_or_default(),
            kind::WHEN => instant(part(0)).map(|at| self.when(at)).unwrap_or_default(),
            kind::WHEN_DAY => {
                instant(part(0)).map(|at| self.words.day(self.zone.local(at).date())).unwrap_or_default()
            }
            kind::WHEN_CLOCK => {
                instant(part(0)).map(|at| self.words.clock(self.zone.local(at))).unwrap_or_default()
            }
            kind::DAY => day(part(0)).map(|day| self.words.day(day)).unwrap_or_default(),
            kind::DAY_END => day(part(0)).map(|day| self.when(self.end_of(day))).unwrap_or_default(),
            kind::SPAN => self.span(part(0), part(1), part(2)),
            kind::MINUTES => part(0).parse().map(|minutes| self.words.length(minutes)).unwrap_or_default(),
            kind::LABEL => self.label(part(0), part(1)),
            kind::HINT => self.hint(part(0), part(1)),
            kind::TITLE => self.title(part(0)),
            kind::TAG => self.tag(part(0)),
            kind::WORD => self.answer(part(0)),
            kind::COMMENT => self.comment(part(0)).unwrap_or_default(),
            kind::CHOICE => self.choice(part(0), part(1), part(2)),
            kind::WHAT => self.what(part(0), part(1)),
            kind::STATUS => self.words.status.get(part(0)).cloned().unwrap_or_else(|| part(0).to_owned()),
            kind::BOOL => (if part(0) == "true" { &self.words.yes } else { &self.words.no }).clone(),
            kind::BETWEEN => self.words.list.between.clone(),
            kind::LAST => self.words.list.last.clone(),
            _ => String::new(),
        }
    }

    fn person(&self, id: &str) -> Option<&Person> {
        self.world.directory.person(&PersonId::new(id))
    }

    fn department(&self, id: &str) -> Option<String> {
        let id = self.person(id)?.department.as_ref()?;
        Some(self.world.directory.departments.get(id)?.name_in(self.lang).to_owned())
    }

    fn name(&self, id: &str) -> String {
        self.person(id).map_or_else(|| id.to_owned(), |p| p.name_in(self.lang).to_owned())
    }

    /// Full day and time; says when the holidays of that year are not announced.
    pub(super) fn when(&self, at: Instant) -> String {
        let mut out = self.words.when(self.zone.local(at), &self.zone_name(at), self.away);
        out.push_str(self.unannounced(at));
        out
    }

    /// What is said behind a time to come of whose year nobody knows the holidays.
    fn unannounced(&self, at: Instant) -> &str {
        let guess = at > self.now && !self.world.holidays.known(self.zone.local(at).date());
        if guess { &self.words.time.unpublished } else { "" }
    }

    fn span(&self, start: &str, end: &str, text: &str) -> String {
        let (Some(start), Some(end)) = (instant(start), instant(end)) else { return text.to_owned() };
        let (from, to) = (self.zone.local(start), self.zone.local(end));
        let mut out = self.words.span(from, to, &self.zone_name(start), self.away);
        out.push_str(self.unannounced(start));
        if !text.is_empty() {
            out.push(' ');
            out.push_str(text);
        }
        out
    }

    fn zone_name(&self, at: Instant) -> String {
        if let Some(name) = self.words.zone.get(self.zone.name()) {
            return name.clone();
        }
        let rules = self.composer.zones.get(self.zone.name());
        let abbreviation = rules
            .zip(Timestamp::from_second(at.timestamp()).ok())
            .map(|(rules, at)| rules.to_offset_info(at).abbreviation().to_owned());
        match abbreviation {
            Some(name) if name.chars().all(|c| c.is_ascii_alphabetic()) => name,
            _ => offset(self.zone.offset_s(at)),
        }
    }

    fn end_of(&self, day: NaiveDate) -> Instant {
        let directory = self.world.directory;
        let mut calendar = WorkCalendar::new(self.zone.clone(), self.world.holidays.clone());
        calendar.hours = self.reader.map_or(&directory.company.hours, |p| directory.hours_of(p)).clone();
        calendar.end_of_day(day)
    }

    fn process(&self, name: &str) -> Option<&Process> {
        self.world.rules.processes.get(name).map(AsRef::as_ref)
    }

    fn field(&self, process: &str, field: &str) -> Option<&Field> {
        self.process(process)?.forms.values().flat_map(|form| &form.fields).find(|f| f.name == field)
    }

    fn label(&self, process: &str, field: &str) -> String {
        let found = self.field(process, field).and_then(|field| self.first(&field.labels));
        found.or_else(|| self.words.document.get(field).cloned()).unwrap_or_else(|| field.to_owned())
    }

    /// The first word in the reader's language, else in any.
    pub(super) fn first(&self, labels: &Labels) -> Option<String> {
        let own = labels.get(self.lang).and_then(|words| words.first());
        own.or_else(|| labels.values().find_map(|words| words.first())).cloned()
    }

    pub(super) fn title(&self, process: &str) -> String {
        let Some(found) = self.process(process) else { return process.to_owned() };
        let title = found.title.get(self.lang).or_else(|| found.title.values().next());
        title.cloned().unwrap_or_else(|| process.to_owned())
    }

    fn tag(&self, process: &str) -> String {
        self.process(process).and_then(|p| self.first(&p.open.subject)).unwrap_or_default()
    }

    /// The first spelling of an answer; of what is no answer, the name itself.
    pub(super) fn answer(&self, name: &str) -> String {
        let rules = self.world.rules;
        let known = rules.answers.get(name).or_else(|| rules.meta.get(name));
        known.and_then(|answer| self.first(&answer.words)).unwrap_or_else(|| name.to_owned())
    }

    pub(super) fn comment(&self, answer: &str) -> Option<String> {
        let answer = self.world.rules.answers.get(answer)?;
        self.first(&answer.comment)
    }

    /// A choice's word in the script of the language: choices have words of all languages in one list.
    fn choice(&self, process: &str, field: &str, value: &str) -> String {
        match self.field(process, field).map(|f| &f.kind) {
            Some(Kind::Choice(Choices::Named(choices))) => match choices.get(value) {
                Some(words) => self.in_script(words).unwrap_or(value).to_owned(),
                None => value.to_owned(),
            },
            Some(Kind::Choice(Choices::Listed(list))) => self.listed(list, value).to_owned(),
            _ => value.to_owned(),
        }
    }

    /// What people call a name of a list of the directory.
    fn listed<'n>(&'n self, list: &str, name: &'n str) -> &'n str {
        let words = self.world.directory.words.get(list).and_then(|words| words.get(name));
        words.and_then(|words| self.in_script(words)).unwrap_or(name)
    }

    fn in_script<'w>(&self, words: &'w [String]) -> Option<&'w str> {
        let latin = self.words.time.weekdays.first().is_some_and(|day| day.is_ascii());
        words.iter().find(|word| word.is_ascii() == latin).or(words.first()).map(String::as_str)
    }

    /// What an ask asks, by the `what` of its letter; the title of the process without one.
    pub(super) fn what(&self, process: &str, ask: &str) -> String {
        let name = ask.split('@').next().unwrap_or(ask);
        let name = name.rsplit('.').next().unwrap_or(name);
        let template = self.composer.find(process, name, Purpose::Ask, self.lang);
        let what = template.and_then(|t| t.what.as_ref());
        let what = what.and_then(|what| self.composer.plain.render(what, &tera::Context::new()).ok());
        what.map(|what| what.trim().to_owned())
            .filter(|what| !what.contains(super::mark::OPEN))
            .unwrap_or_else(|| self.title(process))
    }

    /// How the value of a field is written.
    pub(super) fn hint(&self, process: &str, field: &str) -> String {
        let Some(field) = self.field(process, field) else { return String::new() };
        let listed = |words: Vec<&str>| {
            let own = self.kind("choice");
            put(&own, &|_| Some(words.join(" / ")))
        };
        match &field.kind {
            Kind::Choice(Choices::Named(choices)) => {
                listed(choices.values().filter_map(|words| self.in_script(words)).collect())
            }
            Kind::Choice(Choices::Listed(list)) => {
                let names = self.world.directory.lists.get(list).map(Vec::as_slice).unwrap_or_default();
                listed(names.iter().map(|name| self.listed(list, name)).collect())
            }
            Kind::Rows(rows) => {
                let columns: Vec<String> = match rows {
                    Rows::Form(process, form) => {
                        let form = self.process(process).and_then(|p| p.forms.get(form));
                        let fields = form.into_iter().flat_map(|f| &f.fields);
                        fields.filter(|f| f.default.is_none()).filter_map(|f| self.first(&f.labels)).collect()
                    }
                    Rows::Columns(columns) => {
                        columns.iter().map(|(_, kind)| self.kind(kind.word())).collect()
                    }
                };
                put(&self.kind("rows"), &|_| Some(columns.join(" | ")))
            }
            kind => self.kind(kind.word()),
        }
    }

    /// A day to show how days are written: a working day about a week ahead, so that whoever copies it names none that
    /// is over.
    pub(super) fn example_day(&self) -> String {
        let calendar = WorkCalendar::new(self.zone.clone(), self.world.holidays.clone());
        let today = self.zone.local(self.now).date();
        calendar.next_workday(today.checked_add_days(Days::new(6)).unwrap_or(today)).to_string()
    }

    /// How a value of that kind is written; `{}` stays for what it holds.
    fn kind(&self, name: &str) -> String {
        let words = self.words.kind.get(name).map_or("", String::as_str);
        put(words, &|place| (place == "day").then(|| self.example_day()))
    }
}

fn offset(seconds: i32) -> String {
    let minutes = seconds.abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    if minutes % 60 == 0 {
        format!("UTC{sign}{}", minutes / 60)
    } else {
        format!("UTC{sign}{}:{:02}", minutes / 60, minutes % 60)
    }
}

fn instant(millis: &str) -> Option<Instant> {
    DateTime::from_timestamp_millis(millis.parse().ok()?)
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
