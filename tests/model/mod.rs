//! The executable twin of `docs/semantics.md`: a naive fold of what was offered.
//!
//! It shares only the event types with the product (a test of arrows reads these files), recomputes everything from the set
//! each time, and prefers being plain to being fast. Where page and model differ, the page is the question and one of them is wrong.

mod bits;
mod cells;
mod ended;
mod force;
mod judge;
mod keys;
mod one;
mod past;
mod scope;
mod set;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use zhurnal::event::{ChainId, Event, Hash, Head, Value, Volume};

use judge::Court;
use set::Index;

/// An event at its place. Bytes that are no event never join a chain, so there is always one.
#[derive(Debug, Clone)]
pub struct Placed {
    pub chain: ChainId,
    pub idx: u32,
    pub prev: Hash,
    pub hash: Hash,
    pub event: Rc<Event>,
}

impl Placed {
    pub fn head(&self) -> Head {
        Head { chain: self.chain, idx: self.idx, hash: self.hash }
    }
}
impl PartialEq for Placed {
    fn eq(&self, o: &Self) -> bool {
        self.head() == o.head()
    }
}
impl Eq for Placed {}
impl PartialOrd for Placed {
    fn partial_cmp(&self, o: &Self) -> Option<Ordering> {
        Some(self.cmp(o))
    }
}
impl Ord for Placed {
    fn cmp(&self, o: &Self) -> Ordering {
        self.head().cmp(&o.head())
    }
}

/// Events of one chain, one after the other, as they came under one signed head: that of the last.
#[derive(Debug, Clone)]
pub struct Run {
    pub events: Vec<Placed>,
    pub signature: [u8; 64],
}

/// Every event of the set has exactly one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    Applied,
    Superseded,
    Held,
    Void,
    Unknown,
}

impl Fate {
    pub fn effective(self) -> bool {
        matches!(self, Self::Applied | Self::Superseded)
    }
}

/// Why an event is not applied; the first that was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// Nothing stands against it.
    Fine,
    /// Kind or version not known.
    UnknownKind,

    /// Void: shape, volume, or signature of the payload.
    Payload,
    /// Void: only a root's chain may, or a root's chain may not.
    Root,
    /// Void: no session, or one that does not verify.
    Session,
    /// Void: under a key that is good only to be replaced.
    Temporary,
    /// Void: an admin gives temporary keys only.
    Lasting,
    /// Void: an own change that is temporary or changes nothing.
    OwnKey,
    /// Void: the key had been given before.
    KeyTwice,
    /// Void: a cell that belongs to another user.
    Own,
    /// Void: the computer has no certificate, or lacks the capability.
    Capability,
    /// Void: no grant.
    Grant,
    /// Void: an automatic window over days of an earlier one.
    Overlap,

    /// Held, of hand: after a lost part, before the next session.
    Gap,
    /// Held, of hand: the session's key is not (yet) the user's.
    KeyUnknown,
    /// Held, of hand: the key had been replaced, and this is not known to have been before.
    KeyReplaced,
    /// Held, of hand: two changes of one key, neither before the other.
    TwoChanges,
    /// Held, of hand: an admin's reset of a key that the root gave.
    RootKey,
    /// Held, of hand: the certificate is in doubt.
    Certificate,

    /// Held of right, or void: outside a cut.
    Cut,
    /// Held, of right: the grant is held, ended, or void by a cut.
    GrantInDoubt,
    /// Held, of right: the author had not seen the grant.
    GrantUnseen,
}

impl Reason {
    /// Who signed is in doubt: nobody decides that.
    pub fn is_of_hand(self) -> bool {
        matches!(self, Self::Gap | Self::KeyUnknown | Self::KeyReplaced | Self::TwoChanges | Self::RootKey | Self::Certificate)
    }
}

/// Fate, reason, and whether the author had seen the cut that holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    pub fate: Fate,
    pub reason: Reason,
    pub disobedient: bool,
}

/// What a cell shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub value: Value,
    pub conflict: bool,
    pub frontier: BTreeSet<Head>,
}

/// Kind and key.
pub type CellKey = (u16, Vec<Value>);

/// The state of one volume.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct State {
    pub verdicts: BTreeMap<Head, Verdict>,
    /// Authentic events of roots and of introduced computers that are not in the set.
    pub waiting: BTreeSet<Head>,
    pub cells: BTreeMap<CellKey, Cell>,
    /// Held for doubts of right, for the deputy to decide.
    pub review: BTreeSet<Head>,
    /// Held for doubts of hand, to be written again.
    pub of_hand: BTreeSet<Head>,
    /// Displayed time and whether it was clamped.
    pub times: BTreeMap<Head, (i64, bool)>,
    /// Years that two acts condemn, each with the closing they name (of the registry).
    pub condemned: BTreeSet<(Volume, Head)>,
    /// Persons erased (of the registry).
    pub erased: BTreeSet<[u8; 16]>,
}

/// Verifies a signature: public key, message, signature.
pub type Verify = dyn Fn(&[u8; 32], &[u8], &[u8; 64]) -> bool;

/// What every computer of the school knows beforehand.
#[derive(Clone, Copy)]
pub struct School<'a> {
    /// Public keys of the roots that this computer follows, the first root first.
    pub roots: &'a [[u8; 32]],
    /// A head, under the key of its computer or root.
    pub head: &'a Verify,
    /// A session, under the user's key.
    pub session: &'a Verify,
    /// A `user_key`, under the key that it gives.
    pub proof: &'a Verify,
    /// Kinds that this program does not know, besides those without a row.
    pub unknown: &'a [u16],
}

/// The states of the registry and of a year, from all that was offered (what is of other years is left aside).
/// Nothing of a year reaches the registry.
pub fn fold(offered: &[Run], year: Volume, school: &School<'_>) -> (State, State) {
    let index = Index::new(offered, year, school);
    let nobody = keys::Ring::empty(&index);
    let ring = keys::Ring::new(&Court::of_roots(&index, &nobody));
    let registry = Court::of_registry(&index, &ring);
    let state = cells::state(&registry, Volume::REGISTRY);
    let year_court = Court::of_year(&registry);
    (state, cells::state(&year_court, year))
}
