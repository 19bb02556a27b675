//! Which files of the demo's folder are as the program laid them out, so that a newer one may lay out its own in their
//! place: what a person has changed stays. Kept in `state/laid.json`, a hash for each file; of a folder without it
//! nothing is known, and every file that differs is taken for a person's.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::cli::exit::{Done, Exit};
use crate::door::host;
use crate::workflow::memory::hash;

/// The files that were laid out, by their path in the folder: the hash of what was written.
#[derive(Default)]
pub(super) struct Laid(BTreeMap<String, String>);

impl Laid {
    fn path(dir: &Path) -> PathBuf {
        dir.join("state").join("laid.json")
    }

    fn load(dir: &Path) -> Result<Self, Exit> {
        let path = Self::path(dir);
        if !path.exists() {
            return Ok(Self::default());
        }
        let source = host::read_source(&path)?;
        let read = serde_json::from_str(source.text());
        read.map(Self).map_err(|error| Exit::new(65, format!("{}: {error}", path.display())))
    }

    fn save(&self, dir: &Path) -> Done {
        let text = serde_json::to_string(&self.0).map_err(|error| Exit::new(70, error))?;
        host::make_folder(dir.join("state"), 0o700)?;
        host::write_durably(Self::path(dir), text.as_bytes(), 0o600)?;
        Ok(())
    }
}

/// Lays out the files: those that are not there, and new versions of those that nobody has changed. Gives the ones of
/// which this program has another version and that stay all the same, because somebody has, or may have, changed them.
pub(super) fn lay_out<'f>(
    dir: &Path,
    files: impl Iterator<Item = (&'f str, &'f str)>,
) -> Result<Vec<String>, Exit> {
    let known = Laid::load(dir)?;
    let (mut laid, mut kept) = (Laid::default(), Vec::new());
    for (name, text) in files {
        let (path, new) = (dir.join(name), hash(&[text.as_bytes()]));
        let there =
            if path.exists() { Some(hash(&[host::read_source(&path)?.text().as_bytes()])) } else { None };
        let last = known.0.get(name);
        match there {
            Some(there) if there == new => {}
            // Changed by a person, of the version that this program has, too.
            Some(_) if last == Some(&new) => {}
            Some(there) if last != Some(&there) => {
                kept.push(name.to_owned());
                laid.0.extend(last.map(|last| (name.to_owned(), last.clone())));
                continue;
            }
            _ => {
                host::make_folder(path.parent().unwrap_or(dir), 0o755)?;
                host::write_durably(&path, text.as_bytes(), 0o644)?;
            }
        }
        laid.0.insert(name.to_owned(), new);
    }
    // A file that is no longer shipped goes, unless somebody has changed it.
    for (name, last) in known.0.iter().filter(|(name, _)| !laid.0.contains_key(*name) && !kept.contains(name))
    {
        let path = dir.join(name);
        if path.exists() && hash(&[host::read_source(&path)?.text().as_bytes()]) == *last {
            std::fs::remove_file(&path)
                .map_err(|error| Exit::new(74, format!("{}: {error}", path.display())))?;
        }
    }
    laid.save(dir)?;
    Ok(kept)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newer_program_lays_out_its_files_where_nobody_has_changed_them() {
        let folder = tempfile::tempdir().unwrap();
        let dir = folder.path();
        let read = |name: &str| std::fs::read_to_string(dir.join(name)).ok();
        let first =
            [("rules/a.toml", "a1"), ("rules/b.toml", "b1"), ("rules/c.toml", "c1"), ("d.toml", "d1")];
        assert!(lay_out(dir, first.into_iter()).unwrap().is_empty());
        // Somebody changes one; that alone is nothing to be told.
        std::fs::write(dir.join("rules/b.toml"), "mine").unwrap();
        assert!(lay_out(dir, first.into_iter()).unwrap().is_empty());
        let second =
            [("rules/a.toml", "a2"), ("rules/b.toml", "b2"), ("rules/c.toml", "c1"), ("e.toml", "e2")];
        for _ in 0..2 {
            assert_eq!(lay_out(dir, second.into_iter()).unwrap(), ["rules/b.toml"]);
            assert_eq!(read("rules/a.toml").as_deref(), Some("a2"), "a new version");
            assert_eq!(read("rules/b.toml").as_deref(), Some("mine"), "somebody's own");
            assert_eq!(read("d.toml"), None, "no longer shipped");
            assert_eq!(read("e.toml").as_deref(), Some("e2"), "new");
        }
    }

    #[test]
    fn of_a_folder_of_which_nothing_is_known_everything_stays() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.toml"), "a1").unwrap();
        std::fs::write(folder.path().join("b.toml"), "b1").unwrap();
        let second = [("a.toml", "a1"), ("b.toml", "b2")];
        assert_eq!(lay_out(folder.path(), second.into_iter()).unwrap(), ["b.toml"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("b.toml")).unwrap(), "b1");
        // What was the same is known from now on.
        let third = [("a.toml", "a3"), ("b.toml", "b3")];
        assert_eq!(lay_out(folder.path(), third.into_iter()).unwrap(), ["b.toml"]);
        assert_eq!(std::fs::read_to_string(folder.path().join("a.toml")).unwrap(), "a3");
    }
}
