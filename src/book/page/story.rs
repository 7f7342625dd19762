//! The story of a cell: every write of it, by whom, when, on which computer, what became of it.

use super::super::Book;
use super::access::{Viewer, id};
use super::finals;
use super::ground::Ground;
use super::known::Known;
use super::show::lesson_key;
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
        let places = self.home.ask(self.year, |reader| {
            let ground = self.kept.ground(reader, &known, group, first_day)?;
            teaching.reads(viewer, &ground.group)?;
            places(&ground, &known, cell, &|first, second| {
                Ok(reader.cells_of(j::MARK, first, second)?.into_iter().map(|c| c.key).collect())
            })
        })?;
        let square = cell.what == "square";
        let today = self.list_day();
        let mut lines: Vec<(i64, i64, StoryLine)> = Vec::new();
        for (kind, key) in places {
            let mut before = String::new();
            for e in self.home.story(self.year, kind, &key)? {
                let value = shown(&known, kind, &key, &e.event.value, square);
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
fn places(ground: &Ground, known: &Known, cell: &CellRef, marks: &MarksOf<'_>) -> Result<Vec<Place>> {
    let pupil = || id(cell.pupil.as_deref().unwrap_or_default()).map(Value::Id).map_err(|_| Error::usage("pupil-unknown"));
    if cell.what == "final" {
        let term = id(cell.term.as_deref().unwrap_or_default()).map_err(|_| Error::usage("term-unknown"))?;
        let kind = CellKind::from_code(i64::from(cell.cell.unwrap_or(1))).ok_or_else(|| Error::usage("final-cell"))?;
        let person = pupil()?.id().unwrap_or_default();
        return Ok(vec![(j::FINAL_MARK, finals::key(person, term, ground.group.subject, kind))]);
    }
    let date: NaiveDate = cell.date.as_deref().and_then(|d| d.parse().ok()).ok_or_else(|| Error::usage("bad-date"))?;
    let lesson = lesson_key(ground.group.id, (date, cell.slot.unwrap_or_default()));
    let with = |rest: Vec<Value>| [&lesson[..], &rest].concat();
    let work = || match cell.work.as_deref() {
        None | Some("") => Ok(known.usual),
        Some(text) => id(text).map_err(|_| Error::usage("work-unknown")),
    };
    let ordinal = Value::Int(i64::from(cell.ordinal.unwrap_or(1)));
    let grade = Value::Int(i64::from(cell.grade.unwrap_or_default()));
    Ok(match cell.what.as_str() {
        "mark" => vec![(j::MARK, with(vec![pupil()?, Value::Id(work()?), ordinal]))],
        "attendance" => [j::ATTENDANCE, j::ABSENCE_REASON].map(|k| Ok((k, with(vec![pupil()?])))).into_iter().collect::<Result<_>>()?,
        "topic" => vec![(j::TOPIC, with(vec![grade]))],
        "homework" => vec![(j::HOMEWORK, with(vec![grade]))],
        "work" => vec![(j::WORK, with(vec![Value::Id(work()?), ordinal]))],
        "lesson" => vec![(j::LESSON_STATE, lesson.to_vec())],
        "square" => {
            let person = pupil()?;
            let mut all: Vec<Place> = marks(&lesson, std::slice::from_ref(&person))?.into_iter().map(|key| (j::MARK, key)).collect();
            all.extend([j::ATTENDANCE, j::ABSENCE_REASON].map(|k| (k, with(vec![person.clone()]))));
            all
        }
        _ => return Err(Error::usage("cell-kind")),
    })
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
        j::ABSENCE_REASON => absence_shown(int(1), None),
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
