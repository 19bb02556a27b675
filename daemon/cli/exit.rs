//! How a command ends when it does not end well: a code of `sysexits.h` and a sentence.

use std::fmt;
use std::io::Write as _;
use std::process::ExitCode;

use crate::check;
use crate::door::{host, socket};
use crate::fault::Faults;

/// What a command comes to.
pub(super) type Done = Result<(), Exit>;

/// The code to end with and what to say on standard error; nothing when all was said.
#[derive(Debug)]
pub(super) struct Exit {
    pub(super) code: u8,
    /// Somebody else has the store; that passes.
    pub(super) held: bool,
    message: String,
}

impl Exit {
    pub(super) fn new(code: u8, message: impl fmt::Display) -> Self {
        Self { code, held: false, message: message.to_string() }
    }

    /// The command line was wrong.
    pub(super) fn usage(message: impl fmt::Display) -> Self {
        Self::new(64, message)
    }

    /// Everything has been said already.
    pub(super) fn silent(code: u8) -> Self {
        Self::new(code, "")
    }

    /// Faults of files that people write, drawn with the lines they are about.
    pub(super) fn faults(code: u8, faults: &Faults) -> Self {
        Self::new(code, super::check::drawn(faults))
    }

    /// The same, with one more sentence behind it.
    pub(super) fn and(self, more: impl fmt::Display) -> Self {
        Self { message: format!("{}\n{more}", self.message.trim_end()), ..self }
    }

    /// Says it and gives the code.
    pub(super) fn tell(self) -> ExitCode {
        let message = self.message.trim_end();
        if !message.is_empty() {
            let prefix = if message.contains('\n') { "" } else { "beadle: " };
            // Where nobody reads it (`2>&1 | head`) the code still tells.
            let _ = writeln!(std::io::stderr(), "{prefix}{message}");
        }
        ExitCode::from(self.code)
    }
}

impl fmt::Display for Exit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl From<check::Failure> for Exit {
    fn from(failure: check::Failure) -> Self {
        match &failure {
            check::Failure::Faults(faults) => Self::faults(failure.exit_code(), faults),
            other => Self::new(other.exit_code(), other),
        }
    }
}

impl From<host::Error> for Exit {
    fn from(error: host::Error) -> Self {
        // A file that was named on the command line and is not there: EX_NOINPUT.
        let missing = matches!(&error, host::Error::Read { source, .. } if source.kind() == std::io::ErrorKind::NotFound);
        if missing { Self::new(66, error) } else { check::Failure::from(error).into() }
    }
}

impl From<crate::store::Error> for Exit {
    fn from(error: crate::store::Error) -> Self {
        let held = matches!(error, crate::store::Error::Locked { .. });
        Self { held, ..Self::new(error.exit_code(), error) }
    }
}

impl From<socket::Error> for Exit {
    fn from(error: socket::Error) -> Self {
        let code = match &error {
            socket::Error::Failed(failure) => failure.exit,
            socket::Error::Permission(_) => 77,
            socket::Error::NoDaemon(_) => 69,
            socket::Error::Taken(_) => 75,
            socket::Error::PathTooLong(_) | socket::Error::NotASocket(_) => 78,
            socket::Error::Listen { .. } | socket::Error::Broken(_) => 74,
        };
        Self::new(code, error)
    }
}
