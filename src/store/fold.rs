//! From events to cells: the incremental fold. The same code for own acts, received segments, restores and rebuilds.

use super::row::{CellKey, Row, Stored, has_cell, kept};
use super::volume::{EVENT_COLUMNS, Vol};
use crate::error::{Error, Result};
use crate::event::{Event, Law};
use crate::rights::cuts::outside_window;
use crate::rights::{Case, Fate, Ground, Spot, Verdict, Why, judge};
use rusqlite::CachedStatement;

/// Cell flags.
pub const VALUE: i64 = 0;
/// Several frontier writes of different values.
pub const CONFLICT: i64 = 1;
/// No effective write.
pub const NOTHING: i64 = 2;

/// Projects one volume by its statutes.
pub struct Fold<'a> {
    /// The volume that is written.
    pub vol: &'a Vol,
    /// Chains to look at.
    pub ground: Ground<'a>,
}

struct WriteOf {
    spot: Spot,
    event: Event,
    verdict: Verdict,
}

impl Fold<'_> {
    /// The verdict over an event, law or data, given the other events of its cell.
    pub fn verdict(&self, spot: Spot, event: &Event, others: &[Spot]) -> Verdict {
        let s = &self.vol.statutes;
        if event.spec().is_some_and(|k| k.is_law())
            && let Some(v) = s.verdicts.get(&spot)
        {
            return *v;
        }
        judge(&Case::plain(spot, event, others), Law::read(event).as_ref(), s, &self.ground)
    }

    /// What [`Fold::add`] inserts with, prepared once for many.
    pub fn adding(&self) -> Result<CachedStatement<'_>> {
        Ok(self.vol.conn.prepare_cached("INSERT OR IGNORE INTO cell (kind, a, b, c, at, value, flag) VALUES (?1,?2,?3,?4,?5,?6,?7)")?)
    }

    /// Projects a new event. Gives back its cell when the cell had writes already and must be folded anew.
    pub fn add(&self, adding: &mut CachedStatement<'_>, spot: Spot, row: &Row, event: &Event) -> Result<Option<CellKey>> {
        let v = self.verdict(spot, event, &[]);
        self.save_fate(spot, v, true)?;
        let Some(cell) = row.cell() else { return Ok(None) };
        let (at, value, flag) = if v.effective() { kept(spot.at(), Some(&row.value), VALUE) } else { kept(spot.at(), None, NOTHING) };
        self.note_structure(cell);
        let n = adding.execute((cell.kind, cell.a, cell.b, cell.c, at, value, flag))?;
        if n == 1 {
            return Ok(None);
        }
        self.vol
            .conn
            .prepare_cached("INSERT OR IGNORE INTO again SELECT kind, a, b, c, at FROM shown WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4 AND NOT EXISTS (SELECT 1 FROM again WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4)")?
            .execute((cell.kind, cell.a, cell.b, cell.c))?;
        self.vol.conn.prepare_cached("INSERT OR IGNORE INTO again (kind, a, b, c, at) VALUES (?1,?2,?3,?4,?5)")?.execute((
            cell.kind,
            cell.a,
            cell.b,
            cell.c,
            spot.at(),
        ))?;
        Ok(Some(cell))
    }

    fn save_fate(&self, spot: Spot, v: Verdict, new: bool) -> Result<()> {
        if !v.effective() {
            self.vol.conn.prepare_cached("INSERT OR REPLACE INTO fate (at, fate, why, disobedient) VALUES (?1,?2,?3,?4)")?.execute((
                spot.at(),
                v.fate as i64,
                v.why as i64,
                v.disobedient,
            ))?;
        } else if !new {
            self.vol.conn.prepare_cached("DELETE FROM fate WHERE at = ?1")?.execute([spot.at()])?;
        }
        Ok(())
    }

    /// All writes of a cell.
    pub fn writes(&self, cell: CellKey) -> Result<Vec<(Spot, Event)>> {
        let sql = format!(
            "SELECT ledger.at, {} FROM again JOIN ledger USING (at) WHERE again.kind=?1 AND again.a=?2 AND again.b=?3 AND again.c=?4 ORDER BY again.at",
            qualified()
        );
        let mut out = self.rows(&sql, cell)?;
        if out.is_empty() {
            let sql = format!(
                "SELECT ledger.at, {} FROM shown JOIN ledger USING (at) WHERE shown.kind=?1 AND shown.a=?2 AND shown.b=?3 AND shown.c=?4",
                qualified()
            );
            out = self.rows(&sql, cell)?;
        }
        Ok(out)
    }

    fn rows(&self, sql: &str, cell: CellKey) -> Result<Vec<(Spot, Event)>> {
        let mut q = self.vol.conn.prepare_cached(sql)?;
        let mut rows = q.query((cell.kind, cell.a, cell.b, cell.c))?;
        let ids = self.vol.ids.borrow();
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            out.push((Spot::from_at(self.vol.year(), r.get(0)?), Row::event(r, 1, &ids)?));
        }
        Ok(out)
    }

    /// Folds a cell anew from all its writes: fates, frontier, value.
    pub fn refold(&self, cell: CellKey) -> Result<()> {
        let writes = self.judged(cell)?;
        for w in &writes {
            self.save_fate(w.spot, w.verdict, false)?;
        }
        let spots: Vec<Spot> = writes.iter().map(|w| w.spot).collect();
        let frontier = self.frontier(&writes);
        let Some(shown) = self.shown(&frontier, &spots) else {
            let Some(first) = spots.first() else { return Ok(()) };
            return self.save_cell(cell, *first, None, NOTHING);
        };
        let conflict = frontier.iter().any(|w| w.event.value != shown.event.value);
        self.save_cell(cell, shown.spot, Some(&Stored::new(&shown.event.value)), if conflict { CONFLICT } else { VALUE })
    }

    fn save_cell(&self, cell: CellKey, at: Spot, value: Option<&Stored>, flag: i64) -> Result<()> {
        let (at, value, flag) = kept(at.at(), value, flag);
        self.note_structure(cell);
        self.vol
            .conn
            .prepare_cached("UPDATE cell SET at=?5, value=?6, flag=?7 WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4")?
            .execute((cell.kind, cell.a, cell.b, cell.c, at, value, flag))?;
        Ok(())
    }

    fn note_structure(&self, cell: CellKey) {
        if !crate::event::kinds::journal::ENTRIES.contains(&cell.kind) {
            self.vol.restructured.set(true);
        }
    }

    /// Effective writes that no other effective write covers.
    fn frontier<'w>(&self, writes: &'w [WriteOf]) -> Vec<&'w WriteOf> {
        let all: Vec<Spot> = writes.iter().map(|w| w.spot).collect();
        let effective: Vec<&WriteOf> = writes.iter().filter(|w| w.verdict.effective()).collect();
        effective.iter().copied().filter(|v| !effective.iter().any(|w| covers(&self.ground, (w.spot, &w.event), v.spot, &all))).collect()
    }

    /// The write whose value is shown (made exact, 19).
    fn shown<'w>(&self, frontier: &[&'w WriteOf], all: &[Spot]) -> Option<&'w WriteOf> {
        let outside = |w: &WriteOf| {
            let others: Vec<Spot> = all.iter().copied().filter(|s| *s != w.spot).collect();
            outside_window(&Case::plain(w.spot, &w.event, &others), &self.vol.statutes)
        };
        let inside: Vec<&WriteOf> =
            if frontier.len() > 1 { frontier.iter().copied().filter(|w| !outside(w)).collect() } else { Vec::new() };
        let among = if inside.is_empty() { frontier } else { &inside };
        let rank = |w: &WriteOf| {
            let id = self.ground.branch(w.spot).map(|b| (b.id.device, b.id.nonce));
            (w.event.claim, id, w.spot.idx, self.vol.hash_at(w.spot))
        };
        among.iter().copied().max_by_key(|w| rank(w))
    }

    /// All writes of a cell with their verdicts, each judged beside the others.
    fn judged(&self, cell: CellKey) -> Result<Vec<WriteOf>> {
        let found = self.writes(cell)?;
        let spots: Vec<Spot> = found.iter().map(|w| w.0).collect();
        let judge = |(spot, event): (Spot, Event)| {
            let others: Vec<Spot> = spots.iter().copied().filter(|s| *s != spot).collect();
            WriteOf { verdict: self.verdict(spot, &event, &others), spot, event }
        };
        Ok(found.into_iter().map(judge).collect())
    }

    /// Spots of the superseded writes of a cell.
    pub fn superseded(&self, cell: CellKey) -> Result<Vec<Spot>> {
        let writes = self.judged(cell)?;
        let top: Vec<Spot> = self.frontier(&writes).iter().map(|w| w.spot).collect();
        Ok(writes.iter().filter(|w| w.verdict.effective() && !top.contains(&w.spot)).map(|w| w.spot).collect())
    }

    /// Effective frontier writes of a cell: what a screen shows.
    pub fn on_screen(&self, cell: CellKey) -> Result<Vec<(Spot, Event)>> {
        let writes = self.judged(cell)?;
        let top: Vec<Spot> = self.frontier(&writes).iter().map(|w| w.spot).collect();
        Ok(writes.into_iter().filter(|w| top.contains(&w.spot)).map(|w| (w.spot, w.event)).collect())
    }

    /// Fate of an event without a cell (sessions, seens, checkpoints, unknown kinds).
    pub fn refate(&self, spot: Spot) -> Result<()> {
        let event = self.vol.event(spot)?;
        self.save_fate(spot, self.verdict(spot, &event, &[]), false)
    }

    /// The cell an event writes, by its ledger row.
    pub fn cell_at(&self, spot: Spot) -> Result<Option<CellKey>> {
        let mut q = self.vol.conn.prepare_cached("SELECT kind, a, b, c FROM ledger WHERE at = ?1")?;
        let (kind, a, b, c): (i64, i64, i64, i64) = q
            .query_row([spot.at()], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
            .map_err(|_| Error::damaged("ledger-row-missing"))?;
        Ok(has_cell(kind).then_some(CellKey { kind: kind & 0xFFFF, a, b, c }))
    }
}

/// True when `w` covers `v` (made exact, 17). `cell` lists the writes of their cell: a ref to another cell names nothing.
pub fn covers(g: &Ground<'_>, w: (Spot, &Event), v: Spot, cell: &[Spot]) -> bool {
    w.0 != v && (g.path(w.0, v) || w.1.refs.iter().filter_map(|h| g.find(h)).any(|r| cell.contains(&r) && (r == v || g.path(r, v))))
}

/// A verdict as stored.
pub fn stored_fate(fate: i64, why: i64) -> (Fate, Why) {
    let fate = match fate {
        1 => Fate::Held,
        2 => Fate::Void,
        3 => Fate::Unknown,
        _ => Fate::Effective,
    };
    (fate, usize::try_from(why).ok().and_then(|i| Why::ALL.get(i).copied()).unwrap_or(Why::Fine))
}

fn qualified() -> String {
    EVENT_COLUMNS.split(", ").map(|c| format!("ledger.{c}")).collect::<Vec<_>>().join(", ")
}

impl Fold<'_> {
    /// The fate in the tables.
    pub fn stored(&self, spot: Spot) -> Result<Fate> {
        use rusqlite::OptionalExtension as _;
        let mut q = self.vol.conn.prepare_cached("SELECT fate FROM fate WHERE at = ?1")?;
        let f: Option<i64> = q.query_row([spot.at()], |r| r.get(0)).optional()?;
        Ok(stored_fate(f.unwrap_or(0), 0).0)
    }
}
