//! Writes phrases back: the same text for every spelling of the same phrase.

use std::fmt;

use super::{Amount, Base, MonthDay, Phrase, Unit};
use crate::time::work::clock;

impl fmt::Display for Phrase {
    /// The canonical text; it parses to the same phrase.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Phrase::Point { amount, before, base, clock: time } => {
                let side = if *before { "before" } else { "after" };
                match (amount, base) {
                    (None, Base::Start) => f.write_str("now")?,
                    (Some(amount), Base::Start) => write!(f, "{amount}")?,
                    (None, Base::Field(path)) => f.write_str(path)?,
                    (Some(amount), Base::Field(path)) => write!(f, "{amount} {side} {path}")?,
                }
                time.map_or(Ok(()), |time| write!(f, ", {}", clock(time)))
            }
            Phrase::Clock(time) => f.write_str(&clock(*time)),
            Phrase::NextWorkday(time) => write!(f, "next workday {}", clock(*time)),
            Phrase::Workday(time) => write!(f, "workday {}", clock(*time)),
            Phrase::Daily(time) => write!(f, "day {}", clock(*time)),
            Phrase::Weekly(days, time) => match days.single() {
                Some(day) => write!(f, "{} {}", crate::time::work::full_name(day), clock(*time)),
                None => write!(f, "{days} {}", clock(*time)),
            },
            Phrase::Rolled(rolled) => write!(f, "{rolled}"),
            Phrase::Rule(rule, time) => write!(f, "{rule} {}", clock(*time)),
            Phrase::OnWorkdays(ticks) => write!(f, "{ticks}, workdays"),
            Phrase::Monthly(day, time, roll) => {
                match day {
                    MonthDay::Nth(n) => write!(f, "day {n}")?,
                    MonthDay::Last => f.write_str("last day")?,
                    MonthDay::LastWorkday => f.write_str("last workday")?,
                }
                write!(f, " of month {}{}", clock(*time), roll.words())
            }
        }
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: &u32| if *n == 1 { "" } else { "s" };
        match self {
            Amount::Elapsed(n, unit) => write!(f, "{n}{}", unit.letter()),
            Amount::WorkTime(n, Unit::Hour) => write!(f, "{n} work hour{}", plural(n)),
            Amount::WorkTime(n, _) => write!(f, "{n} work minute{}", plural(n)),
            Amount::Workdays(n) => write!(f, "{n} workday{}", plural(n)),
            Amount::Field(path) => f.write_str(path),
        }
    }
}

impl TryFrom<String> for Phrase {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl std::str::FromStr for Phrase {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }
}

impl From<Phrase> for String {
    fn from(phrase: Phrase) -> String {
        phrase.to_string()
    }
}
