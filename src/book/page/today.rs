//! `journal.today`: the person's lessons of a day, what they still lack, and what earlier ones lack.

use super::super::Book;
use super::super::calendar::{GroupFacts, calendar, weeks};
use super::super::cells::date;
use super::super::shown::ClassDays;
use super::access::{Teaching, Viewer, Writes};
use super::bells::{Bells, clock};
use super::entries::{At, LessonEntries, lesson};
use super::ground::shown_name;
use super::groups::{Lists, unfilled};
use super::known::Known;
use super::squares::absences;
use crate::api::types::{DayAsk, DayLesson, Today};
use crate::error::{Error, Result};
use crate::event::kinds::journal as j;
use crate::id::GroupId;
use crate::school::calendar::{Calendar, Day, Free};
use crate::school::codes::DayKind;
use crate::school::lessons::lessons;
use crate::store::{LessonKey, Reader};
use crate::texts::Texts;
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Unfilled lessons told at most.
const MOST: usize = 50;

/// A group with its lessons of the year that are the person's.
struct Mine<'a> {
    group: &'a GroupFacts,
    scheduled: Vec<At>,
    written: BTreeMap<At, LessonKey>,
    /// Only these, of a substitute.
    only: Option<BTreeSet<At>>,
}

impl Mine<'_> {
    fn is_mine(&self, at: &At) -> bool {
        self.only.as_ref().is_none_or(|o| o.contains(at))
    }
    fn days(&self) -> impl Iterator<Item = NaiveDate> {
        self.scheduled.iter().chain(self.written.keys()).filter(|at| self.is_mine(at)).map(|at| at.0)
    }
}

impl Book {
    /// The person's day.
    ///
    /// # Errors
    /// `bad-date`.
    pub fn journal_today(&self, viewer: &Viewer<'_>, asked: &DayAsk) -> Result<Today> {
        let day = match asked.date.as_deref().filter(|d| !d.is_empty()) {
            Some(text) => text.parse().map_err(|_| Error::usage("bad-date"))?,
            None => self.today(),
        };
        let teaching = self.teaching(viewer.user)?;
        let known = self.registry_facts()?;
        let today = self.today();
        self.home.ask(self.year, |reader| {
            let lists = Lists::read(reader)?;
            let (calendar, bells) = (calendar(reader)?, Bells::read(reader)?);
            let mine = mine(reader, &lists, &calendar, &teaching)?;
            let show = Show { reader, calendar: &calendar, bells: &bells, known: &known };
            let mut lessons = Vec::new();
            for m in &mine {
                let here: BTreeSet<At> =
                    m.scheduled.iter().chain(m.written.keys()).filter(|at| at.0 == day && m.is_mine(at)).copied().collect();
                for at in here {
                    lessons.extend(show.lesson(m, at)?);
                }
            }
            lessons.sort_by(|a, b| (a.slot, &a.name).cmp(&(b.slot, &b.name)));
            let topics = reader.lessons_with(j::TOPIC)?;
            let mut lacking: Vec<(At, &Mine<'_>)> = Vec::new();
            for m in &mine {
                let all = unfilled(reader, m.group.id, &m.scheduled, &topics, today)?;
                lacking.extend(all.into_iter().map(|(at, _)| at).filter(|at| at.0 < day && m.is_mine(at)).map(|at| (at, m)));
            }
            lacking.sort_by_key(|(at, m)| (std::cmp::Reverse(*at), m.group.id));
            let unfilled_all = u32::try_from(lacking.len()).unwrap_or(u32::MAX);
            let mut unfilled = Vec::new();
            for (at, m) in lacking.into_iter().take(MOST) {
                unfilled.extend(show.lesson(m, at)?);
            }
            let days: BTreeSet<NaiveDate> = mine.iter().flat_map(Mine::days).collect();
            Ok(Today {
                date: day.to_string(),
                note: note(&calendar, &mine, day),
                lessons,
                unfilled,
                unfilled_all,
                next: days.iter().find(|d| **d > day).map(ToString::to_string),
                previous: days.iter().rev().find(|d| **d < day).map(ToString::to_string),
            })
        })
    }
}

fn mine<'a>(reader: &Reader<'_>, lists: &'a Lists, calendar: &Calendar, teaching: &Teaching) -> Result<Vec<Mine<'a>>> {
    let weeks = weeks(reader)?;
    let own = lists.groups.values().filter(|g| teaching.teaches(&g.id));
    let one = |g: &'a GroupFacts| Mine {
        group: g,
        scheduled: weeks.get(&g.id).map(|rows| lessons(calendar, &g.places, rows)).unwrap_or_default(),
        written: reader.lessons_of(&g.id).into_iter().filter_map(|k| Some(((date(k.date)?, k.slot), k))).collect(),
        only: match teaching.writes(&g.id) {
            Writes::Lessons(l) => Some(l),
            _ => None,
        },
    };
    Ok(own.map(one).collect())
}

struct Show<'a> {
    reader: &'a Reader<'a>,
    calendar: &'a Calendar,
    bells: &'a Bells,
    known: &'a Known,
}

impl Show<'_> {
    /// A lesson of the strip; none for what nobody planned and holds nothing.
    fn lesson(&self, m: &Mine<'_>, at: At) -> Result<Option<DayLesson>> {
        let l = match m.written.get(&at) {
            Some(key) => {
                let classes = self.reader.reason_classes(m.group.places.iter().map(|p| &p.class));
                let mut l = lesson(self.reader, key, &classes)?;
                let mut counting = Vec::with_capacity(l.reasons.len());
                for r in std::mem::take(&mut l.reasons) {
                    if r.counts(&ClassDays::read(self.reader, &r.pupil)?, at.0) {
                        counting.push(r);
                    }
                }
                l.reasons = counting;
                l
            }
            None => LessonEntries::default(),
        };
        if l == LessonEntries::default() && !m.scheduled.contains(&at) {
            return Ok(None);
        }
        let bell = m.group.places.first().and_then(|p| self.bells.lesson(self.calendar, *p, at.0, at.1));
        let topic = LessonEntries::text(&l.topics);
        let homework = LessonEntries::text(&l.homework).is_some();
        let mut lacks = Vec::new();
        if l.counts() {
            lacks.extend(topic.is_none().then(|| "topic".to_owned()));
            lacks.extend((!homework).then(|| "homework".to_owned()));
        }
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Ok(Some(DayLesson {
            group: GroupId(m.group.id).to_string(),
            name: shown_name(m.group, self.known),
            date: at.0.to_string(),
            slot: at.1,
            from: bell.map(|b| clock(b.0)),
            to: bell.map(|b| clock(b.1)),
            topic,
            homework,
            marks: count(l.marks.iter().filter(|m| m.mark.is_some()).count()),
            // Late ones are there.
            absent: count(absences(&l).values().filter(|a| a.code != 5).count()),
            lacks,
        }))
    }
}

/// Why there are no lessons, or that the day works as another.
fn note(calendar: &Calendar, mine: &[Mine<'_>], day: NaiveDate) -> Option<String> {
    let place = mine.iter().flat_map(|m| &m.group.places).next()?;
    let rule = calendar.rule(day, place.class);
    let said = rule.map(|r| r.reason.clone()).filter(|r| !r.is_empty());
    let text = |id: &str| Texts::russian().format(id, &[]);
    match calendar.day(day, *place) {
        Day::Study(as_day) if as_day == day => said.filter(|_| rule.is_some_and(|r| r.kind != DayKind::Off)),
        Day::Study(as_day) => said.or_else(|| {
            let day = super::written(as_day);
            Some(Texts::russian().format("day-works-as", &[("day", &day)]))
        }),
        Day::Free(Free::Holidays) => calendar.holidays(day, place.grade).map(|t| format!("{} {}", text("day-holidays"), t.name)),
        Day::Free(Free::OutsideTerms) => {
            let holidays = calendar.holidays(day, place.grade).map(|t| format!("{} {}", text("day-holidays"), t.name));
            holidays.or_else(|| Some(text("day-outside-terms")))
        }
        Day::Free(Free::Weekend) => Some(text("day-weekend")),
        Day::Free(Free::Rule(kind)) => said.or_else(|| Some(text(&format!("code-day-kind-{}", kind.id())))),
    }
}
