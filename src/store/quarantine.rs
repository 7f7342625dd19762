//! Quarantine (карантин) of a condemned year on this computer: hidden, its key kept, for thirty counted days; then key and file go.
//!
//! What has been done stands in local rows of the registry's file and is done again at each start, so that no crash leaves a half. The
//! row is written before a file is hidden, and removed after it has been put back.

use super::home::Home;
use super::kept_back::{Count, DAYS, KeptBack, Stage};
use super::place::{database_name, file, years_on_disk};
use super::state::State;
use super::types::Write;
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Head, Value, Volume};
use crate::private;
use std::io::ErrorKind as Io;
use std::path::Path;

/// What SQLite keeps of a database: itself, its write log, the index of that.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

impl Home {
    /// Does what the rows say: hides what is in quarantine, puts back what was spared or is held, removes what has gone. Done at each start
    /// and whenever the registry's law or file changed.
    pub(super) fn bury(&self, s: &mut State) -> Result<()> {
        for kept in s.all_kept_back()? {
            match kept.stage {
                Stage::Quarantined if !s.still(&kept) || s.on_hold(kept.year, &kept.files)? => self.restore(s, kept.year)?,
                Stage::Quarantined => self.hide(s, kept.year)?,
                Stage::Going => self.remove(s, kept)?,
                // Spared too late for this computer: the year may come again from one that still has it.
                Stage::Gone if !s.still(&kept) => {
                    s.registry.know_year(kept.year, None)?;
                    s.registry.let_go(kept.year)?;
                }
                Stage::Gone => self.remove(s, kept)?,
            }
        }
        if s.buried != s.reloads {
            self.open_returned(s)?;
        }
        s.buried = s.reloads;
        Ok(())
    }

    /// Opens what another program has put back, or added.
    fn open_returned(&self, s: &mut State) -> Result<()> {
        let back = s.destroyed()?;
        for year in years_on_disk(self.options())? {
            if !s.years.contains_key(&year)
                && !back.contains(&year)
                && !s.damaged.contains_key(&year)
                && let Err(e) = s.enter(self.options(), year)
            {
                log::warn!("year {year} does not open: {}", e.code);
            }
        }
        Ok(())
    }

    /// Begins the quarantine of a condemned year; false when it is held back already or what it needs does not stand.
    ///
    /// # Errors
    /// Storage errors.
    pub fn quarantine(&self, year: u16, acts: &[Head; 2]) -> Result<bool> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
        let Some(pair) = s.registry.condemned().into_iter().find(|c| [c.first.head, c.second.head] == *acts) else { return Ok(false) };
        let stands = pair.first.year == year && s.closing(year, &pair.first.closing).is_some() && !s.on_hold(year, &pair.files())?;
        if !stands || s.kept_back(year)?.is_some() {
            return Ok(false);
        }
        let count = Count::begun(s.registry.checkpoints());
        s.registry.keep(&KeptBack { year, stage: Stage::Quarantined, acts: *acts, files: pair.files(), count })?;
        self.hide(s, year)?;
        Ok(true)
    }

    /// Years in quarantine here, and those dropped.
    ///
    /// # Errors
    /// Storage errors.
    pub fn kept_back(&self) -> Result<Vec<KeptBack>> {
        self.fresh()?.all_kept_back()
    }

    /// Counts the own date; a year whose days are over goes. Gives the years that went.
    ///
    /// # Errors
    /// Storage errors.
    pub fn count_day(&self, today: i64) -> Result<Vec<u16>> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
        let checkpoints = s.registry.checkpoints();
        let mut gone = Vec::new();
        for mut kept in s.all_kept_back()?.into_iter().filter(|k| !k.gone()) {
            if kept.count.look(today, checkpoints) {
                s.registry.keep(&kept)?;
            }
            if kept.count.days.len() >= DAYS {
                let year = kept.year;
                if self.drop_year(s, kept)? {
                    gone.push(year);
                }
            }
        }
        Ok(gone)
    }

    /// An admin finishes by hand, on this computer, where no witness counts the days.
    ///
    /// # Errors
    /// `destruction-none`, `destruction-witness`, `destruction-days`; storage errors.
    pub fn finish_destruction(&self, year: u16) -> Result<()> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
        let refused = |code| Error::new(ErrorKind::Input, code).with("year", year);
        let kept = s.kept_back(year)?.filter(|k| !k.gone()).ok_or_else(|| refused("destruction-none"))?;
        if s.registry.has_witness() && s.registry.checkpoints() > kept.count.began {
            return Err(refused("destruction-witness").with("days", kept.count.days.len()).with("wanted", DAYS));
        }
        if kept.count.dates.len() < DAYS {
            return Err(refused("destruction-days").with("days", kept.count.dates.len()).with("wanted", DAYS));
        }
        if self.drop_year(s, kept)? { Ok(()) } else { Err(refused("destruction-none")) }
    }

    /// Writes `buried` for each year that has gone from this computer and is not said to have.
    ///
    /// # Errors
    /// As [`Home::act`].
    pub fn tell_buried(&self, today: i64) -> Result<()> {
        let gone: Vec<u16> = self.kept_back()?.into_iter().filter(|k| k.stage == Stage::Gone).map(|k| k.year).collect();
        let mine = Value::Id(self.device().0);
        for year in gone {
            let key = vec![i64::from(year).into(), mine.clone()];
            if self.look(Volume::REGISTRY, |reader| reader.cell(l::BURIED, &key))?.is_none() {
                self.act_alone(Volume::REGISTRY, &[Write::new(l::BURIED, key, today.into())])?;
            }
        }
        Ok(())
    }

    /// The days of a year are over. It is opened once more, and goes only when its closing stands by all that is known now.
    fn drop_year(&self, s: &mut State, mut kept: KeptBack) -> Result<bool> {
        let Some(pair) = s.registry.condemned().into_iter().find(|c| [c.first.head, c.second.head] == kept.acts) else { return Ok(false) };
        self.put_back(kept.year)?;
        s.enter(self.options(), kept.year)?;
        s.vol(Volume(kept.year))?;
        if s.closing(kept.year, &pair.first.closing).is_none() || s.on_hold(kept.year, &kept.files)? {
            s.registry.let_go(kept.year)?;
            return Ok(false);
        }
        kept.stage = Stage::Going;
        s.registry.keep(&kept)?;
        self.remove(s, kept)?;
        Ok(true)
    }

    fn hide(&self, s: &mut State, year: u16) -> Result<()> {
        s.years.remove(&year);
        self.forget_reader(Volume(year))?;
        // The row keeps the year closed: where another program holds the file, it is renamed at the next start.
        if let Err(e) = rename_all(&file(self.options(), Volume(year)), &self.hidden(year)) {
            log::warn!("the file of a year in quarantine keeps its name: {}", e.code);
        }
        Ok(())
    }

    fn hidden(&self, year: u16) -> std::path::PathBuf {
        file(self.options(), Volume(year)).with_extension("quarantine")
    }

    fn put_back(&self, year: u16) -> Result<()> {
        rename_all(&self.hidden(year), &file(self.options(), Volume(year)))
    }

    fn restore(&self, s: &mut State, year: u16) -> Result<()> {
        self.put_back(year)?;
        s.registry.let_go(year)?;
        if s.years.contains_key(&year) { Ok(()) } else { s.enter(self.options(), year) }
    }

    /// Drops a year: from memory, then the key, then the files.
    fn remove(&self, s: &mut State, mut kept: KeptBack) -> Result<()> {
        let v = Volume(kept.year);
        s.years.remove(&kept.year);
        self.forget_reader(v)?;
        // What cannot be removed now is removed at the next start, and the log says so.
        let forgotten = self.options().database_key.forget(&database_name(v));
        let removed = forgotten.and_then(|()| self.remove_files(v));
        match removed {
            Ok(()) if kept.stage == Stage::Going => {
                kept.stage = Stage::Gone;
                s.registry.keep(&kept)?;
                s.registry.know_year(kept.year, None)?;
            }
            Ok(()) => {}
            Err(e) => log::warn!("something of a destroyed year stays: {}", e.code),
        }
        Ok(())
    }

    /// The database, its write log and the copies made before migrations.
    fn remove_files(&self, v: Volume) -> Result<()> {
        let path = file(self.options(), v);
        let Some(folder) = path.parent().filter(|f| f.exists()) else { return Ok(()) };
        let own = format!("{v}.");
        let mut removed = false;
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_name().to_string_lossy().starts_with(&own) {
                match std::fs::remove_file(entry.path()) {
                    Err(e) if e.kind() != Io::NotFound => return Err(e.into()),
                    _ => removed = true,
                }
            }
        }
        if removed { private::sync_folder(folder) } else { Ok(()) }
    }
}

/// Renames a database with what SQLite keeps beside it. What is not there any more was renamed before a crash; nothing is overwritten.
/// Two databases are two: the write log of one never comes to lie beside the other.
fn rename_all(from: &Path, to: &Path) -> Result<()> {
    if from.exists() && to.exists() {
        return Ok(());
    }
    let with = |path: &Path, part: &str| {
        let mut name = path.as_os_str().to_owned();
        name.push(part);
        std::path::PathBuf::from(name)
    };
    let mut renamed = false;
    for part in PARTS {
        let (from, to) = (with(from, part), with(to, part));
        if from.exists() && !to.exists() {
            std::fs::rename(from, to)?;
            renamed = true;
        }
    }
    match from.parent() {
        Some(folder) if renamed => private::sync_folder(folder),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn files_are_renamed_with_their_logs_and_nothing_is_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("2026.db"), dir.path().join("2026.quarantine"));
        let put = |name: &str| std::fs::write(dir.path().join(name), name).unwrap();
        put("2026.db");
        put("2026.db-wal");
        rename_all(&a, &b).unwrap();
        rename_all(&a, &b).unwrap();
        assert!(!a.exists() && dir.path().join("2026.quarantine-wal").exists());
        // A crash in the middle of the way back.
        std::fs::rename(&b, &a).unwrap();
        rename_all(&b, &a).unwrap();
        assert_eq!(std::fs::read_to_string(dir.path().join("2026.db-wal")).unwrap(), "2026.db-wal");
        assert!(!dir.path().join("2026.quarantine-wal").exists());
    }

    #[test]
    fn the_write_log_of_one_database_never_comes_to_lie_beside_another() {
        let dir = tempfile::tempdir().unwrap();
        let (a, b) = (dir.path().join("2026.db"), dir.path().join("2026.quarantine"));
        for name in ["2026.db", "2026.db-wal", "2026.quarantine"] {
            std::fs::write(dir.path().join(name), name).unwrap();
        }
        rename_all(&a, &b).unwrap();
        assert!(dir.path().join("2026.db-wal").exists() && !dir.path().join("2026.quarantine-wal").exists());
        assert_eq!(std::fs::read_to_string(&b).unwrap(), "2026.quarantine");
    }
}
