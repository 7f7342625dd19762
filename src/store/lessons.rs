//! Reading a journal page: everything written to the lessons of one teaching group, with one statement a lesson.
//!
//! The first part of the key of all kinds of a lesson but one is the lesson itself (group, date, slot): one local number, under which
//! marks, attendance, topics and the rest lie side by side. The homeroom teacher's reason has the class before it: it is looked for in the
//! classes that the caller names.

use super::fold::{CONFLICT, NOTHING};
use super::read::{Reader, value};
use super::row::{parts, unkept};
use crate::error::{Error, Result};
use crate::event::{Value, spec};
use rusqlite::OptionalExtension;
use std::collections::HashSet;

/// A lesson that something was ever written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LessonKey {
    /// Day, days since 1970-01-01.
    pub date: i64,
    /// Number of the lesson in the day.
    pub slot: u8,
    /// Local number of the lesson.
    number: i64,
}

/// One cell of a lesson.
#[derive(Debug)]
pub struct LessonCell<'r> {
    /// Kind.
    pub kind: u16,
    /// What follows the lesson in the key: pupil, grade, user, type and ordinal.
    pub second: &'r [Value],
    /// The rest of the key; of a reason of absence its class.
    pub third: &'r [Value],
    /// Value shown; null: cleared.
    pub value: Value,
    /// Several writes of different values stand beside each other.
    pub conflict: bool,
    /// Local cursor of the write shown.
    pub at: i64,
}

/// Classes whose words on absences are read with a lesson, by their local numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReasonClasses(Vec<i64>);

impl ReasonClasses {
    /// The one that is read together with the lesson; no key's part has the number 0.
    fn first(&self) -> i64 {
        self.0.first().copied().unwrap_or_default()
    }
}

/// Kinds that a page reads: 109 substitution, 118 transfer, 200 lesson, 201 topic, 202 homework, 204 mark, 205 attendance,
/// 209 work; of one class 206 absence reason. The table as it lies, not the view over it: a page has thousands of rows.
const OF_LESSON: &str = "SELECT kind, b, c, at, value, flag FROM cell WHERE kind IN (109, 118, 200, 201, 202, 204, 205, 209) AND a = ?1 \
     UNION ALL SELECT kind, c, a, at, value, flag FROM cell WHERE kind = 206 AND a = ?2 AND b = ?1";

/// The same without topics and homework, whose long values stand in the ledger.
const BUT_TEXTS: &str = "SELECT kind, b, c, at, value, flag FROM cell WHERE kind IN (109, 118, 200, 204, 205, 209) AND a = ?1 \
     UNION ALL SELECT kind, c, a, at, value, flag FROM cell WHERE kind = 206 AND a = ?2 AND b = ?1";
const REASONS: &str = "SELECT kind, c, a, at, value, flag FROM cell WHERE kind = 206 AND a = ?2 AND b = ?1";
const OF_KIND: &str = "SELECT kind, b, c, at, value, flag FROM cell WHERE a = ?1 AND kind = ?2";

/// First parts of the keys of a kind, one look-up each.
const FIRST_PARTS: &str = "WITH RECURSIVE part(a) AS (SELECT min(a) FROM cell WHERE kind = ?1 UNION ALL \
     SELECT (SELECT min(a) FROM cell WHERE kind = ?1 AND a > part.a) FROM part WHERE part.a IS NOT NULL) \
     SELECT a FROM part WHERE a IS NOT NULL";

impl Reader<'_> {
    /// Lessons of a group that anything was ever written to, by day, then slot.
    #[must_use]
    pub fn lessons_of(&self, group: &[u8; 16]) -> Vec<LessonKey> {
        let read = |n: &i64| match self.ids.part(*n)? {
            [_, Value::Int(date), Value::Int(slot)] => Some(LessonKey { date: *date, slot: u8::try_from(*slot).ok()?, number: *n }),
            _ => None,
        };
        let mut out: Vec<LessonKey> = self.ids.lessons(group).iter().filter_map(read).collect();
        out.sort_unstable();
        out
    }

    /// One lesson; none when nothing was ever written to it.
    #[must_use]
    pub fn lesson_at(&self, group: &[u8; 16], date: i64, slot: u8) -> Option<LessonKey> {
        let number = self.ids.find(&[Value::Id(*group), Value::Int(date), Value::Int(i64::from(slot))])?;
        Some(LessonKey { date, slot, number })
    }

    /// Classes as [`Reader::lesson`] takes them; those that no key names are left out.
    #[must_use]
    pub fn reason_classes<'i>(&self, classes: impl IntoIterator<Item = &'i [u8; 16]>) -> ReasonClasses {
        ReasonClasses(classes.into_iter().filter_map(|c| self.ids.find(&[Value::Id(*c)])).collect())
    }

    /// First parts of all keys of a kind, whatever became of what was written under them; of kinds with few of them.
    ///
    /// # Errors
    /// Storage errors.
    pub fn first_parts(&self, kind: u16) -> Result<Vec<&[Value]>> {
        let mut q = self.conn.prepare_cached(FIRST_PARTS)?;
        let mut rows = q.query([kind])?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            out.push(self.ids.part(r.get(0)?).ok_or_else(|| Error::damaged("ledger-row"))?);
        }
        Ok(out)
    }

    /// Gives every cell of a lesson to `take`, reasons of absence of these classes last.
    ///
    /// # Errors
    /// Storage errors.
    pub fn lesson<'s>(&'s self, lesson: &LessonKey, classes: &ReasonClasses, take: impl FnMut(LessonCell<'s>)) -> Result<()> {
        self.with_reasons(OF_LESSON, lesson, classes, take)
    }

    /// As [`Reader::lesson`], without topics and homework.
    ///
    /// # Errors
    /// Storage errors.
    pub fn lesson_but_texts<'s>(&'s self, lesson: &LessonKey, classes: &ReasonClasses, take: impl FnMut(LessonCell<'s>)) -> Result<()> {
        self.with_reasons(BUT_TEXTS, lesson, classes, take)
    }

    fn with_reasons<'s>(
        &'s self,
        sql: &str,
        lesson: &LessonKey,
        classes: &ReasonClasses,
        mut take: impl FnMut(LessonCell<'s>),
    ) -> Result<()> {
        self.give(sql, (lesson.number, classes.first()), &mut take)?;
        for class in classes.0.iter().skip(1) {
            self.give(REASONS, (lesson.number, class), &mut take)?;
        }
        Ok(())
    }

    /// Gives the cells of one kind of a lesson to `take`.
    ///
    /// # Errors
    /// Storage errors.
    pub fn lesson_part<'s>(&'s self, lesson: &LessonKey, kind: u16, take: impl FnMut(LessonCell<'s>)) -> Result<()> {
        self.give(OF_KIND, (lesson.number, kind), take)
    }

    fn give<'s>(&'s self, sql: &str, of: impl rusqlite::Params, mut take: impl FnMut(LessonCell<'s>)) -> Result<()> {
        let mut q = self.conn.prepare_cached(sql)?;
        let mut rows = q.query(of)?;
        while let Some(r) = rows.next()? {
            if let Some(cell) = self.cell_of(r)? {
                take(cell);
            }
        }
        Ok(())
    }

    /// A row of the statements above; none where nothing is shown.
    fn cell_of(&self, r: &rusqlite::Row<'_>) -> Result<Option<LessonCell<'_>>> {
        let damaged = || Error::damaged("ledger-row");
        let (at, in_ledger, flag) = unkept(r.get(3)?, r.get(5)?);
        if flag == NOTHING {
            return Ok(None);
        }
        Ok(Some(LessonCell {
            kind: r.get(0)?,
            second: self.ids.part(r.get(1)?).ok_or_else(damaged)?,
            third: self.ids.part(r.get(2)?).ok_or_else(damaged)?,
            value: if in_ledger { self.long_value(at)? } else { value(r, 4)? },
            conflict: flag == CONFLICT,
            at,
        }))
    }

    /// A value that stands in the ledger alone.
    fn long_value(&self, at: i64) -> Result<Value> {
        let mut q = self.conn.prepare_cached("SELECT value FROM ledger WHERE at = ?1")?;
        let mut rows = q.query([at])?;
        match rows.next()? {
            Some(r) => value(r, 0),
            None => Err(Error::damaged("ledger-row-missing")),
        }
    }

    /// Lessons of all groups that have a value of a kind: topics written, by the thousand.
    ///
    /// # Errors
    /// Storage errors.
    pub fn lessons_with(&self, kind: u16) -> Result<HashSet<LessonKey>> {
        // Long values stand in the ledger and need not be read to know that they are there.
        let mut q = self
            .conn
            .prepare_cached("SELECT DISTINCT a FROM cell WHERE kind = ?1 AND flag & 3 <> ?2 AND (flag >= 4 OR value IS NOT NULL)")?;
        let mut rows = q.query((kind, NOTHING))?;
        let mut out = HashSet::new();
        while let Some(r) = rows.next()? {
            let number = r.get(0)?;
            if let Some([_, Value::Int(date), Value::Int(slot)]) = self.ids.part(number)
                && let Ok(slot) = u8::try_from(*slot)
            {
                out.insert(LessonKey { date: *date, slot, number });
            }
        }
        Ok(out)
    }

    /// Cells of a kind whose key has these first two parts; the third is read from what comes back.
    ///
    /// # Errors
    /// Storage errors.
    pub fn cells_of(&self, kind: u16, first: &[Value], second: &[Value]) -> Result<Vec<super::Cell>> {
        let (Some(a), Some(b)) = (self.ids.find(first), self.ids.find(second)) else { return Ok(Vec::new()) };
        let mut q = self.conn.prepare_cached("SELECT value, flag, at, c FROM shown WHERE kind=?1 AND a=?2 AND b=?3 AND flag<>?4")?;
        let mut rows = q.query((kind, a, b, NOTHING))?;
        let mut out = Vec::new();
        while let Some(r) = rows.next()? {
            let third = self.ids.part(r.get(3)?).ok_or_else(|| Error::damaged("ledger-row"))?;
            let key = [first, second, third].concat();
            out.push(super::Cell { key, value: value(r, 0)?, conflict: r.get::<_, i64>(1)? == CONFLICT, at: r.get(2)? });
        }
        Ok(out)
    }

    /// Claimed time of the write at a cursor.
    ///
    /// # Errors
    /// `ledger-row-missing`; storage errors.
    pub fn claim(&self, at: i64) -> Result<i64> {
        let mut q = self.conn.prepare_cached("SELECT claim FROM ledger WHERE at = ?1")?;
        q.query_row([at], |r| r.get(0)).optional()?.ok_or_else(|| Error::damaged("ledger-row-missing"))
    }

    /// Claimed time of the first write of a cell that was written more than once.
    ///
    /// # Errors
    /// Storage errors.
    pub fn first_claim(&self, kind: u16, key: &[Value]) -> Result<Option<i64>> {
        let Some([x, y, z]) = spec(kind).and_then(|s| parts(s, key)) else { return Ok(None) };
        let (Some(a), Some(b), Some(c)) = (self.ids.find(x), self.ids.find(y), self.ids.find(z)) else { return Ok(None) };
        let mut q = self.conn.prepare_cached(
            "SELECT min(ledger.claim) FROM again JOIN ledger ON ledger.at = abs(again.at) WHERE again.kind=?1 AND again.a=?2 AND again.b=?3 AND again.c=?4",
        )?;
        Ok(q.query_row((kind, a, b, c), |r| r.get(0))?)
    }
}
