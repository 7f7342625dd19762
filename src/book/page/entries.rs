//! What is written to the lessons of a group, as the store shows it.

use super::super::cells::{Parts, date, days};
use super::super::shown::ClassDays;
use super::Id;
use super::ground::Ground;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{journal as j, year as y};
use crate::journal::codes::{LessonKind, LessonStatus};
use crate::store::{LessonCell, LessonKey, Reader, ReasonClasses};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// A lesson's place: day and slot.
pub(in crate::book) type At = (NaiveDate, u8);

/// A mark as it stands. No mark: cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::book) struct MarkEntry {
    /// Pupil.
    pub pupil: Id,
    /// Work type.
    pub work: Id,
    /// Ordinal of the work.
    pub ordinal: u8,
    /// Mark code.
    pub mark: Option<u8>,
    /// In conflict.
    pub conflict: bool,
    /// Cursor of the write shown.
    pub at: i64,
}

/// An absence, the teacher's or the homeroom teacher's. No code: cleared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::book) struct AbsenceEntry {
    /// Pupil.
    pub pupil: Id,
    /// 1 Н … 5 ОП.
    pub code: Option<u8>,
    /// Minutes late, of the teacher's.
    pub minutes: u16,
    /// Class that states a reason.
    pub class: Option<Id>,
    /// In conflict.
    pub conflict: bool,
    /// Cursor of the write shown.
    pub at: i64,
}

impl AbsenceEntry {
    /// A homeroom teacher's word is shown when the pupil is in the teacher's class on that day.
    pub(super) fn counts(&self, days: &ClassDays, day: NaiveDate) -> bool {
        self.class.is_some_and(|class| days.is_in(&class, day))
    }
}

/// A topic or homework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::book) struct TextEntry {
    /// Grade of a class-complect, 0.
    pub grade: u8,
    /// The whole value.
    pub value: Value,
    /// Cursor of the write shown.
    pub at: i64,
}

/// A work of the lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::book) struct WorkEntry {
    /// Type.
    pub work: Id,
    /// Ordinal, from 1.
    pub ordinal: u8,
    /// Title.
    pub title: String,
    /// Place among the works.
    pub order: u8,
    /// Its own weight in hundredths.
    pub weight: Option<u32>,
}

/// Everything written to one lesson.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::book) struct LessonEntries {
    /// Kind, mode and what became of it; absent: an ordinary lesson.
    pub state: Option<Value>,
    /// Topics, by grade.
    pub topics: Vec<TextEntry>,
    /// Homework, by grade.
    pub homework: Vec<TextEntry>,
    /// Works declared.
    pub works: Vec<WorkEntry>,
    /// Marks, cleared ones too.
    pub marks: Vec<MarkEntry>,
    /// Absences by the teacher, cleared ones too.
    pub attendance: Vec<AbsenceEntry>,
    /// The homeroom teacher's words.
    pub reasons: Vec<AbsenceEntry>,
    /// Accounts of substitutes.
    pub substitutes: Vec<Id>,
    /// Where it was moved.
    pub moved_to: Option<(Option<NaiveDate>, u8)>,
}

impl LessonEntries {
    /// Kind of the lesson.
    pub(in crate::book) fn kind(&self) -> LessonKind {
        self.state.as_ref().and_then(|v| LessonKind::from_code(v.int_at(0))).unwrap_or(LessonKind::Lesson)
    }
    /// What became of the lesson.
    pub(in crate::book) fn status(&self) -> LessonStatus {
        let said = self.state.as_ref().and_then(|v| LessonStatus::from_code(v.int_at(2)));
        said.unwrap_or(if self.moved_to.is_some() { LessonStatus::Moved } else { LessonStatus::Held })
    }
    /// False for one that was moved or dropped: it has no number, takes no topic of the plan, and lacks nothing.
    pub(in crate::book) fn counts(&self) -> bool {
        !matches!(self.status(), LessonStatus::Moved | LessonStatus::Dropped)
    }
    /// The text of a topic or of homework: the one, or those of the grades of a class-complect.
    pub(in crate::book) fn text(of: &[TextEntry]) -> Option<String> {
        let texts: Vec<(u8, String)> = of.iter().filter(|t| t.value != Value::Null).map(|t| (t.grade, t.value.text_at(0))).collect();
        match texts.as_slice() {
            [] => None,
            [(_, one)] => Some(one.clone()),
            many => {
                Some(many.iter().map(|(g, t)| if *g == 0 { t.clone() } else { format!("{g} кл.: {t}") }).collect::<Vec<_>>().join("; "))
            }
        }
    }
    /// The weight of a mark's work: its own, or its type's.
    pub(in crate::book) fn weight(&self, work: &Id, ordinal: u8, of_type: impl Fn(&Id) -> u32) -> u32 {
        let own = self.works.iter().find(|w| w.work == *work && w.ordinal == ordinal).and_then(|w| w.weight);
        own.unwrap_or_else(|| of_type(work))
    }

    fn take(&mut self, c: LessonCell<'_>) {
        let small = |v: Option<&Value>| v.and_then(Value::int).and_then(|n| u8::try_from(n).ok());
        let id = |v: Option<&Value>| v.and_then(Value::id);
        let absence = |pupil: Id, code: usize, minutes: Option<usize>| AbsenceEntry {
            pupil,
            code: small(c.value.items().and_then(|v| v.get(code))),
            minutes: minutes.and_then(|m| u16::try_from(c.value.int_at(m)).ok()).unwrap_or_default(),
            class: id(c.third.first()),
            conflict: c.conflict,
            at: c.at,
        };
        match (c.kind, id(c.second.first())) {
            (j::MARK, Some(pupil)) => {
                if let (Some(work), Some(ordinal)) = (id(c.third.first()), small(c.third.get(1))) {
                    self.marks.push(MarkEntry { pupil, work, ordinal, mark: small(Some(&c.value)), conflict: c.conflict, at: c.at });
                }
            }
            (j::ATTENDANCE, Some(pupil)) => self.attendance.push(absence(pupil, 0, Some(1))),
            (j::ABSENCE_REASON, Some(pupil)) => self.reasons.push(absence(pupil, 0, None)),
            (j::WORK, Some(work)) if c.value != Value::Null => {
                let weight = c.value.items().and_then(|v| v.get(3)).and_then(Value::int).and_then(|n| u32::try_from(n).ok());
                let order = u8::try_from(c.value.int_at(1)).unwrap_or_default();
                if let Some(ordinal) = small(c.second.get(1)) {
                    self.works.push(WorkEntry { work, ordinal, title: c.value.text_at(0), order, weight });
                }
            }
            (y::SUBSTITUTION, Some(user)) => self.substitutes.push(user),
            (y::TRANSFER, _) if c.value != Value::Null => {
                self.moved_to = Some((c.value.date_at(0), u8::try_from(c.value.int_at(1)).unwrap_or_default()));
            }
            (j::LESSON_STATE, _) if c.value != Value::Null => self.state = Some(c.value),
            (j::TOPIC | j::HOMEWORK, _) => {
                let text = TextEntry { grade: small(c.second.first()).unwrap_or_default(), value: c.value, at: c.at };
                if c.kind == j::TOPIC { self.topics.push(text) } else { self.homework.push(text) }
            }
            _ => {}
        }
    }
}

/// Lessons of a group: those of the timetable, those written to, and where moved ones went.
pub(super) fn entries(reader: &Reader<'_>, ground: &Ground) -> Result<BTreeMap<At, LessonEntries>> {
    let (scheduled, classes) = (&ground.scheduled, reader.reason_classes(&ground.classes));
    let mut out: BTreeMap<At, LessonEntries> = scheduled.iter().map(|at| (*at, LessonEntries::default())).collect();
    let mut moved = Vec::new();
    for key in reader.lessons_of(&ground.group.id) {
        let Some(day) = date(key.date) else { continue };
        let read = lesson(reader, &key, &classes)?;
        if let Some((Some(to), slot)) = read.moved_to {
            moved.push((to, slot));
        }
        // A lesson that nobody planned and that holds nothing any more is none.
        if read == LessonEntries::default() && !out.contains_key(&(day, key.slot)) {
            continue;
        }
        out.insert((day, key.slot), read);
    }
    for at in moved {
        out.entry(at).or_default();
    }
    Ok(out)
}

/// Everything written to one lesson; reasons of absence as these classes state them.
pub(super) fn lesson(reader: &Reader<'_>, key: &LessonKey, classes: &ReasonClasses) -> Result<LessonEntries> {
    let mut read = LessonEntries::default();
    reader.lesson(key, classes, |c| read.take(c))?;
    read.works.sort_by_key(|w| (w.order, w.work, w.ordinal));
    Ok(read)
}

/// Some lessons of a group without their texts, those that the timetable has or that hold anything else.
pub(super) fn entries_at(reader: &Reader<'_>, ground: &Ground, lessons: &BTreeSet<At>) -> Result<BTreeMap<At, LessonEntries>> {
    let classes = reader.reason_classes(&ground.classes);
    let mut out = BTreeMap::new();
    for at in lessons {
        let mut read = LessonEntries::default();
        if let Some(key) = reader.lesson_at(&ground.group.id, days(at.0), at.1) {
            reader.lesson_but_texts(&key, &classes, |c| read.take(c))?;
            read.works.sort_by_key(|w| (w.order, w.work, w.ordinal));
        }
        if read != LessonEntries::default() || ground.scheduled.binary_search(at).is_ok() {
            out.insert(*at, read);
        }
    }
    Ok(out)
}

/// Marks and works of a lesson: what averages are made of.
pub(super) fn marks_of(reader: &Reader<'_>, key: &LessonKey) -> Result<LessonEntries> {
    let mut read = LessonEntries::default();
    reader.lesson_part(key, j::MARK, |c| read.take(c))?;
    if read.marks.iter().any(|m| m.mark.is_some()) {
        reader.lesson_part(key, j::WORK, |c| read.take(c))?;
    }
    Ok(read)
}
