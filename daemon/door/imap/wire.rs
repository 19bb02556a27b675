//! The byte stream under a session: it measures silence and amount.
//!
//! A command may bring no more bytes than it was allowed, and the server may not stay silent for longer than it was
//! allowed while a command waits. Both are errors of the read, so that no loop above can forget them.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Anything bytes can flow through both ways.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send> Stream for S {}

/// Why the wire itself ended a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Limit {
    #[error("silent for {0:?}")]
    Silence(Duration),
    #[error("more bytes than asked for")]
    Amount,
}

pub(super) struct Wire {
    stream: Box<dyn Stream>,
    /// How long a read may wait for the next byte; `None` for ever.
    silence: Option<Duration>,
    alarm: Pin<Box<Sleep>>,
    armed: bool,
    /// How many more bytes may come.
    allowance: u64,
}

impl fmt::Debug for Wire {
    /// Without the stream: some show their buffers, and with them mail.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Wire").field("silence", &self.silence).field("allowance", &self.allowance).finish()
    }
}

impl Wire {
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self { stream, silence: None, alarm: Box::pin(sleep(Duration::ZERO)), armed: false, allowance: 0 }
    }

    pub(super) fn into_stream(self) -> Box<dyn Stream> {
        self.stream
    }

    /// The limits from now on.
    pub(super) fn allow(&mut self, bytes: u64, silence: Option<Duration>) {
        self.allowance = bytes;
        self.silence = silence;
        self.armed = false;
    }

    fn check_silence(&mut self, context: &mut Context<'_>) -> io::Result<()> {
        let Some(silence) = self.silence else { return Ok(()) };
        if !self.armed {
            self.alarm.as_mut().reset(Instant::now() + silence);
            self.armed = true;
        }
        match self.alarm.as_mut().poll(context) {
            Poll::Ready(()) => Err(io::Error::other(Limit::Silence(silence))),
            Poll::Pending => Ok(()),
        }
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let before = buffer.filled().len();
        match Pin::new(&mut *this.stream).poll_read(context, buffer) {
            Poll::Pending => {
                this.check_silence(context)?;
                Poll::Pending
            }
            Poll::Ready(result) => {
                this.armed = false;
                result?;
                let read = (buffer.filled().len() - before) as u64;
                let Some(left) = this.allowance.checked_sub(read) else {
                    return Poll::Ready(Err(io::Error::other(Limit::Amount)));
                };
                this.allowance = left;
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut *self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut *self.stream).poll_shutdown(context)
    }
}
