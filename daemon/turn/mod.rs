//! One event, one record.
