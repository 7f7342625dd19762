//! Rules of averages and proposals by name, with defaults (domain.md 10). A setting of the year stands over one of the school.
//!
//! | setting | default | meaning |
//! |---|---|---|
//! | `grading.bounds` | `2,5/3,5/4,5` | the least average that proposes 3, 4, 5; also `2,6/3,6/4,6`, `2,65/3,65/4,65` |
//! | `grading.base` | `weighted` | which average proposes: `weighted` or `plain` |
//! | `grading.one` | `no` | the mark «1» is allowed (local act, J-01): `yes`, `no` |
//! | `grading.year-bounds` | as `grading.bounds` | the same for the year's mark, from the average of the terms' |

use super::average::{Average, Ratio};

/// The least averages that propose 3, 4 and 5, in hundredths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds(pub [u32; 3]);

impl Default for Bounds {
    fn default() -> Self {
        Self([250, 350, 450])
    }
}

impl Bounds {
    /// Reads `2,65/3,65/4,65`, each a number with at most two digits after a comma or a point, growing, from 1 to 5.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let read: Vec<u32> = text.split('/').map(|t| hundredths(t.trim())).collect::<Option<_>>()?;
        let bounds: [u32; 3] = read.try_into().ok()?;
        let [a, b, c] = bounds;
        (100 < a && a < b && b < c && c <= 500).then_some(Self(bounds))
    }
    /// The mark that an average proposes: 2–5.
    #[must_use]
    pub fn mark(self, average: Ratio) -> u8 {
        2 + u8::try_from(self.0.iter().filter(|b| average >= Ratio::hundredths(u64::from(**b))).count()).unwrap_or(0)
    }
}

/// Reads «2», «2,5», «2.65» as hundredths.
#[must_use]
pub fn hundredths(text: &str) -> Option<u32> {
    let (whole, part) = text.split_once([',', '.']).unwrap_or((text, ""));
    let digits = |t: &str, most: usize| t.len() <= most && t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole, 4) || !digits(part, 2) {
        return None;
    }
    let whole: u32 = whole.parse().ok()?;
    Some(whole * 100 + format!("{part:0<2}").parse::<u32>().ok()?)
}

/// The rules in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rules {
    /// For marks of terms.
    pub bounds: Bounds,
    /// For marks of the year.
    pub year_bounds: Bounds,
    /// The weighted average proposes, not the plain one.
    pub by_weight: bool,
    /// «1» may be given.
    pub one: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { bounds: Bounds::default(), year_bounds: Bounds::default(), by_weight: true, one: false }
    }
}

impl Rules {
    /// Reads the settings; one that is absent or unreadable leaves the default.
    #[must_use]
    pub fn read(setting: impl Fn(&str) -> Option<String>) -> Self {
        let bounds = |name: &str| setting(name).and_then(|t| Bounds::parse(&t));
        let term = bounds("grading.bounds").unwrap_or_default();
        Self {
            bounds: term,
            year_bounds: bounds("grading.year-bounds").unwrap_or(term),
            by_weight: setting("grading.base").as_deref() != Some("plain"),
            one: setting("grading.one").as_deref() == Some("yes"),
        }
    }
    /// The average that proposes. Marks without any weight fall back to the plain one.
    #[must_use]
    pub fn base(&self, a: &Average) -> Option<Ratio> {
        if self.by_weight { a.weighted().or_else(|| a.plain()) } else { a.plain() }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn bounds_are_read_as_local_acts_write_them() {
        assert_eq!(Bounds::parse("2,6/3,6/4,6"), Some(Bounds([260, 360, 460])));
        assert_eq!(Bounds::parse(" 2.65 / 3.65 / 4.65 "), Some(Bounds([265, 365, 465])));
        for bad in ["", "2,5/3,5", "2,5/3,5/4,5/5", "3,5/2,5/4,5", "2,555/3,5/4,5", "а/б/в", "0,5/3,5/4,5", "2,5/3,5/5,5", "-2/3/4"] {
            assert_eq!(Bounds::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_average_exactly_at_a_bound_proposes_the_better_mark() {
        let r = |n| Ratio::hundredths(n);
        let b = Bounds::default();
        assert_eq!([249, 250, 349, 350, 449, 450, 500, 100].map(|n| b.mark(r(n))), [2, 3, 3, 4, 4, 5, 5, 2]);
        assert_eq!(Bounds([265, 365, 465]).mark(r(464)), 4);
        // 4,6451… is shown as 4,65 and is still below it: nothing is rounded before it is compared.
        assert_eq!(Bounds([265, 365, 465]).mark(Ratio::new(46_451, 10_000).unwrap()), 4);
    }

    #[test]
    fn settings_are_read_by_name_and_what_is_unreadable_leaves_the_default() {
        let set = |pairs: &'static [(&str, &str)]| Rules::read(|n| pairs.iter().find(|p| p.0 == n).map(|p| p.1.to_owned()));
        assert_eq!(set(&[]), Rules::default());
        assert_eq!(set(&[("grading.bounds", "много")]), Rules::default());
        let r = set(&[("grading.bounds", "2,6/3,6/4,6"), ("grading.base", "plain"), ("grading.one", "yes")]);
        assert_eq!((r.bounds, r.year_bounds, r.by_weight, r.one), (Bounds([260, 360, 460]), Bounds([260, 360, 460]), false, true));
    }
}
