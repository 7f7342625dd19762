//! What stands outside the set and is kept: segments that wait for facts, and those that wait for a further day (adr
//! 0005). Each is tried again when something it waits for may have come, without being read before that.

use super::named::{Named, NamedBy, names, read_names};
use super::quota::{Asking, Gate, Used, outside_void_cut};
use super::receive::{self, Batch, Took, Verified};
use super::roots::signer;
use super::types::{GoOn, Received};
use super::volume::{Vol, blob};
use crate::error::{Error, Result};
use crate::event::{ChainId, Hash, Head, Segment};
use crate::id::DeviceId;
use rusqlite::OptionalExtension as _;
use std::collections::{BTreeMap, HashSet};

/// What a kept segment waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// What is before it, or what its `seen` names.
    Facts = 0,
    /// A further day; or that a void cut on its computer falls.
    Day = 1,
    /// The next transaction: a part of it is in the set.
    Rest = 2,
}

/// A kept segment without its events.
struct Kept {
    n: i64,
    chain: ChainId,
    first: u32,
    last: u32,
    bytes: u64,
    state: i64,
    since: i64,
    named: Vec<(ChainId, u32)>,
}

impl Kept {
    fn is(&self, state: For) -> bool {
        self.state == state as i64
    }
}

/// How a segment asks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Entry<'a> {
    /// From this event on.
    pub from: usize,
    /// It was kept: its signature has been verified.
    pub kept: bool,
    /// A part of it is in the set.
    pub begun: bool,
    /// Waiting `seen`s that name it.
    pub named_by: &'a [NamedBy],
}

/// One segment: verified outside the set, weighed, then placed.
pub fn step(vol: &mut Vol, registry: Option<&Vol>, gate: &mut Gate, seg: &Segment, entry: Entry<'_>, batch: &mut Batch) -> Result<Took> {
    let hashes = seg.hashes();
    let Some(head) = seg.head_of(&hashes) else { return Ok(Took::Refused) };
    let Some(key) = signer(&seg.chain, registry.unwrap_or(vol)) else { return Ok(Took::Stranger) };
    if entry.from == 0 && !entry.kept && !receive::signed(&head, &seg.signature, &key) {
        return Ok(Took::Refused);
    }
    let done = entry.from.max(known(vol, seg, &hashes));
    let left = seg.events.get(done..).unwrap_or_default();
    let asks = Asking {
        chain: seg.chain,
        first: seg.first.saturating_add(u32::try_from(done).unwrap_or(u32::MAX)),
        events: left.len() as u64,
        bytes: left.iter().map(|e| e.len() as u64).sum(),
        begun: entry.begun || entry.from > 0,
        named_by: entry.named_by,
    };
    let (mut allowed, payer) = gate.allow(vol, registry, &asks)?;
    let new = vol.chains.of(&seg.chain).is_empty();
    if new && allowed.is_nothing() {
        return Ok(Took::Later(entry.from));
    }
    let took = receive::ingest(vol, registry, Verified { seg, hashes: &hashes }, entry.from, batch, &mut allowed)?;
    gate.charge(vol, payer, &allowed, new && !vol.chains.of(&seg.chain).is_empty())?;
    Ok(took)
}

/// How many of its first events are in the set, as far as that is seen from the end of a branch.
fn known(vol: &Vol, seg: &Segment, hashes: &[Hash]) -> usize {
    let ends = vol.chains.of(&seg.chain).iter().filter_map(|n| vol.chains.get(*n)).filter_map(|b| {
        let count = usize::try_from(b.next.checked_sub(seg.first)?).ok()?;
        (hashes.get(count.checked_sub(1)?) == Some(&b.tip)).then_some(count)
    });
    ends.max().unwrap_or(0)
}

/// Keeps the rest of a segment outside the set; gives how many of its events were not kept, for want of room.
pub fn keep(vol: &Vol, registry: Option<&Vol>, gate: &Gate, seg: &Segment, from: usize, state: For) -> Result<u64> {
    keep_since(vol, registry, gate.kept(), gate.day(), seg, from, state)
}

/// As [`keep`], of what has waited since an own day.
fn keep_since(vol: &Vol, registry: Option<&Vol>, room: u64, since: i64, seg: &Segment, from: usize, state: For) -> Result<u64> {
    let prev = seg.events.iter().take(from).fold(seg.prev, |h, e| crate::event::next_hash(&h, e));
    let first = seg.first.saturating_add(u32::try_from(from).unwrap_or(u32::MAX));
    let events = seg.events.get(from..).unwrap_or_default().to_vec();
    let rest = Segment { chain: seg.chain, first, prev, events, signature: seg.signature };
    let Some((rest, since)) = beside(vol, registry, since, rest)? else { return Ok(0) };
    let (device, nonce, bytes) = (rest.chain.device.0, rest.chain.nonce.to_be_bytes(), rest.to_bytes());
    let held: i64 = vol
        .conn
        .prepare_cached("SELECT coalesce(sum(length(segment) + ?2), 0) FROM waiting WHERE device = ?1")?
        .query_row((device, ROW), |r| r.get(0))?;
    let taken = u64::try_from(held).unwrap_or(0).saturating_add(bytes.len() as u64).saturating_add(ROW.into());
    // What is in the set already stands under this signature: the rest of it is kept whatever the room.
    if taken > room && state != For::Rest {
        return Ok(rest.events.len() as u64);
    }
    // What is behind something that waits for a further day waits with it.
    let behind = || -> Result<bool> {
        let mut q = vol
            .conn
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM waiting WHERE device = ?1 AND nonce = ?2 AND state = 1 AND first < ?3)")?;
        Ok(q.query_row((device, nonce, rest.first), |r| r.get(0))?)
    };
    let state = if state == For::Facts && behind()? { For::Day } else { state };
    vol.conn
        .prepare_cached(
            "INSERT OR IGNORE INTO waiting (device, nonce, first, last, signature, state, since, named, segment) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9)",
        )?
        .execute((device, nonce, rest.first, last(&rest), rest.signature, state as i64, since, names(&rest), bytes))?;
    Ok(0)
}

/// What the row of a kept segment counts for, beside its bytes.
const ROW: u16 = 512;
/// Kept segments that are compared with one that comes, at most: an honest computer offers the same range in a few
/// splits.
const COMPARED: i64 = 8;

fn last(seg: &Segment) -> u32 {
    seg.first.saturating_add(u32::try_from(seg.events.len()).unwrap_or(u32::MAX)).saturating_sub(1)
}

/// Of a segment what is not kept already, in whatever split it came before, and since when a part of it waits; none
/// when all of it is kept.
fn beside(vol: &Vol, registry: Option<&Vol>, mut since: i64, mut seg: Segment) -> Result<Option<(Segment, i64)>> {
    let Some(key) = signer(&seg.chain, registry.unwrap_or(vol)) else { return Ok(Some((seg, since))) };
    let (hashes, start) = (seg.hashes(), seg.first);
    let mut q = vol.conn.prepare_cached(
        "SELECT n, first, last, signature, since FROM waiting WHERE device = ?1 AND nonce = ?2 AND last BETWEEN ?3 AND ?4 LIMIT ?5",
    )?;
    let mut rows = q.query((seg.chain.device.0, seg.chain.nonce.to_be_bytes(), start, last(&seg), COMPARED))?;
    while let Some(r) = rows.next()? {
        let (n, first, end, signature, began): (i64, u32, u32, [u8; 64], i64) = (r.get(0)?, r.get(1)?, r.get(2)?, blob(r, 3)?, r.get(4)?);
        let Some(hash) = hashes.get((end - start) as usize) else { continue };
        if !receive::signed(&Head { chain: seg.chain, idx: end, hash: *hash }, &signature, &key) {
            continue;
        }
        since = since.min(began);
        if first >= start {
            vol.conn.prepare_cached("DELETE FROM waiting WHERE n = ?1")?.execute([n])?;
            continue;
        }
        if end == last(&seg) {
            return Ok(None);
        }
        if end < seg.first {
            continue;
        }
        let own = (end + 1 - seg.first) as usize;
        seg.prev = *hash;
        seg.events.drain(..own.min(seg.events.len()));
        seg.first = end + 1;
    }
    Ok(Some((seg, since)))
}

/// Kept segments of a volume, without their events.
fn kept(vol: &Vol) -> Result<Vec<Kept>> {
    let mut q = vol
        .conn
        .prepare_cached("SELECT n, device, nonce, first, last, length(segment), state, since, named FROM waiting ORDER BY first, n")?;
    let mut rows = q.query([])?;
    let mut out = Vec::new();
    while let Some(r) = rows.next()? {
        let chain = ChainId { device: DeviceId(blob(r, 1)?), volume: vol.volume, nonce: u64::from_be_bytes(blob(r, 2)?) };
        let bytes = u64::try_from(r.get::<_, i64>(5)?).unwrap_or(0);
        let named = r.get::<_, Option<Vec<u8>>>(8)?.map(|b| read_names(&b)).unwrap_or_default();
        out.push(Kept { n: r.get(0)?, chain, first: r.get(3)?, last: r.get(4)?, bytes, state: r.get(6)?, since: r.get(7)?, named });
    }
    Ok(out)
}

/// What of one computer waits for a further day, in one volume.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Late {
    /// Its size: events at different places of its chains, bytes on the disk, chains and branches that would begin.
    pub size: Used,
    /// Own day since which the first of it waits.
    pub since: i64,
    /// Some of it lies outside a void cut on the computer: it comes in when something names it, or when the cut falls.
    pub cut: bool,
}

/// What waits for a further day, by computer.
pub fn late(vol: &Vol) -> Result<BTreeMap<DeviceId, Late>> {
    let mut out: BTreeMap<DeviceId, Late> = BTreeMap::new();
    let mut end: BTreeMap<ChainId, u32> = BTreeMap::new();
    for k in kept(vol)?.into_iter().filter(|k| !k.is(For::Facts)) {
        let of = out.entry(k.chain.device).or_insert(Late { since: k.since, ..Late::default() });
        let begins = vol.chains.of(&k.chain).is_empty() && !end.contains_key(&k.chain);
        let inside = vol.chains.of(&k.chain).iter().any(|n| vol.chains.get(*n).is_some_and(|b| k.first < b.next));
        // Of one place in two branches one counts: in the order of their first events.
        let from = end.get(&k.chain).map_or(k.first, |e| k.first.max(*e));
        of.size.events += u64::from((k.last + 1).saturating_sub(from));
        of.size.bytes += k.bytes;
        of.size.chains += u64::from(begins);
        of.size.forks += u64::from(inside);
        of.since = of.since.min(k.since);
        of.cut |= outside_void_cut(vol, &k.chain, k.first);
        let e = end.entry(k.chain).or_default();
        *e = (*e).max(k.last + 1);
    }
    Ok(out)
}

/// What the `seen`s that wait in a volume name, with whose they are.
pub fn named(vol: &Vol) -> Result<Named> {
    let mut out = Named::default();
    add_named(&kept(vol)?, &mut out);
    Ok(out)
}

fn add_named(kept: &[Kept], out: &mut Named) {
    for k in kept.iter().filter(|k| k.is(For::Facts)) {
        for (chain, idx) in &k.named {
            out.add(*chain, NamedBy { device: k.chain.device, idx: *idx });
        }
    }
}

/// True when what a segment waits for may have come, as far as that is seen without reading it.
fn may_move(vol: &Vol, registry: Option<&Vol>, k: &Kept, lost: &mut HashSet<ChainId>) -> bool {
    let reaches = |chain: &ChainId, idx: u32| {
        let v = if chain.volume.is_registry() { registry.unwrap_or(vol) } else { vol };
        v.chains.of(chain).iter().filter_map(|n| v.chains.get(*n)).any(|b| b.start <= idx && idx < b.next)
    };
    if lost.contains(&k.chain) || receive::lost_in(vol, registry, &k.chain, k.first.saturating_sub(1)) {
        lost.insert(k.chain);
        return true;
    }
    let follows = k.first.checked_sub(1).is_none_or(|before| {
        reaches(&k.chain, before) || vol.chains.of(&k.chain).iter().any(|n| vol.chains.get(*n).is_some_and(|b| b.gap && b.start == k.first))
    });
    follows && k.named.iter().all(|(chain, idx)| reaches(chain, *idx))
}

/// Tries what waits until nothing moves. True when the batch filled up. `outer` is named by what waits in other volumes.
pub fn retry(
    vol: &mut Vol,
    registry: Option<&Vol>,
    gate: &mut Gate,
    outer: &Named,
    batch: &mut Batch,
    out: &mut Received,
    go_on: &GoOn<'_>,
) -> Result<bool> {
    loop {
        let all = kept(vol)?;
        let mut wanted = outer.clone();
        add_named(&all, &mut wanted);
        let before = batch.fresh.len();
        let mut lost = HashSet::new();
        for k in &all {
            go_on(out.joined + batch.fresh.len() as u64)?;
            let by = &wanted.by(&k.chain, k.first);
            let may = if k.is(For::Facts) { may_move(vol, registry, k, &mut lost) } else { opens(vol, registry, gate, k, by)? };
            if may && try_one(vol, registry, gate, k, by, batch, out)? {
                return Ok(true);
            }
        }
        if batch.fresh.len() == before {
            return Ok(false);
        }
    }
}

/// True when something of what waits for a further day may come in now.
fn opens(vol: &Vol, registry: Option<&Vol>, gate: &mut Gate, k: &Kept, by: &[NamedBy]) -> Result<bool> {
    let events = u64::from(k.last.saturating_sub(k.first)) + 1;
    let asks = Asking { chain: k.chain, first: k.first, events, bytes: k.bytes, begun: k.is(For::Rest), named_by: by };
    Ok(!gate.allow(vol, registry, &asks)?.0.is_nothing())
}

/// One kept segment; true when the batch filled up.
fn try_one(
    vol: &mut Vol,
    registry: Option<&Vol>,
    gate: &mut Gate,
    k: &Kept,
    by: &[NamedBy],
    batch: &mut Batch,
    out: &mut Received,
) -> Result<bool> {
    let found: Option<Vec<u8>> =
        vol.conn.prepare_cached("SELECT segment FROM waiting WHERE n = ?1")?.query_row([k.n], |r| r.get(0)).optional()?;
    // A longer one that came meanwhile holds it.
    let Some(bytes) = found else { return Ok(false) };
    let Some(seg) = Segment::from_bytes(&bytes).map(|s| Segment { chain: k.chain, ..s }) else {
        return Err(Error::damaged("waiting-row"));
    };
    let entry = Entry { from: 0, kept: true, begun: k.is(For::Rest), named_by: by };
    let took = step(vol, registry, gate, &seg, entry, batch)?;
    match took {
        Took::Waits(0) => {
            // Nothing of its own chain waits for a further day before it: it waits for facts alone.
            let sql = "UPDATE waiting SET state = 0 WHERE n = ?1 AND NOT EXISTS
                (SELECT 1 FROM waiting w WHERE w.device = waiting.device AND w.nonce = waiting.nonce AND w.state = 1 AND w.first < waiting.first)";
            if !k.is(For::Facts) {
                vol.conn.prepare_cached(sql)?.execute([k.n])?;
            }
            return Ok(false);
        }
        Took::Later(0) => {
            let sql = "UPDATE waiting SET state = 1, since = ?2 WHERE n = ?1 AND state <> 1";
            vol.conn.prepare_cached(sql)?.execute((k.n, gate.day()))?;
            return Ok(false);
        }
        _ => {}
    }
    vol.conn.prepare_cached("DELETE FROM waiting WHERE n = ?1")?.execute([k.n])?;
    let (i, state) = match took {
        Took::Waits(i) => (i, For::Facts),
        Took::Later(i) => (i, For::Day),
        Took::Full(i) => (i, For::Rest),
        Took::Refused => {
            out.refused += 1;
            return Ok(false);
        }
        Took::All | Took::Stranger => return Ok(false),
    };
    out.left += keep_since(vol, registry, gate.kept(), k.since, &seg, i, state)?;
    Ok(state == For::Rest)
}
