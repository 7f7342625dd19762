//! Dates as lists carry them: words, digits, serial numbers of both epochs.

use crate::people::letters::{fold, tidy};
use chrono::{Days, NaiveDate};

const MONTHS: [&str; 12] = ["янв", "фев", "мар", "апр", "ма", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"];

/// Reads a date from text: `20.05.2019`, `1.9.19`, `2019-05-20`, `20/05/2019`, `20 мая 2019 г.`, each with a time behind it or without.
///
/// A year of two digits is the latest one that is not after `year`, the academic year. `None` for what is no day of the calendar.
#[must_use]
pub fn parse(text: &str, year: u16) -> Option<NaiveDate> {
    let text = fold(&tidy(text));
    let text = text.trim_matches(['\'', '"', '«', '»', ' ']);
    // A time of day behind the date says nothing about the birth date.
    let day = match text.find([':']) {
        Some(colon) => text[..colon].trim_end_matches(|c: char| c.is_ascii_digit()).trim_end_matches(['t', 'т', ' ', ',']),
        None => text,
    };
    let day = day
        .trim_end_matches(['.', ' '])
        .trim_end_matches("года")
        .trim_end_matches("год")
        .trim_end_matches('г')
        .trim_end_matches(['.', ' ']);
    let mut parts: Vec<&str> = day.split(|c: char| !c.is_alphanumeric()).filter(|p| !p.is_empty()).collect();
    // «20.05.2019 г. р.», «20 мая 2019 года рождения».
    while parts.len() > 3 && matches!(parts.last(), Some(&("г" | "р" | "гр" | "год" | "года" | "рождения"))) {
        parts.pop();
    }
    let [a, b, c] = parts.as_slice() else { return None };
    if a.len() == 4 {
        return NaiveDate::from_ymd_opt(number(a)?.try_into().ok()?, number(b)?, number(c)?);
    }
    let month = if b.bytes().all(|b| b.is_ascii_digit()) {
        number(b)?
    } else {
        let at = MONTHS.iter().position(|m| b.starts_with(m))?;
        u32::try_from(at).ok()? + 1
    };
    let full_year = match (c.len(), number(c)?) {
        (4, y) => y,
        (2, y) => {
            let year = u32::from(year);
            let same_century = year / 100 * 100 + y;
            if same_century > year { same_century - 100 } else { same_century }
        }
        _ => return None,
    };
    NaiveDate::from_ymd_opt(full_year.try_into().ok()?, month, number(a)?)
}

fn number(text: &str) -> Option<u32> {
    (text.len() <= 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Reads a spreadsheet's serial number of a day, whole or with a time as its fraction; `epoch_1904` for workbooks that began on a Macintosh.
///
/// Only 1927–2064 is taken for a date, so that ordinary numbers are not.
#[must_use]
pub fn from_serial(number: &str, epoch_1904: bool) -> Option<NaiveDate> {
    let whole = number.split(['.', ',']).next()?;
    let serial: u64 = (whole.len() == 5).then(|| whole.parse().ok()).flatten()?;
    let serial = if epoch_1904 { serial + 1462 } else { serial };
    if !(10_000..=60_000).contains(&serial) {
        return None;
    }
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(serial))
}

/// `20.05.2019`
#[must_use]
pub fn russian(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn day(y: i32, m: u32, d: u32) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(y, m, d)
    }

    #[test]
    fn usual_spellings_give_one_day() {
        for text in [
            "20.05.2019",
            "20.5.19",
            "2019-05-20",
            "20/05/2019",
            "20-05-2019",
            "20 мая 2019 г.",
            "20 Мая 2019 года",
            "2019-05-20T00:00:00",
            "20.05.2019 0:00:00",
            "2019-05-20 00:00:00.000",
            "20.05.2019г.",
            "20.05.2019 г.р.",
            "20 мая 2019 года рождения",
            "«20» мая 2019",
            " 20. 05. 2019 ",
            "2019.05.20",
        ] {
            assert_eq!(parse(text, 2026), day(2019, 5, 20), "{text}");
        }
    }

    #[test]
    fn a_year_of_two_digits_is_not_after_the_academic_year() {
        assert_eq!(parse("1.9.26", 2026), day(2026, 9, 1));
        assert_eq!(parse("1.9.27", 2026), day(1927, 9, 1));
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in ["31.02.2015", "00.01.2015", "2015", "мая 2015", "05.2015", "1.1.201", "99999.1.1", "", "20.13.2019", "1.2.3.4"] {
            assert_eq!(parse(text, 2026), None, "{text}");
        }
    }

    #[test]
    fn serial_numbers_are_read_in_both_epochs() {
        assert_eq!(from_serial("43605", false), day(2019, 5, 20));
        assert_eq!(from_serial("43605.5", false), day(2019, 5, 20));
        assert_eq!(from_serial("42143", true), day(2019, 5, 20));
        assert_eq!(from_serial("765", false), None);
        assert_eq!(from_serial("99999", false), None);
    }
}
