//! The calendar, the teaching groups and the lessons of the year, as the store holds them (Y-01, Y-03).
//!
//! The functions take a reader, so that a page reads everything at one moment; `school::calendar` and `school::lessons` do the thinking.

use super::Book;
use super::cells::{Parts, date};
use super::classes::classes;
use crate::error::Result;
use crate::event::kinds::year as y;
use crate::event::{Value, Volume};
use crate::people::ClassName;
use crate::school::calendar::{Calendar, DayRule, Place, Regime, Term};
use crate::school::codes::{DayKind, GroupKind, TermKind, Week};
use crate::school::lessons::{Dated, WeekRow, lessons};
use crate::store::{Cell, Reader};
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// A teaching group: one page of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupFacts {
    /// Id.
    pub id: [u8; 16],
    /// Subject.
    pub subject: [u8; 16],
    /// Name as the school gave it: «5А».
    pub name: String,
    /// Kind.
    pub kind: GroupKind,
    /// Classes with their grades, in the order of the group.
    pub places: Vec<Place>,
    /// Hours a week, hundredths.
    pub hours: u32,
}

impl GroupFacts {
    /// The lowest grade of its classes, 0 when it has none.
    #[must_use]
    pub fn grade(&self) -> u8 {
        self.places.iter().map(|p| p.grade).min().unwrap_or(0)
    }
}

/// A load as its cell says: who teaches the group, from when to when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoadFacts {
    /// Account.
    pub user: [u8; 16],
    /// Group.
    pub group: [u8; 16],
    /// Hours a week, hundredths.
    pub hours: u32,
    /// First day, none: from the beginning.
    pub from: Option<NaiveDate>,
    /// Last day, none: to the end.
    pub to: Option<NaiveDate>,
}

impl LoadFacts {
    /// True on a day inside its dates.
    #[must_use]
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The calendar of the reader's year.
pub(super) fn calendar(reader: &Reader<'_>) -> Result<Calendar> {
    let mut out = Calendar { year: reader.volume().0, ..Calendar::default() };
    out.terms = reader.cells(y::TERM)?.iter().filter_map(term).collect();
    out.terms.sort_by_key(|t| (t.from, t.to, t.id));
    for cell in reader.cells(y::DAY)? {
        let Some(day) = cell.key.first().and_then(Value::int).and_then(date) else { continue };
        let Some(kind) = DayKind::from_code(cell.value.int_at(0)) else { continue };
        let rule = DayRule { kind, works_as: cell.value.date_at(1), bells: cell.value.id_at(2), reason: cell.value.text_at(3) };
        out.days.insert((day, cell.key.get(1).and_then(Value::id)), rule);
    }
    for cell in reader.cells(y::REGIME)? {
        let from = cell.key.get(1).and_then(Value::int).and_then(date);
        let (Some(of), Some(from), false) = (cell.key.first().and_then(Value::id), from, cell.value == Value::Null) else { continue };
        let small = |i: usize| u8::try_from(cell.value.int_at(i)).unwrap_or_default();
        out.regimes.entry(of).or_default().push(Regime { from, shift: small(0), days: small(1), bells: cell.value.id_at(2) });
    }
    for regimes in out.regimes.values_mut() {
        regimes.sort_by_key(|r| r.from);
    }
    Ok(out)
}

fn term(cell: &Cell) -> Option<Term> {
    let v = &cell.value;
    Some(Term {
        id: cell.key.first()?.id()?,
        name: v.text_at(0),
        kind: TermKind::from_code(v.int_at(1))?,
        from: v.date_at(2)?,
        to: v.date_at(3)?,
        grades: v.list_at(4).iter().filter_map(|g| u8::try_from(g.int()?).ok()).collect(),
    })
}

/// Every group of the year, by id. `classes` are those of [`super::classes::classes`].
pub(super) fn groups(reader: &Reader<'_>, classes: &HashMap<[u8; 16], ClassName>) -> Result<BTreeMap<[u8; 16], GroupFacts>> {
    Ok(reader.cells(y::GROUP)?.iter().filter_map(|c| group_of(c, classes)).map(|g| (g.id, g)).collect())
}

fn group_of(cell: &Cell, classes: &HashMap<[u8; 16], ClassName>) -> Option<GroupFacts> {
    let v = &cell.value;
    let place = |id: [u8; 16]| classes.get(&id).map(|name| Place { class: id, grade: name.grade });
    Some(GroupFacts {
        id: cell.key.first()?.id()?,
        subject: v.id_at(0)?,
        name: v.text_at(1),
        kind: GroupKind::from_code(v.int_at(2))?,
        places: v.list_at(3).iter().filter_map(Value::id).filter_map(place).collect(),
        hours: u32::try_from(v.int_at(4)).unwrap_or_default(),
    })
}

/// Loads of every user that are written, in force or not.
pub(super) fn loads(reader: &Reader<'_>) -> Result<Vec<LoadFacts>> {
    let read = |c: &Cell| {
        Some(LoadFacts {
            user: c.key.first()?.id()?,
            group: c.key.get(1)?.id()?,
            hours: u32::try_from(c.value.int_at(0)).ok()?,
            from: c.value.date_at(1),
            to: c.value.date_at(2),
        })
    };
    Ok(reader.cells(y::LOAD)?.iter().filter_map(read).collect())
}

/// The timetable rows of one group.
pub(super) fn week_of(reader: &Reader<'_>, group: [u8; 16]) -> Result<Vec<WeekRow>> {
    Ok(reader.cells_under(y::TIMETABLE, &[Value::Id(group)])?.iter().filter_map(|c| Some(week_row(c)?.1)).collect())
}

/// The timetable rows of all groups.
pub(super) fn weeks(reader: &Reader<'_>) -> Result<HashMap<[u8; 16], Vec<WeekRow>>> {
    let mut out: HashMap<[u8; 16], Vec<WeekRow>> = HashMap::new();
    for (group, row) in reader.cells(y::TIMETABLE)?.iter().filter_map(week_row) {
        out.entry(group).or_default().push(row);
    }
    Ok(out)
}

fn week_row(cell: &Cell) -> Option<([u8; 16], WeekRow)> {
    let (k, v) = (&cell.key, &cell.value);
    (*v != Value::Null).then_some(())?;
    let small = |i: usize| u8::try_from(k.get(i)?.int()?).ok();
    let row = WeekRow {
        from: date(k.get(1)?.int()?)?,
        to: v.date_at(2),
        weekday: small(2)?,
        slot: small(3)?,
        week: Week::from_code(v.int_at(0))?,
        room: v.id_at(1),
        teacher: v.id_at(3),
    };
    Some((k.first()?.id()?, row))
}

/// The lessons of one group in the year, by date, then slot.
pub(super) fn group_lessons(reader: &Reader<'_>, calendar: &Calendar, group: &GroupFacts) -> Result<Dated> {
    Ok(lessons(calendar, &group.places, &week_of(reader, group.id)?))
}

impl Book {
    /// The calendar of the year.
    ///
    /// # Errors
    /// Those of the store.
    pub fn calendar(&self) -> Result<Calendar> {
        self.home.ask(self.year, calendar)
    }

    /// Every teaching group of the year with its lessons: what generators and reports go through.
    ///
    /// # Errors
    /// Those of the store.
    pub fn lessons_of_year(&self) -> Result<Vec<(GroupFacts, Dated)>> {
        self.home.ask(self.year, |reader| {
            let (calendar, weeks) = (calendar(reader)?, weeks(reader)?);
            let groups = groups(reader, &classes(reader)?)?;
            let of = |g: GroupFacts| {
                let all = weeks.get(&g.id).map(|rows| lessons(&calendar, &g.places, rows)).unwrap_or_default();
                (g, all)
            };
            Ok(groups.into_values().map(of).collect())
        })
    }

    /// Loads of the year, in force or not.
    ///
    /// # Errors
    /// Those of the store.
    pub fn loads(&self) -> Result<Vec<LoadFacts>> {
        self.home.ask(self.year, loads)
    }

    /// Subjects by id: full and short name.
    ///
    /// # Errors
    /// Those of the store.
    pub fn subjects(&self) -> Result<HashMap<[u8; 16], (String, String)>> {
        self.home.ask(Volume::REGISTRY, subjects)
    }
}

/// Subjects by id: full and short name. Of the registry.
pub(super) fn subjects(reader: &Reader<'_>) -> Result<HashMap<[u8; 16], (String, String)>> {
    let read = |c: &Cell| Some((c.key.first()?.id()?, (c.value.text_at(0), c.value.text_at(1))));
    let cells = reader.cells(crate::event::kinds::registry::SUBJECT)?;
    Ok(cells.iter().filter(|c| c.value != Value::Null).filter_map(read).collect())
}
