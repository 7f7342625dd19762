//! Papers with secrets. For each: model → pages → PDF bytes, in memory. Knows no database, no clock, no printer and no person at the screen.

mod ink;
pub mod sheet;
pub mod slips;

pub use sheet::{SheetData, SheetFile, SheetPaper, sheet_copy, sheet_file};
pub use slips::{Slip, slips_pdf};
