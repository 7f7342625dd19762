//! One change of a page: is it of this page, does it fit the scale, the day, the locks; what does it write, and what takes it back.
//!
//! Refusals are codes with arguments and lose nothing: the screen keeps what was typed.

use super::Id;
use super::access::{Teaching, Writes, id};
use super::entries::{At, LessonEntries};
use super::finals::{self, FinalEntry};
use super::known::{Known, WorkType};
use super::locks::Locks;
use super::show::{Sheet, lesson_key};
use super::undo::{self, Before};
use super::writes::{self, FinalAt, LessonAt};
use crate::api::types::{CellRef, PageChange};
use crate::book::cells::Parts;
use crate::error::{Error, Result};
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::journal::codes::{Absence, CellKind, LessonKind, LessonMode, LessonStatus};
use crate::journal::topic;
use crate::school::codes::TermKind;
use crate::school::profile::EmptyTopics;
use crate::store::{Reader, Shown, Write};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Greatest ordinal of works of one type in a lesson.
const MOST_ORDINAL: u8 = 9;
/// Characters of a topic or homework at most.
const MOST_TEXT: usize = 2000;
/// Characters of a title, a note, grounds at most.
const MOST_LINE: usize = 300;
/// Minutes late and minutes of homework at most.
const MOST_LATE: u16 = 240;
const MOST_MINUTES: u16 = 1440;

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

    fn group(&self) -> Id {
        self.sheet.ground.group.id
    }

    /// The lesson of a change: it is on the page.
    fn lesson(&self, cell: &CellRef) -> Result<(At, &LessonEntries)> {
        let date: NaiveDate = cell.date.as_deref().and_then(|d| d.parse().ok()).ok_or_else(|| Error::usage("bad-date"))?;
        let at = (date, cell.slot.ok_or_else(|| Error::usage("lesson-unknown").with("date", super::written(date)).with("slot", "—"))?);
        let lesson = self.sheet.entries.get(&at);
        let unknown = || Error::input("lesson-unknown").with("date", super::written(date)).with("slot", at.1);
        Ok((at, lesson.ok_or_else(unknown)?))
    }

    /// A pupil in the lesson; what was written for one who is not may still be cleared.
    fn pupil(&self, cell: &CellRef, day: NaiveDate, clears: bool) -> Result<Id> {
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

    fn may(&self, at: &At) -> Result<()> {
        if self.writes.allow(at) { Ok(()) } else { Err(Error::denied("no-right")) }
    }

    /// True when the write of a lesson's cell changes anything; a lock may stand in its way, or a permit open it.
    fn unlocked(&self, write: &mut Write, day: NaiveDate, before: &Before) -> Result<bool> {
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

    fn before(&self, write: &Write) -> Result<Before> {
        Ok(self.reader.cell(write.kind, &write.key)?.map_or_else(Before::default, |c| Before {
            value: c.value,
            conflict: c.conflict,
            at: Some(c.at),
        }))
    }

    fn work_type(&self, cell: &CellRef) -> Result<(Id, Option<&WorkType>)> {
        let work = match cell.work.as_deref() {
            None | Some("") => self.known.usual,
            Some(text) => id(text).map_err(|_| Error::usage("work-unknown"))?,
        };
        Ok((work, self.known.work(&work)))
    }

    fn ordinal(cell: &CellRef) -> Result<u8> {
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

    fn programme(&self, pupil: Id) -> Option<Id> {
        self.sheet.member(pupil).and_then(|m| m.programme)
    }

    fn at(&self, at: At) -> LessonAt {
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
        let class = self.sheet.member(pupil).and_then(|m| m.class);
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

    fn topic(&self, c: &PageChange) -> Result<Prepared> {
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

    fn homework(&self, c: &PageChange) -> Result<Prepared> {
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

    fn work(&self, c: &PageChange) -> Result<Prepared> {
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

    fn lesson_state(&self, c: &PageChange) -> Result<Prepared> {
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

    fn final_mark(&self, c: &PageChange) -> Result<Prepared> {
        if *self.writes != Writes::All {
            return Err(Error::denied("no-right"));
        }
        let ground = &self.sheet.ground;
        let asked = id(c.cell.term.as_deref().unwrap_or_default()).map_err(|_| Error::usage("term-unknown"))?;
        let term = ground.term(asked).ok_or_else(|| Error::input("term-unknown"))?;
        let is_year = term.kind == TermKind::Year;
        let cell = c.cell.cell.unwrap_or(if is_year { 2 } else { 1 });
        let cell = CellKind::from_code(i64::from(cell)).filter(|k| *k != CellKind::Lesson && (*k != CellKind::Term) == is_year);
        let cell = cell.ok_or_else(|| Error::usage("final-cell"))?;
        let pupil = id(c.cell.pupil.as_deref().unwrap_or_default()).map_err(|_| Error::usage("pupil-unknown"))?;
        let member = self.sheet.member(pupil).ok_or_else(|| Error::input("pupil-unknown"))?;
        let meets = member.spans.iter().any(|(from, to)| *from <= term.to && to.is_none_or(|to| term.from <= to));
        if c.mark.is_some() && !meets {
            return Err(Error::input("pupil-not-in-group").with("date", super::written(term.to)));
        }
        let scale = ground.scale(self.known, cell, term.to, member.programme).0;
        if c.mark.is_some_and(|m| !scale.contains(&m)) {
            return Err(Error::input("mark-not-in-scale"));
        }
        let grounds = text(c.text.as_deref(), MOST_LINE)?;
        let of = FinalAt { pupil, term: term.id, subject: ground.group.subject, cell };
        let key = finals::key(pupil, term.id, ground.group.subject, cell);
        let shown = self.reader.cell(j::FINAL_MARK, &key)?;
        let before = shown.as_ref().and_then(FinalEntry::read);
        let same = before.as_ref().map_or((None, ""), |f| (f.mark, f.grounds.as_str())) == (c.mark, grounds.as_str());
        let changes = !same || before.as_ref().is_some_and(|f| f.conflict);
        let proposed = if changes { self.proposed(pupil, term.id, is_year, &scale)? } else { None };
        let mut write = writes::final_mark(&of, c.mark, self.group(), proposed, &grounds);
        if changes {
            if let Some(why) = finals::locked(ground, self.known, term.id, self.today) {
                return Err(Error::input(why).with("date", super::written(term.to)));
            }
            if let Some(why) = self.locks.finals(term.id) {
                write.permit = self.locks.permit(write.kind, &write.key);
                if write.permit.is_none() {
                    return Err(Error::denied(why).with("date", super::written(term.to)));
                }
            }
        }
        let year = ground.year_term().map(|t| t.id);
        Ok(Prepared {
            write,
            changes,
            work: None,
            undo: Some(undo::final_mark(&c.cell, before.as_ref())),
            warned: None,
            touched: year.map(|y| (pupil, y)),
        })
    }

    /// What is proposed at this moment, to be kept beside the mark.
    fn proposed(&self, pupil: Id, term: Id, is_year: bool, scale: &[u8]) -> Result<Option<u8>> {
        let ground = &self.sheet.ground;
        let mut earned = BTreeMap::new();
        for (at, l) in &self.sheet.entries {
            finals::Earned::add(&mut earned, ground, self.known, *at, l);
        }
        let places = finals::places(ground, None);
        let all = if is_year { finals::of_pupil(self.reader, ground.group.subject, pupil, &places)? } else { Vec::new() };
        Ok(finals::proposed(self.known, earned.get(&pupil), &all, term, is_year, scale))
    }
}

/// Place of the next work of a lesson.
fn next_order(lesson: &LessonEntries) -> u8 {
    lesson.works.iter().map(|w| w.order).max().map_or(1, |n| n.saturating_add(1))
}

/// A text as it is kept: lines without spaces at their ends, no signs that cannot be printed.
fn text(of: Option<&str>, most: usize) -> Result<String> {
    let plain = |c: char| if c != '\n' && c.is_control() { ' ' } else { c };
    let clean: String = of.unwrap_or_default().replace("\r\n", "\n").chars().map(plain).collect();
    let lines: Vec<&str> = clean.lines().map(str::trim).collect();
    let kept = lines.join("\n").trim().to_owned();
    if kept.chars().count() > most { Err(Error::input("text-long").with("most", most)) } else { Ok(kept) }
}
