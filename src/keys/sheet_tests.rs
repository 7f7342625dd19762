#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
use super::*;

fn sheet() -> SheetSeed {
    SheetSeed { number: 1, seed: RootSeed(Secret::new(std::array::from_fn(|i| (i * 37 + 11) as u8))) }
}

fn text() -> String {
    sheet().groups().join(" ")
}

fn code(text: &str) -> &'static str {
    SheetSeed::parse(text).unwrap_err().code
}

#[test]
fn a_sheet_reads_back() {
    for number in [1u8, 2, 255] {
        let one = SheetSeed { number, seed: RootSeed::random().unwrap() };
        let groups = one.groups();
        assert!(groups.len() == GROUPS && groups.iter().all(|g| g.len() == GROUP_LEN));
        let back = SheetSeed::parse(&groups.join(" ")).unwrap();
        assert!(back.number == number && back.seed.0.same_as(&one.seed.0));
    }
}

#[test]
fn case_spaces_dashes_line_breaks_and_numbers_of_groups_do_not_matter() {
    let plain = text();
    let numbered: String = plain.split(' ').enumerate().map(|(i, g)| format!("{}. {g}\r\n", i + 1)).collect();
    let typed = [plain.to_lowercase(), plain.replace(' ', ""), plain.replace(' ', " — "), plain.replace(' ', "-"), numbered];
    for t in typed {
        assert!(SheetSeed::parse(&t).unwrap().seed.0.same_as(&sheet().seed.0), "{t}");
    }
}

#[test]
fn look_alikes_of_both_alphabets_are_read_as_what_was_meant() {
    let cyrillic = |c: char| match c {
        'A' => 'А',
        'B' => 'в',
        'C' => 'С',
        'E' => 'е',
        'H' => 'Н',
        'I' => '1',
        'K' => 'к',
        'M' => 'М',
        'O' => '0',
        'P' => 'р',
        'T' => 'Т',
        'X' => 'х',
        'Y' => 'у',
        '3' => 'З',
        c => c,
    };
    let typed: String = text().chars().map(cyrillic).collect();
    assert_ne!(typed, text());
    assert!(SheetSeed::parse(&typed).unwrap().seed.0.same_as(&sheet().seed.0));
}

#[test]
fn every_wrong_character_names_its_group_and_no_other() {
    let plain = text();
    let mut tried = 0;
    for (at, right) in plain.char_indices().filter(|(_, c)| *c != ' ') {
        for wrong in ALPHABET.iter().map(|a| char::from(*a)).filter(|w| *w != right) {
            let mut t = plain.clone();
            t.replace_range(at..=at, &wrong.to_string());
            let e = SheetSeed::parse(&t).unwrap_err();
            assert_eq!((e.code, e.args["groups"].as_str()), ("sheet-group", (at / 6 + 1).to_string().as_str()));
            tried += 1;
        }
    }
    assert_eq!(tried, 70 * 31);
}

#[test]
fn two_exchanged_characters_of_a_group_are_found() {
    let groups = sheet().groups();
    for (n, group) in groups.iter().enumerate() {
        for (i, j) in (0..5).flat_map(|i| (i + 1..5).map(move |j| (i, j))) {
            let mut bytes = group.clone().into_bytes();
            bytes.swap(i, j);
            let swapped = String::from_utf8(bytes).unwrap();
            if swapped != *group {
                let mut all = groups.to_vec();
                all[n] = swapped;
                assert_eq!(SheetSeed::parse(&all.join(" ")).unwrap_err().args["groups"], (n + 1).to_string());
            }
        }
    }
}

#[test]
fn groups_in_each_others_place_are_both_named() {
    let mut all = sheet().groups().to_vec();
    all.swap(3, 10);
    let e = SheetSeed::parse(&all.join(" ")).unwrap_err();
    assert_eq!((e.code, e.args["groups"].as_str(), e.args["count"].as_str()), ("sheet-group", "4, 11", "2"));
}

#[test]
fn a_lost_or_doubled_character_names_its_group_when_the_groups_are_kept_apart() {
    let mut all = sheet().groups().to_vec();
    all[6].pop();
    let e = SheetSeed::parse(&all.join(" ")).unwrap_err();
    assert_eq!((e.code, e.args["group"].as_str(), e.args["found"].as_str()), ("sheet-length", "7", "69"));
    all[6].push_str("AA");
    assert_eq!(SheetSeed::parse(&all.join("-")).unwrap_err().args["group"], "7");
}

#[test]
fn a_lost_character_in_one_long_line_is_found_not_before_its_group() {
    let plain = text().replace(' ', "");
    let mut t = plain.clone();
    t.remove(33);
    let e = SheetSeed::parse(&t).unwrap_err();
    assert_eq!(e.code, "sheet-length");
    assert!(e.args["group"].parse::<usize>().unwrap() >= 7);
    assert_eq!(SheetSeed::parse(&plain[..35]).unwrap_err().args["group"], "8");
}

#[test]
fn foreign_characters_say_where_they_stand_and_not_what_they_are() {
    let e = SheetSeed::parse(&text().replacen(' ', " Ж", 1)).unwrap_err();
    assert_eq!((e.code, e.args["group"].as_str(), e.args["position"].as_str()), ("sheet-character", "2", "1"));
    assert!(!e.args.values().any(|v| v.contains('Ж')));
}

#[test]
fn a_whole_that_does_not_check_is_refused_though_every_group_does() {
    // A valid group of another sheet in place of the first data group.
    let mut all = sheet().groups().to_vec();
    let other = SheetSeed { number: 1, seed: RootSeed(Secret::new([200; 32])) }.groups().to_vec();
    all[5].clone_from(&other[5]);
    assert_eq!(code(&all.join(" ")), "sheet-check");
    let zero = SheetSeed { number: 0, seed: sheet().seed };
    assert_eq!(code(&zero.groups().join(" ")), "sheet-check");
}

#[test]
fn nonsense_never_panics() {
    for t in ["", " ", "1.", "№", "Ω", "ß", "ŉ", "🙂🙂🙂", &"A".repeat(70), &"A".repeat(71), &"Ж".repeat(5000), &"2 ".repeat(999)]
    {
        assert!(SheetSeed::parse(t).is_err(), "{t}");
    }
}

proptest::proptest! {
    #[test]
    fn any_text_is_refused_without_a_panic(t in ".{0,200}") {
        proptest::prop_assert!(SheetSeed::parse(&t).is_err());
    }
}

#[test]
fn the_vector_of_the_format_stays() {
    assert_eq!(text(), "AEFTE AVL2S T7COY SDRTN LB62A FR7M7 CE3FP XAFFU ZLXRD IOK6L QOUM4 34QXG HRQYA MTVUO");
}
