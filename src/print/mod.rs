//! Papers. For each: model → pages → PDF bytes. Knows no database, no clock and no person at the screen.

mod finish;
pub mod sheet;

pub use sheet::{SheetData, sheet_pdf};
