//! From events to cells: the incremental fold. The same code for own acts, received segments, restores and rebuilds.

use super::row::{CellKey, Row, Stored, has_cell, kept};
use super::volume::{EVENT_COLUMNS, Vol};
use crate::error::{Error, Result};
use crate::event::{Event, Law};
use crate::rights::cuts::{inside_window, outside_window};
use crate::rights::order::Covered;
use crate::rights::{Case, Fate, Ground, Others, Spot, Verdict, Why, judge};
use rusqlite::CachedStatement;
use std::collections::HashSet;

/// Cell flags.
pub const VALUE: i64 = 0;
/// Several frontier writes of different values.
pub const CONFLICT: i64 = 1;
/// No effective write.
pub const NOTHING: i64 = 2;

/// Projects one volume by its statutes.
///
/// `again` lists the writes of a cell that has several. Its `at` is negative for those that are not in the frontier: what a screen shows,
/// and what the next own write stands on, is read without the others.
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
    /// As `again` has it.
    top: bool,
}

impl Fold<'_> {
    /// The verdict over an event, law or data, beside the events of its cell.
    pub fn verdict(&self, spot: Spot, event: &Event, others: Option<&Others>) -> Verdict {
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
        let v = self.verdict(spot, event, None);
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
        Ok(self.placed(cell, false)?.into_iter().map(|(at, event)| (self.spot(at), event)).collect())
    }

    fn spot(&self, at: i64) -> Spot {
        Spot::from_at(self.vol.year(), at.abs())
    }

    /// Writes of a cell with their places as `again` has them, or those of its frontier alone, in the order of places.
    fn placed(&self, cell: CellKey, top: bool) -> Result<Vec<(i64, Event)>> {
        let among = if top { " AND again.at > 0" } else { "" };
        let sql = format!(
            "SELECT again.at, {} FROM again JOIN ledger ON ledger.at = abs(again.at) WHERE again.kind=?1 AND again.a=?2 AND again.b=?3 AND again.c=?4{among} ORDER BY abs(again.at)",
            qualified()
        );
        let mut out = self.rows(&sql, cell)?;
        if out.is_empty() {
            let sql = format!(
                "SELECT ledger.at, {} FROM shown JOIN ledger USING (at) WHERE shown.kind=?1 AND shown.a=?2 AND shown.b=?3 AND shown.c=?4 AND NOT EXISTS (SELECT 1 FROM again WHERE again.kind=?1 AND again.a=?2 AND again.b=?3 AND again.c=?4)",
                qualified()
            );
            out = self.rows(&sql, cell)?;
        }
        Ok(out)
    }

    fn rows(&self, sql: &str, cell: CellKey) -> Result<Vec<(i64, Event)>> {
        let mut q = self.vol.conn.prepare_cached(sql)?;
        let mut rows = q.query((cell.kind, cell.a, cell.b, cell.c))?;
        let ids = self.vol.ids.borrow();
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            out.push((r.get(0)?, Row::event(r, 1, &ids)?));
        }
        Ok(out)
    }

    /// Folds a cell anew from all its writes: fates, frontier, value. Gives how many were judged.
    pub fn refold(&self, cell: CellKey) -> Result<u64> {
        let (writes, others) = self.judged(cell)?;
        for w in &writes {
            self.save_fate(w.spot, w.verdict, false)?;
        }
        let frontier = self.frontier(&writes, &self.among(&writes));
        self.mark_tops(cell, &writes, &frontier)?;
        self.show(cell, &frontier, &others, writes.first().map(|w| w.spot))?;
        Ok(writes.len() as u64)
    }

    /// Folds what this computer has just written to a cell that had several writes, at the end of its own chain: nothing can name it yet, so
    /// beside the frontier nothing of the cell is read. False when the cell must be folded anew: a window that holds it may match the others.
    pub fn fold_next(&self, cell: CellKey, spot: Spot, event: &Event) -> Result<bool> {
        let others = self.others(cell)?;
        if inside_window(&Case::plain(spot, event, Some(&others)), &self.vol.statutes) {
            return Ok(false);
        }
        let mut writes = Vec::new();
        for (at, event) in self.placed(cell, true)? {
            let own = self.spot(at) == spot;
            let fate = if own { Fate::Effective } else { self.stored(self.spot(at))? };
            let verdict = if own { self.verdict(spot, &event, Some(&others)) } else { Verdict::new(fate, Why::Fine) };
            writes.push(WriteOf { spot: self.spot(at), event, verdict, top: true });
        }
        let Some(own) = writes.iter().find(|w| w.spot == spot) else { return Ok(false) };
        self.save_fate(spot, own.verdict, false)?;
        let frontier = self.frontier(&writes, &self.named(cell, &writes)?);
        self.mark_tops(cell, &writes, &frontier)?;
        if own.verdict.effective() {
            self.show(cell, &frontier, &others, None)?;
        }
        Ok(true)
    }

    /// The events of a cell as windows look at them.
    fn others(&self, cell: CellKey) -> Result<Others> {
        let sql = "SELECT min(abs(at)) FROM again WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4 GROUP BY abs(at) >> 32";
        let mut q = self.vol.conn.prepare_cached(sql)?;
        let first = q.query_map((cell.kind, cell.a, cell.b, cell.c), |r| r.get::<_, i64>(0))?;
        Ok(Others::of(first.collect::<rusqlite::Result<Vec<_>>>()?.into_iter().map(|at| self.spot(at))))
    }

    /// Places of writes, for what of a cell they may name.
    fn among(&self, writes: &[WriteOf]) -> HashSet<Spot> {
        writes.iter().map(|w| w.spot).collect()
    }

    /// Those of the refs of writes that name writes of the cell.
    fn named(&self, cell: CellKey, writes: &[WriteOf]) -> Result<HashSet<Spot>> {
        let sql = "SELECT EXISTS (SELECT 1 FROM again WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4 AND at IN (?5, -?5))";
        let mut q = self.vol.conn.prepare_cached(sql)?;
        let mut out = HashSet::new();
        for r in writes.iter().flat_map(|w| &w.event.refs).filter_map(|h| self.ground.find(h)) {
            if q.query_row((cell.kind, cell.a, cell.b, cell.c, r.at()), |row| row.get(0))? {
                out.insert(r);
            }
        }
        Ok(out)
    }

    /// Notes which writes are in the frontier.
    fn mark_tops(&self, cell: CellKey, writes: &[WriteOf], frontier: &[&WriteOf]) -> Result<()> {
        let tops: HashSet<Spot> = frontier.iter().map(|w| w.spot).collect();
        let sql = "UPDATE again SET at = -at WHERE kind=?1 AND a=?2 AND b=?3 AND c=?4 AND at=?5";
        let mut q = self.vol.conn.prepare_cached(sql)?;
        for w in writes.iter().filter(|w| w.top != tops.contains(&w.spot)) {
            let at = if w.top { w.spot.at() } else { -w.spot.at() };
            q.execute((cell.kind, cell.a, cell.b, cell.c, at))?;
        }
        Ok(())
    }

    /// Writes what the cell shows. `first` is where it stands when nothing is effective.
    fn show(&self, cell: CellKey, frontier: &[&WriteOf], others: &Others, first: Option<Spot>) -> Result<()> {
        let Some(shown) = self.shown(frontier, others) else {
            let Some(first) = first else { return Ok(()) };
            return self.save_cell(cell, first, None, NOTHING);
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

    /// Effective writes that no other effective write covers. `cell` holds the writes of the cell that they name.
    fn frontier<'w>(&self, writes: &'w [WriteOf], cell: &HashSet<Spot>) -> Vec<&'w WriteOf> {
        let effective = || writes.iter().filter(|w| w.verdict.effective());
        let mut covered = Covered::default();
        effective().for_each(|w| cover(&mut covered, &self.ground, (w.spot, &w.event), cell));
        effective().filter(|w| !covered.holds(w.spot)).collect()
    }

    /// The write whose value is shown (made exact, 19).
    fn shown<'w>(&self, frontier: &[&'w WriteOf], others: &Others) -> Option<&'w WriteOf> {
        let outside = |w: &WriteOf| outside_window(&Case::plain(w.spot, &w.event, Some(others)), &self.vol.statutes);
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
    fn judged(&self, cell: CellKey) -> Result<(Vec<WriteOf>, Others)> {
        let found = self.placed(cell, false)?;
        let others = Others::of(found.iter().map(|w| self.spot(w.0)));
        let beside = (found.len() > 1).then_some(&others);
        let judge = |(at, event): (i64, Event)| {
            let spot = self.spot(at);
            WriteOf { verdict: self.verdict(spot, &event, beside), spot, event, top: at > 0 }
        };
        let writes = found.into_iter().map(judge).collect();
        Ok((writes, others))
    }

    /// What the effective writes of a cell cover.
    pub fn covered(&self, cell: CellKey) -> Result<Covered> {
        let writes = self.writes(cell)?;
        let all: HashSet<Spot> = writes.iter().map(|w| w.0).collect();
        let mut out = Covered::default();
        for (spot, event) in &writes {
            if self.stored(*spot)? == Fate::Effective {
                cover(&mut out, &self.ground, (*spot, event), &all);
            }
        }
        Ok(out)
    }

    /// Spots of the superseded writes of a cell.
    pub fn superseded(&self, cell: CellKey) -> Result<Vec<Spot>> {
        let (writes, _) = self.judged(cell)?;
        let top: HashSet<Spot> = self.frontier(&writes, &self.among(&writes)).iter().map(|w| w.spot).collect();
        Ok(writes.iter().filter(|w| w.verdict.effective() && !top.contains(&w.spot)).map(|w| w.spot).collect())
    }

    /// Effective frontier writes of a cell: what a screen shows.
    pub fn on_screen(&self, cell: CellKey) -> Result<Vec<(Spot, Event)>> {
        let mut writes = Vec::new();
        for (at, event) in self.placed(cell, true)? {
            let spot = self.spot(at);
            writes.push(WriteOf { verdict: Verdict::new(self.stored(spot)?, Why::Fine), spot, event, top: true });
        }
        // A file that an older program wrote marks none.
        let top: HashSet<Spot> = self.frontier(&writes, &self.named(cell, &writes)?).iter().map(|w| w.spot).collect();
        Ok(writes.into_iter().filter(|w| top.contains(&w.spot)).map(|w| (w.spot, w.event)).collect())
    }

    /// Fate of an event without a cell (sessions, seens, checkpoints, unknown kinds).
    pub fn refate(&self, spot: Spot) -> Result<()> {
        let event = self.vol.event(spot)?;
        self.save_fate(spot, self.verdict(spot, &event, None), false)
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

/// Adds what `w` covers (made exact, 17). `cell` lists the writes of its cell: a ref to another cell names nothing.
pub fn cover(covered: &mut Covered, g: &Ground<'_>, w: (Spot, &Event), cell: &HashSet<Spot>) {
    covered.add_before(w.0, g);
    w.1.refs.iter().filter_map(|h| g.find(h)).filter(|r| cell.contains(r)).for_each(|r| covered.add(r, g));
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
