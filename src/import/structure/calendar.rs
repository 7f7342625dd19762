//! The calendar: terms, holidays, days off, moved days, by grades (Y-01, domain section 0).

use super::super::Progress;
use super::super::columns::{self, Heading, Parsed, Spec};
use super::super::line::{Line, grades};
use crate::error::Result;
use crate::people::letters::fold;
use crate::school::codes::{DayKind, TermKind};
use chrono::NaiveDate;

/// Longest name, in characters: what a term's event holds.
const NAME: usize = 60;
/// Most days of one row that is not a term.
const DAYS: i64 = 62;

/// What a row is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum What {
    /// A reporting term or holidays.
    Term(TermKind),
    /// The same unusual thing on each day from `from` to `to`.
    Days(DayKind),
    /// `from` works by the timetable of `to`, and `to` is off.
    Moved,
}

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarRow {
    /// What it is.
    pub what: What,
    /// Name as written: «I четверть», «День Победы».
    pub name: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day, the first one included.
    pub to: NaiveDate,
    /// Grades.
    pub grades: Vec<u8>,
}

const SPEC: Spec = Spec { kind: "calendar", extra: super::nothing, suffices, refusal: "import-calendar-heading" };

fn suffices(h: &Heading) -> bool {
    h.has("from") && (h.has("kind") || h.has("name"))
}

/// Reads a calendar of an academic year.
///
/// # Errors
/// As [`columns::read`].
pub fn parse(bytes: &[u8], year: u16, progress: Progress<'_>) -> Result<Parsed<CalendarRow>> {
    columns::read(bytes, SPEC, progress, &mut |line| row(line, year))
}

fn row(line: &mut Line<'_>, year: u16) -> Option<CalendarRow> {
    if line.filled == 1 {
        line.pass("not-a-row");
        return None;
    }
    let kind = line.text("kind", NAME);
    let name = line.text("name", NAME);
    let from = line.day_of_year("from", year);
    let to = line.day_of_year("to", year).or(from);
    let grades = read_grades(line);
    let said = kind.clone().or_else(|| name.clone()).unwrap_or_default();
    let Some(what) = what(&said) else {
        line.fail(if line.heading().has("kind") { "kind" } else { "name" }, "calendar-kind");
        return None;
    };
    let Some(from) = from else {
        if line.is_empty("from") {
            line.fail("from", "day-missing");
        }
        return None;
    };
    let (to, grades) = (to?, grades?);
    let bounds = NaiveDate::from_ymd_opt(i32::from(year), 8, 1)?..=NaiveDate::from_ymd_opt(i32::from(year) + 1, 8, 31)?;
    if !bounds.contains(&from) || !bounds.contains(&to) {
        line.fail(if bounds.contains(&from) { "to" } else { "from" }, "calendar-other-year");
    } else if what != What::Moved && to < from {
        line.fail("to", "days-reversed");
    } else if what == What::Moved && to == from {
        line.fail("to", "moved-itself");
    } else if matches!(what, What::Days(_)) && (to - from).num_days() > DAYS {
        line.fail("to", "days-many");
    }
    Some(CalendarRow { what, name: name.unwrap_or(said), from, to, grades })
}

fn read_grades(line: &mut Line<'_>) -> Option<Vec<u8>> {
    let text = line.value("grades").shown();
    let read = grades(&text);
    if read.is_none() {
        line.fail("grades", "grades-unreadable");
    }
    read
}

/// «четверть», «I четверть», «каникулы», «праздничный день»…
fn what(text: &str) -> Option<What> {
    const WORDS: [(&str, What); 19] = [
        ("перенос", What::Moved),
        ("перенес", What::Moved),
        ("каникул", What::Term(TermKind::Holidays)),
        ("четверт", What::Term(TermKind::Quarter)),
        ("триместр", What::Term(TermKind::Trimester)),
        ("полугоди", What::Term(TermKind::Half)),
        ("модул", What::Term(TermKind::Module)),
        ("семестр", What::Term(TermKind::Semester)),
        ("карантин", What::Days(DayKind::Quarantine)),
        ("актирован", What::Days(DayKind::Cold)),
        ("мороз", What::Days(DayKind::Cold)),
        ("дистан", What::Days(DayKind::Distance)),
        ("сокращ", What::Days(DayKind::Short)),
        ("рабоч", What::Days(DayKind::Working)),
        ("учебный день", What::Days(DayKind::Working)),
        ("выходн", What::Days(DayKind::Off)),
        ("праздн", What::Days(DayKind::Off)),
        ("нерабоч", What::Days(DayKind::Off)),
        ("отмен", What::Days(DayKind::Cancelled)),
    ];
    let text = fold(text);
    // «нерабочий» holds «рабоч».
    if text.contains("нерабоч") {
        return Some(What::Days(DayKind::Off));
    }
    WORDS.iter().find(|(word, _)| text.contains(word)).map(|(_, what)| *what)
}
