//! Lengths of time and zones: `1小时30分`, `1.5 hours`, `北京时间`, `UTC+8`.

use chrono::TimeDelta;

use super::DURATION_DAYS_MAX;
use super::cursor::Cursor;
use crate::time::Zone;

impl Cursor {
    /// The rest of the text as a zone or an offset: `+08:00`, `Z`, `(北京时间)`, `UTC`.
    pub(super) fn zone(&mut self) -> Option<Zone> {
        if self.chars[self.at..] == ['z'] {
            return Some(Zone::utc());
        }
        let rest: String = self.chars[self.at..].iter().collect();
        named_zone(&rest)
    }

    /// The next word as a zone, in brackets or not.
    pub(super) fn next_zone(&mut self) -> Option<Zone> {
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

    pub(super) fn duration(&mut self) -> Option<TimeDelta> {
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
    pub(super) fn part(&mut self, below: i64) -> Option<(i64, i64)> {
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
pub(super) fn named_zone(text: &str) -> Option<Zone> {
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
