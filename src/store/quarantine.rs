//! Quarantine (карантин) of a condemned year on this computer: hidden, its key kept, for thirty counted days; then key and file go.
//!
//! What has been done stands in local rows of the registry's file and is done again at each start, so that no crash leaves a half. The
//! row is written before a file is hidden, and removed after it has been put back.

use super::destroy::Condemned;
use super::home::{Home, database_name, file, years_on_disk};
use super::state::State;
use super::types::Write;
use super::volume::Vol;
use crate::error::{Error, ErrorKind, Result};
use crate::event::kinds::ledger as l;
use crate::event::{Head, Law, Value, Volume};
use std::collections::BTreeSet;
use std::io::ErrorKind as Io;
use std::path::Path;

/// Days that are counted before a year goes, and own dates before an admin may finish by hand.
pub const DAYS: usize = 30;
const ROW: &str = "destroy-";
/// What SQLite keeps of a database: itself, its write log, the index of that.
const PARTS: [&str; 3] = ["", "-wal", "-shm"];

/// Days that have passed, as no clock alone and no witness alone can count them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Count {
    /// Own dates that counted: a new checkpoint had come since the last.
    pub days: Vec<i64>,
    /// Own dates that were seen, up to [`DAYS`].
    pub dates: Vec<i64>,
    /// Checkpoints here when the last day counted, or at the beginning.
    checkpoints: i64,
    /// Checkpoints here at the beginning.
    began: i64,
}

impl Count {
    /// Begins with the checkpoints that are here.
    pub(super) fn begun(checkpoints: i64) -> Self {
        Self { checkpoints, began: checkpoints, ..Self::default() }
    }

    /// Looks at the own date and the checkpoints that are here; true when something changed.
    pub(super) fn look(&mut self, today: i64, checkpoints: i64) -> bool {
        let new_date = self.dates.len() < DAYS && !self.dates.contains(&today);
        let counts = checkpoints > self.checkpoints && !self.days.contains(&today);
        if new_date {
            self.dates.push(today);
        }
        if counts {
            self.days.push(today);
            self.checkpoints = checkpoints;
        }
        new_date || counts
    }

    pub(super) fn to_value(&self) -> Value {
        let list = |d: &[i64]| Value::Array(d.iter().map(|d| Value::Int(*d)).collect());
        Value::Array(vec![list(&self.days), list(&self.dates), self.checkpoints.into(), self.began.into()])
    }

    pub(super) fn from_value(v: &Value) -> Option<Self> {
        let [days, dates, checkpoints, began] = v.items()? else { return None };
        let list = |v: &Value| v.items()?.iter().map(Value::int).collect::<Option<Vec<i64>>>();
        Some(Self { days: list(days)?, dates: list(dates)?, checkpoints: checkpoints.int()?, began: began.int()? })
    }
}

/// How far this computer is with a condemned year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Hidden; everything is kept.
    Quarantined = 0,
    /// Its days are over: key and file are being removed, nothing brings them back.
    Going = 1,
    /// Nothing of it is here.
    Gone = 2,
}

/// A year that this computer holds back, or has dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBack {
    /// The year.
    pub year: u16,
    /// How far.
    pub stage: Stage,
    /// The acts that condemned it.
    pub acts: [Head; 2],
    /// Files of the archive that they name.
    pub files: Vec<[u8; 16]>,
    /// Days so far.
    pub count: Count,
}

impl KeptBack {
    /// Nothing brings the year back by itself any more.
    #[must_use]
    pub fn gone(&self) -> bool {
        self.stage != Stage::Quarantined
    }

    fn to_bytes(&self) -> Vec<u8> {
        let files = self.files.iter().map(|f| Value::Id(*f)).collect();
        let [first, second] = self.acts.map(|h| h.to_value());
        Value::Array(vec![(self.stage as i64).into(), first, second, Value::Array(files), self.count.to_value()]).to_bytes()
    }

    fn from_bytes(year: u16, bytes: &[u8]) -> Option<Self> {
        let value = Value::from_bytes(bytes)?;
        let [stage, first, second, files, count] = value.items()? else { return None };
        let stage = [Stage::Quarantined, Stage::Going, Stage::Gone].into_iter().find(|s| stage.int() == Some(*s as i64))?;
        Some(Self {
            year,
            stage,
            acts: [Head::from_value(first)?, Head::from_value(second)?],
            files: files.items()?.iter().map(Value::id).collect::<Option<_>>()?,
            count: Count::from_value(count)?,
        })
    }
}

impl Vol {
    /// Effective checkpoints of the registry.
    pub(super) fn checkpoints(&self) -> i64 {
        let n = self.laws.iter().filter(|e| matches!(e.law, Some(Law::Checkpoint(_))) && self.counts(e)).count();
        i64::try_from(n).unwrap_or(i64::MAX)
    }

    fn keep(&self, kept: &KeptBack) -> Result<()> {
        self.set_local(&format!("{ROW}{}", kept.year), Some(&kept.to_bytes()))
    }
}

impl State {
    /// Every year that this computer holds back or has dropped.
    pub(super) fn all_kept_back(&self) -> Result<Vec<KeptBack>> {
        let rows: Vec<(String, Vec<u8>)> = {
            let mut q = self.registry.conn.prepare_cached("SELECT name, value FROM local WHERE name >= ?1 AND name < ?2 ORDER BY name")?;
            // The name after all that begin with the row's: '-' is followed by '.'.
            q.query_map((ROW, "destroy."), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?
        };
        let read = |(name, bytes): (String, Vec<u8>)| {
            let year = name.strip_prefix(ROW).and_then(|y| y.parse().ok());
            year.and_then(|y| KeptBack::from_bytes(y, &bytes)).ok_or_else(|| Error::damaged("local-row").with("name", name))
        };
        rows.into_iter().map(read).collect()
    }

    /// A year that this computer holds back or has dropped.
    pub(super) fn kept_back(&self, year: u16) -> Result<Option<KeptBack>> {
        Ok(self.all_kept_back()?.into_iter().find(|k| k.year == year))
    }

    /// Years of which nothing is shown, handed on or taken in: in quarantine, or dropped.
    pub fn destroyed(&self) -> Result<BTreeSet<u16>> {
        Ok(self.all_kept_back()?.into_iter().map(|k| k.year).collect())
    }

    /// True while the very acts that began it condemn the year.
    fn still(&self, kept: &KeptBack) -> bool {
        let same = |c: &Condemned| [c.first.head, c.second.head] == kept.acts;
        self.registry.condemned().iter().any(same)
    }
}

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
                Stage::Gone if !s.still(&kept) => s.registry.set_local(&format!("{ROW}{}", kept.year), None)?,
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
                && let Err(e) = s.open_year(self.options(), year)
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
        s.open_year(self.options(), kept.year)?;
        if s.closing(kept.year, &pair.first.closing).is_none() || s.on_hold(kept.year, &kept.files)? {
            s.registry.set_local(&format!("{ROW}{}", kept.year), None)?;
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
            log::warn!("the file of a year in quarantine keeps its name: {e}");
        }
        Ok(())
    }

    fn hidden(&self, year: u16) -> std::path::PathBuf {
        file(self.options(), Volume(year)).with_extension("quarantine")
    }

    fn put_back(&self, year: u16) -> Result<()> {
        Ok(rename_all(&self.hidden(year), &file(self.options(), Volume(year)))?)
    }

    fn restore(&self, s: &mut State, year: u16) -> Result<()> {
        self.put_back(year)?;
        s.registry.set_local(&format!("{ROW}{year}"), None)?;
        if file(self.options(), Volume(year)).exists() && !s.years.contains_key(&year) {
            s.open_year(self.options(), year)?;
        }
        Ok(())
    }

    /// Drops a year: from memory, then the key, then the files.
    fn remove(&self, s: &mut State, mut kept: KeptBack) -> Result<()> {
        let v = Volume(kept.year);
        s.years.remove(&kept.year);
        self.forget_reader(v)?;
        // What cannot be removed now is removed at the next start, and the log says so.
        let forgotten = self.options().database_key.forget(&database_name(v)).map_err(|e| e.code.to_owned());
        let removed = forgotten.and_then(|()| self.remove_files(v).map_err(|e| e.to_string()));
        match removed {
            Ok(()) if kept.stage == Stage::Going => {
                kept.stage = Stage::Gone;
                s.registry.keep(&kept)?;
            }
            Ok(()) => {}
            Err(e) => log::warn!("something of a destroyed year stays: {e}"),
        }
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
                    Err(e) if e.kind() != Io::NotFound => return Err(e),
                    _ => removed = true,
                }
            }
        }
        if removed { sync(folder) } else { Ok(()) }
    }
}

/// Renames a database with what SQLite keeps beside it. What is not there any more was renamed before a crash; nothing is overwritten.
fn rename_all(from: &Path, to: &Path) -> std::io::Result<()> {
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
        Some(folder) if renamed => sync(folder),
        _ => Ok(()),
    }
}

/// Windows keeps renames in its journal and opens no folders for syncing.
fn sync(folder: &Path) -> std::io::Result<()> {
    if cfg!(unix) { std::fs::File::open(folder)?.sync_all() } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_clock_alone_counts_no_days_and_a_witness_alone_none() {
        let mut c = Count::begun(5);
        for day in 0..40 {
            c.look(day, 5);
        }
        assert_eq!((c.days.len(), c.dates.len()), (0, DAYS));
        for n in 6..60 {
            c.look(7, n);
        }
        assert_eq!(c.days, [7]);
        assert!(!c.look(8, 6) && c.look(8, 60) && !c.look(7, 61));
        assert_eq!(Count::from_value(&c.to_value()), Some(c));
    }

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
        put("2026.db");
        rename_all(&b, &a).unwrap();
        assert_eq!(std::fs::read_to_string(&a).unwrap(), "2026.db");
        assert!(b.exists() && dir.path().join("2026.db-wal").exists());
    }
}
