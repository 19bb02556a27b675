//! How fast the disk itself is: the measure a store's own speed is held against.

use std::fs::OpenOptions;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use super::{Error, doing, failed};

/// The size of a measured record; about that of a turn's head.
const RECORD_BYTES: usize = 256;

/// Appends records of 256 bytes to a file of its own in `dir`, one fdatasync each, for some seconds, and gives
/// records per second: what one writer without grouping and without blocks written ahead can reach. The file is
/// removed again.
pub fn disk_rate(dir: &Path, seconds: f64) -> Result<f64, Error> {
    let path = dir.join("disk-rate.tmp");
    let measured = measure(&path, seconds);
    let removed = std::fs::remove_file(&path);
    let rate = measured.map_err(|e| failed(doing("write", &path), e))?;
    removed.map_err(|e| failed(doing("remove", &path), e))?;
    Ok(rate)
}

fn measure(path: &Path, seconds: f64) -> std::io::Result<f64> {
    let mut file = OpenOptions::new().create(true).truncate(true).write(true).open(path)?;
    file.sync_all()?;
    let limit = Duration::from_secs_f64(seconds);
    let begun = Instant::now();
    let mut records = 0.0;
    loop {
        file.write_all(&[b'x'; RECORD_BYTES])?;
        file.sync_data()?;
        records += 1.0;
        let elapsed = begun.elapsed();
        if elapsed >= limit {
            return Ok(records / elapsed.as_secs_f64());
        }
    }
}
