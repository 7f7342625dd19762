//! An enrolment list: which rows of which sheets are pupils, and which are headings, totals and notes (P-01, P-03).

use super::header::{self, Header};
use super::heading::{number, numbers_columns, totals};
use super::note::note;
use super::row;
use super::synonyms::Field;
use super::table::{self, Sheet, Value};
use super::{Progress, REPORT_EVERY, Rules, report};
use crate::api::types::{ColumnUse, RowNote};
use crate::error::{Error, Result};
use crate::people::letters::{fold, tidy};
use crate::people::{ClassName, PersonName, Sex, Snils};
use chrono::NaiveDate;

/// Where a row stands.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// Name of the sheet, empty for text files.
    pub sheet: String,
    /// Row as the spreadsheet numbers it, from 1.
    pub row: u32,
}

/// An order (приказ): number and date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRef {
    /// Number as written: `71-у`.
    pub number: String,
    /// Date.
    pub date: NaiveDate,
}

impl std::fmt::Display for OrderRef {
    /// `№ 71-у от 21.08.2026`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "№ {} от {}", self.number, super::date::russian(self.date))
    }
}

/// A pupil as a row states. An absent field means that the file says nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedPupil {
    /// Where the row stands.
    pub place: Place,
    /// Full name.
    pub name: PersonName,
    /// Birth date.
    pub birth: NaiveDate,
    /// Sex.
    pub sex: Option<Sex>,
    /// СНИЛС, its control number checked.
    pub snils: Option<Snils>,
    /// Class.
    pub class: ClassName,
    /// Order of enrolment.
    pub order: Option<OrderRef>,
    /// Address of registration.
    pub address: Option<String>,
    /// Number of the personal file (№ личного дела).
    pub personal_file: Option<String>,
    /// Name of a guardian as written; read only when contacts are kept.
    pub guardian: Option<String>,
    /// Telephone of the guardian as written; read only when contacts are kept.
    pub guardian_phone: Option<String>,
}

/// A list that was read.
#[derive(Debug, Clone, Default)]
pub struct PupilList {
    /// Format and encoding found.
    pub format: String,
    /// Names of the sheets in order.
    pub sheets: Vec<String>,
    /// Columns and what feeds what.
    pub columns: Vec<ColumnUse>,
    /// Rows that were read without an error.
    pub pupils: Vec<ParsedPupil>,
    /// Rows passed over.
    pub skip: Vec<RowNote>,
    /// Rows refused.
    pub errors: Vec<RowNote>,
    /// Rows mended, and doubts.
    pub warnings: Vec<RowNote>,
}

/// Reads a list from the bytes of a file.
///
/// # Errors
/// Those of [`table::read`]; `import-no-heading`, `import-no-name-column`, `import-no-birth-column`, `import-no-rows`, `cancelled`.
pub fn parse(bytes: &[u8], rules: Rules, progress: Progress<'_>) -> Result<PupilList> {
    let table = table::read(bytes)?;
    let total = table.sheets.iter().map(|s| s.rows.len()).sum();
    let mut list = PupilList { format: table.format, ..PupilList::default() };
    let (mut done, mut found, mut lacking) = (0, false, None);
    for sheet in &table.sheets {
        list.sheets.push(sheet.name.clone());
        let filled = sheet.rows.iter().flatten().any(|v| !v.is_empty());
        match header::find(sheet) {
            Some(header) if header.suffices() && sheet.hidden => {
                list.warnings.push(note(&sheet.name, number(header.first), "", "", "sheet-hidden", &[("sheet", &sheet.name)]));
            }
            Some(header) if header.suffices() => {
                found = true;
                for column in header.uses(sheet, |f| Some(f.name())) {
                    if !list.columns.iter().any(|c| c.header == column.header && c.field == column.field) {
                        list.columns.push(passed_over(column, rules));
                    }
                }
                rows(sheet, &header, rules, &mut list, &|inside| report(progress, done + inside, total))?;
            }
            other => {
                lacking = lacking.or(other.map(|h| (sheet.name.clone(), h)));
                if filled && !sheet.hidden {
                    list.skip.push(note(&sheet.name, 1, "", "", "sheet-no-heading", &[("sheet", &sheet.name)]));
                }
            }
        }
        done += sheet.rows.len();
        report(progress, done, total)?;
    }
    if !found {
        return Err(no_heading(lacking));
    }
    if list.pupils.is_empty() && list.errors.is_empty() {
        return Err(Error::input("import-no-rows"));
    }
    Ok(list)
}

/// Columns of guardians are shown as passed over where contacts are not kept.
fn passed_over(mut column: ColumnUse, rules: Rules) -> ColumnUse {
    if !rules.contacts && [Field::Guardian.name(), Field::GuardianPhone.name()].contains(&column.field.as_str()) {
        column.field.clear();
    }
    column
}

fn no_heading(nearest: Option<(String, Header)>) -> Error {
    let Some((sheet, header)) = nearest else { return Error::input("import-no-heading") };
    let code = if header.fields.contains_key(&Field::Birth) { "import-no-name-column" } else { "import-no-birth-column" };
    Error::input(code).with("sheet", sheet).with("row", header.below)
}

fn rows(sheet: &Sheet, header: &Header, rules: Rules, list: &mut PupilList, at: &dyn Fn(usize) -> Result<()>) -> Result<()> {
    // The class of a list without a class column stands on the tab or in a title above.
    let title = |r: &Vec<Value>| r.iter().find(|v| !v.is_empty()).and_then(|v| ClassName::find(&v.shown()));
    let mut class = sheet.rows.iter().take(header.first).rev().find_map(title).or_else(|| ClassName::find(&sheet.name));
    let sparse = class_once(sheet, header);
    for index in header.below..sheet.rows.len() {
        if index % REPORT_EVERY == 0 {
            at(index)?;
        }
        match kind(sheet, header, index, rules.year) {
            Kind::Blank => {}
            Kind::Passed(code, value) => list.skip.push(note(&sheet.name, number(index), "", &value, code, &[])),
            Kind::Class(found, value) => {
                list.skip.push(note(&sheet.name, number(index), "", &value, "class-heading", &[("class", &found.to_string())]));
                class = Some(found);
            }
            Kind::Pupil => {
                let read = row::Reading::new(sheet, header, index, rules).pupil(class.as_ref());
                list.warnings.extend(read.notes.warnings);
                match read.pupil {
                    Some(pupil) => {
                        if sparse && !sheet.cell(index, header.fields.get(&Field::Class).copied().unwrap_or(0)).is_empty() {
                            class = Some(pupil.class.clone());
                        }
                        list.pupils.push(pupil);
                    }
                    None => list.errors.extend(read.notes.errors),
                }
            }
        }
    }
    Ok(())
}

/// True when the class column names a class once and leaves the rows of its pupils empty, as text files made from merged cells do.
fn class_once(sheet: &Sheet, header: &Header) -> bool {
    let filled = |field: Field| {
        let column = header.fields.get(&field)?;
        Some((header.below..sheet.rows.len()).filter(|r| !sheet.covering(*r, *column).is_empty()).count())
    };
    matches!((filled(Field::Class), filled(Field::Birth)), (Some(classes), Some(births)) if classes > 0 && classes * 3 <= births)
}

/// What a row below the heading is.
enum Kind {
    Blank,
    Passed(&'static str, String),
    Class(ClassName, String),
    Pupil,
}

fn kind(sheet: &Sheet, header: &Header, index: usize, year: u16) -> Kind {
    let Some(cells) = sheet.rows.get(index) else { return Kind::Blank };
    let filled: Vec<(usize, &Value)> = cells.iter().enumerate().filter(|(_, v)| !v.is_empty()).collect();
    let number_column = header.fields.get(&Field::Number).copied();
    let Some((_, first)) = filled.iter().find(|(c, _)| Some(*c) != number_column) else { return Kind::Blank };
    let shown = first.shown();
    if totals(&filled[0].1.shown()) || totals(&shown) {
        return Kind::Passed("totals", shown);
    }
    if numbers_columns(&filled) {
        return Kind::Passed("column-numbers", shown);
    }
    if header.fields.get(&Field::Left).is_some_and(|c| left(sheet.cell(index, *c), year)) {
        return Kind::Passed("left-school", shown);
    }
    if header.repeated_by(sheet, index) {
        return Kind::Passed("repeated-heading", shown);
    }
    let has = |field: Field| header.fields.get(&field).is_some_and(|c| !sheet.cell(index, *c).is_empty());
    if [Field::Birth, Field::Snils, Field::Sex, Field::Class, Field::Grade].into_iter().any(has) && filled.len() > 1 {
        return Kind::Pupil;
    }
    if filled.len() == 1
        && let Some(class) = ClassName::find(&shown)
    {
        return Kind::Class(class, shown);
    }
    let numbered = number_column.is_some_and(|c| tidy(&sheet.cell(index, c).shown()).parse::<u32>().is_ok());
    if has(Field::Birth) || (numbered && named(sheet, header, index)) || like_a_person(sheet, header, index) {
        Kind::Pupil
    } else {
        Kind::Passed("not-a-pupil", shown)
    }
}

/// True for a date of leaving, and for «выбыл», «отчислен», «выпускник» in a column of states.
fn left(value: &Value, year: u16) -> bool {
    match value.computed() {
        Value::Date(_) => true,
        Value::Number(n) => super::date::from_serial(n, false).is_some(),
        Value::Text(t) => {
            let folded = fold(&tidy(t));
            ["выбы", "отчисл", "выпуск", "выпущ", "архив"].iter().any(|w| folded.starts_with(w)) || super::date::parse(t, year).is_some()
        }
        _ => false,
    }
}

fn named(sheet: &Sheet, header: &Header, index: usize) -> bool {
    [Field::FullName, Field::Surname, Field::Given].iter().filter_map(|f| header.fields.get(f)).any(|c| !sheet.cell(index, *c).is_empty())
}

/// A row with a name alone is a pupil whose data were forgotten when the name looks like one, and a note («Директор школы») when not.
fn like_a_person(sheet: &Sheet, header: &Header, index: usize) -> bool {
    let text = |field: &Field| header.fields.get(field).map(|c| tidy(&sheet.cell(index, *c).shown())).unwrap_or_default();
    let capital = |t: &str| t.split(' ').all(|w| w.chars().next().is_some_and(char::is_uppercase));
    if header.fields.contains_key(&Field::FullName) {
        let name = text(&Field::FullName);
        return (2..=3).contains(&name.split(' ').count()) && capital(&name) && PersonName::parse(&name).is_ok();
    }
    let (surname, given) = (text(&Field::Surname), text(&Field::Given));
    !surname.is_empty() && !given.is_empty() && capital(&surname) && capital(&given)
}
