//! Scales, averages and proposals (отметки и итоги): exact, in whole numbers and ratios. Pure; called by `book`, calls `journal` for codes.
//!
//! Every number is a setting of the school's local act (domain.md 10): [`rule::Rules`] reads them by name, with documented defaults.

pub mod average;
pub mod proposal;
pub mod rule;
pub mod scale;

pub use average::{Average, Ratio};
pub use proposal::{of_average, of_credits, of_terms};
pub use rule::{Bounds, Rules};
pub use scale::{Scale, Scales, Study};
