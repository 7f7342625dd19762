//! Rows of a page: who was in the group when, in the journal's order, with notes of orders (P-02, J-10; papers.md).

use super::super::calendar::GroupFacts;
use super::super::cells::{Parts, date};
use super::super::classes::orders;
use super::super::shown::{ClassDays, Membership, Span, days_in, holds};
use super::ground::YearFacts;
use super::known::Known;
use super::{Id, written};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::import::pupils::OrderRef;
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::school::calendar::Place;
use crate::school::codes::{GroupKind, MoveKind};
use crate::store::Reader;
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap};

/// A pupil of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::book) struct Member {
    /// Person.
    pub id: Id,
    /// Class that the pupil is of, the last one inside the group.
    pub class: Option<Id>,
    /// Classes over the year.
    pub days: ClassDays,
    /// Days in the group, first and last; no last one: still there.
    pub spans: Vec<Span>,
    /// Programme, the latest line.
    pub programme: Option<Id>,
    /// `выбыл(а) с …`, `прибыл(а) …`; empty.
    pub note: String,
}

impl Member {
    /// True when the pupil is in the group on a day.
    pub(in crate::book) fn is_in(&self, day: NaiveDate) -> bool {
        holds(&self.spans, day)
    }
    /// First day in the group.
    pub(in crate::book) fn first(&self) -> Option<NaiveDate> {
        self.spans.iter().map(|s| s.0).min()
    }
    /// Last day in the group, none for one who is still there.
    pub(in crate::book) fn last(&self) -> Option<NaiveDate> {
        if self.spans.iter().any(|s| s.1.is_none()) { None } else { self.spans.iter().filter_map(|s| s.1).max() }
    }
}

type Classes = HashMap<Id, ClassName>;
type Orders = HashMap<Id, (i64, OrderRef)>;

/// A line of an order about a class.
struct Line {
    from: NaiveDate,
    class: Option<Id>,
    order: Option<Id>,
    kind: Option<MoveKind>,
}

/// Rows of a group, and memberships of it that do not count.
pub(super) struct Composition {
    /// Everybody who ever was in the group, in the journal's order: as the class list says, else by the alphabet as of the year's first day,
    /// those who came later after them.
    pub members: Vec<Member>,
    /// What does not count.
    pub others: Vec<Membership>,
}

/// Reads the composition of a group.
pub(super) fn composition(
    reader: &Reader<'_>,
    known: &Known,
    group: &GroupFacts,
    year: &YearFacts,
    first_day: NaiveDate,
) -> Result<Composition> {
    let mut by_pupil: BTreeMap<Id, Vec<Membership>> = BTreeMap::new();
    for m in Membership::of_group(reader, group)? {
        by_pupil.entry(m.pupil).or_default().push(m);
    }
    let mut others = Membership::of_other_classes(reader, group, &year.member_classes)?;
    let mut pupils = Vec::with_capacity(by_pupil.len());
    for (pupil, of) in by_pupil {
        let of_pupil = Lines::read(reader, pupil)?;
        others.extend(of.iter().filter(|m| !m.counts(group, &of_pupil.days)));
        pupils.push((pupil, days_in(group, &of_pupil.days, &of), of_pupil));
    }
    Ok(Composition { members: rows(reader, known, group, (&year.classes, &year.orders), first_day, pupils)?, others })
}

/// Everybody who ever was in a class, in the order of its list.
pub(in crate::book) fn class_members(
    reader: &Reader<'_>,
    known: &Known,
    place: Place,
    classes: &Classes,
    first_day: NaiveDate,
) -> Result<Vec<Member>> {
    let mut pupils = Vec::new();
    for (pupil, days) in ClassDays::read_all(reader)? {
        if days.classes().any(|c| *c == place.class) {
            let spans = days.spans(|c| *c == place.class);
            pupils.push((pupil, spans, Lines::read(reader, pupil)?));
        }
    }
    pupils.sort_by_key(|p| p.0);
    let whole = GroupFacts {
        id: Id::default(),
        subject: Id::default(),
        name: String::new(),
        kind: GroupKind::Class,
        places: vec![place],
        hours: 0,
    };
    rows(reader, known, &whole, (classes, &orders(reader)?), first_day, pupils)
}

fn rows(
    reader: &Reader<'_>,
    known: &Known,
    group: &GroupFacts,
    (classes, orders): (&Classes, &Orders),
    first_day: NaiveDate,
    pupils: Vec<(Id, Vec<Span>, Lines)>,
) -> Result<Vec<Member>> {
    let listed = listed(reader, group)?;
    let mut out = Vec::with_capacity(pupils.len());
    for (id, spans, Lines { lines, days }) in pupils {
        if spans.is_empty() {
            continue;
        }
        let inside = |class: Option<Id>| class.is_some_and(|c| group.places.iter().any(|p| p.class == c));
        let own = |inside: &dyn Fn(Option<Id>) -> bool| lines.iter().rev().find(|l| inside(l.class)).and_then(|l| l.class);
        // Who is in the group without being in one of its classes is of a class all the same.
        let class = own(&inside).or_else(|| own(&|c| c.is_some())).or_else(|| group.places.first().map(|p| p.class));
        let note = note(&lines, &inside, orders, classes, first_day);
        out.push(Member { id, class, days, spans, programme: programme(reader, id)?, note });
    }
    let place = |m: &Member| {
        let name = known.name(&m.id, first_day).map(|n| (fold(&n.surname), fold(&n.given), fold(&n.patronymic)));
        let late = m.first().filter(|f| *f > first_day);
        let number = m.class.and_then(|c| listed.get(&(c, m.id)).copied());
        let class = m.class.and_then(|c| group.places.iter().position(|p| p.class == c)).unwrap_or(usize::MAX);
        (class, number.is_none() && late.is_some(), number.is_none(), number, late, name, m.id)
    };
    out.sort_by_cached_key(place);
    Ok(out)
}

/// Places on the lists of the group's classes.
fn listed(reader: &Reader<'_>, group: &GroupFacts) -> Result<HashMap<(Id, Id), i64>> {
    let mut out = HashMap::new();
    for place in &group.places {
        for c in reader.cells_under(y::CLASS_LIST, &[Value::Id(place.class)])? {
            if let (Some(pupil), Some(n)) = (c.key.get(1).and_then(Value::id), c.value.int()) {
                out.insert((place.class, pupil), n);
            }
        }
    }
    Ok(out)
}

/// Orders of a pupil about classes.
struct Lines {
    lines: Vec<Line>,
    days: ClassDays,
}

impl Lines {
    fn read(reader: &Reader<'_>, pupil: Id) -> Result<Self> {
        let mut lines = Vec::new();
        for c in reader.cells_under(y::CLASS_MEMBER, &[Value::Id(pupil)])? {
            if let (Some(from), false) = (c.key.get(1).and_then(Value::int).and_then(date), c.value == Value::Null) {
                let kind = MoveKind::from_code(c.value.int_at(2));
                lines.push(Line { from, class: c.value.id_at(0), order: c.value.id_at(1), kind });
            }
        }
        lines.sort_by_key(|l| l.from);
        let days = ClassDays::new(lines.iter().map(|l| (l.from, l.class)).collect());
        Ok(Self { lines, days })
    }
}

fn programme(reader: &Reader<'_>, pupil: Id) -> Result<Option<Id>> {
    let cells = reader.cells_under(y::PUPIL_PROGRAMME, &[Value::Id(pupil)])?;
    let latest = cells.iter().filter(|c| c.value != Value::Null).max_by_key(|c| c.key.get(1).and_then(Value::int));
    Ok(latest.and_then(|c| c.value.id_at(0)))
}

/// «выбыл(а) с 15.01.2027, пр. № 12 от 14.01.2027», «переведён(а) в 5Б с …», «прибыл(а) 12.11.2026, пр. № …»; empty for one who was there all along.
fn note(lines: &[Line], inside: &dyn Fn(Option<Id>) -> bool, orders: &Orders, classes: &Classes, first_day: NaiveDate) -> String {
    let text = |id: &str, line: &Line, class: &str| {
        let day = written(line.from);
        let order = line.order.and_then(|o| orders.get(&o)).map(|(_, o)| o);
        let (number, dated) = order.map(|o| (o.number.clone(), written(o.date))).unwrap_or_default();
        let with_order = if order.is_some() { "yes" } else { "no" };
        let args = [("day", day.as_str()), ("class", class), ("number", &number), ("dated", &dated), ("order", with_order)];
        Texts::russian().format(id, &args)
    };
    let mut parts = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let before = i.checked_sub(1).and_then(|i| lines.get(i));
        let was = before.is_some_and(|b| inside(b.class));
        match (was, inside(line.class)) {
            (false, true) if line.from > first_day => {
                let back = line.kind == Some(MoveKind::Returned);
                parts.push(text(if back { "note-returned" } else { "note-arrived" }, line, ""));
            }
            (true, false) => match line.class.and_then(|c| classes.get(&c)) {
                Some(class) => parts.push(text("note-transferred", line, &class.to_string())),
                None => parts.push(text("note-left", line, "")),
            },
            _ => {}
        }
    }
    parts.join("; ")
}
