//! After the first failure nothing is known of what the disk has: nothing more is taken.

use std::sync::OnceLock;

use super::Error;

/// The first failure after which nothing is known of what the disk has.
#[derive(Default)]
pub(super) struct Poison(OnceLock<(String, bool)>);

impl Poison {
    pub(super) fn check(&self) -> Result<(), Error> {
        match self.0.get() {
            None => Ok(()),
            Some((cause, full)) => Err(Error::Poisoned { cause: cause.clone(), full: *full }),
        }
    }

    /// Passes a result on, and remembers its failure.
    pub(super) fn watch<T>(&self, result: Result<T, Error>) -> Result<T, Error> {
        if let Err(e) = &result {
            self.0.get_or_init(|| (e.to_string(), matches!(e, Error::Full { .. })));
        }
        result
    }
}
