//! One teaching group as a page stands on it: subject, classes, calendar, scheduled lessons, scales, pupils. Nothing of it is an entry:
//! it is kept between calls until the school's structure changes ([`super::kept`]).

use super::super::calendar::{GroupFacts, calendar, group_lessons, groups};
use super::super::cells::{Parts, days};
use super::super::classes::{classes, orders};
use super::super::shown::{ClassDays, Membership, Rolls};
use super::Id;
use super::known::Known;
use super::members::{Composition, Member, composition};
use crate::api::types::TermRow;
use crate::error::{Error, Result};
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::grading::scale::{Scale, ScaleRow, Scales, Study};
use crate::id::AnyId;
use crate::import::pupils::OrderRef;
use crate::journal::codes::CellKind;
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::school::calendar::{Calendar, Term};
use crate::school::codes::TermKind;
use crate::store::Reader;
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// What all groups of a year share.
pub(super) struct YearFacts {
    /// Every class of the year.
    pub classes: HashMap<Id, ClassName>,
    /// Orders, by id.
    pub orders: HashMap<Id, (i64, OrderRef)>,
    /// The year's calendar.
    pub calendar: Calendar,
    /// Scales that the school has set.
    pub scales: Scales,
    /// Every group of the year.
    pub groups: BTreeMap<Id, GroupFacts>,
    /// Classes that any membership of a group names.
    pub member_classes: Vec<Id>,
}

impl YearFacts {
    /// Reads a year.
    pub(super) fn read(reader: &Reader<'_>) -> Result<Self> {
        let classes = classes(reader)?;
        let groups = groups(reader, &classes)?;
        let member_classes = reader.first_parts(y::GROUP_MEMBER)?.into_iter().filter_map(|part| part.first()?.id()).collect();
        Ok(Self { orders: orders(reader)?, calendar: calendar(reader)?, scales: scales(reader)?, classes, groups, member_classes })
    }
}

/// Facts of one group at one moment.
pub(super) struct Ground {
    /// The group.
    pub group: GroupFacts,
    /// The year it is of.
    pub year: Arc<YearFacts>,
    /// Lessons by the timetable, by date, then slot.
    pub scheduled: Vec<(NaiveDate, u8)>,
    /// Everybody who ever was in the group, in the journal's order.
    pub members: Vec<Member>,
    /// Memberships that do not count.
    pub others: Vec<Membership>,
    /// Classes that its pupils are in while in the group: theirs are the reasons of absence.
    pub classes: BTreeSet<Id>,
    /// Days of its pupils in it and in other groups of the subject.
    pub rolls: Rolls,
    /// Other groups of the subject that its pupils have been in, each with the pupil.
    pub peers: Vec<(Id, Id)>,
    /// Reporting terms of the grade, in order.
    terms: Vec<Term>,
}

impl Ground {
    /// Reads a group.
    ///
    /// # Errors
    /// `group-unknown`.
    pub(super) fn read(reader: &Reader<'_>, known: &Known, year: Arc<YearFacts>, id: Id, first_day: NaiveDate) -> Result<Self> {
        let group = year.groups.get(&id).cloned().ok_or_else(|| Error::input("group-unknown"))?;
        let scheduled = group_lessons(reader, &year.calendar, &group)?;
        let Composition { members, others } = composition(reader, known, &group, &year, first_day)?;
        let in_group = |m: &Member| m.days.during(&m.spans).copied().collect::<Vec<_>>();
        let classes = group.places.iter().map(|p| p.class).chain(members.iter().flat_map(in_group)).collect();
        let pupils: HashMap<Id, ClassDays> = members.iter().map(|m| (m.id, m.days.clone())).collect();
        let of_subject = year.groups.values().filter(|g| g.subject == group.subject && g.id != id);
        let mut rolls = Rolls::read(reader, of_subject, |p| pupils.get(p))?;
        let peers = rolls.all().collect();
        members.iter().for_each(|m| rolls.add(id, m.id, m.spans.clone()));
        let terms = year.calendar.terms(group.grade()).into_iter().cloned().collect();
        Ok(Self { group, year, scheduled, members, others, classes, rolls, peers, terms })
    }

    /// Grade of the group: the lowest of its classes.
    pub(super) fn grade(&self) -> u8 {
        self.group.grade()
    }
    /// Reporting terms of the grade.
    pub(super) fn terms(&self) -> &[Term] {
        &self.terms
    }
    /// The year's own term.
    pub(super) fn year_term(&self) -> Option<&Term> {
        self.year.calendar.year_term(self.grade())
    }
    /// A pupil who is or was in the group.
    pub(super) fn member(&self, pupil: Id) -> Option<&Member> {
        self.members.iter().find(|m| m.id == pupil)
    }
    /// The term that a day lies in; a day between terms belongs to the term before it, so that nothing written is lost from sight.
    pub(super) fn term_of(&self, day: NaiveDate) -> Option<&Term> {
        self.terms.iter().rev().find(|t| t.from <= day).or_else(|| self.terms.first())
    }
    /// A term or the year's own term by id.
    pub(super) fn term(&self, id: Id) -> Option<&Term> {
        self.terms.iter().chain(self.year_term()).find(|t| t.id == id)
    }
    /// The subject of a group of the year.
    pub(super) fn subject_of(&self, group: &Id) -> Option<Id> {
        self.year.groups.get(group).map(|g| g.subject)
    }
    /// The scale of a cell for a pupil of the group.
    pub(super) fn scale(&self, known: &Known, cell: CellKind, day: NaiveDate, programme: Option<Id>) -> Scale {
        let study = Study { subject: self.group.subject, grade: self.grade(), programme, kind: Some(self.group.kind) };
        self.year.scales.of(&study, cell, days(day), &known.rules)
    }
    /// Terms of the page, the year last.
    pub(super) fn term_rows(&self) -> Vec<TermRow> {
        let mut rows: Vec<TermRow> = self.terms().iter().enumerate().map(|(i, t)| term_row(t, i)).collect();
        rows.extend(self.year_term().map(|t| term_row(t, 0)));
        rows
    }
    /// Names of its classes.
    pub(super) fn class_names(&self) -> Vec<String> {
        class_names(&self.group, &self.year.classes)
    }
}

/// Names of a group's classes.
pub(super) fn class_names(group: &GroupFacts, classes: &HashMap<Id, ClassName>) -> Vec<String> {
    group.places.iter().filter_map(|p| classes.get(&p.class)).map(ToString::to_string).collect()
}

/// «5А Математика»: the group's own name, and the subject when it does not say it.
pub(in crate::book) fn shown_name(group: &GroupFacts, known: &Known) -> String {
    let subject = subject_name(group, known);
    if fold(&group.name).contains(&fold(&subject)) { group.name.clone() } else { format!("{} {subject}", group.name) }
}

/// The subject's name.
pub(super) fn subject_name(group: &GroupFacts, known: &Known) -> String {
    known.subjects.get(&group.subject).map(|s| s.0.clone()).unwrap_or_default()
}

fn term_row(term: &Term, index: usize) -> TermRow {
    TermRow {
        id: AnyId(term.id).to_string(),
        name: term.name.clone(),
        short: term_short(term, index),
        from: term.from.to_string(),
        to: term.to.to_string(),
        cell: if term.kind == TermKind::Year { "year" } else { "term" }.to_owned(),
    }
}

/// «I ч.», «II п/г», «Год»: the numeral of the name, or of the place.
pub(in crate::book) fn term_short(term: &Term, index: usize) -> String {
    const ROMAN: [&str; 8] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII"];
    let first = term.name.split_whitespace().next().unwrap_or_default();
    let is_numeral = !first.is_empty() && first.chars().all(|c| c.is_ascii_digit() || "IVX".contains(c));
    let numeral = if is_numeral { first } else { ROMAN.get(index).copied().unwrap_or_default() };
    Texts::russian().format(&format!("term-short-{}", term.kind.id()), &[("numeral", numeral)])
}

/// The scales that the school has set.
pub(in crate::book) fn scales(reader: &Reader<'_>) -> Result<Scales> {
    let row = |key: &[Value], value: &Value| {
        let small = |i: usize| u8::try_from(key.get(i)?.int()?).ok();
        (*value != Value::Null).then_some(())?;
        Some(ScaleRow {
            subject: key.first()?.id(),
            grade: small(1)?,
            programme: key.get(2)?.id(),
            cell: small(3)?,
            from: key.get(4)?.int()?,
            marks: value.list_at(0).iter().filter_map(|m| u8::try_from(m.int()?).ok()).collect(),
        })
    };
    Ok(Scales(reader.cells(y::SCALE)?.iter().filter_map(|c| row(&c.key, &c.value)).collect()))
}
