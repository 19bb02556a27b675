//! Numbers as people write them: `1,000.5`, `¥5000`, `1.5万元`, `三百五十`, `八成`.
//!
//! Promises: a text that is no number, or two, is none. Pure.

use crate::rules::reading::flat;

/// `80%`, `80`, `百分之八十`, `八成`.
pub(super) fn percent(text: &str) -> Option<f64> {
    let folded = flat(text);
    let bare = folded.trim();
    let bare = ["已完成", "完成", "约", "大约", "about "]
        .iter()
        .find_map(|p| bare.strip_prefix(p))
        .unwrap_or(bare)
        .trim();
    if let Some(tenths) = bare.strip_suffix('成') {
        return han(tenths).map(|n| n * 10.0);
    }
    let bare = bare.strip_prefix("百分之").unwrap_or(bare);
    let bare = ["%", "percent", "per cent"].iter().find_map(|s| bare.strip_suffix(s)).unwrap_or(bare);
    plain(bare.trim()).or_else(|| han(bare.trim()))
}

/// `1,000.5`, `¥5000`, `5万`, `1.5万元`, `三百五十`, `3 台`.
pub(super) fn number(text: &str) -> Option<f64> {
    let folded: String = flat(text).chars().filter(|c| !c.is_whitespace()).collect();
    let mut bare = folded.as_str();
    let signs = [
        "约",
        "大约",
        "共",
        "合计",
        "总计",
        "人民币",
        "rmb",
        "cny",
        "usd",
        "eur",
        "¥",
        "$",
        "€",
        "£",
        "about",
    ];
    while let Some(rest) = signs.iter().find_map(|s| bare.strip_prefix(s)) {
        bare = rest;
    }
    let digits =
        bare.find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | ',' | '-' | '+')).unwrap_or(bare.len());
    if digits == 0 {
        let end = bare.find(|c: char| han_digit(c).is_none() && han_unit(c).is_none()).unwrap_or(bare.len());
        return is_unit(&bare[end..]).then(|| han(&bare[..end])).flatten();
    }
    let amount = plain(&bare[..digits])?;
    let scales =
        [("万亿", 1e12), ("亿", 1e8), ("百万", 1e6), ("万", 1e4), ("千", 1e3), ("百", 1e2), ("k", 1e3)];
    let rest = &bare[digits..];
    let (scale, rest) =
        scales.iter().find_map(|(s, n)| rest.strip_prefix(s).map(|r| (*n, r))).unwrap_or((1.0, rest));
    is_unit(rest).then_some(amount * scale)
}

/// A unit of measure, or nothing: no digit, and short.
fn is_unit(text: &str) -> bool {
    text.chars().count() <= 6
        && text.chars().all(|c| c.is_alphabetic() || matches!(c, '/' | '。' | '²' | '%') && c != '%')
}

/// Digits with a point, and commas between thousands.
fn plain(text: &str) -> Option<f64> {
    let bare = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = bare.split('.').next().unwrap_or("");
    let grouped = whole.contains(',');
    let groups: Vec<&str> = whole.split(',').collect();
    let fits = !grouped
        || groups.iter().skip(1).all(|g| g.len() == 3)
            && (1..=3).contains(&groups.first().map_or(0, |g| g.len()));
    let simple = bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ','));
    (fits && simple).then(|| text.replace(',', "").parse().ok()).flatten()
}

fn han_digit(c: char) -> Option<f64> {
    let digit = "零一二三四五六七八九".chars().position(|d| d == c);
    digit
        .or(match c {
            '〇' => Some(0),
            '两' => Some(2),
            _ => None,
        })
        .map(|n| n as f64)
}

fn han_unit(c: char) -> Option<f64> {
    Some(match c {
        '十' => 10.0,
        '百' => 100.0,
        '千' => 1e3,
        '万' => 1e4,
        '亿' => 1e8,
        _ => return None,
    })
}

/// A Chinese numeral: `八十`, `三百五十`, `两万`.
fn han(text: &str) -> Option<f64> {
    let (mut total, mut section, mut digit, mut any) = (0.0, 0.0, None, false);
    for c in text.chars() {
        any = true;
        if let Some(d) = han_digit(c) {
            // Digit behind digit is a telephone number; a zero only fills a place.
            if digit.is_some_and(|d: f64| d > 0.0) {
                return None;
            }
            digit = Some(d);
        } else {
            let unit = han_unit(c)?;
            if unit >= 1e4 {
                section = (section + digit.unwrap_or(0.0)) * unit;
                total += section;
                section = 0.0;
            } else {
                section += digit.unwrap_or(1.0) * unit;
            }
            digit = None;
        }
    }
    any.then(|| total + section + digit.unwrap_or(0.0))
}
