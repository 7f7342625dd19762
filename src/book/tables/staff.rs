//! The staff list against the journal: persons, positions, and what the list says of subjects and homeroom classes (R-05, Y-01).
//!
//! A load and a homeroom need an account, which a person of the list may not have yet. So the list's words are kept in a setting of the year,
//! `staff.<person>`: subjects in its first line, classes in its second. Accounts and the proposal of groups read them from there.

use super::draft::{Cells, Draft, Item, at, cells, change, differs, hundredths};
use crate::book::Book;
use crate::book::cells::{Parts, date, days, opt_date};
use crate::book::classes::{classes, memberships};
use crate::book::login::open_users;
use crate::book::people::{name_value, names};
use crate::error::Result;
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Value, Volume};
use crate::id::PersonId;
use crate::import::columns::{Parsed, Row};
use crate::import::date::russian;
use crate::import::pupils::Place;
use crate::import::structure::staff::StaffRow;
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::school::subject;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Beginning of the settings that keep the list's words.
const SETTING: &str = "staff.";
/// Between subjects, and between classes, of such a setting.
const BETWEEN: &str = "; ";
/// An order that the list does not name.
const NO_ORDER: &str = "—";
/// A whole rate, hundredths.
const WHOLE_RATE: u32 = 100;

/// What the staff list says of a person beside their positions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::book) struct StaffWords {
    /// Subjects as written.
    pub subjects: Vec<String>,
    /// Classes by name.
    pub classes: Vec<String>,
}

impl StaffWords {
    fn to_value(&self) -> Value {
        format!("{}\n{}", self.subjects.join(BETWEEN), self.classes.join(BETWEEN)).into()
    }
    fn of(text: &str) -> Self {
        let (subjects, classes) = text.split_once('\n').unwrap_or((text, ""));
        let parts = |t: &str| t.split(BETWEEN).filter(|p| !p.is_empty()).map(str::to_owned).collect();
        Self { subjects: parts(subjects), classes: parts(classes) }
    }
    /// True when the person teaches the subject.
    pub(in crate::book) fn teaches(&self, name: &str) -> bool {
        self.subjects.iter().any(|s| subject::key(s) == subject::key(name))
    }
    /// True when the person answers for the class.
    pub(in crate::book) fn answers_for(&self, class: &ClassName) -> bool {
        self.classes.iter().any(|c| ClassName::parse(c).is_ok_and(|c| c.value.key() == class.key()))
    }
}

fn setting(person: [u8; 16]) -> Vec<Value> {
    vec![format!("{SETTING}{}", PersonId(person)).into()]
}

/// The list's words by person. Of the year.
pub(in crate::book) fn staff_words(reader: &Reader<'_>) -> Result<HashMap<[u8; 16], StaffWords>> {
    let read = |key: &[Value], value: &Value| {
        let id = PersonId::parse(key.first()?.text()?.strip_prefix(SETTING)?).ok()?;
        Some((id.0, StaffWords::of(value.text()?)))
    };
    Ok(cells(reader, y::YEAR_SETTING)?.iter().filter_map(|(k, v)| read(k, v)).collect())
}

/// Positions by person: those who are not dismissed on `day`. Of the registry.
pub(in crate::book) fn positions(reader: &Reader<'_>, day: NaiveDate) -> Result<BTreeMap<[u8; 16], Vec<String>>> {
    let mut out: BTreeMap<[u8; 16], Vec<String>> = BTreeMap::new();
    for (key, value) in cells(reader, r::STAFF)? {
        let works = value.date_at(2).is_none_or(|d| day < d);
        if let (Some(person), Some(position), true) = (key.first().and_then(Value::id), key.get(1).and_then(Value::text), works) {
            out.entry(person).or_default().push(position.to_owned());
        }
    }
    for all in out.values_mut() {
        all.sort();
    }
    Ok(out)
}

/// A person who is known, or comes with this list.
struct Person {
    id: [u8; 16],
    birth: Option<NaiveDate>,
    pupil: bool,
    new: bool,
}

struct Known {
    births: Cells,
    snils: Cells,
    staff: Cells,
    users: HashMap<[u8; 16], [u8; 16]>,
    settings: Cells,
    homerooms: Cells,
    classes: HashMap<[u8; 16], ClassName>,
    people: HashMap<String, Vec<Person>>,
    by_snils: HashMap<u64, [u8; 16]>,
}

fn known(book: &Book) -> Result<Known> {
    let (day, closed) = (book.list_day(), book.closed_users()?);
    let (settings, homerooms, classes, pupils) = book.home.ask(book.year, |reader| {
        let pupils: HashSet<[u8; 16]> = memberships(reader, day)?.into_keys().collect();
        Ok((cells(reader, y::YEAR_SETTING)?, cells(reader, y::HOMEROOM)?, classes(reader)?, pupils))
    })?;
    book.home.ask(Volume::REGISTRY, |reader| {
        let (names, births, snils) = (names(reader, day)?, cells(reader, r::PERSON_BIRTH)?, cells(reader, r::PERSON_SNILS)?);
        let users = open_users(reader, &closed)?;
        let mut people: HashMap<String, Vec<Person>> = HashMap::new();
        let mut sorted: Vec<_> = names.iter().collect();
        sorted.sort_by_key(|(id, _)| **id);
        for (id, name) in sorted {
            let birth = births.get(&vec![Value::Id(*id)]).and_then(Value::int).and_then(date);
            people.entry(name.key()).or_default().push(Person { id: *id, birth, pupil: pupils.contains(id), new: false });
        }
        let number = |(key, value): (&Vec<Value>, &Value)| Some((u64::try_from(value.int()?).ok()?, key.first()?.id()?));
        let by_snils = snils.iter().filter_map(number).collect();
        let staff = cells(reader, r::STAFF)?;
        Ok(Known { births, snils, staff, users, settings, homerooms, classes, people, by_snils })
    })
}

/// Who a row is about.
enum Who {
    Known([u8; 16]),
    New([u8; 16]),
    Refused(&'static str),
}

impl Known {
    /// By СНИЛС, then by name and birth date; a name alone when one of the two has no birth date and nobody else has the name.
    fn find(&mut self, row: &StaffRow) -> Result<Who> {
        if let Some(id) = row.snils.and_then(|s| self.by_snils.get(&s.number()).copied()) {
            return Ok(Who::Known(id));
        }
        let same = self.people.entry(row.name.key()).or_default();
        let exact: Vec<&Person> = same.iter().filter(|p| p.birth.is_some() && p.birth == row.birth).collect();
        match exact.as_slice() {
            [one] if one.pupil => return Ok(Who::Refused("person-pupil")),
            [one] => return Ok(if one.new { Who::New(one.id) } else { Who::Known(one.id) }),
            [] => {}
            _ => return Ok(Who::Refused("person-several")),
        }
        let open: Vec<&Person> = same.iter().filter(|p| !p.pupil && (p.birth.is_none() || row.birth.is_none())).collect();
        match open.as_slice() {
            [one] => Ok(if one.new { Who::New(one.id) } else { Who::Known(one.id) }),
            [] => {
                let id = PersonId::random()?.0;
                same.push(Person { id, birth: row.birth, pupil: false, new: true });
                if let Some(snils) = row.snils {
                    self.by_snils.insert(snils.number(), id);
                }
                Ok(Who::New(id))
            }
            _ => Ok(Who::Refused("person-several")),
        }
    }
}

pub(super) fn draft(book: &Book, parsed: &Parsed<StaffRow>) -> Result<Draft> {
    let mut known = known(book)?;
    let mut draft = Draft::of(parsed);
    let mut said: HashMap<[u8; 16], StaffWords> = HashMap::new();
    let mut who = Vec::with_capacity(parsed.rows.len());
    // Rows of one person say one thing together: what they teach and answer for.
    for row in &parsed.rows {
        let found = known.find(&row.value)?;
        if let Who::Known(id) | Who::New(id) = found {
            let words = said.entry(id).or_default();
            for s in &row.value.subjects {
                if !words.teaches(s) {
                    words.subjects.push(s.clone());
                }
            }
            for c in &row.value.classes {
                if !words.answers_for(c) {
                    words.classes.push(c.to_string());
                }
            }
        }
        who.push(found);
    }
    let mut making = Making { book, known, said, first: HashSet::new(), seen: HashMap::new(), homes: HashMap::new(), draft };
    for (row, who) in parsed.rows.iter().zip(who) {
        match who {
            Who::Refused(code) => making.draft.fail(&row.place, &row.value.name.to_string(), code, &[]),
            Who::Known(id) => making.row(row, id, false),
            Who::New(id) => making.row(row, id, true),
        }
    }
    draft = making.draft;
    Ok(draft)
}

struct Making<'a> {
    book: &'a Book,
    known: Known,
    said: HashMap<[u8; 16], StaffWords>,
    first: HashSet<[u8; 16]>,
    seen: HashMap<([u8; 16], String), Place>,
    homes: HashMap<[u8; 16], String>,
    draft: Draft,
}

impl Making<'_> {
    fn row(&mut self, row: &Row<StaffRow>, id: [u8; 16], new: bool) {
        let s = &row.value;
        let name = s.name.to_string();
        if let Some(first) = self.seen.get(&(id, fold(&s.position))) {
            self.draft.pass(&row.place, &name, "repeated-person", &[("other", &at(first))]);
            return;
        }
        self.seen.insert((id, fold(&s.position)), row.place.clone());
        let first = self.first.insert(id);
        let mut item = Item::of(new && first);
        let registry = |kind| (Volume::REGISTRY, kind);
        let key = || vec![Value::Id(id)];
        if first && new {
            item.set(registry(r::PERSON_NAME), vec![Value::Id(id), Value::Null], name_value(&s.name), &Cells::new(), |_| vec![]);
        }
        if let (Some(birth), true) = (s.birth, first) {
            let day = |v: &Value| v.int().and_then(date).map(russian).unwrap_or_default();
            item.set(registry(r::PERSON_BIRTH), key(), days(birth).into(), &self.known.births, |old| {
                vec![change("birth", &[], &day(old), &russian(birth))]
            });
        }
        if let (Some(snils), true) = (s.snils.and_then(|n| i64::try_from(n.number()).ok()), first) {
            let text = s.snils.map(|n| n.to_string()).unwrap_or_default();
            item.set(registry(r::PERSON_SNILS), key(), snils.into(), &self.known.snils, |_| vec![change("snils", &[], "…", &text)]);
        }
        self.position(&mut item, id, s);
        if first {
            self.words(&mut item, id);
            self.homeroom(row, &mut item, id);
        }
        let detail = [s.position.clone(), s.subjects.join(", "), s.classes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")];
        let detail: Vec<String> = detail.into_iter().filter(|t| !t.is_empty()).collect();
        self.draft.put(&row.place, &name, detail.join(" · "), item);
    }

    fn position(&self, item: &mut Item, id: [u8; 16], s: &StaffRow) {
        // A position that differs in case alone is the same one.
        let same = |key: &&Vec<Value>| {
            key.first().and_then(Value::id) == Some(id) && key.get(1).and_then(Value::text).is_some_and(|p| fold(p) == fold(&s.position))
        };
        let key = self.known.staff.keys().find(same).cloned().unwrap_or_else(|| vec![Value::Id(id), s.position.as_str().into()]);
        // What the file does not say stays as it is.
        let old = self.known.staff.get(&key);
        let kept = |i: usize| old.and_then(|v| v.items()?.get(i).cloned());
        let order = s.order.as_deref().map(Value::from).or_else(|| kept(0)).unwrap_or_else(|| NO_ORDER.into());
        let dated = |said: Option<NaiveDate>, i: usize| if said.is_some() { opt_date(said) } else { kept(i).unwrap_or_default() };
        let rate = s.rate.map(|r| Value::Int(i64::from(r))).or_else(|| kept(3)).unwrap_or_else(|| i64::from(WHOLE_RATE).into());
        let value = Value::Array(vec![order, dated(s.hired, 1), dated(s.dismissed, 2), rate]);
        if old.is_none() && !item.new {
            item.changes.push(change("position", &[], "", &s.position));
        }
        item.set((Volume::REGISTRY, r::STAFF), key, value.clone(), &self.known.staff, |old| {
            let day = |v: &Value, i: usize| v.date_at(i).map(russian).unwrap_or_default();
            let mut out = Vec::new();
            differs(&mut out, "order", &old.text_at(0), &value.text_at(0));
            differs(&mut out, "hired", &day(old, 1), &day(&value, 1));
            differs(&mut out, "dismissed", &day(old, 2), &day(&value, 2));
            differs(&mut out, "rate", &hundredths(old.int_at(3)), &hundredths(value.int_at(3)));
            out
        });
    }

    fn words(&self, item: &mut Item, id: [u8; 16]) {
        let Some(words) = self.said.get(&id).filter(|w| !w.subjects.is_empty() || !w.classes.is_empty()) else { return };
        item.set((self.book.year, y::YEAR_SETTING), setting(id), words.to_value(), &self.known.settings, |old| {
            let old = StaffWords::of(old.text().unwrap_or_default());
            let mut out = Vec::new();
            differs(&mut out, "subjects", &old.subjects.join(", "), &words.subjects.join(", "));
            differs(&mut out, "homeroom", &old.classes.join(", "), &words.classes.join(", "));
            out
        });
    }

    /// Homeroom grants of those who have an account; the rest get theirs with the account.
    fn homeroom(&mut self, row: &Row<StaffRow>, item: &mut Item, id: [u8; 16]) {
        let words = self.said.get(&id).cloned().unwrap_or_default();
        for text in &words.classes {
            let class = self.known.classes.iter().filter(|(_, n)| n.to_string() == *text || words_key(text) == Some(n.key()));
            let Some(class) = class.map(|(id, _)| *id).min() else {
                self.draft.warn(&row.place, text, "homeroom-unknown", &[("class", text)]);
                continue;
            };
            if let Some(other) = self.homes.insert(class, row.value.name.to_string()) {
                self.draft.warn(&row.place, text, "homeroom-taken", &[("class", text), ("other", &other)]);
            }
            let Some(user) = self.known.users.get(&id) else { continue };
            let key = vec![Value::Id(*user), Value::Id(class)];
            let value = self.known.homerooms.get(&key).cloned().unwrap_or_else(|| Value::Array(vec![Value::Null, Value::Null]));
            if !item.new && !self.known.homerooms.contains_key(&key) {
                item.changes.push(change("homeroom", &[], "", text));
            }
            item.set((self.book.year, y::HOMEROOM), key, value, &self.known.homerooms, |_| vec![]);
        }
    }
}

fn words_key(text: &str) -> Option<(u8, String)> {
    ClassName::parse(text).ok().map(|c| c.value.key())
}

impl Book {
    /// Homeroom grants of the staff list for people who have an account now: key and value of each that is missing.
    pub(in crate::book) fn missing_homerooms(&self) -> Result<Vec<(Vec<Value>, Value)>> {
        let known = known(self)?;
        let words = self.home.ask(self.year, staff_words)?;
        let held: HashSet<[u8; 16]> = known.homerooms.keys().filter_map(|k| k.get(1)?.id()).collect();
        let mut out = Vec::new();
        for (person, words) in words {
            let Some(user) = known.users.get(&person) else { continue };
            for (class, name) in &known.classes {
                if words.answers_for(name) && !held.contains(class) {
                    out.push((vec![Value::Id(*user), Value::Id(*class)], Value::Array(vec![Value::Null, Value::Null])));
                }
            }
        }
        out.sort();
        out.dedup_by_key(|(key, _)| key.get(1).and_then(Value::id));
        Ok(out)
    }
}
