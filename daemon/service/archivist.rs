//! Documents that wait → Markdown files in the archive folder. The same document is the same file: a repeat after a
//! crash writes the same bytes.

use std::path::PathBuf;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::writer::{Refused, Writer};
use crate::door::host;
use crate::turn::outbox;

/// How long to wait after a folder could not be written.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Until `end`.
pub(super) async fn run(writer: Writer, folder: PathBuf, end: CancellationToken) -> Result<(), Refused> {
    let mut committed = writer.committed();
    while !end.is_cancelled() {
        committed.mark_unchanged();
        let mut failed = false;
        for (name, text) in writer.read(outbox::files).await? {
            let path = folder.join(&name);
            let folder = folder.clone();
            let written = tokio::task::spawn_blocking(move || {
                host::make_folder(&folder, 0o750).and_then(|()| host::write_durably(&path, &text, 0o640))
            });
            match written.await {
                Ok(Ok(())) => {
                    let rows = writer.read(move |rows| outbox::filed(rows, &name)).await?;
                    writer.rows(rows).await?;
                }
                Ok(Err(error)) => {
                    tracing::error!(%error, "a document cannot be archived; it is tried again");
                    failed = true;
                }
                Err(error) => tracing::error!(%error, "a document cannot be archived"),
            }
        }
        tokio::select! {
            () = end.cancelled() => {}
            () = tokio::time::sleep(AGAIN_AFTER), if failed => {}
            _ = committed.changed(), if !failed => {}
        }
    }
    Ok(())
}
