//! The machine: configuration files, secrets, random bytes, and small files that must survive a power cut.
//!
//! This is the only place that opens a file of the configuration. Every read is bounded, every list of files comes in
//! a stable order, and a secret never appears in a message or in `Debug`. Functions that are not `async` block for as
//! long as the disk does.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use rustix::fs::OFlags;
use tokio::io::AsyncReadExt;

use crate::fault::Source;

/// The largest file of the configuration: a directory of some ten thousand people fits.
pub const SOURCE_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// The most files read from one folder of the configuration.
pub const SOURCES_MAX: usize = 4096;
/// How deep a tree of the configuration is followed.
pub const DEPTH_MAX: usize = 8;
/// The largest secret: OAuth tokens reach some 4 KiB.
pub const SECRET_BYTES_MAX: u64 = 64 * 1024;
/// How long a command may take to print a secret: a token endpoint may have to be asked.
pub const SECRET_COMMAND_TIMEOUT: Duration = Duration::from_secs(60);

/// What went wrong with a file or a secret.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder could not be read.
    #[error("read {}: {source}", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file or folder could not be written.
    #[error("write {}: {source}", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file is larger than anything sensible.
    #[error("{} is larger than {max} bytes", path.display())]
    TooLarge {
        /// Which.
        path: PathBuf,
        /// The limit.
        max: u64,
    },
    /// A folder holds more files, or is deeper, than anything sensible.
    #[error("{} holds more than {SOURCES_MAX} files or is deeper than {DEPTH_MAX} folders", path.display())]
    TooMany {
        /// Which.
        path: PathBuf,
    },
    /// A file is not UTF-8.
    #[error("{}:{line}: not UTF-8; save the file as UTF-8", path.display())]
    NotText {
        /// Which.
        path: PathBuf,
        /// The first line that is not, from 1.
        line: usize,
    },
    /// A secret is not to be had.
    #[error("secret from {from}: {reason}")]
    Secret {
        /// Where it should have come from.
        from: String,
        /// Why it did not.
        reason: String,
    },
}

/// One text file with its path as given.
pub fn read_source(path: impl AsRef<Path>) -> Result<Source, Error> {
    let path = path.as_ref();
    let bytes = read_bounded(path, SOURCE_BYTES_MAX)?;
    match std::str::from_utf8(&bytes) {
        Ok(text) => Ok(Source::new(path.to_string_lossy(), text)),
        Err(error) => {
            let line = bytes[..error.valid_up_to()].iter().filter(|b| **b == b'\n').count() + 1;
            Err(Error::NotText { path: path.to_owned(), line })
        }
    }
}

/// The text files directly in `dir` whose name ends in `.ext`, by name. Names that begin with a dot are left out:
/// editors keep their own files there.
pub fn read_sources(dir: impl AsRef<Path>, ext: &str) -> Result<Vec<Source>, Error> {
    let dir = dir.as_ref();
    let mut paths = list(dir)?;
    paths.retain(|path| path.extension().is_some_and(|e| e == ext) && path.is_file());
    if paths.len() > SOURCES_MAX {
        return Err(Error::TooMany { path: dir.to_owned() });
    }
    paths.iter().map(read_source).collect()
}

/// The text files in `dir` and the folders below it whose name ends in one of `.exts`, by path.
pub fn read_tree(dir: impl AsRef<Path>, exts: &[&str]) -> Result<Vec<Source>, Error> {
    let dir = dir.as_ref();
    let mut files = Vec::new();
    let mut folders = vec![(dir.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        for path in list(&folder)? {
            if path.is_dir() {
                folders.push((path, depth + 1));
            } else if path.extension().is_some_and(|e| exts.iter().any(|ext| e == *ext)) {
                files.push(path);
            }
        }
        if files.len() + folders.len() > SOURCES_MAX || depth > DEPTH_MAX {
            return Err(Error::TooMany { path: dir.to_owned() });
        }
    }
    files.sort();
    files.iter().map(read_source).collect()
}

fn list(dir: &Path) -> Result<Vec<PathBuf>, Error> {
    let failed = |source| Error::Read { path: dir.to_owned(), source };
    let mut paths = Vec::new();
    for entry in fs::read_dir(dir).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_bounded(path: &Path, max: u64) -> Result<Vec<u8>, Error> {
    let failed = |source| Error::Read { path: path.to_owned(), source };
    // NONBLOCK: a FIFO where a file should be must not hang the start; it has no effect on regular files.
    let file = OpenOptions::new()
        .read(true)
        .custom_flags(OFlags::NONBLOCK.bits() as i32)
        .open(path)
        .map_err(failed)?;
    if !file.metadata().map_err(failed)?.is_file() {
        return Err(failed(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file")));
    }
    let mut bytes = Vec::new();
    file.take(max + 1).read_to_end(&mut bytes).map_err(failed)?;
    if bytes.len() as u64 > max {
        return Err(Error::TooLarge { path: path.to_owned(), max });
    }
    Ok(bytes)
}

/// Where a secret comes from. Asked again at every login, so that a token may change while the daemon runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretSource {
    /// A file.
    File(PathBuf),
    /// The standard output of a program (first the program, then its arguments; no shell).
    Command(Vec<String>),
    /// A systemd credential of this name (`LoadCredential=`, found through `$CREDENTIALS_DIRECTORY`).
    Credential(String),
}

impl fmt::Display for SecretSource {
    /// How it is named in messages; the arguments of a command may be secret themselves and are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SecretSource::File(path) => write!(f, "file {}", path.display()),
            SecretSource::Command(words) => write!(f, "command {}", words.first().map_or("", String::as_str)),
            SecretSource::Credential(name) => write!(f, "credential {name}"),
        }
    }
}

/// A password or token; `Debug` does not show it.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// A secret from text that has one: whitespace around it is cut off. `None` if nothing is left, or if a control
    /// character is inside (it would break the login dialogue).
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty() && !text.contains(char::is_control)).then(|| Self(text.to_owned()))
    }

    /// The secret itself.
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl SecretSource {
    /// Fetches the secret now. A command gets [`SECRET_COMMAND_TIMEOUT`] and is then killed.
    pub async fn fetch(&self) -> Result<Secret, Error> {
        let failed = |reason: String| Error::Secret { from: self.to_string(), reason };
        let bytes = match self {
            SecretSource::File(path) => read_secret(path.clone()).await.map_err(failed)?,
            SecretSource::Credential(name) => {
                let folder = std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from);
                let path = credential_path(folder.as_deref(), name).map_err(failed)?;
                read_secret(path).await.map_err(failed)?
            }
            SecretSource::Command(words) => run_for_secret(words).await.map_err(failed)?,
        };
        let text = String::from_utf8(bytes).map_err(|_| failed("not UTF-8".to_owned()))?;
        Secret::new(&text).ok_or_else(|| failed("empty, or more than one line".to_owned()))
    }

    /// What is careless about where the secret lies, for `check` and the start.
    pub fn warning(&self) -> Option<String> {
        let SecretSource::File(path) = self else { return None };
        let mode = fs::metadata(path).ok()?.permissions().mode();
        (mode & 0o007 != 0).then(|| {
            format!(
                "{} is open to every user of this machine (mode {:04o}); chmod 0600 it",
                path.display(),
                mode & 0o7777
            )
        })
    }
}

async fn read_secret(path: PathBuf) -> Result<Vec<u8>, String> {
    tokio::task::spawn_blocking(move || read_bounded(&path, SECRET_BYTES_MAX))
        .await
        .map_err(|e| e.to_string())?
        .map_err(|e| e.to_string())
}

fn credential_path(folder: Option<&Path>, name: &str) -> Result<PathBuf, String> {
    let folder = folder.ok_or("$CREDENTIALS_DIRECTORY is not set; add LoadCredential= to the unit")?;
    if name.is_empty() || name.starts_with('.') || name.contains('/') {
        return Err("not the name of a credential".to_owned());
    }
    Ok(folder.join(name))
}

async fn run_for_secret(words: &[String]) -> Result<Vec<u8>, String> {
    let (program, arguments) = words.split_first().ok_or("the command is empty")?;
    let mut child = tokio::process::Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null()) // what it prints there may hold the secret
        .kill_on_drop(true)
        .spawn()
        .map_err(|e| format!("cannot start: {e}"))?;
    let stdout = child.stdout.take().ok_or("no output")?;
    let run = async {
        let mut bytes = Vec::new();
        stdout.take(SECRET_BYTES_MAX + 1).read_to_end(&mut bytes).await.map_err(|e| e.to_string())?;
        if bytes.len() as u64 > SECRET_BYTES_MAX {
            return Err(format!("printed more than {SECRET_BYTES_MAX} bytes"));
        }
        let status = child.wait().await.map_err(|e| e.to_string())?;
        if status.success() { Ok(bytes) } else { Err(format!("failed: {status}")) }
    };
    match tokio::time::timeout(SECRET_COMMAND_TIMEOUT, run).await {
        Ok(result) => result,
        Err(_) => Err(format!("took longer than {} s", SECRET_COMMAND_TIMEOUT.as_secs())),
    }
}

/// Bytes nobody can guess, from the kernel; for keys. Below floor 6 nothing is random.
pub fn random<const N: usize>() -> Result<[u8; N], Error> {
    // `random` and not `urandom`: it waits for the kernel's pool at boot and is the same afterwards.
    let path = Path::new("/dev/random");
    let mut bytes = [0; N];
    File::open(path)
        .and_then(|mut file| file.read_exact(&mut bytes))
        .map_err(|source| Error::Read { path: path.to_owned(), source })?;
    Ok(bytes)
}

/// Replaces a small file. Once this returns the new content survives a power cut; at any moment the file holds the old
/// content or the new one, whole. `mode` is that of the new file.
pub fn write_durably(path: impl AsRef<Path>, bytes: &[u8], mode: u32) -> Result<(), Error> {
    let path = path.as_ref();
    let failed = |source| Error::Write { path: path.to_owned(), source };
    let name = path.file_name().ok_or_else(|| failed(io::Error::other("not the path of a file")))?;
    let folder = folder_of(path);
    let mut draft_name = std::ffi::OsString::from(".");
    draft_name.push(name);
    draft_name.push(".new");
    let draft = folder.join(draft_name);
    write_file(&draft, bytes, mode).map_err(failed)?;
    fs::rename(&draft, path).map_err(failed)?;
    sync_folder(folder).map_err(failed)
}

/// Makes a folder and those above it that are missing, and makes their names durable.
pub fn make_folder(path: impl AsRef<Path>, mode: u32) -> Result<(), Error> {
    let path = path.as_ref();
    let failed = |source| Error::Write { path: path.to_owned(), source };
    if path.is_dir() {
        return Ok(());
    }
    let above = folder_of(path);
    if above != path {
        make_folder(above, mode)?;
    }
    match fs::DirBuilder::new().mode(mode).create(path) {
        Ok(()) => sync_folder(above).map_err(failed),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(()),
        Err(error) => Err(failed(error)),
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder.as_os_str().is_empty() => Path::new("."),
        Some(folder) => folder,
        None => path,
    }
}

/// A new file with this content, fsynced. What was there under the name is emptied first; a symbolic link is refused.
pub(crate) fn write_file(path: &Path, bytes: &[u8], mode: u32) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .mode(mode)
        .custom_flags(OFlags::NOFOLLOW.bits() as i32)
        .open(path)?;
    if file.metadata()?.mode() & 0o777 != mode & 0o777 {
        file.set_permissions(fs::Permissions::from_mode(mode))?;
    }
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes the names in a folder durable.
pub(crate) fn sync_folder(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(words: &[&str]) -> SecretSource {
        SecretSource::Command(words.iter().map(|w| (*w).to_owned()).collect())
    }

    #[test]
    fn sources_come_by_name_and_editor_files_are_left_out() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.toml", "a.toml", ".a.toml.swp", "c.toml~", ".hidden.toml", "x.md"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        fs::create_dir(dir.path().join("folder.toml")).unwrap();
        let sources = read_sources(dir.path(), "toml").unwrap();
        let texts: Vec<&str> = sources.iter().map(Source::text).collect();
        assert_eq!(texts, ["a.toml", "b.toml"]);
        assert!(sources[0].path().ends_with("/a.toml"));
    }

    #[test]
    fn a_tree_comes_by_path() {
        let dir = tempfile::tempdir().unwrap();
        fs::create_dir_all(dir.path().join("leave/mail")).unwrap();
        for name in ["z.txt", "leave/ask.zh.txt", "leave/ask.zh.html", "leave/mail/a.txt", "leave/notes.md"] {
            fs::write(dir.path().join(name), name).unwrap();
        }
        let sources = read_tree(dir.path(), &["txt", "html"]).unwrap();
        let texts: Vec<&str> = sources.iter().map(Source::text).collect();
        assert_eq!(texts, ["leave/ask.zh.html", "leave/ask.zh.txt", "leave/mail/a.txt", "z.txt"]);
    }

    #[test]
    fn a_tree_that_contains_itself_ends() {
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(dir.path(), dir.path().join("loop")).unwrap();
        assert!(matches!(read_tree(dir.path(), &["txt"]), Err(Error::TooMany { .. })));
    }

    #[test]
    fn text_that_is_not_utf8_is_refused_with_its_line() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("a.toml");
        fs::write(&path, b"a = 1\nb = '\xb2\xe2'\n").unwrap();
        let error = read_source(&path).unwrap_err();
        assert!(error.to_string().contains("a.toml:2: not UTF-8"), "{error}");
    }

    #[test]
    fn a_file_over_the_limit_and_a_fifo_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("large");
        File::create(&path).unwrap().set_len(SOURCE_BYTES_MAX + 1).unwrap();
        assert!(matches!(read_source(&path), Err(Error::TooLarge { .. })));
        let fifo = dir.path().join("fifo");
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, 0o600.into(), 0).unwrap();
        assert!(matches!(read_source(&fifo), Err(Error::Read { .. })));
    }

    #[tokio::test]
    async fn a_secret_is_trimmed_and_never_shown() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        fs::write(&path, "hush\r\n").unwrap();
        let secret = SecretSource::File(path.clone()).fetch().await.unwrap();
        assert_eq!(secret.expose(), "hush");
        assert!(!format!("{secret:?}").contains("hush"));
        for bad in ["", "\n", "two\nlines", "nul\0inside"] {
            fs::write(&path, bad).unwrap();
            assert!(SecretSource::File(path.clone()).fetch().await.is_err(), "{bad:?}");
        }
    }

    #[tokio::test]
    async fn a_command_that_fails_says_so_without_its_arguments() {
        assert_eq!(words(&["echo", "token"]).fetch().await.unwrap().expose(), "token");
        let error = words(&["sh", "-c", "echo half; exit 3", "hush"]).fetch().await.unwrap_err().to_string();
        assert!(error.contains("exit status: 3"), "{error}");
        assert!(!error.contains("hush") && !error.contains("half"), "{error}");
        let error = words(&["sh", "-c", "cat /dev/zero"]).fetch().await.unwrap_err().to_string();
        assert!(error.contains("printed more than"), "{error}");
        assert!(words(&["/nonexistent/program"]).fetch().await.is_err());
    }

    #[test]
    fn a_credential_is_a_plain_name_in_the_folder_of_the_unit() {
        assert!(credential_path(None, "imap").unwrap_err().contains("LoadCredential"));
        assert!(credential_path(Some(Path::new("/run/c")), "../shadow").is_err());
        assert_eq!(credential_path(Some(Path::new("/run/c")), "imap").unwrap(), Path::new("/run/c/imap"));
    }

    #[test]
    fn a_secret_file_open_to_all_is_warned_about() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("password");
        fs::write(&path, "hush").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
        assert!(SecretSource::File(path.clone()).warning().unwrap().contains("0644"));
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert_eq!(SecretSource::File(path).warning(), None);
    }

    #[test]
    fn random_bytes_differ() {
        assert_ne!(random::<32>().unwrap(), random::<32>().unwrap());
    }

    #[test]
    fn a_durable_file_is_replaced_whole_with_its_mode() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("a/b");
        make_folder(&folder, 0o750).unwrap();
        make_folder(&folder, 0o750).unwrap();
        let path = folder.join("keys");
        write_durably(&path, b"one", 0o600).unwrap();
        write_durably(&path, b"two", 0o600).unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"two");
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
    }

    #[test]
    fn a_link_planted_at_the_draft_is_not_followed() {
        let dir = tempfile::tempdir().unwrap();
        let victim = dir.path().join("victim");
        fs::write(&victim, "mine").unwrap();
        std::os::unix::fs::symlink(&victim, dir.path().join(".keys.new")).unwrap();
        assert!(write_durably(dir.path().join("keys"), b"x", 0o600).is_err());
        assert_eq!(fs::read(&victim).unwrap(), b"mine");
    }
}
