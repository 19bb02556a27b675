//! An operator's requests.

use std::path::PathBuf;
use std::sync::Arc;

use serde_json::Value;

use super::Reload;
use super::clock::Clock;
use super::writer::Writer;
use crate::config::Config;
use crate::door::socket::{Failure, Lines, Peer};

/// What requests are answered from.
pub struct Desk {
    config: Arc<Config>,
    writer: Writer,
    clock: Clock,
    state: PathBuf,
    reload: Reload,
}

impl Desk {
    pub(super) fn new(
        config: Arc<Config>,
        writer: Writer,
        clock: Clock,
        state: PathBuf,
        reload: Reload,
    ) -> Self {
        Self { config, writer, clock, state, reload }
    }
}

/// Answers one request.
pub async fn answer(desk: Arc<Desk>, peer: Peer, request: Value, lines: Lines) -> Result<(), Failure> {
    let _ = (&desk.config, &desk.writer, &desk.clock, &desk.state, &desk.reload, peer, request, lines);
    Err(Failure { exit: 64, message: "not yet".into() })
}
