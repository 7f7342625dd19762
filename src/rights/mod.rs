//! Who may: chains as judgement sees them, grants, cuts, and the fate of every event. Pure; may call only `event`, `id`, `error`.
//!
//! `docs/semantics.md` is the specification; `tests/model` is its independent twin.

pub mod chains;
pub mod cuts;
pub mod evaluate;
pub mod grants;
pub mod judge;
pub mod keys;
pub mod level;
pub mod order;
pub mod role;
pub mod statutes;
mod windows;

pub use chains::{Branch, Chains, Ground, Session, Spot};
pub use evaluate::{evaluate, evaluate_year};
pub use judge::{Case, Fate, Verdict, Why, judge};
pub use statutes::{LawEvent, Statutes};
