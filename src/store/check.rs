//! Proving a volume: chains and signatures, SQLite's own integrity, tables equal to a rebuild.

use super::fold::Fold;
use super::receive::signed;
use super::rejudge::fate_name;
use super::roots::signer_of_kept;
use super::row::{CellKey, Row};
use super::volume::{EVENT_COLUMNS, Vol, ground, hashes};
use crate::api::types::VolumeCheck;
use crate::error::{Error, Result};
use crate::event::segment::head_message;
use crate::event::{Head, LEVEL, Value, next_hash};
use crate::rights::Spot;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Puts the write log into the file, as far as nobody reads or writes. True when the file is whole by itself: a crash amid a checkpoint
/// leaves torn pages in it, whose sound copies are in the log.
pub fn settle_file(vol: &Vol) -> Result<bool> {
    let (busy, log, done): (i64, i64, i64) =
        vol.conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?;
    Ok(busy == 0 && log == done)
}

/// Checks one volume inside a transaction. `whole`: its file can be looked at without its log.
pub fn volume(vol: &Vol, registry: Option<&Vol>, whole: bool) -> Result<VolumeCheck> {
    let mut problems = Vec::new();
    integrity(vol, whole, &mut problems)?;
    let events = chains(vol, registry, &mut problems)?;
    let waiting: i64 = vol.conn.query_row("SELECT coalesce(sum(last - first + 1), 0) FROM waiting", [], |r| r.get(0))?;
    Ok(VolumeCheck {
        volume: vol.volume.to_string(),
        events,
        chains: u32::try_from(vol.chains.iter().count()).unwrap_or(u32::MAX),
        waiting: u64::try_from(waiting).unwrap_or(0),
        fates: fates(vol, registry, events)?,
        state_hash: state_hash(vol, registry)?,
        problems,
    })
}

/// True when the tables are what a rebuild gives. The database is left as it was.
pub fn as_rebuilt(vol: &mut Vol, registry: Option<&Vol>) -> Result<bool> {
    let restructured = vol.restructured.get();
    vol.conn.execute_batch("SAVEPOINT rebuilt")?;
    let compared = (|| -> Result<bool> {
        let before = tables(vol)?;
        rebuild(vol, registry)?;
        Ok(before == tables(vol)?)
    })();
    vol.conn.execute_batch("ROLLBACK TO rebuilt; RELEASE rebuilt")?;
    vol.restructured.set(restructured);
    compared
}

fn integrity(vol: &Vol, whole: bool, problems: &mut Vec<String>) -> Result<()> {
    let mut q = vol.conn.prepare("PRAGMA integrity_check(20)")?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        let line: String = r.get(0)?;
        if line != "ok" {
            problems.push(format!("sqlite: {line}"));
        }
    }
    if !whole {
        return Ok(());
    }
    let mut q = vol.conn.prepare("PRAGMA cipher_integrity_check")?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        problems.push(format!("cipher: {}", r.get::<_, String>(0)?));
    }
    Ok(())
}

/// Recomputes every hash and verifies every signed head; gives the number of events.
fn chains(vol: &Vol, registry: Option<&Vol>, problems: &mut Vec<String>) -> Result<u64> {
    let mut count = 0u64;
    for (n, b) in vol.chains.iter() {
        let place = |idx: u32| format!("{}/{:016x}/{idx}", b.id.device, b.id.nonce);
        let Some(mut h) = vol.hash_before(n)? else {
            problems.push(format!("hash-before-missing {}", place(b.start)));
            continue;
        };
        if let Some((p, k)) = b.parent
            && vol.hash_at(Spot { year: vol.year(), branch: p, idx: k }) != Some(h)
        {
            problems.push(format!("branch-does-not-follow {}", place(b.start)));
        }
        let key = signer_of_kept(&b.id, registry.unwrap_or(vol));
        let heads = heads(vol, n)?;
        let (mut idx, mut covered) = (b.start, b.start);
        let mut q = vol.conn.prepare_cached(&format!(
            "SELECT at, milestone.hash, law.hash, {EVENT_COLUMNS} FROM ledger LEFT JOIN law USING (at) LEFT JOIN milestone ON milestone.chain = ?3 AND milestone.idx = (at & 4294967295) WHERE at BETWEEN ?1 AND ?2 ORDER BY at"
        ))?;
        let at = |idx: u32| Spot { year: vol.year(), branch: n, idx }.at();
        let mut rows = q.query((at(0), at(u32::MAX), n))?;
        let ids = vol.ids.borrow();
        while let Some(r) = rows.next()? {
            count += 1;
            if r.get::<_, i64>(0)? != at(idx) {
                problems.push(format!("event-missing {}", place(idx)));
                break;
            }
            match Row::event(r, 3, &ids) {
                Ok(e) => h = next_hash(&h, &e.to_bytes()),
                Err(_) => {
                    problems.push(format!("event-unreadable {}", place(idx)));
                    break;
                }
            }
            let twice = |p: u32| vol.hash_at(Spot { year: vol.year(), branch: p, idx }) == Some(h);
            if idx == b.start && b.parent.is_some_and(|(p, _)| twice(p)) {
                problems.push(format!("event-twice {}", place(idx)));
            }
            for i in [1, 2] {
                if r.get::<_, Option<[u8; 32]>>(i)?.is_some_and(|kept| kept != h) {
                    problems.push(format!("hash-differs {}", place(idx)));
                }
            }
            if let Some(s) = heads.get(&idx) {
                if key.is_some_and(|k| signed(&Head { chain: b.id, idx, hash: h }, s, &k)) {
                    covered = idx + 1;
                } else {
                    problems.push(format!("signature-wrong {}", place(idx)));
                }
            }
            idx += 1;
        }
        if idx != b.next || h != b.tip {
            problems.push(format!("chain-ends-elsewhere {}", place(b.next)));
        }
        if covered < b.next && !covered_elsewhere(vol, n, b.next)? {
            problems.push(format!("not-signed {}", place(covered)));
        }
    }
    Ok(count)
}

/// A branch whose end carries no signature is covered when a fork of it, or what waits behind it, is signed.
fn covered_elsewhere(vol: &Vol, n: u32, next: u32) -> Result<bool> {
    let Some(b) = vol.chains.get(n) else { return Ok(false) };
    let waits: bool = vol.conn.query_row(
        "SELECT EXISTS (SELECT 1 FROM waiting WHERE device = ?1 AND nonce = ?2 AND first <= ?3 AND last >= ?3)",
        (b.id.device.0, b.id.nonce.to_be_bytes(), next),
        |r| r.get(0),
    )?;
    Ok(waits || vol.chains.iter().any(|(_, c)| c.parent.is_some_and(|(p, _)| p == n)))
}

/// Signed heads of a branch, by index.
pub fn heads(vol: &Vol, n: u32) -> Result<HashMap<u32, [u8; 64]>> {
    let mut q = vol.conn.prepare_cached("SELECT idx, signature FROM head WHERE chain = ?1")?;
    let rows = q.query_map([n], |r| Ok((r.get(0)?, r.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Empties the projection and folds the ledger anew.
pub fn rebuild(vol: &mut Vol, registry: Option<&Vol>) -> Result<()> {
    vol.conn.execute_batch("DELETE FROM cell; DELETE FROM again; DELETE FROM fate;")?;
    vol.restructured.set(true);
    let vol = &*vol;
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let fold = Fold { vol, ground: ground(reg, year, &h) };
    let mut again: BTreeSet<CellKey> = BTreeSet::new();
    let mut from = i64::MIN;
    loop {
        let mut page = Vec::new();
        {
            let mut q =
                vol.conn.prepare_cached(&format!("SELECT {EVENT_COLUMNS}, at FROM ledger WHERE at > ?1 ORDER BY at LIMIT 20000"))?;
            let mut rows = q.query([from])?;
            let ids = vol.ids.borrow();
            while let Some(r) = rows.next()? {
                let event = Row::event(r, 0, &ids)?;
                let stored = match r.get_ref(5)? {
                    rusqlite::types::ValueRef::Blob(b) => super::row::Stored(rusqlite::types::Value::Blob(b.to_vec())),
                    _ => super::row::Stored::new(&event.value),
                };
                let row = Row { claim: r.get(0)?, kind: r.get(1)?, a: r.get(2)?, b: r.get(3)?, c: r.get(4)?, value: stored, more: None };
                page.push((Spot::from_at(vol.year(), r.get(7)?), row, event));
            }
        }
        let Some(last) = page.last().map(|p| p.0.at()) else { break };
        from = last;
        let mut adding = fold.adding()?;
        for (spot, row, event) in &page {
            again.extend(fold.add(&mut adding, *spot, row, event)?);
        }
    }
    for c in again {
        fold.refold(c)?;
    }
    Ok(())
}

/// Hash of the projection's tables as they stand.
fn tables(vol: &Vol) -> Result<[u8; 32]> {
    let mut h = blake3::Hasher::new();
    for sql in [
        "SELECT kind, a, b, c, at, value, flag FROM shown ORDER BY kind, a, b, c",
        "SELECT kind, a, b, c, abs(at), NULL, NULL FROM again ORDER BY kind, a, b, c, abs(at)",
        "SELECT at, fate, why, disobedient, NULL, NULL, NULL FROM fate ORDER BY at",
    ] {
        let mut q = vol.conn.prepare_cached(sql)?;
        let mut rows = q.query([])?;
        while let Some(r) = rows.next()? {
            for i in 0..7 {
                hash_value(&mut h, r.get_ref(i)?);
            }
        }
        h.update(b"|");
    }
    Ok(*h.finalize().as_bytes())
}

fn hash_value(h: &mut blake3::Hasher, v: rusqlite::types::ValueRef<'_>) {
    use rusqlite::types::ValueRef as V;
    let (tag, bytes): (u8, Vec<u8>) = match v {
        V::Null => (0, Vec::new()),
        V::Integer(n) => (1, n.to_be_bytes().to_vec()),
        V::Real(_) => (2, Vec::new()),
        V::Text(t) => (3, t.to_vec()),
        V::Blob(b) => (4, b.to_vec()),
    };
    h.update(&[tag]);
    h.update(&(bytes.len() as u64).to_be_bytes());
    h.update(&bytes);
}

/// Names the state: level, for a year the registry's heads, and every cell, conflict and fate by outside keys, whatever the order they came in.
pub fn state_hash(vol: &Vol, registry: Option<&Vol>) -> Result<String> {
    let mut rows_hashed: Vec<[u8; 32]> = Vec::new();
    {
        let ids = vol.ids.borrow();
        let mut q = vol.conn.prepare_cached("SELECT kind, a, b, c, value, flag FROM shown")?;
        let mut rows = q.query([])?;
        while let Some(r) = rows.next()? {
            let mut key = vec![Value::Int(r.get(0)?)];
            for i in 1..4 {
                ids.values(r.get(i)?, &mut key).ok_or_else(|| Error::damaged("ledger-row"))?;
            }
            let mut h = blake3::Hasher::new();
            h.update(&Value::Array(key).to_bytes());
            hash_value(&mut h, r.get_ref(4)?);
            hash_value(&mut h, r.get_ref(5)?);
            rows_hashed.push(*h.finalize().as_bytes());
        }
    }
    let mut q = vol.conn.prepare_cached("SELECT at, fate FROM fate")?;
    let mut rows = q.query([])?;
    while let Some(r) = rows.next()? {
        let s = Spot::from_at(vol.year(), r.get(0)?);
        let (Some(b), Some(hash)) = (vol.chains.get(s.branch), vol.hash_at(s)) else { return Err(Error::damaged("fate-row")) };
        let mut h = blake3::Hasher::new_derive_key("zhurnal fate 1");
        h.update(&head_message(&Head { chain: b.id, idx: s.idx, hash }));
        h.update(&r.get::<_, i64>(1)?.to_be_bytes());
        rows_hashed.push(*h.finalize().as_bytes());
    }
    rows_hashed.sort_unstable();
    let mut h = blake3::Hasher::new_derive_key("zhurnal state 1");
    rows_hashed.iter().for_each(|x| {
        h.update(x);
    });
    let hash = crate::id::base32(&h.finalize().as_bytes()[..20]);
    Ok(match registry {
        None => format!("{LEVEL}:{hash}"),
        Some(r) => format!("{LEVEL}:{}:{hash}", crate::id::base32(&heads_digest(r)[..10])),
    })
}

/// Heads of all chains of a volume, whatever the order they came in.
fn heads_digest(vol: &Vol) -> [u8; 32] {
    let mut heads: Vec<[u8; 62]> = vol.heads().iter().map(head_message).collect();
    heads.sort_unstable();
    let mut h = blake3::Hasher::new();
    heads.iter().for_each(|x| {
        h.update(x);
    });
    *h.finalize().as_bytes()
}

/// Count by fate.
fn fates(vol: &Vol, registry: Option<&Vol>, events: u64) -> Result<BTreeMap<String, u64>> {
    let mut out: BTreeMap<String, u64> =
        ["applied", "superseded", "held", "void", "unknown"].iter().map(|n| ((*n).to_owned(), 0)).collect();
    let mut q = vol.conn.prepare_cached("SELECT fate, count(*) FROM fate GROUP BY fate")?;
    let mut rows = q.query([])?;
    let mut other = 0;
    while let Some(r) = rows.next()? {
        let (fate, n): (i64, i64) = (r.get(0)?, r.get(1)?);
        let n = u64::try_from(n).unwrap_or(0);
        other += n;
        out.insert(fate_name(super::fold::stored_fate(fate, 0).0).to_owned(), n);
    }
    let superseded = superseded(vol, registry)?.len() as u64;
    out.insert("superseded".to_owned(), superseded);
    out.insert("applied".to_owned(), events.saturating_sub(other + superseded));
    Ok(out)
}

/// Effective writes that another effective write of their cell covers.
pub fn superseded(vol: &Vol, registry: Option<&Vol>) -> Result<BTreeSet<Spot>> {
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let fold = Fold { vol, ground: ground(reg, year, &h) };
    let cells: Vec<CellKey> = {
        let mut q = vol.conn.prepare_cached("SELECT DISTINCT kind, a, b, c FROM again")?;
        let rows = q.query_map([], |r| Ok(CellKey { kind: r.get(0)?, a: r.get(1)?, b: r.get(2)?, c: r.get(3)? }))?;
        rows.collect::<rusqlite::Result<_>>()?
    };
    let mut out = BTreeSet::new();
    for c in cells {
        out.extend(fold.superseded(c)?);
    }
    Ok(out)
}
