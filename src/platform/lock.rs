//! One window a home: a lock file that the system releases when the program ends, however it ends.

use crate::{Error, ErrorKind, Result};
use std::fs::{File, TryLockError};
use std::path::Path;

/// Holds a named lock of a home until dropped.
#[derive(Debug)]
pub struct HomeLock {
    _file: File,
}

impl HomeLock {
    /// Takes the lock `name` of a home, at once or not at all.
    ///
    /// # Errors
    /// `home-open` when another program holds it.
    pub fn take(home: &Path, name: &str) -> Result<Self> {
        let file = crate::private::options().create(true).truncate(false).write(true).open(home.join(format!("{name}.lock")))?;
        match file.try_lock() {
            Ok(()) => Ok(Self { _file: file }),
            Err(TryLockError::WouldBlock) => Err(Error::new(ErrorKind::Busy, "home-open")),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_second_window_on_one_home_is_refused_until_the_first_is_closed() {
        let home = tempfile::tempdir().unwrap();
        let first = HomeLock::take(home.path(), "window").unwrap();
        assert_eq!(HomeLock::take(home.path(), "window").unwrap_err().code, "home-open");
        drop(first);
        HomeLock::take(home.path(), "window").unwrap();
    }
}
