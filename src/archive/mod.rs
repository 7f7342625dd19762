//! The electronic archive of a year: a canonical ZIP of papers, open data and the ledger, with a signed manifest
//! (docs/FORMAT.md, section 14).
//!
//! `zip` writes and reads the canonical container, `manifest` lists and signs, `stream` carries the chains, `ledger` proves them, `judged` folds the
//! registry's law for the stamp of who signed, `table` makes the open data, `verify` says *intact* apart from *authentic* and needs no home. What goes in is gathered by `book`.

pub mod judged;
pub mod ledger;
pub mod manifest;
pub mod names;
pub mod stream;
pub mod table;
pub mod verify;
pub mod zip;

pub use manifest::{Manifest, SignerKey};
pub use verify::{verify, verify_file};
