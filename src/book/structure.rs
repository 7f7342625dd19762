//! Teaching groups, their composition and loads, proposed from curriculum, classes and staff (Y-01, R-02, J-10).
//!
//! One group a class and subject. What is there already stays: proposing again after it was applied changes nothing, pupils who came later
//! are added, a teacher is proposed where a group has none.

use super::calendar::{GroupFacts, LoadFacts, groups, loads, subjects};
use super::cells::{Parts, date, days, opt_date};
use super::classes::classes;
use super::intent::Step;
use super::login::open_users;
use super::people::names;
use super::tables::draft::{Cells, cells};
use super::tables::staff::{StaffWords, positions, staff_words};
use super::{Book, Done, UserAuthor};
use crate::api::types::{PlannedGroup, RowNote, StructurePlan, TableApplied, TeacherHours};
use crate::error::{Error, Result};
use crate::event::kinds::year as y;
use crate::event::{Permission, Value, Volume};
use crate::id::{GroupId, UserId};
use crate::people::letters::fold;
use crate::people::{ClassName, PersonName};
use crate::rights::role::Rights;
use crate::school::codes::GroupKind;
use crate::school::loads::{Teacher, Want, assign};
use crate::school::{position, subject};
use crate::store::Reader;
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// Name of the work that an interrupted application leaves.
pub(super) const INTENT: &str = "structure";

/// A proposal that waits for a yes.
pub struct PreparedStructure {
    shown: StructurePlan,
}

impl PreparedStructure {
    /// The proposal as the contract shows it.
    #[must_use]
    pub fn shown(&self) -> &StructurePlan {
        &self.shown
    }
}

/// Hours of a subject in a grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hours {
    /// In the first half of the year, hundredths.
    pub first: u32,
    /// In the second half, hundredths.
    pub second: u32,
    order: i64,
}

impl Hours {
    /// The mean of the halves.
    pub(super) fn mean(self) -> u32 {
        u32::midpoint(self.first, self.second)
    }
}

/// The curriculum of the general programme by grade and subject.
pub(super) fn curriculum(reader: &Reader<'_>) -> Result<BTreeMap<(u8, [u8; 16]), Hours>> {
    let Some(programme) = super::tables::general_programme(reader)? else { return Ok(BTreeMap::new()) };
    let of = |v: &Value, i: usize| u32::try_from(v.int_at(i)).unwrap_or_default();
    let read = |(k, v): (&Vec<Value>, &Value)| {
        let grade = u8::try_from(k.get(2)?.int()?).ok()?;
        Some(((grade, k.get(1)?.id()?), Hours { first: of(v, 0), second: of(v, 1), order: v.int_at(3) }))
    };
    let all = cells(reader, y::CURRICULUM)?;
    let own = all.iter().filter(|(k, _)| k.first() == Some(&Value::Id(programme)));
    Ok(own.filter_map(read).filter(|(_, h)| h.mean() > 0).collect())
}

/// Somebody on the staff list, with the account if there is one.
struct Member {
    name: PersonName,
    user: Option<[u8; 16]>,
    words: StaffWords,
    primary: bool,
}

/// Everything a proposal looks at.
struct Ground {
    classes: Vec<([u8; 16], ClassName)>,
    curriculum: BTreeMap<(u8, [u8; 16]), Hours>,
    subjects: HashMap<[u8; 16], (String, String)>,
    groups: BTreeMap<[u8; 16], GroupFacts>,
    group_cells: Cells,
    loads: Vec<LoadFacts>,
    load_cells: Cells,
    staff: Vec<Member>,
    members: Cells,
    lines: Vec<Line>,
}

/// A pupil in a class from a day to a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line {
    /// Pupil.
    pub pupil: [u8; 16],
    /// Class.
    pub class: [u8; 16],
    /// Order.
    pub order: Option<[u8; 16]>,
    /// First day.
    pub from: NaiveDate,
    /// Last day, none: to the end.
    pub to: Option<NaiveDate>,
}

/// The composition of classes over the year: lines of orders, each to the day before the pupil's next one.
pub(super) fn lines(reader: &Reader<'_>) -> Result<Vec<Line>> {
    let mut by_pupil: BTreeMap<[u8; 16], BTreeMap<NaiveDate, Value>> = BTreeMap::new();
    for (key, value) in cells(reader, y::CLASS_MEMBER)? {
        let from = key.get(1).and_then(Value::int).and_then(date);
        if let (Some(pupil), Some(from)) = (key.first().and_then(Value::id), from) {
            by_pupil.entry(pupil).or_default().insert(from, value);
        }
    }
    let mut out = Vec::new();
    for (pupil, dated) in by_pupil {
        let days: Vec<NaiveDate> = dated.keys().copied().collect();
        for (n, (from, value)) in dated.iter().enumerate() {
            let to = days.get(n + 1).and_then(NaiveDate::pred_opt);
            if let Some(class) = value.id_at(0) {
                out.push(Line { pupil, class, order: value.id_at(1), from: *from, to });
            }
        }
    }
    Ok(out)
}

struct Proposal {
    plan: StructurePlan,
    steps: Vec<Step>,
}

impl Book {
    /// Proposes groups, composition and loads. Nothing is written.
    ///
    /// # Errors
    /// Those of the store.
    pub fn propose_structure(&self, id: &str) -> Result<PreparedStructure> {
        Ok(PreparedStructure { shown: self.structure(id)?.plan })
    }

    /// Carries a proposal out.
    ///
    /// # Errors
    /// `groups-not-admin` for an admin without a role of structure: composition of groups is not an admin's as such; `plan-stale` when the
    /// journal has changed beneath it; `no-right`.
    pub fn apply_structure(&self, author: &UserAuthor, rights: &Rights, prepared: &PreparedStructure) -> Result<Done<TableApplied>> {
        if !rights.permissions.contains(&Permission::Structure) {
            return Err(Error::denied("groups-not-admin"));
        }
        let proposal = self.structure(&prepared.shown.plan)?;
        if proposal.plan != prepared.shown {
            return Err(Error::input("plan-stale"));
        }
        let carried = self.carry_out(author, INTENT, &proposal.steps)?;
        let count = |state: &str| u32::try_from(proposal.plan.groups.iter().filter(|g| g.state == state).count()).unwrap_or(u32::MAX);
        let value = TableApplied {
            created: count("create"),
            updated: count("load") + count("hours"),
            unchanged: count("same"),
            skipped: 0,
            errors: u32::try_from(proposal.plan.gaps.len()).unwrap_or(u32::MAX),
            events: carried.events,
        };
        Ok(Done { value, events: carried.events, touched: carried.touched })
    }

    fn structure(&self, id: &str) -> Result<Proposal> {
        let ground = self.structure_ground()?;
        let homes = self.missing_homerooms()?;
        Proposing::new(self.year, self.list_day(), &ground, homes).run(id)
    }

    fn structure_ground(&self) -> Result<Ground> {
        let (day, closed) = (self.list_day(), self.closed_users()?);
        let (staff, subjects) = self.home.ask(Volume::REGISTRY, |reader| {
            let users = open_users(reader, &closed)?;
            let names = names(reader, day)?;
            let all = positions(reader, day)?.into_iter().filter_map(|(person, positions)| {
                let primary = positions.iter().any(|p| position::is_primary(p));
                Some((person, names.get(&person)?.clone(), users.get(&person).copied(), primary))
            });
            Ok((all.collect::<Vec<_>>(), subjects(reader)?))
        })?;
        self.home.ask(self.year, |reader| {
            let known = classes(reader)?;
            let mut words = staff_words(reader)?;
            let staff = staff.into_iter().map(|(person, name, user, primary)| Member {
                name,
                user,
                words: words.remove(&person).unwrap_or_default(),
                primary,
            });
            let mut staff: Vec<Member> = staff.collect();
            staff.sort_by_cached_key(|m| (m.name.key(), m.user));
            let mut classes: Vec<([u8; 16], ClassName)> = known.iter().map(|(id, name)| (*id, name.clone())).collect();
            classes.sort_by_cached_key(|(id, name)| (name.grade, fold(&name.letter), *id));
            Ok(Ground {
                classes,
                curriculum: curriculum(reader)?,
                subjects,
                groups: groups(reader, &known)?,
                group_cells: cells(reader, y::GROUP)?,
                loads: loads(reader)?,
                load_cells: cells(reader, y::LOAD)?,
                staff,
                members: cells(reader, y::GROUP_MEMBER)?,
                lines: lines(reader)?,
            })
        })
    }
}

/// A group of the proposal on its way.
struct Wanted {
    class: usize,
    subject: [u8; 16],
    hours: u32,
    /// The group that is there.
    known: Option<[u8; 16]>,
    /// Accounts that teach it already.
    taught: Vec<[u8; 16]>,
}

struct Proposing<'a> {
    year: Volume,
    day: NaiveDate,
    ground: &'a Ground,
    homes: Vec<(Vec<Value>, Value)>,
    gaps: Vec<RowNote>,
    steps: Vec<Step>,
}

/// A gap in words: of which class, of which subject (may be empty).
pub(super) fn gap(code: &str, class: &str, subject: &str, args: &[(&str, &str)]) -> RowNote {
    let mut all = vec![("class", class), ("subject", subject)];
    all.extend_from_slice(args);
    let message = Texts::russian().format(&format!("gap-{code}"), &all);
    RowNote { sheet: String::new(), row: 0, column: class.to_owned(), value: subject.to_owned(), code: code.to_owned(), message }
}

impl<'a> Proposing<'a> {
    fn new(year: Volume, day: NaiveDate, ground: &'a Ground, homes: Vec<(Vec<Value>, Value)>) -> Self {
        Self { year, day, ground, homes, gaps: Vec::new(), steps: Vec::new() }
    }

    fn set(&mut self, kind: u16, key: Vec<Value>, value: Value, known: &Cells) {
        let before = known.get(&key).cloned();
        if before.as_ref() != Some(&value) {
            self.steps.push(Step { volume: self.year, kind, key, value, before });
        }
    }

    fn run(mut self, id: &str) -> Result<Proposal> {
        let wanted = self.wanted();
        let ground = self.ground;
        let (open, chosen) = self.teachers(&wanted);
        let mut shown = Vec::with_capacity(wanted.len());
        let mut hours: BTreeMap<(String, [u8; 16]), (u32, u32)> = BTreeMap::new();
        let mut groups: Vec<([u8; 16], [u8; 16])> = Vec::new();
        for (n, w) in wanted.iter().enumerate() {
            let (class, name) = &ground.classes[w.class];
            let subject = ground.subjects.get(&w.subject).map(|s| s.0.clone()).unwrap_or_default();
            let group = w.known.map_or_else(GroupId::random, |id| Ok(GroupId(id)))?.0;
            groups.push((group, *class));
            let member = open.iter().position(|i| *i == n).and_then(|at| chosen[at]).map(|t| &ground.staff[t]);
            let mut state = self.group(w, group, *class, name);
            if let Some(member) = member {
                state = self.load(w, group, member, &subject, state);
            } else if w.taught.is_empty() {
                self.gaps.push(gap("no-teacher", &name.to_string(), &subject, &[]));
            }
            for user in &w.taught {
                state = self.same_load(w, group, *user, state);
            }
            let teacher = member.map(|m| m.name.to_string()).or_else(|| Some(self.name_of(w.taught.first()?)));
            if let Some(teacher) = &teacher {
                let key = (teacher.clone(), member.and_then(|m| m.user).or(w.taught.first().copied()).unwrap_or_default());
                let place = hours.entry(key).or_default();
                *place = (place.0 + w.hours, place.1 + 1);
            }
            shown.push(PlannedGroup { subject, classes: vec![name.to_string()], hours: w.hours, teacher, state: state.to_owned() });
        }
        self.members(&groups);
        for (key, value) in std::mem::take(&mut self.homes) {
            self.set(y::HOMEROOM, key, value, &Cells::new());
        }
        self.class_gaps();
        let teachers = hours.into_iter().map(|((teacher, _), (hours, groups))| TeacherHours { teacher, hours, groups }).collect();
        let writes = u32::try_from(self.steps.len()).unwrap_or(u32::MAX);
        let plan = StructurePlan { plan: id.to_owned(), groups: shown, teachers, gaps: self.gaps, writes };
        Ok(Proposal { plan, steps: self.steps })
    }

    /// One group a class and subject of its grade's curriculum, in the order of classes and of the curriculum.
    fn wanted(&self) -> Vec<Wanted> {
        let ground = self.ground;
        let mut out = Vec::new();
        for (n, (class, name)) in ground.classes.iter().enumerate() {
            let mut of_grade: Vec<(&[u8; 16], &Hours)> =
                ground.curriculum.iter().filter(|((grade, _), _)| *grade == name.grade).map(|((_, s), h)| (s, h)).collect();
            of_grade.sort_by_key(|(subject, h)| (h.order, **subject));
            for (subject, h) in of_grade {
                let there = |g: &&GroupFacts| g.subject == *subject && g.places.iter().any(|p| p.class == *class);
                let mut known: Vec<&GroupFacts> = ground.groups.values().filter(there).collect();
                known.sort_by_key(|g| (g.kind != GroupKind::Class, g.id));
                if known.is_empty() {
                    out.push(Wanted { class: n, subject: *subject, hours: h.mean(), known: None, taught: Vec::new() });
                }
                // Subgroups and streams that somebody made have hours of their own.
                for g in known {
                    let own = g.kind == GroupKind::Class && g.places.len() == 1;
                    let taught = ground.loads.iter().filter(|l| l.group == g.id && l.holds(self.day)).map(|l| l.user).collect();
                    let hours = if own { h.mean() } else { g.hours };
                    if own || g.places.first().is_some_and(|p| p.class == *class) {
                        out.push(Wanted { class: n, subject: *subject, hours, known: Some(g.id), taught });
                    }
                }
            }
        }
        out
    }

    /// Indices of groups without a teacher, and who is proposed for each.
    fn teachers(&self, wanted: &[Wanted]) -> (Vec<usize>, Vec<Option<usize>>) {
        let ground = self.ground;
        let held = |user: Option<[u8; 16]>| -> u32 {
            let Some(user) = user else { return 0 };
            wanted.iter().filter(|w| w.taught.contains(&user)).map(|w| w.hours).sum()
        };
        let teacher = |m: &Member| Teacher {
            primary: m.primary,
            subjects: m.words.subjects.iter().map(|s| subject::key(s)).collect(),
            homeroom: ground.classes.iter().filter(|(_, name)| m.words.answers_for(name)).map(|(id, _)| *id).collect(),
            hours: held(m.user),
        };
        let teachers: Vec<Teacher> = ground.staff.iter().map(teacher).collect();
        let open: Vec<usize> = wanted.iter().enumerate().filter(|(_, w)| w.taught.is_empty()).map(|(n, _)| n).collect();
        let want = |n: &usize| {
            let w = &wanted[*n];
            let (class, name) = &ground.classes[w.class];
            let key = ground.subjects.get(&w.subject).map(|s| subject::key(&s.0)).unwrap_or_default();
            Want { class: *class, grade: name.grade, subject: key, hours: w.hours }
        };
        let wants: Vec<Want> = open.iter().map(want).collect();
        let chosen = assign(&wants, &teachers);
        (open, chosen)
    }

    fn name_of(&self, user: &[u8; 16]) -> String {
        let found = self.ground.staff.iter().find(|m| m.user == Some(*user));
        found.map_or_else(|| UserId(*user).to_string(), |m| m.name.to_string())
    }

    /// The group's own cell.
    fn group(&mut self, w: &Wanted, group: [u8; 16], class: [u8; 16], name: &ClassName) -> &'static str {
        let ground = self.ground;
        let key = vec![Value::Id(group)];
        let Some(known) = ground.group_cells.get(&key).filter(|_| w.known.is_some()) else {
            let value = vec![
                Value::Id(w.subject),
                name.to_string().into(),
                i64::from(GroupKind::Class.code()).into(),
                Value::Array(vec![Value::Id(class)]),
                i64::from(w.hours).into(),
            ];
            self.set(y::GROUP, key, Value::Array(value), &Cells::new());
            return "create";
        };
        if known.int_at(4) == i64::from(w.hours) {
            return "same";
        }
        let mut items = known.items().unwrap_or_default().to_vec();
        if let Some(hours) = items.get_mut(4) {
            *hours = i64::from(w.hours).into();
        }
        self.set(y::GROUP, key, Value::Array(items), &ground.group_cells);
        "hours"
    }

    /// A load for a teacher who has an account; a gap for one who has none.
    fn load(&mut self, w: &Wanted, group: [u8; 16], member: &Member, subject: &str, state: &'static str) -> &'static str {
        let Some(user) = member.user else {
            let class = self.ground.classes[w.class].1.to_string();
            self.gaps.push(gap("no-account", &class, subject, &[("teacher", &member.name.to_string())]));
            return state;
        };
        let value = Value::Array(vec![i64::from(w.hours).into(), Value::Null, Value::Null]);
        self.set(y::LOAD, vec![Value::Id(user), Value::Id(group)], value, &self.ground.load_cells);
        if state == "create" { state } else { "load" }
    }

    /// Hours of a load that stands follow those of its group.
    fn same_load(&mut self, w: &Wanted, group: [u8; 16], user: [u8; 16], state: &'static str) -> &'static str {
        if state != "hours" {
            return state;
        }
        let key = vec![Value::Id(user), Value::Id(group)];
        let Some(known) = self.ground.load_cells.get(&key) else { return state };
        let mut items = known.items().unwrap_or_default().to_vec();
        if let Some(hours) = items.first_mut() {
            *hours = i64::from(w.hours).into();
        }
        self.set(y::LOAD, key, Value::Array(items), &self.ground.load_cells);
        state
    }

    /// J-10: dated membership, from the lines of the class.
    fn members(&mut self, groups: &[([u8; 16], [u8; 16])]) {
        let ground = self.ground;
        let mut by_class: HashMap<[u8; 16], Vec<&Line>> = HashMap::new();
        for line in &ground.lines {
            by_class.entry(line.class).or_default().push(line);
        }
        for (group, class) in groups {
            // Who is in a subgroup or a stream is a person's decision.
            if ground.groups.get(group).is_some_and(|g| g.kind != GroupKind::Class) {
                continue;
            }
            for line in by_class.get(class).into_iter().flatten() {
                let key = vec![Value::Id(*class), Value::Id(*group), Value::Id(line.pupil), days(line.from).into()];
                let order = line.order.map_or(Value::Null, Value::Id);
                let value = Value::Array(vec![opt_date(line.to), order]);
                self.set(y::GROUP_MEMBER, key, value, &ground.members);
            }
        }
    }

    /// Classes without hours or without a homeroom teacher.
    fn class_gaps(&mut self) {
        for (_, name) in &self.ground.classes {
            let class = name.to_string();
            if !self.ground.curriculum.keys().any(|(grade, _)| *grade == name.grade) {
                self.gaps.push(gap("no-hours", &class, "", &[]));
            }
            let homeroom = self.ground.staff.iter().find(|m| m.words.answers_for(name));
            match homeroom {
                None => self.gaps.push(gap("no-homeroom", &class, "", &[])),
                Some(m) if m.user.is_none() => self.gaps.push(gap("homeroom-no-account", &class, "", &[("teacher", &m.name.to_string())])),
                Some(_) => {}
            }
        }
    }
}
