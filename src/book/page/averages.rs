//! Averages and proposals after a write: of the pupils that were written for, in the terms they were written in.

use super::super::Book;
use super::super::cells::date;
use super::Id;
use super::entries::marks_of;
use super::finals::{self, Earned};
use super::ground::Ground;
use super::known::Known;
use crate::api::types::PupilAverage;
use crate::error::Result;
use crate::grading::Average;
use crate::id::{AnyId, PersonId};
use crate::journal::codes::CellKind;
use crate::school::codes::TermKind;
use crate::store::Reader;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

impl Book {
    /// Averages and proposals of pupils in terms, as they stand now.
    pub(super) fn averages(&self, known: &Arc<Known>, group: Id, of: &BTreeSet<(Id, Id)>) -> Result<Vec<PupilAverage>> {
        let first_day = self.first_day();
        self.home.look(self.year, |reader| {
            let ground = self.kept.ground(reader, known, group, first_day)?;
            let earned = earned(reader, known, &ground, of)?;
            let places = finals::places(&ground, None);
            let mut out = Vec::new();
            for (pupil, term) in of {
                let Some(t) = ground.term(*term) else { continue };
                let is_year = t.kind == TermKind::Year;
                let programme = ground.member(*pupil).and_then(|m| m.programme);
                let cell = if is_year { CellKind::Year } else { CellKind::Term };
                let scale = ground.scale(known, cell, t.to, programme).0;
                let finals = if is_year { finals::of_pupil(reader, ground.group.subject, *pupil, &places)? } else { Vec::new() };
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

/// What the pupils have earned in the terms asked for; for the year's own term, in all of it.
fn earned(reader: &Reader<'_>, known: &Known, ground: &Ground, of: &BTreeSet<(Id, Id)>) -> Result<BTreeMap<Id, Earned>> {
    let pupils: BTreeSet<Id> = of.iter().map(|(pupil, _)| *pupil).collect();
    let year = ground.year_term().map(|t| t.id);
    let whole = of.iter().any(|(_, term)| Some(*term) == year);
    // A day belongs to the last term that has begun, as on the page.
    let wanted = |day| whole || ground.term_of(day).is_some_and(|term| of.iter().any(|(_, t)| *t == term.id));
    let mut lessons = reader.lessons_of(&ground.group.id);
    lessons.retain(|key| date(key.date).is_some_and(wanted));
    let mut all = BTreeMap::new();
    for (key, marks) in marks_of(reader, &lessons, &pupils)? {
        if let Some(day) = date(key.date) {
            Earned::add(&mut all, ground, known, (day, key.slot), &marks);
        }
    }
    Ok(all)
}
