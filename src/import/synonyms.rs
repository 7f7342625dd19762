//! Names of columns, from `assets/import/pupils.csv`: data, so that a new export needs no new program.

use crate::people::letters::{fold, mend_word, tidy};
use std::collections::HashMap;
use std::sync::OnceLock;

/// What a column of an enrolment list feeds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// A running number: read only to tell blank rows from filled ones.
    Number,
    /// The whole name.
    FullName,
    /// Surname.
    Surname,
    /// Given name.
    Given,
    /// Patronymic.
    Patronymic,
    /// Birth date.
    Birth,
    /// Sex.
    Sex,
    /// СНИЛС.
    Snils,
    /// Class in one column.
    Class,
    /// Grade apart from the letter.
    Grade,
    /// Letter apart from the grade.
    Letter,
    /// Order's number, perhaps with its date.
    OrderNumber,
    /// Order's date.
    OrderDate,
    /// Address.
    Address,
    /// Number of the personal file (№ личного дела).
    PersonalFile,
    /// Name of a guardian.
    Guardian,
    /// Telephone of a guardian.
    GuardianPhone,
    /// Date of leaving, or a state that tells it: such a row is no pupil of this year.
    Left,
    /// Known, and passed over.
    Ignore,
}

impl Field {
    const NAMES: [(&'static str, Self); 19] = [
        ("number", Self::Number),
        ("full_name", Self::FullName),
        ("surname", Self::Surname),
        ("given", Self::Given),
        ("patronymic", Self::Patronymic),
        ("birth", Self::Birth),
        ("sex", Self::Sex),
        ("snils", Self::Snils),
        ("class", Self::Class),
        ("grade", Self::Grade),
        ("letter", Self::Letter),
        ("order_number", Self::OrderNumber),
        ("order_date", Self::OrderDate),
        ("address", Self::Address),
        ("personal_file", Self::PersonalFile),
        ("guardian", Self::Guardian),
        ("guardian_phone", Self::GuardianPhone),
        ("left", Self::Left),
        ("ignore", Self::Ignore),
    ];

    fn parse(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|(n, _)| *n == name).map(|(_, f)| *f)
    }

    /// Name in the contract (`ColumnUse.field`); empty for what is passed over.
    #[must_use]
    pub fn name(self) -> &'static str {
        if matches!(self, Self::Ignore | Self::Number) {
            return "";
        }
        Self::NAMES.iter().find(|(_, f)| *f == self).map_or("", |(n, _)| n)
    }
}

/// How surely a heading names a field; the greater the surer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sureness {
    /// Matched with `*`.
    Likely,
    /// Matched to the letter.
    Exact,
    /// A row marked `!`.
    First,
}

/// The data, by the sureness of their rows; patterns are divided at `*`.
#[derive(Default)]
struct Rows {
    first: Vec<(Vec<&'static str>, Field)>,
    exact: HashMap<&'static str, Field>,
    likely: Vec<(Vec<&'static str>, Field)>,
}

fn rows() -> &'static Rows {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows = Rows::default();
        for line in include_str!("../../assets/import/pupils.csv").lines().skip(1) {
            let Some((field, pattern)) = line.split_once(';') else { continue };
            let Some(field) = Field::parse(field) else { continue };
            if let Some(pattern) = pattern.strip_prefix('!') {
                rows.first.push((pattern.split('*').collect(), field));
            } else if pattern.contains('*') {
                rows.likely.push((pattern.split('*').collect(), field));
            } else {
                rows.exact.entry(pattern).or_insert(field);
            }
        }
        rows
    })
}

/// A heading as it is compared: lower case, ё as е, look-alikes mended, signs as spaces, № apart.
#[must_use]
pub fn normal(heading: &str) -> String {
    let mut out = String::with_capacity(heading.len());
    for c in fold(&tidy(heading)).chars() {
        match c {
            '№' => out.push_str(" № "),
            c if c.is_alphanumeric() => out.push(c),
            _ => out.push(' '),
        }
    }
    let words = out.split_whitespace().map(|w| match mend_word(w) {
        Some(mended) if w.chars().any(crate::people::letters::is_cyrillic) => mended,
        _ => w.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// The field that a heading (already `normal`) names, of the sureness asked for.
#[must_use]
pub fn find(heading: &str, sureness: Sureness) -> Option<Field> {
    // No heading is that long; notes and addresses below one are.
    if heading.is_empty() || heading.len() > 300 {
        return None;
    }
    let among = |rows: &[(Vec<&str>, Field)]| rows.iter().find(|(pieces, _)| matches(pieces, heading)).map(|(_, field)| *field);
    match sureness {
        Sureness::First => among(&rows().first),
        Sureness::Exact => rows().exact.get(heading).copied(),
        Sureness::Likely => among(&rows().likely),
    }
}

/// `*` between the pieces stands for anything.
pub(super) fn matches(pieces: &[&str], text: &str) -> bool {
    let [head, middle @ .., tail] = pieces else {
        return pieces == [text];
    };
    let Some(mut rest) = text.strip_prefix(head) else { return false };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_data_is_written_as_headings_are_compared() {
        let source = include_str!("../../assets/import/pupils.csv");
        for line in source.lines().skip(1).filter(|l| !l.starts_with('#')) {
            let Some((field, pattern)) = line.split_once(';') else { unreachable!("{line}") };
            assert!(Field::parse(field).is_some(), "{line}");
            for piece in pattern.trim_start_matches('!').split('*') {
                assert_eq!(normal(piece), piece.trim(), "{line}");
            }
        }
    }

    #[test]
    fn headings_of_real_exports_are_known() {
        let best = |h: &str| {
            let h = normal(h);
            [Sureness::First, Sureness::Exact, Sureness::Likely].into_iter().find_map(|s| find(&h, s))
        };
        for (heading, field) in [
            ("№ п/п", Field::Number),
            ("№п/п", Field::Number),
            ("Ф.И.О. обучающегося", Field::FullName),
            ("Фамилия, имя, отчество", Field::FullName),
            ("Дата рожд.", Field::Birth),
            ("ДАТА\nРОЖДЕНИЯ", Field::Birth),
            ("Дата рождения (по свидетельству)", Field::Birth),
            ("Ф.И.О. родителя (законного представителя)", Field::Guardian),
            ("Телефон родителя", Field::GuardianPhone),
            ("Телефон", Field::Ignore),
            ("№ личного дела", Field::PersonalFile),
            ("Приказ о зачислении", Field::OrderNumber),
            ("Классный руководитель", Field::Ignore),
            ("Пoл", Field::Sex),
        ] {
            assert_eq!(best(heading), Some(field), "{heading}");
        }
        assert_eq!(best("Группа здоровья"), None);
    }
}
