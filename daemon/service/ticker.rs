//! Deadlines that fell due → events. Deadlines are rows: whatever was missed while the daemon was down is found here
//! at the first look, once.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::clock::Clock;
use super::watch::Pulse;
use super::writer::{Refused, Writer};
use crate::turn::{due, fallen, next_deadline, whole};
use crate::workflow::memory::Changes;

/// Deadlines handed in before the next look.
const BATCH_MAX: usize = 256;
/// The clock is looked at again after this long even if nothing is due: it may have been set, or the machine have slept,
/// and a nap counts neither.
const NAP_MAX: Duration = Duration::from_secs(10);

/// Until `end`.
pub(super) async fn run(
    writer: Writer,
    clock: Clock,
    pulse: Pulse,
    end: CancellationToken,
) -> Result<(), Refused> {
    let mut committed = writer.committed();
    while !end.is_cancelled() {
        committed.mark_unchanged();
        let now = clock.now();
        let found = writer
            .read(move |rows| (whole(due(rows, now, BATCH_MAX), BATCH_MAX), next_deadline(rows)))
            .await?;
        pulse.beat();
        let (deadlines, next) = found;
        if deadlines.is_empty() {
            let nap = next.map_or(NAP_MAX, |at| clock.until(at).min(NAP_MAX));
            // A deadline a fraction of a millisecond away must not spin.
            let nap = nap.max(Duration::from_millis(1));
            tokio::select! {
                () = end.cancelled() => {}
                () = tokio::time::sleep(nap) => {}
                _ = committed.changed() => {}
            }
            continue;
        }
        let mut receipts = Vec::new();
        for event in fallen(deadlines, now) {
            receipts.push(writer.submit(event, Changes::new()).await?);
        }
        for receipt in receipts {
            receipt.await.unwrap_or(Err(Refused::Ended))?;
        }
    }
    Ok(())
}
