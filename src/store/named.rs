//! What a waiting `seen` names: it comes first, on the measure of whose `seen` it is (adr 0005).

use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Event, Head, Law, Segment, Volume};
use crate::id::DeviceId;
use crate::rights::judge::seen_fits;
use std::collections::BTreeMap;

/// The last index of a chain that waiting `seen`s of one computer name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NamedBy {
    /// Whose `seen`s.
    pub device: DeviceId,
    /// The index.
    pub idx: u32,
}

/// What waiting `seen`s name, by chain: the last index for each computer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named(BTreeMap<ChainId, BTreeMap<DeviceId, u32>>);

impl Named {
    /// Adds what a `seen` of a computer names.
    pub fn add(&mut self, chain: ChainId, by: NamedBy) {
        let last = self.0.entry(chain).or_default().entry(by.device).or_default();
        *last = (*last).max(by.idx);
    }
    /// Adds what others name of the registry's chains.
    pub fn add_registry(&mut self, others: &Self) {
        for (chain, by) in others.0.iter().filter(|(c, _)| c.volume.is_registry()) {
            by.iter().for_each(|(device, idx)| self.add(*chain, NamedBy { device: *device, idx: *idx }));
        }
    }
    /// Whose name this chain at this index or later.
    pub fn by(&self, chain: &ChainId, first: u32) -> Vec<NamedBy> {
        let of = self.0.get(chain).into_iter().flatten().filter(|(_, idx)| **idx >= first);
        of.map(|(device, idx)| NamedBy { device: *device, idx: *idx }).collect()
    }
}

/// Chains and indices that the first event of a segment names, when it is a `seen`.
pub fn names(seg: &Segment) -> Option<Vec<u8>> {
    let event = Event::from_bytes(seg.events.first()?).filter(|e| e.kind == l::SEEN)?;
    let Some(Law::Seen(heads)) = Law::read(&event) else { return None };
    if !seen_fits(&heads, seg.chain.volume) {
        return None;
    }
    let one = |h: &Head| {
        let c = h.chain;
        [&c.device.0[..], &c.volume.0.to_be_bytes(), &c.nonce.to_be_bytes(), &h.idx.to_be_bytes()].concat()
    };
    Some(heads.iter().flat_map(one).collect())
}

/// Reads [`names`].
pub fn read_names(bytes: &[u8]) -> Vec<(ChainId, u32)> {
    let one = |b: &[u8]| {
        let volume = Volume(u16::from_be_bytes(b.get(16..18)?.try_into().ok()?));
        let nonce = u64::from_be_bytes(b.get(18..26)?.try_into().ok()?);
        let idx = u32::from_be_bytes(b.get(26..30)?.try_into().ok()?);
        Some((ChainId { device: DeviceId(b.get(..16)?.try_into().ok()?), volume, nonce }, idx))
    };
    bytes.chunks_exact(30).filter_map(one).collect()
}
