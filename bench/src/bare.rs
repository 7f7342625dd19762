//! The bare loop: the rows that the fold left, written by plain prepared statements into an equally configured file.

use crate::homes::{KEY, Result};
use rusqlite::types::Value as Sql;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{HashMap, HashSet};
use std::path::Path;
use zhurnal::event::Segment;

/// Events of one transaction.
const BATCH: usize = 20_000;
/// A cell's key.
type Key = (i64, i64, i64, i64);

/// Rows in the order in which the events came.
pub struct Rows {
    ledger: Vec<(i64, [Sql; 7], Option<CellRow>)>,
    idents: Vec<(i64, Vec<u8>)>,
    again: Vec<(Key, i64)>,
    fates: Vec<[i64; 4]>,
}

struct CellRow {
    key: Key,
    at: i64,
    value: Sql,
    flag: i64,
    new: bool,
}

/// Opens a file as the store does.
pub fn open(path: &Path) -> Result<Connection> {
    open_with(path, &KEY)
}

/// The same with another key.
pub fn open_with(path: &Path, key: &[u8; 32]) -> Result<Connection> {
    Ok(zhurnal::store::create_database(path, key, true)?)
}

/// Reads what the fold left: `before` is the file it began with.
pub fn rows(after: &Path, before: &Path, segments: &[Segment]) -> Result<Rows> {
    let (new, old) = (open(after)?, open(before)?);
    let chains: HashMap<(Vec<u8>, Vec<u8>), i64> = new
        .prepare("SELECT device, nonce, n FROM chain")?
        .query_map([], |r| Ok(((r.get(0)?, r.get(1)?), r.get(2)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let (mut ledger, mut seen, mut fresh) = (Vec::new(), HashSet::new(), HashSet::new());
    let mut range = new.prepare("SELECT at, claim, kind, a, b, c, value, more FROM ledger WHERE at BETWEEN ?1 AND ?2 ORDER BY at")?;
    let mut cell = new.prepare("SELECT at, value, flag FROM cell WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4")?;
    let mut had = old.prepare("SELECT 1 FROM cell WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4")?;
    for s in segments {
        let n = chains.get(&(s.chain.device.0.to_vec(), s.chain.nonce.to_be_bytes().to_vec())).ok_or("chain missing")?;
        let first = (n << 32) + i64::from(s.first);
        let last = first + i64::try_from(s.events.len())? - 1;
        let found = range.query_map([first, last], |r| {
            Ok((r.get::<_, i64>(0)?, [r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?, r.get(7)?]))
        })?;
        for f in found {
            let (at, row): (i64, [Sql; 7]) = f?;
            fresh.insert(at);
            let number = |i: usize| if let Some(Sql::Integer(n)) = row.get(i) { *n } else { 0 };
            let key = (number(1) & 0xFFFF, number(2), number(3), number(4));
            let final_row: Option<(i64, Sql, i64)> =
                if seen.insert(key) { cell.query_row(key, |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()? } else { None };
            let written = match final_row {
                Some((at, value, flag)) => Some(CellRow { key, at, value, flag, new: !had.exists(key)? }),
                None => None,
            };
            ledger.push((at, row, written));
        }
    }
    let most: i64 = old.query_row("SELECT coalesce(max(n), 0) FROM ident", [], |r| r.get(0))?;
    let idents = new
        .prepare("SELECT n, bytes FROM ident WHERE n > ?1 ORDER BY n")?
        .query_map([most], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let again: Vec<(Key, i64)> = new
        .prepare("SELECT kind, a, b, c, at FROM again")?
        .query_map([], |r| Ok(((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?), r.get(4)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let again = again.into_iter().filter(|(k, _)| seen.contains(k)).collect();
    let fates: Vec<[i64; 4]> = new
        .prepare("SELECT at, fate, why, disobedient FROM fate")?
        .query_map([], |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?]))?
        .collect::<rusqlite::Result<_>>()?;
    let fates = fates.into_iter().filter(|f| fresh.contains(&f[0])).collect();
    Ok(Rows { ledger, idents, again, fates })
}

/// Writes the rows.
pub fn write(conn: &Connection, rows: &Rows) -> Result<()> {
    let mut ledger = conn.prepare("INSERT INTO ledger (at, claim, kind, a, b, c, value, more) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?;
    let mut cell = conn.prepare("INSERT OR IGNORE INTO cell (kind, a, b, c, at, value, flag) VALUES (?1,?2,?3,?4,?5,?6,?7)")?;
    let mut update = conn.prepare("UPDATE cell SET at=?5, value=?6, flag=?7 WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4")?;
    let mut ident = conn.prepare("INSERT INTO ident (n, bytes) VALUES (?1, ?2)")?;
    let mut again = conn.prepare("INSERT OR IGNORE INTO again (kind, a, b, c, at) VALUES (?1,?2,?3,?4,?5)")?;
    let mut fate = conn.prepare("INSERT OR REPLACE INTO fate (at, fate, why, disobedient) VALUES (?1,?2,?3,?4)")?;
    let mut idents = rows.idents.iter().peekable();
    for chunk in rows.ledger.chunks(BATCH) {
        conn.execute_batch("BEGIN IMMEDIATE")?;
        for (at, r, written) in chunk {
            for part in &r[2..5] {
                while let (Some((n, bytes)), Sql::Integer(k)) = (idents.peek(), part) {
                    if n > k {
                        break;
                    }
                    ident.execute(params![n, bytes])?;
                    idents.next();
                }
            }
            ledger.execute(params![at, r[0], r[1], r[2], r[3], r[4], r[5], r[6]])?;
            if let Some(c) = written {
                let (k, a, b, d) = c.key;
                (if c.new { &mut cell } else { &mut update }).execute(params![k, a, b, d, c.at, c.value, c.flag])?;
            }
        }
        conn.execute_batch("COMMIT")?;
    }
    conn.execute_batch("BEGIN IMMEDIATE")?;
    for ((k, a, b, c), at) in &rows.again {
        again.execute([k, a, b, c, at])?;
    }
    for f in &rows.fates {
        fate.execute(*f)?;
    }
    conn.execute_batch("COMMIT")?;
    Ok(())
}

/// One transaction of two rows, by statements that stand prepared.
pub struct Pair<'c> {
    begin: rusqlite::Statement<'c>,
    ledger: rusqlite::Statement<'c>,
    cell: rusqlite::Statement<'c>,
    commit: rusqlite::Statement<'c>,
}

impl<'c> Pair<'c> {
    /// Prepares.
    pub fn new(conn: &'c Connection) -> Result<Self> {
        Ok(Self {
            begin: conn.prepare("BEGIN IMMEDIATE")?,
            ledger: conn.prepare("INSERT INTO ledger (at, claim, kind, a, b, c, value, more) VALUES (?1,?2,?3,?4,?5,?6,?7,?8)")?,
            cell: conn.prepare("INSERT INTO cell (kind, a, b, c, at, value, flag) VALUES (?1,?2,?3,?4,?5,?6,?7)")?,
            commit: conn.prepare("COMMIT")?,
        })
    }
    /// Writes pair number `n`.
    pub fn write(&mut self, n: i64) -> Result<()> {
        let at = (1_000 << 32) + n;
        self.begin.execute([])?;
        self.ledger.execute(params![at, 1_820_000_000i64, 204, 10_000_000 + n / 26, n % 26 + 1, 5, 4, None::<Vec<u8>>])?;
        self.cell.execute(params![204, 10_000_000 + n / 26, n % 26 + 1, 5, at, 4, 0])?;
        self.commit.execute([])?;
        Ok(())
    }
}
