//! Rows that are needed no longer → events that delete them. The work is spread: a small look every minute, and a rest
//! after each round.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::clock::Clock;
use super::writer::{Refused, Writer};
use crate::workflow::memory::Changes;
use crate::workflow::{Event, sweep};

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(60);
/// After all rows were looked at.
const REST: Duration = Duration::from_secs(3_600);

/// Until `end`.
pub(super) async fn run(writer: Writer, clock: Clock, end: CancellationToken) -> Result<(), Refused> {
    let mut from: Vec<u8> = Vec::new();
    loop {
        let pause = if from.is_empty() { REST } else { PAUSE };
        tokio::select! {
            () = end.cancelled() => return Ok(()),
            () = tokio::time::sleep(pause) => {}
        }
        let (place, now) = (from.clone(), clock.now());
        let found = writer.read(move |rows| sweep::look(rows, &place, now)).await?;
        if !found.over.is_empty() {
            // The turn looks again from the same place: what changed in between is seen.
            let from = String::from_utf8_lossy(&from).into_owned();
            writer.event(Event::Sweep { from }, Changes::new()).await?;
        }
        from = found.next.unwrap_or_default();
    }
}
