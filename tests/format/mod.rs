//! `docs/FORMAT.md` against the code: the table of kinds, numbers of enumerations, locked vectors of every kind.
//!
//! `UPDATE=1` rewrites the generated parts of the document and adds vectors that are missing; a vector that has landed is never rewritten.

mod document;
mod forms;
mod impossible;
mod mutations;
mod persons;
mod places;
mod properties;
mod rejects;
pub mod roots;
pub mod samples;
mod segments;
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

/// [`hex`]; a byte, or the bytes of a head, that end it more than 256 bytes long as ` hh…*n`.
pub fn packed(bytes: &[u8]) -> String {
    for n in [1, samples::head("a", 2026, 3).to_value().to_bytes().len()].into_iter().filter(|n| *n <= bytes.len()) {
        let last = &bytes[bytes.len() - n..];
        let times = bytes.rchunks_exact(n).take_while(|c| *c == last).count();
        if times * n > 256 && times > 1 {
            return format!("{} {}*{times}", hex(&bytes[..bytes.len() - times * n]), hex(last));
        }
    }
    hex(bytes)
}

/// Reads [`hex`] and [`packed`].
pub fn unhex(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    for part in text.split(' ') {
        let (digits, times) = part.split_once('*').map_or((part, 1), |(d, n)| (d, n.parse().expect("a number")));
        assert!(digits.len() % 2 == 0, "odd length: {digits}");
        let bytes: Vec<u8> =
            (0..digits.len()).step_by(2).map(|i| u8::from_str_radix(&digits[i..i + 2], 16).expect("hexadecimal")).collect();
        out.extend(bytes.repeat(times));
    }
    out
}
