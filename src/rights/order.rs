//! What came before what, without clocks (semantics.md, "Past, before"): paths, what was seen, and what checkpoints contain.

use super::chains::{Chains, Ground, Spot};
use crate::event::Head;
use std::collections::{BTreeMap, HashMap};

/// Last index inside, by (year, branch).
pub type Limits = HashMap<(bool, u32), u32>;

fn raise(out: &mut Limits, place: (bool, u32), idx: u32) {
    let l = out.entry(place).or_insert(idx);
    *l = (*l).max(idx);
}

/// Adds an event and its path.
fn add_path(out: &mut Limits, chains: &Chains, year: bool, mut n: u32, mut idx: u32) {
    while let Some(b) = chains.get(n) {
        if idx >= b.start {
            raise(out, (year, n), idx);
        }
        match b.parent {
            Some((p, k)) => (n, idx) = (p, idx.min(k)),
            None => return,
        }
    }
}

/// Last index inside each branch for a list of heads (made exact, 18).
#[must_use]
pub fn limits(heads: &[Head], g: &Ground<'_>) -> Limits {
    let mut out = Limits::new();
    for h in heads {
        let year = !h.chain.volume.is_registry();
        let Some(chains) = g.chains(year) else { continue };
        match chains.of(&h.chain) {
            [] => {}
            [n] => raise(&mut out, (year, *n), h.idx),
            many => match g.find(h) {
                Some(at) => add_path(&mut out, chains, year, at.branch, at.idx),
                None => many.iter().for_each(|n| raise(&mut out, (year, *n), h.idx)),
            },
        }
    }
    out
}

/// The past of one event: its path, what was seen on it, and the heads its own value carries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Past(Limits);

impl Past {
    /// The past of the event at `spot`, whose value carries `heads`. Heads that are not here put nothing in it.
    #[must_use]
    pub fn of(spot: Spot, heads: &[Head], g: &Ground<'_>) -> Self {
        let mut out = Limits::new();
        if let Some(chains) = g.chains(spot.year) {
            if let Some(before) = spot.idx.checked_sub(1) {
                add_path(&mut out, chains, spot.year, spot.branch, before);
            }
            for s in chains.seen_before(spot.branch, spot.idx) {
                if let Some(of) = g.chains(s.year) {
                    add_path(&mut out, of, s.year, s.branch, s.idx);
                }
            }
        }
        for s in heads.iter().filter_map(|h| g.find(h)) {
            if let Some(of) = g.chains(s.year) {
                add_path(&mut out, of, s.year, s.branch, s.idx);
            }
        }
        Self(out)
    }
    /// True when the event is in this past.
    #[must_use]
    pub fn contains(&self, x: Spot) -> bool {
        self.0.get(&(x.year, x.branch)).is_some_and(|l| x.idx <= *l)
    }
    /// Last index of a branch in this past.
    #[must_use]
    pub fn last(&self, year: bool, branch: u32) -> Option<u32> {
        self.0.get(&(year, branch)).copied()
    }
}

/// True when `x` is in the past of the event at `of`, whose value carries `heads`.
#[must_use]
pub fn in_past(x: Spot, of: Spot, heads: &[Head], g: &Ground<'_>) -> bool {
    let reaches = |s: Spot| s.year == x.year && g.chains(s.year).is_some_and(|c| c.reaches(s.branch, s.idx, x.branch, x.idx));
    let Some(own) = g.chains(of.year) else { return false };
    (of != x && reaches(of))
        || own.seen_before(of.branch, of.idx).iter().any(|s| reaches(*s))
        || heads.iter().filter_map(|h| g.find(h)).any(reaches)
}

/// What the chains of checkpoints contain, and from which checkpoint on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witnessed(BTreeMap<u32, Contents>);

/// By branch: from which checkpoint on (its index) which index is contained, both growing.
type Contents = HashMap<(bool, u32), Vec<(u32, u32)>>;

impl Witnessed {
    /// Reads checkpoints, in any order.
    #[must_use]
    pub fn new(points: &[(Spot, Vec<Head>)], g: &Ground<'_>) -> Self {
        let mut sorted: Vec<&(Spot, Vec<Head>)> = points.iter().collect();
        sorted.sort_by_key(|(s, _)| (g.registry.depth(s.branch), *s));
        let mut chains: BTreeMap<u32, Contents> = BTreeMap::new();
        for (spot, heads) in sorted {
            if !chains.contains_key(&spot.branch) {
                let inherited = Self::inherited(&chains, spot.branch, g);
                chains.insert(spot.branch, inherited);
            }
            let Some(contents) = chains.get_mut(&spot.branch) else { continue };
            for (place, idx) in limits(heads, g) {
                let list = contents.entry(place).or_default();
                if list.last().is_none_or(|(_, known)| *known < idx) {
                    list.push((spot.idx, idx));
                }
            }
        }
        Self(chains)
    }

    /// What the checkpoints before the beginning of a branch contain.
    fn inherited(chains: &BTreeMap<u32, Contents>, mut n: u32, g: &Ground<'_>) -> Contents {
        while let Some((p, k)) = g.registry.get(n).and_then(|b| b.parent) {
            if let Some(of) = chains.get(&p) {
                let until = |list: &Vec<(u32, u32)>| list.iter().copied().filter(|(c, _)| *c <= k).collect::<Vec<_>>();
                return of.iter().map(|(place, list)| (*place, until(list))).collect();
            }
            n = p;
        }
        Contents::new()
    }

    /// True when some checkpoint contains `x` and not `y`, and none contains `y` and not `x`.
    #[must_use]
    pub fn before(&self, x: Spot, y: Spot) -> bool {
        let first = |c: &Contents, e: Spot| {
            let list = c.get(&(e.year, e.branch))?;
            list.get(list.partition_point(|(_, idx)| *idx < e.idx)).map(|(at, _)| *at)
        };
        let mut earlier = false;
        for c in self.0.values() {
            match (first(c, x), first(c, y)) {
                (Some(a), Some(b)) if a == b => {}
                (Some(a), Some(b)) if a > b => return false,
                (None, Some(_)) => return false,
                (Some(_), _) => earlier = true,
                (None, None) => {}
            }
        }
        earlier
    }
}
