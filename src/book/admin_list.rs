//! The computers of the school, and the locks that are in force no more: what an admin looks through.

use super::accounts::cut_write;
use super::cells::Parts;
use super::doubts::{doubt_word, entry_name};
use super::{Book, Done, UserAuthor};
use crate::api::types::{DeviceList, DeviceRow, Opened, OpenedCut};
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Scope, Value, Volume};
use crate::id::DeviceId;
use crate::store::Write;
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

    /// As [`Book::devices`], for who holds the recovery sheet: nobody need be logged in.
    ///
    /// # Errors
    /// Those of reading a sheet and of [`Book::root_of`]; those of the store.
    pub fn devices_by_sheet(&self, sheet: &str) -> Result<DeviceList> {
        self.root_of(sheet)?;
        self.devices()
    }

    /// Names of the computers that the root certified and that are not cut off.
    pub(super) fn root_certified_names(&self) -> Result<Vec<String>> {
        Ok(self.devices()?.devices.into_iter().filter(|d| d.by_root && !d.cut).map(|d| d.name).collect())
    }

    /// Cuts and locks that count no more, because of who signed them or who gave the right, and that nobody has set again.
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
            cuts.extend(lapsed.iter().map(|(e, cut)| OpenedCut {
                entry: entry_name(&e.head.hash),
                again: cut.stratum > 0,
                volume: volume.to_string(),
                why: doubt_word(e.why),
                row: words.row(e),
            }));
        }
        Ok(Opened { cuts })
    }

    /// Sets a cut or lock again that counts no more, in the name of who is there: what is held, from the heads of this moment on; what is
    /// void, outside the same heads as before.
    ///
    /// # Errors
    /// `opened-unknown`, `opened-by-sheet`; `no-right`; those of the store.
    pub fn close_again(&self, author: &UserAuthor, entry: &str) -> Result<Done<()>> {
        for volume in self.volumes()? {
            let lapsed = self.home.lapsed_cuts(volume)?.into_iter().find(|(e, _)| entry_name(&e.head.hash) == entry);
            let Some((e, cut)) = lapsed else { continue };
            if cut.stratum == 0 {
                return Err(Error::denied("opened-by-sheet"));
            }
            let heads = cut.void.then_some(cut.heads);
            let write = cut_write(cut.scope, cut.void, cut.stratum, heads)?;
            return Ok(Done::new((), self.act(author, volume, &[Write { refs: vec![e.head], ..write }])?));
        }
        Err(Error::input("opened-unknown"))
    }

    /// The registry and every year that is here.
    pub(super) fn volumes(&self) -> Result<Vec<Volume>> {
        Ok(std::iter::once(Volume::REGISTRY).chain(self.home.years()?.into_iter().map(Volume)).collect())
    }
}
