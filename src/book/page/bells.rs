//! Bells of lessons (Y-01, Y-09): when a lesson of a class begins and ends.

use super::super::cells::Parts;
use super::Id;
use crate::error::Result;
use crate::event::Value;
use crate::event::kinds::year as y;
use crate::school::calendar::{Calendar, Place};
use crate::school::profile::DayEnds;
use crate::store::Reader;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// One bell: shift, first and last minute of the day.
type Bell = (u8, u16, u16);

/// Bells by schedule and slot.
#[derive(Debug, Default)]
pub(super) struct Bells(BTreeMap<(Id, u8), Bell>);

impl Bells {
    /// Reads the year's bells.
    pub(super) fn read(reader: &Reader<'_>) -> Result<Self> {
        let row = |key: &[Value], v: &Value| {
            (*v != Value::Null).then_some(())?;
            let minute = |i: usize| u16::try_from(v.int_at(i)).ok();
            let slot = u8::try_from(key.get(1)?.int()?).ok()?;
            Some(((key.first()?.id()?, slot), (u8::try_from(v.int_at(0)).ok()?, minute(1)?, minute(2)?)))
        };
        Ok(Self(reader.cells(y::BELLS)?.iter().filter_map(|c| row(&c.key, &c.value)).collect()))
    }

    /// The schedule that a class has on a day: the day's own, that of its regime, else the first one of its shift.
    fn schedule(&self, calendar: &Calendar, place: Place, day: NaiveDate) -> Option<Id> {
        let regime = calendar.regime(&place.class, day);
        let own = calendar.rule(day, place.class).and_then(|r| r.bells).or_else(|| regime.and_then(|r| r.bells));
        let shift = regime.map_or(1, |r| r.shift);
        let usual = || self.0.iter().find(|(_, bell)| bell.0 == shift).or_else(|| self.0.iter().next()).map(|((id, _), _)| *id);
        own.or_else(usual)
    }

    /// First and last minute of a lesson.
    pub(super) fn lesson(&self, calendar: &Calendar, place: Place, day: NaiveDate, slot: u8) -> Option<(u16, u16)> {
        let schedule = self.schedule(calendar, place, day)?;
        self.0.get(&(schedule, slot)).map(|b| (b.1, b.2))
    }

    /// Ends of a day for deadlines (J-07). A class's and the school's last lesson are taken as the last bell of the class's schedule and of
    /// all schedules: a deadline counted from them is never too early.
    pub(super) fn ends(&self, calendar: &Calendar, place: Place, day: NaiveDate, slot: u8) -> DayEnds {
        let schedule = self.schedule(calendar, place, day);
        let of_class = self.0.iter().filter(|((id, _), _)| Some(*id) == schedule);
        DayEnds {
            lesson: self.lesson(calendar, place, day, slot).map(|b| b.1),
            class: of_class.map(|(_, b)| b.2).max(),
            school: self.0.values().map(|b| b.2).max(),
        }
    }
}

/// `08:30`
pub(super) fn clock(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}
