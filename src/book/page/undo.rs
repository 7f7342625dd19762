//! The change that takes a change back: what the cell held before. Its guard is the write it takes back.

use super::super::shown::FinalEntry;
use crate::api::types::{CellRef, PageChange};
use crate::book::cells::Parts;
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::journal::codes::{LessonKind, LessonStatus};

/// What a cell held.
#[derive(Debug, Clone, Default)]
pub(super) struct Before {
    /// Value; null: nothing.
    pub value: Value,
    /// In conflict.
    pub conflict: bool,
    /// Cursor of the write shown.
    pub at: Option<i64>,
}

fn of(cell: &CellRef) -> PageChange {
    PageChange { cell: cell.clone(), ..PageChange::default() }
}

fn int<T: TryFrom<i64>>(v: &Value, i: usize) -> Option<T> {
    v.items()?.get(i)?.int().and_then(|n| T::try_from(n).ok())
}

fn text(v: &Value) -> Option<String> {
    (*v != Value::Null).then(|| v.text_at(0))
}

pub(super) fn mark(cell: &CellRef, before: &Before) -> PageChange {
    PageChange { mark: before.value.int().and_then(|n| u8::try_from(n).ok()), ..of(cell) }
}

/// The homeroom teacher's first word cannot be taken back, only changed.
pub(super) fn attendance(cell: &CellRef, kind: u16, before: &Before) -> Option<PageChange> {
    if kind == j::ABSENCE_REASON {
        return Some(PageChange { code: Some(int(&before.value, 0)?), ..of(cell) });
    }
    let minutes = int(&before.value, 1).filter(|m: &u16| *m > 0);
    Some(PageChange { code: int(&before.value, 0), minutes, ..of(cell) })
}

pub(super) fn topic(cell: &CellRef, before: &Before) -> PageChange {
    PageChange { text: text(&before.value), plan: int(&before.value, 1), ..of(cell) }
}

pub(super) fn homework(cell: &CellRef, before: &Before) -> PageChange {
    let v = &before.value;
    PageChange { text: text(v), due: v.date_at(1).map(|d| d.to_string()), minutes: int(v, 2), ..of(cell) }
}

pub(super) fn work(cell: &CellRef, before: &Before) -> PageChange {
    PageChange { text: text(&before.value), ..of(cell) }
}

pub(super) fn lesson(cell: &CellRef, before: &Before) -> PageChange {
    let v = &before.value;
    if *v == Value::Null {
        return of(cell);
    }
    PageChange {
        kind: LessonKind::from_code(v.int_at(0)).map(|k| k.id().to_owned()),
        status: LessonStatus::from_code(v.int_at(2)).map(|s| s.id().to_owned()),
        text: Some(v.text_at(4)),
        ..of(cell)
    }
}

pub(super) fn final_mark(cell: &CellRef, before: Option<&FinalEntry>) -> PageChange {
    let grounds = before.map(|f| f.grounds.clone()).filter(|g| !g.is_empty());
    PageChange { mark: before.and_then(|f| f.mark), text: grounds, ..of(cell) }
}
