//! Averages and proposals after a write: of the pupils that were written for, in the terms they were written in.

use super::super::Book;
use super::super::cells::{date, days};
use super::Id;
use super::entries::{At, LessonEntries, marks_of};
use super::finals::{self, Earned};
use super::ground::Ground;
use super::known::Known;
use crate::api::types::PupilAverage;
use crate::error::Result;
use crate::grading::Average;
use crate::id::{AnyId, PersonId};
use crate::journal::codes::CellKind;
use crate::school::codes::TermKind;
use crate::store::{LessonKey, Reader};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The act whose averages are asked for.
pub(super) struct Act<'a> {
    /// [`Reader::moment`] before it.
    pub before: Option<u64>,
    /// It wrote anything.
    pub wrote: bool,
    /// Lessons of the group that it is about.
    pub lessons: &'a BTreeSet<At>,
}

impl Book {
    /// Averages and proposals of pupils in terms, as they stand after an act.
    pub(super) fn averages(&self, known: &Arc<Known>, group: Id, of: &BTreeSet<(Id, Id)>, act: &Act<'_>) -> Result<Vec<PupilAverage>> {
        let first_day = self.first_day();
        self.home.look(self.year, |reader| {
            let ground = self.kept.ground(reader, known, group, first_day)?;
            let terms: BTreeSet<Id> = of.iter().map(|(_, term)| *term).collect();
            let mut kept = self.kept.marks();
            let followed = match &mut *kept {
                Some(kept) => kept.follow(reader, &ground, &terms, act)?,
                None => false,
            };
            if !followed {
                *kept = Some(KeptMarks::read(reader, &ground, terms)?);
            }
            let pupils: BTreeSet<Id> = of.iter().map(|(pupil, _)| *pupil).collect();
            let earned = kept.as_ref().map(|kept| kept.earned(known, &pupils)).unwrap_or_default();
            drop(kept);
            let places = finals::places(&ground, None);
            let mut out = Vec::new();
            for (pupil, term) in of {
                let Some(t) = ground.term(*term) else { continue };
                let is_year = t.kind == TermKind::Year;
                let programme = ground.member(*pupil).and_then(|m| m.programme);
                let cell = if is_year { CellKind::Year } else { CellKind::Term };
                let scale = ground.scale(known, cell, t.to, programme).0;
                let finals = if is_year { finals::settled(reader, &ground, Some(*pupil), &places)?.shown } else { Vec::new() };
                let mine = earned.get(pupil);
                let average = mine.map(|e| e.average(*term, is_year)).unwrap_or_default();
                out.push(PupilAverage {
                    pupil: PersonId(*pupil).to_string(),
                    term: AnyId(*term).to_string(),
                    average: Average::shown(average.plain()),
                    weighted: Average::shown(average.weighted()),
                    marks: average.count(),
                    proposed: finals::proposed(known, mine, &finals, *term, is_year, &scale),
                });
            }
            Ok(out)
        })
    }
}

/// Marks of a group in some terms, kept from write to write: a teacher goes down a column.
pub(super) struct KeptMarks {
    /// [`Reader::moment`] at which they were read or brought up to date.
    moment: Option<u64>,
    ground: Arc<Ground>,
    /// Terms that are here; the year's own: all.
    terms: BTreeSet<Id>,
    lessons: BTreeMap<LessonKey, LessonEntries>,
}

impl KeptMarks {
    /// Reads the marks of terms.
    fn read(reader: &Reader<'_>, ground: &Arc<Ground>, terms: BTreeSet<Id>) -> Result<Self> {
        let whole = ground.year_term().is_some_and(|year| terms.contains(&year.id));
        // A day belongs to the last term that has begun, as on the page.
        let wanted = |day| whole || ground.term_of(day).is_some_and(|term| terms.contains(&term.id));
        let mut lessons = BTreeMap::new();
        for key in reader.lessons_of(&ground.group.id) {
            if date(key.date).is_some_and(wanted) {
                lessons.insert(key, marks_of(reader, &key)?);
            }
        }
        Ok(Self { moment: reader.moment(), ground: Arc::clone(ground), terms, lessons })
    }

    /// Brings what an act has just written up to date. False when anything else may have changed since these were read.
    fn follow(&mut self, reader: &Reader<'_>, ground: &Arc<Ground>, terms: &BTreeSet<Id>, act: &Act<'_>) -> Result<bool> {
        let (Some(own), Some(now)) = (self.moment, reader.moment()) else { return Ok(false) };
        let only_this = act.before == Some(own) && now == own + u64::from(act.wrote);
        if !only_this || !Arc::ptr_eq(&self.ground, ground) || !self.terms.is_superset(terms) {
            return Ok(false);
        }
        for at in act.lessons {
            if let Some(key) = reader.lesson_at(&ground.group.id, days(at.0), at.1) {
                self.lessons.insert(key, marks_of(reader, &key)?);
            }
        }
        self.moment = Some(now);
        Ok(true)
    }

    /// What pupils have earned by them.
    fn earned(&self, known: &Known, pupils: &BTreeSet<Id>) -> BTreeMap<Id, Earned> {
        let mut all = BTreeMap::new();
        for (key, lesson) in &self.lessons {
            if let Some(day) = date(key.date) {
                Earned::add_of(&mut all, &self.ground, known, (day, key.slot), lesson, |pupil| pupils.contains(pupil));
            }
        }
        all
    }
}
