//! What other computers and archives are handed: stretches of chains, each under a head that proves it.

use super::check::heads;
use super::onward::{Onward, Part};
use super::row::Row;
use super::types::Options;
use super::volume::{EVENT_COLUMNS, Vol};
use crate::error::{Error, Result};
use crate::event::segment::{Segment, head_message};
use crate::event::{ChainId, Hash, Head};
use crate::rights::Spot;
use std::collections::{BTreeMap, HashMap};

/// Events that follow each other and end under a head that can be signed: parts of one branch, or of a branch and of those that went on from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Range(Vec<Part>);

/// Segments beyond what another computer holds. Own chains are signed at any point; others where a signed head is kept.
pub fn segments(vol: &Vol, have: &BTreeMap<ChainId, u32>, o: &Options) -> Result<Vec<Segment>> {
    let mut out = Vec::new();
    let waiting = waiting(vol)?;
    let onward = Onward::new(vol, &waiting)?;
    for (n, b) in vol.chains.iter() {
        let from = have.get(&b.id).copied().unwrap_or(0).max(b.start);
        let last = if b.id.device == o.signer.device() { b.next.checked_sub(1) } else { heads(vol, n)?.into_keys().max() };
        if let Some(last) = last.filter(|l| *l >= from) {
            out.push(range(vol, &Range(vec![(n, from, last)]), o)?);
        }
        let mut unsigned = last.map_or(b.start, |l| l + 1).max(from);
        if unsigned < b.next
            && let Some(parts) = onward.to_head(n, unsigned)
        {
            unsigned = parts.first().map_or(unsigned, |(_, _, last)| last + 1);
            out.push(range(vol, &Range(parts), o)?);
        }
        // What still stands unsigned at the end came under the head of what waits behind it: both go on together.
        if unsigned < b.next
            && let Some((parts, behind)) = onward.to_waiting(n, unsigned)
        {
            let (mut before, mut events) = (None, Vec::new());
            for part in &parts {
                let Some((prev, found)) = stretch(vol, *part)? else { continue };
                before.get_or_insert(prev);
                events.extend(found);
            }
            events.extend(behind.events.iter().cloned());
            if let Some(prev) = before {
                out.push(Segment { chain: b.id, first: unsigned, prev, events, signature: behind.signature });
            }
        }
    }
    out.extend(waiting);
    Ok(out)
}

/// Ranges that carry a whole volume, each event once. Own chains are split after `most` events, others at the signed heads nearest to that.
///
/// # Errors
/// `ledger-unsigned` when events stand under no head; storage errors.
pub fn ranges(vol: &Vol, most: u32, wanted: &dyn Fn(&ChainId) -> bool, o: &Options) -> Result<Vec<Range>> {
    let all: Vec<u32> = vol.chains.iter().filter(|(_, b)| b.next > b.start && wanted(&b.id)).map(|(n, _)| n).collect();
    // Where an end stands under the head of a branch that went on from it, that branch begins behind this head.
    let mut ends: HashMap<u32, Vec<Part>> = HashMap::new();
    let mut given: HashMap<u32, u32> = HashMap::new();
    let onward = Onward::new(vol, &[])?;
    for n in &all {
        let Some(b) = vol.chains.get(*n).filter(|b| b.id.device != o.signer.device()) else { continue };
        let unsigned = heads(vol, *n)?.into_keys().max().map_or(b.start, |last| last + 1);
        if unsigned < b.next
            && let Some(parts) = onward.to_head(*n, unsigned).filter(|p| p.first().is_some_and(|(_, _, last)| last + 1 == b.next))
        {
            given.extend(parts.iter().skip(1).map(|(m, _, last)| (*m, last + 1)));
            ends.insert(*n, parts);
        }
    }
    let mut out = Vec::new();
    for n in all {
        let Some(b) = vol.chains.get(n) else { continue };
        let mut signed: Vec<u32> = heads(vol, n)?.into_keys().filter(|i| (b.start..b.next).contains(i)).collect();
        signed.sort_unstable();
        let own = b.id.device == o.signer.device();
        let mut first = given.get(&n).copied().unwrap_or(b.start);
        while first < b.next {
            let far = first.saturating_add(most - 1).min(b.next - 1);
            let nearest =
                || signed.iter().rev().find(|i| (first..=far).contains(*i)).or_else(|| signed.iter().find(|i| **i > far)).copied();
            match (if own { Some(far) } else { nearest() }, ends.remove(&n)) {
                (Some(last), end) => {
                    out.push(Range(vec![(n, first, last)]));
                    first = last + 1;
                    ends.extend(end.map(|end| (n, end)));
                }
                (None, Some(mut end)) => {
                    if let Some(part) = end.first_mut() {
                        part.1 = first;
                    }
                    out.push(Range(end));
                    first = b.next;
                }
                (None, None) => return Err(Error::damaged("ledger-unsigned").with("chain", b.id.device)),
            }
        }
    }
    Ok(out)
}

/// The events of a range under its signed head.
///
/// # Errors
/// `ledger-row-missing`; `ledger-unsigned` when its last event has no head that could be given; storage errors.
pub fn range(vol: &Vol, of: &Range, o: &Options) -> Result<Segment> {
    let missing = || Error::damaged("ledger-row-missing");
    let (&(n, first, _), &(end, _, last)) = (of.0.first().ok_or_else(missing)?, of.0.last().ok_or_else(missing)?);
    let id = vol.chains.get(n).ok_or_else(missing)?.id;
    let mut events = Vec::new();
    let mut before = None;
    for part in &of.0 {
        let (prev, found) = stretch(vol, *part)?.ok_or_else(missing)?;
        before.get_or_insert(prev);
        events.extend(found);
    }
    let hash = vol.hash_at(Spot { year: vol.year(), branch: end, idx: last }).ok_or_else(missing)?;
    let signature = match heads(vol, end)?.get(&last) {
        Some(s) => *s,
        None if id.device == o.signer.device() => o.signer.sign_head(&head_message(&Head { chain: id, idx: last, hash })),
        None => return Err(Error::damaged("ledger-unsigned").with("chain", id.device)),
    };
    Ok(Segment { chain: id, first, prev: before.ok_or_else(missing)?, events, signature })
}

/// The hash before a part of a branch, and its events.
fn stretch(vol: &Vol, (n, first, last): Part) -> Result<Option<(Hash, Vec<Vec<u8>>)>> {
    let Some(b) = vol.chains.get(n) else { return Ok(None) };
    let spot = |idx| Spot { year: vol.year(), branch: n, idx };
    let prev = if first == b.start { vol.hash_before(n)? } else { vol.hash_at(spot(first - 1)) };
    let mut q = vol.conn.prepare_cached(&format!("SELECT {EVENT_COLUMNS} FROM ledger WHERE at BETWEEN ?1 AND ?2 ORDER BY at"))?;
    let mut rows = q.query((spot(first).at(), spot(last).at()))?;
    let ids = vol.ids.borrow();
    let mut events = Vec::new();
    while let Some(r) = rows.next()? {
        events.push(Row::event(r, 0, &ids)?.to_bytes());
    }
    Ok(prev.map(|p| (p, events)))
}

/// Segments that wait here are handed on as they came.
pub fn waiting(vol: &Vol) -> Result<Vec<Segment>> {
    let mut q = vol.conn.prepare_cached("SELECT segment FROM waiting ORDER BY n")?;
    let rows = q.query_map([], |r| r.get::<_, Vec<u8>>(0))?;
    let mut out = Vec::new();
    for r in rows {
        out.push(Segment::from_bytes(&r?).ok_or_else(|| Error::damaged("waiting-row"))?);
    }
    Ok(out)
}
