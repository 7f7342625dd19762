//! What a position on the staff list gives: roles (`assets/import/positions.csv`), and whether it is that of a primary teacher.

use crate::people::letters::{fold, tidy};

/// The role that a position proposes; `None` for one that needs no rights of its own (a system administrator is made by the root alone).
#[must_use]
pub fn role(position: &str) -> Option<&'static str> {
    let text = fold(&tidy(position));
    let holds = |pattern: &str| {
        let mut rest = text.as_str();
        pattern.split('*').all(|piece| match rest.find(piece.trim()) {
            Some(at) => {
                rest = &rest[at + piece.trim().len()..];
                true
            }
            None => false,
        })
    };
    let rows = include_str!("../../assets/import/positions.csv").lines().skip(1).filter(|l| !l.starts_with('#'));
    rows.filter_map(|l| l.split_once(';')).find(|(_, pattern)| holds(pattern)).map(|(role, _)| role)
}

/// True for a teacher of grades 1–4.
#[must_use]
pub fn is_primary(position: &str) -> bool {
    fold(position).contains("начальн")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rights::role::find;

    #[test]
    fn positions_propose_roles_that_there_are() {
        let said = [
            ("директор", Some("director")),
            ("заместитель директора по УВР", Some("deputy")),
            ("Зам. директора по ВР", Some("deputy")),
            ("секретарь", Some("secretary")),
            ("системный администратор", None),
            ("педагог-психолог", Some("psychologist")),
            ("учитель начальных классов", Some("teacher")),
            ("Учитель математики", Some("teacher")),
            ("педагог дополнительного образования", Some("additional-education")),
            ("специалист по кадрам", Some("personnel")),
        ];
        for (position, expected) in said {
            assert_eq!(role(position), expected, "{position}");
        }
        for line in include_str!("../../assets/import/positions.csv").lines().skip(1).filter(|l| !l.starts_with('#')) {
            assert!(line.split_once(';').is_some_and(|(role, _)| find(role).is_some()), "{line}");
        }
        assert!(is_primary("Учитель начальных классов") && !is_primary("учитель"));
    }
}
