//! Outside keys by local number: ids, lessons, works. Kept in memory; the table only grows, so a copy costs little: entries are shared.

use crate::error::{Error, Result};
use crate::event::Value;
use rusqlite::Connection;
use std::collections::HashMap;
use std::sync::Arc;

/// The numbers of one volume.
#[derive(Debug, Default, Clone)]
pub struct Idents {
    by_bytes: HashMap<Arc<[u8]>, i64>,
    by_number: Vec<Arc<Entry>>,
    /// Lessons by group: numbers of parts of group, date and slot. Only of what [`Idents::index_lessons`] has looked at.
    lessons: HashMap<[u8; 16], Vec<i64>>,
    indexed: usize,
    /// The number found last for each part of a key: events of one lesson follow each other.
    last: [i64; 3],
    scratch: Vec<u8>,
}

#[derive(Debug)]
struct Entry {
    bytes: Arc<[u8]>,
    values: Box<[Value]>,
}

impl Idents {
    /// Reads the table's rows that are not in memory yet.
    pub fn load(&mut self, conn: &Connection) -> Result<()> {
        let have = i64::try_from(self.by_number.len()).unwrap_or(i64::MAX);
        let mut q = conn.prepare_cached("SELECT bytes FROM ident WHERE n > ?1 ORDER BY n")?;
        let mut rows = q.query([have])?;
        while let Some(r) = rows.next()? {
            let b: Vec<u8> = r.get(0)?;
            self.remember(b)?;
        }
        Ok(())
    }
    fn remember(&mut self, b: Vec<u8>) -> Result<i64> {
        let values = decode(&b).ok_or_else(|| Error::damaged("ledger-row"))?;
        let n = i64::try_from(self.by_number.len()).unwrap_or(i64::MAX) + 1;
        let bytes: Arc<[u8]> = b.into();
        self.by_bytes.insert(Arc::clone(&bytes), n);
        self.by_number.push(Arc::new(Entry { bytes, values: values.into() }));
        Ok(n)
    }
    /// The number of a part of a key, if it has one. Empty parts are 0.
    pub fn find(&self, part: &[Value]) -> Option<i64> {
        if part.is_empty() {
            return Some(0);
        }
        self.by_bytes.get(encode(part).as_slice()).copied()
    }
    /// The number of the first, second or third part of a key, given when it has none.
    pub fn intern<const PART: usize>(&mut self, conn: &Connection, part: &[Value]) -> Result<i64> {
        if part.is_empty() {
            return Ok(0);
        }
        let last = self.last[PART];
        if self.entry(last).is_some_and(|e| *e.values == *part) {
            return Ok(last);
        }
        let n = self.number(conn, part)?;
        self.last[PART] = n;
        Ok(n)
    }
    fn entry(&self, n: i64) -> Option<&Entry> {
        self.by_number.get(usize::try_from(n).ok()?.checked_sub(1)?).map(|e| &**e)
    }
    fn number(&mut self, conn: &Connection, part: &[Value]) -> Result<i64> {
        self.scratch.clear();
        part.iter().for_each(|v| v.encode(&mut self.scratch));
        if let Some(n) = self.by_bytes.get(self.scratch.as_slice()) {
            return Ok(*n);
        }
        let bytes = self.scratch.clone();
        let n = i64::try_from(self.by_number.len()).unwrap_or(i64::MAX) + 1;
        conn.prepare_cached("INSERT INTO ident (n, bytes) VALUES (?1, ?2)")?.execute((n, &bytes))?;
        self.remember(bytes)
    }
    /// The values behind a number, appended.
    pub fn values(&self, n: i64, out: &mut Vec<Value>) -> Option<()> {
        if n > 0 {
            out.extend_from_slice(&self.entry(n)?.values);
        }
        Some(())
    }
    /// The values behind a number; of 0 none.
    pub fn part(&self, n: i64) -> Option<&[Value]> {
        if n == 0 { Some(&[]) } else { self.entry(n).map(|e| &*e.values) }
    }
    /// Sorts lessons that are new since the last call by their groups.
    pub fn index_lessons(&mut self) {
        for (i, e) in self.by_number.iter().enumerate().skip(self.indexed) {
            if let [Value::Id(group), Value::Int(_), Value::Int(_)] = &*e.values {
                self.lessons.entry(*group).or_default().push(i64::try_from(i).unwrap_or(i64::MAX) + 1);
            }
        }
        self.indexed = self.by_number.len();
    }
    /// Numbers of a group's lessons.
    pub fn lessons(&self, group: &[u8; 16]) -> &[i64] {
        self.lessons.get(group).map_or(&[], Vec::as_slice)
    }
    /// Numbers of parts that begin with these bytes.
    pub fn beginning(&self, part: &[Value]) -> Vec<i64> {
        let bytes = encode(part);
        (1i64..).zip(&self.by_number).filter(|(_, e)| e.bytes.starts_with(&bytes)).map(|(n, _)| n).collect()
    }
}

fn encode(part: &[Value]) -> Vec<u8> {
    let mut out = Vec::with_capacity(40);
    part.iter().for_each(|v| v.encode(&mut out));
    out
}

/// Reads a sequence of canonical values: as many items as an array of that count would hold.
fn decode(bytes: &[u8]) -> Option<Vec<Value>> {
    (1..=16u8).find_map(|n| {
        let framed: Vec<u8> = std::iter::once(0x80 | n).chain(bytes.iter().copied()).collect();
        match Value::from_bytes(&framed) {
            Some(Value::Array(a)) => Some(a),
            _ => None,
        }
    })
}
