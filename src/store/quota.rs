//! Quotas of intake: how much of one computer's comes in within one own day (adr 0005). They are no law: they say
//! *when* a signed event joins this computer's set, and never what it means. What is over waits (`waiting`), in the
//! order of its chain, and each day more comes.

use super::named::NamedBy;
use super::volume::{Vol, root_number};
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Scope, Value};
use crate::id::DeviceId;
use rusqlite::OptionalExtension as _;
use std::collections::HashMap;

/// What a computer takes in of another one, within one own day into one volume, and what it keeps of it beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Quota {
    /// Events.
    pub events: u64,
    /// Their canonical bytes.
    pub bytes: u64,
    /// Chains that begin.
    pub chains: u64,
    /// Branches of a chain beside its first.
    pub forks: u64,
    /// Bytes on the disk of what waits outside the set; more is not kept: it is offered again.
    pub kept: u64,
    /// Takes in what lies outside a void cut on its computer too.
    pub past_cuts: bool,
}

impl Default for Quota {
    fn default() -> Self {
        Self { events: 100_000, bytes: 32 << 20, chains: 64, forks: 16, kept: 64 << 20, past_cuts: false }
    }
}

impl Quota {
    /// Everything comes in at once: for measurements, and for tests that compare with the model event by event.
    pub const NONE: Self = Self { events: u64::MAX, bytes: u64::MAX, chains: u64::MAX, forks: u64::MAX, kept: u64::MAX, past_cuts: true };
}

/// What came of one computer on one own day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Used {
    /// Events.
    pub events: u64,
    /// Their canonical bytes.
    pub bytes: u64,
    /// Chains that began.
    pub chains: u64,
    /// Branches beside the first.
    pub forks: u64,
}

/// What of one segment may come in now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowed {
    events: u64,
    bytes: u64,
    forks: u64,
    came: Used,
}

impl Allowed {
    const ALL: Self = Self::up_to(u64::MAX, u64::MAX, u64::MAX);
    const NOTHING: Self = Self::up_to(0, 0, 0);

    const fn up_to(events: u64, bytes: u64, forks: u64) -> Self {
        Self { events, bytes, forks, came: Used { events: 0, bytes: 0, chains: 0, forks: 0 } }
    }
    /// Nothing of it comes in now.
    pub fn is_nothing(&self) -> bool {
        self.events == 0
    }
    /// Counts the next event; false when it is for a further day.
    pub fn event(&mut self, bytes: usize) -> bool {
        let bytes = self.came.bytes.saturating_add(bytes as u64);
        let fits = self.came.events < self.events && bytes <= self.bytes;
        if fits {
            (self.came.events, self.came.bytes) = (self.came.events + 1, bytes);
        }
        fits
    }
    /// True when one branch more may begin.
    pub fn fork(&self) -> bool {
        self.forks > 0
    }
    /// Counts a branch that began beside others.
    pub fn forked(&mut self) {
        self.forks = self.forks.saturating_sub(1);
        self.came.forks += 1;
    }
}

/// Events of a segment from which on it is asked first whether the witness has it: the day's measure is spared.
const MUCH: u64 = 1024;

/// What asks to come in: a segment's place and size.
#[derive(Debug, Clone, Copy)]
pub struct Asking<'a> {
    /// Its chain.
    pub chain: ChainId,
    /// Index of its first event that is not here.
    pub first: u32,
    /// Events from there on.
    pub events: u64,
    /// Their canonical bytes.
    pub bytes: u64,
    /// A part of the segment is in the set already.
    pub begun: bool,
    /// Waiting `seen`s that name it or what is behind it.
    pub named_by: &'a [NamedBy],
}

impl Asking<'_> {
    fn last(&self) -> u32 {
        self.first.saturating_add(u32::try_from(self.events.saturating_sub(1)).unwrap_or(u32::MAX))
    }
}

/// Who is let in within one transaction of one volume.
pub struct Gate {
    quota: Quota,
    day: i64,
    /// All of this computer's comes in: a press on this computer.
    pressed: Option<DeviceId>,
    used: HashMap<DeviceId, Used>,
    admitted: HashMap<DeviceId, bool>,
    /// Last index of each chain that an effective checkpoint names; read when a day's measure is full.
    witnessed: Option<HashMap<ChainId, u32>>,
}

impl Gate {
    /// For a transaction on this own day.
    pub fn new(quota: Quota, day: i64, pressed: Option<DeviceId>) -> Self {
        Self { quota, day, pressed, used: HashMap::new(), admitted: HashMap::new(), witnessed: None }
    }

    /// The own day: days since 1970-01-01.
    pub fn day(&self) -> i64 {
        self.day
    }

    /// Bytes that one computer's waiting segments may take.
    pub fn kept(&self) -> u64 {
        self.quota.kept
    }

    /// What of a segment comes in now, and on whose measure; on nobody's when it needs none.
    pub fn allow(&mut self, vol: &Vol, registry: Option<&Vol>, asks: &Asking<'_>) -> Result<(Allowed, Option<DeviceId>)> {
        let sender = asks.chain.device;
        let free = self.quota == Quota::NONE || root_number(&registry.unwrap_or(vol).roots, &sender) > 0;
        if free || self.pressed == Some(sender) {
            return Ok((Allowed::ALL, None));
        }
        if !asks.begun && asks.named_by.is_empty() && !self.quota.past_cuts && outside_void_cut(vol, &asks.chain, asks.first) {
            return Ok((Allowed::NOTHING, None));
        }
        let own = self.measured(vol, asks, sender)?;
        let fits = own.events >= asks.events && own.bytes >= asks.bytes;
        if fits && asks.events < MUCH {
            return Ok((own, Some(sender)));
        }
        if self.is_witnessed(vol, registry, asks) || self.is_admitted(registry.unwrap_or(vol), sender)? {
            return Ok((Allowed::ALL, None));
        }
        if own.is_nothing() {
            for by in asks.named_by.iter().filter(|by| by.device != sender) {
                let named = self.named(vol, asks, *by)?;
                if !named.is_nothing() {
                    return Ok((named, Some(by.device)));
                }
            }
        }
        Ok((own, Some(sender)))
    }

    /// What comes in because a waiting `seen` names it, on the measure of whose `seen` it is: whole when that fits,
    /// else as far as is named.
    fn named(&mut self, vol: &Vol, asks: &Asking<'_>, by: NamedBy) -> Result<Allowed> {
        let whole = self.measured(vol, asks, by.device)?;
        if whole.events >= asks.events && whole.bytes >= asks.bytes {
            return Ok(whole);
        }
        let (used, q) = (self.used(vol, by.device)?, self.quota);
        if vol.chains.of(&asks.chain).is_empty() && used.chains >= q.chains {
            return Ok(Allowed::NOTHING);
        }
        let named = u64::from(by.idx.saturating_sub(asks.first)) + 1;
        let left = Used {
            events: q.events.saturating_sub(used.events),
            bytes: q.bytes.saturating_sub(used.bytes),
            forks: q.forks.saturating_sub(used.forks),
            chains: 0,
        };
        Ok(Allowed::up_to(left.events.min(named), left.bytes, left.forks))
    }

    /// What is left of a computer's day. A segment comes whole, so that its last event stands under its signature; only
    /// what is more than a whole day's measure comes in parts.
    fn measured(&mut self, vol: &Vol, asks: &Asking<'_>, payer: DeviceId) -> Result<Allowed> {
        let (used, q) = (self.used(vol, payer)?, self.quota);
        let begins = vol.chains.of(&asks.chain).is_empty();
        if begins && used.chains >= q.chains {
            return Ok(Allowed::NOTHING);
        }
        let (events, bytes) = (q.events.saturating_sub(used.events), q.bytes.saturating_sub(used.bytes));
        let forks = q.forks.saturating_sub(used.forks);
        if asks.events <= events && asks.bytes <= bytes {
            return Ok(Allowed::up_to(events, bytes, forks));
        }
        if !asks.begun && used.events > 0 && asks.events <= q.events && asks.bytes <= q.bytes {
            return Ok(Allowed::NOTHING);
        }
        // One event fits into every day.
        let bytes = if used.events == 0 { bytes.max(crate::event::value::MAX_EVENT as u64) } else { bytes };
        Ok(Allowed::up_to(events, bytes, forks))
    }

    /// Counts what came of a segment.
    pub fn charge(&mut self, vol: &Vol, payer: Option<DeviceId>, allowed: &Allowed, began: bool) -> Result<()> {
        let came = allowed.came;
        let Some(payer) = payer.filter(|_| began || came != Used::default()) else { return Ok(()) };
        let mut used = self.used(vol, payer)?;
        used.events += came.events;
        used.bytes += came.bytes;
        used.chains += u64::from(began);
        used.forks += came.forks;
        self.used.insert(payer, used);
        let n = |x: u64| i64::try_from(x).unwrap_or(i64::MAX);
        vol.conn
            .prepare_cached("INSERT OR REPLACE INTO intake (device, day, events, bytes, chains, forks) VALUES (?1,?2,?3,?4,?5,?6)")?
            .execute((payer.0, self.day, n(used.events), n(used.bytes), n(used.chains), n(used.forks)))?;
        Ok(())
    }

    fn used(&mut self, vol: &Vol, device: DeviceId) -> Result<Used> {
        if let Some(used) = self.used.get(&device) {
            return Ok(*used);
        }
        let mut q = vol.conn.prepare_cached("SELECT events, bytes, chains, forks FROM intake WHERE device = ?1 AND day = ?2")?;
        let n = |r: &rusqlite::Row<'_>, i: usize| Ok::<u64, rusqlite::Error>(u64::try_from(r.get::<_, i64>(i)?).unwrap_or(0));
        let row = q.query_row((device.0, self.day), |r| Ok(Used { events: n(r, 0)?, bytes: n(r, 1)?, chains: n(r, 2)?, forks: n(r, 3)? }));
        let used = row.optional()?.unwrap_or_default();
        self.used.insert(device, used);
        Ok(used)
    }

    fn is_admitted(&mut self, registry: &Vol, device: DeviceId) -> Result<bool> {
        if let Some(known) = self.admitted.get(&device) {
            return Ok(*known);
        }
        let found = admitted(registry, device)?;
        self.admitted.insert(device, found);
        Ok(found)
    }

    /// True when a checkpoint names what is asked for: the witness has taken it in, and a new computer takes what the
    /// school holds. A second branch beside it is measured all the same.
    fn is_witnessed(&mut self, vol: &Vol, registry: Option<&Vol>, asks: &Asking<'_>) -> bool {
        let of = registry.unwrap_or(vol);
        let named = self.witnessed.get_or_insert_with(|| {
            let mut out: HashMap<ChainId, u32> = HashMap::new();
            for h in of.statutes.points.iter().flat_map(|(_, heads)| heads) {
                let last = out.entry(h.chain).or_default();
                *last = (*last).max(h.idx);
            }
            out
        });
        let one = match vol.chains.of(&asks.chain) {
            [] => asks.first == 0,
            [n] => vol.chains.get(*n).is_some_and(|b| b.next == asks.first),
            _ => false,
        };
        one && named.get(&asks.chain).is_some_and(|last| asks.last() <= *last)
    }
}

/// True when an `admit` that nothing disputes names the computer.
fn admitted(registry: &Vol, device: DeviceId) -> Result<bool> {
    let Some(a) = registry.ids.borrow().find(&[Value::Id(device.0)]) else { return Ok(false) };
    let mut q = registry.conn.prepare_cached("SELECT value FROM shown WHERE kind = ?1 AND a = ?2 AND b = 0 AND c = 0 AND flag = 0")?;
    let mut rows = q.query((l::ADMIT, a))?;
    Ok(match rows.next()? {
        Some(row) => super::read::value(row, 0)?.flag() == Some(true),
        None => false,
    })
}

/// True when an index of a chain lies outside a void cut on its computer. A registry is closed to it by a root's cut
/// alone: what another admin's cut does not reach is law there.
pub fn outside_void_cut(vol: &Vol, chain: &ChainId, idx: u32) -> bool {
    vol.statutes.cuts.iter().any(|c| {
        let whole = matches!(&c.cut.scope, Scope::Device(d, capabilities) if *d == chain.device.0 && capabilities.is_empty());
        let reaches = !c.spot.year && (vol.year() || c.root > 0);
        whole && reaches && c.voids() && !c.heads.iter().any(|h| h.chain == *chain && idx <= h.idx)
    })
}

/// Own days, from tomorrow on, until so much has come in by the measure.
pub fn days_until(wanted: &Used, quota: &Quota) -> u64 {
    let days = |n: u64, a_day: u64| n.div_ceil(a_day.max(1));
    let all = [(wanted.events, quota.events), (wanted.bytes, quota.bytes), (wanted.chains, quota.chains), (wanted.forks, quota.forks)];
    all.into_iter().map(|(n, a_day)| days(n, a_day)).max().unwrap_or(0).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_is_in_when_the_slowest_of_its_measures_says() {
        let quota = Quota { events: 10, bytes: 100, chains: 1, forks: 1, ..Quota::default() };
        let days = |events, bytes, chains, forks| days_until(&Used { events, bytes, chains, forks }, &quota);
        assert_eq!([days(1, 1, 0, 0), days(10, 100, 1, 1), days(11, 1, 0, 0), days(1, 301, 0, 0)], [1, 1, 2, 4]);
        assert_eq!([days(1, 1, 5, 0), days(1, 1, 0, 6)], [5, 6]);
    }

    #[test]
    fn a_school_s_import_and_a_computer_s_year_fit_into_the_measure_of_one_day() {
        // An import of everything writes 40,000 events; the demo school's whole year is 323,096 of 75 bytes, on thirty
        // computers.
        let day = Quota::default();
        let (import, off_line) = (40_000, 323_096 / 30);
        assert!(day.events >= 2 * import && day.events >= 3 * off_line && day.bytes >= day.events * 300);
        assert!(day.kept >= 2 * day.bytes);
    }

    #[test]
    fn an_event_counts_until_the_day_is_full() {
        let mut allowed = Allowed::up_to(2, 100, 1);
        assert_eq!([allowed.event(60), allowed.event(60), allowed.event(40), allowed.event(0)], [true, false, true, false]);
        assert!(allowed.fork());
        allowed.forked();
        assert!(!allowed.fork());
        assert_eq!(allowed.came, Used { events: 2, bytes: 100, chains: 0, forks: 1 });
    }
}
