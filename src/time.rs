//! The only source of time. Nothing else in the program asks the system's clock.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
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
    start: Since,
}

/// On Linux the time since the computer was started, its sleep included; nobody can set it.
#[cfg(target_os = "linux")]
#[derive(Debug)]
struct Since(std::time::Duration);

#[cfg(target_os = "linux")]
impl Since {
    fn now() -> Self {
        let t = rustix::time::clock_gettime(rustix::time::ClockId::Boottime);
        let nanoseconds = u32::try_from(t.tv_nsec).unwrap_or_default();
        Self(std::time::Duration::new(u64::try_from(t.tv_sec).unwrap_or_default(), nanoseconds))
    }
    fn elapsed(&self) -> std::time::Duration {
        Self::now().0.saturating_sub(self.0)
    }
}

#[cfg(not(target_os = "linux"))]
use std::time::Instant as Since;

impl Default for SystemClock {
    fn default() -> Self {
        Self { start: Since::now() }
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
pub struct FixedClock {
    wall: AtomicI64,
    /// Seconds by which the wall clock has jumped over the monotonic one.
    jumped: AtomicI64,
}

impl FixedClock {
    /// Stands at `seconds` of UTC.
    #[must_use]
    pub fn at(seconds: i64) -> Self {
        Self { wall: AtomicI64::new(seconds), jumped: AtomicI64::new(0) }
    }
    /// Moves to `seconds` of UTC.
    pub fn set(&self, seconds: i64) {
        self.wall.store(seconds, Ordering::SeqCst);
    }
    /// Moves by `seconds`, backwards too.
    pub fn shift(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::SeqCst);
    }
    /// The wall clock alone moves by `seconds`: a sleep that the monotonic clock does not count, a person who sets the clock.
    pub fn jump(&self, seconds: i64) {
        self.wall.fetch_add(seconds, Ordering::SeqCst);
        self.jumped.fetch_add(seconds, Ordering::SeqCst);
    }
}

impl Clock for FixedClock {
    fn now(&self) -> i64 {
        self.wall.load(Ordering::SeqCst)
    }
    fn monotonic_ms(&self) -> u64 {
        let awake = self.wall.load(Ordering::SeqCst).saturating_sub(self.jumped.load(Ordering::SeqCst));
        u64::try_from(awake).unwrap_or(0).saturating_mul(1000)
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

/// How old something is, by both clocks: one may stand still while the computer sleeps, the other may be set by a person.
///
/// Looked at from time to time. A wall clock that ran ahead of the other between two looks counts as time that has passed; one that was
/// set back makes the thing as old as can be, so that nothing lives longer by it.
#[derive(Debug, Clone, Copy)]
pub struct Age {
    began_ms: u64,
    jumped_ms: u64,
    looked: (u64, i64),
}

/// Clocks differ by so much between two looks without a meaning: whole seconds, and a clock that is set right by the network.
const AHEAD_MS: i64 = 2_000;
const BEHIND_MS: i64 = 60_000;

impl Age {
    /// Of a thing that begins now.
    #[must_use]
    pub fn new(clock: &dyn Clock) -> Self {
        let began_ms = clock.monotonic_ms();
        Self { began_ms, jumped_ms: 0, looked: (began_ms, clock.now()) }
    }

    /// Milliseconds since the beginning; `u64::MAX` for ever once the wall clock was set back.
    pub fn look(&mut self, clock: &dyn Clock) -> u64 {
        let now = (clock.monotonic_ms(), clock.now());
        let by_wall = now.1.saturating_sub(self.looked.1).saturating_mul(1000);
        let by_other = i64::try_from(now.0).unwrap_or(i64::MAX).saturating_sub(i64::try_from(self.looked.0).unwrap_or(i64::MAX));
        self.looked = now;
        match by_wall.saturating_sub(by_other) {
            back if back < -BEHIND_MS => self.jumped_ms = u64::MAX,
            ahead if ahead > AHEAD_MS => self.jumped_ms = self.jumped_ms.saturating_add(ahead.unsigned_abs()),
            _ => {}
        }
        now.0.saturating_sub(self.began_ms).saturating_add(self.jumped_ms)
    }
}

/// Seconds of UTC that are shown as they are, 1870 to 2169; what is claimed beyond is shown as the nearest of them.
const SHOWN: std::ops::RangeInclusive<i64> = -3_155_760_000..=6_311_520_000;

/// An instant that any computer may have claimed.
#[must_use]
pub fn moment(seconds: i64) -> DateTime<Utc> {
    DateTime::<Utc>::from_timestamp(seconds.clamp(*SHOWN.start(), *SHOWN.end()), 0).unwrap_or_default()
}

/// Date and time of the school's clock at an instant, in its zone.
#[must_use]
pub fn school_time(seconds: i64, zone: chrono_tz::Tz) -> NaiveDateTime {
    moment(seconds).with_timezone(&zone).naive_local()
}

/// The school's date at an instant, in its zone.
#[must_use]
pub fn school_date(seconds: i64, zone: chrono_tz::Tz) -> NaiveDate {
    school_time(seconds, zone).date()
}

/// Reads what [`rfc3339`] writes.
#[must_use]
pub fn from_rfc3339(text: &str) -> Option<i64> {
    let seconds = DateTime::parse_from_rfc3339(text).ok()?.timestamp();
    (rfc3339(seconds) == text).then_some(seconds)
}

/// RFC 3339 in UTC, whole seconds.
#[must_use]
pub fn rfc3339(seconds: i64) -> String {
    moment(seconds).format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aged(moves: impl Fn(&FixedClock)) -> u64 {
        let clock = FixedClock::at(1_790_000_000);
        let mut age = Age::new(&clock);
        moves(&clock);
        age.look(&clock)
    }

    #[test]
    fn time_passes_by_whichever_clock_ran_on() {
        assert_eq!(aged(|c| c.shift(90)), 90_000);
        assert_eq!(aged(|c| c.jump(3600)), 3_600_000, "a sleep that the monotonic clock slept through");
        assert_eq!(aged(|c| c.jump(1)), 0, "whole seconds");
        assert_eq!(aged(|c| c.jump(-30)), 0, "set right by the network");
    }

    #[test]
    fn a_clock_set_back_makes_a_thing_as_old_as_can_be_for_ever() {
        let clock = FixedClock::at(1_790_000_000);
        let mut age = Age::new(&clock);
        clock.jump(-3600);
        assert_eq!(age.look(&clock), u64::MAX);
        clock.jump(3600);
        assert_eq!(age.look(&clock), u64::MAX);
    }

    #[test]
    fn looking_often_adds_nothing() {
        let clock = FixedClock::at(1_790_000_000);
        let mut age = Age::new(&clock);
        let looks: Vec<u64> = (0..5)
            .map(|_| {
                clock.shift(1);
                age.look(&clock)
            })
            .collect();
        assert_eq!(looks, [1000, 2000, 3000, 4000, 5000]);
    }

    #[test]
    fn the_computers_own_clock_runs_forward() {
        let clock = SystemClock::default();
        let first = clock.monotonic_ms();
        std::thread::sleep(std::time::Duration::from_millis(5));
        assert!(clock.monotonic_ms() > first && clock.now() > 1_700_000_000);
    }

    #[test]
    fn a_claim_at_the_end_of_time_is_told_in_every_zone() {
        let told = |seconds: i64, zone: chrono_tz::Tz| (school_date(seconds, zone), rfc3339(seconds));
        for zone in [chrono_tz::Asia::Kamchatka, chrono_tz::Europe::Kaliningrad, chrono_tz::America::New_York] {
            for (beyond, end) in [(i64::MIN, *SHOWN.start()), (-8_334_601_228_800, *SHOWN.start()), (i64::MAX, *SHOWN.end())] {
                assert_eq!(told(beyond, zone), told(end, zone));
            }
            assert_ne!(told(0, zone), told(86_400, zone));
        }
    }
}
