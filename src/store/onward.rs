//! Where branches go on: to the next signed head, or to what waits behind an end. Each branch is looked at once, whatever forks from it.

use super::volume::Vol;
use crate::error::Result;
use crate::event::{ChainId, Hash, Segment};
use std::collections::{BTreeMap, HashMap, HashSet};

/// A part of a branch: number, first and last index.
pub type Part = (u32, u32, u32);

/// What lies ahead of the branches of a volume.
pub struct Onward<'a> {
    vol: &'a Vol,
    /// By branch the first signed head on its own part.
    heads: BTreeMap<u32, u32>,
    /// By where it follows.
    waiting: HashMap<(ChainId, u32, Hash), &'a Segment>,
    /// Branches from which on something is signed; something waits.
    signed: HashSet<u32>,
    awaited: HashSet<u32>,
}

impl<'a> Onward<'a> {
    /// Reads signed heads.
    ///
    /// # Errors
    /// Storage errors.
    pub fn new(vol: &'a Vol, waiting: &'a [Segment]) -> Result<Self> {
        let mut heads: BTreeMap<u32, u32> = BTreeMap::new();
        let mut q = vol
            .conn
            .prepare_cached("SELECT chain, min(idx) FROM head JOIN chain ON chain.n = head.chain WHERE idx >= start GROUP BY chain")?;
        for row in q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))? {
            let (n, idx) = row?;
            heads.insert(n, idx);
        }
        let behind = |w: &'a Segment| ((ChainId { volume: vol.volume, ..w.chain }, w.first, w.prev), w);
        let mut out = Self {
            vol,
            heads,
            // The first of several that follow the same event.
            waiting: waiting.iter().rev().map(behind).collect(),
            signed: HashSet::new(),
            awaited: HashSet::new(),
        };
        let mut deepest: Vec<u32> = vol.chains.iter().map(|(n, _)| n).collect();
        deepest.sort_by_key(|n| std::cmp::Reverse(vol.chains.depth(*n)));
        for n in deepest {
            let parent = vol.chains.get(n).and_then(|b| b.parent).map(|(p, _)| p);
            if out.heads.contains_key(&n) {
                out.signed.insert(n);
            }
            if out.waits(n).is_some() {
                out.awaited.insert(n);
            }
            if let Some(p) = parent {
                if out.signed.contains(&n) {
                    out.signed.insert(p);
                }
                if out.awaited.contains(&n) {
                    out.awaited.insert(p);
                }
            }
        }
        Ok(out)
    }

    /// What waits behind the end of a branch.
    fn waits(&self, n: u32) -> Option<&'a Segment> {
        let b = self.vol.chains.get(n)?;
        self.waiting.get(&(b.id, b.next, b.tip)).copied()
    }

    /// From an index behind the last signed head of a branch on, through a branch that went on from it, to the first signed head there.
    pub fn to_head(&self, n: u32, from: u32) -> Option<Vec<Part>> {
        let (mut at, mut out) = ((n, from), Vec::new());
        loop {
            let (k, m) = self.vol.chains.leaving_from(at.0, at.1).filter(|(_, m)| self.signed.contains(m)).max()?;
            out.push((at.0, at.1, k));
            let start = self.vol.chains.get(m)?.start;
            if let Some(head) = self.heads.get(&m) {
                out.push((m, start, *head));
                return Some(out);
            }
            at = (m, start);
        }
    }

    /// From an index of a branch on, through those that went on from it, to what waits behind the end of one.
    pub fn to_waiting(&self, n: u32, from: u32) -> Option<(Vec<Part>, &'a Segment)> {
        let (mut at, mut out) = ((n, from), Vec::new());
        loop {
            if let Some(w) = self.waits(at.0) {
                out.push((at.0, at.1, self.vol.chains.get(at.0)?.next.checked_sub(1)?));
                return Some((out, w));
            }
            let on = self.vol.chains.leaving_from(at.0, at.1).filter(|(_, m)| self.awaited.contains(m));
            let (k, m) = on.min_by_key(|(_, m)| *m)?;
            out.push((at.0, at.1, k));
            at = (m, self.vol.chains.get(m)?.start);
        }
    }
}
