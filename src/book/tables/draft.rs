//! What applying a file would do, row by row, with the writes that do it.

use crate::api::types::{PlannedRow, RowNote, TableApplied, TablePlan};
use crate::book::intent::Step;
use crate::error::Result;
use crate::event::{Value, Volume};
use crate::import::columns::Parsed;
use crate::import::note::note;
use crate::import::pupils::Place;
use crate::store::Reader;
use crate::texts::Texts;
use std::collections::HashMap;

/// Cells of one kind by key, cleared ones left out.
pub(in crate::book) type Cells = HashMap<Vec<Value>, Value>;

/// Reads all cells of a kind.
pub(in crate::book) fn cells(reader: &Reader<'_>, kind: u16) -> Result<Cells> {
    Ok(reader.cells(kind)?.into_iter().filter(|c| c.value != Value::Null).map(|c| (c.key, c.value)).collect())
}

/// Writes of one row of the plan.
#[derive(Debug, Default)]
pub(in crate::book) struct Item {
    /// The thing is not in the journal yet.
    pub new: bool,
    /// What changes, in words.
    pub changes: Vec<String>,
    /// Writes.
    pub steps: Vec<Step>,
}

impl Item {
    /// A row about something new, or something known.
    pub(in crate::book) fn of(new: bool) -> Self {
        Self { new, ..Self::default() }
    }

    /// Sets a cell, if it is not so already. `changes` says in words what differs from the value that stands there.
    pub(in crate::book) fn set(
        &mut self,
        (volume, kind): (Volume, u16),
        key: Vec<Value>,
        value: Value,
        known: &Cells,
        changes: impl FnOnce(&Value) -> Vec<String>,
    ) {
        let before = known.get(&key).cloned();
        if before.as_ref().unwrap_or(&Value::Null) == &value {
            return;
        }
        if let (Some(old), false) = (&before, self.new) {
            self.changes.extend(changes(old));
        }
        self.steps.push(Step { volume, kind, key, value, before });
    }
}

/// The plan in the making.
#[derive(Debug, Default)]
pub(in crate::book) struct Draft {
    /// Rows to create.
    pub create: Vec<PlannedRow>,
    /// Rows that change something.
    pub update: Vec<PlannedRow>,
    /// Rows known and equal.
    pub unchanged: Vec<PlannedRow>,
    /// Rows passed over.
    pub skip: Vec<RowNote>,
    /// Rows refused.
    pub errors: Vec<RowNote>,
    /// Doubts.
    pub warnings: Vec<RowNote>,
    /// All writes.
    pub steps: Vec<Step>,
}

impl Draft {
    /// Begins with the notes of the reading.
    pub(in crate::book) fn of<T>(parsed: &Parsed<T>) -> Self {
        Self { skip: parsed.skip.clone(), errors: parsed.errors.clone(), warnings: parsed.warnings.clone(), ..Self::default() }
    }

    /// Puts a row where it belongs.
    pub(in crate::book) fn put(&mut self, place: &Place, name: &str, detail: String, item: Item) {
        let Item { new, changes, steps } = item;
        let row = PlannedRow { sheet: place.sheet.clone(), row: place.row, name: name.to_owned(), detail, changes };
        match (new, steps.is_empty()) {
            (true, _) => self.create.push(row),
            (false, false) => self.update.push(row),
            (false, true) => self.unchanged.push(row),
        }
        self.steps.extend(steps);
    }

    /// Passes a row over.
    pub(in crate::book) fn pass(&mut self, place: &Place, value: &str, code: &str, args: &[(&str, &str)]) {
        self.skip.push(note(&place.sheet, place.row, "", value, code, args));
    }
    /// Refuses a row.
    pub(in crate::book) fn fail(&mut self, place: &Place, value: &str, code: &str, args: &[(&str, &str)]) {
        self.errors.push(note(&place.sheet, place.row, "", value, code, args));
    }
    /// Notes a doubt.
    pub(in crate::book) fn warn(&mut self, place: &Place, value: &str, code: &str, args: &[(&str, &str)]) {
        self.warnings.push(note(&place.sheet, place.row, "", value, code, args));
    }

    /// The plan as the contract shows it.
    pub(super) fn shown<T>(&self, plan: &str, kind: &str, file: &str, parsed: &Parsed<T>) -> TablePlan {
        let sorted = |notes: &[RowNote]| {
            let mut notes = notes.to_vec();
            notes.sort_by(|a, b| (&a.sheet, a.row).cmp(&(&b.sheet, b.row)));
            notes
        };
        TablePlan {
            plan: plan.to_owned(),
            kind: kind.to_owned(),
            file: file.to_owned(),
            format: parsed.format.clone(),
            columns: parsed.columns.clone(),
            create: self.create.clone(),
            update: self.update.clone(),
            unchanged: self.unchanged.clone(),
            skip: sorted(&self.skip),
            errors: sorted(&self.errors),
            warnings: sorted(&self.warnings),
        }
    }

    /// What came of it.
    pub(super) fn applied(&self, events: u32) -> TableApplied {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        TableApplied {
            created: count(self.create.len()),
            updated: count(self.update.len()),
            unchanged: count(self.unchanged.len()),
            skipped: count(self.skip.len()),
            errors: count(self.errors.len()),
            events,
        }
    }
}

/// `часы: 2 → 3`
pub(in crate::book) fn change(field: &str, args: &[(&str, &str)], old: &str, new: &str) -> String {
    let dash = |t: &str| if t.is_empty() { "—".to_owned() } else { t.to_owned() };
    format!("{}: {} → {}", word(&format!("import-field-{field}"), args), dash(old), dash(new))
}

/// One change when the two texts differ.
pub(in crate::book) fn differs(out: &mut Vec<String>, field: &str, old: &str, new: &str) {
    if old != new {
        out.push(change(field, &[], old, new));
    }
}

/// A text of the catalogue.
pub(in crate::book) fn word(id: &str, args: &[(&str, &str)]) -> String {
    Texts::russian().format(id, args)
}

/// «строка 5», «лист «А», строка 5».
pub(in crate::book) fn at(place: &Place) -> String {
    let row = place.row.to_string();
    if place.sheet.is_empty() {
        word("import-at-row", &[("row", &row)])
    } else {
        word("import-at-sheet-row", &[("sheet", &place.sheet), ("row", &row)])
    }
}

/// Hundredths as a person writes them: 250 → «2,5».
pub(in crate::book) fn hundredths(n: i64) -> String {
    match (n / 100, n % 100) {
        (whole, 0) => whole.to_string(),
        (whole, part) => format!("{whole},{part:02}").trim_end_matches('0').to_owned(),
    }
}

/// Grades as a person writes them: «1–4, 7»; all eleven: the whole school.
pub(in crate::book) fn grades(grades: &[u8]) -> String {
    if grades.is_empty() || grades.len() == 11 {
        return word("planned-all-grades", &[]);
    }
    let text = ranges(grades);
    word("planned-grades", &[("grades", &text), ("many", &grades.len().to_string())])
}

/// «1–4, 7»
pub(in crate::book) fn ranges(grades: &[u8]) -> String {
    let mut runs: Vec<(u8, u8)> = Vec::new();
    for g in grades {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == *g => *last = *g,
            _ => runs.push((*g, *g)),
        }
    }
    let run = |(a, b): &(u8, u8)| if a == b { a.to_string() } else { format!("{a}–{b}") };
    runs.iter().map(run).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_grades_are_written_as_people_do() {
        assert_eq!([hundredths(250), hundredths(300), hundredths(5), hundredths(225)], ["2,5", "3", "0,05", "2,25"]);
        assert_eq!([ranges(&[1, 2, 3, 4, 7]), ranges(&[10, 11]), ranges(&[5])], ["1–4, 7", "10–11", "5"]);
        assert_eq!(grades(&(1..=11).collect::<Vec<_>>()), "вся школа");
    }
}
