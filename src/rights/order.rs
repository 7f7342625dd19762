//! What came before what, without clocks (semantics.md, "Past, before"): paths, what was seen, and what checkpoints contain.

use super::chains::{Chains, Spot};
use super::ground::Ground;
use crate::event::Head;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Last index inside, by (year, branch).
pub type Limits = HashMap<(bool, u32), u32>;

fn raise(out: &mut Limits, place: (bool, u32), idx: u32) {
    let l = out.entry(place).or_insert(idx);
    *l = (*l).max(idx);
}

/// Adds an event and its path. A branch that has its place already has brought all that it comes from.
fn add_path(out: &mut Limits, chains: &Chains, year: bool, mut n: u32, mut idx: u32) {
    while let Some(b) = chains.get(n) {
        if idx >= b.start {
            let known = out.contains_key(&(year, n));
            raise(out, (year, n), idx);
            if known {
                return;
            }
        }
        match b.parent {
            Some((p, k)) => (n, idx) = (p, idx.min(k)),
            None => return,
        }
    }
}

/// What several events cover together: places and all that is on their paths.
#[derive(Debug, Default)]
pub struct Covered(Limits);

impl Covered {
    /// Adds an event and its path.
    pub fn add(&mut self, x: Spot, g: &Ground<'_>) {
        let Some(chains) = g.chains(x.year) else { return };
        let mut at = Some((x.branch, x.idx));
        while let Some((n, idx)) = at {
            let known = self.0.contains_key(&(x.year, n));
            raise(&mut self.0, (x.year, n), idx);
            at = chains.get(n).and_then(|b| b.parent).filter(|_| !known);
        }
    }
    /// Adds the path of an event before it.
    pub fn add_before(&mut self, x: Spot, g: &Ground<'_>) {
        let Some(b) = g.branch(x) else { return };
        match (x.idx > b.start, b.parent) {
            (true, _) => self.add(Spot { idx: x.idx - 1, ..x }, g),
            (false, Some((branch, idx))) => self.add(Spot { branch, idx, ..x }, g),
            (false, None) => {}
        }
    }
    /// True when one of them is the event, or has it on its path.
    #[must_use]
    pub fn holds(&self, x: Spot) -> bool {
        self.0.get(&(x.year, x.branch)).is_some_and(|last| x.idx <= *last)
    }
}

/// Last index inside each branch for a list of heads (made exact, 18).
#[must_use]
pub fn limits(heads: &[Head], g: &Ground<'_>) -> Limits {
    let (mut paths, mut alone, mut absent) = (Limits::new(), Limits::new(), HashMap::new());
    for h in heads {
        let year = !h.chain.volume.is_registry();
        let Some(chains) = g.chains(year) else { continue };
        match chains.of(&h.chain) {
            [] => {}
            [n] => raise(&mut alone, (year, *n), h.idx),
            _ => match g.find(h) {
                Some(at) => add_path(&mut paths, chains, year, at.branch, at.idx),
                None => {
                    let last = absent.entry(h.chain).or_insert(h.idx);
                    *last = h.idx.max(*last);
                }
            },
        }
    }
    for (chain, idx) in absent {
        let year = !chain.volume.is_registry();
        let of = g.chains(year).map_or(&[][..], |c| c.of(&chain));
        of.iter().for_each(|n| raise(&mut paths, (year, *n), idx));
    }
    paths.extend(alone);
    paths
}

/// The heads that are here, as places, each branch's greatest alone.
#[must_use]
pub fn places(heads: &[Head], g: &Ground<'_>) -> Vec<Spot> {
    let mut last: BTreeMap<(bool, u32), u32> = BTreeMap::new();
    for s in heads.iter().filter_map(|h| g.find(h)) {
        let l = last.entry((s.year, s.branch)).or_insert(s.idx);
        *l = (*l).max(s.idx);
    }
    last.into_iter().map(|((year, branch), idx)| Spot { year, branch, idx }).collect()
}

/// True when a head at one of these places is the event or has it on its path.
fn named(at: &[Spot], x: Spot, g: &Ground<'_>) -> bool {
    g.chains(x.year).is_some_and(|c| at.iter().any(|s| s.year == x.year && c.reaches(s.branch, s.idx, x.branch, x.idx)))
}

/// True when `x` is in the past of the event at `of`, whose value carries heads at these places: on its path, seen there, or named.
/// Heads that are not here put nothing in it.
#[must_use]
pub fn past_holds(x: Spot, of: Spot, at: &[Spot], g: &Ground<'_>) -> bool {
    g.reached(of, x) || named(at, x, g)
}

/// As [`past_holds`], of heads as they are written: only those of the chain of `x` are looked for.
#[must_use]
pub fn in_past(x: Spot, of: Spot, heads: &[Head], g: &Ground<'_>) -> bool {
    g.reached(of, x) || {
        let Some(id) = g.branch(x).map(|b| b.id).filter(|_| !heads.is_empty()) else { return false };
        let at: Vec<Spot> = heads.iter().filter(|h| h.chain == id).filter_map(|h| g.find(h)).collect();
        named(&at, x, g)
    }
}

/// Last index of a branch in that past.
#[must_use]
pub fn last_in_past(of: Spot, at: &[Spot], branch: u32, year: bool, g: &Ground<'_>) -> Option<u32> {
    let chains = g.chains(year)?;
    let named = at.iter().filter(|s| s.year == year).filter_map(|s| chains.last_held((s.branch, s.idx), branch)).max();
    g.last_reached(of, branch, year).max(named)
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

    /// By chain of checkpoints: from which on an event is contained.
    pub fn firsts(&self, x: Spot) -> impl Iterator<Item = (u32, u32)> {
        self.0.iter().filter_map(move |(n, c)| Some((*n, first(c, x)?)))
    }

    /// How it differs from what was contained before.
    #[must_use]
    pub fn moves<'a>(&'a self, old: &'a Self) -> Moves<'a> {
        let numbers: BTreeSet<u32> = self.0.keys().chain(old.0.keys()).copied().collect();
        let chains = numbers.into_iter().filter_map(|n| {
            let (was, is) = (old.0.get(&n), self.0.get(&n));
            let from = differ_from(was, is)?;
            Some(Move { was, is, from, grown: was.is_none_or(|was| grown(was, is)) })
        });
        Moves { several: self.0.len() > 1 || old.0.len() > 1, chains: chains.collect() }
    }

    /// True when some checkpoint contains `x` and not `y`, and none contains `y` and not `x`.
    #[must_use]
    pub fn before(&self, x: Spot, y: Spot) -> bool {
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

/// From which checkpoint on an event is contained.
fn first(c: &Contents, e: Spot) -> Option<u32> {
    let list = c.get(&(e.year, e.branch))?;
    list.get(list.partition_point(|(_, idx)| *idx < e.idx)).map(|(at, _)| *at)
}

/// True when nothing of what was contained is contained later, or no more.
fn grown(was: &Contents, is: Option<&Contents>) -> bool {
    was.iter().all(|(place, list)| is.and_then(|is| is.get(place)).is_some_and(|new| new.starts_with(list)))
}

/// The first checkpoint from which on two contents differ; none when they do not.
fn differ_from<'c>(was: Option<&'c Contents>, is: Option<&'c Contents>) -> Option<u32> {
    let list = |c: Option<&'c Contents>, place| c.and_then(|c| c.get(place)).map_or(&[][..], Vec::as_slice);
    let places = was.into_iter().chain(is).flat_map(HashMap::keys);
    places
        .filter_map(|place| {
            let (a, b) = (list(was, place), list(is, place));
            let same = a.iter().zip(b).take_while(|(x, y)| x == y).count();
            a.get(same).into_iter().chain(b.get(same)).map(|(at, _)| *at).min()
        })
        .min()
}

/// What of one chain of checkpoints differs.
#[derive(Debug)]
struct Move<'a> {
    was: Option<&'a Contents>,
    is: Option<&'a Contents>,
    from: u32,
    grown: bool,
}

/// How what checkpoints contain differs from what they contained.
#[derive(Debug)]
pub struct Moves<'a> {
    several: bool,
    chains: Vec<Move<'a>>,
}

impl Moves<'_> {
    /// True when anything differs.
    #[must_use]
    pub fn any(&self) -> bool {
        !self.chains.is_empty()
    }
    /// True when something that was before the event at `y` may be so no more. Newer checkpoints alone only put more before it.
    #[must_use]
    pub fn take_from(&self, y: Spot) -> bool {
        self.chains.iter().any(|c| {
            let at = |of: Option<&Contents>| of.and_then(|of| first(of, y));
            match (at(c.was), at(c.is)) {
                (Some(a), Some(b)) => a != b || c.from <= a,
                (None, Some(_)) => self.several || !c.grown,
                (None, None) => !c.grown,
                (Some(_), None) => true,
            }
        })
    }
}
