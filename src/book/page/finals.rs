//! Finals of a group (итоги, J-09): as they stand, when they may be set, whether marks came after them (J-08).

use super::super::cells::Parts;
use super::Id;
use super::entries::{At, LessonEntries};
use super::ground::Ground;
use super::known::Known;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::grading::{Average, of_average, of_terms};
use crate::journal::codes::CellKind;
use crate::school::calendar::Term;
use crate::school::codes::TermKind;
use crate::school::profile::FinalsDue;
use crate::store::{Cell, Reader};
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Days before a term's end from which its finals may be set in any profile.
const LAST_WEEK: u64 = 6;

/// A final as it stands. No mark: cleared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::book) struct FinalEntry {
    /// Term.
    pub term: Id,
    /// Kind of the final.
    pub cell: CellKind,
    /// Mark code.
    pub mark: Option<u8>,
    /// What was proposed when it was set.
    pub proposed: Option<u8>,
    /// Grounds.
    pub grounds: String,
    /// Teaching group it was set from.
    pub group: Option<Id>,
    /// In conflict.
    pub conflict: bool,
    /// Cursor of the write shown.
    pub at: i64,
}

impl FinalEntry {
    /// Reads a cell of the kind `final_mark`.
    pub(in crate::book) fn read(c: &Cell) -> Option<Self> {
        let small = |v: Option<&Value>| v.and_then(Value::int).and_then(|n| u8::try_from(n).ok());
        let items = c.value.items();
        Some(Self {
            term: c.key.get(1)?.id()?,
            cell: CellKind::from_code(c.key.get(3)?.int()?)?,
            mark: small(items.and_then(|v| v.first())),
            group: c.value.id_at(1),
            proposed: small(items.and_then(|v| v.get(2))),
            grounds: c.value.text_at(3),
            conflict: c.conflict,
            at: c.at,
        })
    }
}

/// The key of a final.
pub(super) fn key(pupil: Id, term: Id, subject: Id, cell: CellKind) -> Vec<Value> {
    vec![Value::Id(pupil), Value::Id(term), Value::Id(subject), i64::from(cell.code()).into()]
}

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

/// Finals of a pupil in the group's subject.
pub(super) fn of_pupil(reader: &Reader<'_>, subject: Id, pupil: Id, places: &[(Id, CellKind)]) -> Result<Vec<FinalEntry>> {
    let mut out = Vec::new();
    for (term, cell) in places {
        out.extend(reader.cell(j::FINAL_MARK, &key(pupil, *term, subject, *cell))?.as_ref().and_then(FinalEntry::read));
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
pub(super) fn proposed(known: &Known, earned: Option<&Earned>, finals: &[FinalEntry], term: Id, is_year: bool, scale: &[u8]) -> Option<u8> {
    if is_year {
        let terms: Vec<u8> = finals.iter().filter(|f| f.cell == CellKind::Term).filter_map(|f| f.mark).collect();
        return of_terms(&terms, &known.rules, scale);
    }
    of_average(&earned?.average(term, false), &known.rules, scale)
}
