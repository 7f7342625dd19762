//! The files of `tests/fixtures/data` and other layouts of the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::curriculum::GradeHours;
use super::*;
use crate::api::types::RowNote;
use crate::error::Error;
use crate::import::columns::Parsed;
use crate::import::tests::mutations::{Stream, mutate};
use crate::school::codes::{DayKind, TermKind};
use crate::texts::Texts;
use calendar::What;
use rust_xlsxwriter::{Format, Workbook};

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/fixtures/data/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

fn going(_: u32, _: u32) -> bool {
    true
}

fn notes(notes: &[RowNote]) -> Vec<(u32, &str)> {
    notes.iter().map(|n| (n.row, n.code.as_str())).collect()
}

fn values<T: Clone>(parsed: &Parsed<T>) -> Vec<T> {
    parsed.rows.iter().map(|r| r.value.clone()).collect()
}

fn d(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

/// The text in encodings that schools bring.
fn encoded(text: &str) -> Vec<(&'static str, Vec<u8>)> {
    let utf16 = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    vec![
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8 with a mark", format!("\u{FEFF}{text}").into_bytes()),
        ("windows-1251", encoding_rs::WINDOWS_1251.encode(text).0.into_owned()),
        ("cp866", encoding_rs::IBM866.encode(text).0.into_owned()),
        ("utf-16", utf16),
    ]
}

#[test]
fn the_staff_of_the_sample_school_is_read_whole() {
    let list = staff::parse(&fixture("сотрудники.xlsx"), 2026, &going).unwrap();
    assert_eq!((list.rows.len(), list.errors.len(), list.warnings.len(), list.skip.len()), (54, 0, 0, 0));
    let first = &list.rows[0];
    assert_eq!((first.place.row, first.value.name.to_string().as_str()), (2, "Колобова Василиса Афанасьевна"));
    assert_eq!((first.value.birth, first.value.position.as_str()), (Some(d("1980-08-27")), "директор"));
    let primary = &list.rows[6].value;
    assert_eq!(primary.subjects.len(), 6);
    assert_eq!(primary.subjects[5], "Труд (технология)");
    assert_eq!(primary.classes[0].to_string(), "3В");
    assert_eq!(list.rows.iter().map(|r| r.value.classes.len()).sum::<usize>(), 30);
    assert!(list.rows.iter().all(|r| r.value.hired.is_some()));
    let uses: Vec<&str> = list.columns.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(uses, ["surname", "given", "patronymic", "birth", "position", "subjects", "class", "", "hired"]);
}

#[test]
fn staff_is_read_in_other_layouts_and_encodings() {
    let text = "Штатное расписание;;;\n;;;\n№ п/п;Должность;Ф.И.О. сотрудника;Классное руководство\n1;учитель;Иванова Анна Петровна;5А, 6-Б\n2;секретарь;Ким Лев;-\nИтого;2;;\n";
    for (name, bytes) in encoded(text) {
        let list = staff::parse(&bytes, 2026, &going).unwrap();
        assert_eq!(notes(&list.skip), [(6, "totals")], "{name}");
        let rows = values(&list);
        assert_eq!((rows.len(), rows[0].name.to_string().as_str(), rows[0].classes.len()), (2, "Иванова Анна Петровна", 2), "{name}");
        assert!(rows[1].classes.is_empty() && rows[1].birth.is_none());
    }
}

#[test]
fn wrong_rows_of_the_staff_are_named_and_the_rest_is_read() {
    let text = "Фамилия;Имя;Должность;Дата рождения;СНИЛС\nИванова;Анна;;01.02.1980;\nКим;Лев;учитель;31.02.1980;\nКим;Лев;учитель;;112-233-445 96\n=A1;Лев;учитель;;\nОрлов;Пётр;учитель;01.02.1980;112-233-445 95\n";
    let list = staff::parse(text.as_bytes(), 2026, &going).unwrap();
    assert_eq!(notes(&list.errors), [(2, "position-missing"), (3, "day-unreadable"), (4, "snils-control"), (5, "name-formula")]);
    assert_eq!(list.rows.len(), 1);
    assert!(list.errors.iter().all(|n| n.message.ends_with('.') && !n.message.starts_with("import-")), "{:?}", list.errors);
    assert_eq!(staff::parse("а;б\n1;2\n".as_bytes(), 2026, &going).unwrap_err().code, "import-staff-heading");
}

#[test]
fn the_sample_curriculum_is_read_with_its_halves() {
    let plan = curriculum::parse(&fixture("учебный-план.xlsx"), &going).unwrap();
    assert_eq!((plan.rows.len(), plan.errors.len()), (22, 0));
    let of = |name: &str| plan.rows.iter().find(|r| r.value.subject == name).unwrap().value.clone();
    let nine = of("История").hours.iter().find(|h| h.grade == 9).copied();
    assert_eq!(nine, Some(GradeHours { grade: 9, first: 200, second: 300 }));
    assert_eq!(of("Русский язык").hours.len(), 11);
    assert_eq!(of("Индивидуальный проект").hours, [GradeHours { grade: 10, first: 100, second: 100 }]);
    let sum =
        |grade: u8| plan.rows.iter().flat_map(|r| &r.value.hours).filter(|h| h.grade == grade).map(|h| h.first + h.second).sum::<u32>() / 2;
    assert_eq!((sum(1), sum(5), sum(9)), (2000, 2600, 3250));
}

#[test]
fn a_curriculum_may_be_a_long_list_or_have_headings_in_two_rows() {
    let long = "предмет;класс;часов в неделю\nМатематика;5-6;5\nИстория;9;2,5\nМузыка;7;1.0\nФизика;7;2,25\n";
    for (name, bytes) in encoded(long) {
        let plan = curriculum::parse(&bytes, &going).unwrap();
        let rows = values(&plan);
        assert_eq!((rows.len(), rows[0].hours.len(), rows[1].hours[0].second, rows[2].hours[0].first), (3, 2, 300, 100), "{name}");
        assert_eq!(notes(&plan.errors), [(5, "hours-part")]);
        assert!(!rows[0].whole);
    }
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 0, 0, 4, "Учебный план", &Format::new()).unwrap();
    sheet.merge_range(2, 0, 3, 0, "Предметная область", &Format::new()).unwrap();
    sheet.merge_range(2, 1, 3, 1, "Учебные предметы", &Format::new()).unwrap();
    sheet.merge_range(2, 2, 2, 4, "Количество часов в неделю", &Format::new()).unwrap();
    for (c, grade) in [(2u16, "V"), (3, "VI"), (4, "Всего")] {
        sheet.write_string(3, c, grade).unwrap();
    }
    sheet.merge_range(4, 0, 4, 4, "Обязательная часть", &Format::new()).unwrap();
    sheet.merge_range(5, 0, 6, 0, "Математика и информатика", &Format::new()).unwrap();
    for (r, subject, hours) in [(5u32, "Математика", 5.0), (6, "Информатика", 0.5)] {
        sheet.write_string(r, 1, subject).unwrap();
        sheet.write_number(r, 2, hours).unwrap();
        sheet.write_number(r, 4, 99.0).unwrap();
    }
    sheet.merge_range(7, 0, 7, 4, "Часть, формируемая участниками образовательных отношений", &Format::new()).unwrap();
    sheet.write_string(8, 1, "Шахматы").unwrap();
    sheet.write_number(8, 3, 1.0).unwrap();
    sheet.write_string(9, 0, "Итого").unwrap();
    let plan = curriculum::parse(&book.save_to_buffer().unwrap(), &going).unwrap();
    let rows = values(&plan);
    assert_eq!(rows.iter().map(|r| r.subject.as_str()).collect::<Vec<_>>(), ["Математика", "Информатика", "Шахматы"]);
    assert_eq!(rows[1].hours, [GradeHours { grade: 5, first: 0, second: 100 }]);
    assert_eq!((rows[1].area.as_str(), rows[0].school_part, rows[2].school_part), ("Математика и информатика", false, true));
    assert_eq!(rows[2].hours, [GradeHours { grade: 6, first: 100, second: 100 }]);
}

#[test]
fn the_sample_calendar_is_read_with_its_moved_day() {
    let calendar = calendar::parse(&fixture("календарь-2026-2027.csv"), 2026, &going).unwrap();
    assert_eq!((calendar.rows.len(), calendar.errors.len()), (16, 0));
    let rows = values(&calendar);
    assert_eq!(rows.iter().filter(|r| r.what == What::Term(TermKind::Quarter)).count(), 4);
    assert_eq!(rows.iter().filter(|r| r.what == What::Term(TermKind::Holidays)).count(), 4);
    assert_eq!(rows.iter().filter(|r| r.what == What::Days(DayKind::Off)).count(), 5);
    let moved = rows.last().unwrap();
    assert_eq!((moved.what, moved.from, moved.to, moved.grades.len()), (What::Moved, d("2027-02-20"), d("2027-02-22"), 10));
    assert_eq!(rows[8].grades, [10, 11]);
}

#[test]
fn a_calendar_without_kinds_and_years_is_read_and_foreign_dates_are_refused() {
    let text = "Период;Дата начала;Дата окончания;Классы\n1 четверть;01.09;25.10;все\nвесенние каникулы;27 марта;04.04.27;1–9\nПраздничный день;09.05.2027;;\nОтчёт;01.10;02.10;\n2 четверть;02.11.2025;30.12.2025;\n3 четверть;01.03;01.02;\n4 четверть;01.04;26.05;12\n";
    let calendar = calendar::parse(text.as_bytes(), 2026, &going).unwrap();
    let rows = values(&calendar);
    assert_eq!(
        rows.iter().map(|r| (r.from, r.to)).collect::<Vec<_>>(),
        [(d("2026-09-01"), d("2026-10-25")), (d("2027-03-27"), d("2027-04-04")), (d("2027-05-09"), d("2027-05-09")),]
    );
    assert_eq!(notes(&calendar.errors), [(5, "calendar-kind"), (6, "calendar-other-year"), (7, "days-reversed"), (8, "grades-unreadable")]);
}

#[test]
fn bells_are_read_as_times_texts_and_spans() {
    let bells = bells::parse(&fixture("звонки.csv"), &going).unwrap();
    let rows = values(&bells);
    assert_eq!((rows.len(), rows[0].from, rows[0].to, rows[12].shift, rows[12].slot), (13, 510, 550, 2, 6));
    let text = "Урок;Время\n1 смена;\n1;8.30–9.10\n2;9:25-10:05\n2 смена;\n1;14:00–13:00\n2;рано\n";
    let bells = bells::parse(text.as_bytes(), &going).unwrap();
    assert_eq!(values(&bells).iter().map(|b| (b.shift, b.slot, b.from)).collect::<Vec<_>>(), [(1, 1, 510), (1, 2, 565)]);
    assert_eq!(notes(&bells.errors), [(6, "times-reversed"), (7, "time-unreadable")]);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (c, title) in [(0u16, "Урок"), (1, "Начало"), (2, "Конец")] {
        sheet.write_string(0, c, title).unwrap();
    }
    sheet.write_number(1, 0, 1.0).unwrap();
    let time = Format::new().set_num_format("hh:mm");
    sheet.write_number_with_format(1, 1, 510.0 / 1440.0, &time).unwrap();
    sheet.write_number_with_format(1, 2, 550.0 / 1440.0, &time).unwrap();
    let rows = values(&bells::parse(&book.save_to_buffer().unwrap(), &going).unwrap());
    assert_eq!((rows[0].from, rows[0].to), (510, 550));
}

#[test]
fn work_types_are_read_with_weights_in_hundredths() {
    let types = worktypes::parse(&fixture("виды-работ.csv"), &going).unwrap();
    let rows = values(&types);
    assert_eq!((rows.len(), rows[2].weight, rows[9].short.as_str(), rows[9].obligatory, rows[9].days), (12, 150, "КР", true, 3));
    let text = "Вес;Название;Обязательная\n2.5;Итоговая работа;+\n0;Проба;нет\n1;Опрос;может\n";
    let types = worktypes::parse(text.as_bytes(), &going).unwrap();
    assert_eq!(values(&types).iter().map(|r| (r.weight, r.short.as_str())).collect::<Vec<_>>(), [(250, "ИР")]);
    assert_eq!(notes(&types.errors), [(3, "weight-range"), (4, "yes-unreadable")]);
}

#[test]
fn the_sample_lesson_plans_are_read_with_sections_and_homework() {
    let plan = lessons::parse(&fixture("ктп-математика-5.xlsx"), "ктп-математика-5.xlsx", 2026, &going).unwrap();
    let rows = values(&plan.parsed);
    assert_eq!((rows.len(), plan.hours, plan.about.grade), (171, 171, Some(5)));
    assert_eq!((rows[0].number, rows[0].section.as_str()), (1, "Натуральные числа. Действия с натуральными числами"));
    assert_eq!((rows[0].homework.as_str(), rows[12].homework.as_str()), ("§ 1, № 3, 5", ""));
    assert_eq!((rows[170].number, rows[170].section.as_str()), (171, "Повторение и обобщение"));
    assert!(lessons::says(&plan.about, "Математика") > 0 && lessons::says(&plan.about, "Биология") == 0);
    assert!(plan.parsed.errors.is_empty(), "{:?}", plan.parsed.errors);
    let plan = lessons::parse(&fixture("ктп-биология-5.csv"), "ктп-биология-5.csv", 2026, &going).unwrap();
    assert_eq!((plan.parsed.rows.len(), plan.hours, plan.about.grade), (34, 34, Some(5)));
    assert!(lessons::says(&plan.about, "Биология") > 0);
}

#[test]
fn a_lesson_plan_without_rising_numbers_is_counted_by_its_rows() {
    let text = "№;Тема;Часы;Дата\nРаздел 1;;;\n1;Первая;2;01.09\n1;Вторая;;03.09\n2-3;Третья;два;\n;;1;\n";
    let plan = lessons::parse(text.as_bytes(), "план.csv", 2026, &going).unwrap();
    let rows = values(&plan.parsed);
    assert_eq!(rows.iter().map(|r| (r.number, r.hours)).collect::<Vec<_>>(), [(1, 2), (2, 1)]);
    assert_eq!((rows[0].section.as_str(), rows[1].date), ("Раздел 1", Some(d("2026-09-03"))));
    assert_eq!(notes(&plan.parsed.warnings), [(4, "topics-renumbered")]);
    assert_eq!(notes(&plan.parsed.errors), [(5, "number-unreadable"), (6, "topic-missing")]);
    assert_eq!(plan.about.grade, None);
}

/// Every reader, as one answer: how many rows and what was noted.
type Reader = fn(&[u8]) -> Result<(usize, Vec<RowNote>), Error>;

fn told<T>(p: Parsed<T>) -> (usize, Vec<RowNote>) {
    (p.rows.len(), [p.errors, p.warnings, p.skip].concat())
}

const READERS: [(&str, Reader); 7] = [
    ("сотрудники.xlsx", |b| staff::parse(b, 2026, &going).map(told)),
    ("учебный-план.xlsx", |b| curriculum::parse(b, &going).map(told)),
    ("календарь-2026-2027.csv", |b| calendar::parse(b, 2026, &going).map(told)),
    ("звонки.csv", |b| bells::parse(b, &going).map(told)),
    ("виды-работ.csv", |b| worktypes::parse(b, &going).map(told)),
    ("ктп-биология-5.csv", |b| lessons::parse(b, "а.csv", 2026, &going).map(|p| told(p.parsed))),
    ("ктп-математика-5.xlsx", |b| lessons::parse(b, "а.xlsx", 2026, &going).map(|p| told(p.parsed))),
];

#[test]
fn damaged_files_are_read_or_refused_with_a_text_and_never_panic() {
    for (seed, (name, read)) in (100u64..).zip(READERS) {
        let whole = fixture(name);
        let mut stream = Stream(seed);
        let mut fine = 0;
        for round in 0..600 {
            let input = mutate(&whole, &mut stream);
            match std::panic::catch_unwind(|| read(&input)) {
                Ok(Ok((_, notes))) => {
                    fine += 1;
                    assert!(notes.iter().all(|n| !n.message.starts_with("import-")), "{name}: {:?}", notes.first());
                }
                Ok(Err(e)) => assert!(Texts::russian().has(&format!("error-{}", e.code)), "{}", e.code),
                Err(_) => panic!("{name}: input {round} of seed {seed} panics"),
            }
        }
        println!("{name}: {fine} of 600 damaged inputs still read");
    }
}
