//! The computers of the school, and the locks that are in force no more: what an admin looks through.

use super::Book;
use super::cells::Parts;
use crate::api::types::{DeviceList, DeviceRow, Opened, OpenedCut};
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::{Scope, Value, Volume};
use crate::id::DeviceId;
use std::collections::HashSet;

/// Words of the contract for capabilities, by their numbers.
const CAPABILITIES: [&str; 4] = ["journal", "office", "witness", "stamp"];

impl Book {
    /// The computers with an effective certificate, by name.
    ///
    /// # Errors
    /// Those of the store.
    pub fn devices(&self) -> Result<DeviceList> {
        let by_root = self.home.root_certified()?;
        let whole = |scope| match scope {
            Scope::Device(device, capabilities) if capabilities.is_empty() => Some(device),
            _ => None,
        };
        let cut: HashSet<[u8; 16]> = self.standing_cuts()?.into_iter().filter_map(|(scope, _)| whole(scope)).collect();
        let own = self.home.device();
        let mut devices = self.home.ask(Volume::REGISTRY, |reader| {
            let row = |c: crate::store::Cell| {
                let id = c.key.first()?.id()?;
                let named = |n: &Value| CAPABILITIES.get(usize::try_from(n.int()?.checked_sub(1)?).ok()?).map(|s| (*s).to_owned());
                Some(DeviceRow {
                    id: DeviceId(id).to_string(),
                    name: c.value.text_at(3),
                    capabilities: c.value.list_at(2).iter().filter_map(named).collect(),
                    by_root: by_root.contains(&DeviceId(id)),
                    cut: cut.contains(&id),
                    this: own.0 == id,
                })
            };
            Ok(reader.cells(l::DEVICE)?.into_iter().filter_map(row).collect::<Vec<_>>())
        })?;
        devices.sort_by(|a, b| (&a.name, &a.id).cmp(&(&b.name, &b.id)));
        Ok(DeviceList { devices })
    }

    /// Names of the computers that the root certified and that are not cut off.
    pub(super) fn root_certified_names(&self) -> Result<Vec<String>> {
        Ok(self.devices()?.devices.into_iter().filter(|d| d.by_root && !d.cut).map(|d| d.name).collect())
    }

    /// Cuts and locks that count no more, because of who signed them or who gave the right: their author sets them again.
    ///
    /// # Errors
    /// Those of the store.
    pub fn opened(&self) -> Result<Opened> {
        let mut cuts = Vec::new();
        for volume in self.volumes()? {
            let lapsed = self.home.lapsed_cuts(volume)?;
            if lapsed.is_empty() {
                continue;
            }
            let words = self.words()?;
            let row = |e: &crate::store::LogEntry| OpenedCut {
                volume: volume.to_string(),
                why: super::doubts::doubt_word(e.why),
                row: words.row(e),
            };
            cuts.extend(lapsed.iter().map(row));
        }
        Ok(Opened { cuts })
    }

    /// The registry and every year that is here.
    pub(super) fn volumes(&self) -> Result<Vec<Volume>> {
        Ok(std::iter::once(Volume::REGISTRY).chain(self.home.years()?.into_iter().map(Volume)).collect())
    }
}
