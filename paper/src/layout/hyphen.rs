//! Where Russian words may be divided: between syllables, by the school's own rules of carrying over (перенос).
//!
//! A syllable has a vowel on either side of the break; «й», «ь», «ъ» stay with the letter before; «ы» never begins a line;
//! never one letter alone; of two consonants the break falls between. A prefix and the first part of a compound stay whole, and no
//! part of the root without a vowel stays with them: «пред-ложение», «на-блюдения», «само-стоятельная». Words of five letters and
//! fewer are not divided. Dictionaries know more; these never break a rule.

const VOWELS: &str = "аеёиоуыэюя";
const SIGNS: &str = "йьъ";
const CONSONANTS: &str = "бвгджзклмнпрстфхцчшщ";
/// Consonants that begin no root when another follows: «портрет» has no prefix.
const SONORANTS: &str = "рлмнй";
/// The shortest word that is divided.
const LEAST: usize = 6;

/// Prefixes and first parts of compounds; the longest that fits a word is taken.
const FIRST: [&str; 70] = [
    "авто",
    "без",
    "бес",
    "био",
    "вз",
    "взаимо",
    "внутри",
    "водо",
    "воз",
    "вос",
    "все",
    "вы",
    "гео",
    "дву",
    "двух",
    "до",
    "древне",
    "естество",
    "за",
    "из",
    "ис",
    "кино",
    "контр",
    "макро",
    "меж",
    "между",
    "микро",
    "много",
    "на",
    "над",
    "не",
    "ново",
    "о",
    "об",
    "обще",
    "общество",
    "одно",
    "от",
    "пере",
    "перво",
    "перед",
    "по",
    "под",
    "полу",
    "пре",
    "пред",
    "при",
    "про",
    "противо",
    "прямо",
    "пяти",
    "равно",
    "раз",
    "разно",
    "рас",
    "само",
    "сверх",
    "со",
    "средне",
    "тепло",
    "трех",
    "трёх",
    "у",
    "фото",
    "через",
    "четырех",
    "четырёх",
    "шести",
    "электро",
    "энерго",
];
/// Prefixes before one another: «не-об-ходимость», «вос-про-изведение».
const MOST_PREFIXES: usize = 3;

fn is(set: &str, c: char) -> bool {
    set.contains(c)
}

fn is_letter(c: char) -> bool {
    is(VOWELS, c) || is(SIGNS, c) || is(CONSONANTS, c)
}

/// Byte places in `word` before which a hyphen may go, in order. Words of other alphabets have none.
#[must_use]
pub fn places(word: &str) -> Vec<usize> {
    let chars: Vec<(usize, char)> = word.char_indices().map(|(i, c)| (i, c.to_lowercase().next().unwrap_or(c))).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = chars.get(at..).filter(|r| !r.is_empty()) {
        let letters: Vec<char> = rest.iter().map(|(_, c)| *c).take_while(|c| is_letter(*c)).collect();
        if letters.len() >= LEAST {
            let prefixes = prefixes(&letters);
            let places = (2..letters.len() - 1).filter(|i| may_break(&letters, *i, &prefixes));
            out.extend(places.filter_map(|i| rest.get(i)).map(|(byte, _)| *byte));
        }
        at += letters.len().max(1);
    }
    out
}

/// A prefix from the begin of a word or of the root after another: where it begins, where it ends, up to where the root has no vowel.
struct Prefix {
    from: usize,
    to: usize,
    vowel: usize,
}

fn prefixes(letters: &[char]) -> Vec<Prefix> {
    let mut out: Vec<Prefix> = Vec::new();
    let mut from = 0;
    while out.len() < MOST_PREFIXES {
        // Nearly all fall away by their first letter.
        let rest = letters.get(from..).unwrap_or_default();
        let fits = |p: &&&str| p.chars().zip(rest).all(|(a, b)| a == *b) && rest.len() > p.chars().count();
        let mut all: Vec<usize> = FIRST.iter().filter(fits).map(|p| from + p.chars().count()).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        let Some(found) = all.into_iter().find_map(|to| root(letters, to).map(|(to, vowel)| Prefix { from, to, vowel })) else { break };
        from = found.to;
        out.push(found);
    }
    out
}

/// Where the root after a prefix begins, behind its «ъ», and its first vowel; none when no root begins so.
fn root(letters: &[char], to: usize) -> Option<(usize, usize)> {
    let to = if letters.get(to) == Some(&'ъ') { to + 1 } else { to };
    let rest = letters.get(to..).filter(|r| r.len() > 1)?;
    let vowel = rest.iter().position(|c| is(VOWELS, *c))?;
    let begins = |i: usize, set: &str| rest.get(i).is_some_and(|c| is(set, *c));
    if begins(0, SIGNS) || begins(0, "ы") || begins(0, SONORANTS) && begins(1, CONSONANTS) {
        return None;
    }
    Some((to, to + vowel))
}

fn may_break(letters: &[char], at: usize, prefixes: &[Prefix]) -> bool {
    let (Some(left), Some(right)) = (letters.get(..at), letters.get(at..)) else { return false };
    let (Some(last), Some(first)) = (left.last(), right.first()) else { return false };
    let voiced = |side: &[char]| side.iter().any(|c| is(VOWELS, *c));
    if !voiced(left) || !voiced(right) || is(SIGNS, *first) || is("ы", *first) {
        return false;
    }
    for p in prefixes {
        let ends_in_consonant = letters.get(p.to - 1).is_some_and(|c| is(CONSONANTS, *c));
        if at == p.to {
            // «без-опасный», but «на-дежда»: without a dictionary nobody knows.
            return !(ends_in_consonant && p.vowel == p.to);
        }
        let inside = at > p.from && at < p.to;
        if inside && !letters.get(at..p.to).is_some_and(voiced) || at > p.to && at <= p.vowel {
            return false;
        }
    }
    // «ств» goes over whole: «совершен-ствование».
    let inside = |before: usize| letters.get(at - before..).is_some_and(|rest| rest.starts_with(&['с', 'т', 'в']));
    if inside(1) || inside(2) {
        return false;
    }
    if is(SIGNS, *last) {
        return true;
    }
    let second = right.get(1);
    match (is(VOWELS, *last), is(VOWELS, *first)) {
        // а-э: between two vowels.
        (true, true) => true,
        // мо-ло: a consonant goes to the vowel after it; «о-тцу» would leave a cluster whole, which is right too.
        (true, false) => second.is_some_and(|c| is(VOWELS, *c)) || second.is_some_and(|c| is("рл", *c)) && is("бпвфгкхдт", *first),
        // A vowel is never torn off the consonant before it.
        (false, true) => false,
        // сес-тра: between two consonants, not between doubled ones' second and what follows.
        (false, false) => at < 2 || letters.get(at - 2) != Some(last),
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
            ("большой", "боль-шой"),
            ("портрет", "пор-т-рет"),
            ("дробь", "дробь"),
            ("ЖЁЛТЫЙ", "ЖЁЛ-ТЫЙ"),
            ("«карандаш»,", "«ка-ран-даш»,"),
        ] {
            assert_eq!(divided(word), wanted);
        }
    }

    #[test]
    fn prefixes_and_first_parts_stay_whole_and_roots_keep_their_begin() {
        for (word, wanted) in [
            ("предложение", "пред-"),
            ("самостоятельная", "само-"),
            ("последствия", "по-"),
            ("наблюдения", "на-"),
            ("подход", "под-"),
            ("пространство", "про-"),
            ("двузначных", "дву-"),
            ("обществознание", "общество-"),
            ("рассказ", "рас-"),
            ("необходимость", "необ-"),
            ("воспроизведение", "воспро-"),
            ("объяснение", "объ-"),
        ] {
            assert!(places(word).contains(&(wanted.len() - 1)), "{}", divided(word));
        }
        for (word, never) in [
            ("предложение", "пре-дл"),
            ("самостоятельная", "самос-"),
            ("последствия", "пос-л"),
            ("наблюдения", "наб-л"),
            ("трёхзначных", "трёхз-"),
            ("рассказ", "расс-"),
            ("надежда", "над-"),
            ("совершенствование", "совершенс-"),
            ("совершенствование", "совершенст-"),
            ("надежда", "на-"),
            ("отстранить", "отст-р"),
            ("ознакомление", "оз-"),
            ("упражнение", "уп-"),
        ] {
            let places = places(word);
            let at = never.find('-').unwrap_or(0);
            assert!(!places.contains(&at), "{}", divided(word));
        }
    }

    #[test]
    fn short_words_are_not_divided() {
        for word in ["урок", "майка", "класс", "касса", "роман", "(тема)", "стен-дробь"] {
            assert!(places(word).is_empty(), "{}", divided(word));
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
                    let voiced = letters.iter().any(|c| is(VOWELS, c.to_lowercase().next().unwrap_or(*c)));
                    assert!(letters.len() >= 2 && voiced, "{left}-{right}");
                }
                assert!(!right.starts_with(['ь', 'ъ', 'й', 'ы']), "{left}-{right}");
            }
        }
    }
}
