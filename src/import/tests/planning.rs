use super::*;
use crate::people::ClassName;
use plan::Change;

const HEAD: &str = "ФИО;Дата рождения;Класс;СНИЛС;Пол;Приказ;Адрес\n";

fn list(rows: &str) -> PupilList {
    parse(format!("{HEAD}{rows}").as_bytes()).unwrap()
}

fn known(rows: &str) -> Vec<KnownPupil> {
    all_kept(&plan(list(rows), &[]))
}

const ANNA: &str = "Фёдорова Анна Ильинична;01.02.2015;5А;112-233-445 95;ж;№ 1 от 01.09.2022;г. Уфа\n";

#[test]
fn a_field_that_the_file_lacks_never_clears_a_known_one() {
    let data = plan(list("Федорова анна Ильинична;01.02.2015;5а;;;;\n"), &known(ANNA));
    assert_eq!((data.unchanged.len(), data.update.len(), data.create.len()), (1, 0, 0));
}

#[test]
fn a_child_in_another_class_is_a_move() {
    let data = plan(list(&ANNA.replace("5А", "5Б")), &known(ANNA));
    let [update] = data.update.as_slice() else { panic!("{:?}", data.update) };
    let [Change::Class(Some(from), to)] = update.changes.as_slice() else { panic!("{:?}", update.changes) };
    assert_eq!((from.to_string(), to.to_string()), ("5А".to_owned(), "5Б".to_owned()));
    assert_eq!(places(&data.warnings), [(2, "known-other-class")]);
    assert_eq!(data.to_api("", "").update[0].changes, ["класс: 5А → 5Б"]);
    assert_eq!(data.new_classes.len(), 1);
}

#[test]
fn a_changed_surname_under_the_same_number_and_birth_date_is_an_update() {
    let data = plan(list(&ANNA.replace("Фёдорова", "Иванова")), &known(ANNA));
    assert_eq!((data.update.len(), data.errors.len()), (1, 0));
    assert_eq!(places(&data.warnings), [(2, "known-other-name")]);
}

#[test]
fn one_number_for_two_people_is_an_error() {
    let data = plan(list("Ким Олег;05.06.2014;5А;112-233-445 95;;;\n"), &known(ANNA));
    assert_eq!(places(&data.errors), [(2, "snils-other-person")]);
    assert!(data.errors[0].message.contains("Фёдорова Анна Ильинична, 5А"), "{}", data.errors[0].message);
    let data = plan(list(&format!("{ANNA}Ким Олег;05.06.2014;5А;112-233-445 95;;;\n")), &[]);
    assert_eq!((places(&data.errors), data.create.len()), (vec![(3, "snils-other-person-in-file")], 1));
}

#[test]
fn one_child_under_two_numbers_is_an_error() {
    let data = plan(list(&ANNA.replace("112-233-445 95", "087-654-303 00")), &known(ANNA));
    assert_eq!((places(&data.errors), data.create.len()), (vec![(2, "snils-differs")], 0));
}

#[test]
fn a_number_that_was_lacking_is_added() {
    let data = plan(list(ANNA), &known(&ANNA.replace("112-233-445 95", "")));
    let [update] = data.update.as_slice() else { panic!("{:?}", data.errors) };
    assert!(matches!(update.changes.as_slice(), [Change::Snils(None, _)]));
}

#[test]
fn a_child_twice_is_passed_over_and_in_two_classes_refused() {
    let data = plan(list(&format!("{ANNA}{ANNA}")), &[]);
    assert_eq!((places(&data.skip), places(&data.warnings)), (vec![(3, "repeated-child")], vec![(3, "repeated-child")]));
    let data = plan(list(&format!("{ANNA}{}", ANNA.replace("5А", "5Б"))), &[]);
    assert_eq!((places(&data.errors), data.create.len()), (vec![(3, "repeated-in-class")], 1));
    let data = plan(list(&format!("{ANNA}{ANNA}")), &known(ANNA));
    assert_eq!((data.unchanged.len(), data.skip.len()), (1, 1));
}

#[test]
fn a_number_learned_from_one_row_guards_the_rows_below() {
    let rows = format!("{ANNA}Ким Олег;05.06.2014;5А;112-233-445 95;;;\n");
    let data = plan(list(&rows), &known(&ANNA.replace("112-233-445 95", "")));
    assert_eq!((data.update.len(), places(&data.errors)), (1, vec![(3, "snils-other-person-in-file")]));
}

#[test]
fn the_journals_own_spelling_of_a_class_stays() {
    let classes = [ClassName::parse("10 Физмат").unwrap().value];
    let rows = list("Ким Олег;05.06.2010;10 физмат;;;;\nЛи Олег;05.06.2010;10 ФИЗМАТ;;;;\n");
    let data = plan::pupils(rows, &[], &classes, &|_, _| true).unwrap();
    assert!(data.new_classes.is_empty() && data.create.iter().all(|p| p.class == classes[0]));
}

#[test]
fn work_stops_when_told() {
    assert_eq!(pupils::parse(format!("{HEAD}{ANNA}").as_bytes(), RULES, &|_, _| false).unwrap_err().code, "cancelled");
    assert_eq!(plan::pupils(list(ANNA), &[], &[], &|_, _| false).unwrap_err().code, "cancelled");
}

#[test]
fn no_text_is_longer_than_its_event_holds() {
    let long = "я".repeat(61);
    let source = format!("Фамилия;Имя;Дата рождения;Класс;№ личного дела;Адрес\nИ{long};Пётр;01.03.2015;5А;{long};{}\n", long.repeat(5));
    let list = parse(source.as_bytes()).unwrap();
    assert_eq!(places(&list.errors), [(2, "name-long"), (2, "cell-long"), (2, "cell-long")]);
    assert!(list.errors[1].message.contains("300") && list.errors[2].message.contains("60"), "{:?}", list.errors);
}
