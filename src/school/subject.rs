//! Names of subjects: how they are compared, their usual short names and areas (`assets/import/subjects.csv`).

use crate::people::letters::{fold, tidy};
use std::sync::OnceLock;

/// Longest short name that is made, in characters.
const SHORT: usize = 20;

/// How names of subjects are compared: case, ё, spaces and signs do not matter.
#[must_use]
pub fn key(name: &str) -> String {
    let text: String = fold(&tidy(name)).chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The usual short name, or the name itself, shortened.
#[must_use]
pub fn short(name: &str) -> String {
    if let Some((_, short, _)) = known(name) {
        return (*short).to_owned();
    }
    let name = tidy(name);
    match name.char_indices().nth(SHORT) {
        Some((end, _)) => format!("{}.", name[..end].trim_end()),
        None => name,
    }
}

/// The usual area (предметная область); empty for a subject that is not known.
#[must_use]
pub fn area(name: &str) -> &'static str {
    known(name).map_or("", |(_, _, area)| area)
}

fn known(name: &str) -> Option<&'static (String, &'static str, &'static str)> {
    static ROWS: OnceLock<Vec<(String, &'static str, &'static str)>> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let read = |line: &'static str| {
            let (name, rest) = line.split_once(';')?;
            let (short, area) = rest.split_once(';')?;
            Some((key(name), short, area))
        };
        include_str!("../../assets/import/subjects.csv").lines().skip(1).filter_map(read).collect()
    });
    let key = key(name);
    rows.iter().find(|(n, _, _)| *n == key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_subjects_have_short_names_and_areas_and_others_are_shortened() {
        assert_eq!((short("Физическая  культура").as_str(), area("физическая культура")), ("Физкультура", "Физическая культура"));
        assert_eq!(short("Иностранный язык (английский)"), "Английский");
        assert_eq!(short("Основы финансовой грамотности и права"), "Основы финансовой гр.");
        assert_eq!(area("Финансовая грамотность"), "");
    }
}
