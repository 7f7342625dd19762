//! A contiguous range of one chain under a device-signed head: what computers hand to each other. Any split verifies.

use super::head::{ChainId, Hash, Head, MAX_INDEX, next_hash};

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
    /// Hash of each event.
    #[must_use]
    pub fn hashes(&self) -> Vec<Hash> {
        let next = |h: &mut Hash, e: &Vec<u8>| {
            *h = next_hash(h, e);
            Some(*h)
        };
        self.events.iter().scan(self.prev, next).collect()
    }
    /// Head of the last event, its hashes being at hand.
    #[must_use]
    pub fn head_of(&self, hashes: &[Hash]) -> Option<Head> {
        let n = u32::try_from(self.events.len()).ok()?;
        let idx = self.first.checked_add(n.checked_sub(1)?)?;
        (idx <= MAX_INDEX).then_some(Head { chain: self.chain, idx, hash: *hashes.last()? })
    }
    /// Head of the last event; `None` for an empty range.
    #[must_use]
    pub fn head(&self) -> Option<Head> {
        self.head_of(&self.hashes())
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

/// What a user's new key signs as proof that whoever registers it holds it: user, and where the `user_key` event stands.
#[must_use]
pub fn user_key_message(user: &[u8; 16], chain: &ChainId, idx: u32) -> [u8; 46] {
    let mut m = [0; 46];
    m[..16].copy_from_slice(user);
    m[16..].copy_from_slice(&session_message(chain, idx));
    m
}

/// Most events of one segment.
pub const MAX_EVENTS: u32 = 1 << 20;

impl Segment {
    /// Fixed header, then each event after its length: `device 16 | volume 2 | nonce 8 | first 4 | prev 32 | signature 64 | count 4 | (length 4, bytes)*`, big-endian.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(130 + self.events.iter().map(|e| e.len() + 4).sum::<usize>());
        out.extend_from_slice(&self.chain.device.0);
        out.extend_from_slice(&self.chain.volume.0.to_be_bytes());
        out.extend_from_slice(&self.chain.nonce.to_be_bytes());
        out.extend_from_slice(&self.first.to_be_bytes());
        out.extend_from_slice(&self.prev);
        out.extend_from_slice(&self.signature);
        out.extend_from_slice(&u32::try_from(self.events.len()).unwrap_or(u32::MAX).to_be_bytes());
        for e in &self.events {
            out.extend_from_slice(&u32::try_from(e.len()).unwrap_or(u32::MAX).to_be_bytes());
            out.extend_from_slice(e);
        }
        out
    }
    /// Reads [`Segment::to_bytes`]; `None` for anything else.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        fn take<'a>(b: &mut &'a [u8], n: usize) -> Option<&'a [u8]> {
            let (x, rest) = b.split_at_checked(n)?;
            *b = rest;
            Some(x)
        }
        fn fixed<const N: usize>(b: &mut &[u8]) -> Option<[u8; N]> {
            take(b, N)?.try_into().ok()
        }
        let mut b = bytes;
        let chain = ChainId {
            device: crate::id::DeviceId(fixed(&mut b)?),
            volume: super::head::Volume(u16::from_be_bytes(fixed(&mut b)?)),
            nonce: u64::from_be_bytes(fixed(&mut b)?),
        };
        let first = u32::from_be_bytes(fixed(&mut b)?);
        let prev = fixed(&mut b)?;
        let signature = fixed(&mut b)?;
        let count = u32::from_be_bytes(fixed(&mut b)?);
        let last = count.checked_sub(1).and_then(|n| first.checked_add(n));
        if count > MAX_EVENTS || last.is_none_or(|n| n > MAX_INDEX) {
            return None;
        }
        let mut events = Vec::new();
        for _ in 0..count {
            let n = u32::from_be_bytes(fixed(&mut b)?) as usize;
            if n > super::value::MAX_EVENT {
                return None;
            }
            events.push(take(&mut b, n)?.to_vec());
        }
        b.is_empty().then_some(Self { chain, first, prev, events, signature })
    }
}
