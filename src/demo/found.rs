//! What the school stands on before the first lesson: people, accounts, subjects, calendar, classes, groups, loads, week, lesson plans.

use super::data::{self, word};
use super::dice::{Id, id};
use super::out::{Out, code, day, days, instant};
use super::school::{School, YEAR, date};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{ledger as l, registry as r, year as y};
use crate::rights::role;
use crate::school::codes::{GroupKind, MoveKind, OrderKind, ProgrammeKind, SubjectPart};
use crate::store::Write;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Events of an act that a person writes in one go.
const HANDFUL: usize = 500;
/// Why credentials are issued: a new account.
const NEW_ACCOUNT: i64 = 2;

fn write(kind: u16, key: Vec<Value>, value: Vec<Value>) -> Write {
    Write::new(kind, key, Value::Array(value))
}

fn opt(id: Option<Id>) -> Value {
    id.map_or(Value::Null, Value::Id)
}

/// Roles by position and by what a person does.
fn roles(school: &School, n: usize) -> Vec<&'static str> {
    let Some(s) = school.staff.get(n) else { return Vec::new() };
    let mut out = match s.row.login {
        "director" => vec!["director"],
        "zavuch" | "zavuch-vr" => vec!["deputy"],
        "sekretar" => vec!["secretary", "personnel"],
        "psiholog" => vec!["psychologist"],
        _ if s.row.subjects.is_empty() => Vec::new(),
        _ => vec!["teacher"],
    };
    if school.classes.iter().any(|c| c.homeroom == n) {
        out.push("homeroom");
    }
    out
}

/// Accounts with their keys and roles, by the admin. `keys` are `user_key` events by number of the staff.
///
/// # Errors
/// Those of the store.
pub fn accounts(school: &School, out: &mut Out<'_>, admin: usize, keys: &[Option<Write>]) -> Result<()> {
    let on = date(YEAR, 8, 24)?;
    let mut writes = Vec::new();
    for (n, s) in school.staff.iter().enumerate().filter(|(n, s)| s.account && *n != admin) {
        let user = || vec![Value::Id(s.user)];
        let Some(key) = keys.get(n).cloned().flatten() else { continue };
        writes.push(write(r::ACCOUNT, user(), vec![Value::Id(s.person), s.row.login.into()]));
        writes.push(key);
        let entry = id(&format!("credentials {}", s.row.login));
        let to = format!("{} {} {}", s.row.surname, s.row.given, s.row.patronymic);
        writes.push(write(r::CREDENTIALS, vec![Value::Id(s.user), Value::Id(entry)], vec![day(on), NEW_ACCOUNT.into(), to.into()]));
        for name in roles(school, n) {
            let Some(role) = role::find(name) else { continue };
            let codes = role.permissions.iter().map(|p| Value::Int(i64::from(*p as u8))).collect();
            let value = vec![Value::Array(codes), Value::Array(vec![]), Value::Array(vec![]), Value::Null, Value::Null];
            writes.push(write(l::ROLE, vec![Value::Id(s.user), name.into()], value));
        }
    }
    out.write(admin, instant(on, 600), writes)?;
    out.flush()
}

/// Everybody replaces the password that was given, before anything else. `changes` by number of the staff.
///
/// # Errors
/// Those of the store.
pub fn passwords(out: &mut Out<'_>, changes: Vec<Option<Write>>) -> Result<()> {
    let on = date(YEAR, 8, 24)?;
    for (n, change) in changes.into_iter().enumerate() {
        out.write(n, instant(on, 720), change.into_iter().collect())?;
    }
    out.flush()
}

/// Persons by the secretary, subjects and work types by the deputy.
///
/// # Errors
/// Those of the store.
pub fn people(school: &School, out: &mut Out<'_>, admin: usize) -> Result<()> {
    let (secretary, deputy) = (school.by_login("sekretar")?, school.by_login("zavuch")?);
    let mut writes = Vec::new();
    for (n, s) in school.staff.iter().enumerate() {
        let person = || Value::Id(s.person);
        if n != admin {
            let name = vec![s.row.surname.into(), s.row.given.into(), s.row.patronymic.into()];
            writes.push(write(r::PERSON_NAME, vec![person(), Value::Null], name));
        }
        writes.push(Write::new(r::PERSON_BIRTH, vec![person()], day(s.row.birth)));
        // The order of hiring is an old paper of the school: its number is not kept.
        let place = vec!["—".into(), day(s.row.hired), Value::Null, 100.into()];
        writes.push(write(r::STAFF, vec![person(), s.row.position.into()], place));
    }
    for p in &school.pupils {
        let person = || Value::Id(p.id);
        let name = vec![p.surname.into(), p.given.into(), p.patronymic.into()];
        writes.push(write(r::PERSON_NAME, vec![person(), Value::Null], name));
        writes.push(Write::new(r::PERSON_BIRTH, vec![person()], day(p.birth)));
        writes.push(Write::new(r::PERSON_SEX, vec![person()], Value::Int(if p.male { 1 } else { 2 })));
        writes.extend(p.snils.map(|n| Write::new(r::PERSON_SNILS, vec![person()], Value::Int(n))));
        writes.push(Write::new(r::PERSONAL_FILE, vec![person()], p.file.as_str().into()));
    }
    in_handfuls(out, secretary, date(YEAR, 8, 25)?, writes)?;
    let mut writes = Vec::new();
    for s in &school.subjects {
        let value = vec![s.row.name.into(), s.row.short.into(), code(SubjectPart::Federal.code()), "".into()];
        writes.push(write(r::SUBJECT, vec![Value::Id(s.id)], value));
    }
    for w in &school.works {
        let x = &w.row;
        let value = vec![x.name.into(), x.short.into(), i64::from(x.weight).into(), x.days.into(), x.obligatory.into(), false.into()];
        writes.push(write(r::WORK_TYPE, vec![Value::Id(w.id)], value));
    }
    in_handfuls(out, deputy, date(YEAR, 8, 26)?, writes)?;
    out.flush()
}

/// The year's structure.
///
/// # Errors
/// Those of the store.
pub fn year(school: &School, out: &mut Out<'_>, admin: usize) -> Result<()> {
    let (secretary, deputy) = (school.by_login("sekretar")?, school.by_login("zavuch")?);
    let on = date(YEAR, 8, 27)?;
    out.write(admin, instant(on, 540), vec![write(y::YEAR_OPENED, vec![], vec![word("opened").into(), day(date(YEAR, 8, 31)?)])])?;
    in_handfuls(out, deputy, on, structure(school))?;
    let mut movement = Vec::new();
    orders(school, &mut movement);
    in_handfuls(out, secretary, date(YEAR, 8, 31)?, movement)?;
    let mut members = Vec::new();
    for g in &school.groups {
        let class = school.classes.get(g.class);
        for p in class.into_iter().flat_map(|c| &c.pupils).filter_map(|p| school.pupils.get(*p)).filter(|p| p.from.is_none()) {
            let key = vec![opt(class.map(|c| c.id)), Value::Id(g.id), Value::Id(p.id), day(date(YEAR, 9, 1)?)];
            members.push(write(y::GROUP_MEMBER, key, vec![Value::Null, Value::Null]));
        }
    }
    in_handfuls(out, deputy, date(YEAR, 8, 31)?, members)?;
    for g in &school.groups {
        in_handfuls(out, g.teacher, date(YEAR, 8, 30)?, plan(school, g)?)?;
    }
    out.flush()
}

fn structure(school: &School) -> Vec<Write> {
    let mut out = Vec::new();
    for t in &school.calendar.terms {
        let grades = t.grades.iter().map(|g| Value::Int(i64::from(*g))).collect();
        let value = vec![t.name.as_str().into(), code(t.kind.code()), day(t.from), day(t.to), Value::Array(grades), Value::Array(vec![])];
        out.push(write(y::TERM, vec![Value::Id(t.id)], value));
    }
    let mut unusual: Vec<_> = school.calendar.days.iter().collect();
    unusual.sort_by_key(|(k, _)| **k);
    for ((on, class), rule) in unusual {
        let works_as = rule.works_as.map_or(Value::Null, day);
        out.push(write(
            y::DAY,
            vec![day(*on), opt(*class)],
            vec![code(rule.kind.code()), works_as, Value::Null, rule.reason.as_str().into()],
        ));
    }
    if let Ok(bells) = data::bells() {
        for shift in [1, 2] {
            let schedule = Value::Id(id(&format!("bells {shift}")));
            out.push(Write::new(y::BELL_SCHEDULE, vec![schedule.clone()], word(&format!("bells-{shift}")).into()));
            for b in bells.iter().filter(|b| b.shift == shift) {
                let value = vec![b.shift.into(), b.from.into(), b.to.into()];
                out.push(write(y::BELLS, vec![schedule.clone(), i64::from(b.slot).into()], value));
            }
        }
    }
    let programme = Value::Id(id("programme"));
    let value = vec![word("programme").into(), code(ProgrammeKind::General.code()), false.into()];
    out.push(write(y::PROGRAMME, vec![programme.clone()], value));
    for (order, s) in (1i64..).zip(&school.subjects) {
        for (grade, hours) in (1i64..).zip(&s.row.hours).filter(|(_, h)| h.1 > 0) {
            let value = vec![i64::from(hours.0).into(), i64::from(hours.1).into(), code(SubjectPart::Federal.code()), order.into()];
            out.push(write(y::CURRICULUM, vec![programme.clone(), Value::Id(s.id), grade.into()], value));
        }
    }
    for c in &school.classes {
        let value = vec![i64::from(c.name.grade).into(), c.name.letter.as_str().into(), "".into(), "".into()];
        out.push(write(y::CLASS, vec![Value::Id(c.id)], value));
        if let Some(h) = school.staff.get(c.homeroom) {
            out.push(write(y::HOMEROOM, vec![Value::Id(h.user), Value::Id(c.id)], vec![Value::Null, Value::Null]));
        }
    }
    for g in &school.groups {
        let (Some(class), Some(subject), Some(teacher)) =
            (school.classes.get(g.class), school.subjects.get(g.subject), school.staff.get(g.teacher))
        else {
            continue;
        };
        let hours = i64::from(g.hours.0 + g.hours.1) / 2;
        let classes = Value::Array(vec![Value::Id(class.id)]);
        let value = vec![Value::Id(subject.id), class.name.to_string().into(), code(GroupKind::Class.code()), classes, hours.into()];
        out.push(write(y::GROUP, vec![Value::Id(g.id)], value));
        out.push(write(y::LOAD, vec![Value::Id(teacher.user), Value::Id(g.id)], vec![hours.into(), Value::Null, Value::Null]));
        for w in &g.week {
            let key = vec![Value::Id(g.id), day(w.from), i64::from(w.weekday).into(), i64::from(w.slot).into()];
            out.push(write(y::TIMETABLE, key, vec![code(w.week.code()), Value::Null, Value::Null, Value::Null]));
        }
    }
    out
}

/// Orders of enrolment, the pupils' first lines, the lists of classes as of 1 September.
fn orders(school: &School, out: &mut Vec<Write>) {
    let mut made: BTreeSet<Id> = BTreeSet::new();
    let Ok(first) = date(YEAR, 9, 1) else { return };
    for c in &school.classes {
        for (n, p) in (1i64..).zip(c.pupils.iter().filter_map(|p| school.pupils.get(*p)).filter(|p| p.from.is_none())) {
            let order = order_id(&p.order.0, p.order.1);
            if made.insert(order) {
                let value = vec![code(OrderKind::Enrolment.code()), p.order.0.as_str().into(), day(p.order.1), "".into()];
                out.push(write(y::ORDER, vec![Value::Id(order)], value));
            }
            let value = vec![Value::Id(c.id), Value::Id(order), code(MoveKind::Enrolled.code())];
            out.push(write(y::CLASS_MEMBER, vec![Value::Id(p.id), day(first)], value));
            out.push(Write::new(y::CLASS_LIST, vec![Value::Id(c.id), Value::Id(p.id)], n.into()));
        }
    }
}

/// The id of an order.
pub fn order_id(number: &str, on: NaiveDate) -> Id {
    id(&format!("order {number} {}", days(on)))
}

/// A group's lesson plan.
fn plan(school: &School, g: &super::school::Group) -> Result<Vec<Write>> {
    let mut out = Vec::with_capacity(g.plan.len());
    for (n, t) in (1i64..).zip(&g.plan) {
        let work = opt(t.work.and_then(|w| school.work(w)).map(|w| w.id));
        let value = vec![t.text.as_str().into(), 1.into(), t.section.as_str().into(), work, Value::Null, t.homework.as_str().into()];
        out.push(write(y::PLAN_TOPIC, vec![Value::Id(g.id), 0.into(), n.into()], value));
    }
    Ok(out)
}

/// A long piece of work, written bit by bit through a day.
fn in_handfuls(out: &mut Out<'_>, who: usize, on: NaiveDate, mut writes: Vec<Write>) -> Result<()> {
    let mut minute = 9 * 60;
    while !writes.is_empty() {
        let rest = writes.split_off(writes.len().min(HANDFUL));
        out.write(who, instant(on, minute), writes)?;
        minute += 1;
        writes = rest;
    }
    Ok(())
}
