//! The witness (хранитель контрольных отметок): the one computer on which the program itself says each day what there is, closes days whose
//! edit window has passed, and ends roles and permits whose last day is past (semantics.md, made exact, 10, 14, 23).
//!
//! Nobody is logged in for it. Done twice it writes nothing twice; after days off it catches up.

use super::Book;
use super::calendar::calendar;
use super::cells::{Parts as _, date, days};
use super::classes::classes;
use crate::error::{Error, Result};
use crate::event::kinds::{ledger as l, registry as r, year as y};
use crate::event::law::{LONGEST_WINDOW, claimed_date};
use crate::event::{Cut, Head, Scope, Segment, Value, Volume};
use crate::id::AnyId;
use crate::school::calendar::{Calendar, Day, Place};
use crate::school::profile::{Lock, Profile};
use crate::store::{Touched, Write};
use chrono::NaiveDate;

/// Grants of one cut.
const GRANTS: usize = 64;

/// What the witness's program wrote.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Witnessed {
    /// A checkpoint.
    pub checkpoint: bool,
    /// Windows of days just passed.
    pub windows: u32,
    /// Grants that have ended.
    pub grants: u32,
    /// Cells written.
    pub touched: Vec<Touched>,
}

impl Book {
    /// True when the root made this computer the witness.
    ///
    /// # Errors
    /// Those of the store.
    pub fn is_witness(&self) -> Result<bool> {
        Ok(self.home.witness()?.is_some())
    }

    /// Does what is due today.
    ///
    /// # Errors
    /// `witness-not-here`; `witness-clock` when the clock stands before the last checkpoint; those of the store.
    pub fn run_witness(&self) -> Result<Witnessed> {
        let state = self.home.witness()?.ok_or_else(|| Error::input("witness-not-here"))?;
        let now = self.env.clock.now();
        if state.last.is_some_and(|last| now < last) {
            return Err(Error::other("witness-clock"));
        }
        let mut done = Witnessed::default();
        // One volume that fails keeps the day's checkpoint from nobody.
        let mut failed = Ok(());
        for volume in std::iter::once(Volume::REGISTRY).chain(self.home.years()?.into_iter().map(Volume)) {
            let ended = self.end_grants(volume, now, &mut done);
            let closed = if volume.is_registry() { Ok(()) } else { self.close_windows(volume, now, &mut done) };
            failed = failed.and(ended).and(closed);
        }
        // Last, so that it says what has just been closed.
        if state.last.is_none_or(|last| claimed_date(last) < claimed_date(now)) {
            self.checkpoint(&mut done)?;
        }
        failed.map(|()| done)
    }

    /// Called before segments from elsewhere are taken in: what is here now comes before a new key or a year's closing among them.
    ///
    /// # Errors
    /// Those of the store.
    pub fn before_taking_in(&self, segments: &[Segment]) -> Result<()> {
        // Whatever the clock says: what a checkpoint contains decides, not its time.
        if self.home.witness()?.is_some_and(|state| state.grown) && self.home.brings_order(segments)? {
            self.checkpoint(&mut Witnessed::default())?;
        }
        Ok(())
    }

    fn checkpoint(&self, done: &mut Witnessed) -> Result<()> {
        let write = Write::new(l::CHECKPOINT, Vec::new(), Value::Array(Vec::new())).at_heads();
        done.touched.extend(self.home.act_alone(Volume::REGISTRY, &[write])?.touched);
        done.checkpoint = true;
        self.home.told()
    }

    fn cut_alone(&self, volume: Volume, scope: Scope, done: &mut Witnessed) -> Result<()> {
        let stratum = if volume.is_registry() { 1 } else { 2 };
        let cut = Cut { scope, heads: Vec::new(), void: false, automatic: true, stratum, parts: Vec::new() };
        let write = Write::new(l::CUT, vec![Value::Id(AnyId::random()?.0)], cut.to_value()).at_heads();
        done.touched.extend(self.home.act_alone(volume, &[write])?.touched);
        Ok(())
    }

    /// Names the grants whose last day is past, here and by UTC.
    fn end_grants(&self, volume: Volume, now: i64, done: &mut Witnessed) -> Result<()> {
        if !volume.is_registry() && !self.home.closings(volume.0)?.is_empty() {
            return Ok(());
        }
        let day = (days(self.today()) - 1).min(claimed_date(now));
        let ended: Vec<Head> = self.home.ended_grants(volume, day)?;
        for grants in ended.chunks(GRANTS) {
            self.cut_alone(volume, Scope::Grant(grants.to_vec()), done)?;
            done.grants += u32::try_from(grants.len()).unwrap_or(u32::MAX);
        }
        Ok(())
    }

    /// Closes the days whose edit window has passed, from the day after the last that is closed.
    fn close_windows(&self, year: Volume, now: i64, done: &mut Witnessed) -> Result<()> {
        let Some(window) = self.edit_window(year)? else { return Ok(()) };
        if !self.home.closings(year.0)?.is_empty() {
            return Ok(());
        }
        let first_year = i32::from(year.0);
        let (Some(opens), Some(ends)) = (NaiveDate::from_ymd_opt(first_year, 8, 1), NaiveDate::from_ymd_opt(first_year + 1, 8, 31)) else {
            return Ok(());
        };
        let mut from = self.home.last_window(year)?.map_or(days(opens), |last| last + 1);
        let last = (days(self.today()) - i64::from(window) - 1).min(claimed_date(now)).min(days(ends));
        let (calendar, places) = self.home.ask(year, |reader| {
            let place = |(class, name): (&[u8; 16], &crate::people::ClassName)| Place { class: *class, grade: name.grade };
            Ok((calendar(reader)?, classes(reader)?.iter().map(place).collect::<Vec<Place>>()))
        })?;
        while from <= last {
            let to = last.min(from + LONGEST_WINDOW - 1);
            // Holidays are closed together with the first school day after them, the year's last ones with its end.
            let studied = (from..=to).any(|day| date(day).is_some_and(|day| school_day(&calendar, &places, day)));
            if !studied && to - from + 1 < LONGEST_WINDOW && to < days(ends) {
                break;
            }
            self.cut_alone(year, Scope::Window { groups: Vec::new(), from, to }, done)?;
            done.windows += 1;
            from = to + 1;
        }
        Ok(())
    }

    /// Days after a lesson in which its page may be changed, where the school has chosen a number (J-08).
    fn edit_window(&self, year: Volume) -> Result<Option<u16>> {
        let over = self.home.ask(year, |reader| Ok(reader.cell(y::YEAR_SETTING, &[WINDOW.into()])?.map(|c| c.value)))?;
        let (profile, school) = self.home.ask(Volume::REGISTRY, |reader| {
            let profile = reader.cell(r::SCHOOL, &[])?.map(|c| c.value.text_at(2)).unwrap_or_default();
            Ok((profile, reader.cell(r::SETTING, &[WINDOW.into()])?.map(|c| c.value)))
        })?;
        let chosen = over.or(school).and_then(|v| v.text().map(str::to_owned));
        let profile = Profile::find(&profile).with(|name| chosen.clone().filter(|_| name == WINDOW));
        Ok(match profile.lock {
            Some(Lock::Window(n)) if n > 0 => Some(n),
            _ => None,
        })
    }
}

/// The setting of the edit window, of the year or of the school.
const WINDOW: &str = "profile.window-days";

fn school_day(calendar: &Calendar, places: &[Place], day: NaiveDate) -> bool {
    places.iter().any(|place| matches!(calendar.day(day, *place), Day::Study(_)))
}
