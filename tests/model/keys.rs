//! Who gave which key, which own change is founded in which key, and the lines that follow.

use std::collections::{BTreeMap, BTreeSet};

use zhurnal::event::Law;

use super::judge::Court;
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
    /// Nobody's keys: what roots and checkpoints are judged with.
    pub fn empty(ix: &Index<'_>) -> Self {
        let all: Vec<usize> = ix.statutes.iter().copied().filter(|i| matches!(ix.law[*i], Some(Law::UserKey { .. }))).collect();
        let levels = (0..ix.ev.len()).map(|i| ix.level_by_kind(i)).collect();
        Self { giver: BTreeMap::new(), own: BTreeSet::new(), founder: BTreeMap::new(), all, levels }
    }
    /// By what the roots and the checkpoints say.
    pub fn new(first: &Court<'_>) -> Self {
        let ix = first.ix;
        let mut ring = Self::empty(ix);
        for i in &ring.all {
            if let (Some(Law::UserKey { user, .. }), None, Some((author, _))) = (&ix.law[*i], ix.root[*i], ix.author(*i))
                && *user == author
            {
                ring.own.insert(*i);
            }
        }
        let mut named: BTreeMap<_, Vec<usize>> = BTreeMap::new();
        for i in ring.all.iter().filter(|i| ring.may_give(**i, first)) {
            if let Some(Law::UserKey { user, key, .. }) = &ix.law[*i] {
                named.entry((*user, *key)).or_default().push(*i);
            }
        }
        ring.giver = named.into_iter().filter_map(|(key, all)| Some((key, ring.first(all, first)?))).collect();
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
    /// What may give a key: the roots' that stand; slips by whom a root made an admin; a user's own lasting key under another one.
    fn may_give(&self, i: usize, first: &Court<'_>) -> bool {
        let ix = first.ix;
        let (Some(Law::UserKey { key, temporary, .. }), None) = (&ix.law[i], ix.root[i]) else { return first.effective(i) };
        let made_admin = |user: [u8; 16]| {
            let names = |a: &usize| first.effective(*a) && matches!(&ix.law[*a], Some(Law::Admin(u)) if *u == user);
            ix.statutes.iter().any(names)
        };
        match ix.author(i) {
            Some((_, present)) if self.is_own(i) => !*temporary && *key != present,
            Some((author, _)) => *temporary && made_admin(author),
            None => false,
        }
    }
    /// The later root's; else of those that no other is before one that is not own, the least.
    fn first(&self, all: Vec<usize>, first: &Court<'_>) -> Option<usize> {
        let ix = first.ix;
        let last_root = all.iter().filter_map(|i| ix.root[*i]).max();
        let of_root: Vec<usize> = all.iter().copied().filter(|i| last_root.is_some() && ix.root[*i] == last_root).collect();
        let led = |i: &usize| all.iter().any(|o| ix.before(*o, *i, &first.points));
        let leads: Vec<usize> = all.iter().copied().filter(|i| !led(i)).collect();
        let among = [of_root, leads, all.clone()].into_iter().find(|list| !list.is_empty())?;
        among.into_iter().min_by_key(|i| (self.is_own(*i), ix.ev[*i].head()))
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
