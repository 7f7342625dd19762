//! What runs on a computer of the miniature school: the model itself, or the product.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use zhurnal::event::{Event, Head, Law, Segment, Value, Volume, next_hash};

use super::school::{YEAR, school};
use crate::model::{CellKey, Fate, Placed, Run, State, fold};

/// What is compared: a volume as a computer shows it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct View {
    pub fates: BTreeMap<Head, Fate>,
    pub waiting: BTreeSet<Head>,
    pub cells: BTreeMap<CellKey, (Value, bool)>,
    pub review: BTreeSet<Head>,
    pub of_hand: BTreeSet<Head>,
}

impl From<&State> for View {
    fn from(s: &State) -> Self {
        Self {
            fates: s.verdicts.iter().map(|(h, v)| (*h, v.fate)).collect(),
            waiting: s.waiting.clone(),
            cells: s.cells.iter().map(|(k, c)| (k.clone(), (c.value.clone(), c.conflict))).collect(),
            review: s.review.clone(),
            of_hand: s.of_hand.clone(),
        }
    }
}

/// A computer's books.
pub trait Node {
    /// True when the world compares it with the model after every change.
    const LOCKSTEP: bool;
    /// True when what is written is given to it.
    const TAKES: bool = Self::LOCKSTEP;
    /// An empty computer that knows the roots.
    fn found(roots: &[[u8; 32]]) -> Self;
    /// Takes in what another computer, or its own program, wrote.
    fn receive(&mut self, segments: &[Segment]);
    /// What it shows of a volume.
    fn view(&mut self, volume: Volume) -> View;
    /// The level of format that its law requires of who writes; 0 when none.
    fn required(&mut self) -> u16;
    /// The years that the law condemns, as far as the computer's own fold finds them closed; none where only the model runs.
    fn condemned(&mut self) -> Option<BTreeSet<Volume>> {
        None
    }
    /// The program ends at this moment, and starts again with what lies on the disk.
    fn crash(&mut self) {}
    /// Takes in what came for the registry and ends before the year is judged by it.
    fn crash_amid(&mut self, registry: &[Segment]) {
        self.receive(registry);
    }
    /// What it hands on of a volume, where it keeps a store of its own.
    fn handed_on(&self, _volume: Volume) -> Option<BTreeSet<Head>> {
        None
    }
    /// Proves its own tables, where it has any; gives the state hash of each volume.
    fn proven(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The events of a segment at their places; bytes that are no event end it.
pub fn placed(segment: &Segment) -> Vec<Placed> {
    let (mut prev, mut idx, mut out) = (segment.prev, segment.first, Vec::new());
    for bytes in &segment.events {
        let Some(event) = Event::from_bytes(bytes) else { break };
        let hash = next_hash(&prev, bytes);
        out.push(Placed { chain: segment.chain, idx, prev, hash, event: Rc::new(event) });
        (prev, idx) = (hash, idx + 1);
    }
    out
}

/// A segment as the model reads it; none where bytes are no event: they never join a chain.
pub fn run(segment: &Segment) -> Option<Run> {
    let events = placed(segment);
    (events.len() == segment.events.len()).then_some(Run { events, signature: segment.signature })
}

/// The model alone: what is offered lies with the world.
pub struct Model;

impl Node for Model {
    const LOCKSTEP: bool = false;
    fn found(_: &[[u8; 32]]) -> Self {
        Self
    }
    fn receive(&mut self, _: &[Segment]) {}
    fn view(&mut self, _: Volume) -> View {
        View::default()
    }
    fn required(&mut self) -> u16 {
        0
    }
}

/// Both volumes of what was offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Books {
    pub registry: State,
    pub year: State,
}

impl Books {
    pub fn of(offered: &[Run], roots: &[[u8; 32]]) -> Self {
        Self::without(offered, roots, &[])
    }
    /// As a program sees it that does not know some kinds.
    pub fn without(offered: &[Run], roots: &[[u8; 32]], unknown: &[u16]) -> Self {
        let (registry, year) = fold(offered, YEAR, &school(roots, unknown));
        Self { registry, year }
    }
    pub fn volume(&self, v: Volume) -> &State {
        if v.is_registry() { &self.registry } else { &self.year }
    }
    /// The highest level that an effective `require` names.
    pub fn required(&self, known: &BTreeSet<Placed>) -> u16 {
        let named = known.iter().filter_map(|p| match Law::read(&p.event) {
            Some(Law::Require(level)) if self.fate(&p.head()).is_some_and(Fate::effective) => Some(level),
            _ => None,
        });
        named.max().unwrap_or_default()
    }
    /// Condemned years whose closing stands.
    pub fn condemned(&self) -> BTreeSet<Volume> {
        self.registry
            .condemned
            .iter()
            .filter(|(_, closing)| self.fate(closing).is_some_and(Fate::effective))
            .map(|(year, _)| *year)
            .collect()
    }
    /// Every event of the set.
    pub fn fates(&self) -> impl Iterator<Item = Head> {
        self.registry.verdicts.keys().chain(self.year.verdicts.keys()).copied()
    }
    pub fn fate(&self, h: &Head) -> Option<Fate> {
        self.volume(h.chain.volume).verdicts.get(h).map(|v| v.fate)
    }
}
