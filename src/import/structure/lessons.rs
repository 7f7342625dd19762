//! Lesson plans (КТП): topics with hours, sections, homework; which subject and grade they are for (Y-02).

use super::super::Progress;
use super::super::columns::{self, Heading, Parsed, Row, Spec};
use super::super::line::Line;
use crate::api::types::RowNote;
use crate::error::Result;
use crate::people::letters::{fold, tidy};
use chrono::NaiveDate;

/// Longest topic, in characters: what its event holds.
const TOPIC: usize = 4000;
/// Longest section.
const SECTION: usize = 500;
/// Longest homework.
const HOMEWORK: usize = 2000;
/// Most hours of one topic.
const HOURS: u32 = 100;

/// One topic.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TopicRow {
    /// Its number in the plan, from 1.
    pub number: u32,
    /// Topic as written.
    pub topic: String,
    /// Hours.
    pub hours: u32,
    /// Section it stands in, may be empty.
    pub section: String,
    /// Planned day.
    pub date: Option<NaiveDate>,
    /// Homework, may be empty.
    pub homework: String,
}

/// For whom a plan is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct About {
    /// Grade, when a title or the file's name says it.
    pub grade: Option<u8>,
    /// Words of titles and of the file's name, as they are compared.
    pub words: Vec<String>,
}

/// A plan that was read.
#[derive(Debug, Clone)]
pub struct LessonPlan {
    /// Topics and notes.
    pub parsed: Parsed<TopicRow>,
    /// For whom.
    pub about: About,
    /// Sum of hours.
    pub hours: u32,
}

const SPEC: Spec = Spec { kind: "lessons", extra: super::nothing, suffices, refusal: "import-lessons-heading" };

fn suffices(h: &Heading) -> bool {
    h.has("topic") && (h.has("hours") || h.has("number"))
}

/// Reads a lesson plan.
///
/// # Errors
/// As [`columns::read`].
pub fn parse(bytes: &[u8], file: &str, year: u16, progress: Progress<'_>) -> Result<LessonPlan> {
    let (mut section, mut last) = (String::new(), 0);
    let mut parsed = columns::read(bytes, SPEC, progress, &mut |line| row(line, year, &mut section, &mut last))?;
    renumber(&mut parsed.rows, &mut parsed.warnings);
    let about = about(parsed.above.iter().map(String::as_str).chain([file]));
    let hours = parsed.rows.iter().map(|r| r.value.hours).sum();
    Ok(LessonPlan { parsed, about, hours })
}

fn row(line: &mut Line<'_>, year: u16, section: &mut String, last: &mut u32) -> Option<TopicRow> {
    let (no_number, no_hours) = (line.is_empty("number"), line.is_empty("hours"));
    let topic_alone = no_number && no_hours && line.is_empty("homework") && line.is_empty("date");
    if topic_alone || (line.filled == 1 && no_hours) {
        // A section's title stands in the column of topics, or alone in the row.
        let title = line.text("topic", SECTION).or_else(|| line.text("section", SECTION));
        let title = title.or_else(|| (line.filled == 1).then(|| line.first()));
        match title.filter(|t| t.chars().count() <= SECTION) {
            Some(title) => *section = title,
            None => line.pass("not-a-row"),
        }
        return None;
    }
    if !line.is_empty("section") && line.heading().has("section") {
        *section = line.text("section", SECTION)?;
    }
    let topic = line.text("topic", TOPIC);
    if topic.is_none() {
        line.fail("topic", "topic-missing");
    }
    let hours = if no_hours { Some(1) } else { line.whole("hours", HOURS) };
    if hours == Some(0) {
        line.fail("hours", "number-unreadable");
    }
    let number = number(line);
    let date = line.day_of_year("date", year);
    let homework = line.text("homework", HOMEWORK).unwrap_or_default();
    let (topic, hours) = (topic?, hours?);
    *last = number.unwrap_or(*last + 1);
    Some(TopicRow { number: *last, topic, hours, section: section.clone(), date, homework })
}

/// «12», «12.»; of «12-13» and of words nothing: the order of rows counts.
fn number(line: &mut Line<'_>) -> Option<u32> {
    let text = tidy(&line.value("number").shown());
    let text = text.trim_end_matches(['.', ')']);
    let text = text.strip_suffix(".0").unwrap_or(text);
    text.parse().ok().filter(|n| (1..=2000).contains(n))
}

/// Numbers that do not rise are counted anew: the order of rows is the order of lessons.
fn renumber(rows: &mut [Row<TopicRow>], warnings: &mut Vec<RowNote>) {
    let rising = rows.windows(2).all(|w| w[0].value.number < w[1].value.number);
    if rising {
        return;
    }
    if let Some(first) = rows.windows(2).find(|w| w[0].value.number >= w[1].value.number) {
        let row = &first[1];
        let value = row.value.number.to_string();
        warnings.push(super::super::note::note(&row.place.sheet, row.place.row, "", &value, "topics-renumbered", &[]));
    }
    for (n, row) in (1u32..).zip(rows) {
        row.value.number = n;
    }
}

/// The grade and the words of titles: «Календарно-тематическое планирование по математике, 5 класс», `ктп-биология-5.csv`.
pub fn about<'a>(texts: impl Iterator<Item = &'a str>) -> About {
    let mut out = About::default();
    for text in texts {
        let text = fold(&tidy(text));
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
        for (i, word) in words.iter().enumerate() {
            let next = words.get(i + 1).copied().unwrap_or_default();
            let number = word.chars().take_while(char::is_ascii_digit).collect::<String>();
            let after_digits = word.get(number.len()..).unwrap_or_default().chars().count();
            let grade = number.parse::<u8>().ok().filter(|g| (1..=11).contains(g) && after_digits <= 1);
            let said =
                next.starts_with("класс") || next == "кл" || words.get(i + 2).is_some_and(|w| w.starts_with("класс") && next.len() <= 2);
            if let Some(grade) = grade.filter(|_| said) {
                out.grade = out.grade.or(Some(grade));
            }
        }
        out.words.extend(words.iter().map(|w| (*w).to_owned()));
    }
    // A bare number of the file's name is the grade when nothing better is said.
    if out.grade.is_none() {
        let bare = out.words.iter().rev().filter_map(|w| w.trim_end_matches(char::is_alphabetic).parse::<u8>().ok());
        out.grade = bare.into_iter().find(|g| (1..=11).contains(g));
    }
    out
}

/// How many words of a subject's name the titles say, in any case form; 0 when one of its words is missing.
///
/// «Иностранный язык (английский)» is also said by the words in parentheses with «язык».
#[must_use]
pub fn says(about: &About, subject: &str) -> usize {
    let folded = fold(subject);
    let (main, inner) = match folded.split_once('(') {
        Some((main, rest)) => (main.to_owned(), rest.trim_end_matches([')', ' ']).to_owned()),
        None => (folded, String::new()),
    };
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() > 2).map(str::to_owned).collect()
    };
    let said = |words: &[String]| !words.is_empty() && words.iter().all(|w| about.words.iter().any(|a| same_stem(a, w)));
    let (main, inner) = (words(&main), words(&inner));
    let score = |words: &[String]| if said(words) { words.len() } else { 0 };
    score(&main) + score(&inner)
}

/// «математике» and «математика»: the same but for an ending of at most three letters.
fn same_stem(a: &str, b: &str) -> bool {
    let common = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).count();
    let (a, b) = (a.chars().count(), b.chars().count());
    let ending = |n: usize| n - common;
    common >= 3 && ending(a) <= 3 && ending(b) <= 3 && common + 3 >= a.max(b) && (common >= 4 || a.max(b) <= 5)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn of(text: &str) -> About {
        about(std::iter::once(text))
    }

    #[test]
    fn the_grade_is_found_in_titles_and_names() {
        for text in
            ["планирование по математике, 5 класс (170 ч, 5 ч в неделю)", "ктп-математика-5.xlsx", "Биология 5-А класс", "для 5 классов"]
        {
            assert_eq!(of(text).grade, Some(5), "{text}");
        }
        assert_eq!(about(["Протокол № 1 от 28.08.2026", "по химии, 8 класс"].into_iter()).grade, Some(8));
    }

    #[test]
    fn subjects_are_said_in_any_case_form() {
        let a = of("Календарно-тематическое планирование по русскому языку");
        assert_eq!((says(&a, "Русский язык"), says(&a, "Математика")), (2, 0));
        assert_eq!(says(&of("по литературе"), "Литературное чтение"), 0);
        let reading = of("по литературному чтению");
        assert!(says(&reading, "Литературное чтение") > says(&reading, "Литература"));
        assert!(says(&of("по английскому языку"), "Иностранный язык (английский)") > 0);
        assert_eq!(says(&of("ктп-биология-5.csv"), "Биология"), 1);
        assert_eq!(says(&of("по истории"), "История"), 1);
        assert_eq!(says(&of("по геометрии"), "География"), 0);
    }
}
