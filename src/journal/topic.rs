//! Topics of lessons (J-05): what says nothing by itself, and works that must be named.

use crate::people::letters::fold;

/// Openings that say nothing of what was taught unless words follow.
const EMPTY: [&str; 14] = [
    "повторение",
    "повторение пройденного",
    "повторение пройденного материала",
    "повторение изученного",
    "повторение изученного материала",
    "решение задач",
    "решение упражнений",
    "закрепление",
    "закрепление материала",
    "закрепление изученного материала",
    "обобщение",
    "контрольная работа",
    "самостоятельная работа",
    "практическая работа",
];
/// Further ones, of works and excursions: the topic is stated beside them.
const EMPTY_WORKS: [&str; 6] = ["лабораторная работа", "экскурсия", "диктант", "урок", "тема", "проверочная работа"];

/// True when the topic names no matter: «Повторение», «Решение задач», «Контрольная работа № 3» without anything concrete (J-05).
#[must_use]
pub fn is_empty(topic: &str) -> bool {
    let text = fold(topic);
    // Numbers and signs say nothing: «Контрольная работа № 3.»
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let bare = words.join(" ");
    bare.is_empty() || EMPTY.iter().chain(&EMPTY_WORKS).any(|e| *e == bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_without_matter_is_empty_however_it_is_written() {
        for t in ["Повторение", "  повторение. ", "РЕШЕНИЕ ЗАДАЧ", "Контрольная работа № 3", "Лабораторная работа №2.", "…", "Экскурсия"]
        {
            assert!(is_empty(t), "{t}");
        }
    }

    #[test]
    fn a_concrete_topic_is_not_whatever_it_begins_with() {
        for t in [
            "Повторение: дроби",
            "Решение задач на движение",
            "Контрольная работа № 3 по теме «Обыкновенные дроби»",
            "Экскурсия в краеведческий музей",
            "Past Simple",
            "Дроби",
        ] {
            assert!(!is_empty(t), "{t}");
        }
    }
}
