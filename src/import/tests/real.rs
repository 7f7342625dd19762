use super::*;

#[test]
fn the_whole_school_gives_765_pupils_in_30_classes() {
    let data = plan(parse(&fixture("контингент-школа.xlsx")).unwrap(), &[]);
    assert_eq!((data.create.len(), data.new_classes.len()), (765, 30));
    assert_eq!((data.errors, data.warnings), (vec![], vec![]));
    assert_eq!(places(&data.skip), [(770, "totals")]);
    assert_eq!(data.new_classes.first().unwrap().to_string(), "1А");
    assert_eq!(data.new_classes.last().unwrap().to_string(), "11Б");
    let first = &data.create[0];
    assert_eq!(first.place.row, 5);
    assert_eq!(first.name.to_string(), "Брагин Родион Адамович");
    assert_eq!(first.birth.to_string(), "2019-05-20");
    assert_eq!(first.snils.unwrap().to_string(), "184-495-265 11");
    assert_eq!(first.order.as_ref().unwrap().to_string(), "№ 71-у от 21.08.2026");
    assert_eq!(first.personal_file.as_deref(), Some("Б/100"));
    assert!(data.create.iter().all(|p| p.sex.is_some() && p.snils.is_some() && p.order.is_some() && p.personal_file.is_some()));
    let uses: Vec<&str> = data.columns.iter().map(|c| c.field.as_str()).collect();
    assert_eq!(uses, ["", "full_name", "birth", "sex", "class", "snils", "personal_file", "order_number", "order_date", "", ""]);
}

#[test]
fn contacts_are_read_where_they_are_kept() {
    let rules = Rules { contacts: true, ..RULES };
    let list = pupils::parse(&fixture("контингент-школа.xlsx"), rules, &|_, _| true).unwrap();
    assert_eq!(list.pupils[0].guardian.as_deref(), Some("Щербакова Юлия Геннадьевна"));
    assert!(list.columns.iter().any(|c| c.field == "guardian"));
}

#[test]
fn the_same_list_twice_changes_nothing() {
    let list = parse(&fixture("контингент-школа.xlsx")).unwrap();
    let known = all_kept(&plan(list.clone(), &[]));
    let again = plan(list, &known);
    assert_eq!((again.create.len(), again.update.len(), again.unchanged.len()), (0, 0, 765));
    assert_eq!((again.errors, again.new_classes), (vec![], vec![]));
}

#[test]
fn the_enrolment_of_grade_one_creates_nobody_and_adds_only_addresses() {
    let known = all_kept(&plan(parse(&fixture("контингент-школа.xlsx")).unwrap(), &[]));
    let list = parse(&fixture("зачисление-1-классы.csv")).unwrap();
    assert_eq!(list.format, "csv windows-1251");
    let data = plan(list.clone(), &known);
    assert_eq!((data.create.len(), data.errors.len(), data.warnings.len(), data.new_classes.len()), (0, 0, 0, 0));
    assert_eq!(data.update.len(), 80);
    assert!(data.update.iter().all(|u| matches!(u.changes.as_slice(), [plan::Change::Address(None, _)])));
    // Where the addresses are known already, the list changes nothing.
    let mut known = known;
    for update in &data.update {
        let pupil = known.iter_mut().find(|k| k.snils == update.pupil.snils).unwrap();
        pupil.address.clone_from(&update.pupil.address);
    }
    let again = plan(list, &known);
    assert_eq!((again.create.len(), again.update.len(), again.unchanged.len()), (0, 0, 80));
}

#[test]
fn the_planted_mistakes_are_found_row_by_row() {
    let data = plan(parse(&fixture("контингент-с-ошибками.xlsx")).unwrap(), &[]);
    assert_eq!(
        places(&data.errors),
        [
            (5, "snils-control"),
            (6, "birth-unreadable"),
            (7, "birth-future"),
            (8, "name-no-surname"),
            (11, "class-grade"),
            (12, "name-formula"),
            (13, "name-markup"),
        ]
    );
    assert_eq!(places(&data.warnings), [(3, "class-latin-mended"), (4, "name-latin-mended"), (10, "repeated-child")]);
    assert_eq!(places(&data.skip), [(10, "repeated-child"), (30, "totals")]);
    let rows: Vec<u32> = data.create.iter().map(|p| p.place.row).collect();
    assert_eq!(rows, [2, 3, 4, 9].into_iter().chain(14..=28).collect::<Vec<u32>>());
    assert!(data.create.iter().all(|p| p.class.to_string() == "5А"));
    assert_eq!(data.create[2].name.surname, "Большакова");
    let note = &data.errors[0];
    assert_eq!((note.sheet.as_str(), note.column.as_str(), note.value.as_str()), ("Sheet", "СНИЛС", "183-462-974 11"));
    assert!(data.errors[5].value.starts_with("=HYPERLINK"), "{}", data.errors[5].value);
    assert!(data.errors.iter().all(|n| n.message.ends_with('.') && !n.message.starts_with("import-")));
}

#[test]
fn the_plan_is_shown_as_the_contract_says() {
    let data = plan(parse(&fixture("контингент-с-ошибками.xlsx")).unwrap(), &[]);
    let api = data.to_api("план", "контингент-с-ошибками.xlsx");
    assert_eq!((api.format.as_str(), api.new_classes.as_slice()), ("xlsx", &["5А".to_owned()][..]));
    assert_eq!((api.create[0].name.as_str(), api.create[0].birth.as_str()), ("Лапин Аполлинарий Юльевич", "2014-10-21"));
    assert_eq!(api.columns[3].samples[0], "21.10.2014");
}
