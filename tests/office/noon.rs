//! A zone where it is about noon now.
//!
//! The shipped process files time some things to a day (16:30, Wednesday 10:00, tomorrow). A test that runs for minutes
//! and compares two runs must not meet such a moment, at whatever hour it is started.

use beadle::service::clock::Clock;
use beadle::time::Zone;
use chrono::Timelike as _;

/// Zones so far apart that in one of them it is between eleven and three.
const ZONES: [&str; 9] = [
    "Pacific/Auckland",
    "Asia/Tokyo",
    "Asia/Shanghai",
    "Asia/Karachi",
    "Europe/Berlin",
    "Atlantic/Cape_Verde",
    "America/New_York",
    "America/Los_Angeles",
    "Pacific/Honolulu",
];

/// The one where it is nearest to one o'clock.
pub(crate) fn noon() -> Zone {
    let now = Clock::system().now();
    let zones = ZONES.iter().map(|name| Zone::parse(name).expect("a zone of the IANA data"));
    let far = |zone: &Zone| (i64::from(zone.local(now).num_seconds_from_midnight()) - 13 * 3600).abs();
    zones.min_by_key(far).expect("the list is not empty")
}
