//! Where Russian words may be divided: between syllables, by the school's own rules of carrying over (перенос).
//!
//! A syllable has a vowel on either side of the break; «й», «ь», «ъ» stay with the letter before; «ы» never begins a line;
//! never one letter alone; of two consonants the break falls between. Dictionaries know more; these never break a rule.

const VOWELS: &str = "аеёиоуыэюя";
const SIGNS: &str = "йьъ";
const CONSONANTS: &str = "бвгджзклмнпрстфхцчшщ";

fn is(set: &str, c: char) -> bool {
    c.to_lowercase().next().is_some_and(|c| set.contains(c))
}

/// Byte places in `word` before which a hyphen may go, in order. Words of other alphabets have none.
#[must_use]
pub fn places(word: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = word.char_indices().collect();
    let mut out = Vec::new();
    for at in 2..chars.len().saturating_sub(1) {
        let (Some(before), Some(after)) = (chars.get(..at), chars.get(at..)) else { continue };
        if may_break(before, after)
            && let Some((byte, _)) = after.first()
        {
            out.push(*byte);
        }
    }
    out
}

/// The letters next to the break, without those behind a sign that is no letter.
fn letters(side: impl Iterator<Item = char>) -> Vec<char> {
    side.take_while(|c| is(VOWELS, *c) || is(SIGNS, *c) || is(CONSONANTS, *c)).collect()
}

fn may_break(before: &[(usize, char)], after: &[(usize, char)]) -> bool {
    let left = letters(before.iter().rev().map(|(_, c)| *c));
    let right = letters(after.iter().map(|(_, c)| *c));
    let (Some(last), Some(first)) = (left.first(), right.first()) else { return false };
    let voiced = |side: &[char]| side.iter().any(|c| is(VOWELS, *c));
    if left.len() < 2 || right.len() < 2 || !voiced(&left) || !voiced(&right) || is(SIGNS, *first) || is("ы", *first) {
        return false;
    }
    if is(SIGNS, *last) {
        return true;
    }
    let next_is_vowel = right.get(1).is_some_and(|c| is(VOWELS, *c));
    match (is(VOWELS, *last), is(VOWELS, *first)) {
        // а-э: between two vowels.
        (true, true) => true,
        // мо-ло: a consonant goes to the vowel after it; «о-тцу» would leave a cluster whole, which is right too.
        (true, false) => next_is_vowel || right.get(1).is_some_and(|c| is("рл", *c)) && !is("рлй", *first),
        // A vowel is never torn off the consonant before it.
        (false, true) => false,
        // сес-тра: between two consonants, not between doubled ones' second and what follows.
        (false, false) => left.get(1).is_none_or(|c| c != last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(word: &str) -> String {
        let mut out = word.to_owned();
        for at in places(word).into_iter().rev() {
            out.insert(at, '-');
        }
        out
    }

    #[test]
    fn words_are_divided_between_syllables() {
        for (word, wanted) in [
            ("молоко", "мо-ло-ко"),
            ("литература", "ли-те-ра-ту-ра"),
            ("объяснение", "объ-яс-не-ние"),
            ("майка", "май-ка"),
            ("большой", "боль-шой"),
            ("урок", "урок"),
            ("дробь", "дробь"),
            ("класс", "класс"),
            ("касса", "кас-са"),
            ("ЖЁЛТЫЙ", "ЖЁЛ-ТЫЙ"),
            ("роман", "ро-ман"),
        ] {
            assert_eq!(divided(word), wanted);
        }
    }

    #[test]
    fn nothing_is_divided_that_is_no_russian_word() {
        for word in ["Homework", "12345", "§12–14", "а", "яд", "", "https://example.org", "漢字漢字"] {
            assert!(places(word).is_empty(), "{word}");
        }
    }

    #[test]
    fn no_part_is_a_single_letter_or_without_a_vowel_and_nothing_is_lost() {
        for word in
            "всероссийская самостоятельная взаимопроверка подъезд съёмка жужжание экскурсия «Капитанская инструктаж, агентство".split(' ')
        {
            for at in places(word) {
                let (left, right) = word.split_at(at);
                for part in [left, right] {
                    let letters: Vec<char> = part.chars().filter(|c| c.is_alphabetic()).collect();
                    assert!(letters.len() >= 2 && letters.iter().any(|c| is(VOWELS, *c)), "{left}-{right}");
                }
                assert!(!right.starts_with(['ь', 'ъ', 'й', 'ы']), "{left}-{right}");
            }
        }
    }
}
