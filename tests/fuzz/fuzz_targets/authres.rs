//! Any text as Authentication-Results: never a panic, and never a pass without the id of our own server in front.
#![no_main]

use beadle::mail::{Authenticated, authenticated};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &str| {
    let from = "li@qiming.example".parse().expect("a constant");
    let told = authenticated(&[data.to_owned()], Some("mx.qiming.example"), &from);
    if matches!(told, Authenticated::Pass(_)) {
        assert!(data.to_lowercase().contains("mx.qiming.example") && data.to_lowercase().contains("pass"));
    }
});
