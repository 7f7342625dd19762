//! Waiting after wrong passwords, from two integers the caller keeps with the account, so that it survives restarts.
//!
//! Two mistakes cost nothing; then 2, 4, 8 … seconds, 15 minutes at most. Only success takes the count back. A clock moved
//! backwards starts the wait anew from where it now stands: it never shortens it, and a clock that was once years ahead
//! does not lock anybody out for years.

/// Mistakes that cost no waiting.
const FREE: u32 = 2;
/// The longest wait, seconds.
pub const LONGEST: u32 = 15 * 60;

/// Mistakes of one account on this computer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Backoff {
    /// Wrong passwords since the last right one.
    pub failures: u32,
    /// The instant the wait counts from, seconds of UTC.
    pub since: i64,
}

impl Backoff {
    /// Seconds the present number of mistakes costs.
    #[must_use]
    pub fn cost(self) -> u32 {
        let steps = self.failures.saturating_sub(FREE);
        if steps == 0 { 0 } else { 1u32.checked_shl(steps).filter(|w| *w != 0).map_or(LONGEST, |w| w.min(LONGEST)) }
    }

    /// Seconds still to wait. May move the start of the wait when the clock went backwards: keep the state when it changed.
    #[must_use]
    pub fn wait(&mut self, now: i64) -> u32 {
        let cost = self.cost();
        if now < self.since {
            self.since = now;
            return cost;
        }
        let passed = u32::try_from(now.saturating_sub(self.since)).unwrap_or(u32::MAX);
        cost.saturating_sub(passed)
    }

    /// After a wrong password.
    #[must_use]
    pub fn failed(self, now: i64) -> Self {
        Self { failures: self.failures.saturating_add(1), since: now }
    }

    /// After the right password.
    #[must_use]
    pub fn succeeded() -> Self {
        Self::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn after(failures: u32) -> Backoff {
        (0..failures).fold(Backoff::default(), |b, _| b.failed(1000))
    }

    #[test]
    fn two_mistakes_are_free_and_then_the_wait_doubles_up_to_a_quarter_of_an_hour() {
        let costs: Vec<u32> = (0..14).map(|n| after(n).cost()).collect();
        assert_eq!(costs, [0, 0, 0, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900]);
        assert_eq!(Backoff { failures: u32::MAX, since: 0 }.cost(), LONGEST);
        assert_eq!(Backoff { failures: 34, since: 0 }.cost(), LONGEST);
    }

    #[test]
    fn the_wait_runs_down_with_the_clock() {
        let mut b = after(5);
        assert_eq!([b.wait(1000), b.wait(1003), b.wait(1008), b.wait(i64::MAX)], [8, 5, 0, 0]);
    }

    #[test]
    fn a_clock_moved_backwards_starts_the_wait_anew() {
        let mut b = after(5);
        assert_eq!(b.wait(1007), 1);
        assert_eq!(b.wait(500), 8);
        assert_eq!(b.wait(501), 7);
        assert_eq!(b.wait(i64::MIN), 8);
    }

    #[test]
    fn a_clock_that_was_years_ahead_locks_nobody_out_for_years() {
        let mut b = after(2).failed(4_000_000_000);
        assert_eq!(b.wait(1_800_000_000), 2);
        assert_eq!(b.wait(1_800_000_002), 0);
    }

    #[test]
    fn waiting_does_not_take_the_count_back_and_success_does() {
        let mut b = after(6);
        assert_eq!(b.wait(90_000), 0);
        assert_eq!(b.failed(90_000).cost(), 32);
        assert_eq!(Backoff::succeeded().cost(), 0);
    }
}
