//! Full names: фамилия, имя, отчество, kept as typed but for spaces, dashes and look-alike letters.

use super::letters::{fold, has_markup, is_cyrillic, is_dash, is_latin, mend_word, tidy};
use super::{Fault, Read};

/// Longest part of a name in characters: what an event of a name holds.
pub const MAX_PART: usize = 60;

/// A person's name (ФИО). Case and ё are kept as typed; `key` compares without them.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PersonName {
    /// Surname (фамилия).
    pub surname: String,
    /// Given name (имя).
    pub given: String,
    /// Patronymic (отчество), may be empty.
    pub patronymic: String,
}

impl std::fmt::Debug for PersonName {
    /// Initials only, so that a name never reaches a log by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let initial = |s: &str| s.chars().next().map(String::from).unwrap_or_default();
        write!(f, "PersonName({}.{}.{}.)", initial(&self.surname), initial(&self.given), initial(&self.patronymic))
    }
}

impl std::fmt::Display for PersonName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.surname, self.given)?;
        if self.patronymic.is_empty() { Ok(()) } else { write!(f, " {}", self.patronymic) }
    }
}

impl PersonName {
    /// Puts read parts together.
    ///
    /// # Errors
    /// `name-no-surname`, `name-no-given`.
    pub fn new(surname: String, given: String, patronymic: String) -> Result<Self, Fault> {
        if surname.is_empty() {
            return Err(Fault("name-no-surname"));
        }
        if given.is_empty() {
            return Err(Fault("name-no-given"));
        }
        Ok(Self { surname, given, patronymic })
    }

    /// Reads a full name from one line, `фамилия имя отчество`.
    ///
    /// # Errors
    /// As [`part`] and [`PersonName::new`].
    pub fn parse(text: &str) -> Result<Read<Self>, Fault> {
        let whole = part(text)?;
        let (parts, doubtful) = split(&whole.value);
        let [surname, given, patronymic] = parts;
        let value = Self::new(surname, given, patronymic_or_none(patronymic))?;
        Ok(Read { value, warning: whole.warning.or(doubtful.then_some("name-split")) })
    }

    /// How names are compared and sorted: lower case, ё as е, single spaces.
    #[must_use]
    pub fn key(&self) -> String {
        fold(&self.to_string())
    }
}

/// Reads one part of a name: squeezes spaces, makes dashes hyphens, mends Latin look-alikes. An empty text gives an empty part.
///
/// # Errors
/// `name-formula`, `name-markup`, `name-digits`, `name-initials`, `name-mixed`, `name-signs`, `name-long`.
pub fn part(text: &str) -> Result<Read<String>, Fault> {
    let text = tidy(text);
    if text.starts_with('=') {
        return Err(Fault("name-formula"));
    }
    if has_markup(&text) || text.contains(['<', '>']) {
        return Err(Fault("name-markup"));
    }
    if text.chars().any(char::is_numeric) {
        return Err(Fault("name-digits"));
    }
    if text.chars().count() > MAX_PART {
        return Err(Fault("name-long"));
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_dash(c) => {
                while out.ends_with([' ', '-']) {
                    out.pop();
                }
                if !out.is_empty() {
                    out.push('-');
                }
            }
            ' ' if out.ends_with('-') => {}
            '’' | '‘' | 'ʼ' | '`' | '´' | '′' => out.push('\''),
            c if c.is_alphabetic() || matches!(c, ' ' | '\'') => out.push(c),
            '.' => return Err(Fault("name-initials")),
            _ => return Err(Fault("name-signs")),
        }
    }
    while out.ends_with([' ', '-']) {
        out.pop();
    }
    mend(&out)
}

fn mend(text: &str) -> Result<Read<String>, Fault> {
    let mut warning = None;
    let mut words = Vec::new();
    for word in text.split(' ') {
        let mut pieces = Vec::new();
        for piece in word.split('-') {
            let latin = piece.chars().any(is_latin);
            match mend_word(piece) {
                Some(mended) => {
                    warning = Some("name-latin-mended");
                    pieces.push(mended);
                }
                None if latin && piece.chars().any(is_cyrillic) => return Err(Fault("name-mixed")),
                None => {
                    if latin {
                        warning = warning.or(Some("name-latin"));
                    }
                    pieces.push(piece.to_owned());
                }
            }
        }
        words.push(pieces.join("-"));
    }
    Ok(Read { value: words.join(" "), warning })
}

/// An absent patronymic is written in words too.
#[must_use]
pub fn patronymic_or_none(text: String) -> String {
    match fold(&text).as_str() {
        "нет" | "отсутствует" | "без отчества" | "не имеет" => String::new(),
        _ => text,
    }
}

/// Surname, given name and patronymic of a line, and whether the division is doubtful.
fn split(line: &str) -> ([String; 3], bool) {
    let words: Vec<&str> = line.split(' ').filter(|w| !w.is_empty()).collect();
    let join = |from: usize, to: usize| words.get(from..to.max(from)).map(|w| w.join(" ")).unwrap_or_default();
    let n = words.len();
    if n <= 2 {
        return ([join(0, 1.min(n)), join(1.min(n), n), String::new()], false);
    }
    // «Мамедов Рустам Али оглы»: the kinship word belongs to the patronymic.
    if words.last().is_some_and(|w| matches!(fold(w).as_str(), "оглы" | "кызы" | "улы" | "уулу" | "гызы" | "оглу")) && n >= 4
    {
        return ([join(0, n - 3), join(n - 3, n - 2), join(n - 2, n)], n > 4);
    }
    if n == 3 {
        // «Иван Петрович Сидоров»: the order of speech.
        return if is_patronymic(words[1]) && !is_patronymic(words[2]) {
            ([join(2, 3), join(0, 1), join(1, 2)], true)
        } else {
            ([join(0, 1), join(1, 2), join(2, 3)], false)
        };
    }
    if is_patronymic(words[n - 1]) {
        return ([join(0, n - 2), join(n - 2, n - 1), join(n - 1, n)], true);
    }
    ([join(0, 1), join(1, 2), join(2, n)], true)
}

fn is_patronymic(word: &str) -> bool {
    let word = fold(word);
    ["ович", "евич", "овна", "евна", "инична", "ична"].iter().any(|end| word.ends_with(end))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn read(text: &str) -> (String, String, String) {
        let name = PersonName::parse(text).unwrap().value;
        (name.surname, name.given, name.patronymic)
    }

    fn three(a: &str, b: &str, c: &str) -> (String, String, String) {
        (a.into(), b.into(), c.into())
    }

    #[test]
    fn one_line_is_divided_as_people_write_it() {
        assert_eq!(read("  Брагин   Родион Адамович "), three("Брагин", "Родион", "Адамович"));
        assert_eq!(read("Ким Анна"), three("Ким", "Анна", ""));
        assert_eq!(read("Мамедов Рустам Али оглы"), three("Мамедов", "Рустам", "Али оглы"));
        assert_eq!(read("Иван Петрович Сидоров"), three("Сидоров", "Иван", "Петрович"));
        assert_eq!(read("Салтыков — Щедрин Михаил Евграфович"), three("Салтыков-Щедрин", "Михаил", "Евграфович"));
        assert_eq!(read("Де ла Крус Анна Хосевна"), three("Де ла Крус", "Анна", "Хосевна"));
    }

    #[test]
    fn yo_is_kept_and_equal_to_ye_in_comparison() {
        let with = PersonName::parse("Фёдорова Алёна").unwrap().value;
        let without = PersonName::parse("Федорова алена").unwrap().value;
        assert_eq!(with.surname, "Фёдорова");
        assert_eq!(with.key(), without.key());
    }

    #[test]
    fn a_latin_letter_is_mended_with_a_warning() {
        let read = part("  Большaкова ").unwrap();
        assert_eq!((read.value.as_str(), read.warning), ("Большакова", Some("name-latin-mended")));
        assert_eq!(part("Большакова").unwrap().warning, None);
        assert_eq!(part("Smith").unwrap().warning, Some("name-latin"));
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (text, code) in [
            ("=HYPERLINK(1)", "name-formula"),
            ("<img src=x onerror=alert(1)>", "name-markup"),
            ("Иван2", "name-digits"),
            ("И. И.", "name-initials"),
            ("Иван*", "name-signs"),
            ("Иvан", "name-mixed"),
        ] {
            assert_eq!(part(text).unwrap_err(), Fault(code), "{text}");
        }
        assert_eq!(PersonName::parse("Иванов").unwrap_err(), Fault("name-no-given"));
        assert_eq!(PersonName::parse("").unwrap_err(), Fault("name-no-surname"));
        assert_eq!(part(&"а".repeat(61)).unwrap_err(), Fault("name-long"));
    }

    #[test]
    fn an_absent_patronymic_may_be_written_in_words_or_as_a_dash() {
        assert_eq!(patronymic_or_none(part("—").unwrap().value), "");
        assert_eq!(patronymic_or_none("Отсутствует".into()), "");
        assert_eq!(patronymic_or_none("Ильич".into()), "Ильич");
    }
}
