//! Entries made after the profile's deadline (J-07): accepted, and marked late.

use super::super::cells::days;
use super::Id;
use super::entries::{At, LessonEntries, MarkEntry};
use super::known::{Known, WorkType};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::journal::codes::LessonKind;
use crate::school::profile::{DayEnds, Deadline, Profile, Span};
use crate::store::Reader;
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

/// The deadline of a mark: the days of its type, where it has any, stand over the profile's.
pub(super) fn mark_deadline(profile: &Profile, work: Option<&WorkType>, kind: LessonKind) -> Option<Deadline> {
    if let Some(days) = work.map(|w| w.days).filter(|d| *d > 0) {
        return Some(Deadline { span: Span::Days(u16::from(days)), anchor: crate::school::profile::Anchor::Day, clause: "" });
    }
    let long = work.filter(|w| w.obligatory).and(profile.long_work);
    let control = if kind == LessonKind::Control { profile.control_work } else { None };
    control.or(long).or(profile.mark)
}

/// What a lesson's entries are looked at with.
pub(super) struct Clocks<'a> {
    /// Of the year.
    pub reader: &'a Reader<'a>,
    /// Deadlines.
    pub known: &'a Known,
    /// The school's zone.
    pub zone: chrono_tz::Tz,
    /// Group of the lessons.
    pub group: Id,
}

impl Clocks<'_> {
    /// What of a lesson was first written after its deadline: `marks`, `homework`.
    pub(super) fn late(&self, at: At, lesson: &LessonEntries, ends: DayEnds) -> Result<Option<&'static str>> {
        let mut firsts: BTreeMap<(Id, u8, i64), &MarkEntry> = BTreeMap::new();
        for m in lesson.marks.iter().filter(|m| m.mark.is_some()) {
            // Cursors of one chain grow with its writes: the least is the first entry there.
            let first = firsts.entry((m.work, m.ordinal, m.at >> 32)).or_insert(m);
            if m.at < first.at {
                *first = m;
            }
        }
        let mut works: BTreeMap<(Id, u8), bool> = BTreeMap::new();
        for ((work, ordinal, _), m) in firsts {
            let Some(deadline) = mark_deadline(&self.known.profile, self.known.work(&work), lesson.kind()) else { continue };
            let key = [Value::Id(m.pupil), Value::Id(work), i64::from(ordinal).into()];
            let late = self.after(deadline.last(at.0, ends), m.at, j::MARK, at, &key)?;
            let all = works.entry((work, ordinal)).or_insert(true);
            *all &= late;
        }
        if works.values().any(|late| *late) {
            return Ok(Some("marks"));
        }
        if let Some(deadline) = self.known.profile.homework {
            for h in lesson.homework.iter().filter(|h| h.value != Value::Null) {
                if self.after(deadline.last(at.0, ends), h.at, j::HOMEWORK, at, &[i64::from(h.grade).into()])? {
                    return Ok(Some("homework"));
                }
            }
        }
        Ok(None)
    }

    /// True when the cell was first written after a moment. A correction of what was in time is not late.
    fn after(&self, last: NaiveDateTime, cursor: i64, kind: u16, at: At, rest: &[Value]) -> Result<bool> {
        if self.local(self.reader.claim(cursor)?) <= last {
            return Ok(false);
        }
        let lesson = [Value::Id(self.group), days(at.0).into(), i64::from(at.1).into()];
        let first = self.reader.first_claim(kind, &[&lesson, rest].concat())?;
        Ok(first.is_none_or(|first| self.local(first) > last))
    }

    fn local(&self, seconds: i64) -> NaiveDateTime {
        crate::time::moment(seconds).with_timezone(&self.zone).naive_local()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_days_of_a_type_stand_over_the_profiles_and_a_control_work_over_an_ordinary_mark() {
        let work = |days: u8, obligatory: bool| WorkType {
            id: [0; 16],
            name: "Диктант".into(),
            short: "Д".into(),
            weight: 200,
            days,
            obligatory,
            own_topic: false,
        };
        let (eljur, ezhd, asiou) = (Profile::find("eljur"), Profile::find("ezhd"), Profile::find("asiou"));
        let span = |d: Option<Deadline>| d.map(|d| d.span);
        assert_eq!(span(mark_deadline(&eljur, Some(&work(2, true)), LessonKind::Lesson)), Some(Span::Days(2)));
        assert_eq!(span(mark_deadline(&eljur, Some(&work(0, true)), LessonKind::Lesson)), Some(Span::Days(7)));
        assert_eq!(span(mark_deadline(&eljur, Some(&work(0, false)), LessonKind::Lesson)), Some(Span::Minutes(60)));
        assert_eq!(span(mark_deadline(&ezhd, Some(&work(0, true)), LessonKind::Control)), Some(Span::Days(3)));
        assert_eq!(span(mark_deadline(&asiou, Some(&work(0, true)), LessonKind::Lesson)), Some(Span::Days(0)));
        assert_eq!(span(mark_deadline(&crate::school::profile::BARE, Some(&work(0, true)), LessonKind::Lesson)), None);
    }
}
