//! Volumes that are not what this computer remembers of them: missing, empty, foreign, older than they were. Nothing
//! of that is ever taken for an empty year: a volume that cannot be read is damaged, one that is older is read and
//! not written to.

use super::db;
use super::home::Home;
use super::known::{self, KnownYear, Stamp};
use super::place::{file, make_file, years_on_disk};
use super::state::State;
use super::types::Options;
use super::volume::Vol;
use crate::api::types::VolumeCheck;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Volume;
use crate::private;
use std::collections::{BTreeMap, BTreeSet};

impl State {
    /// Opens every year that the registry, the folder or the keys know of; those that are damaged are kept by their
    /// errors.
    pub(super) fn enter_all(&mut self, o: &Options) -> Result<()> {
        let first = self.registry.stamp()?.is_none();
        let of_keys = o.database_key.names()?;
        let mut years: BTreeSet<u16> = of_keys.iter().filter_map(|n| n.strip_prefix("year-")?.parse().ok()).collect();
        years.extend(self.registry.known_years()?.keys());
        years.extend(years_on_disk(o)?);
        let away = self.destroyed()?;
        for year in years.into_iter().filter(|y| !away.contains(y)) {
            if !self.years.contains_key(&year) {
                self.enter(o, year)?;
            }
        }
        self.compare_registry()?;
        if first
            && self.registry.older.is_none()
            && let Err(e) = self.adopt()
        {
            // A full disk keeps nobody from reading: the next start remembers.
            log::warn!("what is here is not remembered: {}", e.code);
        }
        Ok(())
    }

    /// Opens a year, or finishes making it where a crash broke that off. A damaged one is kept by its error and is no
    /// failure here.
    pub(super) fn enter(&mut self, o: &Options, year: u16) -> Result<()> {
        let done = match self.registry.known_year(year)? {
            Some(known) if known.made => self.open_known(o, year, &known),
            Some(_) => self.make_year(o, year),
            None => self.open_unknown(o, year),
        };
        match done {
            Err(e) if e.kind == ErrorKind::Damaged => {
                log::error!("year {year} is damaged: {}", e.code);
                self.years.remove(&year);
                self.damaged.insert(year, named(Volume(year), e));
                Ok(())
            }
            other => other,
        }
    }

    fn open_known(&mut self, o: &Options, year: u16, known: &KnownYear) -> Result<()> {
        self.open_year(o, year, &|stamp| stamp == Some(known.stamp))?;
        let Some(vol) = self.years.get_mut(&year) else { return Ok(()) };
        vol.older = vol.lost(&known.reached);
        Ok(())
    }

    /// A year that the registry does not remember: of an earlier program's home, or newer than a registry that was
    /// put back.
    fn open_unknown(&mut self, o: &Options, year: u16) -> Result<()> {
        if self.registry.stamp()?.is_none() {
            return self.open_year(o, year, &|_| true);
        }
        self.open_year(o, year, &|stamp| stamp.is_some())?;
        let of = self.years.get(&year).map(Vol::known_registry).transpose()?.flatten();
        if of.map(|(stamp, _)| stamp) != self.registry.stamp()? {
            return Err(Error::damaged("volume-foreign"));
        }
        Ok(())
    }

    /// Makes the file of a year that the registry has been told of, as far as it is not made yet.
    pub(super) fn make_year(&mut self, o: &Options, year: u16) -> Result<()> {
        let v = Volume(year);
        let registry = known::stamp(&self.registry.conn)?;
        let mut conn = make_file(o, v)?;
        db::migrate(&mut conn, &file(o, v))?;
        let stamp = known::stamp(&conn)?;
        drop(conn);
        if let Some(folder) = file(o, v).parent() {
            private::sync_folder(folder)?;
        }
        self.open_year(o, year, &|found| found == Some(stamp))?;
        if let Some(vol) = self.years.get(&year) {
            vol.know_registry(registry, &self.registry.reached(self.me))?;
            self.registry.know_year(year, Some(&KnownYear { made: true, stamp, reached: vol.reached(self.me) }))?;
        }
        Ok(())
    }

    /// The home of an earlier program: what is here now is remembered from now on. The registry's own stamp comes last.
    fn adopt(&mut self) -> Result<()> {
        for (year, vol) in &self.years {
            let stamp = known::stamp(&vol.conn)?;
            self.registry.know_year(*year, Some(&KnownYear { made: true, stamp, reached: vol.reached(self.me) }))?;
        }
        known::stamp(&self.registry.conn).map(drop)
    }

    /// Compares the registry with what the years remember of it. One that does not know of a year is older than that
    /// year.
    fn compare_registry(&mut self) -> Result<()> {
        let stamp = self.registry.stamp()?;
        let remembered = self.years.values().filter_map(|vol| vol.known_registry().transpose()).collect::<Result<Vec<_>>>()?;
        let foreign = stamp.is_some_and(|own| remembered.iter().any(|(of, _)| *of != own));
        let lost = |registry: &Vol| remembered.iter().filter_map(|(_, reached)| registry.lost(reached)).max();
        let mut older = lost(&self.registry);
        // Another program may have written to it, and told a year so, since it was read here.
        if older.is_some() && self.registry.grown()? {
            self.read_registry()?;
            self.stale = true;
            older = lost(&self.registry);
        }
        let known = self.registry.known_years()?;
        let unknown = stamp.is_some() && self.years.keys().any(|year| !known.contains_key(year));
        let lost = older.max((foreign || stamp.is_none() && !remembered.is_empty() || unknown).then_some(1));
        self.registry.older = lost;
        Ok(())
    }

    /// Compares again what was older: what was lost may have come from elsewhere.
    pub(super) fn compare_again(&mut self) -> Result<()> {
        if self.registry.older.take().is_some() {
            self.compare_registry()?;
        }
        let known = self.registry.known_years()?;
        for (year, vol) in self.years.iter_mut().filter(|(_, v)| v.older.is_some()) {
            // What another program has written meanwhile is compared when it has been read.
            if vol.grown()? {
                continue;
            }
            vol.older = known.get(year).and_then(|k| vol.lost(&k.reached));
        }
        Ok(())
    }

    /// Refuses to write where own events were lost: they would be forked. A year is judged by the registry, so an
    /// older registry stops both.
    pub(super) fn writable(&self, v: Volume) -> Result<()> {
        for vol in [&self.registry, self.vol(v)?] {
            if let Some(count) = vol.older {
                return Err(Error::damaged("volume-older").with("volume", vol.volume).with("count", count));
            }
        }
        Ok(())
    }

    /// Refuses an act that names the heads of all volumes while one of them cannot be read: what is in it would fall
    /// outside.
    pub(super) fn all_readable(&self) -> Result<()> {
        self.damaged.values().next().map_or(Ok(()), |e| Err(e.clone()))
    }

    /// Inside a transaction of a year: the registry's growth is remembered there.
    pub(super) fn remember_registry(&mut self, v: Volume) -> Result<()> {
        let (Some(vol), None) = (self.years.get(&v.0), self.registry.older) else { return Ok(()) };
        let size = self.registry.size();
        if self.noted.get(&v.0) == Some(&size) {
            return Ok(());
        }
        let Some(stamp) = self.registry.stamp()? else { return Ok(()) };
        // Another program may know more than this one's memory.
        if vol.known_registry()?.is_none_or(|(of, known)| of == stamp && known.events < size) {
            vol.know_registry(stamp, &self.registry.reached(self.me))?;
        }
        self.noted.insert(v.0, size);
        Ok(())
    }

    /// Years that have grown since the registry's file remembered them, as it is to remember them.
    fn grown_years(&self) -> Result<BTreeMap<u16, KnownYear>> {
        let mut out = self.registry.known_years()?;
        out.retain(|year, known| {
            let Some(vol) = self.years.get(year).filter(|v| v.older.is_none()) else { return false };
            let grown = known.made && vol.size() > known.reached.events;
            if grown {
                known.reached = vol.reached(self.me);
            }
            grown
        });
        Ok(out)
    }
}

impl Home {
    /// Remembers in the registry's file how far the years have come; nothing is written when they have not grown.
    ///
    /// # Errors
    /// Storage errors.
    pub fn remember(&self) -> Result<()> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let grown = s.grown_years()?;
        if s.registry.older.is_some() || s.stale || grown.is_empty() {
            return Ok(());
        }
        let done = s.transaction(Volume::REGISTRY, |registry, _| {
            grown.iter().try_for_each(|(year, known)| match registry.known_year(*year)? {
                Some(k) if k.stamp == known.stamp && k.reached.events < known.reached.events => registry.know_year(*year, Some(known)),
                _ => Ok(()),
            })
        });
        s.after(Volume::REGISTRY, done)
    }

    /// As [`Home::remember`]; a failure is told in the log and keeps nobody from working.
    pub fn remembered(&self) {
        if let Err(e) = self.remember() {
            log::warn!("how far the years have come is not remembered: {}", e.code);
        }
    }

    /// Years of this home, the damaged ones too.
    ///
    /// # Errors
    /// `home-poisoned` after a crash of another thread.
    pub fn known_years(&self) -> Result<BTreeSet<u16>> {
        let s = self.lock()?;
        Ok(s.years.keys().chain(s.damaged.keys()).copied().collect())
    }

    /// What is wrong with volumes, by volume: errors with the volume's name; nothing is read from the files.
    ///
    /// # Errors
    /// Storage errors.
    pub fn troubles(&self) -> Result<Vec<Error>> {
        let s = self.fresh()?;
        let older = std::iter::once(&s.registry).chain(s.years.values()).filter(|v| v.older.is_some());
        let older = older.filter_map(|v| s.writable(v.volume).err());
        let mut out: Vec<Error> = older.chain(s.damaged.values().cloned()).collect();
        // An older registry stops every year and is told once.
        out.dedup();
        Ok(out)
    }

    /// An admin goes on without what an older copy of a volume lacks: in new chains, so that nothing of what was lost
    /// is ever forked.
    ///
    /// # Errors
    /// `volume-sound` when nothing is missing, `year-missing`; those of a damaged volume; storage errors.
    pub fn go_on(&self, v: Volume) -> Result<()> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
        let (vol, _) = s.split(v)?;
        if vol.older.is_none() {
            return Err(Error::input("volume-sound"));
        }
        vol.conn.execute("UPDATE chain SET own = 0", [])?;
        vol.own = None;
        let registry = known::stamp(&s.registry.conn)?;
        for (year, vol) in s.years.iter().filter(|(y, _)| v.is_registry() || **y == v.0) {
            if v.is_registry() {
                vol.know_registry(registry, &s.registry.reached(s.me))?;
            }
            // A year that is older itself keeps its row: it is gone on with by itself.
            if !v.is_registry() || (vol.older.is_none() && s.registry.known_year(*year)?.is_none()) {
                let stamp: Stamp = known::stamp(&vol.conn)?;
                s.registry.know_year(*year, Some(&KnownYear { made: true, stamp, reached: vol.reached(s.me) }))?;
            }
        }
        s.noted.clear();
        s.split(v)?.0.older = None;
        Ok(())
    }

    /// `check` of volumes that are not as they should be: the damaged ones, and the files of years in quarantine that
    /// are not there.
    pub(super) fn examine_absent(&self, s: &State) -> Result<Vec<VolumeCheck>> {
        let mut out: Vec<VolumeCheck> = s.damaged.iter().map(|(year, e)| broken(Volume(*year), e)).collect();
        for kept in s.all_kept_back()?.iter().filter(|k| !k.gone()) {
            let v = Volume(kept.year);
            if !file(self.options(), v).exists() && !file(self.options(), v).with_extension("quarantine").exists() {
                out.push(broken(v, &Error::damaged("volume-missing")));
            }
        }
        Ok(out)
    }

    /// Problems of an open volume that its contents do not show.
    pub(super) fn outside(&self, s: &State, v: Volume) -> Result<Vec<String>> {
        let mut out = Vec::new();
        if std::fs::metadata(file(self.options(), v)).map_or(true, |m| m.len() == 0) {
            out.push("volume-missing".to_owned());
        }
        out.extend(s.vol(v)?.older.map(|count| format!("volume-older {count}")));
        Ok(out)
    }
}

/// What is wrong with a volume, as it is told: missing, empty, foreign, without a key, or not to be read for another
/// reason.
pub fn named(v: Volume, e: Error) -> Error {
    let e = match e.code {
        "volume-missing" | "volume-empty" | "volume-foreign" | "volume-key" => e,
        "database-key" => Error::damaged("volume-foreign"),
        other => Error::damaged("volume-damaged").with("detail", other),
    };
    e.with("volume", v)
}

/// The verdict on a volume of which nothing can be said but this.
pub fn broken(v: Volume, e: &Error) -> VolumeCheck {
    let detail = e.args.get("detail").map(|d| format!(" {d}")).unwrap_or_default();
    VolumeCheck {
        volume: v.to_string(),
        events: 0,
        chains: 0,
        waiting: 0,
        fates: BTreeMap::new(),
        state_hash: String::new(),
        problems: vec![format!("{}{detail}", e.code)],
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.remembered();
        }
    }
}
