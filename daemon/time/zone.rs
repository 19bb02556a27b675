//! Time zones: wall clock to instant and back.
//!
//! A [`Zone`] is an IANA zone that is known to exist. Instants are worked out late from a wall-clock rule and the
//! zone, never stored with an offset. A wall time that a daylight saving change leaves out is moved forward by the
//! length of the gap; one that happens twice is the earlier of the two (RFC 5545, section 3.3.5).
//!
//! Arithmetic goes through jiff's bundled tz database: chrono-tz carries an older one that is wrong for several
//! zones today, and the system's own would make a replay depend on the machine.

use super::Instant;
use crate::fault;
use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use jiff::Timestamp;
use jiff::civil;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, OnceLock};

/// An IANA time zone; compared, ordered and stored by its name. Cheap to clone.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Zone {
    name: Arc<str>,
    rules: TimeZone,
}

impl Zone {
    /// A zone by its IANA name in any case (`Asia/Shanghai`), its Windows name (`China Standard Time`), a common
    /// Chinese name (`中国标准时间`, `北京时间`) or a whole-hour offset (`UTC+8`).
    ///
    /// The error says what would be right, with a near match.
    pub fn parse(text: &str) -> Result<Zone, String> {
        let text = text.trim();
        if let Some(zone) = Self::iana(text) {
            return Ok(zone);
        }
        let alias = windows(text).map(str::to_owned).or_else(|| chinese(text).map(str::to_owned));
        if let Some(zone) = alias.or_else(|| whole_hours(text)).and_then(|name| Self::iana(&name)) {
            return Ok(zone);
        }
        let names: Vec<String> = database().available().map(|name| name.as_str().to_owned()).collect();
        let near = fault::near(text, names.iter().map(String::as_str))
            .map(|name| format!("did you mean '{name}'?"))
            .unwrap_or_else(|| "write an IANA name such as 'Asia/Shanghai'".to_owned());
        Err(format!("'{text}' is not a time zone; {near}"))
    }

    /// Coordinated Universal Time.
    pub fn utc() -> Zone {
        Zone { name: "UTC".into(), rules: TimeZone::UTC }
    }

    /// The IANA name, in its own spelling.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// What a clock on the wall shows there at that instant.
    pub fn local(&self, at: Instant) -> NaiveDateTime {
        let utc = at.naive_utc();
        utc.checked_add_signed(TimeDelta::seconds(self.offset_s(at).into())).unwrap_or(utc)
    }

    /// An instant for whoever may sit elsewhere: what a clock there shows, to the minute, and its offset.
    pub fn told(&self, at: Instant) -> String {
        let seconds = self.offset_s(at);
        let (sign, minutes) = (if seconds < 0 { '-' } else { '+' }, seconds.abs() / 60);
        format!("{} {sign}{:02}:{:02}", self.local(at).format("%Y-%m-%d %H:%M"), minutes / 60, minutes % 60)
    }

    /// The instant at which a clock there shows `local`: moved forward by the gap where that time is left out, the
    /// earlier one where it happens twice.
    pub fn instant(&self, local: NaiveDateTime) -> Instant {
        self.exact(local).unwrap_or_else(|| {
            // Beyond the years that zone rules are defined for (9999) only the offset at that end is known.
            let near = local.and_utc();
            near.checked_sub_signed(TimeDelta::seconds(self.offset_s(near).into())).unwrap_or(near)
        })
    }

    /// The first instant of a span at which another table of this zone (TZif, RFC 9636) shows another time: the machine's
    /// zone data may be of another release than ours. None where both agree, or the table cannot be read.
    pub fn differs_from(&self, tzif: &[u8], (from, until): (Instant, Instant)) -> Option<Instant> {
        let theirs = TimeZone::tzif(&self.name, tzif).ok()?;
        let timestamp = |at: Instant| Timestamp::from_second(at.timestamp()).ok();
        let (from, until) = (timestamp(from)?, timestamp(until)?);
        let changes = |rules: &TimeZone| -> Vec<Timestamp> {
            let later = rules.following(from).map(|change| change.timestamp());
            std::iter::once(from).chain(later).take_while(|at| *at < until).collect()
        };
        // Between two changes of either nothing changes in both.
        let mut all = [changes(&self.rules), changes(&theirs)].concat();
        all.sort_unstable();
        let first = all.into_iter().find(|at| self.rules.to_offset(*at) != theirs.to_offset(*at))?;
        Instant::from_timestamp(first.as_second(), 0)
    }

    /// Seconds east of UTC at that instant.
    pub fn offset_s(&self, at: Instant) -> i32 {
        let seconds = at.timestamp().clamp(Timestamp::MIN.as_second(), Timestamp::MAX.as_second());
        let at = Timestamp::from_second(seconds).unwrap_or(Timestamp::MAX);
        self.rules.to_offset(at).seconds()
    }

    fn iana(name: &str) -> Option<Zone> {
        let rules = database().get(name).ok().filter(|rules| !rules.is_unknown())?;
        let name = rules.iana_name()?.into();
        Some(Zone { name, rules })
    }

    fn exact(&self, local: NaiveDateTime) -> Option<Instant> {
        let civil = civil::DateTime::new(
            i16::try_from(local.year()).ok()?,
            local.month() as i8,
            local.day() as i8,
            local.hour() as i8,
            local.minute() as i8,
            local.second() as i8,
            0,
        )
        .ok()?;
        let at = self.rules.to_ambiguous_timestamp(civil).compatible().ok()?;
        Instant::from_timestamp(at.as_second(), local.nanosecond())
    }
}

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Zone {}

impl PartialOrd for Zone {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Zone {
    fn cmp(&self, other: &Self) -> Ordering {
        self.name.cmp(&other.name)
    }
}

impl Hash for Zone {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.name.hash(state);
    }
}

impl TryFrom<String> for Zone {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        Self::parse(&text)
    }
}

impl std::str::FromStr for Zone {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::parse(text)
    }
}

impl From<Zone> for String {
    fn from(zone: Zone) -> String {
        zone.name.as_ref().to_owned()
    }
}

/// `UTC+8`, `GMT-03:00`: whole hours only, for only those have a name. POSIX names count the other way round.
fn whole_hours(text: &str) -> Option<String> {
    let rest = text.strip_prefix("UTC").or_else(|| text.strip_prefix("GMT"))?.trim_start();
    let (sign, digits) = match rest.split_at_checked(1)? {
        ("+", digits) => ('-', digits),
        ("-", digits) => ('+', digits),
        _ => return None,
    };
    let hours: u32 = digits.strip_suffix(":00").unwrap_or(digits).parse().ok()?;
    Some(if hours == 0 { "Etc/UTC".to_owned() } else { format!("Etc/GMT{sign}{hours}") })
}

fn windows(text: &str) -> Option<&'static str> {
    let text = text.to_ascii_lowercase();
    let stem = text.strip_suffix(" standard time").or_else(|| text.strip_suffix(" daylight time"))?;
    WINDOWS.iter().find(|(name, _)| name.eq_ignore_ascii_case(stem)).map(|(_, iana)| *iana)
}

/// Also the way Chinese Outlook shows a zone: `(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐`.
fn chinese(text: &str) -> Option<&'static str> {
    let text = match text.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((_, cities)) => cities.trim().split(['，', ',', '、']).next()?,
        None => text,
    };
    let stem =
        ["标准时间", "夏令时", "时间"].iter().find_map(|suffix| text.strip_suffix(suffix)).unwrap_or(text);
    CHINESE.iter().find(|(name, _)| *name == stem).map(|(_, iana)| *iana)
}

/// Chinese names without `标准时间` or `时间`.
const CHINESE: &[(&str, &str)] = &[
    ("中国", "Asia/Shanghai"),
    ("北京", "Asia/Shanghai"),
    ("上海", "Asia/Shanghai"),
    ("香港", "Asia/Hong_Kong"),
    ("澳门", "Asia/Macau"),
    ("台北", "Asia/Taipei"),
    ("新加坡", "Asia/Singapore"),
    ("吉隆坡", "Asia/Kuala_Lumpur"),
    ("东京", "Asia/Tokyo"),
    ("日本", "Asia/Tokyo"),
    ("大阪", "Asia/Tokyo"),
    ("首尔", "Asia/Seoul"),
    ("韩国", "Asia/Seoul"),
    ("曼谷", "Asia/Bangkok"),
    ("印度", "Asia/Kolkata"),
    ("迪拜", "Asia/Dubai"),
    ("莫斯科", "Europe/Moscow"),
    ("柏林", "Europe/Berlin"),
    ("阿姆斯特丹", "Europe/Berlin"),
    ("巴黎", "Europe/Paris"),
    ("布鲁塞尔", "Europe/Paris"),
    ("伦敦", "Europe/London"),
    ("格林威治", "Europe/London"),
    ("纽约", "America/New_York"),
    ("芝加哥", "America/Chicago"),
    ("洛杉矶", "America/Los_Angeles"),
    ("悉尼", "Australia/Sydney"),
    ("协调世界时", "Etc/UTC"),
    ("世界协调", "Etc/UTC"),
];

/// Windows names without ` Standard Time`, each with the zone that Unicode CLDR (windowsZones) gives for the world.
const WINDOWS: &[(&str, &str)] = &[
    ("AUS Central", "Australia/Darwin"),
    ("AUS Eastern", "Australia/Sydney"),
    ("Afghanistan", "Asia/Kabul"),
    ("Alaskan", "America/Anchorage"),
    ("Aleutian", "America/Adak"),
    ("Altai", "Asia/Barnaul"),
    ("Arabian", "Asia/Dubai"),
    ("Arabic", "Asia/Baghdad"),
    ("Arab", "Asia/Riyadh"),
    ("Argentina", "America/Argentina/Buenos_Aires"),
    ("Astrakhan", "Europe/Astrakhan"),
    ("Atlantic", "America/Halifax"),
    ("Aus Central W.", "Australia/Eucla"),
    ("Azerbaijan", "Asia/Baku"),
    ("Azores", "Atlantic/Azores"),
    ("Bahia", "America/Bahia"),
    ("Bangladesh", "Asia/Dhaka"),
    ("Belarus", "Europe/Minsk"),
    ("Bougainville", "Pacific/Bougainville"),
    ("Canada Central", "America/Regina"),
    ("Cape Verde", "Atlantic/Cape_Verde"),
    ("Caucasus", "Asia/Yerevan"),
    ("Cen. Australia", "Australia/Adelaide"),
    ("Central America", "America/Guatemala"),
    ("Central Asia", "Asia/Bishkek"),
    ("Central Brazilian", "America/Cuiaba"),
    ("Central European", "Europe/Warsaw"),
    ("Central Europe", "Europe/Budapest"),
    ("Central Pacific", "Pacific/Guadalcanal"),
    ("Central", "America/Chicago"),
    ("Chatham Islands", "Pacific/Chatham"),
    ("China", "Asia/Shanghai"),
    ("Cuba", "America/Havana"),
    ("Dateline", "Etc/GMT+12"),
    ("E. Africa", "Africa/Nairobi"),
    ("E. Australia", "Australia/Brisbane"),
    ("E. Europe", "Europe/Chisinau"),
    ("E. South America", "America/Sao_Paulo"),
    ("Easter Island", "Pacific/Easter"),
    ("Eastern", "America/New_York"),
    ("Egypt", "Africa/Cairo"),
    ("Ekaterinburg", "Asia/Yekaterinburg"),
    ("FLE", "Europe/Kyiv"),
    ("Fiji", "Pacific/Fiji"),
    ("GMT", "Europe/London"),
    ("GTB", "Europe/Bucharest"),
    ("Georgian", "Asia/Tbilisi"),
    ("Greenland", "America/Nuuk"),
    ("Greenwich", "Atlantic/Reykjavik"),
    ("Haiti", "America/Port-au-Prince"),
    ("Hawaiian", "Pacific/Honolulu"),
    ("India", "Asia/Kolkata"),
    ("Iran", "Asia/Tehran"),
    ("Israel", "Asia/Jerusalem"),
    ("Jordan", "Asia/Amman"),
    ("Kaliningrad", "Europe/Kaliningrad"),
    ("Kamchatka", "Asia/Kamchatka"),
    ("Korea", "Asia/Seoul"),
    ("Libya", "Africa/Tripoli"),
    ("Line Islands", "Pacific/Kiritimati"),
    ("Lord Howe", "Australia/Lord_Howe"),
    ("Magadan", "Asia/Magadan"),
    ("Magallanes", "America/Punta_Arenas"),
    ("Marquesas", "Pacific/Marquesas"),
    ("Mauritius", "Indian/Mauritius"),
    ("Middle East", "Asia/Beirut"),
    ("Montevideo", "America/Montevideo"),
    ("Morocco", "Africa/Casablanca"),
    ("Mountain", "America/Denver"),
    ("Myanmar", "Asia/Yangon"),
    ("N. Central Asia", "Asia/Novosibirsk"),
    ("Namibia", "Africa/Windhoek"),
    ("Nepal", "Asia/Kathmandu"),
    ("New Zealand", "Pacific/Auckland"),
    ("Newfoundland", "America/St_Johns"),
    ("Norfolk", "Pacific/Norfolk"),
    ("North Asia East", "Asia/Irkutsk"),
    ("North Asia", "Asia/Krasnoyarsk"),
    ("North Korea", "Asia/Pyongyang"),
    ("Omsk", "Asia/Omsk"),
    ("Pacific SA", "America/Santiago"),
    ("Pacific", "America/Los_Angeles"),
    ("Pakistan", "Asia/Karachi"),
    ("Paraguay", "America/Asuncion"),
    ("Qyzylorda", "Asia/Qyzylorda"),
    ("Romance", "Europe/Paris"),
    ("Russian", "Europe/Moscow"),
    ("SA Eastern", "America/Cayenne"),
    ("SA Pacific", "America/Bogota"),
    ("SA Western", "America/La_Paz"),
    ("SE Asia", "Asia/Bangkok"),
    ("Saint Pierre", "America/Miquelon"),
    ("Sakhalin", "Asia/Sakhalin"),
    ("Samoa", "Pacific/Apia"),
    ("Sao Tome", "Africa/Sao_Tome"),
    ("Saratov", "Europe/Saratov"),
    ("Singapore", "Asia/Singapore"),
    ("South Africa", "Africa/Johannesburg"),
    ("South Sudan", "Africa/Juba"),
    ("Sri Lanka", "Asia/Colombo"),
    ("Sudan", "Africa/Khartoum"),
    ("Syria", "Asia/Damascus"),
    ("Taipei", "Asia/Taipei"),
    ("Tasmania", "Australia/Hobart"),
    ("Tocantins", "America/Araguaina"),
    ("Tokyo", "Asia/Tokyo"),
    ("Tomsk", "Asia/Tomsk"),
    ("Tonga", "Pacific/Tongatapu"),
    ("Transbaikal", "Asia/Chita"),
    ("Turkey", "Europe/Istanbul"),
    ("Turks And Caicos", "America/Grand_Turk"),
    ("US Eastern", "America/Indiana/Indianapolis"),
    ("US Mountain", "America/Phoenix"),
    ("Ulaanbaatar", "Asia/Ulaanbaatar"),
    ("Venezuela", "America/Caracas"),
    ("Vladivostok", "Asia/Vladivostok"),
    ("Volgograd", "Europe/Volgograd"),
    ("W. Australia", "Australia/Perth"),
    ("W. Central Africa", "Africa/Lagos"),
    ("W. Europe", "Europe/Berlin"),
    ("W. Mongolia", "Asia/Hovd"),
    ("West Asia", "Asia/Tashkent"),
    ("West Bank", "Asia/Hebron"),
    ("West Pacific", "Pacific/Port_Moresby"),
    ("Yakutsk", "Asia/Yakutsk"),
    ("Yukon", "America/Whitehorse"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    fn local(text: &str) -> NaiveDateTime {
        text.parse().unwrap()
    }

    #[test]
    fn a_zone_is_known_by_all_its_names() {
        for name in [
            "Asia/Shanghai",
            "asia/shanghai",
            " Asia/Shanghai ",
            "China Standard Time",
            "中国标准时间",
            "北京时间",
            "(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐",
        ] {
            assert_eq!(zone(name).name(), "Asia/Shanghai", "{name}");
        }
        assert_eq!(zone("W. Europe Standard Time").name(), "Europe/Berlin");
        assert_eq!(zone("UTC+8").offset_s("2024-07-01T00:00:00Z".parse().unwrap()), 8 * 3600);
        assert_eq!(zone("GMT-03:00").offset_s("2024-07-01T00:00:00Z".parse().unwrap()), -3 * 3600);
        assert_eq!(zone("UTC").name(), "UTC");
    }

    #[test]
    fn an_unknown_zone_is_refused_with_a_near_match() {
        assert_eq!(
            Zone::parse("Asia/Shangai").unwrap_err(),
            "'Asia/Shangai' is not a time zone; did you mean 'Asia/Shanghai'?"
        );
        for text in ["", "CST", "Mars/Olympus", "Etc/Unknown", "UTC+5:30", "UTC+99", "(", "()", "标准时间"]
        {
            assert!(Zone::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn every_alias_leads_to_a_zone() {
        for (name, iana) in WINDOWS.iter().chain(CHINESE) {
            assert!(Zone::iana(iana).is_some(), "{name} → {iana}");
        }
    }

    #[test]
    fn a_time_left_out_in_spring_moves_forward_by_the_gap() {
        let berlin = zone("Europe/Berlin");
        let at = berlin.instant(local("2024-03-31T02:30:00"));
        assert_eq!(berlin.local(at), local("2024-03-31T03:30:00"));
    }

    #[test]
    fn a_time_that_happens_twice_in_autumn_is_the_earlier_one() {
        let at = zone("Europe/Berlin").instant(local("2024-10-27T02:30:00"));
        assert_eq!(at, "2024-10-27T02:30:00+02:00".parse::<Instant>().unwrap());
    }

    #[test]
    fn times_beyond_the_rules_do_not_panic() {
        let shanghai = zone("Asia/Shanghai");
        for at in [Instant::MIN_UTC, Instant::MAX_UTC] {
            shanghai.local(at);
            shanghai.instant(at.naive_utc());
        }
        assert_eq!(
            shanghai.instant(local("9999-12-31T23:59:59")),
            "9999-12-31T23:59:59+08:00".parse::<Instant>().unwrap()
        );
    }

    /// A table whose year has one offset, as its footer says (RFC 9636, section 3.3).
    fn table(footer: &str) -> Vec<u8> {
        let block = || {
            let mut out = b"TZif".to_vec();
            out.push(b'2');
            out.extend([0; 15]);
            for count in [0u32, 0, 0, 0, 1, 4] {
                out.extend(count.to_be_bytes());
            }
            out.extend(3_600i32.to_be_bytes());
            out.extend([0, 0]);
            out.extend(b"CET\0");
            out
        };
        let mut out = block();
        out.extend(block());
        out.extend(format!("\n{footer}\n").into_bytes());
        out
    }

    #[test]
    fn a_table_of_another_release_is_noticed_where_it_begins_to_differ() {
        let berlin = zone("Europe/Berlin");
        let at = |text: &str| text.parse::<Instant>().unwrap();
        let years = (at("2026-06-01T00:00:00Z"), at("2036-06-01T00:00:00Z"));
        assert_eq!(berlin.differs_from(&table("CET-1CEST,M3.5.0,M10.5.0/3"), years), None);
        // Summer time ends a month early, or was done away with.
        let early = table("CET-1CEST,M3.5.0,M9.5.0/3");
        assert_eq!(berlin.differs_from(&early, years), Some(at("2026-09-27T01:00:00Z")));
        assert_eq!(berlin.differs_from(&table("CET-1"), years), Some(years.0));
        assert_eq!(berlin.differs_from(b"no table", years), None);
    }

    #[test]
    fn it_is_stored_by_its_name() {
        let text = serde_json::to_string(&zone("China Standard Time")).unwrap();
        assert_eq!(text, "\"Asia/Shanghai\"");
        assert_eq!(serde_json::from_str::<Zone>(&text).unwrap(), zone("Asia/Shanghai"));
        assert!(serde_json::from_str::<Zone>("\"Nowhere\"").is_err());
    }

    /// Around every change of offset of every zone from 2020 to 2040: an instant shown on the wall and read back is
    /// the same instant, or, in an hour that happens twice, the earlier one; order is kept.
    #[test]
    fn instants_survive_the_wall_clock_around_every_transition_of_every_zone() {
        let (from, until) = (1_577_836_800, 2_208_988_800);
        let mut transitions = 0;
        for name in database().available() {
            let Some(zone) = Zone::iana(name.as_str()) else { continue };
            for change in zone.rules.following(Timestamp::from_second(from).unwrap()) {
                let at = change.timestamp().as_second();
                if at >= until {
                    break;
                }
                transitions += 1;
                let before = zone.offset_s(Instant::from_timestamp(at - 1, 0).unwrap());
                let after = zone.offset_s(Instant::from_timestamp(at, 0).unwrap());
                let twice = i64::from((before - after).max(0));
                for step in [-86_400, -3_601, -3_600, -1_800, -1, 0, 1, 1_799, 1_800, 3_600, 7_200, 86_400] {
                    let instant = Instant::from_timestamp(at + step, 0).unwrap();
                    let back = zone.instant(zone.local(instant));
                    let expected = if (0..twice).contains(&step) { step - twice } else { step };
                    assert_eq!((back - instant).num_seconds(), expected - step, "{name} {instant}");
                }
                // Inside a gap: forward by its length, so never before the change.
                if after > before {
                    let wall =
                        zone.local(Instant::from_timestamp(at - 1, 0).unwrap()) + TimeDelta::seconds(2);
                    assert_eq!(zone.instant(wall).timestamp(), at + 1, "{name}");
                }
            }
        }
        assert!(transitions > 5_000, "{transitions} transitions looked at");
    }
}
