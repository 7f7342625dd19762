//! Columns of the structure's files (staff, curriculum, calendar, bells, work types, lesson plans): which heading feeds what.
//!
//! Names of columns are data, `assets/import/columns.csv`. One way for all kinds: [`read`] finds the heading under titles, passes over
//! totals and repeated headings, and gives every other row to the kind's own reader as a [`Line`].

use super::heading::{best, claimed, number, numbers_columns, totals};
use super::line::Line;
use super::note::note;
use super::pupils::Place;
use super::synonyms::{matches, normal};
use super::table::{self, Sheet, Value};
use super::{Progress, REPORT_EVERY, report};
use crate::api::types::{ColumnUse, RowNote};
use crate::error::{Error, Result};
use std::sync::OnceLock;

/// Most texts above a heading that are kept.
const ABOVE: usize = 60;

/// A kind of file.
#[derive(Clone, Copy)]
pub struct Spec {
    /// Rows of `columns.csv` it takes.
    pub kind: &'static str,
    /// Reads headings that no data can list (grades of a curriculum); gets the heading as [`normal`] writes it.
    pub extra: fn(&str) -> Option<String>,
    /// True when the columns suffice.
    pub suffices: fn(&Heading) -> bool,
    /// Code of the error when no heading suffices.
    pub refusal: &'static str,
}

/// A heading, by fields as `columns.csv` names them.
pub type Heading = super::heading::Heading<String>;

/// A row that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row<T> {
    /// Where it stands.
    pub place: Place,
    /// What it says.
    pub value: T,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct Parsed<T> {
    /// Format and encoding found.
    pub format: String,
    /// Columns and what feeds what.
    pub columns: Vec<ColumnUse>,
    /// Texts above the headings and names of the sheets: what they are about.
    pub above: Vec<String>,
    /// Rows without an error.
    pub rows: Vec<Row<T>>,
    /// Rows passed over.
    pub skip: Vec<RowNote>,
    /// Rows refused.
    pub errors: Vec<RowNote>,
    /// Rows mended, and doubts.
    pub warnings: Vec<RowNote>,
}

/// Reads a file of a kind; `each` gives what a row says, nothing for a row that it noted as passed over or wrong.
///
/// # Errors
/// Those of [`table::read`]; the kind's refusal; `import-no-table-rows`; `cancelled`.
pub fn read<T>(bytes: &[u8], spec: Spec, progress: Progress<'_>, each: &mut dyn FnMut(&mut Line<'_>) -> Option<T>) -> Result<Parsed<T>> {
    let table = table::read(bytes)?;
    let mut out =
        Parsed { format: table.format, columns: vec![], above: vec![], rows: vec![], skip: vec![], errors: vec![], warnings: vec![] };
    let total = table.sheets.iter().map(|s| s.rows.len()).sum();
    let (mut done, mut found) = (0, false);
    for sheet in &table.sheets {
        match find(sheet, spec) {
            Some(heading) if sheet.hidden => {
                out.warnings.push(note(&sheet.name, number(heading.first), "", "", "sheet-hidden", &[("sheet", &sheet.name)]));
            }
            Some(heading) => {
                found = true;
                let above = sheet.rows.iter().take(heading.first).flatten().filter(|v| !v.is_empty()).map(Value::shown);
                out.above.extend(std::iter::once(sheet.name.clone()).chain(above).filter(|t| !t.is_empty()).take(ABOVE));
                for column in heading.uses(sheet, |f| (f != "number").then_some(f.as_str())) {
                    if !out.columns.iter().any(|c| c.header == column.header && c.field == column.field) {
                        out.columns.push(column);
                    }
                }
                for index in heading.below..sheet.rows.len() {
                    if index % REPORT_EVERY == 0 {
                        report(progress, done + index, total)?;
                    }
                    line(sheet, &heading, spec, index, &mut out, each);
                }
            }
            None if !sheet.hidden && sheet.rows.iter().flatten().any(|v| !v.is_empty()) => {
                out.skip.push(note(&sheet.name, 1, "", "", "sheet-no-columns", &[("sheet", &sheet.name)]));
            }
            None => {}
        }
        done += sheet.rows.len();
        report(progress, done, total)?;
    }
    if !found {
        return Err(Error::input(spec.refusal));
    }
    if out.rows.is_empty() && out.errors.is_empty() {
        return Err(Error::input("import-no-table-rows"));
    }
    Ok(out)
}

fn line<T>(
    sheet: &Sheet,
    heading: &Heading,
    spec: Spec,
    index: usize,
    out: &mut Parsed<T>,
    each: &mut dyn FnMut(&mut Line<'_>) -> Option<T>,
) {
    let Some(cells) = sheet.rows.get(index) else { return };
    let filled: Vec<(usize, &Value)> = cells.iter().enumerate().filter(|(_, v)| !v.is_empty()).collect();
    let Some((_, first)) = filled.first() else { return };
    let shown = first.shown();
    let passed = if filled.iter().take(2).any(|(_, v)| totals(&v.shown())) {
        Some("totals")
    } else if numbers_columns(&filled) {
        Some("column-numbers")
    } else if repeats(sheet, heading, spec, index) {
        Some("repeated-heading")
    } else {
        None
    };
    if let Some(code) = passed {
        out.skip.push(note(&sheet.name, number(index), "", &shown, code, &[]));
        return;
    }
    let mut line = Line::new(sheet, heading, index, filled.len());
    let value = each(&mut line);
    let place = line.place();
    let notes = line.into_notes();
    out.warnings.extend(notes.warnings);
    out.skip.extend(notes.skip);
    if notes.errors.is_empty() {
        out.rows.extend(value.map(|value| Row { place, value }));
    } else {
        out.errors.extend(notes.errors);
    }
}

/// True when at least two cells of a row name their columns again, as lists do on every printed page.
fn repeats(sheet: &Sheet, heading: &Heading, spec: Spec, index: usize) -> bool {
    let same = |(field, column): (&String, &usize)| {
        let text = sheet.cell(index, *column).shown();
        let grade = field.starts_with("grade-");
        !grade && text.len() < 100 && field_of(&[normal(&text)], spec).is_some_and(|(f, _)| f == *field)
    };
    heading.fields.iter().filter(|f| same(*f)).count() >= 2
}

/// The heading of a sheet that suffices and names the most fields; the higher and the shorter one of equals.
#[must_use]
pub fn find(sheet: &Sheet, spec: Spec) -> Option<Heading> {
    let read = |first, depth| {
        let (mut heading, _) = claimed(sheet, first, depth, |parts| field_of(parts, spec));
        heading.fields.remove("ignore");
        heading
    };
    best(sheet, may_continue, read, |h| (spec.suffices)(h).then_some(h.fields.len()))
}

/// A further row of a heading holds words and numbers of grades, no dates.
fn may_continue(sheet: &Sheet, row: usize) -> bool {
    let cells = || sheet.rows.get(row).into_iter().flatten().filter(|v| !v.is_empty());
    let grade = |n: &str| n.parse::<u8>().is_ok_and(|n| (1..=11).contains(&n));
    let fits = |v: &Value| match v {
        Value::Text(t) => t.bytes().filter(u8::is_ascii_digit).count() < 4,
        Value::Number(n) => grade(n),
        _ => false,
    };
    cells().next().is_some() && cells().all(fits)
}

fn field_of(parts: &[String], spec: Spec) -> Option<(String, u8)> {
    let whole = parts.join(" ");
    let last = parts.last()?;
    if whole.len() > 300 {
        return None;
    }
    let rows = rows();
    let known = |text: &str, want: u8| {
        let of_kind = rows.iter().filter(|r| r.kind == spec.kind && r.sureness == want);
        of_kind.into_iter().find(|r| matches(&r.pieces, text)).map(|r| (r.field.to_owned(), want))
    };
    known(&whole, 3)
        .or_else(|| (spec.extra)(last).or_else(|| (spec.extra)(&whole)).map(|f| (f, 2)))
        .or_else(|| known(&whole, 2))
        .or_else(|| known(last, 2))
        .or_else(|| known(last, 1))
        .or_else(|| known(&whole, 1))
        .or_else(|| known(parts.first()?, 2))
}

struct Synonym {
    kind: &'static str,
    field: &'static str,
    pieces: Vec<&'static str>,
    /// 3 marked `!`, 2 to the letter, 1 with `*`.
    sureness: u8,
}

fn rows() -> &'static [Synonym] {
    static ROWS: OnceLock<Vec<Synonym>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let read = |line: &'static str| {
            let (kind, rest) = line.split_once(';')?;
            let (field, pattern) = rest.split_once(';')?;
            let (pattern, marked) = pattern.strip_prefix('!').map_or((pattern, false), |p| (p, true));
            let sureness = if marked { 3 } else { 2 - u8::from(pattern.contains('*')) };
            Some(Synonym { kind, field, pieces: pattern.split('*').collect(), sureness })
        };
        include_str!("../../assets/import/columns.csv").lines().skip(1).filter(|l| !l.starts_with('#')).filter_map(read).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_data_is_written_as_headings_are_compared() {
        assert!(rows().len() > 100);
        for r in rows() {
            for piece in &r.pieces {
                assert_eq!(normal(piece), piece.trim(), "{} {} {piece}", r.kind, r.field);
            }
        }
    }
}
