//! Enrolment lists: what the journal knows goes into the plan, what the plan decides becomes two acts (P-01, P-02).
//!
//! Registry first (persons), then the year (classes, orders, lines). Pupils that are equal write nothing.

use super::cells::days;
use super::classes::{Membership, class_value, classes, member_key, memberships, orders};
use super::intent::Step;
use super::people::{name_value, names};
use super::{Book, Done, UserAuthor};
use crate::api::types::{PupilsApplied, PupilsPlan};
use crate::error::{Error, Result};
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Permission, Value, Volume};
use crate::id::{AnyId, ClassId, PersonId};
use crate::import::plan::{Change, KnownPupil, PupilsPlanData};
use crate::import::pupils::{OrderRef, ParsedPupil, PupilList};
use crate::import::{Progress, Rules};
use crate::people::letters::fold;
use crate::people::{ClassName, Sex, Snils};
use crate::rights::role::Rights;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};

/// Name of the work that an interrupted application leaves.
pub(super) const INTENT: &str = "import-pupils";
/// Kind of an order: enrolment.
const ENROLMENT: i64 = 1;
/// Kind of a line: enrolled.
const ENROLLED: i64 = 1;
/// Kind of a line: moved to another class.
const MOVED: i64 = 2;
/// Which address: of registration.
const REGISTRATION: i64 = 1;

/// A plan with the list it was made from, so that it can be made again before it is applied.
pub struct PreparedPupils {
    list: PupilList,
    shown: PupilsPlan,
}

impl PreparedPupils {
    /// The plan as the contract shows it.
    #[must_use]
    pub fn shown(&self) -> &PupilsPlan {
        &self.shown
    }
}

/// What the year and the registry know, as the plan and its steps need it.
struct Known {
    pupils: Vec<KnownPupil>,
    classes: HashMap<[u8; 16], ClassName>,
    orders: HashMap<[u8; 16], (i64, OrderRef)>,
    members: HashMap<[u8; 16], Membership>,
}

impl Book {
    /// Reads a list and compares it with the journal. Nothing is written.
    ///
    /// # Errors
    /// Those of reading lists; `cancelled`.
    pub fn prepare_pupils(&self, id: &str, file: &str, bytes: &[u8], progress: Progress<'_>) -> Result<PreparedPupils> {
        let rules = Rules { year: self.year.0, contacts: false };
        let list = crate::import::pupils::parse(bytes, rules, progress)?;
        let plan = self.plan_pupils(list.clone(), progress)?;
        let shown = plan.to_api(id, file);
        Ok(PreparedPupils { list, shown })
    }

    fn plan_pupils(&self, list: PupilList, progress: Progress<'_>) -> Result<PupilsPlanData> {
        let known = self.known()?;
        let classes: Vec<ClassName> = known.classes.values().cloned().collect();
        crate::import::plan::pupils(list, &known.pupils, &classes, progress)
    }

    /// Carries a plan out.
    ///
    /// # Errors
    /// `plan-stale` when the journal has changed beneath it; `import-new-classes` when classes are to be made and the person may not.
    pub fn apply_pupils(&self, author: &UserAuthor, rights: &Rights, prepared: &PreparedPupils) -> Result<Done<PupilsApplied>> {
        let plan = self.plan_pupils(prepared.list.clone(), &|_, _| true)?;
        if plan.to_api(&prepared.shown.plan, &prepared.shown.file) != prepared.shown {
            return Err(Error::input("plan-stale"));
        }
        if !plan.new_classes.is_empty() && !rights.allows(Permission::Structure) {
            let names: Vec<String> = plan.new_classes.iter().map(ToString::to_string).collect();
            return Err(Error::denied("import-new-classes").with("classes", names.join(", ")));
        }
        let steps = Steps::of(self, &plan)?;
        let carried = self.carry_out(author, INTENT, &steps)?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let value = PupilsApplied {
            created: count(plan.create.len()),
            updated: count(plan.update.len()),
            unchanged: count(plan.unchanged.len()),
            skipped: count(plan.skip.len()),
            errors: count(plan.errors.len()),
            classes: count(plan.new_classes.len()),
            events: carried.events,
        };
        Ok(Done { value, events: carried.events, touched: carried.touched })
    }

    fn known(&self) -> Result<Known> {
        let day = self.list_day();
        let (classes, orders, members) =
            self.home.ask(self.year, |reader| Ok((classes(reader)?, orders(reader)?, memberships(reader, day)?)))?;
        let pupils = self.home.ask(Volume::REGISTRY, |reader| {
            let (births, snils) = (numbers(reader, r::PERSON_BIRTH)?, numbers(reader, r::PERSON_SNILS)?);
            let (sexes, files) = (numbers(reader, r::PERSON_SEX)?, texts(reader, r::PERSONAL_FILE, None)?);
            let addresses = texts(reader, r::PERSON_ADDRESS, Some(REGISTRATION))?;
            let mut out = Vec::new();
            for (id, name) in names(reader, day)? {
                let member = members.get(&id);
                if member.is_none() && !births.contains_key(&id) && !snils.contains_key(&id) {
                    continue;
                }
                out.push(KnownPupil {
                    id: PersonId(id),
                    name,
                    birth: births.get(&id).and_then(|d| super::cells::date(*d)),
                    sex: sexes.get(&id).map(|s| if *s == 1 { Sex::Male } else { Sex::Female }),
                    snils: snils.get(&id).and_then(|n| Snils::from_number(u64::try_from(*n).ok()?).ok()),
                    class: member.and_then(|m| m.class).and_then(|c| classes.get(&c)).cloned(),
                    order: member.and_then(|m| m.order).and_then(|o| orders.get(&o)).map(|(_, o)| o.clone()),
                    address: addresses.get(&id).cloned(),
                    personal_file: files.get(&id).cloned(),
                    guardian: None,
                    guardian_phone: None,
                });
            }
            // Persons come from a map: the plan must not depend on its order.
            out.sort_by_key(|p| p.id);
            Ok(out)
        })?;
        Ok(Known { pupils, classes, orders, members })
    }
}

fn numbers(reader: &Reader<'_>, kind: u16) -> Result<HashMap<[u8; 16], i64>> {
    Ok(reader.cells(kind)?.iter().filter_map(|c| Some((c.key.first()?.id()?, c.value.int()?))).collect())
}

fn texts(reader: &Reader<'_>, kind: u16, which: Option<i64>) -> Result<HashMap<[u8; 16], String>> {
    let cells = reader.cells(kind)?;
    let wanted = cells.iter().filter(|c| which.is_none_or(|w| c.key.get(1).and_then(Value::int) == Some(w)));
    Ok(wanted.filter_map(|c| Some((c.key.first()?.id()?, c.value.text()?.to_owned()))).collect())
}

/// Makes the steps of a plan.
struct Steps<'a> {
    book: &'a Book,
    known: Known,
    class_ids: HashMap<(u8, String), [u8; 16]>,
    order_ids: HashMap<(String, NaiveDate), [u8; 16]>,
    steps: Vec<Step>,
}

impl<'a> Steps<'a> {
    fn of(book: &'a Book, plan: &PupilsPlanData) -> Result<Vec<Step>> {
        let known = book.known()?;
        // Of classes or orders that two computers made twice, the lesser id serves both.
        let mut class_ids = HashMap::new();
        for (id, name) in &known.classes {
            let place = class_ids.entry(name.key()).or_insert(*id);
            *place = (*place).min(*id);
        }
        let mut order_ids = HashMap::new();
        for (id, (_, order)) in known.orders.iter().filter(|(_, (kind, _))| *kind == ENROLMENT) {
            let place = order_ids.entry((fold(&order.number), order.date)).or_insert(*id);
            *place = (*place).min(*id);
        }
        let mut steps = Steps { book, known, class_ids, order_ids, steps: Vec::new() };
        for class in &plan.new_classes {
            steps.class(class)?;
        }
        for pupil in &plan.create {
            steps.create(pupil)?;
        }
        for update in &plan.update {
            steps.update(update.id, &update.pupil, &update.changes)?;
        }
        // The same line of an order twice in a plan is one write.
        let mut seen = HashSet::new();
        steps.steps.retain(|s| seen.insert((s.volume, s.kind, Value::Array(s.key.clone()).to_bytes())));
        Ok(steps.steps)
    }

    fn person(&mut self, kind: u16, person: [u8; 16], more: Option<Value>, value: Value, before: Option<Value>) {
        let key = std::iter::once(Value::Id(person)).chain(more).collect();
        self.steps.push(Step { volume: Volume::REGISTRY, kind, key, value, before });
    }

    fn year(&mut self, kind: u16, key: Vec<Value>, value: Value, before: Option<Value>) {
        self.steps.push(Step { volume: self.book.year, kind, key, value, before });
    }

    fn class(&mut self, name: &ClassName) -> Result<[u8; 16]> {
        if let Some(id) = self.class_ids.get(&name.key()) {
            return Ok(*id);
        }
        let id = ClassId::random()?.0;
        self.class_ids.insert(name.key(), id);
        self.year(y::CLASS, vec![Value::Id(id)], class_value(name), None);
        Ok(id)
    }

    fn order(&mut self, order: &OrderRef) -> Result<[u8; 16]> {
        let key = (fold(&order.number), order.date);
        if let Some(id) = self.order_ids.get(&key) {
            return Ok(*id);
        }
        let id = AnyId::random()?.0;
        self.order_ids.insert(key, id);
        let value = vec![ENROLMENT.into(), order.number.as_str().into(), days(order.date).into(), "".into()];
        self.year(y::ORDER, vec![Value::Id(id)], Value::Array(value), None);
        Ok(id)
    }

    /// An order counts from its day, those of the summer from the first day of the year.
    fn since(&self, order: Option<&OrderRef>) -> NaiveDate {
        let first = self.book.first_day();
        order.map_or(first, |o| o.date.max(first))
    }

    fn create(&mut self, p: &ParsedPupil) -> Result<()> {
        let id = PersonId::random()?.0;
        self.person(r::PERSON_NAME, id, Some(Value::Null), name_value(&p.name), None);
        self.person(r::PERSON_BIRTH, id, None, days(p.birth).into(), None);
        if let Some(sex) = p.sex {
            self.person(r::PERSON_SEX, id, None, sex_value(sex), None);
        }
        if let Some(snils) = p.snils {
            self.person(r::PERSON_SNILS, id, None, snils_value(snils)?, None);
        }
        if let Some(address) = &p.address {
            self.person(r::PERSON_ADDRESS, id, Some(REGISTRATION.into()), address.as_str().into(), None);
        }
        if let Some(file) = &p.personal_file {
            self.person(r::PERSONAL_FILE, id, None, file.as_str().into(), None);
        }
        self.enrol(id, p)
    }

    fn enrol(&mut self, id: [u8; 16], p: &ParsedPupil) -> Result<()> {
        let (class, order) = (self.class(&p.class)?, p.order.as_ref().map(|o| self.order(o)).transpose()?);
        let from = self.since(p.order.as_ref());
        self.year(y::CLASS_MEMBER, member_key(id, from), line(class, order, ENROLLED), None);
        Ok(())
    }

    fn update(&mut self, id: PersonId, p: &ParsedPupil, changes: &[Change]) -> Result<()> {
        let id = id.0;
        for change in changes {
            match change {
                Change::Name(_, new) => self.rename(id, name_value(new))?,
                Change::Birth(old, new) => self.person(r::PERSON_BIRTH, id, None, days(*new).into(), old.map(|d| days(d).into())),
                Change::Sex(old, new) => self.person(r::PERSON_SEX, id, None, sex_value(*new), old.map(sex_value)),
                Change::Snils(old, new) => {
                    let before = old.map(snils_value).transpose()?;
                    self.person(r::PERSON_SNILS, id, None, snils_value(*new)?, before);
                }
                Change::Address(old, new) => {
                    let before = old.as_deref().map(Value::from);
                    self.person(r::PERSON_ADDRESS, id, Some(REGISTRATION.into()), new.as_str().into(), before);
                }
                Change::PersonalFile(old, new) => {
                    self.person(r::PERSONAL_FILE, id, None, new.as_str().into(), old.as_deref().map(Value::from));
                }
                // One line carries both; guardians are not kept yet, their columns are passed over.
                Change::Class(..) | Change::Order(..) | Change::Guardian(..) | Change::GuardianPhone(..) => {}
            }
        }
        let moved = changes.iter().any(|c| matches!(c, Change::Class(..)));
        let reordered = changes.iter().any(|c| matches!(c, Change::Order(..)));
        if moved || reordered { self.line(id, p, moved) } else { Ok(()) }
    }

    /// A name is mended where it stands: the list knows no day of a change.
    fn rename(&mut self, id: [u8; 16], name: Value) -> Result<()> {
        let cells = self.book.home.ask(Volume::REGISTRY, |reader| reader.cells_under(r::PERSON_NAME, &[Value::Id(id)]))?;
        let day = days(self.book.list_day());
        let in_force = cells.into_iter().filter(|c| c.value != Value::Null);
        let in_force = in_force.filter(|c| c.key.get(1).and_then(Value::int).is_none_or(|from| from <= day));
        let cell = in_force.max_by_key(|c| c.key.get(1).and_then(Value::int));
        let (from, before) = cell.map_or((Value::Null, None), |c| (c.key.get(1).cloned().unwrap_or_default(), Some(c.value)));
        self.person(r::PERSON_NAME, id, Some(from), name, before);
        Ok(())
    }

    /// The line of a pupil who is known: the first one, a mended one, or a move.
    fn line(&mut self, id: [u8; 16], p: &ParsedPupil, moved: bool) -> Result<()> {
        let Some(member) = self.known.members.get(&id).cloned() else { return self.enrol(id, p) };
        let order = match &p.order {
            Some(order) => Some(self.order(order)?),
            None => member.order,
        };
        let class = self.class(&p.class)?;
        let new_order = order != member.order;
        let from = match &p.order {
            Some(o) if moved && new_order => o.date.max(member.from),
            _ if moved => self.book.list_day().max(member.from),
            _ => member.from,
        };
        let kind = if moved && from > member.from { MOVED } else { ENROLLED };
        let before = (from == member.from).then_some(member.value);
        self.year(y::CLASS_MEMBER, member_key(id, from), line(class, order, kind), before);
        Ok(())
    }
}

fn line(class: [u8; 16], order: Option<[u8; 16]>, kind: i64) -> Value {
    Value::Array(vec![Value::Id(class), order.map_or(Value::Null, Value::Id), kind.into()])
}

fn sex_value(sex: Sex) -> Value {
    Value::Int(match sex {
        Sex::Male => 1,
        Sex::Female => 2,
    })
}

fn snils_value(snils: Snils) -> Result<Value> {
    i64::try_from(snils.number()).map(Value::Int).map_err(|_| Error::other("bad-write"))
}
