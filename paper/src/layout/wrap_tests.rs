use super::*;

const STYLE: Style = Style::text(80);

fn checked(text: &str, width: Um) -> Vec<String> {
    let lines = wrap(text, STYLE, width);
    for line in &lines {
        assert!(STYLE.width(line) <= width + 1 || line.chars().count() == 1, "{line}");
    }
    let bare = |s: &str| s.replace([' ', '-'], "");
    assert_eq!(bare(&lines.concat()), bare(text));
    lines
}

#[test]
fn a_topic_is_wrapped_at_words_and_syllables() {
    let lines = checked("Сложение и вычитание обыкновенных дробей с разными знаменателями", 30_000);
    assert!(lines.len() >= 3 && lines.len() <= 5, "{lines:?}");
    assert!(wrap("  \n ", STYLE, 30_000).is_empty());
    assert_eq!(wrap("два  слова\n", STYLE, 30_000), ["два слова"]);
}

#[test]
fn initials_and_numbers_stay_with_what_they_belong_to() {
    let lines = wrap("замена: Лаптева В. Д.", STYLE, Style::text(80).width("замена: Лаптева В."));
    assert_eq!(lines, ["замена: Лаптева", "В. Д."]);
    assert_eq!(wrap("упражнение № 312", STYLE, Style::text(80).width("упражнение №")), ["упражнение", "№ 312"]);
    assert_eq!(checked("№ 1234567890123456789012345678901234567890", 12_000)[0], "№");
    assert_eq!(wrap("№ ", STYLE, 30_000), ["№"]);
}

#[test]
fn names_break_between_words_and_are_set_smaller_before_they_are_torn() {
    let name = "Тимофеева-Константиновская Констанция Константиновна";
    let width = STYLE.width("Константиновская");
    assert_eq!(wrap_whole(name, STYLE, width), ["Тимофеева-", "Константиновская", "Констанция", "Константиновна"]);
    let (style, lines) = fit_whole("Констанция Константиновна", Face::Text, &[80, 65], STYLE.width("Константиновн"), 3);
    assert_eq!((style.size, lines.len()), (65, 2));
    assert_eq!(lines.concat().matches('-').count(), 0);
}

#[test]
fn names_in_a_text_are_not_divided() {
    for (text, fits, wanted) in [
        ("по роману А. С. Пушкина", "по роману А. С. Пуш-", ["по роману", "А. С. Пушкина"]),
        ("к тексту Карамзина", "к тексту Карам-", ["к тексту", "Карамзина"]),
        ("к тексту карамзина", "к тексту карам-", ["к тексту карам-", "зина"]),
        ("Дроби. Упражнения", "Дроби. Упраж-", ["Дроби. Упраж-", "нения"]),
    ] {
        assert_eq!(wrap(text, STYLE, STYLE.width(fits)), wanted);
    }
}

#[test]
fn a_word_wider_than_its_column_is_divided_and_not_lost() {
    assert!(checked(&"Щ".repeat(500), 20_000).len() > 50);
    checked("https://example.org/very/long/path/to/a/lesson?with=query&and=more", 20_000);
    checked("рентгеноэлектрокардиографического достопримечательность", 12_000);
}

#[test]
fn a_column_narrower_than_a_letter_takes_one_letter_a_line() {
    assert_eq!(wrap("абв", STYLE, 100), ["а", "б", "в"]);
}

#[test]
fn a_smaller_size_is_taken_when_the_text_does_not_fit() {
    assert_eq!(fit("5 4", Face::Text, &[85, 70], 5_000, 1).0.size, 85);
    assert_eq!(fit("5 4 3 2", Face::Text, &[85, 70, 55], 5_000, 1).0.size, 55);
}
