//! The rig: a real Dovecot and a real Exim on loopback, TLS by a CA of their own, for one test.
//!
//! [`Rig::start`] makes a folder under `/tmp`, a certificate, two configurations and two servers as one plain
//! user on free ports; dropping the rig ends them and removes the folder. A guard process does the same when the test
//! process dies without dropping (kill -9), so nothing is left behind.
//!
//! Any user at any domain has a mailbox; all have the password [`PASSWORD`]. Mail for `*.test` that Exim takes
//! arrives in Dovecot over LMTP. Domains that misbehave on purpose:
//!
//! | recipient at | what happens |
//! |---|---|
//! | `bounce.test` | 550 at RCPT |
//! | `defer.test` | 451 at RCPT until [`Rig::open_gate`] |
//! | `content.test` | 554 after DATA |
//! | `late.test` | 250, then a delivery status notification to the envelope sender |
//!
//! It needs the packages that `tests/install.sh` installs, and says so. It never touches the machine's own servers.
#![allow(dead_code, unreachable_pub)] // each test program uses its own part of the rig

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU16, Ordering};
use std::sync::{Mutex, MutexGuard};
use std::time::{Duration, Instant};
use std::{fs, thread};

use base64::Engine as _;
use hmac::{KeyInit, Mac};
use rustix::process::{Pid, Signal};

/// The password of every user, for IMAP and for SMTP; with the two characters that a quoted string must escape.
pub const PASSWORD: &str = r#"se"cr\et"#;

/// The name on the certificate; 127.0.0.1 is on it too.
pub const HOST: &str = "localhost";

/// Reaches the same servers and is not on the certificate.
pub const WRONG_HOST: &str = "127.0.0.2";

/// What signs bearer tokens.
const TOKEN_KEY: &[u8] = b"the rig's own key for bearer tokens";

/// A server that has not greeted after this long will not.
const START_WAIT: Duration = Duration::from_secs(10);

/// A server that has not ended after this long is killed.
const STOP_WAIT: Duration = Duration::from_secs(5);

/// How often something that is waited for is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Ports below the ephemeral range, so that no client's own port sits on one while a server restarts.
const PORTS: std::ops::Range<u16> = 20_000..32_000;

/// A start on ports that somebody else takes in the same moment is tried again on others.
const START_TRIES: usize = 3;

/// The ports of one rig, all on 127.0.0.1.
#[derive(Debug, Clone, Copy)]
pub struct Ports {
    /// IMAP, TLS from the first byte.
    pub imap_tls: u16,
    /// IMAP, plain until STARTTLS (login without TLS is allowed).
    pub imap_starttls: u16,
    /// LMTP straight into the mailboxes.
    pub lmtp: u16,
    /// Submission, TLS from the first byte, login demanded.
    pub smtp_tls: u16,
    /// Submission with STARTTLS, login demanded (and offered only after STARTTLS).
    pub smtp_starttls: u16,
    /// SMTP as the relay of one's own machine: no TLS, no login.
    pub smtp_plain: u16,
}

/// A mail as it lies in a mailbox.
#[derive(Debug, Clone)]
pub struct Stored {
    /// Its Maildir file.
    pub path: PathBuf,
    /// Its bytes, with the lines the servers put on top.
    pub raw: Vec<u8>,
}

impl Stored {
    /// The bytes as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.raw).into_owned()
    }

    /// The value of the first header field of that name, unfolded.
    pub fn header(&self, name: &str) -> Option<String> {
        let text = self.text().replace("\r\n", "\n");
        let head = text.split("\n\n").next()?.replace("\n\t", " ").replace("\n ", " ");
        head.lines().find_map(|line| {
            let (field, value) = line.split_once(':')?;
            field.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
        })
    }
}

/// Both servers, their folder and their guard.
pub struct Rig {
    base: PathBuf,
    name: String,
    owner: Owner,
    ports: Ports,
    imap: Mutex<Option<Child>>,
    smtp: Mutex<Option<Child>>,
    guard: Mutex<Option<(Child, ChildStdin)>>,
}

impl Rig {
    /// Both servers, started and greeting.
    ///
    /// # Panics
    /// When a package is missing (naming the remedy) or a server does not start (showing its log).
    pub fn start() -> Rig {
        for program in
            ["/usr/lib/dovecot/imap", "/usr/lib/dovecot/lmtp", "/usr/sbin/exim4", "/usr/bin/openssl"]
        {
            assert!(Path::new(program).exists(), "{program} is missing: run tests/install.sh");
        }
        let mut last = String::new();
        for _ in 0..START_TRIES {
            match Rig::try_start() {
                Ok(rig) => return rig,
                Err(why) => last = why,
            }
        }
        panic!("the rig does not start: {last}");
    }

    fn try_start() -> Result<Rig, String> {
        let owner = Owner::choose();
        let ports = free_ports();
        let name = format!("rig-{}-{}", std::process::id(), ports.imap_tls);
        let base = PathBuf::from(format!("/tmp/beadle-{name}"));
        let _ = fs::remove_dir_all(&base);
        fs::create_dir(&base).expect("a folder in /tmp");
        let rig = Rig {
            guard: Mutex::new(Some(guard(&base))),
            imap: Mutex::new(None),
            smtp: Mutex::new(None),
            base,
            name,
            owner,
            ports,
        };
        rig.furnish();
        rig.start_imap()?;
        rig.start_smtp()?;
        Ok(rig)
    }

    /// The ports.
    pub fn ports(&self) -> Ports {
        self.ports
    }

    /// The PEM file of the CA that signed the servers' certificate.
    pub fn ca(&self) -> PathBuf {
        self.base.join("tls/ca.pem")
    }

    /// The PEM file of a CA that signed nothing here.
    pub fn wrong_ca(&self) -> PathBuf {
        self.base.join("tls/wrong-ca.pem")
    }

    /// A folder for the test's own files; it goes with the rig.
    pub fn scratch(&self) -> PathBuf {
        self.base.join("scratch")
    }

    /// A bearer token for XOAUTH2 over IMAP, for that user, good until the end of the century.
    pub fn token(&self, address: &str) -> String {
        token(address, 4_000_000_000)
    }

    /// A token that ran out long ago.
    pub fn expired_token(&self, address: &str) -> String {
        token(address, 1_000_000_000)
    }

    /// Puts one mail into a mailbox, straight over LMTP.
    pub fn deliver(&self, to: &str, raw: impl AsRef<[u8]>) {
        self.deliver_all(to, [raw]);
    }

    /// Puts mails into a mailbox in that order, over one LMTP connection.
    pub fn deliver_all<M: AsRef<[u8]>>(&self, to: &str, mails: impl IntoIterator<Item = M>) {
        let mut lmtp = Wire::connect(self.ports.lmtp, "LHLO rig.test\r\n");
        for mail in mails {
            lmtp.hand_over("sender@rig.test", to, mail.as_ref());
        }
    }

    /// Waits until an INBOX that has held `count` mails since it was made has given each its UID. Dovecot delivers without one while somebody else
    /// has its list locked, and a mail that comes next may then be numbered first.
    ///
    /// # Panics
    /// When they have none after all.
    pub fn wait_numbered(&self, address: &str, count: usize) {
        let list = self.maildir(address).join("dovecot-uidlist");
        let numbered = || {
            let text = fs::read_to_string(&list).unwrap_or_default();
            // The first line is about the list; each other begins with a UID.
            text.lines().skip(1).filter_map(|line| line.split(' ').next()?.parse::<usize>().ok()).max()
        };
        for _ in 0..3 {
            let end = Instant::now() + Duration::from_secs(2);
            while Instant::now() < end {
                if numbered().is_some_and(|newest| newest >= count) {
                    return;
                }
                thread::sleep(LOOK);
            }
            // Nobody looks at the mailbox: this does, and numbers what it finds.
            self.doveadm(&["mailbox", "status", "-u", address, "messages", "INBOX"]);
        }
        panic!("{address} has fewer than {count} numbered mails\n{}", self.logs());
    }

    /// Hands one mail to Exim, as a person's mail program does; it arrives in Dovecot a moment later.
    pub fn post(&self, from: &str, to: &str, raw: impl AsRef<[u8]>) {
        Wire::connect(self.ports.smtp_plain, "EHLO desk.rig.test\r\n").hand_over(from, to, raw.as_ref());
    }

    /// The mails in somebody's INBOX, oldest first, read from the Maildir itself.
    pub fn mailbox(&self, address: &str) -> Vec<Stored> {
        self.folder(address, "INBOX")
    }

    /// The mails in one of somebody's folders (ASCII name), oldest first. A folder that is not there is empty.
    pub fn folder(&self, address: &str, folder: &str) -> Vec<Stored> {
        let mut dir = self.maildir(address);
        if folder != "INBOX" {
            dir.push(format!(".{}", folder.replace('/', ".")));
        }
        let mut paths: Vec<PathBuf> = ["new", "cur"]
            .iter()
            .filter_map(|part| fs::read_dir(dir.join(part)).ok())
            .flatten()
            .filter_map(|entry| Some(entry.ok()?.path()))
            .collect();
        paths.sort_by_key(|path| delivered(path));
        // A mail may move from new to cur between the listing and the reading; it is then listed next time.
        paths.into_iter().filter_map(|path| fs::read(&path).ok().map(|raw| Stored { path, raw })).collect()
    }

    /// Waits until the INBOX holds at least that many mails, and gives them all.
    ///
    /// # Panics
    /// When it does not within `within`.
    pub fn wait_mailbox(&self, address: &str, count: usize, within: Duration) -> Vec<Stored> {
        let end = Instant::now() + within;
        loop {
            let mails = self.mailbox(address);
            if mails.len() >= count {
                return mails;
            }
            assert!(
                Instant::now() < end,
                "{address} has {} of {count} mails after {within:?}\n{}",
                mails.len(),
                self.logs()
            );
            thread::sleep(LOOK);
        }
    }

    /// Runs `doveadm` on the rig's Dovecot: `["mailbox", "create", "-u", "li@rig.test", "Done"]`.
    ///
    /// # Panics
    /// When it fails.
    pub fn doveadm(&self, arguments: &[&str]) -> String {
        let mut command = self.owner.command("/usr/bin/doveadm");
        command.arg("-c").arg(self.base.join("dovecot/dovecot.conf")).args(arguments);
        let output = command.output().expect("doveadm runs");
        assert!(
            output.status.success(),
            "doveadm {arguments:?}: {}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Makes Dovecot forget the UIDs of an INBOX and number it anew, under another UIDVALIDITY. Restarts Dovecot.
    pub fn renumber(&self, address: &str) {
        self.stop_imap();
        let dir = self.maildir(address);
        let list = dir.join("dovecot-uidlist");
        let old = fs::read_to_string(&list).expect("Dovecot has numbered this mailbox");
        let validity =
            old.split_whitespace().find_map(|word| word.strip_prefix('V')).expect("a version 3 list");
        let validity: u32 = validity.parse().expect("UIDVALIDITY is a number");
        for entry in fs::read_dir(&dir).expect("the mailbox can be listed").flatten() {
            if entry.file_name().to_string_lossy().starts_with("dovecot") {
                fs::remove_file(entry.path()).expect("an index of Dovecot can go");
            }
        }
        // The next value, not the clock's: two changes in one second are two values.
        fs::write(&list, format!("3 V{} N1\n", validity + 1)).expect("a new list");
        self.owner.owns(&list);
        self.start_imap().expect("Dovecot starts again");
    }

    /// Lets recipients at `defer.test` pass from now on.
    pub fn open_gate(&self) {
        fs::write(self.base.join("exim/gate-open"), "").expect("the gate is a file");
    }

    /// Ends Dovecot in good order; clients see BYE.
    pub fn stop_imap(&self) {
        self.end(&self.imap, Signal::TERM);
    }

    /// Kills Dovecot and every connection of it, without a word.
    pub fn kill_imap(&self) {
        self.end(&self.imap, Signal::KILL);
    }

    /// Ends Dovecot if it runs and starts it again on the same ports.
    pub fn restart_imap(&self) {
        self.stop_imap();
        self.start_imap().expect("Dovecot starts again");
    }

    /// Ends Exim in good order.
    pub fn stop_smtp(&self) {
        self.end(&self.smtp, Signal::TERM);
    }

    /// Kills Exim and every connection of it, without a word.
    pub fn kill_smtp(&self) {
        self.end(&self.smtp, Signal::KILL);
    }

    /// Ends Exim if it runs and starts it again on the same ports.
    pub fn restart_smtp(&self) {
        self.stop_smtp();
        self.start_smtp().expect("Exim starts again");
    }

    /// Where Dovecot logs.
    pub fn imap_log(&self) -> PathBuf {
        self.base.join("dovecot.log")
    }

    /// What the servers logged, for the message of a failing test.
    pub fn logs(&self) -> String {
        ["dovecot.log", "exim.mainlog", "exim.rejectlog", "exim.paniclog"]
            .iter()
            .filter_map(|name| Some(format!("== {name}\n{}", fs::read_to_string(self.base.join(name)).ok()?)))
            .collect()
    }

    /// Starts Dovecot, which must not be running.
    pub fn start_imap(&self) -> Result<(), String> {
        let mut command = self.owner.command("/usr/sbin/dovecot");
        command.arg("-F").arg("-c").arg(self.base.join("dovecot/dovecot.conf"));
        let _ = fs::remove_file(self.base.join("dovecot/run/master.pid"));
        self.begin(&self.imap, command, self.ports.imap_starttls)
    }

    /// Starts Exim, which must not be running.
    pub fn start_smtp(&self) -> Result<(), String> {
        let mut command = self.owner.command(self.base.join("exim/exim"));
        // The queue is looked at every second, for mail that waits for Dovecot.
        command.arg("-C").arg(self.base.join("exim/exim.conf")).args(["-bdf", "-q1s"]);
        self.begin(&self.smtp, command, self.ports.smtp_plain)
    }

    fn begin(&self, slot: &Mutex<Option<Child>>, mut command: Command, port: u16) -> Result<(), String> {
        let mut slot = lock(slot);
        assert!(slot.is_none(), "that server runs already");
        let log = fs::File::create(self.base.join("stderr.log")).expect("a file for stderr");
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log)
            // A group of its own: one signal reaches a server and all that it forked.
            .process_group(0)
            .spawn()
            .map_err(|error| error.to_string())?;
        self.tell_guard(&format!("+{}", child.id()));
        let end = Instant::now() + START_WAIT;
        while !greets(port, &self.name) {
            let gone = child.try_wait().expect("a child can be asked").is_some();
            if gone || Instant::now() > end {
                let _ = rustix::process::kill_process_group(pid(&child), Signal::KILL);
                let _ = child.wait();
                let stderr = fs::read_to_string(self.base.join("stderr.log")).unwrap_or_default();
                return Err(format!("{command:?}: {stderr}\n{}", self.logs()));
            }
            thread::sleep(LOOK);
        }
        *slot = Some(child);
        Ok(())
    }

    fn end(&self, slot: &Mutex<Option<Child>>, signal: Signal) {
        let Some(mut child) = lock(slot).take() else { return };
        let group = pid(&child);
        let _ = match signal {
            // Only the master is asked: it ends its children in order.
            Signal::TERM => rustix::process::kill_process(group, signal),
            _ => rustix::process::kill_process_group(group, signal),
        };
        let end = Instant::now() + STOP_WAIT;
        while child.try_wait().expect("a child can be asked").is_none() && Instant::now() < end {
            thread::sleep(LOOK);
        }
        // Whatever outlived its master, and the master if it would not end.
        let _ = rustix::process::kill_process_group(group, Signal::KILL);
        let _ = child.wait();
        // The ports of killed processes are closed a moment later.
        let Ports { imap_tls, imap_starttls, lmtp, smtp_tls, smtp_starttls, smtp_plain } = self.ports;
        let ports = if std::ptr::eq(slot, &self.imap) {
            [imap_tls, imap_starttls, lmtp]
        } else {
            [smtp_tls, smtp_starttls, smtp_plain]
        };
        while !ports.iter().all(|port| is_free(*port)) && Instant::now() < end {
            thread::sleep(LOOK);
        }
        self.tell_guard(&format!("-{}", child.id()));
    }

    /// Starts a program in a process group of its own that the guard ends if this process dies.
    pub fn spawn(&self, command: &mut Command) -> Child {
        let child = command.process_group(0).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        self.tell_guard(&format!("+{}", child.id()));
        child
    }

    /// The guard need not end that program any more: it has ended.
    pub fn ended(&self, child: &Child) {
        self.tell_guard(&format!("-{}", child.id()));
    }

    fn tell_guard(&self, line: &str) {
        if let Some((_, stdin)) = lock(&self.guard).as_mut() {
            let _ = writeln!(stdin, "{line}");
        }
    }

    fn maildir(&self, address: &str) -> PathBuf {
        let (local, domain) = address.split_once('@').expect("an address");
        self.base.join("mail").join(domain).join(local).join("Maildir")
    }

    /// Folders, certificates, configurations.
    fn furnish(&self) {
        let base = &self.base;
        for dir in [
            "tls",
            "mail",
            "scratch",
            "dovecot/run",
            "dovecot/state",
            "dovecot/keys/default/HS256",
            "exim/spool",
        ] {
            fs::create_dir_all(base.join(dir)).expect("a folder of the rig");
        }
        let key = base64::engine::general_purpose::STANDARD.encode(TOKEN_KEY);
        self.write("dovecot/keys/default/HS256/default", &key);
        self.write("dovecot/dovecot.conf", &self.filled(include_str!("dovecot.conf")));
        self.write("dovecot/oauth2.conf", &self.filled(include_str!("oauth2.conf")));
        // Exim expands strings: a backslash in one is written twice.
        let exim = include_str!("exim.conf").replace("@PASSWORD@", &PASSWORD.replace('\\', r"\\"));
        self.write("exim/exim.conf", &self.filled(&exim));
        // A copy has no setuid bit, so it stays the plain user it is started as.
        let exim = base.join("exim/exim");
        fs::copy("/usr/sbin/exim4", &exim).expect("Exim can be copied");
        fs::set_permissions(&exim, fs::Permissions::from_mode(0o755)).expect("a mode");
        certificates(&base.join("tls"));
        self.owner.owns_all(base);
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.base.join(path), text).expect("a file of the rig");
    }

    fn filled(&self, template: &str) -> String {
        let ports = &self.ports;
        let mut text = template.to_owned();
        for (name, value) in [
            ("BASE", self.base.display().to_string()),
            ("NAME", self.name.clone()),
            ("USER", self.owner.user.clone()),
            ("GROUP", self.owner.group.clone()),
            ("IMAP_TLS", ports.imap_tls.to_string()),
            ("IMAP_STARTTLS", ports.imap_starttls.to_string()),
            ("LMTP", ports.lmtp.to_string()),
            ("SMTP_TLS", ports.smtp_tls.to_string()),
            ("SMTP_STARTTLS", ports.smtp_starttls.to_string()),
            ("SMTP_PLAIN", ports.smtp_plain.to_string()),
        ] {
            text = text.replace(&format!("@{name}@"), &value);
        }
        text.replace("@PASSWORD@", PASSWORD)
    }
}

impl Drop for Rig {
    fn drop(&mut self) {
        // In good order Dovecot takes a second, for nobody.
        self.kill_smtp();
        self.kill_imap();
        if thread::panicking() {
            eprintln!("{}", self.logs());
        }
        let guard = lock(&self.guard).take();
        if let Some((mut child, stdin)) = guard {
            drop(stdin);
            let _ = child.wait();
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn pid(child: &Child) -> Pid {
    Pid::from_child(child)
}

/// A shell that outlives this process: at the end of its input it kills the groups still noted and removes the folder.
fn guard(base: &Path) -> (Child, ChildStdin) {
    let script = r#"
        pids=' '
        while read -r line; do
            case $line in
                +*) pids="$pids${line#+} " ;;
                -*) pids=$(echo "$pids" | sed "s/ ${line#-} / /") ;;
            esac
        done
        for pid in $pids; do kill -s KILL -- "-$pid" 2>/dev/null; done
        [ "$pids" = ' ' ] || sleep 1 # they may still be writing
        rm -rf -- "$1"
    "#;
    let mut child = Command::new("/bin/sh")
        .args(["-c", script, "guard"])
        .arg(base)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        // Ctrl-C at the terminal must not end it before it has cleaned up.
        .process_group(0)
        .spawn()
        .expect("a shell");
    let stdin = child.stdin.take().expect("its input is piped");
    (child, stdin)
}

/// Who runs the servers: the caller, or a plain user when the caller is root (Dovecot keeps no mail of root's).
struct Owner {
    user: String,
    group: String,
    ids: Option<(u32, u32)>,
}

impl Owner {
    fn choose() -> Owner {
        let uid = rustix::process::geteuid().as_raw();
        let passwd = fs::read_to_string("/etc/passwd").expect("/etc/passwd");
        let row = |find: &dyn Fn(&[&str]) -> bool| {
            passwd
                .lines()
                .map(|line| line.split(':').collect::<Vec<_>>())
                .find(|row| row.len() > 3 && find(row))
        };
        // Exim's package makes this user, and Exim wants it to exist in any case.
        let row = match uid {
            0 => row(&|row| row[0] == "Debian-exim").expect("the user that Exim's package makes"),
            _ => row(&|row| row[2] == uid.to_string()).expect("the caller has a name"),
        };
        let gid: u32 = row[3].parse().expect("a group id");
        let groups = fs::read_to_string("/etc/group").expect("/etc/group");
        let group = groups
            .lines()
            .map(|line| line.split(':').collect::<Vec<_>>())
            .find(|row| row.len() > 2 && row[2] == gid.to_string())
            .expect("the group has a name");
        let ids = (uid == 0).then(|| (row[2].parse().expect("a user id"), gid));
        Owner { user: row[0].to_owned(), group: group[0].to_owned(), ids }
    }

    fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin").current_dir("/");
        if let Some((uid, gid)) = self.ids {
            command.uid(uid).gid(gid);
        }
        command
    }

    fn owns(&self, path: &Path) {
        if let Some((uid, gid)) = self.ids {
            chown(path, Some(uid), Some(gid)).expect("root may give files away");
        }
    }

    fn owns_all(&self, path: &Path) {
        self.owns(path);
        if path.is_dir() {
            for entry in fs::read_dir(path).expect("a folder of the rig").flatten() {
                self.owns_all(&entry.path());
            }
        }
    }
}

/// Six ports that nobody listens on, different ones for each rig of this process.
fn free_ports() -> Ports {
    static NEXT: AtomicU16 = AtomicU16::new(0);
    let span = PORTS.end - PORTS.start;
    // Test programs that run side by side begin in different places.
    let begin = (std::process::id() % u32::from(span / 64)) as u16 * 64;
    let mut free =
        std::iter::repeat_with(|| PORTS.start + (begin + NEXT.fetch_add(1, Ordering::Relaxed)) % span)
            .filter(|port| is_free(*port));
    let mut next = || free.next().expect("the iterator has no end");
    Ports {
        imap_tls: next(),
        imap_starttls: next(),
        lmtp: next(),
        smtp_tls: next(),
        smtp_starttls: next(),
        smtp_plain: next(),
    }
}

fn is_free(port: u16) -> bool {
    ["127.0.0.1", WRONG_HOST].iter().all(|host| TcpListener::bind((*host, port)).is_ok())
}

/// Whether the server on that port is the one with this name.
fn greets(port: u16, name: &str) -> bool {
    let Ok(stream) = TcpStream::connect(("127.0.0.1", port)) else { return false };
    stream.set_read_timeout(Some(Duration::from_secs(2))).expect("a timeout can be set");
    let mut line = String::new();
    let _ = BufReader::new(stream).read_line(&mut line);
    line.contains(&format!("{name} ready"))
}

/// `ca.pem`, `server.pem` with `server.key`, and `wrong-ca.pem`.
fn certificates(dir: &Path) {
    let extensions = "basicConstraints=critical,CA:FALSE\nkeyUsage=digitalSignature\n\
        extendedKeyUsage=serverAuth\nsubjectAltName=DNS:localhost,DNS:mail.rig.test,IP:127.0.0.1\n";
    fs::write(dir.join("extensions"), extensions).expect("a file of the rig");
    for (name, subject) in [("ca", "/CN=rig CA"), ("wrong-ca", "/CN=another CA")] {
        openssl(
            dir,
            &format!(
                "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 3650 -keyout {name}.key \
                 -out {name}.pem -addext keyUsage=critical,keyCertSign,cRLSign -subj"
            ),
            subject,
        );
    }
    openssl(
        dir,
        "req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.csr -subj",
        "/CN=localhost",
    );
    openssl(
        dir,
        "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 3650 -out server.pem -extfile",
        "extensions",
    );
}

fn openssl(dir: &Path, arguments: &str, last: &str) {
    let output = Command::new("/usr/bin/openssl")
        .args(arguments.split_whitespace())
        .arg(last)
        .current_dir(dir)
        .stdin(Stdio::null())
        .output()
        .expect("openssl runs");
    assert!(output.status.success(), "openssl {arguments}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A JSON Web Token as Dovecot's `introspection_mode = local` takes it.
fn token(address: &str, expires: u64) -> String {
    let code = |bytes: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes);
    let body = format!(
        "{}.{}",
        code(br#"{"alg":"HS256","typ":"JWT"}"#),
        code(
            format!(r#"{{"sub":"{address}","email":"{address}","iat":900000000,"exp":{expires}}}"#)
                .as_bytes()
        )
    );
    let mut mac = hmac::Hmac::<sha2::Sha256>::new_from_slice(TOKEN_KEY).expect("any length is a key");
    mac.update(body.as_bytes());
    format!("{body}.{}", code(&mac.finalize().into_bytes()))
}

/// When a Maildir file was delivered, from its name: seconds, microseconds, then the name itself.
fn delivered(path: &Path) -> (u64, u64, String) {
    let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    let (seconds, rest) = name.split_once('.').unwrap_or((&name, ""));
    let micros: String = rest.trim_start_matches('M').chars().take_while(char::is_ascii_digit).collect();
    (seconds.parse().unwrap_or(0), micros.parse().unwrap_or(0), name.clone())
}

/// The few words of SMTP (RFC 5321) or LMTP (RFC 2033) it takes to hand over a mail.
struct Wire(BufReader<TcpStream>);

impl Wire {
    fn connect(port: u16, hello: &str) -> Wire {
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        stream.set_nodelay(true).expect("a socket option");
        let mut wire = Wire(BufReader::new(stream));
        wire.expect("220");
        wire.say(hello, "250");
        wire
    }

    fn hand_over(&mut self, from: &str, to: &str, raw: &[u8]) {
        self.say(&format!("MAIL FROM:<{from}>\r\n"), "250");
        self.say(&format!("RCPT TO:<{to}>\r\n"), "250");
        self.say("DATA\r\n", "354");
        let mut data = Vec::with_capacity(raw.len() + 64);
        for line in raw.strip_suffix(b"\n").unwrap_or(raw).split(|byte| *byte == b'\n') {
            if line.starts_with(b".") {
                data.push(b'.');
            }
            data.extend_from_slice(line.strip_suffix(b"\r").unwrap_or(line));
            data.extend_from_slice(b"\r\n");
        }
        data.extend_from_slice(b".\r\n");
        self.0.get_mut().write_all(&data).expect("the server reads");
        self.expect("250");
    }

    fn say(&mut self, line: &str, answer: &str) {
        self.0.get_mut().write_all(line.as_bytes()).expect("the server reads");
        self.expect(answer);
    }

    fn expect(&mut self, answer: &str) {
        loop {
            let mut line = String::new();
            self.0.read_line(&mut line).expect("the server answers");
            assert!(line.starts_with(answer), "the server said {line:?} instead of {answer}");
            if line.as_bytes().get(3) != Some(&b'-') {
                return;
            }
        }
    }
}
