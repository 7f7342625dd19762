//! Expected words come from the data; other programs find them in the PDF, where they belong.

use super::checks::bare;
use super::school;
use super::tools::{Pdf, Word, saved, texts, words};
use chrono::Datelike;
use zhurnal_paper::model::{Group, Journal, Lesson};
use zhurnal_paper::{Paper, pdf};

struct Shown {
    model: Journal,
    paper: Paper,
    pages: Vec<Vec<Word>>,
    texts: Vec<String>,
}

fn shown() -> Shown {
    let model = school::journal(28);
    let paper = zhurnal_paper::journal(model.clone()).unwrap();
    let file: Pdf = saved(&pdf::volume(&paper, 0).unwrap());
    let (pages, texts) = (words(&file), texts(&file));
    assert_eq!(pages.len(), paper.volumes[0].pages.len());
    Shown { model, paper, pages, texts }
}

impl Shown {
    /// Spreads of a group: left and right page.
    fn spreads(&self, group: usize) -> Vec<(&[Word], &[Word])> {
        let from = self.paper.sections[group].page;
        let to = self.paper.sections[group + 1].page;
        assert!(from % 2 == 1 && (to - from).is_multiple_of(2), "a spread begins on a left page: index {from}, {to}");
        self.pages[from..to].chunks(2).map(|p| (p[0].as_slice(), p[1].as_slice())).collect()
    }
}

fn lessons(group: &Group) -> impl Iterator<Item = &Lesson> {
    group.terms.iter().flat_map(|t| &t.lessons)
}

/// Words that stand under a head of a column, between it and the next head, from the top down.
fn column<'w>(page: &'w [Word], head: &str, next: Option<&str>) -> Vec<&'w Word> {
    let at = |name: &str| page.iter().find(|w| w.text == name).unwrap_or_else(|| panic!("no head {name}"));
    let top = at(head).bottom;
    // Heads are centred in their columns, words begin at the left edge: the edges come from the words below.
    let from = edge(page, at(head), top);
    let to = next.map_or(f64::MAX, |n| edge(page, at(n), top));
    page.iter().filter(|w| w.y > top && w.x >= from - 0.5 && w.x < to - 0.5).collect()
}

/// Left edge of the column under a head: the leftmost word that begins below it and shares its middle's column.
fn edge(page: &[Word], head: &Word, top: f64) -> f64 {
    let name = head.text.as_str();
    let known = [("Дата", 60.0), ("Тема", 110.0), ("Домашнее", 334.0), ("Примечание", 487.0)];
    let about = known.iter().find(|(n, _)| *n == name).unwrap().1;
    page.iter().filter(|w| w.y > top && (w.x - about).abs() < 8.0).map(|w| w.x).fold(about, f64::min)
}

#[test]
fn every_topic_homework_and_note_stands_in_its_column_in_the_order_of_lessons() {
    let s = shown();
    for (i, group) in s.model.groups.iter().enumerate() {
        let spreads = s.spreads(i);
        let flow =
            |head, next| -> String { spreads.iter().flat_map(|(_, right)| column(right, head, next)).map(|w| bare(&w.text)).collect() };
        for (head, next, field) in [
            ("Тема", Some("Домашнее"), (|l: &Lesson| l.topic.clone()) as fn(&Lesson) -> String),
            ("Домашнее", Some("Примечание"), |l| l.homework.clone()),
            ("Примечание", None, |l| l.note.clone()),
        ] {
            let found = flow(head, next);
            let mut at = 0;
            for lesson in lessons(group) {
                let wanted = bare(&field(lesson));
                let Some(place) = found[at..].find(&wanted) else {
                    panic!("{}, {}: «{}» is not in the column {head} after {}", group.subject, lesson.date, field(lesson), &found[..at])
                };
                at += place + wanted.len();
            }
        }
    }
}

#[test]
fn both_pages_of_a_spread_have_the_same_dates_and_they_are_those_of_the_data() {
    let s = shown();
    for (i, group) in s.model.groups.iter().enumerate() {
        let mut found = Vec::new();
        for (left, right) in s.spreads(i) {
            let dates: Vec<String> =
                right.iter().filter(|w| w.x < 100.0 && w.text.len() == 10 && w.text.contains('.')).map(|w| w.text.clone()).collect();
            let days: Vec<&str> = days(left).iter().map(|w| w.text.as_str()).collect();
            assert_eq!(days, dates.iter().map(|d| &d[..2]).collect::<Vec<_>>(), "{}", group.subject);
            assert!(dates.len() <= 22);
            found.extend(dates);
        }
        let wanted: Vec<String> = lessons(group).map(|l| l.date.format("%d.%m.%Y").to_string()).collect();
        assert_eq!(found, wanted, "{}", group.subject);
    }
}

/// Days of the left page: two figures in the row under the months.
fn days(left: &[Word]) -> Vec<&Word> {
    let name = left.iter().find(|w| w.text == "Фамилия,").unwrap();
    let mut days: Vec<&Word> = left
        .iter()
        .filter(|w| {
            w.x > 170.0 && w.y > name.y - 2.0 && w.y < name.bottom + 8.0 && w.text.len() == 2 && w.text.bytes().all(|b| b.is_ascii_digit())
        })
        .collect();
    days.sort_by(|a, b| a.x.total_cmp(&b.x));
    days
}

/// The number of a row, above the page's own number.
fn row(left: &[Word], n: usize) -> &Word {
    left.iter().find(|w| w.x < 48.0 && w.y < 790.0 && w.text == n.to_string()).unwrap_or_else(|| panic!("no row {n}"))
}

#[test]
fn every_mark_stands_where_its_day_and_its_pupil_meet() {
    let s = shown();
    let mut marks = 0;
    for (i, group) in s.model.groups.iter().enumerate() {
        let mut all = lessons(group);
        for (left, _) in s.spreads(i) {
            let rows: Vec<&Word> = (1..=group.pupils.len()).map(|n| row(left, n)).collect();
            for day in days(left) {
                let lesson = all.next().unwrap();
                assert_eq!(format!("{:02}", lesson.date.day()), day.text);
                for (row, wanted) in rows.iter().zip(&lesson.cells) {
                    let (x, y) = (day.middle().0, row.middle().1);
                    let found: Vec<&str> = left
                        .iter()
                        .filter(|w| (w.middle().0 - x).abs() < 7.6 && (w.middle().1 - y).abs() < 6.0)
                        .map(|w| w.text.as_str())
                        .collect();
                    // An absence and the mark after it stand apart.
                    assert_eq!(found.concat(), wanted.replace(' ', ""), "{}, {}, row {}", group.subject, lesson.date, row.text);
                    marks += usize::from(!wanted.is_empty());
                }
            }
        }
        assert!(all.next().is_none(), "{}: lessons are left over", group.subject);
    }
    assert!(marks > 5_000);
}

#[test]
fn names_movements_finals_and_closing_lines_are_on_the_spread() {
    let s = shown();
    for (i, group) in s.model.groups.iter().enumerate() {
        let spreads = s.spreads(i);
        let from = s.paper.sections[i].page;
        let said = |n: usize| s.texts[from + n].as_str();
        for n in 0..spreads.len() {
            let text = bare(said(2 * n));
            for p in &group.pupils {
                for wanted in [&p.name, &p.arrived, &p.left_note] {
                    assert!(text.contains(&bare(wanted)), "{}: {wanted}", group.subject);
                }
            }
            assert!(text.contains(&bare(&format!("Предмет: {}", group.subject))), "{text}");
            let text = bare(said(2 * n + 1));
            assert!(text.contains(&bare(&format!("Учитель: {}", group.teacher))), "{text}");
        }
        let right: String = (0..spreads.len()).map(|n| said(2 * n + 1).to_owned() + " ").collect();
        for term in &group.terms {
            let end = if term.planned > term.held { "Отставание 1 ч." } else { "Программа выполнена." };
            let line = format!("{}: по плану {} ч., проведено {} ч. {end}", term.name, term.planned, term.held);
            assert!(right.contains(&line), "{}: {line}", group.subject);
        }
        // The year's finals: under their heads on the last left page.
        let left = spreads.last().unwrap().0;
        for column in &group.finals {
            let head = left.iter().find(|w| w.text == column.short).unwrap_or_else(|| panic!("no {}", column.short));
            for (n, wanted) in column.marks.iter().enumerate() {
                let row = row(left, n + 1);
                let found: Vec<&str> = left
                    .iter()
                    .filter(|w| (w.middle().0 - head.middle().0).abs() < 9.0 && (w.middle().1 - row.middle().1).abs() < 6.0)
                    .map(|w| w.text.as_str())
                    .collect();
                assert_eq!(found.join(" "), *wanted, "{} {}", group.subject, column.short);
            }
        }
    }
}

#[test]
fn the_other_sections_say_what_the_data_say() {
    let s = shown();
    let section = |title: &str| -> String {
        let i = s.paper.sections.iter().position(|x| x.title.starts_with(title)).unwrap_or_else(|| panic!("no section {title}"));
        let to = s.paper.sections.get(i + 1).map_or(s.pages.len(), |n| n.page);
        s.texts[s.paper.sections[i].page..to].iter().map(|t| bare(t)).collect()
    };
    let cards = section("Общие сведения");
    for p in &s.model.pupils {
        for wanted in [&p.file, &p.name] {
            assert!(cards.contains(&bare(wanted)), "{wanted}");
        }
        assert!(cards.contains(&p.birth.unwrap().format("%d.%m.%Y").to_string()));
    }
    let summary = section("Сводная");
    for p in &s.model.summary.pupils {
        assert!(summary.contains(&bare(&p.name)), "{}", p.name);
    }
    let missed = section("Сведения");
    for row in &s.model.missed.rows {
        let cells: String = row
            .cells
            .iter()
            .flat_map(|c| [c.days, c.lessons, c.ill, c.excused, c.unexcused, c.unstated])
            .filter(|n| *n > 0)
            .map(|n| n.to_string())
            .collect();
        assert!(missed.contains(&(bare(&row.name) + &cells)), "{} {cells}", row.name);
    }
    let corrections = section("Исправления");
    for c in &s.model.corrections {
        assert!(corrections.contains(&bare(&c.pupil)) && corrections.contains(&c.changed.format("%d.%m.%Y").to_string()));
    }
    let remarks = section("Замечания");
    assert!(remarks.contains(&bare(&s.model.remarks[0].answer)));
    // The contents name each section with its pages.
    let contents = bare(&s.texts[2]);
    for (n, section) in s.paper.sections.iter().enumerate() {
        assert!(contents.contains(&bare(&section.title)), "{}", section.title);
        assert!(contents.contains(&(section.page - 1).to_string()), "{n}");
    }
}
