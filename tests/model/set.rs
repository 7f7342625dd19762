//! Which events are in the set, their paths, their sessions, and what their authors had seen.

use std::collections::{BTreeMap, BTreeSet};

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::session_message;
use zhurnal::event::spec::In;
use zhurnal::event::{ChainId, Head, KindSpec, Law, Need, Volume};
use zhurnal::id::DeviceId;

use super::scope::{Shown, need};
use super::{CellKey, Placed, School};

/// A set of indices.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bits(Vec<u64>);

impl Bits {
    pub fn has(&self, i: usize) -> bool {
        self.0.get(i / 64).is_some_and(|w| w >> (i % 64) & 1 == 1)
    }
    pub fn add(&mut self, i: usize) {
        if self.0.len() <= i / 64 {
            self.0.resize(i / 64 + 1, 0);
        }
        self.0[i / 64] |= 1 << (i % 64);
    }
    pub fn join(&mut self, o: &Self) {
        if self.0.len() < o.0.len() {
            self.0.resize(o.0.len(), 0);
        }
        for (a, b) in self.0.iter_mut().zip(&o.0) {
            *a |= b;
        }
    }
}

/// The session an event is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// None since the start of the chain.
    Missing,
    /// None since a declared gap.
    Lost,
    /// Malformed, or its signature fails.
    Bad,
    /// User and key.
    Good([u8; 16], [u8; 32]),
}

/// What follows from the known events before any judgement.
pub struct Index<'a> {
    year: Volume,
    pub ev: Vec<&'a Placed>,
    pub at: BTreeMap<Head, usize>,
    /// The kind's row when this program knows it.
    pub row: Vec<Option<&'static KindSpec>>,
    /// Payload of a law kind, when good.
    pub law: Vec<Option<Law>>,
    pub good: Vec<bool>,
    pub root: Vec<bool>,
    /// In the set; the others wait.
    pub member: Vec<bool>,
    /// The event and those before it in its chain.
    pub path: Vec<Bits>,
    /// Index of the first event of the path: not 0 after an unfilled gap.
    pub start: Vec<u32>,
    /// What the author had seen, root events apart.
    pub seen: Vec<Bits>,
    pub session: Vec<Session>,
    /// Sessions whose signature verifies under their own key.
    pub verified: Bits,
    /// What scopes look at, and what the author needs.
    pub shown: Vec<Shown>,
    pub need: Vec<Need>,
    /// Events of the set that judgement reads, sessions and what was seen apart.
    pub statutes: Vec<usize>,
    /// Events in the set by volume and cell.
    pub cells: BTreeMap<(Volume, CellKey), Vec<usize>>,
}

impl<'a> Index<'a> {
    pub fn new(known: &'a BTreeSet<Placed>, volume: Volume, school: &School<'_>) -> Self {
        let ev: Vec<&Placed> = known.iter().filter(|p| p.chain.volume == volume || p.chain.volume.is_registry()).collect();
        let n = ev.len();
        let root_ids: Vec<[u8; 16]> = school
            .roots
            .iter()
            .map(|k| {
                let mut id = [0; 16];
                id.copy_from_slice(&blake3::hash(k).as_bytes()[..16]);
                id
            })
            .collect();
        let mut ix = Self {
            year: volume,
            at: ev.iter().enumerate().map(|(i, p)| (p.head(), i)).collect(),
            row: ev.iter().map(|p| p.event.spec().filter(|s| !school.unknown.contains(&s.code))).collect(),
            law: vec![None; n],
            good: vec![false; n],
            root: ev.iter().map(|p| p.chain.volume.is_registry() && root_ids.contains(&p.chain.device.0)).collect(),
            member: vec![false; n],
            path: vec![Bits::default(); n],
            start: vec![0; n],
            seen: vec![Bits::default(); n],
            session: vec![Session::Missing; n],
            verified: Bits::default(),
            shown: Vec::new(),
            need: Vec::new(),
            statutes: Vec::new(),
            cells: BTreeMap::new(),
            ev,
        };
        for i in 0..n {
            ix.read(i);
            let p = ix.ev[i];
            if let Some(Law::Session { key, signature, .. }) = &ix.law[i]
                && (school.verify)(key, &session_message(&p.chain, p.idx), signature)
            {
                ix.verified.add(i);
            }
        }
        ix.join();
        ix.walk();
        ix.shown = (0..n).map(|i| ix.show(i)).collect();
        ix.need = (0..n).map(|i| need(ix.row[i].map_or(Need::Device, |r| r.need), ix.law[i].as_ref())).collect();
        let reads = |law: &Option<Law>| law.as_ref().is_some_and(|l| !matches!(l, Law::Session { .. } | Law::Seen(_)));
        ix.statutes = (0..n).filter(|i| ix.member[*i] && reads(&ix.law[*i])).collect();
        ix
    }

    /// Payload: shape, volume, and for law kinds the typed reading.
    fn read(&mut self, i: usize) {
        let (p, Some(row)) = (self.ev[i], self.row[i]) else { return };
        let registry = p.chain.volume.is_registry();
        let place = match row.volume {
            In::Registry => registry,
            In::Year => !registry,
            In::Both => true,
        };
        if !place || !p.event.well_formed() {
            return;
        }
        if row.is_law() {
            let Some(law) = Law::read(&p.event) else { return };
            // A chain names its own volume and the registry: what is judged here waits for nothing else.
            if let Law::Seen(heads) = &law
                && heads.iter().any(|h| !h.chain.volume.is_registry() && h.chain.volume != p.chain.volume)
            {
                return;
            }
            self.law[i] = Some(law);
        }
        self.good[i] = true;
    }

    fn member_at(&self, h: &Head) -> Option<usize> {
        self.at.get(h).copied().filter(|i| self.member[*i])
    }

    /// The event just before, when it is in the set.
    fn before(&self, i: usize) -> Option<usize> {
        let p = self.ev[i];
        self.member_at(&Head { chain: p.chain, idx: p.idx.checked_sub(1)?, hash: p.prev })
    }

    /// The least set closed under the rule of membership: it only grows with what is known.
    fn join(&mut self) {
        let (mut enrolled, mut gaps) = (BTreeSet::new(), BTreeSet::new());
        loop {
            let mut grew = false;
            for i in 0..self.ev.len() {
                let p = self.ev[i];
                let first = p.idx == 0 && p.prev == p.chain.origin();
                let follows = first || self.before(i).is_some() || gaps.contains(&(p.chain, p.idx, p.prev));
                let named = match &self.law[i] {
                    Some(Law::Seen(heads)) => heads.iter().all(|h| self.member_at(h).is_some()),
                    _ => true,
                };
                if self.member[i] || !follows || !named || !(self.root[i] || enrolled.contains(&p.chain.device.0)) {
                    continue;
                }
                self.member[i] = true;
                grew = true;
                match &self.law[i] {
                    Some(Law::Device { device, .. }) => drop(enrolled.insert(*device)),
                    // A declared gap stands in for the missing part, whatever becomes of it.
                    Some(Law::Gap { device, nonce, last, hash, .. }) => {
                        // One of the registry speaks of years' chains too.
                        for volume in [p.chain.volume, self.year] {
                            let chain = ChainId { device: DeviceId(*device), volume, nonce: *nonce };
                            last.checked_add(1).map(|next| gaps.insert((chain, next, *hash)));
                        }
                    }
                    _ => {}
                }
            }
            if !grew {
                return;
            }
        }
    }

    /// Paths, sessions and what was seen; events stand in order of chain and index, so what is before comes first.
    fn walk(&mut self) {
        for i in 0..self.ev.len() {
            if !self.member[i] {
                continue;
            }
            let p = self.ev[i];
            if let Some(b) = self.before(i) {
                self.path[i] = self.path[b].clone();
                self.start[i] = self.start[b];
                self.session[i] = if self.row[b].is_some_and(|r| r.code == l::SESSION) { self.opened(b) } else { self.session[b] };
            } else if p.idx > 0 {
                self.start[i] = p.idx;
                self.session[i] = Session::Lost;
            }
            self.path[i].add(i);
            self.cells.entry((p.chain.volume, (p.event.kind, p.event.key.clone()))).or_default().push(i);
        }
        for i in 0..self.ev.len() {
            let Some(b) = self.before(i).filter(|_| self.member[i]) else { continue };
            let mut seen = self.seen[b].clone();
            seen.add(b);
            if let Some(Law::Seen(heads)) = &self.law[b] {
                for x in heads.iter().filter_map(|h| self.member_at(h)) {
                    seen.join(&self.path[x]);
                    if self.start[x] > 0 {
                        (0..x).filter(|y| self.inside(*y, &self.ev[x].head())).for_each(|y| seen.add(y));
                    }
                }
            }
            self.seen[i] = seen;
        }
    }
    fn opened(&self, s: usize) -> Session {
        match &self.law[s] {
            Some(Law::Session { user, key, .. }) if self.verified.has(s) => Session::Good(*user, *key),
            _ => Session::Bad,
        }
    }
    /// The user and key under which an event is written, when its session is good.
    pub fn author(&self, i: usize) -> Option<([u8; 16], [u8; 32])> {
        if let Session::Good(u, k) = self.session[i] { Some((u, k)) } else { None }
    }

    /// Inside a head: it or its ancestor; while the head is not in the set, not above its index.
    pub fn inside(&self, i: usize, h: &Head) -> bool {
        let p = self.ev[i];
        self.member[i]
            && p.chain == h.chain
            && match self.member_at(h) {
                Some(x) => self.path[x].has(i) || p.idx < self.start[x],
                None => p.idx <= h.idx,
            }
    }
    pub fn inside_any(&self, i: usize, heads: &[Head]) -> bool {
        heads.iter().any(|h| self.inside(i, h))
    }
    /// True when the author of `i` had seen `x`.
    pub fn saw(&self, i: usize, x: usize) -> bool {
        self.root[x] && self.member[x] || self.seen[i].has(x)
    }
    /// True when the write `w` names `v` in its refs or stands after it. A ref to another cell names nothing.
    pub fn covers(&self, w: usize, v: usize) -> bool {
        let (a, b) = (&self.ev[w].event, &self.ev[v].event);
        w != v && (a.kind, &a.key) == (b.kind, &b.key) && self.after(w, v, true)
    }
    /// As [`Index::covers`], for decisions: they meet by the events decided, not by their cells.
    pub fn after(&self, w: usize, v: usize, same_cell: bool) -> bool {
        let e = &self.ev[w].event;
        w != v
            && (self.path[w].has(v)
                || e.refs.iter().filter_map(|r| self.member_at(r)).any(|r| {
                    let f = &self.ev[r].event;
                    self.path[r].has(v) && (!same_cell || (f.kind, &f.key) == (e.kind, &e.key))
                }))
    }
}
