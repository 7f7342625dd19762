//! Segments into the set: verified, placed, forked where they differ, kept waiting where something is missing.

use super::quota::Allowed;
use super::row::Row;
use super::volume::{Gap, Vol, root_number};
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::segment::{head_message, session_message, user_key_message};
use crate::event::{ChainId, Event, Hash, Head, Law, Segment};
use crate::keys::sign::{Context, PublicKey, Signature};
use crate::rights::judge::seen_fits;
use crate::rights::{Branch, Spot};

/// Most events of one transaction.
pub const BATCH: usize = 20_000;

/// What one transaction took in, to be folded.
#[derive(Default)]
pub struct Batch {
    /// New events.
    pub fresh: Vec<(Spot, Row, Event)>,
    /// How many of them have their ledger rows.
    pub written: usize,
    /// A law event came.
    pub law: bool,
    /// A branch began or was joined: heads resolve anew.
    pub reshaped: bool,
    /// A loss was declared or found: everything is judged again.
    pub lost: bool,
    /// Events already here.
    pub known: u64,
    /// The branch that this computer writes at the end of: nothing can have named what it writes now.
    pub own: Option<u32>,
    /// Branches that grew.
    pub grown: std::collections::BTreeSet<u32>,
    /// Entries that were here before and were judged again.
    pub judged_again: u64,
}

/// Events appended before their ledger rows are written, at most: their hashes are at hand meanwhile.
const UNWRITTEN: usize = 1024;

impl Batch {
    /// Writes the ledger rows that are not written yet.
    pub fn write(&mut self, vol: &Vol) -> Result<()> {
        vol.write(self.fresh.get(self.written..).unwrap_or_default())?;
        self.written = self.fresh.len();
        Ok(())
    }
}

/// What became of a segment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Took {
    /// All of it is in the set.
    All,
    /// From this event on it waits.
    Waits(usize),
    /// The batch is full: go on from this event.
    Full(usize),
    /// Not authentic, or not events.
    Refused,
    /// From this event on it is for a further day.
    Later(usize),
    /// Of a computer that nobody introduced.
    Stranger,
}

/// True when the key signed this head.
pub fn signed(head: &Head, signature: &[u8; 64], key: &[u8; 32]) -> bool {
    PublicKey(*key).verify(Context::HEAD, &[&head_message(head)], &Signature(*signature)).is_ok()
}

/// True when a `user_key`'s key proves, where it stands, that whoever registered it holds it.
pub fn proof_ok(chain: &ChainId, idx: u32, event: &Event) -> bool {
    match Law::read(event) {
        Some(Law::UserKey { user, key, proof, .. }) => {
            PublicKey(key).verify(Context::USER_KEY, &[&user_key_message(&user, chain, idx)], &Signature(proof)).is_ok()
        }
        _ => false,
    }
}

/// True when a session's signature is right.
pub fn session_ok(chain: &ChainId, idx: u32, event: &Event) -> bool {
    match Law::read(event) {
        Some(Law::Session { key, signature, .. }) => {
            PublicKey(key).verify(Context::SESSION, &[&session_message(chain, idx)], &Signature(signature)).is_ok()
        }
        _ => false,
    }
}

/// What keeps the next event out of this transaction, or out of this day.
fn stop(batch: &Batch, allowed: &mut Allowed, bytes: &[u8]) -> Option<fn(usize) -> Took> {
    if batch.fresh.len() >= BATCH {
        return Some(Took::Full);
    }
    (!allowed.event(bytes.len())).then_some(Took::Later)
}

/// A segment whose signature has been verified, with the hashes of its events.
#[derive(Clone, Copy)]
pub struct Verified<'a> {
    /// The segment.
    pub seg: &'a Segment,
    /// Hash of each event.
    pub hashes: &'a [Hash],
}

/// Brings the events of a segment, from number `from` on, into the set, as far as the day allows.
pub fn ingest(
    vol: &mut Vol,
    registry: Option<&Vol>,
    Verified { seg, hashes }: Verified<'_>,
    from: usize,
    batch: &mut Batch,
    allowed: &mut Allowed,
) -> Result<Took> {
    let Some(decoded) = seg.events.iter().map(|b| Event::from_bytes(b)).collect::<Option<Vec<_>>>() else { return Ok(Took::Refused) };
    let mut hash = seg.prev;
    let mut at: Option<u32> = None;
    let mut left: Option<usize> = None;
    for (i, (own, event)) in hashes.iter().zip(decoded).enumerate() {
        let prev = std::mem::replace(&mut hash, *own);
        if i < from {
            continue;
        }
        let Some(idx) = u32::try_from(i).ok().and_then(|i| seg.first.checked_add(i)) else { return Ok(Took::Refused) };
        let n = match at {
            Some(n) => n,
            None => match place(vol, registry, seg, idx, &prev, batch)? {
                Some(n) => n,
                // What comes behind a declared loss joins, although what is before it waits.
                None if left.is_some() || lost_in(vol, registry, &seg.chain, idx) => {
                    left.get_or_insert(i);
                    continue;
                }
                None => return Ok(Took::Waits(i)),
            },
        };
        // Known already, on this branch or another: also on one that has just been joined to this one.
        if let Some(m) = known_behind(vol, seg, n, idx, &hash) {
            batch.known += 1;
            at = Some(m);
            continue;
        }
        if vol.chains.get(n).is_some_and(|b| idx == b.next) {
            if !seen_here(vol, registry, &event, seg) {
                (left, at) = (left.or(Some(i)), None);
                if lost_in(vol, registry, &seg.chain, idx) {
                    continue;
                }
                return Ok(Took::Waits(left.unwrap_or(i)));
            }
            if let Some(took) = seg.events.get(i).and_then(|bytes| stop(batch, allowed, bytes)) {
                return Ok(took(left.unwrap_or(i)));
            }
            append(vol, registry, n, event, hash, batch)?;
            at = Some(n);
            join_gap(vol, n, batch)?;
            continue;
        }
        // A fork.
        if !seen_here(vol, registry, &event, seg) {
            (left, at) = (left.or(Some(i)), None);
            if lost_in(vol, registry, &seg.chain, idx) {
                continue;
            }
            return Ok(Took::Waits(left.unwrap_or(i)));
        }
        if !allowed.fork() {
            return Ok(Took::Later(left.unwrap_or(i)));
        }
        if let Some(took) = seg.events.get(i).and_then(|bytes| stop(batch, allowed, bytes)) {
            return Ok(took(left.unwrap_or(i)));
        }
        allowed.forked();
        let parent = idx.checked_sub(1).and_then(|before| Some((vol.chains.owner(n, before)?, before)));
        let m = start(vol, seg.chain, parent, idx, prev, false)?;
        batch.reshaped = true;
        append(vol, registry, m, event, hash, batch)?;
        at = Some(m);
        join_gap(vol, m, batch)?;
    }
    if let Some(n) = at {
        let whole = vol.chains.get(n).is_some_and(|b| b.tip == hash);
        vol.save_tip(n, whole.then_some(&seg.signature))?;
    }
    Ok(left.map_or(Took::All, Took::Waits))
}

/// The branch on which an event stands already that follows the one before `idx` of branch `n`.
fn known_behind(vol: &Vol, seg: &Segment, n: u32, idx: u32, hash: &Hash) -> Option<u32> {
    let at = |m: u32| vol.hash_at(Spot { year: vol.year(), branch: m, idx }) == Some(*hash);
    if at(n) {
        return Some(n);
    }
    let leaving = vol.chains.leaving(n, idx.checked_sub(1)?);
    match leaving.len() {
        0 => None,
        1..=8 => leaving.iter().copied().find(|m| at(*m)),
        // Their first events are noted as they come.
        _ => vol.find(&Head { chain: seg.chain, idx, hash: *hash }).map(|s| s.branch),
    }
}

/// The branch on which an index follows `prev`; `None` when that is not here.
fn place(vol: &mut Vol, registry: Option<&Vol>, seg: &Segment, idx: u32, prev: &Hash, batch: &mut Batch) -> Result<Option<u32>> {
    let Some(before) = idx.checked_sub(1) else {
        if *prev != seg.chain.origin() {
            return Ok(None);
        }
        if let Some(n) = vol.chains.of(&seg.chain).iter().copied().find(|n| vol.chains.get(*n).is_some_and(|b| b.start == 0)) {
            return Ok(Some(n));
        }
        batch.reshaped = true;
        let n = start(vol, seg.chain, None, 0, *prev, false)?;
        return Ok(Some(n));
    };
    if let Some(here) = vol.find(&Head { chain: seg.chain, idx: before, hash: *prev }) {
        return Ok(Some(here.branch));
    }
    for n in vol.chains.of(&seg.chain) {
        if vol.chains.get(*n).is_some_and(|b| b.gap && b.start == idx) && vol.hash_before(*n)? == Some(*prev) {
            return Ok(Some(*n));
        }
    }
    if !declared_lost(vol, registry, &Head { chain: seg.chain, idx: before, hash: *prev }) {
        return Ok(None);
    }
    (batch.reshaped, batch.lost) = (true, true);
    Ok(Some(start(vol, seg.chain, None, idx, *prev, true)?))
}

/// Losses declared of a chain that count for membership by their place: in a root's chain, or of a computer that a root introduced.
fn declared<'v>(vol: &'v Vol, registry: Option<&'v Vol>, chain: &ChainId) -> impl Iterator<Item = &'v Gap> {
    let introduced = &registry.unwrap_or(vol).introduced;
    let place = (chain.device, chain.nonce);
    registry.into_iter().chain(std::iter::once(vol)).flat_map(move |v| {
        let counts = |g: &&Gap| v.chains.get(g.by).is_some_and(|b| b.root > 0 || introduced.by_root(&b.id.device));
        v.gaps.get(&place).into_iter().flatten().filter(counts)
    })
}

/// True when a `gap` that counts speaks of the chain, at this index or later: something of the segment may follow it.
pub fn lost_in(vol: &Vol, registry: Option<&Vol>, chain: &ChainId, from: u32) -> bool {
    declared(vol, registry, chain).any(|g| g.last >= from)
}

/// True when a `gap` that counts names this event as the last lost one (made exact, 3): a root's, or of a computer that a root introduced.
fn declared_lost(vol: &Vol, registry: Option<&Vol>, at: &Head) -> bool {
    declared(vol, registry, &at.chain).any(|g| (g.volume, g.last, g.hash) == (at.chain.volume, at.idx, at.hash))
}

fn start(vol: &mut Vol, id: ChainId, parent: Option<(u32, u32)>, at: u32, before: Hash, gap: bool) -> Result<u32> {
    let root = root_number(&vol.roots, &id.device);
    let mut branch = Branch::new(id, root, parent, at, before);
    branch.gap = gap;
    vol.start_branch(branch, false)
}

/// A `seen` joins only when every head it names is in the set (made exact, 3).
fn seen_here(vol: &Vol, registry: Option<&Vol>, event: &Event, seg: &Segment) -> bool {
    event.kind != l::SEEN || absent_seen(vol, registry, event, seg).is_none()
}

/// The first place that a `seen` names and that is not in the set.
fn absent_seen(vol: &Vol, registry: Option<&Vol>, event: &Event, seg: &Segment) -> Option<(ChainId, u32)> {
    let Some(Law::Seen(heads)) = Law::read(event) else { return None };
    if !seen_fits(&heads, seg.chain.volume) {
        return None;
    }
    let here = |h: &Head| if h.chain.volume.is_registry() { registry.unwrap_or(vol) } else { vol }.find(h).is_some();
    heads.iter().find(|h| !here(h)).map(|h| (h.chain, h.idx))
}

/// Appends an event of the set and takes law into memory.
pub fn append(vol: &mut Vol, registry: Option<&Vol>, n: u32, event: Event, hash: Hash, batch: &mut Batch) -> Result<Spot> {
    let Some((chain, idx)) = vol.chains.get(n).map(|b| (b.id, b.next)) else { return Err(crate::error::Error::damaged("chain-numbers")) };
    let ok = match event.kind {
        l::SESSION => session_ok(&chain, idx, &event),
        l::SEEN => matches!(Law::read(&event), Some(Law::Seen(h)) if seen_fits(&h, chain.volume)),
        l::USER_KEY => proof_ok(&chain, idx, &event),
        _ => true,
    };
    if event.kind == l::ROOT {
        vol.note_root(&chain, &event)?;
    }
    let (spot, row) = vol.append(n, &event, hash, ok)?;
    if vol.chains.get(n).is_some_and(|b| b.parent.is_some() && b.start == idx) {
        vol.chains.note(hash, n, idx);
    }
    if event.spec().is_some_and(|s| s.is_law()) {
        batch.law |= !matches!(event.kind, l::SESSION | l::SEEN);
        vol.note_law(spot, hash, event.clone(), ok, registry);
    }
    batch.reshaped |= vol.statutes.awaited.contains(&(chain, idx));
    batch.grown.insert(n);
    batch.fresh.push((spot, row, event));
    if batch.fresh.len() - batch.written >= UNWRITTEN {
        batch.write(vol)?;
    }
    Ok(spot)
}

/// A loss that was declared and is found after all: what followed it joins its chain.
fn join_gap(vol: &mut Vol, n: u32, batch: &mut Batch) -> Result<()> {
    let Some((id, next, tip)) = vol.chains.get(n).map(|b| (b.id, b.next, b.tip)) else { return Ok(()) };
    if vol.chains.of(&id).len() < 2 {
        return Ok(());
    }
    for g in vol.chains.of(&id).to_vec() {
        if vol.chains.get(g).is_some_and(|b| b.gap && b.start == next) && vol.hash_before(g)? == Some(tip) {
            vol.chains.join(g, (n, next - 1));
            vol.conn.execute("UPDATE chain SET parent = ?2, parent_idx = ?3, gap = 0 WHERE n = ?1", (g, n, next - 1))?;
            (batch.reshaped, batch.lost) = (true, true);
        }
    }
    Ok(())
}
