//! Lengths of time and sizes as operators write them: `60s`, `1h30m`, `25 MiB`.

use std::time::Duration;

/// `250ms`, `60s`, `5m`, `2h`, `90d`, or several of them from the largest on. The error says what would be right.
pub(super) fn duration(text: &str) -> Result<Duration, &'static str> {
    const UNITS: [(&str, u64); 5] =
        [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1_000), ("ms", 1)];
    const RIGHT: &str = "write for example \"60s\", \"5m\", \"1h30m\" or \"90d\"";
    let mut rest = text.trim();
    let (mut total_ms, mut units) = (0u64, UNITS.as_slice());
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        let (number, after) = rest.split_at(digits);
        let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
        let (unit, after) = after.split_at(letters);
        let place = units.iter().position(|(name, _)| *name == unit).ok_or(RIGHT)?;
        let part = number.parse::<u64>().ok().and_then(|n| n.checked_mul(units[place].1)).ok_or(RIGHT)?;
        total_ms = total_ms.checked_add(part).ok_or(RIGHT)?;
        (units, rest) = (&units[place + 1..], after.trim_start());
    }
    if units.len() == UNITS.len() { Err(RIGHT) } else { Ok(Duration::from_millis(total_ms)) }
}

/// A length of time as [`duration`] reads it.
pub(super) fn shown(length: Duration) -> String {
    let ms = length.as_millis();
    let (unit, name) = [(86_400_000, "d"), (3_600_000, "h"), (60_000, "m"), (1_000, "s")]
        .into_iter()
        .find(|(unit, _)| ms >= *unit && ms.is_multiple_of(*unit))
        .unwrap_or((1, "ms"));
    format!("{}{name}", ms / unit)
}

/// `512 KiB`, `25 MiB`, `1 GiB` in octets. The error says what would be right.
pub(super) fn size(text: &str) -> Result<u64, &'static str> {
    const UNITS: [(&str, u64); 3] = [("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30)];
    const RIGHT: &str = "write for example \"512 KiB\" or \"25 MiB\"";
    let text = text.trim();
    let (unit, factor) = UNITS.into_iter().find(|(unit, _)| text.ends_with(unit)).ok_or(RIGHT)?;
    let number = text.trim_end_matches(unit).trim_end();
    number.parse::<u64>().ok().and_then(|n| n.checked_mul(factor)).ok_or(RIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_have_a_unit() {
        for (text, ms) in [
            ("60s", 60_000),
            ("5m", 300_000),
            ("1h30m", 5_400_000),
            ("1h 30m", 5_400_000),
            ("250ms", 250),
            ("90d", 7_776_000_000),
            ("0s", 0),
        ] {
            assert_eq!(duration(text).map(|d| d.as_millis()), Ok(ms), "{text}");
        }
        for text in [
            "",
            "60",
            "s",
            "5 min",
            "30m1h",
            "-5m",
            "1.5h",
            "5m5m",
            "99999999999999999999s",
            "999999999999999999d",
        ] {
            assert!(duration(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_length_of_time_is_shown_as_it_is_written() {
        for text in ["250ms", "90s", "5m", "36h", "90d"] {
            assert_eq!(shown(duration(text).unwrap()), text);
        }
    }

    #[test]
    fn sizes_have_a_unit() {
        assert_eq!(size("25 MiB"), Ok(26_214_400));
        assert_eq!(size("512KiB"), Ok(524_288));
        for text in ["25", "25 MB", "-1 MiB", "MiB", "99999999999 GiB", "1.5 MiB"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
