//! Averages of marks: plain and weighted, as exact ratios, written «4,71» (domain.md 10).

use std::cmp::Ordering;
use std::fmt;

/// The greatest code that is a number: codes 1–10 are the marks 1–10 (J-01).
pub const LAST_NUMERIC: u8 = 10;

/// A ratio of whole numbers with a positive denominator.
#[derive(Debug, Clone, Copy)]
pub struct Ratio {
    above: u64,
    below: u64,
}

impl Ratio {
    /// `above / below`; `None` when `below` is zero.
    #[must_use]
    pub fn new(above: u64, below: u64) -> Option<Self> {
        (below > 0).then_some(Self { above, below })
    }
    /// So many hundredths.
    #[must_use]
    pub fn hundredths(n: u64) -> Self {
        Self { above: n, below: 100 }
    }
    /// Rounded to hundredths, half up: what is shown.
    #[must_use]
    pub fn in_hundredths(self) -> u64 {
        let (above, below) = (u128::from(self.above), u128::from(self.below));
        u64::try_from((above * 200 + below) / (below * 2)).unwrap_or(u64::MAX)
    }
}

impl PartialEq for Ratio {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Ratio {}
impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl Ord for Ratio {
    fn cmp(&self, other: &Self) -> Ordering {
        (u128::from(self.above) * u128::from(other.below)).cmp(&(u128::from(other.above) * u128::from(self.below)))
    }
}

impl fmt::Display for Ratio {
    /// «4,71»: two digits after the comma, always.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let n = self.in_hundredths();
        write!(f, "{},{:02}", n / 100, n % 100)
    }
}

/// Marks added up. What is no number (зач, «·», осв …) does not enter; «·» is excluded from averages (domain.md 10).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Average {
    sum: u64,
    count: u32,
    weighted: u64,
    weights: u64,
    passed: u32,
    failed: u32,
}

impl Average {
    /// Adds a mark by its code; `weight` in hundredths, 0 keeps it out of the weighted average alone.
    pub fn add(&mut self, mark: u8, weight: u32) {
        match mark {
            1..=LAST_NUMERIC => {
                self.sum += u64::from(mark);
                self.count += 1;
                self.weighted += u64::from(mark) * u64::from(weight);
                self.weights += u64::from(weight);
            }
            11 => self.passed += 1,
            12 => self.failed += 1,
            _ => {}
        }
    }
    /// Numeric marks that entered.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.count
    }
    /// Credits given and refused: зач, незач.
    #[must_use]
    pub fn credits(&self) -> (u32, u32) {
        (self.passed, self.failed)
    }
    /// Σ mark / number of marks; `None` without marks.
    #[must_use]
    pub fn plain(&self) -> Option<Ratio> {
        Ratio::new(self.sum, u64::from(self.count))
    }
    /// Σ(mark·weight) / Σ weight; `None` when nothing has a weight.
    #[must_use]
    pub fn weighted(&self) -> Option<Ratio> {
        Ratio::new(self.weighted, self.weights)
    }
    /// An average as it is written, empty without one.
    #[must_use]
    pub fn shown(of: Option<Ratio>) -> String {
        of.map(|r| r.to_string()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    fn of(marks: &[(u8, u32)]) -> Average {
        let mut a = Average::default();
        marks.iter().for_each(|(m, w)| a.add(*m, *w));
        a
    }

    #[test]
    fn the_example_of_the_domain_is_four_and_forty_four_hundredths() {
        let a = of(&[(5, 300), (5, 100), (4, 500)]);
        assert_eq!(a.weighted().unwrap().to_string(), "4,44");
        assert_eq!(a.plain().unwrap().to_string(), "4,67");
    }

    #[test]
    fn halves_of_a_hundredth_go_up() {
        assert_eq!(Ratio::new(33, 7).unwrap().to_string(), "4,71");
        assert_eq!(Ratio::new(449, 200).unwrap().to_string(), "2,25");
        assert_eq!(Ratio::new(2249, 1000).unwrap().to_string(), "2,25");
        assert_eq!(Ratio::new(5, 1).unwrap().to_string(), "5,00");
        assert_eq!(Ratio::new(2, 3).unwrap().to_string(), "0,67");
    }

    #[test]
    fn what_is_no_number_does_not_enter() {
        let a = of(&[(5, 100), (13, 100), (14, 100), (15, 100), (11, 100), (12, 100), (4, 100)]);
        assert_eq!((a.plain().unwrap().to_string().as_str(), a.count(), a.credits()), ("4,50", 2, (1, 1)));
        assert_eq!(of(&[(13, 100)]).plain(), None);
    }

    #[test]
    fn a_mark_of_no_weight_stays_out_of_the_weighted_average_alone() {
        let a = of(&[(2, 0), (5, 100)]);
        assert_eq!((a.plain().unwrap().to_string().as_str(), a.weighted().unwrap().to_string().as_str()), ("3,50", "5,00"));
        assert_eq!(of(&[(2, 0)]).weighted(), None);
    }

    proptest! {
        #[test]
        fn an_average_lies_between_the_least_and_the_greatest_mark(marks in prop::collection::vec((1u8..=10, 1u32..1000), 1..60)) {
            let a = of(&marks);
            let low = Ratio::new(u64::from(marks.iter().map(|m| m.0).min().unwrap()), 1).unwrap();
            let high = Ratio::new(u64::from(marks.iter().map(|m| m.0).max().unwrap()), 1).unwrap();
            for r in [a.plain().unwrap(), a.weighted().unwrap()] {
                prop_assert!(low <= r && r <= high);
            }
        }
        #[test]
        fn equal_weights_make_both_averages_one(marks in prop::collection::vec(1u8..=10, 1..60), weight in 1u32..1000) {
            let a = of(&marks.iter().map(|m| (*m, weight)).collect::<Vec<_>>());
            prop_assert_eq!(a.plain(), a.weighted());
        }
        #[test]
        fn order_does_not_matter_and_rounding_is_off_by_half_a_hundredth_at_most(mut marks in prop::collection::vec((1u8..=10, 1u32..1000), 1..40)) {
            let a = of(&marks);
            marks.reverse();
            prop_assert_eq!(a, of(&marks));
            let r = a.weighted().unwrap();
            let shown = u128::from(r.in_hundredths());
            let exact = u128::from(r.above) * 200;
            let below = u128::from(r.below);
            prop_assert!(exact < shown * 2 * below + below && exact + below >= shown * 2 * below);
        }
    }
}
