//! The calendar against the journal (Y-01): terms by kind and name, unusual days by date and class.
//!
//! A day for some grades only is kept for each of their classes; a moved day makes two of them: one that works as the other, one that is off.
//! The academic year itself, in which finals of year, exam and result stand, is a term that comes by itself.

use super::draft::{Cells, Draft, Item, at, cells, differs, grades, word};
use crate::book::Book;
use crate::book::cells::{Parts, days};
use crate::book::classes::classes;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::id::AnyId;
use crate::import::columns::{Parsed, Row};
use crate::import::date::russian;
use crate::import::pupils::Place;
use crate::import::structure::calendar::{CalendarRow, What};
use crate::people::letters::fold;
use crate::school::codes::{DayKind, TermKind};
use chrono::NaiveDate;
use std::collections::HashMap;

type TermKey = (i64, String);

pub(super) fn draft(book: &Book, parsed: &Parsed<CalendarRow>) -> Result<Draft> {
    let (terms, known_days, classes) =
        book.home.ask(book.year, |reader| Ok((cells(reader, y::TERM)?, cells(reader, y::DAY)?, classes(reader)?)))?;
    let mut ids: HashMap<TermKey, [u8; 16]> = HashMap::new();
    for (key, value) in &terms {
        if let Some(id) = key.first().and_then(Value::id) {
            let place = ids.entry((value.int_at(1), fold(&value.text_at(0)))).or_insert(id);
            *place = (*place).min(id);
        }
    }
    let mut classes: Vec<([u8; 16], u8)> = classes.iter().map(|(id, name)| (*id, name.grade)).collect();
    classes.sort_unstable();
    let mut making = Making { book, terms, days: known_days, ids, classes, seen: HashMap::new(), draft: Draft::of(parsed) };
    for row in &parsed.rows {
        match row.value.what {
            What::Term(kind) => making.term(row, kind)?,
            What::Days(kind) => making.unusual(row, kind),
            What::Moved => making.moved(row),
        }
    }
    making.overlaps(&parsed.rows);
    making.year(&parsed.rows)?;
    Ok(making.draft)
}

struct Making<'a> {
    book: &'a Book,
    terms: Cells,
    days: Cells,
    ids: HashMap<TermKey, [u8; 16]>,
    classes: Vec<([u8; 16], u8)>,
    seen: HashMap<(TermKey, NaiveDate, NaiveDate), Place>,
    draft: Draft,
}

/// None listed: all.
fn listed(grades: &[u8]) -> &[u8] {
    if grades.len() == 11 { &[] } else { grades }
}

fn term_value(name: &str, kind: TermKind, from: NaiveDate, to: NaiveDate, grades: &[u8]) -> Value {
    let grades = listed(grades).iter().map(|g| Value::Int(i64::from(*g))).collect();
    let of = |d| Value::Int(days(d));
    Value::Array(vec![name.into(), i64::from(kind.code()).into(), of(from), of(to), Value::Array(grades), Value::Array(vec![])])
}

impl Making<'_> {
    /// True for a row that stood before.
    fn repeated(&mut self, row: &Row<CalendarRow>, key: TermKey) -> bool {
        let c = &row.value;
        if let Some(first) = self.seen.get(&(key.clone(), c.from, c.to)) {
            self.draft.pass(&row.place, &c.name, "term-repeated", &[("other", &at(first))]);
            return true;
        }
        self.seen.insert((key, c.from, c.to), row.place.clone());
        false
    }

    fn term(&mut self, row: &Row<CalendarRow>, kind: TermKind) -> Result<()> {
        let c = &row.value;
        let key = (i64::from(kind.code()), fold(&c.name));
        if self.repeated(row, key.clone()) {
            return Ok(());
        }
        // «каникулы» twice under one name are two: the one of the same days is the known one.
        let same_days = self.terms.iter().find(|(_, v)| {
            v.int_at(1) == key.0 && fold(&v.text_at(0)) == key.1 && (v.int_at(2), v.int_at(3)) == (days(c.from), days(c.to))
        });
        let unnamed = self.seen.keys().filter(|(k, _, _)| *k == key).count() > 1;
        let id = same_days.and_then(|(k, _)| k.first()?.id()).or_else(|| self.ids.get(&key).copied().filter(|_| !unnamed));
        let new = id.is_none();
        let id = id.map_or_else(AnyId::random, |id| Ok(AnyId(id)))?.0;
        self.ids.entry(key).or_insert(id);
        let value = term_value(&c.name, kind, c.from, c.to, &c.grades);
        let mut item = Item::of(new);
        item.set((self.book.year, y::TERM), vec![Value::Id(id)], value.clone(), &self.terms, |old| term_changes(old, &value));
        self.draft.put(&row.place, &c.name, format!("{}, {}", span(c.from, c.to), grades(&c.grades)), item);
        Ok(())
    }

    /// Whom a row is for: the whole school, or each class of its grades.
    fn classes_of(&self, grades: &[u8]) -> Vec<Option<[u8; 16]>> {
        if grades.len() == 11 {
            return vec![None];
        }
        self.classes.iter().filter(|(_, g)| grades.contains(g)).map(|(id, _)| Some(*id)).collect()
    }

    fn unusual(&mut self, row: &Row<CalendarRow>, kind: DayKind) {
        let c = &row.value;
        let all: Vec<_> = c.from.iter_days().take_while(|d| *d <= c.to).map(|d| (d, kind, None)).collect();
        self.put_days(row, &all, span(c.from, c.to));
    }

    fn moved(&mut self, row: &Row<CalendarRow>) {
        let c = &row.value;
        let both = [(c.from, DayKind::Moved, Some(c.to)), (c.to, DayKind::Off, None)];
        let detail = word("planned-moved", &[("from", &russian(c.from)), ("to", &russian(c.to))]);
        self.put_days(row, &both, detail);
    }

    fn put_days(&mut self, row: &Row<CalendarRow>, all: &[(NaiveDate, DayKind, Option<NaiveDate>)], detail: String) {
        let c = &row.value;
        if self.repeated(row, (0, fold(&c.name))) {
            return;
        }
        let classes = self.classes_of(&c.grades);
        if classes.is_empty() {
            self.draft.fail(&row.place, &c.name, "calendar-no-class", &[]);
            return;
        }
        let key = |day: NaiveDate, class: Option<[u8; 16]>| vec![days(day).into(), class.map_or(Value::Null, Value::Id)];
        let new = all.iter().all(|(day, _, _)| classes.iter().all(|class| !self.days.contains_key(&key(*day, *class))));
        let mut item = Item::of(new);
        for (day, kind, works_as) in all {
            let works_as = works_as.map_or(Value::Null, |d| days(d).into());
            let value = Value::Array(vec![i64::from(kind.code()).into(), works_as, Value::Null, c.name.as_str().into()]);
            for class in &classes {
                item.set((self.book.year, y::DAY), key(*day, *class), value.clone(), &self.days, |old| {
                    let name = |v: &Value| DayKind::from_code(v.int_at(0)).map_or("", DayKind::id);
                    let shown = |v: &Value| format!("{} ({})", v.text_at(3), word(&format!("code-day-kind-{}", name(v)), &[]));
                    vec![format!("{}: {} → {}", russian(*day), shown(old), shown(&value))]
                });
            }
        }
        item.changes.dedup();
        self.draft.put(&row.place, &c.name, format!("{detail}, {}", grades(&c.grades)), item);
    }

    /// Terms of one kind and grade that share a day are a doubt.
    fn overlaps(&mut self, rows: &[Row<CalendarRow>]) {
        for (i, a) in rows.iter().enumerate() {
            for b in rows.iter().skip(i + 1) {
                let (What::Term(x), What::Term(y)) = (a.value.what, b.value.what) else { continue };
                let together = a.value.from <= b.value.to && b.value.from <= a.value.to;
                let same = a.value.name == b.value.name && (a.value.from, a.value.to) == (b.value.from, b.value.to);
                if x == y && together && !same && a.value.grades.iter().any(|g| b.value.grades.contains(g)) {
                    self.draft.warn(&b.place, &b.value.name, "term-overlap", &[("other", &a.value.name)]);
                }
            }
        }
    }

    /// The term of the year: from the first day of the first term to the last day of the last.
    fn year(&mut self, rows: &[Row<CalendarRow>]) -> Result<()> {
        let reporting = |what: What| matches!(what, What::Term(kind) if kind != TermKind::Holidays);
        let spans: Vec<_> = rows.iter().map(|r| &r.value).filter(|c| reporting(c.what)).map(|c| (c.from, c.to)).collect();
        let (Some(from), Some(to)) = (spans.iter().map(|s| s.0).min(), spans.iter().map(|s| s.1).max()) else { return Ok(()) };
        let code = i64::from(TermKind::Year.code());
        let known = self.terms.iter().filter(|(_, v)| v.int_at(1) == code).filter_map(|(k, _)| k.first()?.id()).min();
        let id = known.map_or_else(AnyId::random, |id| Ok(AnyId(id)))?.0;
        let first = self.book.year.0;
        let name = word("planned-year", &[("year", &format!("{first}/{}", first + 1))]);
        let value = term_value(&name, TermKind::Year, from, to, &[]);
        let mut item = Item::of(known.is_none());
        item.set((self.book.year, y::TERM), vec![Value::Id(id)], value.clone(), &self.terms, |old| term_changes(old, &value));
        let place = rows.first().map(|r| Place { row: 0, ..r.place.clone() }).unwrap_or_default();
        self.draft.put(&place, &name, span(from, to), item);
        Ok(())
    }
}

fn span(from: NaiveDate, to: NaiveDate) -> String {
    if from == to { russian(from) } else { word("planned-days", &[("from", &russian(from)), ("to", &russian(to))]) }
}

fn term_changes(old: &Value, new: &Value) -> Vec<String> {
    let day = |v: &Value, i: usize| v.date_at(i).map(russian).unwrap_or_default();
    let of = |v: &Value| grades(&v.list_at(4).iter().filter_map(|g| u8::try_from(g.int()?).ok()).collect::<Vec<_>>());
    let mut out = Vec::new();
    differs(&mut out, "name", &old.text_at(0), &new.text_at(0));
    differs(&mut out, "from", &day(old, 2), &day(new, 2));
    differs(&mut out, "to", &day(old, 3), &day(new, 3));
    differs(&mut out, "grades", &of(old), &of(new));
    out
}
