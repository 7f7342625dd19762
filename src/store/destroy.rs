//! Destruction of a year after its term (semantics.md, "Root and keys"): the registry keeps the act; file and key go, on every computer that sees it.
//!
//! What is gone stays gone here: should the act be annulled later, the year comes back only from a computer that has not seen it.

use super::fold::NOTHING;
use super::home::{Home, database_name, file};
use super::state::State;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Value, Volume};
use std::collections::BTreeSet;

impl State {
    /// Years that an effective act destroyed.
    pub fn destroyed(&self) -> Result<BTreeSet<u16>> {
        let vol = &self.registry;
        let mut q = vol.conn.prepare_cached("SELECT a FROM shown WHERE kind = ?1 AND flag <> ?2")?;
        let mut rows = q.query((l::DESTROYED, NOTHING))?;
        let ids = vol.ids.borrow();
        let mut out = BTreeSet::new();
        while let Some(r) = rows.next()? {
            let mut key = Vec::new();
            ids.values(r.get(0)?, &mut key).ok_or_else(|| Error::damaged("ledger-row"))?;
            out.extend(key.first().and_then(Value::int).and_then(|y| u16::try_from(y).ok()));
        }
        Ok(out)
    }

    /// Refuses a year that an act destroyed, whoever wrote the act.
    pub fn standing(&self, v: Volume) -> Result<()> {
        if !v.is_registry() && self.destroyed()?.contains(&v.0) {
            return Err(Error::input("year-destroyed").with("year", v));
        }
        Ok(())
    }
}

impl Home {
    /// Drops what effective acts destroyed: from memory, then the key, then the files. Done again at every start, so that nothing stays after a crash.
    pub(super) fn bury(&self, s: &mut State) -> Result<()> {
        for year in s.destroyed()? {
            let v = Volume(year);
            s.years.remove(&year);
            self.forget_reader(v)?;
            // The act stands already: what cannot be removed now is removed at the next start, and the log says so.
            if let Err(e) = self.options().database_key.forget(&database_name(v)) {
                log::warn!("the key of a destroyed year stays: {}", e.code);
            }
            if let Err(e) = self.remove_files(v) {
                log::warn!("the file of a destroyed year stays: {e}");
            }
        }
        s.buried = s.reloads;
        Ok(())
    }

    /// The database, its write log and the copies made before migrations.
    fn remove_files(&self, v: Volume) -> std::io::Result<()> {
        let path = file(self.options(), v);
        let Some(folder) = path.parent().filter(|f| f.exists()) else { return Ok(()) };
        let own = format!("{v}.");
        let mut removed = false;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(&own) {
                match std::fs::remove_file(entry.path()) {
                    Err(e) if e.kind() != std::io::ErrorKind::NotFound => return Err(e),
                    _ => removed = true,
                }
            }
        }
        if removed && cfg!(unix) {
            std::fs::File::open(folder)?.sync_all()?;
        }
        Ok(())
    }
}
