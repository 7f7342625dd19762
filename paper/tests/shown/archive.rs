//! What an archivist looks for: nothing alone on a side, nothing torn, nothing too small to read, every side says whose it is.

use super::checks::{bare, of, sound};
use super::school;
use zhurnal_paper::model::{GroupPupil, Journal, Lesson, Term};
use zhurnal_paper::page::{Mark, Page, Role};
use zhurnal_paper::{Paper, journal};

fn group(lessons: u32) -> Journal {
    let days = school::date(2026, 9, 1).iter_days().take(lessons as usize);
    let lesson = |date| Lesson { date, topic: "Дроби".into(), cells: vec!["5".into()], ..Lesson::default() };
    let term = Term {
        short: "I ч.".into(),
        name: "I четверть".into(),
        lessons: days.map(lesson).collect(),
        planned: lessons,
        held: lessons,
        ..Term::default()
    };
    let mut model = school::journal(7);
    model.groups.truncate(1);
    model.groups[0].terms = vec![term];
    model.groups[0].finals = Vec::new();
    model.groups[0].pupils = vec![GroupPupil { name: "Агафонова Полина".into(), ..GroupPupil::default() }];
    model
}

fn section<'p>(paper: &'p Paper, title: &str) -> &'p [Page] {
    let at = paper.sections.iter().position(|s| s.title.starts_with(title)).unwrap_or_else(|| panic!("no {title}"));
    let pages = &paper.volumes[0].pages;
    let to = paper.sections.get(at + 1).map_or(pages.len() - 2, |s| s.page);
    &pages[paper.sections[at].page..to]
}

fn drawn(model: Journal) -> Paper {
    let paper = journal(model).unwrap();
    for (n, page) in paper.pages().enumerate() {
        sound(page, &format!("page {n}"));
    }
    paper
}

fn said(page: &Page) -> String {
    bare(&page.texts().map(|t| t.text.as_str()).collect::<String>())
}

#[test]
fn lessons_are_spread_evenly_over_the_spreads_that_are_needed_anyway() {
    for (lessons, wanted) in [(22, vec![22]), (23, vec![12, 11]), (45, vec![15, 15, 15]), (67, vec![17, 17, 17, 16])] {
        let paper = drawn(group(lessons));
        let rows: Vec<usize> =
            section(&paper, "Русский").iter().skip(1).step_by(2).map(|p| p.texts().filter(|t| t.text == "Дроби").count()).collect();
        assert_eq!(rows, wanted);
    }
}

#[test]
fn a_group_without_finals_has_no_columns_for_them_and_says_its_hours() {
    let mut model = group(5);
    model.groups[0].no_finals = true;
    model.groups[0].terms[0].runs = true;
    let paper = drawn(model);
    let pages = section(&paper, "Русский");
    assert!(!pages[0].texts().any(|t| t.text == "I ч."));
    assert!(said(&pages[1]).contains("Iчетверть:поплану5ч.,покапроведено5ч.Подпись"), "{}", said(&pages[1]));
    let paper = drawn(group(5));
    assert!(section(&paper, "Русский")[0].texts().any(|t| t.text == "I ч."));
}

#[test]
fn marks_of_a_square_take_two_lines_before_they_are_too_small_to_read() {
    for (cell, lines) in
        [("нп4/4", vec!["нп", "4/4"]), ("5 4 3 4", vec!["5 4", "3 4"]), ("незач", vec!["не-", "зач"]), ("б3", vec!["б", "3"])]
    {
        let mut model = group(3);
        model.groups[0].terms[0].lessons[1].cells = vec![cell.into()];
        let paper = drawn(model);
        let page = &section(&paper, "Русский")[0];
        for line in lines {
            let text = page.texts().find(|t| t.text == line).unwrap_or_else(|| panic!("{cell}: no «{line}»"));
            assert!(text.size >= 65, "{cell} at {}", text.size);
        }
        // «б3» is not 63: the mark stands apart from the absence, on the same line.
        let find = |line: &str| page.texts().find(|t| t.role == Role::Cell && t.text == line);
        if let (Some(b), Some(three)) = (find("б"), find("3").filter(|_| cell == "б3")) {
            assert!(three.y == b.y && three.x - b.x - b.width() >= 300);
        }
    }
}

#[test]
fn a_month_of_one_lesson_is_a_word() {
    let mut model = group(3);
    model.groups[0].terms[0].lessons[2].date = school::date(2026, 11, 2);
    let paper = drawn(model);
    assert!(section(&paper, "Русский")[0].texts().any(|t| t.text == "ноя"));
}

#[test]
fn notes_of_movement_can_be_read_and_stand_under_the_name_in_the_summary_sheet() {
    let mut model = school::journal(28);
    model.groups.truncate(1);
    let paper = drawn(model);
    for title in ["Русский", "Сводная"] {
        let notes: Vec<_> = section(&paper, title).iter().flat_map(Page::texts).filter(|t| t.text.starts_with("выбыла с")).collect();
        assert!(!notes.is_empty(), "{title}");
        // Beside the name: left of the periods.
        assert!(notes.iter().all(|t| t.size >= 65 && t.x < 66_000), "{title}");
    }
}

#[test]
fn names_of_people_are_never_torn() {
    let long = "Константиновская-Преображенская Александрина Константиновна";
    let mut model = group(3);
    model.groups[0].teacher = long.into();
    model.groups[0].terms[0].lessons[0].note = format!("замена: {long}, подпись ____________");
    model.corrections[0].by = long.into();
    model.corrections[0].pupil = long.into();
    model.pupils[0].name = long.into();
    model.pupils[0].parents = long.into();
    model.summary.pupils[0].name = long.into();
    model.missed.rows[0].name = long.into();
    model.heading.director = long.into();
    let paper = drawn(model);
    let mut found = 0;
    for t in paper.pages().flat_map(Page::texts) {
        for word in ["Константиновская", "Преображенская", "Александрина", "Константиновна"]
        {
            let begins = word.char_indices().filter(|(i, _)| *i >= 8).map(|(i, _)| &word[..i]);
            let torn = begins.into_iter().any(|b| t.text.ends_with(&format!("{b}-")));
            assert!(!torn, "«{}»", t.text);
            found += usize::from(t.text.contains(word));
        }
    }
    assert!(found > 30, "{found}");
}

#[test]
fn names_of_subjects_break_between_words_before_a_word_is_divided() {
    let model = school::journal(7);
    let subjects = model.summary.subjects.clone();
    let paper = drawn(model);
    for page in section(&paper, "Сводная") {
        let heads: Vec<&str> = page.texts().filter(|t| t.turned).map(|t| t.text.as_str()).collect();
        for word in subjects.iter().flat_map(|s| s.split([' ', '-'])) {
            assert!(heads.iter().any(|h| h.contains(word)), "{word}: {heads:?}");
        }
    }
}

#[test]
fn missed_lessons_of_28_pupils_stand_on_one_side_with_a_column_for_no_reason_stated() {
    let mut model = school::journal(28);
    model.groups.truncate(1);
    let paper = drawn(model);
    let pages = section(&paper, "Сведения");
    assert_eq!(pages.len(), 1);
    let heads = of(&pages[0], Role::Head);
    assert!(heads.contains(&"Фамилия, имя, отчество"));
    let all = bare(&heads.concat());
    for kind in ["неуважительные", "причинанеуказана"] {
        assert_eq!(all.matches(kind).count(), 5, "{kind}: {all}");
    }
}

#[test]
fn every_side_of_a_list_says_whose_it_is_and_corrections_come_last() {
    let mut model = school::journal(28);
    model.groups.truncate(1);
    model.corrections = (0..80).map(|i| model.corrections[i % 7].clone()).collect();
    let paper = drawn(model);
    for title in ["Сведения", "Общие", "Исправления", "Замечания"] {
        for page in section(&paper, title).iter().filter(|p| p.texts().any(|t| t.role == Role::Title)) {
            assert!(said(page).contains("5Акласс,2026/2027учебныйгод"), "{title}");
        }
    }
    assert!(section(&paper, "Исправления").len() > 1);
    assert_eq!(paper.sections.last().unwrap().title, "Исправления");
}

#[test]
fn without_corrections_the_row_says_so_across_all_columns() {
    let mut model = school::journal(7);
    model.corrections = Vec::new();
    let paper = drawn(model);
    let page = &section(&paper, "Исправления")[0];
    let none = page.texts().find(|t| t.text == "Исправлений нет").unwrap();
    assert_eq!(none.within.w, 179_000);
}

#[test]
fn an_empty_numbered_side_is_crossed_out_and_none_is_left_blank() {
    let mut crossed = 0;
    for subjects in 1..4 {
        let mut model = school::journal(7);
        model.groups.truncate(subjects);
        let paper = drawn(model);
        let pages = &paper.volumes[0].pages;
        for page in &pages[2..pages.len() - 2] {
            let line = |m: &Mark| matches!(m, Mark::Line { from, to, .. } if from.0 != to.0 && from.1 != to.1);
            let empty = !page.texts().any(|t| matches!(t.role, Role::Title | Role::Head | Role::Cell | Role::Text));
            assert_eq!(page.marks.iter().any(line), empty);
            crossed += usize::from(empty);
        }
    }
    assert!(crossed > 0);
}

#[test]
fn a_draft_bears_the_day_it_was_made() {
    let mut model = school::journal(7);
    model.heading.made = Some(school::date(2026, 10, 3));
    assert_eq!(journal(model).unwrap().date, school::date(2026, 10, 3));
}

#[test]
fn the_cover_and_the_last_sheet_are_to_the_word() {
    let paper = drawn(school::journal(7));
    let pages = &paper.volumes[0].pages;
    let on = |page: &Page, text: &str| page.texts().any(|t| t.text == text);
    assert!(on(&pages[0], "Классный журнал 5А, 2026/2027"));
    let (face, back) = (&pages[pages.len() - 2], &pages[pages.len() - 1]);
    assert!(said(face).contains("_;пропущенные") && said(face).contains("_;+листов"), "{}", said(face));
    assert!(on(back, "М.П.") && back.texts().any(|t| t.text.contains(")\u{a0}") || t.text.contains("\u{a0}(")));
}
