//! Finds the heading of a table under titles, over one row or several, and what each column feeds.

use super::heading::{DEPTH, Heading, best, claimed};
use super::synonyms::{self, Field, Sureness};
use super::table::{Sheet, Value};
use std::collections::BTreeMap;

pub use super::synonyms::Field as ColumnField;

/// The heading of an enrolment list.
pub type Header = Heading<Field>;

impl Header {
    /// True when the columns suffice for a list of pupils.
    #[must_use]
    pub fn suffices(&self) -> bool {
        let named = self.has(&Field::FullName) || (self.has(&Field::Surname) && self.has(&Field::Given));
        named && self.has(&Field::Birth)
    }

    /// True when a row repeats the heading, as lists do on every printed page.
    #[must_use]
    pub fn repeated_by(&self, sheet: &Sheet, row: usize) -> bool {
        // Words in place of the birth date; any other row is data, and comparing names of columns is dear.
        let wordy = |c: &usize| matches!(sheet.cell(row, *c), Value::Text(t) if !t.bytes().any(|b| b.is_ascii_digit()));
        if !self.fields.get(&Field::Birth).is_some_and(wordy) {
            return false;
        }
        let same = |(field, column): (&Field, &usize)| {
            let heading = synonyms::normal(&sheet.cell(row, *column).shown());
            [Sureness::First, Sureness::Exact, Sureness::Likely].into_iter().find_map(|s| synonyms::find(&heading, s)) == Some(*field)
        };
        self.fields.iter().filter(|(f, _)| **f != Field::Number).filter(|f| same(*f)).count() >= 2
    }
}

/// The heading of a sheet that names the most fields; the higher and the shorter one of equals. `None` when no row names two.
#[must_use]
pub fn find(sheet: &Sheet) -> Option<Header> {
    let merit = |h: &Header| {
        let useful = h.fields.keys().filter(|f| **f != Field::Number).count();
        (useful >= 2).then(|| (h.suffices(), useful))
    };
    let mut header = best(sheet, may_continue, |first, depth| read(sheet, first, depth), merit)?;
    // A heading cell merged downwards takes its rows along.
    let merged_down = |row: usize| (0..header.titles.len()).any(|c| (header.first..row).contains(&sheet.region(row, c).0));
    while header.below < sheet.rows.len() && header.below < header.first + DEPTH && merged_down(header.below) {
        header.below += 1;
    }
    Some(header)
}

/// A further row of a heading holds words, no dates and no numbers.
fn may_continue(sheet: &Sheet, row: usize) -> bool {
    let cells = || sheet.rows.get(row).into_iter().flatten();
    let data = |v: &Value| match v {
        Value::Text(t) => t.bytes().filter(u8::is_ascii_digit).count() >= 4,
        Value::Date(_) | Value::Number(_) | Value::Formula(_, _) => true,
        Value::Empty | Value::Error(_) => false,
    };
    cells().any(|v| matches!(v, Value::Text(_))) && !cells().any(data)
}

fn read(sheet: &Sheet, first: usize, depth: usize) -> Header {
    let (mut header, named) = claimed(sheet, first, depth, field_of);
    header.fields.remove(&Field::Ignore);
    spread_name(sheet, first + depth - 1, &named, &mut header.fields);
    header
}

/// One heading «Ф.И.О.» merged over three columns stands for surname, given name and patronymic.
fn spread_name(sheet: &Sheet, row: usize, headings: &[Option<Field>], fields: &mut BTreeMap<Field, usize>) {
    let Some(column) = fields.get(&Field::FullName).copied() else { return };
    let (region_row, region_column) = sheet.region(row, column);
    let covers = |c: usize| sheet.region(row, c) == (region_row, region_column) && c != region_column;
    let parted = fields.contains_key(&Field::Surname) || !covers(column + 1) || !covers(column + 2) || covers(column + 3);
    if parted || headings.get(column + 1).copied().flatten().is_some_and(|f| f != Field::FullName) {
        return;
    }
    fields.remove(&Field::FullName);
    fields.extend([(Field::Surname, column), (Field::Given, column + 1), (Field::Patronymic, column + 2)]);
}

fn field_of(parts: &[String]) -> Option<(Field, Sureness)> {
    let whole = parts.join(" ");
    let last = parts.last()?;
    let tries = [
        (whole.as_str(), Sureness::First),
        (whole.as_str(), Sureness::Exact),
        (last.as_str(), Sureness::Exact),
        (last.as_str(), Sureness::Likely),
        (whole.as_str(), Sureness::Likely),
        (parts.first()?.as_str(), Sureness::Exact),
        (parts.first()?.as_str(), Sureness::Likely),
    ];
    tries.into_iter().find_map(|(heading, sureness)| synonyms::find(heading, sureness).map(|f| (f, sureness)))
}
