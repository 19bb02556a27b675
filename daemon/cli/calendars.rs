//! What `beadle doctor` finds where people's own calendars are looked into: each is asked once, as the daemon would.
//!
//! Promises: what is found is printed and forgotten. Never does: print a busy time, or more of a URL than its host.

use std::path::Path;

use serde_json::{Value, json};

use super::exit::Exit;
use super::reach::{self, Place};
use crate::service::{self, clock::Clock};
use crate::turn::Setting;

/// One line for each calendar, and the same for programs. Nothing where none is looked into.
pub(super) fn found(path: &Path, setting: &Setting) -> Result<Vec<(String, Value)>, Exit> {
    let config = Place::of(path)?.config;
    let Some(freebusy) = &config.freebusy else { return Ok(Vec::new()) };
    let (runtime, now) = (reach::runtime()?, Clock::system().now());
    let people = setting.directory.active().filter(|person| person.freebusy.is_some());
    let found = people.map(|person| {
        let id = &person.id;
        match runtime.block_on(service::look(freebusy, setting, person, now)) {
            Ok(busy) => {
                let until =
                    setting.directory.company.zone.local(busy.until).format("%Y-%m-%d %H:%M").to_string();
                let times = busy.spans.len();
                let line = format!("When {id} is busy is known until {until}: {times} busy times.");
                (line, json!({ "person": id, "known_until": busy.until, "busy_times": times }))
            }
            Err(why) => (
                format!("When {id} is busy is not known: {why}. Times are looked for without it."),
                json!({ "person": id, "trouble": why }),
            ),
        }
    });
    Ok(found.collect())
}
