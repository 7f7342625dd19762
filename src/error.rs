//! The one public error: a stable code and its arguments. Russian text is made at the edge from the code.

use std::collections::BTreeMap;

/// What went wrong, for shells: kinds map to exit codes (0 done · 1 else · 2 usage · 3 input · 4 right · 5 authentic · 6 damaged · 7 busy).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ErrorKind {
    /// Wrong call.
    Usage,
    /// Input rejected; nothing lost.
    Input,
    /// Not permitted.
    NotPermitted,
    /// Not authentic.
    NotAuthentic,
    /// Damaged data.
    Damaged,
    /// Busy, or no space.
    Busy,
    /// Anything else.
    Other,
}

/// An error with a stable `code` (`kebab-case`) and named arguments.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{code} {args:?}")]
pub struct Error {
    /// Which family, decides the exit code.
    pub kind: ErrorKind,
    /// Stable code; `error-<code>` in the message catalogue.
    pub code: &'static str,
    /// Arguments of the text; never personal data.
    pub args: BTreeMap<String, String>,
}

/// Result of the core.
pub type Result<T, E = Error> = std::result::Result<T, E>;

impl Error {
    /// An error without arguments.
    #[must_use]
    pub fn new(kind: ErrorKind, code: &'static str) -> Self {
        Self { kind, code, args: BTreeMap::new() }
    }
    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl ToString) -> Self {
        self.args.insert(name.to_owned(), value.to_string());
        self
    }
    /// Input rejected.
    #[must_use]
    pub fn input(code: &'static str) -> Self {
        Self::new(ErrorKind::Input, code)
    }
    /// Not permitted.
    #[must_use]
    pub fn denied(code: &'static str) -> Self {
        Self::new(ErrorKind::NotPermitted, code)
    }
    /// Damaged data.
    #[must_use]
    pub fn damaged(code: &'static str) -> Self {
        Self::new(ErrorKind::Damaged, code)
    }
    /// Wrong call.
    #[must_use]
    pub fn usage(code: &'static str) -> Self {
        Self::new(ErrorKind::Usage, code)
    }
    /// Anything else.
    #[must_use]
    pub fn other(code: &'static str) -> Self {
        Self::new(ErrorKind::Other, code)
    }
    /// The process exit code of the kind (design.md 7).
    #[must_use]
    pub fn exit_code(&self) -> u8 {
        match self.kind {
            ErrorKind::Other => 1,
            ErrorKind::Usage => 2,
            ErrorKind::Input => 3,
            ErrorKind::NotPermitted => 4,
            ErrorKind::NotAuthentic => 5,
            ErrorKind::Damaged => 6,
            ErrorKind::Busy => 7,
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(e: std::io::Error) -> Self {
        let (kind, code) = match e.kind() {
            std::io::ErrorKind::StorageFull => (ErrorKind::Busy, "no-space"),
            std::io::ErrorKind::NotFound => (ErrorKind::Input, "file-not-found"),
            std::io::ErrorKind::PermissionDenied => (ErrorKind::Other, "file-denied"),
            _ => (ErrorKind::Other, "io"),
        };
        Self::new(kind, code).with("detail", e.kind())
    }
}
