//! Finals of a group (итоги, J-09): as they stand, when they may be set, whether marks came after them (J-08).

use super::super::shown::{FinalEntry, Settled, settle};
use super::Id;
use super::entries::{At, LessonEntries};
use super::ground::Ground;
use super::known::Known;
use crate::error::Result;
use crate::grading::{Average, of_average, of_terms};
use crate::journal::codes::CellKind;
use crate::school::calendar::Term;
use crate::school::codes::TermKind;
use crate::school::profile::FinalsDue;
use crate::store::Reader;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Days before a term's end from which its finals may be set in any profile.
const LAST_WEEK: u64 = 6;

/// Places of finals that a page shows: of one term, or of all terms and the year.
pub(super) fn places(ground: &Ground, shown: Option<Id>) -> Vec<(Id, CellKind)> {
    let year = ground.year_term().map(|t| t.id);
    match shown {
        Some(term) if Some(term) != year => vec![(term, CellKind::Term)],
        _ => {
            let mut all: Vec<(Id, CellKind)> = ground.terms().iter().map(|t| (t.id, CellKind::Term)).collect();
            all.extend(year.into_iter().flat_map(|y| [CellKind::Year, CellKind::Exam, CellKind::Result].map(|c| (y, c))));
            all
        }
    }
}

/// Finals of the group's subject at these places, as they are shown: of one pupil, or of everybody.
pub(super) fn settled(reader: &Reader<'_>, ground: &Ground, pupil: Option<Id>, places: &[(Id, CellKind)]) -> Result<Settled> {
    let group = &ground.group;
    let mut written = match &pupil {
        Some(pupil) => FinalEntry::of_pupil(reader, &group.id, pupil)?,
        None => FinalEntry::of_group(reader, &group.id)?,
    };
    for (other, of) in ground.peers.iter().filter(|(_, of)| pupil.is_none_or(|p| *of == p)) {
        written.extend(FinalEntry::of_pupil(reader, other, of)?);
    }
    let asked = |f: &FinalEntry| places.contains(&(f.term, f.cell));
    let (mine, cleared): (Vec<_>, Vec<_>) = written.into_iter().filter(asked).partition(FinalEntry::stands);
    let term = |id: &Id| ground.term(*id).map(|t| (t.from, t.to));
    let subject = |id: &Id| ground.subject_of(id);
    let mut out = settle(mine, &ground.rolls, subject, term);
    // A cell of this group that was cleared is known as such while nothing else stands.
    let place = |f: &FinalEntry| (f.pupil, f.term, f.cell, f.subject);
    for f in cleared.into_iter().filter(|f| f.group == Some(group.id) && f.subject == group.subject) {
        if !out.shown.iter().any(|s| place(s) == place(&f)) {
            out.shown.push(f);
        }
    }
    Ok(out)
}

/// First day on which finals of a term may be set: its last week, or earlier where the profile wants them earlier.
pub(in crate::book) fn first_day(term: &Term, due: Option<FinalsDue>) -> NaiveDate {
    let earlier = match due {
        Some(FinalsDue::DaysBefore(n)) => u64::from(n),
        _ => 0,
    };
    term.to.checked_sub_days(Days::new(LAST_WEEK + earlier)).unwrap_or(term.to)
}

/// Why finals may not be set yet: `finals-early`. The year's come when those of its last term may.
pub(super) fn locked(ground: &Ground, known: &Known, term: Id, today: NaiveDate) -> Option<&'static str> {
    let term = ground.term(term)?;
    let terms = ground.terms();
    let of = if term.kind == TermKind::Year { terms.last().unwrap_or(term) } else { term };
    (today < first_day(of, known.profile.finals)).then_some("finals-early")
}

/// Marks of one pupil: averages by term, the newest writes by chain.
#[derive(Debug, Clone, Default)]
pub(super) struct Earned {
    /// Of each term of the grade.
    pub terms: BTreeMap<Id, Average>,
    /// Of the whole year.
    pub year: Average,
    /// Newest cursor of each chain, by term.
    newest: BTreeMap<(Id, i64), i64>,
}

impl Earned {
    /// Takes a lesson's marks of all pupils into account.
    pub(super) fn add(all: &mut BTreeMap<Id, Self>, ground: &Ground, known: &Known, at: At, lesson: &LessonEntries) {
        Self::add_of(all, ground, known, at, lesson, |_| true);
    }

    /// The same of some pupils alone.
    pub(super) fn add_of(
        all: &mut BTreeMap<Id, Self>,
        ground: &Ground,
        known: &Known,
        at: At,
        lesson: &LessonEntries,
        wanted: impl Fn(&Id) -> bool,
    ) {
        let term = ground.term_of(at.0).map(|t| t.id);
        for m in lesson.marks.iter().filter(|m| wanted(&m.pupil)) {
            let earned = all.entry(m.pupil).or_default();
            if let Some(mark) = m.mark {
                let weight = lesson.weight(&m.work, m.ordinal, |w| known.weight(w));
                earned.year.add(mark, weight);
                if let Some(term) = term {
                    earned.terms.entry(term).or_default().add(mark, weight);
                }
            }
            if let Some(term) = term {
                let newest = earned.newest.entry((term, m.at >> 32)).or_insert(m.at);
                *newest = (*newest).max(m.at);
            }
        }
    }
    /// The average of a term, or of the year for any other id.
    pub(super) fn average(&self, term: Id, is_year: bool) -> Average {
        if is_year { self.year } else { self.terms.get(&term).copied().unwrap_or_default() }
    }
    /// True when a mark of the term was written after a final.
    pub(super) fn moved(&self, reader: &Reader<'_>, f: &FinalEntry) -> Result<bool> {
        let mut claim = None;
        for ((term, chain), newest) in &self.newest {
            if *term != f.term {
                continue;
            }
            if *chain == f.at >> 32 {
                if *newest > f.at {
                    return Ok(true);
                }
                continue;
            }
            let set = match claim {
                Some(c) => c,
                None => *claim.insert(reader.claim(f.at)?),
            };
            if reader.claim(*newest)? > set {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The final proposed for a term, or for the year from its terms' finals.
pub(super) fn proposed<'f>(
    known: &Known,
    earned: Option<&Earned>,
    finals: impl IntoIterator<Item = &'f FinalEntry>,
    term: Id,
    is_year: bool,
    scale: &[u8],
) -> Option<u8> {
    if is_year {
        let terms: Vec<u8> = finals.into_iter().filter(|f| f.cell == CellKind::Term).filter_map(|f| f.mark).collect();
        return of_terms(&terms, &known.rules, scale);
    }
    of_average(&earned?.average(term, false), &known.rules, scale)
}
