//! What is inside the program: the process files, the templates and the demo's company, as they were when it was built.
//!
//! The list is made by `build.rs`, so a new file is in without a change of code. Nothing here knows what is in a file.

/// Every file: its path in the project, its text; in the order of the paths.
pub static FILES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/shipped.rs"));

/// The files whose path begins so.
pub fn below(start: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    FILES.iter().copied().filter(move |(path, _)| path.starts_with(start))
}

/// The text of one file.
pub fn text(path: &str) -> Option<&'static str> {
    FILES.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}
