//! A ledger row: the event with its key's parts as local numbers. Nothing is lost: canonical bytes come back from it.

use super::ident::Idents;
use crate::error::{Error, Result};
use crate::event::{Event, Head, KindSpec, Value, spec};
use rusqlite::types::{ToSqlOutput, Value as Sql, ValueRef};
use rusqlite::{Connection, Row as SqlRow, ToSql};

/// Kind of rows whose `value` is the event's bytes whole.
pub const RAW: i64 = -1;

/// One row of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// Claimed time.
    pub claim: i64,
    /// Code + 65536 × version (of version 1 the code alone), or [`RAW`].
    pub kind: i64,
    /// First part of the key.
    pub a: i64,
    /// Second part.
    pub b: i64,
    /// Third part.
    pub c: i64,
    /// Value as SQLite keeps it.
    pub value: Stored,
    /// Refs and permit, canonical.
    pub more: Option<Vec<u8>>,
}

/// A value as SQLite keeps it: numbers, text and null as such, anything else as canonical bytes.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored(pub Sql);

impl ToSql for Stored {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        self.0.to_sql()
    }
}

impl Stored {
    /// From an event's value.
    pub fn new(v: &Value) -> Self {
        Self(match v {
            Value::Null => Sql::Null,
            Value::Int(n) => Sql::Integer(*n),
            Value::Text(t) => Sql::Text(t.clone()),
            other => Sql::Blob(other.to_bytes()),
        })
    }
    /// Back to an event's value.
    pub fn read(v: ValueRef<'_>) -> Option<Value> {
        Some(match v {
            ValueRef::Null => Value::Null,
            ValueRef::Integer(n) => Value::Int(n),
            ValueRef::Text(t) => Value::Text(std::str::from_utf8(t).ok()?.to_owned()),
            ValueRef::Blob(b) => Value::from_bytes(b)?,
            ValueRef::Real(_) => return None,
        })
    }
}

/// Cuts a key into the parts of its kind; `None` when the kind is unknown or the key has another length.
pub fn parts<'k>(s: &KindSpec, key: &'k [Value]) -> Option<[&'k [Value]; 3]> {
    let [x, y, z] = s.parts;
    (key.len() == x + y + z).then(|| [&key[..x], &key[x..x + y], &key[x + y..]])
}

impl Row {
    /// Makes the row of an event, giving numbers where needed.
    pub fn of(e: &Event, conn: &Connection, ids: &mut Idents) -> Result<Self> {
        let Some((s, [x, y, z])) = e.spec().and_then(|s| Some((s, parts(s, &e.key)?))) else {
            return Ok(Self { claim: e.claim, kind: RAW, a: 0, b: 0, c: 0, value: Stored(Sql::Blob(e.to_bytes())), more: None });
        };
        let more = (!e.refs.is_empty() || e.permit.is_some()).then(|| {
            Value::Array(vec![Value::Array(e.refs.iter().map(Head::to_value).collect()), e.permit.map_or(Value::Null, Value::Id)])
                .to_bytes()
        });
        let kind = i64::from(s.code) + if s.version == 1 { 0 } else { i64::from(s.version) << 16 };
        let (a, b, c) = (ids.intern::<0>(conn, x)?, ids.intern::<1>(conn, y)?, ids.intern::<2>(conn, z)?);
        Ok(Self { claim: e.claim, kind, a, b, c, value: Stored::new(&e.value), more })
    }
    /// Reads columns claim, kind, a, b, c, value, more, beginning at `from`, back into the event.
    pub fn event(r: &SqlRow<'_>, from: usize, ids: &Idents) -> Result<Event> {
        let damaged = || Error::damaged("ledger-row");
        let kind: i64 = r.get(from + 1)?;
        if kind == RAW {
            let ValueRef::Blob(b) = r.get_ref(from + 5)? else { return Err(damaged()) };
            return Event::from_bytes(b).ok_or_else(damaged);
        }
        let mut key = Vec::with_capacity(6);
        for i in 2..5 {
            ids.values(r.get(from + i)?, &mut key).ok_or_else(damaged)?;
        }
        let (mut refs, mut permit) = (Vec::new(), None);
        if let ValueRef::Blob(b) = r.get_ref(from + 6)? {
            let Some(Value::Array(m)) = Value::from_bytes(b) else { return Err(damaged()) };
            let [Value::Array(rs), p] = m.as_slice() else { return Err(damaged()) };
            refs = rs.iter().map(Head::from_value).collect::<Option<_>>().ok_or_else(damaged)?;
            permit = p.id();
        }
        Ok(Event {
            claim: r.get(from)?,
            kind: u16::try_from(kind & 0xFFFF).map_err(|_| damaged())?,
            version: u8::try_from((kind >> 16).max(1)).map_err(|_| damaged())?,
            key,
            value: Stored::read(r.get_ref(from + 5)?).ok_or_else(damaged)?,
            refs,
            permit,
        })
    }
    /// The cell this row writes, if its kind has cells.
    pub fn cell(&self) -> Option<CellKey> {
        has_cell(self.kind).then_some(CellKey { kind: self.kind & 0xFFFF, a: self.a, b: self.b, c: self.c })
    }
}

/// Sessions, seens and checkpoints write no cell; raw rows neither.
pub fn has_cell(kind: i64) -> bool {
    kind > 0 && kind & 0xFFFF > 3 && u16::try_from(kind & 0xFFFF).ok().and_then(spec).is_some()
}

/// Longest text or bytes that a cell's row repeats; what is longer stands in the ledger alone.
const SHORT: usize = 16;
/// Added to a cell's flag when its value is to be read from the ledger.
const IN_LEDGER: i64 = 4;

/// How the table keeps a cell: `at` in four bytes where the branch is one of the first 127 and the index below 2^24, long values not at all.
/// The view `shown` of every connection undoes it.
pub fn kept(at: i64, value: Option<&Stored>, flag: i64) -> (i64, Option<&Stored>, i64) {
    let (branch, idx) = (at >> 32, at & 0xFFFF_FFFF);
    let at = if branch < 128 && idx < 1 << 24 { (branch << 24) | idx } else { at };
    match value {
        Some(Stored(Sql::Text(t))) if t.len() > SHORT => (at, None, flag | IN_LEDGER),
        Some(Stored(Sql::Blob(b))) if b.len() > SHORT => (at, None, flag | IN_LEDGER),
        _ => (at, value, flag),
    }
}

/// Undoes [`kept`] for a row of the table read as it lies: cursor, whether the value is to be read from the ledger, flag.
pub fn unkept(at: i64, flag: i64) -> (i64, bool, i64) {
    let whole = if at < 1 << 31 { ((at >> 24) << 32) | (at & 0xFF_FFFF) } else { at };
    (whole, flag >= IN_LEDGER, flag & 3)
}

/// Cells as they are read. Needs no migration: rows kept whole read the same.
pub const SHOWN: &str = "
CREATE TEMP VIEW shown AS
SELECT kind, a, b, c, at, CASE WHEN kept >= 4 THEN (SELECT ledger.value FROM ledger WHERE ledger.at = x.at) ELSE value END AS value, kept & 3 AS flag
FROM (SELECT kind, a, b, c, value, flag AS kept, CASE WHEN at < 2147483648 THEN ((at >> 24) << 32) | (at & 16777215) ELSE at END AS at FROM cell) x";

/// A cell by local numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellKey {
    /// Kind code.
    pub kind: i64,
    /// First part.
    pub a: i64,
    /// Second part.
    pub b: i64,
    /// Third part.
    pub c: i64,
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(at: i64, value: &Stored, flag: i64) -> (i64, Sql, i64) {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE ledger (at INTEGER PRIMARY KEY, value); CREATE TABLE cell (kind, a, b, c, at, value, flag)")
            .unwrap();
        conn.execute_batch(SHOWN).unwrap();
        conn.execute("INSERT INTO ledger VALUES (?1, ?2)", (at, value)).unwrap();
        let (kept_at, kept_value, kept_flag) = kept(at, Some(value), flag);
        conn.execute("INSERT INTO cell VALUES (204, 1, 2, 3, ?1, ?2, ?3)", (kept_at, kept_value, kept_flag)).unwrap();
        let shown = conn.query_row("SELECT at, value, flag FROM shown", [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
        // Rust undoes what is kept as the view does.
        let whole = unkept(kept_at, kept_flag);
        assert_eq!(whole, (shown.0, kept_flag >= IN_LEDGER, shown.2));
        shown
    }

    #[test]
    fn a_cell_is_shown_as_it_was_before_it_was_kept() {
        let long = "Решение задач на движение";
        let places = [(1, 0), (127, (1 << 24) - 1), (128, 0), (1, 1 << 24), (5000, i64::from(u32::MAX))];
        for at in places.map(|(branch, idx): (i64, i64)| (branch << 32) | idx) {
            for value in [Sql::Null, Sql::Integer(5), Sql::Text("5".into()), Sql::Text(long.into()), Sql::Blob(vec![7; 40])] {
                for flag in [0, 1] {
                    assert_eq!(read(at, &Stored(value.clone()), flag), (at, value.clone(), flag));
                }
            }
        }
    }

    #[test]
    fn a_row_kept_whole_by_an_older_program_reads_the_same() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE ledger (at INTEGER PRIMARY KEY, value); CREATE TABLE cell (kind, a, b, c, at, value, flag)")
            .unwrap();
        conn.execute_batch(SHOWN).unwrap();
        let at = (1i64 << 32) | 7;
        conn.execute("INSERT INTO cell VALUES (201, 1, 2, 3, ?1, 'Решение задач на движение', 1)", [at]).unwrap();
        let row: (i64, String, i64) =
            conn.query_row("SELECT at, value, flag FROM shown", [], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).unwrap();
        assert_eq!(row, (at, "Решение задач на движение".to_owned(), 1));
    }
}
