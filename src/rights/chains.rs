//! Chains and their branches: what stands on an event's path, who was in session, what had been seen.

use super::paths::Rank;
use crate::event::{ChainId, Hash};
use crate::id::DeviceId;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

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

/// What was seen: of each branch (of the year or not), from which own index on the greatest index, both growing.
pub type Seens = HashMap<(bool, u32), Vec<(u32, u32)>>;

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
    sessions: Vec<Session>,
    /// What `seen` events of its own part named that nothing before them had.
    seens: Seens,
}

impl Branch {
    /// An empty branch from an index on; `tip` is the hash before it.
    #[must_use]
    pub fn new(id: ChainId, root: u8, parent: Option<(u32, u32)>, start: u32, tip: Hash) -> Self {
        Self { id, root, parent, start, next: start, tip, gap: false, sessions: Vec::new(), seens: HashMap::new() }
    }
    /// Sessions on its own part, by index.
    #[must_use]
    pub fn sessions(&self) -> &[Session] {
        &self.sessions
    }
}

/// All branches of one volume.
#[derive(Debug, Clone, Default)]
pub struct Chains {
    pub(super) branches: Vec<Branch>,
    pub(super) ranks: Vec<Rank>,
    by_id: HashMap<ChainId, Vec<u32>>,
    by_device: HashMap<DeviceId, Vec<u32>>,
    /// Where stretches of a user's begin: branch and index.
    by_user: HashMap<[u8; 16], Vec<(u32, u32)>>,
    /// The same under one key.
    by_key: HashMap<UserAndKey, Vec<(u32, u32)>>,
    /// Events of chains with several branches that heads named: places of a hash never change.
    pub(super) found: RefCell<HashMap<Hash, (u32, u32)>>,
    /// Branches by where they leave another one.
    forks: BTreeMap<(u32, u32), Vec<u32>>,
    /// How many places of `seen`s are kept.
    seen: usize,
}

/// A user, and the public key of a session.
type UserAndKey = ([u8; 16], [u8; 32]);

/// Events of a branch from one index to another, both included.
pub type Stretch = (u32, u32, u32);

impl Chains {
    /// Adds a branch; numbers start from 1 and follow each other.
    pub fn add(&mut self, b: Branch) -> u32 {
        let n = u32::try_from(self.branches.len()).unwrap_or(u32::MAX) + 1;
        self.by_id.entry(b.id).or_default().push(n);
        self.by_device.entry(b.id.device).or_default().push(n);
        let (parent, start) = (b.parent, b.start);
        if let Some(place) = parent {
            self.forks.entry(place).or_default().push(n);
        }
        self.branches.push(b);
        self.ranks.push(self.rank_after(parent));
        if parent.is_some()
            && let Some(s) = self.session_before(n, start).copied()
        {
            self.note_stretch(n, start, &s);
        }
        n
    }
    /// Notes which branches go on in a session of the one they leave: when all sessions are read.
    pub fn note_heirs(&mut self) {
        for (n, start) in self.iter().filter(|(_, b)| b.parent.is_some()).map(|(n, b)| (n, b.start)).collect::<Vec<_>>() {
            if let Some(s) = self.session_before(n, start).copied() {
                self.note_stretch(n, start, &s);
            }
        }
    }
    fn note_stretch(&mut self, n: u32, from: u32, s: &Session) {
        self.by_user.entry(s.user).or_default().push((n, from));
        self.by_key.entry((s.user, s.key)).or_default().push((n, from));
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
    /// Branches of the chains of a computer.
    #[must_use]
    pub fn of_device(&self, device: &DeviceId) -> &[u32] {
        self.by_device.get(device).map_or(&[], Vec::as_slice)
    }
    /// Branches that leave another one after an index.
    #[must_use]
    pub fn leaving(&self, n: u32, idx: u32) -> &[u32] {
        self.forks.get(&(n, idx)).map_or(&[], Vec::as_slice)
    }
    /// Branches that leave another one from an index on: after which index, and their numbers.
    pub fn leaving_from(&self, n: u32, from: u32) -> impl Iterator<Item = (u32, u32)> {
        self.forks.range((n, from)..=(n, u32::MAX)).flat_map(|((_, k), list)| list.iter().map(move |m| (*k, *m)))
    }
    /// A loss was found: a branch that began after it goes on from another one.
    pub fn join(&mut self, n: u32, parent: (u32, u32)) {
        self.forks.entry(parent).or_default().push(n);
        if let Some(b) = self.get_mut(n) {
            (b.parent, b.gap) = (Some(parent), false);
        }
        self.link();
    }
    /// Notes where an event of a chain with several branches stands.
    pub fn note(&self, hash: Hash, n: u32, idx: u32) {
        self.found.borrow_mut().insert(hash, (n, idx));
    }
    /// All branches with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (u32, &Branch)> {
        (1u32..).zip(&self.branches)
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
    /// The session that an event is.
    #[must_use]
    pub fn session_at(&self, n: u32, idx: u32) -> Option<&Session> {
        let all = &self.get(n)?.sessions;
        all.binary_search_by_key(&idx, |s| s.idx).ok().and_then(|i| all.get(i))
    }
    /// Records a `session` event.
    pub fn add_session(&mut self, n: u32, s: Session) {
        self.note_stretch(n, s.idx, &s);
        if let Some(b) = self.get_mut(n) {
            b.sessions.push(s);
        }
    }
    /// What was written in sessions of a user. A stretch may name what begins with a session of somebody else.
    pub fn by_user<'a>(&'a self, user: &[u8; 16]) -> impl Iterator<Item = Stretch> + use<'a> {
        self.stretches(self.by_user.get(user))
    }
    /// As [`Chains::by_user`], under one key.
    pub fn by_key<'a>(&'a self, user: &[u8; 16], key: &[u8; 32]) -> impl Iterator<Item = Stretch> + use<'a> {
        self.stretches(self.by_key.get(&(*user, *key)))
    }
    fn stretches<'a>(&'a self, places: Option<&'a Vec<(u32, u32)>>) -> impl Iterator<Item = Stretch> + 'a {
        places.into_iter().flatten().filter_map(|(n, from)| {
            let b = self.get(*n)?;
            let after = b.sessions.get(b.sessions.partition_point(|s| s.idx <= *from)).map_or(b.next, |s| s.idx);
            Some((*n, *from, after.checked_sub(1).filter(|last| from <= last)?))
        })
    }
    /// The greatest index of a branch that had been seen just before an index.
    #[must_use]
    pub fn last_seen(&self, mut n: u32, mut idx: u32, place: (bool, u32)) -> Option<u32> {
        loop {
            let b = self.get(n)?;
            let own = b.seens.get(&place).map_or(&[][..], Vec::as_slice);
            if let Some((_, last)) = own.partition_point(|s| s.0 < idx).checked_sub(1).and_then(|k| own.get(k)) {
                return Some(*last);
            }
            let (p, j) = b.parent?;
            (n, idx) = (p, j + 1);
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
    /// Records that a `seen` event names the event at `h`, of these chains or, when it is of the registry and they are not, of `registry`:
    /// with all its path, as far as that was not seen before.
    pub fn add_seen(&mut self, n: u32, idx: u32, h: Spot, registry: Option<&Self>) {
        let mut at = Some((h.branch, h.idx));
        while let Some((m, j)) = at {
            let known = self.last_seen(n, idx + 1, (h.year, m));
            if known.is_some_and(|k| j <= k) {
                return;
            }
            let parent = registry.unwrap_or(self).get(m).and_then(|b| b.parent);
            if let Some(b) = self.get_mut(n) {
                b.seens.entry((h.year, m)).or_default().push((idx, j));
                self.seen += 1;
            }
            // Of a branch that was seen before, all that it comes from was seen with it.
            at = parent.filter(|_| known.is_none());
        }
    }
    /// How many places of `seen`s are kept: for each branch named, one each time it was seen further.
    #[must_use]
    pub fn seen_places(&self) -> usize {
        self.seen
    }
}
