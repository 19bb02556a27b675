//! Process files as values.
