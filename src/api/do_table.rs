//! A table that a person has been shown, saved where they chose: rows that an import left out, with their reasons.

use super::operations::Call;
use super::types::{Nothing, TableSave};
use crate::error::{Error, Result};

/// Rows of a table at most, its head included: no import shows more.
const MOST_ROWS: usize = 100_001;
/// Cells of a row at most.
const MOST_CELLS: usize = 64;
/// Excel takes a file for UTF-8 by it.
const BOM: &str = "\u{feff}";

/// Writes the rows as CSV the way a Russian Excel opens it: UTF-8 with BOM, «;», CRLF.
pub(super) fn save(call: &Call<'_>, asked: TableSave) -> Result<Nothing> {
    if asked.rows.len() > MOST_ROWS || asked.rows.iter().any(|row| row.len() > MOST_CELLS) {
        return Err(Error::input("table-too-large").with("rows", MOST_ROWS).with("cells", MOST_CELLS));
    }
    let path = call.file(&asked.token)?;
    crate::staged::write(&path, crate::staged::Readers::Owner, csv(&asked.rows).as_bytes())?;
    Ok(Nothing {})
}

fn csv(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| row.iter().map(|cell| quoted(cell)).collect::<Vec<_>>().join(";");
    rows.iter().fold(BOM.to_owned(), |text, row| text + &line(row) + "\r\n")
}

/// A cell in quotes where it needs them; never one that a spreadsheet would calculate.
fn quoted(cell: &str) -> String {
    let calculated = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let cell = if calculated { format!("'{cell}") } else { cell.to_owned() };
    if cell.contains(['"', ';', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_quoted_for_a_russian_excel_and_never_calculated() {
        let row = |cells: &[&str]| cells.iter().map(|c| (*c).to_owned()).collect();
        let text = csv(&[row(&["Строка", "Значение"]), row(&["5", "=HYPERLINK(\"x\")"]), row(&["6", "а;б\nв"])]);
        assert_eq!(text, "\u{feff}Строка;Значение\r\n5;\"'=HYPERLINK(\"\"x\"\")\"\r\n6;\"а;б\nв\"\r\n");
    }
}
