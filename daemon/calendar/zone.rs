//! Zones: our own by the tz database, other people's by their VTIMEZONE.
//!
//! The VTIMEZONE of an object of ours comes from the same tz database that its instants were worked out with (the
//! one compiled into jiff), never from chrono-tz, which lies below both calendar crates and is older. It covers the
//! years the object speaks about: two rules where the zone keeps to the same two days of the year in all of them,
//! single changes where it does not. It is kept short, for a long one makes importers fail.

use super::Refused;
use super::lines::Lines;
use crate::time::{Instant, Zone};
use calcard::icalendar::{
    ICalendar, ICalendarComponent, ICalendarComponentType, ICalendarFrequency, ICalendarProperty,
    ICalendarRecurrenceRule, ICalendarValue, ICalendarWeekday,
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Weekday};
use icalendar::Property;
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::OnceLock;

/// Changes read from one foreign VTIMEZONE; real ones have fewer than 200.
const OBSERVANCES_MAX: usize = 1_000;

/// The clock on the wall of one zone, and when it is changed.
pub(super) struct Clock {
    zone: Zone,
    /// The same rules as the zone's, for the list of changes.
    rules: TimeZone,
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

/// Whether the tz database has a zone of this name; far quicker than [`Zone::parse`] where it has not.
pub(super) fn known(name: &str) -> bool {
    database().get(name).is_ok()
}

impl Clock {
    pub(super) fn of(name: &str) -> Result<Self, Refused> {
        let zone = Zone::parse(name).map_err(Refused::Zone)?;
        let rules = database().get(zone.name());
        Ok(Self { rules: rules.map_err(|why| Refused::Zone(why.to_string()))?, zone })
    }

    /// The IANA name.
    pub(super) fn name(&self) -> &str {
        self.zone.name()
    }

    /// Written with `Z` and without a VTIMEZONE.
    pub(super) fn is_utc(&self) -> bool {
        matches!(self.name(), "UTC" | "Etc/UTC" | "UCT" | "Etc/UCT" | "Zulu" | "Etc/Zulu")
    }

    /// Writes the VTIMEZONE for what is said between these instants.
    pub(super) fn define(&self, lines: &mut Lines, from: Instant, to: Instant) -> Result<(), Refused> {
        lines.begin("VTIMEZONE");
        lines.property(&Property::new("TZID", self.name()))?;
        for (name, properties) in Definition::of(self, from, to).components() {
            lines.begin(name);
            for property in &properties {
                lines.property(property)?;
            }
            lines.end(name);
        }
        lines.end("VTIMEZONE");
        Ok(())
    }

    pub(super) fn local(&self, at: Instant) -> NaiveDateTime {
        self.zone.local(at)
    }

    pub(super) fn instant(&self, local: NaiveDateTime) -> Instant {
        self.zone.instant(local)
    }

    /// The changes of offset from `from` on and before `to`.
    fn changes(&self, from: Instant, to: Instant) -> Vec<Observance> {
        let before =
            timestamp(from).checked_sub(jiff::SignedDuration::from_secs(1)).unwrap_or(Timestamp::MIN);
        let info = self.rules.to_offset_info(before);
        let (mut from_s, mut from_dst) = (info.offset().seconds(), info.dst().is_dst());
        let mut changes = Vec::new();
        for next in self.rules.following(before).take_while(|next| next.timestamp() < timestamp(to)) {
            let (to_s, to_dst) = (next.offset().seconds(), next.dst().is_dst());
            let at = DateTime::from_timestamp(next.timestamp().as_second(), 0);
            if let Some(at) = at.filter(|_| to_s != from_s) {
                changes.push(Observance {
                    // In Dublin and Casablanca the database has daylight saving the other way round; people do not.
                    daylight: to_s > from_s && (from_dst || to_dst),
                    onset: shift(at.naive_utc(), from_s),
                    from_s,
                    to_s,
                    name: next.abbreviation().to_owned(),
                    yearly: None,
                });
            }
            (from_s, from_dst) = (to_s, to_dst);
        }
        changes
    }
}

/// What a VTIMEZONE says.
pub(super) struct Definition(Vec<Observance>);

/// One STANDARD or DAYLIGHT component.
#[derive(Clone)]
struct Observance {
    daylight: bool,
    /// When it begins, by the clock before it.
    onset: NaiveDateTime,
    from_s: i32,
    to_s: i32,
    name: String,
    /// It begins again every year on this day.
    yearly: Option<Yearly>,
}

/// A day such as the last Sunday of March.
#[derive(Clone, PartialEq)]
struct Yearly {
    month: u32,
    weekday: Weekday,
    /// From 1; -1 is the last one.
    nth: i8,
    /// The last onset, in UTC; only foreign definitions have it.
    until: Option<NaiveDateTime>,
}

impl Definition {
    /// Right for every instant from `from` to `to`, and for the years around them.
    pub(super) fn of(clock: &Clock, from: Instant, to: Instant) -> Self {
        let years = clock.local(from).year() - 1..=clock.local(to).year() + 1;
        let changes = clock.changes(new_year(*years.start()), new_year(*years.end() + 1));
        if let Some(rules) = yearly(&changes, years.clone().count()) {
            return Self(rules);
        }
        // The last change before the object begins, then those while it lasts.
        let (before, during): (Vec<_>, Vec<_>) =
            changes.into_iter().partition(|change| change.at() < from - TimeDelta::days(2));
        let base = before.into_iter().next_back().unwrap_or_else(|| {
            let start = new_year(*years.start());
            let offset_s = clock.zone.offset_s(start);
            let ends_daylight = during.first().is_some_and(|next| !next.daylight && next.from_s > next.to_s);
            let info = clock.rules.to_offset_info(timestamp(start));
            Observance {
                daylight: ends_daylight && info.dst().is_dst(),
                onset: NaiveDate::from_ymd_opt(1970, 1, 1)
                    .expect("January has a first day")
                    .and_time(NaiveTime::MIN),
                from_s: offset_s,
                to_s: offset_s,
                name: info.abbreviation().to_owned(),
                yearly: None,
            }
        });
        let during = during.into_iter().take_while(|change| change.at() < to + TimeDelta::days(2));
        let mut all: Vec<Observance> = std::iter::once(base).chain(during).collect();
        // Importers miss STANDARD where there is none.
        all[0].daylight &= all.iter().any(|observance| !observance.daylight);
        Self(all)
    }

    /// One VTIMEZONE: `(component, properties)` in order.
    pub(super) fn components(&self) -> Vec<(&'static str, Vec<Property>)> {
        let one = |observance: &Observance| {
            let mut properties = vec![
                Property::new("DTSTART", observance.onset.format("%Y%m%dT%H%M%S").to_string()),
                Property::new("TZOFFSETFROM", utc_offset(observance.from_s)),
                Property::new("TZOFFSETTO", utc_offset(observance.to_s)),
            ];
            if let Some(Yearly { month, weekday, nth, .. }) = &observance.yearly {
                let day = two_letters(*weekday);
                properties
                    .push(Property::new("RRULE", format!("FREQ=YEARLY;BYMONTH={month};BYDAY={nth}{day}")));
            }
            properties.push(Property::new("TZNAME", observance.name.as_str()));
            (if observance.daylight { "DAYLIGHT" } else { "STANDARD" }, properties)
        };
        self.0.iter().map(one).collect()
    }

    /// The VTIMEZONE of an object, unless it uses rules nobody writes.
    pub(super) fn read(object: &ICalendar, zone: &ICalendarComponent) -> Option<Self> {
        let children = zone.component_ids.iter().filter_map(|id| object.component_by_id(*id));
        let mut observances = Vec::new();
        for child in children {
            let daylight = match child.component_type {
                ICalendarComponentType::Standard => false,
                ICalendarComponentType::Daylight => true,
                _ => continue,
            };
            let onset =
                super::read::local(first(child, &ICalendarProperty::Dtstart)?.as_partial_date_time()?)?;
            let from_s = seconds(child, &ICalendarProperty::Tzoffsetfrom)?;
            let to_s = seconds(child, &ICalendarProperty::Tzoffsetto)?;
            let mut yearly = None;
            for entry in child.properties(&ICalendarProperty::Rrule) {
                let Some(ICalendarValue::RecurrenceRule(rule)) = entry.values.first() else { return None };
                yearly = Some(Yearly::read(rule)?);
            }
            let observance = Observance { daylight, onset, from_s, to_s, name: String::new(), yearly };
            let dates = child.properties(&ICalendarProperty::Rdate).flat_map(|entry| &entry.values);
            for onset in dates.filter_map(|value| super::read::local(value.as_partial_date_time()?)) {
                observances.push(Observance { onset, yearly: None, ..observance.clone() });
            }
            observances.push(observance);
            if observances.len() > OBSERVANCES_MAX {
                return None;
            }
        }
        Some(Self(observances)).filter(|definition| !definition.0.is_empty())
    }

    /// As [`Zone::instant`], by this definition alone (RFC 5545, section 3.6.5).
    pub(super) fn instant(&self, local: NaiveDateTime) -> Option<Instant> {
        let mut onsets: Vec<Observance> =
            self.0.iter().flat_map(|observance| observance.around(local.year())).collect();
        onsets.sort_by_key(Observance::at);
        let mut offset_s = onsets.first()?.from_s;
        for onset in &onsets {
            let before = shift(local, -offset_s).and_utc();
            // Still before this change, or in the gap it leaves.
            if before < onset.at() || shift(local, -onset.to_s).and_utc() < onset.at() {
                return Some(before);
            }
            offset_s = onset.to_s;
        }
        Some(shift(local, -offset_s).and_utc())
    }
}

impl Observance {
    fn at(&self) -> Instant {
        shift(self.onset, -self.from_s).and_utc()
    }

    /// Its onsets that matter for a time in that year.
    fn around(&self, year: i32) -> Vec<Observance> {
        let Some(yearly) = &self.yearly else { return vec![self.clone()] };
        // Its first onset also says what was before it, its last one what is after it.
        let last = yearly.until.map_or(i32::MAX, |until| until.year());
        let years = (year - 1).min(last).max(self.onset.year())..=(year + 1).min(last).max(self.onset.year());
        let onsets = years.filter_map(|year| Some(yearly.date(year)?.and_time(self.onset.time())));
        let one = |onset| Observance { onset, ..self.clone() };
        onsets
            .map(one)
            .filter(|o| o.onset >= self.onset && yearly.until.is_none_or(|until| o.at().naive_utc() <= until))
            .collect()
    }
}

impl Yearly {
    fn date(&self, year: i32) -> Option<NaiveDate> {
        match u8::try_from(self.nth) {
            Ok(nth) => NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth),
            Err(_) => {
                let nth = |nth| NaiveDate::from_weekday_of_month_opt(year, self.month, self.weekday, nth);
                let last = nth(5).or_else(|| nth(4))?;
                last.checked_sub_signed(TimeDelta::weeks((-i64::from(self.nth)) - 1))
            }
        }
    }

    fn read(rule: &ICalendarRecurrenceRule) -> Option<Self> {
        let plain = rule.freq == ICalendarFrequency::Yearly
            && rule.interval.unwrap_or(1) == 1
            && rule.count.is_none()
            && rule.bymonthday.is_empty()
            && rule.byyearday.is_empty()
            && rule.byweekno.is_empty()
            && rule.bysetpos.is_empty()
            && rule.byhour.is_empty();
        let ([month], [day]) = (rule.bymonth.as_slice(), rule.byday.as_slice()) else { return None };
        let nth = i8::try_from(day.ordwk?).ok().filter(|nth| (1..=5).contains(&nth.abs()))?;
        let until = match &rule.until {
            Some(until) => Some(super::read::local(until)?),
            None => None,
        };
        let month = u32::from(month.month());
        let weekday = WEEK.into_iter().find(|weekday| foreign(*weekday) == day.weekday)?;
        let yearly = Self { month, weekday, nth, until };
        Some(yearly).filter(|_| plain)
    }
}

/// The two rules of a zone that changes twice a year on the same days, in all of `years` years.
fn yearly(changes: &[Observance], years: usize) -> Option<Vec<Observance>> {
    if changes.len() != 2 * years {
        return None;
    }
    let rule = |half: usize| {
        let same: Vec<&Observance> = changes.iter().skip(half).step_by(2).collect();
        let first = *same.first()?;
        let key = |o: &Observance| {
            (o.onset.month(), o.onset.weekday(), o.onset.time(), o.from_s, o.to_s, o.daylight)
        };
        let follows = |(n, o): (usize, &&Observance)| {
            key(o) == key(first) && o.name == first.name && o.onset.year() == first.onset.year() + n as i32
        };
        let nth =
            [-1, 1, 2, 3, 4].into_iter().find(|nth| same.iter().all(|o| is_nth(o.onset.date(), *nth)))?;
        let (month, weekday) = (first.onset.month(), first.onset.weekday());
        let rule = Observance { yearly: Some(Yearly { month, weekday, nth, until: None }), ..first.clone() };
        same.iter().enumerate().all(follows).then_some(rule)
    };
    Some(vec![rule(0)?, rule(1)?])
}

fn is_nth(date: NaiveDate, nth: i8) -> bool {
    match u32::try_from(nth) {
        Ok(nth) => (date.day() - 1) / 7 + 1 == nth,
        Err(_) => date.checked_add_days(chrono::Days::new(7)).is_none_or(|next| next.month() != date.month()),
    }
}

fn seconds(component: &ICalendarComponent, property: &ICalendarProperty) -> Option<i32> {
    let offset = first(component, property)?.as_partial_date_time()?;
    let seconds = i32::from(offset.tz_hour?) * 3600 + i32::from(offset.tz_minute.unwrap_or(0)) * 60;
    Some(if offset.tz_minus { -seconds } else { seconds }).filter(|s| s.abs() <= 86_400)
}

fn first<'x>(component: &'x ICalendarComponent, property: &ICalendarProperty) -> Option<&'x ICalendarValue> {
    component.property(property)?.values.first()
}

fn utc_offset(seconds: i32) -> String {
    let (sign, s) = (if seconds < 0 { '-' } else { '+' }, seconds.abs());
    let (hours, minutes, seconds) = (s / 3600, s / 60 % 60, s % 60);
    if seconds == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{seconds:02}")
    }
}

/// From Monday on.
pub(super) const WEEK: [Weekday; 7] =
    [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];

/// The RRULE name of a weekday.
pub(super) fn two_letters(weekday: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][weekday.num_days_from_monday() as usize]
}

/// The weekday as calcard names it.
pub(super) fn foreign(weekday: Weekday) -> ICalendarWeekday {
    match weekday {
        Weekday::Mon => ICalendarWeekday::Monday,
        Weekday::Tue => ICalendarWeekday::Tuesday,
        Weekday::Wed => ICalendarWeekday::Wednesday,
        Weekday::Thu => ICalendarWeekday::Thursday,
        Weekday::Fri => ICalendarWeekday::Friday,
        Weekday::Sat => ICalendarWeekday::Saturday,
        Weekday::Sun => ICalendarWeekday::Sunday,
    }
}

fn new_year(year: i32) -> Instant {
    NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(NaiveDate::MIN).and_time(NaiveTime::MIN).and_utc()
}

fn shift(time: NaiveDateTime, seconds: i32) -> NaiveDateTime {
    time.checked_add_signed(TimeDelta::seconds(seconds.into())).unwrap_or(time)
}

fn timestamp(at: Instant) -> Timestamp {
    let seconds = at.timestamp().clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
    Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::lines::Lines;
    use calcard::{Entry, Parser};

    fn zones() -> Vec<Clock> {
        let names =
            TimeZoneDatabase::bundled().available().map(|name| name.as_str().to_owned()).collect::<Vec<_>>();
        names.iter().filter_map(|name| Clock::of(name).ok()).collect()
    }

    /// The definition as somebody else understands it from the text.
    fn reread(definition: &Definition) -> Definition {
        let mut lines = Lines::default();
        lines.begin("VCALENDAR");
        lines.begin("VTIMEZONE");
        lines.property(&Property::new("TZID", "X")).unwrap();
        for (name, properties) in definition.components() {
            lines.begin(name);
            properties.iter().for_each(|property| lines.property(property).unwrap());
            lines.end(name);
        }
        lines.end("VTIMEZONE");
        lines.end("VCALENDAR");
        let text = lines.finish();
        assert!(text.lines().count() < 200, "too long for some importers:\n{text}");
        let Entry::ICalendar(object) = Parser::new(&text).entry() else { panic!("{text}") };
        Definition::read(&object, object.timezones().next().unwrap()).unwrap_or_else(|| panic!("{text}"))
    }

    /// Wall-clock times on both sides of every change, in its gap or overlap, and in between.
    fn samples(clock: &Clock, from: Instant, to: Instant) -> Vec<NaiveDateTime> {
        let mut samples = Vec::new();
        for change in clock.changes(from, to) {
            let minutes = [-1441, -61, -30, -1, 0, 1, 29, 30, 59, 60, 61, 90, 119, 120, 1441];
            samples.extend(minutes.map(|minutes| change.onset + TimeDelta::minutes(minutes)));
        }
        let mut at = from;
        while at < to {
            samples.push(clock.local(at));
            at += TimeDelta::hours(24 * 9 + 7);
        }
        samples
    }

    #[test]
    fn every_zone_is_described_as_the_tz_database_has_it() {
        let zones = zones();
        assert!(zones.len() > 400, "only {} zones", zones.len());
        let mut rules = 0;
        for clock in &zones {
            for year in 2020..=2040 {
                let (from, to) =
                    (new_year(year) + TimeDelta::days(14), new_year(year + 1) + TimeDelta::days(14));
                let definition = reread(&Definition::of(clock, from, to));
                rules += usize::from(definition.0.iter().any(|observance| observance.yearly.is_some()));
                for local in samples(clock, from, to) {
                    let (shown, meant) = (definition.instant(local).unwrap(), clock.instant(local));
                    assert_eq!(shown, meant, "{} {local}", clock.name());
                }
            }
        }
        assert!(rules > 1_000, "rules were found for {rules} zone years only");
    }

    #[test]
    fn a_description_over_ten_years_is_right_and_short() {
        for clock in &zones() {
            let (from, to) = (new_year(2026), new_year(2036));
            let definition = reread(&Definition::of(clock, from, to));
            for local in samples(clock, from, to) {
                assert_eq!(
                    definition.instant(local).unwrap(),
                    clock.instant(local),
                    "{} {local}",
                    clock.name()
                );
            }
        }
    }

    #[test]
    fn a_time_that_is_left_out_moves_on_and_one_that_happens_twice_is_the_first() {
        let clock = Clock::of("europe/berlin").unwrap();
        assert_eq!(clock.name(), "Europe/Berlin");
        let instant = |text: &str| clock.instant(text.parse().unwrap()).to_rfc3339();
        assert_eq!(instant("2026-03-29T02:30:00"), "2026-03-29T01:30:00+00:00");
        assert_eq!(instant("2026-10-25T02:30:00"), "2026-10-25T00:30:00+00:00");
        assert!(Clock::of("Mars/Base").is_err());
    }

    #[test]
    fn a_zone_that_ended_daylight_saving_keeps_its_last_offset() {
        let text = "BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\nTZID:X\n\
            BEGIN:DAYLIGHT\nDTSTART:20000326T020000\nTZOFFSETFROM:+0200\nTZOFFSETTO:+0300\n\
            RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU;UNTIL=20160327T000000Z\nEND:DAYLIGHT\n\
            BEGIN:STANDARD\nDTSTART:20001029T030000\nTZOFFSETFROM:+0300\nTZOFFSETTO:+0200\n\
            RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU;UNTIL=20151025T000000Z\nEND:STANDARD\n\
            END:VTIMEZONE\nEND:VCALENDAR\n";
        let Entry::ICalendar(object) = Parser::new(text).entry() else { panic!() };
        let definition = Definition::read(&object, object.timezones().next().unwrap()).unwrap();
        let instant = |text: &str| definition.instant(text.parse().unwrap()).unwrap().to_rfc3339();
        assert_eq!(instant("1999-07-01T12:00:00"), "1999-07-01T10:00:00+00:00");
        assert_eq!(instant("2015-07-01T12:00:00"), "2015-07-01T09:00:00+00:00");
        assert_eq!(instant("2015-12-01T12:00:00"), "2015-12-01T10:00:00+00:00");
        assert_eq!(instant("2026-01-01T12:00:00"), "2026-01-01T09:00:00+00:00");
    }
}
