//! Papers. For each: model → pages → PDF bytes. Knows no database, no clock and no person at the screen.

pub mod sheet;

pub use sheet::{SheetData, sheet_pdf};
