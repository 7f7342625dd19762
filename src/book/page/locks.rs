//! What may not be changed any more, and what opens it (J-08): locks of terms, edit windows, the closed year; permits.

use super::super::Book;
use super::super::cells::{Parts, days};
use super::Id;
use crate::error::Result;
use crate::event::kinds::ledger as l;
use crate::event::{Scope, Value};
use crate::id::UserId;
use crate::store::{LockRow, PermitRow, Standing};
use chrono::NaiveDate;

/// Locks of a year as one group feels them.
pub(super) struct Locks {
    rows: Vec<LockRow>,
    permits: Vec<PermitRow>,
    closed: bool,
}

impl Book {
    /// Locks that a person meets in a group.
    pub(super) fn locks_of(&self, group: Id, user: UserId) -> Result<Locks> {
        self.locks_at(&self.home.standing(self.year)?, group, user)
    }

    /// The same of what was looked at before.
    pub(super) fn locks_at(&self, standing: &Standing, group: Id, user: UserId) -> Result<Locks> {
        let meets = |r: &&LockRow| match &r.scope {
            Scope::Lessons { groups, .. } | Scope::Window { groups, .. } => groups.is_empty() || groups.contains(&group),
            _ => false,
        };
        let (rows, closed): (Vec<LockRow>, bool) = (standing.locks.iter().filter(meets).cloned().collect(), standing.closed);
        let permits = if rows.is_empty() { Vec::new() } else { self.permits_today(user)? };
        Ok(Locks { rows, permits, closed })
    }
}

impl Book {
    /// Permits of a user that have not ended: the latest word of each says until when, that day included.
    fn permits_today(&self, user: UserId) -> Result<Vec<PermitRow>> {
        let mut permits = self.home.permits(self.year, user)?;
        if permits.is_empty() {
            return Ok(permits);
        }
        let today = self.today();
        let ended = self.home.look(self.year, |reader| {
            let mut ended = Vec::new();
            for p in &permits {
                let until = reader.cell(l::PERMIT, &[Value::Id(p.id)])?.and_then(|c| c.value.date_at(3));
                ended.extend(until.filter(|until| *until < today).map(|_| p.id));
            }
            Ok(ended)
        })?;
        permits.retain(|p| !ended.contains(&p.id));
        Ok(permits)
    }
}

impl Locks {
    /// Why nothing of a lesson may be changed: `year-closed`, `term-locked`.
    pub(super) fn lesson(&self, day: NaiveDate) -> Option<&'static str> {
        let locked = self.rows.iter().any(|r| matches!(&r.scope, Scope::Lessons { from, to, .. } if within(*from, *to, day)));
        self.closed.then_some("year-closed").or(locked.then_some("term-locked"))
    }
    /// Why finals of a term may not be changed.
    pub(super) fn finals(&self, term: Id) -> Option<&'static str> {
        let locked = self.rows.iter().any(|r| matches!(&r.scope, Scope::Lessons { terms, .. } if terms.contains(&term)));
        self.closed.then_some("year-closed").or(locked.then_some("term-locked"))
    }
    /// Why a cell of a lesson that shows the write `at` may not be changed: also `window-locked`.
    pub(super) fn cell(&self, day: NaiveDate, at: Option<i64>) -> Option<&'static str> {
        let window = |r: &&LockRow| match &r.scope {
            Scope::Window { from, to, .. } => within(*from, *to, day) && at.is_some_and(|at| r.holds_inside(at)),
            _ => false,
        };
        self.lesson(day).or_else(|| self.rows.iter().find(window).map(|_| "window-locked"))
    }
    /// The permit that opens a cell.
    pub(super) fn permit(&self, kind: u16, key: &[Value]) -> Option<Id> {
        let opens = |p: &&PermitRow| !self.closed && p.cells.iter().any(|(k, c)| *k == kind && c.as_slice() == key);
        self.permits.iter().find(opens).map(|p| p.id)
    }
}

fn within(from: i64, to: i64, day: NaiveDate) -> bool {
    (from..=to).contains(&days(day))
}
