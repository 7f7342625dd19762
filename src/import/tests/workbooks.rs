//! XLSX files of other layouts, made here.

use super::layouts::{ANNA, PETR, lines};
use super::*;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook, Worksheet};
use std::io::{Cursor, Read, Write};

fn date(y: u16, m: u8, d: u8) -> ExcelDateTime {
    ExcelDateTime::from_ymd(y, m, d).unwrap()
}

/// Writes texts from a row on; the rest is up to the test.
fn texts(sheet: &mut Worksheet, row: u32, cells: &[&str]) {
    for (column, text) in (0u16..).zip(cells) {
        if !text.is_empty() {
            sheet.write_string(row, column, *text).unwrap();
        }
    }
}

fn saved(mut book: Workbook) -> Vec<u8> {
    book.save_to_buffer().unwrap()
}

/// The same archive with one text replaced in one part.
fn patched(bytes: &[u8], part: &str, from: &str, to: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let names: Vec<String> =
        (0..archive.len()).map(|i| String::from_utf8(archive.by_index(i).unwrap().name_raw().to_vec()).unwrap()).collect();
    for (index, name) in names.iter().enumerate() {
        let mut content = Vec::new();
        archive.by_index(index).unwrap().read_to_end(&mut content).unwrap();
        if name == part {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains(from), "{text}");
            content = text.replace(from, to).into_bytes();
        }
        out.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(&content).unwrap();
    }
    out.finish().unwrap().into_inner()
}

fn two_rows(first: u32, second: u32) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &["ФИО", "Дата рождения", "Класс", "СНИЛС", "Пол"]);
    texts(sheet, 1, &["Иванов Пётр Ильич", "", "5А", "112-233-445 95", "М"]);
    texts(sheet, 2, &["Ким Анна", "", "5А", "087-654-303 00", "Ж"]);
    sheet.write_number(1, 1, first).unwrap();
    let format = Format::new().set_num_format("dd.mm.yyyy");
    sheet.write_number_with_format(2, 1, second, &format).unwrap();
    saved(book)
}

#[test]
fn serial_numbers_with_a_format_and_without_are_dates_of_either_epoch() {
    assert_eq!(lines(&parse(&two_rows(42064, 41978)).unwrap()), [PETR, ANNA]);
    let mac = patched(&two_rows(42064 - 1462, 41978 - 1462), "xl/workbook.xml", "<workbookPr ", "<workbookPr date1904=\"1\" ");
    assert_eq!(lines(&parse(&mac).unwrap()), [PETR, ANNA]);
}

#[test]
fn one_sheet_a_class_with_merged_headings_is_read() {
    let mut book = Workbook::new();
    let format = Format::new();
    let day = Format::new().set_num_format("dd/mm/yy");
    for (name, pupil, birth) in
        [("5А", ["Иванов", "Пётр", "Ильич"], date(2015, 3, 1)), ("5-Б класс", ["Ким", "Анна", ""], date(2014, 12, 5))]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.merge_range(0, 0, 0, 5, "Список учащихся", &format).unwrap();
        sheet.merge_range(2, 0, 3, 0, "№\nп/п", &format).unwrap();
        sheet.merge_range(2, 1, 2, 3, "Ф.И.О. учащегося", &format).unwrap();
        sheet.merge_range(2, 4, 3, 4, "Дата\nрождения", &format).unwrap();
        sheet.merge_range(2, 5, 3, 5, "СНИЛС", &format).unwrap();
        texts(sheet, 3, &["", "Фамилия", "Имя", "Отчество"]);
        sheet.write_number(4, 0, 1).unwrap();
        texts(sheet, 4, &["", pupil[0], pupil[1], pupil[2]]);
        sheet.write_with_format(4, 4, &birth, &day).unwrap();
        sheet.write_number(4, 5, 8_765_430_300f64).unwrap();
    }
    let notes = book.add_worksheet().set_name("Примечания").unwrap();
    texts(notes, 0, &["Сведения на 1 сентября"]);
    let mut list = parse(&saved(book)).unwrap();
    assert_eq!(lines(&list), ["Иванов Пётр Ильич|2015-03-01|5А|087-654-303 00|", "Ким Анна|2014-12-05|5Б|087-654-303 00|"]);
    assert_eq!(places(&list.skip), [(1, "sheet-no-heading")]);
    list.warnings.retain(|w| w.code != "snils-zeros-restored");
    assert!(list.warnings.is_empty() && list.errors.is_empty());
}

#[test]
fn a_name_heading_merged_over_three_columns_and_a_class_merged_over_rows_are_understood() {
    let mut book = Workbook::new();
    let format = Format::new();
    let sheet = book.add_worksheet();
    sheet.merge_range(0, 1, 0, 3, "Ф.И.О.", &format).unwrap();
    texts(sheet, 0, &["Класс", "", "", "", "Дата рождения", "СНИЛС", "Пол"]);
    sheet.merge_range(1, 0, 2, 0, "5А", &format).unwrap();
    texts(sheet, 1, &["", "Иванов", "Пётр", "Ильич", "01.03.2015", "112-233-445 95", "М"]);
    texts(sheet, 2, &["", "Ким", "Анна", "", "05.12.2014", "087-654-303 00", "Ж"]);
    sheet.merge_range(3, 0, 3, 6, "Верно. Секретарь", &format).unwrap();
    let list = parse(&saved(book)).unwrap();
    assert_eq!(lines(&list), [PETR, ANNA]);
    assert_eq!(places(&list.skip), [(4, "not-a-pupil")]);
}

#[test]
fn a_computed_class_is_taken_and_a_computed_name_refused() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &["Фамилия", "Имя", "Отчество", "Дата рождения", "Класс"]);
    texts(sheet, 1, &["Иванов", "Пётр", "Ильич", "01.03.2015"]);
    sheet.write_formula(1, 4, Formula::new("=5&\"А\"").set_result("5А")).unwrap();
    texts(sheet, 2, &["Ким", "", "", "05.12.2014", "5А"]);
    sheet.write_formula(2, 1, Formula::new("=\"Ан\"&\"на\"").set_result("Анна")).unwrap();
    let list = parse(&saved(book)).unwrap();
    assert_eq!(list.pupils[0].class.to_string(), "5А");
    assert_eq!(places(&list.errors), [(3, "name-formula")]);
    assert!(list.errors[0].value.starts_with('='));
}

#[test]
fn hidden_sheets_are_not_read_and_that_is_said() {
    let mut book = Workbook::new();
    for (name, hidden) in [("Список", false), ("Архив", true)] {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        texts(sheet, 0, &["ФИО", "Дата рождения", "Класс"]);
        texts(sheet, 1, &["Иванов Пётр Ильич", "01.03.2015", "5А"]);
        sheet.set_hidden(hidden);
    }
    let list = parse(&saved(book)).unwrap();
    assert_eq!((list.pupils.len(), places(&list.warnings)), (1, vec![(1, "sheet-hidden")]));
}

#[test]
fn a_stray_cell_far_away_is_refused_with_its_place_and_eats_no_memory() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    texts(sheet, 0, &["ФИО", "Дата рождения", "Класс"]);
    sheet.write_string(1_048_575, 16_383, "край").unwrap();
    let error = parse(&saved(book)).unwrap_err();
    assert_eq!((error.code, error.args["row"].as_str()), ("import-too-many-rows", "1048576"));
}

#[test]
fn hostile_counts_are_refused_before_they_reach_the_reader() {
    let bytes = two_rows(42064, 41978);
    let huge = patched(&bytes, "xl/sharedStrings.xml", "uniqueCount=\"", "uniqueCount=\"99999999999");
    assert_eq!(parse(&huge).unwrap_err().code, "import-damaged");
}

#[test]
fn a_packed_bomb_is_refused_by_what_it_unpacks_to() {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for part in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
        out.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        let block = vec![b' '; 1 << 20];
        for _ in 0..140 {
            out.write_all(&block).unwrap();
        }
    }
    let bytes = out.finish().unwrap().into_inner();
    assert!(bytes.len() < 1 << 20);
    assert_eq!(parse(&bytes).unwrap_err().code, "import-too-big");
}

#[test]
fn a_document_of_repeated_cells_is_refused_by_what_it_unfolds_to() {
    let row = "<table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell table:number-columns-repeated=\"16000\" office:value-type=\"string\"><text:p>x</text:p></table:table-cell></table:table-row>";
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:body><office:spreadsheet><table:table table:name=\"а\">{row}</table:table></office:spreadsheet></office:body></office:document-content>"
    );
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (part, text) in [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_str())] {
        out.start_file(part, zip::write::SimpleFileOptions::default()).unwrap();
        out.write_all(text.as_bytes()).unwrap();
    }
    assert_eq!(parse(&out.finish().unwrap().into_inner()).unwrap_err().code, "import-too-big");
}

#[test]
fn other_archives_are_named_for_what_they_are_not() {
    let mut out = zip::ZipWriter::new(Cursor::new(Vec::new()));
    out.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    out.write_all(b"<w/>").unwrap();
    assert_eq!(parse(&out.finish().unwrap().into_inner()).unwrap_err().code, "import-not-a-table");
}
