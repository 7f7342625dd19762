//! What waits for a further day, for the persons who look after a computer: shown, taken in when its day has come, or
//! all at once.

use super::home::Home;
use super::quota::{Used, days_until};
use super::state::State;
use super::types::Received;
use super::waiting::{Late, late};
use crate::error::Result;
use crate::event::Volume;
use crate::id::DeviceId;
use std::collections::BTreeMap;

/// What of one computer waits for a further day, in all volumes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LateRow {
    /// Whose it is.
    pub device: DeviceId,
    /// Events.
    pub events: u64,
    /// Bytes on the disk.
    pub bytes: u64,
    /// Own day since which the first of it waits, days since 1970-01-01.
    pub since: i64,
    /// Own day on which all of it will be in, when nothing more comes; none when a void cut on the computer keeps it
    /// out.
    pub until: Option<i64>,
}

impl Home {
    /// What waits for a further day, by computer.
    ///
    /// # Errors
    /// Storage errors.
    pub fn late(&self) -> Result<Vec<LateRow>> {
        let s = self.fresh()?;
        let mut rows: BTreeMap<DeviceId, LateRow> = BTreeMap::new();
        for vol in std::iter::once(&s.registry).chain(s.years.values()) {
            for (device, Late { size, since, cut }) in late(vol)? {
                let until = (!cut).then(|| s.day().saturating_add(i64::try_from(days_until(&size, &s.quota)).unwrap_or(i64::MAX)));
                let row = LateRow { device, events: 0, bytes: 0, since, until };
                let row = rows.entry(device).or_insert(row);
                let Used { events, bytes, .. } = size;
                (row.events, row.bytes, row.since) = (row.events + events, row.bytes + bytes, row.since.min(since));
                row.until = row.until.zip(until).map(|(a, b)| a.max(b));
            }
        }
        Ok(rows.into_values().collect())
    }

    /// Takes in what waits and whose day has come.
    ///
    /// # Errors
    /// Storage errors.
    pub fn take_due(&self) -> Result<()> {
        let mut guard = self.fresh()?;
        self.again(&mut guard)
    }

    /// Takes in all that waits of a computer, what lies outside a void cut on it too: a person pressed so, on this
    /// computer.
    ///
    /// # Errors
    /// Storage errors.
    pub fn take_all_of(&self, device: DeviceId) -> Result<()> {
        let mut guard = self.fresh()?;
        guard.pressed = Some(device);
        let done = self.again(&mut guard);
        guard.pressed = None;
        done
    }

    /// The registry, then years, then the registry for what years have named.
    fn again(&self, s: &mut State) -> Result<()> {
        let out = &mut Received::default();
        self.again_registry(s, out)?;
        let gone = s.destroyed()?;
        for year in s.years.keys().copied().filter(|y| !gone.contains(y)).collect::<Vec<_>>() {
            if s.is_late(Volume(year))? {
                s.take_in(Volume(year), &mut Vec::new(), out, &|_| Ok(()))?;
            }
        }
        self.again_registry(s, out)
    }

    /// What of the registry waits for a further day is tried: an `admit` may have come, or something may name it.
    pub(super) fn again_registry(&self, s: &mut State, out: &mut Received) -> Result<()> {
        if !s.is_late(Volume::REGISTRY)? {
            return Ok(());
        }
        let before = out.joined;
        s.take_in(Volume::REGISTRY, &mut Vec::new(), out, &|_| Ok(()))?;
        if out.joined > before { self.law_changed(s) } else { Ok(()) }
    }
}
