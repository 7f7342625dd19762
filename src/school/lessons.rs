//! The lessons of a year: the week of a teaching group laid over the calendar (Y-03).
//!
//! A lesson is named by its date and slot, as the events of the journal name it.

use super::calendar::{Calendar, Place, weekday};
use super::codes::Week;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Lessons by date and slot.
pub type Dated = Vec<(NaiveDate, u8)>;

/// A row of a group's timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WeekRow {
    /// First day it holds.
    pub from: NaiveDate,
    /// Last day it holds, none: to the year's end.
    pub to: Option<NaiveDate>,
    /// 1 Monday … 7 Sunday.
    pub weekday: u8,
    /// Number of the lesson in the day, from 1.
    pub slot: u8,
    /// Every week, or odd or even ones.
    pub week: Week,
    /// Room.
    pub room: Option<[u8; 16]>,
    /// Teacher's account, when not that of the load.
    pub teacher: Option<[u8; 16]>,
}

impl WeekRow {
    /// True when the row gives a lesson on a day that works by the timetable of `works_as`. The row's dates are those of the day itself.
    #[must_use]
    pub fn holds(&self, calendar: &Calendar, day: NaiveDate, works_as: NaiveDate) -> bool {
        self.weekday == weekday(works_as)
            && self.from <= day
            && self.to.is_none_or(|to| day <= to)
            && (self.week == Week::Every || self.week == calendar.week(works_as))
    }
}

/// The lessons of a group, by date, then slot. `places` are its classes: a lesson is held when one of them learns that day.
#[must_use]
pub fn lessons(calendar: &Calendar, places: &[Place], rows: &[WeekRow]) -> Dated {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut days: BTreeSet<(NaiveDate, NaiveDate)> = BTreeSet::new();
    for place in places {
        days.extend(calendar.study_days(*place));
    }
    let held = |(day, works_as): &(NaiveDate, NaiveDate)| {
        let of_day = rows.iter().filter(|r| r.holds(calendar, *day, *works_as));
        of_day.map(|r| (*day, r.slot)).collect::<Vec<_>>()
    };
    let all: BTreeSet<(NaiveDate, u8)> = days.iter().flat_map(held).collect();
    all.into_iter().collect()
}
