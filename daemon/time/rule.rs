//! Recurrence rules of RFC 5545, section 3.3.10, as dates: `FREQ=MONTHLY;BYDAY=2TU`.
//!
//! A [`Rule`] says of a date whether it is one; the clock time beside it, days off and the end of a series are those
//! of the phrase it stands in. `FREQ` (daily, weekly, monthly, yearly), `INTERVAL`, `BYDAY`, `BYMONTHDAY`, `BYMONTH`,
//! `BYSETPOS` (of a month) and `UNTIL` (a date) are read. Intervals are counted from `DTSTART` (a date) where the
//! rule names one, else from the first day of our era, which was a Monday. Everything else is refused by name: a
//! rule is taken whole or not at all.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate, Weekday};

/// The longest rule that is read.
const TEXT_MAX: usize = 200;
/// A rule must come within this many days of any of its dates.
const WITHIN_DAYS: i64 = 800;

/// A recurrence rule over dates.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Rule {
    freq: Freq,
    interval: u32,
    /// Which of several in the period: the second Tuesday; none is every one. Days count from Monday, 0.
    by_day: Vec<(Option<i32>, u8)>,
    by_month_day: Vec<i32>,
    by_month: Vec<u32>,
    by_set_pos: Vec<i32>,
    start: Option<NaiveDate>,
    until: Option<NaiveDate>,
    /// As written, in capitals.
    text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Freq {
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

impl Rule {
    /// The text begins like a rule.
    pub fn is_meant(text: &str) -> bool {
        let upper = text.trim_start().to_ascii_uppercase();
        ["FREQ=", "RRULE:", "DTSTART="].iter().any(|start| upper.starts_with(start))
    }

    /// Reads a rule. The error says what is wrong and what would be right.
    pub fn parse(text: &str) -> Result<Self, String> {
        let upper = text.trim().to_ascii_uppercase();
        if upper.len() > TEXT_MAX {
            return Err(format!("a rule is no longer than {TEXT_MAX} characters"));
        }
        let parts = upper.strip_prefix("RRULE:").unwrap_or(&upper);
        let mut rule = Rule {
            freq: Freq::Daily,
            interval: 1,
            by_day: Vec::new(),
            by_month_day: Vec::new(),
            by_month: Vec::new(),
            by_set_pos: Vec::new(),
            start: None,
            until: None,
            text: parts.to_owned(),
        };
        let mut freq = None;
        for part in parts.split(';').filter(|part| !part.is_empty()) {
            let (name, value) =
                part.split_once('=').ok_or_else(|| format!("'{part}' is no part of a rule"))?;
            match name {
                "FREQ" => freq = Some(Freq::parse(value)?),
                "INTERVAL" => rule.interval = number(name, value, 1, 1_000)?.unsigned_abs(),
                "BYDAY" => rule.by_day = value.split(',').map(week_day).collect::<Result<_, _>>()?,
                "BYMONTHDAY" => rule.by_month_day = numbers(name, value, 31)?,
                "BYMONTH" => {
                    rule.by_month = numbers(name, value, 12)?.into_iter().map(i32::unsigned_abs).collect();
                }
                "BYSETPOS" => rule.by_set_pos = numbers(name, value, 31)?,
                "DTSTART" => rule.start = Some(date(name, value)?),
                "UNTIL" => rule.until = Some(date(name, value)?),
                "WKST" if value == "MO" => {}
                "COUNT" => {
                    return Err(
                        "'COUNT' is not counted here; write 'until' beside it, or UNTIL=20271231".into()
                    );
                }
                _ => {
                    return Err(format!(
                        "'{name}' of a rule is not understood; FREQ, INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS, DTSTART and UNTIL are"
                    ));
                }
            }
        }
        rule.freq = freq.ok_or("a rule says how often it comes: FREQ=WEEKLY")?;
        rule.is_possible()?;
        Ok(rule)
    }

    fn is_possible(&self) -> Result<(), String> {
        let counted = self.by_day.iter().any(|(n, _)| n.is_some());
        if counted
            && (matches!(self.freq, Freq::Daily | Freq::Weekly)
                || (self.freq == Freq::Yearly && self.by_month.is_empty()))
        {
            return Err(
                "a counted day such as 2TU is one of a month: write FREQ=MONTHLY, or BYMONTH beside it"
                    .into(),
            );
        }
        if !self.by_set_pos.is_empty() && self.freq != Freq::Monthly {
            return Err("'BYSETPOS' picks among the days of a month: write FREQ=MONTHLY".into());
        }
        let from = self.start.or_else(|| NaiveDate::from_ymd_opt(2024, 1, 1)).unwrap_or_default();
        match from.iter_days().take(WITHIN_DAYS.unsigned_abs() as usize).any(|date| self.is_on(date)) {
            true => Ok(()),
            false => Err(format!("'{}' does not come within {WITHIN_DAYS} days", self.text)),
        }
    }

    /// Whether a date is one of the rule's.
    pub fn is_on(&self, date: NaiveDate) -> bool {
        let begun = self.start.is_none_or(|start| date >= start);
        let over = self.until.is_some_and(|until| date > until);
        let month = self.by_month.is_empty() || self.by_month.contains(&date.month());
        if !begun || over || !month || !self.is_in_step(date) {
            return false;
        }
        if self.by_set_pos.is_empty() {
            return self.is_among(date);
        }
        let days: Vec<NaiveDate> = days_of_month(date).filter(|day| self.is_among(*day)).collect();
        self.by_set_pos.iter().any(|pos| nth(&days, *pos) == Some(&date))
    }

    /// Its period is one that counts: every second week, every third month.
    fn is_in_step(&self, date: NaiveDate) -> bool {
        let start = self.start.unwrap_or_else(|| NaiveDate::from_ymd_opt(1, 1, 1).unwrap_or_default());
        let number = |date: NaiveDate| -> i64 {
            let days = i64::from(date.num_days_from_ce()) - 1;
            match self.freq {
                Freq::Daily => days,
                Freq::Weekly => days.div_euclid(7),
                Freq::Monthly => i64::from(date.year()) * 12 + i64::from(date.month0()),
                Freq::Yearly => i64::from(date.year()),
            }
        };
        (number(date) - number(start)).rem_euclid(i64::from(self.interval)) == 0
    }

    /// What the days of the rule are, before some of them are picked.
    fn is_among(&self, date: NaiveDate) -> bool {
        let by_day = || {
            self.by_day.iter().any(|(n, day)| {
                u32::from(*day) == date.weekday().num_days_from_monday()
                    && n.is_none_or(|n| {
                        let same: Vec<NaiveDate> =
                            days_of_month(date).filter(|other| other.weekday() == date.weekday()).collect();
                        nth(&same, n) == Some(&date)
                    })
            })
        };
        let by_month_day = || {
            let last = days_of_month(date).last().map_or(31, |day| day.day());
            let from_end = i32::try_from(date.day()).unwrap_or(0) - i32::try_from(last).unwrap_or(0) - 1;
            self.by_month_day.iter().any(|n| i32::try_from(date.day()) == Ok(*n) || from_end == *n)
        };
        match (self.by_day.is_empty(), self.by_month_day.is_empty()) {
            (false, false) => by_day() && by_month_day(),
            (false, true) => by_day(),
            (true, false) => by_month_day(),
            (true, true) => self.is_like_the_start(date),
        }
    }

    /// Without days of its own, a rule comes on the day it started: of the week, of the month, of the year.
    fn is_like_the_start(&self, date: NaiveDate) -> bool {
        let (weekday, day, month) = match self.start {
            Some(start) => (start.weekday(), start.day(), start.month()),
            None => (Weekday::Mon, 1, self.by_month.first().copied().unwrap_or(1)),
        };
        match self.freq {
            Freq::Daily => true,
            Freq::Weekly => date.weekday() == weekday,
            Freq::Monthly => date.day() == day,
            Freq::Yearly => {
                date.day() == day && (date.month() == month || self.by_month.contains(&date.month()))
            }
        }
    }
}

impl fmt::Display for Rule {
    /// As written, in capitals; it parses to the same rule.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Freq {
    fn parse(text: &str) -> Result<Self, String> {
        Ok(match text {
            "DAILY" => Self::Daily,
            "WEEKLY" => Self::Weekly,
            "MONTHLY" => Self::Monthly,
            "YEARLY" => Self::Yearly,
            _ => return Err(format!("'{text}' is no frequency; write DAILY, WEEKLY, MONTHLY or YEARLY")),
        })
    }
}

/// The nth from the front, or from the back.
fn nth<T>(all: &[T], n: i32) -> Option<&T> {
    let index = usize::try_from(n.unsigned_abs()).ok()?.checked_sub(1)?;
    if n > 0 { all.get(index) } else { all.iter().rev().nth(index) }
}

fn days_of_month(date: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = date.with_day(1).unwrap_or(date);
    let next = first.checked_add_months(Months::new(1)).unwrap_or(NaiveDate::MAX);
    first.iter_days().take_while(move |day| *day < next)
}

fn number(name: &str, text: &str, least: i32, most: i32) -> Result<i32, String> {
    let number = text.parse().ok().filter(|n| (least..=most).contains(n) && *n != 0);
    number.ok_or_else(|| format!("'{text}' does not fit '{name}', which is {} to {most}", least.max(1)))
}

fn numbers(name: &str, text: &str, most: i32) -> Result<Vec<i32>, String> {
    let least = if name == "BYMONTH" { 1 } else { -most };
    text.split(',').map(|text| number(name, text, least, most)).collect()
}

fn week_day(text: &str) -> Result<(Option<i32>, u8), String> {
    let wrong = || {
        format!(
            "'{text}' is no day of a rule; write MO, TU, WE, TH, FR, SA or SU, with a number for the nth of a month: 2TU, -1FR"
        )
    };
    let (count, day) = text.split_at_checked(text.len().saturating_sub(2)).ok_or_else(wrong)?;
    let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];
    let day = days
        .iter()
        .position(|known| *known == day)
        .and_then(|day| u8::try_from(day).ok())
        .ok_or_else(wrong)?;
    if count.is_empty() {
        return Ok((None, day));
    }
    let count: i32 = count.parse().ok().filter(|n| (-5..=5).contains(n) && *n != 0).ok_or_else(wrong)?;
    Ok((Some(count), day))
}

fn date(name: &str, text: &str) -> Result<NaiveDate, String> {
    let day = text.get(..8).unwrap_or(text);
    NaiveDate::parse_from_str(day, "%Y%m%d")
        .map_err(|_| format!("'{text}' is no date for '{name}'; write 20270331"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dates(rule: &str, from: &str, count: usize) -> String {
        let rule = Rule::parse(rule).unwrap_or_else(|fault| panic!("{rule}: {fault}"));
        let from: NaiveDate = from.parse().unwrap();
        let found = from.iter_days().take(1_000).filter(|date| rule.is_on(*date)).take(count);
        found.map(|date| date.format("%m-%d").to_string()).collect::<Vec<_>>().join(" ")
    }

    /// The dates of the examples of RFC 5545, section 3.8.5.3, moved to 2024.
    #[test]
    fn rules_give_the_dates_of_the_standard() {
        for (rule, wanted) in [
            ("FREQ=DAILY;INTERVAL=10;DTSTART=20240102", "01-02 01-12 01-22 02-01"),
            ("FREQ=WEEKLY;BYDAY=TU,TH", "01-02 01-04 01-09 01-11"),
            ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;DTSTART=20240108", "01-08 01-22 02-05 02-19"),
            ("FREQ=MONTHLY;BYDAY=2TU", "01-09 02-13 03-12 04-09"),
            ("FREQ=MONTHLY;BYDAY=-1FR", "01-26 02-23 03-29 04-26"),
            ("FREQ=MONTHLY;BYMONTHDAY=-1", "01-31 02-29 03-31 04-30"),
            ("FREQ=MONTHLY;BYMONTHDAY=15,30", "01-15 01-30 02-15 03-15"),
            ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "01-31 02-29 03-29 04-30"),
            ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "09-13 12-13 06-13 02-13"),
            ("FREQ=MONTHLY;INTERVAL=3;DTSTART=20240131;BYMONTHDAY=-1", "01-31 04-30 07-31 10-31"),
            ("RRULE:freq=yearly;bymonth=4,10;bymonthday=1", "04-01 10-01 04-01 10-01"),
            ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "11-28 11-27"),
            ("FREQ=WEEKLY;BYDAY=WE;UNTIL=20240117", "01-03 01-10 01-17"),
            ("FREQ=WEEKLY", "01-01 01-08 01-15 01-22"),
        ] {
            let count = wanted.split(' ').count();
            assert_eq!(dates(rule, "2024-01-01", count), wanted, "{rule}");
        }
    }

    #[test]
    fn what_is_not_understood_is_refused_by_name() {
        for (rule, said) in [
            ("BYDAY=MO", "how often"),
            ("FREQ=HOURLY", "no frequency"),
            ("FREQ=WEEKLY;COUNT=5", "'until'"),
            ("FREQ=WEEKLY;BYHOUR=9", "'BYHOUR'"),
            ("FREQ=WEEKLY;BYDAY=2TU", "of a month"),
            ("FREQ=WEEKLY;BYDAY=XX", "MO, TU"),
            ("FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY"),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "does not come"),
            ("FREQ=DAILY;INTERVAL=0", "INTERVAL"),
        ] {
            let fault = Rule::parse(rule).unwrap_err();
            assert!(fault.contains(said), "{rule}: {fault}");
        }
    }
}
