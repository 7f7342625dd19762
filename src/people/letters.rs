//! Letters as people type them: look-alikes of two alphabets, combining marks, spaces and dashes of all kinds.

use unicode_normalization::UnicodeNormalization;

/// Latin letters that look like Cyrillic ones.
const LOOK_ALIKES: [(char, char); 26] = [
    ('A', 'А'),
    ('B', 'В'),
    ('C', 'С'),
    ('E', 'Е'),
    ('H', 'Н'),
    ('K', 'К'),
    ('M', 'М'),
    ('O', 'О'),
    ('P', 'Р'),
    ('T', 'Т'),
    ('X', 'Х'),
    ('Y', 'У'),
    ('a', 'а'),
    ('b', 'ь'),
    ('c', 'с'),
    ('e', 'е'),
    ('k', 'к'),
    ('m', 'м'),
    ('n', 'п'),
    ('o', 'о'),
    ('p', 'р'),
    ('r', 'г'),
    ('t', 'т'),
    ('u', 'и'),
    ('x', 'х'),
    ('y', 'у'),
];

/// Lower-case Latin letters that look like Cyrillic ones only in italics or at a glance: mended inside a Cyrillic word, never by themselves.
const WEAK: &str = "bkmnrtu";

/// True for a letter of the Latin script.
#[must_use]
pub fn is_latin(c: char) -> bool {
    c.is_ascii_alphabetic() || matches!(c, '\u{C0}'..='\u{24F}' if c.is_alphabetic())
}

/// True for a letter of the Cyrillic script, of any of its languages.
#[must_use]
pub fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{48A}'..='\u{52F}')
}

/// The Cyrillic letter that a Latin one is taken for.
#[must_use]
pub fn look_alike(c: char) -> Option<char> {
    match c {
        'ë' => Some('ё'),
        'Ë' => Some('Ё'),
        _ => LOOK_ALIKES.iter().find(|(latin, _)| *latin == c).map(|(_, cyrillic)| *cyrillic),
    }
}

/// Replaces Latin look-alikes in a word; `None` when there is nothing to mend or a letter has no likeness.
///
/// A word with Cyrillic letters is mended when every Latin letter in it has a likeness; a word of Latin letters alone only when all of them are
/// exact likenesses («Poma», «AHHA»).
#[must_use]
pub fn mend_word(word: &str) -> Option<String> {
    let latin: Vec<char> = word.chars().filter(|c| is_latin(*c)).collect();
    if latin.is_empty() || latin.iter().any(|c| look_alike(*c).is_none()) {
        return None;
    }
    if !word.chars().any(is_cyrillic) && latin.iter().any(|c| WEAK.contains(*c)) {
        return None;
    }
    Some(word.chars().map(|c| look_alike(c).unwrap_or(c)).collect())
}

/// Composes letters and their marks (NFC), drops invisible characters, makes every space a space, and squeezes runs.
#[must_use]
pub fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfc() {
        match c {
            '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}' => {}
            c if c.is_whitespace() || c.is_control() => {
                if !out.is_empty() && !out.ends_with(' ') {
                    out.push(' ');
                }
            }
            c => out.push(c),
        }
    }
    while out.ends_with(' ') {
        out.pop();
    }
    out
}

/// True for any sign that people use as a hyphen.
#[must_use]
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}')
}

/// Lower case with ё as е: how texts are compared and sorted.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).map(|c| if c == 'ё' { 'е' } else { c }).collect()
}

/// True when the text holds a tag or an entity: such a value never came from a person's document.
#[must_use]
pub fn has_markup(text: &str) -> bool {
    text.contains("&#")
        || text.contains("&lt;")
        || text
            .char_indices()
            .any(|(i, c)| c == '<' && text[i + 1..].chars().next().is_some_and(|n| n.is_ascii_alphabetic() || matches!(n, '/' | '!' | '?')))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_latin_letter_inside_a_cyrillic_word_is_mended() {
        assert_eq!(mend_word("Большaкова").unwrap(), "Большакова");
        assert_eq!(mend_word("AHHA").unwrap(), "АННА");
        assert_eq!(mend_word("Большакова"), None);
        assert_eq!(mend_word("Ivan"), None);
        assert_eq!(mend_word("Martin"), None);
    }

    #[test]
    fn decomposed_letters_and_odd_spaces_become_ordinary() {
        assert_eq!(tidy("\u{FEFF} Сергеи\u{306}\u{A0} \n Фе\u{308}дор\u{200B} "), "Сергей Фёдор");
    }

    #[test]
    fn a_tag_is_markup_and_a_comparison_is_not() {
        assert!(has_markup("<img src=x>"));
        assert!(has_markup("&lt;b"));
        assert!(!has_markup("д. 5 < 6"));
    }
}
