//! The story of a cell: every write of it, by whom, when, on which computer, what became of it.

use super::super::Book;
use super::super::cells::date;
use super::Id;
use super::access::{Viewer, id};
use super::ground::{Ground, shown_name};
use super::known::Known;
use super::show::lesson_key;
use super::writes::{FinalAt, LessonAt, reason_key};
use crate::api::types::{CellRef, CellStory, StoryLine};
use crate::error::{Error, Result};
use crate::event::Value;
use crate::event::kinds::journal as j;
use crate::id::DeviceId;
use crate::journal::codes::{Absence, CellKind, LessonKind, LessonStatus, MarkCode};
use crate::rights::Why;
use crate::store::LogEntry;
use crate::texts::Texts;
use crate::time::rfc3339;
use chrono::NaiveDate;

/// A kind and a key.
type Place = (u16, Vec<Value>);
/// Keys of all marks of a lesson and a pupil.
type MarksOf<'a> = dyn Fn(&[Value], &[Value]) -> Result<Vec<Vec<Value>>> + 'a;

impl Book {
    /// Everything ever written to a cell, newest first; of a `square` all marks, attendance and the homeroom teacher's words.
    ///
    /// # Errors
    /// `cell-kind`, `group-unknown`, `no-right`, and of a cell that is named by halves `bad-date`, `pupil-unknown`, `work-unknown`, `term-unknown`.
    pub fn story(&self, viewer: &Viewer<'_>, cell: &CellRef) -> Result<CellStory> {
        let group = id(&cell.group).map_err(|_| Error::input("group-unknown"))?;
        let teaching = self.teaching(viewer.user)?;
        let known = self.registry_facts()?;
        let first_day = self.first_day();
        let (places, ground) = self.home.ask(self.year, |reader| {
            let ground = self.kept.ground(reader, &known, group, first_day)?;
            teaching.reads(viewer, &ground.group)?;
            let stated: Vec<Id> = reader.first_parts(j::ABSENCE_REASON)?.into_iter().filter_map(|part| part.first()?.id()).collect();
            let marks =
                |first: &[Value], second: &[Value]| Ok(reader.cells_of(j::MARK, first, second)?.into_iter().map(|c| c.key).collect());
            Ok((places(&ground, &known, cell, &marks, &stated)?, ground))
        })?;
        let square = cell.what == "square";
        let today = self.list_day();
        let mut lines: Vec<(i64, i64, StoryLine)> = Vec::new();
        for (kind, key) in places {
            let mut before = String::new();
            for e in self.home.story(self.year, kind, &key)? {
                let value = shown(&known, kind, &key, &e.event.value, square);
                let value = match elsewhere(&ground, &known, kind, &key).filter(|_| !value.is_empty()) {
                    Some(place) => format!("{value} ({place})"),
                    None => value,
                };
                let line = line(&known, &e, std::mem::take(&mut before), value.clone(), today);
                // What never counted is no «before» of what came after it.
                before = if matches!(e.fate, "applied" | "superseded") { value } else { line.before.clone() };
                lines.push((e.time, e.at, line));
            }
        }
        lines.sort_by_key(|(time, at, _)| std::cmp::Reverse((*time, *at)));
        Ok(CellStory { lines: lines.into_iter().map(|(_, _, line)| line).collect() })
    }
}

/// The cells that a reference names.
fn places(ground: &Ground, known: &Known, cell: &CellRef, marks: &MarksOf<'_>, stated: &[Id]) -> Result<Vec<Place>> {
    let pupil = || id(cell.pupil.as_deref().unwrap_or_default()).map(Value::Id).map_err(|_| Error::usage("pupil-unknown"));
    if cell.what == "final" {
        let term = id(cell.term.as_deref().unwrap_or_default()).map_err(|_| Error::usage("term-unknown"))?;
        let kind = CellKind::from_code(i64::from(cell.cell.unwrap_or(1))).ok_or_else(|| Error::usage("final-cell"))?;
        let person = pupil()?.id().unwrap_or_default();
        let others = ground.peers.iter().filter(|(_, of)| *of == person).map(|(group, _)| *group);
        let of = |group: Id| FinalAt { group, pupil: person, term, subject: ground.group.subject, cell: kind };
        return Ok([ground.group.id].into_iter().chain(others).map(|group| (j::FINAL_MARK, of(group).key())).collect());
    }
    let date: NaiveDate = cell.date.as_deref().and_then(|d| d.parse().ok()).ok_or_else(|| Error::usage("bad-date"))?;
    let at = LessonAt { group: ground.group.id, date, slot: cell.slot.unwrap_or_default() };
    let lesson = lesson_key(at.group, (date, at.slot));
    // Whatever class stated a reason: what does not count is no secret.
    let absence = |pupil: &Value| {
        let person = pupil.id().unwrap_or_default();
        let reasons = stated.iter().map(move |class| (j::ABSENCE_REASON, reason_key(*class, &at, person)));
        [(j::ATTENDANCE, [&lesson[..], std::slice::from_ref(pupil)].concat())].into_iter().chain(reasons).collect::<Vec<Place>>()
    };
    let with = |rest: Vec<Value>| [&lesson[..], &rest].concat();
    let work = || match cell.work.as_deref() {
        None | Some("") => Ok(known.usual),
        Some(text) => id(text).map_err(|_| Error::usage("work-unknown")),
    };
    let ordinal = Value::Int(i64::from(cell.ordinal.unwrap_or(1)));
    let grade = Value::Int(i64::from(cell.grade.unwrap_or_default()));
    Ok(match cell.what.as_str() {
        "mark" => vec![(j::MARK, with(vec![pupil()?, Value::Id(work()?), ordinal]))],
        "attendance" => absence(&pupil()?),
        "topic" => vec![(j::TOPIC, with(vec![grade]))],
        "homework" => vec![(j::HOMEWORK, with(vec![grade]))],
        "work" => vec![(j::WORK, with(vec![Value::Id(work()?), ordinal]))],
        "lesson" => vec![(j::LESSON_STATE, lesson.to_vec())],
        "square" => {
            let person = pupil()?;
            let mut all: Vec<Place> = marks(&lesson, std::slice::from_ref(&person))?.into_iter().map(|key| (j::MARK, key)).collect();
            all.extend(absence(&person));
            all
        }
        _ => return Err(Error::usage("cell-kind")),
    })
}

/// Where a cell is, when it is no cell of the page itself: another group's final, the word of a class that the pupil is not in.
fn elsewhere(ground: &Ground, known: &Known, kind: u16, key: &[Value]) -> Option<String> {
    let id = |i: usize| key.get(i).and_then(Value::id);
    match kind {
        j::FINAL_MARK => {
            let group = id(0).filter(|g| *g != ground.group.id)?;
            ground.year.groups.get(&group).map(|g| shown_name(g, known))
        }
        j::ABSENCE_REASON => {
            let (class, day, pupil) = (id(0)?, key.get(2)?.int().and_then(date)?, id(4)?);
            let in_class = ground.member(pupil).is_some_and(|m| m.days.is_in(&class, day));
            ground.year.classes.get(&class).filter(|_| !in_class).map(ToString::to_string)
        }
        _ => None,
    }
}

fn line(known: &Known, e: &LogEntry, before: String, value: String, today: NaiveDate) -> StoryLine {
    let author = e.author.map(|u| known.user_short(&u.0, today)).filter(|n| !n.is_empty());
    let computer = known.devices.get(&e.device.0).cloned().filter(|n| !n.is_empty());
    StoryLine {
        time: rfc3339(e.time),
        clamped: e.clamped,
        author: author.unwrap_or_else(|| "—".to_owned()),
        computer: computer.unwrap_or_else(|| DeviceId(e.device.0).to_string().chars().take(6).collect()),
        before,
        value,
        fate: e.fate.to_owned(),
        why: matches!(e.fate, "held" | "void").then(|| why(e.why).to_owned()),
    }
}

/// A value as the page shows it; of a square with the work's short name.
fn shown(known: &Known, kind: u16, key: &[Value], value: &Value, square: bool) -> String {
    let int = |i: usize| value.items().and_then(|v| v.get(i)).and_then(Value::int);
    let text = |i: usize| value.items().and_then(|v| v.get(i)).and_then(Value::text).unwrap_or_default().to_owned();
    if *value == Value::Null {
        return String::new();
    }
    match kind {
        j::MARK => {
            let mark = value.int().map(mark_shown).unwrap_or_default();
            let work = key.get(4).and_then(Value::id).and_then(|w| known.work(&w)).map(|w| w.short.clone());
            match work.filter(|_| square) {
                Some(work) => format!("{mark} ({work})"),
                None => mark,
            }
        }
        j::FINAL_MARK => int(0).map(mark_shown).unwrap_or_default(),
        j::ATTENDANCE => absence_shown(int(0), int(1)),
        j::ABSENCE_REASON => absence_shown(int(0), None),
        j::LESSON_STATE => {
            let kind = int(0).and_then(LessonKind::from_code).map(|k| k.id()).unwrap_or_default();
            let status = int(2).and_then(LessonStatus::from_code).map(|s| s.id()).unwrap_or_default();
            let word = |id: String| Texts::russian().format(&id, &[]);
            format!("{}, {}", word(format!("code-lesson-kind-{kind}")), word(format!("code-lesson-status-{status}")))
        }
        _ => text(0),
    }
}

/// A mark as it stands in a square: «5», «зач», «н/а».
pub(in crate::book) fn mark_shown(code: i64) -> String {
    match MarkCode::from_code(code) {
        Some(m) if m.code() > crate::grading::average::LAST_NUMERIC => Texts::russian().format(&format!("code-mark-{}", m.id()), &[]),
        _ => code.to_string(),
    }
}

fn absence_shown(code: Option<i64>, minutes: Option<i64>) -> String {
    let Some(code) = code.and_then(Absence::from_code) else { return String::new() };
    let shown = Texts::russian().format(&format!("code-absence-{}", code.id()), &[]);
    match minutes.filter(|m| *m > 0) {
        Some(m) => format!("{shown} {m}"),
        None => shown,
    }
}

/// Why a write is held or void, a code of the catalogue.
fn why(why: Why) -> &'static str {
    match why {
        Why::Fine => "why-fine",
        Why::Payload => "why-payload",
        Why::NoSession => "why-no-session",
        Why::ForgedSession => "why-forged-session",
        Why::KeyUnknown => "why-key-unknown",
        Why::DeviceUnknown => "why-device-unknown",
        Why::Capability => "why-capability",
        Why::NoGrant => "why-no-grant",
        Why::GrantInDoubt => "why-grant-in-doubt",
        Why::Cut => "why-cut",
        Why::VoidCut => "why-void-cut",
        Why::Decided => "why-decided",
        Why::Kind => "why-kind",
        Why::AfterGap => "why-after-gap",
        Why::KeyReplaced => "why-key-replaced",
        Why::TwoChanges => "why-two-changes",
        Why::RootKey => "why-root-key",
        Why::GrantUnseen => "why-grant-unseen",
        Why::Temporary => "why-temporary",
        Why::KeyTwice => "why-key-twice",
        Why::KeyWrong => "why-key-wrong",
        Why::Foreign => "why-foreign",
        Why::Overlap => "why-overlap",
    }
}
