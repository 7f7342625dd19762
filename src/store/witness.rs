//! What the witness's program looks at: its own certificate, its last checkpoint, days its windows cover, grants that have ended.

use super::home::Home;
use super::state::State;
use super::volume::{Vol, ground, hashes};
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::{Event, Head, Law, Scope, Segment, Value, Volume};
use crate::id::DeviceId;
use crate::rights::order::Covered;
use crate::rights::{LawEvent, Spot};
use std::collections::{BTreeSet, HashMap};

/// The capability of the witness.
const WITNESS: u8 = 3;
/// Digest of all heads just after the last own checkpoint.
const TOLD: &str = "witness-told";

/// This computer as the school's witness.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WitnessState {
    /// Claimed time of its last checkpoint.
    pub last: Option<i64>,
    /// Something has grown since.
    pub grown: bool,
}

impl Vol {
    fn certifies(&self, e: &LawEvent, of: Option<DeviceId>) -> bool {
        let root = self.chains.get(e.spot.branch).is_some_and(|b| b.root > 0);
        match &e.law {
            Some(Law::Device { device, capabilities, .. }) => {
                let named = capabilities.contains(&WITNESS) && of.is_none_or(|d| d.0 == *device);
                root && named && self.counts(e) && !self.witness_is_cut(device)
            }
            _ => false,
        }
    }

    /// True when the root made some computer the witness and has not taken that back.
    pub(super) fn has_witness(&self) -> bool {
        self.laws.iter().any(|e| self.certifies(e, None))
    }

    fn is_witness(&self, device: DeviceId) -> bool {
        self.laws.iter().any(|e| self.certifies(e, Some(device)))
    }

    /// True when a root's cut in force, which no `open` of a root lifts, ends what the computer does as the witness.
    fn witness_is_cut(&self, device: &[u8; 16]) -> bool {
        let s = &self.statutes;
        let lifted = |cut: Spot| s.opens.get(&cut).is_some_and(|o| o.iter().any(|o| o.verdict.effective() && o.gives == 0));
        let ends =
            |scope: &Scope| matches!(scope, Scope::Device(of, taken) if of == device && (taken.is_empty() || taken.contains(&WITNESS)));
        s.cuts.iter().any(|k| k.cut.stratum == 0 && k.in_force() && ends(&k.cut.scope) && !lifted(k.spot))
    }

    fn is_by(&self, e: &LawEvent, device: DeviceId) -> bool {
        self.chains.get(e.spot.branch).is_some_and(|b| b.id.device == device)
    }

    /// Cuts that an effective `open` of the volume names.
    fn opened(&self) -> BTreeSet<Head> {
        let named = |e: &LawEvent| match &e.law {
            Some(Law::Open { cuts, .. }) if self.counts(e) => cuts.clone(),
            _ => Vec::new(),
        };
        self.laws.iter().flat_map(named).collect()
    }
}

/// The last day of a grant by its own words.
fn last_day(law: &Law) -> Option<i64> {
    match law {
        Law::Role { to, .. } | Law::Load { to, .. } | Law::Homeroom { to, .. } => *to,
        Law::Substitution { date, .. } => Some(*date),
        Law::Permit { until, .. } => *until,
        _ => None,
    }
}

/// Grants that a `grant` cut of the volume may name and that give something.
fn is_grant(law: &Law, registry: bool) -> bool {
    match law {
        Law::Role { permissions, .. } => registry && !permissions.is_empty(),
        Law::Load { .. } | Law::Homeroom { .. } | Law::Substitution { .. } | Law::Permit { .. } => !registry,
        _ => false,
    }
}

impl State {
    /// A digest of the heads of everything here.
    fn all_heads(&self) -> [u8; 32] {
        let mut heads: Vec<Head> = self.registry.heads();
        heads.extend(self.years.values().flat_map(Vol::heads));
        heads.sort_unstable();
        let mut h = blake3::Hasher::new();
        for head in heads {
            h.update(&crate::event::segment::head_message(&head));
        }
        *h.finalize().as_bytes()
    }
}

impl Home {
    /// This computer as the witness; none when the root did not make it one.
    ///
    /// # Errors
    /// Storage errors.
    pub fn witness(&self) -> Result<Option<WitnessState>> {
        let s = self.fresh()?;
        let (vol, me) = (&s.registry, self.device());
        if !vol.is_witness(me) {
            return Ok(None);
        }
        let mine = vol.laws.iter().filter(|e| matches!(e.law, Some(Law::Checkpoint(_))) && vol.is_by(e, me));
        let last = mine.map(|e| e.event.claim).max();
        let grown = vol.local(TOLD)?.as_deref() != Some(&s.all_heads());
        Ok(Some(WitnessState { last, grown }))
    }

    /// Remembers that the last checkpoint names everything that is here.
    ///
    /// # Errors
    /// Storage errors.
    pub fn told(&self) -> Result<()> {
        let s = self.fresh()?;
        s.registry.set_local(TOLD, Some(&s.all_heads()))
    }

    /// The last day that own automatic windows of a year cover; what an `open` lifted covers nothing.
    ///
    /// # Errors
    /// `year-missing`; storage errors.
    pub fn last_window(&self, year: Volume) -> Result<Option<i64>> {
        let s = self.fresh()?;
        let (vol, me) = (s.vol(year)?, self.device());
        let opened = vol.opened();
        let day = |e: &LawEvent| match &e.law {
            Some(Law::Cut(c)) if c.automatic && vol.is_by(e, me) && vol.counts(e) => match c.scope {
                Scope::Window { to, .. } => vol.head_of_law(e).filter(|h| !opened.contains(h)).map(|_| to),
                _ => None,
            },
            _ => None,
        };
        Ok(vol.laws.iter().filter_map(day).max())
    }

    /// Effective grants of a volume whose last day, or that of an effective write which covers them, is not after `day`, and that no
    /// effective `grant` cut names yet.
    ///
    /// # Errors
    /// `year-missing`; storage errors.
    pub fn ended_grants(&self, volume: Volume, day: i64) -> Result<Vec<Head>> {
        let s = self.fresh()?;
        let vol = s.vol(volume)?;
        let year = (!volume.is_registry()).then_some(vol);
        let h = hashes(&s.registry, year);
        let g = ground(&s.registry, year, &h);
        let mut named: BTreeSet<Head> = BTreeSet::new();
        for e in vol.laws.iter().filter(|e| vol.counts(e)) {
            if let Some(Law::Cut(c)) = &e.law
                && let Scope::Grant(grants) = &c.scope
            {
                named.extend(grants);
            }
        }
        let past = |law: &Law| last_day(law).is_some_and(|d| d <= day);
        let ends: Vec<&LawEvent> = vol.laws.iter().filter(|e| e.law.as_ref().is_some_and(past) && vol.counts(e)).collect();
        // What later writes of the cell that are past cover: named in their refs, or on their paths.
        let mut covered: HashMap<(u16, &[Value]), Covered> = HashMap::new();
        for w in ends {
            let of = covered.entry((w.event.kind, &w.event.key)).or_default();
            of.add_before(w.spot, &g);
            w.event.refs.iter().filter_map(|h| g.find(h)).for_each(|r| of.add(r, &g));
        }
        let by_others = |e: &LawEvent| covered.get(&(e.event.kind, e.event.key.as_slice())).is_some_and(|c| c.holds(e.spot));
        let ended = |e: &&LawEvent| e.law.as_ref().is_some_and(past) || by_others(e);
        let grants = vol.laws.iter().filter(|e| e.law.as_ref().is_some_and(|law| is_grant(law, volume.is_registry())) && vol.counts(e));
        Ok(grants.filter(ended).filter_map(|e| vol.head_of_law(e)).filter(|h| !named.contains(h)).collect())
    }

    /// True when segments hold a `user_key` or a `close_year` that is not here yet: a checkpoint comes before they are taken in.
    ///
    /// # Errors
    /// Storage errors.
    pub fn brings_order(&self, segments: &[Segment]) -> Result<bool> {
        let s = self.fresh()?;
        Ok(segments.iter().any(|seg| {
            let Ok(vol) = s.vol(seg.chain.volume) else { return false };
            let orders = |b: &Vec<u8>| Event::from_bytes(b).is_some_and(|e| matches!(e.kind, l::USER_KEY | l::CLOSE_YEAR));
            let Some(last) = seg.events.iter().rposition(orders).and_then(|i| u32::try_from(i).ok()) else { return false };
            let Some((idx, hash)) = seg.first.checked_add(last).zip(seg.hashes().get(last as usize).copied()) else { return false };
            vol.find(&Head { chain: seg.chain, idx, hash }).is_none()
        }))
    }
}
