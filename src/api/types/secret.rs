//! Secrets in requests: passwords, phrases, the groups of a sheet.

use serde::{Deserialize, Serialize};
use std::ops::Deref;
use ts_rs::TS;
use zeroize::{Zeroize as _, Zeroizing};

/// A password, a phrase or the groups of a sheet: wiped on drop, never printed. A request that has one is never an argument of a program.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SecretText(String);

impl SecretText {
    /// The secret when something was typed; blanks are nothing.
    #[must_use]
    pub fn given(of: Option<&Self>) -> Option<&str> {
        of.map(|typed| &**typed).filter(|text| !text.trim().is_empty())
    }
}

impl Deref for SecretText {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for SecretText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<Zeroizing<String>> for SecretText {
    fn from(mut text: Zeroizing<String>) -> Self {
        Self(std::mem::take(&mut text))
    }
}

impl From<&str> for SecretText {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl Drop for SecretText {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl std::fmt::Debug for SecretText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("…")
    }
}
