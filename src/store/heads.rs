//! Heads of this moment: what a cut, a year's closing, a destruction, a key or a checkpoint names, read inside the transaction that writes it.

use super::receive::Batch;
use super::state::State;
use super::types::Write;
use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::kinds::MAX_HEADS;
use crate::event::kinds::ledger as l;
use crate::event::segment::user_key_message;
use crate::event::{Event, Head, Law, Scope, Value, Volume};
use crate::keys::sign::Context;
use std::collections::{BTreeMap, HashSet};

/// Most chains that a key names.
const MOST_OF_A_USER: usize = 256;

/// A chain's head, and who wrote in it.
#[derive(Debug, Clone)]
pub struct Known {
    head: Head,
    root: bool,
    users: HashSet<[u8; 16]>,
    /// Those of them who signed there under a key that somebody gave them.
    signed: HashSet<[u8; 16]>,
}

impl Vol {
    /// Heads of all its chains: of each branch the last event, unless another branch goes on right behind it, as after a loss that was found.
    pub fn heads(&self) -> Vec<Head> {
        let gone_on: HashSet<(u32, u32)> = self.chains.iter().filter_map(|(_, b)| b.parent).collect();
        let last = |(n, b): (u32, &crate::rights::Branch)| {
            let idx = b.next.checked_sub(1).filter(|idx| !gone_on.contains(&(n, *idx)))?;
            Some(Head { chain: b.id, idx, hash: b.tip })
        };
        self.chains.iter().filter_map(last).collect()
    }

    /// Heads of all its chains, with whoever had a session there and whoever's key was given there.
    pub fn known(&self) -> Vec<Known> {
        let mut out: BTreeMap<u32, Known> = BTreeMap::new();
        for (n, b) in self.chains.iter() {
            let Some(idx) = b.next.checked_sub(1) else { continue };
            let before = self.chains.session_before(n, b.start).map(|s| s.user);
            let users = b.sessions().iter().map(|s| s.user).chain(before).collect();
            let given = |s: &&crate::rights::Session| s.valid && self.statutes.givers.contains_key(&(s.user, s.key));
            let signed = b.sessions().iter().filter(given).map(|s| s.user).collect();
            out.insert(n, Known { head: Head { chain: b.id, idx, hash: b.tip }, root: b.root > 0, users, signed });
        }
        for e in &self.laws {
            if let Some(Law::UserKey { user, .. }) = &e.law
                && let Some(k) = out.get_mut(&e.spot.branch)
            {
                k.users.insert(*user);
            }
        }
        out.into_values().collect()
    }
}

/// True when these writes name heads of other volumes.
pub fn named(v: Volume, writes: &[Write]) -> bool {
    writes.iter().any(|w| (w.at_heads && (v.is_registry() || w.kind == l::CLOSE_YEAR)) || w.proof.is_some())
}

/// Volumes beside `v` whose heads these writes name: nobody may write to them before the act is committed.
pub fn beside(s: &State, v: Volume, writes: &[Write]) -> Vec<Volume> {
    match (named(v, writes), v.is_registry()) {
        (false, _) => Vec::new(),
        (true, true) => s.years.keys().map(|y| Volume(*y)).collect(),
        (true, false) => vec![Volume::REGISTRY],
    }
}

/// Values of the events that a write becomes on the branch `n`: several, when a checkpoint names more than one event holds. What is too long
/// for a cut, a closing or a destruction is written in parts before it. `beside` holds the heads of the volumes beside.
///
/// # Errors
/// `year-missing` when a year is destroyed that is not here; `bad-write` for kinds that name no heads of this moment.
pub fn values(w: &Write, vol: &mut Vol, n: u32, now: i64, beside: &[Known], batch: &mut Batch) -> Result<Vec<Value>> {
    if let Some(proof) = &w.proof {
        return Ok(vec![key_value(w, &proof.0, vol, n, beside)?]);
    }
    if !w.at_heads {
        return Ok(vec![w.value.clone()]);
    }
    let bad = || Error::other("bad-write").with("kind", w.kind);
    let (place, parts, heads) = match w.kind {
        l::CHECKPOINT => {
            let grown = grown(vol, n, beside);
            return Ok(grown.chunks(MAX_HEADS).map(names).collect());
        }
        l::CUT => (1, 5, matched(w, vol, beside).ok_or_else(bad)?),
        // The year's own chains too: what this computer holds of them is before the closing.
        l::CLOSE_YEAR => (0, 3, of(beside, i64::from(Volume::REGISTRY.0)).into_iter().chain(vol.heads()).collect()),
        l::DESTROYED => (0, 6, of(beside, w.key.first().and_then(Value::int).unwrap_or(-1))),
        _ => return Err(bad()),
    };
    if w.kind == l::DESTROYED && heads.is_empty() {
        return Err(Error::input("year-missing").with("year", w.key.first().and_then(Value::int).unwrap_or_default()));
    }
    let mut value = w.value.clone();
    let Value::Array(items) = &mut value else { return Err(bad()) };
    let (own, rest) = heads.split_at(heads.len().min(MAX_HEADS));
    let mut written = Vec::new();
    for part in rest.chunks(MAX_HEADS) {
        let event = Event::new(now, super::act::kind(l::HEADS_PART)?, vec![Value::Id(crate::id::random()?)], names(part));
        let spot = super::act::push(vol, None, n, event, batch)?;
        let (Some(b), Some(hash)) = (vol.chains.get(n), vol.hash_at(spot)) else { return Err(Error::damaged("chain-numbers")) };
        written.push(Head { chain: b.id, idx: spot.idx, hash });
    }
    *items.get_mut(place).ok_or_else(bad)? = names(own);
    *items.get_mut(parts).ok_or_else(bad)? = names(&written);
    Ok(vec![value])
}

fn names(heads: &[Head]) -> Value {
    Value::Array(heads.iter().map(Head::to_value).collect())
}

fn of(beside: &[Known], volume: i64) -> Vec<Head> {
    beside.iter().map(|k| k.head).filter(|h| volume == i64::from(h.chain.volume.0)).collect()
}

/// Heads that have grown since this chain's checkpoints named them.
fn grown(vol: &Vol, n: u32, beside: &[Known]) -> Vec<Head> {
    let own = |branch: u32, idx: u32| vol.chains.get(n).is_some_and(|b| vol.chains.reaches(n, b.next, branch, idx));
    let named: HashSet<Head> = vol
        .laws
        .iter()
        .filter(|e| own(e.spot.branch, e.spot.idx))
        .filter_map(|e| if let Some(Law::Checkpoint(heads)) = &e.law { Some(heads) } else { None })
        .flatten()
        .copied()
        .collect();
    vol.heads().into_iter().chain(beside.iter().map(|k| k.head)).filter(|h| !named.contains(h)).collect()
}

/// Heads of the chains in which something may stand that the cut's scope matches.
fn matched(w: &Write, vol: &Vol, beside: &[Known]) -> Option<Vec<Head>> {
    let scope = Scope::from_value(w.value.items()?.first()?)?;
    let users: Option<HashSet<[u8; 16]>> = match &scope {
        Scope::Author(u) | Scope::Keys(u, _) | Scope::Needs(u, _) | Scope::Load(u, _) | Scope::Homeroom(u, _) | Scope::Admin(u) => {
            Some(HashSet::from([*u]))
        }
        Scope::Grant(named) => Some(named.iter().filter_map(|h| holder(vol, h)).collect()),
        _ => None,
    };
    let fits = |k: &Known| match &scope {
        Scope::Device(d, _) => k.head.chain.device.0 == *d,
        _ => users.as_ref().is_none_or(|u| !u.is_disjoint(&k.users)),
    };
    Some(vol.known().iter().chain(beside).filter(|k| fits(k)).map(|k| k.head).collect())
}

/// Whose grant a head names.
fn holder(vol: &Vol, h: &Head) -> Option<[u8; 16]> {
    let e = vol.laws.iter().find(|e| e.hash == h.hash)?;
    match &e.law {
        Some(
            Law::Role { user, .. }
            | Law::Load { user, .. }
            | Law::Homeroom { user, .. }
            | Law::Substitution { user, .. }
            | Law::Permit { user, .. },
        ) => Some(*user),
        _ => None,
    }
}

/// The value of a `user_key`: what is known of the user here, and the proof for the place where it will stand.
fn key_value(w: &Write, key: &crate::keys::SigningKey, vol: &Vol, n: u32, beside: &[Known]) -> Result<Value> {
    let bad = || Error::other("bad-write").with("kind", w.kind);
    let user = w.key.first().and_then(Value::id).ok_or_else(bad)?;
    let here = vol.known();
    let mut known: Vec<&Known> = here.iter().chain(beside).filter(|k| k.root || k.users.contains(&user)).collect();
    // Of more than fit, those where the user truly signed come first: nobody pushes them out by naming the user.
    known.sort_by_key(|k| !(k.root || k.signed.contains(&user)));
    known.truncate(MOST_OF_A_USER);
    let heads: Vec<Head> = known.iter().map(|k| k.head).collect();
    let b = vol.chains.get(n).ok_or_else(|| Error::damaged("chain-numbers"))?;
    let proof = key.sign(Context::USER_KEY, &[&user_key_message(&user, &b.id, b.next)]);
    let mut value = w.value.clone();
    match &mut value {
        Value::Array(items) if items.len() == 8 => {
            items[6] = names(&heads);
            items[7] = Value::Bytes(proof.0.to_vec());
        }
        _ => return Err(bad()),
    }
    Ok(value)
}
