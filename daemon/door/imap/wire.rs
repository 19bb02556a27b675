//! The byte stream under a session: it measures silence and amount, and keeps 8-bit text from the parser.
//!
//! A command may bring no more bytes than it was allowed, and the server may not stay silent for longer than it was
//! allowed while a command waits. Outside literals bytes above 126 become `?`: status texts in Chinese are common, the
//! parser of imap-proto takes ASCII only, and no text outside a literal has a meaning for us.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::time::{Instant, Sleep, sleep};

/// Anything bytes can flow through both ways.
pub(super) trait Stream: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug {}
impl<S: AsyncRead + AsyncWrite + Unpin + Send + fmt::Debug> Stream for S {}

/// Why the wire itself ended a read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum Limit {
    #[error("silent for {0:?}")]
    Silence(Duration),
    #[error("more bytes than asked for")]
    Amount,
}

#[derive(Debug)]
pub(super) struct Wire {
    stream: Box<dyn Stream>,
    /// How long a read may wait for the next byte; `None` for ever.
    silence: Option<Duration>,
    alarm: Pin<Box<Sleep>>,
    armed: bool,
    /// How many more bytes may come.
    allowance: u64,
    place: Place,
}

/// Where in the server's talk the next byte stands.
#[derive(Debug, Clone, Copy)]
enum Place {
    /// In a line, with the number in `{…}` if the line ends in one so far.
    Line(Count),
    /// In a literal with that many bytes to go.
    Literal(u64),
}

/// What the last bytes of the line are, on the way to `{123}CRLF`.
#[derive(Debug, Clone, Copy)]
enum Count {
    None,
    Open(u64),
    Closed(u64),
}

impl Wire {
    pub(super) fn new(stream: Box<dyn Stream>) -> Self {
        Self {
            stream,
            silence: None,
            alarm: Box::pin(sleep(Duration::ZERO)),
            armed: false,
            allowance: 0,
            place: Place::Line(Count::None),
        }
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

    fn clean(&mut self, bytes: &mut [u8]) {
        let mut rest = bytes;
        while !rest.is_empty() {
            match self.place {
                Place::Literal(left) => {
                    let skip = usize::try_from(left).map_or(rest.len(), |left| left.min(rest.len()));
                    rest = &mut rest[skip..];
                    let left = left - skip as u64;
                    self.place = if left == 0 { Place::Line(Count::None) } else { Place::Literal(left) };
                }
                Place::Line(count) => {
                    if rest[0] > 126 {
                        rest[0] = b'?';
                    }
                    self.place = next(count, rest[0]);
                    rest = &mut rest[1..];
                }
            }
        }
    }
}

fn next(count: Count, byte: u8) -> Place {
    Place::Line(match (count, byte) {
        (_, b'{') => Count::Open(0),
        (Count::Open(number), b'0'..=b'9') => {
            Count::Open(number.saturating_mul(10).saturating_add(u64::from(byte - b'0')))
        }
        (Count::Open(number), b'}') => Count::Closed(number),
        (Count::Closed(number), b'\r') => Count::Closed(number),
        (Count::Closed(number), b'\n') if number > 0 => return Place::Literal(number),
        _ => Count::None,
    })
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
                let read = &mut buffer.filled_mut()[before..];
                let Some(left) = this.allowance.checked_sub(read.len() as u64) else {
                    return Poll::Ready(Err(io::Error::other(Limit::Amount)));
                };
                this.allowance = left;
                this.clean(read);
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
