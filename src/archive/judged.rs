//! The law of an archive's registry, judged in memory as every computer judges it (semantics.md): whether the certificate of the
//! computer that signed stands, and whether a cut of it counts. A cut that somebody forged takes nothing away.

use super::ledger::{Follows, Ledger};
use super::manifest::STAMP;
use super::stream::{Range, stream};
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Event, Hash, Head, Law, Scope, Value, Volume};
use crate::id::DeviceId;
use crate::rights::{Branch, Chains, Ground, LawEvent, Session, Spot, Statutes, evaluate};
use crate::store::{proof_ok, session_ok};
use std::collections::{HashMap, HashSet};
use std::io::Read;

/// Bytes of law events that judging holds at most: a registry of decades is far below.
const MOST_LAW: usize = 256 << 20;
/// Places of `seen`s that judging holds at most.
const MOST_SEEN: usize = 1 << 23;

/// What the registry's law says of the computer that signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// Its certificate stands and no cut takes the stamp away.
    Good,
    /// No certificate of it by a root stands.
    None,
    /// An effective cut took the stamp away.
    Cut,
}

/// Judges the stamp of a computer by its certificates. The registry is read (`again`) only when some cut could matter.
///
/// `follows` is what [`Ledger::prove`] gave. `None` when the registry is not read, or too large to be judged.
pub fn stamp<R: Read>(
    ledger: &Ledger,
    follows: &[Follows],
    roots: &[DeviceId],
    device: &[u8; 16],
    certificates: &[Head],
    mut again: impl FnMut() -> Option<R>,
) -> Option<Stamp> {
    let here: Vec<&Head> = certificates.iter().filter(|h| ledger.has_certificate(h)).collect();
    if here.is_empty() {
        return Some(Stamp::None);
    }
    // A root's own certificate falls by cuts of that root alone; the stamp by cuts of its computer.
    if !ledger.names_in_a_cut(device) && !roots.iter().any(|r| ledger.names_in_a_cut(&r.0)) {
        return Some(Stamp::Good);
    }
    let mut court = Court::new(ledger.ranges(), follows, roots);
    court.read_law(&mut again()?)?;
    court.read_named(&mut again()?)?;
    let (statutes, laws) = court.judge()?;
    let effective = |spot: &Spot| statutes.verdicts.get(spot).is_some_and(|v| v.effective());
    let cut = |e: &LawEvent| match &e.law {
        Some(Law::Cut(c)) => matches!(&c.scope, Scope::Device(d, of) if d == device && (of.is_empty() || of.contains(&STAMP))),
        _ => false,
    };
    if laws.iter().any(|e| cut(e) && effective(&e.spot)) {
        return Some(Stamp::Cut);
    }
    let stands = |e: &LawEvent| here.iter().any(|h| h.hash == e.hash) && effective(&e.spot);
    Some(if laws.iter().any(stands) { Stamp::Good } else { Stamp::None })
}

/// A law event as it was read.
struct Found {
    spot: Spot,
    hash: Hash,
    event: Event,
}

/// The registry's chains and law while they are gathered.
struct Court {
    chains: Chains,
    /// Branch of each segment of the registry.
    branches: Vec<u32>,
    found: Vec<Found>,
    named: HashSet<(ChainId, u32)>,
    hashes: HashMap<Spot, Hash>,
}

impl Court {
    /// Lays the segments of the registry out as branches: one that goes on from the end of a branch is of it.
    fn new(ranges: &[Range], follows: &[Follows], roots: &[DeviceId]) -> Self {
        let mut order: Vec<(usize, &Range, Follows)> = ranges
            .iter()
            .zip(follows)
            .enumerate()
            .filter(|(_, (r, _))| r.head.chain.volume.is_registry())
            .map(|(i, (r, f))| (i, r, *f))
            .collect();
        let mut out = Self {
            chains: Chains::default(),
            branches: vec![0; order.len()],
            found: vec![],
            named: HashSet::new(),
            hashes: HashMap::new(),
        };
        // What is followed stands at a smaller index.
        order.sort_by_key(|(_, r, _)| r.first);
        for (i, r, follows) in order {
            let before = match follows {
                Follows::Segment(of) => out.branches.get(of).copied(),
                _ => None,
            };
            let n = match before.and_then(|n| out.chains.get_mut(n).filter(|b| b.next == r.first).map(|b| (n, b))) {
                Some((n, b)) => {
                    (b.next, b.tip) = (r.head.idx + 1, r.head.hash);
                    n
                }
                None => out.chains.add(branch(r, before, follows == Follows::Loss, roots)),
            };
            if let Some(slot) = out.branches.get_mut(i) {
                *slot = n;
            }
        }
        out
    }

    fn spot(&self, segment: usize, idx: u32) -> Option<Spot> {
        self.branches.get(segment).map(|n| Spot { year: false, branch: *n, idx })
    }

    /// Keeps every law event, and notes what they name.
    fn read_law(&mut self, from: &mut dyn Read) -> Option<()> {
        let mut bytes = 0;
        stream(Volume::REGISTRY, from, &mut Vec::new(), &mut |segment, head, raw| {
            let event = Event::from_bytes(raw)?;
            if event.spec().is_none_or(|k| !k.is_law()) {
                return Some(());
            }
            bytes += raw.len();
            (bytes <= MOST_LAW).then_some(())?;
            let spot = self.spot(segment, head.idx)?;
            self.named.extend(event.refs.iter().map(|h| (h.chain, h.idx)));
            name(&event.value, &mut self.named);
            self.hashes.insert(spot, head.hash);
            self.found.push(Found { spot, hash: head.hash, event });
            Some(())
        })
    }

    /// Keeps the hashes of events that law events name.
    fn read_named(&mut self, from: &mut dyn Read) -> Option<()> {
        stream(Volume::REGISTRY, from, &mut Vec::new(), &mut |segment, head, _| {
            if self.named.contains(&(head.chain, head.idx)) {
                let spot = self.spot(segment, head.idx)?;
                self.hashes.insert(spot, head.hash);
            }
            Some(())
        })
    }

    /// Judges. `None` when more was seen than can be held.
    fn judge(mut self) -> Option<(Statutes, Vec<LawEvent>)> {
        // What had been seen adds up along a path: parents first.
        self.found.sort_by_key(|f| (self.chains.depth(f.spot.branch), f.spot));
        let mut laws = Vec::new();
        for f in std::mem::take(&mut self.found) {
            let Some(chain) = self.chains.get(f.spot.branch).map(|b| b.id) else { continue };
            match (f.event.kind, Law::read(&f.event)) {
                (l::SESSION, law) => {
                    let (user, key) = match law {
                        Some(Law::Session { user, key, .. }) => (user, key),
                        _ => ([0; 16], [0; 32]),
                    };
                    let valid = session_ok(&chain, f.spot.idx, &f.event);
                    self.chains.add_session(f.spot.branch, Session { idx: f.spot.idx, user, key, valid });
                }
                (l::SEEN, Some(Law::Seen(heads))) if heads.iter().all(|h| h.chain.volume.is_registry()) => {
                    let spots: Vec<Spot> = heads.iter().filter_map(|h| self.ground(|g| g.find(h))).collect();
                    spots.into_iter().for_each(|s| self.chains.add_seen(f.spot.branch, f.spot.idx, s, None));
                    (self.chains.seen_places() <= MOST_SEEN).then_some(())?;
                }
                (l::SEEN, _) => {}
                (kind, law) => {
                    let proof = kind != l::USER_KEY || proof_ok(&chain, f.spot.idx, &f.event);
                    laws.push(LawEvent { spot: f.spot, hash: f.hash, event: f.event, law, proof });
                }
            }
        }
        let statutes = self.ground(|g| evaluate(&laws, None, g));
        Some((statutes, laws))
    }

    fn ground<T>(&self, look: impl FnOnce(&Ground<'_>) -> T) -> T {
        look(&Ground { registry: &self.chains, year: None, hash: &|s| self.hashes.get(&s).copied() })
    }
}

/// Adds every head inside a value.
fn name(v: &Value, out: &mut HashSet<(ChainId, u32)>) {
    match Head::from_value(v) {
        Some(h) => drop(out.insert((h.chain, h.idx))),
        None => v.items().unwrap_or_default().iter().for_each(|v| name(v, out)),
    }
}

fn branch(r: &Range, before: Option<u32>, gap: bool, roots: &[DeviceId]) -> Branch {
    let id = r.head.chain;
    let root = roots.iter().position(|x| *x == id.device).and_then(|i| u8::try_from(i + 1).ok()).unwrap_or(0);
    let parent = before.zip(r.first.checked_sub(1));
    let mut branch = Branch::new(id, root, parent, r.first, r.head.hash);
    (branch.next, branch.gap) = (r.head.idx + 1, gap);
    branch
}
