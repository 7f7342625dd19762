//! Requests and responses of every operation: the contract of all shells.
//!
//! Shapes are exported to TypeScript (`ui/src/lib/generated/`). Ids are base32 strings, dates `YYYY-MM-DD`,
//! instants RFC 3339 in UTC. No field is ever a float.

mod accounts;
mod destroy;
mod journal;
mod law;
mod law_log;
mod page;
mod papers;
mod program;
mod secret;
mod structure;

pub use accounts::*;
pub use destroy::*;
pub use journal::*;
pub use law::*;
pub use law_log::*;
pub use page::*;
pub use papers::*;
pub use program::*;
pub use secret::*;
pub use structure::*;
