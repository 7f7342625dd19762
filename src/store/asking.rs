//! Reading a home, and what tells that reading again is due.

use super::home::{Home, poisoned};
use super::ident::Idents;
use super::place::{file, open_file};
use super::read::{Connected, Reader, beside_writes};
use crate::error::{Error, ErrorKind, Result};
use crate::event::Volume;
use std::collections::btree_map::Entry;
use std::io::Read as _;

/// Times that [`Home::look`] begins anew after another program's commit.
const LOOKS: usize = 100;
/// Bytes of a file that [`Home::read_ahead`] reads at most.
const READ_AHEAD: u64 = 512 << 20;

impl Home {
    /// Reads a volume on a connection of its own: a consistent moment, never blocked by writers.
    ///
    /// # Errors
    /// `year-missing`; what `f` returns.
    pub fn ask<T>(&self, volume: Volume, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let known = self.readers.lock().map_err(|_| poisoned())?.contains_key(&volume);
        // The numbers that the writing connection knows need not be read again. One lock after the other, never both.
        let ids = if known { Idents::default() } else { self.lock()?.certain_ids(volume)? };
        let mut readers = self.readers.lock().map_err(|_| poisoned())?;
        // Another program may have seen the year's destruction first.
        if !volume.is_registry() && !file(&self.options, volume).exists() {
            readers.remove(&volume);
            return Err(Error::input("year-missing").with("year", volume));
        }
        let c = match readers.entry(volume) {
            Entry::Occupied(e) => e.into_mut(),
            Entry::Vacant(e) => e.insert(Connected::new(open_file(&self.options, volume)?, ids)),
        };
        c.read(volume, |r| f(r))
    }

    /// As [`Home::ask`], on the writing connection: the pages that own writes went through are at hand. Waits for who writes, and who writes
    /// waits for it, so it is for what an act needs before and after, not for long reading.
    ///
    /// # Errors
    /// `year-missing`, `database-busy` when other programs leave no moment; what `f` returns.
    pub fn look<T>(&self, volume: Volume, f: impl Fn(&Reader<'_>) -> Result<T>) -> Result<T> {
        for _ in 0..LOOKS {
            let s = self.fresh()?;
            if let Some(seen) = beside_writes(s.vol(volume)?, &f)? {
                return Ok(seen);
            }
        }
        Err(Error::new(ErrorKind::Busy, "database-busy"))
    }

    /// Reads the files through from their beginning, so that the system has them at hand: a slow disk does that at once what it would do
    /// page by page for minutes. Gives the bytes read. Takes no lock.
    ///
    /// # Errors
    /// Storage errors.
    pub fn read_ahead(&self) -> Result<u64> {
        let mut bytes = 0;
        for volume in std::iter::once(Volume::REGISTRY).chain(self.years()?.into_iter().map(Volume)) {
            let mut file = std::fs::File::open(file(&self.options, volume))?.take(READ_AHEAD);
            let mut buffer = vec![0; 1 << 20];
            loop {
                match file.read(&mut buffer)? {
                    0 => break,
                    n => bytes += n as u64,
                }
            }
        }
        Ok(bytes)
    }

    /// Differs when another program has committed anything.
    ///
    /// # Errors
    /// Storage errors.
    pub fn foreign(&self) -> Result<u64> {
        Ok(self.fresh()?.reloads)
    }

    /// Grows whenever a law event was written here, or anything at all by another program.
    ///
    /// # Errors
    /// Storage errors.
    pub fn law_version(&self) -> Result<u64> {
        Ok(self.fresh()?.law_version())
    }

    /// Format level that the school's law requires of who writes; programs below it only read and forward.
    ///
    /// # Errors
    /// Storage errors.
    pub fn required_level(&self) -> Result<u16> {
        Ok(self.fresh()?.registry.statutes.require)
    }

    pub(super) fn forget_reader(&self, v: Volume) -> Result<()> {
        self.readers.lock().map_err(|_| poisoned())?.remove(&v);
        Ok(())
    }
}
