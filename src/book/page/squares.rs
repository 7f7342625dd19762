//! The squares of a page: marks in the order of works, absences beside them.

use super::Id;
use super::entries::{AbsenceEntry, LessonEntries};
use super::known::Known;
use super::show::Sheet;
use crate::api::types::{CellAbsence, CellMark, PageCell};
use crate::id::{AnyId, PersonId};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Squares of a page that hold anything, of the days that are shown.
pub(super) fn squares(sheet: &Sheet, known: &Known, shown: impl Fn(NaiveDate) -> bool) -> Vec<PageCell> {
    let mut ids: HashMap<Id, String> = sheet.members().map(|m| (m.id, PersonId(m.id).to_string())).collect();
    let works: HashMap<Id, String> = known.works.iter().map(|w| (w.id, AnyId(w.id).to_string())).collect();
    let place: HashMap<(Id, u8), usize> = HashMap::new();
    let mut out = Vec::new();
    for (at, l) in sheet.entries.iter().filter(|((day, _), _)| shown(*day)) {
        let date = at.0.to_string();
        let mut order = place.clone();
        order.extend(l.works.iter().enumerate().map(|(i, w)| ((w.work, w.ordinal), i + 1)));
        let mut squares: BTreeMap<Id, (Vec<CellMark>, Option<CellAbsence>)> = BTreeMap::new();
        let mut marks: Vec<_> = l.marks.iter().filter(|m| m.mark.is_some()).collect();
        // The usual type first, then works in the order of the lesson.
        let rank = |m: &&super::entries::MarkEntry| {
            (m.work != known.usual, order.get(&(m.work, m.ordinal)).copied().unwrap_or(usize::MAX), m.work, m.ordinal)
        };
        marks.sort_by_key(rank);
        for m in marks {
            let work = works.get(&m.work).cloned().unwrap_or_else(|| AnyId(m.work).to_string());
            let mark = m.mark.unwrap_or_default();
            let shown = CellMark { work, ordinal: m.ordinal, mark, conflict: m.conflict, stamp: m.at.to_string() };
            squares.entry(m.pupil).or_default().0.push(shown);
        }
        for (pupil, absence) in absences(l) {
            squares.entry(pupil).or_default().1 = Some(absence);
        }
        for (pupil, (marks, absence)) in squares {
            let pupil = ids.entry(pupil).or_insert_with(|| PersonId(pupil).to_string()).clone();
            out.push(PageCell { pupil, date: date.clone(), slot: at.1, marks, absence });
        }
    }
    out
}

/// Absences of a lesson: the homeroom teacher's word over the teacher's (J-04).
pub(super) fn absences(l: &LessonEntries) -> BTreeMap<Id, CellAbsence> {
    let mut out = BTreeMap::new();
    let shown =
        |a: &AbsenceEntry, code: u8| CellAbsence { code, minutes: a.minutes, stated: false, conflict: a.conflict, stamp: a.at.to_string() };
    for a in &l.attendance {
        if let Some(code) = a.code {
            out.insert(a.pupil, shown(a, code));
        }
    }
    for r in &l.reasons {
        let Some(code) = r.code else { continue };
        let of_teacher = l.attendance.iter().find(|a| a.pupil == r.pupil);
        let absence = out.entry(r.pupil).or_insert_with(|| CellAbsence { stamp: String::new(), ..shown(r, code) });
        absence.code = code;
        absence.stated = true;
        absence.conflict |= r.conflict;
        absence.stamp = of_teacher.map(|a| a.at.to_string()).unwrap_or_default();
    }
    out
}
