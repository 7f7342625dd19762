//! Chains and their branches: what stands on an event's path, who was in session, what had been seen.

use crate::event::{ChainId, Hash, Head};
use std::collections::HashMap;

/// A place in the store: volume (registry or the year at hand), branch, index.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Spot {
    /// True for the year, false for the registry.
    pub year: bool,
    /// Local number of the branch, from 1.
    pub branch: u32,
    /// Index in the chain.
    pub idx: u32,
}

impl Spot {
    /// The row id in the ledger of its volume.
    #[must_use]
    pub fn at(self) -> i64 {
        (i64::from(self.branch) << 32) | i64::from(self.idx)
    }
    /// Reads a row id.
    #[must_use]
    pub fn from_at(year: bool, at: i64) -> Self {
        Self { year, branch: u32::try_from(at >> 32).unwrap_or(0), idx: u32::try_from(at & 0xFFFF_FFFF).unwrap_or(0) }
    }
}

/// Who writes from an index on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Session {
    /// Index of the session's event.
    pub idx: u32,
    /// Account.
    pub user: [u8; 16],
    /// Public key of the user.
    pub key: [u8; 32],
    /// Payload and signature are right.
    pub valid: bool,
}

/// One branch of a chain: nearly always the whole chain; two after a fork.
#[derive(Debug, Clone)]
pub struct Branch {
    /// The chain.
    pub id: ChainId,
    /// Number of the root whose chain it is; 0: of a computer.
    pub root: u8,
    /// Where it leaves another branch: number and last common index.
    pub parent: Option<(u32, u32)>,
    /// Its first own index.
    pub start: u32,
    /// The index after its last event.
    pub next: u32,
    /// Hash of its last event, or what came before its first.
    pub tip: Hash,
    /// It starts after a declared loss that has not been found.
    pub gap: bool,
    /// Sessions by index.
    pub sessions: Vec<Session>,
    /// What had been seen, cumulative, by index of the `seen` event.
    pub seens: Vec<(u32, Vec<Spot>)>,
}

/// All branches of one volume.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    branches: Vec<Branch>,
    by_id: HashMap<ChainId, Vec<u32>>,
}

impl Chains {
    /// Adds a branch; numbers start from 1 and follow each other.
    pub fn add(&mut self, b: Branch) -> u32 {
        let n = u32::try_from(self.branches.len()).unwrap_or(u32::MAX) + 1;
        self.by_id.entry(b.id).or_default().push(n);
        self.branches.push(b);
        n
    }
    /// A branch by number.
    #[must_use]
    pub fn get(&self, n: u32) -> Option<&Branch> {
        self.branches.get(n.checked_sub(1)? as usize)
    }
    /// A branch by number, to extend.
    pub fn get_mut(&mut self, n: u32) -> Option<&mut Branch> {
        self.branches.get_mut(n.checked_sub(1)? as usize)
    }
    /// Branches of a chain.
    #[must_use]
    pub fn of(&self, id: &ChainId) -> &[u32] {
        self.by_id.get(id).map_or(&[], Vec::as_slice)
    }
    /// All branches with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Branch)> {
        (1u32..).zip(&self.branches)
    }
    /// True when `(n, i)` is `(m, j)` or on its path.
    #[must_use]
    pub fn reaches(&self, mut m: u32, mut j: u32, n: u32, i: u32) -> bool {
        loop {
            if m == n {
                return i <= j;
            }
            match self.get(m).and_then(|b| b.parent) {
                Some((p, k)) => (m, j) = (p, k),
                None => return false,
            }
        }
    }
    /// The branch on whose own part the index of a branch's path stands.
    #[must_use]
    pub fn owner(&self, mut n: u32, idx: u32) -> Option<u32> {
        loop {
            let b = self.get(n)?;
            if idx >= b.start {
                return (idx < b.next).then_some(n);
            }
            n = b.parent?.0;
        }
    }
    /// How many branches stand before this one on its path.
    #[must_use]
    pub fn depth(&self, mut n: u32) -> u32 {
        let mut depth = 0;
        while let Some((p, _)) = self.get(n).and_then(|b| b.parent) {
            (n, depth) = (p, depth + 1);
        }
        depth
    }
    /// The session in force just before an index.
    #[must_use]
    pub fn session_before(&self, mut n: u32, mut idx: u32) -> Option<&Session> {
        loop {
            let b = self.get(n)?;
            let k = b.sessions.partition_point(|s| s.idx < idx);
            if k > 0 {
                return b.sessions.get(k - 1);
            }
            let (p, j) = b.parent?;
            (n, idx) = (p, j + 1);
        }
    }
    /// What had been seen just before an index: the greatest heads, cumulative.
    #[must_use]
    pub fn seen_before(&self, mut n: u32, mut idx: u32) -> &[Spot] {
        loop {
            let Some(b) = self.get(n) else { return &[] };
            let k = b.seens.partition_point(|s| s.0 < idx);
            if let Some(s) = k.checked_sub(1).and_then(|k| b.seens.get(k)) {
                return &s.1;
            }
            match b.parent {
                Some((p, j)) => (n, idx) = (p, j + 1),
                None => return &[],
            }
        }
    }
    /// True when the path of a branch begins after an unfilled gap.
    #[must_use]
    pub fn after_gap(&self, mut n: u32) -> bool {
        loop {
            match self.get(n) {
                Some(b) if b.gap => return true,
                Some(Branch { parent: Some((p, _)), .. }) => n = *p,
                _ => return false,
            }
        }
    }
    /// Records a `seen` event: joins its heads to what had been seen before it.
    pub fn add_seen(&mut self, n: u32, idx: u32, heads: &[Spot]) {
        let mut all = self.seen_before(n, idx).to_vec();
        for h in heads {
            match all.iter_mut().find(|s| s.year == h.year && s.branch == h.branch) {
                Some(s) => s.idx = s.idx.max(h.idx),
                None => all.push(*h),
            }
        }
        if let Some(b) = self.get_mut(n) {
            b.seens.push((idx, all));
        }
    }
}

/// The chains an event may look at: the registry's, and a year's when the event is of a year.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The registry's chains.
    pub registry: &'a Chains,
    /// The year's.
    pub year: Option<&'a Chains>,
    /// Hash of an event here, for telling branches apart.
    pub hash: &'a dyn Fn(Spot) -> Option<Hash>,
}

impl Ground<'_> {
    /// Chains of a volume.
    #[must_use]
    pub fn chains(&self, year: bool) -> Option<&Chains> {
        if year { self.year } else { Some(self.registry) }
    }
    /// The branch of a spot.
    #[must_use]
    pub fn branch(&self, s: Spot) -> Option<&Branch> {
        self.chains(s.year)?.get(s.branch)
    }
    /// True when `x` is on the path of `e`, before it.
    #[must_use]
    pub fn path(&self, e: Spot, x: Spot) -> bool {
        e != x && e.year == x.year && self.chains(e.year).is_some_and(|c| c.reaches(e.branch, e.idx, x.branch, x.idx))
    }
    /// True when the author of `e` had seen `x`.
    #[must_use]
    pub fn saw(&self, e: Spot, x: Spot) -> bool {
        if self.branch(x).is_some_and(|b| b.root > 0) {
            return true;
        }
        let Some(own) = self.chains(e.year) else { return false };
        if x.year == e.year && x != e && own.reaches(e.branch, e.idx, x.branch, x.idx) {
            return true;
        }
        own.seen_before(e.branch, e.idx)
            .iter()
            .any(|h| h.year == x.year && self.chains(h.year).is_some_and(|c| c.reaches(h.branch, h.idx, x.branch, x.idx)))
    }
    /// Finds the event a head names, by its hash.
    #[must_use]
    pub fn find(&self, h: &Head) -> Option<Spot> {
        let year = !h.chain.volume.is_registry();
        let chains = self.chains(year)?;
        chains.of(&h.chain).iter().find_map(|n| {
            let b = chains.get(*n)?;
            let spot = Spot { year, branch: *n, idx: h.idx };
            (b.start <= h.idx && h.idx < b.next && (self.hash)(spot)? == h.hash).then_some(spot)
        })
    }
}
