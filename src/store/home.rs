//! A home: the registry and its years, open for one device. Acts, exchange, reading, checking go through here.

use super::act;
use super::affected::Affected;
use super::check;
use super::db;
use super::fold::Fold;
use super::read::Reader;
use super::receive::{self, Batch, Took};
use super::row::{CellKey, has_cell};
use super::types::{Author, Options, Outcome, Received, Signer, Write};
use super::volume::{Vol, ground, hashes};
use crate::api::types::VolumeCheck;
use crate::error::{Error, Result};
use crate::event::{LEVEL, Segment, Volume};
use crate::id::DeviceId;
use crate::rights::{Fate, Spot, evaluate, evaluate_year};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard};

/// The registry's file name.
const REGISTRY: &str = "registry.db";

/// Everything behind the writing lock.
pub struct State {
    /// The registry.
    pub registry: Vol,
    /// Years by first calendar year.
    pub years: BTreeMap<u16, Vol>,
    /// Public keys of roots.
    pub roots: Vec<[u8; 32]>,
    /// A transaction failed: memory is read again before the next.
    pub stale: bool,
    /// How often memory was read again.
    pub reloads: u64,
}

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
        let mut state = State { registry, years: BTreeMap::new(), roots, stale: false, reloads: 0 };
        state.reload_registry()?;
        state.registry.conn.execute_batch("COMMIT")?;
        for year in years_on_disk(&options)? {
            state.open_year(&options, year)?;
        }
        Ok(Self { options, state: Mutex::new(state), readers: Mutex::default() })
    }

    /// Adds the file of an academic year; nothing when it is there.
    ///
    /// # Errors
    /// Storage errors.
    pub fn add_year(&self, year: u16) -> Result<()> {
        let mut s = self.hold()?;
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
        let mut guard = self.hold()?;
        let s = &mut *guard;
        let done = s.transaction(volume, |vol, registry| act::run(vol, registry, &self.options, author, writes, force));
        let out = s.after(volume, done)?;
        if volume.is_registry() {
            s.cascade()?;
        }
        Ok(out)
    }

    /// Appends to a root's chain.
    ///
    /// # Errors
    /// Storage errors.
    pub fn root_act(&self, root: &dyn Signer, events: &[Write]) -> Result<Outcome> {
        let mut guard = self.hold()?;
        let s = &mut *guard;
        let done = s.transaction(Volume::REGISTRY, |vol, _| act::root(vol, &self.options, root, events));
        let out = s.after(Volume::REGISTRY, done)?;
        s.cascade()?;
        Ok(out)
    }

    /// Takes segments from elsewhere. Any order, any split, any repetition.
    ///
    /// # Errors
    /// Storage errors; what is not authentic is counted as refused.
    pub fn receive(&self, segments: &[Segment]) -> Result<Received> {
        let mut guard = self.hold()?;
        let s = &mut *guard;
        let mut out = Received::default();
        let mut volumes: BTreeSet<Volume> = segments.iter().map(|x| x.chain.volume).collect();
        volumes.retain(|v| v.is_registry() || s.years.contains_key(&v.0));
        out.refused = u32::try_from(segments.iter().filter(|x| !volumes.contains(&x.chain.volume)).count()).unwrap_or(u32::MAX);
        for v in volumes {
            let mut queue: Vec<(Segment, usize)> = segments.iter().filter(|x| x.chain.volume == v).map(|x| (x.clone(), 0)).collect();
            s.take_in(v, &mut queue, &mut out)?;
            if v.is_registry() {
                s.cascade()?;
            }
        }
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
        let guard = self.lock()?;
        check::segments(guard.vol(volume)?, have, &self.options)
    }

    /// Reads a volume on a connection of its own: a consistent moment, never blocked by writers.
    ///
    /// # Errors
    /// `year-missing`; what `f` returns.
    pub fn ask<T>(&self, volume: Volume, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        let mut readers = self.readers.lock().map_err(|_| poisoned())?;
        let c = match readers.entry(volume) {
            std::collections::btree_map::Entry::Occupied(e) => e.into_mut(),
            std::collections::btree_map::Entry::Vacant(e) => {
                if !file(&self.options, volume).exists() {
                    return Err(Error::input("year-missing").with("year", volume));
                }
                e.insert(super::read::Connected::new(open_file(&self.options, volume)?))
            }
        };
        c.read(volume, |r| f(r))
    }

    /// Changes whenever anything was committed to the volume, by any process.
    ///
    /// # Errors
    /// Storage errors.
    pub fn generation(&self, volume: Volume) -> Result<i64> {
        self.ask(volume, |r| r.data_version())
    }

    /// Grows whenever a law event was written here, or anything at all by another program.
    ///
    /// # Errors
    /// Storage errors.
    pub fn law_version(&self) -> Result<u64> {
        let s = self.lock()?;
        let laws: usize = std::iter::once(&s.registry).chain(s.years.values()).map(|v| v.laws.len()).sum();
        Ok(s.reloads.wrapping_add(u64::try_from(laws).unwrap_or(u64::MAX)))
    }

    /// Verifies chains, SQLite's own integrity, and that the tables are what the ledger gives. `progress(done, total)`; false cancels.
    ///
    /// # Errors
    /// `cancelled`; storage errors. What is wrong with the data is in the report.
    pub fn check(&self, progress: &dyn Fn(u32, u32) -> bool) -> Result<Vec<VolumeCheck>> {
        let mut guard = self.hold()?;
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
        let mut guard = self.hold()?;
        let s = &mut *guard;
        let done = s.transaction(volume, |vol, registry| check::rebuild(vol, registry));
        s.after(volume, done)
    }

    /// Reads under the writing lock: for what needs law and chains in memory, as of now, whoever wrote.
    pub(crate) fn lock(&self) -> Result<MutexGuard<'_, State>> {
        let mut state = self.hold()?;
        state.refresh()?;
        Ok(state)
    }

    /// The writing lock alone: a transaction looks for itself what other processes wrote.
    fn hold(&self) -> Result<MutexGuard<'_, State>> {
        self.state.lock().map_err(|_| poisoned())
    }

    /// A local row of the registry's file: settings of this computer, intents, back-off. Never leaves it.
    ///
    /// # Errors
    /// Storage errors.
    pub fn local_get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        self.hold()?.registry.local(&format!("user:{name}"))
    }

    /// Writes (or removes) a local row, durable on return.
    ///
    /// # Errors
    /// Storage errors.
    pub fn local_set(&self, name: &str, value: Option<&[u8]>) -> Result<()> {
        self.hold()?.registry.set_local(&format!("user:{name}"), value)
    }

    /// Starts new chains at the next act: after a restore, on suspected cloning.
    ///
    /// # Errors
    /// Storage errors.
    pub fn renew_chains(&self) -> Result<()> {
        let mut s = self.hold()?;
        let s = &mut *s;
        for v in std::iter::once(&mut s.registry).chain(s.years.values_mut()) {
            v.conn.execute("UPDATE chain SET own = 0", [])?;
            v.own = None;
        }
        Ok(())
    }

    /// The device that writes here.
    #[must_use]
    pub fn device(&self) -> DeviceId {
        self.options.signer.device()
    }
}

impl State {
    /// A volume.
    pub fn vol(&self, v: Volume) -> Result<&Vol> {
        if v.is_registry() { Ok(&self.registry) } else { self.years.get(&v.0).ok_or_else(|| Error::input("year-missing").with("year", v)) }
    }

    /// A volume to write, and the registry when it is a year.
    pub fn split(&mut self, v: Volume) -> Result<(&mut Vol, Option<&Vol>)> {
        if v.is_registry() {
            return Ok((&mut self.registry, None));
        }
        let year = self.years.get_mut(&v.0).ok_or_else(|| Error::input("year-missing").with("year", v))?;
        Ok((year, Some(&self.registry)))
    }

    fn open_year(&mut self, options: &Options, year: u16) -> Result<()> {
        let v = Volume(year);
        let path = file(options, v);
        let mut conn = open_file(options, v)?;
        db::migrate(&mut conn, &path)?;
        conn.execute_batch("BEGIN")?;
        let mut vol = Vol::load(v, conn, &self.registry.roots)?;
        vol.read_year(&self.registry)?;
        vol.conn.execute_batch("COMMIT")?;
        self.years.insert(year, vol);
        self.transaction(v, |_, _| Ok(()))
    }

    /// The registry changed: years are judged by the new law, and what waited for the registry is tried.
    pub fn cascade(&mut self) -> Result<()> {
        let digest = law_digest(&self.registry);
        for year in self.years.keys().copied().collect::<Vec<_>>() {
            let v = Volume(year);
            let done = self.transaction(v, |vol, registry| {
                let Some(registry) = registry else { return Ok(()) };
                let changed = vol.local("judged-by")?.as_deref() != Some(&digest);
                if changed {
                    relaw(vol, Some(registry), &mut Batch { law: true, ..Batch::default() })?;
                    vol.set_local("judged-by", Some(&digest))?;
                }
                Ok(())
            });
            self.after(v, done)?;
            let waits: bool = self.vol(v)?.conn.query_row("SELECT EXISTS (SELECT 1 FROM waiting)", [], |r| r.get(0))?;
            if waits {
                self.take_in(v, &mut Vec::new(), &mut Received::default())?;
            }
        }
        Ok(())
    }

    /// Takes segments of one volume in, with those that waited, in transactions of at most [`receive::BATCH`] events.
    fn take_in(&mut self, v: Volume, queue: &mut Vec<(Segment, usize)>, out: &mut Received) -> Result<()> {
        let roots = self.roots.clone();
        loop {
            let done = self.transaction(v, |vol, registry| {
                let mut batch = Batch::default();
                let mut full = false;
                while let Some((seg, from)) = queue.pop() {
                    match step(vol, registry, &roots, &seg, from, &mut batch)? {
                        Took::All => {}
                        Took::Refused => out.refused += 1,
                        Took::Waits(i) => wait(vol, &seg, i)?,
                        Took::Full(i) => {
                            queue.push((seg, i));
                            full = true;
                            break;
                        }
                    }
                }
                if !full {
                    full = retry(vol, registry, &roots, &mut batch, out)?;
                }
                out.joined += batch.fresh.len() as u64;
                out.known += batch.known;
                settle(vol, registry, &mut batch)?;
                if let Some(r) = registry {
                    vol.set_local("judged-by", Some(&law_digest(r)))?;
                }
                Ok(full)
            });
            if !self.after(v, done)? {
                return Ok(());
            }
        }
    }
}

/// One segment: verified outside the set, then placed.
fn step(vol: &mut Vol, registry: Option<&Vol>, roots: &[[u8; 32]], seg: &Segment, from: usize, batch: &mut Batch) -> Result<Took> {
    let Some(head) = seg.head() else { return Ok(Took::Refused) };
    let keys = receive::signers(&seg.chain, registry.unwrap_or(vol), roots);
    if keys.is_empty() {
        return Ok(Took::Waits(from));
    }
    if from == 0 && !receive::signed(&head, &seg.signature, &keys) {
        return Ok(Took::Refused);
    }
    receive::ingest(vol, registry, seg, from, batch)
}

/// Keeps the rest of a segment outside the set.
fn wait(vol: &Vol, seg: &Segment, from: usize) -> Result<()> {
    let prev = seg.events.iter().take(from).fold(seg.prev, |h, e| crate::event::next_hash(&h, e));
    let first = seg.first + u32::try_from(from).unwrap_or(0);
    let rest =
        Segment { chain: seg.chain, first, prev, events: seg.events.get(from..).unwrap_or_default().to_vec(), signature: seg.signature };
    let last = first + u32::try_from(rest.events.len()).unwrap_or(0).saturating_sub(1);
    vol.conn.prepare_cached("INSERT OR IGNORE INTO waiting (device, nonce, first, last, segment) VALUES (?1,?2,?3,?4,?5)")?.execute((
        seg.chain.device.0,
        seg.chain.nonce.to_be_bytes(),
        first,
        last,
        rest.to_bytes(),
    ))?;
    Ok(())
}

/// Tries what waits until nothing moves. True when the batch filled up.
fn retry(vol: &mut Vol, registry: Option<&Vol>, roots: &[[u8; 32]], batch: &mut Batch, out: &mut Received) -> Result<bool> {
    loop {
        let rows: Vec<(i64, Vec<u8>)> = {
            let mut q = vol.conn.prepare_cached("SELECT n, segment FROM waiting ORDER BY first")?;
            q.query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?
        };
        let before = batch.fresh.len();
        for (n, bytes) in rows {
            let Some(seg) =
                Segment::from_bytes(&bytes).map(|s| Segment { chain: crate::event::ChainId { volume: vol.volume, ..s.chain }, ..s })
            else {
                return Err(Error::damaged("waiting-row"));
            };
            let took = step(vol, registry, roots, &seg, 0, batch)?;
            if took == Took::Waits(0) {
                continue;
            }
            vol.conn.prepare_cached("DELETE FROM waiting WHERE n = ?1")?.execute([n])?;
            match took {
                Took::Waits(i) => wait(vol, &seg, i)?,
                Took::Full(i) => {
                    wait(vol, &seg, i)?;
                    return Ok(true);
                }
                Took::Refused => out.refused += 1,
                Took::All => {}
            }
        }
        if batch.fresh.len() == before {
            return Ok(false);
        }
    }
}

/// Folds what a transaction took in.
pub fn settle(vol: &mut Vol, registry: Option<&Vol>, batch: &mut Batch) -> Result<()> {
    for n in &batch.grown {
        vol.save_tip(*n, None)?;
    }
    relaw(vol, registry, batch)
}

/// New statutes where the law changed, then fresh events and everything the change touches.
fn relaw(vol: &mut Vol, registry: Option<&Vol>, batch: &mut Batch) -> Result<()> {
    let mut touched = Affected::default();
    if batch.forked {
        let own = vol.own;
        vol.reload()?;
        vol.load_law(registry.map(|r| &r.chains))?;
        vol.own = vol.own.or(own);
    }
    if batch.law || batch.reshaped {
        let new = {
            let reg = registry.unwrap_or(vol);
            let year = registry.is_some().then_some(&*vol);
            let h = hashes(reg, year);
            let g = ground(reg, year, &h);
            match registry {
                Some(r) => evaluate_year(&r.laws, &r.statutes, &vol.laws, &g),
                None => evaluate(&vol.laws, None, &g),
            }
        };
        let old = std::mem::replace(&mut vol.statutes, new);
        vol.law = registry.map(law_digest);
        touched = Affected::between(&old, &vol.statutes, vol);
        touched.all |= batch.forked;
    }
    let cells = {
        let reg = registry.unwrap_or(vol);
        let year = registry.is_some().then_some(&*vol);
        let h = hashes(reg, year);
        let fold = Fold { vol, ground: ground(reg, year, &h) };
        let mut again: BTreeSet<CellKey> = BTreeSet::new();
        for (spot, row, event) in &batch.fresh {
            again.extend(fold.add(*spot, row, event)?);
        }
        for cell in &again {
            fold.refold(*cell)?;
        }
        again
    };
    if touched.is_empty() { Ok(()) } else { rejudge_but(vol, registry, &touched, &cells) }
}

/// Judges a year again and notes by which law.
pub fn rejudge(vol: &mut Vol, registry: Option<&Vol>, touched: &Affected) -> Result<()> {
    rejudge_but(vol, registry, touched, &BTreeSet::new())?;
    if let Some(r) = registry {
        vol.set_local("judged-by", Some(&law_digest(r)))?;
    }
    Ok(())
}

/// Judges again what a change of the law touches.
fn rejudge_but(vol: &Vol, registry: Option<&Vol>, touched: &Affected, done: &BTreeSet<CellKey>) -> Result<()> {
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let fold = Fold { vol, ground: ground(reg, year, &h) };
    let mut cells: BTreeSet<CellKey> = BTreeSet::new();
    let mut alone: BTreeSet<Spot> = BTreeSet::new();
    let mut collect = |sql: &str, from: i64, to: i64| -> Result<()> {
        let mut q = vol.conn.prepare_cached(sql)?;
        let mut rows = q.query((from, to))?;
        while let Some(r) = rows.next()? {
            let kind: i64 = r.get(0)?;
            if has_cell(kind) {
                cells.insert(CellKey { kind: kind & 0xFFFF, a: r.get(1)?, b: r.get(2)?, c: r.get(3)? });
            } else {
                alone.insert(Spot::from_at(vol.year(), r.get(4)?));
            }
        }
        Ok(())
    };
    let range = "SELECT kind, a, b, c, at FROM ledger WHERE at BETWEEN ?1 AND ?2";
    if touched.all {
        collect(range, i64::MIN, i64::MAX)?;
    } else {
        for (n, from, to) in &touched.ranges {
            let at = |idx: u32| Spot { year: vol.year(), branch: *n, idx }.at();
            collect(range, at(*from), at(*to))?;
        }
        for s in touched.spots.iter().filter(|s| s.year == vol.year()) {
            collect(range, s.at(), s.at())?;
        }
        if touched.fated {
            collect(
                "SELECT ledger.kind, ledger.a, ledger.b, ledger.c, ledger.at FROM fate JOIN ledger USING (at) WHERE at BETWEEN ?1 AND ?2",
                i64::MIN,
                i64::MAX,
            )?;
        }
    }
    for c in cells.difference(done) {
        fold.refold(*c)?;
    }
    for s in alone {
        fold.refate(s)?;
    }
    Ok(())
}

/// A fate's row as text, for logs and reports.
#[must_use]
pub fn fate_name(f: Fate) -> &'static str {
    match f {
        Fate::Effective => "applied",
        Fate::Held => "held",
        Fate::Void => "void",
        Fate::Unknown => "unknown",
    }
}

/// Names the registry's law: a year remembers by which it was judged.
pub fn law_digest(registry: &Vol) -> [u8; 32] {
    let mut all: Vec<&[u8; 32]> = registry.laws.iter().map(|l| &l.hash).collect();
    all.sort_unstable();
    let mut h = blake3::Hasher::new();
    all.iter().for_each(|x| {
        h.update(*x);
    });
    for (n, b) in registry.chains.iter() {
        h.update(&n.to_be_bytes());
        h.update(&[u8::from(b.gap), u8::from(b.parent.is_some())]);
    }
    h.update(&LEVEL.to_be_bytes());
    *h.finalize().as_bytes()
}

fn file(o: &Options, v: Volume) -> PathBuf {
    if v.is_registry() { o.dir.join(REGISTRY) } else { o.dir.join("years").join(format!("{v}.db")) }
}

fn open_file(o: &Options, v: Volume) -> Result<rusqlite::Connection> {
    let name = if v.is_registry() { "registry".to_owned() } else { format!("year-{v}") };
    let key = zeroize::Zeroizing::new((o.database_key)(&name)?);
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
