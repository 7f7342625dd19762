//! The answer of `journal.page`.

use super::super::Book;
use super::Id;
use super::access::{Viewer, Writes, id};
use super::bells::Bells;
use super::entries::{AbsenceEntry, At, LessonEntries, entries, entries_at};
use super::finals::{self, Earned};
use super::findings::findings;
use super::ground::{Ground, shown_name, subject_name};
use super::known::Known;
use super::late::Clocks;
use super::locks::Locks;
use super::members::Member;
use super::plan::Plan;
use super::squares::squares;
use crate::api::types::{GroupRow, JournalPage, PageAsk, PageFinal, PageLesson, PagePupil, PageWork, PlanTopic};
use crate::book::cells::{Parts, days};
use crate::book::shown::{ClassDays, FinalEntry, Settled};
use crate::error::{Error, Result};
use crate::event::Value;
use crate::grading::Average;
use crate::id::{AnyId, GroupId, PersonId};
use crate::journal::codes::CellKind;
use crate::school::codes::TermKind;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Everything a page is made of.
pub(super) struct Sheet {
    /// The group.
    pub ground: Arc<Ground>,
    /// Pupils that something is written for and who never were in the group.
    strangers: Vec<Member>,
    /// Every lesson of the year with what is written to it; reasons of absence that count.
    pub entries: BTreeMap<At, LessonEntries>,
    /// Reasons that do not count.
    pub others: Vec<(At, AbsenceEntry)>,
}

impl Sheet {
    /// Reads the lessons of a group.
    pub(super) fn read(reader: &Reader<'_>, ground: Arc<Ground>) -> Result<Self> {
        let entries = entries(reader, &ground)?;
        Self::of(reader, ground, entries)
    }

    /// Reads some of them alone, without their texts; none when one of these is no lesson by timetable or entries.
    pub(super) fn of_lessons(reader: &Reader<'_>, ground: &Arc<Ground>, lessons: &BTreeSet<At>) -> Result<Option<Self>> {
        let entries = entries_at(reader, ground, lessons)?;
        if entries.len() == lessons.len() { Self::of(reader, Arc::clone(ground), entries).map(Some) } else { Ok(None) }
    }

    fn of(reader: &Reader<'_>, ground: Arc<Ground>, mut entries: BTreeMap<At, LessonEntries>) -> Result<Self> {
        let here: HashMap<Id, &ClassDays> = ground.members.iter().map(|m| (m.id, &m.days)).collect();
        let written = entries.values().flat_map(|l| {
            let marks = l.marks.iter().map(|m| m.pupil);
            marks.chain(l.attendance.iter().chain(&l.reasons).map(|a| a.pupil))
        });
        let unknown: BTreeSet<Id> = written.filter(|p| !here.contains_key(p)).collect();
        let strangers = unknown.into_iter().map(|p| Ok((p, ClassDays::read(reader, &p)?))).collect::<Result<BTreeMap<Id, ClassDays>>>()?;
        let mut others = Vec::new();
        for (at, l) in &mut entries {
            let days = |pupil: &Id| here.get(pupil).copied().or_else(|| strangers.get(pupil));
            let (counting, rest): (Vec<_>, Vec<_>) =
                std::mem::take(&mut l.reasons).into_iter().partition(|r| days(&r.pupil).is_some_and(|d| r.counts(d, at.0)));
            l.reasons = counting;
            others.extend(rest.into_iter().map(|r| (*at, r)));
        }
        let class = ground.group.places.first().map(|p| p.class);
        let shown = |id: &Id| {
            let mut all = entries.values();
            all.any(|l| l.marks.iter().any(|m| m.pupil == *id) || l.attendance.iter().chain(&l.reasons).any(|a| a.pupil == *id))
        };
        let row = |(id, days)| Member { id, class, days, spans: Vec::new(), programme: None, note: String::new() };
        let strangers = strangers.into_iter().filter(|(id, _)| shown(id)).map(row).collect();
        Ok(Self { strangers, ground, entries, others })
    }

    /// The pupils in order; strangers stand at the end: nothing written is lost from sight.
    pub(super) fn members(&self) -> impl Iterator<Item = &Member> {
        self.ground.members.iter().chain(&self.strangers)
    }

    /// One of them.
    pub(super) fn member(&self, pupil: Id) -> Option<&Member> {
        self.members().find(|m| m.id == pupil)
    }
}

impl Book {
    /// The page of a group (J-01 … J-09).
    ///
    /// # Errors
    /// `group-unknown`, `term-unknown`, `no-right`.
    pub fn page(&self, viewer: &Viewer<'_>, asked: &PageAsk) -> Result<JournalPage> {
        let group = id(&asked.group)?;
        let teaching = self.teaching(viewer.user)?;
        let writes = teaching.writes(&group);
        let locks = self.locks_of(group, viewer.user)?;
        let known = self.registry_facts()?;
        // On the writing connection: after a mark of this program another connection would decrypt the whole page anew.
        self.home.look(self.year, |reader| {
            let ground = self.kept.ground(reader, &known, group, self.first_day())?;
            teaching.reads(viewer, &ground.group)?;
            self.draw(reader, &known, ground, asked.term.as_deref(), &writes, &locks)
        })
    }

    /// The whole year of a group, for papers and the archive: nobody's rights are asked, and nobody who types waits for it.
    ///
    /// # Errors
    /// `group-unknown`.
    pub fn whole_page(&self, group: GroupId) -> Result<JournalPage> {
        let locks = self.locks_of(group.0, crate::id::UserId::default())?;
        let known = self.registry_facts()?;
        self.home.ask(self.year, |reader| {
            let ground = self.kept.ground(reader, &known, group.0, self.first_day())?;
            self.draw(reader, &known, ground, Some("year"), &Writes::Nothing, &locks)
        })
    }

    fn draw(
        &self,
        reader: &Reader<'_>,
        known: &Known,
        ground: Arc<Ground>,
        term: Option<&str>,
        writes: &Writes,
        locks: &Locks,
    ) -> Result<JournalPage> {
        let list_day = self.list_day();
        let shown = shown(&ground, term, list_day)?;
        let sheet = Sheet::read(reader, ground)?;
        let draw = Draw { known, sheet: &sheet, reader, today: self.today(), list_day, zone: self.zone, writes, locks, shown };
        draw.page()
    }
}

/// The term that is asked for: none is the whole year.
fn shown(ground: &Ground, term: Option<&str>, day: NaiveDate) -> Result<Option<Id>> {
    let asked = match term {
        Some("year") => return Ok(None),
        Some(text) => ground.term(id(text)?).ok_or_else(|| Error::input("term-unknown"))?,
        None => match ground.term_of(day) {
            Some(term) => term,
            None => return Ok(None),
        },
    };
    Ok((asked.kind != TermKind::Year).then_some(asked.id))
}

struct Draw<'a> {
    known: &'a Known,
    sheet: &'a Sheet,
    reader: &'a Reader<'a>,
    today: NaiveDate,
    list_day: NaiveDate,
    zone: chrono_tz::Tz,
    writes: &'a Writes,
    locks: &'a Locks,
    /// Term shown, none: the year.
    shown: Option<Id>,
}

impl Draw<'_> {
    fn page(&self) -> Result<JournalPage> {
        let ground = &self.sheet.ground;
        let year_term = ground.year_term().map(|t| t.id);
        let term = self.shown.or(year_term);
        let mut earned: BTreeMap<Id, Earned> = BTreeMap::new();
        for (at, lesson) in &self.sheet.entries {
            Earned::add(&mut earned, ground, self.known, *at, lesson);
        }
        let cell = if self.shown.is_some() { CellKind::Term } else { CellKind::Year };
        let scale_day = self.shown.and_then(|t| ground.term(t)).map_or(self.list_day, |t| t.to);
        let final_scale = ground.scale(self.known, cell, scale_day, None).0;
        let places = finals::places(ground, self.shown);
        let settled = finals::settled(self.reader, ground, None, &places)?;
        let (pupils, finals) = self.pupils(&settled, &earned, term, &final_scale)?;
        let finals_locked =
            term.and_then(|t| self.locks.finals(t).or_else(|| finals::locked(ground, self.known, t, self.today))).map(str::to_owned);
        Ok(JournalPage {
            group: self.group_row()?,
            terms: ground.term_rows(),
            term: term.map(|t| AnyId(t).to_string()).unwrap_or_default(),
            today: self.today.to_string(),
            lessons: self.lessons()?,
            pupils,
            cells: squares(self.sheet, self.known, |day| self.in_term(day)),
            finals,
            findings: findings(self.known, self.sheet, &settled.others, self.list_day),
            works: self.known.work_rows(),
            scale: ground.scale(self.known, CellKind::Lesson, self.list_day, None).0,
            sets_finals: *self.writes == Writes::All && !final_scale.is_empty() && term.is_some(),
            final_scale,
            writes: self.writes.any(),
            finals_locked,
        })
    }

    fn group_row(&self) -> Result<GroupRow> {
        let ground = &self.sheet.ground;
        let past = self.sheet.entries.iter().filter(|((day, _), l)| *day <= self.today && l.counts());
        let unfilled = past.filter(|(_, l)| LessonEntries::text(&l.topics).is_none()).count();
        let pupils = self.sheet.members().filter(|m| m.is_in(self.list_day)).count();
        Ok(GroupRow {
            id: GroupId(ground.group.id).to_string(),
            name: shown_name(&ground.group, self.known),
            subject: subject_name(&ground.group, self.known),
            classes: ground.class_names(),
            teachers: self.teachers()?,
            hours: ground.group.hours,
            pupils: u32::try_from(pupils).unwrap_or(u32::MAX),
            unfilled: u32::try_from(unfilled).unwrap_or(u32::MAX),
            writes: self.writes.any(),
        })
    }

    fn teachers(&self) -> Result<Vec<String>> {
        let loads = super::super::calendar::loads(self.reader)?;
        let mine = loads.iter().filter(|l| l.group == self.sheet.ground.group.id && l.holds(self.list_day));
        Ok(mine.map(|l| self.known.user_short(&l.user, self.list_day)).filter(|n| !n.is_empty()).collect())
    }

    fn in_term(&self, day: NaiveDate) -> bool {
        self.shown.is_none_or(|t| self.sheet.ground.term_of(day).is_some_and(|of| of.id == t))
    }

    fn lessons(&self) -> Result<Vec<PageLesson>> {
        let ground = &self.sheet.ground;
        let plan = Plan::read(self.reader, ground.group.id)?;
        let proposed = plan.propose(self.sheet.entries.values());
        let bells = Bells::read(self.reader)?;
        let clocks = Clocks { reader: self.reader, known: self.known, zone: self.zone, group: ground.group.id };
        let mut number = 0;
        let mut out = Vec::new();
        for ((at, lesson), proposed) in self.sheet.entries.iter().zip(proposed) {
            number += u32::from(lesson.counts());
            if !self.in_term(at.0) {
                continue;
            }
            let ends = ground.group.places.first().map(|p| bells.ends(&ground.year.calendar, *p, at.0, at.1)).unwrap_or_default();
            let late = if at.0 <= self.today { clocks.late(*at, lesson, ends)? } else { None };
            out.push(self.lesson(*at, lesson, number, proposed, late));
        }
        Ok(out)
    }

    fn lesson(&self, at: At, l: &LessonEntries, number: u32, proposed: Option<&PlanTopic>, late: Option<&str>) -> PageLesson {
        let of = |list: &[super::entries::TextEntry]| list.iter().find(|t| t.value != Value::Null).map(|t| t.value.clone());
        let (topic, homework) = (of(&l.topics), of(&l.homework));
        let int = |v: &Option<Value>, i: usize| v.as_ref().and_then(|v| v.items()?.get(i)?.int());
        let substitute = l.substitutes.iter().map(|u| self.known.user_short(u, self.list_day)).find(|n| !n.is_empty());
        PageLesson {
            date: at.0.to_string(),
            slot: at.1,
            term: self.sheet.ground.term_of(at.0).map(|t| AnyId(t.id).to_string()).unwrap_or_default(),
            number,
            kind: l.kind().id().to_owned(),
            status: l.status().id().to_owned(),
            works: self.works(l),
            plan: int(&topic, 1).and_then(|n| u32::try_from(n).ok()),
            topic: LessonEntries::text(&l.topics),
            proposed: proposed.cloned(),
            due: homework.as_ref().and_then(|h| h.date_at(1)).map(|d| d.to_string()),
            minutes: int(&homework, 2).and_then(|n| u16::try_from(n).ok()),
            homework: LessonEntries::text(&l.homework),
            substitute,
            late: late.map(str::to_owned),
            locked: self.locks.lesson(at.0).map(str::to_owned),
        }
    }

    /// Works declared, then those marked without having been; the usual type is not listed.
    fn works(&self, l: &LessonEntries) -> Vec<PageWork> {
        let mut out: Vec<(Id, u8, String)> = l.works.iter().map(|w| (w.work, w.ordinal, w.title.clone())).collect();
        for m in l.marks.iter().filter(|m| m.mark.is_some()) {
            if !out.iter().any(|w| (w.0, w.1) == (m.work, m.ordinal)) {
                out.push((m.work, m.ordinal, String::new()));
            }
        }
        out.retain(|w| w.0 != self.known.usual);
        out.into_iter().map(|(work, ordinal, title)| PageWork { work: AnyId(work).to_string(), ordinal, title }).collect()
    }

    fn pupils(
        &self,
        settled: &Settled,
        earned: &BTreeMap<Id, Earned>,
        term: Option<Id>,
        scale: &[u8],
    ) -> Result<(Vec<PagePupil>, Vec<PageFinal>)> {
        let ground = &self.sheet.ground;
        let mut by_pupil: HashMap<Id, Vec<&FinalEntry>> = HashMap::new();
        settled.shown.iter().for_each(|f| by_pupil.entry(f.pupil).or_default().push(f));
        let (mut pupils, mut all) = (Vec::new(), Vec::new());
        for m in self.sheet.members() {
            let mine = earned.get(&m.id);
            let finals = by_pupil.remove(&m.id).unwrap_or_default();
            let of_term = term.map_or_else(Average::default, |t| mine.map(|e| e.average(t, self.shown.is_none())).unwrap_or_default());
            let own;
            let scale = match m.programme.filter(|_| ground.year.scales.by_programme()) {
                Some(programme) => {
                    let cell = if self.shown.is_some() { CellKind::Term } else { CellKind::Year };
                    own = ground.scale(self.known, cell, self.list_day, Some(programme)).0;
                    &own
                }
                None => scale,
            };
            let proposed = term.and_then(|t| finals::proposed(self.known, mine, finals.iter().copied(), t, self.shown.is_none(), scale));
            pupils.push(self.pupil(m, &of_term, proposed));
            for f in finals {
                all.push(self.final_row(f, mine)?);
            }
        }
        Ok((pupils, all))
    }

    fn pupil(&self, m: &Member, average: &Average, proposed: Option<u8>) -> PagePupil {
        let name = self.known.name(&m.id, self.list_day);
        let class = m.class.and_then(|c| self.sheet.ground.year.classes.get(&c)).map(ToString::to_string).unwrap_or_default();
        let first = m.first().filter(|d| self.sheet.ground.terms().first().is_some_and(|t| *d > t.from));
        PagePupil {
            id: PersonId(m.id).to_string(),
            name: name.map(|n| format!("{} {}", n.surname, n.given)).unwrap_or_default(),
            full_name: name.map(ToString::to_string).unwrap_or_default(),
            class,
            from: first.map(|d| d.to_string()),
            to: m.last().map(|d| d.to_string()),
            note: m.note.clone(),
            average: Average::shown(average.plain()),
            weighted: Average::shown(average.weighted()),
            marks: average.count(),
            proposed,
        }
    }

    fn final_row(&self, f: &FinalEntry, earned: Option<&Earned>) -> Result<PageFinal> {
        let moved = match earned {
            Some(e) if f.mark.is_some() && f.cell == CellKind::Term => e.moved(self.reader, f)?,
            _ => false,
        };
        let own = self.sheet.ground.group.id;
        let elsewhere = f.group.iter().filter(|g| **g != own).chain(&f.groups);
        let named = |g: &Id| self.sheet.ground.year.groups.get(g).map(|g| shown_name(g, self.known));
        Ok(PageFinal {
            pupil: PersonId(f.pupil).to_string(),
            term: AnyId(f.term).to_string(),
            cell: f.cell.code(),
            mark: f.mark,
            proposed: f.proposed,
            grounds: f.grounds.clone(),
            conflict: f.conflict,
            groups: elsewhere.filter_map(named).collect(),
            moved,
            stamp: f.at.to_string(),
        })
    }
}

/// A lesson's part of a key.
pub(super) fn lesson_key(group: Id, at: At) -> [Value; 3] {
    [Value::Id(group), days(at.0).into(), i64::from(at.1).into()]
}
