//! Papers of the journal, from plain data: model → layout in integer micrometres → PDF/A-1b or SVG.
//!
//! Knows no store, no keys, no clock. The core fills the models of [`model`]; the same layout makes the preview and the print.

pub mod model;
