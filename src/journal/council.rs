//! The council's decisions in the words that the summary sheet carries (S-02; papers.md), to the letter.

use crate::school::codes::Decision;

/// The decision: «переведён(а) в 6 класс». `to` is the class it leads to, `6`, or the one it is repeated in; words without a class ignore it.
#[must_use]
pub fn words(decision: Decision, to: &str) -> String {
    match decision {
        Decision::Promoted => format!("переведён(а) в {to} класс"),
        Decision::Conditional => format!("условно переведён(а) в {to} класс"),
        Decision::Repeat => format!("оставлен(а) на повторный курс обучения в {to} классе"),
        Decision::FinishedNine => "окончил(а) 9 классов".to_owned(),
        Decision::FinishedEleven => "окончил(а) 11 классов".to_owned(),
        Decision::Expelled => "отчислен(а)".to_owned(),
        Decision::Admitted => "допущен(а) к государственной итоговой аттестации".to_owned(),
        Decision::Completed => "завершил(а) обучение".to_owned(),
    }
}

/// The protocol: «протокол педсовета № 5 от 26.05.2027». `date` is `dd.mm.yyyy`.
#[must_use]
pub fn protocol(number: &str, date: &str) -> String {
    format!("протокол педсовета № {number} от {date}")
}

/// True when a decision fits the grade of the pupil's class; 0 is a college group.
#[must_use]
pub fn fits(decision: Decision, grade: u8) -> bool {
    match decision {
        Decision::FinishedNine => grade == 9,
        Decision::FinishedEleven => grade == 11,
        Decision::Admitted => matches!(grade, 0 | 9 | 11),
        Decision::Completed => grade == 0,
        Decision::Promoted | Decision::Conditional => !matches!(grade, 9 | 11),
        Decision::Repeat | Decision::Expelled => true,
    }
}

/// The class that a decision leads to when nothing else is said: the next grade, the same one; empty where the words have none.
#[must_use]
pub fn usual_class(decision: Decision, grade: u8) -> String {
    match decision {
        Decision::Promoted | Decision::Conditional => (grade + 1).to_string(),
        Decision::Repeat => grade.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decisions_are_said_to_the_letter() {
        let said: Vec<String> = Decision::ALL.iter().map(|d| words(*d, &usual_class(*d, 5))).collect();
        assert_eq!(
            said[..6],
            [
                "переведён(а) в 6 класс",
                "условно переведён(а) в 6 класс",
                "оставлен(а) на повторный курс обучения в 5 классе",
                "окончил(а) 9 классов",
                "окончил(а) 11 классов",
                "отчислен(а)",
            ]
        );
        assert_eq!(protocol("5", "26.05.2027"), "протокол педсовета № 5 от 26.05.2027");
    }

    #[test]
    fn nobody_finishes_nine_classes_in_the_eighth() {
        assert!(fits(Decision::FinishedNine, 9) && !fits(Decision::FinishedNine, 8) && !fits(Decision::Promoted, 11));
        assert!(fits(Decision::Promoted, 5) && fits(Decision::Repeat, 9) && fits(Decision::Expelled, 10));
    }
}
