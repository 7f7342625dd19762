//! The checklist before the year: what is there and what is still missing, by name (Y-01).

use super::Book;
use super::calendar::{GroupFacts, calendar, groups, loads, subjects, weeks};
use super::classes::classes;
use super::login::logins;
use super::people::names;
use super::structure::curriculum;
use super::tables::draft::{Cells, cells};
use super::tables::staff::positions;
use crate::api::types::{Ready, ReadyLine};
use crate::error::Result;
use crate::event::Volume;
use crate::event::kinds::{registry as r, year as y};
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::school::lessons::lessons;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Most names of a line.
const NAMES: usize = 50;

fn line(what: &str, count: usize, names: Vec<String>) -> ReadyLine {
    let of = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let lacks = of(names.len());
    ReadyLine { what: what.to_owned(), count: of(count), lacks, names: names.into_iter().take(NAMES).collect() }
}

/// A line of something that is there or not.
fn some(what: &str, count: usize) -> ReadyLine {
    ReadyLine { lacks: u32::from(count == 0), ..line(what, count, Vec::new()) }
}

/// What the year holds.
struct Year {
    classes: Vec<([u8; 16], ClassName)>,
    groups: BTreeMap<[u8; 16], GroupFacts>,
    hours: BTreeMap<(u8, [u8; 16]), u32>,
    taught: HashSet<[u8; 16]>,
    placed: HashMap<[u8; 16], usize>,
    lessons: usize,
    planned: HashSet<[u8; 16]>,
    terms: usize,
    without_terms: Vec<String>,
    bells: usize,
}

impl Book {
    /// The checklist.
    ///
    /// # Errors
    /// Those of the store.
    pub fn ready(&self) -> Result<Ready> {
        let day = self.list_day();
        let (staff, without, subjects, types) = self.home.ask(Volume::REGISTRY, |reader| {
            let users: HashSet<[u8; 16]> = logins(reader)?.into_iter().map(|a| a.person).collect();
            let (staff, names) = (positions(reader, day)?, names(reader, day)?);
            let without = staff.keys().filter(|p| !users.contains(*p)).filter_map(|p| names.get(p).map(ToString::to_string));
            let mut without: Vec<String> = without.collect();
            without.sort_by_cached_key(|n| fold(n));
            Ok((staff.len(), without, subjects(reader)?, cells(reader, r::WORK_TYPE)?.len()))
        })?;
        let year = self.home.ask(self.year, |reader| {
            let (calendar, weeks, known) = (calendar(reader)?, weeks(reader)?, classes(reader)?);
            let mut classes: Vec<([u8; 16], ClassName)> = known.iter().map(|(id, n)| (*id, n.clone())).collect();
            classes.sort_by_cached_key(|(id, n)| (n.grade, fold(&n.letter), *id));
            let groups = groups(reader, &known)?;
            let topics: Cells = cells(reader, y::PLAN_TOPIC)?;
            let held = |g: &GroupFacts| weeks.get(&g.id).map_or(0, |rows| lessons(&calendar, &g.places, rows).len());
            Ok(Year {
                lessons: groups.values().map(held).sum(),
                hours: curriculum(reader)?.into_iter().map(|(k, h)| (k, h.mean())).collect(),
                taught: loads(reader)?.iter().filter(|l| l.to.is_none_or(|to| day <= to)).map(|l| l.group).collect(),
                placed: weeks.iter().map(|(g, rows)| (*g, rows.len())).collect(),
                planned: topics.keys().filter_map(|k| k.first()?.id()).collect(),
                terms: calendar.terms.len(),
                without_terms: lacking(&classes, |n| calendar.terms(n.grade).is_empty() || calendar.year_term(n.grade).is_none()),
                bells: cells(reader, y::BELL_SCHEDULE)?.len(),
                classes,
                groups,
            })
        })?;
        Ok(Ready { lines: year.lines(staff, without, &subjects, types) })
    }
}

fn lacking(classes: &[([u8; 16], ClassName)], lacks: impl Fn(&ClassName) -> bool) -> Vec<String> {
    classes.iter().filter(|(_, n)| lacks(n)).map(|(_, n)| n.to_string()).collect()
}

impl Year {
    fn lines(&self, staff: usize, without: Vec<String>, subjects: &HashMap<[u8; 16], (String, String)>, types: usize) -> Vec<ReadyLine> {
        let name = |subject: &[u8; 16]| subjects.get(subject).map(|s| s.0.clone()).unwrap_or_default();
        let groups = |lacks: &dyn Fn(&GroupFacts) -> bool| -> Vec<String> {
            let mut all: Vec<(&GroupFacts, String)> = self.groups.values().filter(|g| lacks(g)).map(|g| (g, name(&g.subject))).collect();
            all.sort_by_cached_key(|(g, subject)| (g.grade(), fold(&g.name), fold(subject)));
            all.into_iter().map(|(g, subject)| format!("{subject}, {}", g.name)).collect()
        };
        let mut missing = Vec::new();
        for (id, class) in &self.classes {
            for (_, subject) in self.hours.keys().filter(|(grade, _)| *grade == class.grade) {
                if !self.groups.values().any(|g| g.subject == *subject && g.places.iter().any(|p| p.class == *id)) {
                    missing.push(format!("{}, {class}", name(subject)));
                }
            }
        }
        let curriculum: HashSet<&[u8; 16]> = self.hours.keys().map(|(_, s)| s).collect();
        let enough = |g: &GroupFacts| self.placed.get(&g.id).copied().unwrap_or(0) * 100 >= usize::try_from(g.hours).unwrap_or(0);
        vec![
            some("staff", staff),
            line("accounts", staff - without.len(), without),
            line("curriculum", curriculum.len(), lacking(&self.classes, |n| !self.hours.keys().any(|(g, _)| *g == n.grade))),
            if self.classes.is_empty() { some("calendar", self.terms) } else { line("calendar", self.terms, self.without_terms.clone()) },
            some("bells", self.bells),
            some("worktypes", types),
            line("groups", self.groups.len(), missing),
            line("loads", self.groups.values().filter(|g| self.taught.contains(&g.id)).count(), groups(&|g| !self.taught.contains(&g.id))),
            line("week", self.lessons, groups(&|g| !enough(g))),
            line("lessons", self.planned.len(), groups(&|g| g.hours > 0 && !self.planned.contains(&g.id))),
        ]
    }
}
