//! Bytes of a workbook or a text file → sheets of cells, under limits. Knows nothing of pupils.

mod encoding;
mod guard;
mod text;
mod workbook;

use crate::error::{Error, Result};
use chrono::NaiveDate;
use std::collections::HashMap;

/// Largest file, in bytes.
pub const MAX_FILE: usize = 64 << 20;
/// Largest sum of a packed file's parts when unpacked, in bytes.
pub const MAX_UNPACKED: u64 = 256 << 20;
/// Most rows of a sheet.
pub const MAX_ROWS: usize = 100_000;
/// Most columns of a sheet.
pub const MAX_COLUMNS: usize = 200;
/// Most characters of a cell: what a spreadsheet itself allows.
pub const MAX_CELL: usize = 32_767;
/// Most cells of a file.
const MAX_CELLS: usize = 5_000_000;
/// Most bytes of text in all cells: one long shared string may stand in many cells.
const MAX_TEXT: usize = 256 << 20;
/// Most sheets of a workbook.
const MAX_SHEETS: usize = 500;

/// What one cell holds.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Value {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// Text as typed.
    Text(String),
    /// A number in decimal digits, without exponent.
    Number(String),
    /// A cell formatted as a date.
    Date(NaiveDate),
    /// An error value such as `#N/A`.
    Error(String),
    /// A formula and the value that was last computed.
    Formula(String, Box<Value>),
}

impl Value {
    /// The value behind a formula, or itself.
    #[must_use]
    pub fn computed(&self) -> &Self {
        match self {
            Self::Formula(_, value) => value,
            other => other,
        }
    }

    /// True when the cell holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// The value as a person sees it in the cell; of a formula the formula.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(t) | Self::Number(t) | Self::Error(t) | Self::Formula(t, _) => t.clone(),
            Self::Date(d) => super::date::russian(*d),
        }
    }
}

/// One sheet; row and column indexes count from 0.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// Name of the tab, empty for text files.
    pub name: String,
    /// True when the workbook hides it.
    pub hidden: bool,
    /// True when unformatted serial numbers count days from 1904.
    pub epoch_1904: bool,
    /// Rows, each as long as its last filled cell.
    pub rows: Vec<Vec<Value>>,
    /// Cells covered by a merged region → the region's first cell.
    merged: HashMap<(usize, usize), (usize, usize)>,
}

impl Sheet {
    /// The cell, empty beyond the filled part.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &Value {
        self.rows.get(row).and_then(|r| r.get(column)).unwrap_or(&Value::Empty)
    }

    /// The cell, or the value of the merged region that covers it.
    #[must_use]
    pub fn covering(&self, row: usize, column: usize) -> &Value {
        match self.merged.get(&(row, column)) {
            Some((r, c)) => self.cell(*r, *c),
            None => self.cell(row, column),
        }
    }

    /// The first cell of the merged region that covers this one; itself when none does.
    #[must_use]
    pub fn region(&self, row: usize, column: usize) -> (usize, usize) {
        self.merged.get(&(row, column)).copied().unwrap_or((row, column))
    }
}

/// A file that was read.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Format and encoding found: `xlsx`, `csv windows-1251`…
    pub format: String,
    /// Sheets in order.
    pub sheets: Vec<Sheet>,
}

/// Reads a file of any supported kind, told apart by its content, never by its name.
///
/// # Errors
/// `import-empty-file`, `import-too-big`, `import-too-many-rows`, `import-too-many-columns`, `import-long-cell`, `import-damaged`,
/// `import-password`, `import-not-a-table`, `import-binary`, `import-open-quote`.
pub fn read(bytes: &[u8]) -> Result<Table> {
    if bytes.is_empty() {
        return Err(Error::input("import-empty-file"));
    }
    if bytes.len() > MAX_FILE {
        return Err(Error::input("import-too-big").with("mb", MAX_FILE >> 20));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        // calamine and the archive readers are meant to return errors for damaged files, but a panic inside them must not take the
        // program down with unsaved work: at this edge it becomes an error. The hook still logs the place of the panic, without data.
        let read = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| workbook::read(bytes)));
        return read.unwrap_or_else(|_| Err(Error::input("import-damaged")));
    }
    text::read(bytes)
}

/// Collects cells of a file under the limits.
struct Builder {
    table: Table,
    cells: usize,
    text: usize,
}

impl Builder {
    fn new(format: &str) -> Self {
        Self { table: Table { format: format.to_owned(), sheets: Vec::new() }, cells: 0, text: 0 }
    }

    fn sheet(&mut self, sheet: Sheet) -> Result<()> {
        if self.table.sheets.len() >= MAX_SHEETS {
            return Err(Error::input("import-too-big").with("mb", MAX_FILE >> 20));
        }
        self.table.sheets.push(sheet);
        Ok(())
    }

    /// Puts a value into the last sheet; empty values take no room.
    fn put(&mut self, row: usize, column: usize, value: Value) -> Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        let Some(sheet) = self.table.sheets.last_mut() else { return Ok(()) };
        let place = |e: Error| e.with("sheet", &sheet.name).with("row", row.saturating_add(1)).with("column", column.saturating_add(1));
        if row >= MAX_ROWS {
            return Err(place(Error::input("import-too-many-rows")).with("limit", MAX_ROWS));
        }
        if column >= MAX_COLUMNS {
            return Err(place(Error::input("import-too-many-columns")).with("limit", MAX_COLUMNS));
        }
        let mut length = 0;
        if let Value::Text(t) | Value::Formula(t, _) = &value {
            if t.len() > MAX_CELL && t.chars().count() > MAX_CELL {
                return Err(place(Error::input("import-long-cell")).with("limit", MAX_CELL));
            }
            length = t.len();
        }
        self.text = self.text.saturating_add(length);
        self.cells += 1;
        if self.text > MAX_TEXT || self.cells > MAX_CELLS {
            return Err(Error::input("import-too-big").with("mb", MAX_FILE >> 20));
        }
        if sheet.rows.len() <= row {
            sheet.rows.resize_with(row + 1, Vec::new);
        }
        if let Some(cells) = sheet.rows.get_mut(row) {
            // The room that a wide row takes counts too, or one filled cell at the end of each row would be cheap.
            if cells.len() <= column {
                self.cells += column - cells.len();
                cells.resize(column + 1, Value::Empty);
            }
            cells[column] = value;
        }
        Ok(())
    }

    /// Remembers a merged region of the last sheet, as far as it lies within the limits.
    fn merge(&mut self, first: (usize, usize), last: (usize, usize)) {
        let Some(sheet) = self.table.sheets.last_mut() else { return };
        let rows = first.0..=last.0.min(MAX_ROWS).min(sheet.rows.len());
        for row in rows {
            for column in first.1..=last.1.min(MAX_COLUMNS) {
                if sheet.merged.len() < MAX_CELLS / 10 {
                    sheet.merged.insert((row, column), first);
                }
            }
        }
    }
}

/// A text cell: spaces alone are nothing, and a leading `=` is a formula, as spreadsheets take it.
fn typed(text: &str) -> Value {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Value::Empty;
    }
    if let Some(formula) = trimmed.strip_prefix('=') {
        // `="087…"` is how exports keep leading zeros: plain text, not a computation.
        let quoted = formula.strip_prefix('"').and_then(|t| t.strip_suffix('"'));
        return match quoted {
            Some(inner) if !inner.contains('"') => typed(inner),
            _ => Value::Formula(trimmed.to_owned(), Box::default()),
        };
    }
    Value::Text(text.to_owned())
}
