//! Mail as a value.
