//! Which volumes this computer has and how far they had come: local rows, which never leave it. The registry's file
//! knows the years, each year's file knows the registry, so that none is exchanged for an older or a foreign one
//! unseen.
//!
//! A file bears a stamp: 16 random bytes from its making on. What a volume had reached is remembered by the others:
//! the years' at starts, logins, midnights and the end of the program; the registry's inside the next act of a year,
//! which costs no sync of its own.

use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::{Head, Value};
use crate::id::DeviceId;
use crate::rights::Spot;
use std::collections::BTreeMap;

/// Row with a file's own stamp.
const STAMP: &str = "volume";
/// Rows of the registry's file, one a year.
const YEARS: &str = "volume-";
/// Row of a year's file.
const REGISTRY: &str = "registry";
/// Own heads remembered at most: one a chain, several only where the computer was restored or cloned.
const MOST_OWN: usize = 32;

/// A file's stamp.
pub type Stamp = [u8; 16];

/// How far a volume had come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reached {
    /// Events in the set: they only grow.
    pub events: u64,
    /// Ends of this computer's own chains.
    pub own: Vec<Head>,
}

/// A year as the registry's file remembers it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct KnownYear {
    /// Its file is whole; before that it is being made, and a crash leaves anything.
    pub made: bool,
    /// Its file's stamp.
    pub stamp: Stamp,
    /// How far it had come.
    pub reached: Reached,
}

impl Reached {
    fn to_values(&self) -> [Value; 2] {
        let events = i64::try_from(self.events).unwrap_or(i64::MAX);
        [events.into(), Value::Array(self.own.iter().map(Head::to_value).collect())]
    }
    fn from_values(events: &Value, own: &Value) -> Option<Self> {
        let own = own.items()?.iter().map(Head::from_value).collect::<Option<_>>()?;
        Some(Self { events: u64::try_from(events.int()?).ok()?, own })
    }
}

impl KnownYear {
    fn to_bytes(&self) -> Vec<u8> {
        let [events, own] = self.reached.to_values();
        Value::Array(vec![self.made.into(), Value::Id(self.stamp), events, own]).to_bytes()
    }
    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let value = Value::from_bytes(bytes)?;
        let [made, stamp, events, own] = value.items()? else { return None };
        Some(Self { made: *made == Value::from(true), stamp: stamp.id()?, reached: Reached::from_values(events, own)? })
    }
}

fn unreadable(name: &str) -> Error {
    Error::damaged("local-row").with("name", name)
}

impl Vol {
    /// This file's stamp; none in a home of an earlier program.
    pub(super) fn stamp(&self) -> Result<Option<Stamp>> {
        stamp_of(&self.conn)
    }

    /// Years that the registry's file remembers.
    pub(super) fn known_years(&self) -> Result<BTreeMap<u16, KnownYear>> {
        let rows: Vec<(String, Vec<u8>)> = {
            let mut q = self.conn.prepare_cached("SELECT name, value FROM local WHERE name >= ?1 AND name < ?2")?;
            // The name after all that begin with the row's: '-' is followed by '.'.
            q.query_map((YEARS, "volume."), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?
        };
        let read = |(name, bytes): (String, Vec<u8>)| {
            let year = name.strip_prefix(YEARS).and_then(|y| y.parse().ok());
            year.zip(KnownYear::from_bytes(&bytes)).ok_or_else(|| unreadable(&name))
        };
        rows.into_iter().map(read).collect()
    }

    /// A year as the registry's file remembers it.
    pub(super) fn known_year(&self, year: u16) -> Result<Option<KnownYear>> {
        let name = format!("{YEARS}{year}");
        self.local(&name)?.map(|bytes| KnownYear::from_bytes(&bytes).ok_or_else(|| unreadable(&name))).transpose()
    }

    /// Remembers a year in the registry's file, or forgets one that was destroyed.
    pub(super) fn know_year(&self, year: u16, known: Option<&KnownYear>) -> Result<()> {
        self.set_local(&format!("{YEARS}{year}"), known.map(KnownYear::to_bytes).as_deref())
    }

    /// The registry as this year's file remembers it: its stamp, and how far it had come.
    pub(super) fn known_registry(&self) -> Result<Option<(Stamp, Reached)>> {
        let read = |bytes: Vec<u8>| {
            let value = Value::from_bytes(&bytes)?;
            let [stamp, events, own] = value.items()? else { return None };
            Some((stamp.id()?, Reached::from_values(events, own)?))
        };
        self.local(REGISTRY)?.map(|bytes| read(bytes).ok_or_else(|| unreadable(REGISTRY))).transpose()
    }

    /// Remembers the registry in this year's file.
    pub(super) fn know_registry(&self, stamp: Stamp, reached: &Reached) -> Result<()> {
        let [events, own] = reached.to_values();
        self.set_local(REGISTRY, Some(&Value::Array(vec![Value::Id(stamp), events, own]).to_bytes()))
    }

    /// Events in the set.
    pub(super) fn size(&self) -> u64 {
        self.chains.iter().map(|(_, b)| u64::from(b.next - b.start)).sum()
    }

    /// How far this volume has come; `me`: this computer.
    pub(super) fn reached(&self, me: DeviceId) -> Reached {
        let mine = self.chains.iter().filter(|(_, b)| b.id.device == me && b.next > b.start);
        let head = |(_, b): (u32, &crate::rights::Branch)| Head { chain: b.id, idx: b.next.saturating_sub(1), hash: b.tip };
        let mut own: Vec<Head> = mine.map(head).collect();
        own.drain(..own.len().saturating_sub(MOST_OWN));
        Reached { events: self.size(), own }
    }

    /// Events that this volume had and has no more, at least; none when everything is here.
    pub(super) fn lost(&self, since: &Reached) -> Option<u64> {
        let holds = |h: &Head| {
            let mut branches = self.chains.of(&h.chain).iter();
            branches.any(|n| self.hash_at(Spot { year: self.year(), branch: *n, idx: h.idx }) == Some(h.hash))
        };
        let gone = since.events.saturating_sub(self.size());
        if gone > 0 || !since.own.iter().all(holds) { Some(gone.max(1)) } else { None }
    }
}

/// The stamp of an open file.
pub fn stamp_of(conn: &rusqlite::Connection) -> Result<Option<Stamp>> {
    use rusqlite::OptionalExtension as _;
    let row: Option<Vec<u8>> = conn.query_row("SELECT value FROM local WHERE name = ?1", [STAMP], |r| r.get(0)).optional()?;
    row.map(|bytes| bytes.try_into().map_err(|_| unreadable(STAMP))).transpose()
}

/// Stamps a file; one that bears a stamp keeps it. Gives the stamp it bears.
pub fn stamp(conn: &rusqlite::Connection) -> Result<Stamp> {
    let fresh: Stamp = crate::id::random()?;
    conn.execute("INSERT OR IGNORE INTO local (name, value) VALUES (?1, ?2)", (STAMP, fresh.as_slice()))?;
    stamp_of(conn)?.ok_or_else(|| unreadable(STAMP))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{ChainId, Volume};

    #[test]
    fn a_year_comes_back_from_its_row_and_nothing_else_does() {
        let chain = ChainId { device: DeviceId([3; 16]), volume: Volume(2026), nonce: 7 };
        let reached = Reached { events: 40_000, own: vec![Head { chain, idx: 12, hash: [5; 32] }] };
        for known in [KnownYear::default(), KnownYear { made: true, stamp: [1; 16], reached }] {
            assert_eq!(KnownYear::from_bytes(&known.to_bytes()), Some(known));
        }
        assert_eq!(KnownYear::from_bytes(b"x"), None);
    }
}
