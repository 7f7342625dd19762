//! This computer's clock beside its own last entries. The law decides nothing by a clock; a person is told when it
//! has leapt.

use super::home::Home;
use super::volume::Vol;
use crate::error::Result;
use crate::rights::Spot;

/// Own entries of a volume that are looked at: a leap stays in sight for so many.
const RECENT: u32 = 200;
/// A clock that stands so far before an own entry has gone back, seconds: more than a change of zone and of daylight
/// saving make.
const BACK: i64 = 26 * 3600;
/// A clock that went on by so much between two entries has leapt ahead, or there were holidays, seconds.
const AHEAD: i64 = 30 * 86_400;
/// A leap ahead is told for so long after it, seconds.
const TOLD: i64 = 7 * 86_400;

/// How far a clock stands from the last own entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClockLeap {
    /// Seconds behind the newest.
    Back(i64),
    /// Seconds between an entry and the next, or now.
    Ahead(i64),
}

impl Home {
    /// The leap of the clock that the last own entries show at this moment; none when they stand close.
    ///
    /// # Errors
    /// Storage errors.
    pub fn clock_leap(&self, now: i64) -> Result<Option<ClockLeap>> {
        let s = self.fresh()?;
        let recent = std::iter::once(&s.registry).chain(s.years.values()).map(Vol::own_claims).collect::<Result<Vec<_>>>()?;
        Ok(leap(&recent, now))
    }
}

impl Vol {
    /// Claims of the newest own entries, the oldest of them first.
    fn own_claims(&self) -> Result<Vec<i64>> {
        let Some((n, b)) = self.own.and_then(|n| Some((n, self.chains.get(n)?))) else { return Ok(Vec::new()) };
        let at = |idx: u32| Spot { year: self.year(), branch: n, idx }.at();
        let mut q = self.conn.prepare_cached("SELECT claim FROM ledger WHERE at >= ?1 AND at < ?2 ORDER BY at")?;
        let rows = q.query_map((at(b.next.saturating_sub(RECENT)), at(b.next)), |r| r.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// `recent`: a volume's newest claims each, at most [`RECENT`].
fn leap(recent: &[Vec<i64>], now: i64) -> Option<ClockLeap> {
    let newest = recent.iter().flatten().max()?;
    if newest.saturating_sub(now) > BACK {
        return Some(ClockLeap::Back(newest.saturating_sub(now)));
    }
    // Before the oldest of a volume that is cut off nothing is known of the time between two entries.
    let full = |claims: &&Vec<i64>| claims.len() >= RECENT as usize;
    let since = recent.iter().filter(full).filter_map(|claims| claims.iter().min()).max().copied().unwrap_or(i64::MIN);
    let mut all: Vec<i64> = recent.iter().flatten().copied().filter(|c| *c >= since).chain([now]).collect();
    all.sort_unstable();
    let steps = all.windows(2).filter(|pair| pair[1] >= now.saturating_sub(TOLD)).map(|pair| pair[1].saturating_sub(pair[0]));
    steps.max().filter(|step| *step > AHEAD).map(ClockLeap::Ahead)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HOUR: i64 = 3600;
    const DAY: i64 = 24 * HOUR;
    const NOW: i64 = 1_800_000_000;

    #[test]
    fn a_clock_that_went_back_is_told_until_it_passes_the_newest_entry() {
        assert_eq!(leap(&[vec![NOW + 26 * HOUR], vec![NOW]], NOW), None);
        assert_eq!(leap(&[vec![NOW], vec![NOW + 27 * HOUR, NOW, NOW]], NOW), Some(ClockLeap::Back(27 * HOUR)));
        assert_eq!(leap(&[vec![], vec![]], NOW), None);
    }

    #[test]
    fn a_leap_ahead_is_told_before_the_first_entry_and_for_a_week_after_it() {
        let before = vec![NOW - 41 * DAY, NOW - 40 * DAY];
        assert_eq!(leap(&[before.clone(), vec![]], NOW), Some(ClockLeap::Ahead(40 * DAY)));
        let after = [before, vec![NOW - DAY]];
        assert_eq!(leap(&after, NOW), Some(ClockLeap::Ahead(39 * DAY)));
        assert_eq!(leap(&after, NOW + 8 * DAY), None);
    }

    #[test]
    fn a_volume_that_is_written_rarely_is_no_leap() {
        let daily: Vec<i64> = (0..i64::from(RECENT)).map(|n| NOW - n * HOUR / 10).collect();
        assert_eq!(leap(&[vec![NOW - 45 * DAY], daily], NOW), None);
    }
}
