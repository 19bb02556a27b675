//! Letters out through the machine's own `sendmail` program, by pipe.
//!
//! The program is started once for each letter and recipient, without a shell: `COMMAND … -f FROM -- TO`, with the
//! letter on its standard input. Its exit code decides (`sysexits.h`). Line ends become LF on the way, as programs of
//! this machine expect them; some would otherwise send CR CR LF, and such invitations lose their buttons.

use std::process::Stdio;
use std::time::Duration;

use rustix::process::{Pid, Signal};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStderr, Command};

use super::{Outcome, Trouble, one_line};

/// What is run if the operator names nothing else. `-i`: a line with a single dot does not end the letter.
pub const COMMAND: [&str; 2] = ["/usr/sbin/sendmail", "-i"];
/// How long the program may take: as long as RFC 5321, section 4.5.3.2, gives the end of the data.
pub const TIMEOUT: Duration = Duration::from_secs(600);
/// How much of its standard error is kept.
const STDERR_BYTES_MAX: u64 = 4096;
/// How much of that goes into an outcome.
const REASON_CHARACTERS_MAX: usize = 300;
/// How long its standard error may stay open after it ended (a child of it may still hold the pipe).
const STDERR_GRACE: Duration = Duration::from_millis(500);

/// Delivers one letter to one recipient. `command` is the program and its fixed arguments; an empty `from` is the
/// null sender. Dropping the future kills the program.
pub async fn deliver(command: &[String], from: &str, to: &str, bytes: &[u8]) -> Outcome {
    deliver_within(TIMEOUT, command, from, to, bytes).await
}

async fn deliver_within(limit: Duration, command: &[String], from: &str, to: &str, bytes: &[u8]) -> Outcome {
    if !is_address(to) || !(from.is_empty() || is_address(from)) {
        return Outcome::Refused {
            code: 553,
            text: "this address cannot stand on a command line".to_owned(),
        };
    }
    let mut child = match start(command, from, to) {
        Ok(child) => child,
        Err(reason) => return Outcome::Later { trouble: Trouble::Host, reason },
    };
    let stderr = child.stderr.take().map(|stderr| tokio::spawn(collect(stderr)));
    let mut handed_over = false;
    let ended = tokio::time::timeout(limit, hand_over(&mut child, &with_lf(bytes), &mut handed_over)).await;
    let status = match ended {
        Ok(Ok(status)) => status,
        Ok(Err(error)) => return broken_off(&mut child, handed_over, &error.to_string()).await,
        Err(_) => {
            let reason = format!("took longer than {} s", limit.as_secs());
            return broken_off(&mut child, handed_over, &reason).await;
        }
    };
    let said = match stderr {
        Some(task) => {
            tokio::time::timeout(STDERR_GRACE, task).await.ok().and_then(Result::ok).unwrap_or_default()
        }
        None => String::new(),
    };
    judge(status.code(), handed_over, &format!("{status}: {said}"))
}

fn start(command: &[String], from: &str, to: &str) -> Result<Child, String> {
    let (program, arguments) = command.split_first().ok_or("the sendmail command is empty")?;
    Command::new(program)
        .args(arguments)
        .args(["-f", if from.is_empty() { "<>" } else { from }, "--", to])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        // A group of its own: killing it ends what it started, and Ctrl-C at our terminal does not.
        .process_group(0)
        .kill_on_drop(true)
        .spawn()
        .map_err(|error| format!("cannot start {program}: {error}"))
}

/// Writes the letter and waits for the end. `handed_over` is set once the last byte is in the pipe: from then on the
/// program may have taken the letter, even without a good exit.
async fn hand_over(
    child: &mut Child,
    bytes: &[u8],
    handed_over: &mut bool,
) -> std::io::Result<std::process::ExitStatus> {
    if let Some(mut stdin) = child.stdin.take() {
        // A program that ends without reading leaves a broken pipe; its exit code says more.
        if stdin.write_all(bytes).await.is_ok() && stdin.shutdown().await.is_ok() {
            *handed_over = true;
        }
    }
    child.wait().await
}

async fn broken_off(child: &mut Child, handed_over: bool, reason: &str) -> Outcome {
    if let Some(pid) = child.id().and_then(|id| i32::try_from(id).ok()).and_then(Pid::from_raw) {
        let _ = rustix::process::kill_process_group(pid, Signal::KILL);
    }
    let _ = child.kill().await;
    let reason = format!("sendmail {reason}");
    if handed_over {
        Outcome::Unknown { reason }
    } else {
        Outcome::Later { trouble: Trouble::Silence, reason }
    }
}

async fn collect(stderr: ChildStderr) -> String {
    let mut kept = Vec::new();
    let mut bounded = stderr.take(STDERR_BYTES_MAX);
    let _ = bounded.read_to_end(&mut kept).await;
    // Read on, so that a talkative program is not stopped by a full pipe.
    let _ = tokio::io::copy(&mut bounded.into_inner(), &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&kept).into_owned()
}

/// The exit codes of `sysexits.h`. Everything that is not plainly about the letter or its recipient waits: a program
/// that is set up wrongly must not make every recipient look dead.
fn judge(exit: Option<i32>, handed_over: bool, said: &str) -> Outcome {
    let text = format!("sendmail {}", one_line(said, REASON_CHARACTERS_MAX));
    let later = |trouble| Outcome::Later { trouble, reason: text.clone() };
    match exit {
        Some(0) if handed_over => Outcome::Accepted { response: "sendmail took it".to_owned() },
        // Success without reading the letter: whatever it did, it cannot be relied upon.
        Some(0) => Outcome::Unknown { reason: "sendmail succeeded without reading the letter".to_owned() },
        Some(64) => Outcome::Refused { code: 501, text }, // EX_USAGE
        Some(65) => Outcome::Refused { code: 554, text }, // EX_DATAERR
        Some(67 | 68) => Outcome::Refused { code: 550, text }, // EX_NOUSER, EX_NOHOST
        Some(75) => later(Trouble::Recipient),            // EX_TEMPFAIL
        Some(77) => later(Trouble::Credentials),          // EX_NOPERM
        Some(_) => later(Trouble::Host),
        // Killed by a signal.
        None if handed_over => Outcome::Unknown { reason: text },
        None => later(Trouble::Host),
    }
}

/// An address that no program can take for an option, a pipe or two addresses.
fn is_address(address: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty())
        && !address.starts_with(['-', '|', '/', ':', '"'])
        && !address.contains(|c: char| c.is_control() || c.is_whitespace() || ",;<>()\\".contains(c))
}

fn with_lf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    for (i, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(i + 1) != Some(&b'\n') {
            out.push(*byte);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A shell script in the place of sendmail; `$@` is what it was called with.
    fn script(text: &str) -> Vec<String> {
        ["/bin/sh", "-c", text, "sendmail", "-i"].map(str::to_owned).to_vec()
    }

    async fn run(text: &str, bytes: &[u8]) -> Outcome {
        deliver(&script(text), "beadle@b.test", "li@b.test", bytes).await
    }

    #[tokio::test]
    async fn the_letter_arrives_with_lf_and_the_envelope_as_arguments() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().display();
        let outcome = run(
            &format!("cat >{folder}/letter; echo \"$@\" >{folder}/arguments"),
            b"A: b\r\n\r\n.\r\nend\r\n",
        )
        .await;
        assert!(matches!(outcome, Outcome::Accepted { .. }), "{outcome:?}");
        assert_eq!(std::fs::read(dir.path().join("letter")).unwrap(), b"A: b\n\n.\nend\n");
        let arguments = std::fs::read_to_string(dir.path().join("arguments")).unwrap();
        assert_eq!(arguments, "-i -f beadle@b.test -- li@b.test\n");
    }

    #[tokio::test]
    async fn exit_codes_are_kept_apart() {
        use Trouble::{Credentials, Host, Recipient};
        for (exit, code) in [(64, 501), (65, 554), (67, 550), (68, 550)] {
            let outcome = run(&format!("cat >/dev/null; echo no such user >&2; exit {exit}"), b"x").await;
            let Outcome::Refused { code: found, text } = outcome else { panic!("{exit}: {outcome:?}") };
            assert_eq!((found, text), (code, format!("sendmail exit status: {exit}: no such user")));
        }
        for (exit, kind) in
            [(75, Recipient), (77, Credentials), (1, Host), (69, Host), (78, Host), (127, Host)]
        {
            let outcome = run(&format!("cat >/dev/null; exit {exit}"), b"x").await;
            assert!(
                matches!(outcome, Outcome::Later { trouble, .. } if trouble == kind),
                "{exit}: {outcome:?}"
            );
        }
    }

    #[tokio::test]
    async fn a_program_that_ends_without_reading_is_judged_by_its_exit_code() {
        let large = vec![b'x'; 1 << 20];
        assert!(matches!(run("exit 67", &large).await, Outcome::Refused { code: 550, .. }));
        assert!(matches!(run("exit 0", &large).await, Outcome::Unknown { .. }));
    }

    #[tokio::test]
    async fn a_program_killed_after_the_letter_leaves_the_outcome_unknown() {
        assert!(matches!(run("cat >/dev/null; kill -9 $$", b"x").await, Outcome::Unknown { .. }));
        let large = vec![b'x'; 1 << 20];
        assert!(matches!(run("kill -9 $$", &large).await, Outcome::Later { trouble: Trouble::Host, .. }));
    }

    #[tokio::test]
    async fn a_program_that_hangs_is_killed_with_what_it_started() {
        let dir = tempfile::tempdir().unwrap();
        let pid_file = dir.path().join("pid");
        let text = format!("sleep 1000 & echo $! >{}; wait", pid_file.display());
        let limit = Duration::from_millis(800);
        let large = vec![b'x'; 1 << 20];
        let outcome = deliver_within(limit, &script(&text), "", "li@b.test", &large).await;
        assert!(matches!(outcome, Outcome::Later { trouble: Trouble::Silence, .. }), "{outcome:?}");
        let sleeper = std::fs::read_to_string(&pid_file).unwrap();
        let state = || std::fs::read_to_string(format!("/proc/{}/stat", sleeper.trim())).unwrap_or_default();
        let ended = || state().is_empty() || state().contains(") Z");
        // A killed process ends when the kernel next gives it time.
        for _ in 0..500 {
            if ended() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        assert!(ended(), "{}", state());

        let outcome =
            deliver_within(limit, &script("cat >/dev/null; sleep 1000"), "", "li@b.test", b"x").await;
        assert!(matches!(outcome, Outcome::Unknown { .. }), "{outcome:?}");
    }

    #[tokio::test]
    async fn a_flood_of_complaints_is_bounded() {
        let outcome = run("cat >/dev/null; yes bad | head -c 1000000 >&2; exit 75", b"x").await;
        let Outcome::Later { reason, .. } = outcome else { panic!("{outcome:?}") };
        assert!(reason.chars().count() < 400, "{}", reason.len());
    }

    #[tokio::test]
    async fn a_missing_program_is_trouble_of_the_host() {
        for command in [vec![], vec!["/nonexistent/sendmail".to_owned()]] {
            let outcome = deliver(&command, "a@b.test", "li@b.test", b"x").await;
            assert!(matches!(outcome, Outcome::Later { trouble: Trouble::Host, .. }), "{outcome:?}");
        }
    }

    #[tokio::test]
    async fn hostile_addresses_never_reach_a_command_line() {
        for address in
            ["-bp@x", "a b@c", "|/bin/sh@x", "a@b,c@d", "a@b\n", "nobody", "@b", "a@", ":include:/x@y"]
        {
            let outcome = deliver(&script("exit 0"), "a@b.test", address, b"x").await;
            assert!(matches!(outcome, Outcome::Refused { code: 553, .. }), "{address}: {outcome:?}");
        }
        let outcome = deliver(&script("exit 0"), "-oQ/tmp@b", "li@b.test", b"x").await;
        assert!(matches!(outcome, Outcome::Refused { code: 553, .. }));
    }
}
