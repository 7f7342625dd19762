//! After a transaction's events: new statutes where the law changed, the fresh events folded, and everything the change touches judged again.

use super::affected::Affected;
use super::fold::Fold;
use super::receive::Batch;
use super::row::{CellKey, has_cell};
use super::volume::{Vol, ground, hashes};
use crate::error::Result;
use crate::event::LEVEL;
use crate::rights::{Fate, Spot, evaluate, evaluate_year};
use std::collections::{BTreeSet, HashMap};

/// Folds what a transaction took in.
pub fn settle(vol: &mut Vol, registry: Option<&Vol>, batch: &mut Batch) -> Result<()> {
    batch.write(vol)?;
    for n in &batch.grown {
        vol.save_tip(*n, None)?;
    }
    relaw(vol, registry, batch)
}

/// New statutes where the law changed, then fresh events and everything the change touches.
pub fn relaw(vol: &mut Vol, registry: Option<&Vol>, batch: &mut Batch) -> Result<()> {
    let mut touched = Affected::default();
    if batch.forked {
        let own = vol.own;
        vol.reload()?;
        vol.load_law(registry)?;
        vol.own = vol.own.or(own);
    }
    if batch.law || batch.reshaped {
        let new = {
            let reg = registry.unwrap_or(vol);
            let year = registry.is_some().then_some(&*vol);
            let h = hashes(reg, year);
            let g = ground(reg, year, &h);
            match registry {
                Some(r) => evaluate_year(&r.laws, &r.statutes, &vol.laws, &g),
                None => evaluate(&vol.laws, None, &g),
            }
        };
        let old = std::mem::replace(&mut vol.statutes, new);
        vol.law = registry.map(|r| law_digest(r, vol));
        if let Some(law) = vol.law {
            vol.set_local("judged-by", Some(&law))?;
        }
        touched = Affected::between(&old, &vol.statutes, vol);
        touched.all |= batch.forked;
    }
    let mut fresh_from: HashMap<u32, u32> = HashMap::new();
    for (spot, _, _) in &batch.fresh {
        let first = fresh_from.entry(spot.branch).or_insert(spot.idx);
        *first = (*first).min(spot.idx);
    }
    let cells = {
        let reg = registry.unwrap_or(vol);
        let year = registry.is_some().then_some(&*vol);
        let h = hashes(reg, year);
        let fold = Fold { vol, ground: ground(reg, year, &h) };
        let mut again: BTreeSet<CellKey> = BTreeSet::new();
        let mut adding = fold.adding()?;
        for (spot, row, event) in &batch.fresh {
            again.extend(fold.add(&mut adding, *spot, row, event)?);
        }
        for cell in &again {
            fold.refold(*cell)?;
        }
        again
    };
    if touched.is_empty() {
        return Ok(());
    }
    // Fresh events were folded by the new law already: of each branch only what was here before is looked at.
    for r in &mut touched.ranges {
        if let Some(first) = fresh_from.get(&r.0) {
            r.2 = r.2.min(first.wrapping_sub(1));
        }
    }
    touched.ranges.retain(|r| r.1 <= r.2 && fresh_from.get(&r.0) != Some(&0));
    rejudge_but(vol, registry, &touched, &cells)
}

/// As [`rejudge_but`], of everything given; a year notes by which law it was judged.
pub fn rejudge(vol: &mut Vol, registry: Option<&Vol>, touched: &Affected) -> Result<()> {
    rejudge_but(vol, registry, touched, &BTreeSet::new())?;
    if let Some(r) = registry {
        vol.set_local("judged-by", Some(&law_digest(r, vol)))?;
    }
    Ok(())
}

/// Judges again what a change of the law touches.
fn rejudge_but(vol: &Vol, registry: Option<&Vol>, touched: &Affected, done: &BTreeSet<CellKey>) -> Result<()> {
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let fold = Fold { vol, ground: ground(reg, year, &h) };
    let mut cells: BTreeSet<CellKey> = BTreeSet::new();
    let mut alone: BTreeSet<Spot> = BTreeSet::new();
    let mut collect = |sql: &str, from: i64, to: i64| -> Result<()> {
        let mut q = vol.conn.prepare_cached(sql)?;
        let mut rows = q.query((from, to))?;
        while let Some(r) = rows.next()? {
            let kind: i64 = r.get(0)?;
            if has_cell(kind) {
                cells.insert(CellKey { kind: kind & 0xFFFF, a: r.get(1)?, b: r.get(2)?, c: r.get(3)? });
            } else {
                alone.insert(Spot::from_at(vol.year(), r.get(4)?));
            }
        }
        Ok(())
    };
    let range = "SELECT kind, a, b, c, at FROM ledger WHERE at BETWEEN ?1 AND ?2";
    if touched.all {
        collect(range, i64::MIN, i64::MAX)?;
    } else {
        for (n, from, to) in &touched.ranges {
            let at = |idx: u32| Spot { year: vol.year(), branch: *n, idx }.at();
            collect(range, at(*from), at(*to))?;
        }
        for s in touched.spots.iter().filter(|s| s.year == vol.year()) {
            collect(range, s.at(), s.at())?;
        }
        if touched.fated {
            collect(
                "SELECT ledger.kind, ledger.a, ledger.b, ledger.c, ledger.at FROM fate JOIN ledger USING (at) WHERE at BETWEEN ?1 AND ?2",
                i64::MIN,
                i64::MAX,
            )?;
        }
    }
    for c in cells.difference(done) {
        fold.refold(*c)?;
    }
    for s in alone {
        fold.refate(s)?;
    }
    Ok(())
}

/// A fate's row as text, for logs and reports.
#[must_use]
pub fn fate_name(f: Fate) -> &'static str {
    match f {
        Fate::Effective => "applied",
        Fate::Held => "held",
        Fate::Void => "void",
        Fate::Unknown => "unknown",
    }
}

/// Names the registry's law: a year remembers by which it was judged.
pub fn law_digest(registry: &Vol, year: &Vol) -> [u8; 32] {
    let mut all: Vec<&[u8; 32]> = registry.laws.iter().map(|l| &l.hash).collect();
    all.sort_unstable();
    let mut h = blake3::Hasher::new();
    all.iter().for_each(|x| {
        h.update(*x);
    });
    for (n, b) in registry.chains.iter() {
        h.update(&n.to_be_bytes());
        h.update(&[u8::from(b.gap), u8::from(b.parent.is_some())]);
    }
    // Heads that law names and that come later change what was known when.
    let named = |s: &crate::rights::Statutes| s.awaited.iter().filter(|(c, _)| c.volume.is_registry()).count() as u64;
    h.update(&named(&registry.statutes).to_be_bytes());
    h.update(&named(&year.statutes).to_be_bytes());
    h.update(&LEVEL.to_be_bytes());
    // Which body of a root is followed says which later roots count.
    h.update(&registry.refused_bodies);
    *h.finalize().as_bytes()
}
