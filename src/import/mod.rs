//! Reading what a school brings: bytes → table → rows → plan (P-01). Pure: no SQL, no events, no clock.
//!
//! `table` reads any workbook or text file into sheets of cells under limits, `heading` finds a heading of any fields, `header` that of pupils, `pupils` reads an enrolment list,
//! `plan` compares it with the pupils already known. `columns` and `line` do the same for the files of `structure`: staff, curriculum, calendar and
//! their like, one file a kind. The book calls it, keeps the plan, and turns it into events when it is applied.

pub mod columns;
pub mod date;
pub mod header;
pub mod heading;
pub mod line;
pub mod note;
pub mod plan;
pub mod pupils;
mod row;
pub mod structure;
mod synonyms;
pub mod table;

use crate::error::{Error, ErrorKind, Result};

/// Told how far the work is, as (rows done, rows in all); answers false to stop it.
pub type Progress<'a> = &'a dyn Fn(u32, u32) -> bool;

/// How many rows pass between two reports.
const REPORT_EVERY: usize = 256;

/// Reports progress and stops when told so.
fn report(progress: Progress<'_>, done: usize, total: usize) -> Result<()> {
    let of = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    if progress(of(done), of(total)) { Ok(()) } else { Err(Error::new(ErrorKind::Other, "cancelled")) }
}

/// What the reading depends on beside the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// First calendar year of the academic year that the list is for.
    pub year: u16,
    /// True when names and telephones of guardians are kept; else their columns are passed over.
    pub contacts: bool,
}

#[cfg(test)]
mod tests;
