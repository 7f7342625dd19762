//! The seam between the bridge and the core.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use zhurnal::api::types::{ErrorInfo, FileToken};
use zhurnal::time::Clock;
use zhurnal::{Error, Result};

/// An open journal.
pub struct Core {}

impl Core {
    /// Opens the home.
    pub fn open(_home: &Path, _clock: Arc<dyn Clock>) -> Result<Self> {
        Ok(Self {})
    }

    /// Calls an operation by name.
    pub fn call(&self, name: &str, _request: Value) -> std::result::Result<Value, ErrorInfo> {
        Err(ErrorInfo { code: "unknown-operation".to_owned(), args: [("name".to_owned(), name.to_owned())].into() })
    }

    /// Registers a path that a person chose and gives its one-use token.
    pub fn offer(&self, path: PathBuf) -> FileToken {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        FileToken { token: String::new(), name }
    }

    /// Calls `tell` with what was touched after every change.
    pub fn on_changed(&self, _tell: impl Fn(Vec<String>) + Send + Sync + 'static) {}
}

/// The Russian text of an error.
pub fn text_of(error: &Error) -> String {
    error.to_string()
}
