//! СНИЛС: the eleven-digit number of the pension fund, with its control number (domain.md 10).

use super::Fault;
use super::letters::{is_dash, tidy};

/// Nine-digit numbers up to this one carry no control number: 001-001-998.
const UNCHECKED: u64 = 1_001_998;

/// A СНИЛС whose control number is right.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Snils(u64);

impl Snils {
    /// Reads eleven digits with hyphens and spaces in any place.
    ///
    /// # Errors
    /// `snils-signs`, `snils-length`, `snils-zeros`, `snils-control`.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let digits = digits(text)?;
        if digits.len() != 11 {
            return Err(Fault("snils-length"));
        }
        Self::from_digits(&digits)
    }

    /// Reads a number that a spreadsheet may have robbed of at most two leading zeros; true when zeros were given back.
    ///
    /// # Errors
    /// As [`Snils::parse`].
    pub fn parse_padded(text: &str) -> Result<(Self, bool), Fault> {
        let digits = digits(text)?;
        if !(9..=11).contains(&digits.len()) {
            return Err(Fault("snils-length"));
        }
        let padded = format!("{digits:0>11}");
        Ok((Self::from_digits(&padded)?, padded.len() != digits.len()))
    }

    /// Takes a number read from a trusted place, such as an event.
    ///
    /// # Errors
    /// As [`Snils::parse`].
    pub fn from_number(number: u64) -> Result<Self, Fault> {
        Self::from_digits(&format!("{number:011}"))
    }

    /// The eleven digits as a number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.0
    }

    fn from_digits(digits: &str) -> Result<Self, Fault> {
        let number: u64 = digits.parse().map_err(|_| Fault("snils-length"))?;
        if digits.len() != 11 {
            return Err(Fault("snils-length"));
        }
        if number == 0 {
            return Err(Fault("snils-zeros"));
        }
        let (nine, control) = (number / 100, number % 100);
        if nine > UNCHECKED && control_number(nine) != control {
            return Err(Fault("snils-control"));
        }
        Ok(Self(number))
    }
}

/// The control number of nine digits: s = Σ dᵢ·(9−i), (s mod 101) mod 100.
#[must_use]
pub fn control_number(nine: u64) -> u64 {
    let (mut rest, mut sum) = (nine, 0);
    for weight in 1..=9 {
        sum += rest % 10 * weight;
        rest /= 10;
    }
    sum % 101 % 100
}

fn digits(text: &str) -> Result<String, Fault> {
    let mut out = String::with_capacity(11);
    for c in tidy(text).chars() {
        match c {
            '0'..='9' => out.push(c),
            ' ' | '.' | '_' | '/' => {}
            c if is_dash(c) => {}
            _ => return Err(Fault("snils-signs")),
        }
    }
    Ok(out)
}

impl std::fmt::Display for Snils {
    /// `123-456-789 00`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let n = self.0;
        write!(f, "{:03}-{:03}-{:03} {:02}", n / 100_000_000, n / 100_000 % 1000, n / 100 % 1000, n % 100)
    }
}

impl std::fmt::Debug for Snils {
    /// Hides the number, so that it never reaches a log by way of `{:?}`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Snils(…)")
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_examples_of_the_domain_hold() {
        assert_eq!(Snils::parse("112-233-445 95").unwrap().to_string(), "112-233-445 95");
        assert_eq!(Snils::parse("112-233-445 96").unwrap_err(), Fault("snils-control"));
        assert_eq!(Snils::parse("087-654-303 00").unwrap().number(), 8_765_430_300);
        assert_eq!(Snils::parse("000-000-000 00").unwrap_err(), Fault("snils-zeros"));
        assert!(Snils::parse("001-001-998 17").is_ok(), "not checked up to 001-001-998");
        assert_eq!(Snils::parse("001-001-999 99").unwrap_err(), Fault("snils-control"));
    }

    #[test]
    fn every_spelling_gives_the_same_number() {
        let one = Snils::parse("11223344595").unwrap();
        for text in ["112-233-445 95", "112 233 445 95", "112-233-445-95", " 112–233–445\u{a0}95 ", "112.233.445.95"] {
            assert_eq!(Snils::parse(text).unwrap(), one, "{text}");
        }
        assert_eq!(Snils::parse("1122334459").unwrap_err(), Fault("snils-length"));
        assert_eq!(Snils::parse("11223344595я").unwrap_err(), Fault("snils-signs"));
    }

    #[test]
    fn lost_leading_zeros_come_back() {
        let (snils, padded) = Snils::parse_padded("8765430300").unwrap();
        assert!(padded);
        assert_eq!(snils.to_string(), "087-654-303 00");
        assert!(Snils::parse_padded("87654303").is_err());
    }

    proptest! {
        #[test]
        fn a_formatted_number_reads_back(nine in (UNCHECKED + 1)..1_000_000_000u64) {
            let snils = Snils::from_number(nine * 100 + control_number(nine)).unwrap();
            prop_assert_eq!(Snils::parse(&snils.to_string()).unwrap(), snils);
            let short = snils.number().to_string();
            if short.len() >= 9 {
                prop_assert_eq!(Snils::parse_padded(&short).unwrap().0, snils);
            }
        }

        #[test]
        fn any_text_is_read_or_refused_without_panic(text in ".{0,30}") {
            let _ = Snils::parse(&text);
            let _ = Snils::parse_padded(&text);
        }
    }
}
