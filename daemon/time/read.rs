//! Dates, times, spans and durations as people write them in the fields of a mail, in Chinese and English.
//!
//! What can mean two things is not read at all: `03/04/2024`, a bare `3点`, `next Wednesday`, a weekday that does not
//! fit its date. The caller then asks back; a wrong guess would move somebody's deadline. Full-width digits and
//! punctuation count as the ordinary ones, Chinese numerals as numbers.
//!
//! A date without a year is the one nearest to today, at most [`PAST_DAYS`] back and else ahead, so that in December
//! `1月15日` is next January and on 20 July `7月18日` is two days ago (and is then refused as past, not taken as next
//! year).

use super::work::weekday_named;
use super::{Instant, Moment, Span, Zone};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Weekday};

/// How far back a date without a year may lie.
pub const PAST_DAYS: u64 = 90;

/// The longest text looked at, in characters; a field that is longer is no date.
pub const TEXT_MAX: usize = 2_000;

/// The longest duration read, in days.
pub const DURATION_DAYS_MAX: i64 = 3_660;

/// A date alone: `2024-07-15`, `2024-07-15前`, `7月18日`, `7/18`, `18 Jul 2024`, `July 18`, `周五`, `下周三`, `明天`, `月底`.
///
/// `today` is the writer's date. A day of the week is the next one, today included; `本周五` and `下周三` count by
/// weeks from Monday.
pub fn date(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut cursor = Cursor::new(text)?;
    cursor.any(&["by ", "until ", "till ", "on "]);
    let date = cursor.date(today)?;
    cursor.any(&["之前", "以前", "前", "截止", "止"]);
    cursor.any(&["(含)", "(含当天)", "含当天"]);
    cursor.ended().then_some(date)
}

/// A time of day: `14:00`, `下午2点半`, `9点`, `3 pm`, `中午`, `noon`.
pub fn time_of_day(text: &str) -> Option<NaiveTime> {
    let mut cursor = Cursor::new(text)?;
    let time = cursor.time()?;
    cursor.ended().then(|| time.settle(None)).flatten()
}

/// A date with a time, in either order, or a time alone (today's): `2024-07-15 14:00`, `明天下午2点`,
/// `10am tomorrow`, `2024-07-15T14:00:00+08:00`, `14:00 UTC`, `现在`, `10分钟前`, `half an hour ago`.
///
/// Read on the wall clock of `zone` unless the text names another zone or offset.
pub fn date_time(text: &str, now: Instant, zone: &Zone) -> Option<Instant> {
    let mut cursor = Cursor::new(text)?;
    if let Some(at) = cursor.tried(|cursor| cursor.relative_time(now)) {
        return cursor.ended().then_some(at);
    }
    let today = zone.local(now).date();
    let (date, time) = cursor.dated_time(today)?;
    let local = date.unwrap_or(today).and_time(time.settle(None)?);
    if cursor.ended() {
        return Some(zone.instant(local));
    }
    Some(cursor.zone()?.instant(local))
}

/// What a date or date-time field holds: a date alone stays a date.
pub fn moment(text: &str, now: Instant, zone: &Zone) -> Option<Moment> {
    let day = || date(text, zone.local(now).date()).map(Moment::Day);
    day().or_else(|| date_time(text, now, zone).map(Moment::At))
}

/// A meeting's time and what is written after it: `2024-06-20 14:00-15:00 线上 <link>`, `明天下午2点到3点 会议室A`,
/// `20 June 14:00, 1h, room 5`, `14:00-15:00 on 20 June`. The end is a time, a date with a time, or a duration; the
/// date must be written, for a meeting is seldom today.
pub fn span(text: &str, now: Instant, zone: &Zone) -> Option<(Span, String)> {
    let today = zone.local(now).date();
    let mut cursor = Cursor::new(text)?;
    let (date, first) = cursor.dated_time(today)?;
    let end = cursor.end(today)?;
    let date = date.or_else(|| cursor.tried(|cursor| cursor.trailing_date(today)))?;
    let (start, end) = match end {
        End::At(last_date, last) => {
            let (start, end) = settled(&first, &last)?;
            (date.and_time(start), last_date.unwrap_or(date).and_time(end))
        }
        End::After(length) => {
            let start = date.and_time(first.settle(None)?);
            (start, start.checked_add_signed(length)?)
        }
    };
    let zone = cursor.tried(Cursor::next_zone).unwrap_or_else(|| zone.clone());
    let span = Span { start: zone.instant(start), end: zone.instant(end) };
    (start < end && span.start < span.end).then(|| (span, cursor.rest(text)))
}

/// As [`span`], for a text that names no end: when it begins, and what is written after it.
pub fn start(text: &str, now: Instant, zone: &Zone) -> Option<(Instant, String)> {
    let mut cursor = Cursor::new(text)?;
    let (date, time) = cursor.dated_time(zone.local(now).date())?;
    let local = date?.and_time(time.settle(None)?);
    let zone = cursor.tried(Cursor::next_zone).unwrap_or_else(|| zone.clone());
    Some((zone.instant(local), cursor.rest(text)))
}

/// A duration longer than nothing: `2h`, `90分钟`, `1小时30分`, `1.5 hours`, `半小时`, `一个半小时`, `2天`. Half a day
/// is not read: it may be four hours or twelve.
pub fn duration(text: &str) -> Option<TimeDelta> {
    let mut cursor = Cursor::new(text)?;
    let found = cursor.duration()?;
    cursor.ended().then_some(found)
}

/// A text being read from its start, character by character; each character folded to its ordinary, lower-case form,
/// so that positions agree with the text as written.
struct Cursor {
    chars: Vec<char>,
    at: usize,
}

/// A time of day as written, before it is known which half of the day it means.
#[derive(Debug, Clone, Copy)]
struct Written {
    hour: u32,
    minute: u32,
    second: u32,
    half: Option<Half>,
    /// Written so that only one half of the day can be meant: `03:00`, `15:00`.
    full: bool,
}

/// How the other end of a span is written.
enum End {
    /// A time, on a date of its own or on that of the start.
    At(Option<NaiveDate>, Written),
    /// So long after the start.
    After(TimeDelta),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Half {
    /// `am`
    Am,
    /// `pm`
    Pm,
    /// `上午`, `早上`, `凌晨`: as `am`, but 12 is unclear
    Morning,
    /// `中午`: 11 to 2
    Noon,
    /// `下午`, `傍晚`: as `pm`, and 14 is allowed
    Afternoon,
    /// `晚上`: as `下午`, but 12 is unclear
    Evening,
}

impl Written {
    /// The time meant; with `other`, a half of the day taken over from the other end of a span.
    fn settle(&self, other: Option<Half>) -> Option<NaiveTime> {
        let half = if self.full { self.half } else { self.half.or(other) };
        let hour = match (half, self.hour) {
            (None, hour) if self.full || hour == 0 || hour >= 7 => hour,
            (None, _) => return None,
            (Some(Half::Am), 12) => 0,
            (Some(Half::Am), hour @ 1..=11) => hour,
            (Some(Half::Pm), 12) => 12,
            (Some(Half::Pm), hour @ 1..=11) => hour + 12,
            (Some(Half::Morning), hour @ 0..=11) => hour,
            (Some(Half::Noon), hour @ 11..=13) => hour,
            (Some(Half::Noon), hour @ 1..=2) => hour + 12,
            (Some(Half::Afternoon), 12) => 12,
            (Some(Half::Afternoon | Half::Evening), hour @ 1..=11) => hour + 12,
            (Some(Half::Afternoon | Half::Evening), hour @ 13..=23) => hour,
            _ => return None,
        };
        NaiveTime::from_hms_opt(hour, self.minute, self.second)
    }
}

const SEPARATORS: [&str; 11] = ["-", "–", "—", "~", "至", "到", "to ", "until ", "till ", "→", "―"];

impl Cursor {
    fn new(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().take(TEXT_MAX + 1).map(folded).collect();
        let mut cursor = Self { chars, at: 0 };
        cursor.spaces();
        (cursor.chars.len() <= TEXT_MAX).then_some(cursor)
    }

    // ── the smallest pieces ──────────────────────────────────────────────────────────────────────────────────

    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn spaces(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.at += 1;
        }
    }

    /// Takes a word or sign if it comes next; a word of letters must end there.
    fn eat(&mut self, word: &str) -> bool {
        let end = self.at + word.chars().count();
        let here = self.chars.get(self.at..end).is_some_and(|chars| word.chars().eq(chars.iter().copied()));
        let cut = word.ends_with(|c: char| c.is_ascii_alphabetic())
            && self.chars.get(end).is_some_and(|c| c.is_ascii_alphabetic());
        if here && !cut {
            self.at = end;
        }
        here && !cut
    }

    /// Takes a letter, whatever follows it.
    fn eat_letter(&mut self, letter: char) -> bool {
        let here = self.peek() == Some(letter);
        self.at += usize::from(here);
        here
    }

    fn any(&mut self, words: &[&str]) -> bool {
        self.spaces();
        words.iter().any(|word| self.eat(word))
    }

    fn ended(&mut self) -> bool {
        self.spaces();
        while self.peek().is_some_and(|c| matches!(c, '.' | '。' | ';' | ',' | '，')) {
            self.at += 1;
        }
        self.spaces();
        self.at == self.chars.len()
    }

    /// What is written after the part that was read, as written.
    fn rest(&self, text: &str) -> String {
        let rest: String = text.chars().skip(self.at).collect();
        rest.trim_start_matches(|c: char| c.is_whitespace() || ",，;；、。)）".contains(c))
            .trim_end()
            .to_owned()
    }

    /// Goes back to where it was if nothing is found.
    fn tried<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let before = self.at;
        let found = read(self);
        if found.is_none() {
            self.at = before;
        }
        found
    }

    /// Digits and how many of them, or a Chinese numeral up to 99 (counted as two digits) or of four digits.
    fn number(&mut self) -> Option<(u32, usize)> {
        let run = |is: fn(char) -> bool| self.chars[self.at..].iter().take_while(|c| is(**c)).count();
        let digits = run(|c| c.is_ascii_digit());
        if digits > 0 {
            let text: String = self.chars[self.at..self.at + digits].iter().collect();
            self.at += digits;
            return text.parse().ok().map(|n| (n, digits));
        }
        let digits = run(|c| chinese_digit(c).is_some() || c == '十');
        let n = chinese_number(&self.chars[self.at..self.at + digits])?;
        self.at += digits;
        Some((n, if n > 999 { 4 } else { 2 }))
    }

    /// A number of one or two digits.
    fn small(&mut self) -> Option<u32> {
        self.tried(|cursor| cursor.number().filter(|(_, digits)| *digits <= 2).map(|(n, _)| n))
    }

    // ── dates ────────────────────────────────────────────────────────────────────────────────────────────────

    /// A date with or without its day of the week on either side, which must fit.
    fn date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
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

    fn relative_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
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
    fn month_end(&mut self) -> Option<u32> {
        const MONTHS: [(&str, u32); 6] = [("本", 0), ("这个", 0), ("这", 0), ("下个", 1), ("下", 1), ("", 0)];
        MONTHS.iter().find_map(|(word, n)| {
            self.tried(|cursor| (cursor.eat(word) && cursor.any(&["月底", "月末"])).then_some(*n))
        })
    }

    /// `下` before `周三`: in how many weeks.
    fn week(&mut self) -> Option<i64> {
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

    fn weekday(&mut self) -> Option<Weekday> {
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

    fn calendar_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        self.tried(|c| c.chinese_date(today))
            .or_else(|| self.tried(|c| c.named_month(today)))
            .or_else(|| self.tried(|c| c.numeric_date(today)))
    }

    /// `2024年7月15日`, `24年7月15日`, `7月18号`, `15号`.
    fn chinese_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
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
    fn named_month(&mut self, today: NaiveDate) -> Option<NaiveDate> {
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

    fn month(&mut self) -> Option<u32> {
        let letters = self.chars[self.at..].iter().take_while(|c| c.is_ascii_alphabetic()).count();
        let word: String = self.chars[self.at..self.at + letters].iter().collect();
        let word = if word == "sept" { "sep" } else { &word };
        let month: chrono::Month = word.parse().ok()?;
        self.at += letters;
        self.eat(".");
        Some(month.number_from_month())
    }

    fn ordinal(&mut self) -> Option<u32> {
        let n = self.small()?;
        let _ = ["st", "nd", "rd", "th"].iter().any(|suffix| self.eat(suffix));
        Some(n)
    }

    /// `2024-07-15`, `2024/7/15`, `20240715`, `18/07/2024`, `7/18`.
    fn numeric_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
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

    fn time(&mut self) -> Option<Written> {
        self.spaces();
        self.tried(Self::written_time)
    }

    fn written_time(&mut self) -> Option<Written> {
        const HALVES: [(&str, Half); 9] = [
            ("上午", Half::Morning),
            ("早上", Half::Morning),
            ("早晨", Half::Morning),
            ("凌晨", Half::Morning),
            ("中午", Half::Noon),
            ("下午", Half::Afternoon),
            ("傍晚", Half::Afternoon),
            ("晚上", Half::Evening),
            ("晚", Half::Evening),
        ];
        let noon = Written { hour: 12, minute: 0, second: 0, half: None, full: true };
        if self.eat("noon") {
            return Some(noon);
        }
        let mut half = HALVES.iter().find(|(word, _)| self.eat(word)).map(|(_, half)| *half);
        self.spaces();
        let Some((hour, digits)) = self.tried(|c| c.number().filter(|(_, digits)| *digits <= 2)) else {
            return (half == Some(Half::Noon)).then_some(noon);
        };
        let (mut minute, mut second, mut bare) = (0, 0, false);
        if self.eat(":") {
            minute = self.two_digits()?;
            if self.eat(":") {
                second = self.two_digits()?;
                // Fractions of a second, as programs write them.
                if self.eat(".") {
                    self.number()?;
                }
            }
        } else if self.any(&["点钟", "点", "时"]) {
            minute = self.chinese_minutes().unwrap_or(0);
        } else {
            bare = true;
        }
        // A following figure would make it something else: `14:00:`, `9点5`.
        if self.peek().is_some_and(|c| c.is_ascii_digit() || c == ':') {
            return None;
        }
        let english = self.tried(|cursor| {
            cursor.spaces();
            let am = ["am", "a.m."].iter().any(|word| cursor.eat(word));
            let pm = !am && ["pm", "p.m."].iter().any(|word| cursor.eat(word));
            (am || pm).then_some(if am { Half::Am } else { Half::Pm })
        });
        if bare && english.is_none() {
            return None;
        }
        if english.is_some() && half.is_some() {
            return None;
        }
        half = half.or(english);
        let full = half.is_none() && !bare && (digits == 2 && hour < 10 || hour >= 13);
        (hour < 24 && minute < 60 && second < 60).then_some(Written { hour, minute, second, half, full })
    }

    fn two_digits(&mut self) -> Option<u32> {
        self.tried(|cursor| cursor.number().filter(|(_, digits)| *digits == 2).map(|(n, _)| n))
    }

    fn chinese_minutes(&mut self) -> Option<u32> {
        const PARTS: [(&str, u32); 4] = [("半", 30), ("一刻", 15), ("三刻", 45), ("整", 0)];
        if let Some((_, n)) = PARTS.iter().find(|(word, _)| self.eat(word)) {
            return Some(*n);
        }
        self.tried(|cursor| {
            let (n, digits) = cursor.number()?;
            (cursor.eat("分") || digits == 2).then_some(n)
        })
    }

    /// `现在`, `10分钟前`, `2 hours ago`.
    fn relative_time(&mut self, now: Instant) -> Option<Instant> {
        if self.any(&["现在", "刚刚", "刚才", "now", "just now"]) {
            return Some(now);
        }
        let ago = self.duration()?;
        self.any(&["之前", "以前", "前", "ago"]).then(|| now.checked_sub_signed(ago)).flatten()
    }

    /// A time with its date, if it is written, in either order.
    fn dated_time(&mut self, today: NaiveDate) -> Option<(Option<NaiveDate>, Written)> {
        let day_first = self.tried(|cursor| {
            let date = cursor.date(today)?;
            // The `T` of ISO 8601 stands between the two, and nothing else that is a letter.
            let _ = cursor.eat(",") || cursor.eat_letter('t');
            cursor.any(&["at ", "的"]);
            cursor.time().map(|time| (Some(date), time))
        });
        day_first.or_else(|| {
            let time = self.time()?;
            Some((self.tried(|cursor| cursor.trailing_date(today)), time))
        })
    }

    /// `on 20 June`, after a time.
    fn trailing_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        self.any(&[","]);
        self.any(&["on "]);
        self.date(today)
    }

    /// The other end of a span.
    fn end(&mut self, today: NaiveDate) -> Option<End> {
        if !self.any(&SEPARATORS) {
            return self.tried(Self::length).map(End::After);
        }
        let dated = self.tried(|cursor| {
            let date = cursor.date(today)?;
            cursor.any(&[","]);
            cursor.time().map(|time| End::At(Some(date), time))
        });
        dated.or_else(|| self.time().map(|time| End::At(None, time)))
    }

    /// `, 1h`, `(60分钟)`, `for 90 minutes`.
    fn length(&mut self) -> Option<TimeDelta> {
        self.any(&[",", "，", "("]);
        self.any(&["for ", "共", "时长"]);
        let found = self.duration()?;
        self.any(&[")"]);
        Some(found)
    }

    /// The rest of the text as a zone or an offset: `+08:00`, `Z`, `(北京时间)`, `UTC`.
    fn zone(&mut self) -> Option<Zone> {
        if self.chars[self.at..] == ['z'] {
            return Some(Zone::utc());
        }
        let rest: String = self.chars[self.at..].iter().collect();
        named_zone(&rest)
    }

    /// The next word as a zone, in brackets or not.
    fn next_zone(&mut self) -> Option<Zone> {
        self.spaces();
        let rest = &self.chars[self.at..];
        let count = match rest.first()? {
            '(' => rest.iter().position(|c| *c == ')')? + 1,
            _ => rest.iter().position(|c| c.is_whitespace() || *c == ',').unwrap_or(rest.len()),
        };
        let word: String = rest[..count].iter().collect();
        let zone = named_zone(&word)?;
        self.at += count;
        Some(zone)
    }

    // ── durations ────────────────────────────────────────────────────────────────────────────────────────────

    fn duration(&mut self) -> Option<TimeDelta> {
        self.spaces();
        if self.any(&["半个小时", "半小时", "半个钟头", "half an hour", "half hour"]) {
            return Some(TimeDelta::minutes(30));
        }
        if self.any(&["一刻钟"]) {
            return Some(TimeDelta::minutes(15));
        }
        if self.any(&["an hour"]) {
            return Some(TimeDelta::hours(1));
        }
        let (mut total, mut smallest) = (0i64, i64::MAX);
        while let Some((seconds, unit)) = self.tried(|cursor| cursor.part(smallest)) {
            total = total.checked_add(seconds)?;
            smallest = unit;
            self.tried(|cursor| (cursor.any(&["and ", ",", "零"])).then_some(()));
        }
        let limit = DURATION_DAYS_MAX * 86_400;
        // `1h30, room 5`: what follows may belong to it.
        let cut = self.peek().is_some_and(|c| c.is_ascii_digit());
        (!cut && 0 < total && total <= limit).then(|| TimeDelta::seconds(total))
    }

    /// One number with its unit, smaller than the one before: seconds, and the seconds of the unit.
    fn part(&mut self, below: i64) -> Option<(i64, i64)> {
        self.spaces();
        let (whole, _) = self.number()?;
        // A decimal fraction, or the half of `1个半小时`.
        let tenths = self.tried(|cursor| {
            let (n, digits) = if cursor.eat(".") { cursor.number()? } else { return None };
            (digits == 1).then_some(i64::from(n))
        });
        self.spaces();
        let half = self.tried(|cursor| (cursor.eat("个半")).then_some(5));
        self.eat("个");
        const UNITS: [(&str, i64); 24] = [
            ("小时", 3_600),
            ("钟头", 3_600),
            ("分钟", 60),
            ("分", 60),
            ("秒钟", 1),
            ("秒", 1),
            ("天", 86_400),
            ("周", 604_800),
            ("星期", 604_800),
            ("hours", 3_600),
            ("hour", 3_600),
            ("hrs", 3_600),
            ("hr", 3_600),
            ("h", 3_600),
            ("minutes", 60),
            ("minute", 60),
            ("mins", 60),
            ("min", 60),
            ("m", 60),
            ("seconds", 1),
            ("second", 1),
            ("sec", 1),
            ("s", 1),
            ("d", 86_400),
        ];
        let unit = UNITS.iter().find(|(word, _)| self.eat(word)).map(|(_, seconds)| *seconds);
        let unit = match unit.or_else(|| self.any(&["days", "day"]).then_some(86_400)) {
            Some(unit) => unit,
            None if self.any(&["weeks", "week", "w"]) => 604_800,
            // `1h30`, `1小时30`: minutes, at the end.
            None if below == 3_600 && self.at == self.chars.len() && half.is_none() => 60,
            None => return None,
        };
        let half = half.or_else(|| (unit >= 3_600 && self.eat("半")).then_some(5));
        let fraction = match (tenths, half) {
            (Some(_), Some(_)) => return None,
            (tenths, half) => tenths.or(half).unwrap_or(0),
        };
        (unit < below).then_some((i64::from(whole) * unit + fraction * unit / 10, unit))
    }
}

/// A zone that can be nothing else: `Singapore` and `Japan` are zones too, but also where one meets.
fn named_zone(text: &str) -> Option<Zone> {
    let text = text.trim();
    let text = text.strip_prefix('(').and_then(|text| text.strip_suffix(')')).unwrap_or(text).trim();
    if text.starts_with(['+', '-']) && text.contains(':') {
        return Zone::parse(&format!("UTC{text}")).ok();
    }
    let upper = text.to_uppercase();
    if upper.starts_with("UTC") || upper.starts_with("GMT") {
        return Zone::parse(&upper).ok();
    }
    let plain = text.contains('/') || text.ends_with("时间") || text.ends_with(" time");
    plain.then(|| Zone::parse(text).ok()).flatten()
}

/// Both ends of a span. `下午2点到3点`, `2:00-3:00 pm`: one mark stands for both, unless that turns them round
/// (`10:00-3:00 pm`, `上午10点到12:30`).
fn settled(first: &Written, last: &Written) -> Option<(NaiveTime, NaiveTime)> {
    let starts = [first.settle(last.half), first.settle(None)];
    let ends = [last.settle(first.half), last.settle(None)];
    let pairs =
        || starts.iter().flatten().flat_map(|start| ends.iter().flatten().map(move |end| (*start, *end)));
    pairs().find(|(start, end)| start < end).or_else(|| pairs().next())
}

fn folded(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c).to_ascii_lowercase(),
        '\u{3000}' | '\u{a0}' => ' ',
        '〜' => '~',
        '∶' => ':',
        _ => c.to_ascii_lowercase(),
    }
}

fn chinese_digit(c: char) -> Option<u32> {
    match c {
        '〇' | '零' => Some(0),
        '两' => Some(2),
        _ => "一二三四五六七八九".chars().position(|digit| digit == c).map(|n| n as u32 + 1),
    }
}

/// `十八`, `三十一`, `七`, `二〇二四`.
fn chinese_number(chars: &[char]) -> Option<u32> {
    match chars {
        [] => None,
        ['十'] => Some(10),
        ['十', ones] => Some(10 + chinese_digit(*ones)?),
        [tens, '十'] => Some(10 * chinese_digit(*tens)?),
        [tens, '十', ones] => Some(10 * chinese_digit(*tens)? + chinese_digit(*ones)?),
        [one] => chinese_digit(*one),
        [_, _, _, _] => chars.iter().try_fold(0, |n, c| Some(n * 10 + chinese_digit(*c)?)),
        _ => None,
    }
}

/// The full year of a year as written: two digits mean the one nearest to today.
fn with_century(year: u32, digits: usize, today: NaiveDate) -> Option<i32> {
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
fn nearest(month: u32, day: u32, today: NaiveDate) -> Option<NaiveDate> {
    let earliest = today.checked_sub_days(Days::new(PAST_DAYS))?;
    // No further than next year: a 29 February that is years away is a slip of the pen.
    (-1..=1)
        .filter_map(|n| NaiveDate::from_ymd_opt(today.year() + n, month, day))
        .find(|date| *date >= earliest)
}

#[cfg(test)]
mod tests {
    use super::super::example::zone;
    use super::*;
    use proptest::prelude::*;

    /// Monday 1 July 2024, half past four in the afternoon in Shanghai.
    fn now() -> Instant {
        "2024-07-01T16:30:00+08:00".parse().unwrap()
    }

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2024, 7, 1).unwrap()
    }

    fn shanghai() -> Zone {
        zone("Asia/Shanghai")
    }

    fn dated(text: &str) -> String {
        date(text, today()).map_or("none".to_owned(), |date| date.to_string())
    }

    fn timed(text: &str) -> String {
        let at = date_time(text, now(), &shanghai());
        at.map_or("none".to_owned(), |at| shanghai().local(at).format("%Y-%m-%d %H:%M").to_string())
    }

    fn spanned(text: &str) -> String {
        let Some((span, rest)) = span(text, now(), &shanghai()) else { return "none".to_owned() };
        let local = |at| shanghai().local(at);
        format!(
            "{} … {} | {rest}",
            local(span.start).format("%Y-%m-%d %H:%M"),
            local(span.end).format("%m-%d %H:%M")
        )
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        let cases = [
            ("2024-07-15", "2024-07-15"),
            ("2024-07-15前", "2024-07-15"),
            ("2024-07-15 之前（含）", "2024-07-15"),
            ("2024-7-5", "2024-07-05"),
            ("2024/7/15", "2024-07-15"),
            ("2024.07.15", "2024-07-15"),
            ("20240715", "2024-07-15"),
            ("2024年7月15日", "2024-07-15"),
            ("2024 年 7 月 15 号前", "2024-07-15"),
            ("24年7月15日", "2024-07-15"),
            ("２０２４－０７－１５", "2024-07-15"),
            ("二〇二四年七月十五日", "2024-07-15"),
            ("7月18日", "2024-07-18"),
            ("7月18号（周四）", "2024-07-18"),
            ("七月三十一日", "2024-07-31"),
            ("18日", "2024-07-18"),
            ("7/18", "2024-07-18"),
            ("18/7", "2024-07-18"),
            ("7-18", "2024-07-18"),
            ("18/07/2024", "2024-07-18"),
            ("07/18/2024", "2024-07-18"),
            ("05/05/2025", "2025-05-05"),
            ("18 Jul 2024", "2024-07-18"),
            ("18-Jul-2024", "2024-07-18"),
            ("18th of July", "2024-07-18"),
            ("July 18", "2024-07-18"),
            ("Jul. 18th, 2024", "2024-07-18"),
            ("Sept 3", "2024-09-03"),
            ("18 Jul 25", "2025-07-18"),
            ("Thu, 18 Jul 2024", "2024-07-18"),
            ("by 18 July.", "2024-07-18"),
            ("until 2024-07-18", "2024-07-18"),
            ("今天", "2024-07-01"),
            ("明天", "2024-07-02"),
            ("后天前", "2024-07-03"),
            ("大后天", "2024-07-04"),
            ("昨天", "2024-06-30"),
            ("Tomorrow", "2024-07-02"),
            ("周五", "2024-07-05"),
            ("星期五之前", "2024-07-05"),
            ("周一", "2024-07-01"),
            ("本周日", "2024-07-07"),
            ("下周三", "2024-07-10"),
            ("下个星期三", "2024-07-10"),
            ("下下周一", "2024-07-15"),
            ("上周五", "2024-06-28"),
            ("Friday", "2024-07-05"),
            ("this Friday", "2024-07-05"),
            ("月底", "2024-07-31"),
            ("下月底前", "2024-08-31"),
        ];
        for (text, expected) in cases {
            assert_eq!(dated(text), expected, "{text}");
        }
    }

    #[test]
    fn what_can_mean_two_dates_or_none_is_not_read() {
        for text in [
            "03/04/2024",
            "3/4",
            "03.04.2024",
            "24-07-15",
            "next Wednesday",
            "周三 2024-07-18",
            "2024-07-18（周三）",
            "Mon 18 Jul 2024",
            "2024-02-30",
            "2月30日",
            "2月29日",
            "13月1日",
            "2024-13-01",
            "32日",
            "下周",
            "before 18 July",
            "2024-07-15 14:00",
            "2024-07-15 或 2024-07-18",
            "七月",
            "尽快",
            "asap",
            "18",
            "2024",
            "1234567",
            "99999999999999999999",
            "",
        ] {
            assert_eq!(dated(text), "none", "{text}");
        }
    }

    #[test]
    fn a_date_without_a_year_is_the_nearest_that_makes_sense() {
        let read = |text: &str, today: &str| date(text, today.parse().unwrap()).unwrap().to_string();
        assert_eq!(read("1月15日", "2024-12-20"), "2025-01-15");
        assert_eq!(read("Jan 15", "2024-12-20"), "2025-01-15");
        assert_eq!(read("12月28日", "2025-01-05"), "2024-12-28");
        assert_eq!(read("7月18日", "2024-07-20"), "2024-07-18");
        assert_eq!(read("3月20日", "2024-07-20"), "2025-03-20");
        assert_eq!(read("2月29日", "2024-01-05"), "2024-02-29");
        assert_eq!(read("5号", "2024-07-20"), "2024-08-05");
        assert_eq!(read("31日", "2024-06-20"), "2024-07-31");
    }

    #[test]
    fn times_of_day_are_read_where_they_mean_one_thing() {
        let cases = [
            ("14:00", "14:00:00"),
            ("14：00", "14:00:00"),
            ("09:05:30", "09:05:30"),
            ("9:30", "09:30:00"),
            ("03:00", "03:00:00"),
            ("0:15", "00:15:00"),
            ("下午2点", "14:00:00"),
            ("下午两点半", "14:30:00"),
            ("下午 2:15", "14:15:00"),
            ("下午14点", "14:00:00"),
            ("上午十点一刻", "10:15:00"),
            ("晚上8点20分", "20:20:00"),
            ("凌晨3点", "03:00:00"),
            ("中午", "12:00:00"),
            ("中午12点半", "12:30:00"),
            ("中午1点", "13:00:00"),
            ("9点", "09:00:00"),
            ("15时30分", "15:30:00"),
            ("17点整", "17:00:00"),
            ("3 pm", "15:00:00"),
            ("3:30PM", "15:30:00"),
            ("12 am", "00:00:00"),
            ("12pm", "12:00:00"),
            ("10 a.m.", "10:00:00"),
            ("noon", "12:00:00"),
        ];
        for (text, expected) in cases {
            assert_eq!(time_of_day(text).map(|time| time.to_string()).as_deref(), Some(expected), "{text}");
        }
        for text in [
            "3点",
            "3:00",
            "3",
            "14",
            "25:00",
            "14:60",
            "24:00",
            "晚上12点",
            "上午12点",
            "13 pm",
            "14:5",
            "2:00:",
            "下午3点pm",
            "",
        ] {
            assert_eq!(time_of_day(text), None, "{text}");
        }
    }

    #[test]
    fn dates_with_times_are_read_in_either_order() {
        let cases = [
            ("2024-07-15 14:00", "2024-07-15 14:00"),
            ("2024-07-15T14:00:00", "2024-07-15 14:00"),
            ("2024-07-15T14:00:00+08:00", "2024-07-15 14:00"),
            ("2024-07-15T06:00:00.123Z", "2024-07-15 14:00"),
            ("2024-07-15 14:00Z", "2024-07-15 22:00"),
            ("2024-07-15 14:00 UTC", "2024-07-15 22:00"),
            ("2024-07-15 14:00 China Standard Time", "2024-07-15 14:00"),
            ("2024-07-15 14:00 (北京时间)", "2024-07-15 14:00"),
            ("2024-07-15 14:00 Europe/Berlin", "2024-07-15 20:00"),
            ("7月18日下午2点半", "2024-07-18 14:30"),
            ("7月18日（周四）14:00", "2024-07-18 14:00"),
            ("明天下午3点", "2024-07-02 15:00"),
            ("下周三 10:00", "2024-07-10 10:00"),
            ("18 July, 2pm", "2024-07-18 14:00"),
            ("July 18 at 14:00", "2024-07-18 14:00"),
            ("14:00 on 18 July", "2024-07-18 14:00"),
            ("10am tomorrow", "2024-07-02 10:00"),
            ("14:30", "2024-07-01 14:30"),
            ("今天上午9:40", "2024-07-01 09:40"),
            ("现在", "2024-07-01 16:30"),
            ("10分钟前", "2024-07-01 16:20"),
            ("半小时前", "2024-07-01 16:00"),
            ("2 hours ago", "2024-07-01 14:30"),
        ];
        for (text, expected) in cases {
            assert_eq!(timed(text), expected, "{text}");
        }
        for text in [
            "2024-07-15",
            "2024-07-15 3点",
            "2024-07-15 14:00 线上",
            "2024-07-15 14:00 Mars/Olympus",
            "10分钟",
            "soon",
            "",
        ] {
            assert_eq!(timed(text), "none", "{text}");
        }
    }

    #[test]
    fn a_date_alone_stays_a_date() {
        assert_eq!(moment("7月18日", now(), &shanghai()), Some(Moment::Day("2024-07-18".parse().unwrap())));
        let at = "2024-07-18T14:00:00+08:00".parse().unwrap();
        assert_eq!(moment("7月18日 14:00", now(), &shanghai()), Some(Moment::At(at)));
        assert_eq!(moment("尽快", now(), &shanghai()), None);
    }

    #[test]
    fn a_meeting_is_a_span_and_what_follows_it() {
        let cases = [
            (
                "2024-07-20 14:00-15:00 线上 <https://meet.example/a-1>",
                "2024-07-20 14:00 … 07-20 15:00 | 线上 <https://meet.example/a-1>",
            ),
            ("2024-07-20 14:00～15:30", "2024-07-20 14:00 … 07-20 15:30 | "),
            ("2024-07-20（周六）14：00 — 15：00，三楼会议室", "2024-07-20 14:00 … 07-20 15:00 | 三楼会议室"),
            ("2024年7月20日14:00至15:00 线上", "2024-07-20 14:00 … 07-20 15:00 | 线上"),
            ("明天下午2点到3点半 会议室A", "2024-07-02 14:00 … 07-02 15:30 | 会议室A"),
            ("明天上午10点-下午1点", "2024-07-02 10:00 … 07-02 13:00 | "),
            ("明天上午11点到12点", "2024-07-02 11:00 … 07-02 12:00 | "),
            ("18 July 2:00-3:00 pm, Room 5", "2024-07-18 14:00 … 07-18 15:00 | Room 5"),
            ("18 July 10:00-3:00 pm", "2024-07-18 10:00 … 07-18 15:00 | "),
            ("18 July 11:30-12:30 pm", "2024-07-18 11:30 … 07-18 12:30 | "),
            ("18 July 9am-11:30", "2024-07-18 09:00 … 07-18 11:30 | "),
            ("7月18日上午10点到12:30", "2024-07-18 10:00 … 07-18 12:30 | "),
            ("7月18日下午2:00-17:00", "2024-07-18 14:00 … 07-18 17:00 | "),
            ("July 18, 10:00 to 11:30 Zoom", "2024-07-18 10:00 … 07-18 11:30 | Zoom"),
            ("2024-07-20 14:00 60分钟 线上", "2024-07-20 14:00 … 07-20 15:00 | 线上"),
            ("20 July 14:00, 1h, room 5", "2024-07-20 14:00 … 07-20 15:00 | room 5"),
            ("2024-07-20 14:00 (1.5小时) 线上", "2024-07-20 14:00 … 07-20 15:30 | 线上"),
            ("2024-07-20 22:00 - 2024-07-21 01:00", "2024-07-20 22:00 … 07-21 01:00 | "),
            ("2024-07-20 14:00-15:00 UTC online", "2024-07-20 22:00 … 07-20 23:00 | online"),
            ("周三 10:00-10:15", "2024-07-03 10:00 … 07-03 10:15 | "),
            ("14:00-15:00 on 20 July, Room 5", "2024-07-20 14:00 … 07-20 15:00 | Room 5"),
            ("下午2点-3点，7月20日", "2024-07-20 14:00 … 07-20 15:00 | "),
            ("2024-07-20 14:00-15:00 Singapore", "2024-07-20 14:00 … 07-20 15:00 | Singapore"),
            ("2024-07-20 14:00-15:00 Z building", "2024-07-20 14:00 … 07-20 15:00 | Z building"),
            ("2024-07-20 14:00-15:00 (线上)", "2024-07-20 14:00 … 07-20 15:00 | (线上)"),
        ];
        for (text, expected) in cases {
            assert_eq!(spanned(text), expected, "{text}");
        }
        for text in [
            "2024-07-20",
            "2024-07-20 14:00",
            "2024-07-20 15:00-14:00",
            "2024-07-20 14:00-14:00",
            "线上 14:00-15:00",
            "2024-07-20 2点-3点",
            "14:00-15:00",
            "14:00-15:00 room 5, 20 July",
            "2024-07-20 14:00 1h30, room 5",
            "",
        ] {
            assert_eq!(spanned(text), "none", "{text}");
        }
    }

    #[test]
    fn a_meeting_whose_length_is_known_needs_no_end() {
        let (at, rest) = start("2024-07-20 14:00 线上", now(), &shanghai()).unwrap();
        assert_eq!(shanghai().local(at).to_string(), "2024-07-20 14:00:00");
        assert_eq!(rest, "线上");
        assert!(start("线上", now(), &shanghai()).is_none());
    }

    #[test]
    fn durations_are_read_in_both_languages() {
        let cases = [
            ("2h", 120),
            ("30m", 30),
            ("30 min", 30),
            ("90分钟", 90),
            ("90 分", 90),
            ("1小时30分", 90),
            ("1小时30", 90),
            ("1 小时 30 分钟", 90),
            ("1个小时", 60),
            ("两小时", 120),
            ("十五分钟", 15),
            ("半小时", 30),
            ("半个小时", 30),
            ("一刻钟", 15),
            ("1个半小时", 90),
            ("一个半小时", 90),
            ("两小时半", 150),
            ("1.5小时", 90),
            ("1h30m", 90),
            ("1h30", 90),
            ("2h 15m", 135),
            ("1 hour and 15 minutes", 75),
            ("half an hour", 30),
            ("an hour", 60),
            ("2天", 2 * 24 * 60),
            ("1 day 2 hours", 26 * 60),
            ("1周", 7 * 24 * 60),
        ];
        for (text, minutes) in cases {
            assert_eq!(duration(text), Some(TimeDelta::minutes(minutes)), "{text}");
        }
        for text in [
            "",
            "2",
            "半天",
            "1:30",
            "h",
            "0h",
            "30分1小时",
            "2h左右",
            "1.25h",
            "4000天",
            "99999999999h",
            "一会儿",
            "2 workdays",
        ] {
            assert_eq!(duration(text), None, "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..Default::default() })]

        #[test]
        fn every_date_is_read_back_from_every_way_to_write_it(n in 0u64..7_000) {
            let day = NaiveDate::from_ymd_opt(2020, 1, 1).unwrap() + Days::new(n);
            for form in ["%Y-%m-%d", "%Y/%-m/%-d", "%Y年%-m月%-d日", "%-d %B %Y", "%b %-d, %Y", "%a, %d %b %Y", "%Y%m%d"] {
                prop_assert_eq!(date(&day.format(form).to_string(), today()), Some(day), "{}", form);
            }
            let near = today() - Days::new(PAST_DAYS) + Days::new(n % 365);
            for form in ["%-m月%-d日", "%B %-d", "%-d %b"] {
                prop_assert_eq!(date(&near.format(form).to_string(), today()), Some(near), "{}", form);
            }
        }

        #[test]
        fn every_instant_is_read_back_in_every_zone(s in 1_577_836_800i64..2_208_988_800, name in prop::sample::select(vec!["Asia/Shanghai", "Europe/Berlin", "America/New_York"])) {
            let zone = zone(name);
            let local = zone.local(Instant::from_timestamp(s / 60 * 60, 0).unwrap());
            prop_assert_eq!(date_time(&local.format("%Y-%m-%d %H:%M").to_string(), now(), &zone), Some(zone.instant(local)));
        }

        #[test]
        fn any_text_is_read_or_refused(
            text in prop::collection::vec(prop::sample::select(vec![
                "2024", "7", "18", "07", "-", "/", ".", ":", "月", "日", "年", "下", "周", "三", "上午", "下午", "点", "半", "十",
                "Jul", "Wed", "pm", " ", "，", "(", ")", "到", "小时", "分", "前", "Z", "+08:00", "t", "½", "é", "𠀀", "零", "个",
            ]), 0..14).prop_map(|parts| parts.concat()),
            noise in "\\PC{0,40}",
        ) {
            for text in [&text, &noise] {
                let _ = (date(text, today()), time_of_day(text), duration(text));
                let _ = (date_time(text, now(), &shanghai()), start(text, now(), &shanghai()));
                if let Some((span, rest)) = span(text, now(), &shanghai()) {
                    prop_assert!(span.start < span.end);
                    prop_assert!(text.contains(&rest));
                }
            }
        }
    }
}
