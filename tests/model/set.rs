//! Which events are in the set, their paths, and their sessions.

use std::collections::{BTreeMap, BTreeSet};

use zhurnal::event::kinds::ledger as l;
use zhurnal::event::segment::{head_message, session_message, user_key_message};
use zhurnal::event::spec::In;
use zhurnal::event::{ChainId, Head, KindSpec, Law, Need, Scope, Volume, root_id};
use zhurnal::id::DeviceId;

use super::bits::Bits;
use super::scope::{Shown, need};
use super::{CellKey, Placed, Run, School};

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

/// What follows from the offered events before any judgement.
pub struct Index<'a> {
    pub ev: Vec<&'a Placed>,
    pub at: BTreeMap<Head, usize>,
    /// The kind's row when this program knows it.
    pub row: Vec<Option<&'static KindSpec>>,
    /// Payload of a law kind, when good.
    pub law: Vec<Option<Law>>,
    pub good: Vec<bool>,
    /// The number of the root in whose chain it stands, from 0.
    pub root: Vec<Option<usize>>,
    /// Under a right head of a root or of an introduced computer.
    pub authentic: Vec<bool>,
    /// In the set; the other authentic ones wait.
    pub member: Vec<bool>,
    /// The event and those before it in its chain.
    pub path: Vec<Bits>,
    /// Its path before it, and what the `seen`s of its path name.
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
    /// Events in the set by chain.
    chains: BTreeMap<ChainId, Vec<usize>>,
    /// Of a cut, a closing: what lies inside its heads, where an absent head speaks by its index.
    pub within: BTreeMap<usize, Bits>,
    /// Of a key, a cut, a closing: what its list puts in its past.
    pub listed: BTreeMap<usize, Bits>,
    /// What a checkpoint contains, with those on its path.
    pub contains: BTreeMap<usize, Bits>,
}

impl<'a> Index<'a> {
    pub fn new(offered: &'a [Run], volume: Volume, school: &School<'_>) -> Self {
        let wanted = |p: &&Placed| p.chain.volume == volume || p.chain.volume.is_registry();
        let once: BTreeSet<&Placed> = offered.iter().flat_map(|r| &r.events).filter(wanted).collect();
        let ev: Vec<&Placed> = once.into_iter().collect();
        let n = ev.len();
        let root_ids: Vec<DeviceId> = school.roots.iter().map(root_id).collect();
        let root_of = |p: &Placed| root_ids.iter().position(|r| p.chain.volume.is_registry() && *r == p.chain.device);
        let mut ix = Self {
            at: ev.iter().enumerate().map(|(i, p)| (p.head(), i)).collect(),
            row: ev.iter().map(|p| p.event.spec().filter(|s| !school.unknown.contains(&s.code))).collect(),
            law: vec![None; n],
            good: vec![false; n],
            root: ev.iter().map(|p| root_of(p)).collect(),
            authentic: vec![false; n],
            member: vec![false; n],
            path: vec![Bits::default(); n],
            seen: vec![Bits::default(); n],
            session: vec![Session::Missing; n],
            verified: Bits::default(),
            shown: Vec::new(),
            need: Vec::new(),
            statutes: Vec::new(),
            cells: BTreeMap::new(),
            chains: BTreeMap::new(),
            within: BTreeMap::new(),
            listed: BTreeMap::new(),
            contains: BTreeMap::new(),
            ev,
        };
        for i in 0..n {
            ix.read(i, school);
        }
        ix.join(offered, school);
        ix.walk();
        ix.take_parts();
        ix.lists();
        ix.shown = (0..n).map(|i| ix.show(i)).collect();
        ix.need = (0..n).map(|i| need(ix.row[i].map_or(Need::Device, |r| r.need), ix.law[i].as_ref())).collect();
        let reads = |law: &Option<Law>| law.as_ref().is_some_and(|l| !matches!(l, Law::Session { .. } | Law::Seen(_)));
        ix.statutes = (0..n).filter(|i| ix.member[*i] && reads(&ix.law[*i])).collect();
        ix
    }

    /// Payload: shape, volume, signatures, and for law kinds the typed reading.
    fn read(&mut self, i: usize, school: &School<'_>) {
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
            let possible = match &law {
                Law::Session { key, signature, .. } => {
                    if (school.session)(key, &session_message(&p.chain, p.idx), signature) {
                        self.verified.add(i);
                    }
                    true
                }
                // A chain names its own volume and the registry: what is judged here waits for nothing else.
                Law::Seen(heads) => heads.iter().all(|h| h.chain.volume.is_registry() || h.chain.volume == p.chain.volume),
                Law::UserKey { user, key, proof, .. } => (school.proof)(key, &user_key_message(user, &p.chain, p.idx), proof),
                Law::Cut(c) => match c.scope {
                    Scope::Window { from, to, .. } if c.automatic => {
                        let (first, last) = days_of(p.chain.volume);
                        !registry && first <= from && to <= last
                    }
                    Scope::Grant(_) => (c.stratum == 1) == registry,
                    _ => true,
                },
                _ => true,
            };
            if !possible {
                return;
            }
            self.law[i] = Some(law);
        }
        // Nobody buries for another computer.
        self.good[i] = row.code != l::BURIED || p.event.key[1].id() == Some(p.chain.device.0);
    }

    pub fn member_at(&self, h: &Head) -> Option<usize> {
        self.at.get(h).copied().filter(|i| self.member[*i])
    }

    /// The event just before, when it is in the set.
    fn previous(&self, i: usize) -> Option<usize> {
        let p = self.ev[i];
        self.member_at(&Head { chain: p.chain, idx: p.idx.checked_sub(1)?, hash: p.prev })
    }

    /// The least set closed under the rule of membership: it only grows with what is offered.
    fn join(&mut self, offered: &[Run], school: &School<'_>) {
        let mut tried = vec![false; offered.len()];
        loop {
            let mut grew = false;
            let (mut by_root, mut keys, mut gaps) = (BTreeSet::new(), BTreeMap::new(), BTreeSet::new());
            for i in self.members() {
                if let (Some(Law::Device { device, .. }), Some(_)) = (&self.law[i], self.root[i]) {
                    by_root.insert(DeviceId(*device));
                }
            }
            for i in self.members() {
                let chain = self.ev[i].chain;
                match &self.law[i] {
                    _ if self.root[i].is_none() && !by_root.contains(&chain.device) => {}
                    Some(Law::Device { device, sign, .. }) => drop(keys.insert(DeviceId(*device), *sign)),
                    // A declared gap stands in for the missing part, whatever becomes of it.
                    Some(Law::Gap { device, volume, nonce, last, hash, .. }) if chain.volume.is_registry() || chain.volume == *volume => {
                        gaps.insert((ChainId { device: DeviceId(*device), volume: *volume, nonce: *nonce }, last + 1, *hash));
                    }
                    _ => {}
                }
            }
            for (r, run) in offered.iter().enumerate() {
                let Some(last) = run.events.last().map(Placed::head) else { continue };
                let number = school.roots.iter().position(|k| last.chain.volume.is_registry() && root_id(k) == last.chain.device);
                let key = number.map(|n| school.roots[n]).or_else(|| keys.get(&last.chain.device).copied());
                let Some(key) = key.filter(|_| !tried[r]) else { continue };
                tried[r] = true;
                if (school.head)(&key, &head_message(&last), &run.signature) {
                    for i in run.events.iter().filter_map(|p| self.at.get(&p.head())) {
                        self.authentic[*i] = true;
                    }
                    grew = true;
                }
            }
            for i in 0..self.ev.len() {
                let p = self.ev[i];
                let first = p.idx == 0 && p.prev == p.chain.origin();
                let follows = || first || self.previous(i).is_some() || gaps.contains(&(p.chain, p.idx, p.prev));
                let named = || match &self.law[i] {
                    Some(Law::Seen(heads)) => heads.iter().all(|h| self.member_at(h).is_some()),
                    _ => true,
                };
                if self.authentic[i] && !self.member[i] && follows() && named() {
                    self.member[i] = true;
                    grew = true;
                }
            }
            if !grew {
                return;
            }
        }
    }
    fn members(&self) -> Vec<usize> {
        (0..self.ev.len()).filter(|i| self.member[*i]).collect()
    }

    /// Paths, sessions and what was seen; events stand in order of chain and index, so what is before comes first.
    fn walk(&mut self) {
        for i in self.members() {
            let p = self.ev[i];
            if let Some(b) = self.previous(i) {
                self.path[i] = self.path[b].clone();
                self.session[i] = if self.row[b].is_some_and(|r| r.code == l::SESSION) { self.opened(b) } else { self.session[b] };
            } else if p.idx > 0 {
                self.session[i] = Session::Lost;
            }
            self.path[i].add(i);
            if self.row[i].is_some() {
                self.cells.entry((p.chain.volume, (p.event.kind, p.event.key.clone()))).or_default().push(i);
            }
            self.chains.entry(p.chain).or_default().push(i);
        }
        for i in self.members() {
            let Some(b) = self.previous(i) else { continue };
            let mut seen = self.seen[b].clone();
            seen.add(b);
            if let Some(Law::Seen(heads)) = &self.law[b] {
                seen.join(&self.inside_heads(heads, false));
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

    /// What lies inside heads: each head and its path. A head that is not in the set speaks by its index where that is asked, else it says
    /// nothing.
    pub fn inside_heads(&self, heads: &[Head], by_index: bool) -> Bits {
        let mut out = Bits::default();
        for h in heads {
            let chain = self.chains.get(&h.chain).map_or(&[][..], Vec::as_slice);
            match self.member_at(h) {
                Some(x) => out.join(&self.path[x]),
                None if by_index => chain.iter().filter(|y| self.ev[**y].idx <= h.idx).for_each(|y| out.add(*y)),
                None => {}
            }
        }
        out
    }

    /// Adds the lists of parts; a part that is no `heads` event before it on its own path makes a bad payload.
    fn take_parts(&mut self) {
        for i in self.members() {
            let parts = match &self.law[i] {
                Some(Law::Cut(c)) => c.parts.clone(),
                Some(Law::CloseYear { parts, .. } | Law::Destroyed { parts, .. }) => parts.clone(),
                _ => continue,
            };
            let list = |h: &Head| match (self.member_at(h)?, &self.law[self.member_at(h)?]) {
                (x, Some(Law::HeadsPart(more))) if x != i && self.path[i].has(x) => Some(more.clone()),
                _ => None,
            };
            let more: Option<Vec<Vec<Head>>> = parts.iter().map(list).collect();
            match (more, &mut self.law[i]) {
                (Some(more), Some(Law::Cut(zhurnal::event::Cut { heads, .. }) | Law::CloseYear { heads, .. })) => {
                    heads.extend(more.concat())
                }
                (Some(_), _) => {}
                (None, law) => {
                    *law = None;
                    self.good[i] = false;
                }
            }
        }
    }

    fn lists(&mut self) {
        for i in self.members() {
            match &self.law[i] {
                Some(Law::Cut(zhurnal::event::Cut { heads, .. }) | Law::CloseYear { heads, .. }) => {
                    let (all, here) = (self.inside_heads(heads, true), self.inside_heads(heads, false));
                    self.within.insert(i, all);
                    self.listed.insert(i, here);
                }
                Some(Law::UserKey { heads, .. }) => {
                    let here = self.inside_heads(heads, false);
                    self.listed.insert(i, here);
                }
                Some(Law::Checkpoint(heads)) => {
                    let mut all = self.inside_heads(heads, true);
                    self.contains.iter().filter(|(c, _)| self.path[i].has(**c)).for_each(|(_, more)| all.join(more));
                    self.contains.insert(i, all);
                }
                _ => {}
            }
        }
    }

    /// True when an event of the set lies inside the heads of a cut or a closing.
    pub fn inside(&self, i: usize, of: usize) -> bool {
        self.within.get(&of).is_some_and(|b| b.has(i))
    }
}

/// The first of August of a year to the thirty-first of the next, in days since 1970-01-01.
fn days_of(year: Volume) -> (i64, i64) {
    // Days before the first of August of a year of the proleptic Gregorian calendar.
    let august = |y: i64| 365 * (y - 1970) + (y / 4 - y / 100 + y / 400) - (1969 / 4 - 1969 / 100 + 1969 / 400) + 212;
    let y = i64::from(year.0);
    (august(y), august(y + 1) + 30)
}
