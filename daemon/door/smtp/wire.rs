//! The bytes of a conversation, made fit for lettre's reader.

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, ready};

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, ReadBuf};

use super::answer::Reply;

/// The longest line of an answer that is kept; lettre takes 1,000 bytes.
const ANSWER_LINE_MAX: usize = 900;
/// The longest line of an answer that is waited for.
const ANSWER_BYTES_MAX: usize = 64 * 1024;
/// The most lines of an answer. lettre begins to read an answer anew with each of its lines.
const ANSWER_LINES_MAX: usize = 200;

/// What a connection can run over.
pub(super) trait Stream: AsyncRead + AsyncWrite + Send + Sync + Unpin + fmt::Debug + 'static {}
impl<S: AsyncRead + AsyncWrite + Send + Sync + Unpin + fmt::Debug + 'static> Stream for S {}

/// The lines of the answer that is being read, or was read last.
#[derive(Debug, Clone, Default)]
pub(super) struct Heard(Arc<Mutex<Vec<String>>>);

impl Heard {
    pub(super) fn lines(&self) -> Vec<String> {
        self.lock().clone()
    }

    fn lock(&self) -> MutexGuard<'_, Vec<String>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A stream whose answers lettre can read: whole lines, CRLF, UTF-8, bounded, with a space after a lone code and with
/// codes that its parser knows. Servers send all the others (a reply in GBK, `571`, `250` without a word), and lettre
/// takes them for the end of the connection.
///
/// It also notices answers that nobody asked for. One too many, and every later answer would be taken for that of the
/// command after it.
#[derive(Debug)]
pub(super) struct Wire<S> {
    stream: S,
    raw: Vec<u8>,
    /// Whole lines that are not read yet; of the first one, `taken` bytes are.
    lines: VecDeque<String>,
    taken: usize,
    /// Something was said and no answer was read since.
    spoken: bool,
    pub(super) heard: Heard,
}

impl<S: Stream> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self {
            stream,
            raw: Vec::new(),
            lines: VecDeque::new(),
            taken: 0,
            spoken: false,
            heard: Heard::default(),
        }
    }

    /// A stream whose server has already greeted: after STARTTLS it does not again, and lettre waits for it.
    pub(super) fn greeted(stream: S) -> Self {
        Self { lines: VecDeque::from(["220 greeted before TLS\r\n".to_owned()]), ..Self::new(stream) }
    }

    /// The stream, if nothing was received that is not read.
    pub(super) fn into_silent(self) -> Option<S> {
        (self.raw.is_empty() && self.lines.is_empty()).then_some(self.stream)
    }

    /// One answer.
    pub(super) async fn hear(&mut self) -> io::Result<Reply> {
        let mut lines = Vec::new();
        loop {
            let mut line = Vec::new();
            while line.last() != Some(&b'\n') {
                line.push(self.read_u8().await?);
            }
            let line = String::from_utf8_lossy(&line).into_owned();
            let code = line.get(..3).and_then(|code| code.parse().ok());
            let Some(code) = code.filter(|code| (200..600).contains(code)) else {
                return Err(io::Error::other("not an answer of an SMTP server"));
            };
            lines.push(line.get(4..).unwrap_or_default().trim_end().to_owned());
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(Reply { code, lines });
            }
        }
    }

    /// Receives what there is. `Ready(false)` at the end of the stream; half a line is then no answer.
    fn receive(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<bool>> {
        let mut space = [0; 4096];
        let mut received = ReadBuf::new(&mut space);
        ready!(Pin::new(&mut self.stream).poll_read(cx, &mut received))?;
        self.raw.extend_from_slice(received.filled());
        let mut start = 0;
        while let Some(length) = self.raw[start..].iter().position(|b| *b == b'\n') {
            let (line, heard) = readable(&self.raw[start..start + length]);
            self.lines.push_back(line);
            self.heard.lock().push(heard);
            start += length + 1;
        }
        self.raw.drain(..start);
        if self.raw.len() > ANSWER_BYTES_MAX || self.heard.lock().len() > ANSWER_LINES_MAX {
            return Poll::Ready(Err(io::Error::other("an answer without end")));
        }
        Poll::Ready(Ok(!received.filled().is_empty()))
    }

    /// Before something new is said: nothing more was answered than was asked, and the other side is still there.
    fn check_silence(&mut self, cx: &mut Context<'_>) -> io::Result<()> {
        if self.lines.is_empty()
            && let Poll::Ready(received) = self.receive(cx)
            && !received?
        {
            return Err(io::Error::other("it had closed the connection"));
        }
        match self.lines.front() {
            Some(line) => Err(io::Error::other(format!("it said without being asked: {}", line.trim_end()))),
            None => Ok(()),
        }
    }
}

/// A line of an answer as lettre reads it, and its text as we keep it.
fn readable(line: &[u8]) -> (String, String) {
    let text = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(line));
    let mut text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    text.truncate(text.floor_char_boundary(ANSWER_LINE_MAX));
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 3 {
        return (format!("{text}\r\n"), text);
    }
    if !text[3..].starts_with([' ', '-']) {
        text.insert(3, ' ');
    }
    let heard = text[4..].to_owned();
    // lettre knows second digits up to 5; the code itself is then kept in the words.
    match text.as_bytes()[1] {
        b'6'..=b'9' => {
            let code = text[..3].to_owned();
            text.replace_range(1..2, "5");
            (format!("{text}\r\n"), format!("({code}) {heard}"))
        }
        _ => (format!("{text}\r\n"), heard),
    }
}

impl<S: Stream> AsyncRead for Wire<S> {
    fn poll_read(self: Pin<&mut Self>, cx: &mut Context<'_>, buf: &mut ReadBuf<'_>) -> Poll<io::Result<()>> {
        let wire = self.get_mut();
        while wire.lines.is_empty() {
            if !ready!(wire.receive(cx))? {
                return Poll::Ready(Ok(()));
            }
        }
        // One line at a time: what is not part of the answer stays here and is noticed.
        if let Some(line) = wire.lines.front() {
            let rest = &line.as_bytes()[wire.taken..];
            let count = buf.remaining().min(rest.len());
            buf.put_slice(&rest[..count]);
            wire.taken += count;
            if count == rest.len() {
                wire.lines.pop_front();
                wire.taken = 0;
            }
        }
        wire.spoken = false;
        Poll::Ready(Ok(()))
    }
}

impl<S: Stream> AsyncWrite for Wire<S> {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let wire = self.get_mut();
        if !wire.spoken {
            wire.check_silence(cx)?;
            wire.heard.lock().clear(); // what is heard from here on answers this
            wire.spoken = true;
        }
        Pin::new(&mut wire.stream).poll_write(cx, bytes)
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.get_mut().stream).poll_shutdown(cx)
    }
}

impl<S: Stream> AsyncTokioStream for Wire<S> {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        Err(io::ErrorKind::Unsupported.into()) // lettre only shows it
    }
}
