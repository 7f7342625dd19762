//! The demo school in memory: who, which classes, which teaching groups, when. Everything follows from the lists and the seed.

use super::data::{self, PupilRow, StaffRow};
use super::dice::{Dice, Id, id};
use super::topics::{self, Topic};
use crate::error::{Error, Result};
use crate::people::ClassName;
use crate::people::letters::fold;
use crate::people::snils::control_number;
use crate::school::calendar::{Calendar, DayRule, Place, Term, hours_of_year};
use crate::school::codes::{DayKind, TermKind, Week};
use crate::school::lessons::{WeekRow, lessons};
use crate::school::loads::{Teacher, Want, assign};
use crate::school::week::{Lesson, Rules, place};
use chrono::{Days, NaiveDate};

/// First calendar year of the academic year.
pub const YEAR: u16 = 2026;
/// Classes that small schools are made of, in this order; then all others.
const FIRST: [&str; 3] = ["5А", "9Б", "2А"];

/// Lessons a day, at most.
const MOST_LESSONS: u8 = 7;

/// Somebody of the staff.
pub struct Staff {
    pub row: StaffRow,
    pub user: Id,
    pub person: Id,
    /// Has an account: the office, and whoever teaches here.
    pub account: bool,
}

/// A pupil.
pub struct Pupil {
    pub id: Id,
    pub surname: &'static str,
    pub given: &'static str,
    pub patronymic: &'static str,
    pub male: bool,
    pub birth: NaiveDate,
    pub snils: Option<i64>,
    pub file: String,
    pub order: (String, NaiveDate),
    pub class: usize,
    /// Came in the year, on this day.
    pub from: Option<NaiveDate>,
    /// Left in the year, this was the last day; and the order.
    pub to: Option<(NaiveDate, String, NaiveDate)>,
    /// Marks lie around it, hundredths.
    pub ability: i64,
    /// Does not do physical exercises.
    pub exempt: bool,
    /// Days away: from, to, why.
    pub away: Vec<(NaiveDate, NaiveDate, Away)>,
}

impl Pupil {
    /// True when the pupil is of the class on a day.
    pub fn is_here(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.as_ref().is_none_or(|(to, ..)| day <= *to)
    }
    /// Why the pupil is away on a day.
    pub fn away(&self, day: NaiveDate) -> Option<Away> {
        self.away.iter().find(|(from, to, _)| *from <= day && day <= *to).map(|(_, _, why)| *why)
    }
}

/// Why somebody is away for days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Away {
    Ill,
    Family,
    Competition,
}

/// A class.
pub struct Class {
    pub id: Id,
    pub name: ClassName,
    /// Number among the staff.
    pub homeroom: usize,
    pub pupils: Vec<usize>,
    pub groups: Vec<usize>,
}

/// A subject.
pub struct Subject {
    pub id: Id,
    pub row: data::SubjectRow,
}

/// A work type.
pub struct Work {
    pub id: Id,
    pub row: data::WorkRow,
}

/// A teaching group.
pub struct Group {
    pub id: Id,
    pub class: usize,
    pub subject: usize,
    pub teacher: usize,
    /// Hundredths a week: first and second half of the year.
    pub hours: (u32, u32),
    pub week: Vec<WeekRow>,
    pub lessons: Vec<(NaiveDate, u8)>,
    pub plan: Vec<Topic>,
    /// How many of a hundred are asked in a usual lesson.
    pub asked: usize,
}

/// The school.
pub struct School {
    pub calendar: Calendar,
    pub staff: Vec<Staff>,
    pub subjects: Vec<Subject>,
    pub works: Vec<Work>,
    pub classes: Vec<Class>,
    pub pupils: Vec<Pupil>,
    pub groups: Vec<Group>,
}

impl School {
    /// A school of so many classes.
    ///
    /// # Errors
    /// `demo-classes` for none or more than there are; those of the lists.
    pub fn of(classes: usize) -> Result<Self> {
        let mut rows = data::pupils()?;
        let mut names: Vec<(ClassName, &'static str)> = Vec::new();
        for row in &rows {
            if !names.iter().any(|(_, n)| *n == row.class) {
                names.push((ClassName::parse(row.class)?.value, row.class));
            }
        }
        if !(1..=names.len()).contains(&classes) {
            return Err(Error::usage("demo-classes").with("most", names.len()));
        }
        names.sort_by_key(|(_, n)| FIRST.iter().position(|f| f == n).unwrap_or(FIRST.len()));
        names.truncate(classes);
        names.sort_by_key(|(n, _)| n.key());
        rows.retain(|r| names.iter().any(|(_, n)| *n == r.class));
        let person = |r: StaffRow| {
            let (user, person) = (id(&format!("user {}", r.login)), id(&format!("person {}", r.login)));
            let account = r.subjects.is_empty();
            Staff { row: r, user, person, account }
        };
        let mut school = Self {
            calendar: calendar()?,
            staff: data::staff()?.into_iter().map(person).collect(),
            subjects: data::subjects()?.into_iter().map(|row| Subject { id: id(&format!("subject {}", row.name)), row }).collect(),
            works: data::works()?.into_iter().map(|row| Work { id: id(&format!("work {}", row.short)), row }).collect(),
            classes: Vec::new(),
            pupils: Vec::new(),
            groups: Vec::new(),
        };
        for (name, text) in names {
            school.class(name, text, &rows)?;
        }
        school.teach()?;
        school.lay_out()?;
        Ok(school)
    }

    /// Number of a person of the staff by login.
    ///
    /// # Errors
    /// `demo-list`.
    pub fn by_login(&self, login: &str) -> Result<usize> {
        self.staff.iter().position(|s| s.row.login == login).ok_or_else(|| Error::other("demo-list").with("list", "staff"))
    }

    /// The work type of a short name.
    pub fn work(&self, short: &str) -> Option<&Work> {
        self.works.iter().find(|w| w.row.short == short)
    }

    /// The reporting terms of a class.
    pub fn terms(&self, class: usize) -> Vec<&Term> {
        self.classes.get(class).map(|c| self.calendar.terms(c.name.grade)).unwrap_or_default()
    }

    fn class(&mut self, name: ClassName, text: &'static str, rows: &[PupilRow]) -> Result<()> {
        let number = self.classes.len();
        let homeroom = self.staff.iter().position(|s| s.row.class == text);
        let homeroom = homeroom.ok_or_else(|| Error::other("demo-list").with("list", "staff"))?;
        if let Some(s) = self.staff.get_mut(homeroom) {
            s.account = true;
        }
        let mut class = Class { id: id(&format!("class {text}")), name, homeroom, pupils: Vec::new(), groups: Vec::new() };
        let mut own: Vec<Pupil> = rows.iter().filter(|r| r.class == text).map(|r| pupil(r, number)).collect();
        own.sort_by_cached_key(|p| (fold(p.surname), fold(p.given), fold(p.patronymic)));
        self.move_pupils(&mut own, text, number, rows)?;
        for mut p in own {
            p.away = away(&p, text);
            class.pupils.push(self.pupils.len());
            self.pupils.push(p);
        }
        self.classes.push(class);
        Ok(())
    }

    /// In every third class somebody leaves, in every third somebody comes; in 5А both.
    fn move_pupils(&self, own: &mut Vec<Pupil>, text: &str, number: usize, rows: &[PupilRow]) -> Result<()> {
        let mut dice = Dice::of(&format!("movement {text}"));
        let main = text == FIRST[0];
        if main || number % 3 == 1 {
            let first = date(YEAR, 11, 9)? + Days::new(7 * dice.below(18) as u64);
            let last = own.len().saturating_sub(3).max(1);
            if let Some(p) = own.get_mut(2 + dice.below(last)) {
                let order = format!("{}-у", dice.between(10, 60));
                p.to = Some((first - Days::new(3), order, first - Days::new(4)));
            }
        }
        if main || number % 3 == 2 {
            let day = date(YEAR, 10, 5)? + Days::new(7 * dice.below(10) as u64);
            let (Some(a), Some(b), Some(c)) = (dice.one_of(rows), dice.one_of(rows), own.first()) else { return Ok(()) };
            let alike = rows.iter().filter(|r| r.male == b.male).map(|r| (r.surname, r.patronymic)).nth(dice.below(9));
            let (surname, patronymic) = alike.unwrap_or((b.surname, b.patronymic));
            let number = 120_000_000 + i64::try_from(dice.below(9_000_000)).unwrap_or(0);
            own.push(Pupil {
                id: id(&format!("arrival {text}")),
                surname,
                given: b.given,
                patronymic,
                male: b.male,
                birth: c.birth + Days::new(dice.below(90) as u64),
                snils: Some(number * 100 + i64::try_from(control_number(u64::try_from(number).unwrap_or(0))).unwrap_or(0)),
                file: format!("{}/{}", surname.chars().next().unwrap_or('А'), 900 + dice.below(90)),
                order: (format!("{}-у", dice.between(10, 60)), day - Days::new(3)),
                class: c.class,
                from: Some(day),
                to: None,
                ability: pupil(a, c.class).ability,
                exempt: false,
                away: Vec::new(),
            });
        }
        Ok(())
    }

    /// Teaching groups with their teachers, by the rule that the program proposes them by.
    fn teach(&mut self) -> Result<()> {
        let (topic_rows, manners) = (data::topics()?, data::manners()?);
        let teachers: Vec<Teacher> = self.staff.iter().enumerate().map(|(n, s)| self.teacher(n, s)).collect();
        let mut places: Vec<(usize, usize)> = Vec::new();
        let mut wants: Vec<Want> = Vec::new();
        for (c, class) in self.classes.iter().enumerate() {
            for (s, subject) in self.subjects.iter().enumerate().filter(|(_, x)| x.hours(class.name.grade).1 > 0) {
                let hours = subject.hours(class.name.grade).1;
                places.push((c, s));
                wants.push(Want { class: class.id, grade: class.name.grade, subject: subject.row.name.to_owned(), hours });
            }
        }
        for ((c, s), teacher) in places.into_iter().zip(assign(&wants, &teachers)) {
            let (Some(class), Some(subject)) = (self.classes.get(c), self.subjects.get(s)) else { continue };
            let grade = class.name.grade;
            // Nobody teaches it: the homeroom teacher does.
            let teacher = teacher.unwrap_or(class.homeroom);
            let manner = manners.iter().find(|m| m.subject == subject.row.name);
            let topics = topic_rows.iter().find(|t| t.subject == subject.row.name && t.grades.0 <= grade && grade <= t.grades.1);
            let (Some(manner), Some(topics)) = (manner, topics) else {
                return Err(Error::other("demo-list").with("list", "topics"));
            };
            let hours = subject.hours(grade);
            let lessons = usize::try_from(hours_of_year(grade, hours.0, hours.1)).unwrap_or(0);
            let plan = match data::plan(subject.row.name, grade)? {
                Some(rows) => topics::brought(&rows),
                None => topics::made(&topics.topics, lessons, manner, &format!("{grade} {}", subject.row.name)),
            };
            let group = Group {
                id: id(&format!("group {} {}", class.name, subject.row.name)),
                class: c,
                subject: s,
                teacher,
                hours,
                week: Vec::new(),
                lessons: Vec::new(),
                plan,
                asked: manner.asked,
            };
            let number = self.groups.len();
            self.groups.push(group);
            if let Some(x) = self.classes.get_mut(c) {
                x.groups.push(number);
            }
            if let Some(x) = self.staff.get_mut(teacher) {
                x.account = true;
            }
        }
        Ok(())
    }

    fn teacher(&self, n: usize, s: &Staff) -> Teacher {
        Teacher {
            primary: s.row.position != "учитель",
            subjects: s.row.subjects.iter().map(|x| (*x).to_owned()).collect(),
            homeroom: self.classes.iter().filter(|c| c.homeroom == n).map(|c| c.id).collect(),
            hours: 0,
        }
    }

    /// The week and the lessons that follow from it.
    fn lay_out(&mut self) -> Result<()> {
        let mut weekly: Vec<(usize, Lesson)> = Vec::new();
        for (n, g) in self.groups.iter().enumerate() {
            let lesson = |whole| Lesson { class: g.class, teachers: vec![g.teacher], subject: g.subject, whole, fixed: None };
            weekly.extend((0..g.hours.0 / 100).map(|_| (n, lesson(true))));
            weekly.extend((g.hours.0 / 100..g.hours.1 / 100).map(|_| (n, lesson(false))));
        }
        let wanted: Vec<Lesson> = weekly.iter().map(|(_, l)| l.clone()).collect();
        let rules = vec![Rules { days: 5, most: MOST_LESSONS }; self.classes.len()];
        let first = date(YEAR, 9, 1)?;
        for ((n, lesson), cell) in weekly.into_iter().zip(place(&wanted, &rules)) {
            let (weekday, slot) = cell.ok_or_else(|| Error::other("demo-week"))?;
            let Some(g) = self.groups.get_mut(n) else { continue };
            let Some(class) = self.classes.get(g.class) else { continue };
            let from = if lesson.whole { first } else { self.calendar.second_half(class.name.grade).unwrap_or(first) };
            g.week.push(WeekRow { from, to: None, weekday, slot, week: Week::Every, room: None, teacher: None });
        }
        for g in &mut self.groups {
            let Some(class) = self.classes.get(g.class) else { continue };
            g.week.sort_by_key(|r| (r.weekday, r.slot));
            g.lessons = lessons(&self.calendar, &[Place { class: class.id, grade: class.name.grade }], &g.week);
        }
        Ok(())
    }
}

impl Subject {
    /// Hours a week of a grade, hundredths: first and second half of the year.
    fn hours(&self, grade: u8) -> (u32, u32) {
        self.row.hours.get(usize::from(grade).wrapping_sub(1)).copied().unwrap_or_default()
    }
}

fn pupil(r: &PupilRow, class: usize) -> Pupil {
    let word = format!("{} {} {} {}", r.class, r.surname, r.given, r.patronymic);
    let mut dice = Dice::of(&format!("pupil {word}"));
    // Three dice make a hill: most pupils stand in the middle.
    let ability = 222 + dice.between(0, 110) + dice.between(0, 110) + dice.between(0, 106);
    Pupil {
        id: id(&format!("pupil {word}")),
        surname: r.surname,
        given: r.given,
        patronymic: r.patronymic,
        male: r.male,
        birth: r.birth,
        snils: r.snils,
        file: r.file.to_owned(),
        order: (r.order.to_owned(), r.order_date),
        class,
        from: None,
        to: None,
        ability,
        exempt: dice.in_thousand(8),
        away: Vec::new(),
    }
}

/// Days of illness and other leave: none, one or two times a year.
fn away(p: &Pupil, class: &str) -> Vec<(NaiveDate, NaiveDate, Away)> {
    let mut dice = Dice::of(&format!("away {class} {} {} {}", p.surname, p.given, p.patronymic));
    let Ok(first) = date(YEAR, 9, 3) else { return Vec::new() };
    let mut out = Vec::new();
    for _ in 0..dice.below(3) {
        let from = first + Days::new(dice.below(255) as u64);
        let (why, most) = match dice.below(10) {
            0 => (Away::Competition, 2),
            1 => (Away::Family, 3),
            _ => (Away::Ill, 7),
        };
        out.push((from, from + Days::new(dice.below(most) as u64), why));
    }
    out
}

/// A date of the academic year's first or second calendar year.
pub fn date(year: u16, month: u32, day: u32) -> Result<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::from(year), month, day).ok_or_else(|| Error::other("demo-list").with("list", "calendar"))
}

fn calendar() -> Result<Calendar> {
    let mut out = Calendar { year: YEAR, ..Calendar::default() };
    let mut whole: Option<(NaiveDate, NaiveDate)> = None;
    for row in data::calendar()? {
        let rule = |kind, works_as, reason: &str| DayRule { kind, works_as, bells: None, reason: reason.to_owned() };
        let kind = match row.kind {
            "четверть" => TermKind::Quarter,
            "полугодие" => TermKind::Half,
            "каникулы" => TermKind::Holidays,
            "выходной" => {
                out.days.insert((row.from, None), rule(DayKind::Off, None, row.name));
                continue;
            }
            // The day that is moved is free.
            _ => {
                out.days.insert((row.from, None), rule(DayKind::Moved, Some(row.to), data::word("moved")));
                out.days.insert((row.to, None), rule(DayKind::Off, None, data::word("moved")));
                continue;
            }
        };
        if kind != TermKind::Holidays {
            whole = Some(whole.map_or((row.from, row.to), |(a, b)| (a.min(row.from), b.max(row.to))));
        }
        // Terms of all grades name none; those of some name them.
        let grades = if row.grades == (1, 11) { Vec::new() } else { (row.grades.0..=row.grades.1).collect() };
        let name = row.name.to_owned();
        out.terms.push(Term { id: id(&format!("term {} {}", row.kind, row.name)), name, kind, from: row.from, to: row.to, grades });
    }
    if let Some((from, to)) = whole {
        let name = data::word("year").to_owned();
        out.terms.push(Term { id: id("term year"), name, kind: TermKind::Year, from, to, grades: Vec::new() });
    }
    out.terms.sort_by_key(|t| (t.from, t.to, t.id));
    Ok(out)
}
