//! Case, event, effect, decide.
