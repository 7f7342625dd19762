//! One row of a structure's file: its cells as texts, dates, numbers, with a note for each that cannot be one.

use super::columns::Heading;
use super::date;
use super::heading::number;
use super::note::{Notes, note};
use super::pupils::Place;
use super::table::{Sheet, Value};
use crate::api::types::RowNote;
use crate::people::letters::{fold, has_markup, tidy};
use crate::people::{Fault, Read};
use chrono::NaiveDate;

/// A row below a heading.
pub struct Line<'a> {
    sheet: &'a Sheet,
    heading: &'a Heading,
    index: usize,
    /// How many cells are filled.
    pub filled: usize,
    notes: Notes,
}

impl<'a> Line<'a> {
    pub(super) fn new(sheet: &'a Sheet, heading: &'a Heading, index: usize, filled: usize) -> Self {
        Self { sheet, heading, index, filled, notes: Notes::default() }
    }

    pub(super) fn into_notes(self) -> Notes {
        self.notes
    }

    /// Where the row stands.
    #[must_use]
    pub fn place(&self) -> Place {
        Place { sheet: self.sheet.name.clone(), row: number(self.index) }
    }

    /// The heading above.
    #[must_use]
    pub fn heading(&self) -> &'a Heading {
        self.heading
    }

    /// The cell of a field. One merged over several rows counts for each of them, one merged over columns only for its first.
    fn raw(&self, field: &str) -> &'a Value {
        let Some(column) = self.heading.fields.get(field) else { return &Value::Empty };
        match self.sheet.region(self.index, *column) {
            (_, c) if c == *column => self.sheet.covering(self.index, *column),
            _ => &Value::Empty,
        }
    }

    /// The first filled cell as a person sees it.
    #[must_use]
    pub fn first(&self) -> String {
        let filled = self.sheet.rows.get(self.index).and_then(|r| r.iter().find(|v| !v.is_empty()));
        filled.map(|v| tidy(&v.shown())).unwrap_or_default()
    }

    /// True when the field's cell is empty or there is no such column.
    #[must_use]
    pub fn is_empty(&self, field: &str) -> bool {
        self.raw(field).is_empty()
    }

    fn note(&self, field: &str, code: &str, args: &[(&str, &str)]) -> RowNote {
        let value = if field.is_empty() { self.first() } else { self.raw(field).shown() };
        note(&self.sheet.name, number(self.index), self.heading.title(field), &value, code, args)
    }

    /// The row is wrong.
    pub fn fail(&mut self, field: &str, code: &str) {
        self.fail_with(field, code, &[]);
    }

    /// The row is wrong; the text has arguments.
    pub fn fail_with(&mut self, field: &str, code: &str, args: &[(&str, &str)]) {
        let note = self.note(field, code, args);
        self.notes.errors.push(note);
    }

    /// The row was mended or is doubtful.
    pub fn warn(&mut self, field: &str, code: &str) {
        let note = self.note(field, code, &[]);
        self.notes.warnings.push(note);
    }

    /// The row is passed over.
    pub fn pass(&mut self, code: &str) {
        let note = self.note("", code, &[]);
        self.notes.skip.push(note);
    }

    /// The value of a field, computed; empty with a note when the cell holds an error or an empty formula.
    pub fn value(&mut self, field: &str) -> &'a Value {
        let raw = self.raw(field);
        let fault = match raw.computed() {
            Value::Error(_) => "cell-error",
            Value::Empty if !raw.is_empty() => "cell-formula",
            value => return value,
        };
        self.fail(field, fault);
        &Value::Empty
    }

    /// A text of at most so many characters; nothing for an empty cell or a dash.
    pub fn text(&mut self, field: &str, limit: usize) -> Option<String> {
        let text = tidy(&self.value(field).shown());
        if has_markup(&text) {
            self.fail(field, "cell-markup");
            return None;
        }
        if text.chars().count() > limit {
            self.fail_with(field, "cell-long", &[("limit", &limit.to_string())]);
            return None;
        }
        (!matches!(text.as_str(), "" | "-" | "–" | "—")).then_some(text)
    }

    /// A part of a person's name, or a whole one.
    pub fn name<T>(&mut self, field: &str, parse: impl FnOnce(&str) -> Result<Read<T>, Fault>) -> Option<T> {
        let result = match self.raw(field) {
            Value::Formula(_, _) => Err(Fault("name-formula")),
            Value::Error(_) => Err(Fault("cell-error")),
            value => parse(&value.shown()),
        };
        match result {
            Ok(read) => {
                if let Some(code) = read.warning {
                    self.warn(field, code);
                }
                Some(read.value)
            }
            Err(fault) => {
                self.fail(field, fault.0);
                None
            }
        }
    }

    /// A day; years of two digits are not after `year`. A cell that is none is an error.
    pub fn day(&mut self, field: &str, year: u16) -> Option<NaiveDate> {
        let epoch = self.sheet.epoch_1904;
        let value = self.value(field);
        let day = match value {
            Value::Empty => return None,
            Value::Date(date) => Some(*date),
            Value::Number(n) => date::from_serial(n, epoch),
            Value::Text(t) if matches!(t.trim(), "-" | "–" | "—") => return None,
            Value::Text(t) => date::parse(t, year).or_else(|| date::from_serial(t.trim(), epoch)),
            _ => None,
        };
        if day.is_none() {
            self.fail(field, "day-unreadable");
        }
        day
    }

    /// A day of an academic year, which «24.10» without a year may be too.
    pub fn day_of_year(&mut self, field: &str, year: u16) -> Option<NaiveDate> {
        if let Value::Text(t) = self.value(field)
            && let Some(day) = short_day(&tidy(t), year)
        {
            return Some(day);
        }
        self.day(field, year.saturating_add(1))
    }

    /// A number in hundredths: «2,5», «2.5», «2½».
    pub fn hundredths(&mut self, field: &str) -> Option<u32> {
        let text = tidy(&self.value(field).shown());
        if matches!(text.as_str(), "" | "-" | "–" | "—") {
            return None;
        }
        let number = hundredths(&text);
        if number.is_none() {
            self.fail(field, "number-unreadable");
        }
        number
    }

    /// A whole number from 0 to `most`.
    pub fn whole(&mut self, field: &str, most: u32) -> Option<u32> {
        let number = self.hundredths(field)?;
        if number % 100 != 0 || number / 100 > most {
            self.fail(field, "number-unreadable");
            return None;
        }
        Some(number / 100)
    }

    /// A yes or a no.
    pub fn yes(&mut self, field: &str) -> Option<bool> {
        let text = fold(&tidy(&self.value(field).shown()));
        match text.as_str() {
            "" => None,
            "да" | "+" | "1" | "v" | "истина" | "обязательная" | "обязательно" | "yes" => Some(true),
            "нет" | "-" | "–" | "—" | "0" | "ложь" | "необязательная" | "no" => Some(false),
            _ => {
                self.fail(field, "yes-unreadable");
                None
            }
        }
    }
}

/// «24.10», «24 октября»: a day without its year, from August on in the first year.
fn short_day(text: &str, year: u16) -> Option<NaiveDate> {
    let year = i32::from(year);
    let day = date::parse(&format!("{} {year}", text.trim_end_matches('.')), u16::MAX)
        .or_else(|| date::parse(&format!("{}.{year}", text.trim_end_matches('.')), u16::MAX))?;
    let first = NaiveDate::from_ymd_opt(year, 8, 1)?;
    // What had a year of its own was read as something else above, or is refused here.
    (text.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).count() == 2).then_some(())?;
    if day >= first { Some(day) } else { chrono::Datelike::with_year(&day, year + 1) }
}

/// «2,5» → 250; at most two digits behind the comma, not negative.
#[must_use]
pub fn hundredths(text: &str) -> Option<u32> {
    let text = text.replace('½', ",5").replace(' ', "");
    let (whole, rest) = text.split_once([',', '.']).unwrap_or((&text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    let rest = rest.trim_end_matches('0');
    if whole.len() > 6 || rest.len() > 2 || !digits(whole) || !digits(rest) || (whole.is_empty() && rest.is_empty()) {
        return None;
    }
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: u32 = format!("{rest:0<2}").parse().ok()?;
    (whole <= 10_000).then_some(whole * 100 + part)
}

/// «1-4, 7, 9–11 классы» → the grades; «все» and an empty text → all eleven.
#[must_use]
pub fn grades(text: &str) -> Option<Vec<u8>> {
    let mut text: String = fold(&tidy(text)).chars().map(|c| if crate::people::letters::is_dash(c) { '-' } else { c }).collect();
    for word in ["классы", "классов", "класс", "кл.", "кл", "для", "-е", "-х", "-й"] {
        text = text.replace(word, "");
    }
    let text = text.replace(' ', "");
    if matches!(text.as_str(), "" | "все" | "всех" | "-") {
        return Some((1..=11).collect());
    }
    let grade = |t: &str| t.parse::<u8>().ok().filter(|g| (1..=11).contains(g));
    let mut out = std::collections::BTreeSet::new();
    for part in text.split([',', ';', 'и']).filter(|p| !p.is_empty()) {
        match part.split_once('-') {
            Some((a, b)) if grade(a)? <= grade(b)? => out.extend(grade(a)?..=grade(b)?),
            Some(_) => return None,
            None => drop(out.insert(grade(part)?)),
        }
    }
    (!out.is_empty()).then(|| out.into_iter().collect())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn numbers_are_read_with_comma_and_point_and_nothing_else_is_a_number() {
        let all = [("2,5", 250), ("2.5", 250), ("2½", 250), ("34", 3400), ("0,25", 25), ("1,50", 150), (",5", 50), ("2.0", 200)];
        for (text, n) in all {
            assert_eq!(hundredths(text), Some(n), "{text}");
        }
        for text in ["", "-1", "2,555", "два", "1e3", "99999999", ",", "2/3"] {
            assert_eq!(hundredths(text), None, "{text}");
        }
    }

    #[test]
    fn grades_are_read_as_ranges_and_lists() {
        assert_eq!(grades("1-11").unwrap().len(), 11);
        assert_eq!(grades("10–11 классы").unwrap(), [10, 11]);
        assert_eq!(grades("1, 5-6, 9").unwrap(), [1, 5, 6, 9]);
        assert_eq!(grades("все").unwrap().len(), 11);
        for text in ["0", "12", "9-5", "а", "5-", "1-100"] {
            assert_eq!(grades(text), None, "{text}");
        }
    }

    #[test]
    fn a_day_without_a_year_lies_in_the_academic_year() {
        let d = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        assert_eq!(short_day("24.10", 2026), d(2026, 10, 24));
        assert_eq!(short_day("8 марта", 2026), d(2027, 3, 8));
        assert_eq!(short_day("26.05.", 2026), d(2027, 5, 26));
        assert_eq!(short_day("26.05.2027", 2026), None);
        assert_eq!(short_day("март", 2026), None);
    }
}
