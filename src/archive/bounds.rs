//! What no ledger of an archive exceeds: counted while it is read, so that whoever made it decides nobody's memory.

use crate::event::Event;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// Bytes of both files of the ledger together.
pub const MAX_LEDGER: u64 = 512 << 20;
/// Segments of both files together.
pub const MAX_SEGMENTS: usize = 1 << 16;
/// Bytes of law events together.
pub const MAX_LAW: u64 = 128 << 20;
/// Different parts of keys together: persons, lessons, works and the like.
pub const MAX_PARTS: usize = 1 << 21;

/// What was counted so far.
#[derive(Debug, Default)]
pub struct Counted {
    law: u64,
    parts: HashSet<u64>,
}

impl Counted {
    /// Counts one event of so many bytes; `None` when something is exceeded.
    pub fn event(&mut self, event: &Event, bytes: usize) -> Option<()> {
        let Some(spec) = event.spec() else { return Some(()) };
        if spec.is_law() {
            self.law += bytes as u64;
        }
        let [x, y, _] = spec.parts;
        let parts = event.key.split_at_checked(x).and_then(|(a, rest)| Some((a, rest.split_at_checked(y)?)));
        if let Some((a, (b, c))) = parts {
            self.parts.extend([a, b, c].into_iter().enumerate().filter(|(_, part)| !part.is_empty()).map(|part| hash(&part)));
        }
        (self.law <= MAX_LAW && self.parts.len() <= MAX_PARTS).then_some(())
    }
}

fn hash(part: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    part.hash(&mut hasher);
    hasher.finish()
}
