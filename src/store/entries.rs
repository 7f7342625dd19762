//! Entries of the ledger as people ask for them: the log, the story of a cell, the list of what is held.

use super::fold::CONFLICT;
use super::fold::stored_fate;
use super::home::Home;
use super::rejudge::fate_name;
use super::row::{CellKey, Row, has_cell, parts};
use super::state::State;
use super::volume::{EVENT_COLUMNS, Vol, ground, hashes};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Event, Head, Law, Value, Volume, spec};
use crate::id::{DeviceId, UserId};
use crate::rights::judge::decided;
use crate::rights::order::{Covered, Witnessed};
use crate::rights::{Fate, LawEvent, Spot, Why};
use rusqlite::OptionalExtension;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};

/// One entry of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogEntry {
    /// Cursor.
    pub at: i64,
    /// Its name for good.
    pub head: Head,
    /// The event.
    pub event: Event,
    /// Its author, absent for what the computer itself wrote.
    pub author: Option<UserId>,
    /// Its computer.
    pub device: DeviceId,
    /// `applied`, `superseded`, `held`, `void`, `unknown`.
    pub fate: &'static str,
    /// Why, when held or void.
    pub why: Why,
    /// Displayed time, seconds of UTC.
    pub time: i64,
    /// The claim was clamped by checkpoints.
    pub clamped: bool,
}

impl Home {
    /// The log of a volume, newest claim last written first, without sessions and seens.
    ///
    /// # Errors
    /// Storage errors.
    pub fn log(&self, volume: Volume, before: Option<i64>, limit: u32) -> Result<Vec<LogEntry>> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        // Branches interleave: the order is by claimed time, then place.
        let sql = format!(
            "SELECT ledger.at, fate.fate, fate.why, {} FROM ledger LEFT JOIN fate USING (at) WHERE (kind & 65535) > 3 ORDER BY claim DESC, ledger.at DESC LIMIT ?1 OFFSET ?2",
            EVENT_COLUMNS.split(", ").map(|c| format!("ledger.{c}")).collect::<Vec<_>>().join(", ")
        );
        let mut q = vol.conn.prepare_cached(&sql)?;
        let offset = before.unwrap_or(0);
        let mut rows = q.query((limit, offset))?;
        let times = Times::of(&guard, vol);
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let spot = Spot::from_at(vol.year(), r.get(0)?);
            let event = Row::event(r, 3, &vol.ids.borrow())?;
            let (fate, why) = stored_fate(r.get::<_, Option<i64>>(1)?.unwrap_or(0), r.get::<_, Option<i64>>(2)?.unwrap_or(0));
            out.push(entry(&times, spot, event, fate, why, offset + 1 + i64::try_from(out.len()).unwrap_or(0))?);
        }
        Ok(out)
    }

    /// Everything ever written to a cell, in the order of displayed times, then of places.
    ///
    /// # Errors
    /// Storage errors.
    pub fn story(&self, volume: Volume, kind: u16, key: &[Value]) -> Result<Vec<LogEntry>> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        let cell = {
            let ids = vol.ids.borrow();
            let found = |part: &[Value]| ids.find(part);
            spec(kind).and_then(|s| {
                let [x, y, z] = parts(s, key)?;
                Some(super::row::CellKey { kind: i64::from(kind), a: found(x)?, b: found(y)?, c: found(z)? })
            })
        };
        let Some(cell) = cell else { return Ok(Vec::new()) };
        let registry = if volume.is_registry() { None } else { Some(&guard.registry) };
        let (reg, year) = (registry.unwrap_or(vol), registry.is_some().then_some(vol));
        let h = hashes(reg, year);
        let fold = super::fold::Fold { vol, ground: ground(reg, year, &h) };
        let times = Times::of(&guard, vol);
        let mut out = Vec::new();
        for (spot, event) in fold.writes(cell)? {
            let mut q = vol.conn.prepare_cached("SELECT fate, why FROM fate WHERE at = ?1")?;
            let (fate, why) = q.query_row([spot.at()], |r| Ok((r.get(0)?, r.get(1)?))).optional()?.unwrap_or((0, 0));
            let (fate, why) = stored_fate(fate, why);
            out.push(entry(&times, spot, event, fate, why, spot.at())?);
        }
        out.sort_by_key(|e| (e.time, e.at));
        Ok(out)
    }

    /// Fates of all events of a volume, by head: for checking and tests.
    ///
    /// # Errors
    /// Storage errors.
    pub fn fates(&self, volume: Volume) -> Result<BTreeMap<Head, &'static str>> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        let registry = (!volume.is_registry()).then_some(&guard.registry);
        let old = super::check::superseded(vol, registry)?;
        let mut q = vol.conn.prepare_cached("SELECT ledger.at, fate.fate FROM ledger LEFT JOIN fate USING (at)")?;
        let mut rows = q.query([])?;
        let mut out = BTreeMap::new();
        while let Some(r) = rows.next()? {
            let spot = Spot::from_at(vol.year(), r.get(0)?);
            let fate = stored_fate(r.get::<_, Option<i64>>(1)?.unwrap_or(0), 0).0;
            let name = if fate == Fate::Effective && old.contains(&spot) { "superseded" } else { fate_name(fate) };
            out.insert(head(vol, spot)?, name);
        }
        Ok(out)
    }

    /// Held entries that wait for a decision: held for doubts of right alone, not decided, not in the refs of an effective write
    /// (made exact, 20).
    ///
    /// # Errors
    /// Storage errors.
    pub fn review(&self, volume: Volume) -> Result<Vec<LogEntry>> {
        self.held(volume, false)
    }

    /// Held entries of which it is in doubt who signed them, not written again (made exact, 20).
    ///
    /// # Errors
    /// Storage errors.
    pub fn of_hand(&self, volume: Volume) -> Result<Vec<LogEntry>> {
        self.held(volume, true)
    }

    fn held(&self, volume: Volume, of_hand: bool) -> Result<Vec<LogEntry>> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        let registry = if volume.is_registry() { None } else { Some(&guard.registry) };
        let (reg, year) = (registry.unwrap_or(vol), registry.is_some().then_some(vol));
        let h = hashes(reg, year);
        let fold = super::fold::Fold { vol, ground: ground(reg, year, &h) };
        let held: Vec<(i64, i64)> = {
            let mut q = vol.conn.prepare_cached("SELECT at, why FROM fate WHERE fate = ?1 ORDER BY at")?;
            q.query_map([Fate::Held as i64], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?
        };
        let times = Times::of(&guard, vol);
        let mut out = Vec::new();
        let mut covered: HashMap<CellKey, Covered> = HashMap::new();
        for (at, why) in held {
            let spot = Spot::from_at(vol.year(), at);
            let event = vol.event(spot)?;
            let why = stored_fate(1, why).1;
            let law = Law::read(&event);
            let level = vol.statutes.levels.get(&spot).copied();
            let level = level.unwrap_or_else(|| crate::rights::level::level(spot, &event, law.as_ref(), &fold.ground));
            let refused = || decided(spot, level, &vol.statutes, &fold.ground) == Some(false);
            if why.of_hand() != of_hand || (!of_hand && refused()) {
                continue;
            }
            if let Some(cell) = fold.cell_at(spot)? {
                let covered = match covered.entry(cell) {
                    Entry::Occupied(known) => known.into_mut(),
                    Entry::Vacant(new) => new.insert(fold.covered(cell)?),
                };
                if covered.holds(spot) {
                    continue;
                }
            }
            out.push(entry(&times, spot, event, Fate::Held, why, at)?);
        }
        Ok(out)
    }

    /// The name of the write a cell shows, by its [`Cell::at`].
    ///
    /// # Errors
    /// `ledger-row-missing`; storage errors.
    pub fn head_at(&self, volume: Volume, at: i64) -> Result<Head> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        head(vol, Spot::from_at(vol.year(), at))
    }
}

fn head(vol: &Vol, spot: Spot) -> Result<Head> {
    match (vol.chains.get(spot.branch), vol.hash_at(spot)) {
        (Some(b), Some(hash)) => Ok(Head { chain: b.id, idx: spot.idx, hash }),
        _ => Err(Error::damaged("ledger-row-missing")),
    }
}

pub(super) fn entry(times: &Times<'_>, spot: Spot, event: Event, fate: Fate, why: Why, at: i64) -> Result<LogEntry> {
    let vol = times.vol;
    let Some(b) = vol.chains.get(spot.branch) else { return Err(Error::damaged("chain-numbers")) };
    let author = vol.chains.session_before(spot.branch, spot.idx).map(|x| UserId(x.user)).filter(|_| b.root == 0);
    let name = if fate == Fate::Effective && has_cell(i64::from(event.kind) + (i64::from(event.version) << 16)) && !shown(vol, spot)? {
        "superseded"
    } else {
        fate_name(fate)
    };
    let (time, clamped) = times.displayed(spot, event.claim);
    Ok(LogEntry { at, head: head(vol, spot)?, author, device: b.id.device, fate: name, why, time, clamped, event })
}

/// True when the write is the one shown in its cell, or one side of a conflict.
fn shown(vol: &Vol, spot: Spot) -> Result<bool> {
    let mut q = vol.conn.prepare_cached(
        "SELECT shown.at, shown.flag FROM ledger JOIN shown ON shown.kind = (ledger.kind & 65535) AND shown.a = ledger.a AND shown.b = ledger.b AND shown.c = ledger.c WHERE ledger.at = ?1",
    )?;
    let row: Option<(i64, i64)> = q.query_row([spot.at()], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
    Ok(row.is_none_or(|(at, flag)| at == spot.at() || flag == CONFLICT))
}

/// Claimed times of a branch's effective checkpoints.
#[derive(Default)]
struct Claims {
    /// Their indexes.
    at: Vec<u32>,
    /// The latest claim up to each.
    latest: Vec<i64>,
    /// The earliest claim from each on.
    earliest: Vec<i64>,
}

/// What displayed times of a volume's entries go by.
pub(super) struct Times<'a> {
    claims: BTreeMap<u32, Claims>,
    witnessed: &'a Witnessed,
    state: &'a State,
    vol: &'a Vol,
}

impl<'a> Times<'a> {
    pub(super) fn of(state: &'a State, vol: &'a Vol) -> Self {
        let law = &state.registry.statutes;
        let effective = |e: &&LawEvent| e.event.kind == l::CHECKPOINT && law.verdicts.get(&e.spot).is_some_and(|v| v.effective());
        let mut points: Vec<(Spot, i64)> = state.registry.laws.iter().filter(effective).map(|e| (e.spot, e.event.claim)).collect();
        points.sort_unstable();
        let mut claims: BTreeMap<u32, Claims> = BTreeMap::new();
        for (spot, claim) in points {
            let of = claims.entry(spot.branch).or_default();
            of.at.push(spot.idx);
            of.latest.push(of.latest.last().map_or(claim, |l| claim.max(*l)));
            of.earliest.push(claim);
        }
        for of in claims.values_mut() {
            let mut least = i64::MAX;
            for e in of.earliest.iter_mut().rev() {
                least = least.min(*e);
                *e = least;
            }
        }
        // All checkpoints, of a closed year too.
        let s = &vol.statutes;
        Self { claims, witnessed: if s.closings.is_empty() { &s.witnessed } else { &s.later }, state, vol }
    }

    /// Displayed time: the claim clamped to [latest checkpoint the author had seen, earliest checkpoint that contains it].
    fn displayed(&self, spot: Spot, claim: i64) -> (i64, bool) {
        let year = self.vol.year().then_some(self.vol);
        let h = hashes(&self.state.registry, year);
        let g = ground(&self.state.registry, year, &h);
        let seen = self.claims.iter().filter_map(|(n, of)| {
            let last = g.last_reached(spot, *n, false)?;
            of.latest.get(of.at.partition_point(|at| *at <= last).checked_sub(1)?).copied()
        });
        let containing = self.witnessed.firsts(spot).filter_map(|(n, first)| {
            let of = self.claims.get(&n)?;
            of.earliest.get(of.at.partition_point(|at| *at < first)).copied()
        });
        let raised = seen.max().map_or(claim, |low| claim.max(low));
        let time = containing.min().map_or(raised, |high| raised.min(high));
        (time, time != claim)
    }
}
