//! `journal.write`: changes of pages, each judged; what is fine is written as one act, what is refused keeps the rest.

use super::super::{Book, Done, UserAuthor};
use super::Id;
use super::access::{Viewer, id};
use super::averages::Act;
use super::check::{Checker, Prepared};
use super::entries::At;
use super::known::Known;
use super::show::Sheet;
use crate::api::types::{CellRef, ChangeDone, JournalWrite, JournalWritten, PageChange};
use crate::error::{Error, ErrorKind, Result};
use crate::store::{Outcome, Standing, Write};
use crate::time::rfc3339;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Changes of one request at most.
const MOST: usize = 2000;

/// A change that is to be written: its place in the request, and what it writes.
struct Unit {
    at: usize,
    prepared: Prepared,
}

impl Unit {
    /// The work first, then its mark: the last write is the change's own.
    fn writes(&self) -> impl Iterator<Item = &Write> {
        self.prepared.work.iter().chain(std::iter::once(&self.prepared.write))
    }
}

/// Whose averages change, in which terms.
type PupilTerms = BTreeSet<(Id, Id)>;
/// Changes by their place in the request, judged.
type Checked = Vec<(usize, Result<Prepared>)>;
/// What became of units: cursor of the change's own write, or the refusal.
type Fates = HashMap<usize, Result<i64>>;

impl Book {
    /// Writes changes of pages (J-01 … J-09). Durable when it returns.
    ///
    /// # Errors
    /// `too-many-changes`; those of the store when nothing could be written at all. What is refused stands in the answer.
    pub fn write_page(&self, author: &UserAuthor, viewer: &Viewer<'_>, asked: &JournalWrite) -> Result<Done<JournalWritten>> {
        if asked.changes.len() > MOST {
            return Err(Error::usage("too-many-changes").with("most", MOST));
        }
        let mut done: Vec<ChangeDone> = asked.changes.iter().map(|_| ChangeDone::default()).collect();
        let mut units = Vec::new();
        let mut before = None;
        let standing = self.home.standing(self.year)?;
        let known = self.facts_at(standing.structures)?;
        for (group, places) in by_group(&asked.changes) {
            match self.prepare(viewer, (&standing, &known), &group, &asked.changes, &places) {
                Err(e) if is_refusal(&e) => places.iter().for_each(|i| done[*i] = refused(&e)),
                Err(e) => return Err(e),
                Ok((moment, all)) => {
                    before = before.or(moment);
                    for (i, prepared) in all {
                        match prepared {
                            Ok(prepared) => units.push((group.clone(), Unit { at: i, prepared })),
                            Err(e) => done[i] = refused(&e),
                        }
                    }
                }
            }
        }
        let units = last_of_each_cell(units);
        let (mut fates, mut outcome) = (Fates::new(), Outcome::default());
        let to_write: Vec<&Unit> = units.iter().map(|(_, u)| u).filter(|u| u.prepared.changes).collect();
        self.commit(author, &to_write, &mut fates, &mut outcome)?;
        let mut touched: BTreeMap<String, (PupilTerms, BTreeSet<At>)> = BTreeMap::new();
        for (group, unit) in units {
            let Prepared { undo, warned, touched: average, .. } = unit.prepared;
            let Some(fate) = fates.remove(&unit.at) else { continue };
            match fate {
                Ok(at) => {
                    let stamp = at.to_string();
                    let undo = undo.map(|u| PageChange { guard: Some(stamp.clone()), ..u });
                    done[unit.at] = ChangeDone { stamp, undo, warned: warned.map(str::to_owned), ..ChangeDone::default() };
                    let lesson = asked.changes.get(unit.at).and_then(|c| at_of(&c.cell));
                    let of = touched.entry(group).or_default();
                    of.0.extend(average);
                    of.1.extend(lesson);
                }
                Err(e) => done[unit.at] = refused(&e),
            }
        }
        let mut averages = Vec::new();
        for (group, (of, lessons)) in touched.iter().filter(|(_, (of, _))| !of.is_empty()) {
            let act = Act { before, wrote: outcome.events > 0, lessons };
            averages.extend(self.averages(&known, id(group)?, of, &act)?);
        }
        let at = rfc3339(self.env.clock.now());
        Ok(Done::new(JournalWritten { done, at, averages }, outcome))
    }

    /// Writes many cells of the year that are known to be good, as one act, judged like any other: for those who fill a journal by the thousand
    /// ([`super::writes`] makes the cells).
    ///
    /// # Errors
    /// `bad-write`; `no-right` when any of them would not count: then nothing is written.
    pub fn write_cells(&self, author: &UserAuthor, writes: &[Write]) -> Result<Done<()>> {
        Ok(Done::new((), self.act(author, self.year, writes)?))
    }

    /// Checks the changes of one group; also the moment they were looked at.
    fn prepare(
        &self,
        viewer: &Viewer<'_>,
        (standing, known): (&Standing, &Arc<Known>),
        group: &str,
        changes: &[PageChange],
        places: &[usize],
    ) -> Result<(Option<u64>, Checked)> {
        let group = id(group).map_err(|_| Error::input("group-unknown"))?;
        let teaching = self.teaching_at(viewer.user, standing.law)?;
        let locks = self.locks_at(standing, group, viewer.user)?;
        let (first_day, today) = (self.first_day(), self.today());
        let writes = teaching.writes(&group);
        let lessons = lessons_of(changes, places);
        self.home.look(self.year, |reader| {
            let ground = self.kept.ground(reader, known, group, first_day)?;
            // Finals are proposed from the whole year; a lesson may be one that another was moved to.
            let of_lessons = lessons.as_ref().map(|lessons| Sheet::of_lessons(reader, &ground, lessons)).transpose()?.flatten();
            let sheet = match of_lessons {
                Some(sheet) => sheet,
                None => Sheet::read(reader, ground)?,
            };
            let checker = Checker { known, sheet: &sheet, reader, teaching: &teaching, writes: &writes, locks: &locks, today };
            let check = |i: &usize| {
                let checked = changes.get(*i).map_or_else(|| Err(Error::other("bad-write")), |c| checker.check(c));
                // A change that cannot be read is refused; a journal that cannot be read is no refusal.
                match checked {
                    Err(e) if !is_refusal(&e) => Err(e),
                    other => Ok((*i, other)),
                }
            };
            Ok((reader.moment(), places.iter().map(check).collect::<Result<_>>()?))
        })
    }

    /// Writes units as one act. When judgement refuses some, halves are tried, so that what is fine is written in as few acts as may be.
    fn commit(&self, author: &UserAuthor, units: &[&Unit], fates: &mut Fates, all: &mut Outcome) -> Result<()> {
        let mut declared = BTreeSet::new();
        let mut writes: Vec<Write> = Vec::new();
        let mut own = Vec::with_capacity(units.len());
        for unit in units {
            for w in unit.writes() {
                // Thirty marks of one work declare it once.
                if unit.prepared.work.as_ref() != Some(w) || declared.insert(w.key.clone()) {
                    writes.push(w.clone());
                }
            }
            own.push(writes.len() - 1);
        }
        match self.act(author, self.year, &writes) {
            Ok(outcome) => {
                for (unit, place) in units.iter().zip(own) {
                    let at = outcome.ats.get(place).copied().ok_or_else(|| Error::other("bad-write"));
                    fates.insert(unit.at, at);
                }
                all.events += outcome.events;
                all.touched.extend(outcome.touched);
                all.ats.extend(outcome.ats);
            }
            Err(e) if !is_refusal(&e) => {
                // What was written before stays told; the rest is to be tried again.
                if all.events == 0 {
                    return Err(e);
                }
                units.iter().for_each(|u| drop(fates.insert(u.at, Err(e.clone()))));
            }
            Err(e) => match units {
                [one] => drop(fates.insert(one.at, Err(e))),
                many => {
                    let (left, right) = many.split_at(many.len() / 2);
                    self.commit(author, left, fates, all)?;
                    self.commit(author, right, fates, all)?;
                }
            },
        }
        Ok(())
    }
}

/// The lessons that changes are about; none when one of them is a final.
fn lessons_of(changes: &[PageChange], places: &[usize]) -> Option<BTreeSet<At>> {
    let mut out = BTreeSet::new();
    for c in places.iter().filter_map(|i| changes.get(*i)) {
        if c.cell.what == "final" {
            return None;
        }
        out.extend(at_of(&c.cell));
    }
    Some(out)
}

/// The lesson of a cell.
fn at_of(cell: &CellRef) -> Option<At> {
    Some((cell.date.as_deref()?.parse().ok()?, cell.slot?))
}

/// Places of changes by their group, in order.
fn by_group(changes: &[PageChange]) -> BTreeMap<String, Vec<usize>> {
    let mut out: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (i, c) in changes.iter().enumerate() {
        out.entry(c.cell.group.clone()).or_default().push(i);
    }
    out
}

/// Of several changes of one cell only the last counts: the others are as if never typed.
fn last_of_each_cell(units: Vec<(String, Unit)>) -> Vec<(String, Unit)> {
    let cell = |u: &Unit| (u.prepared.write.kind, u.prepared.write.key.clone());
    let mut last: HashMap<(u16, Vec<crate::event::Value>), usize> = HashMap::new();
    for (_, u) in &units {
        let place = last.entry(cell(u)).or_insert(u.at);
        *place = (*place).max(u.at);
    }
    units.into_iter().filter(|(_, u)| last.get(&cell(u)) == Some(&u.at)).collect()
}

/// True for what one change is refused for; false for what is wrong with the journal or the computer.
fn is_refusal(e: &Error) -> bool {
    matches!(e.kind, ErrorKind::Input | ErrorKind::NotPermitted | ErrorKind::Usage)
}

fn refused(e: &Error) -> ChangeDone {
    ChangeDone { refused: Some(e.code.to_owned()), args: e.args.clone(), ..ChangeDone::default() }
}
