//! `docs/FORMAT.md` against the code: the table of kinds, numbers of enumerations, locked vectors of every kind.
//!
//! `UPDATE=1` rewrites the generated parts of the document and adds vectors that are missing; a vector that has landed is never rewritten.

mod document;
mod properties;
mod rejects;
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

/// [`hex`], a run of more than 256 equal bytes at the end as ` hh*n`.
pub fn packed(bytes: &[u8]) -> String {
    let Some(last) = bytes.last() else { return String::new() };
    let run = bytes.iter().rev().take_while(|b| *b == last).count();
    if run <= 256 { hex(bytes) } else { format!("{} {last:02x}*{run}", hex(&bytes[..bytes.len() - run])) }
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
