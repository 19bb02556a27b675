//! For which company a command works: that of a configuration, or the demo's, which is inside the program.

use std::path::{Path, PathBuf};

use super::exit::Exit;
use super::{Company as Wanted, reach};
use crate::check::{self, Files, keys};
use crate::config::Config;
use crate::fault::{Faults, Source};
use crate::service::clock::Clock;
use crate::shipped;
use crate::turn::Setting;

/// Where the configuration is if nobody says.
pub(super) const CONFIG: &str = "/etc/beadle/beadle.toml";

/// The demo's own files, besides rules and templates.
pub(super) const DEMO: &str = "tests/demo/";

/// Who works in the demo's company: the people of the tests' stories.
pub(super) const DIRECTORY: &str = "tests/fixtures/directory.toml";

/// A company to work for.
pub(super) struct Company {
    pub(super) setting: Setting,
    /// The file it comes from; none for the demo's.
    pub(super) path: Option<PathBuf>,
}

/// The company of the configuration that is named, of the usual place, or the demo's, in this order; with the folders
/// that are to be added.
pub(super) fn of(wanted: &Wanted) -> Result<Company, Exit> {
    let usual = Path::new(CONFIG);
    let Some(path) = wanted.config.as_deref().or_else(|| usual.exists().then_some(usual)) else {
        return demo(&wanted.with);
    };
    let mut loaded = check::load(path, &wanted.with, Vec::new(), Clock::system().now())?;
    for warning in &loaded.warnings {
        eprintln!("warning: {}", warning.0);
    }
    // Tokens prove themselves with the real keys, where whoever asks may read them.
    let state = check::state_folder(&loaded.config, path);
    let keys = match state {
        Ok(state) => reach::runtime()?.block_on(keys::present(&loaded.config.keys, &state)),
        Err(_) => Vec::new(),
    };
    loaded.setting.identity.keys = if keys.is_empty() { any_key() } else { keys };
    Ok(Company { setting: loaded.setting, path: Some(path.to_owned()) })
}

/// Where nothing is sent, any key does.
fn any_key() -> Vec<Vec<u8>> {
    vec![vec![0; 32]]
}

fn demo(with: &[PathBuf]) -> Result<Company, Exit> {
    // A fault in what is inside is ours; one in a folder that was added is its writer's.
    let code = if with.is_empty() { 70 } else { 78 };
    let setting = proved(with)?.map_err(|faults| Exit::faults(code, &faults))?;
    Ok(Company { setting, path: None })
}

/// The demo's company with the folders that are to be added, or what is wrong with them.
pub(super) fn proved(with: &[PathBuf]) -> Result<Result<Setting, Faults>, Exit> {
    let source = |path: &str| {
        shipped::text(path)
            .map(|text| Source::new(path, text))
            .ok_or_else(|| Exit::new(70, format!("{path} is not inside")))
    };
    let below = |folder: &str, deep: bool| -> Vec<Source> {
        let files = shipped::below(folder).filter(|(name, _)| deep || !name[folder.len()..].contains('/'));
        files.map(|(name, text)| Source::new(name, text)).collect()
    };
    let config = Config::read(&source(&format!("{DEMO}beadle.toml"))?, ".");
    let config = config.map_err(|faults| Exit::faults(70, &faults))?;
    let mut files = Files {
        rules: below("rules/", false),
        directory: source(DIRECTORY)?,
        holidays: below("rules/holidays/", false),
        templates: below("templates/", true),
    };
    for folder in with {
        files.add(folder)?;
    }
    Ok(files.prove(&config, any_key()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_company_inside_the_program_is_sound() {
        demo(&[]).map_err(|exit| panic!("{exit}")).map(|company| assert!(company.path.is_none())).unwrap();
    }
}
