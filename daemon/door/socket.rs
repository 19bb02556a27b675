//! The control socket: how the command line speaks to the running daemon.
//!
//! A unix stream socket with mode 0660; the file's group decides who may ask, and every request comes with the user and
//! process it came from, as the kernel states them. A client sends one request, a JSON object on one line; the daemon
//! answers with any number of lines `{"line": …}` and one `{"end": …}`, and the connection is over. Lines are bounded,
//! connections are counted, and silence ends them.
//!
//! What requests mean is none of its business: it carries JSON values.

use std::fs;
use std::future::Future;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt};
use std::os::unix::net::UnixStream as BlockingStream;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::OwnedWriteHalf;
use tokio::net::{UnixListener, UnixSocket, UnixStream};
use tokio::sync::{Mutex, Semaphore};
use tokio_util::sync::CancellationToken;

/// The longest request or answer line. A whole mail may be among them (`explain` of a large one).
pub const LINE_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// How many clients are served at a time; more wait.
pub const CLIENTS_MAX: usize = 32;
/// How long a client may take to send its request, or to read a line of the answer.
pub const CLIENT_TIMEOUT: Duration = Duration::from_secs(10);
/// Connections the kernel holds while [`CLIENTS_MAX`] are being served.
const BACKLOG: u32 = 64;
/// What a socket's path may be long (`sun_path` in unix(7), less its final zero).
const PATH_BYTES_MAX: usize = 107;

/// What went wrong with the socket.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another daemon answers on the path.
    #[error("{}: another daemon listens here", .0.display())]
    Taken(PathBuf),
    /// Something that is not a socket stands at the path; it is left alone.
    #[error("{}: exists and is not a socket; remove it or choose another path", .0.display())]
    NotASocket(PathBuf),
    /// The kernel takes no path of this length for a socket.
    #[error("{}: longer than {PATH_BYTES_MAX} bytes; choose a shorter path for the socket", .0.display())]
    PathTooLong(PathBuf),
    /// The path cannot be listened on.
    #[error("listen on {}: {source}", path.display())]
    Listen {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Nobody listens: no daemon runs (or not with this socket).
    #[error("{}: no daemon listens here", .0.display())]
    NoDaemon(PathBuf),
    /// The socket may not be opened by this user.
    #[error("{}: permission denied; you have to be in the group of this file", .0.display())]
    Permission(PathBuf),
    /// The connection broke, or the daemon said nothing for too long.
    #[error("the daemon's answer broke off: {0}")]
    Broken(String),
    /// The daemon answered that it could not do it.
    #[error("{0}")]
    Failed(Failure),
}

/// The answer of a request that could not be carried out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// The exit code the command line should end with (`sysexits.h`).
    pub exit: u8,
    /// What to tell the person.
    pub message: String,
}

/// Who asks, as the kernel states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Peer {
    /// The user id.
    pub uid: u32,
    /// The process id, where the kernel knows it.
    pub pid: Option<i32>,
}

/// A socket that is listened on; dropping it removes the file.
#[derive(Debug)]
pub struct Listener {
    socket: UnixListener,
    path: PathBuf,
    /// Device and inode of our file: another daemon may have put its own in its place.
    file: (u64, u64),
}

impl Listener {
    /// Listens on `path` with mode 0660. The file of a daemon that is gone is replaced; that of a living one, and
    /// anything that is not a socket, is left alone. Must be called within the tokio runtime.
    pub fn bind(path: impl AsRef<Path>) -> Result<Self, Error> {
        let path = path.as_ref().to_owned();
        // The socket is made beside its place, so that the path itself never has other permissions than it should.
        let mut draft = path.clone().into_os_string();
        draft.push(".new");
        let draft = PathBuf::from(draft);
        if draft.as_os_str().len() > PATH_BYTES_MAX {
            return Err(Error::PathTooLong(path));
        }
        make_way(&path)?;
        let listen = || -> io::Result<Listener> {
            match fs::remove_file(&draft) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
            let socket = UnixSocket::new_stream()?;
            socket.bind(&draft)?;
            fs::set_permissions(&draft, fs::Permissions::from_mode(0o660))?;
            let socket = socket.listen(BACKLOG)?;
            fs::rename(&draft, &path)?;
            let file = fs::symlink_metadata(&path)?;
            Ok(Listener { socket, path: path.clone(), file: (file.dev(), file.ino()) })
        };
        listen().map_err(|source| Error::Listen { path: path.clone(), source })
    }

    /// Answers requests until `end` is cancelled; then it waits for the answers that are under way, at most
    /// [`CLIENT_TIMEOUT`]. `answer` gets who asks, what, and where to write lines; it runs for several clients at a
    /// time. It is never dropped half-way because its client went away: an act that was begun is carried out.
    pub async fn serve<A, F>(self, end: CancellationToken, answer: A)
    where
        A: Fn(Peer, Value, Lines) -> F + Send + Sync + 'static,
        F: Future<Output = Result<(), Failure>> + Send + 'static,
    {
        let answer = Arc::new(answer);
        let places = Arc::new(Semaphore::new(CLIENTS_MAX));
        loop {
            let accepted = tokio::select! {
                () = end.cancelled() => break,
                accepted = async {
                    let place = places.clone().acquire_owned().await;
                    (place, self.socket.accept().await)
                } => accepted,
            };
            match accepted {
                (Ok(place), Ok((stream, _))) => {
                    let answer = answer.clone();
                    tokio::spawn(async move {
                        if let Err(error) = converse(stream, answer.as_ref()).await {
                            tracing::debug!(%error, "control connection broke off");
                        }
                        drop(place);
                    });
                }
                (_, Err(error)) => {
                    // Out of descriptors, most likely: answering goes on when there are some again.
                    tracing::warn!(%error, "cannot accept a control connection");
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                (Err(_), _) => break,
            }
        }
        // All places free again: every answer is given, or its client has run out of time.
        let all = u32::try_from(CLIENTS_MAX).expect("a small constant");
        let _ = tokio::time::timeout(CLIENT_TIMEOUT, places.acquire_many(all)).await;
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        if fs::symlink_metadata(&self.path).is_ok_and(|file| (file.dev(), file.ino()) == self.file) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Removes nothing that is in use: the path is free, or a socket that nobody answers on.
fn make_way(path: &Path) -> Result<(), Error> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(Error::Listen { path: path.to_owned(), source }),
        Ok(file) if !file.file_type().is_socket() => return Err(Error::NotASocket(path.to_owned())),
        Ok(_) => {}
    }
    match BlockingStream::connect(path) {
        Err(error) if error.kind() == io::ErrorKind::ConnectionRefused => Ok(()), // replaced by the rename
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(source) => Err(Error::Listen { path: path.to_owned(), source }),
        Ok(_) => Err(Error::Taken(path.to_owned())),
    }
}

/// Where an answer is written, line by line; a cheap handle.
#[derive(Debug, Clone)]
pub struct Lines {
    /// `None` once a write failed: nothing may follow half a line.
    stream: Arc<Mutex<Option<OwnedWriteHalf>>>,
    gone: CancellationToken,
}

impl Lines {
    /// Writes one line of the answer. An error means that the client is gone or does not read; the answer may stop.
    pub async fn line(&self, value: Value) -> io::Result<()> {
        self.write(&json!({ "line": value })).await
    }

    /// Cancelled when the client hangs up: for an answer that follows something and may have nothing to write for long.
    pub fn gone(&self) -> CancellationToken {
        self.gone.clone()
    }

    async fn write(&self, value: &Value) -> io::Result<()> {
        let mut bytes = value.to_string().into_bytes();
        bytes.push(b'\n');
        let mut slot = self.stream.lock().await;
        let mut stream = slot.take().ok_or(io::ErrorKind::BrokenPipe)?;
        tokio::time::timeout(CLIENT_TIMEOUT, stream.write_all(&bytes))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        *slot = Some(stream);
        Ok(())
    }
}

async fn converse<A, F>(stream: UnixStream, answer: &A) -> io::Result<()>
where
    A: Fn(Peer, Value, Lines) -> F,
    F: Future<Output = Result<(), Failure>>,
{
    let credentials = stream.peer_cred()?; // SO_PEERCRED
    let peer = Peer { uid: credentials.uid(), pid: credentials.pid() };
    let (from, to) = stream.into_split();
    let gone = CancellationToken::new();
    let lines = Lines { stream: Arc::new(Mutex::new(Some(to))), gone: gone.clone() };

    let mut request = Vec::new();
    let mut bounded = tokio::io::BufReader::new(from.take(LINE_BYTES_MAX));
    tokio::time::timeout(CLIENT_TIMEOUT, bounded.read_until(b'\n', &mut request))
        .await
        .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
    let result = match read_request(&request) {
        Ok(Some(request)) => {
            let mut rest = bounded.into_inner().into_inner();
            let answered = answer(peer, request, lines.clone());
            tokio::pin!(answered);
            tokio::select! {
                answered = &mut answered => answered,
                () = hung_up(&mut rest) => {
                    gone.cancel();
                    answered.await
                }
            }
        }
        Ok(None) => return Ok(()), // a mere probe whether someone listens
        Err(message) => Err(Failure { exit: 64, message }),
    };
    let last = match result {
        Ok(()) => json!({ "end": { "exit": 0 } }),
        Err(failure) => json!({ "end": { "exit": failure.exit, "message": failure.message } }),
    };
    lines.write(&last).await
}

/// Returns when the client closed its side.
async fn hung_up(stream: &mut (impl tokio::io::AsyncRead + Unpin)) {
    let mut ignored = [0; 256];
    while stream.read(&mut ignored).await.is_ok_and(|count| count > 0) {}
}

fn read_request(line: &[u8]) -> Result<Option<Value>, String> {
    if line.is_empty() {
        return Ok(None);
    }
    if !line.ends_with(b"\n") {
        return Err("the request is no whole line, or too long".to_owned());
    }
    match serde_json::from_slice(line) {
        Ok(value @ Value::Object(_)) => Ok(Some(value)),
        Ok(_) => Err("the request is not a JSON object".to_owned()),
        Err(error) => Err(format!("the request is not JSON: {error}")),
    }
}

/// Asks the daemon that listens on `path`, gives every line of the answer to `line` as it comes, and returns when the
/// answer ends. `patience` is how long it may be silent; `None` waits for ever (for a command that follows something).
/// Blocks: the command line has nothing else to do.
pub fn call(
    path: impl AsRef<Path>,
    request: &Value,
    patience: Option<Duration>,
    mut line: impl FnMut(Value),
) -> Result<(), Error> {
    let stream = connect(path.as_ref())?;
    let broken = |error: io::Error| match error.kind() {
        io::ErrorKind::WouldBlock | io::ErrorKind::TimedOut => {
            Error::Broken("it said nothing for too long".to_owned())
        }
        _ => Error::Broken(error.to_string()),
    };
    stream.set_read_timeout(patience).map_err(broken)?;
    stream.set_write_timeout(patience).map_err(broken)?;
    (&stream).write_all(format!("{request}\n").as_bytes()).map_err(broken)?;
    let mut answers = BufReader::new(&stream);
    loop {
        let mut bytes = Vec::new();
        (&mut answers).take(LINE_BYTES_MAX).read_until(b'\n', &mut bytes).map_err(broken)?;
        if !bytes.ends_with(b"\n") {
            let reason = if bytes.is_empty() { "it closed the connection" } else { "half a line" };
            return Err(Error::Broken(reason.to_owned()));
        }
        let answer: Value =
            serde_json::from_slice(&bytes).map_err(|error| Error::Broken(error.to_string()))?;
        match answer {
            Value::Object(mut answer) if answer.contains_key("line") => {
                line(answer.remove("line").unwrap_or_default());
            }
            answer => return read_end(&answer["end"]),
        }
    }
}

fn connect(path: &Path) -> Result<BlockingStream, Error> {
    BlockingStream::connect(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::ConnectionRefused => Error::NoDaemon(path.to_owned()),
        io::ErrorKind::PermissionDenied => Error::Permission(path.to_owned()),
        _ => Error::Broken(error.to_string()),
    })
}

fn read_end(end: &Value) -> Result<(), Error> {
    match end["exit"].as_u64() {
        Some(0) => Ok(()),
        Some(exit) => Err(Error::Failed(Failure {
            exit: u8::try_from(exit).unwrap_or(70),
            message: end["message"].as_str().unwrap_or_default().to_owned(),
        })),
        None => Err(Error::Broken("neither a line nor an end".to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Option<Duration> = Some(Duration::from_secs(5));

    /// A daemon that counts to `count`, or fails.
    async fn counter(peer: Peer, request: Value, lines: Lines) -> Result<(), Failure> {
        if request["command"] != "count" {
            return Err(Failure { exit: 64, message: format!("unknown command from {}", peer.uid) });
        }
        for number in 1..=request["count"].as_u64().unwrap_or(0) {
            lines.line(json!(number)).await.map_err(|e| Failure { exit: 74, message: e.to_string() })?;
        }
        Ok(())
    }

    struct Daemon {
        dir: tempfile::TempDir,
        end: CancellationToken,
        task: tokio::task::JoinHandle<()>,
    }

    impl Daemon {
        fn start<A, F>(answer: A) -> Self
        where
            A: Fn(Peer, Value, Lines) -> F + Send + Sync + 'static,
            F: Future<Output = Result<(), Failure>> + Send + 'static,
        {
            let dir = tempfile::tempdir().unwrap();
            let end = CancellationToken::new();
            let listener = Listener::bind(dir.path().join("control")).unwrap();
            let task = tokio::spawn(listener.serve(end.clone(), answer));
            Self { dir, end, task }
        }

        fn path(&self) -> PathBuf {
            self.dir.path().join("control")
        }

        async fn call(&self, request: Value) -> Result<Vec<Value>, Error> {
            let path = self.path();
            tokio::task::spawn_blocking(move || {
                let mut lines = Vec::new();
                call(path, &request, PATIENCE, |line| lines.push(line)).map(|()| lines)
            })
            .await
            .unwrap()
        }

        async fn raw(&self, request: &[u8]) -> String {
            let mut stream = UnixStream::connect(self.path()).await.unwrap();
            stream.write_all(request).await.unwrap();
            stream.shutdown().await.unwrap();
            let mut answer = String::new();
            stream.read_to_string(&mut answer).await.unwrap();
            answer
        }
    }

    #[tokio::test]
    async fn an_answer_is_lines_and_an_end() {
        let daemon = Daemon::start(counter);
        let lines = daemon.call(json!({ "command": "count", "count": 3 })).await.unwrap();
        assert_eq!(lines, [json!(1), json!(2), json!(3)]);
        assert_eq!(daemon.call(json!({ "command": "count" })).await.unwrap(), [Value::Null; 0]);
    }

    #[tokio::test]
    async fn a_failure_carries_its_exit_code_and_the_kernel_names_who_asked() {
        let daemon = Daemon::start(counter);
        let Err(Error::Failed(failure)) = daemon.call(json!({ "command": "dance" })).await else { panic!() };
        let uid = rustix::process::getuid().as_raw();
        assert_eq!(failure, Failure { exit: 64, message: format!("unknown command from {uid}") });
    }

    #[tokio::test]
    async fn the_socket_is_for_its_owner_and_group_and_goes_with_the_daemon() {
        let daemon = Daemon::start(counter);
        assert_eq!(fs::metadata(daemon.path()).unwrap().mode() & 0o777, 0o660);
        assert_eq!(fs::read_dir(daemon.dir.path()).unwrap().count(), 1);
        daemon.end.cancel();
        let path = daemon.path();
        daemon.task.await.unwrap();
        assert!(!path.exists());
    }

    #[tokio::test]
    async fn a_living_daemon_keeps_its_socket_and_a_dead_one_loses_it() {
        let daemon = Daemon::start(counter);
        assert!(matches!(Listener::bind(daemon.path()), Err(Error::Taken(_))));
        let dead = daemon.dir.path().join("dead");
        drop(std::os::unix::net::UnixListener::bind(&dead).unwrap());
        assert!(dead.exists());
        drop(Listener::bind(&dead).unwrap());
        let file = daemon.dir.path().join("file");
        fs::write(&file, "precious").unwrap();
        assert!(matches!(Listener::bind(&file), Err(Error::NotASocket(_))));
        assert_eq!(fs::read(&file).unwrap(), b"precious");
        let long = daemon.dir.path().join("x".repeat(100));
        assert!(matches!(Listener::bind(long), Err(Error::PathTooLong(_))));
    }

    #[tokio::test]
    async fn without_a_daemon_the_caller_is_told_so() {
        let dir = tempfile::tempdir().unwrap();
        let result = call(dir.path().join("control"), &json!({}), PATIENCE, |_| {});
        assert!(matches!(result, Err(Error::NoDaemon(_))));
    }

    #[tokio::test]
    async fn a_request_that_is_none_is_refused_and_a_probe_is_not() {
        let daemon = Daemon::start(counter);
        for bad in ["[1]\n", "count\n", "{\"command\":\"count\"}", "{\n"] {
            let answer = daemon.raw(bad.as_bytes()).await;
            assert!(
                answer.starts_with(r#"{"end":{"exit":64,"message":"the request is n"#),
                "{bad}: {answer}"
            );
        }
        assert_eq!(daemon.raw(b"").await, "");
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_says_nothing_is_let_go() {
        let (ours, theirs) = UnixStream::pair().unwrap();
        let error = converse(theirs, &counter).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::TimedOut);
        drop(ours);
    }

    #[tokio::test(start_paused = true)]
    async fn a_client_that_does_not_read_is_let_go() {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        ours.write_all(b"{\"command\":\"flood\"}\n").await.unwrap();
        let flood = |_, _, lines: Lines| async move {
            loop {
                let line = json!("x".repeat(10_000));
                lines.line(line).await.map_err(|e| Failure { exit: 74, message: e.kind().to_string() })?;
            }
        };
        let error = converse(theirs, &flood).await.unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe, "the end is not written after half a line");
    }

    #[tokio::test]
    async fn an_answer_hears_that_its_client_hung_up_and_is_not_cut_off() {
        let (mut ours, theirs) = UnixStream::pair().unwrap();
        ours.write_all(b"{\"command\":\"follow\"}\n").await.unwrap();
        let (done, was_done) = tokio::sync::oneshot::channel();
        let done = std::sync::Mutex::new(Some(done));
        let follow = move |_, _, lines: Lines| {
            let done = done.lock().unwrap().take().unwrap();
            async move {
                lines.gone().cancelled().await;
                tokio::task::yield_now().await;
                done.send(()).unwrap();
                Ok(())
            }
        };
        let served = tokio::spawn(async move { converse(theirs, &follow).await });
        drop(ours);
        was_done.await.unwrap();
        let _ = served.await.unwrap(); // the end of the answer has nowhere to go
    }

    #[tokio::test]
    async fn a_daemon_that_ends_lets_answers_finish() {
        let (begun, mut begins) = tokio::sync::mpsc::channel(1);
        let daemon = Daemon::start(move |_, _, lines: Lines| {
            let begun = begun.clone();
            async move {
                begun.send(()).await.unwrap();
                tokio::time::sleep(Duration::from_millis(50)).await;
                lines.line(json!("done")).await.unwrap();
                Ok(())
            }
        });
        let (lines, ()) = tokio::join!(daemon.call(json!({})), async {
            begins.recv().await.unwrap();
            daemon.end.cancel();
        });
        assert_eq!(lines.unwrap(), [json!("done")]);
    }
}
