//! Dates, times, spans and durations as people write them in the fields of a mail, in Chinese and English.
//!
//! What can mean two things is not read at all: `03/04/2024`, a bare `3点`, `next Wednesday`, a weekday that does not
//! fit its date. The caller then asks back; a wrong guess would move somebody's deadline. Full-width digits and
//! punctuation count as the ordinary ones, Chinese numerals as numbers.
//!
//! A date without a year is the one nearest to today, at most [`PAST_DAYS`] back and else ahead, so that in December
//! `1月15日` is next January and on 20 July `7月18日` is two days ago (and is then refused as past, not taken as next
//! year).
//!
//! Reading order: this file (what is read), `cursor` (characters, words, numbers), `dates`, `clock` (times and spans),
//! `length` (durations and zones).

mod clock;
mod cursor;
mod dates;
mod length;
#[cfg(test)]
mod tests;

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::{Instant, Moment, Span, Zone};
use clock::{End, settled};
use cursor::Cursor;

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
