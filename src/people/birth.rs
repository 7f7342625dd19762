//! Birth dates: what can be a pupil's in an academic year.

use super::Fault;
use chrono::{Datelike, NaiveDate};

/// Least full years on 1 September of the academic year.
pub const MIN_AGE: i32 = 5;
/// Most full years on 1 September of the academic year: evening classes and colleges have adults.
pub const MAX_AGE: i32 = 25;

/// Checks that a birth date can be a pupil's in the academic year that begins in `year`.
///
/// # Errors
/// `birth-future` (after the year's beginning), `birth-age` (younger than 5 or older than 25 on 1 September).
pub fn check(birth: NaiveDate, year: u16) -> Result<(), Fault> {
    let year = i32::from(year);
    let start = NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or_default();
    if birth >= start {
        return Err(Fault("birth-future"));
    }
    let had_birthday = (birth.month(), birth.day()) <= (9, 1);
    let age = year - birth.year() - i32::from(!had_birthday);
    if (MIN_AGE..=MAX_AGE).contains(&age) { Ok(()) } else { Err(Fault("birth-age")) }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn a_pupil_is_five_to_twenty_five_on_the_first_of_september() {
        assert_eq!(check(day(2019, 5, 20), 2026), Ok(()));
        assert_eq!(check(day(2021, 9, 1), 2026), Ok(()));
        assert_eq!(check(day(2021, 9, 2), 2026), Err(Fault("birth-age")));
        assert_eq!(check(day(2000, 9, 2), 2026), Ok(()));
        assert_eq!(check(day(2000, 9, 1), 2026), Err(Fault("birth-age")));
        assert_eq!(check(day(2035, 9, 1), 2026), Err(Fault("birth-future")));
    }
}
