//! «Ждёт приёма»: what of other computers waits for a further day here (adr 0005), and how an admin lets it in.

use super::cells::date;
use super::{Book, Done, UserAuthor};
use crate::api::types::{LateList, LateRow, LetIn};
use crate::error::{Error, Result};
use crate::event::Volume;
use crate::event::kinds::ledger as l;
use crate::id::DeviceId;
use crate::store::{Outcome, Write};
use std::collections::HashMap;

impl Book {
    /// What waits, by computer.
    ///
    /// # Errors
    /// Those of the store.
    pub fn late_list(&self) -> Result<LateList> {
        let late = self.home.late()?;
        let names: HashMap<String, String> =
            if late.is_empty() { HashMap::new() } else { self.devices()?.devices.into_iter().map(|d| (d.id, d.name)).collect() };
        let day = |d: i64| date(d).map(|d| d.to_string());
        let row = |r: crate::store::LateRow| {
            let device = r.device.to_string();
            LateRow {
                name: names.get(&device).cloned().unwrap_or_default(),
                device,
                events: r.events,
                bytes: r.bytes,
                since: day(r.since).unwrap_or_default(),
                until: r.until.and_then(day),
            }
        };
        Ok(LateList { computers: late.into_iter().map(row).collect() })
    }

    /// Lets in all that waits of a computer: on this computer, now; or everywhere and from now on, by an `admit`.
    ///
    /// # Errors
    /// `device-none-waits` when nothing of it waits here; those of the store.
    pub fn let_in(&self, author: &UserAuthor, asked: &LetIn) -> Result<Done<()>> {
        let device = DeviceId::parse(&asked.device)?;
        if !self.home.late()?.iter().any(|r| r.device == device) {
            return Err(Error::input("device-none-waits"));
        }
        if !asked.everywhere {
            self.home.take_all_of(device)?;
            return Ok(Done::new((), Outcome::default()));
        }
        let write = Write::new(l::ADMIT, vec![device.0.into()], true.into());
        let outcome = self.act(author, Volume::REGISTRY, &[write])?;
        self.home.take_due()?;
        Ok(Done::new((), outcome))
    }
}
