//! A home: the registry and its years, open for one device. Acts, exchange, reading, checking go through here.

use super::act;
use super::check;
use super::db;
use super::heads;
use super::series;
use super::state::State;
use super::types::{Author, Entry, Options, Outcome, Signer, Write};
use super::volume::Vol;
use crate::api::types::VolumeCheck;
use crate::error::{Error, Result};
use crate::event::Volume;
use crate::id::DeviceId;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

/// The registry's file name.
const REGISTRY: &str = "registry.db";

/// An open home.
pub struct Home {
    pub(super) options: Options,
    state: Mutex<State>,
    pub(super) readers: Mutex<BTreeMap<Volume, super::read::Connected>>,
}

impl Home {
    /// Creates the registry of a new school: the root's chain with its first events.
    ///
    /// # Errors
    /// `home-exists` when there is a registry; storage errors.
    pub fn create(options: Options, root: &dyn Signer, root_public: &[u8; 32], events: &[Write]) -> Result<Self> {
        if options.dir.join(REGISTRY).exists() {
            return Err(Error::input("home-exists"));
        }
        std::fs::create_dir_all(options.dir.join("years"))?;
        let mut conn = open_file(&options, Volume::REGISTRY)?;
        db::migrate(&mut conn, &options.dir.join(REGISTRY))?;
        conn.execute("INSERT INTO local (name, value) VALUES ('roots', ?1)", [root_public.as_slice()])?;
        drop(conn);
        let home = Self::open(options)?;
        home.root_act(root, events)?;
        Ok(home)
    }

    /// Opens a home and everything in it; finishes what a crash left between the registry and a year.
    ///
    /// # Errors
    /// `home-missing`, `database-key`, `database-damaged`, `schema-newer`, storage errors.
    pub fn open(options: Options) -> Result<Self> {
        if !options.dir.join(REGISTRY).exists() {
            return Err(Error::input("home-missing"));
        }
        let mut conn = open_file(&options, Volume::REGISTRY)?;
        db::migrate(&mut conn, &options.dir.join(REGISTRY))?;
        conn.execute_batch("BEGIN")?;
        let registry = Vol::load(Volume::REGISTRY, conn)?;
        let (quota, clock) = (options.quota, options.clock.clone());
        let mut state = State { registry, years: BTreeMap::new(), stale: false, reloads: 0, buried: 0, quota, clock, pressed: None };
        state.reload_registry()?;
        state.registry.conn.execute_batch("COMMIT")?;
        let home = Self { options, state: Mutex::new(state), readers: Mutex::default() };
        {
            let mut guard = home.lock()?;
            let s = &mut *guard;
            home.bury(s)?;
            for year in years_on_disk(&home.options)? {
                if !s.years.contains_key(&year) && !s.destroyed()?.contains(&year) {
                    s.open_year(&home.options, year)?;
                }
            }
        }
        Ok(home)
    }

    /// Adds the file of an academic year; nothing when it is there.
    ///
    /// # Errors
    /// `year-quarantined`, `year-destroyed`; storage errors.
    pub fn add_year(&self, year: u16) -> Result<()> {
        let mut s = self.fresh()?;
        s.standing(Volume(year))?;
        if s.years.contains_key(&year) { Ok(()) } else { s.open_year(&self.options, year) }
    }

    /// Years of this home.
    ///
    /// # Errors
    /// `home-poisoned` after a crash of another thread.
    pub fn years(&self) -> Result<Vec<u16>> {
        Ok(self.lock()?.years.keys().copied().collect())
    }

    /// Writes what an author asks for, in one transaction of one volume. Refused as a whole when any write would not be effective.
    ///
    /// # Errors
    /// `no-right` with the reason; `level-required`; storage errors.
    pub fn act(&self, author: &dyn Author, volume: Volume, writes: &[Write]) -> Result<Outcome> {
        self.write(volume, Some(author), writes, false)
    }

    /// As [`Home::act`], but what judgement refuses is written all the same: what a stranger's program could do. For tests of judgement.
    ///
    /// # Errors
    /// Storage errors.
    pub fn act_unchecked(&self, author: Option<&dyn Author>, volume: Volume, writes: &[Write]) -> Result<Outcome> {
        self.write(volume, author, writes, true)
    }

    /// Writes of the computer itself: checkpoints, automatic cuts.
    ///
    /// # Errors
    /// As [`Home::act`].
    pub fn act_alone(&self, volume: Volume, writes: &[Write]) -> Result<Outcome> {
        self.write(volume, None, writes, false)
    }

    fn write(&self, volume: Volume, author: Option<&dyn Author>, writes: &[Write], force: bool) -> Result<Outcome> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let beside = heads::beside(s, volume, writes);
        let done = s.transaction_beside(volume, &beside, |vol, registry, heads| {
            act::run(vol, registry, &self.options, author, writes, heads, force)
        });
        let out = s.after(volume, done)?;
        if volume.is_registry() {
            self.law_changed(s)?;
        }
        Ok(out)
    }

    /// Writes entries of many authors, each at its own moment, in one transaction: a year that is made at once. Judged as [`Home::act`];
    /// one entry that would not be effective refuses all. Gives the number of events.
    ///
    /// # Errors
    /// As [`Home::act`].
    pub fn act_series(&self, volume: Volume, entries: &[Entry<'_>]) -> Result<u32> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let done = s.transaction(volume, |vol, registry| series::run(vol, registry, &self.options, entries));
        let events = s.after(volume, done)?;
        if volume.is_registry() {
            self.law_changed(s)?;
        }
        Ok(events)
    }

    /// After a change of the registry: condemned years are hidden, dropped or put back as this computer keeps them, the others judged by the new law.
    pub(super) fn law_changed(&self, s: &mut State) -> Result<()> {
        self.bury(s)?;
        s.cascade()
    }

    /// Appends to a root's chain.
    ///
    /// # Errors
    /// Storage errors.
    pub fn root_act(&self, root: &dyn Signer, events: &[Write]) -> Result<Outcome> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let beside = heads::beside(s, Volume::REGISTRY, events);
        let done = s.transaction_beside(Volume::REGISTRY, &beside, |vol, _, known| act::root(vol, &self.options, root, events, known));
        let out = s.after(Volume::REGISTRY, done)?;
        self.law_changed(s)?;
        Ok(out)
    }

    /// Verifies chains, SQLite's own integrity, and that the tables are what the ledger gives. `progress(done, total)`; false cancels.
    ///
    /// # Errors
    /// `cancelled`; storage errors. What is wrong with the data is in the report.
    pub fn check(&self, progress: &dyn Fn(u32, u32) -> bool) -> Result<Vec<VolumeCheck>> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
        // The law is judged anew: tables are compared with what the ledger gives, not with what memory holds.
        s.reload()?;
        let names: Vec<Volume> = std::iter::once(Volume::REGISTRY).chain(s.years.keys().map(|y| Volume(*y))).collect();
        let total = u32::try_from(names.len()).unwrap_or(1);
        let mut out = Vec::new();
        for (i, v) in (0u32..).zip(names) {
            if !progress(i, total) {
                return Err(Error::other("cancelled"));
            }
            out.push(s.examine(v)?);
        }
        progress(total, total);
        Ok(out)
    }

    /// Rebuilds the projection of a volume from its ledger.
    ///
    /// # Errors
    /// Storage errors.
    pub fn rebuild(&self, volume: Volume) -> Result<()> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let done = s.transaction(volume, check::rebuild);
        s.after(volume, done)
    }

    /// As [`Home::lock`], with what other programs committed meanwhile read in.
    pub(crate) fn fresh(&self) -> Result<MutexGuard<'_, State>> {
        let mut s = self.lock()?;
        s.refresh()?;
        if s.buried != s.reloads {
            self.bury(&mut s)?;
        }
        Ok(s)
    }

    /// Reads under the writing lock: for what needs law and chains in memory.
    pub(crate) fn lock(&self) -> Result<MutexGuard<'_, State>> {
        self.state.lock().map_err(|_| poisoned())
    }

    /// A local row of the registry's file: settings of this computer, intents, back-off. Never leaves it.
    ///
    /// # Errors
    /// Storage errors.
    pub fn local_get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.lock()?.registry.local(&format!("user:{name}"))
    }

    /// Writes (or removes) a local row, durable on return.
    ///
    /// # Errors
    /// Storage errors.
    pub fn local_set(&self, name: &str, value: Option<&[u8]>) -> Result<()> {
        self.lock()?.registry.set_local(&format!("user:{name}"), value)
    }

    /// Starts new chains at the next act: after a restore, on suspected cloning.
    ///
    /// # Errors
    /// Storage errors.
    pub fn renew_chains(&self) -> Result<()> {
        let mut s = self.lock()?;
        let s = &mut *s;
        for v in std::iter::once(&mut s.registry).chain(s.years.values_mut()) {
            v.conn.execute("UPDATE chain SET own = 0", [])?;
            v.own = None;
        }
        Ok(())
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    /// The device that writes here.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.options.signer.device()
    }
}

/// The file of a volume.
pub fn file(o: &Options, v: Volume) -> PathBuf {
    if v.is_registry() { o.dir.join(REGISTRY) } else { o.dir.join("years").join(format!("{v}.db")) }
}

/// The name of a volume's key.
pub fn database_name(v: Volume) -> String {
    if v.is_registry() { "registry".to_owned() } else { format!("year-{v}") }
}

/// Opens a volume's file with its key.
pub fn open_file(o: &Options, v: Volume) -> Result<rusqlite::Connection> {
    let key = zeroize::Zeroizing::new(o.database_key.key(&database_name(v))?);
    db::open(&file(o, v), &key, o.durable)
}

/// Years whose files are in place.
pub fn years_on_disk(o: &Options) -> Result<Vec<u16>> {
    let dir = o.dir.join("years");
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut out: Vec<u16> =
        std::fs::read_dir(dir)?.filter_map(|e| e.ok()?.file_name().to_str()?.strip_suffix(".db")?.parse().ok()).collect();
    out.sort_unstable();
    Ok(out)
}

pub fn poisoned() -> Error {
    Error::other("home-poisoned")
}
