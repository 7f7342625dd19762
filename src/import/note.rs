//! Notes on rows: what was refused, mended or passed over, where, and what to do.

use crate::api::types::RowNote;
use crate::texts::Texts;

/// What was noted of a row.
#[derive(Debug, Default)]
pub struct Notes {
    /// What was wrong.
    pub errors: Vec<RowNote>,
    /// What was mended or is doubtful.
    pub warnings: Vec<RowNote>,
    /// Why it was passed over.
    pub skip: Vec<RowNote>,
}

/// Longest value shown in a note, in characters.
const SHOWN: usize = 200;

/// Makes the note of a row; its text is `import-<code>` of the catalogue, with the column and the value as arguments beside the given ones.
#[must_use]
pub fn note(sheet: &str, row: u32, column: &str, value: &str, code: &str, args: &[(&str, &str)]) -> RowNote {
    let value = shorten(value);
    let mut all = vec![("column", column), ("value", value.as_str())];
    all.extend_from_slice(args);
    let message = Texts::russian().format(&format!("import-{code}"), &all);
    RowNote { sheet: sheet.to_owned(), row, column: column.to_owned(), code: code.to_owned(), message, value }
}

/// The first 200 characters, with an ellipsis for the rest.
#[must_use]
pub fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
