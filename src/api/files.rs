//! One-use tokens in place of paths: a dialog or a drop offers a path, an operation takes it once.

use super::types::FileToken;
use crate::error::{Error, Result};
use crate::id::{base32, random};
use crate::time::Clock;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

/// Tokens kept at most; the oldest goes first.
const MOST: usize = 64;
/// How long a token lives, milliseconds.
const LIFE_MS: u64 = 10 * 60 * 1000;

struct Offered {
    token: String,
    path: PathBuf,
    at_ms: u64,
}

/// The tokens of one program.
pub struct Files {
    clock: Arc<dyn Clock>,
    offered: Mutex<VecDeque<Offered>>,
}

impl Files {
    pub(super) fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, offered: Mutex::default() }
    }

    /// Registers a path that a person chose.
    ///
    /// # Errors
    /// `no-randomness`.
    pub fn offer(&self, path: PathBuf) -> Result<FileToken> {
        let token = base32(&random::<16>()?);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let mut offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        while offered.len() >= MOST {
            offered.pop_front();
        }
        offered.push_back(Offered { token: token.clone(), path, at_ms: self.clock.monotonic_ms() });
        Ok(FileToken { token, name })
    }

    /// The path of a token, once.
    ///
    /// # Errors
    /// `file-token` when it is unknown, used or older than ten minutes.
    pub fn take(&self, token: &str) -> Result<PathBuf> {
        let now = self.clock.monotonic_ms();
        let mut offered = self.offered.lock().unwrap_or_else(PoisonError::into_inner);
        offered.retain(|o| now.saturating_sub(o.at_ms) < LIFE_MS);
        let at = offered.iter().position(|o| o.token == token);
        at.and_then(|at| offered.remove(at)).map(|o| o.path).ok_or_else(|| Error::usage("file-token"))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::time::FixedClock;

    fn files() -> (Arc<FixedClock>, Files) {
        let clock = Arc::new(FixedClock::at(1000));
        (clock.clone(), Files::new(clock))
    }

    #[test]
    fn a_token_is_good_once() {
        let (_, files) = files();
        let token = files.offer(PathBuf::from("/d/список.xlsx")).unwrap();
        assert_eq!(token.name, "список.xlsx");
        assert_eq!(files.take(&token.token).unwrap(), PathBuf::from("/d/список.xlsx"));
        assert_eq!(files.take(&token.token).unwrap_err().code, "file-token");
    }

    #[test]
    fn a_token_grows_old() {
        let (clock, files) = files();
        let token = files.offer(PathBuf::from("/d/a")).unwrap();
        clock.shift(601);
        assert_eq!(files.take(&token.token).unwrap_err().code, "file-token");
    }

    #[test]
    fn the_sixty_fifth_token_pushes_the_first_out() {
        let (_, files) = files();
        let tokens: Vec<_> = (0..65).map(|i| files.offer(PathBuf::from(format!("/d/{i}"))).unwrap().token).collect();
        assert!(files.take(&tokens[0]).is_err() && files.take(&tokens[1]).is_ok() && files.take(&tokens[64]).is_ok());
    }
}
