//! Working time, holidays, zones, and time as people say it.
