//! A home: the registry and its years, open for one device. Acts, exchange, reading, checking go through here.

use super::act;
use super::check;
use super::db;
use super::handing;
use super::heads;
use super::ident::Idents;
use super::read::Reader;
use super::receive;
use super::series;
use super::state::State;
use super::types::{Author, Entry, Options, Outcome, Received, Signer, Write};
use super::volume::Vol;
use crate::api::types::VolumeCheck;
use crate::error::{Error, ErrorKind, Result};
use crate::event::{Segment, Volume};
use crate::id::DeviceId;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Read as _;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

/// The registry's file name.
const REGISTRY: &str = "registry.db";
/// Bytes of a file that [`Home::read_ahead`] reads at most.
const READ_AHEAD: u64 = 512 << 20;
/// Times that [`Home::look`] begins anew after another program's commit.
const LOOKS: usize = 100;
/// Events of one segment of [`Home::ledger`].
const LEDGER_STEP: u32 = 20_000;

/// An open home.
pub struct Home {
    options: Options,
    state: Mutex<State>,
    readers: Mutex<BTreeMap<Volume, super::read::Connected>>,
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
        let raw: Vec<u8> = conn.query_row("SELECT value FROM local WHERE name = 'roots'", [], |r| r.get(0))?;
        let roots: Vec<[u8; 32]> = raw.chunks_exact(32).filter_map(|c| c.try_into().ok()).collect();
        let devices: Vec<DeviceId> = roots.iter().map(|k| DeviceId(receive::root_device(k))).collect();
        conn.execute_batch("BEGIN")?;
        let registry = Vol::load(Volume::REGISTRY, conn, &devices)?;
        let mut state = State { registry, years: BTreeMap::new(), roots, stale: false, reloads: 0, buried: 0 };
        state.reload_registry()?;
        state.registry.conn.execute_batch("COMMIT")?;
        let home = Self { options, state: Mutex::new(state), readers: Mutex::default() };
        {
            let mut guard = home.lock()?;
            let s = &mut *guard;
            home.bury(s)?;
            for year in years_on_disk(&home.options)? {
                if !s.destroyed()?.contains(&year) {
                    s.open_year(&home.options, year)?;
                }
            }
        }
        Ok(home)
    }

    /// Adds the file of an academic year; nothing when it is there.
    ///
    /// # Errors
    /// `year-destroyed`; storage errors.
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

    /// After a change of the registry: destroyed years are dropped, the others judged by the new law.
    fn law_changed(&self, s: &mut State) -> Result<()> {
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
        let done = s.transaction(Volume::REGISTRY, |vol, _| act::root(vol, &self.options, root, events));
        let out = s.after(Volume::REGISTRY, done)?;
        self.law_changed(s)?;
        Ok(out)
    }

    /// Takes segments from elsewhere. Any order, any split, any repetition.
    ///
    /// # Errors
    /// Storage errors; what is not authentic is counted as refused.
    pub fn receive(&self, segments: &[Segment]) -> Result<Received> {
        let mut guard = self.lock()?;
        let s = &mut *guard;
        let mut out = Received::default();
        let mut volumes: BTreeSet<Volume> = segments.iter().map(|x| x.chain.volume).collect();
        let count = |of: &dyn Fn(Volume) -> bool| u32::try_from(segments.iter().filter(|x| of(x.chain.volume)).count()).unwrap_or(u32::MAX);
        let gone = s.destroyed()?;
        volumes.retain(|v| v.is_registry() || s.years.contains_key(&v.0));
        out.refused = count(&|v| !volumes.contains(&v) && !gone.contains(&v.0));
        for v in volumes {
            // The registry came first, and may have brought the year's destruction.
            if !v.is_registry() && !s.years.contains_key(&v.0) {
                continue;
            }
            // Taken from the end: the first given is the first in.
            let mut queue: Vec<(&Segment, usize)> = segments.iter().filter(|x| x.chain.volume == v).map(|x| (x, 0)).rev().collect();
            s.take_in(v, &mut queue, &mut out)?;
            if v.is_registry() {
                self.law_changed(s)?;
            }
        }
        let gone = s.destroyed()?;
        out.destroyed = count(&|v| gone.contains(&v.0));
        let s = &*s;
        for v in std::iter::once(&s.registry).chain(s.years.values()) {
            let n: i64 = v.conn.query_row("SELECT coalesce(sum(last - first + 1), 0) FROM waiting", [], |r| r.get(0))?;
            out.waiting += u64::try_from(n).unwrap_or(0);
        }
        Ok(out)
    }

    /// Segments that bring another computer from what it holds (next index by chain) to what this one holds.
    ///
    /// # Errors
    /// Storage errors.
    pub fn segments(&self, volume: Volume, have: &BTreeMap<crate::event::ChainId, u32>) -> Result<Vec<Segment>> {
        let guard = self.fresh()?;
        handing::segments(guard.vol(volume)?, have, &self.options)
    }

    /// Every event of a volume's set, in segments of at most about 20 000 events that prove themselves. Between segments others may write;
    /// what they write is not among them.
    ///
    /// # Errors
    /// `ledger-unsigned` when events of another computer stand under no head; storage errors; what `each` returns.
    pub fn ledger(&self, volume: Volume, each: &mut dyn FnMut(Segment) -> Result<()>) -> Result<()> {
        self.ledger_of(volume, &|_| true, each)
    }

    /// As [`Home::ledger`], of some chains only.
    ///
    /// # Errors
    /// As [`Home::ledger`].
    pub fn ledger_of(
        &self,
        volume: Volume,
        wanted: &dyn Fn(&crate::event::ChainId) -> bool,
        each: &mut dyn FnMut(Segment) -> Result<()>,
    ) -> Result<()> {
        let ranges = handing::ranges(self.fresh()?.vol(volume)?, LEDGER_STEP, wanted, &self.options)?;
        for r in ranges {
            let segment = handing::range(self.fresh()?.vol(volume)?, &r, &self.options)?;
            each(segment)?;
        }
        Ok(())
    }

    /// Reads a volume on a connection of its own: a consistent moment, never blocked by writers.
    ///
    /// # Errors
    /// `year-missing`; what `f` returns.
    pub fn ask<T>(&self, volume: Volume, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let known = self.readers.lock().map_err(|_| poisoned())?.contains_key(&volume);
        // The numbers that the writing connection knows need not be read again. One lock after the other, never both.
        let ids = if known { Idents::default() } else { self.lock()?.known_ids(volume) };
        let mut readers = self.readers.lock().map_err(|_| poisoned())?;
        // Another program may have seen the year's destruction first.
        if !volume.is_registry() && !file(&self.options, volume).exists() {
            readers.remove(&volume);
            return Err(Error::input("year-missing").with("year", volume));
        }
        let c = match readers.entry(volume) {
            std::collections::btree_map::Entry::Occupied(e) => e.into_mut(),
            std::collections::btree_map::Entry::Vacant(e) => e.insert(super::read::Connected::new(open_file(&self.options, volume)?, ids)),
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
            if let Some(seen) = super::read::beside_writes(s.vol(volume)?, &f)? {
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

    /// Structures of the registry and of a year ([`Reader::structure`]), as they are now.
    ///
    /// # Errors
    /// `year-missing`; storage errors.
    pub fn structures(&self, year: Volume) -> Result<[u64; 2]> {
        let s = self.fresh()?;
        Ok([super::volume::structure(&s.registry.conn)?, super::volume::structure(&s.vol(year)?.conn)?])
    }

    /// Grows whenever a law event was written here, or anything at all by another program.
    ///
    /// # Errors
    /// Storage errors.
    pub fn law_version(&self) -> Result<u64> {
        let s = self.fresh()?;
        let laws: usize = std::iter::once(&s.registry).chain(s.years.values()).map(|v| v.laws.len()).sum();
        Ok(s.reloads.wrapping_add(u64::try_from(laws).unwrap_or(u64::MAX)))
    }

    /// Verifies chains, SQLite's own integrity, and that the tables are what the ledger gives. `progress(done, total)`; false cancels.
    ///
    /// # Errors
    /// `cancelled`; storage errors. What is wrong with the data is in the report.
    pub fn check(&self, progress: &dyn Fn(u32, u32) -> bool) -> Result<Vec<VolumeCheck>> {
        let mut guard = self.fresh()?;
        let s = &mut *guard;
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

    /// Format level that the school's law requires of who writes; programs below it only read and forward.
    ///
    /// # Errors
    /// Storage errors.
    pub fn required_level(&self) -> Result<u16> {
        Ok(self.fresh()?.registry.statutes.require)
    }

    pub(super) fn options(&self) -> &Options {
        &self.options
    }

    pub(super) fn forget_reader(&self, v: Volume) -> Result<()> {
        self.readers.lock().map_err(|_| poisoned())?.remove(&v);
        Ok(())
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

fn years_on_disk(o: &Options) -> Result<Vec<u16>> {
    let dir = o.dir.join("years");
    if !dir.exists() {
        return Ok(Vec::new());
    }
    let mut out: Vec<u16> =
        std::fs::read_dir(dir)?.filter_map(|e| e.ok()?.file_name().to_str()?.strip_suffix(".db")?.parse().ok()).collect();
    out.sort_unstable();
    Ok(out)
}

fn poisoned() -> Error {
    Error::other("home-poisoned")
}
