//! Documents that wait → Markdown files in the archive folder, and beside them the files that were given. The same
//! document is the same file: a repeat after a crash writes the same bytes.

use std::path::PathBuf;
use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::writer::{Refused, Writer};
use crate::door::host;
use crate::store::{Hash, Reader};
use crate::turn::outbox::{self, Filed};

/// How long to wait after a folder could not be written.
const AGAIN_AFTER: Duration = Duration::from_secs(60);

/// Until `end`.
pub(super) async fn run(writer: Writer, folder: PathBuf, end: CancellationToken) -> Result<(), Refused> {
    let mut committed = writer.committed();
    while !end.is_cancelled() {
        committed.mark_unchanged();
        let mut failed = false;
        for (name, filed) in writer.read(outbox::files).await? {
            let path = folder.join(&name);
            let (folder, reader) = (folder.clone(), writer.reader().clone());
            let written = tokio::task::spawn_blocking(move || {
                let Some(bytes) = bytes_of(filed, &reader) else {
                    tracing::error!(file = %path.display(), "the spool no longer has a file for the archive");
                    return Ok(());
                };
                host::make_folder(&folder, 0o750).and_then(|()| host::write_durably(&path, &bytes, 0o640))
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

/// The text itself, or what the spool has.
fn bytes_of(filed: Filed, reader: &Reader) -> Option<Vec<u8>> {
    match filed {
        Filed::Text(text) => Some(text),
        Filed::Spooled(hash) => reader.spool().get(&hash.parse::<Hash>().ok()?).ok().flatten(),
    }
}
