//! What stands behind the writing lock: volumes in memory, taking segments in, bringing years under new law.

use super::db;
use super::ident::Idents;
use super::known::{Stamp, stamp_of};
use super::named::Named;
use super::place::{file, open_present};
use super::quota::{Gate, Quota};
use super::receive::{Batch, Took};
use super::rejudge::{law_digest, relaw, settle};
use super::types::{GoOn, Options, Received};
use super::volume::Vol;
use super::waiting::{Entry, For, keep, named, retry, step};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Segment, Volume};
use crate::id::DeviceId;
use crate::time::Clock;
use std::collections::BTreeMap;
use std::sync::Arc;

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
    /// This computer.
    pub me: DeviceId,
    /// Years that cannot be read, by what is wrong with each.
    pub damaged: BTreeMap<u16, Error>,
    /// Events of the registry that each year's file is known to remember.
    pub noted: BTreeMap<u16, u64>,
    /// How much of each computer's comes in a day.
    pub quota: Quota,
    /// Whose day it is.
    pub clock: Arc<dyn Clock>,
    /// All of this computer's comes in now: a person pressed so.
    pub pressed: Option<DeviceId>,
}

impl State {
    /// A volume.
    pub fn vol(&self, v: Volume) -> Result<&Vol> {
        if v.is_registry() { Ok(&self.registry) } else { self.years.get(&v.0).ok_or_else(|| absent(&self.damaged, v)) }
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

    /// As [`State::known_ids`], of a volume that is not damaged.
    pub fn certain_ids(&self, v: Volume) -> Result<Idents> {
        self.damaged.get(&v.0).map_or_else(|| Ok(self.known_ids(v)), |e| Err(e.clone()))
    }

    /// A volume to write, and the registry when it is a year.
    pub fn split(&mut self, v: Volume) -> Result<(&mut Vol, Option<&Vol>)> {
        if v.is_registry() {
            return Ok((&mut self.registry, None));
        }
        let year = self.years.get_mut(&v.0).ok_or_else(|| absent(&self.damaged, v))?;
        Ok((year, Some(&self.registry)))
    }

    /// Opens a year's file that bears the right stamp; its tables are brought under the registry's present law.
    pub fn open_year(&mut self, options: &Options, year: u16, ours: &dyn Fn(Option<Stamp>) -> bool) -> Result<()> {
        let v = Volume(year);
        let mut conn = open_present(options, v)?;
        if !ours(stamp_of(&conn)?) {
            return Err(Error::damaged("volume-foreign"));
        }
        db::migrate(&mut conn, &file(options, v))?;
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
        if waits { self.take_in(v, &mut Vec::new(), &mut Received::default(), &|_| Ok(())) } else { Ok(()) }
    }

    /// True when something of a volume waits for a further day.
    pub fn is_late(&self, v: Volume) -> Result<bool> {
        waits_for_a_day(self.vol(v)?)
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

    /// What the `seen`s that wait in years name of the registry.
    pub fn named_of_registry(&self) -> Result<Named> {
        let mut out = Named::default();
        for vol in self.years.values() {
            out.add_registry(&named(vol)?);
        }
        Ok(out)
    }

    /// The own day: days since 1970-01-01.
    pub fn day(&self) -> i64 {
        self.clock.now().div_euclid(86_400)
    }

    /// Takes segments of one volume in, with those that waited, in transactions of at most [`super::receive::BATCH`] events.
    pub fn take_in(&mut self, v: Volume, queue: &mut Vec<(&Segment, usize)>, out: &mut Received, go_on: &GoOn<'_>) -> Result<()> {
        let mut strangers: Vec<(&Segment, usize)> = Vec::new();
        let outer = if v.is_registry() { self.named_of_registry()? } else { Named::default() };
        let (quota, day, pressed) = (self.quota, self.day(), self.pressed);
        loop {
            let done = self.transaction(v, |vol, registry| {
                let mut batch = Batch::default();
                let mut gate = Gate::new(quota, day, pressed);
                // What has waited comes before what comes now.
                let mut full = waits_for_a_day(vol)? && retry(vol, registry, &mut gate, &outer, &mut batch, out, go_on)?;
                loop {
                    if full {
                        break;
                    }
                    let laws = vol.laws.len();
                    if registry.is_none() {
                        vol.discover(queue.iter().map(|(s, _)| *s))?;
                    }
                    while let Some((seg, from)) = queue.pop() {
                        go_on(out.joined + batch.fresh.len() as u64)?;
                        let entry = Entry { from, ..Entry::default() };
                        match step(vol, registry, &mut gate, seg, entry, &mut batch)? {
                            Took::All => {}
                            Took::Refused => out.refused += 1,
                            Took::Stranger => strangers.push((seg, from)),
                            Took::Waits(i) => out.left += keep(vol, registry, &gate, seg, i, For::Facts)?,
                            Took::Later(i) => out.left += keep(vol, registry, &gate, seg, i, For::Day)?,
                            Took::Full(i) => {
                                queue.push((seg, i));
                                full = true;
                                break;
                            }
                        }
                    }
                    if !full {
                        full = retry(vol, registry, &mut gate, &outer, &mut batch, out, go_on)?;
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

/// Why a year is not open.
fn absent(damaged: &BTreeMap<u16, Error>, v: Volume) -> Error {
    damaged.get(&v.0).cloned().unwrap_or_else(|| Error::input("year-missing").with("year", v))
}

/// True when something waits for a further day.
fn waits_for_a_day(vol: &Vol) -> Result<bool> {
    Ok(vol.conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM waiting WHERE state > 0)")?.query_row([], |r| r.get(0))?)
}

/// True when law events from this number on introduce computers, or begin roots' chains.
fn introduces(vol: &Vol, from: usize) -> bool {
    vol.laws.get(from..).unwrap_or_default().iter().any(|e| matches!(e.event.kind, l::DEVICE | l::ROOT))
}
