//! Days: `2024-07-15`, `7月18日`, `18 Jul`, `周五`, `下周三`, `月底`.

use chrono::{Datelike, Days, Months, NaiveDate, TimeDelta, Weekday};

use super::PAST_DAYS;
use super::cursor::Cursor;
use crate::time::work::weekday_named;

impl Cursor {
    /// A date with or without its day of the week on either side, which must fit.
    pub(super) fn date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        self.spaces();
        let named = self.tried(|cursor| {
            let day = cursor.weekday()?;
            cursor.any(&[","]);
            cursor.spaces();
            cursor.calendar_date(today).map(|date| (day, date))
        });
        let (before, date) = match named {
            Some((day, date)) => (Some(day), date),
            None => (None, self.relative_date(today).or_else(|| self.calendar_date(today))?),
        };
        let after = self.tried(|cursor| {
            let bracket = cursor.any(&["("]);
            cursor.any(&[","]);
            cursor.spaces();
            let day = cursor.weekday()?;
            (!bracket || cursor.eat(")")).then_some(day)
        });
        let fits = |day: Option<Weekday>| day.is_none_or(|day| day == date.weekday());
        (fits(before) && fits(after)).then_some(date)
    }

    pub(super) fn relative_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        const DAYS: [(&str, i64); 11] = [
            ("大后天", 3),
            ("今天", 0),
            ("今日", 0),
            ("today", 0),
            ("明天", 1),
            ("明日", 1),
            ("tomorrow", 1),
            ("后天", 2),
            ("昨天", -1),
            ("yesterday", -1),
            ("前天", -2),
        ];
        if let Some((_, n)) = DAYS.iter().find(|(word, _)| self.eat(word)) {
            return today.checked_add_signed(TimeDelta::days(*n));
        }
        if let Some(months) = self.tried(Self::month_end) {
            let first = today.with_day(1)?.checked_add_months(Months::new(months + 1))?;
            return first.pred_opt();
        }
        self.tried(|cursor| {
            let week = cursor.week();
            let day = cursor.weekday()?;
            let monday = today.checked_sub_days(Days::new(today.weekday().num_days_from_monday().into()))?;
            let in_week = |n: i64| {
                let ahead = TimeDelta::days(7 * n + i64::from(day.num_days_from_monday()));
                monday.checked_add_signed(ahead)
            };
            match week {
                Some(n) => in_week(n),
                None => in_week(0).filter(|date| *date >= today).or_else(|| in_week(1)),
            }
        })
    }

    /// `月底`: in how many months.
    pub(super) fn month_end(&mut self) -> Option<u32> {
        const MONTHS: [(&str, u32); 6] = [("本", 0), ("这个", 0), ("这", 0), ("下个", 1), ("下", 1), ("", 0)];
        MONTHS.iter().find_map(|(word, n)| {
            self.tried(|cursor| (cursor.eat(word) && cursor.any(&["月底", "月末"])).then_some(*n))
        })
    }

    /// `下` before `周三`: in how many weeks.
    pub(super) fn week(&mut self) -> Option<i64> {
        const WEEKS: [(&str, i64); 9] = [
            ("下下个", 2),
            ("下下", 2),
            ("下个", 1),
            ("下", 1),
            ("本", 0),
            ("这个", 0),
            ("这", 0),
            ("上", -1),
            ("this ", 0),
        ];
        WEEKS.iter().find(|(word, _)| self.eat(word)).map(|(_, n)| *n)
    }

    pub(super) fn weekday(&mut self) -> Option<Weekday> {
        self.spaces();
        let letters = self.chars[self.at..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let count = if letters > 0 {
            letters
        } else if self.chars[self.at..].starts_with(&['周']) {
            2
        } else {
            3
        };
        let word: String = self.chars.get(self.at..self.at + count)?.iter().collect();
        let day = weekday_named(&word)?;
        self.at += count;
        self.eat(".");
        Some(day)
    }

    pub(super) fn calendar_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        self.tried(|c| c.chinese_date(today))
            .or_else(|| self.tried(|c| c.named_month(today)))
            .or_else(|| self.tried(|c| c.numeric_date(today)))
    }

    /// `2024年7月15日`, `24年7月15日`, `7月18号`, `15号`.
    pub(super) fn chinese_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let (mut n, digits) = self.number()?;
        self.spaces();
        let mut year = None;
        if self.eat("年") {
            year = Some(with_century(n, digits, today)?);
            self.spaces();
            n = self.small()?;
            self.spaces();
        }
        if self.eat("月") {
            self.eat("份");
            self.spaces();
            let day = self.small()?;
            self.spaces();
            let _ = self.eat("日") || self.eat("号");
            return match year {
                Some(year) => NaiveDate::from_ymd_opt(year, n, day),
                None => nearest(n, day, today),
            };
        }
        // A day alone: this month's, or the next one that has it.
        if year.is_none() && (self.eat("日") || self.eat("号")) {
            let months = (0..=2).filter_map(|m| today.with_day(1)?.checked_add_months(Months::new(m)));
            return months.filter_map(|first| first.with_day(n)).find(|date| *date >= today);
        }
        None
    }

    /// `18 Jul 2024`, `18th of July`, `July 18`, `Jul 18, 2024`.
    pub(super) fn named_month(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let (day, month) = match self.tried(Self::month) {
            Some(month) => {
                self.any(&["-"]);
                self.spaces();
                (self.ordinal()?, month)
            }
            None => {
                let day = self.ordinal()?;
                self.any(&["of ", "-"]);
                self.spaces();
                (day, self.month()?)
            }
        };
        let year = self.tried(|cursor| {
            cursor.any(&[",", "-"]);
            cursor.spaces();
            let (n, digits) = cursor.number()?;
            // Two digits count as a year only at the very end: `Jul 18, 14:00` goes on.
            (digits == 4 || (digits == 2 && cursor.at == cursor.chars.len())).then_some(())?;
            with_century(n, digits, today)
        });
        match year {
            Some(year) => NaiveDate::from_ymd_opt(year, month, day),
            None => nearest(month, day, today),
        }
    }

    pub(super) fn month(&mut self) -> Option<u32> {
        let letters = self.chars[self.at..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let word: String = self.chars[self.at..self.at + letters].iter().collect();
        let word = if word == "sept" { "sep" } else { &word };
        let month: chrono::Month = word.parse().ok()?;
        self.at += letters;
        self.eat(".");
        Some(month.number_from_month())
    }

    pub(super) fn ordinal(&mut self) -> Option<u32> {
        let n = self.small()?;
        let _ = ["st", "nd", "rd", "th"].iter().any(|suffix| self.eat(suffix));
        Some(n)
    }

    /// `2024-07-15`, `2024/7/15`, `20240715`, `18/07/2024`, `7/18`.
    pub(super) fn numeric_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        let (first, digits) = self.number()?;
        if digits == 8 {
            return NaiveDate::from_ymd_opt((first / 10_000) as i32, first / 100 % 100, first % 100);
        }
        let sign = *['-', '/', '.'].iter().find(|sign| self.eat(&sign.to_string()))?;
        let second = self.small()?;
        if digits == 4 {
            (self.peek() == Some(sign)).then_some(())?;
            self.at += 1;
            return NaiveDate::from_ymd_opt(first as i32, second, self.small()?);
        }
        let (day, month) = match (first, second) {
            (13.., 1..=12) => (first, second),
            (1..=12, 13..) => (second, first),
            (same, other) if same == other => (same, other),
            _ => return None,
        };
        if digits > 2 {
            return None;
        }
        if self.peek() == Some(sign) {
            self.at += 1;
            let (year, digits) = self.number()?;
            return NaiveDate::from_ymd_opt(year as i32, month, day).filter(|_| digits == 4);
        }
        nearest(month, day, today)
    }

    // ── times ────────────────────────────────────────────────────────────────────────────────────────────────
}

/// The full year of a year as written: two digits mean the one nearest to today.
pub(super) fn with_century(year: u32, digits: usize, today: NaiveDate) -> Option<i32> {
    let year = i32::try_from(year).ok()?;
    match digits {
        4 => Some(year),
        2 => {
            let century = today.year() - today.year().rem_euclid(100);
            [century - 100, century, century + 100]
                .into_iter()
                .map(|century| century + year)
                .min_by_key(|full| (full - today.year()).abs())
        }
        _ => None,
    }
}

/// A month and day in the year that puts it at most [`PAST_DAYS`] back, else ahead.
pub(super) fn nearest(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let earliest = today.checked_sub_days(Days::new(PAST_DAYS))?;
    // No further than next year: a 29 February that is years away is a slip of the pen.
    (-1..=1)
        .filter_map(|n| NaiveDate::from_ymd_opt(today.year() + n, month, day))
        .find(|date| *date >= earliest)
}
