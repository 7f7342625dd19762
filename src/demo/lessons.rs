//! The year's days: who taught what, whom the teacher asked, who was absent, what was mended later (J-01 … J-06, R-06).

use super::data::word;
use super::dice::{Dice, Id, id};
use super::finals::OPEN;
use super::marks::{Given, Marks};
use super::out::{Out, code, day, instant};
use super::school::{Away, Group, School};
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::{journal as j, year as y};
use crate::journal::codes::{Absence, LessonKind, LessonMode, LessonStatus};
use crate::school::calendar::monday;
use crate::store::Write;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;

/// Lessons of this many days before the demo day may be left empty, for people to fill in.
const RECENT: u64 = 8;
/// Minutes of the day at which lessons end, by their numbers.
const ENDS: [i64; 8] = [550, 605, 660, 715, 770, 825, 880, 935];

/// An absence whose reason the homeroom teacher will state.
pub struct Absent {
    pub pupil: usize,
    pub group: usize,
    pub date: NaiveDate,
    pub slot: u8,
    pub why: Option<Away>,
}

/// What somebody will write on a later day.
pub enum Later {
    /// As it is.
    Write(Box<Write>),
    /// Another mark than the one given: place among the marks, and how it is written.
    Correct { pupil: usize, number: usize, mark: u8, group: usize, key: Vec<Value> },
}

/// What one person writes on a day: when they begin, and page by page.
pub struct Shift {
    pub who: usize,
    pub from: i64,
    pub pages: Vec<Vec<Write>>,
}

/// The year being lived through.
pub struct Year<'s> {
    pub school: &'s School,
    /// The last day that is filled.
    pub last: NaiveDate,
    /// Marks by group.
    pub marks: Vec<Marks>,
    /// Absences of the running week by class.
    pub absent: Vec<Vec<Absent>>,
    later: BTreeMap<NaiveDate, Vec<(usize, Later)>>,
    /// Who substitutes: group, day, lesson.
    pub substitutes: BTreeMap<(usize, NaiveDate, u8), usize>,
}

/// A lesson of the day.
#[derive(Clone, Copy)]
struct Lesson {
    group: usize,
    date: NaiveDate,
    slot: u8,
    /// From 0 in the year.
    number: usize,
}

impl<'s> Year<'s> {
    /// A year before its first day, to be filled up to a day.
    pub fn new(school: &'s School, last: NaiveDate) -> Self {
        let pupils = |g: &Group| school.classes.get(g.class).map_or(0, |c| c.pupils.len());
        Self {
            school,
            last,
            marks: school.groups.iter().map(|g| Marks::of(pupils(g))).collect(),
            absent: school.classes.iter().map(|_| Vec::new()).collect(),
            later: BTreeMap::new(),
            substitutes: BTreeMap::new(),
        }
    }

    /// What teachers write on a day: their lessons of the day, then what they had put off.
    pub fn teach(&mut self, date: NaiveDate) -> Vec<Shift> {
        let mut by_teacher: BTreeMap<usize, Vec<Lesson>> = BTreeMap::new();
        for (n, g) in self.school.groups.iter().enumerate() {
            let from = g.lessons.partition_point(|(d, _)| *d < date);
            for (number, (_, slot)) in g.lessons.iter().enumerate().skip(from).take_while(|(_, (d, _))| *d == date) {
                let who = self.substitutes.get(&(n, date, *slot)).copied().unwrap_or(g.teacher);
                by_teacher.entry(who).or_default().push(Lesson { group: n, date, slot: *slot, number });
            }
        }
        let mut shifts: BTreeMap<usize, Shift> = BTreeMap::new();
        for (who, mut lessons) in by_teacher {
            lessons.sort_by_key(|l| l.slot);
            let end = lessons.last().and_then(|l| ENDS.get(usize::from(l.slot).wrapping_sub(1))).copied().unwrap_or(880);
            let pages = lessons.into_iter().map(|l| self.lesson(l)).collect();
            shifts.insert(who, Shift { who, from: instant(date, end + 5), pages });
        }
        let due = self.later.split_off(&(date + Days::new(1)));
        for (_, list) in std::mem::replace(&mut self.later, due) {
            for (who, later) in list {
                let write = self.put_off(later);
                let shift = shifts.entry(who).or_insert_with(|| Shift { who, from: instant(date, 15 * 60), pages: Vec::new() });
                shift.pages.push(vec![write]);
            }
        }
        shifts.into_values().collect()
    }

    fn put_off(&mut self, later: Later) -> Write {
        match later {
            Later::Write(w) => *w,
            Later::Correct { pupil, number, mark, group, key } => {
                if let Some(m) = self.marks.get_mut(group) {
                    m.correct(pupil, number, mark);
                }
                Write::new(j::MARK, key, code(mark))
            }
        }
    }

    /// One lesson's page.
    fn lesson(&mut self, l: Lesson) -> Vec<Write> {
        let school = self.school;
        let (Some(g), mut out) = (school.groups.get(l.group), Vec::new()) else { return Vec::new() };
        let Some(class) = school.classes.get(g.class) else { return out };
        let mut dice = Dice::of(&format!("lesson {} {} {} {}", class.name, g.subject, l.date, l.slot));
        let lesson = Page { group: g.id, date: l.date, slot: l.slot };
        let recent = l.date + Days::new(RECENT) > self.last;
        // The teacher whose class is open has forgotten the day before yesterday.
        let open = class.name.to_string() == OPEN && g.teacher == class.homeroom && l.date + Days::new(1) == self.last;
        if recent && (open || dice.in_thousand(25)) {
            return out;
        }
        let topic = g.plan.get(l.number);
        let text = topic.map_or_else(|| word("reserve").to_owned(), |t| t.text.clone());
        let plan = topic.map_or(Value::Null, |_| Value::Int(i64::try_from(l.number + 1).unwrap_or(0)));
        out.push(lesson.write(j::TOPIC, vec![0.into()], vec![text.into(), plan, Value::Null]));
        let homework = topic.map(|t| t.homework.as_str()).filter(|h| !h.is_empty() && class.name.grade > 1);
        if let Some(text) = homework.filter(|_| !dice.in_thousand(if recent { 120 } else { 30 })) {
            let due = g.lessons.get(l.number + 1).map_or(Value::Null, |(d, _)| day(*d));
            let empty = || Value::Array(vec![]);
            out.push(lesson.write(j::HOMEWORK, vec![0.into()], vec![text.into(), due, Value::Null, empty(), empty()]));
        }
        let present = self.attendance(&lesson, &l, g, &mut dice, &mut out);
        if class.name.grade > 1 {
            match topic.and_then(|t| t.work) {
                Some(short) => self.work(&lesson, &l, g, short, topic.map(|t| t.text.as_str()), &present, &mut dice, &mut out),
                None => self.ask(&lesson, &l, g, &present, &mut dice, &mut out),
            }
        }
        out
    }

    /// Who was absent or late. Gives places in the class of those who were there, and of those who are of the class.
    fn attendance(&mut self, page: &Page, l: &Lesson, g: &Group, dice: &mut Dice, out: &mut Vec<Write>) -> Vec<(usize, bool)> {
        let school = self.school;
        let mut all = Vec::new();
        let Some(class) = school.classes.get(g.class) else { return all };
        for (place, n) in class.pupils.iter().enumerate() {
            let Some(p) = school.pupils.get(*n).filter(|p| p.is_here(l.date)) else { continue };
            let why = p.away(l.date);
            let alone = dice.in_thousand(4);
            let here = why.is_none() && !alone;
            if !here {
                out.push(page.write(j::ATTENDANCE, vec![Value::Id(p.id)], vec![code(Absence::Absent.code()), 0.into()]));
                if let Some(of) = self.absent.get_mut(g.class) {
                    of.push(Absent { pupil: *n, group: l.group, date: l.date, slot: l.slot, why });
                }
            } else if dice.in_thousand(if l.slot == 1 { 12 } else { 2 }) {
                let minutes = dice.between(3, 15);
                out.push(page.write(j::ATTENDANCE, vec![Value::Id(p.id)], vec![code(Absence::Late.code()), minutes.into()]));
            }
            all.push((place, here));
        }
        all
    }

    /// A usual lesson: those who were asked least are asked.
    fn ask(&mut self, page: &Page, l: &Lesson, g: &Group, of: &[(usize, bool)], dice: &mut Dice, out: &mut Vec<Write>) {
        let since = self.term_start(g, l.date);
        let Some(marks) = self.marks.get(l.group) else { return };
        let missed = |place: usize| {
            // Who came in the middle of a term is not asked for all of it at once.
            let class = self.school.classes.get(g.class);
            let pupil = class.and_then(|c| c.pupils.get(place)).and_then(|n| self.school.pupils.get(*n));
            let from = pupil.and_then(|p| p.from).unwrap_or(since);
            g.lessons.iter().filter(|(d, _)| since <= *d && *d < from).count() * g.asked / 100
        };
        let here = of.iter().filter(|(_, here)| *here);
        let mut free: Vec<(usize, usize)> = here.map(|(p, _)| ((marks.count(*p, since) + missed(*p)) * 3 + dice.below(7), *p)).collect();
        free.sort_unstable();
        let many = (of.len() * g.asked + 50) / 100 + dice.below(2);
        for (_, place) in free.into_iter().take(many) {
            self.mark(page, l, g, place, ("О", 1), 0, dice, out);
        }
    }

    /// A lesson in which everybody writes a work; who was absent may write it later (J-17).
    #[allow(clippy::too_many_arguments)]
    fn work(
        &mut self,
        page: &Page,
        l: &Lesson,
        g: &Group,
        short: &'static str,
        title: Option<&str>,
        of: &[(usize, bool)],
        dice: &mut Dice,
        out: &mut Vec<Write>,
    ) {
        let Some(work) = self.school.work(short) else { return };
        let owed = work.row.obligatory;
        let twice = short == "Д";
        for ordinal in 1..=i64::from(twice) + 1 {
            let title = if ordinal == 2 { word("grammar") } else { title.unwrap_or_default() };
            let value = vec![title.into(), ordinal.into(), owed.into(), Value::Null];
            out.push(page.write(j::WORK, vec![Value::Id(work.id), ordinal.into()], value));
        }
        let kind = match short {
            "КР" | "Д" => Some(LessonKind::Control),
            "ЛР" => Some(LessonKind::Laboratory),
            "ПрР" => Some(LessonKind::Practical),
            _ => None,
        };
        if let Some(kind) = kind {
            let held =
                vec![code(kind.code()), code(LessonMode::Room.code()), code(LessonStatus::Held.code()), Value::Array(vec![]), "".into()];
            out.push(page.write(j::LESSON_STATE, vec![], held));
        }
        // Written works are marked at home and typed in with the next lesson.
        let next = g.lessons.get(l.number + 1).map(|(d, _)| *d);
        let end = self.term_end(g, l.date);
        let in_time = |d: &NaiveDate| *d <= end && *d <= self.last && *d <= l.date + Days::new(work.row.days.unsigned_abs());
        let typed = next.filter(|_| work.row.weight >= 200 && short != "З").filter(in_time);
        for (place, here) in of {
            let ordinals = if twice { 2 } else { 1 };
            for ordinal in 1..=ordinals {
                if *here {
                    match typed {
                        Some(on) => self.mark_later(page, l, g, *place, (short, ordinal), on, dice),
                        None => self.mark(page, l, g, *place, (short, ordinal), -10, dice, out),
                    }
                } else if owed && dice.in_thousand(650) {
                    let later = g.lessons.iter().skip(l.number + 2).nth(dice.below(3)).map(|(d, _)| *d);
                    if let Some(on) = later.filter(|d| *d <= end && *d <= self.last) {
                        self.mark_later(page, l, g, *place, (short, ordinal), on, dice);
                    }
                }
            }
        }
    }

    /// A mark, and now and then its correction some days later.
    #[allow(clippy::too_many_arguments)]
    fn mark(
        &mut self,
        page: &Page,
        l: &Lesson,
        g: &Group,
        place: usize,
        work: (&'static str, i64),
        better: i64,
        dice: &mut Dice,
        out: &mut Vec<Write>,
    ) {
        let Some((write, given)) = self.judge(page, l, g, place, work, better, dice) else { return };
        let key = write.key.clone();
        out.push(write);
        let Some(number) = self.marks.get_mut(l.group).map(|m| m.give(place, given)) else { return };
        let on = l.date + Days::new(dice.between(1, 4).unsigned_abs());
        if dice.in_thousand(2) && on <= self.term_end(g, l.date) && on <= self.last {
            let mark = if given.mark == 5 { 4 } else { given.mark + 1 };
            let who = self.substitutes.get(&(l.group, l.date, l.slot)).copied().unwrap_or(g.teacher);
            self.later.entry(on).or_default().push((who, Later::Correct { pupil: place, number, mark, group: l.group, key }));
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn mark_later(&mut self, page: &Page, l: &Lesson, g: &Group, place: usize, work: (&'static str, i64), on: NaiveDate, dice: &mut Dice) {
        let Some((write, given)) = self.judge(page, l, g, place, work, -10, dice) else { return };
        if let Some(marks) = self.marks.get_mut(l.group) {
            marks.give(place, given);
        }
        let who = self.substitutes.get(&(l.group, l.date, l.slot)).copied().unwrap_or(g.teacher);
        self.later.entry(on).or_default().push((who, Later::Write(Box::new(write))));
    }

    /// The mark that a pupil earns.
    #[allow(clippy::too_many_arguments)]
    fn judge(
        &self,
        page: &Page,
        l: &Lesson,
        g: &Group,
        place: usize,
        work: (&'static str, i64),
        better: i64,
        dice: &mut Dice,
    ) -> Option<(Write, Given)> {
        let school = self.school;
        let p = school.pupils.get(*school.classes.get(g.class)?.pupils.get(place)?)?;
        if p.exempt && school.subjects.get(g.subject)?.row.name == "Физическая культура" {
            return None;
        }
        let type_of = school.work(work.0)?;
        // Everybody likes some subjects more than others.
        let taste = Dice::of(&format!("taste {} {}", p.file, g.subject)).between(-40, 48);
        let earned = p.ability + taste + better + dice.between(-55, 55) + dice.between(-55, 55);
        let mark = u8::try_from(((earned + 50) / 100).clamp(2, 5)).unwrap_or(2);
        let given = Given { date: l.date, mark, weight: type_of.row.weight };
        Some((page.mark(p.id, type_of.id, work.1, mark), given))
    }

    fn term_start(&self, g: &Group, on: NaiveDate) -> NaiveDate {
        self.school.terms(g.class).iter().find(|t| t.contains(on)).map_or(on, |t| t.from)
    }

    fn term_end(&self, g: &Group, on: NaiveDate) -> NaiveDate {
        self.school.terms(g.class).iter().find(|t| t.contains(on)).map_or(on, |t| t.to)
    }
}

/// The page of a lesson.
pub struct Page {
    pub group: Id,
    pub date: NaiveDate,
    pub slot: u8,
}

impl Page {
    fn key(&self, rest: Vec<Value>) -> Vec<Value> {
        [Value::Id(self.group), day(self.date), i64::from(self.slot).into()].into_iter().chain(rest).collect()
    }
    /// A write about the lesson.
    pub fn write(&self, kind: u16, rest: Vec<Value>, value: Vec<Value>) -> Write {
        Write::new(kind, self.key(rest), Value::Array(value))
    }
    /// A homeroom teacher's word on an absence.
    fn reason(&self, class: Id, pupil: Id, value: Vec<Value>) -> Write {
        let key = [vec![Value::Id(class)], self.key(vec![Value::Id(pupil)])].concat();
        Write::new(j::ABSENCE_REASON, key, Value::Array(value))
    }
    /// A mark of the lesson.
    pub fn mark(&self, pupil: Id, work: Id, ordinal: i64, mark: u8) -> Write {
        Write::new(j::MARK, self.key(vec![Value::Id(pupil), Value::Id(work), ordinal.into()]), code(mark))
    }
}

/// Who takes whose lessons on a day (Y-04, R-09): the deputy's writes, and the year remembers who enters them.
///
/// # Errors
/// Those of the store.
pub fn substitute(year: &mut Year<'_>, out: &mut Out<'_>, date: NaiveDate, ill: usize, deputy: usize) -> Result<()> {
    let school = year.school;
    let mut busy: BTreeMap<u8, Vec<usize>> = BTreeMap::new();
    let mut wanted = Vec::new();
    for (n, g) in school.groups.iter().enumerate() {
        for (_, slot) in g.lessons.iter().filter(|(d, _)| *d == date) {
            busy.entry(*slot).or_default().push(g.teacher);
            if g.teacher == ill {
                wanted.push((n, *slot));
            }
        }
    }
    let mut writes = Vec::new();
    for (n, slot) in wanted {
        let Some(g) = school.groups.get(n) else { continue };
        let free = |t: &usize| !busy.get(&slot).is_some_and(|b| b.contains(t)) && school.groups.iter().any(|x| x.teacher == *t);
        let same = |t: &usize| school.groups.iter().any(|x| x.teacher == *t && x.subject == g.subject);
        let near = |t: &usize| school.groups.iter().any(|x| x.teacher == *t && x.class == g.class);
        let all: Vec<usize> = (0..school.staff.len()).filter(free).collect();
        let Some(who) = all.iter().find(|t| same(t)).or_else(|| all.iter().find(|t| near(t))).copied() else { continue };
        busy.entry(slot).or_default().push(who);
        let (Some(s), Some(absent)) = (school.staff.get(who), school.staff.get(ill)) else { continue };
        let key = vec![Value::Id(g.id), day(date), i64::from(slot).into(), Value::Id(s.user)];
        let value = vec![Value::Id(absent.user), 1.into(), word("substitution").into(), 100.into(), Value::Null];
        writes.push(Write::new(y::SUBSTITUTION, key, Value::Array(value)));
        year.substitutes.insert((n, date, slot), who);
    }
    out.write(deputy, instant(date, 7 * 60 + 40), writes)
}

/// The homeroom teacher's word on the week's absences (J-04); papers cover several days at once.
pub fn reasons(year: &mut Year<'_>, class: usize, date: NaiveDate) -> Vec<Write> {
    use crate::journal::codes::AbsenceReason as R;
    use crate::school::codes::AbsencePaper as P;
    let school = year.school;
    let Some(c) = school.classes.get(class) else { return Vec::new() };
    let list = year.absent.get_mut(class).map(std::mem::take).unwrap_or_default();
    let mut out = Vec::new();
    let mut papers: BTreeMap<usize, (NaiveDate, NaiveDate, Away)> = BTreeMap::new();
    for a in &list {
        if let Some(why) = a.why {
            let paper = papers.entry(a.pupil).or_insert((a.date, a.date, why));
            paper.1 = paper.1.max(a.date);
        }
    }
    let paper_id = |pupil: usize| id(&format!("paper {class} {pupil} {}", monday(date)));
    for (pupil, (from, to, why)) in &papers {
        let Some(p) = school.pupils.get(*pupil) else { continue };
        let (kind, reason, number) = match why {
            Away::Ill => (P::Medical, R::Illness, word("medical").replace("{n}", &(pupil * 7 % 900 + 100).to_string())),
            Away::Family => (P::Note, R::Family, String::new()),
            Away::Competition => (P::Letter, R::Competition, word("competition").to_owned()),
        };
        let value = vec![code(kind.code()), day(*from), day(*to), code(reason.code()), number.into()];
        out.push(Write::new(y::ABSENCE_PAPER, vec![Value::Id(c.id), Value::Id(p.id), Value::Id(paper_id(*pupil))], Value::Array(value)));
    }
    for a in list {
        let (Some(g), Some(p)) = (school.groups.get(a.group), school.pupils.get(a.pupil)) else { continue };
        let (what, reason, paper) = match a.why {
            Some(Away::Ill) => (Absence::Ill, R::Illness, Value::Id(paper_id(a.pupil))),
            Some(Away::Family) => (Absence::Excused, R::Family, Value::Id(paper_id(a.pupil))),
            Some(Away::Competition) => (Absence::Excused, R::Competition, Value::Id(paper_id(a.pupil))),
            None => (Absence::Unexcused, R::Truancy, Value::Null),
        };
        let page = Page { group: g.id, date: a.date, slot: a.slot };
        let value = vec![code(what.code()), code(reason.code()), paper, "".into()];
        out.push(page.reason(c.id, p.id, value));
    }
    out
}
