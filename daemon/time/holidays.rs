//! Days off and make-up working days, as a government publishes them and a company overrides them.
//!
//! The files are data (`rules/holidays/`): a year, and for it the dates that differ from the ordinary week. They are
//! read in TOML, or in the JSON form of the holiday-cn project, which has the same keys. Later files win date by
//! date, so a company's own file goes last.
//!
//! A year's file whose list is empty stands for a year that is *not published yet*. It is not a year without
//! holidays: dates in it, and the last of the December before, are computed from the ordinary week, and
//! [`Holidays::known`] says that this is a guess.

use crate::fault::{Fault, Faults, Source, offer};
use chrono::{Datelike, NaiveDate};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// The first day of December that the notice of the next year has ever ruled, with two days to spare.
const TURN_OF_YEAR: u32 = 27;

/// Days that differ from the ordinary week, and the years that are published.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holidays {
    days: BTreeMap<NaiveDate, Day>,
    years: BTreeSet<i32>,
    none: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Day {
    off: bool,
    name: String,
}

/// What one file says, whatever its form.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "$schema", default)]
    _schema: Option<serde_json::Value>,
    #[serde(rename = "$id", default)]
    _id: Option<serde_json::Value>,
    #[serde(rename = "papers", default)]
    _papers: Option<serde_json::Value>,
    #[serde(default)]
    year: Option<i32>,
    days: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    date: NaiveDate,
    #[serde(rename = "isOffDay")]
    off: bool,
    #[serde(default)]
    name: String,
    #[serde(skip)]
    span: Range<usize>,
}

const FILE_KEYS: [&str; 5] = ["year", "days", "papers", "$schema", "$id"];
const ENTRY_KEYS: [&str; 3] = ["date", "isOffDay", "name"];

impl Holidays {
    /// No holidays at all, and every year known: the ordinary week is the truth.
    pub fn none() -> Self {
        Self { none: true, ..Self::default() }
    }

    /// Reads files in order; a later one wins for the dates it names. A path ending in `.json` is read as JSON,
    /// any other as TOML. All faults of all files are collected.
    pub fn read(sources: &[Source]) -> Result<Self, Faults> {
        let mut all = Self::default();
        let mut faults = Faults::default();
        for source in sources {
            let json = source.path().to_ascii_lowercase().ends_with(".json");
            let file = if json { from_json(source) } else { from_toml(source) };
            match file.and_then(|file| checked(source, file)) {
                Ok(file) => all.add(file),
                Err(found) => faults.extend(found),
            }
        }
        faults.or(all)
    }

    /// Off (`true`), a make-up working day (`false`), or not named: the ordinary week decides.
    pub fn off(&self, date: NaiveDate) -> Option<bool> {
        self.days.get(&date).map(|day| day.off)
    }

    /// The name of the holiday a named date belongs to, also for its make-up working days.
    pub fn name(&self, date: NaiveDate) -> Option<&str> {
        self.days.get(&date).map(|day| day.name.as_str())
    }

    /// Whether all is published that may rule this date.
    pub fn known(&self, date: NaiveDate) -> bool {
        self.unannounced(date).is_none()
    }

    /// The year that may rule this date and is not published: its own, and for the last days of December the next, whose
    /// break may begin there (30 December 2018) or be made up for (29 December 2018).
    pub fn unannounced(&self, date: NaiveDate) -> Option<i32> {
        let turn = date.month() == 12 && date.day() >= TURN_OF_YEAR && !self.days.contains_key(&date);
        let years = [Some(date.year()), turn.then(|| date.year() + 1)];
        years.into_iter().flatten().find(|year| !self.none && !self.years.contains(year))
    }

    /// The last year that is published, for the warning that the next one is missing.
    pub fn last_year(&self) -> Option<i32> {
        self.years.last().copied()
    }

    fn add(&mut self, file: File) {
        if let Some(year) = file.year.filter(|_| !file.days.is_empty()) {
            self.years.insert(year);
        }
        for entry in file.days {
            self.days.insert(entry.date, Day { off: entry.off, name: entry.name });
        }
    }
}

fn one(fault: Fault) -> Faults {
    Faults(vec![fault])
}

/// A file with a year names dates of that year, and of the December before (a new year's break may begin there); no
/// date twice. A file without a year, a company's own, is free.
fn checked(source: &Source, file: File) -> Result<File, Faults> {
    let mut faults = Faults::default();
    let mut seen = BTreeSet::new();
    for entry in &file.days {
        let date = entry.date;
        if !seen.insert(date) {
            faults.push(source.fault(
                entry.span.clone(),
                format!("{date} is named twice"),
                "leave one of the two",
            ));
        }
        if let Some(year) = file.year {
            let december_before = date.year() == year - 1 && date.month() == 12;
            if date.year() != year && !december_before {
                faults.push(source.fault(
                    entry.span.clone(),
                    format!("{date} is in the file of {year}"),
                    format!("name dates of {year} or of December {} here", year - 1),
                ));
            }
        }
    }
    faults.or(file)
}

fn from_json(source: &Source) -> Result<File, Faults> {
    serde_json::from_str(source.text()).map_err(|error| {
        let offset = line_start(source.text(), error.line()) + error.column().saturating_sub(1);
        let offset = offset.min(source.text().len());
        // serde_json repeats the place, which the fault already shows.
        let text = error.to_string();
        let found = text.split(" at line ").next().unwrap_or(&text).to_owned();
        one(source.fault(offset..offset, found, REMEDY_JSON))
    })
}

const REMEDY_JSON: &str =
    r#"write {"year": 2024, "days": [{"date": "2024-10-01", "isOffDay": true, "name": "国庆节"}]}"#;
const REMEDY_ENTRY: &str = r#"write { date = 2024-10-01, isOffDay = true, name = "国庆节" }"#;

fn line_start(text: &str, line: usize) -> usize {
    text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum()
}

fn from_toml(source: &Source) -> Result<File, Faults> {
    let (document, errors) = DeTable::parse_recoverable(source.text());
    let mut faults = Faults::default();
    for error in errors {
        faults.push(source.fault(error.span().unwrap_or(0..0), error.message(), REMEDY_ENTRY));
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut file = File { _schema: None, _id: None, _papers: None, year: None, days: Vec::new() };
    let mut listed = false;
    for (key, value) in document.get_ref() {
        match key.get_ref().as_ref() {
            "year" => match value.get_ref() {
                DeValue::Integer(year) => file.year = year.as_str().parse().ok(),
                _ => faults.push(source.fault(value.span(), "the year is not a number", "write year = 2024")),
            },
            "days" => match value.get_ref() {
                DeValue::Array(days) => {
                    listed = true;
                    file.days = entries(source, days, &mut faults);
                }
                _ => faults.push(source.fault(value.span(), "'days' is not a list", REMEDY_ENTRY)),
            },
            name if FILE_KEYS.contains(&name) => {}
            name => faults.push(source.fault(
                key.span(),
                format!("'{name}' means nothing here"),
                offer(name, FILE_KEYS),
            )),
        }
    }
    if !listed && faults.is_empty() {
        faults.push(source.fault(
            0..0,
            "the list 'days' is missing",
            "write days = [] for a year not published yet",
        ));
    }
    // The parser hands out keys by name; people read by line.
    faults.0.sort_by_key(|fault| fault.span().start);
    faults.or(file)
}

fn entries(source: &Source, days: &DeArray<'_>, faults: &mut Faults) -> Vec<Entry> {
    days.iter().filter_map(|day| entry(source, day, faults)).collect()
}

fn entry(source: &Source, value: &Spanned<DeValue<'_>>, faults: &mut Faults) -> Option<Entry> {
    let DeValue::Table(table) = value.get_ref() else {
        faults.push(source.fault(value.span(), "this is not a day", REMEDY_ENTRY));
        return None;
    };
    let (mut date, mut off, mut name, before) = (None, None, String::new(), faults.0.len());
    for (key, value) in table {
        match (key.get_ref().as_ref(), value.get_ref()) {
            ("date", found) => match calendar_date(found) {
                Some(found) => date = Some((found, value.span())),
                None => faults.push(source.fault(
                    value.span(),
                    "this is not a date of the calendar",
                    "write it as 2024-10-01",
                )),
            },
            ("isOffDay", DeValue::Boolean(found)) => off = Some(*found),
            ("name", DeValue::String(found)) => name = found.to_string(),
            (known, _) if ENTRY_KEYS.contains(&known) => {
                faults.push(source.fault(
                    value.span(),
                    format!("'{known}' has the wrong type"),
                    REMEDY_ENTRY,
                ));
            }
            (unknown, _) => faults.push(source.fault(
                key.span(),
                format!("'{unknown}' means nothing here"),
                offer(unknown, ENTRY_KEYS),
            )),
        }
    }
    match (date, off) {
        (Some((date, span)), Some(off)) => Some(Entry { date, off, name, span }),
        _ if faults.0.len() > before => None,
        (None, _) => {
            faults.push(source.fault(value.span(), "this day has no date", REMEDY_ENTRY));
            None
        }
        (_, None) => {
            faults.push(source.fault(value.span(), "this day does not say whether it is off", REMEDY_ENTRY));
            None
        }
    }
}

/// A TOML date, or the same as text.
fn calendar_date(value: &DeValue<'_>) -> Option<NaiveDate> {
    match value {
        DeValue::Datetime(found) if found.time.is_none() => found.to_string().parse().ok(),
        DeValue::String(found) => found.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read(files: &[(&str, &str)]) -> Result<Holidays, Faults> {
        let sources: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
        Holidays::read(&sources)
    }

    fn faults(path: &str, text: &str) -> String {
        read(&[(path, text)]).unwrap_err().to_string()
    }

    const YEAR: &str = r#"
year = 2024
days = [
  { date = 2023-12-30, isOffDay = true,  name = "元旦" },
  { date = 2024-10-01, isOffDay = true,  name = "国庆节" },
  { date = 2024-10-12, isOffDay = false, name = "国庆节" },
]
"#;

    #[test]
    fn a_year_names_what_differs_from_the_ordinary_week() {
        let holidays = read(&[("2024.toml", YEAR)]).unwrap();
        assert_eq!(holidays.off(day("2024-10-01")), Some(true));
        assert_eq!(holidays.off(day("2024-10-12")), Some(false));
        assert_eq!(holidays.off(day("2024-10-14")), None);
        assert_eq!(holidays.name(day("2024-10-12")), Some("国庆节"));
        assert!(holidays.known(day("2024-02-29")));
        assert_eq!(holidays.last_year(), Some(2024));
    }

    #[test]
    fn a_december_ruled_by_the_next_years_file_does_not_make_its_own_year_known() {
        let holidays = read(&[("2024.toml", YEAR)]).unwrap();
        assert_eq!(holidays.off(day("2023-12-30")), Some(true));
        assert!(!holidays.known(day("2023-12-30")));
    }

    #[test]
    fn the_last_days_of_a_year_are_known_with_the_next() {
        let holidays = read(&[("2024.toml", YEAR)]).unwrap();
        assert!(holidays.known(day("2024-12-26")));
        assert_eq!(holidays.unannounced(day("2024-12-27")), Some(2025));
        assert_eq!(holidays.unannounced(day("2025-12-31")), Some(2025));
        let own = r#"{"days": [{"date": "2024-12-31", "isOffDay": true}]}"#;
        assert!(read(&[("2024.toml", YEAR), ("own.json", own)]).unwrap().known(day("2024-12-31")));
        let next = r#"{"year": 2025, "days": [{"date": "2025-01-01", "isOffDay": true}]}"#;
        assert!(read(&[("2024.toml", YEAR), ("2025.json", next)]).unwrap().known(day("2024-12-31")));
    }

    #[test]
    fn an_empty_list_means_not_published_yet() {
        let holidays = read(&[("2024.toml", YEAR), ("2027.json", r#"{"year": 2027, "days": []}"#)]).unwrap();
        assert!(!holidays.known(day("2027-01-01")));
        assert_eq!(holidays.last_year(), Some(2024));
    }

    #[test]
    fn no_holidays_is_a_statement_and_an_empty_reader_is_not() {
        assert!(Holidays::none().known(day("2031-01-01")));
        assert!(!Holidays::default().known(day("2031-01-01")));
    }

    #[test]
    fn the_companys_own_file_wins_date_by_date_and_needs_no_year() {
        let own = r#"days = [
          { date = "2024-10-12", isOffDay = true, name = "司庆" },
          { date = 2024-12-24, isOffDay = true },
        ]"#;
        let holidays = read(&[("2024.toml", YEAR), ("own.toml", own)]).unwrap();
        assert_eq!(holidays.off(day("2024-10-12")), Some(true));
        assert_eq!(holidays.name(day("2024-10-12")), Some("司庆"));
        assert_eq!(holidays.off(day("2024-12-24")), Some(true));
        assert_eq!(holidays.off(day("2024-10-01")), Some(true));
    }

    #[test]
    fn every_fault_of_a_file_is_told_with_its_place() {
        let text = "yeer = 2024\ndays = [\n  { date = 2024-02-01, isOffDay = 1 },\n  { dat = 2024-01-01, isOffDay = true },\n  { date = 2024-01-02 },\n  { isOffDay = true },\n  { date = \"2024-2-30\", isOffDay = true },\n  5,\n]\n";
        let remedy = REMEDY_ENTRY;
        assert_eq!(
            faults("h.toml", text),
            format!(
                "h.toml:1:1: 'yeer' means nothing here; did you mean 'year'?\n\
                 h.toml:3:35: 'isOffDay' has the wrong type; {remedy}\n\
                 h.toml:4:5: 'dat' means nothing here; did you mean 'date'?\n\
                 h.toml:5:3: this day does not say whether it is off; {remedy}\n\
                 h.toml:6:3: this day has no date; {remedy}\n\
                 h.toml:7:12: this is not a date of the calendar; write it as 2024-10-01\n\
                 h.toml:8:3: this is not a day; {remedy}"
            )
        );
    }

    #[test]
    fn text_that_is_not_toml_is_a_fault_of_its_place() {
        assert!(faults("h.toml", "year = 2024\ndays = [\n").starts_with("h.toml:"));
        assert!(
            faults("h.toml", "days = [\n  { date = 2024-02-30, isOffDay = true },\n]")
                .starts_with("h.toml:2:12: invalid date")
        );
    }

    #[test]
    fn a_date_in_the_wrong_file_or_twice_is_a_fault() {
        let text = "year = 2024\ndays = [\n  { date = 2025-01-01, isOffDay = true },\n  { date = 2024-05-01, isOffDay = true },\n  { date = 2024-05-01, isOffDay = false },\n]\n";
        assert_eq!(
            faults("h.toml", text),
            "h.toml:3:12: 2025-01-01 is in the file of 2024; name dates of 2024 or of December 2023 here\n\
             h.toml:5:12: 2024-05-01 is named twice; leave one of the two"
        );
    }

    #[test]
    fn a_fault_in_json_has_a_place_too() {
        let found = faults(
            "h.json",
            "{\"year\": 2024,\n \"days\": [{\"date\": \"2024-13-01\", \"isOffDay\": true}]}",
        );
        assert!(found.starts_with("h.json:2:"), "{found}");
        assert!(faults("h.json", "{\"year\": 2024}").contains("missing field `days`"));
        assert!(faults("h.toml", "year = 2024\n").contains("the list 'days' is missing"));
    }

    /// The files of holiday-cn are data of the same form; where they are at hand, ours must say the same.
    #[test]
    fn published_years_agree_with_holiday_cn_where_it_is_at_hand() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora/holiday-cn");
        let ours = &crate::time::example::calendar().holidays;
        let mut compared = 0;
        for year in 2007..=2026 {
            let Ok(text) = std::fs::read_to_string(folder.join(format!("{year}.json"))) else { continue };
            let theirs = read(&[("theirs.json", &text)]).unwrap_or_else(|faults| panic!("{year}: {faults}"));
            assert!(theirs.known(day(&format!("{year}-06-01"))), "{year}");
            if year < 2024 {
                continue;
            }
            compared += 1;
            for date in day(&format!("{year}-01-01")).iter_days().take_while(|date| date.year() == year) {
                assert_eq!(ours.off(date), theirs.off(date), "{date}");
                assert_eq!(ours.name(date), theirs.name(date), "{date}");
            }
        }
        if compared == 0 {
            eprintln!("holiday-cn is not at hand: nothing compared");
        }
    }

    /// 2026 is not in holiday-cn's copy; its sums are: 7 holidays, 33 days off, 6 make-up days, all on weekends.
    #[test]
    fn the_published_year_2026_adds_up() {
        let ours = &crate::time::example::calendar().holidays;
        let year: Vec<(NaiveDate, bool)> = day("2026-01-01")
            .iter_days()
            .take(365)
            .filter_map(|date| ours.off(date).map(|off| (date, off)))
            .collect();
        assert_eq!(year.iter().filter(|(_, off)| *off).count(), 3 + 9 + 3 + 5 + 3 + 3 + 7);
        let made_up: Vec<NaiveDate> = year.iter().filter(|(_, off)| !off).map(|(date, _)| *date).collect();
        assert_eq!(made_up.len(), 6);
        assert!(made_up.iter().all(|date| date.weekday().num_days_from_monday() >= 5));
    }
}
