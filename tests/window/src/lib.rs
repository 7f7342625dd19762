//! Drives the real window: a display of its own (Xvfb), WebKitWebDriver, the built program, and time-outs everywhere.
//!
//! Needs `cargo build -p zhurnal-window` first. Everything started here ends by its own process group.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod child;
mod cold;
pub mod demo;
mod drag;
mod journal;
mod page;
mod run;
pub mod school;

pub use cold::{Cold, cold_starts};
pub use journal::KeyFigures;
pub use page::Window;
pub use run::Run;
