//! Keys of users as they stand, what the witness has heard, cuts that are in force no more. Read from the law in memory.

use super::entries::{Times, entry};
use super::home::Home;
use super::volume::{ground, hashes};
use crate::error::Result;
use crate::event::{ChainId, Cut, Head, Law, Scope, Value, Volume};
use crate::id::{DeviceId, UserId};
use crate::rights::cuts::CutLaw;
use crate::rights::statutes::{DeviceLaw, Grant};
use crate::rights::{Fate, Ground, Spot, Statutes, Why};
use std::collections::{BTreeMap, BTreeSet};

/// How a key stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyStanding {
    /// It signs.
    InForce,
    /// Another took its place.
    Replaced,
    /// Two changes were made at once, and nothing tells which came first.
    Waits,
    /// An admin gave it to somebody whose key the root gave: it counts for nothing.
    Reset,
    /// A cut of this key is in force: somebody else may have had it.
    Withdrawn,
}

/// A key that a user was given or made, unless it is void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyRow {
    /// Public key.
    pub key: [u8; 32],
    /// Value of its event.
    pub value: Value,
    /// Good only to be replaced.
    pub temporary: bool,
    /// Given in a root's chain.
    pub by_root: bool,
    /// How it stands.
    pub standing: KeyStanding,
    /// What put it out of force was written on another computer.
    pub elsewhere: bool,
    at: i64,
}

impl Home {
    /// Keys of a user, the newest first by their claims.
    ///
    /// # Errors
    /// Storage errors.
    pub fn keys_of(&self, user: UserId) -> Result<Vec<KeyRow>> {
        let guard = self.fresh()?;
        let vol = guard.vol(Volume::REGISTRY)?;
        let h = hashes(vol, None);
        let g = ground(vol, None, &h);
        let s = &vol.statutes;
        let mut out = Vec::new();
        // Of keys of one moment the one that came last is the newest.
        for e in vol.laws.iter().rev() {
            let Some(Law::UserKey { user: of, key, temporary, .. }) = &e.law else { continue };
            if *of != user.0 {
                continue;
            }
            let Some(verdict) = s.verdicts.get(&e.spot) else { continue };
            let withdrawn =
                |c: &&CutLaw| c.in_force() && matches!(&c.cut.scope, Scope::Keys(of, keys) if *of == user.0 && keys.contains(key));
            let cut = s.cuts.iter().find(withdrawn);
            let (standing, by) = match verdict.fate {
                Fate::Effective | Fate::Held if cut.is_some() => (KeyStanding::Withdrawn, cut.map(|c| c.spot)),
                Fate::Effective => ended(s, &g, user, key, e.spot),
                Fate::Held if verdict.why == Why::TwoChanges => (KeyStanding::Waits, Some(e.spot)),
                Fate::Held if verdict.why == Why::RootKey => (KeyStanding::Reset, Some(e.spot)),
                Fate::Held => (KeyStanding::Replaced, None),
                _ => continue,
            };
            let place = by.and_then(|by| g.branch(by));
            out.push(KeyRow {
                key: *key,
                value: e.event.value.clone(),
                temporary: *temporary,
                by_root: g.branch(e.spot).is_some_and(|b| b.root > 0),
                standing,
                elsewhere: by.is_none() || place.is_some_and(|b| b.root == 0 && b.id.device != self.device()),
                at: e.event.claim,
            });
        }
        out.sort_by_key(|k| std::cmp::Reverse(k.at));
        Ok(out)
    }

    /// Chains with sessions of a user, of every volume.
    ///
    /// # Errors
    /// Storage errors.
    pub fn chains_of(&self, user: UserId) -> Result<BTreeSet<ChainId>> {
        let guard = self.fresh()?;
        let mut out = BTreeSet::new();
        for vol in std::iter::once(&guard.registry).chain(guard.years.values()) {
            let with = vol.chains.iter().filter(|(_, b)| b.sessions().iter().any(|s| s.user == user.0));
            out.extend(with.map(|(_, b)| b.id));
        }
        Ok(out)
    }

    /// Computers with an effective certificate in a root's chain.
    ///
    /// # Errors
    /// Storage errors.
    pub fn root_certified(&self) -> Result<BTreeSet<DeviceId>> {
        let guard = self.fresh()?;
        let by_root = |certificates: &[Grant<DeviceLaw>]| certificates.iter().any(|c| c.gives.root && c.verdict.effective());
        Ok(guard.registry.statutes.devices.iter().filter(|(_, c)| by_root(c)).map(|(id, _)| DeviceId(*id)).collect())
    }

    /// Heads that the witness's checkpoints contain, those claimed before a moment or all, and the claim of the newest of them.
    /// None while there is no such checkpoint.
    ///
    /// # Errors
    /// Storage errors.
    pub fn witnessed(&self, before: Option<i64>) -> Result<Option<(i64, Vec<Head>)>> {
        let guard = self.fresh()?;
        let vol = &guard.registry;
        let mut newest = None;
        let mut named: BTreeSet<Head> = BTreeSet::new();
        for (spot, heads) in &vol.statutes.points {
            let claim = vol.event(*spot)?.claim;
            if before.is_some_and(|b| claim >= b) {
                continue;
            }
            newest = newest.max(Some(claim));
            named.extend(heads);
        }
        // Of each branch the last one; what is not here speaks by its index, so of such the last of each chain.
        let mut heads: BTreeMap<(ChainId, Option<Spot>), Head> = BTreeMap::new();
        for h in named {
            let of = guard.vol(h.chain.volume).ok();
            let branch = of.and_then(|v| {
                let mut spots = v.chains.of(&h.chain).iter().map(|n| Spot { year: v.year(), branch: *n, idx: h.idx });
                spots.find(|s| v.hash_at(*s) == Some(h.hash))
            });
            let place = heads.entry((h.chain, branch.map(|s| Spot { idx: 0, ..s }))).or_insert(h);
            if h.idx > place.idx {
                *place = h;
            }
        }
        Ok(newest.map(|claim| (claim, heads.into_values().collect())))
    }

    /// Cuts that are not in force because they are held, or because a cut makes them void; without those that were written again and are in
    /// force.
    ///
    /// # Errors
    /// Storage errors.
    pub fn lapsed_cuts(&self, volume: Volume) -> Result<Vec<(super::LogEntry, Cut)>> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        let times = Times::of(&guard, vol);
        let mut out = Vec::new();
        let s = &vol.statutes;
        let opened = |k: &CutLaw| s.opens.get(&k.spot).is_some_and(|o| o.iter().any(|o| o.verdict.effective() && o.gives <= k.cut.stratum));
        let stands = |of: &CutLaw| {
            let same = |k: &&CutLaw| k.spot.year == of.spot.year && k.cut.scope == of.cut.scope && k.cut.stratum <= of.cut.stratum;
            s.cuts.iter().filter(same).any(|k| k.in_force() && (k.voids() || !of.cut.void) && !opened(k))
        };
        for cut in &s.cuts {
            let lapsed = cut.verdict.fate == Fate::Held || cut.verdict.why == Why::VoidCut;
            if cut.spot.year == vol.year() && lapsed && !cut.in_force() && !stands(cut) {
                let shown = entry(&times, cut.spot, vol.event(cut.spot)?, cut.verdict.fate, cut.verdict.why, cut.spot.at())?;
                out.push((shown, Cut { heads: cut.heads.clone(), ..cut.cut.clone() }));
            }
        }
        Ok(out)
    }
}

/// How an effective key stands, and what ended it.
fn ended(s: &Statutes, g: &Ground<'_>, user: UserId, key: &[u8; 32], spot: Spot) -> (KeyStanding, Option<Spot>) {
    if let Some(change) = s.changes.get(&spot).and_then(|changes| changes.first()) {
        return (KeyStanding::Replaced, Some(change.spot));
    }
    let given = s.given.get(&user.0).map_or(&[][..], Vec::as_slice);
    let Some(line) = s.keys.get(&(user.0, *key)).map(|k| k.gives.line) else { return (KeyStanding::Replaced, None) };
    let founder = given.iter().find(|y| y.spot == line);
    let ends = given.iter().find(|y| y.spot != line && !founder.is_some_and(|l| s.before(y.spot, &y.heads, l, g)));
    match ends {
        Some(y) => (KeyStanding::Replaced, Some(y.spot)),
        None => (KeyStanding::InForce, None),
    }
}
