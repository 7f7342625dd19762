//! Finds the heading of a table under titles, over one row or several, and what each column feeds.

use super::synonyms::{self, Field, Sureness};
use super::table::{Sheet, Value};
use crate::api::types::ColumnUse;
use std::collections::BTreeMap;

pub use super::synonyms::Field as ColumnField;

/// How far down a heading may stand.
const SEARCH: usize = 60;
/// Most rows of a heading.
const DEPTH: usize = 3;
/// Most samples shown of a column.
const SAMPLES: usize = 5;

/// A heading that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// First row of the heading, from 0.
    pub first: usize,
    /// First row below it.
    pub below: usize,
    /// Column of each field.
    pub fields: BTreeMap<Field, usize>,
    /// Heading of each column as the file writes it.
    pub titles: Vec<String>,
}

impl Header {
    /// True when the columns suffice for a list of pupils.
    #[must_use]
    pub fn suffices(&self) -> bool {
        self.has_name() && self.fields.contains_key(&Field::Birth)
    }

    fn has_name(&self) -> bool {
        self.fields.contains_key(&Field::FullName) || (self.fields.contains_key(&Field::Surname) && self.fields.contains_key(&Field::Given))
    }

    /// Heading of a field's column.
    #[must_use]
    pub fn title(&self, field: Field) -> &str {
        self.fields.get(&field).and_then(|c| self.titles.get(*c)).map_or("", String::as_str)
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

    /// What every column with a heading is used for, with its first values.
    #[must_use]
    pub fn uses(&self, sheet: &Sheet) -> Vec<ColumnUse> {
        let used = |column: usize| self.fields.iter().find(|(_, c)| **c == column).map_or("", |(f, _)| f.name());
        let samples = |column: usize| {
            let below = sheet.rows.iter().skip(self.below).filter_map(|r| r.get(column)).filter(|v| !v.is_empty());
            below.take(SAMPLES).map(|v| super::note::shorten(&v.shown())).collect()
        };
        let titled = self.titles.iter().enumerate().filter(|(_, t)| !t.is_empty());
        titled
            .map(|(column, title)| ColumnUse { header: title.clone(), field: used(column).to_owned(), samples: samples(column) })
            .collect()
    }
}

/// The heading of a sheet that names the most fields; the higher and the shorter one of equals. `None` when no row names two.
#[must_use]
pub fn find(sheet: &Sheet) -> Option<Header> {
    let mut best: Option<((bool, usize), Header)> = None;
    for first in 0..sheet.rows.len().min(SEARCH) {
        if sheet.rows.get(first).is_none_or(|r| r.iter().all(Value::is_empty)) {
            continue;
        }
        for depth in 1..=DEPTH.min(sheet.rows.len() - first) {
            if depth > 1 && !may_continue(sheet, first + depth - 1) {
                break;
            }
            let header = read(sheet, first, depth);
            let useful = header.fields.keys().filter(|f| **f != Field::Number).count();
            let merit = (header.suffices(), useful);
            if useful >= 2 && best.as_ref().is_none_or(|(b, _)| merit > *b) {
                best = Some((merit, header));
            }
        }
    }
    let (_, mut header) = best?;
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
    let width = (first..first + depth).filter_map(|r| sheet.rows.get(r)).map(Vec::len).max().unwrap_or(0);
    let mut claims: BTreeMap<Field, (Sureness, usize)> = BTreeMap::new();
    let mut titles = Vec::with_capacity(width);
    let mut headings = Vec::with_capacity(width);
    for column in 0..width {
        let parts = parts(sheet, first, depth, column);
        titles.push(parts.iter().map(|p| p.trim()).collect::<Vec<_>>().join(" "));
        let parts: Vec<String> = parts.iter().map(|p| synonyms::normal(p)).collect();
        if let Some((field, sureness)) = field_of(&parts) {
            headings.push(Some(field));
            // Of two columns for one field the surer wins, then the left one; the other is passed over.
            let claim = claims.entry(field).or_insert((sureness, column));
            if sureness > claim.0 {
                *claim = (sureness, column);
            }
        } else {
            headings.push(None);
        }
    }
    let mut fields: BTreeMap<Field, usize> = claims.into_iter().map(|(f, (_, c))| (f, c)).collect();
    fields.remove(&Field::Ignore);
    spread_name(sheet, first + depth - 1, &headings, &mut fields);
    Header { first, below: first + depth, fields, titles }
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

/// «1 2 3 4 …» below a heading.
pub(super) fn numbers_columns(filled: &[(usize, &Value)]) -> bool {
    filled.len() >= 3
        && filled.iter().enumerate().all(|(i, (_, v))| match v {
            Value::Number(n) | Value::Text(n) => n.trim().parse() == Ok(i + 1),
            _ => false,
        })
}

/// Texts over one column from top to bottom: the cell's own, that of the merged region above it, or that of a group to its left.
pub(super) fn parts(sheet: &Sheet, first: usize, depth: usize, column: usize) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for row in first..first + depth {
        let mut text = sheet.covering(row, column).shown();
        // Without merged regions (CSV, ODS) an empty cell over a filled one belongs to the group on its left.
        let below = row + 1 < first + depth && (row + 1..first + depth).any(|r| !sheet.cell(r, column).is_empty());
        if text.is_empty() && below && sheet.region(row, column) == (row, column) {
            let left = (0..column).rev().map(|c| sheet.covering(row, c)).find(|v| !v.is_empty());
            text = left.map(Value::shown).unwrap_or_default();
        }
        if !text.trim().is_empty() && parts.last() != Some(&text) {
            parts.push(text);
        }
    }
    parts
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
