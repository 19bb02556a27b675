//! The only place that asks the machine what time it is.
//!
//! The demo's clock runs faster, can be put forward, and stands still while the daemon is down: it goes on from a
//! stored instant.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use crate::time::Instant;

/// A clock that can be put forward is looked at again after this long, whatever is awaited.
const LOOK_AGAIN: Duration = Duration::from_millis(20);

/// Where `now` comes from; cheap to clone.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    Scaled(Arc<Mutex<Scaled>>),
}

#[derive(Debug)]
struct Scaled {
    epoch: Instant,
    since: std::time::Instant,
    speed: f64,
}

impl Scaled {
    fn now(&self) -> Instant {
        let passed = self.since.elapsed().as_secs_f64() * self.speed;
        self.epoch + chrono::Duration::milliseconds((passed * 1000.0) as i64)
    }
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that shows `epoch` now and runs `speed` times as fast as the machine's.
    pub fn scaled(epoch: Instant, speed: f64) -> Self {
        let scaled = Scaled { epoch, since: std::time::Instant::now(), speed: speed.max(0.001) };
        Self(Kind::Scaled(Arc::new(Mutex::new(scaled))))
    }

    /// Puts a scaled clock forward; one that is past `to` stays. Nobody puts the machine's clock.
    pub fn jump(&self, to: Instant) {
        if let Kind::Scaled(scaled) = &self.0 {
            let mut scaled = scaled.lock().unwrap_or_else(PoisonError::into_inner);
            if scaled.now() < to {
                scaled.epoch = to;
                scaled.since = std::time::Instant::now();
            }
        }
    }

    /// Now, to the millisecond: finer times do not survive the store.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(&self) -> Instant {
        let now = match &self.0 {
            Kind::System => chrono::Utc::now(),
            Kind::Scaled(scaled) => scaled.lock().unwrap_or_else(PoisonError::into_inner).now(),
        };
        chrono::DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// How long to sleep until an instant of this clock, at most; zero when it is past.
    pub fn until(&self, at: Instant) -> Duration {
        let left = (at - self.now()).to_std().unwrap_or_default();
        match &self.0 {
            Kind::System => left,
            Kind::Scaled(scaled) => {
                let speed = scaled.lock().unwrap_or_else(PoisonError::into_inner).speed;
                left.div_f64(speed).min(LOOK_AGAIN)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scaled_clock_goes_on_from_its_epoch_and_only_forward() {
        let epoch = chrono::DateTime::from_timestamp(1_790_000_000, 0).unwrap();
        let clock = Clock::scaled(epoch, 1.0);
        let hour = chrono::Duration::hours(1);
        clock.jump(epoch + hour);
        assert!(clock.now() >= epoch + hour);
        clock.jump(epoch);
        assert!(clock.now() >= epoch + hour);
        assert!(clock.until(epoch + hour * 2) <= LOOK_AGAIN);
        assert_eq!(clock.until(epoch), Duration::ZERO);
    }
}
