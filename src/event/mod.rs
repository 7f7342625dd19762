//! Events: kinds and versions, canonical bytes, chains, heads, refs. Pure; may call only `id`, `error`.

#[allow(clippy::module_inception)]
pub mod event;
pub mod head;
pub mod kinds;
pub mod law;
pub mod segment;
pub mod spec;
pub mod value;

pub use event::Event;
pub use head::{ChainId, Hash, Head, MAX_INDEX, Volume, device_id, next_hash, root_id};
pub use law::{Cut, Law, Scope};
pub use segment::Segment;
pub use spec::{KindSpec, Need, Permission, spec};
pub use value::Value;

/// The format level this program reads and writes (`Require{level}`).
pub const LEVEL: u16 = 1;
