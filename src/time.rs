//! The only source of time. Nothing else in the program asks the system's clock.

use chrono::{DateTime, NaiveDate, Utc};
use std::sync::atomic::{AtomicI64, Ordering};

/// Gives the present instant, in whole seconds of UTC.
pub trait Clock: Send + Sync {
    /// Seconds since 1970-01-01T00:00:00Z.
    fn now(&self) -> i64;
    /// Milliseconds of a clock that only goes forward, for waits and idle times.
    fn monotonic_ms(&self) -> u64;
}

/// The computer's clock.
#[derive(Debug)]
pub struct SystemClock {
    start: std::time::Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: std::time::Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> i64 {
        Utc::now().timestamp()
    }
    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }
}

/// A clock that stands where it is put: demo homes and tests.
#[derive(Debug, Default)]
pub struct FixedClock(AtomicI64);

impl FixedClock {
    /// Stands at `seconds` of UTC.
    #[must_use]
    pub fn at(seconds: i64) -> Self {
        Self(AtomicI64::new(seconds))
    }
    /// Moves to `seconds` of UTC.
    pub fn set(&self, seconds: i64) {
        self.0.store(seconds, Ordering::SeqCst);
    }
    /// Moves by `seconds`, backwards too.
    pub fn shift(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }
    fn monotonic_ms(&self) -> u64 {
        u64::try_from(self.0.load(Ordering::SeqCst)).unwrap_or(0).saturating_mul(1000)
    }
}

/// Another clock moved by some time: a demo home keeps its own day.
pub struct MovedClock {
    of: std::sync::Arc<dyn Clock>,
    by: AtomicI64,
}

impl MovedClock {
    /// Not moved yet.
    #[must_use]
    pub fn new(of: std::sync::Arc<dyn Clock>) -> Self {
        Self { of, by: AtomicI64::new(0) }
    }
    /// The instant of the clock beneath.
    #[must_use]
    pub fn unmoved(&self) -> i64 {
        self.of.now()
    }
    /// Shows the clock beneath moved by so many seconds.
    pub fn move_by(&self, seconds: i64) {
        self.by.store(seconds, Ordering::SeqCst);
    }
}

impl Clock for MovedClock {
    fn now(&self) -> i64 {
        self.of.now().saturating_add(self.by.load(Ordering::SeqCst))
    }
    fn monotonic_ms(&self) -> u64 {
        self.of.monotonic_ms()
    }
}

/// Farthest moment from 1970 that is told, seconds: a zone's offset from it is still a date. A claim beyond is told as 1970.
const FARTHEST: i64 = 8_000_000_000_000;

/// A claimed moment, whatever a computer claims.
#[must_use]
pub fn moment(seconds: i64) -> DateTime<Utc> {
    let told = (-FARTHEST..=FARTHEST).contains(&seconds);
    DateTime::<Utc>::from_timestamp(seconds, 0).filter(|_| told).unwrap_or_default()
}

/// The school's date at an instant, in its zone.
#[must_use]
pub fn school_date(seconds: i64, zone: chrono_tz::Tz) -> NaiveDate {
    moment(seconds).with_timezone(&zone).date_naive()
}

/// RFC 3339 in UTC, whole seconds.
#[must_use]
pub fn rfc3339(seconds: i64) -> String {
    moment(seconds).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_claim_at_the_end_of_time_is_told_in_every_zone() {
        for seconds in [i64::MIN, -8_334_601_228_800, -FARTHEST, 0, FARTHEST, 8_210_266_876_799, i64::MAX] {
            for zone in [chrono_tz::Asia::Kamchatka, chrono_tz::Europe::Kaliningrad, chrono_tz::America::New_York] {
                let date = school_date(seconds, zone);
                let near = (date - NaiveDate::default()).num_days().abs() <= 1;
                assert_eq!(near, !(1..=FARTHEST.unsigned_abs()).contains(&seconds.unsigned_abs()));
            }
            assert!(!rfc3339(seconds).is_empty());
        }
    }
}
