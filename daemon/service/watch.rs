//! Progress that the watchdog is fed with: not «the process runs» but «deadlines are looked at».

use std::sync::Arc;
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The last time the ticker completed a look; cheap to clone.
#[derive(Debug, Clone)]
pub(super) struct Pulse(Arc<Mutex<Instant>>);

impl Default for Pulse {
    fn default() -> Self {
        Self(Arc::new(Mutex::new(Instant::now())))
    }
}

impl Pulse {
    /// A look was completed.
    pub(super) fn beat(&self) {
        *self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Instant::now();
    }

    /// How long ago the last one was.
    pub(super) fn age(&self) -> Duration {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).elapsed()
    }
}
