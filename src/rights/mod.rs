//! Who may: chains as judgement sees them, grants, cuts, and the fate of every event. Pure; may call only `event`, `id`, `error`.
//!
//! `docs/semantics.md` is the specification; `tests/model` is its independent twin.

pub mod chains;
pub mod cuts;
pub mod evaluate;
pub mod grants;
pub mod ground;
pub mod judge;
pub mod keys;
pub mod level;
pub mod order;
mod paths;
pub mod role;
pub mod statutes;
mod windows;

pub use chains::{Branch, Chains, Session, Spot};
pub use evaluate::{evaluate, evaluate_year};
pub use ground::Ground;
pub use judge::{Case, Fate, Others, Verdict, Why, judge};
pub use statutes::{LawEvent, Statutes};
