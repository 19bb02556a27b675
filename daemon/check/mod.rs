//! The check of a whole configuration.
