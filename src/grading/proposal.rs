//! Finals proposed (J-09): of a term from its marks, of the year from the terms. The teacher decides.

use super::average::{Average, LAST_NUMERIC};
use super::rule::Rules;
use crate::journal::codes::MarkCode;

/// The term's mark that an average proposes, within the scale of finals; `None` without marks or where the scale has no numbers.
#[must_use]
pub fn of_average(a: &Average, rules: &Rules, scale: &[u8]) -> Option<u8> {
    if !scale.iter().any(|m| *m <= LAST_NUMERIC) {
        return of_credits(a, scale);
    }
    within(rules.bounds.mark(rules.base(a)?), scale)
}

/// A credit where finals are credits: зач when at least as many lessons were credited as not.
#[must_use]
pub fn of_credits(a: &Average, scale: &[u8]) -> Option<u8> {
    let (passed, failed) = a.credits();
    if passed + failed == 0 {
        return None;
    }
    within(if passed >= failed { MarkCode::Pass } else { MarkCode::Fail }.code(), scale)
}

/// The year's mark that the terms' propose: by the average of the numeric ones, each of equal weight; of credits the last one.
#[must_use]
pub fn of_terms(terms: &[u8], rules: &Rules, scale: &[u8]) -> Option<u8> {
    let mut a = Average::default();
    terms.iter().for_each(|t| a.add(*t, 100));
    match a.plain() {
        Some(r) => within(rules.year_bounds.mark(r), scale),
        None => {
            let credits = [MarkCode::Pass.code(), MarkCode::Fail.code()];
            terms.iter().rev().find(|t| credits.contains(t)).and_then(|t| within(*t, scale))
        }
    }
}

fn within(mark: u8, scale: &[u8]) -> Option<u8> {
    scale.contains(&mark).then_some(mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINALS: [u8; 7] = [2, 3, 4, 5, 14, 15, 16];

    fn of(marks: &[(u8, u32)]) -> Average {
        let mut a = Average::default();
        marks.iter().for_each(|(m, w)| a.add(*m, *w));
        a
    }

    #[test]
    fn the_weighted_average_proposes_unless_the_school_says_plain() {
        let a = of(&[(5, 100), (5, 100), (3, 600)]);
        assert_eq!(of_average(&a, &Rules::default(), &FINALS), Some(4));
        let a = of(&[(5, 100), (5, 100), (3, 700)]);
        assert_eq!(of_average(&a, &Rules::default(), &FINALS), Some(3));
        assert_eq!(of_average(&a, &Rules { by_weight: false, ..Rules::default() }, &FINALS), Some(4));
    }

    #[test]
    fn nothing_is_proposed_without_marks_or_outside_the_scale() {
        assert_eq!(of_average(&of(&[]), &Rules::default(), &FINALS), None);
        assert_eq!(of_average(&of(&[(13, 100)]), &Rules::default(), &FINALS), None);
        assert_eq!(of_average(&of(&[(5, 100)]), &Rules::default(), &[11, 12, 14]), None);
        assert_eq!(of_average(&of(&[(5, 100)]), &Rules::default(), &[]), None);
    }

    #[test]
    fn a_one_pulls_down_and_is_never_proposed() {
        assert_eq!(of_average(&of(&[(1, 100), (1, 100)]), &Rules { one: true, ..Rules::default() }, &[1, 2, 3, 4, 5]), Some(2));
    }

    #[test]
    fn credits_propose_a_credit() {
        let scale = [11, 12, 14, 15];
        assert_eq!(of_average(&of(&[(11, 100), (12, 100)]), &Rules::default(), &scale), Some(11));
        assert_eq!(of_average(&of(&[(12, 100)]), &Rules::default(), &scale), Some(12));
    }

    #[test]
    fn the_year_follows_from_its_terms() {
        let rules = Rules::default();
        assert_eq!(of_terms(&[4, 5, 4, 5], &rules, &FINALS), Some(5));
        assert_eq!(of_terms(&[4, 5, 4, 4], &rules, &FINALS), Some(4));
        // Exempt for a term, certified in the rest.
        assert_eq!(of_terms(&[14, 3, 4, 3], &rules, &FINALS), Some(3));
        assert_eq!(of_terms(&[11, 12, 11], &rules, &[11, 12]), Some(11));
        assert_eq!(of_terms(&[14, 15], &rules, &FINALS), None);
    }
}
