//! beadle keeps a company's communication rules over ordinary mail and calendars.
//!
//! The rooms stand on floors; a room uses lower floors only (`tests/house.rs` holds it to that), and nothing
//! below the line touches a clock, a file, the network, the environment or randomness. `ARCHITECTURE.md`, beside
//! this file, is the map.

// Floor 0: words everyone uses.
pub mod address;
pub mod document;
pub mod fault;
pub mod retry;
pub mod shipped;
pub mod time;
pub mod url;

// Floor 1: mail as a value, invitations as values, who is who, what the operator set.
pub mod calendar;
pub mod config;
pub mod directory;
pub mod mail;

// Floor 2: process files as values.
pub mod rules;

// Floor 3: case, event, effect; decide(world, event, now) → decision.
pub mod workflow;

// Floor 4: a decision's letters and invites → finished bytes.
pub mod compose;

// Floor 5: decide + compose: one event → one record. The last pure room.
pub mod turn;

// Floor 6: a dated story in virtual time, through the same turns.
pub mod scenario;

// ──────── pure above ────────

// Floor 6: memory (what survives a crash), and thin adapters to one protocol each.
pub mod door;
pub mod store;

// Floor 7: the loops, and the check of a whole configuration.
pub mod check;
pub mod service;

// Floor 8: what a person types.
pub mod cli;
