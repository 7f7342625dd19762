//! What every paper of a class stands on, read once.

use super::{Id, hours};
use crate::api::types::JournalPage;
use crate::book::Book;
use crate::book::calendar::{GroupFacts, LoadFacts, groups, loads};
use crate::book::cells::{Parts, date};
use crate::book::classes::classes;
use crate::book::page::{Known, Member, class_members, subject_order};
use crate::book::structure::curriculum;
use crate::book::tables::staff::positions;
use crate::error::{Error, Result};
use crate::event::kinds::year as y;
use crate::event::{Value, Volume};
use crate::id::{ClassId, GroupId};
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::school::calendar::Place;
use crate::school::codes::GroupKind;
use crate::school::position;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;
use zhurnal_paper::model::Heading;

/// A class and its people.
pub(super) struct ClassFacts {
    /// Name.
    pub name: ClassName,
    /// Names, work types, settings, profile.
    pub known: Arc<Known>,
    /// Everybody who was in the class, in the journal's order.
    pub members: Vec<Member>,
    /// Groups with pages of their own in the class's journal, in the curriculum's order.
    pub groups: Vec<GroupFacts>,
    /// Who teaches what.
    pub loads: Vec<LoadFacts>,
    /// Today.
    pub today: NaiveDate,
    /// The day names are given for.
    pub day: NaiveDate,
    school: String,
    year: u16,
    director: String,
    deputy: String,
    homeroom: String,
}

/// A group's whole year.
pub(super) struct GroupYear {
    /// Facts.
    pub facts: GroupFacts,
    /// The page, all lessons and finals.
    pub page: JournalPage,
    /// Substitutes by full name, by date and slot.
    pub substitutes: HashMap<(String, u8), String>,
    /// Hours that the year asks for, where the plan or the curriculum says.
    pub hours: Option<u32>,
}

/// Electives stand in the class's journal; clubs, extracurricular work, certification and conduct have papers of their own (J-18).
fn has_spread(kind: GroupKind) -> bool {
    !matches!(kind, GroupKind::Extracurricular | GroupKind::Club | GroupKind::Certification | GroupKind::Conduct)
}

/// Homeroom teachers of a day by full name.
fn homeroom(reader: &Reader<'_>, known: &Known, class: &Id, day: NaiveDate) -> Result<String> {
    let holds = |v: &Value| v.date_at(0).is_none_or(|d| d <= day) && v.date_at(1).is_none_or(|d| day <= d);
    let cells = reader.cells(y::HOMEROOM)?;
    let mine = cells.iter().filter(|c| c.key.get(1).and_then(Value::id) == Some(*class) && holds(&c.value));
    Ok(mine.filter_map(|c| known.user(&c.key.first()?.id()?, day)).map(ToString::to_string).collect::<Vec<_>>().join(", "))
}

impl ClassFacts {
    /// Reads a class.
    ///
    /// # Errors
    /// `class-unknown`.
    pub(super) fn read(book: &Book, class: ClassId) -> Result<Self> {
        let known = book.registry_facts()?;
        let (today, day, first_day) = (book.today(), book.list_day(), book.first_day());
        let school = book.school()?.name;
        let positions = book.home.ask(Volume::REGISTRY, |reader| positions(reader, day))?;
        let head = |role: &str, first: &dyn Fn(&str) -> bool| {
            let mut all: Vec<(bool, String)> = Vec::new();
            for (person, held) in &positions {
                for p in held.iter().filter(|p| position::role(p) == Some(role)) {
                    all.extend(known.name(person, day).map(|n| (!first(&fold(p)), n.to_string())));
                }
            }
            all.sort();
            all.into_iter().next().map(|(_, name)| name).unwrap_or_default()
        };
        let (director, deputy) = (head("director", &|_| true), head("deputy", &|p| p.contains("увр") || p.contains("учебн")));
        book.home.ask(book.year, |reader| {
            let classes = classes(reader)?;
            let name = classes.get(&class.0).ok_or_else(|| Error::input("class-unknown"))?;
            let place = Place { class: class.0, grade: name.grade };
            let members = class_members(reader, &known, place, &classes, first_day)?;
            let order = subject_order(reader)?;
            let mut groups: Vec<GroupFacts> = groups(reader, &classes)?.into_values().collect();
            groups.retain(|g| has_spread(g.kind) && g.places.iter().any(|p| p.class == class.0));
            let subject = |g: &GroupFacts| known.subjects.get(&g.subject).map(|s| fold(&s.0)).unwrap_or_default();
            groups.sort_by_cached_key(|g| (order.get(&g.subject).copied().unwrap_or(i64::MAX), subject(g), fold(&g.name), g.id));
            Ok(Self {
                name: name.clone(),
                members,
                groups,
                loads: loads(reader)?,
                today,
                day,
                school,
                year: book.year.0,
                director,
                deputy,
                homeroom: homeroom(reader, &known, &class.0, day)?,
                known: Arc::clone(&known),
            })
        })
    }

    /// The pages of its groups that have lessons or finals. One look at the store each, so that the screen is not kept waiting.
    ///
    /// # Errors
    /// Those of the store.
    pub(super) fn pages(&self, book: &Book) -> Result<Vec<GroupYear>> {
        let mut out = Vec::with_capacity(self.groups.len());
        let curriculum = book.home.ask(book.year, curriculum)?;
        for facts in &self.groups {
            let page = book.whole_page(GroupId(facts.id))?;
            if !page.lessons.is_empty() || !page.finals.is_empty() {
                let (hours, substitutes) = book.home.ask(book.year, |reader| {
                    Ok((hours::of_year(reader, self, &curriculum, facts)?, self.substitutes(reader, &facts.id)?))
                })?;
                out.push(GroupYear { facts: facts.clone(), page, substitutes, hours });
            }
        }
        Ok(out)
    }

    /// Who substituted whom is not the paper's to say: date, slot, the substitute's full name.
    fn substitutes(&self, reader: &Reader<'_>, group: &Id) -> Result<HashMap<(String, u8), String>> {
        let mut out = HashMap::new();
        for c in reader.cells_under(y::SUBSTITUTION, &[Value::Id(*group)])?.iter().filter(|c| c.value != Value::Null) {
            let on = c.key.get(1).and_then(Value::int).and_then(date);
            let slot = c.key.get(2).and_then(Value::int).and_then(|n| u8::try_from(n).ok());
            let user = c.key.get(3).and_then(Value::id).and_then(|u| self.known.user(&u, self.day));
            if let (Some(on), Some(slot), Some(user)) = (on, slot, user) {
                out.entry((on.to_string(), slot)).or_insert_with(|| user.to_string());
            }
        }
        Ok(out)
    }

    /// The heading of a paper that is kept so many years.
    pub(super) fn heading(&self, kept: Option<u8>, dates: Option<(NaiveDate, NaiveDate)>) -> Heading {
        Heading {
            school: self.school.clone(),
            class: self.name.to_string(),
            year: self.year,
            keep_years: kept.map_or(0, u32::from),
            director: self.director.clone(),
            deputy: self.deputy.clone(),
            homeroom: self.homeroom.clone(),
            made: Some(self.today),
            dates,
            ..Heading::default()
        }
    }
}
