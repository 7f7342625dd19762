//! A contiguous range of one chain under a device-signed head: what computers hand to each other. Any split verifies.

use super::head::{ChainId, Hash, Head, next_hash};

/// Events `first..` of a chain, as canonical bytes, and the signed head that makes them authentic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// The chain.
    pub chain: ChainId,
    /// Index of the first event.
    pub first: u32,
    /// Hash of the event before the first; the chain's origin when `first` is 0.
    pub prev: Hash,
    /// Canonical bytes of each event, as received.
    pub events: Vec<Vec<u8>>,
    /// The device's (or root's) signature over the head of the last event.
    pub signature: [u8; 64],
}

impl Segment {
    /// Head of the last event; `None` for an empty range.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        let n = u32::try_from(self.events.len()).ok()?;
        let idx = self.first.checked_add(n.checked_sub(1)?)?;
        let hash = self.events.iter().fold(self.prev, |h, e| next_hash(&h, e));
        Some(Head { chain: self.chain, idx, hash })
    }
}

/// What a device signs of a head: chain, index, hash, unambiguous because every part has a fixed length.
#[must_use]
pub fn head_message(head: &Head) -> [u8; 62] {
    let mut m = [0; 62];
    m[..16].copy_from_slice(&head.chain.device.0);
    m[16..18].copy_from_slice(&head.chain.volume.0.to_be_bytes());
    m[18..26].copy_from_slice(&head.chain.nonce.to_be_bytes());
    m[26..30].copy_from_slice(&head.idx.to_be_bytes());
    m[30..].copy_from_slice(&head.hash);
    m
}

/// What a user's key signs at login: device, volume, nonce, index of the session's event.
#[must_use]
pub fn session_message(chain: &ChainId, idx: u32) -> [u8; 30] {
    let mut m = [0; 30];
    m[..16].copy_from_slice(&chain.device.0);
    m[16..18].copy_from_slice(&chain.volume.0.to_be_bytes());
    m[18..26].copy_from_slice(&chain.nonce.to_be_bytes());
    m[26..].copy_from_slice(&idx.to_be_bytes());
    m
}
