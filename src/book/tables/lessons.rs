//! A lesson plan against the journal: for which groups it is, what changes in their topics, hours against the curriculum (Y-02).

use super::curriculum::general_programme;
use super::draft::{Cells, Draft, Item, cells, change, differs, word};
use crate::book::Book;
use crate::book::calendar::{GroupFacts, groups, loads, subjects};
use crate::book::cells::{Parts, opt_date};
use crate::book::classes::classes;
use crate::error::{Error, Result};
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Permission, Value, Volume};
use crate::id::UserId;
use crate::import::date::russian;
use crate::import::pupils::Place;
use crate::import::structure::lessons::{LessonPlan, TopicRow, says};
use crate::people::letters::fold;
use crate::rights::role::Rights;
use crate::school::calendar::hours_of_year;
use std::collections::{BTreeMap, HashMap, HashSet};

pub(super) fn draft(book: &Book, who: (UserId, &Rights), plan: &LessonPlan, asked: &[[u8; 16]]) -> Result<Draft> {
    let (names, types) = book.home.ask(Volume::REGISTRY, |reader| Ok((subjects(reader)?, cells(reader, r::WORK_TYPE)?)))?;
    let day = book.list_day();
    let (groups, mine, hours) = book.home.ask(book.year, |reader| {
        let groups = groups(reader, &classes(reader)?)?;
        let mine: HashSet<[u8; 16]> = loads(reader)?.iter().filter(|l| l.user == who.0.0 && l.holds(day)).map(|l| l.group).collect();
        let hours = match general_programme(reader)? {
            Some(programme) => {
                cells(reader, y::CURRICULUM)?.into_iter().filter(|(k, _)| k.first() == Some(&Value::Id(programme))).collect()
            }
            None => Cells::new(),
        };
        Ok((groups, mine, hours))
    })?;
    let may = |g: &GroupFacts| who.1.permissions.contains(&Permission::LessonPlans) || mine.contains(&g.id);
    let chosen = if asked.is_empty() { found(plan, &groups, &names)? } else { named(asked, &groups)? };
    let allowed: Vec<GroupFacts> = chosen.iter().filter(|g| may(g)).cloned().collect();
    // Of groups named one by one each must be the person's own; of those that the title means, only the own ones are.
    if allowed.is_empty() || (!asked.is_empty() && allowed.len() < chosen.len()) {
        return Err(Error::denied("no-right"));
    }
    let mut draft = Draft::of(&plan.parsed);
    compare_hours(&mut draft, plan, &allowed, &hours, &names);
    let known: Vec<Cells> = book.home.ask(book.year, |reader| {
        let of = |g: &GroupFacts| -> Result<Cells> {
            let topics = reader.cells_under(y::PLAN_TOPIC, &[Value::Id(g.id)])?;
            Ok(topics.into_iter().filter(|c| c.value != Value::Null).map(|c| (c.key, c.value)).collect())
        };
        allowed.iter().map(of).collect()
    })?;
    let works = work_types(&types);
    for row in &plan.parsed.rows {
        let t = &row.value;
        let value = topic_value(t, &works);
        let key = |g: &GroupFacts| vec![Value::Id(g.id), 0.into(), i64::from(t.number).into()];
        let mut item = Item::of(allowed.iter().zip(&known).all(|(g, k)| !k.contains_key(&key(g))));
        for (group, known) in allowed.iter().zip(&known) {
            item.set((book.year, y::PLAN_TOPIC), key(group), value.clone(), known, |old| changes(old, &value));
        }
        item.changes.dedup();
        let detail = word("planned-topic-hours", &[("hours", &t.hours.to_string())]);
        let detail = if t.homework.is_empty() { detail } else { format!("{detail} · {}", t.homework) };
        draft.put(&row.place, &format!("{}. {}", t.number, t.topic), detail, item);
    }
    removed(book, &mut draft, plan, &allowed, &known);
    Ok(draft)
}

/// Groups by what the titles and the file's name say.
fn found(
    plan: &LessonPlan,
    groups: &BTreeMap<[u8; 16], GroupFacts>,
    names: &HashMap<[u8; 16], (String, String)>,
) -> Result<Vec<GroupFacts>> {
    let mut best: Vec<(usize, &String, [u8; 16])> = names.iter().map(|(id, (name, _))| (says(&plan.about, name), name, *id)).collect();
    best.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    let (Some((1.., name, subject)), Some(grade)) = (best.first(), plan.about.grade) else {
        return Err(Error::input("lessons-no-subject"));
    };
    let of = |g: &&GroupFacts| g.subject == *subject && g.places.iter().any(|p| p.grade == grade);
    let mut found: Vec<GroupFacts> = groups.values().filter(of).cloned().collect();
    found.sort_by_cached_key(|g| (fold(&g.name), g.id));
    if found.is_empty() {
        return Err(Error::input("lessons-no-group").with("subject", name).with("grade", grade));
    }
    Ok(found)
}

fn named(asked: &[[u8; 16]], groups: &BTreeMap<[u8; 16], GroupFacts>) -> Result<Vec<GroupFacts>> {
    let of = |id: &[u8; 16]| groups.get(id).cloned().ok_or_else(|| Error::input("group-unknown"));
    asked.iter().map(of).collect()
}

/// Y-02: hours of the plan against those of the curriculum's year.
fn compare_hours(draft: &mut Draft, plan: &LessonPlan, groups: &[GroupFacts], hours: &Cells, names: &HashMap<[u8; 16], (String, String)>) {
    let place = plan.parsed.rows.last().map(|r| r.place.clone()).unwrap_or_default();
    for group in groups {
        let cell = hours
            .iter()
            .find(|(k, _)| k.get(1) == Some(&Value::Id(group.subject)) && k.get(2).and_then(Value::int) == Some(i64::from(group.grade())));
        let half = |i: usize| cell.and_then(|(_, v)| u32::try_from(v.int_at(i)).ok()).unwrap_or(group.hours);
        let planned = hours_of_year(group.grade(), half(0), half(1));
        if planned > 0 && planned != plan.hours {
            let subject = names.get(&group.subject).map(|n| n.0.as_str()).unwrap_or_default();
            let (have, want, group) = (plan.hours.to_string(), planned.to_string(), format!("{subject}, {}", group.name));
            draft.warn(&place, &have, "plan-hours", &[("hours", &have), ("planned", &want), ("group", &group)]);
        }
    }
}

/// Names of work types that a topic may carry, longer ones first.
fn work_types(types: &Cells) -> Vec<(String, [u8; 16])> {
    let read = |(k, v): (&Vec<Value>, &Value)| Some((fold(&v.text_at(0)), k.first()?.id()?));
    let mut out: Vec<(String, [u8; 16])> = types.iter().filter_map(read).filter(|(name, _)| name.contains(' ')).collect();
    out.sort_by(|a, b| b.0.chars().count().cmp(&a.0.chars().count()).then(a.cmp(b)));
    out
}

/// «Контрольная работа № 2 по теме …» is of the type «Контрольная работа».
fn topic_value(t: &TopicRow, works: &[(String, [u8; 16])]) -> Value {
    let topic = fold(&t.topic);
    let work = works.iter().find(|(name, _)| topic.contains(name)).map_or(Value::Null, |(_, id)| Value::Id(*id));
    Value::Array(vec![
        t.topic.as_str().into(),
        i64::from(t.hours).into(),
        t.section.as_str().into(),
        work,
        opt_date(t.date),
        t.homework.as_str().into(),
    ])
}

fn changes(old: &Value, new: &Value) -> Vec<String> {
    let day = |v: &Value| v.date_at(4).map(russian).unwrap_or_default();
    let mut out = Vec::new();
    differs(&mut out, "topic", &old.text_at(0), &new.text_at(0));
    differs(&mut out, "plan-hours", &old.int_at(1).to_string(), &new.int_at(1).to_string());
    differs(&mut out, "section", &old.text_at(2), &new.text_at(2));
    if old.id_at(3) != new.id_at(3) {
        let known = |v: &Value| word(if v.id_at(3).is_some() { "planned-yes" } else { "planned-no" }, &[]);
        out.push(change("work", &[], &known(old), &known(new)));
    }
    differs(&mut out, "date", &day(old), &day(new));
    differs(&mut out, "homework", &old.text_at(5), &new.text_at(5));
    out
}

/// Topics that the plan no longer has are cleared.
fn removed(book: &Book, draft: &mut Draft, plan: &LessonPlan, groups: &[GroupFacts], known: &[Cells]) {
    let kept: HashSet<i64> = plan.parsed.rows.iter().map(|r| i64::from(r.value.number)).collect();
    let mut gone: BTreeMap<i64, (String, Item)> = BTreeMap::new();
    for (_, known) in groups.iter().zip(known) {
        let mut all: Vec<_> = known.iter().collect();
        all.sort();
        for (key, value) in all {
            let Some(number) = key.get(2).and_then(Value::int).filter(|n| !kept.contains(n)) else { continue };
            let (_, item) = gone.entry(number).or_insert_with(|| (value.text_at(0), Item::of(false)));
            item.set((book.year, y::PLAN_TOPIC), key.clone(), Value::Null, known, |_| vec![word("planned-topic-removed", &[])]);
            item.changes.dedup();
        }
    }
    let sheet = plan.parsed.rows.first().map(|r| r.place.sheet.clone()).unwrap_or_default();
    for (number, (topic, item)) in gone {
        draft.put(&Place { sheet: sheet.clone(), row: 0 }, &format!("{number}. {topic}"), String::new(), item);
    }
}
