//! Thin adapters to one protocol each.
