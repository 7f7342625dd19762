//! The core library of «Журнал», an offline-first school journal: everything but the shells.
//!
//! Start with `docs/ARCHITECTURE.md`; what a change means is in `docs/semantics.md`.

pub mod api;
pub mod archive;
pub mod book;
pub mod demo;
pub mod error;
pub mod event;
pub mod given;
pub mod grading;
pub mod id;
pub mod import;
pub mod journal;
pub mod keys;
pub mod people;
pub mod platform;
pub mod print;
mod private;
pub mod rights;
pub mod school;
pub mod staged;
pub mod store;
pub use zhurnal_paper::texts;
pub mod time;

pub use error::{Error, ErrorKind, Result};
