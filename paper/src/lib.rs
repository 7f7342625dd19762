//! Papers of the journal, from plain data: model → layout in integer micrometres → PDF/A-1b or SVG.
//!
//! Knows no store, no keys, no clock. The core fills the models of [`model`]; [`journal`] and [`summary_sheet`] lay them out;
//! [`pdf`] and [`svg`] draw the same pages, so the preview is the print.

mod clean;
pub mod error;
pub mod fonts;
pub mod layout;
pub mod model;
pub mod page;
pub mod pdf;
pub mod place;
pub mod svg;
pub mod texts;

pub use error::{Refused, Result};
pub use layout::{Paper, Section, Volume, journal, journal_in_volumes, summary_sheet};
