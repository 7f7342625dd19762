//! One change of a page: is it of this page, does it fit the scale, the day, the locks; what does it write, and what takes it back.
//!
//! Refusals are codes with arguments and lose nothing: the screen keeps what was typed. Squares are here, `check_lesson` has what belongs to a
//! lesson as a whole, `check_final` the finals.

use super::Id;
use super::access::{Teaching, Writes, id};
use super::entries::{At, LessonEntries};
use super::known::{Known, WorkType};
use super::locks::Locks;
use super::show::Sheet;
use super::undo::{self, Before};
use super::writes::{self, LessonAt};
use crate::api::types::{CellRef, PageChange};
use crate::error::{Error, Result};
use crate::journal::codes::{Absence, CellKind};
use crate::store::{Reader, Shown, Write};
use chrono::NaiveDate;

/// Greatest ordinal of works of one type in a lesson.
const MOST_ORDINAL: u8 = 9;
/// Characters of a title, a note, grounds at most.
pub(super) const MOST_LINE: usize = 300;
/// Minutes late at most.
const MOST_LATE: u16 = 240;

/// A change that may be written.
#[derive(Debug)]
pub(super) struct Prepared {
    /// The write itself.
    pub write: Write,
    /// False when the cell holds that already: then nothing is written.
    pub changes: bool,
    /// A work declared by its first mark.
    pub work: Option<Write>,
    /// Takes the change back, its guard to be set; none for what cannot be taken back.
    pub undo: Option<PageChange>,
    /// Told, and written all the same: text `warning-<code>`.
    pub warned: Option<&'static str>,
    /// Whose average changes, in which term (the year's for finals).
    pub touched: Option<(Id, Id)>,
}

/// What changes of one group are checked against.
pub(super) struct Checker<'a> {
    pub known: &'a Known,
    pub sheet: &'a Sheet,
    pub reader: &'a Reader<'a>,
    pub teaching: &'a Teaching,
    pub writes: &'a Writes,
    pub locks: &'a Locks,
    pub today: NaiveDate,
}

impl Checker<'_> {
    /// Checks one change.
    ///
    /// # Errors
    /// The code of the refusal, with arguments.
    pub(super) fn check(&self, change: &PageChange) -> Result<Prepared> {
        let mut prepared = match change.cell.what.as_str() {
            "mark" => self.mark(change),
            "attendance" => self.attendance(change),
            "topic" => self.topic(change),
            "homework" => self.homework(change),
            "final" => self.final_mark(change),
            "work" => self.work(change),
            "lesson" => self.lesson_state(change),
            _ => Err(Error::usage("cell-kind")),
        }?;
        if let Some(guard) = &change.guard {
            prepared.write.guard = Some(match guard.as_str() {
                "" => Shown::Nothing,
                at => Shown::At(at.parse().map_err(|_| Error::usage("bad-guard"))?),
            });
        }
        Ok(prepared)
    }

    pub(super) fn group(&self) -> Id {
        self.sheet.ground.group.id
    }

    /// The lesson of a change: it is on the page.
    pub(super) fn lesson(&self, cell: &CellRef) -> Result<(At, &LessonEntries)> {
        let date: NaiveDate = cell.date.as_deref().and_then(|d| d.parse().ok()).ok_or_else(|| Error::usage("bad-date"))?;
        let at = (date, cell.slot.ok_or_else(|| Error::usage("lesson-unknown").with("date", super::written(date)).with("slot", "—"))?);
        let lesson = self.sheet.entries.get(&at);
        let unknown = || Error::input("lesson-unknown").with("date", super::written(date)).with("slot", at.1);
        Ok((at, lesson.ok_or_else(unknown)?))
    }

    /// A pupil in the lesson; what was written for one who is not may still be cleared.
    pub(super) fn pupil(&self, cell: &CellRef, day: NaiveDate, clears: bool) -> Result<Id> {
        let pupil = id(cell.pupil.as_deref().unwrap_or_default()).map_err(|_| Error::usage("pupil-unknown"))?;
        let member = self.sheet.member(pupil).ok_or_else(|| Error::input("pupil-unknown"))?;
        if !clears && !member.is_in(day) {
            return Err(Error::input("pupil-not-in-group").with("date", super::written(day)));
        }
        Ok(pupil)
    }

    /// Marks and attendance wait for the day of the lesson, and for a lesson that is held.
    fn has_begun(&self, at: At, lesson: &LessonEntries, clears: bool) -> Result<()> {
        if at.0 > self.today {
            return Err(Error::input("lesson-future").with("date", super::written(at.0)));
        }
        if !clears && !lesson.counts() {
            return Err(Error::input("lesson-not-held").with("date", super::written(at.0)));
        }
        Ok(())
    }

    pub(super) fn may(&self, at: &At) -> Result<()> {
        if self.writes.allow(at) { Ok(()) } else { Err(Error::denied("no-right")) }
    }

    /// True when the write of a lesson's cell changes anything; a lock may stand in its way, or a permit open it.
    pub(super) fn unlocked(&self, write: &mut Write, day: NaiveDate, before: &Before) -> Result<bool> {
        if before.value == write.value && !before.conflict {
            return Ok(false);
        }
        if let Some(why) = self.locks.cell(day, before.at) {
            write.permit = self.locks.permit(write.kind, &write.key);
            if write.permit.is_none() {
                return Err(Error::denied(why).with("date", super::written(day)));
            }
        }
        Ok(true)
    }

    pub(super) fn before(&self, write: &Write) -> Result<Before> {
        Ok(self.reader.cell(write.kind, &write.key)?.map_or_else(Before::default, |c| Before {
            value: c.value,
            conflict: c.conflict,
            at: Some(c.at),
        }))
    }

    pub(super) fn work_type(&self, cell: &CellRef) -> Result<(Id, Option<&WorkType>)> {
        let work = match cell.work.as_deref() {
            None | Some("") => self.known.usual,
            Some(text) => id(text).map_err(|_| Error::usage("work-unknown"))?,
        };
        Ok((work, self.known.work(&work)))
    }

    pub(super) fn ordinal(cell: &CellRef) -> Result<u8> {
        let ordinal = cell.ordinal.unwrap_or(1);
        if (1..=MOST_ORDINAL).contains(&ordinal) { Ok(ordinal) } else { Err(Error::usage("work-ordinal").with("most", MOST_ORDINAL)) }
    }

    fn mark(&self, c: &PageChange) -> Result<Prepared> {
        let (at, lesson) = self.lesson(&c.cell)?;
        self.may(&at)?;
        let clears = c.mark.is_none();
        let pupil = self.pupil(&c.cell, at.0, clears)?;
        let ((work, kind), ordinal) = (self.work_type(&c.cell)?, Self::ordinal(&c.cell)?);
        if let Some(mark) = c.mark {
            kind.ok_or_else(|| Error::input("work-unknown"))?;
            let programme = self.programme(pupil);
            if !self.sheet.ground.scale(self.known, CellKind::Lesson, at.0, programme).allows(mark) {
                return Err(Error::input("mark-not-in-scale"));
            }
        }
        self.has_begun(at, lesson, clears)?;
        let of = self.at(at);
        let mut write = writes::mark(&of, pupil, (work, ordinal), c.mark);
        let before = self.before(&write)?;
        let changes = self.unlocked(&mut write, at.0, &before)?;
        let declared = lesson.works.iter().any(|w| (w.work, w.ordinal) == (work, ordinal));
        let declares = changes && !clears && work != self.known.usual && !declared;
        let work = declares.then(|| writes::work(&of, (work, ordinal), "", next_order(lesson), kind.is_some_and(|k| k.obligatory), None));
        let term = self.sheet.ground.term_of(at.0).map(|t| t.id);
        Ok(Prepared { undo: Some(undo::mark(&c.cell, &before)), write, changes, work, warned: None, touched: term.map(|t| (pupil, t)) })
    }

    pub(super) fn programme(&self, pupil: Id) -> Option<Id> {
        self.sheet.member(pupil).and_then(|m| m.programme)
    }

    pub(super) fn at(&self, at: At) -> LessonAt {
        LessonAt { group: self.group(), date: at.0, slot: at.1 }
    }

    fn attendance(&self, c: &PageChange) -> Result<Prepared> {
        let (at, lesson) = self.lesson(&c.cell)?;
        let clears = c.code.is_none();
        let pupil = self.pupil(&c.cell, at.0, clears)?;
        let code = c.code.map(|code| Absence::from_code(i64::from(code)).ok_or_else(|| Error::usage("absence-code"))).transpose()?;
        let minutes = c.minutes.unwrap_or_default();
        if minutes > MOST_LATE || (minutes > 0 && code != Some(Absence::Late)) {
            return Err(Error::input("absence-minutes").with("most", MOST_LATE));
        }
        let class = self.sheet.member(pupil).and_then(|m| m.days.on(at.0));
        let homeroom = class.filter(|class| self.teaching.homerooms.contains(class));
        let stated = lesson.reasons.iter().any(|r| r.pupil == pupil);
        let of = self.at(at);
        // The homeroom teacher states the reason; who also teaches the lesson marks the absence first (J-04).
        let mut write = match (self.writes.allow(&at), homeroom, code) {
            (false, None, _) => return Err(Error::denied("no-right")),
            (false, Some(_), None) => return Err(Error::input("reason-stays")),
            (false, Some(class), Some(code)) => writes::reason(&of, pupil, class, code.code(), 0),
            (true, Some(class), Some(code)) if stated => writes::reason(&of, pupil, class, code.code(), 0),
            (true, ..) if stated => return Err(Error::input("reason-stated")),
            (true, ..) => writes::attendance(&of, pupil, code.map(|c| (c.code(), minutes))),
        };
        self.has_begun(at, lesson, clears)?;
        let before = self.before(&write)?;
        let undo = undo::attendance(&c.cell, write.kind, &before);
        let changes = self.unlocked(&mut write, at.0, &before)?;
        Ok(Prepared { write, changes, work: None, undo, warned: None, touched: None })
    }
}

/// Place of the next work of a lesson.
pub(super) fn next_order(lesson: &LessonEntries) -> u8 {
    lesson.works.iter().map(|w| w.order).max().map_or(1, |n| n.saturating_add(1))
}

/// A text as it is kept: lines without spaces at their ends, no signs that cannot be printed.
pub(super) fn text(of: Option<&str>, most: usize) -> Result<String> {
    let plain = |c: char| if c != '\n' && c.is_control() { ' ' } else { c };
    let clean: String = of.unwrap_or_default().replace("\r\n", "\n").chars().map(plain).collect();
    let lines: Vec<&str> = clean.lines().map(str::trim).collect();
    let kept = lines.join("\n").trim().to_owned();
    if kept.chars().count() > most { Err(Error::input("text-long").with("most", most)) } else { Ok(kept) }
}
