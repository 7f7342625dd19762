//! After a transaction's events: new statutes where the law changed, the fresh events folded, and everything the change touches judged again.

use super::affected::Affected;
use super::fold::Fold;
use super::receive::Batch;
use super::row::{CellKey, has_cell};
use super::volume::{Vol, ground, hashes};
use crate::error::Result;
use crate::event::{LEVEL, Value, spec};
use crate::rights::{Fate, Spot, Why, evaluate, evaluate_year};
use std::collections::{BTreeSet, HashMap, HashSet};

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
    // What a year's events had seen of the registry goes further back when a lost part of it is found.
    let found = |r: &Vol| vol.statutes.lost.iter().any(|n| r.chains.get(*n).is_none_or(|b| !b.gap));
    batch.lost |= registry.is_some_and(found);
    if batch.lost {
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
            let new = match registry {
                Some(r) => evaluate_year(&r.laws, &r.statutes, &vol.laws, &g),
                None => evaluate(&vol.laws, None, &g),
            };
            touched = Affected::between(&vol.statutes, &new, &vol.chains, &g);
            new
        };
        vol.statutes = new;
        vol.law = registry.map(|r| law_digest(r, vol));
        if let Some(law) = vol.law {
            vol.set_local("judged-by", Some(&law))?;
        }
        touched.all |= batch.lost;
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
            let Some(cell) = fold.add(&mut adding, *spot, row, event)? else { continue };
            if batch.own != Some(spot.branch) || again.contains(&cell) || !fold.fold_next(cell, *spot, event)? {
                again.insert(cell);
            }
        }
        let mut judged = 0;
        for cell in &again {
            judged += fold.refold(*cell)?;
        }
        let fresh = batch.fresh.iter().filter(|(_, row, _)| row.cell().is_some_and(|c| again.contains(&c))).count();
        batch.judged_again += judged.saturating_sub(fresh as u64);
        again
    };
    if touched.is_empty() {
        return Ok(());
    }
    // Fresh events were folded by the new law already: of each branch only what was here before is looked at.
    batch.judged_again += rejudge_but(vol, registry, &touched, &cells, &fresh_from)?;
    Ok(())
}

/// Judges again everything given; a year notes by which law it was judged.
pub fn rejudge(vol: &mut Vol, registry: Option<&Vol>, touched: &Affected) -> Result<()> {
    rejudge_but(vol, registry, touched, &BTreeSet::new(), &HashMap::new())?;
    if let Some(r) = registry {
        vol.set_local("judged-by", Some(&law_digest(r, vol)))?;
    }
    Ok(())
}

/// What is judged again: cells, and events without one.
#[derive(Default)]
struct Again {
    cells: BTreeSet<CellKey>,
    alone: BTreeSet<Spot>,
}

impl Again {
    /// Reads kind, parts of the key and place.
    fn collect(&mut self, vol: &Vol, sql: &str, from: i64, to: i64, wanted: impl Fn(CellKey) -> bool) -> Result<()> {
        let mut q = vol.conn.prepare_cached(sql)?;
        let mut rows = q.query((from, to))?;
        while let Some(r) = rows.next()? {
            let kind: i64 = r.get(0)?;
            let cell = CellKey { kind: kind & 0xFFFF, a: r.get(1)?, b: r.get(2)?, c: r.get(3)? };
            match has_cell(kind) {
                true if wanted(cell) => drop(self.cells.insert(cell)),
                false if wanted(cell) => drop(self.alone.insert(Spot::from_at(vol.year(), r.get(4)?))),
                _ => {}
            }
        }
        Ok(())
    }
}

const EVENTS: &str = "SELECT kind, a, b, c, at FROM ledger WHERE at BETWEEN ?1 AND ?2";
const WITH_MORE: &str = "SELECT kind, a, b, c, at FROM ledger WHERE at BETWEEN ?1 AND ?2 AND more IS NOT NULL";
const FATED: &str =
    "SELECT ledger.kind, ledger.a, ledger.b, ledger.c, ledger.at FROM fate JOIN ledger USING (at) WHERE at BETWEEN ?1 AND ?2";

/// Judges again what a change of the law touches; gives how many entries that were.
fn rejudge_but(vol: &Vol, registry: Option<&Vol>, touched: &Affected, done: &BTreeSet<CellKey>, fresh: &HashMap<u32, u32>) -> Result<u64> {
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let fold = Fold { vol, ground: ground(reg, year, &h) };
    let mut again = Again::default();
    let at = |n: u32, idx: u32| Spot { year: vol.year(), branch: n, idx }.at();
    let before = |n: u32| fresh.get(&n).copied();
    if touched.all {
        again.collect(vol, EVENTS, i64::MIN, i64::MAX, |_| true)?;
    } else {
        for (n, from, to) in touched.ranges.joined(before) {
            again.collect(vol, EVENTS, at(n, from), at(n, to), |_| true)?;
        }
        let days = joined_days(&touched.days);
        for (n, from, to) in touched.lessons.joined(before) {
            again.collect(vol, EVENTS, at(n, from), at(n, to), |cell| of_lessons(vol, cell, &days, &touched.terms))?;
        }
        for (n, from, to) in touched.permits.joined(before) {
            again.collect(vol, WITH_MORE, at(n, from), at(n, to), |_| true)?;
        }
        for (n, from, to) in touched.fated.joined(before) {
            again.collect(vol, FATED, at(n, from), at(n, to), |_| true)?;
        }
        for s in touched.spots.iter().filter(|s| s.year == vol.year()) {
            again.collect(vol, EVENTS, s.at(), s.at(), |_| true)?;
        }
        if touched.held {
            let sql = format!("{FATED} AND (fate.fate = {} OR fate.why = {})", Fate::Held as i64, Why::VoidCut as i64);
            again.collect(vol, &sql, i64::MIN, i64::MAX, |_| true)?;
        }
    }
    let mut judged = 0;
    for c in again.cells.difference(done) {
        judged += fold.refold(*c)?;
    }
    for s in again.alone {
        fold.refate(s)?;
        judged += 1;
    }
    Ok(judged)
}

/// First and last days, each day in one stretch alone.
fn joined_days(days: &[(i64, i64)]) -> Vec<(i64, i64)> {
    let mut sorted = days.to_vec();
    sorted.sort_unstable();
    let mut out: Vec<(i64, i64)> = Vec::new();
    for (from, to) in sorted {
        match out.last_mut().filter(|last| from <= last.1.saturating_add(1)) {
            Some(last) => last.1 = last.1.max(to),
            None => out.push((from, to)),
        }
    }
    out
}

/// True when a cell is of a lesson of these days, or of one of these terms.
fn of_lessons(vol: &Vol, cell: CellKey, days: &[(i64, i64)], terms: &HashSet<[u8; 16]>) -> bool {
    let Some(places) = u16::try_from(cell.kind).ok().and_then(spec).filter(|k| k.stratum == 3).map(|k| k.places) else { return false };
    if places.date.is_none() && places.term.is_none() {
        return false;
    }
    let (ids, mut key) = (vol.ids.borrow(), Vec::with_capacity(8));
    if [cell.a, cell.b, cell.c].into_iter().any(|n| ids.values(n, &mut key).is_none()) {
        return true;
    }
    let item = |p: Option<usize>| key.get(p?);
    let dated = item(places.date).and_then(Value::int).is_some_and(|d| {
        let after = days.partition_point(|(from, _)| *from <= d);
        after.checked_sub(1).and_then(|i| days.get(i)).is_some_and(|(_, to)| d <= *to)
    });
    dated || item(places.term).and_then(Value::id).is_some_and(|t| terms.contains(&t))
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
