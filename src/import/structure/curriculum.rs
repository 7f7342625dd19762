//! The curriculum: weekly hours of subjects by grade, as a table subjects × grades or as a long list (Y-01).
//!
//! Half an hour means one more lesson in the second half of the year: 2,5 h are 2 and 3.

use super::super::Progress;
use super::super::columns::{self, Heading, Parsed, Spec};
use super::super::line::{Line, grades};
use crate::error::Result;
use crate::people::ClassName;
use crate::people::letters::{fold, tidy};
use std::collections::BTreeMap;

/// Most hours a week of a subject, hundredths.
const MOST: u32 = 4000;
/// Longest name of a subject, in characters: what its event holds.
const NAME: usize = 300;

/// Hours of a subject in one grade.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GradeHours {
    /// Grade.
    pub grade: u8,
    /// Hours a week in the first half of the year, hundredths.
    pub first: u32,
    /// Hours a week in the second half of the year, hundredths.
    pub second: u32,
}

/// One subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CurriculumRow {
    /// Name as written.
    pub subject: String,
    /// Area as written, empty when the file does not say.
    pub area: String,
    /// Of the part that the school forms itself.
    pub school_part: bool,
    /// The row speaks of every grade: one without hours has none.
    pub whole: bool,
    /// Hours by grade.
    pub hours: Vec<GradeHours>,
}

const SPEC: Spec = Spec { kind: "curriculum", extra: grade_heading, suffices, refusal: "import-curriculum-heading" };

fn suffices(h: &Heading) -> bool {
    let wide = h.fields.keys().any(|f| f.starts_with("grade-"));
    h.has("subject") && (wide || (h.has("grade") && (h.has("hours") || h.has("first"))))
}

/// «5», «5 класс», «5 а», «v» → `grade-5`, `grade-5-а`.
fn grade_heading(text: &str) -> Option<String> {
    const ROMAN: [&str; 11] = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi"];
    let words: Vec<&str> = text.split(' ').filter(|w| !matches!(*w, "класс" | "классы" | "кл" | "е")).collect();
    if let [word] = words.as_slice()
        && let Some(at) = ROMAN.iter().position(|r| r == word)
    {
        return Some(format!("grade-{}", at + 1));
    }
    let name = ClassName::parse(&words.join(" ")).ok()?.value;
    let letters = name.letter.chars().count();
    match letters {
        0 => Some(format!("grade-{}", name.grade)),
        1 => Some(format!("grade-{}-{}", name.grade, fold(&name.letter))),
        _ => None,
    }
}

/// Reads a curriculum.
///
/// # Errors
/// As [`columns::read`].
pub fn parse(bytes: &[u8], progress: Progress<'_>) -> Result<Parsed<CurriculumRow>> {
    let mut part = false;
    columns::read(bytes, SPEC, progress, &mut |line| row(line, &mut part))
}

fn row(line: &mut Line<'_>, part: &mut bool) -> Option<CurriculumRow> {
    let first = fold(&line.first());
    if line.filled == 1 {
        if first.contains("формируемая") {
            *part = true;
        } else if first.contains("обязательная") {
            *part = false;
        }
        line.pass("not-a-row");
        return None;
    }
    let own = line.text("part", 200).map(|t| fold(&t).contains("формируем") || fold(&t).contains("школ"));
    let subject = line.text("subject", NAME);
    let area = line.text("area", 200).unwrap_or_default();
    let Some(subject) = subject else {
        line.fail("subject", "subject-missing");
        return None;
    };
    let whole = !line.heading().has("grade");
    let hours = if whole { wide(line) } else { long(line) };
    Some(CurriculumRow { subject, area, school_part: own.unwrap_or(*part), whole, hours })
}

fn long(line: &mut Line<'_>) -> Vec<GradeHours> {
    let text = tidy(&line.value("grade").shown());
    let Some(grades) = grades(&text).filter(|_| !text.is_empty()) else {
        line.fail("grade", "grade-unreadable");
        return Vec::new();
    };
    let halves = if line.heading().has("first") {
        let (first, second) = (hours(line, "first"), hours(line, "second"));
        first.map(|f| (f, second.unwrap_or(f)))
    } else {
        hours(line, "hours").and_then(|h| halves(line, "hours", h))
    };
    let Some((first, second)) = halves else { return Vec::new() };
    grades.into_iter().map(|grade| GradeHours { grade, first, second }).collect()
}

fn wide(line: &mut Line<'_>) -> Vec<GradeHours> {
    let fields: Vec<String> = line.heading().fields.keys().filter(|f| f.starts_with("grade-")).cloned().collect();
    let mut out: BTreeMap<u8, (u32, u32)> = BTreeMap::new();
    for field in fields {
        let grade = field.split('-').nth(1).and_then(|g| g.parse().ok());
        let Some(grade) = grade else { continue };
        let Some(halves) = hours(line, &field).and_then(|h| halves(line, &field, h)) else { continue };
        // Classes of one grade learn by one curriculum here; other hours are other programmes.
        if out.insert(grade, halves).is_some_and(|before| before != halves) {
            line.fail(&field, "curriculum-classes-differ");
        }
    }
    out.into_iter().map(|(grade, (first, second))| GradeHours { grade, first, second }).collect()
}

fn hours(line: &mut Line<'_>, field: &str) -> Option<u32> {
    let hours = line.hundredths(field)?;
    if hours > MOST {
        line.fail(field, "hours-many");
        return None;
    }
    (hours > 0).then_some(hours)
}

/// 2,5 → 2 and 3.
fn halves(line: &mut Line<'_>, field: &str, hours: u32) -> Option<(u32, u32)> {
    match hours % 100 {
        0 => Some((hours, hours)),
        50 => Some((hours - 50, hours + 50)),
        _ => {
            line.fail(field, "hours-part");
            None
        }
    }
}
