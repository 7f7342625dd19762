//! Names of classes: a grade and a letter, «5А», read in all the spellings that lists use (domain.md 10).

use super::letters::{fold, has_markup, is_cyrillic, is_dash, is_latin, mend_word, tidy};
use super::{Fault, Read};

/// Longest letter in characters.
pub const MAX_LETTER: usize = 15;

/// The name of a class (класс): grade 1–11 and a letter, which may be a short word or empty.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ClassName {
    /// Grade (параллель), 1–11.
    pub grade: u8,
    /// Letter (литера): a single letter is a capital one, a longer one is kept as typed.
    pub letter: String,
}

impl ClassName {
    /// Reads «5 А», «5-А», «5«А»», «5а», «5 А класс», with Latin look-alikes mended under a warning.
    ///
    /// # Errors
    /// `class-empty`, `class-unreadable`, `class-grade`, `class-letter`.
    pub fn parse(text: &str) -> Result<Read<Self>, Fault> {
        let text = tidy(text);
        if text.is_empty() {
            return Err(Fault("class-empty"));
        }
        let bare = without_word(&text);
        let bare = bare.trim_start_matches(is_separator);
        let digits = bare.chars().take_while(char::is_ascii_digit).count();
        if digits == 0 || digits > 2 {
            return Err(Fault(if digits == 0 { "class-unreadable" } else { "class-grade" }));
        }
        let (grade, letter) = bare.split_at(digits);
        // «5-й А класс»: the ending of the ordinal number is no letter.
        let ending = letter.trim_start_matches(is_dash);
        let ending = ["й ", "ый ", "ий "].iter().find_map(|e| ending.strip_prefix(e)).filter(|rest| !rest.is_empty());
        Self::from_parts(grade, ending.unwrap_or(letter))
    }

    /// Reads a class whose grade and letter stand in two columns.
    ///
    /// # Errors
    /// As [`ClassName::parse`].
    pub fn from_parts(grade: &str, letter: &str) -> Result<Read<Self>, Fault> {
        let grade = without_word(&tidy(grade));
        let grade = grade.trim_matches(is_separator);
        if grade.is_empty() {
            return Err(Fault("class-empty"));
        }
        if !grade.bytes().all(|b| b.is_ascii_digit()) {
            return Err(Fault("class-unreadable"));
        }
        let grade: u8 = grade.parse().map_err(|_| Fault("class-grade"))?;
        if !(1..=11).contains(&grade) {
            return Err(Fault("class-grade"));
        }
        let letter = read_letter(letter)?;
        Ok(Read { value: Self { grade, letter: letter.value }, warning: letter.warning })
    }

    /// How classes are compared: case and ё do not matter.
    #[must_use]
    pub fn key(&self) -> (u8, String) {
        (self.grade, fold(&self.letter))
    }

    /// Finds a class named in a heading or on a sheet's tab: «5А», «Список 5 «А» класса», «Класс: 5А».
    ///
    /// A bare number is no class here, since tabs and headings carry numbers of all kinds.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let text = tidy(text);
        let short = |n: Self| (n.letter.chars().all(char::is_alphabetic) && (1..=3).contains(&n.letter.chars().count())).then_some(n);
        if let Some(found) = Self::parse(&text).ok().map(|r| r.value).and_then(short) {
            return Some(found);
        }
        let at = fold(&text).find("класс")?;
        // `fold` may change the length of foreign letters; such a heading is not worth guessing.
        let before = text.get(..at)?;
        let after = text.get(at..)?;
        let last_number = before.char_indices().rev().find(|(_, c)| c.is_ascii_digit()).map(|(end, _)| {
            let start = before[..end].char_indices().rev().take_while(|(_, c)| c.is_ascii_digit()).last();
            start.map_or(end, |(start, _)| start)
        });
        if let Some(start) = last_number {
            return Self::parse(&before[start..]).ok().map(|r| r.value).and_then(short);
        }
        let start = after.find(|c: char| c.is_ascii_digit())?;
        let tail = &after[start..];
        let end = tail.char_indices().nth(6).map_or(tail.len(), |(i, _)| i);
        let tail = &tail[..end];
        let cut = tail.find([',', '(', ';', '.']).unwrap_or(tail.len());
        Self::parse(&tail[..cut]).ok().map(|r| r.value).and_then(short)
    }
}

impl std::fmt::Display for ClassName {
    /// «5А», «10ФМ»; a letter that is a word or begins with a digit stands apart: «10 физмат», «5 1».
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.letter.chars().count() > 3 || !self.letter.chars().all(char::is_alphabetic) {
            write!(f, "{} {}", self.grade, self.letter)
        } else {
            write!(f, "{}{}", self.grade, self.letter)
        }
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '«' | '»' | '"' | '\'' | '„' | '“' | '”' | '‘' | '’' | '`' | '‹' | '›')
}

fn is_separator(c: char) -> bool {
    c == ' ' || is_dash(c) || is_quote(c) || matches!(c, '.' | '_' | '/' | '\\' | ':' | ',')
}

/// Drops the word «класс» in its forms, and «кл.».
fn without_word(text: &str) -> String {
    let kept = |w: &&str| {
        let w = fold(w);
        let w = w.trim_matches(is_separator);
        !matches!(w, "класс" | "класса" | "классе" | "кл")
    };
    text.split(' ').filter(kept).collect::<Vec<_>>().join(" ")
}

fn read_letter(text: &str) -> Result<Read<String>, Fault> {
    let text = tidy(text);
    if has_markup(&text) {
        return Err(Fault("class-letter"));
    }
    let text = without_word(&text);
    let text: String = text.chars().filter(|c| !is_quote(*c)).map(|c| if is_dash(c) { '-' } else { c }).collect();
    let text = tidy(text.trim_matches(is_separator));
    let allowed = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '(' | ')' | '.' | '/');
    if text.chars().count() > MAX_LETTER || !text.chars().all(allowed) || text.starts_with(|c: char| !c.is_alphanumeric() && c != '(') {
        return Err(Fault("class-letter"));
    }
    let mut warning = None;
    let words: Vec<String> = text
        .split(' ')
        .map(|word| {
            // A single lower-case letter is looked at as a capital one: «5b» is «5В».
            let single = word.chars().count() == 1;
            let word = if single { word.to_uppercase() } else { word.to_owned() };
            match mend_word(&word) {
                Some(mended) => {
                    warning = Some("class-latin-mended");
                    mended
                }
                None => {
                    if word.chars().any(is_latin) {
                        warning = Some(if word.chars().any(is_cyrillic) { "class-mixed" } else { "class-latin" });
                    }
                    word
                }
            }
        })
        .collect();
    let letter = words.join(" ");
    if letter.chars().count() > MAX_LETTER || warning == Some("class-mixed") {
        return Err(Fault("class-letter"));
    }
    Ok(Read { value: letter, warning })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn name(grade: u8, letter: &str) -> ClassName {
        ClassName { grade, letter: letter.into() }
    }

    #[test]
    fn all_spellings_of_one_class_are_one_class() {
        for text in [
            "5А",
            "5 А",
            "5-А",
            "5«А»",
            "5 «А»",
            "5а",
            "5 \"А\"",
            "5 – А",
            "5А класс",
            "5 «а» кл.",
            "5.А",
            " 5\u{a0}А ",
            "05А",
            "5-й А класс",
        ] {
            let read = ClassName::parse(text).unwrap();
            assert_eq!((read.value, read.warning), (name(5, "А"), None), "{text}");
        }
    }

    #[test]
    fn latin_look_alikes_are_mended_with_a_warning() {
        for text in ["5A", "5 a", "5-A"] {
            let read = ClassName::parse(text).unwrap();
            assert_eq!((read.value, read.warning), (name(5, "А"), Some("class-latin-mended")), "{text}");
        }
        assert_eq!(ClassName::parse("5B").unwrap().value, name(5, "В"));
        assert_eq!(ClassName::parse("5D").unwrap().warning, Some("class-latin"));
    }

    #[test]
    fn grades_are_one_to_eleven() {
        assert_eq!(ClassName::parse("11Б").unwrap().value, name(11, "Б"));
        assert_eq!(ClassName::parse("15Я").unwrap_err(), Fault("class-grade"));
        assert_eq!(ClassName::parse("0А").unwrap_err(), Fault("class-grade"));
        assert_eq!(ClassName::parse("2026").unwrap_err(), Fault("class-grade"));
        assert_eq!(ClassName::parse("А").unwrap_err(), Fault("class-unreadable"));
        assert_eq!(ClassName::parse("").unwrap_err(), Fault("class-empty"));
    }

    #[test]
    fn a_letter_may_be_a_word_of_fifteen_characters() {
        assert_eq!(ClassName::parse("10 физмат").unwrap().value.to_string(), "10 физмат");
        assert_eq!(ClassName::parse("10-гуманитарный").unwrap().value, name(10, "гуманитарный"));
        assert_eq!(ClassName::parse("10 абвгдежзийклмноп").unwrap_err(), Fault("class-letter"));
        assert_eq!(ClassName::parse("5<b>").unwrap_err(), Fault("class-letter"));
        assert_eq!(ClassName::parse("5").unwrap().value.to_string(), "5");
        assert_eq!(ClassName::from_parts("5", "1").unwrap().value.to_string(), "5 1");
    }

    #[test]
    fn grade_and_letter_may_stand_apart() {
        assert_eq!(ClassName::from_parts("1", "А").unwrap().value, name(1, "А"));
        assert_eq!(ClassName::from_parts(" 7 класс", "«б»").unwrap().value, name(7, "Б"));
        assert_eq!(ClassName::from_parts("", "А").unwrap_err(), Fault("class-empty"));
    }

    #[test]
    fn a_heading_or_a_tab_names_its_class() {
        for text in ["5А", "5 «А» класс", "Список обучающихся 5 «А» класса", "Класс: 5А", "СПИСОК УЧАЩИХСЯ 5-А КЛАССА", "Класс 5А, 25 чел."]
        {
            assert_eq!(ClassName::find(text), Some(name(5, "А")), "{text}");
        }
        for text in ["Лист1", "2026", "Список обучающихся на 01.09.2026", "1", "Классный руководитель", "классы 5–9", ""]
        {
            assert_eq!(ClassName::find(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_displayed_class_reads_back(grade in 1u8..=11, letter in "[А-ЯЁ]|[а-яё]{2,15}|[1-9]|[а-яё]{3,6} [а-яё]{3,6}|") {
            prop_assume!(!["кл", "класс", "класса", "классе"].iter().any(|w| letter.split(' ').any(|l| l == *w)));
            let class = ClassName { grade, letter };
            prop_assert_eq!(ClassName::parse(&class.to_string()).unwrap().value, class);
        }

        #[test]
        fn any_text_is_read_or_refused_without_panic(text in ".{0,40}") {
            let _ = ClassName::parse(&text);
            let _ = ClassName::find(&text);
        }
    }
}
