//! A disk that fails, stops, or loses what was not flushed, at the n-th call; for the tests.
//!
//! It writes real files, as the page cache would show them, and remembers how to take back whatever no flush has
//! made durable. [`Shaky::lose_power`] then takes back a random part of it: for data each sector by itself, for
//! names the last few changes, as a journaling file system does. Data whose flush failed counts as never written
//! until it is written again, whatever later flushes say: that is what Linux does.

use std::collections::HashMap;
use std::fs::{File, OpenOptions};
use std::io;
use std::os::unix::fs::{FileExt, MetadataExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::disk::{Disk, Os, Writing, folder_of};

const SECTOR: usize = 512;

/// What happens at the chosen call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// That call fails, later ones work: a bad sector, a flush that fails.
    Fails,
    /// That call and all later ones find the disk full; a write gets half through.
    Full,
    /// The process is gone: a write gets half through, nothing later happens.
    Stops,
}

/// The disk.
#[derive(Clone)]
pub(super) struct Shaky(Arc<Mutex<State>>);

struct State {
    fault: Fault,
    at: u64,
    calls: u64,
    boot: u64,
    random: u64,
    paths: HashMap<u64, PathBuf>,
    data: Vec<Data>,
    names: Vec<Name>,
}

/// One sector-sized piece of a write that can be taken back.
struct Data {
    file: u64,
    offset: u64,
    old: Vec<u8>,
    old_len: u64,
    /// It was cut off, not overwritten.
    cut: bool,
    lost: bool,
}

/// A change of a folder that can be taken back.
enum Name {
    Created(PathBuf),
    Renamed { from: PathBuf, to: PathBuf, replaced: Option<Vec<u8>> },
    Removed { path: PathBuf, content: Vec<u8> },
}

/// What a call may do.
enum Turn {
    Whole,
    /// Half of it, then this.
    Half(io::Error),
    Nothing(io::Error),
}

impl Shaky {
    /// A disk on which `fault` happens at call `at`, counted from 0.
    pub(super) fn new(fault: Fault, at: u64, seed: u64) -> Self {
        Self(Arc::new(Mutex::new(State {
            fault,
            at,
            calls: 0,
            boot: 1,
            random: seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1,
            paths: HashMap::new(),
            data: Vec::new(),
            names: Vec::new(),
        })))
    }

    /// Whether the fault has happened.
    pub(super) fn hit(&self) -> bool {
        let state = self.state();
        state.calls > state.at
    }

    /// The call after the next `calls` ones fails.
    pub(super) fn fail_in(&self, calls: u64) {
        let mut state = self.state();
        state.at = state.calls + calls;
    }

    /// From now on nothing fails.
    pub(super) fn mend(&self) {
        self.state().at = u64::MAX;
    }

    /// The machine stops and starts anew. No file may be open.
    pub(super) fn lose_power(&self) {
        self.state().lose_power();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl State {
    fn turn(&mut self) -> Turn {
        let call = self.calls;
        self.calls += 1;
        match self.fault {
            _ if call < self.at => Turn::Whole,
            Fault::Fails if call > self.at => Turn::Whole,
            Fault::Fails => Turn::Nothing(io::Error::other("injected")),
            Fault::Full if call == self.at => Turn::Half(io::ErrorKind::StorageFull.into()),
            Fault::Full => Turn::Nothing(io::ErrorKind::StorageFull.into()),
            Fault::Stops if call == self.at => Turn::Half(io::Error::other("stopped")),
            Fault::Stops => Turn::Nothing(io::Error::other("stopped")),
        }
    }

    /// A call that cannot be half done.
    fn whole(&mut self) -> io::Result<()> {
        match self.turn() {
            Turn::Whole => Ok(()),
            Turn::Half(e) | Turn::Nothing(e) => Err(e),
        }
    }

    fn chance(&mut self, of: u64) -> u64 {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        self.random % of
    }

    fn lose_power(&mut self) {
        self.boot += 1;
        let names = std::mem::take(&mut self.names);
        let kept = self.chance(names.len() as u64 + 1) as usize;
        for name in names.into_iter().skip(kept).rev() {
            self.take_back(name);
        }
        let mut lens: HashMap<u64, u64> = HashMap::new();
        for data in std::mem::take(&mut self.data).into_iter().rev() {
            let Some(path) = self.paths.get(&data.file).filter(|path| path.exists()).cloned() else {
                continue;
            };
            if data.lost || self.chance(2) == 0 {
                let file = OpenOptions::new().write(true).open(path).unwrap();
                let len = file.metadata().unwrap().len();
                let old_end = data.offset + data.old.len() as u64;
                let end = if data.cut { old_end } else { len.min(old_end) };
                if data.offset < end {
                    file.write_all_at(&data.old[..(end - data.offset) as usize], data.offset).unwrap();
                }
            }
            if !data.lost && !data.cut {
                lens.insert(data.file, data.old_len);
            }
        }
        for (file, len) in lens {
            let path = &self.paths[&file].clone();
            if self.chance(3) == 0 && std::fs::metadata(path).unwrap().len() > len {
                OpenOptions::new().write(true).open(path).unwrap().set_len(len).unwrap();
            }
        }
    }

    fn take_back(&mut self, name: Name) {
        match name {
            // It may be gone under another name that was flushed.
            Name::Created(path) => drop(std::fs::remove_file(path)),
            Name::Removed { path, content } => std::fs::write(path, content).unwrap(),
            Name::Renamed { from, to, replaced } => {
                std::fs::rename(&to, &from).unwrap();
                self.renamed(&to, &from);
                if let Some(content) = replaced {
                    std::fs::write(to, content).unwrap();
                }
            }
        }
    }

    fn renamed(&mut self, from: &Path, to: &Path) {
        for path in self.paths.values_mut().filter(|path| *path == from) {
            to.clone_into(path);
        }
    }
}

impl Disk for Shaky {
    fn create(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        let mut state = self.state();
        state.whole()?;
        if !path.exists() {
            state.names.push(Name::Created(path.to_owned()));
        }
        drop(Os.create(path)?);
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let ino = file.metadata()?.ino();
        // A file number may have belonged to a file that is gone.
        state.data.retain(|data| data.file != ino);
        state.paths.insert(ino, path.to_owned());
        Ok(Box::new(Shaking { file, ino, disk: self.clone() }))
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Writing>> {
        let mut state = self.state();
        state.whole()?;
        let file = OpenOptions::new().read(true).write(true).open(path)?;
        let ino = file.metadata()?.ino();
        state.paths.insert(ino, path.to_owned());
        Ok(Box::new(Shaking { file, ino, disk: self.clone() }))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.whole()?;
        let replaced = std::fs::read(to).ok();
        std::fs::rename(from, to)?;
        state.paths.retain(|_, path| path != to);
        state.renamed(from, to);
        state.names.push(Name::Renamed { from: from.to_owned(), to: to.to_owned(), replaced });
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.whole()?;
        let content = std::fs::read(path)?;
        std::fs::remove_file(path)?;
        state.paths.retain(|_, known| known != path);
        state.names.push(Name::Removed { path: path.to_owned(), content });
        Ok(())
    }

    fn sync_dir(&self, path: &Path) -> io::Result<()> {
        let mut state = self.state();
        state.whole()?;
        state.names.retain(|name| {
            let (Name::Created(of) | Name::Removed { path: of, .. } | Name::Renamed { to: of, .. }) = name;
            folder_of(of) != path
        });
        Ok(())
    }

    fn boot(&self) -> Option<String> {
        Some(format!("boot {}", self.state().boot))
    }
}

struct Shaking {
    file: File,
    ino: u64,
    disk: Shaky,
}

impl Writing for Shaking {
    fn write_at(&mut self, bytes: &[u8], offset: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        let (bytes, result) = match state.turn() {
            Turn::Whole => (bytes, Ok(())),
            Turn::Half(e) => (&bytes[..bytes.len() / 2], Err(e)),
            Turn::Nothing(e) => return Err(e),
        };
        let (mut from, end) = (offset, offset + bytes.len() as u64);
        let old_len = self.file.metadata()?.len();
        let ino = self.ino;
        while from < end {
            let to = end.min((from / SECTOR as u64 + 1) * SECTOR as u64);
            let mut old = vec![0; (to - from) as usize];
            let there = old_len.clamp(from, to) - from;
            self.file.read_exact_at(&mut old[..there as usize], from)?;
            // Writing to a page makes all of it dirty again.
            let overlaps =
                |d: &&mut Data| d.file == ino && d.offset < to && from < d.offset + d.old.len() as u64;
            state.data.iter_mut().filter(overlaps).for_each(|d| d.lost = false);
            state.data.push(Data { file: ino, offset: from, old, old_len, cut: false, lost: false });
            from = to;
        }
        self.file.write_all_at(bytes, offset)?;
        result
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let mut state = self.disk.state();
        state.whole()?;
        let old_len = self.file.metadata()?.len();
        if len < old_len {
            let mut old = vec![0; (old_len - len) as usize];
            self.file.read_exact_at(&mut old, len)?;
            state.data.retain(|d| !(d.lost && d.file == self.ino && d.offset >= len));
            state.data.push(Data { file: self.ino, offset: len, old, old_len: len, cut: true, lost: false });
        }
        self.file.set_len(len)
    }

    fn sync(&mut self) -> io::Result<()> {
        let mut state = self.disk.state();
        let ino = self.ino;
        if let Err(e) = state.whole() {
            if state.fault == Fault::Fails {
                state.data.iter_mut().filter(|d| d.file == ino).for_each(|d| d.lost = true);
            }
            return Err(e);
        }
        state.data.retain(|d| d.file != ino || d.lost);
        Ok(())
    }
}
