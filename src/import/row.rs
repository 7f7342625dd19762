//! One row of an enrolment list → one pupil, or the reasons why not.

use super::Rules;
use super::date;
use super::header::Header;
use super::heading::number;
use super::note::{Notes, note};
use super::pupils::{OrderRef, ParsedPupil, Place};
use super::synonyms::Field;
use super::table::{Sheet, Value};
use crate::api::types::RowNote;
use crate::people::letters::{fold, has_markup, tidy};
use crate::people::name::{self, patronymic_or_none};
use crate::people::{ClassName, Fault, PersonName, Read, Sex, Snils, birth};
use chrono::NaiveDate;

/// Longest text of a field, in characters: what its event holds.
fn limit(field: Field) -> usize {
    match field {
        Field::Address | Field::Guardian => 300,
        _ => 60,
    }
}

/// What came of a row.
pub struct Outcome {
    /// The pupil, when nothing was wrong.
    pub pupil: Option<ParsedPupil>,
    /// What was noted of it.
    pub notes: Notes,
}

/// Reads the cells of one row, collecting notes.
pub struct Reading<'a> {
    sheet: &'a Sheet,
    header: &'a Header,
    index: usize,
    rules: Rules,
    notes: Notes,
}

impl<'a> Reading<'a> {
    /// Begins with the row at `index`.
    pub fn new(sheet: &'a Sheet, header: &'a Header, index: usize, rules: Rules) -> Self {
        Self { sheet, header, index, rules, notes: Notes::default() }
    }

    /// Reads everything; `class` is the one named above the rows.
    pub fn pupil(mut self, class: Option<&ClassName>) -> Outcome {
        let name = self.name();
        let birth = self.checked(Field::Birth, Self::birth);
        let sex = self.checked(Field::Sex, Self::sex).flatten();
        let snils = self.checked(Field::Snils, Self::snils).flatten();
        let class = self.class(class);
        let order = self.order();
        let address = self.text(Field::Address);
        let personal_file = self.text(Field::PersonalFile);
        let contact = |me: &mut Self, field| if me.rules.contacts { me.text(field) } else { None };
        let guardian = contact(&mut self, Field::Guardian);
        let guardian_phone = contact(&mut self, Field::GuardianPhone);
        let place = Place { sheet: self.sheet.name.clone(), row: self.number() };
        let pupil = match (name, birth, class) {
            (Some(name), Some(birth), Some(class)) if self.notes.errors.is_empty() => {
                self.doubt_sex(&name, sex);
                Some(ParsedPupil { place, name, birth, sex, snils, class, order, address, personal_file, guardian, guardian_phone })
            }
            _ => None,
        };
        Outcome { pupil, notes: self.notes }
    }

    fn number(&self) -> u32 {
        number(self.index)
    }

    /// The field's cell; a class or an order may stand once in a region merged over several pupils.
    fn cell(&self, field: Field) -> &'a Value {
        let Some(column) = self.header.fields.get(&field) else { return &Value::Empty };
        match field {
            Field::Class | Field::Grade | Field::Letter | Field::OrderNumber | Field::OrderDate | Field::Address => {
                self.sheet.covering(self.index, *column)
            }
            _ => self.sheet.cell(self.index, *column),
        }
    }

    fn note(&self, field: Field, code: &str) -> RowNote {
        note(
            &self.sheet.name,
            self.number(),
            self.header.title(&field),
            &self.cell(field).shown(),
            code,
            &[("limit", &limit(field).to_string())],
        )
    }

    fn fail(&mut self, field: Field, fault: Fault) {
        let note = self.note(field, fault.0);
        self.notes.errors.push(note);
    }

    fn warn(&mut self, field: Field, code: &str) {
        let note = self.note(field, code);
        self.notes.warnings.push(note);
    }

    fn checked<T>(&mut self, field: Field, read: impl FnOnce(&mut Self, &'a Value) -> Result<T, Fault>) -> Option<T> {
        let value = self.cell(field);
        let result = match value.computed() {
            Value::Error(_) => Err(Fault("cell-error")),
            // A formula that was never computed hides its value.
            Value::Empty if !value.is_empty() => Err(Fault("cell-formula")),
            computed => read(self, computed),
        };
        result.map_err(|fault| self.fail(field, fault)).ok()
    }

    fn name(&mut self) -> Option<PersonName> {
        if self.header.fields.contains_key(&Field::Surname) {
            let parts = [Field::Surname, Field::Given, Field::Patronymic].map(|f| self.name_part(f, name::part));
            let [Some(surname), Some(given), Some(patronymic)] = parts else { return None };
            return match PersonName::new(surname, given, patronymic_or_none(patronymic)) {
                Ok(name) => Some(name),
                Err(fault) => {
                    self.fail(if fault == Fault("name-no-given") { Field::Given } else { Field::Surname }, fault);
                    None
                }
            };
        }
        self.name_part(Field::FullName, PersonName::parse)
    }

    fn name_part<T>(&mut self, field: Field, parse: impl FnOnce(&str) -> Result<Read<T>, Fault>) -> Option<T> {
        let result = match self.cell(field) {
            Value::Formula(_, _) => Err(Fault("name-formula")),
            Value::Error(_) => Err(Fault("cell-error")),
            value => parse(without_count(&value.shown())),
        };
        match result {
            Ok(read) => {
                if let Some(code) = read.warning {
                    self.warn(field, code);
                }
                Some(read.value)
            }
            Err(fault) => {
                self.fail(field, fault);
                None
            }
        }
    }

    fn day(&self, value: &Value) -> Option<NaiveDate> {
        match value {
            Value::Date(date) => Some(*date),
            Value::Number(n) => date::from_serial(n, self.sheet.epoch_1904),
            Value::Text(t) => date::parse(t, self.rules.year).or_else(|| date::from_serial(t.trim(), self.sheet.epoch_1904)),
            _ => None,
        }
    }

    fn birth(&mut self, value: &Value) -> Result<NaiveDate, Fault> {
        if value.is_empty() {
            return Err(Fault("birth-missing"));
        }
        let date = self.day(value).ok_or(Fault("birth-unreadable"))?;
        birth::check(date, self.rules.year)?;
        Ok(date)
    }

    fn sex(&mut self, value: &Value) -> Result<Option<Sex>, Fault> {
        if value.is_empty() { Ok(None) } else { Sex::parse(&value.shown()).map(Some) }
    }

    fn snils(&mut self, value: &Value) -> Result<Option<Snils>, Fault> {
        let text = tidy(&value.shown());
        let text = whole_number(&text);
        if matches!(fold(text).as_str(), "" | "-" | "–" | "—" | "нет" | "отсутствует" | "не имеет") {
            return Ok(None);
        }
        if text.contains(['e', 'E']) && text.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(Fault("snils-rounded"));
        }
        // Only a number, or text of digits alone, can have lost its leading zeros.
        if text.bytes().all(|b| b.is_ascii_digit()) {
            let (snils, padded) = Snils::parse_padded(text)?;
            if padded {
                self.warn(Field::Snils, "snils-zeros-restored");
            }
            return Ok(Some(snils));
        }
        Snils::parse(text).map(Some)
    }

    fn class(&mut self, above: Option<&ClassName>) -> Option<ClassName> {
        let text = |me: &Self, field| match me.cell(field).computed() {
            Value::Error(_) => Err(Fault("cell-error")),
            Value::Date(_) => Err(Fault("class-unreadable")),
            value => Ok(whole_number(&tidy(&value.shown())).to_owned()),
        };
        let read = (|| {
            let [whole, grade, letter] = [Field::Class, Field::Grade, Field::Letter].map(|f| text(self, f));
            let (whole, grade, letter) = (whole?, grade?, letter?);
            match (whole.is_empty(), grade.is_empty()) {
                // «Класс/литера» over the whole name.
                (true, true) if !letter.is_empty() => ClassName::parse(&letter),
                (true, true) => above.map(|c| Read { value: c.clone(), warning: None }).ok_or(Fault("class-empty")),
                (true, false) => ClassName::from_parts(&grade, &letter),
                // «Класс» with the number alone, and «Литера» beside it.
                (false, _) if !letter.is_empty() && whole.chars().all(|c| c.is_ascii_digit()) => ClassName::from_parts(&whole, &letter),
                // «Параллель» with the number, and «Класс» with the letter alone.
                (false, false) if !whole.starts_with(|c: char| c.is_ascii_digit()) => ClassName::from_parts(&grade, &whole),
                (false, _) => ClassName::parse(&whole),
            }
        })();
        let field = if self.header.fields.contains_key(&Field::Class) { Field::Class } else { Field::Grade };
        match read {
            Ok(read) => {
                if let Some(code) = read.warning {
                    let field = if self.header.fields.contains_key(&Field::Letter) { Field::Letter } else { field };
                    self.warn(field, code);
                }
                Some(read.value)
            }
            Err(fault) => {
                let letter = fault == Fault("class-letter") && self.header.fields.contains_key(&Field::Letter);
                self.fail(if letter { Field::Letter } else { field }, fault);
                None
            }
        }
    }

    /// An order needs its number and its date; what cannot be one is named and left out, for the pupil is enrolled all the same.
    fn order(&mut self) -> Option<OrderRef> {
        let number = self.text(Field::OrderNumber);
        let date_cell = self.cell(Field::OrderDate).computed();
        let (number, inner) = split_order(&number.unwrap_or_default(), self.rules.year);
        let date = if date_cell.is_empty() { inner } else { self.day(date_cell) };
        match (number.is_empty(), date) {
            (false, Some(date)) => Some(OrderRef { number, date }),
            (true, None) if date_cell.is_empty() => None,
            (false, None) => {
                let field = if self.header.fields.contains_key(&Field::OrderDate) { Field::OrderDate } else { Field::OrderNumber };
                self.warn(field, "order-no-date");
                None
            }
            // A date of enrolment alone is no order; lists carry it beside other columns.
            (true, _) => None,
        }
    }

    fn text(&mut self, field: Field) -> Option<String> {
        self.checked(field, |_, value| {
            let text = tidy(&value.shown());
            if has_markup(&text) {
                return Err(Fault("cell-markup"));
            }
            if text.chars().count() > limit(field) {
                return Err(Fault("cell-long"));
            }
            let absent = matches!(text.as_str(), "" | "-" | "–" | "—");
            Ok((!absent).then_some(text))
        })
        .flatten()
    }

    /// A patronymic of the other sex is a slip worth a look; names without such endings say nothing.
    fn doubt_sex(&mut self, name: &PersonName, sex: Option<Sex>) {
        let ends = |endings: &[&str]| endings.iter().any(|e| fold(&name.patronymic).ends_with(e));
        let doubtful = match sex {
            Some(Sex::Female) => ends(&["ович", "евич"]),
            Some(Sex::Male) => ends(&["овна", "евна", "инична"]),
            None => false,
        };
        if doubtful {
            self.warn(Field::Sex, "sex-doubtful");
        }
    }
}

/// `5.0` → `5`: how statistics programs write whole numbers.
fn whole_number(text: &str) -> &str {
    match text.strip_suffix(".0").or_else(|| text.strip_suffix(",0")) {
        Some(whole) if !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit()) => whole,
        _ => text,
    }
}

/// `12. Иванов Пётр` → `Иванов Пётр`: lists copied from a document keep their count.
fn without_count(text: &str) -> &str {
    let trimmed = text.trim_start();
    let rest = trimmed.trim_start_matches(|c: char| c.is_ascii_digit());
    match rest.strip_prefix(['.', ')']) {
        Some(name) if rest.len() < trimmed.len() => name,
        _ => text,
    }
}

/// `№ 71-у от 21.08.2026` or `от 21.08.2026 № 71-у` → `71-у` and the date.
fn split_order(text: &str, year: u16) -> (String, Option<NaiveDate>) {
    let folded = fold(text);
    let at = if folded.starts_with("от ") { Some(0) } else { folded.find(" от ") };
    let Some((before, after)) = at.and_then(|at| text.split_at_checked(at)) else { return (bare_number(text), None) };
    let after = after.trim_start_matches(|c: char| !c.is_ascii_digit() && c != '«');
    let (day, rest) = after.split_at(after.find('№').unwrap_or(after.len()));
    let number = bare_number(before);
    (if number.is_empty() { bare_number(rest) } else { number }, date::parse(day, year))
}

fn bare_number(text: &str) -> String {
    let mut number = text.trim();
    for word in ["Приказ", "приказ", "ПРИКАЗ", "Пр.", "пр."] {
        number = number.strip_prefix(word).unwrap_or(number).trim();
    }
    number.trim_start_matches(['№', ' ']).trim().to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn an_order_in_one_cell_is_divided() {
        let day = NaiveDate::from_ymd_opt(2026, 8, 21);
        for text in [
            "№ 71-у от 21.08.2026",
            "71-у от 21.08.2026 г.",
            "Приказ № 71-у от «21» августа 2026 г.",
            "от 21.08.2026 № 71-у",
            "Приказ от 21.08.2026 №71-у",
        ] {
            assert_eq!(split_order(text, 2026), ("71-у".to_owned(), day), "{text}");
        }
        assert_eq!(split_order("71-у", 2026), ("71-у".to_owned(), None));
    }
}
