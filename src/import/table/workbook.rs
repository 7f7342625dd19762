//! Workbooks: XLSX cell by cell, ODS and XLS as their reader lays them out, each behind its guard.

use super::guard::{self, Packed};
use super::{Builder, Sheet, Table, Value, typed};
use crate::error::{Error, Result};
use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, SheetVisible, Xls, XlsError, Xlsx, XlsxError};
use chrono::NaiveDate;
use std::io::Cursor;

/// Reads a workbook of any supported kind.
pub fn read(bytes: &[u8]) -> Result<Table> {
    if bytes.starts_with(b"PK") {
        return match guard::packed(bytes)? {
            Packed::Xlsx => xlsx(bytes),
            Packed::Ods => ods(bytes),
        };
    }
    xls(bytes)
}

fn xlsx_error(e: XlsxError) -> Error {
    Error::input(if matches!(e, XlsxError::Password) { "import-password" } else { "import-damaged" })
}

fn xlsx(bytes: &[u8]) -> Result<Table> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(xlsx_error)?;
    let mut out = Builder::new("xlsx");
    let epoch_1904 = book.has_1904_epoch();
    for meta in book.sheets_metadata().to_vec() {
        let hidden = meta.visible != SheetVisible::Visible;
        out.sheet(Sheet { name: meta.name.clone(), hidden, epoch_1904, ..Sheet::default() })?;
        {
            let mut cells = match book.worksheet_cells_reader(&meta.name) {
                Ok(cells) => cells,
                // Sheets of charts and macros have no cells.
                Err(XlsxError::NotAWorksheet(_)) => continue,
                Err(e) => return Err(xlsx_error(e)),
            };
            while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(xlsx_error)? {
                let value = match cell.value {
                    DataRef::Empty => Value::Empty,
                    DataRef::String(s) => typed(&s),
                    DataRef::SharedString(s) => typed(s),
                    DataRef::Int(i) => Value::Number(i.to_string()),
                    DataRef::Float(f) => number(f),
                    DataRef::Bool(b) => truth(b),
                    DataRef::DateTime(d) => date(&d),
                    DataRef::DateTimeIso(s) => iso(&s),
                    DataRef::DurationIso(s) => Value::Text(s),
                    DataRef::Error(e) => Value::Error(e.to_string()),
                };
                let value = match cell.formula {
                    None => value,
                    Some(formula) => Value::Formula(formula_text(formula), Box::new(value)),
                };
                out.put(cell.pos.0 as usize, cell.pos.1 as usize, value)?;
            }
        }
        merges(&mut out, &book.merge_cells_by_sheet_name(&meta.name).map_err(xlsx_error)?);
    }
    Ok(out.table)
}

/// The formula as the cell shows it; of a shared one only its first cell holds the text.
fn formula_text(formula: calamine::XlsxFormulaMetadata) -> String {
    match formula {
        calamine::XlsxFormulaMetadata::Normal { formula } | calamine::XlsxFormulaMetadata::Shared { formula, .. } => format!("={formula}"),
        _ => "=…".to_owned(),
    }
}

fn ods(bytes: &[u8]) -> Result<Table> {
    let error = |e: OdsError| Error::input(if matches!(e, OdsError::Password) { "import-password" } else { "import-damaged" });
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(error)?;
    let mut out = Builder::new("ods");
    for meta in book.sheets_metadata().to_vec() {
        out.sheet(Sheet { name: meta.name.clone(), hidden: meta.visible != SheetVisible::Visible, ..Sheet::default() })?;
        laid_out(&mut out, &book.worksheet_range(&meta.name).map_err(error)?, &book.worksheet_formula(&meta.name).map_err(error)?)?;
    }
    Ok(out.table)
}

fn xls(bytes: &[u8]) -> Result<Table> {
    let error = |e: XlsError| Error::input(if matches!(e, XlsError::Password) { "import-password" } else { "import-damaged" });
    let (clean, epoch_1904) = guard::binary(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(clean)).map_err(error)?;
    let mut out = Builder::new("xls");
    for meta in book.sheets_metadata().to_vec() {
        let hidden = meta.visible != SheetVisible::Visible;
        out.sheet(Sheet { name: meta.name.clone(), hidden, epoch_1904, ..Sheet::default() })?;
        laid_out(&mut out, &book.worksheet_range(&meta.name).map_err(error)?, &book.worksheet_formula(&meta.name).map_err(error)?)?;
        merges(&mut out, &book.merge_cells_by_sheet_name(&meta.name).map_err(error)?);
    }
    Ok(out.table)
}

fn merges(out: &mut Builder, regions: &[Dimensions]) {
    for d in regions {
        out.merge((d.start.0 as usize, d.start.1 as usize), (d.end.0 as usize, d.end.1 as usize));
    }
}

fn laid_out(out: &mut Builder, range: &Range<Data>, formulas: &Range<String>) -> Result<()> {
    let (top, left) = range.start().unwrap_or((0, 0));
    for (row, column, data) in range.used_cells() {
        let (row, column) = (top as usize + row, left as usize + column);
        let value = match data {
            Data::Empty => Value::Empty,
            Data::String(s) => typed(s),
            Data::Int(i) => Value::Number(i.to_string()),
            Data::Float(f) => number(*f),
            Data::Bool(b) => truth(*b),
            Data::DateTime(d) => date(d),
            Data::DateTimeIso(s) => iso(s),
            Data::DurationIso(s) => Value::Text(s.clone()),
            Data::Error(e) => Value::Error(e.to_string()),
        };
        out.put(row, column, value)?;
    }
    // Formulas come apart from the values; they may stand where no value was kept.
    let (top, left) = formulas.start().unwrap_or((0, 0));
    for (row, column, formula) in formulas.used_cells() {
        let (row, column) = (top as usize + row, left as usize + column);
        let value = out.table.sheets.last().map(|s| s.cell(row, column).clone()).unwrap_or_default();
        if !formula.is_empty() && !matches!(value, Value::Formula(_, _)) {
            out.put(
                row,
                column,
                Value::Formula(format!("={}", formula.trim_start_matches("of:").trim_start_matches('=')), Box::new(value)),
            )?;
        }
    }
    Ok(())
}

/// The shortest decimal digits that give the number back; never an exponent.
fn number(value: f64) -> Value {
    if value.is_finite() { Value::Number(value.to_string()) } else { Value::Error("#NUM!".to_owned()) }
}

fn truth(value: bool) -> Value {
    Value::Text(if value { "ИСТИНА" } else { "ЛОЖЬ" }.to_owned())
}

fn date(value: &ExcelDateTime) -> Value {
    let (year, month, day, ..) = value.to_ymd_hms_milli();
    match NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
        // A time of day alone has no date: bells.
        Some(date) if value.is_datetime() && value.as_f64() >= 1.0 => Value::Date(date),
        _ => number(value.as_f64()),
    }
}

fn iso(text: &str) -> Value {
    match text.get(..10).and_then(|d| NaiveDate::parse_from_str(d, "%Y-%m-%d").ok()) {
        Some(date) => Value::Date(date),
        None => typed(text),
    }
}
