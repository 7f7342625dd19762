//! A home that is made of nothing but a ledger: what it says is folded by the code that every home is folded by.

use super::home::Home;
use super::types::Options;
use super::volume::Vol;
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::{Hash, Head};
use crate::rights::Spot;

impl Home {
    /// An empty home that follows these roots (public key and document of each, verified by the caller) and takes everything else in.
    ///
    /// # Errors
    /// `home-exists`; storage errors.
    pub fn replica(options: Options, roots: &[([u8; 32], Vec<u8>)]) -> Result<Self> {
        Self::following(options, &super::roots::rows(roots))
    }

    /// Those of the heads, of volumes that are here, which are neither in the set nor declared lost.
    ///
    /// # Errors
    /// Storage errors.
    pub fn lacking(&self, heads: &[Head]) -> Result<Vec<Head>> {
        let guard = self.fresh()?;
        let lacks = |h: &&Head| guard.vol(h.chain.volume).is_ok_and(|vol| lacks(vol, h));
        Ok(heads.iter().filter(lacks).copied().collect())
    }

    /// True when a checkpoint with this hash stands in the registry, whatever its fate.
    ///
    /// # Errors
    /// Storage errors.
    pub fn has_checkpoint(&self, hash: &Hash) -> Result<bool> {
        Ok(self.fresh()?.registry.laws.iter().any(|e| e.event.kind == l::CHECKPOINT && e.hash == *hash))
    }
}

fn lacks(vol: &Vol, h: &Head) -> bool {
    let mut branches = vol.chains.of(&h.chain).iter().filter_map(|n| Some((*n, vol.chains.get(*n)?)));
    let accounts = |(n, b): (u32, &crate::rights::Branch)| {
        let holds = (b.start..b.next).contains(&h.idx);
        (b.gap && h.idx < b.start) || (holds && vol.hash_at(Spot { year: vol.year(), branch: n, idx: h.idx }) == Some(h.hash))
    };
    !branches.any(accounts)
}
