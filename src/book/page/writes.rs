//! Writes of the journal's cells, as the store takes them: for pages, and for those who write many at once (demo schools, later exchange).
//!
//! Shapes only: whether a mark may stand in a cell is judged by the page (`journal.write`), whether its author may write it by the store.

use super::super::cells::{days, opt_date};
use super::Id;
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::journal::codes::CellKind;
use crate::store::Write;
use chrono::NaiveDate;

/// A lesson: teaching group, day, number of the lesson in the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LessonAt {
    /// Teaching group.
    pub group: Id,
    /// Day.
    pub date: NaiveDate,
    /// Slot.
    pub slot: u8,
}

impl LessonAt {
    fn key(&self, rest: &[Value]) -> Vec<Value> {
        [&[Value::Id(self.group), days(self.date).into(), i64::from(self.slot).into()], rest].concat()
    }
}

fn opt(n: Option<i64>) -> Value {
    n.map_or(Value::Null, Value::Int)
}

/// A mark of a work (type, ordinal from 1); none: cleared.
#[must_use]
pub fn mark(lesson: &LessonAt, pupil: Id, work: (Id, u8), mark: Option<u8>) -> Write {
    let key = lesson.key(&[Value::Id(pupil), Value::Id(work.0), i64::from(work.1).into()]);
    Write::new(j::MARK, key, opt(mark.map(i64::from)))
}

/// An absence by the teacher: code 1–5 and minutes late; none: cleared.
#[must_use]
pub fn attendance(lesson: &LessonAt, pupil: Id, code: Option<(u8, u16)>) -> Write {
    let value = code.map_or(Value::Null, |(code, minutes)| Value::Array(vec![i64::from(code).into(), i64::from(minutes).into()]));
    Write::new(j::ATTENDANCE, lesson.key(&[Value::Id(pupil)]), value)
}

/// The key of a homeroom teacher's word: of the class that the pupil is in on that day.
#[must_use]
pub fn reason_key(class: Id, lesson: &LessonAt, pupil: Id) -> Vec<Value> {
    [vec![Value::Id(class)], lesson.key(&[Value::Id(pupil)])].concat()
}

/// The homeroom teacher's word over an absence: code 1–5, reason (`AbsenceReason`). It cannot be taken back, only changed.
#[must_use]
pub fn reason(lesson: &LessonAt, pupil: Id, class: Id, code: u8, reason: u8) -> Write {
    let value = vec![i64::from(code).into(), i64::from(reason).into(), Value::Null, "".into()];
    Write::new(j::ABSENCE_REASON, reason_key(class, lesson, pupil), Value::Array(value))
}

/// A topic with its number in the lesson plan; `grade` 0, or that of a class-complect. An empty text clears.
#[must_use]
pub fn topic(lesson: &LessonAt, grade: u8, text: &str, plan: Option<u32>) -> Write {
    let value = vec![text.into(), opt(plan.map(i64::from)), Value::Null];
    let value = if text.is_empty() { Value::Null } else { Value::Array(value) };
    Write::new(j::TOPIC, lesson.key(&[i64::from(grade).into()]), value)
}

/// Homework with the day it is due and the minutes it takes. An empty text clears.
#[must_use]
pub fn homework(lesson: &LessonAt, grade: u8, text: &str, due: Option<NaiveDate>, minutes: Option<u16>) -> Write {
    let none = || Value::Array(Vec::new());
    let value = vec![text.into(), opt_date(due), opt(minutes.map(i64::from)), none(), none()];
    let value = if text.is_empty() { Value::Null } else { Value::Array(value) };
    Write::new(j::HOMEWORK, lesson.key(&[i64::from(grade).into()]), value)
}

/// A work of a lesson: title, place among the works, owed by those who missed it, own weight in hundredths.
#[must_use]
pub fn work(lesson: &LessonAt, work: (Id, u8), title: &str, order: u8, owed: bool, weight: Option<u32>) -> Write {
    let value = vec![title.into(), i64::from(order).into(), Value::Bool(owed), opt(weight.map(i64::from))];
    Write::new(j::WORK, lesson.key(&[Value::Id(work.0), i64::from(work.1).into()]), Value::Array(value))
}

/// A final: what it is of, the mark (none: cleared), what was proposed, grounds.
#[must_use]
pub fn final_mark(of: &FinalAt, mark: Option<u8>, proposed: Option<u8>, grounds: &str) -> Write {
    let value = vec![opt(mark.map(i64::from)), opt(proposed.map(i64::from)), grounds.into()];
    Write::new(j::FINAL_MARK, of.key(), Value::Array(value))
}

/// What a final is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FinalAt {
    /// Teaching group that sets it.
    pub group: Id,
    /// Pupil.
    pub pupil: Id,
    /// Term, or the year's own term.
    pub term: Id,
    /// Subject.
    pub subject: Id,
    /// Term, year, exam or result.
    pub cell: CellKind,
}

impl FinalAt {
    /// Its key.
    #[must_use]
    pub fn key(&self) -> Vec<Value> {
        let ids = [self.group, self.pupil, self.term, self.subject].map(Value::Id);
        ids.into_iter().chain([i64::from(self.cell.code()).into()]).collect()
    }
}
