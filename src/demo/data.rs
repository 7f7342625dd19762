//! The lists the demo school is made of, embedded: people, curriculum, calendar, bells, work types, topics, manners of subjects.
//!
//! Plain text, fields apart by «;», lines that begin with `#` for people. A line that cannot be read is an error: a test reads them all.

use crate::error::{Error, Result};
use chrono::NaiveDate;

/// A pupil of the list.
pub struct PupilRow {
    pub class: &'static str,
    pub surname: &'static str,
    pub given: &'static str,
    pub patronymic: &'static str,
    pub male: bool,
    pub birth: NaiveDate,
    pub snils: Option<i64>,
    pub file: &'static str,
    pub order: &'static str,
    pub order_date: NaiveDate,
}

/// Somebody of the staff.
pub struct StaffRow {
    pub login: &'static str,
    pub surname: &'static str,
    pub given: &'static str,
    pub patronymic: &'static str,
    pub birth: NaiveDate,
    pub position: &'static str,
    pub subjects: Vec<&'static str>,
    pub class: &'static str,
    pub hired: NaiveDate,
}

/// A subject with its hours a week in grades 1–11, hundredths: first and second half of the year.
pub struct SubjectRow {
    pub name: &'static str,
    pub short: &'static str,
    pub hours: Vec<(u32, u32)>,
}

/// A row of the calendar.
pub struct CalendarRow {
    pub kind: &'static str,
    pub name: &'static str,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub grades: (u8, u8),
}

/// A lesson's bells, minutes of the day.
pub struct BellRow {
    pub shift: i64,
    pub slot: u8,
    pub from: i64,
    pub to: i64,
}

/// A work type; weight in hundredths.
pub struct WorkRow {
    pub name: &'static str,
    pub short: &'static str,
    pub weight: u32,
    pub days: i64,
    pub obligatory: bool,
}

/// Topics of a subject for grades from–to.
pub struct TopicRow {
    pub subject: &'static str,
    pub grades: (u8, u8),
    pub topics: Vec<&'static str>,
}

/// A row of a ready lesson plan: the section it lies in, topic, homework.
pub struct PlanRow {
    pub section: &'static str,
    pub topic: &'static str,
    pub homework: &'static str,
}

/// How a subject is taught.
pub struct Manner {
    pub subject: &'static str,
    /// How many of a hundred are asked in a usual lesson.
    pub asked: usize,
    /// Work type, every how many topics, name of the lesson.
    pub big: (&'static str, usize, &'static str),
    /// Work type, every how many topics, what is added to the topic.
    pub small: (&'static str, usize, &'static str),
    pub goes_on: Vec<&'static str>,
    pub homework: Vec<&'static str>,
}

fn lines(text: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()).map(|l| l.split(';').collect())
}

fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%d.%m.%Y").ok()
}

fn list(text: &'static str) -> Vec<&'static str> {
    text.split('|').map(str::trim).collect()
}

fn words(text: &'static str) -> Vec<&'static str> {
    text.split(',').map(str::trim).filter(|w| !w.is_empty()).collect()
}

/// «5» and «5-7».
fn grades(text: &str) -> Option<(u8, u8)> {
    let (from, to) = text.split_once('-').unwrap_or((text, text));
    Some((from.parse().ok()?, to.parse().ok()?))
}

/// «2» and «2.5», «1,5», hundredths.
fn hundredths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, ""));
    Some(whole.parse::<u32>().ok()? * 100 + format!("{part:0<2}").parse::<u32>().ok()?)
}

fn minutes(text: &str) -> Option<i64> {
    let (hours, minutes) = text.split_once(':')?;
    Some(hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?)
}

fn read<T>(name: &str, text: &'static str, row: impl Fn(&[&'static str]) -> Option<T>) -> Result<Vec<T>> {
    let bad = |n: usize| Error::other("demo-list").with("list", name).with("line", n + 1);
    lines(text).enumerate().map(|(n, fields)| row(&fields).ok_or_else(|| bad(n))).collect()
}

/// Pupils of the school, class by class.
pub fn pupils() -> Result<Vec<PupilRow>> {
    read("pupils", include_str!("../../assets/demo/pupils.csv"), |f| match f {
        [class, surname, given, patronymic, sex, birth, snils, file, order, order_date] => Some(PupilRow {
            class,
            surname,
            given,
            patronymic,
            male: *sex == "м",
            birth: date(birth)?,
            snils: snils.chars().filter(char::is_ascii_digit).collect::<String>().parse().ok(),
            file,
            order,
            order_date: date(order_date)?,
        }),
        _ => None,
    })
}

/// The staff.
pub fn staff() -> Result<Vec<StaffRow>> {
    read("staff", include_str!("../../assets/demo/staff.csv"), |f| match f {
        [login, surname, given, patronymic, birth, position, subjects, class, hired] => Some(StaffRow {
            login,
            surname,
            given,
            patronymic,
            birth: date(birth)?,
            position,
            subjects: words(subjects),
            class,
            hired: date(hired)?,
        }),
        _ => None,
    })
}

/// Subjects in the curriculum's order.
pub fn subjects() -> Result<Vec<SubjectRow>> {
    // 2.5 hours a week are 2 in the first half of the year and 3 in the second.
    let halves = |text: &&str| -> Option<(u32, u32)> {
        match if text.is_empty() { 0 } else { hundredths(text)? } {
            n if n % 100 == 0 => Some((n, n)),
            n => Some((n - n % 100, n - n % 100 + 100)),
        }
    };
    read("curriculum", include_str!("../../assets/demo/curriculum.csv"), |f| match f {
        [name, short, hours @ ..] if hours.len() == 11 => {
            Some(SubjectRow { name, short, hours: hours.iter().map(halves).collect::<Option<_>>()? })
        }
        _ => None,
    })
}

/// The calendar.
pub fn calendar() -> Result<Vec<CalendarRow>> {
    read("calendar", include_str!("../../assets/demo/calendar.csv"), |f| match f {
        [kind, name, from, to, of] => Some(CalendarRow { kind, name, from: date(from)?, to: date(to)?, grades: grades(of)? }),
        _ => None,
    })
}

/// Bells.
pub fn bells() -> Result<Vec<BellRow>> {
    read("bells", include_str!("../../assets/demo/bells.csv"), |f| match f {
        [shift, slot, from, to] => {
            Some(BellRow { shift: shift.parse().ok()?, slot: slot.parse().ok()?, from: minutes(from)?, to: minutes(to)? })
        }
        _ => None,
    })
}

/// Work types.
pub fn works() -> Result<Vec<WorkRow>> {
    read("worktypes", include_str!("../../assets/demo/worktypes.csv"), |f| match f {
        [name, short, weight, days, obligatory] => {
            Some(WorkRow { name, short, weight: hundredths(weight)?, days: days.parse().ok()?, obligatory: *obligatory == "да" })
        }
        _ => None,
    })
}

/// Topics by subject and grade.
pub fn topics() -> Result<Vec<TopicRow>> {
    read("topics", include_str!("../../assets/demo/topics.csv"), |f| match f {
        [subject, of, topics] => Some(TopicRow { subject, grades: grades(of)?, topics: list(topics) }),
        _ => None,
    })
}

/// Manners of subjects.
pub fn manners() -> Result<Vec<Manner>> {
    read("manners", include_str!("../../assets/demo/manners.csv"), |f| match f {
        [subject, asked, big, big_every, big_name, small, small_every, small_name, goes_on, homework] => Some(Manner {
            subject,
            asked: asked.parse().ok()?,
            big: (big, big_every.parse().ok()?, big_name),
            small: (small, small_every.parse().ok()?, small_name),
            goes_on: list(goes_on),
            homework: list(homework),
        }),
        _ => None,
    })
}

/// The school's own lesson plans: of mathematics and biology in grade 5.
pub fn plan(subject: &str, grade: u8) -> Result<Option<Vec<PlanRow>>> {
    let text = match (subject, grade) {
        ("Математика", 5) => include_str!("../../assets/demo/plan-mathematics-5.csv"),
        ("Биология", 5) => include_str!("../../assets/demo/plan-biology-5.csv"),
        _ => return Ok(None),
    };
    let mut section = "";
    let mut rows = Vec::new();
    // Topics have «;» inside: fields are apart by «|».
    for line in text.lines().filter(|l| !l.starts_with('#') && !l.is_empty()) {
        match line.split('|').collect::<Vec<_>>().as_slice() {
            ["", name, ..] => section = name,
            [_, topic, _, homework] => rows.push(PlanRow { section, topic, homework }),
            [_, topic, _] => rows.push(PlanRow { section, topic, homework: "" }),
            _ => return Err(Error::other("demo-list").with("list", "plan").with("line", rows.len() + 1)),
        }
    }
    Ok(Some(rows))
}

/// Words of the school's people, by name; empty for a name that is not there.
pub fn word(name: &str) -> &'static str {
    let found = lines(include_str!("../../assets/demo/words.csv")).find(|f| f.first() == Some(&name));
    found.and_then(|f| f.get(1).copied()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_list_is_read_to_its_last_line() {
        assert_eq!((pupils().unwrap().len(), staff().unwrap().len(), subjects().unwrap().len()), (765, 54, 22));
        assert_eq!((works().unwrap().len(), bells().unwrap().len(), calendar().unwrap().len()), (12, 13, 16));
        assert_eq!(plan("Математика", 5).unwrap().unwrap().len(), 171);
        assert_eq!(plan("Биология", 5).unwrap().unwrap().len(), 34);
        assert!(plan("Музыка", 5).unwrap().is_none());
    }

    #[test]
    fn every_subject_of_the_curriculum_has_a_manner_and_topics_in_each_of_its_grades() {
        let (manners, topics) = (manners().unwrap(), topics().unwrap());
        for s in subjects().unwrap() {
            assert!(manners.iter().any(|m| m.subject == s.name), "{}", s.name);
            for grade in (1..=11).filter(|g| s.hours[usize::from(*g) - 1].1 > 0) {
                let has = |t: &TopicRow| t.subject == s.name && t.grades.0 <= grade && grade <= t.grades.1;
                assert!(topics.iter().any(has), "{} {grade}", s.name);
            }
        }
    }

    #[test]
    fn manners_name_known_work_types_and_topics_have_no_empty_words() {
        let works = works().unwrap();
        for m in manners().unwrap() {
            for short in [m.big.0, m.small.0].into_iter().filter(|s| !s.is_empty()) {
                assert!(works.iter().any(|w| w.short == short), "{short}");
            }
        }
        assert!(topics().unwrap().iter().all(|t| t.topics.iter().all(|x| x.chars().count() > 3)));
    }
}
