//! The curriculum against the journal (Y-01): subjects by name, hours by grade, of the general programme.

use super::draft::{Cells, Draft, Item, at, cells, change, hundredths, ranges, word};
use crate::book::Book;
use crate::book::cells::Parts;
use crate::error::Result;
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Value, Volume};
use crate::id::AnyId;
use crate::import::columns::Parsed;
use crate::import::pupils::Place;
use crate::import::structure::curriculum::{CurriculumRow, GradeHours};
use crate::school::codes::{ProgrammeKind, SubjectPart};
use crate::school::subject;
use crate::store::Reader;
use std::collections::HashMap;

/// Subjects by the key of their name; of two with one name the lesser id.
pub(in crate::book) fn subject_ids(known: &Cells) -> HashMap<String, [u8; 16]> {
    let mut ids = HashMap::new();
    for (key, value) in known {
        if let Some(id) = key.first().and_then(Value::id) {
            let place = ids.entry(subject::key(&value.text_at(0))).or_insert(id);
            *place = (*place).min(id);
        }
    }
    ids
}

/// The general programme of the year, if there is one.
pub(in crate::book) fn general_programme(reader: &Reader<'_>) -> Result<Option<[u8; 16]>> {
    let known = cells(reader, y::PROGRAMME)?;
    let general = |v: &Value| v.int_at(1) == i64::from(ProgrammeKind::General.code()) && !v.flag_at(2);
    Ok(known.iter().filter(|(_, v)| general(v)).filter_map(|(k, _)| k.first()?.id()).min())
}

pub(super) fn draft(book: &Book, parsed: &Parsed<CurriculumRow>) -> Result<Draft> {
    let subjects = book.home.ask(Volume::REGISTRY, |reader| cells(reader, r::SUBJECT))?;
    let (known, programme) = book.home.ask(book.year, |reader| Ok((cells(reader, y::CURRICULUM)?, general_programme(reader)?)))?;
    let mut making = Making {
        book,
        ids: subject_ids(&subjects),
        subjects,
        known,
        programme: programme.map_or_else(AnyId::random, |p| Ok(AnyId(p)))?.0,
        make_programme: programme.is_none(),
        seen: HashMap::new(),
        order: HashMap::new(),
        draft: Draft::of(parsed),
    };
    for row in &parsed.rows {
        making.row(&row.place, &row.value)?;
    }
    Ok(making.draft)
}

struct Making<'a> {
    book: &'a Book,
    subjects: Cells,
    ids: HashMap<String, [u8; 16]>,
    known: Cells,
    programme: [u8; 16],
    make_programme: bool,
    seen: HashMap<(String, u8), Place>,
    order: HashMap<String, i64>,
    draft: Draft,
}

impl Making<'_> {
    fn row(&mut self, place: &Place, row: &CurriculumRow) -> Result<()> {
        let key = subject::key(&row.subject);
        if row.hours.is_empty() {
            self.draft.pass(place, &row.subject, "subject-no-hours", &[]);
            return Ok(());
        }
        for h in &row.hours {
            if let Some(first) = self.seen.get(&(key.clone(), h.grade)) {
                let (grade, other) = (h.grade.to_string(), at(first));
                self.draft.fail(place, &row.subject, "subject-repeated", &[("grade", &grade), ("other", &other)]);
                return Ok(());
            }
        }
        for h in &row.hours {
            self.seen.insert((key.clone(), h.grade), place.clone());
        }
        let next = i64::try_from(self.order.len()).unwrap_or(0) + 1;
        let order = *self.order.entry(key.clone()).or_insert(next);
        let new = !self.ids.contains_key(&key);
        let id = self.ids.get(&key).map_or_else(AnyId::random, |id| Ok(AnyId(*id)))?.0;
        self.ids.insert(key, id);
        let part = if row.school_part { SubjectPart::School } else { SubjectPart::Federal };
        let mut item = Item::of(new);
        if std::mem::take(&mut self.make_programme) {
            let value = vec![word("programme-general", &[]).into(), i64::from(ProgrammeKind::General.code()).into(), false.into()];
            item.set((self.book.year, y::PROGRAMME), vec![Value::Id(self.programme)], Value::Array(value), &Cells::new(), |_| vec![]);
        }
        if new {
            let area = if row.area.is_empty() { subject::area(&row.subject) } else { &row.area };
            let part = i64::from(part.code());
            let value = vec![row.subject.as_str().into(), subject::short(&row.subject).into(), part.into(), area.into()];
            item.set((Volume::REGISTRY, r::SUBJECT), vec![Value::Id(id)], Value::Array(value), &self.subjects, |_| vec![]);
        }
        for grade in 1..=11 {
            let hours = row.hours.iter().find(|h| h.grade == grade);
            if hours.is_none() && !row.whole {
                continue;
            }
            let cell = vec![Value::Id(self.programme), Value::Id(id), i64::from(grade).into()];
            let value = hours.map_or(Value::Null, |h| hours_value(h, part, order));
            item.set((self.book.year, y::CURRICULUM), cell, value.clone(), &self.known, |old| changes(grade, old, &value));
        }
        self.draft.put(place, &row.subject, detail(&row.hours), item);
        Ok(())
    }
}

fn hours_value(h: &GradeHours, part: SubjectPart, order: i64) -> Value {
    Value::Array(vec![i64::from(h.first).into(), i64::from(h.second).into(), i64::from(part.code()).into(), order.into()])
}

/// The mean of both halves, as the curriculum writes it.
fn mean(v: &Value) -> String {
    if *v == Value::Null { String::new() } else { hundredths(i64::midpoint(v.int_at(0), v.int_at(1))) }
}

fn changes(grade: u8, old: &Value, new: &Value) -> Vec<String> {
    let mut out = Vec::new();
    if (old.int_at(0), old.int_at(1)) != (new.int_at(0), new.int_at(1)) {
        out.push(change("hours", &[("grade", &grade.to_string())], &mean(old), &mean(new)));
    } else if old.int_at(3) != new.int_at(3) {
        out.push(change("order-of-subjects", &[], &old.int_at(3).to_string(), &new.int_at(3).to_string()));
    }
    out
}

/// «5–8 классы: 2 ч; 9 класс: 2,5 ч»
fn detail(hours: &[GradeHours]) -> String {
    let mut runs: Vec<(u32, Vec<u8>)> = Vec::new();
    for h in hours {
        let mean = u32::midpoint(h.first, h.second);
        match runs.last_mut() {
            Some((same, grades)) if *same == mean => grades.push(h.grade),
            _ => runs.push((mean, vec![h.grade])),
        }
    }
    let run = |(mean, grades): &(u32, Vec<u8>)| {
        let (text, many, hours) = (ranges(grades), grades.len().to_string(), hundredths(i64::from(*mean)));
        word("planned-hours", &[("grades", &text), ("many", &many), ("hours", &hours)])
    };
    runs.iter().map(run).collect::<Vec<_>>().join("; ")
}
