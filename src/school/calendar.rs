//! The calendar of a year: terms of a grade, holidays, days off, moved days (Y-01, domain section 0).
//!
//! A day of a class is decided in this order: outside the grade's terms nobody learns · what the calendar says of this very class ·
//! holidays of the grade · what it says of the whole school · the days of the week by the class's regime (five, unless said otherwise).

use super::codes::{DayKind, TermKind, Week};
use chrono::{Datelike, Days, NaiveDate};
use std::collections::HashMap;

/// Weeks of the halves of a year (domain section 10: 34 weeks, 33 in grade 1).
const HALVES: [u32; 2] = [17, 17];
const HALVES_OF_FIRST: [u32; 2] = [16, 17];

/// Days of the week that a class learns on when no regime says otherwise.
const USUAL_DAYS: u8 = 5;

/// A reporting period, the year itself, or holidays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// Id.
    pub id: [u8; 16],
    /// Name: «I четверть».
    pub name: String,
    /// Kind.
    pub kind: TermKind,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Grades; none listed: all.
    pub grades: Vec<u8>,
}

impl Term {
    /// True when it is this grade's.
    #[must_use]
    pub fn is_of(&self, grade: u8) -> bool {
        self.grades.is_empty() || self.grades.contains(&grade)
    }
    /// True on its days, both ends included.
    #[must_use]
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// What is unusual about a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRule {
    /// Kind.
    pub kind: DayKind,
    /// The day whose timetable holds, of a moved one.
    pub works_as: Option<NaiveDate>,
    /// Bells of this day alone.
    pub bells: Option<[u8; 16]>,
    /// Why, as the school wrote it.
    pub reason: String,
}

/// Working regime of a class or a group from a day on (Y-09).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Regime {
    /// First day.
    pub from: NaiveDate,
    /// Shift.
    pub shift: u8,
    /// Days of a week, from Monday.
    pub days: u8,
    /// Bell schedule.
    pub bells: Option<[u8; 16]>,
}

/// A class as the calendar sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Class.
    pub class: [u8; 16],
    /// Its grade.
    pub grade: u8,
}

/// What a day is for a class.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Day {
    /// Lessons by the timetable of the weekday (and the week) of this date: the day itself, or the one it is moved from.
    Study(NaiveDate),
    /// Nobody learns.
    Free(Free),
}

/// Why nobody learns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Free {
    /// Before, after or between the terms.
    OutsideTerms,
    /// Holidays.
    Holidays,
    /// Weekend by the regime.
    Weekend,
    /// The calendar says so.
    Rule(DayKind),
}

/// The calendar of one academic year. Made by the book from the store, by tests from nothing.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// First calendar year of the academic year.
    pub year: u16,
    /// Terms, the year, holidays; in the order of their first days.
    pub terms: Vec<Term>,
    /// Unusual days by class; no class: the whole school.
    pub days: HashMap<(NaiveDate, Option<[u8; 16]>), DayRule>,
    /// Regimes by class or group, in the order of their first days.
    pub regimes: HashMap<[u8; 16], Vec<Regime>>,
}

impl Calendar {
    /// Reporting terms of a grade in their order. Where the calendar has several kinds for a grade (quarters for all, half-years in 10–11),
    /// the longer kind is the grade's own.
    #[must_use]
    pub fn terms(&self, grade: u8) -> Vec<&Term> {
        let reporting = |t: &&Term| !matches!(t.kind, TermKind::Year | TermKind::Holidays) && t.is_of(grade);
        let mut counts: HashMap<TermKind, usize> = HashMap::new();
        for term in self.terms.iter().filter(reporting) {
            *counts.entry(term.kind).or_default() += 1;
        }
        let Some((kind, _)) = counts.into_iter().min_by_key(|(kind, n)| (*n, *kind)) else { return Vec::new() };
        let mut terms: Vec<&Term> = self.terms.iter().filter(reporting).filter(|t| t.kind == kind).collect();
        terms.sort_by_key(|t| (t.from, t.id));
        terms
    }

    /// The term that finals of year, exam and result of a grade stand in.
    #[must_use]
    pub fn year_term(&self, grade: u8) -> Option<&Term> {
        self.terms.iter().find(|t| t.kind == TermKind::Year && t.is_of(grade))
    }

    /// The reporting term of a grade that a day lies in.
    #[must_use]
    pub fn term_of(&self, day: NaiveDate, grade: u8) -> Option<&Term> {
        self.terms(grade).into_iter().find(|t| t.contains(day))
    }

    /// First and last day of a grade's terms.
    #[must_use]
    pub fn bounds(&self, grade: u8) -> Option<(NaiveDate, NaiveDate)> {
        let terms = self.terms(grade);
        Some((terms.first()?.from, terms.iter().map(|t| t.to).max()?))
    }

    /// First day of a grade's second half of the year: of the second half-year, of the third quarter, of the term in the middle.
    #[must_use]
    pub fn second_half(&self, grade: u8) -> Option<NaiveDate> {
        let terms = self.terms(grade);
        terms.get(terms.len() / 2).filter(|_| terms.len() > 1).map(|t| t.from)
    }

    /// The holidays of a grade that a day lies in.
    #[must_use]
    pub fn holidays(&self, day: NaiveDate, grade: u8) -> Option<&Term> {
        self.terms.iter().find(|t| t.kind == TermKind::Holidays && t.is_of(grade) && t.contains(day))
    }

    /// The regime of a class or a group on a day.
    #[must_use]
    pub fn regime(&self, of: &[u8; 16], day: NaiveDate) -> Option<&Regime> {
        self.regimes.get(of)?.iter().rev().find(|r| r.from <= day)
    }

    /// What is said of a day for this class alone, or for the whole school.
    #[must_use]
    pub fn rule(&self, day: NaiveDate, class: [u8; 16]) -> Option<&DayRule> {
        self.days.get(&(day, Some(class))).or_else(|| self.days.get(&(day, None)))
    }

    /// What a day is for a class. Terms are looked up at each call: for many days take [`Calendar::study_days`].
    #[must_use]
    pub fn day(&self, day: NaiveDate, place: Place) -> Day {
        if self.term_of(day, place.grade).is_none() { Day::Free(Free::OutsideTerms) } else { self.inside(day, place) }
    }

    /// A day inside the terms.
    fn inside(&self, day: NaiveDate, place: Place) -> Day {
        if let Some(rule) = self.days.get(&(day, Some(place.class))) {
            return ruled(day, rule);
        }
        if self.holidays(day, place.grade).is_some() {
            return Day::Free(Free::Holidays);
        }
        if let Some(rule) = self.days.get(&(day, None)) {
            let weekend = self.is_weekend(day, place) && matches!(rule.kind, DayKind::Distance | DayKind::Short);
            return if weekend { Day::Free(Free::Weekend) } else { ruled(day, rule) };
        }
        if self.is_weekend(day, place) { Day::Free(Free::Weekend) } else { Day::Study(day) }
    }

    fn is_weekend(&self, day: NaiveDate, place: Place) -> bool {
        let days = self.regime(&place.class, day).map_or(USUAL_DAYS, |r| r.days);
        weekday(day) > days
    }

    /// All days of the year that a class learns on, each with the date whose timetable holds.
    #[must_use]
    pub fn study_days(&self, place: Place) -> Vec<(NaiveDate, NaiveDate)> {
        let Some((first, last)) = self.bounds(place.grade) else { return Vec::new() };
        let terms = self.terms(place.grade);
        let days = first.iter_days().take_while(|d| *d <= last).filter(|d| terms.iter().any(|t| t.contains(*d)));
        days.filter_map(|d| if let Day::Study(works_as) = self.inside(d, place) { Some((d, works_as)) } else { None }).collect()
    }

    /// Odd or even week (числитель, знаменатель), counted by calendar weeks from the one with 1 September, which is odd.
    #[must_use]
    pub fn week(&self, day: NaiveDate) -> Week {
        let first = NaiveDate::from_ymd_opt(i32::from(self.year), 9, 1).unwrap_or_default();
        let weeks = (monday(day) - monday(first)).num_days() / 7;
        if weeks.rem_euclid(2) == 0 { Week::Odd } else { Week::Even }
    }
}

fn ruled(day: NaiveDate, rule: &DayRule) -> Day {
    match rule.kind {
        DayKind::Moved | DayKind::Working | DayKind::Distance | DayKind::Short => Day::Study(rule.works_as.unwrap_or(day)),
        DayKind::Off | DayKind::Quarantine | DayKind::Cold | DayKind::Cancelled => Day::Free(Free::Rule(rule.kind)),
    }
}

/// 1 Monday … 7 Sunday.
#[must_use]
pub fn weekday(day: NaiveDate) -> u8 {
    u8::try_from(day.weekday().number_from_monday()).unwrap_or(7)
}

/// Hours of a year in a grade from hours a week of its halves, in hundredths (Y-02).
#[must_use]
pub fn hours_of_year(grade: u8, first: u32, second: u32) -> u32 {
    let [a, b] = if grade == 1 { HALVES_OF_FIRST } else { HALVES };
    first.saturating_mul(a).saturating_add(second.saturating_mul(b)).div_ceil(100)
}

/// The Monday of a day's week.
#[must_use]
pub fn monday(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(weekday(day)) - 1)).unwrap_or(day)
}

#[cfg(test)]
#[path = "calendar_tests.rs"]
mod tests;
