//! The heading of a table, of whatever fields: where it stands under titles, over one row or several, and what each column feeds.

use super::table::{Sheet, Value};
use crate::api::types::ColumnUse;
use crate::people::letters::{fold, tidy};
use std::borrow::Borrow;
use std::collections::BTreeMap;

/// How far down a heading may stand.
const SEARCH: usize = 60;
/// Most rows of a heading.
pub(super) const DEPTH: usize = 3;
/// Most samples shown of a column.
const SAMPLES: usize = 5;

/// A heading that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading<F> {
    /// First row of the heading, from 0.
    pub first: usize,
    /// First row below it.
    pub below: usize,
    /// Column of each field.
    pub fields: BTreeMap<F, usize>,
    /// Heading of each column as the file writes it.
    pub titles: Vec<String>,
}

impl<F: Ord> Heading<F> {
    /// True when a column feeds the field.
    #[must_use]
    pub fn has<Q: Ord + ?Sized>(&self, field: &Q) -> bool
    where
        F: Borrow<Q>,
    {
        self.fields.contains_key(field)
    }
    /// Heading of a field's column.
    #[must_use]
    pub fn title<Q: Ord + ?Sized>(&self, field: &Q) -> &str
    where
        F: Borrow<Q>,
    {
        self.fields.get(field).and_then(|c| self.titles.get(*c)).map_or("", String::as_str)
    }
    /// What every column with a heading is used for, with its first values; fields without a name are told as not used.
    pub(super) fn uses(&self, sheet: &Sheet, name: impl Fn(&F) -> Option<&str>) -> Vec<ColumnUse> {
        let used = |column: usize| self.fields.iter().find(|(_, c)| **c == column).and_then(|(f, _)| name(f)).unwrap_or_default();
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

/// The heading of a sheet with the greatest merit; the higher and the shorter one of equals. What has no merit is none.
pub(super) fn best<F, M: PartialOrd>(
    sheet: &Sheet,
    may_continue: fn(&Sheet, usize) -> bool,
    read: impl Fn(usize, usize) -> Heading<F>,
    merit: impl Fn(&Heading<F>) -> Option<M>,
) -> Option<Heading<F>> {
    let mut best: Option<(M, Heading<F>)> = None;
    for first in 0..sheet.rows.len().min(SEARCH) {
        if sheet.rows.get(first).is_none_or(|r| r.iter().all(Value::is_empty)) {
            continue;
        }
        for depth in 1..=DEPTH.min(sheet.rows.len() - first) {
            if depth > 1 && !may_continue(sheet, first + depth - 1) {
                break;
            }
            let heading = read(first, depth);
            if let Some(merit) = merit(&heading)
                && best.as_ref().is_none_or(|(b, _)| merit > *b)
            {
                best = Some((merit, heading));
            }
        }
    }
    best.map(|(_, heading)| heading)
}

/// Reads the heading at some rows: `field_of` says what the texts over a column name, and how surely. Also what each column names,
/// taken or not: of two columns for one field the surer is taken, then the left one.
pub(super) fn claimed<F: Ord + Clone, S: Ord>(
    sheet: &Sheet,
    first: usize,
    depth: usize,
    field_of: impl Fn(&[String]) -> Option<(F, S)>,
) -> (Heading<F>, Vec<Option<F>>) {
    let width = (first..first + depth).filter_map(|r| sheet.rows.get(r)).map(Vec::len).max().unwrap_or(0);
    let mut claims: BTreeMap<F, (S, usize)> = BTreeMap::new();
    let (mut titles, mut named) = (Vec::with_capacity(width), Vec::with_capacity(width));
    for column in 0..width {
        let parts = parts(sheet, first, depth, column);
        titles.push(parts.iter().map(|p| p.trim()).collect::<Vec<_>>().join(" "));
        let parts: Vec<String> = parts.iter().map(|p| super::synonyms::normal(p)).collect();
        let field = field_of(&parts);
        named.push(field.as_ref().map(|(f, _)| f.clone()));
        if let Some((field, sureness)) = field
            && claims.get(&field).is_none_or(|(s, _)| sureness > *s)
        {
            claims.insert(field, (sureness, column));
        }
    }
    let fields = claims.into_iter().map(|(f, (_, c))| (f, c)).collect();
    (Heading { first, below: first + depth, fields, titles }, named)
}

/// «1 2 3 4 …» below a heading.
pub(super) fn numbers_columns(filled: &[(usize, &Value)]) -> bool {
    filled.len() >= 3
        && filled.iter().enumerate().all(|(i, (_, v))| match v {
            Value::Number(n) | Value::Text(n) => n.trim().parse() == Ok(i + 1),
            _ => false,
        })
}

/// «Итого …», «Всего: …».
pub(super) fn totals(text: &str) -> bool {
    let text = fold(&tidy(text));
    ["итого", "всего"].iter().any(|w| text.strip_prefix(w).is_some_and(|r| !r.starts_with(char::is_alphabetic)))
}

/// Texts over one column from top to bottom: the cell's own, that of the merged region above it, or that of a group to its left.
fn parts(sheet: &Sheet, first: usize, depth: usize, column: usize) -> Vec<String> {
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

/// Row as the spreadsheet numbers it.
pub(super) fn number(index: usize) -> u32 {
    u32::try_from(index + 1).unwrap_or(u32::MAX)
}
