//! Puts the shipped process files, templates and the demo's company into the program, so that `beadle demo`,
//! `simulate` and `graph` work wherever it is installed (`shipped.rs`). The list is made here and not by hand: a new file of a
//! process is in without a change of code, and the code names no process.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// What is put in: folders with all that is below them, a file, and the endings that count.
const FOLDERS: [&str; 3] = ["rules", "templates", "tests/demo"];
const DIRECTORY: &str = "tests/fixtures/directory.toml";
const ENDINGS: [&str; 5] = ["toml", "md", "txt", "html", "story"];

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let mut files = vec![root.join(DIRECTORY)];
    println!("cargo:rerun-if-changed={DIRECTORY}");
    for folder in FOLDERS {
        println!("cargo:rerun-if-changed={folder}");
        collect(&root.join(folder), &mut files);
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it"));
    fs::write(out.join("shipped.rs"), listed(&root, files)).expect("cargo's folder can be written");
}

/// The files as a slice of name and text. The checkout's folder is asked for when the program is compiled, so that a
/// target folder outlives a move of the checkout, and no path of this machine is in the program.
fn listed(root: &Path, mut files: Vec<PathBuf>) -> String {
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(root).expect("it lies below").display().to_string();
        let _ = writeln!(
            list,
            "    ({name:?}, include_str!(concat!(env!(\"CARGO_MANIFEST_DIR\"), {:?}))),",
            format!("/{name}")
        );
    }
    list.push_str("]\n");
    list
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        let manuals = ["README.md", "TUTORIAL.md", "GUIDE.md"];
        let is_manual = path.file_name().is_some_and(|name| manuals.iter().any(|manual| name == *manual));
        // Examples are copied by people; they are not part of a company.
        if path.is_dir() && path.file_name().is_some_and(|name| name == "examples") {
            continue;
        }
        if path.is_dir() {
            collect(&path, files);
        } else if !is_manual && path.extension().is_some_and(|e| ENDINGS.iter().any(|ending| e == *ending)) {
            files.push(path);
        }
    }
}
