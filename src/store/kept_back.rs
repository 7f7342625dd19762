//! What this computer has done about condemned years and how its days count: local rows of the registry's file, which never leave it.

use super::destroy::Condemned;
use super::state::State;
use super::volume::Vol;
use crate::error::{Error, Result};
use crate::event::{Head, Law, Value};
use std::collections::BTreeSet;

/// Days that are counted before a year goes, and own dates before an admin may finish by hand.
pub const DAYS: usize = 30;
const ROW: &str = "destroy-";

/// Days that have passed, as no clock alone and no witness alone can count them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Count {
    /// Own dates that counted: a new checkpoint had come since the last.
    pub days: Vec<i64>,
    /// Own dates that were seen, up to [`DAYS`].
    pub dates: Vec<i64>,
    /// Checkpoints here when the last day counted, or at the beginning.
    checkpoints: i64,
    /// Checkpoints here at the beginning.
    pub(super) began: i64,
}

impl Count {
    /// Begins with the checkpoints that are here.
    pub(super) fn begun(checkpoints: i64) -> Self {
        Self { checkpoints, began: checkpoints, ..Self::default() }
    }

    /// Looks at the own date and the checkpoints that are here; true when something changed.
    pub(super) fn look(&mut self, today: i64, checkpoints: i64) -> bool {
        let new_date = self.dates.len() < DAYS && !self.dates.contains(&today);
        let counts = checkpoints > self.checkpoints && !self.days.contains(&today);
        if new_date {
            self.dates.push(today);
        }
        if counts {
            self.days.push(today);
            self.checkpoints = checkpoints;
        }
        new_date || counts
    }

    pub(super) fn to_value(&self) -> Value {
        let list = |d: &[i64]| Value::Array(d.iter().map(|d| Value::Int(*d)).collect());
        Value::Array(vec![list(&self.days), list(&self.dates), self.checkpoints.into(), self.began.into()])
    }

    pub(super) fn from_value(v: &Value) -> Option<Self> {
        let [days, dates, checkpoints, began] = v.items()? else { return None };
        let list = |v: &Value| v.items()?.iter().map(Value::int).collect::<Option<Vec<i64>>>();
        Some(Self { days: list(days)?, dates: list(dates)?, checkpoints: checkpoints.int()?, began: began.int()? })
    }
}

/// How far this computer is with a condemned year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Hidden; everything is kept.
    Quarantined = 0,
    /// Its days are over: key and file are being removed, nothing brings them back.
    Going = 1,
    /// Nothing of it is here.
    Gone = 2,
}

/// A year that this computer holds back, or has dropped.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptBack {
    /// The year.
    pub year: u16,
    /// How far.
    pub stage: Stage,
    /// The acts that condemned it.
    pub acts: [Head; 2],
    /// Files of the archive that they name.
    pub files: Vec<[u8; 16]>,
    /// Days so far.
    pub count: Count,
}

impl KeptBack {
    /// Nothing brings the year back by itself any more.
    #[must_use]
    pub fn gone(&self) -> bool {
        self.stage != Stage::Quarantined
    }

    fn to_bytes(&self) -> Vec<u8> {
        let files = self.files.iter().map(|f| Value::Id(*f)).collect();
        let [first, second] = self.acts.map(|h| h.to_value());
        Value::Array(vec![(self.stage as i64).into(), first, second, Value::Array(files), self.count.to_value()]).to_bytes()
    }

    fn from_bytes(year: u16, bytes: &[u8]) -> Option<Self> {
        let value = Value::from_bytes(bytes)?;
        let [stage, first, second, files, count] = value.items()? else { return None };
        let stage = [Stage::Quarantined, Stage::Going, Stage::Gone].into_iter().find(|s| stage.int() == Some(*s as i64))?;
        Some(Self {
            year,
            stage,
            acts: [Head::from_value(first)?, Head::from_value(second)?],
            files: files.items()?.iter().map(Value::id).collect::<Option<_>>()?,
            count: Count::from_value(count)?,
        })
    }
}

impl Vol {
    /// Effective checkpoints of the registry.
    pub(super) fn checkpoints(&self) -> i64 {
        let n = self.laws.iter().filter(|e| matches!(e.law, Some(Law::Checkpoint(_))) && self.counts(e)).count();
        i64::try_from(n).unwrap_or(i64::MAX)
    }

    /// Keeps how far this computer is with a year.
    pub(super) fn keep(&self, kept: &KeptBack) -> Result<()> {
        self.set_local(&format!("{ROW}{}", kept.year), Some(&kept.to_bytes()))
    }

    /// The year is held back no more.
    pub(super) fn let_go(&self, year: u16) -> Result<()> {
        self.set_local(&format!("{ROW}{year}"), None)
    }
}

impl State {
    /// Every year that this computer holds back or has dropped.
    pub(super) fn all_kept_back(&self) -> Result<Vec<KeptBack>> {
        let rows: Vec<(String, Vec<u8>)> = {
            let mut q = self.registry.conn.prepare_cached("SELECT name, value FROM local WHERE name >= ?1 AND name < ?2 ORDER BY name")?;
            // The name after all that begin with the row's: '-' is followed by '.'.
            q.query_map((ROW, "destroy."), |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<rusqlite::Result<_>>()?
        };
        let read = |(name, bytes): (String, Vec<u8>)| {
            let year = name.strip_prefix(ROW).and_then(|y| y.parse().ok());
            year.and_then(|y| KeptBack::from_bytes(y, &bytes)).ok_or_else(|| Error::damaged("local-row").with("name", name))
        };
        rows.into_iter().map(read).collect()
    }

    /// A year that this computer holds back or has dropped.
    pub(super) fn kept_back(&self, year: u16) -> Result<Option<KeptBack>> {
        Ok(self.all_kept_back()?.into_iter().find(|k| k.year == year))
    }

    /// Years of which nothing is shown, handed on or taken in: in quarantine, or dropped.
    pub fn destroyed(&self) -> Result<BTreeSet<u16>> {
        Ok(self.all_kept_back()?.into_iter().map(|k| k.year).collect())
    }

    /// True while the very acts that began it condemn the year.
    pub(super) fn still(&self, kept: &KeptBack) -> bool {
        let same = |c: &Condemned| [c.first.head, c.second.head] == kept.acts;
        self.registry.condemned().iter().any(same)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_alone_counts_no_days_and_a_witness_alone_none() {
        let mut c = Count::begun(5);
        for day in 0..40 {
            c.look(day, 5);
        }
        assert_eq!((c.days.len(), c.dates.len()), (0, DAYS));
        for n in 6..60 {
            c.look(7, n);
        }
        assert_eq!(c.days, [7]);
        assert!(!c.look(8, 6) && c.look(8, 60) && !c.look(7, 61));
        assert_eq!(Count::from_value(&c.to_value()), Some(c));
    }
}
