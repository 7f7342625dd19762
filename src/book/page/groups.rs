//! `journal.groups`: what a person may open — what they teach, the classes they answer for, and for a deputy everything else.

use super::super::Book;
use super::super::calendar::{GroupFacts, LoadFacts, calendar, groups, loads, weeks};
use super::super::cells::{Parts, date};
use super::super::classes::classes;
use super::super::shown::{ClassDays, Rolls, holds};
use super::Id;
use super::access::{Teaching, Viewer};
use super::entries::{At, lesson};
use super::ground::{class_names, shown_name, subject_name};
use super::known::Known;
use crate::api::types::{GroupRow, JournalGroups, OwnClass};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{journal as j, year as y};
use crate::id::{ClassId, GroupId};
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::school::lessons::lessons;
use crate::store::{LessonKey, Reader, ReasonClasses};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// What rows of groups are made of, read once.
pub(super) struct Lists {
    pub classes: HashMap<Id, ClassName>,
    pub groups: BTreeMap<Id, GroupFacts>,
    pub loads: Vec<LoadFacts>,
    /// Places of subjects in the curriculum.
    order: HashMap<Id, i64>,
}

impl Lists {
    pub(super) fn read(reader: &Reader<'_>) -> Result<Self> {
        let classes = classes(reader)?;
        let groups = groups(reader, &classes)?;
        Ok(Self { groups, classes, loads: loads(reader)?, order: subject_order(reader)? })
    }
    fn teachers(&self, known: &Known, group: &Id, day: NaiveDate) -> Vec<String> {
        let mine = self.loads.iter().filter(|l| l.group == *group && l.holds(day));
        mine.map(|l| known.user_short(&l.user, day)).filter(|n| !n.is_empty()).collect()
    }
    /// Grade, letter, place of the subject, name.
    pub(super) fn place(&self, known: &Known, group: &GroupFacts) -> (u8, String, i64, String, String) {
        let class = group.places.first().and_then(|p| self.classes.get(&p.class));
        let (grade, letter) = class.map(|c| (c.grade, fold(&c.letter))).unwrap_or_default();
        let order = self.order.get(&group.subject).copied().unwrap_or(i64::MAX);
        (grade, letter, order, fold(&subject_name(group, known)), fold(&group.name))
    }
}

/// Places of subjects: the least order of any programme and grade.
pub(in crate::book) fn subject_order(reader: &Reader<'_>) -> Result<HashMap<Id, i64>> {
    let mut out: HashMap<Id, i64> = HashMap::new();
    for c in reader.cells(y::CURRICULUM)? {
        if let (Some(subject), false) = (c.key.get(1).and_then(Value::id), c.value == Value::Null) {
            let order = c.value.int_at(3);
            out.entry(subject).and_modify(|o| *o = (*o).min(order)).or_insert(order);
        }
    }
    Ok(out)
}

/// Past lessons of a group without a topic.
pub(super) fn unfilled(
    reader: &Reader<'_>,
    group: Id,
    scheduled: &[At],
    topics: &HashSet<LessonKey>,
    today: NaiveDate,
) -> Result<Vec<(At, Option<LessonKey>)>> {
    let written: BTreeMap<At, LessonKey> =
        reader.lessons_of(&group).into_iter().filter_map(|k| Some(((date(k.date)?, k.slot), k))).collect();
    let all: BTreeSet<At> = scheduled.iter().chain(written.keys()).filter(|at| at.0 <= today).copied().collect();
    let planned: HashSet<&At> = scheduled.iter().collect();
    let mut out = Vec::new();
    for at in all {
        match written.get(&at) {
            None => out.push((at, None)),
            Some(key) if topics.contains(key) => {}
            Some(key) => {
                // What is moved or dropped lacks nothing; what nobody planned counts when it holds marks or attendance.
                let l = lesson(reader, key, &ReasonClasses::default())?;
                let lives =
                    planned.contains(&at) || l.marks.iter().any(|m| m.mark.is_some()) || l.attendance.iter().any(|a| a.code.is_some());
                if lives && l.counts() {
                    out.push((at, Some(*key)));
                }
            }
        }
    }
    Ok(out)
}

impl Book {
    /// The groups that a person may open.
    ///
    /// # Errors
    /// Those of the store.
    pub fn journal_groups(&self, viewer: &Viewer<'_>) -> Result<JournalGroups> {
        let teaching = self.teaching(viewer.user)?;
        let known = self.registry_facts()?;
        let (today, day) = (self.today(), self.list_day());
        self.home.ask(self.year, |reader| {
            let lists = Lists::read(reader)?;
            let read = |g: &&GroupFacts| teaching.reads(viewer, g).is_ok();
            let mut shown: Vec<&GroupFacts> = lists.groups.values().filter(read).collect();
            shown.sort_by_cached_key(|g| (lists.place(&known, g), g.id));
            let rows = rows(reader, &lists, &known, &teaching, &shown, (today, day))?;
            let (mut mine, mut own, mut others) = (Vec::new(), Classes::default(), Classes::default());
            for (g, row) in shown.iter().zip(rows) {
                if teaching.teaches(&g.id) {
                    mine.push(row.clone());
                }
                for place in &g.places {
                    if teaching.homerooms.contains(&place.class) {
                        own.add(place.class, &row);
                    } else if !teaching.teaches(&g.id)
                        && (viewer.rights.reads_all || teaching.everything || teaching.inspects.contains(&place.class))
                    {
                        others.add(place.class, &row);
                    }
                }
            }
            // A class that has no groups yet is answered for all the same.
            teaching.homerooms.iter().for_each(|c| own.touch(*c));
            Ok(JournalGroups { mine, own: own.named(&lists.classes), others: others.named(&lists.classes) })
        })
    }
}

/// Rows of groups in order.
fn rows(
    reader: &Reader<'_>,
    lists: &Lists,
    known: &Known,
    teaching: &Teaching,
    shown: &[&GroupFacts],
    (today, day): (NaiveDate, NaiveDate),
) -> Result<Vec<GroupRow>> {
    let (calendar, weeks) = (calendar(reader)?, weeks(reader)?);
    let members = members_on(reader, shown, day)?;
    let topics = reader.lessons_with(j::TOPIC)?;
    let row = |g: &&GroupFacts| {
        let scheduled = weeks.get(&g.id).map(|rows| lessons(&calendar, &g.places, rows)).unwrap_or_default();
        let writes = teaching.writes(&g.id);
        let mut unfilled = unfilled(reader, g.id, &scheduled, &topics, today)?;
        if teaching.lessons.contains_key(&g.id) && writes != super::access::Writes::All {
            unfilled.retain(|(at, _)| writes.allow(at));
        }
        Ok(GroupRow {
            id: GroupId(g.id).to_string(),
            name: shown_name(g, known),
            subject: subject_name(g, known),
            classes: class_names(g, &lists.classes),
            teachers: lists.teachers(known, &g.id, day),
            hours: g.hours,
            pupils: members.get(&g.id).copied().unwrap_or_default(),
            unfilled: u32::try_from(unfilled.len()).unwrap_or(u32::MAX),
            writes: writes.any(),
        })
    };
    shown.iter().map(row).collect()
}

/// How many pupils each of the groups has on a day.
fn members_on(reader: &Reader<'_>, groups: &[&GroupFacts], day: NaiveDate) -> Result<HashMap<Id, u32>> {
    let (days, unknown) = (ClassDays::read_all(reader)?, ClassDays::default());
    let rolls = Rolls::read(reader, groups.iter().copied(), |pupil| Some(days.get(pupil).unwrap_or(&unknown)))?;
    let mut out: HashMap<Id, u32> = HashMap::new();
    for (group, _) in rolls.all().filter(|(group, pupil)| holds(rolls.days(group, pupil), day)) {
        *out.entry(group).or_default() += 1;
    }
    Ok(out)
}

/// Groups by class.
#[derive(Default)]
struct Classes(BTreeMap<Id, Vec<GroupRow>>);

impl Classes {
    fn add(&mut self, class: Id, row: &GroupRow) {
        self.0.entry(class).or_default().push(row.clone());
    }
    fn touch(&mut self, class: Id) {
        self.0.entry(class).or_default();
    }
    /// With names, by grade and letter.
    fn named(self, classes: &HashMap<Id, ClassName>) -> Vec<OwnClass> {
        let mut out: Vec<(&ClassName, OwnClass)> = Vec::new();
        for (id, groups) in self.0 {
            if let Some(name) = classes.get(&id) {
                out.push((name, OwnClass { id: ClassId(id).to_string(), name: name.to_string(), groups }));
            }
        }
        out.sort_by_cached_key(|(name, _)| name.key());
        out.into_iter().map(|(_, c)| c).collect()
    }
}
