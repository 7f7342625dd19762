//! Who gave which key, which own change is founded in which key, and the lines that follow.

use std::collections::{BTreeMap, BTreeSet};

use zhurnal::event::Law;

use super::scope::level;
use super::set::Index;

/// What follows of keys before any judgement.
pub struct Ring {
    /// The event that gives a key to a user.
    giver: BTreeMap<([u8; 16], [u8; 32]), usize>,
    /// Changes by the user whose key it is.
    own: BTreeSet<usize>,
    /// The giver of the session's key, of an own change.
    founder: BTreeMap<usize, usize>,
    /// Every `user_key` of good payload.
    pub all: Vec<usize>,
    /// Where each event is judged.
    pub levels: Vec<u8>,
}

impl Ring {
    pub fn new(ix: &Index<'_>) -> Self {
        let all: Vec<usize> = ix.statutes.iter().copied().filter(|i| matches!(ix.law[*i], Some(Law::UserKey { .. }))).collect();
        let mut ring = Self {
            giver: BTreeMap::new(),
            own: BTreeSet::new(),
            founder: BTreeMap::new(),
            all,
            levels: (0..ix.ev.len()).map(|i| ix.level_by_kind(i)).collect(),
        };
        for i in &ring.all {
            if let (Some(Law::UserKey { user, .. }), None, Some((author, _))) = (&ix.law[*i], ix.root[*i], ix.author(*i))
                && *user == author
            {
                ring.own.insert(*i);
            }
        }
        let class = |i: usize| if ix.root[i].is_some() { 0 } else { 1 + u8::from(ring.own.contains(&i)) };
        let mut order: Vec<usize> = ring.all.clone();
        order.sort_by_key(|i| {
            let p = ix.ev[*i];
            (class(*i), p.chain.device, p.chain.nonce, p.idx, p.hash)
        });
        for i in order {
            if let Some(Law::UserKey { user, key, .. }) = &ix.law[i] {
                ring.giver.entry((*user, *key)).or_insert(i);
            }
        }
        for i in &ring.own {
            if let Some(g) = ix.author(*i).and_then(|a| ring.giver.get(&a)) {
                ring.founder.insert(*i, *g);
            }
        }
        for i in ring.own.clone() {
            let given = ring.given(i).is_some_and(|g| ix.root[g].is_some());
            ring.levels[i] = if given { level::OWN_OF_ROOT } else { level::OWN };
        }
        ring
    }
    pub fn is_own(&self, i: usize) -> bool {
        self.own.contains(&i)
    }
    pub fn giver(&self, user: [u8; 16], key: [u8; 32]) -> Option<usize> {
        self.giver.get(&(user, key)).copied()
    }
    pub fn founder(&self, i: usize) -> Option<usize> {
        self.founder.get(&i).copied()
    }
    /// Own changes founded in a key.
    pub fn changes(&self, g: usize) -> impl Iterator<Item = usize> {
        self.founder.iter().filter(move |(_, f)| **f == g).map(|(i, _)| *i)
    }
    /// The given key of the line; none when it rests on nothing, or on itself.
    pub fn given(&self, i: usize) -> Option<usize> {
        let (mut at, mut passed) = (i, BTreeSet::new());
        while self.is_own(at) {
            if !passed.insert(at) {
                return None;
            }
            at = self.founder(at)?;
        }
        Some(at)
    }
}
