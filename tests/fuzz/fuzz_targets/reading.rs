//! Bytes → message → own words → verdict. Nothing may panic, and no verdict may come from an empty text.
#![no_main]

use std::sync::LazyLock;

use beadle::fault::Source;
use beadle::mail::{self, OwnMail};
use beadle::rules::reading::{Names, Reading, read};
use beadle::rules::{Rules, parse};
use libfuzzer_sys::fuzz_target;

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    parse(&[Source::new("rules/answers.toml", include_str!("../../../rules/answers.toml"))]).expect("shipped")
});

fuzz_target!(|data: &[u8]| {
    let Ok(message) = mail::parse(data, &OwnMail::default()) else { return };
    let reading = read(&message.words, &Names::default(), &["approve", "reject", "confirm", "progress"], &RULES);
    assert!(!message.words.own.trim().is_empty() || !matches!(reading, Reading::Said(_)));
});
