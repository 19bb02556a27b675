//! The loops.
pub mod clock;
pub mod ticker;
pub mod watch;
pub mod writer;
