//! How long a year is kept: the longest term of what it holds, from 1 January after the closing year. What is not known keeps.

use super::Book;
use super::cells::{Parts as _, date};
use super::paper::PaperKind;
use crate::error::Result;
use crate::event::kinds::{registry as r, year as y};
use crate::event::{Value, Volume};
use crate::school::profile::Profile;
use chrono::{Datelike as _, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};

/// No school keeps journals for less, nor summary sheets: years.
const LEAST: (u8, u8) = (5, 25);
/// Settings that lengthen a term, or set one where the regulation is silent.
const SETTINGS: [&str; 2] = ["profile.journal-years", "profile.sheet-years"];

/// Hashes of the files of each printing, by its checkpoint.
type Printings = BTreeMap<Vec<u8>, Vec<Vec<u8>>>;

impl Book {
    /// The first day on which a year that was closed on `closed` may go with these files of the archive; none while that is not known.
    pub(super) fn free_from(&self, year: u16, closed: i64, files: &[[u8; 16]]) -> Result<Option<NaiveDate>> {
        let Some(closed) = date(closed) else { return Ok(None) };
        let closing_year = closed.year().max(i32::from(year) + 1);
        let (journals, sheets) = self.kept_years()?;
        let own = if self.sheets_archived(year)? { journals } else { journals.zip(sheets).map(|(j, s)| j.max(s)) };
        let mut free = own.and_then(|years| january(closing_year, years));
        for file in files {
            free = free.zip(self.file_free_from(file)?).map(|(a, b)| a.max(b));
        }
        Ok(free)
    }

    /// Years that journals and summary sheets are kept: the regulation's, longer where the school says so.
    fn kept_years(&self) -> Result<(Option<u8>, Option<u8>)> {
        self.home.ask(Volume::REGISTRY, |reader| {
            let profile = reader.cell(r::SCHOOL, &[])?.map(|c| c.value.text_at(2)).unwrap_or_default();
            let mut chosen = [None, None];
            for (place, name) in chosen.iter_mut().zip(SETTINGS) {
                *place = reader.cell(r::SETTING, &[name.into()])?.and_then(|c| c.value.text()?.parse::<u8>().ok());
            }
            let (journals, sheets) = Profile::find(&profile).kept_years;
            let longest = |of: Option<u8>, chosen: Option<u8>, least: u8| of.max(chosen).map(|years| years.max(least));
            Ok((longest(journals, chosen[0], LEAST.0), longest(sheets, chosen[1], LEAST.1)))
        })
    }

    /// A file of the archive is kept for its own years after the one in which it was closed.
    pub(super) fn file_free_from(&self, file: &[u8; 16]) -> Result<Option<NaiveDate>> {
        let cell = self.home.ask(Volume::REGISTRY, |reader| reader.cell(r::ARCHIVE_FILE, &[Value::Id(*file)]))?;
        Ok(cell.filter(|c| !c.conflict).and_then(|c| {
            let years = u8::try_from(c.value.int_at(3)).ok()?;
            january(c.value.date_at(5)?.year(), years)
        }))
    }

    /// True when the summary sheet of every class of the year was printed for good and lies in the archive, every volume of it. A year
    /// without classes says nothing of its sheets.
    fn sheets_archived(&self, year: u16) -> Result<bool> {
        let archived: BTreeSet<Vec<u8>> = self.home.ask(Volume::REGISTRY, |reader| {
            let volumes = reader.cells(r::ARCHIVE_VOLUME)?;
            Ok(volumes.iter().filter(|c| !c.conflict).filter_map(|c| c.value.blob(3)).collect())
        })?;
        self.home.ask(Volume(year), |reader| {
            // Files of one printing bear one checkpoint.
            let mut printed: BTreeMap<[u8; 16], Printings> = BTreeMap::new();
            for c in reader.cells(y::PRINTED)? {
                let v = &c.value;
                if v.int_at(0) == PaperKind::Summary.code()
                    && v.flag_at(5)
                    && let (Some(class), Some(hash), Some(checkpoint)) = (v.id_at(1), v.blob(3), v.blob(4))
                {
                    printed.entry(class).or_default().entry(checkpoint).or_default().push(hash);
                }
            }
            let lies = |class: &[u8; 16]| {
                let printings = printed.get(class).into_iter().flat_map(BTreeMap::values);
                printings.into_iter().any(|files| files.iter().all(|hash| archived.contains(hash)))
            };
            let classes: Vec<[u8; 16]> = super::classes::classes(reader)?.into_keys().collect();
            Ok(!classes.is_empty() && classes.iter().all(lies))
        })
    }
}

/// 1 January after `year` and so many years more.
fn january(year: i32, years: u8) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year + 1 + i32::from(years), 1, 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_term_is_counted_from_the_january_after_the_closing_year() {
        assert_eq!(january(2021, 5).map(|d| d.to_string()).as_deref(), Some("2027-01-01"));
    }
}
