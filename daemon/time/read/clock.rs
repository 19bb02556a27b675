//! Times of day, spans and what stands at their ends: `14:00`, `下午2点半`, `9点到11点`, `10 minutes ago`.

use chrono::{NaiveDate, NaiveTime, TimeDelta};

use super::cursor::{Cursor, SEPARATORS};
use crate::time::Instant;

/// A time of day as written, before it is known which half of the day it means.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: u32,
    pub(super) half: Option<Half>,
    /// Written so that only one half of the day can be meant: `03:00`, `15:00`.
    pub(super) full: bool,
}

/// How the other end of a span is written.
pub(super) enum End {
    /// A time, on a date of its own or on that of the start.
    At(Option<NaiveDate>, Written),
    /// So long after the start.
    After(TimeDelta),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
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
    pub(super) fn settle(&self, other: Option<Half>) -> Option<NaiveTime> {
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

impl Cursor {
    pub(super) fn time(&mut self) -> Option<Written> {
        self.spaces();
        self.tried(Self::written_time)
    }

    pub(super) fn written_time(&mut self) -> Option<Written> {
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

    pub(super) fn two_digits(&mut self) -> Option<u32> {
        self.tried(|cursor| cursor.number().filter(|(_, digits)| *digits == 2).map(|(n, _)| n))
    }

    pub(super) fn chinese_minutes(&mut self) -> Option<u32> {
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
    pub(super) fn relative_time(&mut self, now: Instant) -> Option<Instant> {
        if self.any(&["现在", "刚刚", "刚才", "now", "just now"]) {
            return Some(now);
        }
        let ago = self.duration()?;
        self.any(&["之前", "以前", "前", "ago"]).then(|| now.checked_sub_signed(ago)).flatten()
    }

    /// A time with its date, if it is written, in either order.
    pub(super) fn dated_time(&mut self, today: NaiveDate) -> Option<(Option<NaiveDate>, Written)> {
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
    pub(super) fn trailing_date(&mut self, today: NaiveDate) -> Option<NaiveDate> {
        self.any(&[","]);
        self.any(&["on "]);
        self.date(today)
    }

    /// The other end of a span.
    pub(super) fn end(&mut self, today: NaiveDate) -> Option<End> {
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
    pub(super) fn length(&mut self) -> Option<TimeDelta> {
        self.any(&[",", "，", "("]);
        self.any(&["for ", "共", "时长"]);
        let found = self.duration()?;
        self.any(&[")"]);
        Some(found)
    }
}

/// Both ends of a span. `下午2点到3点`, `2:00-3:00 pm`: one mark stands for both, unless that turns them round
/// (`10:00-3:00 pm`, `上午10点到12:30`).
pub(super) fn settled(first: &Written, last: &Written) -> Option<(NaiveTime, NaiveTime)> {
    let starts = [first.settle(last.half), first.settle(None)];
    let ends = [last.settle(first.half), last.settle(None)];
    let pairs =
        || starts.iter().flatten().flat_map(|start| ends.iter().flatten().map(move |end| (*start, *end)));
    pairs().find(|(start, end)| start < end).or_else(|| pairs().next())
}
