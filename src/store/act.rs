//! Own writes: session, what was seen, refs, judgement, all inside one transaction.

use super::fold::{Fold, stored_fate};
use super::guard::unexpected;
use super::heads::{Known, values};
use super::receive::{Batch, append};
use super::rejudge::settle;
use super::row::{CellKey, parts};
use super::types::{Author, Options, Outcome, Signer, Touched, Write};
use super::volume::{Vol, ground, hashes, root_number};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::segment::{head_message, session_message};
use crate::event::{ChainId, Event, Head, KindSpec, LEVEL, Value, next_hash, spec};
use crate::id::DeviceId;
use crate::rights::{Branch, Spot};
use rusqlite::OptionalExtension;
use std::collections::BTreeSet;

/// Writes for an author, or for the computer itself. `beside` holds heads of other volumes that the writes name.
pub fn run(
    vol: &mut Vol,
    registry: Option<&Vol>,
    o: &Options,
    author: Option<&dyn Author>,
    writes: &[Write],
    beside: &[Known],
    force: bool,
) -> Result<Outcome> {
    may_write(registry.unwrap_or(vol))?;
    let n = match vol.own {
        Some(n) => n,
        None => open_chain(vol, o)?,
    };
    let now = o.clock.now();
    let mut batch = Batch { own: Some(n), ..Batch::default() };
    enter(vol, registry, n, author, now, &mut batch)?;
    if let Some(w) = writes.iter().find_map(|w| unexpected(vol, registry, author.map(Author::user), w).transpose()) {
        return Err(w?);
    }
    let mut spots: Vec<Spot> = Vec::with_capacity(writes.len());
    let mut touched = Vec::with_capacity(writes.len());
    for w in writes {
        let s = kind(w.kind)?;
        if !force && !s.accepts(&w.key, &w.value) {
            return Err(Error::input("bad-payload").with("kind", s.name));
        }
        for value in values(w, vol, n, now, beside, &mut batch)? {
            if !force && !s.accepts(&w.key, &value) {
                return Err(Error::input("bad-payload").with("kind", s.name));
            }
            let mut event = Event::new(now, s, w.key.clone(), value);
            event.permit = w.permit;
            event.refs = refs(vol, registry, n, w)?;
            spots.push(push(vol, registry, n, event, &mut batch)?);
            touched.push(Touched { volume: vol.volume, kind: w.kind, key: w.key.clone() });
        }
    }
    settle(vol, registry, &mut batch)?;
    if !force {
        for s in &spots {
            refuse(vol, *s)?;
        }
    }
    sign(vol, n, o.signer.as_ref())?;
    let ats = spots.iter().map(|s| s.at()).collect();
    Ok(Outcome { events: u32::try_from(spots.len()).unwrap_or(u32::MAX), touched, ats, judged_again: batch.judged_again })
}

/// Opens a session where another person's, or none, is in force; says what was seen since the last time.
pub(super) fn enter(vol: &mut Vol, registry: Option<&Vol>, n: u32, author: Option<&dyn Author>, now: i64, batch: &mut Batch) -> Result<()> {
    if let Some(a) = author {
        let in_force = vol
            .chains
            .get(n)
            .and_then(|b| vol.chains.session_before(n, b.next))
            .is_some_and(|s| s.valid && s.user == a.user().0 && s.key == a.key());
        if !in_force {
            let Some(b) = vol.chains.get(n) else { return Err(Error::damaged("chain-numbers")) };
            let signature = a.sign_session(&session_message(&b.id, b.next));
            let value = Value::Array(vec![Value::Id(a.user().0), Value::Bytes(a.key().to_vec()), Value::Bytes(signature.to_vec())]);
            push(vol, registry, n, Event::new(now, kind(l::SESSION)?, vec![], value), batch)?;
        }
    }
    let grown = unseen(vol, registry, n);
    for part in grown.chunks(crate::event::kinds::MAX_HEADS) {
        let value = Value::Array(part.iter().map(Head::to_value).collect());
        push(vol, registry, n, Event::new(now, kind(l::SEEN)?, vec![], value), batch)?;
    }
    Ok(())
}

/// Appends to a root's chain; the first call begins it. A root that is new here comes with its document first, which must follow from the
/// last root's.
pub fn root(vol: &mut Vol, o: &Options, root: &dyn Signer, writes: &[Write], beside: &[Known]) -> Result<Outcome> {
    if writes.is_empty() {
        return Ok(Outcome::default());
    }
    // What ends an admin, a computer or a root is written whatever an admin or a thief required.
    if !writes.iter().all(|w| matches!(w.kind, l::ROOT | l::CUT)) {
        may_write(vol)?;
    }
    let device = root.device();
    if root_number(&vol.roots, &device) == 0 {
        super::roots::found(vol, device, writes)?;
    }
    let found = vol.chains.iter().find(|(_, b)| b.id.device == device).map(|(n, _)| n);
    let n = match found {
        Some(n) => n,
        None => begin(vol, ChainId { device, volume: vol.volume, nonce: nonce()? }, false)?,
    };
    let mut batch = Batch { reshaped: true, ..Batch::default() };
    let (mut touched, mut ats) = (Vec::new(), Vec::new());
    for w in writes {
        let now = o.clock.now();
        for value in values(w, vol, n, now, beside, &mut batch)? {
            let spot = push(vol, None, n, Event::new(now, kind(w.kind)?, w.key.clone(), value), &mut batch)?;
            ats.push(spot.at());
            touched.push(Touched { volume: vol.volume, kind: w.kind, key: w.key.clone() });
        }
    }
    settle(vol, None, &mut batch)?;
    sign(vol, n, root)?;
    Ok(Outcome { events: u32::try_from(ats.len()).unwrap_or(u32::MAX), touched, ats, judged_again: batch.judged_again })
}

/// A program below the level that the law requires writes nothing, whoever asks.
fn may_write(registry: &Vol) -> Result<()> {
    match registry.statutes.require {
        required if required > LEVEL => Err(Error::denied("level-required").with("level", required)),
        _ => Ok(()),
    }
}

pub(super) fn kind(code: u16) -> Result<&'static KindSpec> {
    spec(code).ok_or_else(|| Error::usage("unknown-kind").with("kind", code))
}

fn nonce() -> Result<u64> {
    Ok(u64::from_be_bytes(crate::id::random()?))
}

pub(super) fn open_chain(vol: &mut Vol, o: &Options) -> Result<u32> {
    begin(vol, ChainId { device: o.signer.device(), volume: vol.volume, nonce: nonce()? }, true)
}

fn begin(vol: &mut Vol, id: ChainId, own: bool) -> Result<u32> {
    let root = root_number(&vol.roots, &id.device);
    vol.start_branch(Branch::new(id, root, None, 0, id.origin()), own)
}

pub(super) fn push(vol: &mut Vol, registry: Option<&Vol>, n: u32, event: Event, batch: &mut Batch) -> Result<Spot> {
    let Some(tip) = vol.chains.get(n).map(|b| b.tip) else { return Err(Error::damaged("chain-numbers")) };
    let bytes = event.to_bytes();
    if bytes.len() > crate::event::value::MAX_EVENT {
        return Err(Error::input("entry-too-long"));
    }
    append(vol, registry, n, event, next_hash(&tip, &bytes), batch)
}

pub(super) fn sign(vol: &Vol, n: u32, signer: &dyn Signer) -> Result<()> {
    let Some(b) = vol.chains.get(n) else { return Ok(()) };
    let Some(idx) = b.next.checked_sub(1) else { return Ok(()) };
    let head = Head { chain: b.id, idx, hash: b.tip };
    // Only the newest own head is kept: it covers everything before it.
    vol.conn.prepare_cached("DELETE FROM head WHERE chain = ?1")?.execute([n])?;
    vol.save_tip(n, Some(&signer.sign_head(&head_message(&head))))
}

/// Heads of office chains and of this device's other chains that have grown since the last `seen`.
fn unseen(vol: &Vol, registry: Option<&Vol>, own: u32) -> Vec<Head> {
    let Some(me) = vol.chains.get(own) else { return Vec::new() };
    let law = &registry.unwrap_or(vol).statutes;
    let office = law.devices.iter().filter(|(_, c)| c.iter().any(|x| x.verdict.effective() && x.gives.capabilities.contains(&2)));
    let devices: BTreeSet<DeviceId> = office.map(|(d, _)| DeviceId(*d)).chain([me.id.device]).collect();
    let mut out = Vec::new();
    for v in registry.into_iter().chain(std::iter::once(vol)) {
        // In the order of branches, as they were begun here.
        let mut branches: Vec<u32> = devices.iter().flat_map(|d| v.chains.of_device(d)).copied().collect();
        branches.sort_unstable();
        for n in branches {
            let Some(b) = v.chains.get(n).filter(|b| b.root == 0 && b.next > b.start) else { continue };
            let last = b.next - 1;
            let mine = v.year() == vol.year() && vol.chains.reaches(own, me.next, n, last);
            let known = vol.chains.last_seen(own, me.next, (v.year(), n)).is_some_and(|seen| last <= seen);
            if !mine && !known {
                out.push(Head { chain: b.id, idx: last, hash: b.tip });
            }
        }
    }
    out
}

/// Most refs of a write: of a cell with more sides of a conflict than this, one write closes so many.
const MOST_REFS: usize = 400;

/// Writes of the cell in other chains that the screen showed, and the refs of those (semantics.md, refs).
pub(super) fn refs(vol: &Vol, registry: Option<&Vol>, own: u32, w: &Write) -> Result<Vec<Head>> {
    let mut shown: BTreeSet<Head> = w.refs.iter().copied().collect();
    let mut theirs: BTreeSet<Head> = BTreeSet::new();
    let cell = spec(w.kind).and_then(|s| {
        let [x, y, z] = parts(s, &w.key)?;
        let ids = vol.ids.borrow();
        Some(CellKey { kind: i64::from(w.kind), a: ids.find(x)?, b: ids.find(y)?, c: ids.find(z)? })
    });
    let Some(me) = vol.chains.get(own) else { return Ok(Vec::new()) };
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let g = ground(reg, year, &h);
    let mine = |s: Spot| s.year == vol.year() && vol.chains.reaches(own, me.next, s.branch, s.idx);
    for head in w.refs.iter().filter(|h| h.chain.volume == vol.volume) {
        if let Some(s) = g.find(head) {
            theirs.extend(vol.event(s)?.refs);
        }
    }
    if let Some(cell) = cell {
        for (spot, event) in (Fold { vol, ground: g }).on_screen(cell)? {
            if let (Some(b), Some(hash)) = (vol.chains.get(spot.branch), vol.hash_at(spot)) {
                shown.insert(Head { chain: b.id, idx: spot.idx, hash });
            }
            theirs.extend(event.refs);
        }
    }
    let not_mine = |h: &Head| g.find(h).is_none_or(|s| !mine(s));
    let mut out: BTreeSet<Head> = shown.iter().copied().filter(not_mine).take(MOST_REFS).collect();
    let room = MOST_REFS - out.len();
    out.extend(theirs.difference(&shown).copied().filter(not_mine).take(room));
    Ok(out.into_iter().collect())
}

/// An own write that would not be effective is refused with its reason.
fn refuse(vol: &Vol, s: Spot) -> Result<()> {
    let mut q = vol.conn.prepare_cached("SELECT fate, why FROM fate WHERE at = ?1")?;
    let row: Option<(i64, i64)> = q.query_row([s.at()], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    match row {
        None => Ok(()),
        Some((fate, why)) => {
            let (_, why) = stored_fate(fate, why);
            Err(Error::denied("no-right").with("why", format!("{why:?}")))
        }
    }
}
