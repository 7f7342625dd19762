//! Classes and their lists, as dated lines of orders say (P-02).

use super::cells::{Parts, date, days};
use super::people::names;
use super::{Book, Done, UserAuthor};
use crate::api::types::{ClassCreate, ClassList, ClassPupils, ClassRow, PupilRow};
use crate::error::{Error, Result};
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Permission, Value, Volume};
use crate::id::{ClassId, PersonId};
use crate::import::pupils::OrderRef;
use crate::people::letters::fold;
use crate::people::{ClassName, Snils};
use crate::rights::role::Rights;
use crate::store::{Reader, Write};
use chrono::{Datelike, NaiveDate};
use std::collections::HashMap;

/// A line that is in force: in which class, by which order, since when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Membership {
    /// The class, none for one who has left.
    pub class: Option<[u8; 16]>,
    /// The order.
    pub order: Option<[u8; 16]>,
    /// First day.
    pub from: NaiveDate,
    /// The whole value of the line.
    pub value: Value,
}

/// Lines in force on `day`, by pupil.
pub(super) fn memberships(reader: &Reader<'_>, day: NaiveDate) -> Result<HashMap<[u8; 16], Membership>> {
    let mut best: HashMap<[u8; 16], Membership> = HashMap::new();
    for cell in reader.cells(y::CLASS_MEMBER)? {
        let from = cell.key.get(1).and_then(Value::int).and_then(date);
        let (Some(pupil), Some(from), false) = (cell.key.first().and_then(Value::id), from, cell.value == Value::Null) else { continue };
        if from <= day && best.get(&pupil).is_none_or(|known| known.from < from) {
            best.insert(pupil, Membership { class: cell.value.id_at(0), order: cell.value.id_at(1), from, value: cell.value });
        }
    }
    Ok(best)
}

/// The classes of the year.
pub(super) fn classes(reader: &Reader<'_>) -> Result<HashMap<[u8; 16], ClassName>> {
    let read = |key: &[Value], value: &Value| {
        let grade = u8::try_from(value.int_at(0)).ok()?;
        (*value != Value::Null).then_some(())?;
        Some((key.first()?.id()?, ClassName { grade, letter: value.text_at(1) }))
    };
    Ok(reader.cells(y::CLASS)?.iter().filter_map(|c| read(&c.key, &c.value)).collect())
}

/// The orders of the year: kind and reference.
pub(super) fn orders(reader: &Reader<'_>) -> Result<HashMap<[u8; 16], (i64, OrderRef)>> {
    let read = |key: &[Value], value: &Value| {
        Some((key.first()?.id()?, (value.int_at(0), OrderRef { number: value.text_at(1), date: value.date_at(2)? })))
    };
    Ok(reader.cells(y::ORDER)?.iter().filter_map(|c| read(&c.key, &c.value)).collect())
}

/// The value of a class's cell.
pub(super) fn class_value(name: &ClassName) -> Value {
    Value::Array(vec![i64::from(name.grade).into(), name.letter.as_str().into(), "".into(), "".into()])
}

impl Book {
    /// First day of the academic year.
    pub(super) fn first_day(&self) -> NaiveDate {
        NaiveDate::from_ymd_opt(i32::from(self.year().0), 9, 1).unwrap_or_default()
    }

    /// The day lists are shown for: today, or the nearest day of the academic year.
    pub(super) fn list_day(&self) -> NaiveDate {
        let first = self.first_day();
        let last = first.with_year(first.year() + 1).and_then(|d| d.pred_opt()).unwrap_or(first);
        self.today().clamp(first, last)
    }

    /// The classes that may be read, by grade, then letter.
    ///
    /// # Errors
    /// Those of the store.
    pub fn class_list(&self, rights: &Rights) -> Result<ClassList> {
        let day = self.list_day();
        let (classes, members) = self.home.ask(self.year, |reader| Ok((classes(reader)?, memberships(reader, day)?)))?;
        let mut rows: Vec<ClassRow> = classes.iter().filter(|(id, _)| rights.reads_class(id)).map(|(id, name)| row(*id, name)).collect();
        for row in &mut rows {
            let count = members.values().filter(|m| m.class.is_some_and(|c| ClassId(c).to_string() == row.id)).count();
            row.pupils = u32::try_from(count).unwrap_or(u32::MAX);
        }
        rows.sort_by_cached_key(|c| (c.grade, fold(&c.letter)));
        let pupils = rows.iter().map(|c| c.pupils).sum();
        Ok(ClassList { classes: rows, pupils })
    }

    /// The list of one class, in the order of the alphabet. СНИЛС and address are for those who keep persons' data.
    ///
    /// # Errors
    /// `class-unknown`; `no-right` for a class the person does not teach.
    pub fn class_pupils(&self, rights: &Rights, class: &str) -> Result<ClassPupils> {
        let id = ClassId::parse(class)?;
        let day = self.list_day();
        let (name, members, orders) = self.home.ask(self.year, |reader| {
            let name = classes(reader)?.remove(&id.0).ok_or_else(|| Error::input("class-unknown"))?;
            Ok((name, memberships(reader, day)?, orders(reader)?))
        })?;
        if !rights.reads_class(&id.0) {
            return Err(Error::denied("no-right"));
        }
        let private = rights.allows(Permission::People) || rights.classes.contains(&id.0);
        let mut rows = self.home.ask(Volume::REGISTRY, |reader| {
            let names = names(reader, day)?;
            let mut rows = Vec::new();
            for (pupil, member) in members.iter().filter(|(_, m)| m.class == Some(id.0)) {
                let cell = |kind: u16, more: &[Value]| -> Result<Option<Value>> {
                    let key: Vec<Value> = [&[Value::Id(*pupil)], more].concat();
                    Ok(reader.cell(kind, &key)?.map(|c| c.value).filter(|v| *v != Value::Null))
                };
                let Some(name) = names.get(pupil) else { continue };
                let snils = || -> Result<Option<String>> {
                    let number = cell(r::PERSON_SNILS, &[])?.and_then(|v| u64::try_from(v.int()?).ok());
                    Ok(number.and_then(|n| Snils::from_number(n).ok()).map(|s| s.to_string()))
                };
                let address =
                    || -> Result<Option<String>> { Ok(cell(r::PERSON_ADDRESS, &[1.into()])?.and_then(|v| v.text().map(str::to_owned))) };
                rows.push(PupilRow {
                    id: PersonId(*pupil).to_string(),
                    surname: name.surname.clone(),
                    given: name.given.clone(),
                    patronymic: name.patronymic.clone(),
                    birth: cell(r::PERSON_BIRTH, &[])?.and_then(|v| date(v.int()?)).map(|d| d.to_string()),
                    sex: cell(r::PERSON_SEX, &[])?.and_then(|v| v.int()).map(|s| if s == 1 { "m" } else { "f" }.to_owned()),
                    snils: if private { snils()? } else { None },
                    address: if private { address()? } else { None },
                    order: member.order.and_then(|o| orders.get(&o)).map(|(_, o)| o.to_string()),
                });
            }
            Ok(rows)
        })?;
        rows.sort_by_cached_key(|p| (fold(&p.surname), fold(&p.given), fold(&p.patronymic), p.id.clone()));
        let class = ClassRow { pupils: u32::try_from(rows.len()).unwrap_or(u32::MAX), ..row(id.0, &name) };
        Ok(ClassPupils { class, pupils: rows })
    }

    /// A new class of the year (Y-01).
    ///
    /// # Errors
    /// `class-grade`, `class-letter`, `class-exists`.
    pub fn create_class(&self, author: &UserAuthor, asked: &ClassCreate) -> Result<Done<ClassRow>> {
        if !(1..=11).contains(&asked.grade) {
            return Err(Error::input("class-grade"));
        }
        let name = ClassName::from_parts(&asked.grade.to_string(), &asked.letter).map_err(|_| Error::input("class-letter"))?.value;
        let known = self.home.ask(self.year, classes)?;
        if known.values().any(|c| c.key() == name.key()) {
            return Err(Error::input("class-exists").with("class", &name));
        }
        let id = ClassId::random()?;
        let outcome = self.act(author, self.year, &[Write::new(y::CLASS, vec![Value::Id(id.0)], class_value(&name))])?;
        Ok(Done::new(row(id.0, &name), outcome))
    }
}

fn row(id: [u8; 16], name: &ClassName) -> ClassRow {
    ClassRow { id: ClassId(id).to_string(), name: name.to_string(), grade: name.grade, letter: name.letter.clone(), pupils: 0 }
}

/// The day of a line as its key has it.
pub(super) fn member_key(pupil: [u8; 16], from: NaiveDate) -> Vec<Value> {
    vec![Value::Id(pupil), days(from).into()]
}
