//! Bytes through the whole turn of the shipped rules with nothing remembered: never a panic, and always a fate.
#![no_main]

use std::collections::BTreeMap;
use std::sync::LazyLock;

use beadle::mail::{self, OwnMail};
use beadle::turn::{Setting, turn};
use beadle::workflow::memory::Changes;
use beadle::workflow::{Event, Incoming};
use libfuzzer_sys::fuzz_target;

#[path = "../../setting/mod.rs"]
mod setting;

static SETTING: LazyLock<Setting> = LazyLock::new(setting::setting);

fuzz_target!(|data: &[u8]| {
    let now = "2026-07-01T02:00:00Z".parse().expect("a constant");
    let own = OwnMail { addresses: vec![SETTING.identity.address.clone()], host: SETTING.identity.host.clone() };
    let incoming = Incoming {
        key: "fuzz".to_owned(),
        received: now,
        message: mail::parse(data, &own).map_err(|q| q.reason),
        truncated: false,
        size: data.len() as u64,
        spooled: None,
    };
    let rows: BTreeMap<Vec<u8>, Vec<u8>> = BTreeMap::new();
    turn(&SETTING, &rows, &Event::Message(Box::new(incoming)), now, Changes::new());
});
