//! Checks of what belongs to a lesson as a whole: topic (J-05), homework (J-06), works (J-03), kind and status.

use super::check::{Checker, MOST_LINE, Prepared, next_order, text};
use super::show::lesson_key;
use super::{undo, writes};
use crate::api::types::PageChange;
use crate::book::cells::Parts;
use crate::error::{Error, Result};
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::journal::codes::{LessonKind, LessonMode, LessonStatus};
use crate::journal::topic;
use crate::school::profile::EmptyTopics;
use crate::store::Write;
use chrono::NaiveDate;

/// Characters of a topic or homework at most.
const MOST_TEXT: usize = 2000;
/// Minutes of homework at most.
const MOST_MINUTES: u16 = 1440;

impl Checker<'_> {
    pub(super) fn topic(&self, c: &PageChange) -> Result<Prepared> {
        let (at, _) = self.lesson(&c.cell)?;
        self.may(&at)?;
        let text = text(c.text.as_deref(), MOST_TEXT)?;
        let mut warned = None;
        if !text.is_empty() && topic::is_empty(&text) {
            match self.known.profile.empty_topics {
                EmptyTopics::Refuse => return Err(Error::input("topic-empty")),
                EmptyTopics::Warn => warned = Some("topic-empty"),
                EmptyTopics::Off => {}
            }
        }
        let plan = c.plan.filter(|n| *n <= 100_000);
        let mut write = writes::topic(&self.at(at), c.cell.grade.unwrap_or_default(), &text, plan);
        let before = self.before(&write)?;
        let changes = self.unlocked(&mut write, at.0, &before)?;
        Ok(Prepared { write, changes, work: None, undo: Some(undo::topic(&c.cell, &before)), warned, touched: None })
    }

    pub(super) fn homework(&self, c: &PageChange) -> Result<Prepared> {
        let (at, _) = self.lesson(&c.cell)?;
        self.may(&at)?;
        let text = text(c.text.as_deref(), MOST_TEXT)?;
        let due = c.due.as_deref().filter(|d| !d.is_empty());
        let due: Option<NaiveDate> = due.map(|d| d.parse().map_err(|_| Error::usage("bad-date"))).transpose()?;
        if due.is_some_and(|due| due < at.0) {
            return Err(Error::input("homework-due").with("date", super::written(at.0)));
        }
        if c.minutes.is_some_and(|m| m > MOST_MINUTES) {
            return Err(Error::input("homework-minutes").with("most", MOST_MINUTES));
        }
        let mut write = writes::homework(&self.at(at), c.cell.grade.unwrap_or_default(), &text, due, c.minutes);
        let before = self.before(&write)?;
        // Links and attached files are not of this change: they stay.
        if let (Value::Array(new), Some(old)) = (&mut write.value, before.value.items()) {
            for i in [3, 4] {
                if let (Some(new), Some(old)) = (new.get_mut(i), old.get(i)) {
                    new.clone_from(old);
                }
            }
        }
        let changes = self.unlocked(&mut write, at.0, &before)?;
        Ok(Prepared { write, changes, work: None, undo: Some(undo::homework(&c.cell, &before)), warned: None, touched: None })
    }

    pub(super) fn work(&self, c: &PageChange) -> Result<Prepared> {
        let (at, lesson) = self.lesson(&c.cell)?;
        self.may(&at)?;
        let ((work, kind), ordinal) = (self.work_type(&c.cell)?, Self::ordinal(&c.cell)?);
        let known = lesson.works.iter().find(|w| (w.work, w.ordinal) == (work, ordinal));
        let mut write = match &c.text {
            Some(title) => {
                let kind = kind.ok_or_else(|| Error::input("work-unknown"))?;
                let title = text(Some(title), MOST_LINE)?;
                let order = known.map_or_else(|| next_order(lesson), |w| w.order);
                writes::work(&self.at(at), (work, ordinal), &title, order, kind.obligatory, known.and_then(|w| w.weight))
            }
            None => {
                if lesson.marks.iter().any(|m| m.mark.is_some() && (m.work, m.ordinal) == (work, ordinal)) {
                    return Err(Error::input("work-has-marks"));
                }
                let key = [&lesson_key(self.group(), at)[..], &[Value::Id(work), i64::from(ordinal).into()]].concat();
                Write::new(j::WORK, key, Value::Null)
            }
        };
        let before = self.before(&write)?;
        let changes = self.unlocked(&mut write, at.0, &before)?;
        Ok(Prepared { write, changes, work: None, undo: Some(undo::work(&c.cell, &before)), warned: None, touched: None })
    }

    pub(super) fn lesson_state(&self, c: &PageChange) -> Result<Prepared> {
        let (at, lesson) = self.lesson(&c.cell)?;
        self.may(&at)?;
        let find_kind = |k: &str| LessonKind::ALL.iter().find(|x| x.id() == k).ok_or_else(|| Error::usage("lesson-kind"));
        let find_status = |s: &str| LessonStatus::ALL.iter().find(|x| x.id() == s).ok_or_else(|| Error::usage("lesson-status"));
        let kind = c.kind.as_deref().map(find_kind).transpose()?;
        let status = c.status.as_deref().map(find_status).transpose()?;
        let value = if kind.is_none() && status.is_none() && c.text.is_none() {
            Value::Null
        } else {
            let old = lesson.state.clone();
            let note = match &c.text {
                Some(t) => text(Some(t), MOST_LINE)?,
                None => old.as_ref().map(|v| v.text_at(4)).unwrap_or_default(),
            };
            let mode = old.as_ref().map_or_else(|| i64::from(LessonMode::Room.code()), |v| v.int_at(1));
            let merged = old.as_ref().map(|v| v.list_at(3).to_vec()).unwrap_or_default();
            Value::Array(vec![
                i64::from(kind.copied().unwrap_or(lesson.kind()).code()).into(),
                mode.into(),
                i64::from(status.copied().unwrap_or(lesson.status()).code()).into(),
                Value::Array(merged),
                note.as_str().into(),
            ])
        };
        let mut write = Write::new(j::LESSON_STATE, lesson_key(self.group(), at).to_vec(), value);
        let before = self.before(&write)?;
        let changes = self.unlocked(&mut write, at.0, &before)?;
        Ok(Prepared { write, changes, work: None, undo: Some(undo::lesson(&c.cell, &before)), warned: None, touched: None })
    }
}
