//! A folder for a home that is thrown away. Nobody but the user may read it; it goes with its value, and what a killed program left goes
//! with the next one: its files are encrypted under keys that were in memory alone.

use crate::error::Result;
use crate::id::{base32, random};
use crate::private;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Names of such folders begin so.
const PREFIX: &str = "zhurnal-verify-";
/// Held by the program that uses the folder.
const LOCK: &str = "held.lock";

/// The folder.
pub(super) struct Scratch {
    dir: PathBuf,
    lock: Option<File>,
}

impl Scratch {
    /// Makes one in `parent`.
    ///
    /// # Errors
    /// Of files; `no-randomness`.
    pub fn create(parent: &Path) -> Result<Self> {
        private::folder(parent)?;
        sweep(parent);
        let dir = parent.join(format!("{PREFIX}{}", base32(&random::<16>()?)));
        private::folder(&dir)?;
        let mut scratch = Self { dir, lock: None };
        let lock = File::options().create_new(true).write(true).open(scratch.dir.join(LOCK))?;
        lock.lock()?;
        scratch.lock = Some(lock);
        Ok(scratch)
    }

    /// Where it is.
    pub fn dir(&self) -> &Path {
        &self.dir
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        self.lock = None;
        if let Err(e) = fs::remove_dir_all(&self.dir) {
            log::warn!("a folder of a verification stays: {}", e.kind());
        }
    }
}

/// Removes folders whose programs have ended. What cannot be looked at stays.
fn sweep(parent: &Path) {
    let folders = fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in folders.filter(|e| e.file_name().to_string_lossy().starts_with(PREFIX)) {
        let left = |path: &Path| File::options().write(true).open(path).is_ok_and(|f| f.try_lock().is_ok());
        if entry.file_type().is_ok_and(|t| t.is_dir()) && left(&entry.path().join(LOCK)) {
            let _stays = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn what_a_killed_program_left_goes_and_what_is_in_use_stays() {
        let parent = tempfile::tempdir().unwrap();
        let used = Scratch::create(parent.path()).unwrap();
        let dead = parent.path().join(format!("{PREFIX}dead"));
        fs::create_dir(&dead).unwrap();
        fs::write(dead.join(LOCK), "").unwrap();
        let other = parent.path().join("zhurnal-other");
        fs::create_dir(&other).unwrap();
        let second = Scratch::create(parent.path()).unwrap();
        assert!(used.dir().exists() && other.exists() && !dead.exists());
        let dirs = [used.dir().to_owned(), second.dir().to_owned()];
        drop((used, second));
        assert!(dirs.iter().all(|d| !d.exists()));
    }

    #[test]
    #[cfg(unix)]
    fn nobody_else_may_look_in() {
        use std::os::unix::fs::PermissionsExt;
        let parent = tempfile::tempdir().unwrap();
        let scratch = Scratch::create(parent.path()).unwrap();
        assert_eq!(fs::metadata(scratch.dir()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
