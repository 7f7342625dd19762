//! The executable twin of `docs/semantics.md`: a naive fold of a set of events.
//!
//! It shares only the event types with the product (a test of arrows reads these files), recomputes everything from the set
//! each time, and prefers being plain to being fast. Where page and model differ, the page is the question and one of them is wrong.

mod cells;
mod judge;
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
    /// Shape, volume, or signature of the payload.
    Payload,
    /// Only a root's chain may, or a root's chain may not.
    Root,
    /// No session, or one that does not verify.
    Session,
    /// After a lost part, before the next session.
    Gap,
    /// The session's key is not (yet) the user's.
    Key,
    /// No certificate in force.
    Device,
    /// The computer lacks the capability.
    Capability,
    /// No grant, or none that the author had seen.
    Grant,
    /// Outside a cut.
    Cut,
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
    pub waiting: BTreeSet<Head>,
    pub cells: BTreeMap<CellKey, Cell>,
    pub review: BTreeSet<Head>,
    /// Displayed time and whether it was clamped.
    pub times: BTreeMap<Head, (i64, bool)>,
}

/// Verifies a session: public key, message, signature.
pub type Verify = dyn Fn(&[u8; 32], &[u8], &[u8; 64]) -> bool;

/// What every computer of the school knows beforehand.
#[derive(Clone, Copy)]
pub struct School<'a> {
    /// Public keys of the roots.
    pub roots: &'a [[u8; 32]],
    /// Ed25519: key, message, signature.
    pub verify: &'a Verify,
    /// Kinds that this program does not know, besides those without a row.
    pub unknown: &'a [u16],
}

/// The state of a volume, from all known events (those of other years are left aside).
pub fn fold(known: &BTreeSet<Placed>, volume: Volume, school: &School<'_>) -> State {
    let (registry, year) = fold_both(known, volume, school);
    if volume.is_registry() { registry } else { year }
}

/// The states of the registry and of a year. Nothing of a year reaches the registry.
pub fn fold_both(known: &BTreeSet<Placed>, year: Volume, school: &School<'_>) -> (State, State) {
    let index = Index::new(known, year, school);
    let mut court = Court::new(&index);
    court.judge_registry();
    let registry = cells::state(&court, Volume::REGISTRY);
    court.judge_year();
    (registry, cells::state(&court, year))
}
