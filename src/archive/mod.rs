//! The electronic archive of a year: a canonical ZIP of papers, open data and the ledger, with a signed manifest
//! (docs/FORMAT.md, section 14).
//!
//! | file | what |
//! |---|---|
//! | `zip`, `names` | the canonical container and the names in it |
//! | `manifest` | lists and signs |
//! | `stream`, `bounds`, `ledger` | carries the chains; what no ledger exceeds; proves the chains |
//! | `judged` | folds the registry's law for the stamp of who signed |
//! | `table`, `compare` | makes the open data; finds where a table differs from it |
//! | `verify` | *intact* apart from *authentic*, without any home |
//! | `findings`, `watch` | what was found; how far it is, and calling it off |
//!
//! What goes in is gathered by `book`, which also folds what is proved here and says whether an archive is *true*.

pub mod bounds;
pub mod compare;
pub mod findings;
pub mod judged;
pub mod ledger;
pub mod manifest;
pub mod names;
pub mod stream;
pub mod table;
pub mod verify;
pub mod watch;
pub mod zip;

pub use manifest::{Manifest, SignerKey};
