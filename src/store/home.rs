//! A home: the registry and its years, open for one device. Acts, exchange, reading, checking go through here.

use super::act;
use super::check;
use super::db;
use super::heads;
use super::health::{broken, named};
use super::known::{self, KnownYear};
use super::place::{REGISTRY, file, make_file, open_present, years_on_disk};
use super::series;
use super::state::State;
use super::types::{Author, Entry, Options, Outcome, Signer, Write};
use super::volume::Vol;
use crate::api::types::VolumeCheck;
use crate::error::{Error, ErrorKind, Result};
use crate::event::Volume;
use crate::id::DeviceId;
use crate::private;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard};

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
        let home = Self::following(options, &[(super::roots::ROOTS.to_owned(), root_public.to_vec())])?;
        home.root_act(root, events)?;
        Ok(home)
    }

    /// Creates an empty registry with local rows that say which roots it follows.
    pub(super) fn following(options: Options, rows: &[(String, Vec<u8>)]) -> Result<Self> {
        if options.dir.join(REGISTRY).exists() {
            return Err(Error::input("home-exists"));
        }
        private::folder(&options.dir.join("years"))?;
        let mut conn = make_file(&options, Volume::REGISTRY)?;
        db::migrate(&mut conn, &options.dir.join(REGISTRY))?;
        known::stamp(&conn)?;
        for row in rows {
            conn.execute("INSERT INTO local (name, value) VALUES (?1, ?2)", (&row.0, &row.1))?;
        }
        drop(conn);
        Self::open(options)
    }

    /// Opens a home and everything in it; finishes what a crash left between the registry and a year, and a year that was being made.
    /// Years that are damaged are left out: asked for, they say so ([`Home::troubles`]).
    ///
    /// # Errors
    /// `home-missing`; `registry-missing`, `volume-empty`, `volume-key`, `database-key`, `database-damaged` of the registry;
    /// `schema-newer`, storage errors.
    pub fn open(options: Options) -> Result<Self> {
        if !options.dir.join(REGISTRY).exists() {
            let years = years_on_disk(&options)?;
            return Err(if years.is_empty() { Error::input("home-missing") } else { Error::damaged("registry-missing") });
        }
        let mut conn = open_present(&options, Volume::REGISTRY)?;
        db::migrate(&mut conn, &options.dir.join(REGISTRY))?;
        conn.execute_batch("BEGIN")?;
        let registry = Vol::load(Volume::REGISTRY, conn)?;
        let (quota, clock) = (options.quota, options.clock.clone());
        let mut state = State {
            registry,
            years: BTreeMap::new(),
            stale: false,
            reloads: 0,
            buried: 0,
            quota,
            clock,
            pressed: None,
            me: options.signer.device(),
            damaged: BTreeMap::new(),
            noted: BTreeMap::new(),
        };
        state.reload_registry()?;
        state.registry.conn.execute_batch("COMMIT")?;
        let home = Self { options, state: Mutex::new(state), readers: Mutex::default() };
        {
            let mut guard = home.lock()?;
            let s = &mut *guard;
            home.bury(s)?;
            s.enter_all(&home.options)?;
        }
        home.remembered();
        Ok(home)
    }

    /// Adds the file of an academic year; nothing when it is there.
    ///
    /// # Errors
    /// `year-quarantined`, `year-destroyed`; those of a damaged one; storage errors.
    pub fn add_year(&self, year: u16) -> Result<()> {
        let mut s = self.fresh()?;
        s.standing(Volume(year))?;
        if let Some(e) = s.damaged.get(&year) {
            return Err(e.clone());
        }
        if s.years.contains_key(&year) {
            return Ok(());
        }
        match s.registry.known_year(year)? {
            // Another program has made it meanwhile.
            Some(known) if known.made => return s.enter(&self.options, year),
            None if file(&self.options, Volume(year)).exists() => return Err(Error::damaged("volume-foreign").with("volume", year)),
            // Said before the file is begun: what a crash leaves of it is finished, and taken for no damage.
            None => s.registry.know_year(year, Some(&KnownYear::default()))?,
            Some(_) => {}
        }
        s.make_year(&self.options, year)
    }

    /// Years of this home that can be read.
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
        s.writable(volume)?;
        let beside = beside(s, volume, writes)?;
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
        s.writable(volume)?;
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
        s.writable(Volume::REGISTRY)?;
        let beside = beside(s, Volume::REGISTRY, events)?;
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
            let report = match s.examine(v) {
                Err(e) if e.kind == ErrorKind::Damaged => broken(v, &named(v, e)),
                other => other?,
            };
            let outside = self.outside(s, v)?;
            out.push(VolumeCheck { problems: report.problems.iter().cloned().chain(outside).collect(), ..report });
        }
        out.extend(self.examine_absent(s)?);
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

/// Volumes whose heads these writes name, all of which must be sound.
fn beside(s: &State, v: Volume, writes: &[Write]) -> Result<Vec<Volume>> {
    let beside = heads::beside(s, v, writes);
    if heads::named(v, writes) {
        s.all_readable()?;
        beside.iter().try_for_each(|x| s.writable(*x))?;
    }
    Ok(beside)
}

pub fn poisoned() -> Error {
    Error::other("home-poisoned")
}
