//! What stands behind the writing lock: volumes in memory, taking segments in, bringing years under new law.

use super::db;
use super::home::{file, open_file};
use super::ident::Idents;
use super::receive::{self, Batch, Took};
use super::rejudge::{law_digest, relaw, settle};
use super::roots::signer;
use super::types::{Options, Received};
use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Segment, Volume};
use std::collections::{BTreeMap, HashMap, VecDeque};

/// Everything behind the writing lock.
pub struct State {
    /// The registry.
    pub registry: Vol,
    /// Years by first calendar year.
    pub years: BTreeMap<u16, Vol>,
    /// A transaction failed: memory is read again before the next.
    pub stale: bool,
    /// How often memory was read again.
    pub reloads: u64,
    /// The reading after which destroyed years were dropped.
    pub buried: u64,
}

impl State {
    /// A volume.
    pub fn vol(&self, v: Volume) -> Result<&Vol> {
        if v.is_registry() { Ok(&self.registry) } else { self.years.get(&v.0).ok_or_else(|| Error::input("year-missing").with("year", v)) }
    }

    /// Grows with each law event, and with each reading of memory anew.
    pub fn law_version(&self) -> u64 {
        let laws: usize = std::iter::once(&self.registry).chain(self.years.values()).map(|v| v.laws.len()).sum();
        self.reloads.wrapping_add(u64::try_from(laws).unwrap_or(u64::MAX))
    }

    /// The numbers of a volume that are certain: after a failed transaction none.
    pub fn known_ids(&self, v: Volume) -> Idents {
        match self.vol(v) {
            Ok(vol) if !self.stale => vol.ids.borrow().clone(),
            _ => Idents::default(),
        }
    }

    /// A volume to write, and the registry when it is a year.
    pub fn split(&mut self, v: Volume) -> Result<(&mut Vol, Option<&Vol>)> {
        if v.is_registry() {
            return Ok((&mut self.registry, None));
        }
        let year = self.years.get_mut(&v.0).ok_or_else(|| Error::input("year-missing").with("year", v))?;
        Ok((year, Some(&self.registry)))
    }

    /// Opens a year's file; its tables are brought under the registry's present law.
    pub fn open_year(&mut self, options: &Options, year: u16) -> Result<()> {
        let v = Volume(year);
        let path = file(options, v);
        let mut conn = open_file(options, v)?;
        db::migrate(&mut conn, &path)?;
        conn.execute_batch("BEGIN")?;
        let mut vol = Vol::load(v, conn)?;
        vol.read_year(&self.registry)?;
        vol.conn.execute_batch("COMMIT")?;
        let behind = vol.behind.is_some();
        self.years.insert(year, vol);
        if behind {
            self.transaction(v, |_, _| Ok(()))?;
        }
        self.take_waiting(v)
    }

    /// Tries what waits outside a year's set: the registry may have brought what it waits for, before a crash or by another program.
    pub fn take_waiting(&mut self, v: Volume) -> Result<()> {
        let waits: bool = self.vol(v)?.conn.query_row("SELECT EXISTS (SELECT 1 FROM waiting)", [], |r| r.get(0))?;
        if waits { self.take_in(v, &mut Vec::new(), &mut Received::default()) } else { Ok(()) }
    }

    /// The registry changed: years are judged by the new law, and what waited for the registry is tried.
    pub fn cascade(&mut self) -> Result<()> {
        for year in self.years.keys().copied().collect::<Vec<_>>() {
            let v = Volume(year);
            let done = self.transaction(v, |vol, registry| {
                let Some(registry) = registry else { return Ok(()) };
                let changed = vol.local("judged-by")?.as_deref() != Some(&law_digest(registry, vol));
                // A closing may name what of the registry was not here.
                let here = |(chain, idx): &(ChainId, u32)| {
                    let mut of = registry.chains.of(chain).iter().filter_map(|n| registry.chains.get(*n));
                    of.any(|b| b.start <= *idx && *idx < b.next)
                };
                if changed || vol.statutes.awaited.iter().any(|a| a.0.volume.is_registry() && here(a)) {
                    relaw(vol, Some(registry), &mut Batch { law: true, ..Batch::default() })?;
                    vol.set_local("judged-by", Some(&law_digest(registry, vol)))?;
                }
                Ok(())
            });
            self.after(v, done)?;
            self.take_waiting(v)?;
        }
        Ok(())
    }

    /// Takes segments of one volume in, with those that waited, in transactions of at most [`receive::BATCH`] events.
    pub fn take_in(&mut self, v: Volume, queue: &mut Vec<(&Segment, usize)>, out: &mut Received) -> Result<()> {
        let mut strangers: Vec<(&Segment, usize)> = Vec::new();
        loop {
            let done = self.transaction(v, |vol, registry| {
                let mut batch = Batch::default();
                let mut full = false;
                loop {
                    let laws = vol.laws.len();
                    if registry.is_none() {
                        vol.discover(queue.iter().map(|(s, _)| *s))?;
                    }
                    while let Some((seg, from)) = queue.pop() {
                        match step(vol, registry, seg, from, &mut batch)? {
                            Took::All => {}
                            Took::Refused => out.refused += 1,
                            Took::Stranger => strangers.push((seg, from)),
                            Took::Waits(i) => drop(wait(vol, seg, i)?),
                            Took::Full(i) => {
                                queue.push((seg, i));
                                full = true;
                                break;
                            }
                        }
                    }
                    if !full {
                        full = retry(vol, registry, &mut batch, out)?;
                    }
                    // What came meanwhile may introduce who was a stranger before.
                    let moved = introduces(vol, laws);
                    if full || strangers.is_empty() || !moved {
                        if full && moved {
                            queue.splice(0..0, strangers.drain(..));
                        }
                        break;
                    }
                    queue.append(&mut strangers);
                }
                out.joined += batch.fresh.len() as u64;
                out.known += batch.known;
                settle(vol, registry, &mut batch)?;
                out.judged_again += batch.judged_again;
                if let Some(r) = registry {
                    vol.set_local("judged-by", Some(&law_digest(r, vol)))?;
                }
                Ok(full)
            });
            if !self.after(v, done)? {
                out.strangers += strangers.iter().map(|(s, _)| s.events.len() as u64).sum::<u64>();
                return Ok(());
            }
        }
    }
}

/// True when law events from this number on introduce computers, or begin roots' chains.
fn introduces(vol: &Vol, from: usize) -> bool {
    vol.laws.get(from..).unwrap_or_default().iter().any(|e| matches!(e.event.kind, l::DEVICE | l::ROOT))
}

/// One segment: verified outside the set, then placed.
fn step(vol: &mut Vol, registry: Option<&Vol>, seg: &Segment, from: usize, batch: &mut Batch) -> Result<Took> {
    let Some(key) = signer(&seg.chain, registry.unwrap_or(vol)) else {
        return Ok(if seg.events.is_empty() { Took::Refused } else { Took::Stranger });
    };
    let hashes = seg.hashes();
    let Some(head) = seg.head_of(&hashes) else { return Ok(Took::Refused) };
    if from == 0 && !receive::signed(&head, &seg.signature, &key) {
        return Ok(Took::Refused);
    }
    receive::ingest(vol, registry, seg, &hashes, from, batch)
}

/// Keeps the rest of a segment outside the set; gives its row when it was not kept before.
fn wait(vol: &Vol, seg: &Segment, from: usize) -> Result<Option<(i64, Segment)>> {
    let prev = seg.events.iter().take(from).fold(seg.prev, |h, e| crate::event::next_hash(&h, e));
    let first = seg.first + u32::try_from(from).unwrap_or(0);
    let rest =
        Segment { chain: seg.chain, first, prev, events: seg.events.get(from..).unwrap_or_default().to_vec(), signature: seg.signature };
    let last = first + u32::try_from(rest.events.len()).unwrap_or(0).saturating_sub(1);
    let new = vol
        .conn
        .prepare_cached("INSERT OR IGNORE INTO waiting (device, nonce, first, last, segment) VALUES (?1,?2,?3,?4,?5)")?
        .execute((seg.chain.device.0, seg.chain.nonce.to_be_bytes(), first, last, rest.to_bytes()))?;
    Ok((new > 0).then(|| (vol.conn.last_insert_rowid(), rest)))
}

/// Tries what waits until nothing moves. True when the batch filled up. What still lacks something is not even verified, and is tried again
/// when that comes.
fn retry(vol: &mut Vol, registry: Option<&Vol>, batch: &mut Batch, out: &mut Received) -> Result<bool> {
    let rows: Vec<(i64, Vec<u8>)> = {
        let mut q = vol.conn.prepare_cached("SELECT n, segment FROM waiting ORDER BY first")?;
        q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?
    };
    let mut queue: VecDeque<(i64, Segment)> = VecDeque::with_capacity(rows.len());
    for (n, bytes) in rows {
        let seg = Segment::from_bytes(&bytes).ok_or_else(|| Error::damaged("waiting-row"))?;
        queue.push_back((n, Segment { chain: ChainId { volume: vol.volume, ..seg.chain }, ..seg }));
    }
    let mut lacking: HashMap<(ChainId, u32), Vec<(i64, Segment)>> = HashMap::new();
    // What a declared loss may let in lacks nothing that could be named.
    let mut unsaid: Vec<(i64, Segment)> = Vec::new();
    loop {
        let before = batch.fresh.len();
        while let Some((n, seg)) = queue.pop_front() {
            if let Some(place) = receive::blocked(vol, registry, &seg) {
                lacking.entry(place).or_default().push((n, seg));
                continue;
            }
            let new = batch.fresh.len();
            let took = step(vol, registry, &seg, 0, batch)?;
            for (spot, _, _) in batch.fresh.get(new..).unwrap_or_default() {
                let place = vol.chains.get(spot.branch).map(|b| (b.id, spot.idx));
                queue.extend(place.and_then(|p| lacking.remove(&p)).into_iter().flatten());
            }
            if took == Took::Waits(0) {
                unsaid.push((n, seg));
                continue;
            }
            vol.conn.prepare_cached("DELETE FROM waiting WHERE n = ?1")?.execute([n])?;
            match took {
                Took::Waits(i) => queue.extend(wait(vol, &seg, i)?),
                Took::Full(i) => {
                    wait(vol, &seg, i)?;
                    return Ok(true);
                }
                Took::Refused => out.refused += 1,
                Took::All | Took::Stranger => {}
            }
        }
        if batch.fresh.len() == before {
            return Ok(false);
        }
        queue.extend(unsaid.drain(..));
    }
}
