//! Reading on connections of their own: cells by kind and key; and grants in force.

use super::fold::{CONFLICT, NOTHING};
use super::home::Home;
use super::ident::Idents;
use super::row::{Stored, parts};
use super::volume::{ground, hashes, structure};
use crate::error::{Error, Result};
use crate::event::{Head, Law, Value, Volume, spec};
use crate::id::UserId;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// A cell as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Key.
    pub key: Vec<Value>,
    /// Value shown.
    pub value: Value,
    /// Several writes of different values stand beside each other.
    pub conflict: bool,
    /// Local cursor of the write shown.
    pub at: i64,
}

/// Kind and key of every cell with a value, to the value and whether it is a conflict.
pub type Dump = BTreeMap<(u16, Vec<Value>), (Value, bool)>;

/// A role, homeroom or load in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GrantRow {
    /// Account.
    pub user: UserId,
    /// The typed grant.
    pub law: Law,
    /// Key of its cell.
    pub key: Vec<Value>,
    /// Value of its event.
    pub value: Value,
}

/// A reading connection with the numbers it knows.
pub struct Connected {
    conn: Connection,
    ids: Idents,
}

impl Connected {
    /// Over an open database, with numbers of it that are known already.
    pub fn new(conn: Connection, ids: Idents) -> Self {
        Self { conn, ids }
    }
    /// Runs `f` on one consistent moment.
    pub fn read<T>(&mut self, volume: Volume, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<T> {
        self.conn.prepare_cached("BEGIN")?.execute([])?;
        let loaded = self.ids.load(&self.conn).map(|()| self.ids.index_lessons());
        let out = loaded.and_then(|()| f(&Reader { conn: &self.conn, ids: &self.ids, volume, moment: None }));
        self.conn.prepare_cached("COMMIT")?.execute([])?;
        out
    }
}

/// Runs `f` on the writing connection of a volume whose memory is up to date; none when another program has committed since.
pub(super) fn beside_writes<T>(vol: &super::volume::Vol, f: impl FnOnce(&Reader<'_>) -> Result<T>) -> Result<Option<T>> {
    vol.conn.prepare_cached("BEGIN")?.execute([])?;
    let out = match vol.grown() {
        Ok(false) => {
            vol.ids.borrow_mut().index_lessons();
            f(&Reader { conn: &vol.conn, ids: &vol.ids.borrow(), volume: vol.volume, moment: Some(vol.moment) }).map(Some)
        }
        Ok(true) => Ok(None),
        Err(e) => Err(e),
    };
    vol.conn.prepare_cached("COMMIT")?.execute([])?;
    out
}

/// Reads one volume at one moment.
pub struct Reader<'a> {
    pub(super) conn: &'a Connection,
    pub(super) ids: &'a Idents,
    volume: Volume,
    moment: Option<u64>,
}

impl Reader<'_> {
    /// One cell; `None` when nothing effective was written to it.
    ///
    /// # Errors
    /// Storage errors.
    pub fn cell(&self, kind: u16, key: &[Value]) -> Result<Option<Cell>> {
        let Some([x, y, z]) = spec(kind).and_then(|s| parts(s, key)) else { return Ok(None) };
        let (Some(a), Some(b), Some(c)) = (self.ids.find(x), self.ids.find(y), self.ids.find(z)) else { return Ok(None) };
        let mut q = self.conn.prepare_cached("SELECT value, flag, at FROM shown WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4 AND flag<>?5")?;
        let mut rows = q.query((kind, a, b, c, NOTHING))?;
        match rows.next()? {
            Some(r) => Ok(Some(Cell { key: key.to_vec(), value: value(r, 0)?, conflict: r.get::<_, i64>(1)? == CONFLICT, at: r.get(2)? })),
            None => Ok(None),
        }
    }

    /// All cells of a kind that have a value.
    ///
    /// # Errors
    /// Storage errors.
    pub fn cells(&self, kind: u16) -> Result<Vec<Cell>> {
        self.collect("SELECT value, flag, at, a, b, c FROM shown WHERE kind=?1 AND ?2=?2 AND flag<>?3", kind, 0)
    }

    /// Cells whose key begins with these items: the first part of the kind's key, whole or its beginning.
    ///
    /// # Errors
    /// Storage errors.
    pub fn cells_under(&self, kind: u16, first: &[Value]) -> Result<Vec<Cell>> {
        let whole = spec(kind).is_some_and(|s| s.parts[0] == first.len());
        let numbers = if whole { self.ids.find(first).into_iter().collect() } else { self.ids.beginning(first) };
        let mut out = Vec::new();
        for n in numbers {
            out.extend(self.collect("SELECT value, flag, at, a, b, c FROM shown WHERE kind=?1 AND a=?2 AND flag<>?3", kind, n)?);
        }
        Ok(out)
    }

    fn collect(&self, sql: &str, kind: u16, a: i64) -> Result<Vec<Cell>> {
        let mut q = self.conn.prepare_cached(sql)?;
        let mut rows = q.query((kind, a, NOTHING))?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let mut key = Vec::with_capacity(6);
            for i in 3..6 {
                self.ids.values(r.get(i)?, &mut key).ok_or_else(|| Error::damaged("ledger-row"))?;
            }
            out.push(Cell { key, value: value(r, 0)?, conflict: r.get::<_, i64>(1)? == CONFLICT, at: r.get(2)? });
        }
        Ok(out)
    }

    /// Keys of the cells of a kind that were written more than once.
    ///
    /// # Errors
    /// Storage errors.
    pub fn rewritten(&self, kind: u16) -> Result<Vec<Vec<Value>>> {
        let mut q = self.conn.prepare_cached("SELECT DISTINCT a, b, c FROM again WHERE kind=?1 ORDER BY a, b, c")?;
        let mut rows = q.query([kind])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let mut key = Vec::with_capacity(6);
            for i in 0..3 {
                self.ids.values(r.get(i)?, &mut key).ok_or_else(|| Error::damaged("ledger-row"))?;
            }
            out.push(key);
        }
        Ok(out)
    }

    /// Grows with each commit of another connection: of other programs, and of this program's own acts.
    ///
    /// # Errors
    /// Storage errors.
    pub fn data_version(&self) -> Result<i64> {
        Ok(self.conn.prepare_cached("PRAGMA data_version")?.query_row([], |r| r.get(0))?)
    }

    /// Differs when anything but entries of a journal (kinds 200–299) has changed, by whatever program: classes, groups, orders, timetable,
    /// calendar, scales of a year; everything of the registry. It stands still while marks are written.
    ///
    /// # Errors
    /// Storage errors.
    pub fn structure(&self) -> Result<u64> {
        structure(self.conn)
    }

    /// Of the writing connection: while it stands still, so does every cell; each act of this program adds one. Else none.
    #[must_use]
    pub fn moment(&self) -> Option<u64> {
        self.moment
    }

    /// The volume.
    #[must_use]
    pub fn volume(&self) -> Volume {
        self.volume
    }

    /// Number of events in the set.
    ///
    /// # Errors
    /// Storage errors.
    pub fn events(&self) -> Result<u64> {
        let n: i64 = self.conn.prepare_cached("SELECT count(*) FROM ledger")?.query_row([], |r| r.get(0))?;
        Ok(u64::try_from(n).unwrap_or(0))
    }
}

/// A stored value of a row.
pub(super) fn value(r: &rusqlite::Row<'_>, i: usize) -> Result<Value> {
    Stored::read(r.get_ref(i)?).ok_or_else(|| Error::damaged("ledger-row"))
}

impl Home {
    /// All cells of a volume with a value: kind and key to value and conflict.
    ///
    /// # Errors
    /// Storage errors.
    pub fn dump(&self, volume: Volume) -> Result<Dump> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        let mut q = vol.conn.prepare_cached("SELECT value, flag, kind, a, b, c FROM shown WHERE flag <> ?1")?;
        let mut rows = q.query([NOTHING])?;
        let ids = vol.ids.borrow();
        let mut out = BTreeMap::new();
        while let Some(r) = rows.next()? {
            let mut key = Vec::new();
            for i in 3..6 {
                ids.values(r.get(i)?, &mut key).ok_or_else(|| Error::damaged("ledger-row"))?;
            }
            out.insert((r.get(2)?, key), (value(r, 0)?, r.get::<_, i64>(1)? == CONFLICT));
        }
        Ok(out)
    }

    /// Grants of a volume that count: roles, homerooms, loads, admins.
    ///
    /// # Errors
    /// Storage errors.
    pub fn grants(&self, volume: Volume) -> Result<Vec<GrantRow>> {
        self.grants_where(volume, &|law| match law {
            Law::Admin(u) | Law::Role { user: u, .. } | Law::Load { user: u, .. } | Law::Homeroom { user: u, .. } => Some(*u),
            _ => None,
        })
    }

    /// Grants that `of` names the user of, and that count.
    pub(super) fn grants_where(&self, volume: Volume, of: &dyn Fn(&Law) -> Option<[u8; 16]>) -> Result<Vec<GrantRow>> {
        let guard = self.fresh()?;
        let vol = guard.vol(volume)?;
        let reg = &guard.registry;
        let year = (!volume.is_registry()).then_some(vol);
        let h = hashes(reg, year);
        let g = ground(reg, year, &h);
        let mut out = Vec::new();
        for e in &vol.laws {
            let Some((law, user)) = e.law.as_ref().and_then(|law| Some((law, of(law)?))) else { continue };
            let effective = vol.statutes.verdicts.get(&e.spot).is_some_and(|v| v.effective());
            if effective && !crate::rights::judge::has_ended(e, user, &vol.statutes, &g) {
                out.push(GrantRow { user: UserId(user), law: law.clone(), key: e.event.key.clone(), value: e.event.value.clone() });
            }
        }
        Ok(out)
    }

    /// Segments that wait outside the set.
    ///
    /// # Errors
    /// Storage errors.
    pub fn waiting(&self, volume: Volume) -> Result<Vec<crate::event::Segment>> {
        super::handing::waiting(self.fresh()?.vol(volume)?)
    }

    /// Heads of all chains of a volume at this moment. What names them in a write leaves that to the store: [`super::Write::at_heads`].
    ///
    /// # Errors
    /// Storage errors.
    pub fn heads(&self, volume: Volume) -> Result<Vec<Head>> {
        Ok(self.fresh()?.vol(volume)?.heads())
    }
}
