//! The open data of a year's archive: tables that a stranger joins by their numbers. Read group by group, so that the screen is not
//! kept waiting.

use super::Book;
use super::calendar::{GroupFacts, calendar, groups, loads};
use super::cells::{Parts, date};
use super::classes::{classes, orders};
use super::log::enumerated;
use super::login::logins;
use super::people::names;
use super::shown::{ClassDays, FinalEntry, Membership, Rolls, settle};
use crate::archive::table::{Item, Rows, Table, Type, schema};
use crate::error::{Error, Result};
use crate::event::kinds::{journal as j, registry as r, year as y};
use crate::event::{Value, Volume};
use crate::people::letters::fold;
use crate::store::{Cell, LessonCell, Reader};
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};

type Id = [u8; 16];

macro_rules! tables {
    ($($(#[$doc:meta])* $table:ident $name:literal [$($column:literal: $kind:expr),* $(,)?])*) => {
        $($(#[$doc])* const $table: Table = Table { name: $name, columns: &[$(($column, $kind)),*] };)*
        /// Every table, in the order of the archive.
        pub(super) const TABLES: &[Table] = &[$($table),*];
    };
}

tables! {
    CLASSES "classes" ["id": Type::Number, "class": Type::Text, "grade": Type::Number, "letter": Type::Text, "homeroom": Type::Of("staff")]
    PUPILS "pupils" ["id": Type::Number, "surname": Type::Text, "given": Type::Text, "patronymic": Type::Text, "birth": Type::Date, "sex": Type::Text]
    MOVEMENT "movement" ["pupil": Type::Of("pupils"), "from": Type::Date, "class_id": Type::Of("classes"), "move": Type::Text, "order": Type::Text]
    STAFF "staff" ["id": Type::Number, "surname": Type::Text, "given": Type::Text, "patronymic": Type::Text, "position": Type::Text]
    SUBJECTS "subjects" ["id": Type::Number, "name": Type::Text, "short": Type::Text]
    TERMS "terms" ["id": Type::Number, "name": Type::Text, "term_kind": Type::Text, "from": Type::Date, "to": Type::Date, "grades": Type::Text]
    WORKS "works" ["id": Type::Number, "name": Type::Text, "short": Type::Text, "weight": Type::Number, "days": Type::Number, "obligatory": Type::Flag]
    GROUPS "groups" ["id": Type::Number, "name": Type::Text, "subject": Type::Of("subjects"), "group_kind": Type::Text, "classes": Type::Text, "hours": Type::Number]
    MEMBERS "group_members" ["group": Type::Of("groups"), "pupil": Type::Of("pupils"), "from": Type::Date, "to": Type::Date]
    TEACHERS "teachers" ["group": Type::Of("groups"), "teacher": Type::Of("staff"), "from": Type::Date, "to": Type::Date]
    LESSONS "lessons" ["group": Type::Of("groups"), "date": Type::Date, "lesson": Type::Number, "status": Type::Text, "topic": Type::Text, "homework": Type::Text]
    MARKS "marks" ["group": Type::Of("groups"), "date": Type::Date, "lesson": Type::Number, "pupil": Type::Of("pupils"), "work": Type::Of("works"), "ordinal": Type::Number, "mark": Type::Text]
    ABSENCES "absences" ["group": Type::Of("groups"), "date": Type::Date, "lesson": Type::Number, "pupil": Type::Of("pupils"), "absence": Type::Text, "minutes": Type::Number, "reason": Type::Text]
    FINALS "finals" ["pupil": Type::Of("pupils"), "subject": Type::Of("subjects"), "term": Type::Of("terms"), "final_kind": Type::Text, "mark": Type::Text, "grounds": Type::Text, "group": Type::Of("groups"), "conflict": Type::Flag]
    DECISIONS "decisions" ["pupil": Type::Of("pupils"), "class_id": Type::Of("classes"), "decision": Type::Text, "to_class": Type::Text, "protocol": Type::Text, "date": Type::Date]
    AWARDS "awards" ["pupil": Type::Of("pupils"), "class_id": Type::Of("classes"), "award": Type::Text, "protocol": Type::Text, "date": Type::Date]
}

/// A table's name, its CSV, its JSON.
pub(super) type Made = (&'static str, Vec<u8>, Vec<u8>);

/// A table by its name.
pub(super) fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|t| t.name == name)
}

/// Numbers that stand for ids in the tables, from 1.
#[derive(Debug, Default)]
struct Numbers(HashMap<Id, i64>);

impl Numbers {
    fn of(ids: impl IntoIterator<Item = Id>) -> Self {
        Self(ids.into_iter().zip(1i64..).collect())
    }
    fn get(&self, id: Option<Id>) -> Item {
        id.and_then(|id| self.0.get(&id)).copied().map_or(Item::None, Item::Number)
    }
}

/// What every table points to.
#[derive(Debug, Default)]
struct Known {
    pupils: Numbers,
    staff: Numbers,
    classes: Numbers,
    subjects: Numbers,
    terms: Numbers,
    works: Numbers,
    groups: Numbers,
    /// What finals, memberships and reasons are judged by.
    by: Judged,
}

/// The school's structure, as what is shown follows from it.
#[derive(Debug, Default)]
struct Judged {
    groups: BTreeMap<Id, GroupFacts>,
    terms: HashMap<Id, (NaiveDate, NaiveDate)>,
    days: HashMap<Id, ClassDays>,
    /// Of a pupil without any order.
    unknown: ClassDays,
}

impl Judged {
    fn days(&self, pupil: &Id) -> &ClassDays {
        self.days.get(pupil).unwrap_or(&self.unknown)
    }
}

fn rows(table: Table) -> Rows {
    Rows::new(table, &|name| Texts::russian().format(&format!("data-{name}"), &[]))
}

fn word(kind: &str, field: &str, code: i64) -> Item {
    enumerated(kind, field, code).unwrap_or_else(|| code.to_string()).into()
}

fn key_id(c: &Cell, i: usize) -> Option<Id> {
    c.key.get(i)?.id()
}

fn key_date(c: &Cell, i: usize) -> Option<NaiveDate> {
    c.key.get(i).and_then(Value::int).and_then(date)
}

/// Schema of all tables.
pub(super) fn data_schema() -> Result<Vec<u8>> {
    schema(TABLES, &|id| Texts::russian().format(id, &[]))
}

impl Book {
    /// Every table. `go_on` is asked between groups: false cancels.
    pub(super) fn open_data(&self, go_on: &dyn Fn() -> bool) -> Result<Vec<Made>> {
        let day = self.list_day();
        let (mut out, mut known) = (Vec::new(), Known::default());
        let asked = self.home.ask(self.year, asked)?;
        self.home.ask(Volume::REGISTRY, |reader| persons_and_words(reader, day, asked, &mut known, &mut out))?;
        let groups: Vec<Id> = self.home.ask(self.year, |reader| structure(reader, &mut known, &mut out))?;
        let (mut lessons, mut marks, mut absences) = (rows(LESSONS), rows(MARKS), rows(ABSENCES));
        for id in groups {
            if !go_on() {
                return Err(Error::other("cancelled"));
            }
            self.home.ask(self.year, |reader| page(reader, id, &known, &mut lessons, &mut marks, &mut absences))?;
        }
        out.extend([lessons, marks, absences].map(Rows::finish));
        self.home.ask(self.year, |reader| results(reader, &known, &mut out))?;
        out.sort_by_key(|(name, ..)| TABLES.iter().position(|t| t.name == *name));
        Ok(out)
    }
}

/// Persons whom the year asks for.
struct Asked {
    pupils: BTreeSet<Id>,
    /// Accounts with a load or a homeroom class.
    users: BTreeSet<Id>,
}

fn asked(year: &Reader<'_>) -> Result<Asked> {
    let mut pupils: BTreeSet<Id> = year.cells(y::CLASS_MEMBER)?.iter().filter_map(|c| key_id(c, 0)).collect();
    pupils.extend(year.cells(y::GROUP_MEMBER)?.iter().filter_map(|c| key_id(c, 2)));
    let mut users: BTreeSet<Id> = loads(year)?.iter().map(|l| l.user).collect();
    users.extend(year.cells(y::HOMEROOM)?.iter().filter_map(|c| key_id(c, 0)));
    Ok(Asked { pupils, users })
}

/// Pupils, staff, subjects, work types.
fn persons_and_words(reader: &Reader<'_>, day: NaiveDate, asked: Asked, known: &mut Known, out: &mut Vec<Made>) -> Result<()> {
    let names = names(reader, day)?;
    let sorted = |ids: BTreeSet<Id>| {
        let mut all: Vec<Id> = ids.into_iter().collect();
        all.sort_by_cached_key(|id| names.get(id).map(|n| (fold(&n.surname), fold(&n.given), fold(&n.patronymic), *id)));
        all
    };
    let name = |id: &Id| -> [Item; 3] {
        names.get(id).map_or([Item::None, Item::None, Item::None], |n| {
            [n.surname.as_str().into(), n.given.as_str().into(), n.patronymic.as_str().into()]
        })
    };
    let pupils = sorted(asked.pupils);
    let mut table = rows(PUPILS);
    for (id, n) in pupils.iter().zip(1i64..) {
        let [surname, given, patronymic] = name(id);
        let cell = |kind: u16| Ok::<_, Error>(reader.cell(kind, &[Value::Id(*id)])?.and_then(|c| c.value.int()));
        let sex = cell(r::PERSON_SEX)?.map_or(Item::None, |s| word("person_sex", "value", s));
        table.add(&[n.into(), surname, given, patronymic, cell(r::PERSON_BIRTH)?.and_then(date).into(), sex])?;
    }
    out.push(table.finish());
    known.pupils = Numbers::of(pupils);

    let users: HashMap<Id, Id> = logins(reader)?.into_iter().map(|l| (l.user.0, l.person)).collect();
    let mut positions: BTreeMap<Id, String> = BTreeMap::new();
    for c in reader.cells(r::STAFF)?.iter().filter(|c| c.value != Value::Null) {
        let (Some(id), Some(position)) = (key_id(c, 0), c.key.get(1).and_then(Value::text)) else { continue };
        let all = positions.entry(id).or_default();
        *all = if all.is_empty() { position.to_owned() } else { format!("{all}, {position}") };
    }
    for person in asked.users.iter().filter_map(|u| users.get(u)) {
        positions.entry(*person).or_default();
    }
    let staff = sorted(positions.keys().copied().collect());
    let mut table = rows(STAFF);
    for (id, n) in staff.iter().zip(1i64..) {
        let [surname, given, patronymic] = name(id);
        table.add(&[n.into(), surname, given, patronymic, positions.get(id).map_or(Item::None, |p| p.as_str().into())])?;
    }
    out.push(table.finish());
    known.staff = Numbers::of(staff);
    // Loads and homerooms name accounts.
    let by_user: Vec<(Id, i64)> = users.iter().filter_map(|(u, p)| Some((*u, *known.staff.0.get(p)?))).collect();
    known.staff.0.extend(by_user);

    let mut all = reader.cells(r::SUBJECT)?;
    all.retain(|c| c.value != Value::Null);
    all.sort_by_cached_key(|c| fold(&c.value.text_at(0)));
    let mut table = rows(SUBJECTS);
    for (c, n) in all.iter().zip(1i64..) {
        table.add(&[n.into(), c.value.text_at(0).into(), c.value.text_at(1).into()])?;
    }
    out.push(table.finish());
    known.subjects = Numbers::of(all.iter().filter_map(|c| key_id(c, 0)));

    let mut all = reader.cells(r::WORK_TYPE)?;
    all.retain(|c| c.value != Value::Null);
    all.sort_by_cached_key(|c| fold(&c.value.text_at(0)));
    let mut table = rows(WORKS);
    for (c, n) in all.iter().zip(1i64..) {
        let v = &c.value;
        table.add(&[n.into(), v.text_at(0).into(), v.text_at(1).into(), v.int_at(2).into(), v.int_at(3).into(), v.flag_at(4).into()])?;
    }
    out.push(table.finish());
    known.works = Numbers::of(all.iter().filter_map(|c| key_id(c, 0)));
    Ok(())
}

/// Classes, movement, terms, groups, members, teachers; gives the groups in the order of their numbers.
fn structure(reader: &Reader<'_>, known: &mut Known, out: &mut Vec<Made>) -> Result<Vec<Id>> {
    let (classes, orders) = (classes(reader)?, orders(reader)?);
    let mut sorted: Vec<(Id, &crate::people::ClassName)> = classes.iter().map(|(id, c)| (*id, c)).collect();
    sorted.sort_by_cached_key(|(id, c)| (c.grade, fold(&c.letter), *id));
    known.classes = Numbers::of(sorted.iter().map(|(id, _)| *id));
    let homerooms: HashMap<Id, Id> = reader.cells(y::HOMEROOM)?.iter().filter_map(|c| Some((key_id(c, 1)?, key_id(c, 0)?))).collect();
    let mut table = rows(CLASSES);
    for ((id, c), n) in sorted.iter().zip(1i64..) {
        let homeroom = known.staff.get(homerooms.get(id).copied());
        table.add(&[n.into(), c.to_string().into(), i64::from(c.grade).into(), c.letter.as_str().into(), homeroom])?;
    }
    out.push(table.finish());

    let mut lines = reader.cells(y::CLASS_MEMBER)?;
    lines.retain(|c| c.value != Value::Null);
    lines.sort_by_key(|c| (known.pupils.get(key_id(c, 0)).number(), key_date(c, 1)));
    let mut table = rows(MOVEMENT);
    for c in &lines {
        let order = c.value.id_at(1).and_then(|o| orders.get(&o)).map(|(_, o)| o.to_string());
        let (pupil, class) = (known.pupils.get(key_id(c, 0)), known.classes.get(c.value.id_at(0)));
        table.add(&[pupil, key_date(c, 1).into(), class, word("class_member", "kind", c.value.int_at(2)), order.into()])?;
    }
    out.push(table.finish());

    let calendar = calendar(reader)?;
    known.terms = Numbers::of(calendar.terms.iter().map(|t| t.id));
    known.by.terms = calendar.terms.iter().map(|t| (t.id, (t.from, t.to))).collect();
    known.by.days = ClassDays::read_all(reader)?;
    let mut table = rows(TERMS);
    for (t, n) in calendar.terms.iter().zip(1i64..) {
        let grades = t.grades.iter().map(u8::to_string).collect::<Vec<_>>().join(", ");
        let kind = word("term", "kind", i64::from(t.kind.code()));
        table.add(&[n.into(), t.name.as_str().into(), kind, t.from.into(), t.to.into(), grades.into()])?;
    }
    out.push(table.finish());

    let groups = groups(reader, &classes)?;
    let mut order: Vec<Id> = groups.keys().copied().collect();
    order.sort_by_cached_key(|id| groups.get(id).map(|g| (g.grade(), fold(&g.name), known.subjects.get(Some(g.subject)).number(), *id)));
    known.groups = Numbers::of(order.iter().copied());
    let mut table = rows(GROUPS);
    for (g, n) in order.iter().filter_map(|id| groups.get(id)).zip(1i64..) {
        let named = g.places.iter().filter_map(|p| classes.get(&p.class)).map(ToString::to_string).collect::<Vec<_>>().join(", ");
        let kind = word("group", "kind", i64::from(g.kind.code()));
        let subject = known.subjects.get(Some(g.subject));
        table.add(&[n.into(), g.name.as_str().into(), subject, kind, named.into(), i64::from(g.hours).into()])?;
    }
    out.push(table.finish());

    let mut members: Vec<Membership> = reader.cells(y::GROUP_MEMBER)?.iter().filter_map(Membership::read).collect();
    members.retain(|m| groups.get(&m.group).is_some_and(|g| m.counts(g, known.by.days(&m.pupil))));
    members.sort_by_key(|m| (known.groups.get(Some(m.group)).number(), known.pupils.get(Some(m.pupil)).number(), m.span));
    let mut table = rows(MEMBERS);
    for m in &members {
        table.add(&[known.groups.get(Some(m.group)), known.pupils.get(Some(m.pupil)), m.span.0.into(), m.span.1.into()])?;
    }
    out.push(table.finish());
    known.by.groups = groups;

    let mut loads = loads(reader)?;
    loads.sort_by_key(|l| (known.groups.get(Some(l.group)).number(), known.staff.get(Some(l.user)).number()));
    let mut table = rows(TEACHERS);
    for l in loads {
        table.add(&[known.groups.get(Some(l.group)), known.staff.get(Some(l.user)), l.from.into(), l.to.into()])?;
    }
    out.push(table.finish());
    Ok(order)
}

/// Lessons, marks and absences of one group.
fn page(reader: &Reader<'_>, id: Id, known: &Known, lessons: &mut Rows, marks: &mut Rows, absences: &mut Rows) -> Result<()> {
    let group = known.groups.get(Some(id));
    let mut stating = BTreeSet::new();
    for part in reader.first_parts(j::ABSENCE_REASON)? {
        stating.extend(part.first().and_then(Value::id));
    }
    let classes = reader.reason_classes(&stating);
    for lesson in reader.lessons_of(&id) {
        let mut cells: Vec<LessonCell<'_>> = Vec::new();
        reader.lesson(&lesson, &classes, |c| cells.push(c))?;
        cells.retain(|c| c.value != Value::Null);
        if cells.is_empty() {
            continue;
        }
        let pupil = |c: &LessonCell<'_>| known.pupils.get(c.second.first().and_then(Value::id));
        cells.sort_by_key(|c| (c.kind, pupil(c).number(), c.third.get(1).and_then(Value::int)));
        let place = |more: Vec<Item>| {
            let mut row = vec![group.clone(), date(lesson.date).into(), i64::from(lesson.slot).into()];
            row.extend(more);
            row
        };
        let text = |kind: u16| {
            let all: Vec<String> = cells.iter().filter(|c| c.kind == kind).map(|c| c.value.text_at(0)).collect();
            all.join(" / ")
        };
        let status = cells.iter().find(|c| c.kind == j::LESSON_STATE).map_or(Item::None, |c| word("lesson", "status", c.value.int_at(2)));
        lessons.add(&place(vec![status, text(j::TOPIC).into(), text(j::HOMEWORK).into()]))?;
        let says = |c: &LessonCell<'_>| {
            let (pupil, class) = (c.second.first().and_then(Value::id), c.third.first().and_then(Value::id));
            pupil.zip(class).zip(date(lesson.date)).is_some_and(|((pupil, class), day)| known.by.days(&pupil).is_in(&class, day))
        };
        let mut stated: BTreeMap<i64, &LessonCell<'_>> = BTreeMap::new();
        for c in &cells {
            match c.kind {
                j::MARK => {
                    let work = known.works.get(c.third.first().and_then(Value::id));
                    let ordinal = c.third.get(1).and_then(Value::int);
                    let mark = c.value.int().map_or(Item::None, |m| word("mark", "value", m));
                    marks.add(&place(vec![pupil(c), work, ordinal.into(), mark]))?;
                }
                // The word of a class that the pupil is not in on that day is no word.
                j::ABSENCE_REASON if says(c) => drop(stated.insert(pupil(c).number(), c)),
                _ => {}
            }
        }
        // The homeroom teacher's word stands over the teacher's (J-04).
        let written: BTreeMap<i64, &LessonCell<'_>> =
            cells.iter().filter(|c| c.kind == j::ATTENDANCE).map(|c| (pupil(c).number(), c)).collect();
        for n in written.keys().chain(stated.keys()).collect::<BTreeSet<_>>() {
            let minutes = written.get(n).map(|c| c.value.int_at(1)).filter(|m| *m > 0);
            let (code, reason) = match (stated.get(n), written.get(n)) {
                (Some(s), _) => (s.value.int_at(0), word("absence_reason", "reason", s.value.int_at(1))),
                (None, Some(w)) => (w.value.int_at(0), Item::None),
                (None, None) => continue,
            };
            absences.add(&place(vec![Item::Number(*n), word("attendance", "code", code), minutes.into(), reason]))?;
        }
    }
    Ok(())
}

/// Finals, decisions, awards.
fn results(reader: &Reader<'_>, known: &Known, out: &mut Vec<Made>) -> Result<()> {
    let by = &known.by;
    let rolls = Rolls::read(reader, by.groups.values(), |pupil| Some(by.days(pupil)))?;
    let written: Vec<FinalEntry> = reader.cells(j::FINAL_MARK)?.iter().filter_map(FinalEntry::read).collect();
    let settled = settle(written, &rolls, |g| by.groups.get(g).map(|g| g.subject), |t| by.terms.get(t).copied());
    // Where groups contradict each other, each stands with what it says.
    let one = settled.shown.into_iter().filter(|f| f.groups.is_empty()).map(|f| (f, false));
    let mut finals: Vec<(FinalEntry, bool)> = one.chain(settled.several.into_iter().map(|f| (f, true))).collect();
    let of = |numbers: &Numbers, id: Id| numbers.get(Some(id)).number();
    finals.sort_by_key(|(f, _)| {
        let place = (of(&known.pupils, f.pupil), of(&known.subjects, f.subject), of(&known.terms, f.term), f.cell.code());
        (place, known.groups.get(f.group).number())
    });
    let mut table = rows(FINALS);
    for (f, conflict) in &finals {
        let Some(mark) = f.mark else { continue };
        let kind = word("final_mark", "cell", i64::from(f.cell.code()));
        let (pupil, subject, term) = (known.pupils.get(Some(f.pupil)), known.subjects.get(Some(f.subject)), known.terms.get(Some(f.term)));
        let (mark, grounds) = (word("final_mark", "mark", i64::from(mark)), f.grounds.as_str().into());
        table.add(&[pupil, subject, term, kind, mark, grounds, known.groups.get(f.group), (*conflict).into()])?;
    }
    out.push(table.finish());

    let by_class = |c: &Cell| (known.classes.get(key_id(c, 0)).number(), known.pupils.get(key_id(c, 1)).number());
    let mut decisions = reader.cells(y::COUNCIL)?;
    decisions.retain(|c| c.value != Value::Null);
    decisions.sort_by_key(by_class);
    let mut table = rows(DECISIONS);
    for c in &decisions {
        let (pupil, class, v) = (known.pupils.get(key_id(c, 1)), known.classes.get(key_id(c, 0)), &c.value);
        let decision = word("council", "decision", v.int_at(0));
        table.add(&[pupil, class, decision, v.text_at(1).into(), v.text_at(2).into(), v.date_at(3).into()])?;
    }
    out.push(table.finish());

    let mut awards = reader.cells(y::AWARD)?;
    awards.retain(|c| c.value != Value::Null);
    awards.sort_by_key(by_class);
    let mut table = rows(AWARDS);
    for c in &awards {
        let award = c.key.get(2).and_then(Value::text).unwrap_or_default();
        let (pupil, class, v) = (known.pupils.get(key_id(c, 1)), known.classes.get(key_id(c, 0)), &c.value);
        table.add(&[pupil, class, award.into(), v.text_at(0).into(), v.date_at(1).into()])?;
    }
    out.push(table.finish());
    Ok(())
}
