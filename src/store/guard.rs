//! Undo and redo: what a cell must still show when it is written, looked at inside the transaction.

use super::fold::{Fold, NOTHING, cover};
use super::row::{CellKey, parts};
use super::types::{Shown, Write};
use super::volume::{Vol, ground, hashes};
use crate::error::{Error, Result};
use crate::event::{Event, spec};
use crate::id::UserId;
use crate::rights::order::Covered;
use crate::rights::{Fate, Spot};
use rusqlite::OptionalExtension;
use std::collections::HashSet;

/// The refusal of a write whose cell shows something else than its author expects: `cell-changed`.
pub(super) fn unexpected(vol: &Vol, registry: Option<&Vol>, author: Option<UserId>, w: &Write) -> Result<Option<Error>> {
    let Some(guard) = w.guard else { return Ok(None) };
    let cell = spec(w.kind).and_then(|s| {
        let [x, y, z] = parts(s, &w.key)?;
        let ids = vol.ids.borrow();
        Some(CellKey { kind: i64::from(w.kind), a: ids.find(x)?, b: ids.find(y)?, c: ids.find(z)? })
    });
    let shown: Option<(i64, bool)> = match cell {
        None => None,
        Some(c) => {
            let mut q =
                vol.conn.prepare_cached("SELECT at, value IS NULL FROM shown WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4 AND flag<>?5")?;
            q.query_row((c.kind, c.a, c.b, c.c, NOTHING), |r| Ok((r.get(0)?, r.get(1)?))).optional()?
        }
    };
    let as_expected = match (guard, shown, cell) {
        (Shown::Nothing, shown, _) => shown.is_none_or(|(_, empty)| empty),
        (Shown::At(at), Some((shown, _)), Some(cell)) => shown == at || nobody_since(vol, registry, author, at, cell)?,
        (Shown::At(_), ..) => false,
    };
    Ok((!as_expected).then(|| Error::input("cell-changed")))
}

/// True when the author wrote the guard and everything in the cell that the guard's author had not seen: a chain of own undos,
/// each of which is a write of its own, goes on; anybody else's entry ends it.
fn nobody_since(vol: &Vol, registry: Option<&Vol>, author: Option<UserId>, at: i64, cell: CellKey) -> Result<bool> {
    let Some(author) = author else { return Ok(false) };
    let reg = registry.unwrap_or(vol);
    let year = registry.is_some().then_some(vol);
    let h = hashes(reg, year);
    let fold = Fold { vol, ground: ground(reg, year, &h) };
    let writes = fold.writes(cell)?;
    let all: HashSet<Spot> = writes.iter().map(|w| w.0).collect();
    let is_mine = |s: Spot| vol.chains.session_before(s.branch, s.idx).is_some_and(|x| x.user == author.0);
    let guard: Option<&(Spot, Event)> = writes.iter().find(|w| w.0.at() == at);
    let Some((guard, event)) = guard.filter(|w| is_mine(w.0)) else { return Ok(false) };
    let mut covered = Covered::default();
    cover(&mut covered, &fold.ground, (*guard, event), &all);
    for (spot, _) in writes.iter().filter(|w| w.0 != *guard && !is_mine(w.0)) {
        if !covered.holds(*spot) && fold.stored(*spot)? == Fate::Effective {
            return Ok(false);
        }
    }
    Ok(true)
}
