//! The week's timetable: proposed by a plain rule (Y-03), and the lessons of the year that follow from it.
//!
//! What stands in the timetable stays; lessons that groups still lack go around it. Half-hours: 2,5 h a week are two lessons all year and a third
//! one in the second half; where the curriculum does not say, half an hour is a lesson of odd weeks.

use super::calendar::{GroupFacts, LoadFacts, calendar, groups, loads, subjects, weeks};
use super::cells::days;
use super::classes::classes;
use super::intent::Step;
use super::login::logins;
use super::people::names;
use super::structure::{Hours, curriculum, gap};
use super::{Book, Done, UserAuthor};
use crate::api::types::{ClassWeek, RowNote, TableApplied, WeekLesson, WeekPlan};
use crate::error::{Error, Result};
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Value, Volume};
use crate::people::letters::fold;
use crate::people::{ClassName, PersonName};
use crate::school::calendar::Calendar;
use crate::school::codes::{GroupKind, Week};
use crate::school::lessons::{WeekRow, lessons};
use crate::school::week::{self, Lesson, Rules};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Name of the work that an interrupted application leaves.
pub(super) const INTENT: &str = "week";
/// Setting: most lessons a day in grades 1–11, divided by commas.
pub const DAILY: &str = "week.lessons-a-day";
/// What is usual: СанПиН 1.2.3685-21, five days a week.
const DAILY_USUAL: [u8; 11] = [4, 5, 5, 5, 6, 6, 7, 7, 7, 7, 7];

/// A proposal that waits for a yes.
pub struct PreparedWeek {
    shown: WeekPlan,
}

impl PreparedWeek {
    /// The proposal as the contract shows it.
    #[must_use]
    pub fn shown(&self) -> &WeekPlan {
        &self.shown
    }
}

struct Ground {
    calendar: Calendar,
    groups: BTreeMap<[u8; 16], GroupFacts>,
    classes: Vec<([u8; 16], ClassName)>,
    loads: Vec<LoadFacts>,
    weeks: HashMap<[u8; 16], Vec<WeekRow>>,
    curriculum: BTreeMap<(u8, [u8; 16]), Hours>,
    subjects: HashMap<[u8; 16], (String, String)>,
    teachers: HashMap<[u8; 16], PersonName>,
    daily: [u8; 11],
    day: NaiveDate,
}

struct Proposal {
    plan: WeekPlan,
    steps: Vec<Step>,
}

/// When in the year a lesson of the week is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Always,
    FirstHalf,
    SecondHalf,
    Odd,
}

impl When {
    fn of(row: &WeekRow, half: Option<NaiveDate>) -> Self {
        match (row.week, row.to, half) {
            (Week::Every, None, Some(half)) if row.from >= half => Self::SecondHalf,
            (Week::Every, None, _) => Self::Always,
            (Week::Every, Some(_), _) => Self::FirstHalf,
            _ => Self::Odd,
        }
    }
}

impl Book {
    /// Proposes a week. Nothing is written.
    ///
    /// # Errors
    /// Those of the store.
    pub fn propose_week(&self, id: &str) -> Result<PreparedWeek> {
        Ok(PreparedWeek { shown: self.week(id)?.plan })
    }

    /// Carries a proposal out.
    ///
    /// # Errors
    /// `plan-stale` when the journal has changed beneath it; `no-right`.
    pub fn apply_week(&self, author: &UserAuthor, prepared: &PreparedWeek) -> Result<Done<TableApplied>> {
        let proposal = self.week(&prepared.shown.plan)?;
        if proposal.plan != prepared.shown {
            return Err(Error::input("plan-stale"));
        }
        let carried = self.carry_out(author, INTENT, &proposal.steps)?;
        let created = u32::try_from(proposal.steps.len()).unwrap_or(u32::MAX);
        let value = TableApplied {
            created,
            updated: 0,
            unchanged: proposal.plan.placed.saturating_sub(created),
            skipped: 0,
            errors: u32::try_from(proposal.plan.gaps.len()).unwrap_or(u32::MAX),
            events: carried.events,
        };
        Ok(Done { value, events: carried.events, touched: carried.touched })
    }

    fn week(&self, id: &str) -> Result<Proposal> {
        let ground = self.week_ground()?;
        Ok(Placing::new(self.year, &ground).run(id))
    }

    fn week_ground(&self) -> Result<Ground> {
        let day = self.list_day();
        let (subjects, teachers, setting) = self.home.ask(Volume::REGISTRY, |reader| {
            let names = names(reader, day)?;
            let of = |a: super::login::Login| Some((a.user.0, names.get(&a.person)?.clone()));
            let teachers = logins(reader)?.into_iter().filter_map(of).collect();
            let setting = reader.cell(r::SETTING, &[DAILY.into()])?.and_then(|c| c.value.text().map(str::to_owned));
            Ok((subjects(reader)?, teachers, setting))
        })?;
        self.home.ask(self.year, |reader| {
            let known = classes(reader)?;
            let mut classes: Vec<([u8; 16], ClassName)> = known.iter().map(|(id, name)| (*id, name.clone())).collect();
            classes.sort_by_cached_key(|(id, name)| (name.grade, fold(&name.letter), *id));
            Ok(Ground {
                calendar: calendar(reader)?,
                groups: groups(reader, &known)?,
                classes,
                loads: loads(reader)?,
                weeks: weeks(reader)?,
                curriculum: curriculum(reader)?,
                subjects,
                teachers,
                daily: setting.as_deref().and_then(daily).unwrap_or(DAILY_USUAL),
                day,
            })
        })
    }
}

/// «4,5,5,5,6,6,7,7,7,7,7»
fn daily(text: &str) -> Option<[u8; 11]> {
    let all: Option<Vec<u8>> = text.split(',').map(|n| n.trim().parse().ok().filter(|n| (1..=week::MOST).contains(n))).collect();
    all?.try_into().ok()
}

/// One lesson of the board: the groups that have it at one time.
struct Slot {
    class: usize,
    groups: Vec<[u8; 16]>,
    when: When,
    /// From when a new row holds.
    from: NaiveDate,
    to: Option<NaiveDate>,
}

struct Placing<'a> {
    year: Volume,
    ground: &'a Ground,
    gaps: Vec<RowNote>,
    slots: Vec<Slot>,
    lessons: Vec<Lesson>,
    teachers: BTreeMap<[u8; 16], usize>,
    subjects: BTreeMap<[u8; 16], usize>,
}

impl<'a> Placing<'a> {
    fn new(year: Volume, ground: &'a Ground) -> Self {
        Self { year, ground, gaps: vec![], slots: vec![], lessons: vec![], teachers: BTreeMap::new(), subjects: BTreeMap::new() }
    }

    fn run(mut self, id: &str) -> Proposal {
        for (n, class) in self.ground.classes.iter().enumerate() {
            self.class(n, class);
        }
        self.streams();
        let ground = self.ground;
        let rules: Vec<Rules> = ground.classes.iter().map(|(id, name)| self.rules(id, name)).collect();
        self.norms(&rules);
        let placed = week::place(&self.lessons, &rules);
        let mut weeks = ground.weeks.clone();
        let mut steps = Vec::new();
        let mut shown: Vec<Vec<WeekLesson>> = vec![Vec::new(); ground.classes.len()];
        let mut count = 0;
        for ((slot, lesson), cell) in self.slots.iter().zip(&self.lessons).zip(&placed) {
            let Some((weekday, number)) = cell else {
                let subject = slot.groups.first().and_then(|g| ground.groups.get(g)).map(|g| self.subject(g.subject)).unwrap_or_default();
                self.gaps.push(gap("week-no-place", &ground.classes[slot.class].1.to_string(), &subject, &[]));
                continue;
            };
            count += 1;
            for group in &slot.groups {
                if lesson.fixed.is_none() {
                    let row = self.row(slot, *weekday, *number);
                    steps.push(self.step(*group, &row));
                    weeks.entry(*group).or_default().push(row);
                }
                if let Some(facts) = ground.groups.get(group) {
                    shown[slot.class].push(WeekLesson {
                        weekday: *weekday,
                        slot: *number,
                        subject: ground.subjects.get(&facts.subject).map(|s| s.1.clone()).unwrap_or_default(),
                        teacher: self.teacher_names(*group),
                    });
                }
            }
        }
        self.windows(&shown);
        let of = |g: &GroupFacts| weeks.get(&g.id).map_or(0, |rows| lessons(&ground.calendar, &g.places, rows).len());
        let total: usize = ground.groups.values().map(of).sum();
        let classes = ground.classes.iter().zip(shown).map(|((_, name), mut lessons)| {
            lessons.sort_by_key(|l| (l.weekday, l.slot, l.subject.clone()));
            ClassWeek { class: name.to_string(), lessons }
        });
        let plan = WeekPlan {
            plan: id.to_owned(),
            placed: count,
            gaps: std::mem::take(&mut self.gaps),
            lessons: u32::try_from(total).unwrap_or(u32::MAX),
            classes: classes.collect(),
            writes: u32::try_from(steps.len()).unwrap_or(u32::MAX),
        };
        Proposal { plan, steps }
    }

    fn rules(&self, class: &[u8; 16], name: &ClassName) -> Rules {
        let days = self.ground.calendar.regime(class, self.ground.day).map_or(5, |r| r.days);
        let most = self.ground.daily.get(usize::from(name.grade.max(1)) - 1).copied().unwrap_or(7);
        Rules { days, most }
    }

    /// The groups of one class: subgroups of a subject learn at one time.
    fn class(&mut self, class: usize, (id, name): &([u8; 16], ClassName)) {
        let ground = self.ground;
        let (bounds, half) = (ground.calendar.bounds(name.grade), ground.calendar.second_half(name.grade));
        let own = |g: &&GroupFacts| g.places.len() == 1 && g.places[0].class == *id;
        // By name, not by id: the same school gets the same week.
        let mut all: Vec<(String, &GroupFacts)> = ground.groups.values().filter(own).map(|g| (self.subject(g.subject), g)).collect();
        all.sort_by_cached_key(|(subject, g)| (fold(subject), fold(&g.name), g.id));
        let mut together: Vec<([u8; 16], Vec<&GroupFacts>)> = Vec::new();
        for (_, g) in all {
            let subgroup = |of: &GroupFacts| of.kind == GroupKind::Subgroup;
            match together.last_mut() {
                Some((subject, groups)) if *subject == g.subject && subgroup(g) && groups.iter().all(|o| subgroup(o)) => groups.push(g),
                _ => together.push((g.subject, vec![g])),
            }
        }
        let Some((start, _)) = bounds else {
            if !together.is_empty() {
                self.gaps.push(gap("week-no-terms", &name.to_string(), "", &[]));
            }
            return;
        };
        for (subject, groups) in together {
            let Some(first) = groups.first() else { continue };
            let hours = ground.curriculum.get(&(name.grade, subject)).filter(|h| h.mean() == first.hours).copied();
            let mut wanted = wanted(first.hours, hours, half);
            let ids: Vec<[u8; 16]> = groups.iter().map(|g| g.id).collect();
            let mut rows = ground.weeks.get(&first.id).cloned().unwrap_or_default();
            rows.sort_by_key(|r| (r.weekday, r.slot, r.from));
            let fresh = rows.is_empty();
            for row in rows.iter().filter(|r| r.to.is_none_or(|to| to >= start)) {
                let when = When::of(row, half);
                // A row that the hours do not ask for stays where a person put it, and is said.
                match wanted.iter().position(|w| *w == when).or_else(|| (!wanted.is_empty()).then_some(0)) {
                    Some(at) => drop(wanted.remove(at)),
                    None => self.gaps.push(gap("week-more", &name.to_string(), &self.subject(subject), &[])),
                }
                if row.slot > week::MOST || !(1..=7).contains(&row.weekday) {
                    continue;
                }
                let slot = Slot { class, groups: ids.clone(), when, from: row.from, to: row.to };
                self.push(slot, subject, Some((row.weekday, row.slot)));
            }
            for when in wanted {
                let from = if fresh { start } else { ground.day.max(start) };
                let (from, to) = match (when, half) {
                    (When::SecondHalf, Some(half)) => (from.max(half), None),
                    (When::FirstHalf, Some(half)) => (from, half.pred_opt()),
                    _ => (from, None),
                };
                self.push(Slot { class, groups: ids.clone(), when, from, to }, subject, None);
            }
        }
    }

    fn push(&mut self, slot: Slot, subject: [u8; 16], fixed: Option<(u8, u8)>) {
        let mut teachers = Vec::new();
        let users: Vec<[u8; 16]> = slot.groups.iter().flat_map(|g| self.users(*g)).collect();
        for user in users {
            let next = self.teachers.len();
            let n = *self.teachers.entry(user).or_insert(next);
            if !teachers.contains(&n) {
                teachers.push(n);
            }
        }
        let next = self.subjects.len();
        let subject = *self.subjects.entry(subject).or_insert(next);
        self.lessons.push(Lesson { class: slot.class, teachers, subject, whole: slot.when == When::Always, fixed });
        self.slots.push(slot);
    }

    fn users(&self, group: [u8; 16]) -> Vec<[u8; 16]> {
        let held = |l: &&LoadFacts| l.group == group && l.to.is_none_or(|to| self.ground.day <= to);
        let mut users: Vec<[u8; 16]> = self.ground.loads.iter().filter(held).map(|l| l.user).collect();
        users.sort_unstable();
        users
    }

    /// Groups of several classes are laid by hand: their absence is said.
    fn streams(&mut self) {
        let lacking = |g: &&GroupFacts| g.places.len() > 1 && g.hours > 0 && !self.ground.weeks.contains_key(&g.id);
        let all: Vec<RowNote> =
            self.ground.groups.values().filter(lacking).map(|g| gap("week-stream", &g.name, &self.subject(g.subject), &[])).collect();
        self.gaps.extend(all);
    }

    /// Windows between lessons of a class are said.
    fn windows(&mut self, shown: &[Vec<WeekLesson>]) {
        for ((_, name), lessons) in self.ground.classes.iter().zip(shown) {
            let mut days: BTreeMap<u8, BTreeSet<u8>> = BTreeMap::new();
            for l in lessons.iter().filter(|l| l.slot > 0) {
                days.entry(l.weekday).or_default().insert(l.slot);
            }
            let gapped = |slots: &BTreeSet<u8>| slots.last().is_some_and(|last| usize::from(*last) > slots.len());
            if days.values().any(gapped) {
                self.gaps.push(gap("week-window", &name.to_string(), "", &[]));
            }
        }
    }

    /// Weeks longer than the norm of the grade are said.
    fn norms(&mut self, rules: &[Rules]) {
        for (n, rule) in rules.iter().enumerate() {
            let count = self.lessons.iter().filter(|l| l.class == n).count();
            let most = usize::from(rule.most) * usize::from(rule.days);
            if count > most {
                let name = self.ground.classes[n].1.to_string();
                self.gaps.push(gap("week-over-norm", &name, "", &[("count", &count.to_string()), ("most", &most.to_string())]));
            }
        }
    }

    fn subject(&self, id: [u8; 16]) -> String {
        self.ground.subjects.get(&id).map(|s| s.0.clone()).unwrap_or_default()
    }

    /// «Колобова В. А.»
    fn teacher_names(&self, group: [u8; 16]) -> String {
        let initial = |t: &str| t.chars().next().map(|c| format!(" {c}.")).unwrap_or_default();
        let short = |n: &PersonName| format!("{}{}{}", n.surname, initial(&n.given), initial(&n.patronymic));
        let users = self.users(group);
        users.iter().filter_map(|u| self.ground.teachers.get(u)).map(short).collect::<Vec<_>>().join(", ")
    }

    fn row(&self, slot: &Slot, weekday: u8, number: u8) -> WeekRow {
        let week = if slot.when == When::Odd { Week::Odd } else { Week::Every };
        WeekRow { from: slot.from, to: slot.to, weekday, slot: number, week, room: None, teacher: None }
    }

    fn step(&self, group: [u8; 16], row: &WeekRow) -> Step {
        let key = vec![Value::Id(group), days(row.from).into(), i64::from(row.weekday).into(), i64::from(row.slot).into()];
        let to = row.to.map_or(Value::Null, |d| days(d).into());
        let value = Value::Array(vec![i64::from(row.week.code()).into(), Value::Null, to, Value::Null]);
        Step { volume: self.year, kind: y::TIMETABLE, key, value, before: None }
    }
}

/// Lessons of a week that hours ask for.
fn wanted(mean: u32, hours: Option<Hours>, half: Option<NaiveDate>) -> Vec<When> {
    let (first, second) = match (hours, half) {
        (Some(h), Some(_)) => (h.first, h.second),
        _ => (mean, mean),
    };
    let (first, second, part) = (first / 100, second / 100, first % 100 >= 50 && second % 100 >= 50);
    let always = std::iter::repeat_n(When::Always, usize::try_from(first.min(second)).unwrap_or(0));
    let more = std::iter::repeat_n(When::SecondHalf, usize::try_from(second.saturating_sub(first)).unwrap_or(0));
    let less = std::iter::repeat_n(When::FirstHalf, usize::try_from(first.saturating_sub(second)).unwrap_or(0));
    always.chain(more).chain(less).chain(part.then_some(When::Odd)).collect()
}
