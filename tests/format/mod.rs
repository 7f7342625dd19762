//! `docs/FORMAT.md` against the code: the table of kinds, numbers of enumerations, locked vectors of every kind.
//!
//! `UPDATE=1` rewrites the generated parts of the document and adds vectors that are missing; a vector that has landed is never rewritten.

mod document;
mod properties;
mod rejects;
mod samples;
mod shapes;
mod vectors;

use std::path::PathBuf;

/// A file of the repository.
pub fn file(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// True when generated files are to be written.
pub fn update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|v| v == "1")
}

/// Lower-case hexadecimal.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Reads [`hex`].
pub fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len() % 2 == 0, "odd length: {text}");
    (0..text.len()).step_by(2).map(|i| u8::from_str_radix(&text[i..i + 2], 16).expect("hexadecimal")).collect()
}
