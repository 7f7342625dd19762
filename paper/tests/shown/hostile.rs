//! Texts that no school writes, until one does.

use super::checks::{bare, sound};
use super::school;
use super::tools::{picture, preflight, saved, texts as texts_of};
use proptest::prelude::*;
use zhurnal_paper::model::{FinalColumn, Group, GroupPupil, Journal, Lesson, Status, Term};
use zhurnal_paper::page::{Mark, Rect};
use zhurnal_paper::place::Field;
use zhurnal_paper::{Paper, Refused, journal, journal_in_volumes, pdf};

fn one_lesson(topic: &str) -> Journal {
    let lesson = Lesson { date: school::date(2026, 9, 2), topic: topic.to_owned(), cells: vec!["5".to_owned()], ..Lesson::default() };
    let term = Term {
        short: "I ч.".into(),
        name: "I четверть".into(),
        lessons: vec![lesson],
        finals: vec!["5".into()],
        planned: 1,
        held: 1,
        runs: false,
    };
    let group = Group {
        subject: "Математика".into(),
        teacher: "Соколов Пётр Ильич".into(),
        pupils: vec![GroupPupil { name: "Агафонова Полина".into(), ..GroupPupil::default() }],
        terms: vec![term],
        ..Group::default()
    };
    Journal { heading: school::heading(), groups: vec![group], ..Journal::default() }
}

fn texts(paper: &Paper) -> String {
    bare(&paper.pages().flat_map(|p| p.texts()).map(|t| t.text.as_str()).collect::<String>())
}

fn all_sound(paper: &Paper) {
    for (n, page) in paper.pages().enumerate() {
        sound(page, &format!("page {n}"));
    }
}

#[test]
fn a_topic_of_two_thousand_characters_is_whole_on_its_page() {
    for topic in ["Сложение дробей ".repeat(125), "Щ".repeat(2_000), "https://resh.edu.ru/".repeat(100)] {
        let paper = journal(one_lesson(&topic)).unwrap();
        all_sound(&paper);
        assert!(texts(&paper).contains(&bare(&topic)));
    }
}

#[test]
fn a_topic_that_no_page_can_hold_is_refused_with_its_place() {
    let Err(Refused::TooLong(place)) = journal(one_lesson(&"Щ".repeat(20_000))) else { panic!("not refused") };
    assert_eq!((place.field, place.group, place.date), (Field::Topic, Some(0), Some(school::date(2026, 9, 2))));
    assert_eq!(place.words(), "Математика, 02.09.2026, тема");
}

#[test]
fn signs_without_a_glyph_stand_visibly_in_a_draft_and_stop_a_final() {
    for (topic, sign) in [
        ("Дроби 😀", '😀'),
        ("урок שלום", 'ש'),
        ("漢字", '漢'),
        ("тема\u{7}", '\u{7}'),
        ("а\u{202e}бв", '\u{202e}'),
        ("а\u{200b}б", '\u{200b}'),
    ] {
        let paper = journal(one_lesson(topic)).unwrap();
        assert_eq!(paper.findings[0].sign, sign);
        assert_eq!(paper.findings[0].place.words(), "Математика, 02.09.2026, тема");
        assert!(texts(&paper).contains('◊'));
        all_sound(&paper);
        let model = Journal { status: school::for_good(), ..one_lesson(topic) };
        let Err(refused) = journal(model) else { panic!("{topic:?} is not refused") };
        assert_eq!((refused.code(), refused.place().as_deref()), ("paper-signs", Some("Математика, 02.09.2026, тема")));
    }
}

#[test]
fn squares_and_circles_of_textbooks_are_drawn_and_found_and_are_no_fault() {
    let topic = "Сложение вида □ ± 1, \u{2b1c} ± 2, \u{2610} ± 3. Круг ○";
    let paper = journal(Journal { status: school::for_good(), ..one_lesson(topic) }).unwrap();
    assert!(paper.findings.is_empty());
    all_sound(&paper);
    let page = &paper.volumes[0].pages[4];
    let signs: Vec<(Rect, bool)> =
        page.marks.iter().filter_map(|m| if let Mark::Sign { area, round, .. } = m { Some((*area, *round)) } else { None }).collect();
    assert_eq!(signs.iter().map(|s| s.1).collect::<Vec<_>>(), [false, false, false, true]);
    // As big as a letter, inside the text that they belong to.
    for (area, _) in &signs {
        assert!((1_000..2_000).contains(&area.w) && page.texts().any(|t| t.bounds().holds(area)), "{area:?}");
    }
    let bytes = pdf::volume(&paper, 0).unwrap();
    let file = saved(&bytes);
    preflight(&file).unwrap();
    let words = texts_of(&file);
    assert!(words[4].contains("вида □ ± 1, □ ± 2, □ ± 3. Круг ○"), "{}", words[4]);
    // Nothing of the letter that holds the place is seen inside the square.
    let (seen, area) = (picture(&file, 4, 300), signs[0].0);
    let dot = |um: i32| (f64::from(um) * 300.0 / 25_400.0) as usize;
    let light = |x: i32, y: i32| seen.pixels[dot(y) * seen.width + dot(x)];
    assert!(light(area.x + area.w / 2, area.y + area.h / 2) > 200 && light(area.x, area.y + area.h / 2) < 170);
    assert!(zhurnal_paper::svg::page(page).contains("<tspan visibility=\"hidden\">п</tspan> ± 1"));
}

#[test]
fn letters_in_two_parts_soft_hyphens_and_lines_are_no_fault() {
    let paper = journal(one_lesson("Чтение рассказа «И\u{306}од и е\u{308}ж»\nвторая\u{ad}строка\tконец")).unwrap();
    assert!(paper.findings.is_empty());
    assert!(texts(&paper).contains("«Йодиёж»втораястрокаконец"), "{}", texts(&paper));
}

#[test]
fn forty_five_pupils_stand_on_one_page_and_seventy_on_two_spreads() {
    let of = |pupils| {
        let mut model = school::journal(pupils);
        model.groups.truncate(1);
        model.groups[0].terms.truncate(1);
        let lessons = model.groups[0].terms[0].lessons.len();
        let paper = journal(model).unwrap();
        all_sound(&paper);
        (paper.sections[1].page - paper.sections[0].page, lessons)
    };
    let (pages, lessons) = of(45);
    assert_eq!((pages, lessons), (4, 39));
    assert_eq!(of(70).0, 8);
}

#[test]
fn three_lessons_a_day_are_three_columns_and_three_lines() {
    let mut model = one_lesson("Первый");
    let day = |topic: &str| Lesson { topic: topic.into(), ..model.groups[0].terms[0].lessons[0].clone() };
    model.groups[0].terms[0].lessons = vec![day("Первый"), day("Второй"), day("Третий")];
    let paper = journal(model).unwrap();
    let pages = &paper.volumes[0].pages;
    let count = |n: usize, text: &str| pages[n].texts().filter(|t| t.text == text).count();
    assert_eq!((count(3, "02"), count(4, "02.09.2026")), (3, 3));
    all_sound(&paper);
}

#[test]
fn a_journal_without_anything_still_has_its_sections() {
    let paper = journal(Journal::default()).unwrap();
    all_sound(&paper);
    assert!(texts(&paper).contains("Исправленийнет"));
    pdf::volume(&paper, 0).unwrap();
}

#[test]
fn a_group_without_lessons_and_a_term_without_lessons_still_have_a_spread() {
    let mut model = one_lesson("Тема");
    model.groups[0]
        .terms
        .push(Term { short: "II ч.".into(), name: "II четверть".into(), finals: vec!["4".into()], ..Term::default() });
    model.groups.push(Group { subject: "Пение".into(), ..Group::default() });
    let paper = journal(model).unwrap();
    all_sound(&paper);
    assert_eq!(paper.sections[1].page - paper.sections[0].page, 2);
    let text = texts(&paper);
    assert!(text.contains("IIчетверть:поплану_____ч.,проведено0ч.Программа_") && text.contains("Предмет:Пение"), "{text}");
}

#[test]
fn the_row_of_a_pupil_who_left_is_struck_through_from_the_day_on() {
    let mut model = school::journal(28);
    model.groups.truncate(1);
    let group = &model.groups[0];
    let gone = group.pupils[6].left.unwrap();
    // Every later square is empty: lessons, finals of the terms that end later, three of the year.
    let wanted: usize = group
        .terms
        .iter()
        .map(|t| t.lessons.iter().filter(|l| l.date >= gone).count() + usize::from(t.lessons.last().is_some_and(|l| l.date >= gone)))
        .sum::<usize>()
        + group.finals.len();
    let paper = journal(model).unwrap();
    let (mut struck, mut rows) = (0, 0);
    for page in &paper.volumes[0].pages[paper.sections[0].page..paper.sections[1].page] {
        let Some(name) = page.texts().find(|t| t.text == "Жукова Елизавета") else { continue };
        rows += 1;
        for mark in &page.marks {
            if let Mark::Line { from, to, width: 700 } = mark {
                assert!(from.1 == to.1 && (from.1 - name.y).abs() < 4_000, "a line in another row: {from:?}");
                struck += 1;
            }
        }
    }
    assert_eq!((struck, rows), (wanted, 8));
}

#[test]
fn many_subjects_make_the_sheet_wider_and_then_go_on_beside() {
    for (subjects, width, pages) in [(16, 297_000, None), (25, 420_000, None), (60, 420_000, Some(2))] {
        let mut s = school::journal(8).summary;
        s.subjects = (0..subjects).map(|n| format!("Предмет с довольно длинным названием № {n}")).collect();
        for p in &mut s.pupils {
            p.marks = vec![vec!["безотм".to_owned(); subjects]; 7];
        }
        let paper = zhurnal_paper::summary_sheet(s).unwrap();
        all_sound(&paper);
        assert_eq!(paper.volumes[0].pages[0].size.w, width);
        if let Some(least) = pages {
            assert!(paper.volumes[0].pages.len() >= least);
        }
        for n in 0..subjects {
            assert!(texts(&paper).contains(&format!("названием№{n}")));
        }
    }
}

#[test]
fn signatures_of_the_summary_sheet_never_stand_without_a_pupil() {
    for pupils in 7..=30 {
        let paper = zhurnal_paper::summary_sheet(school::journal(pupils).summary).unwrap();
        all_sound(&paper);
        let last = paper.pages().last().unwrap();
        let on = |text: &str| last.texts().any(|t| t.text == text);
        assert!(on("Классный руководитель") && on("Год"), "{pupils} pupils");
    }
}

#[test]
fn a_pupil_of_the_summary_sheet_is_never_split() {
    let s = school::journal(30).summary;
    let paper = zhurnal_paper::summary_sheet(s.clone()).unwrap();
    let mut pupils = 0;
    for page in paper.pages() {
        let on = |text: &str| page.texts().filter(|t| t.text == text).count();
        let here = s.pupils.iter().filter(|p| on(&p.name) == 1).count();
        for period in ["I", "II", "III", "IV", "Год", "Экз.", "Итог."] {
            assert_eq!(on(period), here);
        }
        pupils += here;
    }
    assert_eq!(pupils, 30);
}

#[test]
fn volumes_count_their_own_sheets_and_hold_no_more_than_is_allowed() {
    let model = school::journal(28);
    let paper = journal_in_volumes(model, 30).unwrap();
    assert!(paper.volumes.len() >= 3);
    for (n, volume) in paper.volumes.iter().enumerate() {
        assert!(volume.pages.len().is_multiple_of(2) && volume.pages.len() / 2 <= 30, "{}", volume.pages.len());
        assert_eq!(volume.sheets, volume.pages.len() / 2 - 2);
        let said = |page: usize| bare(&volume.pages[page].texts().map(|t| t.text.as_str()).collect::<String>());
        let (sheets, of) = (volume.sheets, paper.volumes.len());
        assert!(said(0).contains(&format!("том{}из{of}", n + 1)) && said(0).contains(&format!("на{sheets}л.")), "{}", said(0));
        let last = volume.pages.len() - 1;
        let words = bare(&zhurnal_paper::layout::words_of_number(sheets as u32));
        assert!(said(last - 1).contains(&format!("пронумеровано{sheets}({words})лист")));
        assert!(said(last).contains(&format!("скрепленопечатью{sheets}({words})лист")));
        let numbers: Vec<String> =
            volume.pages.iter().flat_map(|p| super::checks::of(p, zhurnal_paper::page::Role::Sheet)).map(str::to_owned).collect();
        assert_eq!(numbers, (1..=sheets).map(|n| n.to_string()).collect::<Vec<_>>());
    }
    let whole = journal(school::journal(28)).unwrap();
    assert_eq!(whole.volumes.len(), 1);
}

#[test]
fn sheets_agree_with_their_number() {
    // A volume's certification in every case that Russian has; the number of sheets follows the number of lessons.
    let said: Vec<String> = (1..14)
        .map(|subjects| {
            let mut model = one_lesson("Тема");
            model.groups = vec![model.groups[0].clone(); subjects];
            let paper = journal(model).unwrap();
            let v = &paper.volumes[0];
            v.pages[v.pages.len() - 2].texts().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
        })
        .collect();
    for (wanted, what) in [("5\u{a0}(пять) листов", "many"), ("11\u{a0}(одиннадцать) листов", "eleven")] {
        assert!(said.iter().any(|s| s.contains(wanted)), "{what}: {said:?}");
    }
}

/// Any text: words, long words, signs of other scripts, controls.
fn any_text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => "[а-яёА-ЯЁ]{1,14}[ ,.]",
        2 => "[ -~]{0,20}",
        1 => "[а-я]{30,90}",
        1 => "\\PC{0,8}",
        1 => any::<char>().prop_map(String::from),
        1 => Just("№ 5 § 3 «ёлка» — 4/5; И. И. ".to_owned()),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|v| v.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_character_is_on_the_paper_or_among_the_findings(topic in any_text(), homework in any_text(), name in any_text(), cell in "\\PC{0,4}", decision in any_text()) {
        let mut model = one_lesson(&topic);
        let group = &mut model.groups[0];
        group.terms[0].lessons[0].homework = homework.clone();
        group.terms[0].lessons[0].cells = vec![cell.clone()];
        group.pupils[0].name = name.chars().take(150).collect();
        group.finals = vec![FinalColumn { short: "Год".into(), marks: vec!["5".into()] }];
        model.summary.periods = vec!["Год".into()];
        model.summary.pupils = vec![zhurnal_paper::model::SummaryPupil { name: "Агафонова".into(), decision: decision.clone(), ..Default::default() }];
        let name = group_name(&model);
        let paper = match journal(model) {
            Ok(paper) => paper,
            Err(Refused::TooLong(_)) => return Ok(()),
            Err(e) => panic!("{e}"),
        };
        for (n, page) in paper.pages().enumerate() {
            sound(page, &format!("page {n}"));
        }
        let shown = |text: &str| -> String { clean(text) };
        let all = texts(&paper);
        for text in [topic, homework, name, cell, decision] {
            prop_assert!(all.contains(&shown(&text)), "{text:?} as {:?} is not in {all}", shown(&text));
            for c in text.chars().filter(|c| !zhurnal_paper::fonts::can_show(*c) && !tolerated(*c)) {
                prop_assert!(paper.findings.iter().any(|f| f.sign == c), "{c:?} is not among the findings");
            }
        }
        pdf::document(&paper.volumes[0].pages, pdf::Properties { title: &paper.title, date: paper.date }).unwrap();
    }
}

fn group_name(model: &Journal) -> String {
    model.groups[0].pupils[0].name.clone()
}

/// What papers change without a word: white space of all kinds, soft hyphens, marks that compose with the letter before.
fn tolerated(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{2007}' | '\u{ad}' | '\u{306}' | '\u{308}')
}

/// A text as a draft shows it.
fn clean(text: &str) -> String {
    let composed = text.replace("и\u{306}", "й").replace("И\u{306}", "Й").replace("е\u{308}", "ё").replace("Е\u{308}", "Ё");
    let signs: String = composed
        .chars()
        .filter(|c| !matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{202f}' | '\u{2007}' | '\u{ad}'))
        .map(|c| if zhurnal_paper::fonts::can_show(c) { c } else { '◊' })
        .collect();
    bare(&signs)
}

#[test]
fn a_draft_is_the_default() {
    assert_eq!(Status::default(), Status::Draft);
}
