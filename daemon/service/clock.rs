//! The only place that asks the machine what time it is.
//!
//! The demo's clock runs faster and stands still while the daemon is down: it goes on from a stored instant.

use std::time::Duration;

use crate::time::Instant;

/// Where `now` comes from; cheap to clone.
#[derive(Debug, Clone)]
pub struct Clock(Kind);

#[derive(Debug, Clone)]
enum Kind {
    System,
    Scaled { epoch: Instant, since: std::time::Instant, speed: f64 },
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Kind::System)
    }

    /// A clock that shows `epoch` now and runs `speed` times as fast as the machine's.
    pub fn scaled(epoch: Instant, speed: f64) -> Self {
        Self(Kind::Scaled { epoch, since: std::time::Instant::now(), speed: speed.max(0.001) })
    }

    /// Now, to the millisecond: finer times do not survive the store.
    #[expect(clippy::disallowed_methods, reason = "this is the one place")]
    pub fn now(&self) -> Instant {
        let now = match &self.0 {
            Kind::System => chrono::Utc::now(),
            Kind::Scaled { epoch, since, speed } => {
                let passed = since.elapsed().as_secs_f64() * speed;
                *epoch + chrono::Duration::milliseconds((passed * 1000.0) as i64)
            }
        };
        chrono::DateTime::from_timestamp_millis(now.timestamp_millis()).unwrap_or(now)
    }

    /// How long to sleep until an instant of this clock; zero when it is past.
    pub fn until(&self, at: Instant) -> Duration {
        let left = (at - self.now()).to_std().unwrap_or_default();
        match &self.0 {
            Kind::System => left,
            Kind::Scaled { speed, .. } => left.div_f64(*speed),
        }
    }
}
