//! What judgement looks at beside the law: the registry's chains and a year's, together.

use super::chains::{Branch, Chains, Spot};
use crate::event::{Hash, Head};

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
    /// True when `x` is on the path of `e`, before it, or inside a head that a `seen` of the path names.
    #[must_use]
    pub fn reached(&self, e: Spot, x: Spot) -> bool {
        if self.path(e, x) {
            return true;
        }
        let seen = self.chains(e.year).and_then(|own| own.last_seen(e.branch, e.idx, (x.year, x.branch)));
        seen.is_some_and(|last| x.idx <= last)
    }
    /// True when the author of `e` had seen `x`.
    #[must_use]
    pub fn saw(&self, e: Spot, x: Spot) -> bool {
        self.branch(x).is_some_and(|b| b.root > 0) || self.reached(e, x)
    }
    /// Last index of a branch that is on the path of `e` before it, or was seen there.
    #[must_use]
    pub fn last_reached(&self, e: Spot, branch: u32, year: bool) -> Option<u32> {
        let own = self.chains(e.year)?;
        let path = (year == e.year).then(|| own.last_on_path(e.branch, e.idx, branch)).flatten();
        path.max(own.last_seen(e.branch, e.idx, (year, branch)))
    }
    /// Finds the event a head names, by its hash.
    #[must_use]
    pub fn find(&self, h: &Head) -> Option<Spot> {
        let year = !h.chain.volume.is_registry();
        let chains = self.chains(year)?;
        let at = |n: u32| {
            let b = chains.get(n)?;
            let spot = Spot { year, branch: n, idx: h.idx };
            (b.start <= h.idx && h.idx < b.next && (self.hash)(spot)? == h.hash).then_some(spot)
        };
        match chains.of(&h.chain) {
            [] => None,
            [n] => at(*n),
            many => {
                let known = chains.found.borrow().get(&h.hash).copied();
                // A hash stands for one event; the head must say its chain and index as well.
                if let Some((n, _)) = known.filter(|(n, idx)| *idx == h.idx && chains.get(*n).is_some_and(|b| b.id == h.chain)) {
                    return Some(Spot { year, branch: n, idx: h.idx });
                }
                let spot = many.iter().find_map(|n| at(*n))?;
                chains.found.borrow_mut().insert(h.hash, (spot.branch, spot.idx));
                Some(spot)
            }
        }
    }
}
