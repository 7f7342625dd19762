//! The staff list: persons, positions, subjects, homeroom classes (R-05, Y-01).

use super::super::Progress;
use super::super::columns::{self, Heading, Parsed, Spec};
use super::super::line::Line;
use crate::error::Result;
use crate::people::letters::{fold, tidy};
use crate::people::name::{self, patronymic_or_none};
use crate::people::{ClassName, PersonName, Snils};
use chrono::NaiveDate;

/// Longest position, in characters: what its event holds.
const POSITION: usize = 60;
/// Longest list of subjects, in characters.
const SUBJECTS: usize = 2000;

/// One person in one position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaffRow {
    /// Full name.
    pub name: PersonName,
    /// Birth date.
    pub birth: Option<NaiveDate>,
    /// СНИЛС.
    pub snils: Option<Snils>,
    /// Position as written.
    pub position: String,
    /// Subjects as written.
    pub subjects: Vec<String>,
    /// Classes the person answers for.
    pub classes: Vec<ClassName>,
    /// Day of hiring.
    pub hired: Option<NaiveDate>,
    /// Day of dismissal.
    pub dismissed: Option<NaiveDate>,
    /// Number of the order.
    pub order: Option<String>,
    /// Rate in hundredths.
    pub rate: Option<u32>,
}

const SPEC: Spec = Spec { kind: "staff", extra: super::nothing, suffices, refusal: "import-staff-heading" };

fn suffices(h: &Heading) -> bool {
    h.has("position") && (h.has("full_name") || (h.has("surname") && h.has("given")))
}

/// Reads a staff list for an academic year.
///
/// # Errors
/// As [`columns::read`].
pub fn parse(bytes: &[u8], year: u16, progress: Progress<'_>) -> Result<Parsed<StaffRow>> {
    columns::read(bytes, SPEC, progress, &mut |line| row(line, year))
}

fn row(line: &mut Line<'_>, year: u16) -> Option<StaffRow> {
    if line.filled == 1 {
        line.pass("not-a-row");
        return None;
    }
    let name = full_name(line);
    let position = line.text("position", POSITION);
    if position.is_none() {
        line.fail("position", "position-missing");
    }
    let birth = line.day("birth", year);
    if birth.is_some_and(|b| b.years_until(year) < 14) {
        line.fail("birth", "staff-age");
    }
    let subjects = line.text("subjects", SUBJECTS).map(|t| divided(&t)).unwrap_or_default();
    let row = StaffRow {
        name: name?,
        birth,
        snils: snils(line),
        position: position?,
        subjects,
        classes: classes(line),
        hired: line.day("hired", year.saturating_add(1)),
        dismissed: line.day("dismissed", year.saturating_add(1)),
        order: line.text("order", 60),
        rate: line.hundredths("rate"),
    };
    Some(row)
}

trait Age {
    fn years_until(&self, year: u16) -> i32;
}

impl Age for NaiveDate {
    fn years_until(&self, year: u16) -> i32 {
        i32::from(year) - chrono::Datelike::year(self)
    }
}

fn full_name(line: &mut Line<'_>) -> Option<PersonName> {
    if !line.heading().has("surname") {
        return line.name("full_name", PersonName::parse);
    }
    let parts = ["surname", "given", "patronymic"].map(|f| line.name(f, name::part));
    let [Some(surname), Some(given), Some(patronymic)] = parts else { return None };
    match PersonName::new(surname, given, patronymic_or_none(patronymic)) {
        Ok(name) => Some(name),
        Err(fault) => {
            line.fail(if fault.0 == "name-no-given" { "given" } else { "surname" }, fault.0);
            None
        }
    }
}

fn snils(line: &mut Line<'_>) -> Option<Snils> {
    let text = line.text("snils", 60)?;
    if matches!(fold(&text).as_str(), "нет" | "отсутствует" | "не имеет") {
        return None;
    }
    match Snils::parse_padded(&text).map(|(snils, _)| snils).or_else(|_| Snils::parse(&text)) {
        Ok(snils) => Some(snils),
        Err(fault) => {
            line.fail("snils", fault.0);
            None
        }
    }
}

fn classes(line: &mut Line<'_>) -> Vec<ClassName> {
    let text = line.text("class", 200).unwrap_or_default();
    let mut out = Vec::new();
    for part in text.split([',', ';']).map(tidy).filter(|p| !p.is_empty()) {
        match ClassName::parse(&part) {
            Ok(read) => {
                if let Some(code) = read.warning {
                    line.warn("class", code);
                }
                out.push(read.value);
            }
            Err(fault) => line.fail("class", fault.0),
        }
    }
    out
}

/// Parts between commas, semicolons and line ends; commas inside parentheses divide nothing.
fn divided(text: &str) -> Vec<String> {
    let (mut out, mut part, mut depth) = (Vec::new(), String::new(), 0usize);
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 && matches!(c, ',' | ';' | '\n') {
            out.push(std::mem::take(&mut part));
        } else {
            part.push(c);
        }
    }
    out.push(part);
    out.iter().map(|p| tidy(p)).filter(|p| !p.is_empty()).collect()
}
