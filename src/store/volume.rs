//! One volume in memory: its chains, law and numbers, as read from its file.

use super::ident::Idents;
use super::roots::Introduced;
use super::row::Row;
use crate::error::{Error, Result};
use crate::event::kinds::ledger as l;
use crate::event::{ChainId, Event, Hash, Head, Law, Volume, next_hash};
use crate::id::DeviceId;
use crate::rights::{Branch, Chains, Ground, LawEvent, Session, Spot, Statutes};
use rusqlite::{Connection, OptionalExtension};
use std::cell::{Cell, RefCell};
use std::collections::HashMap;

/// Every so many events a hash is kept.
const MILESTONE: u32 = 256;

/// Columns of the ledger after `at`, as [`Row::event`] reads them.
pub const EVENT_COLUMNS: &str = "claim, kind, a, b, c, value, more";

/// By what a year's tables were judged when it was not the present law.
pub enum Behind {
    /// These statutes.
    Of(Box<Statutes>),
    /// Others, not known here.
    Unknown,
}

/// A declared loss.
pub struct Gap {
    /// Branch on which it is declared.
    pub by: u32,
    /// Volume of the lost part.
    pub volume: Volume,
    /// Last lost index.
    pub last: u32,
    /// Its hash.
    pub hash: Hash,
}

/// A volume's file and what of it is kept in memory.
pub struct Vol {
    /// Which.
    pub volume: Volume,
    /// The writing connection.
    pub conn: Connection,
    /// Outside keys by number.
    pub ids: RefCell<Idents>,
    /// Chains.
    pub chains: Chains,
    /// Law events.
    pub laws: Vec<LawEvent>,
    /// Law in force.
    pub statutes: Statutes,
    /// `data_version` at the last look.
    pub generation: i64,
    /// Digest of the registry's law that the statutes of a year stand on.
    pub law: Option<[u8; 32]>,
    /// The tables of a year were judged by another law than the one in memory.
    pub behind: Option<Behind>,
    /// This computer's own branch at present.
    pub own: Option<u32>,
    /// Roots' device ids, the first root's first; none in a year.
    pub roots: Vec<DeviceId>,
    /// Their public keys.
    pub root_keys: Vec<[u8; 32]>,
    /// BLAKE3 of the bodies of roots that a person has refused, one after another.
    pub refused_bodies: Vec<u8>,
    /// Public keys of roots that were followed and are not any more, one after another.
    pub left_roots: Vec<u8>,
    /// Computers that somebody introduced, of a registry.
    pub introduced: Introduced,
    /// Losses declared, whatever their fates, by the chain that they are of.
    pub gaps: HashMap<(DeviceId, u64), Vec<Gap>>,
    /// Grows with each commit of this program and each reading of memory anew: while it stands still, so does every cell.
    pub moment: u64,
    /// Events that were here and are not any more, at least: the file is an older copy. It is read, and not written to.
    pub older: Option<u64>,
    /// The open transaction changed a cell that is no entry of a journal: what is kept of the school's structure is out of date.
    pub restructured: Cell<bool>,
    known: RefCell<HashMap<Spot, Hash>>,
    /// Hashes that were asked for and had to be counted anew: kept with the next commit, so that they are at hand after a restart.
    asked: RefCell<Vec<(u32, u32, Hash)>>,
    /// Hashes of the newest events by branch, with the index of the first.
    recent: HashMap<u32, (u32, Vec<Hash>)>,
}

/// Newest hashes of a branch kept at hand, at most; at least half of it, which is more than stands unwritten.
const RECENT: usize = 8192;

impl Vol {
    /// Reads a volume; statutes are left for the home to evaluate.
    pub fn load(volume: Volume, conn: Connection) -> Result<Self> {
        let mut v = Self {
            volume,
            conn,
            ids: RefCell::default(),
            chains: Chains::default(),
            laws: Vec::new(),
            statutes: Statutes::default(),
            generation: -1,
            law: None,
            behind: None,
            own: None,
            roots: Vec::new(),
            root_keys: Vec::new(),
            refused_bodies: Vec::new(),
            left_roots: Vec::new(),
            introduced: Introduced::default(),
            gaps: HashMap::new(),
            moment: 0,
            older: None,
            restructured: Cell::new(false),
            known: RefCell::default(),
            asked: RefCell::default(),
            recent: HashMap::new(),
        };
        v.reload()?;
        Ok(v)
    }

    /// True for a year.
    pub fn year(&self) -> bool {
        !self.volume.is_registry()
    }

    /// Reads chains and law again.
    pub fn reload(&mut self) -> Result<()> {
        self.generation = self.data_version()?;
        self.moment += 1;
        *self.ids.borrow_mut() = Idents::default();
        self.ids.borrow_mut().load(&self.conn)?;
        self.known.borrow_mut().clear();
        self.asked.borrow_mut().clear();
        self.recent.clear();
        (self.chains, self.laws, self.own) = (Chains::default(), Vec::new(), None);
        self.introduced = Introduced::default();
        self.gaps.clear();
        self.read_roots()?;
        let mut q =
            self.conn.prepare_cached("SELECT device, nonce, parent, parent_idx, start, next, tip, gap, own, n FROM chain ORDER BY n")?;
        let mut rows = q.query([])?;
        while let Some(r) = rows.next()? {
            let device = DeviceId(blob(r, 0)?);
            let id = ChainId { device, volume: self.volume, nonce: u64::from_be_bytes(blob(r, 1)?) };
            let parent = r.get::<_, Option<u32>>(2)?.zip(r.get(3)?);
            let mut branch = Branch::new(id, root_number(&self.roots, &device), parent, r.get(4)?, blob(r, 6)?);
            (branch.next, branch.gap) = (r.get(5)?, r.get(7)?);
            let n = self.chains.add(branch);
            if n != r.get::<_, u32>(9)? {
                return Err(Error::damaged("chain-numbers"));
            }
            if r.get(8)? {
                self.own = Some(n);
            }
        }
        self.chains.link();
        Ok(())
    }

    /// Reads law events into memory; heads of `seen` may name the registry, so it is given for a year.
    pub fn load_law(&mut self, registry: Option<&Self>) -> Result<()> {
        let sql = format!("SELECT law.at, law.hash, law.ok, {EVENT_COLUMNS} FROM law JOIN ledger USING (at) ORDER BY law.at");
        let mut found = Vec::new();
        {
            let mut q = self.conn.prepare_cached(&sql)?;
            let mut rows = q.query([])?;
            let ids = self.ids.borrow();
            while let Some(r) = rows.next()? {
                let spot = Spot::from_at(self.year(), r.get(0)?);
                found.push((spot, blob::<32>(r, 1)?, r.get::<_, bool>(2)?, Row::event(r, 3, &ids)?));
            }
        }
        // What had been seen adds up along a path: parents first, whatever their numbers (a found loss may number them the other way).
        found.sort_by_key(|(spot, ..)| (self.chains.depth(spot.branch), *spot));
        for (spot, hash, ok, event) in found {
            self.known.borrow_mut().insert(spot, hash);
            self.note_law(spot, hash, event, ok, registry);
        }
        self.chains.note_heirs();
        Ok(())
    }

    /// Takes a law event into memory: sessions and seens into their branch, the rest into the list. `ok`: its signature, or its proof, is right.
    pub fn note_law(&mut self, spot: Spot, hash: Hash, event: Event, ok: bool, registry: Option<&Self>) {
        let law = Law::read(&event);
        match (event.kind, &law) {
            (l::SESSION, _) => {
                let (user, key) = match law {
                    Some(Law::Session { user, key, .. }) => (user, key),
                    _ => ([0; 16], [0; 32]),
                };
                self.chains.add_session(spot.branch, Session { idx: spot.idx, user, key, valid: ok });
            }
            (l::SEEN, Some(Law::Seen(heads))) if ok => {
                for h in heads {
                    let beside = registry.filter(|_| h.chain.volume.is_registry());
                    if let Some(named) = self.seen_at(h, beside) {
                        self.chains.add_seen(spot.branch, spot.idx, named, beside.map(|r| &r.chains));
                    }
                }
            }
            (l::SEEN, _) => {}
            _ => {
                if let (Some(Law::Device { device, sign, .. }), Some(b)) = (&law, self.chains.get(spot.branch)) {
                    let by = (b.root == 0).then_some(b.id.device);
                    self.introduced.note(by, DeviceId(*device), *sign);
                }
                if let Some(Law::Gap { device, nonce, last, hash, volume, .. }) = &law {
                    let gap = Gap { by: spot.branch, volume: *volume, last: *last, hash: *hash };
                    self.gaps.entry((DeviceId(*device), *nonce)).or_default().push(gap);
                }
                self.laws.push(LawEvent { spot, hash, event, law, proof: ok });
            }
        }
    }

    /// Where an event stands that a `seen` names: it is in the set, so on a chain of one branch its index tells.
    fn seen_at(&self, h: &Head, beside: Option<&Self>) -> Option<Spot> {
        let vol = beside.unwrap_or(self);
        match vol.chains.of(&h.chain) {
            [n] => Some(Spot { year: vol.year(), branch: *n, idx: h.idx }),
            _ => vol.find(h),
        }
    }

    /// Finds an event of its own chains.
    pub fn find(&self, h: &Head) -> Option<Spot> {
        let hash = |s: Spot| self.hash_at(s);
        let ground = Ground { registry: &self.chains, year: Some(&self.chains), hash: &hash };
        ground.find(h).filter(|_| h.chain.volume == self.volume)
    }

    /// Hash of an event on a branch's own part.
    pub fn hash_at(&self, s: Spot) -> Option<Hash> {
        let b = self.chains.get(s.branch)?;
        if s.idx < b.start || s.idx >= b.next {
            return None;
        }
        if s.idx + 1 == b.next {
            return Some(b.tip);
        }
        if let Some((first, hashes)) = self.recent.get(&s.branch)
            && let Some(h) = s.idx.checked_sub(*first).and_then(|i| hashes.get(i as usize))
        {
            return Some(*h);
        }
        if let Some(h) = self.known.borrow().get(&s) {
            return Some(*h);
        }
        self.replay(s).ok().flatten()
    }

    /// Hash before the first event of a branch.
    pub fn hash_before(&self, n: u32) -> Result<Option<Hash>> {
        let Some(b) = self.chains.get(n) else { return Ok(None) };
        match b.start.checked_sub(1) {
            None => Ok(Some(b.id.origin())),
            Some(before) => self.milestone(n, before),
        }
    }

    fn milestone(&self, n: u32, idx: u32) -> Result<Option<Hash>> {
        let mut q = self.conn.prepare_cached("SELECT hash FROM milestone WHERE chain = ?1 AND idx = ?2")?;
        Ok(q.query_row((n, idx), |r| r.get::<_, [u8; 32]>(0)).optional()?)
    }

    fn replay(&self, s: Spot) -> Result<Option<Hash>> {
        let mut q = self.conn.prepare_cached("SELECT idx, hash FROM milestone WHERE chain = ?1 AND idx <= ?2 ORDER BY idx DESC LIMIT 1")?;
        let near: Option<(u32, [u8; 32])> = q.query_row((s.branch, s.idx), |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
        let Some((from, mut h)) = near.map(|(i, h)| (i + 1, h)).or_else(|| Some((0, self.chains.get(s.branch)?.id.origin()))) else {
            return Ok(None);
        };
        let lo = Spot { idx: from, ..s };
        let mut q = self.conn.prepare_cached(&format!("SELECT {EVENT_COLUMNS} FROM ledger WHERE at BETWEEN ?1 AND ?2 ORDER BY at"))?;
        let mut rows = q.query((lo.at(), s.at()))?;
        let ids = self.ids.borrow();
        let mut known = self.known.borrow_mut();
        if known.len() > 100_000 {
            known.clear();
        }
        for idx in from.. {
            let Some(r) = rows.next()? else { break };
            h = next_hash(&h, &Row::event(r, 0, &ids)?.to_bytes());
            known.insert(Spot { idx, ..s }, h);
        }
        self.asked.borrow_mut().push((s.branch, s.idx, h));
        Ok(Some(h))
    }

    /// Reads one event.
    pub fn event(&self, s: Spot) -> Result<Event> {
        let mut q = self.conn.prepare_cached(&format!("SELECT {EVENT_COLUMNS} FROM ledger WHERE at = ?1"))?;
        let mut rows = q.query([s.at()])?;
        match rows.next()? {
            Some(r) => Row::event(r, 0, &self.ids.borrow()),
            None => Err(Error::damaged("ledger-row-missing")),
        }
    }

    /// Starts a branch.
    pub fn start_branch(&mut self, b: Branch, own: bool) -> Result<u32> {
        let before = b.tip;
        let n = self.chains.add(b);
        let Some(b) = self.chains.get(n) else { return Err(Error::damaged("chain-numbers")) };
        if own {
            self.conn.execute("UPDATE chain SET own = 0", [])?;
            self.own = Some(n);
        }
        self.conn
            .prepare_cached("INSERT INTO chain (n, device, nonce, parent, parent_idx, start, next, tip, gap, own) VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)")?
            .execute((n, b.id.device.0, b.id.nonce.to_be_bytes(), b.parent.map(|p| p.0), b.parent.map(|p| p.1), b.start, b.next, b.tip, b.gap, own))?;
        if let Some(last) = b.start.checked_sub(1) {
            self.conn
                .prepare_cached("INSERT OR REPLACE INTO milestone (chain, idx, hash) VALUES (?1, ?2, ?3)")?
                .execute((n, last, before))?;
        }
        Ok(n)
    }

    /// Appends one event to a branch: milestone, law table. Its ledger row is written by [`Vol::write`], the chain's by [`Vol::save_tip`].
    pub fn append(&mut self, n: u32, event: &Event, hash: Hash, ok: bool) -> Result<(Spot, Row)> {
        let year = self.year();
        let Some(b) = self.chains.get_mut(n) else { return Err(Error::damaged("chain-numbers")) };
        let spot = Spot { year, branch: n, idx: b.next };
        b.next += 1;
        b.tip = hash;
        let (first, hashes) = self.recent.entry(n).or_insert((spot.idx, Vec::new()));
        if hashes.len() >= RECENT {
            hashes.drain(..RECENT / 2);
            *first += (RECENT / 2) as u32;
        }
        hashes.push(hash);
        let row = Row::of(event, &self.conn, &mut self.ids.borrow_mut())?;
        if spot.idx % MILESTONE == MILESTONE - 1 {
            self.conn
                .prepare_cached("INSERT OR REPLACE INTO milestone (chain, idx, hash) VALUES (?1,?2,?3)")?
                .execute((n, spot.idx, hash))?;
        }
        if event.spec().is_some_and(|s| s.is_law()) {
            self.conn.prepare_cached("INSERT INTO law (at, hash, ok) VALUES (?1,?2,?3)")?.execute((spot.at(), hash, ok))?;
            self.known.borrow_mut().insert(spot, hash);
        }
        Ok((spot, row))
    }

    /// Writes ledger rows of appended events.
    pub fn write(&self, rows: &[(Spot, Row, Event)]) -> Result<()> {
        let mut q =
            self.conn.prepare_cached("INSERT INTO ledger (at, claim, kind, a, b, c, value, more) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?;
        for (spot, row, _) in rows {
            q.execute((spot.at(), row.claim, row.kind, row.a, row.b, row.c, &row.value, &row.more))?;
        }
        Ok(())
    }

    /// Writes a branch's tip, and the signed head when there is one.
    pub fn save_tip(&self, n: u32, signature: Option<&[u8; 64]>) -> Result<()> {
        let Some(b) = self.chains.get(n) else { return Ok(()) };
        self.conn.prepare_cached("UPDATE chain SET next = ?2, tip = ?3 WHERE n = ?1")?.execute((n, b.next, b.tip))?;
        if let (Some(s), Some(idx)) = (signature, b.next.checked_sub(1)) {
            self.conn.prepare_cached("INSERT OR REPLACE INTO head (chain, idx, signature) VALUES (?1,?2,?3)")?.execute((n, idx, s))?;
        }
        Ok(())
    }

    /// Changes whenever another connection committed.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.conn.prepare_cached("PRAGMA data_version")?.query_row([], |r| r.get(0))?)
    }

    /// Ends a transaction's part in [`super::Reader::structure`]: counted in the same transaction. Keeps hashes that were asked for.
    pub fn count_structure(&self) -> Result<()> {
        for (n, idx, hash) in self.asked.borrow_mut().drain(..) {
            self.conn.prepare_cached("INSERT OR IGNORE INTO milestone (chain, idx, hash) VALUES (?1, ?2, ?3)")?.execute((n, idx, hash))?;
        }
        if !self.restructured.take() {
            return Ok(());
        }
        let next = structure(&self.conn)?.wrapping_add(1);
        self.set_local(STRUCTURE, Some(&next.to_le_bytes()))
    }

    /// A local row.
    pub fn local(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let mut q = self.conn.prepare_cached("SELECT value FROM local WHERE name = ?1")?;
        Ok(q.query_row([name], |r| r.get(0)).optional()?)
    }

    /// Writes or removes a local row.
    pub fn set_local(&self, name: &str, value: Option<&[u8]>) -> Result<()> {
        match value {
            Some(v) => self.conn.prepare_cached("INSERT OR REPLACE INTO local (name, value) VALUES (?1,?2)")?.execute((name, v))?,
            None => self.conn.prepare_cached("DELETE FROM local WHERE name = ?1")?.execute([name])?,
        };
        Ok(())
    }
}

/// Number of the root whose chains have this device id; 0: none.
pub fn root_number(roots: &[DeviceId], device: &DeviceId) -> u8 {
    roots.iter().position(|r| r == device).and_then(|i| u8::try_from(i + 1).ok()).unwrap_or(0)
}

/// Name of the local row that counts changes of structure.
const STRUCTURE: &str = "structure";

/// How often cells other than entries of a journal have changed, in this file.
pub fn structure(conn: &Connection) -> Result<u64> {
    let mut q = conn.prepare_cached("SELECT value FROM local WHERE name = ?1")?;
    let kept: Option<[u8; 8]> = q.query_row([STRUCTURE], |r| r.get(0)).optional()?;
    Ok(kept.map_or(0, u64::from_le_bytes))
}

/// A column of exactly `N` bytes.
pub fn blob<const N: usize>(r: &rusqlite::Row<'_>, i: usize) -> Result<[u8; N]> {
    r.get::<_, Vec<u8>>(i)?.try_into().map_err(|_| Error::damaged("ledger-row"))
}

/// The ground judgement stands on, for a registry alone or a year with it.
pub fn ground<'a>(registry: &'a Vol, year: Option<&'a Vol>, hash: &'a dyn Fn(Spot) -> Option<Hash>) -> Ground<'a> {
    Ground { registry: &registry.chains, year: year.map(|y| &y.chains), hash }
}

/// Finds hashes in a registry or a year.
pub fn hashes<'a>(registry: &'a Vol, year: Option<&'a Vol>) -> impl Fn(Spot) -> Option<Hash> + 'a {
    move |s| if s.year { year?.hash_at(s) } else { registry.hash_at(s) }
}
