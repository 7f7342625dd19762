//! Text files and binary workbooks of other layouts.

use super::*;
use encoding_rs::{IBM866, WINDOWS_1251};

/// One line a pupil: name, birth date, class, СНИЛС, sex.
pub fn lines(list: &PupilList) -> Vec<String> {
    let line = |p: &ParsedPupil| {
        let snils = p.snils.map(|s| s.to_string()).unwrap_or_default();
        format!("{}|{}|{}|{snils}|{}", p.name, p.birth, p.class, p.sex.map(|s| s.code()).unwrap_or_default())
    };
    list.pupils.iter().map(line).collect()
}

pub const PETR: &str = "Иванов Пётр Ильич|2015-03-01|5А|112-233-445 95|m";
pub const ANNA: &str = "Ким Анна|2014-12-05|5А|087-654-303 00|f";

fn both(source: &str) {
    let list = parse(source.as_bytes()).unwrap_or_else(|e| panic!("{e}: {source}"));
    assert_eq!(lines(&list), [PETR, ANNA], "{source}\n{:?}", list.errors);
}

#[test]
fn columns_stand_in_any_order_under_any_of_their_names() {
    both(
        "Класс;СНИЛС;Пол;Дата рождения;Отчество;Имя;Фамилия\n5А;112-233-445 95;М;01.03.2015;Ильич;Пётр;Иванов\n5А;087-654-303 00;Ж;05.12.2014;;Анна;Ким\n",
    );
    both(
        "п/п,ФИО ученика,Д.р.,Пол (м/ж),Кл.,Страховой номер (СНИЛС)\n1,Иванов Пётр Ильич,1.3.15,муж.,5-А,11223344595\n2,Ким Анна,5.12.14,жен.,5 «а»,8765430300\n",
    );
    both(
        "ФАМИЛИЯ\tИМЯ\tОТЧЕСТВО\tДАТА РОЖДЕНИЯ\tПОЛ\tПАРАЛЛЕЛЬ\tЛИТЕРА\tСНИЛС\nИванов\tПётр\tИльич\t2015-03-01\tмужской\t5\tа\t112 233 445 95\nКим\tАнна\t-\t2014-12-05\tженский\t5\tА\t087 654 303 00\n",
    );
    both(
        "Surname|First name|Middle name|Date of birth|Gender|Class|SNILS\nИванов|Пётр|Ильич|2015-03-01|male|5A|11223344595\nКим|Анна||2014-12-05|female|5A|08765430300\n",
    );
    both(
        "Класс;Буква;Ученик;Число, месяц, год рождения;СНИЛС;Пол\n5;А;Иванов Пётр Ильич;1 марта 2015 г.;112-233-445 95;м\n5;А;Ким Анна;5 декабря 2014 г.;087-654-303 00;ж\n",
    );
    both(
        "Параллель;Класс;Ученик;Дата рождения;СНИЛС;Пол\n5;А;Иванов Пётр Ильич;42064;112-233-445 95;1\n5;А;Ким Анна;41978;087-654-303 00;2\n",
    );
}

#[test]
fn odd_but_common_ways_of_writing_are_understood() {
    // A class named once for all its rows; a count inside the name; numbers of a statistics program; leavers; odd headings.
    both(
        "Класс/литера;Ученик (ФИО);Дата рождения*;СНИЛС;Пол\n5А;1. Иванов Пётр Ильич;01.03.2015 г.р.;11223344595.0;М\n5А;2) Ким Анна;05.12.2014;8765430300.0;Ж\n",
    );
    both(
        "Параллель;Литера;ФИО;Дата рождения;СНИЛС;Пол;Статус\n5.0;А;Иванов Пётр Ильич;01.03.2015;11223344595;М;обучается\n5.0;А;Ким Анна;05.12.2014;8765430300;Ж;\n5.0;А;Ли Юн;05.12.2014;;Ж;Отчислен\n",
    );
    both(
        "ФИО;Год рождения;Дата рождения;Класс;СНИЛС;Пол;Дата выбытия\nИванов Пётр Ильич;2015;01.03.2015;5А;11223344595;М;\nКим Анна;2014;05.12.2014;5А;8765430300;Ж;\nЛи Юн;2014;05.12.2014;5А;;Ж;01.09.2025\n",
    );
    let rows: String = (1..=6)
        .map(|d| {
            format!(
                "{};Ким Анна;0{d}.12.2014\n",
                if d == 1 {
                    "5А"
                } else if d == 4 {
                    "5Б"
                } else {
                    ""
                }
            )
        })
        .collect();
    let list = parse(format!("Класс;ФИО;Дата рождения\n{rows}").as_bytes()).unwrap();
    let classes: Vec<String> = list.pupils.iter().map(|p| p.class.to_string()).collect();
    assert_eq!((classes.join(" "), list.errors.len()), ("5А 5А 5А 5Б 5Б 5Б".to_owned(), 0));
}

/// The whole school, written out again in many layouts, reads back the same.
#[test]
fn the_whole_school_reads_the_same_in_every_layout() {
    type Column = (&'static str, fn(&ParsedPupil) -> String);
    let names: [&[Column]; 3] = [
        &[("Фамилия, имя, отчество", |p| p.name.to_string())],
        &[("Фамилия", |p| p.name.surname.clone()), ("Имя", |p| p.name.given.clone()), ("Отчество", |p| p.name.patronymic.clone())],
        &[("ФИО", |p| p.name.to_string().to_uppercase())],
    ];
    let births: [&[Column]; 4] = [
        &[("Дата рождения", |p| p.birth.format("%d.%m.%Y").to_string())],
        &[("Дата рожд.", |p| p.birth.format("%-d.%-m.%y").to_string())],
        &[("Д.Р.", |p| p.birth.to_string())],
        &[("Родился(ась)", |p| (p.birth - chrono::NaiveDate::from_ymd_opt(1899, 12, 30).unwrap()).num_days().to_string())],
    ];
    let classes: [&[Column]; 4] = [
        &[("Класс", |p| format!("{} «{}»", p.class.grade, p.class.letter))],
        &[("Параллель", |p| p.class.grade.to_string()), ("Литера", |p| p.class.letter.to_lowercase())],
        &[("класс", |p| format!("{}-{} класс", p.class.grade, p.class.letter))],
        &[("Класс", |p| p.class.to_string().to_lowercase())],
    ];
    let snils: [&[Column]; 3] = [
        &[("СНИЛС", |p| p.snils.unwrap().to_string())],
        &[("Номер СНИЛС", |p| p.snils.unwrap().number().to_string())],
        &[("Пол", |p| p.sex.unwrap().letter().to_owned()), ("Страховой номер", |p| p.snils.unwrap().to_string().replace('-', " "))],
    ];
    let original = parse(&fixture("контингент-школа.xlsx")).unwrap();
    let key = |list: &PupilList| -> Vec<(String, chrono::NaiveDate, crate::people::ClassName, Option<crate::people::Snils>)> {
        list.pupils.iter().map(|p| (p.name.key(), p.birth, p.class.clone(), p.snils)).collect()
    };
    let wanted = key(&original);
    let encodings = [WINDOWS_1251, IBM866, encoding_rs::UTF_8];
    for round in 0..12 {
        let groups = [snils[round % 3], classes[round % 4], names[round % 3], births[round / 3 % 4]];
        let columns: Vec<&Column> = (0..4).flat_map(|g| groups[(g + round) % 4]).collect();
        let delimiter = [";", "\t", ","][round / 4 % 3];
        let line = |cells: Vec<String>| {
            cells.iter().map(|c| if c.contains(delimiter) { format!("\"{c}\"") } else { c.clone() }).collect::<Vec<_>>().join(delimiter)
        };
        let mut text = if round % 2 == 0 { "Список обучающихся школы\n\n".to_owned() } else { String::new() };
        text += &line(columns.iter().map(|(title, _)| (*title).to_owned()).collect());
        for pupil in &original.pupils {
            text += "\r\n";
            text += &line(columns.iter().map(|(_, cell)| cell(pupil)).collect());
        }
        let encoding = encodings[round / 2 % 3];
        // CP866 has no «ёлочки»: what it cannot hold becomes quotes.
        let text = if encoding == IBM866 { text.replace(['«', '»'], "'") } else { text };
        let list = parse(&encoding.encode(&text).0).unwrap_or_else(|e| panic!("{round}: {e}"));
        assert_eq!(list.format, format!("csv {}", encoding.name().to_lowercase()), "{round}");
        assert!(list.errors.is_empty(), "{round}: {:?}", list.errors[0]);
        assert!(key(&list) == wanted, "{round}: {} pupils", list.pupils.len());
        assert_eq!(plan(list, &all_kept(&plan(original.clone(), &[]))).update.len(), 0, "{round}");
    }
}

#[test]
fn titles_blank_rows_totals_and_notes_are_passed_over() {
    both(concat!(
        "МБОУ СОШ № 5;;;;\n\nСписок обучающихся 5 «А» класса на 01.09.2026;;;;\nКлассный руководитель: Петрова А. И.;;;;\n\n",
        "№;Фамилия, имя, отчество;Дата рождения;Пол;СНИЛС\n1;2;3;4;5\n1;Иванов Пётр Ильич;01.03.2015;М;112-233-445 95\n;;;;\n",
        "№;Фамилия, имя, отчество;Дата рождения;Пол;СНИЛС\n2;Ким Анна;05.12.2014;Ж;087-654-303 00\n3;;;;\n4;;;;\n",
        "Всего: 2;;;;\n;Директор школы;;;А. Б. Смирнов\n;Исп. Сидорова тел. 12-34;;;\n"
    ));
}

#[test]
fn a_heading_over_two_rows_is_one_heading() {
    both(
        "№;Ф.И.О.;;;Дата;Пол;Класс;;СНИЛС\n;Фамилия;Имя;Отчество;рождения;;параллель;литера;\n1;Иванов;Пётр;Ильич;01.03.2015;м;5;А;112-233-445 95\n2;Ким;Анна;;05.12.2014;ж;5;А;087-654-303 00\n",
    );
    let list = parse("ФИО;Дата рождения;Класс;Приказ;\n;;;№;дата\nИванов Пётр Ильич;01.03.2015;5А;71-у;21.08.2026\n".as_bytes()).unwrap();
    assert_eq!(list.pupils[0].order.as_ref().unwrap().to_string(), "№ 71-у от 21.08.2026");
}

#[test]
fn class_headings_inside_a_list_give_the_class() {
    let source = "ФИО;Дата рождения\n5А класс;\nИванов Пётр Ильич;01.03.2015\n\n5 «Б»;\nКим Анна;05.12.2014\n";
    let list = parse(source.as_bytes()).unwrap();
    assert_eq!(lines(&list), ["Иванов Пётр Ильич|2015-03-01|5А||", "Ким Анна|2014-12-05|5Б||"]);
    assert_eq!(places(&list.skip), [(2, "class-heading"), (5, "class-heading")]);
}

#[test]
fn all_encodings_and_marks_are_read() {
    let source = "Фамилия;Имя;Отчество;Дата рождения;Пол;Класс;СНИЛС\r\nИванов;Пётр;Ильич;01.03.2015;М;5А;112-233-445 95\r\nКим;Анна;;05.12.2014;Ж;5А;087-654-303 00\r\n";
    let le: Vec<u8> = source.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be: Vec<u8> = source.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (format, bytes) in [
        ("csv windows-1251", WINDOWS_1251.encode(source).0.to_vec()),
        ("csv ibm866", IBM866.encode(source).0.to_vec()),
        ("csv utf-8", [&[0xEF, 0xBB, 0xBF][..], source.as_bytes()].concat()),
        ("csv utf-16le", [&[0xFF, 0xFE][..], &le].concat()),
        ("csv utf-16be", [&[0xFE, 0xFF][..], &be].concat()),
        ("csv utf-16le", le),
    ] {
        let list = parse(&bytes).unwrap();
        assert_eq!((list.format.as_str(), lines(&list)), (format, vec![PETR.to_owned(), ANNA.to_owned()]));
    }
    both(&source.replace("\r\n", "\r"));
}

#[test]
fn quoted_cells_may_hold_lines_delimiters_and_quotes() {
    let source = "ФИО;Дата рождения;Класс;Адрес\n\"Иванов\nПётр Ильич\";01.03.2015;\"5 \"\"А\"\"\";\"г. Уфа;\nул. Мира, д. 5\"\nКим Анна;31.12.2014;5А;\n";
    let list = parse(source.as_bytes()).unwrap();
    assert_eq!(list.pupils[0].name.to_string(), "Иванов Пётр Ильич");
    assert_eq!(list.pupils[0].address.as_deref(), Some("г. Уфа; ул. Мира, д. 5"));
    assert_eq!((list.pupils[0].place.row, list.pupils[1].place.row), (2, 3));
}

#[test]
fn a_row_with_several_mistakes_names_each_with_its_column() {
    let source = "Фамилия;Имя;Дата рождения;Класс;СНИЛС;Пол\nИв4нов;=1+1;когда-то;12Б;123;да\n";
    let list = parse(source.as_bytes()).unwrap();
    let found: Vec<(&str, &str)> = list.errors.iter().map(|n| (n.column.as_str(), n.code.as_str())).collect();
    let mut expected = [
        ("Фамилия", "name-digits"),
        ("Имя", "name-formula"),
        ("Дата рождения", "birth-unreadable"),
        ("Пол", "sex-unknown"),
        ("СНИЛС", "snils-length"),
        ("Класс", "class-grade"),
    ];
    expected.sort_unstable();
    let mut found = found;
    found.sort_unstable();
    assert_eq!(found, expected);
    assert!(list.errors.iter().all(|n| n.row == 2 && n.sheet.is_empty()));
}

#[test]
fn a_pupil_whose_data_were_forgotten_is_an_error_and_not_a_note() {
    let source = "№;ФИО;Дата рождения;Класс\n1;Иванов Пётр Ильич;;\n2;Ким;05.12.2014;5А\n;Директор школы;;\n";
    let list = parse(source.as_bytes()).unwrap();
    assert_eq!(places(&list.errors), [(2, "birth-missing"), (2, "class-empty"), (3, "name-no-given")]);
    assert_eq!(places(&list.skip), [(4, "not-a-pupil")]);
}

#[test]
fn a_doubtful_sex_or_order_is_a_warning() {
    let source = "ФИО;Дата рождения;Класс;Пол;Приказ\nИванова Анна Ильинична;01.03.2015;5А;м;71-у\n";
    let list = parse(source.as_bytes()).unwrap();
    assert_eq!(places(&list.warnings), [(2, "order-no-date"), (2, "sex-doubtful")]);
    assert_eq!(list.pupils.len(), 1);
}

#[test]
fn a_file_without_a_heading_or_pupils_says_what_it_lacks() {
    let code = |s: &str| parse(s.as_bytes()).unwrap_err().code;
    assert_eq!(code("Иванов;01.03.2015;5А\n"), "import-no-heading");
    assert_eq!(code("ФИО;Класс\nИванов Пётр;5А\n"), "import-no-birth-column");
    assert_eq!(code("Имя;Дата рождения;Класс\nПётр;01.03.2015;5А\n"), "import-no-name-column");
    assert_eq!(code("ФИО;Дата рождения;Класс\n"), "import-no-rows");
    assert_eq!(code("просто текст\n"), "import-no-heading");
}

#[test]
fn an_old_binary_workbook_with_a_sheet_a_class_is_read() {
    let list = parse(&fixture("список.xls")).unwrap();
    assert_eq!(list.format, "xls");
    assert_eq!(
        lines(&list),
        ["Иванов Пётр Ильич|2015-03-01|5А|112-233-445 95|", "Ким Анна|2014-12-05|5А|087-654-303 00|", "Ли Олег Юнович|2015-03-01|5Б||"]
    );
    assert_eq!(places(&list.errors), [(5, "name-formula")]);
    assert_eq!(places(&list.warnings), [(5, "snils-zeros-restored")]);
}

#[test]
fn an_open_document_with_endless_empty_rows_is_read() {
    let list = parse(&fixture("список.ods")).unwrap();
    assert_eq!(list.format, "ods");
    assert_eq!(lines(&list), ["Иванов Пётр Ильич|2014-03-01|6В|112-233-445 95|m", "Ким Анна|2013-12-05|6В|087-654-303 00|f"]);
}
